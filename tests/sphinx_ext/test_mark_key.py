"""The tables of marks in the book say what the keys of the figures say, each in the same words."""

import re

import pytest
from bs4 import BeautifulSoup
from drawn_exhibits import form

from landreform.exhibits.draw.time_axis import ONE_DAY
from landreform.paths import ROOT
from landreform.sphinx_ext import mark_key

PAGE = (ROOT / "book/how-to-read.md").read_text(encoding="utf-8")
#: Figures of dates and of claims, and what of their keys is no mark of a date or of a claim.
OF_DATES = {
    "fig-timeline": (),
    "fig-decisions": (),
    "fig-context": (),
    "fig-datings": (),
    "fig-datings-acts": (ONE_DAY,),
    "fig-datings-correction": (ONE_DAY,),
    "fig-waves-thai-nguyen": ("rent reduction", "land reform"),
    "fig-waves-national": (
        *(f"decided by the {who}{day}" for who in ("Party", "state") for day in ("", ", no day given")),
        "a wave under way, by the dates drawn",
    ),
}
OF_CLAIMS = {
    "fig-claims": (),
    "fig-not-tolls": (),
    "fig-forest": ("range; dot: number in it", "average and its 95% range (grey)", "95% range for a new claim"),
    "fig-pools": ("range of a claim", "answer: middle and 90% range"),
}
FIGURES = [
    (slug, kind, own) for kind, found in (("dates", OF_DATES), ("claims", OF_CLAIMS)) for slug, own in found.items()
]


def entries(slug, narrow):
    legends = form(slug, narrow).legends
    return {" ".join(text.get_text().split()) for legend in legends for text in legend.get_texts()}


def rows(kind):
    cells = [row.select("th, td") for row in BeautifulSoup(mark_key.key_html(kind), "lxml").select("tbody tr")]
    return [tuple(cell.get_text(strip=True) for cell in row) for row in cells]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(("slug", "kind", "own"), FIGURES, ids=[slug for slug, *_ in FIGURES])
def test_a_key_says_of_a_mark_what_the_table_says(slug, kind, own, narrow):
    meanings = {meaning for _, meaning in rows(kind)}
    # A sign before the words, and the look behind them where a ring stands for marks of several shapes.
    said = {re.sub(r"^[?×] |, (?:filled|hollow)$", "", words) for words in entries(slug, narrow) - set(own)}
    assert said and said <= meanings, said - meanings
    assert set(own) <= entries(slug, narrow)


@pytest.mark.parametrize("kind", ["dates", "claims"])
def test_every_mark_has_one_meaning_and_another_look(kind):
    found = mark_key.marks(kind)
    assert rows(kind) == found and len({look for look, _ in found}) == len({meaning for _, meaning in found}) == len(
        found
    )
    assert f"```{{mark-key}} {kind}\n```" in PAGE


def test_how_to_read_says_nothing_of_marks_beside_the_tables():
    marks = PAGE.split("## Marks")[1].split("\n(", 1)[0]
    assert not re.search(r"\b(?:thick|thin|broken|dashed|bracket|bar)\b", marks)
    with_one_day = marks.split("scale of its own")[1]
    assert "single day" in with_one_day
