"""Write the checks for somebody who does not know the keys of the tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from landreform.text.claims import short_names

#: Columns of a check in which keys of claims or of works can stand.
WORDS = ("against", "condition", "detail")


def with_names(checks: pd.DataFrame, estimates: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Write the checks with the names of claims and of works where they have keys of the tables.

    Parameters
    ----------
    checks : DataFrame
        From `landreform.audit.ledger_audit.audit_ledger`.
    estimates, sources : DataFrame
        Tables of the ledger.

    Returns
    -------
    DataFrame
        The checks with new words in the columns `WORDS`; nothing else is changed.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> check = pd.DataFrame({"against": ["10 provinces in viwiki-ccrd"], "condition": "", "detail": ""})
    >>> with_names(check, load("estimates"), load("sources"))["against"].item()
    '10 provinces in Vietnamese Wikipedia, Cải cách ruộng đất'
    """
    names = sources.set_index("source")["name"].to_dict() | short_names(estimates, sources).to_dict()
    return checks.assign(**{column: checks[column].map(lambda text: _named(text, names)) for column in WORDS})


def _named(text: str, names: Mapping[str, str]) -> str:
    return re.sub(r"[\w-]+", lambda found: names.get(found[0], found[0]), text)
