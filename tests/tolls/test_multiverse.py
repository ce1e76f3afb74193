"""The multiverse of the book: large enough, on the right floors, and its curve cut without loss."""

import numpy as np
import pandas as pd
import pytest

from landreform.contested.multiverse.options import AXES, default_choices
from landreform.contested.multiverse.run import run_multiverse
from landreform.contested.multiverse.summaries import rank_specifications
from landreform.ledger import tables
from landreform.tolls.multiverse import ONE_LINEAGE, along_curve, documented_floors, ledger_multiverse

LEDGER = {name: tables.load(name) for name in ("estimates", "lineage")}


@pytest.fixture(scope="module")
def multiverse():
    return ledger_multiverse(LEDGER)


def test_at_least_fifty_thousand_specifications(multiverse):
    assert multiverse.estimate.size >= 50_000
    assert tuple(choice.name for choice in multiverse.choices) == AXES


def test_floors_are_documents_about_a_part_of_the_target(multiverse):
    floors = documented_floors(LEDGER["estimates"])
    estimates = LEDGER["estimates"].set_index("estimate")
    assert len(floors) and floors["persons"].is_monotonic_increasing
    assert (estimates.loc[floors["estimate"], "grade"] == "document").all()
    assert not set(floors["outcome"]) & {"died", "executed_or_suicide"}  # a wider outcome is no floor of a narrower
    labels = {option for option in multiverse.choices[AXES.index("floor")].labels if option != "none"}
    assert labels == {f"{word} {n:,.0f}" for n in floors["persons"] for word in ("cut at", "none below")}


def test_floors_by_hand():
    rows = [
        ("a", None, 1337.0, "executed_to_1955_12", "document"),
        ("b", 900.0, None, "executed", "document"),
        ("c", None, 5000.0, "died", "document"),
        ("d", None, 800.0, "executed", "testimony"),
        ("e", None, 172008.0, "classified", "document"),
        ("f", None, None, "executed", "document"),
    ]
    estimates = pd.DataFrame(rows, columns=["estimate", "low", "point", "outcome", "grade"])
    assert documented_floors(estimates)["estimate"].tolist() == ["b", "a"]
    assert documented_floors(estimates, "died")["estimate"].tolist() == ["b", "a", "c"]


def test_along_the_curve_every_specification_is_counted_once_for_every_choice(multiverse):
    found = along_curve(multiverse, 20)
    total = int(multiverse.defined.sum())
    for _, group in found.groupby("choice"):
        assert group["specifications"].sum() == total
        by_bin = group.groupby("bin")["specifications"].sum()
        assert by_bin.max() - by_bin.min() <= 1 and len(by_bin) == 20
    assert found.groupby(["choice", "option"])["density"].mean().to_numpy() == pytest.approx(1.0)
    sets = found[found["choice"] == "claim_set"].drop_duplicates("option").set_index("option")
    lines = [label for label in multiverse.choices[AXES.index("claim_set")].labels if label.startswith("without ")]
    assert sets.loc[ONE_LINEAGE, "options"] == len(lines) and not set(lines) & set(sets.index)


def test_the_counts_are_those_of_the_curve():
    claims = pd.DataFrame({"estimate": list("abc"), "low": [1e3, 2e3, 9e4], "point": np.nan, "high": [4e3, 8e3, 2e5]})
    claims = claims.assign(outcome="executed", lineage=list("abc"))
    small = run_multiverse(claims, default_choices(claims))
    whole, bins = rank_specifications(small), 7
    stretch = (whole["rank"] - 1) * bins // len(whole) + 1
    for name in ("rule", "coverage"):
        expected = pd.crosstab(stretch, whole[name].astype(str))
        found = (
            along_curve(small, bins)
            .query("choice == @name")
            .pivot(index="bin", columns="option", values="specifications")
        )
        assert (found == expected[found.columns]).all(axis=None)


def test_one_bin_is_no_curve(multiverse):
    with pytest.raises(ValueError, match="two bins"):
        along_curve(multiverse, 1)
