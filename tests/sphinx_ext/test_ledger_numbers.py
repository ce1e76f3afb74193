"""Numbers that lead home: what they print, where they lead, what they say, and what is refused."""

import csv
import json
import shutil
from decimal import Decimal

import pytest
from sites import build, page, without

from landreform.contested.errors import InputError
from landreform.ledger import tables
from landreform.ledger.quotations import quote
from landreform.text.prose import day_text

LEDGER = tables.load_all()
EXTENSIONS = ["landreform.sphinx_ext"]
#: Nothing is looked at here of what these parts make.
SETTINGS = without("exhibit_pages", "chronology_page", "what_if")


@pytest.mark.parametrize(
    ("address", "text"),
    [
        # MacLean 2025 and the article on North Vietnam, as their texts print them.
        ("counts/wikipedia-north-vietnam-executed-to-1955-12", "1,337"),
        ("counts/wikipedia-north-vietnam-executed-to-1955-12/value", "1,337"),
        ("counts/maclean2025-cell-members-wrong-share", "30.79%"),
        ("counts/maclean2025-landlord-land", "20%"),
        ("classifications/maclean2025-table-2-landlord/labelled", "1,007"),
        ("classifications/maclean2025-table-2-landlord/printed_correct_pct", "35.75%"),
        ("classifications/maclean2025-table-2-landlord/source", "Nguyễn Duy Tiến 2000"),
        ("counts/maclean2025-cell-members-wrong-share/unit", "percent"),
        ("counts/wikipedia-north-vietnam-executed-to-1955-12/bound", "exact"),
    ],
)
def test_values_as_prose_prints_them(address, text):
    assert quote(address, LEDGER).text == text


def test_zeros_at_the_end_of_a_percentage_stay():
    counts = LEDGER["counts"].copy()
    row = counts.index[counts["count"] == "maclean2025-cell-members-wrong-share"][0]
    counts.loc[row, ["printed", "value"]] = ["30.0 per cent of all", 30.0]
    assert quote("counts/maclean2025-cell-members-wrong-share", LEDGER | {"counts": counts}).text == "30.0%"
    counts.loc[row, "printed"] = "thirty per cent"
    assert quote("counts/maclean2025-cell-members-wrong-share", LEDGER | {"counts": counts}).text == "30%"


@pytest.mark.parametrize("name", sorted(LEDGER))
def test_every_cell_can_be_said_and_says_what_the_file_says(name):
    described = tables.resource(name)
    key = described["schema"]["primaryKey"][0]
    with (tables.DATA / described["path"]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = dict(zip(LEDGER["sources"]["source"], LEDGER["sources"]["name"], strict=True))
    # A few rows of each table; every column of them.
    for row in rows[:: max(1, len(rows) // 6)]:
        for field in described["schema"]["fields"]:
            cell = row[field["name"]]
            address = f"{name}/{row[key]}/{field['name']}"
            if not cell:
                with pytest.raises(InputError, match="not empty"):
                    quote(address, LEDGER)
                continue
            found = quote(address, LEDGER)
            assert (found.table, found.row, found.column) == (name, row[key], field["name"])
            if field["type"] in ("integer", "number"):
                assert Decimal(found.text.replace(",", "").rstrip("%")) == Decimal(cell)
            elif field["type"] == "date" or field.get("edtf"):
                assert found.text == day_text(cell)
            if "read_in" in row and field["name"] not in ("note", "about"):
                assert names[row["source"]] in found.home and row["locator"] in found.home
                assert row["source"] == row["read_in"] or f"as read in {names[row['read_in']]}" in found.home


def test_what_is_counted_is_said():
    assert "deaths from any cause" in quote("estimates/hoang-van-chi1964-died/point", LEDGER).home
    counted = LEDGER["counts"].set_index("count").loc["maclean2025-cell-members-wrong", "quantity"]
    assert counted in quote("counts/maclean2025-cell-members-wrong", LEDGER).home
    dated = LEDGER["dates"].iloc[0]
    title = LEDGER["events"].set_index("event").loc[dated["event"], "title"]
    assert title in quote(f"dates/{dated['dating']}/date", LEDGER).home


@pytest.mark.parametrize(
    ("address", "words", "said"),
    [
        ("toll/x/y", None, "one of the tables"),
        ("estimates", None, "table/row/column"),
        ("estimates/moise1983-executed", None, "table/row/column"),
        ("estimates/moise1983-execut/low", None, "moise1983-executed"),
        ("estimates/moise1983-executed/toll", None, "one of the columns"),
        ("counts/maclean2025-cell-members-wrong-share", "a third", "no words in place of a quantity"),
        ("estimates/moise1983-executed/printed", "some", "no words in place of a quantity"),
        ("estimates/moise1983-executed/year", "the eighties", "no words in place of a quantity"),
        ("classifications/maclean2025-table-2-landlord/printed_correct_pct", "a third", "no words in place of"),
        ("classifications/maclean2025-table-2-landlord/label", "1,007 landlords", "no number that is not in"),
        ("classifications/maclean2025-table-2-landlord/label", " ", "words"),
    ],
)
def test_what_cannot_be_said_is_refused_in_one_line(address, words, said):
    with pytest.raises(InputError) as caught:
        quote(address, LEDGER, words)
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_words_stand_for_text_and_may_repeat_its_numbers():
    assert quote("classifications/maclean2025-table-2-landlord/label", LEDGER, "those it called so").text == (
        "those it called so"
    )
    locator = "classifications/maclean2025-table-2-landlord/locator"  # Table 2, citing p. 128
    assert quote(locator, LEDGER, "the second of two tables, Table 2").text == "the second of two tables, Table 2"


NOTEBOOK = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "a",
            "metadata": {},
            "source": ["# Chapter\n", "\n", "So many: {glue:text}`n`."],
        },
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "execution_count": 1,
            "source": ["from landreform.exhibits.results import result\n", "\n", 'result("n", 1720)'],
            "outputs": [
                {
                    "output_type": "display_data",
                    "data": {"application/papermill.record/text/plain": "'1,720'"},
                    "metadata": {
                        "landreform-cell": 1,
                        "scrapbook": {"mime_prefix": "application/papermill.record/", "name": "n"},
                    },
                }
            ],
        },
    ],
    "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}

PAGES = {
    "book/index.md": (
        "# Front\n\nIt was {ledger}`counts/wikipedia-north-vietnam-executed-to-1955-12` in the words of "
        "{ledger}`a tally <classifications/maclean2025-table-2-landlord/label>`.\n\n"
        "- Of {ledger}`documents/an-khanh-report/title_vi`.\n\n"
        "```{toctree}\nledger/counts\nledger/classifications\nledger/documents\nagain\n../notebooks/chapter\n```\n"
    ),
    "book/again.md": (
        "# Again\n\nSo {ledger}`counts/wikipedia-north-vietnam-executed-to-1955-12` and again "
        "{ledger}`counts/wikipedia-north-vietnam-executed-to-1955-12`.\n"
    ),
    "notebooks/chapter.ipynb": json.dumps(NOTEBOOK),
} | {
    f"book/ledger/{name}.md": f"# {name}\n\nText.\n\n```{{ledger-table}} {name}\n```\n"
    for name in ("counts", "classifications", "documents")
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "data").mkdir()
    shutil.copy(tables.DATA / tables.DESCRIPTOR, folder / "data")  # on which whatever is executed depends
    for builder in ("html", "text"):
        made = build(folder, PAGES, EXTENSIONS, SETTINGS, builder=builder)
        assert made.returncode == 0, made.stderr
    return folder


def test_a_number_links_to_its_row_and_says_where_it_is_from(site):
    front = page(site, "book/index.html")
    number, words, vietnamese = front.select("a.ledger-number")
    assert number.get_text() == "1,337" and words.get_text() == "a tally"
    assert number["href"] == "ledger/counts.html#wikipedia-north-vietnam-executed-to-1955-12"
    assert vietnamese["lang"] == "vi" and "lang" not in number.attrs
    for link in (number, words, vietnamese):
        path, _, row = link["href"].partition("#")
        assert page(site, f"book/{path}").find("tr", id=row) is not None
        card = front.find(id=link["data-card"])
        assert card.find_parent("div", class_="cards").has_attr("hidden")
        assert "Stated by" in link["title"] and "Stated by" in [name.get_text() for name in card.select("dt")]
        assert card.select_one(".card-way a")["href"] == link["href"]
    assert "javascript" not in str(front.find("p")) and "onclick" not in str(front.find("p"))


def test_a_card_says_what_who_where_and_how_good(site):
    front = page(site, "book/index.html")
    card = front.find(id=front.select_one("a.ledger-number")["data-card"])
    row = LEDGER["counts"].set_index("count").loc["wikipedia-north-vietnam-executed-to-1955-12"]
    source = LEDGER["sources"].set_index("source").loc[row["source"]]
    facts = dict(zip((dt.get_text() for dt in card.select("dt")), card.select("dd"), strict=True))
    assert card.p.get_text().startswith("1,337 ") and row["quantity"] in card.p.get_text()
    assert facts["Stated by"].get_text() == source["name"]
    assert row["locator"] in facts["Read in"].get_text()
    assert facts["Quality"].get_text().startswith(source["witness"].replace("_", " "))


def test_a_card_stands_once_on_a_page_however_often_the_number_does(site):
    again = page(site, "book/again.html")
    first, second = again.select("a.ledger-number")
    assert first["data-card"] == second["data-card"] and len(again.select(".card-of-number")) == 1


def test_a_pasted_result_links_to_the_cell_that_computed_it(site):
    chapter = page(site, "notebooks/chapter.html")
    (number,) = chapter.select("a.pasted-text")
    assert number.get_text() == "1,720"
    cell = chapter.find(id=number["href"].removeprefix("#"))
    assert "cell" in cell["class"] and 'result("n", 1720)' in cell.get_text()
    card = chapter.find(id=number["data-card"])
    assert card.p.get_text() == "1,720 Computed in this chapter." and "Computed in this chapter" in number["title"]
    assert card.select_one(".card-way a")["href"] == number["href"]


def test_without_html_a_number_is_text(site):
    text = (site / "out-text/book/index.txt").read_text(encoding="utf-8")
    assert "It was 1,337 in the words of a tally." in text and "Stated by" not in text
    assert "So many: 1,720." in (site / "out-text/notebooks/chapter.txt").read_text(encoding="utf-8")


def test_every_mistake_fails_the_build_and_is_named_with_its_line(tmp_path):
    lines = {
        3: "{ledger}`counts/no-such-row`",
        5: "{ledger}`many <counts/wikipedia-north-vietnam-executed-to-1955-12>`",
        7: "[5,000]{.pasted-text}",
        9: '<span class="ledger-number">5,000</span>',
        11: "## So {ledger}`counts/wikipedia-north-vietnam-executed-to-1955-12`",
    }
    text = "# Front\n" + "".join(f"\n{line}\n" for line in lines.values())
    made = build(tmp_path, {"book/index.md": text}, EXTENSIONS, SETTINGS)
    assert made.returncode != 0
    for line, said in zip(
        lines,
        ("the id of a row", "no words in place of", "class pasted-text", "class ledger-number", "heading"),
        strict=True,
    ):
        assert any(f"index.md:{line}:" in complaint and said in complaint for complaint in made.stderr.splitlines()), (
            line,
            made.stderr,
        )
