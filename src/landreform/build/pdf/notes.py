"""Put what a reader of the web gets from a link at the foot of the printed page.

A number of the ledger leads to its row; in print a note names who states it, where it was read, and the row. One note
serves a sentence, so that a line with four numbers does not end in four marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

from landreform.build.pdf.wording import with_dashes
from landreform.ledger import tables
from landreform.ledger.sources import attributions

#: Where a note cannot stand: it would part from its mark, or be repeated.
_NO_NOTES = ("table", "figcaption", "caption", "h1", "h2", "h3", "h4", "summary")

#: What holds running text, and so its notes.
BLOCKS = ("p", "li", "dd", "dt")

#: A full stop, and not one of an abbreviation or of a number.
_SENTENCE_ENDS = re.compile(
    r"(?<!\bFig)(?<!\bFigs)(?<!\bn)(?<!\bp)(?<!\bpp)(?<!\bno)(?<!\bart)(?<!\barts)(?<!\bcf)(?<!\bca)[.!?][”’)\]]*(?=\s)"
)


def add_notes(soup: BeautifulSoup, article: Tag, sources: dict[str, str]) -> int:
    """Add a note to every sentence that holds links home or links out of the book.

    Parameters
    ----------
    soup : bs4.BeautifulSoup
        The document, to make elements with.
    article : bs4.Tag
        Its article; changed in place. Links that are to become notes have the attribute ``data-note``.
    sources : dict of str to str
        Text of each note, by what stands in ``data-note``.

    Returns
    -------
    int
        How many notes were added.

    Raises
    ------
    KeyError
        If a link names a note that is not there.
    """
    added = 0
    for block in article.find_all(BLOCKS):
        if block.find_parent(_NO_NOTES) is None:
            added += _of_block(soup, block, sources)
    return added


def _of_block(soup: BeautifulSoup, block: Tag, sources: dict[str, str]) -> int:
    """Collect what the links of a block say, and write it behind each sentence."""
    waiting: list[str] = []
    last: Tag | None = None
    added = 0
    for node in list(block.descendants):
        if _own_block(node) is not block:
            continue
        if isinstance(node, Tag) and node.get("data-note"):
            waiting.append(sources[str(node["data-note"])])
            last = node
        elif isinstance(node, NavigableString) and waiting and not _within_link(node, block):
            end = _SENTENCE_ENDS.search(f"{node} " if node.next_element is None else str(node))
            if end:
                node = _split(node, end.end())
                node.insert_after(_note(soup, waiting))
                waiting, last, added = [], None, added + 1
    if waiting and last is not None:
        _end_of(block, last).insert_after(_note(soup, waiting))
        added += 1
    return added


def _own_block(node: PageElement) -> Tag | None:
    return node.find_parent(BLOCKS)


def _within_link(node: NavigableString, block: Tag) -> bool:
    return any(isinstance(parent, Tag) and parent.get("data-note") for parent in node.parents if parent is not block)


def _split(node: NavigableString, at: int) -> NavigableString:
    """Cut a text in two and return the first part, with the second behind it."""
    first, second = NavigableString(str(node)[:at]), NavigableString(str(node)[at:])
    node.replace_with(first)
    first.insert_after(second)
    return first


def _end_of(block: Tag, last: Tag) -> PageElement:
    """Return the last text of the sentence in which a block's last link stands: the note follows its full stop."""
    end: PageElement = last
    while end.parent is not block and end.parent is not None:
        end = end.parent
    for sibling in list(end.next_siblings):
        if isinstance(sibling, Tag) and (sibling.name in (*BLOCKS, "ul", "ol", "dl", "table")):
            break
        end = sibling
    if isinstance(end, NavigableString) and not str(end).strip():
        previous = end.previous_sibling
        end = previous if previous is not None else end
    return end


def _note(soup: BeautifulSoup, texts: list[str]) -> Tag:
    note = soup.new_tag("span", attrs={"class": "foot"})
    rows: dict[str, list[str]] = {}
    for text in texts:
        said, _, row = text.partition(" [")
        rows.setdefault(said, []).append(row.rstrip("]."))
    note.string = " ".join(
        f"{said} [{'; '.join(dict.fromkeys(found))}]." if found != [""] else said for said, found in rows.items()
    )
    return note


def of_rows(ledger: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Write the note of every row of the ledger: who states it, where it was read, and the address of the row.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        Every table, as `landreform.ledger.tables.load_all` gives them.

    Returns
    -------
    dict of str to str
        By ``table/row``. What the editors of the ledger say themselves has their name.

    Examples
    --------
    >>> from landreform.ledger import tables
    >>> of_rows(tables.load_all())["counts/wikipedia-north-vietnam-executed-to-1955-12"]  # doctest: +ELLIPSIS
    'Szalontai 2005, as read in Wikipedia, North Vietnam: ... [counts/wikipedia-north-vietnam-executed-to-1955-12].'
    """
    notes = {}
    for name, frame in ledger.items():
        key = tables.resource(name)["schema"]["primaryKey"][0]
        if "read_in" in frame and "source" in frame:
            who = attributions(frame, ledger["sources"])
            said = [
                f"{work}: {place}" if place and place == place else str(work)
                for work, place in zip(who, frame["locator"], strict=True)
            ]
        else:
            said = ["Editors of the ledger"] * len(frame)
        for row, text in zip(frame[key], said, strict=True):
            notes[f"{name}/{row}"] = f"{with_dashes(str(text))} [{name}/{row}]."
    return notes
