"""Name the clipping paths of a drawing by their order.

Input: a drawing as matplotlib writes it. Output: the same, with names that do not hang on the last digit of a number.
"""

from __future__ import annotations

import re

_NAME = re.compile(r'(?<=<clipPath id=")p[0-9a-f]{10}(?=">)')
_USE = re.compile(r"(?<=url\(#)p[0-9a-f]{10}(?=\))")


def named_by_order(svg: str) -> str:
    """Give each clipping path of a drawing a name by its order in the text.

    matplotlib (3.11) names a clipping path by a hash of the bounds of its rectangle, all digits of them. Its last digit
    hangs on how `sum` rounds, which packs the entries of a legend and has changed with Python 3.12: one picture had two
    sets of bytes.

    Parameters
    ----------
    svg : str
        A drawing of `matplotlib.backends.backend_svg`.

    Returns
    -------
    str

    Examples
    --------
    >>> named_by_order('<g clip-path="url(#p0123456789)"/><clipPath id="p0123456789">')
    '<g clip-path="url(#clip-1)"/><clipPath id="clip-1">'
    """
    names = {name: f"clip-{place}" for place, name in enumerate(_NAME.findall(svg), start=1)}
    return _NAME.sub(lambda found: names[found[0]], _USE.sub(lambda found: names[found[0]], svg))
