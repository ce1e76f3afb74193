"""What figures with an axis of time share: the axis itself, the marks of a date, the bars of a wave, room for labels.

Input: axes, and days with their bounds. Output: marks and bars on the axes, entries of a legend, and inches as days.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.dates import num2date
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerLine2D
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from landreform.exhibits.draw.legends import dot, line
from landreform.exhibits.draw.style import CAMPAIGN_NAMES, CAMPAIGNS, QUIET, WIDTH, Look, Tint
from landreform.exhibits.draw.text_lines import lines_of as lines_of
from landreform.exhibits.draw.text_lines import text_width as text_width


class EndTicks(Line2D):
    """A line in a key with its marker at both ends, as on the axis; Matplotlib puts that of others in the middle."""


Legend.update_default_handler_map({EndTicks: HandlerLine2D(numpoints=2)})

#: The marker of a day, where no marker tells more.
DAY = "o"
#: Inches of the figure that the axis of time does not get, where no labels stand beside it.
MARGIN = 0.28
#: The signs with which dates are drawn: how each looks, and what it means, in the words of every key.
SIGNS = {
    "day": ("filled round", "a day, or a few days"),
    "about": ("hollow round", "within a short time: no day is given"),
    "lasted": ("thick line", "lasted"),
    "tail": ("thin line", "began, or ended, somewhere in here"),
    "within": ("thin line with a stroke at each end", "on some day from here to there"),
    "begins": ("filled triangle to the right, beside a mark", "only the beginning is dated"),
    "ends": ("filled triangle to the left, beside a mark", "only the end is dated"),
    "earlier": ("hollow triangle to the left, beside a stroke", "then or earlier"),
    "later": ("hollow triangle to the right, beside a stroke", "then or later"),
}
#: What a filled round means where each row has a scale of its own, on which no line is too short to be seen.
ONE_DAY = "a day"
#: What is shorter than this part of the axis is not seen as a line.
_SEEN = 70


def years(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, every: int = 1) -> None:
    """Make an axis of years: a line where each begins, its number above and below in the middle of its column.

    Parameters
    ----------
    axes : Axes
    first, last : Timestamp
        Ends of the axis.
    every : int
        How many years lie from one number to the next.
    """
    begins = [pd.Timestamp(year, 1, 1) for year in range(first.year, last.year + 2)]
    for day in begins:
        if first < day < last:
            axes.axvline(day, color=Tint.YEAR, linewidth=0.7, zorder=0)
    axes.set_xlim(first, last)
    ends = [max(day, first) for day in begins[:-1]], [min(day, last) for day in begins[1:]]
    columns = [(left, right) for left, right in zip(*ends, strict=True) if (right - left).days > 130]
    columns = columns[::every]
    axes.set_xticks(
        [left + (right - left) / 2 for left, right in columns],
        [str((left + (right - left) / 2).year) for left, right in columns],
    )
    axes.tick_params(axis="x", labeltop=True, labelbottom=True, length=0)
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)


def signs(dating: Any, axis: pd.Timedelta) -> set[str]:
    """Name the signs that one date is drawn with, as `marks_explained` explains them.

    Parameters
    ----------
    dating : named tuple
        With ``aspect`` and the four bounds.
    axis : Timedelta
        Time from one end of the axis to the other; what would be too short on it to be seen as a line is a point.

    Returns
    -------
    set of str
        Of ``day, about, lasted, tail, within, begins, ends`` and ``open``.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> first, last = pd.Timestamp("1954-01-25"), pd.Timestamp("1954-01-30")
    >>> days = {"start_earliest": first, "start_latest": last, "end_earliest": first, "end_latest": last}
    >>> moment = SimpleNamespace(aspect="on", **days)
    >>> signs(moment, pd.Timedelta(days=90)), signs(moment, pd.Timedelta(days=3650))
    ({'within'}, {'about'})
    """
    begins, ends = dating.start_earliest, dating.end_latest
    known = pd.notna(begins) and pd.notna(ends)
    short = known and (ends - begins) < axis / _SEEN
    if dating.aspect == "span":
        if short:
            return {"day"}
        vague = dating.start_latest != begins or dating.end_earliest != ends
        return {"lasted", "tail"} if known and vague else {"lasted"}
    if not known:
        return {"open"}
    ends_alone = {"start": {"begins"}, "end": {"ends"}}.get(dating.aspect, set())
    return ends_alone | ({"day"} if begins == ends else {"about"} if short else {"within"})


def mark(axes: Axes, row: float, dating: Any, colour: str, marker: str, width: float = 4) -> None:
    """Draw one date: a point for a day, a thick line for what lasted, a thin one for what is not known.

    A point is hollow where the day within so short a time is not given.

    Parameters
    ----------
    axes : Axes
    row : float
        Where on the other axis.
    dating : named tuple
        With ``aspect`` and the four bounds.
    colour, marker : str
    width : float
        Width of the thick line in points.
    """
    ends, line = [dating.start_earliest, dating.end_latest], [row, row]
    first, last = axes.get_xlim()
    drawn = signs(dating, pd.Timedelta(days=last - first))
    point: Look = {"marker": marker, "color": colour, "markersize": 4.6, "linestyle": "none"}
    if "open" in drawn:
        _open_moment(axes, row, dating, colour)
    elif drawn & {"day", "about"}:
        face: Look = {"markerfacecolor": "white"} if "about" in drawn else {}
        axes.plot(ends[0] + (ends[1] - ends[0]) / 2, row, **point, **face)
    elif "within" in drawn:
        axes.plot(ends, line, color=colour, linewidth=0.9, marker="|", markersize=5)
    else:
        edges = num2date([first, last])
        ends = [
            pd.Timestamp(edge).tz_localize(None) if pd.isna(end) else end for end, edge in zip(ends, edges, strict=True)
        ]
        axes.plot(ends, line, color=colour, linewidth=0.9, solid_capstyle="butt")
        if dating.start_latest <= dating.end_earliest:
            # However few days are certain, they are seen.
            certain = dating.end_earliest - dating.start_latest
            wider = max(pd.Timedelta(days=(last - first) / _SEEN) - certain, pd.Timedelta(0)) / 2
            sure = [dating.start_latest - wider, dating.end_earliest + wider]
            axes.plot(sure, line, color=colour, linewidth=width, solid_capstyle="butt")


def _open_moment(axes: Axes, row: float, dating: Any, colour: str) -> None:
    """Draw the one day that a date with an open side names, with a hollow arrow to that side."""
    earlier = pd.isna(dating.start_earliest)
    day = dating.end_latest if earlier else dating.start_earliest
    first, last = axes.get_xlim()
    shift = pd.Timedelta(days=(last - first) * 0.009)
    axes.plot(day, row, marker="|", color=colour, markersize=5, linestyle="none")
    at, marker = (day - shift, "<") if earlier else (day + shift, ">")
    axes.plot(at, row, marker=marker, color=colour, markersize=3.2, markerfacecolor="white", linestyle="none")


def one_end(axes: Axes, row: float, day: pd.Timestamp, aspect: str, colour: str, shift: pd.Timedelta) -> None:
    """Draw the arrow of a dating that gives only a beginning or only an end, beside its mark.

    Parameters
    ----------
    axes : Axes
    row : float
        Where on the other axis.
    day : Timestamp
        Last possible day of the beginning, or first possible day of the end.
    aspect : str
        ``start`` (the arrow points onwards) or ``end`` (it points back).
    colour : str
    shift : Timedelta
        From the day to the arrow.
    """
    where, arrow = (day + shift, ">") if aspect == "start" else (day - shift, "<")
    axes.plot(where, row, marker=arrow, color=colour, markersize=3.2, linestyle="none")


def marks_explained(
    datings: pd.DataFrame, axis: pd.Timedelta, days: Iterable[Artist] | None = None, colour: str = QUIET
) -> list[Artist]:
    """Make the entries of a legend that explain the marks of some datings, and no others.

    Parameters
    ----------
    datings : DataFrame
        With ``aspect`` and the four bounds.
    axis : Timedelta
        Time from one end of the axis to the other.
    days : iterable of Artist, optional
        Entries for the points, full and hollow; by default one for each that is drawn.
    colour : str
    """
    drawn = set().union(*(signs(row, axis) for row in datings.itertuples()))
    hollow: Look = {"markerfacecolor": "white"}
    means = {sign: meaning for sign, (_, meaning) in SIGNS.items()}
    points = {
        "day": dot(means["day"] if axis else ONE_DAY, colour, DAY, 4.6),
        "about": dot(means["about"], colour, DAY, 4.6, **hollow),
    }
    others = {
        "lasted": line(means["lasted"], colour, 4),
        "tail": tail(colour),
        "within": EndTicks([], [], color=colour, linewidth=0.9, marker="|", label=means["within"]),
        "begins": dot(means["begins"], colour, ">", 3.6),
        "ends": dot(means["ends"], colour, "<", 3.6),
        "earlier": dot(means["earlier"], colour, "<", 3.6, **hollow),
        "later": dot(means["later"], colour, ">", 3.6, **hollow),
    }
    if "open" in drawn:
        moments = [row for row in datings.itertuples() if "open" in signs(row, axis)]
        drawn |= {"earlier" if pd.isna(row.start_earliest) else "later" for row in moments}
    told = list(days) if days is not None else [entry for sign, entry in points.items() if sign in drawn]
    return [*told, *(entry for sign, entry in others.items() if sign in drawn)]


def tail(colour: str = QUIET) -> Line2D:
    """Make the entry of a legend for the thin line of a beginning or an end that is not known to the day.

    Examples
    --------
    >>> tail().get_label()
    'began, or ended, somewhere in here'
    """
    return line(SIGNS["tail"][1], colour, 0.9)


def campaign_bar(axes: Axes, row: float, length: Any, campaign: str, **style: Any) -> None:
    """Draw a bar in the colour and hatch of a campaign.

    Parameters
    ----------
    axes : Axes
    row : float
        Where on the other axis.
    length : float or Timedelta
        In the units of the axis.
    campaign : str
        Key of :data:`landreform.exhibits.draw.style.CAMPAIGNS`.
    **style
        As :meth:`matplotlib.axes.Axes.barh` takes them.
    """
    colour, hatch = CAMPAIGNS[campaign]
    # A hatch is drawn in the colour of the edge.
    axes.barh(row, length, color=colour, hatch=hatch, edgecolor="white" if hatch else colour, **style)


def campaign_patches(campaigns: Iterable[str]) -> list[Patch]:
    """Make the entries of a legend that name campaigns, each once, in the order of their first use.

    Examples
    --------
    >>> [patch.get_label() for patch in campaign_patches(["land_reform", "rent_reduction", "land_reform"])]
    ['land reform', 'rent reduction']
    """
    return [
        Patch(facecolor=CAMPAIGNS[name][0], hatch=CAMPAIGNS[name][1], edgecolor="white", label=CAMPAIGN_NAMES[name])
        for name in dict.fromkeys(campaigns)
    ]


def days_of(
    inches: float, first: pd.Timestamp, last: pd.Timestamp, margin: float = MARGIN, width: float = WIDTH
) -> pd.Timedelta:
    """Convert inches of the axis to time, on a figure of this width in inches of which the margin is no axis."""
    return (last - first) * (inches / (width - margin))
