"""The waves and the documents on one axis, with the source of every bar."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from landreform.chronology.datings import datings
from landreform.chronology.documents import MEETINGS, campaign_documents, dated
from landreform.contested.time_intervals import BOUNDS
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.style import BLUE, CAMPAIGN_NAMES, CAMPAIGNS, INK, PURPLE, QUIET, WIDTH
from landreform.exhibits.draw.time_axis import days_of, mark, mark_legend, one_end, text_width, years
from landreform.ledger.sources import attributions
from landreform.text.prose import day_text, listing, number, plural
from landreform.waves.national_series import dated_rows, land_reform

FIRST, LAST = pd.Timestamp("1952-10-01"), pd.Timestamp("1958-12-31")

SIZE = 6.8

#: colour and marker of whoever issued a document or met
SIDES = {"party": (PURPLE, "D"), "state": (BLUE, "o"), "other": (INK, "^"), "not stated": (QUIET, "v")}
SIDE_NAMES = {"party": "party", "state": "state", "other": "other issuer", "not stated": "issuer not stated"}

# Meetings of the assembly are the state's, all others the party's.
_STATE_MEETINGS = (
    "national-assembly-third-session",
    "national-assembly-fourth-session",
    "national-assembly-sixth-session",
)


def waves_and_documents(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather the waves that are dated, the documents that decide something, and the meetings."""
    rows = pd.concat([_waves(ledger), _documents(ledger)], ignore_index=True)
    columns = ["panel", "row", "kind", "identifier", "label", "group", "aspect", "date", "precision", "qualifier"]
    columns += [*BOUNDS, "communes", "key", "source", "read_in", "locator"]
    columns += ["communes_source", "communes_read_in", "communes_locator", "dated_by", "counted_by"]
    bars = rows[rows["panel"] == "waves"]
    return {"rows": rows[columns], "key": key_of_sources(bars, ledger["sources"])}


def _waves(ledger: Ledger) -> pd.DataFrame:
    waves = ledger["waves"]
    rent = dated_rows(waves, "rent_reduction")
    rent = rent.assign(label=[_named(row) for row in rent.itertuples()])
    reform = land_reform(waves)
    reform = reform.assign(
        label=reform["name"],
        **{name: reform[f"dates_{name}"] for name in ("source", "read_in", "locator")},
        identifier=reform["dates_rows"],
    )
    correction = dated_rows(waves, "rectification")
    correction = correction.assign(label=[_named(row) for row in correction.itertuples()])
    for frame in (rent, correction):
        frame["identifier"] = frame["wave_row"]
        counted = frame["communes"].notna()
        for name in ("source", "read_in", "locator"):
            frame[f"communes_{name}"] = frame[name].where(counted, "")
    told = pd.concat([rent, reform, correction], ignore_index=True)
    told = told.assign(
        panel="waves",
        kind="wave",
        group=told["campaign"],
        aspect=["span" if row.start and row.end else "start" if row.start else "end" for row in told.itertuples()],
        date=[f"{row.start}/{row.end}" if row.start and row.end else row.start or row.end for row in told.itertuples()],
        precision="",
        qualifier="none",
        row=range(len(told)),
    )
    counted = told[["communes_source", "communes_read_in"]].set_axis(["source", "read_in"], axis=1)
    has_count = counted["source"] != ""
    names = attributions(counted[has_count], ledger["sources"]).reindex(told.index).fillna("")
    return told.assign(key=_keys(told), dated_by=attributions(told, ledger["sources"]), counted_by=names)


def _named(row) -> str:
    return f"{row.name}, {row.place}" if row.place else row.name


def _keys(told: pd.DataFrame) -> list[str]:
    """Say in one letter who dates a bar and in another who counts its communes."""
    letters = source_letters(told)
    dates = [letters[pair] for pair in zip(told["source"], told["read_in"], strict=True)]
    counts = [letters.get(pair, "") for pair in zip(told["communes_source"], told["communes_read_in"], strict=True)]
    return [date if count in ("", date) else f"{date}, {count}" for date, count in zip(dates, counts, strict=True)]


def source_letters(told: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Give every pair of work and place of reading a letter, in the order of its first use."""
    pairs = [
        pair
        for row in told.itertuples()
        for pair in ((row.source, row.read_in), (row.communes_source, row.communes_read_in))
        if pair[0]
    ]
    return {pair: "abcdefghijklmnopqrstuvwxyz"[k] for k, pair in enumerate(dict.fromkeys(pairs))}


def _documents(ledger: Ledger) -> pd.DataFrame:
    papers = campaign_documents(dated(ledger["documents"]), FIRST, LAST)
    papers = papers.assign(
        kind="document", identifier=papers["document"], label=papers["title_en"], group=papers["side"]
    )
    aspect = ["span" if "/" in date else "on" for date in papers["date"]]
    papers = papers.assign(aspect=aspect, precision="", qualifier="none", order=papers["start_earliest"])
    held = datings(ledger["events"], ledger["dates"])
    held = held[held["event"].isin(MEETINGS)]
    held = held.assign(
        kind="meeting",
        identifier=held["dating"],
        label=held["title"],
        group=["state" if event in _STATE_MEETINGS else "party" for event in held["event"]],
        order=held.groupby("event")["start_earliest"].transform("min"),
    )
    told = pd.concat([papers, held.assign(document=held["event"])], ignore_index=True)
    told = told.sort_values(["order", "document", "start_earliest"], ignore_index=True)
    place = {name: position for position, name in enumerate(dict.fromkeys(told["document"]))}
    empty = dict.fromkeys(["key", "communes_source", "communes_read_in", "communes_locator", "counted_by"], "")
    told = told.assign(panel="documents", row=told["document"].map(place), communes=pd.NA, **empty)
    return told.assign(dated_by=attributions(told, ledger["sources"]))


def gantt_with_documents(rows: pd.DataFrame, key: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw the waves above and the documents below, on one axis of time.

    Parameters
    ----------
    rows : pandas.DataFrame
        What :func:`waves_and_documents` returns under this name.
    key : pandas.DataFrame
        Columns ``letter, says``: the work that each letter at the bars stands for.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is ``rows``.
    """
    bars, papers = (rows[rows["panel"] == panel] for panel in ("waves", "documents"))
    high, low = 0.152 * len(bars) + 0.1, 0.138 * (papers["row"].max() + 1) + 0.1
    # No-break spaces keep a letter with its name and a name on one line.
    entries = [f"[{row.letter}] {row.says}".replace(" ", "\N{NO-BREAK SPACE}") for row in key.itertuples()]
    named = textwrap.wrap("   ".join(entries), 132)
    figure = Figure(figsize=(WIDTH, 1.0 + high + low + 0.11 * len(named)))
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(high, low))
    for axes in (upper, lower):
        years(axes, FIRST, LAST)
        axes.set_yticks([])
        for wave in bars[(bars["group"] == "land_reform")].itertuples():
            axes.axvspan(wave.start_latest, wave.end_earliest, color="#eef3f7", zorder=-1, linewidth=0)
    upper.tick_params(axis="x", labelbottom=False)
    lower.tick_params(axis="x", labeltop=False)
    for bar in bars.itertuples():
        _bar(upper, bar)
    for _, group in papers.groupby("row"):
        for paper in group.itertuples():
            colour, marker = SIDES[paper.group]
            mark(lower, paper.row, paper, colour, marker, width=3.5)
        _label(lower, group)
    upper.set_ylim(len(bars) - 0.4, -0.8)
    lower.set_ylim(papers["row"].max() + 0.6, -0.8)
    lower.spines["top"].set_visible(True)
    lower.set_xlabel("\n".join(named), fontsize=6.5, color=QUIET, loc="left", linespacing=1.1)
    handles = [
        Patch(facecolor=CAMPAIGNS[name][0], hatch=CAMPAIGNS[name][1], edgecolor="white", label=CAMPAIGN_NAMES[name])
        for name in dict.fromkeys(bars["group"])
    ]
    handles += [
        Line2D([], [], color=colour, marker=marker, linestyle="none", label=SIDE_NAMES[side])
        for side, (colour, marker) in SIDES.items()
        if side in set(papers["group"])
    ]
    one_ended = bars["aspect"].isin(["start", "end"]).any()
    figure.legend(handles=[*handles, *mark_legend(one_ended)], loc="outside upper left", ncols=3, fontsize=7.3)
    return figure, rows


def _bar(axes, bar) -> None:
    """Draw one wave: sure days as a bar, doubtful ones as a line, an end that nobody gives as an arrow."""
    colour, hatch = CAMPAIGNS[bar.group]
    if bar.aspect == "span":
        ends = [bar.start_earliest, bar.end_latest]
        axes.plot(ends, [bar.row, bar.row], color=colour, linewidth=1, solid_capstyle="butt", zorder=0.9)
        sure = bar.end_earliest - bar.start_latest
        edge = "white" if hatch else colour
        axes.barh(
            bar.row, sure, left=bar.start_latest, height=0.62, color=colour, hatch=hatch, edgecolor=edge, linewidth=0.3
        )
    else:
        days = [bar.start_earliest, bar.start_latest] if bar.aspect == "start" else [bar.end_earliest, bar.end_latest]
        ends = [min(days), max(days)]
        axes.plot(days, [bar.row, bar.row], color=colour, linewidth=1.2, marker="|", markersize=5)
        shift = days_of(0.06, FIRST, LAST)
        one_end(axes, bar.row, max(days) if bar.aspect == "start" else min(days), bar.aspect, colour, shift)
        ends = [ends[0], ends[1] + shift] if bar.aspect == "start" else [ends[0] - shift, ends[1]]
    communes = "" if pd.isna(bar.communes) else f": {plural(bar.communes, 'commune')}"
    text, gap = f"{bar.label}{communes}  [{bar.key}]", days_of(0.07, FIRST, LAST)
    fits = ends[1] + gap + days_of(text_width(text, SIZE), FIRST, LAST) <= LAST
    where, align = (ends[1] + gap, "left") if fits else (ends[0] - gap, "right")
    axes.text(where, bar.row, text, fontsize=SIZE, va="center_baseline", ha=align)


def _label(axes, group: pd.DataFrame) -> None:
    """Write the title of a document beside its marks, on the side that has room, or in two lines."""
    title, size, row = group["label"].iloc[0], SIZE, group["row"].iloc[0]
    first, last = group["start_earliest"].min(), group["end_latest"].max()
    gap = days_of(0.075, FIRST, LAST)
    width = days_of(text_width(title, size), FIRST, LAST)
    if last + gap + width <= LAST:
        axes.text(last + gap, row, title, fontsize=size, va="center_baseline", ha="left")
    elif first - gap - width >= FIRST:
        axes.text(first - gap, row, title, fontsize=size, va="center_baseline", ha="right")
    else:
        lines = "\n".join(textwrap.wrap(title, len(title) // 2 + 6))
        axes.text(first - gap, row, lines, fontsize=max(6.5, size - 0.9), va="center", ha="right", linespacing=0.9)


def sources_drawn(rows: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Give every statement drawn: that of the date and, for a bar, that of the communes."""
    names = ["source", "read_in", "locator"]
    counted = rows[rows["communes_source"] != ""][[f"communes_{name}" for name in names]].set_axis(names, axis=1)
    return pd.concat([rows[names], counted], ignore_index=True)


def key_of_sources(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Say which work each letter at the bars stands for.

    Parameters
    ----------
    rows : pandas.DataFrame
        The frame drawn.
    sources : pandas.DataFrame
        The table ``sources``.

    Returns
    -------
    pandas.DataFrame
        ``letter, says, source, read_in``, by letter.
    """
    letters = source_letters(rows[rows["panel"] == "waves"])
    frame = pd.DataFrame([(letter, *pair) for pair, letter in letters.items()], columns=["letter", "source", "read_in"])
    return frame.assign(says=attributions(frame, sources))[["letter", "says", "source", "read_in"]]


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence what is drawn."""
    bars, papers = (rows[rows["panel"] == panel] for panel in ("waves", "documents"))
    kinds = papers.drop_duplicates("row")["kind"].value_counts()
    return (
        f"Bar chart of {plural(len(bars), 'wave')} in time, from {bars['start_earliest'].min():%Y} to "
        f"{bars['end_latest'].max():%Y}, and below it, on the same axis, "
        f"{plural(kinds.get('document', 0), 'document')} and {plural(kinds.get('meeting', 0), 'meeting')}."
    )


def description(rows: pd.DataFrame) -> str:
    """List every bar with its sources, then every document and meeting."""
    said = []
    for bar in rows[rows["panel"] == "waves"].itertuples():
        communes = "" if pd.isna(bar.communes) else f", {plural(bar.communes, 'commune')}"
        name = f"{CAMPAIGN_NAMES[bar.group]}, {bar.label}"
        verb = {"span": "", "start": "begins ", "end": "ends "}[bar.aspect]
        said.append(f"{name}: {verb}{day_text(bar.date)}{communes} (dated by {bar.dated_by}" + _counted(bar) + ")")
    papers = []
    for _, group in rows[rows["panel"] == "documents"].groupby("row"):
        given = listing(list(dict.fromkeys(day_text(date) for date in group["date"])), "or")
        papers.append(f"{group['label'].iloc[0]}: {given}")
    return "Waves from top to bottom: " + "; ".join(said) + ". Documents and meetings: " + "; ".join(papers) + "."


def _counted(bar) -> str:
    return f", counted by {bar.counted_by}" if bar.counted_by not in ("", bar.dated_by) else ""


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how the waves of land reform follow each other, and how many documents fall into them."""
    bars = rows[(rows["panel"] == "waves") & (rows["group"] == "land_reform")]
    papers = rows[rows["kind"] == "document"]
    inside = sum(
        ((paper.start_earliest >= bars["start_latest"]) & (paper.end_latest <= bars["end_earliest"])).any()
        for paper in papers.itertuples()
    )
    within = papers[
        (papers["start_earliest"] >= bars["start_earliest"].min()) & (papers["end_latest"] <= bars["end_latest"].max())
    ]
    return (
        f"The waves of land reform have between {number(bars['communes'].min())} and {number(bars['communes'].max())} "
        "communes.",
        f"Of {plural(len(papers), 'document')}, {number(len(within))} fall between the first day of the first wave of "
        f"land reform and the last day of the last, {number(inside)} of them while a wave certainly was under way.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "panel": "waves or documents",
    "row": "row within the panel, from the top (number, from 0)",
    "kind": "wave, document or meeting",
    "identifier": "rows of the table waves that date the wave; or row of the table documents or dates",
    "label": "name of the wave with its place, or title",
    "group": "campaign of a wave; party, state, other or not stated for a document or meeting",
    "aspect": "what is dated: on, start, end or span",
    "date": "EDTF date",
    "precision": "finest unit of the date; empty where the figure does not need it",
    "qualifier": "whether the source calls the date approximate or uncertain",
    "start_earliest": "first possible day of the beginning (YYYY-MM-DD)",
    "start_latest": "last possible day of the beginning (YYYY-MM-DD)",
    "end_earliest": "first possible day of the end (YYYY-MM-DD)",
    "end_latest": "last possible day of the end (YYYY-MM-DD)",
    "communes": "communes of the wave (number)",
    "key": "letters of the sources of the date and of the communes, as at the bars",
    "source": "BibTeX key of the work that gives the date",
    "read_in": "BibTeX key of the work in which the date was read",
    "locator": "place in that work",
    "communes_source": "BibTeX key of the work that gives the communes",
    "communes_read_in": "BibTeX key of the work in which they were read",
    "communes_locator": "place in that work",
    "dated_by": "work that gives the date, in words",
    "counted_by": "work that gives the communes, in words; empty where none are given",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-waves-national",
        caption=(
            "The waves of rent reduction, land reform and correction that any source dates, and below them the "
            "documents and meetings that decided. Letters at a bar name the source of its dates and of its communes; "
            "shaded: land reform certainly under way."
        ),
        make=gantt_with_documents,
        inputs=waves_and_documents,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("waves", "documents", "events", "dates", "sources"),
        columns=COLUMNS,
        limits=(
            "The waves of land reform are put together from several sources; no one source gives the series.",
            "Of rent reduction only fragments are dated, most of them for one province.",
            "A document is placed by its own date; when it reached the teams is not known.",
            "Documents that the ledger does not hold are missing, and it holds few of those that were issued.",
        ),
        sources=sources_drawn,
    ),
)
