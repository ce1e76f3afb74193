"""Random effects on published meta-analyses, against metafor, against statsmodels, by hand, as properties.

Two layers of references, so that neither a typing error nor a shared mistake goes unseen:

* `PRINTED`: values as they stand in print, to the last digit printed. The tables of the journals were read
  where metafor's own tests restate them (repository wviechtb/metafor, tests/testthat/,
  test_analysis_example_*.r), which name the page; those of Stata's metan in
  test_misc_metan_vs_rma.uni_with_dat.bcg.r and test_misc_confint.r.
* ``reference/metafor.json``: every quantity for every estimator to 17 digits, computed with metafor by the
  script beside it, also for two simulated sets of PyMARE's (neurostuff/PyMARE, pymare/tests/data/
  metafor_small_sample.csv) that were made to be hard: five and ten studies whose variances differ by factors
  of 250 and 10,000.

Data values are facts; they come from metadat (Debian package r-cran-metadat).
"""

import json
import math
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2
from statsmodels.stats.meta_analysis import combine_effects

from landreform.contested.claims import read_claims
from landreform.contested.encoding import encode
from landreform.contested.errors import InputError
from landreform.contested.heterogeneity import METHODS, estimate_tau2, fit_given_tau2, generalised_q, q_profile
from landreform.contested.outcomes import NOT_TOLLS, NotATollError
from landreform.contested.random_effects import (
    INTERVALS,
    LEAVE_ONE_OUT_COLUMNS,
    fit,
    fit_claims,
    leave_one_out,
    pool_claims,
    pooled_by_tau,
)

REFERENCE = json.loads(Path(__file__).with_name("reference").joinpath("metafor.json").read_text("utf-8"))
SETS = REFERENCE["sets"]
QUANTITIES = (
    *("tau2", "mu", "se", "ci_low", "ci_high", "Q", "Q_p", "I2", "hk_se", "hk_low", "hk_high"),
    *("hk_adhoc_low", "hk_adhoc_high", "pi_low", "pi_high", "tau2_low", "tau2_high"),
)
CASES = list(product(SETS, METHODS))

#: Both sides iterate to the last few bits; worst seen 5e-13 (REML, raudenbush1985). Two hundred times that
#: leaves room for another processor's rounding and none for another formula.
RTOL = 1e-10

PUBLISHED = ("bcg", "collins1985", "clasp", "hackshaw1998", "hine1989", "normand1999", "raudenbush1985")

#: set, method, quantity, value as printed, where.
PRINTED = [
    *(
        (
            "bcg",
            "DL",
            quantity,
            printed,
            "Stata's metan, tpos tneg cpos cneg, randomi rr log; confint() of metafor",
        )
        for quantity, printed in {
            "mu": "-0.7141",
            "ci_low": "-1.0644",
            "ci_high": "-0.3638",
            "tau2": "0.3088",
            "I2": "92.1173",
            "Q": "152.2330",
            "tau2_low": "0.1197",
            "tau2_high": "1.1115",
        }.items()
    ),
    *(
        ("bcg", "REML", quantity, printed, "README of metafor, rma(yi, vi, test = 'knha')")
        for quantity, printed in {
            "tau2": "0.3132",
            "I2": "92.22",
            "mu": "-0.7145",
            "hk_se": "0.1808",
            "hk_low": "-1.1084",
            "hk_high": "-0.3206",
        }.items()
    ),
    ("collins1985", "DL", "tau2", "0.230", "Viechtbauer 2007, Statistics in Medicine 26, Table II, p. 44"),
    ("collins1985", "REML", "tau2", "0.301", "ibid."),
    ("collins1985", "DL", "tau2_low", "0.072", "ibid., Q-profile"),
    ("collins1985", "DL", "tau2_high", "2.203", "ibid., Q-profile"),
    *(
        ("clasp", method, quantity, printed, "DerSimonian and Kacker 2007, Tables 3 and 4, pp. 111-112")
        for method, row in {
            "PM": ("0.3681", "-0.3811", "0.2060"),
            "DL": ("0.2323", "-0.3240", "0.1540"),
            "REML": ("0.1843", "-0.2980", "0.1343"),
        }.items()
        for quantity, printed in zip(("tau", "mu", "se"), row, strict=True)
    ),
    *(
        ("hine1989", method, quantity, printed, "Normand 1999, Statistics in Medicine 18, Table VII, p. 349")
        for method in ("DL", "REML")
        for quantity, printed in {"mu": "2.94", "ci_low": "0.4", "ci_high": "5.5", "tau2": "0.000"}.items()
    ),
    *(
        ("normand1999", method, quantity, printed, "Normand 1999, Table IX, p. 352")
        for method, row in {
            "DL": ("-14.10", "-24.45", "-3.75", "218.72"),
            "REML": ("-15.12", "-32.67", "2.43", "685.20"),
        }.items()
        for quantity, printed in zip(("mu", "ci_low", "ci_high", "tau2"), row, strict=True)
    ),
    *(
        ("raudenbush1985", method, quantity, printed, "Raudenbush 2009, Table 16.3, p. 309")
        for method, row in {
            "DL": ("0.026", "0.089", "0.056", "-0.020", "0.199", "0.064", "-0.044", "0.223"),
            "REML": ("0.019", "0.084", "0.052", "-0.018", "0.185", "0.062", "-0.046", "0.213"),
        }.items()
        for quantity, printed in zip(
            ("tau2", "mu", "se", "ci_low", "ci_high", "hk_se", "hk_low", "hk_high"), row, strict=True
        )
    ),
    ("raudenbush1985", "REML", "Q", "35.83", "Raudenbush 2009, p. 302"),
    *(
        (
            "hackshaw1998",
            "DL",
            quantity,
            printed,
            "Hackshaw, Law and Wald 1997, BMJ 315, 980: excess risk 24 %, 13-36",
        )
        for quantity, printed in {"odds": "1.24", "odds_low": "1.13", "odds_high": "1.36"}.items()
    ),
]

DERIVED = {
    "tau": lambda f: np.sqrt(f.tau2),
    "odds": lambda f: np.exp(f.mu),
    "odds_low": lambda f: np.exp(f.ci_low),
    "odds_high": lambda f: np.exp(f.ci_high),
}


def data(name):
    return np.array(SETS[name]["y"]), np.array(SETS[name]["v"])


# -- the references ----------------------------------------------------------------------------------------


def test_the_comparison_cannot_shrink():
    assert set(PUBLISHED) < set(SETS)
    assert set(SETS) - set(PUBLISHED) == {"normand1999_two", "unequal_k5", "extreme_k10"}
    sizes = {name: len(SETS[name]["y"]) for name in SETS}
    assert [sizes[name] for name in PUBLISHED] == [13, 9, 6, 37, 6, 9, 19]
    for name, case in SETS.items():
        assert len(case["y"]) == len(case["v"])
        assert set(case["fits"]) == set(METHODS), name
        for method, values in case["fits"].items():
            assert tuple(values) == QUANTITIES, (name, method)
            missing = {key for key, value in values.items() if value is None}
            assert missing == ({"pi_low", "pi_high"} if sizes[name] == 2 else set()), (name, method)
    assert len(CASES) == 30
    assert {name for name, *_ in PRINTED} == set(PUBLISHED)
    assert {method for _, method, *_ in PRINTED} == set(METHODS)
    assert len(PRINTED) == len({row[:3] for row in PRINTED}) == 63
    assert all(len(where) > 4 for *_, where in PRINTED)


@pytest.mark.parametrize(("name", "method"), CASES)
def test_every_quantity_is_metafors(name, method):
    y, v = data(name)
    found = fit(y, v, method)
    for quantity, expected in SETS[name]["fits"][method].items():
        value = getattr(found, quantity)
        if expected is None:
            assert np.isnan(value), quantity
            continue
        # ends of intervals may lie near 0: their error is measured in standard errors
        near_zero = quantity == "mu" or (quantity.endswith(("_low", "_high")) and not quantity.startswith("tau2"))
        scale = max(abs(expected), found.se) if near_zero else abs(expected)
        assert abs(value - expected) <= RTOL * scale, (quantity, value, expected)


@pytest.mark.parametrize(("name", "method", "quantity", "printed", "where"), PRINTED)
def test_every_quantity_is_as_printed(name, method, quantity, printed, where):
    found = fit(*data(name), method)
    value = DERIVED[quantity](found) if quantity in DERIVED else getattr(found, quantity)
    places = len(printed.partition(".")[2])
    assert f"{value + 0.0:.{places}f}" == printed, where


@pytest.mark.parametrize(("name", "method"), [("bcg", "REML"), ("collins1985", "DL")])
def test_leaving_one_out_is_metafors(name, method):
    y, v = data(name)
    encoded = pd.DataFrame({"centre": y, "sd": np.sqrt(v), "estimate": [f"s{i}" for i in range(y.size)]})
    table = leave_one_out(encoded.assign(lineage="one"), "estimate", method)
    assert table["left_out"].tolist() == ["", *encoded["estimate"]]
    for quantity in ("mu", "se", "tau2", "I2"):
        expected = REFERENCE["leave_one_out"][name][quantity]
        assert len(expected) == y.size
        np.testing.assert_allclose(table[quantity][1:], expected, rtol=RTOL)


@pytest.mark.parametrize("name", [n for n in SETS if SETS[n]["fits"]["DL"]["tau2"] > 0])
@pytest.mark.parametrize(("method", "theirs", "rel"), [("DL", "dl", 1e-9), ("PM", "pm", 1e-4)])
def test_statsmodels_agrees_where_it_is_right(name, method, theirs, rel):
    # its Paule-Mandel stops at 1e-5, and falls to 0 where rounding carries a finer step past the root
    y, v = data(name)
    other = combine_effects(y, v, method_re=theirs, use_t=True)
    found = fit(y, v, method)
    assert found.tau2 == pytest.approx(other.tau2, rel=rel)
    assert found.mu == pytest.approx(other.mean_effect_re, rel=rel)
    assert found.se == pytest.approx(other.sd_eff_w_re, rel=rel)
    assert found.hk_se == pytest.approx(np.sqrt(other.var_hksj_re), rel=rel)
    cochran = found.Q
    assert cochran == pytest.approx(other.q, rel=1e-9)


# -- small and extreme cases -------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_two_claims_by_hand(method):
    # for two, all three estimators are ((y1 - y2)² - v1 - v2)/2 = (4 - .5 - .7)/2
    found = fit([8.0, 10.0], [0.5, 0.7], method)
    assert found.tau2 == pytest.approx(1.4, rel=1e-12)
    assert found.mu == pytest.approx((8 / 1.9 + 10 / 2.1) / (1 / 1.9 + 1 / 2.1), rel=1e-12)
    assert found.hk_high - found.mu == pytest.approx(12.7062047 * found.hk_se, rel=1e-8)  # t on 1
    assert np.isnan([found.pi_low, found.pi_high]).all()
    near = fit([8.0, 8.9], [0.5, 0.7], method)
    assert near.tau2 == 0.0


@pytest.mark.parametrize("method", METHODS)
def test_equal_claims(method):
    found = fit([9.0] * 5, [0.25] * 5, method)
    assert (found.tau2, found.Q, found.I2) == (0.0, 0.0, 0.0)
    assert (found.mu, found.se) == pytest.approx((9.0, 0.5 / np.sqrt(5)), rel=1e-14)
    assert found.hk_low == found.hk_high == found.mu  # Hartung-Knapp's interval collapses ...
    assert found.hk_adhoc_high - found.mu == pytest.approx(2.7764451 * found.se, rel=1e-7)  # ... without max(1, q)
    assert (found.tau2_low, found.tau2_high) == (0.0, 0.0)
    assert found.Q_p == 1.0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("sd", [1e-2, 1e-4, 1e-6])
def test_huge_heterogeneity(method, sd):
    y = np.array([0.0, 5.0, 13.0, 14.0])
    found = fit(y, np.full(4, sd**2), method)
    assert found.tau2 == pytest.approx(y.var(ddof=1) - sd**2, rel=1e-9)  # equal variances: all three the same
    assert 99.99 < found.I2 < 100.0
    assert found.tau2_low < found.tau2 < found.tau2_high
    uneven = fit(y, np.array([1.0, 2.0, 3.0, 1e4]) * sd**2, "REML")
    assert uneven.tau2 == pytest.approx(y.var(ddof=1), rel=0.05)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95])
def test_q_profile_of_equal_variances_closed_form(level):
    # Q(τ²) = Σ(y - mean)²/(v + τ²), so that the ends are Σ(y - mean)²/χ² - v, not below 0
    y, v = np.array([8.0, 9.0, 9.5, 11.0, 8.2]), 0.3
    quantiles = chi2.ppf([(1 + level) / 2, (1 - level) / 2], 4)
    expected = np.maximum(4 * y.var(ddof=1) / quantiles - v, 0.0)
    assert q_profile(y, np.full(5, v), level) == pytest.approx(expected, rel=1e-10)
    found = fit(y, np.full(5, v), level=level)
    assert (found.tau2_low, found.tau2_high) == pytest.approx(expected, rel=1e-10)


def test_no_scatter_beyond_the_ranges():
    found = fit([9.0, 9.1, 9.2], [0.5, 0.5, 0.5])
    assert (found.tau2, found.I2, found.tau2_low) == (0.0, 0.0, 0.0)
    assert found.hk_high < found.ci_high < found.hk_adhoc_high < found.pi_high


@pytest.mark.parametrize(
    ("y", "v", "sentence"),
    [
        ([8.0], [0.5], "two claims at least; 1 given"),
        ([], [], "two claims at least; 0 given"),
        ([8.0, 9.0], [0.5, 0.0], "finite and above 0"),
        ([8.0, 9.0], [0.5, -1.0], "finite and above 0"),
        ([8.0, np.inf], [0.5, 0.5], "must be finite"),
        ([8.0, 9.0], [0.5, np.nan], "finite and above 0"),
        ([8.0, 9.0], [0.5], "same length"),
        ([[8.0, 9.0]], [[0.5, 0.5]], "two rows"),
    ],
)
def test_what_cannot_be_pooled_is_a_clear_error(y, v, sentence):
    for function in (fit, q_profile, estimate_tau2):
        with pytest.raises(ValueError, match=sentence):
            function(y, v)


def test_arguments_out_of_bounds():
    with pytest.raises(ValueError, match="method is one of DL, REML, PM"):
        fit([8.0, 9.0], [0.5, 0.5], "ML")
    for level in (0.0, 1.0, np.nan):
        with pytest.raises(ValueError, match="level lies between"):
            fit([8.0, 9.0], [0.5, 0.5], level=level)


# -- properties --------------------------------------------------------------------------------------------

quick = settings(max_examples=40, deadline=None)
studies = st.lists(st.tuples(st.floats(4, 13), st.floats(0.01, 4)), min_size=2, max_size=9)


def columns(drawn):
    y, sd = np.array(drawn).T
    return y, sd**2


@quick
@given(drawn=studies, method=st.sampled_from(METHODS))
def test_every_fit_is_in_order(drawn, method):
    y, v = columns(drawn)
    found = fit(y, v, method)
    assert found.tau2 >= 0.0
    assert y.min() - 1e-9 <= found.mu <= y.max() + 1e-9
    assert 0.0 <= found.I2 < 100.0
    assert 0.0 <= found.tau2_low <= found.tau2_high
    assert found.hk_adhoc_low <= found.hk_low <= found.mu <= found.hk_high <= found.hk_adhoc_high
    assert found.hk_adhoc_low < found.ci_low
    if found.k > 2:
        assert found.pi_low < found.ci_low < found.ci_high < found.pi_high
    wide = fit(y, v, method, level=0.99)
    assert wide.ci_low < found.ci_low
    assert wide.tau2_high >= found.tau2_high


@quick
@given(drawn=studies, method=st.sampled_from(METHODS), shift=st.floats(-5, 5), factor=st.floats(0.1, 10))
def test_units_and_order_do_not_matter(drawn, method, shift, factor):
    y, v = columns(drawn)
    found = fit(y, v, method)
    turned = fit(y[::-1], v[::-1], method)
    moved = fit(y + shift, v, method)
    stretched = fit(y * factor, v * factor**2, method)
    tolerance = 1e-7 * (found.tau2 + v.min())
    assert turned.tau2 == pytest.approx(found.tau2, abs=tolerance)
    assert moved.tau2 == pytest.approx(found.tau2, abs=tolerance)
    assert stretched.tau2 == pytest.approx(found.tau2 * factor**2, abs=tolerance * factor**2)
    assert moved.mu == pytest.approx(found.mu + shift, abs=1e-6)
    assert stretched.mu == pytest.approx(found.mu * factor, abs=1e-5)


@quick
@given(drawn=studies)
def test_the_estimators_solve_their_equations(drawn):
    y, v = columns(drawn)
    k = y.size
    pm = estimate_tau2(y, v, "PM")
    q = float(generalised_q(y, v, np.array(pm)))
    assert q == pytest.approx(k - 1, rel=1e-9) if pm > 0 else q <= k - 1 + 1e-9
    low, high = q_profile(y, v)
    assert low <= pm <= high or (pm == high == 0.0)
    # REML: nowhere on a fine grid, far beyond the bound, is the restricted likelihood higher
    reml = estimate_tau2(y, v, "REML")
    grid = np.concatenate([[0.0], np.geomspace(1e-7, np.ptp(y) ** 2 + 10, 3000)])
    best = float(fit_given_tau2(y, v, np.array(reml))[2])
    assert fit_given_tau2(y, v, grid)[2].max() <= best + 1e-9


def test_reml_finds_the_higher_of_two_peaks():
    # three precise claims that agree and two imprecise ones far off give two local maxima
    y, v = np.array([0.0, 0.05, -0.05, 6.0, -7.0]), np.array([0.002, 0.002, 0.002, 5.0, 5.0])
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 100, 4000)])
    likelihood = fit_given_tau2(y, v, grid)[2]
    peaks = np.flatnonzero((likelihood[1:-1] > likelihood[:-2]) & (likelihood[1:-1] > likelihood[2:])) + 1
    assert len(peaks) + (likelihood[0] > likelihood[1]) == 2
    assert estimate_tau2(y, v, "REML") == pytest.approx(grid[likelihood.argmax()], rel=0.01, abs=1e-6)


# -- on claims ---------------------------------------------------------------------------------------------

NAN = np.nan
RANGES = pd.DataFrame(
    {
        "estimate": ["a", "b", "c", "d", "e"],
        "low": [3000.0, 50000.0, NAN, 15000.0, 800.0],
        "point": [5000.0, NAN, 5000.0, NAN, NAN],
        "high": [15000.0, 100000.0, NAN, NAN, 2500.0],
        "outcome": "executed",
        "lineage": ["moise", "turner", "moise", "d", "porter"],
    }
)
KEYS = (
    *("k", "tau2", "mu", "se", "ci_low", "ci_high", "hk_low", "hk_high", "hk_adhoc_low", "hk_adhoc_high"),
    *("pi_low", "pi_high", "Q", "I2", "tau2_low", "tau2_high", "pooled"),
)


def test_json_has_the_keys_and_says_what_was_assumed():
    result = pool_claims(RANGES, width=1.5, each_claim=True)
    assert set(KEYS) <= set(result)
    assert {f"pooled_{name}" for name in INTERVALS} <= set(result)
    assert json.loads(json.dumps(result, allow_nan=False)) == result
    encoded = encode(RANGES, 0.9, 1.5)
    expected = fit(encoded["centre"], encoded["sd"] ** 2)
    assert (result["k"], result["coverage"], result["width"]) == (4, 0.9, 1.5)
    assert result["mu"] == expected.mu
    assert result["pooled"] == pytest.approx(np.exp(expected.mu))
    assert result["pooled_pi_high"] == pytest.approx(np.exp(expected.pi_high))
    assert result["estimates"] == ["a", "b", "c", "e"]
    assert result["assumed_width"] == ["c"]
    assert result["left_out_because"] == {"d": "open above"} and result["left_out"] == ["d"]
    by_lineage = pool_claims(RANGES, width=1.5)
    assert (by_lineage["k"], by_lineage["joined"], result["voices"]) == (3, {"moise": ["a", "c"]}, "claims")
    assert "not what happened" in result["note"]


#: Low, odds ratio, high (95 % interval) of 37 studies, printed by Hackshaw 1998 (metadat: dat.hackshaw1998).
ODDS_RATIOS = """
0.9 1.18 1.54, 1.02 1.45 2.08, 0.48 2.02 8.56, 0.8 1.2 1.6, 0.43 0.75 1.3, 0.81 2.07 5.25,
1.19 2.13 3.83, 0.34 0.8 1.9, 0.25 0.79 2.45, 1.09 2.01 3.72, 0.81 1.23 1.87, 0.5 1.2 3.3,
0.87 1.52 2.63, 0.41 1.03 2.55, 0.9 1.55 2.67, 0.61 1.03 1.74, 0.81 2.34 6.75, 1.16 1.65 2.35,
0.82 1.19 1.73, 0.39 1.52 5.96, 1.08 2.16 4.29, 0.64 1.08 1.82, 0.74 2.55 8.78, 0.9 1.62 2.91,
0.74 1.06 1.52, 0.62 0.79 1.02, 0.32 0.74 1.69, 0.75 2.27 6.82, 0.78 0.97 1.21, 0.8 1.6 3.0,
0.66 1.19 2.13, 0.73 1.66 3.78, 1.04 1.26 1.54, 0.62 1.1 1.96, 1.12 1.66 2.45, 0.8 1.16 1.69,
0.67 1.11 1.84
"""


def test_published_odds_ratios_go_through_the_whole_way(tmp_path):
    # put in as claims with a point and a range, in hundredths, since persons are whole: 1.24 (1.13 to 1.36)
    file = tmp_path / "claims.csv"
    cells = [",".join(str(round(100 * float(x))) for x in cell.split()) for cell in ODDS_RATIOS.split(",")]
    assert len(cells) == 37
    rows = [f"s{i},{cell},died," for i, cell in enumerate(cells)]
    file.write_text("estimate,low,point,high,outcome,lineage\n" + "\n".join(rows) + "\n", encoding="utf-8")
    result = pool_claims(read_claims(file, "the pool"), "DL", coverage=0.95)
    shown = [f"{result[name] / 100:.2f}" for name in ("pooled", "pooled_ci_low", "pooled_ci_high")]
    assert shown == ["1.24", "1.13", "1.36"]
    for quantity, expected in SETS["hackshaw1998"]["fits"]["DL"].items():
        placed = quantity == "mu" or quantity in INTERVALS  # a place on the axis, and no width
        moved = math.log(100) if placed else 0.0
        assert result[quantity] - moved == pytest.approx(expected, rel=1e-9, abs=1e-12), quantity


@quick
@given(factor=st.floats(0.01, 100), coverage=st.floats(0.1, 0.99), method=st.sampled_from(METHODS))
def test_scaling_every_claim_scales_the_pool_and_leaves_tau2_alone(factor, coverage, method):
    scaled = RANGES.assign(**{name: RANGES[name] * factor for name in ("low", "point", "high")})
    one, other = pool_claims(RANGES, method, coverage), pool_claims(scaled, method, coverage)
    assert other["pooled"] == pytest.approx(one["pooled"] * factor, rel=1e-6)
    assert other["pooled_pi_low"] == pytest.approx(one["pooled_pi_low"] * factor, rel=1e-6)
    assert other["tau2"] == pytest.approx(one["tau2"], rel=1e-6, abs=1e-9)


def test_different_outcomes_are_refused_unless_said_and_then_the_output_says_so():
    claims = RANGES.assign(outcome=["executed", "died", "executed", "died", "executed"])
    with pytest.raises(InputError, match="died, executed"):
        pool_claims(claims)
    result = pool_claims(claims, mixed_outcomes=True)
    assert result["mixed_outcomes"]
    assert result["outcomes"] == ["died", "executed"]
    assert "mixed" in result["note"]
    plain = pool_claims(RANGES, mixed_outcomes=True)  # said, but there is nothing to mix
    assert not plain["mixed_outcomes"]
    assert "mixed" not in plain["note"]


@pytest.mark.parametrize("outcome", NOT_TOLLS)
def test_what_is_no_toll_is_refused_even_if_mixing_was_said(outcome):
    claims = RANGES.assign(outcome=["executed", outcome, "executed", "executed", "executed"])
    with pytest.raises(NotATollError, match=rf"b \({outcome}\)"):
        pool_claims(claims, mixed_outcomes=True)


def test_one_claim_is_a_clear_error_and_two_have_no_prediction_interval():
    with pytest.raises(InputError, match=r"1 claim with a density \(b\)', expected two such claims"):
        pool_claims(RANGES.iloc[[1, 3]])
    with pytest.raises(InputError, match="no claim that has a density"):
        pool_claims(RANGES.iloc[[3]])
    result = pool_claims(RANGES.iloc[[0, 1]])
    assert result["k"] == 2
    assert result["pi_low"] is result["pooled_pi_high"] is None
    json.dumps(result, allow_nan=False)


def test_an_interval_beyond_all_numbers_is_none_in_persons():
    claims = RANGES.iloc[[0, 1]].assign(low=[1.0, 1e250], point=NAN, high=[1.1, 1.1e250])
    result = pool_claims(claims)
    assert result["pooled_hk_high"] is None
    assert result["hk_high"] > 700


def test_leaving_a_lineage_out():
    encoded = encode(RANGES, 0.9, 1.5)
    table = leave_one_out(encoded, "lineage", "PM")
    assert list(table.columns) == list(LEAVE_ONE_OUT_COLUMNS)
    assert table["left_out"].tolist() == ["", "moise", "turner", "porter"]
    assert table["k"].tolist() == [4, 2, 3, 3]
    without = fit_claims(encoded[encoded["lineage"] != "turner"], "PM")
    assert table.loc[2, "mu"] == without.mu
    assert table.loc[2, "fold"] == pytest.approx(np.exp(without.mu - fit_claims(encoded, "PM").mu))
    assert table.loc[0, "fold"] == 1.0
    few = leave_one_out(encoded.iloc[[0, 1, 2]], "lineage")
    assert few.set_index("left_out").loc["moise", "k"] == 1
    assert few.set_index("left_out").loc["moise", ["mu", "tau2", "pooled"]].isna().all()
    with pytest.raises(ValueError, match="by estimate or by lineage"):
        leave_one_out(encoded, "outcome")


def test_trace_runs_from_the_weighted_to_the_plain_mean():
    encoded = encode(RANGES, 0.9, 1.5)
    w = 1 / encoded["sd"] ** 2
    curve = pooled_by_tau(encoded, np.array([0.0, 0.5, 1e4]))
    assert curve["mu"].iloc[0] == pytest.approx((w * encoded["centre"]).sum() / w.sum(), rel=1e-12)
    assert curve["mu"].iloc[-1] == pytest.approx(encoded["centre"].mean(), rel=1e-7)
    assert curve["se"].is_monotonic_increasing
    found = fit_claims(encoded)
    at = pooled_by_tau(encoded, [np.sqrt(found.tau2)])
    assert (at.loc[0, "mu"], at.loc[0, "se"]) == pytest.approx((found.mu, found.se), rel=1e-12)
