"""The chronology as a page: every dating of every event in one plain table, and three files to take away.

``{chronology}`` prints the table. Sorting, searching and filtering by theme, phase and source are added by a script in
the browser; without it the table is whole, in the order of time.
"""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.chronology.export import CSV, ICS, JSONLD, statements, write
from landreform.ledger import tables
from landreform.publish import publication
from landreform.sphinx_ext.ledger_pages import DATA_FOLDER
from landreform.text.prose import day_text, plural

TABLES = ("events", "dates", "sources")

#: Heading of each column, with whether readers may filter by it.
HEADINGS = (
    ("date as printed", False),
    ("in words", False),
    ("event", False),
    ("place", False),
    ("who says so", True),
    ("where read", False),
    ("theme", True),
    ("phase", True),
)

_PARTS = {"start": "begins: ", "end": "ends: "}


class Chronology(SphinxDirective):
    """Print the chronology, with links to its files."""

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        for name in TABLES:
            self.env.note_dependency(str(tables.DATA / tables.resource(name)["path"]))
        return [nodes.raw("", page_html({name: tables.load(name) for name in TABLES}), format="html")]


def page_html(ledger) -> str:
    """Return the chronology as HTML: the files, and a table with one row a dating.

    Parameters
    ----------
    ledger : mapping of str to pandas.DataFrame
        The tables ``events, dates, sources``.

    Returns
    -------
    str
    """
    told = statements(ledger)
    names = dict(ledger["sources"][["source", "name"]].itertuples(index=False))
    head = "".join(
        f'<th scope="col"{" data-filter" if filtered else ""}>{heading}</th>' for heading, filtered in HEADINGS
    )
    body = "\n".join(_row(row, names) for row in told.itertuples())
    caption = f"Chronology: {plural(len(told), 'dating')} of {plural(told['event'].nunique(), 'event')}."
    files = ", ".join(
        f'<a href="../{DATA_FOLDER}/{name}" download>{name}</a> ({what})'
        for name, what in ((CSV, "table"), (ICS, "calendar"), (JSONLD, "linked data"))
    )
    return (
        f'<p class="ledger-files">Download: {files}.</p>\n'
        '<div class="ledger-scroll" role="region" aria-label="Chronology" tabindex="0">\n'
        f'<table class="ledger chronology sortable asc">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _row(row, names: dict[str, str]) -> str:
    """Write one dating; its first cell leads to its row of the ledger and sorts by the first possible day."""
    said = _PARTS.get(row.aspect, "")
    sources = dict.fromkeys((row.source, row.read_in))
    who = _link(f"ledger/sources.html#{row.source}", names[row.source])
    where = _link(f"ledger/sources.html#{row.read_in}", names[row.read_in]) if row.read_in != row.source else ""
    read = f"{where}: {escape(row.locator)}" if where else escape(row.locator)
    theme, phase = (text.replace("_", " ") for text in (row.theme, row.phase))
    values = "|".join(names[key] for key in sources)
    return (
        f'<tr id="{row.dating}"><th scope="row" data-sort="{row.start_earliest:%Y%m%d}">{said}'
        f"{_link(f'ledger/dates.html#{row.dating}', row.printed)}</th>"
        f'<td data-sort="{row.start_earliest:%Y%m%d}">{said}{escape(day_text(row.date))}</td>'
        f"<td>{_link(f'ledger/events.html#{row.event}', row.title)}</td><td>{escape(row.place)}</td>"
        f'<td data-filter="{escape(values)}">{who}</td><td>{read}</td>'
        f'<td data-filter="{theme}">{theme}</td><td data-filter="{phase}">{phase}</td></tr>'
    )


def _link(address: str, text: str) -> str:
    return f'<a href="{address}">{escape(text)}</a>'


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of the chronology beside the published tables."""
    if exception is not None or app.builder.format != "html":
        return
    said = publication.read()
    ledger = {name: tables.load(name) for name in TABLES}
    write(Path(app.outdir) / DATA_FOLDER, ledger, date.fromisoformat(said.date), said.licence_url, said.address)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("chronology", Chronology)
    app.connect("build-finished", publish)
