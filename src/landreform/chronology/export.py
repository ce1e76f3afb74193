"""Export the chronology as a table, as a calendar and as linked data.

All three hold the same statements, one a dating; none of them chooses among datings of one event.

The table is CSV. The calendar is iCalendar (RFC 5545): a calendar has no vague dates, so a dating fills all days from
the first to the last that it allows, is marked as tentative where it is no plain day or span of days, and has its EDTF
string and its source in its description; a side that is open is said there. The linked data are JSON-LD (a
recommendation of the W3C) in the terms of CIDOC CRM (ISO 21127), because that vocabulary has the four bounds of an
uncertain span and can say that a date is somebody's assignment; where it was stated and read is said in the terms of
PROV (W3C). The Event of schema.org has one start and one end and no room for rival dates; the Linked Places format
describes places, and PeriodO periods, by year.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

from landreform.chronology.datings import datings
from landreform.contested.edtf import interchangeable
from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.sources import attributions
from landreform.ledger.tables import STATEMENT, Ledger
from landreform.text.csv_output import csv_text
from landreform.text.prose import code_text, day_text

#: Names of the files.
CSV, ICS, JSONLD = "chronology.csv", "chronology.ics", "chronology.jsonld"

#: Columns of the table.
COLUMNS = (
    *"dating event title theme phase place aspect printed date".split(),
    *(*BOUNDS, "precision", "qualifier", *STATEMENT, "says"),
)

# The space of names in which the identifiers of rows are unique; a calendar asks for one with every event.
_SPACE = "land-reform-north-vietnam"

#: The terms used, each with its meaning; a program needs no network to read them.
CONTEXT = json.loads((Path(__file__).parent / "context.jsonld").read_text(encoding="utf-8"))["@context"]

# The term of each bound, and the aspects of a dating that set it: a beginning says nothing of the end.
_BOUND_TERMS = {
    "start_earliest": ("begin_of_the_begin", ("on", "start", "span")),
    "start_latest": ("end_of_the_begin", ("on", "start", "span")),
    "end_earliest": ("begin_of_the_end", ("on", "end", "span")),
    "end_latest": ("end_of_the_end", ("on", "end", "span")),
}


def statements(ledger: Ledger) -> pd.DataFrame:
    """Give every dating of every event, in the order of time.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``events, dates, sources``.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, by first possible day, last possible day and identifier; ``says`` is who says so and where it
        was read, in words.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> statements(load_all())["start_earliest"].dropna().is_monotonic_increasing
    True
    """
    rows = datings(ledger["events"], ledger["dates"])
    rows = rows.assign(says=attributions(rows, ledger["sources"]))
    # A dating that is open towards the past stands at the last day that it allows.
    rows = rows.assign(first=rows["start_earliest"].fillna(rows["end_latest"]))
    rows = rows.sort_values(["first", "end_latest", "dating"], na_position="first", ignore_index=True)
    return rows[list(COLUMNS)]


def as_calendar(rows: pd.DataFrame, released: date, address: str = "") -> bytes:
    """Write the statements as a calendar.

    Parameters
    ----------
    rows : DataFrame
        What `statements` returns.
    released : datetime.date
        Day of the release, which a calendar needs as the time stamp of every entry.
    address : str
        Address of the published book, ending in ``/``; with it every entry leads to its row of the ledger.

    Returns
    -------
    bytes
        iCalendar, the same for the same statements on any day.
    """
    from icalendar import Calendar, Event  # here, so that only those who write a calendar need it

    stamp = datetime(released.year, released.month, released.day, tzinfo=UTC)
    calendar = Calendar()
    calendar.add("prodid", f"-//{_SPACE}//chronology//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "The Land Reform in North Vietnam: chronology")
    for row in rows.itertuples():
        days = [day.date() for day in (row.start_earliest, row.end_latest) if pd.notna(day)]
        entry = Event()
        entry.add("uid", f"{row.dating}@{_SPACE}")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", days[0])
        # The last day of an entry is the first that does not belong to it any more.
        entry.add("dtend", days[-1] + timedelta(days=1))
        entry.add("summary", f"{row.title} ({row.says})")
        entry.add("description", _described(row))
        entry.add("categories", [code_text(row.theme), code_text(row.phase)])
        if row.place:
            entry.add("location", row.place)
        entry.add("status", "CONFIRMED" if _is_plain(row) else "TENTATIVE")
        entry.add("transp", "TRANSPARENT")
        if address:
            entry.add("url", f"{address}book/ledger/dates.html#{row.dating}")
        calendar.add_component(entry)
    return calendar.to_ical()


def _is_plain(row) -> bool:
    """Return whether a dating is a day, or a span between two days, without a mark of doubt."""
    sure = row.start_earliest == row.start_latest and row.end_earliest == row.end_latest
    return bool(sure and row.qualifier == "none")


def _described(row) -> str:
    parts = {"on": "Date", "start": "Beginning", "end": "End", "span": "Span"}
    lines = [
        f"{parts[row.aspect]}, as printed: {row.printed}",
        f"In words: {day_text(row.date)}",
        f"EDTF: {row.date}",
        f"Precision: {row.precision}; qualifier: {row.qualifier.replace('_', ' ')}",
        f"Says: {row.says}: {row.locator}",
        f"Row of the ledger: dates, {row.dating}",
    ]
    sides = [name for name, day in (("earlier", row.start_earliest), ("later", row.end_latest)) if pd.isna(day)]
    if sides:
        lines.insert(0, f"An open date: the entry fills the days that are named; it may be {' or '.join(sides)}.")
    elif not _is_plain(row):
        lines.insert(0, "A vague date: the entry fills all days that it allows.")
    return "\n".join(lines)


def as_linked_data(rows: pd.DataFrame, licence: str, address: str = "") -> str:
    """Write the statements as JSON-LD, one event with all of its datings.

    Parameters
    ----------
    rows : DataFrame
        What `statements` returns.
    licence : str
        Address of the licence.
    address : str
        Address of the published book, ending in ``/``; with it every event and dating leads to the page with its row.

    Returns
    -------
    str
        JSON-LD. An event (``E5_Event``) has its datings; each is an assignment (``E13_Attribute_Assignment``) of a time
        span (``E52_Time-Span``) by one source, with the four bounds as far as the dating sets them. Identifiers are
        whole, the same in every place and release, so that no program needs to know where the file lay: that of a row
        is the name of its table and its key, in a space of names that is a UUID made from the name of the ledger.
    """
    events = []
    for event, group in rows.groupby("event", sort=False):
        first = group.iloc[0]
        entry = {"id": f"row:events.{event}", "type": "crm:E5_Event", "title": first["title"], "theme": first["theme"]}
        if first["place"]:
            entry["place"] = {"type": "crm:E53_Place", "label": first["place"]}
        entry |= _page(address, "events", event)
        entry["datings"] = [_assignment(row, address) for row in group.itertuples()]
        events.append(entry)
    package = {
        "@context": CONTEXT,
        "type": "crm:E73_Information_Object",
        "title": "The Land Reform in North Vietnam: chronology",
        "licence": licence,
        "events": events,
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _page(address: str, table: str, key: object) -> dict[str, str]:
    """Name the page with a row, where the book has an address."""
    return {"page": f"{address}book/ledger/{table}.html#{key}"} if address else {}


def _assignment(row, address: str) -> dict:
    days = {term: _day(getattr(row, bound)) for bound, (term, aspects) in _BOUND_TERMS.items() if row.aspect in aspects}
    return {
        "id": f"row:dates.{row.dating}",
        "type": "crm:E13_Attribute_Assignment",
        "property": "crm:P4_has_time-span",
        "assigns": {
            "type": "crm:E52_Time-Span",
            "label": day_text(row.date),
            "date": interchangeable(row.date),
            "printed": row.printed,
            **{term: day for term, day in days.items() if day},
        },
        "stated_in": f"row:sources.{row.source}",
        "read_in": f"row:sources.{row.read_in}",
        "citation": f"{row.says}: {row.locator}",
        **_page(address, "dates", row.dating),
    }


def _day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"


def write(folder: Path, ledger: Ledger, released: date, licence: str, address: str = "") -> list[Path]:
    """Write the three files.

    Parameters
    ----------
    folder : pathlib.Path
        Where to; made if it is not there.
    ledger : mapping of str to DataFrame
        The tables ``events, dates, sources``.
    released : datetime.date
        Day of the release.
    licence : str
        Address of the licence of the data.
    address : str
        Address of the published book, if it has one.

    Returns
    -------
    list of pathlib.Path
        The files written: the same bytes for the same ledger and release.
    """
    rows = statements(ledger)
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        CSV: csv_text(rows).encode(),
        ICS: as_calendar(rows, released, address),
        JSONLD: as_linked_data(rows, licence, address).encode(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]
