"""Documents and waves on one axis."""

import pandas as pd
import pytest

from landreform.chronology import documents
from landreform.contested.time_intervals import BOUNDS
from landreform.ledger import tables
from landreform.waves.national_series import land_reform

DOCUMENTS = documents.dated(tables.load("documents"))
WAVES = land_reform(tables.load("waves"))
WINDOW = pd.Timestamp("1952-10-01"), pd.Timestamp("1958-12-31")


def papers(*dates):
    """Make documents that decide something from EDTF dates."""
    rows = [
        {
            "document": f"d{number}",
            "title_en": f"D{number}",
            "issuer": "Politburo",
            "kind": "directive",
            "date": date,
            "subject": "x",
        }
        for number, date in enumerate(dates)
    ]
    return documents.dated(pd.DataFrame(rows))


def waves(*spans):
    """Make waves from pairs of days."""
    rows = [
        dict(zip(BOUNDS, (first, first, last, last), strict=True)) | {"name": f"w{number}"}
        for number, (first, last) in enumerate(spans)
    ]
    return pd.DataFrame(rows).astype(dict.fromkeys(BOUNDS, "datetime64[s]"))


def test_before_during_after_and_open_by_hand():
    bars = waves(("1953-04-14", "1953-07-22"))
    told = documents.positions(papers("1953-04-13", "1953-04-14", "1953-07-22", "1953-07-23", "1953-04", "1953"), bars)
    assert dict(zip(told["date"], told["w0"], strict=True)) == {
        "1953-04-13": "before",
        "1953-04-14": "during",
        "1953-07-22": "during",
        "1953-07-23": "after",
        "1953-04": "open",
        "1953": "open",
    }


def test_pauses_by_hand():
    bars = waves(("1953-04-14", "1953-07-22"), ("1953-08-25", "1953-10-20"))
    told = documents.between_waves(papers("1953-01", "1953-05-04", "1953-08-08/1953-08-09", "1953-11-10", "1953"), bars)
    assert told[["name", "in_the_pause", "during", "open"]].to_numpy().tolist() == [
        ["w0", 1, 1, 1],
        ["w1", 1, 0, 1],
        ["after the last wave", 1, 0, 0],
    ]
    assert told["pause_documents"].tolist() == [("d0",), ("d2",), ("d3",)]


def test_every_document_of_the_ledger_has_its_place():
    chosen = documents.campaign_documents(DOCUMENTS, *WINDOW)
    told = documents.between_waves(chosen, WAVES)
    placed = [
        name
        for column in ("pause_documents", "during_documents", "open_documents")
        for names in told[column]
        for name in names
    ]
    assert set(placed) == set(chosen["document"])
    said = documents.positions(chosen, WAVES)
    assert set(said[list(WAVES["name"])].to_numpy().ravel()) <= set(documents.POSITIONS)
    assert not chosen["subject"].isin(documents.OTHER_SUBJECTS).any()
    assert set(documents.OTHER_SUBJECTS) <= set(DOCUMENTS["subject"])


def test_known_documents():
    told = documents.positions(DOCUMENTS, WAVES).set_index("document")
    assert (told.loc["law-1953", list(WAVES["name"])] == "before").all()
    assert told.loc["instruction-107-1954", "wave 2"] == "during"
    assert told.loc["decree-284-1956", "wave 5"] == "after"


@pytest.mark.parametrize(
    "issuer, kind, side",
    [
        ("Party Secretariat", "instruction", "party"),
        ("Central Committee, Tenth Plenum", "resolution", "party"),
        ("National Assembly", "law", "state"),
        ("unknown", "decree", "state"),
        ("unknown", "circular", "not stated"),
        ("Hồ Chí Minh", "letter", "other"),
        ("President of the Democratic Republic", "decree", "state"),
        ("South Vietnamese government", "report", "other"),
    ],
)
def test_who_issued_it(issuer, kind, side):
    rows = pd.DataFrame([{"issuer": issuer, "kind": kind, "date": "1953", "subject": "x", "document": "d"}])
    assert documents.dated(rows)["side"].item() == side


def test_texts_per_year_are_those_printed():
    told = documents.per_year(DOCUMENTS, tables.load("counts")).set_index("year")
    assert told["printed"].dropna().to_dict() == {1954: 1, 1955: 2, 1956: 11}
    assert (told.loc[told["printed"].notna(), ["source", "read_in", "locator"]] != "").all(axis=None)
    held = DOCUMENTS.set_index("document")
    for year, row in told.iterrows():
        names = [name for name in row["documents"].split(", ") if name]
        assert len(names) == row["held"]
        assert all(held.loc[name, "start_earliest"].year == year for name in names)


def test_the_list_by_wave_has_each_document_as_often_as_it_is_counted():
    chosen = documents.dated(tables.load("documents"))
    placed = documents.between_waves(chosen, WAVES)
    told = documents.documents_by_wave(placed, chosen)
    assert len(told) == placed[["in_the_pause", "during", "open"]].to_numpy().sum()
    assert set(told["document"]) == set(chosen["document"])
    assert told["when"].isin(["before it", "since the wave before", "during it", "open", "after it"]).all()


def test_a_decree_that_was_read_bears_the_day_of_its_heading():
    decree = tables.load("documents").set_index("document").loc["decree-149-1953"]
    assert (decree["date"], decree["read_in"]) == ("1953-04-12", "decree-149-1953")
    # It is one of the decrees of that day, which are one event, and says so.
    dates = tables.load("dates").set_index("dating").loc["decree-149-1953-decrees-april-1953"]
    assert (dates["event"], dates["date"]) == ("decrees-april-1953", decree["date"])
