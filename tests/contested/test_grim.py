"""Percentages: exact arithmetic, held against Python's own exact fractions over all k/n up to n = 500."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.contested.grim import (
    RULES,
    common_denominators,
    denominators,
    neighbours,
    numerators,
    parse_percentage,
    possible_denominators,
    print_share,
    sum_of_shares,
)

quick = settings(max_examples=50, deadline=None)
DECIMAL_RULES = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "truncated": ROUND_DOWN}


def digits_by_fraction(k: int, n: int, places: int, rule: str) -> int:
    """The digits printed, from Fraction: its round() is half-even, its floor exact (an independent way)."""
    exact = Fraction(100 * 10**places * k, n)
    if rule == "half-even":
        return round(exact)
    return floor(exact + Fraction(1, 2)) if rule == "half-up" else floor(exact)


@pytest.mark.parametrize("places", [0, 1, 2])
def test_every_rounded_share_up_to_500_is_possible(places):
    for n in range(1, 501):
        for k in range(n + 1):
            printed = print_share(k, n, places)
            assert k in numerators(printed, n), (k, n, printed)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("places", [0, 1])
def test_numerators_are_exactly_those_that_print_so(rule, places):
    # both directions: every numerator prints as the string, and every k that prints so is listed
    for n in [*range(1, 61), 96, 125, 200, 256, 400, 499, 500]:
        printed_as: dict[int, list[int]] = {}
        for k in range(n + 1):
            printed_as.setdefault(digits_by_fraction(k, n, places, rule), []).append(k)
        for digits in range(100 * 10**places + 1):
            text = str(Decimal(digits).scaleb(-places)) if places else str(digits)
            assert list(numerators(text, n, rule)) == printed_as.get(digits, []), (text, n)


def test_rounded_is_the_union_of_the_two_ways_of_rounding():
    for n in (8, 40, 200, 400, 47):
        for digits in range(1001):
            text = str(Decimal(digits).scaleb(-1))
            both = {*numerators(text, n, "half-up"), *numerators(text, n, "half-even")}
            assert sorted(both) == list(numerators(text, n))


@quick
@given(n=st.integers(1, 10**6), data=st.data(), places=st.integers(0, 4), rule=st.sampled_from(RULES))
def test_print_share_agrees_with_decimal_quantize(n, data, places, rule):
    k = data.draw(st.integers(0, n))
    # 60 digits: more than enough that the division cannot disturb a tie for these n
    with localcontext() as context:
        context.prec = 60
        reference = (Decimal(100 * k) / Decimal(n)).quantize(Decimal(1).scaleb(-places), DECIMAL_RULES[rule])
    assert print_share(k, n, places, rule) == str(reference)


def test_ties_by_hand():
    # 1/8 = 12.5 %: half-up prints 13, half-even 12, truncation 12
    assert list(numerators("13", 8, "half-up")) == [1]
    assert list(numerators("13", 8, "half-even")) == []
    assert list(numerators("12", 8, "half-even")) == [1]
    assert list(numerators("12", 8, "half-up")) == []
    assert list(numerators("12", 8)) == [1]
    assert list(numerators("13", 8)) == [1]
    assert list(numerators("66", 3)) == [] and list(numerators("66", 3, "truncated")) == [2]


def test_trailing_zeros_count():
    assert list(numerators("50", 199)) == [99, 100]  # 49.75 and 50.25 both round to 50
    assert list(numerators("50.0", 199)) == []


def test_maclean_by_hand():
    assert list(numerators("30.79", 3488)) == [1074]
    for share in ("32.94", "52.24", "14.38"):
        assert not numerators(share, 47) and not numerators(share, 47, "truncated")
    assert neighbours("52.24", 47) == [(24, "51.06"), (25, "53.19")]
    assert not numerators("63", 6)
    assert possible_denominators("63", 20) == [8, 16, 19]
    assert list(numerators("100", 135)) == [135]
    assert list(numerators("120", 135)) == []


def test_neighbours_at_the_end_of_the_scale():
    assert neighbours("100", 6) == [(6, "100")]
    assert neighbours("120", 6) == [(6, "100")]
    assert neighbours("0", 6) == [(0, "0"), (1, "17")]


@quick
@given(places=st.integers(0, 2), data=st.data())
def test_every_percentage_is_possible_from_the_full_scale_on(places, data):
    scale = 100 * 10**places
    digits = data.draw(st.integers(0, scale))
    n = data.draw(st.integers(scale, 3 * scale))
    assert numerators(str(Decimal(digits).scaleb(-places)) if places else str(digits), n)


@quick
@given(numerator=st.integers(1, 60), digits=st.integers(1, 1000), places=st.integers(0, 1))
def test_denominators_are_exactly_those_of_which_it_is_the_share(numerator, digits, places):
    printed = str(Decimal(digits).scaleb(-places)) if places else str(digits)
    found = denominators(printed, numerator)
    upper = min(3000, 2 * 1000 * numerator + 1)
    tried = [n for n in range(numerator, upper) if numerator in numerators(printed, n)]
    assert tried == [n for n in found if n < upper]


def test_denominators_by_hand():
    assert denominators("30.79", 1074) == range(3488, 3489)
    # 84,000 as exactly 55 per cent: 84000 / 0.555 = 151351.4 to 84000 / 0.545 = 154128.4
    assert denominators("55", 84000) == range(151352, 154129)
    assert not denominators("120", 5)
    with pytest.raises(ValueError, match="No finite range"):
        denominators("0.0", 5)


def test_common_denominators_by_hand():
    assert common_denominators(["50", "25"], 8) == [4, 8]
    assert common_denominators(["50", "25"], 8, whole=True) == []
    assert common_denominators(["50", "25", "25"], 8, whole=True) == [4, 8]
    # the shares of the 47 cells fit one denominator first at 1,342, and never make a whole
    cells = ["32.94", "52.24", "14.38"]
    assert common_denominators(cells, 1363) == [1342, 1363]
    assert common_denominators(cells, 3000, whole=True) == []


@quick
@given(parts=st.lists(st.integers(0, 60), min_size=1, max_size=6).filter(sum), places=st.integers(0, 2))
def test_rounding_always_explains_the_sum_of_true_parts(parts, places):
    for rule in ("half-up", "half-even"):
        printed = [print_share(k, sum(parts), places, rule) for k in parts]
        assert sum_of_shares(printed).rounding_explains
    printed = [print_share(k, sum(parts), places, "truncated") for k in parts]
    assert sum_of_shares(printed).truncation_explains


@pytest.mark.parametrize(
    ("printed", "total", "rounding", "truncation"),
    [
        (["33", "33", "33"], "99", True, True),
        (["51", "50"], "101", True, False),  # 50.5 + 49.5, both half-up
        (["49", "50"], "99", False, True),  # only a tie at both upper ends could do it, and 49 is odd
        (["48", "51"], "99", False, True),
        (["33.3", "33.3", "33.2"], "99.8", False, True),
        (["32.94", "52.24", "14.38"], "99.56", False, False),
        (["0", "100"], "100", True, True),
        (["120"], "120", False, False),
        (["100", "0.4"], "100.4", True, False),  # 99.5 rounds to 100
        (["100.0", "0.4"], "100.4", False, False),
    ],
)
def test_sums_by_hand(printed, total, rounding, truncation):
    found = sum_of_shares(printed)
    assert found.sum == Decimal(total)
    assert (found.rounding_explains, found.truncation_explains) == (rounding, truncation)


@pytest.mark.parametrize("printed", ["", "five", "32,94", "-3", "1e2", "3.", ".5", "32.94 percentage", "٣", "1_0"])
def test_what_is_no_percentage_is_refused(printed):
    with pytest.raises(ValueError, match="no percentage"):
        parse_percentage(printed)


def test_percentage_keeps_its_zeros():
    assert str(parse_percentage("30.70 per cent").value) == "30.70"
    assert parse_percentage("63%").places == 0


def test_misuse_is_named():
    with pytest.raises(ValueError, match="denominator of 1 or more"):
        numerators("50", 0)
    with pytest.raises(ValueError, match="Unknown rule"):
        numerators("50", 2, "up")
    with pytest.raises(ValueError, match="at least one share"):
        sum_of_shares([])
