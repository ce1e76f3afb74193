"""Write numbers, shares, dates and lists as Vietnamese prose does."""

from __future__ import annotations

from collections.abc import Sequence

from landreform.contested import edtf
from landreform.text import prose

_SWAP = str.maketrans(",.", ".,")


def number(value: float) -> str:
    """Write a number with points between the thousands and a comma before decimals.

    Examples
    --------
    >>> number(172008), number(6.2)
    ('172.008', '6,2')
    """
    return prose.number(value).translate(_SWAP)


def rounded(value: float, figures: int = 2) -> str:
    """Write a number with so many significant figures.

    Examples
    --------
    >>> rounded(6.166), rounded(12345.0)
    ('6,2', '12.000')
    """
    return prose.rounded(value, figures).translate(_SWAP)


def rounded_down(value: float, figures: int = 2) -> str:
    """Write a lower bound with so many significant figures.

    Examples
    --------
    >>> rounded_down(50.53), rounded_down(2.449)
    ('50', '2,4')
    """
    return prose.rounded_down(value, figures).translate(_SWAP)


def percent(share: float) -> str:
    """Write a share in whole per cent.

    Examples
    --------
    >>> percent(0.7166)
    '72%'
    """
    return f"{100 * share:.0f}%"


def month(date: str) -> str:
    """Write the month and year of an EDTF date that lies in one month.

    Parameters
    ----------
    date : str
        EDTF, a day or a month, without a mark of doubt.

    Raises
    ------
    ValueError
        If the date is not known to the month.

    Examples
    --------
    >>> month("1956-07-01"), month("1952-11")
    ('tháng 7 năm 1956', 'tháng 11 năm 1952')
    """
    when = edtf.parse(date)
    first, last = when.earliest, when.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        raise ValueError(f"{date!r} does not lie in one month.")
    return f"tháng {first.month} năm {first.year}"


def day(date: str) -> str:
    """Write an EDTF date that is a day.

    Raises
    ------
    ValueError
        If the date is not known to the day.

    Examples
    --------
    >>> day("1956-07-01")
    'ngày 1 tháng 7 năm 1956'
    """
    when = edtf.parse(date)
    if when.earliest is None or when.earliest != when.latest:
        raise ValueError(f"{date!r} is not one day.")
    return f"ngày {when.earliest.day} {month(date)}"


def listing(parts: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listing(["Porter", "Moise"])
    'Porter và Moise'
    """
    return prose.listing(parts, "và")
