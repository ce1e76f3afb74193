"""One reader of CSV: lenient for anybody's file, strict for a ledger, and every fault of form is named."""

import pytest

from landreform.contested.csv_input import read_csv
from landreform.contested.errors import InputError


def write(folder, content):
    file = folder / "mine.csv"
    file.write_bytes(content)
    return file


def test_rows_carry_the_line_on_which_they_end(tmp_path):
    file = write(tmp_path, b'a, b\r\n1,"2\n3"\r\n , \r\n\r\n4,5')
    table = read_csv(file, ["b"])
    assert (table.file, table.header, table.faults) == ("mine.csv", ("a", "b"), [])
    assert list(table.records()) == [(3, {"a": "1", "b": "2\n3"}), (6, {"a": "4", "b": "5"})]


def test_a_byte_order_mark_is_passed_over_unless_the_reading_is_strict(tmp_path):
    file = write(tmp_path, "\ufeffà\n1\n".encode())
    assert read_csv(file, ["à"]).rows == [(2, ["1"])]
    with pytest.raises(InputError, match="row 1: found 'byte order mark'"):
        read_csv(file, ["à"], strict=True)


def test_columns_that_nobody_wants_may_share_a_name(tmp_path):
    file = write(tmp_path, b"a,note,note\n1,x,y\n")
    assert read_csv(file, ["a"]).rows == [(2, ["1", "x", "y"])]
    with pytest.raises(InputError, match=r"column note: .* expected each column once"):
        read_csv(file, ["a"], optional=["note"])
    with pytest.raises(InputError, match="each column once"):
        read_csv(file)


def test_a_table_without_rows_is_refused_only_where_rows_are_needed(tmp_path):
    file = write(tmp_path, b"a,b\n\n")
    assert read_csv(file, ["a"]).rows == []
    with pytest.raises(InputError, match="found 'no rows', expected at least one claim"):
        read_csv(file, ["a"], least="at least one claim")


def test_rows_of_another_length_are_refused_together(tmp_path):
    file = write(tmp_path, b"a,b\n1\n1,2\n1,2,3\n")
    with pytest.raises(InputError) as caught:
        read_csv(file)
    assert [(fault.row, fault.value) for fault in caught.value.faults] == [(2, "1 cells"), (4, "3 cells")]
    with pytest.raises(InputError, match="found '1', expected 2 cells"):
        read_csv(file, show_cells=True)


def test_a_strict_reading_goes_on_past_what_does_not_prevent_it(tmp_path):
    file = write(tmp_path, b"a,b\n1\n\n1,2\n1,2,3")
    table = read_csv(file, ["a", "b"], strict=True)
    assert table.rows == [(4, ["1", "2"])] and table.file == str(file)
    assert [fault.row for fault in table.faults] == [5, 2, 3, 5]
    assert "a line feed at the end of the file" in str(table.faults[0]) and "too short" in str(table.faults[1])


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        (b"", ["row 1: found '', expected a header: a,b"]),
        (b"b,c\n", ["column a: found '', expected this column, which is missing", "column c: found 'c', expected no"]),
        (b"b,a\n", ["row 1: found 'b,a', expected the columns in this order: a,b"]),
        (b"a, b\n", ["column b: found '', expected this column", "column  b: found ' b', expected no column"]),
        (b"a,b\r\n1,2\r\n", ["row 1: found '\\\\r', expected lines that end in a line feed only"]),
        (b"a,b\n1,\xff\n", ["row 2: found \"b'\\\\xff'\", expected text in UTF-8"]),
        (b'a,b\n1,"2"3\n', ["row 2: found ", "well-formed CSV"]),
    ],
)
def test_what_a_strict_reading_refuses(tmp_path, content, messages):
    with pytest.raises(InputError) as caught:
        read_csv(write(tmp_path, content), ["a", "b"], strict=True)
    told = " | ".join(str(fault) for fault in caught.value.faults)
    assert all(message in told for message in messages), told


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(InputError, match=r"mine.csv: found 'No such file or directory', expected a file that exists"):
        read_csv(tmp_path / "mine.csv", strict=True)
    with pytest.raises(InputError, match="found 'Is a directory', expected a file that can be read"):
        read_csv(tmp_path)
