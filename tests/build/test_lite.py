"""The copy of the book that runs in the browser: what it says of versions, what it puts before a notebook, its links.

JupyterLite itself is in no environment of these tests: ``make lite`` builds the copy, ``tools/check_lite.py`` opens it.
"""

import json
import sys
import types

import nbformat
import pytest
from bs4 import BeautifulSoup

from landreform.build.lite import make, stage, versions
from landreform.build.lite.offer import PAGE, offered
from landreform.paths import NOTEBOOKS, ROOT

sys.path.insert(0, str(ROOT / "tools"))
import check_lite

sys.path.pop(0)
SAID = "in the versions of the book"
PAGES = sorted(ROOT / "_build" / "html" / "notebooks" / f"{path.stem}.html" for path in NOTEBOOKS.glob("*.ipynb"))


@pytest.fixture
def project(tmp_path):
    """Give a small project with locks, and a function that changes one of them."""
    files = {
        "pyproject.toml": '[project]\nname = "x"\ndependencies = ["numpy", "PyYAML>=6"]\n'
        '[project.optional-dependencies]\nnotebooks = ["ipykernel", "jinja2"]\n',
        "requirements.lock": "jinja2==3.1.6 \\\n    --hash=sha256:00\nnumpy==2.5.0 \\\n    --hash=sha256:00\n"
        "pyyaml==6.0.3 ; python_version > '3' \\\n    --hash=sha256:00\n",
        "environment.yml": "dependencies:\n  - python=3.11\n  - pip:\n      - -r requirements.lock\n",
        "locks/pyodide.json": json.dumps(
            {
                "pyodide": "9.0",
                "python": "3.11.4",
                "packages": {"jinja2": "3.1.6", "numpy": "2.4.6", "pyyaml": "6.0.3"},
            }
        ),
    }
    (tmp_path / "locks").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_only_what_differs_is_named_and_the_third_part_of_python_does_not_count(project):
    assert versions.needed(project) == ["jinja2", "numpy", "pyyaml"]
    assert versions.differences(project) == [versions.Difference("numpy", "2.4.6", "2.5.0")]
    lock = json.loads((project / versions.FILE).read_text(encoding="utf-8")) | {"python": "3.14.2"}
    (project / versions.FILE).write_text(json.dumps(lock), encoding="utf-8")
    assert versions.sentence(versions.differences(project)) == (
        "in other versions than the book: Python 3.14 instead of 3.11 and numpy 2.4.6 instead of 2.5.0"
    )


def test_everything_that_the_package_names_for_a_notebook_comes_with_pyodide():
    there = versions.pyodide(ROOT)["packages"]
    assert set(versions.needed(ROOT)) <= set(there)
    assert {"numpy", "matplotlib", "statsmodels"} <= set(versions.needed(ROOT))


def test_a_notebook_gets_two_cells_and_another_kernel_and_is_the_same_otherwise(tmp_path):
    names = stage.stage(NOTEBOOKS, tmp_path, "book.example.org", SAID)
    assert names == sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
    for name in names:
        made, own = (nbformat.read(folder / name, as_version=4) for folder in (tmp_path, NOTEBOOKS))
        nbformat.validate(made)
        words, install, *rest = made.cells
        assert rest == own.cells
        assert "book.example.org" in words.source and SAID in words.source
        assert 'piplite.install("landreform[notebooks]")' in install.source
        assert made.metadata.kernelspec.name == "python" != own.metadata.kernelspec.name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_each_chapter_offers_the_browser_once_and_loads_nothing_from_it(path):
    before = path.read_text(encoding="utf-8")
    assert "lite/" not in before, "the book itself offers nothing that is not there"
    page = BeautifulSoup(offered(before, "../", "book.example.org", SAID), "html.parser")
    (link,) = page.select(f'[href*="{PAGE}"]')
    assert link["href"] == f"../{PAGE}?path={path.stem}.ipynb" and link.name == "a"
    assert link.find_parent("p")["class"] == ["rerun"]
    assert not page.select('script[src*="lite/"], link[href*="lite/"], iframe')


def test_a_page_that_is_no_notebook_stays_what_it_is():
    text = (ROOT / "_build" / "html" / "book" / "methods.html").read_text(encoding="utf-8")
    assert offered(text, "../", "book.example.org", SAID) == text


def test_another_pyodide_than_the_one_kept_is_refused(project, monkeypatch):
    kernel = types.SimpleNamespace(PYODIDE_VERSION="9.1", PYODIDE_CDN_URL="https://book.example.org/9.1/full")
    monkeypatch.setattr(make, "pyodide_of_the_kernel", lambda: kernel)
    (project / "_build" / "html").mkdir(parents=True)
    (project / "_build" / "html" / "index.html").write_text("<html>", encoding="utf-8")
    with pytest.raises(make.NotMade, match=r"locks/pyodide.json: found the versions of Pyodide 9.0, expected .* 9.1"):
        make.make(project)


def test_one_package_is_taken_out_of_a_lock_file_with_its_hashes():
    one = "comm==1 ; python_version > '3' \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\n"
    other = "comma==2 \\\n    --hash=sha256:02\n"
    assert make.locked(other + one + other, "comm") == one
    with pytest.raises(make.NotMade, match="found no commb"):
        make.locked(other + one, "commb")
    assert make.locked((ROOT / "requirements.lock").read_text(encoding="utf-8"), make.BESIDE).count("--hash=") > 1


def test_without_a_book_there_is_one_line(project):
    with pytest.raises(make.NotMade, match="expected one; say make book"):
        make.make(project)


def test_without_jupyterlite_there_is_one_line(monkeypatch):
    def absent(name):
        raise ModuleNotFoundError(name=name.partition(".")[0])

    monkeypatch.setattr(make, "import_module", absent)
    with pytest.raises(make.NotMade, match="jupyterlite_pyodide_kernel is not installed; say make lite"):
        make.pyodide_of_the_kernel()


def test_the_check_follows_what_pyodide_depends_on_however_it_writes_the_name():
    packages = {
        "ipython": {"depends": ["prompt_toolkit", "six"]},
        "prompt-toolkit": {"depends": ["wcwidth"]},
        "six": {"depends": []},
        "wcwidth": {"depends": []},
        "numpy": {"depends": []},
    }
    assert check_lite.closure(packages, ["IPython"]) == ["ipython", "prompt-toolkit", "six", "wcwidth"]


def test_the_versions_are_written_as_they_are_read(tmp_path, monkeypatch):
    depends = {name: {"version": "1.0", "depends": []} for name in versions.needed(ROOT)}
    depends["pandas"]["depends"] = ["python_dateutil"]
    depends |= {"python-dateutil": {"version": "2.9", "depends": []}, "unused": {"version": "3", "depends": []}}
    (tmp_path / "locks").mkdir()
    monkeypatch.setattr(check_lite, "KEPT", tmp_path / versions.FILE)
    check_lite.write_lock({"info": {"python": "3.14.2"}, "packages": depends}, "314.0.6")
    read = versions.pyodide(tmp_path)
    assert (read["pyodide"], read["python"]) == ("314.0.6", "3.14.2")
    assert read["packages"]["python-dateutil"] == "2.9" and "unused" not in read["packages"]


def test_the_check_says_in_one_line_what_it_lacks(monkeypatch, capsys):
    monkeypatch.setattr(check_lite.shutil, "which", lambda program: None if program == "npm" else program)
    monkeypatch.setattr(sys, "argv", ["check_lite.py"])
    assert check_lite.main() == 1
    assert capsys.readouterr().err == "== lite: npm is not installed\n"
