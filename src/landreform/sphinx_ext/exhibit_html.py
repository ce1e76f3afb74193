"""How are the words, files, citation and sources of an exhibit set as HTML? The same below a figure and on its page."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape

from markupsafe import Markup

from landreform import exhibits
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.publish import styles
from landreform.publish.passport import MEDIA_TYPES
from landreform.publish.publication import FIGURES
from landreform.sphinx_ext.deferred import PageContext, writer
from landreform.sphinx_ext.ledger_pages import FOLDER as LEDGER
from landreform.sphinx_ext.tables import code, download
from landreform.text.html_table import Cell, html_table
from landreform.text.prose import number, plural

#: PageContext that explains citations.
HOW_TO_CITE = "book/how-to-cite"

#: So many things told stand as a list.
FEW = 4

_DRAWINGS = ("svg", "png", "pdf")
_NUMBER = {"class": "number"}
_NAMES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}


@cache
def passport(slug: str) -> dict:
    """Read the passport of an exhibit as it was written for this build."""
    return json.loads(file_of(slug, "json"))


def file_of(slug: str, ending: str) -> str:
    """Read a text file of an exhibit."""
    return (ROOT / "_build" / FIGURES / slug / f"{slug}.{ending}").read_text(encoding="utf-8")


@cache
def names() -> dict[str, str]:
    """Return the short name of every source."""
    return dict(tables.load("sources")[["source", "name"]].itertuples(index=False))


def ledger_link(page: PageContext, table: str, row: str, text: str) -> str:
    """Link to a row of the ledger, where the book has the page of the table."""
    target = f"{LEDGER}/{table}"
    return f'<a href="{page.to(target)}#{row}">{escape(text)}</a>' if page.has(target) else escape(text)


@writer("row")
def _row(page: PageContext, table: str, row: str, text: str) -> str:
    return ledger_link(page, table, row, text)


def home(page: PageContext, slug: str) -> str:
    """Return the address of an exhibit's own page, relative to another page."""
    return page.to(f"{FIGURES}/{slug}/index")


def file_links(folder: str, said: dict, endings: tuple[str, ...]) -> str:
    """Return links to the files of an exhibit that have one of these endings."""
    there = {entry["name"].partition(".")[2]: entry for entry in said["files"]}
    words = {"csv": f"Data (CSV, {plural(said['data']['rows'], 'row')})"} | _NAMES
    return " ".join(
        f'<a href="{folder}{there[ending]["name"]}" type="{MEDIA_TYPES[ending]}" download>'
        f"{words.get(ending, ending.upper())}</a>"
        for ending in endings
        if ending in there
    )


def listing(sentences: list[str]) -> str:
    """Set sentences as a list."""
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in sentences) + "</ul>"


def told(description: str) -> str:
    """Set a long description: as a paragraph, or item by item where it tells of many things.

    Examples
    --------
    >>> told("Two bars. One is longer.")
    '<p>Two bars. One is longer.</p>'
    >>> told("Waves: first, 2; second, 33; third, 32; fourth, 6.")
    '<ul><li>Waves: first, 2; </li><li>second, 33; </li><li>third, 32; </li><li>fourth, 6.</li></ul>'
    """
    # A full stop ends a sentence unless it stands behind an initial or a short form: "Edwin E. Moise", "c. 500".
    sentences = re.split(r"(?<=[^\s.]{3}\. )(?=[^\W\d_a-z])", description)
    items = [item for sentence in sentences for item in re.split(r"(?<=; )", sentence)]
    if len(items) < FEW:
        return f"<p>{escape(description)}</p>"
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def words(said: dict) -> str:
    """Set what an exhibit says in words: long description, conclusions, limits."""
    parts = [told(said["description"])] if said["description"] else []
    parts += ['<p class="exhibit-head">What it shows</p>', listing(said["conclusions"])]
    parts += ['<p class="exhibit-head">What it does not show</p>', listing(said["limits"])]
    return "\n".join(parts)


def source_list(page: PageContext, said: dict) -> str:
    """Set the works behind an exhibit, each with its way to the ledger and the places read."""
    rows = []
    for source in said["sources"]:
        text = ledger_link(page, "sources", source["source"], names()[source["source"]])
        if source["read_in"] != source["source"]:
            text += ", as read in " + ledger_link(page, "sources", source["read_in"], names()[source["read_in"]])
        rows.append(f"<li>{text}: {escape('; '.join(source['locators']))}</li>")
    return f'<ul class="exhibit-sources">{"".join(rows)}</ul>'


def citation_block(page: PageContext, said: dict, folder: str, all_styles: bool) -> str:
    """Set the citation of an exhibit: in words, in BibTeX and in RIS, each ready to be copied."""
    chosen = list(styles.STYLES.items())[: None if all_styles else 1]
    rows = [
        f'<p class="copyable"><span class="style">{escape(name)}:</span> '
        f'<span class="text">{styles.formatted(said["citation"], style)[1]}</span></p>'
        for style, name in chosen
    ]
    rows += [copyable(_NAMES[ending], file_of(said["slug"], ending)) for ending in ("bib", "ris")]
    rows.append(f"<p>As files: {file_links(folder, said, ('bib', 'ris', 'csl.json'))}</p>")
    if not all_styles and page.has(HOW_TO_CITE):
        rows.append(f'<p><a href="{page.to(HOW_TO_CITE)}">Other styles, and what to cite</a></p>')
    return "\n".join(rows)


def copyable(name: str, text: str) -> str:
    """Set a text that somebody will copy."""
    shown = escape(text.rstrip("\n"), quote=False)
    return (
        f'<div class="copyable"><span class="style">{escape(name)}:</span>'
        f'<pre class="text" tabindex="0">{shown}</pre></div>'
    )


@writer("bar")
def bar(page: PageContext, slug: str) -> str:
    """Set the quiet bar below a figure or table: files, citation, sources, words, permanent link."""
    said = passport(slug)
    address = home(page, slug)
    folder = address.rpartition("/")[0] + "/"
    shown = said["address"] or f"{FIGURES}/{slug}/"
    return (
        f'<div class="exhibit-bar" role="group" data-computed aria-label="About “{escape(said["title"])}”">\n'
        f'<span class="exhibit-files">{file_links(folder, said, ("csv", *_DRAWINGS))}</span>\n'
        f"<details><summary>Cite</summary>\n{citation_block(page, said, folder, all_styles=False)}\n</details>\n"
        f"<details><summary>Sources</summary>\n{source_list(page, said)}\n</details>\n"
        f"<details><summary>In words</summary>\n{words(said)}\n</details>\n"
        f'<a class="exhibit-permalink" href="{address}" title="permanent address: {escape(shown)}">'
        f"{escape(slug)}</a>\n</div>"
    )


def data_table(said: dict) -> str:
    """Set what the columns of the data hold."""
    fields = said["data"]["schema"]["fields"]
    rows = [[code(field["name"]), field["type"], field["description"]] for field in fields]
    headings = ["column", "type", "what it holds"]
    return html_table("Columns of the data, with their units.", headings, rows, row_headings=True)


def file_table(said: dict) -> str:
    """Set the files with their sizes and hashes."""
    rows = [
        [download(file["name"], file["name"]), Cell(number(file["bytes"]), _NUMBER), code(file["sha256"])]
        for file in said["files"]
    ]
    own = f"{said['slug']}.json"
    rows.append([download(own, own), "", "all that stands on this page, for programs"])
    caption, headings = "Files, with their size in bytes and SHA-256.", ["file", "bytes", "SHA-256"]
    return html_table(caption, headings, rows, "reading hashes", row_headings=True)


def picture(page: PageContext, said: dict, folder: str) -> str:
    """Set the figure itself, or the whole table with its ways to the ledger."""
    slug = said["slug"]
    if said["kind"] == "figure":
        return f'<img src="{folder}{slug}.svg" alt="{escape(said["alt"])}">'
    shown = exhibits.show(slug)
    read = shown.table
    targets = [shown.targets(column) for column in shown.entry.headings]
    sides = [_NUMBER if right else {} for right in read.numeric]

    def cell(position: int, column: int, text: str) -> Cell:
        aims = targets[column]
        return Cell(Markup(ledger_link(page, *aims[position], text)) if aims and text else text, sides[column])

    headings = [Cell(text, side) for text, side in zip(read.headings, sides, strict=True)]
    rows = [
        [cell(position, column, text) for column, text in enumerate(cells)] for position, cells in enumerate(read.rows)
    ]
    return html_table(said["caption"], headings, rows)
