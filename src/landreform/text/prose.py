"""How are numbers, dates and lists said in prose?"""

from __future__ import annotations

from collections.abc import Sequence

from landreform.contested import edtf

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MARKS = {"approximate": "about ", "uncertain": "perhaps ", "approximate_uncertain": "perhaps about "}


def number(value: float) -> str:
    """Write a number with thousands separators, and without a decimal point where it is whole.

    Examples
    --------
    >>> number(1720), number(30.79)
    ('1,720', '30.79')
    """
    value = float(value)
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


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


def plural(count: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "wave"), plural(7, "wave")
    ('1 wave', '7 waves')
    """
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day_text(date: str) -> str:
    """Say an EDTF date as prose does.

    Examples
    --------
    >>> day_text("1953-12-04"), day_text("1952-11"), day_text("[1953-03-11..1953-03-20]")
    ('4 December 1953', 'November 1952', 'between 11 March 1953 and 20 March 1953')
    """
    when = edtf.parse(date)
    if when.form == "set":
        ends = date[1:-1].replace("..", ",").split(",")
        if ".." in date:
            return f"between {day_text(ends[0])} and {day_text(ends[-1])}"
        return listing([day_text(end) for end in ends], "or")
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
