"""Lint the rendered book: every number leads home, every link somewhere, every picture says what it shows.

On the pages of the narrative every sentence of fact carries what states it (:mod:`landreform.build.lint.narrative`).

``python -m landreform.build.lint.pages _build/html`` reads every page of the rendered book and names each fault. What
the prose may contain is decided by rules alone (:mod:`landreform.build.lint.prose`), never by a list of exceptions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property, partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

from landreform.build.collecting import collect_seldom, seldom
from landreform.build.lint import account, narrative, prose, running
from landreform.build.lint.account import Account
from landreform.paths import ROOT
from landreform.publish import publication
from landreform.publish.processes import belong, processors
from landreform.publish.publication import FIGURES
from landreform.text import whole_files

FIGURE_LIST = ROOT / "figures.yml"

_LINKS = {"href": ("a", "link", "area", "image", "use"), "src": ("img", "script", "source", "iframe", "embed", "audio")}
_LINKS |= {"data": ("object",), "action": ("form",)}
_LINKED_BY = {
    name: [attribute for attribute in _LINKS if name in _LINKS[attribute]] for name in chain(*_LINKS.values())
}
_REFERENCES = "citation-list"
_IS_FOLDER = "leads to a folder; without a server only a file opens"
#: Classes of what docutils could not resolve.
_UNRESOLVED = frozenset({"problematic", "system-message"})
_BARE_LABEL = re.compile(r"(?:fig(?:ure|\.)?|tab(?:le|\.)?|chart|plot|image)[\s\-_.:]*[\w.\-]*", re.IGNORECASE)


#: A link within the book without anything that would have to be decoded: its path, not from the top, and its anchor.
_PLAIN = re.compile(r"((?!/)[\w./-]*)(?:#([\w.-]*))?", re.ASCII)

#: Pages from which on it pays to start processes for looking at them.
MANY = 24


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


@dataclass(frozen=True)
class Facts:
    """What the other pages of the book must know of a page.

    Attributes
    ----------
    ids : dict of str to int
        How often each id stands on the page.
    names : tuple of str
        Names of anchors.
    links : tuple of str
        Every address that the page leads to or shows something from.
    references : tuple of str
        Entries of the list of references that stand on the page.
    """

    ids: dict[str, int]
    names: tuple[str, ...]
    links: tuple[str, ...]
    references: tuple[str, ...]

    @classmethod
    def of(cls, soup: BeautifulSoup) -> Facts:
        """Find the facts of a parsed page."""
        ids, names, references = Counter[str](), list[str](), list[str]()
        links: dict[str, list[str]] = {attribute: [] for attribute in _LINKS}
        for tag in soup.find_all(True):  # once over all of the page, which has thousands of elements
            if "id" in tag.attrs:
                ids[str(tag["id"])] += 1
            if tag.name == "a" and "name" in tag.attrs:
                names.append(prose.attribute(tag, "name"))
            if prose.is_reference(tag):
                references.append(prose.flat(tag.get_text()))
            for attribute in _LINKED_BY.get(tag.name, ()):
                if attribute in tag.attrs:
                    links[attribute].append(prose.attribute(tag, attribute))
        return cls(dict(ids), tuple(names), tuple(chain.from_iterable(links.values())), tuple(references))


#: The facts of a page, the faults that it has by itself (rule and what stands there), and what there is to read.
Look = tuple[Facts, list[tuple[str, str]], Account]


@dataclass
class RenderedPage:
    """A page of the book; it is parsed when something is asked of it that is not remembered."""

    path: str
    text: str
    remembered: Facts | None = None
    account: Account | None = None

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, parsed."""
        return BeautifulSoup(self.text, "html.parser")

    @cached_property
    def facts(self) -> Facts:
        """What the other pages must know of this one."""
        return self.remembered or Facts.of(self.soup)

    @cached_property
    def region(self) -> Tag:
        """What the book says on the page, without what the theme puts around it."""
        selectors = ("article.bd-article", "article", "main", "[role=main]", "body")
        return next(filter(None, map(self.soup.select_one, selectors)), self.soup)

    @cached_property
    def reading(self) -> running.Text:
        """The running prose of the page, and its words."""
        return running.text_of(self.region)

    @cached_property
    def told(self) -> list[narrative.Sentence]:
        """The sentences of the running prose, with what states each."""
        return narrative.told(self.reading.paragraphs)


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
    narrative : tuple of str
        Pages on which every sentence of fact carries what states it, as ``_config.yml`` names them.
    """

    folder: Path
    pages: dict[str, RenderedPage]
    address: str = ""
    names: tuple[str, ...] = ()
    bars: bool = True
    figure_list: Path = FIGURE_LIST
    narrative: tuple[str, ...] = ()

    @cached_property
    def references(self) -> str:
        """The text of the list of references, in which every title cited stands."""
        listing = (page for page in self.pages.values() if _REFERENCES in page.text)
        return "\n".join(entry for page in listing for entry in page.facts.references)

    @cached_property
    def _there(self) -> dict[str, str]:
        return {}

    def missing(self, target: str) -> str:
        """Say why nothing can be opened under a path from the top of the book; empty if something can."""
        if target not in self._there:
            file = self.folder / target
            self._there[target] = "no such file" if not file.exists() else _IS_FOLDER if file.is_dir() else ""
        return self._there[target]


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
        pages[path] = RenderedPage(path, file.read_text(encoding="utf-8"))
    address, names = "", tuple[str, ...]()
    if setting is not None:
        licences = (publication.LICENCES[name][0] for name in (setting.licence, setting.licence_code))
        address, names = setting.address, (setting.title, *licences)
    return RenderedBook(folder, pages, address, names, bars, figure_list)


def of_project(root: Path, html: Path) -> RenderedBook:
    """Read the rendered book of a project: with its settings, and with bars as soon as it has a list of figures."""
    figure_list = root / "figures.yml"
    book = read(html, publication.read(root), figure_list.exists(), figure_list)
    return replace(book, narrative=narrative.pages_of(root))


def lint(book: RenderedBook, memory: Path | None = None) -> list[Complaint]:
    """Report every fault of a rendered book, page by page.

    Parameters
    ----------
    book : RenderedBook
        As :func:`read` gives it.
    memory : pathlib.Path, optional
        File in which is kept what was found on each page. A page that has not changed since is not parsed again.

    Returns
    -------
    list of Complaint
        Empty where all is well.
    """
    known = whole_files.read_note(memory) if memory else {}
    keys = {path: _hash(_rules() + page.text) for path, page in book.pages.items()}
    for path, page in book.pages.items():
        if path in known and known[path]["key"] == keys[path]:
            facts = known[path]["facts"]
            page.remembered = Facts(facts["ids"], *(tuple(facts[name]) for name in ("names", "links", "references")))
    around = _hash(repr((book.names, book.bars, book.references, book.narrative)))
    found = [] if book.pages else [Complaint(str(book.folder), "pages", "there is no page")]
    now = {}
    changed = [path for path, page in book.pages.items() if not page.remembered or known[path]["around"] != around]
    looked = dict(zip(changed, _look(book, changed), strict=True))
    for path, page in book.pages.items():
        if path in looked:
            page.remembered, own, page.account = looked[path]
        else:
            page.account = Account.read(known[path]["account"])
            now[path] = known[path]
            continue
        kept = {"facts": asdict(page.facts), "own": own, "account": asdict(page.account)}
        now[path] = {"key": keys[path], "around": around, **kept}
    for path, page in book.pages.items():
        found += [Complaint(path, rule, text) for rule, text in now[path]["own"]]
        found += [Complaint(path, "link", text) for text in _links(page, book)]
    if memory:
        whole_files.write(memory, json.dumps(now))
    found += [Complaint("_config.yml", "narrative", text) for text in _unmatched(book)]
    return found + [Complaint(str(book.figure_list.name), "slugs", text) for text in _lost_slugs(book)]


def _look(book: RenderedBook, paths: list[str]) -> Iterable[Look]:
    """Look at some pages; at many of them in several processes."""
    around = replace(book, pages={})
    around.references = book.references
    examine = partial(_examine, around)
    chosen = [RenderedPage(path, book.pages[path].text) for path in paths]
    if len(chosen) < MANY:
        with seldom():
            yield from map(examine, chosen)
        return
    with ProcessPoolExecutor(processors(), mp_context=get_context("spawn"), initializer=_begin) as crew:
        yield from crew.map(examine, chosen, chunksize=4)


def _begin() -> None:
    """Begin a process that looks at pages."""
    belong()
    collect_seldom()


def _examine(book: RenderedBook, page: RenderedPage) -> Look:
    """Look at one page; what was parsed is not kept, it is large."""
    own = [(rule, text) for rule, check in RULES.items() for text in check(page, book)]
    told = page.told if narrative.is_narrative(page.path, book.narrative) else []
    # The landing pages of figures stand in no part of the book.
    text = running.Text() if page.path.startswith(f"{FIGURES}/") else page.reading
    return page.facts, own, Account.of(text, told)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _rules() -> str:
    """Return the code of the rules: what was found by other rules is no longer known."""
    return "".join(file.read_text(encoding="utf-8") for file in sorted(Path(__file__).parent.glob("*.py")))


def _numerals(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find numbers in prose that are neither of the ledger nor computed."""
    # The landing pages of figures are written by code, index and search by Sphinx: there is no prose on them.
    if page.path.startswith(f"{FIGURES}/") or page.path in ("genindex.html", "search.html"):
        return
    yield from prose.numerals(page.region, book.names, book.references)


def _leftovers(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find what the build could not resolve and printed as it stands."""
    for tag in page.region.find_all(True) if any(name in page.text for name in _UNRESOLVED) else ():
        if prose.classes(tag) & _UNRESOLVED:
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
    for shown in page.region.find_all(["figure", "table"]):
        if shown.name == "table" and not prose.attribute(shown, "id").startswith("tab-"):
            continue
        if any(map(prose.is_computed, shown.parents)):
            continue
        # The bar stands in the figure or is the first one after it, and leads to the page of that slug.
        bar = shown.select_one(prose.BARS) or shown.find_next(prose.is_bar)
        home = f"{FIGURES}/{shown.get('id', '')}/"
        if bar is None or not any(home in prose.attribute(link, "href") for link in bar.find_all("a")):
            yield f"{shown.get('id', 'a figure without a name')} has no bar that leads to {home}"


def _sentences(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find sentences of the narrative that nothing states, and marks that are wrong."""
    if narrative.is_narrative(page.path, book.narrative):
        yield from (f"{one.text!r} {one.fault}" for one in page.told if one.fault)


def _unmatched(book: RenderedBook) -> Iterator[str]:
    """Find settings that name pages of the narrative and match none, so that nothing would be asked of them."""
    for pattern in book.narrative:
        if not any(narrative.is_narrative(path, [pattern]) for path in book.pages):
            yield f"{narrative.SETTING} names {pattern!r}, and there is no such page"


def _links(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    """Find links that lead nowhere, to a folder, or out of the book by a wrong way."""
    for link in page.facts.links:
        problem = _dead(link, page, book)
        if problem:
            yield f"{link} ({problem})"


def _dead(link: str, page: RenderedPage, book: RenderedBook) -> str:
    here = page.path.rpartition("/")[0]
    if book.address and link.startswith(book.address):
        link, here = link.removeprefix(book.address) or "index.html", ""
    leads = _leads(link, here)
    if leads is None:
        return ""
    path, anchor = leads
    if path.startswith("/"):
        return "leads to the top of the computer"
    target = path or page.path
    if target.startswith(".."):
        return "leads out of the book"
    if problem := book.missing(target):
        return problem
    there = book.pages.get(target)
    # An address such as #what-if=1&o=executed holds what a reader has chosen at the place of that name.
    name = anchor.partition("=")[0]
    if anchor and there and name not in there.facts.ids and name not in there.facts.names:
        return f"no {name!r} on that page"
    return ""


@cache  # the navigation puts the same links on every page of a folder
def _leads(link: str, here: str) -> tuple[str, str] | None:
    """Return the path to which a link in a folder leads, from the top of the book, and the anchor there.

    The path is empty where a link leads to its own page; there is none where it leads out into the network.
    """
    if plain := _PLAIN.fullmatch(link):
        path, anchor = plain.groups("")
        return (normpath(f"{here}/{path}" if here else path) if path else ""), anchor
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path, anchor = unquote(parts.path), unquote(parts.fragment)
    if path and not path.startswith("/"):
        path = normpath(f"{here}/{path}" if here else path)
    return path, anchor


def _twice(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    yield from (f"{name} stands {count} times" for name, count in page.facts.ids.items() if count > 1)


def _language(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    html = page.soup.find("html")
    if not prose.attribute(html, "lang"):
        yield "the page does not say its language"


def _title(page: RenderedPage, book: RenderedBook) -> Iterator[str]:
    title = page.soup.select_one("head > title")
    if title is None or not title.get_text().strip():
        yield "the page has no title"


#: What can be said of a page by itself; where its links lead depends on the others.
RULES: dict[str, Callable[[RenderedPage, RenderedBook], Iterator[str]]] = {
    "language": _language,
    "title": _title,
    "numeral": _numerals,
    "unresolved": _leftovers,
    "image": _images,
    "bar": _bars,
    "id": _twice,
    "sentence": _sentences,
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


def report(book: RenderedBook, memory: Path | None = None, accounts: Path | None = None) -> int:
    """Print every fault and what there is to read, part by part.

    Parameters
    ----------
    book : RenderedBook
    memory : pathlib.Path, optional
        As in :func:`lint`.
    accounts : pathlib.Path, optional
        JSON file for the words and sentences of every page.

    Returns
    -------
    int
        The number of faults.
    """
    found = lint(book, memory)
    for complaint in found:
        print(complaint, file=sys.stderr)
    parts = account.parts({path: page.text for path, page in book.pages.items()})
    of_pages = {path: page.account for path, page in book.pages.items() if page.account}
    for line in account.lines(parts, of_pages):
        print(line)
    if accounts:
        text = json.dumps(account.content(parts, of_pages), ensure_ascii=False, indent=1)
        whole_files.write(accounts, text + "\n")
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
