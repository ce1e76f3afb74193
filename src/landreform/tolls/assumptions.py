"""Which assumptions lead from what documents report to a number for the whole campaign?

No document at hand counts the executions of the last wave, the one after December 1955. Whoever names a total
assumes something about it; here each such sentence has a number, and can be made or left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import pandas as pd

SIDES = ("floor", "cap")
ABOUT = ("reported", "last")
MEASURES = ("count", "rate")
OF = ("deadliest", "together", "latest")


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
        allowed = {"side": SIDES, "about": ABOUT, "measure": MEASURES, "of": OF}
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
        1,
        "reports true",
        "The executions that the reports count took place.",
        "floor",
        "reported",
        "count",
        "together",
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
    """Which assumptions are made?

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


def listed(assumptions: Sequence[Assumption] = ASSUMPTIONS) -> pd.DataFrame:
    """What are the assumptions, as a table?

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
    >>> listed()["number"].tolist()[:3]
    [1, 2, 3]
    """
    return pd.DataFrame([asdict(one) for one in switched(assumptions)])
