"""Which cells stand in a sheet of a workbook of Excel (.xlsx).

The input is the bytes of the file, the output the rows of the sheet that has the wanted columns, every cell as text
such as it would have in a CSV file. What a CSV file could not hold, and what the file does not hold, is refused: merged
cells, and formulas that nobody has calculated. It needs openpyxl, which is an extra of the package.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from landreform.contested.errors import Fault, InputError

#: How a file in ZIP begins, which a workbook is.
ZIP = b"PK\x03\x04"

#: How to get what reads a workbook.
EXTRA = "pip install openpyxl"

Rows = list[tuple[int, list[str]]]

_PLACES = re.compile(r"0(?:\.(0+))?(%?)")


def read_workbook(raw: bytes, file: str, columns: Sequence[str]) -> tuple[Rows, list[str]]:
    """Read the sheet of a workbook that has the wanted columns.

    Parameters
    ----------
    raw : bytes
    file : str
        What faults call the file.
    columns : sequence of str
        Names of which the header must have most, if there are several sheets; the first such sheet is read.

    Returns
    -------
    rows : list of (int, list of str)
        Number of the row in the sheet, and its cells; rows without a cell are left out.
    read_as : list of str
        Words that say what was read; they name the sheet if there are several.

    Raises
    ------
    InputError
        If openpyxl is not installed, the file is no workbook, or has merged cells or formulas without results.
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
        wanted = {name.casefold() for name in columns}
        sheet = max(sheets, key=lambda sheet: len(wanted & _words(sheet)))  # of equal ones the first
        faults, rows = _cells(sheet, formulas[sheet.title], file)
    except Exception as error:  # openpyxl raises whatever the parts of a broken file make its own parts raise
        expected = "a workbook .xlsx, or a table in CSV, encoded in UTF-8"
        raise InputError(Fault(file, None, None, f"{type(error).__name__}: {error}", expected)) from error
    if faults:
        raise InputError(faults)
    named = f"sheet {sheet.title!r} of a workbook" if len(values.worksheets) > 1 else "a workbook"
    return rows, [named]


def _words(sheet: Any) -> set[str]:
    """Return what stands in the first row of a sheet that has cells."""
    for cells in sheet.iter_rows(values_only=True):
        if any(cell is not None for cell in cells):
            return {str(cell).strip().casefold() for cell in cells}
    return set()


def _cells(sheet: Any, formulas: Any, file: str) -> tuple[list[Fault], Rows]:
    """Return what is wrong with the cells of a sheet, and their texts."""
    faults = [
        Fault(file, merged.min_row, None, f"merged cells {merged.coord}", "every cell with a value of its own")
        for merged in sorted(sheet.merged_cells.ranges, key=lambda merged: (merged.min_row, merged.min_col))
    ]
    rows: Rows = []
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        texts = []
        for cell in cells:
            texts.append(cell_as_text(cell.value, cell.number_format))
            behind = formulas.cell(cell.row, cell.column)
            if cell.value is None and behind.data_type == "f":
                expected = (
                    "the result of the formula, which the file does not hold; open it in a spreadsheet and save it"
                )
                faults.append(Fault(file, line, None, f"{cell.coordinate} {behind.value}", expected))
        if any(text.strip() for text in texts):
            rows.append((line, texts))
    return faults, rows


def cell_as_text(value: object, number_format: str = "General") -> str:
    """Write the value of a cell as it would stand in a CSV file.

    Parameters
    ----------
    value : object
        As openpyxl gives it.
    number_format : str
        How the sheet shows it; fixed decimals keep trailing zeros, and a percentage its sign.

    Examples
    --------
    >>> cell_as_text(15000.0), cell_as_text(0.329, "0.00%"), cell_as_text(32.9, "0.00")
    ('15000', '32.90%', '32.90')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_as_text(value, number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number_as_text(value: float, number_format: str) -> str:
    shown = _PLACES.fullmatch(number_format)
    if shown and (shown[1] or shown[2]):
        places = len(shown[1] or "")
        return f"{value:.{places}{'%' if shown[2] else 'f'}}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else repr(value)
