"""What became of the members of the reorganised Party cells, and do the cells have the size that is stated?

The reports count cells, members expelled and members kept. What they leave unprinted (the membership before,
members per cell, the integers behind a percentage of cells) follows from them by division, and is marked here
as derived. Complete counts, so no intervals and no tests.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from landreform.contested.grim import common_denominators, neighbours, numerators, possible_denominators, sum_of_shares
from landreform.contested.printed_values import number


@dataclass(frozen=True)
class CellSize:
    """Members per cell, set against a stated size of the average cell.

    Attributes
    ----------
    per_cell : float
        Members per cell.
    stands : str
        ``below``, ``inside`` or ``above`` the stated size.
    cells_low, cells_high : float
        Between how many cells the members would have to be divided to come inside the stated size.
    """

    per_cell: float
    stands: str
    cells_low: float
    cells_high: float


def from_ledger(counts: pd.DataFrame, **rows: str) -> dict[str, int]:
    """Which whole numbers does the ledger hold under these identifiers?

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.
    **rows : str
        Identifier of a row for each name wanted.

    Returns
    -------
    dict of str to int
        The values under the names wanted, ready for `outcomes`.

    Raises
    ------
    ValueError
        If a row is not there or holds no single whole number.

    Examples
    --------
    >>> from_ledger(pd.DataFrame({"count": ["a"], "value": ["268"]}), cells="a")
    {'cells': 268}
    """
    values = counts.set_index("count")["value"]
    found = {}
    for name, row in rows.items():
        value = number(values[row]) if row in values.index else None
        if value is None or value != int(value):
            raise ValueError(f"The table counts has no single whole number under {row!r}.")
        found[name] = int(value)
    return found


def outcomes(cells: int, bad: int, mixed: int, kept: int) -> pd.DataFrame:
    """How many members were expelled and kept, by category, and how many is that a cell?

    Parameters
    ----------
    cells : int
        Cells reorganised, > 0.
    bad, mixed : int
        Members expelled as bad and as mixed.
    kept : int
        Good members who kept their positions.

    Returns
    -------
    DataFrame
        Rows ``expelled as bad``, ``expelled as mixed``, ``expelled``, ``kept``, ``all``; columns ``group,
        members, share`` (of all, 0 to 1), ``per_cell`` and ``derived`` (whether no source prints the number:
        the total of all members, which holds only if the three groups are all there were).

    Examples
    --------
    >>> outcomes(268, 3333, 549, 2908).set_index("group").loc["all", "members"].item()
    6790
    """
    if cells < 1 or min(bad, mixed, kept) < 0 or bad + mixed + kept == 0:
        raise ValueError("Outcomes need at least one cell and one member, and no negative number.")
    members = [bad, mixed, bad + mixed, kept, bad + mixed + kept]
    groups = ["expelled as bad", "expelled as mixed", "expelled", "kept", "all"]
    frame = pd.DataFrame({"group": groups, "members": members})
    frame["share"] = frame["members"] / members[-1]
    frame["per_cell"] = frame["members"] / cells
    frame["derived"] = frame["group"] == "all"
    return frame


def against_size(members: int, cells: int, low: float, high: float) -> CellSize:
    """Do so many members in so many cells agree with the stated size of an average cell?

    Parameters
    ----------
    members : int
        Members, >= 0.
    cells : int
        Cells, > 0.
    low, high : float
        Stated size of the average cell, 0 < low <= high.

    Returns
    -------
    CellSize

    Examples
    --------
    >>> size = against_size(6790, 268, 10, 20)
    >>> round(size.per_cell, 1), size.stands, size.cells_low, size.cells_high
    (25.3, 'above', 339.5, 679.0)
    """
    if members < 0 or cells < 1 or not 0 < low <= high:
        raise ValueError("A size needs at least one cell, no negative membership, and 0 < low <= high.")
    per_cell = members / cells
    stands = "below" if per_cell < low else "above" if per_cell > high else "inside"
    return CellSize(per_cell, stands, members / high, members / low)


def recruits_needed(kept: int, cells: int, low: float, high: float) -> tuple[float, float]:
    """How many new members would bring the cells to the stated size?

    Parameters
    ----------
    kept : int
        Members kept.
    cells : int
        Cells, > 0.
    low, high : float
        Stated size of the average cell, 0 < low <= high.

    Returns
    -------
    tuple of float
        Least and greatest number of new members over all cells, not below 0.

    Examples
    --------
    >>> recruits_needed(2908, 268, 10, 20)
    (0.0, 2452.0)
    """
    against_size(kept, cells, low, high)  # the same conditions hold
    return max(0.0, float(low * cells - kept)), max(0.0, float(high * cells - kept))


def behind_percentages(printed: list[str], cells: int, up_to: int = 500) -> pd.DataFrame:
    """Which numbers of cells can stand behind these percentages of cells?

    Parameters
    ----------
    printed : list of str
        Percentages as printed.
    cells : int
        Number of cells of which they are said to be shares.
    up_to : int
        Greatest denominator tried.

    Returns
    -------
    DataFrame
        One row a percentage; columns ``printed, numerators`` (of that many cells, as a list), ``nearest``
        (the shares just below and above that so many cells allow, in words) and ``smallest_denominator`` (the
        least base from which the percentage can come; <NA> where none up to `up_to` does).

    Examples
    --------
    >>> behind_percentages(["32.94"], 47)["nearest"].item()
    '15 of 47 is 31.91, 16 of 47 is 34.04'
    """
    rows = []
    for share in printed:
        possible = possible_denominators(share, up_to)
        rows.append(
            {
                "printed": share,
                "numerators": list(numerators(share, cells)),
                "nearest": ", ".join(f"{k} of {cells} is {text}" for k, text in neighbours(share, cells)),
                "smallest_denominator": possible[0] if possible else pd.NA,
            }
        )
    return pd.DataFrame(rows).astype({"smallest_denominator": "Int64"})


def shared_base(printed: list[str], up_to: int = 1500) -> pd.DataFrame:
    """From which one base could all the percentages come, and how much of it would they leave out?

    Parameters
    ----------
    printed : list of str
        Percentages as printed, said to be parts of one whole.
    up_to : int
        Greatest base tried.

    Returns
    -------
    DataFrame
        One row a base, ascending; columns ``base`` and ``left_out_low, left_out_high`` (how many of the base
        belong to none of the parts; negative where the parts overlap). Empty where no base tried does.

    Examples
    --------
    >>> shared_base(["32.94", "52.24", "14.38"]).iloc[0].tolist()
    [1342, 6, 6]
    """
    sum_of_shares(printed)  # refuses what is no list of percentages
    rows = []
    for base in common_denominators(printed, up_to):
        ranges = [numerators(share, base) for share in printed]
        rows.append((base, base - sum(r[-1] for r in ranges), base - sum(r[0] for r in ranges)))
    columns = ["base", "left_out_low", "left_out_high"]
    return pd.DataFrame(np.array(rows, dtype=int).reshape(-1, 3), columns=columns)
