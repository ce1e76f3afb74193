"""The figures of the campaign: every mark with its source, every word computed."""

import re

import pandas as pd
import pytest
from drawn_exhibits import drawn, svg, texts
from matplotlib.backends.backend_agg import FigureCanvasAgg

from landreform import exhibits
from landreform.chronology import disputes
from landreform.chronology.datings import datings
from landreform.chronology.exclusions import dating_status, excluded_datings
from landreform.exhibits.campaign import days_apart, disputed, national, timeline
from landreform.exhibits.draw.rows_shown import marks_of_rows
from landreform.exhibits.draw.standings import READ_AS
from landreform.ledger import tables

SLUGS = (
    "fig-timeline",
    "fig-decisions",
    "fig-context",
    "fig-datings",
    "fig-datings-acts",
    "fig-datings-correction",
    "fig-waves-thai-nguyen",
    "fig-communes-per-wave",
    "fig-cumulated-share",
    "fig-waves-national",
    "fig-map",
)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_figure_is_the_same_every_time(slug):
    assert exhibits.show(slug).svg() == svg(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mark_has_its_source(slug):
    shown = drawn(slug)
    known = set(tables.load("sources")["source"])
    assert set(shown.data.columns) == set(shown.entry.columns)
    assert len(shown.sources) and (shown.sources != "").all(axis=None)
    assert set(shown.sources["source"]) | set(shown.sources["read_in"]) <= known
    if "dating" in shown.data and "kind" not in shown.data:
        dates = tables.load("dates").set_index("dating")
        assert set(shown.data["dating"]) <= set(dates.index)
        assert (shown.data["source"].to_numpy() == dates.loc[shown.data["dating"], "source"].to_numpy()).all()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_words_of_a_figure_are_computed(slug):
    shown = drawn(slug)
    assert not re.search(r"\d", shown.entry.caption)
    assert 60 < len(shown.alt) < 400 and re.search(r"\d", shown.alt)
    said = shown.entry.conclusions(shown.data)
    assert said and all(sentence.endswith(".") for sentence in said)
    for title in shown.data["title"].unique() if "title" in shown.data else ():
        assert title in shown.description


def test_a_bar_of_the_national_series_names_who_dates_and_who_counts_it():
    shown = drawn("fig-waves-national")
    bars = shown.data[shown.data["panel"] == "waves"]
    waves = tables.load("waves").set_index("wave_row")
    for bar in bars.itertuples():
        rows = waves.loc[bar.dating.split()]
        assert set(rows["source"]) == {bar.source} and set(rows["read_in"]) == {bar.read_in}
        if not pd.isna(bar.communes):
            assert bar.communes_source
    # Each bar and each mark of a document leads to its rows.
    led = {row for rows in marks_of_rows(shown.figure).values() for row in rows}
    papers = shown.data[shown.data["panel"] == "documents"]
    assert {f"waves/{row}" for bar in bars["dating"] for row in bar.split()} <= led
    assert {f"documents/{row}" for row in papers["dating"]} <= led


def test_a_decision_stands_in_the_block_in_which_its_date_falls():
    data = drawn("fig-waves-national").data
    reform, papers = data[data["group"] == "land_reform"], data[data["panel"] == "documents"]
    begun, over = reform["start_earliest"].min(), reform["end_latest"].max()
    assert (papers.loc[papers["band"] == national.BEFORE, "end_latest"] < begun).all()
    assert (papers.loc[papers["band"] == national.AFTER, "start_earliest"] > over).all()
    assert papers["band"].nunique() == 3 and papers["row"].is_monotonic_increasing


def test_excluded_datings_are_marked_without_colour():
    data = drawn("fig-datings").data
    written = [text.get_text() for text, _ in texts("fig-datings")]
    signs = [text for text in written if text.startswith("× ")]
    key = f"× {READ_AS['excluded']}"
    assert key in signs and len(signs) - 1 == data.loc[data["standing"] == "excluded", "row"].nunique()
    for slug in ("fig-datings-acts", "fig-datings-correction"):
        data = drawn(slug).data
        crosses = [line for line in drawn(slug).figure.axes[0].get_lines() if line.get_marker() == "X"]
        assert len(crosses) == data.loc[data["standing"] == "excluded", "row"].nunique() > 0


@pytest.mark.parametrize("slug", ["fig-datings-acts", "fig-datings-correction"])
def test_a_row_of_disputed_datings_says_how_many_answers_are_left(slug):
    rows = datings(tables.load("events"), tables.load("dates"))
    out = excluded_datings(rows, tables.load("exclusions"), tables.load("documents"))
    left = disputes.summary(rows, out).set_index("event")[["answers", "answers_left"]]
    groups = dict(list(drawn(slug).data.groupby("event", sort=False)))
    assert {event: days_apart.answers_left(group) for event, group in groups.items()} == {
        event: tuple(left.loc[event]) for event in groups
    }
    # What is in no dispute is not drawn.
    assert all(before > 1 for before, _ in map(days_apart.answers_left, groups.values()))


def test_a_row_has_a_line_for_every_date_and_every_event_a_row():
    data = drawn("fig-timeline").data
    for _, rows in data.groupby("event"):
        different = rows[["aspect", "date", "qualifier"]].drop_duplicates()
        assert sorted(rows["line"].unique()) == list(range(1, len(different) + 1))
    assert data["row"].nunique() == data["event"].nunique()
    around = drawn("fig-context").data
    waves = around[around["event"].isin(timeline.WAVES)]
    assert waves["event"].nunique() == waves["row"].nunique() == 6
    assert around["row"].nunique() == around["event"].nunique()


def test_a_beginning_alone_and_an_end_alone_are_told_apart():
    # One work alone dates the example, to the month: the figure leaves it out, so it is drawn here by itself.
    data = timeline.standing(tables.load_all()).query("event == 'campaign-initial-period'")
    data = timeline.in_bands(data, timeline.DECIDED)
    assert sorted(data["aspect"]) == ["end", "start"] and data["source"].nunique() == 1
    said = timeline.description(data)
    assert re.search(r"testing ground: begins between \S+ 1952 and \S+ 1952, ends between \S+ 1954 and \S+ 1954", said)

    def arrows(rows):
        lines = timeline.decided(rows).axes[0].get_lines()
        return [line.get_marker() for line in lines if line.get_marker() in ("<", ">")]

    # What one work says of both ends is one mark; of one end alone, a mark with an arrow.
    assert arrows(data) == []
    assert [arrows(data[data["aspect"] == aspect]) for aspect in ("start", "end")] == [[">"], ["<"]]


def test_events_named_in_the_code_are_events():
    named = {*timeline.ANCHORS, *timeline.WAVES, *days_apart.ACTS, *days_apart.CORRECTION, *disputed.WHOLES}
    assert len(named) > 30 and named <= set(tables.load("events")["event"])


def with_standing():
    rows = datings(tables.load("events"), tables.load("dates"))
    return dating_status(rows, excluded_datings(rows, tables.load("exclusions"), tables.load("documents")))


@pytest.mark.parametrize("slug", ["fig-timeline", "fig-decisions", "fig-context"])
def test_a_timeline_draws_no_date_that_another_document_shuts_out(slug):
    fallen = set(with_standing().query("standing == 'excluded'")["dating"])
    doubted = set(with_standing().query("standing == 'spoken against'")["dating"])
    assert "viwiki-ccrd-land-reform-wave-5" in doubted and "viwiki-ccrd-land-reform-experimental-wave" in fallen
    shown = drawn(slug)
    assert not fallen & set(shown.data["dating"])
    assert bool(doubted & set(shown.data["dating"])) == (slug != "fig-decisions")
    assert any("are not drawn" in limit for limit in shown.entry.limits)


@pytest.mark.parametrize("slug", ["fig-timeline", "fig-context"])
def test_a_timeline_draws_the_answers_that_figures_of_disputed_datings_leave(slug):
    shown = drawn(slug)
    events = {*timeline.DRAWN} if slug == "fig-timeline" else {*timeline.NEIGHBOURS}
    answers = timeline.answers_drawn(shown.data[shown.data["event"].isin(events)])
    sides = ["standing", "start_earliest", "start_latest", "end_earliest", "end_latest"]
    compared = 0
    for other in ("fig-datings-acts", "fig-datings-correction"):
        for event, group in drawn(other).data.query("kind == 'dating'").groupby("event"):
            here = answers[answers["event"] == event]
            if len(here):
                found = disputes.standing_answers(group)
                found = found[~days_apart.vaguer(found) & (found["standing"] != "excluded")]
                assert sorted(here[sides].astype(str).values.tolist()) == sorted(
                    found[sides].astype(str).values.tolist()
                )
                compared += 1
    assert compared >= 4
    # What a document speaks against has its sign on the drawing and in the key.
    signs = [text for text in shown.figure.axes[0].texts if text.get_text() == "?"]
    assert len(signs) == (answers["standing"] == "spoken against").sum() > 0
    key = [text.get_text() for text in shown.figure.legends[0].get_texts()]
    assert "? a document speaks against it" in key


@pytest.mark.parametrize("narrow", [False, True])
def test_a_wave_among_the_decisions_has_the_sign_of_what_a_document_speaks_against(narrow):
    shown = drawn("fig-waves-national")
    waves = shown.data[shown.data["panel"] == "waves"]
    told = with_standing()
    status = dict(zip(zip(told["event"], told["date"], strict=True), told["standing"], strict=True))
    events = ["land-reform-experimental-wave", *(f"land-reform-wave-{wave}" for wave in range(1, 6))]
    wanted = [status.get((event, date), "stands") for event, date in zip(events, waves["date"], strict=True)]
    assert waves["standing"].tolist() == wanted and "spoken against" in wanted
    figure = shown.narrow_figure if narrow else shown.figure
    signed = [text.get_text() for text in figure.axes[0].texts if text.get_text().startswith("? ")]
    assert len(signed) == wanted.count("spoken against")
    assert "? a document speaks against it" in [text.get_text() for text in figure.legends[0].get_texts()]


def test_the_key_has_the_ticks_of_a_line_where_the_drawing_has_them():
    (legend,) = drawn("fig-timeline").figure.legends
    words = [text.get_text() for text in legend.get_texts()]
    handle = legend.legend_handles[words.index("on some day from here to there")]
    assert handle.get_marker() == "|" and len(handle.get_xdata()) == 2


def test_a_side_that_is_open_is_drawn_as_a_hollow_arrow_and_not_as_an_end():
    shown = drawn("fig-context")
    here = shown.data[shown.data["event"].isin(timeline.NEIGHBOURS)]
    open_sided = here[here["start_earliest"].isna() & (here["aspect"] != "span")]
    assert len(open_sided)
    hollow = [line for line in shown.figure.axes[0].get_lines() if line.get_markerfacecolor() == "white"]
    assert len(hollow) >= len(open_sided)


@pytest.mark.parametrize("slug", ["fig-timeline", "fig-decisions"])
def test_the_window_of_the_campaign_leaves_out_no_beginning_in_its_first_year(slug):
    every = with_standing()
    rows = every[every["standing"] == "stands"]
    works = rows.groupby("event")["source"].nunique()
    # Of what is drawn as answers, also what a document speaks against.
    rows = every[(every["standing"] == "stands") | every["event"].isin(timeline.DRAWN)]
    rows = rows[rows["standing"] != "excluded"]
    begins, ends = rows["start_earliest"].fillna(rows["end_latest"]), rows["end_latest"].fillna(rows["start_earliest"])
    inside = rows[(begins >= "1952-01-01") & (ends <= "1958-12-31")]
    bands = inside[inside["theme"].isin(set(drawn(slug).data["theme"]))]
    wanted = {*works.index[works >= 2], *timeline.WAVES} - {"campaign", "campaign-start", "campaign-end"}
    assert set(bands.loc[bands["event"].isin(wanted), "dating"]) == set(drawn(slug).data["dating"])


@pytest.mark.parametrize("bands", [timeline.DONE, timeline.DECIDED])
def test_what_the_text_counts_holds_all_that_the_figures_draw(bands):
    slug = "fig-timeline" if bands == timeline.DONE else "fig-decisions"
    best = timeline.best_datings(tables.load_all(), bands)
    assert set(drawn(slug).data["event"]) - set(timeline.WAVES) < set(best["event"])
    to_the_day = best.groupby("event").filter(lambda rows: rows["source"].nunique() < 2)
    assert len(to_the_day)
    assert all(known_day(rows) for _, rows in to_the_day.groupby("event"))


def known_day(group):
    """Tell whether an event of the whole North is dated to the day."""
    return group["place"].iloc[0] == "" and "day" in set(group["precision"])


def test_the_surroundings_are_what_two_works_date_and_what_stands_for_the_campaign():
    data = drawn("fig-context").data
    rows = with_standing().query("standing == 'stands'")
    works = rows.groupby("event")["source"].nunique()
    once = set(data["event"]) - set(works[works >= 2].index)
    assert set(data["event"]) == set(timeline.ANCHORS) and once < set(timeline.ANCHORS)
    # All others are dated by two works or more.
    assert once <= {*timeline.WAVES, "land-returned"}


@pytest.mark.parametrize("slug", ["fig-timeline", "fig-decisions", "fig-context"])
def test_a_timeline_fits_a_page_and_says_what_it_leaves_out(slug):
    shown = drawn(slug)
    # With its title, which is the beginning of the caption.
    assert shown.figure.get_size_inches()[1] <= 9.95
    assert any("two works or more date" in limit for limit in shown.entry.limits)


@pytest.mark.parametrize("slug", ["fig-timeline", "fig-decisions", "fig-context"])
def test_names_leave_the_axis_half_of_the_page_and_all_of_a_phone(slug):
    figure, narrow = drawn(slug).figure, drawn(slug).narrow_figure
    FigureCanvasAgg(figure).draw()
    assert figure.axes[0].get_position().width > 0.5
    assert narrow.axes[0].get_position().width > 0.9
