"""Lint the rendered book: every number leads home, every link somewhere, every picture says what it shows.

``python -m landreform.build.lint.pages _build/html`` reads every page of the rendered book and names each fault. What
the prose may contain is decided by rules alone (:mod:`landreform.build.lint.prose`), never by a list of exceptions.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

from landreform.build.lint import prose
from landreform.paths import ROOT
from landreform.publish import publication
from landreform.publish.publication import FIGURES

FIGURE_LIST = ROOT / "figures.yml"

_LINKS = {"href": ("a", "link", "area", "image", "use"), "src": ("img", "script", "source", "iframe", "embed", "audio")}
_LINKS |= {"data": ("object",), "action": ("form",)}
_BARE_LABEL = re.compile(r"(?:fig(?:ure|\.)?|tab(?:le|\.)?|chart|plot|image)[\s\-_.:]*[\w.\-]*", re.IGNORECASE)


@dataclass(frozen=True)
class Complaint:
    """One thing wrong on one page.

    Attributes
    ----------
    page : str
        From the top of the book.
    rule : str
        Which rule is broken.
    text : str
        What stands there.
    """

    page: str
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {self.rule}: {self.text}"


@dataclass
class RenderedPage:
    """A page as it was read."""

    path: str
    soup: BeautifulSoup

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter(str(tag["id"]) for tag in self.soup.find_all(id=True))

    @cached_property
    def region(self) -> Tag:
        """What the book says on the page, without what the theme puts around it."""
        selectors = ("article.bd-article", "article", "main", "[role=main]", "body")
        return next(filter(None, map(self.soup.select_one, selectors)), self.soup)


@dataclass
class RenderedBook:
    """The rendered book.

    Attributes
    ----------
    folder : pathlib.Path
    pages : dict of str to RenderedPage
        By path from the top of the book.
    address : str
        Where it is published; links to that address must lead somewhere too. Empty if nowhere.
    names : tuple of str
        Names with digits that the book goes by: its title and its licences.
    bars : bool
        Whether every figure must have its bar.
    figure_list : pathlib.Path
        The list of all slugs there ever were.
    """

    folder: Path
    pages: dict[str, RenderedPage]
    address: str = ""
    names: tuple[str, ...] = ()
    bars: bool = True
    figure_list: Path = FIGURE_LIST

    @cached_property
    def references(self) -> str:
        """The text of the list of references, in which every title cited stands."""
        entries = (tag for page in self.pages.values() for tag in page.soup.select('[role="doc-biblioentry"]'))
        return "\n".join(prose.flat(tag.get_text()) for tag in entries)


def read(
    folder: Path, setting: publication.Publication | None = None, bars: bool = True, figure_list: Path = FIGURE_LIST
) -> RenderedBook:
    """Read every page of a rendered book; templates among the theme's files are no pages.

    Parameters
    ----------
    folder : pathlib.Path
        The rendered book.
    setting : Publication, optional
        Tells address, title and licences.
    bars, figure_list
        As in :class:`RenderedBook`.
    """
    pages = {}
    for file in sorted(folder.rglob("*.html")):
        path = file.relative_to(folder).as_posix()
        if "_static" in PurePosixPath(path).parts:
            continue
        pages[path] = RenderedPage(path, BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser"))
    address, names = "", tuple[str, ...]()
    if setting is not None:
        licences = (publication.LICENCES[name][0] for name in (setting.licence, setting.licence_code))
        address, names = setting.address, (setting.title, *licences)
    return RenderedBook(folder, pages, address, names, bars, figure_list)


def of_project(root: Path, html: Path) -> RenderedBook:
    """Read the rendered book of a project: with its settings, and with bars as soon as it has a list of figures."""
    figure_list = root / "figures.yml"
    return read(html, publication.read(root), figure_list.exists(), figure_list)


def lint(book: RenderedBook) -> list[Complaint]:
    """Report every fault of a rendered book, page by page.

    Parameters
    ----------
    book : RenderedBook
        As :func:`read` gives it.

    Returns
    -------
    list of Complaint
        Empty where all is well.
    """
    found = [] if book.pages else [Complaint(str(book.folder), "pages", "there is no page")]
    for page in book.pages.values():
        for rule, check in RULES.items():
            found += [Complaint(page.path, rule, text) for text in check(page, book)]
    return found + [Complaint(str(book.figure_list.name), "slugs", text) for text in _lost_slugs(book)]


def _numerals(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find numbers in prose that are neither of the ledger nor computed."""
    # The landing pages of figures are written by code, index and search by Sphinx: there is no prose on them.
    if page.path.startswith(f"{FIGURES}/") or page.path in ("genindex.html", "search.html"):
        return
    yield from prose.numerals(page.region, book.names, book.references)


def _leftovers(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find what the build could not resolve and printed as it stands."""
    for tag in page.region.select(".problematic, .system-message"):
        yield prose.flat(tag.get_text())[:80]
    yield from prose.raw_roles(page.region)


def _images(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find pictures that say nothing to those who do not see them."""
    for image in page.region.find_all("img"):
        alt = prose.flat(prose.attribute(image, "alt"))
        if not means_something(alt):
            yield f"{image.get('src', '?')} has the alternative text {alt!r}"
    for drawing in page.region.find_all("svg"):
        named = drawing.get("aria-label") or drawing.get("aria-labelledby") or drawing.find("title", recursive=False)
        if drawing.get("aria-hidden") != "true" and not named:
            yield "a drawing without a name"


def means_something(alt: str) -> bool:
    """Say whether an alternative text tells a reader anything: four words, and no label, file name or type name.

    Examples
    --------
    >>> means_something("Bar chart of waves in time"), means_something("<Figure size 640x480 with 1 Axes>")
    (True, False)
    """
    words = [word for word in alt.split() if any(letter.isalpha() for letter in word)]
    return len(words) >= 4 and not alt.startswith("<") and not _BARE_LABEL.fullmatch(alt)


def _bars(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find figures and numbered tables without the bar that leads to their data, files and citation."""
    if not book.bars or page.path.startswith(f"{FIGURES}/"):
        return
    for shown in page.region.select("figure, table[id^=tab-]"):
        if any(map(prose.is_computed, shown.parents)):
            continue
        # The bar stands in the figure or is the first one after it, and leads to the page of that slug.
        bar = shown.select_one(prose.BARS) or shown.find_next(prose.is_bar)
        home = f"{FIGURES}/{shown.get('id', '')}/"
        if bar is None or not any(home in prose.attribute(link, "href") for link in bar.find_all("a")):
            yield f"{shown.get('id', 'a figure without a name')} has no bar that leads to {home}"


def _links(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find links that lead nowhere, to a folder, or out of the book by a wrong way."""
    for attribute, tags in _LINKS.items():
        for tag in page.soup.find_all(tags, attrs={attribute: True}):
            problem = _dead(prose.attribute(tag, attribute), page, book)
            if problem:
                yield f"{tag[attribute]} ({problem})"


def _dead(link: str, page: RenderedPage, book: RenderedBook) -> str:
    here = PurePosixPath(page.path).parent
    if book.address and link.startswith(book.address):
        link, here = link.removeprefix(book.address) or "index.html", PurePosixPath(".")
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    path = unquote(parts.path)
    if path.startswith("/"):
        return "leads to the top of the computer"
    target = normpath(str(here / path)) if path else page.path
    if target.startswith(".."):
        return "leads out of the book"
    if (book.folder / target).is_dir():
        return "leads to a folder; without a server only a file opens"
    if not (book.folder / target).exists():
        return "no such file"
    anchor = unquote(parts.fragment)
    if anchor and target in book.pages and anchor not in book.pages[target].ids:
        names = {tag.get("name") for tag in book.pages[target].soup.find_all("a", attrs={"name": True})}
        return "" if anchor in names else f"no {anchor!r} on that page"
    return ""


def _twice(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    yield from (f"{name} stands {count} times" for name, count in page.ids.items() if count > 1)


def _language(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    html = page.soup.find("html")
    if not prose.attribute(html, "lang"):
        yield "the page does not say its language"


def _title(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    title = page.soup.select_one("head > title")
    if title is None or not title.get_text().strip():
        yield "the page has no title"


RULES: dict[str, Callable[[RenderedPage, RenderedBook], Iterator[str]]] = {
    "language": _language,
    "title": _title,
    "numeral": _numerals,
    "unresolved": _leftovers,
    "image": _images,
    "bar": _bars,
    "link": _links,
    "id": _twice,
}


def _lost_slugs(book: RenderedBook) -> Iterator[str]:
    """Find figures that are in the list and no longer in the book; a retired one keeps its page."""
    if not book.figure_list.exists():
        return
    for slug in slugs(yaml.safe_load(book.figure_list.read_text(encoding="utf-8"))):
        if f"{FIGURES}/{slug}/index.html" not in book.pages:
            yield f"{slug} has no page {FIGURES}/{slug}/index.html"


def slugs(content: object) -> list[str]:
    """Read the slugs from a list of figures: keys of mappings, ``slug`` of entries, or bare names, at any depth."""
    if isinstance(content, str):
        return [content] if re.fullmatch(r"(?:fig|tab)-[a-z0-9-]+", content) else []
    if isinstance(content, dict):
        keys = [key for key in content if isinstance(key, str) and slugs(key)]
        if keys:
            return keys
        content = [content["slug"]] if "slug" in content else [*content.values()]
    return [slug for value in content for slug in slugs(value)] if isinstance(content, list) else []


def report(book: RenderedBook) -> int:
    """Print every fault and return their number."""
    found = lint(book)
    for complaint in found:
        print(complaint, file=sys.stderr)
    print(f"== book lint: {len(book.pages)} pages, {len(found)} faults", flush=True)
    return len(found)


def main(arguments: list[str] | None = None) -> int:
    """Lint a rendered book; 0 where all is well, 1 where not."""
    parser = argparse.ArgumentParser(prog="python -m landreform.build.lint.pages", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the rendered book, such as _build/html")
    parser.add_argument("--no-bars", action="store_true", help="do not ask for a bar under every figure")
    parser.add_argument("--figures", type=Path, default=FIGURE_LIST, help="list of the slugs of all figures")
    options = parser.parse_args(arguments)
    return 1 if report(read(options.folder, publication.publication(), not options.no_bars, options.figures)) else 0


if __name__ == "__main__":
    sys.exit(main())
