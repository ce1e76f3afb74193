"""Checks and their board: the counts are complete, and a verdict cannot be malformed."""

from dataclasses import replace

import pytest

from landreform.audit.verdicts import VERDICTS, Check, as_frame, board

ONE = Check("share:a", "share", "counts", "a", "s", "r", "p. 1", "50 %", "3", "impossible", "", "1 of 3 is 33", True)
TWO = replace(ONE, check="parts:b", kind="parts", verdict="possible_only_if", condition="they overlap", decisive=False)


def test_board_counts_every_check_once():
    checks = [ONE, TWO, replace(ONE, check="share:c", verdict="consistent"), replace(ONE, check="share:d")]
    found = board(as_frame(checks)).set_index("kind")
    assert found.loc["share"].to_dict() == {
        "checks": 3,
        "consistent": 1,
        "possible_only_if": 0,
        "impossible": 2,
        "no_denominator": 0,
        "decisive": 3,
    }
    assert list(found.index) == ["parts", "share", "all"]
    assert (found.drop("all").sum() == found.loc["all"]).all()
    assert (found[list(VERDICTS)].sum(axis=1) == found["checks"]).all()


def test_frame_is_sorted_and_worded_for_readers():
    frame = as_frame([ONE, TWO])
    assert frame["check"].tolist() == ["parts:b", "share:a"]
    assert frame["wording"].tolist() == ["possible only if they overlap", "impossible as stated"]


def test_malformed_checks_are_refused():
    with pytest.raises(ValueError, match="Unknown verdict"):
        replace(ONE, verdict="suspect")
    with pytest.raises(ValueError, match="condition belongs"):
        replace(ONE, condition="if")
    with pytest.raises(ValueError, match="condition belongs"):
        replace(TWO, condition="")
    with pytest.raises(ValueError, match="same identifier: share:a"):
        as_frame([ONE, ONE])
