"""Draw events by theme: one band a theme, several events on a row where there is room for their names.

Input: datings of events, the bands, and the window of time. Output: the band and the row of each event, and the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.style import Size, Tint, page
from landreform.exhibits.draw.text_lines import text_width
from landreform.exhibits.draw.time_axis import days_of, mark, mark_legend, one_end, open_sides, years

#: Inches that a row, the heading of a band, and the space between a mark and a name take up.
ROW, HEAD, _GAP = 0.15, 0.21, 0.065
#: Inches from a mark to its arrow, and those that arrow and mark take up.
_ARROW, _ARROW_ROOM = 0.055, 0.08
#: Columns of a dating that its mark shows.
_DRAWN = ["dating", "aspect", "qualifier", "start_earliest", "start_latest", "end_earliest", "end_latest"]


@dataclass(frozen=True)
class Band:
    """One band: its heading, the themes in it, and its colour and marker."""

    heading: str
    themes: tuple[str, ...]
    colour: str
    marker: str


@dataclass(frozen=True)
class _Placed:
    """Where an event and its name go within a band."""

    row: int
    anchor: pd.Timestamp
    side: str


def in_bands(datings: pd.DataFrame, bands: tuple[Band, ...], first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Give each event of each band its row.

    Parameters
    ----------
    datings : DataFrame
        From :func:`landreform.chronology.datings.datings`, or some rows of it.
    bands : tuple of Band
        From the top.
    first, last : Timestamp
        The window of time.

    Returns
    -------
    DataFrame
        The rows of the bands with ``band`` (heading) and ``row`` (from the top, from 1), in the order of the figure.
    """
    above, parts = 1, []
    for band in bands:
        rows = datings[datings["theme"].isin(band.themes)]
        placed = _pack(rows, first, last)
        row = rows["event"].map({event: above + place.row for event, place in placed.items()})
        parts.append(rows.assign(band=band.heading, row=row))
        above += _rows_used(placed)
    return pd.concat(parts).sort_values(["row", "start_earliest", "dating"], ignore_index=True)


def draw_bands(data: pd.DataFrame, bands: tuple[Band, ...], first: pd.Timestamp, last: pd.Timestamp) -> Figure:
    """Draw each event of each band with one mark a dating and its title beside the marks.

    Parameters
    ----------
    data : DataFrame
        From :func:`in_bands`.
    bands : tuple of Band
        From the top; one without any event is left out.
    first, last : Timestamp
        The window of time; what reaches beyond it is cut at its edge.
    """
    shown = [(band, data[data["band"] == band.heading].sort_values("dating")) for band in bands]
    layout = [(band, rows, _pack(rows, first, last)) for band, rows in shown if len(rows)]
    heights = [HEAD + ROW * _rows_used(placed) for _, _, placed in layout]
    figure = page(0.75 + sum(heights))
    axes = figure.add_subplot()
    years(axes, first, last)
    top = 0.0
    for (band, rows, placed), height in zip(layout, heights, strict=True):
        axes.axhline(top, color=Tint.EDGE, linewidth=0.6)
        corner = first + days_of(0.02, first, last)
        axes.text(corner, top + HEAD * 0.55, band.heading, fontsize=Size.TEXT, fontweight="bold", va="center")
        for event, group in rows.groupby("event", sort=False):
            place = placed[event]
            y = top + HEAD + ROW * (place.row + 0.5)
            _event(axes, y, group, band, first, last)
            _name(axes, y, group["title"].iloc[0], place)
        top += height
    axes.set(ylim=(top, 0), yticks=[])
    one_ended = data["aspect"].isin(["start", "end"]).any()
    legend_above(figure, *mark_legend(one_ended, open_sides(data)), size=Size.TEXT)
    return figure


def _rows_used(placed: dict[str, _Placed]) -> int:
    return max((place.row + 1 for place in placed.values()), default=0)


def _event(axes: Axes, y: float, datings: pd.DataFrame, band: Band, first: pd.Timestamp, last: pd.Timestamp) -> None:
    """Draw the marks of one event, with an arrow at those that give only one end."""
    for dating in datings[_DRAWN].itertuples():
        shown = _cut(dating, first, last)
        with shows(axes, "dates", [dating.dating]):
            mark(axes, y, shown, band.colour, band.marker)
            tip = {"start": shown.start_latest, "end": shown.end_earliest}.get(dating.aspect)
            if pd.notna(tip):
                one_end(axes, y, tip, dating.aspect, band.colour, days_of(_ARROW, first, last))


def _cut(dating: Any, first: pd.Timestamp, last: pd.Timestamp) -> Any:
    """Cut the bounds at the edges of the window."""
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    days = {name: getattr(dating, name) for name in names}
    if dating.aspect == "span":
        days["start_earliest"] = first if pd.isna(days["start_earliest"]) else days["start_earliest"]
        days["start_latest"] = days["start_earliest"] if pd.isna(days["start_latest"]) else days["start_latest"]
        days["end_latest"] = last if pd.isna(days["end_latest"]) else days["end_latest"]
        days["end_earliest"] = days["start_latest"] if pd.isna(days["end_earliest"]) else days["end_earliest"]
    return dating._replace(**{name: day if pd.isna(day) else min(max(day, first), last) for name, day in days.items()})


def _pack(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, _Placed]:
    """Give every event of a band the first row in which its marks and its name meet no other."""
    room = days_of(_ARROW_ROOM, first, last)
    # A moment that is open on one side takes up the room of its arrow there.
    moment = rows["aspect"] != "span"
    arrow = room.as_unit("s")
    rows = rows.assign(
        start_earliest=rows["start_earliest"].fillna((rows["end_latest"] - arrow).where(moment)),
        end_latest=rows["end_latest"].fillna((rows["start_earliest"] + arrow).where(moment)),
    )
    rows = rows.assign(
        start_earliest=rows["start_earliest"].where(rows["aspect"] != "end", rows["start_earliest"] - room),
        end_latest=rows["end_latest"].where(rows["aspect"] != "start", rows["end_latest"] + room),
    )
    spans = rows.groupby("event", sort=False).agg(
        title=("title", "first"), begin=("start_earliest", "min"), end=("end_latest", "max")
    )
    spans = spans.assign(
        begin=spans["begin"].fillna(first).clip(lower=first), end=spans["end"].fillna(last).clip(first, last)
    )
    spans = spans.sort_values(["begin", "end", "title"])
    gap, placed = days_of(_GAP, first, last), {}
    taken: list[list[tuple[pd.Timestamp, pd.Timestamp]]] = []
    for event, span in spans.iterrows():
        width = days_of(text_width(span["title"], Size.TEXT) + _GAP, first, last)
        choices = []
        if span["end"] + gap + width <= last:
            choices.append(("right", span["begin"], span["end"] + gap + width, 1))
        if span["begin"] - gap - width >= first:
            choices.append(("left", span["begin"] - gap - width, span["end"], 1))
        if not choices:
            # No room beside the marks: the name gets a row of its own, above them.
            left = min(span["begin"], last - width)
            choices.append(("above", left, max(span["end"], left + width), 2))
        rows_free = [_first_free(taken, left - 2 * gap, right + 2 * gap, height) for _, left, right, height in choices]
        best = rows_free.index(min(rows_free))
        row, (side, left, right, height) = rows_free[best], choices[best]
        taken += [[] for _ in range(row + height - len(taken))]
        for used in taken[row : row + height]:
            used.append((left, right))
        anchor = {"right": span["end"] + gap, "left": span["begin"] - gap, "above": left}[side]
        placed[event] = _Placed(row + height - 1, anchor, side)
    return placed


def _first_free(
    taken: list[list[tuple[pd.Timestamp, pd.Timestamp]]], left: pd.Timestamp, right: pd.Timestamp, height: int
) -> int:
    row = 0
    while any(left <= end and begin <= right for used in taken[row : row + height] for begin, end in used):
        row += 1
    return row


def _name(axes: Axes, y: float, title: str, place: _Placed) -> None:
    if place.side == "above":
        y -= ROW
    align = "right" if place.side == "left" else "left"
    text = axes.text(place.anchor, y, title, fontsize=Size.TEXT, va="center_baseline", ha=align)
    # Names are placed by their measured width; were they part of the layout, it would narrow the axis under them.
    text.set_in_layout(False)
