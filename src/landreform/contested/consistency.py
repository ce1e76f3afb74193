"""Can the claims all be true at once, and if not, by how much must they be stretched?

Each claim confines the number that it speaks of, and the outcomes are ordered: nobody was executed by
December 1955 who was not executed. The consistency gap δ is the least factor by which every claim must be
stretched, low end divided and high end multiplied, so that one set of numbers satisfies every claim and the
order. It needs no probability and no coverage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from landreform.contested.claims import ORDER, TOLLS, require_tolls
from landreform.contested.collisions import TIE, ends, folds


@dataclass(frozen=True)
class Gap:
    """The consistency gap of some claims.

    Attributes
    ----------
    delta : float
        The least factor, 1 if the claims can all be true as they stand.
    binding : tuple of str
        The claims that hold the gap open, in the order of the frame; empty for a gap of 1.
    prices : DataFrame
        Columns ``estimate, end, price``: the shadow prices of the programme, that is by how much ln δ falls
        for each unit by which the logarithm of that end of the claim gives way. They add up to 1 if δ > 1.
    """

    delta: float
    binding: tuple[str, ...]
    prices: pd.DataFrame


def gap(claims: pd.DataFrame) -> Gap:
    """By what factor must every claim be stretched so that all can be true at once?

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.claims.COLUMNS`. A bare point is an interval without width; the open end
        of a one-sided claim bounds nothing.

    Returns
    -------
    Gap
        δ, the binding claims and the shadow prices. For no claims at all δ is 1.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    ValueError
        If two claims share a name, a claim is empty, or its low end exceeds its high end.

    Notes
    -----
    With x the logarithm of each outcome and t = ln δ, minimise t ≥ 0 subject to ln low - t ≤ x ≤ ln high + t
    for each claim and to x of a subset ≤ x of its superset: a linear programme (solved by HiGHS), whose dual
    gives the shadow prices. Where several sets of claims hold the same gap open, a dual solution names only
    one of them; ``binding`` therefore adds the claims of every pair with this gap (see
    `landreform.contested.collisions.pairs`), so that it does not depend on the order of the rows.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1.0, 400.0], "point": np.nan,
    ...                        "high": [100.0, 900.0], "outcome": "executed", "lineage": ["a", "b"]})
    >>> round(gap(claims).delta, 9), gap(claims).binding
    (2.0, ('a', 'b'))
    """
    low, high, outcome = ends(claims, "the consistency gap")
    delta, prices = _programme(low, high, outcome)
    names = claims["estimate"].to_numpy(dtype=object)
    table = pd.DataFrame(
        [(names[i], end, price) for (i, end), price in sorted(prices.items())],
        columns=["estimate", "end", "price"],
    )
    if delta == 1.0:
        return Gap(1.0, (), table.iloc[:0])
    held = {i for i, _ in prices}
    lower, upper = np.nonzero(folds(low, high, outcome) >= delta**2 * (1 - TIE))
    held |= set(lower.tolist()) | set(upper.tolist())
    return Gap(delta, tuple(names[i] for i in sorted(held)), table)


def drop_one(claims: pd.DataFrame) -> pd.DataFrame:
    """What would the gap be if one claim were set aside?

    Parameters
    ----------
    claims : DataFrame
        As in `gap`.

    Returns
    -------
    DataFrame
        Columns ``estimate, delta``, in the order of `claims`: the gap of all the other claims.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> drop_one(claims)["delta"].tolist()
    [1.0, 1.0]
    """
    low, high, outcome = ends(claims, "the consistency gap")
    others = ~np.eye(len(claims), dtype=bool)
    deltas = [_programme(low[keep], high[keep], outcome[keep])[0] for keep in others]
    return pd.DataFrame({"estimate": claims["estimate"].to_numpy(), "delta": np.array(deltas, dtype=float)})


def add_one(claims: pd.DataFrame, base: Iterable[str]) -> pd.DataFrame:
    """What does each further claim do to the gap of the claims that one starts from?

    Parameters
    ----------
    claims : DataFrame
        As in `gap`.
    base : iterable of str
        Names of the claims to start from, for instance those that rest on a document of the time.

    Returns
    -------
    DataFrame
        Columns ``estimate, delta``: the gap of the base and that one claim, for every claim outside the base,
        in the order of `claims`. The gap of the base alone is the least that can stand here.

    Raises
    ------
    ValueError
        If the base names a claim that is not there.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> add_one(claims, ["a"]).round(9).to_numpy().tolist()
    [['b', 2.0]]
    """
    chosen = set(base)
    unknown = chosen - set(claims["estimate"])
    if unknown:
        raise ValueError(f"The base names claims that are not there: {sorted(unknown)}.")
    low, high, outcome = ends(claims, "the consistency gap")
    inside = claims["estimate"].isin(chosen).to_numpy()
    rows = []
    for i in np.flatnonzero(~inside):
        keep = inside.copy()
        keep[i] = True
        rows.append((claims["estimate"].iloc[i], _programme(low[keep], high[keep], outcome[keep])[0]))
    return pd.DataFrame(rows, columns=["estimate", "delta"])


def gap_of_sets(claims: pd.DataFrame, sets: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """How large is the gap of some of the claims, for several choices of them?

    Parameters
    ----------
    claims : DataFrame
        As in `gap`.
    sets : mapping of str to iterable of str
        What each choice is called, and the names of the claims chosen.

    Returns
    -------
    DataFrame
        Columns ``set, claims, delta, binding``: the number of claims chosen, their gap, and the names of those
        that bind, joined by commas; one row a choice.

    Raises
    ------
    ValueError
        If a choice names a claim that is not there; else as `gap`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> gap_of_sets(claims, {"all": "ab", "the first": "a"})[["set", "delta"]].to_numpy().tolist()
    [['all', 2.0], ['the first', 1.0]]
    """
    require_tolls(claims, "the consistency gap")
    frames = {}
    for name, chosen in sets.items():
        wanted = set(chosen)
        unknown = wanted - set(claims["estimate"])
        if unknown:
            raise ValueError(f"The set {name!r} names claims that are not there: {sorted(unknown)}.")
        frames[name] = claims[claims["estimate"].isin(wanted)]
    return gap_of_readings(frames).rename(columns={"reading": "set"})


def gap_of_readings(readings: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """How large is the gap if the claims are read in one way or another?

    Parameters
    ----------
    readings : mapping of str to DataFrame
        What a reading is called, and the claims as it takes them; each as in `gap`.

    Returns
    -------
    DataFrame
        Columns ``reading, claims, delta, binding``: the number of claims, their gap, and the names of those that bind,
        joined by commas; one row a reading.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> gap_of_readings({"as they stand": claims, "without b": claims[:1]})["delta"].tolist()
    [2.0, 1.0]
    """
    rows = [
        (name, len(claims), (found := gap(claims)).delta, ", ".join(found.binding)) for name, claims in readings.items()
    ]
    return pd.DataFrame(rows, columns=["reading", "claims", "delta", "binding"])


def report(claims: pd.DataFrame) -> dict:
    """What does ``landreform gap`` print as JSON?

    Parameters
    ----------
    claims : DataFrame
        As in `gap`.

    Returns
    -------
    dict
        ``delta``; ``drop_one``, a mapping from each claim to the gap of the others; ``binding``, a list.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [1.0, 4.0], "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> report(claims)
    {'delta': 2.0, 'drop_one': {'a': 1.0, 'b': 1.0}, 'binding': ['a', 'b']}
    """
    found = gap(claims)
    dropped = drop_one(claims)
    return {
        "delta": found.delta,
        "drop_one": dict(zip(dropped["estimate"], dropped["delta"].tolist(), strict=True)),
        "binding": list(found.binding),
    }


def report_lines(told: dict) -> list[str]:
    """What does ``landreform gap`` print on the screen?

    Parameters
    ----------
    told : dict
        From `report`.

    Returns
    -------
    list of str
        Lines of text; factors to four significant figures.

    Examples
    --------
    >>> report_lines({"delta": 1.0, "drop_one": {"a": 1.0, "b": 1.0}, "binding": []})
    ['All 2 claims can be true at once as they stand (gap 1).']
    """
    n, delta, binding = len(told["drop_one"]), told["delta"], told["binding"]
    if n == 1:
        return ["One claim contradicts nobody (gap 1)."]
    if delta == 1.0:
        return [f"All {n} claims can be true at once as they stand (gap 1)."]
    lines = [
        f"The {n} claims cannot all be true. Each must be stretched by a factor of {delta:.4g}, its low end",
        f"divided and its high end multiplied, before they can. Binding: {', '.join(binding)}.",
        "",
        "gap without   the claim",
    ]
    return lines + [f"{value:11.4g}   {name}" for name, value in told["drop_one"].items()]


def _programme(low: np.ndarray, high: np.ndarray, outcome: np.ndarray) -> tuple[float, dict[tuple[int, str], float]]:
    """Return δ and the shadow price of each end of a claim that has one."""
    place = {name: k for k, name in enumerate(TOLLS)}
    rows, bounds, sides = [], [], []
    for i, name in enumerate(outcome):
        for end, value, sign in (("low", low[i], -1.0), ("high", high[i], 1.0)):
            if 0.0 < value < np.inf:
                row = np.zeros(len(TOLLS) + 1)
                row[place[name]], row[-1] = sign, -1.0
                rows.append(row)
                bounds.append(sign * np.log(value))
                sides.append((i, end))
    for lower, upper in ORDER:
        row = np.zeros(len(TOLLS) + 1)
        row[place[lower]], row[place[upper]] = 1.0, -1.0
        rows.append(row)
        bounds.append(0.0)
    cost = np.zeros(len(TOLLS) + 1)
    cost[-1] = 1.0
    free = [(None, None)] * len(TOLLS) + [(0.0, None)]
    # HiGHS allows 1e-7 by default, which on a scale of logarithms would show in the printed factor
    exact = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    answer = linprog(cost, A_ub=np.array(rows), b_ub=bounds, bounds=free, method="highs", options=exact)
    if not answer.success:
        raise RuntimeError(f"The linear programme of the consistency gap was not solved: {answer.message}")
    marginals = answer.ineqlin.marginals[: len(sides)]
    prices = {side: -float(m) for side, m in zip(sides, marginals, strict=True) if m < -TIE}
    # the worst pair gives the same factor without the rounding of the solver, whatever the order of the rows
    worst = max(1.0, float(np.sqrt(folds(low, high, outcome).max(initial=0.0))))
    if abs(np.log(worst) - answer.fun) > 10 * TIE:
        raise RuntimeError(f"The programme gives a gap of {np.exp(answer.fun)}, the worst pair one of {worst}")
    return (worst if answer.fun > TIE else 1.0), prices
