"""The chronology as a page: whole and plain without a script, narrowed by choices with one."""

import re

import pandas as pd
from browsers import expect, in_browser
from bs4 import BeautifulSoup

from landreform.chronology.export import CSV, ICS, JSONLD
from landreform.ledger.tables import load
from landreform.paths import ROOT
from landreform.sphinx_ext.chronology_page import HEADINGS, TABLES, page_html, withdrawn_html

LEDGER = {name: load(name) for name in TABLES}
HTML = page_html(LEDGER)
PAGE = BeautifulSoup(HTML, "html.parser")
ROWS = PAGE.select("tbody tr")


def test_every_dating_is_a_row_under_its_id():
    assert sorted(row["id"] for row in ROWS) == sorted(LEDGER["dates"]["dating"])
    assert all(len(row.find_all(["th", "td"])) == len(HEADINGS) for row in ROWS)
    assert [cell["scope"] for cell in PAGE.select("thead th")] == ["col"] * len(HEADINGS)


def test_rows_say_what_the_source_says_and_lead_to_the_ledger():
    dates = LEDGER["dates"].set_index("dating")
    names = LEDGER["sources"].set_index("source")["name"]
    for row in ROWS:
        said = dates.loc[row["id"]]
        cells = row.find_all(["th", "td"])
        links = {link["href"] for link in row.find_all("a")}
        assert said["printed"] in cells[0].get_text()
        assert names[said["source"]] == cells[4].get_text()
        assert said["locator"] in cells[5].get_text()
        assert {f"ledger/dates.html#{row['id']}", f"ledger/events.html#{said['event']}"} <= links
        assert f"ledger/sources.html#{said['source']}" in links and f"ledger/sources.html#{said['read_in']}" in links
        day = said["latest"] if pd.isna(said["earliest"]) else said["earliest"]  # an open side sorts by the other
        assert cells[0]["data-sort"] == f"{day:%Y%m%d}"


def test_a_dating_that_was_withdrawn_keeps_its_place_and_says_why():
    revisions = load("revisions")
    gone = revisions[(revisions["table"] == "dates") & (revisions["change"] == "withdrawn")].set_index("row")["reason"]
    items = BeautifulSoup(withdrawn_html(revisions), "html.parser").select("tbody tr")
    assert [item["id"] for item in items] == list(gone.index) and items
    for item in items:
        assert item.a["href"] == f"ledger/dates.html#{item['id']}" and gone[item["id"]] in item.get_text()
    assert withdrawn_html(revisions.iloc[:0]) == ""


def test_the_page_is_plain_and_offers_the_files():
    assert "<script" not in HTML and "hidden" not in HTML
    assert [link["href"] for link in PAGE.select(".ledger-files a")] == [
        f"../data/{name}" for name in (CSV, ICS, JSONLD)
    ]
    assert re.match(r"Chronology: \d+ datings of \d+ events\.", PAGE.caption.get_text())


@in_browser
def test_choices_narrow_the_table_in_the_browser(browser, tmp_path):
    scripts = ("folding.js", "ledger.js")
    script = "\n".join((ROOT / "book" / "_static" / name).read_text(encoding="utf-8") for name in scripts)
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{HTML}<script>{script}</script>", encoding="utf-8")
    themes = LEDGER["events"].set_index("event")["theme"]
    dates = LEDGER["dates"]
    view = browser.new_page()
    view.goto(page.as_uri())
    shown = view.locator("table.ledger tbody tr:visible")
    count = view.locator(".ledger-search output")
    expect(shown).to_have_count(len(dates))
    labels = [label.strip() for label in view.locator(".ledger-search label").all_text_contents()]
    assert labels == ["Search this table", *(heading for heading, filtered in HEADINGS if filtered), "Sort by"]
    view.get_by_label("theme").select_option("land reform")
    expect(shown).to_have_count(int((dates["event"].map(themes) == "land_reform").sum()))
    view.get_by_label("who says so").select_option("MacLean 2025")
    both = (dates["event"].map(themes) == "land_reform") & (
        (dates["source"] == "maclean2025") | (dates["read_in"] == "maclean2025")
    )
    expect(shown).to_have_count(int(both.sum()))
    expect(count).to_have_text(f"{both.sum()} of {len(dates)} rows")
    view.get_by_label("Search this table").fill("thai nguyen")
    expect(shown).not_to_have_count(int(both.sum()))
    assert 0 < shown.count() < both.sum()
    # A link to a row finds it, whatever was chosen before.
    view.evaluate("location.hash = 'law-1953-land-reform-law-passed'")
    expect(shown).to_have_count(len(dates))
    view.close()
