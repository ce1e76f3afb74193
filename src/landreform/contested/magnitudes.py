"""Which order of magnitude a text names, as "hundreds" and "hàng vạn" do.

The input is English or Vietnamese prose, the output the first and the last number that its words stand for, by the
convention of the ledger: all numbers with as many digits as the word of scale. A further word of scale multiplies:
"several hundred thousand" are all numbers of six digits.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import prod
from typing import NamedTuple

from landreform.contested.numerals import english_places, vietnamese_places
from landreform.contested.scale_words import ENGLISH, ENGLISH_WORD, VIETNAMESE, VIETNAMESE_WORD, unread_end

#: Words that give an order of magnitude only: the first and the last number that they stand for. These occur in the
#: ledger; `magnitude` makes others in the same way.
MAGNITUDES = {
    "tens of thousands": (10_000, 99_999),
    "hundreds of thousands": (100_000, 999_999),
    "tens of millions": (10_000_000, 99_999_999),
    "dozens": (12, 99),
    "hundreds": (100, 999),
    "thousands": (1_000, 9_999),
    "several hundred": (100, 999),
    "a few hundred": (100, 999),
    "several thousand": (1_000, 9_999),
    "a few thousand": (1_000, 9_999),
    "some thousand": (1_000, 9_999),
    "millions": (1_000_000, 9_999_999),
    "a few": (2, 11),
    "in six digits": (100_000, 999_999),
    "mấy ngàn": (1_000, 9_999),
    "hàng ngàn": (1_000, 9_999),
    "hàng vạn": (10_000, 99_999),
    "hàng trăm ngàn": (100_000, 999_999),
    "成千上万": (1_000, 99_999),
}
# Those to which no word of scale belongs.
_BY_THEMSELVES = ("a few", "in six digits", "成千上万")

_WORTH = ENGLISH | VIETNAMESE | {"ten": 10, "score": 20, "mươi": 10}
#: Of tens and less the first number that is meant; of larger ones it is the word of scale itself.
_LEAST = {12: 12, 20: 20}

_FEW = r"a\s+few|few|several|many|a\s+couple\s+of|a\s+handful\s+of"
_FEW_VIETNAMESE = r"một\s+vài|vài\s+ba|dăm\s+ba|vài|dăm|mấy|hàng|hằng|nhiều"
_WORDS = re.compile(
    rf"\b(?:(?:(?:{_FEW}|some)\s+)?(?P<plural>(?:(?:{ENGLISH_WORD})[\s-]+)*(?:ten|score|{ENGLISH_WORD})s)"
    rf"|(?:{_FEW})\s+(?P<single>{ENGLISH_WORD})|some\s+(?P<some>thousand))\b"
    rf"(?P<behind>(?:\s+(?:of\s+)?(?:{ENGLISH_WORD})s?\b)*)"
    rf"|\b(?:{_FEW_VIETNAMESE})(?P<vietnamese>(?:\s+(?:{VIETNAMESE_WORD}|mươi)\b)+)"
    rf"|\b(?P<whole>{'|'.join(_BY_THEMSELVES)})\b",
    re.IGNORECASE,
)
_EVERY_SCALE = re.compile(rf"{'|'.join(_WORTH)}", re.IGNORECASE)
_OR = re.compile(
    r"\s*(?:,|–|-|\b(?:or|to|and|if\s+not|hoặc|đến|tới)\b)\s*(?:(?:or|even|perhaps|possibly|maybe|if\s+not|thậm\s+chí)\s+)?",
    re.IGNORECASE,
)


class _Named(NamedTuple):
    """An order of magnitude where it stands, with the worth of its words of scale."""

    start: int
    end: int
    factors: tuple[int, ...]
    whole: str = ""

    def ends(self) -> tuple[int, int]:
        """Return the first and the last number that it stands for."""
        if self.whole:
            return MAGNITUDES[self.whole]
        first = next((factor for factor in self.factors if factor in _LEAST), 0)
        rest = prod(factor for factor in self.factors if factor not in _LEAST)
        return (_LEAST[first] * rest, 100 * rest - 1) if first else (rest, 10 * rest - 1)


def magnitude(text: str) -> tuple[int, int] | None:
    """Return the first and the last number of an order of magnitude.

    Parameters
    ----------
    text : str
        Plain text in English or Vietnamese.

    Returns
    -------
    tuple of int or None
        First and last number, by the convention of the ledger: those of `MAGNITUDES`, and in the same way those of a
        word of scale in the plural, or behind "several", "a few", "many", "hàng", "mấy", "vài" and the like, with all
        words of scale behind it. Of several orders of magnitude the span is given; one word of scale may serve two
        ("tens or hundreds of thousands"). None where the text names none, where it belongs to a number ("two hundreds",
        "forty-some thousand"), and where a word of scale follows that is not read.

    Examples
    --------
    >>> magnitude("hundreds of Vietnamese")
    (100, 999)
    >>> magnitude("several hundred thousand"), magnitude("vài chục vạn")
    ((100000, 999999), (100000, 999999))
    """
    found = [_named(match) for match in _WORDS.finditer(text)]
    places = [*english_places(text), *vietnamese_places(text)]
    read = [(start, number.end) for start, number in places if number.value is not None]
    unread = [(start, number.end) for start, number in places if number.value is None and number.quantity]
    named = [one for one in found if one and not _meets(one, read)]
    if not named or any(_meets(one, unread) or unread_end(text, one.end, tied=True) for one in named):
        return None
    served = [_served(text, one, other) for one, other in pairwise(named)]
    ends = [one.ends() for one in [*served, named[-1]]]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _named(match: re.Match[str]) -> _Named | None:
    if match["whole"]:
        return _Named(*match.span(), (), match["whole"].lower())
    words = " ".join(match[group] or "" for group in ("plural", "single", "some", "behind", "vietnamese"))
    factors = tuple(_WORTH[word.lower()] for word in _EVERY_SCALE.findall(words))
    # "The scores" are those of a game; "scores of thousands" are not.
    return None if factors == (_WORTH["score"],) else _Named(*match.span(), factors)


def _meets(one: _Named, places: list[tuple[int, int]]) -> bool:
    return not one.whole and any(start < one.end and one.start < end for start, end in places)


def _served(text: str, one: _Named, other: _Named) -> _Named:
    """Let the words of scale behind the second of two orders of magnitude serve the first, which is smaller."""
    alike = len(one.factors) == 1 and len(other.factors) > 1 and one.factors[0] < other.factors[0]
    if alike and _OR.fullmatch(text, one.end, other.start):
        return one._replace(factors=one.factors + other.factors[1:])
    return one
