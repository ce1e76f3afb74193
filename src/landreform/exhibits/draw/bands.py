"""Draw events by theme: one column of names, one row an event, and one thin line in it for each date that is given.

Input: datings of events, the bands, and the window of time. Output: the band, row and line of each dating, and the
figure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.draw.legends import columns_within, legend_below
from landreform.exhibits.draw.row_chart import bare_rows, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, Sheet, want_height
from landreform.exhibits.draw.style import INK, QUIET, Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of, text_width
from landreform.exhibits.draw.time_axis import DAY, mark, marks_explained, one_end, years

#: Inches: width of the column of names, height of a line of a name, of a line of marks, of the space that every row has
#: besides, and of the heading of a band.
NAMES, LETTERS, MARKS, ROOM, HEAD = 2.75, 0.135, 0.085, 0.055, 0.21
#: Inches from a mark to its arrow.
_ARROW = 0.055
#: Inches of the figure that neither names nor axis of time get.
_EDGES = 0.35
#: Columns of a dating that its mark shows.
_DRAWN = ["dating", "aspect", "start_earliest", "start_latest", "end_earliest", "end_latest"]
#: Datings of an event that agree in these say the same and share a line.
_SAME = ["aspect", "date", "qualifier"]


@dataclass(frozen=True)
class Band:
    """One band: its heading, the themes in it, and its colour."""

    heading: str
    themes: tuple[str, ...]
    colour: str


def in_bands(datings: pd.DataFrame, bands: tuple[Band, ...]) -> pd.DataFrame:
    """Give each event of each band its row, and each date of it a line of the row.

    Parameters
    ----------
    datings : DataFrame
        From :func:`landreform.chronology.datings.datings`, or some rows of it.
    bands : tuple of Band
        From the top.

    Returns
    -------
    DataFrame
        The rows of the bands with ``band`` (heading), ``name`` (of the row), ``row`` and ``line`` (from the top, from
        1), in the order of the figure: by band, then by the first possible day.
    """
    parts = []
    for place, band in enumerate(bands):
        rows = datings[datings["theme"].isin(band.themes)]
        parts.append(rows.assign(band=band.heading, name=rows["title"], _band=place))
    rows = pd.concat(parts)
    rows["_first"] = rows["start_earliest"].fillna(rows["end_latest"])
    rows["_begins"] = rows.groupby(["_band", "name"])["_first"].transform("min")
    order = ["_band", "_begins", "name", "_first", "end_latest", *_SAME, "dating"]
    rows = rows.sort_values(order, ignore_index=True)
    same = pd.Series(list(zip(*(rows[name] for name in ["event", *_SAME]), strict=True)), index=rows.index)
    return rows.assign(
        row=rows.groupby(["_band", "name"], sort=False).ngroup() + 1,
        line=same.groupby(rows["event"]).transform(lambda datings: pd.factorize(datings)[0] + 1),
    ).drop(columns=["_band", "_first", "_begins"])


def draw_bands(
    data: pd.DataFrame,
    bands: tuple[Band, ...],
    first: pd.Timestamp,
    last: pd.Timestamp,
    every: int = 1,
    look: Callable[[Any], tuple[str, str, str]] | None = None,
    striped: bool = True,
    sheet: Sheet = PAGE,
    column: float = NAMES,
    notes: Mapping[str, str] | None = None,
    stressed: Collection[str] | None = None,
    days: Sequence[Artist] | None = None,
    headings: Mapping[str, str] | None = None,
    before: Collection[str] | None = None,
    bold: Collection[str] = (),
    more: Sequence[Artist] = (),
) -> Figure:
    """Draw each event of each band in a row, one line a date, with the names in one column at the left.

    On a narrow sheet a name stands above its row.

    Parameters
    ----------
    data : DataFrame
        From :func:`in_bands`; perhaps with ``sign``, a letter that stands at the left of a mark.
    bands : tuple of Band
        From the top; one without any event is left out.
    first, last : Timestamp
        The window of time; what reaches beyond it is cut at its edge.
    every : int
        How many years lie from one number at the axis to the next.
    look : callable, optional
        Takes a row, returns its colour, its marker and the table of the ledger in which it stands; by default those of
        its band and the table dates.
    striped : bool
        Whether every other row has a ground.
    sheet : Sheet
    column : float
        Inches of the column of names, where they stand at the left.
    notes : mapping of str to str, optional
        Name of a row to a few words that stand beside its marks.
    stressed : collection of str, optional
        Names of the rows that the title speaks of; the notes of all others are quiet. By default none is.
    days : sequence of Artist, optional
        Entries of the legend for the markers of a day, where there are several.
    headings : mapping of str to str, optional
        Heading of a band to what is written in its place.
    before : collection of str, optional
        Names of the rows whose note stands at the left of the marks, those of all others at the right; by default
        a note stands at the left only where there is no room at the right.
    bold : collection of str
        Names of the rows whose note is in bold.
    more : sequence of Artist
        Entries of the legend after those of the marks.
    """
    rows = _rows(data, sheet, column, notes or {})
    # Not sum(): from Python 3.12 on it gives another last digit, and with it other bytes.
    figure = sheet.page(fsum(row.height for row in rows) + HEAD * data["band"].nunique() + 0.95)
    axes = figure.add_subplot()
    years(axes, first, last, every)
    looks = {band.heading: band for band in bands}
    inches = sheet.width - _EDGES - (0.0 if sheet.narrow else column)
    top, above, names, ground = 0.0, "", [], False
    tones: dict[str, Look] = {}
    for row in rows:
        if row.band != above:
            heading = (headings or {}).get(row.band, row.band)
            names.append((top + HEAD * 0.6, heading))
            top, above, ground = top + HEAD, row.band, False
            if sheet.narrow:
                _above(axes, top - 0.03, heading, fontweight="bold")
        ground = striped and not ground
        if ground:
            axes.axhspan(top, top + row.height, color=Tint.STRIP, zorder=-1, linewidth=0)
        names.append((top + row.height / 2, row.name))
        quiet = stressed is not None and row.key not in stressed
        tone: Look = {"fontweight": "normal"}
        tones[row.name] = tone
        if sheet.narrow:
            _above(axes, top + row.letters + ROOM / 2, row.name, **tone)
        if notes and row.key in notes:
            middle = top + row.first + MARKS * (row.datings["line"].max() - 1) / 2
            side = None if before is None else row.key in before
            tone = {"color": QUIET if quiet else INK} | ({"fontweight": "bold"} if row.key in bold else {})
            _note(axes, middle, row.datings, notes[row.key], (first, last), tone, inches, side)
        _signs(axes, top + row.first, row.datings)
        for _, same in row.datings.groupby(["event", "line"], sort=False):
            dating, band = next(same.itertuples()), looks[row.band]
            colour, marker, table = look(dating) if look else (band.colour, DAY, "dates")
            with shows(axes, table, " ".join(same["dating"]).split()):
                at = top + row.first + MARKS * (dating.line - 1)
                _dating(axes, at, next(same[_DRAWN].itertuples()), colour, marker, first, last, inches)
        top += row.height
    axes.set_ylim(top, 0)
    _name_rows(axes, [] if sheet.narrow else names, {*looks, *(headings or {}).values()}, tones)
    if sheet.narrow:
        want_height(axes, top)
    bare_rows(axes)
    entries = [*marks_explained(_shown(data, first, last), last - first, days), *more]
    columns = columns_within(sheet.width, [str(entry.get_label()) for entry in entries], Size.TEXT)
    legend_below(figure, *entries, columns=min(columns, 3))
    return figure


class _Row(NamedTuple):
    """A row: band, name, name in lines, datings; inches of its height, of its name, and to its first line."""

    band: str
    key: str
    name: str
    datings: pd.DataFrame
    height: float
    letters: float
    first: float


def _rows(data: pd.DataFrame, sheet: Sheet, column: float, notes: Mapping[str, str]) -> list[_Row]:
    """Measure the rows, with their names at the left or, on a narrow sheet, above them."""
    found = []
    for (band, name), group in data.groupby(["band", "name"], sort=False):
        lines = lines_of(name, sheet.width - _EDGES if sheet.narrow else column, Size.TEXT)
        letters, marks = LETTERS * len(lines), MARKS * group["line"].max()
        lowest = marks
        if name in notes and (sheet.narrow or "\n" in notes[name]):
            marks = max(marks, LETTERS * (notes[name].count("\n") + 1))
        above = letters + ROOM if sheet.narrow else 0.0
        height = ROOM + (above + marks if sheet.narrow else max(letters, marks))
        # The lines of marks stand in the middle of what the name leaves them.
        first = above + (height - above - lowest + MARKS) / 2
        found.append(_Row(band, name, "\n".join(lines), group, height, letters, first))
    return found


def _signs(axes: Axes, first: float, datings: pd.DataFrame) -> None:
    """Write the sign of each dating that has one at the left of its mark; the first line stands so far down."""
    if "sign" in datings:
        for dating in datings[datings["sign"] != ""].itertuples():
            place = dating.start_earliest, first + MARKS * (dating.line - 1)
            write_near(axes, dating.sign, place, -2.5, Size.TEXT, ha="right")


def _note(
    axes: Axes,
    at: float,
    datings: pd.DataFrame,
    words: str,
    ends: tuple[pd.Timestamp, pd.Timestamp],
    tone: Look,
    inches: float,
    before: bool | None = None,
) -> None:
    """Write a few words beside the marks of a row; unless told, at the left only where there is no room at the right.

    The axis is so many inches long.
    """
    first, last = ends
    begins = datings[["start_earliest", "start_latest", "end_earliest", "end_latest"]].stack()
    low, high = max(begins.min(), first), min(begins.max(), last)
    room = (last - high) / (last - first) * inches - 0.12
    left = max(text_width(line, Size.TEXT) for line in words.split("\n")) > room if before is None else before
    look: Look = {"annotation_clip": False, "ha": "right" if left else "left", "linespacing": 1.0} | tone
    # A sign at the left of a mark keeps its room.
    gap = 13 if left and "sign" in datings and (datings["sign"] != "").any() else 7
    write_near(axes, words, (low if left else high, at), -gap if left else gap, Size.TEXT, **look)


def _name_rows(axes: Axes, names: list[tuple[float, str]], headings: set[str], tones: Mapping[str, Look]) -> None:
    """Write the names at the left of their rows, headings of bands in bold."""
    axes.set_yticks([at for at, _ in names], [words for _, words in names], fontsize=Size.TEXT, linespacing=1.0)
    for label in axes.get_yticklabels():
        label.set_verticalalignment("center")
        label.set(**tones.get(label.get_text(), {}))
        if label.get_text() in headings:
            label.set_fontweight("bold")


def _above(axes: Axes, foot: float, words: str, **style: Any) -> None:
    """Write a name above its row, from the left edge of the axes."""
    look: Look = {"transform": axes.get_yaxis_transform(), "va": "bottom", "linespacing": 1.0} | style
    axes.text(0.01, foot, words, fontsize=Size.TEXT, **look)


def _dating(
    axes: Axes,
    y: float,
    dating: Any,
    colour: str,
    marker: str,
    first: pd.Timestamp,
    last: pd.Timestamp,
    inches: float,
) -> None:
    """Draw one date, with an arrow where it gives only one end, on an axis of so many inches."""
    shown = _cut(dating, first, last)
    mark(axes, y, shown, colour, marker, width=3.2)
    tip = {"start": shown.start_latest, "end": shown.end_earliest}.get(dating.aspect)
    if pd.notna(tip):
        one_end(axes, y, tip, dating.aspect, colour, (last - first) * (_ARROW / inches))


def _shown(data: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Return the datings as they are drawn, cut at the edges of the window."""
    return pd.DataFrame([_cut(row, first, last) for row in data[_DRAWN].itertuples()])


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
