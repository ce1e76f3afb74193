"""Format a ledger value for prose, with its provenance note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

import pandas as pd

from landreform.contested.errors import Fault, InputError
from landreform.contested.numerals import numerals
from landreform.contested.outcomes import NAMES as OUTCOME_NAMES
from landreform.ledger import tables
from landreform.ledger.grades import witness_and_reading
from landreform.ledger.sources import attribution
from landreform.ledger.tables import Ledger
from landreform.text.prose import code_text, day_text, number

Row = Mapping[str, Any]

#: The column that is meant where none is named.
DEFAULT_COLUMNS = {"counts": "value"}

_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Quotation:
    """A value of the ledger as prose prints it, with its way home.

    Attributes
    ----------
    text : str
        The value: thousands separated, percentages as printed, dates in words, text as it is.
    table, row, column : str
        Where it stands.
    lang : str
        Language of the text (BCP 47) where it is not that of the book, such as ``vi``; otherwise empty.
    home : str
        What it counts, who states it, where that was read, and how the source prints it.
    about : str
        What it counts, or of what it is a value.
    facts : tuple of (str, str)
        What else is known of it, each fact with its name: how the source prints it, who states it, where that was
        read, and what the author could know. A row without a source has none.
    """

    text: str
    table: str
    row: str
    column: str
    lang: str
    home: str
    about: str
    facts: tuple[tuple[str, str], ...]


def quote(address: str, ledger: Ledger, words: str | None = None) -> Quotation:
    """Format a value of the ledger as prose prints it, with its provenance note.

    Parameters
    ----------
    address : str
        ``table/row/column``; for counts the column may be left out and is then ``value``.
    ledger : mapping of str to DataFrame
        Every table, as `landreform.ledger.tables.load_all` gives them.
    words : str, optional
        What to print in place of the value. Only for text: a number, a date and a number in the words of its source
        print themselves.

    Returns
    -------
    Quotation

    Raises
    ------
    InputError
        If there is no such table, row or column, if the cell is empty, or if the words may not stand for it.

    Examples
    --------
    >>> quote("counts/wikipedia-north-vietnam-executed-to-1955-12", tables.load_all()).text
    '1,337'
    """
    name, identifier, column = _parts(address, ledger)
    described = tables.resource(name)
    key = described["schema"]["primaryKey"][0]
    field = _field(described, column, address)
    frame = ledger[name]
    found = (frame[key].array == identifier).nonzero()[0]
    if not len(found):
        near = get_close_matches(identifier, frame[key], n=1, cutoff=0.5) or [frame[key].iloc[0]]
        raise InputError(Fault(described["path"], None, key, identifier, f"the id of a row, such as {near[0]!r}"))
    row = frame.iloc[found[0]]
    line = int(found[0]) + 2  # the header is line 1
    if pd.isna(row[column]) or row[column] == "":
        filled = [name for name in frame if not (pd.isna(row[name]) or row[name] == "")]
        raise InputError(Fault(described["path"], line, column, "", f"a column that is not empty: {', '.join(filled)}"))
    text = _written(row, field, ledger)
    if words is not None:
        text = _replaced(words, text, field, Fault(described["path"], line, column, words, ""))
    lang = _language(row, column) if words is None else ""
    about = _SUBJECTS[name](row, column, ledger)
    facts = tuple(_facts(row, name, column, text, ledger))
    return Quotation(text, name, identifier, column, lang, _home(row, name, column, text, ledger), about, facts)


def _language(row: Row, column: str) -> str:
    """Return the language of a cell where it is not that of the book."""
    return str(row["lang"]) if column == "name" and "lang" in row else "vi" if column.endswith("_vi") else ""


def _parts(address: str, ledger: Ledger) -> tuple[str, str, str]:
    parts = address.strip().split("/")
    if parts[0] not in ledger:
        raise InputError(Fault(address, None, None, parts[0], f"one of the tables {', '.join(sorted(ledger))}"))
    if len(parts) == 2 and parts[0] in DEFAULT_COLUMNS:
        parts.append(DEFAULT_COLUMNS[parts[0]])
    if len(parts) != 3 or not all(parts):
        raise InputError(Fault(address, None, None, address, "table/row/column"))
    return parts[0], parts[1], parts[2]


def _field(described: dict[str, Any], column: str, address: str) -> dict[str, Any]:
    fields: dict[str, dict[str, Any]] = {field["name"]: field for field in described["schema"]["fields"]}
    if column not in fields:
        raise InputError(Fault(described["path"], None, column, address, f"one of the columns {', '.join(fields)}"))
    return fields[column]


def _written(row: Row, field: dict[str, Any], ledger: Ledger) -> str:
    """Write a cell that is not empty."""
    value: Any = row[field["name"]]
    if field["type"] in ("integer", "number"):
        if row.get("unit") == "percent":
            return _as_printed(float(value), row["printed"]) + "%"
        return number(value)
    if field["type"] == "date":
        return day_text(value.strftime("%Y-%m-%d"))
    if field.get("edtf"):
        return day_text(value)
    if field["name"].endswith("_pct"):
        return f"{value}%"
    if field["name"] in ("source", "read_in", "work"):
        return _look_up(ledger["sources"], "source", value, "name")
    text = OUTCOME_NAMES.get(value, str(value)) if field["name"] == "outcome" else str(value)
    return code_text(text) if "enum" in field["constraints"] else text


def _as_printed(value: float, printed: str) -> str:
    """Write a percentage with the decimals that the source prints, zeros at the end included."""
    for found in numerals(printed):
        if found.in_figures and found.value == Decimal(str(value)) and found.text.replace(".", "").isdigit():
            return found.text
    return number(value)


def _replaced(words: str, text: str, field: dict[str, Any], fault: Fault) -> str:
    """Let words stand for text, but never for anything that states a quantity or a date."""
    counts = field["type"] != "string" or field.get("edtf") or field["name"].endswith("_pct")
    if counts or field["name"] in ("printed", "carried"):
        expected = f"no words in place of a quantity or a date: write {{ledger}}`table/row/{field['name']}` alone"
    elif not set(_FIGURES.findall(words)) <= set(_FIGURES.findall(text)):
        expected = f"no number that is not in {text!r}"
    elif not words.strip():
        expected = "words"
    else:
        return words.strip()
    raise InputError(Fault(fault.file, fault.row, fault.column, fault.value, expected))


def _look_up(frame: pd.DataFrame, key: str, identifier: str, column: str) -> str:
    return str(frame[column].array[frame[key].array == identifier][0])


def _event(row: Row, ledger: Ledger) -> str:
    title = _look_up(ledger["events"], "event", row["event"], "title")
    return f"{title}, {row['aspect']}" if row.get("aspect") in ("start", "end") else title


def _wave(row: Row) -> str:
    wave = row["wave"].replace("-", "–") if row["wave"][0].isdigit() else row["wave"].replace("-", " ")
    place = f", {row['place']}" if row["place"] else ""
    return f"{code_text(row['campaign']).capitalize()}, wave {wave}{place}"


# What a value of a table is about: a function of the row, its column and the ledger.
_SUBJECTS: dict[str, Callable[[Row, str, Ledger], str]] = {
    "sources": lambda row, column, ledger: f"List of sources, {row['name']}",
    "events": lambda row, column, ledger: f"Event: {row['title']}",
    "dates": lambda row, column, ledger: f"Date of: {_event(row, ledger)}",
    "waves": lambda row, column, ledger: f"{_wave(row)}: {column}",
    "places": lambda row, column, ledger: f"Place: {row['name']}, {code_text(column)}",
    "documents": lambda row, column, ledger: f"Document: {row['title_en']}",
    "extracts": lambda row, column, ledger: (
        f"{_look_up(ledger['documents'], 'document', row['document'], 'title_en')}: {row['place']}"
    ),
    "people": lambda row, column, ledger: f"Person: {row['name']}",
    "institutions": lambda row, column, ledger: f"Institution: {row['name']}",
    "glossary": lambda row, column, ledger: f"Term: {row['term_en']}",
    "exclusions": lambda row, column, ledger: f"What a witness shows of the date of: {_event(row, ledger)}",
    "estimates": lambda row, column, ledger: (
        f"Claim by {row['author']}; counts: {OUTCOME_NAMES.get(row['outcome'], row['outcome'].replace('_', ' '))}"
    ),
    "reception": lambda row, column, ledger: (
        f"A number repeated by {row['author']}; counts: "
        f"{OUTCOME_NAMES.get(row['outcome'], row['outcome'].replace('_', ' '))}"
    ),
    "lineage": lambda row, column, ledger: "A step by which a number came from one work into another",
    "codings": lambda row, column, ledger: f"Coded twice: {row['variable']} of the claim {row['estimate']}",
    "counts": lambda row, column, ledger: f"Counts: {row['quantity']} ({row['unit']})",
    "classifications": lambda row, column, ledger: (
        f"{row['label']}, {row['place']}: {column.removeprefix('printed_').replace('_pct', ', share')}"
    ),
    "errata": lambda row, column, ledger: f"Erratum {row['erratum'].upper()}",
    "not_found": lambda row, column, ledger: f"Looked for: {row['looked_for']}",
    "revisions": lambda row, column, ledger: f"Revision of the row {row['row']} of the table {row['table']}",
    "framings": lambda row, column, ledger: f"{row['step'].capitalize()}: {row['framing'].replace('_', ' ')}",
}


def _facts(row: Row, name: str, column: str, text: str, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield what is known of a value besides what it counts."""
    if column in ("note", "about"):
        yield "Said by", "the editors of the ledger"
        return
    printed = row.get("printed", "")
    if printed and printed != text:
        yield "Printed", f"“{printed}”"
    if "read_in" not in row:
        return
    stated, read = (_look_up(ledger["sources"], "source", row[key], "name") for key in ("source", "read_in"))
    yield "Stated by", stated
    yield ("Place", row["locator"]) if read == stated else ("Read in", f"{read}: {row['locator']}")
    quality = witness_and_reading(row["source"], row["read_in"], ledger["sources"])
    evidence = [f"evidence: {code_text(row['grade'])}"] if name == "estimates" else []
    yield "Quality", "; ".join([*quality, *evidence])


def _home(row: Row, name: str, column: str, text: str, ledger: Ledger) -> str:
    """State what a value counts, who states it, where it was read, and how it is printed there."""
    parts = [_SUBJECTS[name](row, column, ledger)]
    if column in ("note", "about"):
        parts.append("In the words of the editors of the ledger")
    elif "read_in" in row:
        who = attribution(row["source"], row["read_in"], ledger["sources"])
        parts.append(f"Stated by {who}: {row['locator']}")
    printed = row.get("printed", "")
    if printed and printed != text:
        parts.append(f"Printed there: “{printed}”")
    return " ".join(part if part.endswith((".", "?", "!", ".”")) else f"{part}." for part in parts)
