"""What a title says is seen in the drawing, and every shape that tells something is explained beside it."""

import re

import pytest
from drawn_exhibits import drawn, every_form, form, texts
from matplotlib.lines import Line2D

from landreform import exhibits
from landreform.exhibits.draw.style import Size
from landreform.text.prose import percent

#: Figures whose title gives numbers that stand at marks; of the others some are counts, which nobody writes at a mark.
NUMBERED = (
    "fig-datings",
    "fig-class-labels",
    "fig-leave-one-out",
    "fig-trace",
    "fig-tau-priors",
    "fig-multiverse",
    "fig-frontier",
    "fig-belief",
    "fig-required-multiplier",
    "fig-lattice",
    "fig-extrapolation",
)
#: Numbers in a title that count what is drawn.
COUNTS = {"fig-lattice": {"7"}, "fig-multiverse": {"21,600"}, "fig-leave-one-out": {"1.5"}, "fig-trace": {"3.7"}}
#: Markers that all figures share and explain by words at the mark: ticks, ends of lines, arrows of an axis.
PLAIN = {"None", "none", "", " ", None, "|", "_", 0}


def numbers(text):
    return set(re.findall(r"\d[\d,.]*\d|\d", text))


def written(slug, narrow=False):
    """Give all words of a drawing but its title."""
    return [text.get_text() for text, _ in texts(slug, narrow) if text.get_fontsize() != Size.TITLE]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("slug", NUMBERED)
def test_the_numbers_of_a_title_stand_in_the_drawing(slug, narrow):
    said = numbers(drawn(slug).says) - COUNTS.get(slug, set())
    seen = set().union(*(numbers(words) for words in written(slug, narrow)))
    if slug == "fig-class-labels":  # where the shares at the bars have a decimal
        seen |= {str(round(float(number))) for number in seen if re.fullmatch(r"\d+\.\d", number)}
    assert said <= seen


def test_the_last_wave_of_the_title_stands_at_its_step():
    north = drawn("fig-cumulated-share").data
    north = north[(north["series"] == "The North, land reform") & (north["change"] == "can have begun")]
    sizes = north["most"].diff().fillna(north["most"]).astype(int)
    for narrow in (False, True):
        labels = written("fig-cumulated-share", narrow)
        for size in (sizes.iloc[0], sizes.iloc[-1]):
            assert any(words.endswith(f": {size:,}") for words in labels), size
        # The sum stands over the panel, so that nobody takes a label for it.
        assert any(f"{int(north['most'].max()):,} communes" in words for words in labels)


@pytest.mark.parametrize("narrow", [False, True])
def test_floor_and_claims_that_it_beats_can_be_held_against_each_other(narrow):
    data = drawn("fig-ladder").data
    floor = int(data.loc[data["number"] == 2, "floor"].min())
    labels = written("fig-ladder", narrow)
    assert f"at least {floor:,}" in labels
    beaten = [int(words.rsplit(" ", 1)[1].replace(",", "")) for words in labels if words.startswith("too low: ")]
    claims = data[(data["kind"] == "claim") & (data["high"].fillna(data["point"]) < floor)]
    assert sorted(beaten) == sorted(claims["high"].fillna(claims["point"]).astype(int)) and beaten


@pytest.mark.parametrize("narrow", [False, True])
def test_a_line_goes_down_from_the_accords_through_the_waves(narrow):
    data, (axes,) = drawn("fig-context").data, form("fig-context", narrow).axes
    day = data.loc[data["event"] == "geneva-accords", "start_earliest"].iloc[0]
    lines = [line for line in axes.get_lines() if list(line.get_xdata()) == [day, day]]
    assert [list(line.get_ydata()) for line in lines] == [[0, 1]]
    said = [
        words for words in written("fig-context", narrow) if words in ("over before", "began before", "began after")
    ]
    assert said.count("over before") == 1 and said.count("began after") == 4 and len(said) == 6


def legends(figure):
    yield from (legend for legend in (*figure.legends, *(axes.get_legend() for axes in figure.axes)) if legend)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(
    "slug",
    [
        "fig-timeline",
        "fig-decisions",
        "fig-context",
        "fig-waves-national",
        "fig-datings-acts",
        "fig-datings-correction",
        "fig-lineage",
        "fig-pools",
    ],
)
def test_every_shape_of_a_mark_is_in_the_key(slug, narrow):
    figure = form(slug, narrow)
    explained = {
        (line.get_marker(), line.get_markerfacecolor() == "white")
        for legend in legends(figure)
        for line in legend.get_lines()
    }
    drawn_ones = {
        (line.get_marker(), line.get_markerfacecolor() == "white")
        for axes in figure.axes
        for line in axes.get_lines()
        if line.get_marker() not in PLAIN
    }
    assert drawn_ones and drawn_ones <= explained


@every_form
def test_a_key_explains_nothing_that_is_not_drawn(slug, narrow):
    figure = form(slug, narrow)
    explained = {
        (line.get_marker(), line.get_markerfacecolor() == "white")
        for legend in legends(figure)
        for line in legend.get_lines()
        if line.get_marker() not in PLAIN
    }
    marks = {
        (line.get_marker(), line.get_markerfacecolor() == "white")
        for axes in figure.axes
        for line in axes.get_lines()
        if line.get_marker() not in PLAIN
    }
    # A ring stands for markers of several kinds; a diamond for an area drawn point by point; an arrow has no marker.
    exempt = {("o", False), ("o", True), ("D", False), (">", False)}
    if slug == "fig-map":  # whose marks are areas
        assert explained and any(axes.collections for axes in figure.axes)
        return
    assert explained - marks <= exempt if slug in SEVERAL else explained <= marks


#: Figures in whose key one mark stands for several.
SEVERAL = {"fig-claims", "fig-not-tolls", "fig-forest", "fig-ladder"}


def test_no_number_crosses_the_line_of_the_quota():
    axes = form("fig-quota").axes[0]
    quota = drawn("fig-quota").data["quota"].dropna().iloc[0]
    across = axes.transData.transform((quota, 0))[0]
    for text, box in texts("fig-quota"):
        if text.axes is axes and re.fullmatch(r"(under )?[\d.]+ %", text.get_text()):
            assert box.x1 < across or box.x0 > across, text


def test_lanes_tell_lineages_apart_and_one_shape_does_for_all_claims():
    data, (axes,) = drawn("fig-lineage").data, form("fig-lineage").axes
    claims = (data["kind"] == "claim") & data["took"].astype(bool)
    rings = [line for line in axes.get_lines() if isinstance(line, Line2D) and line.get_marker() == "o"]
    assert len(rings) == claims.sum()
    # Nothing crosses a lane that does not begin or end in it: each step lies within one.
    assert any("; also " in words for words in written("fig-lineage"))


def test_what_is_left_is_shaded_where_one_answer_is_left():
    for slug in ("fig-datings-acts", "fig-datings-correction"):
        (axes,) = form(slug).axes
        assert len(axes.collections) == sum(words == "one answer left" for words in written(slug))


def test_titles_are_computed_or_hold_for_whatever_is_drawn():
    """A title with a number in it is computed: a caption has none."""
    for slug in exhibits.slugs("figure"):
        entry = exhibits.entry(slug)
        assert entry.says or entry.finding or not numbers(drawn(slug).says), slug


@pytest.mark.parametrize("narrow", [False, True])
def test_the_decisions_without_a_day_are_those_that_say_so(narrow):
    said = numbers(drawn("fig-decisions").says)
    without = sum(words.startswith("no day: ") for words in written("fig-decisions", narrow))
    events = drawn("fig-decisions").data["event"].nunique()
    assert said == {str(events), str(events - without), str(without)}


@pytest.mark.parametrize("narrow", [False, True])
def test_the_shares_are_counted_above_each_group_of_them(narrow):
    heads = [re.fullmatch(r".*: (\d+)", words) for words in written("fig-quota", narrow)]
    counts = [int(head[1]) for head in heads if head]
    reach, perhaps, of = (int(number) for number in re.findall(r"\d+", drawn("fig-quota").says)[:3])
    assert sum(counts) == of and counts[:2] == [reach, perhaps - reach]


@pytest.mark.parametrize("narrow", [False, True])
def test_beside_each_claim_stands_whether_its_range_holds_the_average(narrow):
    words = written("fig-forest", narrow)
    claims, holds = (int(number) for number in re.findall(r"\d+", drawn("fig-forest").says))
    assert words.count("yes") == holds and words.count("yes") + words.count("no") == claims


@pytest.mark.parametrize("narrow", [False, True])
def test_the_choice_of_the_title_has_its_number_in_every_list_that_leaves_it_open(narrow):
    data = drawn("fig-choices").data
    first = data[(data["choice"] == "claim_set") & (data["options"] > 1)]
    texts_shown = [text for text, _ in texts("fig-choices", narrow) if text.get_fontsize() != Size.TITLE]
    bold = [text.get_text() for text in texts_shown if text.get_fontweight() == "bold"]
    assert sorted(bold) == sorted(percent(share) for share in first["eta2"])
    # Beside each bar stands what comes next, with its share, so that the first can be seen to be the first.
    mains = data[~data["choice"].isin(["claim_set", "(interactions)"])]
    following = mains.groupby("design")["eta2"].max()
    words = " ".join(text.get_text() for text in texts_shown)
    assert all(f" {percent(share)}" in words for share in following)
    assert (first.set_index("design")["eta2"] > following[first["design"]]).all()


@pytest.mark.parametrize("narrow", [False, True])
def test_the_parts_of_each_bar_of_choices_are_the_whole(narrow):
    bars = form("fig-choices", narrow).axes[0].patches
    ends = {}
    for bar in bars:
        ends.setdefault(round(bar.get_y(), 3), []).append(bar.get_width())
    assert len(ends) == drawn("fig-choices").data["design"].nunique()
    assert all(sum(widths) == pytest.approx(1) for widths in ends.values())


@pytest.mark.parametrize("narrow", [False, True])
def test_the_cells_of_the_pairs_add_up_to_the_title(narrow):
    pairs, always, never, hangs = (int(number) for number in re.findall(r"\d+", drawn("fig-tipping").says))
    words = written("fig-tipping", narrow)
    assert [words.count("yes"), words.count("no")] == [always, never]
    assert sum(bool(re.fullmatch(r"\d+%", cell)) for cell in words) == hangs == pairs - always - never


@pytest.mark.parametrize("narrow", [False, True])
def test_the_voices_of_each_answer_add_up_to_what_stands_above_them(narrow):
    words = written("fig-belief", narrow)
    heads = [re.search(r": ([\d.]+) of (\d+) voices = (\d+)%", text) for text in words]
    heads = [[float(part) for part in head.groups()] for head in heads if head]
    single = [float(text) for text in words if re.fullmatch(r"[\d.]+", text) and float(text) <= 1]
    assert len(heads) == 3 and sum(head[0] for head in heads) == heads[0][1] == sum(single)
    assert all(round(100 * voices / total) == share for voices, total, share in heads)
    assert numbers(drawn("fig-belief").says) == {"10,000", *(f"{share:.0f}" for *_, share in heads)}


@pytest.mark.parametrize("narrow", [False, True])
def test_no_column_of_ranges_stands_below_the_narrowest_of_the_title(narrow):
    narrowest = float(re.findall(r"×(\d+)", drawn("fig-multiverse").says)[-1])
    columns = [bar for bar in form("fig-multiverse", narrow).axes[1].patches if bar.get_height() > 0]
    least = min(columns, key=lambda bar: bar.get_x())
    assert least.get_x() <= narrowest * 1.02 < least.get_x() + least.get_width()
    counted = sum(int(bar.get_height()) for bar in columns)
    assert any(f"{counted:,}" in words for words in written("fig-multiverse", narrow))


@pytest.mark.parametrize("narrow", [False, True])
def test_the_answers_of_the_pools_are_counted_and_their_middles_stand_where_the_title_says(narrow):
    shown = drawn("fig-pools")
    claims, rules, answers = (int(number) for number in re.findall(r"\d+", shown.says)[:3])
    (axes,) = form("fig-pools", narrow).axes
    middles = [float(line.get_xdata()[0]) for line in axes.get_lines() if line.get_marker() == "o"]
    assert (len(middles), rules) == (answers, 3) and answers == 2 * rules
    assert f"×{max(middles) / min(middles):.1f}" in shown.says
    assert (shown.data["kind"] == "claim").sum() == claims
