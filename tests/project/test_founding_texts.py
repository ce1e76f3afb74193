"""What the four founding texts say of the campaign itself stands in a chapter of *What happened*, with its row."""

import re

import pytest

from landreform.ledger import tables
from landreform.paths import ROOT

FOLDER = ROOT / "book" / "what-happened"
FOUNDING = {"goscha2011", "maclean2025", "wikipedia-land-reform", "wikipedia-north-vietnam"}

#: Chapter, row, and words of the chapter: one line for each fact.
FACTS = [
    ("how-a-team-worked", "events/land-reform-teams-at-work", "Police and army stood behind the teams"),
    ("the-waves", "events/land-reform-reach", "little took place in the South"),
    ("the-waves", "events/bourgeois-nationalists-leave", "many “bourgeois” nationalists"),
    ("the-waves", "events/dien-bien-phu", "promised to win manpower"),
    ("law-and-quota", "counts/wikipedia-north-vietnam-law-ways", "three ways of taking"),
    ("the-waves", "events/highlands-spared", "hardly touched"),
    ("how-a-team-worked", "events/land-shared-out", "The state kept some of the land"),
    ("how-a-team-worked", "events/land-shared-out", "first to fighters"),
    ("what-remained", "lineage/wikipedia-north-vietnam-executed-from-propaganda", "propaganda"),
    ("the-waves", "events/migration-to-the-south", "Passage to Freedom"),
    ("how-a-team-worked", "framings/maclean2025-whole-irregularity", "“fishing in troubled waters”"),
    ("how-a-team-worked", "framings/maclean2025-whole-organisation", "“public secret”"),
    ("how-a-team-worked", "counts/maclean2025-tasks-reorganisation", "“backbone elements”"),
    ("how-a-team-worked", "events/famine", "passed over"),
    ("what-remained", "counts/maclean2025-lives-changed", "changed the lives of millions"),
    ("the-halt-and-the-correction", "events/le-van-luong-returns", "back in the Secretariat"),
    ("the-halt-and-the-correction", "events/le-van-luong-inspection-committee", "the Central Inspection Committee"),
]


@pytest.mark.parametrize(("chapter", "address", "words"), FACTS)
def test_a_fact_of_the_founding_texts_stands_in_a_chapter(chapter, address, words):
    text = re.sub(r"\s+", " ", (FOLDER / f"{chapter}.md").read_text(encoding="utf-8"))
    assert f"{address}/" in text
    assert words in re.sub(r"\{ledger\}`([^`<]*?) ?(?:<[^>]*>)?`", r"\1", text)
    table, identifier = address.split("/")
    frame = tables.load(table)
    assert frame.set_index(frame.columns[0]).loc[identifier, "read_in"] in FOUNDING
