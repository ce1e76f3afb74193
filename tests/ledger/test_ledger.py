"""The ledger as a product: sizes, homes, bibliography, descriptor, codebook, gaps."""

import csv
import json
import unicodedata

import frictionless
import jsonschema
import pandas as pd
import pytest
from pybtex.database import parse_file

from landreform.ledger import codebook, tables
from landreform.ledger.gaps import GAPS
from landreform.ledger.grades import METHOD
from landreform.ledger.sources import attributions
from landreform.paths import ROOT

# Rows of each table in version 0.1.0. A row that was published stays in its table or has a revision that says where it
# went; rows that come are counted by `make codebook` in the descriptor, which shows them in its history.
FIRST_RELEASE = {
    "classifications": 3,
    "counts": 294,
    "dates": 335,
    "documents": 89,
    "estimates": 66,
    "events": 185,
    "exclusions": 22,
    "framings": 12,
    "lineage": 44,
    "sources": 180,
    "waves": 64,
}

LEDGER = tables.load_all()


def test_every_table_has_exactly_the_rows_that_it_should_have():
    rows = {name: len(frame) for name, frame in LEDGER.items()}
    assert rows == {table["name"]: table["rows"] for table in tables.descriptor()["resources"]}, "make codebook"
    assert sum(rows.values()) >= 400
    gone = LEDGER["revisions"].query("change != 'corrected'")["table"].value_counts()
    lost = {name: count for name, count in FIRST_RELEASE.items() if rows.get(name, 0) + gone.get(name, 0) < count}
    assert not lost, f"published rows are missing; there were {lost}"


def test_every_row_has_a_home():
    for name, frame in LEDGER.items():
        if "locator" not in frame:
            continue
        assert (frame[["source", "read_in", "locator"]] != "").all(axis=None), name


def test_nothing_was_read_in_a_work_that_was_not_read():
    access = LEDGER["sources"].set_index("source")["access"]
    for frame in LEDGER.values():
        if "read_in" in frame:
            read = frame["read_in"].map(access)
            assert (read != "second_hand").all(), frame.loc[read == "second_hand"].iloc[0].to_dict()


def test_a_locator_says_the_place_and_never_how_the_copy_was_come_by():
    for name, frame in LEDGER.items():
        if "locator" in frame:
            told = frame["locator"].str.contains(r"\b(?:copy|extract|mirror|scan|stored)\b|…|https?:", case=False)
            assert not told.any(), f"{name}: {frame.loc[told, 'locator'].iloc[0]}"


def test_every_source_can_be_found_again():
    sources = LEDGER["sources"].set_index("source")
    read = sources[sources["access"] != "second_hand"]
    assert (read["read_at"] != "").all(), list(read.index[read["read_at"] == ""])
    assert not sources["read_at"].str.contains(r"…|\.\.\.").any()
    assert (read["url"] != "").mean() > 0.7
    founding = ["goscha2011", "maclean2025", "wikipedia-land-reform", "wikipedia-north-vietnam"]
    kept = sources.index[sources["url"].str.startswith("https://github.com/") & (sources["witness"] != METHOD)]
    assert sources.loc[[*founding, *kept], "sha256"].str.fullmatch("[0-9a-f]{64}").all()
    unread = sources[sources["access"] == "second_hand"]
    assert (unread[["url", "sha256", "read_at"]] == "").all(axis=None)
    assert unread["read_on"].isna().all()


@pytest.mark.parametrize("name", ["errata", "not_found", "places"])
def test_rows_that_an_erratum_or_a_search_names_are_there(name):
    for row in LEDGER[name].itertuples():
        assert not row.row or row.row in set(LEDGER[row.table].iloc[:, 0]), row


def test_errata_are_numbered_without_a_gap():
    assert [int(name.removeprefix("e-")) for name in LEDGER["errata"]["erratum"]] == [
        place for place, _ in enumerate(LEDGER["errata"]["erratum"], start=1)
    ]
    assert len(LEDGER["errata"]) >= 40


def test_no_row_comes_from_memory():
    for frame in LEDGER.values():
        text = frame.select_dtypes("str")
        assert not text.apply(lambda column: column.str.contains(r"\bfrom memory\b|\(memory\)", case=False)).any(
            axis=None
        )


def test_every_event_is_dated_and_every_source_is_used():
    assert set(LEDGER["events"]["event"]) == set(LEDGER["dates"]["event"])


def test_the_bibliography_and_the_table_of_sources_have_the_same_keys():
    entries = parse_file(str(ROOT / "book" / "references.bib")).entries
    assert sorted(entries) == sorted(LEDGER["sources"]["source"])
    for key, entry in entries.items():
        assert entry.fields.get("title"), key
        for value in entry.fields.values():
            assert unicodedata.is_normalized("NFC", value), key


def test_a_work_that_was_not_read_says_so_in_the_bibliography():
    entries = parse_file(str(ROOT / "book" / "references.bib")).entries
    for source in LEDGER["sources"].itertuples():
        note = entries[source.source].fields.get("note", "")
        assert ("Not read directly" in note) == (source.access == "second_hand"), source.source


def test_attributions_tell_first_from_second_hand():
    rows = pd.DataFrame({"source": ["maclean2025", "moise1983"], "read_in": ["maclean2025", "maclean2025"]})
    assert list(attributions(rows, LEDGER["sources"])) == ["MacLean 2025", "Moise 1983, as read in MacLean 2025"]


def test_frictionless_finds_the_package_valid():
    report = frictionless.validate(str(tables.DATA / tables.DESCRIPTOR))
    assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])


def test_the_package_keeps_the_first_version_of_the_standard_which_it_names():
    schema = json.loads((ROOT / "tests/ledger/data_package_v1/tabular-data-package.json").read_text(encoding="utf-8"))
    package = tables.descriptor()
    assert package["profile"] == "tabular-data-package"
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(package)] == []
    del package["resources"][0]["dialect"]["doubleQuote"]
    assert [error.message for error in validator.iter_errors(package)] == ["'doubleQuote' is a required property"]


def test_a_key_into_the_same_table_has_the_empty_name_of_the_standard_and_is_followed(ledger_copy):
    table = tables.resource("counts", ledger_copy)
    own = [key for key in table["schema"]["foreignKeys"] if key["reference"]["resource"] in ("", "counts")]
    assert own and all(key["reference"]["resource"] == "" for key in own)
    path = ledger_copy / "counts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    place = header.index(own[0]["fields"][0])
    line = next(line for line, cells in enumerate(rows) if cells[place])
    rows[line][place] = "no-such-row"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    (fault,) = tables.check(ledger_copy)
    assert (fault.row, fault.value, fault.expected) == (line + 2, "no-such-row", "a key in counts.count")


def test_hashes_and_codebook_are_in_step_with_the_tables():
    package = codebook.sealed()
    assert codebook.as_text(package) == (tables.DATA / tables.DESCRIPTOR).read_text(encoding="utf-8"), "make codebook"
    assert codebook.codebook(package) == (tables.DATA / "README.md").read_text(encoding="utf-8"), "make codebook"


def test_every_column_is_described():
    for table in tables.descriptor()["resources"]:
        assert table["title"] and table["description"] and table["sortedBy"]
        for field in table["schema"]["fields"]:
            assert field["title"] and field["description"].endswith((".", ")")), (table["name"], field["name"])
            if field["type"] in ("integer", "number") and field["name"] not in ("value", "low", "high"):
                assert "unit" in field, (table["name"], field["name"])


@pytest.mark.parametrize("name", GAPS)
def test_each_gap_is_part_of_what_it_is_counted_against(name):
    gap = GAPS[name]
    found = gap.find(LEDGER)
    assert set(gap.headings) <= set(found.columns)
    assert len(found) <= gap.total(LEDGER)


def test_gaps_in_a_ledger_of_three_rows():
    ledger = {
        "sources": pd.DataFrame(
            {
                "source": ["a1", "b2"],
                "name": ["A 1", "B 2"],
                "access": ["whole", "second_hand"],
                "witness": "press",
                "url": "",
                "kind": "book",
                "year": "1",
            }
        ),
        "events": pd.DataFrame({"event": ["x", "y"], "title": ["X", "Y"]}),
        "dates": pd.DataFrame(
            {
                "dating": ["d1", "d2", "d3"],
                "event": ["x", "x", "y"],
                "printed": ["4 May", "in May", "in June"],
                "precision": ["day", "month", "month"],
                "qualifier": ["none", "none", "none"],
                "source": ["a1", "b2", "b2"],
                "read_in": ["a1", "a1", "a1"],
                "locator": "p. 1",
            }
        ),
    }
    assert list(GAPS["single-source-events"].find(ledger)["event"]) == ["x", "y"]
    assert list(GAPS["dates-not-to-the-day"].find(ledger)["event"]) == ["y"]
    assert GAPS["second-hand"].find(ledger)[["source", "rows"]].to_numpy().tolist() == [["b2", 2]]
    assert list(GAPS["works-not-read"].find(ledger)["source"]) == ["b2"]
    assert list(GAPS["works-without-address"].find(ledger)["source"]) == ["a1"]


def test_an_inferred_step_may_be_that_of_a_restatement():
    ledger = {
        "estimates": pd.DataFrame({"estimate": ["c"], "author": ["Claimant"]}),
        "reception": pd.DataFrame({"restatement": ["r", "s"], "author": ["Repeater", "Second"]}),
        "lineage": pd.DataFrame(
            {
                "estimate": ["", "", "c"],
                "restatement": ["r", "s", ""],
                "derives_from": ["c", "", ""],
                "through": ["", "r", ""],
                "origin": ["", "", "an informant"],
                "basis": "inferred",
            }
        ),
    }
    found = GAPS["inferred-steps"].find(ledger)
    assert found["taker"].tolist() == ["Repeater", "Second", "Claimant"]
    assert found["giver"].tolist() == ["Claimant", "Repeater", "an informant"]


def test_slips_of_the_article_are_errata_that_name_their_rows():
    errata = LEDGER["errata"][LEDGER["errata"]["work"] == "maclean2025"].set_index("row")["why"]
    assert "25 May 1954" in errata["maclean2025-politburo-directive-may-1953"]
    assert "Vĩnh Phúc" in errata["maclean2025-provinces-successive-waves"]
