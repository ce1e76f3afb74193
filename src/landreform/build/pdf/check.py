"""Hold a PDF of the book against the book: nothing left out or numbered otherwise, nothing lost to who hears it.

The compiler refuses pictures and formulas without words and headings that skip a level; that a table has header cells,
that every chapter, figure, numbered table and cited work is there, and that no page is half empty, is asked here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import cast

import pypdf
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

from landreform.build.pdf import contents
from landreform.build.pdf.article import Printed
from landreform.build.pdf.fullness import seen
from landreform.text.names import without_marks

_SPACE = re.compile(r"[\s\u00ad\u200b-]+")


def faults(reader: pypdf.PdfReader, pages: Sequence[Printed], texts: Sequence[str]) -> list[str]:
    """List what a PDF of the whole book lacks.

    Parameters
    ----------
    reader : pypdf.PdfReader
        The PDF.
    pages : sequence of Printed
        What was to be printed: asked is what each page of the web promised, not what was made of it for print.
    texts : sequence of str
        Text of each page of the PDF, as `landreform.build.pdf.page_texts.texts_of` reads it.

    Returns
    -------
    list of str
        One line each; none where it is whole.
    """
    found = [*_of_tags(reader)]
    text = _plain("".join(texts))
    for page in pages:
        for what, words in page.promised:
            if _plain(words) not in text:
                found.append(f"{page.page.name}: {what} {words!r} is not in the PDF")
    return found


def astray(notes: Iterable[Mapping[str, int]]) -> list[str]:
    """Name the notes that stand on another page than their marks.

    Parameters
    ----------
    notes : iterable of mapping
        As `landreform.build.pdf.typeset.notes` gives them.

    Examples
    --------
    >>> astray([{"mark": 14, "entry": 13, "number": 37}, {"mark": 14, "entry": 14, "number": 40}])
    ['note 37 stands on page 13, its mark on page 14']
    """
    return [
        f"note {note['number']} stands on page {note['entry']}, its mark on page {note['mark']}"
        for note in notes
        if note["mark"] != note["entry"]
    ]


_LOCATORS = re.compile(r":?(\d[\d,–]*)")


def misled(reader: pypdf.PdfReader, pages: Sequence[Printed], texts: Sequence[str]) -> list[str]:
    """Name what the index sends to a page on which it is not named.

    Parameters
    ----------
    reader : pypdf.PdfReader
        The PDF of the whole book.
    pages : sequence of Printed
        What was printed, the index last.
    texts : sequence of str
        Text of each page of the PDF.

    Returns
    -------
    list of str
        One line a wrong page; an entry whose pages are not found in the index counts too.
    """
    texts = [_folded(text) for text in texts]
    words: dict[str, set[str]] = {}
    for page in pages:
        for name, said in page.named.items():
            words.setdefault(name, set()).update(map(_folded, said))
    found = []
    begins = len(texts) - parts(reader).get("Index", 0)
    index = "".join(text.removesuffix(str(at)) for at, text in enumerate(texts[begins:], begins + 1))
    at = 0
    for entry, name in entries(pages):
        place = next((hit for hit in _standing(index, _folded(entry), at)), None)
        if place is None:
            found.append(f"the index has no pages for {entry!r}")
            continue
        at = place.end()
        said = words.get(name, set())
        wrong = (
            number
            for number in _numbers(place[1])
            if not any(word in "".join(texts[number - 1 : number]) for word in said)
        )
        found += [f"the index sends {entry!r} to page {number}, which does not name it" for number in wrong]
    return found


def entries(pages: Iterable[Printed]) -> Iterator[tuple[str, str]]:
    """Give the entries of the index that have pages: what each says, and the label of its places."""
    for page in pages:
        if page.page.name == contents.INDEX:
            for places in page.article.select("p.entry span.pages"):
                entry = places.find_parent("p")
                assert entry is not None
                yield entry.get_text("").rstrip(" :\u2003"), str(places["data-places"])


def _standing(text: str, entry: str, begin: int) -> Iterator[re.Match[str]]:
    at = text.find(entry, begin)
    while at >= 0:
        hit = _LOCATORS.match(text, at + len(entry))
        if hit is not None:
            yield hit
        at = text.find(entry, at + 1)


def _numbers(locators: str) -> Iterator[int]:
    for part in locators.split(","):
        first, _, last = part.partition("–")
        if first:
            yield from range(int(first), int(last or first) + 1)


def _folded(text: str) -> str:
    """Write a text as it is compared: without diacritics, capitals and what setting changes."""
    return without_marks(_plain(text)).lower().replace("-", "–")


#: No more pages of text than this, and no more of the appendix.
TEXT, APPENDIX = 160, 120


def too_long(reader: pypdf.PdfReader) -> list[str]:
    """Say where text or appendix have more pages than a reader was promised."""
    lengths = parts(reader)
    appendix = lengths.get("Appendix", 0)
    text = sum(lengths.values()) - appendix - lengths.get("Index", 0)
    found = [f"the text has {text} pages, more than {TEXT}"] if text > TEXT else []
    return found + ([f"the appendix has {appendix} pages, more than {APPENDIX}"] if appendix > APPENDIX else [])


def parts(reader: pypdf.PdfReader) -> dict[str, int]:
    """Count the pages of each part of a PDF, what stands before the first as ``Front``."""
    begins = [("Front", 0)] + [
        (str(entry.title), reader.get_destination_page_number(entry) or 0)
        for entry in reader.outline
        if not isinstance(entry, list)
    ]
    ends = [page for _, page in begins[1:]] + [len(reader.pages)]
    return {title: end - page for (title, page), end in zip(begins, ends, strict=True)}


def half_empty(reader: pypdf.PdfReader, pictures: Sequence[bytes]) -> list[str]:
    """Name every page that is less than half full and not the last of its chapter.

    Parameters
    ----------
    reader : pypdf.PdfReader
        The PDF.
    pictures : sequence of bytes
        Each of its pages as a PNG.
    """
    opens = {page for page in _destinations(reader, reader.outline) if page is not None}
    first = min(opens, default=0)
    return [
        f"page {page + 1} is {full:.0%} full"
        for page, full in enumerate(seen(picture).full for picture in pictures)
        if page >= first and page + 1 not in opens and page + 1 < len(pictures) and full < 0.5
    ]


def _destinations(reader: pypdf.PdfReader, outline: list, depth: int = 0) -> Iterator[int | None]:
    """Give the pages on which parts and chapters begin."""
    for entry in outline:
        if isinstance(entry, list):
            if depth < 1:
                yield from _destinations(reader, entry, depth + 1)
        else:
            yield reader.get_destination_page_number(entry)


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
    for element in _elements(cast(DictionaryObject, catalog["/StructTreeRoot"])):
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


def stray_artifacts(reader: pypdf.PdfReader, pages: Collection[int]) -> list[int]:
    """Return the pages on which text is an artifact that is not marked as belonging to the page.

    Parameters
    ----------
    reader : pypdf.PdfReader
        The PDF.
    pages : collection of int
        Which pages are looked at, counted from one.

    Returns
    -------
    list of int
        Running heads, page numbers and repeated heads of tables are of the type ``Pagination`` and no fault.
    """
    return [page for page in sorted(pages) if _has_stray(ContentStream(reader.pages[page - 1].get_contents(), reader))]


def _has_stray(content: ContentStream) -> bool:
    open_marks: list[bool] = []  # whether each is an artifact of another type
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC"):
            kind = operands[1].get("/Type") if operator == b"BDC" and isinstance(operands[1], dict) else None
            open_marks.append(operands[0] == "/Artifact" and kind != "/Pagination")
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in (b"Tj", b"TJ", b"'", b'"') and any(open_marks):
            return True
    return False


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
