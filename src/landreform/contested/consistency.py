"""Whether some claims can all be true at once, and if not, by how much they must be stretched.

The input is a frame of claims and the order of their outcomes, the output a factor and the claims that set it. Each
claim confines the number that it speaks of, and the outcomes are ordered: nobody was executed by
December 1955 who was not executed. The consistency gap δ is the least factor by which every claim must be
stretched, low end divided and high end multiplied, so that one set of numbers satisfies every claim and the
order. It needs no probability and no coverage.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested.bounds import coded_flags, floors_and_caps, hand_on
from landreform.contested.claims import ends, intervals
from landreform.contested.coded_words import ENDS, of_these
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder, require_tolls

#: Two gaps that differ by less, relatively, are held to be the same gap.
TIE = 1e-9


@dataclass(frozen=True)
class Gap:
    """The consistency gap of some claims.

    Attributes
    ----------
    delta : float
        The least factor, 1 if the claims can all be true as they stand.
    binding : tuple of str
        The claims that hold the gap open, in the order of the frame; empty for a gap of 1.
    prices : DataFrame
        Columns ``estimate, end, price``: the shadow prices, that is by how much ln δ falls for each unit by which
        the logarithm of that end of the claim gives way. They add up to 1 if δ > 1. Where several pairs of claims
        hold the gap open, each has the same share in them.
    """

    delta: float
    binding: tuple[str, ...]
    prices: pd.DataFrame


def gap(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> Gap:
    """Compute the factor by which every claim must be stretched so that all can be true at once.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`. A bare point is an interval without width; the open end
        of a one-sided claim bounds nothing.
    order : OutcomeOrder
        The outcomes that may be compared and which are parts of which.

    Returns
    -------
    Gap
        δ, the binding claims and the shadow prices. For no claims at all δ is 1.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    ValueError
        If two claims share a name, a claim is empty, or its low end exceeds its high end.

    Notes
    -----
    The claims stretched by δ can all be true if there is one number x for each outcome with low / δ ≤ x ≤ high · δ for
    each claim and no x of a part above the x of its whole. Let the floor of an outcome be the highest low end claimed
    for it or a part of it, its cap the lowest high end claimed for it or a whole. Then δ² = max floor / cap over the
    outcomes, or 1 if that is less:

    - No smaller factor will do. Floor and cap of an outcome come from two claims, on a part and on a whole of it, so
      that floor / δ ≤ x of the part ≤ x of the whole ≤ cap · δ.
    - This factor will do. Let x = floor / δ of each outcome. No floor of a part exceeds that of its whole, and neither
      does x; each low end is at most the floor of its outcome, and each high end times δ at least cap · δ ≥ floor / δ.

    The gap of any set of claims is therefore that of its worst pair of claims, and only the extremes of each outcome
    need to be known: the time grows with the first power of the number of claims. The same is the solution of the
    linear programme min ln δ over the logarithms of x, whose dual variables are the shadow prices.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1.0, 400.0], "point": np.nan,
    ...                        "high": [100.0, 900.0], "outcome": "executed", "lineage": ["a", "b"]})
    >>> round(gap(claims).delta, 9), gap(claims).binding
    (2.0, ('a', 'b'))
    """
    low, high, outcome = ends(claims, "the consistency gap", order)
    delta = _delta(low, high, outcome, order)
    names, table = claims["estimate"].to_numpy(dtype=object), pd.DataFrame(columns=["estimate", "end", "price"])
    if delta == 1.0:
        return Gap(1.0, (), table)
    floor, cap = floors_and_caps(low, high, outcome, order)
    tied = delta**2 * (1 - TIE)
    lows, highs = np.flatnonzero(low / cap[outcome] >= tied), np.flatnonzero(floor[outcome] / high >= tied)
    above, below = _worst_partners(low[lows], outcome[lows], high[highs], outcome[highs], tied, order)
    prices = []
    for at, end, count in ((lows, "low", above), (highs, "high", below)):
        prices += [(i, end, share) for i, share in zip(at, count / above.sum() / 2, strict=True)]
    table = pd.DataFrame([(names[i], end, share) for i, end, share in sorted(prices)], columns=table.columns)
    return Gap(delta, tuple(names[sorted({*lows, *highs})]), table)


def _worst_partners(
    low: NDArray[np.float64],
    low_outcome: NDArray[np.intp],
    high: NDArray[np.float64],
    high_outcome: NDArray[np.intp],
    tied: float,
    order: OutcomeOrder,
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Count, for each of these low ends and each of these high ends, with how many of the others it holds the gap open.

    Outcome by outcome and by sorting, since ten thousand equal claims make a hundred million pairs.
    """
    above, below = np.zeros(len(low), dtype=np.intp), np.zeros(len(high), dtype=np.intp)
    members = {name: np.flatnonzero(high_outcome == name) for name in np.unique(high_outcome)}
    for part in np.unique(low_outcome):
        here = np.flatnonzero(low_outcome == part)
        for whole in (order.names.index(name) for name in order.supersets(order.names[part])):
            if whole in members:
                there = members[whole]
                above[here] += np.searchsorted(np.sort(high[there]), low[here] / tied, side="right")
                below[there] += len(here) - np.searchsorted(np.sort(low[here]), high[there] * tied, side="left")
    return above, below


def drop_one(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compute the gap of the others with each claim set aside.

    Parameters
    ----------
    claims, order
        As in `gap`.

    Returns
    -------
    DataFrame
        Columns ``estimate, delta``, in the order of `claims`: the gap of all the other claims.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> drop_one(claims)["delta"].tolist()
    [1.0, 1.0]
    """
    low, high, outcome = ends(claims, "the consistency gap", order)
    deltas = _without_each(low, high, outcome, np.arange(len(claims)), order)
    return pd.DataFrame({"estimate": claims["estimate"].to_numpy(), "delta": deltas})


def drop_lineage(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compute the gap of the others with each lineage set aside, all its claims at once.

    Parameters
    ----------
    claims, order
        As in `gap`.

    Returns
    -------
    DataFrame
        Columns ``lineage, claims, delta``: the lineage, how many claims it has, and the gap of all claims of the other
        lineages; in the order of first mention. Of a number that was copied no single claim opens the gap.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "copy", "b"], "low": np.nan, "point": [1.0, 1.0, 4.0],
    ...                        "high": np.nan, "outcome": "died", "lineage": ["a", "a", "b"]})
    >>> drop_one(claims)["delta"].tolist(), drop_lineage(claims)["delta"].tolist()
    ([2.0, 2.0, 1.0], [1.0, 1.0])
    """
    low, high, outcome = ends(claims, "the consistency gap", order)
    codes, names = pd.factorize(claims["lineage"])
    deltas = _without_each(low, high, outcome, codes, order)
    return pd.DataFrame(
        {"lineage": names.to_numpy(), "claims": np.bincount(codes, minlength=len(names)), "delta": deltas}
    )


def _without_each(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    outcome: NDArray[np.intp],
    group: NDArray[np.intp],
    order: OutcomeOrder,
) -> NDArray[np.float64]:
    """Return δ without each group of claims.

    Only the highest low end and the lowest high end of each outcome count, and without a group only those of another
    group: they are found once for all.
    """
    floor, floor_of, next_floor = _two_greatest(low, outcome, group, len(order.names), 0.0)
    negative, cap_of, next_negative = _two_greatest(-high, outcome, group, len(order.names), -math.inf)
    cap, next_cap = -negative, -next_negative
    whole = hand_on(floor, cap, order)
    deltas = np.full(group.max(initial=-1) + 1, _stretch((whole[0] / whole[1]).max(initial=0.0)))
    for one in np.unique(np.concatenate([floor_of, cap_of])):
        if one >= 0:
            left = np.where(floor_of == one, next_floor, floor), np.where(cap_of == one, next_cap, cap)
            floors, caps = hand_on(*left, order)
            deltas[one] = _stretch((floors / caps).max(initial=0.0))
    return deltas


def _two_greatest(
    values: NDArray[np.float64], outcome: NDArray[np.intp], group: NDArray[np.intp], outcomes: int, least: float
) -> tuple[NDArray[np.float64], NDArray[np.intp], NDArray[np.float64]]:
    """Return for each outcome the greatest value, a group that has it, and the greatest value of the other groups."""
    greatest, of, others = np.full(outcomes, least), np.full(outcomes, -1, dtype=np.intp), np.full(outcomes, least)
    np.maximum.at(greatest, outcome, values)
    holds = values == greatest[outcome]
    of[outcome[holds]] = group[holds]
    rest = group != of[outcome]
    np.maximum.at(others, outcome[rest], values[rest])
    return greatest, of, others


def add_one(claims: pd.DataFrame, base: Iterable[str], order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compute the gap of some claims with each further claim added.

    Parameters
    ----------
    claims, order
        As in `gap`.
    base : iterable of str
        Names of the claims to start from, for instance those that rest on a document of the time.

    Returns
    -------
    DataFrame
        Columns ``estimate, delta``: the gap of the base and that one claim, for every claim outside the base,
        in the order of `claims`. The gap of the base alone is the least that can stand here.

    Raises
    ------
    ValueError
        If the base names a claim that is not there.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> add_one(claims, ["a"]).round(9).to_numpy().tolist()
    [['b', 2.0]]
    """
    chosen = set(base)
    unknown = chosen - set(claims["estimate"])
    if unknown:
        raise ValueError(f"The base names claims that are not there: {sorted(unknown)}.")
    low, high, outcome = ends(claims, "the consistency gap", order)
    inside = claims["estimate"].isin(chosen).to_numpy()
    floor, cap = floors_and_caps(low[inside], high[inside], outcome[inside], order)
    alone = (floor / cap).max(initial=0.0)
    worst = np.maximum(low / cap[outcome], floor[outcome] / high).clip(min=alone)
    deltas = [_stretch(fold) for fold in worst[~inside]]
    return pd.DataFrame({"estimate": claims["estimate"].to_numpy()[~inside], "delta": np.array(deltas, dtype=float)})


def gap_of_sets(
    claims: pd.DataFrame, sets: Mapping[str, Iterable[str]], order: OutcomeOrder = DEFAULT_ORDER
) -> pd.DataFrame:
    """Compute the gap of several choices of the claims.

    Parameters
    ----------
    claims, order
        As in `gap`.
    sets : mapping of str to iterable of str
        What each choice is called, and the names of the claims chosen.

    Returns
    -------
    DataFrame
        Columns ``set, claims, delta, binding``: the number of claims chosen, their gap, and the names of those
        that bind, joined by commas; one row a choice.

    Raises
    ------
    ValueError
        If a choice names a claim that is not there; else as `gap`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> gap_of_sets(claims, {"all": "ab", "the first": "a"})[["set", "delta"]].to_numpy().tolist()
    [['all', 2.0], ['the first', 1.0]]
    """
    require_tolls(claims, "the consistency gap", order)
    frames = {}
    for name, chosen in sets.items():
        wanted = set(chosen)
        unknown = wanted - set(claims["estimate"])
        if unknown:
            raise ValueError(f"The set {name!r} names claims that are not there: {sorted(unknown)}.")
        frames[name] = claims[claims["estimate"].isin(wanted)]
    return gap_of_readings(frames, order).rename(columns={"reading": "set"})


def gap_of_readings(readings: Mapping[str, pd.DataFrame], order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compute the gap of the claims as they are read in one way or another.

    Parameters
    ----------
    readings : mapping of str to DataFrame
        What a reading is called, and the claims as it takes them; each as in `gap`.
    order : OutcomeOrder
        As in `gap`.

    Returns
    -------
    DataFrame
        Columns ``reading, claims, delta, binding``: the number of claims, their gap, and the names of those that bind,
        joined by commas; one row a reading.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> gap_of_readings({"as they stand": claims, "without b": claims[:1]})["delta"].tolist()
    [2.0, 1.0]
    """
    rows = [
        (name, len(claims), (found := gap(claims, order)).delta, ", ".join(found.binding))
        for name, claims in readings.items()
    ]
    return pd.DataFrame(rows, columns=["reading", "claims", "delta", "binding"])


def report(
    claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER, coded: pd.DataFrame | None = None
) -> dict[str, Any]:
    """Return the gap, who holds it open, and what it is without each claim and each lineage.

    Parameters
    ----------
    claims, order
        As in `gap`.
    coded : DataFrame, optional
        The ends that are coded words, from `landreform.contested.coded_words.coded_ends`.

    Returns
    -------
    dict
        ``delta``; ``drop_one``, a mapping from each claim to the gap of the others; ``binding``, a list of claims;
        ``binding_ends``, a list with ``estimate, end, value, lineage`` of each end that holds the gap open;
        ``binding_lineages``, the lineages of these; ``drop_lineage``, a mapping from each lineage to the gap without
        it. With `coded` also ``delta_without_words``, the gap with every end that is a coded word left open, which is
        never greater, and ``coded_words``, the coded words on which the gap hangs: none unless it is less without
        them, and of those that hold it open only the ones that no number holds open in their place.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> found = report(claims)
    >>> found["delta"], found["drop_one"], found["binding_ends"][1]
    (2.0, {'a': 1.0, 'b': 1.0}, {'estimate': 'b', 'end': 'low', 'value': 4.0, 'lineage': 'b'})
    """
    found, dropped, by_lineage = gap(claims, order), drop_one(claims, order), drop_lineage(claims, order)
    ranges = intervals(claims).assign(lineage=claims["lineage"]).set_axis(claims["estimate"])
    held = [
        {"estimate": row.estimate, "end": row.end, "value": float(ranges.at[row.estimate, row.end])}
        | {"lineage": ranges.at[row.estimate, "lineage"]}
        for row in found.prices.itertuples()
    ]
    facts = {
        "delta": found.delta,
        "drop_one": dict(zip(dropped["estimate"], dropped["delta"].tolist(), strict=True)),
        "binding": list(found.binding),
        "binding_ends": held,
        "binding_lineages": list(dict.fromkeys(end["lineage"] for end in held)),
        "drop_lineage": dict(zip(by_lineage["lineage"], by_lineage["delta"].tolist(), strict=True)),
    }
    if coded is None:
        return facts
    low, high, outcome = ends(claims, "the consistency gap", order)
    words = coded_flags(claims, coded)
    without = _delta(np.where(words[0], 0.0, low), np.where(words[1], math.inf, high), outcome, order)
    deciding: set[tuple[str, str]] = set()
    if without < found.delta * (1 - TIE):
        flags = _deciding_words(low, high, outcome, words, found.delta, order)
        deciding = {(name, end) for end, those in zip(ENDS, flags, strict=True) for name in claims["estimate"][those]}
    named = of_these(coded, pd.DataFrame(sorted(deciding), columns=["estimate", "end"]))
    return facts | {"coded_words": named, "delta_without_words": without}


def _deciding_words(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    outcome: NDArray[np.intp],
    words: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    delta: float,
    order: OutcomeOrder,
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Mark the coded words among low ends and high ends that hold the gap open and are not idle there.

    Every pair of ends that holds the gap open has a coded word, or the words would not decide. A word that faces a
    number must be left open for that pair to give way. One that faces only such words is idle: they are left open all
    the same.
    """
    tied = delta**2 * (1 - TIE)

    def facing(opened: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Mark the words in a worst pair with any end that is not left open."""
        floor, cap = floors_and_caps(np.where(opened[0], 0.0, low), np.where(opened[1], math.inf, high), outcome, order)
        return words[0] & (low / cap[outcome] >= tied), words[1] & (floor[outcome] / high >= tied)

    against_numbers = facing(words)
    against_others = facing(against_numbers)
    return against_numbers[0] | against_others[0], against_numbers[1] | against_others[1]


def _delta(
    low: NDArray[np.float64], high: NDArray[np.float64], outcome: NDArray[np.intp], order: OutcomeOrder
) -> float:
    """Return δ of some claims."""
    floor, cap = floors_and_caps(low, high, outcome, order)
    return _stretch((floor / cap).max(initial=0.0))


def _stretch(fold: float) -> float:
    """Return δ from the quotient of the ends of the worst pair; what differs from 1 by less than a tie is 1."""
    delta = math.sqrt(fold)
    return delta if delta > 1 + TIE else 1.0
