"""What do the tables hold, and is every row valid?

The tables are the CSV files of a folder; ``datapackage.json`` beside them (a Frictionless Data Package)
says of every column what may stand in it. :func:`check` reports every fault of a folder, :func:`load` gives
one table as a typed frame and refuses a bad one.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from landreform.contested import edtf
from landreform.contested.errors import Fault, InputError
from landreform.ledger.row_rules import ROW_RULES
from landreform.paths import DATA

if TYPE_CHECKING:
    import pandas as pd

#: The tables by name, as :func:`load_all` gives them.
Ledger: TypeAlias = "Mapping[str, pd.DataFrame]"

#: Columns that say who makes a statement, in which work it was read, and where in it.
STATEMENT = ["source", "read_in", "locator"]

DESCRIPTOR = "datapackage.json"

_INTEGER = re.compile(r"-?(0|[1-9]\d*)")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def descriptor(folder: Path | str = DATA) -> dict:
    """Read ``datapackage.json`` of a folder.

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
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(Fault(str(path), None, None, "", f"a file {DESCRIPTOR} beside the tables")) from None
    except UnicodeDecodeError:
        raise InputError(Fault(str(path), None, None, "", "text in UTF-8")) from None
    except json.JSONDecodeError as error:
        raise InputError(Fault(str(path), error.lineno, None, error.msg, "valid JSON")) from None


def resource(name: str, folder: Path | str = DATA) -> dict:
    """Return the descriptor of one table.

    Raises
    ------
    InputError
        If no table of that name is described; the message lists those that are.
    """
    described = {table["name"]: table for table in descriptor(folder)["resources"]}
    if name not in described:
        known = ", ".join(sorted(described))
        raise InputError(Fault(str(Path(folder) / DESCRIPTOR), None, None, name, f"one of the tables {known}"))
    return described[name]


def load(name: str, folder: Path | str = DATA):
    """Give one table as a typed frame, in the order of the file.

    Parameters
    ----------
    name : str
        Name of the table, as in ``datapackage.json``.
    folder : path-like
        Where the tables are; by default the ledger of the book.

    Returns
    -------
    pandas.DataFrame
        Columns as described: text as ``str`` (empty text where a cell is empty), ``integer`` as ``Int64``,
        ``number`` as ``float64``, ``date`` as ``datetime64[s]``; the last three missing where a cell is empty.

    Raises
    ------
    InputError
        At the first fault within this table: file, row, column, value and what was expected, in one line.
        Keys into other tables are followed by :func:`check`, not here.

    Examples
    --------
    >>> load("classifications")["labelled"].dtype
    Int64Dtype()
    """
    import pandas as pd  # here, so that checking a folder does not wait for pandas

    schema = resource(name, folder)
    faults: list[Fault] = []
    rows = list(_rows(schema, Path(folder), faults))
    if faults:
        raise InputError(faults)
    columns = {}
    for position, field in enumerate(schema["schema"]["fields"]):
        cells = [cells[position] for _, cells in rows]
        if field["type"] == "integer":
            columns[field["name"]] = pd.array([int(cell) if cell else None for cell in cells], dtype="Int64")
        elif field["type"] == "number":
            columns[field["name"]] = pd.array(
                [float(cell) if cell else float("nan") for cell in cells], dtype="float64"
            )
        elif field["type"] == "date":
            columns[field["name"]] = pd.to_datetime(
                pd.Series([cell or None for cell in cells], dtype="str"), format="%Y-%m-%d"
            ).astype("datetime64[s]")
        else:
            columns[field["name"]] = pd.Series(cells, dtype="str")
    return pd.DataFrame(columns)


def load_all(folder: Path | str = DATA) -> dict:
    """Give every table of a folder as a typed frame, by name; see :func:`load`."""
    return {table["name"]: load(table["name"], folder) for table in descriptor(folder)["resources"]}


def check(folder: Path | str = DATA) -> list[Fault]:
    """Report every fault of a folder of tables.

    Looks at bytes (UTF-8, byte order mark, line ends), header, cells (type, bounds, pattern, allowed
    values, normal form C), rows (what one row must agree with in itself, see :mod:`landreform.ledger.row_rules`),
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
    held: dict[str, tuple[dict, list]] = {}
    for table in tables:
        held[table["name"]] = (table, list(_rows(table, folder, faults)))
    paths = {table["path"] for table in tables}
    faults += [
        Fault(str(path), None, None, path.name, "no CSV file beyond those described in " + DESCRIPTOR)
        for path in sorted(folder.glob("*.csv"))
        if path.name not in paths
    ]
    for table, rows in held.values():
        faults += _dangling(table, rows, held, folder)
    return faults


def _dangling(table: dict, rows: list, held: dict, folder: Path) -> Iterator[Fault]:
    """Find cells that name a row which does not exist."""
    names = [field["name"] for field in table["schema"]["fields"]]
    for key in table["schema"].get("foreignKeys", []):
        column = key["fields"][0]
        target, target_column = key["reference"]["resource"], key["reference"]["fields"][0]
        other, other_rows = held[target]
        there = [field["name"] for field in other["schema"]["fields"]].index(target_column)
        known = {cells[there] for _, cells in other_rows}
        here = names.index(column)
        for line, cells in rows:
            if cells[here] and cells[here] not in known:
                yield Fault(
                    str(folder / table["path"]),
                    line,
                    column,
                    cells[here],
                    f"a key in {target}.{target_column}",
                )


def _rows(table: dict, folder: Path, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of the rows that have the right length; put every fault into ``faults``."""
    path = folder / table["path"]
    text = _text(path, faults)
    if text is None:
        return
    fields = table["schema"]["fields"]
    names = [field["name"] for field in fields]
    reader = csv.reader(io.StringIO(text), strict=True)
    records = []
    try:
        records.extend((reader.line_num, record) for record in reader)
    except csv.Error as error:
        faults.append(Fault(str(path), reader.line_num, None, str(error), "well-formed CSV"))
        return
    if not records:
        faults.append(Fault(str(path), 1, None, "", "a header: " + ",".join(names)))
        return
    header = records[0][1]
    if header != names:
        faults += _header_faults(path, header, names)
        return
    checkers = [_cell_checker(field) for field in fields]
    row_rules = ROW_RULES.get(table["name"], ())
    unique = [i for i, field in enumerate(fields) if field["constraints"].get("unique")]
    seen: dict[int, dict[str, int]] = {position: {} for position in unique}
    order = [names.index(name) for name in table.get("sortedBy", [])]
    previous: tuple[str, ...] | None = None
    for line, cells in records[1:]:
        if len(cells) != len(names):
            size = "short" if len(cells) < len(names) else "long"
            faults.append(
                Fault(
                    str(path),
                    line,
                    None,
                    f"{len(cells)} cells",
                    f"{len(names)} cells (the row is too {size})",
                )
            )
            continue
        sound = True
        for field, checker, cell in zip(fields, checkers, cells, strict=True):
            expected = checker(cell)
            if expected:
                sound = False
                faults.append(Fault(str(path), line, field["name"], cell, expected))
        for position in unique:
            cell = cells[position]
            first = seen[position].setdefault(cell, line)
            if first != line and cell:
                faults.append(
                    Fault(
                        str(path),
                        line,
                        names[position],
                        cell,
                        f"a value that no other row has (row {first} has it)",
                    )
                )
        if sound:
            row = dict(zip(names, cells, strict=True))
            for rule in row_rules:
                faults += [Fault(str(path), line, column, row[column], expected) for column, expected in rule(row)]
        key = tuple(cells[position] for position in order)
        if previous is not None and key < previous:
            faults.append(
                Fault(
                    str(path),
                    line,
                    names[order[0]],
                    cells[order[0]],
                    "rows sorted by " + ", ".join(table["sortedBy"]),
                )
            )
        previous = key
        yield line, cells


def _text(path: Path, faults: list[Fault]) -> str | None:
    """Read a file as the tables must be written: UTF-8, no byte order mark, line ends LF, a last line end."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        faults.append(Fault(str(path), None, None, "", "a file that exists"))
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        faults.append(Fault(str(path), 1, None, "byte order mark", "UTF-8 without a byte order mark"))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(str(path), line, None, repr(raw[error.start : error.end]), "text in UTF-8"))
        return None
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        faults.append(Fault(str(path), line, None, "\\r", "lines that end in a line feed only"))
        return None
    if text and not text.endswith("\n"):
        faults.append(Fault(str(path), text.count("\n") + 1, None, text[-20:], "a line feed at the end of the file"))
    return text


def _header_faults(path: Path, header: list[str], names: list[str]) -> Iterator[Fault]:
    missing = [name for name in names if name not in header]
    extra = [name for name in header if name not in names]
    for name in missing:
        yield Fault(str(path), 1, name, "", "this column, which is missing")
    for name in extra:
        yield Fault(str(path), 1, name, name, "no column of this name")
    if not missing and not extra:
        yield Fault(str(path), 1, None, ",".join(header), "the columns in this order: " + ",".join(names))


def _cell_checker(field: dict) -> Callable[[str], str | None]:
    """Build the function that says what was expected in a cell, or None where the cell is right."""
    constraints = field["constraints"]
    kind = field["type"]
    required = constraints.get("required", False)
    enum = frozenset(constraints["enum"]) if "enum" in constraints else None
    choices = ", ".join(constraints.get("enum", ()))
    pattern = re.compile(constraints["pattern"]) if "pattern" in constraints else None
    minimum, maximum = constraints.get("minimum"), constraints.get("maximum")
    is_edtf = field.get("edtf", False)

    def bounds(number: float) -> str | None:
        if minimum is not None and number < minimum:
            return f"a number of at least {minimum}"
        if maximum is not None and number > maximum:
            return f"a number of at most {maximum}"
        return None

    def checker(cell: str) -> str | None:
        if cell == "":
            return "a value (the cell may not be empty)" if required else None
        if not cell.isascii() and not unicodedata.is_normalized("NFC", cell):
            return "text in Unicode normal form C (composed letters)"
        if cell != cell.strip() or "  " in cell:
            return "no space at the ends and no two spaces in a row"
        if not cell.isprintable():
            return "no line end, tabulator or other control character"
        if kind == "integer":
            if not _INTEGER.fullmatch(cell):
                return "a whole number without thousands separators"
            return bounds(int(cell))
        if kind == "number":
            if not _NUMBER.fullmatch(cell):
                return "a number with a decimal point and without thousands separators"
            return bounds(float(cell))
        if kind == "date":
            try:
                if not _DAY.fullmatch(cell):
                    raise ValueError
                date.fromisoformat(cell)
            except ValueError:
                return "a day as YYYY-MM-DD"
            return None
        if enum is not None and cell not in enum:
            return f"one of {choices}"
        if pattern is not None and not pattern.fullmatch(cell):
            return f"text of the form {constraints['pattern']}"
        if is_edtf:
            try:
                edtf.parse(cell)
            except ValueError as error:
                return str(error)
        return None

    return checker
