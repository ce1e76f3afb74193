"""The command ``landreform check`` on what is no folder of tables."""

import pytest

from landreform.cli.main import main
from landreform.ledger import tables


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
