"""Which numbers can be read in a text, in figures or in words.

The input is English or Vietnamese prose, the output the numbers in it with their exact values and where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {word: Decimal(value) for value, word in enumerate(_UNITS) if value}
_WORDS |= {word: Decimal(10 * value) for value, word in enumerate(_TENS, start=2)}
_WORDS |= {f"{ten}-{one}": _WORDS[ten] + _WORDS[one] for ten in _TENS for one in _UNITS[1:10]}
_WORDS |= {"twice": Decimal(2), "double": Decimal(2), "half-dozen": Decimal(6), "dozen": Decimal(12)}
_WORDS |= {"single": Decimal(1), "only": Decimal(1), "once": Decimal(1), "none": Decimal(0)}
_WORDS |= {"both": Decimal(2), "binary": Decimal(2), "half": Decimal("0.5")}
_SCALES = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9}

#: Words that give an order of magnitude only: the first and the last number that they stand for.
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

# Vietnamese: a point between thousands, a comma before decimals, and words for small numbers and for scales. Three
# digits behind a single comma are left to English, where they are thousands.
_VIETNAMESE_WORDS = {
    word: Decimal(value) for value, word in enumerate("một hai ba bốn năm sáu bảy tám chín mười".split(), start=1)
}
_VIETNAMESE_SCALES = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6}
_VIETNAMESE = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,(?!\d{3}(?!\d))\d+)?|"
    + "|".join(_VIETNAMESE_WORDS)
    + r")(?!\w|[.,]\d)(?:\s+(?P<scale>"
    + "|".join(_VIETNAMESE_SCALES)
    + r")\b)?",
    re.IGNORECASE,
)

_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMERAL = re.compile(
    r"(?P<figures>(?<![\w.,])(?:" + _FIGURES + r")(?![\d]))"
    r"|(?P<word>\b(?:" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")\b)",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"[\s-]+(?P<parts>third|quarter|fifth|tenth)s?\b", re.IGNORECASE)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SCALE = re.compile(r"[\s-]+(?:a\s+)?(?P<scale>hundred|thousand|million|billion)s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Numeral:
    """One number in a text.

    Attributes
    ----------
    text : str
        As it stands there.
    start, end : int
        Where it stands.
    value : Decimal
        What it says, with a following hundred, thousand, million or billion.
    in_figures : bool
        Whether it is written in figures.
    unit : Decimal
        What one step of its last digit, or of its word of scale, is worth: 0.01 in "30.79", 10,000 in "2.22 million".
    """

    text: str
    start: int
    end: int
    value: Decimal
    in_figures: bool
    unit: Decimal


def numerals(text: str) -> Iterator[Numeral]:
    """Find the numbers of a text, from left to right.

    Parameters
    ----------
    text : str
        Plain text in English; figures with commas between thousands and a decimal point.

    Yields
    ------
    Numeral
        Orders of magnitude such as "hundreds" are no numerals; see `magnitude`.

    Examples
    --------
    >>> [int(number.value) for number in numerals("Thirty-four of 1,720, nearly 8 million")]
    [34, 1720, 8000000]
    """
    for found in _NUMERAL.finditer(text):
        figures = found["figures"]
        value = Decimal(figures.replace(",", "")) if figures else _WORDS[found["word"].lower()]
        scale = _SCALE.match(text, found.end())
        end = scale.end() if scale else found.end()
        power = _SCALES[scale["scale"].lower()] if scale else 0
        yield _numeral(text, found.start(), end, value, bool(figures), power)


def vietnamese_numerals(text: str) -> Iterator[Numeral]:
    """Find the numbers of a text as Vietnamese writes them, from left to right.

    Parameters
    ----------
    text : str
        Plain text; figures with points between thousands and a decimal comma, small numbers also in words.

    Yields
    ------
    Numeral
        Read as Vietnamese: "2.220" is two thousand two hundred and twenty.

    Examples
    --------
    >>> [str(number.value) for number in vietnamese_numerals("172.008 người, 71,66%, năm đợt")]
    ['172008', '71.66', '5']
    """
    for found in _VIETNAMESE.finditer(text):
        word = _VIETNAMESE_WORDS.get(found["number"].lower())
        value = Decimal(found["number"].replace(".", "").replace(",", ".")) if word is None else word
        power = _VIETNAMESE_SCALES.get((found["scale"] or "").lower(), 0)
        yield _numeral(text, found.start(), found.end(), value, word is None, power)


def _numeral(text: str, start: int, end: int, value: Decimal, in_figures: bool, power: int) -> Numeral:
    last_digit = int(value.as_tuple().exponent) if in_figures else 0
    unit = Decimal(1).scaleb(last_digit + power)
    return Numeral(text[start:end], start, end, value * 10**power, in_figures, unit)


def readable(text: str) -> set[Decimal]:
    """Collect the values that a printed number can stand for.

    All readings are given: the second number of a range may be shortened ("107–8"), one word of scale may serve
    both ends ("2 to 3 million"), a point may stand between thousands, as in Vietnamese and French ("586.000"), and
    a fraction is also a percentage ("nine-tenths", "1/5").

    Examples
    --------
    >>> sorted(int(value) for value in readable("pp. 107–8"))
    [8, 107, 108]
    """
    found = list(numerals(text))
    values = {number.value for number in found}
    for first, second in pairwise(found):
        between = text[first.end : second.start].strip()
        if between not in {"–", "-", "to", "and", "or"}:
            continue
        one, two = str(first.value), str(second.value)
        if first.in_figures and second.in_figures and len(two) < len(one) and "." not in one + two:
            values.add(Decimal(one[: len(one) - len(two)] + two))
        scale = _SCALE.search(second.text)
        if scale and not _SCALE.search(first.text):
            values.add(first.value * 10 ** _SCALES[scale["scale"].lower()])
    for found_fraction in re.finditer(r"\b(\d+)/(\d+)\b", text):
        share = Decimal(found_fraction[1]) / Decimal(found_fraction[2])
        values |= {share, 100 * share}
    for number in found:
        part = _FRACTION.match(text, number.end)
        if part:
            share = number.value / _PARTS[part["parts"].lower()]
            values |= {share, 100 * share}
    return values | {number.value for number in vietnamese_numerals(text)}


def magnitude(text: str) -> tuple[int, int] | None:
    """Return the first and the last number of an order of magnitude.

    Returns
    -------
    tuple of int or None
        First and last number, by the convention of the ledger; None where the text names no magnitude. The
        longest phrase counts ("tens of thousands" is not "thousands"); of several the span is given.

    Examples
    --------
    >>> magnitude("hundreds of Vietnamese")
    (100, 999)
    """
    phrases = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
    ends = [MAGNITUDES[found.lower()] for found in re.findall(rf"\b(?:{phrases})\b", text, re.IGNORECASE)]
    return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None
