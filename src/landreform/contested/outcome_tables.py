"""Which outcomes anybody's claims have, and which contain which.

The input is a small table beside the claims, or the names in their column ``outcome``. The output is an
`landreform.contested.outcomes.OutcomeOrder`, with a note where nobody stated it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from landreform.contested.alike_names import alike_faults, name_key
from landreform.contested.errors import Fault, InputError
from landreform.contested.hints import hint
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder
from landreform.contested.table_input import TableReader

#: Columns of a table of outcomes.
COLUMNS = ("outcome", "part_of")

#: How alike two names are, from 0 to 1, of which one is taken for a slip of the pen: one letter of eight.
ALIKE = 0.87


def read_outcomes(path: str | Path, reader: TableReader | None = None) -> OutcomeOrder:
    """Read anybody's outcomes, and what each is part of.

    Parameters
    ----------
    path : str or Path
        Table with the columns ``outcome`` and ``part_of``, and if wanted ``title``: one row for each outcome and each
        whole that it is part of. An outcome that is part of several has several rows; one that is part of none has an
        empty ``part_of``. A whole need not have a row of its own. The title is what sentences and figures call the
        outcome; one row may give it.
    reader : TableReader, optional
        How files are read.

    Returns
    -------
    OutcomeOrder
        The outcomes in the order in which they first appear in the column ``outcome``, then those that are only wholes.

    Raises
    ------
    InputError
        With every fault: a row without an outcome, one that stands twice, two titles of one outcome, an outcome that
        is spelt in two ways, or parts that contain their whole, in which case the circle is named.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "outcomes.csv")
    ...     _ = file.write_text("outcome,part_of,title\\nbattle,violent,killed in battle\\nviolent,excess,\\n")
    ...     order = read_outcomes(file)
    >>> order.supersets("battle"), order.title("battle")
    (('battle', 'violent', 'excess'), 'killed in battle')
    """
    reader = reader or TableReader()
    table = reader.read(path, COLUMNS, optional=["title"], least="at least one outcome under the header")
    faults: list[Fault] = []
    names: dict[str, None] = {}
    pairs: dict[tuple[str, str], None] = {}
    titles: dict[str, str] = {}
    for line, row in table.records():
        name, whole, title = (row.get(column, "") for column in (*COLUMNS, "title"))
        if not name:
            faults.append(Fault(table.file, line, "outcome", "", "the name of an outcome"))
        elif (name, whole) in pairs:
            expected = "each pair of outcome and part_of once"
            faults.append(Fault(table.file, line, "outcome", ", ".join(filter(None, (name, whole))), expected))
        elif title and titles.get(name, title) != title:
            faults.append(Fault(table.file, line, "title", title, f"one title of {name}, as before: {titles[name]}"))
        names[name] = None
        pairs[name, whole] = None
        if title:
            titles[name] = title
    cells = [(line, column, row[column]) for line, row in table.records() for column in COLUMNS]
    faults += alike_faults(table.file, cells)
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    stated = tuple(pair for pair in pairs if pair[1])
    try:
        return OutcomeOrder(tuple(names | dict.fromkeys(whole for _, whole in stated)), stated, titles=titles)
    except InputError as error:
        raise InputError([replace(fault, file=table.file, column="part_of") for fault in error.faults]) from None


def chosen_order(outcomes: Iterable[str]) -> tuple[OutcomeOrder, list[str]]:
    """Choose the order of claims of which nobody said how their outcomes are ordered.

    Parameters
    ----------
    outcomes : iterable of str
        The outcomes of the claims, any number of times each.

    Returns
    -------
    OutcomeOrder
        That of the worked example, where all the names are its own; else one in which each outcome stands by itself.
    list of str
        A sentence that says so, where it makes a difference: where there are two outcomes or more.

    Examples
    --------
    >>> order, notes = chosen_order(["battle", "famine", "battle"])
    >>> order.names, order.pairs
    (('battle', 'famine'), ())
    >>> print(*notes)
    Outcomes: nobody said which is part of which, so that battle and famine are each compared with themselves alone; \
--outcomes FILE would say it.
    """
    names = tuple(dict.fromkeys(name for name in outcomes if name))
    own = [name for name in names if name not in DEFAULT_ORDER.outcomes]
    if not own:
        return DEFAULT_ORDER, _stated(names)
    if len(names) == 1:
        return OutcomeOrder(names), []
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) <= 6 else f"all {len(names)} outcomes"
    note = (
        f"Outcomes: nobody said which is part of which, so that {listed} are each compared with themselves alone; "
        f"{hint('outcomes')} would say it."
    )
    return OutcomeOrder(names), [note]


def slips(outcomes: Iterable[str]) -> dict[str, str]:
    """Find the names that look like slips of the pen for an outcome of the worked example that other claims have.

    Parameters
    ----------
    outcomes : iterable of str
        The outcomes of the claims.

    Returns
    -------
    dict of str to str
        The name as written to the name that it looks like, capitals and spaces apart. What is the same name but for
        these is no slip (`landreform.contested.alike_names.alike_faults` finds it).

    Examples
    --------
    >>> slips(["executed", "excuted", "famine"])
    {'excuted': 'executed'}
    """
    names = {name: name_key(name) for name in outcomes if name}
    known = {key: name for name, key in names.items() if name in DEFAULT_ORDER.outcomes}
    near = {name: difflib.get_close_matches(key, known, 1, ALIKE) for name, key in names.items() if key not in known}
    return {name: known[found[0]] for name, found in near.items() if found}


def _stated(names: tuple[str, ...]) -> list[str]:
    """Say that the order of the worked example was taken, and what it says of these outcomes."""
    parts = [
        f"{name} within {' and '.join(wholes)}"
        for name in names
        if name in DEFAULT_ORDER.names
        and (wholes := [whole for whole in DEFAULT_ORDER.supersets(name) if whole != name and whole in names])
    ]
    if not parts:
        return []
    return [f"Outcomes: named and ordered as in the book ({', '.join(parts)}); {hint('outcomes')} would say otherwise."]
