"""What do the reports count of the reorganised Party cells, and how many members is that a cell?

The module gathers the rows of the ledger for `landreform.labels.party_cells`, which does the arithmetic.
"""

from __future__ import annotations

import pandas as pd

from landreform.contested.printed_values import allowed
from landreform.labels.party_cells import against_size, from_ledger, outcomes

#: Rows of the table `counts`, by what they count.
ROWS = {
    "cells": "maclean2025-cells-reorganised",
    "bad": "maclean2025-members-expelled-bad",
    "mixed": "maclean2025-members-expelled-mixed",
    "kept": "maclean2025-members-retained",
}
SIZE = "maclean2025-cell-size"
#: Class enemies found within the cells of wave one, and these cells.
EXPLOITERS = {
    "landlords": "maclean2025-wave-one-cells-landlords",
    "rich_peasants": "maclean2025-wave-one-cells-rich-peasants",
    "others": "maclean2025-wave-one-cells-other-exploiters",
}
CELLS_EXAMINED = "maclean2025-cells-examined-wave-one"


def stated_size(counts: pd.DataFrame) -> tuple[float, float]:
    """Between which numbers of members is the average cell said to lie?

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    tuple of float
        Least and greatest number of members.

    Raises
    ------
    ValueError
        If the row is not there or is no range.

    Examples
    --------
    >>> row = {"count": SIZE, "bound": "range", "printed": "", "value": None, "low": 10, "high": 20}
    >>> stated_size(pd.DataFrame([row]))
    (10.0, 20.0)
    """
    rows = counts[counts["count"] == SIZE].to_dict("records")
    span = allowed(rows[0]) if rows else None
    if span is None or rows[0]["bound"] != "range":
        raise ValueError(f"The table counts has no range under {SIZE!r}.")
    return float(span.low), float(span.high)


def reorganised(counts: pd.DataFrame) -> pd.DataFrame:
    """How many members of the reorganised cells were expelled and kept, and how many is that a cell?

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        Rows and columns of `landreform.labels.party_cells.outcomes`, with ``cells, size_low, size_high`` (stated size of the
        average cell, members)``, stands`` (of ``per_cell`` to that size: below, inside or above)``, cells_low,
        cells_high`` (between how many cells the members would have to be divided to come inside it)``, count`` (row of
        the table, empty for what is derived)``, source, read_in, locator``.

    Raises
    ------
    ValueError
        If a row is missing, or the parts expelled do not make the number expelled that the ledger holds as their total.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> reorganised(load("counts")).set_index("group")["stands"].to_dict()["all"]
    'above'
    """
    numbers = from_ledger(counts, **ROWS)
    by_id = counts.set_index("count", drop=False)
    total = by_id.loc[ROWS["bad"], "part_of"]
    frame = outcomes(**numbers)
    expelled = from_ledger(counts, expelled=total)["expelled"]
    if expelled != numbers["bad"] + numbers["mixed"]:
        raise ValueError(f"The parts expelled do not make the {expelled:,} of the row {total!r}.")
    low, high = stated_size(counts)
    sizes = [against_size(members, numbers["cells"], low, high) for members in frame["members"]]
    frame = frame.assign(
        cells=numbers["cells"],
        size_low=low,
        size_high=high,
        stands=[size.stands for size in sizes],
        cells_low=[size.cells_low for size in sizes],
        cells_high=[size.cells_high for size in sizes],
        count=[ROWS["bad"], ROWS["mixed"], total, ROWS["kept"], ""],
    )
    origin = by_id.loc[ROWS["cells"], ["source", "read_in", "locator"]]
    for column in ("source", "read_in", "locator"):
        said = [by_id.loc[row, column] if row else origin[column] for row in frame["count"]]
        frame[column] = said
    return frame


def exploiters_in_cells(counts: pd.DataFrame) -> dict[str, float]:
    """How many landlords, rich peasants and other exploiters were found a cell, and what share could that be?

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    dict of str to float
        ``cells, landlords, rich_peasants, others, together, per_cell`` and ``share_low, share_high``: their share of
        the members if the cells had the stated size, between its two ends. No membership is printed.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> found = exploiters_in_cells(load("counts"))
    >>> found["together"] == found["landlords"] + found["rich_peasants"] + found["others"]
    True
    """
    numbers = from_ledger(counts, cells=CELLS_EXAMINED, **EXPLOITERS)
    together = numbers["landlords"] + numbers["rich_peasants"] + numbers["others"]
    low, high = stated_size(counts)
    per_cell = together / numbers["cells"]
    shares = {"share_low": per_cell / high, "share_high": per_cell / low}
    return {**numbers, "together": together, "per_cell": per_cell, **shares}


def shares_of_cells(counts: pd.DataFrame) -> pd.DataFrame:
    """Which shares of the cells are printed as parts of one whole, and of how many cells?

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; the rows of the ``share_group`` whose ``denominator`` counts cells.

    Returns
    -------
    DataFrame
        Rows of the table, by identifier, with ``cells`` (number of cells in the row named as base) and ``base_source,
        base_read_in, base_locator`` (of that row).

    Raises
    ------
    ValueError
        If there is no such group, or more than one.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> shares_of_cells(load("counts"))["unit"].unique().tolist()
    ['percent']
    """
    bases = counts.loc[counts["unit"] == "cells"].set_index("count")
    found = counts[(counts["share_group"] != "") & counts["denominator"].isin(bases.index)]
    if found["share_group"].nunique() != 1:
        raise ValueError("The table counts has no single group of shares of Party cells.")
    named = bases.loc[found["denominator"]]
    origin = {f"base_{column}": named[column].to_numpy() for column in ("source", "read_in", "locator")}
    found = found.assign(cells=named["value"].to_numpy().astype(int), **origin)
    return found.sort_values("count", ignore_index=True)
