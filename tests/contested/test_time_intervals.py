"""Order in time: what bounds decide, as an order, and as brute force would have it."""

from functools import cache
from itertools import product

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.chronology import undecided_order
from landreform.chronology.datings import datings, with_grace
from landreform.contested import time_intervals
from landreform.contested.time_intervals import BOUNDS
from landreform.ledger.tables import load

DAY_ZERO = pd.Timestamp("1953-01-01")
ROWS = datings(load("events"), load("dates"))


def spans(rows):
    """Make spans from rows of four numbers of days, None for an unknown bound."""
    days = [[pd.NaT if day is None else DAY_ZERO + pd.Timedelta(days=day) for day in row] for row in rows]
    frame = pd.DataFrame(days, columns=list(BOUNDS)).astype("datetime64[s]")
    return frame.assign(event=[f"e{number}" for number in range(len(rows))])


@st.composite
def bounds(draw, most=6, unknown=True):
    """Draw bounds that do not run backwards; now and then one of them is unknown."""
    start, start_last = sorted(draw(st.tuples(*[st.integers(0, most)] * 2)))
    end, end_last = sorted(draw(st.tuples(*[st.integers(0, most)] * 2)))
    end_last = max(end_last, start)
    end = min(end, end_last)
    row = [start, start_last, end, end_last]
    if unknown:
        row = [None if draw(st.integers(0, 7)) == 0 else day for day in row]
    return row


many = st.lists(bounds(), min_size=1, max_size=7)


def courses(row, most):
    """List every interval of days that bounds allow."""
    low, high = -2, most + 3
    start, start_last, end, end_last = (
        outermost if day is None else day for day, outermost in zip(row, (low, high, low, high), strict=True)
    )
    return [(a, b) for a in range(start, start_last + 1) for b in range(end, end_last + 1) if a <= b]


@given(bounds(most=3), bounds(most=3))
def test_what_is_possible_is_what_some_course_of_events_does(first, second):
    allowed = time_intervals.possible(spans([first]), spans([second]))[0, 0]
    found = {
        "before" if b < c else "after" if d < a else "together"
        for (a, b), (c, d) in product(courses(first, 3), courses(second, 3))
    }
    assert {name for name, can in zip(time_intervals.RELATIONS, allowed, strict=False) if can} == found


@given(many)
def test_certainly_before_is_a_strict_order(rows):
    before = time_intervals.certainly_before(spans(rows))
    assert not before.diagonal().any()
    assert not (before & before.T).any()
    assert (((before.astype(int) @ before.astype(int)) > 0) <= before).all()


@given(many)
def test_relations_of_a_pair_turned_round_are_turned_round(rows):
    allowed = time_intervals.possible(spans(rows), spans(rows))
    assert (allowed == allowed.transpose(1, 0, 2)[:, :, ::-1]).all()
    assert allowed.any(axis=-1).all()


@st.composite
def narrowed(draw):
    """Draw spans and the same with one of them narrowed."""
    rows = draw(st.lists(bounds(), min_size=2, max_size=6))
    which = draw(st.integers(0, len(rows) - 1))
    start, start_last, end, end_last = rows[which]
    narrow = list(rows[which])
    if start is not None and start_last is not None:
        narrow[0:2] = sorted((draw(st.integers(start, start_last)), draw(st.integers(start, start_last))))
    if end is not None and end_last is not None:
        narrow[2:4] = sorted((draw(st.integers(end, end_last)), draw(st.integers(end, end_last))))
    if narrow[0] is not None and narrow[3] is not None and narrow[0] > narrow[3]:
        narrow = list(rows[which])
    return rows, [narrow if number == which else row for number, row in enumerate(rows)]


@given(narrowed())
def test_narrowing_a_date_never_adds_an_undecided_pair(both):
    wide, narrow = (time_intervals.pairs(spans(rows)) for rows in both)
    added = (narrow["relation"] == "undecided") & (wide["relation"] != "undecided")
    assert not added.any()
    # What was decided stays as it was decided.
    decided = wide["relation"] != "undecided"
    assert (narrow.loc[decided, "relation"] == wide.loc[decided, "relation"]).all()


def undecided(rows):
    found = time_intervals.pairs(time_intervals.envelopes(rows))
    return {frozenset(pair) for pair in found.loc[found["relation"] == "undecided", ["first", "second"]].to_numpy()}


@cache
def undecided_in_the_ledger():
    return undecided(ROWS)


@given(st.integers(0, len(ROWS) - 1))
@settings(max_examples=25)
def test_narrowing_a_dating_of_the_ledger_never_adds_an_undecided_pair(which):
    narrow = ROWS.copy()
    label = narrow.index[which]
    row = narrow.loc[label]
    # A side that is open names no day; the day on the other side is the narrowest that the dating allows.
    first = next(day for day in row[["start_earliest", "start_latest", "end_latest"]] if pd.notna(day))
    last = next(day for day in row[["end_latest", "end_earliest", "start_earliest"]] if pd.notna(day))
    if row["aspect"] == "span":
        narrow.loc[label, ["start_earliest", "start_latest"]] = first
        narrow.loc[label, ["end_earliest", "end_latest"]] = last
    else:
        narrow.loc[label, ["start_earliest", "start_latest", "end_earliest", "end_latest"]] = first
    assert undecided(narrow) <= undecided_in_the_ledger()


@given(many)
def test_the_steps_make_the_whole_order(rows):
    frame = spans(rows)
    graph = nx.DiGraph()
    graph.add_nodes_from(frame["event"])
    graph.add_edges_from(time_intervals.steps(frame).itertuples(index=False, name=None))
    before = time_intervals.certainly_before(frame)
    whole = {(frame["event"][i], frame["event"][j]) for i, j in zip(*np.nonzero(before), strict=True)}
    assert set(nx.transitive_closure_dag(graph).edges) == whole
    assert set(nx.transitive_reduction(graph).edges) == set(graph.edges)


@given(st.lists(bounds(), min_size=1, max_size=5))
@settings(max_examples=60)
def test_places_are_those_of_all_orders_that_are_possible(rows):
    frame = spans(rows)
    before = time_intervals.certainly_before(frame)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(frame)))
    graph.add_edges_from(zip(*np.nonzero(before), strict=True))
    orders = [{node: place for place, node in enumerate(found, 1)} for found in nx.all_topological_sorts(graph)]
    told = time_intervals.places(frame)
    for node in range(len(frame)):
        taken = {found[node] for found in orders}
        assert (min(taken), max(taken)) == (told["first_place"][node], told["last_place"][node])


def test_four_cases_by_hand():
    march, april = [0, 30, 0, 30], [31, 60, 31, 60]
    lasting, unknown_end = [0, 10, 50, 60], [0, 0, None, None]
    told = time_intervals.pairs(spans([march, april, lasting, unknown_end]))
    said = {(row.first, row.second): row.relation for row in told.itertuples()}
    assert said == {
        ("e0", "e1"): "before",
        ("e0", "e2"): "undecided",
        ("e0", "e3"): "undecided",
        ("e1", "e2"): "undecided",
        ("e1", "e3"): "undecided",
        ("e2", "e3"): "undecided",
    }
    # A day within what certainly lasted is shared with it.
    assert time_intervals.pairs(spans([lasting, [20, 20, 20, 20]]))["relation"].tolist() == ["together"]


@pytest.mark.parametrize("row", [[5, 4, 5, 6], [1, 2, 4, 3], [9, 9, 1, 2]])
def test_bounds_that_run_backwards_are_refused(row):
    with pytest.raises(ValueError, match="Row 0 begins after it ends"):
        time_intervals.pairs(spans([row]))


def dating(event, aspect, row, source="s"):
    first, start_last, end, last = (pd.NaT if day is None else DAY_ZERO + pd.Timedelta(days=day) for day in row)
    return {
        "dating": f"{source}-{event}-{aspect}-{row[0]}",
        "event": event,
        "title": event,
        "aspect": aspect,
        "date": "-".join(map(str, row)),
        "qualifier": "none",
        "source": source,
        "read_in": source,
        "start_earliest": first,
        "start_latest": start_last,
        "end_earliest": end,
        "end_latest": last,
    }


def test_an_envelope_takes_the_outermost_days_and_leaves_open_what_nobody_dates():
    rows = pd.DataFrame(
        [
            dating("a", "on", [3, 3, 3, 3], "one"),
            dating("a", "on", [0, 9, 0, 9], "two"),
            dating("b", "end", [20, 25, 20, 25], "one"),
            dating("c", "start", [30, 31, 30, 31], "one"),
        ]
    )
    told = time_intervals.envelopes(rows).set_index("event")
    days = {
        event: [None if pd.isna(row[bound]) else (row[bound] - DAY_ZERO).days for bound in BOUNDS]
        for event, row in told.iterrows()
    }
    assert days == {"a": [0, 9, 0, 9], "b": [None, 25, 20, 25], "c": [30, 31, 30, None]}
    pd.testing.assert_frame_equal(
        time_intervals.envelopes(rows), time_intervals.envelopes(rows.sample(frac=1, random_state=1)), check_like=True
    )


def test_a_side_that_one_source_leaves_open_stays_open_beside_a_precise_day():
    rows = pd.DataFrame(
        [
            dating("a", "on", [3, 3, 3, 3], "one"),
            dating("a", "on", [0, 9, 0, 9], "two"),
            dating("b", "on", [20, 20, 20, 20], "one"),
            dating("c", "on", [40, 40, 40, 40], "one"),
        ]
    )
    rows.loc[1, ["start_earliest", "end_earliest"]] = pd.NaT  # by day 9
    told = time_intervals.envelopes(rows).set_index("event")
    assert told.loc["a", ["start_earliest", "end_earliest"]].isna().all()
    assert (told.loc["a", "end_latest"] - DAY_ZERO).days == 9
    assert time_intervals.pairs(time_intervals.envelopes(rows))["relation"].tolist() == ["before"] * 3
    rows.loc[2, ["start_latest", "end_latest"]] = pd.NaT  # day 20 or later
    orders = time_intervals.pairs(time_intervals.envelopes(rows)).set_index(["first", "second"])["relation"]
    assert orders["a", "b"] == "before" and orders["b", "c"] == "undecided"


def test_what_leaves_an_order_open_by_hand():
    vague = pd.DataFrame(
        [
            dating("a", "on", [3, 3, 3, 3], "one"),
            dating("a", "on", [0, 99, 0, 99], "two"),  # a year beside a day in it
            dating("b", "on", [20, 20, 20, 20], "one"),
        ]
    )
    assert undecided_order.undecided(vague)["cause"].tolist() == ["a vague date"]
    rival = pd.DataFrame(
        [
            dating("a", "on", [3, 3, 3, 3], "one"),
            dating("a", "on", [40, 40, 40, 40], "two"),
            dating("b", "on", [20, 20, 20, 20], "one"),
        ]
    )
    assert undecided_order.undecided(rival)["cause"].tolist() == ["sources disagree"]
    wide = pd.DataFrame([dating("a", "on", [0, 99, 0, 99], "one"), dating("b", "on", [20, 20, 20, 20], "one")])
    assert undecided_order.undecided(wide)["cause"].tolist() == ["dates too wide"]
    assert undecided_order.questions(wide, [("a", "b")])["answer"].tolist() == ["open"]
    with pytest.raises(ValueError, match="No dating of 'a' or of 'z'"):
        undecided_order.questions(wide, [("a", "z")])


def test_every_undecided_pair_of_the_ledger_has_a_cause_and_every_cause_occurs():
    told = undecided_order.undecided(ROWS)
    found = time_intervals.pairs(time_intervals.envelopes(with_grace(ROWS)))
    assert len(told) == (found["relation"] == "undecided").sum()
    assert set(told["cause"]) == set(undecided_order.CAUSES)
