"""In what form claims are made, which values each allows, and the reading of a table of them.

The input is a CSV file or the tables of a ledger; the output a frame of claims. A claim is a number that somebody
published. Claims are no sample of anything: few of them are independent, and they count different things
(`landreform.contested.outcomes`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from landreform.contested import edtf
from landreform.contested.alike_names import alike_faults, name_key
from landreform.contested.cells import cell_text
from landreform.contested.errors import Fault, InputError
from landreform.contested.hints import hint
from landreform.contested.lineage import (
    READING,
    compilations,
    derivations,
    direct_givers,
    equal_numbers,
    read_lineages,
)
from landreform.contested.outcome_tables import chosen_order, slips
from landreform.contested.outcomes import COLUMNS, DEFAULT_ORDER, OutcomeOrder, require_tolls
from landreform.contested.table_input import TableReader

NUMBERS = ("low", "point", "high")

#: Why a number of nobody has no place here.
NOBODY = (
    "a number above 0 (that nobody died is a clear answer, and no factor leads from it to any other number: such a row "
    "stands beside every comparison and not in it)"
)
#: How many claims a note names.
NAMED = 10


@dataclass(frozen=True)
class ClaimsTable:
    """Anybody's claims as they were read, and what was made of them.

    Attributes
    ----------
    claims : DataFrame
        Columns `landreform.contested.outcomes.COLUMNS`, in the order of the file; numbers float, NaN where open.
    order : OutcomeOrder
        The outcomes and what is part of what: as given, or as chosen by the names.
    notes : tuple of str
        A sentence for whatever was decided in the reading and changes what follows from it.
    printed : tuple of str or None
        The words of the sources, claim by claim; None where the file has no column of that name.
    """

    claims: pd.DataFrame
    order: OutcomeOrder
    notes: tuple[str, ...] = ()
    printed: tuple[str, ...] | None = None

    @property
    def with_words(self) -> pd.DataFrame | None:
        """The claims with the words of their sources in a column ``printed``; None where the file has none."""
        return None if self.printed is None else self.claims.assign(printed=list(self.printed))


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
        with or without a point) or ``at_most``; index as in `claims`. A low end of 0 limits nothing and is open.

    Examples
    --------
    >>> form(pd.DataFrame({"low": [3.0, np.nan], "point": [np.nan, 5.0], "high": [np.nan, np.nan]})).tolist()
    ['at_least', 'point']
    """
    low, high = claims["low"].astype(float) > 0, claims["high"].notna()
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
    low, high = claims["low"].astype(float).where(lambda ends: ends > 0), claims["high"].astype(float)
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


def read_table(
    path: str | Path,
    task: str | None = None,
    order: OutcomeOrder | None = None,
    reader: TableReader | None = None,
) -> ClaimsTable:
    """Read anybody's table of claims and refuse it where a row cannot be used.

    Parameters
    ----------
    path : str or Path
        Table with the columns `landreform.contested.outcomes.COLUMNS`, in any order; of others only ``printed``, the
        words of the source, is used. Numbers are plain; an empty low or high, and a low of 0, make the claim one-sided;
        a claim with only a point is a bare point. An empty lineage means that the claim stands alone.
    task : str, optional
        What the claims are wanted for, as a noun phrase. If given, an outcome that is no toll is a fault.
    order : OutcomeOrder, optional
        The outcomes that a claim may have. Without it the names decide
        (`landreform.contested.outcome_tables.chosen_order`).
    reader : TableReader, optional
        How files are read; what was a choice stands among its notes afterwards.

    Returns
    -------
    ClaimsTable

    Raises
    ------
    InputError
        With every fault found: a missing column, an unknown outcome, an empty claim, a claim of nobody, low above high,
        a point outside its range, a name used twice, something that is no number, a file without rows; a claim, an
        outcome or a lineage that is spelt in two ways (`landreform.contested.alike_names.alike_faults`).

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("estimate,low,point,high,outcome,lineage\\na,0,12,40,famine_deaths,\\n")
    ...     read_table(file).notes
    ('Open at the low end, since a low of 0 limits nothing: a.',)
    """
    reader = reader or TableReader()
    table = reader.read(path, COLUMNS, optional=["printed"], least="at least one row under the header")
    rows = list(table.records())
    columns = reader.numbers(table, NUMBERS)
    numbers = {column: found.floats() for column, found in columns.items()}
    faults = [fault for found in columns.values() for fault in found.faults]
    outcomes = [row["outcome"] for _, row in rows]
    chosen, notes = (order, []) if order is not None else chosen_order(outcomes)
    expected_outcome = _expected_outcomes(chosen, task, slips(outcomes) if order is None else {}, order is None)
    opened = []
    for at, (line, row) in enumerate(rows):
        values = {column: numbers[column][at] for column in NUMBERS}
        found = _faults_of_numbers(row, values)
        if not row["estimate"]:
            found.append(("estimate", "", "a name for the claim"))
        if expected := expected_outcome(row["outcome"]):
            found.append(("outcome", row["outcome"], expected))
        faults += [Fault(table.file, line, *fault) for fault in found]
        if values["low"] == 0:
            numbers["low"][at] = math.nan
            opened.append(row["estimate"])
    lineages = _lineages(table.file, rows, faults)
    if order is None:  # else the order says what each outcome is called
        faults += alike_faults(table.file, [(line, "outcome", row["outcome"]) for line, row in rows])
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    claims = _frame([row for _, row in rows], numbers, lineages)
    if opened:
        notes.append(f"Open at the low end, since a low of 0 limits nothing: {_named(opened)}.")
    exact = claims.loc[claims["low"] == claims["high"], "estimate"].tolist()
    if exact:
        notes.append(f"Exact, since both ends are the same number: {_named(exact)}.")
    printed = tuple(row["printed"] for _, row in rows) if "printed" in table.header else None
    return ClaimsTable(claims, chosen, tuple(notes), printed)


def read_claims(path: str | Path, task: str | None = None, order: OutcomeOrder | None = DEFAULT_ORDER) -> pd.DataFrame:
    """Read anybody's table of claims as a frame.

    Parameters
    ----------
    path, task
        As in `read_table`.
    order : OutcomeOrder, optional
        The outcomes that a claim may have: those of the worked example, or, with None, whatever it has.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, in the order of the file; numbers float, NaN where empty.

    Raises
    ------
    InputError
        As in `read_table`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("estimate,low,point,high,outcome,lineage\\na,3000,,15000,executed,\\n")
    ...     print(read_claims(file).loc[0, "lineage"])
    a
    """
    return read_table(path, task, order).claims


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
    frame = estimates[["estimate", *NUMBERS, "outcome"]].assign(lineage=estimates["estimate"].map(found))
    rows = [{str(key): cell_text(cell) for key, cell in row.items()} for row in frame.to_dict("records")]
    faults: list[Fault] = []
    numbers: dict[str, list[float | None]] = {column: [_number(row[column]) for row in rows] for column in NUMBERS}
    expected_outcome = _expected_outcomes(order, None, {}, False)
    for at, row in enumerate(rows):
        values = {column: numbers[column][at] for column in NUMBERS}
        wrong: list[tuple[str | None, str, str]] = [
            (column, row[column], "a plain number greater than 0") for column in NUMBERS if values[column] is None
        ]
        # a claim without a number stands in no comparison, and is no fault of a ledger
        if any(row[column] for column in NUMBERS):
            wrong += _faults_of_numbers(row, values)
        if expected := expected_outcome(row["outcome"]):
            wrong.append(("outcome", row["outcome"], expected))
        faults += [Fault("estimates", at + 2, *fault) for fault in wrong]
    if faults:
        raise InputError(faults)
    return _frame(rows, numbers, [row["lineage"] for row in rows])


def _frame(rows: list[dict[str, str]], numbers: Mapping[str, list[float | None]], lineages: list[str]) -> pd.DataFrame:
    columns = {"estimate": [row["estimate"] for row in rows], **numbers, "outcome": [row["outcome"] for row in rows]}
    frame = pd.DataFrame(columns | {"lineage": lineages}, columns=list(COLUMNS))
    return frame.astype(dict.fromkeys(NUMBERS, float))


def _number(text: str) -> float | None:
    """Return the number, NaN for an empty cell, or None for what is no finite number from 0."""
    if not text:
        return math.nan
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _faults_of_numbers(
    cells: Mapping[str, str], values: Mapping[str, float | None]
) -> list[tuple[str | None, str, str]]:
    """Return what is wrong with the numbers of one claim together: column, what stands there, what was expected."""
    if not any(cells[column] for column in NUMBERS):
        return [(None, "an empty claim", "a number in at least one of low, point and high")]
    low, point, high = (values[column] for column in NUMBERS)
    if low is None or point is None or high is None:  # the next tests would accuse the wrong cell
        return []
    nobody = [(column, cells[column], NOBODY) for column in ("point", "high") if values[column] == 0]
    if nobody:
        return list(nobody)
    if low == 0 and math.isnan(point) and math.isnan(high):
        return [("low", cells["low"], "a number above 0, or another in point or high: at least 0 says nothing")]
    if low > high:
        return [("low", cells["low"], f"no more than high, which is {cells['high']}")]
    if point < low or point > high:
        return [("point", cells["point"], f"a value from low to high ({cells['low']} to {cells['high']})")]
    return []


def _expected_outcomes(
    order: OutcomeOrder, task: str | None, misspelt: Mapping[str, str], by_names: bool
) -> Callable[[str], str]:
    """Make the function that says what was expected in place of an outcome; nothing where it can be used."""
    known, tolls_only = set(order.outcomes), set(order.names)
    more = f"; with {hint('outcomes')} a claim may have any other" if by_names else ""

    def expected(outcome: str) -> str:
        if outcome in misspelt:
            return f"{misspelt[outcome]!r}, as other claims have it{more}"
        if not outcome:
            return "what the claim counts, such as died" if by_names else "one of " + ", ".join(order.outcomes)
        if outcome not in known:
            return "one of " + ", ".join(order.outcomes)
        if task and outcome not in tolls_only:
            return f"a toll, as {task} needs: one of " + ", ".join(order.names) + more
        return ""

    return expected


def _lineages(file: str, rows: list[tuple[int, dict[str, str]]], faults: list[Fault]) -> list[str]:
    """Return the lineage of each claim, its own where it names none; add a fault for each name used twice."""
    named: dict[str, str] = {}
    for _, row in rows:
        if row["lineage"]:
            named.setdefault(name_key(row["lineage"]), row["lineage"])
    faults += alike_faults(file, [(line, "lineage", row["lineage"]) for line, row in rows])
    faults += alike_faults(file, [(line, "estimate", row["estimate"]) for line, row in rows])
    seen: set[str] = set()
    for line, row in rows:
        estimate = row["estimate"]
        if estimate and estimate in seen:
            faults.append(Fault(file, line, "estimate", estimate, "a name that no other claim has"))
        seen.add(estimate)
        lineage = "" if row["lineage"] else named.get(name_key(estimate), "")
        if lineage:  # else the lone claim would silently join a lineage of that name
            both = f"{lineage!r} to join them, another name to stand alone"
            this = "" if estimate == lineage else f"this is {estimate!r} and "
            expected = f"a lineage, since {this}{lineage!r} is the lineage of other claims: {both}"
            faults.append(Fault(file, line, "lineage", "", expected))
    return [row["lineage"] or row["estimate"] for _, row in rows]


def _named(names: Iterable[str]) -> str:
    """Join the names of claims, the first of many."""
    listed = list(names)
    more = f" and {len(listed) - NAMED} more" if len(listed) > NAMED else ""
    return ", ".join(listed[:NAMED]) + more
