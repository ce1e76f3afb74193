"""Where the words in a cell belong that should hold a number.

The input is a cell such as "c. 5000", ">100000", "3,000-15,000" or "hundreds", the output what to do with it: which
columns hold what it says. Nothing is read from such a cell; its writer says it in columns that have one meaning.
"""

from __future__ import annotations

import re

from landreform.contested.magnitudes import magnitude
from landreform.contested.numerals import numerals, vietnamese_numerals

_NUMBER = r"[0-9][0-9., '’\u00a0\u202f]*"
_RANGE = re.compile(rf"(?:between|from|từ)?\s*({_NUMBER}?)\s*(?:-|–|—|−|~|\.\.+|to|and|or|đến|bis|à)\s*({_NUMBER})")
_AT_LEAST = re.compile(
    r"(?:>=?|≥|⩾|at least|more than|over|above|from|minimum|min\.?|no fewer than|upwards of|ít nhất|hơn|trên)"
    rf"\s*({_NUMBER})|({_NUMBER})\s*(?:\+|or more|and more|and above)"
)
_AT_MOST = re.compile(
    r"(?:<=?|≤|⩽|at most|less than|fewer than|under|below|up to|maximum|max\.?|no more than|dưới|tối đa)"
    rf"\s*({_NUMBER})|({_NUMBER})\s*(?:or less|or fewer|at most)"
)
_ABOUT = re.compile(
    r"(?:c\.?|ca\.?|cca\.?|circa|about|approx\.?|approximately|around|roughly|nearly|almost|some|estimated|est\.?|"
    rf"~|≈|±|khoảng|chừng|gần)\s*({_NUMBER})|({_NUMBER})\s*(?:approx\.?|\?|\(est\.?\))"
)
_SHORT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,9})?)\s*(k|m|bn|thousand|million|billion|nghìn|ngàn|triệu)")
# With a word of scale behind it; its point may separate thousands or decimals.
_TWO_READINGS = re.compile(r"[0-9]{1,3}\.[0-9]{3}(?![0-9])")
_POWERS = {"k": 3, "thousand": 3, "nghìn": 3, "ngàn": 3, "m": 6, "million": 6, "triệu": 6, "bn": 9, "billion": 9}
_NOTHING = {
    "-",
    "–",
    "—",
    "?",
    "n/a",
    "na",
    "n.a.",
    "nan",
    "none",
    "null",
    "unknown",
    "not known",
    "không rõ",
    "x",
    "…",
}


def advice(text: str, ends: bool = False) -> str:
    """Say where what a cell says belongs.

    Parameters
    ----------
    text : str
        A cell that should hold a number and does not.
    ends : bool
        Whether its table has the columns low, point and high.

    Returns
    -------
    str
        The half of a sentence; empty where nothing is known of the words.

    Examples
    --------
    >>> advice("3,000-15,000", ends=True)
    'a range has its first number in the column low and its last in the column high: 3,000 and 15,000'
    >>> advice("5k"), advice("two hundred thousand")
    ('in figures it is 5000', 'in figures it is 200000')
    >>> advice("several hundred thousand", ends=True)
    'as an order of magnitude it is low 100000, high 999999, and the word itself in the column printed'
    """
    said = " ".join(text.lower().split())
    if len(said) > 100:
        return ""
    if said in _NOTHING:
        return "what is not known is an empty cell"
    found = _short(said) or (_placed(said) if ends else "")
    if found:
        return found
    if said.startswith(("-", "−")):
        return "it cannot be below 0"
    span = magnitude(said)
    if span:
        low, high = span
        where = f"low {low}, high {high}, and the word itself in the column printed" if ends else f"{low} to {high}"
        return f"as an order of magnitude it is {where}"
    if _TWO_READINGS.match(said):
        return ""
    numbers = [*numerals(said)] or [*vietnamese_numerals(said)]
    if len(numbers) == 1 and numbers[0].text.lower() == said:
        return f"in figures it is {numbers[0].value.normalize():f}"
    return ""


def _short(said: str) -> str:
    short = _SHORT.fullmatch(said)
    if not short:
        return ""
    whole, _, decimals = short[1].partition(".")
    power = _POWERS[short[2]]
    if len(decimals) == 3 or len(decimals) > power:  # a point before three digits may separate thousands
        return ""
    return f"in figures it is {int(whole + decimals) * 10 ** (power - len(decimals))}"


def _placed(said: str) -> str:
    """Name the columns for a range, a bound or a number that is about right."""
    both = _RANGE.fullmatch(said)
    if both:
        first, last = (number.strip() for number in both.groups())
        return f"a range has its first number in the column low and its last in the column high: {first} and {last}"
    for form, what in (
        (_AT_LEAST, "what is at least so much has its number in the column low, and high is empty"),
        (_AT_MOST, "what is at most so much has its number in the column high, and low is empty"),
        (
            _ABOUT,
            "what is about right has its number in the column point, with low and high where the source gives any",
        ),
    ):
        found = form.fullmatch(said)
        if found:
            return f"{what}: {next(number for number in found.groups() if number).strip()}"
    return ""
