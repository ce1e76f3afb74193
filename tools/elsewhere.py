"""Run the suite in a fresh checkout with another Python, or with the newest versions, and write down what came of it.

``make elsewhere PYTHON=python3.13`` runs it with the locked versions, ``make newest PYTHON=python3.13`` with the newest
of every dependency that fit together; both may fail, and the second is expected to at times. The checkout with its own
environment and build lies in ``_build/elsewhere``, so that nothing is served that other versions made. Afterwards
``locks/where-the-suite-ran.md`` has a row of the run: how many tests passed, failed, and were not run, and why.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ElementTree
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "locks" / "where-the-suite-ran.md"
BEGIN, END = "<!-- runs: made by tools/elsewhere.py -->", "<!-- end of the runs -->"

HEAD = "| Python | versions | passed | failed | not run | why not |\n|---|---|---|---|---|---|"
#: Extras whose packages the suite needs; the tests in a browser are not run where there is none.
EXTRAS = ("book", "publish", "build", "xlsx", "test")


class Run(NamedTuple):
    """What came of a run of the suite."""

    python: str
    newer: dict[str, str]
    passed: int
    failed: list[str]
    skipped: Counter[str]


def read(project: Path) -> Run:
    """Read what came of the suite in a checkout.

    Parameters
    ----------
    project : pathlib.Path
        With its environment in ``.venv`` and the report of the tests, in the format of JUnit, in ``_build/junit.xml``.

    Returns
    -------
    Run
        `newer` has the installed version of every locked package that has another one; `failed` the names of tests.
    """
    python = re.search(r"^version = (\S+)", (project / ".venv/pyvenv.cfg").read_text(encoding="utf-8"), re.MULTILINE)
    assert python is not None
    (site,) = (project / ".venv").glob("lib/python*/site-packages")
    here = {
        re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower(): one.version for one in distributions(path=[str(site)])
    }
    locks = [project / "requirements.lock", *(project / "locks" / f"{name}.lock" for name in ("test", "browser"))]
    text = "\n".join(lock.read_text(encoding="utf-8") for lock in locks)
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE))
    failed, skipped, passed = [], Counter[str](), 0
    for case in ElementTree.parse(project / "_build/junit.xml").iter("testcase"):
        if (reason := case.find("skipped")) is not None:
            skipped[reason.get("message", "").removeprefix("Skipped: ")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            failed.append(f"{case.get('classname')}::{case.get('name')}")
        else:
            passed += 1
    newer = {name: here[name] for name, version in locked.items() if here.get(name, version) != version}
    return Run(python[1], newer, passed, sorted(failed), skipped)


def row(run: Run) -> str:
    """Return the row of a run.

    Examples
    --------
    >>> row(Run("3.13.0", {}, 9, [], Counter({"no browser": 2})))
    '| 3.13.0 | locked | 9 | 0 | 2 | no browser: 2 |'
    >>> row(Run("3.13.0", {"numpy": "2.5"}, 9, ["t::a"], Counter()))
    '| 3.13.0 | newest: numpy 2.5 | 9 | 1: `t::a` | 0 |  |'
    """
    versions = ", ".join(f"{name} {version}" for name, version in sorted(run.newer.items()))
    named = f"{len(run.failed)}: " + ", ".join(f"`{name}`" for name in run.failed) if run.failed else "0"
    why = "; ".join(f"{reason}: {count}" for reason, count in sorted(run.skipped.items()))
    versions = f"newest: {versions}" if versions else "locked"
    return f"| {run.python} | {versions} | {run.passed:,} | {named} | {run.skipped.total()} | {why} |"


def written(page: str, line: str) -> str:
    """Return the page with a row in the place of the one of the same Python and versions, in order of Python.

    Examples
    --------
    >>> page = f"{BEGIN}\\n{HEAD}\\n| 3.12.1 | locked | 1 | 0 | 0 |  |\\n{END}"
    >>> print(written(page, "| 3.9.1 | locked | 1 | 0 | 0 |  |").splitlines()[3])
    | 3.9.1 | locked | 1 | 0 | 0 |  |
    """
    head, rest = page.split(BEGIN)
    table, tail = rest.split(END)
    kept = {_key(old): old for old in table.splitlines() if re.match(r"\| \d", old)} | {_key(line): line}
    lines = [kept[key] for key in sorted(kept)]
    return head + "\n".join([BEGIN, HEAD, *lines, END]) + tail


def _key(line: str) -> tuple[tuple[int, ...], str]:
    _, python, versions, *_ = (cell.strip() for cell in line.split("|"))
    return tuple(int(part) for part in re.findall(r"\d+", python)), versions.partition(":")[0]


def run(python: str, newest: bool) -> Path:
    """Run the suite in a fresh checkout of what is committed.

    Parameters
    ----------
    python : str
        The interpreter.
    newest : bool
        Whether to install the newest versions rather than the locked ones.

    Returns
    -------
    pathlib.Path
        The checkout.
    """
    project = ROOT / "_build" / "elsewhere"
    shutil.rmtree(project, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(project)], check=True)
    browser = bool(shutil.which("chromium"))
    environment = os.environ | {"PYTHONPATH": ""}
    make = ["make", "--no-print-directory", f"PYTHON={python}"]
    if newest:
        _install_newest(project, python, browser)
    else:
        stamps = [".venv/.ready", ".venv/.test", *([".venv/.browser"] if browser else [])]
        subprocess.run([*make, *stamps], cwd=project, env=environment, check=True)
    here = str(project / ".venv/bin/python")
    environment |= {
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_PLATFORM_DIRS": "1",
        "IPYTHONDIR": str(project / "_build/.ipython"),
        "MPLCONFIGDIR": str(project / ".venv/.matplotlib"),
    }
    subprocess.run([here, "-m", "landreform.build"], cwd=project, env=environment, check=False)
    options = (
        "--nbval --doctest-modules -n 2 --dist loadfile --no-loadscope-reorder --junitxml=_build/junit.xml".split()
    )
    tests = [here, "-m", "pytest", *options, "src", "tests", "notebooks"]
    subprocess.run(tests, cwd=project, env=environment, check=False)
    return project


def _install_newest(project: Path, python: str, browser: bool) -> None:
    named = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*named["dependencies"]]
    for extra in (*EXTRAS, *(["browser"] if browser else [])):
        wanted += named["optional-dependencies"][extra]
    subprocess.run([python, "-m", "venv", ".venv"], cwd=project, check=True)
    pip = [str(project / ".venv/bin/python"), "-m", "pip", "--disable-pip-version-check", "install", "--no-compile"]
    subprocess.run([*pip, "--quiet", "--only-binary", ":all:", *wanted], cwd=project, check=True)
    subprocess.run([*pip, "--quiet", "--no-deps", "--no-build-isolation", "-e", "."], cwd=project, check=True)


def main() -> int:
    """Run, write the row, and return 1 if a test failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python", nargs="?", default=sys.executable)
    parser.add_argument("--newest", action="store_true", help="the newest versions instead of the locked ones")
    parser.add_argument("--read", type=Path, metavar="FOLDER", help="only write down what came of a run there")
    options = parser.parse_args()
    found = read(options.read or run(options.python, options.newest))
    line = row(found)
    page = written(PAGE.read_text(encoding="utf-8"), line)
    PAGE.write_text(page, encoding="utf-8", newline="\n")
    print(line)
    return int(bool(found.failed))


if __name__ == "__main__":
    sys.exit(main())
