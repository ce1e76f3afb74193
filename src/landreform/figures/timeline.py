"""The campaign in time: events in order, with what the sources leave open."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.chronology import by_first_possible_day, datings
from landreform.figures.contract import FigureEntry, Ledger
from landreform.figures.style import BLUE, GREEN, INK, ORANGE, PURPLE, QUIET, VERMILION, WIDTH
from landreform.words import day_text, listing, number, plural

# The window of the campaign and of its correction; what lies outside it is for the chapter on context.
FIRST, LAST = pd.Timestamp("1952-10-01"), pd.Timestamp("1958-12-31")

THEMES = {
    "policy": ("laws, directives and plenums", BLUE, "o"),
    "party": ("party", PURPLE, "D"),
    "rent_reduction": ("rent reduction", ORANGE, "s"),
    "land_reform": ("land reform", INK, "o"),
    "rectification": ("rectification of errors", GREEN, "^"),
    "violence": ("violence", VERMILION, "X"),
}


def campaign_datings(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Choose the datings of the campaign itself, within its window."""
    rows = datings(ledger["events"], ledger["dates"])
    chosen = rows[rows["theme"].isin(list(THEMES)) & (rows["start_earliest"] >= FIRST) & (rows["end_latest"] <= LAST)]
    return {"datings": chosen.reset_index(drop=True)}


def timeline(datings: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw one row an event and, on it, one mark a dating.

    Parameters
    ----------
    datings : pandas.DataFrame
        What :func:`landreform.chronology.datings` returns, or some rows of it.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given, in the order of the rows drawn.
    """
    order = by_first_possible_day(datings)
    place = {event: position for position, event in enumerate(order)}
    drawn = datings.assign(row=datings["event"].map(place)).sort_values(["row", "start_earliest", "dating"])
    figure = Figure(figsize=(WIDTH, 0.8 + 0.175 * len(order)))
    axes = figure.add_subplot()
    for year in range(FIRST.year + 1, LAST.year + 2):
        axes.axvline(pd.Timestamp(year, 1, 1), color="#d5d5d5", linewidth=0.7, zorder=0)
    for dating in drawn.itertuples():
        _mark(axes, dating)
    for row, group in drawn.groupby("row"):
        _label(axes, row, group)
    axes.set_yticks([])
    axes.set_ylim(len(order) - 0.4, -0.7)
    axes.set_xlim(FIRST, LAST)
    axes.tick_params(axis="x", labeltop=True, labelbottom=True, length=0)
    # A year stands in the middle of its column, between two lines.
    axes.set_xticks(
        [pd.Timestamp(year, 7, 1) for year in range(FIRST.year + 1, LAST.year + 1)],
        [str(year) for year in range(FIRST.year + 1, LAST.year + 1)],
    )
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    handles = [
        Line2D([], [], color=colour, marker=marker, linestyle="none", label=name)
        for theme, (name, colour, marker) in THEMES.items()
        if theme in set(drawn["theme"])
    ]
    handles += [
        Line2D([], [], color=QUIET, linewidth=4, label="lasted"),
        Line2D([], [], color=QUIET, linewidth=0.9, marker="|", label="at some time within"),
        Line2D([], [], color=QUIET, linewidth=0.9, marker="|", linestyle="--", label="approximate"),
    ]
    figure.legend(handles=handles, loc="outside upper left", ncols=3, fontsize=7.5)
    return figure, drawn.reset_index(drop=True)


def _mark(axes, dating) -> None:
    """Draw one dating: a point for a day, a thick line for what lasted, a thin one for what is not known."""
    _, colour, marker = THEMES[dating.theme]
    ends, line = [dating.start_earliest, dating.end_latest], [dating.row, dating.row]
    if dating.aspect == "span":
        axes.plot(ends, line, color=colour, linewidth=0.9)
        sure = [dating.start_latest, dating.end_earliest]
        axes.plot(sure, line, color=colour, linewidth=4, solid_capstyle="butt")
        if ends[1] - ends[0] < pd.Timedelta(days=15):
            # Some days are less than a point on this axis; the mark keeps them in sight.
            axes.plot(ends[0], dating.row, marker=marker, color=colour, markersize=4.6, linestyle="none")
    elif dating.start_earliest == dating.end_latest:
        axes.plot(ends[0], dating.row, marker=marker, color=colour, markersize=4.6, linestyle="none")
    else:
        style = "--" if dating.qualifier != "none" else "-"
        axes.plot(ends, line, color=colour, linewidth=0.9, marker="|", markersize=5, linestyle=style)


def _label(axes, row: int, group: pd.DataFrame) -> None:
    """Write the title beside the marks, on the side that has room for it."""
    title, size = group["title"].iloc[0], 6.8
    first, last = group["start_earliest"].min(), group["end_latest"].max()
    # Average width of a letter of this size, as a share of the time axis of this width.
    needed = (LAST - FIRST) * (len(title) * size * 0.5 / 72 / WIDTH)
    gap = pd.Timedelta(days=22)
    if last + gap + needed <= LAST:
        axes.text(last + gap, row, title, fontsize=size, va="center", ha="left")
    elif first - gap - needed >= FIRST:
        axes.text(first - gap, row, title, fontsize=size, va="center", ha="right")
    else:
        # No room on either side: within the bar, on the ground of the page.
        middle = first + (min(last, LAST) - first) / 2
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        axes.text(middle, row, title, fontsize=size, va="center", ha="center", bbox=ground)


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence what the rows show."""
    known = drawn[drawn["precision"] == "day"]["event"].nunique()
    rival = (drawn.groupby("event")["date"].nunique() > 1).sum()
    return (
        f"Timeline of {plural(drawn['event'].nunique(), 'event')} between {drawn['start_earliest'].min():%Y} and "
        f"{drawn['end_latest'].max():%Y}: "
        f"{known} are dated to the day by at least one source, {rival} are dated differently by different sources."
    )


def description(drawn: pd.DataFrame) -> str:
    """List every event with every date given for it."""
    rows = []
    for _, group in drawn.groupby("row"):
        given = listing(list(dict.fromkeys(day_text(date) for date in group["date"])), "or")
        rows.append(f"{group['title'].iloc[0]}: {given}")
    return "From top to bottom. " + "; ".join(rows) + "."


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say what the rows show."""
    spans = drawn.groupby("event").agg(
        title=("title", "first"), first=("start_earliest", "min"), last=("end_latest", "max"), dates=("date", "nunique")
    )
    rival = spans[spans["dates"] > 1]
    widest = rival.assign(days=(rival["last"] - rival["first"]).dt.days).sort_values("days").iloc[-1]
    return (
        f"Of {plural(len(spans), 'event')}, {number(len(rival))} have more than one date.",
        f"The dates given for “{widest['title']}” span {plural(widest['days'], 'day')} from the first possible to the "
        "last.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "dating": "row of the table dates",
    "event": "row of the table events",
    "title": "what happened",
    "theme": "theme of the event",
    "phase": "phase of the campaign",
    "place": "place; empty for the whole North",
    "aspect": "what is dated: on, start, end or span",
    "printed": "date in the words of the source",
    "date": "EDTF date",
    "precision": "finest unit of the date",
    "qualifier": "whether the source calls it approximate or uncertain",
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
    "start_earliest": "first possible day of the beginning (YYYY-MM-DD)",
    "start_latest": "last possible day of the beginning (YYYY-MM-DD)",
    "end_earliest": "first possible day of the end (YYYY-MM-DD)",
    "end_latest": "last possible day of the end (YYYY-MM-DD)",
    "row": "row of the figure, from the top (number)",
}

FIGURES = (
    FigureEntry(
        slug="fig-timeline",
        title="The campaign in time",
        caption=(
            "Events of the campaign by the first day on which a source allows them. One mark is one source's date; "
            "several marks on a row are datings that differ."
        ),
        draw=timeline,
        inputs=campaign_datings,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("events", "dates"),
        columns=COLUMNS,
        notebook="11-campaign-in-time",
        limits=(
            "It shows only what the sources of the ledger date; an event that none of them dates is not there.",
            "The order of the rows is that of the first possible day; where bars overlap, the order is open.",
            "Events outside the years of the campaign and its correction are left to other chapters.",
        ),
    ),
)
