"""One voice for each lineage: what a copy adds, and what the voice of different claims is."""

import math

import numpy as np
import pandas as pd
import pytest
from claims_strategies import claims, frames
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.contested.encoding import encode
from landreform.contested.errors import InputError
from landreform.contested.random_effects import pool_claims
from landreform.contested.voices import voices

COPIES = [(f"copy {k}", 3000, 5000, 15000, "executed", "L") for k in range(10)]
OTHER = ("other", 40000, 60000, 90000, "executed", "M")


def test_ten_copies_are_one_voice_and_each_claim_is_a_sensitivity():
    one, ten = claims(COPIES[0], OTHER), claims(*COPIES, OTHER)
    alone, told = pool_claims(one), pool_claims(ten)
    assert told["pooled"] == pytest.approx(alone["pooled"], rel=1e-12) == pytest.approx(17954, rel=1e-4)
    assert [round(told[name]) for name in ("pooled_ci_low", "pooled_ci_high")] == [1574, 204787]
    assert (told["k"], told["claims"], told["lineages"], told["voices"]) == (2, 11, 2, "lineages")
    assert told["joined"] == {"L": [f"copy {k}" for k in range(10)]}
    each = pool_claims(ten, each_claim=True)
    # as the first release pooled them
    assert [round(each[name]) for name in ("pooled", "pooled_ci_low", "pooled_ci_high")] == [
        6615,
        3872,
        11302,
    ]
    assert (each["k"], each["voices"]) == (11, "claims")


def test_one_lineage_is_no_pool_unless_every_claim_is_a_voice():
    frame = claims(*COPIES)
    with pytest.raises(InputError, match=r"found '10 claims of one lineage \(L\)', expected two lineages"):
        pool_claims(frame)
    assert pool_claims(frame, each_claim=True)["pooled"] == pytest.approx(5000)


def test_the_voice_of_different_claims_is_their_equal_mixture():
    frame = claims(("a", 100, None, 400, "died", "L"), ("b", 1000, None, 4000, "died", "L"), OTHER)
    (voice, _) = voices(encode(frame.assign(outcome="died"), 0.9)).itertuples()
    centres, sd = np.log([200, 2000]), math.log(4) / (2 * 1.6448536269514722)
    assert voice.centre == pytest.approx(centres.mean())
    assert voice.sd == pytest.approx(math.sqrt(sd**2 + centres.var()))
    assert voice.claims == 2


def by_groups(encoded):
    """Compute the voices lineage by lineage."""
    rows = []
    for lineage, group in encoded.groupby("lineage", sort=False):
        kept = group.drop_duplicates(["low", "point", "high"])
        centre = kept["centre"].mean()
        rows.append((lineage, len(group), centre, math.sqrt((kept["sd"] ** 2 + (kept["centre"] - centre) ** 2).mean())))
    return pd.DataFrame(rows, columns=["lineage", "claims", "centre", "sd"])


@settings(max_examples=40, deadline=None)
@given(frames(min_size=1, max_size=9), st.sampled_from([None, 1.5]))
def test_all_lineages_at_once_are_as_one_by_one(frame, width):
    encoded = encode(frame, 0.9, width)
    found = voices(encoded)[["lineage", "claims", "centre", "sd"]]
    pd.testing.assert_frame_equal(found, by_groups(encoded), check_dtype=False, rtol=1e-12)


@settings(max_examples=40, deadline=None)
@given(frames(min_size=2, max_size=6, outcomes=("died",)), st.integers(0, 5))
def test_a_copy_changes_no_pool(frame, which):
    copied = pd.concat([frame, frame.iloc[[which % len(frame)]].assign(estimate="copy")], ignore_index=True)
    try:
        before = pool_claims(frame, width=1.5)
    except InputError:
        with pytest.raises(InputError):
            pool_claims(copied, width=1.5)
        return
    after = pool_claims(copied, width=1.5)
    assert after["pooled"] == pytest.approx(before["pooled"], rel=1e-9) and after["k"] == before["k"]
