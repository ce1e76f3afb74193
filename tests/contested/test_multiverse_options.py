"""Are the choices complete, marked, and open to restriction?"""

import math

import pytest
from trial_claims import trial_claims

from landreform.contested.multiverse.options import AXES, MARKS, Choice, Option, default_choices, restrict_choices
from landreform.contested.outcomes import TOLLS, NotATollError


def of(choices, name):
    return next(choice for choice in choices if choice.name == name)


def test_every_choice_is_there_once_and_there_are_enough_specifications():
    choices = default_choices(trial_claims(), floors=[1337.0])
    assert tuple(choice.name for choice in choices) == AXES
    assert math.prod(len(choice.options) for choice in choices) >= 50_000


def test_every_option_is_marked_with_a_reason_and_judged_from_the_first():
    for choice in default_choices(trial_claims(), floors=[1337.0]):
        assert choice.question.endswith("?")
        assert choice.options[0].mark == "equivalent"
        assert all(option.mark in MARKS and option.why.endswith(".") for option in choice.options)
    marks = {option.mark for choice in default_choices(trial_claims()) for option in choice.options}
    assert marks == set(MARKS)


def test_a_bridge_goes_down_to_a_subset_and_up_to_a_superset():
    bridge = dict(
        zip(
            of(default_choices(trial_claims(), factors=[2.0]), "bridge").labels,
            of(default_choices(trial_claims(), factors=[2.0]), "bridge").values,
            strict=True,
        )
    )
    assert bridge["same outcome"] == {"executed": 1.0}
    assert bridge["×2 a step"] == {
        "executed_to_1955_12": 2.0,
        "executed": 1.0,
        "executed_or_suicide": 0.5,
        "died": 0.25,
        "wrongly_executed": 2.0,
    }
    assert bridge["as printed"] == dict.fromkeys(TOLLS, 1.0)
    wide = of(default_choices(trial_claims(), target="died", factors=[2.0]), "bridge").values[1]
    assert wide["wrongly_executed"] == 8.0 and wide["died"] == 1.0


def test_claim_sets_leave_out_half_lines_and_one_lineage_each():
    sets = of(default_choices(trial_claims()), "claim_set")
    members = dict(zip(sets.labels, sets.values, strict=True))
    one_sided = {"tongas", "tri"}
    assert set(members["all"]) == set(trial_claims()["estimate"]) - one_sided
    assert set(members["published ranges"]) == {"porter", "moise", "canh", "turner", "goscha", "press"}
    assert {"fall", "moise"} <= set(members["first of each lineage"])
    assert not {"margolin", "press"} & set(members["first of each lineage"])
    assert set(members["all"]) - set(members["without moise"]) == {"moise", "goscha", "press"}
    assert "without tongas" not in members


def test_floors_come_in_two_ways():
    floors = of(default_choices(trial_claims(), floors=[1337.0]), "floor")
    assert floors.values == ((0.0, "cut"), (1337.0, "cut"), (1337.0, "leave_out"))


def test_restriction_by_mark_keeps_the_first_option():
    left = restrict_choices(default_choices(trial_claims(), floors=[1337.0]), marks={"equivalent"})
    assert of(left, "rule").labels == ("REML", "PM")
    assert of(left, "coverage").labels == ("90%",)
    assert of(left, "bridge").labels == ("same outcome",)
    known = restrict_choices(default_choices(trial_claims()), marks={"equivalent", "uncertain"})
    assert of(known, "weights").labels == ("lineage",)
    assert "as printed" not in of(known, "bridge").labels


def test_restriction_by_label():
    left = restrict_choices(default_choices(trial_claims()), keep={"rule": ["linear", "DL"], "width": {"×/÷ 2"}})
    assert of(left, "rule").labels == ("DL", "linear")
    assert of(left, "width").values == (2.0,)
    assert len(of(left, "coverage").options) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"marks": {"good"}}, "Unknown marks"),
        ({"keep": {"prior": ["a"]}}, "No such choices"),
        ({"keep": {"rule": ["median"]}}, "has no options"),
        ({"keep": {"rule": ["fixed"]}, "marks": {"equivalent"}}, "No option of 'rule' is left"),
    ],
)
def test_restrictions_that_make_no_sense(arguments, message):
    with pytest.raises(ValueError, match=message):
        restrict_choices(default_choices(trial_claims()), **arguments)


def test_what_is_no_toll_is_refused():
    claims = trial_claims()
    claims.loc[0, "outcome"] = "classified"
    with pytest.raises(NotATollError, match="fall"):
        default_choices(claims)


@pytest.mark.parametrize(
    "arguments", [{"target": "classified"}, {"floors": [0.0]}, {"factors": [1.0]}, {"floors": [math.nan]}]
)
def test_bounds_of_the_defaults(arguments):
    with pytest.raises(ValueError, match=r"target|Floors"):
        default_choices(trial_claims(), **arguments)


def test_options_and_choices_check_themselves():
    option = Option("a", 1, "equivalent", "…")
    with pytest.raises(ValueError, match="mark"):
        Option("a", 1, "fine", "…")
    with pytest.raises(ValueError, match="label of its own"):
        Choice("rule", "How?", (option, option))
    with pytest.raises(ValueError, match="at least one"):
        Choice("rule", "How?", ())
    with pytest.raises(ValueError, match="choice is one of"):
        Choice("prior", "How?", (option,))
