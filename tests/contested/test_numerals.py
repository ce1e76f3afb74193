"""Numerals: figures and words, hedges of scale, shortened ranges, orders of magnitude."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.magnitudes import magnitude
from landreform.contested.numerals import numerals, readable, vietnamese_numerals
from landreform.text.prose import number


@pytest.mark.parametrize(
    "text, values",
    [
        ("more than 3,300 communes", [3300]),
        ("466, 859, and 1,720 communes", [466, 859, 1720]),
        ("nearly 8 million", [8_000_000]),
        ("30.79 per cent", ["30.79"]),
        ("Thirty-four of the reports; 43 on issues", [34, 43]),
        ("half a million", [500_000]),
        ("twenty-one", [21]),
        ("no number here", []),
        ("the 17th parallel, wave10", [17]),
    ],
)
def test_numbers_are_found_in_figures_and_in_words(text, values):
    assert [found.value for found in numerals(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    "text, units",
    [
        ("30.79 per cent of 1,074", ["0.01", "1"]),
        ("32.90 per cent", ["0.01"]),
        ("2.22 million households, nearly 8 million people", ["10000", "1000000"]),
        ("one million Catholics, forty-three documents", ["1000000", "1"]),
        ("two hundred", ["100"]),
    ],
)
def test_the_last_digit_or_the_word_of_scale_says_how_fine_a_number_is(text, units):
    assert [found.unit for found in numerals(text)] == [Decimal(unit) for unit in units]


@pytest.mark.parametrize(
    "text, values, units",
    [
        ("172.008 người", [172_008], ["1"]),
        ("71,60%", ["71.6"], ["0.01"]),
        ("khoảng 13.500.000 người", [13_500_000], ["1"]),
        ("2 triệu hộ, tám đợt", [2_000_000, 8], ["1000000", "1"]),
        ("1,000 people, 72.8 per cent", [], []),
    ],
)
def test_numbers_as_vietnamese_writes_them(text, values, units):
    found = list(vietnamese_numerals(text))
    assert [number.value for number in found] == [Decimal(value) for value in values]
    assert [number.unit for number in found] == [Decimal(unit) for unit in units]


@pytest.mark.parametrize(
    "text, value",
    [
        ("pp. 107–8", 108),
        ("pp. 1198–203", 1203),
        ("2 to 3 million", 2_000_000),
        ("586.000", 586_000),
        ("nine-tenths", 90),
        ("about 1/5 acre", "0.2"),
    ],
)
def test_other_readings_are_given_too(text, value):
    assert Decimal(value) in readable(text)


@pytest.mark.parametrize(
    "text, ends",
    [
        ("hundreds of Vietnamese", (100, 999)),
        ("tens of thousands of incidents", (10_000, 99_999)),
        ("several thousand", (1_000, 9_999)),
        ("hundreds, possibly thousands", (100, 9_999)),
        ("1,000 people", None),
    ],
)
def test_orders_of_magnitude(text, ends):
    assert magnitude(text) == ends


@given(st.integers(0, 10**9))
def test_a_number_written_for_prose_is_read_back(value):
    assert readable(f"some {number(value)} people") == {Decimal(value)}
