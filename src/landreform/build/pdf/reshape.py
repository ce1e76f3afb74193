"""Set the lists of the book for paper: glossary, people, works, errata, figures, and the index with its pages."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bs4 import BeautifulSoup, Tag

from landreform.build.pdf import contents
from landreform.build.pdf.article import Printed


def reshape(printed: Printed, labels: Collection[str]) -> None:
    """Reshape a page that is a list; leave every other as it is.

    Parameters
    ----------
    printed : Printed
        The page; changed in place.
    labels : collection of str
        Every place that is printed.
    """
    change = _PAGES.get(printed.page.name)
    if change is not None:
        change(printed, labels)
    for citations in printed.article.select("div.citation-list, section > div.docutils.container:has(> div.citation)"):
        citations["class"] = "set-references"


def _columns(printed: Printed, labels: Collection[str]) -> None:
    """Set entries in columns; rows of the ledger that name somebody are on the web."""
    for rows in printed.article.select(".entry-rows"):
        rows.decompose()
    _gather(printed, "div.entries", "set-entries")
    for entry in printed.article.select("div.entry"):
        entry.unwrap()


def _gather(printed: Printed, lists: str, name: str) -> None:
    """Put lists and the headings between them into one group, since columns begin and end a page of their own."""
    found = [_below_page(element) for element in printed.article.select(lists)]
    if found:
        group = printed.soup.new_tag("div")
        group["class"] = name
        found[0].insert_before(group)
        following = list(group.next_siblings)
        last = max(following.index(element) for element in found)
        group.extend(following[: last + 1])


def _below_page(element: Tag) -> Tag:
    """Return the outermost element around a list that is not the whole page, which has the heading of the page."""
    while element.parent is not None and element.parent.name != "article" and element.parent.find("h1") is None:
        element = element.parent
    return element


def _errata(printed: Printed, labels: Collection[str]) -> None:
    for erratum in printed.article.select("li.erratum"):
        for term in erratum.find_all("dt"):
            if term.get_text(strip=True) == "To cite":
                description = term.find_next_sibling("dd")
                if description is not None:
                    description.decompose()
                term.decompose()
        erratum.name = "div"
    for entries in printed.article.select("ol.errata"):
        entries.name, entries["class"] = "div", "set-errata"


def _figures(printed: Printed, labels: Collection[str]) -> None:
    """List figures and numbered tables with their pages in place of their small pictures."""
    for picture in printed.article.select("img"):
        picture.decompose()
    _gather(printed, "div.atlas, ul.exhibit-list", "set-figures")


def _index(printed: Printed, labels: Collection[str]) -> None:
    """Give each entry the pages on which it stands, in place of the names of the pages of the web."""
    kept: set[str] = set()
    referring = []
    for entry in printed.article.select("div.name-index > ul > li"):
        for kind in entry.select(".index-kind"):
            kind.decompose()
        if ", see " in entry.get_text():
            referring.append(entry)
        elif targets := [name for name in _targets(entry) if name in labels]:
            kept.update(str(anchor["data-place"]) for anchor in entry.select("span.anchor"))
            _pages_of(printed.soup, entry, targets)
        else:  # named on no page that is printed
            entry.decompose()
    for entry in referring:
        if not kept.intersection(_targets(entry)):
            entry.decompose()
    _paragraphs(printed.article)
    for index in printed.article.select("div.name-index"):
        index["class"] = "set-index"


def _targets(entry: Tag) -> list[str]:
    """Return the places to which an entry leads, each once."""
    addresses = [str(link["href"]) for link in entry.find_all("a", href=True)]
    return list(dict.fromkeys(address[1:] for address in addresses if address.startswith("#")))


def _pages_of(soup: BeautifulSoup, entry: Tag, targets: list[str]) -> None:
    """Let an entry of the index end with the pages of these places."""
    for places in entry.find_all("ul"):
        places.decompose()
    for link in entry.find_all("a"):
        link.unwrap()
    entry.append(" ")
    entry.append(soup.new_tag("span", attrs={"class": "pages", "data-places": " ".join(targets)}))


def _paragraphs(article: Tag) -> None:
    """Make a line of each entry: an index has no bullets."""
    for entry in article.select("div.name-index > ul > li"):
        entry.name = "p"
    for entries in article.select("div.name-index > ul"):
        entries.unwrap()


_PAGES: dict[str, Callable[[Printed, Collection[str]], None]] = {
    "book/glossary": _columns,
    "book/people": _columns,
    "book/errata": _errata,
    contents.ATLAS: _figures,
    contents.INDEX: _index,
}
