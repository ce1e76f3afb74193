"""Trace every computed number to the rows of the ledger that it was read from.

A traced value remembers its rows and what was decided on the way, through every sum and product.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from landreform.ledger.tables import Ledger

#: Rows of the ledger, each as table and identifier.
Rows = tuple[tuple[str, str], ...]

#: Identifier of a row, by table.
KEYS = {"waves": "wave_row", "counts": "count"}

_BOUNDS = {
    "at_least": "A number printed as a least one is taken as it stands.",
    "about": "A number printed as approximate is taken as it stands.",
    "at_most": "A number printed as a greatest one is taken as it stands.",
}


@dataclass(frozen=True)
class TracedValue:
    """A number with its origin.

    Attributes
    ----------
    value : float
        The number.
    rows : tuple of (str, str)
        Rows of the ledger used, each as table and identifier.
    choice : str
        What was decided on the way, in sentences.
    """

    value: float
    rows: Rows = ()
    choice: str = ""

    def __add__(self, other: TracedValue) -> TracedValue:
        return TracedValue(
            self.value + other.value, merge_rows(self.rows, other.rows), join_sentences(self.choice, other.choice)
        )

    def times(self, factor: float, other: TracedValue | None = None, choice: str = "") -> TracedValue:
        """Multiply by a factor that comes from the rows of another number."""
        rows = merge_rows(self.rows, other.rows if other else ())
        return TracedValue(self.value * factor, rows, join_sentences(self.choice, choice))

    def with_note(self, choice: str) -> TracedValue:
        """Add a sentence on what was decided."""
        return TracedValue(self.value, self.rows, join_sentences(self.choice, choice))


@dataclass
class Reader:
    """Read numbers from the ledger, each with its origin.

    Attributes
    ----------
    ledger : mapping of str to DataFrame
        The tables ``waves, counts``.
    """

    ledger: Ledger

    def wave(self, column: str, **wanted: str) -> TracedValue:
        """Read one number from the one row of the table ``waves`` that fits."""
        rows = self.ledger["waves"]
        for name, value in wanted.items():
            rows = rows[rows[name] == value]
        rows = rows[rows[column].notna()]
        if len(rows) != 1:
            raise ValueError(f"The table waves has {len(rows)} rows with {column} for {wanted}, not one.")
        row = rows.iloc[0]
        return TracedValue(float(row[column]), (("waves", row["wave_row"]),), _BOUNDS.get(row["bound"], ""))

    def count(self, identifier: str) -> TracedValue:
        """Read the number of one row of the table ``counts``."""
        rows = self.ledger["counts"].set_index("count")
        if identifier not in rows.index:
            raise ValueError(f"The table counts has no row {identifier!r}.")
        row = rows.loc[identifier]
        return TracedValue(float(row["value"]), (("counts", identifier),), _BOUNDS.get(row["bound"], ""))


def origin(ledger: Ledger, used: TracedValue) -> tuple[str, str, str]:
    """Name the rows of a traced value, the works that make their statements and the works in which they were read.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``waves, counts``.
    used : TracedValue

    Returns
    -------
    tuple of str
        Rows as ``table:identifier``, joined by a space; keys of ``source`` and of ``read_in``, each once, joined by a
        semicolon.
    """
    tables = {name: ledger[name].set_index(key) for name, key in KEYS.items()}
    rows = [tables[table].loc[row] for table, row in used.rows]
    return (
        " ".join(f"{table}:{row}" for table, row in used.rows),
        "; ".join(dict.fromkeys(row["source"] for row in rows)),
        "; ".join(dict.fromkeys(row["read_in"] for row in rows)),
    )


def stated_by(keys: pd.Series, sources: pd.DataFrame) -> pd.Series:
    """Name the works in cells that hold one key or several, joined by a semicolon.

    Parameters
    ----------
    keys : Series of str
        Keys of works, as `origin` joins them.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    Series of str
        Names of the works, joined in the same way; index as in `keys`.

    Examples
    --------
    >>> sources = pd.DataFrame({"source": ["a", "b"], "name": ["A 1990", "B 1991"]})
    >>> stated_by(pd.Series(["a; b"]), sources).item()
    'A 1990; B 1991'
    """
    names = sources.set_index("source")["name"]
    return keys.map(lambda cell: "; ".join(names[key] for key in cell.split("; ")))


def merge_rows(first: Rows, second: Rows) -> Rows:
    """Join two lists of rows, each row once."""
    return tuple(dict.fromkeys([*first, *second]))


def join_sentences(*texts: str) -> str:
    """Join sentences, each once."""
    return " ".join(dict.fromkeys(text for text in texts if text))
