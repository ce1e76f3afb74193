"""What is a figure? A slug for ever, a function, its words, and what was drawn."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from landreform.figures.style import house_style

Ledger = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class FigureEntry:
    """One figure of the book: everything but the drawing itself.

    Attributes
    ----------
    slug : str
        ``fig-`` and words joined by hyphens; permanent, whatever the number of the figure becomes.
    title : str
        A few words, without a full stop.
    caption : str
        One or two sentences below the figure, in MyST and without a numeral; says what is drawn, never more than
        was computed.
    draw : callable
        Takes the frames of ``inputs`` by keyword, returns the matplotlib figure and the frame drawn.
    inputs : callable
        Takes the ledger (table name to frame), returns the keyword arguments of ``draw``.
    alt : callable
        Takes the frame drawn, returns one sentence for readers who cannot see the figure.
    description : callable
        Takes the frame drawn, returns the long description: every fact that the eye would find.
    conclusions : callable
        Takes the frame drawn, returns a tuple of sentences: what the figure shows, every number in them computed.
    tables : tuple of str
        Names of the tables that the figure uses.
    columns : mapping of str to str
        What each column of the frame drawn holds, with its unit; the file of the data carries it.
    notebook : str
        The notebook in which it stands, without folder and ending.
    limits : tuple of str
        What this figure does not show, one sentence each.
    sources : callable, optional
        Takes the frame drawn, returns a frame with the columns ``source, read_in, locator`` of every statement drawn;
        needed only where the frame drawn does not have these columns itself.
    """

    slug: str
    title: str
    caption: str
    draw: Callable[..., tuple[Figure, pd.DataFrame]]
    inputs: Callable[[Ledger], dict[str, Any]]
    alt: Callable[[pd.DataFrame], str]
    description: Callable[[pd.DataFrame], str]
    conclusions: Callable[[pd.DataFrame], tuple[str, ...]]
    tables: tuple[str, ...]
    columns: Mapping[str, str]
    notebook: str
    limits: tuple[str, ...]
    sources: Callable[[pd.DataFrame], pd.DataFrame] | None = None


@dataclass(frozen=True)
class Drawn:
    """A figure that has been drawn, with the frame that it shows.

    In a notebook it shows itself as SVG; as text it is its alternative text.
    """

    entry: FigureEntry
    figure: Figure
    data: pd.DataFrame

    @property
    def alt(self) -> str:
        """The alternative text, computed from the data drawn."""
        return self.entry.alt(self.data)

    @property
    def description(self) -> str:
        """The long description, computed from the data drawn."""
        return self.entry.description(self.data)

    @property
    def sources(self) -> pd.DataFrame:
        """Every statement drawn: ``source, read_in, locator``, each once, sorted."""
        rows = self.entry.sources(self.data) if self.entry.sources else self.data
        said = rows[["source", "read_in", "locator"]].drop_duplicates()
        return said.sort_values(["source", "read_in", "locator"]).reset_index(drop=True)

    def svg(self) -> str:
        """Return the figure as SVG text, the same for the same data on any day and in any folder."""
        buffer = io.StringIO()
        with house_style():
            FigureCanvasSVG(self.figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
        return buffer.getvalue()

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return self.alt


def draw(entry: FigureEntry, ledger: Ledger) -> Drawn:
    """Draw one figure from the ledger, in the house style.

    Parameters
    ----------
    entry : FigureEntry
    ledger : mapping of str to pandas.DataFrame
        At least the tables that the entry names.

    Returns
    -------
    Drawn
    """
    with house_style():
        figure, data = entry.draw(**entry.inputs(ledger))
        # Laid out once here and then no more, so that every later format shows the same drawing: the engine would move
        # things a little each time.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
    return Drawn(entry, figure, data)
