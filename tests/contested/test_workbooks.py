"""Workbooks of Excel: read where openpyxl is installed, named in one line where it is not."""

import datetime
import io
import sys
import zipfile
from decimal import Decimal

import pytest

from landreform.contested.errors import InputError
from landreform.contested.percentage_audit import audit_file, read_table
from landreform.contested.table_input import TableReader
from landreform.contested.typed_numbers import MEASURE, Signs
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


def formatted(*codes):
    """Give the cells of the first column their formats, from the second row on."""

    def change(book):
        for row, code in enumerate(codes, start=2):
            book.active.cell(row, 1).number_format = code

    return change


def percentages(file):
    """Read the printed percentages of a file, and what was noted."""
    reader = TableReader()
    return read_table(file, reader)["printed"].tolist(), reader.notes


def test_percentages_keep_the_zeros_that_the_sheet_shows(workbook):
    codes = ["0.00%", "0.00", "#,##0.00", "0.00_ ", "0.00_);[Red](0.00)", '0.00" %"', "# ##0.00", "0.00 %"]
    held = [0.329 if "%" in code and '"' not in code else 32.9 for code in codes]
    rows = [["printed", "denominator"], *([value, 47] for value in held)]
    assert percentages(workbook(rows, formatted(*codes))) == (["32.90"] * len(codes), ["mine.xlsx: read as a workbook"])


@pytest.mark.parametrize("code", ["#,##0.00", "0.00_ ", "0.00"])
def test_a_workbook_is_audited_as_the_same_table_in_csv(tmp_path, workbook, code):
    (tmp_path / "mine.csv").write_text("printed,denominator\n32.00,47\n")
    wanted = audit_file(tmp_path / "mine.csv")
    assert [entry["verdict"] for entry in wanted] == ["impossible"]
    assert audit_file(workbook([["printed", "denominator"], [32, 47]], formatted(code))) == wanted


@pytest.mark.parametrize("code", ["General", "@", "0.##", "0.0#", "0.0?", "# ?/?", "0.00E+00"])
def test_a_percentage_that_may_have_lost_zeros_is_refused(workbook, code):
    with pytest.raises(InputError) as refused:
        audit_file(workbook([["Printed", "denominator"], [32, 47]], formatted(code)))
    assert [str(fault) for fault in refused.value.faults] == [
        f"mine.xlsx, row 2, column printed: found '32 in the format {code}, sheet Sheet', expected a text, or a number "
        "whose format fixes its decimals, such as 0 or 0.00: 32 may have lost zeros at its end"
    ]


def test_percentages_as_text_need_no_format(workbook):
    assert percentages(workbook([["printed", "denominator"], ["32.00", 47]]))[0] == ["32.00"]


def test_a_percentage_that_is_held_with_more_digits_is_noted(workbook):
    rows = [["printed", "denominator"], [0.3294, 47], [0.5, 47], [0.3285, 47]]
    values, notes = percentages(workbook(rows, formatted("0%", "0%", "0.0%")))
    assert values == ["33", "50", "32.9"]
    assert notes == [
        "mine.xlsx: read as a workbook, column printed as the sheet shows it (33% in row 2, where the cell holds "
        "32.94%, and 1 more like it)"
    ]


@pytest.mark.parametrize(
    ("value", "code", "fault"),
    [
        (1999.96, "0.0", "found '1999.96', expected a whole number of persons: 1999.96 is a fraction"),
        (15, '0"k"', "found '15 in the format 0\"k\", sheet Sheet', expected a number without 'k' beside it; set"),
        (15, ";;;", "found '15 in the format ;;;, sheet Sheet', expected a number that is not hidden; set the format"),
        (0.5, "0.0 %", "found '50%', expected a whole number of persons in figures, such as 15000, or an empty cell"),
    ],
)
def test_persons_are_what_the_cell_holds_and_not_what_a_format_makes_of_it(workbook, value, code, fault):
    reader = TableReader()
    with pytest.raises(InputError) as refused:
        table = reader.read(workbook([["low", "estimate"], [value, "a"]], formatted(code)), COLUMNS)
        raise InputError(reader.numbers(table, ["low"])["low"].faults)
    assert f"mine.xlsx, row 2, column low: {fault}" in str(refused.value)


@pytest.mark.parametrize("code", ["General", "0", "#,##0", "#,##0.00", "0,", "@", "# ##0", "0.00E+00", "[Blue]0_)"])
def test_whole_persons_need_no_certain_format(workbook, code):
    reader = TableReader()
    table = reader.read(workbook([["low", "estimate"], [15000, "a"]], formatted(code)), COLUMNS)
    assert reader.numbers(table, ["low"])["low"].floats() == [15000]


@pytest.mark.parametrize("sign", [{}, {"thousands": "."}, {"thousands": ","}, {"decimal": "."}])
def test_no_option_makes_thousands_of_the_decimals_of_a_workbook(workbook, sign):
    reader = TableReader(signs=Signs(**sign))
    table = reader.read(workbook([["exposure"], [2.125], [3]], formatted("General", "0.000")), ["exposure"])
    found = reader.numbers(table, ["exposure"], MEASURE)["exposure"]
    assert found.values[1] == 3
    assert found.values[0] == Decimal("2.125") if sign != {"thousands": "."} else len(found.faults) == 1


def test_the_formats_of_other_columns_are_left_alone(workbook):
    rows = [["cost", "estimate", "low"], [15, "a", 3000]]
    assert TableReader().read(workbook(rows, formatted('"$"0')), COLUMNS).rows == [(2, ["15", "a", "3000"])]


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
        (15000, "#,##0.000", "15000"),
        (15.125, "0.000", "15.1250"),
        (0.3294, "0%", "32.94%"),
        (0.32942, "0%", "32.942%"),
        (datetime.datetime(1953, 5, 6), "yyyy", "1953-05-06"),
        (datetime.datetime(1953, 5, 6, 7), "General", "1953-05-06 07:00:00"),
        ("#DIV/0!", "General", "#DIV/0!"),
    ],
)
def test_cells_as_text(value, number_format, text):
    assert cell_as_text(value, number_format) == text
