"""Say of every sentence of the narrative what states it, and refuse a sentence of fact that nothing states.

A sentence of the pages that tell what happened leads to a row of the ledger, to a result computed from rows, or to a
work. Questions state nothing. Any other sentence is marked in the text by its author, ``[…]{.rowless-unknown}``, with
one of the reasons in :data:`REASONS`; marks are counted, and a mark on a sentence that has a row is a fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from landreform.build.lint import sentences
from landreform.build.lint.running import ROWLESS, Piece

#: Why a sentence may carry no row.
REASONS = {
    "unknown": "says what is not known, was not found or was not read",
    "book": "speaks of this book: what stands where, how it is to be read",
    "gist": "sums up or qualifies what stands with its rows in the same paragraph",
}

#: What a sentence may be; one that is several of these is the first.
KINDS = ("question", "row", "result", "citation", *REASONS, "bare")

#: The setting of ``_config.yml`` that names the pages of the narrative.
SETTING = "landreform_narrative"


@dataclass(frozen=True)
class Sentence:
    """A sentence of running prose.

    Attributes
    ----------
    text : str
    kind : str
        One of :data:`KINDS`.
    addresses : tuple of str
        Where it leads: to rows, results and citations, in their order.
    fault : str
        What is wrong with it; empty if nothing is.
    """

    text: str
    kind: str
    addresses: tuple[str, ...] = ()
    fault: str = ""


def pages_of(root: Path) -> tuple[str, ...]:
    """Read from ``_config.yml`` which pages are narrative: names of pages without ending, ``*`` for anything.

    Parameters
    ----------
    root : pathlib.Path
        Folder with ``_config.yml``; without one there is no narrative.
    """
    file = root / "_config.yml"
    if not file.exists():
        return ()
    config = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    return tuple(config.get("sphinx", {}).get("config", {}).get(SETTING, ()))


def is_narrative(path: str, patterns: Sequence[str]) -> bool:
    """Say whether a page of the rendered book is narrative.

    Examples
    --------
    >>> is_narrative("book/what-happened/the-waves.html", ["book/what-happened/*"])
    True
    """
    return any(fnmatchcase(path, f"{pattern}.html") for pattern in patterns)


def told(paragraphs: Sequence[Sequence[Piece]]) -> list[Sentence]:
    """Divide running prose into sentences and say what states each.

    Parameters
    ----------
    paragraphs : sequence of sequence of Piece
        As :func:`landreform.build.lint.running.text_of` finds them.

    Examples
    --------
    >>> rents = [Piece("Who? Rents fell by "), Piece("25%", "row", "c.html#r"), Piece(". All fell.")]
    >>> [one.kind for one in told([rents])]
    ['question', 'row', 'bare']
    """
    found = []
    for number, pieces in enumerate(paragraphs):
        inside = list(_of_paragraph(pieces))
        stated = any(one.addresses for one in inside)
        # The answer that opens a page sums up the sections below, which carry the rows.
        found += [one if stated or number == 0 else _without_rows(one) for one in inside]
    return found


def _without_rows(one: Sentence) -> Sentence:
    if one.kind != "gist" or one.fault:
        return one
    return Sentence(one.text, one.kind, (), "is marked as gist, and nothing in its paragraph carries a row")


def _of_paragraph(pieces: Sequence[Piece]) -> Iterator[Sentence]:
    text = "".join(piece.text for piece in pieces)
    places, at = list[tuple[int, int, Piece]](), 0
    for piece in pieces:
        places.append((at, at + len(piece.text), piece))
        at += len(piece.text)
    for start, end in sentences.split(text):
        # Only letters and digits count: a full stop may stand outside of a mark.
        within = [
            piece
            for begin, stop, piece in places
            if begin < end and stop > start and any(map(str.isalnum, text[max(begin, start) : min(stop, end)]))
        ]
        yield _judge(" ".join(text[start:end].split()), within)


def _judge(text: str, pieces: Sequence[Piece]) -> Sentence:
    """Say what a sentence is, from the pieces of which it consists."""
    addresses = tuple(dict.fromkeys(piece.address for piece in pieces if piece.support))
    supports, marks = {piece.support for piece in pieces}, {piece.mark for piece in pieces}
    kind = next((kind for kind in ("row", "result", "citation") if kind in supports), "")
    if text.rstrip("”’»\"')]").endswith("?"):
        kind = "question"
    reasons = sorted(marks - {""})
    if not reasons:
        return Sentence(text, kind or "bare", addresses, "" if kind else "carries no row and no citation")
    if kind:
        return Sentence(text, kind, addresses, f"has the mark {ROWLESS}{reasons[0]} and needs none")
    if reasons[0] not in REASONS:
        return Sentence(text, "bare", (), f"has the mark {ROWLESS}{reasons[0]}; there is only {', '.join(REASONS)}")
    if len(marks) > 1:
        return Sentence(text, "bare", (), "is marked only in part, or twice")
    return Sentence(text, reasons[0])


def counts(told: Sequence[Sentence]) -> dict[str, int]:
    """Count sentences by kind.

    Examples
    --------
    >>> counts([Sentence("Who?", "question")])["question"]
    1
    """
    number = Counter(one.kind for one in told)
    return {kind: number[kind] for kind in KINDS}
