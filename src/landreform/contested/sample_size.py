"""Reckon how much data would settle how many people were killed.

Input are the numbers that might be true and the precision wanted; output are numbers of claims, names or registers.
Arithmetic for planning, not for estimating: how many more claims, names or registers would be needed before an interval
became as narrow as one wants, if they were of the kind assumed. None of these data exist in what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from scipy import stats
from scipy.optimize import brentq

from landreform.contested.encoding import require_probability

#: Draws of a simulation, and where its random numbers start: the same numbers at every run.
DRAWS, SEED = 4000, 19551231

#: Factors from the lower to the upper end of an interval that may be asked for.
FOLDS = (1.5, 2.0, 3.0)


def claims_needed(variance: float, folds: Iterable[float] = FOLDS, level: float = 0.95) -> pd.DataFrame:
    """Compute how many independent claims would make the interval of a pooled value so narrow.

    Parameters
    ----------
    variance : float
        Variance of a claim about the common centre, natural-log scale: between claims, and its own.
    folds : iterable of float
        Upper over lower end of the interval, above 1.
    level : float
        Coverage of the interval.

    Returns
    -------
    DataFrame
        Columns ``fold`` and ``claims`` (number).

    Notes
    -----
    Interval of the mean of k values of this variance, t on k - 1 degrees of freedom; the least k whose interval spans
    no more. What it narrows around is the mean of what people claim.

    Examples
    --------
    >>> claims_needed(1.0, [2.0])["claims"].tolist()
    [35]
    """
    if not variance > 0.0:
        raise ValueError(f"A variance is above 0; {variance} is not.")

    def excess(k: float, fold: float) -> float:
        return float(2.0 * stats.t.isf((1.0 - level) / 2.0, k - 1.0) * np.sqrt(variance / k) - np.log(fold))

    rows = []
    for fold in folds:
        _validate(fold, level)
        top = 4.0  # to be doubled until it is past the root
        while excess(top, fold) > 0.0:
            top *= 2.0
        # the width falls with k without a turn, so that the first whole number past the root is the least
        least = 2.0 if excess(2.0, fold) <= 0.0 else brentq(excess, 2.0, top, args=(fold,))
        rows.append((float(fold), int(np.ceil(least - 1e-9))))
    return pd.DataFrame(rows, columns=["fold", "claims"])


def prediction_floor(tau2: float, level: float = 0.95) -> float:
    """Compute how wide a prediction interval stays, however many claims there are.

    Parameters
    ----------
    tau2 : float
        Variance between claims, natural-log scale.
    level : float
        Coverage of the interval.

    Returns
    -------
    float
        Upper over lower end: exp(2 z τ), the limit for infinitely many claims.

    Examples
    --------
    >>> round(prediction_floor(1.0))
    50
    """
    return float(np.exp(2.0 * stats.norm.isf((1.0 - level) / 2.0) * np.sqrt(tau2)))


def names_needed(persons: Iterable[float], fold: float = 2.0, level: float = 0.95) -> pd.DataFrame:
    """Compute how many names two lists need for their overlap to tell how many people there were.

    Parameters
    ----------
    persons : iterable of float
        Numbers of people that might be the truth, above 0.
    fold : float
        Upper over lower end of the interval that is wanted, above 1.
    level : float
        Coverage of the interval.

    Returns
    -------
    DataFrame
        Columns ``persons``, ``share`` (of the people that each list must hold), ``names`` (on each list) and ``both``
        (names expected on both).

    Notes
    -----
    Two lists of one size, independent of each other, from a closed population: the variance of the estimate is about
    N (1 - p)²/p² (Chapman 1951; Seber 1982, The Estimation of Animal Abundance, section 3.1), so that the interval on
    the log scale spans 2 z (1 - p)/(p √N), which is solved for p.

    Examples
    --------
    >>> names_needed([10_000], 2.0)[["names", "both"]].round().to_numpy().tolist()
    [[535.0, 29.0]]
    """
    _validate(fold, level)
    true = np.asarray(list(persons), dtype=float)
    if not (true > 0.0).all():
        raise ValueError("Numbers of people are above 0.")
    z = stats.norm.isf((1.0 - level) / 2.0)
    share = 1.0 / (1.0 + np.log(fold) * np.sqrt(true) / (2.0 * z))
    return pd.DataFrame({"persons": true, "share": share, "names": share * true, "both": share**2 * true})


def dependence_factor(share: float, odds_ratio: float) -> float:
    """Compute the factor by which two lists mislead if being on one changes the odds of being on the other.

    Parameters
    ----------
    share : float
        Share of the people that each list holds, between 0 and 1.
    odds_ratio : float
        Odds of being on the second list for those on the first, over the odds for those who are not; above 0.

    Returns
    -------
    float
        Expected estimate over the true number, for large numbers: below 1 for an odds ratio above 1.

    Notes
    -----
    The two-list estimate takes the lists as independent; from two lists alone that cannot be tested (International
    Working Group for Disease Monitoring and Forecasting 1995, American Journal of Epidemiology 142, 1047-1058).

    Examples
    --------
    >>> round(dependence_factor(0.1, 1.0), 9), round(dependence_factor(0.1, 3.0), 2)
    (1.0, 0.45)
    """
    if not (0.0 < share < 1.0 and odds_ratio > 0.0):
        raise ValueError("A share lies between 0 and 1, and an odds ratio is above 0.")
    # the cell of those on both lists, from the margins and the odds ratio: a quadratic equation, of whose two forms
    # each is taken where nothing cancels; an odds ratio of 1 is no special case
    b = 1.0 + 2.0 * share * (odds_ratio - 1.0)
    root = np.sqrt(b**2 - 4.0 * odds_ratio * (odds_ratio - 1.0) * share**2)
    both = 2.0 * odds_ratio * share**2 / (b + root) if b > 0.0 else (root - b) / (2.0 * (1.0 - odds_ratio))
    return float(share**2 / both)


def communes_needed(
    persons: Iterable[float], communes: float, dispersion: float, fold: float = 2.0, level: float = 0.95
) -> pd.DataFrame:
    """Compute from how many communes, drawn by lot, the registers would have to be read.

    Parameters
    ----------
    persons : iterable of float
        Numbers of people that might be the truth, above 0.
    communes : float
        Communes in which the campaign took place.
    dispersion : float
        Shape of the negative binomial distribution of the number in a commune, above 0: the variance is
        m + m²/shape for a mean of m. Infinite: a Poisson distribution, as even as chance allows.
    fold : float
        Upper over lower end of the interval that is wanted, above 1.
    level : float
        Coverage of the interval.

    Returns
    -------
    DataFrame
        Columns ``persons``, ``mean`` (in a commune), ``communes`` (to be drawn; not rounded) and ``share`` (of all).

    Notes
    -----
    Simple random sampling without replacement (Cochran 1977, Sampling Techniques, section 4.7): the squared coefficient
    of variation of the total is (1/m + 1/shape)(1/n - 1/M), set to (ln fold / 2z)² and solved for n. Rough where n
    comes out below about thirty.

    Examples
    --------
    >>> communes_needed([33_000], 3_300, 1.0)["communes"].round(1).tolist()
    [34.8]
    """
    _validate(fold, level)
    true = np.asarray(list(persons), dtype=float)
    if not ((true > 0.0).all() and communes > 0.0 and dispersion > 0.0):
        raise ValueError("Numbers of people, communes and the dispersion are above 0.")
    mean = true / communes
    scatter = 1.0 / mean + 1.0 / dispersion
    wanted = (np.log(fold) / (2.0 * stats.norm.isf((1.0 - level) / 2.0))) ** 2
    drawn = scatter / (wanted + scatter / communes)
    return pd.DataFrame({"persons": true, "mean": mean, "communes": drawn, "share": drawn / communes})


def dependence_factors(share: float, odds_ratios: Iterable[float] = (0.5, 1.0, 2.0, 5.0, 10.0)) -> pd.DataFrame:
    """Compute the factors by which two lists mislead, for several degrees of dependence.

    Parameters
    ----------
    share : float
        As in `dependence_factor`.
    odds_ratios : iterable of float
        As in `dependence_factor`.

    Returns
    -------
    DataFrame
        Columns ``odds_ratio`` and ``factor`` (expected estimate over the true number).

    Examples
    --------
    >>> dependence_factors(0.1, [1.0, 3.0])["factor"].round(2).tolist()
    [1.0, 0.45]
    """
    rows = [(float(ratio), dependence_factor(share, ratio)) for ratio in odds_ratios]
    return pd.DataFrame(rows, columns=["odds_ratio", "factor"])


def registers_needed(
    persons: Iterable[float],
    communes: float,
    shapes: Mapping[str, float],
    folds: Iterable[float] = FOLDS,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compute how many registers would do, whichever of several numbers is true.

    Parameters
    ----------
    persons, communes, level
        As in `communes_needed`.
    shapes : mapping of str to float
        What each spread over communes is called, and its shape.
    folds : iterable of float
        Upper over lower end of the interval that is wanted.

    Returns
    -------
    DataFrame
        Columns ``spread, fold, communes``: the number to be drawn for the least favourable of the numbers of people.

    Examples
    --------
    >>> registers_needed([1_500, 50_000], 3_300, {"uneven": 1.0}, [2.0])["communes"].round().tolist()
    [99.0]
    """
    true = list(persons)
    rows = [
        (name, float(fold), float(communes_needed(true, communes, shape, fold, level)["communes"].max()))
        for name, shape in shapes.items()
        for fold in folds
    ]
    return pd.DataFrame(rows, columns=["spread", "fold", "communes"])


def share_without(persons: float, communes: float, dispersion: float) -> float:
    """Compute the share of communes in which nobody was killed, to say what a dispersion means.

    Parameters
    ----------
    persons, communes, dispersion
        As in `communes_needed`; one number of people.

    Returns
    -------
    float
        (1 + m/shape)^(-shape), with m the mean in a commune: the probability of 0 in the negative binomial
        distribution; of a Poisson distribution, exp(-m).

    Examples
    --------
    >>> round(share_without(3_300, 3_300, 1.0), 3)
    0.5
    """
    mean = persons / communes
    return float(np.exp(-mean) if np.isinf(dispersion) else (1.0 + mean / dispersion) ** -dispersion)


def register_spans(
    persons: Iterable[float],
    communes: int,
    dispersion: float,
    drawn: int,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Simulate how far estimates from so many registers scatter about what there was.

    Parameters
    ----------
    persons, dispersion
        As in `communes_needed`.
    communes, drawn : int
        Communes of the campaign, and how many of them are drawn by lot.
    level : float
        Share of the estimates that the span holds, equal tails.
    draws, seed : int
        Campaigns that are simulated for each number of people, and the seed of the random numbers.

    Returns
    -------
    DataFrame
        Columns ``persons``; ``low, high``, the quantiles of estimate over truth; and ``fold``, the one over the other
        (infinite where the low one is 0).

    Notes
    -----
    In each draw every commune gets a number from the negative binomial distribution; the estimate is the mean of the
    communes drawn times all communes, the truth the sum over all. A check on the arithmetic of `communes_needed`, which
    takes estimates as lognormal: where a few communes hold most of the people they are skewed.

    Examples
    --------
    >>> register_spans([33_000], 3_300, 1.0, 35)["fold"].round(1).tolist()
    [2.0]
    """
    true = list(persons)
    if not (all(value > 0.0 for value in true) and 0 < drawn <= communes and 0.0 < dispersion < np.inf and draws > 0):
        raise ValueError(
            "Numbers of people, communes, draws and a finite dispersion are above 0, and no more are drawn."
        )
    require_probability(level)
    tails = ((1.0 - level) / 2.0, (1.0 + level) / 2.0)
    rows = []
    for value in true:
        rng = np.random.default_rng(seed)
        # a sum of independent negative binomials of one p is negative binomial: no commune has to be drawn singly
        success = dispersion / (dispersion + value / communes)
        inside = rng.negative_binomial(drawn * dispersion, success, draws)
        left = communes - drawn
        outside = rng.negative_binomial(left * dispersion, success, draws) if left else np.zeros(draws)
        there = inside + outside
        low, high = np.quantile((inside / drawn)[there > 0] * communes / there[there > 0], tails)
        rows.append((float(value), float(low), float(high), float(high / low) if low > 0.0 else np.inf))
    return pd.DataFrame(rows, columns=["persons", "low", "high", "fold"])


def _validate(fold: float, level: float) -> None:
    if not fold > 1.0:
        raise ValueError(f"An interval spans a factor above 1; {fold} is not.")
    require_probability(level)
