"""Draw the waves of land reform and the documents on one axis, with the source of every bar.

Input: the tables of waves, documents and sources. Output: the figure of waves and decisions.
"""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from landreform.chronology.datings import datings, days_text
from landreform.chronology.documents import campaign_documents, dated
from landreform.chronology.exclusions import dating_status, excluded_datings
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import BOUND_COLUMNS, NAMED_ROW_COLUMNS, ledger_columns, origin_columns
from landreform.exhibits.draw.bands import Band, draw_bands
from landreform.exhibits.draw.legends import dot, swatch
from landreform.exhibits.draw.rows_shown import height_of_rows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.short_dates import short_date, short_days
from landreform.exhibits.draw.standings import READ_AS, STANDINGS
from landreform.exhibits.draw.style import CAMPAIGNS, INK, Campaign, Look, Size, Tint
from landreform.exhibits.draw.time_axis import signs
from landreform.exhibits.frames import with_kept
from landreform.ledger.sources import attributions
from landreform.text.prose import day_text, number, plural
from landreform.waves.national_series import land_reform

FIRST, LAST = pd.Timestamp("1952-10-01"), pd.Timestamp("1958-12-31")

#: Headings of the blocks, from the top: the waves, and what was decided before, between and after those of land reform.
WAVES, BEFORE, DURING, AFTER = (
    "Waves of land reform",
    "Decided before the experimental wave",
    "From the experimental wave to the last wave",
    "After the last wave",
)
BANDS = (
    Band(WAVES, (), Campaign.LAND_REFORM),
    *(Band(heading, (), Campaign.DECIDED) for heading in (BEFORE, DURING, AFTER)),
)

#: Marker of whoever issued a document, and what it is called.
SIDES = {"party": "D", "state": "s", "other": "^", "not stated": "v"}
ISSUED_BY = {
    "party": "decided by the Party",
    "state": "decided by the state",
    "other": "decided by others",
    "not stated": "issuer not stated",
}

#: Kinds of document for which one page has no room beside the laws, decrees, regulations, resolutions and plans.
NOT_DRAWN = ("directive", "circular", "instruction")

#: What the columns of the frame hold.
COLUMNS = {
    "panel": "waves or documents",
    "band": "heading of the block",
    **NAMED_ROW_COLUMNS,
    "line": "line of the row (number, from 1)",
    "kind": "wave or document",
    "event": "what is dated: as in dating",
    "dating": "rows of the table waves that date the wave, joined by a space; or row of the table documents",
    "label": "name of the wave with its place, or title",
    "group": "campaign of a wave; party, state, other or not stated for a document",
    **ledger_columns("dates", "aspect date"),
    "precision": "finest unit of the date; empty where the figure does not need it",
    **ledger_columns("dates", "qualifier"),
    **BOUND_COLUMNS,
    "standing": "of a wave: whether another document speaks against its dates (stands, spoken against); empty for a "
    "document",
    **ledger_columns("waves", "communes"),
    "source": "BibTeX key of the work that gives the date",
    "read_in": "BibTeX key of the work in which the date was read",
    "locator": "place in that work of the date",
    **origin_columns("communes", "the communes"),
    "dated_by": "work that gives the date, in words",
    "counted_by": "work that gives the communes, in words; empty where none are given",
}


def waves_and_documents(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather the waves that are dated and the documents that decide something, each with its row."""
    bars, papers = _waves(ledger), _documents(ledger)
    reform = bars[bars["group"] == "land_reform"]
    begun, over = reform["start_earliest"].min(), reform["end_latest"].max()
    block = pd.Series(DURING, index=papers.index)
    block = block.mask(papers["end_latest"] < begun, BEFORE).mask(papers["start_earliest"] > over, AFTER)
    rank = {heading: place for place, heading in enumerate((BEFORE, DURING, AFTER))}
    papers = papers.assign(band=block, _rank=block.map(rank)).sort_values("_rank", kind="stable")
    rows = pd.concat([bars.assign(band=WAVES), papers], ignore_index=True)
    rows["row"] = rows.groupby(["band", "name"], sort=False).ngroup() + 1
    return {"data": rows.assign(line=1)[list(COLUMNS)]}


def _waves(ledger: Ledger) -> pd.DataFrame:
    reform = land_reform(ledger["waves"])
    bars = reform.assign(
        label=reform["name"],
        dating=reform["dates_rows"],
        event=reform["dates_rows"],
        panel="waves",
        kind="wave",
        group=reform["campaign"],
        name="Land reform",
        aspect="span",
        date=[f"{start}/{end}" for start, end in zip(reform["start"], reform["end"], strict=True)],
        precision="",
        qualifier="none",
        **{name: reform[f"dates_{name}"] for name in STATEMENT},
    )
    counted = bars[["communes_source", "communes_read_in"]].set_axis(["source", "read_in"], axis=1)
    names = attributions(counted[counted["source"] != ""], ledger["sources"]).reindex(bars.index).fillna("")
    against = _against(ledger)
    standing = [
        against.get((f"land-reform-{name}", date), "stands")
        for name, date in zip(_slugs(bars["wave"]), bars["date"], strict=True)
    ]
    return bars.assign(dated_by=attributions(bars, ledger["sources"]), counted_by=names, standing=standing)


def _slugs(waves: pd.Series) -> list[str]:
    """Name the waves as the rows of the table of events do."""
    return [f"wave-{wave}" if wave.isdigit() else f"{wave}-wave" for wave in waves]


def _against(ledger: Ledger) -> dict[tuple[str, str], str]:
    """Give how each date of an event stands that another document excludes or speaks against."""
    rows = datings(ledger["events"], ledger["dates"])
    rows = dating_status(rows, excluded_datings(rows, ledger["exclusions"], ledger["documents"]))
    fallen = rows[rows["standing"] != "stands"]
    return dict(zip(zip(fallen["event"], fallen["date"], strict=True), fallen["standing"], strict=True))


def _documents(ledger: Ledger) -> pd.DataFrame:
    papers = campaign_documents(dated(ledger["documents"]), FIRST, LAST)
    # Four digits are a year and nothing else.
    papers = papers[~papers["kind"].isin(NOT_DRAWN) & (papers["date"].str.len() > len("1956"))]
    papers = papers.assign(
        kind="document",
        event=papers["document"],
        dating=papers["document"],
        label=papers["title_en"].str.replace("'", "’"),
        group=papers["side"],
    )
    aspect = ["span" if "/" in date else "on" for date in papers["date"]]
    papers = papers.assign(aspect=aspect, precision="", qualifier="none")
    papers = papers.sort_values(["start_earliest", "end_latest", "document"], ignore_index=True)
    empty = dict.fromkeys(["communes_source", "communes_read_in", "communes_locator", "counted_by"], "")
    rows = papers.assign(panel="documents", name=papers["label"], standing="", communes=pd.NA, **empty)
    return rows.assign(dated_by=attributions(rows, ledger["sources"]))


def waves_above_decisions(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the waves in a row a campaign, and below them a row for every document, in the order of time.

    The days on which a wave of land reform was certainly under way are shaded, from its bar down.

    Parameters
    ----------
    data : DataFrame
        One row a bar or mark; columns `COLUMNS`.
    sheet : Sheet
    """
    papers = data[data["panel"] == "documents"]
    # Above the bars there are lines for the names of the waves.
    figure = draw_bands(
        data.assign(line=data["line"].where(data["panel"] == "documents", 5)),
        BANDS,
        FIRST,
        LAST,
        look=_look,
        striped=False,
        sheet=sheet,
        column=3.1,
        notes={row.name: _date(row) for row in papers.itertuples()},
        headings={heading: f"{heading}: {number(len(rows))}" for heading, rows in data.groupby("band", sort=False)},
        days=_points(papers, LAST - FIRST),
        more=_doubts(data),
    )
    (axes,) = figure.axes
    waves = data[data["group"] == "land_reform"]
    bars = height_of_rows(axes, (f"waves/{row}" for rows in waves["dating"] for row in rows.split()))
    for wave in waves.itertuples():
        # With a white edge, where one begins on the day after another.
        ground: Look = {"facecolor": Tint.WAVE, "edgecolor": "white", "linewidth": 0.8}
        axes.axvspan(wave.start_latest, wave.end_earliest, zorder=-1, **ground)
        middle = wave.start_latest + (wave.end_earliest - wave.start_latest) / 2
        # The name of the wave over its bar, a long one on a line over the others, from the beginning of its bar.
        name = wave.label.removeprefix("wave ").removesuffix(" wave")
        long = not name.isdigit()
        place, side, above = (wave.start_latest, "left", 0.21) if long else (middle, "center", 0.04)
        look: Look = {"fontsize": Size.TEXT, "va": "bottom", "ha": side}
        axes.text(place, bars[0] - above, f"{STANDINGS[wave.standing][1]}{name}", **look)
        if long:
            axes.plot([place, place], [bars[0], bars[0] - above], color=CAMPAIGNS[wave.group][0], linewidth=0.8)
    return figure


def _date(paper: Any) -> str:
    """Write the date of a document shortly."""
    days = paper.start_earliest, paper.end_latest
    return short_days(*days) if paper.aspect == "span" else short_date(paper)


def _points(papers: pd.DataFrame, axis: pd.Timedelta) -> list[Artist]:
    """Explain the markers of the documents, hollow where no day is given, and the ground of a wave."""
    sides = papers["group"].unique()
    hollow = [row.group for row in papers.itertuples() if "about" in signs(row, axis)]
    return [
        *(dot(ISSUED_BY[side], INK, marker, 4.6) for side, marker in SIDES.items() if side in sides),
        *(
            dot(f"{ISSUED_BY[side]}, no day given", INK, marker, 4.6, markerfacecolor="white")
            for side, marker in SIDES.items()
            if side in hollow
        ),
        Patch(facecolor=Tint.WAVE, edgecolor="none", label="a wave under way, by the dates drawn"),
    ]


def _doubts(data: pd.DataFrame) -> list[Artist]:
    """Explain the sign before the name of a wave, where one has it."""
    sign, words = STANDINGS["spoken against"][1], READ_AS["spoken against"]
    return [swatch(f"{sign}{words}", "none")] if (data["standing"] == "spoken against").any() else []


def _look(row: Any) -> tuple[str, str, str]:
    """Return colour, marker and table of a row: a campaign has its colour, whoever decided a marker."""
    if row.panel == "waves":
        return CAMPAIGNS[row.group][0], "|", "waves"
    return Campaign.DECIDED, SIDES[row.group], "documents"


def sources_drawn(rows: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Return every statement drawn: that of the date and, for a bar, that of the communes."""
    names = list(STATEMENT)
    counted = rows[rows["communes_source"] != ""][[f"communes_{name}" for name in names]].set_axis(names, axis=1)
    return pd.concat([rows[names], counted], ignore_index=True)


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence what is drawn."""
    bars, papers = (rows[rows["panel"] == panel] for panel in ("waves", "documents"))
    return (
        f"Bar chart of {plural(len(bars), 'wave')} in time, from {bars['start_earliest'].min():%Y} to "
        f"{bars['end_latest'].max():%Y}, and below it, on the same axis, {plural(len(papers), 'document')}, those "
        "before, between and after the waves of land reform apart."
    )


def description(rows: pd.DataFrame) -> str:
    """Give a sentence to every wave, then to every document, block by block; last, who dates and counts each wave."""
    told, kept = [], []
    for bar in rows[rows["panel"] == "waves"].itertuples():
        communes = "" if pd.isna(bar.communes) else f", {plural(bar.communes, 'commune')}"
        counted = f", counted by {bar.counted_by}" if bar.counted_by not in ("", bar.dated_by) else ""
        verb = {"span": "", "start": "begins ", "end": "ends "}[bar.aspect]
        doubt = "" if bar.standing == "stands" else f" ({bar.standing} by another document)"
        told.append(f"{bar.name}, {bar.label}: {verb}{days_text(bar.date)}{doubt}.")
        kept.append(f"{_capital(bar.label)}{communes}, dated by {bar.dated_by}{counted}.")
    for band, papers in rows[rows["panel"] == "documents"].groupby("band", sort=False):
        told.append(f"{band}: {plural(len(papers), 'document')}.")
        told += [f"{paper.label}: {day_text(paper.date)}." for paper in papers.itertuples()]
    return with_kept(" ".join(told), " ".join(kept))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def says(rows: pd.DataFrame) -> str:
    """Say how many of the documents came before, between and after the waves of land reform."""
    papers = rows[rows["panel"] == "documents"]
    counts = papers["band"].value_counts()
    before, during, after = (number(counts.get(heading, 0)) for heading in (BEFORE, DURING, AFTER))
    return (
        f"Of {number(len(papers))} decisions, {before} came before the experimental wave of land reform, {during} "
        f"while the waves ran or between them, and {after} after the last"
    )


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
        "Courts, penalties and the law were decided before the land reform began; nearly all that was decided between "
        "its first day and its last came while a wave was under way (shaded)."
    ),
    make=waves_above_decisions,
    narrow=partial(waves_above_decisions, sheet=PHONE),
    inputs=waves_and_documents,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("waves", "documents", "sources", "events", "dates", "exclusions"),
    limits=(
        "The waves of land reform are put together from several sources; no one source gives the series.",
        "Rent reduction, of whose waves only fragments are dated, and the correction are not drawn.",
        "A wave has here the dates of the one work that the series takes for it, months where that work gives months; "
        "what else works and documents say of its beginning and end stands in the timeline of the campaign.",
        "A document is placed by its own date; when it reached the teams is not known.",
        "Only laws, decrees, regulations, resolutions and plans are drawn; directives, circulars and instructions are "
        "left out, and so is every document of which only the year is known.",
        "Documents that the ledger does not hold are missing, and it holds few of those that were issued.",
    ),
    sources=sources_drawn,
)
