"""Counting the pairs that differ: by hand, and against the two-sided comparison itself."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from landreform.contested.differences import differ, settled, share_differing, tree_and_lineages
from landreform.contested.overlap import pairs
from scipy.stats import norm

from landreform.contested.encoding import COVERAGES, encode
from landreform.ledger import tables
from landreform.tolls.baseline import WIDTH, outcome_claims

NAN = float("nan")
TABLE = pd.DataFrame(
    {"tipping": [0.3, 0.85, NAN, 0.97], "same_lineage": [False, False, True, True], "ovl": [0.1, 0.6, 1.0, 0.4]}
)


def test_by_hand():
    assert differ(TABLE["tipping"], 0.85).tolist() == [True, True, False, False]
    shares = share_differing(TABLE, [0.5, 0.99]).set_index(["group", "coverage"])
    assert shares["pairs"].groupby("group").first().to_dict() == {"all": 4, "other lineages": 2, "same lineage": 2}
    assert shares.loc["all", "share"].tolist() == [0.25, 0.75]
    assert shares.loc["same lineage", "differ"].tolist() == [0, 1]
    assert settled(TABLE)["pairs"].tolist() == [1, 2, 1]
    assert settled(TABLE)["share"].sum() == 1.0
    found = tree_and_lineages(TABLE).set_index("lineage")
    assert found.loc["same", ["alike", "unlike"]].tolist() == [1, 1]
    assert found.loc["other", "share"] == 0.5


def test_a_group_without_a_pair_is_left_out():
    assert set(share_differing(TABLE.iloc[:2], [0.5])["group"]) == {"all", "other lineages"}
    assert np.isnan(tree_and_lineages(TABLE.iloc[:2]).loc[0, "share"])
    assert settled(TABLE.iloc[:0])["share"].tolist() == [0.0, 0.0, 0.0]


def test_in_the_ledger_it_is_the_comparison_that_the_level_stands_for():
    ledger = {name: tables.load(name) for name in ("estimates", "lineage", "sources")}
    claims = outcome_claims(ledger)
    claims = claims[claims["form"].isin(["range", "point"])].reset_index(drop=True)
    table = pairs(claims, 0.9, WIDTH)
    for coverage in COVERAGES:
        encoded = encode(claims, coverage, WIDTH).set_index("estimate")
        a, b = encoded.loc[table["a"]], encoded.loc[table["b"]]
        apart = np.abs(a["centre"].to_numpy() - b["centre"].to_numpy())
        p = 2 * norm.sf(apart / np.hypot(a["sd"].to_numpy(), b["sd"].to_numpy()))
        assert differ(table["tipping"], coverage).tolist() == (p <= 0.05).tolist()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0.01, 0.999) | st.just(NAN), st.booleans()), min_size=1, max_size=12))
def test_shares_grow_with_the_coverage_and_every_pair_is_counted_once(rows):
    table = pd.DataFrame(rows, columns=["tipping", "same_lineage"])
    found = share_differing(table, np.linspace(0.05, 0.95, 7))
    for _, group in found.groupby("group"):
        assert group["share"].is_monotonic_increasing
    by_group = found.groupby("group")["pairs"].first()
    assert by_group.drop("all").sum() == by_group["all"] == len(table)
    assert settled(table)["pairs"].sum() == len(table)


@pytest.mark.parametrize("coverage", COVERAGES)
def test_a_pair_that_tips_at_a_coverage_differs_there(coverage):
    assert differ(pd.Series([coverage]), coverage).item()
