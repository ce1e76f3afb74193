"""The tables of the book as an example of every format: they are those of the ledger, and the commands take them."""

import json
import subprocess
import sys

import pytest

from landreform.cli.main import main
from landreform.contested.claims import read_table
from landreform.contested.outcome_tables import read_outcomes
from landreform.contested.outcomes import DEFAULT_ORDER
from landreform.paths import ROOT

FOLDER = ROOT / "examples" / "land-reform"
CLAIMS, OUTCOMES, STAGES, BASES = (str(FOLDER / f"{name}.csv") for name in ("claims", "outcomes", "stages", "bases"))


def test_the_example_is_what_the_ledger_says():
    command = [sys.executable, "tools/write_examples.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "python tools/write_examples.py writes it anew"


def test_its_outcomes_are_the_order_of_the_book():
    order = read_outcomes(OUTCOMES)
    assert set(order.names) == set(DEFAULT_ORDER.names) and set(order.pairs) == set(DEFAULT_ORDER.pairs)
    assert all(order.title(name) == DEFAULT_ORDER.title(name) for name in order.names)
    assert read_table(CLAIMS).order is DEFAULT_ORDER


@pytest.mark.parametrize("command", ["gap", "bounds"])
def test_with_a_file_and_by_its_names_the_answer_is_the_same(capsys, command):
    told = []
    for options in ([], ["--outcomes", OUTCOMES]):
        assert main([command, CLAIMS, *options, "--json"]) == 0
        told.append(json.loads(capsys.readouterr().out))
    by_name = {row["outcome"]: row for row in told[0].pop("outcomes", [])}
    assert by_name == {row["outcome"]: row for row in told[1].pop("outcomes", [])}
    assert "named and ordered as in the book" in told[0].pop("notes")[-1] and not told[1].pop("notes")[1:]
    assert told[0] == told[1]


def test_every_command_takes_it(capsys):
    staged = ["--stages", STAGES, "--bases", BASES]
    assert main(["bounds", CLAIMS, "--outcomes", OUTCOMES, *staged, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counted"]["outcome"] == "executed" and len(found["bases"]) > 3
    assert main(["pool", CLAIMS, "--mixed-outcomes"]) == 0
    assert "one voice for each lineage," in capsys.readouterr().out
