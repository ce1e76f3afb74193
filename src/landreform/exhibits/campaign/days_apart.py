"""Draw how many days the datings of a disputed event lie apart: one row an event, one thin line in it a dating.

Input: the tables of events, dates, documents, exclusions and sources. Output: two figures of disputed datings.
"""

from functools import partial
from math import isnan, log10, nan
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from landreform.chronology.disputes import answers
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.campaign.disputed import (
    COLUMNS,
    STANDINGS,
    alt,
    compared,
    conclusions,
    description,
    short_title,
    standing_handles,
)
from landreform.exhibits.draw.legends import dot, legend_below, line
from landreform.exhibits.draw.row_chart import bare_rows, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.style import QUIET, Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.text.prose import day_text, number

#: What each figure compares, in the order of time.
ACTS = tuple(
    "decision-on-land-reform decrees-april-1953 nguyen-thi-nam-executed land-reform-law-passed "
    "land-reform-experimental-wave land-reform-wave-1 national-assembly-fourth-session decree-234 ninth-plenum "
    "land-reform-wave-5".split()
)
CORRECTION = tuple(
    "correction-start public-apology tenth-plenum government-council-correction giap-speech quynh-luu-uprising "
    "circular-1197".split()
)

#: Inches: width of the column of names, height of a line of a name, of a line of marks, and room of a row besides.
NAMES, LETTERS, MARKS, ROOM = 2.35, 0.135, 0.088, 0.13
#: What a legend calls the days on which the only answer left agrees.
ONLY = "the one answer left"
#: Days at which the axis has a number.
TICKS = (0, 1, 3, 10, 30, 100, 365, 730, 1461)


def across(days: float) -> float:
    """Give the place of a number of days on the axis: steps of a day at first, then of ever more.

    Examples
    --------
    >>> across(0), across(9), across(99)
    (0.0, 1.0, 2.0)
    """
    return log10(1 + days)


def distances(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each event its datings as lines on one axis of days, counted from the first day that any allows.

    Parameters
    ----------
    data : DataFrame
        One row a dating or witness, in the order of the rows; columns
        :data:`landreform.exhibits.campaign.disputed.COLUMNS`.
    sheet : Sheet
    """
    # Those that are settled come first, those on which the works do not contradict one another last.
    groups = sorted((group for _, group in data.groupby("event", sort=False)), key=_standing)
    firsts = [_first_days(group).min() for group in groups]
    column = sheet.width - 1.0 if sheet.narrow else NAMES
    names = [_name(short_title(group), first, column) for group, first in zip(groups, firsts, strict=True)]
    above = [LETTERS * (name.count("\n") + 1) + 0.06 if sheet.narrow else 0.0 for name in names]
    heights = []
    for name, group in zip(names, groups, strict=True):
        letters, marks = LETTERS * (name.count("\n") + 1), MARKS * _dated(group)["row"].nunique()
        heights.append(ROOM + (letters + 0.06 + marks if sheet.narrow else max(letters, marks)))
    figure = sheet.page(sum(heights) + 1.05)
    axes = figure.add_subplot()
    last = max((group["end_latest"].max() - first).days for group, first in zip(groups, firsts, strict=True))
    top, middles, tones = 0.0, [], []
    for place, (group, first, height, head) in enumerate(zip(groups, firsts, heights, above, strict=True)):
        if place % 2 == 0:
            axes.axhspan(top, top + height, color=Tint.STRIP, zorder=-1, linewidth=0)
        settled = _standing(group) == 0
        _row(axes, group, first, (top + head, top + height), settled)
        middles.append(top + height / 2)
        beside: Look = {"xycoords": ("axes fraction", "data"), "annotation_clip": False}
        if sheet.narrow:
            look: Look = {"transform": axes.get_yaxis_transform(), "va": "bottom", "linespacing": 1.0}
            axes.text(0.01, top + head, names[place], fontsize=Size.TEXT, **look, **_tone(settled))
            beside |= {"ha": "right", "va": "bottom", **_tone(settled, bold=True)}
            write_near(axes, _left(group), (1, top + head), -2, Size.TEXT, **beside)
        else:
            write_near(axes, _left(group), (1, middles[-1]), 6, Size.TEXT, **beside, **_tone(settled, bold=True))
            tones.append(_tone(settled))
        top += height
    ticks = [days for days in TICKS if days <= last]
    axes.set_xticks([across(days) for days in ticks], [number(days) for days in ticks])
    axes.set(xlim=(-0.06, across(last) + 0.06), ylim=(top, 0))
    if sheet.narrow:
        want_height(axes, top)
        axes.set_yticks([])
    else:
        axes.set_yticks(middles, names, fontsize=Size.TEXT, linespacing=1.0)
    for label, tone in zip(axes.get_yticklabels(), tones, strict=False):
        label.set(verticalalignment="center", **tone)
    bare_rows(axes)
    axes.set_xlabel(
        "days after the first day that any work allows (day 0), in steps that grow", color=QUIET, loc="left"
    )
    _legend(figure, data)
    return figure


def _tone(settled: bool, bold: bool = False) -> Look:
    """Return how the words of a row look: those of one that is settled stand out."""
    return ({"fontweight": "bold"} if bold else {}) if settled else {"color": QUIET}


def _first_days(group: pd.DataFrame) -> pd.Series:
    return group["start_earliest"].fillna(group["end_latest"])


def _dated(group: pd.DataFrame) -> pd.DataFrame:
    """Select the datings: what rules one out is in the frame, and is not drawn."""
    return group[group["kind"] == "dating"]


def _standing(group: pd.DataFrame) -> int:
    """Say whether one answer is left of several (0), several are (1), or there never was more than one (2)."""
    before, after = answers_left(group)
    return 2 if before == 1 else int(after > 1)


def _name(title: str, first: pd.Timestamp, column: float) -> str:
    day = day_text(f"{first:%Y-%m-%d}")
    return "\n".join([*_even_lines(title, column), f"(day 0: {day})"])


def _even_lines(text: str, column: float) -> list[str]:
    """Break text into no more lines than it needs, as even as they can be, so that no word stands alone."""
    lines = lines_of(text, column, Size.TEXT)
    while len(closer := lines_of(text, column := column - 0.1, Size.TEXT)) <= len(lines) and column > 0.5:
        lines = closer
    return lines


def _left(group: pd.DataFrame) -> str:
    """Say how many answers are left once what another document excludes is gone."""
    before, after = answers_left(group)
    if before == 1:
        return "no dispute"
    return "one answer left" if after == 1 else f"{number(after)} of {number(before)} left"


def answers_left(group: pd.DataFrame) -> tuple[int, int]:
    """Count the answers that the datings of one event give, and those left without what another document excludes.

    Parameters
    ----------
    group : DataFrame
        Rows of one event; columns :data:`landreform.exhibits.campaign.disputed.COLUMNS`.
    """
    rows = group[group["kind"] == "dating"]
    return len(answers(rows)), len(answers(rows[rows["standing"] != "excluded"]))


def _row(axes: Axes, group: pd.DataFrame, first: pd.Timestamp, ends: tuple[float, float], settled: bool) -> None:
    """Draw the lines of one event, those that say the same as one, over the days of the only answer left."""
    if settled:
        dated = group[(group["kind"] == "dating") & (group["standing"] != "excluded")]
        left = answers(dated).iloc[0]
        begin, end = (across((left[bound] - first).days) for bound in ("start_earliest", "end_latest"))
        thin = 0.03  # of the axis, so that a day is seen
        look: Look = {"color": Tint.INTERVAL, "linewidth": 0, "zorder": -0.5}
        axes.fill_between([begin - thin, end + thin], ends[0] + 0.02, ends[1] - 0.02, **look)
    lines = [same for _, same in _dated(group).groupby("row", sort=False)]
    y = sum(ends) / 2 - MARKS * (len(lines) - 1) / 2
    for same in lines:
        row = next(same.itertuples())
        days = [
            nan if pd.isna(day) else across((day - first).days)
            for day in (row.start_earliest, row.start_latest, row.end_earliest, row.end_latest)
        ]
        colour, marker, _ = STANDINGS[row.standing]
        with shows(axes, "dates", same["dating"]):
            _dating(axes, y, days, row, {"color": colour}, marker)
        y += MARKS


def _dating(axes: Axes, y: float, days: list[float], row: Any, look: Look, marker: str) -> None:
    """Draw one dating: a point for a day, a thick line for what lasted, a thin one for what is not known."""
    begins, begun, over, ends = days
    if isnan(begins) or isnan(ends):
        at, arrow, shift = (ends, "<", -0.05) if isnan(begins) else (begins, ">", 0.05)
        axes.plot(at, y, marker="|", markersize=5, linestyle="none", **look)
        axes.plot(at + shift, y, marker=arrow, markersize=3.2, markerfacecolor="white", linestyle="none", **look)
    elif begins == ends:
        axes.plot(begins, y, marker=marker, markersize=4.6, linestyle="none", **look)
    elif row.aspect == "span":
        axes.plot([begins, ends], [y, y], linewidth=0.9, solid_capstyle="butt", **look)
        if begun <= over:
            axes.plot([begun, over], [y, y], linewidth=3.4, solid_capstyle="butt", **look)
    else:
        axes.plot([begins, ends], [y, y], linewidth=0.9, marker="|", markersize=5, **look)
    if row.standing == "excluded" and begins != ends:
        # A cross on the line, so that what is excluded is seen without colour.
        axes.plot((begins + ends) / 2, y, marker=marker, markersize=4.6, linestyle="none", **look)


def _legend(figure: Figure, data: pd.DataFrame) -> None:
    """Explain standings and kinds of marks."""
    handles: list[Artist] = [*standing_handles(data, crossed=True)]
    handles += [
        Patch(color=Tint.INTERVAL, label=ONLY),
        line("lasted so long", QUIET, 3.4),
        line("on a day within", QUIET, 0.9, marker="|"),
    ]
    dated, hollow = _dated(data), {"markerfacecolor": "white"}
    if dated["start_earliest"].isna().any():
        handles.append(dot("on that day or before", QUIET, "<", 3.6, **hollow))
    if dated["end_latest"].isna().any():
        handles.append(dot("on that day or after", QUIET, ">", 3.6, **hollow))
    legend_below(figure, *handles, columns=2)


def says(data: pd.DataFrame, acts: str) -> str:
    """Say for how many of the disputed events documents of the time leave one date."""
    found = [answers_left(group) for _, group in data.groupby("event", sort=False)]
    disputed = [after for before, after in found if before > 1]
    settled = sum(after == 1 for after in disputed)
    return f"Documents of the time leave one answer for {number(settled)} of {number(len(disputed))} {acts}"


def disputed_only(ledger: Ledger, events: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Gather the events of which the works do not all say the same; see `compared`."""
    rows = compared(ledger, events)["data"]
    several = rows[rows["kind"] == "dating"].groupby("event")["row"].nunique() > 1
    rows = rows[rows["event"].isin(several[several].index)]
    place = {event: position for position, event in enumerate(rows["event"].unique())}
    return {"data": rows.assign(panel=rows["event"].map(place), row=pd.factorize(rows["row"])[0])}


_days_apart = partial(
    FigureExhibit,
    make=distances,
    narrow=partial(distances, sheet=PHONE),
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("events", "dates", "documents", "exclusions", "sources"),
    limits=(
        "That a dating stands means only that no document of the ledger shuts it out.",
        "The documents that exclude a dating or speak against it stand in its data and its description, and are not "
        "drawn; so does which datings are approximate.",
        "What a witness shows is a judgement of the editors, with its reason in the table of exclusions.",
        "The number of works that give a date says nothing for it; several take it from one another, and those that "
        "say the same share a line.",
        "The steps of the axis grow, so that a day and a year can both be seen; lengths cannot be compared by eye.",
    ),
)

EXHIBITS = (
    _days_apart(
        slug="fig-datings-acts",
        caption=(
            "Acts before the correction of which the works do not say the same, with what another document excludes "
            "(cross) or speaks against; at the right, how many answers are left, of how many: what can all be true is "
            "one answer. Where one is left, the days on which all that is left agrees are shaded."
        ),
        inputs=lambda ledger: disputed_only(ledger, ACTS),
        says=partial(says, acts="disputed acts"),
    ),
    _days_apart(
        slug="fig-datings-correction",
        caption=(
            "When the correction began, when the Tenth Plenum ended and on which day Võ Nguyên Giáp spoke stay in "
            "dispute; that errors were admitted in public does not. At the right, how many answers are left, of how "
            "many: what can all be true is one answer. Where one is left, its days are shaded."
        ),
        inputs=lambda ledger: disputed_only(ledger, CORRECTION),
        says=partial(says, acts="disputed acts of the correction"),
    ),
)
