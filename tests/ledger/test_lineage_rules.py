"""Claims, restatements and the steps between them: what stands where, and that a step carries what its rows hold."""

import csv
import shutil

import pandas as pd
import pytest

from landreform.contested.lineage import lineages
from landreform.ledger import tables
from landreform.ledger.lineage_rules import carried_numbers, held, restatements_without_a_step
from landreform.ledger.row_rules import claim_is_no_repetition

LEDGER = tables.load_all()
CLAIM = {"low": "", "point": "50000", "high": "", "printed": "50,000"}
STEP = {"step": "s", "estimate": "", "restatement": "r", "derives_from": "a", "through": "", "carried": "50,000"}


def ledger(giver, taker, carried="50,000"):
    """Give three tables with one step from a claim to a restatement."""
    steps = [STEP | {"carried": carried}]
    return {"estimates": [giver | {"estimate": "a"}], "reception": [taker | {"restatement": "r"}], "lineage": steps}


def test_a_step_must_carry_a_number_that_both_rows_hold():
    other = CLAIM | {"point": "100000", "printed": "nearly 100,000"}
    assert list(carried_numbers(ledger(CLAIM, CLAIM))) == []
    assert list(carried_numbers(ledger(other, CLAIM))) == [("s", "a number that the giver 'a' holds")]
    assert list(carried_numbers(ledger(CLAIM, other))) == [("s", "a number that the taker 'r' holds")]
    assert list(carried_numbers(ledger(CLAIM, CLAIM, "the same number"))) == [
        ("s", "a number that the taker 'r' holds"),
        ("s", "a number that the giver 'a' holds"),
    ]


def test_a_number_that_changed_on_the_way_is_named_in_both_forms():
    exact = CLAIM | {"point": "172008", "printed": "172.008 người"}
    rounded = CLAIM | {"point": "172000", "printed": "172,000"}
    assert list(carried_numbers(ledger(exact, rounded, "172,008, rounded to 172,000"))) == []
    assert list(carried_numbers(ledger(exact, rounded, "172,000"))) == [("s", "a number that the giver 'a' holds")]


def test_a_word_is_held_with_its_ends():
    word = {"low": "100", "point": "", "high": "999", "printed": "hundreds perished"}
    assert sorted(map(int, held(word))) == [100, 999]
    assert list(carried_numbers(ledger(word, word, "hundreds"))) == []


def test_a_restatement_needs_a_step():
    assert list(restatements_without_a_step(ledger(CLAIM, CLAIM) | {"lineage": []})) == [
        ("r", "a step of lineage that says what it repeats")
    ]


def test_a_claim_that_only_repeats_is_refused():
    assert [column for column, _ in claim_is_no_repetition({"grade": "repeated"})] == ["grade"]
    assert not list(claim_is_no_repetition({"grade": "not_stated"}))


def changed(folder, table, key, **cells):
    """Copy the ledger and change some cells of one row."""
    shutil.copytree(tables.DATA, folder / "data")
    path = folder / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), reader.fieldnames
    for row in rows:
        if row[names[0]] == key:
            row |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return tables.check(folder / "data")


@pytest.mark.parametrize(
    ("table", "key", "cells", "column"),
    [
        # the step as it stood in version 0.1.0: half of Turner's 100,000 carried from the row of the 100,000
        (
            "lineage",
            "enwiki-2014-executed-from-turner1975-executed",
            {"derives_from": "", "through": "turner1975-executed-nationwide"},
            "carried",
        ),
        ("estimates", "goscha2016-died", {"grade": "repeated"}, "grade"),
    ],
)
def test_the_check_names_what_the_first_release_had_wrong(tmp_path, table, key, cells, column):
    faults = changed(tmp_path, table, key, **cells)
    assert [fault.column for fault in faults] == [column]


def test_no_planned_ratio_leads_to_a_number_of_dead():
    lineage = LEDGER["lineage"]
    taken = lineage[lineage["derives_from"] == "politburo1953-05-04-ratio"]
    assert not taken["estimate"].any() and set(taken["restatement"]) == {"enwiki-2014-quota"}


def test_the_half_million_of_one_author_is_one_claim_in_one_lineage():
    estimates = LEDGER["estimates"]
    his = estimates[estimates["source"] == "hoang-van-chi1964"]
    assert his["estimate"].tolist() == ["hoang-van-chi1964-died"]
    found = lineages(estimates, LEDGER["lineage"]).set_index("estimate")["lineage"]
    assert found["khoi-8406-2009-died"] == found["turner-nyt-victims"] == "hoang-van-chi1964-died"


def test_a_claim_is_dated_by_its_first_edition_and_the_one_cited():
    year = LEDGER["estimates"].set_index("estimate")["year"]
    assert year["fall1967-executed"] == "1963/1967" and year["fall1967-executed"] < year["hoang-van-chi1964-died"]


def test_a_word_is_never_coded_as_a_number_printed():
    both = pd.concat([LEDGER["estimates"], LEDGER["reception"]])
    words = both[both["printed"].str.contains("hundreds|thousands|ngàn|hàng|several", case=False, regex=True)]
    words = words[~words["printed"].str.contains(r"\d", regex=True)]
    assert len(words) and (words["bound"] == "order_of_magnitude").all()


def test_every_row_that_moved_stands_where_the_revision_says():
    moved = LEDGER["revisions"].query("change == 'moved' and table == 'estimates'")
    assert len(moved)
    assert set(moved["successor"]) == {f"reception:{row}" for row in moved["row"]}
    assert set(moved["row"]) <= set(LEDGER["reception"]["restatement"])
    assert not set(moved["row"]) & set(LEDGER["estimates"]["estimate"])


def test_every_claim_known_at_second_hand_was_looked_for():
    estimates, sought = LEDGER["estimates"], LEDGER["not_found"]
    second = estimates.loc[estimates["source"] != estimates["read_in"], "estimate"]
    assert set(second) <= set(sought.loc[sought["table"] == "estimates", "row"])
