"""The note that Sphinx leaves among the pages is the same wherever they are built, and moves with the settings."""

import pytest
from sites import build

PAGES = {"book/index.md": "# A page\n\nWords.\n"}
OURS = ["myst_nb", "landreform.sphinx_ext.build_note"]


@pytest.fixture
def noted(tmp_path):
    """Build a page in a folder, with the templates in that folder, and give the note."""

    def note(name, extensions, settings=""):
        folder = tmp_path / name
        places = f"templates_path = [{str(folder / 'templates')!r}]\nhtml_static_path = [{str(folder / 'static')!r}]\n"
        for place in ("templates", "static"):
            (folder / place).mkdir(parents=True)
        done = build(folder, PAGES, extensions, places + settings)
        assert done.returncode == 0, done.stderr
        return (folder / "out-html/.buildinfo").read_text(encoding="utf-8")

    return note


def test_the_note_is_the_same_in_another_folder(noted):
    assert noted("a", OURS) == noted("another and deeper/b", OURS)


def test_without_it_sphinx_writes_the_folder_into_the_hash(noted):
    assert noted("a", OURS[:1]) != noted("another and deeper/b", OURS[:1])


def test_the_note_moves_with_a_setting(noted):
    assert noted("a", OURS) != noted("b", OURS, "html_title = 'Other'")


def test_another_builder_has_no_note(tmp_path):
    assert build(tmp_path, PAGES, OURS, builder="text").returncode == 0
