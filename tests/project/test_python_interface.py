"""The page on the Python interface: its examples run as they stand, and it quotes the docstrings as they are."""

import doctest
import importlib
import re

from landreform.paths import ROOT

PAGE = ROOT / "book/python-interface.md"
TEXT = PAGE.read_text(encoding="utf-8")
TABLES = re.findall(r"```\{code-block\} text\n:caption: (\S+)\n\n(.*?)```", TEXT, re.DOTALL)
EXAMPLES = re.findall(r"```pycon\n(.*?)```", TEXT, re.DOTALL)
FUNCTIONS = re.findall(r"^- `([\w.]+)`: (.+)$", TEXT, re.MULTILINE)


def test_the_examples_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, rows in TABLES:
        (tmp_path / name).write_text(rows, encoding="utf-8")
    names = {}
    failed = 0
    for number, example in enumerate(EXAMPLES):
        test = doctest.DocTestParser().get_doctest(example, names, f"example {number}", str(PAGE), 0)
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(test, clear_globs=False)
        names = test.globs
        failed += runner.summarize(verbose=False).failed
    assert not failed, capsys.readouterr().out
    assert len(TABLES) >= 4 and len(EXAMPLES) >= 8


def test_each_function_is_there_and_says_of_itself_what_the_page_says():
    for name, words in FUNCTIONS:
        module, _, function = name.rpartition(".")
        found = getattr(importlib.import_module(f"landreform.contested.{module}"), function)
        assert found.__doc__.partition("\n")[0].replace("``", "`") == words, name
    assert len(FUNCTIONS) > 10
