"""List what the ledger does not know.

Each gap takes the tables and gives a frame with one row for each thing not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from landreform.ledger.grades import on_the_campaign
from landreform.ledger.sources import attributions
from landreform.ledger.tables import Ledger

Finder = Callable[[Ledger], pd.DataFrame]


@dataclass(frozen=True)
class KnowledgeGap:
    """One kind of gap.

    Attributes
    ----------
    name : str
        Identifier, as used on the page.
    title : str
        Heading of its list.
    find : callable
        Takes the ledger, returns a frame.
    whole : str
        Table of the ledger whose rows are the things of which those found are a part.
    headings : mapping of str to str
        Column of the frame to heading.
    """

    name: str
    title: str
    find: Finder
    whole: str
    headings: Mapping[str, str]

    def total(self, ledger: Ledger) -> int:
        """Count the things of which those found are a part."""
        whole = ledger[self.whole]
        return len(on_the_campaign(whole) if self.whole == "sources" else whole)


#: Every gap by its name, in the order of the page.
GAPS: dict[str, KnowledgeGap] = {}


def _gap(title: str, whole: str, /, **headings: str) -> Callable[[Finder], Finder]:
    """Enter a function into `GAPS`, under its own name with hyphens."""

    def enter(find: Finder) -> Finder:
        name = find.__name__.replace("_", "-")
        GAPS[name] = KnowledgeGap(name, title, find, whole, headings)
        return find

    return enter


@_gap("Statements known only at second hand, by work", "sources", name="work", rows="statements", tables="in tables")
def second_hand(ledger: Ledger) -> pd.DataFrame:
    """Count, for each work not read itself, the statements known only through another work.

    Returns
    -------
    DataFrame
        ``source, name, rows, tables``, most statements first.
    """
    rows = pd.concat(frame.assign(table=name) for name, frame in ledger.items() if "read_in" in frame)
    found = rows[rows["source"] != rows["read_in"]].groupby("source", as_index=False)["table"]
    counted = found.agg(rows="size", tables=lambda tables: ", ".join(sorted(set(tables))))
    counted = counted.merge(ledger["sources"][["source", "name"]], how="left", on="source")
    return counted.sort_values(["rows", "source"], ascending=[False, True], ignore_index=True)


@_gap("Works that were not read themselves", "sources", name="work", kind="kind", year="year")
def works_not_read(ledger: Ledger) -> pd.DataFrame:
    """Find works on the campaign that were not read themselves, not even in part."""
    sources = on_the_campaign(ledger["sources"])
    return sources[sources["access"] == "second_hand"].reset_index(drop=True)


@_gap("Works that were read and have no full address", "sources", name="work", kind="kind", read_at="read at")
def works_without_address(ledger: Ledger) -> pd.DataFrame:
    """Find works on the campaign that were read, whole or in part, and whose full address is not known."""
    sources = on_the_campaign(ledger["sources"])
    return sources[(sources["access"] != "second_hand") & (sources["url"] == "")].reset_index(drop=True)


@_gap("Events whose date was read in one place only", "events", title="event", dates="datings", says="who says so")
def single_source_events(ledger: Ledger) -> pd.DataFrame:
    """Find events whose dates all come from one work, the one in which they were read.

    Two works count as two only if they were read in two places: a date that one book reports from another is one
    testimony.
    """
    dates = ledger["dates"]
    found = _with_speaker(dates[dates.groupby("event")["read_in"].transform("nunique") == 1], ledger)
    found = found.groupby("event", as_index=False).agg(says=("says", "first"), dates=("dating", "size"))
    return found.merge(ledger["events"][["event", "title"]], how="left", on="event")


@_gap(
    "Events that no source dates to the day",
    "events",
    title="event",
    printed="date as printed",
    precision="finest unit",
)
def dates_not_to_the_day(ledger: Ledger) -> pd.DataFrame:
    """Find events that no source dates to the day."""
    dates = ledger["dates"]
    exact = dates["precision"].eq("day") & dates["qualifier"].eq("none")
    vague = dates[~dates["event"].isin(dates.loc[exact, "event"])].groupby("event", as_index=False)
    found = vague.agg(
        printed=("printed", lambda printed: "; ".join(dict.fromkeys(printed))), precision=("precision", _finest)
    )
    return found.merge(ledger["events"][["event", "title"]], how="left", on="event")


@_gap(
    "Claims without stated evidence",
    "estimates",
    author="who",
    printed="as printed",
    outcome="what is counted",
    grade="grade",
    says="source",
)
def estimates_without_evidence(ledger: Ledger) -> pd.DataFrame:
    """Find claims for which the text read states no evidence."""
    estimates = ledger["estimates"]
    return _with_speaker(estimates[estimates["grade"] == "not_stated"], ledger)


@_gap(
    "Steps of lineage that are inferred",
    "lineage",
    taker="claim or restatement",
    giver="seems to take from",
    carried="what is carried",
)
def inferred_steps(ledger: Ledger) -> pd.DataFrame:
    """Find steps of lineage that no text states and that only the numbers or the wording suggest."""
    lineage = ledger["lineage"]
    found = lineage[lineage["basis"] == "inferred"].reset_index(drop=True)
    claims, repeated = ledger["estimates"], ledger["reception"]
    authors = dict(zip(claims["estimate"], claims["author"], strict=True))
    authors |= dict(zip(repeated["restatement"], repeated["author"], strict=True))
    named = found["derives_from"] + found["through"]
    giver = named.map(authors).where(named != "", found["origin"])
    return found.assign(taker=(found["estimate"] + found["restatement"]).map(authors), giver=giver)


_WAVE = {"campaign": "campaign", "wave": "wave", "place": "place"}


@_gap("Rows on waves without a start or an end", "waves", **_WAVE, start="start", end="end", says="source")
def waves_without_dates(ledger: Ledger) -> pd.DataFrame:
    """Find rows on waves without a start or without an end."""
    waves = ledger["waves"]
    found = waves[(waves["start"] == "") | (waves["end"] == "")]
    return _with_speaker(found.assign(place=found["place"].replace("", "the North")), ledger)


@_gap("Rows on waves without a number of communes", "waves", **_WAVE, says="source")
def waves_without_communes(ledger: Ledger) -> pd.DataFrame:
    """Find rows on waves that do not say in how many communes."""
    found = ledger["waves"][ledger["waves"]["communes"].isna()]
    return _with_speaker(found.assign(place=found["place"].replace("", "the North")), ledger)


@_gap(
    "Documents of the time without a date",
    "documents",
    title_en="document",
    issuer="issuer",
    kind="kind",
    says="source",
)
def undated_documents(ledger: Ledger) -> pd.DataFrame:
    """Find documents of the time for which no date was read."""
    documents = ledger["documents"]
    return _with_speaker(documents[documents["date"] == ""], ledger)


def _with_speaker(rows: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Add who says so, and where that was read, in the column ``says``."""
    return rows.assign(says=attributions(rows, ledger["sources"])).reset_index(drop=True)


def _finest(precisions: pd.Series) -> str:
    order = ("day", "month", "season", "year", "decade")
    return str(min(precisions, key=order.index))
