"""Words of probability: the table, and that a longer word is not read as a shorter one."""

import itertools

import pytest

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
        ("Almost certainly not above 900", "almost certainly not"),
        ("it is almost certain that", "almost certain"),
        ("probably between 5 and 9", "probable"),
        ("probably not more", "probably not"),
        ("chances are about even", "chances about even"),
    ],
)
def test_a_word_is_found_and_no_shorter_one(printed, word):
    assert coverage_in_words(printed) == KENT[word]


@pytest.mark.parametrize("printed", ["between 800 and 2,500", "improbable", "certain villages", ""])
def test_what_is_no_such_word_has_no_probability(printed):
    assert coverage_in_words(printed) is None


def test_one_claim_of_the_ledger_has_such_a_word():
    estimates = tables.load("estimates").set_index("estimate")
    found = estimates["printed"].map(coverage_in_words).dropna()
    assert found.to_dict() == {"moise1983-executed": KENT["almost certain"]}
