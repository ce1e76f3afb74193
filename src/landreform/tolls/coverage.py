"""Describe how far apart the claims lie, in what form they are made, and of what place and time they speak.

This module describes; it judges nothing and combines nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from landreform.contested.claims import form
from landreform.contested.outcomes import NAMES, OUTCOMES, TOLLS, require_tolls

#: Words with which the ledger begins the territory of a claim about the whole North, or all that the campaign reached.
WHOLE = ("North Vietnam", "Democratic Republic of Vietnam", "Areas that had land reform")

#: Words with which the ledger begins the period of a claim that is not about the campaign, and the year of its trial.
BEYOND, FIRST_YEAR = ("After the takeover", "After Geneva"), 1952


def spread(claims: pd.DataFrame) -> pd.DataFrame:
    """Compute how far apart the numbers printed for each outcome lie.

    Parameters
    ----------
    claims : DataFrame
        Tolls; columns `landreform.contested.outcomes.COLUMNS`.

    Returns
    -------
    DataFrame
        Columns ``outcome, claims, lineages, lowest, highest, factor, orders``, in the order of
        `landreform.contested.outcomes.TOLLS`: the number of claims and of lineages, the lowest and the highest number
        (persons) that any of them prints, their quotient, and its decimal logarithm.

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [10.0, None], "point": [None, 500.0],
    ...                        "high": [90.0, None], "outcome": "died", "lineage": ["a", "b"]})
    >>> spread(claims)[["lowest", "highest", "factor"]].to_numpy().tolist()
    [[10.0, 500.0, 50.0]]
    """
    require_tolls(claims, "the spread")
    rows = []
    for outcome in TOLLS:
        group = claims[claims["outcome"] == outcome]
        if len(group):
            numbers = group[["low", "point", "high"]].to_numpy(dtype=float)
            low, high = float(np.nanmin(numbers)), float(np.nanmax(numbers))
            counted = (outcome, len(group), group["lineage"].nunique())
            rows.append((*counted, low, high, high / low, math.log10(high / low)))
    return pd.DataFrame(rows, columns="outcome claims lineages lowest highest factor orders".split())


def forms(claims: pd.DataFrame) -> pd.DataFrame:
    """Count the forms in which each outcome is claimed.

    Parameters
    ----------
    claims : DataFrame
        Claims, tolls or not; columns `landreform.contested.outcomes.COLUMNS`.

    Returns
    -------
    DataFrame
        Columns ``outcome, range, point, at_least, at_most, none``: how many claims have a published range, are
        a bare number, have one end only, or state no number of persons. In the order of
        `landreform.contested.outcomes.OUTCOMES`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [None], "point": [5.0], "high": [None],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> forms(claims).to_numpy().tolist()
    [['died', 0, 1, 0, 0, 0]]
    """
    empty = claims[["low", "point", "high"]].isna().all(axis=1)
    words = form(claims).mask(empty, "none")
    columns = ["range", "point", "at_least", "at_most", "none"]
    table = pd.crosstab(claims["outcome"], words).reindex(columns=columns, fill_value=0)
    order = [name for name in OUTCOMES if name in table.index]
    return table.loc[order].reset_index().rename_axis(None, axis=1)


def whole_north(estimates: pd.DataFrame) -> pd.Series:
    """Mark the claims that speak of the whole North, by the words of the ledger.

    Parameters
    ----------
    estimates : DataFrame
        Table `estimates` of the ledger; used is ``territory``.

    Returns
    -------
    Series of bool
        True where the territory begins with one of `WHOLE`; index as in `estimates`. A claim that says
        "North Vietnam, where the campaign had been carried out" speaks of the whole, up to its date.

    Examples
    --------
    >>> whole_north(pd.DataFrame({"territory": ["North Vietnam", "Free areas"]})).tolist()
    [True, False]
    """
    return estimates["territory"].str.startswith(WHOLE).rename("whole_north")


def as_parts(claims: pd.DataFrame, parts: Iterable[str]) -> pd.DataFrame:
    """Reduce claims about a part of the country to what they say of the whole.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    parts : iterable of str
        Names of the claims that speak of a part.

    Returns
    -------
    DataFrame
        As `claims`, but each of these keeps only its low end, or its bare number as a low end: whoever died in
        a part died in the whole, while the most that died in a part says nothing about the rest. A claim that
        has a high end only says nothing about the whole and is left out.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [90.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> as_parts(claims, ["a"])[["low", "point", "high"]].to_numpy().tolist()
    [[10.0, nan, nan]]
    """
    return _keep_one_end(claims, parts, "low", "high")


def beyond_campaign(estimates: pd.DataFrame) -> pd.Series:
    """Mark the claims that count deaths beyond the time of the campaign, by the words of the ledger.

    Parameters
    ----------
    estimates : DataFrame
        Table `estimates` of the ledger; used is ``period``.

    Returns
    -------
    Series of bool
        True where the period begins with one of `BEYOND` or names a year before `FIRST_YEAR`; index as in
        `estimates`. Periods are kept in words too loose for more than that.

    Examples
    --------
    >>> beyond_campaign(pd.DataFrame({"period": ["Land reform", "1949–1956", "After the takeover in 1954"]})).tolist()
    [False, True, True]
    """
    years = (
        estimates["period"]
        .str.findall(r"\b(?:19|20)\d\d\b")
        .map(lambda found: min(map(int, found), default=FIRST_YEAR))
    )
    return (estimates["period"].str.startswith(BEYOND) | (years < FIRST_YEAR)).rename("beyond_campaign")


def as_wider(claims: pd.DataFrame, wider: Iterable[str]) -> pd.DataFrame:
    """Reduce claims about more than the campaign to what they say of the campaign.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    wider : iterable of str
        Names of the claims that count more than the campaign.

    Returns
    -------
    DataFrame
        As `claims`, but each of these keeps only its high end, or its bare number as a high end: no more can have died
        in the campaign than in all, while the least that died in all need not have died in the campaign. A claim that
        has a low end only says nothing about the campaign and is left out.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [10.0], "point": [20.0], "high": [90.0],
    ...                        "outcome": ["died"], "lineage": ["a"]})
    >>> as_wider(claims, ["a"])[["low", "point", "high"]].to_numpy().tolist()
    [[nan, nan, 90.0]]
    """
    return _keep_one_end(claims, wider, "high", "low")


def _keep_one_end(claims: pd.DataFrame, names: Iterable[str], kept: str, dropped: str) -> pd.DataFrame:
    """Reduce some claims to one end, a bare number standing for it, and leave out those that have no such end."""
    chosen = claims["estimate"].isin(set(names))
    numbers = claims[["low", "point", "high"]].astype(float)
    end = numbers[kept].mask(chosen & (form(claims) == "point"), numbers["point"])
    others = {column: numbers[column].mask(chosen) for column in ("point", dropped)}
    return claims.assign(**{kept: end}, **others)[~(chosen & end.isna())].reset_index(drop=True)


def claim_sets(claims: pd.DataFrame, estimates: pd.DataFrame) -> dict[str, list[str]]:
    """List the choices of claims that can be defended, by what they count, where they were read and on what they rest.

    Parameters
    ----------
    claims : DataFrame
        Tolls; columns `landreform.contested.outcomes.COLUMNS`.
    estimates : DataFrame
        Table `estimates` of the ledger; used are ``estimate, territory, source, read_in, grade``.

    Returns
    -------
    dict
        What a choice is called, and the names of its claims in the order of `claims`: all, those about the whole
        North, those of each outcome of which there is more than one, those read in the work that makes them, those that
        rest on documents or on reasoning from them, and the one that gives each lineage its name.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "outcome": ["died"], "lineage": ["a"]})
    >>> estimates = pd.DataFrame({"estimate": ["a"], "territory": ["North Vietnam"], "source": ["x"], "read_in": ["y"],
    ...                           "grade": ["document"]})
    >>> [name for name, chosen in claim_sets(claims, estimates).items() if chosen]
    ['all claims', 'on the whole North', 'resting on documents or on reasoning', 'one for each lineage']
    """
    details = estimates.set_index("estimate").loc[claims["estimate"]]
    whole = whole_north(details).to_numpy()
    itself = (details["source"] == details["read_in"]).to_numpy()
    reasoned = details["grade"].isin(["document", "reasoned"]).to_numpy()
    chosen = {"all claims": [True] * len(claims), "on the whole North": whole}
    for outcome in TOLLS:
        here = (claims["outcome"] == outcome).to_numpy()
        if here.sum() > 1:
            chosen[f"only “{NAMES[outcome]}”"] = here
    chosen["read in the work itself"] = itself
    chosen["resting on documents or on reasoning"] = reasoned
    chosen["one for each lineage"] = (claims["estimate"] == claims["lineage"]).to_numpy()
    return {name: claims.loc[mask, "estimate"].tolist() for name, mask in chosen.items()}
