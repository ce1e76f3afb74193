"""Claims on a part of the campaign's time: which wordings are parts, and what a part says of the whole."""

import numpy as np
import pandas as pd
import pytest
from claims_strategies import claims, frames, plain
from hypothesis import given, settings

from landreform.contested import collisions, consistency, consistent_sets
from landreform.contested.claims import from_ledger
from landreform.contested.outcomes import DEFAULT_ORDER, TOLLS, tolls
from landreform.ledger import tables
from landreform.tolls.coverage import beyond_campaign
from landreform.tolls.parts_of_time import ORDER, PARTS, WHOLES, counted, in_time

LEDGER = tables.load_all()
ESTIMATES = LEDGER["estimates"]
DEATHS = tolls(from_ledger(ESTIMATES, LEDGER["lineage"]))

#: How the periods begin that are the whole campaign, or have an outcome of their own in the ledger.
WHOLE = ("Land reform", "1953–1956", "To December 1955")


def test_every_wording_of_a_period_is_decided():
    deaths = ESTIMATES[ESTIMATES["estimate"].isin(DEATHS["estimate"])]
    kinds = pd.DataFrame(
        {
            "whole": deaths["period"].str.startswith(WHOLE),
            "part": deaths["period"].str.startswith(tuple(part.wording for part in PARTS)),
            "beyond": beyond_campaign(deaths),
        }
    )
    undecided = deaths.loc[kinds.sum(axis="columns") != 1, ["estimate", "period"]]
    assert undecided.empty, "a period that is neither the whole, a part (PARTS) nor more than the campaign"


def test_fall_and_margolin_and_cheng_are_parts_and_nobody_else():
    found = in_time(DEATHS, ESTIMATES)
    moved = found[found["outcome"] != DEATHS["outcome"]].set_index("estimate")["outcome"]
    assert moved.to_dict() == {
        "cheng2014-executed": "died_1954_to_mid_1956",
        "fall1967-executed": "executed_about_1953_1955",
        "margolin1997-executed": "executed_1954_1955",
    }
    assert counted(found).tolist() == DEATHS["outcome"].tolist()
    assert set(WHOLES.values()) <= set(TOLLS)


def test_a_part_bounds_the_whole_from_below_only():
    few, many = plain("whole", 100.0), plain("part", 900.0)
    part = "executed_1954_1955"
    clash = claims(few, (*many[:4], part))
    assert consistency.gap(clash, ORDER).delta == pytest.approx(3.0)
    fits = claims(plain("whole", 900.0), (None, None, 100.0, None, part)).assign(estimate=["whole", "part"])
    assert consistency.gap(fits, ORDER).delta == 1.0
    assert consistency.gap(fits.assign(outcome="executed")).delta == pytest.approx(3.0)


def test_parts_are_compared_only_where_one_lies_in_the_other():
    about, later, years = ("executed_about_1953_1955", "died_1954_to_mid_1956", "executed_1954_1955")
    apart = claims(plain("a", 900.0, about), plain("b", 100.0, later))
    assert collisions.pairs(apart, ORDER)["relation"].tolist() == ["not ordered"]
    assert ORDER.supersets(years) == (
        about,
        later,
        years,
        "executed_to_1955_12",
        "executed",
        "executed_or_suicide",
        "died",
    )
    assert "executed_to_1955_12" not in ORDER.supersets(about)


def test_the_order_of_the_outcomes_themselves_is_kept():
    names = [ORDER.names.index(name) for name in DEFAULT_ORDER.names]
    assert (ORDER.within[np.ix_(names, names)] == DEFAULT_ORDER.within).all()


@settings(max_examples=40, deadline=None)
@given(frames(max_size=6))
def test_reading_a_claim_as_a_part_never_asks_for_more_room(frame):
    """A part of the time that lies in nothing but the whole loses its upper side, and nothing is added."""
    outcome = frame["outcome"].mask(frame["outcome"] == "executed", "executed_about_1953_1955")
    half = frame.assign(outcome=outcome.where(frame.index % 2 == 0, frame["outcome"]))
    assert consistency.gap(half, ORDER).delta <= consistency.gap(frame).delta * (1 + 1e-9)
    one, other = consistent_sets.curve(half, ORDER), consistent_sets.curve(frame)
    assert one["set_aside"].iloc[0] <= other["set_aside"].iloc[0]
