"""The page on choices in a browser: it gives what the Python gives, and keeps the setting in its address."""

import gzip
import hashlib
import io
import json
import re
import struct
import zlib
from datetime import date, datetime, time
from urllib.parse import quote

import pandas as pd
import pytest
from browsers import empty, eventually, expect, in_browser

from landreform.contested import consistency, hints
from landreform.contested.claims import read_table
from landreform.contested.errors import InputError
from landreform.contested.outcome_tables import read_outcomes
from landreform.contested.table_input import TableReader
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.sphinx_ext.page_assets import NEEDED
from landreform.sphinx_ext.what_if import SCRIPTS
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


@pytest.fixture(scope="module")
def window(browser):
    """Give the window in which one test after another opens the page, unless it asks for one of another kind."""
    page = browser.new_page()
    yield page
    page.context.close()


@pytest.fixture
def opened(browser, window):
    """Give a function that opens the page at an address; errors of scripts fail the test.

    The first time it is in the window that is there already, without anything that an earlier test left in it. Another
    time it is in one of its own, unless it is to be that of a page which is no longer needed.
    """
    errors, contexts, free = [], [], [window]

    def note(error):
        errors.append(error.stack)

    def open_at(address="", instead_of=None, **kind):
        if instead_of:
            page = instead_of
            page.goto("about:blank")  # or another address of the same page would not load it anew
        else:
            if kind or not free:
                contexts.append(browser.new_context(**kind))
                page = contexts[-1].new_page()
            else:
                page = free.pop()
            page.on("pageerror", note)
        page.goto(PAGE.as_uri() + address)
        if kind.get("java_script_enabled", True):
            page.wait_for_selector(".what-if-sentence")
        return page

    yield open_at
    for context in contexts:
        context.close()
    if not free:
        window.remove_listener("pageerror", note)
        empty(window)
    assert errors == []


def shown(page, quantity):
    """Read a number of the page; None where it shows none."""
    found = page.locator(f"[data-quantity={quantity}]").evaluate_all("found => found.map((one) => one.value)")
    assert len(found) <= 1
    return float(found[0]) if found and found[0] else None


def held(page, found):
    """Hold what a page shows, once it shows it, against the Python."""
    eventually(page, lambda: _held(page, found))


def _held(page, found):
    assert shown(page, "delta") == pytest.approx(found["delta"], rel=1e-9)
    assert shown(page, "set_aside") == found["set_aside"]
    assert shown(page, "total") == pytest.approx(found["total"], rel=1e-9)
    if found["pool"]["refused"]:
        assert "No pool: " in page.locator(".what-if-pool").inner_text()
        assert shown(page, "pooled") is None
    else:
        assert shown(page, "pooled") == pytest.approx(found["pool"]["pooled"], rel=1e-6)


def at_address(page, address):
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))


def box(page, words):
    return page.locator(".what-if-controls label", has_text=re.compile(rf"^\s*{words} \(")).locator("input")


@in_browser
def test_every_named_setting_gives_what_the_python_gives(opened, ledger, claims, data):
    page = None
    for setting in what_if.named_settings(claims).values():
        page = opened(what_if.address(setting, data), page)
        held(page, what_if.answer(ledger, claims, setting))


@in_browser
def test_a_named_setting_is_opened_in_the_instrument(opened, ledger, claims):
    page = opened()
    page.get_by_role("link", name="Open this setting above").nth(1).click()
    expect(page.locator(".what-if-sentence")).to_contain_text("18 claims")
    expect(page.locator(".what-if-results")).to_be_focused()
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
    expect(page.locator(".what-if-instrument")).to_be_hidden()


@in_browser
def test_a_reader_admits_only_scholars_by_the_kinds_of_witness(opened, ledger, claims, data):
    page = opened()
    for words in ("press", "polemic", "work of reference", "took part or lived through it"):
        box(page, words).uncheck()
    setting = what_if.named_settings(claims)["Scholars only"]
    held(page, what_if.answer(ledger, claims, setting))
    at_address(page, what_if.address(setting, data))
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
    at_address(page, what_if.address(setting, data))


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
    pool = page.locator(".what-if-pool[data-inside=false]")
    expect(pool).to_contain_text("outside")
    expect(pool).to_contain_text("another coverage")


#: A field, what is typed into it that cannot be used, and the words beside it.
UNUSABLE = [
    ("Reports hold", typed, "A number from 0.1 to 100 is expected.")
    for typed in ("150", "0", "-5", "", "many", "12,500")
] + [
    ("Ranges hold the value", "100", "A number from 1 to 99 is expected."),
    ("Bare numbers widened by", "0.5", "A number from 1 to 10 is expected."),
    ("Last stage, times as deadly", "1e3", "A number from 0 to 100 is expected."),
]


@in_browser
@pytest.mark.parametrize(("label", "typed", "words"), UNUSABLE)
def test_what_cannot_be_used_is_said_at_its_field_and_in_the_results(opened, label, typed, words):
    page = opened()
    field = page.get_by_label(label)
    before = shown(page, "total"), page.evaluate("location.hash")
    field.fill(typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(re.escape(words) + "$"))
    warning = page.locator(".what-if-results .what-if-message")
    expect(warning).to_contain_text(f"has “{typed}”" if typed else "has nothing")
    expect(warning).to_contain_text("which held before")
    expect(page.locator(".what-if-status")).to_contain_text("which held before")
    expect(page.locator(".what-if-brief")).to_contain_text("is refused, and the figures are those from before")
    expect(page.locator(".what-if-brief")).to_be_visible()
    expect(page.locator(".what-if-results")).to_have_class(re.compile("what-if-stale"))
    assert (shown(page, "total"), page.evaluate("location.hash")) == before
    box(page, "press").uncheck()  # whatever else is changed, it is said as long as it stands there
    expect(warning).to_have_count(1)
    field.fill("2,5")
    expect(warning).to_have_count(0)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".what-if-results")).not_to_have_class(re.compile("what-if-stale"))


@in_browser
def test_what_is_typed_on_the_way_to_a_refused_number_leaves_nothing(opened):
    page = opened()
    field = page.get_by_label("Reports hold")
    before = shown(page, "total"), page.evaluate("location.hash")
    field.fill("15")
    expect(page).to_have_url(re.compile("&p=0.15&"))  # taken after a pause
    field.fill("150")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".what-if-message")).to_contain_text("what stands here is for 100, which held before")
    assert shown(page, "total") == before[0]
    expect(page).to_have_url(re.compile("&p=1&"))
    assert before[1] == ""
    field.fill("15")
    field.press("Enter")
    expect(page).to_have_url(re.compile("&p=0.15&"))
    field.fill("150")
    expect(page.locator(".what-if-message")).to_contain_text("what stands here is for 15, which held before")
    expect(page).to_have_url(re.compile("&p=0.15&"))


@in_browser
def test_numbers_are_read_as_people_type_them(opened, ledger, claims, data):
    page = opened()
    everyone = tuple(data["default"]["claims"])
    for typed, share in (("50 %", 0.5), ("12,5", 0.125), ("7.", 0.07), (" 33.3", 0.333), ("0,25%", 0.0025)):
        page.get_by_label("Reports hold").fill(typed)
        held(page, what_if.answer(ledger, claims, what_if.Setting(everyone, completeness=share)))


#: An address that somebody has spoilt, what is said of it, and how the setting is like that of every claim.
def spoilt(address):
    whole = "the page stands as when it is first opened"
    return {
        address.replace("&o=executed", "&o=nobody"): ["damaged", "of the outcome", whole],
        address.replace("&p=1", "&p=7").replace("&l=1", "&l=9"): [
            "of whose word is one voice and what the reports hold"
        ],
        address[: address.index("&o=")]: ["lacks its end, from the outcome on"],
        address.replace("what-if=1&", ""): ["lacks its beginning"],
        address.replace("what-if=1", "what-if=x"): ["lacks its beginning"],
        address.replace("&c=", "&c=zz"): ["claims that this page does not know"],
        "#what-if": ["damaged", "no setting can be read from it"],
        "#what-if%E0%A4%A": ["damaged", "no setting can be read from it"],
        "#%E0%A4%A": ["damaged", "no setting can be read from it"],
        "#wat-if=1&l=1": ["damaged", "lacks its beginning, the claims"],
        "#what-if=99&c=zzzz": ["another form (99)"],
        "#what-if=1&c=%E1%00": ["does not know", "lacks"],
    }


@in_browser
def test_a_damaged_address_opens_the_nearest_view_and_says_so(opened, ledger, claims, data):
    everyone = what_if.Setting(tuple(data["default"]["claims"]))
    page = None
    for address, words in spoilt(what_if.address(everyone, data)).items():
        page = opened(address, page)
        for said in words:
            expect(page.locator(".what-if-message")).to_contain_text(said)
        expect(page.locator(".what-if-status")).to_contain_text(words[0])
        if "&c=zz" not in address:
            held(page, what_if.answer(ledger, claims, everyone))
            if "99" not in address:  # what another version wrote is left to it
                at_address(page, what_if.address(everyone, data))


@in_browser
def test_what_a_sentence_or_a_programme_adds_to_an_address_does_no_harm(opened, ledger, claims, data):
    setting = what_if.Setting(("moise1983-executed", "nutt-executed"), completeness=0.25, intensity=4.0)
    address = what_if.address(setting, data)
    page = None
    for written in (f"{address}.", f"{address})", address.replace("&", "&amp;"), "#" + quote(address[1:], safe="")):
        page = opened(written, page)
        held(page, what_if.answer(ledger, claims, setting))
        expect(page.locator(".what-if-message")).to_have_count(0)


@in_browser
def test_a_place_of_the_page_is_no_setting(opened, ledger, claims, data):
    page = opened("#how-to-read-what-comes-out")
    expect(page.locator(".what-if-message")).to_have_count(0)
    held(page, what_if.answer(ledger, claims, what_if.Setting(tuple(data["default"]["claims"]))))


#: Addresses as the first form wrote them, each with its setting. They never change.
THREE = ("moise1983-executed", "porter1972-executed", "szalontai2005-executed-to-1955-12")
PINNED = {
    "#what-if=1&c=qyiffd3i2hmb&o=executed&r=&l=1&v=0.9&w=1.5&g=1&b=commune_passes&p=0.25&m=4": what_if.Setting(
        THREE, completeness=0.25, intensity=4.0
    ),
    "#what-if=1&c=qyif&o=died&r=&l=0&v=0.8&w=2&g=0&b=communes_plenum&p=1&m=0.5": what_if.Setting(
        THREE[:1], "died", "", "stated", 0.8, 2.0, False, "communes_plenum", 1.0, 0.5
    ),
    "#what-if=1&c=&o=wrongly_executed&r=&l=2&v=0.95&w=1&g=1&b=people_most&p=0.001&m=0": what_if.Setting(
        (), "wrongly_executed", "", "stated, inferred and of one work", 0.95, 1.0, True, "people_most", 0.001, 0.0
    ),
    "#what-if=1&c=qyiffd3i2hmb&o=executed&r=1&l=1&v=0.9&w=1.5&g=1&b=commune_passes&p=1&m=1": what_if.Setting(
        THREE, ratio="76% wrongly: all labels"
    ),
}


@in_browser
@pytest.mark.parametrize("address", PINNED)
def test_an_old_address_opens_the_same_view(opened, ledger, claims, data, address):
    setting = PINNED[address]
    page = opened(address)
    expect(page.locator(".what-if-message")).to_have_count(0)
    if setting.ratio:
        expect(page.get_by_label("Wrongful executions as executions")).to_have_value(setting.ratio)
    elif setting.claims:
        held(page, what_if.answer(ledger, claims, setting))
    else:
        expect(page.locator(".what-if-sentence")).to_contain_text("No claim is admitted")
    assert what_if.address(setting, data) == address
    page.get_by_label("One voice for each lineage").click()
    page.get_by_label("One voice for each lineage").click()
    at_address(page, address)


def test_no_two_claims_have_one_code(data):
    assert len({row["code"] for row in data["claims"]}) == len(data["claims"])


OWN = (
    "estimate,low,point,high,outcome,lineage\nfirst,2500,4000,9000,violent,\nministry,900,,1100,violent,government\n"
    "hospitals,1500,,,excess,\n"
)
OUTCOMES = "outcome,part_of\nviolent,excess\n"
HEAD = "estimate,low,point,high,outcome,lineage\n"


def open_fold(page):
    fold = page.locator(".what-if-own")
    if not fold.evaluate("fold => fold.open"):
        fold.locator("> summary").click()
    expect(page.get_by_role("button", name="Use this table")).to_be_visible()


def use(page):
    page.get_by_role("button", name="Use this table").click()


def paste(page, text, outcomes=""):
    open_fold(page)
    page.get_by_label("Table of claims", exact=True).fill(text)
    page.get_by_label("Table of outcomes").fill(outcomes)
    use(page)


def take(page, raw, name="mine.csv"):
    """Open a file as the table of claims, and wait until it was read."""
    open_fold(page)
    page.get_by_label("Open claims").set_input_files({"name": name, "mimeType": "", "buffer": raw})


def faults_of_python(text, tmp_path, name="Table of claims"):
    """Give the faults that the Python finds, in the words of the page."""
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with hints.spoken(hints.PAGE), pytest.raises(InputError) as error:
        read_table(tmp_path / name, "the consistency gap")
    with hints.spoken(hints.PAGE):
        return [str(fault) for fault in error.value.faults]


def says_faults(page, lines):
    expect(page.locator(".what-if-faults li")).to_have_text(lines)
    expect(page.locator(".what-if-status")).to_contain_text("The table cannot be used")


@in_browser
def test_a_table_of_ones_own_is_compared_as_by_the_commands(opened, tmp_path):
    (tmp_path / "claims.csv").write_text(OWN)
    (tmp_path / "outcomes.csv").write_text(OUTCOMES)
    order = read_outcomes(tmp_path / "outcomes.csv")
    wanted = consistency.gap(read_table(tmp_path / "claims.csv", order=order).claims, order)
    page = opened()
    paste(page, OWN, OUTCOMES)
    results = page.locator(".what-if-results")
    expect(results).to_contain_text(wanted.binding[0])
    expect(results).to_be_focused()
    expect(results).to_be_in_viewport()
    expect(page.locator(".what-if-status")).to_contain_text("Admitted: 3 claims")
    assert shown(page, "delta") == pytest.approx(wanted.delta, rel=1e-9)
    page.get_by_role("button", name="Back to the claims of the book").click()
    expect(page.locator("[data-quantity=total]")).to_have_count(1)


@in_browser
def test_the_frontier_of_ones_own_table_waits_for_its_two_numbers(opened):
    page = opened()
    paste(page, OWN, OUTCOMES)
    results = page.locator(".what-if-results")
    expect(results).to_contain_text("needs two numbers that no table of claims holds")
    page.get_by_label("Reported, persons").fill("1000")
    expect(results).to_contain_text("needs two numbers")
    page.get_by_label("Size of the rest, times that part").fill("0.5")
    page.get_by_label("Reports hold").fill("50")
    page.get_by_label("The rest, times as deadly").fill("2")
    expect(page.locator("[data-quantity=total]")).to_have_attribute("value", "4000")  # 1000 / 0.5 · (1 + 2 · 0.5)
    expect(page.get_by_role("img", name="What each number claimed needs")).to_be_visible()
    page.get_by_label("Reported, persons").fill("")
    expect(results).to_contain_text("needs two numbers")


@in_browser
def test_faults_of_a_table_are_told_in_the_words_of_the_commands_and_the_fields_of_the_page(opened, tmp_path):
    wrong = OWN.replace("4000", "c. 4000").replace("1100", "11.000")
    page = opened()
    paste(page, wrong)
    lines = faults_of_python(wrong, tmp_path)
    says_faults(page, lines)
    assert "Table of claims, row 3 of the file, column high" in lines[1]
    assert "“What separates thousands”" in lines[1]


@in_browser
def test_the_choices_of_a_table_are_there_when_it_needs_them(opened):
    page = opened()
    separates = page.get_by_label("What separates thousands"), page.get_by_label("What separates decimals")
    paste(page, OWN, OUTCOMES)
    for field in (*separates, page.get_by_label("Encoding of the file")):
        expect(field).to_be_hidden()
    paste(page, OWN.replace("1100", "1.100"), OUTCOMES)
    for field in separates:
        expect(field).to_be_visible()
    separates[0].select_option("point")
    use(page)
    expect(page.locator(".what-if-notes")).to_contain_text("the point separates thousands, as you chose")
    expect(page.locator(".what-if-sentence")).to_contain_text("3 claims")
    separates[1].select_option("point")
    use(page)
    expect(page.locator(".what-if-faults")).to_contain_text("another sign than under “What separates thousands”")


@in_browser
def test_a_file_in_another_encoding_is_read_when_its_reader_says_which(opened, tmp_path):
    raw = HEAD.encode() + "§Þa chñ ë Th¸i Nguyªn".encode("cp1252") + b",3,,9,executed,\nb,20,,30,executed,\n"
    page = opened()
    take(page, raw)
    says_faults(page, faults_of_python(raw, tmp_path, "mine.csv"))
    use(page)
    expect(page.locator(".what-if-faults li")).to_contain_text("another encoding under “Encoding of the file”")
    page.get_by_label("Encoding of the file").select_option("tcvn3")
    expect(page.get_by_label("Table of claims", exact=True)).to_have_value(re.compile("Địa chủ ở Thái Nguyên"))
    use(page)
    expect(page.locator(".what-if-results")).to_contain_text("Địa chủ ở Thái Nguyên")
    take(page, (HEAD + "Hà Nội,3,,9,executed,\n").encode("utf-16"))
    page.get_by_label("Encoding of the file").select_option("")
    expect(page.get_by_label("Table of claims", exact=True)).to_have_value(re.compile("Hà Nội"))
    use(page)
    expect(page.locator(".what-if-notes")).to_contain_text("mine.csv: read as UTF-16")


def workbook(*rows, change=None):
    """Make a workbook of two sheets, of which the second has the claims."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "notes"
    book.active.append(["nothing", "here"])
    sheet = book.create_sheet("claims of mine")
    for row in (HEAD.strip().split(","), *rows):
        sheet.append(row)
    if change:
        change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def merge(sheet):
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("A3:A4")


def share(sheet):
    sheet["B2"].number_format = "0.00%"


def in_thousands(sheet):
    sheet["B2"].number_format, sheet["C2"].number_format = '#,##0" thousand"', ";;;"
    sheet["D2"].number_format = '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)'


def calculate(sheet):
    sheet["D2"] = "=B2*3"


WORKBOOKS = {
    "merged cells": workbook(["a", 3, None, 9, "executed", ""], ["b", 3], ["c", 3], change=merge),
    "a formula without a result": workbook(["a", 3, None, 9, "executed", ""], change=calculate),
    "a percentage": workbook(["a", 0.329, None, 9, "executed", ""], change=share),
    "words beside a number": workbook(["a", 3, 4, 9.5, "executed", ""], change=in_thousands),
    "a date": workbook(["a", datetime(1956, 8, 18), date(1956, 8, 19), time(7, 30), "executed", ""]),
    "a word and a fraction": workbook(["a", "c. 300", 2.5, True, "executed", ""]),
    "no rows": workbook(),
    "broken": workbook(["a", 3, None, 9, "executed", ""])[:900],
}


@in_browser
def test_a_workbook_is_read_as_by_the_commands(opened, tmp_path):
    rows = [["Địa chủ", 3000, None, 15000.0, "executed", None], ["b, of two", None, "90000", None, "executed", "x"]]
    (tmp_path / "mine.xlsx").write_bytes(workbook(*rows))
    reader = TableReader()
    wanted = consistency.gap(read_table(tmp_path / "mine.xlsx", reader=reader).claims)
    page = opened()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    take(page, workbook(*rows), "mine.xlsx")
    expect(page.get_by_label("Table of claims", exact=True)).to_have_value(
        re.compile('Địa chủ,3000,,15000,executed,\n"b, of two",,90000')
    )
    expect(page.locator(".what-if-opened")).to_contain_text("mine.xlsx stands above as it was read")
    use(page)
    expect(page.locator(".what-if-notes li")).to_have_text(reader.notes)
    assert "sheet 'claims of mine' of a workbook" in reader.notes[0]
    assert shown(page, "delta") == pytest.approx(wanted.delta, rel=1e-9)
    assert asked == ["fflate.min.js", "workbooks.js"]


@in_browser
@pytest.mark.parametrize("name", [name for name in WORKBOOKS if name != "broken"])
def test_a_workbook_is_refused_as_by_the_commands(opened, tmp_path, name):
    page = opened()
    take(page, WORKBOOKS[name], "mine.xlsx")
    lines = faults_of_python(WORKBOOKS[name], tmp_path, "mine.xlsx")
    found_on_opening = ("merged cells", "a formula without a result", "words beside a number")
    if name not in found_on_opening:
        expect(page.get_by_label("Table of claims", exact=True)).to_have_value(re.compile("estimate"))
        use(page)
    says_faults(page, lines)


@in_browser
def test_a_broken_workbook_is_refused_in_words(opened):
    page = opened()
    take(page, WORKBOOKS["broken"], "mine.xlsx")
    expect(page.locator(".what-if-faults li")).to_contain_text(
        "expected a workbook .xlsx, or a table in CSV, encoded in UTF-8"
    )


@in_browser
def test_without_what_reads_workbooks_the_page_says_how_to_save_one(opened):
    page = opened()
    page.evaluate(
        "const made = document.createElement.bind(document); document.createElement = (name) => {"
        " const one = made(name); if (name === 'script') one.setAttribute = (key, value) =>"
        " Element.prototype.setAttribute.call(one, key, `${value}.gone`); return one; };"
    )
    take(page, WORKBOOKS["a date"], "mine.xlsx")
    expect(page.locator(".what-if-faults li")).to_contain_text("save the sheet as “CSV UTF-8”")


@in_browser
def test_what_is_pasted_is_text_and_never_markup(opened):
    evil = '<img src=x onerror="document.title=1"><b>bold</b><svg><script>document.title=2</script></svg>'
    page = opened()
    before = page.title(), page.locator("img, b, script").count()
    cell = '"' + evil.replace('"', '""') + '"'
    paste(page, f"{HEAD}{cell},5,,9,{cell},{cell}\nb,99,,120,{cell},\n")
    expect(page.locator(".what-if-results")).to_contain_text(evil)
    paste(page, f"{HEAD}a,{cell},,9,died,\n")
    expect(page.locator(".what-if-faults")).to_contain_text("onerror")
    assert (page.title(), page.locator("img, b, script").count()) == before


@in_browser
def test_outcomes_may_have_names_that_every_object_has(opened):
    page = opened()
    paste(page, f"{HEAD}__proto__,5,,9,constructor,\nb,99,,120,toString,hasOwnProperty\n")
    expect(page.locator(".what-if-sentence")).to_contain_text("2 claims")
    expect(page.locator(".what-if-table")).to_contain_text("constructor")


@in_browser
def test_outcomes_of_the_book_have_their_titles_in_a_table_of_ones_own(opened, data):
    page = opened()
    paste(page, f"{HEAD}a,5,,9,executed_to_1955_12,\nb,99,,120,executed,\n")
    expect(page.locator(".what-if-results")).to_contain_text(data["titles"]["executed_to_1955_12"])
    assert "1955 12" not in page.locator(".what-if-results").inner_text()


#: What leaves no pool, and the words for it.
NO_POOL = {
    f"{HEAD}a,5,,,died,\nb,,,9,died,\n": "none of the admitted claims of “deaths from any cause” has two ends",
    f"{HEAD}a,5,,7,died,\nb,,,9,died,\n": "only one has two ends",
    f"{HEAD}a,5,,7,died,x\nb,5,,9,died,x\n": "are of one lineage",
}


@in_browser
@pytest.mark.parametrize("text", NO_POOL)
def test_why_there_is_no_pool_is_said_in_plain_words(opened, text):
    page = opened()
    paste(page, text)
    expect(page.locator(".what-if-pool")).to_contain_text("No pool: ")
    expect(page.locator(".what-if-pool")).to_contain_text(NO_POOL[text])
    said = page.locator(".what-if").inner_text()
    assert not re.search(r"density|--\w|FILE", said)


@in_browser
def test_a_pool_that_no_claim_holds_is_held_back(opened):
    page = opened()
    paste(page, f"{HEAD}a,10,,20,died,\nb,1000000,,2000000,died,\nc,12,,30,died,\n")
    pool = page.locator(".what-if-pool")
    expect(pool).to_contain_text(
        "Held back: of the 3 claims pooled (3 lineages) none has a range that holds the middle"
    )
    expect(pool).to_contain_text("so wide that it says nothing")
    expect(pool).to_contain_text("cannot all be true")
    paste(page, f"{HEAD}a,10,,20,died,\nb,12,,30,died,\nc,12,,25,died,\n")
    expect(pool).not_to_contain_text("Held back")
    expect(pool).to_contain_text("One more voice is expected between")


@in_browser
def test_a_thousand_claims_stay_usable(opened):
    rows = [f"c{k},{10 + k},,{20 + 2 * k},died,l{k % 90}" for k in range(1000)]
    page = opened()
    paste(page, HEAD + "\n".join(rows))
    expect(page.locator(".what-if-sentence")).to_contain_text("1,000 claims")
    page.get_by_label("Ranges hold the value").fill("80")
    at_least_one = re.compile(r"^[1-9][0-9.]*$")
    expect(page.locator("[data-quantity=delta]")).to_have_attribute("value", at_least_one)


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
    assert "no claim taken out" in cited["Sentence"]
    assert cited["BibTeX"].count("{") == cited["BibTeX"].count("}")
    assert re.search(r"^ER  - $", cited["RIS"], re.MULTILINE)
    assert cited["RIS"].rstrip("\n").endswith("ER  - ")


def keys(page):
    """Read by what name BibTeX and RIS call a setting."""
    bibtex, ris = (page.locator(f"pre[data-format={name}]").text_content() for name in ("BibTeX", "RIS"))
    return re.match(r"@\w+\{([^,]+),", bibtex)[1], re.search(r"^ID  - (.+)$", ris, re.MULTILINE)[1]


@in_browser
def test_every_setting_is_cited_by_a_name_of_its_own_and_by_what_was_taken_out(opened, claims, data):
    found = {}
    page = None
    for name, setting in what_if.named_settings(claims).items():
        page = opened(what_if.address(setting, data), page)
        bibtex, ris = keys(page)
        assert bibtex == ris
        found[bibtex] = name
        if name == "Scholars only":
            said = page.locator("pre[data-format=RIS]").text_content()
            for kind in ("press", "polemic", "work of reference", "took part or lived through it"):
                assert f"“{kind}”" in said
            page.reload()
            page.wait_for_selector(".what-if-sentence")
            assert keys(page) == (bibtex, ris)
    assert len(found) == len(what_if.named_settings(claims))


@in_browser
def test_a_citation_is_copied_or_marked_where_the_browser_keeps_its_clipboard(opened):
    page = opened()
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = () => { window.marked = String(getSelection()); return false; }"
    )
    page.locator(".what-if-keep summary", has_text="RIS").click()
    page.get_by_role("button", name="Copy RIS").click()
    expect(page.locator(".what-if-keep")).to_contain_text("to be copied by hand")
    assert page.evaluate("marked").startswith("TY  - ")


@in_browser
def test_what_is_held_back_is_so_under_the_named_settings_and_above(opened, ledger, claims, data):
    page = None
    for at, setting in enumerate(what_if.named_settings(claims).values()):
        page = opened(what_if.address(setting, data), page)
        pool = what_if.answer(ledger, claims, setting)["pool"]
        if pool["refused"]:
            continue
        held_back = str(pool["holding"] == 0)
        assert str("Held back" in page.locator(".what-if-pool").inner_text()) == held_back
        assert str("held back" in page.locator(".what-if-setting").nth(at).inner_text()) == held_back


@in_browser
def test_nothing_is_said_where_no_claim_is_admitted(opened):
    page = opened()
    page.get_by_role("button", name="Admit none").click()
    expect(page.locator(".what-if-results")).to_have_text("No claim is admitted.")


@in_browser
def test_an_example_of_a_table_can_be_put_in_and_never_over_what_is_there(opened):
    page = opened()
    open_fold(page)
    example, field = (
        page.get_by_role("button", name="Put in an example"),
        page.get_by_label("Table of claims", exact=True),
    )
    example.click()
    use(page)
    expect(page.locator(".what-if-sentence")).to_contain_text("3 claims of 2 lineages")
    field.fill("mine")
    example.click()
    expect(field).to_have_value("mine")


@in_browser
def test_the_results_of_others_are_flagged_as_long_as_a_table_is_refused(opened):
    page = opened()
    paste(page, f"{HEAD}a,x,,9,died,\n")
    expect(page.locator(".what-if-results .what-if-message")).to_contain_text("still of the claims of the book")
    expect(page.locator(".what-if-results")).to_have_class(re.compile("what-if-stale"))
    paste(page, f"{HEAD}a,,4000,,died,\n")
    expect(page.locator(".what-if-message")).to_have_count(0)
    sentence = page.locator(".what-if-sentence")
    expect(sentence).to_contain_text("no number but 4,000")
    expect(sentence).to_contain_text("by 1.5: from 2,700 to 6,000")
    expect(sentence).not_to_contain_text("contradict")


@in_browser
def test_the_line_in_short_stays_under_the_band_of_a_narrow_page(opened):
    page = opened(viewport={"width": 360, "height": 740})
    page.get_by_label("Reports hold").focus()
    band = page.locator(".bd-header-article").bounding_box()
    assert page.locator(".what-if-brief").bounding_box()["y"] >= band["y"] + band["height"] - 1


@in_browser
def test_every_line_of_an_axis_has_its_number(opened):
    page = opened(viewport={"width": 360, "height": 740})
    axis = page.locator(".what-if-results svg").first.locator("> g").first
    assert axis.locator("line").count() == axis.locator("text").count() - 1
    expect(axis).to_contain_text("1,000,000")


@in_browser
def test_the_live_region_says_the_result_once_after_several_steps(opened):
    page = opened()
    status = page.locator(".what-if-status")
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_contain_text("27 claims")
    page.evaluate(
        "window.told = []; const place = document.querySelector('.what-if-status');"
        "new MutationObserver(() => told.push(place.textContent)).observe(place, { childList: true })"
    )
    # quicker than anybody: three boxes at once
    boxes = page.locator(".what-if-controls details").first.locator("input")
    boxes.evaluate_all("boxes => boxes.slice(-3).forEach((box) => box.click())")
    expect(status).to_contain_text("22 claims")
    assert len(page.evaluate("told")) == 1
    assert page.evaluate("told[0]").startswith("Admitted: ")


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
    expect(page.locator(".what-if-sentence")).to_contain_text("26 claims")
    expect(box(page, "press")).to_be_focused()
    page.locator(".what-if-own > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Table of claims", exact=True).focus()
    page.keyboard.insert_text(OWN)
    page.get_by_role("button", name="Use this table").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".what-if-results")).to_be_focused()
    expect(page.locator(".what-if-sentence")).to_contain_text("3 claims")


@in_browser
def test_on_a_telephone_nothing_is_wider_than_the_page(opened):
    page = opened(viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for svg in page.locator(".what-if-results svg").all():
        assert svg.bounding_box()["width"] <= 360


@in_browser
def test_a_dark_page_is_readable(opened):
    page = opened(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    ink = page.evaluate("getComputedStyle(document.querySelector('.what-if-results svg text')).fill")
    assert min(int(part) for part in re.findall(r"\d+", ink)[:3]) > 150


@in_browser
def test_what_is_printed_is_the_setting_with_its_address_or_without_a_script_the_named_ones(opened, claims, data):
    setting = what_if.named_settings(claims)["Scholars only"]
    page = opened(what_if.address(setting, data))
    expect(page.locator(".what-if-printed")).to_be_hidden()
    page.emulate_media(media="print")
    for hidden in (".what-if-controls", ".what-if-keep", ".what-if-named", ".what-if-brief"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".what-if-sentence")).to_be_visible()
    expect(page.locator(".what-if-printed")).to_contain_text(what_if.address(setting, data))
    plain = opened(java_script_enabled=False)
    plain.emulate_media(media="print")
    expect(plain.locator(".what-if-below")).to_be_visible()
    expect(page.locator(".what-if-below")).to_be_hidden()
    default = opened()
    default.emulate_media(media="print")
    expect(default.locator(".what-if-named")).to_be_visible()
    expect(default.locator(".on-screen", has_text="With a script")).to_be_hidden()
    expect(plain.locator(".what-if-named")).to_be_visible()


def test_scripts_and_data_are_small_and_loaded_on_this_page_only():
    assert set(SCRIPTS) <= set(NEEDED)
    static = ROOT / "book" / "_static"
    raw = b"".join((static / name).read_bytes() for name in (*SCRIPTS, "workbooks.js", "vendor/fflate/fflate.min.js"))
    held_ = re.search(r'id="what-if-data">(.*?)</script>', PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    assert len(gzip.compress(raw + held_.encode())) <= 120_000
    for name in SCRIPTS:
        loading = [page for page in HTML.rglob("*.html") if f"_static/{name}" in page.read_text(encoding="utf-8")]
        assert loading == [PAGE], name


def test_what_unfolds_workbooks_is_the_library_that_its_origin_names():
    folder = ROOT / "book" / "_static" / "vendor" / "fflate"
    found = hashlib.sha256((folder / "fflate.min.js").read_bytes()).hexdigest()
    assert f"SHA-256 of fflate.min.js: {found}" in (folder / "ORIGIN.txt").read_text(encoding="utf-8")
    assert "MIT License" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert (HTML / "_static" / "vendor" / "fflate" / "LICENSE").is_file()


def test_nothing_on_the_page_moves():
    style = (ROOT / "book" / "_static" / "what-if.css").read_text(encoding="utf-8")
    script = "".join((ROOT / "book" / "_static" / name).read_text(encoding="utf-8") for name in SCRIPTS)
    assert not re.search(r"transition|animation|scroll-behavior", style)
    assert not re.search(r"requestAnimationFrame|smooth", script)


def test_the_default_outcome_is_that_of_the_book(data):
    assert data["default"]["outcome"] == OUTCOME
