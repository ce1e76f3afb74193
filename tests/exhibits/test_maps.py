"""The map: a projection that is what it says, names that keep apart, and marks that lose nothing."""

import itertools
import math

import pandas as pd
import pytest
from drawn_exhibits import drawn, form, svg, texts
from hypothesis import given
from hypothesis import strategies as st

from landreform.exhibits.campaign import places_map, places_table
from landreform.exhibits.draw import maps
from landreform.ledger import tables
from landreform.waves.national_series import wave_name

LEDGER = tables.load_all()
#: Kilometres of a degree of a meridian on a sphere of the mean radius.
DEGREE = 2 * math.pi * 6371.0088 / 360


def great_circle(first, second):
    """Measure between two places on the sphere, by the haversine."""
    (lon0, lat0), (lon1, lat1) = (map(math.radians, place) for place in (first, second))
    half = math.sin((lat1 - lat0) / 2) ** 2 + math.cos(lat0) * math.cos(lat1) * math.sin((lon1 - lon0) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def test_the_projection_in_closed_form():
    assert maps.projected(105, 20) == (0, 0)
    assert maps.projected(105, 21) == pytest.approx((0, DEGREE))
    assert maps.projected(106, 20) == pytest.approx((DEGREE * math.cos(math.pi / 9), 0))
    assert maps.projected(104, 17) == pytest.approx((-DEGREE * math.cos(math.pi / 9), -3 * DEGREE))


@given(st.floats(102, 108), st.floats(17, 23.4), st.floats(102, 108), st.floats(17, 23.4))
def test_distances_on_the_map_are_right_to_three_in_a_hundred(lon0, lat0, lon1, lat1):
    true = great_circle((lon0, lat0), (lon1, lat1))
    shown = math.dist(maps.projected(lon0, lat0), maps.projected(lon1, lat1))
    assert shown == pytest.approx(true, rel=0.03, abs=1e-6)


def test_the_outline_is_the_north_and_nothing_else():
    rings = maps.outline()
    assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    edge = maps.projected(105, 17)[1]
    assert min(y for ring in rings for _, y in ring) == pytest.approx(edge)
    # Every point of the table of places lies on the mainland or within ten kilometres of it.
    for place in LEDGER["places"].dropna(subset="lat").itertuples():
        assert inside(maps.projected(place.lon, place.lat), rings[0]), place.name


def inside(point, ring):
    """Count the edges to the east of a point."""
    x, y = point
    crossings = 0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossings += 1
    return crossings % 2 == 1


@given(st.lists(st.floats(-100, 100), max_size=12))
def test_spread_names_keep_apart_in_their_order_and_within_the_ends(wanted):
    moved = maps.spread(wanted, 5.0, -60.0, 60.0)
    in_order = [moved[k] for k in sorted(range(len(wanted)), key=lambda k: wanted[k])]
    assert all(second - first > 5 - 1e-9 for first, second in itertools.pairwise(in_order))
    assert all(-60 - 1e-9 <= height <= 60 + 1e-9 for height in moved)


def test_names_that_do_not_clash_stay_and_clashing_ones_part_evenly():
    assert maps.spread([30.0, 0.0, 10.0], 5.0, -60.0, 60.0) == [30.0, 0.0, 10.0]
    assert maps.spread([0.0, 0.0, 0.0], 4.0, -60.0, 60.0) == [-4.0, 0.0, 4.0]
    assert maps.spread([59.0, 60.0], 4.0, -60.0, 60.0) == [56.0, 60.0]
    with pytest.raises(ValueError, match="No room for 3 names"):
        maps.spread([0.0, 0.0, 0.0], 4.0, 0.0, 7.0)


def test_the_map_shows_every_commune_of_the_series_once():
    data = drawn("fig-map").data
    on_maps = data[data["panel"] != places_map.NO_WAVE]
    for _, panel in on_maps[on_maps["campaign"] == "land_reform"].groupby("panel"):
        assert panel["communes"].sum() == panel["printed"].iloc[0]
        assert not panel.loc[panel["place"] != "", "place"].duplicated().any()
    assert len(data[data["kind"] == places_map.REST]) == on_maps["panel"].nunique()
    counted = data[data["kind"] == places_map.COUNTED]
    assert counted["lat"].notna().all() and (counted["communes"] > 0).all()


def test_on_a_map_of_two_waves_the_communes_of_each_are_told_apart():
    data = drawn("fig-map").data
    counted = data[data["kind"] == places_map.COUNTED]
    for row in counted.itertuples():
        assert sum(int(part.replace(",", "")) for part in row.by_wave.split(" + ")) == row.communes
    first = counted[counted["panel"].str.contains("experimental")]
    assert len(first) and first["by_wave"].str.contains("+", regex=False).all()
    words = [text.get_text() for text, _ in texts("fig-map")]
    assert all(f"{row.name} {row.by_wave}" in words for row in first[["name", "by_wave"]].itertuples(index=False))


def test_what_the_caption_finds():
    data = drawn("fig-map").data
    reform = data[data["campaign"] == "land_reform"]
    panels = [panel for _, panel in reform.groupby("panel", sort=False)]
    assert set(panels[0].loc[panels[0]["kind"] == places_map.COUNTED, "name"]) == {"Thái Nguyên", "Thanh Hóa"}
    rest = reform.loc[reform["kind"] == places_map.REST, "communes"]
    assert rest.iloc[-1] > 0.95 * rest.sum()
    # The highlands: nothing that is counted lies farther north or west than the towns of the midland.
    counted = data[data["kind"] == places_map.COUNTED]
    assert counted["lat"].max() < 22 and counted["lon"].min() > 105
    # The delta and the coast: near Hưng Yên, Thái Bình or Ninh Bình, or near the sea.
    last = next(
        panel for panel in panels if places_map.COUNTED in set(panel["kind"]) and "wave 5" in panel["panel"].iloc[0]
    )
    last = last[last["kind"] != places_map.REST]
    delta = [(106.05112, 20.64637), (106.34002, 20.45), (105.97965, 20.25809)]
    shore = [point for point in maps.outline()[0] if point[0] > 20]
    for row in last.itertuples():
        here = maps.projected(row.lon, row.lat)
        inland = min(math.dist(here, maps.projected(*town)) for town in delta)
        assert inland < 65 or min(math.dist(here, point) for point in shore) < 40, row.name


def test_the_map_says_what_it_draws():
    shown = drawn("fig-map")
    written = " ".join(text.get_text() for text, _ in texts("fig-map"))
    for row in shown.data[shown.data["kind"] != places_map.REST].itertuples():
        assert row.name in written and row.name in shown.description
        if row.certainty == "town_within":
            assert f"{row.name} in {row.point}" in shown.description
    for row in shown.data[(shown.data["kind"] == places_map.REST) & (shown.data["communes"] > 0)].itertuples():
        assert f"{row.communes:,}" in written and f"{row.communes:,}" in shown.description
    assert places_map.finding(shown.data) in written.replace("\n", " ")


def waves_of_panel(panel):
    """Give the waves that the heading of a map of land reform names."""
    return {wave for names in places_map.PANELS for wave in names if wave_name(wave) in panel}


def test_every_place_on_the_map_of_a_wave_has_a_row_on_that_wave():
    data, rows = drawn("fig-map").data, LEDGER["waves"].set_index("wave_row")
    placed = data[(data["place"] != "") & (data["campaign"] == "land_reform")]
    assert len(placed)
    for place in placed.itertuples():
        behind = rows.loc[place.wave_rows.split()]
        assert (behind["campaign"] == "land_reform").all(), place.name
        wanted = waves_of_panel(place.panel)
        assert wanted or place.panel == places_map.NO_WAVE
        assert set(behind["wave"]) <= wanted if wanted else not set(behind["wave"]) & set(places_table.WAVES), (
            place.name
        )


@pytest.mark.parametrize("narrow", [False, True])
def test_what_no_row_gives_a_wave_has_no_mark_and_its_name_in_the_key(narrow):
    data, figure = drawn("fig-map").data, form("fig-map", narrow)
    on_maps = data[(data["panel"] != places_map.NO_WAVE) & data["place"].ne("")]
    nowhere = set(data["name"]) - set(on_maps["name"]) - {""}
    assert nowhere == {"Kiến An"}
    (key,) = figure.legends
    (told,) = [words for words in map(plain, key.get_texts()) if "wave of land reform not named" in words]
    assert all(name in told for name in nowhere)
    at_maps = {plain(text) for axes in figure.axes for text in axes.texts}
    assert not at_maps & nowhere and set(data.loc[data["kind"] == places_map.TOLD, "name"]) - nowhere <= at_maps
    # Of these only the correction of errors is told, or rent reduction.
    assert not {"Hà Nội", "Tuyên Quang", "Nam Định"} & set(data.loc[data["campaign"] == "land_reform", "name"])


def test_a_place_whose_wave_a_row_names_stands_on_its_map_without_a_number():
    waves = LEDGER["waves"]
    told = waves.iloc[[0]].assign(
        wave_row="told-here", campaign="land_reform", wave="4", level="province", place="Kiến An", communes=pd.NA
    )
    data = places_map.marks({**LEDGER, "waves": pd.concat([waves, told], ignore_index=True)})
    here = data[data["place"] == "kien-an"]
    assert here[["panel", "kind", "wave_rows"]].to_numpy().tolist() == [
        ["Land reform, wave 4", places_map.TOLD, "told-here"]
    ]
    assert "Kiến An" in places_map.description(data) and places_map.NO_WAVE not in set(data["panel"])


def plain(text):
    return " ".join(text.get_text().split())


def test_the_map_has_few_sizes_of_type_and_none_too_small_to_print():
    sizes = {text.get_fontsize() for text, _ in texts("fig-map")}
    assert len(sizes) <= 4 and min(sizes) >= 8
    assert len(svg("fig-map")) < 400_000


def test_the_area_of_a_mark_goes_with_its_communes():
    # Of a square its width squared, of a circle that times a quarter of pi.
    for campaign, share in (("rent_reduction", 1), ("land_reform", math.pi / 4)):
        areas = [share * places_map._size(communes, campaign) for communes in (1, 6, 60, 600)]
        assert areas == pytest.approx([3.6, 3.6, 36, 360])


def test_the_table_of_places_adds_up_to_the_series():
    rows = drawn("tab-places-waves").data
    whole, rest, places = rows.iloc[-1], rows.iloc[-2], rows.iloc[:-2]
    for column in (f"wave_{wave}" for wave in places_table.WAVES):
        assert places[column].sum() + rest[column] == whole[column]
    assert places["rent_reduction"].sum() + rest["rent_reduction"] == whole["rent_reduction"]
    assert set(places["place"]) == set(drawn("fig-map").data["place"]) - {""}
    assert set(places["place"]) <= set(LEDGER["places"]["place"])


def test_a_wave_that_another_work_counts_otherwise_stands_beside_the_list():
    rows = drawn("tab-places-waves").data.set_index("place")
    assert rows.loc["bac-ninh", ["wave_5", "others"]].tolist() == [8, "5: 76"]
    # The thesis on Phú Thọ has waves 2 and 3 otherwise, and wave 4 as the list has it.
    assert rows.loc["phu-tho", "others"] == "2: 135; 3: 77"
    assert "nguyen-thi-khuyen2014-land-reform-5-bac-ninh" in rows.loc["bac-ninh", "wave_rows"].split()
    assert drawn("fig-map").data.query("campaign == 'rent_reduction'")["least"].all()


def test_communes_in_a_place_without_a_point_are_refused_and_not_lost():
    places = LEDGER["places"].copy()
    places.loc[places["place"] == "ha-tinh", ["lat", "lon"]] = float("nan")
    with pytest.raises(ValueError, match="no point for ha-tinh"):
        places_map.marks({**LEDGER, "places": places})


def test_a_map_without_rest_says_so():
    row = ("P", "counted", "land_reform", "phu-tho", "Phú Thọ", 5, 5)
    whole = ("P", "in no list", "land_reform", "", "", 0, 5)
    columns = ["panel", "kind", "campaign", "place", "name", "communes", "printed"]
    data = pd.DataFrame([row, whole], columns=columns).assign(least=False, certainty="itself", point="")
    assert places_map.description(data) == "P: 5 communes. Phú Thọ: 5 communes. No commune is left over."
