"""Find the datings of one event that cannot both be true, and the largest sets that can.

A dispute is never settled by an average. Datings that can all be true at once make one answer, and an event may have
several. A dating that leaves a side open contradicts nothing on that side, and a rounded one nothing next to its
rounding (`landreform.chronology.datings.with_grace`). What another document shuts out is the subject of
`landreform.chronology.exclusions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from pandas.api.typing import NaTType

from landreform.chronology.datings import ROUNDED, with_grace
from landreform.contested.time_intervals import BOUNDS
from landreform.text.prose import day_text

_FAR_PAST, _FAR_FUTURE = pd.Timestamp("1800-01-01"), pd.Timestamp("2100-01-01")
_FAR = (_FAR_PAST, _FAR_FUTURE, _FAR_PAST, _FAR_FUTURE)


def claimed_bounds(datings: pd.DataFrame) -> pd.DataFrame:
    """Compute what each dating claims of the beginning and of the end of its event.

    An event *lasts* where any source gives it a span, a beginning or an end. A bare date of such an event says only
    that some of it lay there; a bare date of any other event is its one day.

    Parameters
    ----------
    datings : DataFrame
        All datings of the events concerned, as `landreform.chronology.datings.datings` returns them.

    Returns
    -------
    DataFrame
        The same rows with ``lasts`` and with the four bounds replaced by what is claimed; what is not claimed is set
        so far away that it contradicts nothing.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> frame = claimed_bounds(datings(load("events"), load("dates"))).set_index("dating")
    >>> bool(frame.loc["enwiki-quynh-luu-quynh-luu-uprising", "lasts"])
    True
    """
    lasts = datings["aspect"].isin(["span", "start", "end"]).groupby(datings["event"]).transform("any")
    given = {bound: datings[bound].to_numpy("datetime64[s]") for bound in BOUNDS}
    claimed = {bound: days.copy() for bound, days in given.items()}
    rows_and_bounds = (
        (lasts & (datings["aspect"] == "on"), (None, "end_latest", "start_earliest", None)),
        (datings["aspect"] == "start", ("start_earliest", "start_latest", "start_earliest", None)),
        (datings["aspect"] == "end", (None, "end_latest", "end_earliest", "end_latest")),
    )
    for rows, taken_from in rows_and_bounds:
        for bound, column in zip(BOUNDS, taken_from, strict=True):
            claimed[bound][rows] = given[column][rows] if column else np.datetime64("NaT")
    for bound, far in zip(BOUNDS, _FAR, strict=True):
        claimed[bound][np.isnat(claimed[bound])] = far.to_datetime64()
    return datings.assign(lasts=lasts, **claimed)


def incompatible_datings(datings: pd.DataFrame) -> pd.DataFrame:
    """List the pairs of datings of one event that no course of events could satisfy together.

    Parameters
    ----------
    datings : DataFrame
        As for `claimed_bounds`.

    Returns
    -------
    DataFrame
        One row a pair: ``event, title, first, second`` (datings), ``first_date, second_date`` (EDTF), ``point``
        (``beginning``, ``end`` or ``day``, whichever lies further apart) and ``apart`` (the least number of days
        between what the two say of it).

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> rival = incompatible_datings(datings(load("events"), load("dates")))
    >>> rival.loc[rival["event"] == "circular-1197", "apart"].item()
    1
    """
    found = []
    for event, rows, wide in _by_event(datings):
        for a, b in combinations(rows.values(), 2):
            if _apart(wide[a.dating], wide[b.dating]) and (apart := _apart(a, b)):
                found.append((event, a.title, a.dating, b.dating, a.date, b.date, *apart))
    columns = "event title first second first_date second_date point apart".split()
    return pd.DataFrame(found, columns=columns)


def answers(datings: pd.DataFrame) -> pd.DataFrame:
    """Gather the datings of each event into answers: the largest sets of datings that can all be true at once.

    Parameters
    ----------
    datings : DataFrame
        As for `claimed_bounds`.

    Returns
    -------
    DataFrame
        One row an answer, by event and first day: ``event, title, answer`` (number within the event), ``datings``
        (tuple), ``sources`` (tuple of keys), and the four `BOUNDS` within which all of its datings agree; a bound
        that none of them sets is missing. A vague dating may belong to several answers.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> frame = answers(datings(load("events"), load("dates")))
    >>> int((frame["event"] == "giap-speech").sum())
    2
    """
    return _answer_frame(_answers(datings))


def _answers(datings: pd.DataFrame) -> list[dict[str, Any]]:
    """Gather the rows of `answers`."""
    found = []
    for event, rows, wide in _by_event(datings):
        fits = nx.Graph()
        fits.add_nodes_from(rows)
        fits.add_edges_from((a, b) for a, b in combinations(rows, 2) if not _apart(wide[a], wide[b]))
        sets = []
        for clique in nx.find_cliques(fits):
            members = [rows[name] for name in rows if name in set(clique)]
            sets.append((_agreed(members, wide), members))
        sets.sort(key=lambda answer: (answer[0], [row.dating for row in answer[1]]))
        for number, (bounds, members) in enumerate(sets, start=1):
            answer = {
                "event": event,
                "title": members[0].title,
                "answer": number,
                "datings": tuple(row.dating for row in members),
                "sources": tuple(dict.fromkeys(row.source for row in members)),
            }
            found.append(answer | dict(zip(BOUNDS, map(_or_open, bounds), strict=True)))
    return found


def _or_open(day: pd.Timestamp) -> pd.Timestamp | NaTType:
    """Return a day, or that there is none where a side is open."""
    return pd.NaT if day in (_FAR_PAST, _FAR_FUTURE) else day


def _answer_frame(rows: list[dict[str, Any]], *more: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["event", "title", "answer", "datings", "sources", *BOUNDS, *more])
    return frame.astype(dict.fromkeys(BOUNDS, "datetime64[s]"))


def without_vaguer(datings: pd.DataFrame) -> pd.DataFrame:
    """Leave out each dating that says nothing beside a finer one of its event: the month of a day, the year of a month.

    Parameters
    ----------
    datings : DataFrame
        As for `claimed_bounds`.

    Returns
    -------
    DataFrame
        The rows that are left, as they were given. Datings that leave the same days open all stay.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> rows = datings(load("events"), load("dates"))
    >>> apology = rows[rows["event"] == "public-apology"]
    >>> sorted(set(apology["precision"])), sorted(set(without_vaguer(apology)["precision"]))
    (['day', 'month', 'year'], ['day'])
    """
    kept: list[str] = []
    for _, rows, wide in _by_event(datings):
        open_days = {name: _open_days(row) for name, row in rows.items()}
        kept += [
            name
            for name in rows
            if not any(open_days[other] < open_days[name] and _within(rows[other], wide[name]) for other in rows)
        ]
    return datings[datings["dating"].isin(kept)]


def _within(fine: Any, vague: Any) -> bool:
    """Test whether all that one claim allows is allowed by another."""
    return bool(
        vague.start_earliest <= fine.start_earliest
        and fine.start_latest <= vague.start_latest
        and vague.end_earliest <= fine.end_earliest
        and fine.end_latest <= vague.end_latest
    )


def _open_days(claim: Any) -> int:
    """Count the days that a claim leaves open, of the beginning and of the end together."""
    return sum(_sides(claim))


def _sides(claim: Any) -> tuple[int, int]:
    """Count the days that a claim leaves open of the beginning, and those of the end."""
    return (claim.start_latest - claim.start_earliest).days, (claim.end_latest - claim.end_earliest).days


def _by_event(datings: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield each event with what its datings claim, and with what they claim when they are given their grace."""
    claimed = claimed_bounds(datings)
    as_given, wide = defaultdict[str, dict[str, Any]](dict), defaultdict[str, dict[str, Any]](dict)
    for frame, rows in ((claimed, as_given), (with_grace(claimed), wide)):
        for row in frame.itertuples():
            rows[row.event][row.dating] = row
    yield from ((event, rows, wide[event]) for event, rows in as_given.items())


def _agreed(members: list, wide: dict) -> tuple[pd.Timestamp, ...]:
    """Return the bounds on which datings agree: as given, else without the rounded ones, else with the grace of all."""
    sure = [row for row in members if row.qualifier not in ROUNDED]
    for rows in (members, sure, [wide[row.dating] for row in sure], [wide[row.dating] for row in members]):
        start, start_last, end, end_last = (
            closest((getattr(row, bound) for row in rows), default=far)
            for bound, closest, far in zip(BOUNDS, (max, min, max, min), _FAR, strict=True)
        )
        if rows and start <= start_last and end <= end_last and start <= end_last:
            break
    return start, start_last, end, end_last


def standing_answers(datings: pd.DataFrame) -> pd.DataFrame:
    """Gather the answers of each event, and say how each stands once what documents exclude or doubt is gone.

    Parameters
    ----------
    datings : DataFrame
        As for `claimed_bounds`, with ``standing`` (``stands``, ``spoken against`` or ``excluded``).

    Returns
    -------
    DataFrame
        What `answers` returns, with ``standing``. An answer is excluded where the datings that are left once the
        excluded ones are gone no longer make an answer of their own, and spoken against where those that nothing speaks
        against do not. Of an answer that is left, datings and days are those without what is gone. Where its datings
        agree only because some are rounded, the days are those of the finest of them.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.chronology.exclusions import dating_status, excluded_datings
    >>> from landreform.ledger.tables import load
    >>> rows = datings(load("events"), load("dates"))
    >>> rows = dating_status(rows, excluded_datings(rows, load("exclusions"), load("documents")))
    >>> standing_answers(rows[rows["event"] == "land-reform-law-passed"])["standing"].tolist()
    ['excluded', 'stands']
    """
    every = [row | {"standing": "excluded"} for row in _answers(datings)]
    stands = dict(zip(datings["dating"], datings["standing"], strict=True))
    for before, after, fallen in (
        ("excluded", "spoken against", {"excluded"}),
        ("spoken against", "stands", {"excluded", "spoken against"}),
    ):
        for left in _answers(datings[~datings["standing"].isin(fallen)]):
            for row in every:
                rest = {name for name in row["datings"] if stands[name] not in fallen}
                if (row["standing"], row["event"]) == (before, left["event"]) and rest == set(left["datings"]):
                    row |= {name: left[name] for name in ("datings", "sources")} | {"standing": after}
                    break
    claims = {name: row for _, rows, _ in _by_event(datings) for name, row in rows.items()}
    for row in every:
        row |= zip(BOUNDS, map(_or_open, _finest(claims[name] for name in row["datings"])), strict=True)
    return _answer_frame(every, "standing")


def _finest(members: Iterable[Any]) -> tuple[pd.Timestamp, ...]:
    """Return the bounds on which datings agree, from the finest on; one that misses those before it is passed over."""
    agreed: tuple[pd.Timestamp, ...] = _FAR
    for row in sorted(members, key=lambda row: sorted(_sides(row))):
        closer = tuple(
            pick(day, getattr(row, bound))
            for pick, day, bound in zip((max, min, max, min), agreed, BOUNDS, strict=True)
        )
        if closer[0] <= closer[1] and closer[2] <= closer[3] and closer[0] <= closer[3]:
            agreed = closer
    return agreed


def answer_texts(frame: pd.DataFrame) -> pd.Series:
    """Write each answer as prose does.

    Parameters
    ----------
    frame : DataFrame
        What `answers` returns.

    Returns
    -------
    Series of str
        With the index given: the day or days on which all of its datings agree; for an event that lasts, those of its
        beginning and those of its end.

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.ledger.tables import load
    >>> frame = answers(datings(load("events"), load("dates")))
    >>> answer_texts(frame[frame["event"] == "giap-speech"]).tolist()
    ['27 October 1956', '29 October 1956']
    """
    texts = []
    for row in frame.itertuples():
        start = _days_text(row.start_earliest, row.start_latest)
        end = _days_text(row.end_earliest, row.end_latest)
        texts.append(start if start == end else f"begins {start}, ends {end}")
    return pd.Series(texts, index=frame.index, dtype="str")


def _days_text(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write a range of days, as months or years where it is made of whole ones."""
    if pd.isna(first) and pd.isna(last):
        return "at a time not given"
    if pd.isna(first) or pd.isna(last):
        return f"not before {_day_text(first)}" if pd.isna(last) else f"by {_day_text(last)}"
    forms = ["%Y-%m-%d"]
    if first.is_month_start and last.is_month_end:
        forms.insert(0, "%Y-%m")
    if first.is_year_start and last.is_year_end:
        forms.insert(0, "%Y")
    ends = [day_text(day.strftime(forms[0])) for day in (first, last)]
    return ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"


def _day_text(day: pd.Timestamp) -> str:
    return day_text(f"{day:%Y-%m-%d}")


def summary(datings: pd.DataFrame, out: pd.DataFrame) -> pd.DataFrame:
    """Count, for each event that is dated more than once, its rival datings and what is left of them.

    Parameters
    ----------
    datings : DataFrame
        As for `claimed_bounds`.
    out : DataFrame
        What `landreform.chronology.exclusions.excluded_datings` returns for them.

    Returns
    -------
    DataFrame
        One row an event with more than one date, the most answers first: ``event, title, theme, datings, dates``
        (different ones), ``sources, first`` and ``last`` (outermost days that any source names), ``answers``, ``days``
        (from the one to the other, both counted), ``excluded`` (datings shut out), ``doubted`` (datings spoken
        against and not shut out), ``answers_left`` (once the datings shut out are gone).

    Examples
    --------
    >>> from landreform.chronology.datings import datings
    >>> from landreform.chronology.exclusions import excluded_datings
    >>> from landreform.ledger.tables import load
    >>> rows = datings(load("events"), load("dates"))
    >>> frame = summary(rows, excluded_datings(rows, load("exclusions"), load("documents")))
    >>> bool((frame["answers_left"] <= frame["answers"]).all())
    True
    """
    gone = set(out.loc[out["force"] == "excludes", "dating"])
    doubted = set(out["dating"]) - gone
    kept = datings[~datings["dating"].isin(gone)]
    count, left = (answers(rows).groupby("event").size() for rows in (datings, kept))
    table = datings.groupby("event", sort=False).agg(
        title=("title", "first"),
        theme=("theme", "first"),
        datings=("dating", "size"),
        dates=("date", "nunique"),
        sources=("source", "nunique"),
        first=("start_earliest", "min"),
        last=("end_latest", "max"),
    )
    named = datings["dating"].groupby(datings["event"])
    table = table.assign(
        answers=count,
        days=(table["last"] - table["first"]).dt.days + 1,
        excluded=named.agg(lambda names: names.isin(gone).sum()),
        doubted=named.agg(lambda names: names.isin(doubted).sum()),
        answers_left=left.reindex(table.index).fillna(0).astype(int),
    )
    table = table[table["dates"] > 1].reset_index()
    return table.sort_values(["answers", "first", "event"], ascending=[False, True, True], ignore_index=True)


def _apart(a, b) -> tuple[str, int] | None:
    """Return at which point and by how many days two claims miss each other, or nothing where both can stand."""
    start = max(a.start_earliest - b.start_latest, b.start_earliest - a.start_latest).days
    end = max(a.end_earliest - b.end_latest, b.end_earliest - a.end_latest).days
    if max(start, end) > 0:
        if not a.lasts:
            return "day", start
        return ("beginning", start) if start >= end else ("end", end)
    # Both ends agree one by one; the beginning agreed on must still not lie after the end agreed on.
    crossed = (max(a.start_earliest, b.start_earliest) - min(a.end_latest, b.end_latest)).days
    return ("end", crossed) if crossed > 0 else None
