"""The frontier of completeness and intensity: closed forms, the way back, and what must always hold."""

import numpy as np
import pytest
from claims_strategies import claims, frames, plain
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.frontier import completeness_needed, frontiers, implied_total

reported = st.floats(1.0, 1e5)
rest = st.floats(0.0, 50.0)
intensity = st.floats(0.0, 100.0)
totals = st.floats(1.0, 1e6)


def test_by_hand():
    """1,000 reported on two thirds of the campaign: the rest adds half as much at the same intensity."""
    assert implied_total(1000, 0.5, 1.0, 1.0) == 1500.0
    assert implied_total(1000, 0.5, 0.1, 1.0) == pytest.approx(15000.0)
    assert completeness_needed(15000, 1000, 0.5, 1.0) == pytest.approx(0.1)
    assert completeness_needed(1000, 1000, 0.5, 0.0) == 1.0


@given(totals, reported, rest, intensity)
def test_the_total_comes_back_at_the_completeness_needed(total, number, ratio, times):
    needed = completeness_needed(total, number, ratio, times)
    if needed <= 1.0:
        assert implied_total(number, ratio, needed, times) == pytest.approx(total, rel=1e-12)
    else:
        assert implied_total(number, ratio, 1.0, times) > total


@given(totals, totals, reported, rest, st.tuples(intensity, intensity))
def test_the_frontier_is_monotone(total, more, number, ratio, times):
    low, high = sorted(times)
    assert completeness_needed(total, number, ratio, low) <= completeness_needed(total, number, ratio, high)
    small, large = sorted((total, more))
    assert completeness_needed(small, number, ratio, low) >= completeness_needed(large, number, ratio, low)


@given(frames(), reported, rest)
def test_each_closed_end_has_its_frontier(frame, number, ratio):
    table = frontiers(frame, number, ratio, [0.0, 1.0, 5.0])
    for row in frame.to_dict("records"):
        own = table[table["estimate"] == row["estimate"]]
        bare = np.isnan(row["low"]) and np.isnan(row["high"])
        wanted = {"low": row["point"]} if bare else {end: row[end] for end in ("low", "high") if row[end] > 0}
        if len(wanted) == 2 and wanted["low"] == wanted["high"]:
            del wanted["high"]
        assert dict(zip(own["end"], own["total"], strict=True)) == wanted
        assert len(own) == 3 * len(wanted)
        if len(wanted) == 2:
            ends = own.set_index(["end", "intensity"])["completeness"]
            assert (ends["high"] < ends["low"]).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: implied_total(0, 1, 1, 1), "reported number lies above 0"),
        (lambda: implied_total(1, -1, 1, 1), "rest is 0 or more"),
        (lambda: implied_total(1, 1, [0.5, 1.5], 1), "at most 1"),
        (lambda: implied_total(1, 1, 0, 1), "lies above 0"),
        (lambda: implied_total(1, 1, 1, -0.1), "intensity is 0 or more"),
        (lambda: completeness_needed(0, 1, 1, 1), "total lies above 0"),
        (lambda: frontiers(claims(plain("a", 1.0)), float("nan"), 1, [1]), "reported number lies above 0"),
    ],
)
def test_what_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
