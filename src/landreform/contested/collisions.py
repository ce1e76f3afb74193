"""Which two claims cannot both be true, and how many of them can be true together?

Two claims collide where one puts a number above what the other allows for it, or for a wider group that
contains it. The consistency gap of any set of claims is the gap of its worst pair, so that this list says
everything that logic alone can say.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from landreform.contested.claims import TOLLS, intervals, require_tolls, supersets

#: Two gaps that differ by less, relatively, are held to be the same gap.
TIE = 1e-9


def pairs(claims: pd.DataFrame) -> pd.DataFrame:
    """Which two claims cannot both be true, and by how much not?

    Parameters
    ----------
    claims : DataFrame
        As in `landreform.contested.consistency.gap`.

    Returns
    -------
    DataFrame
        Columns ``first, second, first_outcome, second_outcome, delta, fold, relation``; one row for each two
        claims. ``fold`` is the quotient of the ends that collide (δ²), 1 where none do; ``relation`` is "same
        outcome", "first within second", "second within first" or "not ordered" (then nothing can collide).

    Notes
    -----
    The programme of `landreform.contested.consistency.gap` holds only constraints on differences, so its solution is
    the worst of its two-claim cycles: δ = max(1, max √(lowᵢ / highⱼ)) over all i whose outcome is that of j
    or a subset of it. The gap of any set of claims is therefore the gap of its worst pair, and pairs need no
    programme.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [9.0, 1.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> pairs(claims)[["delta", "relation"]].to_numpy().tolist()
    [[3.0, 'first within second']]
    """
    low, high, outcome = ends(claims, "the comparison of pairs")
    fold = np.maximum(1.0, folds(low, high, outcome))
    fold = np.maximum(fold, fold.T)
    within = _within(outcome)
    i, j = np.triu_indices(len(claims), k=1)
    same, down, up = outcome[i] == outcome[j], within[i, j], within[j, i]
    words = np.select([same, down, up], ["same outcome", "first within second", "second within first"], "not ordered")
    names = claims["estimate"].to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "first": names[i],
            "second": names[j],
            "first_outcome": outcome[i],
            "second_outcome": outcome[j],
            "delta": np.sqrt(fold[i, j]),
            "fold": fold[i, j],
            "relation": words.astype(object),
        }
    )


def contradictions(claims: pd.DataFrame) -> pd.DataFrame:
    """Where does a claim about some of the dead exceed a claim about all of them?

    Parameters
    ----------
    claims : DataFrame
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
    low, high, outcome = ends(claims, "the comparison of pairs")
    fold = folds(low, high, outcome)
    i, j = np.nonzero((fold > 1.0) & (outcome[:, None] != outcome[None, :]))
    names = claims["estimate"].to_numpy(dtype=object)
    table = pd.DataFrame(
        {
            "subset_claim": names[i],
            "subset_outcome": outcome[i],
            "at_least": low[i],
            "superset_claim": names[j],
            "superset_outcome": outcome[j],
            "at_most": high[j],
            "fold": fold[i, j],
            "delta": np.sqrt(fold[i, j]),
        }
    )
    by = ["fold", "subset_claim", "superset_claim"]
    return table.sort_values(by, ascending=[False, True, True], ignore_index=True)


def between_outcomes(claims: pd.DataFrame) -> pd.DataFrame:
    """How often does a claim about some of the dead exceed a claim about all of them, outcome by outcome?

    Parameters
    ----------
    claims : DataFrame
        As in `landreform.contested.consistency.gap`.

    Returns
    -------
    DataFrame
        Columns ``subset_outcome, superset_outcome, pairs, collisions, fold, subset_claim, at_least,
        superset_claim, at_most``; one row for each outcome on which there is a claim and each of its supersets
        on which there is one, the outcome itself first, in the order of `landreform.contested.outcomes.TOLLS`. ``pairs``
        counts the pairs of claims, ``collisions`` those that cannot both be true; the widest of them fills the
        rest (the first by name if several are), which is empty where there is none, ``fold`` then being 1.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [9.0, 1.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> between_outcomes(claims)[["subset_outcome", "superset_outcome", "pairs", "collisions"]].to_numpy().tolist()
    [['executed', 'executed', 0, 0], ['executed', 'died', 1, 1], ['died', 'died', 0, 0]]
    """
    low, high, outcome = ends(claims, "the comparison of outcomes")
    fold, names = folds(low, high, outcome), claims["estimate"].to_numpy(dtype=object)
    rows = []
    for below in (name for name in TOLLS if name in outcome):
        for above in (name for name in supersets(below) if name in outcome):
            i, j = (np.flatnonzero(outcome == name) for name in (below, above))
            count = len(i) * (len(i) - 1) // 2 if below == above else len(i) * len(j)
            inside = fold[np.ix_(i, j)]
            hits = np.argwhere(inside > 1.0)
            row = (below, above, count, len(hits))
            if len(hits):
                # of two claims of one outcome at most one exceeds the other, so that none is counted twice
                widest = min(hits, key=lambda hit: (-inside[tuple(hit)], names[i[hit[0]]], names[j[hit[1]]]))
                k, m = i[widest[0]], j[widest[1]]
                rows.append((*row, float(inside[tuple(widest)]), names[k], low[k], names[m], high[m]))
            else:
                rows.append((*row, 1.0, "", np.nan, "", np.nan))
    columns = ["subset_outcome", "superset_outcome", "pairs", "collisions", "fold"]
    return pd.DataFrame(rows, columns=[*columns, "subset_claim", "at_least", "superset_claim", "at_most"])


def by_claim(claims: pd.DataFrame) -> pd.DataFrame:
    """With how many others does each claim collide, and with which worst?

    Parameters
    ----------
    claims : DataFrame
        As in `landreform.contested.consistency.gap`.

    Returns
    -------
    DataFrame
        Columns ``estimate, comparable, collisions, across, worst, delta``, in the order of `claims`: the number
        of other claims whose outcome is ordered with its own, of those with which it collides, of these those
        of another outcome, the name of the one with which it collides worst (the first by name if several are;
        empty if none), and the gap of these two (1 if none).

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [9.0, 1.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> by_claim(claims).to_numpy().tolist()
    [['a', 1, 1, 1, 'b', 3.0], ['b', 1, 1, 1, 'a', 3.0]]
    """
    low, high, outcome = ends(claims, "the comparison of pairs")
    fold, within = folds(low, high, outcome), _within(outcome)
    fold = np.maximum(fold, fold.T)
    ordered = (within | within.T) & ~np.eye(len(outcome), dtype=bool)
    hits, names = fold > 1.0, claims["estimate"].to_numpy(dtype=object)
    rows = []
    for i in range(len(names)):
        unlike = hits[i] & (outcome != outcome[i])
        partner = min(np.flatnonzero(hits[i]), key=lambda j: (-fold[i, j], names[j]), default=None)
        worst = ("", 1.0) if partner is None else (names[partner], float(np.sqrt(fold[i, partner])))
        rows.append((names[i], int(ordered[i].sum()), int(hits[i].sum()), int(unlike.sum()), *worst))
    return pd.DataFrame(rows, columns=["estimate", "comparable", "collisions", "across", "worst", "delta"])


def reconcilable(claims: pd.DataFrame, delta: float = 1.0) -> pd.DataFrame:
    """How many of the claims can be true together, and which can be among them?

    Parameters
    ----------
    claims : DataFrame
        As in `landreform.contested.consistency.gap`.
    delta : float
        The factor, at least 1, by which each claim may be stretched.

    Returns
    -------
    DataFrame
        Columns ``estimate, with_it, without_it``, in the order of `claims`: the size of the largest set of
        claims that can be true together, if the claim must be in the set and if it must not. A claim belongs
        to every largest set if ``with_it`` exceeds ``without_it``, and to none if it falls short.

    Notes
    -----
    Claims can be true together if no two of them collide (see `pairs`), so that this is the largest
    independent set of the graph of collisions, solved exactly as an integer programme (HiGHS).

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": np.nan, "point": [1.0, 4.0, 4.0],
    ...                        "high": np.nan, "outcome": "died", "lineage": ["a", "b", "c"]})
    >>> reconcilable(claims)["with_it"].tolist()
    [1, 2, 2]
    """
    if delta < 1.0:
        raise ValueError(f"A claim is stretched by a factor of at least 1, not by {delta}.")
    low, high, outcome = ends(claims, "the comparison of pairs")
    n = len(claims)
    fold = np.triu(np.maximum(folds(low, high, outcome), folds(low, high, outcome).T), k=1)
    i, j = np.nonzero(fold > delta**2 * (1 + TIE))
    edges = np.zeros((len(i), n))
    edges[np.arange(len(i)), i] = edges[np.arange(len(i)), j] = 1.0

    def largest(fixed: int, value: float) -> int:
        lower, upper = np.zeros(n), np.ones(n)
        lower[fixed] = upper[fixed] = value
        rules = [LinearConstraint(edges, ub=1.0)] if len(edges) else []
        answer = milp(-np.ones(n), integrality=np.ones(n), bounds=Bounds(lower, upper), constraints=rules)
        return round(-answer.fun)

    sizes = [(largest(k, 1.0), largest(k, 0.0)) for k in range(n)]
    table = pd.DataFrame(sizes, columns=["with_it", "without_it"], dtype=int)
    table.insert(0, "estimate", claims["estimate"].to_numpy())
    return table


def ends(claims: pd.DataFrame, task: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Between which ends does each claim hold its outcome, if the frame may be compared at all?

    Parameters
    ----------
    claims : DataFrame
        As in `landreform.contested.consistency.gap`, whose errors it raises.
    task : str
        What the claims are wanted for, as a noun phrase.

    Returns
    -------
    tuple of ndarray
        Low ends (0 where open), high ends (infinity where open) and outcomes, each of shape (claims,).

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [5.0], "point": np.nan, "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a"]})
    >>> [end.tolist() for end in ends(claims, "a test")]
    [[5.0], [inf], ['died']]
    """
    require_tolls(claims, task)
    if claims["estimate"].duplicated().any():
        raise ValueError("Each claim needs a name of its own in the column estimate.")
    allowed = intervals(claims)
    low, high = allowed["low"].to_numpy(), allowed["high"].to_numpy()
    wrong = (low > high) | (low < 0) | (high <= 0) | ((low == 0) & np.isinf(high))
    if wrong.any():
        names = ", ".join(claims.loc[wrong, "estimate"])
        raise ValueError(f"A claim needs a number above 0, and low no more than high; not so: {names}.")
    return low, high, claims["outcome"].to_numpy(dtype=object)


def folds(low: np.ndarray, high: np.ndarray, outcome: np.ndarray) -> np.ndarray:
    """By what factor does the low end of each claim exceed the high end of each other?

    Parameters
    ----------
    low, high, outcome : ndarray
        From `ends`.

    Returns
    -------
    ndarray of shape (claims, claims)
        lowᵢ / highⱼ where i speaks of j's outcome or of a subset of it; 0 elsewhere and on the diagonal.

    Examples
    --------
    >>> both = np.array([8.0, 2.0])
    >>> folds(both, both, np.array(["executed", "died"], dtype=object)).tolist()
    [[0.0, 4.0], [0.0, 0.0]]
    """
    fold = np.where(_within(outcome), low[:, None] / high[None, :], 0.0)
    np.fill_diagonal(fold, 0.0)
    return fold


def _within(outcome: np.ndarray) -> np.ndarray:
    """Return whether outcome i is outcome j or a subset of it, for each two claims."""
    inside = {(name, upper) for name in TOLLS for upper in supersets(name)}
    n = len(outcome)
    return np.array([(a, b) in inside for a in outcome for b in outcome], dtype=bool).reshape(n, n)
