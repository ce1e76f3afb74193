"""What the book uses of Jupyter Book, as the page on its next version has it, is what the sources use."""

import sys

import pytest

from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import book_features as tool

sys.path.pop(0)


@pytest.fixture(scope="module")
def used():
    return tool.features()


def test_the_page_names_every_kind_of_feature_that_is_used(used):
    page = tool.PAGE.read_text(encoding="utf-8")
    assert all(f"\n| {kind} | " in page for kind in tool.KINDS if used[kind])
    assert tool.table(used, tool.counterparts())[0] in page


def test_a_new_feature_and_a_counterpart_without_one_are_named(used):
    known = tool.counterparts()
    assert tool.faults(used, known) == []
    more = used | {"directive": used["directive"] + tool.Counter({"mermaid": 2})}
    assert tool.faults(more, known) == ["directive: mermaid has no line in counterparts.csv"]
    row = {"there": "the same", "how": "tried"}
    assert tool.faults(used, known | {("role", "kbd"): row}) == ["role: kbd is not used"]


def test_directives_roles_and_syntax_are_counted_where_they_are_used_and_not_in_code():
    text = (
        "# A {doc}`x`\n\n:::{admonition} B\n{cite:p}`y` and [z]{.c}\n\n```{image} i.png\n```\n:::\n\n"
        "`` {ref}`no` ``\n\n```python\n{role}`no`\n```\n\n```{code-block} text\n{ref}`no`\n```\n"
    )
    directives, roles, syntax = tool._used([text])
    assert directives == {"admonition": 1, "image": 1, "code-block": 1}
    assert roles == {"doc": 1, "cite:p": 1}
    assert syntax == {"attrs_inline: [text]{.class}": 1}


def test_what_the_extension_registers_is_recorded(used):
    assert used["event of Sphinx"]["html-page-context"] >= 1 and used["call of Sphinx"]["add_directive"] >= 20
    assert any(name.startswith(tool.OWN) and "ledger" in name for name in used["role"])
    assert "myst_nb" in used["extension"] and "landreform.sphinx_ext" in used["extension"]
