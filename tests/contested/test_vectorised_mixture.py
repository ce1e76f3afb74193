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


def test_the_middle_of_a_gap():
    # Half the weight at 0 and half at 8, nothing between: every value there is a median.
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
    # The slack that finds the ends of a gap is 1e-7.
    np.testing.assert_allclose(reached, q, rtol=0, atol=2e-7)


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
