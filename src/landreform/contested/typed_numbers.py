"""Which numbers people have typed into the cells of a column.

The input is the cells of one column of anybody's table as text, the output their values, and a fault for every cell
that is no number or more than one. A point or a comma before three digits may separate thousands or decimals, and so
may an apostrophe; a space may separate thousands or two numbers. Such a cell is never read in silence: it is refused
with both readings, unless the reader says what the sign is, or another cell of the same column has it in a place
where it can be only one thing, and then a note says so.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from landreform.contested.errors import Fault
from landreform.contested.hints import hint
from landreform.contested.number_words import advice

#: What a column can hold.
PERSONS, COUNT, MEASURE, PERCENTAGE = "persons", "count", "measure", "percentage"

#: More people than will ever have lived; what is above it is a slip of the keyboard, and breaks arithmetic in floats.
MOST = 10**12
#: Below this a number is noise of a computer.
LEAST = Decimal("0.000000001")

#: Above this a cell is a text, and no number that its writer can have meant.
_LONGEST = 100

#: The signs between digits, by the names that options give them.
SIGNS = {"point": ".", "comma": ",", "space": " ", "apostrophe": "'"}
_NAMES = {sign: name for name, sign in SIGNS.items()}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f"), " ")
_SAME = _SPACES | {ord("’"): "'", ord("ʼ"): "'", ord("′"): "'", ord("＇"): "'", 0x200B: "", 0xFEFF: ""}

_DIGITS = re.compile(r"[0-9]+(?:[., '][0-9]+)*", re.ASCII)
_SCIENTIFIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]\+?(-?[0-9]{1,3})", re.ASCII)
_SHARE = re.compile(r"(.*[0-9])\s*(%|‰|per\s?cent|per\s?mill?e?)", re.IGNORECASE)

_EXPECTED = {
    PERSONS: "a whole number of persons in figures, such as 15000, or an empty cell",
    COUNT: "a whole number in figures, such as 3488, or an empty cell",
    MEASURE: "a number in figures that is not below 0, such as 15000 or 0.5",
    PERCENTAGE: "a percentage with a decimal point, such as 32.94",
}


@dataclass(frozen=True)
class Signs:
    """What the signs between digits are, where somebody says it; an empty text where nobody does.

    Attributes
    ----------
    decimal, thousands : str
        One of the signs of `SIGNS`; a space is no decimal sign.

    Raises
    ------
    ValueError
        If one sign shall be both.
    """

    decimal: str = ""
    thousands: str = ""

    def __post_init__(self) -> None:
        if self.decimal and self.decimal == self.thousands:
            raise ValueError(f"the {_NAMES[self.decimal]} cannot separate both decimals and thousands")


class Reading(NamedTuple):
    """One way of reading a cell: its value, missing where it is two numbers, and what its signs are in that case."""

    value: Decimal | None
    decimal: str = ""
    thousands: str = ""


@dataclass
class TypedColumn:
    """What the cells of a column hold.

    Attributes
    ----------
    values : list of Decimal or None
        Trailing zeros are kept; None where a cell is empty or is at fault.
    faulty : list of bool
        Whether the cell is at fault.
    faults : list of Fault
    notes : list of str
        What was taken for what, where a cell has two readings and the column or an option decided.
    """

    values: list[Decimal | None] = field(default_factory=list)
    faulty: list[bool] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def floats(self) -> list[float | None]:
        """Return the values as floats, NaN where a cell is empty, None where it is at fault."""
        return [
            None if wrong else math.nan if value is None else float(value)
            for value, wrong in zip(self.values, self.faulty, strict=True)
        ]


class _Cell(NamedTuple):
    """A cell that is not empty, with its readings under the signs that somebody named, or what is wrong with it."""

    line: int
    text: str
    readings: tuple[Reading, ...] = ()
    all_readings: tuple[Reading, ...] = ()
    expected: str = ""


def read_column(
    cells: Sequence[tuple[int, str]],
    *,
    file: str = "table",
    column: str = "number",
    kind: str = PERSONS,
    signs: Signs | None = None,
    ends: bool = False,
) -> TypedColumn:
    """Read the numbers of one column.

    Parameters
    ----------
    cells : sequence of (int, str)
        Line of the file and text of each cell.
    file, column : str
        What faults and notes call them.
    kind : str
        `PERSONS` or `COUNT` (whole numbers from 0 to `MOST`), `MEASURE` (any number from 0) or `PERCENTAGE` (the same,
        where a point is the decimal sign, and ``%`` may stand behind it).
    signs : Signs, optional
        What the signs between digits are, where somebody says it.
    ends : bool
        Whether the table has the columns low, point and high, in which a word such as "over" has a place.

    Returns
    -------
    TypedColumn

    Examples
    --------
    >>> read_column([(2, "15000"), (3, ""), (4, "15000.0")]).floats()
    [15000.0, nan, 15000.0]
    >>> print(read_column([(2, "15.000")]).faults[0].expected)
    one reading: 15000 if the point separates thousands, 15 if it separates decimals; write it without, or say \
--thousands point or --decimal point
    >>> read_column([(2, "15.000"), (3, "1.337.000")], file="my.csv", column="low").notes
    ['my.csv, column low: the point separates thousands, as it must in row 3 (1.337.000); so 15.000 in row 2 is 15000']
    """
    signs = signs or Signs()
    read = [_read_cell(line, text, kind, signs, ends) for line, text in cells]
    proved = _proved(read)
    if kind == PERCENTAGE:
        read = _percentages(read)
    result = TypedColumn()
    taken: dict[tuple[str, str], list[str]] = {}
    for cell in read:
        value, expected = None, ""
        if cell is not None:
            value, expected = _settle(cell, kind, proved, taken)
            if expected:
                result.faults.append(Fault(file, cell.line, column, cell.text, expected))
        result.values.append(value)
        result.faulty.append(bool(expected))
    if kind == PERCENTAGE:
        _refuse_fractions(result, cells, file, column)
    for (what, why), those in taken.items():
        more = f" and {len(those) - 1} more like it" if len(those) > 1 else ""
        result.notes.append(f"{file}, column {column}: {what}, {why}; so {those[0]}{more}")
    return result


def _read_cell(line: int, text: str, kind: str, signs: Signs, ends: bool) -> _Cell | None:
    """Return what one cell can mean, None for an empty one."""
    plain = text.translate(_SAME).strip()
    if not plain:
        return None
    if len(plain) > _LONGEST:
        return _Cell(line, text, expected=_EXPECTED[kind])
    number, expected = _without_sign(plain, kind)
    if expected:
        return _Cell(line, text, expected=expected)
    scientific = _SCIENTIFIC.fullmatch(number)
    if scientific:
        reading = (Reading(Decimal(scientific[1]).scaleb(int(scientific[2]))),)
        return _Cell(line, text, reading, reading)
    found = readings(number)
    if not found:
        return _Cell(line, text, expected=_refusal(number, kind, ends))
    allowed = tuple(reading for reading in found if _allowed(reading, signs))
    if not allowed:
        said = " and ".join(
            hint(name, sign=_NAMES[sign])
            for name, sign in (("decimal said", signs.decimal), ("thousands said", signs.thousands))
            if sign
        )
        return _Cell(line, text, expected=f"a number as {said} has it")
    return _Cell(line, text, allowed, found)


def _without_sign(text: str, kind: str) -> tuple[str, str]:
    """Take the sign of a share from a cell; return the number and what was expected where no share may stand."""
    share = _SHARE.fullmatch(text)
    if not share:
        return text, ""
    per_mille = share[2].startswith("‰") or "mill" in share[2].lower()
    if kind != PERCENTAGE:
        return text, f"{_EXPECTED[kind]}; {share[2]} makes it a share"
    if per_mille:
        plain = share[1].strip()
        value = (
            f", {Decimal(plain).scaleb(-1):f} if per mille is meant"
            if re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain)
            else ""
        )
        return text, f"a percentage: {plain} if the sign is a slip{value}"
    return share[1].strip(), ""


def readings(number: str) -> tuple[Reading, ...]:
    """Return every way of reading digits with signs between them.

    Parameters
    ----------
    number : str
        Digits of ASCII, and between them points, commas, apostrophes and spaces.

    Returns
    -------
    tuple of Reading
        Thousands first; empty if it is no number at all.

    Examples
    --------
    >>> [str(reading.value) for reading in readings("1,337")]
    ['1337', '1.337']
    >>> [str(reading.value) for reading in readings("1.234,5")]
    ['1234.5']
    """
    if not _DIGITS.fullmatch(number):
        return ()
    groups, between = re.split(r"[., ']", number), re.findall(r"[., ']", number)
    if not between:
        return (Reading(Decimal(number)),)
    found = []
    whole = "".join(groups)
    if len(set(between)) == 1 and _grouped(groups):
        found.append(Reading(Decimal(whole), thousands=between[0]))
        if between == [" "]:
            found.append(Reading(None, thousands="two numbers"))
    *thousands, decimal = between
    alike = len(set(thousands)) <= 1 and decimal not in (*thousands, " ")
    if alike and (not thousands or _grouped(groups[:-1])):
        value = Decimal("".join(groups[:-1]) + "." + groups[-1])
        found.append(Reading(value, decimal, thousands[0] if thousands else ""))
    return tuple(found)


def _grouped(groups: list[str]) -> bool:
    """Test whether digits are grouped as thousands are: one to three, then threes, and no zero in front."""
    head, *rest = groups
    return len(head) <= 3 and not head.startswith("0") and all(len(group) == 3 for group in rest)


def _allowed(reading: Reading, signs: Signs) -> bool:
    """Test whether a reading agrees with what somebody said of the signs."""
    if reading.value is None:
        return signs.thousands != " "
    decimal, thousands = reading.decimal, reading.thousands
    if signs.decimal and (thousands == signs.decimal or decimal not in ("", signs.decimal)):
        return False
    return not (signs.thousands and (decimal == signs.thousands or thousands not in ("", signs.thousands)))


def _percentages(cells: list[_Cell | None]) -> list[_Cell | None]:
    """Keep of each percentage the reading with a decimal point: a share of a whole is no thousand percent."""
    return [
        cell
        if cell is None or len(cell.readings) < 2
        else cell._replace(readings=tuple(r for r in cell.readings if r.decimal == ".") or cell.readings)
        for cell in cells
    ]


def _proved(cells: Sequence[_Cell | None]) -> dict[tuple[str, str], tuple[int, str]]:
    """Find what a sign must be, with the first cell in which it can be nothing else: (sign, what) to line and text."""
    proved: dict[tuple[str, str], tuple[int, str]] = {}
    for cell in cells:
        if cell is None or len(cell.all_readings) != 1:
            continue
        (reading,) = cell.all_readings
        for sign, what in ((reading.decimal, "decimals"), (reading.thousands, "thousands")):
            if sign:
                proved.setdefault((sign, what), (cell.line, cell.text.strip()))
    return proved


def _settle(
    cell: _Cell, kind: str, proved: dict[tuple[str, str], tuple[int, str]], taken: dict[tuple[str, str], list[str]]
) -> tuple[Decimal | None, str]:
    """Return the one value of a cell, or what was expected; and note what decided between two readings."""
    if cell.expected:
        return None, cell.expected
    text = cell.text.strip()
    sign = next((sign for sign in text.translate(_SAME) if sign in _NAMES), "")
    left = cell.readings
    if len(left) > 1:
        ways = [what for what in ("thousands", "decimals") if (sign, what) in proved]
        if len(ways) != 1:
            return None, _both(left, sign, [proved[sign, way] for way in ways])
        (way,) = ways
        left = tuple(
            r for r in left if r.value is not None and (r.decimal if way == "decimals" else r.thousands) == sign
        )
        line, example = proved[sign, way]
        because = (f"the {_NAMES[sign]} separates {way}", f"as it must in row {line} ({example})")
        taken.setdefault(because, []).append(f"{text} in row {cell.line} is {_shown(left[0].value)}")
    elif len(cell.all_readings) > 1 and not (kind == PERCENTAGE and left[0].decimal == "."):
        way = "decimals" if left[0].decimal == sign else "thousands"
        because = (f"the {_NAMES[sign]} separates {way}", hint("signs said"))
        taken.setdefault(because, []).append(f"{text} in row {cell.line} is {_shown(left[0].value)}")
    elif left[0].decimal == "," and kind == PERCENTAGE:
        because = ("the comma separates decimals", "since no thousands can be meant")
        taken.setdefault(because, []).append(f"{text} in row {cell.line} is {_shown(left[0].value)}")
    (reading,) = left
    if reading.value is None:
        return None, f"one number; {text!r} may be two"
    return _bounded(reading.value, kind)


def _bounded(value: Decimal, kind: str) -> tuple[Decimal | None, str]:
    """Refuse what no column of the kind can hold."""
    if value > MOST:
        return None, f"a number no greater than {MOST:,}"
    if 0 < value < LEAST:
        return None, f"a number that is 0 or no smaller than {LEAST:f}"
    if kind in (PERSONS, COUNT) and value != value.to_integral_value():
        what = "a whole number of persons" if kind == PERSONS else "a whole number"
        return None, f"{what}: {_shown(value)} is a fraction, {_shown(value * 1000)} if it counts thousands"
    return value, ""


def _refuse_fractions(result: TypedColumn, cells: Sequence[tuple[int, str]], file: str, column: str) -> None:
    """Refuse a column of percentages none of which is above 1: it may hold fractions of one."""
    held = [place for place, value in enumerate(result.values) if value is not None]
    small = [place for place in held if result.values[place] != result.values[place].to_integral_value()]  # type: ignore[union-attr]
    signed = any(_SHARE.fullmatch(text.strip()) for _, text in cells)
    if result.faults or signed or not small or any(result.values[place] > 1 for place in held):  # type: ignore[operator]
        return
    line, text = cells[small[0]]
    value = result.values[small[0]]
    assert value is not None
    expected = (
        f"one reading: {_shown(100 * value)}% if the column holds fractions of one, {value}% if it holds percentages; "
        "write percentages with % behind them"
    )
    result.faults.append(Fault(file, line, column, text.strip(), expected))
    result.faulty[small[0]], result.values[small[0]] = True, None


def _both(left: tuple[Reading, ...], sign: str, mixed: list[tuple[int, str]]) -> str:
    """Name both readings of a cell, and what its reader can do."""
    name = _NAMES[sign]
    if mixed:
        places = " and ".join(f"row {line} ({text})" for line, text in mixed)
        return f"one reading: the {name} separates thousands and decimals in this column, see {places}"
    thousands, other = left
    if other.value is None:
        return f"one number: {_shown(thousands.value)} if the {name} separates thousands, else two numbers; \
write it without, or {hint('thousands', sign=name)}"
    return (
        f"one reading: {_shown(thousands.value)} if the {name} separates thousands, {_shown(other.value)} if it "
        f"separates decimals; write it without, or {hint('thousands or decimals', sign=name)}"
    )


def _shown(value: Decimal | None) -> str:
    """Write a value without exponent and without zeros behind it."""
    if value is None:
        return "two numbers"
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if len(text) <= 30 else text[:29] + "…"


def _refusal(text: str, kind: str, ends: bool) -> str:
    """Say what was expected in place of what is no number."""
    digits = re.sub(r"\d", lambda found: str(unicodedata.decimal(found[0])), text)
    if digits != text and readings(digits.replace("٬", ",").replace("٫", ".")):
        return f"the digits 0 to 9, in which it is {digits}"
    words = advice(text, ends)
    return f"{_EXPECTED[kind]}; {words}" if words else _EXPECTED[kind]
