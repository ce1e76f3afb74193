"""The figures on labels, quota, cells, audit, framings and corpus: complete in words and data.

That the words are computed is tested by changing what is drawn and asking whether they follow.
"""

import json
import re

import pandas as pd
import pytest
from drawn_exhibits import drawn, form, svg

from landreform import exhibits
from landreform.exhibits.draw.style import WIDTH
from landreform.ledger import tables
from landreform.paths import NOTEBOOKS

SLUGS = (
    "fig-class-labels",
    "fig-quota",
    "fig-party-cells",
    "fig-audit-board",
    "fig-cell-shares",
    "fig-corpus",
)
NUMERAL = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?)\b", re.IGNORECASE
)


@pytest.mark.parametrize("slug", SLUGS)
def test_words_and_data_are_complete(slug):
    figure = drawn(slug)
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


@pytest.mark.parametrize("narrow", [False, True])
def test_intervals_of_labels_stand_in_the_table_of_the_chapter_and_not_in_the_figure(narrow):
    """What the chapter says of both: the figure has bars and one arrow, the table has the intervals."""
    (axes,) = form("fig-class-labels", narrow).axes
    shown = drawn("fig-class-labels")
    counted = shown.data[shown.data["labelled"].notna()]
    assert len(axes.patches) == 2 * len(counted) and len(axes.get_lines()) == len(shown.data) - len(counted)
    assert "interval" not in shown.description
    cells = json.loads((NOTEBOOKS / "class-labels.ipynb").read_text(encoding="utf-8"))["cells"]
    said = {cell["id"]: " ".join("".join(cell["source"]).split()) for cell in cells}
    assert "intervals in the table" in said["cell-06"] and '"wilson": "Wilson"' in said["cell-07"]
    assert not any("bracket" in words for words in said.values())


@pytest.mark.parametrize("narrow", [False, True])
def test_the_axis_of_labels_names_what_is_true_of_members_looked_at_again_too(narrow):
    (axes,) = form("fig-class-labels", narrow).axes
    assert axes.get_xlabel() == "share judged wrong"
    lengths = sorted(bar.get_width() for bar in axes.patches if bar.get_x() == 0)
    shares = drawn("fig-class-labels").data["share_incorrect"].dropna()
    assert lengths == pytest.approx(sorted(100 * shares))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_data_give_the_same_bytes(slug):
    assert exhibits.show(slug).svg() == svg(slug)


def redrawn(slug, table, change):
    entry = exhibits.entry(slug)
    ledger = {name: tables.load(name) for name in entry.tables}
    ledger[table] = change(ledger[table])
    return entry.render(ledger)


def test_labels_follow_the_table():
    def one_more(frame):
        first = frame["label"] == "Landlord"
        return frame.assign(incorrect=frame["incorrect"] + first, labelled=frame["labelled"] + first)

    new = redrawn("fig-class-labels", "classifications", one_more)
    assert "648 of 1,008" in new.description and "648 of 1,008" not in drawn("fig-class-labels").description
    assert "2,084" in new.entry.conclusions(new.data)[0]


def test_a_further_tally_of_the_north_joins_by_itself():
    def another(counts):
        whole = counts[counts["count"] == "viwiki-ccrd-classified"].assign(
            count="x-whole", value=1000.0, printed="1,000"
        )
        part = counts[counts["count"] == "viwiki-ccrd-wrongly-classified"]
        part = part.assign(count="x-wrong", value=250.0, printed="250", part_of="x-whole")
        return pd.concat([counts, whole, part], ignore_index=True)

    new = redrawn("fig-class-labels", "counts", another)
    assert "250 of 1,000 wrong, 25.0 per cent" in new.description
    assert len(new.data) == len(drawn("fig-class-labels").data) + 1


def test_the_quota_is_the_one_of_the_ledger():
    def lower(counts):
        prescribed = counts["quantity"].str.contains("prescribed", case=False) & (counts["unit"] == "percent")
        return counts.assign(
            low=counts["low"].where(~prescribed, 2.0),
            value=counts["value"].where(~prescribed, 2.0),
            printed=counts["printed"].where(~prescribed, "at least two per cent"),
        )

    new = redrawn("fig-quota", "counts", lower)
    assert "reach the prescribed 2 per cent" in new.alt and "prescribed 5 per cent" in drawn("fig-quota").alt
    above, before = ((data["stands"] == "at or above").sum() for data in (new.data, drawn("fig-quota").data))
    assert above > before > 0


def test_a_share_with_an_upper_end_only_is_not_given_by_its_middle():
    told = " ".join(drawn("fig-quota").conclusions)
    assert "a commune at most 2, 4 and 4.4 per cent stay below" in told and "shares printed for the North, 5.68" in told


def test_the_cells_follow_the_counts():
    def more_cells(counts):
        cells = counts["count"] == "maclean2025-cells-reorganised"
        return counts.assign(value=counts["value"].where(~cells, 400.0))

    new = redrawn("fig-party-cells", "counts", more_cells)
    assert "400 Party cells" in new.alt and "inside and below the stated" in new.entry.conclusions(new.data)[1]


def test_the_board_shows_every_check():
    figure, data = drawn("fig-audit-board").figure, drawn("fig-audit-board").data
    marks = sum(len(line.get_xdata()) for line in figure.axes[0].lines if line.get_linestyle() == "None")
    assert marks == len(data)
    assert f"{len(data)} checks" in drawn("fig-audit-board").alt

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


def test_the_table_of_framings_holds_every_row_of_the_ledger():
    made = drawn("tab-framings")
    data, entry = made.data, made.entry
    assert sorted(data["framing_row"]) == sorted(tables.load("framings")["framing_row"])
    assert set(data.columns) == set(entry.columns) and set(entry.headings) <= set(data.columns)
    assert not NUMERAL.search(entry.caption) and not NUMERAL.search(entry.title)
    shown = made._repr_html_()
    for phrase in [*data["visible_short"], *data["invisible_short"]]:
        assert phrase in shown
    assert made.targets("visible_short") == [("framings", row) for row in data["framing_row"]]
