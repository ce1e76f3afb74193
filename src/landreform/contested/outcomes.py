"""What does a claim count, and which claims may stand side by side?

Claims count different things, and some of these contain others: whoever was executed also died. This module
holds that order, and refuses to let a number that counts no deaths be compared or pooled as a toll.
"""

from __future__ import annotations

import pandas as pd

COLUMNS = ("estimate", "low", "point", "high", "outcome", "lineage")

#: Outcomes that count deaths, from the narrowest to the widest, the side branch last.
TOLLS = ("executed_to_1955_12", "executed", "executed_or_suicide", "died", "wrongly_executed")

#: Pairs (subset, superset): whoever is counted under the first is counted under the second.
ORDER = (
    ("executed_to_1955_12", "executed"),
    ("executed", "executed_or_suicide"),
    ("executed_or_suicide", "died"),
    ("wrongly_executed", "executed"),
)

#: What is printed among the tolls but counts no deaths, or says not what it counts.
NOT_TOLLS = (
    "victims_undefined",
    "planned_executions",
    "classified",
    "wrongly_classified",
    "imprisoned",
    "released",
    "injured_or_killed",
    "polemic",
)

OUTCOMES = TOLLS + NOT_TOLLS

#: What each outcome is called in a sentence.
NAMES = {
    "executed_to_1955_12": "executed, to December 1955",
    "executed": "executed",
    "executed_or_suicide": "executed or suicide",
    "wrongly_executed": "wrongly executed",
    "died": "died, all causes named",
    "victims_undefined": "“victims”, not defined",
    "planned_executions": "planned executions",
    "classified": "classified as class enemies",
    "wrongly_classified": "wrongly classified",
    "imprisoned": "imprisoned",
    "released": "released",
    "injured_or_killed": "injured or killed",
    "polemic": "polemical total",
}


class NotATollError(ValueError):
    """Raised where a number that counts no deaths is about to be compared or pooled as a toll."""


def supersets(outcome: str) -> tuple[str, ...]:
    """Which tolls contain everybody whom this one counts?

    Parameters
    ----------
    outcome : str
        One of `TOLLS`.

    Returns
    -------
    tuple of str
        The outcome itself and all its supersets, in the order of `TOLLS`.

    Raises
    ------
    NotATollError
        If the outcome is no toll.

    Examples
    --------
    >>> supersets("wrongly_executed")
    ('executed', 'executed_or_suicide', 'died', 'wrongly_executed')
    """
    if outcome not in TOLLS:
        raise NotATollError(f"{outcome!r} is no toll; the tolls are {', '.join(TOLLS)}.")
    found = {outcome}
    for _ in ORDER:  # the longest chain is no longer than the list of its links
        found |= {upper for lower, upper in ORDER if lower in found}
    return tuple(name for name in TOLLS if name in found)


def require_tolls(claims: pd.DataFrame, task: str) -> None:
    """May these claims be compared or pooled as tolls at all?

    Every function that compares or pools calls this first, so that a count of people classified cannot become
    a count of deaths by carelessness.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `COLUMNS`.
    task : str
        What was about to be done, as a noun phrase ("the consistency gap").

    Raises
    ------
    NotATollError
        If any claim counts something else than a toll; the message names the claims.
    ValueError
        If a column is missing.

    Examples
    --------
    >>> claims = pd.DataFrame({c: [] for c in COLUMNS})
    >>> require_tolls(claims, "the consistency gap")
    """
    missing = [column for column in COLUMNS if column not in claims.columns]
    if missing:
        raise ValueError(f"A frame of claims needs the columns {', '.join(COLUMNS)}; not there: {missing}.")
    wrong = claims.loc[~claims["outcome"].isin(TOLLS), ["estimate", "outcome"]]
    if len(wrong):
        named = ", ".join(f"{row.estimate} ({row.outcome})" for row in wrong.itertuples())
        raise NotATollError(f"No toll, so not admitted to {task}: {named}.")


def tolls(claims: pd.DataFrame) -> pd.DataFrame:
    """Which of these claims are tolls that state a number?

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `COLUMNS`.

    Returns
    -------
    DataFrame
        The rows whose outcome is one of `TOLLS` and which have a low, a point or a high, index renumbered from 0.
        Somebody who only endorses another's number, or prints it in a form that gives none, makes a claim and
        states no number.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b", "c"], "low": [1.0, 1.0, float("nan")], "point": float("nan"),
    ...                        "high": float("nan"), "outcome": ["died", "classified", "died"]})
    >>> list(tolls(claims)["estimate"])
    ['a']
    """
    stated = claims[["low", "point", "high"]].notna().any(axis=1)
    return claims[claims["outcome"].isin(TOLLS) & stated].reset_index(drop=True)
