"""Words under which a text is searched: one form for every way of writing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.text.folding import fold, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("172,008", "172008"),
        ("172008", "172008"),
        ("172.008", "172008"),
        ("172\u202f008", "172008"),
        ("172\u2009008", "172008"),
        ("172\u00a0008", "172008"),
        ("1,234,567.8", "1234567.8"),
        ("1.234.567,8", "1234567.8"),
        ("3,000–15,000", "3000 15000"),
        ("3,000-15,000", "3000 15000"),
        ("1953–54", "1953 54"),
        ("3.8%", "3.8"),
        ("6,2", "6.2"),
        ("0.004", "0.004"),
        ("“1956”", "1956"),
        ("1956,1957", "1956 1957"),
        ("the 1950s", "the 1950"),
        ("12,345 67,890,123", "12345 67890123"),
        ("1234,567", "1234 567"),
        ("fig-required-multiplier", "fig required multiplier"),
        ("executed_to_1955_12", "executed to 1955 12"),
        ("Moise’s, Party's", "moise party"),
        ("the landlords’ land", "the landlords land"),
        ("19th w1", "19th w1"),
        ("—", ""),
    ],
)
def test_a_number_is_one_word_however_it_is_written(text, expected):
    assert words(text) == expected.split()


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_diacritics_count_for_nothing_in_any_normal_form(form):
    assert fold(unicodedata.normalize(form, "Địa Chủ, Nguyễn Thị Năm")) == "dia chu, nguyen thi nam"


def test_what_is_never_seen_parts_no_word():
    assert words("recti\u00adfica\u200btion") == ["rectification"]


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_words_are_their_own_words(text):
    assert words(" ".join(words(text))) == words(text)


@given(st.integers(1, 10**12))
def test_a_whole_number_is_found_with_commas_points_and_spaces(number):
    forms = {f"{number:,}".replace(",", separator) for separator in ",.\u00a0\u2009\u202f"}
    assert {tuple(words(form)) for form in forms} == {(str(number),)}
