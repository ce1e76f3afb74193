"""Exposure bases: every stage once, every number with its rows, totals kept."""

import pandas as pd
import pytest

from landreform.ledger.tables import load_all
from landreform.tolls import exposures as ex

LEDGER = load_all()
BASES = ex.exposures(LEDGER)
SIZES = BASES.set_index(["base", "stage"])["exposure"]
AREAS = ex.free_areas(LEDGER)


def test_every_base_has_every_stage_once_in_one_unit():
    assert tuple(BASES.columns) == ex.COLUMNS
    for base, group in BASES.groupby("base"):
        assert tuple(group["stage"]) == ex.STAGES, base
        assert group["unit"].nunique() == 1 and group["description"].nunique() == 1
        assert (group["exposure"] > 0).all()
    assert set(ex.STAGE_NAMES) == set(ex.STAGES)


def test_communes_by_hand():
    assert SIZES["commune_passes"].tolist() == [1875, 6 + 53 + 210 + 466 + 859, 1720]
    assert SIZES["commune_passes_without_wave_4"].tolist() == [1875, 6 + 53 + 210 + 466, 859 + 1720]
    assert SIZES["communes_plenum"].tolist() == [1875, 1594, 3563 - 1594]


def test_every_base_holds_what_the_counts_hold():
    """The executions of all waves of rent reduction need all its waves; moving a wave loses no commune."""
    rows = BASES.set_index(["base", "stage"])["rows"]
    for base in SIZES.index.unique("base"):
        assert "quoc-hoi-1954-1957-rent-reduction-1-7" not in rows[base, "rent_reduction"] or base.startswith("people_")
    moved = SIZES["commune_passes"].sum(), SIZES["commune_passes_without_wave_4"].sum()
    assert moved[0] == moved[1]
    provinces = LEDGER["waves"].query("level == 'province' and wave in ('3', '4', '5')")["wave_row"]
    assert not any(f"waves:{name}" in cell.split() for cell in rows for name in provinces)


def test_people_shared_out_add_up_to_what_is_printed():
    for base, total in (("people_fewest", 4_000_000), ("people_most", 10_000_000)):
        shared = SIZES[base][list(ex.STAGES[1:])]
        assert shared.sum() == pytest.approx(total)
        assert shared.iloc[1] / shared.iloc[0] == pytest.approx(1720 / 1594)
    assert SIZES["people_per_commune", "land_reform_after"] == pytest.approx(1720 * 1_500_000 / 735)
    assert SIZES["people_per_commune", "rent_reduction"] == pytest.approx(1875 * 5_700_000 / 1352)


def test_every_number_leads_to_its_rows():
    for frame in (BASES, AREAS):
        used = ex.components(frame, LEDGER)
        assert len(used) == frame["rows"].str.split().str.len().sum()
        assert (used[["source", "read_in", "locator"]] != "").all(axis=None)
        for row in frame.to_dict("records"):
            own = used[(used["base"] == row["base"]) & (used["stage"] == row.get("stage", ""))]
            assert set(own["source"]) == set(row["source"].split("; "))
            assert set(own["read_in"]) == set(row["read_in"].split("; "))


def test_a_choice_is_said_wherever_one_was_made():
    said = BASES.set_index(["base", "stage"])["choice"]
    assert "least" in said["commune_passes", "rent_reduction"]
    assert "last day" in said["commune_passes_without_wave_4", "land_reform_to_1955_12"]
    assert "7 days" in said["commune_passes", "land_reform_after"]  # the week that two waves share
    assert "shared out" in said["people_most", "land_reform_after"]
    assert (AREAS.loc[AREAS["base"] == "villages_not_held", "choice"] != "").all()


def test_the_whole_north_is_no_free_area():
    assert AREAS["persons"].is_monotonic_increasing
    free = AREAS.set_index("base")["is_free_area"]
    assert not free[["north_1954", "north_1955"]].any() and free.sum() == 3
    villages = AREAS.set_index("base").loc["villages_not_held", "persons"]
    assert villages == pytest.approx(13_500_000 * (7000 - 1129) / 7000)


def test_a_missing_row_is_named():
    spoilt = dict(LEDGER, counts=LEDGER["counts"][LEDGER["counts"]["count"] != "vu-ngu-chieu2009-villages"])
    with pytest.raises(ValueError, match="no row 'vu-ngu-chieu2009-villages'"):
        ex.free_areas(spoilt)
    waves = LEDGER["waves"]
    spoilt = dict(LEDGER, waves=pd.concat([waves, waves[waves["source"] == "viwiki-vndcch"]]))
    with pytest.raises(ValueError, match="2 rows with communes"):
        ex.exposures(spoilt)
