"""Compute quantiles of linear pools of claims, for thousands of pools at once.

Input are centres, standard deviations and weights of the claims; output is one quantile a pool. The linear pool is the
mixture of what the claims say, each with its weight: the display of disagreement that keeps every opinion. Its
quantiles have no closed form.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from landreform.contested.vectorised.arrays import TOLERANCE, Workspace, blocks, column_dot, fill, find_roots, validate

#: With less of the probability within the reach of the claims, at the density about a quantile, rounding would choose
#: the place, and the tails decide.
FLAT = 1e-6
#: Weights that add up to a probability, but for so small a part of it or of what is left, are meant to add up to it.
ROUNDING = 1e-12
#: A Halley step of so many standard deviations of the narrowest claim is the last: the error left is about
#: its cube, in the same unit.
LAST_STEP = 1e-3


def mixture_quantile(y: ArrayLike, s: ArrayLike, weight: ArrayLike, q: float) -> np.ndarray:
    """Compute a quantile of the linear pool of each specification.

    Parameters
    ----------
    y, s : array, shape (S, k)
        Centres and standard deviations of the claims on the natural-log scale.
    weight : array, shape (S, k)
        Weights, at least 0; scaled to sum to 1. A claim of weight 0 is not looked at.
    q : float
        Probability, between 0 and 1.

    Returns
    -------
    array, shape (S,)
        Quantile of the mixture of normal distributions; NaN where no claim has weight.

    Raises
    ------
    ValueError
        If shapes differ, q is outside (0, 1), a weight is negative, or a weighted claim is not finite.

    Notes
    -----
    Linear pool: Stone 1961 (Annals of Mathematical Statistics 32, 1339-1342). Bracketed Halley steps. Between groups of
    claims far apart, with a share `q` of the weight in the lower one, hardly any mass lies, and the distribution
    function is the same for all digits that a computer has. The quantile is then where the lower claims leave as much
    above it as the others have below it, which the logarithms of these tails tell: in the middle where the claims on
    both sides are as wide, else nearer to the narrower ones.

    Examples
    --------
    >>> mixture_quantile([[0.0, 2.0], [0.0, 10.0]], [[0.01, 0.01], [0.1, 0.5]], [[1, 1]] * 2, 0.5).round(6).tolist()
    [1.0, 1.666667]
    """
    weight = np.asarray(weight, float)
    if not 0 < q < 1:
        raise ValueError(f"q must lie between 0 and 1, not be {q}.")
    if not (weight >= 0).all():
        raise ValueError("Weights must be 0 or greater.")
    y, s, present = validate(y, s, weight > 0)
    weight = weight if weight.shape[1] else np.zeros(y.shape)  # as `validate` does where there is no claim
    out, room = np.empty(len(y)), Workspace(6, *y.shape)
    for part in blocks(*y.shape):
        with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
            out[part] = _mixture_block(y[part].T, s[part].T, weight[part].T, present[part].T, q, room)
    return out


def _mixture_block(
    y: np.ndarray, s: np.ndarray, weight: np.ndarray, here: np.ndarray, q: float, room: Workspace
) -> np.ndarray:
    """Solve one block; claims down, specifications across."""
    share = np.divide(weight, weight.sum(0), out=room(0, here))
    # An absent claim is so wide that it lies about the middle of its density, where the function is cheapest.
    y, s = fill(room(1, here), y, here, 0.0), fill(room(2, here), s, here, 1e9)
    reach = np.multiply(s, special.ndtri(q), out=room(3, here))
    reach += y
    # The quantile of the pool lies between those of the claims.
    low = reach.min(0, where=here, initial=np.inf)
    high = reach.max(0, where=here, initial=-np.inf)
    start = np.clip(column_dot(share, reach), low, high)
    scale = LAST_STEP / TOLERANCE * s.min(0)
    precise = np.divide(1.0, s, out=s)
    peak = np.multiply(share, precise, out=room(3, here))
    peak *= 1 / np.sqrt(2 * np.pi)

    def density(z: np.ndarray, peak: np.ndarray) -> np.ndarray:
        height = np.multiply(z, -0.5, out=room(5, z))
        height *= z
        np.exp(height, out=height)
        height *= peak
        return np.asarray(height)

    def gap(
        x: np.ndarray, y: np.ndarray, precise: np.ndarray, share: np.ndarray, peak: np.ndarray, level: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        z = np.subtract(x, y, out=room(4, y))
        z *= precise
        value = level - column_dot(share, special.ndtr(z, out=room(5, z)))
        height = density(z, peak)
        z *= precise
        slope, bend = -height.sum(0), column_dot(height, z)
        return value, slope - value * bend / (2 * slope)  # Halley: one sum more, but fewer rounds than Newton

    data = (y, precise, share, peak, np.full(low.shape, q))
    x, done = find_roots(gap, data, low, high, start, scale)
    flat = (density((x - y) * precise, peak).sum(0) * (high - low) < FLAT) & (high > low)
    if flat.any():
        shapes = tuple(a[..., flat] for a in data)
        # these are Newton steps, of which the error left is about the square
        x[flat], done[flat] = find_roots(_balance, shapes, low[flat], high[flat], x[flat], scale[flat] * LAST_STEP)
    if not done.all():
        raise ArithmeticError(f"The quantile of {np.count_nonzero(~done)} linear pools was not found.")
    return x


def _balance(
    x: np.ndarray, y: np.ndarray, precise: np.ndarray, share: np.ndarray, peak: np.ndarray, level: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return by how much, in logarithms, the tails above x of the claims below it exceed those below x of the others.

    What the weight of the claims below x lacks to the level is added to the one, what it has above it to the other.
    """
    z = (x - y) * precise
    lower = z > 0
    tails = np.log(share) + special.log_ndtr(-np.abs(z))
    heights = np.log(peak) - z**2 / 2
    ahead = np.where(lower, share, 0.0).sum(0) - level
    ahead[np.abs(ahead) < ROUNDING * np.minimum(level, 1.0 - level)] = 0.0
    over = _log_sum(np.where(lower, tails, -np.inf), np.log(np.maximum(-ahead, 0.0)))
    under = _log_sum(np.where(lower, -np.inf, tails), np.log(np.maximum(ahead, 0.0)))
    return over - under, -np.exp(heights - np.where(lower, over, under)).sum(0)


def _log_sum(columns: np.ndarray, more: np.ndarray) -> np.ndarray:
    """Return the logarithm of the sum down each column and of one number more, all given as logarithms."""
    return np.asarray(np.logaddexp.reduce(np.vstack([columns, more]), axis=0))
