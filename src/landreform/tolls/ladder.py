"""State the assumptions by which documents lead to a number for the campaign, and compute the bounds that they give.

The question is what the documents alone imply and what each assumption adds. They give a floor and no ceiling: no
document at hand counts the executions of the last wave, the one after December 1955. Whoever names a total assumes
something about it; here each such sentence has a number, and can be made or left. Input are reported executions and
exposure bases (`landreform.tolls.reported_stages`), output is a floor and a cap for each rung of the ladder. What is
printed beside the claims but bounds nothing (a planned ratio times a population) is kept apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from landreform.contested import bounds
from landreform.tolls.last_wave import required_multiplier
from landreform.tolls.reported_stages import LAST, REPORTED, rates_by_base, reported

SIDES = ("floor", "cap")
ABOUT = ("reported", "last")
MEASURES = ("count", "rate")
STAGES_COMPARED = ("deadliest", "together", "latest")


@dataclass(frozen=True)
class Assumption:
    """One sentence about executions that no document at hand proves.

    Attributes
    ----------
    number : int
        Its number, by which it is switched and cited; the ladder climbs in this order.
    name : str
        A short name.
    statement : str
        The assumption in words.
    side : {"floor", "cap"}
        Whether it says "at least" or "at most".
    about : {"reported", "last"}
        The stages that documents report on, or the wave after them.
    measure : {"count", "rate"}
        Whether it compares numbers of executions or executions for each unit of exposure.
    of : {"deadliest", "together", "latest"}
        Which reported stages serve as the measure: the greater of the two, their sum, or the later one.
    times : float
        The factor put on that measure. A factor other than 1 is a choice of the book: no source states it, and the
        statement has to say so.
    """

    number: int
    name: str
    statement: str
    side: str
    about: str
    measure: str
    of: str
    times: float = 1.0

    def __post_init__(self) -> None:
        allowed = {"side": SIDES, "about": ABOUT, "measure": MEASURES, "of": STAGES_COMPARED}
        for field, words in allowed.items():
            if getattr(self, field) not in words:
                raise ValueError(f"Assumption {self.number}: {field} must be one of {', '.join(words)}.")
        if self.about == "reported" and self.measure == "rate":
            raise ValueError(f"Assumption {self.number}: reported stages are measured by their counts.")
        if not (math.isfinite(self.times) and self.times >= 0):
            raise ValueError(f"Assumption {self.number}: times must be a finite number, not below 0.")
        if self.times != 1 and " ours" not in self.statement:
            raise ValueError(f"Assumption {self.number}: the statement must say that the factor is ours.")


#: The assumptions of the book, floors first, then caps from the loosest to the tightest.
ASSUMPTIONS = (
    Assumption(
        1, "reports true", "The executions that the reports count took place.", "floor", "reported", "count", "together"
    ),
    Assumption(
        2,
        "last as many as either",
        "The last wave executed at least as many people as the deadlier of the earlier stages.",
        "floor",
        "last",
        "count",
        "deadliest",
    ),
    Assumption(
        3,
        "last as many as both",
        "The last wave executed at least as many people as both earlier stages together.",
        "floor",
        "last",
        "count",
        "together",
    ),
    Assumption(
        4,
        "rate of the land reform",
        "For its size, the last wave executed at least as many people as the land reform before it.",
        "floor",
        "last",
        "rate",
        "latest",
    ),
    Assumption(
        5,
        "rate of the deadliest stage",
        "For its size, the last wave executed at least as many people as the deadlier of the earlier stages.",
        "floor",
        "last",
        "rate",
        "deadliest",
    ),
    Assumption(
        6,
        "rate of both stages",
        "For its size, the last wave executed at least as many people as both earlier stages added up.",
        "floor",
        "last",
        "rate",
        "together",
    ),
    Assumption(
        7,
        "reports complete",
        "No execution before the end of December 1955 is missing from the reports.",
        "cap",
        "reported",
        "count",
        "together",
    ),
    Assumption(
        8,
        "at most ten times both rates",
        "For its size, the last wave executed at most ten times as many as both earlier stages added up; "
        "the ten is ours.",
        "cap",
        "last",
        "rate",
        "together",
        10.0,
    ),
    Assumption(
        9,
        "at most twice both rates",
        "For its size, the last wave executed at most twice as many as both earlier stages added up; the two is ours.",
        "cap",
        "last",
        "rate",
        "together",
        2.0,
    ),
)


def switched(assumptions: Sequence[Assumption], on: Iterable[int] | None = None) -> list[Assumption]:
    """Select the assumptions that are made.

    Parameters
    ----------
    assumptions : sequence of Assumption
        Those that can be made.
    on : iterable of int, optional
        Numbers of those that are made. All of them if not given.

    Returns
    -------
    list of Assumption
        Those made, by number.

    Raises
    ------
    ValueError
        If a number is used twice, is 0 (which stands for no assumption), or is not there.

    Examples
    --------
    >>> [one.name for one in switched(ASSUMPTIONS, on=[7, 1])]
    ['reports true', 'reports complete']
    """
    numbers = [one.number for one in assumptions]
    if len(set(numbers)) != len(numbers) or 0 in numbers:
        raise ValueError("Each assumption needs a number of its own, other than 0.")
    chosen = set(numbers) if on is None else set(on)
    if chosen - set(numbers):
        raise ValueError(f"There is no assumption with the number {sorted(chosen - set(numbers))}.")
    return sorted((one for one in assumptions if one.number in chosen), key=lambda one: one.number)


def assumption_table(assumptions: Sequence[Assumption] = ASSUMPTIONS) -> pd.DataFrame:
    """Tabulate the assumptions.

    Parameters
    ----------
    assumptions : sequence of Assumption
        Those that can be made.

    Returns
    -------
    DataFrame
        Columns ``number, name, statement, side, about, measure, of, times``, one row an assumption, by number.

    Examples
    --------
    >>> assumption_table()["number"].tolist()[:3]
    [1, 2, 3]
    """
    return pd.DataFrame([asdict(one) for one in switched(assumptions)])


def ladder(
    counts: pd.DataFrame,
    exposures: pd.DataFrame,
    assumptions: Sequence[Assumption] = ASSUMPTIONS,
    on: Iterable[int] | None = None,
) -> pd.DataFrame:
    """Compute the floor and the cap of the executions, as assumption is added to assumption.

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
    made = switched(assumptions, on)
    executed = reported(counts)
    rows = []
    for base, unit, exposure, rates in rates_by_base(counts, exposures):
        measures = {"count": executed, "rate": {stage: rates[stage] for stage in REPORTED}}
        size = {"count": 1.0, "rate": exposure[LAST]}
        low, high = dict.fromkeys(ABOUT, 0.0), dict.fromkeys(ABOUT, math.inf)
        rows.append((base, unit, 0, 0, "nothing assumed", "Nothing is assumed.", "", 0.0, math.inf, True))
        for rung, one in enumerate(made, start=1):
            amount = one.times * size[one.measure] * _measure(measures[one.measure], one.of)
            if one.side == "floor":
                low[one.about] = max(low[one.about], amount)
            else:
                high[one.about] = min(high[one.about], amount)
            holds = all(low[part] <= high[part] * (1 + 1e-12) for part in ABOUT)
            sentence = (one.number, one.name, one.statement, one.side)
            rows.append((base, unit, rung, *sentence, sum(low.values()), sum(high.values()), holds))
    return pd.DataFrame(rows, columns="base unit rung number name statement side floor cap consistent".split())


def by_choice(
    counts: pd.DataFrame,
    exposures: pd.DataFrame,
    choices: Mapping[str, Iterable[int]],
    assumptions: Sequence[Assumption] = ASSUMPTIONS,
) -> pd.DataFrame:
    """Compute what some choices of assumptions give over all exposure bases.

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
    return pd.DataFrame(rows, columns="choice floor_low floor_high cap_low cap_high bases impossible".split())


def bounds_report(
    claims: pd.DataFrame, counts: pd.DataFrame | None = None, exposures: pd.DataFrame | None = None
) -> dict:
    """Gather what ``landreform bounds`` prints as JSON.

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
    >>> bounds_report(claims)["outcomes"][3]["cap"]
    40.0
    """
    if (counts is None) != (exposures is None):
        raise ValueError("Counts and exposures are needed both, or neither.")
    found = bounds.report(claims)
    if counts is not None and exposures is not None:
        found["ladder"] = bounds.plain_rows(ladder(counts, exposures))
        found["multipliers"] = bounds.plain_rows(required_multiplier(claims, counts, exposures))
    return found


def bounds_report_lines(tables: dict) -> list[str]:
    """Write what ``landreform bounds`` prints on the screen.

    Parameters
    ----------
    tables : dict
        From `bounds_report`.

    Returns
    -------
    list of str
        Lines of text; persons without decimals, multipliers to three significant figures.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [40.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> bounds_report_lines(bounds_report(claims))[4]
    'died: 10 (a) to 40 (a)'
    """
    lines = bounds.report_lines(tables)
    for row in tables.get("ladder", []):
        if row["rung"] == 0:
            lines += ["", f"Executed in the whole campaign, as assumptions are added, by {row['base']}:"]
        high = "no limit" if row["cap"] is None else f"{row['cap']:,.0f}"
        doubt = "" if row["consistent"] else ", which is impossible: these cannot all hold"
        lines.append(f"{row['number']}. {row['statement']} {row['floor']:,.0f} to {high}{doubt}")
    for k, row in enumerate(tables.get("multipliers", [])):
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
