"""The quota: what stands above, below, or cannot be told, by hand."""

import pandas as pd
import pytest

from landreform.contested.errors import InputError
from landreform.labels.quota import (
    against_quota,
    commune_size_at_quota,
    commune_size_basis,
    household_size,
    landlord_shares,
    people_per_commune,
    population_at_quota,
    prescribed_share,
    sizes_at_quota,
)
from landreform.ledger import tables

COUNTS = pd.DataFrame(
    [
        {"count": "all", "printed": "3,488 people", "value": "3488", "bound": "exact", "unit": "persons"},
        {
            "printed": "1,074",
            "value": "1074",
            "bound": "exact",
            "unit": "persons",
            "part_of": "all",
        },
        {
            "count": "quota",
            "printed": "at least five per cent",
            "low": "5",
            "bound": "at_least",
            "unit": "percent",
        },
        {"count": "found", "printed": "5.68", "value": "5.68", "bound": "exact", "unit": "percent"},
        {"count": "after", "printed": "1.87%", "value": "1.87", "bound": "exact", "unit": "percent"},
        {"count": "under", "printed": "under 5%", "high": "5", "bound": "at_most", "unit": "percent"},
    ]
).fillna("")
COUNTS = COUNTS.assign(quantity="", place="", source="s", read_in="r", locator="p. 7")


def test_found_shares_against_the_quota():
    found = against_quota(COUNTS, "quota", ["found", "after", "under"]).set_index("count")
    assert found["stands"].tolist() == ["at or above", "below", "not above"]
    assert found.loc["found", ["low", "high"]].tolist() == [5.675, 5.685]
    with pytest.raises(ValueError, match="no percentage under 'all'"):
        against_quota(COUNTS, "quota", ["all"])
    with pytest.raises(ValueError, match="no lower bound"):
        against_quota(COUNTS, "found", ["after"])


def test_population_at_quota():
    assert population_at_quota(1007, 5) == 20140
    assert population_at_quota(360, 5, per_label=4.5) == pytest.approx(32400)
    with pytest.raises(ValueError, match="positive"):
        population_at_quota(10, 0)


SHARES = pd.DataFrame(
    [
        (
            "q",
            "Landlords, share of the population, as prescribed",
            "at least five per cent",
            "",
            5.0,
            "",
            "at_least",
            "1953",
        ),
        ("late", "Landlords, share of rural households", "1.87%", 1.87, "", "", "exact", ""),
        ("early", "landlords, share of the population", "under 5%", "", "", 5.0, "at_most", "1945"),
        ("land", "Landlords, share of the land", "70%", 70.0, "", "", "exact", ""),
    ],
    columns=["count", "quantity", "printed", "value", "low", "high", "bound", "date"],
).assign(unit="percent", place="", source="s", read_in="s", locator="p. 7")
SOURCES = pd.DataFrame({"source": ["s"], "name": ["Somebody"], "kind": ["encyclopedia"]})


def test_shares_of_landlords_are_found_by_what_they_say():
    found = landlord_shares(SHARES, SOURCES)
    assert found["count"].tolist() == ["early", "late"]  # by date, undated last; no share of land
    assert found["stands"].tolist() == ["not above", "below"] and set(found["quota"]) == {5.0}
    assert prescribed_share(SHARES)["count"] == "q"
    assert found["evidence"].tolist() == ["encyclopaedia"] * 2 and found["name"].tolist() == ["Somebody"] * 2
    with pytest.raises(InputError, match="found 'none', expected one share of landlords that is called prescribed"):
        landlord_shares(SHARES.iloc[1:], SOURCES)


WAVES = pd.DataFrame(
    [
        ("a", "land_reform", "experimental", "province", "P", 6, None, "exact"),
        ("b", "land_reform", "experimental", "province", "P", None, 10_800, "exact"),
        ("c", "land_reform", "1-3", "national", "", 735, 1_500_000, "exact"),
        ("d", "land_reform", "total", "national", "", 3_300, 4_000_000, "at_least"),
        ("e", "land_reform", "2", "national", "", None, 1_000, "exact"),
        ("f", "land_reform", "total", "province", "P", 75, None, "exact"),
    ],
    columns=["wave_row", "campaign", "wave", "level", "place", "communes", "population", "bound"],
).assign(source="s", read_in="r", locator="p. 7")


def test_people_per_commune_by_hand():
    found = people_per_commune(WAVES)
    assert found["wave_row"].tolist() == ["b", "c"]  # hedged rows and rows without communes are left out
    assert found["per_commune"].tolist() == [1800.0, 1_500_000 / 735]
    rival = pd.concat([WAVES, WAVES.iloc[[0]].assign(wave_row="g", communes=7)])
    assert people_per_commune(rival)["wave_row"].tolist() == ["c"]  # two sources that differ give no number


def test_sizes_at_which_the_quota_is_met():
    tallies = pd.DataFrame([{"label": "Landlord", "place": "P", "labelled": 1007, "correct": 360}])
    tallies = tallies.assign(source="s", read_in="r", locator="p. 7")
    found = sizes_at_quota(tallies, WAVES, 5, 4.0)
    assert found["per_commune"].round(1).tolist() == [268.5, 1074.1, 96.0, 384.0]  # 1,007 / 0.05 / 75 and so on
    assert found["stands_for"].tolist() == ["a person", "a household"] * 2
    assert sizes_at_quota(tallies.assign(place="Q"), WAVES, 5, 4.0).empty
    with pytest.raises(ValueError, match="at least one commune"):
        commune_size_at_quota(1, 0, 5)


def test_household_size_needs_one_work_with_all_three_numbers():
    rows = pd.DataFrame(
        [
            ("p", "Population of the North", "persons", 100.0, ""),
            ("r", "Share that lived in the countryside", "percent", 90.0, "p"),
            ("h", "Peasant households", "households", 20.0, ""),
        ],
        columns=["count", "quantity", "unit", "value", "denominator"],
    ).assign(source="s")
    assert household_size(rows).persons == 4.5 and household_size(rows).rows == ("p", "r", "h")
    told = rows.assign(printed="as printed", read_in="s", locator="p. 7")
    with_communes = commune_size_basis(told, WAVES, ["P"])
    assert with_communes["row"].tolist() == ["h", "p", "r", "f"]
    with pytest.raises(InputError, match="found '0 works'"):
        household_size(rows.assign(source=["s", "s", "t"]))


def test_what_the_chapter_says_in_words():
    shares = landlord_shares(tables.load("counts"), tables.load("sources"))
    works = tables.load("sources").set_index("source")["kind"]
    placed = shares["place"] != ""
    assert set(shares.loc[~placed, "read_in"].map(works)) == {"encyclopedia", "website"}
    assert set(shares.loc[placed, "read_in"].map(works)) == {"thesis"}
    above = shares["stands"] == "at or above"
    assert shares.loc[above & ~placed, "low"].nunique() == 1
    assert set(shares.loc[above & placed, "place"]) == {"Bình Định, Gia Lương"}
    eve = shares["count"] == "nguyen-thi-thu-hang2010-landlords-eve"
    assert shares.loc[eve, "stands"].item() == "below"
    needed = sizes_at_quota(
        tables.load("classifications"), tables.load("waves"), 5, household_size(tables.load("counts")).persons
    )
    assert needed["per_commune"].max() < people_per_commune(tables.load("waves"))["per_commune"].min()
