"""Combine claims by the rules for pooling opinions, and show how much the rule matters.

Input are encoded claims; output are quantiles of their pools. Three rules give three different answers from the same
claims. The linear pool keeps every claim and so shows the disagreement. The logarithmic pool keeps only what all claims
have in common, and the quantile average only their average shape: both stay as narrow when the claims contradict each
other as when they agree. The difference is the finding: each pool describes the claims that were put in, and none
estimates the toll.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import log_ndtr, logsumexp
from scipy.stats import truncnorm

from landreform.contested.encoding import TwoPiece, densities, without_each
from landreform.contested.lineage import weights as lineage_weights
from landreform.contested.vectorised.mixture import FLAT, ROUNDING

#: Mixture of the densities; normalised geometric mean of the densities; mean of the log quantiles.
RULES = ("linear", "logarithmic", "quantile_average")

#: Every claim weighs the same; every lineage weighs the same, however many claims repeat it.
WEIGHTINGS = ("claims", "lineages")

#: Beyond any difference of two logarithms of probabilities.
FAR = 1e300

#: First columns of the table of pools.
POOL_COLUMNS = ("rule", "weighting", "left_out", "claims", "lineages")


def claim_weights(encoded: pd.DataFrame, weighting: str) -> np.ndarray:
    """Compute the weight of each claim in a pool.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    weighting : str
        One of `WEIGHTINGS`.

    Returns
    -------
    array, shape (claims,)
        Weights that add up to 1.

    Examples
    --------
    >>> claim_weights(pd.DataFrame({"lineage": ["fall", "fall", "moise"]}), "lineages").tolist()
    [0.25, 0.25, 0.5]
    """
    if weighting not in WEIGHTINGS:
        raise ValueError(f"A weighting is one of {', '.join(WEIGHTINGS)}; {weighting!r} is not.")
    raw = np.ones(len(encoded)) if weighting == "claims" else lineage_weights(encoded).to_numpy()
    return np.asarray(raw / raw.sum())


def pool_quantiles(
    encoded: pd.DataFrame, probabilities: ArrayLike, rule: str = "linear", weighting: str = "lineages"
) -> np.ndarray:
    """Compute the quantiles of a pool of the claims.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`; at least one row.
    probabilities : array of float
        Between 0 and 1, ends excluded.
    rule : str
        One of `RULES`.
    weighting : str
        One of `WEIGHTINGS`.

    Returns
    -------
    array, shape of `probabilities`
        Persons.

    Raises
    ------
    ValueError
        If there is no claim, a probability, rule or weighting is out of bounds, or if no value has a density
        above 0 under every claim, so that there is no logarithmic pool.

    Notes
    -----
    Linear: Stone 1961 (Annals of Mathematical Statistics 32, 1339-1342). Logarithmic: Genest and Zidek 1986
    (Statistical Science 1, 114-135); with weights that add up to 1 it is the same on the log scale as in
    persons, and for these densities it is normal between neighbouring modes, so that it is computed exactly.
    Quantile average: Ratcliff 1979 (Psychological Bulletin 86, 446-461), taken of the logarithms. Where hardly any
    mass lies about a quantile of the linear pool, the tails on either side of it are balanced, as in
    `landreform.contested.vectorised.mixture.mixture_quantile`; where none lies there at all, since the claims on both
    sides exclude these values, it is the middle of them.

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a", "b"], "mode": [8.0, 10.0], "below": [0.5] * 2,
    ...                         "above": [0.5] * 2})
    >>> for rule in RULES:
    ...     print(rule, np.log(pool_quantiles(encoded, [0.05, 0.5, 0.95], rule)).round(2).tolist())
    linear [7.36, 9.0, 10.64]
    logarithmic [8.18, 9.0, 9.82]
    quantile_average [8.18, 9.0, 9.82]
    """
    p = np.asarray(probabilities, dtype=float)
    if not ((p > 0.0) & (p < 1.0)).all():
        raise ValueError("Probabilities lie between 0 and 1, ends excluded.")
    if rule not in RULES:
        raise ValueError(f"A rule is one of {', '.join(RULES)}; {rule!r} is not.")
    if not len(encoded):
        raise ValueError("A pool needs one claim at least.")
    found, w = densities(encoded), claim_weights(encoded, weighting)
    quantiles = {"linear": _linear, "logarithmic": _logarithmic, "quantile_average": _average}[rule]
    return np.asarray(np.exp(quantiles(found, w, p)))


def pool_table(encoded: pd.DataFrame, level: float = 0.90, left_out: str = "") -> pd.DataFrame:
    """Pool the same claims by every rule and weighting.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    level : float
        Probability within the central interval.
    left_out : str
        What to write in the column of that name.

    Returns
    -------
    DataFrame
        Columns `POOL_COLUMNS` and ``low, median, high`` (persons) and ``fold`` (high/low); one row for each rule and
        weighting.

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a", "b"], "mode": [8.0, 10.0], "below": [0.5] * 2,
    ...                         "above": [0.5] * 2})
    >>> pool_table(encoded)["median"].round().unique().tolist()
    [8103.0]
    """
    probabilities = [(1.0 - level) / 2.0, 0.5, (1.0 + level) / 2.0]
    size = (len(encoded), encoded["lineage"].nunique())
    rows = []
    for rule in RULES:
        for weighting in WEIGHTINGS:
            low, median, high = pool_quantiles(encoded, probabilities, rule, weighting)
            rows.append([rule, weighting, left_out, *size, low, median, high, high / low])
    return pd.DataFrame(rows, columns=[*POOL_COLUMNS, "low", "median", "high", "fold"])


def pools_leaving_out(encoded: pd.DataFrame, by: str = "lineage", level: float = 0.90) -> pd.DataFrame:
    """Repeat all pools without each lineage, or without each claim.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    by : str
        ``lineage`` or ``estimate``.
    level : float
        Probability within the central interval.

    Returns
    -------
    DataFrame
        As `pool_table`, once for all claims (``left_out`` empty) and once for each lineage or claim left out,
        in the order of `encoded`; nothing for one whose omission leaves no claim.

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b"], "lineage": ["a", "b"], "mode": [8.0, 10.0],
    ...                         "below": [0.5] * 2, "above": [0.5] * 2})
    >>> pools_leaving_out(encoded)["left_out"].unique().tolist()
    ['', 'a', 'b']
    """
    parts = [pool_table(kept, level, left_out=name) for name, kept in without_each(encoded, by) if len(kept)]
    return pd.concat(parts, ignore_index=True)


def dotplot_quantiles(
    encoded: pd.DataFrame, count: int = 20, rule: str = "linear", weighting: str = "lineages"
) -> pd.DataFrame:
    """Compute the values of the dots of a quantile dotplot.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    count : int
        Number of dots; each stands for the same share of the probability.
    rule, weighting
        As in `pool_quantiles`.

    Returns
    -------
    DataFrame
        Columns ``dot`` (1 to count), ``probability``, ``persons``.

    Notes
    -----
    Quantiles at (i - 1/2)/count, as in Kay, Kola, Hullman and Munson 2016 (CHI 2016, 5092-5103).

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a"], "mode": [8.0], "below": [0.5], "above": [0.5]})
    >>> dotplot_quantiles(encoded, 2)["probability"].tolist()
    [0.25, 0.75]
    """
    if count < 1:
        raise ValueError(f"A dotplot needs one dot at least; {count} asked for.")
    p = (np.arange(count) + 0.5) / count
    persons = pool_quantiles(encoded, p, rule, weighting)
    return pd.DataFrame({"dot": np.arange(1, count + 1), "probability": p, "persons": persons})


def central_bands(
    encoded: pd.DataFrame,
    levels: tuple[float, ...] = (0.5, 0.8, 0.95),
    rule: str = "linear",
    weighting: str = "lineages",
) -> pd.DataFrame:
    """Compute the ends of the bands of a gradient plot.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    levels : tuple of float
        Probabilities within the central bands.
    rule, weighting
        As in `pool_quantiles`.

    Returns
    -------
    DataFrame
        Columns ``level, low, high`` (persons), widest band first, so that it is drawn beneath.

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a"], "mode": [8.0], "below": [0.5], "above": [0.5]})
    >>> central_bands(encoded)["level"].tolist()
    [0.95, 0.8, 0.5]
    """
    ordered = np.array(sorted(levels, reverse=True))
    low = pool_quantiles(encoded, (1.0 - ordered) / 2.0, rule, weighting)
    high = pool_quantiles(encoded, (1.0 + ordered) / 2.0, rule, weighting)
    return pd.DataFrame({"level": ordered, "low": low, "high": high})


def _average(found: list[TwoPiece], w: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Return the weighted means of the claims' log quantiles."""
    return np.asarray(sum(weight * claim.ppf_log(p) for weight, claim in zip(w, found, strict=True)))


def _linear(found: list[TwoPiece], w: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Return log quantiles of the mixture; each lies between the lowest and highest of the claims'."""
    each = np.array([claim.ppf_log(p) for claim in found])

    def excess(t: float, target: float) -> float:
        return float(sum(x * claim.cdf_log(t) for x, claim in zip(w, found, strict=True))) - target

    result = np.empty(p.shape)
    for place, target in np.ndenumerate(p):
        low, high = each[(slice(None), *place)].min(), each[(slice(None), *place)].max()
        pad = 1e-9 * (1.0 + abs(high - low))  # rounding in the inverse must not cost the change of sign
        ends = low - pad, high + pad
        result[place] = brentq(excess, *ends, args=(target,), xtol=1e-13)
        if w @ [claim.density(result[place]) for claim in found] * (high - low) < FLAT and high > low:
            result[place] = _balanced(found, w, target, ends)
    return result


def _balanced(found: list[TwoPiece], w: np.ndarray, target: float, ends: tuple[float, float]) -> float:
    """Return a log quantile of the mixture about which hardly any mass lies, so that rounding would choose the place.

    There as much is left above by the claims below as lies below of the claims above, but for what the weights differ
    from the target.
    """
    middle = np.array([claim.ppf_log(0.5) for claim in found])
    with np.errstate(divide="ignore"):
        weight = np.log(w)

    def sides(t: float) -> tuple[float, float]:
        lower = middle < t
        under, over = np.array([claim.log_tails(t) for claim in found]).T
        ahead = float(w[lower].sum()) - target
        more = np.log(abs(ahead)) if abs(ahead) >= ROUNDING * min(target, 1.0 - target) else -np.inf
        below = [*(weight + under)[~lower], more if ahead > 0 else -np.inf]
        above = [*(weight + over)[lower], more if ahead < 0 else -np.inf]
        return float(logsumexp(below)), float(logsumexp(above))

    def excess(t: float) -> float:
        below, above = sides(t)
        return 0.0 if below == above else float(np.clip(below - above, -FAR, FAR))

    place = float(brentq(excess, *ends, xtol=1e-13))
    if sides(place)[0] > -np.inf:
        return place
    modes = np.array([claim.mode for claim in found])  # nobody has any density from one of them to the next
    return float(modes[middle < place].max() + modes[middle >= place].min()) / 2.0


def _logarithmic(found: list[TwoPiece], w: np.ndarray, p: np.ndarray) -> np.ndarray:
    """Return log quantiles of the normalised geometric mean, which is normal between neighbouring modes."""
    modes = np.array([claim.mode for claim in found])
    ends = np.concatenate([[-np.inf], np.unique(modes), [np.inf]])
    pieces, masses = [], []
    for low, high in pairwise(ends):
        # a claim is on its lower side in this piece if its mode lies at the piece's upper end or beyond
        sd = np.array([claim.below if claim.mode >= high else claim.above for claim in found])
        if (sd == 0.0).any():  # one claim excludes these values
            continue
        precision = w / sd**2
        spread = 1.0 / np.sqrt(precision.sum())
        centre = float(precision @ modes * spread**2)
        height = -0.5 * float(precision @ (modes - centre) ** 2)
        a, b = (low - centre) / spread, (high - centre) / spread
        pieces.append((a, b, centre, spread))
        masses.append(height + np.log(spread) + _log_normal_mass(a, b))
    if not pieces:
        raise ValueError("No value has a density above 0 under every claim: there is no logarithmic pool.")
    share = np.exp(np.array(masses) - logsumexp(masses))
    upto = np.concatenate([[0.0], np.cumsum(share)])
    upto[-1] = 1.0
    result = np.empty(p.shape)
    for place, target in np.ndenumerate(p):
        i = int(np.searchsorted(upto, target, side="left")) - 1
        a, b, centre, spread = pieces[i]
        inside = min((target - upto[i]) / share[i], 1.0)
        result[place] = truncnorm.ppf(inside, a, b, loc=centre, scale=spread)
    return result


def _log_normal_mass(a: float, b: float) -> float:
    """Return the log of the standard normal probability between two places, exact far out in a tail."""
    if a > 0.0:
        a, b = -b, -a
    upper, lower = float(log_ndtr(b)), float(log_ndtr(a))
    return upper + float(np.log1p(-np.exp(lower - upper)))
