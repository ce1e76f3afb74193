"""Notebooks are executed ahead of the book, several at a time, into the memory that Jupyter Book reads."""

import nbformat
import pytest
from jupyter_cache import get_cache
from nbformat.v4 import new_code_cell, new_notebook

from landreform.execution import MEMORY, chapters, execute

TOC = """
format: jb-book
root: front
parts:
  - chapters:
      - file: notebooks/two
        sections:
          - file: notebooks/one
      - file: prose
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "_toc.yml").write_text(TOC, encoding="utf-8")
    (tmp_path / "prose.md").write_text("# Prose\n", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    for name, code in (("one", "1 + 1"), ("two", "2 * 3"), ("stray", "1 / 0")):
        write(tmp_path, name, code)
    return tmp_path


def write(folder, name, code):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[new_code_cell(code, id=name)], metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "notebooks" / f"{name}.ipynb")


def remembered(folder, name):
    notebook = nbformat.read(folder / "notebooks" / f"{name}.ipynb", as_version=4)
    _, merged = get_cache(folder / MEMORY).merge_match_into_notebook(notebook)
    return merged.cells[0].outputs[0]["data"]["text/plain"]


def test_the_notebooks_of_the_table_of_contents_are_chapters_in_its_order(folder):
    assert [file.name for file in chapters(folder)] == ["two.ipynb", "one.ipynb"]


def test_what_was_executed_is_remembered_and_what_failed_is_not(folder):
    assert execute(folder, 60) == []
    assert (remembered(folder, "one"), remembered(folder, "two")) == ("2", "6")
    write(folder, "two", "raise ValueError('no')")
    assert execute(folder, 60) == [str(folder / "notebooks" / "two.ipynb")]
    with pytest.raises(KeyError):
        remembered(folder, "two")
    assert remembered(folder, "one") == "2"
