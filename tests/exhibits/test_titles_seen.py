"""What a title says is seen in the drawing, and every shape that tells something is explained beside it."""

import re
from collections import Counter

import pytest
from drawn_exhibits import drawn, every_form, form, texts
from matplotlib.lines import Line2D

from landreform import exhibits
from landreform.exhibits.draw.style import Size

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
        "fig-independence",
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
    exempt = {("o", False), ("o", True), ("D", False), (">", False), ("<", False)}
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


def test_the_key_of_the_lineages_counts_the_marks_of_each_kind():
    (axes,) = form("fig-lineage").axes
    (legend,) = form("fig-lineage").legends
    marks = Counter((line.get_marker(), line.get_markerfacecolor() == "white") for line in axes.get_lines())
    assert all(isinstance(handle, Line2D) for handle in legend.legend_handles)
    told = {
        (line.get_marker(), line.get_markerfacecolor() == "white"): int(text.get_text().rsplit(": ", 1)[1])
        for line, text in zip(legend.get_lines(), legend.get_texts(), strict=True)
    }
    alone = next(int(words.split()[0]) for words in written("fig-lineage") if " others: " in words)
    assert marks == told | {("|", False): alone}


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
    numbered = [words for words in written("fig-choices", narrow) if re.fullmatch(r"\d+%", words) and words != "50%"]
    assert len(numbered) == drawn("fig-choices").data["design"].nunique()
