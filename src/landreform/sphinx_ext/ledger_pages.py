"""The ledger as pages: every table as plain HTML, every row under its own id, every number with its way home.

``{ledger-table}`` with the name of a table prints it whole. Searching and sorting are added by a script in the
browser; without it the page is a plain table. The CSV files are published beside the pages.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.text.prose import number

#: Address of the folder of the ledger pages within the book, and of the published tables.
FOLDER, DATA_FOLDER = "book/ledger", "data"

Cell = Callable[[dict], str]


def row_address(table: str, identifier: str) -> str:
    """Return the address of a row, from the top of the book."""
    return f"{FOLDER}/{table}.html#{identifier}"


def text(column: str, lang: str = "") -> Cell:
    """Show a column as it is."""
    mark = f' lang="{lang}"' if lang else ""
    return lambda row: f"<span{mark}>{escape(row[column])}</span>" if lang and row[column] else escape(row[column])


def words(column: str) -> Cell:
    """Show a coded value with spaces for underscores."""
    return lambda row: escape(row[column].replace("_", " "))


def figure(column: str) -> Cell:
    """Show a number with its thousands separated."""
    return lambda row: number(row[column]) if row[column] else ""


def span_of_numbers(low: str, middle: str, high: str) -> Cell:
    """Show the number or numbers of a row, with the unit where it has one."""

    def show(row: dict) -> str:
        low_text, middle_text, high_text = (number(row[name]) if row[name] else "" for name in (low, middle, high))
        if low_text and high_text:
            shown = f"{low_text} to {high_text}" + (f", central {middle_text}" if middle_text else "")
        else:
            shown = middle_text or low_text or high_text
        return escape(f"{shown} {row.get('unit', '')}".strip()) if shown else ""

    return show


def links(table: str, *columns: str) -> Cell:
    """Show references to other rows as links."""

    def show(row: dict) -> str:
        parts = [
            f'{label}<a href="{table}.html#{row[column]}">{row[column]}</a>'
            for column, label in zip(columns, ("", "part of "), strict=False)
            if row[column]
        ]
        return "; ".join(parts)

    return show


def home(names: dict[str, str]) -> Cell:
    """Show who states a row, where it was read, and the place there, each a link."""

    def link(key: str) -> str:
        return f'<a href="sources.html#{key}">{escape(names[key])}</a>'

    def show(row: dict) -> str:
        said = link(row["source"])
        if row["read_in"] != row["source"]:
            said += f", as read in {link(row['read_in'])}"
        return f"{said}: {escape(row['locator'])}"

    return show


def views(names: dict[str, str]) -> dict[str, tuple[tuple[str, Cell], ...]]:
    """Say for each table which columns its page shows; the files hold all of them."""
    said = ("who says so, read where", home(names))
    note = ("note", text("note"))
    return {
        "sources": (
            ("name", text("name")),
            ("kind", words("kind")),
            ("year", text("year")),
            ("who speaks", words("origin")),
            ("access", words("access")),
            ("read at", text("read_at")),
            (
                "reference",
                lambda row: f'<a href="../bibliography.html#cite-{row["source"]}">in the bibliography</a>',
            ),
            note,
        ),
        "events": (
            ("event", text("title")),
            ("Vietnamese", text("title_vi", "vi")),
            ("theme", words("theme")),
            ("phase", words("phase")),
            ("place", text("place")),
            ("about", text("about")),
            said,
            note,
        ),
        "dates": (
            ("event", links("events", "event")),
            ("what is dated", words("aspect")),
            ("as printed", text("printed")),
            ("EDTF", text("date")),
            ("earliest", text("earliest")),
            ("latest", text("latest")),
            ("precision", words("precision")),
            ("qualifier", words("qualifier")),
            said,
            note,
        ),
        "waves": (
            ("campaign", words("campaign")),
            ("wave", text("wave")),
            ("place", text("place")),
            ("start", text("start")),
            ("end", text("end")),
            ("communes", figure("communes")),
            ("provinces", figure("provinces")),
            ("population", figure("population")),
            ("bound", words("bound")),
            said,
            note,
        ),
        "documents": (
            ("title", text("title_en")),
            ("Vietnamese title", text("title_vi", "vi")),
            ("issuer", text("issuer")),
            ("kind", words("kind")),
            ("date", text("date")),
            ("subject", text("subject")),
            said,
            note,
        ),
        "exclusions": (
            ("event tested", links("events", "event")),
            ("what the witness shows", words("shows")),
            ("force", words("force")),
            ("witness", lambda row: links("dates", "by_dating")(row) or links("documents", "by_document")(row)),
            ("reason", text("reason")),
            said,
            note,
        ),
        "estimates": (
            ("author", text("author")),
            ("year", text("year")),
            ("persons", span_of_numbers("low", "point", "high")),
            ("as printed", text("printed")),
            ("bound", words("bound")),
            ("what is counted", words("outcome")),
            ("territory", text("territory")),
            ("period", text("period")),
            ("evidence", text("evidence")),
            ("grade", words("grade")),
            said,
            note,
        ),
        "lineage": (
            ("claim", links("estimates", "estimate")),
            ("takes from", lambda row: links("estimates", "derives_from")(row) or escape(row["origin"])),
            ("what is carried", text("carried")),
            ("basis", words("basis")),
            said,
            note,
        ),
        "counts": (
            ("quantity", text("quantity")),
            ("as printed", text("printed")),
            ("value", span_of_numbers("low", "value", "high")),
            ("bound", words("bound")),
            ("theme", words("theme")),
            ("date", text("date")),
            ("place", text("place")),
            ("share of / part of", links("counts", "denominator", "part_of")),
            said,
            note,
        ),
        "classifications": (
            ("label", text("label")),
            ("place", text("place")),
            ("labelled", figure("labelled")),
            ("correct", figure("correct")),
            ("% as printed", text("printed_correct_pct")),
            ("incorrect", figure("incorrect")),
            ("% as printed ", text("printed_incorrect_pct")),
            said,
            note,
        ),
        "framings": (
            ("sub-step", words("step")),
            ("framing of failure", words("framing")),
            ("made visible", text("visible")),
            ("left unsaid", text("invisible")),
            said,
            note,
        ),
    }


class LedgerTable(SphinxDirective):
    """Print one table of the ledger."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        name = self.arguments[0]
        for file in (tables.DATA / f"{name}.csv", tables.DATA / tables.DESCRIPTOR):
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
    described = tables.resource(name)
    names = dict(tables.load("sources")[["source", "name"]].itertuples(index=False))
    shown = views(names)[name]
    rows = _cells(name)
    identifier = described["schema"]["primaryKey"][0]
    head = "".join(f'<th scope="col">{escape(heading.strip())}</th>' for heading, _ in (("id", None), *shown))
    body = "\n".join(
        f'<tr id="{row[identifier]}"><th scope="row"><a href="#{row[identifier]}">{row[identifier]}</a></th>'
        + "".join(_cell(cell(row)) for _, cell in shown)
        + "</tr>"
        for row in rows
    )
    caption = f"{described['title']}: {len(rows)} rows."
    return (
        f'<p class="ledger-files">Download: <a href="../../{DATA_FOLDER}/{name}.csv" download>{name}.csv</a>, '
        f'described in <a href="../../{DATA_FOLDER}/{tables.DESCRIPTOR}" download>{tables.DESCRIPTOR}</a>.</p>\n'
        f'<div class="ledger-scroll" role="region" aria-label="{escape(described["title"])}" tabindex="0">\n'
        f'<table class="ledger sortable asc">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _cells(name: str) -> list[dict]:
    """Give the rows as text, as they stand in the file."""
    frame = tables.load(name)
    for column in frame:
        if pd.api.types.is_datetime64_any_dtype(frame[column]):
            frame[column] = frame[column].dt.strftime("%Y-%m-%d").fillna("")
        elif pd.api.types.is_numeric_dtype(frame[column]):
            frame[column] = ["" if pd.isna(value) else str(value) for value in frame[column]]
    return frame.to_dict("records")


def _cell(shown: str) -> str:
    digits = shown.split(" ")[0].replace(",", "")
    if digits.replace(".", "", 1).isdigit():
        return f'<td data-sort="{digits}">{shown}</td>'
    return f"<td>{shown}</td>"


def publish_tables(app: Sphinx, exception: Exception | None) -> None:
    """Copy the tables and their descriptor beside the pages."""
    if exception is not None or app.builder.format != "html":
        return
    target = Path(app.outdir) / DATA_FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted([*tables.DATA.glob("*.csv"), tables.DATA / tables.DESCRIPTOR]):
        shutil.copyfile(file, target / file.name)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("ledger-table", LedgerTable)
    app.connect("build-finished", publish_tables)
    for script in ("vendor/sortable/sortable.min.js", "vendor/sortable/sortable.a11y.min.js", "ledger.js"):
        app.add_js_file(script, loading_method="defer")
    app.add_css_file("vendor/sortable/sortable-base.min.css")
