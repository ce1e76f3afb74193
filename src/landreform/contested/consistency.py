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

from landreform.contested.bounds import floors_and_caps
from landreform.contested.claims import ends
from landreform.contested.coded_words import of_these, told, without_words
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
    worst = order.within[outcome[lows][:, None], outcome[highs]] & (low[lows][:, None] / high[highs] >= tied)
    prices = []
    for at, end, count in ((lows, "low", worst.sum(axis=1)), (highs, "high", worst.sum(axis=0))):
        prices += [(i, end, share) for i, share in zip(at, count / worst.sum() / 2, strict=True)]
    table = pd.DataFrame([(names[i], end, share) for i, end, share in sorted(prices)], columns=table.columns)
    return Gap(delta, tuple(names[sorted({*lows, *highs})]), table)


def drop_one(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compute the gap of the others with each claim set aside.

    Parameters
    ----------
    claims, order
        As in `gap`.

    Returns
    -------
    DataFrame
        Columns ``estimate, delta``, in the order of `claims`: the gap of all the other claims. The time grows with the
        number of claims times the number of those that bind.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> drop_one(claims)["delta"].tolist()
    [1.0, 1.0]
    """
    low, high, outcome = ends(claims, "the consistency gap", order)
    whole = gap(claims, order)
    table = pd.DataFrame({"estimate": claims["estimate"].to_numpy(), "delta": whole.delta})
    # without a claim that does not bind, the worst pair of claims is still there
    for k in np.flatnonzero(claims["estimate"].isin(whole.binding)):
        table.loc[k, "delta"] = _delta(np.delete(low, k), np.delete(high, k), np.delete(outcome, k), order)
    return table


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
    """Return the gap and what it is without each claim, as ``landreform gap`` prints them in JSON.

    Parameters
    ----------
    claims, order
        As in `gap`.
    coded : DataFrame, optional
        The ends that are coded words, from `landreform.contested.coded_words.coded_ends`.

    Returns
    -------
    dict
        ``delta``; ``drop_one``, a mapping from each claim to the gap of the others; ``binding``, a list. With `coded`
        also ``coded_words``, the ends that hold the gap open and are coded words, and ``delta_without_words``, the gap
        with every such end left open.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> report(claims)
    {'delta': 2.0, 'drop_one': {'a': 1.0, 'b': 1.0}, 'binding': ['a', 'b']}
    """
    found, dropped = gap(claims, order), drop_one(claims, order)
    facts = {
        "delta": found.delta,
        "drop_one": dict(zip(dropped["estimate"], dropped["delta"].tolist(), strict=True)),
        "binding": list(found.binding),
    }
    if coded is None:
        return facts
    return facts | {
        "coded_words": of_these(coded, found.prices),
        "delta_without_words": gap(without_words(claims, coded), order).delta,
    }


def report_lines(found: dict[str, Any]) -> list[str]:
    """Return the gap and what it is without each claim, as ``landreform gap`` prints them on the screen.

    Parameters
    ----------
    found : dict
        From `report`.

    Returns
    -------
    list of str
        Lines of text; factors to four significant figures.

    Examples
    --------
    >>> report_lines({"delta": 1.0, "drop_one": {"a": 1.0, "b": 1.0}, "binding": []})
    ['All 2 claims can be true at once as they stand (gap 1).']
    """
    n, delta, binding = len(found["drop_one"]), found["delta"], found["binding"]
    if n == 1:
        return ["One claim contradicts nobody (gap 1)."]
    if delta == 1.0:
        return [f"All {n} claims can be true at once as they stand (gap 1)."]
    lines = [
        f"The {n} claims cannot all be true. Each must be stretched by a factor of {delta:.4g}, its low end",
        f"divided and its high end multiplied, before they can. Binding: {', '.join(binding)}.",
        *_lines_on_words(found),
        "",
        "gap without   the claim",
    ]
    return lines + [f"{value:11.4g}   {name}" for name, value in found["drop_one"].items()]


def _lines_on_words(found: dict[str, Any]) -> list[str]:
    """Say whether the gap hangs on an end that is a coded word."""
    if not found.get("coded_words"):
        return []
    named = "; ".join(told(row) for row in found["coded_words"])
    return [
        f"This hangs on a word, not on a number: {named}.",
        f"With every end that is a coded word left open, the factor is {found['delta_without_words']:.4g}.",
    ]


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
