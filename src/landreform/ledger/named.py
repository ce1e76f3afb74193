"""Gather what the ledger has under a name: people, institutions, terms and places, and the rows that name each.

Input: the tables. Output: one entry a row of a table of names, with the forms under which it stands in a text; for each
of them the events and documents that name it. A table of names that a ledger does not have is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from landreform.ledger.sources import attributions
from landreform.ledger.tables import Ledger
from landreform.text.names import Finder, forms_in, without_marks
from landreform.text.prose import day_text


@dataclass(frozen=True)
class Kind:
    """Which columns of a table of names say what.

    Attributes
    ----------
    table, key : str
        The table, and the column of its identifiers.
    name, vietnamese, says : str
        Columns of the name, of the Vietnamese name, and of the sentence on it; the last two may be empty.
    """

    table: str
    key: str
    name: str
    vietnamese: str = ""
    says: str = ""


#: The tables of names. The forms of an earlier one go before those of a later one.
KINDS = (
    Kind("people", "person", "name", says="role"),
    Kind("institutions", "institution", "name", "name_vi", "role"),
    Kind("glossary", "term", "term_en", "term_vi", "meaning"),
    Kind("places", "place", "name"),
)

#: Columns in which a row of events or of documents names somebody, the first being its title.
_NAMING = {"events": ("title", "title_vi", "about"), "documents": ("title_en", "title_vi", "issuer", "note")}


@dataclass(frozen=True)
class Named:
    """What one row of a table of names says.

    Attributes
    ----------
    table, row : str
        Where it stands.
    name, lang : str
        The name, and its language where that is not the language of the book.
    vietnamese, ascii : str
        Vietnamese name where it is another, and the name without diacritics where that is another.
    also : tuple of str
        Other forms.
    says, statement, locator, time, note : str
        The sentence on it; who states it, read where; the place there; when it was so, in words; the editors' remark.
    group : str
        Coded value of the group under which it stands.
    forms : tuple of str
        The forms under which it is found in a text.
    """

    table: str
    row: str
    name: str
    lang: str
    vietnamese: str
    ascii: str
    also: tuple[str, ...]
    says: str
    statement: str
    locator: str
    time: str
    note: str
    group: str
    forms: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Table and row."""
        return self.table, self.row

    @property
    def sorted_by(self) -> str:
        """The name as an index sorts it: without diacritics, and a European person by the family name."""
        return without_marks(self.inverted).lower()

    @property
    def inverted(self) -> str:
        """The name as an index prints it."""
        given, _, family = self.name.rpartition(" ")
        return f"{family}, {given}" if self.table == "people" and not self.lang and given else self.name


def named(ledger: Ledger) -> list[Named]:
    """Give everything that has a name in the ledger.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables; `landreform.ledger.tables.load_all` gives them.

    Returns
    -------
    list of Named
        In the order of the tables of names and of their rows.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> next(one.forms for one in named(load_all()) if one.row == "sua-sai")
    ('correction of errors', 'sửa sai', 'Rectification of Errors')
    """
    found = []
    for kind in KINDS:
        if kind.table in ledger:
            frame = ledger[kind.table]
            says_so = attributions(frame, ledger["sources"]) if "read_in" in frame else pd.Series("", frame.index)
            rows = zip(frame.to_dict("records"), says_so, strict=True)
            found += [_named(kind, row, statement) for row, statement in rows]
    return found


def _named(kind: Kind, row: Mapping[str, Any], statement: str) -> Named:
    name, vietnamese = row[kind.name], row[kind.vietnamese] if kind.vietnamese else ""
    also = tuple(forms_in(row.get("also", "")))
    # An everyday word would be found on every page where it means nothing but itself.
    own = (vietnamese,) if row.get("linked") == "vietnamese" else (name, vietnamese, *also)
    plain = row.get("ascii", "")
    is_vietnamese = name == vietnamese or (kind.table == "places" and plain != name)
    language = "vi" if is_vietnamese else row.get("lang", "")
    return Named(
        table=kind.table,
        row=row[kind.key],
        name=name,
        lang=language,
        vietnamese="" if vietnamese == name else vietnamese,
        ascii="" if plain in (name, vietnamese) else plain,
        also=also,
        says=row[kind.says] if kind.says else "",
        statement=statement,
        locator=row.get("locator", ""),
        time=day_text(row["during"]) if row.get("during") else "",
        note=row.get("note", ""),
        group=row.get("kind", row.get("theme", "")),
        forms=tuple(dict.fromkeys(filter(None, own))),
    )


def finder(entries: list[Named]) -> Finder[tuple[str, str]]:
    """Return what finds the entries in a text, each under its table and row."""
    return Finder({entry.key: entry.forms for entry in entries})


def rows_naming(entries: list[Named], ledger: Ledger) -> pd.DataFrame:
    """Find the events and documents that name somebody or something.

    Parameters
    ----------
    entries : list of Named
    ledger : mapping of str to DataFrame
        Used are ``events, dates, documents``.

    Returns
    -------
    DataFrame
        One row a row that names and an entry that is named, in the order of time, what has no date last: ``named_table,
        named_row``; ``table, row, title`` of the row that names; ``date``, in words where the sources agree, otherwise
        the words *dates differ*, or nothing where there is no date.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> found = rows_naming(named(load_all()), load_all())
    >>> found.loc[found["named_row"] == "le-duc-tho", "row"].tolist()
    ['le-duc-tho-note']
    """
    finds = finder(entries)
    rows = []
    for table, columns in _NAMING.items():
        frame = ledger[table]
        key = frame.columns[0]
        of_events = table == "events"
        when = _times(ledger) if of_events else {}
        for row in frame.to_dict("records"):
            mentions = (mention for column in columns for mention in finds.find(row[column]))
            begins, date = when.get(row[key], ("", "")) if of_events else _time(row["date"])
            for named_table, named_row in dict.fromkeys(mention.key for mention in mentions):
                rows.append((named_table, named_row, table, row[key], row[columns[0]], date, begins or "9999"))
    names = ["named_table", "named_row", "table", "row", "title", "date", "begins"]
    return pd.DataFrame(rows, columns=names).sort_values(["begins", "row"], ignore_index=True).drop(columns="begins")


def _time(date: str) -> tuple[str, str]:
    """Return a date as it sorts, and in words."""
    return (date.strip("[./]"), day_text(date)) if date else ("", "")


def _times(ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Return for each event when it begins at the earliest, and its date in words where the sources agree."""
    times = {}
    for event, dates in ledger["dates"].groupby("event"):
        begins = dates["earliest"].fillna(dates["latest"]).min()
        said = dates["date"].unique()
        words = day_text(said[0]) if len(said) == 1 else "dates differ"
        times[event] = ("" if pd.isna(begins) else begins.strftime("%Y-%m-%d"), words)
    return times
