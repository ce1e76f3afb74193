"""Which words multiply the number before them, and which words do so in languages that are not read here.

The input is a text and a place in it, the output the words of scale that follow there with what they are worth. A
number before a word of scale that nobody read would be too small by thousands; whoever reads numbers asks here first
whether one follows.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from typing import NamedTuple

#: English words of scale. A lakh and a crore are those of India.
ENGLISH = {
    "dozen": 12,
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
#: Vietnamese words of scale.
VIETNAMESE = {
    "chục": 10,
    "trăm": 10**2,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}

ENGLISH_WORD = "|".join(ENGLISH)
VIETNAMESE_WORD = "|".join(VIETNAMESE)

# Those of other languages, and abbreviations: "20万", "2 milliards", "3 bn".
_OTHERS = (
    r"mille|milliers?|milliards?|dizaines?|centaines?|tausend|hundert|million(?:en|i|es)|milliarden?|mil|mill[oó]n|millones"
    r"|mila|milion[ei]|miliard[oi]|тыс\w*|млн|миллион\w*|млрд|миллиард\w*|mn|mln|mio|mrd|bn|tn|trn"
)
# Between a number and its scale: "twenty-odd thousand", "20+ thousand", "mười mấy vạn".
_VAGUE = r"(?:[\s-]+(?:odd|some|plus|or\s+so|or\s+more|mấy|vài|dăm)|\s*\+)?"
_UNREAD = re.compile(
    rf"{_VAGUE}(?:[\s-]+|(?<=\d))(?:(?:{ENGLISH_WORD})(?:s|ths?|fold)?|{VIETNAMESE_WORD}|mươi|{_OTHERS})\b"
    r"|\s*[十百千万萬亿億]|[km]\b|s\s+of\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|de)\b", re.IGNORECASE)
_ENGLISH_CHAIN = re.compile(rf"(?:[\s-]+(?:{ENGLISH_WORD})s?\b)+", re.IGNORECASE)
_VIETNAMESE_CHAIN = re.compile(rf"(?:\s+(?:{VIETNAMESE_WORD})\b)+", re.IGNORECASE)
_YEAR = re.compile(r"[12]\d{3}")
_PLURAL = re.compile(rf"\s+(?:{ENGLISH_WORD})s\b", re.IGNORECASE)
_SPLIT = re.compile(r"[\s-]+")


class Found(NamedTuple):
    """A number as it was found at a place of a text.

    Attributes
    ----------
    value : Decimal or None
        None where a number stands there that is not read.
    unit : Decimal
        What one step of its last digit, or of its last word, is worth.
    end : int
        Where it ends.
    in_figures : bool
        Whether it is written in figures.
    scaled : bool
        Whether it ends with a word of scale, which "of" may tie to another ("two hundreds of thousands").
    quantity : bool
        Whether a word of scale behind it would multiply it; "only" counts one, and "only hundreds" are hundreds.
    """

    value: Decimal | None
    unit: Decimal
    end: int
    in_figures: bool = False
    scaled: bool = False
    quantity: bool = True


class Chain(NamedTuple):
    """Words of scale that stand one behind the other, with the worth of each, and where they end."""

    factors: tuple[int, ...]
    end: int

    @property
    def worth(self) -> int:
        """What they are worth together, 1 if there are none."""
        return prod(self.factors)

    @property
    def step(self) -> int:
        """What one step of a number before them is worth, where dozens count one by one."""
        return prod(factor for factor in self.factors if factor != ENGLISH["dozen"])


def english_chain(text: str, place: int) -> Chain:
    """Find the English words of scale that follow at a place, behind a space or a hyphen.

    Examples
    --------
    >>> english_chain("two hundred thousand people", 3)
    Chain(factors=(100, 1000), end=20)
    """
    return _chain(_ENGLISH_CHAIN, ENGLISH, text, place)


def vietnamese_chain(text: str, place: int) -> Chain:
    """Find the Vietnamese words of scale that follow at a place, behind a space.

    Examples
    --------
    >>> vietnamese_chain("hai chục vạn", 3).worth
    100000
    """
    return _chain(_VIETNAMESE_CHAIN, VIETNAMESE, text, place)


def is_year_before_plural(text: str, start: int, end: int) -> bool:
    """Test whether a number is a year, and no number of what follows: "by 1956 thousands were freed".

    Examples
    --------
    >>> is_year_before_plural("by 1956 thousands were freed", 3, 7), is_year_before_plural("20 thousands", 0, 2)
    (True, False)
    """
    return bool(_YEAR.fullmatch(text, start, end) and _PLURAL.match(text, end))


def settled(text: str, start: int, found: Found) -> Found:
    """Take the value from a number behind which a word of scale stands that nobody read.

    Parameters
    ----------
    text : str
    start : int
        Where the number begins.
    found : Found
        As it was read.

    Returns
    -------
    Found
        As given, or without a value, and then reaching to the end of the word of scale.

    Examples
    --------
    >>> settled("20万", 0, Found(Decimal(20), Decimal(1), 2)).value is None
    True
    >>> settled("20 people", 0, Found(Decimal(20), Decimal(1), 2)).value
    Decimal('20')
    """
    if not found.quantity or is_year_before_plural(text, start, found.end):
        return found
    end = unread_end(text, found.end, tied=found.scaled)
    return found._replace(value=None, end=end) if end else found


def unread_end(text: str, place: int, *, tied: bool = False) -> int | None:
    """Find where a word of scale ends that follows at a place, in whatever language.

    Parameters
    ----------
    text : str
    place : int
    tied : bool
        Whether "of" may stand between.

    Returns
    -------
    int or None
        None where none follows.

    Examples
    --------
    >>> unread_end("20万", 2), unread_end("twenty-odd thousand", 6), unread_end("20 people", 2)
    (3, 19, None)
    """
    of = _OF.match(text, place) if tied else None
    unread = _UNREAD.match(text, place) or (_UNREAD.match(text, of.end()) if of else None)
    return unread.end() if unread else None


def _chain(pattern: re.Pattern[str], worth: dict[str, int], text: str, place: int) -> Chain:
    found = pattern.match(text, place)
    if not found:
        return Chain((), place)
    words = [word.lower() for word in _SPLIT.split(found[0]) if word]
    return Chain(tuple(worth.get(word) or worth[word.removesuffix("s")] for word in words), found.end())
