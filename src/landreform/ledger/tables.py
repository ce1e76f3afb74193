"""Read the tables of a ledger and check every row of them.

The tables are the CSV files of a folder; ``datapackage.json`` beside them (a Frictionless Data Package) says of every
column what may stand in it. `check` reports every fault of a folder, `load` gives one table as a typed frame and
refuses a bad one.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from landreform.contested import edtf
from landreform.contested.csv_input import CsvTable, read_csv
from landreform.contested.errors import Fault, InputError
from landreform.ledger.lineage_rules import KEYS, carried_numbers, restatements_without_a_step
from landreform.ledger.row_rules import COLUMN_RULES, ROW_RULES
from landreform.paths import DATA

if TYPE_CHECKING:  # so that checking a folder does not wait for pandas
    import pandas as pd

__all__ = ["DATA", "DESCRIPTOR", "STATEMENT", "Ledger", "check", "descriptor", "load", "load_all", "resource"]

#: The tables by name, as `load_all` gives them.
Ledger: TypeAlias = "Mapping[str, pd.DataFrame]"

#: Columns that say who makes a statement, in which work it was read, and where in it.
STATEMENT = ["source", "read_in", "locator"]

DESCRIPTOR = "datapackage.json"

#: What is wrong with a cell that is not empty: what was expected, or None where the cell is right.
CellCheck = Callable[[str], str | None]

# The written form of each type of cell, with its name in faults.
_FORMS = {
    "integer": (r"-?(0|[1-9]\d*)", "a whole number without thousands separators"),
    "number": (r"-?(0|[1-9]\d*)(\.\d+)?", "a number with a decimal point and without thousands separators"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def descriptor(folder: Path | str = DATA) -> dict[str, Any]:
    """Read ``datapackage.json`` of a folder.

    Parameters
    ----------
    folder : path-like
        By default the ledger of the book.

    Returns
    -------
    dict
        As the Data Package standard has it, and of each table ``sortedBy``, ``rows`` and ``bytes``.

    Raises
    ------
    InputError
        If it is missing, is not UTF-8 or is not JSON; the line is named.

    Examples
    --------
    >>> descriptor()["name"]
    'land-reform-north-vietnam'
    """
    path = Path(folder) / DESCRIPTOR
    try:
        package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(Fault(str(path), None, None, "", f"a file {DESCRIPTOR} beside the tables")) from None
    except NotADirectoryError:
        raise InputError(Fault(str(folder), None, None, "a file", f"a folder of tables with {DESCRIPTOR}")) from None
    except UnicodeDecodeError:
        raise InputError(Fault(str(path), None, None, "", "text in UTF-8")) from None
    except json.JSONDecodeError as error:
        if path.read_bytes().startswith(codecs.BOM_UTF8):
            expected = "UTF-8 without a byte order mark"
            raise InputError(Fault(str(path), 1, None, "byte order mark", expected)) from None
        raise InputError(Fault(str(path), error.lineno, None, error.msg, "valid JSON")) from None
    return package


def resource(name: str, folder: Path | str = DATA) -> dict[str, Any]:
    """Return the descriptor of one table.

    Raises
    ------
    InputError
        If no table of that name is described; the message lists those that are.
    """
    path = Path(folder) / DESCRIPTOR
    state = path.stat() if path.is_file() else None
    described = _described(str(folder), (state.st_mtime_ns, state.st_size) if state else ())
    if name not in described:
        known = ", ".join(sorted(described))
        raise InputError(Fault(str(Path(folder) / DESCRIPTOR), None, None, name, f"one of the tables {known}"))
    return described[name]


@lru_cache(maxsize=8)  # every number in the prose asks what its column is
def _described(folder: str, state: tuple[int, ...]) -> dict[str, dict[str, Any]]:
    """Return what the descriptor says of each table, as long as the file stays as it is."""
    return {table["name"]: table for table in descriptor(folder)["resources"]}


def load(name: str, folder: Path | str = DATA) -> pd.DataFrame:
    """Give one table as a typed frame, in the order of the file.

    Parameters
    ----------
    name : str
        Name of the table, as in ``datapackage.json``.
    folder : path-like
        Where the tables are; by default the ledger of the book.

    Returns
    -------
    DataFrame
        Columns as described: text as ``str`` (empty text where a cell is empty), ``integer`` as ``Int64``,
        ``number`` as ``float64``, ``date`` as ``datetime64[s]``; the last three missing where a cell is empty.

    Raises
    ------
    InputError
        At the first fault within this table: file, row, column, value and what was expected, in one line.
        Keys into other tables are followed by `check`, not here.

    Examples
    --------
    >>> load("classifications")["labelled"].dtype
    Int64Dtype()
    """
    import pandas as pd  # here, so that checking a folder does not wait for pandas

    table = resource(name, folder)
    content = Path(folder, table["path"])
    raw = content.read_bytes() if content.exists() else b""
    if table.get("hash") == "sha256:" + hashlib.sha256(raw).hexdigest():
        # These very bytes were checked when they were sealed (`landreform.ledger.codebook`).
        rows = list(csv.reader(io.StringIO(raw.decode())))[1:]
    else:
        checked, faults = _checked_rows(table, Path(folder))
        if faults or checked is None:
            raise InputError(faults)
        rows = [cells for _, cells in checked]
    fields = table["schema"]["fields"]
    columns = zip(*rows, strict=True) if rows else [()] * len(fields)
    return pd.DataFrame(
        {field["name"]: _typed(cells, field["type"]) for field, cells in zip(fields, columns, strict=True)}
    )


def _typed(cells: tuple[str, ...], kind: str) -> pd.Series:
    """Give the valid cells of one column as the values that they write."""
    import pandas as pd

    if kind == "integer":
        return pd.Series([int(cell) if cell else None for cell in cells], dtype="Int64")
    if kind == "number":
        return pd.Series([float(cell) if cell else float("nan") for cell in cells], dtype="float64")
    text = pd.Series(cells, dtype="str")
    if kind == "date":
        return pd.to_datetime(text.replace("", None), format="%Y-%m-%d").astype("datetime64[s]")
    return text


def load_all(folder: Path | str = DATA) -> Ledger:
    """Give every table of a folder as a typed frame, by name; a table is read when it is first asked for.

    Whoever asks for a table depends on it, and on no other. See `load`.
    """
    return _Tables(folder)


class _Tables(Mapping[str, "pd.DataFrame"]):
    """The tables of a folder, each read once."""

    def __init__(self, folder: Path | str):
        self._folder = folder
        self._names = [table["name"] for table in descriptor(folder)["resources"]]
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._frames:
            self._frames[name] = load(name, self._folder)
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __or__(self, other: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        return {**self, **other}


def check(folder: Path | str = DATA) -> list[Fault]:
    """Report every fault of a folder of tables.

    Looks at bytes (UTF-8, byte order mark, line ends), header, cells (type, bounds, pattern, allowed
    values, normal form C), rows (what one row must agree with in itself, see `landreform.ledger.row_rules`),
    keys within and between the tables, and order.

    Parameters
    ----------
    folder : path-like
        A folder with ``datapackage.json`` and one CSV file for each table described in it.

    Returns
    -------
    list of Fault
        Empty where all is well; otherwise in the order of the tables, then of the rows.

    Examples
    --------
    >>> check()
    []
    """
    folder = Path(folder)
    try:
        tables = descriptor(folder)["resources"]
    except InputError as error:
        return error.faults
    faults: list[Fault] = []
    held: dict[str, tuple[dict[str, Any], Rows]] = {}
    for table in tables:
        rows, found = _checked_rows(table, folder)
        faults += found
        if rows is not None:
            held[table["name"]] = (table, rows)
    paths = {table["path"] for table in tables}
    faults += [
        Fault(str(path), None, None, path.name, "no CSV file beyond those described in " + DESCRIPTOR)
        for path in sorted(folder.glob("*.csv"))
        if path.name not in paths
    ]
    for table, rows in held.values():
        faults += _dangling(table, rows, held, folder)
    return faults if faults else [*_broken_steps(held, folder)]


def check_each(folder: Path | str = DATA) -> list[Fault]:
    """Report the faults that each table of a folder has within itself, for which `load` refuses it.

    Parameters
    ----------
    folder : path-like
        As of `check`, which also looks at what tables say of each other.

    Returns
    -------
    list of Fault
        In the order of the tables.

    Examples
    --------
    >>> check_each()
    []
    """
    try:
        return [fault for table in descriptor(folder)["resources"] for fault in _checked_rows(table, Path(folder))[1]]
    except InputError as error:
        return error.faults


Rows = list[tuple[int, list[str]]]


def _dangling(
    table: dict[str, Any], rows: Rows, held: dict[str, tuple[dict[str, Any], Rows]], folder: Path
) -> Iterator[Fault]:
    """Find cells that name a row which does not exist."""
    names = _column_names(table)
    for key in table["schema"].get("foreignKeys", []):
        (column,), (target_column,) = key["fields"], key["reference"]["fields"]
        target = key["reference"]["resource"] or table["name"]  # the standard has an empty name for the table itself
        if target not in held:  # it could not be read, which is a fault of its own and not one of every row here
            continue
        other, other_rows = held[target]
        there, here = _column_names(other).index(target_column), names.index(column)
        known = {cells[there] for _, cells in other_rows}
        for line, cells in rows:
            if cells[here] and cells[here] not in known:
                yield Fault(
                    str(folder / table["path"]), line, column, cells[here], f"a key in {target}.{target_column}"
                )


def _broken_steps(held: dict[str, tuple[dict[str, Any], Rows]], folder: Path) -> Iterator[Fault]:
    """Find steps of lineage at odds with the rows at their ends, where a folder has the tables of lineage."""
    if not set(KEYS) <= set(held):
        return
    rows = {
        name: [dict(zip(_column_names(held[name][0]), cells, strict=True)) for _, cells in held[name][1]]
        for name in KEYS
    }
    for table, column, rule in (
        ("lineage", "carried", carried_numbers),
        ("reception", "restatement", restatements_without_a_step),
    ):
        lines = {cells[0]: line for line, cells in held[table][1]}
        by_name = {row[KEYS[table]]: row for row in rows[table]}
        for name, expected in rule(rows):
            yield Fault(str(folder / held[table][0]["path"]), lines[name], column, by_name[name][column], expected)


def _column_names(table: dict[str, Any]) -> list[str]:
    return [field["name"] for field in table["schema"]["fields"]]


def _checked_rows(table: dict[str, Any], folder: Path) -> tuple[Rows | None, list[Fault]]:
    """Read a table; return the rows that have the right length, with the line of each, and every fault within it.

    There are no rows where the file cannot be read as this table.
    """
    try:
        read = read_csv(folder / table["path"], _column_names(table))
    except InputError as error:
        return None, error.faults
    faults = [*read.faults, *_bad_rows(table, read), *_repeated(table, read), *_out_of_order(table, read)]
    return read.rows, sorted(faults, key=lambda fault: fault.row or 0)


def _bad_rows(table: dict[str, Any], read: CsvTable) -> Iterator[Fault]:
    """Find cells that break what the descriptor says of their column, and sound rows that break a rule of theirs."""
    columns = [
        (field["name"], field["constraints"].get("required", False), _cell_checks(field))
        for field in table["schema"]["fields"]
    ]
    names = {name for name, _, _ in columns}
    rules = [*ROW_RULES.get(table["name"], ()), *(rule for name, rule in COLUMN_RULES.items() if name in names)]
    for line, cells in read.rows:
        sound = True
        for (name, required, checks), cell in zip(columns, cells, strict=True):
            expected = _expected(cell, required, checks)
            if expected:
                sound = False
                yield Fault(read.file, line, name, cell, expected)
        row = dict(zip(read.header, cells, strict=True)) if sound and rules else {}
        for rule in rules if row else ():
            yield from (Fault(read.file, line, column, row[column], expected) for column, expected in rule(row))


def _repeated(table: dict[str, Any], read: CsvTable) -> Iterator[Fault]:
    """Find values that an earlier row has, in columns where each may stand once."""
    for position, field in enumerate(table["schema"]["fields"]):
        if not field["constraints"].get("unique"):
            continue
        seen: dict[str, int] = {}
        for line, cells in read.rows:
            first = seen.setdefault(cells[position], line)
            if first != line and cells[position]:
                expected = f"a value that no other row has (row {first} has it)"
                yield Fault(read.file, line, field["name"], cells[position], expected)


def _out_of_order(table: dict[str, Any], read: CsvTable) -> Iterator[Fault]:
    """Find rows that ought to stand before the row above them."""
    wanted = table.get("sortedBy", [])
    order = [read.header.index(name) for name in wanted]
    keys = [tuple(cells[position] for position in order) for _, cells in read.rows]
    for (line, cells), above, key in zip(read.rows[1:], keys, keys[1:], strict=False):
        if key < above:
            yield Fault(read.file, line, wanted[0], cells[order[0]], "rows sorted by " + ", ".join(wanted))


def _expected(cell: str, required: bool, checks: tuple[CellCheck, ...]) -> str | None:
    """Return what was expected in a cell, or None where the cell is right."""
    if cell == "":
        return "a value (the cell may not be empty)" if required else None
    return next((expected for check in checks if (expected := check(cell))), None)


def _cell_checks(field: dict[str, Any]) -> tuple[CellCheck, ...]:
    """Compile what the descriptor says of a column: the checks of a cell that is not empty, in their order."""
    constraints = field["constraints"]
    checks: list[CellCheck] = [_check_spelling]
    if field["type"] in _FORMS:
        checks += [_form_check(*_FORMS[field["type"]]), _bounds_check(constraints)]
    elif field["type"] == "date":
        checks.append(_check_day)
    if "enum" in constraints:
        checks.append(_choice_check(constraints["enum"]))
    if "pattern" in constraints:
        checks.append(_form_check(constraints["pattern"], f"text of the form {constraints['pattern']}"))
    if field.get("edtf"):
        checks.append(_check_edtf)
    return tuple(checks)


def _check_spelling(cell: str) -> str | None:
    if not cell.isascii() and not unicodedata.is_normalized("NFC", cell):
        return "text in Unicode normal form C (composed letters)"
    if cell != cell.strip() or "  " in cell:
        return "no space at the ends and no two spaces in a row"
    return None if cell.isprintable() else "no line end, tabulator or other control character"


def _check_day(cell: str) -> str | None:
    try:
        if _DAY.fullmatch(cell) and date.fromisoformat(cell):
            return None
    except ValueError:
        pass
    return "a day as YYYY-MM-DD"


def _check_edtf(cell: str) -> str | None:
    try:
        edtf.parse(cell)
    except ValueError as error:
        return str(error)
    return None


def _form_check(pattern: str, expected: str) -> CellCheck:
    compiled = re.compile(pattern)
    return lambda cell: None if compiled.fullmatch(cell) else expected


def _choice_check(choices: list[str]) -> CellCheck:
    allowed, expected = frozenset(choices), "one of " + ", ".join(choices)
    return lambda cell: None if cell in allowed else expected


def _bounds_check(constraints: dict[str, Any]) -> CellCheck:
    minimum, maximum = constraints.get("minimum"), constraints.get("maximum")

    def check_bounds(cell: str) -> str | None:
        if minimum is not None and float(cell) < minimum:
            return f"a number of at least {minimum}"
        if maximum is not None and float(cell) > maximum:
            return f"a number of at most {maximum}"
        return None

    return check_bounds
