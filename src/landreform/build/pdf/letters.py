"""Estimate how wide words are printed, so that columns of tables can be shared out before anything is set."""

from __future__ import annotations

import unicodedata
from functools import cache

#: Widths of letters of the typeface of the text, in thousandths of its size as Typst measures them, to the next 20.
_WIDTHS = {
    200: "'|", 220: ".,", 240: " ;:·", 260: "l’", 280: "ij!", 300: "I()", 320: "Jft/", 340: "-", 360: "[]*",
    380: "r“”", 400: "s", 420: "cz", 440: "e?", 460: "a0123456789", 480: "FSx_", 500: "bdgoqvđơκ", 520: "Lkpy≥≤",
    540: "Phnuư–", 560: "E×+=<>±−", 580: "BRY", 600: "TZ", 640: "CK%", 660: "UVX", 680: "GƯ", 700: "ADNOQĐƠ&",
    720: "H", 740: "w—…", 800: "m", 840: "M", 960: "W",
}  # fmt: skip

_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}

#: Of any other letter: a Chinese character fills a square.
_OTHER = 1000

#: A bold word is wider than the same in the text.
BOLD = 1.08

#: Of each letter in the typeface of code, in sizes of the text around it.
MONO = 0.58

_ZERO = {"\u200b", "\u00ad"}


@cache
def width(text: str) -> float:
    """Estimate how wide a text is when printed on one line.

    Parameters
    ----------
    text : str

    Returns
    -------
    float
        In sizes of its type: 2.0 is twice the size.

    Examples
    --------
    >>> width("mm"), width("ế") == width("e")
    (1.6, True)
    """
    return sum(_of(letter) for letter in text) / 1000


@cache
def _of(letter: str) -> int:
    if letter in _ZERO or unicodedata.combining(letter):
        return 0
    if letter == "\u00a0":
        letter = " "
    return _OF.get(letter) or _OF.get(unicodedata.normalize("NFD", letter)[0], _OTHER)
