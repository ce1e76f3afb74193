"""Compare every two claims: how far they agree, and how sure their authors must have been to differ.

Input is a table of claims, with the coverage ascribed to their ranges; output is a row for each pair, counts of the
pairs, and a tree. Four measures stand side by side: how far the densities overlap; how probable it is that one value
exceeds the other; how far the ranges themselves overlap or lie apart, which needs no assumption; and how sure the
authors must have been of their ranges for the two to differ at all. Pairs of one lineage are counted apart: that they
agree is no agreement of two witnesses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform
from scipy.special import erf, ndtri

from landreform.contested.claims import intervals
from landreform.contested.encoding import COVERAGES, TwoPiece, densities, encode, require_probability
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder
from landreform.contested.quadrature import panels

#: Columns of the table of pairs.
PAIR_COLUMNS = ("a", "b", "same_outcome", "same_lineage", "ovl", "p_greater", "jaccard", "fold_gap", "tipping")

#: How two ranges with a point inside are held against each other for the tipping coverage: from point to point, with
#: half the length of each range; from the middle of the logarithms of each range; or from point to point, with the
#: halves that face each other.
CONVENTIONS = ("symmetric", "geometric means", "facing halves")

#: Which pairs are counted together.
GROUPS = ("all", "other lineages", "same lineage")

#: Distances from the mode, in widths, between which a half-normal is smooth enough for one panel.
_STEPS = np.array([0.0, 1.0, 2.0, 3.0, 4.5, 6.0, 9.0])


def overlap_coefficient(a: TwoPiece, b: TwoPiece) -> float:
    """Compute the share of their probability that two claims have in common.

    Parameters
    ----------
    a, b : TwoPiece
        Densities of two claims.

    Returns
    -------
    float
        The overlapping coefficient OVL = ∫ min(f, g), from 0 (nothing in common) to 1 (the same density).

    Notes
    -----
    Inman and Bradley 1989 (Communications in Statistics: Theory and Methods 18, 3851-3874).
    Integrated from one crossing of the densities to the next, where the smaller one changes. The standard
    library's ``statistics.NormalDist.overlap`` is not used: it is wrong for nearly equal widths.

    Examples
    --------
    >>> round(overlap_coefficient(TwoPiece(0, 1, 1), TwoPiece(2, 1, 1)), 6)
    0.317311
    """
    if a == b:
        return 1.0
    x, w = panels(np.concatenate([_knots(a), _knots(b), _crossings(a, b)]))
    shared = float((w * np.minimum(a.density(x), b.density(x))).sum())
    return min(max(shared, 0.0), 1.0)


def probability_greater(a: TwoPiece, b: TwoPiece) -> float:
    """Compute the probability that the value behind one claim exceeds the value behind another.

    Parameters
    ----------
    a, b : TwoPiece
        Densities of two claims, taken as independent.

    Returns
    -------
    float
        P(A > B) = ∫ f_A F_B.

    Notes
    -----
    Independence is an assumption: two claims of one lineage are not independent, and for them the number only
    says how far apart the ranges lie.

    Examples
    --------
    >>> round(probability_greater(TwoPiece(1, 1, 1), TwoPiece(0, 1, 1)), 6)
    0.76025
    """
    inside = _knots(a)
    other = _knots(b)
    knots = np.concatenate([inside, other[(other > inside.min()) & (other < inside.max())]])
    x, w = panels(knots)
    return min(max(float((w * a.density(x) * b.cdf_log(x)).sum()), 0.0), 1.0)


def log_jaccard(low_a: float, high_a: float, low_b: float, high_b: float) -> float:
    """Compute the share of the ground covered by two ranges that both cover, on the log scale.

    Parameters
    ----------
    low_a, high_a, low_b, high_b : float
        Ends of the ranges, persons, above 0.

    Returns
    -------
    float
        Length of the intersection over length of the union, from 0 to 1. Two equal single values give 1, a
        single value within a range 0; NaN where a range is a half-line, since its length is infinite.

    Notes
    -----
    The index of Jaccard 1901 (Bulletin de la Société vaudoise des sciences naturelles 37, 547-579), of lengths.

    Examples
    --------
    >>> round(log_jaccard(1_000, 4_000, 2_000, 8_000), 6)
    0.333333
    """
    ends = np.array([low_a, high_a, low_b, high_b], dtype=float)
    if (ends[[0, 2]] == 0).any() or np.isinf(ends).any():
        return float("nan")
    la, ha, lb, hb = np.log(ends)
    shared = max(min(ha, hb) - max(la, lb), 0.0)
    union = (ha - la) + (hb - lb) - shared
    if union == 0.0:
        return 1.0 if la == lb else 0.0
    return float(shared / union)


def fold_gap(low_a: float, high_a: float, low_b: float, high_b: float) -> float:
    """Compute the factor by which two ranges miss each other.

    Parameters
    ----------
    low_a, high_a, low_b, high_b : float
        Ends of the ranges, persons; 0 or infinity where a claim is one-sided.

    Returns
    -------
    float
        The higher low end over the lower high end, 1 where the ranges meet.

    Examples
    --------
    >>> fold_gap(1_000, 5_000, 50_000, 100_000)
    10.0
    """
    return float(max(1.0, max(low_a, low_b) / min(high_a, high_b)))


def tipping_coverage(centre_a: float, half_a: float, centre_b: float, half_b: float, level: float = 0.05) -> float:
    """Compute how sure two authors must have been of their ranges for the two to differ.

    Parameters
    ----------
    centre_a, centre_b : float
        Centres of the claims, natural logarithms of persons.
    half_a, half_b : float
        Half the length of the ranges, (ln high - ln low)/2.
    level : float
        Two-sided level of the comparison.

    Returns
    -------
    float
        The coverage at which the two-sided comparison of the centres reaches `level`: ascribe more to both
        ranges and the claims differ, ascribe less and they do not. NaN where there is none: the centres are
        the same (they never differ), both are single values (they always differ), or no coverage that a
        double can tell from 1 parts them.

    Notes
    -----
    With sd = half/z, z the quantile (1 + coverage)/2, the statistic |a - b| / sqrt(sd_a² + sd_b²) grows in
    proportion to z, so that the tipping z is z(1 - level/2) sqrt(half_a² + half_b²) / |a - b|.

    Examples
    --------
    >>> round(tipping_coverage(8.0, 0.5, 9.0, 0.5), 4)
    0.8342
    """
    require_probability(level)
    apart, halves = abs(centre_a - centre_b), float(np.hypot(half_a, half_b))
    if apart == 0.0 or halves == 0.0:
        return float("nan")
    coverage = float(erf(-ndtri(level / 2.0) * halves / apart / np.sqrt(2.0)))
    return coverage if coverage < 1.0 else float("nan")


def tipping_by(a: pd.Series, b: pd.Series, convention: str, level: float = 0.05) -> float:
    """Compute the tipping coverage of two encoded claims under one of the conventions.

    Parameters
    ----------
    a, b : Series
        Rows from `landreform.contested.encoding.encode`; used are ``low, high`` (persons) and ``centre`` (natural
        logarithm).
    convention : str
        One of `CONVENTIONS`.
    level : float
        As in `tipping_coverage`.

    Returns
    -------
    float
        As from `tipping_coverage`.

    Examples
    --------
    >>> a = pd.Series({"low": 800.0, "high": 2500.0, "centre": np.log(1500)})
    >>> b = pd.Series({"low": 3000.0, "high": 15000.0, "centre": np.log(5000)})
    >>> [round(tipping_by(a, b, convention), 2) for convention in CONVENTIONS]
    [0.89, 0.79, 0.76]
    """
    if convention not in CONVENTIONS:
        raise ValueError(f"A convention is one of {', '.join(CONVENTIONS)}; {convention!r} is not.")
    below, above = (a, b) if a["centre"] <= b["centre"] else (b, a)
    sides = [(np.log(row["low"]), row["centre"], np.log(row["high"])) for row in (below, above)]
    if convention == "facing halves":
        (_, first, end), (start, second, _) = sides
        return tipping_coverage(first, end - first, second, second - start, level)
    halves = [(end - start) / 2.0 for start, _, end in sides]
    middles = [centre if convention == "symmetric" else (start + end) / 2.0 for start, centre, end in sides]
    return tipping_coverage(middles[0], halves[0], middles[1], halves[1], level)


def compare_pairs(
    claims: pd.DataFrame,
    coverage: float,
    width: float | None = None,
    shape: str = "lognormal",
    level: float = 0.05,
    order: OutcomeOrder = DEFAULT_ORDER,
) -> pd.DataFrame:
    """Compare every claim with every other.

    Parameters
    ----------
    claims, coverage, width, shape
        As in `landreform.contested.encoding.encode`.
    level : float
        Two-sided level of the tipping coverage.
    order : OutcomeOrder
        The outcomes that are tolls, by default those of the book.

    Returns
    -------
    DataFrame
        Columns `PAIR_COLUMNS`, one row a pair, in the order of `claims`. ``ovl``, ``p_greater`` (the value behind a
        exceeds that behind b) and ``tipping`` are NaN where a claim has no density (one-sided, or a bare
        point without a width); the tipping coverage takes facing halves if the shape is two-piece, else it is
        symmetric (`CONVENTIONS`), so that it goes with the densities; ``jaccard`` is NaN for half-lines only;
        ``fold_gap`` is there for every pair.
        Ranges are taken at their word, bare points with their width if one is given. Two claims about
        different outcomes may both be true though they differ: see ``same_outcome``.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 1e4], "point": [np.nan] * 2,
    ...     "high": [5e3, 5e4], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> compare_pairs(claims, 0.9)[["a", "b", "fold_gap", "tipping"]].round(3).to_numpy().tolist()
    [['a', 'b', 2.0, 0.667]]
    """
    encoded = encode(claims, coverage, width, shape, order).set_index("estimate")
    if not encoded.index.is_unique:
        raise ValueError("Each claim needs a name of its own in the column estimate.")
    density = dict(zip(encoded.index, densities(encoded), strict=True))
    convention = "facing halves" if shape == "two_piece" else "symmetric"
    ends = intervals(claims).set_axis(claims["estimate"])
    ends.loc[encoded.index] = encoded[["low", "high"]]
    stated = claims.set_index("estimate")
    rows = []
    for a, b in combinations(claims["estimate"], 2):
        bounds = (*ends.loc[a], *ends.loc[b])
        row = [a, b, *(stated.at[a, name] == stated.at[b, name] for name in ("outcome", "lineage"))]
        common, greater, tipping = np.nan, np.nan, np.nan
        if a in density and b in density:
            common = overlap_coefficient(density[a], density[b])
            greater = probability_greater(density[a], density[b])
            tipping = tipping_by(encoded.loc[a], encoded.loc[b], convention, level)
        rows.append([*row, common, greater, log_jaccard(*bounds), fold_gap(*bounds), tipping])
    return pd.DataFrame(rows, columns=list(PAIR_COLUMNS))


@dataclass(frozen=True)
class Tree:
    """Claims joined by how far their densities overlap, for a dendrogram beside the lineages.

    Attributes
    ----------
    labels, lineages : tuple of str
        Claim and lineage at each leaf, as numbered in `linkage`.
    linkage : array, shape (claims - 1, 4)
        As `scipy.cluster.hierarchy.dendrogram` wants it; heights are 1 - OVL.
    order : tuple of str
        The claims from one side of the tree to the other.
    """

    labels: tuple[str, ...]
    lineages: tuple[str, ...]
    linkage: np.ndarray
    order: tuple[str, ...]


def overlap_tree(
    claims: pd.DataFrame,
    coverage: float,
    width: float | None = None,
    shape: str = "lognormal",
    method: str = "average",
    order: OutcomeOrder = DEFAULT_ORDER,
) -> Tree:
    """Cluster the claims by overlap alone, as somebody would who knew the numbers but not their origin.

    Parameters
    ----------
    claims, coverage, width, shape
        As in `landreform.contested.encoding.encode`; claims without a density are left out.
    method : str
        Linkage of `scipy.cluster.hierarchy.linkage`.
    order : OutcomeOrder
        The outcomes that are tolls, by default those of the book.

    Returns
    -------
    Tree
        Distance 1 - OVL; the leaves are ordered so that neighbours are as near as the tree allows.

    Raises
    ------
    ValueError
        If fewer than two claims have a density.

    Notes
    -----
    OVL is the share in common, so that 1 - OVL is the total variation distance of the two densities. Average
    linkage: Sokal and Michener 1958 (University of Kansas Science Bulletin 38, 1409-1438); order of the leaves:
    Bar-Joseph, Gifford and Jaakkola 2001 (Bioinformatics 17, Suppl. 1, S22-S29).

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [1e3, 1e5, 1e3], "point": [np.nan] * 3,
    ...     "high": [5e3, 2e5, 4e3], "outcome": ["executed"] * 3, "lineage": ["a", "b", "a"]})
    >>> overlap_tree(claims, 0.9).order
    ('b', 'c', 'a')
    """
    encoded = encode(claims, coverage, width, shape, order)
    if len(encoded) < 2:
        raise ValueError(f"A tree needs two claims with a density at least; {len(encoded)} given.")
    found = densities(encoded)
    distance = np.zeros((len(found), len(found)))
    for i, j in combinations(range(len(found)), 2):
        distance[i, j] = distance[j, i] = 1.0 - overlap_coefficient(found[i], found[j])
    linkage = hierarchy.linkage(squareform(distance), method=method, optimal_ordering=True)
    labels = tuple(encoded["estimate"])
    leaves = tuple(labels[leaf] for leaf in hierarchy.leaves_list(linkage))
    return Tree(labels, tuple(encoded["lineage"]), linkage, leaves)


def differs_at(tipping: pd.Series, coverage: float) -> pd.Series:
    """Find the pairs that differ if the authors were this sure of their ranges.

    Parameters
    ----------
    tipping : Series of float
        From `compare_pairs` with a width for bare points, so that NaN means that no coverage parts the two.
    coverage : float
        Probability ascribed to every range.

    Returns
    -------
    Series of bool
        Index as in `tipping`.

    Examples
    --------
    >>> differs_at(pd.Series([0.4, 0.97, np.nan]), 0.9).tolist()
    [True, False, False]
    """
    return (tipping <= coverage).rename("differ")


def share_differing(table: pd.DataFrame, coverages: Iterable[float]) -> pd.DataFrame:
    """Count the pairs that differ at each coverage, by lineage.

    Parameters
    ----------
    table : DataFrame
        From `compare_pairs`; used are ``tipping`` and ``same_lineage``.
    coverages : sequence of float
        Coverages, strictly between 0 and 1.

    Returns
    -------
    DataFrame
        Columns ``coverage, group`` (of `GROUPS`), ``pairs`` (number in the group), ``differ`` (number) and ``share``; a
        group without a pair is left out.

    Examples
    --------
    >>> table = pd.DataFrame({"tipping": [0.4, 0.97], "same_lineage": [False, False]})
    >>> share_differing(table, [0.9])[["group", "differ", "share"]].to_numpy().tolist()
    [['all', 1, 0.5], ['other lineages', 1, 0.5]]
    """
    same = table["same_lineage"].astype(bool)
    rows = []
    for group, part in zip(GROUPS, (table, table[~same], table[same]), strict=True):
        for coverage in coverages if len(part) else ():
            differing = differs_at(part["tipping"], coverage)
            rows.append((float(coverage), group, len(part), int(differing.sum()), differing.mean()))
    return pd.DataFrame(rows, columns=["coverage", "group", "pairs", "differ", "share"])


def verdict_counts(table: pd.DataFrame, coverages: tuple[float, ...] = COVERAGES) -> pd.DataFrame:
    """Count the pairs for which the coverage decides, and those for which it does not.

    Parameters
    ----------
    table : DataFrame
        From `compare_pairs`; used is ``tipping``.
    coverages : tuple of float
        Coverages that somebody might ascribe.

    Returns
    -------
    DataFrame
        One row each for the pairs that ``differ at every``, at ``no`` and at ``some`` of the coverages: columns
        ``verdict, pairs, share``.

    Examples
    --------
    >>> verdict_counts(pd.DataFrame({"tipping": [0.4, 0.97, 0.85, np.nan]}))["pairs"].tolist()
    [1, 2, 1]
    """
    votes = np.sum([differs_at(table["tipping"], coverage) for coverage in coverages], axis=0)
    counts = [int((votes == len(coverages)).sum()), int((votes == 0).sum())]
    counts.append(len(table) - sum(counts))
    words = [f"differ at {word} coverage" for word in ("every", "no", "some")]
    return pd.DataFrame({"verdict": words, "pairs": counts, "share": [count / max(len(table), 1) for count in counts]})


def overlap_by_lineage(table: pd.DataFrame, threshold: float = 0.5) -> pd.DataFrame:
    """Count the pairs that overlap, among those of one lineage and those of different ones.

    Parameters
    ----------
    table : DataFrame
        From `compare_pairs`; used are ``ovl`` and ``same_lineage``. Pairs without an overlap are left out.
    threshold : float
        Overlap from which on two claims would be taken to be one and the same.

    Returns
    -------
    DataFrame
        Columns ``lineage`` (same, other), ``alike`` and ``unlike`` (numbers of pairs whose overlap reaches the
        threshold, or does not), ``share`` (alike over both).

    Examples
    --------
    >>> table = pd.DataFrame({"ovl": [0.9, 0.1, 0.8], "same_lineage": [True, True, False]})
    >>> overlap_by_lineage(table)[["alike", "unlike"]].to_numpy().tolist()
    [[1, 1], [1, 0]]
    """
    known = table[table["ovl"].notna()]
    same = known["same_lineage"].astype(bool)
    rows = []
    for word, part in (("same", known[same]), ("other", known[~same])):
        alike = int((part["ovl"] >= threshold).sum())
        rows.append((word, alike, len(part) - alike, alike / len(part) if len(part) else np.nan))
    return pd.DataFrame(rows, columns=["lineage", "alike", "unlike", "share"])


def _knots(claim: TwoPiece) -> np.ndarray:
    """Return the ends of panels that cover all but 1e-18 of a density."""
    return np.unique([*(claim.mode - claim.below * _STEPS), *(claim.mode + claim.above * _STEPS)])


def _crossings(a: TwoPiece, b: TwoPiece) -> np.ndarray:
    """Return every place within both densities at which they may cross, from all pairs of their sides."""
    knots = np.concatenate([_knots(a), _knots(b)])
    apart = b.mode - a.mode
    height = np.log((b.below + b.above) / (a.below + a.above))
    found = []
    for s in (a.below, a.above):
        for t in (b.below, b.above):
            if s and t:
                # log f_A - log f_B is a polynomial in the distance from A's mode
                squared = (s - t) * (s + t) / (2.0 * (s * t) ** 2)
                found.extend(_roots(squared, -apart / t**2, 0.5 * (apart / t) ** 2 + height))
    places = a.mode + np.array(found, dtype=float)
    return np.asarray(places[(places > knots.min()) & (places < knots.max())])


def _roots(squared: float, linear: float, constant: float) -> list[float]:
    """Return the real roots of a quadratic, exact also where the squared term all but vanishes."""
    inner = linear**2 - 4.0 * squared * constant
    if inner < 0.0:
        return []
    # of the two ways to write a root, each is taken where nothing cancels
    stable = -0.5 * (linear + np.copysign(np.sqrt(inner), linear))
    roots = [stable / squared] if squared else []
    return [*roots, constant / stable] if stable else roots
