"""Keep what the frames of the figures of claims and of pools have in common: columns, and rows of several kinds.

Input: the descriptor of the ledger, and frames drawn. Output: texts by name of column for ``Exhibit.columns``, and the
rows of each kind.
"""

from __future__ import annotations

import pandas as pd

from landreform.exhibits.columns import ledger_columns

#: What an exhibit adds to a claim of the ledger.
_ADDED = {
    "label": "short name of the claim",
    "claim": "what the claim states, in words (persons)",
    "centre": "centre of the claim (persons)",
    "is_toll": "whether the outcome is a toll (True, False)",
    "lineage": "name of the lineage: claims that are known or thought to come from one origin",
    "letter": "letter of a lineage of several claims; empty for a claim that stands alone",
    "assumed": "whether the width of the range is an assumption of the book (True, False)",
    "comparable": "other claims on the same outcome, a part of it or the whole (number)",
}


def claim_columns(names: str) -> dict[str, str]:
    """Describe columns of a claim: those of the table estimates, and those that exhibits add to it.

    Parameters
    ----------
    names : str
        Names of the columns, separated by spaces.

    Returns
    -------
    dict of str to str
        Name to text, in the order given.

    Raises
    ------
    KeyError
        If a claim has no such column.

    Examples
    --------
    >>> claim_columns("estimate label low")
    {'estimate': 'row of the table estimates', 'label': 'short name of the claim', 'low': 'Lower end of a published ...
    """
    return {name: _ADDED.get(name) or ledger_columns("estimates", name)[name] for name in names.split()}


def split_kinds(data: pd.DataFrame, *kinds: str) -> list[pd.DataFrame]:
    """Split a frame whose rows are of several kinds.

    Parameters
    ----------
    data : DataFrame
        Column ``kind`` and others.
    *kinds : str
        Kinds of rows that are wanted.

    Returns
    -------
    list of DataFrame
        The rows of each kind, in the order of `kinds`; index and columns as in `data`.

    Examples
    --------
    >>> frame = pd.DataFrame({"kind": ["pool", "claim", "claim"]})
    >>> [len(part) for part in split_kinds(frame, "claim", "pool")]
    [2, 1]
    """
    return [data[data["kind"] == kind] for kind in kinds]
