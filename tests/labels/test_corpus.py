"""The corpus: parts, policies by year, documents named; by hand and by structure."""

import pandas as pd
import pytest

from landreform.labels.corpus import composition, named_documents, named_reports, policies_by_year
from landreform.ledger import tables

ORIGIN = {"source": "m", "read_in": "m", "locator": "Context"}
COUNTS = pd.DataFrame(
    [
        ("all", "Documents drawn upon", 9.0, "documents", "", ""),
        ("a", "Documents on cells", 6.0, "documents", "all", ""),
        ("b", "Documents on a province", 4.0, "documents", "all", ""),
        ("p5", "Policies", 2.0, "documents", "", "1955"),
        ("p4", "Policies", 1.0, "documents", "", "1954"),
        ("law", "Articles", 38.0, "articles", "", "1953"),
    ],
    columns=["count", "quantity", "value", "unit", "part_of", "date"],
).assign(**ORIGIN)


def test_composition_by_hand():
    found = composition(COUNTS)
    assert found[["count", "documents", "is_total"]].to_numpy().tolist() == [
        ["a", 6, False],
        ["b", 4, False],
        ["all", 9, True],
    ]
    with pytest.raises(ValueError, match="divides 0 totals"):
        composition(COUNTS[COUNTS["count"] != "b"])


def test_policies_by_year_by_hand():
    assert policies_by_year(COUNTS)[["year", "documents"]].to_numpy().tolist() == [[1954, 1], [1955, 2]]
    with pytest.raises(ValueError, match="0 series"):
        policies_by_year(COUNTS[COUNTS["count"] != "p4"])


def test_documents_and_reports_named_by_hand():
    documents = pd.DataFrame(
        [
            ("r1", "B report", "unknown", "report", "", "Cell assessment, n. 1; Cell purification, n. 2", "m"),
            ("r2", "A report", "A brigade", "report", "", "Cell assessment, n. 3; Cell assessment, n. 4", "m"),
            ("i1", "An instruction", "Secretariat", "instruction", "1953-11-10", "Context, n. 5", "m"),
            ("l1", "A law", "Assembly", "law", "1953", "Results", "elsewhere"),
        ],
        columns=["document", "title_en", "issuer", "kind", "date", "locator", "read_in"],
    ).assign(source="m")
    kinds = named_documents(documents, "m")
    assert kinds.to_numpy().tolist() == [["report", 2, 0, 2, 1], ["instruction", 1, 1, 0, 0]]
    numbers = COUNTS.assign(printed=["nine", "six", "four", "2", "1", "38"], source=["r1", "r1", "m", "m", "m", "r1"])
    numbers = numbers.assign(unit=numbers["unit"].where(numbers["count"] != "law", "page"))
    reports = named_reports(documents, numbers, "m").set_index("document")
    assert reports.index.tolist() == ["r2", "r1"]  # by title
    assert reports["sections"].tolist() == ["Cell assessment", "Cell assessment; Cell purification"]
    assert reports["printed"].tolist() == ["", "six; nine"] and reports["numbers"].tolist() == [0, 2]  # no page cited
    assert reports["issuer"].tolist() == ["A brigade", "not named"]


def test_what_the_chapter_says_in_words():
    counts, documents = tables.load("counts"), tables.load("documents")
    found = composition(counts)
    parts, total = found.loc[~found["is_total"], "documents"], found.loc[found["is_total"], "documents"].item()
    assert parts.sum() > total  # so some must have been counted in two parts
    kinds = named_documents(documents, "maclean2025").set_index("kind")
    assert kinds.loc["report", "dated"] == 0 and kinds["documents"].sum() < total
    assert policies_by_year(counts)["documents"].is_monotonic_increasing
