"""Write numbers, shares, dates and lists as the prose of the book prints them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from landreform.contested import edtf

if TYPE_CHECKING:  # so that whoever writes a date does not wait for pandas
    import pandas as pd

MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
#: Words for readers where a coded value of the tables is not the word of the book.
_READERS_WORDS = {
    "rectification": "correction of errors",
    "encyclopedia": "encyclopaedia",
    "party_document": "Party document",
}
_MARKS = {"approximate": "about ", "uncertain": "perhaps ", "approximate_uncertain": "perhaps about "}

# What a point behind it does not end: initials, short forms, and the number of an item ("1. Something is assumed.").
_SHORT = "[A-Z]|c|ca|cf|ed|eds|no|nos|vol|p|pp|ch|art|doc|approx|St|Mr|Dr"
_GOES_ON = re.compile(rf"(?:^|[\s(“‘–/])(?:{_SHORT})\.$|^\d{{1,2}}\.$")


def number(value: float) -> str:
    """Write a number with thousands separators, and without a decimal point where it is whole.

    Examples
    --------
    >>> number(1720), number(30.79)
    ('1,720', '30.79')
    """
    value = float(value)
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def code_text(code: str) -> str:
    """Write a coded value of a table in the words of the book.

    Examples
    --------
    >>> code_text("rent_reduction"), code_text("rectification"), code_text("encyclopedia")
    ('rent reduction', 'correction of errors', 'encyclopaedia')
    """
    return _READERS_WORDS.get(code, code.replace("_", " "))


def curly(text: str) -> str:
    """Write the apostrophes of a text as print does.

    Examples
    --------
    >>> curly("the province's own count")
    'the province’s own count'
    """
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", text)


def listing(parts: Sequence[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def sentences(text: str) -> list[str]:
    """Split a text into its sentences, whatever letter or number each begins with; joined by spaces they are the text.

    Examples
    --------
    >>> sentences("0. Nothing is assumed. Edwin E. Moise (c. 1,500): 2. exactly 3; no. 4.")
    ['0. Nothing is assumed.', 'Edwin E. Moise (c. 1,500): 2.', 'exactly 3; no. 4.']
    """
    found: list[str] = []
    for piece in re.split(r"(?<=[.?!]) +(?=\S)", text):
        if found and _GOES_ON.search(found[-1]):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "wave"), plural(7, "wave")
    ('1 wave', '7 waves')
    """
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day_text(date: str) -> str:
    """Write an EDTF date as prose does.

    Examples
    --------
    >>> day_text("1953-12-04"), day_text("1952-11"), day_text("[1953-03-11..1953-03-20]")
    ('4 December 1953', 'November 1952', 'between 11 March 1953 and 20 March 1953')
    >>> day_text("[..1956-12]"), day_text("[1940..]")
    ('December 1956 or earlier', '1940 or later')
    """
    when = edtf.parse(date)
    if when.form in ("set", "all"):
        ends = date[1:-1].replace("..", ",").split(",")
        first, last = ends[0], ends[-1]
        if not first or not last:
            return (
                f"{day_text(first or last)} {'or' if when.form == 'set' else 'and'} {'later' if first else 'earlier'}"
            )
        if ".." in date:
            between, to = ("between", "and") if when.form == "set" else ("all from", "to")
            return f"{between} {day_text(first)} {to} {day_text(last)}"
        return listing([day_text(end) for end in ends], "or" if when.form == "set" else "and")
    if when.form == "span":
        start, end = date.split("/")
        if start in ("", ".."):
            return f"until {day_text(end)}"
        return f"from {day_text(start)}" + ("" if end in ("", "..") else f" to {day_text(end)}")
    bare = date.rstrip("?~%")
    words = _MARKS.get(when.qualifier, "")
    if when.precision == "decade":
        return f"{words}the {bare[:3]}0s"
    parts = bare.split("-")
    if when.precision == "season":
        return f"{words}{_SEASONS[int(parts[1])]} {parts[0]}"
    if len(parts) == 1:
        return words + bare
    month = MONTHS[int(parts[1]) - 1]
    return words + (f"{int(parts[2])} {month} {parts[0]}" if len(parts) == 3 else f"{month} {parts[0]}")


def rounded(value: float, figures: int = 2) -> str:
    """Write a number with so many significant figures, as prose does.

    Parameters
    ----------
    value : float
        A finite number.
    figures : int
        Significant figures, at least 1.

    Raises
    ------
    ValueError
        If the value is not finite.

    Examples
    --------
    >>> rounded(22.37), rounded(150.15), rounded(1.0)
    ('22', '150', '1')
    """
    if not math.isfinite(value):
        raise ValueError(f"A number is written where there is one, not for {value}.")
    if value == 0:
        return "0"
    digits = figures - 1 - math.floor(math.log10(abs(value)))
    return number(round(value, digits))


def rounded_down(value: float, figures: int = 2) -> str:
    """Write a lower bound with so many significant figures, so that "or more" stays true.

    Parameters
    ----------
    value : float
        A positive finite number.
    figures : int
        Significant figures, at least 1.

    Raises
    ------
    ValueError
        If the value is not finite and positive.

    Examples
    --------
    >>> rounded_down(50.53), rounded(50.53), rounded_down(0.29)
    ('50', '51', '0.29')
    """
    if not (math.isfinite(value) and value > 0):
        raise ValueError(f"A lower bound is written for a positive number, not for {value}.")
    # As a decimal, since 0.29 times a hundred falls short of 29 in binary.
    exact = Decimal(repr(float(value)))
    down = exact.quantize(Decimal(1).scaleb(exact.adjusted() + 1 - figures), rounding=ROUND_FLOOR)
    return number(float(down))


def limits(column: pd.Series) -> pd.Series:
    """Write the ends of intervals, or "no limit" where there is none.

    Parameters
    ----------
    column : Series of float
        Persons; 0 or infinity where nothing limits the number.

    Returns
    -------
    Series of str
        Whole persons, or "no limit"; index as in `column`.

    Examples
    --------
    >>> import pandas as pd
    >>> limits(pd.Series([0.0, 1337.0, math.inf])).tolist()
    ['no limit', '1,337', 'no limit']
    """
    return column.map(lambda value: number(round(value)) if math.isfinite(value) and value > 0 else "no limit")


def persons(log_value: float) -> str:
    """Write a natural logarithm of persons as a number of persons, two significant figures.

    Examples
    --------
    >>> persons(math.log(15708))
    '16,000'
    """
    return rounded(math.exp(log_value))


def span(low: float, high: float) -> str:
    """Write an interval of persons, two significant figures.

    Examples
    --------
    >>> span(642.4, 37146.6)
    '640 to 37,000'
    """
    return f"{rounded(low)} to {rounded(high)}"


def percent(share: float) -> str:
    """Write a share in whole percent; a share just above 0 or just below 1 is not rounded to it.

    Examples
    --------
    >>> percent(0.367), percent(0.0004), percent(0.999)
    ('37%', 'under 1%', 'over 99%')
    """
    if 0 < share < 0.01 or 0.99 < share < 1:
        return "under 1%" if share < 0.5 else "over 99%"
    return f"{100 * share:.0f}%"
