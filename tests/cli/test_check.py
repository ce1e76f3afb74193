"""The command ``landreform check`` on what is no folder of tables."""

import json

import pytest

from landreform.cli.main import main
from landreform.ledger import tables
from landreform.paths import RELEASES


@pytest.mark.parametrize("options", [[], ["--json"], ["--against", "documents"]])
def test_a_file_in_place_of_a_folder_is_one_line_and_status_2(capsys, options):
    path = str(tables.DATA / "waves.csv")
    assert main(["check", path, *options]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == f"{path}: found 'a file', expected a folder of tables with datapackage.json\n"


def test_a_folder_without_documents_is_one_line_and_status_2(capsys, tmp_path):
    assert main(["check", "--against", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path}: found 'no document', expected a folder with <key>.txt")


def test_the_shares_are_printed_for_every_table_that_says_where_it_was_read(capsys):
    released = str(RELEASES / "0.1.0/data")
    assert main(["check", released, "--shares"]) == 0
    shown = capsys.readouterr().out
    assert "waves                        64                     39 (61%)                    48 (75%)" in shown
    assert "wikipedia-land-reform, wikipedia-north-vietnam" in shown
    assert main(["check", released, "--shares", "--json"]) == 0
    rows = {row["table"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["estimates"]["wikipedia"] == 24 and "sources" not in rows
    assert main(["check", "--shares"]) == 0
    assert "estimates and reception" in capsys.readouterr().out


def test_a_table_without_rows_has_no_share(capsys, ledger_copy):
    path = ledger_copy / "framings.csv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8", newline="")
    assert main(["check", str(ledger_copy), "--shares", "--json"]) == 0
    rows = {row["table"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["framings"]["wikipedia_share"] is None
    assert main(["check", str(ledger_copy), "--shares"]) == 0
