"""What do the documents alone imply, and what is added by each assumption?

The documents give a floor and no ceiling. Everything above the floor rests on assumptions, which are named,
numbered and can be switched off one by one; what is printed beside the claims but bounds nothing (a planned
ratio times a population) is kept apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from landreform.contested import bounds
from landreform.tolls.assumptions import ABOUT, ASSUMPTIONS, Assumption, switched
from landreform.tolls.last_wave import required_multiplier
from landreform.tolls.reported_stages import LAST, REPORTED, rates, reported


def ladder(
    counts: pd.DataFrame,
    exposures: pd.DataFrame,
    assumptions: Sequence[Assumption] = ASSUMPTIONS,
    on: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Between which numbers of executed must the truth lie, as assumption is added to assumption?

    Parameters
    ----------
    counts, exposures : DataFrame
        As in `landreform.tolls.reported_stages.rates`.
    assumptions : sequence of Assumption
        The assumptions that can be made.
    on : iterable of int, optional
        Numbers of those that are made. All of them if not given.

    Returns
    -------
    DataFrame
        Columns ``base, unit, rung, number, name, statement, side, floor, cap, consistent``; for each base one
        row a rung. Rung 0 assumes nothing (number 0); each further rung adds one assumption to those before
        it. ``floor`` and ``cap`` are persons executed in the whole campaign; a cap is infinite until
        assumptions limit both the reported stages and the last wave. ``consistent`` is false where the
        assumptions made so far cannot all hold.

    Raises
    ------
    ValueError
        If an assumption is unknown or two have one number; else as `landreform.tolls.reported_stages.rates`.

    Notes
    -----
    Partial identification in the sense of Manski 2003 (Partial Identification of Probability
    Distributions): the width of the interval is the price of not assuming more.

    Examples
    --------
    >>> from landreform.tolls.reported_stages import REPORTED, STAGES
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": STAGES,
    ...                           "exposure": [50, 20, 40], "unit": "communes"})
    >>> ladder(counts, exposures, on=[1, 2])["floor"].tolist()
    [0.0, 120.0, 220.0]
    """
    table = rates(counts, exposures)
    made = switched(assumptions, on)
    executed = reported(counts)
    rows = []
    for base, group in table.groupby("base", sort=False):
        by_stage = group.set_index("stage")
        measures = {"count": executed, "rate": {stage: by_stage.loc[stage, "rate"] for stage in REPORTED}}
        size = {"count": 1.0, "rate": by_stage.loc[LAST, "exposure"]}
        low, high = dict.fromkeys(ABOUT, 0.0), dict.fromkeys(ABOUT, math.inf)
        start = (base, by_stage["unit"].iloc[0])
        rows.append((*start, 0, 0, "nothing assumed", "Nothing is assumed.", "", 0.0, math.inf, True))
        for rung, one in enumerate(made, start=1):
            amount = one.times * size[one.measure] * _measure(measures[one.measure], one.of)
            if one.side == "floor":
                low[one.about] = max(low[one.about], amount)
            else:
                high[one.about] = min(high[one.about], amount)
            holds = all(low[part] <= high[part] * (1 + 1e-12) for part in ABOUT)
            told = (one.number, one.name, one.statement, one.side)
            rows.append((*start, rung, *told, sum(low.values()), sum(high.values()), holds))
    columns = ["base", "unit", "rung", "number", "name", "statement", "side", "floor", "cap", "consistent"]
    return pd.DataFrame(rows, columns=columns)


def by_choice(
    counts: pd.DataFrame,
    exposures: pd.DataFrame,
    choices: Mapping[str, Iterable[int]],
    assumptions: Sequence[Assumption] = ASSUMPTIONS,
) -> pd.DataFrame:
    """What do some choices of assumptions give, whatever the exposure base?

    Parameters
    ----------
    counts, exposures, assumptions
        As in `ladder`.
    choices : mapping of str to iterable of int
        What a choice is called, and the numbers of the assumptions that are made.

    Returns
    -------
    DataFrame
        Columns ``choice, floor_low, floor_high, cap_low, cap_high, bases, impossible``, one row a choice: the least and
        greatest floor and cap over the bases (persons executed in the whole campaign; a cap is infinite where nothing
        limits it), the number of bases, and on how many of them the assumptions cannot all hold.

    Examples
    --------
    >>> from landreform.tolls.reported_stages import REPORTED, STAGES
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": STAGES,
    ...                           "exposure": [50, 20, 40], "unit": "communes"})
    >>> by_choice(counts, exposures, {"reports": [1], "reports and the next": [1, 2]})["floor_low"].tolist()
    [120.0, 220.0]
    """
    rows = []
    for choice, on in choices.items():
        last = ladder(counts, exposures, assumptions, on).groupby("base", sort=False).last()
        ends = (last["floor"].min(), last["floor"].max(), last["cap"].min(), last["cap"].max())
        rows.append((choice, *ends, len(last), int((~last["consistent"]).sum())))
    columns = ["choice", "floor_low", "floor_high", "cap_low", "cap_high", "bases", "impossible"]
    return pd.DataFrame(rows, columns=columns)


def report(claims: pd.DataFrame, counts: pd.DataFrame | None = None, exposures: pd.DataFrame | None = None) -> dict:
    """What does ``landreform bounds`` print as JSON?

    Parameters
    ----------
    claims : DataFrame
        As in `landreform.contested.bounds.outcome_bounds`.
    counts, exposures : DataFrame, optional
        As in `landreform.tolls.reported_stages.rates`; both or neither.

    Returns
    -------
    dict
        ``outcomes`` as in `landreform.contested.bounds.report`; and, where counts and exposures are given,
        ``ladder`` and ``multipliers``, lists with the rows of `ladder` and
        `landreform.tolls.last_wave.required_multiplier`. What is infinite or missing is None.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [40.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> report(claims)["outcomes"][3]["cap"]
    40.0
    """
    if (counts is None) != (exposures is None):
        raise ValueError("Counts and exposures are needed both, or neither.")
    found = bounds.report(claims)
    if counts is not None and exposures is not None:
        found["ladder"] = bounds.plain_rows(ladder(counts, exposures))
        found["multipliers"] = bounds.plain_rows(required_multiplier(claims, counts, exposures))
    return found


def report_lines(told: dict) -> list[str]:
    """What does ``landreform bounds`` print on the screen?

    Parameters
    ----------
    told : dict
        From `report`.

    Returns
    -------
    list of str
        Lines of text; persons without decimals, multipliers to three significant figures.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [40.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> report_lines(report(claims))[4]
    'died: 10 (a) to 40 (a)'
    """
    lines = bounds.report_lines(told)
    for row in told.get("ladder", []):
        if row["rung"] == 0:
            lines += ["", f"Executed in the whole campaign, as assumptions are added, by {row['base']}:"]
        high = "no limit" if row["cap"] is None else f"{row['cap']:,.0f}"
        doubt = "" if row["consistent"] else ", which is impossible: these cannot all hold"
        lines.append(f"{row['number']}. {row['statement']} {row['floor']:,.0f} to {high}{doubt}")
    for k, row in enumerate(told.get("multipliers", [])):
        if k == 0:
            lines += ["", "How much deadlier the last wave must have been, for its size:"]
        claim = f"{row['estimate']} ({row['end']} {row['value']:,.0f})"
        times = f"{row['reading']} {row['multiplier']:.3g} times"
        if row["below_reports"]:
            times = "less than is reported for the earlier stages already"
        lines.append(f"{claim}, by {row['base']}, against {row['reference']}: {times}")
    return lines


def _measure(values: dict[str, float], of: str) -> float:
    if of == "latest":
        return values[REPORTED[-1]]
    return max(values.values()) if of == "deadliest" else sum(values.values())
