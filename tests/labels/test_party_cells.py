"""Party cells: every number by hand from what MacLean 2025 prints."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.labels.party_cells import (
    against_size,
    behind_percentages,
    outcomes,
    recruits_needed,
    shared_base,
    whole_numbers,
)

PRINTED = {"cells": 268, "bad": 3333, "mixed": 549, "kept": 2908}


def test_outcomes_by_hand():
    found = outcomes(**PRINTED).set_index("group")
    assert found["members"].tolist() == [3333, 549, 3882, 2908, 6790]
    assert found.loc["expelled", "share"] == pytest.approx(3882 / 6790)
    assert found.loc["kept", "per_cell"] == pytest.approx(2908 / 268)
    assert found["derived"].tolist() == [False, False, False, False, True]


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 500), st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 5000))
def test_outcomes_add_up(cells, bad, mixed, kept):
    found = outcomes(cells, bad, mixed, kept).set_index("group")
    assert found.loc["expelled", "share"] + found.loc["kept", "share"] == pytest.approx(1)
    assert (found["per_cell"] * cells).tolist() == pytest.approx(found["members"].tolist())


def test_cells_against_the_stated_size():
    before, after = against_size(6790, 268, 10, 20), against_size(2908, 268, 10, 20)
    assert (before.stands, after.stands) == ("above", "inside")
    assert before.per_cell == pytest.approx(25.3358, abs=5e-5)  # 6790 / 268, by hand to four decimals
    assert (before.cells_low, before.cells_high) == (339.5, 679)
    # 3,488 members of the province in the 75 communes: one cell a commune would be far too large
    assert against_size(3488, 75, 10, 20).stands == "above"
    assert against_size(10, 1, 10, 20).stands == "inside" and against_size(9, 1, 10, 20).stands == "below"


def test_recruits():
    assert recruits_needed(2908, 268, 10, 20) == (0, 20 * 268 - 2908)
    assert recruits_needed(100, 20, 10, 20) == (100, 300)
    assert recruits_needed(500, 20, 10, 20) == (0, 0)


def test_what_stands_behind_the_percentages():
    found = behind_percentages(["32.94", "52.24", "14.38"], 47).set_index("printed")
    assert found["numerators"].tolist() == [[], [], []]
    assert found["smallest_denominator"].tolist() == [85, 67, 146]
    assert found.loc["14.38", "nearest"] == "6 of 47 is 12.77, 7 of 47 is 14.89"
    six = behind_percentages(["63"], 6).iloc[0]
    assert six["numerators"] == [] and six["nearest"] == "3 of 6 is 50, 4 of 6 is 67"
    assert behind_percentages(["0.001"], 6, up_to=50)["smallest_denominator"].isna().item()


def test_a_shared_base_for_the_percentages():
    # 442 + 701 + 193 = 1,336 of 1,342; 449 + 712 + 196 = 1,357 of 1,363 (found by brute force, apart)
    assert shared_base(["32.94", "52.24", "14.38"]).to_numpy().tolist() == [[1342, 6, 6], [1363, 6, 6]]
    assert shared_base(["32.94", "52.24", "14.38"], 500).empty
    assert shared_base(["50", "50"], 3).to_numpy().tolist() == [[2, 0, 0]]


def test_whole_numbers_names_what_is_missing():
    counts = pd.DataFrame({"count": ["a", "b", "c"], "value": ["268", "", 1.5]})
    assert whole_numbers(counts, cells="a") == {"cells": 268}
    for row in ("b", "c", "d"):
        with pytest.raises(ValueError, match=f"no single whole number under '{row}'"):
            whole_numbers(counts, cells=row)


def test_misuse_is_named():
    with pytest.raises(ValueError, match="at least one cell"):
        outcomes(0, 1, 1, 1)
    with pytest.raises(ValueError, match="low <= high"):
        against_size(10, 1, 20, 10)
    with pytest.raises(ValueError, match="at least one share"):
        shared_base([])
