"""Faults of input: what is wrong, where, and what was expected instead.

The input is what a reader of files found, the output a text of one line for each fault, or a mapping for JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass


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
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        shown = self.value if len(self.value) <= 80 else self.value[:79] + "…"
        return f"{place}: found {shown!r}, expected {self.expected}"

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
