"""The ledger as pages: every table as plain HTML, every row under its own id, every number with its way home.

``{ledger-table}`` with the name of a table prints it whole, ``{earlier-rows}`` what its published rows were before they
were corrected, moved or withdrawn. A row begins with what a person reads and ends with its id; several columns share a
cell, line under line, so that a table is no wider than the page and every row has few elements. Searching and sorting
are added by a script in the browser; without it the page is a plain table. The CSV files lie beside the pages.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import pandas as pd
from docutils import nodes
from markupsafe import Markup, escape
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.ledger.grades import with_grades
from landreform.ledger.revisions import TABLE, version_of
from landreform.paths import DATA
from landreform.sphinx_ext.markup import download, in_language, link
from landreform.text.csv_output import cell_text
from landreform.text.html_table import Cell, Row, html_table
from landreform.text.prose import code_text, number, plural

#: The place of what a script adds, so that the table does not move when it comes.
_SEARCH = '<div class="ledger-search pst-js-only"></div>'

#: A table with more rows than this shows their ids as text: a link on each would be an element too many.
MANY = 500

#: Ways to show a column that need no heading beside them: who says so, a work, a link.
_PLAIN = ("statement", "work", "link", "row", "address", "bibliography")

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
    corrected : dict of str to tuple of str
        Identifier of a row that was corrected to the version in which it was last, and the anchor of what it was.
    plain_ids : bool
        Whether the id of a row is text and not a link to itself.
    titles : dict of str to dict of str to str
        Table to the title of each of its rows, for tables whose rows have one.
    """

    resource: dict
    source_names: dict[str, str]
    corrected: dict[str, tuple[str, str]] = field(default_factory=dict)
    plain_ids: bool = False
    titles: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def targets(self) -> dict[str, str]:
        """Column to the table in which its values are keys."""
        keys = self.resource["schema"].get("foreignKeys", [])
        return {key["fields"][0]: key["reference"]["resource"] or self.resource["name"] for key in keys}

    @cached_property
    def cells(self) -> list[list[dict]]:
        """The columns of each cell: one that is ``joined`` stands with those before it."""
        cells: list[list[dict]] = []
        for column in self.resource["page"]:
            if "joined" in column:
                cells[-1].append(column)
            else:
                cells.append([column])
        return cells

    @property
    def headings(self) -> list[Cell]:
        """The heading of each cell, with the headings of the lines below it, for a script that sorts by them."""
        return [
            Cell(first["heading"], ({"data-lines": "|".join(lines)} if lines else {}) | number)
            for first, *others in self.cells
            for lines in [[column["heading"] for column in others if column.get("labelled")]]
            for number in [{"class": "number"} if first.get("show") == "number" else {}]
        ]

    def row(self, values: dict[str, str]) -> Row:
        """Set one row: what it states first, its id last."""
        identifier = values[self.resource["schema"]["primaryKey"][0]]
        cells = [self._cell(columns, values) for columns in self.cells]
        last = Markup("\n").join(filter(None, [cells[-1].content, self._name(identifier)]))
        cells[-1] = Cell(last, {name: value for name, value in cells[-1].attributes.items() if name != "data-label"})
        return Row(cells, {"id": identifier})

    def _cell(self, columns: list[dict], values: dict[str, str]) -> Cell:
        """Set the columns of one cell, and give it the value by which a script sorts where that is a number."""
        content, attributes = Markup(), {}
        for column in columns:
            shown = getattr(self, f"_{column.get('show', 'text')}")(values, column)
            if not shown:
                continue
            if column.get("labelled"):
                shown = Markup("{}: {}").format(column["heading"], shown)
            content += (column.get("joined", "\n") if content else "") + shown
            if column is columns[0]:
                attributes = _sort_value(shown)
                if column.get("show") == "number":
                    attributes["class"] = "number"
                if columns is not self.cells[0] and column.get("show") not in _PLAIN:
                    attributes["data-label"] = column["heading"]
        return Cell(content, attributes)

    def _name(self, identifier: str) -> Markup:
        """Set the id of a row, as a link to itself or as text, with the way to what the row was before."""
        name = escape(identifier) if self.plain_ids else link(f"#{identifier}", identifier)
        if identifier in self.corrected:
            version, anchor = self.corrected[identifier]
            name += Markup(" ({})").format(link(f"#{anchor}", f"corrected in {version}"))
        return name

    def _text(self, values: dict[str, str], column: dict) -> str:
        return in_language(values[column["fields"][0]], column.get("lang", ""))

    def _named(self, values: dict[str, str], column: dict) -> str:
        """Show a name, marked with its language where that is not the language of the page."""
        name, language = (values[field] for field in column["fields"])
        return in_language(name, language)

    def _words(self, values: dict[str, str], column: dict) -> str:
        """Show a coded value in the words of the book."""
        return code_text(values[column["fields"][0]])

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
            Markup(label) + self._to_row(self.targets[name], values[name]) if name in self.targets else values[name]
            for name, label in zip(column["fields"], labels, strict=True)
            if values[name]
        )

    def _to_row(self, table: str, identifier: str) -> Markup:
        return link(f"{table}.html#{identifier}", self.titles.get(table, {}).get(identifier, identifier))

    def _statement(self, values: dict[str, str], column: dict) -> str:
        """Show who states a row, where it was read, and the place there."""
        source, read_in, place = (values[name] for name in column["fields"])
        works = [link(f"sources.html#{key}", self.source_names[key]) for key in dict.fromkeys((source, read_in))]
        return Markup("{}: {}").format(Markup(", as read in ").join(works), place)

    def _work(self, values: dict[str, str], column: dict) -> str:
        """Show a work by its name, with the way to its row."""
        key = values[column["fields"][0]]
        return link(f"sources.html#{key}", self.source_names[key]) if key else ""

    def _row(self, values: dict[str, str], column: dict) -> str:
        """Show a row of another table, named by table and identifier in two columns or in one."""
        table, _, identifier = ":".join(filter(None, (values[name] for name in column["fields"]))).partition(":")
        return link(f"{table}.html#{identifier}", f"{table}: {identifier}") if identifier else table.replace("_", " ")

    def _address(self, values: dict[str, str], column: dict) -> str:
        address = values[column["fields"][0]]
        return link(address, address) if address else ""

    def _bibliography(self, values: dict[str, str], column: dict) -> str:
        return link(f"../bibliography.html#cite-{values[column['fields'][0]]}", "in the bibliography")


def _with_separators(value: str) -> str:
    return number(float(value)) if value else ""


def _sort_value(content: str) -> dict[str, str]:
    """Give the value by which a script sorts a cell that begins with a number."""
    digits = content.split(" ")[0].replace(",", "")
    return {"data-sort": digits} if digits.replace(".", "", 1).isdigit() else {}


class LedgerTable(SphinxDirective):
    """Print one table of the ledger."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        name = self.arguments[0]
        note_tables(self.env, name, "sources", "events", "documents", TABLE)
        return [nodes.raw("", table_html(name), format="html")]


class EarlierRows(SphinxDirective):
    """Print the rows of a table that earlier releases had otherwise, each where links to it lead."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the list as HTML."""
        note_tables(self.env, TABLE)
        return [nodes.raw("", earlier_rows_html(self.arguments[0]), format="html")]


def note_tables(env: BuildEnvironment, *names: str) -> None:
    """Have a page read anew when one of these tables changes, or their descriptor."""
    for file in (*(f"{name}.csv" for name in names), tables.DESCRIPTOR):
        env.note_dependency(str(DATA / file))


def table_html(name: str) -> str:
    """Return a table of the ledger as HTML: header cells, one row an id, the first cell of each its heading.

    Parameters
    ----------
    name : str
        Table of the ledger.

    Returns
    -------
    str
    """
    frame, sources = tables.load(name), tables.load("sources")
    if {"year", "read_in"} <= set(frame):
        frame = with_grades(frame, sources)
    names = dict(sources[["source", "name"]].itertuples(index=False))
    view = View(tables.resource(name), names, _corrected(name), len(frame) > MANY, _titles())
    rows = frame.map(cell_text).to_dict("records")
    caption = f"{view.resource['title']}: {plural(len(rows), 'row')}. The id of a row stands last."
    table = html_table(
        caption, view.headings, map(view.row, rows), f"ledger rows {name} sortable asc", row_headings=True
    )
    files = [download(f"../../{DATA_FOLDER}/{file}", file) for file in (f"{name}.csv", tables.DESCRIPTOR)]
    return f'<p class="ledger-files">Download: {", described in ".join(files)}.</p>\n{_SEARCH}\n{table}'


@cache
def _titles() -> dict[str, dict[str, str]]:
    """Give the title of every event and document."""
    return {
        name: dict(tables.load(name)[[key, title]].itertuples(index=False))
        for name, key, title in (("events", "event", "title"), ("documents", "document", "title_en"))
    }


def revisions_of(name: str) -> pd.DataFrame:
    """Give the revisions of one table, the newest version first."""
    frame = tables.load(TABLE)
    frame = frame[frame["table"] == name]
    order = sorted(frame.index, key=lambda line: version_of(frame.loc[line, "version"]), reverse=True)
    return frame.loc[order]


def _corrected(name: str) -> dict[str, tuple[str, str]]:
    """Give the rows of a table that were corrected, with version and anchor of the last time."""
    found = revisions_of(name).iloc[::-1]
    return {row.row: (row.version, row.revision) for row in found.itertuples() if row.change == "corrected"}


def earlier_rows_html(name: str) -> str:
    """Return the rows of a table that earlier releases had otherwise: what each was, what it is, why, and since when.

    Parameters
    ----------
    name : str
        Table of the ledger.

    Returns
    -------
    str
        A table in which a row that is gone stands under its own id, and one that was corrected under that of its
        revision; a sentence where no row was changed.
    """
    found = revisions_of(name)
    if found.empty:
        return "<p>No row that a release published has been changed.</p>"
    gone, rows = set(), []
    for revision in found.to_dict("records"):
        # Of a row that was changed more than once, only the last change may have taken it away.
        is_gone = revision["change"] != "corrected" and revision["row"] not in gone
        gone |= {revision["row"]} if is_gone else set()
        row, version, change, old, new, reason = revision_cells(revision)
        lines = [f"{change} in {version}: {reason}", Markup("As it was: {}").format(old)]
        said = [*lines, Markup("As it is: {}").format(new)] if new else lines
        rows.append(Row([row, Markup("\n").join(said)], {"id": revision["row"] if is_gone else revision["revision"]}))
    resource = tables.resource(name)
    caption = f"{resource['title']}: {plural(len(rows), 'change')} of published rows."
    return html_table(caption, ("row", "what was changed, and why"), rows, "ledger earlier", row_headings=True)


#: Headings of a list of revisions.
REVISION_HEADINGS = ("row", "since version", "change", "as it was", "as it is", "reason")


def revision_cells(revision: dict[str, str], folder: str = "") -> list[str]:
    """Set one revision; the rows that it names are reached through the folder of the ledger pages."""
    now = revision["new"]
    if revision["successor"]:
        table, _, identifier = revision["successor"].partition(":")
        successor = link(f"{folder}{table}.html#{identifier}", f"{table}: {identifier}")
        now = Markup("{} {}").format(now, successor) if now else successor
    return [
        link(f"{folder}{revision['table']}.html#{revision['row']}", revision["row"]),
        revision["version"],
        revision["change"],
        revision["old"],
        now,
        revision["reason"],
    ]


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
    app.add_directive("earlier-rows", EarlierRows)
    app.connect("build-finished", publish_tables)
    for script in ("vendor/sortable/sortable.min.js", "folding.js", "ledger.js"):
        app.add_js_file(script, loading_method="defer")
    for style in ("vendor/sortable/sortable-base.min.css", "ledger.css"):
        app.add_css_file(style)
