"""Orders of magnitude: the table, words of scale behind its words, and what belongs to a number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.magnitudes import MAGNITUDES, magnitude
from landreform.contested.scale_words import ENGLISH, VIETNAMESE


@pytest.mark.parametrize(("words", "ends"), MAGNITUDES.items())
def test_the_words_of_the_table_are_read_as_it_has_them(words, ends):
    assert magnitude(words) == magnitude(f"({words.capitalize()})") == ends


@pytest.mark.parametrize(
    "text, ends",
    [
        ("hundreds of Vietnamese", (100, 999)),
        ("tens of thousands of incidents", (10_000, 99_999)),
        ("several thousand", (1_000, 9_999)),
        ("hundreds, possibly thousands", (100, 9_999)),
        ("1,000 people", None),
        ("several hundred thousand", (100_000, 999_999)),
        ("a few million", (1_000_000, 9_999_999)),
        ("hundreds of millions", (100_000_000, 999_999_999)),
        ("dozens of thousands", (12_000, 99_999)),
        ("scores of thousands", (20_000, 99_999)),
        ("several dozen", (12, 99)),
        ("a few hundreds", (100, 999)),
        ("hundred thousands of people", (100_000, 999_999)),
        ("many thousand", (1_000, 9_999)),
        ("only thousands", (1_000, 9_999)),
        ("hàng trăm nghìn", (100_000, 999_999)),
        ("vài chục vạn", (100_000, 999_999)),
        ("mấy vạn", (10_000, 99_999)),
        ("một vài nghìn, dăm ba nghìn", (1_000, 9_999)),
        # One word of scale serves both, where the first is the smaller.
        ("tens or hundreds of thousands", (10_000, 999_999)),
        ("hàng chục, hàng trăm nghìn người", (10_000, 999_999)),
        ("thousands or tens of thousands", (1_000, 99_999)),
        ("dozens, thousands", (12, 9_999)),
        # What belongs to a number is none.
        ("two hundreds", None),
        ("20 thousands", None),
        ("20 thousands, perhaps tens of thousands", (10_000, 99_999)),
        ("In 1956 hundreds were freed", (100, 999)),
        ("the scores", None),
        # A word of scale that is not read leaves nothing.
        ("forty-some thousand", None),
        ("20 some thousand", None),
        ("mười mấy vạn", None),
        ("several hundred milliards", None),
        ("hundreds, perhaps several hundred milliards", None),
        ("hundreds of 万", None),
    ],
)
def test_orders_of_magnitude(text, ends):
    assert magnitude(text) == ends


FEW = st.sampled_from(["several", "a few", "many", "a couple of"])
HANG = st.sampled_from(["hàng", "mấy", "vài", "một vài"])


@given(FEW, st.lists(st.sampled_from([word for word in ENGLISH if word != "dozen"]), min_size=1, max_size=3))
def test_every_english_word_of_scale_multiplies(few, scales):
    low = 1
    for word in scales:
        low *= ENGLISH[word]
    assert magnitude(f"{few} {' '.join(scales)} people") == (low, 10 * low - 1)
    assert magnitude(f"{scales[0]}s of {'s of '.join([*scales[1:], 'people'])}") == (low, 10 * low - 1)


@given(HANG, st.lists(st.sampled_from(list(VIETNAMESE)), min_size=1, max_size=3))
def test_every_vietnamese_word_of_scale_multiplies(few, scales):
    low = 1
    for word in scales:
        low *= VIETNAMESE[word]
    assert magnitude(f"{few} {' '.join(scales)} người") == (low, 10 * low - 1)


def test_every_word_of_scale_that_the_table_uses_is_one_that_is_read():
    words = {word for phrase in MAGNITUDES for word in re.findall(r"\w+", phrase)}
    assert {"ngàn", "vạn", "trăm"} <= words & set(VIETNAMESE)
    assert {"hundred", "thousand"} <= words & set(ENGLISH)
