"""Words that were coded as numbers: the ends that they make, and the results that hang on them."""

import json
import math

import pandas as pd
import pytest

from landreform.cli.bounds import bounds_lines
from landreform.cli.gap import gap_lines
from landreform.cli.main import main
from landreform.contested.bounds import report as bounds_report
from landreform.contested.coded_words import coded_ends, without_words, word_table
from landreform.contested.consistency import gap, report
from landreform.contested.magnitudes import MAGNITUDES
from landreform.ledger import tables


def claims(*rows):
    """Make claims of died from (name, low, high, printed)."""
    frame = pd.DataFrame(rows, columns=["estimate", "low", "high", "printed"])
    return frame.assign(point=math.nan, outcome="died", lineage=frame["estimate"]).astype({"low": float, "high": float})


WORDS = claims(
    ("few", 100, 999, "hundreds perished"), ("many", 5000, 15000, "5,000 to 15,000"), ("old", None, 4000, "up to 4,000")
)


def test_every_word_of_the_table_gives_its_ends_and_no_other():
    table = word_table()
    assert dict(zip(table["words"], zip(table["least"], table["most"], strict=True), strict=True)) == MAGNITUDES
    assert (table["least"] < table["most"]).all() and table["words"].is_unique
    assert (table["words"] == table["words"].str.lower()).all()


@pytest.mark.parametrize(
    "low, high, printed, ends",
    [
        (100, 999, "hundreds of Vietnamese perished", ["low", "high"]),
        (1000, 9999, "Mấy ngàn người bị xử tử", ["low", "high"]),
        (5000, 99999, "from 5,000 to tens of thousands", ["high"]),
        (1000, 5000, "a few thousand, at most 5,000", ["low"]),
        (100_000, 999_999, "several hundred thousand", ["low", "high"]),
        (100_000, 999_999, "hàng trăm nghìn người", ["low", "high"]),
        (100, 999, "several hundred thousand", []),
        (1_000_000, 9_999_999, "a few million", ["low", "high"]),
        # A number that is printed is no coded word, even where a word has the same end.
        (100, 999, "100 to 999, that is hundreds", []),
        (3000, 15000, "between 3,000 and 15,000", []),
    ],
)
def test_an_end_is_a_coded_word_or_a_number_of_the_source(low, high, printed, ends):
    assert coded_ends(claims(("a", low, high, printed)))["end"].tolist() == ends


def test_the_gap_says_that_it_hangs_on_a_word_and_what_it_is_without():
    coded = coded_ends(WORDS)
    told_of = report(WORDS, coded=coded)
    assert told_of["delta"] == pytest.approx(math.sqrt(5000 / 999))
    assert [(row["estimate"], row["end"]) for row in told_of["coded_words"]] == [("few", "high")]
    assert (
        told_of["delta_without_words"]
        == pytest.approx(math.sqrt(5000 / 4000))
        == gap(without_words(WORDS, coded)).delta
    )
    lines = "\n".join(gap_lines(told_of, WORDS))
    assert "hangs on a word, not on a number: few: “hundreds perished”, coded as no more than 999" in lines
    assert "left open, the factor is 1.1." in lines


def test_a_gap_between_numbers_says_nothing_of_words():
    numbers = WORDS[WORDS["estimate"] != "few"]
    assert report(numbers, coded=coded_ends(numbers))["coded_words"] == []
    assert "word" not in "\n".join(gap_lines(report(numbers, coded=coded_ends(numbers)), numbers))
    assert not {"coded_words", "delta_without_words"} & set(report(numbers))


def test_the_bounds_name_a_floor_and_a_cap_that_are_words():
    only = WORDS[:1]
    found = bounds_report(only, coded=coded_ends(only))
    assert [(row["estimate"], row["end"]) for row in found["coded_words"]] == [("few", "low"), ("few", "high")]
    assert "few: “hundreds perished”, coded as no fewer than 100" in bounds_lines(found, 1)


def test_the_commands_read_the_words_of_a_table(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    columns = ["estimate", "low", "point", "high", "outcome", "lineage", "printed"]
    WORDS[columns].to_csv(file, index=False)
    assert main(["gap", str(file)]) == 0
    assert "hangs on a word" in capsys.readouterr().out
    assert main(["gap", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["coded_words"][0]["value"] == 999
    assert main(["bounds", str(file)]) == 0
    assert "few: “hundreds perished”, coded as no more than 999" in capsys.readouterr().out
    WORDS[columns[:-1]].to_csv(file, index=False)
    assert main(["gap", str(file)]) == 0
    assert "word" not in capsys.readouterr().out


def test_every_order_of_magnitude_of_the_ledger_is_a_coded_word_at_both_ends():
    for name in ("estimates", "reception"):
        table = tables.load(name).rename(columns={"restatement": "estimate"})
        wanted = table.loc[table["bound"] == "order_of_magnitude", "estimate"]
        found = coded_ends(table).groupby("estimate")["end"].agg(list)
        assert all(found.get(claim) == ["low", "high"] for claim in wanted)


def test_the_codebook_prints_the_table_of_words():
    text = (tables.DATA / "README.md").read_text(encoding="utf-8")
    for words, (least, most) in MAGNITUDES.items():
        assert f"| {words} | {least:,} | {most:,} |" in text, words
