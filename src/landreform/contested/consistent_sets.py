"""How few claims must be set aside before the others can all be true, and which.

Input is a frame of claims and the order of their outcomes; output the greatest sets of claims that do not contradict
each other, and the curve that gives, for each stretch allowed, the least number of claims to set aside. One claim
exceeds another where its low end lies above the other's high end and it speaks of the same outcome or of a part of
it. That relation is a strict partial order: it is transitive, since every claim's low end is at most its high end. A
set of claims that can all be true is an antichain of this order, and the greatest antichain is known exactly from a
maximum matching.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_bipartite_matching

from landreform.contested.claims import ends
from landreform.contested.collisions import folds
from landreform.contested.consistency import TIE, gap
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder

#: How many greatest sets are listed, and up to which number they are counted.
LISTED, COUNTED = 20, 1000

#: Up to so many claims a curve is found by matching where an outcome is a part of several.
MATCHED = 1500


@dataclass(frozen=True)
class ConsistentSets:
    """The greatest sets of claims that can all be true at one stretch.

    Attributes
    ----------
    stretch : float
        The factor by which each claim was stretched.
    claims : int
        How many claims there are.
    set_aside : int
        The least number of claims that must be set aside.
    count : int or None
        How many sets of claims are least; None where there are more than `COUNTED`.
    sets : tuple of tuple of str
        The claims to set aside, in the order of the frame: the first `LISTED` of the least sets, sorted.
    always : tuple of str
        Claims that every least set sets aside.
    sometimes : tuple of str
        Claims that some least sets set aside and others keep.
    never : tuple of str
        Claims that no least set sets aside.
    """

    stretch: float
    claims: int
    set_aside: int
    count: int | None
    sets: tuple[tuple[str, ...], ...]
    always: tuple[str, ...]
    sometimes: tuple[str, ...]
    never: tuple[str, ...]


def greatest_consistent_sets(
    claims: pd.DataFrame, stretch: float = 1.0, order: OutcomeOrder = DEFAULT_ORDER
) -> ConsistentSets:
    """Find the least sets of claims whose setting aside lets all the others be true.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    stretch : float
        The factor, at least 1, by which each claim may be stretched: its low end divided, its high end multiplied.
    order : OutcomeOrder
        The outcomes that may be compared and which are parts of which.

    Returns
    -------
    ConsistentSets

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    ValueError
        If the stretch is below 1, two claims share a name, a claim is empty, or its low end exceeds its high end.

    Notes
    -----
    By the theorem of Dilworth the greatest antichain of n claims has n - m members, m being the size of a maximum
    matching in the bipartite graph that has each claim on both sides and an edge from each claim on the left to those
    on the right that it exceeds (Dilworth 1950; Fulkerson 1956). A greatest antichain leaves out the claims of a
    minimum vertex cover, each to each; the minimum covers are the closed sets of the graph of alternating paths
    (König's theorem; Picard and Queyranne 1980), which are counted here without being listed one after the other in
    vain.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": np.nan, "point": [1.0, 4.0, 5.0],
    ...                        "high": np.nan, "outcome": "died", "lineage": ["a", "b", "c"]})
    >>> found = greatest_consistent_sets(claims, stretch=1.2)
    >>> found.set_aside, found.sets
    (1, (('a',),))
    """
    if not stretch >= 1.0:
        raise ValueError(f"A claim is stretched by a factor of at least 1, not by {stretch}.")
    low, high, outcome = ends(claims, "the greatest consistent set", order)
    names = claims["estimate"].tolist()
    alternatives = _Alternatives(_exceeds(folds(low, high, outcome, order), stretch))
    counted = list(itertools.islice(alternatives.covers(), COUNTED + 1))
    sets = sorted(tuple(np.flatnonzero(~kept)) for kept in counted)[:LISTED]
    every, some = alternatives.kept_always(), alternatives.kept_sometimes()
    return ConsistentSets(
        stretch=stretch,
        claims=len(names),
        set_aside=alternatives.matched,
        count=len(counted) if len(counted) <= COUNTED else None,
        sets=tuple(tuple(names[k] for k in chosen) for chosen in sets),
        always=tuple(name for name, kept in zip(names, some, strict=True) if not kept),
        sometimes=tuple(name for name, one, all_ in zip(names, some, every, strict=True) if one and not all_),
        never=tuple(name for name, kept in zip(names, every, strict=True) if kept),
    )


def curve(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compute the least number of claims to set aside, for each stretch allowed.

    Parameters
    ----------
    claims, order
        As in `greatest_consistent_sets`.

    Returns
    -------
    DataFrame
        Columns ``stretch, set_aside``; one row a step of the curve, from stretch 1 upward: from this stretch on, this
        many claims must be set aside. The last row sets none aside; its stretch is the consistency gap
        (`landreform.contested.consistency.gap`).

    Notes
    -----
    The number changes only at a stretch at which two claims meet. It never rises with the stretch, so that the steps
    are found by halving: one matching for each halving, about (number of steps) × log₂(number of pairs) in all.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": np.nan, "point": [1.0, 4.0, 16.0],
    ...                        "high": np.nan, "outcome": "died", "lineage": ["a", "b", "c"]})
    >>> curve(claims).round(9).to_numpy().tolist()
    [[1.0, 2.0], [2.0, 1.0], [4.0, 0.0]]
    """
    low, high, outcome = ends(claims, "the greatest consistent set", order)
    fold = folds(low, high, outcome, order)
    meets = np.unique(np.sqrt(fold[fold > 1.0 + 2 * TIE]))
    stretches = np.concatenate([[1.0], meets])
    known: dict[int, int] = {}

    def number(at: int) -> int:
        if at not in known:
            known[at] = _matching_size(_exceeds(fold, float(stretches[at])))
        return known[at]

    steps = [0]
    spans = [(0, len(stretches) - 1)]
    while spans:
        first, last = spans.pop()
        if number(first) == number(last):
            continue
        if last - first == 1:
            steps.append(last)
            continue
        middle = (first + last) // 2
        spans += [(first, middle), (middle, last)]
    rows = [(float(stretches[at]), number(at)) for at in sorted(steps)]
    return pd.DataFrame(rows, columns=["stretch", "set_aside"])


def curve_of_many(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER, places: int = 60) -> pd.DataFrame:
    """Compute the least number of claims to set aside at some stretches, of thousands of claims.

    Parameters
    ----------
    claims, order
        As in `greatest_consistent_sets`.
    places : int
        At how many stretches, from 1 to the consistency gap in equal ratios.

    Returns
    -------
    DataFrame
        As from `curve`; each number is exact at its stretch, and a step may begin as much as one place earlier.

    Raises
    ------
    ValueError
        As `set_aside`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": np.nan, "point": [1.0, 4.0, 16.0],
    ...                        "high": np.nan, "outcome": "died", "lineage": ["a", "b", "c"]})
    >>> curve_of_many(claims, places=3).round(9).to_numpy().tolist()
    [[1.0, 2.0], [2.0, 1.0], [4.0, 0.0]]
    """
    delta = gap(claims, order).delta
    stretches = np.unique(np.append(np.geomspace(1.0, delta, places)[:-1], delta))
    numbers = set_aside(claims, stretches, order)
    changes = np.append(True, np.diff(numbers) != 0)
    return pd.DataFrame({"stretch": stretches[changes], "set_aside": numbers[changes]})


def set_aside(claims: pd.DataFrame, stretches: ArrayLike, order: OutcomeOrder = DEFAULT_ORDER) -> NDArray[np.intp]:
    """Compute the least number of claims to set aside at given stretches, in time that hardly grows faster than theirs.

    Parameters
    ----------
    claims, order
        As in `greatest_consistent_sets`.
    stretches : array of float
        Factors of at least 1.

    Returns
    -------
    ndarray of int
        The number at each stretch.

    Raises
    ------
    ValueError
        If an outcome is a part of two others of which neither is a part of the other, and there are more than
        `MATCHED` claims.

    Notes
    -----
    Where each outcome is a direct part of one other at most, the greatest set of claims that can all be true is found
    outcome by outcome: the most claims on an outcome and its parts that hold if the outcome has a number v is the count
    of its own claims that allow v, and for each direct part the best number up to v. Only low ends need be tried for
    v, since whatever holds at a number holds at the low end before it. Where an outcome has several direct wholes, a
    matching decides, as in `greatest_consistent_sets`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": np.nan, "point": [1.0, 4.0, 5.0],
    ...                        "high": np.nan, "outcome": "died", "lineage": ["a", "b", "c"]})
    >>> set_aside(claims, [1.0, 1.2, 3.0]).tolist()
    [2, 1, 0]
    """
    low, high, outcome = ends(claims, "the greatest consistent set", order)
    whole = _direct_wholes(order)
    each = np.atleast_1d(np.asarray(stretches, dtype=float))
    if whole is None:
        if len(claims) > MATCHED:
            raise ValueError(
                f"Of more than {MATCHED:,} claims this is computed only where no outcome is directly a part of two."
            )
        fold = folds(low, high, outcome, order)
        return np.array([_matching_size(_exceeds(fold, float(stretch))) for stretch in each], dtype=np.intp)
    tree = _trees(order, whole)[outcome]
    kept = np.zeros(len(each), dtype=np.intp)
    for members in np.split(np.argsort(tree, kind="stable"), np.flatnonzero(np.diff(np.sort(tree))) + 1):
        if len(members) < 2:
            kept += len(members)
            continue
        for at, stretch in enumerate(each):
            allowed = low[members] / stretch, high[members] * stretch * (1 + 2 * TIE)
            kept[at] += _most_together(*allowed, outcome[members], order, whole)
    return len(claims) - kept


def _direct_wholes(order: OutcomeOrder) -> dict[int, int] | None:
    """Return the one outcome of which each is a direct part, as positions; None where one has several."""
    wholes: dict[int, list[int]] = {}
    for part, whole in order.steps:
        wholes.setdefault(part, []).append(whole)
    direct = {}
    for part, several in wholes.items():
        nearest = several
        if len(several) > 1:  # whoever is a whole of another whole of the part is none of its direct ones
            nearest = [w for w in several if not any(order.within[v, w] for v in several if v != w)]
        if len(nearest) > 1:
            return None
        direct[part] = nearest[0]
    return direct


def _trees(order: OutcomeOrder, whole: dict[int, int]) -> NDArray[np.intp]:
    """Return for each outcome the widest that contains it."""
    root = np.arange(len(order.names))
    for part, _ in reversed(order.steps):
        root[part] = root[whole[part]]
    return root


def _most_together(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    outcome: NDArray[np.intp],
    order: OutcomeOrder,
    whole: dict[int, int],
) -> int:
    """Return how many claims on the outcomes of one tree can be true at once, by the rule of `set_aside`."""
    numbers = np.unique(low)
    first, last = np.searchsorted(numbers, low), np.searchsorted(numbers, high, side="right")
    best: dict[int, NDArray[np.intp]] = {}
    waiting = {int(k) for k in np.unique(outcome)}
    for name in list(waiting):
        while name in whole and whole[name] not in waiting:
            name = whole[name]
            waiting.add(name)
    rank = {part: at for at, part in enumerate(dict.fromkeys(part for part, _ in order.steps))}
    top = -1
    for name in sorted(waiting, key=lambda name: rank.get(name, len(rank))):
        own = outcome == name
        changes = np.bincount(first[own], minlength=len(numbers) + 1) - np.bincount(
            last[own], minlength=len(numbers) + 1
        )
        count = np.cumsum(changes[:-1]) + best.pop(name, 0)
        if name in whole:
            up = whole[name]
            best[up] = best.get(up, 0) + np.maximum.accumulate(count)
        else:
            top = int(count.max())
    return top


def drop_one(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER, stretch: float = 1.0) -> pd.DataFrame:
    """Compute how many of the others must be set aside once a claim is left out from the start.

    Parameters
    ----------
    claims, order, stretch
        As in `greatest_consistent_sets`.

    Returns
    -------
    DataFrame
        Columns ``estimate, set_aside``, in the order of `claims`. A claim that some least set sets aside lowers the
        number by one; no claim lowers it by more.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> drop_one(claims)["set_aside"].tolist()
    [0, 0]
    """
    found = greatest_consistent_sets(claims, stretch, order)
    lowered = claims["estimate"].isin([*found.always, *found.sometimes]).astype(int)
    return pd.DataFrame({"estimate": claims["estimate"].to_numpy(), "set_aside": found.set_aside - lowered.to_numpy()})


def _exceeds(fold: NDArray[np.float64], stretch: float) -> sparse.csr_matrix:
    """Return which claim still exceeds which once all are stretched."""
    return sparse.csr_matrix(fold > stretch**2 * (1 + 2 * TIE))


def _matching_size(exceeds: sparse.csr_matrix) -> int:
    return int((maximum_bipartite_matching(exceeds, perm_type="column") >= 0).sum())


class _Alternatives:
    """The minimum vertex covers of the bipartite graph, as closed sets of its graph of alternating paths.

    Node k is the left copy of claim k, node n + k its right copy. A cover goes with a set Z of nodes that an
    alternating path cannot leave: it takes the left nodes outside Z and the right nodes inside. Z must hold the left
    nodes without a partner and may hold no right node without one. A claim is kept if its left node lies inside Z and
    its right outside.
    """

    def __init__(self, exceeds: sparse.csr_matrix):
        n = self.n = exceeds.shape[0]
        partner = maximum_bipartite_matching(exceeds, perm_type="column")  # of each left node, its right one
        left = np.flatnonzero(partner >= 0)
        self.matched = len(left)
        rows, columns = exceeds.nonzero()
        back = (partner[left] + n, left)  # from a right node to its partner
        sources, targets = np.concatenate([rows, back[0]]), np.concatenate([columns + n, back[1]])
        graph = sparse.csr_matrix((np.ones(len(sources), dtype=bool), (sources, targets)), shape=(2 * n, 2 * n))
        free_left = np.setdiff1d(np.arange(n), left)
        free_right = np.setdiff1d(np.arange(n), partner[left]) + n
        self.inside = _reached(graph, free_left)
        self.outside = _reached(graph.T.tocsr(), free_right)
        count, self.part = connected_components(graph, directed=True, connection="strong")
        self.after: list[set[int]] = [set() for _ in range(count)]
        for a, b in zip(self.part[sources], self.part[targets], strict=True):
            if a != b:
                self.after[a].add(int(b))
        self.descendants = _closures(self.after)

    def kept_always(self) -> NDArray[np.bool_]:
        """Which claims every greatest set keeps."""
        return self.inside[: self.n] & self.outside[self.n :]

    def kept_sometimes(self) -> NDArray[np.bool_]:
        """Which claims some greatest set keeps."""
        possible = ~self.outside[: self.n] & ~self.inside[self.n :]
        for k in np.flatnonzero(possible):
            possible[k] = not self.descendants[self.part[k]] >> int(self.part[self.n + k]) & 1
        return possible

    def covers(self) -> Iterator[NDArray[np.bool_]]:
        """Yield, for each minimum cover, which claims it keeps."""
        free = ~self.inside & ~self.outside
        open_parts = sorted({int(part) for part in self.part[free]})
        for chosen in _closed_sets(open_parts, self.descendants):
            z = self.inside | (free & np.isin(self.part, list(chosen)))
            yield z[: self.n] & ~z[self.n :]


def _reached(graph: sparse.csr_matrix, starts: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Mark the nodes that paths from some nodes reach."""
    size = graph.shape[0]
    # one more node that leads to all starts, so that one search serves
    rows = sparse.csr_matrix((np.ones(len(starts), dtype=bool), (np.zeros(len(starts), dtype=int), starts)), (1, size))
    joined = sparse.vstack([sparse.hstack([graph, sparse.csr_matrix((size, 1))]), sparse.hstack([rows, [[0]]])]).tocsr()
    reached = np.zeros(size + 1, dtype=bool)
    reached[breadth_first_order(joined, size, return_predecessors=False)] = True
    return reached[:size]


def _closures(after: list[set[int]]) -> list[int]:
    """Return for each part of an acyclic graph the parts that it reaches, itself included, as the bits of a number."""
    found: list[int | None] = [None] * len(after)
    for start in range(len(after)):
        stack = [start]
        while stack:
            part = stack[-1]
            waiting = [b for b in after[part] if found[b] is None]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            bits = 1 << part
            for b in after[part]:
                bits |= found[b] or 0
            found[part] = bits
    return [bits or 0 for bits in found]


def _closed_sets(parts: list[int], descendants: list[int]) -> Iterator[frozenset[int]]:
    """Yield every set of parts that holds with each part all that it reaches among them, each once.

    One part is decided after the other: it is left out, and with it whatever reaches it; or it is taken, with
    whatever it reaches. Every decision leads to a set, so that the time is proportional to the sets yielded.
    """
    within = {part: frozenset(b for b in parts if descendants[part] >> b & 1) for part in parts}
    above = {part: frozenset(a for a in parts if part in within[a]) for part in parts}
    stack: list[tuple[int, frozenset[int], frozenset[int]]] = [(0, frozenset(), frozenset())]
    while stack:
        at, taken, left = stack.pop()
        while at < len(parts) and (parts[at] in taken or parts[at] in left):
            at += 1
        if at == len(parts):
            yield taken
            continue
        stack.append((at + 1, taken, left | above[parts[at]]))
        stack.append((at + 1, taken | within[parts[at]], left))
