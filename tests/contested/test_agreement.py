"""Comparing claims: closed forms of the normal distribution, scipy's integrator, properties of every pair."""

from itertools import pairwise
from math import inf, nextafter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.stats import norm

from landreform.contested.agreement import (
    CONVENTIONS,
    PAIR_COLUMNS,
    compare_pairs,
    differs_at,
    fold_gap,
    log_jaccard,
    overlap_by_lineage,
    overlap_coefficient,
    overlap_tree,
    probability_greater,
    share_differing,
    tipping_by,
    tipping_coverage,
    verdict_counts,
)
from landreform.contested.encoding import COVERAGES, TwoPiece, encode
from landreform.contested.outcomes import NOT_TOLLS, NotATollError
from landreform.ledger import tables
from landreform.tolls.baseline import WIDTH, outcome_claims

quick = settings(max_examples=20, deadline=None)
claims_drawn = st.builds(TwoPiece, st.floats(5, 12), st.floats(0.02, 3), st.floats(0.02, 3))
one_sided_too = claims_drawn | st.builds(TwoPiece, st.floats(5, 12), st.just(0.0), st.floats(0.02, 3))
NAN = np.nan


def normal(mean, sd):
    return TwoPiece(mean, sd, sd)


def frame(*rows, outcome="executed", lineage=None):
    names = [chr(ord("a") + i) for i in range(len(rows))]
    claims = pd.DataFrame(np.array(rows, dtype=float), columns=["low", "point", "high"])
    return claims.assign(estimate=names, outcome=outcome, lineage=lineage or names)


def by_quad(a, b, integrand):
    """Integrate with scipy, over pieces so short that its own subdivision finds every corner."""
    ends = sorted({c.mode + s * w for c in (a, b) for s, w in ((-12, c.below), (0, 0), (12, c.above))})
    parts = [quad(integrand, x, y, limit=400, epsabs=1e-11) for x, y in pairwise(ends)]
    return sum(value for value, _ in parts)


def by_pieces(a, b):
    """Add up distribution functions: between two crossings the smaller density is one of the two throughout."""
    reach = sorted({c.mode + s * w for c in (a, b) for s, w in ((-40, c.below), (0, 0), (40, c.above))})
    grid = np.unique(np.concatenate([np.linspace(x, y, 40_001) for x, y in pairwise(reach)]))
    with np.errstate(invalid="ignore"):
        apart = a.log_density(grid) - b.log_density(grid)
    places = [
        brentq(lambda t: float(a.log_density(t) - b.log_density(t)), grid[i], grid[i + 1], xtol=1e-14)
        for i in np.flatnonzero(apart[:-1] * apart[1:] < 0)
        if np.isfinite(apart[[i, i + 1]]).all()
    ]
    places += grid[apart == 0].tolist()
    shared = 0.0
    for x, y in pairwise(sorted([*reach, *places])):
        smaller = a if a.density((x + y) / 2) < b.density((x + y) / 2) else b
        shared += float(smaller.cdf_log(y) - smaller.cdf_log(x))
    return shared


# -- overlap -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("apart", [0.1, 1.0, 3.0, 7.0])
@pytest.mark.parametrize("sd", [0.05, 0.7, 2.0])
def test_equal_widths_closed_form(apart, sd):
    expected = 2 * norm.cdf(-apart * sd / (2 * sd))  # Inman and Bradley 1989: 2 Φ(-|δ|/2)
    assert overlap_coefficient(normal(9, sd), normal(9 + apart * sd, sd)) == pytest.approx(expected, abs=1e-13)


def test_concentric_widths_closed_form():
    # N(0, 1) and N(0, 2) cross at x² = 8 ln 2 / 3; the narrow one is the smaller outside
    x = np.sqrt(8 * np.log(2) / 3)
    expected = 2 * norm.sf(x) + 2 * norm.cdf(x / 2) - 1
    assert overlap_coefficient(normal(0, 1), normal(0, 2)) == pytest.approx(expected, abs=1e-13)


@pytest.mark.parametrize("sd", [0.3, 1.0, 2.7])
@pytest.mark.parametrize("apart", [0.5, 3.0, 10.0])
@pytest.mark.parametrize("stretch", [1e-6, 1e-10, 1e-13, 1e-15, None])
def test_nearly_equal_widths_are_no_trap(sd, apart, stretch):
    # statistics.NormalDist.overlap gives .5 instead of 6e-7 for sd = .3, apart = 3 and the next double
    other = nextafter(sd, inf) if stretch is None else sd * (1 + stretch)
    expected = 2 * norm.cdf(-apart / (2 * sd))
    tolerance = 1e-12 + (stretch or 0.0)  # the widths do differ by that much
    assert overlap_coefficient(normal(9, sd), normal(9 + apart, other)) == pytest.approx(expected, abs=tolerance)


@quick
@given(a=one_sided_too, b=one_sided_too)
def test_overlap_is_symmetric_within_bounds_and_adds_up_to_the_distribution_functions(a, b):
    found = overlap_coefficient(a, b)
    assert found == pytest.approx(overlap_coefficient(b, a), abs=1e-12)
    assert 0.0 <= found <= 1.0
    assert found == pytest.approx(by_pieces(a, b), abs=1e-9)


@quick
@given(a=claims_drawn, stretch=st.floats(1.001, 3.0), part=st.sampled_from(["mode", "below", "above"]))
def test_overlap_is_one_only_for_equal_densities(a, stretch, part):
    assert overlap_coefficient(a, TwoPiece(a.mode, a.below, a.above)) == 1.0
    changed = {"mode": a.mode, "below": a.below, "above": a.above}
    changed[part] *= stretch
    assert overlap_coefficient(a, TwoPiece(**changed)) < 1.0 - 1e-6


def test_densities_on_opposite_sides_have_nothing_in_common():
    assert overlap_coefficient(TwoPiece(8, 1, 0), TwoPiece(8, 0, 1)) == pytest.approx(0.0, abs=1e-15)


# -- P(A > B) ----------------------------------------------------------------------------------------------


@quick
@given(m=st.floats(5, 12), n=st.floats(5, 12), s=st.floats(0.02, 3), t=st.floats(0.02, 3))
def test_probability_greater_closed_form_of_two_normals(m, n, s, t):
    expected = norm.cdf((m - n) / np.hypot(s, t))
    assert probability_greater(normal(m, s), normal(n, t)) == pytest.approx(expected, abs=1e-11)


@quick
@given(a=one_sided_too, b=one_sided_too)
def test_probabilities_of_greater_and_less_add_up_to_one(a, b):
    assert probability_greater(a, b) + probability_greater(b, a) == pytest.approx(1.0, abs=1e-11)


@quick
@given(a=claims_drawn, b=claims_drawn)
def test_probability_greater_is_scipys(a, b):
    expected = by_quad(a, b, lambda t: a.density(t) * b.cdf_log(t))
    assert probability_greater(a, b) == pytest.approx(expected, abs=1e-6)


# -- the ranges themselves ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "jaccard", "gap"),
    [
        ((1e3, 1e4, 1e3, 1e4), 1.0, 1.0),
        ((1e3, 1e5, 1e4, 1e6), 1 / 3, 1.0),
        ((1e3, 1e4, 1e4, 1e5), 0.0, 1.0),  # they touch
        ((3e3, 15e3, 5e4, 1e5), 0.0, 10 / 3),
        ((1e3, 1e4, 5e3, 5e3), 0.0, 1.0),  # a single value within
        ((5e3, 5e3, 5e3, 5e3), 1.0, 1.0),
        ((5e3, 5e3, 6e3, 6e3), 0.0, 1.2),
        ((1e4, inf, 1e3, 2e3), NAN, 5.0),  # at least, beyond a range
        ((0.0, 500.0, 1e3, 2e3), NAN, 2.0),  # at most, below a range
        ((1e4, inf, 1e5, inf), NAN, 1.0),
        ((0.0, 500.0, 0.0, 9.0), NAN, 1.0),
        ((1e4, inf, 0.0, 500.0), NAN, 20.0),
    ],
)
def test_ranges_by_hand(ends, jaccard, gap):
    la, ha, lb, hb = ends
    for order in (ends, (lb, hb, la, ha)):
        assert log_jaccard(*order) == pytest.approx(jaccard, abs=1e-12, nan_ok=True)
        assert fold_gap(*order) == pytest.approx(gap, rel=1e-12)


@quick
@given(values=st.lists(st.floats(1, 1e6), min_size=4, max_size=4), factor=st.floats(0.001, 1000))
def test_ranges_do_not_mind_the_unit(values, factor):
    ends = (*sorted(values[:2]), *sorted(values[2:]))
    scaled = tuple(x * factor for x in ends)
    assert fold_gap(*scaled) == pytest.approx(fold_gap(*ends), rel=1e-9)
    assert log_jaccard(*scaled) == pytest.approx(log_jaccard(*ends), abs=1e-6)
    assert 0.0 <= log_jaccard(*ends) <= 1.0
    assert (log_jaccard(*ends) == 0.0) or fold_gap(*ends) == 1.0


# -- tipping coverage --------------------------------------------------------------------------------------


@quick
@given(
    lows=st.tuples(st.floats(100, 1e5), st.floats(100, 1e5)),
    factors=st.tuples(st.floats(1.1, 30), st.floats(1.1, 30)),
    level=st.sampled_from([0.01, 0.05, 0.2]),
)
def test_at_the_tipping_coverage_the_comparison_reaches_the_level(lows, factors, level):
    claims = frame(*[(low, NAN, low * factor) for low, factor in zip(lows, factors, strict=True)])
    tip = compare_pairs(claims, 0.9, level=level).loc[0, "tipping"]
    if np.isnan(tip) or tip > 1 - 1e-9:
        return

    def p_value(coverage):
        e = encode(claims, coverage)
        return 2 * norm.sf(abs(e["centre"].diff()[1]) / np.hypot(*e["sd"]))

    assert p_value(tip) == pytest.approx(level, rel=1e-5)
    assert p_value(min(tip * 1.01, (1 + tip) / 2)) < level < p_value(tip * 0.99)


def test_tipping_does_not_exist_for_every_pair():
    assert np.isnan(tipping_coverage(8, 1, 8, 2))  # same centre: never
    assert np.isnan(tipping_coverage(8, 0, 9, 0))  # two single values: always
    assert np.isnan(tipping_coverage(8, 1, 8 + 1e-9, 1))  # nearly the same centre: no coverage below 1
    assert tipping_coverage(8, 0.5, 9, 0) == tipping_coverage(9, 0, 8, 0.5)
    with pytest.raises(ValueError, match="level lies between"):
        tipping_coverage(8, 1, 9, 1, level=1.0)


def test_tipping_by_hand():
    # halves .5 and .5, centres 1 apart: z = 1.959964 * .7071068 = 1.385904, coverage = 2 Φ(z) - 1
    assert tipping_coverage(8, 0.5, 9, 0.5) == pytest.approx(2 * norm.cdf(1.3859038) - 1, abs=1e-7)


# -- all pairs, and the tree -------------------------------------------------------------------------------

MIXED = frame((1e3, NAN, 5e3), (1e4, 2e4, 5e4), (NAN, 3e3, NAN), (1e5, NAN, NAN), (NAN, NAN, 800))


def test_every_pair_is_there_and_says_what_it_can():
    table = compare_pairs(MIXED, 0.9)
    assert list(table.columns) == list(PAIR_COLUMNS)
    assert len(table) == 10
    told = table.set_index(["a", "b"])
    assert told.loc[("a", "b"), ["ovl", "p_greater", "tipping"]].notna().all()
    assert told.loc[("a", "b"), "fold_gap"] == pytest.approx(2.0)
    assert told.loc[("a", "c"), ["ovl", "p_greater", "tipping"]].isna().all()  # a bare point has no density
    assert told.loc[("a", "c"), "jaccard"] == 0.0
    assert told.loc[("d", "e"), "fold_gap"] == pytest.approx(125.0)
    assert np.isnan(told.loc[("d", "e"), "jaccard"])
    assert table["fold_gap"].notna().all()


def test_a_width_gives_bare_points_a_density_and_a_range():
    told = compare_pairs(MIXED, 0.9, width=2.0).set_index(["a", "b"])
    assert told.loc[("a", "c"), ["ovl", "tipping"]].notna().all()
    assert told.loc[("b", "c"), "fold_gap"] == pytest.approx(1e4 / 6e3)


def test_pairs_say_whether_they_speak_of_the_same():
    claims = MIXED.assign(outcome=["executed", "died", "executed", "executed", "executed"])
    claims["lineage"] = ["moise", "moise", "c", "d", "e"]
    told = compare_pairs(claims, 0.9).set_index(["a", "b"])
    assert not told.loc[("a", "b"), "same_outcome"]
    assert told.loc[("a", "b"), "same_lineage"]
    assert told.loc[("a", "c"), "same_outcome"]


@pytest.mark.parametrize("outcome", NOT_TOLLS)
def test_what_is_no_toll_is_refused(outcome):
    for function in (compare_pairs, overlap_tree):
        with pytest.raises(NotATollError, match=outcome):
            function(MIXED.assign(outcome=outcome), 0.9)


def test_two_claims_of_one_name_are_an_error():
    with pytest.raises(ValueError, match="name of its own"):
        compare_pairs(MIXED.assign(estimate="a"), 0.9)


def test_tree_by_hand():
    claims = frame((1e3, NAN, 5e3), (1e5, NAN, 2e5), (1e3, NAN, 4e3), lineage=["x", "y", "x"])
    found = overlap_tree(claims, 0.9)
    near = 1 - compare_pairs(claims, 0.9).set_index(["a", "b"])["ovl"]
    assert found.labels == ("a", "b", "c")
    assert found.lineages == ("x", "y", "x")
    assert sorted(found.linkage[0, :2]) == [0, 2]  # the two of one lineage first
    assert found.linkage[0, 2] == pytest.approx(near["a", "c"], abs=1e-12)
    assert found.linkage[1, 2] == pytest.approx((near["a", "b"] + near["b", "c"]) / 2, abs=1e-12)
    assert sorted(found.order) == ["a", "b", "c"]
    assert found.order[1] != "b"


def test_tree_needs_two_densities():
    with pytest.raises(ValueError, match="1 given"):
        overlap_tree(MIXED.iloc[[0, 2, 3]], 0.9)


# counts of the pairs

TABLE = pd.DataFrame(
    {"tipping": [0.3, 0.85, NAN, 0.97], "same_lineage": [False, False, True, True], "ovl": [0.1, 0.6, 1.0, 0.4]}
)


def test_pairs_that_differ_by_hand():
    assert differs_at(TABLE["tipping"], 0.85).tolist() == [True, True, False, False]
    shares = share_differing(TABLE, [0.5, 0.99]).set_index(["group", "coverage"])
    assert shares["pairs"].groupby("group").first().to_dict() == {"all": 4, "other lineages": 2, "same lineage": 2}
    assert shares.loc["all", "share"].tolist() == [0.25, 0.75]
    assert shares.loc["same lineage", "differ"].tolist() == [0, 1]
    assert verdict_counts(TABLE)["pairs"].tolist() == [1, 2, 1]
    assert verdict_counts(TABLE)["share"].sum() == 1.0
    found = overlap_by_lineage(TABLE).set_index("lineage")
    assert found.loc["same", ["alike", "unlike"]].tolist() == [1, 1]
    assert found.loc["other", "share"] == 0.5


def test_the_conventions_differ_only_where_a_point_is_not_in_the_middle():
    even = frame((100.0, NAN, 400.0), (1000.0, NAN, 9000.0))
    rows = encode(even, 0.9).set_index("estimate")
    first, second = (row for _, row in rows.iterrows())
    found = [tipping_by(first, second, convention) for convention in CONVENTIONS]
    assert found == pytest.approx([found[0]] * 3, rel=1e-12)
    skewed = encode(frame((100.0, 300.0, 400.0), (1000.0, 1200.0, 9000.0)), 0.9).set_index("estimate")
    first, second = (row for _, row in skewed.iterrows())
    by_hand = 2 * norm.cdf(norm.ppf(0.975) * np.hypot(np.log(4 / 3), np.log(1.2)) / np.log(4)) - 1
    assert tipping_by(first, second, "facing halves") == pytest.approx(by_hand, rel=1e-9)
    assert tipping_by(second, first, "facing halves") == tipping_by(first, second, "facing halves")
    with pytest.raises(ValueError, match="A convention is one of"):
        tipping_by(first, second, "loose")


def test_the_tipping_coverage_goes_with_the_densities():
    skewed = frame((100.0, 300.0, 400.0), (1000.0, 1200.0, 9000.0))
    rows = encode(skewed, 0.9).set_index("estimate")
    first, second = (row for _, row in rows.iterrows())
    for shape, convention in (("two_piece", "facing halves"), ("lognormal", "symmetric")):
        assert compare_pairs(skewed, 0.9, shape=shape).loc[0, "tipping"] == tipping_by(first, second, convention)


def test_a_group_without_a_pair_is_left_out():
    assert set(share_differing(TABLE.iloc[:2], [0.5])["group"]) == {"all", "other lineages"}
    assert np.isnan(overlap_by_lineage(TABLE.iloc[:2]).loc[0, "share"])
    assert verdict_counts(TABLE.iloc[:0])["share"].tolist() == [0.0, 0.0, 0.0]


def test_in_the_ledger_it_is_the_comparison_that_the_level_stands_for():
    ledger = {name: tables.load(name) for name in ("estimates", "lineage", "sources")}
    claims = outcome_claims(ledger)
    claims = claims[claims["form"].isin(["range", "point"])].reset_index(drop=True)
    table = compare_pairs(claims, 0.9, WIDTH)
    for coverage in COVERAGES:
        encoded = encode(claims, coverage, WIDTH).set_index("estimate")
        a, b = encoded.loc[table["a"]], encoded.loc[table["b"]]
        apart = np.abs(a["centre"].to_numpy() - b["centre"].to_numpy())
        p = 2 * norm.sf(apart / np.hypot(a["sd"].to_numpy(), b["sd"].to_numpy()))
        assert differs_at(table["tipping"], coverage).tolist() == (p <= 0.05).tolist()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0.01, 0.999) | st.just(NAN), st.booleans()), min_size=1, max_size=12))
def test_shares_grow_with_the_coverage_and_every_pair_is_counted_once(rows):
    table = pd.DataFrame(rows, columns=["tipping", "same_lineage"])
    found = share_differing(table, np.linspace(0.05, 0.95, 7))
    for _, group in found.groupby("group"):
        assert group["share"].is_monotonic_increasing
    by_group = found.groupby("group")["pairs"].first()
    assert by_group.drop("all").sum() == by_group["all"] == len(table)
    assert verdict_counts(table)["pairs"].sum() == len(table)


@pytest.mark.parametrize("coverage", COVERAGES)
def test_a_pair_that_tips_at_a_coverage_differs_there(coverage):
    assert differs_at(pd.Series([coverage]), coverage).item()
