"""Run the multiverse of the book, and locate its options along the curve of results.

The claims of all tolls of the ledger, the outcome executed as the target. The options are those that the ledger itself
gives: sets of claims graded by what they are said to rest on, three readings of who is one voice, the ratio of wrong
labels that one table counts, and the count that a document of the time is said to give for a part of the campaign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from landreform.contested.claims import form, from_ledger
from landreform.contested.coded_words import coded_ends
from landreform.contested.lineage import READING, READINGS, derivations, read_lineages
from landreform.contested.multiverse.dropping import drop_one
from landreform.contested.multiverse.options import Choice, Option, default_choices
from landreform.contested.multiverse.run import Multiverse, run_multiverse
from landreform.contested.multiverse.summaries import shares_by_design
from landreform.contested.outcomes import DEFAULT_ORDER, tolls
from landreform.labels.tallies import error_shares, tallies
from landreform.ledger.tables import Ledger
from landreform.text.prose import listing
from landreform.tolls.baseline import LEVEL, OUTCOME

#: What a step says of who took from whom.
STEPS = ("step", "estimate", "restatement", "derives_from", "through", "origin", "basis")
#: Grades of claims that say what they rest on, the best documented last.
GRADED = {
    "with a stated ground": ("testimony", "extrapolation", "reasoned", "document"),
    "reasoned and documented": ("reasoned", "document"),
    "documented": ("document",),
}
#: Lists of options under which the shares of the variance are computed; see
#: `landreform.contested.multiverse.run.Multiverse.restrict`.
DESIGNS: dict[str, Mapping[str, Any]] = {
    "all options": {},
    "graded sets only": {"keep": {"claim_set": list(GRADED)}},
    "without ratios and floor": {"keep": {"bridge": ["same outcome"], "floor": ["none"]}},
    "one rule of each kind": {"keep": {"rule": ["REML", "linear"]}},
    "random effects only": {"keep": {"rule": ["REML", "PM", "DL"]}},
    "lenient sets only": {"keep": {"claim_set": ["all", "not repeated", "with a stated ground"]}},
    "every claim admitted": {"keep": {"claim_set": ["all"]}},
}


def documented_floors(estimates: pd.DataFrame, target: str = OUTCOME) -> pd.DataFrame:
    """List the numbers below which the target cannot fall, if a document counted a part of it.

    Parameters
    ----------
    estimates : DataFrame
        Table `estimates` of the ledger; used are ``estimate, low, point, outcome, grade``.
    target : str
        One of `landreform.contested.outcomes.TOLLS`.

    Returns
    -------
    DataFrame
        Columns ``estimate, outcome, persons``, the lowest first: claims graded as document whose outcome is contained
        in the target, with their point or, where there is none, their low end. Whether the document says what is
        reported of it is another question.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "low": [None, None], "point": [1337, 5000],
    ...                           "outcome": ["executed_to_1955_12", "died"], "grade": ["document", "document"]})
    >>> documented_floors(estimates)["persons"].tolist()
    [1337.0]
    """
    counted = tolls(estimates.assign(high=estimates.get("high", np.nan)))
    inside = counted["outcome"].map(lambda outcome: target in DEFAULT_ORDER.supersets(outcome)).astype(bool)
    persons = counted["point"].astype(float).fillna(counted["low"].astype(float))
    found = counted.assign(persons=persons)[inside & (counted["grade"] == "document") & persons.notna()]
    return found.sort_values(["persons", "estimate"], ignore_index=True)[["estimate", "outcome", "persons"]]


def evidence_sets(claims: pd.DataFrame, estimates: pd.DataFrame, lineage: pd.DataFrame) -> tuple[Option, ...]:
    """List the sets of claims that differ by what their members rest on.

    Parameters
    ----------
    claims : DataFrame
        Tolls; columns as in `landreform.contested.claims.COLUMNS`.
    estimates, lineage : DataFrame
        Tables of the ledger; of the estimates ``printed`` and ``grade`` are used besides.

    Returns
    -------
    tuple of Option
        All; those that took from no other claim; those whose ends are printed numbers and no coded words; then by
        grade, each set within the one before.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> estimates, lineage = load("estimates"), load("lineage")
    >>> sets = evidence_sets(tolls(from_ledger(estimates, lineage)), estimates, lineage)
    >>> [option.label for option in sets][:3]
    ['all', 'not repeated', 'numbers printed']
    """
    usable = claims.loc[form(claims).isin(["range", "point"]), "estimate"]
    stated = set(estimates["estimate"])
    graph = derivations(estimates[["estimate"]], lineage[lineage.columns.intersection(STEPS)])
    taken = {name for name in usable if nx.ancestors(graph, name) & stated}
    coded = set(coded_ends(estimates)["estimate"])
    grade = estimates.set_index("estimate")["grade"]

    def members(chosen: Iterable[bool]) -> tuple[str, ...]:
        """Return the names that are chosen, in the order of the claims."""
        return tuple(name for name, one in zip(usable, chosen, strict=True) if one)

    why = {
        "with a stated ground": "A number of which nobody says what it rests on cannot be weighed.",
        "reasoned and documented": "Only who weighed sources or read a document has more to go by than hearsay.",
        "documented": "Only what was counted by somebody in office at the time is a count.",
    }
    return (
        Option("all", tuple(usable), "equivalent", "Nobody who states a number is left out."),
        Option(
            "not repeated",
            members(name not in taken for name in usable),
            "uncertain",
            "Whoever takes the number of another claim, or starts from it, adds no knowledge of his own.",
        ),
        Option(
            "numbers printed",
            members(name not in coded for name in usable),
            "uncertain",
            "Thousands is a word; its ends are those of our table of words, and nobody printed them.",
        ),
        *(
            Option(label, members(grade[name] in grades for name in usable), "uncertain", why[label])
            for label, grades in GRADED.items()
        ),
    )


def lineage_readings(estimates: pd.DataFrame, lineage: pd.DataFrame) -> tuple[Option, ...]:
    """List the readings of which claims are one voice.

    Parameters
    ----------
    estimates, lineage : DataFrame
        Tables of the ledger; see `landreform.contested.lineage.read_lineages`.

    Returns
    -------
    tuple of Option
        Each a mapping from claim to voice, under one of `landreform.contested.lineage.READINGS`; that which holds where
        none is named comes first.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "source": ["x", "x"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["inferred"]})
    >>> [(option.label, len(set(option.value.values()))) for option in lineage_readings(estimates, lineage)]
    [('stated and inferred', 1), ('stated', 2), ('stated, inferred and of one work', 1)]
    """
    lineage = lineage[lineage.columns.intersection(STEPS)]
    why = {
        "stated": "Only what a text says is known.",
        "stated and inferred": "Works that print the same number may have it from one another.",
        "stated, inferred and of one work": "Two claims of one work are one author's word.",
    }
    options = []
    for reading in sorted(READINGS, key=lambda name: name != READING):
        found = read_lineages(estimates, lineage, reading)
        voices = dict(zip(found["estimate"], found["lineage"], strict=True))
        options.append(Option(reading, voices, "equivalent" if reading == READING else "uncertain", why[reading]))
    return tuple(options)


def ratio_bridges(classifications: pd.DataFrame, target: str = OUTCOME) -> tuple[Option, ...]:
    """List the ratios by which people executed wrongly can be turned into people executed.

    Parameters
    ----------
    classifications : DataFrame
        Table `classifications` of the ledger.
    target : str
        The outcome that the pools are meant to be about; there are ratios for executed only.

    Returns
    -------
    tuple of Option
        One for each share of labels found wrong, and one for all fractions together, the least share first; a fraction
        of which none was right or none wrong gives no ratio. No other outcome has a ratio that anybody printed, and so
        deaths from any cause, suicides, and executions of a part of the time are left out.

    Examples
    --------
    >>> row = {"fraction": "a", "label": "Landlord", "place": "", "labelled": 4, "correct": 1, "incorrect": 3,
    ...        "source": "s", "read_in": "s", "locator": ""}
    >>> [(option.label, option.value["wrongly_executed"]) for option in ratio_bridges(pd.DataFrame([row]))]
    [('75% wrongly: landlord', 1.3333333333333333)]
    """
    if target != OUTCOME or classifications.empty:
        return ()
    place = listing(sorted(set(classifications["place"]) - {""}) or ["one table"])
    shares = error_shares(tallies(classifications))
    shares = shares[(shares["incorrect"] > 0) & (shares["incorrect"] < shares["labelled"])]
    names = shares["label"].where(shares["tally"] != "all", "all labels").str.lower()
    shares = shares.assign(name=names, share=shares["incorrect"] / shares["labelled"]).sort_values("share")
    shares = shares.drop_duplicates("share")
    return tuple(
        Option(
            f"{row.share:.0%} wrongly: {row.name}",
            {target: 1.0, "wrongly_executed": 1 / row.share},
            "uncertain",
            f"If executions were wrongful as often as labels ({row.name}) were found wrong in {place}.",
        )
        for row in shares[["name", "share"]].itertuples(index=False)
    )


def ledger_claims(ledger: Ledger) -> pd.DataFrame:
    """Select the claims of all tolls that have two ends or one number.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates`` and ``lineage``.

    Returns
    -------
    DataFrame
        Columns as in `landreform.contested.claims.COLUMNS`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger_claims({name: load(name) for name in ("estimates", "lineage")})["estimate"].is_unique
    True
    """
    claims = tolls(from_ledger(ledger["estimates"], ledger["lineage"]))
    return claims[form(claims).isin(["range", "point"])].reset_index(drop=True)


def ledger_choices(ledger: Ledger, target: str = OUTCOME) -> tuple[Choice, ...]:
    """List the choices of the book, each with the options that the ledger gives.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, classifications``.
    target : str
        The outcome that the pools are meant to be about.

    Returns
    -------
    tuple of Choice
        From `landreform.contested.multiverse.options.default_choices`. The floor is the highest number of
        `documented_floors` whose outcome no option turns into a claim of the pool: what is pooled is no floor for the
        rest.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger = {name: load(name) for name in ("estimates", "lineage", "classifications")}
    >>> [choice.name for choice in ledger_choices(ledger)][-3:]
    ['claim_set', 'lineage', 'rule']
    """
    estimates, lineage, claims = ledger["estimates"], ledger["lineage"], ledger_claims(ledger)
    bridges = ratio_bridges(ledger["classifications"], target)
    pooled = {target}.union(*(option.value for option in bridges))
    counts = documented_floors(estimates, target)
    outside = counts.loc[~counts["outcome"].isin(pooled), "persons"]
    return default_choices(
        claims,
        target,
        floor=float(outside.max()) if len(outside) else None,
        claim_sets=evidence_sets(claims, estimates, lineage),
        lineages=lineage_readings(estimates, lineage),
        bridges=bridges,
    )


def ledger_multiverse(ledger: Ledger, target: str = OUTCOME) -> Multiverse:
    """Run every specification on the claims of the ledger.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, classifications``.
    target : str
        The outcome that the pools are meant to be about.

    Returns
    -------
    Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`, with the choices of `ledger_choices`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger = {name: load(name) for name in ("estimates", "lineage", "classifications")}
    >>> found = ledger_multiverse(ledger)
    >>> bool(found.defined.any()), bool(found.defined.all())  # nobody can pool what only one voice says
    (True, False)
    """
    return run_multiverse(ledger_claims(ledger), ledger_choices(ledger, target), LEVEL)


def without_each_voice(ledger: Ledger, target: str = OUTCOME) -> pd.DataFrame:
    """Pool the claims of the ledger without each voice in turn.

    Parameters
    ----------
    ledger, target
        As in `ledger_multiverse`.

    Returns
    -------
    DataFrame
        As from `landreform.contested.multiverse.dropping.drop_one`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger = {name: load(name) for name in ("estimates", "lineage", "classifications")}
    >>> without_each_voice(ledger)["without"].iloc[0]
    ''
    """
    return drop_one(ledger_claims(ledger), ledger_choices(ledger, target), LEVEL)


def ledger_shares(multiverse: Multiverse) -> pd.DataFrame:
    """Split the variance by the choices under each of `DESIGNS` that leaves a pool.

    Parameters
    ----------
    multiverse : Multiverse
        From `ledger_multiverse`.

    Returns
    -------
    DataFrame
        As from `landreform.contested.multiverse.summaries.shares_by_design`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger = {name: load(name) for name in ("estimates", "lineage", "classifications")}
    >>> ledger_shares(ledger_multiverse(ledger))["design"].nunique() >= 3
    True
    """
    left = {name: how for name, how in DESIGNS.items() if multiverse.restrict(**how).defined.any()}
    return shares_by_design(multiverse, left)


def along_curve(multiverse: Multiverse, bins: int = 60) -> pd.DataFrame:
    """Count the specifications that take an option along the curve, from the lowest result to the highest.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.
    bins : int
        Number of stretches of equal length into which the curve is cut.

    Returns
    -------
    DataFrame
        Columns ``choice, option, mark, bin`` (from 1), ``specifications`` (in the bin, that take the option) and
        ``density`` (their share of all that take it, times the number of bins: 1 everywhere if the option made no
        difference, NaN where it leads to no pool).

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> frame = along_curve(run_multiverse(claims, default_choices(claims)), bins=4)
    >>> frame.groupby("choice")["specifications"].sum().nunique()
    1
    """
    if bins < 2:
        raise ValueError("A curve is cut into two bins at least.")
    place = np.flatnonzero(multiverse.defined)
    order = place[np.argsort(multiverse.estimate.ravel()[place], kind="stable")]
    stretch = np.arange(len(order)) * bins // len(order)
    codes = np.unravel_index(order, multiverse.estimate.shape)
    rows = []
    for choice, code in zip(multiverse.choices, codes, strict=True):
        for position, option in enumerate(choice.options):
            counts = np.bincount(stretch[code == position], minlength=bins)
            density = counts * bins / counts.sum() if counts.any() else np.full(bins, np.nan)
            shared = (choice.name, option.label, option.mark)
            rows += [(*shared, *place) for place in zip(range(1, bins + 1), counts.tolist(), density, strict=True)]
    return pd.DataFrame(rows, columns="choice option mark bin specifications density".split())


def claims_excluded_by_floor(claims: pd.DataFrame, floor: float) -> pd.DataFrame:
    """Select the claims that are lost if nothing up to a floor is admitted.

    Parameters
    ----------
    claims : DataFrame
        Claims of one outcome; columns as in `landreform.contested.claims.COLUMNS`.
    floor : float
        Persons.

    Returns
    -------
    DataFrame
        The claims with two ends or one number, none of which lies above the floor.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [3e3, 5e4], "point": [5e3, np.nan], "high": [15e3, 1e5]})
    >>> claims_excluded_by_floor(claims, 15_000)["estimate"].tolist()
    ['a']
    """
    numbers = claims[["low", "point", "high"]].astype(float)
    return claims[form(claims).isin(["range", "point"]) & (numbers.max(axis=1) <= floor)]
