"""Numerals: figures and words, hedges of scale, shortened ranges, orders of magnitude."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.numerals import magnitude, numerals, readable
from landreform.words import number


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
    "text, value",
    [
        ("pp. 107–8", 108),
        ("pp. 1198–203", 1203),
        ("2 to 3 million", 2_000_000),
        ("586.000", 586_000),
        ("71,66%", "71.66"),
        ("khoảng 10 triệu dân", 10_000_000),
        ("năm người", 5),
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
    assert [found.value for found in numerals(f"some {number(value)} people")] == [Decimal(value)]
