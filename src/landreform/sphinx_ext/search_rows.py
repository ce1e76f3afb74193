"""Make of every row of the ledger what a search can find: what the row is about, and what stands in its columns.

Input is a table of the ledger with the columns that its page shows, output one document a row. What a row is about is
said by its first two columns and what the page sets in one line with them; the id of the row is a name under which it
is found too. The headings of the others are shown with what stands in them and are not searched: they would be found
with every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from landreform.ledger import tables
from landreform.ledger.tables import Ledger
from landreform.sphinx_ext.search_documents import Document
from landreform.text.csv_output import cell_text
from landreform.text.prose import code_text, number

# Nobody looks for the hash of a file by its letters.
_HASH = re.compile("[0-9a-f]{64}")

#: Addresses in the network, and links to the bibliography, where the work is found.
_NOT_SEARCHED = ("address", "bibliography")

#: So many columns say what a row is about, with those that the page sets in one line with the last of them.
_TITLE = 2

Row = Mapping[str, Any]


def row_documents(name: str, ledger: Ledger) -> list[Document]:
    """Make the documents of one table.

    Parameters
    ----------
    name : str
        Table of the ledger.
    ledger : mapping of str to DataFrame
        Every table; a row is called by the titles of the rows and works that it names.

    Returns
    -------
    list of Document
        One a row, in the order of the table: the anchor is the id, and a cell stands for each of :func:`headings`,
        empty where the row says nothing.

    Examples
    --------
    >>> found = row_documents("glossary", tables.load_all())
    >>> next(one.title for one in found if one.anchor == "sua-sai")
    'correction of errors · sửa sai'
    """
    resource = tables.resource(name)
    key = resource["schema"]["primaryKey"][0]
    columns = _columns(name)
    end = _title_end(columns)
    titles = _Titles(ledger)
    made = []
    for row in ledger[name].map(cell_text).to_dict("records"):
        said = [_said(row, column, resource, titles) for column in columns]
        joined = [columns[place]["joined"] + said[place] for place in range(_TITLE, end) if said[place]]
        title = "".join([" · ".join(dict.fromkeys(filter(None, said[:_TITLE]))), *joined]) or row[key]
        made.append(Document(row[key], title, row[key], [], said[end:]))
    return made


def headings(name: str) -> list[str]:
    """Return the headings of the cells of the documents that :func:`row_documents` makes.

    Examples
    --------
    >>> "who says so, read where" in headings("counts"), "quantity" in headings("counts")
    (True, False)
    """
    columns = _columns(name)
    return [column["heading"] for column in columns[_title_end(columns) :]]


def tables_named(name: str) -> list[str]:
    """Return the tables by whose names the rows of a table are called.

    Examples
    --------
    >>> tables_named("exclusions")
    ['dates', 'documents', 'events', 'sources']
    """
    return sorted(set(_targets(tables.resource(name)).values()))


def _columns(name: str) -> list[dict[str, Any]]:
    """Return the columns of the page that the table itself has, without those that say nothing to search for."""
    resource = tables.resource(name)
    own = {field["name"] for field in resource["schema"]["fields"]}
    columns: list[dict[str, Any]] = resource["page"]
    return [one for one in columns if one["fields"][0] in own and one.get("show") not in _NOT_SEARCHED]


def _title_end(columns: list[dict[str, Any]]) -> int:
    """Return how many columns say what a row is about."""
    end = _TITLE
    while end < len(columns) and "\n" not in columns[end].get("joined", "\n"):
        end += 1
    return end


class _Titles:
    """What the rows of the ledger are called by others: by what stands in the first column of their page."""

    def __init__(self, ledger: Ledger):
        self._ledger = ledger
        self._of: dict[str, dict[str, str]] = {}

    def __call__(self, table: str, identifier: str) -> str:
        resource = tables.resource(table)
        first = resource["page"][0]["fields"][0]
        if table not in self._of:
            columns = [resource["schema"]["primaryKey"][0], first]
            self._of[table] = dict(self._ledger[table][columns].itertuples(index=False))
        name = self._of[table].get(identifier, identifier)
        target = _targets(resource).get(first)
        return self(target, name) if target else name


def _targets(resource: dict[str, Any]) -> dict[str, str]:
    """Return for each column that holds keys the table in which they are keys."""
    keys = resource["schema"].get("foreignKeys", [])
    # A key within its own table names none, by the standard of the descriptor.
    return {key["fields"][0]: key["reference"]["resource"] or resource["name"] for key in keys}


def _said(row: Row, column: dict[str, Any], resource: dict[str, Any], titles: _Titles) -> str:
    show = _SHOWN.get(column.get("show", "text"))
    text = show(row, column["fields"], resource, titles) if show else row[column["fields"][0]]
    return "" if _HASH.fullmatch(text) else text


def _words(row: Row, fields: list[str], resource: dict[str, Any], titles: _Titles) -> str:
    return code_text(row[fields[0]])


def _numbers(row: Row, fields: list[str], resource: dict[str, Any], titles: _Titles) -> str:
    values = [number(float(row[name])) if row[name] else "" for name in fields]
    if len(values) > 1 and values[0] and values[-1]:
        shown = f"{values[0]} to {values[-1]}" + (f", central {values[1]}" if values[1] else "")
    else:
        shown = next(filter(None, values), "")
    return f"{shown} {row.get('unit', '')}".strip() if shown else ""


def _linked(row: Row, fields: list[str], resource: dict[str, Any], titles: _Titles) -> str:
    targets = _targets(resource)
    named = (titles(targets[name], row[name]) if name in targets else row[name] for name in fields if row[name])
    return "; ".join(named)


def _statement(row: Row, fields: list[str], resource: dict[str, Any], titles: _Titles) -> str:
    source, read_in, place = (row[name] for name in fields)
    works = dict.fromkeys(titles("sources", key) for key in (source, read_in))
    return f"{', as read in '.join(works)}: {place}"


def _work(row: Row, fields: list[str], resource: dict[str, Any], titles: _Titles) -> str:
    return titles("sources", row[fields[0]]) if row[fields[0]] else ""


def _other_row(row: Row, fields: list[str], resource: dict[str, Any], titles: _Titles) -> str:
    return ": ".join(row[name].replace("_", " ") for name in fields if row[name])


#: How a column is shown, by its name in the descriptor; any other is text as it stands.
_SHOWN: dict[str, Callable[[Row, list[str], dict[str, Any], _Titles], str]] = {
    "words": _words,
    "number": _numbers,
    "range": _numbers,
    "link": _linked,
    "statement": _statement,
    "work": _work,
    "row": _other_row,
}
