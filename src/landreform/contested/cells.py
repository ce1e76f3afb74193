"""Cells of a table as text. The input is a cell as pandas holds it, the output what stands in it, or nothing."""

from __future__ import annotations

import pandas as pd


def cell_text(value: object) -> str:
    """Return a cell as text, a missing one as an empty string."""
    return "" if value is None or value is pd.NA or value != value else str(value).strip()
