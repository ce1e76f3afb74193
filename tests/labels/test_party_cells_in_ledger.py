"""The reorganised cells, gathered from the ledger: numbers by hand, and refusals where rows do not fit."""

import pytest

from landreform.labels.party_cells import (
    ROWS,
    SIZE,
    exploiters_in_cells,
    label_paths,
    reorganised,
    shares_of_cells,
    stated_size,
)
from landreform.ledger import tables


@pytest.fixture
def counts():
    return tables.load("counts")


def with_value(counts, row, value):
    return counts.assign(value=counts["value"].where(counts["count"] != row, value))


def test_the_summary_report_by_hand(counts):
    found = reorganised(counts).set_index("group")
    assert found["members"].to_dict() == {
        "expelled as bad": 3333,
        "expelled as mixed": 549,
        "expelled": 3882,
        "kept": 2908,
        "all": 6790,  # 3,882 + 2,908, printed by nobody
    }
    assert found.loc["all", "count"] == "" and found.loc["all", "derived"]
    assert (found.loc["all", "stands"], found.loc["kept", "stands"]) == ("above", "inside")
    assert (found.loc["all", "cells_low"], found.loc["all", "cells_high"]) == (6790 / 20, 6790 / 10)
    assert set(found["source"]) == {"ban-to-chuc1955"}


def test_parts_that_do_not_make_their_total_are_refused(counts):
    with pytest.raises(ValueError, match="do not make the 3,882"):
        reorganised(with_value(counts, ROWS["mixed"], 550.0))
    with pytest.raises(ValueError, match="no single whole number"):
        reorganised(counts[counts["count"] != ROWS["kept"]])
    with pytest.raises(ValueError, match="no range"):
        stated_size(counts[counts["count"] != SIZE])


def test_exploiters_in_the_cells_of_wave_one(counts):
    found = exploiters_in_cells(counts)
    assert (found["cells"], found["together"]) == (47, 76 + 129 + 44)
    assert found["per_cell"] == pytest.approx(249 / 47)
    assert (found["share_low"], found["share_high"]) == pytest.approx((249 / 47 / 20, 249 / 47 / 10))


def test_shares_of_cells_are_found_by_their_base(counts):
    found = shares_of_cells(counts)
    assert sorted(found["value"]) == [14.38, 32.94, 52.24] and set(found["cells"]) == {47}
    with pytest.raises(ValueError, match="no single group"):
        shares_of_cells(counts.assign(share_group=""))


def test_paths_of_the_labels_carry_the_numbers_of_the_ledger(counts):
    paths = label_paths(counts).set_index("label")
    assert paths.loc["bad", "counted"].startswith("3,333 members expelled (Thái Nguyên")
    assert paths.loc["good", "counted"].startswith("2,908 members kept")
    changed = label_paths(with_value(counts, ROWS["mixed"], 1.0)).set_index("label")
    assert changed.loc["mixed", "counted"].startswith("1 member expelled")
    assert (paths[["meant", "to_follow", "unsaid", "locator"]] != "").all(axis=None)
