"""The tool that draws sentences with their rows: same seed, same sentences, and the rows' contents beside them."""

import sys

import pytest

from landreform.build.lint.narrative import Sentence
from landreform.ledger import tables
from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import draw_sentences as tool

sys.path.pop(0)

ROW = "../ledger/counts.html#maclean2025-steps-model"
EVERY = [tool.Drawn("a.html", Sentence(f"Sentence {number}.", "row", (ROW,))) for number in range(40)]
EVERY += [tool.Drawn("a.html", Sentence("Who?", "question"))]


def test_the_same_seed_draws_the_same_sentences_in_the_order_of_the_book():
    drawn = tool.draw(EVERY, 10, 3)
    assert drawn == tool.draw(EVERY, 10, 3) != tool.draw(EVERY, 10, 4)
    assert [EVERY.index(one) for one in drawn] == sorted({EVERY.index(one) for one in drawn})


def test_only_sentences_that_lead_somewhere_are_drawn():
    assert tool.draw(EVERY, 40, 1) == EVERY[:40]
    with pytest.raises(ValueError, match="only 40 lead"):
        tool.draw(EVERY, 41, 1)


def test_rows_stand_beside_their_sentence():
    text = tool.report(EVERY[:1], tables.load_all())
    assert "1. a.html [row]\n   Sentence 0." in text
    assert "-> counts/maclean2025-steps-model" in text and "printed: five-step Maoist model" in text


def test_works_and_addresses_without_a_row_are_named_too():
    ledger = tables.load_all()
    assert tool.contents("../bibliography.html#cite-maclean2025", ledger)[0] == "-> sources/maclean2025"
    assert tool.contents("#result-x", ledger) == ["-> #result-x"]
