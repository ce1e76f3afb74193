"""Entries of a legend, and the legend above or below a figure.

Input: what an entry is called and how its mark looks. Output: handles, and the legend that every figure has in the same
place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerPatch
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from landreform.exhibits.draw.sheets import sheet_of
from landreform.exhibits.draw.style import Size
from landreform.exhibits.draw.text_lines import lines_of, text_width

#: Of a legend: width of a handle with the space after it and at the edges, and space between columns, as shares of the
#: size of type; both are what matplotlib takes by default.
_HANDLE, _BETWEEN = 3.8, 2.0


class Swatch(Patch):
    """The entry of a colour, shown as a small square, so that it is not taken for a bar of that colour."""


def _square(xdescent: float, ydescent: float, width: float, height: float, **_: Any) -> Rectangle:
    return Rectangle(((width - height) / 2 - xdescent, -ydescent), height, height)


Legend.update_default_handler_map({Swatch: HandlerPatch(patch_func=_square)})


def swatch(label: str, colour: str) -> Swatch:
    """Make the entry of a colour.

    Examples
    --------
    >>> swatch("a document rules it out", "black").get_label()
    'a document rules it out'
    """
    return Swatch(facecolor=colour, edgecolor="none", label=label)


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
        Columns of entries; on a narrow figure as many of them as there is room for.
    size : float
        Size of type in points.
    **style
        As :meth:`matplotlib.figure.Figure.legend` takes them.
    """
    _legend(figure, handles, columns, size, loc="outside upper left", **style)


def legend_below(figure: Figure, *handles: Artist, columns: int = 3, **style: Any) -> None:
    """Write the legend below everything else, from the left edge; see :func:`legend_above`.

    Below stands what explains kinds of marks, which a reader looks up; what tells a series stands at its marks.
    """
    _legend(figure, handles, columns, Size.TEXT, loc="outside lower left", **style)


def _legend(figure: Figure, handles: Sequence[Artist], columns: int, size: float, **style: Any) -> None:
    """Write a legend; on a narrow figure with as many columns as there is room for."""
    sheet = sheet_of(figure)
    if sheet.narrow:
        room = sheet.width - _HANDLE * size / 72
        for handle in handles:
            handle.set_label("\n".join(lines_of(str(handle.get_label()), room, size)))
        if "title" in style:
            style["title"] = "\n".join(lines_of(style["title"], sheet.width - 0.2, size))
        columns = min(columns, columns_within(sheet.width, [str(handle.get_label()) for handle in handles], size))
    figure.legend(handles=handles, ncols=columns, fontsize=size, **style)


def columns_within(inches: float, labels: Sequence[str], size: float) -> int:
    """Count the columns of a legend that there is room for, at least one.

    Parameters
    ----------
    inches : float
        The room.
    labels : sequence of str
    size : float
        Size of type in points.

    Examples
    --------
    >>> columns_within(3.4, ["floor", "cap"], 8), columns_within(3.4, ["floor, from the lowest to the highest base"], 8)
    (4, 1)
    """
    lines = [line for label in labels for line in label.split("\n")]
    across = max(text_width(line, size) for line in lines) + (_HANDLE + _BETWEEN) * size / 72
    return max(1, int((inches + _BETWEEN * size / 72) // across))
