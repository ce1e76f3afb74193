"""See how full a page is, from a small picture of it."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

#: Where the text of a page begins and ends, of its height; what is darker than this is ink.
_TOP, _BOTTOM, _INK = 0.07, 0.93, 235

#: Two lines apart by less than this share of the page belong together.
_APART = 0.05


@dataclass(frozen=True)
class Paper:
    """A page as it is seen: what share of its text is used, and the largest part without ink, of its height."""

    full: float
    gap: float


def seen(picture: bytes) -> Paper:
    """See how full a page is.

    Parameters
    ----------
    picture : bytes
        A PNG of the page.

    Returns
    -------
    Paper
        Running head and page number are no text. A gap at the foot counts as one between lines.
    """
    with Image.open(io.BytesIO(picture)) as page:
        ink = np.asarray(page.convert("L")) < _INK
    height = len(ink)
    text = ink[round(_TOP * height) : round(_BOTTOM * height)]
    rows = np.flatnonzero(text.any(axis=1))
    if not len(rows):
        return Paper(0.0, 1.0)
    gaps = np.diff(rows)
    bridged = height * _APART
    full = (1 + np.minimum(gaps, bridged)[gaps <= bridged].sum()) / len(text)
    largest = max([*gaps, len(text) - rows[-1], rows[0]])
    return Paper(float(full), float(largest / len(text)))
