"""Rules of a row: open words leave a side open, a name dates nothing, and a quotation is short."""

import re

import pytest

from landreform.ledger import row_rules, tables

DATES = tables.load("dates")


def dating(printed, earliest="1956-01-01", latest="1956-12-31", aspect="on"):
    """Make the cells of a dating that the rules of words look at."""
    return {"printed": printed, "earliest": earliest, "latest": latest, "aspect": aspect}


@pytest.mark.parametrize(
    "row, column",
    [
        (dating("By the end of 1956"), "earliest"),
        (dating("by September 1957"), "earliest"),
        (dating("until 1948", aspect="end"), "earliest"),
        (dating("till 1958"), "earliest"),
        (dating("trước năm 1956"), "earliest"),
        (dating("after 1940", aspect="start"), "latest"),
        (dating("sau năm 1954"), "latest"),
        (dating("since 1947"), "aspect"),
        (dating("từ giữa năm 1955"), "aspect"),
    ],
)
def test_open_words_need_an_open_side(row, column):
    assert [name for name, _ in row_rules.open_words_leave_a_side_open(row)] == [column]


@pytest.mark.parametrize(
    "row",
    [
        dating("By the end of 1956", earliest=""),
        dating("after 1940", latest=""),
        dating("since 1947", aspect="start"),
        dating("from 1953 to 1956", aspect="span"),
        dating("từ ngày 15 đến 20-9-1955"),
        dating("from late 1946 until 1954"),
        dating("until 1956, when"),
        dating("18 August 1956"),
        dating("during mid-November"),
    ],
)
def test_closed_words_and_open_sides_pass(row):
    assert not list(row_rules.open_words_leave_a_side_open(row))


@pytest.mark.parametrize(
    "printed", ["1953 Land Reform Law", "the Land Reform Law of 1953", "Luật cải cách ruộng đất 1953"]
)
def test_a_name_is_no_dating(printed):
    assert [column for column, _ in row_rules.a_name_is_no_dating(dating(printed))] == ["printed"]


@pytest.mark.parametrize(
    "printed", ["December 1953", "passed the law in 1953", "4 December 1953", "Luật ngày 4-12-1953"]
)
def test_words_that_date_are_no_name(printed):
    assert not list(row_rules.a_name_is_no_dating(dating(printed)))


def test_no_dating_of_the_ledger_that_says_by_or_until_closes_the_earlier_side():
    said = DATES["printed"].str.match(r"(?:by|until|till) ", flags=re.IGNORECASE) & ~DATES["printed"].str.contains(
        ", when"
    )
    assert said.sum() > 5
    assert DATES.loc[said, "earliest"].isna().all()


def test_the_end_of_1956_allows_the_letter_of_august():
    row = DATES.set_index("dating").loc["enwiki-enacademic-public-apology"]
    assert row["date"] == "[..1956-12]"
    assert "maclean2025-land-reform-law-passed" not in set(DATES["dating"])


@pytest.mark.parametrize("carried", ["13,500 = 13.5 million / 1000", "1/1000 times the population", "27 × 500"])
def test_a_calculation_is_no_step_of_lineage(carried):
    assert [column for column, _ in row_rules.a_coincidence_is_no_step({"carried": carried})] == ["carried"]


def test_no_claim_of_the_ledger_descends_from_the_ratio_by_arithmetic():
    lineage = tables.load("lineage")
    assert not any(fault for row in lineage.to_dict("records") for fault in row_rules.a_coincidence_is_no_step(row))
    given = lineage[lineage["derives_from"] == "politburo1953-05-04-ratio"]
    assert not given["estimate"].str.startswith("moise").any()


@pytest.mark.parametrize(
    "certainty, lat, point, faults",
    [
        ("itself", "21.0245", "Hanoi", []),
        ("itself", "", "Hanoi", ["lat"]),
        ("town_within", "21.0245", "", ["point"]),
        ("no_point", "21.0245", "", ["lat"]),
        ("no_point", "", "", []),
    ],
)
def test_a_place_has_a_whole_point_or_none(certainty, lat, point, faults):
    row = {"certainty": certainty, "lat": lat, "lon": "105.84117" if certainty != "no_point" else "", "point": point}
    assert [column for column, _ in row_rules.point_is_whole(row)] == faults


@pytest.mark.parametrize("column", ["words_vi", "words_en"])
def test_a_quotation_is_short(column):
    def faults(count):
        row = {"words_vi": "", "words_en": "", column: " ".join(["từ"] * count)}
        return [name for name, _ in row_rules.quotation_is_short(row)]

    assert faults(0) == faults(20) == []
    assert faults(21) == [column]
