"""The command ``landreform audit``: what it prints, in both forms, and how it ends."""

import io
import json
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform import __version__
from landreform.cli.main import main
from landreform.contested.grim import print_share
from landreform.contested.percentage_audit import anything_impossible, audit_table, read_table

CELLS = "printed,denominator,group\n32.94,47,cells\n52.24,47,cells\n14.38,47,cells\n"


@pytest.fixture
def audited(tmp_path, capsys):
    """Write a table, run the command on it, and give exit status, standard output and standard error."""

    def run(text, *options):
        file = tmp_path / "mine.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        status = main(["audit", str(file), *options])
        return status, *capsys.readouterr()

    return run


def test_something_impossible_ends_with_1(audited):
    status, out, err = audited(CELLS)
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "Of 3 percentages 3 are impossible.",
        "",
        "32.94 of 47: impossible",
        "52.24 of 47: impossible",
        "14.38 of 47: impossible",
        "group cells: sum 99.56, not 100; rounding cannot explain it, as no whole numbers printed so make 47",
        "",
        f"landreform {__version__}; how to cite: landreform audit --cite",
    ]


def test_json_is_the_documented_list_and_nothing_else(audited):
    status, out, err = audited("printed,denominator,group\n30.79,3488,\n33,3,g\n67,3,g\n5.68,,\n", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == [
        {"printed": "30.79", "denominator": 3488, "verdict": "consistent", "numerators": [1074]},
        {"printed": "33", "denominator": 3, "verdict": "consistent", "numerators": [1]},
        {"printed": "67", "denominator": 3, "verdict": "consistent", "numerators": [2]},
        {"printed": "5.68", "denominator": None, "verdict": "no_denominator", "numerators": []},
        {"group": "g", "sum": 100.0, "rounding_explains": True, "denominator": 3},
        {"schema": "landreform/audit/1", "version": __version__, "notes": []},
    ]


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ("50,2,\n", 0),
        ("66,3,\n", 0),  # 2 of 3 with its digits dropped: possible
        ("5.68,,\n", 0),  # nothing to check it against is no impossibility
        ("50,3,\n", 1),
        ("120,50,\n", 1),
        ("50,2,g\n40,,g\n", 1),  # both possible, but as parts of one whole they make 90
        ("50,10,g\n50,20,g\n", 2),  # shares of different wholes make nothing
        ("66,3,g\n33,3,g\n", 0),  # 99, which dropped digits explain
    ],
)
def test_exit_status_by_hand(audited, rows, status):
    for options in ([], ["--json"]):
        assert audited("printed,denominator,group\n" + rows, *options)[0] == status


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("printed,denominator\n32.94,forty-seven\n", "mine.csv, row 2, column denominator: found 'forty-seven'"),
        ('printed,denominator\n"32,940",47\n', "mine.csv, row 2, column printed: found '32,940', expected one reading"),
        (
            'printed,denominator\n32.94,"1,337"\n',
            "mine.csv, row 2, column denominator: found '1,337', expected one read",
        ),
        ("printed,denominator\n32.94,0\n", "a whole number from 1"),
        ("printed,denominator\n32.94,47,cells\n", "2 cells, as many as the header has"),
        ("share,base\n1,2\n", "not there: printed, denominator"),
        ("printed,denominator\n", "at least one percentage"),
        ("", "not there: printed, denominator"),
        (b"printed,denominator\n\x81,47\n", "encoded in UTF-8"),
    ],
)
def test_bad_input_ends_with_2_and_one_line_a_fault(audited, text, says):
    for options in ([], ["--json"]):
        status, out, err = audited(text, *options)
        assert (status, out) == (2, "")
        assert says in err and len(err.splitlines()) == 1


def test_how_a_file_was_read_is_said_on_standard_error_whether_it_can_be_used_or_not(audited):
    status, out, err = audited("printed;denominator\n50,0;2\n")
    assert (status, out.splitlines()[2]) == (0, "50.0 of 2: consistent (1)")
    assert err.splitlines() == [
        "mine.csv: read with semicolons between the cells",
        "mine.csv, column printed: the comma separates decimals, since no thousands can be meant; so 50,0 in row 2 is"
        " 50",
    ]
    status, _, err = audited("printed;denominator\nx;2\n", "--json")
    assert status == 2 and err.splitlines()[0] == "mine.csv: read with semicolons between the cells"
    assert err.splitlines()[1].startswith("mine.csv, row 2, column printed: found 'x'")


def test_options_say_what_signs_and_bytes_are(audited):
    table = 'printed,denominator,group\n50,"1.000",\n'
    assert audited(table)[0] == 2
    status, out, _ = audited(table, "--thousands", "point")
    assert (status, out.splitlines()[2]) == (0, "50 of 1,000: consistent (495 to 505)")
    status, out, err = audited("printed,denominator,group\n50,2,§Þa chñ\n".encode("cp1252"), "--encoding", "tcvn3")
    assert "group Địa chủ: sum 50.0" in out and err == "mine.csv: read as TCVN3 (line 2 is '50,2,Địa chủ')\n"
    with pytest.raises(SystemExit, match="2"):
        audited(table, "--thousands", "point", "--decimal", "point")


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"printed,denominator\n50,2\n")))
    assert main(["audit", "-"]) == 0
    assert "\n50 of 2: consistent (1)\n" in capsys.readouterr().out


def test_every_fault_is_named_at_once(audited):
    status, _, err = audited("printed,denominator\n5x,1\n50,2\n50,-2\n")
    assert status == 2
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "mine.csv, row 2, column printed",
        "mine.csv, row 4, column denominator",
    ]


def test_a_file_that_is_not_there_and_wrong_usage(tmp_path, capsys):
    assert main(["audit", str(tmp_path / "absent.csv")]) == 2
    assert "absent.csv: found" in capsys.readouterr().err
    assert main(["audit", str(tmp_path)]) == 2
    with pytest.raises(SystemExit) as ended:
        main(["audit"])
    assert ended.value.code == 2


def test_the_help_names_the_exit_statuses(capsys):
    with pytest.raises(SystemExit):
        main(["audit", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "exit status: 0 everything is possible" in text and "2 the file cannot be used" in text


def test_as_a_program(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text(CELLS, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "import sys; from landreform.cli.main import main; sys.exit(main())",
        "audit",
        str(file),
    ]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)[:-1] == audit_table(read_table(file))


@given(parts=st.lists(st.integers(0, 500), min_size=1, max_size=5).filter(sum), places=st.integers(0, 3))
def test_a_truthful_table_never_ends_with_1(parts, places):
    rows = [
        {"printed": print_share(k, sum(parts), places), "denominator": str(sum(parts)), "group": "g"} for k in parts
    ]
    assert not anything_impossible(audit_table(pd.DataFrame(rows)))
