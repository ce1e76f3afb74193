"""People, institutions and terms as pages for readers: each entry under its own address, each statement with its row.

``{people}`` and ``{institutions}`` with a group print the entries of that group, ``{terms}`` the glossary
from A to Z, ``{ask-for-correction}`` the way to ask for one that the owner of the book has set, and nothing where there
is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

import pandas as pd
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import named, tables
from landreform.ledger.named import Named
from landreform.ledger.tables import Ledger
from landreform.publish.publication import Publication, publication
from landreform.sphinx_ext.ledger_numbers import ledger
from landreform.sphinx_ext.ledger_pages import FOLDER, note_tables
from landreform.sphinx_ext.markup import link, render

#: The page on which the entries of a table of names stand, from the top of the book.
PAGES = {
    "people": "book/people",
    "institutions": "book/people",
    "glossary": "book/glossary",
    "places": f"{FOLDER}/places",
}

#: More rows than these are folded below an entry.
FEW = 6

_READ = ("people", "institutions", "glossary", "events", "dates", "documents", "sources")


def tables_read() -> list[str]:
    """Return the tables from which the entries are made, as far as the ledger has them."""
    return [*(kind.table for kind in named.KINDS if kind.table in ledger()), "sources"]


def entries() -> tuple[Named, ...]:
    """Give everything that has a name in the ledger, read anew only when a file has changed."""
    return _entries(Held(ledger()))


class Held:
    """A ledger that stands for itself, so that what was made from it can be kept."""

    def __init__(self, held: Ledger):
        self.ledger = held

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.ledger is self.ledger

    def __hash__(self) -> int:
        return id(self.ledger)


@lru_cache(maxsize=2)
def _entries(held: Held) -> tuple[Named, ...]:
    return tuple(named.named(held.ledger))


@lru_cache(maxsize=2)
def _rows(held: Held) -> pd.DataFrame:
    return named.rows_naming(list(_entries(held)), held.ledger)


def entries_html(chosen: Iterable[Named], naming: pd.DataFrame | None = None, letters: bool = False) -> str:
    """Return entries as a list of definitions, sorted by name.

    Parameters
    ----------
    chosen : iterable of Named
    naming : DataFrame, optional
        Rows of the ledger that name them, as `landreform.ledger.named.rows_naming` gives them, to be listed below each.
    letters : bool
        Whether to put each letter above its entries, with a line of letters to jump by.
    """
    ordered = sorted(chosen, key=lambda entry: (entry.sorted_by, entry.row))
    found = [] if naming is None else naming.to_dict("records")
    of_entry: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in found:
        of_entry.setdefault((row["named_table"], row["named_row"]), []).append(row)
    groups = [
        {"letter": letter, "entries": [_entry(entry, of_entry.get(entry.key, [])) for entry in group]}
        for letter, group in groupby(ordered, key=lambda entry: entry.sorted_by[0].upper() if letters else "")
    ]
    return render("named.html", groups=groups, few=FEW)


def _entry(entry: Named, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Set what the template says of one entry."""
    return {
        "said": entry,
        "row": link(f"ledger/{entry.table}.html#{entry.row}", f"{entry.statement}: {entry.locator}"),
        "rows": [(link(f"ledger/{row['table']}.html#{row['row']}", row["title"]), row["date"]) for row in rows],
    }


def asking_html(book: Publication) -> str:
    """Return the sentence that says where to ask for a correction; empty where the owner has set no way.

    Parameters
    ----------
    book : Publication
        Used are ``contact`` and ``repository``.
    """
    if not (book.contact or book.repository):
        return ""
    address = book.contact or book.repository
    shown = link(address if "://" in address else f"mailto:{address}", address)
    words = "Write to {}." if book.contact else "Write an issue in the repository of this book: {}."
    return Markup("<p data-computed>" + words + "</p>").format(shown)


class Group(SphinxDirective):
    """Print the entries of one group of a table of names; the table is the name of the directive."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the list as HTML; a group that the descriptor does not know is an error of the build."""
        fields = {field["name"]: field for field in tables.resource(self.name)["schema"]["fields"]}
        group = self.arguments[0]
        if group not in fields["kind"]["constraints"]["enum"]:
            raise self.error(f"no group {group!r}; there are {', '.join(fields['kind']['constraints']['enum'])}")
        note_tables(self.env, *_READ)
        chosen = [entry for entry in entries() if entry.table == self.name and entry.group == group]
        return [nodes.raw("", entries_html(chosen, _rows(Held(ledger()))), format="html")]


class Terms(SphinxDirective):
    """Print every term of the glossary, from A to Z."""

    def run(self) -> list[nodes.Node]:
        """Build the list as HTML."""
        note_tables(self.env, *_READ)
        terms = [entry for entry in entries() if entry.table == "glossary"]
        return [nodes.raw("", entries_html(terms, letters=True), format="html")]


class AskForCorrection(SphinxDirective):
    """Say where to ask for a correction, where the owner has said so."""

    def run(self) -> list[nodes.Node]:
        """Build the sentence as HTML, or nothing."""
        made = asking_html(publication())
        return [nodes.raw("", made, format="html")] if made else []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("people", Group)
    app.add_directive("institutions", Group)
    app.add_directive("terms", Terms)
    app.add_directive("ask-for-correction", AskForCorrection)
    app.add_css_file("names.css")
