"""Class labels: published values and a second implementation for every interval and test.

Origins: Newcombe 1998a (Statistics in Medicine 17: 857-872, Table I, methods 3 and 5) and 1998b (17: 873-890,
Table II, method 10), both printed to four decimals, hence a tolerance of half a unit there; statsmodels where
the module uses scipy, and scipy where it uses statsmodels, to 1e-9 relative, the two being coded apart.
"""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.proportion import proportion_confint, proportions_chisquare

from landreform.contested.errors import InputError
from landreform.labels.tallies import TALLY, compare, error_shares, homogeneity, interval, tallies, tally_from_counts

PRINTED = 5.1e-5  # half a unit of the fourth decimal, and a little for the binary float

# Table 2 of MacLean 2025, from Nguyễn Duy Tiến 2000, p. 128
TABLE_2 = pd.DataFrame(
    {
        "tally": ["landlord", "rich", "other"],
        "label": ["Landlord", "Rich peasant", "Other exploiters"],
        "labelled": [1007, 941, 135],
        "incorrect": [647, 795, 135],
    }
)


@pytest.mark.parametrize(
    ("k", "n", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_intervals_match_newcombe_table_i(k, n, wilson, exact):
    assert interval(k, n) == pytest.approx(wilson, abs=PRINTED)
    assert interval(k, n, "clopper-pearson") == pytest.approx(exact, abs=PRINTED)


@settings(max_examples=50, deadline=None)
@given(n=st.integers(1, 5000), data=st.data(), level=st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_intervals_match_statsmodels_and_hold_the_share(n, data, level):
    k = data.draw(st.integers(0, n))
    for ours, theirs in (("wilson", "wilson"), ("clopper-pearson", "beta")):
        low, high = interval(k, n, ours, level)
        assert (low, high) == pytest.approx(proportion_confint(k, n, 1 - level, theirs), rel=1e-9, abs=1e-9)
        assert 0 <= low <= k / n + 1e-12 and k / n - 1e-12 <= high <= 1


def test_the_exact_interval_by_its_definition():
    # at each bound, the tail beyond the count observed has probability 2.5 per cent; brentq stops at 1e-12
    low, high = interval(647, 1007, "clopper-pearson")
    assert stats.binom.sf(646, 1007, low) == pytest.approx(0.025, rel=1e-8)
    assert stats.binom.cdf(647, 1007, high) == pytest.approx(0.025, rel=1e-8)


def test_interval_refuses_what_is_no_share():
    for k, n in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(ValueError, match="no share"):
            interval(k, n)
    with pytest.raises(ValueError, match="Unknown method"):
        interval(1, 2, "wald")


def test_shares_of_table_2():
    found = error_shares(TABLE_2).set_index("tally")
    assert found.loc["all", ["labelled", "incorrect"]].tolist() == [2083, 1577]
    assert found["share_incorrect"].tolist() == pytest.approx([647 / 1007, 795 / 941, 1, 1577 / 2083])
    assert found["share_of_labels"].iloc[:3].sum() == pytest.approx(1)
    assert found["share_of_errors"].iloc[:3].sum() == pytest.approx(1)
    assert found.loc["landlord", "share_of_errors"] == pytest.approx(647 / 1577)
    # all 135 wrong: Wilson's lower bound is n / (n + z²), the exact one 0.025 ** (1 / n)
    z = stats.norm.ppf(0.975)
    assert found.loc["other", "wilson_low"] == pytest.approx(135 / (135 + z**2), rel=1e-12)
    assert found.loc["other", "exact_low"] == pytest.approx(0.025 ** (1 / 135), rel=1e-9)
    assert found.loc["other", ["wilson_high", "exact_high"]].tolist() == [1, 1]


def test_shares_without_any_error():
    found = error_shares(TABLE_2.assign(incorrect=0))
    assert found["share_incorrect"].eq(0).all() and found["share_of_errors"].isna().all()


def test_homogeneity_by_hand():
    # (2, 8) and (8, 2): every expected count is 5, every deviation 3, so χ² = 4 * 9 / 5 and V = √(7.2 / 20)
    found = homogeneity(pd.DataFrame({"labelled": [10, 10], "incorrect": [2, 8]}))
    assert found.chi2 == pytest.approx(7.2) and found.dof == 1 and found.smallest_expected == 5
    assert found.cramers_v == pytest.approx(0.6)
    assert found.p_value == pytest.approx(math.erfc(math.sqrt(7.2 / 2)), rel=1e-12)  # exact for one degree


def test_homogeneity_of_table_2_matches_statsmodels():
    found = homogeneity(TABLE_2)
    chi2, p_value, _ = proportions_chisquare(TABLE_2["incorrect"], TABLE_2["labelled"])
    nominal = Table(
        np.column_stack([TABLE_2["incorrect"], TABLE_2["labelled"] - TABLE_2["incorrect"]]), shift_zeros=False
    ).test_nominal_association()
    assert (found.chi2, found.p_value) == pytest.approx((chi2, p_value), rel=1e-9)
    assert (found.chi2, found.dof) == pytest.approx((nominal.statistic, nominal.df), rel=1e-9)
    assert found.p_value == pytest.approx(math.exp(-found.chi2 / 2), rel=1e-9)  # χ² with two degrees of freedom
    assert found.cramers_v == pytest.approx(math.sqrt(found.chi2 / 2083), rel=1e-12)
    assert found.smallest_expected == pytest.approx(135 * 506 / 2083)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 300), st.integers(0, 300)), min_size=2, max_size=5).filter(
        lambda rows: 0 < sum(min(k, n) for n, k in rows) < sum(n for n, _ in rows)
    )
)
def test_homogeneity_properties(rows):
    frame = pd.DataFrame({"labelled": [n for n, _ in rows], "incorrect": [min(k, n) for n, k in rows]})
    found = homogeneity(frame)
    assert 0 <= found.cramers_v <= 1 + 1e-12 and 0 <= found.p_value <= 1
    # exchanging right and wrong, or the order of the rows, changes nothing; ten times the table, ten times χ²
    for other in (frame.assign(incorrect=frame["labelled"] - frame["incorrect"]), frame.iloc[::-1]):
        assert homogeneity(other).chi2 == pytest.approx(found.chi2, rel=1e-9, abs=1e-9)
    assert homogeneity(frame * 10).chi2 == pytest.approx(10 * found.chi2, rel=1e-9, abs=1e-9)
    assert homogeneity(frame * 10).cramers_v == pytest.approx(found.cramers_v, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("incorrect", [[0, 0, 0], [1007, 941, 135]])
def test_homogeneity_needs_right_and_wrong(incorrect):
    with pytest.raises(ValueError, match="both right and wrong"):
        homogeneity(TABLE_2.assign(incorrect=incorrect))
    with pytest.raises(ValueError, match="two tallies"):
        homogeneity(TABLE_2.head(1))


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "low", "high"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
    ],
)
def test_difference_matches_newcombe_table_ii(k1, n1, k2, n2, low, high):
    frame = pd.DataFrame({"tally": ["a", "b"], "labelled": [n1, n2], "incorrect": [k1, k2]})
    found = compare(frame).iloc[0]
    assert (found["difference_low"], found["difference_high"]) == pytest.approx((low, high), abs=PRINTED)


def test_odds_ratios_match_scipy_and_woolf():
    found = compare(TABLE_2).set_index(["first", "second"])
    assert list(found.index) == [("landlord", "rich"), ("landlord", "other"), ("rich", "other")]
    pair = found.loc[("landlord", "rich")]
    reference = stats.contingency.odds_ratio([[647, 360], [795, 146]], kind="sample")
    bounds = reference.confidence_interval(0.95)
    assert pair["odds_ratio"] == pytest.approx(reference.statistic, rel=1e-9)
    assert (pair["odds_low"], pair["odds_high"]) == pytest.approx((bounds.low, bounds.high), rel=1e-9)
    assert pair["odds_ratio"] == pytest.approx(647 * 146 / (360 * 795), rel=1e-12)
    assert pair["ratio"] == pytest.approx((647 / 1007) / (795 / 941)) and not pair["corrected"]
    # no other exploiter was rightly labelled: half is added to each cell
    zero = found.loc[("rich", "other")]
    assert zero["corrected"] and zero["odds_ratio"] == pytest.approx(795.5 * 0.5 / (146.5 * 135.5), rel=1e-12)


def test_cohen_h_by_hand():
    # Cohen 1988, section 6.2: arcsines of 1/2 and 1/4 give φ = π/2 and π/3
    frame = pd.DataFrame({"tally": ["a", "b"], "labelled": [4, 4], "incorrect": [2, 1]})
    assert compare(frame)["cohen_h"].item() == pytest.approx(math.pi / 6, rel=1e-12)
    assert compare(frame.assign(incorrect=[2, 0]))["ratio"].item() == math.inf
    assert math.isnan(compare(frame.assign(incorrect=[0, 0]))["ratio"].item())


LEDGER = pd.DataFrame(
    {
        "fraction": ["a", "b"],
        "label": ["A", "B"],
        "place": "Thái Nguyên",
        "labelled": [1007, 135],
        "correct": [360, 0],
        "incorrect": [647, 135],
        "source": "s",
        "read_in": "r",
        "locator": "Table 2",
    }
)


def test_tallies_from_the_ledger():
    found = tallies(LEDGER.astype(str))
    assert tuple(found.columns) == TALLY and found["incorrect"].tolist() == [647, 135]
    with pytest.raises(InputError, match="classifications, row 3, column labelled: found '136'"):
        tallies(LEDGER.assign(labelled=[1007, 136]))


COUNTS = pd.DataFrame(
    [
        {"count": "all", "printed": "3,488 people", "value": "3488", "bound": "exact", "unit": "persons"},
        {
            "count": "wrong",
            "printed": "1,074",
            "value": "1074",
            "bound": "exact",
            "unit": "persons",
            "part_of": "all",
        },
        {"count": "vague", "printed": "many", "bound": "range", "unit": "persons", "part_of": "all"},
        {
            "count": "quota",
            "printed": "at least five per cent",
            "low": "5",
            "bound": "at_least",
            "unit": "percent",
        },
    ]
).fillna("")
COUNTS = COUNTS.assign(quantity="", place="", source="s", read_in="r", locator="p. 7")


def test_tally_from_two_counts():
    found = tally_from_counts(COUNTS, "all", "wrong", "Cell members").iloc[0]
    assert (found["labelled"], found["incorrect"], found["locator"]) == (3488, 1074, "p. 7")
    with pytest.raises(ValueError, match="no part of"):
        tally_from_counts(COUNTS, "wrong", "all", "x")
    with pytest.raises(ValueError, match="no single number under 'vague'"):
        tally_from_counts(COUNTS, "all", "vague", "x")
    with pytest.raises(ValueError, match="no single number under 'none'"):
        tally_from_counts(COUNTS, "none", "wrong", "x")
