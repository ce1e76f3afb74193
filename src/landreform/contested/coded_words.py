"""Which ends of claims are coded words, and whether a result hangs on them.

"Hundreds" is no number. To be compared it is coded by one table of words (`landreform.contested.magnitudes`): all
numbers of three digits, 100 to 999. Such an end is nobody's number; it was neither printed nor meant as a limit.
The input are claims with the words of their sources, the output the ends that were coded, and the results without them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd

from landreform.contested.cells import cell_text
from landreform.contested.magnitudes import MAGNITUDES, magnitude
from landreform.contested.numerals import readable

ENDS = ("low", "high")


def word_table() -> pd.DataFrame:
    """Return the table of words: what each stands for, at the least and at the most.

    Returns
    -------
    DataFrame
        Columns ``words, least, most``, by least, then most, then words.

    Examples
    --------
    >>> word_table().set_index("words").loc["hundreds"].tolist()
    [100, 999]
    """
    rows = [(words, least, most) for words, (least, most) in MAGNITUDES.items()]
    table = pd.DataFrame(rows, columns=["words", "least", "most"])
    return table.sort_values(["least", "most", "words"], ignore_index=True)


def coded_ends(claims: pd.DataFrame) -> pd.DataFrame:
    """Find the ends of claims that stand for a word and not for a number of their source.

    Parameters
    ----------
    claims : DataFrame
        With ``estimate, low, high`` and ``printed`` (the words of the source).

    Returns
    -------
    DataFrame
        One row an end: ``estimate, end`` (low or high), ``value`` and ``printed``, in the order of `claims`. An end
        counts where it is that of a word in ``printed`` and no number that can be read there.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [5000.0], "high": [99999.0],
    ...                        "printed": ["5,000 to tens of thousands"]})
    >>> coded_ends(claims)[["end", "value"]].to_numpy().tolist()
    [['high', 99999.0]]
    """
    rows = []
    for claim in claims.to_dict("records"):
        printed = cell_text(claim["printed"])
        ends = magnitude(printed)
        if ends is None:
            continue
        numbers = readable(printed)
        for end, coded in zip(ENDS, ends, strict=True):
            value = claim[end]
            if pd.notna(value) and value == coded and Decimal(coded) not in numbers:
                rows.append((claim["estimate"], end, float(value), printed))
    return pd.DataFrame(rows, columns=["estimate", "end", "value", "printed"])


def without_words(claims: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Leave open every end that is a coded word; a claim of which nothing remains is left out.

    Parameters
    ----------
    claims : DataFrame
        With ``estimate, low, point, high``.
    coded : DataFrame
        What `coded_ends` returns for them.

    Returns
    -------
    DataFrame
        The claims that still have a number; columns as given.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [100.0, 5.0], "point": [None, None],
    ...                        "high": [999.0, 9.0], "printed": ["hundreds", "5 to 9"]})
    >>> without_words(claims, coded_ends(claims))["estimate"].tolist()
    ['b']
    """
    opened = claims.copy()
    for end in ENDS:
        names = coded.loc[coded["end"] == end, "estimate"]
        opened.loc[opened["estimate"].isin(names), end] = float("nan")
    return opened[opened[["low", "point", "high"]].notna().any(axis="columns")]


def of_these(coded: pd.DataFrame, ends: pd.DataFrame) -> list[dict[str, Any]]:
    """Choose from the coded ends those that set a result.

    Parameters
    ----------
    coded : DataFrame
        What `coded_ends` returns.
    ends : DataFrame
        With ``estimate`` and ``end``: the ends that set the result.

    Returns
    -------
    list of dict
        ``estimate, end, value, printed`` of each, in the order of `coded`.

    Examples
    --------
    >>> coded = pd.DataFrame({"estimate": ["a"], "end": ["high"], "value": [999.0], "printed": ["hundreds"]})
    >>> of_these(coded, pd.DataFrame({"estimate": ["a"], "end": ["low"]}))
    []
    """
    wanted = set(ends[["estimate", "end"]].itertuples(index=False, name=None))
    return [row for row in coded.to_dict("records") if (row["estimate"], row["end"]) in wanted]


def told(row: dict[str, Any]) -> str:
    """Say of one coded end which word stands behind it.

    Examples
    --------
    >>> told({"estimate": "a", "end": "high", "value": 999.0, "printed": "hundreds perished"})
    'a: “hundreds perished”, coded as no more than 999'
    """
    side = "no more than" if row["end"] == "high" else "no fewer than"
    return f"{row['estimate']}: “{row['printed']}”, coded as {side} {row['value']:,.0f}"
