"""Are the choices complete, marked, and open to restriction?"""

import math

import pytest
from trial_claims import trial_claims

from landreform.contested.multiverse.options import AXES, MARKS, Choice, Option, default_choices, restrict_choices
from landreform.contested.outcomes import NotATollError


def of(choices, name):
    return next(choice for choice in choices if choice.name == name)


HALF = {"tongas", "tri"}  # one-sided
SOME = Option("some", ("porter", "moise"), "uncertain", "Both weighed sources.")
ALONE = Option("alone", {}, "uncertain", "Nobody is known to have copied.")
RATIO = Option("halved", {"executed": 1.0, "died": 0.5}, "uncertain", "Every other dead was executed.")


def test_every_choice_is_there_once_and_there_are_enough_specifications():
    choices = default_choices(trial_claims(), floor=1337.0, claim_sets=[SOME], lineages=[ALONE], bridges=[RATIO])
    assert tuple(choice.name for choice in choices) == AXES
    # bridge, floor, width, encoding, coverage, claims, lineage, rule
    assert [len(choice.options) for choice in choices] == [2, 2, 3, 3, 4, 1, 1, 5]
    assert math.prod(len(choice.options) for choice in choices) == 720


def test_every_option_is_marked_with_a_reason_and_judged_from_the_first():
    for choice in default_choices(trial_claims(), floor=1337.0):
        assert choice.question.endswith("?")
        assert choice.options[0].mark == "equivalent"
        assert all(option.mark in MARKS and option.why.endswith(".") for option in choice.options)
    marks = {option.mark for choice in default_choices(trial_claims()) for option in choice.options}
    assert marks == set(MARKS)


def test_a_bridge_of_the_caller_stands_beside_the_target_alone():
    bridge = of(default_choices(trial_claims(), bridges=[RATIO]), "bridge")
    assert bridge.labels == ("same outcome", "halved")
    assert bridge.values == ({"executed": 1.0}, {"executed": 1.0, "died": 0.5})
    # no ratio is invented: what the caller does not name is left out
    assert of(default_choices(trial_claims(), "died"), "bridge").values == ({"died": 1.0},)


def test_without_a_word_of_the_caller_all_enter_and_lineages_are_those_of_the_table():
    choices = default_choices(trial_claims())
    (everyone,) = of(choices, "claim_set").values
    assert set(everyone) == set(trial_claims()["estimate"]) - HALF
    (reading,) = of(choices, "lineage").values
    assert reading["goscha"] == reading["press"] == "moise" and reading["chi"] == "chi"


def test_claim_sets_and_readings_are_those_of_the_caller():
    choices = default_choices(trial_claims(), claim_sets=[SOME], lineages=[ALONE])
    assert of(choices, "claim_set").options == (SOME,) and of(choices, "lineage").options == (ALONE,)


def test_a_floor_is_none_or_one_count():
    assert of(default_choices(trial_claims()), "floor").values == (0.0,)
    floor = of(default_choices(trial_claims(), floor=1337), "floor")
    assert floor.values == (0.0, 1337.0) and floor.labels == ("none", "documented: 1,337")


def test_widths_coverages_centres_and_rules_are_the_caller_s():
    choices = default_choices(
        trial_claims(), widths=[1.1, 1.5], coverages=[0.5], encodings=["middle"], rules=["fixed", "REML"]
    )
    assert of(choices, "width").values == (1.5, 1.1)  # the one from which the others are judged
    assert of(choices, "coverage").values == (0.5,) and of(choices, "coverage").options[0].mark == "equivalent"
    assert of(choices, "encoding").values == ("middle",) and of(choices, "rule").values == ("fixed", "REML")


def test_restriction_by_mark_keeps_the_first_option():
    choices = default_choices(trial_claims(), floor=1337.0, bridges=[RATIO])
    left = restrict_choices(choices, marks={"equivalent"})
    assert of(left, "rule").labels == ("REML", "PM")
    assert of(left, "coverage").labels == ("90%",)
    assert of(left, "bridge").labels == ("same outcome",)
    known = restrict_choices(choices, marks={"equivalent", "uncertain"})
    assert of(known, "rule").labels == ("REML", "PM", "DL")
    assert "halved" in of(known, "bridge").labels


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
        ({"keep": {"rule": ["linear"]}, "marks": {"equivalent"}}, "No option of 'rule' is left"),
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
    ("arguments", "message"),
    [
        ({"target": "classified"}, "target"),
        ({"floor": 0.0}, "floor"),
        ({"floor": math.nan}, "floor"),
        ({"rules": ["median"]}, "No such rule: median"),
        ({"encodings": ["triangle"]}, "No such encoding: triangle"),
    ],
)
def test_bounds_of_the_defaults(arguments, message):
    with pytest.raises(ValueError, match=message):
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
