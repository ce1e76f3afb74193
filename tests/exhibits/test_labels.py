"""The figures on labels, quota, cells, audit, framings and corpus: complete in words and data, and nothing clipped.

That the words are computed is tested by changing what is drawn and asking whether they follow.
"""

import re
from itertools import combinations

import pandas as pd
import pytest
from landreform.exhibits.figure_contract import draw
from matplotlib.backends.backend_agg import FigureCanvasAgg

from landreform import exhibits
from landreform.exhibits.draw.style import WIDTH, house_style
from landreform.ledger import tables

SLUGS = (
    "fig-class-labels",
    "fig-quota",
    "fig-party-cells",
    "fig-audit-board",
    "fig-cell-shares",
    "fig-framing-matrix",
    "fig-corpus",
)
NUMERAL = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def drawn():
    return {slug: exhibits.show(slug) for slug in SLUGS}


@pytest.mark.parametrize("slug", SLUGS)
def test_words_and_data_are_complete(drawn, slug):
    figure = drawn[slug]
    entry = figure.entry
    assert not NUMERAL.search(entry.caption) and not NUMERAL.search(entry.title)
    assert set(figure.data.columns) == set(entry.columns)
    assert all(text.endswith(".") for text in (entry.caption, *entry.limits, figure.alt, figure.description))
    conclusions = entry.conclusions(figure.data)
    assert conclusions and all(text.endswith(".") for text in conclusions)
    assert "nan" not in (figure.alt + figure.description + "".join(conclusions)).lower().split()
    known = set(tables.load("sources")["source"])
    assert set(figure.sources["source"]) | set(figure.sources["read_in"]) <= known
    assert figure.sources["locator"].ne("").all()
    assert figure.figure.get_figwidth() == WIDTH


def written(figure):
    """Give every text that can be seen, with its box in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    texts = list(figure.texts)
    for legend in [*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())]:
        texts += legend.get_texts()
    for axes in figure.axes:
        texts += [*axes.texts, axes.title, axes._left_title, axes._right_title]
        if not axes.axison:
            continue
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=True)
            texts += [axis.label, *(label for at, label in ticks if low <= at <= high)]
    seen = [text for text in texts if text.get_visible() and text.get_text().strip()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in seen]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_is_clipped_and_no_two_overlap(drawn, slug):
    with house_style():
        figure = drawn[slug].figure
        texts = written(figure)
        width, height = figure.bbox.width, figure.bbox.height
    assert len(texts) > 3
    for text, box in texts:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1, f"clipped: {text!r}"
    for (one, a), (other, b) in combinations(texts, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across < 2 or down < 2, f"{one!r} and {other!r} overlap"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_data_give_the_same_bytes(drawn, slug):
    assert exhibits.show(slug).svg() == drawn[slug].svg()


def redrawn(slug, table, change):
    entry = exhibits.entry(slug)
    ledger = {name: tables.load(name) for name in entry.tables}
    ledger[table] = change(ledger[table])
    return draw(entry, ledger)


def test_labels_follow_the_table(drawn):
    def one_more(frame):
        first = frame["label"] == "Landlord"
        return frame.assign(incorrect=frame["incorrect"] + first, labelled=frame["labelled"] + first)

    new = redrawn("fig-class-labels", "classifications", one_more)
    assert "648 of 1,008" in new.description and "648 of 1,008" not in drawn["fig-class-labels"].description
    assert "2,084" in new.entry.conclusions(new.data)[0]


def test_a_further_tally_of_the_north_joins_by_itself(drawn):
    def another(counts):
        whole = counts[counts["count"] == "viwiki-ccrd-classified"].assign(
            count="x-whole", value=1000.0, printed="1,000"
        )
        part = counts[counts["count"] == "viwiki-ccrd-wrongly-classified"]
        part = part.assign(count="x-wrong", value=250.0, printed="250", part_of="x-whole")
        return pd.concat([counts, whole, part], ignore_index=True)

    new = redrawn("fig-class-labels", "counts", another)
    assert "250 of 1,000 wrong, 25.0 per cent" in new.description
    assert len(new.data) == len(drawn["fig-class-labels"].data) + 1


def test_the_quota_is_the_one_of_the_ledger(drawn):
    def lower(counts):
        prescribed = counts["quantity"].str.contains("prescribed", case=False) & (counts["unit"] == "percent")
        return counts.assign(
            low=counts["low"].where(~prescribed, 2.0),
            value=counts["value"].where(~prescribed, 2.0),
            printed=counts["printed"].where(~prescribed, "at least two per cent"),
        )

    new = redrawn("fig-quota", "counts", lower)
    assert "reach the prescribed 2 per cent" in new.alt and "prescribed 5 per cent" in drawn["fig-quota"].alt
    assert set(new.data["stands"]) - {""} != set(drawn["fig-quota"].data["stands"]) - {""}


def test_the_cells_follow_the_counts(drawn):
    def more_cells(counts):
        cells = counts["count"] == "maclean2025-cells-reorganised"
        return counts.assign(value=counts["value"].where(~cells, 400.0))

    new = redrawn("fig-party-cells", "counts", more_cells)
    assert "400 Party cells" in new.alt and "inside and below the stated" in new.entry.conclusions(new.data)[1]


def test_the_board_shows_every_check(drawn):
    figure, data = drawn["fig-audit-board"].figure, drawn["fig-audit-board"].data
    marks = sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_linestyle() == "None")
    assert marks == len(data)
    assert f"{len(data)} checks" in drawn["fig-audit-board"].alt

    def other_base(counts):
        cells = counts["count"] == "maclean2025-cells-examined-wave-one"
        return counts.assign(value=counts["value"].where(~cells, 1342.0))

    new = redrawn("fig-audit-board", "counts", other_base)
    assert (new.data["verdict"] == "impossible").sum() == (data["verdict"] == "impossible").sum() - 4


def test_shares_that_are_possible_are_called_so():
    def other_base(counts):
        cells = counts["count"] == "maclean2025-cells-examined-wave-one"
        return counts.assign(value=counts["value"].where(~cells, 1342.0))

    new = redrawn("fig-cell-shares", "counts", other_base)
    assert new.data["possible"].all() and "can come from 1,342 cells" in new.entry.conclusions(new.data)[0]


def test_the_matrix_holds_every_row_of_the_table(drawn):
    data = drawn["fig-framing-matrix"].data
    assert sorted(data["framing_row"]) == sorted(tables.load("framings")["framing_row"])
    shown = " ".join(text for text, _ in written(drawn["fig-framing-matrix"].figure))
    for phrase in [*data["visible_short"], *data["invisible_short"]]:
        assert all(word in shown for word in phrase.split())
