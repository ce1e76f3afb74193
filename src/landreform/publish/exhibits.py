"""What is published under a slug, and is it complete?

A figure and a numbered table have the same duties towards whoever cites them. An exhibit is either of them, with all
that its page, its files and its citation need.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd
from pybtex.database import parse_file

from landreform import figures, tables, tabulations
from landreform.figures import Drawn
from landreform.publication import ROOT
from landreform.publish.register import FILE as REGISTER
from landreform.publish.register import Registered, register
from landreform.tabulations import Tabulated

# An alternative text that says less than this says nothing.
_SHORTEST_ALT = 40


@dataclass(frozen=True)
class Exhibit:
    """A figure or a numbered table, made and ready to be published.

    Attributes
    ----------
    registered : Registered
        Its line in the register.
    shown : Drawn or Tabulated
        What a notebook shows under the slug.
    """

    registered: Registered
    shown: Drawn | Tabulated

    @property
    def slug(self) -> str:
        """Its permanent name."""
        return self.registered.slug

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure; otherwise it is a table."""
        return isinstance(self.shown, Drawn)

    @property
    def data(self) -> pd.DataFrame:
        """Exactly the frame drawn or shown."""
        return self.shown.data

    @property
    def description(self) -> str:
        """The long description; of a table there is none, its rows say all of it."""
        return self.shown.description if self.is_figure else ""

    @property
    def conclusions(self) -> tuple[str, ...]:
        """What it shows, sentence by sentence."""
        return tuple(self.shown.entry.conclusions(self.data))

    @property
    def maker(self) -> Callable:
        """The function that makes it."""
        return self.shown.entry.draw if self.is_figure else self.shown.entry.make


def slugs() -> tuple[str, ...]:
    """Return the slugs of everything that the code makes now, in the order of the register."""
    made = {*figures.slugs(), *tabulations.slugs()}
    listed = [entry.slug for entry in register() if entry.slug in made]
    return (*listed, *sorted(made.difference(listed)))


def exhibit(slug: str) -> Exhibit:
    """Make one figure or table and see that nothing is missing.

    Parameters
    ----------
    slug : str

    Returns
    -------
    Exhibit

    Raises
    ------
    ValueError
        If it is incomplete; the message names the slug and everything that is missing.
    KeyError
        If no code makes it.

    Examples
    --------
    >>> exhibit("fig-waves-thai-nguyen").maker.__name__
    'gantt'
    """
    shown = figures.show(slug) if slug in figures.slugs() else tabulations.show(slug)
    line = {entry.slug: entry for entry in register()}.get(slug)
    made = Exhibit(line or Registered(slug, "", "", "", ""), shown)
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


def faults(made: Exhibit) -> Iterator[str]:
    """Say what an exhibit lacks, one phrase each; nothing where it is complete.

    Parameters
    ----------
    made : Exhibit

    Yields
    ------
    str
        Register, caption (plain, without a number in figures), alternative text, long description, conclusions, limits,
        data, a description of every column, tables of the ledger, sources that the bibliography holds, a named
        function, a cell in its notebook.
    """
    entry, line = made.shown.entry, made.registered
    kind = "figure" if made.is_figure else "table"
    if line.status != "active" or line.kind != kind or line.title != entry.title:
        yield f"{REGISTER} must list it as {kind}, active, with the title {entry.title!r}"
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
    if not re.fullmatch(r"[a-z]\w*", getattr(made.maker, "__name__", "")):
        yield "a named function that makes it"
    if cell(made.slug, entry.notebook) is None:
        yield f"a cell of its name in notebooks/{entry.notebook}.ipynb"


def _word_faults(made: Exhibit) -> Iterator[str]:
    alt, limits = made.shown.alt, made.shown.entry.limits
    if len(alt) < _SHORTEST_ALT or "\n" in alt or "<" in alt:
        yield f"an alternative text of one line and at least {_SHORTEST_ALT} letters ({alt!r})"
    if made.is_figure and len(made.description) <= len(made.shown.entry.title):
        yield "a long description"
    if not made.conclusions or not all(text.strip() for text in made.conclusions):
        yield "at least one conclusion"
    if not limits or not all(text.strip() for text in limits):
        yield "at least one limit"


def _source_faults(made: Exhibit) -> Iterator[str]:
    try:
        said = made.shown.sources
    except KeyError as error:
        yield f"sources (the frame has no {error})"
        return
    if said.empty or (said == "").any(axis=None):
        yield "sources, each with the work read and the place in it"
    unknown = ({*said["source"]} | {*said["read_in"]}) - bibliography_keys()
    if unknown:
        yield "sources that stand in references.bib (" + ", ".join(sorted(unknown)) + ")"


@cache
def bibliography_keys() -> frozenset[str]:
    """Return the keys of the bibliography."""
    return frozenset(parse_file(str(ROOT / "book" / "references.bib"), bib_format="bibtex").entries)


def cell_name(cell: dict) -> str | None:
    """Return the slug under which a notebook cell shows something, or nothing.

    Examples
    --------
    >>> cell_name({"metadata": {"mystnb": {"table": {"name": "tab-claims"}}}})
    'tab-claims'
    """
    marks = cell["metadata"].get("mystnb", {})
    for kind in ("figure", "table"):
        if kind in marks:
            return marks[kind].get("name")
    return None


def cell(slug: str, notebook: str) -> tuple[int, str] | None:
    """Find the cell of a notebook that shows an exhibit.

    Returns
    -------
    tuple of int and str, or None
        Its position, counted from one, and its id; None where the notebook has none.

    Examples
    --------
    >>> cell("fig-claims", "31-what-has-been-claimed") is not None
    True
    """
    path = ROOT / "notebooks" / f"{notebook}.ipynb"
    if not path.exists():
        return None
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for number, one in enumerate(cells, start=1):
        if cell_name(one) == slug:
            return number, one.get("id", "")
    return None
