"""List the events that the sources date differently, and who gives which date.

Input: the tables of events, dates and sources. Output: a numbered table with one row a date.
"""

import pandas as pd

from landreform.chronology.datings import by_first_possible_day, datings
from landreform.exhibits.base import Ledger, TableExhibit, Words
from landreform.exhibits.campaign.timeline import DATING_COLUMNS, DECIDED, DONE, campaign_datings
from landreform.exhibits.columns import SAYS_COLUMN
from landreform.ledger.sources import attributions
from landreform.text.prose import number, plural


def disputed(datings: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Keep the events with more than one date, in the order of the timeline.

    Parameters
    ----------
    datings : DataFrame
        From :func:`landreform.chronology.datings.datings`, or some rows of it.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    DataFrame
        The columns of ``datings`` and ``says``.
    """
    place = {event: position for position, event in enumerate(by_first_possible_day(datings))}
    rows = datings.assign(row=datings["event"].map(place)).sort_values(["row", "start_earliest", "dating"])
    rival = rows.groupby("event").filter(lambda group: group["date"].nunique() > 1)
    return rival.assign(says=attributions(rival, sources)).drop(columns="row")


def _inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    rows = datings(ledger["events"], ledger["dates"])
    return {"datings": campaign_datings(rows, DONE + DECIDED), "sources": ledger["sources"]}


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence what the table holds."""
    return (
        f"Table of {plural(len(rows), 'date')} for {plural(rows['event'].nunique(), 'event')} of the campaign, one row "
        "a date: the event, the date as printed, who says so and where."
    )


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how many events are disputed, and how many dates the most disputed has."""
    counts = rows.groupby("event").agg(title=("title", "first"), dates=("date", "nunique"))
    most = counts.sort_values(["dates", "title"]).iloc[-1]
    return (
        f"{number(len(counts))} events of the timeline have more than one date.",
        f"“{most['title']}” has {plural(int(most['dates']), 'different date')}.",
    )


EXHIBIT = TableExhibit(
    slug="tab-disputed-datings",
    caption="Events of the timeline that the sources date differently, with the date in the words of the source.",
    make=disputed,
    inputs=_inputs,
    headings={"title": "event", "printed": "date as printed", "says": "who says so", "locator": "where"},
    words=Words(alt, conclusions, DATING_COLUMNS | SAYS_COLUMN),
    tables=("events", "dates", "sources"),
    limits=(
        "It does not choose among the dates; sources that agree may have one origin.",
        "Dates may differ because they are dates of different acts, such as passing and promulgating a law.",
    ),
    merge="title",
    links={"printed": ("dates", "dating"), "says": ("sources", "source")},
)
