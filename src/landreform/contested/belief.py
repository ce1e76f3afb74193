"""How much of what was claimed confines a number to a range, and how much leaves the range open, without a probability.

Input is a frame of claims with their lineages and the order of their outcomes; output, for every value, belief and
plausibility that the number of one outcome is no greater. Each lineage carries the same mass, spread evenly over the
different ranges that it claims. A range is taken as it stands: nothing is said of where inside it the number lies.
Belief is the mass of the ranges that lie wholly at or below the value, plausibility the mass of those that reach down
to it; the space between is what the claims leave open. The two are the edges of a p-box.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested.claims import ends
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder


def implied_ranges(
    claims: pd.DataFrame, outcome: str, order: OutcomeOrder = DEFAULT_ORDER, bare_width: float = 1.0
) -> pd.DataFrame:
    """Say what each claim implies for the number of one outcome.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    outcome : str
        The outcome asked about.
    order : OutcomeOrder
        The outcomes that may be compared and which are parts of which.
    bare_width : float
        The factor, at least 1, by which a bare number is widened to both sides; 1 takes it as exact.

    Returns
    -------
    DataFrame
        Columns ``estimate, lineage, low, high`` (persons). A claim on the outcome itself implies its own range, one
        on a part of it only a low end, one on a whole only a high end; claims that imply nothing are left out.

    Raises
    ------
    NotATollError
        If a claim, or the outcome asked about, is no toll.
    ValueError
        If the width is below 1, or as `landreform.contested.claims.ends`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": np.nan, "point": [10.0, 90.0], "high": np.nan,
    ...                        "outcome": ["executed", "died"], "lineage": ["a", "b"]})
    >>> implied_ranges(claims, "executed")[["low", "high"]].to_numpy().tolist()
    [[10.0, 10.0], [0.0, 90.0]]
    """
    if not bare_width >= 1.0:
        raise ValueError(f"A bare number is widened by a factor of at least 1, not by {bare_width}.")
    order.supersets(outcome)  # refuses what is no toll
    low, high, position = ends(claims, "belief and plausibility", order)
    bare = (claims["low"].isna() & claims["high"].isna()).to_numpy()
    low, high = np.where(bare, low / bare_width, low), np.where(bare, high * bare_width, high)
    asked = order.names.index(outcome)
    low = np.where(order.within[position, asked], low, 0.0)
    high = np.where(order.within[asked, position], high, math.inf)
    frame = pd.DataFrame({"estimate": claims["estimate"], "lineage": claims["lineage"], "low": low, "high": high})
    return frame[(low > 0.0) | np.isfinite(high)].reset_index(drop=True)


def masses(ranges: pd.DataFrame, by_lineage: bool = True) -> NDArray[np.float64]:
    """Spread one unit of mass over the ranges.

    Parameters
    ----------
    ranges : DataFrame
        From `implied_ranges`.
    by_lineage : bool
        Whether each lineage has the same mass, spread evenly over its different ranges, so that a copy within a lineage
        changes nothing; otherwise each claim has the same mass.

    Returns
    -------
    ndarray of shape (ranges,)
        Masses that add up to 1; nothing for no ranges.

    Examples
    --------
    >>> ranges = pd.DataFrame({"lineage": ["a", "a", "b"], "low": [1.0, 1.0, 5.0], "high": [2.0, 2.0, 9.0]})
    >>> masses(ranges).tolist()
    [0.25, 0.25, 0.5]
    """
    if not by_lineage:
        return np.full(len(ranges), 1.0 / len(ranges) if len(ranges) else 0.0)
    columns = ["lineage", "low", "high"]
    copies = ranges.groupby(columns)["low"].transform("size").to_numpy(dtype=float)
    different = ranges.drop_duplicates(columns).groupby("lineage").size()
    within = ranges["lineage"].map(different).to_numpy(dtype=float)
    return np.asarray(1.0 / (copies * within * max(len(different), 1)))


def belief_and_plausibility(ranges: pd.DataFrame, mass: NDArray[np.float64]) -> pd.DataFrame:
    """Compute belief and plausibility that the number is no greater than each value at which one of them changes.

    Parameters
    ----------
    ranges : DataFrame
        Columns ``low, high``, from `implied_ranges`.
    mass : ndarray of shape (ranges,)
        From `masses`.

    Returns
    -------
    DataFrame
        Columns ``value, belief, plausibility``, in the order of the values (persons): from this value on, until the
        next, belief and plausibility are these. The first value is 0.

    Notes
    -----
    With masses mᵢ on ranges [lᵢ, hᵢ]: Bel(x ≤ v) = Σ mᵢ over hᵢ ≤ v, Pl(x ≤ v) = Σ mᵢ over lᵢ ≤ v (Dempster 1967;
    Shafer 1976).

    Examples
    --------
    >>> ranges = pd.DataFrame({"low": [10.0, 0.0], "high": [20.0, 90.0]})
    >>> belief_and_plausibility(ranges, np.array([0.5, 0.5])).to_numpy().tolist()
    [[0.0, 0.0, 0.5], [10.0, 0.0, 1.0], [20.0, 0.5, 1.0], [90.0, 1.0, 1.0]]
    """
    low, high = (ranges[name].to_numpy(dtype=float) for name in ("low", "high"))
    values = np.unique(np.concatenate([[0.0], low, high[np.isfinite(high)]]))
    steps = {"value": values, "belief": _mass_up_to(high, mass, values), "plausibility": _mass_up_to(low, mass, values)}
    return pd.DataFrame(steps)


def at(ranges: pd.DataFrame, mass: NDArray[np.float64], value: float) -> tuple[float, float]:
    """Return belief and plausibility that the number is no greater than one value.

    Parameters
    ----------
    ranges, mass
        As in `belief_and_plausibility`.
    value : float
        Persons.

    Examples
    --------
    >>> at(pd.DataFrame({"low": [10.0], "high": [20.0]}), np.array([1.0]), 15.0)
    (0.0, 1.0)
    """
    where = np.array([value])
    found = (_mass_up_to(ranges[name].to_numpy(dtype=float), mass, where)[0] for name in ("high", "low"))
    belief, plausibility = found
    return float(belief), float(plausibility)


def _mass_up_to(
    limits: NDArray[np.float64], mass: NDArray[np.float64], values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Add up the mass of the limits that are at most each value; the whole is exactly 1."""
    order = np.argsort(limits, kind="stable")
    summed = np.concatenate([[0.0], np.cumsum(mass[order])])
    if len(mass):
        summed[-1] = 1.0
    return summed[np.searchsorted(limits[order], values, side="right")]
