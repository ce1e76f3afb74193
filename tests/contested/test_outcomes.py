"""An order of outcomes is anybody's: parts and wholes are followed, circles refused, and every comparison takes it."""

import pandas as pd
import pytest
from claims_strategies import claims, plain
from integer_programme import reconcilable

from landreform.contested import agreement, bounds, collisions, consistency, consistent_sets, lineage
from landreform.contested.claims import from_ledger, read_claims
from landreform.contested.encoding import encode
from landreform.contested.errors import InputError
from landreform.contested.multiverse import Option, default_choices, run_multiverse
from landreform.contested.outcomes import (
    DEFAULT_ORDER,
    OUTCOMES,
    NotATollError,
    OutcomeOrder,
    read_order,
    require_tolls,
    tolls,
)
from landreform.contested.random_effects import pool_claims
from landreform.ledger import tables

WAR = OutcomeOrder(
    ("battle_deaths", "famine_deaths", "excess_deaths"),
    (("battle_deaths", "excess_deaths"), ("famine_deaths", "excess_deaths")),
    apart=("displaced",),
)
FRAME = claims(
    ("field", 160, None, None, "battle_deaths"),
    ("relief", None, 30, None, "famine_deaths"),
    ("survey", 20, None, 40, "excess_deaths"),
)


def test_an_order_of_ones_own_goes_through_the_gap():
    found = consistency.gap(FRAME, WAR)
    assert (found.delta, found.binding) == (2.0, ("field", "survey"))
    assert consistency.report(FRAME, WAR)["drop_one"] == {"field": 1.0, "relief": 2.0, "survey": 1.0}
    assert consistency.add_one(FRAME, ["survey"], order=WAR)["delta"].tolist() == [2.0, 1.0]
    assert consistency.gap_of_sets(FRAME, {"two": ["relief", "survey"]}, order=WAR)["delta"].tolist() == [1.0]
    with pytest.raises(NotATollError, match=r"field \(battle_deaths\)"):
        consistency.gap(FRAME)


def test_an_order_of_ones_own_goes_through_the_bounds():
    table = bounds.outcome_bounds(FRAME, WAR).set_index("outcome")
    assert list(table.index) == list(WAR.names)
    assert table.loc["famine_deaths"].tolist() == [30, "relief", 30, "relief", True]
    assert table.loc["excess_deaths"].tolist() == [160, "field", 40, "survey", False]
    battle, _, excess = bounds.report(FRAME, WAR)["outcomes"]
    assert (battle["floor"], battle["cap"], battle["consistent"]) == (160, 40, False)
    assert (excess["floor_lineages"], excess["cap_lineages"]) == (1, 1)
    alone = bounds.report(FRAME[:1], WAR)["outcomes"]
    assert [row["outcome"] for row in alone] == ["battle_deaths"], "only outcomes that are claimed"


def test_an_order_of_ones_own_goes_through_the_collisions():
    assert collisions.pairs(FRAME, WAR)["relation"].tolist()[0] == "not ordered"
    assert collisions.contradictions(FRAME, WAR)["fold"].tolist() == [4.0]
    assert collisions.by_claim(FRAME, WAR)["collisions"].tolist() == [1, 0, 1]
    assert collisions.between_outcomes(FRAME, WAR)["collisions"].sum() == 1
    found = consistent_sets.greatest_consistent_sets(FRAME, order=WAR)
    assert (found.set_aside, found.count, found.sets) == (1, 2, (("field",), ("survey",)))
    assert reconcilable(FRAME, order=WAR)["with_it"].tolist() == [2, 2, 2]


def test_what_may_be_pooled_and_read_follows_the_order(tmp_path):
    mixed = claims(plain("a", 5.0, "battle_deaths"), plain("b", 9.0, "displaced"))
    assert tolls(mixed, WAR)["estimate"].tolist() == ["a"]
    with pytest.raises(NotATollError, match=r"admitted to a pool: b \(displaced\)"):
        require_tolls(mixed, "a pool", WAR)
    file = tmp_path / "mine.csv"
    mixed.to_csv(file, index=False)
    assert read_claims(file, order=WAR)["outcome"].tolist() == ["battle_deaths", "displaced"]
    with pytest.raises(InputError, match=r"one of battle_deaths, famine_deaths, excess_deaths$"):
        read_claims(file, "the gap", WAR)
    with pytest.raises(InputError, match="one of executed_to_1955_12"):
        read_claims(file)
    steps = pd.DataFrame({"estimate": ["a"], "derives_from": ["b"], "origin": "", "basis": "read"})
    assert from_ledger(mixed, steps, order=WAR)["lineage"].tolist() == ["a", "a"]
    # named after the earliest toll in it: by default no outcome of the war is one, and the root gives the name
    assert lineage.lineages(mixed, steps)["lineage"].tolist() == ["b", "b"]
    assert lineage.families(mixed, steps, order=WAR)[["tolls", "highest"]].to_numpy().tolist() == [[1, 5.0]]


def test_an_order_of_ones_own_goes_through_the_pool_and_the_multiverse():
    rows = [("a", 5.0, "battle_deaths"), ("b", 9.0, "battle_deaths"), ("c", 20.0, "excess_deaths")]
    counted = claims(*(plain(*row) for row in rows))
    assert pool_claims(counted, width=1.5, mixed_outcomes=True, order=WAR)["estimates"] == ["a", "b", "c"]
    assert len(agreement.compare_pairs(counted, 0.9, 1.5, order=WAR)) == 3
    assert set(agreement.overlap_tree(counted, 0.9, 1.5, order=WAR).order) == {"a", "b", "c"}
    half = Option(
        "half", {"battle_deaths": 1.0, "excess_deaths": 0.5}, "uncertain", "Half of the excess fell in battle."
    )
    choices = default_choices(counted, "battle_deaths", bridges=[half], order=WAR)
    assert choices[0].values == ({"battle_deaths": 1.0}, half.value)
    assert run_multiverse(counted, choices, order=WAR).defined.any()
    for task in (encode, agreement.compare_pairs, agreement.overlap_tree):
        with pytest.raises(NotATollError, match=r"a \(battle_deaths\)"):
            task(counted, 0.9)


@pytest.mark.parametrize(
    ("names", "pairs", "message"),
    [
        ("abc", ("ab", "bc", "ca"), r"found '(a → b → c → a|b → c → a → b|c → a → b → c)', expected parts that never"),
        ("a", ("aa",), r"found 'a → a'"),
        ("ab", ("ax",), r"found 'x', expected one of a, b"),
        ("aab", (), r"found 'a', expected each outcome once"),
    ],
)
def test_an_order_that_is_none_is_refused(names, pairs, message):
    with pytest.raises(InputError, match=message):
        OutcomeOrder(tuple(names), tuple(tuple(pair) for pair in pairs))


def test_an_order_is_read_from_a_file(tmp_path):
    file = tmp_path / "order.csv"
    file.write_text(
        "part,whole\nbattle_deaths,excess_deaths\nfamine_deaths,excess_deaths\nmissing,\n", encoding="utf-8"
    )
    order = read_order(file)
    assert order.names == ("battle_deaths", "excess_deaths", "famine_deaths", "missing")
    assert order.supersets("famine_deaths") == ("excess_deaths", "famine_deaths")
    assert order.supersets("missing") == ("missing",)
    file.write_text("part,whole\na,b\nb,a\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^order.csv, column pairs: found '(a → b → a|b → a → b)'"):
        read_order(file)
    file.write_text("part,whole\n,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 2, column part: found ''"):
        read_order(file)


def test_the_default_order_knows_the_outcomes_that_the_ledger_describes():
    fields = tables.resource("estimates")["schema"]["fields"]
    allowed = next(field["constraints"]["enum"] for field in fields if field["name"] == "outcome")
    assert set(allowed) == set(OUTCOMES) == set(DEFAULT_ORDER.titles)
