"""Name what a page of the web has that a reader of the PDF must find."""

from __future__ import annotations

from bs4 import Tag

from landreform.build.pdf import contents

#: Classes of what is not for readers of paper.
_ON_SCREEN = frozenset({"headerlink", "exhibit-embed", "on-screen"})


def promised(name: str, article: Tag) -> tuple[tuple[str, str], ...]:
    """Name the headings, the numbers of figures and tables, and the works of a page.

    Parameters
    ----------
    name : str
        Of the page.
    article : bs4.Tag
        As the book has it, before anything is made of it for print.

    Returns
    -------
    tuple of tuple of str
        What each is, and the words that must be found.

    Examples
    --------
    >>> from bs4 import BeautifulSoup
    >>> promised("notebooks/waves", BeautifulSoup("<h1>3. The waves<a class='headerlink'>#</a></h1>", "lxml"))
    (('the heading', '3. The waves'),)
    """
    sections = contents.ON_SCREEN.get(name, ())
    found: list[tuple[str, Tag]] = []
    dropped: set[int] = set()
    for element in article.find_all(True):  # once: a page has thousands
        classes = element.get("class") or ()
        if element.get("id") in sections or not _ON_SCREEN.isdisjoint(classes):
            dropped.add(id(element))
        elif element.name in ("h1", "h2"):
            found.append(("the heading", element))
        elif "caption-number" in classes and (caption := element.find_parent(["figcaption", "caption"])) is not None:
            found.append(("the caption", caption))
        elif element.name == "p" and name == "book/bibliography" and element.find_parent(class_="citation") is not None:
            found.append(("the work", element))
    return tuple(
        (what, _words(element, dropped)[: None if what == "the heading" else 60])
        for what, element in found
        if not any(id(one) in dropped for one in (element, *element.parents))
    )


def _words(element: Tag, dropped: set[int]) -> str:
    """Return the text of an element without what is dropped within it."""
    return "".join(
        str(text) for text in element.find_all(string=True) if not any(id(parent) in dropped for parent in text.parents)
    )
