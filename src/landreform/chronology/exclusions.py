"""Compute which datings another document excludes, and why.

What a document or a dated event shows of another event is a judgement, and stands as a row of its own in the table
``exclusions``, with its reason. What follows for each dating is computed from the dates, so that a dating added later
is put to the same test.
"""

from __future__ import annotations

import pandas as pd

from landreform.chronology.disputes import claimed_bounds
from landreform.contested import edtf
from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.sources import attributions
from landreform.ledger.tables import STATEMENT
from landreform.text.prose import day_text

#: What a witness, itself a document or an event, can show of another event.
SHOWS = {
    "had_begun": "the event had begun when the witness began",
    "not_begun": "the event had not begun when the witness began",
    "not_over": "the event was not over when the witness ended",
    "over": "the event was over when the witness began",
    "took_place": "the event took place on the day of the witness",
}

#: How much a row of the table ``exclusions`` claims.
FORCES = ("excludes", "speaks_against")


def excluded_datings(datings: pd.DataFrame, exclusions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """List the datings that another document excludes or speaks against, with the witness and the reason.

    Parameters
    ----------
    datings : DataFrame
        All datings, as `landreform.chronology.datings.datings` returns them.
    exclusions, documents : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        One row for each dating that a row of ``exclusions`` speaks against: ``exclusion, event, title, dating, date,
        source_of_dating, read_in_of_dating, force`` (one of `FORCES`), ``shows, witness`` (row of the tables dates or
        documents), ``witness_title, witness_table, witness_date`` (EDTF), ``apart`` (the least number of days by which
        the dating misses what the witness shows), ``reason, source, read_in, locator`` (of the witness).

    Notes
    -----
    The table says what a witness shows; which datings that shuts out follows from the bounds, so that a dating added
    later is put to the same test, always in the reading that is kindest to it.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> out = excluded_datings(datings(load("events"), load("dates")), load("exclusions"), load("documents"))
    >>> "vulep2013-land-reform-law-passed" in set(out["dating"])
    True
    """
    frame = claimed_bounds(datings)
    by_dating = datings.set_index("dating")
    by_document = documents.set_index("document")
    titles = by_dating["title"].to_dict() | by_document["title_en"].to_dict()
    found = []
    for row in exclusions.itertuples():
        table = "dates" if row.by_dating else "documents"
        witness = row.by_dating or row.by_document
        if table == "dates":
            seen = by_dating.loc[witness]
            date, bounds = seen["date"], [seen[bound] for bound in BOUNDS]
        else:
            date = by_document.loc[witness, "date"]
            when = edtf.parse(date)
            bounds = [pd.Timestamp(day) for day in (when.earliest, when.latest, when.earliest, when.latest)]
        for dating in frame[(frame["event"] == row.event) & (frame["dating"] != witness)].itertuples():
            apart = _misses(dating, row.shows, bounds)
            if apart > 0:
                tested = (dating.title, dating.dating, dating.date, dating.source, dating.read_in)
                shown = (row.force, row.shows, witness, titles[witness], table, date, apart, row.reason)
                found.append((row.exclusion, row.event, *tested, *shown, row.source, row.read_in, row.locator))
    columns = "exclusion event title dating date source_of_dating read_in_of_dating force shows".split()
    columns += "witness witness_title witness_table witness_date apart reason".split()
    return pd.DataFrame(found, columns=[*columns, *STATEMENT])


def dating_status(datings: pd.DataFrame, out: pd.DataFrame) -> pd.DataFrame:
    """Mark each dating as standing, spoken against or excluded, and name the witnesses against it.

    Parameters
    ----------
    datings : DataFrame
        All datings, or some.
    out : DataFrame
        What `excluded_datings` returns.

    Returns
    -------
    DataFrame
        The rows given, with ``standing`` (``stands``, ``spoken against`` or ``excluded``) and ``witnesses`` (rows of
        the tables dates and documents, joined by a comma).

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> rows = datings(load("events"), load("dates"))
    >>> frame = dating_status(rows, excluded_datings(rows, load("exclusions"), load("documents")))
    >>> frame.set_index("dating").loc["vulep2013-land-reform-law-passed", "standing"]
    'excluded'
    """
    excluded = set(out.loc[out["force"] == "excludes", "dating"])
    by = out.groupby("dating")["witness"].agg(lambda names: ", ".join(dict.fromkeys(names)))
    words = [
        "excluded" if name in excluded else "spoken against" if name in by.index else "stands"
        for name in datings["dating"]
    ]
    return datings.assign(standing=words, witnesses=datings["dating"].map(by).fillna(""))


def arguments(out: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Write in words who gives each dating that is excluded, and whose the witness is.

    Parameters
    ----------
    out : DataFrame
        What `excluded_datings` returns.
    sources : DataFrame
        The table ``sources``.

    Returns
    -------
    DataFrame
        The rows given by title, dating and force, with ``dating_by, witness_by`` (who says so and where it was read),
        with ``rejected`` and ``witness_told`` (the dating and the witness, each with its date in words and who gives
        it), and with ``shows`` and ``force`` in words.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> out = excluded_datings(datings(load("events"), load("dates")), load("exclusions"), load("documents"))
    >>> "witness_by" in arguments(out, load("sources"))
    True
    """
    given = out[["source_of_dating", "read_in_of_dating"]].set_axis(["source", "read_in"], axis="columns")
    frame = out.assign(
        dating_by=attributions(given, sources),
        witness_by=attributions(out, sources),
        shows=out["shows"].map(SHOWS),
        force=out["force"].str.replace("_", " "),
    )
    frame = frame.assign(
        rejected=[f"{day_text(row.date)}: {row.dating_by}" for row in frame.itertuples()],
        witness_told=[
            f"{row.witness_title}, {day_text(row.witness_date)}: {row.witness_by}" for row in frame.itertuples()
        ],
    )
    return frame.sort_values(["title", "dating", "force", "exclusion"], ignore_index=True)


def _misses(dating, shows: str, witness: list[pd.Timestamp]) -> int:
    """Count the days by which a claim misses what a witness shows, under the reading that is kindest to the claim."""
    start, start_last, end, end_last = witness
    days = {
        "had_begun": dating.start_earliest - start_last,
        "not_begun": start - dating.start_latest,
        "not_over": end - dating.end_latest,
        "over": dating.end_earliest - start_last,
        "took_place": max(dating.start_earliest - end_last, start - dating.end_latest),
    }
    return days[shows].days
