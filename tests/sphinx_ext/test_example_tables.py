"""The claims of a worked example on a page: numbers as claimed, what they count, and a link to where they were read."""

import pytest
from bs4 import BeautifulSoup

from landreform.contested.claims import read_table
from landreform.contested.outcome_tables import read_outcomes
from landreform.sphinx_ext.example_tables import claims_html

CLAIMS = """estimate,low,point,high,outcome,lineage
a <b>,100,2000,30000,died,first
c,,1500,,killed,
"""
OUTCOMES = "outcome,part_of,title\nkilled,died,killed by soldiers\ndied,,\n"


@pytest.fixture
def shown(tmp_path):
    for name, rows in (("claims", CLAIMS), ("outcomes", OUTCOMES)):
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    order = read_outcomes(str(tmp_path / "outcomes.csv"))
    claims = read_table(str(tmp_path / "claims.csv"), "a test", order).claims
    claims = claims.assign(source="A book", read_in="https://example.org/?a=1&b=2", locator="page 3")
    return BeautifulSoup(claims_html("What is claimed.", claims, order), "html.parser")


def test_a_row_is_a_claim_with_its_numbers_and_what_it_counts(shown):
    cells = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in shown.select("tbody tr")]
    where = "A book; read here, page 3"
    assert cells == [
        ["a <b>", "2,000 (100–30,000)", "died; lineage: first", where],
        ["c", "1,500", "killed by soldiers; lineage: c", where],
    ]


def test_it_leads_to_where_it_was_read_and_counts_as_computed(shown):
    assert {link["href"] for link in shown.select("td a")} == {"https://example.org/?a=1&b=2"}
    assert shown.div.has_attr("data-computed") and shown.caption.get_text() == "What is claimed."
