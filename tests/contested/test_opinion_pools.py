"""Pools: closed forms for normals, brute force for the rest, and what no weighting may change."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import cumulative_trapezoid
from scipy.special import logsumexp
from scipy.stats import norm

from landreform.contested.encoding import densities, encode
from landreform.contested.opinion_pools import (
    POOL_COLUMNS,
    RULES,
    WEIGHTINGS,
    central_bands,
    claim_weights,
    dotplot_quantiles,
    pool_quantiles,
    pool_table,
    pools_leaving_out,
)
from landreform.contested.vectorised.mixture import mixture_quantile

quick = settings(max_examples=40, deadline=None)
P = np.array([0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99])


def encoded(*rows, lineage=None):
    """Encoded claims from (mode, below, above)."""
    names = [f"c{i}" for i in range(len(rows))]
    table = pd.DataFrame(np.array(rows, dtype=float), columns=["mode", "below", "above"])
    return table.assign(estimate=names, lineage=lineage or names)


widths = st.floats(0.05, 2)
drawn = st.lists(st.tuples(st.floats(6, 12), widths, widths), min_size=1, max_size=6).map(lambda r: encoded(*r))
THREE = encoded((8, 0.5, 0.9), (8.5, 0.3, 0.3), (11, 0.4, 0.6), lineage=["x", "x", "y"])


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@pytest.mark.parametrize("rule", RULES)
def test_one_claim_and_equal_claims_are_their_own_pool(rule, weighting):
    one = encoded((8.5, 0.4, 0.9))
    expected = densities(one)[0].ppf(P)
    np.testing.assert_allclose(pool_quantiles(one, P, rule, weighting), expected, rtol=1e-9)
    same = encoded(*[(8.5, 0.4, 0.9)] * 3, lineage=["x", "x", "y"])
    np.testing.assert_allclose(pool_quantiles(same, P, rule, weighting), expected, rtol=1e-9)


@quick
@given(claims=drawn, weighting=st.sampled_from(WEIGHTINGS))
def test_linear_pool_inverts_the_mixture(claims, weighting):
    w = claim_weights(claims, weighting)
    persons = pool_quantiles(claims, P, "linear", weighting)
    mixture = sum(x * d.cdf(persons) for x, d in zip(w, densities(claims), strict=True))
    np.testing.assert_allclose(mixture, P, atol=1e-10)


def test_linear_pool_of_two_far_apart_by_hand():
    # half of the mass lies at either claim: the quarter is the middle of the lower one
    far = encoded((5, 0.3, 0.3), (15, 0.5, 0.5))
    np.testing.assert_allclose(np.log(pool_quantiles(far, [0.25, 0.75], "linear")), [5, 15], atol=1e-9)


def test_the_median_of_a_linear_pool_in_a_gap_balances_the_tails():
    # normals: as many widths of the one above its centre as widths of the other below its own
    for low, below, high, above in ((0, 0.1, 10, 0.5), (5, 0.3, 15, 0.5), (3, 1e-3, 4, 2e-2), (0, 0.5, 300, 0.5)):
        pool = encoded((low, below, below), (high, above, above))
        by_hand = (low * above + high * below) / (below + above)
        assert np.log(pool_quantiles(pool, [0.5]))[0] == pytest.approx(by_hand, abs=1e-9)
    # three and one, at the upper quarter, where the widest of the three decides
    pool = encoded((0, 0.1, 0.1), (0.1, 0.1, 0.1), (0, 0.4, 0.4), (20, 0.1, 0.1))
    assert np.log(pool_quantiles(pool, [0.75]))[0] == pytest.approx(16, abs=0.02)


def test_the_median_of_a_linear_pool_between_claims_that_exclude_all_between():
    assert np.log(pool_quantiles(encoded((8, 1, 0), (10, 0, 1)), [0.5])) == pytest.approx([9])
    assert np.log(pool_quantiles(encoded((8, 1, 0), (10, 0.1, 1)), [0.5])) == pytest.approx([8])
    assert np.log(pool_quantiles(encoded((8, 1, 0.1), (10, 0, 1)), [0.5])) == pytest.approx([10])


@quick
@given(
    shift=st.floats(0.5, 12),
    s=st.lists(st.floats(0.01, 0.6), min_size=4, max_size=4),
    lower=st.integers(1, 3),
    p=st.sampled_from([1e-13, 0.01, 0.25, 0.5, 0.75, 1 - 1e-6]),
)
def test_both_functions_for_linear_pools_agree(shift, s, lower, p):
    mode = [1.0 + (shift if i >= lower else 0) + i / 40 for i in range(4)]
    pool = encoded(*zip(mode, s, s, strict=True))
    found = np.log(pool_quantiles(pool, [p], "linear", "claims"))[0]
    other = mixture_quantile([mode], [s], [[1, 1, 1, 1]], p)[0]
    assert found == pytest.approx(other, abs=1e-7)
    # where the weights add up to p, the logarithms of the tails on both sides are the same
    if lower / 4 == p and mode[lower - 1] + 6 * max(s) < mode[lower] - 6 * max(s):
        tails = [d.log_tails(found) for d in densities(pool)]
        above, below = logsumexp([x[1] for x in tails[:lower]]), logsumexp([x[0] for x in tails[lower:]])
        assert above == pytest.approx(below, abs=1e-4)


def test_logarithmic_pool_of_normals_is_precision_weighted():
    claims = encoded((8, 0.5, 0.5), (9, 0.25, 0.25), (10, 1, 1))
    precision = np.array([4, 16, 1]) / 3
    centre, sd = precision @ [8, 9, 10] / precision.sum(), precision.sum() ** -0.5
    found = np.log(pool_quantiles(claims, P, "logarithmic"))
    np.testing.assert_allclose(found, norm.ppf(P, centre, sd), atol=1e-9)


@quick
@given(claims=drawn, weighting=st.sampled_from(WEIGHTINGS))
def test_logarithmic_pool_is_the_normalised_product(claims, weighting):
    w = claim_weights(claims, weighting)
    found = np.log(pool_quantiles(claims, P, "logarithmic", weighting))
    t = np.linspace(claims["mode"].min() - 13, claims["mode"].max() + 13, 200_001)
    log = sum(x * d.log_density(t) for x, d in zip(w, densities(claims), strict=True))
    upto = cumulative_trapezoid(np.exp(log - log.max()), t, initial=0)
    np.testing.assert_allclose(np.interp(found, t, upto / upto[-1]), P, atol=1e-5)


def test_logarithmic_pool_keeps_to_what_no_claim_excludes():
    claims = encoded((8, 1, 0), (7, 0, 1))  # nothing above 8, nothing below 7
    found = np.log(pool_quantiles(claims, [1e-6, 0.5, 1 - 1e-6], "logarithmic"))
    assert 7 < found[0] < 7.001
    assert found[1] == pytest.approx(7.5, abs=1e-9)
    assert 7.999 < found[2] < 8
    for nothing in (encoded((7, 1, 0), (8, 0, 1)), encoded((8, 1, 0), (8, 0, 1))):
        with pytest.raises(ValueError, match="no logarithmic pool"):
            pool_quantiles(nothing, [0.5], "logarithmic")


def test_logarithmic_pool_of_narrow_claims_far_apart_does_not_underflow():
    claims = encoded((4, 0.001, 0.002), (14, 0.003, 0.001), (9, 0.5, 0.5))
    found = np.log(pool_quantiles(claims, P, "logarithmic"))
    assert np.isfinite(found).all()
    assert (np.diff(found) > 0).all()
    assert 4 < found[0] < found[-1] < 14


@quick
@given(claims=drawn, weighting=st.sampled_from(WEIGHTINGS))
def test_quantile_average_is_the_weighted_geometric_mean_of_quantiles(claims, weighting):
    w = claim_weights(claims, weighting)
    expected = np.exp(w @ np.log([d.ppf(P) for d in densities(claims)]))
    found = pool_quantiles(claims, P, "quantile_average", weighting)
    np.testing.assert_allclose(found, expected, rtol=1e-12)


@quick
@given(claims=drawn, again=st.integers(1, 3), rule=st.sampled_from(RULES))
def test_repeating_a_claim_within_its_lineage_changes_no_lineage_weighted_pool(claims, again, rule):
    repeated = pd.concat([claims, *[claims.iloc[[0]]] * again], ignore_index=True)
    before, after = (pool_quantiles(c, P, rule, "lineages") for c in (claims, repeated))
    np.testing.assert_allclose(after, before, rtol=1e-7)


def test_repeating_a_claim_does_change_a_pool_that_counts_claims():
    repeated = pd.concat([THREE, THREE.iloc[[2]]], ignore_index=True)
    for rule in RULES:
        medians = [pool_quantiles(c, [0.5], rule, "claims")[0] for c in (THREE, repeated)]
        assert medians[1] > 1.1 * medians[0]


@quick
@given(claims=drawn, rule=st.sampled_from(RULES), shift=st.floats(-3, 3), weighting=st.sampled_from(WEIGHTINGS))
def test_scaling_every_claim_scales_every_pool(claims, rule, shift, weighting):
    moved = claims.assign(mode=claims["mode"] + shift)
    before, after = (pool_quantiles(c, P, rule, weighting) for c in (claims, moved))
    np.testing.assert_allclose(after, before * np.exp(shift), rtol=1e-7)
    turned = pool_quantiles(claims.iloc[::-1], P, rule, weighting)
    np.testing.assert_allclose(turned, before, rtol=1e-7)
    assert (np.diff(before) > 0).all()


def test_contradiction_widens_the_linear_pool_only():
    near, far = (encoded((8, 0.4, 0.4), (8 + gap, 0.4, 0.4)) for gap in (0.2, 5.0))
    fold = {}
    for name, claims in (("near", near), ("far", far)):
        fold[name] = pool_table(claims).query("weighting == 'claims'").set_index("rule")["fold"]
    assert fold["far"]["linear"] > 10 * fold["near"]["linear"]
    for rule in ("logarithmic", "quantile_average"):
        assert fold["far"][rule] == pytest.approx(fold["near"][rule], rel=1e-9)


def test_weights():
    assert claim_weights(THREE, "claims").tolist() == pytest.approx([1 / 3] * 3)
    assert claim_weights(THREE, "lineages").tolist() == pytest.approx([0.25, 0.25, 0.5])
    with pytest.raises(ValueError, match="weighting is one of"):
        claim_weights(THREE, "grades")


def test_table_and_leaving_lineages_out():
    table = pool_table(THREE, level=0.8)
    assert list(table.columns) == [*POOL_COLUMNS, "low", "median", "high", "fold"]
    assert list(zip(table["rule"], table["weighting"], strict=True)) == [(r, w) for r in RULES for w in WEIGHTINGS]
    row = table.query("rule == 'linear' and weighting == 'lineages'").iloc[0]
    expected = pool_quantiles(THREE, [0.1, 0.5, 0.9], "linear", "lineages")
    assert row[["low", "median", "high"]].tolist() == expected.tolist()
    without = pools_leaving_out(THREE, level=0.8)
    assert without["left_out"].unique().tolist() == ["", "x", "y"]
    assert len(without) == 18
    pd.testing.assert_frame_equal(without.iloc[:6], table)
    alone = pool_table(THREE.iloc[[2]], level=0.8, left_out="x")
    pd.testing.assert_frame_equal(without.query("left_out == 'x'").reset_index(drop=True), alone)
    assert pools_leaving_out(THREE, by="estimate")["left_out"].unique().tolist() == ["", "c0", "c1", "c2"]
    lonely = pools_leaving_out(THREE.iloc[:2])  # one lineage: without it there is no pool
    assert lonely["left_out"].unique().tolist() == [""]
    with pytest.raises(ValueError, match="by estimate or by lineage"):
        pools_leaving_out(THREE, by="outcome")


@pytest.mark.parametrize("rule", RULES)
def test_dots_share_the_probability_evenly(rule):
    table = dotplot_quantiles(THREE, 25, rule)
    assert table["dot"].tolist() == list(range(1, 26))
    assert table["probability"].tolist() == pytest.approx([(i + 0.5) / 25 for i in range(25)])
    assert table["persons"].is_monotonic_increasing
    assert table.loc[12, "persons"] == pytest.approx(pool_quantiles(THREE, [0.5], rule)[0], rel=1e-9)
    with pytest.raises(ValueError, match="one dot at least"):
        dotplot_quantiles(THREE, 0)


@pytest.mark.parametrize("rule", RULES)
def test_bands_lie_within_each_other_widest_first(rule):
    table = central_bands(THREE, (0.5, 0.95, 0.8), rule)
    assert table["level"].tolist() == [0.95, 0.8, 0.5]
    assert table["low"].is_monotonic_increasing
    assert table["high"].is_monotonic_decreasing
    assert table.loc[2, "low"] == pytest.approx(pool_quantiles(THREE, [0.25], rule)[0], rel=1e-12)


def test_from_claims_to_dots():
    claims = pd.DataFrame(
        {
            "estimate": ["a", "b", "c"],
            "low": [3000.0, 50000.0, np.nan],
            "point": [5000.0, np.nan, 60000.0],
            "high": [15000.0, 100000.0, np.nan],
            "outcome": "executed",
            "lineage": ["a", "b", "b"],
        }
    )
    table = dotplot_quantiles(encode(claims, 0.9, 1.5, "two_piece"), 20)
    assert (table["persons"] < 20_000).sum() == 10  # the one lineage holds half of the dots, the other the rest
    assert (table["persons"] > 40_000).sum() == 10


@pytest.mark.parametrize(
    ("claims", "arguments", "sentence"),
    [
        (THREE, {"probabilities": [0.0]}, "Probabilities lie between"),
        (THREE, {"probabilities": [np.nan]}, "Probabilities lie between"),
        (THREE, {"probabilities": [0.5], "rule": "geometric"}, "rule is one of"),
        (THREE.iloc[:0], {"probabilities": [0.5]}, "one claim at least"),
    ],
)
def test_arguments_out_of_bounds(claims, arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        pool_quantiles(claims, **arguments)
