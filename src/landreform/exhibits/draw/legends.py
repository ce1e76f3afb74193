"""Entries of a legend, and the legend above or below a figure.

Input: what an entry is called and how its mark looks. Output: handles, and the legend that every figure has in the same
place.
"""

from __future__ import annotations

from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.exhibits.draw.style import Size


def line(label: str, colour: str, width: float | None = None, **style: Any) -> Line2D:
    """Make the entry of a line, with or without a marker on it.

    Parameters
    ----------
    label : str
        What the entry is called.
    colour : str
    width : float, optional
        In points; by default that of the house style.
    **style
        As :class:`matplotlib.lines.Line2D` takes them.

    Examples
    --------
    >>> line("its interval", "black", 1.6).get_linewidth()
    1.6
    """
    return Line2D([], [], color=colour, linewidth=width, label=label, **style)


def dot(label: str, colour: str, marker: str, size: float | None = None, **style: Any) -> Line2D:
    """Make the entry of a marker without a line.

    Parameters
    ----------
    label : str
        What the entry is called.
    colour : str
    marker : str
    size : float, optional
        In points; by default that of the house style.
    **style
        As :class:`matplotlib.lines.Line2D` takes them.

    Examples
    --------
    >>> dot("floor", "black", "o").get_linestyle()
    'None'
    """
    return Line2D([], [], color=colour, marker=marker, markersize=size, linestyle="none", label=label, **style)


def legend_above(figure: Figure, *handles: Artist, columns: int = 3, size: float = Size.TEXT, **style: Any) -> None:
    """Write the legend above everything else, from the left edge.

    Parameters
    ----------
    figure : Figure
    *handles : Artist
        Entries, column by column.
    columns : int
        Columns of entries.
    size : float
        Size of type in points.
    **style
        As :meth:`matplotlib.figure.Figure.legend` takes them.
    """
    figure.legend(handles=handles, loc="outside upper left", ncols=columns, fontsize=size, **style)


def legend_below(figure: Figure, *handles: Artist, columns: int = 3, **style: Any) -> None:
    """Write the legend below everything else, from the left edge; see :func:`legend_above`.

    Below stands what explains kinds of marks, which a reader looks up; what tells a series stands at its marks.
    """
    figure.legend(handles=handles, loc="outside lower left", ncols=columns, fontsize=Size.TEXT, **style)
