"""Put a pool back beside the claims from which it was made.

Input are encoded claims; output are weights, agreement with the claims, and results without each of them. A pool is an
answer whatever one puts in. These functions put the answer back beside the claims: whose range holds it, whose range
misses even its interval, and whose word weighs how much in it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from landreform.contested.encoding import half_width_in_sd
from landreform.contested.heterogeneity import METHODS
from landreform.contested.opinion_pools import pool_table
from landreform.contested.random_effects import Fit, fit_claims, leave_one_out, pooled_by_tau

#: What a pool is to a claim: within its range; of an interval that meets the range; neither.
VERDICTS = ("holds", "meets", "misses")


def weight_shares(encoded: pd.DataFrame, tau2: float) -> pd.Series:
    """Compute the share of each claim in a random-effects pool.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`; used is ``sd``.
    tau2 : float
        Variance between claims, natural-log scale; 0 or more.

    Returns
    -------
    Series of float
        Shares that add up to 1, proportional to 1/(sd² + τ²); index as in `encoded`.

    Examples
    --------
    >>> weight_shares(pd.DataFrame({"sd": [1.0, 2.0]}), 0.0).tolist()
    [0.8, 0.2]
    """
    if not tau2 >= 0.0:
        raise ValueError(f"A variance is 0 or more; {tau2} is not.")
    weight = 1.0 / (encoded["sd"] ** 2 + tau2)
    return (weight / weight.sum()).rename("weight")


def compare_fit_with_claims(encoded: pd.DataFrame, found: Fit) -> pd.DataFrame:
    """Compare the pooled value and its intervals with the range of every claim.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    found : Fit
        From `landreform.contested.random_effects.fit_claims`, for the same claims.

    Returns
    -------
    DataFrame
        Columns ``estimate``, ``weight`` (share), ``holds`` (the range, ends included, holds the pooled value),
        ``meets`` (the range has a value in common with the Hartung-Knapp interval with max(1, q)), ``foreseen``
        (with the prediction interval; missing where there is none) and ``verdict`` (the first of `VERDICTS` that is
        true). Rows as in `encoded`.

    Examples
    --------
    >>> from landreform.contested.random_effects import fit_claims
    >>> encoded = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 1e5], "high": [2e3, 2e5],
    ...                         "centre": np.log([1.5e3, 1.5e5]), "sd": [0.2, 0.2]})
    >>> compare_fit_with_claims(encoded, fit_claims(encoded))[["holds", "meets"]].to_numpy().tolist()
    [[False, True], [False, True]]
    """
    low, high = np.log(encoded["low"].to_numpy()), np.log(encoded["high"].to_numpy())
    table = pd.DataFrame({"estimate": encoded["estimate"].to_numpy()})
    table["weight"] = weight_shares(encoded, found.tau2).to_numpy()
    table["holds"] = (low <= found.mu) & (found.mu <= high)
    table["meets"] = (low <= found.hk_adhoc_high) & (found.hk_adhoc_low <= high)
    ahead = (low <= found.pi_high) & (found.pi_low <= high)
    table["foreseen"] = pd.array(ahead if np.isfinite(found.pi_low) else [pd.NA] * len(low), dtype="boolean")
    table["verdict"] = np.select([table["holds"], table["meets"]], VERDICTS[:2], default=VERDICTS[2])
    return table


def influence(encoded: pd.DataFrame, method: str = "REML", level: float = 0.95) -> pd.DataFrame:
    """Pool again without each claim, and without each lineage that has several claims.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    method, level
        As in `landreform.contested.random_effects.fit`.

    Returns
    -------
    DataFrame
        Columns of `landreform.contested.random_effects.leave_one_out`, with ``kind`` (all, claim, lineage), ``claims``
        (number left out; in the first row, that of all), ``weight`` (their share of the pool of all) and ``low, high``
        (Hartung-Knapp interval with max(1, q), persons); the pool of all first, then claims, then lineages, each from
        the lowest to the highest result.

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b", "c"], "lineage": ["a", "a", "c"],
    ...                         "centre": [8.0, 9.0, 10.0], "sd": [0.5, 0.5, 0.5]})
    >>> influence(encoded)[["kind", "left_out"]].to_numpy().tolist()
    [['all', ''], ['claim', 'c'], ['claim', 'b'], ['claim', 'a'], ['lineage', 'a']]
    """
    by_claim = leave_one_out(encoded, "estimate", method, level)
    by_lineage = leave_one_out(encoded, "lineage", method, level)
    share = weight_shares(encoded, by_claim.at[0, "tau2"])
    size = by_lineage["left_out"].map(encoded["lineage"].value_counts())
    # as an array: a Series assigned to a frame without rows would give it the rows of the Series
    several = by_lineage[size > 1].assign(kind="lineage", claims=size[size > 1].to_numpy())
    parts = [
        by_claim.iloc[[0]].assign(kind="all", claims=len(encoded), weight=1.0),
        by_claim.iloc[1:].assign(kind="claim", claims=1, weight=share.to_numpy()),
        several.assign(weight=several["left_out"].map(share.groupby(encoded["lineage"]).sum())),
    ]
    table = pd.concat([part.sort_values(["pooled", "left_out"]) for part in parts], ignore_index=True)
    ends = {end: np.exp(table[f"hk_adhoc_{end}"]) for end in ("low", "high")}
    return table.assign(claims=table["claims"].astype(int), weight=table["weight"].astype(float), **ends)


def max_weight_by_tau(encoded: pd.DataFrame, tau: ArrayLike) -> pd.DataFrame:
    """Find the claim and the lineage that weigh most, for every standard deviation between claims.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    tau : array of float
        Standard deviations between claims, natural-log scale.

    Returns
    -------
    DataFrame
        As from `landreform.contested.random_effects.pooled_by_tau`, with the columns ``claim`` and ``claim_share``,
        ``lineage`` and ``lineage_share``: the claim and the lineage that weigh most, the first by name among equals,
        and their shares.

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b"], "lineage": ["a", "b"], "centre": [8.0, 9.0], "sd": [1.0, 2.0]})
    >>> max_weight_by_tau(encoded, [0.0])[["claim", "claim_share"]].to_numpy().tolist()
    [['a', 0.8]]
    """
    rows = []
    for scatter in np.asarray(tau, dtype=float):
        row = []
        share = weight_shares(encoded, scatter**2)
        for column in ("estimate", "lineage"):
            # rounded, so that of two claims that weigh the same it is always the same one that is named
            total = share.groupby(encoded[column]).sum().round(12).sort_index()
            row += [total.idxmax(), float(total.max())]
        rows.append(row)
    named = pd.DataFrame(rows, columns=["claim", "claim_share", "lineage", "lineage_share"])
    return pd.concat([pooled_by_tau(encoded, tau), named], axis=1)


def pool_trace(encoded: pd.DataFrame, tau: ArrayLike, level: float = 0.95) -> pd.DataFrame:
    """Compute the pooled value for every belief about the scatter, and mark what the estimators make of it.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    tau : array of float
        Standard deviations between claims, natural-log scale.
    level : float
        Coverage of the Q-profile interval, and of the interval for the pooled value with the scatter taken as known.

    Returns
    -------
    DataFrame
        As from `max_weight_by_tau`, with ``kind`` (curve, one row for each of `tau`; estimator, one row for each of
        `landreform.contested.heterogeneity.METHODS`; interval, its two ends), ``method`` (of an estimator) and
        ``low, high`` (normal interval, persons).

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b"], "lineage": ["a", "b"], "centre": [8.0, 10.0], "sd": [0.5, 0.5]})
    >>> pool_trace(encoded, [0.0])[["kind", "tau"]].round(2).to_numpy().tolist()[:2]
    [['curve', 0.0], ['estimator', 1.32]]
    """
    fits = [fit_claims(encoded, method, level) for method in METHODS]
    profile = [fits[0].tau2_low, fits[0].tau2_high]  # the interval is the same for all estimators
    parts = (
        max_weight_by_tau(encoded, tau).assign(kind="curve"),
        max_weight_by_tau(encoded, np.sqrt([fit.tau2 for fit in fits])).assign(kind="estimator", method=METHODS),
        max_weight_by_tau(encoded, np.sqrt(profile)).assign(kind="interval"),
    )
    table = pd.concat(parts, ignore_index=True)
    reach = half_width_in_sd(level) * table["se"]
    return table.assign(low=np.exp(table["mu"] - reach), high=np.exp(table["mu"] + reach))


def compare_pools_with_claims(encoded: pd.DataFrame, level: float = 0.90) -> pd.DataFrame:
    """Count the claims that agree with a pool of them, under each rule and weighting.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    level : float
        Probability within the pool's central interval.

    Returns
    -------
    DataFrame
        Columns ``rule, weighting, low, median, high`` (persons), ``fold`` (high/low), ``claims``, ``hold`` (claims
        whose range holds the pool's median) and ``meet`` (claims whose range has a value in common with the interval).

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b"], "lineage": ["a", "b"], "low": [1e3, 1e5], "high": [2e3, 2e5],
    ...     "mode": np.log([1.5e3, 1.5e5]), "below": [0.2] * 2, "above": [0.2] * 2})
    >>> compare_pools_with_claims(encoded).loc[[0, 2], "meet"].tolist()
    [2, 0]
    """
    table = pool_table(encoded, level)
    low, high = encoded["low"].to_numpy()[:, None], encoded["high"].to_numpy()[:, None]
    bottom, median, top = table[["low", "median", "high"]].to_numpy().T
    table["hold"] = ((low <= median) & (median <= high)).sum(axis=0)
    table["meet"] = ((low <= top) & (bottom <= high)).sum(axis=0)
    return table[["rule", "weighting", "low", "median", "high", "fold", "claims", "hold", "meet"]]
