"""Name what an exhibit lacks of all that it owes to whoever cites it; input is the exhibit, output phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from landreform import exhibits
from landreform.exhibits.base import FigureExhibit, Shown
from landreform.exhibits.register import FILE as REGISTER
from landreform.exhibits.register import register
from landreform.ledger import tables
from landreform.publish.bibliography import bibliography

# An alternative text that says less than this says nothing.
_SHORTEST_ALT = 40


def complete(slug: str) -> Shown:
    """Make one figure or table and see that nothing is missing.

    Parameters
    ----------
    slug : str
        Its permanent name.

    Returns
    -------
    Shown

    Raises
    ------
    ValueError
        If it is incomplete; the message names the slug and everything that is missing.
    KeyError
        If no code makes it.

    Examples
    --------
    >>> complete("fig-waves-thai-nguyen").entry.make.__name__
    'gantt'
    """
    made = exhibits.show(slug)
    missing = list(faults(made))
    if missing:
        raise ValueError(f"{slug} cannot be published: " + "; ".join(missing))
    return made


def plain(caption: str) -> str:
    """Return a caption without its emphasis.

    Examples
    --------
    >>> plain("The report (*tổng kết*) of a wave.")
    'The report (tổng kết) of a wave.'
    """
    return re.sub(r"\*+([^*]+)\*+", r"\1", caption)


def faults(made: Shown) -> Iterator[str]:
    """Say what an exhibit lacks, one phrase each; nothing where it is complete.

    Parameters
    ----------
    made : Shown

    Yields
    ------
    str
        Register, caption (plain, without a number in figures), alternative text, long description, conclusions, limits,
        data, a description of every column, tables of the ledger, sources that the bibliography holds, a named
        function, a cell in its notebook.
    """
    entry = made.entry
    if not any(line.active and line.kind == entry.kind for line in register() if line.slug == made.slug):
        yield f"{REGISTER} must list it as {entry.kind}, active, with a title"
    if not entry.caption.strip() or re.search(r"[{}\[\]`]|\d", entry.caption):
        yield "a caption of plain words, without roles, links and numbers in figures"
    if made.data.empty:
        yield "data (the frame is empty)"
        return
    yield from _word_faults(made)
    undescribed = {str(name) for name in made.data if not entry.columns.get(name, "").strip()}
    if undescribed or set(entry.columns) - set(made.data):
        named = ", ".join(sorted(undescribed | (set(entry.columns) - set(made.data))))
        yield f"columns that describe the frame, each with its unit ({named})"
    ledger = {table["name"] for table in tables.descriptor()["resources"]}
    if not entry.tables or not set(entry.tables) <= ledger:
        yield "the tables of the ledger that it uses"
    yield from _source_faults(made)
    if not re.fullmatch(r"[a-z]\w*", getattr(entry.make, "__name__", "")):
        yield "a named function that makes it"
    if not entry.notebook:
        yield "a cell of its name in a notebook"


def _word_faults(made: Shown) -> Iterator[str]:
    alt, limits = made.alt, made.entry.limits
    if len(alt) < _SHORTEST_ALT or "\n" in alt or "<" in alt:
        yield f"an alternative text of one line and at least {_SHORTEST_ALT} letters ({alt!r})"
    if isinstance(made.entry, FigureExhibit):
        if len(made.description) <= len(made.entry.title):
            yield "a long description"
        if made.entry.narrow is None:
            yield "a narrow form, in which it is legible on a phone"
    if not made.conclusions or not all(text.strip() for text in made.conclusions):
        yield "at least one conclusion"
    if not limits or not all(text.strip() for text in limits):
        yield "at least one limit"


def _source_faults(made: Shown) -> Iterator[str]:
    try:
        statements = made.sources
    except KeyError as error:
        yield f"sources (the frame has no {error})"
        return
    if statements.empty or (statements == "").any(axis=None):
        yield "sources, each with the work read and the place in it"
    unknown = ({*statements["source"]} | {*statements["read_in"]}) - bibliography_keys()
    if unknown:
        yield "sources that stand in references.bib (" + ", ".join(sorted(unknown)) + ")"


@cache
def bibliography_keys() -> frozenset[str]:
    """Return the keys of the bibliography."""
    return frozenset(bibliography().entries)
