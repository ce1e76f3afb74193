"""Which numbers can be read in a text, in figures or in words.

The input is English or Vietnamese prose, the output the numbers in it with their exact values and where they stand. A
number behind which a word of scale stands that nobody read ("20万", "twenty-odd thousand") is no number here: without
that word it would be too small by thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import prod

from landreform.contested import english_numbers, vietnamese_numbers
from landreform.contested.scale_words import ENGLISH, ENGLISH_WORD, Found

_FRACTION = re.compile(r"[\s-]+(?P<parts>third|quarter|fifth|tenth)s?\b", re.IGNORECASE)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SCALES = re.compile(rf"(?:[\s-]+(?:{ENGLISH_WORD})s?)+$", re.IGNORECASE)


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
        What it says, with all its words of scale: 200,000 for "two hundred thousand".
    in_figures : bool
        Whether it is written in figures.
    unit : Decimal
        What one step of its last digit, or of its last word, is worth: 0.01 in "30.79", 10,000 in "2.22 million",
        100,000 in "two hundred thousand", 500,000 in "half a million".
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
        Orders of magnitude such as "hundreds" are no numerals; see `landreform.contested.magnitudes.magnitude`. Of a
        range such as "2 to 3 million" each number is yielded as it stands; `readable` also lets one word of scale serve
        both. A number with a word of scale that is not read is passed over.

    Examples
    --------
    >>> [int(number.value) for number in numerals("Thirty-four of 1,720, nearly 8 million")]
    [34, 1720, 8000000]
    >>> [int(number.value) for number in numerals("two hundred and fifty thousand, a quarter of a million")]
    [250000, 250000]
    >>> list(numerals("twenty-odd thousand"))
    []
    """
    for start, found in english_places(text):
        if found.value is not None:
            yield _numeral(text, start, found)


def vietnamese_numerals(text: str) -> Iterator[Numeral]:
    """Find the numbers of a text as Vietnamese writes them, from left to right.

    Parameters
    ----------
    text : str
        Plain text; figures with points between thousands and a decimal comma.

    Yields
    ------
    Numeral
        Read as Vietnamese: "2.220" is two thousand two hundred and twenty. A number with a word of scale that is not
        read is passed over.

    Examples
    --------
    >>> [str(number.value) for number in vietnamese_numerals("172.008 người, 71,66%, năm đợt")]
    ['172008', '71.66', '5']
    >>> [int(number.value) for number in vietnamese_numerals("hai trăm nghìn người, nửa triệu đồng bào")]
    [200000, 500000]
    """
    for start, found in vietnamese_places(text):
        if found.value is not None:
            yield _numeral(text, start, found)


def english_places(text: str) -> Iterator[tuple[int, Found]]:
    """Find where the numbers of an English text begin, with those of which too much is unread.

    Examples
    --------
    >>> [(start, found.end, found.value) for start, found in english_places("one of 20 vạn")]
    [(0, 3, Decimal('1')), (7, 13, None)]
    """
    begins = english_numbers.START.search(text)
    while begins:
        found = english_numbers.number_at(text, begins.start())
        if found:
            yield begins.start(), found
        begins = english_numbers.START.search(text, found.end if found else begins.start() + 1)


def vietnamese_places(text: str) -> Iterator[tuple[int, Found]]:
    """Find where the numbers of a Vietnamese text begin, with those of which too much is unread.

    Examples
    --------
    >>> [(start, found.end, found.value) for start, found in vietnamese_places("mười mấy vạn")]
    [(0, 12, None)]
    """
    begins = vietnamese_numbers.START.search(text)
    while begins:
        found = vietnamese_numbers.number_at(text, begins.start())
        if found:
            yield begins.start(), found
        next_place = vietnamese_numbers.after(text, found) if found else begins.start() + 1
        begins = vietnamese_numbers.START.search(text, next_place)


def _numeral(text: str, start: int, found: Found) -> Numeral:
    assert found.value is not None
    return Numeral(text[start : found.end], start, found.end, found.value, found.in_figures, found.unit.normalize())


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
        values |= {first.value * factor for factor in _shared(first, second)}
    for found_fraction in re.finditer(r"\b(\d+)/(\d+)\b", text):
        share = Decimal(found_fraction[1]) / Decimal(found_fraction[2])
        values |= {share, 100 * share}
    for number in found:
        part = _FRACTION.match(text, number.end)
        if part:
            share = number.value / _PARTS[part["parts"].lower()]
            values |= {share, 100 * share}
    return values | {number.value for number in vietnamese_numerals(text)}


def _shared(first: Numeral, second: Numeral) -> set[int]:
    """Return by what the first number of a range is multiplied, if words of scale behind the second serve both."""
    one, two = (_factors(number.text) for number in (first, second))
    if one:
        return {prod(two[len(one) :])} if two[: len(one)] == one else set()
    fitting = {prod(two[start:]) for start in range(len(two))}
    return {factor for factor in fitting if len(two) == 1 or first.value * factor <= second.value}


def _factors(text: str) -> list[int]:
    scales = _SCALES.search(text)
    words = re.split(r"[\s-]+", scales[0].lower())[1:] if scales else []
    return [ENGLISH.get(word) or ENGLISH[word.removesuffix("s")] for word in words]
