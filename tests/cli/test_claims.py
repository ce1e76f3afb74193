"""On the command line, on anybody's table: what is printed, what is refused and how."""

import json
import math

import pytest

from landreform.cli.main import main
from landreform.tolls.reported_stages import STAGES

HEADER = "estimate,low,point,high,outcome,lineage\n"


@pytest.fixture
def table(tmp_path):
    """Write a table of claims and give its path."""

    def write(rows, name="mine.csv", header=HEADER):
        file = tmp_path / name
        file.write_text(header + rows, encoding="utf-8")
        return str(file)

    return write


def stages(table):
    counts = table("rent_reduction,100\nland_reform_to_1955_12,20\n", "counts.csv", "stage,executed\n")
    rows = "".join(f"communes,,{stage},{size},communes\n" for stage, size in zip(STAGES, (50, 20, 40), strict=True))
    return counts, table(rows, "exposures.csv", "base,description,stage,exposure,unit\n")


def test_gap_prints_exactly_what_it_promises(table, capsys):
    assert main(["gap", table("a,1,,100,executed,\nb,400,,900,executed,\nc,,,5000,died,\n"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    lineages = {"binding_ends", "binding_lineages", "drop_lineage"}
    assert set(told) == {"schema", "version", "delta", "drop_one", "binding", "notes"} | lineages
    assert told["delta"] == pytest.approx(2.0) and told["binding"] == ["a", "b"]
    assert told["drop_one"] == {"a": 1.0, "b": 1.0, "c": pytest.approx(2.0)}


def test_two_claims_of_one_outcome_in_closed_form(table, capsys):
    assert main(["gap", table("a,1,,100,died,\nb,250,,900,died,\n"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["delta"] == pytest.approx(math.sqrt(250 / 100), rel=1e-9)


def test_gap_on_the_screen(table, capsys):
    assert main(["gap", table("a,,1,,executed,\nb,,4,,died,\n")]) == 0
    assert capsys.readouterr().out.startswith("All 2 claims can be true at once as they stand (gap 1).\n")
    assert main(["gap", table("a,,4,,executed,\nb,,1,,died,\n")]) == 0
    shown = capsys.readouterr().out
    assert "factor of 2," in shown and "These ends belong to 2 lineages." in shown


def test_claims_about_other_outcomes_come_with_an_order_of_their_own(table, capsys):
    order = table("battle,excess\nfamine,excess\n", "order.csv", "part,whole\n")
    war = table("field,160,,,battle,\nsurvey,20,,40,excess,\n")
    assert main(["gap", war, "--order", order, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["delta"] == 2.0
    assert main(["bounds", war, "--order", order]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "excess 160 (field, 1 lineage) 40 (survey, 1 lineage) which is impossible" in told
    circle = table("a,b\nb,a\n", "circle.csv", "part,whole\n")
    assert main(["gap", war, "--order", circle]) == 2
    assert capsys.readouterr().err.startswith("circle.csv, column pairs: found ")
    with pytest.raises(SystemExit, match="2"):
        main(["bounds", war, "--order", order, "--counts", "x", "--exposures", "y"])


@pytest.mark.parametrize("command", ["gap", "bounds"])
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "a,1,,2,executed,\nb,1,,2,excuted,\nc,1,,2,killed,\n",
            "mine.csv, row 3, column outcome: found 'excuted', expected 'executed', as other claims have it",
        ),
        ("a,,,,died,\n", "mine.csv, row 2: found 'an empty claim', expected a number in at least one of low, point"),
        ("a,9,,2,died,\n", "mine.csv, row 2, column low: found '9', expected no more than high, which is 2"),
        ("a,1,,2,classified,\n", "row 2, column outcome: found 'classified', expected a toll"),
        ("", "mine.csv: found 'no rows', expected at least one row"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_on_standard_error(table, capsys, command, rows, message):
    assert main([command, table(rows), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and message in shown.err and shown.err.count("\n") == 1


def test_every_fault_has_its_line(table, capsys):
    assert main(["gap", table("a,9,,2,died,\nb,,,,died,\n")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_missing_file_is_named(tmp_path, capsys):
    assert main(["gap", str(tmp_path / "none.csv")]) == 2
    assert "none.csv: found 'No such file or directory'" in capsys.readouterr().err


def test_bounds_of_the_claims_alone(table, capsys):
    path = table("a,10,,,executed,\nb,,,90,died,\n")
    assert main(["bounds", path, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["schema", "version", "outcomes", "notes"]
    assert [row["outcome"] for row in told["outcomes"]] == ["executed", "died"], "only outcomes that are claimed"
    assert told["outcomes"][0] == {
        "outcome": "executed",
        "floor": 10.0,
        "floor_from": "a",
        "cap": 90.0,
        "cap_from": "b",
        "consistent": True,
        "floor_lineages": 1,
        "cap_lineages": 1,
    }
    assert main(["bounds", path]) == 0
    assert "executed 10 (a, 1 lineage) 90 (b, 1 lineage)" in " ".join(capsys.readouterr().out.split())


def test_bounds_with_counts_and_exposures(table, capsys):
    counts, exposures = stages(table)
    path = table("a,,360,,executed,\n")
    assert main(["bounds", path, "--counts", counts, "--exposures", exposures, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["schema", "version", "outcomes", "ladder", "multipliers", "notes"]
    assert [row["multiplier"] for row in told["multipliers"]] == [3.5, 3.0, 6.0]
    assert told["ladder"][1]["floor"] == 120 and told["ladder"][1]["cap"] is None
    assert main(["bounds", path, "--counts", counts, "--exposures", exposures]) == 0
    assert "1. The executions that the reports count took place. 120 to no limit" in capsys.readouterr().out


def test_counts_and_exposures_are_needed_together(table, capsys):
    counts, _ = stages(table)
    with pytest.raises(SystemExit) as stopped:
        main(["bounds", table("a,,360,,executed,\n"), "--counts", counts])
    assert stopped.value.code == 2
    assert "--counts and --exposures are needed both, or neither" in capsys.readouterr().err


def test_stages_that_cannot_serve_are_refused(table, capsys):
    _, exposures = stages(table)
    none = table("rent_reduction,0\nland_reform_to_1955_12,20\n", "zero.csv", "stage,executed\n")
    assert main(["bounds", table("a,,360,,executed,\n"), "--counts", none, "--exposures", exposures]) == 2
    assert "cannot be the measure of another" in capsys.readouterr().err
    wrong = table("last,5\n", "wrong.csv", "stage,executed\n")
    assert main(["bounds", table("a,,360,,executed,\n"), "--counts", wrong, "--exposures", exposures]) == 2
    assert "wrong.csv, row 2, column stage: found 'last'" in capsys.readouterr().err
