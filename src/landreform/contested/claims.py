"""In what form claims are made, which values each allows, and the reading of a table of them.

The input is a CSV file or the tables of a ledger; the output a frame of claims. A claim is a number that somebody
published. Claims are no sample of anything: few of them are independent, and they count different things
(`landreform.contested.outcomes`).
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested import edtf
from landreform.contested.cells import cell_text
from landreform.contested.errors import Fault, InputError
from landreform.contested.lineage import (
    READING,
    compilations,
    derivations,
    direct_givers,
    equal_numbers,
    read_lineages,
)
from landreform.contested.outcomes import COLUMNS, DEFAULT_ORDER, OutcomeOrder, require_tolls
from landreform.contested.table_input import TableReader

NUMBERS = ("low", "point", "high")

Record = dict[str, Any]


def form(claims: pd.DataFrame) -> pd.Series:
    """Classify the form of each claim: range, bare point, or one-sided.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.

    Returns
    -------
    Series of str
        ``range`` (both ends, with or without a point), ``point`` (a bare point), ``at_least`` (low end only,
        with or without a point) or ``at_most``; index as in `claims`.

    Examples
    --------
    >>> form(pd.DataFrame({"low": [3.0, np.nan], "point": [np.nan, 5.0], "high": [np.nan, np.nan]})).tolist()
    ['at_least', 'point']
    """
    low, high = claims["low"].notna(), claims["high"].notna()
    words = np.select([low & high, low, high], ["range", "at_least", "at_most"], default="point")
    return pd.Series(words, index=claims.index, name="form")


def intervals(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the values that each claim, taken at its word, allows.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.

    Returns
    -------
    DataFrame
        Columns ``low`` and ``high`` (persons). A bare point is the degenerate interval of that one value; the
        open end of a one-sided claim is 0 or infinity. Index as in `claims`.

    Examples
    --------
    >>> frame = pd.DataFrame({"low": [3.0, np.nan], "point": [np.nan, 5.0], "high": [np.nan, np.nan]})
    >>> intervals(frame).to_numpy().tolist()
    [[3.0, inf], [5.0, 5.0]]
    """
    bare = form(claims) == "point"
    low = claims["low"].mask(bare, claims["point"]).fillna(0.0).astype(float)
    high = claims["high"].mask(bare, claims["point"]).fillna(math.inf).astype(float)
    return pd.DataFrame({"low": low, "high": high}, index=claims.index)


def centre(claims: pd.DataFrame) -> pd.Series:
    """Place each claim on a logarithmic axis.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.

    Returns
    -------
    Series of float
        The published point; where there is none, the geometric mean of the range; of a one-sided claim its
        one end; NaN where a row has no number. Index as in `claims`. A place to draw at, no estimate.

    Examples
    --------
    >>> frame = pd.DataFrame({"low": [4.0, 4.0], "point": [np.nan, 5.0], "high": [9.0, 9.0]})
    >>> centre(frame).tolist()
    [6.0, 5.0]
    """
    low, high = claims["low"].astype(float), claims["high"].astype(float)
    middle = pd.Series(np.sqrt(low * high), index=claims.index).fillna(low).fillna(high)
    return claims["point"].astype(float).fillna(middle).rename("centre")


def ends(
    claims: pd.DataFrame, task: str, order: OutcomeOrder = DEFAULT_ORDER
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Return the ends of each claim and the place of its outcome in the order, or refuse the comparison.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    task : str
        What the claims are wanted for, as a noun phrase.
    order : OutcomeOrder
        The outcomes that may be compared.

    Returns
    -------
    tuple of ndarray
        Low ends (0 where open), high ends (infinity where open), and positions in ``order.names``, each of shape
        (claims,).

    Raises
    ------
    NotATollError
        If a claim counts something else than a toll.
    ValueError
        If two claims share a name, a claim is empty or not above 0, or its low end exceeds its high end.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": [5.0], "point": np.nan, "high": np.nan,
    ...                        "outcome": "died", "lineage": ["a"]})
    >>> [end.tolist() for end in ends(claims, "a test")]
    [[5.0], [inf], [3]]
    """
    require_tolls(claims, task, order)
    if claims["estimate"].duplicated().any():
        raise ValueError("Each claim needs a name of its own in the column estimate.")
    allowed = intervals(claims)
    low, high = allowed["low"].to_numpy(), allowed["high"].to_numpy()
    wrong = (low > high) | (low < 0) | (high <= 0) | ((low == 0) & np.isinf(high))
    if wrong.any():
        names = ", ".join(claims.loc[wrong, "estimate"])
        raise ValueError(f"A claim needs a number above 0, and low no more than high; not so: {names}.")
    return low, high, pd.Index(order.names).get_indexer(pd.Index(claims["outcome"]))


def placed(estimates: pd.DataFrame, lineage: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Place each claim in time, on the scale and in its lineage.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `landreform.contested.lineage.derivations`; ``year`` (EDTF) and ``low, point, high`` of the estimates are
        used.
    order : OutcomeOrder
        The outcomes that are tolls.

    Returns
    -------
    DataFrame
        Columns ``estimate, year, value, lineage, root, size, compiles, took``, in the order of `estimates`: the first
        year (missing where none is known), the place on the axis (see `centre`), the lineage in the reading that holds
        where none is named (`landreform.contested.lineage.READING`), the claim in it, toll or not, that took from no
        other (the earliest, then the first by name), its number of claims, whether the claim is a compilation, and
        whether it gave to or took from another claim or has a number equal to one of another
        (`landreform.contested.lineage.equal_numbers`).

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "year": ["1967", ""], "outcome": "died", "low": [1.0, 2.0],
    ...                           "point": np.nan, "high": np.nan})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> placed(estimates, lineage)[["year", "value", "lineage", "took"]].to_numpy().tolist()
    [[1967.0, 1.0, 'a', True], [nan, 2.0, 'a', True]]
    """
    graph = derivations(estimates, lineage)
    table = estimates[["estimate"]].reset_index(drop=True)
    days = [edtf.parse(cell_text(year)).earliest if cell_text(year) else None for year in estimates["year"]]
    table["year"] = [np.nan if day is None else float(day.year) for day in days]
    table["value"] = centre(estimates).to_numpy()
    table = table.merge(read_lineages(estimates, lineage, order=order), on="estimate")
    ranked = table.assign(taken=[direct_givers(graph, name) for name in table["estimate"]])
    roots = ranked.sort_values(["taken", "year", "estimate"]).groupby("lineage")["estimate"].first()
    table.insert(4, "root", table["lineage"].map(roots))
    table["compiles"] = table["estimate"].isin(compilations(graph))
    claims = graph.subgraph(estimates["estimate"])
    equal = equal_numbers(estimates, lineage, order)
    alike = {*equal["giver"], *equal["taker"]}
    table["took"] = [claims.degree(name) > 0 or name in alike for name in table["estimate"]]
    return table


def read_claims(path: str | Path, task: str | None = None, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Read anybody's table of claims and refuse it where a row cannot be used.

    Parameters
    ----------
    path : str or Path
        CSV file in UTF-8 with the columns `landreform.contested.outcomes.COLUMNS`, in any order; other columns are
        passed over. Numbers are plain and greater than 0; an empty low or high makes the claim one-sided; a claim with
        only a point is a bare point. An empty lineage means that the claim stands alone.
    task : str, optional
        What the claims are wanted for, as a noun phrase. If given, an outcome that is no toll is a fault.
    order : OutcomeOrder
        The outcomes that a claim may have.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, in the order of the file; numbers float, NaN where empty.

    Raises
    ------
    InputError
        With every fault found: a missing column, an unknown outcome, an empty claim, low above high, a point
        outside its range, a name used twice, something that is no number, a file without rows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("estimate,low,point,high,outcome,lineage\\na,3000,,15000,executed,\\n")
    ...     print(read_claims(file).loc[0, "lineage"])
    a
    """
    table = TableReader().read(path, COLUMNS, least="at least one row under the header")
    faults: list[Fault] = []
    records = []
    for line, row in table.records():
        if not any(row[column].strip() for column in NUMBERS):
            faults.append(
                Fault(table.file, line, None, "an empty claim", "a number in at least one of low, point and high")
            )
        records.append(_record(table.file, line, row, task, faults, order))
    _check_names(table.file, [line for line, _ in table.rows], records, faults)
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    return _frame(records)


def printed_words(path: str | Path, claims: pd.DataFrame) -> pd.DataFrame | None:
    """Read the words of the sources beside anybody's claims.

    Parameters
    ----------
    path : str or Path
        The file from which the claims were read.
    claims : DataFrame
        What `read_claims` returns for it.

    Returns
    -------
    DataFrame or None
        The claims with a column ``printed``; None where the file has no column of that name.
    """
    table = TableReader().read(path, COLUMNS, optional=["printed"], least="at least one row under the header")
    if "printed" not in table.header:
        return None
    words = [row["printed"].strip() for _, row in table.records()]
    return claims.assign(printed=words)


def from_ledger(
    estimates: pd.DataFrame, lineage: pd.DataFrame, reading: str = READING, order: OutcomeOrder = DEFAULT_ORDER
) -> pd.DataFrame:
    """Return the claims of a ledger, each with the lineage found for it.

    Parameters
    ----------
    estimates : DataFrame
        Table `estimates` of the ledger; used are ``estimate, low, point, high, outcome``.
    lineage : DataFrame
        Table `lineage` of the ledger; see `landreform.contested.lineage.derivations`.
    reading : str
        How lineages are read, of `landreform.contested.lineage.READINGS`.
    order : OutcomeOrder
        The outcomes that a claim may have.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, rows and order as in `estimates`. What is no toll is included, for numbers
        travelled through it. A row may be without a number: a planned ratio, or an author who only endorses
        what another says. Such a row takes part in the lineages and in no comparison (see `tolls`).

    Raises
    ------
    InputError
        If a low end exceeds its high end, a point lies outside, or an outcome is unknown.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "low": [None, 1], "point": [2, None],
    ...                           "high": [None, 3], "outcome": ["executed", "died"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> from_ledger(estimates, lineage)["lineage"].tolist()
    ['a', 'a']
    """
    found = read_lineages(estimates, lineage, reading, order).set_index("estimate")["lineage"]
    rows = estimates[["estimate", *NUMBERS, "outcome"]].assign(lineage=estimates["estimate"].map(found))
    faults: list[Fault] = []
    records = [
        _record("estimates", line, {str(key): cell_text(cell) for key, cell in row.items()}, None, faults, order)
        for line, row in enumerate(rows.to_dict("records"), start=2)
    ]
    if faults:
        raise InputError(faults)
    return _frame(records)


def _frame(records: list[Record]) -> pd.DataFrame:
    return pd.DataFrame(records, columns=list(COLUMNS)).astype(dict.fromkeys(NUMBERS, float))


def _record(
    file: str, line: int, row: dict[str, str], task: str | None, faults: list[Fault], order: OutcomeOrder
) -> Record:
    """Return one claim, and add to `faults` whatever is wrong with its row."""
    cells = {column: row[column].strip() for column in COLUMNS}
    found: list[tuple[str, str]] = []  # column, what was expected there
    if not cells["estimate"]:
        found.append(("estimate", "a name for the claim"))
    numbers = {column: _number(cells[column]) for column in NUMBERS}
    wrong = [column for column in NUMBERS if numbers[column] is None]
    found += [(column, "a plain number greater than 0, such as 15000, or an empty cell") for column in wrong]
    low, point, high = (math.nan if number is None else number for number in numbers.values())
    # a cell that is no number would make the next two tests accuse the wrong cell
    if not wrong and low > high:
        found.append(("low", f"no more than high, which is {cells['high']}"))
    elif not wrong and (point < low or point > high):
        found.append(("point", f"a value from low to high ({cells['low']} to {cells['high']})"))
    if cells["outcome"] not in order.outcomes:
        found.append(("outcome", "one of " + ", ".join(order.outcomes)))
    elif task and cells["outcome"] not in order.names:
        found.append(("outcome", f"a toll, as {task} needs: one of " + ", ".join(order.names)))
    faults += [Fault(file, line, column, cells[column], expected) for column, expected in found]
    return cells | dict(zip(NUMBERS, (low, point, high), strict=True))


def _number(text: str) -> float | None:
    """Return the number, NaN for an empty cell, or None for what is no positive finite number."""
    if not text:
        return math.nan
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) and value > 0 else None


def _check_names(file: str, lines: list[int], records: list[Record], faults: list[Fault]) -> None:
    """Give a lineage of its own to whoever has none; add a fault for each name used twice."""
    named = {record["lineage"] for record in records if record["lineage"]}
    seen: set[str] = set()
    for line, record in zip(lines, records, strict=True):
        estimate = record["estimate"]
        if estimate and estimate in seen:
            faults.append(Fault(file, line, "estimate", estimate, "a name that no other claim has"))
        seen.add(estimate)
        if not record["lineage"]:
            if estimate in named:  # else the lone claim would silently join a lineage of that name
                expected = f"a lineage, since {estimate!r} is the lineage of other claims"
                faults.append(Fault(file, line, "lineage", "", expected))
            record["lineage"] = estimate
