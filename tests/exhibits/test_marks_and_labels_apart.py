"""Marks end where their numbers are, labels keep off lines, and title, drawing and table count the same way."""

from itertools import pairwise

import pandas as pd
import pytest
from drawn_exhibits import drawn, form, texts

from landreform.exhibits.campaign import waves as waves_figure
from landreform.exhibits.draw.style import Size
from landreform.text.prose import plural
from landreform.waves import provincial

NARROW = pytest.mark.parametrize("narrow", [False, True])


def boxes(slug, narrow):
    """Draw the figure, so that all is in its place, and give the box of each of its texts."""
    return dict(texts(slug, narrow))


def words_of(slug, narrow):
    return [" ".join(text.get_text().split()) for text, _ in texts(slug, narrow)]


@NARROW
def test_title_drawing_and_table_count_the_same_days_of_the_overlap(narrow):
    data = drawn("fig-waves-thai-nguyen").data
    follow = provincial.successions(data.assign(name=data["wave"]))
    (shared,) = -follow.loc[follow["meeting"] == "overlap", "pause_least"]
    days = plural(int(shared), "day")
    assert waves_figure.says(data).endswith(f"for {days}")
    assert any(f"for {days}" in words for words in words_of("fig-waves-thai-nguyen", narrow) if "both" in words)


def test_a_trial_that_begins_on_the_day_after_shares_no_day():
    data = drawn("fig-waves-thai-nguyen").data
    rent = data["campaign"] == "rent_reduction"
    over = data.loc[rent, "end_earliest"].iloc[-1]
    for later, told in ((0, "for 1 day"), (1, "was over")):
        start = data["start_latest"].where(rent, over + pd.Timedelta(days=later))
        assert waves_figure.says(data.assign(start_latest=start)).endswith(told)


@NARROW
def test_the_line_of_a_claim_below_the_floor_ends_left_of_the_line_of_the_floor(narrow):
    figure, _ = form("fig-ladder", narrow), boxes("fig-ladder", narrow)
    (axes,) = figure.axes
    data = drawn("fig-ladder").data
    floor = data.loc[data["number"] == 2, "floor"].min()
    below = data.loc[(data["kind"] == "claim") & data["low"].notna() & (data["high"] < floor), "high"]
    point = figure.dpi / 72
    upright = [line for line in axes.get_lines() if list(line.get_xdata()) == [floor, floor]]
    left = min(line.get_transform().transform((floor, 0.5))[0] - line.get_linewidth() / 2 * point for line in upright)
    ranges = [line for line in axes.get_lines() if len(line.get_xdata()) == 2 and line.get_xdata()[1] in set(below)]
    assert len(upright) == 1 and ranges
    for line in ranges:
        assert line.get_solid_capstyle() == "butt"
        assert line.get_transform().transform((line.get_xdata()[1], 0))[0] < left


@NARROW
def test_each_half_of_the_title_of_the_datings_is_named_at_its_row(narrow):
    said = " ".join(words_of("fig-datings", narrow))
    for half in ("earliest beginning", "latest beginning", "earliest end", "latest end"):
        assert said.count(half) == 1, half
    # Works that give the same last day of the beginning are counted there.
    rows = drawn("fig-datings").data.query("kind == 'dating' and standing == 'stands'")
    begins = rows[(rows["event"] == "campaign-start") | ((rows["event"] == "campaign") & (rows["aspect"] == "span"))]
    day = begins["start_latest"].where(begins["event"] == "campaign", begins["end_latest"])
    alike = begins.loc[day == day.max(), "row"].nunique() - 1
    assert f"latest beginning, as in {alike} more" in said


@NARROW
@pytest.mark.parametrize("slug", ["fig-datings-acts", "fig-datings-correction"])
def test_that_each_row_has_its_own_scale_is_said_once_below(slug, narrow):
    assert words_of(slug, narrow).count("each row has a scale of its own") == 1
    assert "scale of its own" not in drawn(slug).entry.caption


@NARROW
def test_the_key_of_the_map_explains_sums_hollow_marks_and_light_dots(narrow):
    (legend,) = form("fig-map", narrow).legends
    entries = {
        " ".join(text.get_text().split()): handle.get_marker()
        for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True)
    }
    assert entries["land reform: communes in no list"] == "o"
    assert entries["rent reduction: communes in no list"] == "s"
    assert entries["light dot: the middle of a large mark"] == "o"
    pair = drawn("fig-map").data["by_wave"].loc[lambda cells: cells.str.contains("+", regex=False)].iloc[0]
    assert any(words.startswith(f"{pair}: ") for words in entries)


@NARROW
def test_the_axis_of_ranges_is_broken_before_the_column_without_end(narrow):
    (sign,) = [text for text, _ in texts("fig-multiverse", narrow) if text.get_text() == "//"]
    columns = sorted(bar.get_x() for bar in sign.axes.patches)
    assert columns[-2] < sign.get_position()[0] < columns[-1]


@NARROW
def test_no_two_strokes_of_the_estimators_touch(narrow):
    figure, _ = form("fig-trace", narrow), boxes("fig-trace", narrow)
    taus = drawn("fig-trace").data.query("kind == 'estimator'")["tau"]
    (line,) = [line for line in figure.axes[0].get_lines() if list(line.get_xdata()) == list(taus)]
    places = sorted(line.get_transform().transform([(tau, 1e4) for tau in taus])[:, 0] * 72 / figure.dpi)
    gaps = [after - before for before, after in pairwise(places)]
    assert line.get_marker() == "|" and min(gaps) > line.get_markeredgewidth()


@NARROW
def test_the_name_of_the_claims_of_the_trace_keeps_off_the_frame(narrow):
    figure, box_of = form("fig-trace", narrow), boxes("fig-trace", narrow)
    (named,) = [text for text in figure.axes[0].texts if text.get_text().startswith("strokes")]
    assert box_of[named].x1 < figure.axes[0].bbox.x1 - 2 * figure.dpi / 72


@NARROW
def test_numbers_in_the_bars_of_choices_have_no_ground_and_fit(narrow):
    figure, box_of = form("fig-choices", narrow), boxes("fig-choices", narrow)
    (axes,) = figure.axes
    inside = [text for text in axes.texts if text.get_text().endswith("%") and text.get_transform() == axes.transData]
    assert inside and all(text.get_bbox_patch() is None for text in inside)
    room = 0.5 * figure.dpi / 72
    for text in (text for text in inside if "+" not in text.get_text()):
        box = box_of[text]
        at = text.get_position()
        (bar,) = [
            bar
            for bar in axes.patches
            if bar.get_x() < at[0] < bar.get_x() + bar.get_width()
            and bar.get_y() < at[1] < bar.get_y() + bar.get_height()
        ]
        ends = axes.transData.transform([(bar.get_x(), 0), (bar.get_x() + bar.get_width(), 0)])[:, 0]
        assert ends[0] + room < box.x0 and box.x1 < ends[1] - room, text.get_text()


@NARROW
def test_the_name_of_the_experimental_wave_begins_with_its_bar(narrow):
    figure, box_of = form("fig-waves-national", narrow), boxes("fig-waves-national", narrow)
    (axes,) = figure.axes
    (name,) = [text for text in axes.texts if text.get_text() == "experimental"]
    wave = drawn("fig-waves-national").data.query("label.str.startswith('experimental')").iloc[0]
    begins = axes.transData.transform((axes.convert_xunits(wave["start_latest"]), 0))[0]
    assert box_of[name].x0 >= begins - 1
    assert name.get_fontsize() == Size.TEXT
