"""Notebooks are executed several at a time, and only those that are not what they were."""

import json
import shutil

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from landreform.build import execute
from landreform.paths import ROOT
from landreform.publish.failures import ProcessEnded

READS = "from landreform.ledger.tables import load\nlen(load('classifications', 'DATA'))"


@pytest.fixture
def project(tmp_path):
    """Give a project of notebooks, with the real code and tables, and a function that writes one."""
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    (tmp_path / "notebooks").mkdir()
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}

    def write(name, *codes, prose="Prose."):
        cells = [new_markdown_cell(prose), *map(new_code_cell, codes)]
        notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
        (tmp_path / f"notebooks/{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    return tmp_path, write


def texts(root, name):
    return [kept["data"]["text/plain"] for cell in execute.outputs(root, name) for kept in cell]


def test_what_was_executed_is_kept_and_what_failed_is_not(project):
    root, write = project
    for name, code in {"a": "1 + 1", "b": "2 * 3", "c": "1 / 0", "d": "3 + 4"}.items():
        write(name, code)
    for _ in range(2):
        with pytest.raises(execute.ExecutionFailed, match=r"(?s)notebooks/c\.ipynb.*ZeroDivisionError"):
            execute.ensure(root, "abcd", 60)
    assert [texts(root, name) for name in "abd"] == [["2"], ["6"], ["7"]]
    assert not execute.outputs_file(root, "c").exists()


def test_a_notebook_is_executed_again_when_something_moves_on_which_it_depends_and_only_then(project):
    root, write = project
    write("computes", "from landreform.text.prose import number", "number(6 * 7)")
    write("reads", READS.replace("DATA", str(root / "data")))
    assert execute.ensure(root, ["computes", "reads"], 60) == ["computes", "reads"]
    assert execute.ensure(root, ["computes", "reads"], 60) == []
    write("computes", "from landreform.text.prose import number", "number(6 * 7)", prose="Other prose.")
    assert execute.ensure(root, ["computes", "reads"], 60) == [], "prose is not executed"

    def change(name, old, new):
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")

    # a module and what it imports in turn; a table that is read, and one that is not; what the descriptor says of any
    # table, and its seals, which change with every row; a module that neither imports
    for name, old, new, expected in (
        ("src/landreform/text/prose.py", '"""', '"""\n', ["computes"]),
        ("src/landreform/contested/edtf.py", '"""', '"""\n', ["computes", "reads"]),
        ("data/classifications.csv", "\n", " \n", ["reads"]),
        ("data/counts.csv", "\n", " \n", []),
        ("data/datapackage.json", '"hash": "sha256:', '"hash": "sha256:0', []),
        ("data/datapackage.json", '"unit": "persons"', '"unit": "people"', ["computes", "reads"]),
        ("src/landreform/tolls/ladder.py", '"""', '"""\n', []),
        ("requirements.lock", "pandas==", "pandas===", ["computes", "reads"]),
    ):
        change(name, old, new)
        again = [name for name in ("computes", "reads") if not execute.is_current(execute.Dependencies(root), name)]
        assert again == expected, name
        change(name, new, old)
    assert execute.ensure(root, ["computes", "reads"], 60) == []
    (root / "notebooks/computes.ipynb").unlink()
    write("computes", "from landreform.text.prose import number", "number(6 * 9)")
    assert execute.ensure(root, ["computes", "reads"], 60) == ["computes"]
    assert texts(root, "computes") == ["'54'"]


def test_a_notebook_is_executed_again_when_a_drawing_that_it_was_given_says_something_else(project):
    root, write = project
    drawing = root / "_build/figures/fig-a/fig-a.svg"
    drawing.parent.mkdir(parents=True)
    drawing.write_text("<title>The campaign in time</title>", encoding="utf-8")
    write("shows", f"open({str(drawing)!r}).read()")
    assert execute.ensure(root, ["shows"], 60) == ["shows"]
    assert execute.ensure(root, ["shows"], 60) == []
    drawing.write_text("<title>All of the campaign in time</title>", encoding="utf-8")
    assert execute.ensure(root, ["shows"], 60) == ["shows"]
    assert "All of" in texts(root, "shows")[0]


def test_outputs_that_were_altered_or_cut_off_are_made_anew(project):
    root, write = project
    write("a", "1 + 1")
    assert execute.ensure(root, ["a"], 60) == ["a"]
    file = execute.outputs_file(root, "a")
    good = file.read_bytes()
    for spoilt in (good[: len(good) // 2], b"", good.replace(b'"2"', b'"3"')):
        file.write_bytes(spoilt)
        assert execute.ensure(root, ["a"], 60) == ["a"] and file.read_bytes() == good
    assert execute.ensure(root, ["a"], 60) == []


def test_a_kernel_that_is_killed_is_no_fault_of_its_notebook(project):
    root, write = project
    write("a", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(ProcessEnded):
        execute.ensure(root, ["a"], 60)
    assert not execute.outputs_file(root, "a").exists()
