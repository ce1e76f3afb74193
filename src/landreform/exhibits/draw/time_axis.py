"""What do all figures with an axis of time share? The axis itself, the marks of a date, and room for labels."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import TextPath

from landreform.exhibits.draw.style import QUIET, WIDTH, house_style

#: Inches of the figure that the axis of time does not get, where no labels stand beside it.
MARGIN = 0.28


def years(axes, first: pd.Timestamp, last: pd.Timestamp, both_sides: bool = True) -> None:
    """Make an axis of years: a line where each begins, its number in the middle of its column."""
    begins = [pd.Timestamp(year, 1, 1) for year in range(first.year, last.year + 2)]
    for day in begins:
        if first < day < last:
            axes.axvline(day, color="#d5d5d5", linewidth=0.7, zorder=0)
    axes.set_xlim(first, last)
    ends = [max(day, first) for day in begins[:-1]], [min(day, last) for day in begins[1:]]
    columns = [(left, right) for left, right in zip(*ends, strict=True) if (right - left).days > 85]
    axes.set_xticks(
        [left + (right - left) / 2 for left, right in columns],
        [str((left + (right - left) / 2).year) for left, right in columns],
    )
    axes.tick_params(axis="x", labeltop=both_sides, labelbottom=True, length=0)
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)


def mark(axes, row: float, dating, colour: str, marker: str, width: float = 4) -> None:
    """Draw one date: a point for a day, a thick line for what lasted, a thin one for what is not known.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    row : float
        Where on the other axis.
    dating : named tuple
        With ``aspect, qualifier`` and the four bounds.
    colour, marker : str
    width : float
        Width of the thick line in points.
    """
    ends, line = [dating.start_earliest, dating.end_latest], [row, row]
    if dating.aspect == "span":
        axes.plot(ends, line, color=colour, linewidth=0.9, solid_capstyle="butt")
        if dating.start_latest <= dating.end_earliest:
            sure = [dating.start_latest, dating.end_earliest]
            axes.plot(sure, line, color=colour, linewidth=width, solid_capstyle="butt")
        first, last = axes.get_xlim()
        if (ends[1] - ends[0]).days < (last - first) / 150:
            # So few days are less than a point on this axis; the mark keeps them in sight.
            axes.plot(ends[0], row, marker=marker, color=colour, markersize=4.6, linestyle="none")
    elif ends[0] == ends[1]:
        axes.plot(ends[0], row, marker=marker, color=colour, markersize=4.6, linestyle="none")
    else:
        style = "--" if dating.qualifier != "none" else "-"
        axes.plot(ends, line, color=colour, linewidth=0.9, marker="|", markersize=5, linestyle=style)


def one_end(axes, row: float, day: pd.Timestamp, aspect: str, colour: str, shift: pd.Timedelta) -> None:
    """Draw the arrow of a dating that gives only a beginning or only an end, beside its mark.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    row : float
        Where on the other axis.
    day : pandas.Timestamp
        Last possible day of the beginning, or first possible day of the end.
    aspect : str
        ``start`` (the arrow points onwards) or ``end`` (it points back).
    colour : str
    shift : pandas.Timedelta
        From the day to the arrow.
    """
    where, arrow = (day + shift, ">") if aspect == "start" else (day - shift, "<")
    axes.plot(where, row, marker=arrow, color=colour, markersize=3.2, linestyle="none")


def mark_legend(one_ended: bool = False) -> list[Line2D]:
    """Give the entries of a legend that explain the marks, on request with those of :func:`one_end`."""
    arrows = [
        Line2D([], [], color=QUIET, marker=">", markersize=3.6, linestyle="none", label="only the beginning dated"),
        Line2D([], [], color=QUIET, marker="<", markersize=3.6, linestyle="none", label="only the end dated"),
    ]
    return [
        Line2D([], [], color=QUIET, linewidth=4, label="lasted"),
        Line2D([], [], color=QUIET, linewidth=0.9, marker="|", label="at some time within"),
        Line2D([], [], color=QUIET, linewidth=0.9, marker="|", linestyle="--", label="approximate"),
        *(arrows if one_ended else []),
    ]


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text in inches, in the typeface of the house.

    Examples
    --------
    >>> text_width("Land Reform Law", 7) < text_width("Land Reform Law passed", 7)
    True
    """
    with house_style():
        font = FontProperties(family="Noto Sans", weight="bold" if bold else "normal")
        return TextPath((0, 0), text, size=size, prop=font).get_extents().width / 72


def days_of(inches: float, first: pd.Timestamp, last: pd.Timestamp, margin: float = MARGIN) -> pd.Timedelta:
    """Say how much time so many inches of the axis stand for."""
    return (last - first) * (inches / (WIDTH - margin))
