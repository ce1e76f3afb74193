"""State the assumptions by which documents lead to a number for the campaign, and compute the bounds that they give.

The question is what the documents alone imply and what each assumption adds. They give a floor: no document at hand
counts the executions of the last stage, the one after December 1955. Whoever names a total assumes something about it;
here each such sentence has a number and a status, which says who made it, and can be made or left. Input are reported
executions and exposure bases (`landreform.tolls.reported_stages`), output is a floor and a cap for each rung of the
ladder, and what each floor implies for claims. What is printed beside the claims but bounds nothing (a planned ratio
times a population) is kept apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

from landreform.contested import bounds
from landreform.contested.claims import ends as check_ends
from landreform.contested.claims import intervals
from landreform.contested.outcomes import DEFAULT_ORDER
from landreform.tolls.last_wave import required_multiplier
from landreform.tolls.reported_stages import LAST, POOLED, REPORTED, rates_by_base, reference_rates, reported

SIDES = ("floor", "cap")
ABOUT = ("reported", "last", "whole")
MEASURES = ("count", "rate", "labels")
STAGES_COMPARED = ("deadliest", "together", "latest")
STATUSES = ("documented", "said", "ours")
#: The outcome that the ladder bounds.
TARGET = "executed"


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
    about : {"reported", "last", "whole"}
        The stages that documents report on, the stage after them, or the whole campaign.
    measure : {"count", "rate", "labels"}
        Whether it compares numbers of executions, executions for each unit of exposure, or executions with the number
        of people who were labelled. The last is about the whole.
    of : {"deadliest", "together", "latest"}
        Which reported stages serve as the measure: the greater of the two; both taken as one; or the later one. Both
        taken as one are, where counts are compared, the sum of their counts; where rates are compared, all their
        executions over all their exposure. Rates are never added up.
    status : {"documented", "said", "ours"}
        Whether documents are said to give it, somebody says so, or nobody does in what was read.
    said_by : str
        Who says so, and where it was read.
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
    status: str = "ours"
    said_by: str = "nobody in what was read"
    times: float = 1.0

    def __post_init__(self) -> None:
        allowed = {
            "side": SIDES,
            "about": ABOUT,
            "measure": MEASURES,
            "of": STAGES_COMPARED,
            "status": STATUSES,
        }
        for field, words in allowed.items():
            if getattr(self, field) not in words:
                raise ValueError(f"Assumption {self.number}: {field} must be one of {', '.join(words)}.")
        if self.about == "reported" and self.measure == "rate":
            raise ValueError(f"Assumption {self.number}: reported stages are measured by their counts.")
        if (self.about == "whole") != (self.measure == "labels") or (self.measure == "labels" and self.side != "cap"):
            raise ValueError(f"Assumption {self.number}: labels cap the whole, and nothing else is about the whole.")
        if not (math.isfinite(self.times) and self.times >= 0):
            raise ValueError(f"Assumption {self.number}: times must be a finite number, not below 0.")
        if self.times != 1 and " ours" not in self.statement:
            raise ValueError(f"Assumption {self.number}: the statement must say that the factor is ours.")


#: What each assumption of the book says, by its number.
_STATEMENTS = {
    1: "The executions that the reports count took place.",
    2: "The last stage executed at least as many people as the deadlier of the earlier stages.",
    3: "The last stage executed at least as many people as both earlier stages, their counts added up.",
    4: "For its size, the last stage executed at least as many people as the land reform before it.",
    5: "For its size, the last stage executed at least as many people as both earlier stages taken as one.",
    6: "For its size, the last stage executed at least as many people as the deadlier of the earlier stages.",
    7: "Nobody was executed who is not among the people counted as labelled landlords.",
    8: "No execution before the end of December 1955 is missing from the reports.",
    9: "For its size, the last stage executed at most ten times as many as both earlier stages taken as one; "
    "the ten is ours.",
    10: "For its size, the last stage executed at most twice as many as both earlier stages taken as one; "
    "the two is ours.",
}

# Who says so, and where it was read.
_REPORTS = "Hungarian diplomats, as Szalontai 2005 gives their reports; read in Wikipedia, North Vietnam"
_MORE = (
    "Wikipedia, North Vietnam, in its own words and without a note: the third stage “likely resulted in more deaths "
    "than the previous stages”; not read in Szalontai"
)
_MORE_IN_ALL = f"the stronger reading of the same sentence of {_MORE.split(',', maxsplit=1)[0]}"
_INTENSE = "our reading of the reason that Wikipedia gives, a repression more intense than before; no rate is stated"
_LABELS = "nobody in what was read; the counts of labels are printed, that they hold everybody executed is ours"

#: The assumptions of the book, floors first, then caps from the loosest to the tightest.
ASSUMPTIONS = (
    Assumption(1, "reports true", _STATEMENTS[1], "floor", "reported", "count", "together", "documented", _REPORTS),
    Assumption(2, "last as many as either", _STATEMENTS[2], "floor", "last", "count", "deadliest", "said", _MORE),
    Assumption(3, "last as many as both", _STATEMENTS[3], "floor", "last", "count", "together", "said", _MORE_IN_ALL),
    Assumption(4, "rate of the land reform", _STATEMENTS[4], "floor", "last", "rate", "latest", "ours", _INTENSE),
    Assumption(5, "rate of both stages", _STATEMENTS[5], "floor", "last", "rate", "together", "ours", _INTENSE),
    Assumption(
        6, "rate of the deadliest stage", _STATEMENTS[6], "floor", "last", "rate", "deadliest", "ours", _INTENSE
    ),
    Assumption(7, "nobody without a label", _STATEMENTS[7], "cap", "whole", "labels", "together", "ours", _LABELS),
    Assumption(8, "reports complete", _STATEMENTS[8], "cap", "reported", "count", "together"),
    Assumption(9, "at most ten times the rate", _STATEMENTS[9], "cap", "last", "rate", "together", times=10.0),
    Assumption(10, "at most twice the rate", _STATEMENTS[10], "cap", "last", "rate", "together", times=2.0),
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
    >>> [one.name for one in switched(ASSUMPTIONS, on=[8, 1])]
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
        Columns ``number, name, statement, side, about, measure, of, status, said_by, times``, one row an assumption,
        by number.

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
    labels: Mapping[str, float] | None = None,
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
    labels : mapping of str to float, optional
        Persons labelled by the end of the reported stages (``reported``) and in the whole campaign (``whole``). Without
        them assumptions about labels are left out.

    Returns
    -------
    DataFrame
        Columns ``base, unit, rung, number, name, statement, side, floor, cap, consistent``; for each base one
        row a rung. Rung 0 assumes nothing (number 0); each further rung adds one assumption to those before
        it. ``floor`` and ``cap`` are persons executed in the whole campaign; a cap is infinite until assumptions
        limit the whole, or both the reported stages and the last one. ``consistent`` is false where the
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
    made = [one for one in switched(assumptions, on) if labels or one.measure != "labels"]
    executed = reported(counts)
    rows = []
    for base, unit, exposure, _ in rates_by_base(counts, exposures):
        measures = {"count": executed | {POOLED: sum(executed.values())}, "rate": reference_rates(executed, exposure)}
        size = {"count": 1.0, "rate": exposure[LAST]}
        low, high = dict.fromkeys(ABOUT, 0.0), dict.fromkeys(ABOUT, math.inf)
        rows.append((base, unit, 0, 0, "nothing assumed", "Nothing is assumed.", "", 0.0, math.inf, True))
        for rung, one in enumerate(made, start=1):
            if one.measure == "labels":
                for part, persons in (labels or {}).items():
                    high[part] = min(high[part], one.times * persons)
            else:
                amount = one.times * size[one.measure] * _measure(measures[one.measure], one.of)
                if one.side == "floor":
                    low[one.about] = max(low[one.about], amount)
                else:
                    high[one.about] = min(high[one.about], amount)
            floor = low["reported"] + low["last"]
            cap = min(high["reported"] + high["last"], high["whole"])
            parts = all(low[part] <= high[part] * (1 + 1e-12) for part in ("reported", "last"))
            holds = parts and floor <= cap * (1 + 1e-12)
            sentence = (one.number, one.name, one.statement, one.side)
            rows.append((base, unit, rung, *sentence, floor, cap, holds))
    return pd.DataFrame(rows, columns="base unit rung number name statement side floor cap consistent".split())


def by_choice(
    counts: pd.DataFrame,
    exposures: pd.DataFrame,
    choices: Mapping[str, Iterable[int]],
    assumptions: Sequence[Assumption] = ASSUMPTIONS,
    labels: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Compute what some choices of assumptions give over all exposure bases.

    Parameters
    ----------
    counts, exposures, assumptions
        As in `ladder`.
    choices : mapping of str to iterable of int
        What a choice is called, and the numbers of the assumptions that are made.
    labels
        As in `ladder`.

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
        last = ladder(counts, exposures, assumptions, on, labels).groupby("base", sort=False).last()
        ends = (last["floor"].min(), last["floor"].max(), last["cap"].min(), last["cap"].max())
        rows.append((choice, *ends, len(last), int((~last["consistent"]).sum())))
    return pd.DataFrame(rows, columns="choice floor_low floor_high cap_low cap_high bases impossible".split())


def against_claims(rungs: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Compute what the floor of each rung already implies for claims.

    Parameters
    ----------
    rungs : DataFrame
        From `ladder`; used are the rungs that say "at least".
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.

    Returns
    -------
    DataFrame
        Columns ``number, statement, floor_low, floor_high`` (least and greatest floor over the bases, persons),
        ``estimate, outcome, low, high`` (ends of the claim; a bare number is both), ``bases``, ``below_low,
        below_high`` (on how many of the bases the low end, and the high end, lies below the floor). Where
        ``below_high`` equals ``bases`` the whole range lies below the floor on every base. One row for each such rung
        and each claim that counts executions in the whole campaign, or them and more; by number, then by the high end.

    Raises
    ------
    NotATollError
        If a claim counts no deaths.

    Examples
    --------
    >>> from landreform.tolls.reported_stages import STAGES
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": STAGES,
    ...                           "exposure": [50, 20, 40], "unit": "communes"})
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [90.0], "point": [None], "high": [200.0],
    ...                        "outcome": ["executed"], "lineage": ["a"]})
    >>> against_claims(ladder(counts, exposures, on=[1, 2]), claims)[["below_low", "below_high"]].to_numpy().tolist()
    [[1, 0], [1, 1]]
    """
    check_ends(claims, "what a floor implies")
    counted = claims["outcome"].isin(DEFAULT_ORDER.supersets(TARGET))
    ends = intervals(claims)[["low", "high"]]
    ranges = claims.loc[counted, ["estimate", "outcome"]].join(ends).sort_values(["high", "low", "estimate"])
    rows = []
    for number, group in rungs[rungs["side"] == "floor"].groupby("number"):
        floors = group["floor"]
        for claim in ranges.itertuples():
            below = (int((floors > end).sum()) for end in (claim.low, claim.high))
            named = (claim.estimate, claim.outcome, claim.low, claim.high)
            rows.append((number, group["statement"].iloc[0], floors.min(), floors.max(), *named, len(floors), *below))
    names = "number statement floor_low floor_high estimate outcome low high bases below_low below_high"
    return pd.DataFrame(rows, columns=names.split())


def ladder_report(claims: pd.DataFrame, counts: pd.DataFrame, exposures: pd.DataFrame) -> dict:
    """Gather what ``landreform bounds --counts --exposures`` prints as JSON beside the bounds of the claims.

    Parameters
    ----------
    claims : DataFrame
        As in `landreform.contested.bounds.outcome_bounds`.
    counts, exposures : DataFrame
        As in `landreform.tolls.reported_stages.rates`.

    Returns
    -------
    dict
        ``ladder`` and ``multipliers``, lists with the rows of `ladder` and
        `landreform.tolls.last_wave.required_multiplier`. What is infinite or missing is None.

    Examples
    --------
    >>> from landreform.tolls.reported_stages import STAGES
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": STAGES,
    ...                           "exposure": [50, 20, 40], "unit": "communes"})
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [90.0], "point": [None], "high": [200.0],
    ...                        "outcome": ["executed"], "lineage": ["a"]})
    >>> ladder_report(claims, counts, exposures)["ladder"][1]["floor"]
    120.0
    """
    return {
        "ladder": bounds.plain_rows(ladder(counts, exposures)),
        "multipliers": bounds.plain_rows(required_multiplier(claims, counts, exposures)),
    }


def ladder_lines(tables: dict) -> list[str]:
    """Write what ``landreform bounds --counts --exposures`` prints on the screen beside the bounds of the claims.

    Parameters
    ----------
    tables : dict
        From `ladder_report`.

    Returns
    -------
    list of str
        Lines of text; persons without decimals, multipliers to three significant figures.

    Examples
    --------
    >>> row = {"rung": 0, "number": 0, "base": "communes", "statement": "Nothing is assumed.", "floor": 0.0,
    ...        "cap": None, "consistent": True}
    >>> ladder_lines({"ladder": [row], "multipliers": []})[2]
    '0. Nothing is assumed. 0 to no limit'
    """
    lines = []
    for row in tables["ladder"]:
        if row["rung"] == 0:
            lines += ["", f"Executed in the whole campaign, as assumptions are added, by {row['base']}:"]
        high = "no limit" if row["cap"] is None else f"{row['cap']:,.0f}"
        doubt = "" if row["consistent"] else ", which is impossible: these cannot all hold"
        lines.append(f"{row['number']}. {row['statement']} {row['floor']:,.0f} to {high}{doubt}")
    for k, row in enumerate(tables["multipliers"]):
        if k == 0:
            lines += ["", "How much deadlier the last stage must have been, for its size:"]
        reference = "both earlier stages taken as one" if row["reference"] == POOLED else row["reference"]
        claim = f"{row['estimate']} ({row['end']} {row['value']:,.0f})"
        times = f"{row['reading']} {row['multiplier']:.3g} times"
        if row["below_reports"]:
            times = "less than is reported for the earlier stages already"
        lines.append(f"{claim}, by {row['base']}, against {reference}: {times}")
    return lines


def _measure(values: Mapping[str, float], of: str) -> float:
    if of == "together":
        return values[POOLED]
    return values[REPORTED[-1]] if of == "latest" else max(values[stage] for stage in REPORTED)
