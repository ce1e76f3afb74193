"""The multiverse of the book: options that the ledger gives, on the right floor, and its curve cut without loss."""

import math
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from landreform.contested.lineage import derivations
from landreform.contested.multiverse.options import AXES, default_choices
from landreform.contested.multiverse.run import run_multiverse
from landreform.contested.multiverse.summaries import rank_specifications, summarise, summarise_options
from landreform.ledger import tables
from landreform.tolls.multiverse import (
    DESIGNS,
    GRADED,
    along_curve,
    claims_excluded_by_floor,
    documented_floors,
    ledger_claims,
    ledger_multiverse,
    ledger_shares,
    lineage_readings,
    ratio_bridges,
    without_each_voice,
)

NAMES = ("estimates", "lineage", "classifications")
LEDGER = {name: tables.load(name) for name in NAMES}
ESTIMATES = LEDGER["estimates"].set_index("estimate")


@pytest.fixture(scope="module")
def multiverse():
    return ledger_multiverse(LEDGER)


def options(multiverse, choice):
    """Return the options of a choice by label."""
    return {option.label: option for option in multiverse.choices[AXES.index(choice)].options}


def test_every_combination_is_run_and_the_empty_ones_are_counted(multiverse):
    assert tuple(choice.name for choice in multiverse.choices) == AXES
    assert multiverse.estimate.size == math.prod(len(choice.options) for choice in multiverse.choices)
    told = summarise(multiverse)
    assert told["pools"] + told["empty"] == told["specifications"] == multiverse.estimate.size
    # nothing but documents: one counts those executed to a day, one those executed wrongly; no two can be pooled
    by_option = summarise_options(multiverse).set_index(["choice", "option"])
    assert by_option.loc[("claim_set", "documented"), "specifications"] == 0


def test_every_option_has_its_defence_and_no_two_say_the_same(multiverse):
    for choice in multiverse.choices:
        assert all(option.why.endswith(".") for option in choice.options)
        assert len({repr(option.value) for option in choice.options}) >= min(2, len(choice.options))
    assert not any("without " in label for label in options(multiverse, "claim_set"))  # nobody is dropped alone


def test_sets_are_graded_by_evidence(multiverse):
    sets = {label: set(option.value) for label, option in options(multiverse, "claim_set").items()}
    assert 4 <= len(sets) <= 6
    graded = [sets["all"], *(sets[label] for label in GRADED)]
    assert all(inner < outer for outer, inner in pairwise(graded))
    for label, grades in GRADED.items():
        assert {ESTIMATES.loc[name, "grade"] for name in sets[label]} <= set(grades)
    graph = derivations(LEDGER["estimates"], LEDGER["lineage"])
    for name in sets["all"]:
        from_a_claim = {giver for giver in nx.ancestors(graph, name) if giver in ESTIMATES.index}
        assert (name in sets["not repeated"]) == (not from_a_claim)
    assert "szalontai2007-executed" in sets["all"] - sets["numbers printed"]  # a few thousand
    assert "lam-thanh-liem-executed" in sets["numbers printed"]


def test_readings_of_lineages_join_more_and_more(multiverse):
    readings = {label: option.value for label, option in options(multiverse, "lineage").items()}
    assert list(readings) == ["stated and inferred", "stated", "stated, inferred and of one work"]
    everyone = set(ESTIMATES.index)
    assert all(set(reading) == everyone for reading in readings.values())

    def together(reading):
        return {(a, b) for a in everyone for b in everyone if reading[a] == reading[b]}

    stated, both, work = (together(readings[name]) for name in ("stated", "stated and inferred", list(readings)[2]))
    assert stated < both < work


def test_a_compilation_joins_nobody():
    rows = [("c", "a"), ("c", "b"), ("d", "c"), ("e", "a")]
    estimates = pd.DataFrame({"estimate": list("abcde"), "source": list("vwxyz")})
    lineage = pd.DataFrame(rows, columns=["estimate", "derives_from"]).assign(origin="", basis="read")
    for option in lineage_readings(estimates, lineage):
        assert option.value == {"a": "a", "b": "b", "c": "c", "d": "c", "e": "a"}


def test_ratios_are_those_of_the_table(multiverse):
    table = LEDGER["classifications"]
    labelled, wrong = (table[name].astype(int) for name in ("labelled", "incorrect"))
    shares = [*(wrong / labelled)[wrong < labelled], wrong.sum() / labelled.sum()]
    bridges = options(multiverse, "bridge")
    assert bridges.pop("same outcome").value == {"executed": 1.0}
    factors = [option.value["wrongly_executed"] for option in bridges.values()]
    assert factors == pytest.approx(sorted((1 / share for share in shares), reverse=True))
    assert min(shares) == pytest.approx(0.6425, abs=1e-4) and max(shares) == pytest.approx(0.8448, abs=1e-4)
    # no ratio is printed for anything else
    assert all(set(option.value) == {"executed", "wrongly_executed"} for option in bridges.values())
    assert ratio_bridges(table, "died") == () and ratio_bridges(table.iloc[:0]) == ()


def test_floors_are_documents_about_a_part_of_the_target():
    floors = documented_floors(LEDGER["estimates"])
    assert len(floors) and floors["persons"].is_monotonic_increasing
    assert (ESTIMATES.loc[floors["estimate"], "grade"] == "document").all()
    assert not set(floors["outcome"]) & {"died", "executed_or_suicide"}  # a wider outcome is no floor of a narrower


def test_what_is_pooled_is_no_floor_for_the_rest(multiverse):
    floors = [option.value for option in options(multiverse, "floor").values()]
    assert floors == [0.0, 1337.0]
    pooled = set().union(*(option.value for option in options(multiverse, "bridge").values()))
    (name,) = ESTIMATES.index[ESTIMATES["point"].astype(float).eq(1337) & ESTIMATES["grade"].eq("document")]
    assert ESTIMATES.loc[name, "outcome"] not in pooled


def test_the_floor_silences_nobody_and_moves_little(multiverse):
    units = multiverse.units
    none, floor = (units.take(place, AXES.index("floor")) for place in (0, 1))
    np.testing.assert_array_equal(none, floor)
    assert claims_excluded_by_floor(ledger_claims(LEDGER), 1337.0).query("outcome == 'executed'").empty


def test_the_share_of_claims_follows_from_the_sets(multiverse):
    """What version 0.1.0 said of the floor is withdrawn: no list of options here gives it a share to speak of."""
    found = ledger_shares(multiverse)
    assert found["design"].unique().tolist() == list(DESIGNS)
    assert (found.loc[found["choice"] == "floor", "eta2_total"] < 0.05).all()
    sets = found[(found["choice"] == "claim_set") & (found["options"] > 1)].set_index("design")["eta2"]
    assert sets["lenient sets only"] < sets["all options"]
    for _, group in found.groupby("design"):
        assert group["eta2"].sum() == pytest.approx(1.0)  # full but for options that give no pool at all


def test_without_each_voice_the_others_remain():
    found = without_each_voice(LEDGER).query("rule == 'REML'")
    assert found["without"].iloc[0] == "" and found["fold"].iloc[0] == 1.0
    assert (found["voices"].iloc[1:] == found["voices"].iloc[0] - 1).all()


def test_no_design_without_a_pool_is_shown():
    few = LEDGER | {"estimates": LEDGER["estimates"].query("grade == 'not_stated'")}
    few["lineage"] = few["lineage"].iloc[:0]
    names = ledger_shares(ledger_multiverse(few))["design"].unique().tolist()
    assert names == [name for name in DESIGNS if name != "graded sets only"]


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
    density = found.groupby(["choice", "option"])["density"].mean()
    assert density.dropna().to_numpy() == pytest.approx(1.0)
    assert density.index[density.isna()].tolist() == [("claim_set", "documented")]


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
