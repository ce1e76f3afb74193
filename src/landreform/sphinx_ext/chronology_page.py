"""The chronology as a page: every dating of every event in one plain table, and three files to take away.

``{chronology}`` prints the table, and below it the datings that a release published and a later one withdrew. Sorting,
searching and filtering by theme, phase and source are added by a script in the browser; without it the table is whole,
in the order of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes
from markupsafe import escape
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.chronology.export import CSV, ICS, JSONLD, statements, write
from landreform.ledger import tables
from landreform.ledger.revisions import TABLE
from landreform.paths import DATA
from landreform.publish import publication
from landreform.publish.digests import digest
from landreform.sphinx_ext.ledger_pages import DATA_FOLDER
from landreform.sphinx_ext.markup import download, link, scrolling
from landreform.text.html_table import Cell, Row, html_table
from landreform.text.prose import code_text, day_text, plural

TABLES = ("events", "dates", "sources")

#: Heading of each column, with whether readers may filter by it.
FILTERED = ("who says so", "theme", "phase")
HEADINGS = tuple(
    (heading, heading in FILTERED)
    for heading in ("date as printed", "in words", "event", "place", "who says so", "where read", "theme", "phase")
)

_PARTS = {"start": "begins: ", "end": "ends: "}


class Chronology(SphinxDirective):
    """Print the chronology, with links to its files."""

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        for name in (*TABLES, TABLE):
            self.env.note_dependency(str(DATA / tables.resource(name)["path"]))
        made = page_html({name: tables.load(name) for name in TABLES}) + withdrawn_html(tables.load(TABLE))
        return [nodes.raw("", made, format="html")]


def page_html(ledger: Mapping[str, pd.DataFrame]) -> str:
    """Return the chronology as HTML: the files, and a table with one row a dating.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``events, dates, sources``.

    Returns
    -------
    str
    """
    datings = statements(ledger)
    names = dict(ledger["sources"][["source", "name"]].itertuples(index=False))
    headings = [Cell(heading, {"data-filter": ""} if filtered else {}) for heading, filtered in HEADINGS]
    caption = f"Chronology: {plural(len(datings), 'dating')} of {plural(datings['event'].nunique(), 'event')}."
    rows = (_row(dating, names) for dating in datings.itertuples())
    table = html_table(caption, headings, rows, "ledger chronology sortable asc", row_headings=True)
    files = ", ".join(
        f"{download(f'../{DATA_FOLDER}/{name}', name)} ({what})"
        for name, what in ((CSV, "table"), (ICS, "calendar"), (JSONLD, "linked data"))
    )
    return f'<p class="ledger-files">Download: {files}.</p>\n{scrolling(table, "Chronology")}'


def _row(dating: Any, names: dict[str, str]) -> Row:
    """Set one dating; its first cell leads to its row of the ledger and sorts by the first possible day."""
    part = _PARTS.get(dating.aspect, "")
    day = dating.end_latest if pd.isna(dating.start_earliest) else dating.start_earliest
    first_day = {"data-sort": f"{day:%Y%m%d}"}
    works = {key: link(f"ledger/sources.html#{key}", names[key]) for key in (dating.source, dating.read_in)}
    read_in = "" if dating.read_in == dating.source else works[dating.read_in] + ": "
    theme, phase = map(code_text, (dating.theme, dating.phase))
    cells = [
        Cell(escape(part) + link(f"ledger/dates.html#{dating.dating}", dating.printed), first_day),
        Cell(part + day_text(dating.date), first_day),
        link(f"ledger/events.html#{dating.event}", dating.title),
        dating.place,
        Cell(works[dating.source], {"data-filter": "|".join(names[key] for key in works)}),
        read_in + dating.locator,
        Cell(theme, {"data-filter": theme}),
        Cell(phase, {"data-filter": phase}),
    ]
    return Row(cells, {"id": dating.dating})


def withdrawn_html(revisions: pd.DataFrame) -> str:
    """List the datings that were withdrawn, so that what was published of each still leads somewhere.

    Parameters
    ----------
    revisions : DataFrame
        The table of that name.

    Returns
    -------
    str
        Nothing where no dating was withdrawn.
    """
    gone = revisions[(revisions["table"] == "dates") & (revisions["change"] == "withdrawn")]
    if gone.empty:
        return ""
    rows = [
        Row([link(f"ledger/dates.html#{one.row}", one.row), one.reason], {"id": one.row}) for one in gone.itertuples()
    ]
    caption = f"{plural(len(gone), 'dating')} withdrawn since a release published it."
    return html_table(caption, ("dating", "why it was withdrawn"), rows)


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of the chronology beside the published tables."""
    if exception is not None or app.builder.format != "html":
        return
    folder, note = Path(app.outdir) / DATA_FOLDER, Path(app.doctreedir) / "chronology.key"
    # The pages are made anew from nothing, and these files with them, when anything else moves on which they depend.
    key = digest(DATA, [tables.resource(name)["path"] for name in TABLES])
    if (
        note.exists()
        and note.read_text("utf-8") == key
        and all((folder / name).exists() for name in (CSV, ICS, JSONLD))
    ):
        return
    book = publication.read()
    ledger = {name: tables.load(name) for name in TABLES}
    write(folder, ledger, date.fromisoformat(book.date), book.licence_url, book.address)
    note.write_text(key, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("chronology", Chronology)
    app.connect("build-finished", publish)
