"""What claims are called: short, unlike each other, and with the numbers that they print."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.ledger import tables
from landreform.text.claims import claim_text, claimant, join_names, labels
from landreform.text.prose import rounded


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ((3000, 5000, 15000, "range"), "3,000 to 15,000, central 5,000"),
        ((100, None, 999, "order_of_magnitude"), "order of magnitude 100 to 999"),
        ((None, 1500, None, "about"), "about 1,500"),
        ((None, 1337, None, "point"), "1,337"),
        ((50000, None, None, "at_least"), "at least 50,000"),
        ((None, None, 200000, "at_most"), "at most 200,000"),
        ((None, None, None, "point"), "no number of persons"),
    ],
)
def test_a_claim_is_said_as_it_is_bounded(claim, text):
    assert claim_text(pd.Series(dict(zip(("low", "point", "high", "bound"), claim, strict=True)))) == text


def test_who_makes_it():
    assert claimant(pd.Series({"author": "Tongas", "year": ""})) == "Tongas"


ROWS = pd.DataFrame(
    [
        ("a", "x", "x", "died", 1, "point"),
        ("b", "x", "x", "died", 2, "point"),
        ("c", "x", "x", "executed", 2, "point"),
        ("d", "x", "y", "executed", 2, "point"),
        ("e", "z", "z", "died", 2, "point"),
        ("f", "y", "y", "died", 2, "about"),
        ("g", "y", "y", "died", 2, "about"),
    ],
    columns=["estimate", "source", "read_in", "outcome", "point", "bound"],
).assign(low=math.nan, high=math.nan)
NAMES = pd.DataFrame({"source": ["x", "y", "z"], "name": ["Work (1st ed.)", "Copy", "Other 1990"]})


def test_labels_say_only_what_tells_claims_apart():
    assert labels(ROWS, NAMES).tolist() == [
        "Work (1st ed., 1)",
        "Work (1st ed., 2, deaths from any cause)",
        "Work (1st ed., 2, executed, read in Work (1st ed.))",
        "Work (1st ed., 2, executed, read in Copy)",
        "Other 1990",
        "Copy (a)",
        "Copy (b)",
    ]


def test_numbers_in_labels_are_short():
    rows = pd.DataFrame(
        {
            "low": [1, 1, math.nan, math.nan, math.nan, math.nan],
            "point": [math.nan, math.nan, math.nan, 3, 4, math.nan],
            "high": [9, math.nan, 9, math.nan, math.nan, math.nan],
            "bound": ["range", "at_least", "at_most", "about", "point", "point"],
        }
    ).assign(source="y", read_in="y", outcome="died")
    told = ["1–9", "at least 1", "at most 9", "c. 3", "4", "no number"]
    assert labels(rows, NAMES).tolist() == [f"Copy ({text})" for text in told]


def test_every_claim_of_the_ledger_has_a_short_name_of_its_own():
    ledger = tables.load_all()
    told = labels(ledger["estimates"], ledger["sources"])
    assert told.is_unique and told.str.len().max() < 60


def test_claims_are_named_in_a_sentence():
    assert join_names("abe", labels(ROWS, NAMES).set_axis(list("abcdefg"))) == (
        "Work (1st ed., 1), Work (1st ed., 2, deaths from any cause) and Other 1990"
    )


@pytest.mark.parametrize(
    ("value", "figures", "text"),
    [(22.37, 2, "22"), (150.15, 2, "150"), (1.0, 2, "1"), (0.0983, 2, "0.098"), (1337, 3, "1,340"), (0, 2, "0")],
)
def test_rounded_by_hand(value, figures, text):
    assert rounded(value, figures) == text


@given(st.floats(1e-4, 1e7), st.integers(1, 5))
def test_rounding_errs_by_less_than_half_of_the_last_figure(value, figures):
    back = float(rounded(value, figures).replace(",", ""))
    assert abs(back - value) <= 0.5000001 * 10 ** (math.floor(math.log10(value)) - figures + 1)


def test_what_is_no_number_is_not_written():
    for wrong in (math.nan, math.inf):
        with pytest.raises(ValueError, match="where there is one"):
            rounded(wrong)
