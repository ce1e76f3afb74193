"""On its page the cell to change stands open, and the way to *What if?* opens there with the same numbers."""

import re
import shutil

import pytest
from bs4 import BeautifulSoup

from landreform.ledger import tables
from landreform.paths import NOTEBOOKS, ROOT
from landreform.tolls import what_if

HTML = ROOT / "_build" / "html"
PAGES = sorted(
    HTML / "notebooks" / f"{path.stem}.html"
    for path in NOTEBOOKS.glob("*.ipynb")
    if '"to-change"' in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_cell_stands_open_and_its_sentences_lead_to_the_page_on_choices(path):
    page = BeautifulSoup(path.read_bytes(), "html.parser")
    section = page.select_one("section#try-another-assumption")
    code = section.select_one(".cell_input")
    assert "# Change this value" in code.get_text() and not code.find_parent("details")
    says = section.select(".another-assumption p")
    assert len(says) == 2 and len(re.findall(r"\.(?: |$)", says[0].get_text())) == 2
    assert says[1].a["href"].startswith("../book/what-if.html#what-if=")


def test_there_are_chapters_with_a_value_to_change():
    assert len(PAGES) >= 8


@pytest.mark.skipif(not shutil.which("chromium"), reason="Debian's chromium is not installed")
def test_the_way_leads_to_the_same_numbers():
    from playwright.sync_api import sync_playwright

    ledger = tables.load_all()
    claims = what_if.reader_claims(ledger)
    left = tuple(claims.loc[~claims["restates"] & (claims["estimate"] != "goscha2011-died"), "estimate"])
    found = what_if.answer(ledger, claims, what_if.Setting(left))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((HTML / "notebooks" / "can-they-all-be-true.html").as_uri())
        page.get_by_role("link", name="The same choice in What if?").click()
        page.wait_for_selector(".what-if-panel")
        shown = {
            name: float(page.locator(f"[data-quantity={name}]").get_attribute("value"))
            for name in ("delta", "set_aside")
        }
        browser.close()
    assert shown == {"delta": pytest.approx(found["delta"]), "set_aside": found["set_aside"]}
