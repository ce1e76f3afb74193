"""The Bayesian random effects: against both integrals taken from the definition, and at its limits."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline
from scipy.stats import halfnorm, norm

from landreform.contested.bayes import POSTERIOR_COLUMNS, SCALES, posterior, posterior_table

SETS = json.loads(Path(__file__).with_name("reference").joinpath("metafor.json").read_text("utf-8"))["sets"]
NAMES = ("bcg", "clasp", "unequal_k5", "extreme_k10")
quick = settings(max_examples=25, deadline=None)
drawn_claims = st.lists(st.tuples(st.floats(4, 13), st.floats(0.05, 3)), min_size=1, max_size=6)


def definition(y, v, scale):
    """Return even grids of μ and τ and the posterior on them: prior density times the density of every claim.

    Nothing is integrated in closed form here. The trapezium rule is exact to many digits on such curves: they
    vanish at the ends, and at τ = 0 the slope is 0.
    """
    y, sd = np.asarray(y), np.sqrt(v)
    reach = np.ptp(y) + 6 * sd.max() + 8 * scale
    mu, tau = np.linspace(y.mean() - reach, y.mean() + reach, 1601), np.linspace(0.0, 8 * scale, 601)
    log = np.tile(halfnorm.logpdf(tau, scale=scale)[:, None], (1, mu.size))
    for estimate, error in zip(y, sd, strict=True):
        spread = np.hypot(error, tau)[:, None]
        log -= np.log(spread) + 0.5 * ((estimate - mu) / spread) ** 2
    return mu, tau, np.exp(log - log.max())


def moments(grid, density):
    mass = np.trapezoid(density, grid)
    mean = np.trapezoid(grid * density, grid) / mass
    return mean, np.sqrt(np.trapezoid((grid - mean) ** 2 * density, grid) / mass)


def chance(grid, density, value):
    upto = CubicSpline(grid, density).antiderivative()
    return upto(value) / upto(grid[-1])


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", NAMES)
def test_posterior_is_the_definition(name, scale):
    y, v = SETS[name]["y"], SETS[name]["v"]
    mu, tau, joint = definition(y, v, scale)
    of_mu, of_tau = np.trapezoid(joint, tau, axis=0), np.trapezoid(joint, mu, axis=1)
    found = posterior(y, v, scale)
    assert (found.mean(), found.sd()) == pytest.approx(moments(mu, of_mu), rel=1e-6)
    squared = np.trapezoid(tau**2 * of_tau, tau) / np.trapezoid(of_tau, tau)
    assert found.weight @ found.tau**2 == pytest.approx(squared, rel=1e-6)
    for p in (0.025, 0.5, 0.975):  # between grid points the test draws a spline, which costs two digits
        assert chance(mu, of_mu, found.mu_quantile(p)) == pytest.approx(p, abs=2e-5)
        assert chance(tau, of_tau, found.tau_quantile(p)) == pytest.approx(p, abs=2e-5)
    # one more claim: the value behind it scatters around the centre with τ; at τ = 0 it is the centre
    ends = np.array([found.new_quantile(0.025), found.new_quantile(0.975)])
    below = norm.cdf((ends[:, None, None] - mu) / np.maximum(tau, 1e-12)[:, None])
    expected = np.trapezoid(np.trapezoid(joint * below, mu), tau) / np.trapezoid(of_tau, tau)
    assert expected == pytest.approx([0.025, 0.975], abs=2e-5)


@pytest.mark.parametrize("scale", SCALES)
def test_one_claim_leaves_the_prior_of_tau_as_it_was(scale):
    found = posterior([9.0], [0.04], scale)
    for p in (0.025, 0.5, 0.975):
        assert found.tau_quantile(p) == pytest.approx(halfnorm.ppf(p, scale=scale), rel=1e-9)
    assert found.mean() == pytest.approx(9.0, rel=1e-14)
    assert found.sd() == pytest.approx(np.sqrt(0.04 + scale**2), rel=1e-9)  # E τ² = scale²


def test_a_prior_without_scatter_gives_the_weighted_mean():
    y, v = np.array(SETS["clasp"]["y"]), np.array(SETS["clasp"]["v"])
    found = posterior(y, v, 1e-7)
    assert found.mean() == pytest.approx(np.average(y, weights=1 / v), rel=1e-9)
    assert found.sd() == pytest.approx(np.sqrt(1 / (1 / v).sum()), rel=1e-9)
    assert found.mu_quantile(0.975) == pytest.approx(found.mean() + 1.959964 * found.sd(), rel=1e-6)


def test_huge_heterogeneity_moves_tau_against_its_prior():
    found = posterior([0.0, 5.0, 13.0, 14.0], [1e-6] * 4, 0.5)
    assert found.mean() == pytest.approx(8.0, abs=1e-9)
    assert 1.5 < found.tau_quantile(0.5) < np.std([0.0, 5.0, 13.0, 14.0], ddof=1)
    assert found.tau_cdf(found.knots[-1]) == pytest.approx(1.0, abs=1e-12)
    assert found.tau_cdf(1e9) == pytest.approx(1.0, abs=1e-12)
    assert found.tau_cdf(0.0) == 0.0


def test_equal_claims():
    found = posterior([9.0] * 4, [0.25] * 4, 0.5)
    assert found.mean() == pytest.approx(9.0, rel=1e-14)
    assert found.tau_quantile(0.5) < halfnorm.ppf(0.5, scale=0.5)


@quick
@given(drawn=drawn_claims, scale=st.sampled_from(SCALES), shift=st.floats(-4, 4))
def test_every_posterior_is_in_order(drawn, scale, shift):
    y, sd = np.array(drawn).T
    found, moved = posterior(y, sd**2, scale), posterior(y[::-1] + shift, sd[::-1] ** 2, scale)
    assert found.weight.sum() == pytest.approx(1.0, rel=1e-12)
    assert y.min() - 1e-9 <= found.mean() <= y.max() + 1e-9
    low, middle, high = (found.mu_quantile(p) for p in (0.025, 0.5, 0.975))
    assert low < middle < high
    assert found.new_quantile(0.025) < low
    assert high < found.new_quantile(0.975)
    assert moved.mean() == pytest.approx(found.mean() + shift, abs=1e-7)
    assert moved.tau_quantile(0.5) == pytest.approx(found.tau_quantile(0.5), rel=1e-6)


def test_table_is_the_posterior_scale_by_scale():
    encoded = pd.DataFrame({"centre": [8.0, 9.0, 11.0], "sd": [0.5, 0.3, 0.4]})
    table = posterior_table(encoded)
    assert list(table.columns) == list(POSTERIOR_COLUMNS)
    assert table["scale"].tolist() == list(SCALES)
    assert table["tau"].is_monotonic_increasing
    found = posterior(encoded["centre"].to_numpy(), encoded["sd"].to_numpy() ** 2, 1.0)
    row = table.iloc[1]
    assert row["tau_low"] == pytest.approx(found.tau_quantile(0.025), rel=1e-9)
    assert row["mu_high"] == pytest.approx(found.mu_quantile(0.975), rel=1e-9)
    assert (row["sd"], row["k"]) == (found.sd(), 3)
    for person, log in [("pooled", "mu"), ("pooled_low", "mu_low"), ("pooled_new_high", "new_high")]:
        assert row[person] == pytest.approx(np.exp(row[log]), rel=1e-14)
    half = posterior_table(encoded, (1.0,), level=0.5).iloc[0]
    assert row["mu_low"] < half["mu_low"] < half["mu_high"] < row["mu_high"]


@pytest.mark.parametrize(
    ("y", "v", "scale", "sentence"),
    [
        ([], [], 1.0, "one claim at least"),
        ([8.0, 9.0], [0.5], 1.0, "same length"),
        ([8.0], [0.0], 1.0, "above 0"),
        ([np.nan], [0.5], 1.0, "finite"),
        ([8.0], [0.5], 0.0, "scale"),
        ([8.0], [0.5], np.inf, "scale"),
    ],
)
def test_what_has_no_posterior_is_a_clear_error(y, v, scale, sentence):
    with pytest.raises(ValueError, match=sentence):
        posterior(y, v, scale)


def test_arguments_out_of_bounds():
    encoded = pd.DataFrame({"centre": [8.0], "sd": [0.5]})
    for level in (0.0, 1.0, np.nan):
        with pytest.raises(ValueError, match="level lies between"):
            posterior_table(encoded, level=level)
    with pytest.raises(ValueError, match="probability lies between"):
        posterior([8.0], [0.5], 1.0).mu_quantile(1.0)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", NAMES)
def test_density_of_tau_is_the_slope_of_its_distribution_and_adds_up_to_one(name, scale):
    found = posterior(SETS[name]["y"], SETS[name]["v"], scale)
    grid = np.linspace(0.0, found.knots[-1], 200_001)
    assert np.trapezoid(found.tau_density(grid), grid) == pytest.approx(1.0, rel=1e-6)
    at, step = found.tau_quantile(0.6), 1e-4 * found.tau_quantile(0.6)
    slope = (found.tau_cdf(at + step) - found.tau_cdf(at - step)) / (2 * step)
    assert found.tau_density(at) == pytest.approx(slope, rel=1e-6)
    assert found.tau_density(np.array([-1.0, found.knots[-1] * 1.01])).tolist() == [0.0, 0.0]


def test_one_claim_leaves_the_prior_as_it_was():
    found = posterior([9.0], [0.3], 1.0)
    grid = np.array([0.0, 0.4, 1.0, 2.5])
    assert found.tau_density(grid) == pytest.approx(found.prior_density(grid), rel=1e-9)
    assert found.prior_density(grid) == pytest.approx(2 * norm.pdf(grid), rel=1e-12)


def test_densities_before_and_after_have_one_unit_of_probability():
    tau = np.linspace(0.0, 12.0, 1201)
    for scale in SCALES:
        found = posterior([8.0, 9.0, 10.5], [0.25, 0.16, 0.36], scale)
        for density in (found.prior_density(tau), found.tau_density(tau)):
            assert np.trapezoid(density, tau) == pytest.approx(1.0, abs=2e-3)
