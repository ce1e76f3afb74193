"""The page for anybody's numbers: every option of the four commands stands on it, and it shows what they print."""

import argparse
import re

import pytest

from landreform.cli import bounds, gap, percentages, pool
from landreform.cli.main import main
from landreform.paths import ROOT

PAGE = (ROOT / "book/on-your-own-numbers.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```\{code-block\} text\n:caption: (\S+)\n\n(.*?)```", PAGE, re.DOTALL))
FENCED = re.compile(r"```.*?```", re.DOTALL)


def parsers():
    commands = argparse.ArgumentParser().add_subparsers()
    for command in (gap, bounds, pool):
        command.add_command(commands)
    percentages.add_commands(commands)
    return commands.choices


@pytest.mark.parametrize("command", ["audit", "gap", "bounds", "pool"])
def test_every_option_is_named_and_no_other(command):
    told = set(re.findall(r"`(--[a-z-]+)`", FENCED.sub("", PAGE)))
    everywhere = {option for parser in parsers().values() for option in parser._option_string_actions}
    own = set(parsers()[command]._option_string_actions) - {"-h", "--help"}
    assert len(own) >= 8 and not own - told
    assert not told - everywhere


@pytest.mark.parametrize("command", ["audit", "gap", "bounds", "pool"])
def test_every_value_of_an_option_is_named(command):
    for action in parsers()[command]._actions:
        for value in action.choices or ():
            assert f"`{value}`" in PAGE, (action.dest, value)


def test_the_columns_are_those_that_the_help_names():
    for command in ("gap", "bounds", "audit"):
        table = re.findall(r"^  ([a-z_]+(?:, [a-z_]+)*)(?:  |$)", parsers()[command].epilog, re.MULTILINE)
        names = {name for line in table for name in line.split(", ")}
        assert len(names) >= 3
        assert not {name for name in names if f"`{name}`" not in PAGE}


def test_the_first_figure_can_be_drawn_as_the_page_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, rows in BLOCKS.items():
        (tmp_path / name).write_text(rows, encoding="utf-8")
    (line,) = re.findall(r"^\$ landreform (.+)$", PAGE, re.MULTILINE)
    assert main(line.split()) == 0
    assert main([*line.split()[:2], "--outcomes", "outcomes.csv"]) == 0
    assert capsys.readouterr().err == "" and (tmp_path / "claims.svg").read_bytes().startswith(b"<?xml")


def test_every_transcript_and_figure_of_the_examples_is_shown():
    shown = set(re.findall(r"\.\./examples/(\S+)", PAGE))
    folders = {name.partition("/")[0] for name in shown}
    assert len(folders) == 3 and folders == set(re.findall(r"\{example-claims\} (\S+)", PAGE))
    made = {path.relative_to(ROOT / "examples").as_posix() for path in (ROOT / "examples").glob("*/*.*")}
    assert shown == {name for name in made if name.endswith((".txt", ".svg"))}
