"""The list of references as it is printed: what was not read says so, and a known address leads to the text."""

import json
import re

import pytest
import yaml
from pybtex.database import parse_file

from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.sphinx_ext.reference_list import NAME, printed

ENTRIES = parse_file(str(ROOT / "book" / "references.bib"), bib_format="bibtex").entries
SOURCES = tables.load("sources").set_index("source")
LINES = {key: printed(entry) for key, entry in ENTRIES.items()}


def test_the_book_prints_its_references_in_this_style():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert config["sphinx"]["config"]["bibtex_default_style"] == NAME


@pytest.mark.parametrize("access", ["second_hand", "part", "whole"])
def test_every_work_says_in_print_how_far_it_was_read(access):
    said = {"second_hand": "Not read directly.", "part": "Read in part.", "whole": "Read whole."}
    works = SOURCES.index[SOURCES["access"] == access]
    assert len(works)
    for key in works:
        found = re.findall(r"Not read directly\.|Read in part\.|Read whole\.", LINES[key])
        assert found == [said[access]], f"{key} ({ENTRIES[key].type}): {LINES[key]}"


def test_every_known_address_is_printed():
    known = SOURCES["url"][SOURCES["url"] != ""]
    assert len(known) > 70
    for key, url in known.items():
        doi = ENTRIES[key].fields.get("doi")
        assert url in LINES[key] or (doi and url == f"https://doi.org/{doi}" and doi in LINES[key]), key


def test_an_address_that_is_printed_stands_in_the_table():
    for key, entry in ENTRIES.items():
        if "url" in entry.fields:
            assert entry.fields["url"] == SOURCES.loc[key, "url"], key


def test_a_work_that_was_not_read_is_cited_as_read_in_another():
    unread = set(SOURCES.index[SOURCES["access"] == "second_hand"])
    pages = {path: path.read_text(encoding="utf-8") for path in (ROOT / "book").rglob("*.md")}
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        pages[path] = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    cited = 0
    for path, text in pages.items():
        for sentence in re.split(r"(?<=[.:?!])\s+", text):
            keys = {key.strip() for group in re.findall(r"\{cite:\w+\}`([^`]+)`", sentence) for key in group.split(",")}
            cited += len(keys)
            assert not keys & unread or "as read in" in sentence, f"{path.name}: {sentence}"
    assert cited
