"""Encode stated ranges and bare numbers as distributions, under assumptions that the caller names.

Input is a table of claims, with the coverage ascribed to their ranges; output is one density a claim. No author of
these claims says how sure of it he was. The coverage ascribed to a range, the width given to a bare point and the shape
of the curve are therefore assumptions of ours, named as arguments, and every result that rests on them is shown for
several. One-sided claims stay half-lines: they have no density here and enter no pool.

Everything is done on the natural logarithm of the number of persons, since the claims differ by factors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import erf, log_ndtr, ndtr, ndtri

from landreform.contested.claims import form
from landreform.contested.errors import Fault, InputError
from landreform.contested.hints import hint
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder, require_tolls

#: Coverages that a range may be given: the probability that it holds the value.
COVERAGES = (0.5, 0.8, 0.9, 0.95)

#: Widths that a bare point may be given: the range is point/width to point*width.
WIDTHS = (1.1, 1.5, 2.0)

#: Shapes of the density on the log scale.
SHAPES = ("lognormal", "two_piece")

#: Columns of an encoded frame.
ENCODED_COLUMNS = tuple("estimate outcome lineage low point high assumed centre sd mode below above".split())


@dataclass(frozen=True)
class TwoPiece:
    """The density of one claim: two half-normals joined at the mode, on the log scale.

    A lognormal is the case of equal widths. Either width may be 0 (the claim's best value is an end of its
    range): all mass then lies on the other side.

    Attributes
    ----------
    mode : float
        Natural logarithm of the number of persons at which the density of the logarithm is highest.
    below, above : float
        Standard deviation of the half-normal on either side, in units of the natural logarithm.

    Notes
    -----
    Density sqrt(2/π)/(s₁ + s₂) · exp(-(t - m)²/2s²), with s = s₁ below and s₂ above the mode m: the two-piece
    normal of Fechner 1897, as reviewed by Wallis 2014 (Statistical Science 29, 106-112).
    """

    mode: float
    below: float
    above: float

    def __post_init__(self) -> None:
        widths = (self.below, self.above)
        if not (np.isfinite([self.mode, *widths]).all() and min(widths) >= 0 and max(widths) > 0):
            raise ValueError(f"A density needs a finite mode and widths of 0 or more, not both 0; given were {self}.")

    def log_density(self, t: ArrayLike) -> np.ndarray:
        """Return the logarithm of the density of the log number of persons at `t` (natural logarithm of persons)."""
        t = np.asarray(t, dtype=float)
        left, right = self._scaled(t)
        peak = 0.5 * np.log(2.0 / np.pi) - np.log(self.below + self.above)
        return np.asarray(peak - 0.5 * np.where(t < self.mode, left, right) ** 2)

    def density(self, t: ArrayLike) -> np.ndarray:
        """Return the density of the log number of persons at `t` (natural logarithm of persons)."""
        return np.asarray(np.exp(self.log_density(t)))

    def cdf(self, persons: ArrayLike) -> np.ndarray:
        """Return the probability of at most so many persons."""
        return self.cdf_log(np.log(np.asarray(persons, dtype=float)))

    def cdf_log(self, t: ArrayLike) -> np.ndarray:
        """Return the probability that the log number of persons is at most `t`."""
        t = np.asarray(t, dtype=float)
        total = self.below + self.above
        left, right = self._scaled(t)
        lower = 2.0 * self.below / total * ndtr(left)
        upper = 1.0 - 2.0 * self.above / total * ndtr(-right)
        return np.asarray(np.where(t < self.mode, lower, upper))

    def log_tails(self, t: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
        """Return the logarithms of the probabilities of at most and of more than `t` (natural logarithm of persons).

        Both keep their digits however far out `t` lies; minus infinity stands only where that side has no width.
        """
        t = np.asarray(t, dtype=float)
        below, above = (width / (self.below + self.above) for width in (self.below, self.above))
        left, right = self._scaled(t)
        left, right = np.minimum(left, 0.0), np.maximum(right, 0.0)
        with np.errstate(divide="ignore"):  # the logarithm of no width
            at_most = np.log(2.0 * below) + log_ndtr(left), np.log(below + above * erf(right / np.sqrt(2.0)))
            more = np.log(above + below * erf(-left / np.sqrt(2.0))), np.log(2.0 * above) + log_ndtr(-right)
        lower = t < self.mode
        return np.where(lower, *at_most), np.where(lower, *more)

    def ppf(self, probability: ArrayLike) -> np.ndarray:
        """Return the number of persons that is not exceeded with this probability."""
        return np.asarray(np.exp(self.ppf_log(probability)))

    def ppf_log(self, probability: ArrayLike) -> np.ndarray:
        """Return the logarithm of the number of persons that is not exceeded with this probability."""
        p = np.asarray(probability, dtype=float)
        total = self.below + self.above
        share = self.below / total
        # each tail is read from its own end; the side not taken is held at its middle: nothing overflows
        lower = np.where(p < share, p * total / (2.0 * self.below) if self.below else 0.5, 0.5)
        upper = np.where(p >= share, (1.0 - p) * total / (2.0 * self.above) if self.above else 0.5, 0.5)
        return np.asarray(self.mode + self.below * ndtri(lower) - self.above * ndtri(np.minimum(upper, 0.5)))

    def _scaled(self, t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the distance from the mode in widths of either side; infinite where that side has no width."""
        apart = t - self.mode
        left = apart / self.below if self.below else np.where(apart < 0, -np.inf, 0.0)
        right = apart / self.above if self.above else np.where(apart > 0, np.inf, 0.0)
        return left, right


def require_probability(value: float, name: str = "level") -> None:
    """Raise if a coverage, level or probability does not lie strictly between 0 and 1.

    Parameters
    ----------
    value : float
        What was given.
    name : str
        What it is called.

    Raises
    ------
    ValueError
        If it is 0 or less, 1 or more, or no number.

    Examples
    --------
    >>> require_probability(0.9)
    """
    if not 0.0 < value < 1.0:
        raise ValueError(f"A {name} lies between 0 and 1, ends excluded; {value} does not.")


def half_width_in_sd(coverage: float) -> float:
    """Compute how many standard deviations from the centre a central interval of this coverage ends.

    Parameters
    ----------
    coverage : float
        Probability within the interval, between 0 and 1.

    Returns
    -------
    float
        The quantile (1 + coverage)/2 of the standard normal distribution.

    Raises
    ------
    ValueError
        If the coverage does not lie strictly between 0 and 1.

    Examples
    --------
    >>> round(half_width_in_sd(0.95), 3)
    1.96
    """
    require_probability(coverage, "coverage")
    return float(ndtri((1.0 + coverage) / 2.0))


def lognormal(low: float, high: float, coverage: float) -> TwoPiece:
    """Fit a lognormal with equal tails outside a stated range.

    Parameters
    ----------
    low, high : float
        Ends of the range, persons; 0 < low < high.
    coverage : float
        Probability ascribed to the range.

    Returns
    -------
    TwoPiece
        With equal widths: the quantiles (1 - coverage)/2 and (1 + coverage)/2 are `low` and `high`.

    Examples
    --------
    >>> lognormal(5_000, 20_000, 0.9).ppf([0.05, 0.5, 0.95]).round().tolist()
    [5000.0, 10000.0, 20000.0]
    """
    z = half_width_in_sd(coverage)
    start, end = np.log(low), np.log(high)
    sd = float((end - start) / (2.0 * z))
    return TwoPiece(float((start + end) / 2.0), sd, sd)


def two_piece(low: float, point: float, high: float, coverage: float) -> TwoPiece:
    """Fit a two-piece lognormal with its mode at the published point and the coverage within the range.

    Parameters
    ----------
    low, point, high : float
        Range and best value, persons; 0 < low <= point <= high, low < high.
    coverage : float
        Probability ascribed to the range.

    Returns
    -------
    TwoPiece
        Mode ln point, widths (ln point - ln low)/z and (ln high - ln point)/z.

    Notes
    -----
    Mode and mass leave one degree of freedom. It is used so that the density is the same at both ends: the
    range is then the shortest interval of its coverage on the log scale. Equal tails instead would put the
    mode outside where the point lies at an end of the range, as it does in some of the claims. Where the
    point is the middle of the logs, both rules give the lognormal of `lognormal`.

    Examples
    --------
    >>> claim = two_piece(3_000, 5_000, 15_000, 0.9)
    >>> round(float(claim.cdf(15_000) - claim.cdf(3_000)), 12)
    0.9
    """
    z = half_width_in_sd(coverage)
    start, mode, end = np.log(low), np.log(point), np.log(high)
    return TwoPiece(float(mode), float((mode - start) / z), float((end - mode) / z))


def encode(
    claims: pd.DataFrame,
    coverage: float,
    width: float | None = None,
    shape: str = "lognormal",
    order: OutcomeOrder = DEFAULT_ORDER,
) -> pd.DataFrame:
    """Encode each claim as a distribution, under stated assumptions.

    Parameters
    ----------
    claims : DataFrame
        Claims about tolls; columns as in `landreform.contested.claims.COLUMNS`.
    coverage : float
        Probability ascribed to every range, see `COVERAGES`.
    width : float, optional
        Factor above 1 by which a bare point is widened to a range, see `WIDTHS`. If not given, bare points
        are left out. A range whose ends are equal is a bare point.
    shape : str
        One of `SHAPES`. ``two_piece`` puts the mode at the point where a range has one; ``lognormal`` uses
        the ends only.
    order : OutcomeOrder
        The outcomes that are tolls, by default those of the book.

    Returns
    -------
    DataFrame
        Columns `ENCODED_COLUMNS`, one row for each claim that has a density, in the order of `claims`, index from 0:
        ``low, point, high`` in persons (the range that carries the coverage; point NaN if none is
        published); ``assumed``, whether the width is ours; ``centre`` and ``sd``, the normal summary for
        pooling, and ``mode, below, above``, the density, all in natural logarithms of persons.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    ValueError
        If an argument is outside its bounds.

    Notes
    -----
    ``centre`` is the logarithm of the point where one is published, else the middle of the logarithms of
    the ends, under both shapes; ``sd`` = (ln high - ln low)/2z, also the mean of ``below`` and ``above``.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [3000.0, 9000.0], "point": [5000.0, np.nan],
    ...     "high": [15000.0, np.nan], "outcome": ["executed", "executed"], "lineage": ["a", "b"]})
    >>> encode(claims, 0.9)[["estimate", "centre", "sd"]].round(3).to_numpy().tolist()
    [['a', 8.517, 0.489]]
    """
    require_tolls(claims, "an encoding as a distribution", order)
    if shape not in SHAPES:
        raise ValueError(f"A shape is one of {', '.join(SHAPES)}; {shape!r} is not.")
    if width is not None and not width > 1.0:
        raise ValueError(f"A width is a factor above 1; {width} is not.")
    z = half_width_in_sd(coverage)
    kind = form(claims)
    ranged = (kind == "range") & (claims["low"] < claims["high"])
    bare = (kind == "point") | ((kind == "range") & ~ranged)
    taken = claims[ranged if width is None else ranged | bare]
    bare = bare[taken.index].to_numpy()
    factor = 1.0 if width is None else width
    value = taken["point"].fillna(taken["low"]).to_numpy()  # a range of equal ends may lack a point
    low = np.where(bare, value / factor, taken["low"])
    high = np.where(bare, value * factor, taken["high"])
    point = np.where(bare, value, taken["point"])
    start, end = np.log(low), np.log(high)
    centre = np.where(np.isnan(point), (start + end) / 2.0, np.log(point))
    sd = (end - start) / (2.0 * z)
    skewed = (shape == "two_piece") & ~np.isnan(point) & ~bare
    columns = {name: taken[name].to_numpy() for name in ("estimate", "outcome", "lineage")}
    columns |= {"low": low, "point": point, "high": high, "assumed": bare, "centre": centre, "sd": sd}
    columns["mode"] = np.where(skewed, centre, (start + end) / 2.0)
    columns["below"] = np.where(skewed, (centre - start) / z, sd)
    columns["above"] = np.where(skewed, (end - centre) / z, sd)
    return pd.DataFrame(columns, columns=list(ENCODED_COLUMNS))


def without_each(encoded: pd.DataFrame, by: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield all claims, under an empty name, and then what is left without each claim or lineage.

    Parameters
    ----------
    encoded : DataFrame
        From `encode`.
    by : str
        ``estimate`` leaves out one claim at a time, ``lineage`` all claims of one lineage.

    Yields
    ------
    name, kept : str, DataFrame
        In the order of `encoded`; nothing may be left.

    Raises
    ------
    ValueError
        If `by` is another column.

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b", "c"], "lineage": ["a", "a", "c"]})
    >>> [(name, len(kept)) for name, kept in without_each(encoded, "lineage")]
    [('', 3), ('a', 1), ('c', 2)]
    """
    if by not in ("estimate", "lineage"):
        raise ValueError(f"One leaves out by estimate or by lineage; not by {by!r}.")
    yield "", encoded
    for name in dict.fromkeys(encoded[by]):
        yield name, encoded[encoded[by] != name]


def densities(encoded: pd.DataFrame) -> list[TwoPiece]:
    """Build the density of each row of an encoded frame.

    Parameters
    ----------
    encoded : DataFrame
        From `encode`.

    Returns
    -------
    list of TwoPiece
        In the order of the rows.

    Examples
    --------
    >>> densities(pd.DataFrame({"mode": [8.0], "below": [0.5], "above": [0.5]}))
    [TwoPiece(mode=8.0, below=0.5, above=0.5)]
    """
    columns = (encoded[name].to_numpy(dtype=float).tolist() for name in ("mode", "below", "above"))
    return [TwoPiece(*row) for row in zip(*columns, strict=True)]


def encode_for_pool(
    claims: pd.DataFrame,
    coverage: float,
    width: float | None = None,
    shape: str = "lognormal",
    mixed_outcomes: bool = False,
    order: OutcomeOrder = DEFAULT_ORDER,
) -> pd.DataFrame:
    """Encode claims that may be pooled with each other, or say why they may not.

    Parameters
    ----------
    claims, coverage, width, shape
        As in `encode`.
    mixed_outcomes : bool
        Whether claims which count different things may go into one pool.
    order : OutcomeOrder
        As in `encode`.

    Returns
    -------
    DataFrame
        As from `encode`. The outcomes are those of the claims that have a density: one-sided claims enter no
        pool, whatever they count.

    Raises
    ------
    InputError
        If the claims count different things and `mixed_outcomes` is false, or if none has a density.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1.0, 1.0], "point": [np.nan] * 2,
    ...     "high": [2.0, 3.0], "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> encode_for_pool(claims, 0.9, mixed_outcomes=True)["estimate"].tolist()
    ['a', 'b']
    """
    encoded = encode(claims, coverage, width, shape, order)
    outcomes = sorted(set(encoded["outcome"]))
    if not outcomes:
        expected = "a claim with two ends" + (
            "" if width is not None else f", or a width for bare points ({hint('width')})"
        )
        raise InputError(Fault("claims", None, None, "no claim that has a density", expected))
    if len(outcomes) > 1 and not mixed_outcomes:
        both = f"({hint('one outcome')})"
        expected = f"one outcome, since a pool of different things counts nothing {both}"
        raise InputError(Fault("claims", None, "outcome", ", ".join(outcomes), expected))
    return encoded
