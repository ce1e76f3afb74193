"""Keep what the frames of the figures of claims and of pools have in common: columns, and rows of several kinds.

Input: the descriptor of the ledger, and frames drawn. Output: texts by name of column for ``Exhibit.columns``, and the
rows of each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from landreform.exhibits.columns import STATEMENT_COLUMNS, ledger_columns

#: What exhibits add to a claim of the ledger, and to two of them.
_ADDED = {
    "place": "place of the claim in the order drawn (number from 1)",
    "label": "short name of the claim",
    "claim": "what the claim states, in words (persons)",
    "centre": "centre of the claim (persons)",
    "is_toll": "whether the outcome is a toll (True, False)",
    "lineage": "name of the lineage: claims that are known or thought to come from one origin",
    "letter": "letter of a lineage of several claims; empty for a claim that stands alone",
    "assumed": "whether the width of the range is an assumption of the book (True, False)",
    "comparable": "other claims on the same outcome, a part of it or the whole (number)",
    "a": "one claim of the pair",
    "b": "the other",
    "row": "later place of the two (number)",
    "column": "earlier place of the two (number)",
    "same_lineage": "whether the two are of one lineage (True, False)",
}


#: What stands in a long description before that which the frame holds and the figure does not show.
NOT_DRAWN = "In the data and not drawn"


def with_kept(drawn: str, kept: str) -> str:
    """Join what a long description says of the drawing with what it says of the rest of the frame, said to be that.

    Parameters
    ----------
    drawn : str
        Sentences of what is seen.
    kept : str
        Sentences of what is not; none where it is empty.

    Examples
    --------
    >>> with_kept("Wave 1: 53 communes.", "Thái Nguyên, wave 1: 47 communes.")
    'Wave 1: 53 communes. In the data and not drawn: Thái Nguyên, wave 1: 47 communes.'
    >>> with_kept("Wave 1: 53 communes.", "")
    'Wave 1: 53 communes.'
    """
    return f"{drawn} {NOT_DRAWN}: {kept}" if kept else drawn


def claim_columns(names: str = "", kind: str | None = None, **own: str) -> dict[str, str]:
    """Describe the columns of a frame whose rows are claims, or claims and something else.

    Parameters
    ----------
    names : str
        Columns of the table estimates, and columns that several exhibits add to a claim; separated by spaces.
    kind : str, optional
        Text of the column ``kind``, where there is one.
    **own : str
        Texts of the columns that only this exhibit has.

    Returns
    -------
    dict of str to str
        Name to text: ``kind``, `names`, `own`, and the columns that say who states the claim and where it was read.

    Raises
    ------
    KeyError
        If a claim has no such column.

    Examples
    --------
    >>> list(claim_columns("estimate label low", kind="claim, or pool", units="claims that entered (number)"))
    ['kind', 'estimate', 'label', 'low', 'units', 'source', 'read_in', 'locator']
    """
    shared = {name: _ADDED.get(name) or ledger_columns("estimates", name)[name] for name in names.split()}
    return ({"kind": kind} if kind else {}) | shared | own | STATEMENT_COLUMNS


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


def list_by_group(
    data: pd.DataFrame, by: str | list[str], heading: Callable[[Any], str], item: Callable[[Any], str]
) -> str:
    """List the rows of a frame group by group, for a long description: a sentence for each row.

    Parameters
    ----------
    data : DataFrame
        Rows in the order listed.
    by : str or list of str
        Columns that make a group.
    heading : callable
        Takes what the rows of a group have in those columns, returns what stands before them.
    item : callable
        Takes a row as `DataFrame.itertuples` gives it, returns its sentence without the stop.

    Examples
    --------
    >>> frame = pd.DataFrame({"series": ["north", "north", "south"], "wave": [1, 2, 1]})
    >>> list_by_group(frame, "series", str.title, lambda row: f"wave {row.wave}")
    'North: wave 1. Wave 2. South: wave 1.'
    """
    told = []
    for key, group in data.groupby(by, sort=False):
        first, *others = [item(row) for row in group.itertuples()]
        told += [f"{heading(key)}: {first}.", *(f"{other[0].upper()}{other[1:]}." for other in others)]
    return " ".join(told)


def join_kinds(parts: Mapping[str, pd.DataFrame], columns: Iterable[str], whole: Iterable[str] = ()) -> pd.DataFrame:
    """Join frames to one whose rows are of several kinds.

    Parameters
    ----------
    parts : mapping of str to DataFrame
        Rows of each kind.
    columns : iterable of str
        Columns that are kept, ``kind`` among them.
    whole : iterable of str
        Columns of whole numbers, of which some rows have none.

    Returns
    -------
    DataFrame
        The rows in the order of `parts`; a cell is empty where a kind has no such column.

    Examples
    --------
    >>> join_kinds({"claim": pd.DataFrame({"low": [3.0]})}, ["kind", "low"]).to_numpy().tolist()
    [['claim', 3.0]]
    """
    frame = pd.concat([part.assign(kind=kind) for kind, part in parts.items()], ignore_index=True)
    return frame.reindex(columns=list(columns)).astype(dict.fromkeys(whole, "Int64"))
