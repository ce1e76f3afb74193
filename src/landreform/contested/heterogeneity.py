"""Estimate how much claims scatter beyond their own ranges.

Input are centres and variances of the claims on the natural logarithm of persons; output is the variance between
claims, τ², by three estimators, the interval for it, and what would follow if it were known. The estimators are written
here because statsmodels' ``combine_effects`` leaves DerSimonian and Laird's τ² negative, sets Paule and Mandel's to 0
where rounding carries a step past the root, and has no REML. The tests hold these against it where it is right, and
against metafor everywhere. `landreform.contested.vectorised.random_effects` estimates the same for many thousand pools
at once by other searches; both are kept, since each is the other's only independent check at full precision.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from scipy.optimize import brentq

#: DerSimonian-Laird, restricted maximum likelihood, Paule-Mandel.
METHODS = ("DL", "REML", "PM")


def fit_given_tau2(y: ArrayLike, v: ArrayLike, tau2: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute the weighted mean and the restricted likelihood for a known variance between claims.

    Parameters
    ----------
    y, v : arrays of float, shape (k,)
        Centres and variances of the claims, log scale.
    tau2 : array of float, any shape
        Variances between claims.

    Returns
    -------
    mu, se, log_likelihood : arrays, shape of `tau2`
        The weighted mean, its standard error, and the restricted log likelihood of τ² up to a constant.

    Notes
    -----
    Weights 1/(v + τ²); restricted likelihood as in Viechtbauer 2005 (Journal of Educational and Behavioral
    Statistics 30, 261-293), without the terms that hold no τ².

    Examples
    --------
    >>> mu, se, _ = fit_given_tau2(np.array([8.0, 9.0]), np.array([0.5, 0.5]), np.array(0.5))
    >>> round(float(mu), 3), round(float(se), 3)
    (8.5, 0.707)
    """
    y, v = np.asarray(y, dtype=float), np.asarray(v, dtype=float)
    total = v + np.asarray(tau2, dtype=float)[..., None]
    w = 1.0 / total
    weight = w.sum(axis=-1)
    mu = (w * y).sum(axis=-1) / weight
    spread = (w * (y - mu[..., None]) ** 2).sum(axis=-1)
    likelihood = -0.5 * (np.log(total).sum(axis=-1) + np.log(weight) + spread)
    return mu, np.sqrt(1.0 / weight), likelihood


def generalised_q(y: ArrayLike, v: ArrayLike, tau2: ArrayLike) -> np.ndarray:
    """Compute the generalised Q statistic: the weighted scatter with the variance between claims added.

    Parameters
    ----------
    y, v, tau2
        As in `fit_given_tau2`.

    Returns
    -------
    array, shape of `tau2`
        Σ (y - μ)²/(v + τ²), which falls as τ² grows; at τ² = 0 it is Cochran's Q.

    Notes
    -----
    DerSimonian and Kacker 2007 (Contemporary Clinical Trials 28, 105-114); Viechtbauer 2007 (Statistics in
    Medicine 26, 37-52).

    Examples
    --------
    >>> round(float(generalised_q(np.array([8.0, 9.0]), np.array([0.25, 0.25]), np.array(0.0))), 12)
    2.0
    """
    y, v = np.asarray(y, dtype=float), np.asarray(v, dtype=float)
    mu, _, _ = fit_given_tau2(y, v, tau2)
    return np.asarray(((y - mu[..., None]) ** 2 / (v + np.asarray(tau2, dtype=float)[..., None])).sum(axis=-1))


def estimate_tau2(y: ArrayLike, v: ArrayLike, method: str = "REML") -> float:
    """Estimate the variance between claims.

    Parameters
    ----------
    y, v : arrays of float, shape (k,)
        Centres and variances of the claims, log scale; k of 2 or more, variances above 0.
    method : str
        One of `METHODS`.

    Returns
    -------
    float
        τ², never negative.

    Raises
    ------
    ValueError
        If there are fewer than two claims, a variance is not above 0, or the method is unknown.

    Notes
    -----
    DL: DerSimonian and Laird 1986 (Controlled Clinical Trials 7, 177-188). PM: Paule and Mandel 1982 (Journal
    of Research of the National Bureau of Standards 87, 377-385), the root of Q(τ²) = k - 1. REML: of all
    places where the restricted likelihood stops to rise, and of 0, the one where it is highest, so that a
    second peak is not missed. Every root lies in a closed bracket: with R the range of `y` and W = Σw,
    Σ w(y - μ)² = Σ w_i w_j (y_i - y_j)²/W over the pairs, which is at most (R²/2)(W - Σw²/W), whence no root
    of the REML or PM equation exceeds R²/2 - min v, and the bounds of the Q-profile follow likewise.

    Examples
    --------
    >>> [round(estimate_tau2([8.0, 10.0], [0.5, 0.7], m), 6) for m in METHODS]
    [1.4, 1.4, 1.4]
    """
    y, v = validate_effects(y, v)
    if method == "DL":
        w = 1.0 / v
        excess = float(generalised_q(y, v, 0.0)) - (y.size - 1)
        return max(0.0, excess / float(w.sum() - (w**2).sum() / w.sum()))
    if method == "PM":
        return _solve_q(y, v, y.size - 1.0)
    if method == "REML":
        return _reml(y, v)
    raise ValueError(f"A method is one of {', '.join(METHODS)}; {method!r} is not.")


def q_profile(y: ArrayLike, v: ArrayLike, level: float = 0.95) -> tuple[float, float]:
    """Compute the Q-profile interval for the variance between claims.

    Parameters
    ----------
    y, v : arrays of float, shape (k,)
        As in `estimate_tau2`.
    level : float
        Coverage of the interval.

    Returns
    -------
    low, high : float
        Both 0 where the claims agree better than their ranges allow, so that no τ² is compatible.

    Notes
    -----
    Viechtbauer 2007 (Statistics in Medicine 26, 37-52): Q(τ²) is χ² on k - 1, which is inverted. The
    interval holds the Paule-Mandel estimate, and need not hold the others.

    Examples
    --------
    >>> low, high = q_profile([8.0, 10.0], [0.5, 0.7])
    >>> low, round(high, 1)
    (0.0, 2035.9)
    """
    y, v = validate_effects(y, v)
    tail = (1.0 - level) / 2.0
    ends = stats.chi2.isf([tail, 1.0 - tail], y.size - 1)
    return _solve_q(y, v, float(ends[0])), _solve_q(y, v, float(ends[1]))


def validate_effects(y: ArrayLike, v: ArrayLike, at_least: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Check that centres and variances can be pooled, and return them as arrays.

    Parameters
    ----------
    y, v : arrays of float, shape (k,)
        Centres and variances of the claims, log scale.
    at_least : int
        Claims that are needed, 1 or 2.

    Returns
    -------
    y, v : arrays of float
        The same, as arrays.

    Raises
    ------
    ValueError
        If the shapes differ, there are fewer claims than needed, or a variance is not finite and above 0.

    Examples
    --------
    >>> validate_effects([8.0], [0.5])
    Traceback (most recent call last):
    ...
    ValueError: A pool needs two claims at least; 1 given.
    """
    y, v = np.asarray(y, dtype=float), np.asarray(v, dtype=float)
    if y.ndim != 1 or y.shape != v.shape:
        raise ValueError("Centres and variances are two rows of numbers of the same length.")
    if y.size < at_least:
        words = "one claim" if at_least == 1 else "two claims"
        raise ValueError(f"A pool needs {words} at least; {y.size} given.")
    if not (np.isfinite(y).all() and np.isfinite(v).all() and (v > 0).all()):
        raise ValueError("Centres must be finite and variances finite and above 0.")
    return y, v


def _solve_q(y: np.ndarray, v: np.ndarray, value: float) -> float:
    """Return the τ² at which the generalised Q equals a value, or 0 if Q is below it from the start."""

    def excess(tau2: float) -> float:
        return float(generalised_q(y, v, tau2)) - value

    if excess(0.0) <= 0.0:
        return 0.0
    # see estimate_tau2 for the bound; a hair is added, for in the symmetric case the root lies right on it
    top = (np.ptp(y) ** 2 * (y.size - 1) / (2.0 * value) - v.min()) * (1.0 + 1e-9) + v.min() * 1e-9
    return float(brentq(excess, 0.0, top, xtol=top * 1e-16, rtol=1e-14, maxiter=500))


def _reml(y: np.ndarray, v: np.ndarray) -> float:
    """Return the τ² at which the restricted likelihood is highest, of 0 and every place where its slope turns down."""
    top = np.ptp(y) ** 2 / 2.0 - v.min()
    if top <= 0.0:
        return 0.0

    def slope(tau2: ArrayLike) -> np.ndarray:
        tau2 = np.asarray(tau2, dtype=float)
        mu, _, _ = fit_given_tau2(y, v, tau2)
        w = 1.0 / (v + tau2[..., None])
        total, squares = w.sum(axis=-1), (w**2).sum(axis=-1)
        return np.asarray(0.5 * ((w**2 * (y - mu[..., None]) ** 2).sum(axis=-1) - total + squares / total))

    top = top * (1.0 + 1e-9) + v.min() * 1e-9  # a hair, as in _solve_q
    # 400 points of equal ratio, so that a second peak is seen where there is one
    grid = np.concatenate([[0.0], np.geomspace(min(v.min() * 1e-4, top / 2.0), top, 400)])
    slopes = slope(grid)
    peaks = [
        float(brentq(slope, grid[i], grid[i + 1], xtol=top * 1e-16, rtol=1e-14, maxiter=500))
        for i in np.flatnonzero((slopes[:-1] > 0.0) & (slopes[1:] <= 0.0))
    ]
    candidates = np.array([0.0, *peaks])
    return float(candidates[np.argmax(fit_given_tau2(y, v, candidates)[2])])
