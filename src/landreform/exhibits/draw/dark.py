"""Find the colour that takes the place of another on a dark page.

Input: a colour of a figure on white. Output: its colour on the dark ground, of the same hue, so that one colour keeps
one meaning in both.
"""

from __future__ import annotations

from functools import cache

#: The dark ground, that of the pages of the book; white becomes this.
GROUND = "#121212"

#: From this chroma on (CIE L*a*b*, without unit) a colour is that of a mark; below it is ink, grey, or the tint of a
#: ground.
MARK = 31.0

#: How far marks that are too dark come to lie above the least lightness, as a share of how far they lay below it: those
#: that were darker are lighter, as ink is, so that marks told apart by lightness still are.
_APART = 0.7

#: No mark is darker than this, and no white ground lighter (CIE lightness, 0 to 100).
_LEAST, _GROUND_LIGHTNESS, _INK_LIGHTNESS = 56.0, 8.2, 94.0

_WHITE = (0.95047, 1.0, 1.08883)
_TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_TO_RGB = ((3.2404542, -1.5371385, -0.4985314), (-0.9692660, 1.8760108, 0.0415560), (0.0556434, -0.2040259, 1.0572252))


@cache
def dark(colour: str) -> str:
    """Return the colour that takes the place of another on the dark ground.

    Ink and greys change sides, from dark on light to light on dark; the tints of grounds become as quiet on dark as
    they were on light. The colour of a mark keeps its hue, and is made lighter where it would be lost on the dark, the
    more the darker it was.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.

    Examples
    --------
    >>> dark("#ffffff") == GROUND
    True
    >>> dark("#E69F00")
    '#e69f00'
    """
    colour = colour.lower()
    if colour == "#ffffff":
        return GROUND
    lightness, a, b = _lab(colour)
    if (a * a + b * b) ** 0.5 >= MARK:
        return colour if lightness >= _LEAST else _hex(_LEAST + _APART * (_LEAST - lightness), a, b)
    return _hex(_GROUND_LIGHTNESS + (100 - lightness) * (_INK_LIGHTNESS - _GROUND_LIGHTNESS) / 100, a, b)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour ``#rrggbb``, from 0 to 1, as WCAG 2 has it.

    Examples
    --------
    >>> round(luminance("#ffffff"), 6), luminance("#000000")
    (1.0, 0.0)
    """
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours ``#rrggbb``, from 1 to 21, as WCAG 2 has it.

    Examples
    --------
    >>> round(contrast("#ffffff", "#000000"), 6)
    21.0
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _linear(colour: str) -> tuple[float, float, float]:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _lab(colour: str) -> tuple[float, float, float]:
    rgb = _linear(colour)
    ratios = [
        sum(weight * part for weight, part in zip(row, rgb, strict=True)) / white
        for row, white in zip(_TO_XYZ, _WHITE, strict=True)
    ]
    x, y, z = (ratio ** (1 / 3) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116 for ratio in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _hex(lightness: float, a: float, b: float) -> str:
    """Write a colour of L*a*b*; where no screen can show it, the nearest of its hue that is less vivid."""
    for share in range(20, -1, -1):
        rgb = _rgb(lightness, a * share / 20, b * share / 20)
        if all(-0.0005 <= part <= 1.0005 for part in rgb):
            break
    parts = (min(max(part, 0.0), 1.0) for part in rgb)
    coded = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in coded)


def _rgb(lightness: float, a: float, b: float) -> list[float]:
    y = (lightness + 16) / 116
    roots = (y + a / 500, y, y - b / 200)
    xyz = [
        white * (root**3 if root**3 > 216 / 24389 else (116 * root - 16) * 27 / 24389)
        for root, white in zip(roots, _WHITE, strict=True)
    ]
    return [sum(weight * part for weight, part in zip(row, xyz, strict=True)) for row in _TO_RGB]
