"""The reader of ledgers: every fault of form is named, and what is a matter of bytes only is told once."""

import pytest

from landreform.contested.csv_input import parse, read_csv
from landreform.contested.errors import InputError


def write(folder, content):
    file = folder / "mine.csv"
    file.write_bytes(content)
    return file


def test_rows_carry_the_line_on_which_they_end(tmp_path):
    table = read_csv(write(tmp_path, b'a,b\n1,"2\n3"\n4,5\n'))
    assert (table.header, table.faults) == (("a", "b"), [])
    assert list(table.records()) == [(3, {"a": "1", "b": "2\n3"}), (4, {"a": "4", "b": "5"})]


def test_reading_goes_on_past_what_does_not_prevent_it(tmp_path):
    file = write(tmp_path, b"a,b\n1\n\n1,2\n1,2,3")
    table = read_csv(file, ["a", "b"])
    assert table.rows == [(4, ["1", "2"])] and table.file == str(file)
    assert [fault.row for fault in table.faults] == [5, 2, 3, 5]
    assert "a line feed at the end of the file" in str(table.faults[0]) and "too short" in str(table.faults[1])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a,b\r\n1,2\r\n3,4\r\n", ["row 1: found '\\\\r', expected lines that end in a line feed only"]),
        (b"a,b\n1,2\r3,4\n", ["row 2: found '\\\\r', expected lines that end in a line feed only"]),
        ("\ufeffa,b\n1,2\n3,4\n".encode(), ["row 1: found 'byte order mark', expected UTF-8 without"]),
        ("\ufeffa,b\r\n1,2\r\n3,4\r\n".encode(), ["found 'byte order mark'", "found '\\\\r'"]),
    ],
)
def test_line_ends_and_byte_order_marks_are_one_fault_each_and_the_rows_are_read(tmp_path, content, told):
    table = read_csv(write(tmp_path, content), ["a", "b"])
    assert [cells for _, cells in table.rows] == [["1", "2"], ["3", "4"]]
    assert len(table.faults) == len(told)
    assert all(message in str(fault) for message, fault in zip(told, table.faults, strict=True))


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (b"", ["row 1: found '', expected a header: a,b"]),
        (b"b,c\n", ["column a: found '', expected this column, which is missing", "column c: found 'c', expected no"]),
        (b"b,a\n", ["row 1: found 'b,a', expected the columns in this order: a,b"]),
        (b"a, b\n", ["column b: found '', expected this column", "column  b: found ' b', expected no column"]),
        (b"a,b\n1,\xff\n", ["row 2: found \"b'\\\\xff'\", expected text in UTF-8"]),
        (b'a,b\n1,"2"3\n', ["row 2: found ", "well-formed CSV"]),
        (b'a,b\n1,2\n3,"4\n5,6\n7,8\n', ["row 3: found 'unexpected end of data', expected well-formed CSV"]),
    ],
)
def test_what_is_refused(tmp_path, content, messages):
    with pytest.raises(InputError) as caught:
        read_csv(write(tmp_path, content), ["a", "b"])
    told = " | ".join(str(fault) for fault in caught.value.faults)
    assert all(message in told for message in messages), told


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(InputError, match=r"mine.csv: found 'No such file or directory', expected a file that exists"):
        read_csv(tmp_path / "mine.csv")


def test_records_are_split_at_any_separator():
    assert parse("a\tb\n1\t2,5\n", "mine.csv", "\t") == [(1, ["a", "b"]), (2, ["1", "2,5"])]
