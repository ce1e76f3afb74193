"""Is a pool without one voice the pool of the others?"""

import math

import numpy as np
import pandas as pd
import pytest
from trial_claims import trial_claims

from landreform.contested.multiverse.dropping import drop_one
from landreform.contested.multiverse.options import Option, default_choices
from landreform.contested.multiverse.run import run_multiverse
from landreform.contested.outcomes import NotATollError


def frame(**points):
    """Return bare points of one outcome, each a voice of its own."""
    claims = pd.DataFrame({"estimate": list(points), "point": [float(value) for value in points.values()]})
    return claims.assign(low=np.nan, high=np.nan, outcome="executed", lineage=list(points))


def test_means_by_hand():
    # Bare points of one width have one variance: every centre is the plain mean of the logarithms.
    found = drop_one(
        frame(a=1000, b=4000, c=32000), default_choices(frame(a=1000, b=4000, c=32000), rules=["quantile"])
    )
    assert found["without"].tolist() == ["", "a", "b", "c"] and found["voices"].tolist() == [3, 2, 2, 2]
    whole, others = (1000 * 4000 * 32000) ** (1 / 3), [4000 * 32000, 1000 * 32000, 1000 * 4000]
    assert found["estimate"].tolist() == pytest.approx([whole, *np.sqrt(others)])
    assert found["fold"].tolist() == pytest.approx([1.0, *(np.sqrt(others) / whole)])
    assert found["low"].isna().all()


def test_a_voice_takes_all_its_claims_with_it():
    claims = trial_claims()
    found = drop_one(claims, default_choices(claims, rules=["REML", "linear"])).set_index(["rule", "without"])
    assert found.loc[("REML", "moise"), "claims"] == "moise, press"  # goscha counts the dead and does not enter
    assert found.loc[("REML", "fall"), "claims"] == "fall, margolin"
    assert ("REML", "tongas") not in found.index  # one-sided
    assert found.loc["REML", "voices"].tolist() == [5, *[4] * 5]
    assert found.loc["linear", "claims"].tolist() == found.loc["REML", "claims"].tolist()


def test_each_row_is_a_pool_of_its_own():
    claims = trial_claims()
    choices = default_choices(claims, floor=1337.0, rules=["REML"])
    for row in drop_one(claims, choices).itertuples():
        gone = row.claims.split(", ")
        left = claims[~claims["estimate"].isin(gone)]
        alone = run_multiverse(left, default_choices(left, rules=["REML"])).restrict(
            keep={"width": ["×/÷ 1.5"], "encoding": ["point"], "coverage": ["90%"]}
        )
        assert math.log(row.estimate) == pytest.approx(alone.estimate.item(), abs=1e-9)
        assert math.log(row.high) == pytest.approx(alone.high.item(), abs=1e-8)


def test_where_one_voice_remains_there_is_no_pool():
    claims = frame(a=1000, b=4000)
    found = drop_one(claims, default_choices(claims, rules=["REML"]))
    assert found["voices"].tolist() == [2, 1, 1]
    assert found["estimate"].isna().tolist() == [False, True, True]


def test_the_first_options_are_the_baseline():
    claims = frame(a=1000, b=4000, c=32000)
    sets = [Option("two", ("a", "b"), "equivalent", "."), Option("all", ("a", "b", "c"), "uncertain", ".")]
    joined = [Option("joined", {"b": "a"}, "equivalent", ".")]
    found = drop_one(claims, default_choices(claims, claim_sets=sets, rules=["REML"]))
    assert found["without"].tolist() == ["", "a", "b"]
    one = drop_one(claims, default_choices(claims, claim_sets=sets[1:], lineages=joined, rules=["REML"]))
    assert one["claims"].tolist() == ["", "a, b", "c"]


def test_what_is_no_toll_is_refused():
    claims = frame(a=1000, b=4000)
    choices = default_choices(claims)
    with pytest.raises(NotATollError, match="b"):
        drop_one(claims.assign(outcome=["executed", "classified"]), choices)
