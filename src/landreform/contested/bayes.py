"""Integrate the posterior of a random-effects analysis, for several priors of the scatter between claims.

Input are encoded claims and the scales of the prior; output are posterior intervals and densities. The Bayesian form of
the random-effects analysis: a flat prior for the centre and a half-normal prior for the standard deviation between
claims, on the log scale. With few claims the prior decides much, which is why three scales are shown side by side. The
posterior is integrated by quadrature, without sampler or seed. As with every pool here, it describes the claims under
assumptions, not the toll.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import ndtr
from scipy.stats import halfnorm

from landreform.contested.encoding import require_probability
from landreform.contested.heterogeneity import estimate_tau2, fit_given_tau2, validate_effects
from landreform.contested.quadrature import panels

#: Scales of the half-normal prior: half of its mass lies below 0.67 scales, 95 % below 1.96.
SCALES = (0.5, 1.0, 2.0)

#: Columns of the table of posteriors.
POSTERIOR_COLUMNS = tuple(
    "scale k tau tau_low tau_high mu sd mu_low mu_high new_low new_high "
    "pooled pooled_low pooled_high pooled_new_low pooled_new_high".split()
)


@dataclass(frozen=True)
class Posterior:
    """Posterior of a random-effects analysis, held at the nodes of a quadrature over τ.

    Attributes
    ----------
    y, v : array, shape (k,)
        Centres and variances of the claims, log scale.
    scale : float
        Scale of the half-normal prior for τ.
    knots : array
        Ends of the panels over τ.
    tau, weight : array, shape (nodes,)
        Nodes, and their posterior probabilities, which add up to 1.
    mu, se : array, shape (nodes,)
        Mean and standard deviation of the centre, given each node's τ.
    peak, mass : float
        Highest log density among the nodes, and the integral of the density divided by that.
    """

    y: np.ndarray
    v: np.ndarray
    scale: float
    knots: np.ndarray
    tau: np.ndarray
    weight: np.ndarray
    mu: np.ndarray
    se: np.ndarray
    peak: float
    mass: float

    def mean(self) -> float:
        """Return the posterior mean of the centre."""
        return float(self.weight @ self.mu)

    def sd(self) -> float:
        """Return the posterior standard deviation of the centre."""
        return float(np.sqrt(self.weight @ (self.se**2 + (self.mu - self.mean()) ** 2)))

    def mu_quantile(self, probability: float) -> float:
        """Return a quantile of the centre."""
        return self._mixture_quantile(self.se, probability)

    def new_quantile(self, probability: float) -> float:
        """Return a quantile of the value behind one more claim of the same kind."""
        return self._mixture_quantile(np.hypot(self.se, self.tau), probability)

    def tau_density(self, tau: ArrayLike) -> np.ndarray:
        """Return the posterior density of the standard deviation between claims; 0 below 0 and beyond the last knot."""
        tau = np.asarray(tau, dtype=float)
        inside = (tau >= 0.0) & (tau <= self.knots[-1])
        height = _log_posterior(self.y, self.v, self.scale, np.where(inside, tau, 0.0)) - self.peak
        return np.where(inside, np.exp(height) / self.mass, 0.0)

    def prior_density(self, tau: ArrayLike) -> np.ndarray:
        """Return the prior density of the standard deviation between claims."""
        return np.asarray(halfnorm.pdf(tau, scale=self.scale))

    def tau_cdf(self, tau: float) -> float:
        """Return the probability that the standard deviation between claims is at most `tau`."""
        if tau <= 0.0:
            return 0.0
        nodes, widths = panels(np.append(self.knots[self.knots < tau], min(tau, self.knots[-1])))
        density = np.exp(_log_posterior(self.y, self.v, self.scale, nodes) - self.peak)
        return float((widths * density).sum() / self.mass)

    def tau_quantile(self, probability: float) -> float:
        """Return a quantile of the standard deviation between claims."""
        return float(brentq(lambda t: self.tau_cdf(t) - probability, 0.0, self.knots[-1], xtol=1e-12))

    def _mixture_quantile(self, spread: np.ndarray, probability: float) -> float:
        """Return a quantile of the mixture of normals over the nodes."""
        require_probability(probability, "probability")
        reach = 40.0 * spread.max()  # beyond it, a normal probability is below the smallest double

        def excess(t: float) -> float:
            return float(self.weight @ ndtr((t - self.mu) / spread)) - probability

        return float(brentq(excess, self.mu.min() - reach, self.mu.max() + reach, xtol=1e-12))


def posterior(y: ArrayLike, v: ArrayLike, scale: float) -> Posterior:
    """Integrate the posterior of these claims under a half-normal prior.

    Parameters
    ----------
    y, v : arrays of float, shape (k,)
        Centres and variances of the claims, log scale; k of 1 or more, variances above 0.
    scale : float
        Scale of the half-normal prior for τ, above 0.

    Returns
    -------
    Posterior
        With one claim the posterior of τ is the prior: one claim says nothing about scatter.

    Raises
    ------
    ValueError
        If there is no claim, or a variance or the scale is not above 0.

    Notes
    -----
    Röver 2020 (Journal of Statistical Software 93 (6), § 2): given τ the centre is normal, and τ has the
    density prior × restricted likelihood. The integral over τ may stop at sqrt(τ̂² + 90 scale²), with τ̂² the
    REML estimate: beyond it the posterior density is below exp(-45) times its value at τ̂, since the
    likelihood is nowhere higher than there. Half-normal priors for few studies: Friede, Röver, Wandel and
    Neuenschwander 2017 (Research Synthesis Methods 8, 79-91).

    Examples
    --------
    >>> round(posterior([8.0, 10.0], [0.25, 0.25], 1.0).mean(), 9)
    9.0
    """
    y, v = validate_effects(y, v, at_least=1)
    if not 0.0 < scale < np.inf:
        raise ValueError(f"A scale must be finite and above 0; {scale} is not.")
    likeliest = estimate_tau2(y, v, "REML") if y.size > 1 else 0.0
    top = np.sqrt(likeliest + 90.0 * scale**2)
    # 60 panels of equal ratio, the first of them well below the smallest standard deviation of a claim
    knots = np.append(0.0, np.geomspace(min(np.sqrt(v.min()) / 20.0, top / 1e3), top, 60))
    nodes, widths = (part.ravel() for part in panels(knots))
    height = _log_posterior(y, v, scale, nodes)
    peak = float(height.max())
    weight = widths * np.exp(height - peak)
    mass = float(weight.sum())
    mu, se, _ = fit_given_tau2(y, v, nodes**2)
    return Posterior(y, v, float(scale), knots, nodes, weight / mass, mu, se, peak, mass)


def posterior_table(encoded: pd.DataFrame, scales: tuple[float, ...] = SCALES, level: float = 0.95) -> pd.DataFrame:
    """Compute posterior medians and intervals for several priors.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`; used are ``centre`` and ``sd``.
    scales : tuple of float
        Scales of the half-normal prior.
    level : float
        Probability within the equal-tailed intervals.

    Returns
    -------
    DataFrame
        Columns `POSTERIOR_COLUMNS`, one row a scale: posterior medians and intervals of τ and of the centre ``mu``, its
        standard deviation ``sd``, and the interval for one more claim (``new_low, new_high``), all on the log
        scale; the ``pooled`` columns are in persons.

    Examples
    --------
    >>> encoded = pd.DataFrame({"centre": [8.0, 9.0], "sd": [0.5, 0.5]})
    >>> posterior_table(encoded)[["scale", "mu"]].round(6).to_numpy().tolist()
    [[0.5, 8.5], [1.0, 8.5], [2.0, 8.5]]
    """
    require_probability(level)
    tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    rows = []
    for scale in scales:
        p = _claims_posterior(encoded, scale)
        taus = [p.tau_quantile(t) for t in (0.5, *tails)]
        middle, *ends = [p.mu_quantile(t) for t in (0.5, *tails)]
        ends += [p.new_quantile(t) for t in tails]
        rows.append([scale, p.y.size, *taus, middle, p.sd(), *ends, *np.exp([middle, *ends])])
    return pd.DataFrame(rows, columns=list(POSTERIOR_COLUMNS))


def _claims_posterior(encoded: pd.DataFrame, scale: float) -> Posterior:
    """Return the posterior of the claims of an encoded frame."""
    return posterior(encoded["centre"].to_numpy(), encoded["sd"].to_numpy() ** 2, scale)


def _log_posterior(y: np.ndarray, v: np.ndarray, scale: float, tau: np.ndarray) -> np.ndarray:
    """Return the log posterior density of τ up to a constant."""
    return fit_given_tau2(y, v, tau**2)[2] - 0.5 * (tau / scale) ** 2
