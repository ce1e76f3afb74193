"""Draw who dates the campaign how: one panel an event, one row a dating, and what shuts a dating out.

Input: the tables of events, dates, documents, exclusions and sources. Output: the figure of the datings of the
campaign, and the frame and the words that all figures of disputed datings have in common.
"""

import textwrap
from collections.abc import Mapping
from functools import partial

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.chronology.disputes import answers
from landreform.chronology.exclusions import datings_and_witnesses
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import BOUND_COLUMNS, STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.legends import dot, swatch
from landreform.exhibits.draw.row_chart import GROUND, bare_rows
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.short_dates import short_date
from landreform.exhibits.draw.standings import CROSS, READ_AS, STANDINGS
from landreform.exhibits.draw.style import Look, Size
from landreform.exhibits.draw.time_axis import DAY, mark, marks_explained, years
from landreform.exhibits.frames import with_kept
from landreform.text.prose import day_text, listing, number, plural

#: What the figure compares, from the top.
WHOLES = ("campaign", "campaign-start", "campaign-end")
#: From what nothing speaks against to what cannot be.
_RANK = {name: place for place, name in enumerate(STANDINGS)}
#: What a witness shows, as a clause about the event.
CLAUSES = {
    "had begun": "had begun",
    "took place": "took place",
    "not begun": "had not begun",
    "not over": "was not over",
    "over": "was over",
}
#: Inches: width of the names at the left, height of a line, gap below a panel, title with ticks, and legend.
_LABEL, _LINE, _GAP, _TICKS, _HEAD = 2.95, 0.133, 0.12, 0.2, 0.5
#: Inches of the marks of a row, where its words stand above them.
_MARKS = 0.165
#: Letters of a line beside a panel.
_LETTERS = 48

#: Columns of the first and the last day of a beginning, and of an end.
BEGINS, ENDS = ("start_earliest", "start_latest"), ("end_earliest", "end_latest")

#: What the columns of the frame hold.
COLUMNS = {
    "panel": "panel of the figure, from the top (number, from 0)",
    "row": "row of the figure, from the top; datings that say the same share one (number, from 0)",
    **ledger_columns("events", "event title"),
    "kind": "dating, or witness against one",
    "dating": "row of the table dates; for a witness, of the tables dates or documents",
    "label": "who says so, and where it was read; for a witness, what it is",
    "aspect": ledger_columns("dates", "aspect")["aspect"],
    "printed": "date in the words of the source; empty for a witness",
    **ledger_columns("dates", "date precision qualifier"),
    **BOUND_COLUMNS,
    "standing": "stands, spoken against or excluded; empty for a witness",
    "witnesses": "witnesses against the dating, joined by a comma",
    "shows": "what a witness shows of the event; empty for a dating",
    **STATEMENT_COLUMNS,
}


def compared(ledger: Ledger, events: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Gather the datings of some events with what speaks against them; columns `COLUMNS`."""
    rows = datings_and_witnesses(ledger, events)
    rank = {name: position for position, name in enumerate(events)}
    rows = rows.assign(
        panel=rows["event"].map(rank),
        _last=rows["kind"] == "witness",
        _first=rows["start_earliest"].fillna(rows["end_latest"]),
    ).sort_values(["panel", "_last", "_first", "end_latest", "date", "aspect", "dating"])
    # Sources that say the same share a row.
    same = ["panel", "kind", "aspect", "date", "qualifier", "standing", "shows"]
    rows["row"] = rows.groupby(same, sort=False, dropna=False).ngroup()
    return {"data": rows[list(COLUMNS)].reset_index(drop=True)}


def panels(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw one panel an event, all on one axis of time, with one row a dating; what rules one out is not drawn.

    In each panel those against which no document speaks stand first, and a work that names only a time in which some of
    the whole lay is left out: it dates neither end.

    Parameters
    ----------
    data : DataFrame
        One row a dating or witness, in the order of the rows; columns `COLUMNS`.
    sheet : Sheet
    """
    data = data[_drawn(data)]
    data = data.assign(_rank=data["standing"].map(_RANK)).sort_values(["panel", "_rank", "row"], kind="stable")
    groups = [group for _, group in data.groupby("event", sort=False)]
    stressed = _stressed(data)
    wrapped = [[_wrapped(row, stressed) for _, row in group.groupby("row", sort=False)] for group in groups]
    titles = ["\n".join(textwrap.wrap(short_title(group), _LETTERS - 4)) for group in groups]
    line_of_marks = _MARKS if sheet.narrow else 0.0
    heads = [_TICKS + _LINE * title.count("\n") for title in titles]
    # One axis for all, so that beginnings and ends can be compared.
    first, last = data[["start_earliest", "end_latest"]].stack().agg(["min", "max"])
    ends = first, last + pd.Timedelta(days=31)
    heights = [
        _GAP + head + sum(_height(lines) + line_of_marks for lines in labels)
        for labels, head in zip(wrapped, heads, strict=True)
    ]
    if sheet.narrow:
        # The title of a panel stands above its axis, which has the whole width.
        heads = [head + _TICKS for head in heads]
        heights = [height + _TICKS for height in heights]
    handles = [*standing_handles(data), *marks_explained(data, ends[1] - ends[0])]
    # The legend has a line for each entry, or for two.
    over = _HEAD - 0.2 + 0.18 * (len(handles) if sheet.narrow else -(-len(handles) // 2))
    foot = _TICKS
    total = over + sum(heights) + foot
    figure = sheet.page(total)
    figure.set_layout_engine("none")
    top, left = total - over, 0.03 if sheet.narrow else (_LABEL + 0.1) / sheet.width
    for group, labels, title, head, height in zip(groups, wrapped, titles, heads, heights, strict=True):
        inner = height - _GAP - head
        axes = figure.add_axes((left, (top - head - inner) / total, 0.97 - left, inner / total))
        _panel(axes, group, labels, sheet, ends, stressed)
        axes.tick_params(axis="x", labelbottom=group is groups[-1])
        at = (top - head + 0.04 + (_TICKS if sheet.narrow else 0)) / total
        figure.text(0.01, at, title, fontsize=Size.TEXT, fontweight="bold", va="bottom", linespacing=1.0)
        top -= height
    columns = 1 if sheet.narrow else 2
    figure.legend(handles=handles, loc="upper left", ncols=columns, fontsize=Size.TEXT, borderaxespad=0.1)
    return figure


def _drawn(data: pd.DataFrame) -> pd.Series:
    """Mark the datings that are drawn: those that date a beginning, an end, or the whole from the one to the other."""
    return (data["kind"] == "dating") & ((data["event"] != "campaign") | (data["aspect"] == "span"))


def short_title(group: pd.DataFrame) -> str:
    """Return the title of the event of some rows, without what the figure itself says: that sources date it."""
    return str(group["title"].iloc[0]).removesuffix(", as each source dates it").replace("'", "’")


def standing_handles(data: pd.DataFrame) -> list[Artist]:
    """Make the entries of a legend for the standings that there are, each with its sign before the words.

    Parameters
    ----------
    data : DataFrame
        Column ``standing``.
    """
    there = set(data["standing"])
    return [
        dot(f"{sign}{READ_AS[name]}", colour, CROSS, 5)
        if name == "excluded"
        else swatch(f"{sign}{READ_AS[name]}", colour)
        for name, (colour, sign) in STANDINGS.items()
        if name in there
    ]


def _wrapped(group: pd.DataFrame, stressed: Mapping[int, str]) -> str:
    """Write the date, who gives it first, how many more do, and what the title takes from it, in lines that fit."""
    _, sign = STANDINGS[group["standing"].iloc[0]]
    # Where a work was read stands in the frame and in the long description.
    first, *others = dict.fromkeys(label.split(", as read in ")[0] for label in group["label"])
    rest = f" and\u00a0{number(len(others))}\u00a0more" if others else ""
    when = short_date(next(group.itertuples())).removeprefix("in ").removeprefix("within ")
    lines = textwrap.wrap(f"{sign}{when}: {first}{rest}", _LETTERS)
    taken = stressed.get(int(group["row"].iloc[0]), "")
    return "\n".join([*lines, *([f"({taken})"] if taken else [])])


def _height(label: str) -> float:
    return _LINE * (label.count("\n") + 1) + 0.02


def _stressed(data: pd.DataFrame) -> dict[int, str]:
    """Give the rows of which the title speaks, the first and the last beginning and end that stand, with these words.

    Of several rows with the same first or last day one is chosen, and its words say how many more there are.
    """
    said: dict[int, list[str]] = {}
    for verb, noun, (begin, end) in (("begins", "beginning", BEGINS), ("ends", "end", ENDS)):
        given = _given(data, verb)
        first, last = given[begin].idxmin(), given[end].idxmax()
        for extreme, place, days in (("earliest", first, given[begin]), ("latest", last, given[end])):
            others = data.loc[days.index[days == days[place]], "row"].nunique() - 1
            alike = f", as in {number(others)} more" if others else ""
            said.setdefault(int(data.loc[place, "row"]), []).append(f"{extreme} {noun}{alike}")
    return {row: "\nand ".join(words) for row, words in said.items()}


def _panel(
    axes: Axes,
    group: pd.DataFrame,
    labels: list[str],
    sheet: Sheet,
    ends: tuple[pd.Timestamp, pd.Timestamp],
    stressed: Mapping[int, str],
) -> None:
    years(axes, *ends, every=2)
    y, ticks = 0.04 if sheet.narrow else 0.0, []
    shared = [same for _, same in group.groupby("row", sort=False)]
    rows = [next(same.itertuples()) for same in shared]
    for row, same, label in zip(rows, shared, labels, strict=True):
        middle = y + _height(label) + _MARKS / 2 if sheet.narrow else y + _height(label) / 2
        with shows(axes, "dates", same["dating"]):
            mark(axes, middle, row, STANDINGS[row.standing][0], DAY)
            if row.standing == "excluded":
                at = row.start_earliest + (row.end_latest - row.start_earliest) / 2
                axes.plot(at, middle, marker=CROSS, color=STANDINGS[row.standing][0], markersize=5, linestyle="none")
        ticks.append(middle)
        if sheet.narrow:
            style: Look = {"va": "bottom", "linespacing": 0.95, "transform": axes.get_yaxis_transform()}
            style |= {"fontweight": "bold"} if row.row in stressed else {}
            axes.text(0, y + _height(label), label, fontsize=Size.TEXT, bbox=GROUND, **style)
        y += _height(label) + (_MARKS if sheet.narrow else 0)
    axes.set_ylim(y, 0)
    bare_rows(axes)
    if sheet.narrow:
        axes.set_yticks([])
        return
    axes.set_yticks(ticks, labels, fontsize=Size.TEXT, linespacing=0.95)
    for row, tick in zip(rows, axes.get_yticklabels(), strict=True):
        tick.set_fontweight("bold" if row.row in stressed else "normal")


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence what is compared."""
    rows = drawn[_drawn(drawn)]
    count = rows.drop_duplicates("row")["standing"].value_counts()
    return (
        f"Datings of {plural(rows['event'].nunique(), 'disputed event')} compared, {plural(int(count.sum()), 'line')}, "
        f"one for each that some works give: {number(count.get('excluded', 0))} are excluded by another document, "
        f"{number(count.get('spoken against', 0))} are spoken against, {number(count.get('stands', 0))} stand."
    )


def description(drawn: pd.DataFrame) -> str:
    """Give a sentence to every line, event by event; then to what is not drawn: other datings, and every witness."""
    told, kept = [], []
    for _, group in drawn.groupby("event", sort=False):
        rows = group[_drawn(group)].assign(_rank=lambda rows: rows["standing"].map(_RANK))
        lines = [same for _, same in rows.sort_values(["_rank", "row"], kind="stable").groupby("row", sort=False)]
        told.append(f"{group['title'].iloc[0]}: {plural(len(lines), 'line')}.")
        for same in lines:
            first, verdict = same.iloc[0], "" if same["standing"].iloc[0] == "stands" else same["standing"].iloc[0]
            told.append(f"{_sentence(day_text(first['date']))}{f' ({verdict})' if verdict else ''}.")
            told += [f"Given by {label}." for label in dict.fromkeys(same["label"])]
        others = group[~_drawn(group)]
        named, witnesses = (others[others["kind"] == kind] for kind in ("dating", "witness"))
        kept += [f"{row.label}, on a time in which some of it lay: {day_text(row.date)}." for row in named.itertuples()]
        kept += [f"Witnesses to “{short_title(group)}”: {number(len(witnesses))}."] if len(witnesses) else []
        kept += [
            f"{row.label}, {day_text(row.date)}, when the event {CLAUSES[row.shows]}." for row in witnesses.itertuples()
        ]
    return with_kept(" ".join(told), " ".join(kept))


def _sentence(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say for each event whether its datings can all stand, and which are excluded."""
    sentences = []
    for _, group in drawn.groupby("event", sort=False):
        rows = group[group["kind"] == "dating"]
        found = answers(rows)
        title = group["title"].iloc[0]
        if len(found) == 1:
            sentences.append(f"“{title}”: all {number(len(rows))} datings can stand together.")
            continue
        given = plural(len(found), "answer")
        text = f"“{title}”: {plural(len(rows), 'dating')} give {given}, of which one is right at most"
        gone = rows[rows["standing"] == "excluded"]
        if len(gone):
            names = list(dict.fromkeys(day_text(date) for date in gone["date"]))
            text += f"; another document excludes {listing(names)}"
        sentences.append(text + ".")
    return tuple(sentences)


def says(drawn: pd.DataFrame) -> str:
    """Say between which years those works put the beginning and the end against which no document speaks."""
    years = []
    for verb, (begin, end) in (("begins", BEGINS), ("ends", ENDS)):
        given = _given(drawn, verb)
        first, last = given[begin].min().year, given[end].max().year
        near = {0: f"in {first}", 1: f"in {first} or {last}"}
        years.append(near.get(last - first, f"anywhere from {first} to {last}"))
    return f"Dates that no document speaks against begin the campaign {years[0]} and end it {years[1]} (bold)"


def _given(rows: pd.DataFrame, verb: str) -> pd.DataFrame:
    """Give the first and the last day that each dating which stands allows for the beginning or the end.

    The columns are those in `BEGINS` or `ENDS`.
    """
    rows = rows[(rows["kind"] == "dating") & (rows["standing"] == "stands")]
    columns, event = (BEGINS, "campaign-start") if verb == "begins" else (ENDS, "campaign-end")
    # What a work says of the whole dates both ends, unless it only names a time within which the campaign lay.
    whole = rows.loc[(rows["event"] == "campaign") & (rows["aspect"] == "span"), list(columns)]
    moments = rows.loc[rows["event"] == event, ["start_earliest", "end_latest"]]
    return pd.concat([moments.set_axis(list(columns), axis=1), whole])


EXHIBIT = FigureExhibit(
    slug="fig-datings",
    caption=(
        "Those who begin with rent reduction and those who begin with land reform lie a year apart, and no end is "
        "common to all. A cross marks what another document excludes, a question mark what one speaks against; the "
        "rows of which the title speaks are in bold, with what it takes from them. All panels have one axis of time."
    ),
    make=panels,
    narrow=partial(panels, sheet=PHONE),
    inputs=lambda ledger: compared(ledger, WHOLES),
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("events", "dates", "documents", "exclusions", "sources"),
    limits=(
        "That a dating stands means only that no document of the ledger shuts it out.",
        "The documents that exclude a dating or speak against it, and where a work was read, stand in its data and its "
        "description, and are not drawn; nor is a work that names only a time in which some of the campaign lay.",
        "What a witness shows is a judgement of the editors, with its reason in the table of exclusions.",
        "The number of sources that give a date says nothing for it; several take it from one another.",
    ),
)
