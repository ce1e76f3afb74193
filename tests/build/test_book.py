"""The build: never a stale page, and a notebook that raises fails it every time."""

import json

import pytest
from small_book import NOTEBOOK, build, write

from landreform.build.book import ANYTHING
from landreform.publish.dependencies import digest


@pytest.fixture(scope="module")
def built_book(tmp_path_factory):
    """Build a copy of the book with one of its notebooks, the exhibits in it, its real tables and its real code."""
    folder = tmp_path_factory.mktemp("book[v1]")  # a bracket in the path makes patterns of what reads the contents
    write(folder)
    first = build(folder)
    assert first.returncode == 0, first.stdout + first.stderr
    return folder


@pytest.fixture
def small_book(built_book):
    """Give the small book, which a test may change: its notebook and its tables are afterwards what they were."""
    files = [built_book / f"{NOTEBOOK}.ipynb", *(built_book / "data").iterdir()]
    before = {file: file.read_bytes() for file in files if file.is_file()}
    yield built_book
    for file, raw in before.items():
        if file.read_bytes() != raw:
            file.write_bytes(raw)


def test_a_changed_value_in_a_table_changes_the_page(small_book):
    page = small_book / "_build/html" / f"{NOTEBOOK}.html"
    table = small_book / "data/estimates.csv"
    # The number and what the source printed of it change together, or the table would be refused.
    old, new = ',1337,,"1,337 were executed', ',4747,,"4,747 were executed'
    text = table.read_text(encoding="utf-8")
    search = small_book / "_build/html/search-index.js"
    assert text.count(old) == 1 and "4,747" not in page.read_text(encoding="utf-8") + search.read_text(encoding="utf-8")
    table.write_text(text.replace(old, new), encoding="utf-8", newline="")
    second = build(small_book)
    assert second.returncode == 0, second.stdout + second.stderr
    assert "4,747" in page.read_text(encoding="utf-8") and "4,747" in search.read_text(encoding="utf-8")
    third = build(small_book)
    assert third.returncode == 0
    assert "unchanged" in third.stdout
    # A number that is typed into the prose fails the build, and the next one does not take the book for a good one.
    source = small_book / f"{NOTEBOOK}.ipynb"
    notebook = json.loads(source.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"].append(" There were 4711 of them.")
    source.write_text(json.dumps(notebook), encoding="utf-8")
    fourth = build(small_book)
    assert fourth.returncode != 0
    assert f"{NOTEBOOK}.html: numeral: '4711'" in fourth.stderr
    assert not (small_book / "_build/.pages").exists()


def test_a_notebook_that_raises_fails_the_build_every_time(small_book):
    path = small_book / f"{NOTEBOOK}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["source"] = ["raise ValueError('spoilt on purpose')"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    for _ in range(2):
        failed = build(small_book)
        said = failed.stdout + failed.stderr
        assert failed.returncode != 0
        assert NOTEBOOK.removeprefix("notebooks/") in said
        assert "spoilt on purpose" in said


@pytest.mark.parametrize("name", ANYTHING)
def test_the_state_moves_with_everything_that_can_change_a_page(name, tmp_path):
    file = tmp_path / name
    if not file.suffix:
        file = file / "part.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("one")
    before = digest(tmp_path, ANYTHING)
    file.write_text("two")
    assert digest(tmp_path, ANYTHING) != before
