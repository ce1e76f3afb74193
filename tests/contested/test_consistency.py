"""The consistency gap: closed-form cases by hand, then what must hold for any claims."""

import math

import numpy as np
import pytest
from claims_strategies import claims, frames, numbers, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from integer_programme import reconcilable
from scipy.optimize import linprog

from landreform.cli.gap import gap_lines
from landreform.contested.claims import ends
from landreform.contested.collisions import between_outcomes, by_claim, contradictions, pairs
from landreform.contested.consistency import add_one, drop_lineage, drop_one, gap, gap_of_sets, report
from landreform.contested.consistent_sets import greatest_consistent_sets
from landreform.contested.outcomes import COLUMNS, DEFAULT_ORDER, TOLLS, OutcomeOrder

few = settings(max_examples=40, deadline=None)
close = {"rel": 1e-9}  # HiGHS is asked for 1e-10 on the logarithms


def test_two_ranges_that_overlap_have_no_gap():
    found = gap(claims(("a", 10, None, 30, "executed"), ("b", 20, None, 90, "executed")))
    assert found.delta == 1.0 and found.binding == () and found.prices.empty


def test_two_ranges_that_touch_have_no_gap():
    assert gap(claims(("a", 10, None, 20, "died"), ("b", 20, None, 90, "died"))).delta == 1.0


def test_two_ranges_apart_meet_at_the_root_of_their_quotient():
    found = gap(claims(("a", 1, None, 100, "executed"), ("b", 250, None, 900, "executed")))
    assert found.delta == pytest.approx(math.sqrt(250 / 100), **close)
    assert found.binding == ("a", "b")
    assert found.prices.to_numpy().tolist() == [["a", "high", 0.5], ["b", "low", 0.5]]


def test_a_subset_above_its_superset_collides_and_the_reverse_does_not():
    above = claims(plain("some", 90.0, "executed_to_1955_12"), plain("all", 10.0, "died"))
    assert gap(above).delta == pytest.approx(3.0, **close)
    below = claims(plain("some", 10.0, "executed_to_1955_12"), plain("all", 90.0, "died"))
    assert gap(below).delta == 1.0


def test_outcomes_without_order_never_collide():
    frame = claims(plain("a", 1.0, "wrongly_executed"), plain("b", 10**6, "executed_to_1955_12"))
    assert gap(frame).delta == 1.0


def test_one_sided_claims_bound_on_one_side_only():
    assert gap(claims(("a", 500, None, None, "died"), plain("b", 10**6, "died"))).delta == 1.0
    assert gap(claims(("a", 400, None, None, "died"), plain("b", 100, "died"))).delta == pytest.approx(2.0)
    assert gap(claims(("a", None, None, 100, "died"), plain("b", 1, "died"))).delta == 1.0
    assert gap(claims(("a", None, None, 100, "died"), plain("b", 900, "died"))).delta == pytest.approx(3.0)


def test_a_third_claim_in_between_does_not_narrow_the_gap():
    frame = claims(plain("a", 1.0), plain("b", 10.0), plain("c", 100.0))
    found = gap(frame)
    assert found.delta == pytest.approx(10.0, **close) and found.binding == ("a", "c")
    assert drop_one(frame)["delta"].tolist() == pytest.approx([math.sqrt(10), 10.0, math.sqrt(10)], **close)


def test_tied_claims_bind_all_of_them():
    frame = claims(plain("a", 1.0), plain("b", 4.0), plain("c", 4.0), ("d", 2, None, 3, "executed"))
    assert gap(frame).binding == ("a", "b", "c")
    assert report(frame)["drop_one"]["b"] == pytest.approx(2.0, **close)


def test_one_claim_and_no_claim():
    one = claims(plain("a", 7.0))
    assert report(one) == {
        "delta": 1.0,
        "drop_one": {"a": 1.0},
        "binding": [],
        "binding_ends": [],
        "binding_lineages": [],
        "drop_lineage": {"a": 1.0},
    }
    assert gap(one.iloc[:0]).delta == 1.0 and drop_one(one.iloc[:0]).empty


def test_adding_to_a_base():
    frame = claims(plain("doc", 10.0), plain("a", 40.0), plain("b", 90.0), plain("c", 10.0))
    table = add_one(frame, ["doc"])
    assert table["estimate"].tolist() == ["a", "b", "c"]
    assert table["delta"].tolist() == pytest.approx([2.0, 3.0, 1.0], **close)
    with pytest.raises(ValueError, match="zzz"):
        add_one(frame, ["zzz"])


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (claims(("a", 9, None, 2, "died")), "low no more than high; not so: a"),
        (claims(("a", None, None, None, "died")), "not so: a"),
        (claims(plain("a", -1.0)), "not so: a"),
        (claims(plain("a", 1.0), plain("a", 2.0)), "name of its own"),
    ],
)
def test_unusable_claims_are_refused(frame, message):
    with pytest.raises(ValueError, match=message):
        gap(frame)


@few
@given(frames())
def test_the_gap_is_that_of_the_worst_pair(frame):
    """The closed form by pairs, written out here anew from the order, against the linear programme."""
    reach = {name: {name} for name in TOLLS}
    reach["executed_to_1955_12"] |= {"executed", "executed_or_suicide", "died"}
    reach["wrongly_executed"] |= {"executed", "executed_or_suicide", "died"}
    reach["executed"] |= {"executed_or_suicide", "died"}
    reach["executed_or_suicide"] |= {"died"}
    worst = 1.0
    for one in frame.itertuples():
        for other in frame.itertuples():
            bare_one, bare_other = (np.isnan(c.low) and np.isnan(c.high) for c in (one, other))
            low, high = one.point if bare_one else one.low, other.point if bare_other else other.high
            if other.outcome in reach[one.outcome] and low > high:
                worst = max(worst, low / high)
    assert gap(frame).delta == pytest.approx(math.sqrt(worst), **close)
    assert pairs(frame)["delta"].max() == pytest.approx(math.sqrt(worst), **close) or len(frame) == 1


WAR = OutcomeOrder(("battle", "famine", "excess"), (("battle", "excess"), ("famine", "excess")))


def programme(frame, order):
    """Minimise t with ln low - t <= x <= ln high + t, x of a part <= x of its whole.

    Returns
    -------
    tuple
        exp(t), and the claims one of whose ends has a dual variable (a shadow price).
    """
    low, high, outcome = ends(frame, "a test", order)
    width = len(order.names)
    rows, limits, owners = [], [], []
    for k in range(len(frame)):
        for value, sign in ((low[k], -1.0), (high[k], 1.0)):
            if 0.0 < value < np.inf:
                rows.append([sign * (place == outcome[k]) for place in range(width)] + [-1.0])
                limits.append(sign * math.log(value))
                owners.append(frame["estimate"].iloc[k])
    for part, whole in order.pairs:
        rows.append([(name == part) - (name == whole) for name in order.names] + [0.0])
        limits.append(0.0)
    free = [(None, None)] * width + [(0.0, None)]
    exact = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    answer = linprog([0.0] * width + [1.0], rows, limits, bounds=free, method="highs", options=exact)
    assert answer.success
    priced = zip(owners, answer.ineqlin.marginals[: len(owners)], strict=True)
    return math.exp(answer.fun), {name for name, marginal in priced if marginal < -1e-9}


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([DEFAULT_ORDER, WAR]), st.data())
def test_the_gap_is_the_solution_of_the_linear_programme(order, data):
    frame = data.draw(frames(max_size=12, outcomes=order.names))
    found, (delta, priced) = gap(frame, order), programme(frame, order)
    assert found.delta == pytest.approx(delta, **close)
    if found.delta > 1.0:
        assert priced <= set(found.binding)
    for k, dropped in enumerate(drop_one(frame, order)["delta"]):
        rest = frame.drop(index=k)
        assert dropped == pytest.approx(programme(rest, order)[0] if len(rest) else 1.0, **close)


@few
@given(frames(max_size=12))
def test_the_claims_that_bind_are_those_of_every_worst_pair(frame):
    found, every = gap(frame), pairs(frame)
    worst = every[every["delta"] >= found.delta * (1 - 1e-10)] if found.delta > 1 else every[:0]
    assert set(found.binding) == set(worst["first"]) | set(worst["second"])
    assert list(found.binding) == [name for name in frame["estimate"] if name in found.binding]


def test_the_prices_of_tied_pairs_are_shared_equally():
    prices = gap(claims(plain("a", 1.0), plain("b", 4.0), plain("c", 4.0))).prices
    assert prices.to_numpy().tolist() == [["a", "high", 0.5], ["b", "low", 0.25], ["c", "low", 0.25]]


def test_ten_thousand_claims_take_no_programme():
    size = 10_000
    many = claims(*(plain(f"c{k}", 1.0 + k % 977, TOLLS[k % len(TOLLS)]) for k in range(size)))
    table, found = by_claim(many), gap(many)
    assert found.delta == pytest.approx(math.sqrt(977), **close)
    assert (table["delta"].max(), len(drop_one(many))) == (pytest.approx(found.delta), size)


@few
@given(frames(min_size=2))
def test_dropping_never_raises_and_adding_never_lowers_the_gap(frame):
    whole = gap(frame).delta
    assert whole >= 1.0
    dropped = drop_one(frame)["delta"]
    assert (dropped <= whole * (1 + 1e-9)).all() and (dropped >= 1.0).all()
    base = list(frame["estimate"][:-1])
    assert add_one(frame, base)["delta"].iloc[0] == pytest.approx(whole, **close)


@few
@given(frames(min_size=2))
def test_a_claim_whose_loss_narrows_the_gap_binds(frame):
    found, dropped = gap(frame), drop_one(frame)
    helped = set(dropped.loc[dropped["delta"] < found.delta * (1 - 1e-6), "estimate"])
    assert helped <= set(found.binding)
    assert gap(frame[frame["estimate"].isin(found.binding)]).delta == pytest.approx(found.delta, **close)
    if found.delta > 1.0:
        assert found.prices["price"].sum() == pytest.approx(1.0, **close)
        assert set(found.prices["estimate"]) <= set(found.binding)


@few
@given(frames(), st.floats(0.01, 100))
def test_the_unit_of_counting_does_not_matter(frame, scale):
    scaled = frame.assign(**{end: frame[end] * scale for end in ("low", "point", "high")})
    assert gap(scaled).delta == pytest.approx(gap(frame).delta, rel=1e-7)


@few
@given(frames(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(frame, random):
    places = list(range(len(frame)))
    random.shuffle(places)
    other = gap(frame.iloc[places].reset_index(drop=True))
    assert other.delta == pytest.approx(gap(frame).delta, **close)
    assert set(other.binding) == set(gap(frame).binding)


@few
@given(frames())
def test_claims_stretched_by_the_gap_can_all_be_true_and_by_less_cannot(frame):
    delta = gap(frame).delta

    def stretched(by):
        bare = frame["low"].isna() & frame["high"].isna()
        return frame.assign(
            low=frame["low"].mask(bare, frame["point"]) / by,
            high=frame["high"].mask(bare, frame["point"]) * by,
            point=math.nan,
        )

    assert gap(stretched(delta * (1 + 1e-9))).delta == pytest.approx(1.0, abs=1e-8)
    if delta > 1.001:
        assert gap(stretched(math.sqrt(delta))).delta == pytest.approx(math.sqrt(delta), **close)


@few
@given(numbers, numbers)
def test_two_bare_points(first, second):
    expected = math.sqrt(max(first, second) / min(first, second))
    assert gap(claims(plain("a", first), plain("b", second))).delta == pytest.approx(expected, rel=1e-8)


def test_pairs_by_hand():
    frame = claims(plain("a", 9.0), plain("b", 1.0, "died"), plain("c", 5.0, "wrongly_executed"))
    frame = frame[list(COLUMNS)]
    table = pairs(frame).set_index(["first", "second"])
    assert table["fold"].to_dict() == {("a", "b"): 9.0, ("a", "c"): 1.0, ("b", "c"): 5.0}
    assert table["relation"].tolist() == ["first within second", "second within first", "second within first"]
    apart = pairs(claims(plain("a", 9.0, "executed_to_1955_12"), plain("b", 1.0, "wrongly_executed")))
    assert apart[["relation", "delta"]].to_numpy().tolist() == [["not ordered", 1.0]]
    assert pairs(claims(plain("a", 9.0), plain("b", 9.0)))["relation"].tolist() == ["same outcome"]


def test_contradictions_are_found_widest_first_and_only_between_outcomes():
    frame = claims(
        ("wrongly", 15000, None, None, "wrongly_executed"),
        ("low", 800, 1500, 2500, "executed"),
        plain("high", 50000.0),
        ("few", 100, None, 999, "died"),
    )
    table = contradictions(frame)
    assert table[["subset_claim", "superset_claim"]].to_numpy().tolist() == [
        ["high", "few"],
        ["wrongly", "few"],
        ["wrongly", "low"],
    ]
    assert table["fold"].tolist() == pytest.approx([50000 / 999, 15000 / 999, 6.0])
    assert table.loc[2, ["at_least", "at_most"]].tolist() == [15000, 2500]
    assert table.loc[2, ["subset_outcome", "superset_outcome"]].tolist() == ["wrongly_executed", "executed"]


@few
@given(frames())
def test_contradictions_are_the_pairs_of_unlike_outcome_with_a_gap(frame):
    table, every = contradictions(frame), pairs(frame)
    unlike = every[(every["fold"] > 1) & (every["first_outcome"] != every["second_outcome"])]
    assert sorted(table["fold"]) == sorted(unlike["fold"])
    assert (table["at_least"] > table["at_most"]).all()


def test_between_outcomes_by_hand():
    frame = claims(
        ("wrongly", 15000, None, None, "wrongly_executed"),
        ("low", 800, 1500, 2500, "executed"),
        plain("high", 50000.0),
        ("few", 100, None, 999, "died"),
    )
    table = between_outcomes(frame).set_index(["subset_outcome", "superset_outcome"])
    assert table["pairs"].to_dict() == {
        ("executed", "executed"): 1,
        ("executed", "died"): 2,
        ("died", "died"): 0,
        ("wrongly_executed", "executed"): 2,
        ("wrongly_executed", "died"): 1,
        ("wrongly_executed", "wrongly_executed"): 0,
    }
    assert table["collisions"].tolist() == [1, 1, 0, 1, 1, 0]
    assert table.loc[("executed", "died")].tolist()[2:] == [50000 / 999, "high", 50000, "few", 999]
    assert table.loc[("wrongly_executed", "executed"), ["subset_claim", "superset_claim"]].tolist() == [
        "wrongly",
        "low",
    ]


@few
@given(frames())
def test_collisions_between_outcomes_and_by_claim_are_those_of_the_pairs(frame):
    every = pairs(frame)
    broken = every[every["fold"] > 1]
    table = between_outcomes(frame)
    assert table["collisions"].sum() == len(broken)
    assert table["pairs"].sum() == (every["relation"] != "not ordered").sum()
    assert table["fold"].max() == pytest.approx(every["fold"].max()) or len(frame) == 1
    single = by_claim(frame).set_index("estimate")
    for name in frame["estimate"]:
        mine = every[(every["first"] == name) | (every["second"] == name)]
        hit = mine[mine["fold"] > 1]
        assert single.loc[name, "collisions"] == len(hit)
        assert single.loc[name, "across"] == (hit["first_outcome"] != hit["second_outcome"]).sum()
        assert single.loc[name, "comparable"] == (mine["relation"] != "not ordered").sum()
        assert single.loc[name, "delta"] == pytest.approx(mine["delta"].max() if len(mine) else 1.0)
        if len(hit):
            worst = {name, single.loc[name, "worst"]}
            assert hit.loc[hit["delta"].idxmax(), "delta"] == pytest.approx(
                every[every["first"].isin(worst) & every["second"].isin(worst)]["delta"].item()
            )
    assert gap(frame).delta == pytest.approx(max(single["delta"].max(), 1.0), **close)


def test_the_gap_of_some_of_the_claims():
    frame = claims(plain("a", 1.0), plain("b", 4.0), plain("c", 100.0))
    table = gap_of_sets(frame, {"all": "abc", "without c": ["a", "b"], "none": []})
    assert table["delta"].tolist() == pytest.approx([10.0, 2.0, 1.0], **close)
    assert table["claims"].tolist() == [3, 2, 0] and table["binding"].tolist() == ["a, c", "a, b", ""]
    with pytest.raises(ValueError, match="zzz"):
        gap_of_sets(frame, {"wrong": ["zzz"]})


def brute(frame, delta):
    """Return the size of the largest set without a colliding pair, by trying every set."""
    every = pairs(frame)
    clash = {frozenset(p) for p in every.loc[every["delta"] > delta, ["first", "second"]].to_numpy().tolist()}
    names = list(frame["estimate"])
    sets = [{n for k, n in enumerate(names) if bits >> k & 1} for bits in range(2 ** len(names))]
    return [s for s in sets if not any(c <= s for c in clash)]


@settings(max_examples=15, deadline=None)
@given(frames(max_size=5))
def test_the_largest_true_set_agrees_with_trying_every_set(frame):
    free = brute(frame, 1.0)
    table = reconcilable(frame).set_index("estimate")
    assert greatest_consistent_sets(frame).set_aside == len(frame) - max(map(len, free))
    for name in frame["estimate"]:
        assert table.loc[name, "with_it"] == max(len(s) for s in free if name in s)
        assert table.loc[name, "without_it"] == max(len(s) for s in free if name not in s)


def test_stretched_by_the_gap_every_claim_fits():
    frame = claims(plain("a", 1.0), plain("b", 4.0), plain("c", 100.0))
    assert reconcilable(frame, 10.0)["with_it"].tolist() == [3, 3, 3]
    assert reconcilable(frame, 9.99)["with_it"].tolist() == [2, 2, 2]
    assert [greatest_consistent_sets(frame, stretch).set_aside for stretch in (10.0, 9.99)] == [0, 1]
    with pytest.raises(ValueError, match="at least 1"):
        greatest_consistent_sets(frame, 0.5)


def test_the_report_is_what_the_issue_asks_for():
    told = report(claims(plain("a", 1.0), plain("b", 4.0)))
    assert list(told) == ["delta", "drop_one", "binding", "binding_ends", "binding_lineages", "drop_lineage"]
    assert (told["delta"], told["drop_one"], told["binding"]) == (2.0, {"a": 1.0, "b": 1.0}, ["a", "b"])
    assert told["binding_ends"] == [
        {"estimate": "a", "end": "high", "value": 1.0, "lineage": "a"},
        {"estimate": "b", "end": "low", "value": 4.0, "lineage": "b"},
    ]
    assert type(told["delta"]) is float and all(type(v) is float for v in told["drop_one"].values())


def lines(frame):
    return gap_lines(report(frame), frame)


def test_the_screen_when_nothing_collides():
    assert lines(claims(plain("a", 1.0))) == ["One claim contradicts nobody (gap 1)."]
    two = lines(claims(plain("a", 1.0), plain("b", 1.0)))
    assert two == ["All 2 claims can be true at once as they stand (gap 1)."]


def test_the_screen_names_the_gap_the_binding_claims_and_each_claim_dropped():
    shown = lines(claims(plain("a", 1.0), plain("b", 4.0), plain("c", 2.0)))
    assert "The 3 claims cannot all be true: each must be stretched by a factor of 2," in shown[0]
    assert [line.split() for line in shown[2:5]] == [
        ["held", "open", "by", "end", "number", "lineage"],
        ["a", "high", "1", "a"],
        ["b", "low", "4", "b"],
    ]
    assert shown[5] == "These ends belong to 2 lineages."
    assert [line.split() for line in shown[8:]] == [["1.4", "a"], ["1.4", "b"], ["2", "any", "other", "(1)"]]


def test_a_copied_number_holds_the_gap_until_its_lineage_goes():
    frame = claims(
        ("a", None, 1.0, None, "died", "A"), ("copy", None, 1.0, None, "died", "A"), ("b", None, 9.0, None, "died", "B")
    )
    told = report(frame)
    assert told["drop_one"] == {"a": 3.0, "copy": 3.0, "b": 1.0}
    assert told["drop_lineage"] == {"A": 1.0, "B": 1.0} and told["binding_lineages"] == ["A", "B"]
    assert drop_lineage(frame).to_numpy().tolist() == [["A", 2, 1.0], ["B", 1, 1.0]]
    shown = lines(frame)
    assert "These ends belong to 2 lineages." in shown
    at = shown.index("factor without  the lineage of several claims")
    assert shown[at + 1].split() == ["1", "A"]


@few
@given(frames(min_size=1, max_size=9))
def test_what_is_left_without_a_claim_or_a_lineage_is_the_gap_of_the_others(frame):
    for found, column in ((drop_one(frame), "estimate"), (drop_lineage(frame), "lineage")):
        for name, delta in zip(found[column], found["delta"], strict=True):
            assert delta == pytest.approx(gap(frame[frame[column] != name]).delta, **close)


def test_ten_thousand_equal_claims_hold_the_gap_open_together():
    low = [(f"low {k}", 400, None, None, "died") for k in range(5000)]
    high = [(f"high {k}", None, None, 100, "died") for k in range(5000)]
    frame = claims(*low, *high)
    found = gap(frame)
    assert found.delta == 2.0 and len(found.binding) == 10_000
    assert found.prices["price"].sum() == pytest.approx(1.0) and found.prices["price"].nunique() == 1
    assert (drop_one(frame)["delta"] == 2.0).all()
