"""Write a frame as the CSV text that the project publishes: UTF-8, line feeds, nothing where a value is missing."""

from __future__ import annotations

import pandas as pd


def csv_text(frame: pd.DataFrame) -> str:
    r"""Write a frame as plain CSV, the same text for the same values.

    Parameters
    ----------
    frame : DataFrame
        Any columns; the index is left out.

    Returns
    -------
    str
        A header and one line a row, each ended by a line feed: days as YYYY-MM-DD, whole floats without a decimal
        point, other floats with as many digits as give them back, nothing where a value is missing.

    Examples
    --------
    >>> csv_text(pd.DataFrame({"n": [1.0, None], "x": [0.5, 2.0]}))
    'n,x\n1,0.5\n,2\n'
    """
    return frame.map(cell_text).to_csv(index=False, lineterminator="\n")


def cell_text(value: object) -> str:
    """Write one value as :func:`csv_text` does."""
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(float(value))
    return str(value)
