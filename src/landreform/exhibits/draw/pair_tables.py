"""Keep what the two figures of pairs have in common: every claim against every other.

Input: the claims that the book pools. Output: claims in the order of a tree, their pairs, and the axes of a matrix.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from landreform.contested.agreement import compare_pairs, overlap_tree
from landreform.exhibits.base import Ledger
from landreform.exhibits.draw.style import Look, Size
from landreform.text.claims import claim_text
from landreform.tolls.baseline import COVERAGE, SHAPE, WIDTH, encode_claims, outcome_claims


def compared(ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Compare the claims of the one outcome that the book pools, each with each.

    Returns
    -------
    claims : DataFrame
        As from `landreform.tolls.baseline.encode_claims`, with ``place`` (from 1), the order in which the tree of
        overlaps puts them, turned so that low numbers come first; ``claim``, in words; and ``centre`` in persons.
    table : DataFrame
        As `landreform.contested.agreement.compare_pairs`, with ``row`` and ``column``, the later and the earlier place
        of the two.
    joins : DataFrame
        The tree: ``left, right`` (numbers of leaves or of earlier joins), ``distance`` (1 - overlap), ``size``.
    """
    stated = outcome_claims(ledger)
    encoded = encode_claims(stated)
    used = stated[stated["estimate"].isin(encoded["estimate"])].reset_index(drop=True)
    grown = overlap_tree(used, COVERAGE, WIDTH, SHAPE)
    centre = encoded.set_index("estimate")["centre"]
    order = list(grown.order)
    half = len(order) // 2
    if centre[order[:half]].mean() > centre[order[half:]].mean():  # a tree may be turned over without changing it
        order.reverse()
    place = {name: position for position, name in enumerate(order, start=1)}
    words = {row.estimate: claim_text(row) for row in used.itertuples()}
    claims = encoded.assign(
        place=encoded["estimate"].map(place), claim=encoded["estimate"].map(words), centre=np.exp(encoded["centre"])
    )
    table = compare_pairs(used, COVERAGE, WIDTH, SHAPE)
    first, second = table["a"].map(place), table["b"].map(place)
    table = table.assign(row=first.where(first > second, second), column=first.where(first < second, second))
    joins = pd.DataFrame(grown.linkage, columns=["left", "right", "distance", "size"])
    joins = joins.assign(leaf_order=[",".join(grown.labels)] + [""] * (len(joins) - 1))
    table = table.sort_values(["row", "column"], ignore_index=True)
    return claims.sort_values("place", ignore_index=True), table, joins


def pair_matrix(axes: Axes, claims: pd.DataFrame) -> None:
    """Write the names with their numbers at the left, the numbers below, and the lineages on the diagonal."""
    places = claims["place"]
    for claim in claims.itertuples():
        write_lineage(axes, claim.place, claim)
    names = [f"{label}  {place}" for label, place in zip(claims["label"], places, strict=True)]
    axes.set_yticks(places, names, fontsize=Size.ROWS_PAIRS)
    axes.set_xticks(places, [str(place) for place in places], fontsize=Size.ROWS_PAIRS)
    axes.set(xlim=(0.5, len(claims) + 0.5), ylim=(len(claims) + 0.5, 0.5))
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def write_lineage(axes: Axes, x: float, claim: Any) -> None:
    """Write the letter of the lineage of a claim in its row."""
    look: Look = {"ha": "center", "va": "center", "fontweight": "bold"}
    axes.text(x, claim.place, claim.letter, fontsize=Size.ROWS_PAIRS, **look)
