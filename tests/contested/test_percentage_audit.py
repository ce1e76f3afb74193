"""The audit of anybody's table: verdicts by hand, the shape of the JSON, faults a person can act on."""

import json
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.contested.errors import InputError
from landreform.contested.grim import ROUNDED, parse_percentage, print_share
from landreform.contested.percentage_audit import anything_impossible, audit_table, read_table, report_lines


def frame(*rows, columns=("printed", "denominator", "group")):
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


CELLS = frame(("32.94", "47", "cells"), ("52.24", "47", "cells"), ("14.38", "47", "cells"))


def test_the_cells_of_wave_one():
    report = audit_table(CELLS)
    assert [entry["verdict"] for entry in report[:3]] == ["impossible"] * 3
    assert report[3] == {"group": "cells", "sum": 99.56, "rounding_explains": False, "denominator": 47}


def test_json_shape_is_exactly_as_documented():
    table = frame(("30.79", "3488", ""), ("35.75", "1,007", "l"), ("64.25", 1007, "l"), ("50", "", ""))
    report = audit_table(table)
    assert json.loads(json.dumps(report)) == [
        {"printed": "30.79", "denominator": 3488, "verdict": "consistent", "numerators": [1074]},
        {"printed": "35.75", "denominator": 1007, "verdict": "consistent", "numerators": [360]},
        {"printed": "64.25", "denominator": 1007, "verdict": "consistent", "numerators": [647]},
        {"printed": "50", "denominator": None, "verdict": "no_denominator", "numerators": []},
        {"group": "l", "sum": 100.0, "rounding_explains": True, "denominator": 1007},
    ]


def test_truncation_alone_is_no_impossibility_and_is_marked():
    report = audit_table(frame(("66", "3", "g"), ("33", "3", "g"), ("0", "3", "h")))
    assert report[0] == {
        "printed": "66",
        "denominator": 3,
        "verdict": "possible_only_if",
        "numerators": [2],
        "rule": "truncated",
        "condition": "its further digits were dropped, not rounded",
    }
    assert "rule" not in report[1]
    assert report[3] == {
        "group": "g",
        "sum": 99.0,
        "rounding_explains": False,
        "denominator": 3,
        "truncation_explains": True,
    }
    assert report[4] == {"group": "h", "sum": 0.0, "rounding_explains": False, "denominator": 3}
    assert not anything_impossible(report[:4])


def by_brute_force(shares, denominator):
    """Try every choice of whole numbers that sum to the denominator, printed by one rule for all."""
    places = parse_percentage(shares[0]).places
    choices = product(range(denominator + 1), repeat=len(shares))
    whole = [choice for choice in choices if sum(choice) == denominator]
    return any(
        all(print_share(k, denominator, places, rule) == share for k, share in zip(choice, shares, strict=True))
        for choice in whole
        for rule in ROUNDED
    )


def test_shares_of_one_whole_need_whole_numbers_that_add_up():
    # Rounding could explain 99 of 100, but 33 of 100 is 33 people and no third.
    *_, group = audit_table(frame(*[("33", "100", "g")] * 3))
    assert group == {"group": "g", "sum": 99.0, "rounding_explains": False, "denominator": 100}
    assert report_lines([group])[1] == (
        "group g: sum 99.0, not 100; rounding cannot explain it, as no whole numbers printed so make 100"
    )
    *_, thirds = audit_table(frame(*[("33", "3", "g")] * 3))
    assert thirds["rounding_explains"]
    # Without one denominator for all, the intervals decide.
    *_, unknown = audit_table(frame(*[("33", "", "g")] * 3))
    assert unknown == {"group": "g", "sum": 99.0, "rounding_explains": True}
    # 100 and 101 of 201 are both printed as 50; one and two of three are not.
    *_, halves = audit_table(frame(("50", "201", "g"), ("50", "201", "g")))
    assert halves["rounding_explains"]
    *_, three = audit_table(frame(("50", "3", "g"), ("50", "3", "g")))
    assert not three["rounding_explains"] and report_lines([three])[1].startswith("group g: sum 100.0, 100; rounding")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=3), st.integers(1, 24))
def test_whole_numbers_add_up_as_brute_force_says(shares, denominator):
    printed = [str(share) for share in shares]
    *_, group = audit_table(frame(*[(share, str(denominator), "g") for share in printed]))
    assert group["rounding_explains"] == by_brute_force(printed, denominator)


@settings(max_examples=50, deadline=None)
@given(parts=st.lists(st.integers(0, 500), min_size=1, max_size=5).filter(sum), places=st.integers(0, 3))
def test_true_shares_are_always_consistent_and_their_sum_explained(parts, places):
    n = sum(parts)
    table = frame(*[(print_share(k, n, places), str(n), "all") for k in parts])
    *rows, group = audit_table(table)
    for k, entry in zip(parts, rows, strict=True):
        assert entry["verdict"] == "consistent" and k in entry["numerators"]
    assert group["rounding_explains"]


def test_shares_of_different_wholes_are_not_added():
    table = frame(("50", "10", "g"), ("20", "", "g"), ("50", "20", "g"), ("50", "1,0", "h"), ("50", "10", "g"))
    with pytest.raises(InputError) as caught:
        audit_table(table, "mine.csv")
    assert [(fault.row, fault.column, fault.value) for fault in caught.value.faults] == [
        (4, "denominator", "20"),
        (5, "denominator", "1,0"),
    ]
    assert caught.value.faults[0].expected == (
        "10, which group g has in row 2: shares of different wholes cannot be added (another group, or none)"
    )
    # one that is not known may be that of the others
    assert audit_table(frame(("50", "10", "g"), ("50", "", "g"), ("50", "20", "h")))[3]["sum"] == 100
    # the same whole, written in two ways
    assert audit_table(frame(("50", "1,000", "g"), ("50", 1000, "g")))[2]["denominator"] == 1000


@given(st.lists(st.tuples(st.sampled_from(["", "10", "20"]), st.sampled_from(["", "g", "h"])), min_size=1, max_size=6))
def test_a_group_is_added_only_where_one_whole_can_be_that_of_all(rows):
    known = {name: {whole for whole, group in rows if group == name and whole} for name in "gh"}
    table = frame(*[("50", whole, group) for whole, group in rows])
    if max(map(len, known.values())) > 1:
        with pytest.raises(InputError, match="shares of different wholes"):
            audit_table(table)
    else:
        audit_table(table)


def test_a_group_in_two_spellings_is_refused():
    with pytest.raises(InputError, match=r"row 3, column group: found 'g', expected 'G' as in row 2"):
        audit_table(frame(("50", "10", "G"), ("50", "10", "g")))


def test_a_table_without_groups_has_no_group_objects():
    assert len(audit_table(CELLS[["printed", "denominator"]])) == 3


def test_every_bad_cell_is_named_with_its_line():
    table = frame(("32,94", "47", ""), ("50", "0", ""), ("50", "4.5", ""), ("", "3", ""), ("50", "-3", ""))
    with pytest.raises(InputError) as caught:
        audit_table(table, "mine.csv")
    places = [(fault.row, fault.column, fault.value) for fault in caught.value.faults]
    assert places == [
        (2, "printed", "32,94"),
        (3, "denominator", "0"),
        (4, "denominator", "4.5"),
        (5, "printed", ""),
        (6, "denominator", "-3"),
    ]
    assert str(caught.value).startswith("mine.csv, row 2, column printed: found '32,94', expected a percentage")


def test_numbers_in_place_of_strings_are_refused():
    with pytest.raises(ValueError, match="trailing zeros"):
        audit_table(pd.DataFrame({"printed": [32.9], "denominator": [47]}))
    with pytest.raises(ValueError, match="not there"):
        audit_table(pd.DataFrame({"printed": ["32.9"]}))


def test_a_file_is_read_with_its_line_numbers(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("note,printed,denominator\n\na, 32.90 ,47\nb,5%,\n", encoding="utf-8-sig")
    table = read_table(file)
    assert list(table.index) == [3, 4] and list(table["printed"]) == ["32.90", "5"]
    assert list(table["denominator"]) == ["47", ""] and list(table["group"]) == ["", ""]


def test_every_cell_that_is_no_number_is_named_at_once(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("printed,denominator\n5x,47\n,2\n50,0\n50,c. 40\n50,4.5\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_table(file)
    places = [(fault.row, fault.column, fault.value) for fault in caught.value.faults]
    assert places == [
        (2, "printed", "5x"),
        (3, "printed", ""),
        (4, "denominator", "0"),
        (5, "denominator", "c. 40"),
        (6, "denominator", "4.5"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not there: printed, denominator"),
        (b"printed,base\n50,2\n", "not there: denominator"),
        (b"printed,denominator\n", "at least one percentage"),
        (b"printed,denominator\n50\n", "row 2: found '1 cells', expected 2 cells"),
        (b"printed,printed,denominator\n50,50,2\n", "each column once"),
        (b"printed,denominator\n\x81,2\n", "encoded in UTF-8"),
        (b'printed,denominator\n"50,2\n', "well-formed CSV"),
    ],
)
def test_files_that_cannot_be_used(tmp_path, content, message):
    file = tmp_path / "mine.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        read_table(file)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none.csv: found 'No such file or directory'"):
        read_table(tmp_path / "none.csv")


def test_the_screen_says_the_same():
    lines = report_lines(audit_table(pd.concat([CELLS, frame(("66", "3", "g"), ("34", "", "g"), ("63", "1000", ""))])))
    assert lines == [
        "Of 6 percentages 1 is possible as printed, 1 is possible only if its further digits were dropped, not "
        "rounded, 3 are impossible, 1 is without a denominator to check it against.",
        "32.94 of 47: impossible",
        "52.24 of 47: impossible",
        "14.38 of 47: impossible",
        "66 of 3: possible only if its further digits were dropped, not rounded (2)",
        "34: no_denominator",
        "63 of 1,000: consistent (625 to 634)",
        "group cells: sum 99.56, not 100; rounding cannot explain it, as no whole numbers printed so make 47",
        "group g: sum 100.0, exactly 100",
    ]
