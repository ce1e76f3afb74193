"""Tables on paper: what is repeated is said once, groups have rows of their own, widths follow from what is written."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from bs4 import BeautifulSoup

from landreform.build.pdf.letters import width
from landreform.build.pdf.tables_in_print import _lines, _unbroken, prepare, widths


def prepared(head: list[str], rows: list[list[str]], caption: str = "A caption.", room: float = 464.0):
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    text = f"<table><caption>{caption}</caption><tr>{''.join(f'<td>{cell}</td>' for cell in head)}</tr>{lines}</table>"
    soup = BeautifulSoup(text, "lxml")
    prepare(soup, soup.body, room)
    return soup.table


def cells(table) -> list[list[str]]:
    return [[" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def shares(table) -> list[float]:
    return [float(one) for one in table["data-widths"].split()]


def test_every_table_has_a_head_and_a_short_one_stays_narrow():
    table = prepared(["name", "note"], [["a", "words"], ["b", "some"]])
    assert [cell.get_text() for cell in table.thead.find_all("th")] == ["name", "note"]
    assert sum(shares(table)) < 100


def test_a_long_table_fills_the_page_and_no_word_is_broken():
    table = prepared(["name", "note"], [["Szalontai", "word " * 200], ["b", "c"]])
    assert sum(shares(table)) == pytest.approx(464, abs=0.5)
    assert shares(table)[0] > 7.8 * width("Szalontai")
    assert table["data-hyphenated"] == "false"
    assert prepared(["name", "note"], [["a" * 99, "word " * 200], ["b", "c"]])["data-hyphenated"] == "true"


def test_a_column_that_repeats_one_value_becomes_a_sentence():
    rows = [["a", "waves", "p. 1"], ["b", "waves", "p. 2"], ["c", "waves", "p. 3"]]
    table = prepared(["row", "table", "where"], rows)
    assert cells(table)[0] == ["row", "where"]
    assert table.caption.get_text() == "A caption. In every row “table” is “waves”."


def test_exceptions_to_what_is_repeated_stand_in_their_rows():
    rows = [[f"row {at}", f"p. {at}", "27 November 2026" if at else "1 May 2026"] for at in range(25)]
    table = prepared(["row", "where", "on"], rows)
    assert cells(table)[1] == ["row 0", "p. 0; on: 1 May 2026"]
    assert cells(table)[2] == ["row 1", "p. 1"]
    assert table.caption.get_text().endswith("In every row “on” is “27 November 2026” where a row says nothing else.")


def test_a_blank_column_is_left_out_and_two_columns_always_stay():
    assert cells(prepared(["a", "b", "c"], [["1", "", "x"], ["2", "", "y"]]))[0] == ["a", "c"]
    assert cells(prepared(["a", "b"], [["1", "x"], ["2", "x"], ["3", "x"]]))[0] == ["a", "b"]


def test_a_clause_with_which_every_cell_begins_is_said_once():
    rows = [[f"{at} %", "no base is printed" + ("; at least 19" if at % 2 else ""), f"A {at}"] for at in range(30)]
    table = prepared(["as printed", "what follows", "source"], rows)
    assert cells(table)[1:3] == [["0 %", "", "A 0"], ["1 %", "at least 19", "A 1"]]
    assert "“what follows” begins with “no base is printed”" in table.caption.get_text()


LONG = "Texts of public repositories by the exact words of the title, and a collection of texts by the same words."


def test_a_long_sentence_that_a_column_repeats_becomes_a_mark_but_not_in_a_name():
    rows = [[f"row {at}", f"{LONG} Words: {at}" if at % 2 else LONG.rstrip("."), f"x {at}"] for at in range(12)]
    table = prepared(["row", "where", "what"], rows)
    assert cells(table)[1:3] == [["row 0", "(a)", "x 0"], ["row 1", "(a) Words: 1", "x 1"]]
    assert f"In “where”, (a) is “{LONG.rstrip('.')}”." in table.caption.get_text()
    linked = [[name, f"<a href='#x'>{where}</a>", what] for name, where, what in rows]
    assert "(a)" not in prepared(["row", "where", "what"], linked).get_text()
    held = [[name, f"note: {where}", what] for name, where, what in rows]
    assert "(a)" not in prepared(["row", "as it was", "what"], held).get_text()


def test_rows_that_differ_in_a_key_alone_become_one():
    rows = [["North", "wave 1", "a-long-key-1"], ["", "wave 1", "a-long-key-2"], ["", "wave 2", "a-long-key-3"]]
    table = prepared(["place", "wave", "row"], [*rows, ["South", "wave 2", "a-long-key-4"]])
    assert cells(table)[1:] == [
        ["North", "wave 1", "a-long-key-1; a-long-key-2"],
        ["", "wave 2", "a-long-key-3"],
        ["South", "wave 2", "a-long-key-4"],
    ]


def test_what_names_the_rows_below_it_is_marked_so_that_a_page_can_begin_with_it():
    rows = [["North", "1", "x"], ["", "2", "y"], ["South", "1", "x"], ["East", "2", "v"]]
    table = prepared(["place", "wave", "what"], rows)
    assert [cell["data-opens"] for cell in table.select("[data-opens]")] == ["North", "South", "East"]
    assert not prepared(["place", "wave"], [["North", "1"], ["South", "2"]]).select("[data-opens]")


def test_a_span_of_days_is_not_broken_and_width_goes_where_the_table_gets_lower():
    assert _unbroken("[1953-06-01..1953-08-31]") == width("[1953-06-01..1953-08-31]")
    assert _unbroken("land-reform-and-correction") < width("land-reform-and-correction")
    rows = [[(150.0, 4.0), (90.0, 8.0), (40.0, 4.0)]] + [[(150.0, 4.0), (25.0, 4.0), (40.0, 4.0)]] * 9
    shared = widths(rows, 464.0, 8.0)
    text = np.array([[whole * 8 * 1.02 for whole, _ in row] for row in rows])

    def height(columns: list[float]) -> float:
        return float(_lines(text, np.array(columns) - 8).max(axis=1).sum())

    for giver, taker in permutations(range(3), 2):
        other = list(shared)
        other[giver] -= 20
        other[taker] += 20
        assert height(other) >= height(shared) - 0.6


def test_a_first_column_that_is_mostly_blank_becomes_rows_with_the_name_of_a_group():
    rows = [["North", "1", "x"], ["", "2", "y"], ["", "3", "z"], ["South", "1", "x"], ["", "2", "v"], ["", "4", "w"]]
    table = prepared(["place", "wave", "what"], rows)
    assert cells(table)[:3] == [["place, wave", "what"], ["North"], ["1", "x"]]
    assert [row.get_text() for row in table.select("[data-group]")] == ["North", "South"]
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    head = '<tr><th>pairs</th><th style="text-align:right">share</th><th style="text-align:right">days</th></tr>'
    soup = BeautifulSoup(f"<table>{head}{lines}</table>", "lxml")
    prepare(soup, soup.body, 464.0)
    assert soup.table["data-aligned"] == "left right"


def test_a_first_column_that_says_the_same_again_names_groups_and_the_next_opens_its_rows():
    rows = [["North", "a", "x"], ["North", "", "y"], ["North", "b", "z"], ["South", "a", "x"], ["South", "c", "v"]]
    table = prepared(["place", "wave", "what"], rows)
    assert cells(table)[:4] == [["place, wave", "what"], ["North"], ["a", "x"], ["", "y"]]
    assert [cell["data-opens"] for cell in table.select("[data-opens]")] == [
        "North, a", "North, b", "South, a", "South, c",
    ]  # fmt: skip


def test_a_patch_of_a_colour_has_room_beside_its_word():
    patch = '<span class="swatch" data-colour="#3A90C8"></span>'
    with_patch = prepared(["colour", "meaning"], [[f"{patch} vermilion", "violence " * 20]])
    assert shares(with_patch)[0] >= shares(prepared(["colour", "meaning"], [["vermilion", "violence " * 20]]))[0] + 8


def test_a_date_is_not_broken_and_a_row_higher_than_half_a_page_may_break():
    table = prepared(["when", "what"], [["12 November 1952", "word " * 2000], ["1953", "short"]])
    assert cells(table)[1][0] == "12 November 1952".replace(" ", "\u00a0") or "\u00a0" in table.td.get_text()
    assert [row.find(attrs={"data-tall": True}) is not None for row in table.find_all("tr")] == [False, True, False]


def test_widths_never_pass_the_page():
    rows = [[(90.0, 30.0)] * 8, [(10.0, 10.0)] * 8]
    assert sum(widths(rows, 464.0)) == pytest.approx(464, abs=1)


def test_the_beginning_of_a_sentence_that_goes_on_in_another_element_gets_no_mark():
    opening = "Land reform, wave 5, from 25 December 1955 to 30 July 1956: Vietnamese Wikipedia,"
    rows = [[f"row {at}", f"{opening} <i>work {at}</i>", f"{at} days"] for at in range(9)]
    table = prepared(["event", "witness", "days"], rows)
    assert table.caption.get_text() == "A caption."
    assert cells(table)[1][1] == f"{opening} work 0"


def test_a_row_that_opens_within_a_group_names_the_group_too():
    rows = [["Land reform", "wave 1", "a"], ["", "", "b"], ["", "wave 2", "c"], ["", "", "d"]]
    opening = prepared(["band", "event", "dating"], rows).find_all(attrs={"data-opens": True})
    assert [(one["data-opens"], one["data-band"]) for one in opening] == [
        ("Land reform, wave 1", "Land reform"),
        ("Land reform, wave 2", "Land reform"),
    ]
