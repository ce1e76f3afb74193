"""The page on choices in a browser: it gives what the Python gives, and keeps the setting in its address."""

import gzip
import json
import re
import struct
import zlib

import pandas as pd
import pytest
from browsers import in_browser

from landreform.contested import consistency
from landreform.contested.claims import read_table
from landreform.contested.errors import InputError
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.sphinx_ext.page_assets import NEEDED
from landreform.text.prose import rounded
from landreform.tolls import what_if
from landreform.tolls.baseline import OUTCOME
from landreform.tolls.multiverse import ledger_multiverse

HTML = ROOT / "_build" / "html"
PAGE = HTML / "book" / "what-if.html"


@pytest.fixture(scope="module")
def ledger():
    return tables.load_all()


@pytest.fixture(scope="module")
def claims(ledger):
    return what_if.reader_claims(ledger)


@pytest.fixture(scope="module")
def data(ledger):
    return what_if.reader_data(ledger)


@pytest.fixture
def opened(browser):
    """Give a function that opens the page at an address; errors of scripts fail the test."""
    errors, contexts = [], []

    def open_at(address="", **kind):
        context = browser.new_context(**kind)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(error.stack))
        page.goto(PAGE.as_uri() + address)
        if kind.get("java_script_enabled", True):
            page.wait_for_selector(".what-if-panel")
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert errors == []


def shown(page, quantity):
    """Read a number of the page."""
    value = page.locator(f"[data-quantity={quantity}]").get_attribute("value")
    return float(value) if value else None


def held(page, found):
    """Hold what a page shows against the Python."""
    assert shown(page, "delta") == pytest.approx(found["delta"], rel=1e-9)
    assert shown(page, "set_aside") == found["set_aside"]
    assert shown(page, "total") == pytest.approx(found["total"], rel=1e-9)
    if found["pool"]["refused"]:
        assert page.locator(".what-if-pool").inner_text().count(found["pool"]["refused"]) == 1
    else:
        assert shown(page, "pooled") == pytest.approx(found["pool"]["pooled"], rel=1e-6)


def box(page, words):
    return page.locator(".what-if-controls label", has_text=re.compile(rf"^\s*{words} \(")).locator("input")


@in_browser
def test_every_named_setting_gives_what_the_python_gives(opened, ledger, claims, data):
    for setting in what_if.named_settings(claims).values():
        page = opened(what_if.address(setting, data))
        held(page, what_if.answer(ledger, claims, setting))


@in_browser
def test_a_named_setting_is_opened_in_the_instrument(opened, ledger, claims):
    page = opened()
    page.get_by_role("link", name="Open this setting above").nth(1).click()
    page.wait_for_function("document.querySelector('.what-if-sentence').textContent.includes('18 claims')")
    held(page, what_if.answer(ledger, claims, what_if.named_settings(claims)["Scholars only"]))


@in_browser
def test_without_a_script_the_page_shows_the_named_settings(opened, ledger, claims):
    page = opened(java_script_enabled=False)
    sections = page.locator(".what-if-setting")
    settings = what_if.named_settings(claims)
    assert sections.locator("h3").all_inner_texts() == list(settings)
    for at, setting in enumerate(settings.values()):
        found = what_if.answer(ledger, claims, setting)
        said = sections.nth(at).inner_text()
        assert f"{found['claims']} of {found['lineages']} lineages" in said
        assert f"{rounded(found['total'])} executions" in said
        assert sections.nth(at).locator("svg g").count() == found["claims"]
    assert not page.locator(".what-if-instrument").is_visible()


@in_browser
def test_a_reader_admits_only_scholars_by_the_kinds_of_witness(opened, ledger, claims, data):
    page = opened()
    for words in ("press", "polemic", "work of reference", "took part or lived through it"):
        box(page, words).uncheck()
    setting = what_if.named_settings(claims)["Scholars only"]
    held(page, what_if.answer(ledger, claims, setting))
    assert page.evaluate("location.hash") == what_if.address(setting, data)
    page.reload()
    held(page, what_if.answer(ledger, claims, setting))


@in_browser
def test_a_reader_takes_out_one_claim_and_changes_everything_else(opened, ledger, claims, data):
    page = opened()
    everyone = data["default"]["claims"]
    page.locator(".what-if-each > summary").click()
    page.locator(".what-if-each label", has_text="Nutt").locator("input").uncheck()
    kept = tuple(name for name in everyone if name != "nutt-executed")
    held(page, what_if.answer(ledger, claims, what_if.Setting(kept)))
    page.get_by_label("Whose word is one voice").select_option("stated")
    page.get_by_label("Bare numbers widened by").fill("2")
    page.get_by_label("Ranges hold the value").fill("80")
    page.get_by_label("Reports hold").fill("50")
    page.get_by_label("Last stage, times as deadly").fill("3")
    page.get_by_label("Size of the stages by").select_option("communes_plenum")
    page.get_by_label("One voice for each lineage").uncheck()
    page.get_by_label("Outcome", exact=True).select_option("died")
    setting = what_if.Setting(kept, "died", "", "stated", 0.8, 2.0, False, "communes_plenum", 0.5, 3.0)
    held(page, what_if.answer(ledger, claims, setting))
    assert page.evaluate("location.hash") == what_if.address(setting, data)


@in_browser
def test_restatements_come_in_and_go_out(opened, ledger, claims, data):
    page = opened()
    box(page, "Restatements, which only repeat a number").check()
    held(page, what_if.answer(ledger, claims, what_if.Setting(tuple(claims["estimate"]))))
    box(page, "Restatements, which only repeat a number").uncheck()
    held(page, what_if.answer(ledger, claims, what_if.Setting(tuple(data["default"]["claims"]))))


@in_browser
def test_a_pool_with_a_ratio_is_that_of_the_multiverse(opened, ledger, data):
    found = ledger_multiverse(ledger)
    names = [choice.name for choice in found.choices]
    estimates = found.estimate
    labels = {choice.name: list(choice.labels) for choice in found.choices}
    for ratio in ["", *data["ratios"]]:
        place = [0] * len(names)
        place[names.index("bridge")] = labels["bridge"].index(ratio or "same outcome")
        setting = what_if.Setting(tuple(data["default"]["claims"]), ratio=ratio)
        page = opened(what_if.address(setting, data))
        logarithm = estimates[tuple(place)]
        assert shown(page, "pooled") == pytest.approx(2.718281828459045**logarithm, rel=1e-6)
        assert page.locator(".what-if-pool").get_attribute("data-inside") == "true"
        share = float((estimates[found.defined] <= logarithm + 1e-9).mean())
        told = re.search(r"about ([0-9.]+)% of them", page.locator(".what-if-pool").inner_text())
        assert float(told[1]) / 100 == pytest.approx(share, abs=0.015)


@in_browser
def test_a_setting_outside_the_multiverse_is_said_to_be_outside(opened, data):
    page = opened()
    page.get_by_label("Ranges hold the value").fill("70")
    page.get_by_label("Ranges hold the value").press("Enter")
    page.wait_for_selector(".what-if-pool[data-inside=false]")
    assert "outside" in page.locator(".what-if-pool").inner_text()
    assert "another coverage" in page.locator(".what-if-pool").inner_text()


@in_browser
def test_an_address_that_is_not_understood_is_said_to_be_so(opened, ledger, claims, data):
    everyone = what_if.Setting(tuple(data["default"]["claims"]))
    page = opened("#what-if=99&c=zzzz")
    assert "another version" in page.locator(".what-if-message").inner_text()
    held(page, what_if.answer(ledger, claims, everyone))
    page = opened(what_if.address(everyone, data).replace("&o=executed", "&o=nobody").replace("&p=1", "&p=7"))
    assert "does not know" in page.locator(".what-if-message").inner_text()
    held(page, what_if.answer(ledger, claims, everyone))


@in_browser
def test_an_old_address_opens_the_same_view(opened, ledger, claims):
    # an address of the first form: Moise 1983, Szalontai 2005 and Porter 1972
    names = ("moise1983-executed", "porter1972-executed", "szalontai2005-executed-to-1955-12")
    codes = "".join(what_if.code(name) for name in names)
    page = opened(f"#what-if=1&c={codes}&o=executed&r=&l=1&v=0.9&w=1.5&g=1&b=commune_passes&p=0.25&m=4")
    held(page, what_if.answer(ledger, claims, what_if.Setting(names, completeness=0.25, intensity=4.0)))


def test_no_two_claims_have_one_code(data):
    assert len({row["code"] for row in data["claims"]}) == len(data["claims"])


OWN = (
    "estimate,low,point,high,outcome,lineage\nfirst,2500,4000,9000,violent,\nministry,900,,1100,violent,government\n"
    "hospitals,1500,,,excess,\n"
)
OUTCOMES = "outcome,part_of\nviolent,excess\n"


def paste(page, text, outcomes=""):
    if not page.locator(".what-if-own").evaluate("fold => fold.open"):
        page.locator(".what-if-own > summary").click()
    page.get_by_label("Table of claims").fill(text)
    page.get_by_label("Table of outcomes").fill(outcomes)
    page.get_by_role("button", name="Use this table").click()


@in_browser
def test_a_table_of_ones_own_is_compared_as_by_the_commands(opened, tmp_path):
    from landreform.contested.outcome_tables import read_outcomes

    (tmp_path / "claims.csv").write_text(OWN)
    (tmp_path / "outcomes.csv").write_text(OUTCOMES)
    order = read_outcomes(tmp_path / "outcomes.csv")
    wanted = consistency.gap(read_table(tmp_path / "claims.csv", order=order).claims, order)
    page = opened()
    paste(page, OWN, OUTCOMES)
    assert shown(page, "delta") == pytest.approx(wanted.delta, rel=1e-9)
    assert wanted.binding[0] in page.locator(".what-if-results").inner_text()
    page.get_by_role("button", name="Back to the claims of the book").click()
    assert shown(page, "total") is not None


@in_browser
def test_faults_of_a_table_are_told_in_the_words_of_the_commands(opened, tmp_path):
    wrong = OWN.replace("4000", "c. 4000").replace("1100", "11.000")
    (tmp_path / "claims.csv").write_text(wrong)
    with pytest.raises(InputError) as error:
        read_table(tmp_path / "claims.csv", "the consistency gap")
    page = opened()
    paste(page, wrong)
    assert page.locator(".what-if-faults li").all_text_contents() == [str(fault) for fault in error.value.faults]


@in_browser
def test_what_is_pasted_is_text_and_never_markup(opened):
    evil = '<img src=x onerror="document.title=1"><b>bold</b><svg><script>document.title=2</script></svg>'
    page = opened()
    before = page.title(), page.locator("img, b, script").count()
    cell = '"' + evil.replace('"', '""') + '"'
    paste(page, f"estimate,low,point,high,outcome,lineage\n{cell},5,,9,{cell},{cell}\nb,99,,120,{cell},\n")
    assert evil in page.locator(".what-if-results").text_content()
    paste(page, f"estimate,low,point,high,outcome,lineage\na,{cell},,9,died,\n")
    assert "onerror" in page.locator(".what-if-faults").text_content()
    assert (page.title(), page.locator("img, b, script").count()) == before


@in_browser
def test_outcomes_may_have_names_that_every_object_has(opened):
    page = opened()
    paste(
        page,
        "estimate,low,point,high,outcome,lineage\n__proto__,5,,9,constructor,\nb,99,,120,toString,hasOwnProperty\n",
    )
    assert "2 claims" in page.locator(".what-if-sentence").inner_text()
    assert "constructor" in page.locator(".what-if-table").inner_text()


@in_browser
def test_a_thousand_claims_stay_usable(opened):
    rows = [f"c{k},{10 + k},,{20 + 2 * k},died,l{k % 90}" for k in range(1000)]
    page = opened()
    paste(page, "estimate,low,point,high,outcome,lineage\n" + "\n".join(rows))
    page.wait_for_function("document.querySelector('.what-if-sentence').textContent.includes('1,000 claims')")
    page.get_by_label("Ranges hold the value").fill("80")
    assert shown(page, "delta") > 1


def downloaded(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name, exact=True).click()
    return waiting.value


def texts_of_png(raw):
    """Read the texts of a PNG, and hold every checksum."""
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    at, texts = 8, {}
    while at < len(raw):
        (length,) = struct.unpack(">I", raw[at : at + 4])
        kind, body = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack(">I", raw[at + 8 + length : at + 12 + length])[0]
        if kind == b"iTXt":
            key, _, rest = body.partition(b"\0")
            texts[key.decode()] = rest[4:].decode()
        at += 12 + length
    return texts


@in_browser
def test_the_view_can_be_taken_away_with_its_setting(opened, claims, data, tmp_path):
    setting = what_if.named_settings(claims)["Scholars only"]
    address = what_if.address(setting, data)
    page = opened(address)
    from lxml import etree

    drawing = etree.fromstring(downloaded(page, "SVG").path().read_bytes())
    kept = json.loads(drawing.findtext("{http://www.w3.org/2000/svg}metadata"))
    assert kept["address"].endswith(address)
    assert "outcome executed" in kept["setting"]
    texts = texts_of_png(downloaded(page, "PNG").path().read_bytes())
    assert (texts["Setting"], texts["Address"]) == (kept["setting"], kept["address"])
    table = tmp_path / "view.csv"
    table.write_bytes(downloaded(page, "CSV").path().read_bytes())
    read = read_table(table).claims
    assert set(read["estimate"]) == set(setting.claims)
    assert pd.read_csv(table)["address"].str.endswith(address).all()


@in_browser
def test_a_setting_is_cited_with_address_version_and_choices(opened, claims, data):
    setting = what_if.named_settings(claims)["Reports that hold half, and a last stage twice as deadly"]
    address = what_if.address(setting, data)
    page = opened(address)
    cited = {name: page.locator(f"pre[data-format={name}]").text_content() for name in ("BibTeX", "RIS", "Sentence")}
    from landreform.publish.publication import publication

    for text in cited.values():
        assert address in text
        assert publication().version in text
        assert "reports holding 50" in text
    assert cited["BibTeX"].startswith("@")
    assert cited["BibTeX"].count("{") == cited["BibTeX"].count("}")
    assert re.search(r"^ER  - $", cited["RIS"], re.MULTILINE)
    assert cited["RIS"].rstrip("\n").endswith("ER  - ")


@in_browser
def test_the_live_region_says_the_result_once_after_several_steps(opened):
    page = opened()
    page.evaluate(
        "window.told = []; const place = document.querySelector('.what-if-status');"
        "new MutationObserver(() => told.push(place.textContent)).observe(place, { childList: true })"
    )
    page.wait_for_timeout(700)
    before = page.evaluate("told.length")
    for words in ("press", "polemic", "work of reference"):
        box(page, words).uncheck()
    page.wait_for_timeout(900)
    told = page.evaluate("told")[before:]
    assert len(told) == 1
    assert told[0].startswith("Admitted: ")


@in_browser
def test_everything_is_reached_by_the_keyboard(opened):
    page = opened()
    page.locator(".what-if-controls button").first.focus()
    reached = []
    for _ in range(40):
        reached.append(
            page.evaluate("document.activeElement.closest('.what-if') ? document.activeElement.tagName : ''")
        )
        page.keyboard.press("Tab")
    assert {"BUTTON", "INPUT", "SELECT", "SUMMARY"} <= set(reached)
    box(page, "press").focus()
    page.keyboard.press("Space")
    assert "26 claims" in page.locator(".what-if-sentence").inner_text()
    assert page.evaluate("document.activeElement.type") == "checkbox"


@in_browser
def test_on_a_telephone_nothing_is_wider_than_the_page(opened):
    page = opened(viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for svg in page.locator(".what-if-results svg").all():
        assert svg.bounding_box()["width"] <= 360


@in_browser
def test_a_dark_page_and_a_printed_one_are_readable(opened):
    page = opened(color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    ink = page.evaluate("getComputedStyle(document.querySelector('.what-if-results svg text')).fill")
    assert min(int(part) for part in re.findall(r"\d+", ink)[:3]) > 150
    page.emulate_media(media="print")
    assert not page.locator(".what-if-controls").is_visible()
    assert page.locator(".what-if-sentence").is_visible()


def test_scripts_and_data_are_small_and_loaded_on_this_page_only():
    assert {"compare.js", "what-if.js"} <= set(NEEDED)
    raw = b"".join((ROOT / "book" / "_static" / name).read_bytes() for name in ("compare.js", "what-if.js"))
    held_ = re.search(r'id="what-if-data">(.*?)</script>', PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert len(gzip.compress(raw + held_.encode())) <= 120_000
    loading = [page for page in HTML.rglob("*.html") if "compare.js" in page.read_text(encoding="utf-8")]
    assert loading == [PAGE]


def test_nothing_on_the_page_moves():
    style = (ROOT / "book" / "_static" / "what-if.css").read_text(encoding="utf-8")
    script = (ROOT / "book" / "_static" / "what-if.js").read_text(encoding="utf-8")
    assert not re.search(r"transition|animation|scroll-behavior", style)
    assert "requestAnimationFrame" not in script


def test_the_default_outcome_is_that_of_the_book(data):
    assert data["default"]["outcome"] == OUTCOME
