"""Derivations, lineages and the number of independent sources, on graphs small enough to check by eye."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.contested.claims import placed
from landreform.contested.errors import InputError
from landreform.contested.lineage import (
    BASES,
    READINGS,
    compilations,
    derivations,
    effective_number,
    equal_numbers,
    families,
    independence,
    lineages,
    read_lineages,
    repetitions,
    weights,
)
from landreform.contested.outcomes import DEFAULT_ORDER
from landreform.ledger import tables
from landreform.tolls.genealogy import STEP, anachronisms, descent, genealogy, shifts, steps

few = settings(max_examples=40, deadline=None)

ESTIMATES = pd.DataFrame(
    [
        ("labels", "2005", "classified", "communes reformed", "172,008"),
        ("essay", "2002", "victims_undefined", "North", "172,000"),
        ("radio", "2006", "died", "North", "172,000"),
        ("book", "1967", "executed", "North", "50,000"),
        ("study", "1983", "executed", "North", "5,000"),
        ("pages", "2014", "executed", "North", "50,000-172,000"),
        ("copy", pd.NA, "executed", "North", "50,000-172,000"),
        ("alone", None, "died", "North", "900"),
    ],
    columns=["estimate", "year", "outcome", "territory", "printed"],
)
LINEAGE = pd.DataFrame(
    [
        ("s1", "essay", "labels", "", "172,008 labels", "read"),
        ("s2", "radio", "essay", None, "172,000", "read"),
        ("s3", "pages", "labels", "", "upper end", "read"),
        ("s4", "pages", "book", "", "lower end", "inferred"),
        ("s5", "copy", "pages", "", "the range", "inferred"),
        ("s6", "study", "", "the press", "reports", "read"),
        ("s7", "study", "", "the archive", "reports", "read"),
    ],
    columns=["step", "estimate", "derives_from", "origin", "carried", "basis"],
)


def test_the_graph_runs_from_giver_to_taker_and_keeps_the_bases_apart():
    graph = derivations(ESTIMATES, LINEAGE)
    assert graph.has_edge("labels", "essay") and graph.has_edge("origin: the press", "study")
    assert graph.nodes["origin: the press"]["kind"] == "origin"
    assert graph.nodes["labels"]["outcome"] == "classified"
    both = {data["step"]: data["basis"] for _, _, data in graph.edges(data=True)}
    assert both == dict(zip(LINEAGE["step"], LINEAGE["basis"], strict=True))
    read = derivations(ESTIMATES, LINEAGE, ["read"])
    assert not read.has_edge("book", "pages") and "book" in read


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"estimate": "nobody"}, r"row 2, column estimate: found 'nobody', expected the name of a claim"),
        ({"derives_from": "nobody"}, r"row 2, column derives_from: found 'nobody'"),
        ({"derives_from": ""}, r"row 2: found 'no giver', expected derives_from, through or origin"),
        ({"restatement": "page"}, r"row 2, column restatement: found 'page', expected one taker"),
        ({"basis": "guessed"}, r"row 2, column basis: found 'guessed', expected one of read, inferred"),
        ({"derives_from": "radio"}, r"column derives_from: found '.* → .*', expected steps that never"),
        ({"derives_from": "essay"}, r"found 'essay → essay'"),
    ],
)
def test_steps_that_cannot_be_used_are_named(change, message):
    broken = LINEAGE.copy()
    broken.loc[0, list(change)] = list(change.values())
    with pytest.raises(InputError, match=message):
        derivations(ESTIMATES, broken)


def test_programming_errors_are_refused():
    with pytest.raises(ValueError, match="name of its own"):
        derivations(pd.concat([ESTIMATES, ESTIMATES]), LINEAGE)
    with pytest.raises(ValueError, match="A basis is one of read, inferred"):
        derivations(ESTIMATES, LINEAGE, ["guessed"])


def as_sets(table):
    return {frozenset(group) for _, group in table.groupby("lineage")["estimate"]}


def test_lineages_are_components_named_after_the_earliest_toll():
    table = lineages(ESTIMATES, LINEAGE)
    assert table["estimate"].tolist() == ESTIMATES["estimate"].tolist()
    assert as_sets(table) == {
        frozenset({"labels", "essay", "radio", "book", "pages", "copy"}),
        frozenset({"study"}),
        frozenset({"alone"}),
    }
    named = table.set_index("estimate")
    assert named.loc["copy", ["lineage", "size"]].tolist() == ["book", 6]
    read = lineages(ESTIMATES, LINEAGE, "read").set_index("estimate")
    assert read.loc["labels", ["lineage", "size"]].tolist() == ["radio", 4]  # no other toll is older there
    assert read.loc["copy", "size"] == 1


def test_a_shared_origin_joins_and_an_unlike_one_does_not():
    rows = [("a", "", "party archive", "read"), ("b", "", "party archive", "read"), ("c", "", "x", "read")]
    steps_ = pd.DataFrame(rows, columns=["estimate", "derives_from", "origin", "basis"])
    table = lineages(pd.DataFrame({"estimate": ["a", "b", "c"]}), steps_)
    assert as_sets(table) == {frozenset({"a", "b"}), frozenset({"c"})}


def test_compilations_are_found_and_can_be_left_out_with_who_repeats_them():
    graph = derivations(ESTIMATES, LINEAGE)
    assert compilations(graph) == ["pages"]  # not the study, which weighs two origins that are no claims
    apart = lineages(ESTIMATES, LINEAGE, join=False)
    assert as_sets(apart) == {
        frozenset({"labels", "essay", "radio"}),
        frozenset({"book"}),
        frozenset({"study"}),
        frozenset({"alone"}),
    }


def test_two_compilations_of_the_same_sources_do_not_hide_each_other():
    rows = [(t, g, "", "read") for t in ("p", "q") for g in ("a", "b")]
    steps_ = pd.DataFrame(rows, columns=["estimate", "derives_from", "origin", "basis"])
    graph = derivations(pd.DataFrame({"estimate": list("abpq")}), steps_)
    assert compilations(graph) == ["p", "q"]


def test_who_takes_from_giver_and_grandgiver_compiles_nothing():
    rows = [("b", "a", "", "read"), ("c", "a", "", "read"), ("c", "b", "", "read")]
    steps_ = pd.DataFrame(rows, columns=["estimate", "derives_from", "origin", "basis"])
    assert compilations(derivations(pd.DataFrame({"estimate": list("abc")}), steps_)) == []


def test_the_effective_number_by_hand():
    assert effective_number("aab", 0.0) == 3.0
    assert effective_number("aab", 0.5) == pytest.approx(2 / 1.5 + 1)
    assert effective_number("aab", 1.0) == 2.0
    assert effective_number([], 0.5) == 0.0
    with pytest.raises(ValueError, match="from 0 to 1"):
        effective_number("aab", 1.5)


labels_drawn = st.lists(st.sampled_from("abcd"), min_size=1, max_size=8)


@few
@given(labels_drawn, st.floats(0, 0.99))
def test_the_effective_number_is_the_sum_of_the_inverse_correlation_matrix(labels, rho):
    same = np.equal.outer(labels, labels)
    sigma = np.where(same, rho, 0.0)
    np.fill_diagonal(sigma, 1.0)
    one = np.ones(len(labels))
    # the condition number of sigma stays under 1000 for rho up to .99, so nine digits are safe
    assert effective_number(labels, rho) == pytest.approx(one @ np.linalg.solve(sigma, one), rel=1e-9)


@few
@given(labels_drawn, st.floats(0, 1), st.floats(0, 1))
def test_the_effective_number_falls_with_correlation_from_claims_to_lineages(labels, first, second):
    low, high = sorted([first, second])
    assert effective_number(labels, low) >= effective_number(labels, high) - 1e-12
    assert len(set(labels)) <= effective_number(labels, first) + 1e-12
    assert effective_number(labels, first) <= len(labels) + 1e-12
    assert effective_number(labels, 1.0) == len(set(labels))


@few
@given(labels_drawn, st.lists(st.floats(-5, 5), min_size=8, max_size=8))
def test_duplicating_a_whole_lineage_leaves_a_weighted_mean_alone(labels, values):
    frame = pd.DataFrame({"lineage": labels, "value": values[: len(labels)]})
    more = pd.concat([frame, frame[frame["lineage"] == labels[0]]], ignore_index=True)

    def mean(f):
        return np.average(f["value"], weights=weights(f))

    assert mean(more) == pytest.approx(mean(frame), abs=1e-12)
    assert weights(frame).sum() == pytest.approx(frame["lineage"].nunique())
    assert effective_number(more["lineage"], 1.0) == effective_number(frame["lineage"], 1.0)


def test_independence_shows_every_reading_of_the_steps():
    table = independence(ESTIMATES, LINEAGE, among=["radio", "book", "pages", "copy"], correlations=[1.0])
    assert table.drop(columns="n_eff").to_numpy().tolist() == [
        ["stated", 4, 3, 1.0],  # pages took from the labels as the radio did; copy stands alone
        ["stated and inferred", 4, 3, 1.0],  # pages compiles, joins nobody, and keeps its copy
    ]
    assert table["n_eff"].tolist() == [3.0, 3.0]


def test_a_compilation_joins_nobody_in_any_reading():
    works = ESTIMATES.assign(source=ESTIMATES["estimate"])
    for reading in READINGS:
        found = read_lineages(works, LINEAGE, reading)
        assert found["estimate"].tolist() == ESTIMATES["estimate"].tolist()
        assert frozenset({"book"}) in as_sets(found)
    assert frozenset({"pages", "copy"}) in as_sets(found)
    with pytest.raises(ValueError, match="A reading of the lineages is one of stated, "):
        read_lineages(works, LINEAGE, "loose")


def test_who_takes_from_a_compilation_and_from_another_compiles_too():
    rows = [("c", "a"), ("c", "b"), ("d", "c"), ("d", "a"), ("e", "c")]
    steps_ = pd.DataFrame([(*row, "", "read") for row in rows], columns=["estimate", "derives_from", "origin", "basis"])
    found = read_lineages(pd.DataFrame({"estimate": list("abcde")}), steps_)
    assert as_sets(found) == {frozenset("a"), frozenset("b"), frozenset("ce"), frozenset("d")}


EQUAL = pd.DataFrame(
    [
        ("first", "1960", None, 1500.0, None, "point", "x"),
        ("again", "1989", None, 1500.0, None, "about", "y"),
        ("sourced", "1970", None, 1500.0, None, "point", "y"),
        ("range", "1965", 1500.0, None, 2500.0, "range", "z"),
        ("word", "1971", 1000.0, None, 9999.0, "order_of_magnitude", "v"),
        ("word too", "1972", 1000.0, None, 9999.0, "order_of_magnitude", "w"),
    ],
    columns=["estimate", "year", "low", "point", "high", "bound", "source"],
).assign(outcome="executed")


def test_equal_numbers_are_linked_by_one_rule_and_words_are_no_numbers():
    steps_ = pd.DataFrame([("sourced", "", "a count", "read")], columns=["estimate", "derives_from", "origin", "basis"])
    assert equal_numbers(EQUAL, steps_).to_numpy().tolist() == [["first", "again", False]]
    assert frozenset({"first", "again"}) in as_sets(read_lineages(EQUAL, steps_))
    assert frozenset({"first"}) in as_sets(read_lineages(EQUAL, steps_, "stated"))
    joined = as_sets(read_lineages(EQUAL, steps_, "stated, inferred and of one work"))
    assert frozenset({"first", "again", "sourced"}) in joined
    told = pd.DataFrame([("again", "first", "", "inferred")], columns=steps_.columns)
    assert equal_numbers(EQUAL, told)["stepped"].tolist() == [True, False]


def test_no_equal_number_of_the_ledger_is_left_out_silently():
    """Counted without the rule: whoever states a number that another toll states is linked, or a text says why not."""
    estimates, steps_ = tables.load("estimates"), tables.load("lineage")
    stated = estimates[estimates["outcome"].isin(DEFAULT_ORDER.names) & (estimates["bound"] != "order_of_magnitude")]
    numbers = stated.set_index("estimate")[["low", "point", "high"]].astype(float).fillna(-1)
    voice = read_lineages(estimates, steps_).set_index("estimate")["lineage"]
    told = set(steps_.loc[steps_["basis"] == "read", "estimate"])
    alike = [
        (a, b)
        for a, b in itertools.combinations(numbers.index, 2)
        if numbers.loc[a].tolist() == numbers.loc[b].tolist() and numbers.loc[a].max() > 0
    ]
    assert {("harrison1989-executed", "rvn1959-executed"), ("nutt-executed", "tongas-executed")} <= set(alike)
    for a, b in alike:
        assert voice[a] == voice[b] or {a, b} & told, (a, b)


@few
@given(st.data())
def test_the_readings_join_ever_more_where_nothing_is_compiled(data):
    names = [f"c{k}" for k in range(6)]
    givers = [data.draw(st.sampled_from([None, *names[:k]])) for k in range(6)]  # a giver at most: no compilation
    rows = [(n, g, "", data.draw(st.sampled_from(BASES))) for n, g in zip(names, givers, strict=True) if g]
    table = pd.DataFrame(rows, columns=["estimate", "derives_from", "origin", "basis"])
    estimates = pd.DataFrame(
        {"estimate": names, "source": data.draw(st.lists(st.sampled_from("xyz"), min_size=6, max_size=6))}
    )
    found = [as_sets(read_lineages(estimates, table, reading)) for reading in READINGS]
    for finer, coarser in itertools.pairwise(found):
        assert all(any(group <= other for other in coarser) for group in finer)


@st.composite
def random_steps(draw):
    """Draw claims c0…c5 and steps that only run from a lower to a higher number, hence in no circle."""
    names = [f"c{k}" for k in range(6)]
    drawn = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(BASES)), max_size=8))
    rows = [(names[max(i, j)], names[min(i, j)], "", basis) for i, j, basis in drawn if i != j]
    table = pd.DataFrame(rows, columns=["estimate", "derives_from", "origin", "basis"])
    return pd.DataFrame({"estimate": names}), table


@few
@given(random_steps())
def test_inferred_steps_only_join_and_every_claim_has_one_lineage(drawn):
    estimates, table = drawn
    both, read = lineages(estimates, table), lineages(estimates, table, ["read"])
    assert both["estimate"].tolist() == estimates["estimate"].tolist()
    assert both["lineage"].nunique() <= read["lineage"].nunique()
    for group in as_sets(read):
        assert any(group <= other for other in as_sets(both))
    for row in table.itertuples():
        of = both.set_index("estimate")["lineage"]
        assert of[row.estimate] == of[row.derives_from]
    assert (both["size"] == both.groupby("lineage")["estimate"].transform("size")).all()


def test_the_genealogy_tells_a_misreading_step_by_step():
    table = genealogy(ESTIMATES, LINEAGE, "radio")
    assert list(table.columns) == ["path", "position", *STEP]
    assert table[["path", "position", "giver", "taker"]].to_numpy().tolist() == [
        [1, 1, "labels", "essay"],
        [1, 2, "essay", "radio"],
    ]
    assert table["shift"].tolist() == [
        "classified became victims_undefined; communes reformed became North",
        "victims_undefined became died",
    ]
    assert table["became_toll"].tolist() == [False, True]
    assert table["giver_printed"].tolist() == ["172,008", "172,000"]


def test_every_path_is_told_once():
    table = genealogy(ESTIMATES, LINEAGE, "copy")
    told = table.groupby("path")["giver"].apply(list).tolist()
    assert told == [["book", "pages"], ["labels", "pages"]]
    assert table["basis"].tolist() == ["inferred", "inferred", "read", "inferred"]


def test_a_claim_from_nobody_has_no_genealogy_and_an_unknown_one_is_refused():
    assert genealogy(ESTIMATES, LINEAGE, "alone").empty
    with pytest.raises(ValueError, match="no claim 'nobody'"):
        genealogy(ESTIMATES, LINEAGE, "nobody")


def test_shifts_are_the_steps_at_which_something_changed():
    assert shifts(ESTIMATES, LINEAGE)["step"].tolist() == ["s1", "s2", "s3"]
    assert steps(ESTIMATES, LINEAGE)["step"].tolist() == LINEAGE["step"].tolist()
    # s4 runs from a toll to a toll: nothing became one there
    assert steps(ESTIMATES, LINEAGE).query("became_toll")["step"].tolist() == ["s2", "s3"]


def test_no_steps_at_all():
    none = LINEAGE.iloc[:0]
    assert lineages(ESTIMATES, none)["size"].tolist() == [1] * len(ESTIMATES)
    assert shifts(ESTIMATES, none).empty


def test_claims_of_one_work_can_be_held_to_be_one_source():
    works = ESTIMATES.assign(source=["x", "y", "z", "w", "w", "v", "u", "z"])
    apart, joined = lineages(works, LINEAGE, ["read"]), lineages(works, LINEAGE, ["read"], works=True)
    assert lineages(ESTIMATES, LINEAGE, ["read"]).equals(apart)
    assert frozenset({"book", "study"}) in as_sets(joined)  # both stand in w
    assert any({"radio", "alone"} <= group for group in as_sets(joined))  # both stand in z
    table = independence(works, LINEAGE, correlations=[1.0])
    assert table["reading"].tolist() == list(READINGS) and table["n_eff"].is_monotonic_decreasing


@few
@given(random_steps(), st.lists(st.sampled_from("xyz"), min_size=6, max_size=6))
def test_joining_works_only_joins(drawn, works):
    estimates, table = drawn
    estimates = estimates.assign(source=works)
    apart, joined = lineages(estimates, table), lineages(estimates, table, works=True)
    for group in as_sets(apart):
        assert any(group <= other for other in as_sets(joined))
    for _, group in estimates.groupby("source"):
        assert joined[joined["estimate"].isin(group["estimate"])]["lineage"].nunique() == 1


def test_descent_tells_what_became_of_a_number():
    table = descent(ESTIMATES, LINEAGE, "labels")
    assert table[["depth", "giver", "taker"]].to_numpy().tolist() == [
        [1, "labels", "essay"],
        [1, "labels", "pages"],
        [2, "essay", "radio"],
        [2, "pages", "copy"],
    ]
    assert table["became_toll"].tolist() == [False, True, True, False]
    assert descent(ESTIMATES, LINEAGE, "alone").empty
    with pytest.raises(ValueError, match="no claim 'nobody'"):
        descent(ESTIMATES, LINEAGE, "nobody")


@few
@given(random_steps())
def test_descent_and_genealogy_are_the_two_ends_of_the_same_paths(drawn):
    estimates, table = drawn
    for name in estimates["estimate"]:
        for taker in descent(estimates, table, name)["taker"]:
            before = genealogy(estimates, table, taker)
            assert name in set(before["giver"])


def test_a_taker_older_than_its_giver_is_found():
    table = anachronisms(ESTIMATES, LINEAGE)
    assert table[["giver", "giver_year", "taker", "taker_year"]].to_numpy().tolist() == [
        ["labels", "2005", "essay", "2002"]
    ]
    vague = ESTIMATES.assign(year=["2005", "200X", "2006", "", "", "", "", ""])
    assert anachronisms(vague, LINEAGE).empty  # some year of that decade is late enough


def test_another_name_for_the_whole_north_is_no_shift():
    estimates = pd.DataFrame(
        {"estimate": ["a", "b"], "outcome": "died", "territory": ["North Vietnam", "Democratic Republic of Vietnam"]}
    )
    one = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    assert shifts(estimates, one).empty
    assert len(shifts(estimates.assign(territory=["Free areas", "North Vietnam"]), one)) == 1


NUMBERED = ESTIMATES.assign(
    low=[np.nan, np.nan, 172000, np.nan, 3000, 50000, 50000, np.nan],
    point=[172008, 172000, np.nan, 50000, np.nan, np.nan, np.nan, 900],
    high=[np.nan, np.nan, np.nan, np.nan, 15000, 172000, 172000, np.nan],
)


def test_families_have_more_than_one_member():
    table = families(NUMBERED, LINEAGE)
    assert table[["lineage", "size", "tolls", "lowest", "highest"]].to_numpy().tolist() == [
        ["book", 6, 4, 50000.0, 172000.0]
    ]
    assert table["members"].item() == "labels, essay, radio, book, pages, copy"
    apart = families(NUMBERED, LINEAGE, join=False)
    assert apart["members"].tolist() == ["labels, essay, radio"]
    assert families(NUMBERED, LINEAGE.iloc[:0]).empty


def test_claims_are_placed_by_year_and_number():
    table = placed(NUMBERED, LINEAGE).set_index("estimate")
    assert table["year"].tolist()[:5] == [2005, 2002, 2006, 1967, 1983] and np.isnan(table.loc["copy", "year"])
    assert table.loc["study", "value"] == pytest.approx(np.sqrt(3000 * 15000))
    assert table.loc["pages", ["lineage", "compiles", "took"]].tolist() == ["pages", True, True]  # joins nobody
    assert table.loc["radio", ["lineage", "root", "size"]].tolist() == ["radio", "labels", 3]
    assert table.loc["study", ["root", "took"]].tolist() == ["study", False]  # its givers are no claims


# An encyclopaedia quotes two books; a third book took its number from the encyclopaedia; a forum copied it from there.
CLAIMED = pd.DataFrame({"estimate": ["one", "other", "late"], "outcome": "died", "source": ["one", "other", "late"]})
REPEATED = pd.DataFrame({"restatement": ["page", "post", "note"], "source": ["page", "forum", "forum"]})


def repeated_steps(*rows):
    """Make steps from (taker, giver), either of them a claim, a restatement or an origin."""
    made = []
    for taker, giver in rows:
        row = dict.fromkeys(("estimate", "restatement", "derives_from", "through", "origin"), "") | {"basis": "read"}
        row["estimate" if taker in set(CLAIMED["estimate"]) else "restatement"] = taker
        claimed, repeated = giver in set(CLAIMED["estimate"]), giver in set(REPEATED["restatement"])
        row["derives_from" if claimed else "through" if repeated else "origin"] = giver
        made.append(row)
    return pd.DataFrame(made)


def test_what_only_repeats_two_claims_joins_nothing():
    quoted = repeated_steps(("page", "one"), ("page", "other"), ("post", "page"))
    for join in (True, False):
        assert lineages(CLAIMED, quoted, join=join)["size"].tolist() == [1, 1, 1]
    assert lineages(CLAIMED, quoted)["estimate"].tolist() == ["one", "other", "late"]


def test_a_claim_that_took_through_a_restatement_belongs_to_what_was_repeated():
    taken = repeated_steps(("page", "one"), ("late", "page"))
    assert lineages(CLAIMED, taken)["lineage"].tolist() == ["one", "other", "one"]
    both = repeated_steps(("page", "one"), ("page", "other"), ("late", "page"))
    assert lineages(CLAIMED, both)["size"].tolist() == [3, 3, 3]
    assert lineages(CLAIMED, both, join=False)["estimate"].tolist() == ["one", "other"]


def test_repetitions_are_counted_to_the_next_claim_and_no_farther():
    told = repeated_steps(("page", "one"), ("post", "page"), ("late", "page"), ("note", "late"), ("note", "other"))
    found = repetitions(CLAIMED, told, REPEATED).set_index("estimate")
    assert found["times"].to_dict() == {"one": 2, "other": 1, "late": 1}
    assert found.loc["one", ["works", "by"]].tolist() == [2, "page, post"]
    assert repetitions(CLAIMED, told.iloc[:0], REPEATED).empty


def test_repetitions_of_one_work_are_counted_as_one_work():
    told = repeated_steps(("post", "one"), ("note", "one"))
    assert repetitions(CLAIMED, told, REPEATED)[["times", "works"]].to_numpy().tolist() == [[2, 1]]


def test_a_restatement_that_the_reception_does_not_have_is_named():
    with pytest.raises(InputError, match="column restatement: found 'post', expected the name of a restatement"):
        derivations(CLAIMED, repeated_steps(("post", "one")), reception=REPEATED.iloc[:1])
    with pytest.raises(ValueError, match="a claim or a restatement, not both: one"):
        derivations(CLAIMED, repeated_steps(("page", "one")), reception=REPEATED.replace("page", "one"))


def test_a_step_of_a_restatement_is_shown_with_what_it_turned_into_what():
    kinds = CLAIMED.assign(outcome=["classified", "died", "died"], year=["1990", "", ""])
    news = REPEATED.assign(outcome="died", year=["1980", "", ""])
    told = repeated_steps(("page", "one"), ("post", "page"))
    assert descent(kinds, told, "one", news)["became_toll"].tolist() == [True, False]
    assert anachronisms(kinds, told, news)[["giver", "taker"]].to_numpy().tolist() == [["one", "page"]]
    assert genealogy(kinds, told, "post", news)["taker"].tolist() == ["page", "post"]
