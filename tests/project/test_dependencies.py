"""DEPENDENCIES.md names every direct dependency with its licence, and nothing else; locks/licences.csv has all."""

import ast
import csv
import hashlib
import json
import re
import sys
import tomllib
from importlib import metadata

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from licences import LIST, locked, stated

sys.path.pop(0)

PAGE = (ROOT / "DEPENDENCIES.md").read_text(encoding="utf-8")
VENDOR = ROOT / "book/_static/vendor"

#: Where `make licences` was run.
THERE = {"implementation_name": "cpython", "os_name": "posix", "platform_python_implementation": "CPython"} | {
    "python_full_version": "3.11.7",
    "python_version": "3.11",
    "sys_platform": "linux",
}


def rows(heading):
    """Give the cells of the table under a heading of the page."""
    part = re.search(rf"^## {heading}$(.+?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)[1]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"]
    return lines[2:]


def licences():
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["package"]: row for row in csv.DictReader(file)}


def test_every_dependency_has_a_row_and_every_row_a_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {"always": project["dependencies"]} | project["optional-dependencies"]
    named = {(canonicalize_name(Requirement(text).name), when) for when, texts in asked.items() for text in texts}
    said = [(row[0], when) for row in rows("Python") for when in row[1].split(", ")]
    assert set(said) == named and len(said) == len(named)


def test_every_row_says_what_for_and_why_not_another():
    headings = re.findall(r"^## (.+)$", PAGE, re.MULTILINE)
    assert len(headings) == 5
    for heading in headings:
        assert rows(heading)
        assert [row for row in rows(heading) if not all(row)] == []


def test_the_licence_of_a_row_is_that_of_the_list():
    for name, _, licence, *_ in rows("Python"):
        listed = licences()[name]["licence"]
        assert licence == listed or (listed == "none" and licence.startswith("none stated (its file: ")), name


def test_the_list_has_every_locked_package():
    listed = [(row["package"], row["version"], row["lock"]) for row in licences().values()]
    assert listed == [(package.name, package.version, package.lock) for package in locked()]
    absent = {package.name for package in locked() if package.marker and not Marker(package.marker).evaluate(THERE)}
    assert {name for name, row in licences().items() if not row["licence"]} == absent


@pytest.mark.parametrize("lock", sorted({package.lock for package in locked()}))
def test_the_installed_packages_of_a_lock_file_state_the_licences_of_the_list(lock):
    versions = {canonicalize_name(one.metadata["Name"]): one.version for one in metadata.distributions()}
    here = [package for package in locked() if package.lock == lock and versions.get(package.name) == package.version]
    if not here:
        pytest.skip("nothing of it is installed here in its version")
    listed = licences()
    wanted = {package.name: (listed[package.name]["licence"], listed[package.name]["field"]) for package in here}
    assert {package.name: stated(package.name) for package in here} == wanted


def test_no_locked_package_leaves_only_the_gpl():
    # docutils has a few files under it that are not imported; text-unidecode may be had under the Artistic License
    named = {name for name, row in licences().items() if re.search(r"(?<![A-Z])A?GPL|General Public", row["licence"])}
    assert named == {"docutils", "text-unidecode"}


def test_what_lies_in_the_project_is_there_and_is_what_its_origin_says():
    paths = {row[0].strip("`"): row for row in rows("What lies in the project itself")}
    assert all((ROOT / path).exists() for path in paths)
    vendored = {path for path in VENDOR.iterdir() if path.is_dir()}
    assert vendored == {ROOT / path for path in paths if (ROOT / path).parent == VENDOR}
    for folder in vendored:
        origin = (folder / "ORIGIN.txt").read_text(encoding="utf-8")
        _, version, licence, *_ = paths[folder.relative_to(ROOT).as_posix()]
        assert version in origin.splitlines()[0] and f"Licence: {licence} (LICENSE" in origin
        assert (folder / "LICENSE").stat().st_size > 500
        for file in set(folder.iterdir()) - {folder / "ORIGIN.txt", folder / "LICENSE"}:
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            assert f"SHA-256 of {file.name}: {digest}" in origin


def test_what_tools_fetch_is_named_there():
    for name, _, _, place, _ in rows("What tools for maintainers fetch"):
        file = "Makefile" if place == "`make lock`" else place.strip("`")
        assert re.search(rf"\b{name}\b", (ROOT / file).read_text(encoding="utf-8")), name
    fetching = {path for path in (ROOT / "tools").rglob("*.py") if re.search(r'"np[mx]"', path.read_text("utf-8"))}
    assert fetching == {ROOT / f"tools/{name}.py" for name in ("check_lite", "lighthouse", "validate_html")}


def test_the_tools_that_are_tried_are_those_of_their_lists():
    said = {(row[1], row[0]) for row in rows("What `make interop` tries")}
    npm = json.loads((ROOT / "interop/package.json").read_text(encoding="utf-8"))["dependencies"]
    tree = ast.parse((ROOT / "interop/run.py").read_text(encoding="utf-8"))
    (value,) = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "PYTHON"]
    pypi = {text.partition("==")[0] for texts in ast.literal_eval(value).values() for text in texts.split()}
    assert said == {("npm", name) for name in npm} | {("PyPI", name) for name in pypi}


def test_no_script_of_a_package_runs_when_it_is_installed():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in makefile.splitlines() if re.search(r"\$\(PIP\)|pip install|npm", line)]
    locks = [line for line in installs if "-r " in line]
    # each lock file begins with --only-binary; the rest is the package itself and uv, which renews the lock files
    assert len(locks) == 2 and all("--require-hashes" in line for line in locks)
    rest = [line for line in installs if line not in locks]
    assert all("-e ." in line or "$(PIP) uv " in line or "interop" in line for line in rest), rest
    assert '"--ignore-scripts"' in (ROOT / "interop/run.py").read_text(encoding="utf-8")
    assert '"npm_config_ignore_scripts": "true"' in (ROOT / "tools/lighthouse.py").read_text(encoding="utf-8")
