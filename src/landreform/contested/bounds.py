"""Between which numbers some claims, taken at their word, hold each outcome.

The input is a frame of claims, the output one floor and one cap for each outcome, each with the claim that sets
it. A floor of a part is a floor of the whole, and a cap of the whole is a cap of the part.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested.claims import ends
from landreform.contested.coded_words import of_these, told
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder


def floors_and_caps(
    low: NDArray[np.float64], high: NDArray[np.float64], outcome: NDArray[np.intp], order: OutcomeOrder = DEFAULT_ORDER
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Compute the highest low end and the lowest high end that hold for each outcome.

    Parameters
    ----------
    low, high, outcome : ndarray of shape (claims,)
        From `landreform.contested.claims.ends`.
    order : OutcomeOrder
        The outcomes and which are parts of which.

    Returns
    -------
    tuple of two ndarray of shape (outcomes,)
        Floors (0 where there is none) and caps (infinity where there is none), in the order of ``order.names``. The
        time is proportional to the number of claims.

    Examples
    --------
    >>> low, high, executed_and_died = np.array([10.0, 20.0]), np.array([np.inf, 90.0]), np.array([1, 3])
    >>> [ends.tolist() for ends in floors_and_caps(low, high, executed_and_died)]
    [[0.0, 10.0, 10.0, 20.0, 0.0], [90.0, 90.0, 90.0, 90.0, 90.0]]
    """
    floor, cap = np.zeros(len(order.names)), np.full(len(order.names), math.inf)
    np.maximum.at(floor, outcome, low)
    np.minimum.at(cap, outcome, high)
    return (
        np.where(order.within, floor[:, None], 0.0).max(axis=0, initial=0.0),
        np.where(order.within, cap[None, :], math.inf).min(axis=1, initial=math.inf),
    )


def outcome_bounds(claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Compute the floor and the cap that the claims, taken at their word, set for each outcome.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    order : OutcomeOrder
        The outcomes and which are parts of which.

    Returns
    -------
    DataFrame
        Columns ``outcome, floor, floor_from, cap, cap_from, consistent``, one row for each of ``order.names``.
        The floor is the highest low end claimed for the outcome or a subset of it, the cap the lowest high end
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
    low, high, outcome = ends(claims, "the bounds", order)
    floor, cap = floors_and_caps(low, high, outcome, order)
    names = claims["estimate"].to_numpy(dtype=object)
    rows = []
    for k, name in enumerate(order.names):
        below, above = order.within[outcome, k], order.within[k, outcome]
        floor_from = min(names[below & (low == floor[k])], default="") if floor[k] > 0 else ""
        cap_from = min(names[above & (high == cap[k])], default="") if cap[k] < math.inf else ""
        rows.append((name, floor[k], floor_from, cap[k], cap_from, bool(floor[k] <= cap[k])))
    return pd.DataFrame(rows, columns=["outcome", "floor", "floor_from", "cap", "cap_from", "consistent"])


def report(
    claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER, coded: pd.DataFrame | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Return the bounds of each outcome as ``landreform bounds`` prints them in JSON.

    Parameters
    ----------
    claims, order
        As in `outcome_bounds`.
    coded : DataFrame, optional
        The ends that are coded words, from `landreform.contested.coded_words.coded_ends`.

    Returns
    -------
    dict
        ``outcomes``, a list with the rows of `outcome_bounds`; see `plain_rows`. With `coded` also ``coded_words``: the
        ends that set a floor or a cap and are coded words.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [40.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> report(claims)["outcomes"][3]["cap"]
    40.0
    """
    table = outcome_bounds(claims, order)
    if coded is None:
        return {"outcomes": plain_rows(table)}
    sides = [
        table[[f"{side}_from"]].set_axis(["estimate"], axis="columns").assign(end=end)
        for side, end in (("floor", "low"), ("cap", "high"))
    ]
    return {"outcomes": plain_rows(table), "coded_words": of_these(coded, pd.concat(sides))}


def report_lines(found: dict[str, Any]) -> list[str]:
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
    if found.get("coded_words"):
        lines += ["Of these limits some are words, not numbers:", *(told(row) for row in found["coded_words"])]
    return lines


def plain_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as mappings that JSON can hold: what is infinite or missing is None.

    Examples
    --------
    >>> plain_rows(pd.DataFrame({"cap": [math.inf, 2.0]}))
    [{'cap': None}, {'cap': 2.0}]
    """
    return [
        {str(key): None if isinstance(cell, float) and not math.isfinite(cell) else cell for key, cell in row.items()}
        for row in table.to_dict("records")
    ]
