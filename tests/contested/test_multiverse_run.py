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
from scipy.optimize import brentq
from scipy.special import log_ndtr, logsumexp, ndtr
from trial_claims import trial_claims

from landreform.contested.encoding import COVERAGES, WIDTHS, densities, encode
from landreform.contested.errors import InputError
from landreform.contested.multiverse import run as run_module
from landreform.contested.multiverse.options import AXES, RULES, Choice, Option, default_choices, restrict_choices
from landreform.contested.multiverse.run import RESULTS, encode_options, run_multiverse
from landreform.contested.opinion_pools import pool_quantiles
from landreform.contested.outcomes import NotATollError
from landreform.contested.random_effects import fit
from landreform.contested.vectorised import random_effects

TWO_ENDED = trial_claims()[lambda c: ~c["estimate"].isin(["tongas", "tri"])].reset_index(drop=True)
PLAIN = {
    "bridge": {"died": 1.0, "executed": 1.0, "executed_or_suicide": 1.0, "executed_to_1955_12": 1.0},
    "floor": 0.0,
    "width": 1.5,
    "encoding": "point",
    "coverage": 0.9,
    "claim_set": tuple(TWO_ENDED["estimate"]),
    "lineage": {},
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


def voiced(claims):
    """Return the reading in which the column lineage says who is one voice."""
    return dict(zip(claims["estimate"], claims["lineage"], strict=True))


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
    claims = frame(
        ("a", 800, None, 2500, "a"),
        ("b", None, 1400, None, "b"),
        ("c", 500, None, 1000, "c"),
        ("d", None, 900, None, "d"),
        ("e", None, 1000, None, "e"),
    )
    y, s, usable = encode_options(claims, choices_of(floor=[0.0, 1000.0], width=2.0, encoding="middle"))
    assert usable[0].all()
    # Nothing is left of c above 1,000, and d printed less; of a 1,000 to 2,500 is left. The width of b, e is ours: that
    # it reaches to 700 and 500 is held against nobody, and it is not cut.
    assert usable[1].tolist() == [True, True, False, False, True]
    assert math.exp(y[1, 0]) ** 2 == pytest.approx(1000 * 2500)
    np.testing.assert_array_equal(y[1, [1, 4]], y[0, [1, 4]])
    np.testing.assert_array_equal(s[1, [1, 4]], s[0, [1, 4]])


def test_a_floor_asks_what_was_printed_after_the_bridge():
    # 900 executed wrongly are 1,800 executed if half of the executions were wrong: that is no contradiction to 1,000
    claims = frame(("a", None, 900, None, "a")).assign(outcome="wrongly_executed")
    bridges = [{"wrongly_executed": 1.0}, {"wrongly_executed": 2.0}]
    assert encode_options(claims, choices_of(floor=1000.0, bridge=bridges))[2].ravel().tolist() == [False, True]


@pytest.mark.parametrize("width", [1.01, 1.5, 50.0])
def test_no_width_of_ours_excludes_a_claim(width):
    _, _, usable = encode_options(TWO_ENDED, choices_of(floor=1337.0, width=width))
    printed = TWO_ENDED[["low", "point", "high"]].max(axis=1)
    assert (usable[0] == (printed >= 1337)).all()


def test_a_cut_range_has_its_point_within():
    claims = frame(("a", 800, 900, 2500, "a"))
    y, _, _ = encode_options(claims, choices_of(floor=1000.0, encoding="point"))
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
    voices = {"lineage": voiced(claims), "rule": "quantile"}
    assert one(claims, **voices) == pytest.approx(math.log(8000), rel=1e-12)
    assert one(claims, lineage={}, rule="quantile") == pytest.approx(math.log(1.28e11) / 3, rel=1e-12)
    assert one(claims, "units", **voices) == 2
    # Its variance is that of the mixture, so fixed-effect weights are 1/(s² + ln²2) and 1/s².
    s2 = (math.log(1.5) / 1.6448536269514722) ** 2
    w = 1 / (s2 + math.log(2) ** 2), 1 / s2
    expected = (w[0] * math.log(2000) + w[1] * math.log(32000)) / sum(w)
    assert one(claims, lineage=voiced(claims), rule="fixed") == pytest.approx(expected, rel=1e-12)


def test_fewer_than_two_voices_are_no_pool():
    claims = frame(("a", None, 1000, None, "x"), ("b", None, 4000, None, "x"), ("c", 5, None, None, "y"))
    result = run_multiverse(claims, choices_of(claim_set=[("a", "b"), ("a",), ()], lineage=[{}, voiced(claims)]))
    assert result.units.ravel().tolist() == [2, 1, 1, 1, 0, 0]
    assert result.defined.ravel().tolist() == [True, False, False, False, False, False]
    for name in RESULTS[:-1]:
        assert np.isnan(getattr(result, name).ravel()[1:]).all(), name


def test_a_claim_that_a_reading_lacks_is_its_own_voice():
    claims = frame(("a", None, 1000, None, "x"), ("b", None, 4000, None, "x"), ("c", None, 32000, None, "y"))
    readings = [{}, {"a": "x", "b": "x"}, {"a": "c"}, {"a": "x", "b": "x", "c": "x"}]
    found = run_multiverse(claims, choices_of(claim_set=("a", "b", "c"), lineage=readings))
    # its voice has its own name: a joins c, of which the third reading says nothing
    assert found.units.ravel().tolist() == [3, 2, 2, 1]


# against the slow way


def median(share, centre, sd):
    """Return the median of a mixture of normal distributions; where there is hardly any mass, balance both tails."""
    share, centre, sd = (np.asarray(column, dtype=float) for column in (share, centre, sd))
    middle = brentq(lambda x: (share * ndtr((x - centre) / sd)).sum() - 0.5, 0, 20, xtol=1e-13)
    height = (share / sd * np.exp(-(((middle - centre) / sd) ** 2) / 2)).sum() / math.sqrt(2 * math.pi)
    if height * (centre.max() - centre.min()) >= 1e-6:
        return middle

    def excess(x):
        lower = centre < x
        ahead = round(share[lower].sum() - 0.5, 12)
        over = logsumexp(log_ndtr((centre - x) / sd)[lower], b=share[lower])
        under = logsumexp(log_ndtr((x - centre) / sd)[~lower], b=share[~lower])
        return ahead + math.exp(under) - math.exp(over) if ahead else under - over

    return brentq(excess, np.nextafter(centre.min(), np.inf), centre.max(), xtol=1e-13)


def slow(claims, option):
    """Compute one specification from the scalar modules, one voice after the other; return centre, tau2 and voices."""
    outcomes = claims["outcome"].map(option["bridge"])
    kept = claims[claims["estimate"].isin(option["claim_set"]) & outcomes.notna()].copy()
    for name in ("low", "point", "high"):
        kept[name] *= outcomes[kept.index]
    ranges = kept["low"].notna() & kept["high"].notna() & (kept["low"] < kept["high"])
    kept = kept[kept[["low", "point", "high"]].max(axis=1) >= option["floor"]]
    for name in ("low", "point"):
        kept[name] = kept[name].mask(ranges & (kept[name] < option["floor"]), option["floor"])
    table = encode(kept, option["coverage"], option["width"], "lognormal")
    if option["encoding"] == "middle":
        table["centre"] = table["mode"]
    table["voice"] = [option["lineage"].get(name, name) for name in table["estimate"]]
    table["outcome"] = kept["outcome"].to_numpy()
    printed = ["voice", "outcome", "low", "point", "high"]
    table["share"] = 1 / table.groupby(printed, dropna=False)["estimate"].transform("size")
    table["share"] /= table.groupby("voice")["share"].transform("sum")
    centres, variances = [], []
    for _, group in table.groupby("voice"):
        centre = (group["share"] * group["centre"]).sum()
        centres.append(centre)
        variances.append((group["share"] * (group["sd"] ** 2 + (group["centre"] - centre) ** 2)).sum())
    y, v = np.array(centres), np.array(variances)
    if len(y) < 2:
        return math.nan, math.nan, len(y)
    share = table["share"] / len(y)
    if option["rule"] == "linear":
        return median(share, table["centre"], table["sd"]), math.nan, len(y)
    if option["rule"] == "quantile":
        return float((share * table["centre"]).sum()), math.nan, len(y)
    if option["rule"] in ("fixed", "logarithmic"):
        return float((y / v).sum() / (1 / v).sum()), math.nan, len(y)
    found = fit(y, v, option["rule"])
    return found.mu, found.tau2, len(y)


NAMES = list(TWO_ENDED["estimate"])
GRID = {
    "bridge": [{"executed": 1.0}, {"executed": 1.0, "died": 0.5, "executed_or_suicide": 0.75}, PLAIN["bridge"]],
    "floor": [0.0, 1337.0],
    "width": [1.1, 2.0],
    "encoding": ["point", "middle"],
    "coverage": [0.5, 0.95],
    "claim_set": [tuple(NAMES), tuple(NAMES[::2]), tuple(NAMES[1:10]), ("porter", "harrison", "fall"), ("porter",)],
    "lineage": [{}, voiced(TWO_ENDED), {"porter": "harrison", "fall": "turner"}],
    "rule": ["REML", "PM", "DL", "fixed", "linear", "quantile", "logarithmic"],
}


def test_any_specification_computed_alone_is_the_same():
    result = run_multiverse(TWO_ENDED, choices_of(**GRID))
    grid = list(np.ndindex(result.estimate.shape))
    picked = [grid[i] for i in np.random.default_rng(8).choice(len(grid), 120, replace=False)]
    seen = set()
    for place in picked:
        option = {n: c.values[i] for n, c, i in zip(AXES, result.choices, place, strict=True)}
        centre, tau2, voices = slow(TWO_ENDED, option)
        near = 1e-7 if option["rule"] == "linear" else 1e-8  # there the search ends with a step of a thousandth width
        assert result.estimate[place] == pytest.approx(centre, abs=near, nan_ok=True)
        assert result.tau2[place] == pytest.approx(tau2, rel=1e-7, abs=1e-9, nan_ok=True)
        assert result.units[place] == voices
        seen.add(option["rule"])
    assert seen == set(GRID["rule"])


def test_every_specification_computed_alone_is_the_same():
    """All of a smaller grid, every option of every choice among them, and not a sample."""
    values = GRID | {"rule": ["REML", "linear"], "coverage": 0.95, "bridge": GRID["bridge"][1:2]}
    result = run_multiverse(TWO_ENDED, choices_of(**values))
    for place in np.ndindex(result.estimate.shape):
        option = {n: c.values[i] for n, c, i in zip(AXES, result.choices, place, strict=True)}
        near = 1e-7 if option["rule"] == "linear" else 1e-8
        assert result.estimate[place] == pytest.approx(slow(TWO_ENDED, option)[0], abs=near, nan_ok=True)


def test_the_scalar_pools_agree_with_the_slow_way():
    """The reference is itself held against the pools of the book, where each claim is its own voice."""
    table = encode(TWO_ENDED, 0.95, 2.0, "lognormal")
    table["mode"] = table["centre"]
    plain = PLAIN | {"coverage": 0.95, "width": 2.0}
    for rule, pool in {"linear": "linear", "quantile": "quantile_average", "logarithmic": "logarithmic"}.items():
        expected = math.log(pool_quantiles(table, [0.5], pool, "claims")[0])
        assert slow(TWO_ENDED, plain | {"rule": rule})[0] == pytest.approx(expected, abs=1e-9)


def test_what_is_the_same_is_computed_once(monkeypatch):
    rows, real = [], random_effects.fit_parts
    monkeypatch.setattr(random_effects, "fit_parts", lambda y, *a: rows.append(len(y)) or real(y, *a))
    bare = frame(("a", None, 1000, None, "x"), ("b", None, 4000, None, "y"), ("c", 100, None, 900, "z"))
    options = {
        "encoding": ["point", "two_piece", "middle"],  # bare points have one centre and one spread
        "floor": [0.0, 10.0],  # nobody is below it
        "lineage": [{}, voiced(bare), {"a": "c", "b": "b"}],  # three names for the same voices
        "claim_set": [("a", "b"), ("a", "b")],
        "coverage": [0.5, 0.9],
        "width": [1.5, 2.0],
    }
    found = run_multiverse(bare, choices_of(**options))
    assert found.estimate.size == 144 and found.defined.all()
    assert sum(rows) == 4  # coverage and width alone make a difference
    assert {len(held) for held in found.computed.values()} == {4}  # and no more is kept


def many_choices(claims):
    """Return a grid of the size of the book's, whose options ask for different computations."""
    names = list(claims.loc[~claims["estimate"].isin(["tongas", "tri"]), "estimate"])
    sets = [tuple(name for i, name in enumerate(names) if i % n != n - 1) for n in range(2, 12)]
    return default_choices(
        claims,
        floor=1337.0,
        claim_sets=[Option(f"set {i}", names, "uncertain", ".") for i, names in enumerate(sets)],
        lineages=[Option("lineages", voiced(claims), "equivalent", "."), Option("alone", {}, "uncertain", ".")],
        bridges=[Option(f"÷{n}", {"executed": 1.0, "died": 1 / n}, "uncertain", ".") for n in (2, 3, 4)],
    )


def test_fifty_thousand_specifications_without_a_loop_over_fits(monkeypatch):
    claims, calls = trial_claims(), []
    real = random_effects.fit_parts
    monkeypatch.setattr(random_effects, "fit_parts", lambda *a: calls.append(1) or real(*a))
    choices = many_choices(claims)
    result = run_multiverse(claims, choices)
    assert result.defined.size == math.prod(len(choice.options) for choice in choices) >= 28_800
    assert result.defined.all() and len(calls) < result.defined.size / 1000
    assert np.isfinite(result.spread).all()
    low = np.log(trial_claims()[["low", "point"]].min().min() / 4)
    assert (result.estimate > low).all() and (result.tau2[np.isfinite(result.tau2)] >= 0).all()


@pytest.mark.parametrize("rows", [1, 7, 100])
def test_blocks_do_not_show(monkeypatch, rows):
    claims = trial_claims()
    choices = restrict_choices(many_choices(claims), keep={"coverage": ["90%"], "width": ["×/÷ 1.5"]})
    whole = run_multiverse(claims, choices)
    monkeypatch.setattr(run_module, "ROWS", rows)
    parts = run_multiverse(claims, choices)
    for name in RESULTS:
        np.testing.assert_allclose(getattr(whole, name), getattr(parts, name), rtol=1e-9, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("rules", [["REML", "PM"], ["linear", "DL"], ["quantile"], ["logarithmic", "fixed"]])
def test_restricting_before_and_after_is_the_same(rules):
    claims, marks = trial_claims(), {"equivalent", "uncertain", "non_equivalent"}
    keep = {"coverage": ["50%", "95%"], "rule": rules}
    choices = default_choices(claims, rules=list(RULES))
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
    """Return the results of all rules, readings and encodings on all claims."""
    values = {
        "rule": ["REML", "PM", "DL", "fixed", "linear", "quantile", "logarithmic"],
        "lineage": [voiced(claims), {}],
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
    same(everything(claims, lineage=voiced(claims)), everything(more, lineage=voiced(more)))


@settings(max_examples=25, deadline=None)
@given(rows=SOME, seed=st.integers(0, 20))
def test_the_order_of_the_claims_does_not_matter(rows, seed):
    claims = drawn(rows)
    same(everything(claims), everything(claims.sample(frac=1, random_state=seed).reset_index(drop=True)))


@settings(max_examples=25, deadline=None)
@given(rows=SOME)
def test_wider_coverage_smaller_spread_of_opinions(rows):
    claims = drawn(rows)
    wide, narrow = (everything(claims, coverage=c, rule="quantile", lineage={}).spread for c in (0.5, 0.95))
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
        ("lineage", "fame"),
        ("encoding", "triangle"),
        ("width", 1.0),
        ("floor", math.nan),
        ("floor", -1.0),
        ("bridge", {"executed": 0.0}),
    ],
)
def test_an_option_without_meaning_is_named(name, value):
    with pytest.raises(ValueError, match=f"'{name}' has an option without meaning"):
        run_multiverse(trial_claims(), choices_of(**{name: value}))


def test_a_coverage_out_of_bounds_is_named():
    with pytest.raises(ValueError, match="coverage"):
        run_multiverse(trial_claims(), choices_of(coverage=1.0))
