"""Which statements stand behind a figure whose rows are results and have no place of their own?"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from landreform.exhibits.base import STATEMENT, Ledger


def of_tables(*names: str) -> Callable[[pd.DataFrame, Ledger], pd.DataFrame]:
    """Name every statement of some tables of the ledger as the source of a figure.

    Parameters
    ----------
    *names : str
        Tables of the ledger, all rows of which enter what is drawn.

    Returns
    -------
    callable
        For `landreform.exhibits.figure_contract.Exhibit.sources`.

    Examples
    --------
    >>> from landreform.ledger import tables
    >>> list(of_tables("lineage")(pd.DataFrame(), {"lineage": tables.load("lineage")}).columns)
    ['source', 'read_in', 'locator']
    """

    def sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
        return pd.concat([ledger[name][list(STATEMENT)] for name in names], ignore_index=True)

    return sources
