"""Wrong labels in the province and the North: by hand, by structure, and what the chapter says of them."""

import pandas as pd
import pytest

from landreform.labels.errors import (
    FRACTIONS,
    NORTH,
    PROVINCE,
    counted_wrong,
    in_percent,
    printed_shares,
    share_texts,
    wrong_labels,
)
from landreform.ledger import tables
from landreform.ledger.sources import evidence

SOURCES = pd.DataFrame({"source": ["t", "a", "e"], "kind": ["thesis", "article", "encyclopedia"]})
ORIGIN = {"source": "t", "read_in": "a", "locator": "p. 1"}
FRACTIONS_TABLE = pd.DataFrame(
    [
        {"fraction": "o", "label": "Other", "labelled": 4, "correct": 1, "incorrect": 3},
        {"fraction": "l", "label": "Landlord", "labelled": 10, "correct": 5, "incorrect": 5},
    ]
).assign(place="P", **ORIGIN)
COUNTS = pd.DataFrame(
    [
        ("m", "Cell members looked at again", 8.0, None, "P", "persons", "", "", "exact"),
        ("m-w", "Members wrongly assigned", 2.0, None, "P", "persons", "m", "", "exact"),
        ("n", "Landlords identified", 100.0, None, "", "landlords", "", "", "exact"),
        ("n-w", "Landlords identified wrongly", 70.0, None, "", "landlords", "n", "", "exact"),
        ("n-s", "Share of the landlords that were wrong", 70.0, None, "", "percent", "", "n", "exact"),
        ("h", "Share of the labels that were wrong", None, 70.0, "", "percent", "", "", "at_least"),
        ("x", "Landlords executed", 3.0, None, "", "persons", "n", "", "exact"),
    ],
    columns=["count", "quantity", "value", "low", "place", "unit", "part_of", "denominator", "bound"],
)
COUNTS = COUNTS.assign(printed="as printed", source="e", read_in="e", locator="p. 2")


def test_rows_are_found_by_what_they_say():
    assert counted_wrong(COUNTS)["tally"].tolist() == ["m-w", "n-w"]  # the province before the North
    assert counted_wrong(COUNTS)["label"].tolist() == ["Cell members looked at again", "Landlords identified"]
    assert printed_shares(COUNTS)["tally"].tolist() == ["h"]  # the other share has its base beside it
    assert counted_wrong(COUNTS.iloc[:1]).empty and printed_shares(COUNTS.iloc[:1]).empty


def test_the_frame_by_hand():
    frame = wrong_labels(FRACTIONS_TABLE, COUNTS, SOURCES)
    assert frame["block"].tolist() == [FRACTIONS] * 3 + [PROVINCE] + [NORTH] * 2
    assert frame["label"].tolist()[:3] == ["Landlord", "Other", "All labels together"]  # the largest first
    assert frame["share_incorrect"].tolist()[:5] == [0.5, 0.75, 8 / 14, 0.25, 0.7]
    assert frame["correct"].tolist()[:5] == [5, 1, 6, 6, 30]
    last = frame.iloc[-1]
    assert pd.isna(last["labelled"]) and (last["share_low"], last["share_high"]) == (0.7, 1.0)
    assert frame["evidence"].tolist() == ["thesis, read in an article"] * 3 + ["encyclopaedia"] * 3
    inside = frame.dropna(subset="labelled")
    assert (inside["exact_low"] <= inside["wilson_low"]).all() and (inside["wilson_high"] <= inside["exact_high"]).all()


def test_without_tallies_in_the_counts_the_table_stands_alone():
    frame = wrong_labels(FRACTIONS_TABLE, COUNTS.iloc[:0], SOURCES)
    assert frame["block"].unique().tolist() == [FRACTIONS] and len(frame) == 3


def test_percent():
    shown = in_percent(pd.DataFrame({"share_x": [0.5], "wilson_low": [0.25], "labelled": [4]}))
    assert shown.to_numpy().tolist() == [[50.0, 25.0, 4.0]]


def test_the_frame_in_words():
    shown = share_texts(wrong_labels(FRACTIONS_TABLE, COUNTS, SOURCES))
    assert shown["share"].tolist() == ["50.0", "75.0", "57.1", "25.0", "70.0", "as printed"]
    assert shown["wilson"].iloc[0] == "23.7–76.3" and shown["wilson"].iloc[-1] == shown["exact"].iloc[-1] == ""


def test_evidence_names_both_works_or_refuses():
    rows = pd.DataFrame({"source": ["t", "e"], "read_in": ["a", "e"]}, index=[5, 7])
    found = evidence(rows, SOURCES)
    assert found.to_dict() == {5: "thesis, read in an article", 7: "encyclopaedia"}
    with pytest.raises(ValueError, match="no work 'z'"):
        evidence(rows.assign(source="z"), SOURCES)


def test_what_the_chapter_says_in_words():
    frame = wrong_labels(*(tables.load(name) for name in ("classifications", "counts", "sources")))
    shares = frame[frame["block"] == FRACTIONS].set_index("label")["share_incorrect"]
    north = frame.loc[frame["block"] == NORTH, "share_incorrect"].iloc[0]
    assert shares["Landlord"] < north < shares["Rich peasant"] < shares["Other exploiters"] == 1
    given = frame[frame["block"] == FRACTIONS].set_index("label")["labelled"]
    assert given["Landlord"] > given["Rich peasant"] > given["Other exploiters"]  # the rarer, the less was upheld
    assert frame.loc[frame["block"] == PROVINCE, "share_incorrect"].max() < shares.min()
