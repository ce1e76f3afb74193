"""The figures of the chronology: nothing clipped, nothing on top of another, every mark with its source."""

import re
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from landreform import exhibits
from landreform.chronology.datings import datings
from landreform.exhibits.draw.style import house_style
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
)
#: Height of a page of A4 between its margins, in inches.
PAGE = 11.0


@pytest.fixture(scope="module")
def drawn():
    return {slug: exhibits.show(slug) for slug in SLUGS}


def boxes(figure):
    """Give every text that can be seen with the box it fills, in pixels."""
    with house_style():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        found = []
        for text in figure.findobj(Text):
            if text.get_visible() and text.get_text().strip() and (text.axes is None or text.axes.get_visible()):
                box = text.get_window_extent(canvas.get_renderer())
                if box.width > 1 and box.height > 1:
                    found.append((text.get_text(), box))
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_is_clipped_and_none_lies_on_another(slug, drawn):
    figure = drawn[slug].figure
    width, height = figure.bbox.width, figure.bbox.height
    found = boxes(figure)
    assert len(found) > 5
    for text, box in found:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1, text
    for (one, a), (other, b) in combinations(found, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        # Boxes have room above and below the letters; a third of the smaller height is none of a letter.
        assert across < 1.5 or down < 0.34 * min(a.height, b.height), (one, other)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_figure_fits_a_page_and_is_the_same_every_time(slug, drawn):
    shown = drawn[slug]
    assert shown.figure.get_size_inches()[1] <= PAGE
    assert exhibits.show(slug).svg() == shown.svg()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mark_has_its_source(slug, drawn):
    shown = drawn[slug]
    known = set(tables.load("sources")["source"])
    assert set(shown.data.columns) == set(shown.entry.columns)
    assert len(shown.sources) and (shown.sources != "").all(axis=None)
    assert set(shown.sources["source"]) | set(shown.sources["read_in"]) <= known
    if "dating" in shown.data and "kind" not in shown.data:
        dates = tables.load("dates").set_index("dating")
        assert set(shown.data["dating"]) <= set(dates.index)
        assert (shown.data["source"].to_numpy() == dates.loc[shown.data["dating"], "source"].to_numpy()).all()


@pytest.mark.parametrize("slug", SLUGS)
def test_the_words_of_a_figure_are_computed(slug, drawn):
    shown = drawn[slug]
    assert not re.search(r"\d", shown.entry.caption)
    assert 60 < len(shown.alt) < 400 and re.search(r"\d", shown.alt)
    said = shown.entry.conclusions(shown.data)
    assert said and all(sentence.endswith(".") for sentence in said)
    for title in shown.data["title"].unique() if "title" in shown.data else ():
        assert title in shown.description


def test_a_bar_of_the_national_series_names_who_dates_and_who_counts_it(drawn):
    shown = drawn["fig-waves-national"].data
    bars = shown[shown["panel"] == "waves"]
    waves = tables.load("waves").set_index("wave_row")
    for bar in bars.itertuples():
        rows = waves.loc[bar.identifier.split()]
        assert set(rows["source"]) == {bar.source} and set(rows["read_in"]) == {bar.read_in}
        if not pd.isna(bar.communes):
            assert bar.communes_source
    texts = " ".join(text for text, _ in boxes(drawn["fig-waves-national"].figure))
    for letter in set(", ".join(bars["key"]).split(", ")):
        assert f"[{letter}]" in texts.replace("\N{NO-BREAK SPACE}", " ")


def test_excluded_datings_are_marked_without_colour(drawn):
    for slug in ("fig-datings", "fig-datings-acts", "fig-datings-correction"):
        data = drawn[slug].data
        signs = [text for text, _ in boxes(drawn[slug].figure) if text.startswith("× ")]
        rows = data.loc[data["standing"] == "excluded", "row"].nunique()
        assert len(signs) - ("× excluded" in signs) == rows


def test_a_beginning_alone_and_an_end_alone_are_told_apart(drawn):
    shown = drawn["fig-decisions"]
    rows = shown.data[shown.data["event"] == "campaign-initial-period"]
    assert sorted(rows["aspect"]) == ["end", "start"]
    said = shown.entry.description(shown.data)
    assert re.search(r"testing ground: begins between \S+ 1952 and \S+ 1952, ends between \S+ 1954 and \S+ 1954", said)
    arrows = [line for line in shown.figure.axes[0].get_lines() if line.get_marker() in ("<", ">")]
    assert len(arrows) == shown.data["aspect"].isin(["start", "end"]).sum()


@pytest.mark.parametrize("slug", ["fig-timeline", "fig-decisions"])
def test_the_window_of_the_campaign_leaves_out_no_beginning_in_its_first_year(slug, drawn):
    rows = datings(tables.load("events"), tables.load("dates"))
    inside = rows[(rows["start_earliest"] >= "1952-01-01") & (rows["end_latest"] <= "1958-12-31")]
    bands = inside[inside["theme"].isin(set(drawn[slug].data["theme"]))]
    assert set(bands["dating"]) == set(drawn[slug].data["dating"])


@pytest.mark.parametrize("slug", ["fig-timeline", "fig-decisions", "fig-context"])
def test_names_do_not_narrow_the_axis(slug, drawn):
    figure = drawn[slug].figure
    FigureCanvasAgg(figure).draw()
    assert figure.axes[0].get_position().width > 0.95
