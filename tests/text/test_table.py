"""A table for reading: folded under its name if wanted, and named by it either way."""

import pandas as pd
from bs4 import BeautifulSoup

from landreform.text.table import table

FRAME = pd.DataFrame({"wave": ["1", "2"], "communes": [47, 1720]})
HEADINGS = {"wave": "wave", "communes": "communes"}


def html(**options):
    return BeautifulSoup(table(FRAME, "Waves < all", HEADINGS, **options)._repr_html_(), "lxml")


def test_a_table_stands_open_unless_folded():
    assert html().find("details") is None and html().table.caption.text == "Waves < all"


def test_a_folded_table_lies_whole_under_its_name():
    fold = html(folded=True).select_one("details.folded-table")
    assert not fold.has_attr("open")
    assert fold.summary.text == fold.table.caption.text == "Waves < all"
    assert str(fold.table) == str(html().table)


def test_folding_changes_nothing_of_what_a_terminal_prints():
    assert repr(table(FRAME, "Waves", HEADINGS, folded=True)) == repr(table(FRAME, "Waves", HEADINGS))
