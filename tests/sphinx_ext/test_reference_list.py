"""The list of references as it is printed: what was not read says so, and a known address leads to the text."""

import copy
import json
import re

import pytest
import yaml
from pybtex.database import Entry, Person, parse_file

from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.sphinx_ext.reference_list import (
    NAME,
    OTHER,
    ByName,
    Style,
    _cited_by,
    letter,
    letter_years,
    printed,
)

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
            assert not keys & unread or "as read in" in " ".join(sentence.split()), f"{path.name}: {sentence}"
    assert cited


def test_a_line_begins_with_the_family_name_of_the_first_author():
    assert LINES["abramowitz-stegun1964"].startswith("Abramowitz, M. and I. A. Stegun. ")
    assert LINES["moise1983"].startswith("Moise, Edwin")
    # Vietnamese names begin with the family name as they are.
    assert LINES["nguyen-duy-tien2000"].startswith("Nguyễn Duy Tiến. ")


def test_editors_come_first_by_family_name_and_later_as_they_are_called():
    persons = {"author": [Person("Doe, Ann")], "editor": [Person("Roe, Bob"), Person("Poe, Cy")]}
    fields = {"title": "Part", "booktitle": "Whole", "year": "1990"}
    part = Entry("incollection", fields, persons)
    whole = Entry("book", {"title": "Whole", "publisher": "House", "year": "1990"}, {"editor": persons["editor"]})
    part.key = whole.key = "x"
    assert printed(part) == "Doe, Ann. Part. In Bob Roe and Cy Poe, editors, Whole. 1990."
    assert printed(whole) == "Roe, Bob and Cy Poe, editors. Whole. House, 1990."


def test_signs_of_print_stand_in_titles_and_not_in_addresses():
    fields = {"title": "{The `Majority' and the nation's speech}", "url": "https://example.org/it's"}
    entry = Entry("misc", fields, {})
    entry.key = "x"
    assert printed(entry) == "The ‘Majority’ and the nation’s speech. URL: https://example.org/it's."


def test_works_stand_in_the_order_of_their_letters_whatever_marks_these_have():
    sorted_lines = [printed(entry) for entry in Style().sort(ENTRIES.values())]
    letters = [letter(line) for line in sorted_lines]
    first = list(dict.fromkeys(letters))
    assert first[:-1] == sorted(first[:-1]) and first[-1] == OTHER
    assert letters == sorted(letters, key=first.index)  # each letter once, with all its works
    assert letter(LINES["abramowitz-stegun1964"]) == "A" and letter("Đảng Lao động") == "D"


def test_no_two_works_are_cited_by_the_same_words():
    entries = copy.deepcopy(ENTRIES)
    letter_years(entries.values())
    cited = [(_cited_by(entry), entry.fields.get("year", "n.d.")) for entry in entries.values()]
    assert len(set(cited)) == len(cited)
    newcombe = [entries[f"newcombe1998-{which}"].fields["year"] for which in ("difference", "single")]
    assert newcombe == ["1998a", "1998b"]
    assert entries["moise1983"].fields["year"] == "1983"
    years = [entries[key].fields["year"] for key in sorted(entries, key=lambda key: ByName().sorting_key(entries[key]))
             if "Wikipedia contributors" in str(entries[key].persons.get("author"))]  # fmt: skip
    undated = [year for year in years if year.startswith("n.d.")]
    assert undated == sorted(undated) and undated[0] == "n.d.-a" and len(undated) > 10


def test_letters_are_set_anew_where_a_work_has_come_to_the_others_or_gone():
    entries = copy.deepcopy(ENTRIES)
    letter_years(entries.values())
    once = {key: entry.fields.get("year") for key, entry in entries.items()}
    letter_years(entries.values())
    assert {key: entry.fields.get("year") for key, entry in entries.items()} == once
    letter_years([entries["newcombe1998-single"], entries["metafor-rma"]])
    assert entries["newcombe1998-single"].fields["year"] == "1998"
    assert "year" not in entries["metafor-rma"].fields
