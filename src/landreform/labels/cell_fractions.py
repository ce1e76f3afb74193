"""Set printed shares of the Party cells between the shares that so many cells allow.

Input: the table of counts. Output: one row a share, with its two neighbours among the fractions of whole cells.
"""

from __future__ import annotations

import pandas as pd

from landreform.contested.grim import neighbours
from landreform.contested.printed_values import percentage_in
from landreform.labels.party_cells import behind_percentages, shares_of_cells


def between_fractions(counts: pd.DataFrame) -> pd.DataFrame:
    """Find the nearest shares below and above each printed share that a whole number of cells has.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        From `landreform.labels.party_cells.shares_of_cells`, by share, with ``share`` (percent),
        ``cells_below, cells_above`` (numbers of cells) and ``share_below, share_above`` (their shares rounded as
        printed, percent; the same twice where one of them is printed so), ``possible`` (whether a whole number of cells
        is printed so) and ``smallest_base`` (least number of things of which it can be a share).

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> shares = between_fractions(load("counts"))
    >>> bool((shares["share_below"] <= shares["share"]).all())
    True
    """
    found = []
    for row in shares_of_cells(counts).to_dict("records"):
        share = percentage_in(row) or row["printed"]
        (below, low), *rest = neighbours(share, row["cells"])
        above, high = rest[0] if rest else (below, low)
        behind = behind_percentages([share], row["cells"]).iloc[0]
        found.append(
            row
            | {"share": float(share), "cells_below": below, "share_below": float(low)}
            | {"cells_above": above, "share_above": float(high)}
            | {"possible": bool(behind["numerators"]), "smallest_base": behind["smallest_denominator"]}
        )
    return pd.DataFrame(found).sort_values("share", ignore_index=True)
