"""What a cell in words is answered with: figures, an order of magnitude, or nothing; and the page answers the same."""

import json
import subprocess

import pytest
from compared_in_script import NODE, SCRIPTS
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.number_words import advice
from landreform.contested.scale_words import ENGLISH, VIETNAMESE

FIGURES = {
    "two hundred thousand": 200_000,
    "one hundred and fifty thousand": 150_000,
    "a hundred thousand": 100_000,
    "half a million": 500_000,
    "a quarter of a million": 250_000,
    "one and a half million": 1_500_000,
    "2½ million": 2_500_000,
    "2 millions": 2_000_000,
    "5 hundred thousand": 500_000,
    "3 lakh": 300_000,
    "hai trăm nghìn": 200_000,
    "hai mươi lăm vạn": 250_000,
    "nửa triệu": 500_000,
    "3 tỷ": 3_000_000_000,
    "1 triệu 500 nghìn": 1_500_000,
}

MAGNITUDES = {
    "several hundred thousand": (100_000, 999_999),
    "a few million": (1_000_000, 9_999_999),
    "hundreds of millions": (100_000_000, 999_999_999),
    "dozens of thousands": (12_000, 99_999),
    "hàng trăm nghìn": (100_000, 999_999),
    "vài chục vạn": (100_000, 999_999),
    "mấy vạn": (10_000, 99_999),
}

NOTHING = [
    "forty-some thousand",
    "twenty-odd thousand",
    "several hundred milliards",
    "20万",
    "2 milliards",
    "một triệu hai",
    "mười mấy vạn",
    "a third of a million",
    "2.500 million",
    "2.500 triệu",
]


@pytest.mark.parametrize(("said", "value"), FIGURES.items())
def test_a_number_is_told_in_figures_with_all_its_words_of_scale(said, value):
    assert advice(said, ends=True) == f"in figures it is {value}"


@pytest.mark.parametrize(("said", "ends"), MAGNITUDES.items())
def test_an_order_of_magnitude_is_told_with_all_its_words_of_scale(said, ends):
    low, high = ends
    told = f"as an order of magnitude it is low {low}, high {high}, and the word itself in the column printed"
    assert advice(said, ends=True) == told
    assert advice(said) == f"as an order of magnitude it is {low} to {high}"


@pytest.mark.parametrize("said", NOTHING)
def test_nothing_is_told_of_what_is_read_in_part(said):
    assert advice(said, ends=True) == ""


HEADS = [
    "",
    "a",
    "two",
    "20",
    "2.5",
    "2,5",
    "1956",
    "fifty",
    "several",
    "a few",
    "some",
    "half a",
    "a quarter of a",
    "only",
]
HEADS += [
    "forty-some",
    "twenty-odd",
    "between two and",
    "tens or",
    "hundreds, even",
    "two hundred and",
    "a dozen",
    "1/2",
]
HEADS += [
    "hai",
    "năm",
    "hai mươi",
    "mười mấy",
    "vài",
    "hàng",
    "mấy",
    "một vài",
    "nửa",
    "hàng chục, hàng",
    "2 triệu",
    "dăm ba",
]
SCALES = [*ENGLISH, *(f"{word}s" for word in ENGLISH), "tens", "scores", *VIETNAMESE, "mươi", "rưỡi", "linh năm", "lăm"]
SCALES += ["milliards", "万", "of", "and fifty", "and a half", "people", "người", "năm"]


@pytest.mark.skipif(not NODE, reason="Node is no part of a fresh Debian")
def test_the_page_answers_as_the_commands_do():
    said = [*FIGURES, *MAGNITUDES, *NOTHING, *HEADS, *SCALES, "in six digits", "a few", "成千上万", "a few of them"]
    said += [f"{head} {one}" for head in HEADS for one in SCALES]
    said += [f"{head} {one} {other}" for head in HEADS for one in SCALES[:18] for other in SCALES]
    said += [f"{one} of {other}" for one in SCALES for other in SCALES]
    script = (
        f"const tables = require({json.dumps(str(SCRIPTS[-1]))});"
        "const cases = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "process.stdout.write(JSON.stringify(cases.map(tables.advice)));"
    )
    cases = sorted({" ".join(text.split()) for text in said})
    run = subprocess.run([NODE, "-e", script], input=json.dumps(cases), capture_output=True, text=True, check=True)
    assert dict(zip(cases, json.loads(run.stdout), strict=True)) == {case: advice(case, ends=True) for case in cases}


@given(st.sampled_from([*FIGURES, *MAGNITUDES]), st.sampled_from(["milliards", "万", "mấy nghìn", "миллионов", "bn"]))
def test_a_word_of_scale_that_is_not_read_leaves_nothing(said, unread):
    assert advice(f"{said} {unread}") == ""
