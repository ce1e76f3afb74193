"""Is every specification of a multiverse what one would get by computing it alone?"""

import itertools
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from trial_claims import trial_claims

from landreform.contested.encoding import COVERAGES, WIDTHS, densities, encode
from landreform.contested.errors import InputError
from landreform.contested.multiverse import run as run_module
from landreform.contested.multiverse.options import AXES, Choice, Option, default_choices, restrict_choices
from landreform.contested.multiverse.run import RESULTS, encode_options, run_multiverse
from landreform.contested.opinion_pools import pool_quantiles
from landreform.contested.outcomes import NotATollError
from landreform.contested.random_effects import fit
from landreform.contested.vectorised import random_effects

TWO_ENDED = trial_claims()[lambda c: ~c["estimate"].isin(["tongas", "tri"])].reset_index(drop=True)
PLAIN = {
    "bridge": {"died": 1.0, "executed": 1.0, "executed_or_suicide": 1.0, "executed_to_1955_12": 1.0},
    "floor": (0.0, "cut"),
    "width": 1.5,
    "encoding": "point",
    "coverage": 0.9,
    "claim_set": tuple(TWO_ENDED["estimate"]),
    "weights": "claim",
    "rule": "REML",
}


def choices_of(**values):
    """Return one option for each choice, or several where a list is given."""
    made = []
    for name in AXES:
        options = values.get(name, PLAIN[name])
        options = options if isinstance(options, list) else [options]
        made.append(Choice(name, "?", tuple(Option(str(i), o, "equivalent", ".") for i, o in enumerate(options))))
    return tuple(made)


def frame(*rows):
    """Return claims from rows (estimate, low, point, high, lineage), all of outcome executed."""
    claims = pd.DataFrame(rows, columns=["estimate", "low", "point", "high", "lineage"])
    claims["outcome"] = "executed"
    return claims.astype({"low": float, "point": float, "high": float})


def only(result, name="estimate"):
    values = getattr(result, name)
    assert values.size == 1
    return float(values.ravel()[0])


def one(claims, name="estimate", **values):
    """Return one result of one specification."""
    return only(run_multiverse(claims, choices_of(claim_set=tuple(claims["estimate"]), **values)), name)


# the encoding


@pytest.mark.parametrize("shape", ["point", "two_piece", "middle"])
def test_centre_and_spread_are_those_of_the_encoding(shape):
    choices = choices_of(width=list(WIDTHS), coverage=list(COVERAGES), encoding=shape)
    y, s, usable = encode_options(TWO_ENDED, choices)
    assert usable.all()
    for row, (width, coverage) in enumerate(itertools.product(WIDTHS, COVERAGES)):
        table = encode(TWO_ENDED, coverage, width, "two_piece" if shape == "two_piece" else "lognormal")
        if shape == "two_piece":
            claims = densities(table)
            ends = [(c.mode - 12 * c.below, c.mode + 12 * c.above, [c.mode]) for c in claims]
            mean = [
                quad(lambda t, c=c: t * float(c.density(t)), a, b, points=p)[0]
                for c, (a, b, p) in zip(claims, ends, strict=True)
            ]
            variance = [
                quad(lambda t, c=c, m=m: (t - m) ** 2 * float(c.density(t)), a, b, points=p)[0]
                for c, (a, b, p), m in zip(claims, ends, mean, strict=True)
            ]
            np.testing.assert_allclose(y[row], mean, rtol=1e-8)
            np.testing.assert_allclose(s[row] ** 2, variance, rtol=1e-7)
        else:
            np.testing.assert_allclose(y[row], table["centre" if shape == "point" else "mode"], rtol=1e-12)
            np.testing.assert_allclose(s[row], table["sd"], rtol=1e-12)


def test_a_floor_cuts_or_leaves_out():
    claims = frame(("a", 800, 1500, 2500, "a"), ("b", None, 1400, None, "b"), ("c", 500, None, 1000, "c"))
    cut, out = (
        encode_options(claims, choices_of(floor=(1000.0, how), width=2.0, encoding="middle"))
        for how in ("cut", "leave_out")
    )
    # a: 1,000 to 2,500; b: 700 to 2,800 becomes 1,000 to 2,800; c: nothing of it is left above 1,000.
    np.testing.assert_allclose(np.exp(cut[0][0][:2]) ** 2, [1000 * 2500, 1000 * 2800])
    assert cut[2][0].tolist() == [True, True, False]
    assert out[2][0].tolist() == [False, False, False]


def test_a_cut_range_has_its_point_within():
    claims = frame(("a", 800, 900, 2500, "a"))
    y, _, _ = encode_options(claims, choices_of(floor=(1000.0, "cut"), encoding="point"))
    assert math.exp(y[0, 0]) == pytest.approx(1000.0)


def test_a_bridge_scales_and_leaves_out():
    y, _, usable = encode_options(TWO_ENDED, choices_of(bridge=[{"died": 0.5}, {"executed": 1.0}]))
    died = (TWO_ENDED["outcome"] == "died").to_numpy()
    assert (usable[0] == died).all()
    row = TWO_ENDED.index[TWO_ENDED["estimate"] == "chi"][0]
    assert math.exp(y[0, row]) == pytest.approx(250_000.0)


# by hand


def test_two_ranges_under_every_rule():
    # Middles at ln 2000 and ln 8000; with z for 95 % the sds are 0.3537 and 0.3537: equal, so every mean is
    # plain.
    claims = frame(("a", 1000, None, 4000, "a"), ("b", 4000, None, 16000, "b"))
    middle = math.log(4000)
    sd = math.log(2) / 1.959963984540054
    for rule in ("REML", "PM", "DL", "fixed", "linear", "quantile", "logarithmic"):
        assert one(claims, rule=rule, coverage=0.95) == pytest.approx(middle, abs=1e-7), rule
    tau2 = 2 * math.log(2) ** 2 - sd**2
    assert one(claims, "tau2", rule="REML", coverage=0.95) == pytest.approx(tau2, rel=1e-9)
    assert one(claims, "spread", rule="quantile", coverage=0.95) == pytest.approx(sd, rel=1e-12)
    assert one(claims, "spread", rule="logarithmic", coverage=0.95) == pytest.approx(sd, rel=1e-12)
    assert one(claims, "spread", rule="fixed", coverage=0.95) == pytest.approx(sd / math.sqrt(2), rel=1e-12)
    both = math.sqrt(sd**2 + math.log(2) ** 2)
    assert one(claims, "spread", rule="linear", coverage=0.95) == pytest.approx(both, rel=1e-12)
    assert math.isnan(one(claims, "low", rule="linear"))
    assert math.isnan(one(claims, "tau2", rule="fixed"))


def test_a_lineage_has_one_voice():
    # Lineage x speaks through 1,000 and 4,000 (mean 2,000 on the log scale), y through 32,000.
    claims = frame(("a", None, 1000, None, "x"), ("b", None, 4000, None, "x"), ("c", None, 32000, None, "y"))
    voiced = {"weights": "lineage", "rule": "quantile"}
    assert one(claims, **voiced) == pytest.approx(math.log(8000), rel=1e-12)
    assert one(claims, weights="claim", rule="quantile") == pytest.approx(math.log(1.28e11) / 3, rel=1e-12)
    assert one(claims, "units", **voiced) == 2
    # Its variance is that of the mixture, so fixed-effect weights are 1/(s² + ln²2) and 1/s².
    s2 = (math.log(1.5) / 1.6448536269514722) ** 2
    w = 1 / (s2 + math.log(2) ** 2), 1 / s2
    expected = (w[0] * math.log(2000) + w[1] * math.log(32000)) / sum(w)
    assert one(claims, weights="lineage", rule="fixed") == pytest.approx(expected, rel=1e-12)


def test_fewer_than_two_voices_are_no_pool():
    claims = frame(("a", None, 1000, None, "x"), ("b", None, 4000, None, "x"), ("c", 5, None, None, "y"))
    result = run_multiverse(claims, choices_of(claim_set=[("a", "b"), ("a",), ()], weights=["claim", "lineage"]))
    assert result.units.ravel().tolist() == [2, 1, 1, 1, 0, 0]
    assert result.defined.ravel().tolist() == [True, False, False, False, False, False]
    for name in RESULTS[:-1]:
        assert np.isnan(getattr(result, name).ravel()[1:]).all(), name


# against the slow way


def slow(claims, option):
    """Compute one specification from the scalar modules, claims weighted equally; return centre and tau2."""
    outcomes = claims["outcome"].map(option["bridge"])
    kept = claims[claims["estimate"].isin(option["claim_set"]) & outcomes.notna()].copy()
    for name in ("low", "point", "high"):
        kept[name] *= outcomes[kept.index]
    table = encode(kept, option["coverage"], option["width"], "lognormal")
    if option["encoding"] == "middle":
        table["centre"] = table["mode"]
    if option["rule"] in ("linear", "quantile", "logarithmic"):
        table["mode"] = table["centre"]
        rule = "quantile_average" if option["rule"] == "quantile" else option["rule"]
        return math.log(pool_quantiles(table, [0.5], rule, "claims")[0]), math.nan
    found = fit(
        table["centre"].to_numpy(),
        table["sd"].to_numpy() ** 2,
        "REML" if option["rule"] == "fixed" else option["rule"],
    )
    if option["rule"] == "fixed":
        w = 1 / table["sd"] ** 2
        return float((w * table["centre"]).sum() / w.sum()), math.nan
    return found.mu, found.tau2


def test_any_specification_computed_alone_is_the_same():
    claims, factors = TWO_ENDED, {"executed": 1.0, "died": 0.5, "executed_or_suicide": 0.75}
    names = list(claims["estimate"])
    rules = ["REML", "PM", "DL", "fixed", "linear", "quantile", "logarithmic"]
    values = {
        "bridge": [{"executed": 1.0}, factors, PLAIN["bridge"]],
        "width": [1.1, 2.0],
        "encoding": ["point", "middle"],
        "coverage": [0.5, 0.95],
        "claim_set": [tuple(names), tuple(names[::2]), tuple(names[1:10])],
        "rule": rules,
    }
    result = run_multiverse(claims, choices_of(**values))
    grid = list(np.ndindex(result.estimate.shape))
    picked = [grid[i] for i in np.random.default_rng(8).choice(len(grid), 120, replace=False)]
    seen = set()
    for place in picked:
        option = {n: c.values[i] for n, c, i in zip(AXES, result.choices, place, strict=True)}
        centre, tau2 = slow(claims, option)
        # 1e-5: the middle of a gap in a linear pool is found to about the slack over the density at its ends.
        assert result.estimate[place] == pytest.approx(centre, abs=1e-5 if option["rule"] == "linear" else 1e-8)
        assert result.tau2[place] == pytest.approx(tau2, rel=1e-7, abs=1e-9, nan_ok=True)
        seen.add(option["rule"])
    assert seen == set(rules)


def test_fifty_thousand_specifications_without_a_loop_over_fits(monkeypatch):
    claims, calls = trial_claims(), []
    real = random_effects.fit_each
    monkeypatch.setattr(random_effects, "fit_each", lambda *a: calls.append(1) or real(*a))
    result = run_multiverse(claims, default_choices(claims, floors=[1337.0]))
    assert result.defined.sum() >= 50_000
    assert len(calls) < result.defined.size / 1000
    assert np.isfinite(result.spread[result.defined]).all()
    low = np.log(trial_claims()[["low", "point"]].min().min() / 4)  # two steps of a bridge at factor 2
    assert (result.estimate[result.defined] > low).all() and (result.tau2[np.isfinite(result.tau2)] >= 0).all()


def test_blocks_do_not_show(monkeypatch):
    claims = trial_claims()
    choices = restrict_choices(
        default_choices(claims, floors=[1337.0]), keep={"coverage": ["90%"], "width": ["×/÷ 1.5"]}
    )
    whole = run_multiverse(claims, choices)
    monkeypatch.setattr(run_module, "ROWS", 7)
    parts = run_multiverse(claims, choices)
    for name in RESULTS:
        np.testing.assert_allclose(getattr(whole, name), getattr(parts, name), rtol=1e-9, atol=1e-12, err_msg=name)


def test_restricting_before_and_after_is_the_same():
    claims, marks, keep = trial_claims(), {"equivalent", "uncertain"}, {"coverage": ["50%", "95%"]}
    choices = default_choices(claims)
    after, before = (
        run_multiverse(claims, choices).restrict(marks, keep),
        run_multiverse(claims, restrict_choices(choices, marks, keep)),
    )
    assert after.choices == before.choices
    for name in RESULTS:
        np.testing.assert_allclose(getattr(after, name), getattr(before, name), rtol=1e-9, atol=1e-12, err_msg=name)


# properties

SOME = st.lists(
    st.tuples(st.integers(1, 900), st.integers(1, 60), st.integers(0, 60), st.sampled_from("xyz"), st.booleans()),
    min_size=2,
    max_size=7,
)


def drawn(rows):
    """Return ranges (with or without a point) and bare points from integers."""
    table = []
    for i, (low, more, inside, lineage, bare) in enumerate(rows):
        point = low + inside if 0 < inside <= more else None
        table.append((f"c{i}", None, low, None, lineage) if bare else (f"c{i}", low, point, low + more, lineage))
    return frame(*table)


def everything(claims, **fixed):
    """Return the results of all rules, weights and encodings on all claims."""
    values = {
        "rule": ["REML", "PM", "DL", "fixed", "linear", "quantile", "logarithmic"],
        "weights": ["lineage", "claim"],
        "encoding": ["point", "two_piece", "middle"],
    }
    return run_multiverse(claims, choices_of(claim_set=tuple(claims["estimate"]), **(values | fixed)))


def same(one, other, moved=0.0):
    for name in RESULTS:
        shift = moved if name in ("estimate", "low", "high", "pi_low", "pi_high") else 0.0
        np.testing.assert_allclose(getattr(other, name), getattr(one, name) + shift, rtol=1e-6, atol=2e-5, err_msg=name)


@settings(max_examples=25, deadline=None)
@given(rows=SOME, c=st.sampled_from([0.01, 0.5, 3.0, 1000.0]))
def test_scaling_every_claim_scales_the_pool_and_leaves_tau2_alone(rows, c):
    claims = drawn(rows)
    scaled = claims.assign(**{name: claims[name] * c for name in ("low", "point", "high")})
    same(everything(claims), everything(scaled), math.log(c))


@settings(max_examples=25, deadline=None)
@given(rows=SOME, which=st.integers(0, 6), times=st.integers(1, 3))
def test_a_copy_inside_its_lineage_changes_nothing(rows, which, times):
    claims = drawn(rows)
    copy = pd.concat([claims.iloc[[which % len(claims)]]] * times, ignore_index=True)
    copy["estimate"] = [f"copy{i}" for i in range(times)]
    more = pd.concat([claims, copy], ignore_index=True)
    same(everything(claims, weights="lineage"), everything(more, weights="lineage"))


@settings(max_examples=25, deadline=None)
@given(rows=SOME, seed=st.integers(0, 20))
def test_the_order_of_the_claims_does_not_matter(rows, seed):
    claims = drawn(rows)
    same(everything(claims), everything(claims.sample(frac=1, random_state=seed).reset_index(drop=True)))


@settings(max_examples=25, deadline=None)
@given(rows=SOME)
def test_wider_coverage_smaller_spread_of_opinions(rows):
    claims = drawn(rows)
    wide, narrow = (everything(claims, coverage=c, rule="quantile", weights="claim").spread for c in (0.5, 0.95))
    assert (narrow < wide).all()


@settings(max_examples=25, deadline=None)
@given(rows=SOME)
def test_the_centre_stays_among_the_claims_and_inside_its_intervals(rows):
    claims = drawn(rows)
    y, _, _ = encode_options(claims, choices_of(encoding=["point", "two_piece", "middle"]))
    result = everything(claims)
    defined = result.defined
    axes = tuple(i for i, name in enumerate(AXES) if name != "encoding")
    for i in range(3):
        here = result.estimate.take([i], 3)
        here = here[np.isfinite(here)]
        assert (here >= y[i].min() - 1e-9).all() and (here <= y[i].max() + 1e-9).all()
    assert defined.any(axis=axes).shape == (3,)
    known = np.isfinite(result.low)
    assert (result.low[known] <= result.estimate[known] + 1e-9).all()
    assert (result.high[known] >= result.estimate[known] - 1e-9).all()


# refusals


def test_refusals():
    claims = trial_claims()
    no_toll = claims.assign(outcome=["classified", *claims["outcome"][1:]])
    with pytest.raises(NotATollError, match="the multiverse"):
        run_multiverse(no_toll, choices_of())
    with pytest.raises(ValueError, match="Every choice is needed once"):
        run_multiverse(claims, choices_of()[:-1])
    with pytest.raises(ValueError, match="Every choice is needed once"):
        run_multiverse(claims, (*choices_of(), choices_of()[0]))
    with pytest.raises(ValueError, match="not there: nobody"):
        run_multiverse(claims, choices_of(claim_set=("fall", "nobody")))
    with pytest.raises(ValueError, match="name of its own"):
        run_multiverse(pd.concat([claims, claims]), choices_of())
    with pytest.raises(InputError, match="no claim that has a density"):
        half_lines = claims[claims["estimate"].isin(["tongas", "tri"])]
        run_multiverse(half_lines, choices_of(claim_set=("tongas",)))


def test_a_choice_may_stand_in_any_place():
    claims, choices = trial_claims(), choices_of()
    assert only(run_multiverse(claims, choices[::-1])) == only(run_multiverse(claims, choices))
    assert replace(run_multiverse(claims, choices), level=0.9).level == 0.9


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rule", "median"),
        ("weights", "fame"),
        ("encoding", "triangle"),
        ("width", 1.0),
        ("floor", (100.0, "bend")),
        ("floor", (-1.0, "cut")),
        ("bridge", {"executed": 0.0}),
    ],
)
def test_an_option_without_meaning_is_named(name, value):
    with pytest.raises(ValueError, match=f"'{name}' has an option without meaning"):
        run_multiverse(trial_claims(), choices_of(**{name: value}))


def test_a_coverage_out_of_bounds_is_named():
    with pytest.raises(ValueError, match="coverage"):
        run_multiverse(trial_claims(), choices_of(coverage=1.0))
