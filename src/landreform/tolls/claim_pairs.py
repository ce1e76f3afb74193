"""Compare the claims that the book pools, each with each.

Input: the tables `estimates`, `lineage` and `sources`. Output: the claims in the order of the tree that joins them by
overlap, their pairs, and the tree.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from landreform.contested.agreement import compare_pairs, overlap_tree
from landreform.ledger.tables import Ledger
from landreform.text.claims import claim_text
from landreform.tolls.baseline import COVERAGE, SHAPE, WIDTH, encode_claims, outcome_claims


def compare_claims(ledger: Ledger) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Compare the claims of the one outcome that the book pools, each with each.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

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

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> claims, table, joins = compare_claims({name: load(name) for name in ("estimates", "lineage", "sources")})
    >>> len(table) == len(claims) * (len(claims) - 1) // 2 and len(joins) == len(claims) - 1
    True
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
