"""Set words, files, citation and sources of an exhibit as HTML, the same below a figure and on its page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from landreform.exhibits.draw.style import WIDTH
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.publish import cards, styles
from landreform.publish.passport import MEDIA_TYPES
from landreform.publish.publication import FIGURES
from landreform.sphinx_ext import shown_tables
from landreform.sphinx_ext.deferred import PageContext, writer
from landreform.sphinx_ext.figure_drawings import drawing
from landreform.sphinx_ext.ledger_pages import FOLDER as LEDGER
from landreform.sphinx_ext.markup import code, download, link, render
from landreform.text.html_table import Cell, html_table
from landreform.text.prose import curly, number, plural, sentences

#: Page that explains citations.
HOW_TO_CITE = "book/how-to-cite"

#: What leads from a figure to the finding that it shows.
GROUNDS = "What this finding rests on."

#: Page with the table of findings.
FINDINGS = "notebooks/findings"

#: A long description of so many sentences is set as a list.
FEW = 4

# Of a browser.
_DOTS_PER_INCH = 96

_WORDS = ("title", "caption", "alt", "description", "conclusions", "limits")
_DRAWINGS = ("svg", "png", "pdf")
_NUMBER = {"class": "number"}
_NAMES = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}


@cache
def passport(slug: str) -> dict:
    """Read the passport of an exhibit as it was written for this build, its words with the signs of print."""
    read: dict[str, Any] = json.loads(file_of(slug, "json"))
    for name in _WORDS:
        read[name] = curly(read[name]) if isinstance(read[name], str) else [curly(text) for text in read[name]]
    return read


def file_of(slug: str, ending: str) -> str:
    """Read a text file of an exhibit."""
    return (ROOT / "_build" / FIGURES / slug / f"{slug}.{ending}").read_text(encoding="utf-8")


@cache
def names() -> dict[str, str]:
    """Return the short name of every source."""
    return dict(tables.load("sources")[["source", "name"]].itertuples(index=False))


def ledger_link(page: PageContext, table: str, row: str, text: str) -> Markup:
    """Link to a row of the ledger, where the book has the page of the table."""
    target = f"{LEDGER}/{table}"
    return link(f"{page.to(target)}#{row}", text) if page.has(target) else escape(text)


def address_link(page: PageContext, address: str, text: str) -> Markup:
    """Link to ``table/row`` of the ledger or to a page of the book, where the book has it.

    Parameters
    ----------
    page : PageContext
    address : str
        As `landreform.tolls.finding.Ground` has it.
    text : str
    """
    name, _, place = address.partition("#")
    if name.startswith(("book/", "notebooks/")):
        return link(page.to(name) + (f"#{place}" if place else ""), text) if page.has(name) else escape(text)
    table, _, row = name.partition("/")
    return ledger_link(page, table, row, text)


@writer("address")
def _address(page: PageContext, address: str, text: str) -> str:
    return address_link(page, address, text)


@writer("headline")
def headline(page: PageContext, slug: str) -> str:
    """Lead from a figure that shows a finding to what the finding rests on; nothing where it shows none.

    The finding itself stands above the drawing and is not said again.
    """
    shown = passport(slug)["finding"]
    return address_link(page, f"{FINDINGS}#finding-{shown['name']}", GROUNDS) if shown else ""


@writer("row")
def _row(page: PageContext, table: str, row: str, text: str) -> str:
    return ledger_link(page, table, row, text)


def home(page: PageContext, slug: str) -> str:
    """Return the address of an exhibit's own page, relative to another page."""
    return page.to(f"{FIGURES}/{slug}/index")


def file_links(folder: str, passport: dict, endings: tuple[str, ...]) -> Markup:
    """Return links to the files of an exhibit that have one of these endings."""
    files = {entry["name"].partition(".")[2]: entry["name"] for entry in passport["files"]}
    words = {"csv": f"Data (CSV, {plural(passport['data']['rows'], 'row')})"} | _NAMES
    linked = Markup('<a href="{}" type="{}" download>{}</a>')
    return Markup(" ").join(
        linked.format(folder + files[ending], MEDIA_TYPES[ending], words.get(ending, ending.upper()))
        for ending in endings
        if ending in files
    )


def long_description(text: str) -> Markup:
    """Set a long description: as a paragraph, or sentence by sentence where it has many.

    Examples
    --------
    >>> long_description("Two bars. One is longer.")
    Markup('<p>Two bars. One is longer.</p>')
    >>> long_description("First wave: 2; or 3. Second: 33. Third: 32. Fourth: 6.")
    Markup('<ul><li>First wave: 2; or 3.</li> <li>Second: 33.</li> <li>Third: 32.</li> <li>Fourth: 6.</li></ul>')
    """
    told = sentences(text)
    if len(told) < FEW:
        return Markup("<p>{}</p>").format(text) if text else Markup()
    return Markup("<ul>{}</ul>").format(Markup(" ").join(Markup("<li>{}</li>").format(item) for item in told))


def parts(page: PageContext, passport: dict, folder: str, styles_shown: int) -> dict[str, Any]:
    """Return what the templates of the bar and of the landing page have in common.

    Parameters
    ----------
    page : PageContext
    passport : dict
    folder : str
        Address of the folder with the files, relative to the page.
    styles_shown : int
        In how many styles the citation is given.
    """
    chosen = list(styles.STYLES.items())[:styles_shown]
    return {
        "passport": passport,
        "description": long_description(passport["description"]),
        "works": [_work(page, source) for source in passport["sources"]],
        "references": [(name, Markup(styles.formatted(passport["citation"], style)[1])) for style, name in chosen],
        "formats": [(_NAMES[ending], file_of(passport["slug"], ending).rstrip("\n")) for ending in ("bib", "ris")],
        "citation_files": file_links(folder, passport, ("bib", "ris", "csl.json")),
    }


def _work(page: PageContext, source: dict) -> dict[str, Any]:
    """Name a work behind an exhibit with its way to the ledger, and the places read."""

    def to_ledger(key: str) -> str:
        return ledger_link(page, "sources", source[key], names()[source[key]])

    read_in = "" if source["read_in"] == source["source"] else to_ledger("read_in")
    return {"source": to_ledger("source"), "read_in": read_in, "places": "; ".join(source["locators"])}


@writer("bar")
def bar(page: PageContext, slug: str) -> str:
    """Set the quiet bar below a figure or table: files, citation, sources, words, permanent link."""
    shown = passport(slug)
    address = home(page, slug)
    folder = address.rpartition("/")[0] + "/"
    return render(
        "bar.html",
        **parts(page, shown, folder, styles_shown=1),
        files=file_links(folder, shown, ("csv", *_DRAWINGS)),
        how_to_cite=page.to(HOW_TO_CITE) if page.has(HOW_TO_CITE) else "",
        page=address,
        permanent=shown["address"] or f"{FIGURES}/{slug}/",
    )


@cache
def _size(slug: str, ending: str) -> tuple[int, int]:
    with (ROOT / "_build" / FIGURES / slug / f"{slug}.{ending}").open("rb") as file:
        return cards.size(file.read(24))


def small_picture(home: str, passport: dict) -> Markup:
    """Set the small picture of a figure, which a browser loads when a reader comes near it.

    Parameters
    ----------
    home : str
        Address of the page of the figure, beside which the picture lies.
    passport : dict
    """
    width, height = _size(passport["slug"], cards.SMALL_PICTURE)
    image = '<img src="{}/{}.{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">'
    folder = home.rpartition("/")[0]
    return Markup(image).format(folder, passport["slug"], cards.SMALL_PICTURE, passport["alt"], width, height)


def on_a_page(slug: str) -> tuple[int, int]:
    """Return width and height of a figure on a page of the book, in dots of a style sheet."""
    width, height = _size(slug, "png")
    across = round(WIDTH * _DOTS_PER_INCH)
    return across, round(across * height / width)


def embed(passport: dict) -> str:
    """Write the HTML by which somebody shows a figure on a page of their own, with where it is from.

    Parameters
    ----------
    passport : dict
        Where it has no address, the picture is that of a file beside the page, and what is said of it bears no link.

    Returns
    -------
    str
        A figure that needs neither script nor frame: picture with alternative text, title, book, version, licence.
    """
    book, licence, address = passport["book"], passport["licence"], passport["address"]
    # On a smaller page it becomes smaller, in proportion.
    across, down = on_a_page(passport["slug"])
    image = Markup(
        '<img src="{}{}.svg" alt="{}" width="{}" height="{}" loading="lazy" style="max-width: 100%; height: auto">'
    ).format(address, passport["slug"], passport["alt"], across, down)
    shown = Markup('<a href="{}">{}</a>').format(address, image) if address else image
    title, whole = passport["title"], book["title"]
    if address:
        title, whole = link(address, title), link(book["address"], whole)
    words = Markup('{}. From {}, version {}, {}, <a href="{}" rel="license">{}</a>.').format(
        title, whole, book["version"], ", ".join(book["authors"]), licence["address"], licence["name"]
    )
    return str(Markup("<figure>\n  {}\n  <figcaption>{}</figcaption>\n</figure>").format(shown, words))


def data_table(passport: dict) -> Markup:
    """Set what the columns of the data hold."""
    fields = passport["data"]["schema"]["fields"]
    rows = [[code(field["name"]), field["type"], curly(field["description"])] for field in fields]
    headings = ["column", "type", "what it holds"]
    return Markup(html_table("Columns of the data, with their units.", headings, rows, row_headings=True))


def file_table(passport: dict) -> Markup:
    """Set the files with their sizes and hashes."""
    own = f"{passport['slug']}.json"
    rows: list[Sequence[str | Cell]] = [
        *(
            (download(file["name"], file["name"]), Cell(number(file["bytes"]), _NUMBER), code(file["sha256"]))
            for file in passport["files"]
        ),
        (download(own, own), "", "all that stands on this page, for programs"),
    ]
    caption, headings = "Files, with their size in bytes and SHA-256.", ["file", "bytes", "SHA-256"]
    return Markup(html_table(caption, headings, rows, "reading hashes", row_headings=True))


def picture(page: PageContext, passport: dict) -> Markup:
    """Set the figure itself, or the whole table with its ways to the ledger."""
    slug = passport["slug"]
    if passport["kind"] == "figure":
        return Markup(drawing(page, slug, passport["alt"]))
    shown = shown_tables.shown(page.env, slug)
    read = shown.table
    sides = [_NUMBER if right else {} for right in read.numeric]

    def cell(
        row: int, text: str, side: dict[str, str], aims: list[tuple[str, str]], parts: list[list[tuple[str, str]]]
    ) -> Cell:
        if parts:
            linked = [address_link(page, address, curly(words)) for words, address in parts[row]]
            return Cell(Markup("; ").join(linked), side)
        text = curly(text)
        return Cell(ledger_link(page, *aims[row], text) if aims and text else text, side)

    headings = [Cell(text, side) for text, side in zip(read.headings, sides, strict=True)]
    rows = [
        [cell(row, *of_column) for of_column in zip(cells, sides, shown.targets, shown.grounds, strict=True)]
        for row, cells in enumerate(read.rows)
    ]
    return Markup(html_table(passport["caption"], headings, rows))
