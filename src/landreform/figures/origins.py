"""Which statements stand behind a figure whose rows are results and have no place of their own?"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from landreform import tables

COLUMNS = ["source", "read_in", "locator"]


def of_tables(*names: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """Name every statement of some tables of the ledger as the source of a figure.

    Parameters
    ----------
    *names : str
        Tables of the ledger, all rows of which enter what is drawn.

    Returns
    -------
    callable
        For `landreform.figures.contract.FigureEntry.sources`.

    Examples
    --------
    >>> list(of_tables("lineage")(pd.DataFrame()).columns)
    ['source', 'read_in', 'locator']
    """

    def sources(drawn: pd.DataFrame) -> pd.DataFrame:
        return pd.concat([tables.load(name)[COLUMNS] for name in names], ignore_index=True)

    return sources
