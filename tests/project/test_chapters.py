"""Every chapter that computes opens with question and answer, is mostly prose, and says what would change it."""

import json
import re

import pytest
import yaml
from bs4 import BeautifulSoup

from landreform.build.lint.running import text_of
from landreform.paths import ROOT

PARTS = {part["caption"]: part for part in yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]}
NOTEBOOKS = [entry["file"] for part in ("How we know", "How many") for entry in PARTS[part]["chapters"]]
#: The findings are a table, which is meant to stand open.
CHAPTERS = [file for file in NOTEBOOKS if file.startswith("notebooks/") and file != "notebooks/findings"]


def words(chapter):
    cells = json.loads((ROOT / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_opens_with_its_question_and_ends_with_what_would_change_the_answer(chapter):
    text = words(chapter)
    assert re.match(r"(?:\(.+\)=\n)?# .+\n\n\*\*[^*]+\?\*\* \S", text)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    last = [heading for heading in headings if not heading.startswith("Appendix")]
    if last[-1] == "Try another assumption":
        last.pop()
    assert last[-1] == "What would change this"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_at_least_half_of_what_stands_open_is_running_prose(chapter):
    page = BeautifulSoup((ROOT / "_build" / "html" / f"{chapter}.html").read_bytes(), "html.parser")
    count = text_of(page.select_one("article.bd-article")).words
    assert 2 * count.prose >= count.visible > 300


def test_there_are_chapters_to_look_at():
    assert len(CHAPTERS) >= 16
