"""Pool claims by a random-effects analysis, as if they were a sample.

Input are encoded claims; output is the analysis with all its intervals, with claims left out, or for a known variance
between claims. A random-effects analysis treats the claims as a sample of independent measurements of values that
scatter around a common centre. They are no such thing. The method is carried out as its authors wrote it, so that a
reader can see what it does with such material: the pooled number describes the literature, never the toll.

Everything is on the natural logarithm of persons; quantiles come from scipy.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from landreform.contested.claims import form
from landreform.contested.coded_words import ENDS, of_these
from landreform.contested.encoding import encode_for_pool, require_probability, without_each
from landreform.contested.errors import Fault, InputError
from landreform.contested.heterogeneity import estimate_tau2, fit_given_tau2, generalised_q, q_profile, validate_effects
from landreform.contested.hints import hint
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder
from landreform.contested.voices import voices

#: Ends of the intervals for the pooled value, and for one more claim.
INTERVALS = ("ci_low", "ci_high", "hk_low", "hk_high", "hk_adhoc_low", "hk_adhoc_high", "pi_low", "pi_high")

#: Two pools that differ by less on the log scale are held to be the same pool.
SAME = 1e-9

#: Columns of the table of omissions.
LEAVE_ONE_OUT_COLUMNS = tuple("left_out k mu se tau2 I2 hk_adhoc_low hk_adhoc_high pi_low pi_high pooled fold".split())


@dataclass(frozen=True)
class Fit:
    """Results of a random-effects analysis of `k` claims; log scale; NaN where a quantity does not exist.

    Attributes
    ----------
    method : str
        Estimator of τ², one of `METHODS`.
    k : int
        Number of claims.
    level : float
        Coverage of all intervals.
    tau2, tau2_low, tau2_high : float
        Variance between claims, and its Q-profile interval.
    mu, se : float
        Pooled value, and its standard error with τ² taken as known.
    ci_low, ci_high : float
        Normal interval for mu.
    hk_se, hk_low, hk_high : float
        Hartung-Knapp-Sidik-Jonkman: standard error se·q, interval with the t quantile on k - 1.
    hk_adhoc_low, hk_adhoc_high : float
        The same with max(1, q), so that it is never shorter than with a t quantile and `se`.
    pi_low, pi_high : float
        Prediction interval, t on k - 2; NaN for k = 2.
    Q, Q_p : float
        Cochran's Q and its p-value on k - 1 degrees of freedom.
    I2 : float
        Percent of the variance that is not the claims' own, from τ².
    """

    method: str
    k: int
    level: float
    tau2: float
    mu: float
    se: float
    ci_low: float
    ci_high: float
    hk_se: float
    hk_low: float
    hk_high: float
    hk_adhoc_low: float
    hk_adhoc_high: float
    pi_low: float
    pi_high: float
    Q: float
    Q_p: float
    I2: float
    tau2_low: float
    tau2_high: float

    def in_persons(self) -> dict[str, float]:
        """Return ``pooled`` and the ends of every interval as ``pooled_`` with its name, in persons."""
        with np.errstate(over="ignore"):  # an interval may end beyond any number of persons
            ends = {f"pooled_{name}": float(np.exp(getattr(self, name))) for name in INTERVALS}
            return {"pooled": float(np.exp(self.mu)), **ends}


def fit(y: ArrayLike, v: ArrayLike, method: str = "REML", level: float = 0.95) -> Fit:
    """Carry out a random-effects analysis of centres and variances.

    Parameters
    ----------
    y, v : arrays of float, shape (k,)
        Centres and variances of the claims, log scale; k of 2 or more, variances above 0.
    method : str
        One of `METHODS`.
    level : float
        Coverage of the intervals.

    Returns
    -------
    Fit
        All estimates and intervals.

    Raises
    ------
    ValueError
        As `estimate_tau2`, and if the level does not lie between 0 and 1.

    Notes
    -----
    HKSJ: Hartung and Knapp 2001 (Statistics in Medicine 20, 3875-3889), Sidik and Jonkman 2002 (ibid. 21,
    3153-3159); max(1, q): Knapp and Hartung 2003 (ibid. 22, 2693-2710), advised for few estimates by Röver,
    Knapp and Friede 2015 (BMC Medical Research Methodology 15:99). Prediction interval, with t on k - 2 and
    τ² + se²: Higgins, Thompson and Spiegelhalter 2009 (JRSS A 172, 137-159); Riley, Higgins and Deeks 2011
    (BMJ 342:d549). It holds the normal interval, but not always the Hartung-Knapp one. I²: Higgins and
    Thompson 2002 (Statistics in Medicine 21, 1539-1558), as τ² over τ² plus their typical variance (eq. 9),
    which for DL is (Q - k + 1)/Q and for the other estimators is not.

    Examples
    --------
    >>> result = fit([8.0, 9.0, 10.0], [0.25, 0.25, 0.25], "PM")
    >>> round(result.mu, 6), round(result.tau2, 6), round(result.I2, 6)
    (9.0, 0.75, 75.0)
    """
    y, v = validate_effects(y, v)
    require_probability(level)
    k, tail = y.size, (1.0 - level) / 2.0
    tau2 = estimate_tau2(y, v, method)
    mu, se = (float(part) for part in fit_given_tau2(y, v, tau2)[:2])
    q = float(np.sqrt(generalised_q(y, v, tau2) / (k - 1)))
    cochran = float(generalised_q(y, v, 0.0))
    w = 1.0 / v
    typical = (k - 1) * w.sum() / (w.sum() ** 2 - (w**2).sum())
    z, t = stats.norm.isf(tail), stats.t.isf(tail, k - 1)
    ahead = stats.t.isf(tail, k - 2) * np.hypot(np.sqrt(tau2), se) if k > 2 else np.nan
    reach = {"ci": z * se, "hk": t * q * se, "hk_adhoc": t * max(1.0, q) * se, "pi": ahead}
    ends = {f"{name}_low": float(mu - width) for name, width in reach.items()}
    ends |= {f"{name}_high": float(mu + width) for name, width in reach.items()}
    low, high = q_profile(y, v, level)
    spread = {"tau2": tau2, "tau2_low": low, "tau2_high": high, "I2": float(100.0 * tau2 / (tau2 + typical))}
    test = {"Q": cochran, "Q_p": float(stats.chi2.sf(cochran, k - 1))}
    return Fit(method=method, k=k, level=level, mu=mu, se=se, hk_se=q * se, **ends, **spread, **test)


def fit_claims(encoded: pd.DataFrame, method: str = "REML", level: float = 0.95) -> Fit:
    """Carry out a random-effects analysis of encoded claims.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    method, level
        As in `fit`.

    Returns
    -------
    Fit
        All estimates and intervals, log scale.

    Examples
    --------
    >>> fit_claims(pd.DataFrame({"centre": [8.0, 10.0], "sd": [0.5, 0.5]}), "DL").tau2
    1.75
    """
    return fit(encoded["centre"].to_numpy(), encoded["sd"].to_numpy() ** 2, method, level)


def leave_one_out(
    encoded: pd.DataFrame, by: str = "estimate", method: str = "REML", level: float = 0.95
) -> pd.DataFrame:
    """Repeat the analysis without each claim, or without each lineage.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    by : str
        ``estimate`` leaves out one claim at a time, ``lineage`` all claims of one lineage.
    method, level
        As in `fit`.

    Returns
    -------
    DataFrame
        Columns `LEAVE_ONE_OUT_COLUMNS`; the first row, with an empty ``left_out``, holds all claims, the others follow
        in the order of `encoded`. ``pooled`` is exp(mu) in persons, ``fold`` its ratio to that of all claims; both and
        all estimates are NaN where fewer than two claims remain.

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b", "c"], "lineage": ["a", "a", "c"],
    ...                         "centre": [8.0, 9.0, 10.0], "sd": [0.5, 0.5, 0.5]})
    >>> leave_one_out(encoded, "lineage", "DL")[["left_out", "k"]].to_numpy().tolist()
    [['', 3], ['a', 1], ['c', 2]]
    """
    rows = []
    for name, kept in without_each(encoded, by):
        results = asdict(fit_claims(kept, method, level)) if len(kept) > 1 else {}
        rows.append({"left_out": name, "k": len(kept)} | results)
    table = pd.DataFrame(rows).reindex(columns=list(LEAVE_ONE_OUT_COLUMNS))
    table["pooled"] = np.exp(table["mu"])
    table["fold"] = np.exp(table["mu"] - table.at[0, "mu"])
    return table


def pooled_by_tau(encoded: pd.DataFrame, tau: ArrayLike) -> pd.DataFrame:
    """Compute the pooled value for every standard deviation between claims.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode_for_pool`.
    tau : array of float
        Standard deviations between claims, log scale.

    Returns
    -------
    DataFrame
        Columns ``tau, mu, se, pooled``; the curve that runs from the weighted mean at 0 to the plain mean.

    Examples
    --------
    >>> encoded = pd.DataFrame({"centre": [8.0, 10.0], "sd": [0.5, 1.0]})
    >>> pooled_by_tau(encoded, [0.0, 1e6])["mu"].round(6).tolist()
    [8.4, 9.0]
    """
    tau = np.asarray(tau, dtype=float)
    mu, se, _ = fit_given_tau2(encoded["centre"].to_numpy(), encoded["sd"].to_numpy() ** 2, tau**2)
    return pd.DataFrame({"tau": tau, "mu": mu, "se": se, "pooled": np.exp(mu)})


def pool_claims(
    claims: pd.DataFrame,
    method: str = "REML",
    coverage: float = 0.90,
    width: float | None = None,
    level: float = 0.95,
    mixed_outcomes: bool = False,
    order: OutcomeOrder = DEFAULT_ORDER,
    each_claim: bool = False,
    coded: pd.DataFrame | None = None,
) -> dict[str, object]:
    """Encode and pool claims, one voice for each lineage, and report the result: what ``landreform pool`` prints.

    Parameters
    ----------
    claims : DataFrame
        Claims about tolls; columns as in `landreform.contested.claims.COLUMNS`.
    method : str
        One of `METHODS`.
    coverage, width
        As in `landreform.contested.encoding.encode`: without a width, bare points are left out.
    level : float
        Coverage of the intervals.
    mixed_outcomes : bool
        Whether claims that count different things may be pooled.
    order : OutcomeOrder
        The outcomes that are tolls, by default those of the book.
    each_claim : bool
        Whether every claim is a voice, however often it repeats another: a sensitivity. By default each lineage is one
        (`landreform.contested.voices.voices`).
    coded : DataFrame, optional
        The ends that are coded words, from `landreform.contested.coded_words.coded_ends`.

    Returns
    -------
    dict
        For JSON, None where a quantity does not exist. The fields of `Fit` on the log scale (I2 in percent), ``k``
        being the number of voices; ``pooled`` and ``pooled_ci_low, pooled_ci_high, pooled_hk_low, ...`` in persons; and
        what was assumed and left out: ``coverage, width, outcomes, mixed_outcomes, voices`` ("lineages" or "claims"),
        ``claims`` and ``lineages`` (numbers), ``joined`` (each lineage of several claims, with their names),
        ``estimates, assumed_width, left_out``, ``left_out_because`` (why each) and ``note``. With `coded` also what
        follows when every claim with an end that is a coded word is left out, since a claim has no density where that
        end is left open: ``k_without_words``, ``pooled_without_words`` and its interval
        ``pooled_hk_adhoc_low_without_words, pooled_hk_adhoc_high_without_words``, None where fewer than two voices are
        left; and ``coded_words``, these ends, none where the pool is the same without them.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    InputError
        If the outcomes differ and `mixed_outcomes` is false, or fewer than two voices have a density.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [3e3, 5e4], "point": [np.nan] * 2,
    ...     "high": [15e3, 1e5], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> round(pool_claims(claims)["pooled"], 1)
    22699.7
    """
    encoded = encode_for_pool(claims, coverage, width, mixed_outcomes=mixed_outcomes, order=order)
    units = encoded if each_claim else voices(encoded)
    if len(units) < 2:
        raise InputError(_too_few(encoded))
    found = fit_claims(units, method, level)
    quantities = asdict(found) | found.in_persons()
    result = {name: x if isinstance(x, str) or np.isfinite(x) else None for name, x in quantities.items()}
    outcomes = sorted(set(encoded["outcome"]))
    note = "Claims are no sample: this number describes what was written, not what happened."
    if len(outcomes) > 1:
        note += " Claims that count different things are mixed in it."
    sizes = encoded["lineage"].map(encoded["lineage"].value_counts())
    because = without_density(claims[~claims["estimate"].isin(encoded["estimate"])])
    facts: dict[str, object] = result | {
        "coverage": coverage,
        "width": width,
        "outcomes": outcomes,
        "mixed_outcomes": len(outcomes) > 1,
        "voices": "claims" if each_claim else "lineages",
        "claims": len(encoded),
        "lineages": encoded["lineage"].nunique(),
        "joined": encoded[sizes > 1].groupby("lineage", sort=False)["estimate"].agg(list).to_dict(),
        "estimates": encoded["estimate"].tolist(),
        "assumed_width": encoded.loc[encoded["assumed"], "estimate"].tolist(),
        "left_out": list(because),
        "left_out_because": because,
        "note": note,
    }
    return facts if coded is None else facts | _without_words(encoded, coded, found, each_claim)


def _without_words(encoded: pd.DataFrame, coded: pd.DataFrame, found: Fit, each_claim: bool) -> dict[str, object]:
    """Pool the claims of which no end is a coded word, and name these words where the pool is another one."""
    kept = encoded[~encoded["estimate"].isin(coded["estimate"])].reset_index(drop=True)
    units = kept if each_claim else voices(kept)
    fewer = fit_claims(units, found.method, found.level) if len(units) > 1 else None
    shown = ("mu", "hk_adhoc_low", "hk_adhoc_high")
    before = [getattr(found, name) for name in shown]
    after = [np.nan if fewer is None else getattr(fewer, name) for name in shown]
    hangs = fewer is None or not np.allclose(before, after, rtol=0.0, atol=SAME)
    ends = encoded[["estimate"]].merge(pd.DataFrame({"end": ENDS}), how="cross")
    persons = {} if fewer is None else fewer.in_persons()
    told = {name: persons.get(name) for name in ("pooled", "pooled_hk_adhoc_low", "pooled_hk_adhoc_high")}
    return {
        "coded_words": of_these(coded, ends) if hangs else [],
        "k_without_words": len(units),
        **{f"{name}_without_words": x if x is not None and np.isfinite(x) else None for name, x in told.items()},
    }


def holding(encoded: pd.DataFrame, value: float) -> int:
    """Count the claims of a pool whose range holds a value: where it is none, the value is nobody's number.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.contested.encoding.encode`, with the ranges as they enter the pool; ``low, high`` in persons.
    value : float
        In persons. Ends count as inside, to a millionth, since a pooled value comes from a search.

    Returns
    -------
    int

    Examples
    --------
    >>> holding(pd.DataFrame({"low": [5.0, 90.0], "high": [9.0, 120.0]}), 90.0)
    1
    """
    return int((encoded["low"].le(value * (1 + 1e-6)) & encoded["high"].ge(value * (1 - 1e-6))).sum())


def without_density(claims: pd.DataFrame) -> dict[str, str]:
    """Say of claims that enter no pool why they have no density.

    Parameters
    ----------
    claims : DataFrame
        Columns as in `landreform.contested.claims.COLUMNS`.

    Returns
    -------
    dict of str to str
        The name of each claim to what it is.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [5.0, np.nan, 7.0], "point": [np.nan, 6.0, 7.0],
    ...                        "high": [np.nan, np.nan, 7.0]})
    >>> without_density(claims)
    {'a': 'open above', 'b': 'a bare number', 'c': 'exact: both ends are the same number'}
    """
    words = {"at_least": "open above", "at_most": "open below", "point": "a bare number"}
    kinds = form(claims).map(words).fillna("exact: both ends are the same number")
    return dict(zip(claims["estimate"].tolist(), kinds.tolist(), strict=True))


def _too_few(encoded: pd.DataFrame) -> Fault:
    """Say why one voice is no pool."""
    names = encoded["estimate"].tolist()
    if len(names) == 1:
        only = f"1 claim with a density ({names[0]})"
        bare = f"a bare number only with a width: {hint('width')}"
        expected = f"two such claims at least (a claim with one end has none, {bare})"
        return Fault("claims", None, None, only, expected)
    only = f"{len(names)} claims of one lineage ({encoded.at[0, 'lineage']})"
    return Fault("claims", None, "lineage", only, f"two lineages at least, each being one voice ({hint('each claim')})")
