"""The figures on the claims: what they draw, what they say of it, and that nothing hides anything."""

import itertools
import re
from collections import Counter

import drawn_exhibits
import numpy as np
import pandas as pd
import pytest
from claims_strategies import claims, plain
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import same_color
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text

from landreform import exhibits
from landreform.contested import consistency
from landreform.contested.consistent_sets import greatest_consistent_sets
from landreform.contested.lineage import equal_numbers
from landreform.contested.outcomes import NAMES, OUTCOMES, TOLLS
from landreform.exhibits.claims import frontier, gap, genealogy, lattice, lineage
from landreform.exhibits.draw import style
from landreform.exhibits.draw.label_layout import spread_out
from landreform.exhibits.draw.rows_shown import marks_of_rows
from landreform.exhibits.draw.style import house_style
from landreform.ledger import tables
from landreform.tolls.consistency_readings import curves, readings
from landreform.tolls.genealogy import descent
from landreform.tolls.parts_of_time import ORDER

SLUGS = (
    "fig-claims",
    "fig-not-tolls",
    "fig-lattice",
    "fig-lineage",
    "fig-independence",
    "fig-genealogy",
    "fig-gap",
    "fig-ladder",
    "fig-required-multiplier",
    "fig-extrapolation",
    "fig-frontier",
)
LEDGER = tables.load_all()


@pytest.fixture(scope="module")
def drawn():
    """Draw each figure once."""
    return {slug: drawn_exhibits.drawn(slug) for slug in SLUGS}


@pytest.mark.parametrize("slug", SLUGS)
def test_words_and_data_of_a_figure(drawn, slug):
    shown = drawn[slug]
    entry = shown.entry
    assert set(entry.columns) == set(shown.data.columns)
    assert not re.search(r"\d", entry.caption) and entry.caption.endswith(".")
    assert entry.limits and all(text.endswith(".") for text in entry.limits)
    assert shown.alt.endswith(".") and len(shown.alt) < 420 and re.search(r"\d", shown.alt)
    assert shown.alt not in shown.description and len(shown.description) > len(shown.alt)
    said = entry.conclusions(shown.data)
    assert said and all(text.endswith(".") for text in said)
    assert not any("nan" in text.split() for text in (shown.alt, shown.description, *said))
    places = shown.sources
    assert len(places) and (places[["source", "read_in", "locator"]] != "").all(axis=None)


def test_what_a_caption_finds_holds_in_what_is_drawn(drawn):
    for outcome, stated in drawn["fig-claims"].data.groupby("outcome"):
        ends = stated[["low", "point", "high"]]
        if outcome in ("executed", "died"):
            assert ends.max().max() / ends.min().min() >= 100  # orders of magnitude apart
    assert drawn["fig-lattice"].data["collisions"].max() > 0  # more for parts than for wholes
    steps = drawn["fig-gap"].data.query("kind == 'step'")
    first = steps.drop_duplicates("reading")
    assert (first["set_aside"] / first["claims"]).min() >= 0.25  # far off by every reading
    passed = drawn["fig-lineage"].data
    assert (passed["kind"] == "step").sum() >= 20  # many of the numbers were passed on
    sources = drawn["fig-independence"].data
    assert (sources.loc[sources["correlation"] > 0, "n_eff"] < sources["claims"].max()).all()
    stories = drawn["fig-genealogy"].data
    assert stories["became_toll"].any() and (stories["giver_territory"] != stories["taker_territory"]).any()
    rungs = drawn["fig-ladder"].data.query("kind == 'rung'")
    assert set(rungs.loc[rungs["cap"] < np.inf, "number"]) and rungs["floor"].max() > 0
    needed = drawn["fig-required-multiplier"].data.query("reading == 'exactly' and not below_reports")
    for _, by_base in needed.groupby(["base", "reference"]):
        assert by_base.sort_values("value")["multiplier"].is_monotonic_increasing  # the higher, the deadlier
    full = drawn["fig-extrapolation"].data
    full = full[full["discount"] == full["discount"].max()]
    top = full[full["multiplier"] == full["multiplier"].max()]
    noise = (top["total_high"] / top["total_low"]).iloc[0]
    bases = top["total_median"].max() / top["total_median"].min()
    one = full[full["base"] == full["base"].iloc[0]]["total_median"]
    assert noise < bases < one.max() / one.min()  # what is assumed outweighs a base, and that the noise


def test_the_same_data_give_the_same_drawing():
    for slug in ("fig-lineage", "fig-genealogy", "fig-required-multiplier"):
        assert exhibits.show(slug, LEDGER).svg() == drawn_exhibits.svg(slug)


def test_tolls_and_what_is_none_never_stand_in_one_figure(drawn):
    for slug in ("fig-claims", "fig-gap"):
        assert set(drawn[slug].data["outcome"].dropna()) <= set(TOLLS)
    order = drawn["fig-lattice"].data
    assert set(order["outcome"].dropna()) <= set(TOLLS)
    assert not set(drawn["fig-not-tolls"].data["outcome"]) & set(TOLLS)
    both = pd.concat([drawn["fig-claims"].data, drawn["fig-not-tolls"].data])
    estimates = LEDGER["estimates"]
    numbered = estimates[["low", "point", "high"]].notna().any(axis=1)
    assert sorted(both["estimate"]) == sorted(estimates.loc[numbered, "estimate"])


def test_every_toll_has_a_colour_and_a_marker_of_its_own():
    assert set(style.OUTCOMES) == set(TOLLS) and set(NAMES) == set(OUTCOMES)
    assert len({marker for _, marker in style.OUTCOMES.values()}) == len(TOLLS)


def told(*rows):
    """Give claims as the figures take them."""
    frame = claims(*rows)
    extra = {"label": frame["estimate"], "bound": "range", "source": "x", "read_in": "x", "locator": "p"}
    more = {"author": "", "year": "", "grade": "", "is_toll": True}
    return frame.assign(**extra, **more)


def drawn_lattice(claims):
    """Draw the lattice of some claims, and return it with the frame drawn."""
    data = lattice.contradictions(claims)
    with house_style():
        return lattice.lattice(data), data


def test_the_lattice_marks_every_contradiction_between_outcomes():
    frame = told(
        ("few", 100, None, 999, "died"), plain("high", 50000.0), ("wrong", 15000, None, None, "wrongly_executed")
    )
    figure, data = drawn_lattice(frame)
    labels = {text.get_text() for text in figure.findobj(Text)}
    assert {"×50", "×15"} <= labels
    assert {"high\nat least 50,000 executed", "few\nat most 999 deaths from any cause"} <= labels
    assert "wrong\nat least 15,000 wrongly executed" in labels
    assert lattice.conclusions(data)[0] == "2 of 3 pairs of claims on a part and on the whole contradict each other."
    assert "high has at least 50,000 executed, few at most 999 deaths from any cause" in lattice.conclusions(data)[1]


def test_the_lattice_without_contradictions_and_the_gap_without_a_gap():
    frame = told(plain("low", 10.0), plain("high", 90.0, "died"))
    figure, data = drawn_lattice(frame)
    assert not [text for text in figure.findobj(Text) if "×" in text.get_text()]
    assert lattice.conclusions(data) == (
        "0 of 1 pairs of claims on a part and on the whole contradict each other.",
        "2 claims of 2 contradict no claim on another outcome.",
    )
    steps = curves({gap.ALL: frame}).assign(kind="step")
    rows = pd.concat([steps, frame.assign(kind="claim", standing="never")]).reindex(columns=list(gap.COLUMNS))
    with house_style():
        gap.curve_of_consistency(rows)
    assert gap.conclusions(rows) == ("All claims can be true at once.",)


def test_the_gap_of_the_figure_is_that_of_the_command_line(drawn):
    data = drawn["fig-gap"].data
    whole = data[data["reading"] == gap.ALL]
    printed = consistency.report(readings(LEDGER)[gap.ALL], ORDER)
    assert whole["stretch"].iloc[-1] == pytest.approx(printed["delta"])
    told = data[data["kind"] == "claim"].set_index("estimate")["pair_stretch"]
    assert set(printed["binding"]) <= set(told.index[told > printed["delta"] * (1 - 1e-9)])


def test_the_curve_ends_at_the_gap_and_begins_at_the_least_set(drawn):
    data = drawn["fig-gap"].data
    for name, read in readings(LEDGER).items():
        steps = data[data["reading"] == name]
        assert steps["stretch"].iloc[-1] == pytest.approx(consistency.gap(read, ORDER).delta)
        assert steps["set_aside"].iloc[0] == greatest_consistent_sets(read, order=ORDER).set_aside
        assert (steps["claims"] == len(read)).all() and steps["set_aside"].is_monotonic_decreasing
    told = data[data["kind"] == "claim"]
    first = data.loc[data["reading"] == gap.ALL, "set_aside"].iloc[0]
    counts = told["standing"].value_counts()
    assert counts.get("always", 0) <= first <= counts.get("always", 0) + counts.get("sometimes", 0)


def test_the_frontier_of_the_figure_is_monotone_and_meets_its_total(drawn):
    data = drawn["fig-frontier"].data
    done, rest = data["reported"].iloc[0], data["rest"].iloc[0]
    for (_, _, total), curve in data.groupby(["kind", data["estimate"].fillna(""), "total"]):
        for _, one in curve.groupby("end", dropna=False):
            assert one["completeness"].is_monotonic_increasing and one["intensity"].is_monotonic_increasing
        assert curve["completeness"].tolist() == pytest.approx(
            (done * (1 + curve["intensity"] * rest) / total).tolist()
        )
    near = frontier.at_one(data)
    assert near["completeness"].is_monotonic_decreasing  # the more are claimed, the less the reports may hold
    value = LEDGER["counts"].set_index("count")["value"].astype(float)
    assert done == value["wikipedia-north-vietnam-executed-to-1955-12"]
    assert rest == pytest.approx(1720 / (1875 + 1594))


def test_a_number_below_the_reports_has_no_frontier_in_the_figure(drawn):
    shown = drawn["fig-frontier"]
    names = [label.get_text() for label in shown.figure.axes[0].get_yticklabels()]
    assert any(name.startswith("15,000\n") for name in names) and not any(name.startswith("800\n") for name in names)
    assert any("800" in text and "exceeded" in text for text in shown.conclusions)


def test_both_ways_of_a_number_lie_on_its_frontier(drawn):
    data = drawn["fig-frontier"].data
    needs = frontier._needs(data)
    assert len(needs) > 5
    for total, found in needs.items():
        curve = data[(data["total"] == total) & (data["outcome"] == "executed")].drop_duplicates("intensity")
        assert np.interp(1.0, curve["intensity"], curve["completeness"]) == pytest.approx(found.share, rel=0.02)
        if found.times <= curve["intensity"].max():
            assert np.interp(found.times, curve["intensity"], curve["completeness"]) == pytest.approx(1.0, rel=0.02)


def test_the_bars_of_the_sources_are_those_of_the_title(drawn):
    shown = drawn["fig-independence"]
    bars = [bar.get_width() for bar in shown.figure.axes[0].patches]
    assert bars == [int(number) for number in re.findall(r"\d+", shown.says)]


def test_the_ladder_names_the_claims_that_it_is_set_beside(drawn):
    data = drawn["fig-ladder"].data
    named = " ".join(data["estimates"].dropna()).split()
    executed = LEDGER["estimates"].query("outcome == 'executed'")
    numbered = executed[executed[["low", "point", "high"]].notna().any(axis=1)]
    assert sorted(named) == sorted(numbered["estimate"])
    assert any("Porter" in text for text in drawn["fig-ladder"].conclusions)


def test_each_story_is_told_with_all_its_steps(drawn):
    data = drawn["fig-genealogy"].data
    for root, title in genealogy.ROOTS.items():
        steps = descent(LEDGER["estimates"], LEDGER["lineage"], root)
        assert sorted(data.loc[data["story"] == title, "step"]) == sorted(steps["step"])
    # the two misreadings for which the figure was made
    shifts = set(data.loc[data["became_toll"], "giver_outcome"])
    assert {"victims_undefined", "classified"} <= shifts


def test_boxes_of_a_story_do_not_overlap(drawn):
    patches = drawn["fig-genealogy"].figure.axes[0].patches
    boxes = [patch.get_bbox() for patch in patches if isinstance(patch, FancyBboxPatch)]
    assert len(boxes) > 5
    assert not any(one.overlaps(other) for one, other in itertools.combinations(boxes, 2))


@pytest.mark.parametrize("narrow", [False, True])
def test_every_way_to_a_number_of_dead_is_drawn_and_no_other(drawn, narrow):
    data, figure = drawn["fig-genealogy"].data, drawn_exhibits.form("fig-genealogy", narrow)
    steps = genealogy.to_the_dead(data)
    ends = {*steps["giver"], *steps["taker"]}
    rows = {row.partition("/")[2] for shown in marks_of_rows(figure).values() for row in shown}
    assert rows == ends
    # Whoever ends a way prints a number of dead, and none who does is left out.
    last = steps[~steps["taker"].isin(steps["giver"])]
    assert set(last["taker_outcome"]) <= set(TOLLS)
    first = data[data["story"] == data["story"].iloc[0]]
    assert set(first.loc[first["taker_outcome"].isin(TOLLS), "taker"]) <= ends
    arrows = [patch for patch in figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]
    dashed = sum(arrow.get_linestyle() not in ("solid", "-") for arrow in arrows)
    # One of each kind stands in the key.
    assert (len(arrows), dashed) == (len(steps) + 2, int((steps["basis"] == "inferred").sum()) + 1)


@pytest.mark.parametrize("narrow", [False, True])
def test_what_is_told_as_dead_lies_on_the_tinted_ground(drawn, narrow):
    figure = drawn_exhibits.form("fig-genealogy", narrow)
    (axes,) = figure.axes
    steps = genealogy.to_the_dead(drawn["fig-genealogy"].data)
    outcome = dict(zip(steps["giver"], steps["giver_outcome"], strict=True))
    outcome |= dict(zip(steps["taker"], steps["taker_outcome"], strict=True))
    tinted = [patch for patch in axes.patches if same_color(patch.get_facecolor(), style.Tint.TOLL)]
    grounds = [patch.get_bbox() for patch in tinted]
    for artist, shown in marks_of_rows(figure).items():
        if isinstance(artist, FancyBboxPatch):
            x, y = artist.get_bbox().get_points().mean(axis=0)
            on = any(ground.contains(x, y) or ground.fully_contains(x, y) for ground in grounds)
            assert on == (outcome[shown[0].partition("/")[2]] in TOLLS), shown


def test_equal_numbers_without_a_step_are_hollow_and_told(drawn):
    data = drawn["fig-lineage"].data
    found = data[data["kind"] == "equal"]
    expected = equal_numbers(LEDGER["estimates"], LEDGER["lineage"])
    expected = expected[~expected["stepped"]]
    assert len(found)
    assert found[["giver", "taker"]].to_numpy().tolist() == expected[["giver", "taker"]].to_numpy().tolist()
    part = lineage.parts(data).set_index("estimate")["part"]
    assert set(part[found["taker"]]) == {"inferred"}
    assert "Equal numbers without a step" in drawn["fig-lineage"].description


@pytest.mark.parametrize("narrow", [False, True])
def test_every_claim_and_restatement_has_its_mark_and_the_marks_add_up(drawn, narrow):
    """Restatements that only repeat each other, with no claim among them, once had no lane and were not drawn."""
    shown, figure = drawn["fig-lineage"], drawn_exhibits.form("fig-lineage", narrow)
    standing = shown.data[shown.data["kind"].isin(["claim", "restatement"])]
    rows = [row.partition("/")[2] for marked in marks_of_rows(figure).values() for row in marked]
    assert sorted(rows) == sorted(standing["estimate"])
    part = lineage.parts(shown.data)["part"].value_counts()
    marks = Counter((line.get_marker(), line.get_markerfacecolor() == "white") for line in figure.axes[0].get_lines())
    assert marks == {("D", False): part["first"], ("o", False): part["read"], ("o", True): part["inferred"]} | {
        ("|", False): part["alone"]
    }
    taken, of, first = (int(found) for found in re.findall(r"\d+", shown.says))
    assert (taken, of, first) == (part["read"] + part["inferred"], len(standing), part["first"])
    # Whoever took a number took it from somebody in the same row.
    lane = lineage.parts(shown.data).set_index("estimate")["lane"]
    steps = shown.data[shown.data["kind"].isin(["step", "equal"])]
    assert all((lane[group["giver"]] == lane[taker]).any() for taker, group in steps.groupby("taker"))


marks = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([10.0, 11.0, 100.0])), max_size=8)


@given(marks)
def test_marks_that_would_hide_each_other_are_moved_apart(places):
    wanted = [(str(k), float(x), y) for k, (x, y) in enumerate(places)]
    found = spread_out(wanted, apart_x=1.5, apart_y=1.3, strip=3.0)
    for (x, y), (u, v) in itertools.combinations(found.values(), 2):
        assert abs(x - u) >= 1.498 or max(y / v, v / y) >= 1.298
    if wanted:
        assert found["0"] == wanted[0][1:]
    for name, x, y in wanted:
        assert found[name][1] == y if x >= 3 else found[name][0] == x


def test_the_genealogy_draws_what_a_text_says_or_suggests_and_no_coincidence(drawn):
    shown = drawn["fig-genealogy"]
    assert set(shown.data["basis"]) <= {"read", "inferred"}
    assert not shown.data["taker"].str.startswith("moise").any()
    # A named author is said to print something else as a toll only where a text says that the number went this way.
    told = [step.taker_label for step in shown.data.itertuples() if step.became_toll and step.basis == "read"]
    said = [text for text in shown.conclusions if "prints as" in text]
    assert sorted(text.split(" prints as")[0] for text in said) == sorted(told)
    assert any("no step" in limit for limit in shown.entry.limits)
