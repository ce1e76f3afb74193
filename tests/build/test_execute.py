"""Notebooks are executed ahead of the book, several at a time, into the memory that it reads."""

import pytest
from jupyter_cache import get_cache
from nbformat.v4 import new_code_cell, new_notebook

from landreform.build.execute import execute


def notebook(code):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=[new_code_cell(code)], metadata={"kernelspec": kernel})


def remembered(memory, code):
    _, merged = get_cache(memory).merge_match_into_notebook(notebook(code))
    return merged.cells[0].outputs[0]["data"]["text/plain"]


def test_what_was_executed_is_remembered_and_what_failed_is_not(tmp_path):
    memory, file = tmp_path / "memory", tmp_path / "a.ipynb"
    codes = {file.with_stem(str(place)): code for place, code in enumerate(["1 + 1", "2 * 3", "1 / 0", "3 + 4"])}
    failed = execute({name: notebook(code) for name, code in codes.items()}, memory, 60)
    assert failed == [file.with_stem("2")]
    assert [remembered(memory, code) for code in ("1 + 1", "2 * 3", "3 + 4")] == ["2", "6", "7"]
    with pytest.raises(KeyError):
        remembered(memory, "1 / 0")


def test_what_is_remembered_is_not_executed_again(tmp_path, monkeypatch):
    notebooks = {tmp_path / "a.ipynb": notebook("1 + 1")}
    assert execute(notebooks, tmp_path / "memory", 60) == []
    monkeypatch.setattr("landreform.build.execute.single_nb_execution", lambda *_, **__: pytest.fail("executed again"))
    assert execute(notebooks, tmp_path / "memory", 60) == []
