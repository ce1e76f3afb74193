"""Which number begins at a place of an English text, in figures or in words.

The input is a text and a place, the output the one number that begins there: "1,720", "two hundred and fifty thousand",
"2½ million", "three quarters of a million".
"""

from __future__ import annotations

import re
from decimal import Decimal

from landreform.contested.scale_words import ENGLISH_WORD, Chain, Found, english_chain, is_year_before_plural, settled

_UNITS = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: value for value, word in enumerate([*_UNITS, *_TEENS], start=1)}
_SMALL |= {word: 10 * value for value, word in enumerate(_TENS, start=2)}
# Words that count by themselves and take no word of scale.
_ALONE = {"twice": 2, "double": 2, "single": 1, "only": 1, "once": 1, "none": 0, "both": 2, "binary": 2}
_GLYPHS = {"½": 2, "¼": 4, "¾": 4}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "eighth": 8, "tenth": 10}

_ANY = Decimal("Infinity")

_ONE = "|".join(_UNITS)
# Behind a space a unit belongs to the tens if it begins no word of its own: "twenty one-room houses" are twenty.
_COMPOUND = rf"-(?!(?:{ENGLISH_WORD})s?\b)\w"
_SMALL_WORD = re.compile(
    rf"(?P<tens>{'|'.join(_TENS)})(?:(?:-|\s+(?!(?:{_ONE}){_COMPOUND}))(?P<unit>{_ONE})\b)?\b"
    rf"|(?P<small>{'|'.join([*_TEENS, *_UNITS])})\b",
    re.IGNORECASE,
)
# Not the first digits of "19,0" and "13.500.000", which other languages write so.
_FIGURES = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d|\.\d|,\d{1,2}(?!\d))")
_GLYPH = re.compile(r"\s?([½¼¾])")
_SLASH = re.compile(r"(?:(?P<whole>\d+)\s+)?(?P<parts>\d+)/(?P<of>[1-9]\d*)(?!\d|[.,/]\d)(?:(?:\s+of)?\s+an?\b)?")
_FRACTION = re.compile(
    rf"(?:(?P<count>an?|{_ONE})[\s-]+)?(?P<part>{'|'.join(_PARTS)})s?\b(?P<tie>(?:\s+of)?\s+(?:an?|one)\b)?",
    re.IGNORECASE,
)
_AND_PART = re.compile(rf"\s+and\s+(?P<count>an?|{_ONE})[\s-]+(?P<part>half|quarter)s?\b", re.IGNORECASE)
_A = re.compile(rf"an?(?=[\s-]+(?:{ENGLISH_WORD})\b)", re.IGNORECASE)
_HUNDRED = re.compile(r"[\s-]+hundreds?\b", re.IGNORECASE)
_WORD = re.compile(rf"(?:{'|'.join([*_ALONE, 'half', 'dozen'])})\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:(?:about|some|perhaps|roughly|approximately)\s+)?$", re.IGNORECASE)
_SPACE = re.compile(r"[\s-]+")
_AND = re.compile(r"[\s-]+(?:and\s+)?", re.IGNORECASE)
_COMMA = re.compile(r",\s+(?:and\s+)?", re.IGNORECASE)
_NO_LOWER = re.compile(_COMPOUND)
_A_FEW = re.compile(r"\b(?:few|several|many|couple\s+of|handful\s+of)\s+$", re.IGNORECASE)
#: Where a number may begin.
START = re.compile(
    rf"(?<![\w.,])(?=\d)|(?<!\w)(?=[½¼¾])|\b(?=(?:an?|{'|'.join([*_SMALL, *_ALONE, *_PARTS, 'dozen'])})\b)",
    re.IGNORECASE,
)


def number_at(text: str, place: int) -> Found | None:
    """Read the number that begins at a place.

    Parameters
    ----------
    text : str
        English, with commas between thousands and a decimal point.
    place : int
        Where it begins; one of those that `START` finds.

    Returns
    -------
    Found or None
        Its value is None where more stands there than can be read here.

    Examples
    --------
    >>> found = number_at("two hundred and fifty thousand people", 0)
    >>> int(found.value), int(found.unit), found.end
    (250000, 1000, 30)
    >>> print(number_at("20 vạn", 0).value)
    None
    """
    for read in (_fraction, _figures, _cardinal_here, _alone):
        found = read(text, place)
        if found:
            return settled(text, place, found)
    return None


def _fraction(text: str, place: int) -> Found | None:
    """Read a part of a word of scale: "half a million", "3/4 of a million"."""
    slash = _SLASH.match(text, place)
    chain = english_chain(text, slash.end()) if slash else None
    if slash and chain and chain.factors:
        of = int(slash["of"])
        return _part_of(int(slash["whole"] or 0) * of + int(slash["parts"]), of, chain)
    words = _FRACTION.match(text, place)
    chain = english_chain(text, words.end()) if words else None
    if not (words and chain and chain.factors):
        return None
    part = words["part"].lower()
    found = _part_of(_count(words["count"]), _PARTS[part], chain)
    # "The third million" is no third of a million.
    ordinal = part not in ("half", "quarter") and "of" not in (words["tie"] or "").lower()
    return found._replace(value=None) if ordinal else found


def _part_of(count: int, of: int, chain: Chain) -> Found:
    """Divide; what no figures write, such as a third of a million, has no value."""
    whole = count * chain.worth
    finite = whole * 10**3 % of == 0
    unit = Decimal(chain.step) / of if chain.step > 1 else Decimal(1)
    return Found(Decimal(whole) / of if finite else None, unit, chain.end, scaled=True)


def _count(word: str | None) -> int:
    return _SMALL.get((word or "a").lower(), 1)


def _figures(text: str, place: int, below: Decimal = _ANY) -> Found | None:
    """Read figures with the words of scale behind them: "2½ million", "2 million 500 thousand".

    Behind a number that is not `below` nothing more is looked for, since it will not be joined to what is before it.
    """
    found = _FIGURES.match(text, place)
    glyph = _GLYPH.match(text, found.end() if found else place)
    if not found and not (glyph and glyph.start(1) == place):
        return None
    value = Decimal(found[0].replace(",", "")) if found else Decimal(0)
    unit, end = Decimal(1).scaleb(int(value.as_tuple().exponent)), found.end() if found else place
    if glyph:
        unit, end = 1 / Decimal(_GLYPHS[glyph[1]]), glyph.end()
        value += 3 * unit if glyph[1] == "¾" else unit
    if is_year_before_plural(text, place, end):
        return Found(value, unit, end, in_figures=True)
    value, unit, end = _and_part(text, value, unit, end)
    chain = english_chain(text, end)
    number = Found(value * chain.worth, unit * chain.step, chain.end, in_figures=True, scaled=bool(chain.factors))
    lower = _SPACE.match(text, chain.end) if chain.factors and value * chain.worth < below else None
    more = _figures(text, lower.end(), Decimal(chain.factors[-1])) if lower else None
    if more and more.scaled and more.value is not None and more.value < chain.factors[-1]:
        return more._replace(value=value * chain.worth + more.value)
    return number


def _and_part(text: str, value: Decimal, unit: Decimal, end: int) -> tuple[Decimal, Decimal, int]:
    """Add the half of "one and a half million"."""
    part = _AND_PART.match(text, end)
    if not (part and english_chain(text, part.end()).factors):
        return value, unit, end
    of = Decimal(_PARTS[part["part"].lower()])
    return value + _count(part["count"]) / of, 1 / of, part.end()


def _cardinal_here(text: str, place: int) -> Found | None:
    return _cardinal(text, place, joined=not _BETWEEN.search(text, max(0, place - 40), place))


def _cardinal(text: str, place: int, joined: bool, below: Decimal = _ANY) -> Found | None:
    """Read a number in words; `joined` says whether "and" may stand within it, for `below` see `_figures`."""
    group = _group(text, place, joined)
    if group is None or group.value is None:
        return None
    value, unit, end = _and_part(text, group.value, group.unit, group.end)
    chain = english_chain(text, end)
    number = Found(value * chain.worth, unit * chain.step, chain.end, scaled=group.scaled or bool(chain.factors))
    if not chain.factors or value * chain.worth >= below:
        return number
    part = _AND_PART.match(text, chain.end)
    if part:  # a million and a half
        of = Decimal(_PARTS[part["part"].lower()])
        more = _count(part["count"]) * chain.factors[-1] / of
        return Found(value * chain.worth + more, chain.step / of, part.end(), scaled=True)
    return _with_lower(text, number, value * chain.worth, chain.factors[-1], joined)


def _with_lower(text: str, number: Found, value: Decimal, worth: int, joined: bool) -> Found:
    """Add what is named behind a word of scale and is worth less: "two thousand three hundred and one"."""
    comma = _COMMA.match(text, number.end) if joined else None
    gap = comma or (_AND if joined else _SPACE).match(text, number.end)
    lower = _cardinal(text, gap.end(), joined, Decimal(worth)) if gap else None
    if lower is None or lower.value is None or lower.value >= worth or (comma and lower.value < 100):
        return number
    return number if _NO_LOWER.match(text, lower.end) else lower._replace(value=value + lower.value)


def _group(text: str, place: int, joined: bool) -> Found | None:
    """Read "fifty", "two hundred and fifty", "twenty-five hundred", "a hundred"; and "a" before another scale."""
    article = _A.match(text, place)
    value, end = (1, article.end()) if article else _small(text, place)
    if not value:
        return None
    hundred = _HUNDRED.match(text, end)
    if not hundred:
        return Found(Decimal(value), Decimal(1), end)
    value, end = 100 * value, hundred.end()
    gap = (_AND if joined else _SPACE).match(text, end)
    lower, behind = _small(text, gap.end()) if gap else (0, end)
    if not lower or _HUNDRED.match(text, behind) or _NO_LOWER.match(text, behind):
        return Found(Decimal(value), Decimal(100), end, scaled=True)
    return Found(Decimal(value + lower), Decimal(1), behind)


def _small(text: str, place: int) -> tuple[int, int]:
    """Read a number below a hundred and return it with its end; 0 where there is none."""
    found = _SMALL_WORD.match(text, place)
    if not found:
        return 0, place
    return sum(_SMALL[word.lower()] for word in found.groups() if word), found.end()


def _alone(text: str, place: int) -> Found | None:
    """Read a word that counts by itself, "half", and "dozen", which is a word of scale elsewhere."""
    found = _WORD.match(text, place)
    if not found:
        return None
    word = found[0].lower()
    if word == "half":
        return Found(Decimal("0.5"), Decimal(1), found.end())
    if word != "dozen":
        scale = english_chain(text, found.end()).factors
        return Found(None if scale else Decimal(_ALONE[word]), Decimal(1), found.end(), quantity=False)
    chain = english_chain(text, found.end())
    value = None if _A_FEW.search(text, max(0, place - 20), place) else Decimal(12 * chain.worth)
    return Found(value, Decimal(chain.step), chain.end, scaled=bool(chain.factors), quantity=value is not None)
