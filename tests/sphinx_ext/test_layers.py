"""Code is gathered at the end of its section with the ids that lead to it; passages of method fold under a name."""

import pytest
from docutils import nodes
from docutils.utils import new_document
from sites import build, page, without

from landreform.sphinx_ext.layers import CODE, CODE_FOLD, Fold, gather_code


def cell(code, *, output="", ids=()):
    made = nodes.container("", nb_element="cell_code", hide_mode="input", ids=list(ids), classes=["cell"])
    made += nodes.container("", nodes.literal_block(code, code), nb_element="cell_code_source")
    if output:
        made += nodes.container("", nodes.paragraph("", output), nb_element="cell_code_output")
    return made


def section(name, *children):
    return nodes.section("", nodes.title("", name), *children, ids=[name])


@pytest.fixture
def chapter():
    """Give a page of which every part has a cell."""
    document = new_document("page")
    document += section(
        "title",
        nodes.paragraph("", "Question."),
        cell("first = 1", ids=["result-one", "result-two"]),
        nodes.paragraph("", "Answer."),
        section(
            "a", cell("second = 2", output="A table."), nodes.paragraph("", "Why."), section("deep", cell("third = 3"))
        ),
        section("b", nodes.paragraph("", "No code.")),
    )
    gather_code(None, document)
    return document


def test_each_section_has_its_code_at_its_end_and_no_other_has_a_fold(chapter):
    folds = list(chapter.findall(Fold))
    assert [(fold["kind"], fold["title"], fold.parent["ids"]) for fold in folds] == [
        (CODE_FOLD, CODE, ["title"]),
        (CODE_FOLD, CODE, ["a"]),
    ]
    assert [[block.astext() for block in fold.findall(nodes.literal_block)] for fold in folds] == [
        ["first = 1"],
        ["second = 2", "third = 3"],
    ]
    first, second = folds
    assert first.parent[first.parent.index(first) + 1]["ids"] == ["a"]  # before the sections below the title
    assert second.parent[-1] is second


def test_outputs_stay_and_cells_that_showed_only_code_are_gone(chapter):
    left = [one for one in chapter.findall(nodes.container) if one.get("nb_element") == "cell_code"]
    assert [one.astext() for one in left] == ["A table."]
    assert "hide_mode" not in left[0]


def test_what_leads_to_a_cell_leads_to_its_code(chapter):
    held = chapter.ids["result-one"]
    assert held is chapter.ids["result-two"] and held.astext() == "first = 1"
    assert isinstance(held.parent, Fold) and held["ids"] == ["result-one", "result-two"]


def test_a_cell_that_is_there_to_be_changed_stays_where_it_is():
    document = new_document("page")
    kept = cell("value = 1", output="What follows.")
    kept["classes"].append("tag_to-change")
    document += section("title", section("a", cell("first = 1"), kept, nodes.paragraph("", "After it.")))
    gather_code(None, document)
    (fold,) = document.findall(Fold)
    assert [block.astext() for block in fold.findall(nodes.literal_block)] == ["first = 1"]
    assert [block.astext() for block in kept.findall(nodes.literal_block)] == ["value = 1"]
    assert kept.parent["ids"] == ["a"] and "hide_mode" in kept


EXTENSIONS = ["landreform.sphinx_ext"]
#: Nothing is looked at here of what these parts make.
SETTINGS = without("executed_ahead", "exhibit_pages", "chronology_page", "what_if")

PAGES = {
    "book/index.md": "# Front\n\nIn words.\n\n```{method-passage} How it is done\nWith *care*.\n```\n\nAfter it.\n",
}


def test_a_passage_of_method_is_folded_under_its_name(tmp_path):
    made = build(tmp_path, PAGES, EXTENSIONS, SETTINGS)
    assert made.returncode == 0, made.stderr
    front = page(tmp_path, "book/index.html")
    (fold,) = front.select("details.method-passage")
    assert fold.summary.get_text() == "How it is done" and fold.em.get_text() == "care" and not fold.has_attr("open")
    assert front.select_one('script[src*="layers.js"]') and not front.select_one('script[src*="cards.js"]')


def test_a_passage_stands_open_where_nothing_folds(tmp_path):
    made = build(tmp_path, PAGES, EXTENSIONS, SETTINGS, builder="text")
    assert made.returncode == 0, made.stderr
    assert "With *care*." in (tmp_path / "out-text/book/index.txt").read_text(encoding="utf-8")


def test_a_passage_needs_a_name_and_a_text(tmp_path):
    text = "# Front\n\n```{method-passage}\nWith care.\n```\n\n```{method-passage} How\n```\n"
    made = build(tmp_path, {"book/index.md": text}, EXTENSIONS, SETTINGS)
    assert made.returncode != 0 and "index.md:3" in made.stderr and "index.md:7" in made.stderr
