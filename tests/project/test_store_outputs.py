"""Outputs are stored in notebooks as a kernel gives them, and nothing else of a notebook is touched."""

import json
import sys

import pytest
from nbformat import writes
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import store_outputs

sys.path.pop(0)
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture
def notebook(tmp_path):
    """Give a function that writes a notebook of some cells of code."""

    def write(name, *codes):
        cells = [new_markdown_cell("Prose.", id="prose")]
        cells += [new_code_cell(code, id=f"cell-{number}") for number, code in enumerate(codes)]
        path = tmp_path / f"{name}.ipynb"
        path.write_text(writes(new_notebook(cells=cells, metadata=KERNEL)) + "\n", encoding="utf-8")
        return path

    return write


def test_outputs_are_stored_and_nothing_else_and_a_second_time_nothing_changes(notebook, capsys):
    path = notebook("good", "6 * 7", "None", "'Hồ'")
    before = json.loads(path.read_text(encoding="utf-8"))
    assert store_outputs.main([str(path)]) == 0
    stored = path.read_bytes()
    after = json.loads(stored)
    cells = [cell for cell in after["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == [1, 2, 3]
    assert [output["data"]["text/plain"] for cell in cells for output in cell["outputs"]] == [["42"], ["'Hồ'"]]
    for cell in cells:
        cell["outputs"], cell["execution_count"] = [], None
    assert after == before
    assert "good.ipynb: outputs stored anew" in capsys.readouterr().out
    assert store_outputs.main([str(path)]) == 0
    assert path.read_bytes() == stored and "anew" not in capsys.readouterr().out


def test_a_notebook_that_fails_is_named_and_stays_what_it_was(notebook, capsys):
    path = notebook("bad", "1 + 1", "1 / 0")
    before = path.read_bytes()
    assert store_outputs.main([str(path)]) == 1
    assert path.read_bytes() == before
    said = capsys.readouterr()
    assert "bad.ipynb" in said.err and "ZeroDivisionError" in said.err and "1 failed" in said.out
