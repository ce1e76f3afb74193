"""Whose claims must be set aside, counted by lineage."""

import itertools

import pandas as pd
import pytest
from claims_strategies import frames
from hypothesis import given, settings

from landreform.contested.collisions import pairs
from landreform.contested.consistent_sets import greatest_consistent_sets
from landreform.ledger import tables
from landreform.tolls.consistency_readings import ALL, lineages_set_aside, readings
from landreform.tolls.parts_of_time import ORDER


def by_brute_force(frame, stretch):
    """Try every set of lineages, the smallest first."""
    worst = pairs(frame, ORDER)
    lineage = frame.set_index("estimate")["lineage"]
    names = sorted(set(lineage))
    clash = [
        {lineage[row.first], lineage[row.second]} for row in worst.itertuples() if row.delta > stretch * (1 + 1e-9)
    ]
    for size in range(len(names) + 1):
        for chosen in itertools.combinations(names, size):
            if all(pair & set(chosen) for pair in clash):
                return size
    raise AssertionError("all lineages together meet every pair")


@settings(deadline=None)
@given(frame=frames(max_size=8))
def test_the_least_number_of_lineages_is_that_of_brute_force(frame):
    for stretch in (1.0, 2.0):
        assert lineages_set_aside(frame, stretch) == by_brute_force(frame, stretch)


def test_a_copy_in_its_lineage_changes_nothing_and_each_alone_is_each_claim():
    frame = readings(tables.load_all())[ALL]
    copies = frame.assign(estimate=frame["estimate"] + "-copy")
    twice = pd.concat([frame, copies], ignore_index=True)
    assert lineages_set_aside(twice) == lineages_set_aside(frame)
    alone = frame.assign(lineage=frame["estimate"])
    assert lineages_set_aside(alone) == greatest_consistent_sets(frame, order=ORDER).set_aside


def test_a_stretch_below_one_is_refused():
    with pytest.raises(ValueError, match=r"at least 1, not by 0\.5"):
        lineages_set_aside(readings(tables.load_all())[ALL], 0.5)
