"""What is a numbered table? A slug for ever, a frame, its words, and the columns that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from landreform import reading

Ledger = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class TableEntry:
    """One numbered table of the book, the sibling of :class:`landreform.figures.FigureEntry`.

    Attributes
    ----------
    slug : str
        ``tab-`` and words joined by hyphens; permanent, whatever the number of the table becomes.
    title, caption : str
        As of a figure: a few words, and one or two plain sentences without a numeral, units included.
    make : callable
        Takes the frames of ``inputs`` by keyword, returns the frame shown: what a reader sees and what a machine needs.
    inputs : callable
        Takes the ledger (table name to frame), returns the keyword arguments of ``make``.
    headings : mapping of str to str
        Column of the frame to heading, in the order read; the file of the data holds all columns.
    alt : callable
        Takes the frame, returns one sentence on what the table holds.
    conclusions : callable
        Takes the frame, returns a tuple of sentences, every number in them computed.
    tables : tuple of str
        Names of the tables of the ledger that it uses.
    columns : mapping of str to str
        What each column of the frame holds, with its unit.
    notebook : str
        The notebook in which it stands, without folder and ending.
    limits : tuple of str
        What this table does not show, one sentence each.
    merge : str, optional
        Column whose value is shown only where it differs from that of the row above.
    links : mapping of str to (str, str)
        Column shown to the table of the ledger and the column of the frame with the id of the row that it leads to.
    sources : callable, optional
        As of a figure: needed only where the frame does not have the columns ``source, read_in, locator`` itself.
    """

    slug: str
    title: str
    caption: str
    make: Callable[..., pd.DataFrame]
    inputs: Callable[[Ledger], dict[str, Any]]
    headings: Mapping[str, str]
    alt: Callable[[pd.DataFrame], str]
    conclusions: Callable[[pd.DataFrame], tuple[str, ...]]
    tables: tuple[str, ...]
    columns: Mapping[str, str]
    notebook: str
    limits: tuple[str, ...]
    merge: str | None = None
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    sources: Callable[[pd.DataFrame], pd.DataFrame] | None = None


@dataclass(frozen=True)
class Tabulated:
    """A numbered table that has been made, with the frame that it shows.

    In a notebook it shows itself as HTML, in a terminal as text.
    """

    entry: TableEntry
    data: pd.DataFrame

    @property
    def table(self) -> reading.Table:
        """The table as a reader sees it."""
        return reading.table(self.data, self.entry.caption, self.entry.headings, self.entry.merge)

    @property
    def alt(self) -> str:
        """What the table holds, in one sentence computed from it."""
        return self.entry.alt(self.data)

    @property
    def sources(self) -> pd.DataFrame:
        """Every statement shown: ``source, read_in, locator``, each once, sorted."""
        rows = self.entry.sources(self.data) if self.entry.sources else self.data
        said = rows[["source", "read_in", "locator"]].drop_duplicates()
        return said.sort_values(["source", "read_in", "locator"]).reset_index(drop=True)

    def targets(self, column: str) -> list[tuple[str, str]]:
        """Return table and row of the ledger to which each cell of a column leads; empty where to none."""
        if column not in self.entry.links:
            return []
        table, identifier = self.entry.links[column]
        return [(table, row) for row in self.data[identifier]]

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def __repr__(self) -> str:
        return repr(self.table)


def tabulate(entry: TableEntry, ledger: Ledger) -> Tabulated:
    """Make one table from the ledger.

    Parameters
    ----------
    entry : TableEntry
    ledger : mapping of str to pandas.DataFrame
        At least the tables that the entry names.

    Returns
    -------
    Tabulated
    """
    return Tabulated(entry, entry.make(**entry.inputs(ledger)).reset_index(drop=True))
