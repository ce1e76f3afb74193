"""The grammar of a chart of rows: one thing a row from top to bottom, groups with headings, marks along one axis.

Input: names and numbers, row by row. Output: axes on which they are drawn, the same way in every figure of the book. On
a page the name of a row stands at its left, on a narrow figure above its marks, which then have the whole width.
"""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.draw.sheets import sheet_of, want_height
from landreform.exhibits.draw.style import QUIET, Look, Size
from landreform.exhibits.draw.text_lines import lines_of

#: Inches of a line of a name that stands above its row, and what a narrow figure leaves free at both sides together.
NAME_LINE, EDGES = 0.14, 0.35
#: What lies under a name above a row, so that no line runs through it.
GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}


class RowChart:
    """Axes on which one thing stands in each row.

    The chart keeps the height at which it is: :meth:`row` and :meth:`heading` go down, everything else draws there.

    Parameters
    ----------
    figure : Figure
    axes : Axes, optional
        By default the only ones of the figure.
    start : float
        Height before the first row, in rows; heights grow downwards.
    unit : float
        Inches of a row without its name, where names stand above their rows.
    foot : float
        Inches from the foot of such a name to the middle of its row; an attribute, which later rows may have otherwise.
    names_above : bool, optional
        Whether they do; by default on a narrow figure.

    Attributes
    ----------
    at : float
        Height of the row that is being drawn.
    names_above : bool
        Whether the names stand above their rows.

    Examples
    --------
    >>> from landreform.exhibits.draw.style import page
    >>> chart = RowChart(page(2.0), start=-1)
    >>> for name, low, high in (("few", 100, 900), ("many", 5000, 50_000)):
    ...     at = chart.row(name)
    ...     chart.span(low, high, color="black")
    >>> chart.finish(0.5, -0.5)
    >>> [label.get_text() for label in chart.axes.get_yticklabels()]
    ['few', 'many']
    """

    def __init__(
        self,
        figure: Figure,
        axes: Axes | None = None,
        start: float = 0.0,
        unit: float = 0.18,
        foot: float = 0.085,
        names_above: bool | None = None,
    ) -> None:
        self.figure, self.axes, self.at, self.unit = figure, axes or figure.add_subplot(), start, unit
        sheet = sheet_of(figure)
        self.names_above = sheet.narrow if names_above is None else names_above
        self._room = sheet.width - EDGES
        self.foot = foot
        self._names: list[tuple[float, str, float]] = []

    def row(self, name: str, step: float = 1.0, keep: float = 0.0) -> float:
        """Go down to the next row, and give it a name.

        Parameters
        ----------
        name : str
            Written at the left, in lines as they are; above the row each line in as many as it needs there.
        step : float
            Way from the row before, in rows.
        keep : float
            Inches at the end of a name above the row that stay free for what `beside` writes there.

        Returns
        -------
        float
            Height of the row.
        """
        parts = name.split("\n") if self.names_above else []
        lines = [line for part in parts for line in lines_of(part, self._room - keep, Size.TEXT)]
        self.at += step + len(lines) * NAME_LINE / self.unit
        self._names.append((self.at, "\n".join(lines) or name, self.at - self.foot / self.unit))
        return self.at

    def heading(self, words: str, step: float = 0.0, x: float = 0.0, size: float = Size.TEXT, **style: Any) -> None:
        """Go down, and write the heading of a group of rows.

        Parameters
        ----------
        words : str
        step : float
            Way from the row before, in rows.
        x : float
            Where it begins, as a share of the axis; with another ``transform`` in the units of that.
        size : float
            Size of type in points.
        **style
            As :class:`matplotlib.text.Text` takes them.
        """
        self.at += step
        if self.names_above:
            words = "\n".join(lines_of(words, self._room, size, bold=True))
        look: Look = {"transform": self.axes.get_yaxis_transform(), "color": QUIET} | style
        self.axes.text(x, self.at, words, fontsize=size, fontweight="bold", va="center", **look)

    def span(self, low: float, high: float, shift: float = 0.0, **style: Any) -> None:
        """Draw a line from one number to another.

        Parameters
        ----------
        low, high : float
            In the units of the axis.
        shift : float
            How far below the middle of the row, in rows.
        **style
            As :meth:`matplotlib.axes.Axes.plot` takes them.
        """
        self.axes.plot([low, high], [self.at + shift] * 2, **style)

    def mark(self, value: float, marker: str, colour: str, size: float, shift: float = 0.0, **style: Any) -> None:
        """Draw a marker at a number; see :meth:`span`."""
        self.axes.plot(value, self.at + shift, marker=marker, color=colour, markersize=size, **style)

    def beside(self, words: str, points: float, size: float, **style: Any) -> None:
        """Write at the right of the axes, so many points away from them; in the line of a name above, at its end.

        Parameters
        ----------
        words : str
        points : float
            From the end of the axes.
        size : float
            Size of type in points.
        **style
            As :class:`matplotlib.text.Text` takes them.
        """
        if self.names_above:
            at = self.at - (self.foot + NAME_LINE / 2) / self.unit
            points, style = 0.0, style | {"ha": "right", "va": "center_baseline"}
        else:
            at = self.at
        write_near(self.axes, words, (1, at), points, size, xycoords=("axes fraction", "data"), **style)

    def near(self, words: str, value: float, points: float, size: float, **style: Any) -> None:
        """Write beside a number of the row; see `write_near`."""
        write_near(self.axes, words, (value, self.at), points, size, **style)

    def finish(self, below: float, top: float, size: float = Size.TEXT, **style: Any) -> None:
        """Write the names, set the limits, and take away what rows do not need.

        Parameters
        ----------
        below : float
            Room below the last row, in rows.
        top : float
            Height at which the axes begin.
        size : float
            Size of type of the names in points.
        **style
            As :class:`matplotlib.text.Text` takes them; of all names.
        """
        self.axes.set_ylim(self.at + below, top)
        bare_rows(self.axes)
        if not self.names_above:
            heights, names = [at for at, *_ in self._names], [name for _, name, _ in self._names]
            self.axes.set_yticks(heights, names, fontsize=size, **style)
            return
        self.axes.set_yticks([])
        want_height(self.axes, self.unit * (self.at + below - top))
        for _, name, foot in self._names:
            place: Look = {"transform": self.axes.get_yaxis_transform(), "va": "bottom"}
            self.axes.text(0, foot, name, fontsize=size, **place | style | {"linespacing": 0.93, "bbox": GROUND})


def write_near(axes: Axes, words: str, place: tuple[float, float], points: float, size: float, **style: Any) -> None:
    """Write beside a place of the axes, so many points to its right.

    Parameters
    ----------
    axes : Axes
    words : str
    place : (float, float)
        In the units of the axes.
    points : float
        To the right; to the left where negative.
    size : float
        Size of type in points.
    **style
        As :meth:`matplotlib.axes.Axes.annotate` takes them.
    """
    look: Look = {"textcoords": "offset points", "va": "center"} | style
    axes.annotate(words, place, xytext=(points, 0), fontsize=size, **look)


def write_above(axes: Axes, words: str, place: tuple[float, float], points: float, size: float, **style: Any) -> None:
    """Write over the middle of a place of the axes, so many points above it; see :func:`write_near`."""
    look: Look = {"textcoords": "offset points", "ha": "center"} | style
    axes.annotate(words, place, xytext=(0, points), fontsize=size, **look)


def bare_rows(axes: Axes) -> None:
    """Take away what rows do not need: the line at the left, ticks and lines across."""
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)


def arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1.2) -> None:
    """Draw an arrow that reaches exactly from one place of the axes to another.

    Parameters
    ----------
    axes : Axes
    start, end : (float, float)
        In the units of the axes.
    colour : str
    width : float
        Of the line, in points.
    """
    look: Look = {"arrowstyle": "-|>", "color": colour, "linewidth": width, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", xy=end, xytext=start, arrowprops=look)
