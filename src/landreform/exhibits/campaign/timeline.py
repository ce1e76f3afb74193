"""Draw the campaign in time: what was done, what was decided, what happened around it, and what the sources leave open.

Input: the tables of events and dates, with what speaks against a date. Output: three figures of bands of events, and
the columns that they share. What another document rules out is never drawn. Of what was done and of what happened
around it every answer that is left is drawn, as in the figures of disputed datings; of decisions only those datings
against which no document speaks.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from landreform.chronology.datings import combined_date_text, datings
from landreform.chronology.disputes import answer_texts, answers, standing_answers, without_vaguer
from landreform.chronology.exclusions import dating_status, excluded_datings
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.campaign.days_apart import aspect_of, vaguer, with_moments
from landreform.exhibits.campaign.disputed import WHOLES
from landreform.exhibits.columns import BOUND_COLUMNS, NAMED_ROW_COLUMNS, STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.bands import Band, draw_bands, in_bands
from landreform.exhibits.draw.legends import swatch
from landreform.exhibits.draw.rows_shown import height_of_rows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.short_dates import short_date
from landreform.exhibits.draw.standings import READ_AS, STANDINGS
from landreform.exhibits.draw.style import INK, Campaign, Dash
from landreform.exhibits.draw.time_axis import DAY
from landreform.exhibits.frames import with_kept
from landreform.text.prose import code_text, listing, number, plural

#: What lasted, where its first and its last day are known.
_WHOLE_SPAN = re.compile(r"^begins ((?!between)[^,]+), ends ((?!between).+)$")

#: The window of the campaign and of its correction.
FIRST, LAST = pd.Timestamp("1952-01-01"), pd.Timestamp("1958-12-31")

#: The window of its surroundings, from the first year of the war to the first years of the cooperatives.
CONTEXT_FIRST, CONTEXT_LAST = pd.Timestamp("1946-01-01"), pd.Timestamp("1960-12-31")

DONE = (
    Band("Rent reduction", ("rent_reduction",), Campaign.RENT_REDUCTION),
    Band("Land reform", ("land_reform",), Campaign.LAND_REFORM),
    Band("Violence", ("violence",), Campaign.VIOLENCE),
    Band(code_text("rectification").capitalize(), ("rectification",), Campaign.CORRECTION),
)
DECIDED = (
    Band("Laws, directives and reports", ("policy",), Campaign.DECIDED),
    Band("Party", ("party",), Campaign.DECIDED),
)
AROUND = (
    Band("War and diplomacy", ("war", "diplomacy"), Campaign.AROUND),
    Band("In the countryside of the North", ("famine",), Campaign.AROUND),
    Band("Rent reduction", ("rent reduction",), Campaign.RENT_REDUCTION),
    Band("Land reform", ("land reform",), Campaign.LAND_REFORM),
    Band("Correction and return of land", ("correction",), Campaign.CORRECTION),
    Band("Cooperatives and plan", ("collectivisation",), Campaign.AROUND),
)

#: The waves of land reform; each is drawn, however many works date it.
WAVES = (
    "land-reform-experimental-wave",
    "land-reform-wave-1",
    "land-reform-wave-2",
    "land-reform-wave-3",
    "land-reform-wave-4",
    "land-reform-wave-5",
)

#: Of what was done, the events that are drawn: those of which the title speaks, and what went before them.
DRAWN = ("rent-reduction", *WAVES, "correction-start")

#: Headings of the decisions, from the top: how well the day is known.
KNOWN, RIVAL, NO_DAY = (
    "The day, or those of a session, known",
    "Works still contradict one another",
    "No work gives the day",
)

#: Of those around the campaign, the events that are drawn: what the waves stand between.
NEIGHBOURS = (
    *("indochina-war", "geneva-accords", "rent-reduction", *WAVES),
    *("correction-start", "land-returned", "three-year-plan", "cooperatives-november-1960"),
)

#: The events that hold the campaign within its time, with the theme of the band that each goes to.
ANCHORS = {
    event: theme
    for theme, events in {
        "war": "indochina-war recognition-of-drv programme-sent-to-stalin geneva-accords diem-declines-elections",
        "famine": "famine",
        "rent reduction": "rent-reduction",
        "land reform": " ".join(WAVES),
        "correction": "correction-start land-returned",
        "collectivisation": "three-year-plan cooperatives-november-1960",
    }.items()
    for event in events.split()
}


def within(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Keep the datings that lie whole within a window."""
    # A side that is open reaches beyond no window; the other side decides.
    begins = rows["start_earliest"].fillna(rows["end_latest"])
    ends = rows["end_latest"].fillna(rows["start_earliest"])
    inside = (begins >= first) & (ends <= last)
    return rows[inside].reset_index(drop=True)


def left(ledger: Ledger) -> pd.DataFrame:
    """Choose the datings that no other document excludes; columns of `datings`, and ``standing``."""
    rows = datings(ledger["events"], ledger["dates"])
    status = dating_status(rows, excluded_datings(rows, ledger["exclusions"], ledger["documents"]))
    rows = rows.assign(standing=status["standing"].to_numpy())
    return rows[rows["standing"] != "excluded"]


def standing(ledger: Ledger) -> pd.DataFrame:
    """Choose the datings that no other document excludes or speaks against; columns as in `left`."""
    rows = left(ledger)
    return rows[rows["standing"] == "stands"]


def dated_twice(rows: pd.DataFrame) -> pd.Series:
    """Mark the datings of events that two works or more date."""
    return rows.groupby("event")["source"].transform("nunique") >= 2


def best_dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Choose, for what is counted in the text, what two works or more date, or one to the day for the whole North."""
    to_the_day = (rows["precision"] == "day").groupby(rows["event"]).transform("any")
    return rows[dated_twice(rows) | (to_the_day & (rows["place"] == ""))]


def campaign_datings(rows: pd.DataFrame, bands: tuple[Band, ...]) -> pd.DataFrame:
    """Choose the datings of some bands within the window of the campaign."""
    return within(rows[rows["theme"].isin([theme for band in bands for theme in band.themes])], FIRST, LAST)


def best_datings(ledger: Ledger, bands: tuple[Band, ...]) -> pd.DataFrame:
    """Gather the best dated events of some bands, of which the figures draw the most important, each with its row."""
    return in_bands(campaign_datings(best_dated(standing(ledger)), bands), bands)


def drawn_datings(ledger: Ledger, bands: tuple[Band, ...]) -> pd.DataFrame:
    """Choose what two works or more date of some bands of the campaign, and the waves, each with its row.

    Of the events that are drawn as answers also what a document speaks against. When the campaign as a whole began and
    ended, on which works differ most, has a figure of its own.
    """
    rows = standing(ledger)
    rows = rows[(dated_twice(rows) | rows["event"].isin(WAVES)) & ~rows["event"].isin(WHOLES)]
    rest = left(ledger)
    rest = rest[rest["event"].isin(set(rows["event"]).intersection(DRAWN))]
    rows = pd.concat([rows, rest[~rest["dating"].isin(rows["dating"])]])
    return in_bands(campaign_datings(rows, bands), bands)


def context_datings(ledger: Ledger) -> pd.DataFrame:
    """Choose the datings of `ANCHORS` that are left."""
    rows = left(ledger)
    rows = rows[rows["event"].isin(list(ANCHORS))]
    rows = rows.assign(theme=rows["event"].map(ANCHORS))
    touches = ~(rows["start_earliest"] > CONTEXT_LAST) & ~(rows["end_latest"] < CONTEXT_FIRST)
    return in_bands(rows[touches].reset_index(drop=True), AROUND)


def decisions(ledger: Ledger) -> pd.DataFrame:
    """Choose what was decided as `drawn_datings` does; in order by how well its day is known, then in time."""
    rows = drawn_datings(ledger, DECIDED)
    fine = without_vaguer(rows)
    rival = answers(rows).groupby("event").size() > 1
    exact = _exact(rows).groupby(rows["event"]).any()
    first = fine["start_earliest"].fillna(fine["end_latest"]).groupby(fine["event"]).min()
    headings = [
        RIVAL if rival[event] else KNOWN if known else NO_DAY
        for event, known in zip(rows["event"], rows["event"].map(exact), strict=True)
    ]
    rank = {heading: place for place, heading in enumerate((KNOWN, RIVAL, NO_DAY))}
    rows = rows.assign(band=headings, _first=rows["event"].map(first))
    rows = rows.assign(_rank=rows["band"].map(rank))
    rows = rows.sort_values(["_rank", "_first", "name", "line", "dating"], ignore_index=True)
    return rows.assign(row=rows.groupby("name", sort=False).ngroup() + 1).drop(columns=["_rank", "_first"])


def finest(data: pd.DataFrame) -> pd.DataFrame:
    """Choose what is drawn of the datings of each event, each different one on a line of its row.

    What tells of a day only that it lies in some month or year says nothing beside the day itself. What one work says
    of the beginning and of the end of an event is one mark.
    """
    rows = without_vaguer(data)
    for (event, _), one in rows.groupby(["event", "source"], sort=False):
        if sorted(one["aspect"]) == ["end", "start"]:
            begin, end = (one[one["aspect"] == aspect].iloc[0] for aspect in ("start", "end"))
            whole = {"aspect": "span", "dating": f"{begin['dating']} {end['dating']}"}
            whole |= {"start_latest": begin["start_latest"], "end_earliest": end["end_earliest"]}
            place = rows.index[(rows["event"] == event) & (rows["dating"] == begin["dating"])][0]
            rows = rows[rows["dating"] != end["dating"]].copy()
            for column, value in (whole | {"end_latest": end["end_latest"]}).items():
                rows.at[place, column] = value
    keys = ["aspect", "start_earliest", "start_latest", "end_earliest", "end_latest"]
    same = pd.Series(list(zip(*(rows[name].astype(str) for name in keys), strict=True)), index=rows.index)
    lines = same.groupby(rows["event"]).transform(lambda dates: pd.factorize(dates)[0] + 1)
    return rows.assign(line=lines.astype(int))


def answers_drawn(data: pd.DataFrame) -> pd.DataFrame:
    """Give the answers that are left of each event, each on a line of its row, as the figures of disputed datings do.

    An answer is what works say that can all be true at once; one that allows all that another allows, and more, is left
    out.
    """
    parts = []
    standing = standing_answers(data)
    for event, group in data.groupby("event", sort=False):
        found = standing[standing["event"] == event]
        found = with_moments(found[~vaguer(found)]).sort_values(["first", "end_latest"], kind="stable")
        said = group.iloc[0]
        parts.append(
            found.assign(
                band=said["band"],
                name=said["name"],
                row=said["row"],
                dating=[" ".join(names) for names in found["datings"]],
                aspect=[aspect_of(row) for row in found.itertuples()],
                line=range(1, len(found) + 1),
                sign=[STANDINGS[standing][1].strip() for standing in found["standing"]],
            )
        )
    return pd.concat(parts, ignore_index=True)


def _doubted(drawn: pd.DataFrame) -> list[Artist]:
    """Explain the colour of what a document speaks against, where it is drawn."""
    colour, sign = STANDINGS["spoken against"]
    there = (drawn["standing"] == "spoken against").any()
    return [swatch(f"{sign}{READ_AS['spoken against']}", colour)] if there else []


def _look(colours: dict[str, str]) -> Callable[[Any], tuple[str, str, str]]:
    """Make the looks of answers: the colour of the band, or that of what a document speaks against."""

    def look(row: Any) -> tuple[str, str, str]:
        stands = row.standing == "stands"
        return colours[row.band] if stands else STANDINGS[row.standing][0], DAY, "dates"

    return look


def _years_of(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first day of the first year and the last of the last that some datings name."""
    first, last = rows[["start_earliest", "end_latest"]].stack().agg(["min", "max"])
    return pd.Timestamp(first.year, 1, 1), pd.Timestamp(last.year, 12, 31)


def done(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw what was done, band by band; see :func:`landreform.exhibits.draw.bands.draw_bands`."""
    data = answers_drawn(data[data["event"].isin(DRAWN)])
    waves, correction = data[data["event"].isin(WAVES)], data[data["event"] == "correction-start"]
    notes = {}
    if len(waves):
        first, last = _span(waves)
        notes[waves.loc[waves["start_earliest"].idxmin(), "name"]] = f"from {first:%B %Y}"
        notes[waves.loc[waves["end_latest"].idxmax(), "name"]] = f"into {last:%Y}"
    if len(correction):
        first, last = _span(correction)
        notes[correction["name"].iloc[0]] = f"from {first:%B} to {last:%B %Y}"
    stressed = {*waves["name"], *correction["name"]}
    return draw_bands(
        data,
        DONE,
        *_years_of(data),
        look=_look({band.heading: band.colour for band in DONE}),
        sheet=sheet,
        notes=notes,
        stressed=stressed or None,
        more=_doubted(data),
    )


def decided(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw what was decided, by how well its day is known; see :func:`landreform.exhibits.draw.bands.draw_bands`."""
    fine = finest(data)
    notes = {
        name: ", or\n".join(dict.fromkeys(short_date(row) for row in rows.itertuples()))
        for name, rows in fine.groupby("name", sort=False)
    }
    headings = {band: f"{band}: {number(rows['event'].nunique())}" for band, rows in data.groupby("band", sort=False)}
    bands = tuple(Band(heading, (), Campaign.DECIDED) for heading in headings)
    return draw_bands(fine, bands, *_years_of(fine), sheet=sheet, notes=notes, headings=headings)


def around(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw what happened around the campaign; see :func:`landreform.exhibits.draw.bands.draw_bands`."""
    geneva = _geneva(data)
    data = answers_drawn(data[data["event"].isin(NEIGHBOURS)])
    waves, accords = data[data["event"].isin(WAVES)], data[data["event"] == "geneva-accords"]
    notes, earlier = {}, set()
    for name, rows in waves.groupby("name", sort=False):
        first, last = _span(rows)
        notes[name] = "over before" if last < geneva else "began after" if first > geneva else "began before"
        if first <= geneva:
            earlier.add(name)
    notes |= dict.fromkeys(accords["name"], f"Geneva, {geneva:%B %Y}")
    stressed = {*waves["name"], *accords["name"]}
    figure = draw_bands(
        data,
        AROUND,
        CONTEXT_FIRST,
        # With room for the mark of what was in the last days.
        CONTEXT_LAST + pd.Timedelta(days=60),
        every=2,
        look=_look({band.heading: band.colour for band in AROUND}),
        sheet=sheet,
        more=_doubted(data),
        notes=notes,
        stressed=stressed,
        before=earlier,
        bold=set(accords["name"]),
    )
    (axes,) = figure.axes
    # From the accords down to the last of the waves, so that before and after are seen.
    top, foot = (
        pick(height_of_rows(axes, (f"dates/{name}" for names in rows["datings"] for name in names)))
        for pick, rows in ((min, accords), (max, waves))
    )
    axes.plot([geneva, geneva], [top, foot], color=INK, linewidth=0.9, linestyle=Dash.GUIDE, zorder=0.5)
    return figure


def _geneva(rows: pd.DataFrame) -> pd.Timestamp:
    return _span(rows[rows["event"] == "geneva-accords"])[0]


def _exact(rows: pd.DataFrame) -> pd.Series:
    """Mark the datings that give a day or, of what lasted, its first and its last day."""
    moment = (rows["aspect"] != "span") & (rows["start_earliest"] == rows["end_latest"])
    lasted = rows["aspect"] == "span"
    for end in ("start", "end"):
        lasted &= rows[f"{end}_earliest"] == rows[f"{end}_latest"]
    return (rows["precision"] == "day") & (moment | lasted)


def _span(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last day that any of some datings or answers allows."""
    return rows["start_earliest"].min(), rows["end_latest"].max()


def done_says(data: pd.DataFrame) -> str:
    """Say when the waves ran, and between which months the sources begin the correction."""
    data = answers_drawn(data[data["event"].isin(DRAWN)])
    waves, correction = data[data["event"].isin(WAVES)], data[data["event"] == "correction-start"]
    first, last = _span(waves)
    text = f"The waves of land reform followed one another from {first:%B %Y} into {last:%Y}"
    if len(correction) < 2:
        return text
    earliest, latest = _span(correction)
    return f"{text}; sources begin the correction anywhere from {earliest:%B} to {latest:%B %Y}"


def decided_says(data: pd.DataFrame) -> str:
    """Say of how many of the decisions the day is known, disputed, or not given."""
    count = data.groupby("band")["event"].nunique()
    known, rival, none = (int(count.get(heading, 0)) for heading in (KNOWN, RIVAL, NO_DAY))
    told = f"Of {number(data['event'].nunique())} decisions that several works date, "
    told += f"{number(known)} have a day or days that are known once what documents speak against is left out"
    parts = [f"on {number(rival)} the works still contradict one another"] if rival else []
    parts += [f"for {number(none)} none gives the day"] if none else []
    return "; ".join([told, ", and ".join(parts)]) if parts else told


def around_says(data: pd.DataFrame) -> str:
    """Say what of the land reform came before the Geneva Accords and what after."""
    geneva = _geneva(data)
    trial, *waves = (_span(data[data["event"] == wave]) for wave in WAVES)
    after = f"{number(sum(first > geneva for first, _ in waves))} of the {number(len(waves))} waves began after them"
    over = "was over before" if trial[1] < geneva else "was not over at"
    return f"The experimental wave of land reform {over} the Geneva Accords of {geneva.year}; {after}"


def alt(data: pd.DataFrame, shown: tuple[str, ...] = (), by: str = "by theme") -> str:
    """Say in one sentence what the rows show, of all events or of those that are drawn."""
    lines = lines_drawn(data, shown)
    of_event = lines.groupby("event").size()
    one, several = int((of_event == 1).sum()), int((of_event > 1).sum())
    first, last = _years_of(lines)
    told = (
        f"Timeline of {plural(len(of_event), 'event')} between {max(first.year, CONTEXT_FIRST.year)} and "
        f"{min(last.year, CONTEXT_LAST.year)}, in {plural(lines['band'].nunique(), 'band')} {by}, a line for each "
        f"answer to when it was: {number(one)} {_has(one)} one, {number(several)} {_has(several)} several"
    )
    doubted = int((lines["standing"] == "spoken against").sum())
    return f"{told}; documents speak against {plural(doubted, 'answer')}." if doubted else f"{told}."


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def lines_drawn(data: pd.DataFrame, shown: tuple[str, ...] = ()) -> pd.DataFrame:
    """Give the lines that are drawn, one row each: the answers to when some events were, or of all the finest dates.

    Parameters
    ----------
    data : DataFrame
        The frame of a timeline.
    shown : tuple of str
        Events that are drawn with their answers; where none is named, all are, with the finest dates.
    """
    if shown:
        return answers_drawn(data[data["event"].isin(shown)])
    return finest(data).drop_duplicates(["event", "line"])


def description(data: pd.DataFrame, shown: tuple[str, ...] = ()) -> str:
    """Give a sentence to every event, with every line that is drawn of it, band by band and in the order of the figure.

    Events that are in the data only come last, with every date given for them.
    """
    told = []
    titles = data.drop_duplicates("event").set_index("event")["title"]
    for band, group in lines_drawn(data, shown).groupby("band", sort=False):
        events = [rows for _, rows in group.groupby(["row", "event"], sort=False)]
        told.append(f"{band}, {plural(len(events), 'event')}.")
        told += [f"{titles[rows['event'].iloc[0]]}: {_lines_text(rows)}." for rows in events]
    others = data[~data["event"].isin(shown)] if shown else data.head(0)
    events = [rows for _, rows in others.groupby(["row", "event"], sort=False)]
    kept = [f"{rows['title'].iloc[0]}: {combined_date_text(rows)}." for rows in events]
    return with_kept(" ".join(told), " ".join([f"{plural(len(kept), 'event')}.", *kept]) if kept else "")


def _lines_text(rows: pd.DataFrame) -> str:
    """Write the lines of one event in one phrase, with what stands beside that against which a document speaks."""
    texts = [
        re.sub(_WHOLE_SPAN, r"from \1 to \2", text) + (f" ({READ_AS[standing]})" if standing != "stands" else "")
        for text, standing in zip(answer_texts(rows), rows["standing"], strict=True)
    ]
    return listing(texts, "or")


def conclusions(data: pd.DataFrame, shown: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Say how far the dates given for the events that are drawn lie apart."""
    drawn = data[data["event"].isin(shown)] if shown else data
    spans = drawn.groupby("event").agg(
        title=("title", "first"), first=("start_earliest", "min"), last=("end_latest", "max"), dates=("date", "nunique")
    )
    rival = spans[spans["dates"] > 1]
    sentences = [f"Of {plural(len(spans), 'event')}, {number(len(rival))} have more than one date."]
    if len(rival):
        widest = rival.assign(days=(rival["last"] - rival["first"]).dt.days + 1).sort_values("days").iloc[-1]
        sentences.append(
            f"The dates given for “{widest['title']}” span {plural(widest['days'], 'day')} from the first possible to "
            "the last."
        )
    return tuple(sentences)


#: Columns of a dating as :func:`landreform.chronology.datings.datings` gives it.
DATING_COLUMNS = {
    "dating": "row of the table dates",
    **ledger_columns("events", "event title"),
    "theme": "theme of the event, or the band that it stands in",
    **ledger_columns("events", "phase place"),
    **ledger_columns("dates", "aspect printed date precision qualifier"),
    **BOUND_COLUMNS,
    **STATEMENT_COLUMNS,
}
#: What the columns of the frame hold.
COLUMNS = DATING_COLUMNS | {
    "standing": "stands, or spoken against by another document",
    "band": "heading of the band",
    **NAMED_ROW_COLUMNS,
    "line": "line of the row, from the top; datings of an event that say the same share one (number, from 1)",
}

_timeline = partial(FigureExhibit, tables=("events", "dates", "exclusions", "documents"))


def _words(shown: tuple[str, ...] = (), by: str = "by theme") -> Words:
    """Say of a figure that draws these events, or all, what it shows."""
    told = partial(description, shown=shown)
    return Words(partial(alt, shown=shown, by=by), partial(conclusions, shown=shown), COLUMNS, description=told)


_LIMITS = ("An event that no source of the ledger dates is not there, however well known it is.",)
_CUT = "Datings that reach beyond the years of the campaign and its correction are left out."
_FINEST = "Where a work gives the day, those that give only its month or its year are left to the data."
_ANSWERS = (
    "Each line of a row is an answer: what works say that can all be true at once. What a document rules out is not "
    "drawn, what one speaks against has a question mark."
)
_EXCLUDED = (
    "Datings that another document excludes are not drawn; the figures of datings show them, and the witnesses stand "
    "in their data."
)

EXHIBITS = (
    _timeline(
        slug="fig-timeline",
        caption=(
            "The campaign in time: rent reduction, the waves of land reform, and the beginning of the correction, on "
            f"which works differ. {_ANSWERS}"
        ),
        make=done,
        narrow=partial(done, sheet=PHONE),
        inputs=lambda ledger: {"data": drawn_datings(ledger, DONE)},
        words=_words(DRAWN),
        says=done_says,
        limits=(
            _EXCLUDED,
            *_LIMITS,
            "A wave has the days of the finest dating, though these may be of one province.",
            "Of what was done, the rows of which the title speaks are drawn, and the rent reduction before them; all "
            "other deeds and acts that two works or more date are in its data.",
            _CUT,
            "When the campaign as a whole began and ended is not drawn; the figure of its datings says who says so.",
        ),
    ),
    _timeline(
        slug="fig-decisions",
        caption=(
            "Laws, directives, reports and plenums, better dated than what was done, by how well the day is known and "
            f"then in time. {_FINEST}"
        ),
        make=decided,
        narrow=partial(decided, sheet=PHONE),
        inputs=lambda ledger: {"data": decisions(ledger)},
        words=_words(by="by how well the day is known"),
        says=decided_says,
        limits=(
            "Datings that another document excludes or speaks against are not drawn; the figures of datings show them.",
            *_LIMITS,
            "An event is drawn if two works or more date it; all others stand in the table of dates of the ledger.",
            "That a day is known means that a work gives it and none of those that stand contradicts it.",
            _CUT,
        ),
    ),
    _timeline(
        slug="fig-context",
        caption=(
            "The campaign within the time from the war to the cooperatives; its largest waves came after the division "
            f"of the country. {_ANSWERS}"
        ),
        make=around,
        narrow=partial(around, sheet=PHONE),
        inputs=lambda ledger: {"data": context_datings(ledger)},
        words=_words(NEIGHBOURS),
        says=around_says,
        limits=(
            _EXCLUDED,
            *_LIMITS,
            "The events around the campaign are a choice of the editors, a row each, and most of them two works or "
            "more date; all others stand in the table of dates of the ledger.",
            "That things stand above one another says nothing of causes.",
        ),
    ),
)
