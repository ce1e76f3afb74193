"""Compute how much deadlier the last stage would have to have been for a claim to hold, and the reverse.

Executions are reported for the stages up to December 1955 only. Each claim about the whole campaign therefore
implies a number of executions in the stage after it; set against the size of that stage and the rate of the
earlier ones, this becomes a multiplier, which a reader can judge. The extrapolation turns the question
round: given a multiplier, what total follows, and with how much noise of counting?

The stated reference is the rate of both earlier stages taken as one; the rates of each stand beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import stats

from landreform.contested.claims import ends, form, from_ledger
from landreform.contested.frontier import frontiers
from landreform.contested.outcomes import tolls
from landreform.contested.stages import AT_LEAST, AT_MOST, EXACTLY, readings
from landreform.ledger.tables import Ledger
from landreform.tolls.reported_stages import (
    LAST,
    POOLED,
    REFERENCES,
    REPORTED,
    compare_stages,
    rates_by_base,
    reference_rates,
    reported,
)

#: What a claim may count that says something of the executions in the whole campaign.
SPEAKING = ("executed", "wrongly_executed", "executed_or_suicide", "died")

#: How a share that the reports hold is meant, by how the number is: the more executions, the less the reports hold.
SHARE_READINGS = {EXACTLY: EXACTLY, AT_LEAST: AT_MOST, AT_MOST: AT_LEAST}


def printed_tolls(ledger: Ledger) -> pd.DataFrame:
    """Select the claims about deaths that print a number; a word such as "thousands" is none.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates`` and ``lineage``.

    Returns
    -------
    DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`, in the order of the ledger.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> claims = printed_tolls({name: load(name) for name in ("estimates", "lineage")})
    >>> bool(claims["point"].eq(9999).any() or claims["high"].eq(9999).any())
    False
    """
    claims = tolls(from_ledger(ledger["estimates"], ledger["lineage"]))
    bound = claims["estimate"].map(ledger["estimates"].set_index("estimate")["bound"])
    return claims[bound != "order_of_magnitude"].reset_index(drop=True)


def required_multiplier(
    claims: pd.DataFrame, counts: pd.DataFrame, exposures: pd.DataFrame, undercount: float = 1.0
) -> pd.DataFrame:
    """Compute how much deadlier than earlier stages each claim requires the last stage to have been, for its size.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.claims.COLUMNS`.
    counts, exposures : DataFrame
        As in `landreform.tolls.reported_stages.rates`.
    undercount : float
        True executions in the reported stages over reported ones, at least 1. The value 1 assumes that the
        reports are complete.

    Returns
    -------
    DataFrame
        Columns ``estimate, outcome, lineage, form, end, value, base, unit, reference, last_wave, multiplier, reading,
        below_reports``. One row for each number that a claim gives (``end``: low, point, high), each base and each of
        `landreform.tolls.reported_stages.REFERENCES`. ``last_wave`` is the executions left for the last stage;
        ``multiplier`` its rate over the reference rate; both are 0, and ``below_reports`` is true, where the claim
        falls short of what the earlier stages took already. ``reading`` is that of
        `landreform.contested.stages.readings` for executions: a claim about wrongful ones gives a least value, one
        that counts suicides or other deaths too a greatest. Numbers that say nothing of executions, such as that at
        least so many died, and claims that end in December 1955 are left out.

    Raises
    ------
    NotATollError, ValueError
        As `landreform.contested.consistency.gap` and `landreform.tolls.reported_stages.rates`.

    Notes
    -----
    multiplier = (value - u·D) / (e·u·r), with D the reported executions, u the undercount, e the exposure of
    the last stage and r the reported rate of the reference. Of the pooled reference r is all reported executions
    over all exposure of the reported stages.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": np.nan, "point": [220.0], "high": np.nan,
    ...                        "outcome": "executed", "lineage": ["a"]})
    >>> from landreform.tolls.reported_stages import LAST, REPORTED
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": [*REPORTED, LAST],
    ...                           "exposure": [50, 25, 50], "unit": "communes"})
    >>> required_multiplier(claims, counts, exposures)["multiplier"].tolist()
    [1.25, 1.0, 2.5]
    """
    ends(claims, "the required multiplier")
    if not (math.isfinite(undercount) and undercount >= 1.0):
        raise ValueError(f"The undercount is a finite factor of at least 1, not {undercount}.")
    floor = undercount * sum(reported(counts).values())
    reference = _references(counts, exposures)
    names = ["estimate", "outcome", "lineage", "form"]
    spoken = claims.assign(form=form(claims))[claims["outcome"].isin(SPEAKING)].set_index(names)
    numbers = spoken[["low", "point", "high"]].astype(float).rename_axis(columns="end").stack().dropna()
    numbers = numbers.rename("value").reset_index()
    numbers["reading"] = readings(numbers, "executed")
    table = numbers.dropna(subset=["reading"]).merge(reference, how="cross")
    table["below_reports"] = table["value"] < floor
    table["last_wave"] = (table["value"] - floor).clip(lower=0.0)
    table["multiplier"] = table["last_wave"] / (table["exposure"] * undercount * table["rate"])
    columns = [*names, "end", "value", "base", "unit", "reference", "last_wave", "multiplier", "reading"]
    return table[[*columns, "below_reports"]]


def by_number(multipliers: pd.DataFrame) -> pd.DataFrame:
    """Reduce the multipliers to those of each different number.

    Parameters
    ----------
    multipliers : DataFrame
        From `required_multiplier`. Many claims give the same number, and only the number decides.

    Returns
    -------
    DataFrame
        Columns ``value, reading, estimates, base, unit, reference, last_wave, multiplier, below_reports``; one row for
        each number with each reading, base and reference, the smallest number first. ``estimates`` names the claims
        that give it, each once, in their order, joined by a space.

    Examples
    --------
    >>> row = {"estimate": "a", "value": 220.0, "reading": "exactly", "base": "communes", "unit": "communes",
    ...        "reference": "pooled", "last_wave": 100.0, "multiplier": 1.0, "below_reports": False}
    >>> by_number(pd.DataFrame([row, row | {"estimate": "b"}]))["estimates"].tolist()
    ['a b']
    """
    keys = ["value", "reading", "base", "unit", "reference", "last_wave", "multiplier", "below_reports"]
    names = multipliers.groupby(keys, sort=False)["estimate"].agg(lambda names: " ".join(dict.fromkeys(names)))
    table = names.rename("estimates").reset_index().sort_values(["value", "reading"], kind="stable", ignore_index=True)
    return table[["value", "reading", "estimates", *keys[2:]]]


def span_of_bases(multipliers: pd.DataFrame, reference: str = POOLED) -> pd.DataFrame:
    """Compute the least and the greatest multiplier of each number over the exposure bases.

    Parameters
    ----------
    multipliers : DataFrame
        From `required_multiplier` or `by_number`.
    reference : str
        One of `landreform.tolls.reported_stages.REFERENCES`.

    Returns
    -------
    DataFrame
        Columns ``value, reading, lowest, highest``, one row for each number and reading that does not fall short of
        the reports, the smallest number first. Where ``reading`` is "at most" the number asks for nothing; it only
        says how deadly the last stage was at most.

    Examples
    --------
    >>> row = {"value": 220.0, "reading": "exactly", "base": "communes", "reference": "pooled",
    ...        "multiplier": 1.0, "below_reports": False}
    >>> span_of_bases(pd.DataFrame([row, row | {"base": "people", "multiplier": 2.0}])).to_numpy().tolist()
    [[220.0, 'exactly', 1.0, 2.0]]
    """
    rows = multipliers[(multipliers["reference"] == reference) & ~multipliers["below_reports"]]
    found = rows.groupby(["value", "reading"])["multiplier"].agg(lowest="min", highest="max")
    return found.reset_index()


def completeness_by_base(
    claims: pd.DataFrame, counts: pd.DataFrame, exposures: pd.DataFrame, intensity: float = 1.0
) -> pd.DataFrame:
    """Compute how complete the reports must be for each claim if the last stage had a stated intensity.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.claims.COLUMNS`.
    counts, exposures : DataFrame
        As in `landreform.tolls.reported_stages.rates`.
    intensity : float
        The rate of the last stage over that of both earlier stages taken as one.

    Returns
    -------
    DataFrame
        Columns ``estimate, end, total, reading`` (of the shares: exactly, at least, at most), ``first`` (the share of
        the executions of the reported stages that the reports hold if the total is true, on the first base), ``lowest,
        highest`` (over all bases); one row for each end of each claim about the whole campaign that says something of
        executions, by total. A share above 1: the total is exceeded even if the reports hold every execution.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": np.nan, "point": [400.0], "high": np.nan,
    ...                        "outcome": "executed", "lineage": ["a"]})
    >>> from landreform.tolls.reported_stages import LAST, REPORTED
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": [*REPORTED, LAST],
    ...                           "exposure": [50, 30, 40], "unit": "communes"})
    >>> completeness_by_base(claims, counts, exposures)["first"].round(2).tolist()
    [0.45]
    """
    ends(claims, "the completeness needed")
    spoken = claims[claims["outcome"].isin(SPEAKING)].reset_index(drop=True)
    done = sum(reported(counts).values())
    rests = compare_stages(counts, exposures)["rest"]
    shares = [frontiers(spoken, done, float(rest), [intensity])["completeness"] for rest in rests]
    table = frontiers(spoken, done, float(rests.iloc[0]), [intensity])
    every = np.column_stack(shares)
    table = table.assign(first=every[:, 0], lowest=every.min(axis=1), highest=every.max(axis=1))
    table = with_readings(table, spoken).assign(reading=lambda rows: rows["reading"].map(SHARE_READINGS))
    columns = ["estimate", "end", "total", "reading", "first", "lowest", "highest"]
    return table.sort_values(["total", "estimate", "end"], ignore_index=True)[columns]


def with_readings(numbers: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Say of numbers of claims how each is meant for executions, and leave out those that say nothing of them.

    Parameters
    ----------
    numbers : DataFrame
        Columns ``estimate, end`` and any others, as `landreform.contested.frontier.frontiers` has them.
    claims : DataFrame
        The claims; columns `landreform.contested.claims.COLUMNS`.

    Returns
    -------
    DataFrame
        `numbers` with the columns ``outcome, form, reading`` (see `landreform.contested.stages.readings`).

    Raises
    ------
    NotATollError, ValueError
        As `landreform.contested.consistency.gap`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [5.0, 5.0], "point": np.nan, "high": np.nan,
    ...                        "outcome": ["died", "executed"], "lineage": ["a", "b"]})
    >>> with_readings(pd.DataFrame({"estimate": ["a", "b"], "end": "low"}), claims)["reading"].tolist()
    ['at least']
    """
    ends(claims, "what a number says of executions")
    # A range whose ends are one is a number, of which a frontier has one end only.
    told = claims.assign(form=form(claims).mask(claims["low"] == claims["high"], "point"))
    told = told.set_index("estimate")[["outcome", "form"]]
    table = numbers.join(told, on="estimate")
    return table.assign(reading=readings(table, "executed")).dropna(subset=["reading"]).reset_index(drop=True)


def extrapolate(
    counts: pd.DataFrame,
    exposures: pd.DataFrame,
    multipliers: Iterable[float],
    reference: str = POOLED,
    coverage: float = 0.9,
    prior: tuple[float, float] = (0.5, 0.0),
    discount: float = 1.0,
) -> pd.DataFrame:
    """Compute the executions that follow from how much deadlier the last stage was.

    Parameters
    ----------
    counts, exposures : DataFrame
        As in `landreform.tolls.reported_stages.rates`.
    multipliers : iterable of float
        Rates of the last stage over that of the reference stage, each above 0.
    reference : str
        The stage whose rate is carried over, one of `landreform.tolls.reported_stages.REFERENCES`.
    coverage : float
        Probability of the interval, between 0 and 1, equal tails.
    prior : tuple of float
        Shape and rate of the gamma prior of the reference rate; Jeffreys' prior (1/2, 0) unless given.
    discount : float
        Power, above 0 up to 1, to which the likelihood of the reference count is raised. Executions come in
        clusters, so that a count of n carries less than n independent pieces of information.

    Returns
    -------
    DataFrame
        Columns ``base, unit, reference, multiplier, mean, low, median, high`` (executions in the last stage)
        and ``total_low, total_median, total_high`` (with the reported ones added); one row for each base and
        multiplier.

    Raises
    ------
    ValueError
        If an argument lies outside its range; else as `landreform.tolls.reported_stages.rates`.

    Notes
    -----
    With y executions in exposure e and rate λ, y ~ Poisson(λe) and λ ~ Gamma(a, b) give the posterior
    Gamma(a + wy, b + we), w the discount (power prior: Ibrahim & Chen 2000, doi:10.1214/ss/1009212673).
    In the last stage, of exposure f and with multiplier m, executions are then negative binomial with
    n = a + wy and p = (b + we) / (b + we + mf) (the conjugate gamma-Poisson model): no
    simulation is needed. The interval holds the noise of counting only, conditional on the multiplier and on
    complete reports; the doubt about the multiplier is not in it.

    Examples
    --------
    >>> from landreform.tolls.reported_stages import LAST, REPORTED
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": [*REPORTED, LAST],
    ...                           "exposure": [100, 20, 40], "unit": "communes"})
    >>> extrapolate(counts, exposures, [1.0, 2.0])["mean"].round(1).tolist()
    [40.2, 80.3]
    """
    values = [float(value) for value in multipliers]
    if not all(math.isfinite(value) and value > 0 for value in values):
        raise ValueError(f"A multiplier is a finite number above 0; given: {values}.")
    if not 0 < coverage < 1:
        raise ValueError(f"A coverage lies between 0 and 1; {coverage} does not.")
    tails = [(1 - coverage) / 2, 0.5, (1 + coverage) / 2]
    done = sum(reported(counts).values())
    rows = []
    for base, unit, size, shape, rate in _posteriors(counts, exposures, reference, prior, discount):
        for value in values:
            stage = stats.nbinom(shape, rate / (rate + value * size))
            low, median, high = (float(stage.ppf(q)) for q in tails)
            shared = (base, unit, reference, value, value * size * shape / rate)
            rows.append((*shared, low, median, high, done + low, done + median, done + high))
    columns = ["base", "unit", "reference", "multiplier", "mean", "low", "median", "high"]
    return pd.DataFrame(rows, columns=[*columns, "total_low", "total_median", "total_high"])


def extrapolate_over(
    counts: pd.DataFrame,
    exposures: pd.DataFrame,
    multipliers: pd.DataFrame,
    probabilities: Iterable[float] = (0.05, 0.5, 0.95),
    reference: str = POOLED,
    prior: tuple[float, float] = (0.5, 0.0),
    discount: float = 1.0,
) -> pd.DataFrame:
    """Compute the total that follows from a stated opinion on the multiplier.

    Parameters
    ----------
    counts, exposures, reference, prior, discount
        As in `extrapolate`.
    multipliers : DataFrame
        The opinion as a discrete distribution; columns ``multiplier`` (above 0) and ``weight`` (not below 0,
        brought to the sum 1). See `lognormal_opinion`.
    probabilities : iterable of float
        Which quantiles to give, each between 0 and 1.

    Returns
    -------
    DataFrame
        Columns ``base, unit, reference, probability, last_wave, total``: quantiles of the executions in the
        last stage and in the whole campaign.

    Raises
    ------
    ValueError
        If an argument lies outside its range; else as `landreform.tolls.reported_stages.rates`.

    Notes
    -----
    The mixture of the negative binomials of `extrapolate`; a quantile is the least integer whose mixed
    distribution function reaches the probability, found by bisection.

    Examples
    --------
    >>> from landreform.tolls.reported_stages import LAST, REPORTED
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": [*REPORTED, LAST],
    ...                           "exposure": [100, 20, 40], "unit": "communes"})
    >>> opinion = pd.DataFrame({"multiplier": [1.0], "weight": [1.0]})
    >>> extrapolate_over(counts, exposures, opinion, [0.5])["total"].tolist()
    [160.0]
    """
    value = multipliers["multiplier"].to_numpy(dtype=float)
    weight = multipliers["weight"].to_numpy(dtype=float)
    if not len(value) or not (value > 0).all() or not (weight >= 0).all() or not weight.sum() > 0:
        raise ValueError("An opinion needs multipliers above 0 and weights not below 0, one of them above 0.")
    asked = [float(q) for q in probabilities]
    if not all(0 < q < 1 for q in asked):
        raise ValueError(f"A probability lies between 0 and 1; given: {asked}.")
    weight = weight / weight.sum()
    done = sum(reported(counts).values())
    rows = []
    for base, unit, size, shape, rate in _posteriors(counts, exposures, reference, prior, discount):
        waves = stats.nbinom(shape, rate / (rate + value * size))
        for q in asked:
            each = waves.ppf(q)[weight > 0]
            low, high = int(each.min()) - 1, int(each.max())  # mixed cdf < q at low, ≥ q at high
            while high - low > 1:
                middle = (low + high) // 2
                if float(weight @ waves.cdf(middle)) >= q:
                    high = middle
                else:
                    low = middle
            rows.append((base, unit, reference, q, float(high), done + high))
    return pd.DataFrame(rows, columns=["base", "unit", "reference", "probability", "last_wave", "total"])


def lognormal_opinion(low: float, high: float, coverage: float = 0.9, points: int = 200) -> pd.DataFrame:
    """Discretise the opinion that the multiplier lies from low to high with a given probability.

    Parameters
    ----------
    low, high : float
        Ends of the interval, 0 < low < high.
    coverage : float
        Probability of the interval, between 0 and 1, equal tails.
    points : int
        Number of points, at least 1.

    Returns
    -------
    DataFrame
        Columns ``multiplier, weight``: the lognormal distribution with these quantiles, as `points` points of
        equal weight, the medians of its slices of equal probability.

    Examples
    --------
    >>> lognormal_opinion(1.0, 9.0, points=1)["multiplier"].round(6).tolist()
    [3.0]
    """
    if not 0 < low < high or not 0 < coverage < 1 or points < 1:
        raise ValueError("An opinion needs 0 < low < high, a coverage between 0 and 1, and at least one point.")
    scale = math.log(high / low) / (2 * stats.norm.ppf((1 + coverage) / 2))
    z = stats.norm.ppf((np.arange(points) + 0.5) / points)
    return pd.DataFrame({"multiplier": math.sqrt(low * high) * np.exp(scale * z), "weight": 1.0 / points})


def _references(counts: pd.DataFrame, exposures: pd.DataFrame) -> pd.DataFrame:
    """Return for each base the exposure of the last stage and the rate of each reference."""
    executed = reported(counts)
    if min(executed.values()) <= 0:
        raise ValueError("A stage without reported executions cannot be the measure of another.")
    rows = []
    for base, unit, exposure, _ in rates_by_base(counts, exposures):
        rate = reference_rates(executed, exposure)
        rows += [(base, unit, exposure[LAST], name, rate[name]) for name in REFERENCES]
    return pd.DataFrame(rows, columns=["base", "unit", "exposure", "reference", "rate"])


def _posteriors(
    counts: pd.DataFrame, exposures: pd.DataFrame, reference: str, prior: tuple[float, float], discount: float
) -> list[tuple[str, str, float, float, float]]:
    """Return for each base: name, unit, exposure of the last stage, shape and rate of the posterior."""
    if reference not in REFERENCES:
        raise ValueError(f"The reference must be one of {', '.join(REFERENCES)}, not {reference!r}.")
    if prior[0] < 0 or prior[1] < 0 or not 0 < discount <= 1:
        raise ValueError("The prior must not be below 0, and the discount lies above 0 and up to 1.")
    stages = REPORTED if reference == POOLED else (reference,)
    executed = reported(counts)
    shape = prior[0] + discount * sum(executed[stage] for stage in stages)
    if shape <= 0:
        raise ValueError("Without executions in the reference stage the prior needs a shape above 0.")
    return [
        (base, unit, exposure[LAST], shape, prior[1] + discount * sum(exposure[stage] for stage in stages))
        for base, unit, exposure, _ in rates_by_base(counts, exposures)
    ]
