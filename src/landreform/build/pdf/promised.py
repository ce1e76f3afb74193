"""Name what a page of the web has that a reader of the PDF must find."""

from __future__ import annotations

from bs4 import Tag

from landreform.build.pdf import contents

_ON_SCREEN = (".headerlink", ".exhibit-embed", ".on-screen")


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
    found = [("the heading", heading) for heading in article.find_all(["h1", "h2"])]
    numbers = article.select("figcaption .caption-number, table caption .caption-number")
    found += [("the caption", number.find_parent(["figcaption", "caption"]) or number) for number in numbers]
    if name == "book/bibliography":
        found += [("the work", work) for work in article.select("div.citation p")]
    unprinted = [*_ON_SCREEN, *(f"#{section}" for section in contents.ON_SCREEN.get(name, ()))]
    dropped = {id(one) for one in article.select(", ".join(unprinted))}
    return tuple(
        (what, _words(element, dropped) if what == "the heading" else _words(element, dropped)[:60])
        for what, element in found
        if id(element) not in dropped and not any(id(parent) in dropped for parent in element.parents)
    )


def _words(element: Tag, dropped: set[int]) -> str:
    return "".join(
        str(text) for text in element.find_all(string=True) if not any(id(parent) in dropped for parent in text.parents)
    )
