"""Two readers of the claims: agreement against a second implementation, and the codings of the ledger."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa as reference

from landreform.contested.errors import InputError
from landreform.ledger.second_coding import agreement, cohens_kappa, differences, require_settled
from landreform.ledger.tables import load_all

CODES = st.sampled_from(["died", "executed", "other"])


def test_kappa_of_a_table_done_by_hand():
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no of 50: p = .70, q = .5 × .6 + .5 × .4 = .50, so κ = .40."""
    first = pd.Series(["yes"] * 25 + ["no"] * 25)
    second = pd.Series(["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15)
    assert cohens_kappa(first, second) == pytest.approx(0.40, abs=1e-12)


@given(st.lists(st.tuples(CODES, CODES), min_size=2, max_size=40))
def test_kappa_is_that_of_a_second_implementation(pairs):
    first, second = (pd.Series(codes) for codes in zip(*pairs, strict=True))
    ours = cohens_kappa(first, second)
    names = sorted({*first, *second})
    counts = np.array([[sum((first == a) & (second == b)) for b in names] for a in names])
    if len(names) == 1:
        assert math.isnan(ours)
    else:
        assert ours == pytest.approx(reference(counts, return_results=False), abs=1e-12)


@given(st.lists(CODES, min_size=2, max_size=20))
def test_a_reader_agrees_with_himself(codes):
    kappa = cohens_kappa(pd.Series(codes), pd.Series(codes))
    assert math.isnan(kappa) if len(set(codes)) == 1 else kappa == 1.0


def test_kappa_refuses_readers_of_different_things():
    with pytest.raises(ValueError, match="there are 1 and 2 codes"):
        cohens_kappa(pd.Series(["a"]), pd.Series(["a", "b"]))
    with pytest.raises(ValueError, match="there are 0 and 0 codes"):
        cohens_kappa(pd.Series([], dtype=str), pd.Series([], dtype=str))


def test_the_codings_say_what_the_ledger_holds():
    require_settled(load_all())


def test_every_claim_was_coded_twice():
    ledger = load_all()
    found = agreement(ledger["codings"]).set_index("variable")
    assert set(found.index) == {"outcome", "evidence", "witness", "lineage"}
    assert (found["claims"] == len(ledger["estimates"])).all()
    assert len(differences(ledger["codings"])) == (found["claims"] - found["agreed"]).sum()


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("settled", "no-code", "which the ledger holds"), ("why", "changed", "a reason where the two differ")],
)
def test_a_coding_that_says_otherwise_is_refused(column, value, message):
    ledger = load_all()
    codings = ledger["codings"].copy()
    same = codings.index[codings["first"] == codings["second"]][0]
    codings.loc[same, column] = value
    with pytest.raises(InputError, match=message):
        require_settled({**ledger, "codings": codings})


def test_a_claim_left_out_is_named():
    ledger = load_all()
    first = ledger["codings"].iloc[0]
    with pytest.raises(InputError, match=f"{first['estimate']}.*a row for its {first['variable']}"):
        require_settled({**ledger, "codings": ledger["codings"].iloc[1:]})
