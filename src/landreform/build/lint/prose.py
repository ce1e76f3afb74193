"""Find the numbers in the prose of a rendered page that were typed by hand.

A number may stand in prose if it is a value of the ledger ({ledger}) or a result of a notebook ({glue:text}). What else
may contain digits is decided by what it is, here and nowhere else:

- code, formulas, addresses, and whatever a directive, a cell or a figure's bar has computed;
- numbers of chapters, sections, figures and tables;
- the list of references; years in citations; titles of works in italics that stand in that list; the names that the
  book itself goes by, its title and its licences.

Numbers in words are no numerals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bs4 import Comment, NavigableString, Tag
from bs4.element import PreformattedString

_CODE = {"code", "pre", "kbd", "samp", "var", "script", "style", "template", "svg", "math", "button", "nav"}

# Classes that Sphinx, its theme and this project's extensions give to what they number or compute.
_NUMBERED = {"section-number", "caption-number", "std-numref", "eqno", "headerlink", "footnote-reference"}
_COMPUTED = {"card-of-number", "pasted-text", "ledger-files", "math", "cell_input"}
_TABLES = {"reading", "ledger"}

#: Selector of the bar below a figure.
BARS = ".figure-bar, .exhibit-bar"

_BLOCKS = set("p li dt dd h1 h2 h3 h4 h5 h6 figcaption caption td th div section blockquote summary br tr".split())
_WORD = re.compile(r"\S+")
_CHAPTER = re.compile(r"^\s*\d+(\.\d+)*\.?\s")
_YEAR = re.compile(r"\b(1[5-9]|20)\d\d[a-z]?\b")
_ROLE = re.compile(r"\{[a-z][a-z:-]*\}`[^`]*`")


def is_reference(tag: Tag) -> bool:
    """Say whether an element is a work in the list of references."""
    return tag.get("role") == "listitem" and "citation" in classes(tag)


def classes(tag: Tag) -> set[str]:
    """Return the classes of an element."""
    return set(tag.get_attribute_list("class"))


def attribute(tag: Tag | None, name: str) -> str:
    """Return an attribute of an element as text without space around it; empty where there is none."""
    return str(tag.get(name) or "").strip() if tag else ""


def is_bar(tag: Tag) -> bool:
    """Say whether an element is the bar below a figure."""
    return bool({"figure-bar", "exhibit-bar"} & classes(tag))


def is_computed(tag: Tag) -> bool:
    """Say whether an element is marked as computed: a block by a class, anything by the attribute of a directive."""
    by_class = "computed" in classes(tag) and tag.name != "span"
    return by_class or tag.has_attr("data-computed") or is_bar(tag)


def numerals(region: Tag, names: Sequence[str] = (), bibliography: str = "") -> Iterator[str]:
    """Find the numbers in the prose of a page that were typed.

    Parameters
    ----------
    region : bs4.Tag
        What the book says on the page.
    names : sequence of str
        Names with digits that the book goes by.
    bibliography : str
        Text of the list of references; a title in italics must stand there to be one.

    Yields
    ------
    str
        The number with the words around it.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> list(numerals(BeautifulSoup("<p>About 5,000 and <code>3</code>.</p>", "html.parser")))
    ["'5,000' in 'About 5,000 and .'"]
    """
    text = "".join(_typed(region, bibliography))
    for name in names:
        text = re.sub(r"\s+".join(map(re.escape, name.split())), " ", text)
    for line in text.split("\n"):
        words = line.split()
        for position, word in enumerate(words):
            if any(unicodedata.category(letter) in ("Nd", "No") for letter in word):
                around = " ".join(words[max(0, position - 5) : position + 6])
                yield f"{word.strip('.,;:()[]“”‘’')!r} in {around!r}"


def raw_roles(region: Tag) -> Iterator[str]:
    """Find roles that were printed instead of being carried out."""
    yield from _ROLE.findall("".join(_typed(region, "")))


def flat(text: str) -> str:
    """Put a text on one line.

    Examples
    --------
    >>> flat(" a\\n b ")
    'a b'
    """
    return " ".join(_WORD.findall(text))


def _typed(tag: Tag, bibliography: str) -> Iterator[str]:
    """Yield the text that a person has typed, with line ends between blocks."""
    for child in tag.children:
        if isinstance(child, Tag):
            block = child.name in _BLOCKS
            if block:
                yield "\n"
            yield from _typed_within(child, bibliography)
            if block:
                yield "\n"
        elif isinstance(child, NavigableString) and not isinstance(child, (Comment, PreformattedString)):
            yield re.sub(r"\s+", " ", child)


def _typed_within(tag: Tag, bibliography: str) -> Iterator[str]:
    """Yield what was typed within an element, by what the element is."""
    own = classes(tag)
    computed = own & (_NUMBERED | _COMPUTED) or is_computed(tag) or (tag.name == "table" and own & _TABLES)
    if tag.name in _CODE or computed or is_reference(tag):
        return
    if "cell_output" in own:
        # Outputs are computed; only the caption of a figure is written by somebody.
        for caption in tag.find_all("figcaption"):
            yield "\n"
            yield from _typed(caption, bibliography)
            yield "\n"
        return
    if tag.name == "a":
        yield from _link(tag, bibliography)
        return
    if tag.name in ("em", "cite", "i") and is_title(tag.get_text(), bibliography):
        return
    yield from _typed(tag, bibliography)


def _link(tag: Tag, bibliography: str) -> Iterator[str]:
    """Yield what was typed in a link."""
    address = attribute(tag, "href")
    text = "".join(_typed(tag, bibliography))
    if "ledger-number" in classes(tag) and "#" in address:
        return
    if "#cite-" in address:
        yield _YEAR.sub("", text)
    elif tag.find_parent(class_="toctree-wrapper"):
        yield _CHAPTER.sub("", text)
    elif flat(text) != address:
        yield text


def is_title(text: str, bibliography: str) -> bool:
    """Say whether a text in italics is the title of a work: three words or more that stand in the list of references.

    Examples
    --------
    >>> is_title("Land Reform in China, 1950", "Doe. Land Reform in China, 1950. Paris."), is_title("5,000", "5,000")
    (True, False)
    """
    words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    return len(words) >= 3 and flat(text) in bibliography
