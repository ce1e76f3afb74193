"""Join the datings of events with the events, give each its four bounds, and write them as prose does."""

from __future__ import annotations

import pandas as pd

from landreform.contested import edtf
from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.tables import STATEMENT
from landreform.text.prose import day_text, listing

#: Marks of a date that its source rounds: mid-, late, about.
ROUNDED = ("approximate", "approximate_uncertain")

#: How far a rounded date reaches beyond its ends before it contradicts another. The ends of "mid-November" are drawn by
#: a convention of the ledger and not by the source; its smallest part is the third of a month, ten days, and half of
#: that is the farthest that a day can lie on the wrong side of such a line and still be nearer to it than to the middle
#: of the part next to it. Wider roundings get no more, so that no real dispute is lost.
GRACE = pd.Timedelta(days=5)


def datings(events: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Join every date that a source gives with the event that it dates.

    Parameters
    ----------
    events, dates : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        One row a row of ``dates``, by event: ``dating, event, title, theme, phase, place, aspect, printed,
        date, precision, qualifier, source, read_in, locator`` and four bounds as ``datetime64[s]``:
        ``start_earliest, start_latest, end_earliest, end_latest``. For a moment known to lie in a month, the
        first and third are its first day, the second and fourth its last. A side left open is missing.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> all_dates = datings(load("events"), load("dates"))
    >>> bool((~(all_dates["start_earliest"] > all_dates["start_latest"])).all())
    True
    """
    about = events[["event", "title", "theme", "phase", "place"]]
    joined = dates.merge(about, on="event", how="left", validate="many_to_one")
    bounds = pd.DataFrame([_bounds(row) for row in joined.itertuples()], columns=list(BOUNDS), index=joined.index)
    columns = [*"dating event title theme phase place aspect printed date precision qualifier".split(), *STATEMENT]
    return pd.concat([joined[columns], bounds.astype("datetime64[s]")], axis="columns")


def _bounds(row) -> tuple:
    """Give the four bounds of one dating; the row's own days rule, the string only splits a span."""
    first, last = row.earliest, row.latest
    if row.aspect != "span":
        return first, last, first, last
    start, end = (None if part in ("", "..") else edtf.parse(part) for part in row.date.split("/"))
    start_latest = pd.Timestamp(start.latest) if start else pd.NaT
    end_earliest = pd.Timestamp(end.earliest) if end else pd.NaT
    return first, start_latest, end_earliest, last


def with_grace(rows: pd.DataFrame, bounds: tuple[str, ...] = BOUNDS) -> pd.DataFrame:
    """Widen the datings that contradict less than their bounds say: rounded ones, and the two days of one night.

    Parameters
    ----------
    rows : DataFrame
        All datings of the events concerned, with ``event, qualifier, date`` and the bounds.
    bounds : tuple of str
        First and last possible day of the beginning, then of the end.

    Returns
    -------
    DataFrame
        The rows given. A dating marked as approximate reaches `GRACE` further on either side. Where one source names
        two days running for an event that took place once, as for a night or for the local times of two places, the
        datings on either day alone are read as the two days together.

    Examples
    --------
    >>> row = {"event": "x", "qualifier": "approximate", "date": "[1953-11-11..1953-11-20]"}
    >>> row |= dict(zip(BOUNDS, pd.to_datetime(["1953-11-11", "1953-11-20"] * 2), strict=True))
    >>> with_grace(pd.DataFrame([row]))["start_earliest"].dt.day.item()
    6
    """
    wide = {bound: rows[bound].to_numpy(copy=True) for bound in bounds}
    rounded = rows["qualifier"].isin(ROUNDED).to_numpy()
    for days, step in zip(wide.values(), (-GRACE, GRACE, -GRACE, GRACE), strict=True):
        days[rounded] += step.to_timedelta64()
    for event, (first, last) in _nights(rows).items():
        named = [f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"]
        either = ((rows["event"] == event) & rows["date"].isin(named)).to_numpy()
        for days, day in zip(wide.values(), (first, last, first, last), strict=True):
            days[either] = day.to_datetime64()
    return rows.assign(**wide)


def _nights(rows: pd.DataFrame) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    """Find for each event the two days running that one source names for it."""
    found = {}
    for row in rows[rows["date"].str.startswith(("[", "{"))].drop_duplicates(["event", "date"]).itertuples():
        when = edtf.parse(row.date)
        if when.precision == "day" and when.earliest and when.latest:
            first, last = pd.Timestamp(when.earliest), pd.Timestamp(when.latest)
            if last - first == pd.Timedelta(days=1):
                found[row.event] = (first, last)
    return found


def by_first_possible_day(datings: pd.DataFrame) -> list[str]:
    """Order events by the first day on which any source allows them to begin, then by the last.

    Returns
    -------
    list of str
        Identifiers of the events.
    """
    spans = datings.groupby("event").agg(
        first=("start_earliest", "min"), last=("end_latest", "max"), title=("title", "first")
    )
    spans["first"] = spans["first"].fillna(spans["last"])
    return list(spans.sort_values(["first", "last", "title"]).index)


def date_texts(datings: pd.DataFrame) -> pd.Series:
    """Write each dating as prose does, with a verb where it is of a beginning or an end.

    Parameters
    ----------
    datings : DataFrame
        With ``aspect`` and ``date``.

    Returns
    -------
    Series of str
        With the index given.

    Examples
    --------
    >>> date_texts(pd.DataFrame({"aspect": ["on", "end"], "date": ["1953-12-04", "1956"]})).tolist()
    ['4 December 1953', 'ends 1956']
    """
    verb = datings["aspect"].map({"start": "begins ", "end": "ends "}).fillna("")
    return (verb + datings["date"].map(days_text)).astype("str")


def days_text(date: str) -> str:
    """Write the days of a wave, each end of which may itself be a day somewhere within.

    Examples
    --------
    >>> days_text("1953-12-04"), days_text("[1954-09..1954-12]/1956")
    ('4 December 1953', 'from a day between September 1954 and December 1954 to 1956')
    """
    if "[" not in date or "/" not in date:
        return day_text(date)
    ends = [("a day " if end.startswith("[") else "") + day_text(end) for end in date.split("/")]
    return f"from {ends[0]} to {ends[1]}"


def combined_date_text(datings: pd.DataFrame) -> str:
    """Write every date that is given for one event in one phrase, equal dates once.

    Parameters
    ----------
    datings : DataFrame
        The datings of the event, in the order in which they are to be written.

    Returns
    -------
    str

    Examples
    --------
    >>> combined_date_text(pd.DataFrame({"aspect": ["start", "end", "end"], "date": ["1953", "1954", "1955"]}))
    'begins 1953, ends 1954 or 1955'
    """
    phrases = []
    for aspects, verb in ((("on", "span"), ""), (("start",), "begins "), (("end",), "ends ")):
        dates = datings.loc[datings["aspect"].isin(aspects), "date"].drop_duplicates()
        if len(dates):
            phrases.append(verb + listing([day_text(date) for date in dates], "or"))
    return ", ".join(phrases)
