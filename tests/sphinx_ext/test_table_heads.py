"""Every table has a name, headings that say what they head, and a frame."""

import pytest
from bs4 import BeautifulSoup

from landreform.sphinx_ext.table_heads import complete
from landreform.text.html_table import html_table


def table(*tables, before=""):
    return BeautifulSoup(complete(before + "".join(tables)), "lxml")


def test_the_first_cell_of_a_row_heads_it_and_keeps_what_it_has():
    made = html_table("Waves.", ["wave", "communes"], [["<b>first</b>", "6"], ["", "47"]])
    page = table(made.replace("<tr><td>", '<tr id="w1"><td style="text-align:left">', 1))
    first, second = page.tbody.find_all("tr")
    assert first["id"] == "w1" and first.th["scope"] == "row" and first.th["style"] == "text-align:left"
    assert first.th.text == "<b>first</b>" and first.td.text == "6"
    assert second.th is None, "an empty cell heads nothing"


def test_headings_say_what_they_head():
    page = table("<table><thead><tr><th class='head'>a</th></tr></thead><tbody><tr><th>b</th></tr></tbody></table>")
    assert page.thead.th["scope"] == "col" and page.tbody.th["scope"] == "row"


def test_a_table_without_a_caption_has_the_name_of_its_section():
    bare = "<table><tbody><tr><td>a</td></tr></tbody></table>"
    heading = '<h2>Waves &amp; <em>stages</em><a class="headerlink" href="#w">#</a></h2>'
    page = table(bare, bare, before=heading)
    assert [one["aria-label"] for one in page.find_all("table")] == ["Waves & stages", "Waves & stages (2)"]


def test_the_frame_is_named_by_the_caption():
    page = table(html_table("Waves < “all”.", ["wave"], [["1"]]))
    assert page.select_one("div.table-frame")["data-name"] == "Waves < “all”."
    assert not page.table.has_attr("aria-label")


@pytest.mark.parametrize("css", ["ledger sortable asc", "ledger chronology"])
def test_tables_of_the_ledger_stay_as_they_are(css):
    made = html_table("Waves.", ["wave"], [["1"]], css)
    assert complete(made) == made


def test_rows_with_sentences_are_cards_whose_cells_name_their_headings():
    rows = [
        ["first", "6", "It was tried in a few communes, so that lessons could be drawn from it."],
        ["second", "", "-"],
        ["", "6", "6"],
    ]
    page = table(html_table("Waves.", ["wave", "communes", "<remark>"], rows))
    assert page.table["class"] == ["cards", "reading"]
    assert [[cell.get("data-label") for cell in row.find_all("td")] for row in page.tbody.find_all("tr")] == [
        ["communes", "<remark>"],
        [None, "<remark>"],
        [None, "communes", "<remark>"],
    ]
    assert page.tbody.find_all("tr")[2]["data-under"] == "second"
    short = table(html_table("Waves.", ["wave", "communes"], [["first", "6"]]))
    assert short.table["class"] == ["reading"] and not short.td.has_attr("data-label")
