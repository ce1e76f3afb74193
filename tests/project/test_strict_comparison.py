"""The stored outputs of a notebook are held against this run's execution, and a difference is seen."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from landreform.build import execute
from landreform.paths import ROOT


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Give the file of a notebook that the build of a small project has executed, stored with its outputs."""
    tmp_path = tmp_path_factory.mktemp("project")
    for name in ("src", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.lock", "notebooks/conftest.py", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "tests/support", tmp_path / "tests/support", ignore=shutil.ignore_patterns("__pycache__"))
    stored = new_output("execute_result", {"text/plain": "42"}, execution_count=1)
    cell = new_code_cell("6 * 7", outputs=[stored], execution_count=1)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = tmp_path / "notebooks/small.ipynb"
    nbformat.write(new_notebook(cells=[cell], metadata={"kernelspec": kernel}), path)
    assert execute.ensure(tmp_path, ["small"]) == ["small"]
    return path


@pytest.fixture
def notebook(project):
    """Give the same file, and put it right again afterwards."""
    before = project.read_bytes()
    yield project
    project.write_bytes(before)


def compare(path):
    """Run the strict comparison; where a kernel must be started, it is one that is not there."""
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-kernel-name", "no-such-kernel", str(path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=path.parents[1], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_outputs_that_are_those_of_the_build_pass_without_a_kernel(notebook):
    status, said = compare(notebook)
    assert status == 0, said
    assert "1 passed" in said


def test_a_changed_output_fails(notebook):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"][0]["outputs"][0]["data"]["text/plain"] = "43"
    notebook.write_text(json.dumps(content), encoding="utf-8")
    status, said = compare(notebook)
    assert status == 1 and "43" in said and "no-such-kernel" not in said


def test_changed_code_is_executed_anew(notebook):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = "6 * 8"
    notebook.write_text(json.dumps(content), encoding="utf-8")
    status, said = compare(notebook)
    assert status == 1 and "no-such-kernel" in said
