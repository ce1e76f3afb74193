"""The greatest consistent sets and the curve: closed forms, brute force, an integer programme, what always holds."""

import itertools

import numpy as np
import pandas as pd
import pytest
from claims_strategies import claims, frames, not_a_toll, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from integer_programme import reconcilable

from landreform.contested.claims import ends
from landreform.contested.collisions import folds
from landreform.contested.consistency import TIE, gap
from landreform.contested.consistent_sets import (
    COUNTED,
    LISTED,
    curve,
    curve_of_many,
    drop_one,
    greatest_consistent_sets,
    set_aside,
)
from landreform.contested.outcomes import DEFAULT_ORDER, NotATollError, OutcomeOrder

few = settings(max_examples=60, deadline=None)
stretches = st.sampled_from([1.0, 1.1, 2.0, 10.0])


def brute_force(frame, stretch=1.0):
    """Try every set of claims; return the least number to set aside, and all sets that reach it."""
    low, high, outcome = ends(frame, "a test")
    clash = folds(low, high, outcome) > stretch**2 * (1 + 2 * TIE)
    n = len(frame)
    for size in range(n + 1):
        found = []
        for aside in itertools.combinations(range(n), size):
            kept = [k for k in range(n) if k not in aside]
            if not clash[np.ix_(kept, kept)].any():
                found.append(tuple(frame["estimate"].iloc[list(aside)]))
        if found:
            return size, sorted(found, key=lambda names: [int(name[1:]) for name in names])
    raise AssertionError("no claim at all contradicts nobody")


@few
@given(frames(max_size=9), stretches)
def test_every_least_set_is_found_as_by_brute_force(frame, stretch):
    size, sets = brute_force(frame, stretch)
    found = greatest_consistent_sets(frame, stretch)
    assert found.set_aside == size and found.count == len(sets)
    assert list(found.sets) == sets[:LISTED]
    each = [set(names) for names in sets]
    assert set(found.always) == set.intersection(*each)
    assert set(found.always) | set(found.sometimes) == set.union(*each)
    assert {*found.always, *found.sometimes, *found.never} == set(frame["estimate"])


@few
@given(frames(min_size=1, max_size=30), stretches)
def test_the_size_is_that_of_an_integer_programme(frame, stretch):
    table = reconcilable(frame, stretch).set_index("estimate")
    found = greatest_consistent_sets(frame, stretch)
    assert len(frame) - found.set_aside == table.to_numpy().max()
    always_kept = set(table.index[table["with_it"] > table["without_it"]])
    assert set(found.never) == always_kept
    assert set(found.always) == set(table.index[table["with_it"] < table["without_it"]])


@few
@given(frames(max_size=12))
def test_to_exceed_is_transitive(frame):
    low, high, outcome = ends(frame, "a test")
    exceeds = folds(low, high, outcome) > 1.0
    assert not (exceeds @ exceeds & ~exceeds).any()


@few
@given(frames(max_size=8))
def test_the_curve_is_brute_force_at_and_between_its_steps(frame):
    steps = curve(frame)
    assert steps["stretch"].iloc[0] == 1.0 and steps["set_aside"].iloc[-1] == 0
    assert steps["set_aside"].is_monotonic_decreasing and steps["set_aside"].is_unique
    assert steps["stretch"].iloc[-1] == pytest.approx(gap(frame).delta, rel=1e-9)
    for at, number in steps.itertuples(index=False):
        assert brute_force(frame, at)[0] == number
        if at > 1.0:
            assert brute_force(frame, at * (1 - 1e-6))[0] > number


@few
@given(frames(min_size=2, max_size=12), stretches)
def test_another_claim_never_shortens_the_curve(frame, stretch):
    fewer, more = (greatest_consistent_sets(part, stretch).set_aside for part in (frame.iloc[:-1], frame))
    assert fewer <= more <= fewer + 1
    before, after = curve(frame.iloc[:-1]), curve(frame)
    for number in range(len(frame)):  # with so many set aside, the others never need less room
        room = [steps.loc[steps["set_aside"] <= number, "stretch"].min() for steps in (before, after)]
        assert room[0] <= room[1] * (1 + 1e-9)


@few
@given(frames(min_size=2, max_size=9), stretches)
def test_drop_one_is_the_curve_of_the_others(frame, stretch):
    table = drop_one(frame, stretch=stretch)
    for k in range(len(frame)):
        assert table["set_aside"].iloc[k] == brute_force(frame.drop(index=frame.index[k]), stretch)[0]


def test_a_chain_keeps_one_claim():
    frame = claims(*(plain(f"c{k}", 10.0**k) for k in range(5)))
    found = greatest_consistent_sets(frame)
    assert (found.set_aside, found.count) == (4, 5)
    assert found.always == () and found.never == () and len(found.sometimes) == 5
    assert curve(frame)["stretch"].tolist() == pytest.approx([1.0, 10**0.5, 10.0, 10**1.5, 100.0])


def test_more_sets_than_are_counted():
    """Ten pairs, each two claims that contradict nobody but each other: 2 ** 10 least sets."""
    rows = [(f"c{k}", None, 10.0 ** (k % 2), None, "executed") for k in range(2)]
    wide = [(f"d{k}", 1.0, None, 2.0, "wrongly_executed") for k in range(3)]
    found = greatest_consistent_sets(claims(*rows, *wide))
    assert (found.set_aside, found.count, found.never) == (1, 2, ("d0", "d1", "d2"))
    ladder = []  # pair k lies above pair k - 1, which leaves every choice but those that collide
    for k in range(11):
        ladder += [(f"a{k}", 1.0, None, 2.0, "executed"), (f"b{k}", 4.0, None, 8.0, "executed")]
    many = greatest_consistent_sets(claims(*ladder))
    assert many.set_aside == 11 and many.count == 2


def test_the_count_stops_at_its_limit():
    steps = [(f"c{k}", None, float(2 * k + 1), None, "executed") for k in range(COUNTED + 2)]
    found = greatest_consistent_sets(claims(*steps))
    assert found.set_aside == COUNTED + 1 and found.count is None and len(found.sets) == LISTED


def test_a_thousand_claims_are_exact():
    """On one outcome the greatest consistent set is the deepest overlap of the ranges, known by sweeping over them."""
    random = np.random.default_rng(20241)
    low = np.exp(random.uniform(0, 8, 1000))
    high = low * np.exp(random.exponential(1, 1000))
    frame = pd.DataFrame({"estimate": [f"c{k}" for k in range(1000)], "low": low, "point": np.nan, "high": high})
    frame = frame.assign(outcome="executed", lineage=frame["estimate"])
    deepest = max(int(((low <= x) & (x <= high)).sum()) for x in low)
    assert greatest_consistent_sets(frame).set_aside == 1000 - deepest


def test_no_claim_one_claim_and_what_is_refused():
    one = claims(plain("a", 7.0))
    assert greatest_consistent_sets(one).set_aside == 0 and curve(one).to_numpy().tolist() == [[1.0, 0.0]]
    assert greatest_consistent_sets(one.iloc[:0]).count == 1
    with pytest.raises(ValueError, match=r"at least 1, not by 0\.5"):
        greatest_consistent_sets(one, 0.5)
    with pytest.raises(NotATollError):
        greatest_consistent_sets(not_a_toll())


TREE = OutcomeOrder(
    ("camp", "prison", "violence", "hunger", "dead", "missing"),
    (("camp", "violence"), ("prison", "violence"), ("violence", "dead"), ("hunger", "dead"), ("camp", "dead")),
)
SEVERAL = OutcomeOrder(("camp", "violence", "hunger"), (("camp", "violence"), ("camp", "hunger")))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_of_many_claims_as_few_are_set_aside_as_a_matching_says(data):
    order = data.draw(st.sampled_from([TREE, DEFAULT_ORDER, SEVERAL]))
    frame = data.draw(frames(max_size=12, outcomes=order.names))
    exact = curve(frame, order)
    stretches = [*exact["stretch"], *(stretch * 1.0001 for stretch in exact["stretch"]), 1.5, 40.0]
    wanted = [int(exact.loc[exact["stretch"] <= stretch * (1 + 1e-12), "set_aside"].iloc[-1]) for stretch in stretches]
    assert set_aside(frame, stretches, order).tolist() == wanted


@few
@given(frames(max_size=9))
def test_the_curve_of_many_is_the_curve_at_its_places(frame):
    exact, found = curve(frame), curve_of_many(frame, places=9)
    assert found["set_aside"].iloc[[0, -1]].tolist() == exact["set_aside"].iloc[[0, -1]].tolist()
    assert found["stretch"].iloc[-1] == pytest.approx(exact["stretch"].iloc[-1])
    assert (found["set_aside"].diff().dropna() < 0).all()


def test_of_too_many_claims_whose_outcomes_make_no_tree_there_is_no_curve():
    frame = claims(*(plain(f"c{k}", 1.0 + k, "camp") for k in range(1501)))
    assert set_aside(frame[:3], [1.0], SEVERAL).tolist() == [2]
    with pytest.raises(ValueError, match="Of more than 1,500 claims this is computed only where no outcome"):
        set_aside(frame, [1.0], SEVERAL)
    assert set_aside(frame, [1.0], TREE).tolist() == [1500]
