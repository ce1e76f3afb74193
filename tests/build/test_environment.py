"""The build runs in its own environment, which keeps nothing in the home."""

import os
import subprocess
import sys

from landreform.build.environment import ENVIRONMENT, FOLDERS, environment
from landreform.paths import ROOT

SAYS = """
import os, sys
from landreform.build.environment import in_own_environment
in_own_environment([sys.argv[0]])
print(os.getpid(), *(f"{name}={os.environ[name]}" for name in sorted(os.environ)), sep="\\n")
"""


def test_an_environment_that_is_that_of_the_build_stays_what_it_is():
    made = environment({"HOME": "/home/somebody"})
    assert environment(made) == made
    assert made["HOME"] == "/home/somebody" and made.items() >= ENVIRONMENT.items()


def test_what_would_go_into_the_home_goes_below_the_folder_of_what_is_built():
    made = environment(dict.fromkeys(FOLDERS, ""))
    assert {name: made[name] for name in FOLDERS} == {name: str(ROOT / "_build" / to) for name, to in FOLDERS.items()}


def test_the_interpreter_starts_anew_once(tmp_path):
    program = tmp_path / "says.py"
    program.write_text(SAYS)
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "TZ": "Asia/Ho_Chi_Minh"}
    with subprocess.Popen([sys.executable, program], env=given, stdout=subprocess.PIPE, text=True) as process:
        number, *lines = process.stdout.read().splitlines()
    assert int(number) == process.pid
    said = dict(line.split("=", 1) for line in lines)
    assert said.items() >= environment(given).items()
