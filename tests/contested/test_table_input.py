"""Anybody's table, in whatever form it comes, is the same table; what was a choice is noted, what is wrong is named."""

import io
import sys
import unicodedata

import pytest

from landreform.contested.errors import InputError
from landreform.contested.table_input import TableReader
from landreform.contested.typed_numbers import Signs

COLUMNS = ("estimate", "low")
PLAIN = "estimate,low\nHà,3000\nb,\n"
ROWS = [["Hà", "3000"], ["b", ""]]


def read(folder, content, *, columns=COLUMNS, reader=None, **options):
    file = folder / "mine.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    reader = reader or TableReader()
    table = reader.read(file, columns, **options)
    return table, reader.notes


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (PLAIN, None),
        (PLAIN.replace("\n", "\r\n"), None),
        (PLAIN.replace("\n", "\r"), None),
        (PLAIN.rstrip(), None),
        (PLAIN + ",\n\n,,,\n", None),
        ("\n\n" + PLAIN, None),
        ("estimate,low,,\nHà,3000,,\nb,,,\n", None),
        ("estimate,low\nHà,3000,,\nb,,,\n", None),
        (PLAIN.replace(",", ";"), "read with semicolons between the cells"),
        (PLAIN.replace(",", "\t"), "read with tabulators between the cells"),
        (PLAIN.replace(",", "|"), "read with vertical bars between the cells"),
        ("sep=;\n" + PLAIN.replace(",", ";"), "read with semicolons between the cells"),
        ('"sep=;"\r\n' + PLAIN.replace(",", ";"), "read with semicolons between the cells"),
        ("SEP=\t\r\n" + PLAIN.replace(",", "\t"), "read with tabulators between the cells"),
        ("sep=^\n" + PLAIN.replace(",", "^"), "read with '^' between the cells"),
        ("sep=,\n" + PLAIN, None),
        ("\ufeff" + PLAIN, "read as UTF-8 with a byte order mark"),
        (PLAIN.encode("utf-16"), "read as UTF-16"),
        (PLAIN.replace(",", "\t").encode("utf-16"), "read as UTF-16, with tabulators between the cells"),
        (PLAIN.encode("cp1252"), "read as Windows code page 1252 (line 2 is 'Hà,3000')"),
        (unicodedata.normalize("NFD", PLAIN), "read as letters brought to Unicode normal form C"),
        (PLAIN.replace("estimate,low", " Estimate ,LOW"), "read column Estimate as estimate, column LOW as low"),
        ('"estimate";"low"\n"Hà";3000\nb;\n', "read with semicolons between the cells"),
    ],
)
def test_every_form_of_a_table_is_the_same_table(tmp_path, content, note):
    table, notes = read(tmp_path, content)
    assert (table.header, [cells for _, cells in table.rows]) == (COLUMNS, ROWS)
    assert notes == ([] if note is None else [f"mine.csv: {note}"])


def test_rows_carry_their_line_whatever_stands_above(tmp_path):
    assert [line for line, _ in read(tmp_path, 'sep=;\nestimate;low\n\na;"1\n2"\nb;3\n')[0].rows] == [5, 6]
    assert [line for line, _ in read(tmp_path, "estimate,low\r\n,\r\na,1\r\n")[0].rows] == [3]


def test_columns_may_stand_in_any_order_and_among_others(tmp_path):
    table, notes = read(tmp_path, "note,low,note,estimate\nx,1,y,a\n", optional=["printed"])
    assert next(table.records())[1]["estimate"] == "a" and not notes


def test_a_column_in_two_spellings_is_refused_and_not_passed_over(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "estimate;Low;low;LOW \na;1;2;3\n")
    assert str(caught.value) == (
        "mine.csv, row 1, column low: found 'estimate,Low,low,LOW', expected each column once, not as 'Low' and 'low' "
        "and 'LOW'"
    )
    assert read(tmp_path, "estimate;low;Note;note\na;1;2;3\n")[0].header == ("estimate", "low", "Note", "note")


def test_standard_input_is_read_once_and_may_be_asked_for_twice(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN.encode())))
    reader = TableReader()
    assert reader.read("-", COLUMNS).rows == reader.read("-", COLUMNS).rows != []
    assert reader.read("-", COLUMNS).file == "standard input"


def test_a_file_that_is_read_twice_is_noted_once(tmp_path):
    reader = TableReader()
    read(tmp_path, PLAIN.replace(",", ";"), reader=reader)
    read(tmp_path, PLAIN.replace(",", ";"), reader=reader)
    assert reader.notes == ["mine.csv: read with semicolons between the cells"]


def test_an_encoding_is_named_and_its_first_line_shown(tmp_path):
    reader = TableReader(encoding="tcvn3")
    content = "estimate;low\n§Þa chñ;3000\n".encode("cp1252")
    table, notes = read(tmp_path, content, reader=reader)
    assert table.rows[0][1][0] == "Địa chủ"
    assert notes == ["mine.csv: read as TCVN3 (line 2 is 'Địa chủ;3000'), with semicolons between the cells"]


def test_numbers_of_a_table_come_with_their_faults_and_notes(tmp_path):
    reader = TableReader(signs=Signs(thousands="."))
    table, notes = read(tmp_path, "estimate;low;point;high\na;15.000;many;\n", reader=reader)
    found = reader.numbers(table, ["low", "point"])
    assert found["low"].floats() == [15000.0] and found["point"].faults[0].row == 2
    assert notes[1:] == [
        "mine.csv, column low: the point separates thousands, as the options say; so 15.000 in row 2 is 15000"
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "",
            "row 1: found '', expected the columns estimate, low, between commas, semicolons or tabulators; not",
        ),
        ("a b c\n", "found 'a b c', expected the columns estimate, low, between commas, semicolons or tabulators"),
        ("estimate,low,low\n", "column low: found 'estimate,low,low', expected each column once"),
        ("estimate,Low,LOW\n", "column low: .* each column once, not as 'Low' and 'LOW'"),
        ("estimate,low\n", "found 'no rows', expected at least one row"),
        (
            "estimate,low\na\n",
            "row 2: found '1 cells', expected 2 cells, as many as the header has .the row is too short",
        ),
        (
            "estimate,low\na,1,2\n",
            "row 2: found '3 cells', expected 2 cells, as many as the header has .the row is too long",
        ),
        ('estimate,low\na,"1\nb,2\n', "row 2: found 'unexpected end of data'"),
        (b"\xd0\xcf\x11\xe0", "a workbook of Excel before 2007"),
        (b"PK\x03\x04 and nothing else", "expected a (workbook .xlsx, or a )?table in CSV"),
    ],
)
def test_what_is_refused(tmp_path, content, message):
    with pytest.raises(InputError, match=message) as caught:
        read(tmp_path, content, least="at least one row")
    assert all("\n" not in str(fault) for fault in caught.value.faults)


def test_every_row_of_another_length_is_named(tmp_path):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "estimate,low\na\nb,1\nc,1,2\n")
    assert [fault.row for fault in caught.value.faults] == [2, 4]


@pytest.mark.parametrize("path", ["none.csv", ".", "a\0b"])
def test_what_cannot_be_opened_is_named(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="expected a file that can be read"):
        TableReader().read(path, COLUMNS)
