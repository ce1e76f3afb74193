"""What is a source called in a sentence?"""

from __future__ import annotations

import pandas as pd


def attributions(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Say for each row who states it and, where that is another work, where it was read.

    Parameters
    ----------
    rows : pandas.DataFrame
        Any frame with the columns ``source`` and ``read_in``.
    sources : pandas.DataFrame
        The table ``sources``.

    Returns
    -------
    pandas.Series of str
        With the index of ``rows``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> attributions(load("classifications"), load("sources")).iloc[0]
    'Nguyễn Duy Tiến 2000, as read in MacLean 2025'
    """
    names = sources.set_index("source")["name"]
    who, where = rows["source"].map(names), rows["read_in"].map(names)
    return who.where(rows["source"] == rows["read_in"], who + ", as read in " + where)
