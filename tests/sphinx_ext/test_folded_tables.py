"""A table of a notebook lies folded under its own name where its cell says so."""

import json

from bs4 import BeautifulSoup

from landreform.sphinx_ext.folded_tables import fold_tables
from landreform.text.html_table import html_table

TABLE = html_table("Waves < all.", ["wave", "communes"], [["1", "47"], ["2", "22"]])


def cell(html, *tags):
    output = {"output_type": "execute_result", "data": {"text/html": html, "text/plain": "…"}, "metadata": {}}
    return {"cell_type": "code", "metadata": {"tags": list(tags)}, "outputs": [output], "source": ["table()"]}


def read(*cells):
    words = {"cell_type": "markdown", "metadata": {}, "source": ["Words."]}
    made = json.loads(fold_tables(json.dumps({"cells": [words, *cells]})))["cells"][1:]
    return [(one["metadata"]["tags"], one["outputs"][0]["data"]["text/html"]) for one in made]


def test_a_table_whose_cell_says_so_lies_whole_under_its_caption():
    ((tags, html),) = read(cell(TABLE, "hide-input", "hide-output"))
    fold = BeautifulSoup(html, "lxml").select_one("details.folded-table")
    assert tags == ["hide-input"] and not fold.has_attr("open")
    assert fold.summary.text == fold.table.caption.text == "Waves < all."
    assert str(fold.table) == str(BeautifulSoup(TABLE, "lxml").table)


def test_outputs_kept_in_lines_are_folded_too():
    ((_, html),) = read(cell(TABLE.splitlines(keepends=True), "hide-output"))
    assert html.startswith('<details class="folded-table"><summary>Waves &lt; all.</summary>')


def test_what_says_nothing_or_is_no_table_stays_as_it_is():
    assert read(cell(TABLE, "hide-input")) == [(["hide-input"], TABLE)]
    assert read(cell("<p>Waves.</p>", "hide-output")) == [(["hide-output"], "<p>Waves.</p>")]
