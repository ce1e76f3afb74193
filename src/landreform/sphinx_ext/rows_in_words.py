"""Say in words what rows of the ledger state, for the marks of figures that lead to them.

Input: the ledger, and the name of a row. Output: a line that says what is stated, by whom, and where it was read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from landreform.chronology.datings import days_text
from landreform.contested.outcomes import NAMES
from landreform.ledger.tables import Ledger, resource
from landreform.text.claims import claim_text, claimant
from landreform.text.prose import code_text, day_text, plural


class RowsInWords:
    """Say what rows state, who states it and where it was read.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The ledger.

    Examples
    --------
    >>> from landreform.ledger import tables
    >>> words = RowsInWords(tables.load_all())
    >>> words.say("estimates", "moise1983-executed").partition(",")[0]
    'Edwin E. Moise (1983): 3'
    >>> words.say("waves", "maclean2025-wave-5-national").partition(":")[0]
    'Land reform, wave 5'
    """

    def __init__(self, tables: Ledger) -> None:
        self.tables = tables
        self._rows: dict[str, dict[str, Any]] = {}
        self._names = dict(tables["sources"][["source", "name"]].itertuples(index=False))
        self._events = dict(tables["events"][["event", "title"]].itertuples(index=False))
        self._say: dict[str, Callable[[Any], str]] = {
            "estimates": _claim,
            "reception": _claim,
            "dates": lambda row: f"{self._events[row.event]}: {day_text(row.date)}",
            "waves": _wave,
            "documents": _document,
            "counts": lambda row: f"{row.quantity}: {row.printed}",
            "classifications": _classification,
            "framings": lambda row: f"{row.step.capitalize()}, {row.framing.replace('_', ' ')}",
        }

    def say(self, table: str, row: str) -> str:
        """Say it of one row.

        Parameters
        ----------
        table : str
            One of estimates, reception, dates, waves, documents, counts, classifications and framings.
        row : str
            Its name.

        Raises
        ------
        KeyError
            If there is no such row, or of no such table.
        """
        states = self._say[table]
        if table not in self._rows:
            (key,) = resource(table)["schema"]["primaryKey"]
            self._rows[table] = {getattr(one, key): one for one in self.tables[table].itertuples()}
        found = self._rows[table][row]
        read = f"read in {self._names[found.read_in]}, {found.locator}"
        # A claim names its author itself.
        named = table in ("estimates", "reception") or found.source == found.read_in
        who = "" if named else f"{self._names[found.source]}, "
        return f"{states(found)}; {who}{read}"


def _claim(row: Any) -> str:
    return f"{claimant(row)}: {claim_text(row)}, {NAMES[row.outcome]}"


def _wave(row: Any) -> str:
    """Name a wave with its place, its days and its communes, as far as the row gives them."""
    number = row.wave.replace("-", "–") if row.wave[:1].isdigit() else row.wave.replace("-", " ")
    place = f", {row.place}" if row.place else ""
    if row.start and row.end:
        days = days_text(f"{row.start}/{row.end}")
    else:
        days = f"begins {day_text(row.start)}" if row.start else f"ends {day_text(row.end)}" if row.end else ""
    communes = plural(int(row.communes), "commune") if pd.notna(row.communes) else ""
    stated = ", ".join(filter(None, (days, communes)))
    return f"{code_text(row.campaign).capitalize()}, wave {number}{place}" + (f": {stated}" if stated else "")


def _document(row: Any) -> str:
    return f"{row.title_en}: {day_text(row.date)}" if row.date else row.title_en


def _classification(row: Any) -> str:
    return f"{row.label}, {row.place}: {plural(int(row.labelled), 'label')}, {int(row.incorrect)} later judged wrong"
