"""A table for reading: numbers stand to the right, and in a column all with as many decimal places."""

import pandas as pd
import pytest

from landreform.text.table import table


def shown(values, **more):
    frame = pd.DataFrame({"name": [str(place) for place in range(len(values))], "n": values})
    return table(frame, "Some.", {"name": "name", "n": "n"}, **more)


def test_the_decimals_of_a_column_are_alike():
    assert [row[1] for row in shown([10, 22.37, 4.9]).rows] == ["10.00", "22.37", "4.90"]
    assert [row[1] for row in shown([1720, 3]).rows] == ["1,720", "3"]
    assert [row[1] for row in shown([10, 22.37, None]).rows] == ["10.00", "22.37", ""]
    assert [row[1] for row in shown([-0.5, 2], decimals={"n": 1}).rows] == ["−0.5", "2.0"]


@pytest.mark.parametrize(
    "values",
    [
        [1, 2.5],
        ["8.9", "22"],
        ["61.2–67.2", "", "–"],
        ["1,337", "no limit"],
        ["2% / 6%", "under 1% / 7%"],
        ["646 to 714", "0"],
        ["64.3", "100.0", "Hơn 70%"],
    ],
)
def test_a_column_of_numbers_stands_to_the_right(values):
    assert shown(values).numeric == (False, True)


@pytest.mark.parametrize(
    "values",
    [
        ["Thái Nguyên", "Phú Thọ"],
        ["experimental", "1", "2"],
        ["6 + 53 + 210", "53"],
        ["172,000", "An additional number of 172,000 people"],
        ["", "–"],
    ],
)
def test_any_other_column_stands_to_the_left(values):
    assert shown(values).numeric == (False, False)


def test_numbers_in_the_first_column_are_names_unless_they_are_numbers():
    assert table(pd.DataFrame({"n": ["1", "2"]}), "Some.", {"n": "wave"}).numeric == (False,)
    assert table(pd.DataFrame({"n": [1, 2]}), "Some.", {"n": "wave"}).numeric == (True,)
