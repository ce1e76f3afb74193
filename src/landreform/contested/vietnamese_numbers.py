"""Which number begins at a place of a Vietnamese text, in figures or in words.

The input is a text and a place, the output the one number that begins there: "172.008", "2,5 triệu", "hai trăm nghìn",
"một nghìn chín trăm năm mươi tư", "nửa triệu".
"""

from __future__ import annotations

import re
from decimal import Decimal

from landreform.contested.scale_words import VIETNAMESE_WORD, Found, settled, vietnamese_chain

_ANY = Decimal("Infinity")

_UNITS = {word: value for value, word in enumerate("một hai ba bốn năm sáu bảy tám chín".split(), start=1)}
# As they are written behind tens, and behind the word for an empty place.
_UNITS_BEHIND = _UNITS | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7}
_ONE, _BEHIND = "|".join(_UNITS), "|".join(_UNITS_BEHIND)
_SCALE = rf"(?=\s+(?:{VIETNAMESE_WORD})\b)"
# "Năm" is five, and a year: "hai mươi năm" are twenty years, "hai mươi năm nghìn" are 25,000.
_UNIT = rf"(?P<unit>(?!năm\b(?!\s+(?:{VIETNAMESE_WORD})\b))(?:{_BEHIND}))\b(?!\s+(?:mươi|trăm)\b)"
_SMALL = re.compile(
    rf"(?:(?P<ten>mười)|(?P<tens>{_ONE})\s+(?:mươi|chục))\b(?:\s+{_UNIT})?|(?P<small>{_ONE})\b", re.IGNORECASE
)
# Three digits behind a single comma are left to English, where they are thousands.
_FIGURES = re.compile(r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,(?!\d{3}(?!\d))\d+)?)(?!\w|[.,]\d)")
_HUNDRED = re.compile(r"\s+trăm\b", re.IGNORECASE)
_EMPTY_PLACE = re.compile(rf"\s+(?:không\s+trăm\s+)?(?:linh|lẻ)\s+(?P<unit>{_BEHIND})\b", re.IGNORECASE)
_HALF = re.compile(r"\s+rưỡi\b", re.IGNORECASE)
_HALF_OF = re.compile(rf"nửa{_SCALE}", re.IGNORECASE)
# In speech "một triệu hai" is 1.2 million; it is left unread.
_SHORTENED = re.compile(rf"\s+(?:(?!năm\b)(?:{_BEHIND})|\d)\b(?![.,]\d|\s+(?:{VIETNAMESE_WORD}|mươi)\b)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_BEHIND_SCALE = re.compile(r"\s+(?:không\s+trăm\s+)?", re.IGNORECASE)
#: Where a number may begin: not behind a word for a few ("dăm ba"), and not in one ("một vài").
START = re.compile(
    rf"(?<![\w.,])(?<!dăm )(?<!vài )(?=\d|(?!một\s+vài\b)(?:{_ONE}|mười|nửa)\b)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\s*năm\b", re.IGNORECASE)


def number_at(text: str, place: int) -> Found | None:
    """Read the number that begins at a place.

    Parameters
    ----------
    text : str
        Vietnamese, with points between thousands and a decimal comma.
    place : int
        Where it begins; one of those that `START` finds.

    Returns
    -------
    Found or None
        Its value is None where more stands there than can be read here. A word for years belongs to it.

    Examples
    --------
    >>> found = number_at("hai trăm nghìn người", 0)
    >>> int(found.value), int(found.unit), found.end
    (200000, 100000, 14)
    """
    half = _HALF_OF.match(text, place)
    if half:
        chain = vietnamese_chain(text, half.end())
        value, unit = Decimal(chain.worth) / 2, Decimal(chain.worth) / 2
        return settled(text, place, Found(value, unit, chain.end, scaled=True))
    found = _number(text, place)
    return settled(text, place, found) if found else None


def after(text: str, found: Found) -> int:
    """Return where the next number may begin: behind "năm", where it says that years were counted.

    Examples
    --------
    >>> after("mười năm", Found(Decimal(10), Decimal(1), 4))
    8
    """
    years = _YEARS.match(text, found.end)
    behind = years is not None and vietnamese_chain(text, years.end()).factors
    return found.end if years is None or behind else years.end()


def _number(text: str, place: int, below: Decimal = _ANY) -> Found | None:
    """Read a group with its words of scale, and what is named behind them and is worth less.

    Behind a number that is not `below` nothing more is looked for, since it will not be joined to what is before it.
    """
    figures = _FIGURES.match(text, place)
    if figures:
        value = Decimal(figures[0].replace(".", "").replace(",", "."))
        group = Found(value, Decimal(1).scaleb(int(value.as_tuple().exponent)), figures.end(), in_figures=True)
    else:
        words = _group(text, place)
        if words is None or words.value is None:
            return words
        group, value = words, words.value
    chain = vietnamese_chain(text, group.end)
    number = group._replace(
        value=value * chain.worth, unit=group.unit * chain.worth, end=chain.end, scaled=bool(chain.factors)
    )
    if not chain.factors or value * chain.worth >= below:
        return number
    return _with_lower(text, number, value * chain.worth, chain.factors[-1])


def _with_lower(text: str, number: Found, value: Decimal, worth: int) -> Found:
    half = _HALF.match(text, number.end)
    if half:
        return number._replace(value=value + Decimal(worth) / 2, unit=Decimal(worth) / 2, end=half.end())
    empty = _EMPTY_PLACE.match(text, number.end)
    if empty:
        unit = _UNITS_BEHIND[empty["unit"].lower()]
        return number._replace(value=value + unit, unit=Decimal(1), end=empty.end(), scaled=False)
    gap = _BEHIND_SCALE.match(text, number.end)
    lower = _number(text, gap.end(), Decimal(worth)) if gap else None
    if lower and lower.value is not None and lower.value < worth and (lower.scaled or lower.value >= 10):
        alike = lower.in_figures == number.in_figures and (lower.scaled or not lower.in_figures)
        return lower._replace(value=value + lower.value) if alike else number
    shortened = _SHORTENED.match(text, number.end)
    return number._replace(value=None, end=shortened.end()) if shortened else number


def _group(text: str, place: int) -> Found | None:
    """Read "năm", "mười lăm", "hai mươi mốt", "hai trăm linh ba", "chín trăm năm mươi tư"."""
    value, end = _small(text, place)
    if not value:
        return None
    hundred = _HUNDRED.match(text, end)
    if not hundred or value > 9:
        return Found(Decimal(value), Decimal(1), end)
    value, end = 100 * value, hundred.end()
    empty = _EMPTY_PLACE.match(text, end)
    if empty:
        return Found(Decimal(value + _UNITS_BEHIND[empty["unit"].lower()]), Decimal(1), empty.end())
    half = _HALF.match(text, end)
    if half:
        return Found(Decimal(value + 50), Decimal(50), half.end())
    gap = _SPACE.match(text, end)
    lower, behind = _small(text, gap.end()) if gap else (0, end)
    if lower >= 10 and not _HUNDRED.match(text, behind):
        return Found(Decimal(value + lower), Decimal(1), behind)
    shortened = _SHORTENED.match(text, end)
    if shortened:
        return Found(None, Decimal(1), shortened.end())
    return Found(Decimal(value), Decimal(100), end, scaled=True)


def _small(text: str, place: int) -> tuple[int, int]:
    """Read a number below a hundred and return it with its end; 0 where there is none."""
    found = _SMALL.match(text, place)
    if not found:
        return 0, place
    if found["small"]:
        return _UNITS[found["small"].lower()], found.end()
    tens = 10 * (1 if found["ten"] else _UNITS[found["tens"].lower()])
    return tens + _UNITS_BEHIND.get((found["unit"] or "").lower(), 0), found.end()
