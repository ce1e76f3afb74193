"""What is described: how far apart, in what form, of which place."""

import math

import numpy as np
import pandas as pd
import pytest
from claims_strategies import claims, frames, not_a_toll, plain
from hypothesis import given, settings

from landreform.contested.consistency import gap
from landreform.contested.outcomes import NotATollError
from landreform.tolls.coverage import as_parts, as_wider, beyond_campaign, claim_sets, forms, spread, whole_north

few = settings(max_examples=40, deadline=None)


def test_the_spread_by_hand():
    frame = claims(("a", 800, 1500, 2500, "executed"), plain("b", 200000.0), ("c", 100, None, None, "died"))
    table = spread(frame)
    assert table.to_numpy().tolist() == [
        ["executed", 2, 2, 800.0, 200000.0, 250.0, math.log10(250)],
        ["died", 1, 1, 100.0, 100.0, 1.0, 0.0],
    ]
    with pytest.raises(NotATollError, match="classified"):
        spread(not_a_toll())


@few
@given(frames())
def test_the_spread_contains_every_number(frame):
    table = spread(frame).set_index("outcome")
    assert table["claims"].sum() == len(frame) and (table["factor"] >= 1).all()
    for row in frame.itertuples():
        for number in (row.low, row.point, row.high):
            if not math.isnan(number):
                assert table.loc[row.outcome, "lowest"] <= number <= table.loc[row.outcome, "highest"]


def test_forms_are_counted_and_a_claim_without_a_number_has_none():
    frame = claims(
        ("a", 1, None, 2, "died"),
        ("b", 1, None, None, "died"),
        ("c", None, None, None, "planned_executions"),
        plain("d", 3.0),
    )
    table = forms(frame).set_index("outcome")
    assert table.index.tolist() == ["executed", "died", "planned_executions"]
    assert table.loc["died"].tolist() == [1, 0, 1, 0, 0]
    assert table.loc["planned_executions", "none"] == 1 and table.loc["executed", "point"] == 1
    assert table.to_numpy().sum() == len(frame)


def test_the_whole_north_is_known_by_its_words():
    places = [
        "North Vietnam",
        "North Vietnam, where the campaign had been carried out by December 1955",
        "Democratic Republic of Vietnam",
        "Areas of northern and central Vietnam under DRV control",
        "One rural district",
    ]
    assert whole_north(pd.DataFrame({"territory": places})).tolist() == [True, True, True, False, False]


def test_a_part_bounds_the_whole_from_below_only():
    frame = claims(
        ("part", 100, None, 999, "died"), plain("bare", 50.0), ("most", None, None, 9, "died"), plain("x", 5.0)
    )
    table = as_parts(frame, ["part", "bare", "most"]).set_index("estimate")
    assert table.index.tolist() == ["part", "bare", "x"]
    assert table.loc["part", "low"] == 100 and np.isnan(table.loc["part", "high"])
    assert table.loc["bare", "low"] == 50 and np.isnan(table.loc["bare", "point"])
    assert table.loc["x", "point"] == 5.0


def test_what_is_beyond_the_campaign_is_known_by_its_words():
    periods = [
        "Land reform",
        "1953–1956",
        "1949–1956",
        "After the takeover in 1954",
        "From 1948 or 1953 to 1955",
        "To 1956",
    ]
    assert beyond_campaign(pd.DataFrame({"period": periods})).tolist() == [False, False, True, True, True, False]


def test_more_than_the_campaign_bounds_it_from_above_only():
    frame = claims(
        ("more", 100, 500, 999, "died"), plain("bare", 50.0), ("least", 9, None, None, "died"), plain("x", 5.0)
    )
    table = as_wider(frame, ["more", "bare", "least"]).set_index("estimate")
    assert table.index.tolist() == ["more", "bare", "x"]
    assert table.loc["more", "high"] == 999 and table.loc["more", ["low", "point"]].isna().all()
    assert table.loc["bare", "high"] == 50 and np.isnan(table.loc["bare", "point"])


@few
@given(frames())
def test_holding_claims_to_be_parts_never_widens_the_gap(frame):
    some = frame["estimate"].iloc[::2]
    assert gap(as_parts(frame, some)).delta <= gap(frame).delta * (1 + 1e-9)
    assert gap(as_wider(frame, some)).delta <= gap(frame).delta * (1 + 1e-9)
    assert as_parts(frame, []).equals(frame) and as_wider(frame, []).equals(frame)


def test_choices_of_claims_by_what_the_ledger_says_of_them():
    frame = claims(
        (*plain("a", 1.0), "a"),
        (*plain("b", 2.0, "died"), "a"),
        (*plain("c", 3.0), "c"),
        (*plain("d", 4.0, "died"), "d"),
    )
    told = pd.DataFrame(
        {
            "estimate": list("dcbax"),
            "territory": ["Free areas", "North Vietnam", "North Vietnam", "North Vietnam", ""],
            "source": ["s", "s", "s", "s", ""],
            "read_in": ["s", "t", "t", "t", ""],
            "grade": ["testimony", "document", "repeated", "reasoned", ""],
        }
    )
    assert claim_sets(frame, told) == {
        "all claims": list("abcd"),
        "on the whole North": list("abc"),
        "only “executed”": ["a", "c"],
        "only “deaths from any cause”": ["b", "d"],
        "read in the work itself": ["d"],
        "resting on documents or on reasoning": ["a", "c"],
        "one for each lineage": ["a", "c", "d"],
    }
