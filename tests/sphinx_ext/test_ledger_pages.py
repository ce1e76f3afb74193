"""The ledger in the built book: every row there, linkable, plain without JavaScript, its file beside it."""

import re
import shutil
from html.parser import HTMLParser

import pytest

from landreform.ledger import tables
from landreform.ledger.gaps import GAPS
from landreform.ledger.grades import COLUMNS
from landreform.paths import ROOT
from landreform.sphinx_ext.ledger_pages import View, row_address, table_html

CHROMIUM = shutil.which("chromium")
HTML = ROOT / "_build" / "html"
NAMES = [table["name"] for table in tables.descriptor()["resources"]]


class Rows(HTMLParser):
    """Collect ids of table rows and the targets of links within a page."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.ids, self.links = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "tr" and "id" in given:
            self.rows.append(given["id"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])


def page(name):
    return Rows((HTML / "book" / "ledger" / f"{name}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_stands_in_its_page_under_its_id(name):
    frame = tables.load(name)
    rows = page(name).rows
    assert rows[: len(frame)] == list(frame.iloc[:, 0])
    # Below stand the rows of earlier releases: those that are gone under their own id, the others under the revision's.
    revisions = tables.load("revisions").query("table == @name")
    gone = revisions[revisions["change"] != "corrected"]
    assert set(rows[len(frame) :]) == {*gone["row"], *revisions.loc[revisions["change"] == "corrected", "revision"]}
    assert (HTML / row_address(name, "x").partition("#")[0]).exists()


@pytest.mark.parametrize("name", NAMES)
def test_no_id_is_given_twice_and_every_link_between_rows_resolves(name):
    parsed = page(name)
    assert len(parsed.ids) == len(set(parsed.ids))
    ids = {other: set(page(other).ids) for other in NAMES}
    for link in parsed.links:
        found = re.fullmatch(r"(?:(\w+)\.html)?#(.+)", link)
        if found and (found[1] or name) in ids:
            assert found[2] in ids[found[1] or name], link


@pytest.mark.parametrize("name", NAMES)
def test_the_file_beside_the_page_is_the_table_itself(name):
    assert (HTML / "data" / f"{name}.csv").read_bytes() == (tables.DATA / f"{name}.csv").read_bytes()


def test_the_table_is_plain_html_with_header_cells():
    html = table_html("classifications")
    assert html.count('<th scope="row">') == len(tables.load("classifications"))
    assert '<th scope="col">' in html and "<script" not in html
    assert 'data-sort="1007"' in html and ">1,007<" in html


@pytest.mark.parametrize("name", NAMES)
def test_the_descriptor_says_what_a_page_shows(name):
    resource = tables.resource(name)
    fields = {field["name"] for field in resource["schema"]["fields"]}
    if name in ("estimates", "reception"):
        fields |= set(COLUMNS)
    assert resource["page"]
    for column in resource["page"]:
        assert set(column) <= {"heading", "fields", "show", "lang", "labels"} and column["heading"]
        assert column["fields"] and set(column["fields"]) <= fields
        assert hasattr(View, f"_{column.get('show', 'text')}")


def test_every_kind_of_gap_has_its_list():
    text = (HTML / "book" / "gaps.html").read_text(encoding="utf-8")
    for gap in GAPS.values():
        assert f"<caption>{gap.title}: " in text
        assert f'id="{gap.name}"' in text


@pytest.mark.skipif(not CHROMIUM, reason="Debian's chromium is not installed")
def test_searching_and_sorting_in_the_browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        view = browser.new_page()
        view.goto((HTML / "book" / "ledger" / "waves.html").as_uri())
        view.fill(".ledger-search input", "thai nguyen rent")
        shown = view.locator("table.ledger tbody tr:visible")
        frame = tables.load("waves")
        assert 0 < shown.count() < len(frame)
        assert all("Thái Nguyên" in text for text in shown.all_text_contents())
        view.fill(".ledger-search input", "")
        view.locator("table.ledger thead th", has_text="communes").click()
        view.wait_for_timeout(100)
        cells = view.locator("table.ledger tbody tr td:nth-child(7)").all_text_contents()
        numbers = [int(cell.replace(",", "")) for cell in cells if cell]
        assert numbers == sorted(numbers)
        browser.close()
