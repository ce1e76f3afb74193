"""Check what the steps of lineage must agree on with the rows at their ends.

The input are rows (column name to text) of the tables estimates, reception and lineage, the output pairs of a row and
what is wrong with it. A step is one number on its way, so that both rows at its ends must hold what it carries; where
the number changed on the way the step names both forms of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from landreform.contested.magnitudes import magnitude
from landreform.contested.numerals import readable

Row = dict[str, str]

#: The tables that the steps run through, with the column that names a row.
KEYS = {"estimates": "estimate", "reception": "restatement", "lineage": "step"}
#: Columns of a step that name a row at one of its ends: the table, and which end it is.
ENDS = {
    "estimate": ("estimates", "taker"),
    "restatement": ("reception", "taker"),
    "derives_from": ("estimates", "giver"),
    "through": ("reception", "giver"),
}


def held(row: Row) -> set[Decimal]:
    """Collect the values that a claim or a restatement holds: those printed, and the ends of a word.

    Examples
    --------
    >>> row = {"printed": "hundreds perished", "low": "100", "point": "", "high": "999"}
    >>> sorted(int(value) for value in held(row))
    [100, 999]
    """
    numbers = {Decimal(row[column]) for column in ("low", "point", "high") if row[column]}
    return numbers | _values(row["printed"])


def carried_numbers(tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, str]]:
    """Find the steps that carry a number which one of their rows does not hold.

    Parameters
    ----------
    tables : mapping of str to sequence of dict
        Rows of ``estimates``, ``reception`` and ``lineage``.

    Yields
    ------
    tuple of str
        Name of the step, and what was expected of its column ``carried``. Steps from an origin that is no row are
        passed over, and so are ends that name no row.

    Examples
    --------
    >>> claim = {"low": "", "high": "", "point": "50000", "printed": "50,000"}
    >>> claims = [claim | {"estimate": "a"}, claim | {"estimate": "b", "point": "100000", "printed": "nearly 100,000"}]
    >>> step = {"step": "b-from-a", "estimate": "b", "restatement": "", "derives_from": "a", "through": ""}
    >>> tables = {"estimates": claims, "reception": [], "lineage": [step | {"carried": "50,000"}]}
    >>> list(carried_numbers(tables))
    [('b-from-a', "a number that the taker 'b' holds")]
    """
    rows = {name: {row[KEYS[name]]: row for row in tables[name]} for name in ("estimates", "reception")}
    for step in tables["lineage"]:
        if not (step["derives_from"] or step["through"]):
            continue
        carried = _values(step["carried"])
        for column, (table, end) in ENDS.items():
            row = rows[table].get(step[column])
            if row and not carried & held(row):
                yield step["step"], f"a number that the {end} {step[column]!r} holds"


def restatements_without_a_step(tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, str]]:
    """Find the restatements of which no step says what they repeat.

    Examples
    --------
    >>> list(restatements_without_a_step({"reception": [{"restatement": "a"}], "lineage": []}))
    [('a', 'a step of lineage that says what it repeats')]
    """
    taken = {step["restatement"] for step in tables["lineage"]}
    for row in tables["reception"]:
        if row["restatement"] not in taken:
            yield row["restatement"], "a step of lineage that says what it repeats"


def _values(text: str) -> set[Decimal]:
    return readable(text) | {Decimal(end) for end in magnitude(text) or ()}
