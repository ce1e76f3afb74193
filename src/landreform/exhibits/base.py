"""The contract of everything that is shown: one slug for ever, the words with it, and exactly what was drawn.

Input: the tables of the ledger. Output: a figure or numbered table with the frame behind it. Both have the same duties
towards whoever cites them; they differ in what is made and in how it shows itself.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from landreform.exhibits.draw.clip_names import named_by_order
from landreform.exhibits.draw.heading import lay_out_with_title
from landreform.exhibits.draw.style import house_style
from landreform.exhibits.placement import places
from landreform.exhibits.register import register
from landreform.ledger.tables import STATEMENT as STATEMENT
from landreform.ledger.tables import Ledger as Ledger
from landreform.text.table import Table, table
from landreform.tolls.finding import Finding

#: Variable with the folder of the published files, while the book is built: a figure then shows the file that was drawn
#: for it, and is not drawn a second time.
DRAWINGS = "LANDREFORM_DRAWINGS"


def opening(caption: str) -> tuple[str, str]:
    """Split a caption into what it finds, which is written above the figure, and the rest, which stands below.

    Parameters
    ----------
    caption : str

    Returns
    -------
    (str, str)
        The first clause without its sign, and the rest, which begins with a capital letter; empty where there is none.

    Examples
    --------
    >>> opening("Many numbers were passed on: claims by year. An arrow is a step.")
    ('Many numbers were passed on', 'Claims by year. An arrow is a step.')
    """
    first, *rest = re.split(r"[.:;]\s+", caption.strip(), maxsplit=1)
    below = rest[0] if rest else ""
    return first.rstrip(".:;"), below[:1].upper() + below[1:]


def _no_description(data: pd.DataFrame) -> str:
    """Return nothing: of a table there is no long description, its rows say all of it."""
    return ""


class Words(NamedTuple):
    """What an exhibit says of its frame, in words.

    Attributes
    ----------
    alt : callable
        Takes the frame, returns one sentence for readers who cannot see the exhibit.
    conclusions : callable
        Takes the frame, returns a tuple of sentences: what the exhibit shows, every number in them computed.
    columns : mapping of str to str
        What each column of the frame holds, with its unit; the file of the data carries it. Texts of columns that the
        frame takes over from the ledger, or has in common with other exhibits, come from
        `landreform.exhibits.columns`.
    description : callable, optional
        Takes the frame drawn, returns the long description of a figure: every fact that the eye would find.
    """

    alt: Callable[[pd.DataFrame], str]
    conclusions: Callable[[pd.DataFrame], tuple[str, ...]]
    columns: Mapping[str, str]
    description: Callable[[pd.DataFrame], str] = _no_description


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """What is known of a figure or a numbered table before it is made.

    Attributes
    ----------
    slug : str
        ``fig-`` or ``tab-`` and words joined by hyphens; permanent, whatever the number becomes.
    caption : str
        One or two sentences in MyST, without a numeral; says what is shown, never more than was computed.
    make : callable
        Takes what ``inputs`` returns by keyword. Of a figure it draws the frame ``data`` and returns the matplotlib
        figure; of a table it returns the frame shown.
    inputs : callable
        Takes the ledger (table name to frame), returns the keyword arguments of ``make``. For a figure the frame under
        ``data`` is the frame drawn: the file of the data, the words and the sources come from it.
    words : Words
        What it says of the frame: alternative text, conclusions, texts of the columns, description of a figure.
    tables : tuple of str
        Names of the tables of the ledger that it uses.
    limits : tuple of str
        What the exhibit does not show, one sentence each.
    sources : callable, optional
        Takes the frame and the ledger, returns a frame with the columns `STATEMENT` of every statement shown; needed
        only where the frame does not have these columns itself.
    finding : callable, optional
        Takes the ledger, returns the finding that it shows, if it shows one: `Shown.headline` is then the title under
        which the book prints it. Where the finding no longer holds, the exhibit cannot be published.
    """

    slug: str
    caption: str
    make: Callable[..., Any]
    inputs: Callable[[Ledger], dict[str, Any]]
    words: Words
    tables: tuple[str, ...]
    limits: tuple[str, ...]
    sources: Callable[[pd.DataFrame, Ledger], pd.DataFrame] | None = None
    finding: Callable[[Ledger], Finding] | None = None

    kind = ""

    @property
    def alt(self) -> Callable[[pd.DataFrame], str]:
        """Function of the frame that gives the alternative text."""
        return self.words.alt

    @property
    def columns(self) -> Mapping[str, str]:
        """What each column of the frame holds."""
        return self.words.columns

    @property
    def conclusions(self) -> Callable[[pd.DataFrame], tuple[str, ...]]:
        """Function of the frame that says what the exhibit shows."""
        return self.words.conclusions

    @property
    def description(self) -> Callable[[pd.DataFrame], str]:
        """Function of the frame that gives the long description."""
        return self.words.description

    @property
    def title(self) -> str:
        """A few words, as the register of slugs has them; empty where it does not list the slug."""
        return next((line.title for line in register() if line.slug == self.slug), "")

    @property
    def notebook(self) -> str:
        """The notebook in which the exhibit stands, without folder and ending; empty where it stands in none."""
        place = places().get(self.slug)
        return place.notebook if place else ""

    def render(self, ledger: Ledger) -> Shown:
        """Make the exhibit from a ledger.

        Parameters
        ----------
        ledger : mapping of str to DataFrame
            At least the tables that the exhibit names.

        Returns
        -------
        Shown
        """
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class FigureExhibit(Exhibit):
    """A figure before it is drawn.

    Attributes
    ----------
    says : callable, optional
        Takes the frame drawn, returns what the figure finds in a few words, where neither a finding of the ledger nor
        the first clause of the caption says it.
    narrow : callable, optional
        Takes what ``make`` takes, draws the same frame for a screen on which the figure would be too small to read, on
        `landreform.exhibits.draw.sheets.PHONE`. Pages show it there; no file is made of it.
    """

    says: Callable[[pd.DataFrame], str] | None = None
    narrow: Callable[..., Any] | None = None

    kind = "figure"

    @property
    def caption_below(self) -> str:
        """The caption without what is written above the figure; all of it where that is nothing of the caption."""
        below = opening(self.caption)[1]
        return self.caption if self.says or self.finding or not below else below

    def render(self, ledger: Ledger) -> ShownFigure:
        """Make the frame from a ledger; the figure is drawn when it is first asked for. See `Exhibit.render`."""
        inputs = self.inputs(ledger)
        return ShownFigure(self, inputs["data"], ledger, inputs)


@dataclass(frozen=True, kw_only=True)
class TableExhibit(Exhibit):
    """A numbered table before it is made.

    Attributes
    ----------
    headings : mapping of str to str
        Column of the frame to heading, in the order read; the file of the data holds all columns.
    merge : str, optional
        Column whose value is shown only where it differs from that of the row above.
    links : mapping of str to (str, str)
        Column shown to the table of the ledger and the column of the frame with the id of the row that it leads to.
    addresses : mapping of str to str
        Column shown, whose cells hold several texts joined by "; ", to the column with as many addresses joined by a
        space: ``table/row`` of the ledger, or a page of the book with or without ``#`` and an id.
    row_ids : str
        Column of the frame with an id for each row, by which other pages lead to it; none where it is empty.
    """

    headings: Mapping[str, str]
    merge: str | None = None
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    row_ids: str = ""

    kind = "table"

    def render(self, ledger: Ledger) -> ShownTable:
        """Make the table from a ledger; see `Exhibit.render`."""
        data = self.make(**self.inputs(ledger)).reset_index(drop=True)
        return ShownTable(self, data, ledger)


@dataclass(frozen=True)
class Shown:
    """An exhibit that has been made.

    Attributes
    ----------
    entry : Exhibit
        What was known before.
    data : DataFrame
        Exactly the frame drawn or shown.
    ledger : mapping of str to DataFrame
        What it was made from.
    """

    entry: Any
    data: pd.DataFrame
    ledger: Ledger

    @property
    def slug(self) -> str:
        """Its permanent name."""
        return str(self.entry.slug)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Every statement behind the exhibit, each once, sorted; columns `STATEMENT`."""
        rows = self.entry.sources(self.data, self.ledger) if self.entry.sources else self.data
        columns = list(STATEMENT)
        return rows[columns].drop_duplicates().sort_values(columns).reset_index(drop=True)

    @cached_property
    def alt(self) -> str:
        """The alternative text, computed from the frame."""
        return str(self.entry.alt(self.data))

    @cached_property
    def conclusions(self) -> tuple[str, ...]:
        """What the exhibit shows, sentence by sentence."""
        return tuple(self.entry.conclusions(self.data))

    @property
    def description(self) -> str:
        """The long description; of a table there is none, its rows say all of it."""
        return ""

    @cached_property
    def finding(self) -> Finding | None:
        """The finding that it shows, if it shows one.

        Raises
        ------
        FindingFailsError
            If the ledger no longer bears it.
        ValueError
            If it is no headline.
        """
        found = self.entry.finding(self.ledger) if self.entry.finding else None
        if found is not None and not found.headline:
            raise ValueError(f"{self.slug}: the finding {found.finding!r} is no headline")
        return found

    @property
    def headline(self) -> str:
        """The finding in plain words, as the title of the exhibit; empty where it shows none."""
        return self.finding.short if self.finding else ""


@dataclass(frozen=True)
class ShownFigure(Shown):
    """A figure that has been drawn; in a notebook it shows itself as SVG, as text it is its alternative text."""

    entry: FigureExhibit
    inputs: Mapping[str, Any]

    @cached_property
    def figure(self) -> Figure:
        """The figure, drawn in the house style."""
        with house_style():
            figure: Figure = self.entry.make(**self.inputs)
            lay_out_with_title(figure, self.says)
        return figure

    @cached_property
    def narrow_figure(self) -> Figure | None:
        """The narrow form of the figure, drawn in the house style; none where it has none."""
        if self.entry.narrow is None:
            return None
        with house_style():
            figure: Figure = self.entry.narrow(**self.inputs)
            lay_out_with_title(figure, self.says)
        return figure

    @cached_property
    def says(self) -> str:
        """What stands above the figure: what is computed of the frame, else its finding, else its caption's opening."""
        if self.entry.says:
            return str(self.entry.says(self.data))
        return self.headline.rstrip(".") or opening(self.entry.caption)[0]

    @cached_property
    def description(self) -> str:
        """The long description, computed from the frame drawn."""
        return self.entry.description(self.data)

    def svg(self) -> str:
        """Return the figure as SVG text, the same for the same data on any day and in any folder."""
        buffer, canvas = io.StringIO(), cast(Any, FigureCanvasSVG(self.figure))
        with house_style():
            canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
        return named_by_order(buffer.getvalue())

    def _repr_svg_(self) -> str:
        published = os.environ.get(DRAWINGS)
        if published:
            return (Path(published) / self.slug / f"{self.slug}.svg").read_text(encoding="utf-8")
        return self.svg()

    def __repr__(self) -> str:
        return self.alt


@dataclass(frozen=True)
class ShownTable(Shown):
    """A numbered table that has been made; in a notebook it shows itself as HTML, in a terminal as text."""

    entry: TableExhibit

    @property
    def table(self) -> Table:
        """The table as a reader sees it."""
        return table(self.data, self.entry.caption, self.entry.headings, self.entry.merge)

    def targets(self, column: str) -> list[tuple[str, str]]:
        """Return table and row of the ledger to which each cell of a column leads; empty where to none."""
        if column not in self.entry.links:
            return []
        name, identifier = self.entry.links[column]
        return [(name, row) for row in self.data[identifier]]

    def grounds(self, column: str) -> list[list[tuple[str, str]]]:
        """Return the texts of each cell of a column with the address to which each leads; empty where to none.

        Raises
        ------
        ValueError
            If a cell has more or fewer texts than addresses.
        """
        if column not in self.entry.addresses:
            return []
        led = self.data[[column, self.entry.addresses[column]]].itertuples(index=False)
        return [list(zip(texts.split("; "), addresses.split(" "), strict=True)) for texts, addresses in led]

    def _repr_html_(self) -> str:
        return self.table._repr_html_()

    def __repr__(self) -> str:
        return repr(self.table)
