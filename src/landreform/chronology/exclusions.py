"""Compute which datings another document excludes, and why.

What a document or a dated event shows of another event is a judgement, and stands as a row of its own in the table
``exclusions``, with its reason. What follows for each dating is computed from the dates, so that a dating added later
is put to the same test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import pandas as pd

from landreform.chronology.datings import datings, with_grace
from landreform.chronology.disputes import claimed_bounds
from landreform.contested import edtf
from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.sources import attributions
from landreform.ledger.tables import STATEMENT, Ledger
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
    >>> from landreform.chronology.datings import datings, with_grace
    >>> from landreform.ledger.tables import load
    >>> out = excluded_datings(datings(load("events"), load("dates")), load("exclusions"), load("documents"))
    >>> "vulep2013-land-reform-law-passed" in set(out["dating"])
    True
    """
    frame = claimed_bounds(datings)
    wide = {row.dating: row for row in with_grace(frame).itertuples()}
    of_event = defaultdict[str, list[Any]](list)
    for row in frame.itertuples():
        of_event[row.event].append(row)
    by_dating = {row.dating: row for row in datings.itertuples()}
    by_document = {row.document: row for row in documents.itertuples()}
    found = []
    for row in exclusions.itertuples():
        table = "dates" if row.by_dating else "documents"
        witness = row.by_dating or row.by_document
        if table == "dates":
            seen = by_dating[witness]
            title, date, bounds = seen.title, seen.date, [getattr(seen, bound) for bound in BOUNDS]
        else:
            title, date = by_document[witness].title_en, by_document[witness].date
            when = edtf.parse(date)
            bounds = [pd.Timestamp(day) for day in (when.earliest, when.latest, when.earliest, when.latest)]
        for dating in of_event[row.event]:
            if dating.dating == witness:
                continue
            apart = _misses(dating, row.shows, bounds)
            if apart > 0 and _misses(wide[dating.dating], row.shows, bounds) > 0:
                tested = (dating.title, dating.dating, dating.date, dating.source, dating.read_in)
                shown = (row.force, row.shows, witness, title, table, date, apart, row.reason)
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
    >>> from landreform.chronology.datings import datings, with_grace
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


def datings_and_witnesses(ledger: Ledger, events: Collection[str]) -> pd.DataFrame:
    """Gather the datings of some events with what speaks against them, each as a row.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``events, dates, exclusions, documents, sources``.
    events : collection of str
        Rows of the table ``events``.

    Returns
    -------
    DataFrame
        Columns of `landreform.chronology.datings.datings` and of `dating_status`, with ``kind`` (dating or witness),
        ``label`` (who says so and where it was read; for a witness, what it is) and ``shows`` (what a witness shows,
        in words; empty for a dating). Of a witness ``date`` and the four bounds are those of its end that bears on the
        event.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> names = ("events", "dates", "exclusions", "documents", "sources")
    >>> rows = datings_and_witnesses({name: load(name) for name in names}, ["land-reform-law-passed"])
    >>> sorted(set(rows["kind"]))
    ['dating', 'witness']
    """
    rows = datings(ledger["events"], ledger["dates"])
    against = excluded_datings(rows, ledger["exclusions"], ledger["documents"])
    held = dating_status(rows, against)
    held = held[held["event"].isin(events)]
    part = held["aspect"].map({"start": " (begins)", "end": " (ends)"}).fillna("")
    held = held.assign(kind="dating", label=attributions(held, ledger["sources"]) + part, shows="")
    seen = against[against["event"].isin(events)].drop_duplicates(["event", "witness", "shows"])
    return pd.concat([held, _witnesses(seen)], ignore_index=True)


def _witnesses(seen: pd.DataFrame) -> pd.DataFrame:
    """Give the witnesses as rows, each with the days of its own that bear on the event."""
    if seen.empty:
        return pd.DataFrame()
    bounds = pd.DataFrame([_days(witness) for witness in seen.itertuples()], index=seen.index)
    rows = seen[["event", "title", *STATEMENT]].assign(
        kind="witness",
        dating=seen["witness"],
        label=seen["witness_title"],
        aspect="on",
        date=seen["witness_date"],
        shows=seen["shows"].str.replace("_", " "),
        **dict.fromkeys(("printed", "standing", "witnesses"), ""),
    )
    return rows.join(bounds).astype(dict.fromkeys(BOUNDS, "datetime64[s]"))


def _days(witness: Any) -> dict[str, Any]:
    """Return precision, qualifier and bounds of the end of a witness that bears on the event."""
    when = edtf.parse(witness.witness_date)
    if when.form == "span":
        start, end = witness.witness_date.split("/")
        when = edtf.parse(end if witness.shows == "not_over" else start)
    bounds = dict(zip(BOUNDS, (when.earliest, when.latest) * 2, strict=True))
    return {"precision": when.precision, "qualifier": when.qualifier, **bounds}


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
    >>> from landreform.chronology.datings import datings, with_grace
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
        rejected=frame["date"].map(day_text) + ": " + frame["dating_by"],
        witness_told=frame["witness_title"] + ", " + frame["witness_date"].map(day_text) + ": " + frame["witness_by"],
    )
    return frame.sort_values(["title", "dating", "force", "exclusion"], ignore_index=True)


def _misses(dating, shows: str, witness: list[pd.Timestamp]) -> int:
    """Count the days by which a claim misses what a witness shows, under the reading that is kindest to the claim."""
    start, start_last, end, end_last = witness
    gaps = {
        "had_begun": [dating.start_earliest - start_last],
        "not_begun": [start - dating.start_latest],
        "not_over": [end - dating.end_latest],
        "over": [dating.end_earliest - start_last],
        "took_place": [dating.start_earliest - end_last, start - dating.end_latest],
    }
    # A side of the witness that is open shows nothing.
    return max((gap.days for gap in gaps[shows] if pd.notna(gap)), default=0)
