"""Only the pages of the table of contents are read, whatever the folder is called."""

import pytest
import yaml
from sites import build
from sphinx.util.matching import get_matching_files

from landreform.paths import ROOT
from landreform.sphinx_ext.listed_pages import unlisted

PAGES = {
    "_toc.yml": "root: book/index\n",
    "book/index.md": "# Listed\n",
    "book/other.md": "---\norphan: true\n---\n# Not listed\n",
}
EXTENSIONS = ["myst_parser", "sphinx_external_toc", "landreform.sphinx_ext.listed_pages"]


@pytest.mark.parametrize("name", ["book", "book[v1]", "a [draft] of it", "star*", "what?"])
def test_a_page_that_is_not_listed_is_left_out_in_a_folder_of_any_name(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    done = build(folder, PAGES, EXTENSIONS, "external_toc_exclude_missing = True")
    assert done.returncode == 0, done.stderr
    made = {
        path.relative_to(folder / "out-html" / "book").as_posix() for path in (folder / "out-html" / "book").iterdir()
    }
    assert made == {"index.html"}


def test_hidden_folders_and_what_is_left_out_already_are_not_listed_again(tmp_path):
    for path in ("a.md", "b/c.md", "b/d.ipynb", ".hidden/e.md", "_build/f.md", "g.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    assert unlisted(str(tmp_path), [".md", ".ipynb"], {"a", "b/d.ipynb"}, ["_build"]) == ["b/c.md"]


def test_no_page_is_read_from_an_environment_that_lies_in_the_project(tmp_path):
    for path in (".venv/a.md", ".venv-3.13/lib/b.ipynb", ".git/c.md", "book/d.md"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    excluded = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["exclude_patterns"]
    assert list(get_matching_files(str(tmp_path), ["**.md", "**.ipynb"], excluded)) == ["book/d.md"]
