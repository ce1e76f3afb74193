"""Keep what the two figures of pairs have in common: the axes on which every claim meets every other.

Input: claims in the order of a tree, from `landreform.tolls.claim_pairs`. Output: the axes of a matrix.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from landreform.exhibits.draw.style import Look, Size


def pair_matrix(axes: Axes, claims: pd.DataFrame) -> None:
    """Write the names with their numbers at the left, the numbers below, and the lineages on the diagonal."""
    places = claims["place"]
    for claim in claims.itertuples():
        write_lineage(axes, claim.place, claim)
    names = [f"{label}  {place}" for label, place in zip(claims["label"], places, strict=True)]
    axes.set_yticks(places, names, fontsize=Size.TEXT)
    axes.set_xticks(places, [str(place) for place in places], fontsize=Size.TEXT)
    axes.set(xlim=(0.5, len(claims) + 0.5), ylim=(len(claims) + 0.5, 0.5))
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def write_lineage(axes: Axes, x: float, claim: Any) -> None:
    """Write the letter of the lineage of a claim in its row."""
    look: Look = {"ha": "center", "va": "center", "fontweight": "bold"}
    axes.text(x, claim.place, claim.letter, fontsize=Size.TEXT, **look)
