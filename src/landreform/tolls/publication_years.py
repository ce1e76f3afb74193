"""Ask whether the claims come closer to each other, or move, as the years of their publication go on.

Input: claims that print a number, and the table `estimates` with their years. Output: the rank correlation of the year
with the number, and with its distance from the middle of the others, for some choices of claims.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from landreform.contested import edtf
from landreform.contested.cells import cell_text

#: The fewest claims of which a rank correlation is computed.
FEWEST = 5


def dated_claims(claims: pd.DataFrame, estimates: pd.DataFrame) -> pd.DataFrame:
    """Give each claim the year in which it was first published, and one number.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    estimates : DataFrame
        Table `estimates` of the ledger; used are ``estimate, year``.

    Returns
    -------
    DataFrame
        The claims whose year is known, by year and then by name, with ``first_year`` (number) and ``log_number``: the
        natural logarithm of the point, else of the geometric mean of both ends, else of the only end.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1.0, np.nan], "point": np.nan, "high": [100.0, 5.0]})
    >>> dated_claims(claims, pd.DataFrame({"estimate": ["a", "b"], "year": ["1963/1967", ""]}))[
    ...     ["first_year", "log_number"]].round(2).to_numpy().tolist()
    [[1963.0, 2.3]]
    """
    year = claims["estimate"].map(estimates.set_index("estimate")["year"]).map(cell_text)
    numbers = claims[["low", "point", "high"]].astype(float)
    ends = np.log(numbers[["low", "high"]]).mean(axis=1)  # the mean of one end is that end
    table = claims.assign(log_number=np.log(numbers["point"]).fillna(ends))[year != ""]
    first = [edtf.parse(text).earliest for text in year[year != ""]]
    table = table.assign(first_year=[day.year if day else np.nan for day in first])
    return table.dropna(subset=["first_year"]).sort_values(["first_year", "estimate"], ignore_index=True)


def chosen_claims(dated: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Choose the claims whose trend is asked for, in the ways in which it can be defended.

    Parameters
    ----------
    dated : DataFrame
        From `dated_claims`.

    Returns
    -------
    dict of str to DataFrame
        All of them; those of people executed; the first one of each lineage.

    Examples
    --------
    >>> claims = pd.DataFrame({"outcome": ["died", "executed"], "lineage": ["a", "a"]})
    >>> [len(chosen) for chosen in chosen_claims(claims).values()]
    [2, 1, 1]
    """
    return {
        "all numbers printed": dated,
        "of people executed only": dated[dated["outcome"] == "executed"],
        "the first of each lineage": dated.drop_duplicates("lineage"),
    }


def trends(chosen: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Compute whether later claims are higher, and whether they lie closer to the middle.

    Parameters
    ----------
    chosen : mapping of str to DataFrame
        What a choice of claims is called, and the claims, from `dated_claims`.

    Returns
    -------
    DataFrame
        Columns ``choice, claims, about`` (``number``, or ``distance`` from the median of the logarithms),
        ``correlation`` (Spearman's, of the year with it) and ``p_value`` (two-sided); two rows for each choice of
        `FEWEST` claims or more.

    Examples
    --------
    >>> claims = pd.DataFrame({"first_year": range(5), "log_number": [3.0, 1.0, 4.0, 1.5, 9.0]})
    >>> trends({"all": claims})["correlation"].round(2).tolist()
    [0.5, 0.7]
    """
    rows = []
    for name, claims in chosen.items():
        if len(claims) >= FEWEST:
            value = claims["log_number"]
            for about, what in (("number", value), ("distance", (value - value.median()).abs())):
                found = stats.spearmanr(claims["first_year"], what)
                rows.append((name, len(claims), about, float(found.statistic), float(found.pvalue)))
    return pd.DataFrame(rows, columns=["choice", "claims", "about", "correlation", "p_value"])


def least_told(claims: int, level: float = 0.05) -> float:
    """Compute the least rank correlation that so few claims would tell from chance.

    Parameters
    ----------
    claims : int
        At least 3.
    level : float
        Of the two-sided test, 0.05 where nothing else is said.

    Returns
    -------
    float
        t / √(n − 2 + t²), with t the quantile of Student’s distribution with n − 2 degrees of freedom: what the test in
        `trends` calls a trend.

    Raises
    ------
    ValueError
        If there are fewer than three claims.

    Examples
    --------
    >>> round(least_told(18), 3)
    0.468
    """
    if claims < 3:
        raise ValueError(f"A correlation is told from chance with 3 claims or more, not with {claims}.")
    quantile = float(stats.t.ppf(1.0 - level / 2.0, claims - 2))
    return quantile / float(np.sqrt(claims - 2 + quantile**2))
