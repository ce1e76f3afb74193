"""The matrix of framings: complete, in order, and with short forms that stand in the full text."""

import json

import pandas as pd
import pytest

from landreform.contested.errors import InputError
from landreform.labels.framings import FRAMINGS, PHRASES, STEPS, matrix
from landreform.ledger import tables
from landreform.paths import ROOT


def markdown(chapter):
    cells = json.loads((ROOT / "notebooks" / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def rows():
    found = [
        {"framing_row": f"{step}-{framing}", "step": step, "framing": framing, "visible": f"Now {seen} here."}
        | {"invisible": f"And {unseen}."}
        for (step, framing), (seen, unseen) in PHRASES.items()
    ]
    return pd.DataFrame(found).assign(source="m", read_in="m", locator="n. 1", note="")


def test_the_order_is_that_of_the_matrix_whatever_that_of_the_table():
    shuffled = rows().sort_values("framing_row", ascending=False)
    found = matrix(shuffled)
    assert list(zip(found["step"], found["framing"], strict=True)) == [(s, f) for s in STEPS for f in FRAMINGS]
    assert found["visible_short"].tolist()[0] == "Thin and patchy files"


def test_a_cell_that_is_missing_or_stands_twice_is_named():
    with pytest.raises(InputError, match="found '0 rows', expected one row for assessment, empirical_irregularity"):
        matrix(rows().iloc[1:])
    with pytest.raises(InputError, match="found '2 rows'"):
        matrix(pd.concat([rows(), rows().iloc[[3]]]))


def test_a_corrected_row_cannot_leave_a_stale_word_behind():
    table = rows()
    table.loc[0, "visible"] = "Thick files."
    with pytest.raises(InputError, match=r"Thick files.*expected a text with the words 'thin and patchy files'"):
        matrix(table)


def test_the_ledger_fills_the_matrix():
    found = matrix(tables.load("framings"))
    assert len(found) == len(STEPS) * len(FRAMINGS) == len(tables.load("framings"))
    assert found["locator"].ne("").all()
    for short, full in (("visible_short", "visible"), ("invisible_short", "invisible")):
        assert all(a[1:] in b for a, b in zip(found[short], found[full], strict=True))


def test_each_framing_is_in_evidence_and_has_its_silence():
    whole = tables.load("framings").query("step == 'whole'")
    assert sorted(whole["framing"]) == sorted(FRAMINGS)
    assert (whole[["visible", "invisible"]] != "").all(axis=None)
    chapter = " ".join(markdown("framings-of-failure").split())
    assert "finds all three in evidence" in chapter and "a silence under each" in chapter


def test_the_extract_that_is_translated_is_told_and_no_limit_denies_it():
    chapter = " ".join(markdown("framings-of-failure").split())
    assert "MacLean translates three points of the report on the experimental wave" in chapter
    assert "as near as" not in chapter
