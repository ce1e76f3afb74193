"""Draw the answers to a disputed question of date: one row an event, one dated mark in it an answer.

What can all be true at once is one answer. Input: the tables of events, dates, documents, exclusions and sources.
Output: two figures of disputed datings.
"""

from functools import partial
from math import isnan
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.chronology.disputes import answer_texts, standing_answers
from landreform.contested.time_intervals import BOUNDS
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.campaign.disputed import (
    CLAUSES,
    COLUMNS,
    compared,
    conclusions,
    short_title,
    standing_handles,
)
from landreform.exhibits.draw.legends import legend_below
from landreform.exhibits.draw.row_chart import bare_rows, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.short_dates import short_date
from landreform.exhibits.draw.standings import CROSS, READ_AS, STANDINGS
from landreform.exhibits.draw.style import Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of, text_width
from landreform.exhibits.draw.time_axis import DAY, marks_explained
from landreform.exhibits.frames import with_kept
from landreform.text.prose import day_text, number, plural

#: What each figure compares, in the order of time.
ACTS = tuple(
    "decision-on-land-reform decrees-april-1953 nguyen-thi-nam-executed land-reform-law-passed "
    "land-reform-experimental-wave land-reform-wave-1 national-assembly-fourth-session decree-234 ninth-plenum "
    "land-reform-wave-5".split()
)
CORRECTION = tuple(
    "correction-start tenth-plenum government-council-correction giap-speech quynh-luu-uprising circular-1197".split()
)

#: How an event stands, from the top, as it is headed.
GROUPS = (
    "One answer left",
    "Several left, with documents against all but one",
    "Several left",
)
#: Inches: width of the column of names, height of a line of a name, of a mark, of a heading, room of a row besides, and
#: what lies at both sides of the axes.
NAMES, LETTERS, MARKS, HEAD, ROOM, EDGES = 2.35, 0.135, 0.165, 0.24, 0.1, 0.4
#: Part of the scale that a mark has at least, so that it is seen.
_LEAST = 0.03


def distances(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each event its answers in time, each with its date, from the first day that any allows to the last.

    Each event has a scale of its own: what lies a day apart and what lies years apart can both be seen.

    Parameters
    ----------
    data : DataFrame
        One row a dating or witness, in the order of the rows; columns `DRAWN`.
    sheet : Sheet
    """
    events = sorted(_events(data), key=lambda event: GROUPS.index(event[0]))
    column = sheet.width - EDGES if sheet.narrow else NAMES
    names = [_even_lines(title, column) for _, title, _ in events]
    heights = []
    for lines, (_, _, found) in zip(names, events, strict=True):
        letters, marks = LETTERS * len(lines), MARKS * len(found)
        heights.append(ROOM + (letters + 0.04 + marks if sheet.narrow else max(letters, marks)))
    headings = len({group for group, *_ in events})
    figure = sheet.page(sum(heights) + HEAD * headings + 1.05)
    axes = figure.add_subplot()
    _scale(axes, [found for *_, found in events], sheet.width - EDGES - (0 if sheet.narrow else NAMES + 0.1))
    top, above, ticks = 0.0, "", []
    for lines, height, (group, _, found) in zip(names, heights, events, strict=True):
        if group != above:
            count = sum(other == group for other, *_ in events)
            ticks.append((top + HEAD * 0.6, f"{group}: {number(count)}", True))
            top, above, ground = top + HEAD, group, False
        ground = not ground
        if ground:
            axes.axhspan(top, top + height, color=Tint.STRIP, zorder=-1, linewidth=0)
        head = LETTERS * len(lines) + 0.04 if sheet.narrow else 0.0
        at = top + head + (height - head - MARKS * (len(found) - 1)) / 2
        ticks.append((top + ROOM / 2 if sheet.narrow else top + height / 2, "\n".join(lines), False))
        for answer in found.itertuples():
            with shows(axes, "dates", answer.datings):
                end = _answer(axes, at, answer)
            sign = STANDINGS[answer.standing][1]
            write_near(axes, f"{sign}{short_date(answer)}", (end, at), 6, Size.TEXT)
            at += MARKS
        top += height
    axes.set_ylim(top, 0)
    _name(axes, ticks, sheet)
    if sheet.narrow:
        want_height(axes, top)
    bare_rows(axes)
    axes.set_xticks([])
    axes.set_xlabel("each row has a scale of its own", fontsize=Size.TEXT)
    axes.spines["bottom"].set_visible(False)
    drawn = pd.concat([found for *_, found in events], ignore_index=True)
    # An axis of no length has no mark that is too short for it.
    signs = marks_explained(drawn.assign(aspect=[aspect_of(row) for row in drawn.itertuples()]), pd.Timedelta(0))
    legend_below(figure, *standing_handles(drawn), *signs, columns=2)
    return figure


def _events(data: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Give each event with how it stands, its title, and its answers in the order of time, each with its days."""
    found = []
    # Of all events at once: it takes no longer than of one.
    standing = standing_answers(data[data["kind"] == "dating"])
    for event, group in data.groupby("event", sort=False):
        rows = standing[standing["event"] == event]
        rows = rows[~vaguer(rows)]
        rows = with_moments(rows)
        ends = rows[list(BOUNDS)].stack()
        # Answers that allow one day in all lie at the beginning of their scale.
        length = max((ends.max() - ends.min()).days, 1)
        days = {f"day_{name}": (rows[name] - ends.min()).dt.days / length for name in BOUNDS}
        rows = rows.assign(**days).sort_values(["first", "end_latest", "answer"], kind="stable")
        found.append((_group(rows), short_title(group), rows))
    return found


def with_moments(answers: pd.DataFrame) -> pd.DataFrame:
    """Add ``first``, by which answers are ordered, and turn those of which neither side is given into a time.

    Of these only a time is known in which some of the event lay.
    """
    rows = answers.assign(first=answers["start_earliest"].fillna(answers["end_earliest"]))
    within = rows["start_earliest"].isna() & rows["end_latest"].isna()
    swapped = {
        "start_earliest": rows["end_earliest"],
        "end_latest": rows["start_latest"],
        "start_latest": rows["start_latest"],
        "end_earliest": rows["end_earliest"],
    }
    return rows.assign(**{name: rows[name].mask(within, days) for name, days in swapped.items()})


def vaguer(answers: pd.DataFrame) -> pd.Series:
    """Mark the answers that allow all that another one allows, and more: beside it they say nothing."""
    rows = list(answers.itertuples())

    def holds(wide: Any, fine: Any) -> bool:
        pairs = [(getattr(wide, name), getattr(fine, name)) for name in BOUNDS]
        if any(pd.isna(day) for pair in pairs for day in pair):
            return False
        (a, b), (c, d), (e, f), (g, h) = pairs
        return bool(a <= b and d <= c and e <= f and h <= g and pairs != [(day, day) for _, day in pairs])

    return pd.Series([any(holds(row, other) for other in rows if other is not row) for row in rows], answers.index)


def _group(rows: pd.DataFrame) -> str:
    """Say how an event stands by its answers."""
    left = rows[rows["standing"] != "excluded"]
    if len(left) == 1:
        return GROUPS[0]
    return GROUPS[1] if (left["standing"] == "stands").sum() == 1 else GROUPS[2]


def _scale(axes: Axes, found: list[pd.DataFrame], inches: float) -> None:
    """Set the axis so that behind every mark there is room for its date."""
    rows = pd.concat(found, ignore_index=True)
    ends = rows[["day_end_latest", "day_start_earliest", "day_end_earliest"]].max(axis=1)
    words = [
        text_width(f"{STANDINGS[row.standing][1]}{short_date(row)}", Size.TEXT) + 0.14 for row in rows.itertuples()
    ]
    # As much of the room as the longest date leaves at the end of its mark.
    unit = min((inches - room) / (end + 0.1) for end, room in zip(ends, words, strict=True))
    axes.set_xlim(-0.06, inches / unit - 0.06)


def _name(axes: Axes, ticks: list[tuple[float, str, bool]], sheet: Sheet) -> None:
    """Write headings and names at the left of their rows, or above them."""
    if not sheet.narrow:
        axes.set_yticks([at for at, *_ in ticks], [words for _, words, _ in ticks], fontsize=Size.TEXT, linespacing=1.0)
        for label, (*_, bold) in zip(axes.get_yticklabels(), ticks, strict=True):
            label.set(verticalalignment="center", fontweight="bold" if bold else "normal")
        return
    axes.set_yticks([])
    for at, words, bold in ticks:
        look: Look = {"fontweight": "bold", "va": "center"} if bold else {"va": "top"}
        look |= {"transform": axes.get_yaxis_transform(), "linespacing": 1.0}
        axes.text(0.01, at, words, fontsize=Size.TEXT, **look)


def _even_lines(text: str, column: float) -> list[str]:
    """Break text into no more lines than it needs, as even as they can be, so that no word stands alone."""
    lines = lines_of(text, column, Size.TEXT)
    while len(closer := lines_of(text, column := column - 0.1, Size.TEXT)) <= len(lines) and column > 0.5:
        lines = closer
    return lines


def answers_left(group: pd.DataFrame) -> tuple[int, int]:
    """Count the answers that the datings of one event give, and those left without what another document excludes.

    Parameters
    ----------
    group : DataFrame
        Rows of one event; columns :data:`landreform.exhibits.campaign.disputed.COLUMNS`.
    """
    found = standing_answers(group[group["kind"] == "dating"])
    return len(found), int((found["standing"] != "excluded").sum())


def aspect_of(answer: Any) -> str:
    """Say whether an answer is about what lasted or about one day."""
    begin, end = (answer.start_earliest, answer.start_latest), (answer.end_earliest, answer.end_latest)
    return "on" if begin == end or pd.isna([begin[0], end[1]]).any() else "span"


def _answer(axes: Axes, y: float, answer: Any) -> float:
    """Draw one answer as a date is drawn on an axis of time, and return where it ends."""
    begins, begun, over, ends = (getattr(answer, f"day_{name}") for name in BOUNDS)
    look: Look = {"color": STANDINGS[answer.standing][0]}
    fallen = answer.standing == "excluded"
    if isnan(begins) or isnan(ends):
        at, arrow, shift = (over if isnan(ends) and isnan(begins) else ends, "<", -0.05)
        if isnan(ends):
            at, arrow, shift = begins, ">", 0.05
        axes.plot(at, y, marker="|", markersize=5, linestyle="none", **look)
        axes.plot(at + shift, y, marker=arrow, markersize=3.2, markerfacecolor="white", linestyle="none", **look)
        return float(at)
    if begins == ends:
        axes.plot(begins, y, marker=CROSS if fallen else DAY, markersize=5 if fallen else 4.6, linestyle="none", **look)
        return float(ends)
    if aspect_of(answer) == "span":
        axes.plot([begins, ends], [y, y], linewidth=0.9, solid_capstyle="butt", **look)
        if begun <= over:
            wider = max(_LEAST - (over - begun), 0.0) / 2
            axes.plot([begun - wider, over + wider], [y, y], linewidth=4, solid_capstyle="butt", **look)
    else:
        wider = max(1.5 * _LEAST - (ends - begins), 0.0) / 2
        axes.plot([begins - wider, ends + wider], [y, y], linewidth=0.9, marker="|", markersize=5, **look)
    if fallen:
        # A cross on the line, so that what is excluded is seen without colour.
        edge: Look = {"markeredgecolor": "white", "markeredgewidth": 0.7, "zorder": 3}
        axes.plot((begins + ends) / 2, y, marker=CROSS, markersize=7, linestyle="none", **look, **edge)
    return float(ends)


def says(data: pd.DataFrame, acts: str) -> str:
    """Say for how many of the disputed events documents of the time leave one date, or speak for one."""
    groups = [group for group, *_ in _events(data)]
    one, preferred, _ = (groups.count(group) for group in GROUPS)
    said = f"Documents of the time leave one answer for {number(one)} of {number(len(groups))} {acts}"
    return f"{said}, and speak against all but one for {number(preferred)} more" if preferred else said


def alt(data: pd.DataFrame) -> str:
    """Say in one sentence what is compared."""
    events = _events(data)
    stand = pd.concat([found["standing"] for *_, found in events]).value_counts()
    return (
        f"Chart of {plural(int(stand.sum()), 'answer')} to the question when {plural(len(events), 'disputed act')} "
        f"took place, one mark each: a document rules out {number(stand.get('excluded', 0))}, another speaks against "
        f"{number(stand.get('spoken against', 0))}, and {number(stand.get('stands', 0))} stand."
    )


def description(data: pd.DataFrame) -> str:
    """Give a sentence to every answer in the order drawn; then, of each, the works that bear it and every witness."""
    labels = data.drop_duplicates("dating").set_index("dating")["label"]
    by_title = {short_title(group): group for _, group in data.groupby("event", sort=False)}
    told, kept = [], []
    events = _events(data)
    for heading in GROUPS:
        here = [(title, found) for group, title, found in events if group == heading]
        told += [f"{heading}: {plural(len(here), 'act')}."] if here else []
        for title, found in here:
            rows = by_title[title]
            told.append(f"{rows['title'].iloc[0]}: {plural(len(found), 'answer')}.")
            kept.append(f"{title}.")
            for row, text in zip(found.itertuples(), answer_texts(found), strict=True):
                said = f"{text[0].upper()}{text[1:]}"
                told.append(f"{said}: {READ_AS[row.standing]}.")
                kept += [f"{said}, given by {label}." for label in dict.fromkeys(labels[name] for name in row.datings)]
            kept += [
                f"Witness: {row.label}, {day_text(row.date)}, when the event {CLAUSES[row.shows]}."
                for row in rows[rows["kind"] == "witness"].itertuples()
            ]
    return with_kept(" ".join(told), " ".join(kept))


#: What the columns of the frame hold.
DRAWN = COLUMNS | {
    "panel": "event, in the order of time (number, from 0)",
    "row": "datings of an event that say the same share one (number, from 0)",
    "answers": "numbers of the answers to when its event was that the dating bears, joined by a comma; empty for a "
    "witness, and for a dating without which its answer is the same",
}


def disputed_only(ledger: Ledger, events: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Gather the events to which the works give more than one answer; columns `DRAWN`."""
    rows = compared(ledger, events)["data"]
    found = standing_answers(rows[rows["kind"] == "dating"])
    several = found.groupby("event").size() > 1
    borne = found.explode("datings").groupby("datings")["answer"].agg(lambda kept: ", ".join(map(str, kept)))
    rows = rows[rows["event"].isin(several[several].index)]
    place = {event: position for position, event in enumerate(rows["event"].unique())}
    numbers = rows["dating"].map(borne).where(rows["kind"] == "dating", "").fillna("")
    return {"data": rows.assign(panel=rows["event"].map(place), row=pd.factorize(rows["row"])[0], answers=numbers)}


_days_apart = partial(
    FigureExhibit,
    make=distances,
    narrow=partial(distances, sheet=PHONE),
    words=Words(alt, conclusions, DRAWN, description),
    tables=("events", "dates", "documents", "exclusions", "sources"),
    limits=(
        "That a dating stands means only that no document of the ledger shuts it out.",
        "The documents that exclude a dating or speak against it stand in its data and its description, and are not "
        "drawn; so does which work gives which date.",
        "What a witness shows is a judgement of the editors, with its reason in the table of exclusions.",
        "The number of works that give a date says nothing for it; several take it from one another.",
        "Each act has a scale of its own, from the first day that an answer allows to the last; lengths in one row and "
        "in another cannot be compared.",
    ),
)

EXHIBITS = (
    _days_apart(
        slug="fig-datings-acts",
        caption=(
            "Acts before the correction of which the works do not say the same. Each mark is an answer: what works say "
            "that can all be true at once; a cross is one that another document excludes, a question mark one that "
            "another document speaks against and does not exclude."
        ),
        inputs=lambda ledger: disputed_only(ledger, ACTS),
        says=partial(says, acts="disputed acts"),
    ),
    _days_apart(
        slug="fig-datings-correction",
        caption=(
            "When the correction began, when the Tenth Plenum ended and on which day Võ Nguyên Giáp spoke stay in "
            "dispute. Each mark is an answer: what works say that can all be true at once; a cross is one that another "
            "document excludes, a question mark one that another document speaks against and does not exclude."
        ),
        inputs=lambda ledger: disputed_only(ledger, CORRECTION),
        says=partial(says, acts="disputed acts of the correction"),
    ),
)
