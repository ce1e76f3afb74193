"""State what the sources say, one row a statement, and where it was read; nothing here judges a source.

Question: which quantities and dates do the sources give, and is every row of the tables valid? Input: the CSV files
and ``datapackage.json`` of a folder, by default ``data/``. Output: typed frames (`tables`), faults with file, row and
column (`tables`, `row_rules`, `document_check`), values for prose (`quotations`), traced numbers (`provenance`), the
words for sources and columns (`sources`, `codebook`), and what the ledger does not know (`gaps`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:  # so that checking a folder does not wait for pandas
    import pandas as pd

#: Name of a table to its frame, as `landreform.ledger.tables.load_all` gives them.
Ledger: TypeAlias = "Mapping[str, pd.DataFrame]"
