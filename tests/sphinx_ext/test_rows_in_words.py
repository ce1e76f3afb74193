"""Rows of the ledger in words, as a mark of a figure says them: what, who and where, for every table that is drawn."""

import pytest
from drawn_exhibits import drawn

from landreform import exhibits
from landreform.exhibits.draw.rows_shown import marks_of_rows
from landreform.ledger import tables
from landreform.sphinx_ext.rows_in_words import RowsInWords

LEDGER = tables.load_all()
WORDS = RowsInWords(LEDGER)


def test_a_row_says_who_what_and_where():
    claim = LEDGER["estimates"].set_index("estimate").loc["moise1983-executed"]
    said = WORDS.say("estimates", "moise1983-executed")
    assert said.startswith("Edwin E. Moise (1983): 3,000 to 15,000") and said.endswith(claim["locator"])


@pytest.mark.parametrize(
    ("table", "row", "begins"),
    [
        ("waves", "maclean2025-wave-5-national", "Land reform, wave 5: 1,720 communes; "),
        ("waves", "bac-ninh-thesis-rent-reduction-7-bac-ninh", "Rent reduction, wave 7, Bắc Ninh: "),
        ("documents", "law-1953", "Land Reform Law: 4 December 1953"),
        ("dates", "law-1953-land-reform-law-passed", "Land Reform Law passed: 4 December 1953; "),
        (
            "classifications",
            "maclean2025-table-2-landlord",
            "Landlord, Thái Nguyên: 1,007 labels, 647 later judged wrong; ",
        ),
        ("framings", "maclean2025-assessment-irregularity", "Assessment, empirical irregularity; "),
    ],
)
def test_every_table_has_its_words(table, row, begins):
    said = WORDS.say(table, row)
    assert said.startswith(begins) and "read in " in said


@pytest.mark.parametrize(("table", "row"), [("estimates", "nobody1999"), ("glossary", "xa"), ("nothing", "x")])
def test_what_is_no_row_or_of_no_such_table_is_refused(table, row):
    with pytest.raises(KeyError):
        WORDS.say(table, row)


@pytest.mark.parametrize("slug", exhibits.slugs("figure"))
def test_all_that_a_figure_shows_can_be_said(slug):
    shown = {row for rows in marks_of_rows(drawn(slug).figure).values() for row in rows}
    for row in shown:
        said = WORDS.say(*row.split("/", 1))
        assert "nan" not in said.lower().split() and "read in " in said
