"""Keep what the two figures of pairs have in common: the axes on which every claim meets every other.

Input: claims in the order of a tree, from `landreform.tolls.claim_pairs`. Output: the axes of a matrix.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from landreform.exhibits.draw.row_chart import write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.style import Look, Size

#: Columns that the name of the last claim takes.
BEYOND = 3.4


def pair_matrix(axes: Axes, claims: pd.DataFrame, names: bool = True) -> None:
    """Write the name of each claim where its row ends and its column begins; else its number there and at the edges.

    Parameters
    ----------
    axes : Axes
    claims : DataFrame
        Columns ``place, estimate, label``.
    names : bool
        Whether there is room for names; else the numbers of the list stand in their place.
    """
    for claim in claims.itertuples():
        with shows(axes, "estimates", [claim.estimate]):
            words = claim.label if names else str(claim.place)
            write_near(axes, words, (claim.place - 0.5, claim.place), 4, Size.TEXT, annotation_clip=False)
    axes.set(xticks=[], yticks=[])
    # Nothing stands above the first column but the first name, and to the right there is room for the last.
    last = len(claims) + (BEYOND if names else 0.5)
    axes.set(xlim=(0.5, last), ylim=(len(claims) + 0.5, 0.5))
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def list_names(axes: Axes, claims: pd.DataFrame) -> None:
    """List the names of the claims from the left edge, each after its number and in its row."""
    for claim in claims.itertuples():
        with shows(axes, "estimates", [claim.estimate]):
            look: Look = {"xycoords": axes.get_yaxis_transform(), "annotation_clip": False}
            write_near(axes, str(claim.place), (0, claim.place), 9, Size.TEXT, ha="right", **look)
            write_near(axes, claim.label, (0, claim.place), 15, Size.TEXT, **look)
