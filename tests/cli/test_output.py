"""What every command on anybody's table prints: JSON as its schema says, CSV, aligned text, how to cite it."""

import csv
import io
import json
import unicodedata

import pytest
from jsonschema import Draft202012Validator

from landreform import __version__
from landreform.cli.main import main
from landreform.cli.output import SCHEMAS, aligned, factor_text

CLAIMS = """estimate,low,point,high,outcome,lineage,printed
ministry,900,,1100,killed,gov,900 to 1100
ministry again,900,,1100,killed,gov,the same
survey,2500,4000,9000,killed,,2500 to 9000
bishop,,20000,,excess,,20000
press,100,,999,killed,,hundreds
list,0,12,40,killed,,at most 40
"""
STAGES = "stage,outcome,counted\nfirst,killed,1000\nsecond,killed,\n"
BASES = "base,stage,exposure,unit\ndistricts,first,20,districts\ndistricts,second,12,districts\n"
OUTCOMES = "outcome,part_of,title\nkilled,excess,killed by soldiers\n"
PERCENTAGES = "printed,denominator,group\n33,3,g\n67,3,g\n66,3,\n32.94,47,\n5.68,,\n"


@pytest.fixture
def files(tmp_path):
    """Write the tables and give their paths by name."""
    paths = {}
    for name, text in (
        ("claims", CLAIMS),
        ("stages", STAGES),
        ("bases", BASES),
        ("outcomes", OUTCOMES),
        ("percentages", PERCENTAGES),
    ):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        paths[name] = str(file)
    return paths


def arguments(files):
    """Give every command in its forms."""
    order = ["--outcomes", files["outcomes"]]
    staged = ["--stages", files["stages"], "--bases", files["bases"]]
    return {
        "gap": [["gap", files["claims"]], ["gap", files["claims"], *order]],
        "bounds": [["bounds", files["claims"], *order], ["bounds", files["claims"], *order, *staged]],
        "pool": [
            ["pool", files["claims"], "--mixed-outcomes"],
            ["pool", files["claims"], "--mixed-outcomes", "--each-claim", "--width", "1.5", *order],
        ],
        "audit": [["audit", files["percentages"]]],
    }


@pytest.mark.parametrize("command", ["gap", "bounds", "pool", "audit"])
def test_the_json_is_what_its_schema_says_and_names_both_versions(files, capsys, command):
    schema = json.loads((SCHEMAS / f"{command}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for words in arguments(files)[command]:
        main([*words, "--json"])
        told = json.loads(capsys.readouterr().out)
        assert [error.message for error in validator.iter_errors(told)] == []
        stamp = told[-1] if isinstance(told, list) else told
        assert (stamp["schema"], stamp["version"]) == (f"landreform/{command}/1", __version__)
        broken = [{**told[0], "verdict": "perhaps"}, *told[1:]] if isinstance(told, list) else told | {"delta": "two"}
        assert not validator.is_valid(broken)


@pytest.mark.parametrize("command", ["gap", "bounds", "pool", "audit"])
def test_the_schema_is_printed_for_whoever_has_only_the_package(capsys, command):
    with pytest.raises(SystemExit) as end:
        main([command, "--json-schema"])
    assert end.value.code == 0
    assert json.loads(capsys.readouterr().out)["title"] == f"landreform {command} --json"


def test_the_csv_has_one_row_for_each_thing_and_its_notes_go_elsewhere(files, capsys):
    rows = {}
    for command, forms in arguments(files).items():
        main([*forms[-1], "--csv"])
        shown = capsys.readouterr()
        rows[command] = list(csv.DictReader(io.StringIO(shown.out)))
        if command == "gap":
            assert "Note: Open at the low end, since a low of 0 limits nothing: list." in shown.err.splitlines()
    assert [row["estimate"] for row in rows["gap"]][:2] == ["ministry", "ministry again"]
    assert {row["binding"] for row in rows["gap"]} == {"True", "False"}
    assert rows["bounds"][0]["estimate"] == "ministry" and float(rows["bounds"][1]["multiplier"]) > 0
    assert {"quantity": "voices", "value": "claims"} in rows["pool"]
    assert [row["verdict"] for row in rows["audit"]] == [
        "consistent",
        "consistent",
        "possible_only_if",
        "impossible",
        "no_denominator",
    ]
    assert (rows["audit"][0]["least"], rows["audit"][3]["least"]) == ("1", "")


@pytest.mark.parametrize("command", ["gap", "bounds", "pool", "audit"])
def test_people_read_a_sentence_first_and_last_how_to_cite_it(files, capsys, command):
    main(arguments(files)[command][0])
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first.endswith((".", ":")) and len(first.split()) > 4
    assert last == f"landreform {__version__}; how to cite: landreform {command} --cite"
    with pytest.raises(SystemExit) as end:
        main([command, "--cite"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert f"landreform {__version__}, command {command}" in told and "@book{landreform-book-" in told


def test_json_and_csv_at_once_are_wrong_usage(files):
    with pytest.raises(SystemExit) as end:
        main(["gap", files["claims"], "--json", "--csv"])
    assert end.value.code == 2


def test_columns_are_aligned_by_what_a_terminal_shows():
    rows = [("name", "n"), ("Nguyễn", "1"), (unicodedata.normalize("NFD", "Nguyễn"), "22"), ("土改", "3")]
    lines = aligned(rows, (False, True))
    assert lines[1:] == ["Nguyễn   1", "Nguyễn  22", "土改     3"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (1.04, "1.04"), (2.0, "2"), (3.14159, "3.1"), (312.6, "310"), (1 + 1e-8, "just over 1")],
)
def test_a_factor_has_two_figures_and_is_never_1_when_there_is_a_gap(value, text):
    assert factor_text(value) == text
