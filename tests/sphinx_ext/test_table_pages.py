"""Pages made from tables: errata, corrected rows, grades, protocol, shares. On scratch rows, and as they are built."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from landreform.ledger import tables
from landreform.ledger.grades import METHOD
from landreform.ledger.shares import shares
from landreform.paths import ROOT
from landreform.publish.publication import publication
from landreform.sphinx_ext import corrections_page, errata_page, gap_lists, grades_page, ledger_pages, protocol_page

HTML = ROOT / "_build" / "html" / "book"
READ = {"source": "maclean2025", "read_in": "maclean2025", "locator": "n. 5"}
ERRATA = [
    {"erratum": "e-01", "work": "moise1983", "place": "p. 1", "printed": "30 February", "why": "No such day."}
    | {"gravity": "slip", "table": "dates", "row": "x", "note": "", **READ},
    {"erratum": "e-02", "work": "maclean2025", "place": "p. 2", "printed": "<b>89</b> and 92", "why": "They differ."}
    | {"gravity": "changes_a_result", "table": "", "row": "", "note": "Seen twice.", **READ, "source": "moise1983"},
]
REVISIONS = [
    {"revision": "0.3.0-waves-a", "version": "0.3.0", "table": "waves", "row": "a", "change": "corrected"}
    | {"old": "communes: 6", "new": "communes: 8", "reason": "It was misread.", "successor": ""},
    {"revision": "0.10.0-waves-a", "version": "0.10.0", "table": "waves", "row": "a", "change": "withdrawn"}
    | {"old": "wave_row: a", "new": "", "reason": "It is no statement.", "successor": ""},
    {"revision": "0.3.0-estimates-b", "version": "0.3.0", "table": "estimates", "row": "b", "change": "moved"}
    | {"old": "estimate: b", "new": "", "reason": "It repeats another.", "successor": "reception:b"},
]


@pytest.fixture
def scratch(monkeypatch):
    """Put scratch rows in the place of tables."""
    load, held = tables.load, {}
    monkeypatch.setattr(tables, "load", lambda name, folder=tables.DATA: held[name] if name in held else load(name))

    def put(**rows):
        for name, content in rows.items():
            frame = pd.DataFrame(content)
            held[name] = frame if len(frame) else load(name).head(0)

    return put


def parsed(html):
    return BeautifulSoup(html, "html.parser")


def test_each_erratum_has_its_number_its_address_and_a_sentence_to_cite_it_by(scratch):
    scratch(errata=ERRATA)
    first, second = parsed(errata_page.errata_html()).select("ol.errata > li")
    assert (first["id"], second["id"]) == ("e-01", "e-02")
    assert first.strong.get_text() == "E-01" and first.strong.a["href"] == "#e-01"
    assert "30 February" in first.get_text() and "No such day." in first.get_text()
    assert first.find("a", href="ledger/dates.html#x") and not second.find("dt", string="In the ledger")
    assert "a slip" in first.get_text() and "changes a result" in second.get_text()
    assert "Moise 1983, as read in MacLean 2025: n. 5" in second.get_text() and "Seen twice." in second.get_text()
    assert "<b>89</b>" in second.get_text(), "what is printed is text and no markup"
    sentence = first.select_one(".copyable .text").get_text()
    assert sentence.startswith("Erratum E-01 (Moise 1983, p. 1), in ") and publication().version in sentence
    assert "book/errata.html#e-01" in sentence


def test_without_an_erratum_the_page_says_so(scratch):
    scratch(errata=[])
    assert errata_page.errata_html() == "<p>No erratum has been entered yet.</p>"


def test_a_row_that_is_gone_stands_under_its_own_address_with_its_reason(scratch):
    scratch(revisions=REVISIONS)
    rows = parsed(ledger_pages.earlier_rows_html("waves")).select("tbody tr")
    # The newest first: it took the row away; what was corrected before keeps the address of its revision.
    assert [row["id"] for row in rows] == ["a", "0.3.0-waves-a"]
    cells = [cell.get_text() for cell in rows[1].find_all(["th", "td"])]
    assert cells == [
        "a",
        "corrected in 0.3.0: It was misread.\nAs it was: communes: 6\nAs it is: communes: 8",
    ]
    moved = parsed(ledger_pages.earlier_rows_html("estimates")).find("tr", id="b")
    assert moved.find("a", href="reception.html#b") and "It repeats another." in moved.get_text()
    assert "No row" in ledger_pages.earlier_rows_html("counts")


def test_a_corrected_row_leads_to_what_it_was(scratch):
    row = tables.load("waves").iloc[0, 0]
    scratch(revisions=[REVISIONS[0] | {"row": row, "revision": f"0.3.0-waves-{row}"}])
    page = parsed(ledger_pages.table_html("waves") + ledger_pages.earlier_rows_html("waves"))
    mark = page.find("tr", id=row).find("a", string="corrected in 0.3.0")
    assert mark and page.find(id=mark["href"].removeprefix("#"))


def test_the_changelog_of_rows_counts_and_lists_by_table(scratch):
    scratch(revisions=REVISIONS)
    summary = parsed(corrections_page.summary_html())
    assert [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in summary.select("tbody tr")] == [
        ["Waves", "1", "0", "1"],
        ["Estimates", "0", "1", "0"],
    ]
    listed = parsed(corrections_page.corrections_html("estimates"))
    assert listed.find("a", href="ledger/estimates.html#b") and listed.find("a", href="ledger/reception.html#b")
    coming = corrections_page.name_of_version(REVISIONS[0]["version"], publication().version)
    assert listed.find("td", string=coming) is not None
    assert corrections_page.corrections_html("counts") == "<p>No row of this table has been changed.</p>"
    scratch(revisions=[])
    assert "No row that a release published" in corrections_page.summary_html()


def test_links_between_tables_lead_to_claims_restatements_or_nothing(scratch):
    step = tables.load("lineage").iloc[[0]].to_dict("records")[0]
    steps = [
        step | {"step": "s1", "estimate": "", "restatement": "r", "derives_from": "c", "through": "", "origin": ""},
        step | {"step": "s2", "estimate": "c", "restatement": "", "derives_from": "", "through": "r", "origin": ""},
        step
        | {"step": "s3", "estimate": "c", "restatement": "", "derives_from": "", "through": "", "origin": "a voice"},
    ]
    scratch(lineage=steps)
    rows = [row.find_all(["th", "td"])[:2] for row in parsed(ledger_pages.table_html("lineage")).select("tbody tr")]
    found = [[cell.a["href"] if cell.a else cell.get_text() for cell in row] for row in rows]
    assert found == [
        ["reception.html#r", "estimates.html#c"],
        ["estimates.html#c", "reception.html#r"],
        ["estimates.html#c", "a voice"],
    ]


def test_the_page_of_sources_links_to_addresses(scratch):
    one = tables.load("sources").iloc[[0]].to_dict("records")[0]
    scratch(sources=[one | {"url": "https://example.org/a?b=1&c", "archived": ""}])
    assert parsed(ledger_pages.table_html("sources")).find("a", href="https://example.org/a?b=1&c")


def test_claims_are_listed_by_witness_and_evidence_each_with_its_way_home():
    claims, sources = tables.load("estimates"), tables.load("sources")
    page = parsed(grades_page.evidence_html(claims, sources))
    links = [link["href"].partition("#")[2] for link in page.find_all("a")]
    assert sorted(links) == sorted(claims["estimate"])
    counted = parsed(grades_page.reading_html(claims, sources))
    numbers = [[int(cell.get_text()) for cell in row.find_all("td")[1:]] for row in counted.select("tbody tr")]
    assert sum(row[0] for row in numbers) == len(claims) and all(row[0] == sum(row[1:]) for row in numbers)


def test_the_protocol_counts_what_the_tables_hold():
    days = pd.to_datetime(pd.Series(["2026-11-01", None, "2026-11-27"]))
    sources = pd.DataFrame(
        {"source": ["a", "b", "c"], "name": ["A", "B", "C"], "witness": ["press", "press", "polemic"]}
        | {"access": ["whole", "second_hand", "part"], "url": ["https://a.org", "", ""], "archived": "", "sha256": ""}
        | {"read_on": days}
    )
    searches = pd.DataFrame(
        {
            "search": ["s", "t"],
            "work": ["b", ""],
            "looked_for": ["The text", "A list"],
            "where": ["Catalogues", "Pages"],
        }
        | {
            "on": days[[0, 2]].to_numpy(),
            "outcome": ["not_found", "cited_only"],
            "table": ["waves", ""],
            "row": ["w", ""],
        }
    )

    def cells(html):
        return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in parsed(html).select("tbody tr")]

    assert cells(protocol_page.works_html(sources)) == [["press", "1", "0", "1"], ["polemic", "0", "1", "0"]]
    assert [row[1] for row in cells(protocol_page.addresses_html(sources))] == ["1", "0", "2", "0"]
    assert cells(protocol_page.days_html(sources, searches))[0] == [
        "works read",
        "2",
        "1 November 2026",
        "27 November 2026",
    ]
    assert cells(protocol_page.days_html(sources, searches.head(0)))[1] == ["searches", "0", "–", "–"]
    (row,) = cells(protocol_page.searches_html("not_found", searches, sources))
    assert row == ["The text", "B", "Catalogues", "1 November 2026", "waves: w"]
    assert cells(protocol_page.searches_html("cited_only", searches, sources))[0][:2] == ["A list", ""]
    assert "No search ended so" in protocol_page.searches_html("opening_only", searches, sources)


def test_no_table_of_the_protocol_counts_works_on_methods():
    """The page says so once, above all its tables; they count the same works as read."""
    sources, searches = tables.load("sources"), tables.load("not_found")
    method = sources["witness"] == METHOD
    assert (method & sources["read_on"].notna()).any()
    for made in (
        protocol_page.works_html,
        protocol_page.addresses_html,
        lambda works: protocol_page.days_html(works, searches),
    ):
        assert made(sources) == made(sources[~method])
    with_a_day = [
        next(row.find_all("td")[0].get_text() for row in parsed(page).select("tbody tr") if words in row.get_text())
        for page, words in (
            (protocol_page.days_html(sources, searches), "works read"),
            (protocol_page.addresses_html(sources), "with the day on which it was read"),
        )
    ]
    assert len(set(with_a_day)) == 1


def test_every_outcome_of_a_search_has_its_list():
    field = next(field for field in tables.resource("not_found")["schema"]["fields"] if field["name"] == "outcome")
    assert list(protocol_page.OUTCOMES) == field["constraints"]["enum"]
    text = (ROOT / "book/how-the-sources-were-gathered.md").read_text(encoding="utf-8")
    assert all(f"```{{protocol}} {outcome}\n" in text for outcome in protocol_page.OUTCOMES)


def test_every_released_table_has_its_place_in_the_changelog_of_rows():
    text = (ROOT / "book/corrections.md").read_text(encoding="utf-8")
    field = next(field for field in tables.resource("revisions")["schema"]["fields"] if field["name"] == "table")
    assert all(f"({name})=\n" in text and f"{{corrections}} {name}\n" in text for name in field["constraints"]["enum"])
    for name in field["constraints"]["enum"]:
        assert f"{{earlier-rows}} {name}\n" in (ROOT / f"book/ledger/{name}.md").read_text(encoding="utf-8")


def test_shares_of_the_first_release_stand_beside_those_of_now():
    now = shares(tables.load_all())
    rows = parsed(gap_lists.shares_html("0.1.0", now.query("table != 'framings'"), now)).select("tbody tr")
    shown = {row.th.get_text(): [cell.get_text() for cell in row.find_all("td")] for row in rows}
    assert shown["framings"][0] == "–" and shown["waves"][0] == shown["waves"][1]
    assert shown["waves"][2] == shown["waves"][3] and shown["waves"][2].endswith("%)")


@pytest.mark.parametrize(
    ("page", "selector"),
    [
        ("errata", "ol.errata, section p"),
        ("corrections", "section#corrected-rows"),
        ("what-a-source-could-know", "table.reading"),
        ("how-the-sources-were-gathered", "table.reading"),
        ("gaps", "section:has(> #shares) table.reading"),
    ],
)
def test_the_pages_are_built(page, selector):
    assert parsed((HTML / f"{page}.html").read_text(encoding="utf-8")).select_one(selector)


def test_every_erratum_of_the_ledger_has_its_address_in_the_built_book():
    page = parsed((HTML / "errata.html").read_text(encoding="utf-8"))
    assert [item["id"] for item in page.select("ol.errata > li")] == list(tables.load("errata")["erratum"])


def test_what_the_first_release_published_still_has_its_address():
    """Every row of the first release stands on the page of its table, as a row of now or of an earlier release."""
    for table in tables.descriptor(ROOT / "releases/0.1.0/data")["resources"]:
        page = parsed((HTML / "ledger" / f"{table['name']}.html").read_text(encoding="utf-8"))
        there = {row["id"] for row in page.select("tr[id]")}
        assert set(tables.load(table["name"], ROOT / "releases/0.1.0/data").iloc[:, 0]) <= there, table["name"]
