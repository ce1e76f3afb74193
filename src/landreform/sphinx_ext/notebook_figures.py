"""Figures and numbered tables of notebooks get their words, their number and their bar from the registry.

A notebook only names an exhibit (cell metadata ``mystnb.figure.name`` or ``mystnb.table.name``) and shows it. While
the page is read a figure is given its caption and alternative text, a table is set as a numbered table of the page, and
the bar with files, citation and sources is put below either. A picture that no slug stands for stops the build.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective, SphinxRole

from landreform import exhibits
from landreform.exhibits.base import FigureExhibit, ShownTable
from landreform.exhibits.placement import cell_name
from landreform.paths import ROOT
from landreform.publish import embedded_metadata
from landreform.publish.completeness import plain
from landreform.publish.publication import FIGURES
from landreform.sphinx_ext import shown_tables
from landreform.sphinx_ext.deferred import deferred
from landreform.sphinx_ext.exhibit_html import passport
from landreform.sphinx_ext.figure_drawings import files_behind


def inject_captions(app: Sphinx, docname: str, source: list[str]) -> None:
    """Complete the cells of a notebook that show an exhibit, as Sphinx reads it."""
    if app.env.doc2path(docname).endswith(".ipynb"):
        source[0] = with_captions(docname, source[0])
        for cell in json.loads(source[0])["cells"]:
            slug = cell_name(cell)
            if slug:
                app.env.note_dependency(str(ROOT / "_build" / FIGURES / slug / f"{slug}.json"))
                for file in files_behind(slug) if slug in exhibits.slugs("figure") else ():
                    app.env.note_dependency(str(file))


def with_captions(docname: str, text: str) -> str:
    """Complete the cells of a notebook that show an exhibit.

    Parameters
    ----------
    docname : str
        Name of the page, for messages.
    text : str
        The notebook as JSON.

    Returns
    -------
    str
        The same with captions and alternative texts, and with a cell for each bar and each numbered table.

    Raises
    ------
    sphinx.errors.ExtensionError
        If a cell names something that the registry does not know, or shows another thing than it names.
    """
    notebook = json.loads(text)
    cells = []
    for number, cell in enumerate(notebook["cells"], start=1):
        cells.append(cell)
        slug = cell_name(cell)
        if slug is None:
            continue
        is_figure = "figure" in cell["metadata"]["mystnb"]
        code = f'exhibits.show("{slug}")'
        if slug not in exhibits.slugs("figure" if is_figure else "table") or "".join(cell["source"]).strip() != code:
            raise ExtensionError(f"{docname}, cell {number}: must be {code} alone, with a slug of the registry")
        if is_figure:
            cell["metadata"]["mystnb"]["figure"]["caption"] = _below(slug)
            cell["metadata"]["mystnb"]["image"] = {"alt": _alternative(slug)}
        else:
            cell["metadata"].setdefault("tags", []).append("remove-output")
            numbered = f"```{{numbered-table}} {slug}\n```"
            if cell["metadata"]["mystnb"]["table"].get("folded"):
                numbered = _fold(exhibits.entry(slug).caption, numbered)
            cells.append(_markdown(f"{slug}-table", numbered))
        cells.append(_markdown(f"{slug}-bar", f"```{{exhibit-bar}} {slug}\n```"))
    notebook["cells"] = cells
    return json.dumps(notebook, ensure_ascii=False)


def _below(slug: str) -> str:
    """Give the caption that stands below a figure: all that is not written above it, and the way to its finding."""
    entry = exhibits.entry(slug)
    assert isinstance(entry, FigureExhibit)
    if passport(slug)["finding"]:
        return f"{entry.caption_below} {{exhibit-headline}}`{slug}`"
    return entry.caption_below


def _alternative(slug: str) -> str:
    """Give the alternative text, after what is written above the figure, which its caption does not repeat."""
    shown = passport(slug)
    return f"{shown['says']}. {shown['alt']}"


def _fold(name: str, numbered: str) -> str:
    """Put a numbered table into a disclosure under its name, which opens without a script."""
    return (
        f'<details class="folded-table"><summary>{escape(plain(name))}</summary><div>\n\n{numbered}\n\n</div></details>'
    )


def _markdown(identifier: str, text: str) -> dict:
    return {"cell_type": "markdown", "id": identifier, "metadata": {}, "source": [text]}


def reject_unregistered_images(app: Sphinx, doctree: nodes.document) -> None:
    """Stop where a cell of a notebook shows a picture under no slug.

    Raises
    ------
    sphinx.errors.ExtensionError
        Names page and cell.
    """
    for bundle in doctree.findall(nodes.container):
        if not str(bundle.get("mime_type", "")).startswith("image/"):
            continue
        holder, cell = bundle.parent, None
        names: set[str] = set()
        while holder is not None:
            if isinstance(holder, nodes.figure):
                names.update(holder["ids"])
            if isinstance(holder, nodes.Element) and holder.get("nb_element") == "cell_code":
                cell = holder["cell_index"]
            holder = holder.parent
        if not names & set(exhibits.slugs("figure")):
            place = "" if cell is None else f", code of cell {cell + 1} as read"
            raise ExtensionError(f"{app.env.docname}{place}: a picture that is not in the registry of figures")


def draw_in_the_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let the page hold the drawing that is published, in its form for pages.

    Raises
    ------
    sphinx.errors.ExtensionError
        If the notebook has drawn something else than the registry.
    """
    if app.builder.format != "html":
        return
    for figure in doctree.findall(nodes.figure):
        for slug in set(figure["ids"]) & set(exhibits.slugs("figure")):
            image = next(figure.findall(nodes.image))
            published = ROOT / "_build" / FIGURES / slug / f"{slug}.svg"
            shown = (Path(app.srcdir) / image["uri"]).read_text(encoding="utf-8")
            if embedded_metadata.drawing(shown) != embedded_metadata.drawing(published.read_text(encoding="utf-8")):
                raise ExtensionError(f"{docname}: the notebook draws {slug} otherwise than the registry does")
            inline = deferred("drawing", slug, image["alt"])
            inline["alt"] = image["alt"]
            image.replace_self(inline)


class ExhibitBar(SphinxDirective):
    """Put the bar of an exhibit below it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place; the bar is written with the page, when addresses and numbers are known."""
        return [deferred("bar", self.arguments[0])]


class NumberedTable(SphinxDirective):
    """Set a numbered table of the registry as a table of the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table of nodes, so that Sphinx numbers it and can refer to it."""
        shown = shown_tables.make(self.env, self.arguments[0])
        read = shown.table
        table = nodes.table(classes=["reading"], names=[shown.entry.slug])
        words, messages = self.parse_inline(read.caption, lineno=self.lineno)
        table += nodes.title(read.caption, "", *words)
        group = nodes.tgroup(cols=len(read.headings))
        # Widths in letters, for formats that set a table with them; pages find widths of their own.
        columns = zip(read.headings, *read.rows, strict=True)
        group += [nodes.colspec(colwidth=min(30, max(map(len, column)))) for column in columns]
        group += nodes.thead("", self._row([(text, None) for text in read.headings], read.numeric))
        targets = [_led(shown, column) for column in shown.entry.headings]
        body = nodes.tbody()
        for position, cells in enumerate(read.rows):
            led = [(text, aims[position] if aims else None) for text, aims in zip(cells, targets, strict=True)]
            row = self._row(led, read.numeric)
            if shown.entry.row_ids:
                row["ids"].append(shown.data[shown.entry.row_ids].iloc[position])
            body += row
        group += body
        table += group
        self.set_source_info(table)
        self.state.document.note_explicit_target(table)
        return [table, *messages]

    def _row(self, cells: list[tuple[str, list[tuple[str, str]] | None]], numeric: tuple[bool, ...]) -> nodes.row:
        row = nodes.row()
        for (text, led), right in zip(cells, numeric, strict=True):
            inner: list[nodes.Node] = []
            for words, address in led or []:
                inner += [nodes.Text("; ")] if inner else []
                inner.append(deferred("address", address, words or text, text=words or text))
            content = [nodes.paragraph("", "", *(inner or [nodes.Text(text)]))] if text else []
            row += nodes.entry("", *content, classes=["number"] if right else [])
        return row


def _led(shown: ShownTable, column: str) -> list[list[tuple[str, str]]]:
    """Return the addresses to which each cell of a column leads, each with its words; none stand for the whole cell."""
    to_rows = [[("", f"{table}/{row}")] for table, row in shown.targets(column)]
    return shown.grounds(column) or to_rows


class ExhibitHeadline(SphinxRole):
    """Begin a caption with the finding that the figure shows."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Leave the place; the way to the table of findings is known when the page is written."""
        shown = passport(self.text)["finding"]
        return [deferred("headline", self.text, text=shown["headline"] + " ")] if shown else [], []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_role("exhibit-headline", ExhibitHeadline())
    app.add_directive("exhibit-bar", ExhibitBar)
    app.add_directive("numbered-table", NumberedTable)
    app.connect("source-read", inject_captions)
    app.connect("doctree-read", reject_unregistered_images)
    app.connect("doctree-resolved", draw_in_the_page)
