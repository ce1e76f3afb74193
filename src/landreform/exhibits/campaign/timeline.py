"""Draw the campaign in time: what was done, what was decided, what happened around it, and what the sources leave open.

Input: the tables of events and dates, with what speaks against a date. Output: three figures of bands of events, and
the columns that they share. Only datings that stand are drawn.
"""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from landreform.chronology.datings import combined_date_text, datings
from landreform.chronology.exclusions import dating_status, excluded_datings
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import BOUND_COLUMNS, STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.bands import Band, draw_bands, in_bands
from landreform.exhibits.draw.style import Campaign
from landreform.text.prose import code_text, number, plural

#: The window of the campaign and of its correction.
FIRST, LAST = pd.Timestamp("1952-01-01"), pd.Timestamp("1958-12-31")

#: The window of its surroundings, from the end of one war to the first years of the cooperatives.
CONTEXT_FIRST, CONTEXT_LAST = pd.Timestamp("1945-01-01"), pd.Timestamp("1961-12-31")

DONE = (
    Band("Rent reduction", ("rent_reduction",), Campaign.RENT_REDUCTION, "s"),
    Band("Land reform", ("land_reform",), Campaign.LAND_REFORM, "o"),
    Band("Violence", ("violence",), Campaign.VIOLENCE, "X"),
    Band(code_text("rectification").capitalize(), ("rectification",), Campaign.CORRECTION, "^"),
)
DECIDED = (
    Band("Laws, directives and plenums", ("policy",), Campaign.STATE, "o"),
    Band("Party", ("party",), Campaign.PARTY, "D"),
)
AROUND = (
    Band("War", ("war",), Campaign.VIOLENCE, "X"),
    Band("Recognition, aid and diplomacy", ("diplomacy",), Campaign.ABROAD, "o"),
    Band("Migration and famine", ("migration", "famine"), Campaign.OTHERS, "D"),
    Band("The campaign", ("campaign",), Campaign.LAND_REFORM, "s"),
    Band("Correction and return of land", ("correction",), Campaign.CORRECTION, "^"),
    Band("Cooperatives and plan", ("collectivisation",), Campaign.STATE, "v"),
)

#: Events of other themes that stand for the campaign and what followed it, with the band that they go to.
STAND_INS = {
    event: band
    for band, events in {
        "campaign": "rent-reduction land-reform-experimental-wave land-reform-wave-1 land-reform-wave-2 "
        "land-reform-wave-3 land-reform-wave-4 land-reform-wave-5",
        "correction": "correction-start public-apology prisoners-released correction-end land-returned "
        "fourteenth-plenum",
        "collectivisation": "three-year-plan",
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


def standing(ledger: Ledger) -> pd.DataFrame:
    """Choose the datings that no other document excludes or speaks against; columns of `datings`."""
    rows = datings(ledger["events"], ledger["dates"])
    status = dating_status(rows, excluded_datings(rows, ledger["exclusions"], ledger["documents"]))
    return rows[(status["standing"] == "stands").to_numpy()]


def dated_twice(rows: pd.DataFrame) -> pd.Series:
    """Mark the datings of events that two works or more date."""
    return rows.groupby("event")["source"].transform("nunique") >= 2


def best_dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Choose the events that two works or more date, and those of the whole North that one work dates to the day."""
    to_the_day = (rows["precision"] == "day").groupby(rows["event"]).transform("any")
    return rows[dated_twice(rows) | (to_the_day & (rows["place"] == ""))]


def campaign_datings(rows: pd.DataFrame, bands: tuple[Band, ...]) -> pd.DataFrame:
    """Choose the datings of some bands within the window of the campaign."""
    return within(rows[rows["theme"].isin([theme for band in bands for theme in band.themes])], FIRST, LAST)


def drawn_datings(ledger: Ledger, bands: tuple[Band, ...]) -> pd.DataFrame:
    """Choose the best dated events of some bands of the campaign, each with its row of the figure."""
    return in_bands(campaign_datings(best_dated(standing(ledger)), bands), bands, FIRST, LAST)


def context_datings(ledger: Ledger) -> pd.DataFrame:
    """Choose what two works or more date of the surroundings, and a few events that stand for the campaign."""
    rows = standing(ledger)
    rows = rows[dated_twice(rows) | rows["event"].isin(list(STAND_INS))]
    rows = rows.assign(theme=rows["event"].map(STAND_INS).fillna(rows["theme"]))
    touches = ~(rows["start_earliest"] > CONTEXT_LAST) & ~(rows["end_latest"] < CONTEXT_FIRST)
    return rows[touches].reset_index(drop=True)


def done(data: pd.DataFrame) -> Figure:
    """Draw what was done, band by band; see :func:`landreform.exhibits.draw.bands.draw_bands`."""
    return draw_bands(data, DONE, FIRST, LAST)


def decided(data: pd.DataFrame) -> Figure:
    """Draw what was decided, band by band; see :func:`landreform.exhibits.draw.bands.draw_bands`."""
    return draw_bands(data, DECIDED, FIRST, LAST)


def around(data: pd.DataFrame) -> Figure:
    """Draw what happened around the campaign; see :func:`landreform.exhibits.draw.bands.draw_bands`."""
    return draw_bands(data, AROUND, CONTEXT_FIRST, CONTEXT_LAST)


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence what the rows show."""
    known = drawn[drawn["precision"] == "day"]["event"].nunique()
    rival = (drawn.groupby("event")["date"].nunique() > 1).sum()
    return (
        f"Timeline of {plural(drawn['event'].nunique(), 'event')} between {drawn['start_earliest'].min():%Y} and "
        f"{drawn['end_latest'].max():%Y}, in {plural(drawn['band'].nunique(), 'band')} by theme: "
        f"{known} are dated to the day by at least one source, {rival} are dated differently by different sources."
    )


def description(drawn: pd.DataFrame) -> str:
    """List every event with every date given for it, band by band and in the order of the first possible day."""
    bands = []
    for band, group in drawn.groupby("band", sort=False):
        rows = []
        for _, event in group.sort_values(["start_earliest", "end_latest", "title"]).groupby("event", sort=False):
            rows.append(f"{event['title'].iloc[0]}: {combined_date_text(event)}")
        bands.append(f"{band}. " + "; ".join(rows) + ".")
    return " ".join(bands)


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say what the rows show."""
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
    "band": "heading of the band",
    "row": "row of the figure, from the top (number)",
}

_timeline = partial(
    FigureExhibit,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("events", "dates", "exclusions", "documents"),
)
_LIMITS = (
    "Datings that another document excludes or speaks against are not drawn; the figures of datings show them "
    "beside the witness.",
    "An event that no source of the ledger dates is not there, however well known it is.",
)
_BEST = (
    "An event is drawn if two works or more date it, or if it concerns the whole North and one work dates it to the "
    "day; all others stand in the table of dates of the ledger."
)
_CUT = "Datings that reach beyond the years of the campaign and its correction are left out."

EXHIBITS = (
    _timeline(
        slug="fig-timeline",
        caption=(
            "The waves of the land reform follow one another, each begun before a year was over; when the correction "
            "began, the sources do not agree. A point is a day, a thin line a month, season or year, a thick line "
            "what lasted; several marks at one name are datings that differ."
        ),
        make=done,
        inputs=lambda ledger: {"data": drawn_datings(ledger, DONE)},
        limits=(*_LIMITS, _BEST, _CUT),
    ),
    _timeline(
        slug="fig-decisions",
        caption=(
            "Nearly every decision has a day: laws, directives and plenums are dated better than what was done. One "
            "mark is one source’s date; several marks at one name are datings that differ."
        ),
        make=decided,
        inputs=lambda ledger: {"data": drawn_datings(ledger, DECIDED)},
        limits=(*_LIMITS, _BEST, _CUT),
    ),
    _timeline(
        slug="fig-context",
        caption=(
            "The land reform was tried while the war was on; its largest waves came after Geneva and the division of "
            "the country. One mark is one source’s date."
        ),
        make=around,
        inputs=lambda ledger: {"data": in_bands(context_datings(ledger), AROUND, CONTEXT_FIRST, CONTEXT_LAST)},
        limits=(
            *_LIMITS,
            "An event is drawn if two works or more date it; all others stand in the table of dates of the ledger. The "
            "campaign and its correction are reduced to a few events, however many works date these.",
            "That things stand above one another says nothing of causes.",
        ),
    ),
)
