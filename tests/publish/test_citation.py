"""Citations: every format is read back by a library, and every style reads as its manual has it."""

from dataclasses import replace

import pytest
import rispy
from pybtex.database import parse_string

from landreform.publish import citation, styles
from landreform.publish.publication import Author, publication

NAMES = (Author(family="Nguyễn", given="Văn An"), Author(family="Moise", given="Edwin E."))
BARE = replace(publication(), version="1.2.0", date="2027-03-05", address="", doi="")
FULL = replace(BARE, authors=NAMES, address="https://example.org/l/", doi="10.5281/zenodo.7654321")
BOTH = pytest.mark.parametrize("setting", [BARE, FULL], ids=["bare", "full"])


def works(setting):
    return [
        citation.book(setting),
        citation.chapter("notebooks/what-has-been-claimed", "What has been claimed", setting),
        citation.part("fig-claims", "figure", "What has been claimed", setting),
        citation.part("tab-claims", "table", "The claims & 100 % of their sources", setting),
        citation.data(setting),
    ]


@BOTH
def test_bibtex_is_read_back(setting):
    for work in works(setting):
        (entry,) = parse_string(citation.bibtex(work), "bibtex").entries.values()
        assert entry.key == work.key
        assert entry.fields["title"].strip("{}").replace("\\", "") == work.title
        assert entry.fields["year"] == "2027" and "1.2.0" in entry.fields["note"]
        assert [str(person) for person in entry.persons["author"]] == (
            ["Nguyễn, Văn An", "Moise, Edwin E."] if setting is FULL else ["{landreform contributors}"]
        )
        assert entry.fields.get("url", "") == setting.url(work.path)
        assert ("doi" in entry.fields) == (setting is FULL and work.kind == "book")
        if work.kind in ("figure", "table"):
            assert work.name in entry.fields["note"]


@BOTH
def test_ris_is_read_back(setting):
    for work in works(setting):
        (entry,) = rispy.loads(citation.ris(work))
        assert entry["title"] == work.title and entry["year"] == "2027" and entry["date"] == "2027/03/05"
        assert entry["edition"] == ("1.2.0" if work.kind == "data" else "version 1.2.0")
        assert entry.get("secondary_title", "") == ("" if work.kind == "book" else setting.title)
        assert entry["authors"] == (
            ["Nguyễn, Văn An", "Moise, Edwin E."] if setting is FULL else ["landreform contributors,"]
        )
        assert "".join(entry.get("urls", [])) == setting.url(work.path)
        assert ("doi" in entry) == (setting is FULL and work.kind == "book")
    kinds = [rispy.loads(citation.ris(work))[0]["type_of_reference"] for work in works(setting)]
    assert kinds == ["BOOK", "CHAP", "CHAP", "CHAP", "DATA"]
    assert set(kinds) <= set(rispy.TYPE_OF_REFERENCE_MAPPING)


@BOTH
def test_csl_json_has_the_variables_and_types_of_csl(setting):
    for work in works(setting):
        item = citation.csl(work)
        assert item["type"] in {"book", "chapter", "figure", "dataset"}
        assert item["issued"] == {"date-parts": [[2027, 3, 5]]}
        assert ("URL" in item) == bool(setting.url(work.path))
        assert ("container-title" in item) == (work.kind != "book")


@BOTH
def test_a_figure_goes_into_reference_managers_as_a_part_of_the_book(setting):
    for work in works(setting):
        item, printed = citation.csl_file(work), citation.csl(work)
        part = work.kind in ("figure", "table")
        assert item["type"] == ("chapter" if part else printed["type"])
        assert item.get("note", "") == work.label and "genre" not in item
        assert {item.get("edition"), item.get("version")} == (
            {None, "1.2.0"} if work.kind == "data" else {"version 1.2.0", None}
        )
        same = {"id", "title", "author", "issued", "container-title", "URL", "DOI", "language"}
        assert {key: item.get(key) for key in same} == {key: printed.get(key) for key in same}
        for style in styles.STYLES:
            reference = styles.formatted(item, style, html=False)[1]
            assert reference.lower().count("version") == 1 and "1.2.0" in reference
            assert work.kind == "book" or setting.title in reference


@BOTH
def test_the_version_is_a_field_of_bibtex_only_in_parts_of_the_book(setting):
    for work in works(setting):
        (entry,) = parse_string(citation.bibtex(work), "bibtex").entries.values()
        assert ("version" in entry.fields) == (entry.type == "incollection")


def test_keys_differ_between_works_and_versions():
    keys = [work.key for setting in (BARE, replace(BARE, version="1.3.0")) for work in works(setting)]
    assert len(set(keys)) == len(keys)


def plain(work, style):
    return styles.formatted(citation.csl(work), style, html=False)


def test_a_figure_in_the_usual_styles():
    figure = works(BARE)[2]
    title = "The Land Reform in North Vietnam, 1952–1958"
    assert plain(figure, "chicago-author-date") == (
        "(landreform contributors 2027)",
        f"landreform contributors. 2027. “What Has Been Claimed.” Figure fig-claims. In {title}, version 1.2.0.",
    )
    assert plain(figure, "apa") == (
        "(landreform contributors, 2027)",
        f"landreform contributors. (2027). What has been claimed [Figure fig-claims]. In {title} (Version 1.2.0).",
    )
    assert plain(figure, "modern-language-association") == (
        "(landreform contributors)",
        f"landreform contributors. “What Has Been Claimed.” Figure fig-claims. {title}, Version 1.2.0, 5 Mar. 2027.",
    )


def test_persons_keep_their_given_names_where_the_manual_keeps_them():
    book = works(FULL)[0]
    assert plain(book, "chicago-author-date")[1].startswith("Nguyễn, Văn An, and Edwin E. Moise. 2027.")
    assert plain(book, "apa")[1].startswith("Nguyễn, V. A., & Moise, E. E. (2027).")
    assert plain(book, "modern-language-association")[1].startswith("Nguyễn, Văn An, and Edwin E. Moise.")


@pytest.mark.parametrize("style", styles.STYLES)
@BOTH
def test_every_citation_names_its_version_and_its_address_if_there_is_one(style, setting):
    for work in works(setting):
        in_text, reference = plain(work, style)
        assert "1.2.0" in reference
        if setting is FULL:
            assert (setting.url(work.path) in reference) or (work.kind == "book" and setting.doi in reference)
        else:
            assert "http" not in reference
        assert in_text.startswith("(") and in_text.endswith(")")
        assert ".." not in reference and "  " not in reference and "None" not in reference


def test_a_work_of_the_bibliography_keeps_its_pages_and_names():
    maclean = citation.from_bibliography("maclean2025")
    for style in styles.STYLES:
        reference = styles.formatted(maclean, style, html=False)[1]
        assert "1–19" in reference and "10.1017/S0022463424000407" in reference
    fall = styles.formatted(citation.from_bibliography("fall1967"), "chicago-author-date", html=False)[1]
    assert fall.startswith("Fall, Bernard B. 1967. The Two Viet-Nams")
