"""Keep what the two figures of pairs have in common: the axes on which every claim meets every other.

Input: claims in the order of a tree, from `landreform.tolls.claim_pairs`. Output: the axes of a matrix.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from landreform.exhibits.draw.row_chart import write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.style import Look, Size


def pair_matrix(axes: Axes, claims: pd.DataFrame, names: bool = True) -> None:
    """Write the names with their numbers at the left, and the numbers below.

    Parameters
    ----------
    axes : Axes
    claims : DataFrame
        Columns ``place, estimate, label``.
    names : bool
        Whether there is room for them; else the numbers alone stand at the left, and below every second of them.
    """
    places = claims["place"]
    if names:
        write_names(axes, claims)
        axes.set_yticks([])
    else:
        axes.set_yticks(places, [str(place) for place in places], fontsize=Size.TEXT)
    below = places if names else places[places % 2 == 1]
    axes.set_xticks(below, [str(place) for place in below], fontsize=Size.TEXT)
    axes.set(xlim=(0.5, len(claims) + 0.5), ylim=(len(claims) + 0.5, 0.5))
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def write_names(axes: Axes, claims: pd.DataFrame, x: float = 0.5) -> None:
    """Write the name of each claim with its number in its row, left of a place on the axis."""
    for claim in claims.itertuples():
        with shows(axes, "estimates", [claim.estimate]):
            look: Look = {"ha": "right", "annotation_clip": False}
            write_near(axes, f"{claim.label}  {claim.place}", (x, claim.place), -3.5, Size.TEXT, **look)


def list_names(axes: Axes, claims: pd.DataFrame) -> None:
    """List the names of the claims from the left edge, each after its number and in its row."""
    for claim in claims.itertuples():
        with shows(axes, "estimates", [claim.estimate]):
            look: Look = {"xycoords": axes.get_yaxis_transform(), "annotation_clip": False}
            write_near(axes, str(claim.place), (0, claim.place), 9, Size.TEXT, ha="right", **look)
            write_near(axes, claim.label, (0, claim.place), 15, Size.TEXT, **look)
