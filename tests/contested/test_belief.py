"""Belief and plausibility: closed forms, a second computation claim by claim, what must always hold."""

import math

import numpy as np
import pandas as pd
import pytest
from claims_strategies import claims, frames, not_a_toll, plain
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.contested.belief import at, belief_and_plausibility, implied_ranges, masses
from landreform.contested.outcomes import DEFAULT_ORDER, TOLLS, NotATollError

few = settings(max_examples=80, deadline=None)
outcomes = st.sampled_from(TOLLS)
values = st.floats(min_value=0.0, max_value=2e6, allow_nan=False)


def one_by_one(frame, outcome, value):
    """Add up the masses in plain loops over lineages and their different ranges."""
    belief = plausibility = 0.0
    said = {}
    for row in frame.to_dict("records"):
        low = row["point"] if math.isnan(row["low"]) and math.isnan(row["high"]) else row["low"]
        high = row["point"] if math.isnan(row["low"]) and math.isnan(row["high"]) else row["high"]
        part = outcome in DEFAULT_ORDER.supersets(row["outcome"])
        whole = row["outcome"] in DEFAULT_ORDER.supersets(outcome)
        low = low if part and not math.isnan(low) else 0.0
        high = high if whole and not math.isnan(high) else math.inf
        if low > 0.0 or high < math.inf:
            said.setdefault(row["lineage"], set()).add((low, high))
    for ranges in said.values():
        for low, high in ranges:
            share = 1.0 / len(said) / len(ranges)
            belief += share * (high <= value)
            plausibility += share * (low <= value)
    return belief, plausibility


def computed(frame, outcome, value, **options):
    ranges = implied_ranges(frame, outcome, **options)
    return at(ranges, masses(ranges), value)


@few
@given(frames(), outcomes, values)
def test_as_added_up_one_by_one(frame, outcome, value):
    assert computed(frame, outcome, value) == pytest.approx(one_by_one(frame, outcome, value), abs=1e-12)


@few
@given(frames(), outcomes)
def test_belief_never_exceeds_plausibility_and_neither_falls(frame, outcome):
    ranges = implied_ranges(frame, outcome)
    steps = belief_and_plausibility(ranges, masses(ranges))
    assert (steps["belief"] <= steps["plausibility"] + 1e-12).all()
    assert steps["belief"].is_monotonic_increasing and steps["plausibility"].is_monotonic_increasing
    assert steps["value"].iloc[0] == 0.0
    assert steps["plausibility"].iloc[-1] == (1.0 if len(ranges) else 0.0)


@few
@given(frames(), outcomes, values, st.integers(0, 5))
def test_a_copy_within_a_lineage_changes_nothing(frame, outcome, value, which):
    copied = frame.iloc[[which % len(frame)]].assign(estimate="copy")
    again = pd.concat([frame, copied], ignore_index=True)
    assert computed(again, outcome, value) == pytest.approx(computed(frame, outcome, value), abs=1e-12)


@few
@given(frames(), outcomes)
def test_the_steps_are_the_values_in_between(frame, outcome):
    ranges = implied_ranges(frame, outcome)
    mass = masses(ranges)
    steps = belief_and_plausibility(ranges, mass)
    for value, belief, plausibility in steps.itertuples(index=False):
        assert at(ranges, mass, value) == (belief, plausibility)
        assert at(ranges, mass, value + 1e-6 * max(value, 1.0)) == (belief, plausibility)


@few
@given(frames(min_size=1), outcomes, values)
def test_wider_bare_numbers_believe_less_and_leave_more_open(frame, outcome, value):
    # A voice for each claim: two claims of a lineage that say the same count once, and wider they may differ.
    frame = frame.assign(lineage=[f"own {row}" for row in range(len(frame))])
    narrow, wide = (computed(frame, outcome, value, bare_width=width) for width in (1.0, 3.0))
    assert wide[0] <= narrow[0] + 1e-12 and wide[1] >= narrow[1] - 1e-12


def test_a_part_gives_a_low_end_and_a_whole_a_high_end():
    frame = claims(plain("part", 10.0, "executed_to_1955_12"), plain("own", 20.0), plain("whole", 90.0, "died"))
    ranges = implied_ranges(frame, "executed")
    assert ranges[["low", "high"]].to_numpy().tolist() == [[10.0, math.inf], [20.0, 20.0], [0.0, 90.0]]
    assert computed(frame, "executed", 20.0) == pytest.approx((1 / 3, 1.0))
    assert implied_ranges(frame, "wrongly_executed")["estimate"].tolist() == ["own", "whole"]


def test_each_claim_may_count_once():
    frame = claims(("a", None, 1.0, None, "died", "x"), ("b", None, 1.0, None, "died", "x"), plain("c", 9.0, "died"))
    ranges = implied_ranges(frame, "died")
    assert masses(ranges).tolist() == [0.25, 0.25, 0.5]
    assert masses(ranges, by_lineage=False).tolist() == pytest.approx([1 / 3] * 3)


def test_nothing_said_is_nothing_believed():
    frame = claims(plain("a", 5.0, "wrongly_executed"))
    ranges = implied_ranges(frame, "executed_to_1955_12")
    assert ranges.empty and masses(ranges).tolist() == [] and masses(ranges, by_lineage=False).tolist() == []
    assert at(ranges, masses(ranges), 1e9) == (0.0, 0.0)
    assert belief_and_plausibility(ranges, np.array([])).to_numpy().tolist() == [[0.0, 0.0, 0.0]]


def test_what_is_refused():
    with pytest.raises(ValueError, match=r"at least 1, not by 0\.9"):
        implied_ranges(claims(plain("a", 5.0)), "executed", bare_width=0.9)
    with pytest.raises(NotATollError):
        implied_ranges(not_a_toll(), "executed")
    with pytest.raises(NotATollError):
        implied_ranges(claims(plain("a", 5.0)), "classified")
