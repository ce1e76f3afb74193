"""Measure lines of text in the typeface of the house, and break text into lines that fit.

Input: text and a size of type. Output: inches, and lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from matplotlib.font_manager import get_font
from matplotlib.path import Path as Outline
from matplotlib.textpath import text_to_path

_FONTS = Path(__file__).parent / "fonts"
_FILES = {False: _FONTS / "NotoSans-Regular.ttf", True: _FONTS / "NotoSans-Bold.ttf"}

#: Outlines of the letters met so far, by typeface, and how far to the left and the right each reaches.
_OUTLINES: dict[bool, dict[str, Any]] = {False: {}, True: {}}
_REACHES: dict[bool, dict[str, tuple[float, float] | None]] = {False: {}, True: {}}


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text in inches, in the typeface of the house.

    Examples
    --------
    >>> bool(text_width("Land Reform Law", 7) < text_width("Land Reform Law passed", 7))
    True
    """
    if not text.strip():
        return 0.0
    font, outlines, reaches = get_font(_FILES[bold]), _OUTLINES[bold], _REACHES[bold]
    font.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    # As `matplotlib.textpath.TextPath` places letters, of which it would draw every one for each text.
    placed = text_to_path.get_glyphs_with_font(font, text, outlines)[0]
    left, right = [], []
    for letter, across, _, _ in placed:
        if letter not in reaches:
            reaches[letter] = _reach(*outlines[letter])
        if reach := reaches[letter]:
            left.append(reach[0] + across)
            right.append(reach[1] + across)
    scale = size / text_to_path.FONT_SCALE
    return (max(right) * scale - min(left) * scale) / 72 if left else 0.0


def _reach(points: Any, codes: Any) -> tuple[float, float] | None:
    """Say between which places across an outline lies; of a space, nowhere.

    The typeface has a point wherever a curve turns, so that its points reach as far as its curves; to look for the
    turns of every curve takes a hundred times as long.
    """
    across = [point[0] for point, code in zip(points, codes, strict=True) if code != Outline.CLOSEPOLY]
    return (float(min(across)), float(max(across))) if across else None


def lines_of(text: str, inches: float, size: float, bold: bool = False) -> list[str]:
    """Break text between words into lines that are not wider than there is room for.

    Parameters
    ----------
    text : str
        A line break in it counts as a space.
    inches : float
        The room; a single word that is wider gets a line of its own.
    size : float
        Size of type in points.
    bold : bool

    Examples
    --------
    >>> lines_of("Every claim at its word", 0.8, 8)
    ['Every claim at', 'its word']
    """
    words = text.split()
    whole = " ".join(words)
    # Most often all of it; else it says how many letters go into a line, more or less.
    wide = text_width(whole, size, bold)
    if wide <= inches:
        return [whole]
    letters, lines = inches / wide * len(whole), []
    while words:
        count = _fitting(words, letters, lambda line: text_width(line, size, bold) <= inches)
        lines.append(" ".join(words[:count]))
        words = words[count:]
    return lines


def _fitting(words: Sequence[str], letters: float, fits: Callable[[str], bool]) -> int:
    """Say how many words go into a line, the first in any case; the search begins at about so many letters."""
    ends = [end - 1 for end in accumulate(len(word) + 1 for word in words)]
    tried = min(max(bisect_right(ends, letters), 2), len(words))
    most, too_many = 1, len(words) + 1
    while too_many - most > 1:
        if fits(" ".join(words[:tried])):
            most, tried = tried, tried + 1
        else:
            too_many, tried = tried, tried - 1
    return most
