"""Which claims are pooled, with which lineages, and what one voice for a lineage means."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.contested.encoding import encode
from landreform.contested.multiverse.options import Choice, Option
from landreform.contested.multiverse.run import run_multiverse
from landreform.contested.outcomes import NOT_TOLLS, TOLLS, NotATollError
from landreform.contested.pool_diagnostics import (
    compare_fit_with_claims,
    compare_pools_with_claims,
    influence,
    max_weight_by_tau,
    weight_shares,
)
from landreform.contested.random_effects import fit_claims
from landreform.ledger import tables
from landreform.tolls.baseline import COVERAGE, SHAPE, WIDTH, encode_claims, lineage_letters, outcome_claims, voices

LEDGER = {name: tables.load(name) for name in ("estimates", "lineage", "sources")}
NAN = float("nan")
quick = settings(max_examples=30, deadline=None)
numbers = st.integers(10, 10**6).map(float)
ranges = st.tuples(numbers, st.floats(1.05, 20)).map(lambda pair: (pair[0], pair[0] * pair[1]))
many = st.lists(st.tuples(ranges, st.sampled_from("xyz")), min_size=3, max_size=8)


def frame(rows):
    """Write claims of one outcome from ((low, high), lineage)."""
    claims = pd.DataFrame([pair for pair, _ in rows], columns=["low", "high"])
    claims = claims.assign(estimate=[f"c{i}" for i in range(len(rows))], point=NAN, outcome="executed")
    return claims.assign(lineage=[line for _, line in rows])


@pytest.mark.parametrize("outcome", TOLLS)
def test_only_claims_of_the_one_outcome_are_pooled(outcome):
    found = outcome_claims(LEDGER, outcome)
    estimates = LEDGER["estimates"]
    numbered = estimates[["low", "point", "high"]].notna().any(axis=1)
    assert set(found["estimate"]) == set(estimates.loc[(estimates["outcome"] == outcome) & numbered, "estimate"])
    assert found["label"].is_unique and found["label"].ne("").all()


@pytest.mark.parametrize("outcome", NOT_TOLLS)
def test_what_is_no_toll_is_refused(outcome):
    with pytest.raises(NotATollError, match=outcome):
        outcome_claims(LEDGER, outcome)


@pytest.mark.parametrize("outcome", NOT_TOLLS)
def test_no_claim_that_is_no_toll_becomes_a_distribution(outcome):
    claims = outcome_claims(LEDGER)
    claims.loc[claims.index[-1], "outcome"] = outcome
    with pytest.raises(NotATollError, match=outcome):
        encode_claims(claims)


def test_one_sided_claims_are_named_and_not_encoded():
    claims = outcome_claims(LEDGER)
    one_sided = claims[claims["form"].isin(["at_least", "at_most"])]
    assert len(one_sided) and not set(one_sided["estimate"]) & set(encode_claims(claims)["estimate"])
    assert set(encode_claims(claims, width=None)["form"]) == {"range"}


def test_encoding_is_that_of_the_package():
    claims = outcome_claims(LEDGER)
    plain = encode(claims, COVERAGE, WIDTH, SHAPE)
    pd.testing.assert_frame_equal(encode_claims(claims)[list(plain.columns)], plain)


def test_letters_go_by_size_and_leave_out_who_stands_alone():
    given_lines = ["b", "a", "c", "a", "b", "a", "d", "d"]
    assert lineage_letters(pd.DataFrame({"lineage": given_lines})).tolist() == ["B", "A", "", "A", "B", "A", "C", "C"]


# -- one voice for a lineage -------------------------------------------------------------------------------


def test_a_voice_is_the_equal_mixture_of_what_a_lineage_says():
    encoded = encode(frame([((1e3, 4e3), "x"), ((1e4, 2e4), "x"), ((5e3, 6e3), "y")]), 0.9)
    centre, sd = encoded["centre"].to_numpy()[:2], encoded["sd"].to_numpy()[:2]
    found = voices(encoded).set_index("lineage")
    # mean and variance of a mixture: the mean of the second moments less the square of the mean
    assert found.loc["x", "centre"] == pytest.approx(centre.mean())
    assert found.loc["x", "sd"] ** 2 == pytest.approx((sd**2 + centre**2).mean() - centre.mean() ** 2)
    assert found.loc["y", ["centre", "sd"]].tolist() == encoded.loc[2, ["centre", "sd"]].tolist()
    assert found["claims"].tolist() == [2, 1]


@quick
@given(many)
def test_a_copy_within_its_lineage_changes_no_voice(rows):
    before = voices(encode(frame(rows), 0.9))
    after = voices(encode(frame([*rows, rows[0]]), 0.9))
    assert after["centre"].to_numpy() == pytest.approx(before["centre"].to_numpy())
    assert after["sd"].to_numpy() == pytest.approx(before["sd"].to_numpy())


def one_specification(claims, reading):
    values = {
        "bridge": {"executed": 1.0},
        "floor": 0.0,
        "width": WIDTH,
        "encoding": "point",
        "coverage": COVERAGE,
        "claim_set": tuple(claims["estimate"]),
        "lineage": reading,
        "rule": "REML",
    }
    choices = [Choice(name, "?", (Option("one", value, "equivalent", "."),)) for name, value in values.items()]
    return run_multiverse(claims, choices)


def test_the_multiverse_and_the_chapter_pool_the_same_voices():
    claims = outcome_claims(LEDGER)
    encoded = encode_claims(claims)
    joined = dict(zip(claims["estimate"], claims["lineage"], strict=True))
    for units, reading in ((encoded, {}), (voices(encoded), joined)):
        expected, found = fit_claims(units), one_specification(claims, reading)
        assert found.estimate.item() == pytest.approx(expected.mu, rel=1e-9)
        assert found.tau2.item() == pytest.approx(expected.tau2, rel=1e-6)
        assert found.high.item() == pytest.approx(expected.hk_adhoc_high, rel=1e-8)
        assert found.units.item() == expected.k


# -- the pool put back beside the claims -------------------------------------------------------------------


def test_weights_by_hand():
    encoded = pd.DataFrame({"sd": [1.0, 2.0]})
    assert weight_shares(encoded, 0.0).tolist() == [0.8, 0.2]
    assert weight_shares(encoded, 2.0).tolist() == pytest.approx([2 / 3, 1 / 3])
    with pytest.raises(ValueError, match="A variance is 0 or more"):
        weight_shares(encoded, -1.0)


@quick
@given(many, st.floats(0, 20))
def test_weights_add_up_and_grow_alike_with_the_scatter(rows, tau2):
    encoded = encode(frame(rows), 0.9)
    share = weight_shares(encoded, tau2)
    assert share.sum() == pytest.approx(1.0)
    assert np.ptp(weight_shares(encoded, tau2 + 1)) <= np.ptp(share) + 1e-12


@quick
@given(many)
def test_whose_range_holds_the_pooled_value_also_meets_its_interval_and_is_foreseen(rows):
    encoded = encode(frame(rows), 0.9)
    found = fit_claims(encoded)
    told = compare_fit_with_claims(encoded, found)
    inside = (encoded["low"] <= np.exp(found.mu)) & (np.exp(found.mu) <= encoded["high"])
    assert told["holds"].tolist() == inside.tolist()
    assert not (told["holds"] & ~told["meets"]).any()
    assert not (told["holds"] & ~told["foreseen"]).any()
    assert told["weight"].to_numpy() @ encoded["centre"].to_numpy() == pytest.approx(found.mu)


def test_a_mean_that_nobody_claimed_is_seen_for_what_it_is():
    encoded = encode(
        frame([((1e3, 1.2e3), "x"), ((1.1e3, 1.3e3), "y"), ((1e6, 1.2e6), "z"), ((1.1e6, 1.3e6), "w")]), 0.9
    )
    told = compare_fit_with_claims(encoded, fit_claims(encoded))
    assert not told["holds"].any()
    two = compare_fit_with_claims(encoded.iloc[:2], fit_claims(encoded.iloc[:2]))
    assert two["foreseen"].isna().all()  # no prediction interval from two claims


def test_heaviest_names_the_claim_and_the_lineage_that_weigh_most():
    encoded = encode(frame([((1e3, 1.1e3), "x"), ((1e3, 9e3), "y"), ((2e3, 9e3), "y"), ((3e3, 3e4), "y")]), 0.9)
    none, much = (row for _, row in max_weight_by_tau(encoded, [0.0, 50.0]).iterrows())
    assert (none["claim"], none["lineage"]) == ("c0", "x")
    assert much["lineage"] == "y" and much["lineage_share"] == pytest.approx(0.75, abs=1e-3)
    assert much["claim_share"] == pytest.approx(0.25, abs=1e-3)
    assert np.log(none["pooled"]) == pytest.approx(np.average(encoded["centre"], weights=encoded["sd"] ** -2.0))


def test_heaviest_of_equals_is_the_first_by_name():
    encoded = encode(frame([((1e3, 2e3), "x"), ((3e3, 6e3), "y")]), 0.9)
    assert max_weight_by_tau(encoded.iloc[::-1], [0.0, 1.0])["claim"].tolist() == ["c0", "c0"]


def test_pools_beside_the_claims_by_hand():
    # two claims far apart: the linear pool reaches both, the logarithmic pool and the average neither
    encoded = encode(frame([((1e3, 2e3), "x"), ((1e5, 2e5), "y")]), 0.9)
    told = compare_pools_with_claims(encoded).set_index(["rule", "weighting"])
    assert told.loc["linear", "meet"].tolist() == [2, 2]
    assert told.loc["logarithmic", "meet"].tolist() == told.loc["quantile_average", "meet"].tolist() == [0, 0]
    assert (told["hold"] <= told["meet"]).all() and (told["claims"] == 2).all()
    assert told["fold"].to_numpy() == pytest.approx((told["high"] / told["low"]).to_numpy())


def test_influence_has_no_row_for_a_lineage_of_one_claim():
    voiced = pd.DataFrame({"estimate": list("abc"), "lineage": list("abc"), "centre": [8.0, 9.0, 10.0], "sd": 0.5})
    found = influence(voiced)
    assert found["kind"].tolist() == ["all", "claim", "claim", "claim"] and found["claims"].tolist() == [3, 1, 1, 1]
    several = influence(voiced.assign(lineage=["a", "a", "c"]))
    assert several["kind"].tolist()[4:] == ["lineage"] and several["claims"].iloc[4] == 2
