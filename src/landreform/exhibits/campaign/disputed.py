"""Draw who dates the campaign how: one panel an event, one row a dating, and what shuts a dating out.

Input: the tables of events, dates, documents, exclusions and sources. Output: the figure of the datings of the
campaign, and the frame and the words that all figures of disputed datings have in common.
"""

import textwrap
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.chronology.disputes import answers
from landreform.chronology.exclusions import datings_and_witnesses
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import BOUND_COLUMNS, STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.legends import line
from landreform.exhibits.draw.row_chart import GROUND, bare_rows, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import Look, Size, Standing
from landreform.exhibits.draw.time_axis import mark, mark_legend, open_sides
from landreform.text.prose import day_text, listing, number, plural

#: What the figure compares, from the top.
WHOLES = ("campaign", "campaign-start", "campaign-end")
#: colour, marker and sign of each standing
STANDINGS = {
    "stands": (Standing.HOLDS, "o", ""),
    "spoken against": (Standing.DOUBTED, "s", "? "),
    "excluded": (Standing.FAILS, "X", "× "),
}
#: What a legend calls each standing.
READ_AS = {
    "stands": "no document speaks against it",
    "spoken against": "a document speaks against it",
    "excluded": "a document rules it out",
}
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

#: Days that an axis spans at most, the step between its ticks as pandas calls it, and how a day is written.
STEPS = (
    *((days, rule, "{0.day} {0:%b %Y}") for days, rule in ((3, "1D"), (12, "4D"), (40, "10D"))),
    *((days, rule, "{0:%b %Y}") for days, rule in ((200, "MS"), (420, "2MS"), (1200, "6MS"))),
    *((days, rule, "{0:%Y}") for days, rule in ((3000, "YS"), (10**6, "2YS"))),
)

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

    Parameters
    ----------
    data : DataFrame
        One row a dating or witness, in the order of the rows; columns `COLUMNS`.
    sheet : Sheet
    """
    data = data[data["kind"] == "dating"]
    groups = [group for _, group in data.groupby("event", sort=False)]
    wrapped = [_named_once([_wrapped(row) for _, row in group.groupby("row", sort=False)]) for group in groups]
    titles = ["\n".join(textwrap.wrap(short_title(group), _LETTERS - 4)) for group in groups]
    line_of_marks = _MARKS if sheet.narrow else 0.0
    heads = [_TICKS + _LINE * title.count("\n") for title in titles]
    # One axis for all, so that beginnings and ends can be compared.
    ends = _ends(data[["start_earliest", "end_latest"]])
    stressed = _stressed(data)
    heights = [
        _GAP + head + sum(_height(lines) + line_of_marks for lines in labels)
        for labels, head in zip(wrapped, heads, strict=True)
    ]
    if sheet.narrow:
        # The title of a panel stands above its axis, which has the whole width.
        heads = [head + _TICKS for head in heads]
        heights = [height + _TICKS for height in heights]
    entries = data["standing"].nunique() + len(mark_legend())
    # The legend has a line for each entry, or for two.
    over = _HEAD - 0.2 + 0.18 * (entries if sheet.narrow else -(-entries // 2))
    total = over + sum(heights)
    figure = sheet.page(total)
    figure.set_layout_engine("none")
    top, left = total - over, 0.03 if sheet.narrow else (_LABEL + 0.1) / sheet.width
    for group, labels, title, head, height in zip(groups, wrapped, titles, heads, heights, strict=True):
        inner = height - _GAP - head
        axes = figure.add_axes((left, (top - head - inner) / total, 0.97 - left, inner / total))
        _panel(axes, group, labels, sheet, ends, stressed)
        at = (top - head + 0.04 + (_TICKS if sheet.narrow else 0)) / total
        figure.text(0.01, at, title, fontsize=Size.TEXT, fontweight="bold", va="bottom", linespacing=1.0)
        top -= height
    handles = standing_handles(data, signs=True)
    handles += mark_legend(open_sided=open_sides(data))
    columns = 1 if sheet.narrow else 2
    figure.legend(handles=handles, loc="upper left", ncols=columns, fontsize=Size.TEXT, borderaxespad=0.1)
    return figure


def short_title(group: pd.DataFrame) -> str:
    """Return the title of the event of some rows, without what the figure itself says: that sources date it."""
    return str(group["title"].iloc[0]).removesuffix(", as each source dates it")


def standing_handles(data: pd.DataFrame, signs: bool = False, crossed: bool = False) -> list[Line2D]:
    """Make the entries of a legend for the standings that there are, with the marker of a day where one is drawn.

    Parameters
    ----------
    data : DataFrame
        Columns ``standing, start_earliest, end_latest``.
    signs : bool
        Whether the signs stand before the words, as they do before names.
    crossed : bool
        Whether what is excluded has its marker even where it is no day.
    """
    handles = []
    for name, (colour, marker, sign) in STANDINGS.items():
        rows = data[data["standing"] == name]
        if len(rows):
            marked = (rows["start_earliest"] == rows["end_latest"]).any() or (crossed and name == "excluded")
            look: Look = {"marker": marker, "markersize": 4.5} if marked else {}
            handles.append(line(f"{sign if signs else ''}{READ_AS[name]}", colour, 2.5, **look))
    return handles


def _wrapped(group: pd.DataFrame) -> str:
    """Name who says it first of all who say the same, and how many more do, in lines that fit beside the panel."""
    sign = STANDINGS[group["standing"].iloc[0]][2]
    # Where a work was read stands in the frame and in the long description.
    first, *others = dict.fromkeys(label.split(", as read in ")[0] for label in group["label"])
    rest = f" and\u00a0{number(len(others))}\u00a0more" if others else ""
    return "\n".join(textwrap.wrap(f"{sign}{first}{rest}", _LETTERS))


def _named_once(labels: list[str]) -> list[str]:
    """Say of a label that has stood in the panel before that it stands there again, for another date."""
    seen = [set(labels[:place]) for place in range(len(labels))]
    return [f"{label}, also" if label in before else label for label, before in zip(labels, seen, strict=True)]


def _height(label: str) -> float:
    return _LINE * (label.count("\n") + 1) + 0.02


def _ends(bounds: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day; a side that is open says nothing of where the axis ends."""
    first, last = bounds.stack().agg(["min", "max"])
    return first, last


def _stressed(data: pd.DataFrame) -> dict[int, list[tuple[str, str]]]:
    """Give, by row, what the title says of it: the words, and at which side of the mark they stand."""
    words: dict[int, list[tuple[str, str]]] = {}
    for verb, columns, side in (("begins", BEGINS, "left"), ("ends", ENDS, "right")):
        given = _given(data, verb)
        for pick in ("idxmin", "idxmax"):
            place = getattr(given[columns[0] if pick == "idxmin" else columns[1]], pick)()
            year = given.loc[place, columns[0] if pick == "idxmin" else columns[1]].year
            words.setdefault(int(data.loc[place, "row"]), []).append((f"{verb} {year}", side))
    return words


def _panel(
    axes: Axes,
    group: pd.DataFrame,
    labels: list[str],
    sheet: Sheet,
    ends: tuple[pd.Timestamp, pd.Timestamp],
    stressed: dict[int, list[tuple[str, str]]],
) -> None:
    first, last = ends
    # Room for what the title says of the earliest beginning.
    axes.set_xlim(first - (last - first) * (0.27 if sheet.narrow else 0.3), last + (last - first) * 0.035)
    y, ticks = 0.04 if sheet.narrow else 0.0, []
    shared = [same for _, same in group.groupby("row", sort=False)]
    rows = [next(same.itertuples()) for same in shared]
    for row, same, label in zip(rows, shared, labels, strict=True):
        middle = y + _height(label) + _MARKS / 2 if sheet.narrow else y + _height(label) / 2
        colour, marker, _ = STANDINGS[row.standing]
        with shows(axes, "dates", same["dating"]):
            mark(axes, middle, row, colour, marker)
        for words, side in stressed.get(row.row, []):
            at, points = (row.start_earliest, -5) if side == "left" else (row.end_latest, 5)
            # Where there is no room at that side, the words stand at the other.
            if side == "right" and last - at < (last - first) * 0.2:
                at, points = row.start_earliest, -5
            look: Look = {"ha": "left" if points > 0 else "right", "fontweight": "bold", "bbox": GROUND}
            write_near(axes, words, (at, middle), points, Size.TEXT, **look)
        ticks.append(middle)
        if sheet.narrow:
            style: Look = {"va": "bottom", "linespacing": 0.95, "transform": axes.get_yaxis_transform()}
            axes.text(0, y + _height(label), label, fontsize=Size.TEXT, **style)
        y += _height(label) + (_MARKS if sheet.narrow else 0)
    axes.set_ylim(y, 0)
    if sheet.narrow:
        ticks, labels = [], []
    axes.set_yticks(ticks, labels, fontsize=Size.TEXT, linespacing=0.95)
    bare_rows(axes)
    axes.tick_params(axis="x", top=True, bottom=False, labeltop=True, labelbottom=False, pad=1.5, length=2)
    axes.spines["bottom"].set_visible(False)
    axes.spines["top"].set_visible(True)
    axes.set_xticks(*_ticks(first, last))


def _ticks(first: pd.Timestamp, last: pd.Timestamp) -> tuple[list[pd.Timestamp], list[str]]:
    """Choose days for the axis: years, months or days, at most seven, each with its name in full."""
    rule, form = next((rule, form) for limit, rule, form in STEPS if (last - first).days <= limit)
    start = first.normalize().replace(day=1) if rule.endswith("MS") else first
    start = start.replace(month=1, day=1) if rule.endswith(("6MS", "YS")) else start
    days = [day for day in pd.date_range(start, last, freq=rule) if day >= first - pd.Timedelta(days=1)]
    return days, [form.format(day) for day in days]


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence what is compared."""
    rows = drawn[drawn["kind"] == "dating"]
    count = rows["standing"].value_counts()
    return (
        f"Datings of {plural(rows['event'].nunique(), 'disputed event')} compared, {number(len(rows))} in all, by "
        f"source: {number(count.get('excluded', 0))} are excluded by another document, "
        f"{number(count.get('spoken against', 0))} are spoken against, {number(count.get('stands', 0))} stand."
    )


def description(drawn: pd.DataFrame) -> str:
    """Give a sentence to every dating, event by event, and to every witness."""
    told = []
    for _, group in drawn.groupby("event", sort=False):
        rows = group[group["kind"] == "dating"]
        told.append(f"{group['title'].iloc[0]}: {plural(len(rows), 'dating')}.")
        for row in group.itertuples():
            if row.kind == "witness":
                told.append(f"Witness: {row.label}, {day_text(row.date)}, when the event {CLAUSES[row.shows]}.")
            else:
                verdict = "" if row.standing == "stands" else f" ({row.standing})"
                told.append(f"{row.label}: {day_text(row.date)}{verdict}.")
    return " ".join(told)


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
    """Say between which years the works put the beginning and the end."""
    rows = drawn[drawn["kind"] == "dating"]
    years = []
    for verb, past, (begin, end) in (("begins", "began", BEGINS), ("ends", "ended", ENDS)):
        given = _given(rows, verb)
        first, last = given[begin].min().year, given[end].max().year
        years.append(f"{past} ({f'between {first} and {last}' if first < last else f'in {first}'})")
    return f"Works disagree by years on when the campaign {' and when it '.join(years)}"


def _given(rows: pd.DataFrame, verb: str) -> pd.DataFrame:
    """Give the first and the last day that each dating allows for the beginning or the end; columns as in `BEGINS`."""
    columns, event = (BEGINS, "campaign-start") if verb == "begins" else (ENDS, "campaign-end")
    # What a work says of the whole dates both ends, unless it only names a time within which the campaign lay.
    whole = rows.loc[(rows["event"] == "campaign") & (rows["aspect"] == "span"), list(columns)]
    moments = rows.loc[(rows["event"] == event) & (rows["kind"] == "dating"), ["start_earliest", "end_latest"]]
    return pd.concat([moments.set_axis(list(columns), axis=1), whole])


EXHIBIT = FigureExhibit(
    slug="fig-datings",
    caption=(
        "Those who begin with rent reduction and those who begin with land reform lie a year apart, and no end is "
        "common to all. A cross marks what another document excludes, a question mark what one speaks against. A thin "
        "line at the end of a thick one is a year, or a part of one, that the words of the source leave open. All "
        "panels have one axis of time."
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
        "description, and are not drawn.",
        "What a witness shows is a judgement of the editors, with its reason in the table of exclusions.",
        "The number of sources that give a date says nothing for it; several take it from one another.",
    ),
)
