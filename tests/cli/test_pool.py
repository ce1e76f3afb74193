"""The command ``landreform pool``: what it prints, in both forms, what it refuses, and how it ends."""

import json
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landreform import __version__
from landreform.cli.main import main
from landreform.contested.claims import read_claims
from landreform.contested.heterogeneity import METHODS
from landreform.contested.outcomes import NOT_TOLLS
from landreform.contested.random_effects import fit, pool_claims

HEADER = "estimate,low,point,high,outcome,lineage\n"
THREE = "a,3000,5000,15000,executed,x\nb,800,1500,2500,executed,y\nc,120000,,200000,executed,\n"
#: As the issue that asked for the command lists them.
KEYS = (
    "k tau2 mu se ci_low ci_high hk_low hk_high hk_adhoc_low hk_adhoc_high pi_low pi_high Q I2 tau2_low tau2_high"
).split()
PERSONS = "pooled pooled_ci_low pooled_ci_high pooled_hk_low pooled_hk_high pooled_pi_low pooled_pi_high".split()


@pytest.fixture
def pooled(tmp_path, capsys):
    """Write a table, run the command on it, and give exit status, standard output and standard error."""

    def run(rows, *options):
        file = tmp_path / "mine.csv"
        file.write_text(HEADER + rows, encoding="utf-8")
        status = main(["pool", str(file), *options])
        return status, *capsys.readouterr()

    return run


@pytest.mark.parametrize("method", METHODS)
def test_json_has_every_key_and_the_numbers_of_the_analysis(pooled, method):
    status, out, err = pooled(THREE, "--method", method, "--coverage", "0.8", "--json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    assert set(KEYS) <= set(told) and set(PERSONS) <= set(told)
    # by hand: the centre is the log of the point where there is one, the sd half the log range over the quantile
    y = np.log([5000, 1500, math.sqrt(120000 * 200000)])
    sd = np.log([15000 / 3000, 2500 / 800, 200000 / 120000]) / (2 * 1.2815515655446004)
    expected = fit(y, sd**2, method)
    for key in KEYS:
        assert told[key] == pytest.approx(getattr(expected, key), rel=1e-12), key
    assert told["pooled"] == pytest.approx(math.exp(expected.mu), rel=1e-12)
    assert (told["method"], told["coverage"], told["width"], told["level"]) == (method, 0.8, None, 0.95)


def test_defaults_are_those_that_the_help_states(pooled, tmp_path):
    _, out, _ = pooled(THREE, "--json")
    told = json.loads(out)
    assert {told.pop(key) for key in ("schema", "version")} == {"landreform/pool/1", __version__}
    assert told.pop("notes") == []
    assert told == pool_claims(read_claims(tmp_path / "mine.csv"), "REML", coverage=0.90)


def test_a_bare_number_enters_only_with_a_width_and_the_output_names_it(pooled):
    rows = THREE + "fall,,50000,,executed,\nnutt,100000,,,executed,\n"
    _, out, _ = pooled(rows, "--json")
    told = json.loads(out)
    assert (told["k"], told["left_out"], told["assumed_width"]) == (3, ["fall", "nutt"], [])
    _, out, _ = pooled(rows, "--json", "--width", "1.5")
    told = json.loads(out)
    assert (told["k"], told["left_out"], told["assumed_width"]) == (4, ["nutt"], ["fall"])
    _, out, _ = pooled(rows, "--width", "1.5")
    assert "Bare numbers given a width of 1.5: fall." in out and "Left out, open above: nutt." in out
    assert "Left out, a bare number: fall." in pooled(rows)[1]


def test_text_says_what_was_assumed_and_what_the_number_is_not(pooled):
    status, out, err = pooled(THREE, "--level", "0.9")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("Pooled, 3 claims, each of a lineage of its own, put the middle of what was written at ")
    assert lines[0].endswith("at 90 % (outcome executed).")
    assert lines[2] == "REML; coverage ascribed to a range 90 %."
    assert sum(line.startswith("90 % ") for line in lines) == 4
    assert "Claims are no sample: this number describes what was written, not what happened." in lines


def test_two_claims_have_no_prediction_interval(pooled):
    _, out, _ = pooled("\n".join(THREE.splitlines()[:2]) + "\n")
    assert "prediction none it needs three voices" in " ".join(out.split())


def test_mixed_outcomes_are_refused_unless_said_and_then_the_output_says_so(pooled):
    rows = THREE.replace("c,120000,,200000,executed", "c,120000,,200000,died")
    status, out, err = pooled(rows)
    assert (status, out) == (2, "")
    assert err.startswith("mine.csv, column outcome: found 'died, executed', expected one outcome")
    status, out, _ = pooled(rows, "--mixed-outcomes")
    assert status == 0 and "MIXED OUTCOMES: died, executed" in out
    _, out, _ = pooled(rows, "--mixed-outcomes", "--json")
    told = json.loads(out)
    assert told["mixed_outcomes"] and "mixed" in told["note"]


@pytest.mark.parametrize("outcome", NOT_TOLLS)
def test_what_is_no_toll_is_refused_whatever_one_says(pooled, outcome):
    rows = THREE.replace("c,120000,,200000,executed", f"c,120000,,200000,{outcome}")
    status, out, err = pooled(rows, "--mixed-outcomes")
    assert (status, out) == (2, "")
    assert f"mine.csv, row 4, column outcome: found {outcome!r}, expected a toll, as a pool needs" in err


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a,3000,,15000,executed,\n", "mine.csv: found '1 claim with a density (a)', expected two such claims"),
        ("a,3000,,,executed,\nb,,,15000,executed,\n", "mine.csv: found 'no claim that has a density'"),
        ("a,15000,,3000,executed,\nb,1,,2,executed,\n", "mine.csv, row 2, column low: found '15000', expected no more"),
        ("a,,,,executed,\n", "mine.csv, row 2: found 'an empty claim'"),
        ("a,1,,2,,\n", "mine.csv, row 2, column outcome: found ''"),
        ("a,few,,2,executed,\n", "mine.csv, row 2, column low: found 'few', expected a whole number of persons"),
    ],
)
def test_what_cannot_be_pooled_ends_with_1_and_one_line_a_fault(pooled, rows, words):
    status, out, err = pooled(rows)
    assert (status, out) == (2, "")
    assert err.startswith(words) and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--method", "median"),
        ("--coverage", "90"),
        ("--coverage", "1"),
        ("--coverage", "many"),
        ("--width", "1"),
        ("--width", "inf"),
        ("--level", "0"),
    ],
)
def test_wrong_usage_ends_with_2(pooled, capsys, options):
    with pytest.raises(SystemExit) as end:
        pooled(THREE, *options)
    assert end.value.code == 2
    assert options[0] in capsys.readouterr().err


def test_a_missing_file_is_named(capsys, tmp_path):
    assert main(["pool", str(tmp_path / "none.csv")]) == 2
    assert capsys.readouterr().err.startswith("none.csv: found 'No such file")


def test_an_interval_beyond_all_numbers_is_said_to_be_none(pooled):
    status, out, _ = pooled("a,1,,2,died,\nb,800000000000,,900000000000,died,\n", "--json", "--level", "0.9999")
    assert status == 0 and json.loads(out)["pooled_hk_high"] is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ends=st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)), min_size=2, max_size=6),
    method=st.sampled_from(METHODS),
)
def test_any_table_of_ranges_gives_strict_json(tmp_path, capsys, ends, method):
    rows = [f"c{i},{min(pair)},,{max(pair) + 1},executed," for i, pair in enumerate(ends)]
    file = tmp_path / "many.csv"
    file.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    assert main(["pool", str(file), "--method", method, "--json"]) == 0

    def refuse(constant):
        raise AssertionError(constant)

    told = json.loads(capsys.readouterr().out, parse_constant=refuse)
    assert told["k"] == len(ends) and told["tau2"] >= 0
    assert told["ci_low"] <= told["mu"] <= told["ci_high"]


def test_the_command_runs_as_a_program(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(HEADER + THREE, encoding="utf-8")
    code = "import sys; from landreform.cli.main import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, "pool", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Pooled, 3 claims, each of a lineage of its own,")


# -- one outcome of a table that has several ---------------------------------------------------------------

SEVERAL = "a,3000,,15000,killed,\nb,800,,2500,killed,\nc,9000,,90000,excess,\n"


def test_only_one_outcome_of_several(pooled):
    status, out, _ = pooled(SEVERAL, "--only", "killed", "--json")
    told = json.loads(out)
    assert status == 0 and told["outcomes"] == ["killed"] and told["estimates"] == ["a", "b"]
    alone = json.loads(pooled(SEVERAL.partition("c,")[0], "--json")[1])
    assert {key: told[key] for key in (*KEYS, *PERSONS)} == {key: alone[key] for key in (*KEYS, *PERSONS)}


def test_a_mixed_table_is_refused_with_both_ways_out(pooled):
    status, out, err = pooled(SEVERAL)
    assert (status, out) == (2, "") and "--only OUTCOME" in err and "--mixed-outcomes" in err


def test_an_outcome_that_nobody_claims_is_one_line_that_names_those_that_are(pooled):
    status, out, err = pooled(SEVERAL, "--only", "wounded")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "found 'wounded', expected an outcome of the claims: excess, killed (mine.csv)" in err
