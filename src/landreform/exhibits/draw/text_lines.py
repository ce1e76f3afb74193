"""Measure lines of text in the typeface of the house, and break text into lines that fit.

Input: text and a size of type. Output: inches, and lines.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

_FONTS = Path(__file__).parent / "fonts"
_REGULAR = FontProperties(fname=_FONTS / "NotoSans-Regular.ttf")
_BOLD = FontProperties(fname=_FONTS / "NotoSans-Bold.ttf")


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text in inches, in the typeface of the house.

    Examples
    --------
    >>> bool(text_width("Land Reform Law", 7) < text_width("Land Reform Law passed", 7))
    True
    """
    if not text.strip():  # of which matplotlib makes no path, and of no letters at all not even an empty one
        return 0.0
    outline = TextPath((0, 0), text, size=size, prop=_BOLD if bold else _REGULAR)
    # The typeface has a point wherever a curve turns, so that its points reach as far as its curves; to look for the
    # turns of every curve takes a hundred times as long.
    across = outline.vertices[outline.codes != TextPath.CLOSEPOLY, 0]
    return float(across.max() - across.min()) / 72 if len(across) else 0.0


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
    if not whole or text_width(whole, size, bold) <= inches:  # most often; word by word takes much longer
        return [whole]
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or text_width(longer, size, bold) <= inches:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
