"""The build: never a stale page, and a notebook that raises fails it every time."""

import json
import shutil
import signal
import subprocess

import pytest
from small_book import NOTEBOOK, build, write

from landreform.build import ahead, book
from landreform.build.book import ANYTHING
from landreform.publish.dependencies import digest
from landreform.publish.failures import STOPPED, ProcessEnded


@pytest.fixture(scope="module")
def built_book(tmp_path_factory):
    """Build a copy of the book with one of its notebooks, the exhibits in it, its real tables and its real code."""
    folder = tmp_path_factory.mktemp("book[v1]")  # a bracket in the path makes patterns of what reads the contents
    write(folder)
    first = build(folder)
    assert first.returncode == 0, first.stdout + first.stderr
    shutil.copytree(folder / "_build", folder.with_name("as-built"))
    return folder


@pytest.fixture
def small_book(built_book):
    """Give the small book as it was built, which a test may change: afterwards it is what it was."""
    files = [built_book / f"{NOTEBOOK}.ipynb", *(built_book / "data").iterdir()]
    before = {file: file.read_bytes() for file in files if file.is_file()}
    yield built_book
    for file, raw in before.items():
        if file.read_bytes() != raw:
            file.write_bytes(raw)
    # What was made of it goes back too: to build it anew would take longer than all else that a test does.
    shutil.rmtree(built_book / "_build")
    shutil.copytree(built_book.with_name("as-built"), built_book / "_build")


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
    other = small_book / "_build/html/book/bibliography.html"
    before = other.stat().st_mtime_ns
    for _ in range(2):
        fourth = build(small_book)
        assert fourth.returncode != 0
        assert f"{NOTEBOOK}.html: numeral: '4711'" in fourth.stderr
    # Whoever mends it waits for that page and no other.
    notebook["cells"][0]["source"].pop()
    source.write_text(json.dumps(notebook), encoding="utf-8")
    fifth = build(small_book)
    assert fifth.returncode == 0, fifth.stdout + fifth.stderr
    assert "4711" not in page.read_text(encoding="utf-8")
    assert other.stat().st_mtime_ns == before


def test_a_notebook_that_raises_fails_the_build_every_time(small_book):
    path, page = small_book / f"{NOTEBOOK}.ipynb", small_book / "_build/html" / f"{NOTEBOOK}.html"
    sound, shown = path.read_bytes(), page.read_bytes()
    notebook = json.loads(sound)
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["source"] = ["raise ValueError('spoilt on purpose')"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    for _ in range(2):
        failed = build(small_book)
        said = failed.stdout + failed.stderr
        assert failed.returncode != 0
        assert NOTEBOOK.removeprefix("notebooks/") in said
        assert "spoilt on purpose" in said
    path.write_bytes(sound)
    mended = build(small_book)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert page.read_bytes() == shown


def test_where_a_file_cannot_be_written_the_last_line_says_what_to_do_and_the_next_build_is_right(small_book):
    """Sphinx cannot write what it remembers of the pages; Jupyter Book by itself would show a traceback."""
    html = small_book / "_build/html"
    assert build(small_book).returncode == 0
    good = {path: path.read_bytes() for path in html.rglob("*") if path.is_file()}
    source = small_book / f"{NOTEBOOK}.ipynb"
    notebook = json.loads(source.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"].append(" More prose.")
    source.write_text(json.dumps(notebook), encoding="utf-8")
    failed = build(small_book, largest=10_000)
    assert failed.returncode == STOPPED
    lines = failed.stderr.splitlines()
    assert lines[-1].startswith("== book: FAILED; ") and "ulimit -f" in lines[-1]
    assert "Traceback" not in failed.stderr + failed.stdout
    notebook["cells"][0]["source"].pop()
    source.write_text(json.dumps(notebook), encoding="utf-8")
    again = build(small_book)
    assert again.returncode == 0, again.stdout + again.stderr
    assert {path: path.read_bytes() for path in html.rglob("*") if path.is_file()} == good


def test_a_book_of_which_half_was_removed_is_not_taken_for_a_good_one(tmp_path, monkeypatch):
    """A build is ended while it removes old pages; then the change for which it did so is taken back."""
    (tmp_path / "_build/html").mkdir(parents=True)
    (tmp_path / "_build/html/index.html").touch()
    (tmp_path / "_config.yml").write_text("title: one")
    monkeypatch.setattr(book, "_faults_of_tables", lambda root: [])
    monkeypatch.setattr(book, "_key_of_every_page", lambda root: (root / "_config.yml").read_text())
    monkeypatch.setattr(book, "_render", lambda root: 0)
    monkeypatch.setattr(book, "_faults", lambda root, html: 0)
    (tmp_path / "_build/.pages").write_text("title: one")
    book._note_files(tmp_path)
    assert book.build(tmp_path) == 0 and book.stands(tmp_path)

    def ended(folder):
        raise KeyboardInterrupt

    (tmp_path / "_config.yml").write_text("title: two")
    monkeypatch.setattr(shutil, "rmtree", ended)
    with pytest.raises(KeyboardInterrupt):
        book._build(tmp_path)
    monkeypatch.undo()
    (tmp_path / "_config.yml").write_text("title: one")
    assert not book.stands(tmp_path)


def test_a_page_that_is_lost_or_cut_off_is_made_anew(small_book):
    page = small_book / "_build/html" / f"{NOTEBOOK}.html"
    assert build(small_book).returncode == 0
    good = page.read_bytes()
    (small_book / "_build/html/beside.txt").touch()
    assert "unchanged" in build(small_book).stdout
    page.write_bytes(good[:1000])
    again = build(small_book)
    assert again.returncode == 0, again.stdout + again.stderr
    assert page.read_bytes() == good
    page.unlink()
    assert not book.stands(small_book)


def test_a_process_that_makes_things_ahead_and_is_killed_is_called_that(tmp_path, monkeypatch):
    killed = subprocess.CompletedProcess([], -signal.SIGKILL)
    monkeypatch.setattr(subprocess, "run", lambda *command, **options: killed)
    with pytest.raises(ProcessEnded):
        ahead.run(tmp_path)


def test_a_fault_within_a_table_ends_the_build_before_anything_is_made(small_book):
    assert build(small_book).returncode == 0
    table = small_book / "data/estimates.csv"
    before = (small_book / "_build/html" / f"{NOTEBOOK}.html").stat().st_mtime_ns
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    failed = build(small_book)
    assert failed.returncode == 1
    assert failed.stderr.splitlines() == [
        f"{table}, row 1: found '\\\\r', expected lines that end in a line feed only",
        "== book: FAILED; mend the tables as said above and run it again",
    ]
    assert (small_book / "_build/html" / f"{NOTEBOOK}.html").stat().st_mtime_ns == before


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
