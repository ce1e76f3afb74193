"""Which cells stand in a sheet of a workbook of Excel (.xlsx).

The input is the bytes of the file, the output the rows of the sheet that has the wanted columns, every cell as text
such as it would have in a CSV file. What a CSV file could not hold, and what the file does not hold, is refused: merged
cells, formulas that nobody has calculated, and numbers whose format says something else than they do. It needs
openpyxl, which is an extra of the package.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from landreform.contested.errors import Fault, InputError
from landreform.contested.number_formats import held, plain, written

#: How a file in ZIP begins, which a workbook is.
ZIP = b"PK\x03\x04"

#: How to get what reads a workbook.
EXTRA = "pip install openpyxl"

Rows = list[tuple[int, list[str]]]

_THREE_DECIMALS = re.compile(r"\.\d{3}$")
_FIXED = "a text, or a number whose format fixes its decimals, such as 0 or 0.00"


def read_workbook(
    raw: bytes, file: str, columns: Sequence[str], as_shown: Collection[str] = ()
) -> tuple[Rows, list[str]]:
    """Read the sheet of a workbook that has the wanted columns.

    Parameters
    ----------
    raw : bytes
    file : str
        What faults call the file.
    columns : sequence of str
        Names of which the header must have most, if there are several sheets; the first such sheet is read.
    as_shown : collection of str
        Those columns of which every digit matters, zeros at the end included. Their numbers are read as the sheet
        shows them, and refused where their format does not fix the decimals. In all others a number is what the cell
        holds, whatever is shown of it.

    Returns
    -------
    rows : list of (int, list of str)
        Number of the row in the sheet, and its cells; rows without a cell are left out.
    read_as : list of str
        Words that say what was read; they name the sheet if there are several, and a number that was read as shown
        and is held with more digits.

    Raises
    ------
    InputError
        If openpyxl is not installed, the file is no workbook, or has merged cells or formulas without results; with
        every number in one of `columns` whose format cannot be read.
    """
    try:
        import openpyxl
    except ImportError:
        expected = f"a table in CSV, or the library that reads workbooks ({EXTRA})"
        raise InputError(Fault(file, None, None, "a workbook (.xlsx)", expected)) from None
    try:
        with warnings.catch_warnings():  # of features of a sheet that hold no cells, such as drop-down lists
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(raw))
        sheets = [sheet for sheet in values.worksheets if sheet.max_row and sheet.sheet_state == "visible"]
        if not sheets:
            raise ValueError("no sheet with cells")
        wanted = {name.casefold(): name for name in columns}
        sheet = max(sheets, key=lambda sheet: len(wanted.keys() & _words(sheet)))  # of equal ones the first
        faults, rows, rounded = _cells(sheet, formulas[sheet.title], file, wanted, as_shown)
    except Exception as error:  # openpyxl raises whatever the parts of a broken file make its own parts raise
        expected = "a workbook .xlsx, or a table in CSV, encoded in UTF-8"
        raise InputError(Fault(file, None, None, f"{type(error).__name__}: {error}", expected)) from error
    if faults:
        raise InputError(faults)
    named = f"sheet {sheet.title!r} of a workbook" if len(values.worksheets) > 1 else "a workbook"
    return rows, [named, *rounded]


def _words(sheet: Any) -> set[str]:
    """Return what stands in the first row of a sheet that has cells."""
    for cells in sheet.iter_rows(values_only=True):
        if any(cell is not None for cell in cells):
            return {str(cell).strip().casefold() for cell in cells}
    return set()


def _cells(
    sheet: Any, formulas: Any, file: str, wanted: dict[str, str], as_shown: Collection[str]
) -> tuple[list[Fault], Rows, list[str]]:
    """Return what is wrong with the cells of a sheet, their texts, and words for those of which more is held."""
    faults = [
        Fault(file, merged.min_row, None, f"merged cells {merged.coord}", "every cell with a value of its own")
        for merged in sorted(sheet.merged_cells.ranges, key=lambda merged: (merged.min_row, merged.min_col))
    ]
    rows: Rows = []
    names: list[str | None] = []
    rounded: dict[str, list[str]] = {}
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        texts = []
        for place, cell in enumerate(cells):
            name = names[place] if names else None
            try:
                texts.append(cell_as_text(cell.value, cell.number_format, name in as_shown))
                if name in as_shown and _is_number(cell.value):
                    exact = written(cell.value, cell.number_format).exact
                    if _value(exact) != _value(texts[-1]):
                        there = f"{texts[-1]} in row {line}, where the cell holds {exact}"
                        rounded.setdefault(str(name), []).append(there)
            except ValueError as error:
                texts.append(str(cell.value))
                if name is not None:
                    found = f"{plain(held(cell.value))} in the format {cell.number_format}, sheet {sheet.title}"
                    faults.append(Fault(file, line, name, found, str(error)))
            behind = formulas.cell(cell.row, cell.column)
            if cell.value is None and behind.data_type == "f":
                expected = (
                    "the result of the formula, which the file does not hold; open it in a spreadsheet and save it"
                )
                faults.append(Fault(file, line, None, f"{cell.coordinate} {behind.value}", expected))
        if any(text.strip() for text in texts):
            rows.append((line, texts))
            names = names or [wanted.get(" ".join(text.split()).casefold()) for text in texts]
    return faults, rows, [_told(name, those) for name, those in rounded.items()]


def _told(name: str, those: list[str]) -> str:
    more = f", and {len(those) - 1} more like it" if len(those) > 1 else ""
    return f"column {name} as the sheet shows it ({those[0]}{more})"


def cell_as_text(value: object, number_format: str = "General", as_shown: bool = False) -> str:
    """Write the value of a cell as it would stand in a CSV file.

    Parameters
    ----------
    value : object
        As openpyxl gives it.
    number_format : str
        The code of its format.
    as_shown : bool
        Whether a number is what the sheet shows, digit by digit. Else it is what the cell holds; three decimals get a
        zero behind them, since a point before three digits may separate thousands.

    Returns
    -------
    str
        A percentage with its sign, in both cases.

    Raises
    ------
    ValueError
        If the format hides a number or changes what it says; with `as_shown` also if it does not fix its decimals.
        The text says what was expected.

    Examples
    --------
    >>> cell_as_text(15000.0, "#,##0"), cell_as_text(1999.96, "0.0"), cell_as_text(0.329, "0.00%")
    ('15000', '1999.96', '32.9%')
    >>> cell_as_text(32, "#,##0.00", as_shown=True), cell_as_text(0.329, "0.00 %", as_shown=True)
    ('32.00', '32.90%')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_as_text(value, number_format, as_shown)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number_as_text(value: float, number_format: str, as_shown: bool) -> str:
    try:
        number = written(value, number_format)
    except ValueError as error:
        raise ValueError(f"a number {error}; set the format of the cell to {'0.00' if as_shown else '0'}") from None
    if not as_shown:
        return number.exact + "0" if _THREE_DECIMALS.search(number.exact) else number.exact
    if number.shown is None:
        raise ValueError(f"{_FIXED}: {number.exact} may have lost zeros at its end")
    return number.shown


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _value(text: str) -> Decimal:
    return Decimal(text.rstrip("%"))
