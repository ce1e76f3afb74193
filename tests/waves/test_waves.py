"""The waves: lengths, pace, pauses, sums, by hand and as properties."""

import re
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.tables import STATEMENT, load
from landreform.waves import national_series, provincial, totals

WAVES = load("waves")
PROVINCE = provincial.intervals(WAVES, "Thái Nguyên", "nguyen-duy-tien2000")
SERIES = national_series.land_reform(WAVES)


def test_lengths_in_thai_nguyen_are_those_of_the_calendar():
    told = provincial.lengths(PROVINCE)
    days = lambda first, last: (date.fromisoformat(last) - date.fromisoformat(first)).days + 1  # noqa: E731
    expected = {
        # November 1952 to January 1953: from the last of the one to the first of the other, and the other way round.
        "rent_reduction/experimental": (33, 92),
        "rent_reduction/1": (days("1953-04-14", "1953-07-22"),) * 2,
        "rent_reduction/2": (57, 57),
        "rent_reduction/3": (33, 33),
        "land_reform/experimental": (96, 96),
        "land_reform/1": (119, 119),
        "land_reform/2": (85, 85),
    }
    assert {f"{row.campaign}/{row.wave}": (row.days_least, row.days_most) for row in told.itertuples()} == expected


def test_pace_is_communes_by_weeks():
    told = provincial.pace(PROVINCE).set_index(["campaign", "wave"]).loc[("land_reform", "1")]
    assert told["per_week_least"] == pytest.approx(47 / 17)  # 119 days are 17 weeks
    assert told["days_per_commune_most"] == pytest.approx(119 / 47)


def test_pauses_and_overlaps_by_hand():
    told = provincial.successions(SERIES).set_index("second")
    # Wave 4 ends on the last day of December 1955, wave 5 begins on Christmas Day: seven days are in both.
    assert told.loc["wave 5", ["pause_least", "pause_most", "meeting"]].tolist() == [-7, -7, "overlap"]
    # From 20 to 27 June 1955 six days lie between.
    assert told.loc["wave 4", ["pause_least", "meeting"]].tolist() == [6, "pause"]
    assert told.loc["wave 5", "growth"] == pytest.approx(1720 / 859)


def test_the_national_series_says_where_every_part_comes_from():
    assert SERIES["wave"].tolist() == ["experimental", "1", "2", "3", "4", "5"]
    assert SERIES["communes"].tolist() == [6, 53, 210, 466, 859, 1720]
    rows = WAVES.set_index("wave_row")
    for wave in SERIES.itertuples():
        dated, counted = (rows.loc[names.split()] for names in (wave.dates_rows, wave.communes_rows))
        assert set(zip(dated["start"], dated["end"], strict=True)) == {(wave.start, wave.end)}
        assert counted["communes"].sum() == wave.communes
        for kind, used in (("dates", dated), ("communes", counted)):
            for name in STATEMENT:
                assert set(used[name]) == set(getattr(wave, f"{kind}_{name}").split("; "))
        assert wave.reason.endswith(".")
    assert set(national_series.series_statements(SERIES)["source"]) <= set(load("sources")["source"])


def test_a_series_whose_source_is_missing_or_at_odds_with_itself_is_refused():
    with pytest.raises(ValueError, match="Wave 1: the sources named do not have the rows"):
        national_series.land_reform(WAVES[WAVES["read_in"] != "viwiki-quoc-hoi-i"].assign(), national_series.PARTS[1:])
    spoilt = WAVES.copy()
    spoilt.loc[spoilt["wave_row"] == "viwiki-ccrd-land-reform-3-nghe-an", "end"] = "1955-06-21"
    with pytest.raises(ValueError, match="Wave 3: viwiki-ccrd dates it differently"):
        national_series.land_reform(spoilt)


def test_no_source_is_added_to_another_in_a_province_table():
    told = provincial.by_province(WAVES, "land_reform", "viwiki-ccrd")
    assert told[["2", "3", "4", "5"]].sum().tolist() == [210, 466, 844, 1021]
    assert told["total"].sum() == 210 + 466 + 844 + 1021
    assert told["place"].is_unique


def test_what_adds_up_and_what_does_not():
    told = totals.subtotals(WAVES)
    found = dict(zip(told["what"], told["difference"], strict=True))
    differ = {what: by for what, by in found.items() if by}
    assert sorted(differ.values()) == [-699, -523, -249, -68, -35, -15, 14, 29, 40, 46]
    assert (told["sum"] - told["printed"] == told["difference"]).all()
    assert set(told["verdict"]) <= set(totals.VERDICTS)
    # Fourteen more than "more than 3,300" is allowed, one fewer would not be.
    assert told.loc[told["difference"] == 14, "verdict"].item() == "is allowed"
    assert told.loc[told["difference"] == 0, "verdict"].eq("agrees").all()
    rows = WAVES.set_index("wave_row")["communes"]
    for row in told.itertuples():
        assert rows.loc[row.parts_rows.split()].sum() == row.sum
        assert rows.loc[row.printed_rows.split()].sum() == row.printed


def test_two_ways_lead_to_each_printed_total_and_neither_is_hidden():
    told = totals.subtotals(WAVES)
    for printed, row in (("735", "quoc-hoi-1954-1957-land-reform-1-3"), ("3314", "viwiki-ccrd-land-reform-total")):
        ways = told[(told["printed_rows"] == row) & (told["verdict"] == "agrees")]
        assert ways["sum"].tolist() == [int(printed)] * 2
        trial = ways["parts_rows"].str.contains("experimental")
        assert trial.tolist() == [True, False]
        assert ways["remark"].ne("").all()


def test_thai_nguyen_is_not_the_only_province_with_several_waves_of_both():
    both = provincial.in_both_campaigns(WAVES).set_index("place")
    assert {"Thái Nguyên", "Vĩnh Phúc"} <= set(both.index)
    assert both.loc["Vĩnh Phúc"].tolist() == ["4, 5 and 6", "3 and 4"]
    assert "Bắc Ninh" not in both.index  # one wave of rent reduction is known there


def test_what_a_thesis_states_stands_beside_the_list_and_not_in_it():
    told = provincial.other_works(WAVES, "land_reform", "viwiki-ccrd").set_index("wave_row")
    assert "viwiki-ccrd" not in set(told["source"])
    pairs = told[told["source"] == "nguyen-thi-thuy2013"][["communes", "listed"]].to_numpy().tolist()
    assert pairs == [[135, 100], [77, 106], [17, 17]]
    listed = provincial.by_province(WAVES, "land_reform", "viwiki-ccrd").set_index("place")
    assert listed.loc["Phú Thọ", "2"] == 100


def test_a_comparison_without_rows_is_refused():
    with pytest.raises(ValueError, match="one side has no rows"):
        totals.subtotals(WAVES[WAVES["source"] != "viwiki-vndcch"])


@st.composite
def bars(draw):
    """Draw waves in the order of their beginnings, some with vague ends."""
    rows, day = [], date(1953, 1, 1)
    for number in range(draw(st.integers(1, 6))):
        day += timedelta(days=draw(st.integers(0, 60)))
        vague = draw(st.integers(0, 20))
        last = day + timedelta(days=draw(st.integers(vague, 120)))
        ends = (day, day + timedelta(days=vague), last, last + timedelta(days=draw(st.integers(0, 20))))
        row = dict(zip(BOUNDS, map(pd.Timestamp, ends), strict=True))
        rows.append(row | {"name": f"w{number}", "wave": str(number), "communes": draw(st.integers(1, 500))})
    return pd.DataFrame(rows)


@given(bars())
def test_sums_over_time_keep_their_order_and_end_with_everything(frame):
    told = provincial.reached(frame)
    assert (told["least"] <= told["most"]).all()
    assert told["least"].is_monotonic_increasing and told["most"].is_monotonic_increasing
    assert told["share_least"].iloc[-1] == told["share_most"].iloc[-1] == pytest.approx(1)
    assert told["most"].iloc[-1] == frame["communes"].sum()
    assert provincial.reached(frame, total=2 * frame["communes"].sum())["share_most"].iloc[-1] == pytest.approx(0.5)
    added = provincial.cumulated(frame)
    assert added["communes_to_end"].iloc[-1] == frame["communes"].sum()
    assert (added["communes_before"] + frame["communes"] == added["communes_to_end"]).all()


@given(bars())
def test_least_is_never_more_than_most(frame):
    told = provincial.pace(frame)
    for name in ("days", "days_per_commune", "per_week"):
        assert (told[f"{name}_least"] <= told[f"{name}_most"] + 1e-9).all()
    steps = provincial.successions(frame)
    assert (steps["pause_least"] <= steps["pause_most"]).all()
    assert set(steps["meeting"]) <= {"pause", "overlap", "open"}


def test_growth_is_not_reckoned_across_campaigns():
    told = provincial.successions(SERIES.assign(campaign=["rent_reduction"] + ["land_reform"] * (len(SERIES) - 1)))
    assert pd.isna(told["growth"].iloc[0])
    assert told["growth"].iloc[1:].equals(provincial.successions(SERIES)["growth"].iloc[1:])


#: Encyclopaedias that anybody can edit, without the two articles that the project started from.
FOUNDING = {"wikipedia-land-reform", "wikipedia-north-vietnam"}


def encyclopaedic(rows):
    works = load("sources").set_index("source")
    open_to_all = works[(works["kind"] == "encyclopedia") & (works["origin"] == "reference_work")].index
    return rows["read_in"].isin(set(open_to_all) - FOUNDING)


@pytest.mark.parametrize(("name", "most"), [("waves", 0.40), ("counts", 0.10)])
def test_few_rows_are_read_in_encyclopaedias_that_anybody_can_edit(name, most):
    assert encyclopaedic(load(name)).mean() <= most


def test_another_place_was_looked_for_wherever_a_wave_is_read_in_an_encyclopaedia():
    tried = load("not_found")
    told = " ".join([*tried["row"], *tried["note"]])
    named = set(re.findall("[a-z0-9]+(?:-[a-z0-9]+)+", told))
    assert set(WAVES.loc[encyclopaedic(WAVES), "wave_row"]) <= named
