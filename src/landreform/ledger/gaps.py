"""List what the ledger does not know.

Each gap takes the tables and gives a frame with one row for each thing not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from landreform.ledger.sources import attributions
from landreform.ledger.tables import Ledger


@dataclass(frozen=True)
class Gap:
    """One kind of gap.

    Attributes
    ----------
    name : str
        Identifier, as used on the page.
    title : str
        Heading of its list.
    find : callable
        Takes the ledger, returns a frame.
    total : callable
        Takes the ledger, returns the number of things of which those found are a part.
    headings : mapping of str to str
        Column of the frame to heading.
    """

    name: str
    title: str
    find: Callable[[Ledger], pd.DataFrame]
    total: Callable[[Ledger], int]
    headings: Mapping[str, str]


def second_hand(ledger: Ledger) -> pd.DataFrame:
    """Count, for each work not read itself, the statements known only through another work.

    Returns
    -------
    pandas.DataFrame
        ``source, name, rows, tables``, most statements first.
    """
    rows = _statements(ledger)
    known = rows[rows["source"] != rows["read_in"]]
    names = ledger["sources"].set_index("source")["name"]
    found = known.groupby("source").agg(
        rows=("table", "size"), tables=("table", lambda tables: ", ".join(sorted(set(tables))))
    )
    found = found.assign(name=names.reindex(found.index)).reset_index()
    return found.sort_values(["rows", "source"], ascending=[False, True]).reset_index(drop=True)


def single_source_events(ledger: Ledger) -> pd.DataFrame:
    """Find events whose dates all come from one work, the one in which they were read.

    Two works count as two only if they were read in two places: a date that one book reports from another is one
    testimony.
    """
    dates = ledger["dates"]
    reads = dates.groupby("event")["read_in"].nunique()
    lonely = dates[dates["event"].isin(reads.index[reads == 1])]
    said = attributions(lonely, ledger["sources"])
    found = lonely.assign(says=said).groupby("event").agg(says=("says", "first"), dates=("dating", "size"))
    titles = ledger["events"].set_index("event")["title"]
    return found.assign(title=titles.reindex(found.index)).reset_index()[["event", "title", "dates", "says"]]


def estimates_without_evidence(ledger: Ledger) -> pd.DataFrame:
    """Find claims for which the text read states no evidence."""
    estimates = ledger["estimates"]
    found = estimates[estimates["grade"].isin(["not_stated", "repeated"])]
    return found.assign(says=attributions(found, ledger["sources"])).reset_index(drop=True)[
        ["estimate", "author", "printed", "outcome", "grade", "evidence", "says"]
    ]


def dates_not_to_the_day(ledger: Ledger) -> pd.DataFrame:
    """Find events that no source dates to the day."""
    dates = ledger["dates"]
    exact = dates["precision"].eq("day") & dates["qualifier"].eq("none")
    vague = dates[~dates["event"].isin(dates.loc[exact, "event"])]
    found = vague.groupby("event").agg(
        printed=("printed", lambda printed: "; ".join(dict.fromkeys(printed))), precision=("precision", _finest)
    )
    titles = ledger["events"].set_index("event")["title"]
    return found.assign(title=titles.reindex(found.index)).reset_index()[["event", "title", "printed", "precision"]]


def waves_without_dates(ledger: Ledger) -> pd.DataFrame:
    """Find rows on waves without a start or without an end."""
    waves = ledger["waves"]
    found = waves[(waves["start"] == "") | (waves["end"] == "")]
    return found.assign(
        place=found["place"].replace("", "the North"), says=attributions(found, ledger["sources"])
    ).reset_index(drop=True)[["wave_row", "campaign", "wave", "place", "start", "end", "says"]]


def waves_without_communes(ledger: Ledger) -> pd.DataFrame:
    """Find rows on waves that do not say in how many communes."""
    waves = ledger["waves"]
    found = waves[waves["communes"].isna()]
    return found.assign(
        place=found["place"].replace("", "the North"), says=attributions(found, ledger["sources"])
    ).reset_index(drop=True)[["wave_row", "campaign", "wave", "place", "start", "end", "says"]]


def undated_documents(ledger: Ledger) -> pd.DataFrame:
    """Find documents of the time for which no date was read."""
    documents = ledger["documents"]
    found = documents[documents["date"] == ""]
    return found.assign(says=attributions(found, ledger["sources"])).reset_index(drop=True)[
        ["document", "title_en", "issuer", "kind", "says"]
    ]


def works_not_read(ledger: Ledger) -> pd.DataFrame:
    """Find works that were not read themselves, not even in part."""
    sources = ledger["sources"]
    return sources[sources["access"] == "second_hand"].reset_index(drop=True)[["source", "name", "kind", "year"]]


def inferred_steps(ledger: Ledger) -> pd.DataFrame:
    """Find steps of lineage that no text states and that only the numbers or the wording suggest."""
    lineage = ledger["lineage"]
    found = lineage[lineage["basis"] == "inferred"]
    authors = ledger["estimates"].set_index("estimate")["author"]
    giver = found["derives_from"].map(authors).where(found["derives_from"] != "", found["origin"])
    return found.assign(taker=found["estimate"].map(authors), giver=giver).reset_index(drop=True)[
        ["step", "taker", "giver", "carried"]
    ]


def _statements(ledger: Ledger) -> pd.DataFrame:
    """Stack source and place of reading of every row that has them."""
    return pd.concat(
        [frame[["source", "read_in"]].assign(table=name) for name, frame in ledger.items() if "read_in" in frame],
        ignore_index=True,
    )


def _finest(precisions: pd.Series) -> str:
    order = ("day", "month", "season", "year", "decade")
    return str(min(precisions, key=order.index))


def _rows_of(table: str) -> Callable[[Ledger], int]:
    return lambda ledger: len(ledger[table])


GAPS: dict[str, Gap] = {
    gap.name: gap
    for gap in (
        Gap(
            "second-hand",
            "Statements known only at second hand, by work",
            second_hand,
            lambda ledger: ledger["sources"]["source"].nunique(),
            {"name": "work", "rows": "statements", "tables": "in tables"},
        ),
        Gap(
            "works-not-read",
            "Works that were not read themselves",
            works_not_read,
            _rows_of("sources"),
            {"name": "work", "kind": "kind", "year": "year"},
        ),
        Gap(
            "single-source-events",
            "Events whose date was read in one place only",
            single_source_events,
            _rows_of("events"),
            {"title": "event", "dates": "datings", "says": "who says so"},
        ),
        Gap(
            "dates-not-to-the-day",
            "Events that no source dates to the day",
            dates_not_to_the_day,
            _rows_of("events"),
            {"title": "event", "printed": "date as printed", "precision": "finest unit"},
        ),
        Gap(
            "estimates-without-evidence",
            "Claims without stated evidence, or taken over from another claim",
            estimates_without_evidence,
            _rows_of("estimates"),
            {
                "author": "who",
                "printed": "as printed",
                "outcome": "what is counted",
                "grade": "grade",
                "says": "source",
            },
        ),
        Gap(
            "inferred-steps",
            "Steps of lineage that are inferred",
            inferred_steps,
            _rows_of("lineage"),
            {"taker": "claim", "giver": "seems to take from", "carried": "what is carried"},
        ),
        Gap(
            "waves-without-dates",
            "Rows on waves without a start or an end",
            waves_without_dates,
            _rows_of("waves"),
            {
                "campaign": "campaign",
                "wave": "wave",
                "place": "place",
                "start": "start",
                "end": "end",
                "says": "source",
            },
        ),
        Gap(
            "waves-without-communes",
            "Rows on waves without a number of communes",
            waves_without_communes,
            _rows_of("waves"),
            {"campaign": "campaign", "wave": "wave", "place": "place", "says": "source"},
        ),
        Gap(
            "undated-documents",
            "Documents of the time without a date",
            undated_documents,
            _rows_of("documents"),
            {"title_en": "document", "issuer": "issuer", "kind": "kind", "says": "source"},
        ),
    )
}
