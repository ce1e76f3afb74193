"""Which values a number allows, taken as it is printed and with its hedge.

The input is a row of a table of counts, the output the interval of the values that satisfy it. "More than 3,300",
"nearly 8 million" and "hundreds" are statements too. Two statements agree where their intervals meet. The arithmetic is
exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

import pandas as pd

from landreform.contested.numerals import numerals, vietnamese_numerals

INFINITY = Decimal("Infinity")


@dataclass(frozen=True)
class Allowed:
    """Closed interval of the values that a printed statement allows; the open side is infinite."""

    low: Decimal
    high: Decimal

    def meets(self, other: Allowed) -> bool:
        """Whether some value satisfies both statements."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Allowed) -> Allowed:
        return Allowed(self.low + other.low, self.high + other.high)

    def __str__(self) -> str:
        if self.low == self.high:
            return plain(self.low)
        if self.high == INFINITY:
            return f"{plain(self.low)} or more"
        return f"{plain(self.low)} to {plain(self.high)}"


def plain(number: Decimal) -> str:
    """Write a number out, with commas and without an exponent.

    Parameters
    ----------
    number : Decimal
        Finite.

    Returns
    -------
    str
        Without trailing zeros behind the point.

    Examples
    --------
    >>> plain(Decimal("1.234E+6")), plain(Decimal("25.30"))
    ('1,234,000', '25.3')
    """
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(cell: object) -> Decimal | None:
    """Return the exact number in a cell of a table.

    Parameters
    ----------
    cell : object
        String, number, NaN, None or empty string.

    Returns
    -------
    Decimal or None
        None for an empty cell.

    Examples
    --------
    >>> number("30.79"), number(float("nan")), number("")
    (Decimal('30.79'), None, None)
    """
    if cell is None or cell is pd.NA or (isinstance(cell, str) and not cell.strip()) or cell != cell:
        return None
    return Decimal(str(cell))


def allowed(row: Mapping[str, object], last_digit: bool = False) -> Allowed | None:
    """Return the values that one row of the ledger allows.

    Parameters
    ----------
    row : mapping
        Row of table `counts`; used are ``printed, value, low, high, bound``.
    last_digit : bool
        Whether a bare figure allows whatever rounds to its last decimal, as a percentage or a rate does, in
        place of its value alone.

    Returns
    -------
    Allowed or None
        In the unit of the row; None where it holds no number.

    Notes
    -----
    A bare figure (``exact``) allows its value alone, unless it is printed with a word of scale, such as million:
    then whatever rounds to the digits printed. ``about`` allows whatever rounds to the last digit that is not
    0: about 14 million is 13.5 to 14.5 million. This is a convention of the book, wide on purpose, so that no
    hedged number is called a contradiction for a hair. ``at_least`` and ``at_most`` are open on one side,
    ``range`` and ``order_of_magnitude`` have both ends as given.

    Examples
    --------
    >>> str(allowed({"printed": "about 14 million", "value": "14000000", "bound": "about"}))
    '13,500,000 to 14,500,000'
    """
    value, low, high = (number(row.get(column)) for column in ("value", "low", "high"))
    bound = str(row["bound"])
    if bound in ("range", "order_of_magnitude"):
        return None if low is None or high is None else Allowed(low, high)
    if bound == "at_least":
        least = value if low is None else low
        return None if least is None else Allowed(least, INFINITY)
    if bound == "at_most":
        most = value if high is None else high
        return None if most is None else Allowed(Decimal(0), most)
    if value is None:
        return None
    half = _half_unit(str(row.get("printed") or ""), value, bound)
    if last_digit and bound == "exact" and not half:
        decimals = _decimals(str(row.get("printed") or ""), value)
        half = Decimal("0.5").scaleb(-decimals)
    return Allowed(value - half, value + half)


def percentage_in(row: Mapping[str, object]) -> str | None:
    """Return the percentage that a row prints, with its trailing zeros.

    Parameters
    ----------
    row : mapping
        Row of table `counts`; used are ``printed`` and ``value``.

    Returns
    -------
    str or None
        The digits in ``printed`` that make the value of the row; where the number is printed in words, the
        value itself; None where the row has no single value, as for a range.

    Examples
    --------
    >>> percentage_in({"printed": "32.90 per cent", "value": "32.9"})
    '32.90'
    >>> percentage_in({"printed": "five per cent", "value": 5.0})
    '5'
    """
    value = number(row.get("value"))
    if value is None:
        return None
    return f"{value:.{_decimals(str(row['printed']), value)}f}"


def _unit(printed: str, value: Decimal) -> Decimal | None:
    """Return what one step of the last digit printed is worth; None where the value is not printed in these words."""
    readings = chain(numerals(printed), vietnamese_numerals(printed))
    return next((found.unit for found in readings if found.value == value), None)


def _decimals(printed: str, value: Decimal) -> int:
    """Return the decimal places with which the value is printed, trailing zeros included."""
    unit = _unit(printed, value)
    if unit is None:
        return len(plain(value).partition(".")[2])
    return max(0, -int(unit.as_tuple().exponent))


def _half_unit(printed: str, value: Decimal, bound: str) -> Decimal:
    """Return how far the value may lie from the number printed."""
    if bound == "about":
        return Decimal("0.5").scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(0)
    unit = _unit(printed, value)
    return unit / 2 if unit and unit > 1 else Decimal(0)
