"""What is imported is counted, and not how long it takes: a library is loaded only where it is used."""

import json
import os
import subprocess
import sys

import pytest

from landreform.paths import ROOT

HEAVY = """
    IPython PIL bs4 citeproc docutils jinja2 jsonschema matplotlib myst_nb nbclient networkx numpy pandas pybtex scipy
    sphinx statsmodels
""".split()

DRAWING = "PIL jinja2 jsonschema matplotlib numpy pandas"

EVERY = """
import pkgutil
from importlib import import_module
for package in {packages}:
    for found in pkgutil.walk_packages(import_module(package).__path__, package + "."):
        import_module(found.name)
"""
COMMAND = """
import contextlib, io
from landreform.cli.main import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main({arguments})
"""


def imported(code):
    """Run code in a process of its own, and give the modules that it has imported."""
    whole = f"import json, sys\nbefore = set(sys.modules)\n{code}\nprint(json.dumps(sorted(set(sys.modules) - before)))"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", whole], env=environment, capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def libraries(modules):
    """Give the large libraries among modules."""
    return {name.partition(".")[0] for name in modules} & set(HEAVY)


@pytest.mark.parametrize(
    ("code", "allowed", "most"),
    [
        pytest.param("import landreform, landreform.contested", "", 5, id="the engine"),
        pytest.param("import landreform.ledger.tables", "", 120, id="tables"),
        pytest.param(COMMAND.format(arguments=["--help"]), "", 150, id="help"),
        pytest.param(COMMAND.format(arguments=["gap", "--help"]), "", 150, id="help on a command"),
        pytest.param("import landreform.exhibits.campaign.waves", DRAWING, 1100, id="a figure"),
    ],
)
def test_an_import_brings_few_modules_and_no_library_that_it_does_not_use(code, allowed, most):
    modules = imported(code)
    assert libraries(modules) <= set(allowed.split())
    assert len(modules) <= most


@pytest.mark.parametrize(
    ("packages", "allowed"),
    [
        (["contested", "chronology"], "networkx numpy pandas scipy"),
        (["text", "ledger", "audit", "waves"], "jinja2 numpy pandas"),
        (["exhibits"], f"{DRAWING} networkx scipy statsmodels"),
    ],
)
def test_no_module_of_a_package_brings_another_library(packages, allowed):
    names = [f"landreform.{package}" for package in packages]
    assert libraries(imported(EVERY.format(packages=names))) <= set(allowed.split())


def test_a_library_more_would_be_found_out():
    assert "sqlite3" in imported("import landreform.contested\nimport sqlite3")
    assert libraries({"scipy", "scipy.stats", "sqlite3"}) == {"scipy"}
