"""Searching the built book in a browser: what is found, how it is shown, and that nothing is loaded before."""

import csv
import functools
import hashlib
import http.server
import json
import re
import threading
import unicodedata
from itertools import chain
from pathlib import Path

import found_by_search
import pytest
from browsers import expect, in_browser

from landreform.exhibits.register import register
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.sphinx_ext.search import EXHIBIT
from landreform.sphinx_ext.search_index import FIELDS
from landreform.text.folding import fold, words

HTML = ROOT / "_build" / "html"
STATIC = ROOT / "book" / "_static"
LIBRARY = STATIC / "vendor" / "minisearch"
GROUPS = {"pages": "found-pages", "figures": "found-figures", "rows": "found-rows"}
SEARCHES = [*csv.DictReader((Path(__file__).parent / "searches.csv").read_text(encoding="utf-8").splitlines())]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing of requests."""


@pytest.fixture(scope="module")
def server():
    handler = functools.partial(Quiet, directory=str(HTML))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def served(browser, server):
    """Give the page of the search, opened from a server, which answers what is typed into it."""
    page = browser.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error.stack))
    page.goto(f"{server}search.html?q=1956")
    page.wait_for_selector("#search-results a")
    yield page
    assert of_search(errors) == []
    page.close()


#: Opens all of every group, and gives the addresses in it.
EVERYTHING = """(groups) => {
  for (const more of [...document.querySelectorAll(".search-more")].reverse()) {
    if (!more.checkVisibility({ visibilityProperty: true, opacityProperty: true })) throw new Error("more is not seen");
    more.click();
  }
  const links = (id) => [...document.querySelectorAll(`section[aria-labelledby=${id}] li > a`)];
  return Object.fromEntries(Object.entries(groups).map(([name, id]) =>
    [name, links(id).map((link) => link.getAttribute("href"))]));
}"""


def ask(page, query):
    """Type a query; give what is found, group by group, as addresses from the top of the book."""
    field = page.locator("#search-field")
    field.fill(query)
    field.press("Enter")
    page.wait_for_function("query => document.title.startsWith(`“${query}”`)", arg=query.strip())
    return page.evaluate(EVERYTHING, GROUPS)


def addresses(page, heading):
    links = page.locator(f"section[aria-labelledby={heading}] li > a")
    return links.evaluate_all("links => links.map((link) => link.getAttribute('href'))")


def of_search(errors):
    """Leave out the errors of other scripts, which have tests of their own."""
    return [error for error in errors if re.search(r"search|folding", error)]


def written(query):
    """Give the ways in which a query may be written: diacritics in three forms, numbers with other separators."""
    plain = "".join(mark for mark in unicodedata.normalize("NFD", query) if not unicodedata.combining(mark))
    ways = {query, unicodedata.normalize("NFD", query), plain.replace("đ", "d").replace("Đ", "D"), query.upper()}
    if re.search(r"\d,\d{3}\b", query):
        ways |= {query.replace(",", separator) for separator in ("", ".", " ", "\u00a0", "\u2009", "\u202f")}
    return sorted(ways)


@in_browser
@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: f"{search['query']}-{search['group']}")
def test_it_finds_what_is_looked_for_in_every_way_of_writing(search, served):
    for query in written(search["query"]):
        found = ask(served, query)[search["group"]]
        assert search["finds"] in (found[:1] if search["how"] == "first" else found), (query, found[:5])


@in_browser
def test_a_number_is_not_found_as_a_part_or_a_neighbour_of_another(served):
    places = dict(zip(found_by_search.addresses(), found_by_search.known()["documents"], strict=True))
    for number in ("1956", "172008"):
        for address in [*chain(*ask(served, number).values())]:
            assert number in words(" ".join(places[address][3:])), address
    # Nor is one found that no page has, though others differ from it by one figure.
    absent = "172009"
    assert absent not in found_by_search.known()["terms"]
    assert ask(served, absent) == {group: [] for group in GROUPS}
    expect(served.locator("#search-status")).to_contain_text("Nothing in the book has this")
    expect(served.locator("#search-elsewhere")).to_be_visible()
    assert served.locator("#search-elsewhere a").count() >= 4


@in_browser
def test_every_word_must_stand_in_a_place_that_is_found(served):
    places = dict(zip(found_by_search.addresses(), found_by_search.known()["documents"], strict=True))
    found = [*chain(*ask(served, "landlord 1956 quota").values())]
    assert found
    for address in found:
        said = words(" ".join(places[address][3:]))
        assert "1956" in said and all(any(word.startswith(part) for word in said) for part in ("landlord", "quota"))
    # Words in quotation marks stand together.
    together = [*chain(*ask(served, '"poor peasants"').values())]
    apart = [*chain(*ask(served, "poor peasants").values())]
    assert set(together) < set(apart)
    for address in together:
        assert " poor peasants " in f" {' '.join(words(' '.join(places[address][3:])))} "


@in_browser
def test_it_says_when_words_were_taken_for_others(served):
    status = served.locator("#search-status")
    ask(served, "Truong Chinh")
    expect(status).not_to_contain_text("differ")
    ask(served, "Truong Chihn")
    expect(status).to_contain_text("differ by one letter")
    ask(served, "landlord zebra")
    expect(status).to_contain_text("some of them")


@in_browser
def test_results_are_links_to_what_is_there_with_marked_prose(served):
    found = ask(served, "landlord 1956")
    assert found["pages"] and found["rows"]
    results = served.locator("#search-results")
    assert results.locator("a").count() == sum(map(len, found.values()))
    for address in [*chain(*found.values())]:
        page, _, anchor = address.partition("#")
        text = (HTML / page).read_text(encoding="utf-8")
        assert not anchor or re.search(rf'\sid="{re.escape(anchor)}"', text), address
    snippets = results.locator(".search-snippet")
    marks = {fold(mark) for mark in snippets.locator("mark").all_inner_texts()}
    assert "1956" in marks and any(mark.startswith("landlord") for mark in marks)
    assert all(words(mark)[0].startswith(("landlord", "1956")) for mark in marks)
    assert all(len(text) < 300 for text in snippets.all_inner_texts())
    # As a list under a heading with its number, and the whole number said aloud.
    for group, heading in GROUPS.items():
        if found[group]:
            assert str(len(found[group])) in served.locator(f"#{heading}").inner_text()
    assert served.locator("#search-status").get_attribute("role") == "status"
    assert str(len(found["rows"])) in served.locator("#search-status").inner_text()


@in_browser
def test_the_keyboard_reaches_results_and_all_of_a_group(served):
    field = served.locator("#search-field")
    field.fill("landlord")
    field.press("Enter")
    served.wait_for_function("document.title.startsWith('“landlord”')")
    field.press("Tab")
    served.keyboard.press("Tab")
    expect(served.locator("#search-results a").first).to_be_focused()
    more = served.locator("section[aria-labelledby=found-pages] .search-more")
    shown = served.locator("section[aria-labelledby=found-pages] li")
    before = shown.count()
    more.focus()
    served.keyboard.press("Enter")
    expect(shown).not_to_have_count(before)
    expect(shown.nth(before).locator("a")).to_be_focused()


@in_browser
def test_the_mouse_opens_all_of_a_group(served):
    found = ask(served, "landlord")
    served.reload()
    served.wait_for_selector("#search-results a")
    at_first = {group: addresses(served, heading) for group, heading in GROUPS.items()}
    shortened = [group for group in GROUPS if len(at_first[group]) < len(found[group])]
    buttons = served.locator(".search-more").all()
    assert len(buttons) == len(shortened) > 1
    for more in buttons[::-1]:
        more.click()
    assert {group: addresses(served, heading) for group, heading in GROUPS.items()} == found


@in_browser
def test_the_address_holds_the_query_and_going_back_brings_it_back(served):
    ask(served, "landlord")
    assert served.url.endswith("?q=landlord")
    ask(served, "quota")
    served.go_back()
    served.wait_for_function("document.title.startsWith('“landlord”')")
    expect(served.locator("#search-field")).to_have_value("landlord")
    served.locator("#search-field").fill("")
    served.wait_for_function("!document.querySelector('#search-results a')")


@in_browser
@pytest.mark.parametrize("place", ["folder", "server"])
def test_an_address_with_a_query_lists_results_from_a_folder_and_from_a_server(place, browser, server):
    top = HTML.as_uri() + "/" if place == "folder" else server
    page = browser.new_page()
    errors, requests = [], []
    page.on("pageerror", lambda error: errors.append(error.stack))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{top}search.html?q=%C4%91%E1%BB%8Ba+ch%E1%BB%A7")
    page.wait_for_selector("#search-results a")
    expect(page.locator("#search-field")).to_have_value("địa chủ")
    assert addresses(page, "found-pages")[0] == "book/glossary.html#dia-chu"
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/book/glossary.html#dia-chu")
    # The box that every page opens leads to the same page.
    page.locator("button.search-button__button").first.click()
    page.locator("#pst-search-dialog input[name=q]").fill("172,008")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=172%2C008")
    page.wait_for_selector("#search-results a")
    assert "book/ledger/counts.html#viwiki-ccrd-classified" in addresses(page, "found-rows")
    assert all(url.startswith(top) for url in requests) and of_search(errors) == []
    page.close()


@in_browser
def test_nothing_is_loaded_for_somebody_who_does_not_search(browser):
    context = browser.new_context()
    requests = []
    context.on("request", lambda request: requests.append(request.url))
    pages = []
    for path in ("book/index.html", "book/ledger/estimates.html", "notebooks/waves.html", "search.html"):
        page = context.new_page()
        page.goto((HTML / path).as_uri())
        pages.append(page)
    for page in pages:
        page.wait_for_load_state("networkidle")
    assert len(requests) > 4
    assert not [url for url in requests if re.search(r"search-?index|minisearch|searchtools|language_data", url)]
    page.locator("#search-field").fill("1956")
    page.wait_for_selector("#search-results a")
    names = [url.rpartition("/")[2] for url in requests]
    assert names.count("search-index.js") == names.count("minisearch.min.js") == 1
    context.close()


@in_browser
def test_without_a_script_the_page_says_where_else_to_look(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((HTML / "search.html").as_uri())
    assert "needs JavaScript" in page.locator("article").inner_text()
    assert not page.locator("#search-field").is_visible()
    links = page.locator("article a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert {f"book/{name}.html" for name in ("index-of-names", "glossary", "figures", "ledger/index")} <= set(links)
    context.close()


@in_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_fit_a_phone(scheme, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    for query in ("moise1983-executed", "landlord 1956"):
        page.goto(f"{HTML.as_uri()}/search.html?q={query}")
        page.wait_for_selector("#search-results a")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        boxes = page.locator("#search-results :is(li, button), .book-search input, .book-search button")
        ends = boxes.evaluate_all(
            "boxes => boxes.map((one) => one.getBoundingClientRect()).map((box) => [box.left, box.right])"
        )
        assert len(ends) > 2
        assert all(0 <= left < right <= 360 for left, right in ends), ends
    context.close()


@in_browser
def test_browser_and_build_fold_every_cell_of_the_ledger_alike(browser):
    texts = {str(value) for frame in tables.load_all().values() for value in frame.to_numpy().ravel()}
    texts |= {unicodedata.normalize("NFD", text) for text in texts} | {text.upper() for text in texts}
    texts |= {"1\u202f234\u00a0567,8", "6,2", "İstanbul ΑΣ", "x\u00ad\u200by", "the 1950s’", "Party’s", "12,345 6.7.8"}
    ordered = sorted(texts)
    page = browser.new_page()
    page.add_script_tag(path=str(STATIC / "folding.js"))
    # As one text there and back: of many, each would be wrapped and unwrapped on its way.
    folding = """texts => JSON.stringify(
        JSON.parse(texts).map((text) => [bookFolding.fold(text), bookFolding.words(text)]))"""
    folded = page.evaluate(folding, json.dumps(ordered))
    page.close()
    assert len(ordered) > 10_000
    assert [[fold(text), words(text)] for text in ordered] == json.loads(folded)


@in_browser
def test_the_index_is_the_one_that_the_library_would_make(browser):
    known = found_by_search.known()
    documents = [
        {"id": place} | dict(zip(FIELDS, one[3:], strict=True)) for place, one in enumerate(known["documents"])
    ]
    page = browser.new_page()
    for script in (STATIC / "folding.js", LIBRARY / "minisearch.min.js"):
        page.add_script_tag(path=str(script))
    made = page.evaluate(
        """([documents, fields]) => {
            const options = { fields, tokenize: bookFolding.words, processTerm: (term) => term };
            const engine = new MiniSearch(options);
            engine.addAll(JSON.parse(documents));
            return JSON.stringify(engine);
        }""",
        [json.dumps(documents), list(FIELDS)],
    )
    page.close()
    theirs = json.loads(made)
    assert theirs["serializationVersion"] == 2
    ours = {}
    lengths = [[0] * len(FIELDS) for _ in documents]
    for term, fields in zip(known["terms"], known["postings"], strict=True):
        ours[term] = {}
        for field, steps in enumerate(fields):
            place, rest = -1, iter(steps)
            for step in rest:
                place += abs(step)
                ours[term].setdefault(str(field), {})[str(place)] = next(rest) if step < 0 else 1
                lengths[place][field] += 1
    assert ours == dict(theirs["index"])
    assert {str(place): length for place, length in enumerate(lengths)} == theirs["fieldLength"]
    means = [sum(length[field] for length in lengths) / len(lengths) for field in range(len(FIELDS))]
    assert theirs["averageFieldLength"] == pytest.approx(means)


def test_nothing_that_can_be_found_is_code_or_a_citation_to_copy():
    code = re.compile(r"\bimport \w+\b(?= as|$)|exhibits\.show|@\w+\{|\bTY  ?- |\bER  ?-|Show code|\\\[|\\mathrm")
    for document in found_by_search.known()["documents"]:
        assert not code.search("\n".join(document[3:])), document


def test_everything_that_can_be_found_is_there():
    found = found_by_search.addresses()
    assert len(found) == len(set(found))
    pages = {page: (HTML / page).read_text(encoding="utf-8") for page in {one.partition("#")[0] for one in found}}
    ids = {page: set(re.findall(r'\sid="([^"]+)"', text)) for page, text in pages.items()}
    for address in found:
        page, _, anchor = address.partition("#")
        assert not anchor or anchor in ids[page], address
    for name, frame in tables.load_all().items():
        assert {f"book/ledger/{name}.html#{row}" for row in frame.iloc[:, 0]} <= set(found)


def test_figures_and_tables_are_those_of_the_register():
    found = [document[2] for document in found_by_search.known()["documents"] if document[1] == EXHIBIT]
    active = [entry.slug for entry in register() if entry.active]
    assert sorted(anchor for anchor in found if anchor) == sorted(active)


def test_the_search_of_sphinx_is_neither_written_nor_loaded():
    assert not (HTML / "searchindex.js").exists()
    for page in HTML.rglob("*.html"):
        assert not re.search(r"searchindex|searchtools|language_data", page.read_text(encoding="utf-8")), page


def test_the_library_is_the_one_that_its_origin_names():
    origin = (LIBRARY / "ORIGIN.txt").read_text(encoding="utf-8")
    file = LIBRARY / "minisearch.min.js"
    assert f"SHA-256 of {file.name}: {hashlib.sha256(file.read_bytes()).hexdigest()}" in origin
    assert "MIT" in origin and "Luca Ongaro" in (LIBRARY / "LICENSE").read_text(encoding="utf-8")
    assert (HTML / "_static" / "vendor" / "minisearch" / "LICENSE").is_file()
