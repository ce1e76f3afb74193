"""Workbooks of Excel: read where openpyxl is installed, named in one line where it is not."""

import datetime
import io
import sys
import zipfile

import pytest

from landreform.contested.errors import InputError
from landreform.contested.table_input import TableReader
from landreform.contested.typed_numbers import PERCENTAGE
from landreform.contested.workbooks import cell_as_text

COLUMNS = ("estimate", "low")


@pytest.fixture
def workbook(tmp_path):
    """Write rows into the first sheet of a workbook, change it, and give its path."""
    openpyxl = pytest.importorskip("openpyxl")

    def write(rows, change=lambda book: None):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        change(book)
        book.save(tmp_path / "mine.xlsx")
        return tmp_path / "mine.xlsx"

    return write


def test_without_the_library_one_line_names_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    file = tmp_path / "mine.xlsx"
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("xl/workbook.xml", "")
    with pytest.raises(
        InputError, match=r"mine.xlsx: found 'a workbook \(.xlsx\)', expected a table in CSV, or the lib"
    ):
        TableReader().read(file, COLUMNS)


def test_a_sheet_is_read_as_a_table(workbook):
    reader = TableReader()
    file = workbook([[None], ["note", "Low", "estimate", None], ["x", 15000, "a"], [], [None, 3000.0, "b"]])
    table = reader.read(file, COLUMNS)
    assert table.rows == [(3, ["x", "15000", "a"]), (5, ["", "3000", "b"])]
    assert reader.notes == ["mine.xlsx: read as a workbook, column Low as low"]


def test_of_several_sheets_the_one_with_the_columns_is_read_and_named(workbook):
    def change(book):
        sheet = book.create_sheet("claims")
        sheet.append(["estimate", "low"])
        sheet.append(["a", 1])
        book.create_sheet("more").append(["estimate", "low"])

    reader = TableReader()
    assert reader.read(workbook([["read me"]], change), COLUMNS).rows == [(2, ["a", "1"])]
    assert reader.notes == ["mine.xlsx: read as sheet 'claims' of a workbook"]


def test_percentages_keep_the_zeros_that_the_sheet_shows(workbook):
    def change(book):
        book.active["A2"].number_format = "0.00%"
        book.active["A3"].number_format = "0.00"

    reader = TableReader()
    table = reader.read(workbook([["printed"], [0.329], [32.9]], change), ["printed"])
    assert [str(value) for value in reader.numbers(table, ["printed"], PERCENTAGE)["printed"].values] == ["32.90"] * 2


def test_what_the_file_does_not_hold_is_refused(workbook):
    with pytest.raises(InputError, match=r"row 2: found 'B2 =1\+1', expected the result of the formula"):
        TableReader().read(workbook([["estimate", "low"], ["a", "=1+1"]]), COLUMNS)
    with pytest.raises(InputError, match=r"row 2: found 'merged cells A2:A3', expected every cell with a value"):
        TableReader().read(
            workbook([["estimate", "low"], ["a", 1], [None, 2]], lambda book: book.active.merge_cells("A2:A3")), COLUMNS
        )
    with pytest.raises(InputError, match=r"row 2, column low: found '1953-05-06'"):
        reader = TableReader()
        table = reader.read(workbook([["estimate", "low"], ["a", datetime.date(1953, 5, 6)]]), COLUMNS)
        raise InputError(reader.numbers(table, ["low"])["low"].faults)


def test_a_broken_workbook_is_one_line(tmp_path, workbook):
    raw = workbook([["estimate", "low"], ["a", 1]]).read_bytes()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    for broken in (raw[:-200], raw[: len(raw) // 2], other.getvalue()):
        file = tmp_path / "broken.xlsx"
        file.write_bytes(broken)
        with pytest.raises(InputError, match=r"expected a workbook \.xlsx, or a table in CSV"):
            TableReader().read(file, COLUMNS)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (15000, "#,##0", "15000"),
        (15000.5, "General", "15000.5"),
        (0.3294, "0%", "33%"),
        (datetime.datetime(1953, 5, 6), "yyyy", "1953-05-06"),
        (datetime.datetime(1953, 5, 6, 7), "General", "1953-05-06 07:00:00"),
        ("#DIV/0!", "General", "#DIV/0!"),
    ],
)
def test_cells_as_text(value, number_format, text):
    assert cell_as_text(value, number_format) == text
