"""Write days shortly, for the room that there is beside a mark: a day, a month, a season, and what lasted.

Input: first and last possible days. Output: a few words.
"""

from __future__ import annotations

from typing import Any

import pandas as pd


def short_days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write two days shortly, what they have in common once.

    Examples
    --------
    >>> short_days(pd.Timestamp("1954-01-25"), pd.Timestamp("1954-01-30"))
    '25–30 Jan 1954'
    >>> short_days(pd.Timestamp("1956-08-25"), pd.Timestamp("1956-10-05"))
    '25 Aug – 5 Oct 1956'
    """
    if first == last:
        return f"{last.day} {last:%b %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%b %Y}"
    return f"{first.day} {first:%b{' %Y' if first.year != last.year else ''}} – {last.day} {last:%b %Y}"


def short_time(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write a stretch of time shortly, as years or months where it is made of whole ones.

    Examples
    --------
    >>> short_time(pd.Timestamp("1953-01-01"), pd.Timestamp("1953-12-31"))
    '1953'
    >>> short_time(pd.Timestamp("1956-03-01"), pd.Timestamp("1956-05-31"))
    'Mar–May 1956'
    """
    if not (first.is_month_start and last.is_month_end):
        return short_days(first, last)
    if first.is_year_start and last.is_year_end:
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if first.year != last.year:
        return f"{first:%b %Y} – {last:%b %Y}"
    return f"{last:%b %Y}" if first.month == last.month else f"{first:%b}–{last:%b %Y}"


def short_date(dating: Any) -> str:
    """Write shortly what a dating, or an answer, says of its event.

    Parameters
    ----------
    dating : named tuple
        With the four bounds; a side that is open is missing.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> month = {"start_earliest": pd.Timestamp("1953-11-01"), "start_latest": pd.Timestamp("1953-11-30")}
    >>> short_date(SimpleNamespace(**month, end_earliest=month["start_earliest"], end_latest=month["start_latest"]))
    'in Nov 1953'
    """
    begins, begun, over, ends = (
        getattr(dating, name) for name in ("start_earliest", "start_latest", "end_earliest", "end_latest")
    )
    if pd.isna(begins) and pd.isna(ends):
        # Of what lasted, only a time is named in which some of it lay.
        return f"in {short_time(over, begun)}"
    if pd.isna(begins):
        return f"by {short_time(over if pd.notna(over) else ends, ends)}"
    if pd.isna(ends):
        return f"from {short_time(begins, begun if pd.notna(begun) else begins)}"
    if (begins, begun) == (over, ends):
        told = short_time(begins, ends)
        return told if begins == ends else f"{'within' if told[0].isdigit() and ' ' in told else 'in'} {told}"
    if begins == begun and over == ends:
        return short_days(begins, ends)
    first, last = short_time(begins, begun), short_time(over, ends)
    if first.isdigit() and last.isdigit():
        return first if first == last else f"{first}–{last}"
    if not first.isdigit() and begun.year == over.year:
        first = first.removesuffix(f" {begun.year}")
    return f"{first} to {last}" if "–" in first + last else f"{first} – {last}"
