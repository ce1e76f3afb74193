"""Whatever file a command gets, it ends with a status of its own and plain lines, never with a traceback."""

import pytest
from random_tables import random_table

from landreform.cli.main import main
from landreform.contested.errors import MOST_LINES

COMMANDS = [["audit"], ["gap"], ["bounds"], ["pool"]]


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_random_files_end_in_a_status_and_plain_lines(tmp_path, capsys, start):
    used = 0
    for seed in range(start, start + 50):
        file = tmp_path / "mine.csv"
        file.write_bytes(random_table(seed))
        for command in COMMANDS:
            status = main([*command, str(file)])
            shown = capsys.readouterr()
            assert status in (0, 1, 2), (seed, command)
            used += status != 2
            if status == 2:
                assert shown.out == "" and shown.err, (seed, command)
            # notes on how the file was read may stand above
            faults = [line for line in shown.err.splitlines() if ": found " in line or line.startswith("and ")]
            assert len(faults) <= MOST_LINES + 1
            assert all(line.isprintable() for line in shown.err.splitlines()), (seed, command)
    assert used > 5, "hardly any of these files can be used, so that they prove little"


def test_many_faults_are_twenty_lines_and_a_count(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    file.write_text("printed,denominator\n" + "x,y\n" * 30, encoding="utf-8")
    assert main(["audit", str(file)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21 and lines[-1] == "and 40 more faults"
    assert lines[0].startswith("mine.csv, row 2, column printed: found 'x', expected a percentage with a decimal point")
