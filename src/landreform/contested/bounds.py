"""Between which numbers some claims, taken at their word, hold each outcome.

The input is a frame of claims, the output one floor and one cap for each outcome, each with the claim that sets
it. A floor of a part is a floor of the whole, and a cap of the whole is a cap of the part.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested.claims import ends
from landreform.contested.coded_words import ENDS, of_these
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
    return hand_on(floor, cap, order)


def hand_on(
    floor: NDArray[np.float64], cap: NDArray[np.float64], order: OutcomeOrder
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Hand floors on to the wholes and caps to the parts.

    Parameters
    ----------
    floor, cap : ndarray of shape (outcomes,)
        What claims about each outcome itself say, in the order of ``order.names``.
    order : OutcomeOrder
        Which are parts of which.

    Returns
    -------
    tuple of two ndarray of shape (outcomes,)
        What holds for each outcome; the arrays given stay as they are.

    Examples
    --------
    >>> order = OutcomeOrder(("battle", "excess"), (("battle", "excess"),))
    >>> [ends.tolist() for ends in hand_on(np.array([5.0, 0.0]), np.array([math.inf, 9.0]), order)]
    [[5.0, 5.0], [9.0, 9.0]]
    """
    floor, cap = floor.copy(), cap.copy()
    for part, whole in order.steps:
        floor[whole] = max(floor[whole], floor[part])
    for part, whole in reversed(order.steps):
        cap[part] = min(cap[part], cap[whole])
    return floor, cap


def coded_flags(claims: pd.DataFrame, coded: pd.DataFrame) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Mark the low ends and the high ends that are coded words.

    Parameters
    ----------
    claims : DataFrame
        With ``estimate``.
    coded : DataFrame
        From `landreform.contested.coded_words.coded_ends`; other claims in it are passed over.

    Returns
    -------
    tuple of two ndarray of bool, shape (claims,)
        Low ends and high ends, in the order of `claims`.

    Examples
    --------
    >>> coded = pd.DataFrame({"estimate": ["a"], "end": ["high"]})
    >>> [flags.tolist() for flags in coded_flags(pd.DataFrame({"estimate": ["a", "b"]}), coded)]
    [[False, False], [True, False]]
    """
    low, high = (claims["estimate"].isin(coded.loc[coded["end"] == end, "estimate"]).to_numpy() for end in ENDS)
    return low, high


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
    return _bounds(claims, order)[["outcome", "floor", "floor_from", "cap", "cap_from", "consistent"]]


def report(
    claims: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER, coded: pd.DataFrame | None = None
) -> dict[str, list[dict[str, Any]]]:
    """Return the bounds of each outcome that is claimed, as ``landreform bounds`` prints them in JSON.

    Parameters
    ----------
    claims, order
        As in `outcome_bounds`.
    coded : DataFrame, optional
        The ends that are coded words, from `landreform.contested.coded_words.coded_ends`.

    Returns
    -------
    dict
        ``outcomes``, a list with the rows of `outcome_bounds` for each outcome that a claim has, and with
        ``floor_lineages`` and ``cap_lineages``: how many lineages hold that end, 0 where nobody does; see
        `plain_rows`. With `coded` also ``coded_words``: the coded words that hold a floor or a cap which no number
        holds as well, so that it moves when they are left open.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [40.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> report(claims)["outcomes"][0]["cap"]
    40.0
    """
    every = _bounds(claims, order)
    table = every[every["outcome"].isin(claims["outcome"])]
    if coded is None:
        return {"outcomes": plain_rows(table)}
    return {"outcomes": plain_rows(table), "coded_words": _deciding_words(claims, order, coded)}


def _deciding_words(claims: pd.DataFrame, order: OutcomeOrder, coded: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the coded ends that hold a floor or a cap of an outcome that is claimed, where no number holds it too."""
    low, high, outcome = ends(claims, "the bounds", order)
    words = coded_flags(claims, coded)
    opened = floors_and_caps(np.where(words[0], 0.0, low), np.where(words[1], math.inf, high), outcome, order)
    deciding: set[tuple[str, str]] = set()
    for end, limits, left, holders in zip(
        ENDS, floors_and_caps(low, high, outcome, order), opened, _holders(low, high, outcome, order), strict=True
    ):
        for at in np.unique(outcome):
            if limits[at] != left[at]:  # then whoever holds it is a word
                deciding |= {(claims["estimate"].iloc[claim], end) for claim in holders[at]}
    return of_these(coded, pd.DataFrame(sorted(deciding), columns=["estimate", "end"]))


def _bounds(claims: pd.DataFrame, order: OutcomeOrder) -> pd.DataFrame:
    """Compute floor and cap of every outcome, who sets them, and of how many lineages these are."""
    low, high, outcome = ends(claims, "the bounds", order)
    floor, cap = floors_and_caps(low, high, outcome, order)
    holders = _holders(low, high, outcome, order)
    names, lineages = claims["estimate"].tolist(), claims["lineage"].tolist()

    def named(held: Sequence[set[int]]) -> tuple[list[str], list[int]]:
        first = [min((names[claim] for claim in claims), default="") for claims in held]
        return first, [len({lineages[claim] for claim in claims}) for claims in held]

    floor_from, floor_lineages = named(holders[0])
    cap_from, cap_lineages = named(holders[1])
    columns = {"outcome": order.names, "floor": floor, "floor_from": floor_from, "cap": cap, "cap_from": cap_from}
    more = {"consistent": floor <= cap, "floor_lineages": floor_lineages, "cap_lineages": cap_lineages}
    return pd.DataFrame(columns | more)


def _holders(
    low: NDArray[np.float64], high: NDArray[np.float64], outcome: NDArray[np.intp], order: OutcomeOrder
) -> tuple[list[set[int]], list[set[int]]]:
    """Return the claims that hold the floor of each outcome, and those that hold its cap."""
    # a holder of an end is whoever claims it of the outcome itself, or holds it of a part (of a whole)
    floor, cap = floors_and_caps(low, high, outcome, order)

    def held(
        claimed: NDArray[np.float64], limit: NDArray[np.float64], steps: Sequence[tuple[int, int]]
    ) -> list[set[int]]:
        found: list[set[int]] = [set() for _ in order.names]
        for claim in np.flatnonzero((claimed == limit[outcome]) & (claimed > 0) & np.isfinite(claimed)):
            found[outcome[claim]].add(int(claim))
        for giver, taker in steps:
            if limit[giver] == limit[taker]:
                found[taker] |= found[giver]
        return found

    downwards = [(whole, part) for part, whole in reversed(order.steps)]
    return held(low, floor, order.steps), held(high, cap, downwards)


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
