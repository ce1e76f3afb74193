"""When something was, at the earliest and at the latest: dates as the sources give them, in EDTF.

The input is a date as a string, the output the first and the last day that it allows. The Extended Date/Time Format
(ISO 8601-2:2019, Library of Congress specification of 2019) writes vague dates as strings, of which this module reads
the forms below. A qualifier (``?``, ``~``, ``%``) is kept and never widens the days: how far "about" reaches is a
decision for whoever makes a table of dates, and stands there in two columns of its own.

======================  =====================================================================
``1953``                a year
``1953-12``             a month
``1953-12-04``          a day
``1956-21``             a season: 21 spring, 22 summer, 23 autumn, 24 winter
``195X``                a decade
``1954-06~``            approximately; ``?`` uncertain, ``%`` both
``1953-04/1953-07``     a span; ``..`` or nothing for an end that is open or unknown
``[1952-09..1952-12]``  one moment somewhere within; also ``[1956-10-27,1956-10-29]``
``[..1956-12]``         one moment, December 1956 or earlier: "by", "before", "until"
``[1940..]``            one moment, 1940 or later: "after", "not before"
``{1956-10..1956-12}``  all of the members, with the same two open sides: ``{..1983-12}``
======================  =====================================================================

A side that is open has no day, and contradicts nothing. The days of a set are those of its members together: a year
beside one of its months allows the whole year. From one date ``..`` another, as in a span, the first day is that of
the first date and the last day that of the second.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

PRECISIONS = ("day", "month", "season", "year", "decade")
QUALIFIERS = {"": "none", "~": "approximate", "?": "uncertain", "%": "approximate_uncertain"}

# Meteorological seasons of the northern hemisphere; winter is counted to the year in which it begins.
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_BRACKETS = {"set": "[]", "all": "{}"}
_SINGLE = re.compile(r"(?P<year>\d{4}|\d{3}X)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[?~%]?)")


@dataclass(frozen=True)
class Edtf:
    """What an EDTF string says.

    Attributes
    ----------
    text : str
        The string, unchanged.
    form : {'single', 'span', 'set', 'all'}
        One date, an interval that lasts, one moment out of several, or all of several.
    earliest, latest : date or None
        First and last day that the string allows; None where an end is open or unknown.
    precision : {'day', 'month', 'season', 'year', 'decade'}
        The finest unit that occurs in it.
    qualifier : {'none', 'approximate', 'uncertain', 'approximate_uncertain'}
        Union of the marks that occur in it.
    """

    text: str
    form: str
    earliest: date | None
    latest: date | None
    precision: str
    qualifier: str


def parse(text: str) -> Edtf:
    """Parse an EDTF string into the days that it allows.

    Parameters
    ----------
    text : str
        One of the forms listed at the head of this module.

    Returns
    -------
    Edtf

    Raises
    ------
    ValueError
        If the string is no date of these forms, or a span or set runs backwards; the text says what was
        expected.

    Notes
    -----
    Library of Congress, *Extended Date/Time Format (EDTF) Specification* (2019), levels 0 to 2 in part.

    Examples
    --------
    >>> parse("1953-12").latest.isoformat()
    '1953-12-31'
    >>> parse("[1952-09..1952-12]").form
    'set'
    >>> parse("[..1956-12]").earliest is None, parse("[..1956-12]").latest.isoformat()
    (True, '1956-12-31')
    >>> parse("[1956,1956-03]").latest.isoformat()
    '1956-12-31'
    """
    for form, brackets in _BRACKETS.items():
        if text.startswith(brackets[0]) and text.endswith(brackets[1]):
            return _joined(text, form, _members(text[1:-1]))
    if "/" in text:
        ends = text.split("/")
        if len(ends) != 2:
            raise ValueError("an interval with one '/'")
        return _joined(text, "span", [ends])
    return _single(text)


def allows(text: str, day: date) -> bool:
    """Test whether a day lies within what an EDTF string allows.

    Examples
    --------
    >>> allows("1953", date(1953, 12, 4))
    True
    """
    when = parse(text)
    return (when.earliest is None or when.earliest <= day) and (when.latest is None or day <= when.latest)


def interchangeable(text: str) -> str:
    """Write an EDTF string so that every reader of the format understands it.

    Parameters
    ----------
    text : str
        One of the forms listed at the head of this module.

    Returns
    -------
    str
        The same, but for what the specification does not have. In a span with a season at an end there stands the
        first or the last month of the season, as this module counts it; in a set from one date to another the coarser
        of two ends is written as finely as the other. A mark of doubt stays, and so do the days.

    Raises
    ------
    ValueError
        As `parse`.

    Examples
    --------
    >>> interchangeable("1956-21/1956-22~"), interchangeable("1956-21"), interchangeable("[1953-12..1956]")
    ('1956-03/1956-08~', '1956-21', '[1953-12..1956-12]')
    """
    form = parse(text).form
    if form == "span":
        first, last = text.split("/")
        seasons = [end not in ("", "..") and _single(end).precision == "season" for end in (first, last)]
        first = _side(first, "earliest", "month") if seasons[0] else first
        return f"{first}/{_side(last, 'latest', 'month') if seasons[1] else last}"
    first, dots, last = text[1:-1].partition("..")
    if form == "single" or not dots or "," in text or not (first and last):
        return text
    finest = min((_single(first).precision, _single(last).precision), key=PRECISIONS.index)
    if _single(first).precision == _single(last).precision:
        return text
    return f"{text[0]}{_side(first, 'earliest', finest)}..{_side(last, 'latest', finest)}{text[-1]}"


def _side(end: str, side: str, precision: str) -> str:
    """Return the day or month at one side of a date; any date of that precision as it is."""
    known = _single(end)
    if known.precision == precision:
        return end
    day: date = getattr(known, side)
    mark = next(sign for sign, name in QUALIFIERS.items() if name == known.qualifier)
    return f"{day:{'%Y-%m-%d' if precision == 'day' else '%Y-%m'}}{mark}"


def _single(text: str) -> Edtf:
    found = _SINGLE.fullmatch(text)
    if not found:
        raise ValueError("an EDTF date such as 1953, 1953-12, 1953-12-04, 1956-21, 195X or 1954-06~")
    return Edtf(text, "single", *_days(found["year"], found["month"], found["day"]), QUALIFIERS[found["mark"]])


def _days(year: str, month: str | None, day: str | None) -> tuple[date, date, str]:
    """Return the first day, the last day and the precision of one date."""
    if year.endswith("X"):
        if month:
            raise ValueError("a decade without a month")
        first = int(year[:3]) * 10
        return date(first, 1, 1), date(first + 9, 12, 31), "decade"
    number = int(year)
    if number == 0:
        raise ValueError("a year from 0001 on")
    if month is None:
        return date(number, 1, 1), date(number, 12, 31), "year"
    unit = int(month)
    if unit in _SEASON_MONTHS and day is None:
        first, last = _SEASON_MONTHS[unit]
        last_year = number + (last < first)
        return date(number, first, 1), date(last_year, last, monthrange(last_year, last)[1]), "season"
    if not 1 <= unit <= 12:
        raise ValueError("a month from 01 to 12 or a season from 21 to 24")
    length = monthrange(number, unit)[1]
    if day is None:
        return date(number, unit, 1), date(number, unit, length), "month"
    if not 1 <= int(day) <= length:
        raise ValueError(f"a day from 01 to {length} in {year}-{month}")
    exact = date(number, unit, int(day))
    return exact, exact, "day"


def _members(inside: str) -> list[list[str]]:
    """Return the members of a set, a date or the two ends of a range each; an open side is an empty string."""
    parts = [part.split("..") for part in inside.split(",")]
    ends = [end for part in parts for end in part]
    # Only the first member can be open towards the past, only the last one towards the future.
    if any(len(part) > 2 for part in parts) or not all(ends[1:-1]) or not any(ends):
        raise ValueError("a set written as [a..b], [a,b], [..b] or [a..]")
    if len(parts) > 1 and (parts[0] == [""] or parts[-1] == [""]):
        raise ValueError("a set whose members are all dates")
    return parts


def _joined(text: str, form: str, members: list[list[str]]) -> Edtf:
    """Combine the two ends of a span, or the members of a set, of which none need begin or end last."""
    known = [[None if end in ("", "..") else _single(end) for end in member] for member in members]
    present = [end for member in known for end in member if end]
    if not present:
        raise ValueError("at least one end that is a date")
    for first, second in pairwise(present):
        # "1953-01-20/1953-01" is a span: its end may still be any later day of the month.
        if second.latest and first.earliest and second.latest < first.earliest:
            raise ValueError("an earlier date before a later one")
    marks = {end.qualifier for end in present} - {"none"}
    qualifier = marks.pop() if len(marks) == 1 else "approximate_uncertain" if marks else "none"
    firsts = [member[0].earliest if member[0] else None for member in known]
    lasts = [member[-1].latest if member[-1] else None for member in known]
    # a member that is coarser than its neighbour may hold the first or the last day: "[1956,1956-03]" ends in December
    earliest = None if None in firsts else min(day for day in firsts if day)
    latest = None if None in lasts else max(day for day in lasts if day)
    return Edtf(text, form, earliest, latest, min((end.precision for end in present), key=PRECISIONS.index), qualifier)
