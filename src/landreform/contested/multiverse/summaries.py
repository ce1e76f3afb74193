"""Summarise a multiverse: how far its results lie apart, because of which choices, and what holds in all of them.

Input are the arrays of `landreform.contested.multiverse.run.run_multiverse`; output are tables.
Specifications are counted, never weighted: a share of them says how often our own options lead somewhere, and nothing
about how likely that is to be true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from landreform.contested.multiverse.options import MARKS
from landreform.contested.multiverse.run import RESULTS, Multiverse

#: A share of the variance as small as this is rounding.
ROUNDING = 1e-12
#: A verdict on a statement that was checked in every specification.
VERDICTS = ("in every specification", "depends on the choices", "in none")


def rank_specifications(multiverse: Multiverse, points: int | None = None) -> pd.DataFrame:
    """List the specifications with their results, from the lowest to the highest.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.
    points : int, optional
        Return only so many specifications, evenly spaced by rank, the first and the last among them: enough
        for a figure. Default: all.

    Returns
    -------
    DataFrame
        Sorted by ``estimate``; index 0, 1, 2, ... Columns ``rank`` (from 1), ``estimate, low, high, pi_low,
        pi_high`` (persons), ``spread`` and ``tau2`` (natural logarithms), ``units``, ``mark`` (the least
        favourable mark among the options taken) and one categorical column for each choice, with the labels
        of its options.

    Raises
    ------
    ValueError
        If fewer than two points are asked for, or no specification is a pool.

    Notes
    -----
    The specification curve of Simonsohn, Simmons & Nelson 2020 (Nature Human Behaviour 4), without its
    test: these claims are no sample, so there is no null model to draw from.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> frame = rank_specifications(run_multiverse(claims, default_choices(claims)), points=5)
    >>> frame["rank"].is_monotonic_increasing, len(frame)
    (True, 5)
    """
    if points is not None and points < 2:
        raise ValueError("A curve needs at least two points.")
    place = np.flatnonzero(_require_pools(multiverse))
    order = place[np.argsort(multiverse.estimate.ravel()[place], kind="stable")]
    rank = np.arange(len(order))
    if points is not None and points < len(order):
        rank = np.unique(np.round(np.linspace(0, len(order) - 1, points)).astype(int))
    taken = order[rank]
    values = {name: getattr(multiverse, name).ravel()[taken] for name in RESULTS}
    persons = {name: np.exp(values[name]) for name in ("estimate", "low", "high", "pi_low", "pi_high")}
    frame = {"rank": rank + 1} | values | persons | {"units": values["units"].astype(int)}
    codes = np.unravel_index(taken, multiverse.estimate.shape)
    worst = np.zeros(len(taken), int)
    for choice, code in zip(multiverse.choices, codes, strict=True):
        worst = np.maximum(worst, np.array([MARKS.index(option.mark) for option in choice.options])[code])
    frame["mark"] = pd.Categorical.from_codes(worst, list(MARKS), ordered=True)
    for choice, code in zip(multiverse.choices, codes, strict=True):
        frame[choice.name] = pd.Categorical.from_codes(code, list(choice.labels))
    return pd.DataFrame(frame)


def summarise_options(multiverse: Multiverse) -> pd.DataFrame:
    """Compute the quantiles of the results of the specifications that take each option.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.

    Returns
    -------
    DataFrame
        One row an option, in the order of the choices. Columns ``choice, option, mark, why,
        specifications`` (pools that take it), ``empty`` (specifications that take it and are no pool), ``least,
        lower_quartile, median, upper_quartile, greatest`` (persons; NaN where there are none).

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> frame = summarise_options(run_multiverse(claims, default_choices(claims)))
    >>> frame.loc[frame["choice"] == "width", "option"].tolist()
    ['×/÷ 1.5', '×/÷ 1.1', '×/÷ 2']
    """
    defined, rows = multiverse.defined, []
    for axis, choice in enumerate(multiverse.choices):
        for place, option in enumerate(choice.options):
            pools = defined.take(place, axis)
            here = multiverse.estimate.take(place, axis)[pools]
            five = np.exp(np.quantile(here, (0, 0.25, 0.5, 0.75, 1))) if here.size else np.full(5, np.nan)
            rows.append((choice.name, option.label, option.mark, option.why, here.size, pools.size - here.size, *five))
    numbers = ["least", "lower_quartile", "median", "upper_quartile", "greatest"]
    return pd.DataFrame(rows, columns=["choice", "option", "mark", "why", "specifications", "empty", *numbers])


def variance_shares(multiverse: Multiverse) -> pd.DataFrame:
    """Split the variance of the logarithm of the result by the choices.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.

    Returns
    -------
    DataFrame
        Columns ``choice, options, eta2, eta2_total, lowest, highest``: number of options, share of the
        variance between the options' means (main effect), share left when every other choice is settled
        (main effect and every interaction in it), and the lowest and highest mean among the
        options (geometric, persons). Sorted by ``eta2_total``, greatest first; then one row
        ``(interactions)`` whose ``eta2`` is what the main effects together leave unexplained. NaN where all
        specifications agree.

    Raises
    ------
    ValueError
        If no specification is a pool.

    Notes
    -----
    In a full grid ``eta2`` is the classical sum of squares between levels over the total, the first-order
    Sobol index, and the main effects and the interactions add up to 1. Where some combinations are no pool
    the grid has holes: the main effects then overlap, each is still the share between its options' means,
    and the interactions are what the additive least-squares fit leaves. ``eta2_total`` is the mean variance
    within lines along the axis, the total Sobol index (Homma & Saltelli 1996), holes or not.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> frame = variance_shares(run_multiverse(claims, default_choices(claims)))
    >>> frame["choice"].iloc[-1]
    '(interactions)'
    """
    defined = _require_pools(multiverse)
    middle = multiverse.estimate[defined].mean()
    y = np.where(defined, multiverse.estimate - middle, 0.0)
    total = float((y**2).sum())
    if total <= 1e-18 * defined.sum():  # rounding only
        total = np.nan
    rows, axes = [], range(y.ndim)
    for axis, choice in enumerate(multiverse.choices):
        others = tuple(other for other in axes if other != axis)
        count, sums = defined.sum(others), y.sum(others)
        mean = sums / np.where(count, count, np.nan)
        between = float(np.nansum(count * mean**2))
        line = defined.sum(axis, keepdims=True)
        within = float((np.where(defined, y - y.sum(axis, keepdims=True) / np.fmax(line, 1), 0.0) ** 2).sum())
        ends = np.exp(middle + np.array([np.nanmin(mean), np.nanmax(mean)]))
        shares = (0.0 if share <= ROUNDING else share for share in (between / total, within / total))
        rows.append((choice.name, len(choice.options), *shares, *ends))
    frame = pd.DataFrame(rows, columns=["choice", "options", "eta2", "eta2_total", "lowest", "highest"])
    frame = frame.sort_values("eta2_total", ascending=False, kind="stable", ignore_index=True)
    left = np.maximum(1.0 - _additive_sum_of_squares(y, defined) / total, 0.0)  # NaN where all agree
    frame.loc[len(frame)] = ["(interactions)", 0, left, np.nan, np.nan, np.nan]
    return frame


def shares_by_design(multiverse: Multiverse, designs: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Split the variance by the choices under several lists of options, to see how far the shares are our making.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.
    designs : mapping of str to mapping
        What each design is called, and the arguments of `landreform.contested.multiverse.run.Multiverse.restrict`.

    Returns
    -------
    DataFrame
        The rows of `variance_shares` for each design, with the further columns ``design``, ``specifications`` and
        ``empty`` (of these, no pool). Within a design the choices keep the order of the axes, ``(interactions)`` last.

    Raises
    ------
    ValueError
        If a design leaves no pool.

    Notes
    -----
    A share belongs to a list of options. Two designs that are both defensible and give a choice different shares show
    that the share is a property of the lists, and not of the claims.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 9e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> found = run_multiverse(claims, default_choices(claims))
    >>> frame = shares_by_design(found, {"all": {}, "one rule": {"keep": {"rule": ["REML"]}}})
    >>> frame.drop_duplicates("design")[["design", "specifications"]].to_numpy().tolist()
    [['all', 180], ['one rule', 36]]
    """
    frames = []
    for name, arguments in designs.items():
        part = multiverse.restrict(**arguments)
        empty = int(part.defined.size - part.defined.sum())
        place = {choice.name: axis for axis, choice in enumerate(part.choices)}
        frame = variance_shares(part).sort_values(
            "choice", key=lambda names, place=place: names.map(place).fillna(len(place)), kind="stable"
        )
        frames.append(frame.assign(design=name, specifications=part.defined.size, empty=empty))
    return pd.concat(frames, ignore_index=True)


def least_foreseen(multiverse: Multiverse) -> dict[str, float]:
    """Compute how narrow the interval for a next claim gets over all specifications, by three quantiles.

    With few voices the quantile makes much of the width, and which one to take is a choice of its own.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.

    Returns
    -------
    dict of str to float
        The least factor from the low to the high end, over the specifications that have such an interval: ``k − 2``
        (Student’s quantile with so many degrees of freedom, as everywhere else in the book), ``k − 1``, and ``known``
        (the normal quantile, as if the variance between voices were known).

    Raises
    ------
    ValueError
        If no specification has an interval for a next claim.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [1e3, 2e3, 9e3], "point": [None] * 3,
    ...     "high": [4e3, 8e3, 9e4], "outcome": ["executed"] * 3, "lineage": ["a", "b", "c"]})
    >>> found = least_foreseen(run_multiverse(claims, default_choices(claims)))
    >>> found["known"] < found["k − 1"] < found["k − 2"]
    True
    """
    told = np.isfinite(multiverse.pi_high - multiverse.pi_low)
    if not told.any():
        raise ValueError("No specification has an interval for a next claim; three voices are needed.")
    spread, units, upper = multiverse.spread[told], multiverse.units[told], (1.0 + multiverse.level) / 2.0
    quantiles = {
        "k − 2": stats.t.ppf(upper, units - 2),
        "k − 1": stats.t.ppf(upper, units - 1),
        "known": stats.norm.ppf(upper),
    }
    return {name: float(np.exp(2.0 * quantile * spread).min()) for name, quantile in quantiles.items()}


def paired_folds(multiverse: Multiverse, choice: str, base: str | None = None) -> pd.DataFrame:
    """Compare the options of one choice where everything else is chosen alike.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.
    choice : str
        Name of the choice.
    base : str, optional
        Label of the option with which the others are compared, by default the first.

    Returns
    -------
    DataFrame
        One row an option other than the base, in their order: ``option``, ``pairs`` (combinations of all other choices
        in which both are pools), ``lower, alike, higher`` (in how many the result lies below, at or above that of the
        base) and ``least, greatest`` (the result over that of the base, NaN where there are no pairs).

    Raises
    ------
    ValueError
        If the choice or the option is unknown.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> paired_folds(run_multiverse(claims, default_choices(claims)), "rule")["alike"].tolist()
    [36, 36, 36, 36]
    """
    names = [one.name for one in multiverse.choices]
    if choice not in names:
        raise ValueError(f"No such choice: {choice}; known are {', '.join(names)}.")
    axis = names.index(choice)
    labels = multiverse.choices[axis].labels
    base = labels[0] if base is None else base
    if base not in labels:
        raise ValueError(f"Choice {choice!r} has no option {base!r}.")
    first, rows = multiverse.estimate.take(labels.index(base), axis), []
    for place, label in enumerate(labels):
        if label != base:
            apart = multiverse.estimate.take(place, axis) - first
            apart = apart[np.isfinite(apart)]
            alike = int((np.abs(apart) <= 1e-9).sum())  # a difference as small as this is rounding
            lower, ends = int((apart < -1e-9).sum()), np.exp([apart.min(), apart.max()]) if apart.size else [np.nan] * 2
            rows.append((label, apart.size, lower, alike, apart.size - lower - alike, *ends))
    return pd.DataFrame(rows, columns=["option", "pairs", "lower", "alike", "higher", "least", "greatest"])


def robust_statements(
    multiverse: Multiverse, above: Sequence[float] = (), folds: Sequence[float] = (2.0, 10.0)
) -> pd.DataFrame:
    """Check statements in every specification: which hold whatever one chooses, and which depend on it.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.
    above : sequence of float
        Numbers of persons with which the centre is compared.
    folds : sequence of float
        Factors with which the width of the intervals is compared.

    Returns
    -------
    DataFrame
        Columns ``statement, specifications`` (in which it can be checked), ``holds`` (in how many of them),
        ``share`` and ``verdict`` (one of `VERDICTS`). A statement that can be checked nowhere is left out.

    Raises
    ------
    ValueError
        If no specification is a pool.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> robust_statements(run_multiverse(claims, default_choices(claims)), above=[1000.0])["verdict"].iloc[0]
    'in every specification'
    """
    defined = _require_pools(multiverse)
    width, ahead = multiverse.high - multiverse.low, multiverse.pi_high - multiverse.pi_low
    checks = [(f"the centre is at least {x:,.0f} persons", multiverse.estimate, np.log(x)) for x in above]
    checks += [("claims differ by more than their ranges allow (tau2 above 0)", multiverse.tau2, None)]
    checks += [(f"the confidence interval spans a factor of {f:g} or more", width, np.log(f)) for f in folds]
    checks += [(f"the prediction interval spans a factor of {f:g} or more", ahead, np.log(f)) for f in folds]
    rows = []
    for statement, values, bound in checks:
        known = defined & np.isfinite(values)
        number = int(known.sum())
        if number:
            kept = values[known]
            # A result that equals the bound but for rounding reaches it.
            holds = int((kept > 0).sum() if bound is None else (kept >= bound - 1e-9).sum())
            verdict = VERDICTS[0] if holds == number else VERDICTS[1] if holds else VERDICTS[2]
            rows.append((statement, number, holds, holds / number, verdict))
    return pd.DataFrame(rows, columns=["statement", "specifications", "holds", "share", "verdict"])


def summarise(multiverse: Multiverse, above: Sequence[float] = ()) -> dict[str, Any]:
    """Describe a multiverse in a few numbers.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.
    above : sequence of float
        As in `robust_statements`.

    Returns
    -------
    dict
        For JSON: ``specifications, pools`` (those with two voices or more), ``empty`` (the others), ``distinct``
        (different results
        among them: an option that changes nothing for these claims adds specifications but no result),
        ``least, median, greatest, fold`` (persons; greatest over least), ``eta2`` and ``eta2_total`` by
        choice, ``interactions``, ``robust_statements`` (statement to verdict).

    Raises
    ------
    ValueError
        If no specification is a pool.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> found = summarise(run_multiverse(claims, default_choices(claims)))
    >>> found["specifications"], round(found["fold"], 6), found["distinct"]
    (180, 1.0, 12)
    """
    defined = _require_pools(multiverse)
    results = np.column_stack([getattr(multiverse, name)[defined] for name in ("estimate", "high", "spread")])
    results = np.nan_to_num(np.round(results, 9)) + 0.0  # + 0.0: no negative zero
    least, median, greatest = np.exp(np.quantile(multiverse.estimate[defined], (0, 0.5, 1))).tolist()
    frame = variance_shares(multiverse).set_index("choice")
    main = frame.drop(index="(interactions)")
    statements = robust_statements(multiverse, above)
    return {
        "specifications": int(defined.size),
        "pools": int(defined.sum()),
        "empty": int(defined.size - defined.sum()),
        "distinct": len(pd.DataFrame(results).drop_duplicates()),
        "least": least,
        "median": median,
        "greatest": greatest,
        "fold": greatest / least,
        "eta2": main["eta2"].to_dict(),
        "eta2_total": main["eta2_total"].to_dict(),
        "interactions": float(frame.loc["(interactions)", "eta2"]),
        "robust_statements": dict(zip(statements["statement"], statements["verdict"], strict=True)),
    }


def _require_pools(multiverse: Multiverse) -> np.ndarray:
    """Return which specifications are pools, or raise if none is."""
    if not multiverse.defined.any():
        raise ValueError("No specification is a pool: none has two voices with two ends or a point.")
    return multiverse.defined


def _additive_sum_of_squares(y: np.ndarray, defined: np.ndarray) -> float:
    """Return the sum of squares that main effects alone explain, holes in the grid allowed for.

    The normal equations of one dummy for each option are filled from the tables of every two axes, so that
    no design matrix with a row for each specification is ever built.
    """
    axes, sizes = range(y.ndim), y.shape
    ends = np.concatenate([[0], np.cumsum(sizes)])
    cross, right = np.zeros((ends[-1], ends[-1])), np.zeros(ends[-1])
    for a in axes:
        rest = tuple(axis for axis in axes if axis != a)
        here = slice(ends[a], ends[a + 1])
        right[here] = y.sum(rest)
        cross[here, here] = np.diag(defined.sum(rest))
        for b in range(a + 1, y.ndim):
            table = defined.sum(tuple(axis for axis in axes if axis not in (a, b)))
            there = slice(ends[b], ends[b + 1])
            cross[here, there], cross[there, here] = table, table.T
    effects = np.linalg.lstsq(cross, right, rcond=1e-12)[0]
    return float(effects @ right)
