"""Which two claims cannot both be true.

The input is a frame of claims and the order of their outcomes, the output tables of pairs, claims or outcomes. Two
claims collide where one puts a number above what the other allows for it, or for a wider group that contains it. The
consistency gap of any set of claims is the gap of its worst pair, so that these tables say all that logic alone can.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested.bounds import outcome_bounds
from landreform.contested.claims import ends
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder


def pairs(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compare each two claims, and compute by how much they contradict each other.

    Parameters
    ----------
    claims, order
        As in `landreform.contested.consistency.gap`.

    Returns
    -------
    DataFrame
        Columns ``first, second, first_outcome, second_outcome, delta, fold, relation``; one row for each two
        claims. ``fold`` is the quotient of the ends that collide (δ²), 1 where none do; ``relation`` is "same
        outcome", "first within second", "second within first" or "not ordered" (then nothing can collide).

    Notes
    -----
    Two claims i, j have δ = max(1, √(lowᵢ / highⱼ)) where the outcome of i is that of j or a part of it. The gap of any
    set of claims is the gap of its worst pair (see `landreform.contested.consistency.gap`). Time and memory grow with
    the square of the number of claims, as the table does.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [9.0, 1.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> pairs(claims)[["delta", "relation"]].to_numpy().tolist()
    [[3.0, 'first within second']]
    """
    low, high, outcome = ends(claims, "the comparison of pairs", order)
    fold = np.maximum(1.0, folds(low, high, outcome, order))
    fold = np.maximum(fold, fold.T)
    i, j = np.triu_indices(len(claims), k=1)
    same = outcome[i] == outcome[j]
    down, up = order.within[outcome[i], outcome[j]], order.within[outcome[j], outcome[i]]
    words = np.select([same, down, up], ["same outcome", "first within second", "second within first"], "not ordered")
    names, counted = (claims[column].to_numpy(dtype=object) for column in ("estimate", "outcome"))
    sides = {"first": names[i], "second": names[j], "first_outcome": counted[i], "second_outcome": counted[j]}
    return pd.DataFrame(sides).assign(delta=np.sqrt(fold[i, j]), fold=fold[i, j], relation=words.astype(object))


def contradictions(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """List the claims about a part that exceed a claim about the whole.

    Parameters
    ----------
    claims, order
        As in `landreform.contested.consistency.gap`.

    Returns
    -------
    DataFrame
        Columns ``subset_claim, subset_outcome, at_least, superset_claim, superset_outcome, at_most, fold,
        delta``: each two claims of different outcomes of which the one on the subset cannot be as low as the
        other on the superset is high. Widest first, then by name.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [9.0, 1.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> contradictions(claims)[["at_least", "at_most"]].to_numpy().tolist()
    [[9.0, 1.0]]
    """
    low, high, outcome = ends(claims, "the comparison of pairs", order)
    fold = folds(low, high, outcome, order)
    i, j = np.nonzero((fold > 1.0) & (outcome[:, None] != outcome[None, :]))
    names, counted = (claims[column].to_numpy(dtype=object) for column in ("estimate", "outcome"))
    inner = {"subset_claim": names[i], "subset_outcome": counted[i], "at_least": low[i]}
    outer = {"superset_claim": names[j], "superset_outcome": counted[j], "at_most": high[j]}
    table = pd.DataFrame(inner | outer).assign(fold=fold[i, j], delta=np.sqrt(fold[i, j]))
    by = ["fold", "subset_claim", "superset_claim"]
    return table.sort_values(by, ascending=[False, True, True], ignore_index=True)


def between_outcomes(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Count how often a claim about a part exceeds a claim about the whole, outcome by outcome.

    Parameters
    ----------
    claims, order
        As in `landreform.contested.consistency.gap`.

    Returns
    -------
    DataFrame
        Columns ``subset_outcome, superset_outcome, pairs, collisions, fold, subset_claim, at_least,
        superset_claim, at_most``; one row for each outcome on which there is a claim and each of its supersets
        on which there is one, itself among them, in the order of ``order.names``. ``pairs`` counts the pairs of
        claims, ``collisions`` those that cannot both be true; the widest of them fills the rest (the first by name if
        several are), which is empty where there is none, ``fold`` then being 1.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [9.0, 1.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> between_outcomes(claims)[["subset_outcome", "superset_outcome", "pairs", "collisions"]].to_numpy().tolist()
    [['executed', 'executed', 0, 0], ['executed', 'died', 1, 1], ['died', 'died', 0, 0]]
    """
    low, high, outcome = ends(claims, "the comparison of outcomes", order)
    names = claims["estimate"].to_numpy(dtype=object)
    members = [np.flatnonzero(outcome == k) for k in range(len(order.names))]
    rows = []
    for below in np.unique(outcome):
        for above in np.intersect1d(np.flatnonzero(order.within[below]), outcome):
            i, j = members[below], members[above]
            count = len(i) * (len(i) - 1) // 2 if below == above else len(i) * len(j)
            # of two claims of one outcome at most one exceeds the other, so that none is counted twice
            hits = int(_less(high[j], low[i]).sum())
            row = (order.names[below], order.names[above], count, hits)
            if hits:
                k, m = (min(x, key=lambda c: (at[c], names[c])) for x, at in ((i, -low), (j, high)))
                rows.append((*row, low[k] / high[m], names[k], low[k], names[m], high[m]))
            else:
                rows.append((*row, 1.0, "", np.nan, "", np.nan))
    columns = ["subset_outcome", "superset_outcome", "pairs", "collisions", "fold"]
    return pd.DataFrame(rows, columns=[*columns, "subset_claim", "at_least", "superset_claim", "at_most"])


def by_claim(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Count the claims with which each claim collides, and name the worst of them.

    Parameters
    ----------
    claims, order
        As in `landreform.contested.consistency.gap`.

    Returns
    -------
    DataFrame
        Columns ``estimate, comparable, collisions, across, worst, delta``, in the order of `claims`: the number
        of other claims whose outcome is ordered with its own, of those with which it collides, of these those
        of another outcome, the name of the one with which it collides worst (the first by name if several are;
        empty if none), and the gap of these two (1 if none). With n claims the time grows as n log n.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [9.0, 1.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> by_claim(claims).to_numpy().tolist()
    [['a', 1, 1, 1, 'b', 3.0], ['b', 1, 1, 1, 'a', 3.0]]
    """
    low, high, outcome = ends(claims, "the comparison of pairs", order)
    n, every = len(claims), range(len(order.names))
    members = [np.flatnonzero(outcome == k) for k in every]
    comparable, same, across = -np.ones(n, dtype=int), np.zeros(n, dtype=int), np.zeros(n, dtype=int)
    for a, b in itertools.product(every, every):
        if order.within[a, b]:
            i, j = members[a], members[b]
            found = same if a == b else across
            found[i] += _less(high[j], low[i])
            found[j] += _less(-low[i], -high[j])
        comparable[members[a]] += len(members[b]) * int(order.within[a, b] or order.within[b, a])
    bounds = outcome_bounds(claims, order).iloc[outcome]
    floor, cap = bounds["floor"].to_numpy(), bounds["cap"].to_numpy()
    rows = []
    for k, (below, above) in enumerate(zip(bounds["floor_from"], bounds["cap_from"], strict=True)):
        fold, worst = min((-floor[k] / high[k], below), (-low[k] / cap[k], above))
        rows.append((worst, math.sqrt(-fold)) if fold < -1.0 else ("", 1.0))
    table = pd.DataFrame({"estimate": claims["estimate"].to_numpy(), "comparable": comparable})
    table["collisions"], table["across"] = same + across, across
    return table.join(pd.DataFrame(rows, columns=["worst", "delta"], dtype=None))


def folds(
    low: NDArray[np.float64], high: NDArray[np.float64], outcome: NDArray[np.intp], order: OutcomeOrder = DEFAULT_ORDER
) -> NDArray[np.float64]:
    """Divide the low end of each claim by the high end of each other that limits it.

    Parameters
    ----------
    low, high, outcome : ndarray of shape (claims,)
        From `landreform.contested.claims.ends`.
    order : OutcomeOrder
        The outcomes and which are parts of which.

    Returns
    -------
    ndarray of shape (claims, claims)
        lowᵢ / highⱼ where i speaks of j's outcome or of a subset of it; 0 elsewhere and on the diagonal.

    Examples
    --------
    >>> both, executed_and_died = np.array([8.0, 2.0]), np.array([1, 3])
    >>> folds(both, both, executed_and_died).tolist()
    [[0.0, 4.0], [0.0, 0.0]]
    """
    fold = np.where(order.within[outcome[:, None], outcome[None, :]], low[:, None] / high[None, :], 0.0)
    np.fill_diagonal(fold, 0.0)
    return fold


def _less(values: NDArray[np.float64], limits: NDArray[np.float64]) -> NDArray[np.intp]:
    """Count the values below each limit; sorting keeps this from growing with the product of both."""
    return np.searchsorted(np.sort(values), limits, side="left")
