"""Between which numbers some claims, taken at their word, hold each outcome.

The input is a frame of claims, the output one floor and one cap for each outcome, each with the claim that sets
it. A floor of a part is a floor of the whole, and a cap of the whole is a cap of the part.
"""

from __future__ import annotations

import math

import pandas as pd

from landreform.contested.collisions import ends
from landreform.contested.outcomes import TOLLS, supersets


def outcome_bounds(claims: pd.DataFrame) -> pd.DataFrame:
    """Compute the floor and the cap that the claims, taken at their word, set for each outcome.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.

    Returns
    -------
    DataFrame
        Columns ``outcome, floor, floor_from, cap, cap_from, consistent``, one row for each of `TOLLS`. The
        floor is the highest low end claimed for the outcome or a subset of it, the cap the lowest high end
        claimed for it or a superset; beside each the claim that sets it (the first by name if several do),
        empty where none does. Where floor exceeds cap the claims contradict each other.

    Raises
    ------
    NotATollError, ValueError
        As `landreform.contested.consistency.gap`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [10.0, 20.0], "point": math.nan,
    ...                        "high": [math.nan, 90.0], "outcome": ["executed", "died"], "lineage": ""})
    >>> outcome_bounds(claims).set_index("outcome").loc["executed", ["floor", "cap"]].tolist()
    [10.0, 90.0]
    """
    low, high, outcome = ends(claims, "the bounds")
    names = claims["estimate"].to_numpy(dtype=object)
    order = sorted(range(len(names)), key=lambda i: names[i])
    rows = []
    for toll in TOLLS:
        below = [i for i in order if toll in supersets(outcome[i]) and low[i] > 0]
        above = [i for i in order if outcome[i] in supersets(toll) and math.isfinite(high[i])]
        floor = max(below, key=lambda i: low[i], default=None)
        cap = min(above, key=lambda i: high[i], default=None)
        least = 0.0 if floor is None else float(low[floor])
        most = math.inf if cap is None else float(high[cap])
        sources = ("" if floor is None else names[floor], "" if cap is None else names[cap])
        rows.append((toll, least, sources[0], most, sources[1], least <= most))
    return pd.DataFrame(rows, columns=["outcome", "floor", "floor_from", "cap", "cap_from", "consistent"])


def report(claims: pd.DataFrame) -> dict[str, list[dict]]:
    """Return the bounds of each outcome as ``landreform bounds`` prints them in JSON.

    Parameters
    ----------
    claims : DataFrame
        As in `outcome_bounds`.

    Returns
    -------
    dict
        ``outcomes``, a list with the rows of `outcome_bounds`; see `plain_rows`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [40.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> report(claims)["outcomes"][3]["cap"]
    40.0
    """
    return {"outcomes": plain_rows(outcome_bounds(claims))}


def report_lines(found: dict) -> list[str]:
    """Return the bounds of each outcome as ``landreform bounds`` prints them on the screen.

    Parameters
    ----------
    found : dict
        From `report`.

    Returns
    -------
    list of str
        Lines of text; numbers without decimals.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [40.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> report_lines(report(claims))[4]
    'died: 10 (a) to 40 (a)'
    """
    lines = ["What the claims, taken at their word, leave open:"]
    for row in found["outcomes"]:
        low, high = (
            "no limit" if row[side] in (None, 0.0) else f"{row[side]:,.0f} ({row[side + '_from']})"
            for side in ("floor", "cap")
        )
        lines.append(f"{row['outcome']}: {low} to {high}" + ("" if row["consistent"] else ", which is impossible"))
    return lines


def plain_rows(table: pd.DataFrame) -> list[dict]:
    """Return the rows of a table as mappings that JSON can hold: what is infinite or missing is None.

    Examples
    --------
    >>> plain_rows(pd.DataFrame({"cap": [math.inf, 2.0]}))
    [{'cap': None}, {'cap': 2.0}]
    """
    return [
        {key: None if isinstance(cell, float) and not math.isfinite(cell) else cell for key, cell in row.items()}
        for row in table.to_dict("records")
    ]
