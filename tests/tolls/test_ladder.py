"""The ladder and the report of what claims and counts leave open: worked out by hand, then for any input."""

import json
import math
from dataclasses import replace

import pandas as pd
import pytest
from claims_strategies import claims, plain
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.contested.errors import InputError
from landreform.ledger import tables
from landreform.tolls.exposures import exposures
from landreform.tolls.ladder import (
    ASSUMPTIONS,
    Assumption,
    against_claims,
    assumption_table,
    by_choice,
    ladder,
    ladder_lines,
    ladder_report,
    switched,
)
from landreform.tolls.reported_stages import (
    NAMES,
    REPORTED,
    STAGES,
    compare_stages,
    labelled,
    rates,
    read_counts,
    read_exposures,
    reported,
    reported_executions,
)

few = settings(max_examples=40, deadline=None)


def exposure(base="communes", sizes=(50.0, 20.0, 40.0), unit="communes"):
    return pd.DataFrame({"base": base, "description": "", "stage": list(STAGES), "exposure": sizes, "unit": unit})


COUNTS = pd.DataFrame({"stage": list(REPORTED), "executed": [100, 20]})
TWO = pd.concat([exposure(), exposure("people", (1e6, 1e6, 3e6), "persons")], ignore_index=True)


def test_rates_by_hand():
    table = rates(COUNTS.iloc[::-1], exposure())  # the order of the rows does not matter
    assert table["stage"].tolist() == list(STAGES)
    assert table["rate"].tolist()[:2] == [2.0, 1.0] and math.isnan(table["rate"].iloc[2])
    assert reported(COUNTS) == {"rent_reduction": 100.0, "land_reform_to_1955_12": 20.0}


@pytest.mark.parametrize(
    ("counts", "exposures", "message"),
    [
        (COUNTS.iloc[:1], exposure(), "The reported executions must have each of"),
        (pd.concat([COUNTS, COUNTS]), exposure(), "must have each of"),
        (COUNTS.assign(executed=[-1, 2]), exposure(), "none below 0"),
        (COUNTS.assign(executed=[math.nan, 2]), exposure(), "finite numbers"),
        (COUNTS.drop(columns="stage"), exposure(), "columns stage, executed; not there"),
        (COUNTS, exposure().iloc[:2], "The exposure base 'communes' must have each of"),
        (COUNTS, exposure().assign(stage=["x", *STAGES[1:]]), "given: x"),
        (COUNTS, exposure(sizes=(1, 1, 0)), "numbers above 0"),
        (COUNTS, exposure().assign(unit=["communes", "communes", "persons"]), "mixes units"),
        (COUNTS, exposure().drop(columns="unit"), "not there: \\['unit'\\]"),
    ],
)
def test_stages_that_cannot_be_used_are_refused(counts, exposures, message):
    with pytest.raises(ValueError, match=message):
        rates(counts, exposures)


def test_the_reported_executions_of_the_ledger_are_the_parts_of_the_printed_sum():
    counts = tables.load("counts")
    table = reported_executions(counts)
    assert table["stage"].tolist() == list(REPORTED) and set(NAMES) == set(STAGES)
    printed = counts.set_index("count").loc["wikipedia-north-vietnam-executed-to-1955-12", "value"]
    assert sum(reported(table).values()) == printed
    with pytest.raises(ValueError, match="has no row"):
        reported_executions(counts.iloc[:3])


def test_the_ladder_by_hand():
    table = ladder(COUNTS, exposure())
    # rates 2 and 1 a commune, both as one 120/70, last stage 40 communes; 100, 120 by count; 120 reported
    assert table["number"].tolist() == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]  # without counts of labels there is no 7
    assert table["floor"].tolist() == [0, 120, 220, 240, 240, 240, 240, 240, 240, 240]
    both = 40 * 120 / 70
    assert table["cap"].tolist() == pytest.approx([math.inf] * 8 + [120 + 10 * both, 120 + 2 * both])
    assert table["consistent"].all()


def test_labels_cap_the_whole_and_what_is_reported():
    capped = ladder(COUNTS, exposure(), labels={"reported": 150.0, "whole": 900.0})
    assert capped["number"].tolist() == list(range(11))
    assert capped.set_index("number").loc[7, ["floor", "cap"]].tolist() == [240, 900]
    loose = ladder(COUNTS, exposure(), on=[7, 10], labels={"reported": 150.0, "whole": 900.0})
    assert loose["cap"].tolist() == pytest.approx([math.inf, 900, 150 + 2 * 40 * 120 / 70])
    few = ladder(COUNTS, exposure(), on=[1, 7], labels={"reported": 119.0, "whole": 900.0})
    assert few["consistent"].tolist() == [True, True, False]
    none_left = ladder(COUNTS, exposure(), on=[1, 2, 7], labels={"reported": 150.0, "whole": 200.0})
    assert none_left["consistent"].tolist() == [True, True, True, False]


def test_the_ladder_of_the_ledger_against_its_rows():
    """Every number below stands in a row of the ledger; the sums are worked out here."""
    ledger = tables.load_all()
    value = ledger["counts"].set_index("count")["value"].astype(float)
    rent = value["wikipedia-north-vietnam-executed-rent-reduction"]
    reform = value["wikipedia-north-vietnam-executed-land-reform"]
    communes = ledger["waves"].set_index("wave_row")["communes"].astype(float)
    early = 6 + 47 + 6 + 22 + 100 + 22 + 66 + communes["maclean2025-wave-3-national"]
    fourth, fifth = communes["maclean2025-wave-4-national"], communes["maclean2025-wave-5-national"]
    all_rent = communes["viwiki-ccrd-rent-reduction-total"]
    labels = labelled(ledger["counts"])
    assert labels == {
        "reported": value["wikipedia-north-vietnam-landlords-identified"],
        "whole": value["viwiki-ccrd-classified"],
    }
    found = ladder(reported_executions(ledger["counts"]), exposures(ledger), labels=labels).set_index("base")
    for base, before, last in (
        ("commune_passes", early + fourth, fifth),
        ("commune_passes_without_wave_4", early, fourth + fifth),
    ):
        rungs = found.loc[base].set_index("number")
        pooled = (rent + reform) / (all_rent + before)
        assert rungs["floor"].loc[[1, 2, 3]].tolist() == [rent + reform, 2 * rent + reform, 2 * (rent + reform)]
        by_rate = rent + reform + max(rent / all_rent * last, rent + reform)
        assert rungs["floor"].loc[6] == pytest.approx(by_rate)
        assert rungs["cap"].loc[[7, 8]].tolist() == [labels["whole"]] * 2
        caps = [rent + reform + times * pooled * last for times in (10, 2)]
        assert rungs["cap"].loc[[9, 10]].tolist() == pytest.approx(caps)


def test_each_rung_says_who_says_so():
    for one in ASSUMPTIONS:
        assert one.said_by and (one.status == "ours" or "read in" in one.said_by or "Wikipedia" in one.said_by)
    assert [one.number for one in ASSUMPTIONS if one.status == "said"] == [2, 3]
    assert all(one.status == "ours" for one in ASSUMPTIONS if one.side == "cap")


def test_what_a_floor_implies_for_claims():
    frame = claims(
        ("range", 100, 150, 210, "executed"),
        plain("bare", 230.0),
        ("open", 130, None, None, "died"),
        plain("part of it", 5.0, "wrongly_executed"),
        plain("to the divide", 120.0, "executed_to_1955_12"),
    )
    table = against_claims(ladder(COUNTS, TWO, on=[1, 2, 9]), frame)
    assert table["number"].tolist() == [1] * 3 + [2] * 3  # caps say nothing here
    assert table["estimate"].tolist() == ["range", "bare", "open"] * 2
    assert table[["floor_low", "floor_high"]].drop_duplicates().to_numpy().tolist() == [[120, 120], [220, 220]]
    assert table["below_low"].tolist() == [2, 0, 0, 2, 0, 2]
    assert table["below_high"].tolist() == [0, 0, 0, 2, 0, 0]
    by_rate = against_claims(ladder(COUNTS, TWO, on=[1, 6]), frame).set_index(["number", "estimate"])
    assert by_rate.loc[(6, "bare"), ["bases", "below_high"]].tolist() == [2, 1]  # 200 by communes, 420 by people


def test_both_stages_as_one_lie_between_the_two():
    table = compare_stages(COUNTS, TWO).set_index("base")
    assert table.loc["communes"].tolist()[1:] == pytest.approx([120 / 70, 2.0, 1.0, 2.0, 40 / 70])
    assert table.loc["people", ["ratio", "rest"]].tolist() == pytest.approx([5.0, 1.5])
    assert math.isnan(compare_stages(COUNTS.assign(executed=[100, 0]), exposure())["ratio"].item())


def test_each_rung_alone():
    floors = {n: ladder(COUNTS, exposure(), on=[n])["floor"].iloc[-1] for n in range(1, 7)}
    assert floors == pytest.approx({1: 120, 2: 100, 3: 120, 4: 40, 5: 40 * 120 / 70, 6: 80})
    assert ladder(COUNTS, exposure(), on=[8])["cap"].tolist() == [math.inf, math.inf]
    assert ladder(COUNTS, exposure(), on=[8, 10])["cap"].iloc[-1] == pytest.approx(120 + 2 * 40 * 120 / 70)
    assert ladder(COUNTS, exposure(), on=[])["rung"].tolist() == [0]


def test_a_rate_depends_on_the_base_and_a_count_does_not():
    table = ladder(COUNTS, TWO, on=[1, 2, 6]).set_index(["base", "rung"])["floor"]
    assert table["communes"].tolist() == [0, 120, 220, 220]
    assert table["people"].tolist() == pytest.approx([0, 120, 220, 120 + 300])


def test_assumptions_that_cannot_all_hold_are_marked():
    wave = exposure(sizes=(50.0, 20.0, 1.0))  # at a rate of 120/70 a last stage of one commune has 3 at most
    table = ladder(COUNTS, wave, on=[1, 2, 10])
    assert table["consistent"].tolist() == [True, True, True, False]


def test_an_assumption_can_be_sharpened_or_added():
    tighter = [replace(one, times=2.0) if one.number == 9 else one for one in ASSUMPTIONS]
    assert ladder(COUNTS, exposure(), tighter, on=[1, 8, 9])["cap"].iloc[-1] == pytest.approx(120 + 2 * 40 * 120 / 70)
    loose = Assumption(
        11, "loose", "At most a thousandfold, which is ours.", "cap", "last", "count", "together", times=1000.0
    )
    assert ladder(COUNTS, exposure(), [*ASSUMPTIONS, loose])["cap"].iloc[-1] == pytest.approx(120 + 2 * 40 * 120 / 70)
    own = Assumption(12, "own", "Half again; the half is ours.", "floor", "last", "count", "latest", times=1.5)
    assert ladder(COUNTS, exposure(), [*ASSUMPTIONS, own], on=[12])["floor"].iloc[-1] == 30


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"side": "both"}, "side must be one of floor, cap"),
        ({"about": "next"}, "about must be one of"),
        ({"measure": "weight"}, "measure must be one of"),
        ({"of": "some"}, "of must be one of"),
        ({"times": -1.0}, "not below 0"),
        ({"times": math.inf}, "finite"),
        ({"measure": "rate"}, "measured by their counts"),
        ({"times": 3.0}, "the factor is ours"),
        ({"status": "known"}, "status must be one of"),
        ({"about": "whole"}, "labels cap the whole"),
        ({"measure": "labels"}, "labels cap the whole"),
        ({"about": "whole", "measure": "labels"}, "labels cap the whole"),
    ],
)
def test_an_assumption_that_says_nothing_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        replace(ASSUMPTIONS[0], **change)


def test_assumptions_are_numbered_and_named_once():
    assert [one.number for one in switched(ASSUMPTIONS)] == list(range(1, len(ASSUMPTIONS) + 1))
    assert len({one.name for one in ASSUMPTIONS}) == len({one.statement for one in ASSUMPTIONS}) == 10
    with pytest.raises(ValueError, match=r"no assumption with the number \[77\]"):
        switched(ASSUMPTIONS, [1, 77])
    with pytest.raises(ValueError, match="a number of its own"):
        switched([ASSUMPTIONS[0], ASSUMPTIONS[0]])


def test_choices_are_summed_up_over_the_bases():
    table = by_choice(COUNTS, TWO, {"reports": [1], "rates": [1, 6], "both": [8, 10], "none": []}).set_index("choice")
    assert table.loc["reports"].tolist() == [120, 120, math.inf, math.inf, 2, 0]
    assert table.loc["rates", ["floor_low", "floor_high"]].tolist() == pytest.approx([200, 420])
    ends = [120 + 2 * 40 * 120 / 70, 120 + 2 * 3 * 60]
    assert table.loc["both", ["cap_low", "cap_high"]].tolist() == pytest.approx(ends)
    assert table.loc["none", ["floor_low", "cap_high"]].tolist() == [0, math.inf]
    small = by_choice(COUNTS, exposure(sizes=(50.0, 20.0, 1.0)), {"all": [1, 2, 10]})
    assert small["impossible"].item() == 1


def test_the_assumptions_as_a_table():
    table = assumption_table()
    assert table["number"].tolist() == list(range(1, 11))
    assert table.loc[table["times"] != 1, "statement"].str.endswith("is ours.").all()


positive = st.floats(0.5, 1e6)
any_counts = st.tuples(st.integers(0, 5000), st.integers(0, 5000)).map(
    lambda pair: pd.DataFrame({"stage": list(REPORTED), "executed": list(pair)})
)
any_exposure = st.tuples(positive, positive, positive).map(lambda sizes: exposure(sizes=sizes))
some_numbers = st.sets(st.integers(1, 10))


@few
@given(any_counts, any_exposure, some_numbers, some_numbers)
def test_assuming_more_never_widens(counts, exposures, first, second):
    less = ladder(counts, exposures, on=first)
    more = ladder(counts, exposures, on=first | second)
    assert less["floor"].is_monotonic_increasing and less["cap"].is_monotonic_decreasing
    assert more["floor"].iloc[-1] >= less["floor"].iloc[-1] and more["cap"].iloc[-1] <= less["cap"].iloc[-1]
    assert (less["floor"] <= less["cap"] * (1 + 1e-9)).all() or not less["consistent"].iloc[-1]


@few
@given(any_counts, any_exposure, st.floats(0.01, 100))
def test_the_unit_of_exposure_does_not_matter(counts, exposures, scale):
    other = exposures.assign(exposure=exposures["exposure"] * scale)
    pd.testing.assert_frame_equal(ladder(counts, exposures), ladder(counts, other), rtol=1e-9)


@few
@given(any_counts, any_exposure)
def test_no_cap_without_an_assumption_that_caps(counts, exposures):
    floors = [one.number for one in ASSUMPTIONS if one.side == "floor"]
    assert (ladder(counts, exposures, on=floors)["cap"] == math.inf).all()
    assert (ladder(counts, exposures, on=[*floors, 8])["cap"] == math.inf).all()


def test_the_report_is_plain_json():
    frame = claims(plain("a", 240.0), ("b", None, None, 500, "died"))
    told = json.loads(json.dumps(ladder_report(frame, COUNTS, TWO), allow_nan=False))
    assert list(told) == ["ladder", "multipliers"]
    assert told["ladder"][0]["cap"] is None
    assert len(told["ladder"]) == 2 * 10 and len(told["multipliers"]) == 2 * 2 * 3


def test_the_screen_says_the_same():
    frame = claims(plain("a", 240.0), plain("b", 90.0, "died"))
    lines = ladder_lines(ladder_report(frame, COUNTS, exposure()))
    assert "1. The executions that the reports count took place. 120 to no limit" in lines
    assert not any(line.endswith("cannot all hold") for line in lines)
    small = ladder_lines(ladder_report(frame, COUNTS, exposure(sizes=(50.0, 20.0, 1.0))))
    assert small[11].endswith("240 to 123, which is impossible: these cannot all hold")
    assert "a (point 240), by communes, against both earlier stages taken as one: exactly 1.75 times" in lines
    assert (
        "b (point 90), by communes, against rent_reduction: less than is reported for the earlier stages already"
        in lines
    )


def test_stages_are_read_from_files(tmp_path):
    counts, exposures = tmp_path / "counts.csv", tmp_path / "exposures.csv"
    COUNTS.to_csv(counts, index=False)
    TWO.to_csv(exposures, index=False)
    read = ladder(read_counts(counts), read_exposures(exposures))
    pd.testing.assert_frame_equal(read, ladder(COUNTS, TWO))


@pytest.mark.parametrize(
    ("reader", "text", "message"),
    [
        (
            read_counts,
            "stage,executed\nlast,5\n",
            r"row 2, column stage: found 'last', expected one of rent_",
        ),
        (read_counts, "stage,executed\nrent_reduction,many\n", r"row 2, column executed: found 'many'"),
        (read_counts, "stage,executed\nrent_reduction,-5\n", r"row 2, column executed: found '-5'"),
        (read_counts, "stage,executed\nrent_reduction,5\n", r"must have each of"),
        (read_counts, "stage\nrent_reduction\n", r"not there: executed"),
        (
            read_exposures,
            "base,description,stage,exposure,unit\nc,,rent_reduction,5,x\n",
            r"must have each of",
        ),
    ],
)
def test_files_of_stages_that_cannot_be_used(tmp_path, reader, text, message):
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        reader(file)
    assert str(caught.value).startswith("mine.csv") and "\n" not in str(caught.value)
