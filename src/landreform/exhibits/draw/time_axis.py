"""What figures with an axis of time share: the axis itself, the marks of a date, the bars of a wave, room for labels.

Input: axes, and days with their bounds. Output: marks and bars on the axes, entries of a legend, and inches as days.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import num2date
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from landreform.exhibits.draw.legends import dot, line
from landreform.exhibits.draw.style import CAMPAIGN_NAMES, CAMPAIGNS, QUIET, WIDTH, Tint
from landreform.exhibits.draw.text_lines import lines_of as lines_of
from landreform.exhibits.draw.text_lines import text_width as text_width

#: The marker of a day, where no marker tells more.
DAY = "o"
#: Inches of the figure that the axis of time does not get, where no labels stand beside it.
MARGIN = 0.28


def years(axes: Axes, first: pd.Timestamp, last: pd.Timestamp, both_sides: bool = True, every: int = 1) -> None:
    """Make an axis of years: a line where each begins, its number in the middle of its column.

    Parameters
    ----------
    axes : Axes
    first, last : Timestamp
        Ends of the axis.
    both_sides : bool
        Whether the numbers stand above as well as below.
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
    axes.tick_params(axis="x", labeltop=both_sides, labelbottom=True, length=0)
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)


def short_days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write two days shortly, what they have in common once.

    Examples
    --------
    >>> short_days(pd.Timestamp("1954-01-25"), pd.Timestamp("1954-01-30"))
    '25–30 Jan 1954'
    >>> short_days(pd.Timestamp("1956-08-25"), pd.Timestamp("1956-10-05"))
    '25 Aug – 5 Oct 1956'
    """
    if first == last:
        return f"{last.day} {last:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b{' %Y' if first.year != last.year else ''}} – {last.day} {last:%b %Y}"


def mark(axes: Axes, row: float, dating: Any, colour: str, marker: str, width: float = 4) -> None:
    """Draw one date: a point for a day, a thick line for what lasted, a thin one for what is not known.

    Parameters
    ----------
    axes : Axes
    row : float
        Where on the other axis.
    dating : named tuple
        With ``aspect, qualifier`` and the four bounds.
    colour, marker : str
    width : float
        Width of the thick line in points.
    """
    ends, line = [dating.start_earliest, dating.end_latest], [row, row]
    first, last = axes.get_xlim()
    if dating.aspect != "span" and pd.isna(ends).any():
        _open_moment(axes, row, dating, colour)
    elif dating.aspect == "span":
        edges = num2date([first, last])
        ends = [
            pd.Timestamp(edge).tz_localize(None) if pd.isna(end) else end for end, edge in zip(ends, edges, strict=True)
        ]
        axes.plot(ends, line, color=colour, linewidth=0.9, solid_capstyle="butt")
        if dating.start_latest <= dating.end_earliest:
            sure = [dating.start_latest, dating.end_earliest]
            axes.plot(sure, line, color=colour, linewidth=width, solid_capstyle="butt")
        if (ends[1] - ends[0]).days < (last - first) / 150:
            # So few days are less than a point on this axis; the mark keeps them in sight.
            axes.plot(ends[0], row, marker=marker, color=colour, markersize=4.6, linestyle="none")
    elif ends[0] == ends[1]:
        axes.plot(ends[0], row, marker=marker, color=colour, markersize=4.6, linestyle="none")
    else:
        style = "--" if dating.qualifier != "none" else "-"
        axes.plot(ends, line, color=colour, linewidth=0.9, marker="|", markersize=5, linestyle=style)


def _open_moment(axes: Axes, row: float, dating: Any, colour: str) -> None:
    """Draw the one day that a date with an open side names, with a hollow arrow to that side."""
    earlier = pd.isna(dating.start_earliest)
    day = dating.end_latest if earlier else dating.start_earliest
    first, last = axes.get_xlim()
    shift = pd.Timedelta(days=(last - first) * 0.009)
    axes.plot(day, row, marker="|", color=colour, markersize=5, linestyle="none")
    at, marker = (day - shift, "<") if earlier else (day + shift, ">")
    axes.plot(at, row, marker=marker, color=colour, markersize=3.2, markerfacecolor="white", linestyle="none")


def open_sides(datings: pd.DataFrame) -> bool:
    """Test whether a moment among the datings is open on one side."""
    ends = datings.loc[datings["aspect"] != "span", ["start_earliest", "end_latest"]]
    return bool(ends.isna().to_numpy().any())


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


def mark_legend(one_ended: bool = False, open_sided: bool = False) -> list[Line2D]:
    """Make the entries of a legend that explain the marks, on request with those of ends and open sides alone."""
    arrows = [dot("only the beginning dated", QUIET, ">", 3.6), dot("only the end dated", QUIET, "<", 3.6)]
    return [
        line("lasted", QUIET, 4),
        line("at some time within", QUIET, 0.9, marker="|"),
        line("approximate", QUIET, 0.9, marker="|", linestyle="--"),
        *(arrows if one_ended else []),
        *([dot("or earlier, or later", QUIET, "<", 3.6, markerfacecolor="white")] if open_sided else []),
    ]


def marks_explained(datings: pd.DataFrame, days: Iterable[Line2D] | None = None) -> list[Line2D]:
    """Make the entries of a legend that explain the marks of some datings, and no others.

    Parameters
    ----------
    datings : DataFrame
        With ``aspect, qualifier`` and the four bounds.
    days : iterable of Line2D, optional
        Entries for the markers of a day; by default one for `DAY`, where a day is given.
    """
    lasted, within, approximate, begins, ends, *opens = mark_legend(one_ended=True, open_sided=open_sides(datings))
    moments = datings[datings["aspect"] != "span"]
    vague = moments["start_earliest"] != moments["end_latest"]
    rounded = moments["qualifier"] != "none"
    there = {
        lasted: (datings["aspect"] == "span").any(),
        within: (vague & ~rounded).any() or len(moments) < len(datings),
        approximate: (vague & rounded).any(),
        begins: ((datings["aspect"] == "start") & datings["start_latest"].notna()).any(),
        ends: ((datings["aspect"] == "end") & datings["end_earliest"].notna()).any(),
    }
    if days is None:
        a_day = (datings["start_earliest"] == datings["end_latest"]).any()
        days = [dot("a day", QUIET, DAY, 4.6)] if a_day else []
    return [*days, *(entry for entry, found in there.items() if found), *opens]


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
