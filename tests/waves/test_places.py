"""Every row on a wave finds its place or is named as having none, and no commune is lost or counted twice."""

import unicodedata

import pandas as pd
import pytest

from landreform.contested.errors import InputError
from landreform.ledger.tables import load, load_all
from landreform.waves import places as found
from landreform.waves.national_series import PARTS, Part, land_reform

LEDGER = load_all()
WAVES, PLACES = LEDGER["waves"], LEDGER["places"]


def waves_of(*rows, campaign="rent_reduction"):
    """Make rows of the table waves from level, place, wave, communes and source."""
    frame = pd.DataFrame(rows, columns=["level", "place", "wave", "communes", "source"])
    return frame.assign(
        campaign=campaign,
        communes=frame["communes"].astype("Int64"),
        read_in=frame["source"],
        bound="exact",
        wave_row=[f"row-{line}" for line in range(len(frame))],
    )


def test_every_row_on_a_wave_is_placed_or_named_as_not_placed():
    rows = found.placed(WAVES, PLACES)
    assert list(dict.fromkeys(rows["wave_row"])) == list(WAVES["wave_row"])
    assert set(rows["status"]) == {found.PLACED, found.NO_POINT}
    has_point = PLACES.set_index("place")["lat"].notna()
    assert (rows["status"].eq(found.PLACED).to_numpy() == has_point.loc[rows["place"]].to_numpy()).all()
    assert rows["name"].notna().all()


def test_a_row_on_several_provinces_stands_once_for_each():
    rows = found.placed(WAVES, PLACES).set_index("wave_row")
    named = rows.loc["maclean2025-wave-2-four-provinces", "place"]
    assert list(named) == ["thai-nguyen", "bac-giang", "phu-tho", "thanh-hoa"]
    assert len(rows) == len(WAVES) + WAVES["place"].str.count(", ").sum()


@pytest.mark.parametrize(
    "words, expected",
    [
        ("", ["north"]),
        ("Hanoi", ["ha-noi"]),
        ("Mountains of the North", ["mountains-of-the-north"]),
        ("mountains of the North", ["mountains-of-the-north"]),
        ("22 provinces and suburbs", ["provinces-and-suburbs"]),
        ("Thái Nguyên, Bắc Giang", ["thai-nguyen", "bac-giang"]),
    ],
)
def test_words_of_a_row_find_their_places(words, expected):
    assert found.resolve(words, PLACES) == expected


def test_an_unknown_place_is_named_with_its_line_and_the_nearest_name():
    spoilt = WAVES.assign(place=WAVES["place"].replace("Hà Tĩnh", "Hà Tinh"))
    line = int(spoilt.index[spoilt["place"] == "Hà Tinh"][0]) + 2
    with pytest.raises(InputError) as caught:
        found.placed(spoilt, PLACES)
    assert str(caught.value) == (
        f"waves.csv, row {line}, column place: found 'Hà Tinh', expected a name in the table places, perhaps 'Hà Tĩnh'"
    )


def test_a_name_in_two_places_would_be_found_out():
    names = [name for place in PLACES.itertuples() for name in (place.name, *filter(None, place.also.split("; ")))]
    assert len(names) == len(set(names))


def test_lists_and_what_they_lack_make_the_series():
    rest = found.unlisted(WAVES)
    series = land_reform(WAVES)
    assert list(rest["printed"]) == list(series["communes"]) and list(rest["wave"]) == list(series["wave"])
    assert (rest["listed"] + rest["unlisted"] == rest["printed"]).all()
    assert rest["listed"].sum() == found.listed(WAVES)["communes"].sum()
    # A wave that is a sum over its list lacks nothing.
    by_sum = [part.wave for part in PARTS if part.counted_at == "province"]
    assert (rest.set_index("wave").loc[by_sum, "unlisted"] == 0).all()


def test_no_place_is_counted_twice_in_a_wave():
    assert not found.listed(WAVES).duplicated(["wave", "place"]).any()


def test_a_list_that_exceeds_its_wave_is_refused():
    waves = waves_of(
        ("province", "P", "3", 7, "list"), ("national", "", "3", 5, "whole"), campaign="land_reform"
    ).assign(start="1955-02", end="1955-06", locator="p. 1", provinces=pd.NA)
    parts = (Part("3", ("list", "list"), ("whole", "whole"), "national", "made up"),)
    with pytest.raises(ValueError, match="Wave 3: a list has more communes than the wave"):
        found.unlisted(waves, parts)


def test_the_work_with_the_most_communes_is_taken_and_never_added_to_another():
    known = PLACES[PLACES["place"].isin(["thai-nguyen", "phu-tho", "lam-thao"])]
    waves = waves_of(
        ("province", "Thái Nguyên", "1", 6, "a"),
        ("province", "Thái Nguyên", "2", 33, "a"),
        ("province", "Thái Nguyên", "total", 40, "a"),
        ("province", "Thái Nguyên", "1", 38, "b"),
        ("province", "Phú Thọ", "1-5", 9, "c"),
        ("district", "Lâm Thao", "4", 2, "d"),
    )
    taken = found.rent_reduction(waves, known).set_index("place")
    # The total of a, not the sum of its rows, not b; and Lâm Thao lies in Phú Thọ, whose row covers wave 4.
    assert taken["communes"].to_dict() == {"thai-nguyen": 40, "phu-tho": 9}
    assert taken.loc["thai-nguyen", "wave_rows"] == "row-2"


def test_a_district_counts_by_itself_where_its_province_has_no_row_on_the_wave():
    known = PLACES[PLACES["place"].isin(["phu-tho", "lam-thao"])]
    waves = waves_of(("province", "Phú Thọ", "1-3", 9, "c"), ("district", "Lâm Thao", "4", 2, "d"))
    assert found.rent_reduction(waves, known)["communes"].tolist() == [9, 2]
    without = waves_of(("province", "Phú Thọ", "1", pd.NA, "c"))
    row = found.rent_reduction(without, known).iloc[0]
    assert pd.isna(row["communes"]) and row["wave_rows"] == "row-0"


def test_places_told_without_a_number_have_no_communes_in_a_list():
    told = found.told_without_number(WAVES, PLACES)
    counted = found.listed(WAVES)
    names = told.assign(name=PLACES.set_index("place").loc[told["place"], "name"].to_numpy())
    assert len(names) and not set(names.loc[names["wave"] == "", "name"]) & set(counted["place"])
    pairs = set(zip(counted["place"], counted["wave"], strict=True))
    assert not pairs & set(zip(names["name"], names["wave"], strict=True))


def test_a_place_goes_with_a_wave_only_by_a_row_on_its_land_reform_that_names_it():
    rows = WAVES.set_index("wave_row")
    for place in found.told_without_number(WAVES, PLACES).itertuples():
        behind = rows.loc[place.wave_rows.split()]
        assert (behind["campaign"] == "land_reform").all(), place
        named = {wave for words in behind["wave"] for wave in found._waves(words)}
        assert place.wave in named if place.wave else not named & {part.wave for part in found.PARTS}, place


@pytest.mark.parametrize(
    ("campaign", "wave", "expected"),
    [
        ("land_reform", "5", ["5"]),
        ("land_reform", "4-5", ["4", "5"]),
        ("land_reform", "experimental-1", ["experimental", "1"]),
        ("land_reform", "total", [""]),
        ("rectification", "total", []),
        ("rectification", "5", []),
        ("reinspection", "1", []),
    ],
)
def test_what_only_the_correction_is_told_of_has_no_land_reform(campaign, wave, expected):
    added = WAVES.iloc[[0]].assign(
        wave_row="told-here", campaign=campaign, wave=wave, level="province", place="Hà Nội", communes=pd.NA
    )
    told = found.told_without_number(pd.concat([WAVES, added], ignore_index=True), PLACES)
    assert told.loc[told["place"] == "ha-noi", "wave"].tolist() == expected
    assert told.loc[told["place"] == "ha-noi", "wave_rows"].tolist() == ["told-here"] * len(expected)


def test_a_row_without_a_wave_adds_nothing_to_one_with_it():
    rows = [("5", "named"), ("total", "all")]
    added = [
        WAVES.iloc[[0]].assign(
            wave_row=name, campaign="land_reform", wave=wave, level="province", place="Hà Nội", communes=pd.NA
        )
        for wave, name in rows
    ]
    told = found.told_without_number(pd.concat([WAVES, *added], ignore_index=True), PLACES)
    here = told[told["place"] == "ha-noi"]
    assert here[["wave", "wave_rows"]].to_numpy().tolist() == [["5", "named"]]


def test_the_greatest_printed_total_comes_with_its_bound():
    total = ("national", "", "total", 9)
    waves = waves_of((*total, "a"), (*total, "b"), ("national", "", "1", 99, "c"))
    waves["bound"] = ["exact", "at_least", "exact"]
    assert list(found.printed_total(waves, "rent_reduction")["source"]) == ["b", "a"]
    with pytest.raises(ValueError, match="prints the communes of all waves of land_reform"):
        found.printed_total(waves, "land_reform")


def test_every_place_is_named_by_the_row_that_it_gives():
    for place in PLACES.itertuples():
        row = LEDGER[place.table].set_index(LEDGER[place.table].columns[0]).loc[place.row]
        words = " ".join(str(row[column]) for column in ("place", "note", "about") if column in row)
        names = [place.name, *filter(None, place.also.split("; "))]
        spelt = words.replace("Thái-Mèo", "Thái–Mèo") + str(row.get("title", "")).replace("Thái-Mèo", "Thái–Mèo")
        if row["place"] != "":
            assert any(name in spelt for name in names) or place.place == "lien-thuy", place.place


def test_names_without_marks_are_those_names():
    for place in load("places").itertuples():
        plain = unicodedata.normalize("NFD", place.name.replace("đ", "d").replace("Đ", "D").replace("–", "-"))
        assert place.ascii == "".join(letter for letter in plain if not unicodedata.combining(letter))
