"""Count how near to the sources the rows of a ledger were read.

Input: the tables. Output: for each table the rows that were read in Wikipedia or a copy of it, and the rows that were
read in the work that states them.
"""

from __future__ import annotations

import pandas as pd

from landreform.ledger.tables import Ledger

#: Articles of Wikipedia that the book sets out from: documents under study, whose rows are not counted against it.
FOUNDING = frozenset({"wikipedia-land-reform", "wikipedia-north-vietnam"})

#: Table of the claims and table of those who only repeat one; a table may be counted together with another.
TOGETHER = {"estimates": "reception"}

#: A passage of a work can be read nowhere but in that work: where an erratum was read says nothing of the ledger.
_OUTSIDE = {"errata"}

_COLUMNS = ["table", "rows", "wikipedia", "wikipedia_share", "first_hand", "first_hand_share"]


def wikipedia(sources: pd.DataFrame) -> set[str]:
    """Find the articles of Wikipedia and copies of them, but for the two that the book sets out from.

    The rule: a reference work (``origin``) in whose name the word Wikipedia stands.

    Parameters
    ----------
    sources : DataFrame
        The table ``sources``; used are ``source, name, origin``.

    Returns
    -------
    set of str
        Keys of sources.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> found = wikipedia(load("sources"))
    >>> "viwiki-ccrd" in found, "vass-bach-khoa" in found, "wikipedia-north-vietnam" in found
    (True, False, False)
    """
    named = sources["name"].str.contains("Wikipedia") & sources["origin"].eq("reference_work")
    return set(sources.loc[named, "source"]) - FOUNDING


def shares(ledger: Ledger) -> pd.DataFrame:
    """Count the rows of each table by where they were read.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables; `landreform.ledger.tables.load_all` gives them.

    Returns
    -------
    DataFrame
        One row a table that says where its rows were read, and one for ``estimates and reception``: ``table``;
        ``rows``; ``wikipedia`` (rows read in Wikipedia or a copy, see `wikipedia`); ``first_hand`` (rows read in the
        work that states them); ``wikipedia_share`` and ``first_hand_share``, parts of 1, missing where a table has no
        row.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> from landreform.paths import RELEASES
    >>> then = shares(load_all(RELEASES / "0.1.0/data")).set_index("table")
    >>> then.loc["waves", ["rows", "wikipedia"]].tolist()
    [64, 39]
    """
    copies = wikipedia(ledger["sources"])
    rows = []
    for name, frame in ledger.items():
        if name in _OUTSIDE or not {"source", "read_in"} <= set(frame):
            continue
        rows.append(_share(name, frame, copies))
        if name in TOGETHER and TOGETHER[name] in ledger:
            other = TOGETHER[name]
            rows.append(_share(f"{name} and {other}", pd.concat([frame, ledger[other]]), copies))
    return pd.DataFrame(rows, columns=_COLUMNS)


def _share(name: str, frame: pd.DataFrame, copies: set[str]) -> tuple[str, int, int, float, int, float]:
    rows = len(frame)
    counts = (int(frame["read_in"].isin(copies).sum()), int(frame["source"].eq(frame["read_in"]).sum()))
    copied, own = counts
    return name, rows, copied, copied / rows if rows else float("nan"), own, own / rows if rows else float("nan")


def beside(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Put the shares of an earlier version beside those of a later one.

    Parameters
    ----------
    before, after : DataFrame
        As `shares` gives them. Where the earlier version has no table of restatements, its claims stand for both.

    Returns
    -------
    DataFrame
        One row a table of the later version: ``table`` and, for each other column of `shares`, the column with
        ``_before`` and ``_after`` at its end; missing where the earlier version has no such table.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> now = shares(load_all())
    >>> bool((beside(now, now)["rows_before"] == now["rows"]).all())
    True
    """
    known = set(before["table"])
    combined = {f"{name} and {other}": name for name, other in TOGETHER.items()}
    stands_for = after["table"].map(lambda name: combined.get(name, name) if name not in known else name)
    earlier = before.set_index("table").reindex(stands_for).reset_index(drop=True).add_suffix("_before")
    later = after.reset_index(drop=True)
    return pd.concat([later[["table"]], earlier, later.drop(columns="table").add_suffix("_after")], axis=1)
