"""The notebooks: stored with their outputs, small, and naming only figures that exist."""

import json

import nbformat
import pytest

from landreform import exhibits
from landreform.exhibits.placement import cell_name
from landreform.paths import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_cells(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def faults_of(path):
    """Say what is wrong with the stored outputs of a notebook."""
    cells = code_cells(path)
    if not cells:
        return ["no code cell"]
    found = [
        f"code cell {position} was not executed before it was stored"
        for position, cell in enumerate(cells, start=1)
        if cell["execution_count"] != position
    ]
    # A comparison of nothing with nothing always succeeds, so something must be stored.
    if not any(cell["outputs"] for cell in cells):
        found.append("no stored outputs")
    if any(output["output_type"] in ("error", "stream") for cell in cells for output in cell["outputs"]):
        found.append("an error or loose text among the outputs")
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stored(path):
    nbformat.validate(nbformat.read(path, as_version=4))
    assert faults_of(path) == []


def test_a_notebook_without_outputs_is_found_out(tmp_path):
    notebook = json.loads(NOTEBOOKS[0].read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    bare = tmp_path / "bare.ipynb"
    bare.write_text(json.dumps(notebook), encoding="utf-8")
    assert "no stored outputs" in faults_of(bare)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_stay_small(path):
    assert len(json.loads(path.read_text(encoding="utf-8"))["cells"]) <= 25
    for cell in code_cells(path):
        for output in cell["outputs"]:
            kinds = set(output.get("data", {}))
            assert not kinds & {"image/png", "application/pdf"}
            if "image/svg+xml" in kinds:
                assert "figure" in cell["metadata"].get("mystnb", {}), "a figure without its slug"


def test_every_figure_and_numbered_table_stands_in_the_notebook_that_it_names():
    standing = {}
    for path in NOTEBOOKS:
        for cell in code_cells(path):
            name = cell_name(cell)
            if name:
                kind = "figure" if "figure" in cell["metadata"]["mystnb"] else "table"
                assert name in exhibits.slugs(kind)
                assert "".join(cell["source"]).strip() == f'exhibits.show("{name}")'
                assert name not in standing, "one slug stands in one cell"
                standing[name] = path.stem
    named = {slug: exhibits.entry(slug).notebook for slug in exhibits.slugs()}
    assert standing == named | {slug: exhibits.entry(slug).notebook for slug in exhibits.slugs()}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_of_more_than_a_line_is_folded_for_those_who_read(path):
    for cell in code_cells(path):
        lines = "".join(cell["source"]).splitlines()
        tagged = {"hide-input", "to-change"} & set(cell["metadata"].get("tags", []))
        assert len(lines) == 1 or tagged, lines[0]
