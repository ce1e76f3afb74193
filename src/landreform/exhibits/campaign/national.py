"""Draw the waves and the documents on one axis, with the source of every bar.

Input: the tables of waves, documents, events, dates and sources. Output: the figure of waves and decisions.
"""

import textwrap
from string import ascii_lowercase
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.chronology.datings import datings, days_text
from landreform.chronology.documents import MEETINGS, campaign_documents, dated
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import BOUND_COLUMNS, ledger_columns, origin_columns
from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.style import CAMPAIGN_NAMES, CAMPAIGNS, QUIET, Campaign, Look, Size, Tint, page
from landreform.exhibits.draw.time_axis import (
    campaign_bar,
    campaign_patches,
    days_of,
    mark,
    mark_legend,
    one_end,
    text_width,
    years,
)
from landreform.ledger.sources import attributions
from landreform.text.prose import day_text, listing, number, plural
from landreform.waves.national_series import dated_rows, land_reform

FIRST, LAST = pd.Timestamp("1952-10-01"), pd.Timestamp("1958-12-31")

#: colour and marker of whoever issued a document or met
SIDES = {
    "party": (Campaign.PARTY, "D"),
    "state": (Campaign.STATE, "o"),
    "other": (Campaign.OTHERS, "^"),
    "not stated": (Campaign.OTHERS, "v"),
}
SIDE_NAMES = {
    "party": "decided by the party",
    "state": "decided by the state",
    "other": "decided by others",
    "not stated": "decided, by whom is not stated",
}
#: Inches of the heading of a strip of decisions, of a level of marks in it, and between two marks on one level.
_STRIP, _LEVEL, _APART = 0.17, 0.1, 0.085

#: Kinds of document for which one page has no room beside the laws, decrees, regulations, resolutions and plans.
NOT_DRAWN = ("directive", "circular", "instruction")

# Meetings of the assembly are the state's, all others the party's.
_STATE_MEETINGS = (
    "national-assembly-third-session",
    "national-assembly-fourth-session",
    "national-assembly-sixth-session",
)


#: What the columns of the frame hold.
COLUMNS = {
    "panel": "waves or documents",
    "row": "row of a wave from the top; of a document its place in the order of time (number, from 0)",
    "kind": "wave, document or meeting",
    "identifier": "rows of the table waves that date the wave; or row of the table documents or dates",
    "label": "name of the wave with its place, or title",
    "group": "campaign of a wave; party, state, other or not stated for a document or meeting",
    **ledger_columns("dates", "aspect date"),
    "precision": "finest unit of the date; empty where the figure does not need it",
    **ledger_columns("dates", "qualifier"),
    **BOUND_COLUMNS,
    **ledger_columns("waves", "communes"),
    "key": "letters of the sources of the date and of the communes, as at the bars",
    "source": "BibTeX key of the work that gives the date",
    "read_in": "BibTeX key of the work in which the date was read",
    "locator": "place in that work of the date",
    **origin_columns("communes", "the communes"),
    "dated_by": "work that gives the date, in words",
    "counted_by": "work that gives the communes, in words; empty where none are given",
}


def waves_and_documents(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather the waves that are dated, the documents that decide something, and the meetings."""
    bars = _waves(ledger)
    rows = pd.concat([bars, _documents(ledger)], ignore_index=True)
    return {"data": rows[list(COLUMNS)], "key": key_of_sources(bars, ledger["sources"])}


def _waves(ledger: Ledger) -> pd.DataFrame:
    waves, sources = ledger["waves"], ledger["sources"]
    reform = land_reform(waves)
    reform = reform.assign(
        label=reform["name"],
        identifier=reform["dates_rows"],
        **{name: reform[f"dates_{name}"] for name in STATEMENT},
    )
    rent, correction = (_of_one_source(dated_rows(waves, campaign)) for campaign in ("rent_reduction", "rectification"))
    bars = pd.concat([rent, reform, correction], ignore_index=True)
    ends = list(zip(bars["start"], bars["end"], strict=True))
    bars = bars.assign(
        panel="waves",
        kind="wave",
        group=bars["campaign"],
        aspect=["span" if start and end else "start" if start else "end" for start, end in ends],
        date=["/".join(filter(None, pair)) for pair in ends],
        precision="",
        qualifier="none",
        row=range(len(bars)),
    )
    counted = bars[["communes_source", "communes_read_in"]].set_axis(["source", "read_in"], axis=1)
    names = attributions(counted[counted["source"] != ""], sources).reindex(bars.index).fillna("")
    return bars.assign(key=_keys(bars), dated_by=attributions(bars, sources), counted_by=names)


def _of_one_source(rows: pd.DataFrame) -> pd.DataFrame:
    """Name waves with their place; one statement gives both their dates and, where there are any, their communes."""
    counted = rows["communes"].notna()
    return rows.assign(
        label=[f"{row.name}, {row.place}" if row.place else row.name for row in rows.itertuples()],
        identifier=rows["wave_row"],
        **{f"communes_{name}": rows[name].where(counted, "") for name in STATEMENT},
    )


def _keys(bars: pd.DataFrame) -> list[str]:
    """Say in one letter who dates a bar and in another who counts its communes."""
    letters = source_letters(bars)
    dates = [letters[pair] for pair in zip(bars["source"], bars["read_in"], strict=True)]
    counts = [letters.get(pair, "") for pair in zip(bars["communes_source"], bars["communes_read_in"], strict=True)]
    return [date if count in ("", date) else f"{date}, {count}" for date, count in zip(dates, counts, strict=True)]


def source_letters(bars: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Give every pair of work and place of reading a letter, in the order of its first use."""
    pairs = [
        pair
        for bar in bars.itertuples()
        for pair in ((bar.source, bar.read_in), (bar.communes_source, bar.communes_read_in))
        if pair[0]
    ]
    return dict(zip(dict.fromkeys(pairs), ascii_lowercase, strict=False))


def _documents(ledger: Ledger) -> pd.DataFrame:
    papers = campaign_documents(dated(ledger["documents"]), FIRST, LAST)
    # Four digits are a year and nothing else.
    papers = papers[~papers["kind"].isin(NOT_DRAWN) & (papers["date"].str.len() > len("1956"))]
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
    rows = pd.concat([papers, held.assign(document=held["event"])], ignore_index=True)
    rows = rows.sort_values(["order", "document", "start_earliest"], ignore_index=True)
    place = {name: position for position, name in enumerate(dict.fromkeys(rows["document"]))}
    empty = dict.fromkeys(["key", "communes_source", "communes_read_in", "communes_locator", "counted_by"], "")
    rows = rows.assign(panel="documents", row=rows["document"].map(place), communes=pd.NA, **empty)
    return rows.assign(dated_by=attributions(rows, ledger["sources"]))


def gantt_with_documents(data: pd.DataFrame, key: pd.DataFrame) -> Figure:
    """Draw the waves above and the documents below, on one axis of time.

    Parameters
    ----------
    data : DataFrame
        One row a bar or mark; columns `COLUMNS`.
    key : DataFrame
        Columns ``letter, says``: the work that each letter at the bars stands for.
    """
    bars, papers = (data[data["panel"] == panel] for panel in ("waves", "documents"))
    strips = [(side, _levels(papers[papers["group"] == side])) for side in SIDES if side in set(papers["group"])]
    high = 0.166 * len(bars) + 0.1
    low = sum(_STRIP + _LEVEL * (max(levels.values()) + 1) for _, levels in strips) + 0.05
    # No-break spaces keep a letter with its name and a name on one line.
    entries = [f"[{row.letter}] {row.says}".replace(" ", "\N{NO-BREAK SPACE}") for row in key.itertuples()]
    named = textwrap.wrap("   ".join(entries), 108)
    figure = page(1.05 + high + low + 0.15 * len(named))
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(high, low))
    for axes in (upper, lower):
        years(axes, FIRST, LAST)
        axes.set_yticks([])
        for wave in bars[bars["group"] == "land_reform"].itertuples():
            axes.axvspan(wave.start_latest, wave.end_earliest, color=Tint.WAVE, zorder=-1, linewidth=0)
    upper.tick_params(axis="x", labelbottom=False)
    lower.tick_params(axis="x", labeltop=False)
    for bar in bars.itertuples():
        _bar(upper, bar)
    top = 0.0
    for side, levels in strips:
        words: Look = {"fontsize": Size.TEXT, "fontweight": "bold", "va": "center", "ha": "right"}
        lower.text(LAST - days_of(0.05, FIRST, LAST), top + _STRIP / 2, SIDE_NAMES[side], **words)
        for paper in papers[papers["group"] == side].itertuples():
            mark(lower, top + _STRIP + _LEVEL * (levels[paper.row] + 0.5), paper, *SIDES[side], width=3.5)
        top += _STRIP + _LEVEL * (max(levels.values()) + 1)
    upper.set_ylim(len(bars) - 0.4, -0.8)
    lower.set_ylim(top + 0.05, 0)
    lower.spines["top"].set_visible(True)
    lower.set_xlabel("\n".join(named), fontsize=Size.TEXT, color=QUIET, loc="left", linespacing=1.1)
    one_ended = bars["aspect"].isin(["start", "end"]).any()
    handles = [*campaign_patches(bars["group"]), *mark_legend(one_ended)]
    legend_above(figure, *handles, size=Size.TEXT)
    return figure


def _bar(axes: Axes, bar: Any) -> None:
    """Draw one wave: sure days as a bar, doubtful ones as a line, an end that nobody gives as an arrow."""
    colour = CAMPAIGNS[bar.group][0]
    if bar.aspect == "span":
        first, last = bar.start_earliest, bar.end_latest
        axes.plot([first, last], [bar.row, bar.row], color=colour, linewidth=1, solid_capstyle="butt", zorder=0.9)
        sure = bar.end_earliest - bar.start_latest
        campaign_bar(axes, bar.row, sure, bar.group, left=bar.start_latest, height=0.62, linewidth=0.3)
    else:
        begins, shift = bar.aspect == "start", days_of(0.06, FIRST, LAST)
        days = [bar.start_earliest, bar.start_latest] if begins else [bar.end_earliest, bar.end_latest]
        first, last = min(days), max(days)
        axes.plot(days, [bar.row, bar.row], color=colour, linewidth=1.2, marker="|", markersize=5)
        one_end(axes, bar.row, last if begins else first, bar.aspect, colour, shift)
        first, last = (first, last + shift) if begins else (first - shift, last)
    communes = "" if pd.isna(bar.communes) else f": {plural(bar.communes, 'commune')}"
    words, gap = f"{bar.label}{communes}  [{bar.key}]", days_of(0.07, FIRST, LAST)
    fits = last + gap + days_of(text_width(words, Size.TEXT), FIRST, LAST) <= LAST
    where, align = (last + gap, "left") if fits else (first - gap, "right")
    axes.text(where, bar.row, words, fontsize=Size.TEXT, va="center_baseline", ha=align)


def _levels(papers: pd.DataFrame) -> dict[int, int]:
    """Give each document or meeting of a strip the first level on which its marks meet no other."""
    ends: list[pd.Timestamp] = []
    levels = {}
    apart = days_of(_APART, FIRST, LAST)
    spans = papers.groupby("row").agg(first=("start_earliest", "min"), last=("end_latest", "max"))
    for row, span in spans.sort_values(["first", "last"]).iterrows():
        level = next((place for place, end in enumerate(ends) if span["first"] - end >= apart), len(ends))
        ends[level : level + 1] = [span["last"]]
        levels[row] = level
    return levels


def sources_drawn(rows: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Return every statement drawn: that of the date and, for a bar, that of the communes."""
    names = list(STATEMENT)
    counted = rows[rows["communes_source"] != ""][[f"communes_{name}" for name in names]].set_axis(names, axis=1)
    return pd.concat([rows[names], counted], ignore_index=True)


def key_of_sources(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Say which work each letter at the bars stands for.

    Parameters
    ----------
    rows : DataFrame
        The frame drawn.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    DataFrame
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
    waves = []
    for bar in rows[rows["panel"] == "waves"].itertuples():
        communes = "" if pd.isna(bar.communes) else f", {plural(bar.communes, 'commune')}"
        counted = f", counted by {bar.counted_by}" if bar.counted_by not in ("", bar.dated_by) else ""
        verb = {"span": "", "start": "begins ", "end": "ends "}[bar.aspect]
        dated_by = f"{verb}{days_text(bar.date)}{communes} (dated by {bar.dated_by}{counted})"
        waves.append(f"{CAMPAIGN_NAMES[bar.group]}, {bar.label}: {dated_by}")
    papers = []
    for _, group in rows[rows["panel"] == "documents"].groupby("row"):
        given = listing(list(dict.fromkeys(day_text(date) for date in group["date"])), "or")
        papers.append(f"{group['label'].iloc[0]}: {given}")
    return "Waves from top to bottom: " + "; ".join(waves) + ". Documents and meetings: " + "; ".join(papers) + "."


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
        f"Of {plural(len(papers), 'document')} drawn, {number(len(within))} fall between the first day of the first "
        f"wave of land reform and the last day of the last, {number(inside)} of them while a wave certainly was "
        "under way.",
    )


EXHIBIT = FigureExhibit(
    slug="fig-waves-national",
    caption=(
        "Courts, penalties and the law were decided before the land reform began; of what was decided after that and "
        "before the last wave ended, nearly all came while a wave was under way (shaded). Letters at a bar name the "
        "source of its dates and of its communes."
    ),
    make=gantt_with_documents,
    inputs=waves_and_documents,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("waves", "documents", "events", "dates", "sources"),
    limits=(
        "The waves of land reform are put together from several sources; no one source gives the series.",
        "Of rent reduction only fragments are dated, most of them for one province.",
        "A document is placed by its own date; when it reached the teams is not known.",
        "Only laws, decrees, regulations, resolutions and plans are drawn; directives, circulars and instructions are "
        "left out, and so is every document of which only the year is known.",
        "Documents that the ledger does not hold are missing, and it holds few of those that were issued.",
    ),
    sources=sources_drawn,
)
