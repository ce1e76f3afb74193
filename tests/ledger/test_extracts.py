"""Passages of the documents: each is quoted from a document of the ledger and told on a page of the book."""

import re

from landreform.ledger import tables
from landreform.ledger.quotations import quote
from landreform.paths import ROOT

LEDGER = tables.load_all()
EXTRACTS = LEDGER["extracts"]
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "book" / "documents").glob("*.md")}


def test_every_passage_is_told_in_our_words_and_stands_on_a_page():
    assert len(EXTRACTS) >= 40
    assert set(re.findall(r"extracts/([a-z0-9-]+)/", "".join(PAGES.values()))) == set(EXTRACTS["extract"])


def test_vietnamese_words_are_marked_as_vietnamese_and_lead_to_their_document():
    found = quote("extracts/ho-chi-minh1956-08-18-struggle/words_vi", LEDGER)
    assert found.lang == "vi" and "long trời lở đất" in found.text
    assert "Hồ Chí Minh’s letter on the basic completion of the land reform: paragraph 9" in found.home
    assert quote("extracts/vo-nguyen-giap1956-enemies/words_en", LEDGER).lang == ""


def test_words_are_quoted_only_from_a_text_that_was_read():
    access = LEDGER["sources"].set_index("source")["access"]
    quoted = EXTRACTS[EXTRACTS["words_vi"] != ""]
    assert (quoted["read_in"].map(access) != "second_hand").all()
    # An English translation says whose it is.
    translated = EXTRACTS[EXTRACTS["words_en"] != ""]
    assert translated["note"].str.contains("translation|translator").all()


def test_the_list_of_documents_leads_to_every_section_in_its_order():
    links = re.findall(r"\{ref\}`[^`<]+<([a-z-]+)>`", PAGES["index.md"])
    sections = [
        label for name in ("orders.md", "admissions.md") for label in re.findall(r"^\(([a-z-]+)\)=$", PAGES[name], re.M)
    ]
    assert links == sections and len(links) == 12
    headings = sum(len(re.findall("^## ", PAGES[name], re.M)) for name in ("orders.md", "admissions.md"))
    assert headings == len(sections)
