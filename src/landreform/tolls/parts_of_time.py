"""Say which claims count a part of the campaign's time only, and put them as parts into the order of the outcomes.

Input: claims and the table `estimates`, whose ``period`` is in the words of the source. Output: the same claims, those
on a part of the time under an outcome of their own, and the order in which such an outcome is a part of the whole: who
was executed in 1954 and 1955 was executed. A part bounds the whole from below only, and no other part that it does not
lie in. Wherever the consistency of the book's own claims is computed, it is computed on these.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder


class Part(NamedTuple):
    """A wording of the ledger that limits a claim to a part of the campaign.

    Attributes
    ----------
    wording : str
        How ``period`` begins.
    outcome : str
        What is counted in that time.
    name, title : str
        The outcome that such claims have in the order, and what it is called in a sentence.
    within : tuple of str
        Outcomes in which it lies beside `outcome`.
    """

    wording: str
    outcome: str
    name: str
    title: str
    within: tuple[str, ...] = ()


#: Every wording that is taken as a part of the time. The campaign ran from 1953 to 1956, so that a time that begins
#: with 1954 or ends with 1955 is a part of it; "Land reform", "1953–1956" and "to 1956" are the whole, and what begins
#: before it or ends long after it is more (`landreform.tolls.coverage.beyond_campaign`). "About" may reach past
#: December 1955, so that such a part lies in nothing but the whole.
PARTS = (
    Part("About 1953–1955", "executed", "executed_about_1953_1955", "executed about 1953–1955"),
    Part("1954 to mid-1956", "died", "died_1954_to_mid_1956", "died from 1954 to mid-1956"),
    Part(
        "1954–1955",
        "executed",
        "executed_1954_1955",
        "executed in 1954–1955",
        ("executed_to_1955_12", "executed_about_1953_1955", "died_1954_to_mid_1956"),
    ),
)

#: The outcome of which each part is a part.
WHOLES = {part.name: part.outcome for part in PARTS}

#: The order of the outcomes with the parts of the time in it.
ORDER = OutcomeOrder(
    names=tuple(WHOLES) + DEFAULT_ORDER.names,
    pairs=DEFAULT_ORDER.pairs + tuple((part.name, whole) for part in PARTS for whole in (part.outcome, *part.within)),
    apart=DEFAULT_ORDER.apart,
    titles={**DEFAULT_ORDER.titles, **{part.name: part.title for part in PARTS}},
)


def in_time(claims: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Give the claims on a part of the campaign's time an outcome of their own.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`, and any others.
    estimates : DataFrame
        Table `estimates` of the ledger; used are ``estimate`` and ``period``.

    Returns
    -------
    DataFrame
        As `claims`; to be compared with `ORDER`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "outcome": "executed"})
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "period": ["Land reform", "1954–1955, in the summary read"]})
    >>> in_time(claims, estimates)["outcome"].tolist()
    ['executed', 'executed_1954_1955']
    """
    period = claims["estimate"].map(estimates.set_index("estimate")["period"]).fillna("")
    outcome = claims["outcome"]
    for part in PARTS:
        limited = period.str.startswith(part.wording) & (claims["outcome"] == part.outcome)
        outcome = outcome.mask(limited, part.name)
    return claims.assign(outcome=outcome)


def part_names(estimates: pd.DataFrame) -> list[str]:
    """List the claims that count a part of the campaign's time only.

    Parameters
    ----------
    estimates : DataFrame
        Table `estimates` of the ledger; used are ``estimate, outcome, period``.

    Examples
    --------
    >>> part_names(pd.DataFrame({"estimate": ["a"], "outcome": ["executed"], "period": ["1954–1955"]}))
    ['a']
    """
    return estimates.loc[in_time(estimates, estimates)["outcome"].isin(list(WHOLES)), "estimate"].tolist()


def counted(claims: pd.DataFrame) -> pd.Series:
    """Return what each claim counts, whatever its time: the outcome of the whole for a part.

    Parameters
    ----------
    claims : DataFrame
        From `in_time`.

    Returns
    -------
    Series of str
        Outcomes of `landreform.contested.outcomes.DEFAULT_ORDER`; index as in `claims`.

    Examples
    --------
    >>> counted(pd.DataFrame({"outcome": ["executed_1954_1955", "died"]})).tolist()
    ['executed', 'died']
    """
    return claims["outcome"].replace(WHOLES)
