"""How the sources were gathered, as tables: what was read how far, what can be found again, what was not found.

``{protocol}`` with ``works``, ``addresses``, ``days`` or the name of an outcome of a search, such as
``not_found``, prints one table. Nothing is counted but what the tables ``sources`` and ``not_found`` hold.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.ledger.grades import on_the_campaign
from landreform.sphinx_ext.ledger_pages import note_tables
from landreform.sphinx_ext.markup import link, scrolling, to_the_right
from landreform.text.html_table import Cell, Row, html_table
from landreform.text.prose import day_text, number, plural

_ACCESS = {"whole": "read whole", "part": "read in part", "second_hand": "known through other works only"}

#: What came of a search, in words.
OUTCOMES = {
    "not_found": "Looked for and not found",
    "opening_only": "Only the beginning could be read",
    "cited_only": "Only what others say of it could be read",
    "machine_altered": "Only a copy altered by a machine, good for numbers alone",
}


def works_html(sources: pd.DataFrame) -> str:
    """Count the works by kind of witness and by how far they were read."""
    sources = on_the_campaign(sources)
    counts = pd.crosstab(sources["witness"], sources["access"]).reindex(columns=list(_ACCESS), fill_value=0)
    order = counts.sum(axis=1).sort_values(ascending=False, kind="stable").index
    rows: list[list[str | Cell]] = [
        [str(kind).replace("_", " "), *(to_the_right(number(count)) for count in counts.loc[kind])] for kind in order
    ]
    headings: list[str | Cell] = ["kind of witness", *map(to_the_right, _ACCESS.values())]
    return scrolling(
        html_table(f"Works by kind of witness: {number(len(sources))}.", headings, rows, row_headings=True)
    )


def _read(sources: pd.DataFrame) -> pd.DataFrame:
    """Select the works that were read, whole or in part; those on methods are not counted on this page."""
    sources = on_the_campaign(sources)
    return sources[sources["access"] != "second_hand"]


def addresses_html(sources: pd.DataFrame) -> str:
    """Count the works that were read by what of each column is known of them."""
    read = _read(sources)
    rows = [
        (words, to_the_right(number((read[column].notna() & read[column].ne("")).sum())))
        for column, words in (
            ("url", "with the full address of the text read"),
            ("archived", "with the address of a copy in a public archive"),
            ("read_on", "with the day on which it was read"),
            ("sha256", "with the hash of the text read"),
        )
    ]
    caption = f"Works that were read, whole or in part: {number(len(read))}."
    return html_table(caption, ["of these", to_the_right("works")], rows, row_headings=True)


def days_html(sources: pd.DataFrame, searches: pd.DataFrame) -> str:
    """Say between which days works were read, as far as the day was kept, and searched for."""
    rows: list[list[str | Cell]] = []
    read = _read(sources)
    for words, days in (("works read", read["read_on"].dropna()), ("searches", searches["on"].dropna())):
        ends = [day_text(day.strftime("%Y-%m-%d")) for day in (days.min(), days.max())] if len(days) else ["–", "–"]
        rows.append([words, to_the_right(number(len(days))), *ends])
    headings: list[str | Cell] = ["what", to_the_right("with a day"), "first", "last"]
    return html_table("Days of reading and of searching.", headings, rows, row_headings=True)


def searches_html(outcome: str, searches: pd.DataFrame, sources: pd.DataFrame) -> str:
    """List the searches with one outcome: what was looked for, where, when, and which row waits for it."""
    found = searches[searches["outcome"] == outcome]
    if found.empty:
        return "<p>No search ended so.</p>"
    names = dict(sources[["source", "name"]].itertuples(index=False))
    rows = [Row([_search(row), _work(row, names), row.where, _day(row), _waiting(row)]) for row in found.itertuples()]
    headings = ["looked for", "work", "where, and with which words", "on", "row that waits"]
    caption = f"{OUTCOMES[outcome]}: {plural(len(rows), 'search', 'searches')}."
    return scrolling(html_table(caption, headings, rows, row_headings=True))


def _search(row) -> Markup:
    """Say what was looked for, with the way to the row of the search."""
    return link(f"ledger/not_found.html#{row.search}", row.looked_for)


def _work(row, names: dict[str, str]) -> Markup:
    return link(f"ledger/sources.html#{row.work}", names[row.work]) if row.work else Markup()


def _day(row) -> str:
    return day_text(row.on.strftime("%Y-%m-%d"))


def _waiting(row) -> str:
    return link(f"ledger/{row.table}.html#{row.row}", f"{row.table}: {row.row}") if row.row else row.table


class Protocol(SphinxDirective):
    """Print one table of the protocol."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        note_tables(self.env, "sources", "not_found")
        name, sources, searches = self.arguments[0], tables.load("sources"), tables.load("not_found")
        made: dict[str, Callable[[], str]] = {
            "works": lambda: works_html(sources),
            "addresses": lambda: addresses_html(sources),
            "days": lambda: days_html(sources, searches),
        }
        made |= {outcome: lambda: searches_html(name, searches, sources) for outcome in OUTCOMES}
        if name not in made:
            raise self.error(f"no table {name!r}; there are {', '.join(made)}")
        return [nodes.raw("", made[name](), format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("protocol", Protocol)
