"""Events by theme: one band a theme, several events on a row where there is room for their names."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from landreform.exhibits.draw.style import INK, WIDTH
from landreform.exhibits.draw.time_axis import days_of, mark, mark_legend, one_end, text_width, years

SIZE, ROW, HEAD = 7.0, 0.15, 0.21
_GAP = 0.065
#: Inches from a mark to its arrow, and those that arrow and mark take up.
_ARROW, _ARROW_ROOM = 0.055, 0.08


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
    rows: int
    anchor: pd.Timestamp
    side: str


def draw_bands(
    datings: pd.DataFrame, bands: tuple[Band, ...], first: pd.Timestamp, last: pd.Timestamp
) -> tuple[Figure, pd.DataFrame]:
    """Draw each event of each band with one mark a dating and its title beside the marks.

    Parameters
    ----------
    datings : pandas.DataFrame
        What :func:`landreform.chronology.datings.datings` returns, or some rows of it.
    bands : tuple of Band
        From the top.
    first, last : pandas.Timestamp
        The window of time; what reaches beyond it is cut at its edge.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame holds the rows drawn with ``band`` and ``row`` (from the top), in the order of the figure.
    """
    bands = tuple(band for band in bands if datings["theme"].isin(band.themes).any())
    layout, heights = [], []
    for band in bands:
        rows = datings[datings["theme"].isin(band.themes)]
        placed = _pack(rows, first, last)
        layout.append((band, rows, placed))
        heights.append(HEAD + ROW * max(place.row + 1 for place in placed.values()))
    figure = Figure(figsize=(WIDTH, 0.75 + sum(heights)))
    axes = figure.add_subplot()
    years(axes, first, last)
    top, row_number, drawn = 0.0, 0, []
    for (band, rows, placed), height in zip(layout, heights, strict=True):
        axes.axhline(top, color="#999999", linewidth=0.6)
        corner = first + days_of(0.02, first, last)
        axes.text(corner, top + HEAD * 0.55, band.heading, fontsize=8, fontweight="bold", va="center", color=INK)
        for event, group in rows.groupby("event", sort=False):
            place = placed[event]
            y = top + HEAD + ROW * (place.row + 0.5)
            for dating in group.itertuples():
                shown = _cut(dating, first, last)
                mark(axes, y, shown, band.colour, band.marker)
                if dating.aspect in ("start", "end"):
                    tip = shown.start_latest if dating.aspect == "start" else shown.end_earliest
                    one_end(axes, y, tip, dating.aspect, band.colour, days_of(_ARROW, first, last))
            _name(axes, y, group["title"].iloc[0], place)
            drawn.append(group.assign(band=band.heading, row=row_number + place.row + 1))
        top += height
        row_number += max(place.row + 1 for place in placed.values())
    axes.set_ylim(top, 0)
    axes.set_yticks([])
    one_ended = datings["aspect"].isin(["start", "end"]).any()
    figure.legend(handles=mark_legend(one_ended), loc="outside upper left", ncols=3, fontsize=7.5)
    frame = pd.concat(drawn).sort_values(["row", "start_earliest", "dating"]).reset_index(drop=True)
    return figure, frame


def _cut(dating, first: pd.Timestamp, last: pd.Timestamp):
    """Cut the bounds at the edges of the window."""
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    days = {name: getattr(dating, name) for name in names}
    days["end_latest"] = last if pd.isna(days["end_latest"]) else days["end_latest"]
    days["end_earliest"] = days["start_latest"] if pd.isna(days["end_earliest"]) else days["end_earliest"]
    return dating._replace(**{name: min(max(day, first), last) for name, day in days.items()})


def _pack(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> dict[str, _Placed]:
    """Give every event of a band the first row in which its marks and its name meet no other."""
    room = days_of(_ARROW_ROOM, first, last)
    rows = rows.assign(
        start_earliest=rows["start_earliest"].where(rows["aspect"] != "end", rows["start_earliest"] - room),
        end_latest=rows["end_latest"].where(rows["aspect"] != "start", rows["end_latest"] + room),
    )
    spans = rows.groupby("event", sort=False).agg(
        title=("title", "first"), begin=("start_earliest", "min"), end=("end_latest", "max")
    )
    spans = spans.assign(begin=spans["begin"].clip(lower=first), end=spans["end"].fillna(last).clip(upper=last))
    spans = spans.sort_values(["begin", "end", "title"])
    gap, taken, placed = days_of(_GAP, first, last), [], {}
    for event, span in spans.iterrows():
        width = days_of(text_width(span["title"], SIZE) + _GAP, first, last)
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
        taken += [(used, left, right) for used in range(row, row + height)]
        anchor = {"right": span["end"] + gap, "left": span["begin"] - gap, "above": left}[side]
        placed[event] = _Placed(row + height - 1, height, anchor, side)
    return placed


def _first_free(taken: list, left: pd.Timestamp, right: pd.Timestamp, height: int) -> int:
    row = 0
    while any(
        used in range(row, row + height) and not (other_right < left or right < other_left)
        for used, other_left, other_right in taken
    ):
        row += 1
    return row


def _name(axes, y: float, title: str, place: _Placed) -> None:
    if place.side == "above":
        y -= ROW
    align = "right" if place.side == "left" else "left"
    text = axes.text(place.anchor, y, title, fontsize=SIZE, va="center_baseline", ha=align, color=INK)
    # Names are placed by their measured width; were they part of the layout, it would narrow the axis under them.
    text.set_in_layout(False)
