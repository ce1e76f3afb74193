"""The tables: the ledger is sound, typed, and every kind of fault is named in one line."""

import csv
import io
import json

import pandas as pd
import pytest

from landreform.cli.main import main
from landreform.contested.errors import InputError
from landreform.ledger import tables


def test_the_ledger_has_no_faults():
    assert tables.check() == []


def test_tables_are_typed_as_described():
    waves = tables.load("waves")
    assert waves["communes"].dtype == pd.Int64Dtype()
    assert waves["place"].dtype == "str"
    assert tables.load("dates")["earliest"].dtype == "datetime64[s]"
    assert tables.load("estimates")["note"].isna().sum() == 0


def test_the_descriptor_names_every_table_and_nothing_else():
    described = {table["path"] for table in tables.descriptor()["resources"]}
    assert described == {file.name for file in tables.DATA.glob("*.csv")}


def read(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder, table, rows):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    (folder / f"{table}.csv").write_text(buffer.getvalue(), encoding="utf-8", newline="")


def set_cell(table, column, value, where=lambda row: True):
    """Return a fault-maker that puts a value into the first row that fits."""

    def spoil(folder):
        rows = read(folder, table)
        position = rows[0].index(column)
        for line, cells in enumerate(rows[1:], start=2):
            if where(dict(zip(rows[0], cells, strict=True))):
                cells[position] = value
                write(folder, table, rows)
                return f"{table}.csv, row {line}, column {column}"
        raise AssertionError("no row to spoil")

    return spoil


def missing_column(folder):
    write(folder, "waves", [row[:-1] for row in read(folder, "waves")])
    return "waves.csv, row 1, column note"


def extra_column(folder):
    rows = read(folder, "waves")
    write(folder, "waves", [[*row, "x"] for row in rows])
    return "waves.csv, row 1, column x"


def columns_out_of_order(folder):
    write(folder, "waves", [row[::-1] for row in read(folder, "waves")])
    return "waves.csv, row 1"


def duplicate_id(folder):
    rows = read(folder, "estimates")
    rows.insert(2, list(rows[1]))
    write(folder, "estimates", rows)
    return "estimates.csv, row 3, column estimate"


def short_row(folder):
    rows = read(folder, "waves")
    rows[1] = rows[1][:-2]
    write(folder, "waves", rows)
    return "waves.csv, row 2"


def long_row(folder):
    rows = read(folder, "waves")
    rows[1].append("too much")
    write(folder, "waves", rows)
    return "waves.csv, row 2"


def unsorted_rows(folder):
    rows = read(folder, "waves")
    rows[1], rows[2] = rows[2], rows[1]
    write(folder, "waves", rows)
    return "waves.csv, row 3"


def change_bytes(change, where):
    def spoil(folder):
        path = folder / "waves.csv"
        path.write_bytes(change(path.read_bytes()))
        return f"waves.csv{where}"

    return spoil


def unknown_table(folder):
    (folder / "victims.csv").write_text("a\n1\n", encoding="utf-8")
    return "victims.csv"


def missing_table(folder):
    (folder / "waves.csv").unlink()
    return "waves.csv"


def malformed_json(folder):
    path = folder / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8")[:-3], encoding="utf-8")
    return "datapackage.json, row "


def missing_descriptor(folder):
    (folder / "datapackage.json").unlink()
    return "datapackage.json"


def is_range(row):
    return row["low"] and row["high"] and row["bound"] == "range"


def is_day(row):
    return row["precision"] == "day" and row["aspect"] == "on" and row["qualifier"] == "none"


FAULTS = {
    "missing column": (missing_column, "this column, which is missing"),
    "extra column": (extra_column, "no column of this name"),
    "columns out of order": (columns_out_of_order, "the columns in this order"),
    "wrong type": (set_cell("waves", "communes", "many"), "a whole number"),
    "thousands separators": (set_cell("waves", "communes", "1,720"), "without thousands separators"),
    "decimal in a whole number": (set_cell("waves", "communes", "2.0"), "a whole number"),
    "negative count": (set_cell("waves", "communes", "-6"), "at least 0"),
    "unknown enum": (set_cell("waves", "campaign", "land reforms"), "one of rent_reduction, land_reform"),
    "unknown key": (set_cell("waves", "source", "nobody1999"), "a key in sources.source"),
    "unknown event": (set_cell("dates", "event", "no-such-event"), "a key in events.event"),
    "bad identifier": (set_cell("events", "event", "A_1", lambda row: True), "text of the form"),
    "duplicate id": (duplicate_id, "a value that no other row has"),
    "low > high": (set_cell("estimates", "low", "999999999", is_range), "a number not above high"),
    "bound without its ends": (set_cell("estimates", "bound", "at_least", is_range), "a claim with low"),
    "invalid EDTF": (set_cell("dates", "date", "4.12.1953"), "an EDTF date such as"),
    "impossible day": (set_cell("dates", "date", "1954-02-30"), "a day from 01 to 28 in 1954-02"),
    "earliest > latest": (set_cell("dates", "latest", "1900-01-01", is_day), "which is what"),
    "day not of the date": (set_cell("dates", "earliest", "1953-12-01", is_day), "which is what"),
    "not a calendar day": (set_cell("dates", "earliest", "1954-02-30"), "a day as YYYY-MM-DD"),
    "wave ends before it starts": (
        set_cell("waves", "end", "1940", lambda row: row["start"]),
        "a date not before the start",
    ),
    "empty required cell": (set_cell("waves", "locator", ""), "a value (the cell may not be empty)"),
    "trailing space": (set_cell("waves", "locator", "Table 1 "), "no space at the ends"),
    "decomposed Unicode": (set_cell("waves", "place", "Tha\u0301i Nguye\u0302n"), "normal form C"),
    "control character": (set_cell("waves", "place", "Thái\tNguyên"), "no line end, tabulator"),
    "address cut with a sign": (set_cell("sources", "url", "https://a.org/b…"), "text of the form"),
    "address cut with dots": (set_cell("sources", "url", "https://a.org/b..."), "a full address, without dots"),
    "archive address cut with dots": (set_cell("sources", "archived", "https://a.org/..."), "a full address"),
    "locator that tells of a copy": (set_cell("waves", "locator", "p. 3 of a stored copy"), "the place in the work"),
    "locator that tells of a search": (set_cell("dates", "locator", "search result"), "the place in the work"),
    "short row": (short_row, "the row is too short"),
    "long row": (long_row, "the row is too long"),
    "unsorted rows": (unsorted_rows, "rows sorted by wave_row"),
    "byte order mark": (
        change_bytes(lambda raw: b"\xef\xbb\xbf" + raw, ", row 1"),
        "without a byte order mark",
    ),
    "not UTF-8": (
        change_bytes(lambda raw: raw.replace("á".encode(), b"\xe1", 1), ", row "),
        "text in UTF-8",
    ),
    "carriage returns": (
        change_bytes(lambda raw: raw.replace(b"\n", b"\r\n"), ", row 1"),
        "a line feed only",
    ),
    "no last line end": (change_bytes(lambda raw: raw[:-1], ", row "), "a line feed at the end"),
    "broken quotes": (change_bytes(lambda raw: raw + b'"a"b,\n', ", row "), "well-formed CSV"),
    "empty file": (change_bytes(lambda raw: b"", ", row 1"), "a header"),
    "unknown table": (unknown_table, "no CSV file beyond those described"),
    "missing table": (missing_table, "a file that exists"),
    "malformed JSON": (malformed_json, "valid JSON"),
    "missing descriptor": (missing_descriptor, "beside the tables"),
    "claim derived from itself": (
        lambda folder: spoil_lineage(folder),
        "another number than the one that derives from it",
    ),
}


def spoil_lineage(folder):
    rows = read(folder, "lineage")
    taker, giver = rows[0].index("estimate"), rows[0].index("derives_from")
    line, row = next((line, row) for line, row in enumerate(rows[1:], start=2) if row[taker] and row[giver])
    row[giver] = row[taker]
    write(folder, "lineage", rows)
    return f"lineage.csv, row {line}, column derives_from"


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named_in_one_line(name, ledger_copy):
    spoil, expected = FAULTS[name]
    place = spoil(ledger_copy)
    lines = [str(fault) for fault in tables.check(ledger_copy)]
    hits = [line for line in lines if place in line and expected in line]
    assert hits, lines
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize("table", ["sources", "events", "waves"])
def test_a_table_that_was_only_saved_anew_is_one_fault_and_accuses_no_other_table(ledger_copy, table):
    path = ledger_copy / f"{table}.csv"
    raw = path.read_bytes()
    for spoilt in (raw.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + raw, raw.replace(b"\n", b"\r")):
        path.write_bytes(spoilt)
        (fault,) = tables.check(ledger_copy)
        assert fault.file == str(path)
    path.write_bytes(raw.replace(b"\xc3\xa1", b"\xe1"))
    assert {fault.file for fault in tables.check(ledger_copy)} <= {str(path)}
    path.unlink()
    (fault,) = tables.check(ledger_copy)
    assert fault.expected == "a file that exists"


def test_a_descriptor_with_a_byte_order_mark_says_so(ledger_copy):
    path = ledger_copy / tables.DESCRIPTOR
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (fault,) = tables.check(ledger_copy)
    assert (fault.value, fault.expected) == ("byte order mark", "UTF-8 without a byte order mark")


def test_loading_a_bad_table_raises_its_first_fault(ledger_copy):
    set_cell("waves", "communes", "many")(ledger_copy)
    with pytest.raises(InputError, match=r"waves\.csv, row 2, column communes: found 'many', expected a whole number"):
        tables.load("waves", ledger_copy)


def test_loading_an_unknown_table_names_the_known_ones():
    with pytest.raises(InputError, match="one of the tables classifications, codings, counts"):
        tables.load("victims")


def test_the_command_prints_all_faults_and_fails(ledger_copy, capsys):
    assert main(["check", str(ledger_copy)]) == 0
    set_cell("waves", "communes", "many")(ledger_copy)
    set_cell("dates", "event", "no-such-event")(ledger_copy)
    assert main(["check", str(ledger_copy)]) == 1
    printed = capsys.readouterr().err
    assert "column communes" in printed and "column event" in printed


def test_the_command_gives_faults_as_json(ledger_copy, capsys):
    set_cell("waves", "communes", "many")(ledger_copy)
    assert main(["check", str(ledger_copy), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)
    assert fault == {
        "file": str(ledger_copy / "waves.csv"),
        "row": 2,
        "column": "communes",
        "value": "many",
        "expected": "a whole number without thousands separators",
    }
