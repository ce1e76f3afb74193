"""Count what became of the members of the reorganised Party cells, and compare the cells with the size that is stated.

The instruction of November 1953 had every member of a Party cell sorted into good, mixed or bad. The reports count
cells, members expelled and members kept. What they leave unprinted (the membership before, members per cell, the
integers behind a percentage of cells) follows from them by division, and is marked here as derived. Complete counts, so
no intervals and no tests; nothing is added up across labels that the reports do not add up. Input is the table `counts`
of the ledger; output are frames with one row a group of members, a percentage or a label.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from landreform.contested.grim import common_denominators, neighbours, numerators, possible_denominators, sum_of_shares
from landreform.contested.printed_values import allowed, number, percentage_in
from landreform.ledger.tables import STATEMENT
from landreform.text.prose import plural


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


def whole_numbers(counts: pd.DataFrame, **rows: str) -> dict[str, int]:
    """Read whole numbers from the table `counts` by the identifiers of their rows.

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
    >>> whole_numbers(pd.DataFrame({"count": ["a"], "value": ["268"]}), cells="a")
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
    """Compute the members expelled and kept, by category, in shares and per cell.

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
    groups = ["expelled as bad", "expelled as mixed", "expelled", "kept", "all"]
    members = pd.Series([bad, mixed, bad + mixed, kept, bad + mixed + kept])
    frame = pd.DataFrame({"group": groups, "members": members, "share": members / members.iloc[-1]})
    return frame.assign(per_cell=members / cells, derived=frame["group"] == "all")


def against_size(members: int, cells: int, low: float, high: float) -> CellSize:
    """Compare the members per cell with the stated size of an average cell.

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
    """Compute how many new members would bring the cells to the stated size.

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
    """Find the numbers of cells that can stand behind percentages of cells.

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
        nearest = ", ".join(f"{k} of {cells} is {text}" for k, text in neighbours(share, cells))
        smallest = next(iter(possible_denominators(share, up_to)), pd.NA)
        rows.append((share, list(numerators(share, cells)), nearest, smallest))
    frame = pd.DataFrame(rows, columns=["printed", "numerators", "nearest", "smallest_denominator"])
    return frame.astype({"smallest_denominator": "Int64"})


def shared_base(printed: list[str], up_to: int = 1500) -> pd.DataFrame:
    """Find the bases from which all the percentages could come, and what each leaves out.

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
    """Read the least and the greatest size that the average cell is said to have.

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
    """Tabulate the members of the reorganised cells who were expelled and kept, beside the stated size of a cell.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        Rows and columns of `outcomes`, with ``cells, size_low, size_high`` (stated size of the average cell,
        members)``, stands`` (of ``per_cell`` to that size: below, inside or above)``, cells_low,
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
    numbers = whole_numbers(counts, **ROWS)
    by_id = counts.set_index("count", drop=False)
    total = by_id.loc[ROWS["bad"], "part_of"]
    frame = outcomes(**numbers)
    expelled = whole_numbers(counts, expelled=total)["expelled"]
    if expelled != numbers["bad"] + numbers["mixed"]:
        raise ValueError(f"The parts expelled do not make the {expelled:,} of the row {total!r}.")
    low, high = stated_size(counts)
    sizes = [against_size(members, numbers["cells"], low, high) for members in frame["members"]]
    frame = frame.assign(
        cells=numbers["cells"],
        size_low=low,
        size_high=high,
        **{name: [getattr(size, name) for size in sizes] for name in ("stands", "cells_low", "cells_high")},
        count=[ROWS["bad"], ROWS["mixed"], total, ROWS["kept"], ""],
    )
    statements = by_id.loc[[row or ROWS["cells"] for row in frame["count"]], STATEMENT]
    return frame.join(statements.reset_index(drop=True))


def exploiters_in_cells(counts: pd.DataFrame) -> dict[str, float]:
    """Compute the landlords, rich peasants and other exploiters found per cell, and the share that could be.

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
    numbers = whole_numbers(counts, cells=CELLS_EXAMINED, **EXPLOITERS)
    together = numbers["landlords"] + numbers["rich_peasants"] + numbers["others"]
    low, high = stated_size(counts)
    per_cell = together / numbers["cells"]
    shares = {"share_low": per_cell / high, "share_high": per_cell / low}
    return {**numbers, "together": together, "per_cell": per_cell, **shares}


def shares_of_cells(counts: pd.DataFrame) -> pd.DataFrame:
    """Find the shares of cells that are printed as parts of one whole, with the number of cells.

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
    origin = {f"base_{column}": named[column].to_numpy() for column in STATEMENT}
    found = found.assign(cells=named["value"].to_numpy().astype(int), **origin)
    return found.sort_values("count", ignore_index=True)


#: In the words of the editors, after MacLean 2025: who was meant, what was to follow, what is left open.
_LABELS = {
    "good": (
        "diligent, loyal, trusted, of clean history",
        "to be kept",
        "how much support made a history clean",
        "kept",
        "kept in their positions",
        "Cell assessment, n. 29; Cell purification, n. 49",
    ),
    "mixed": (
        "of an acceptable class status, low in consciousness, without the will to improve",
        "to be reformed with the help of the good, and expelled if that failed",
        "how many were kept; how much consciousness was enough",
        "mixed",
        "expelled",
        "Cell assessment, n. 29, 31; Cell purification, n. 41, 49",
    ),
    "bad": (
        "spies, traitors, reactionaries, exploiters, and those guilty of serious crimes; landlords and rich peasants "
        "by default",
        "to be expelled, though in practice not all of the exploiters were",
        "what happened to them after that",
        "bad",
        "expelled",
        "Cell assessment, n. 29, 30; Cell purification, n. 40, 49",
    ),
}


def between_fractions(counts: pd.DataFrame) -> pd.DataFrame:
    """Find the nearest shares below and above each printed share that a whole number of cells has.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        From `shares_of_cells`, by share, with ``share`` (percent),
        ``cells_below, cells_above`` (numbers of cells) and ``share_below, share_above`` (their shares rounded as
        printed, percent; the same twice where one of them is printed so), ``possible`` (whether a whole number of cells
        is printed so) and ``smallest_base`` (least number of things of which it can be a share).

    Raises
    ------
    ValueError
        If a row prints no single percentage.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> shares = between_fractions(load("counts"))
    >>> bool((shares["share_below"] <= shares["share"]).all())
    True
    """
    found = []
    for row in shares_of_cells(counts).to_dict("records"):
        share = percentage_in(row)
        if share is None:
            raise ValueError(f"The row {row['count']} of the table counts prints no single percentage.")
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


def label_paths(counts: pd.DataFrame) -> pd.DataFrame:
    """Set out what each label was said to mean, where it led, and what of that is counted.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        One row a label, from good to bad; columns ``label, meant, to_follow, counted, unsaid`` (text; the number in
        ``counted`` is that of the ledger)``, count`` (its row)``, source, read_in, locator``.

    Raises
    ------
    KeyError
        If a row of the ledger is missing.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> label_paths(load("counts"))["label"].tolist()
    ['good', 'mixed', 'bad']
    """
    by_id = counts.set_index("count").to_dict("index")
    rows = []
    for label, (meant, to_follow, unsaid, key, outcome, locator) in _LABELS.items():
        row = by_id[ROWS[key]]
        counted = f"{plural(int(row['value']), 'member')} {outcome} ({row['place']})"
        rows.append((label, meant, to_follow, counted, unsaid, ROWS[key], row["source"], row["read_in"], locator))
    return pd.DataFrame(rows, columns=[*"label meant to_follow counted unsaid count".split(), *STATEMENT])
