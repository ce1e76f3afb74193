"""The ledger as pages: every table as plain HTML, every row under its own id, every number with its way home.

``{ledger-table}`` with the name of a table prints it whole. Searching and sorting are added by a script in the
browser; without it the page is a plain table. The CSV files are published beside the pages.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.paths import DATA
from landreform.sphinx_ext.markup import download, link, scrolling
from landreform.text.csv_output import cell_text
from landreform.text.html_table import Cell, Row, html_table
from landreform.text.prose import number

#: Address of the folder of the ledger pages within the book, and of the published tables.
FOLDER, DATA_FOLDER = "book/ledger", "data"


def row_address(table: str, identifier: str) -> str:
    """Return the address of a row, from the top of the book."""
    return f"{FOLDER}/{table}.html#{identifier}"


@dataclass(frozen=True)
class View:
    """How a page shows the rows of one table: the columns that its resource lists under ``page`` in the descriptor.

    Attributes
    ----------
    resource : dict
        Descriptor of the table.
    source_names : dict of str to str
        Key of a source to its short name.
    """

    resource: dict
    source_names: dict[str, str]

    @cached_property
    def targets(self) -> dict[str, str]:
        """Column to the table in which its values are keys."""
        keys = self.resource["schema"].get("foreignKeys", [])
        return {key["fields"][0]: key["reference"]["resource"] for key in keys}

    def row(self, values: dict[str, str]) -> Row:
        """Set one row; its first cell leads to itself."""
        identifier = values[self.resource["schema"]["primaryKey"][0]]
        cells = (getattr(self, f"_{column.get('show', 'text')}")(values, column) for column in self.resource["page"])
        return Row([link(f"#{identifier}", identifier), *map(_sortable, cells)], {"id": identifier})

    def _text(self, values: dict[str, str], column: dict) -> str:
        text = values[column["fields"][0]]
        return Markup('<span lang="{}">{}</span>').format(column["lang"], text) if text and "lang" in column else text

    def _words(self, values: dict[str, str], column: dict) -> str:
        """Show a coded value with spaces for underscores."""
        return values[column["fields"][0]].replace("_", " ")

    def _number(self, values: dict[str, str], column: dict) -> str:
        return _with_separators(values[column["fields"][0]])

    def _range(self, values: dict[str, str], column: dict) -> str:
        """Show a number, or lowest, central and highest number, with the unit where the row has one."""
        low, middle, high = (_with_separators(values[name]) for name in column["fields"])
        shown = middle or low or high
        if low and high:
            shown = f"{low} to {high}" + (f", central {middle}" if middle else "")
        return f"{shown} {values.get('unit', '')}".strip() if shown else ""

    def _link(self, values: dict[str, str], column: dict) -> str:
        """Show what is a key of another table as a link, anything else as text."""
        labels = column.get("labels", [""] * len(column["fields"]))
        return Markup("; ").join(
            Markup(label) + (link(f"{self.targets[name]}.html#{values[name]}", values[name]))
            if name in self.targets
            else values[name]
            for name, label in zip(column["fields"], labels, strict=True)
            if values[name]
        )

    def _statement(self, values: dict[str, str], column: dict) -> str:
        """Show who states a row, where it was read, and the place there."""
        source, read_in, place = (values[name] for name in column["fields"])
        works = [link(f"sources.html#{key}", self.source_names[key]) for key in dict.fromkeys((source, read_in))]
        return Markup("{}: {}").format(Markup(", as read in ").join(works), place)

    def _bibliography(self, values: dict[str, str], column: dict) -> str:
        return link(f"../bibliography.html#cite-{values[column['fields'][0]]}", "in the bibliography")


def _with_separators(value: str) -> str:
    return number(float(value)) if value else ""


def _sortable(content: str) -> Cell:
    """Give a cell that begins with a number the value by which a script sorts."""
    digits = content.split(" ")[0].replace(",", "")
    return Cell(content, {"data-sort": digits} if digits.replace(".", "", 1).isdigit() else {})


class LedgerTable(SphinxDirective):
    """Print one table of the ledger."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        name = self.arguments[0]
        for file in (DATA / f"{name}.csv", DATA / tables.DESCRIPTOR):
            self.env.note_dependency(str(file))
        return [nodes.raw("", table_html(name), format="html")]


def table_html(name: str) -> str:
    """Return a table of the ledger as HTML: header cells, one row an id, sortable values.

    Parameters
    ----------
    name : str
        Table of the ledger.

    Returns
    -------
    str
    """
    view = View(tables.resource(name), dict(tables.load("sources")[["source", "name"]].itertuples(index=False)))
    title, rows = view.resource["title"], tables.load(name).map(cell_text).to_dict("records")
    headings = ["id", *(column["heading"] for column in view.resource["page"])]
    caption = f"{title}: {len(rows)} rows."
    table = html_table(caption, headings, map(view.row, rows), "ledger sortable asc", row_headings=True)
    files = [download(f"../../{DATA_FOLDER}/{file}", file) for file in (f"{name}.csv", tables.DESCRIPTOR)]
    return f'<p class="ledger-files">Download: {", described in ".join(files)}.</p>\n{scrolling(table, title)}'


def publish_tables(app: Sphinx, exception: Exception | None) -> None:
    """Copy the tables and their descriptor beside the pages."""
    if exception is not None or app.builder.format != "html":
        return
    target = Path(app.outdir) / DATA_FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted([*DATA.glob("*.csv"), DATA / tables.DESCRIPTOR]):
        shutil.copyfile(file, target / file.name)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("ledger-table", LedgerTable)
    app.connect("build-finished", publish_tables)
    for script in ("vendor/sortable/sortable.min.js", "vendor/sortable/sortable.a11y.min.js", "ledger.js"):
        app.add_js_file(script, loading_method="defer")
    app.add_css_file("vendor/sortable/sortable-base.min.css")
