"""Hold a PDF of the book against the book: nothing left out or numbered otherwise, nothing lost to who hears it.

The compiler refuses pictures and formulas without words and headings that skip a level; that a table has header cells,
that every chapter, figure, numbered table and cited work is there, and that no page is half empty, is asked here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdf
from bs4 import BeautifulSoup
from pypdf.generic import DictionaryObject, IndirectObject

from landreform.build.pdf.article import Printed

_SPACE = re.compile(r"[\s\u00ad\u200b-]+")


def faults(path: Path, pages: Sequence[Printed]) -> list[str]:
    """List what a PDF of the whole book lacks.

    Parameters
    ----------
    path : pathlib.Path
        The PDF.
    pages : sequence of Printed
        What was to be printed.

    Returns
    -------
    list of str
        One line each; none where it is whole.
    """
    reader = pypdf.PdfReader(path)
    found = [*_of_tags(reader)]
    text = _plain("".join(page.extract_text() for page in reader.pages))
    for page in pages:
        for what, words in promised(page):
            if _plain(words) not in text:
                found.append(f"{page.page.name}: {what} {words!r} is not in the PDF")
    return found


def promised(page: Printed) -> Iterator[tuple[str, str]]:
    """Name what of a page a reader must find: title, sections, the numbers of its figures and tables, works.

    Parameters
    ----------
    page : Printed

    Yields
    ------
    tuple of str
        What it is, and the words that must be found.
    """
    article = page.article
    for heading in article.find_all(["h1", "h2"]):
        yield "the heading", heading.get_text("", strip=False)
    for caption in article.select("figcaption .caption-number, caption .caption-number"):
        yield "the number", caption.get_text("")
    if page.page.name == "book/bibliography":
        for work in article.select("div.citation p"):
            yield "the work", work.get_text("")[:60]


def _plain(text: str) -> str:
    """Write a text without what setting changes: spaces, hyphens, ligatures, the form of letters."""
    text = unicodedata.normalize("NFKC", text).translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'})
    return _SPACE.sub("", text)


def _of_tags(reader: pypdf.PdfReader) -> Iterator[str]:
    """Check what the tags of the file say."""
    catalog = reader.root_object
    if "/StructTreeRoot" not in catalog:
        yield "the file is not tagged"
        return
    if catalog.get("/Lang") is None:
        yield "the file names no language"
    if not catalog.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the file does not show its title"
    if not reader.outline:
        yield "the file has no bookmarks"
    tables = without = pictures = silent = 0
    for element in _elements(catalog["/StructTreeRoot"]):
        kind = element.get("/S")
        if kind == "/Table":
            tables += 1
            without += not any(cell.get("/S") == "/TH" for cell in _elements(element))
        elif kind in ("/Figure", "/Formula"):
            pictures += 1
            silent += not str(element.get("/Alt", "")).strip()
    if without:
        yield f"{without} of {tables} tables have no header cell"
    if silent:
        yield f"{silent} of {pictures} pictures and formulas have no words"


def _elements(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Give every element of the tree of tags below one."""
    waiting = [root.get("/K")]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            waiting.append(node.get("/K"))


def caption_numbers(html: str) -> list[str]:
    """Return the numbers of figures and tables on a built page, such as ``Fig. 3.1``.

    Examples
    --------
    >>> caption_numbers('<span class="caption-number">Fig. 3.1 </span>')
    ['Fig. 3.1']
    """
    return [found.get_text("", strip=True) for found in BeautifulSoup(html, "lxml").select(".caption-number")]
