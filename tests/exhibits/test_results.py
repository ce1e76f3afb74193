"""Results that a notebook keeps for its prose."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

from landreform.exhibits.results import CELL_KEY, result

CELLS = [
    "from landreform.exhibits.results import result",
    'total = 1720\nresult("communes", total)\nresult("share", 30.79, "about a third")',
    'result("when", "4 December 1953")\ntotal',
]


def executed():
    """Execute the cells as the book does, and give the outputs of each."""
    cells = [nbformat.v4.new_code_cell(text, id=f"cell-{number}") for number, text in enumerate(CELLS)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    return json.loads(nbformat.writes(notebook))["cells"]


@pytest.mark.filterwarnings("default")  # of the kernel's own libraries
def test_results_are_kept_with_their_cell_and_show_nothing():
    cells = executed()
    kept = {
        output["metadata"]["scrapbook"]["name"]: (output["data"], output["metadata"][CELL_KEY], cell["execution_count"])
        for cell in cells
        for output in cell["outputs"]
        if "scrapbook" in output["metadata"]
    }
    kind = "application/papermill.record/text/plain"
    assert {name: "".join(data[kind]) for name, (data, _, _) in kept.items()} == {
        "communes": "'1,720'",
        "share": "'about a third'",
        "when": "'4 December 1953'",
    }
    assert all(set(data) == {kind} for data, _, _ in kept.values())
    assert all(cell == count for _, cell, count in kept.values())
    # What a reader of the notebook sees under the cells: only the last line of the last one.
    shown = [output for cell in cells for output in cell["outputs"] if "scrapbook" not in output.get("metadata", {})]
    assert ["".join(output["data"]["text/plain"]) for output in shown] == ["1720"]
    # The comparison of notebooks is of these data; a second run gives the same.
    assert [cell["outputs"] for cell in executed()] == [cell["outputs"] for cell in cells]


def test_outside_a_notebook_nothing_happens(capsys):
    assert result("communes", 1720) is None
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "value", "text"), [("", 1, None), ("n", "", None), ("n", float("nan"), None), ("n", 1, "")]
)
def test_what_is_no_result_is_refused(name, value, text):
    with pytest.raises(ValueError, match="result"):
        result(name, value, text)
