"""The ledger in the built book: every row there, linkable, plain without JavaScript, its file beside it."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from browsers import eventually, expect, in_browser
from bs4 import BeautifulSoup

from landreform.ledger import tables
from landreform.ledger.gaps import GAPS
from landreform.ledger.grades import COLUMNS
from landreform.paths import ROOT
from landreform.sphinx_ext.ledger_pages import MANY, View, row_address, table_html

#: So many elements a page of the ledger may have, beside those that do nothing but mark words of another language.
ELEMENTS = 4000

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


@cache
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


def test_a_row_begins_with_what_it_states_and_ends_with_its_id():
    row = Row("estimates", "moise1983-executed")
    assert row.lines(0) == ["Edwin E. Moise, 1983"]
    assert row.lines(1)[:2] == ["3,000 to 15,000, central 5,000", "executed"]
    assert row.lines(2)[0].startswith("Moise 1983, as read in ")
    last = row.cells[-1].find_all("a")[-1]
    assert last["href"] == "#moise1983-executed" or "corrected in" in last.text
    assert "moise1983-executed" in row.lines(-1)[-1]


def test_a_table_of_many_rows_shows_ids_as_text_and_titles_of_events():
    frame = tables.load("dates")
    assert len(frame) > MANY
    dating = frame.iloc[0]
    row = Row("dates", dating["dating"])
    assert row.lines(-1)[-1] == dating["dating"]
    title = tables.load("events").set_index("event").loc[dating["event"], "title"]
    assert row.lines(0) == [f"{title}, {dating['aspect']}: {dating['printed']}"]
    assert not row.tr.find("a", href=f"#{dating['dating']}")


def test_lines_without_a_value_are_left_out_and_labels_stand_before_theirs():
    counts = tables.load("counts")
    bare = counts[(counts["date"] == "") & (counts["place"] == "")].iloc[0]
    lines = Row("counts", bare["count"]).lines(1)
    assert f"as printed: {bare['printed']}" in lines
    assert not [line for line in lines if line.startswith(("date:", "place:"))] and all(lines)
    headings = table_html("counts")
    assert 'data-lines="as printed|date|place|bound|theme"' in headings


class Row:
    """A row of a table as its page shows it."""

    def __init__(self, table, identifier):
        self.tr = BeautifulSoup(table_html(table), "lxml").find(id=identifier)
        self.cells = self.tr.find_all(["th", "td"])

    def lines(self, cell):
        return self.cells[cell].get_text().split("\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_few_elements(name):
    text = (HTML / "book" / "ledger" / f"{name}.html").read_text(encoding="utf-8")
    # A script adds some: what one searches and sorts with, a button in every heading.
    assert len(re.findall(r"<[a-zA-Z]", text)) - len(re.findall(r"<span lang=", text)) <= ELEMENTS - 50


@pytest.mark.parametrize("name", NAMES)
def test_the_descriptor_says_what_a_page_shows(name):
    resource = tables.resource(name)
    fields = {field["name"] for field in resource["schema"]["fields"]}
    if name in ("estimates", "reception"):
        fields |= set(COLUMNS)
    assert resource["page"]
    for column in resource["page"]:
        assert (
            set(column) <= {"heading", "fields", "show", "lang", "labels", "joined", "labelled"} and column["heading"]
        )
        assert column["fields"] and set(column["fields"]) <= fields
        assert hasattr(View, f"_{column.get('show', 'text')}")
        assert not column.get("labelled") or "joined" in column
    assert "joined" not in resource["page"][0]


def test_every_kind_of_gap_has_its_list():
    text = (HTML / "book" / "gaps.html").read_text(encoding="utf-8")
    for gap in GAPS.values():
        assert f"<caption>{gap.title}: " in text
        assert f'id="{gap.name}"' in text


def opened(windows, name, width=1400, **settings):
    address = (HTML / "book" / "ledger" / f"{name}.html").as_uri()
    return windows.open(address, viewport={"width": width, "height": 900}, **settings)


@in_browser
def test_searching_and_sorting_in_the_browser(windows):
    view = opened(windows, "waves")
    view.fill(".ledger-search input", "thai nguyen rent")
    shown = view.locator("table.rows tbody tr:visible")
    frame = tables.load("waves")
    expect(shown).not_to_have_count(len(frame))
    expect(view.locator(".ledger-search output")).to_have_text(re.compile(rf"^[1-9]\d* of {len(frame)} rows$"))
    assert all("Thái Nguyên" in text for text in shown.all_text_contents())
    expect(view.locator(".ledger-search output")).to_have_text(f"{shown.count()} of {len(frame)} rows")
    view.fill(".ledger-search input", "")
    view.locator("table.rows thead th", has_text="communes").get_by_role("button").press("Enter")
    expect(view.locator("th[aria-sort=ascending]")).to_have_text("communes")
    assert numbers(view) == sorted(numbers(view))


def equal(one, other):
    assert one == other != []


def numbers(view):
    cells = view.locator("table.rows tbody tr td:nth-child(4)").all_text_contents()
    return [int(cell.replace(",", "")) for cell in cells if cell]


@in_browser
def test_rows_are_sorted_by_a_heading_or_a_line_and_turned_round(windows):
    view = opened(windows, "waves")
    order = view.locator("table.rows tbody tr").evaluate_all("rows => rows.map((row) => row.id)")
    sort = view.get_by_label("Sort by")
    sort.select_option(label="communes")
    eventually(view, lambda: equal(numbers(view), sorted(numbers(view))))
    view.get_by_role("button", name="Reverse").click()
    eventually(view, lambda: equal(numbers(view), sorted(numbers(view), reverse=True)))
    sort.select_option(label="the order of the file")
    rows = view.locator("table.rows tbody tr")
    eventually(view, lambda: equal(rows.evaluate_all("rows => rows.map((row) => row.id)"), order))
    view = opened(windows, "dates")
    view.get_by_label("Sort by").select_option(label="earliest")
    cells = view.locator("table.rows tbody td")

    def in_order():
        days = [re.search(r"earliest: (\S+?);", text) for text in cells.all_text_contents()]
        found = [day[1] for day in days if day]
        assert len(found) > 500 and found == sorted(found)
        assert all(days[: len(found)]), "rows without the value stand last"

    eventually(view, in_order)


@in_browser
def test_a_link_to_a_row_finds_it_whatever_was_searched(windows):
    view = opened(windows, "waves")
    view.fill(".ledger-search input", "nothing has these words")
    identifier = tables.load("waves")["wave_row"].iloc[50]
    expect(view.locator(f"[id='{identifier}']")).to_be_hidden()
    view.evaluate("(id) => { location.hash = id; }", identifier)
    expect(view.locator(f"[id='{identifier}']")).to_be_visible()
    expect(view.locator(".ledger-search input")).to_have_value("")


#: What reaches over the right edge of a window, and what scrolls sideways in a frame of its own.
OVER = """(edge) => [...document.querySelectorAll("table.ledger, table.ledger *")]
  .filter((element) => element.getBoundingClientRect().right > edge).length"""
FRAMED = """() => [...document.querySelectorAll(".bd-article *")].filter((element) =>
  element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX)).length"""


@in_browser
@pytest.mark.parametrize("name", NAMES)
def test_a_row_is_a_card_on_a_phone_and_the_table_fits_a_desk(windows, name):
    view = opened(windows, name, 360, has_touch=True, is_mobile=True)
    assert view.evaluate("document.documentElement.scrollWidth") <= 360
    assert view.evaluate(OVER, 361) == 0
    first = view.locator("table.rows tbody tr").first
    assert first.evaluate("(row) => getComputedStyle(row).display") == "block"
    view = opened(windows, name)
    assert view.evaluate("document.documentElement.scrollWidth") <= 1400
    assert view.evaluate(OVER, 1400) == 0 and view.evaluate(FRAMED) == 0


@in_browser
@pytest.mark.parametrize("width", [360, 1400])
def test_headings_of_rows_are_heard_as_such_by_their_own_words(windows, width):
    view = opened(windows, "estimates", width)
    heading = view.locator("[id='moise1983-executed'] th")
    assert heading.evaluate("(cell) => [cell.scope, cell.tabIndex, cell.getAttribute('aria-label')]") == [
        "row",
        -1,
        None,
    ]
    heard = view.locator("table.rows").aria_snapshot()
    assert '- rowheader "Edwin E. Moise, 1983"' in heard and "Click to sort" not in heard


@in_browser
def test_a_printed_table_keeps_sources_and_notes(windows):
    view = opened(windows, "estimates", 760)
    view.emulate_media(media="print")
    cells = view.locator("[id='moise1983-executed'] > *")
    assert cells.count() == 6
    for position in range(6):
        box = cells.nth(position).bounding_box()
        assert box["width"] > 30 and box["x"] + box["width"] <= 760
    assert not view.locator(".ledger-search").is_visible()


@in_browser
def test_without_a_script_every_row_and_its_anchor_are_there(browser):
    context = browser.new_context(java_script_enabled=False)
    view = context.new_page()
    identifier = tables.load("counts")["count"].iloc[-1]
    view.goto((HTML / "book" / "ledger" / "counts.html").as_uri() + f"#{identifier}")
    row = view.locator(f"[id='{identifier}']")
    assert row.is_visible() and 0 <= row.bounding_box()["y"] < 720
    context.close()
