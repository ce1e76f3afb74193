"""A small table of claims on which the multiverse is tried out.

The rows follow the research notes on published estimates, so that the shape is the real one: three to six
orders apart, bare points beside ranges, some one-sided, several outcomes, some numbers repeated in a
lineage. They stand for nothing: the ledger holds the claims of the book.
"""

import pandas as pd

COLUMNS = ["estimate", "low", "point", "high", "outcome", "lineage"]
ROWS = [
    ("fall", None, 50_000, None, "executed", "fall"),
    ("chi", None, 500_000, None, "died", "chi"),
    ("tongas", 100_000, None, None, "executed", "tongas"),
    ("porter", 800, 1_500, 2_500, "executed", "porter"),
    ("moise", 3_000, 5_000, 15_000, "executed", "moise"),
    ("revision", None, 13_500, None, "executed_or_suicide", "ratio"),
    ("szalontai", None, 1_337, None, "executed_to_1955_12", "szalontai"),
    ("tri", 15_000, None, None, "wrongly_executed", "tri"),
    ("canh", 150_000, 200_000, 200_000, "died", "canh"),
    ("margolin", None, 50_000, None, "executed", "fall"),
    ("turner", 50_000, None, 100_000, "executed", "turner"),
    ("informant", None, 60_000, None, "executed", "informant"),
    ("goscha", 5_000, None, 15_000, "died", "moise"),
    ("harrison", None, 1_500, None, "executed", "porter"),
    ("press", 5_000, None, 15_000, "executed", "moise"),
    ("lecture", None, 50_000, None, "died", "fall"),
    ("booklet", None, 500_000, None, "died", "chi"),
]


def trial_claims() -> pd.DataFrame:
    """Return the table as a fresh frame of claims."""
    frame = pd.DataFrame(ROWS, columns=COLUMNS)
    return frame.astype({"low": float, "point": float, "high": float})
