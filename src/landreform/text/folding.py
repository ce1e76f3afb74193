"""Fold text into the words under which it is searched: one form for every way in which a name or a number is written.

``book/_static/folding.js`` does the same in the browser; a test holds the two to each other on every cell of the
ledger.
"""

from __future__ import annotations

import re
import unicodedata

#: Marks that stand apart once a letter is taken apart, and characters that are never seen.
_UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")

#: What may stand between groups of three digits: comma, point, and the spaces at which no line breaks.
_BETWEEN = ",.\u00a0\u2007\u2009\u202f"

_OWNER = re.compile(r"['’]s(?![^\W_])")

# In this order: thousands in groups with or without decimals, decimals, whole numbers (of decades too), other words.
# The zero before a point is no group. A comma stands before decimals, as in Vietnamese, where one or two digits follow.
_WORD = re.compile(
    rf"(?<![^\W_])([1-9][0-9]{{0,2}}(?:[{_BETWEEN}][0-9]{{3}})+)(?![0-9])(?:[.,]([0-9]+))?"
    r"|(?<![^\W_])([0-9]+)(?:\.|,(?=[0-9]{1,2}(?![0-9])))([0-9]+)"
    r"|(?<![^\W_])([0-9]+)s?(?![^\W_])"
    r"|[^\W_]+"
)
_NO_DIGIT = re.compile("[^0-9]")


def fold(text: str) -> str:
    """Write a text in small letters and without diacritics.

    Parameters
    ----------
    text : str
        In any Unicode normal form.

    Returns
    -------
    str

    Examples
    --------
    >>> fold("Địa chủ"), fold("Đi\u0323a chu\u0309")
    ('dia chu', 'dia chu')
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFD", text.lower()).replace("đ", "d"))


def words(text: str) -> list[str]:
    """Take a text apart into the words under which it is searched.

    A number is one word, without what stands between its thousands and with a point before its decimals. The ends of a
    range are two words. What a word owns, a decade and hyphens leave the word as it is.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str

    Examples
    --------
    >>> words("172,008 or 172.008, 3,000–15,000 and 3.8%")
    ['172008', 'or', '172008', '3000', '15000', 'and', '3.8']
    >>> words("6,2 trong 12 000; the 1950s’ land-reform, Moise’s")
    ['6.2', 'trong', '12', '000', 'the', '1950', 'land', 'reform', 'moise']
    """
    return [_written(found) for found in _WORD.finditer(_OWNER.sub("", fold(text)))]


def _written(found: re.Match[str]) -> str:
    grouped, fraction, whole, decimals, plain = found.groups()
    if grouped:
        return _NO_DIGIT.sub("", grouped) + (f".{fraction}" if fraction else "")
    return f"{whole}.{decimals}" if whole else plain or found[0]
