"""Account for the prose of a rendered book: words of running prose, and sentences with and without rows, part by part.

``python -m landreform.build.lint.account [FOLDER]`` prints words for every chapter of a rendered book;
``--before OTHER`` sets beside them those of another one, such as a book built from an older commit. Everything is read
off the pages, parts and their order from the navigation, so that a book may be of any age.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urldefrag

from bs4 import BeautifulSoup

from landreform.build.lint import narrative, running
from landreform.build.lint.running import Words
from landreform.paths import ROOT

_NAVIGATION = re.compile(r'<nav class="bd-links.*?</nav>', re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"#]+)"')

#: Name of the part that is only the page with which the book opens.
OPENING = "Front page"


@dataclass(frozen=True)
class Account:
    """What there is to read on a page.

    Attributes
    ----------
    words : Words
    sentences : dict of str to int
        Sentences of running prose by kind (:data:`landreform.build.lint.narrative.KINDS`); empty where the page is not
        of the narrative.
    """

    words: Words
    sentences: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: running.Text, told: Sequence[narrative.Sentence] = ()) -> Account:
        """Account for a page from its text and, for a page of the narrative, its sentences."""
        return cls(text.words, narrative.counts(told) if told else {})

    @classmethod
    def read(cls, kept: Mapping[str, dict[str, int]]) -> Account:
        """Read what :func:`dataclasses.asdict` has made of an account."""
        return cls(Words(**kept["words"]), dict(kept["sentences"]))


@dataclass(frozen=True)
class Part:
    """A part of the book: its caption, and the title of each of its pages by path, in the order of the book."""

    caption: str
    pages: dict[str, str]


def parts(pages: Mapping[str, str]) -> list[Part]:
    """Read the parts of a book from the navigation of one of its pages.

    Parameters
    ----------
    pages : mapping of str to str
        HTML of the pages by path from the top of the book.

    Returns
    -------
    list of Part
        First the page that opens the book, if ``index.html`` is the same page and no part has it.
    """
    found = list[Part]()
    page = next((path for path, text in sorted(pages.items()) if _NAVIGATION.search(text)), None)
    navigation = _NAVIGATION.search(pages[page]) if page else None
    if page is None or navigation is None:
        return found
    for tag in BeautifulSoup(navigation.group(), "html.parser").find_all(["p", "a"]):
        if tag.name == "p":
            found.append(Part(tag.get_text(" ", strip=True), {}))
        elif found:
            address = urldefrag(str(tag.get("href"))).url
            path = normpath(join(dirname(page), address)) if address else page
            found[-1].pages[path] = tag.get_text(" ", strip=True)
    same = _CANONICAL.search(pages.get("index.html", ""))
    opening = max((path for path in pages if same and f"/{same[1]}".endswith(f"/{path}")), key=len, default="")
    if opening and not any(opening in part.pages for part in found):
        found.insert(0, Part(OPENING, {opening: OPENING}))
    return [part for part in found if part.pages]


def together(accounts: Iterable[Account]) -> Account:
    """Add accounts up.

    Examples
    --------
    >>> together([Account(Words(1, 2, 3)), Account(Words(10, 20, 30))]).words
    Words(prose=11, visible=22, folded=33)
    """
    words, sentences = Words(), dict[str, int]()
    for one in accounts:
        words = Words(*(getattr(words, name) + getattr(one.words, name) for name in ("prose", "visible", "folded")))
        sentences |= {kind: sentences.get(kind, 0) + number for kind, number in one.sentences.items()}
    return Account(words, sentences)


def share(words: Words) -> str:
    """Say which share of the visible words is running prose, in percent.

    Examples
    --------
    >>> share(Words(1, 3, 100)), share(Words())
    ('33 %', '–')
    """
    return f"{100 * words.prose / words.visible:.0f} %" if words.visible else "–"


def lines(book: Sequence[Part], accounts: Mapping[str, Account]) -> list[str]:
    """Say in a line for each part how much running prose it has and what states its sentences."""
    said = []
    for part in book:
        whole = together(accounts[path] for path in part.pages if path in accounts)
        line = (
            f"   {part.caption}: {whole.words.prose:,} words of running prose, {share(whole.words)} of what is visible"
        )
        if whole.sentences:
            kinds = ", ".join(f"{number} {kind}" for kind, number in whole.sentences.items() if number)
            line += f"; {sum(whole.sentences.values())} sentences: {kinds}"
        said.append(line)
    return said


def content(book: Sequence[Part], accounts: Mapping[str, Account]) -> list[dict]:
    """Give the accounts of all pages, part by part, as they are kept in JSON."""
    return [
        {
            "part": part.caption,
            "pages": [
                {"page": path, "title": title, **asdict(accounts[path])}
                for path, title in part.pages.items()
                if path in accounts
            ],
        }
        for part in book
    ]


_HEAD = ("", "prose", "visible", "share", "folded")


def table(now: Sequence[dict], before: Sequence[dict] | None = None) -> str:
    """Set the words of every page in a table, with sums of the parts.

    Parameters
    ----------
    now, before : sequence of dict
        As :func:`content` gives them. What stands on only one side has dashes on the other.
    """
    rows = [(*_HEAD, *(f"{name} before" for name in _HEAD[1:] if before is not None))]
    old = {page["page"]: Words(**page["words"]) for part in before or () for page in part["pages"]}
    old_parts = {part["part"]: _sum(part["pages"]) for part in before or ()}
    for part in now:
        rows.append(_row(part["part"], _sum(part["pages"]), old_parts.get(part["part"]), before is not None))
        rows += [
            _row(f"  {page['title']}", Words(**page["words"]), old.pop(page["page"], None), before is not None)
            for page in part["pages"]
        ]
    gone = [page for part in before or () for page in part["pages"] if page["page"] in old]
    rows += [_row(f"  only before: {page['title']}", None, old[page["page"]], True) for page in gone]
    for name, end in (("all but the last part", -1), ("all", None)):  # the last part is there to look things up
        sums = [_sum(page for part in book[:end] for page in part["pages"]) for book in (now, before or ())]
        rows.append(_row(name, sums[0], sums[1], before is not None))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join([row[0].ljust(widths[0]), *numbers])


def _sum(pages: Iterable[dict]) -> Words:
    return together(Account(Words(**page["words"])) for page in pages).words


def _row(name: str, words: Words | None, old: Words | None, both: bool) -> tuple[str, ...]:
    return (name, *_cells(words), *(_cells(old) if both else ()))


def _cells(words: Words | None) -> tuple[str, ...]:
    if words is None:
        return ("–",) * 4
    return (f"{words.prose:,}", f"{words.visible:,}", share(words), f"{words.folded:,}")


def of_folder(folder: Path) -> list[dict]:
    """Account for the words of a rendered book, of this project at any time.

    Parameters
    ----------
    folder : pathlib.Path
        The rendered book.

    Raises
    ------
    FileNotFoundError
        If there is no page with the navigation of a book.
    """
    from landreform.build.lint import pages

    book = pages.read(folder)
    found = parts({path: page.text for path, page in book.pages.items()})
    if not found:
        raise FileNotFoundError(f"{folder}: no page has the navigation of a book; build it with make book")
    accounts = {
        path: Account.of(running.text_of(book.pages[path].region))
        for part in found
        for path in part.pages
        if path in book.pages
    }
    return content(found, accounts)


def main(arguments: list[str] | None = None) -> int:
    """Print the words of a rendered book; 1 where there is none."""
    parser = argparse.ArgumentParser(
        prog="python -m landreform.build.lint.account", description=__doc__.splitlines()[0]
    )
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "_build" / "html", help="the rendered book")
    parser.add_argument("--before", type=Path, help="another rendered book, to be set beside it")
    options = parser.parse_args(arguments)
    try:
        before = of_folder(options.before) if options.before else None
        print(table(of_folder(options.folder), before))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
