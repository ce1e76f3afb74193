"""Are the quantiles of a linear pool where its distribution function says?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from landreform.contested.vectorised.mixture import mixture_quantile


@st.composite
def pools(draw):
    """Draw centres, standard deviations and weights of a few pools."""
    k, rows = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    whole = st.lists(st.lists(st.integers(0, 600), min_size=k, max_size=k), min_size=rows, max_size=rows)
    y, s = np.array(draw(whole)) / 60, 0.05 + np.array(draw(whole)) / 300
    weight = np.maximum(np.array(draw(whole)) - 200, 0) / 100.0
    weight[:, 0] += 0.5
    return y, s, weight


@pytest.mark.parametrize("q", [0.025, 0.5, 0.9])
def test_one_claim_is_its_own_pool(q):
    assert mixture_quantile([[3.0]], [[0.5]], [[7.0]], q)[0] == pytest.approx(3 + 0.5 * ndtri(q), abs=1e-12)


@pytest.mark.parametrize(("far", "s"), [(10, (0.1, 0.5)), (8, (0.02, 0.03)), (300, (0.5, 0.4)), (0.5, (1e-3, 0.01))])
def test_the_median_in_a_gap_lies_as_many_widths_from_both_claims(far, s):
    x = mixture_quantile([[0.0, far], [far, 0.0]], [s, s[::-1]], [[1, 1], [0.3, 0.3]], 0.5)
    np.testing.assert_allclose(x, far * s[0] / sum(s), atol=1e-9)


def test_a_quantile_in_a_gap_of_weights_that_add_up_but_for_rounding():
    # 0.1 + 0.2 is 0.30000000000000004; the claims at 9 are three times as wide as those at 0
    y, s = [[0.0, 0.0, 9.0, 9.0]], [[0.1, 0.1, 0.3, 0.3]]
    assert mixture_quantile(y, s, [[0.1, 0.2, 0.4, 0.3]], 0.3)[0] == pytest.approx(9 / 4, abs=0.01)
    # an excess of weight that is no rounding leads out of the gap by the tail of that size
    more = mixture_quantile(y, s, [[0.1, 0.2 + 1e-9, 0.4, 0.3 - 1e-9]], 0.3)[0]
    assert more == pytest.approx(0.1 * -ndtri(1e-9 / 0.3), abs=1e-4)


def test_the_middle_of_a_gap():
    # Half the weight at 0 and half at 8, all as wide, nothing between: the tails are alike in the middle.
    far = mixture_quantile([[0.0, 0.0, 8.0]], [[0.05, 0.05, 0.05]], [[1, 1, 2]], 0.5)
    assert far[0] == pytest.approx(4.0, abs=1e-6)
    # The order in which the weights are summed must not choose a side.
    order = mixture_quantile([[8.0, 0.0, 0.0]], [[0.05, 0.05, 0.05]], [[2, 1, 1]], 0.5)
    assert order[0] == pytest.approx(far[0], abs=1e-9)


def test_odd_number_of_narrow_claims_has_the_median_of_their_centres():
    y = np.array([[1.0, 5.0, 2.0, 9.0, 3.0]])
    assert mixture_quantile(y, np.full((1, 5), 1e-3), np.ones((1, 5)), 0.5)[0] == pytest.approx(3.0, abs=1e-6)


def test_a_search_that_starts_in_the_far_tail_of_a_narrow_claim():
    # Steps there are a twentieth of the way and all alike. The claim at 0 alone decides: its share is 1/26.
    x = mixture_quantile([[2.25, 0.0]], [[0.05, 0.05]], [[0.5, 0.02]], 0.025)[0]
    assert x == pytest.approx(0.05 * ndtri(0.025 * 26), abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(pool=pools(), q=st.sampled_from([0.025, 0.25, 0.5, 0.8, 0.975]))
def test_the_distribution_function_agrees(pool, q):
    y, s, weight = pool
    x = mixture_quantile(y, s, weight, q)
    share = weight / weight.sum(1, keepdims=True)
    reached = (share * ndtr((x[:, None] - y) / s)).sum(1)
    np.testing.assert_allclose(reached, q, rtol=0, atol=1e-8)


@settings(max_examples=25, deadline=None)
@given(pool=pools(), shift=st.floats(-5, 5), seed=st.integers(0, 9))
def test_shift_order_and_idle_claims(pool, shift, seed):
    y, s, weight = pool
    order = np.random.default_rng(seed).permutation(y.shape[1])
    x = mixture_quantile(y, s, weight, 0.5)
    np.testing.assert_allclose(mixture_quantile(y + shift, s, 3 * weight, 0.5), x + shift, atol=1e-5)
    turned = mixture_quantile(y[:, order], s[:, order], weight[:, order], 0.5)
    np.testing.assert_allclose(turned, x, atol=1e-5)
    idle, none = np.full((len(y), 1), np.nan), np.zeros((len(y), 1))
    wide = mixture_quantile(np.hstack([y, idle]), np.hstack([s, idle]), np.hstack([weight, none]), 0.5)
    np.testing.assert_allclose(wide, x, atol=1e-5)


def test_quantiles_rise_and_mirror():
    y, s, w = [[0.0, 1.0, 5.0]], [[0.2, 1.0, 0.4]], [[1.0, 2.0, 3.0]]
    x = [mixture_quantile(y, s, w, q)[0] for q in (0.05, 0.3, 0.5, 0.7, 0.95)]
    assert x == sorted(x)
    assert mixture_quantile([[0.0, -1.0, -5.0]], s, w, 0.95)[0] == pytest.approx(-x[0], abs=1e-9)


def test_a_pool_without_weight_is_no_pool():
    assert np.isnan(mixture_quantile([[1.0, 2.0]], [[1.0, 1.0]], [[0.0, 0.0]], 0.5)).all()
    assert mixture_quantile(np.empty((2, 0)), np.empty((2, 0)), np.empty((2, 0)), 0.5).shape == (2,)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[0.0]], [[1.0]], [[1.0]], 1.0), "q must lie"),
        (([[0.0]], [[1.0]], [[-1.0]], 0.5), "0 or greater"),
        (([[0.0]], [[0.0]], [[1.0]], 0.5), "Specification 0, claim 0"),
        (([[0.0]], [[1.0, 2.0]], [[1.0]], 0.5), "one shape"),
    ],
)
def test_refusals(arguments, message):
    with pytest.raises(ValueError, match=message):
        mixture_quantile(*arguments)
