"""Faults of input: what is wrong, where, and what was expected instead.

The input is what a reader of files found, the output a text of one line for each fault, or a mapping for JSON.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass

from landreform.contested.hints import hint

#: So many faults are told one by one; of more, whoever mends the first ones sees the next.
MOST_LINES = 20


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place of one file.

    Attributes
    ----------
    file : str
        Name of the file, as given by whoever asked for it.
    row : int or None
        Line of the file, the header being line 1; None where the whole file is meant.
    column : str or None
        Name of the column; None where the whole row or file is meant.
    value : str
        What stands there, shortened to 80 characters.
    expected : str
        What was expected, in words that a person can act on.
    """

    file: str
    row: int | None
    column: str | None
    value: str
    expected: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", {hint('row', row=str(self.row))}"
        if self.column is not None:
            place += f", column {self.column}"
        shown = self.value if len(self.value) <= 80 else self.value[:79] + "…"
        line = f"{place}: found {shown!r}, expected {self.expected}"
        return line if line.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the fault as the mapping that ``--json`` prints."""
        return asdict(self)


class InputError(ValueError):
    """Input that cannot be used; its text is one line, the first fault.

    Parameters
    ----------
    faults : Fault or list of Fault
        All faults found, in the order of the file; at least one.
    """

    def __init__(self, faults: Fault | list[Fault]):
        self.faults = [faults] if isinstance(faults, Fault) else list(faults)
        text = str(self.faults[0])
        if len(self.faults) > 1:
            text += f" (and {len(self.faults) - 1} more)"
        super().__init__(text)

    def __reduce__(self) -> tuple[type[InputError], tuple[list[Fault]]]:
        """Travel between processes with every fault."""
        return type(self), (self.faults,)


def fault_lines(faults: Sequence[Fault], most: int = MOST_LINES) -> list[str]:
    """Tell faults in a terminal.

    Parameters
    ----------
    faults : sequence of Fault
    most : int
        How many are told; a last line counts the others.

    Returns
    -------
    list of str
        One line a fault.

    Examples
    --------
    >>> fault_lines([Fault("mine.csv", 2, "low", "many", "a number"), Fault("mine.csv", 3, "low", "", "a number")], 1)
    ["mine.csv, row 2, column low: found 'many', expected a number", 'and 1 more fault']
    """
    lines = [str(fault) for fault in faults[:most]]
    left = len(faults) - len(lines)
    return lines + [f"and {left:,} more fault{'s' * (left > 1)}"] * bool(left)


def require_columns(frame: Iterable[Hashable], columns: Sequence[str], what: str) -> None:
    """Refuse a frame in which columns are missing.

    Parameters
    ----------
    frame : iterable of str
        A DataFrame, or the names of its columns.
    columns : sequence of str
        Those that must be there.
    what : str
        What needs them, at the head of a sentence.

    Raises
    ------
    ValueError
        If one is missing.

    Examples
    --------
    >>> require_columns(["low"], ("low", "high"), "A range")
    Traceback (most recent call last):
    ValueError: A range needs the columns low, high; not there: ['high'].
    """
    missing = [column for column in columns if column not in set(frame)]
    if missing:
        raise ValueError(f"{what} needs the columns {', '.join(columns)}; not there: {missing}.")
