"""What a source could know: witness, camp, distance in years and reading come from the table of sources."""

import pandas as pd
import pytest

from landreform.ledger import tables
from landreform.ledger.gaps import GAPS
from landreform.ledger.grades import (
    COLUMNS,
    METHOD,
    READINGS,
    WITNESSES,
    on_the_campaign,
    with_grades,
    witness_and_reading,
    years_after,
)

SOURCES = pd.DataFrame(
    {
        "source": ["law", "moise", "copy"],
        "witness": ["state_document", "print_scholar", "reference_work"],
        "origin": ["drv_party_state", "academic", "reference_work"],
        "access": ["part", "second_hand", "whole"],
    }
)


def test_each_claim_gets_the_grades_of_the_work_that_makes_it():
    claims = pd.DataFrame(
        {"year": ["1953", "1983", ""], "source": ["law", "moise", "copy"], "read_in": ["law", "copy", "copy"]}
    )
    graded = with_grades(claims, SOURCES)
    assert graded["witness"].tolist() == ["state document", "print scholar", "reference work"]
    assert graded["camp"].tolist() == ["drv party state", "academic", "reference work"]
    assert graded["distance"].tolist()[:2] == [-3, 27] and pd.isna(graded["distance"][2])
    assert graded["reading"].tolist() == ["read in part", "as cited", "read whole"]


def test_one_statement_gets_what_all_rows_get():
    sources = tables.load("sources")
    for name in ("estimates", "reception"):
        graded = with_grades(tables.load(name), sources)
        alone = [witness_and_reading(row.source, row.read_in, sources) for row in graded.itertuples()]
        assert alone == list(zip(graded["witness"], graded["reading"], strict=True))


@pytest.mark.parametrize(
    ("year", "years"),
    [("1956", 0), ("1956-08", 0), ("1990~", 34), ("[1953..1954]", -3), ("", None)],
)
def test_distance_is_counted_from_the_end_of_the_campaign(year, years):
    assert years_after(year) == years


def test_every_claim_of_the_ledger_has_a_witness_and_a_reading():
    for name in ("estimates", "reception"):
        graded = with_grades(tables.load(name), tables.load("sources"))
        assert graded[["witness", "camp", "reading"]].notna().all(axis=None)
        assert set(graded["reading"]) <= set(READINGS) and set(COLUMNS) <= set(graded)


def test_the_kinds_of_witness_are_those_of_the_descriptor():
    field = next(field for field in tables.resource("sources")["schema"]["fields"] if field["name"] == "witness")
    assert set(WITNESSES) == set(field["constraints"]["enum"])


def test_works_on_method_say_nothing_of_the_campaign():
    ledger = tables.load_all()
    sources = ledger["sources"]
    methods = set(sources.loc[sources["witness"] == METHOD, "source"])
    assert methods and methods.isdisjoint(on_the_campaign(sources)["source"])
    for name, frame in ledger.items():
        for column in {"source", "read_in", "work"} & set(frame.columns):
            assert name == "sources" or methods.isdisjoint(frame[column]), name
    for gap in GAPS.values():
        found = gap.find(ledger)
        if gap.whole == "sources":
            assert methods.isdisjoint(found["source"]) and len(found) <= gap.total(ledger) == len(sources) - len(
                methods
            )
