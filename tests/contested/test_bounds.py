"""The floor and the cap of each outcome: worked out by hand, then for any claims."""

import math

from claims_strategies import claims, frames, plain
from hypothesis import given, settings

from landreform.contested.bounds import outcome_bounds
from landreform.contested.consistency import gap
from landreform.contested.outcomes import DEFAULT_ORDER, TOLLS

few = settings(max_examples=40, deadline=None)


def test_outcome_bounds_travel_along_the_order():
    frame = claims(
        ("wrong", 15000, None, None, "wrongly_executed"),
        ("part", None, 1337, None, "executed_to_1955_12"),
        ("range", 3000, 5000, 15000, "executed"),
        ("most", None, None, 200000, "died"),
    )
    table = outcome_bounds(frame).set_index("outcome")
    assert table.loc["executed"].tolist() == [15000, "wrong", 15000, "range", True]
    assert table.loc["died"].tolist() == [15000, "wrong", 200000, "most", True]
    assert table.loc["executed_to_1955_12"].tolist() == [1337, "part", 1337, "part", True]
    assert table.loc["wrongly_executed", ["cap", "cap_from"]].tolist() == [15000, "range"]
    lower = outcome_bounds(frame.assign(high=[None, None, 14000, 200000])).set_index("outcome")
    assert not lower.loc["executed", "consistent"] and lower.loc["executed_to_1955_12", "consistent"]


def test_one_claim_leaves_other_outcomes_open():
    table = outcome_bounds(claims(plain("a", 7.0, "executed"))).set_index("outcome")
    assert table.loc["died", ["floor", "floor_from", "cap", "cap_from"]].tolist() == [7, "a", math.inf, ""]
    assert table.loc["wrongly_executed", ["floor", "cap"]].tolist() == [0, 7]


@few
@given(frames())
def test_outcome_bounds_are_impossible_just_where_there_is_a_gap(frame):
    table = outcome_bounds(frame).set_index("outcome")
    assert table["consistent"].all() == (gap(frame).delta == 1.0)
    for name in TOLLS:
        for upper in DEFAULT_ORDER.supersets(name):
            assert table.loc[name, "floor"] <= table.loc[upper, "floor"]
            assert table.loc[name, "cap"] <= table.loc[upper, "cap"]
