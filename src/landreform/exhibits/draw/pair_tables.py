"""Every claim against every other: what the two figures of pairs have in common."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from landreform.contested.overlap import pairs, tree
from landreform.exhibits.base import Ledger
from landreform.text.claims import claim_text
from landreform.tolls.baseline import COVERAGE, SHAPE, WIDTH, encode_claims, outcome_claims

CLAIM_COLUMNS = ("place", "estimate", "label", "letter", "lineage", "claim", "centre", "source", "read_in", "locator")


def compared(ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Compare the claims of the one outcome that the book pools, each with each.

    Returns
    -------
    claims : DataFrame
        Columns `CLAIM_COLUMNS`; ``place`` (from 1) is the order in which the tree of overlaps puts them, turned so that
        low numbers come first.
    table : DataFrame
        As `landreform.contested.overlap.pairs`, with ``row`` and ``column``, the later and the earlier place of the two.
    joins : DataFrame
        The tree: ``left, right`` (numbers of leaves or of earlier joins), ``distance`` (1 - overlap), ``size``.
    """
    stated = outcome_claims(ledger)
    encoded = encode_claims(stated)
    used = stated[stated["estimate"].isin(encoded["estimate"])].reset_index(drop=True)
    grown = tree(used, COVERAGE, WIDTH, SHAPE)
    centre = encoded.set_index("estimate")["centre"]
    order = list(grown.order)
    half = len(order) // 2
    if centre[order[:half]].mean() > centre[order[half:]].mean():  # a tree may be turned over without changing it
        order.reverse()
    place = {name: position for position, name in enumerate(order, start=1)}
    claims = encoded.assign(place=encoded["estimate"].map(place))
    said = {row.estimate: claim_text(row) for row in used.itertuples()}
    claims["claim"], claims["centre"] = claims["estimate"].map(said), np.exp(claims["centre"])
    claims = claims.sort_values("place")[list(CLAIM_COLUMNS)].reset_index(drop=True)
    table = pairs(used, COVERAGE, WIDTH, SHAPE)
    first, second = table["a"].map(place), table["b"].map(place)
    table = table.assign(row=first.where(first > second, second), column=first.where(first < second, second))
    joins = pd.DataFrame(grown.linkage, columns=["left", "right", "distance", "size"])
    joins = joins.assign(leaf_order=[",".join(grown.labels)] + [""] * (len(joins) - 1))
    return claims, table.sort_values(["row", "column"], ignore_index=True), joins


def numbered_axes(axes: Axes, claims: pd.DataFrame) -> None:
    """Write the names with their numbers at the left, the numbers below, and the lineages between."""
    places = claims["place"]
    names = [f"{label}  {place}" for label, place in zip(claims["label"], places, strict=True)]
    axes.set_yticks(places, names, fontsize=6.8)
    axes.set_xticks(places, [str(place) for place in places], fontsize=6.8)
    axes.set_xlim(0.5, len(claims) + 0.5)
    axes.set_ylim(len(claims) + 0.5, 0.5)
    axes.tick_params(length=0)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
