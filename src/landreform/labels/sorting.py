"""Where did the labels good, mixed and bad lead?

The instruction of November 1953 had every member of a Party cell sorted into one of three. What each label meant,
what was to follow, and what the reports count of it stand side by side here; nothing is added up across labels
that the reports do not add up.
"""

from __future__ import annotations

import pandas as pd

from landreform.labels.reorganised_cells import ROWS
from landreform.text.prose import plural

#: In the words of the editors, after MacLean 2025: who was meant, what was to follow, what is left open.
_LABELS = {
    "good": (
        "diligent, loyal, trusted, of clean history",
        "to be kept",
        "how much support made a history clean",
        "kept",
        "kept in their positions",
        "Cell assessment, n. 29; Cell purification, n. 49",
    ),
    "mixed": (
        "of an acceptable class fraction, low in consciousness, without the will to improve",
        "to be reformed with the help of the good, and expelled if that failed",
        "how many were kept; how much consciousness was enough",
        "mixed",
        "expelled",
        "Cell assessment, n. 29, 31; Cell purification, n. 41, 49",
    ),
    "bad": (
        "spies, traitors, reactionaries, exploiters, and those guilty of serious crimes; landlords and rich peasants "
        "by default",
        "to be expelled, though in practice not all of the exploiters were",
        "what happened to them after that",
        "bad",
        "expelled",
        "Cell assessment, n. 29, 30; Cell purification, n. 40, 49",
    ),
}


def label_paths(counts: pd.DataFrame) -> pd.DataFrame:
    """What was each label said to mean, where did it lead, and what of that is counted?

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.

    Returns
    -------
    DataFrame
        One row a label, from good to bad; columns ``label, meant, to_follow, counted, unsaid`` (text; the number in
        ``counted`` is that of the ledger)``, count`` (its row)``, source, read_in, locator``.

    Raises
    ------
    KeyError
        If a row of the ledger is missing.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> label_paths(load("counts"))["label"].tolist()
    ['good', 'mixed', 'bad']
    """
    by_id = counts.set_index("count")
    rows = []
    for label, (meant, to_follow, unsaid, key, outcome, locator) in _LABELS.items():
        row = by_id.loc[ROWS[key]]
        counted = f"{plural(int(row['value']), 'member')} {outcome} ({row['place']})"
        found = {"label": label, "meant": meant, "to_follow": to_follow, "counted": counted, "unsaid": unsaid}
        origin = {"count": ROWS[key], "source": row["source"], "read_in": row["read_in"], "locator": locator}
        rows.append(found | origin)
    return pd.DataFrame(rows)
