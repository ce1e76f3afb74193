"""Read a date in words back into EDTF: the inverse of `landreform.text.prose.day_text`, for tests."""

from __future__ import annotations

import re

from landreform.text.prose import MONTHS

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_MARKS = (("perhaps about ", "%"), ("perhaps ", "?"), ("about ", "~"))
_MONTH = {name: number for number, name in enumerate(MONTHS, start=1)}
_DAY = re.compile(r"(?:(?:(?P<day>\d{1,2}) )?(?P<month>[A-Z][a-z]+) |(?P<season>[a-z]+) )?(?P<year>\d{4})")


def parse_day_text(text: str) -> str:
    """Give the EDTF date that a phrase says.

    Parameters
    ----------
    text : str
        As `day_text` writes it.

    Returns
    -------
    str
        An EDTF string that `landreform.contested.edtf.parse` reads. An end that is open or unknown is written ``..``.

    Raises
    ------
    ValueError
        If the phrase is none that is written so.

    Examples
    --------
    >>> parse_day_text("between 11 March 1953 and 20 March 1953"), parse_day_text("from November 1952 to January 1953")
    ('[1953-03-11..1953-03-20]', '1952-11/1953-01')
    """
    if text.startswith("between ") and " and " in text:
        first, last = text.removeprefix("between ").split(" and ", 1)
        return f"[{_single(first)}..{_single(last)}]"
    if text.startswith("from "):
        first, _, last = text.removeprefix("from ").partition(" to ")
        return f"{_single(first)}/{_single(last) if last else '..'}"
    if text.startswith("until "):
        return f"../{_single(text.removeprefix('until '))}"
    for words, open_side in (("earlier", "[..{}]"), ("later", "[{}..]")):
        if text.endswith(f" or {words}"):
            return open_side.format(_single(text.removesuffix(f" or {words}")))
    if " or " in text:
        return f"[{','.join(_single(part) for part in re.split(', | or ', text))}]"
    return _single(text)


def _single(text: str) -> str:
    for words, mark in _MARKS:
        if text.startswith(words):
            return _single(text.removeprefix(words)) + mark
    if re.fullmatch(r"the \d{3}0s", text):
        return f"{text[4:7]}X"
    found = _DAY.fullmatch(text)
    if (
        not found
        or (found["month"] and found["month"] not in _MONTH)
        or (found["season"] and found["season"] not in _SEASONS)
    ):
        raise ValueError(f"a date as prose says it, such as 4 December 1953, not {text!r}")
    if found["season"]:
        return f"{found['year']}-{_SEASONS[found['season']]}"
    if not found["month"]:
        return found["year"]
    month = f"{found['year']}-{_MONTH[found['month']]:02}"
    return f"{month}-{int(found['day']):02}" if found["day"] else month
