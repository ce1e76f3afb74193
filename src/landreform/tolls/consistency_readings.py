"""Read the book's own claims in the ways in which their consistency is asked, and say what must be set aside in each.

Input: the tables `estimates` and `lineage`. Output: the claims as each reading takes them, the curve of each, and the
least sets at a few stretches. Claims on a part of the campaign's time are parts throughout
(`landreform.tolls.parts_of_time`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from landreform.contested.claims import form, from_ledger
from landreform.contested.coded_words import coded_ends, without_words
from landreform.contested.collisions import pairs
from landreform.contested.consistency import TIE
from landreform.contested.consistent_sets import ConsistentSets, curve, drop_one, greatest_consistent_sets
from landreform.contested.outcomes import DEFAULT_ORDER, TOLLS, tolls
from landreform.ledger.tables import Ledger
from landreform.tolls.baseline import WIDTH
from landreform.tolls.coverage import as_parts, as_wider, beyond_campaign, whole_north
from landreform.tolls.parts_of_time import ORDER, counted, in_time

#: The readings that change what a claim says, and the one that keeps the claims with a reason behind them.
ALL, NO_WORDS, WIDENED, REASONED = (
    "every claim at its word",
    "ends that are only a word left open",
    f"bare numbers widened ×{WIDTH} either way",
    "documents and reasoning only",
)


def readings(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Return the tolls as each reading takes them.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage``.

    Returns
    -------
    dict of str to DataFrame
        `ALL`, `NO_WORDS`, `WIDENED`, `REASONED`, then one for each outcome of which there is more than one claim, a
        part of the time counted with its whole; claims to be compared with `landreform.tolls.parts_of_time.ORDER`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> found = readings({name: load(name) for name in ("estimates", "lineage")})
    >>> len(found[REASONED]) < len(found[NO_WORDS]) <= len(found[ALL])
    True
    """
    estimates = ledger["estimates"]
    claims = in_time(tolls(from_ledger(estimates, ledger["lineage"])), estimates)
    reasoned = estimates.loc[estimates["grade"].isin(["document", "reasoned"]), "estimate"]
    found = {
        ALL: claims,
        NO_WORDS: without_words(claims, coded_ends(estimates)),
        WIDENED: widen_bare(claims, WIDTH),
        REASONED: claims[claims["estimate"].isin(reasoned)],
    }
    outcome = counted(claims)
    for name in TOLLS:
        if (outcome == name).sum() > 1:
            found[f"only {DEFAULT_ORDER.titles[name]}"] = claims[outcome == name]
    return {name: frame.reset_index(drop=True) for name, frame in found.items()}


def lenient_readings(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Return all the tolls in the ways that are the kindest to them, each with place and time taken as worded or not.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage``.

    Returns
    -------
    dict of str to DataFrame
        `ALL`, `NO_WORDS` and `WIDENED`; the same, where claims on a part of the country or on a wider time say only
        what they say of the campaign; and all of this at once. Claims to be compared with
        `landreform.tolls.parts_of_time.ORDER`; a reading that leaves a claim nothing to say leaves it out.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> len(lenient_readings({name: load(name) for name in ("estimates", "lineage")}))
    7
    """
    estimates, read = ledger["estimates"], readings(ledger)
    elsewhere = estimates.loc[~whole_north(estimates), "estimate"]
    wider = estimates.loc[beyond_campaign(estimates), "estimate"]

    def in_place(claims: pd.DataFrame) -> pd.DataFrame:
        return as_wider(as_parts(claims, elsewhere), wider)

    found = {key: read[key] for key in (ALL, NO_WORDS, WIDENED)}
    found |= {f"{key}; place and wider time as worded": in_place(claims) for key, claims in found.items()}
    both = widen_bare(read[NO_WORDS], WIDTH)
    return found | {"words open and bare numbers widened; place and wider time as worded": in_place(both)}


def widen_bare(claims: pd.DataFrame, factor: float) -> pd.DataFrame:
    """Give every bare number a range, from the number divided by a factor to the number multiplied by it.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    factor : float
        At least 1.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [None], "point": [20.0], "high": [None]}, dtype=object)
    >>> widen_bare(claims, 2.0)[["low", "high"]].to_numpy().tolist()
    [[10.0, 40.0]]
    """
    if not factor >= 1.0:
        raise ValueError(f"A bare number is widened by a factor of at least 1, not by {factor}.")
    bare, point = form(claims) == "point", claims["point"].astype(float)
    low, high = claims["low"].astype(float), claims["high"].astype(float)
    return claims.assign(low=low.mask(bare, point / factor), high=high.mask(bare, point * factor))


def curves(read: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Compute for each reading the least number of claims to set aside, for each stretch allowed.

    Parameters
    ----------
    read : mapping of str to DataFrame
        From `readings`.

    Returns
    -------
    DataFrame
        Columns ``reading, claims, stretch, set_aside``; for each reading the steps of
        `landreform.contested.consistent_sets.curve`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": None, "point": [1.0, 4.0], "high": None,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> curves({"both": claims})[["claims", "stretch", "set_aside"]].to_numpy().tolist()
    [[2.0, 1.0, 1.0], [2.0, 2.0, 0.0]]
    """
    parts = [curve(claims, ORDER).assign(reading=name, claims=len(claims)) for name, claims in read.items()]
    return pd.concat(parts, ignore_index=True)[["reading", "claims", "stretch", "set_aside"]]


def set_aside_at(steps: pd.DataFrame, stretches: Iterable[float]) -> pd.DataFrame:
    """Read off the curves how many claims must be set aside at some stretches.

    Parameters
    ----------
    steps : DataFrame
        From `curves`.
    stretches : iterable of float
        At least 1.

    Returns
    -------
    DataFrame
        One row a reading, in the order of `steps`: ``reading, claims``, a column for each stretch, and ``gap``, the
        stretch from which none need be set aside.

    Examples
    --------
    >>> steps = pd.DataFrame({"reading": "all", "claims": 3, "stretch": [1.0, 2.0, 4.0], "set_aside": [2, 1, 0]})
    >>> set_aside_at(steps, [1, 3]).to_numpy().tolist()
    [['all', 3, 2, 1, 4.0]]
    """
    chosen = list(stretches)
    rows = []
    for (name, count), group in steps.groupby(["reading", "claims"], sort=False):
        least = [int(group.loc[group["stretch"] <= stretch, "set_aside"].min()) for stretch in chosen]
        rows.append((name, count, *least, float(group["stretch"].max())))
    return pd.DataFrame(rows, columns=["reading", "claims", *chosen, "gap"])


def least_sets(claims: pd.DataFrame, stretches: Iterable[float]) -> list[ConsistentSets]:
    """Find the least sets of claims to set aside, at some stretches.

    Parameters
    ----------
    claims : DataFrame
        One of `readings`.
    stretches : iterable of float
        At least 1.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": None, "point": [1.0, 4.0], "high": None,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> [found.count for found in least_sets(claims, [1, 2])]
    [2, 1]
    """
    return [greatest_consistent_sets(claims, stretch, ORDER) for stretch in stretches]


def without_each(claims: pd.DataFrame) -> pd.DataFrame:
    """Compute how far apart the others are once each claim is left out.

    Parameters
    ----------
    claims : DataFrame
        One of `readings`.

    Returns
    -------
    DataFrame
        Columns ``estimate``, ``set_aside`` (how many of the others must be set aside as they stand) and ``gap`` (the
        stretch from which none need be), in the order of `claims`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": None, "point": [1.0, 4.0, 9.0], "high": None,
    ...                        "outcome": "died", "lineage": ["a", "b", "c"]})
    >>> without_each(claims).to_numpy().tolist()
    [['a', 1, 1.5], ['b', 1, 3.0], ['c', 1, 2.0]]
    """
    lowered = drop_one(claims, ORDER)
    gaps = [float(curve(claims[claims["estimate"] != name], ORDER)["stretch"].max()) for name in claims["estimate"]]
    return lowered.assign(gap=gaps)


def lineages_set_aside(claims: pd.DataFrame, stretch: float = 1.0) -> int:
    """Compute from how many lineages, at the least, claims must be set aside before all others can be true.

    Parameters
    ----------
    claims : DataFrame
        One of `readings`; the column ``lineage`` says whose claims are one voice.
    stretch : float
        The factor, at least 1, by which each claim may be stretched.

    Returns
    -------
    int
        Counted by lineage a number has no more weight for having been copied. A lineage whose own claims contradict
        each other always loses one.

    Notes
    -----
    Two lineages stand against each other if a claim of the one collides with a claim of the other
    (`landreform.contested.collisions.pairs`). What is asked for is the least set of lineages that meets every such
    pair, solved exactly as an integer programme (HiGHS). Lineages have no order as claims have, so that the way of
    `landreform.contested.consistent_sets` is closed.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": None, "point": [1.0, 4.0, 4.0], "high": None,
    ...                        "outcome": "died", "lineage": ["a", "b", "b"]})
    >>> lineages_set_aside(claims), lineages_set_aside(claims, 2.0)
    (1, 0)
    """
    if not stretch >= 1.0:
        raise ValueError(f"A claim is stretched by a factor of at least 1, not by {stretch}.")
    found = pairs(claims, ORDER)
    found = found[found["delta"] > stretch * (1.0 + TIE)]
    if found.empty:
        return 0
    place = {name: at for at, name in enumerate(sorted(set(claims["lineage"])))}
    of = claims.set_index("estimate")["lineage"].map(place)
    sides = zip(found["first"].map(of), found["second"].map(of), strict=True)
    against = sorted({(min(pair), max(pair)) for pair in sides})
    meets = np.zeros((len(against), len(place)))
    for row, pair in enumerate(against):
        meets[row, list(pair)] = 1.0
    one = np.ones(len(place))
    answer = milp(one, integrality=one, bounds=Bounds(0, 1), constraints=LinearConstraint(meets, lb=1.0))
    return round(float(answer.fun))
