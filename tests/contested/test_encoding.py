"""Encodings: by hand, against scipy's lognormal, and as properties of every two-piece density."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad
from scipy.special import log_ndtr

from landreform.contested.encoding import (
    COVERAGES,
    ENCODED_COLUMNS,
    SHAPES,
    WIDTHS,
    TwoPiece,
    densities,
    encode,
    encode_for_pool,
    half_width_in_sd,
    lognormal,
    two_piece,
)
from landreform.contested.errors import InputError
from landreform.contested.outcomes import NOT_TOLLS, NotATollError

quick = settings(max_examples=50, deadline=None)
coverages = st.floats(0.05, 0.995)
widths = st.floats(0.01, 3.0)
logs = st.floats(3.0, 14.0)


def frame(*rows, outcome="executed"):
    """Claims from (low, point, high), named a, b, c, ... and each a lineage of its own."""
    names = [chr(ord("a") + i) for i in range(len(rows))]
    numbers = np.array(rows, dtype=float).reshape(-1, 3)
    claims = pd.DataFrame(numbers, columns=["low", "point", "high"])
    return claims.assign(estimate=names, outcome=outcome, lineage=names)


NAN = np.nan
FIVE = frame((3000, 5000, 15000), (50000, NAN, 100000), (NAN, 5000, NAN), (15000, NAN, NAN), (NAN, NAN, 900))


@pytest.mark.parametrize("coverage", COVERAGES)
def test_lognormal_is_scipys_and_has_equal_tails(coverage):
    claim = lognormal(5000, 15000, coverage)
    assert claim.cdf([5000, 15000]) == pytest.approx([(1 - coverage) / 2, (1 + coverage) / 2], abs=1e-14)
    scipys = stats.lognorm(s=claim.below, scale=np.exp(claim.mode))
    persons = np.geomspace(500, 200_000, 40)
    assert claim.cdf(persons) == pytest.approx(scipys.cdf(persons), abs=1e-14)
    assert claim.density(np.log(persons)) == pytest.approx(scipys.pdf(persons) * persons, rel=1e-12)
    chances = np.array([1e-9, 0.01, 0.5, 0.9, 1 - 1e-9])
    assert claim.ppf(chances) == pytest.approx(scipys.ppf(chances), rel=1e-7)


def test_sd_by_hand():
    # ln(15000/3000) / (2 * 1.644854) = 1.609438 / 3.289707
    encoded = encode(FIVE, 0.90)
    assert encoded.loc[0, "sd"] == pytest.approx(0.4892344, abs=1e-7)
    assert encoded.loc[0, "centre"] == pytest.approx(np.log(5000), rel=1e-15)
    assert encoded.loc[1, "centre"] == pytest.approx(np.log(50000 * 100000) / 2, rel=1e-15)
    assert half_width_in_sd(0.90) == pytest.approx(1.6448536, abs=1e-7)


@quick
@given(mode=logs, below=widths, above=widths, coverage=coverages)
def test_two_piece_mass_in_the_range_is_the_coverage(mode, below, above, coverage):
    low, point, high = np.exp([mode - below, mode, mode + above])
    claim = two_piece(low, point, high, coverage)
    assert claim.cdf(high) - claim.cdf(low) == pytest.approx(coverage, abs=1e-12)
    assert claim.mode == pytest.approx(mode, abs=1e-12)
    assert (claim.below + claim.above) / 2 == pytest.approx(lognormal(low, high, coverage).below, rel=1e-9)
    # the range is the shortest interval of its mass: the same density at both ends, more within, less without
    ends = claim.log_density([mode - below, mode + above])
    assert ends[0] == pytest.approx(ends[1], abs=1e-9)
    assert claim.log_density(mode) > ends[0]


@quick
@given(mode=logs, below=st.just(0.0) | widths, above=widths, turn=st.booleans())
def test_density_integrates_to_one_and_quantiles_invert(mode, below, above, turn):
    claim = TwoPiece(mode, above, below) if turn else TwoPiece(mode, below, above)
    start, end = mode - 12 * claim.below, mode + 12 * claim.above
    pieces = [quad(claim.density, *ends, limit=200)[0] for ends in ((start, mode), (mode, end))]
    assert sum(pieces) == pytest.approx(1.0, abs=1e-7)
    chances = np.array([1e-6, 0.02, 0.3, 0.5, 0.8, 0.999999])
    assert claim.cdf(claim.ppf(chances)) == pytest.approx(chances, abs=1e-9)
    assert (np.diff(claim.ppf(chances)) > 0).all()


def test_a_point_at_an_end_of_its_range_puts_all_mass_on_one_side():
    claim = two_piece(150_000, 200_000, 200_000, 0.8)
    assert claim.above == 0.0
    assert claim.cdf(200_000) == 1.0
    assert claim.cdf(150_000) == pytest.approx(0.2, abs=1e-12)
    assert claim.ppf(1 - 1e-12) == pytest.approx(200_000, rel=1e-9)
    assert claim.log_density(np.log(200_001)) == -np.inf


@pytest.mark.parametrize("values", [(8.0, 0.0, 0.0), (8.0, -0.1, 1.0), (np.nan, 1.0, 1.0), (8.0, 1.0, np.inf)])
def test_no_density_without_a_width(values):
    with pytest.raises(ValueError, match="widths of 0 or more"):
        TwoPiece(*values)


@quick
@given(low=st.floats(10, 1e5), factor=st.floats(1.01, 50), share=st.floats(0, 1))
def test_wider_coverage_smaller_sd(low, factor, share):
    claims = frame((low, low * factor**share, low * factor))
    sds = [encode(claims, c, shape="two_piece").loc[0, ["sd", "below", "above"]] for c in COVERAGES]
    table = np.array(sds, dtype=float)
    assert (np.diff(table[:, 0]) < 0).all()
    assert (np.diff(table[:, 1:], axis=0) <= 0).all()


@quick
@given(factor=st.floats(0.01, 100), coverage=coverages, shape=st.sampled_from(SHAPES))
def test_scaling_the_claims_moves_the_centres_and_nothing_else(factor, coverage, shape):
    scaled = FIVE.assign(**{name: FIVE[name] * factor for name in ("low", "point", "high")})
    one, other = encode(FIVE, coverage, 1.5, shape), encode(scaled, coverage, 1.5, shape)
    np.testing.assert_allclose(other["centre"] - np.log(factor), one["centre"], atol=1e-9)
    for name in ("sd", "below", "above"):
        np.testing.assert_allclose(other[name], one[name], atol=1e-9)


def test_shape_matters_only_where_a_range_has_a_point():
    plain, skewed = encode(FIVE, 0.9, 1.5), encode(FIVE, 0.9, 1.5, "two_piece")
    assert list(plain.columns) == list(ENCODED_COLUMNS)
    assert plain["estimate"].tolist() == skewed["estimate"].tolist() == ["a", "b", "c"]
    pd.testing.assert_frame_equal(plain.drop(index=0), skewed.drop(index=0))
    assert plain.loc[0, "below"] == plain.loc[0, "above"]
    assert skewed.loc[0, "mode"] == skewed.loc[0, "centre"] == np.log(5000)
    assert skewed.loc[0, "below"] < skewed.loc[0, "above"]
    assert densities(skewed)[0] == two_piece(3000, 5000, 15000, 0.9)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_bare_point_gets_the_stated_width_and_is_marked(width):
    row = encode(FIVE, 0.9, width).set_index("estimate").loc["c"]
    assert row["assumed"]
    assert (row["low"], row["high"]) == pytest.approx((5000 / width, 5000 * width))
    assert row["sd"] == pytest.approx(np.log(width) / half_width_in_sd(0.9), rel=1e-12)


def test_without_a_width_bare_points_are_left_out_and_one_sided_claims_always():
    assert encode(FIVE, 0.9)["estimate"].tolist() == ["a", "b"]
    assert not encode(FIVE, 0.9, 2.0)["estimate"].isin(["d", "e"]).any()
    half_line_with_point = frame((15000, 20000, NAN), (NAN, 700, 900))
    assert encode(half_line_with_point, 0.9, 1.5).empty


def test_a_range_of_equal_ends_is_a_bare_point():
    claims = frame((5000, NAN, 5000), (5000, 5000, 5000))
    assert encode(claims, 0.9).empty
    encoded = encode(claims, 0.9, 1.5)
    assert encoded["assumed"].all()
    np.testing.assert_allclose(encoded["centre"], np.log(5000))


def test_the_claims_are_not_changed_and_their_index_does_not_matter():
    before = FIVE.copy(deep=True)
    turned = FIVE.iloc[::-1]
    assert encode(turned, 0.9, 1.5)["estimate"].tolist() == ["c", "b", "a"]
    pd.testing.assert_frame_equal(FIVE, before)


@pytest.mark.parametrize("outcome", NOT_TOLLS)
def test_what_is_no_toll_is_refused(outcome):
    claims = pd.concat([FIVE, frame((1, NAN, 2), outcome=outcome)], ignore_index=True)
    for function in (encode, encode_for_pool):
        with pytest.raises(NotATollError, match=outcome):
            function(claims, 0.9)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"coverage": 0.0}, "coverage lies between"),
        ({"coverage": 1.0}, "coverage lies between"),
        ({"coverage": np.nan}, "coverage lies between"),
        ({"coverage": 0.9, "width": 1.0}, "factor above 1"),
        ({"coverage": 0.9, "width": np.nan}, "factor above 1"),
        ({"coverage": 0.9, "shape": "triangular"}, "shape is one of"),
    ],
)
def test_arguments_out_of_bounds(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        encode(FIVE, **arguments)


def test_different_outcomes_are_refused_unless_said():
    claims = FIVE.assign(outcome=["executed", "died", "executed", "executed", "executed"])
    with pytest.raises(InputError, match=r"died, executed.*one outcome"):
        encode_for_pool(claims, 0.9)
    assert len(encode_for_pool(claims, 0.9, mixed_outcomes=True)) == 2


def test_a_half_line_about_something_else_does_not_stand_in_the_way():
    claims = FIVE.assign(outcome=["executed", "executed", "executed", "died", "wrongly_executed"])
    assert len(encode_for_pool(claims, 0.9, 1.5)) == 3


def test_nothing_to_pool_is_an_error_that_says_what_is_missing():
    with pytest.raises(InputError, match="two ends, or a width for bare points"):
        encode_for_pool(FIVE.iloc[2:], 0.9)
    with pytest.raises(InputError, match="no claim that has a density"):
        encode_for_pool(FIVE.iloc[3:], 0.9, 1.5)


@pytest.mark.parametrize(("below", "above"), [(1.0, 1.0), (0.2, 1.5), (3.0, 0.4), (1.0, 0.0), (0.0, 1.0)])
def test_logarithms_of_tails_keep_their_digits(below, above):
    claim = TwoPiece(8.0, below, above)
    t = np.array([-60.0, 5.0, 7.5, 7.999, 8.0, 8.001, 9.0, 11.0, 90.0])
    at_most, more = claim.log_tails(t)
    np.testing.assert_allclose(np.exp(at_most), claim.cdf_log(t), atol=1e-15)
    np.testing.assert_allclose(np.exp(at_most) + np.exp(more), 1.0, atol=1e-15)
    # by hand: the half-normal of either side, which for 40 widths and more is 0 to a computer
    for value, place, width in ((at_most, -60.0, below), (more, 90.0, above)):
        z = abs(place - 8.0) / width if width else np.inf
        share = 2.0 * width / (below + above)
        expected = np.log(share) + log_ndtr(-z) if width else -np.inf
        assert value[t == place][0] == pytest.approx(expected, rel=1e-12)
    assert np.isfinite(at_most).all() == (below > 0) and np.isfinite(more).all() == (above > 0)


def test_just_beside_a_mode_that_ends_the_claim_little_is_left():
    for away in (1e-3, 1e-9, 1e-12):  # about sqrt(2/pi) widths, of which 1 - 0.999... would keep few digits
        _, more = TwoPiece(0.0, 1.0, 0.0).log_tails(-away)
        assert np.exp(more) == pytest.approx(np.sqrt(2 / np.pi) * away, rel=1e-6)
