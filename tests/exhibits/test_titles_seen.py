"""What a title says is seen in the drawing, and every shape that tells something is explained beside it."""

import re
from collections import Counter

import pandas as pd
import pytest
from drawn_exhibits import drawn, every_form, form, texts
from matplotlib.dates import num2date
from matplotlib.lines import Line2D

from landreform import exhibits
from landreform.chronology.disputes import standing_answers
from landreform.exhibits.campaign import timeline
from landreform.exhibits.campaign.days_apart import vaguer
from landreform.exhibits.campaign.timeline import WAVES
from landreform.exhibits.draw.rows_shown import rows_of
from landreform.exhibits.draw.style import Size
from landreform.text.prose import percent

#: Figures whose title gives numbers that stand at marks; of the others some are counts, which nobody writes at a mark.
NUMBERED = (
    "fig-datings",
    "fig-class-labels",
    "fig-cumulated-share",
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
COUNTS = {
    "fig-cumulated-share": {"52"},
    "fig-lattice": {"7"},
    "fig-multiverse": {"21,600"},
    "fig-leave-one-out": {"1.5"},
}
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
    beaten = [
        [int(part.replace(",", "")) for part in re.findall(r"[\d,]+", words)] for words in labels if "too low" in words
    ]
    claims = data[(data["kind"] == "claim") & (data["high"].fillna(data["point"]) < floor)]
    assert sorted(said for _, said in beaten) == sorted(claims["high"].fillna(claims["point"]).astype(int)) and beaten
    assert all(short + said == floor for short, said in beaten)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_floor_of_the_ladder_can_be_added_up_from_what_is_written(narrow):
    data, labels = drawn("fig-ladder").data, written("fig-ladder", narrow)
    sums = [re.findall(r"[\d,]+", words) for words in labels if words.startswith("at least ") and " = " in words]
    sums = [[int(part.replace(",", "")) for part in found] for found in sums]
    assert len(sums) == (data["side"] == "floor").sum() and all(total == first + more for total, first, more in sums)
    # The parts of the first are the stages that the note below counts; what the second adds is one of them.
    note = " ".join(next(words for words in labels if words.startswith("Stages:")).split())
    assert all(f"({part:,} executions reported)" in note for part in sums[0][1:])
    assert sums[1][1:] == [sums[0][0], max(sums[0][1:])]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_line_goes_down_from_the_accords_through_the_waves(narrow):
    data, (axes,) = drawn("fig-context").data, form("fig-context", narrow).axes
    day = data.loc[data["event"] == "geneva-accords", "start_earliest"].iloc[0]
    (line,) = [line for line in axes.get_lines() if list(line.get_xdata()) == [day, day]]
    rows = {event: set("dates/" + data.loc[data["event"] == event, "dating"]) for event in set(data["event"])}
    heights = {
        event: [mark.get_ydata()[0] for mark in axes.get_lines() if rows[event] & set(rows_of(mark))]
        for event in ("geneva-accords", *WAVES)
    }
    # From the accords through all of the waves, however they are ordered.
    assert [line.get_ydata()[0]] == heights["geneva-accords"]
    assert line.get_ydata()[1] == max(max(heights[wave]) for wave in WAVES)
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


#: Figures whose axis is time, or days.
TIMES = (
    *("fig-timeline", "fig-decisions", "fig-context", "fig-waves-national", "fig-waves-thai-nguyen"),
    *("fig-datings", "fig-datings-acts", "fig-datings-correction"),
)


def test_a_sign_means_the_same_in_all_figures_of_time():
    meanings = {}
    for slug in TIMES:
        for legend in legends(form(slug)):
            words = [text.get_text() for text in legend.get_texts()]
            # Patches are told apart by colour, which has one meaning in the whole book.
            for handle, label in zip(legend.legend_handles, words, strict=True):
                if isinstance(handle, Line2D):
                    sign = handle.get_marker(), handle.get_markerfacecolor() == "white", handle.get_linewidth() > 2
                    meanings.setdefault((*sign, handle.get_linestyle()), set()).add(label)
    # On an axis on which a session is a bar, the point is a day.
    first = {"a day", "a day, or a few days"}
    assert len(meanings) > 7
    assert {sign: told for sign, told in meanings.items() if len(told) > 1 and not told <= first} == {}


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("slug", [*TIMES[:6], "fig-cumulated-share"])
def test_years_stand_above_and_below_in_the_middle_of_their_columns(slug, narrow):
    figure = form(slug, narrow)
    above, below = figure.axes[0], figure.axes[-1]
    for axes, side in ((above, "label2"), (below, "label1")):
        ticks = [tick for tick in axes.xaxis.get_major_ticks() if getattr(tick, side).get_visible()]
        assert len(ticks) >= 2
        for tick in ticks:
            day = num2date(tick.get_loc())
            assert getattr(tick, side).get_text() == str(day.year)
            # The first and the last column may be cut.
            assert tick in (ticks[0], ticks[-1]) or day.month in (6, 7)


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


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("slug", ["fig-datings-acts", "fig-datings-correction"])
def test_an_event_has_as_many_marks_as_answers_and_the_title_counts_the_headings(slug, narrow):
    data = drawn(slug).data
    events = [group for _, group in data[data["kind"] == "dating"].groupby("event", sort=False)]
    found = [standing_answers(group) for group in events]
    # One that says nothing beside another is no mark.
    found = pd.concat(rows[~vaguer(rows)] for rows in found)
    assert len(found) > 2 * len(events) - 1
    dates = [words for words in written(slug, narrow) if re.search(r"19\d\d$", words)]
    assert len(dates) == len(found)
    for sign, standing in (("× ", "excluded"), ("? ", "spoken against")):
        assert sum(words.startswith(sign) for words in dates) == (found["standing"] == standing).sum()
    heads = [re.fullmatch(r"(?:One|Several) .*left.*: (\d+)", words) for words in written(slug, narrow)]
    counts = [int(head[1]) for head in heads if head]
    one, of, preferred = (int(number) for number in re.findall(r"\d+", drawn(slug).says))
    assert counts[:2] == [one, preferred] and sum(counts) == of


@pytest.mark.parametrize("narrow", [False, True])
def test_the_share_before_the_last_wave_stands_at_its_step(narrow):
    (share, *_) = re.findall(r"\d+%", drawn("fig-cumulated-share").says)
    assert written("fig-cumulated-share", narrow).count(share) == 1


def test_titles_are_computed_or_hold_for_whatever_is_drawn():
    """A title with a number in it is computed: a caption has none."""
    for slug in exhibits.slugs("figure"):
        entry = exhibits.entry(slug)
        assert entry.says or entry.finding or not numbers(drawn(slug).says), slug


@pytest.mark.parametrize("narrow", [False, True])
def test_the_decisions_stand_under_headings_that_the_title_counts(narrow):
    heads = dict(
        words.rsplit(": ", 1) for words in written("fig-decisions", narrow) if re.fullmatch(r"\D+: \d+", words)
    )
    bands = drawn("fig-decisions").data.groupby("band")["event"].nunique().astype(str).to_dict()
    assert heads == bands and set(bands) == {timeline.KNOWN, timeline.RIVAL, timeline.NO_DAY}
    events = drawn("fig-decisions").data["event"].nunique()
    assert re.findall(r"\d+", drawn("fig-decisions").says) == [
        str(events),
        *(bands[heading] for heading in (timeline.KNOWN, timeline.RIVAL, timeline.NO_DAY)),
    ]


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
    # The first piece is the widest of all that stand for one choice: the last is what none explains by itself.
    data = drawn("fig-choices").data
    open_ = set(data.loc[(data["choice"] == "claim_set") & (data["options"] > 1), "design"])
    rows = dict(zip(data["design"].drop_duplicates(), ends.values(), strict=True))
    assert all(widths[0] == max(widths[:-1]) for design, widths in rows.items() if design in open_)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_cells_of_the_pairs_add_up_to_the_title(narrow):
    pairs, always, never, hangs = (int(number) for number in re.findall(r"\d+", drawn("fig-tipping").says))
    words = written("fig-tipping", narrow)
    assert [words.count("yes"), words.count("no")] == [always, never]
    assert sum(bool(re.fullmatch(r"\d+%", cell)) for cell in words) == hangs == pairs - always - never


@pytest.mark.parametrize("narrow", [False, True])
def test_the_voices_of_each_answer_add_up_to_what_stands_above_them(narrow):
    words = written("fig-belief", narrow)
    heads = [re.search(r": ([\d.]+) of (\d+) families = (\d+)%", text) for text in words]
    heads = [[float(part) for part in head.groups()] for head in heads if head]
    single = [re.fullmatch(r"(1|0\.[\d]+)( [A-Z])?", text) for text in words]
    parted = Counter(found[2] for found in single if found and found[2])
    single = [float(found[1]) for found in single if found]
    assert len(heads) == 3 and sum(head[0] for head in heads) == heads[0][1] == sum(single)
    assert all(round(100 * voices / total) == share for voices, total, share in heads)
    said = {"10,000", f"{heads[0][1]:.0f}", *(f"{share:.0f}" for *_, share in heads)}
    assert numbers(drawn("fig-belief").says) == said
    # What stands on several sides of the number has one letter, so that its parts are found.
    assert parted and all(count > 1 for count in parted.values())


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
