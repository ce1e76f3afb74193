"""Run the multiverse of the book, and locate its options along the curve of results.

The claims of all tolls of the ledger, the outcome executed as the target, and as floors the counts that documents of
the time are said to give for a part of it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from landreform.contested.claims import form, from_ledger
from landreform.contested.multiverse.options import AXES, default_choices
from landreform.contested.multiverse.run import Multiverse, run_multiverse
from landreform.contested.outcomes import DEFAULT_ORDER, tolls
from landreform.ledger.tables import Ledger
from landreform.text.prose import listing
from landreform.tolls.baseline import LEVEL, OUTCOME

#: Options that differ only in the lineage they leave out are shown as one.
WITHOUT, ONE_LINEAGE = "without ", "without one lineage"


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
        reported of it is another question, and a choice of its own.

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


def ledger_multiverse(ledger: Ledger, target: str = OUTCOME) -> Multiverse:
    """Run every specification on the claims of the ledger.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates`` and ``lineage``.
    target : str
        The outcome that the pools are meant to be about.

    Returns
    -------
    Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`, with the choices of
        `landreform.contested.multiverse.options.default_choices`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger = {name: load(name) for name in ("estimates", "lineage")}
    >>> ledger_multiverse(ledger).estimate.size > 50_000
    True
    """
    claims = tolls(from_ledger(ledger["estimates"], ledger["lineage"]))
    claims = claims[form(claims).isin(["range", "point"])].reset_index(drop=True)
    floors = documented_floors(ledger["estimates"], target)["persons"].drop_duplicates().tolist()
    return run_multiverse(claims, default_choices(claims, target, floors), LEVEL)


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
        Columns ``choice, option, mark, options`` (how many are shown as this one), ``bin`` (from 1), ``specifications``
        (in the bin, that take the option) and ``density`` (their share of all that take it, times the number of bins: 1
        everywhere if the option made no difference). Options that leave out one lineage are summed up.

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
        shown: dict[str, list[int]] = {}
        for position, option in enumerate(choice.options):
            alone = option.label.startswith(WITHOUT) and choice.name == "claim_set"
            shown.setdefault(ONE_LINEAGE if alone else option.label, []).append(position)
        for label, members in shown.items():
            counts = np.bincount(stretch[np.isin(code, members)], minlength=bins)
            density = counts * bins / counts.sum() if counts.any() else np.full(bins, np.nan)
            shared = (choice.name, label, choice.options[members[0]].mark, len(members))
            rows += [(*shared, *place) for place in zip(range(1, bins + 1), counts.tolist(), density, strict=True)]
    return pd.DataFrame(rows, columns="choice option mark options bin specifications density".split())


def floor_effects(multiverse: Multiverse) -> pd.DataFrame:
    """Compute what each way of taking a floor does to the pools of one outcome with all its claims.

    Parameters
    ----------
    multiverse : Multiverse
        From `ledger_multiverse`.

    Returns
    -------
    DataFrame
        Columns ``floor`` (label of the option), ``width`` (widths of bare numbers at which so many lineages enter; any,
        if the width makes no difference), ``voices`` (lineages that enter) and ``median`` (median result of the
        specifications with these widths, persons; NaN if none is a pool), in the order of the options.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [1e3, 2e4, 3e4], "point": [np.nan] * 3,
    ...     "high": [4e3, 8e4, 9e4], "outcome": ["executed"] * 3, "lineage": ["a", "b", "c"]})
    >>> floor_effects(run_multiverse(claims, default_choices(claims, floors=[15_000.0])))["voices"].tolist()
    [3, 2, 2]
    """
    rows = []
    widths = multiverse.choices[AXES.index("width")].labels
    for label in multiverse.choices[AXES.index("floor")].labels:
        part = multiverse.restrict(keep={"floor": [label], "bridge": ["same outcome"], "claim_set": ["all"]})
        entering: dict[int, list[str]] = {}
        for width in widths:  # how wide a bare number is decides whether it reaches below a floor
            lines = part.restrict(keep={"weights": ["lineage"], "width": [width]})
            entering.setdefault(int(lines.units.max()), []).append(width)
        for voices, here in entering.items():
            alike = part.restrict(keep={"width": here})
            known = alike.estimate[alike.defined]
            median = float(np.exp(np.median(known))) if known.size else np.nan
            rows.append((label, "any" if len(here) == len(widths) else listing(here), voices, median))
    return pd.DataFrame(rows, columns=["floor", "width", "voices", "median"])


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
