"""Do thousands of poolings computed as arrays give what one careful pooling gives?"""

import json
import math
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from landreform.contested import random_effects as one_pool
from landreform.contested.vectorised import arrays, random_effects

REFERENCE_FILE = Path(__file__).parent / "reference" / "metafor.json"
REFERENCE = json.loads(REFERENCE_FILE.read_text(encoding="utf-8"))["sets"]
RANDOM_EFFECTS = ("DL", "PM", "REML")
SHARED = tuple({f.name for f in fields(random_effects.Fits)} & {f.name for f in fields(one_pool.Fit)})

# Both sides search the same root to about 1e-13; what is left is the rounding of sums of up to 20 terms.
RTOL = 1e-9


def tables(k_max=7, rows_max=6):
    """Draw centres, variances and presence of a few specifications, at least two claims present in each."""

    @st.composite
    def draw_tables(draw):
        k, rows = draw(st.integers(2, k_max)), draw(st.integers(1, rows_max))
        cell = st.integers(-400, 400)
        cells = st.lists(st.lists(cell, min_size=k, max_size=k), min_size=rows, max_size=rows)
        y = np.array(draw(cells)) / 100
        v = np.exp(np.array(draw(cells)) / 100)
        present = np.array(draw(cells)) > -200
        present[:, :2] = True
        return y, v, present

    return draw_tables()


def padded(cases):
    """Lay cases of different length in one table, the empty places filled with what must never be read."""
    k = max(len(y) for y, _ in cases)
    y, v, present = (
        np.full((len(cases), k), np.nan),
        np.full((len(cases), k), -1.0),
        np.zeros((len(cases), k), bool),
    )
    for row, (centres, variances) in enumerate(cases):
        y[row, : len(centres)], v[row, : len(centres)], present[row, : len(centres)] = (
            centres,
            variances,
            True,
        )
    return y, v, present


# by hand


@pytest.mark.parametrize("method", RANDOM_EFFECTS)
def test_equal_variances_have_a_closed_form(method):
    # Σw(y-ȳ)² = 2/(v+τ²) for 0, 1, 2, and all three equations put it at k - 1 = 2: τ² = 1 - v.
    fits = random_effects.fit([[0.0, 1.0, 2.0]], [[0.25] * 3], method)
    assert fits.tau2[0] == pytest.approx(0.75, rel=1e-12)
    assert fits.mu[0] == pytest.approx(1.0, rel=1e-12)
    assert fits.se[0] == pytest.approx(math.sqrt(1 / 3), rel=1e-12)
    assert fits.hk_se[0] == pytest.approx(math.sqrt(1 / 3), rel=1e-12)  # q is 1 at the Paule-Mandel value
    assert fits.Q[0] == pytest.approx(8.0, rel=1e-12)
    assert fits.I2[0] == pytest.approx(75.0, rel=1e-12)
    assert fits.ci_high[0] - fits.mu[0] == pytest.approx(1.959963984540054 * math.sqrt(1 / 3), rel=1e-12)
    t_on_2, t_on_1 = 4.302652729911275, 12.706204736432095
    assert fits.hk_high[0] - fits.mu[0] == pytest.approx(t_on_2 * math.sqrt(1 / 3), rel=1e-9)
    assert fits.pi_high[0] - fits.mu[0] == pytest.approx(t_on_1 * math.sqrt(0.75 + 1 / 3), rel=1e-9)


@pytest.mark.parametrize("method", random_effects.RULES)
def test_equal_claims_leave_nothing_between_them(method):
    fits = random_effects.fit([[9.0] * 4], [[0.5] * 4], method)
    assert (fits.tau2[0], fits.Q[0], fits.I2[0]) == (0.0, 0.0, 0.0)
    assert fits.hk_high[0] - fits.hk_low[0] == pytest.approx(0.0, abs=1e-12)
    t_on_3 = 3.182446305284264
    assert fits.hk_adhoc_high[0] - fits.hk_adhoc_low[0] == pytest.approx(2 * t_on_3 * math.sqrt(0.125))


@pytest.mark.parametrize("method", RANDOM_EFFECTS)
def test_huge_heterogeneity_is_the_plain_variance(method):
    y = np.array([[-2000.0, 0.0, 500.0, 1500.0]])
    fits = random_effects.fit(y, [[1e-8] * 4], method)
    assert fits.converged[0]
    assert fits.tau2[0] == pytest.approx(y.var(ddof=1), rel=1e-9)


def test_two_claims_have_no_prediction_interval():
    fits = random_effects.fit([[0.0, 2.0]], [[0.5, 0.5]], "REML")
    assert fits.tau2[0] == pytest.approx(1.5, rel=1e-9)
    assert np.isnan(fits.pi_low[0])
    assert fits.hk_high[0] - 1.0 == pytest.approx(12.706204736432095, rel=1e-9)


@pytest.mark.parametrize("method", random_effects.RULES)
def test_fewer_than_two_claims_are_no_pool(method):
    fits = random_effects.fit(np.zeros((3, 2)), np.ones((3, 2)), method, [[True, True], [True, False], [False, False]])
    assert fits.k.tolist() == [2, 1, 0]
    for name, values in asdict(fits).items():
        if name not in ("k", "converged"):
            assert np.isnan(values[1:]).all(), name
    assert np.isfinite(fits.mu[0])
    assert fits.converged.all()


@pytest.mark.parametrize(
    ("y", "v", "tau2", "lower_top"),
    [
        # Found by drawing at random; each has two tops, the higher one sought on a grid of 20,000 values
        # below.
        ([0.7, 2.7, 0.5], [0.01, 0.61, 0.02], 0.7815057649950401, 0.0118),
        ([-0.2, 2.3, 0.0], [0.02, 0.97, 0.03], 0.0036360157212538776, 0.706),
        ([1.6, 1.5, -0.6], [0.15, 0.07, 0.9], 0.0, 0.293),
    ],
)
def test_reml_takes_the_higher_of_two_tops(y, v, tau2, lower_top):
    def height(t):
        w = 1 / (np.array(v) + t)
        mu = w @ np.array(y) / w.sum()
        return -0.5 * (-np.log(w).sum() + np.log(w.sum()) + w @ (np.array(y) - mu) ** 2)

    found = random_effects.fit([y], [v], "REML").tau2[0]
    assert found == pytest.approx(tau2, rel=1e-6, abs=1e-12)
    near = [height(max(lower_top + step, 0.0)) for step in (-0.2 * lower_top, 0.0, 0.2 * lower_top)]
    assert near[1] > near[0] and near[1] > near[2]
    assert height(found) >= max(height(t) for t in np.linspace(0.0, 3.0, 20_000))


# against others


@pytest.mark.parametrize("method", RANDOM_EFFECTS)
def test_published_meta_analyses_as_metafor_has_them(method):
    # All sets in one table: what is tested is also that padding and masks change nothing. The values come
    # from tests/reference/metafor.R; 1e-7 because metafor stops its own search for tau2 at about 1e-9.
    names = sorted(REFERENCE)
    assert len(names) >= 10
    y, v, present = padded([(REFERENCE[name]["y"], REFERENCE[name]["v"]) for name in names])
    fits = random_effects.fit(y, v, method, present)
    assert fits.converged.all()
    compared = 0
    for row, name in enumerate(names):
        for key, expected in REFERENCE[name]["fits"][method].items():
            if key in SHARED:
                expected = math.nan if expected is None else expected
                found = getattr(fits, key)[row]
                assert found == pytest.approx(expected, rel=1e-7, abs=1e-9, nan_ok=True), (name, key)
                compared += 1
    assert compared == len(names) * 14  # so that the comparison cannot shrink


@settings(max_examples=30, deadline=None)
@given(table=tables())
def test_a_row_is_what_synthesis_gives_alone(table):
    y, v, present = table
    for method in RANDOM_EFFECTS:
        fits = random_effects.fit(y, v, method, present, level=0.9)
        for row in range(len(y)):
            one = one_pool.fit(y[row, present[row]], v[row, present[row]], method, level=0.9)
            for key in SHARED:
                expected = getattr(one, key)
                # Sums of squares of numbers up to 4 with variances down to e^-4 cannot be 0 below 1e-12.
                assert getattr(fits, key)[row] == pytest.approx(expected, rel=1e-6, abs=1e-9, nan_ok=True), key
    assert len(SHARED) == 15


@settings(max_examples=30, deadline=None)
@given(table=tables())
def test_a_row_is_what_statsmodels_gives_where_it_is_right(table):
    y, v, present = table
    dl, fixed = (random_effects.fit(y, v, method, present) for method in ("DL", "fixed"))
    for row in range(len(y)):
        with np.errstate(all="ignore"):  # a negative tau2 may make the other side divide by 0
            one = combine_effects(y[row, present[row]], v[row, present[row]], method_re="dl", use_t=True)
        near = {"rel": RTOL, "abs": 1e-10}
        assert fixed.mu[row] == pytest.approx(one.mean_effect_fe, **near)
        assert fixed.se[row] == pytest.approx(one.sd_eff_w_fe, **near)
        assert fixed.hk_se[row] == pytest.approx(one.sd_eff_w_fe_hksj, rel=1e-6, abs=1e-7)
        assert fixed.Q[row] == pytest.approx(one.q, rel=1e-7, abs=1e-9)
        if one.tau2 < 0:  # statsmodels leaves it there; the fixed-effect result is right then
            assert dl.tau2[row] == 0.0
            assert dl.mu[row] == pytest.approx(one.mean_effect_fe, **near)
        else:
            assert dl.tau2[row] == pytest.approx(one.tau2, rel=1e-7, abs=1e-9)
            assert dl.mu[row] == pytest.approx(one.mean_effect_re, rel=1e-8, abs=1e-9)
            assert dl.se[row] == pytest.approx(one.sd_eff_w_re, rel=1e-7, abs=1e-9)
            assert dl.hk_se[row] == pytest.approx(one.sd_eff_w_re_hksj, rel=1e-6, abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(table=tables())
def test_paule_mandel_solves_its_equation(table):
    # Not compared with statsmodels: its search sets tau2 to 0 when the last step falls below the root by
    # rounding.
    y, v, present = table
    fits = random_effects.fit(y, v, "PM", present)
    for row in range(len(y)):
        here = present[row]
        w = 1 / (v[row, here] + fits.tau2[row])
        mu = w @ y[row, here] / w.sum()
        excess = w @ (y[row, here] - mu) ** 2 - (here.sum() - 1)
        assert excess == pytest.approx(0.0, abs=1e-8) if fits.tau2[row] > 0 else excess <= 1e-8


def test_paule_mandel_at_a_tight_tolerance():
    # combine_effects(..., "pm", atol=1e-10) returned tau2 = 0 for data such as these (statsmodels 0.15.0).
    rng = np.random.default_rng(1)
    y, v = rng.normal(9, 1.5, (200, 12)), np.exp(rng.normal(-2, 1.5, (200, 12)))
    fits = random_effects.fit(y, v, "PM")
    w = 1 / (v + fits.tau2[:, None])
    q = (w * (y - fits.mu[:, None]) ** 2).sum(1)
    assert (fits.tau2 > 0).all()
    np.testing.assert_allclose(q, 11.0, rtol=1e-10)


# properties


@settings(max_examples=25, deadline=None)
@given(table=tables(), seed=st.integers(0, 10))
def test_order_does_not_matter(table, seed):
    y, v, present = table
    order = np.random.default_rng(seed).permutation(y.shape[1])
    for method in random_effects.RULES:
        one = random_effects.fit(y, v, method, present)
        other = random_effects.fit(y[:, order], v[:, order], method, present[:, order])
        for key in SHARED:
            np.testing.assert_allclose(
                getattr(one, key), getattr(other, key), rtol=1e-6, atol=1e-8, err_msg=f"{method} {key}"
            )


@settings(max_examples=25, deadline=None)
@given(table=tables(), factor=st.floats(0.01, 100.0))
def test_scaling_every_claim_moves_the_centre_only(table, factor):
    y, v, present = table
    for method in random_effects.RULES:
        one, other = (
            random_effects.fit(y, v, method, present),
            random_effects.fit(y + math.log(factor), v, method, present),
        )
        np.testing.assert_allclose(other.mu - one.mu, math.log(factor), rtol=1e-9, atol=1e-9)
        for key in ("tau2", "se", "hk_se", "Q", "I2"):
            before, after = getattr(one, key), getattr(other, key)
            np.testing.assert_allclose(before, after, rtol=1e-6, atol=1e-8, err_msg=f"{method} {key}")


@settings(max_examples=25, deadline=None)
@given(table=tables())
def test_what_holds_for_every_pool(table):
    y, v, present = table
    low, high = np.where(present, y, np.inf).min(1), np.where(present, y, -np.inf).max(1)
    for method in random_effects.RULES:
        fits = random_effects.fit(y, v, method, present)
        assert fits.converged.all()
        assert (fits.tau2 >= 0).all() and (fits.I2 >= 0).all() and (fits.I2 < 100).all()
        assert (fits.mu >= low - 1e-9).all() and (fits.mu <= high + 1e-9).all()
        assert (fits.hk_adhoc_low <= fits.hk_low + 1e-9).all()
        three = fits.k > 2
        assert (fits.pi_low[three] <= fits.ci_low[three]).all()
        assert (fits.pi_high[three] >= fits.ci_high[three]).all()


def test_block_size_does_not_matter(monkeypatch):
    rng = np.random.default_rng(5)
    y, v, present = rng.normal(9, 1.5, (500, 5)), rng.uniform(0.01, 2, (500, 5)), rng.random((500, 5)) < 0.8
    for method in random_effects.RULES:
        whole = random_effects.fit(y, v, method, present)
        with monkeypatch.context() as patch:
            patch.setattr(arrays, "BLOCK", 1)
            parts = random_effects.fit(y, v, method, present)
        for key in SHARED:
            np.testing.assert_allclose(getattr(whole, key), getattr(parts, key), rtol=1e-10, atol=1e-12)


# refusals


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[0.0, 1.0]], [[1.0, 1.0]], "EB"), "Unknown method 'EB'"),
        (([[0.0, 1.0]], [[1.0]], "DL"), "one shape"),
        (([0.0, 1.0], [1.0, 1.0], "DL"), "one shape"),
        (([[0.0, 1.0]], [[1.0, 0.0]], "DL"), "Specification 0, claim 1"),
        (([[0.0, np.nan]], [[1.0, 1.0]], "DL"), "claim 1: centre nan"),
        (([[0.0, 1.0]], [[1.0, 1.0]], "DL", None, 1.0), "level"),
    ],
)
def test_what_cannot_be_pooled_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        random_effects.fit(*arguments)


def test_nothing_in_nothing_out():
    fits = random_effects.fit(np.empty((0, 3)), np.empty((0, 3)))
    assert fits.mu.shape == (0,)
    assert random_effects.fit(np.empty((2, 0)), np.empty((2, 0))).k.tolist() == [0, 0]
