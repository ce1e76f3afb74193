"""Numbers as people type them: one reading is taken, two are refused with both named, and the column may decide."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.number_words import advice
from landreform.contested.typed_numbers import (
    COUNT,
    MEASURE,
    MOST,
    PERCENTAGE,
    PERSONS,
    Signs,
    read_column,
    readings,
)


def column(*texts, **options):
    return read_column(list(enumerate(texts, start=2)), file="mine.csv", column="low", **options)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15000", 15000),
        (" 15000\u00a0", 15000),
        ("0", 0),
        ("15000.0", 15000),
        ("15000,00", 15000),
        ("1500.000", 1500),  # four digits in front are no group of thousands
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("1 234 567", 1234567),
        ("1\u202f234\u202f567", 1234567),
        ("1’234’567", 1234567),
        ("1.234.567,0", 1234567),
        ("3e3", 3000),
        ("1.5E+04", 15000),
        ("1e12", 10**12),
    ],
)
def test_what_has_one_reading_is_read_in_silence(text, value):
    found = column(text)
    assert (found.values, found.faults, found.notes) == ([Decimal(value)], [], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15.000", "one reading: 15000 if the point separates thousands, 15 if it separates decimals; write it without"
         ", or say --thousands point or --decimal point"),
        ("1,337", "one reading: 1337 if the comma separates thousands, 1.337 if it separates decimals"),
        ("15’500", "one reading: 15500 if the apostrophe separates thousands, 15.5 if it separates decimals"),
        ("15 000", "one number: 15000 if the space separates thousands, else two numbers"),
        ("15\u00a0000", "one number: 15000 if the space separates thousands"),
        ("12.5", "a whole number of persons: 12.5 is a fraction, 12500 if it counts thousands"),
        ("12,5", "a whole number of persons: 12.5 is a fraction, 12500 if it counts thousands"),
        ("0.500", "a whole number of persons: 0.5 is a fraction, 500"),
        ("٢٠٠٠", "the digits 0 to 9, in which it is 2000"),
        ("२०००", "the digits 0 to 9, in which it is 2000"),
        ("２０００", "the digits 0 to 9, in which it is 2000"),
        ("5%", "% makes it a share"),
        ("5 ‰", "‰ makes it a share"),
        ("-5", "it cannot be below 0"),
        ("−5", "it cannot be below 0"),
        ("1e-320", "a number that is 0 or no smaller than 0.000000001"),
        ("1e400", "a number no greater than 1,000,000,000,000"),
        ("9" * 99, "a number no greater than 1,000,000,000,000"),
        ("9" * 5000, "a whole number of persons in figures"),
        ("inf", "a whole number of persons in figures"),
        ("1_000", "a whole number of persons in figures"),
        ("1,2,3", "a whole number of persons in figures"),
        ("15.000.00", "a whole number of persons in figures"),
        ("1500¹", "a whole number of persons in figures"),
    ],
)  # fmt: skip
def test_what_has_two_readings_or_none_is_refused(text, expected):
    (fault,) = column(text).faults
    assert fault.expected.startswith(expected) or expected in fault.expected, fault.expected
    assert (fault.row, fault.column, fault.value) == (2, "low", text)
    assert column(text).values == [None] and column(text).floats() == [None]


def test_a_cell_of_the_same_column_decides_and_a_note_says_so():
    found = column("15.000", "", "1.337.000", "20.000")
    assert found.floats()[0::2] == [15000.0, 1337000.0] and math.isnan(found.floats()[1])
    assert found.notes == [
        "mine.csv, column low: the point separates thousands, as it must in row 4 (1.337.000); so 15.000 in row 2 is"
        " 15000 and 1 more like it"
    ]


def test_a_column_that_has_a_sign_both_ways_decides_nothing():
    found = column("15.000", "1.337.000", "12000.0")
    assert [fault.row for fault in found.faults] == [2]
    assert found.faults[0].expected.endswith("see row 3 (1.337.000) and row 4 (12000.0)")


def test_one_sign_decides_nothing_about_another():
    assert [fault.row for fault in column("15.000", "1,234,567").faults] == [2]
    assert [fault.row for fault in column("15 000", "1,234,567").faults] == [2]


@pytest.mark.parametrize(
    ("text", "signs", "value"),
    [
        ("15.000", Signs(thousands="."), 15000),
        ("15.000", Signs(decimal="."), 15),
        ("15.000", Signs(decimal=","), 15000),
        ("15,000", Signs(decimal="."), 15000),
        ("15 000", Signs(thousands=" "), 15000),
        ("15’000", Signs(thousands="'"), 15000),
    ],
)
def test_options_decide_and_a_note_says_so(text, signs, value):
    found = column(text, signs=signs)
    assert found.values == [Decimal(value)] and not found.faults
    (note,) = found.notes
    assert note.endswith(f"as the options say; so {text} in row 2 is {value}")


def test_a_number_against_the_options_is_refused():
    (fault,) = column("1.234.567", signs=Signs(decimal=".")).faults
    assert fault.expected == "a number as --decimal point has it"
    with pytest.raises(ValueError, match="the point cannot separate both"):
        Signs(".", ".")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("32.94", "32.94"),
        ("32.90", "32.90"),
        ("30.790", "30.790"),
        ("5.68 %", "5.68"),
        ("5 per cent", "5"),
        ("120", "120"),
    ],
)
def test_percentages_keep_their_zeros(text, value):
    found = column(text, kind=PERCENTAGE)
    assert [str(value) for value in found.values] == [value] and not found.notes


def test_percentages_with_a_comma_are_read_and_it_is_said():
    found = column("32,94", "5,6", kind=PERCENTAGE)
    assert [str(value) for value in found.values] == ["32.94", "5.6"]
    assert found.notes == [
        "mine.csv, column low: the comma separates decimals, since no thousands can be meant; so 32,94 in row 2 is"
        " 32.94 and 1 more like it"
    ]
    assert "32940 if the comma separates thousands" in column("32,940", kind=PERCENTAGE).faults[0].expected
    assert [str(v) for v in column("32,940", kind=PERCENTAGE, signs=Signs(decimal=",")).values] == ["32.940"]


def test_per_mille_and_fractions_of_one_are_refused_with_both_readings():
    (fault,) = column("5.7‰", kind=PERCENTAGE).faults
    assert fault.expected == "a percentage: 5.7 if the sign is a slip, 0.57 if per mille is meant"
    (fault,) = column("0.3294", "1", "0.5", kind=PERCENTAGE).faults
    assert fault.expected.startswith("one reading: 32.94% if the column holds fractions of one, 0.3294% if it holds")
    assert not column("0.3294%", "0.5%", kind=PERCENTAGE).faults
    assert not column("0.3294", "12", kind=PERCENTAGE).faults


def test_measures_may_have_decimals_and_counts_may_not():
    assert column("0.5", kind=MEASURE).values == [Decimal("0.5")]
    assert (
        column("0.5", kind=COUNT).faults[0].expected == "a whole number: 0.5 is a fraction, 500 if it counts thousands"
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("c. 5000", "in the column point, with low and high where the source gives any: 5000"),
        ("~5000", "in the column point"),
        ("khoảng 5000", "in the column point"),
        (">100000", "in the column low, and high is empty: 100000"),
        ("at least 40", "in the column low, and high is empty: 40"),
        ("15,000+", "in the column low, and high is empty: 15,000"),
        ("<500", "in the column high, and low is empty: 500"),
        ("up to 500", "in the column high, and low is empty: 500"),
        ("3,000-15,000", "first number in the column low and its last in the column high: 3,000 and 15,000"),
        ("3000–15000", "first number in the column low and its last in the column high: 3000 and 15000"),
        ("between 3000 and 15000", "in the column low and its last in the column high: 3000 and 15000"),
        ("hundreds", "low 100, high 999, and the word itself in the column printed"),
        ("hàng vạn", "low 10000, high 99999"),
        ("5k", "in figures it is 5000"),
        ("1.5 million", "in figures it is 1500000"),
        ("fifteen thousand", "in figures it is 15000"),
        ("unknown", "what is not known is an empty cell"),
        ("–", "what is not known is an empty cell"),
    ],
)
def test_words_are_refused_with_the_columns_that_would_hold_them(text, says):
    (fault,) = column(text, ends=True).faults
    assert says in fault.expected, fault.expected


def test_words_name_no_columns_that_a_table_does_not_have():
    assert "column" not in advice("hundreds") and advice("c. 5000") == "" and advice("1.500 k") == ""


@given(st.integers(0, MOST), st.sampled_from([",", ".", " ", "'"]))
def test_grouped_numbers_are_never_read_otherwise_than_they_were_written(number, sign):
    written = f"{number:,}".replace(",", sign)
    found = column(written)
    assert found.values in ([Decimal(number)], [None])
    assert column(written, signs=Signs(thousands=sign)).values == [Decimal(number)]
    assert Decimal(number) in {reading.value for reading in readings(written)}


@given(st.text(max_size=30))
def test_no_text_is_more_than_a_value_or_a_fault(text):
    for kind in (PERSONS, COUNT, MEASURE, PERCENTAGE):
        found = column(text, kind=kind, ends=True)
        (value,) = found.values
        assert value is None or (0 <= value <= MOST and not found.faults)
        assert all("\n" not in str(fault) and str(fault).isprintable() for fault in found.faults)
