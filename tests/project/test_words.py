"""One word for one thing, wherever a reader meets it."""

import ast
import json
import re

import pytest

from landreform.exhibits.register import register
from landreform.paths import ROOT
from landreform.text.prose import code_text


def pages():
    """Give the prose of every page: Markdown, the Markdown of notebooks, titles, and sentences of the figures."""
    found = {path: path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "book").rglob("*.md")]}
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found[path] = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    found[ROOT / "figures.yml"] = "\n".join(line.title for line in register())
    for path in (ROOT / "src/landreform/exhibits").rglob("*.py"):
        texts = [node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if _is_text(node)]
        found[path] = "\n".join(text for text in texts if " " in text)
    return found


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize(
    "word, allowed",
    [
        ("rectification", r"MacLean calls it the Rectification of Errors"),
        ("class fraction", r"MacLean’?'?s term is class fraction"),
        ("fact table", "(?!)"),
        ("as far as their names leave room", "(?!)"),
        ("to the letter", "(?!)"),
    ],
)
def test_a_word_that_readers_should_not_meet_stands_nowhere_but_where_it_is_explained(word, allowed):
    for path, text in pages().items():
        left = re.sub(allowed, "", " ".join(text.split()), flags=re.IGNORECASE)
        assert word not in left.lower(), path.relative_to(ROOT)


def test_the_coded_value_has_the_word_of_the_book():
    assert code_text("rectification") == "correction of errors"


def test_each_chapter_on_claims_says_how_often_and_by_whom_they_were_repeated():
    told, whole = pages(), "where-the-numbers-come-from"
    chapters = [path for path in told if path.suffix == ".ipynb" and "{glue:text}`restatements`" in told[path]]
    assert len(chapters) >= 8
    for path in chapters:
        full = all(f"{{glue:text}}`{name}`" in told[path] for name in ("claims-repeated", "most-times", "repeaters"))
        assert full or f"{{doc}}`{whole}`" in told[path], path.name
        assert full or path.stem not in (whole, "what-has-been-claimed"), path.name
