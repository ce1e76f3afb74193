"""The Makefile: what it offers, in groups, and that a target that fails says what to do in its last line."""

import re
import shutil
import subprocess

import pytest

from landreform.paths import ROOT

GROUPS = {"read": "For readers", "contribute": "For contributors", "maintain": "For maintainers"}

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PHONY = {name for line in re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE) for name in line.split()}
#: What a target is called, its group and what is said of it.
HELPED = {
    name: (group, text)
    for name, group, text in re.findall(r"^([a-z-]+):.*## \[([a-z]+)\] (.+)$", MAKEFILE, re.MULTILINE)
}
#: Targets that cannot fail, and those whose programs say by themselves what to do; see tests/publish/test_failures.py.
QUIET, SAID_BY_PROGRAM = {"help", "clean", "distclean"}, {"book", "pdf", "figures"}

in_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def make(folder, *arguments):
    return subprocess.run(["make", "-C", folder, *arguments], capture_output=True, text=True, check=False)


def test_every_command_has_help_and_stands_in_a_group():
    commands = {name for name in PHONY if not name.startswith("$(VENV)/.")}
    assert commands == HELPED.keys()
    assert {group for group, _ in HELPED.values()} == GROUPS.keys()


@in_make
def test_make_help_lists_every_command_under_its_group():
    listed, group = {}, ""
    for line in make(ROOT, "--no-print-directory", "help").stdout.splitlines():
        if line.startswith("  make "):
            name, text = line.removeprefix("  make ").split(maxsplit=1)
            listed[name] = (group, text)
        elif line:
            group = next(name for name, words in GROUPS.items() if words == line)
    assert listed == HELPED


@pytest.fixture
def failing(tmp_path):
    """Give the Makefile with an environment in which book and PDF are made and all else fails without a word."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "locks", tmp_path / "locks")
    binaries = tmp_path / ".venv" / "bin"
    binaries.mkdir(parents=True)
    (tmp_path / "_build").mkdir()
    (tmp_path / ".venv/pyvenv.cfg").write_text(f"command = python3 -m venv --clear {tmp_path / '.venv'}\n")
    program = (
        '#!/bin/sh\n[ "${*#-m landreform.build}" = "" -o "${*#-m landreform.build.pdf}" = "" ] || '
        '[ "$2" = pip -a -n "$PIP_WORKS" ] || exit 3\n'
    )
    for name in ("python", "ruff", "lint-imports", "mypy", "landreform", "jupyter", "uv"):
        (binaries / name).write_text(program)
        (binaries / name).chmod(0o755)
    for name in (".locked", ".ready", *(f".{path.stem}" for path in (ROOT / "locks").iterdir())):
        (tmp_path / ".venv" / name).touch()
    return tmp_path


@in_make
@pytest.mark.parametrize("target", sorted(HELPED.keys() - QUIET - SAID_BY_PROGRAM))
def test_a_target_that_fails_ends_with_one_line_that_says_what_to_do(failing, target):
    failed = make(failing, target)
    lines = [line for line in (failed.stdout + failed.stderr).splitlines() if not line.startswith("make")]
    assert failed.returncode != 0
    assert re.fullmatch(rf"== {target}: FAILED; .{{20,}}", lines[-1]), lines


@in_make
def test_without_the_network_the_environment_says_so(failing):
    (failing / ".venv/.lint").unlink()
    failed = make(failing, "lint")
    last = [line for line in failed.stderr.splitlines() if not line.startswith("make")][-1]
    assert last == "== environment: FAILED; this once the network is needed: see above and run make again"


def python(folder, version, *, environments=True):
    """Write a program that answers as a Python of some version does."""
    program = folder / "python-of-a-test"
    old = "sys.version_info" if version < "Python 3.11" else "nothing of the kind"
    missing = "nothing of the kind" if environments else "ensurepip"
    answers = f'*--version*) echo {version};; *"{old}"*|*"{missing}"*) exit 1;; "-m venv"*) exit 4;;'
    program.write_text(f'#!/bin/sh\ncase "$*" in {answers} esac\n')
    program.chmod(0o755)
    return f"PYTHON={program}"


@in_make
@pytest.mark.parametrize(
    ("version", "environments", "said"),
    [
        ("Python 3.08.18", True, "Python 3.11 or newer is needed: name one with make book PYTHON=..."),
        ("Python 3.12.1", False, "makes no environments: install the system package python3-venv and run make again"),
        ("Python 3.12.1", True, "mend what is said above and run make again"),
    ],
)
def test_a_python_that_cannot_do_it_is_named_in_one_line(failing, version, environments, said):
    shutil.rmtree(failing / ".venv")
    setting = python(failing, version, environments=environments)
    failed = make(failing, "book", setting)
    last = [line for line in failed.stderr.splitlines() if not line.startswith("make")][-1]
    assert last.startswith("== environment: FAILED; ") and said in last


@in_make
def test_a_folder_that_was_moved_gets_its_environment_anew(failing):
    here = make(failing, "-n", "book").stdout
    assert "venv --clear" not in here and "landreform.build" in here
    moved = failing.with_name("moved (1), đất")
    failing.rename(moved)
    assert "venv --clear" in make(moved, "-n", "book").stdout


@in_make
def test_what_is_written_is_written_within_the_folder():
    """Programs that keep settings and caches in the home are told to keep them here."""
    printed = make(ROOT, "-n", "-p", "help").stdout
    for name in "IPYTHONDIR JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR MPLCONFIGDIR".split():
        assert re.search(rf"^{name} := {re.escape(str(ROOT))}/", printed, re.MULTILINE), name
