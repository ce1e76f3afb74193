"""Dates in words: every form says itself in prose and is found again there."""

from datetime import date

import pytest
from date_words import parse_day_text
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested import edtf
from landreform.ledger import tables
from landreform.text.prose import day_text, rounded_down

days = st.dates(min_value=date(1940, 1, 1), max_value=date(2030, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])


@st.composite
def singles(draw):
    """Draw a single date of any precision, with or without a mark."""
    day = draw(days)
    season = f"{day:%Y}-{draw(st.integers(21, 24))}"
    text = draw(st.sampled_from([f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}", season, f"{day:%Y}"[:3] + "X"]))
    return text + draw(marks)


def key(text):
    return edtf.parse(text).earliest, edtf.parse(text).latest, text


@st.composite
def forms(draw):
    """Draw any form at the head of the module on dates."""
    kind = draw(st.sampled_from(["single", "span", "open", "until", "range", "choice"]))
    if kind == "single":
        return draw(singles())
    if kind == "open":
        return draw(singles()) + "/.."
    if kind == "until":
        return "../" + draw(singles())
    parts = sorted(draw(st.lists(singles(), min_size=2, max_size=4 if kind == "choice" else 2, unique=True)), key=key)
    return {"span": "/".join(parts), "range": f"[{'..'.join(parts)}]", "choice": f"[{','.join(parts)}]"}[kind]


@given(forms())
def test_every_form_says_itself_in_words_and_is_read_again(text):
    words = day_text(text)
    again = parse_day_text(words)
    assert again == text
    assert edtf.parse(again) == edtf.parse(text)
    assert day_text(again) == words


def test_every_date_of_the_ledger_says_itself_in_words_and_is_read_again():
    seen = 0
    for table in tables.descriptor()["resources"]:
        frame = tables.load(table["name"])
        for field in table["schema"]["fields"]:
            if field.get("edtf"):
                for text in filter(None, frame[field["name"]]):
                    assert parse_day_text(day_text(text)) == text
                    seen += 1
    assert seen > 300


@pytest.mark.parametrize("text", ["", "4 Dezember 1953", "December", "between 1953", "1953-12-04", "mud 1953", "from"])
def test_what_is_no_date_in_words_is_refused(text):
    with pytest.raises(ValueError, match="a date as prose says it"):
        parse_day_text(text)


@given(st.floats(1e-3, 1e9), st.integers(1, 6))
def test_a_lower_bound_is_never_above_the_number_nor_far_below_it(value, figures):
    written = float(rounded_down(value, figures).replace(",", ""))
    assert written <= value < written * (1 + 10 ** (1 - figures)) * (1 + 1e-12)


@pytest.mark.parametrize("value", [0.0, -1.0, float("inf"), float("nan")])
def test_a_lower_bound_is_written_for_a_positive_number_only(value):
    with pytest.raises(ValueError, match="positive number"):
        rounded_down(value)
