"""Numerals: figures and words, words of scale, shortened ranges, and what is read in part."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("twenty one villages; twenty one-room houses", [21, 20, 1]),
        ("no number here", []),
        ("two hundred thousand", [200_000]),
        ("two hundred and fifty thousand dead", [250_000]),
        ("twenty-five hundred", [2_500]),
        ("one hundred and two of one hundred two", [102, 102]),
        ("nine thousand, five hundred and thirty-nine", [9_539]),
        ("one million two hundred thousand and one", [1_200_001]),
        ("a hundred thousand, up to a million", [100_000, 1_000_000]),
        ("ten thousand million", [10**10]),
        ("2 million 500 thousand", [2_500_000]),
        ("5 hundred thousand, 3 lakh, 2 crore", [500_000, 300_000, 20_000_000]),
        ("a quarter of a million", [250_000]),
        ("three quarters of a million; 3/4 of a million", [750_000, 750_000]),
        ("one and a half million, 2 and a half million, a million and a half", [1_500_000, 2_500_000, 1_500_000]),
        ("2½ million, 1 1/2 million", [2_500_000, 1_500_000]),
        ("two dozen, half a dozen, a dozen thousand", [24, 6, 12_000]),
        # "And" between two numbers joins none of them.
        ("between one hundred and two hundred", [100, 200]),
        ("between five hundred and one thousand", [500, 1_000]),
        ("one million and two million", [10**6, 2 * 10**6]),
        ("two or three hundred thousand", [2, 300_000]),
        # A year counts no plural.
        ("In 1956 thousands were freed, 20 thousands before", [1956, 20_000]),
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
        ("two hundred, a dozen", ["100", "1"]),
        ("two hundred thousand, two hundred and fifty thousand", ["100000", "1000"]),
        ("half a million, a quarter of a million, 2½ million", ["500000", "250000", "500000"]),
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
        ("hai trăm nghìn người", [200_000], ["100000"]),
        ("hai mươi lăm vạn, năm chục vạn", [250_000, 500_000], ["10000", "10000"]),
        ("năm 1.954 người: một nghìn chín trăm năm mươi tư", [5, 1954, 1954], ["1", "1", "1"]),
        ("hai trăm linh ba, một nghìn không trăm năm mươi", [203, 1050], ["1", "1"]),
        ("nửa triệu đồng bào, 2 triệu rưỡi", [500_000, 2_500_000], ["500000", "500000"]),
        ("1 triệu 500 nghìn, 2,5 tỷ", [1_500_000, 2_500_000_000], ["1000", "100000000"]),
        (
            "hai triệu ba triệu, hai trăm ba trăm",
            [2 * 10**6, 3 * 10**6, 200, 300],
            ["1000000", "1000000", "100", "100"],
        ),
        ("ba bốn nghìn", [3, 4000], ["1", "1000"]),
        # "Năm" behind a number counts years, unless a word of scale follows it.
        ("hai mươi năm, hai mươi năm nghìn, 10 năm", [20, 25_000, 10], ["1", "1000", "1"]),
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
        ("two or three hundred thousand", 200_000),
        ("one hundred to two hundred thousand", 100_000),
        ("fifty to two hundred thousand", 50_000),
        ("586.000", 586_000),
        ("nine-tenths", 90),
        ("about 1/5 acre", "0.2"),
    ],
)
def test_other_readings_are_given_too(text, value):
    assert Decimal(value) in readable(text)


@pytest.mark.parametrize(
    "text",
    [
        "60 vạn người",
        "20万人",
        "2 milliards",
        "1.5m, 5k, 3 bn",
        "twenty-odd thousand",
        "20-plus thousand, 20+ thousand, forty-some thousand, 20 or so thousand",
        "two hundreds of thousands",
        "two-hundredth, ten thousandths",
        "only hundreds",
        "several dozen",
        "the third million, a third of a million, two-thirds of a million",
        "13.500.000; 71,66%; 19,0; 2,5 triệu",
    ],
)
def test_a_number_is_passed_over_if_a_word_of_scale_behind_it_is_not_read(text):
    assert list(numerals(text)) == []


@pytest.mark.parametrize(
    "text",
    ["8 million, two hundred", "mười mấy vạn", "một triệu hai, hai trăm ba", "dăm ba nghìn, một vài nghìn, 3 mươi"],
)
def test_a_vietnamese_number_is_passed_over_if_it_says_more_than_is_read(text):
    assert list(vietnamese_numerals(text)) == []


@pytest.mark.parametrize(
    "words", ["one thousand ", "2 million ", "a hundred and ", "one million two thousand, ", "20 thousand 3 hundred "]
)
def test_as_many_numbers_as_a_text_has_are_found(words):
    assert len([*numerals(words * 3000)]) == 3000


def test_as_many_vietnamese_numbers_as_a_text_has_are_found():
    assert len([*vietnamese_numerals("hai trăm nghìn " * 3000)]) == 3000


def test_a_shared_scale_gives_no_reading_above_the_range():
    assert readable("fifty to two hundred thousand") == {50, 50_000, 200_000}


UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen".split()
)
UNITS += ["eighteen", "nineteen"]
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(value, joint):
    """Spell a number in English."""
    for worth, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= worth:
            rest = value % worth
            gap = joint if rest and (rest < 100 or worth == 100) else " "
            return f"{spelled(value // worth, joint)} {word}{f'{gap}{spelled(rest, joint)}' if rest else ''}"
    if value < 20:
        return UNITS[value - 1]
    return TENS[value // 10 - 2] + (f"-{UNITS[value % 10 - 1]}" if value % 10 else "")


@given(st.integers(1, 10**12 - 1), st.sampled_from([" and ", " "]))
def test_a_number_spelled_in_english_is_read_back(value, joint):
    (found,) = numerals(f"Of these {spelled(value, joint)} were freed")
    assert found.value == value
    assert value % found.unit == 0


CHU = "không một hai ba bốn năm sáu bảy tám chín".split()


def spelled_below_thousand(value, first):
    """Spell a number below a thousand in Vietnamese, with its empty places unless it comes first."""
    hundreds, tens, units = value // 100, value // 10 % 10, value % 10
    words = [] if first and not hundreds else [CHU[hundreds], "trăm"]
    if tens:
        words += ["mười"] if tens == 1 else [CHU[tens], "mươi"]
    elif units and words:
        words.append("linh")
    if units:
        words.append("lăm" if units == 5 and tens else "mốt" if units == 1 and tens > 1 else CHU[units])
    return " ".join(words)


@given(st.integers(1, 10**9 - 1), st.sampled_from(["nghìn", "ngàn"]))
def test_a_number_spelled_in_vietnamese_is_read_back(value, thousand):
    groups = [(value // 10**6, " triệu "), (value // 1000 % 1000, f" {thousand} "), (value % 1000, "")]
    said = ""
    for group, scale in groups:
        said += f"{spelled_below_thousand(group, not said)}{scale}" if group else ""
    (found,) = vietnamese_numerals(f"{said.strip()} người")
    assert found.value == value


@given(st.integers(0, 10**9))
def test_a_number_written_for_prose_is_read_back(value):
    assert readable(f"some {number(value)} people") == {Decimal(value)}
