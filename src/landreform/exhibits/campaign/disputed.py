"""Who dates an event how: one panel an event, one row a dating, and what shuts a dating out."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.chronology.datings import datings
from landreform.chronology.disputes import incompatible_datings
from landreform.chronology.exclusions import dating_status, excluded_datings
from landreform.contested import edtf
from landreform.contested.time_intervals import BOUNDS
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.style import BLUE, INK, ORANGE, VERMILION, WIDTH
from landreform.exhibits.draw.time_axis import mark, mark_legend
from landreform.ledger.bibliography import attributions
from landreform.text.prose import day_text, listing, number, plural

#: What each figure compares, from the top.
WHOLES = ("campaign", "campaign-start", "campaign-end")
ACTS = (
    "decision-on-land-reform",
    "nguyen-thi-nam-executed",
    "instruction-on-cell-reorganisation-november-1953",
    "land-reform-law-passed",
    "central-land-reform-committee",
    "land-reform-experimental-wave",
    "land-reform-wave-1",
    "national-assembly-fourth-session",
    "land-reform-wave-5",
)
CORRECTION = (
    "correction-start",
    "public-apology",
    "tenth-plenum",
    "government-council-correction",
    "giap-speech",
    "quynh-luu-uprising",
    "correction-end",
)

#: colour, marker and sign of each standing
STANDINGS = {
    "stands": (BLUE, "o", ""),
    "spoken against": (ORANGE, "s", "? "),
    "excluded": (VERMILION, "X", "× "),
}
_LABEL, _LINE, _TITLE, _TICKS, _HEAD = 2.35, 0.112, 0.19, 0.26, 0.5


def compared(events: tuple[str, ...]) -> Callable[[Ledger], dict[str, pd.DataFrame]]:
    """Make the function that gathers the datings of some events with what speaks against them."""

    def choose(ledger: Ledger) -> dict[str, pd.DataFrame]:
        rows = datings(ledger["events"], ledger["dates"])
        out = excluded_datings(rows, ledger["exclusions"], ledger["documents"])
        told = dating_status(rows, out)
        told = told[told["event"].isin(events)]
        who = attributions(told, ledger["sources"])
        part = told["aspect"].map({"start": " (begins)", "end": " (ends)"}).fillna("")
        told = told.assign(kind="dating", label=who + part, shows="")
        seen = out[out["event"].isin(events)].drop_duplicates(["event", "witness", "shows"])
        rows = pd.concat([told, _witnesses(seen)], ignore_index=True)
        rank = {name: position for position, name in enumerate(events)}
        rows = rows.assign(
            panel=rows["event"].map(rank), _last=rows["kind"] == "witness", _first=rows["start_earliest"]
        ).sort_values(["panel", "_last", "_first", "end_latest", "date", "aspect", "dating"])
        # Sources that say the same share a row.
        same = ["panel", "kind", "aspect", "date", "qualifier", "standing", "shows"]
        rows["row"] = rows.groupby(same, sort=False, dropna=False).ngroup()
        columns = [
            "panel",
            "row",
            "event",
            "title",
            "kind",
            "dating",
            "label",
            "aspect",
            "printed",
            "date",
            "precision",
        ]
        columns += ["qualifier", *BOUNDS, "standing", "witnesses", "shows", "source", "read_in", "locator"]
        return {"compared": rows[columns].reset_index(drop=True)}

    return choose


def _witnesses(seen: pd.DataFrame) -> pd.DataFrame:
    """Give the witnesses as rows, each with the days of its own that bear on the event."""
    told = []
    for witness in seen.itertuples():
        when = edtf.parse(witness.witness_date)
        if when.form == "span":
            start, end = witness.witness_date.split("/")
            when = edtf.parse(end if witness.shows == "not_over" else start)
        first, last = pd.Timestamp(when.earliest), pd.Timestamp(when.latest)
        told.append(
            {
                "event": witness.event,
                "title": witness.title,
                "kind": "witness",
                "dating": witness.witness,
                "label": witness.witness_title,
                "aspect": "on",
                "printed": "",
                "date": witness.witness_date,
                "precision": when.precision,
                "qualifier": when.qualifier,
                **dict(zip(BOUNDS, (first, last, first, last), strict=True)),
                "standing": "",
                "witnesses": "",
                "shows": witness.shows.replace("_", " "),
                "source": witness.source,
                "read_in": witness.read_in,
                "locator": witness.locator,
            }
        )
    return pd.DataFrame(told).astype(dict.fromkeys(BOUNDS, "datetime64[s]")) if told else pd.DataFrame()


def panels(compared: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw one panel an event, each on its own axis of time, with one row a dating.

    Parameters
    ----------
    compared : pandas.DataFrame
        Columns ``panel, row, event, title, kind, dating, label, aspect, qualifier``, the four bounds, ``standing,
        shows``, in the order of the rows.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    groups = [(event, group) for event, group in compared.groupby("event", sort=False)]
    wrapped = [[_wrapped(row) for _, row in group.groupby("row", sort=False)] for _, group in groups]
    heights = [_TICKS + _TITLE + sum(_height(lines) for lines in labels) for labels in wrapped]
    figure = Figure(figsize=(WIDTH, _HEAD + sum(heights)))
    figure.set_layout_engine("none")
    total = _HEAD + sum(heights)
    top = total - _HEAD
    for (_, group), labels, height in zip(groups, wrapped, heights, strict=True):
        inner = height - _TICKS - _TITLE
        left = (_LABEL + 0.1) / WIDTH
        axes = figure.add_axes((left, (top - _TITLE - inner) / total, 0.985 - left, inner / total))
        _panel(axes, group, labels)
        figure.text(
            0.01, (top - _TITLE * 0.55) / total, group["title"].iloc[0], fontsize=7.8, fontweight="bold", va="center"
        )
        top -= height
    handles = [
        Line2D([], [], color=colour, marker=marker, linewidth=2.5, markersize=4.5, label=f"{sign}{name}".strip())
        for name, (colour, marker, sign) in STANDINGS.items()
        if name in set(compared["standing"])
    ]
    if (compared["kind"] == "witness").any():
        handles.append(Line2D([], [], color=INK, marker="D", linestyle=":", markersize=4, label="witness"))
    figure.legend(handles=[*handles, *mark_legend()], loc="upper left", ncols=4, fontsize=7.3, borderaxespad=0.1)
    return figure, compared


def _wrapped(group: pd.DataFrame) -> str:
    """Name everybody who says the same, in lines that fit beside the panel."""
    row = group.iloc[0]
    sign = "" if row["kind"] == "witness" else STANDINGS[row["standing"]][2]
    shows = f" ({row['shows']})" if row["kind"] == "witness" else ""
    names = "; ".join(dict.fromkeys(group["label"]))
    return "\n".join(textwrap.wrap(f"{sign}{names}{shows}", 48))


def _height(label: str) -> float:
    return _LINE * (label.count("\n") + 1) + 0.03


def _panel(axes, group: pd.DataFrame, labels: list[str]) -> None:
    first, last = group["start_earliest"].min(), group["end_latest"].max()
    room = max((last - first) * 0.035, pd.Timedelta(hours=18))
    axes.set_xlim(first - room, last + room)
    y, ticks = 0.0, []
    rows = [next(same.itertuples()) for _, same in group.groupby("row", sort=False)]
    for row, label in zip(rows, labels, strict=True):
        middle = y + _height(label) / 2
        if row.kind == "witness":
            # The first day of the witness is the one that the datings are held against.
            axes.axvline(row.start_earliest, color=INK, linewidth=0.8, linestyle=":", zorder=0)
            axes.plot(row.start_earliest, middle, marker="D", color=INK, markersize=4, linestyle="none")
            if row.end_latest > row.start_earliest:
                axes.plot([row.start_earliest, row.end_latest], [middle, middle], color=INK, linewidth=0.9)
        else:
            colour, marker, _ = STANDINGS[row.standing]
            mark(axes, middle, row, colour, marker)
        ticks.append(middle)
        y += _height(label)
    axes.set_ylim(y, 0)
    axes.set_yticks(ticks, labels, fontsize=6.5, linespacing=0.95)
    for tick, row in zip(axes.get_yticklabels(), rows, strict=True):
        if row.kind == "witness":
            tick.set_style("italic")
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=7, pad=1.5, length=2)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    days, names = _ticks(first, last)
    axes.set_xticks(days, names)


def _ticks(first: pd.Timestamp, last: pd.Timestamp) -> tuple[list[pd.Timestamp], list[str]]:
    """Choose days for the axis: years, months or days, at most seven, each with its name in full."""
    span = (last - first).days
    for limit, rule, form in (
        (3, "1D", "{0.day} {0:%b %Y}"),
        (12, "4D", "{0.day} {0:%b %Y}"),
        (40, "10D", "{0.day} {0:%b %Y}"),
        (200, "MS", "{0:%b %Y}"),
        (420, "2MS", "{0:%b %Y}"),
        (1200, "6MS", "{0:%b %Y}"),
        (3000, "YS", "{0:%Y}"),
        (10**6, "2YS", "{0:%Y}"),
    ):
        if span <= limit:
            start = first.normalize().replace(day=1) if rule.endswith("MS") else first
            start = start.replace(month=1, day=1) if rule.endswith(("6MS", "YS")) else start
            days = [day for day in pd.date_range(start, last, freq=rule) if day >= first - pd.Timedelta(days=1)]
            return days, [form.format(day) for day in days]
    raise AssertionError("no limit is that far")


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
    """List every panel with every dating in it, and the witnesses."""
    parts = []
    for _, group in drawn.groupby("event", sort=False):
        rows = []
        for row in group.itertuples():
            if row.kind == "witness":
                rows.append(f"as a witness, {row.label} ({day_text(row.date)}), when the event {_clause(row.shows)}")
            else:
                verdict = "" if row.standing == "stands" else f", {row.standing}"
                rows.append(f"{row.label}: {day_text(row.date)}{verdict}")
        parts.append(f"{group['title'].iloc[0]}. " + "; ".join(rows) + ".")
    return " ".join(parts)


def _clause(shows: str) -> str:
    return {
        "had begun": "had begun",
        "not begun": "had not begun",
        "not over": "was not over",
        "over": "was over",
        "took place": "took place",
    }[shows]


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say for each event whether its datings can all stand, and which are excluded."""
    said = []
    for _, group in drawn.groupby("event", sort=False):
        rows = group[group["kind"] == "dating"]
        rival = incompatible_datings(rows)
        title = group["title"].iloc[0]
        if rival.empty:
            said.append(f"“{title}”: all {number(len(rows))} datings can stand together.")
            continue
        text = f"“{title}”: of {plural(len(rows), 'dating')}, {plural(len(rival), 'pair')} cannot both stand"
        gone = rows[rows["standing"] == "excluded"]
        if len(gone):
            names = list(dict.fromkeys(day_text(date) for date in gone["date"]))
            text += f"; excluded: {listing(names)}"
        said.append(text + ".")
    return tuple(said)


#: What the columns of the frame hold.
COLUMNS = {
    "panel": "panel of the figure, from the top (number, from 0)",
    "row": "row of the figure, from the top; datings that say the same share one (number, from 0)",
    "event": "row of the table events",
    "title": "what happened",
    "kind": "dating, or witness against one",
    "dating": "row of the table dates; for a witness, of the tables dates or documents",
    "label": "who says so, and where it was read; for a witness, what it is",
    "aspect": "what is dated: on, start, end or span",
    "printed": "date in the words of the source; empty for a witness",
    "date": "EDTF date",
    "precision": "finest unit of the date",
    "qualifier": "whether the source calls it approximate or uncertain",
    "start_earliest": "first possible day of the beginning (YYYY-MM-DD)",
    "start_latest": "last possible day of the beginning (YYYY-MM-DD)",
    "end_earliest": "first possible day of the end (YYYY-MM-DD)",
    "end_latest": "last possible day of the end (YYYY-MM-DD)",
    "standing": "stands, spoken against or excluded; empty for a witness",
    "witnesses": "witnesses against the dating, joined by a comma",
    "shows": "what a witness shows of the event; empty for a dating",
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
}

_COMMON = {
    "make": panels,
    "alt": alt,
    "description": description,
    "conclusions": conclusions,
    "tables": ("events", "dates", "documents", "exclusions", "sources"),
    "columns": COLUMNS,
    "limits": (
        "That a dating stands means only that no document of the ledger shuts it out.",
        "What a witness shows is a judgement of the editors, with its reason in the table of exclusions.",
        "The number of sources that give a date says nothing for it; several take it from one another.",
        "Each panel has its own axis of time; lengths must not be compared across panels.",
    ),
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-datings",
        caption=(
            "Datings of the campaign as a whole, of its beginning and of its end, by source. A cross marks what "
            "another document excludes, a question mark what one speaks against."
        ),
        inputs=compared(WHOLES),
        **_COMMON,
    ),
    FigureExhibit(
        slug="fig-datings-acts",
        caption=(
            "Datings of single acts up to the last wave of land reform, by source. A cross marks what another "
            "document excludes, a question mark what one speaks against."
        ),
        inputs=compared(ACTS),
        **_COMMON,
    ),
    FigureExhibit(
        slug="fig-datings-correction",
        caption=(
            "Datings of the correction of errors, of the plenum and the acts that belong to it, by source. A cross "
            "marks what another document excludes, a question mark what one speaks against."
        ),
        inputs=compared(CORRECTION),
        **_COMMON,
    ),
)
