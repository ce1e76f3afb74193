"""Outcomes of one's own: read from a table, chosen by their names, circles and slips refused."""

import itertools

import pytest

from landreform.contested.errors import InputError
from landreform.contested.outcome_tables import chosen_order, read_outcomes, slips
from landreform.contested.outcomes import DEFAULT_ORDER, NOT_TOLLS, TOLLS

HEADER = "outcome,part_of,title\n"


@pytest.fixture
def outcomes(tmp_path):
    """Write a table of outcomes and read it."""

    def read(rows, header=HEADER):
        file = tmp_path / "outcomes.csv"
        file.write_text(header + rows, encoding="utf-8")
        return read_outcomes(file)

    return read


def test_an_outcome_may_be_part_of_several(outcomes):
    order = outcomes("camp,hunger,died of hunger in a camp\ncamp,violence,\nhunger,dead,\nviolence,dead,\nmissing,,\n")
    assert order.names == ("camp", "hunger", "violence", "missing", "dead")
    assert order.supersets("camp") == ("camp", "hunger", "violence", "dead")
    assert order.supersets("missing") == ("missing",)
    assert (order.title("camp"), order.title("hunger")) == ("died of hunger in a camp", "hunger")


def test_the_title_may_be_left_out_and_columns_stand_in_any_order(outcomes):
    assert outcomes("excess,battle\n", "part_of,outcome\n").pairs == (("battle", "excess"),)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,b,\nb,c,\nc,a,\n", r"^outcomes.csv, column part_of: found '. → . → . → .', expected parts that never"),
        ("a,a,\n", r"^outcomes.csv, column part_of: found 'a → a'"),
        (",b,\n", r"^outcomes.csv, row 2, column outcome: found '', expected the name of an outcome"),
        ("a,b,\na,b,\n", r"^outcomes.csv, row 3, column outcome: found 'a, b', expected each pair"),
        (
            "a,b,one\na,c,two\n",
            r"^outcomes.csv, row 3, column title: found 'two', expected one title of a, as before: one",
        ),
        ("a,b,\nA,c,\n", r"^outcomes.csv, row 3, column outcome: found 'A', expected 'a' as in row 2, or another name"),
        ("a,b c,\nd,b  C,\n", r"^outcomes.csv, row 3, column part_of: found 'b  C', expected 'b c' as in row 2"),
        ("", r"^outcomes.csv: found 'no rows', expected at least one outcome"),
    ],
)
def test_a_table_that_orders_nothing_is_refused(outcomes, rows, message):
    with pytest.raises(InputError, match=message):
        outcomes(rows)


def test_the_circle_is_named_from_part_to_whole(outcomes):
    with pytest.raises(InputError) as caught:
        outcomes("a,b,\nb,c,\nc,a,\n")
    circle = caught.value.faults[0].value.split(" → ")
    pairs = {("a", "b"), ("b", "c"), ("c", "a")}
    assert set(itertools.pairwise(circle)) == pairs


@pytest.mark.parametrize("names", [TOLLS, NOT_TOLLS, ["died"], ["executed", "classified"]])
def test_names_of_the_book_have_its_order(names):
    assert chosen_order(names)[0] is DEFAULT_ORDER


def test_other_names_stand_each_by_itself():
    order, notes = chosen_order(["battle", "died", "battle"])
    assert (order.names, order.pairs) == (("battle", "died"), ())
    assert len(notes) == 1 and "battle and died are each compared with themselves alone" in notes[0]
    assert chosen_order(["battle"])[1] == [] and chosen_order(["died"])[1] == []
    assert "all 7 outcomes are each" in chosen_order("abcdefg")[1][0]
    assert (
        "executed within executed_or_suicide and died"
        in chosen_order(["died", "executed", "executed_or_suicide"])[1][0]
    )


def test_a_slip_of_the_pen_is_found_and_another_word_is_not():
    assert slips(["executed", "Excuted", "execuited ", "wounded", "died"]) == {
        "Excuted": "executed",
        "execuited ": "executed",
    }
    assert slips(["executed", "Executed", "Died", "died"]) == {}, "the same name, which is told otherwise"
    assert slips(["excuted", "excecuted"]) == {}, "only what other claims have may be meant"
