"""Define a check: what was checked, against what, and with what verdict.

A verdict says what arithmetic allows. It never says how a number came about.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

import pandas as pd

from landreform.contested.percentage_audit import CONSISTENT, IMPOSSIBLE, NO_DENOMINATOR, POSSIBLE_ONLY_IF
from landreform.ledger.tables import STATEMENT

#: The verdicts and how each is worded for readers.
VERDICTS = {
    CONSISTENT: "consistent",
    POSSIBLE_ONLY_IF: "possible only if",
    IMPOSSIBLE: "impossible as stated",
    NO_DENOMINATOR: "nothing printed to check it against",
}


#: The column that identifies a row, by table.
IDENTIFIERS = {"counts": "count", "classifications": "fraction", "waves": "wave_row", "estimates": "estimate"}


@dataclass(frozen=True)
class Check:
    """One check of one statement of the ledger.

    Attributes
    ----------
    check : str
        Identifier: kind and the rows concerned.
    kind : str
        What is asked; a key of `landreform.audit.ledger_audit.KINDS`.
    table : str
        Table of the ledger.
    rows : str
        Identifiers of the rows concerned, joined by ``; ``; the statement checked comes first.
    source, read_in, locator : str
        Who states it, where it was read, and the place in it.
    statement : str
        What is checked, as printed.
    against : str
        What it is checked against; empty where there is nothing.
    verdict : str
        A key of `VERDICTS`.
    condition : str
        For ``possible_only_if``: what would have to be so.
    detail : str
        The arithmetic in a few words.
    decisive : bool
        Whether another number in the same place could have failed the check.
    """

    check: str
    kind: str
    table: str
    rows: str
    source: str
    read_in: str
    locator: str
    statement: str
    against: str
    verdict: str
    condition: str
    detail: str
    decisive: bool

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"Unknown verdict {self.verdict!r}; the verdicts are {', '.join(VERDICTS)}.")
        if bool(self.condition) != (self.verdict == POSSIBLE_ONLY_IF):
            raise ValueError(f"A condition belongs to {POSSIBLE_ONLY_IF!r} and to no other verdict: {self.check}.")


def records(frame: pd.DataFrame) -> list[dict]:
    """Return the rows of a table as mappings, every empty cell as an empty string.

    Parameters
    ----------
    frame : DataFrame
        Table of the ledger, read as strings or typed.

    Returns
    -------
    list of dict
        One mapping a row.

    Examples
    --------
    >>> records(pd.DataFrame({"value": [1.0, None]}))
    [{'value': 1.0}, {'value': ''}]
    """
    return frame.astype(object).where(frame.notna(), "").to_dict("records")


def make_check(
    kind: str, table: str, rows: list[dict], against: str, verdict: str, detail: str, *found: dict, **extra: Any
) -> Check:
    """Make the check of the first of these rows.

    Parameters
    ----------
    kind, table, against, verdict, detail : str
        As in `Check`.
    rows : list of dict
        Rows of the table concerned, from `records`; source, place and statement are those of the first.
    *found : dict
        More of `extra`, as the functions that judge a number return it after verdict and detail.
    **extra : str or bool
        ``condition``, ``statement`` and ``decisive`` where they are not empty, the printed string, and True;
        ``label`` to tell apart two checks of one row.

    Returns
    -------
    Check

    Examples
    --------
    >>> row = {"count": "a", "printed": "50 %", "source": "s", "read_in": "s", "locator": "p. 1"}
    >>> make_check("percentage", "counts", [row], "2", "consistent", "1 of 2").check
    'percentage: a'
    """
    extra = dict(ChainMap(extra, *found))
    ids = "; ".join(str(row[IDENTIFIERS[table]]) for row in rows)
    label = f" ({extra.pop('label')})" if "label" in extra else ""
    first: dict[str, Any] = {name: rows[0][name] for name in STATEMENT}
    first |= {"statement": str(rows[0].get("printed", "")), "condition": "", "decisive": True}
    words = {"check": f"{kind}: {ids}{label}", "kind": kind, "table": table, "rows": ids, "against": against}
    return Check(**(first | words | extra), verdict=verdict, detail=detail)


def unchecked(kind: str, table: str, rows: list[dict], detail: str, **extra: Any) -> Check:
    """Return the check of a statement for which nothing is printed that it could be checked against.

    Parameters
    ----------
    kind, table, rows, detail, **extra
        As in `make_check`.

    Returns
    -------
    Check
        With the verdict that nothing is printed; not decisive.

    Examples
    --------
    >>> row = {"count": "a", "printed": "50 %", "source": "s", "read_in": "s", "locator": "p. 1"}
    >>> unchecked("percentage", "counts", [row], "no base is printed").decisive
    False
    """
    return make_check(kind, table, rows, extra.pop("against", ""), NO_DENOMINATOR, detail, decisive=False, **extra)


def as_frame(checks: Iterable[Check]) -> pd.DataFrame:
    """Collect the checks in a frame.

    Parameters
    ----------
    checks : iterable of Check
        In any order.

    Returns
    -------
    DataFrame
        One row a check, columns as the attributes of `Check` and ``wording`` (the verdict for readers),
        sorted by kind and identifier.

    Raises
    ------
    ValueError
        If two checks have the same identifier.

    Examples
    --------
    >>> as_frame([]).columns[:3].tolist()
    ['check', 'kind', 'table']
    """
    columns = [field.name for field in fields(Check)]
    frame = pd.DataFrame([asdict(check) for check in checks], columns=columns)
    twice = frame.loc[frame["check"].duplicated(), "check"]
    if len(twice):
        raise ValueError(f"Two checks have the same identifier: {twice.iloc[0]}.")
    frame["wording"] = (frame["verdict"].map(VERDICTS) + " " + frame["condition"]).astype("str").str.strip()
    return frame.sort_values(["kind", "check"], ignore_index=True)


def board(checks: pd.DataFrame) -> pd.DataFrame:
    """Count the checks by kind and verdict.

    Parameters
    ----------
    checks : DataFrame
        From `as_frame`.

    Returns
    -------
    DataFrame
        One row a kind, sorted, and a last row ``all``; columns ``kind, checks``, one a verdict in the order
        of `VERDICTS`, and ``decisive`` (how many could have failed).

    Examples
    --------
    >>> board(as_frame([]))["checks"].tolist()
    [0]
    """
    rows = []
    for kind, part in [*checks.groupby("kind", sort=True), ("all", checks)]:
        counted = {verdict: int((part["verdict"] == verdict).sum()) for verdict in VERDICTS}
        rows.append({"kind": kind, "checks": len(part), **counted, "decisive": int(part["decisive"].sum())})
    return pd.DataFrame(rows)
