"""Take a written page apart into what a search can find on it: its sections and the entries of its lists.

Input is the HTML of a page, output one document for every section and every entry with an address of its own: heading,
lines of prose, lines of tables. Code, citations to copy, bars, formulas, drawings and notes that show on demand are
left out. So is a row of a table or an item of a computed list that begins with a row of the ledger: it repeats what is
found there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from landreform.ledger import tables

#: What is dropped with all that is in it before the page is parsed; none of these stand in one another.
_DROPPED = re.compile(r"<(svg|pre|script|style|math|template)\b.*?</\1\s*>", re.DOTALL)

_SKIPPED = {"svg", "pre", "script", "style", "math", "template", "button", "nav", "select", "figure", "form"}

#: Classes of what no reader looks for: steering, code, citations to copy, and lists of what is found where it stands.
_SKIPPED_CLASSES = set(
    """
    above-input atlas cell_input citation-example citation-styles copyable entry-heading entry-plain entry-source
    exhibit exhibit-bar exhibit-files figure-bar headerlink highlight label ledger ledger-files letter letters math
    name-index name-note number-note rerun section-number toctree-wrapper
    """.split()
)

#: What stands in one line with something else and is another thing.
_ASIDE_CLASSES = {"entry-vietnamese", "gravity"}

#: Elements that are documents of their own where they have an address.
_ENTRY_CLASSES = {"entry", "erratum"}
_ENTRY_ROLE = "doc-biblioentry"

_BLOCKS = set(
    "address article aside blockquote caption dd details div dl dt figcaption h1 h2 h3 h4 h5 h6 header li main ol p "
    "section summary table tbody thead tfoot tr ul".split()
)
_VOID = set("area base br col embed hr img input link meta param source track use wbr".split())
_EXHIBIT = re.compile(r"(?:fig|tab)-[a-z0-9-]+")
_TO_A_ROW = re.compile(rf"(?:^|/)(?:{'|'.join(table['name'] for table in tables.descriptor()['resources'])})\.html#")
_APART = " · "
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass
class Document:
    """Something that a search can find.

    Attributes
    ----------
    anchor : str
        Where it begins on its page; empty for the top of the page.
    title : str
        Its heading.
    also : str
        Other names under which it is found, and which a reader need not see.
    prose, cells : list of str
        What it says, paragraph by paragraph, and what stands in its tables, row by row.
    """

    anchor: str
    title: str = ""
    also: str = ""
    prose: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


@dataclass
class Page:
    """What a search can find on a page.

    Attributes
    ----------
    documents : list of Document
        Sections and entries in the order of the page; the first is the top of the page.
    exhibits : dict of str to list of str
        Slugs of the figures and numbered tables on the page, with the rows of the tables.
    """

    documents: list[Document]
    exhibits: dict[str, list[str]]


def page_documents(html: str) -> Page:
    """Take a page apart.

    Parameters
    ----------
    html : str
        The body of the page.

    Returns
    -------
    Page

    Examples
    --------
    >>> page = page_documents('<h1>Waves</h1><p>Five.</p><section id="last"><h2>The last</h2><pre>x</pre></section>')
    >>> [(one.anchor, one.title, one.prose) for one in page.documents]
    [('', 'Waves', ['Five.']), ('last', 'The last', [])]
    """
    parser = _Parser()
    parser.feed(_DROPPED.sub(" ", html))
    parser.close()
    parser.end_all()
    return Page(parser.documents, parser.exhibits)


@dataclass
class _Place:
    """An element that is open: what becomes of the text in it."""

    tag: str
    document: Document
    skipped: bool = False
    computed: bool = False
    row: bool = False
    columns: int = 0
    repeats: bool = False
    exhibit: str = ""
    found: list[tuple[Document, str, str, str]] = field(default_factory=list)


class _Parser(HTMLParser):
    """Reads a page from its first element to its last."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.documents = [Document("")]
        self.exhibits: dict[str, list[str]] = {}
        self._open = [_Place("", self.documents[0])]
        self._line: list[str] = []
        self._term = False  # whether the line is so far only the term of a definition

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            if tag in ("br", "hr", "wbr"):
                self._line.append(" ")
            return
        values = {name: value or "" for name, value in attrs}
        outer = self._open[-1]
        if tag in _BLOCKS and (tag == "dt" or not self._term):
            self._end_line()
        elif tag in ("td", "th"):
            outer.columns += 1
            self._line.append(_APART)
        elif not _ASIDE_CLASSES.isdisjoint(values.get("class", "").split()):
            self._line.append(_APART)
        self._open.append(self._place(tag, values, outer))
        if tag == "a" and _TO_A_ROW.search(values.get("href", "")):
            self._note_repetition()

    def _place(self, tag: str, values: dict[str, str], outer: _Place) -> _Place:
        classes, name = set(values.get("class", "").split()), values.get("id", "")
        if _EXHIBIT.fullmatch(name):
            self.exhibits.setdefault(name, [])
        exhibit = name if tag == "table" and name in self.exhibits else outer.exhibit
        place = _Place(tag, outer.document, outer.skipped, outer.computed or "data-computed" in values, exhibit=exhibit)
        is_entry = bool(classes & _ENTRY_CLASSES) or values.get("role") == _ENTRY_ROLE
        if tag in _SKIPPED or classes & _SKIPPED_CLASSES or "hidden" in values or values.get("role") == "tooltip":
            place.skipped = True
        elif name and (tag == "section" or is_entry) and not place.skipped:
            if self.documents[-1] is not self.documents[0] or self.documents[0].title or is_entry:
                place.document = Document(name)
                self.documents.append(place.document)
        else:
            place.row = tag == "tr" or (tag == "li" and place.computed)
        return place

    def _note_repetition(self) -> None:
        row = next((place for place in reversed(self._open) if place.row), None)
        if row is not None and row.columns <= 1 and not row.found:
            row.repeats = row.tag == "tr" or not "".join(self._line).strip()

    def handle_endtag(self, tag: str) -> None:
        if not any(place.tag == tag for place in self._open[1:]):
            return
        while True:
            ended = self._open[-1].tag
            self._end()
            if ended == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._open[-1].skipped:
            self._line.append(data)
            self._term = self._term and not data.strip()

    def end_all(self) -> None:
        """End what the page left open, and give every document what it says."""
        while len(self._open) > 1:
            self._end()
        self._end_line()
        for document, kind, exhibit, text in self._open[0].found:
            if exhibit:
                self.exhibits[exhibit].append(text)
            else:
                (document.cells if kind == "cells" else document.prose).append(text)

    def _end(self) -> None:
        place = self._open[-1]
        if place.tag == "dt" and place.document.title:
            self._line.append(": ")
            self._term = True
        elif place.tag in _BLOCKS:
            self._end_line()
        self._open.pop()
        if not place.repeats:
            self._open[-1].found += place.found

    def _end_line(self) -> None:
        text = "" if self._term else _SPACE.sub(" ", "".join(self._line)).strip(_APART)
        self._line.clear()
        self._term = False
        place = self._open[-1]
        if not text or place.skipped:
            return
        if not place.document.title:  # of a section its heading, of an entry what it begins with
            place.document.title = text
            return
        kind = "cells" if any(one.tag == "tr" for one in self._open) else "prose"
        said = (place.document, kind, place.exhibit, text)
        if said not in place.found[-1:]:
            place.found.append(said)
