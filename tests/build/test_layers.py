"""Layers and cards as a reader meets them in a browser, from the folder, with a script and without."""

import re
from functools import cache

import pytest
from browsers import expect, in_browser
from bs4 import BeautifulSoup
from lxml import etree

from landreform.paths import ROOT

HTML = ROOT / "_build" / "html"

#: A chapter with code, a passage of method, tables and computed numbers, and a page of the narrative.
CHAPTER, NARRATIVE = "notebooks/can-they-all-be-true.html", "book/what-happened/the-halt-and-the-correction.html"


@cache
def parsed(name):
    return BeautifulSoup((HTML / name).read_bytes(), "lxml")


@cache
def identified(name):
    """Give the elements of a page by their id."""
    return {element["id"]: element for element in parsed(name).find_all(id=True)}


def chapters():
    return sorted(path for path in (HTML / "notebooks").glob("*.html") if "bd-article" in path.read_text("utf-8"))


@pytest.fixture
def visit(browser, windows):
    """Give a function that opens a page of the book; where no script may run, in a window of its own."""
    contexts = []

    def opened(name, **setting):
        address, setting = f"{HTML.as_uri()}/{name}", {"viewport": {"width": 1200, "height": 900}} | setting
        if setting.get("java_script_enabled", True):
            return windows.open(address, **setting)
        contexts.append(browser.new_context(**setting))
        page = contexts[-1].new_page()
        page.goto(address, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()


def test_no_code_stands_between_two_sentences():
    assert len(chapters()) >= 16
    for path in chapters():
        page = parsed(path.relative_to(HTML).as_posix())
        for code in page.select(".cell:not(.tag_to-change) > .cell_input"):
            assert code.find_parent("details", class_="section-code"), path.name
        assert not page.select("details .tag_to-change"), path.name
        for fold in page.select("details.section-code"):
            # The line that ends a chapter is no sentence of it.
            after = [one for one in fold.find_next_siblings() if one.name and one.get("class") != ["rerun"]]
            assert all(one.name in ("section", "div") for one in after), path.name
            assert not fold.has_attr("open") and fold.summary.get_text() == "The code of this section"
        bars = {summary.get_text(" ", strip=True) for summary in page.select("summary")}
        assert not {bar for bar in bars if bar.startswith(("Show code", "Hide code"))}, path.name


def test_every_cell_of_a_notebook_is_on_its_page():
    for path in chapters():
        source = ROOT / "notebooks" / f"{path.stem}.ipynb"
        code = re.findall(r'"cell_type": "code"', source.read_text(encoding="utf-8"))
        open_or_folded = ".section-code .cell_input, .tag_to-change > .cell_input"
        assert len(parsed(f"notebooks/{path.name}").select(open_or_folded)) == len(code), path.name


def test_a_computed_number_leads_to_the_code_that_computes_it():
    seen = 0
    for path in chapters():
        page = parsed(f"notebooks/{path.name}")
        for number in page.select("a.pasted-text"):
            name = number["href"].removeprefix("#")
            place = identified(f"notebooks/{path.name}")[name]
            assert place.find_parent("details", class_="section-code"), (path.name, name)
            seen += 1
    assert seen > 300


def test_every_number_has_a_card_with_its_way_home():
    # All pages, and nothing of them is needed but this: lxml by itself takes a tenth of the time.
    with_class = "contains(concat(' ', normalize-space(@class), ' '), ' {} ')".format
    kinds = " or ".join(map(with_class, ("ledger-number", "pasted-text", "name-link")))
    links = etree.XPath(f"//a[{kinds}]")
    ways = etree.XPath(f"(.//*[{with_class('card-way')}]//a)[1]")
    seen = 0
    for path in [*chapters(), *sorted((HTML / "book").rglob("*.html"))]:
        page = etree.HTML(path.read_bytes())
        cards = {element.get("id"): element for element in page.iterfind(".//*[@id]")}
        for link in links(page):
            card = cards[link.get("data-card")]
            assert ways(card)[0].get("href") == link.get("href"), (path.name, link.attrib)
            assert link.get("title") and "".join(card.find(".//p").itertext()).strip()
            seen += 1
    assert seen > 1000


@in_browser
def test_a_card_opens_on_hover_and_on_focus_and_closes_on_escape(visit):
    page = visit(NARRATIVE)
    link = page.locator("a.ledger-number").first
    card = page.locator(f"#{link.get_attribute('data-card')}")
    said = link.get_attribute("title")
    assert not card.is_visible()
    link.hover()
    card.wait_for(state="visible")
    expect(link).to_have_attribute("aria-describedby", card.get_attribute("id"))
    expect(link).not_to_have_attribute("title", re.compile(""))
    card.hover()  # it stays while the pointer is on it
    page.wait_for_timeout(400)
    assert card.is_visible()
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    expect(link).to_have_attribute("title", said)
    page.mouse.move(1, 1)
    link.focus()  # after a key, as the keyboard would
    card.wait_for(state="visible")
    page.keyboard.press("Tab")
    expect(page.locator(f"#{card.get_attribute('id')}:has(:focus)")).to_have_count(1)
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    expect(link).to_be_focused()


@in_browser
def test_one_click_leads_to_the_row(visit):
    page = visit(NARRATIVE)
    link = page.locator("a.ledger-number").first
    address = link.get_attribute("href").rpartition("/")[2]
    link.click()
    page.wait_for_url(f"**/{address}")
    expect(page.locator(":target")).to_have_count(1)


@in_browser
@pytest.mark.parametrize("width", [360, 1200])
def test_every_card_lies_within_the_window(visit, width):
    page = visit(NARRATIVE, viewport={"width": width, "height": 800})
    page.clock.install()
    links = page.locator("a[data-card]")
    for place in range(0, links.count(), 12):
        link = links.nth(place)
        link.scroll_into_view_if_needed()
        link.hover()
        page.clock.run_for(1000)  # more than the pointer stays before the card opens
        page.locator(".card-of-number:popover-open").wait_for()
        box = page.locator(".card-of-number:popover-open").bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, box
        page.keyboard.press("Escape")


@in_browser
def test_a_finger_opens_the_card_first(visit):
    page = visit(NARRATIVE, viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    here = page.url
    link = page.locator("a.ledger-number").first
    link.tap()
    card = page.locator(".card-of-number:popover-open")
    card.wait_for()
    assert page.url == here
    page.locator("article h1").tap()
    card.wait_for(state="hidden")
    link.tap()
    card.locator(".card-way a").tap()
    page.wait_for_url("**/ledger/*.html#*")


@in_browser
def test_a_link_opens_the_fold_it_leads_into_with_and_without_a_script(visit):
    for script in (True, False):
        page = visit(CHAPTER, java_script_enabled=script)
        assert page.locator("details.section-code[open]").count() == 0
        page.locator("a.pasted-text").first.click()
        page.locator("details.section-code[open] .cell_input").first.wait_for(state="visible")
        other = visit(f"{CHAPTER}#result-aside-reasoned", java_script_enabled=script)
        other.locator("details.section-code[open] .cell_input").first.wait_for(state="visible")


@in_browser
def test_the_switch_opens_a_layer_and_is_remembered(visit):
    page = visit(CHAPTER)
    method = page.get_by_role("button", name="Show the method")
    data = page.get_by_role("button", name="Show the data")
    folds = "details.section-code, details.method-passage"
    expect(method).to_have_attribute("aria-pressed", "false")
    method.click()
    expect(method).to_have_attribute("aria-pressed", "true")
    opened = page.locator(":is(details.section-code, details.method-passage)[open]")
    expect(opened).to_have_count(page.locator(folds).count())
    expect(page.locator("details.folded-table[open]")).to_have_count(0)
    page.goto(f"{HTML.as_uri()}/notebooks/class-labels.html")
    expect(page.locator("details.section-code:not([open])")).to_have_count(0)
    page.get_by_role("button", name="Show the method").click()
    page.goto(f"{HTML.as_uri()}/{CHAPTER}")
    expect(page.locator(":is(details.section-code, details.method-passage)[open]")).to_have_count(0)
    data.click()
    expect(page.locator("details.folded-table:not([open])")).to_have_count(0)


@in_browser
def test_without_a_script_every_fold_opens_and_no_switch_is_there(visit):
    page = visit(CHAPTER, java_script_enabled=False)
    assert page.locator(".layers").count() == 0
    for kind in ("section-code", "method-passage", "folded-table"):
        fold = page.locator(f"details.{kind}").first
        fold.locator("summary").first.click()
        expect(fold).to_have_attribute("open", "")
    assert page.locator("a.pasted-text").first.get_attribute("title").startswith("Computed in this chapter")


@in_browser
def test_paper_shows_neither_code_nor_bars_nor_cards_but_the_tables(visit):
    page = visit(CHAPTER)
    page.emulate_media(media="print")
    for hidden in (".section-code", ".exhibit-bar", ".bd-sidebar-primary", ".layers", ".prev-next-footer", "div.cards"):
        assert page.locator(hidden).count(), hidden
        assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
    for shown in ("details.folded-table table", "details.method-passage .math", "figure figcaption"):
        assert page.locator(shown).first.is_visible(), shown


@in_browser
def test_every_table_of_a_chapter_is_on_paper(visit):
    page = visit("notebooks/waves.html")
    page.emulate_media(media="print")
    folded = page.locator("details.folded-table table").all()
    assert len(folded) > 4 and all(table.is_visible() for table in folded)


@in_browser
def test_what_shares_a_cell_of_the_ledger_stands_line_under_line_on_paper(visit):
    page = visit("book/ledger/estimates.html")
    page.emulate_media(media="print")
    cells = page.locator("table.rows tbody td[data-label]")
    assert set(cells.evaluate_all("cells => cells.map((cell) => getComputedStyle(cell).whiteSpace)")) == {"pre-line"}


@in_browser
@pytest.mark.parametrize("name", ["book/ledger/estimates.html", "book/ledger/counts.html"])
def test_no_column_of_the_ledger_is_cut_off_on_paper(visit, name):
    page = visit(name, viewport={"width": 980, "height": 700})
    page.emulate_media(media="print")
    table = page.locator("table.ledger").first.bounding_box()
    assert table["x"] >= 0 and table["x"] + table["width"] <= 981
    assert page.evaluate("document.documentElement.scrollWidth") <= 980


def test_the_licence_stands_on_every_page():
    seen = 0
    for path in sorted(HTML.rglob("*.html")):
        if "_static" in path.relative_to(HTML).parts:
            continue
        text = path.read_text(encoding="utf-8")
        if "bd-article" in text:
            seen += 1
            # The end of the page alone: to take all pages apart would take many times as long.
            footer = BeautifulSoup(text[text.rindex("</article>") :], "lxml").select_one(".extra_footer")
            assert footer and "CC BY 4.0" in footer.get_text() and footer.select_one('a[rel="license"]'), path
    assert seen > 80


def test_the_page_of_a_figure_says_what_it_shows_before_how_to_cite_it():
    for path in sorted((HTML / "figures").glob("*/index.html")):
        heads = [head.get_text() for head in parsed(path.relative_to(HTML).as_posix()).select("article h2")]
        if "Cite" in heads:
            assert heads.index("What it shows") < heads.index("In words") < heads.index("Cite"), path


def test_no_page_of_a_figure_has_a_straight_apostrophe_in_its_words():
    for path in sorted((HTML / "figures").glob("*/index.html")):
        article = parsed(path.relative_to(HTML).as_posix()).select_one("article.exhibit-page")
        words = [
            one
            for one in article.select("p, li, figcaption, caption, h1, td")
            if not one.find_parent(class_="copyable")
        ]
        for one in words:
            assert not re.search(r"\w'\w", one.get_text()), (path.parent.name, one.get_text())


def test_the_bibliography_is_in_the_order_of_its_letters():
    page = parsed("book/bibliography.html")
    letters = [one.get_text() for one in page.select("p.letter")]
    assert letters[:-1] == sorted(letters[:-1]) and len(set(letters)) == len(letters) > 20
    assert [way["href"].removeprefix("#") for way in page.select("nav.letters a")] == [
        one["id"] for one in page.select("p.letter")
    ]
    assert page.find(id="cite-moise1983") and "Moise, Edwin" in page.find(id="cite-moise1983").get_text()
