"""What would have to be true of reports and of the unreported rest for a claim to hold.

Input are a number reported for the earlier part of a campaign, how much of the campaign was still to come, and a
claim on the whole; output the frontier of the claim: for each intensity of the rest, the completeness of the reports
at which the claim is just reached. Two assumptions that nobody measured stand on the axes; on the frontier the
total is the number claimed, below it the total is more, above it less.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from landreform.contested.claims import intervals


def implied_total(
    reported: float, rest: float, completeness: ArrayLike, intensity: ArrayLike
) -> NDArray[np.float64] | np.float64:
    """Compute the total that a reported number implies under two assumptions.

    Parameters
    ----------
    reported : float
        The number reported for the earlier part.
    rest : float
        The exposure (communes, persons) of the part that is not reported, divided by that of the part that is.
    completeness : array-like
        The share, above 0 and at most 1, of what happened that the reports hold.
    intensity : array-like
        How many times as deadly, for each unit of exposure, the rest was.

    Returns
    -------
    ndarray or float
        reported / completeness × (1 + intensity × rest), broadcast over the two.

    Examples
    --------
    >>> float(implied_total(1000, 0.5, completeness=0.5, intensity=2))
    4000.0
    """
    share, times = np.asarray(completeness, dtype=float), np.asarray(intensity, dtype=float)
    _require(reported, rest, times)
    if not ((share > 0.0) & (share <= 1.0)).all():
        raise ValueError(f"A completeness lies above 0 and is at most 1; {share.tolist()} does not.")
    return reported / share * (1.0 + times * rest)


def completeness_needed(
    total: ArrayLike, reported: float, rest: float, intensity: ArrayLike
) -> NDArray[np.float64] | np.float64:
    """Compute the completeness of the reports at which a total is just reached.

    Parameters
    ----------
    total : array-like
        The total claimed, above 0.
    reported, rest, intensity
        As in `implied_total`.

    Returns
    -------
    ndarray or float
        reported × (1 + intensity × rest) / total. Above 1 the total is exceeded even if the reports hold everything.

    Notes
    -----
    The frontier of Masten and Poirier 2020 (Quantitative Economics 11, 41-111), for two assumptions and the conclusion
    "at least this many".

    Examples
    --------
    >>> float(completeness_needed(4000, 1000, 0.5, intensity=2))
    0.5
    """
    claimed, times = np.asarray(total, dtype=float), np.asarray(intensity, dtype=float)
    _require(reported, rest, times)
    if not (claimed > 0.0).all():
        raise ValueError(f"A total lies above 0; {claimed.tolist()} does not.")
    needed: NDArray[np.float64] | np.float64 = reported * (1.0 + times * rest) / claimed
    return needed


def frontiers(claims: pd.DataFrame, reported: float, rest: float, intensities: Sequence[float]) -> pd.DataFrame:
    """Compute the frontier of each claim.

    Parameters
    ----------
    claims : DataFrame
        Claims on the whole; columns `landreform.contested.outcomes.COLUMNS`.
    reported, rest
        As in `implied_total`.
    intensities : sequence of float
        Intensities at which each frontier is computed, 0 or more.

    Returns
    -------
    DataFrame
        Columns ``estimate, end, total, intensity, completeness``: one row for each claim, each closed end of it
        (``low``, ``high``; one row ``low`` for a bare number), and each intensity. Between the completeness of its high
        end and that of its low end a claim holds.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": np.nan, "point": [4000.0], "high": np.nan,
    ...                        "outcome": "executed", "lineage": ["a"]})
    >>> frontiers(claims, 1000, 0.5, [0, 2])[["end", "intensity", "completeness"]].to_numpy().tolist()
    [['low', 0.0, 0.25], ['low', 2.0, 0.5]]
    """
    ranges = intervals(claims)
    rows = []
    for name, low, high in zip(claims["estimate"], ranges["low"], ranges["high"], strict=True):
        closed = [("low", low)] if low > 0.0 else []
        closed += [("high", high)] if np.isfinite(high) and high != low else []
        for end, total in closed:
            needed = np.atleast_1d(completeness_needed(total, reported, rest, np.asarray(intensities, dtype=float)))
            rows += [(name, end, total, float(k), float(c)) for k, c in zip(intensities, needed, strict=True)]
    return pd.DataFrame(rows, columns=["estimate", "end", "total", "intensity", "completeness"])


def _require(reported: float, rest: float, intensity: NDArray[np.float64]) -> None:
    if not reported > 0.0:
        raise ValueError(f"A reported number lies above 0; {reported} does not.")
    if not rest >= 0.0:
        raise ValueError(f"The rest is 0 or more; {rest} is not.")
    if not (intensity >= 0.0).all():
        raise ValueError(f"An intensity is 0 or more; {intensity.min()} is not.")
