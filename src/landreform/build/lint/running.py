"""Tell the running prose of a rendered page from all else on it, and count words.

Running prose is what a reader reads from sentence to sentence: paragraphs, lists and quotations. Headings, captions,
tables, formulas, lists of contents and of references, the bars of figures and whatever a directive or a cell has
computed are visible and no running prose; folds, with long descriptions and code, are neither until they are opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Comment, NavigableString, Tag
from bs4.element import PreformattedString

from landreform.build.lint import prose

#: Never words for a reader: what is hidden, what steers the page, drawings, formulas, and code in blocks.
_NO_WORDS = {"script", "style", "template", "svg", "math", "button", "nav", "pre"}
_NO_WORDS_CLASSES = {"card-of-number", "headerlink", "math", "cell_input", "highlight"}

_PROSE = {"p", "li", "dd", "blockquote"}
_NOT_PROSE = {"figure", "figcaption", "caption", "table", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}
_NOT_PROSE_CLASSES = {"cell_output", "toctree-wrapper", "admonition-title", "topic", "footnote-reference"}
_FOLD_CLASSES = {"dropdown", "toggle", "toggle-hidden"}
_BLOCKS = _PROSE | _NOT_PROSE | set("div section td th tr br summary details ul ol dl".split())

_BREAK = "\n"

#: Class of a sentence that carries no row, before the reason.
ROWLESS = "rowless-"


@dataclass(frozen=True)
class Piece:
    """A piece of text with what is said of it.

    Attributes
    ----------
    text : str
    support : str
        What the piece leads to: ``row``, ``citation`` or ``result``; empty if it is only text.
    address : str
        Where it leads.
    mark : str
        Why it needs to lead nowhere, as the author says; empty if nothing is said.
    """

    text: str
    support: str = ""
    address: str = ""
    mark: str = ""


@dataclass
class Words:
    """Words of a page.

    Attributes
    ----------
    prose : int
        Of running prose.
    visible : int
        Of all that is visible before a fold is opened, running prose included.
    folded : int
        In folds.
    """

    prose: int = 0
    visible: int = 0
    folded: int = 0


@dataclass
class Text:
    """The text of a page.

    Attributes
    ----------
    paragraphs : list of list of Piece
        Running prose, paragraph by paragraph.
    words : Words
    """

    paragraphs: list[list[Piece]] = field(default_factory=list)
    words: Words = field(default_factory=Words)


@dataclass(frozen=True)
class _Place:
    """Where a text stands: in a paragraph or the like, in what is no prose, how deep in folds; its link, its mark."""

    paragraph: bool = False
    barred: bool = False
    depth: int = 0
    support: str = ""
    address: str = ""
    mark: str = ""

    @property
    def prose(self) -> bool:
        return self.paragraph and not self.barred and not self.depth

    def within(self, tag: Tag, own: set[str]) -> _Place:
        """Say where the text of an element of this place stands; how a fold is called is seen without opening it."""
        support, address = _support(tag, own)
        marks = [name.removeprefix(ROWLESS) for name in sorted(own) if name.startswith(ROWLESS)]
        computed = prose.is_computed(tag) or prose.is_reference(tag)
        return _Place(
            self.paragraph or tag.name in _PROSE,
            self.barred or tag.name in _NOT_PROSE or bool(own & _NOT_PROSE_CLASSES) or computed,
            self.depth + (tag.name == "details" or bool(own & _FOLD_CLASSES)) - (tag.name == "summary"),
            support or self.support,
            address or self.address,
            marks[0] if marks else self.mark,
        )


def text_of(region: Tag) -> Text:
    """Find the running prose of a page and count its words.

    Parameters
    ----------
    region : bs4.Tag
        What the book says on the page.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> html = "<h1>Law</h1><p>It was <a class='ledger-number' href='l.html#r'>cut</a>.</p><table><td>47</td></table>"
    >>> found = text_of(BeautifulSoup(html, "html.parser"))
    >>> [piece.text for piece in found.paragraphs[0]], found.words
    (['It was ', 'cut', '.'], Words(prose=3, visible=5, folded=0))
    """
    found, run = Text(), list[tuple[str, _Place]]()
    for text, place in [*_texts(region, _Place()), (_BREAK, _Place())]:
        if text != _BREAK:
            run.append((text, place))
            continue
        _count(run, found.words)
        pieces = [Piece(text, here.support, here.address, here.mark) for text, here in run if here.prose]
        if any(piece.text.strip() for piece in pieces):
            found.paragraphs.append(pieces)
        run = []
    return found


def _count(run: list[tuple[str, _Place]], words: Words) -> None:
    """Count the words of a text without a break; a word may be put together of several elements."""
    count = sum(any(map(str.isalnum, word)) for word in "".join(text for text, _ in run).split())
    if not count:
        return
    place = next(place for text, place in run if text.strip())
    if place.depth:
        words.folded += count
        return
    words.visible += count
    words.prose += count if place.prose else 0


def _texts(tag: Tag, place: _Place) -> Iterator[tuple[str, _Place]]:
    """Yield every text with its place, and a break where a block begins or ends."""
    for child in tag.children:
        if isinstance(child, Tag):
            own = prose.classes(child)
            if child.name in _NO_WORDS or own & _NO_WORDS_CLASSES or child.has_attr("hidden"):
                continue
            breaks = [(_BREAK, place)] if child.name in _BLOCKS else []
            yield from breaks
            yield from _texts(child, place.within(child, own))
            yield from breaks
        elif isinstance(child, NavigableString) and not isinstance(child, (Comment, PreformattedString)):
            yield child.replace("\n", " "), place


def _support(tag: Tag, own: set[str]) -> tuple[str, str]:
    """Say to what kind of statement a link leads, and where."""
    if tag.name != "a":
        return "", ""
    address = prose.attribute(tag, "href")
    if "ledger-number" in own and "#" in address:
        return "row", address
    if "pasted-text" in own and "#" in address:
        return "result", address
    if "#cite-" in address:
        return "citation", address
    return "", ""
