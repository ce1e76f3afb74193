"""Claims are read as they stand, and what is no toll is never compared or pooled as one."""

import importlib
import inspect
import math
import pkgutil

import pandas as pd
import pytest
from claims_strategies import NAN, claims, frames, not_a_toll, plain
from hypothesis import given, settings

import landreform
from landreform.contested import belief, bounds, collisions, consistency, consistent_sets, stages
from landreform.contested.claims import (
    centre,
    ends,
    form,
    from_ledger,
    intervals,
    read_claims,
    read_table,
)
from landreform.contested.errors import InputError
from landreform.contested.outcomes import (
    COLUMNS,
    DEFAULT_ORDER,
    NOT_TOLLS,
    ORDER,
    TOLLS,
    NotATollError,
    require_tolls,
    tolls,
)
from landreform.paths import ROOT
from landreform.tolls import consistency_readings, coverage, ladder, last_wave

HEADER = "estimate,low,point,high,outcome,lineage\n"
COUNTS = pd.DataFrame({"stage": ["rent_reduction", "land_reform_to_1955_12"], "executed": [30, 10]})
EXPOSURES = pd.DataFrame(
    {
        "base": "communes",
        "description": "",
        "stage": ["rent_reduction", "land_reform_to_1955_12", "land_reform_after"],
        "exposure": [10, 10, 20],
        "unit": "communes",
    }
)

STAGED = (
    stages.Stages("executed", {"first": 10.0}, ("last",), {}),
    pd.DataFrame({"base": "b", "stage": ["first", "last"], "exposure": [1.0, 1.0], "unit": "u"}),
)

COMPARING = {
    "contested.consistency.gap": consistency.gap,
    "contested.consistency.drop_one": consistency.drop_one,
    "contested.consistency.add_one": lambda frame: consistency.add_one(frame, ["a"]),
    "contested.consistency.gap_of_sets": lambda frame: consistency.gap_of_sets(frame, {"one": ["a"]}),
    "contested.consistency.report": consistency.report,
    "contested.collisions.pairs": collisions.pairs,
    "contested.collisions.contradictions": collisions.contradictions,
    "contested.collisions.between_outcomes": collisions.between_outcomes,
    "contested.collisions.by_claim": collisions.by_claim,
    "contested.claims.ends": lambda frame: ends(frame, "a test"),
    "contested.consistent_sets.greatest_consistent_sets": consistent_sets.greatest_consistent_sets,
    "contested.consistent_sets.curve": consistent_sets.curve,
    "contested.consistent_sets.drop_one": consistent_sets.drop_one,
    "contested.belief.implied_ranges": lambda frame: belief.implied_ranges(frame, "executed"),
    "contested.bounds.outcome_bounds": bounds.outcome_bounds,
    "contested.bounds.report": bounds.report,
    "contested.consistency.drop_lineage": consistency.drop_lineage,
    "contested.consistent_sets.curve_of_many": consistent_sets.curve_of_many,
    "contested.consistent_sets.set_aside": lambda frame: consistent_sets.set_aside(frame, [1.0]),
    "contested.stages.required": lambda frame: stages.required(frame, *STAGED),
    "tolls.ladder.ladder_report": lambda frame: ladder.ladder_report(frame, COUNTS, EXPOSURES),
    "tolls.ladder.against_claims": lambda frame: ladder.against_claims(ladder.ladder(COUNTS, EXPOSURES), frame),
    "tolls.last_wave.completeness_by_base": lambda frame: last_wave.completeness_by_base(frame, COUNTS, EXPOSURES),
    "tolls.last_wave.required_multiplier": lambda frame: last_wave.required_multiplier(frame, COUNTS, EXPOSURES),
    "tolls.last_wave.with_readings": lambda frame: last_wave.with_readings(
        frame[["estimate"]].assign(end="low"), frame
    ),
    "tolls.coverage.spread": coverage.spread,
    "tolls.consistency_readings.least_sets": lambda frame: consistency_readings.least_sets(frame, [1.0]),
    "tolls.consistency_readings.without_each": consistency_readings.without_each,
    "tolls.consistency_readings.lineages_set_aside": consistency_readings.lineages_set_aside,
}

#: Functions that look at each claim by itself or count them, and the two that tell tolls from the rest.
DESCRIBING = {
    "contested.claims.form",
    "contested.claims.intervals",
    "contested.claims.centre",
    "contested.random_effects.without_density",
    "cli.gap.gap_lines",
    "cli.gap.gap_table",
    "contested.bounds.coded_flags",
    "contested.coded_words.coded_ends",
    "contested.coded_words.without_words",
    "contested.frontier.frontiers",
    "contested.lineage.weights",
    "tolls.multiverse.claims_excluded_by_floor",
    "tolls.multiverse.evidence_sets",
    "tolls.table_text.grounds",
    "tolls.baseline.lineage_letters",
    "contested.outcomes.tolls",
    "contested.outcomes.require_tolls",
    "tolls.coverage.forms",
    "tolls.coverage.as_parts",
    "tolls.coverage.as_wider",
    "tolls.coverage.claim_sets",
    "tolls.parts_of_time.in_time",
    "tolls.publication_years.dated_claims",
    "tolls.parts_of_time.counted",
    "tolls.consistency_readings.widen_bare",
    "tolls.what_if.named_settings",
}

#: Functions whose refusal is proved beside their other tests.
PROVED_IN = {
    "contested.multiverse.options.default_choices": "contested/test_multiverse_options",
    "contested.multiverse.dropping.drop_one": "contested/test_multiverse_dropping",
    "contested.encoding.encode": "contested/test_encoding",
    "contested.encoding.encode_for_pool": "contested/test_encoding",
    "contested.multiverse.run.encode_options": "contested/test_multiverse_run",
    "contested.multiverse.run.run_multiverse": "contested/test_multiverse_run",
    "tolls.baseline.encode_claims": "tolls/test_baseline",
    "tolls.what_if.answer": "tolls/test_what_if",
    "contested.agreement.compare_pairs": "contested/test_agreement",
    "contested.agreement.overlap_tree": "contested/test_agreement",
    "contested.random_effects.pool_claims": "contested/test_random_effects",
}


def taking_claims():
    """List every public function of the package, drawing and writing of pages apart, that takes a frame of claims."""
    found = set()
    for module in pkgutil.walk_packages(landreform.__path__, "landreform."):
        apart = module.name.startswith(
            ("landreform.exhibits.", "landreform.sphinx_ext.", "landreform.publish.own_figures")
        )
        if not module.ispkg and not apart and not module.name.endswith("__main__"):
            here = importlib.import_module(module.name)
            for name, function in inspect.getmembers(here, inspect.isfunction):
                taken = inspect.signature(function).parameters.get("claims")
                own = function.__module__ == module.name and not name.startswith("_")
                if own and taken is not None and "DataFrame" in str(taken.annotation):
                    found.add(f"{module.name.removeprefix('landreform.')}.{name}")
    return found


def test_every_function_that_takes_claims_is_known_here():
    """A new one has to be proved to refuse what is no toll, or to be named as one that only describes."""
    unknown = taking_claims() - set(COMPARING) - DESCRIBING - set(PROVED_IN)
    assert not unknown
    assert set(COMPARING) | DESCRIBING | set(PROVED_IN) <= taking_claims()


@pytest.mark.parametrize("name", sorted(PROVED_IN))
def test_what_is_proved_elsewhere_is_proved_there(name):
    text = (ROOT / "tests" / f"{PROVED_IN[name]}.py").read_text(encoding="utf-8")
    assert "NotATollError" in text and name.rpartition(".")[2] in text


@pytest.mark.parametrize("name", COMPARING)
def test_every_function_that_compares_refuses_what_is_no_toll(name):
    with pytest.raises(NotATollError, match=r"b \(classified\)"):
        COMPARING[name](not_a_toll())
    COMPARING[name](tolls(not_a_toll()))  # the refusal is about the outcome, nothing else


def test_a_reading_that_holds_what_is_no_toll_is_refused():
    with pytest.raises(NotATollError, match=r"b \(classified\)"):
        consistency.gap_of_readings({"one": not_a_toll()})


def test_a_toll_without_a_number_enters_no_comparison():
    frame = claims(plain("a", 1.0), ("b", None, None, None, "died"))
    assert tolls(frame)["estimate"].tolist() == ["a"]
    with pytest.raises(ValueError, match="not so: b"):
        consistency.gap(frame)


@pytest.mark.parametrize("outcome", NOT_TOLLS)
def test_no_outcome_outside_the_tolls_is_admitted(outcome):
    with pytest.raises(NotATollError, match=outcome):
        require_tolls(claims(plain("a", 1.0, outcome)), "a test")


def test_the_order_is_the_one_that_the_layout_states():
    assert DEFAULT_ORDER.supersets("executed_to_1955_12") == (
        "executed_to_1955_12",
        "executed",
        "executed_or_suicide",
        "died",
    )
    assert DEFAULT_ORDER.supersets("wrongly_executed") == (
        "executed",
        "executed_or_suicide",
        "died",
        "wrongly_executed",
    )
    assert DEFAULT_ORDER.supersets("died") == ("died",)
    with pytest.raises(NotATollError, match="classified"):
        DEFAULT_ORDER.supersets("classified")


def test_the_order_is_transitive_and_antisymmetric():
    assert {name for pair in ORDER for name in pair} == set(TOLLS)
    for name in TOLLS:
        above = set(DEFAULT_ORDER.supersets(name))
        assert above == {name}.union(*(DEFAULT_ORDER.supersets(upper) for upper in above if upper != name))
        assert all(name not in DEFAULT_ORDER.supersets(upper) for upper in above if upper != name)


def test_a_frame_without_a_column_is_refused():
    with pytest.raises(ValueError, match="lineage"):
        require_tolls(claims(plain("a", 1.0)).drop(columns="lineage"), "a test")


def test_forms_and_intervals_by_hand():
    frame = claims(
        ("range", 3, None, 9, "died"),
        ("both", 3, 5, 9, "died"),
        ("bare", None, 5, None, "died"),
        ("least", 3, None, None, "died"),
        ("least with point", 3, 5, None, "died"),
        ("most", None, None, 9, "died"),
    )
    assert form(frame).tolist() == ["range", "range", "point", "at_least", "at_least", "at_most"]
    expected = [(3, 9), (3, 9), (5, 5), (3, math.inf), (3, math.inf), (0, 9)]
    assert [tuple(row) for row in intervals(frame).to_numpy()] == expected
    assert centre(frame).tolist() == pytest.approx([math.sqrt(27), 5, 5, 3, 5, 9])


@settings(max_examples=30, deadline=None)
@given(frames())
def test_a_published_point_lies_in_its_interval(frame):
    ends = intervals(frame)
    inside = (ends["low"] <= frame["point"]) & (frame["point"] <= ends["high"])
    assert (inside | frame["point"].isna()).all() and (ends["low"] <= ends["high"]).all()


def test_a_table_is_read_as_it_stands(tmp_path):
    file = tmp_path / "mine.csv"
    text = "note,lineage,estimate,low,point,high,outcome\nx,fall,a,,50000,,executed\n,, b ,3e3,,1.5e4,died\n"
    file.write_text(text, encoding="utf-8-sig")
    frame = read_claims(file, "the consistency gap")
    assert list(frame.columns) == list(COLUMNS)
    wanted = claims(("a", NAN, 50000, NAN, "executed", "fall"), ("b", 3000, NAN, 15000, "died", "b"))
    pd.testing.assert_frame_equal(frame, wanted)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,1,,2,murdered,\n", r"row 2, column outcome: found 'murdered', expected one of executed_to"),
        ("a,,,,died,\n", r"row 2: found 'an empty claim', expected a number in at least one of low"),
        ("a,9,,2,died,\n", r"row 2, column low: found '9', expected no more than high, which is 2"),
        ("a,1,5,2,died,\n", r"row 2, column point: found '5', expected a value from low to high"),
        ("a,3,2,,died,\n", r"row 2, column point: found '2'"),
        ("a,many,,2,died,\n", r"row 2, column low: found 'many', expected a whole number of persons"),
        ("a,0,,,died,\n", r"row 2, column low: found '0', expected a number above 0, .*: at least 0 says nothing"),
        ("a,,0,,died,\n", r"row 2, column point: found '0', expected a number above 0 .that nobody died is a clear"),
        ("a,0,0,40,died,\n", r"row 2, column point: found '0', expected a number above 0 .that nobody died is a clear"),
        ("a,,,0,died,\n", r"row 2, column high: found '0', expected a number above 0 .that nobody died is a clear"),
        ("a,,,inf,died,\n", r"row 2, column high: found 'inf'"),
        ("a,,1_000,,died,\n", r"row 2, column point: found '1_000'"),
        ("a,,-5,,died,\n", r"row 2, column point: found '-5'"),
        ('a,,"1,337",,died,\n', r"row 2, column point: found '1,337'"),
        (",1,,2,died,\n", r"row 2, column estimate: found '', expected a name"),
        ("a,1,,2,died,\na,1,,2,died,\n", r"row 3, column estimate: found 'a', expected a name that no other"),
        ("a,1,,2,died,\nb,1,,2,died,a\n", r"row 2, column lineage: found '', expected a lineage, .*: 'a' to join"),
        ("a,1,,2,died,Fall\nb,1,,2,died,fall\n", r"row 3, column lineage: found 'fall', expected 'Fall' as in row 2"),
        ("a,1,,2,died,F  x\nb,1,,2,died,F x\n", r"row 3, column lineage: found 'F x', expected 'F  x' as in row 2"),
        ("Fall,1,,2,died,\nb,1,,2,died,fall\n", r"row 2, column lineage: found '', .*this is 'Fall' and 'fall' is the"),
        ("a b,1,,2,died,\nA B,1,,2,died,\n", r"row 3, column estimate: found 'A B', expected 'a b' as in row 2"),
        ("a,1,,2,classified,\n", r"row 2, column outcome: found 'classified', expected a toll"),
        ("a,1,,2\n", r"row 2: found '4 cells', expected 6 cells"),
        ("a,1,,2,died,,7\n", r"row 2: found '7 cells', expected 6 cells"),
        ("", r"mine.csv: found 'no rows', expected at least one row"),
        ('"a,1\n', r"mine.csv, row 2: .* expected well-formed CSV"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, rows, message):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_claims(file, "the consistency gap")
    assert "\n" not in str(caught.value)


def test_an_outcome_in_two_spellings_is_one_fault(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "a,1,,2,Died,\nb,1,,2,died,\nc,1,,2,Died,\nd,1,,2,battle,\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_table(file)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.value) == (3, "outcome", "died")
    assert fault.expected.startswith("'Died' as in row 2, or another name")


def test_every_fault_is_reported_in_the_order_of_the_file(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "a,9,,2,died,\nb,,,,died,\nb,1,,2,murdered,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"\(and 3 more\)$") as caught:
        read_claims(file)
    assert [fault.row for fault in caught.value.faults] == [2, 3, 4, 4]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not there: estimate, low, point, high, outcome, lineage"),
        (b"estimate,low,high,outcome\na,1,2,died\n", "row 1: .* not there: point, lineage"),
        (b"estimate,low,low,point,high,outcome,lineage\n", "each column once"),
        (b"\xff\xfe\x00\xd8", "encoded in UTF-8"),
    ],
)
def test_a_file_that_is_no_table_of_claims(tmp_path, content, message):
    file = tmp_path / "mine.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_claims(file)


def test_a_range_without_width_is_no_fault(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "a,7,7,7,died,\n", encoding="utf-8")
    assert read_claims(file).loc[0, ["low", "point", "high"]].tolist() == [7, 7, 7]
    assert read_table(file).notes == ("Exact, since both ends are the same number: a.",)


def test_a_low_of_0_is_an_open_low_and_said_to_be_one(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "e1,0,12,40,died,\ne2,0,,9,died,\nb,1,,2,died,\n", encoding="utf-8")
    found = read_table(file)
    assert found.claims["low"].isna().tolist() == [True, True, False]
    assert form(found.claims).tolist() == ["at_most", "at_most", "range"]
    assert found.notes == ("Open at the low end, since a low of 0 limits nothing: e1, e2.",)


def test_frames_with_a_low_of_0_are_taken_as_open_too():
    frame = claims(("a", 0, 12, 40, "died"), ("b", 0, None, 9, "died"))
    assert form(frame).tolist() == ["at_most", "at_most"] and centre(frame).tolist() == [12, 9]
    assert intervals(frame).to_numpy().tolist() == [[0, 40], [0, 9]]


def test_the_names_of_the_outcomes_decide_where_nobody_orders_them(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "a,1,,2,battle,\nb,1,,2,famine,\nc,1,,2,died,\n", encoding="utf-8")
    found = read_table(file, "a test")
    assert (found.order.names, found.order.pairs) == (("battle", "famine", "died"), ())
    assert "battle, famine and died are each compared with themselves alone" in found.notes[0]
    file.write_text(HEADER + "a,1,,2,executed,\nb,1,,2,died,\n", encoding="utf-8")
    found = read_table(file, "a test")
    assert found.order is DEFAULT_ORDER and "executed within died" in found.notes[0]
    file.write_text(HEADER + "a,1,,2,executed,\nb,1,,2,excuted,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 3, column outcome: found 'excuted', expected 'executed', as other"):
        read_table(file, "a test")
    file.write_text(HEADER + "a,1,,2,,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 2, column outcome: found '', expected what the claim counts"):
        read_table(file, "a test")
    file.write_text(HEADER + "a,1,,2,classified,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"expected a toll, as a test needs: .*; with --outcomes FILE a claim may"):
        read_table(file, "a test")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none.csv: found 'No such file or directory'"):
        read_claims(tmp_path / "none.csv")


def test_outside_a_task_what_is_no_toll_is_read_and_kept_apart(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + "a,1,,2,classified,\nb,1,,2,died,\n", encoding="utf-8")
    frame = read_claims(file)
    assert list(frame["estimate"]) == ["a", "b"] and list(tolls(frame)["estimate"]) == ["b"]


def ledger(*rows):
    return pd.DataFrame(rows, columns=["estimate", "low", "point", "high", "outcome"])


NO_STEPS = pd.DataFrame(columns=["step", "estimate", "derives_from", "origin", "carried", "basis"])


def test_a_toll_of_the_ledger_may_be_without_a_number():
    frame = from_ledger(ledger(("endorsed", None, None, None, "died"), ("a", None, 7, None, "died")), NO_STEPS)
    assert frame["estimate"].tolist() == ["endorsed", "a"] and tolls(frame)["estimate"].tolist() == ["a"]


def test_the_ledger_becomes_claims_with_the_lineages_found():
    estimates = ledger(("plan", None, None, None, "planned_executions"), ("a", None, 7, None, "executed"))
    estimates["low"] = estimates["low"].astype("Int64")
    steps = pd.DataFrame([("s", "a", "plan", "", "x", "inferred")], columns=NO_STEPS.columns)
    frame = from_ledger(estimates, steps)
    assert frame["lineage"].tolist() == ["a", "a"] and frame["low"].isna().all()
    assert from_ledger(estimates, steps, reading="stated")["lineage"].tolist() == ["plan", "a"]
    assert frame.dtypes[["low", "point", "high"]].eq(float).all()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("a", 1, 5, 2, "died"), "a value from low to high"),
        (("a", 9, None, 2, "died"), "no more than high"),
        (("a", 1, None, 2, "murdered"), "one of executed_to_1955_12"),
    ],
)
def test_a_ledger_with_an_unusable_toll_is_refused(row, message):
    with pytest.raises(InputError, match=message):
        from_ledger(ledger(row), NO_STEPS)
