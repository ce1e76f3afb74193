"""Pool claims by random effects for many thousand specifications at once, as arrays instead of one by one.

Input are centres and variances of the claims in every specification; output is one value a specification of every
estimate and end of an interval. One row is one specification: the same few claims, differently encoded, weighted or
left out. Every function takes arrays with specifications down and claims across and returns one value per
specification. `landreform.contested.random_effects` does one pooling with all its diagnostics and searches to full
precision; here searches stop sooner and run side by side. Both stay: a test holds each against the other and both
against metafor, which is worth more than the lines that one of them would save.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from landreform.contested.vectorised.arrays import Array, Workspace, blocks, column_dot, fill, find_roots, validate

RULES = ("fixed", "DL", "PM", "REML")

# Shares of an upper bound of tau2 at which the slope of the restricted likelihood is read first: a likelihood
# with two tops does occur, and Newton steps alone climb whichever is nearer.
GRID = np.concatenate([[0.0], np.geomspace(1e-4, 1.0, 9)])


@dataclass(frozen=True)
class Fits:
    """Results of random-effects (or fixed-effect) poolings, one per specification; natural-log scale throughout.

    Attributes
    ----------
    k : array of int, shape (S,)
        Claims that entered.
    tau2, mu, se : array, shape (S,)
        Variance between claims, pooled centre, and its standard error with that variance taken as known.
    ci_low, ci_high : array, shape (S,)
        Confidence interval of the centre from the normal distribution.
    hk_low, hk_high : array, shape (S,)
        The same after Hartung, Knapp, Sidik and Jonkman, from t with k - 1 degrees of freedom.
    hk_adhoc_low, hk_adhoc_high : array, shape (S,)
        The same with the correction factor kept from falling below 1.
    pi_low, pi_high : array, shape (S,)
        Prediction interval, from t with k - 2 degrees of freedom; NaN for fewer than three claims.
    Q, I2 : array, shape (S,)
        Cochran's statistic; percent of a typical claim's total variance that lies between claims.
    hk_se : array, shape (S,)
        Standard error after Hartung, Knapp, Sidik and Jonkman, without the max(1, q).
    converged : array of bool, shape (S,)
        Whether the search for `tau2` met its tolerance; True where none was needed.
    """

    k: Array = field(metadata={"kind": int})
    tau2: Array
    mu: Array
    se: Array
    ci_low: Array
    ci_high: Array
    hk_low: Array
    hk_high: Array
    hk_adhoc_low: Array
    hk_adhoc_high: Array
    pi_low: Array
    pi_high: Array
    Q: Array
    I2: Array
    hk_se: Array
    converged: Array = field(metadata={"kind": bool})


def fit(
    y: ArrayLike, v: ArrayLike, method: str = "REML", present: ArrayLike | None = None, level: float = 0.95
) -> Fits:
    """Carry out many poolings of a few claims under one rule.

    Parameters
    ----------
    y : array, shape (S, k)
        Centres of the claims on the natural-log scale, one row per specification.
    v : array, shape (S, k)
        Their variances on that scale, greater than 0.
    method : {"REML", "PM", "DL", "fixed"}
        Restricted maximum likelihood, Paule-Mandel, DerSimonian-Laird, or no variance between claims at all.
    present : array of bool, shape (S, k), optional
        Which claims enter each specification; `y` and `v` are not looked at elsewhere. Default: all.
    level : float
        Confidence of all intervals.

    Returns
    -------
    Fits
        Arrays of shape (S,). A specification with fewer than two claims is no pool: its results are NaN.

    Raises
    ------
    ValueError
        If shapes differ, the method or level is unknown, or a present claim has no finite centre or no finite
        variance above 0.

    Notes
    -----
    The formulas and their sources are those of `landreform.contested.random_effects.fit` and
    `landreform.contested.heterogeneity.estimate_tau2`; only the searches differ. PM takes Newton steps on 1/Q(tau2),
    which is nearly straight, up to the plain variance of the centres, where Q <= k - 1 always holds. REML
    first reads the sign of the likelihood's slope on a grid and then takes Newton steps to each top that this
    reveals, nearly always one, else the highest is kept. Both stay in a bracket, make at most
    `landreform.contested.vectorised.arrays.STEPS` steps, and say whether they converged. ``fixed`` is the
    common-effect mean, with the interval ``hk_low, hk_high`` that statsmodels calls fixed effect wls.

    Examples
    --------
    >>> fits = fit([[0.0, 2.0], [0.0, 0.2]], [[0.5, 0.5], [0.5, 0.5]], method="DL")
    >>> fits.tau2.tolist(), fits.mu.tolist()
    ([1.5, 0.0], [1.0, 0.1])
    """
    return fit_each(y, v, (method,), present, level)[method]


def fit_each(
    y: ArrayLike, v: ArrayLike, methods: Sequence[str] = RULES, present: ArrayLike | None = None, level: float = 0.95
) -> dict[str, Fits]:
    """Carry out many poolings of a few claims under several rules.

    Parameters
    ----------
    y, v, present, level
        As in `fit`.
    methods : sequence of str
        Of those that `fit` takes.

    Returns
    -------
    dict of str to Fits
        By method. The same as from `fit`, with the work that the methods have in common done once.

    Raises
    ------
    ValueError
        As `fit`.

    Examples
    --------
    >>> fits = fit_each([[0.0, 2.0]], [[0.5, 0.5]], ["DL", "fixed"])
    >>> fits["DL"].tau2.tolist(), fits["fixed"].tau2.tolist()
    ([1.5], [0.0])
    """
    y, v, present = validate(y, v, present)
    out = {
        method: {f.name: np.empty(len(y), f.metadata.get("kind", float)) for f in fields(Fits)} for method in methods
    }
    for part, method, found in fit_parts(y, v, methods, present, level):
        for name, values in found.items():
            out[method][name][part] = values
    return {method: Fits(**values) for method, values in out.items()}


def fit_parts(
    y: ArrayLike, v: ArrayLike, methods: Sequence[str] = RULES, present: ArrayLike | None = None, level: float = 0.95
) -> Iterator[tuple[slice, str, dict[str, Array]]]:
    """Carry out many poolings part by part, so that whoever needs few of the results holds no more.

    Parameters
    ----------
    y, v, methods, present, level
        As in `fit_each`.

    Yields
    ------
    slice, str, dict of str to array
        Which of the specifications, by which method, and the attributes of `Fits` for them.

    Raises
    ------
    ValueError
        As `fit`.

    Examples
    --------
    >>> [(part.start, method, found["tau2"].tolist()) for part, method, found in fit_parts([[0, 2]], [[1, 1]], ["DL"])]
    [(0, 'DL', [1.0])]
    """
    if unknown := set(methods) - set(RULES):
        raise ValueError(f"Unknown method {sorted(unknown)[0]!r}; expected one of {', '.join(RULES)}.")
    y, v, present = validate(y, v, present)
    if not 0 < level < 1:
        raise ValueError(f"The level must lie between 0 and 1, not be {level}.")
    quantiles, room = _t_table(y.shape[1], level), Workspace(5, *y.shape)
    for part in blocks(*y.shape):
        with np.errstate(divide="ignore", invalid="ignore"):
            for method, found in _fit_block(y[part].T, v[part].T, present[part].T, methods, quantiles, room):
                yield part, method, found


def _t_table(claims: int, level: float) -> Array:
    """Return the quantiles of t for 0, 1, 2, ... degrees of freedom (NaN for 0), and last the normal one."""
    upper = 0.5 + level / 2
    return np.concatenate([[np.nan], special.stdtrit(np.arange(1, max(claims, 1)), upper), [special.ndtri(upper)]])


def _fit_block(
    y: Array, v: Array, here: Array, methods: Sequence[str], quantiles: Array, room: Workspace
) -> Iterator[tuple[str, dict[str, Array]]]:
    """Pool one block by each method; claims down, specifications across, absent claims at infinite variance."""
    here = np.ascontiguousarray(here)
    k = here.sum(0)
    enough = k > 1
    # The plain mean is taken off first, so that no digits are lost in the sums of squares.
    y, v = fill(room(0, here), y, here, 0.0), fill(room(1, here), v, here, np.inf)
    middle = y.sum(0) / k
    np.subtract(y, middle, out=y, where=here)
    df = np.where(enough, k - 1.0, np.nan)
    w = _weights(v, 0.0, room)
    squares = column_dot(w, w)
    plain = _, total, cochran = _weighted(y, w, room)
    spare = total - squares / total
    typical = df / spare  # a typical claim's own variance
    z, t, t_ahead = quantiles[-1], quantiles[np.fmax(k - 1, 0)], quantiles[np.fmax(k - 2, 0)]

    for method in methods:
        tau2, converged = np.zeros(k.shape), np.ones(k.shape, bool)
        if method == "DL":
            tau2 = np.fmax((cochran - df) / spare, 0.0)
        elif method == "PM":
            tau2, converged = _paule_mandel(y, v, df, room)
        elif method == "REML":
            tau2, converged = _reml(y, v, df, room)
        mu, total, q = plain if method == "fixed" else _weighted(y, _weights(v, tau2, room), room)
        se = np.sqrt(1 / total)
        hk_se = se * np.sqrt(q / df)
        mu = mu + middle
        found = {"tau2": tau2, "mu": mu, "se": se, "hk_se": hk_se, "Q": cochran}
        found["I2"] = 100 * tau2 / (tau2 + typical)
        widths = {"ci": z * se, "hk": t * hk_se, "hk_adhoc": t * np.fmax(hk_se, se)}
        widths["pi"] = t_ahead * np.sqrt(tau2 + se**2)
        for name, width in widths.items():
            found |= {f"{name}_low": mu - width, f"{name}_high": mu + width}
        if not enough.all():
            found = {name: np.where(enough, values, np.nan) for name, values in found.items()}
        yield method, found | {"k": k, "converged": converged | ~enough}


def _weights(v: Array, tau2: Array | float, room: Workspace) -> Array:
    """Return the weights 1/(v + tau2)."""
    w = np.add(v, tau2, out=room(2, v))
    return np.asarray(np.divide(1.0, w, out=w))


def _weighted(y: Array, w: Array, room: Workspace) -> tuple[Array, Array, Array]:
    """Return the weighted mean, sum of the weights, and sum of squares about the mean; `w` is left times residual."""
    total = w.sum(0)
    mu = column_dot(w, y) / total
    residual = np.subtract(y, mu, out=room(3, y))
    w *= residual
    return mu, total, column_dot(w, residual)


def _paule_mandel(y: Array, v: Array, df: Array, room: Workspace) -> tuple[Array, Array]:
    """Find tau2 with Q(tau2) = k - 1, or 0 where Q is below that already."""

    def excess(t: Array | float, y: Array, v: Array, df: Array) -> tuple[Array, Array]:
        w = _weights(v, t, room)
        q = _weighted(y, w, room)[2]
        # The slope of Q, times (k - 1)/Q: the Newton step of 1/Q, for those of Q itself only double tau2.
        return q - df, -column_dot(w, w) * df / q

    at_zero, slope = excess(0.0, y, v, df)
    upper = np.where(at_zero > 0, column_dot(y, y) / df, 0.0)
    start = np.where(at_zero > 0, np.clip(-at_zero / slope, 0.0, upper), 0.0)
    return find_roots(excess, (y, v, df), np.zeros(df.shape), upper, start, v.min(0))


def _reml(y: Array, v: Array, df: Array, room: Workspace) -> tuple[Array, Array]:
    """Find tau2 at the highest point of the restricted likelihood."""

    def parts_of_slope(t: Array) -> tuple[Array, Array]:
        w = _weights(v, t, room)
        total = w.sum(0)
        residual = np.subtract(y, column_dot(w, y) / total, out=room(3, y))
        w *= w
        s2 = w.sum(0)
        w *= residual
        return column_dot(w, residual), total - s2 / total

    def slope_and_bend(t: Array, y: Array, v: Array) -> tuple[Array, Array]:
        w = _weights(v, t, room)
        total = w.sum(0)
        residual = np.subtract(y, column_dot(w, y) / total, out=room(3, y))
        pulled = np.multiply(w, w, out=room(4, w))
        s2, s3 = pulled.sum(0), column_dot(pulled, w)
        pulled *= residual
        up, down = column_dot(pulled, residual), total - s2 / total
        w *= residual
        up_bend = 2 * (pulled.sum(0) ** 2 / total - column_dot(pulled, w))
        down_bend = 2 * s3 / total - s2 - (s2 / total) ** 2
        # The Newton step of down/up, which is nearly straight, not of the slope, which falls as 1/tau2
        # squared.
        return up - down, up_bend * down / up - down_bend

    # A bound on every place where the slope is 0, see `landreform.contested.heterogeneity.estimate_tau2`; two claims of
    # one variance lie right on it, whence the hair.
    smallest = v.min(0)
    upper = np.fmax(np.ptp(y, axis=0) ** 2 / 2 - smallest, 0.0) * (1 + 1e-9)
    up, down = np.empty((2, len(GRID), len(upper)))
    for place, share in enumerate(GRID):
        up[place], down[place] = parts_of_slope(share * upper)
    rising = up > down
    ratio = np.divide(down, up, out=up)
    tops = rising[:-1] & ~rising[1:]

    def climb(cell: Array, columns: Array) -> tuple[Array, Array]:
        low, high = GRID[cell] * upper[columns], GRID[cell + 1] * upper[columns]
        a, b = ratio[cell, columns], ratio[cell + 1, columns]
        start = low + (high - low) * (1 - a) / (b - a)
        return find_roots(slope_and_bend, (y[:, columns], v[:, columns]), low, high, start, smallest[columns])

    tau2, converged = np.zeros(df.shape), np.ones(df.shape, bool)
    hills = tops.sum(0)
    columns = np.flatnonzero(hills)
    tau2[columns], converged[columns] = climb(tops.argmax(0)[columns], columns)
    rival = hills + ~rising[0] > 1
    if rival.any():
        tau2[rival] = 0.0
        height = np.where(rising[0], -np.inf, _likelihood(y, v, 0.0, room))
        for cell in np.flatnonzero(tops[:, rival].any(1)):
            columns = np.flatnonzero(rival & tops[cell])
            t, done = climb(np.full(columns.shape, cell), columns)
            level = _likelihood(y[:, columns], v[:, columns], t, room)
            higher = level > height[columns]
            tau2[columns] = np.where(higher, t, tau2[columns])
            height[columns] = np.fmax(level, height[columns])
            converged[columns] &= done
    return tau2, converged


def _likelihood(y: Array, v: Array, tau2: Array | float, room: Workspace) -> Array:
    """Return the restricted log-likelihood, up to a constant."""
    spread = v + tau2
    _, total, q = _weighted(y, _weights(v, tau2, room), room)
    logs = np.log(np.where(np.isfinite(spread), spread, 1.0)).sum(0)
    return np.asarray(-0.5 * (logs + np.log(total) + q))
