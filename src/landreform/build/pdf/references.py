"""Let references within the book be followed on paper: with a page, and titles set apart from the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bs4 import NavigableString, Tag

from landreform.build.pdf import contents
from landreform.build.pdf.article import Printed, label
from landreform.build.pdf.notes import BLOCKS

#: Where a page would be in the way: in narrow columns, and in what stands above or below a table or figure.
_BARE = ("table", "figcaption", "caption", "h1", "h2", "h3", "h4")

#: Lists that have their pages already, or lead from entry to entry.
_LISTS = ("book/people", "book/glossary", "book/bibliography", contents.ATLAS, contents.INDEX)

_NUMBER = re.compile(r"^[\dA-Z]+(?:\.\d+)*\.\s+")


def titles(pages: Iterable[Printed]) -> dict[str, str]:
    """Return the titles of chapters and sections, without numbers, by the labels of their places."""
    found = {}
    for page in pages:
        for heading in page.article.find_all(["h1", "h2", "h3", "h4"]):
            title = _NUMBER.sub("", _words(heading))
            if heading.name == "h1":
                found[label(page.page.name)] = title
            for anchor in heading.select("span.anchor"):
                found[str(anchor["data-place"])] = title
    return found


def with_pages(page: Printed, titles: Mapping[str, str]) -> None:
    """Set apart each title in running text that leads to its chapter or section, and keep what is to have a page.

    Parameters
    ----------
    page : Printed
        Changed in place: links with the attribute ``data-turn`` are printed with the page to which they lead, in
        brackets unless it is ``within`` some; where it would be in the way, it is taken from them.
    titles : mapping of str to str
        From `titles`.
    """
    for link in page.article.find_all("a", href=True):
        target = str(link["href"])[1:]
        block = link.find_parent(BLOCKS)
        wanted = link.has_attr("data-turn") and page.page.name not in _LISTS
        wanted = wanted and not target.startswith("book-bibliography")
        if not wanted or block is None or link.find_parent(_BARE) is not None:
            del link["data-turn"]
            continue
        if _in_brackets(link, block):
            link["data-turn"] = "within"
        title = titles.get(target, "")
        if title and _words(link).casefold() in (title.casefold(), title.casefold().rstrip("?.")):
            _set_apart(page, link)


def _set_apart(page: Printed, link: Tag) -> None:
    title = page.soup.new_tag("em")
    title.extend(list(link.contents))
    link.append(title)


def _in_brackets(link: Tag, block: Tag) -> bool:
    """Whether a link stands in brackets, so that its page needs none of its own."""
    before = ""
    for node in block.descendants:
        if node is link:
            break
        if isinstance(node, NavigableString):
            before += str(node)
    return before.count("(") > before.count(")")


def _words(element: Tag) -> str:
    return " ".join(element.get_text("").split())
