"""Words of probability: the table, that the first word counts, and that a negation is read into none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.estimative_words import KENT, coverage_in_words
from landreform.ledger import tables


def test_the_table_is_the_published_one():
    middles = {"almost certain": (93, 6), "probable": (75, 12), "chances about even": (50, 10)}
    middles |= {"probably not": (30, 10), "almost certainly not": (7, 5)}
    for word, (middle, either_way) in middles.items():
        assert KENT[word] == pytest.approx(((middle - either_way) / 100, (middle + either_way) / 100))
    assert all(high >= low for low, high in KENT.values())
    assert all(one[0] >= other[1] for one, other in itertools.pairwise(KENT.values()))


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("it is almost certain that", "almost certain"),
        ("Almost  certainly between 5 and 9", "almost certain"),
        ("probably between 5 and 9", "probable"),
        ("most probably between 5 and 9", "probable"),
        ("chances are about even", "chances about even"),
        # The first word counts, and not the first of the table.
        ("probably more than 5,000 and almost certainly between 3,000 and 15,000", "probable"),
        ("almost certainly above 5,000, probably above 9,000", "almost certain"),
        ("chances about even that it was probably so", "chances about even"),
        # A negation in another clause turns nothing.
        ("not 50,000, almost certainly between 3,000 and 15,000", "almost certain"),
        ("not the number of the press but probably 5,000", "probable"),
        ("almost certainly between 3,000 and 15,000, not more", "almost certain"),
        ("probably 5,000 (no list is known)", "probable"),
    ],
)
def test_the_first_word_gives_the_probability(printed, word):
    assert coverage_in_words(printed) == KENT[word]


@pytest.mark.parametrize(
    "printed",
    [
        "between 800 and 2,500",
        "improbable",
        "certain villages",
        "",
        "more probable than 5,000",
        "it is less than probable",
        "less probably 9,000",
        "the most probable number is 5,000",
    ],
)
def test_what_is_no_such_word_has_no_probability(printed):
    assert coverage_in_words(printed) is None


WORDS = ["almost certain", "almost certainly", "probable", "probably", "chances about even", "chances are about even"]


@given(
    st.sampled_from(WORDS),
    st.sampled_from(["not", "no", "never", "cannot be", "hardly", "isn't", "wasn’t", "Not"]),
    st.sampled_from(["{no} {word} {rest}", "{no} so {word} {rest}", "{word} {no} {rest}", "{word} to be {no} {rest}"]),
    st.sampled_from(["", "more than 50,000", "above 900", "fewer than 1,200.5", "between 3,000 and 15,000"]),
)
def test_no_word_beside_a_negation_has_a_probability(word, no, form, rest):
    assert coverage_in_words(f"He says that it is {form.format(word=word, no=no, rest=rest)}") is None
    assert coverage_in_words(f"He says that it is {word} {rest}") in KENT.values()


def test_one_claim_of_the_ledger_has_such_a_word():
    estimates = tables.load("estimates").set_index("estimate")
    found = estimates["printed"].map(coverage_in_words).dropna()
    assert found.to_dict() == {"moise1983-executed": KENT["almost certain"]}
