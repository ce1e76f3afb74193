"""The project's own files agree with each other."""

import ast
import csv
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement

import landreform
from landreform.paths import ROOT

#: Extras with a lock file of their own, which a target adds to the environment.
ADDED = ["test", "browser", "lint", "lab", "bench", "pdf", "lite", "binder", "audit"]


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked(file="requirements.lock"):
    """Read name and version of every package in a lock file."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE)
    return {name.lower(): version for name, version in found}


def test_every_dependency_is_locked_at_a_version_that_it_allows():
    asked = list(project()["dependencies"])
    for extra, group in project()["optional-dependencies"].items():
        asked += group if extra not in ADDED else []
    versions = locked()
    for requirement in map(Requirement, asked):
        name = requirement.name.lower().replace("_", "-")
        assert name in versions, f"{name} is in pyproject.toml and not in requirements.lock"
        assert requirement.specifier.contains(versions[name], prereleases=True)


@pytest.mark.parametrize("extra", ADDED)
def test_what_one_target_needs_is_locked_for_it_and_nothing_twice(extra):
    own, versions = locked(f"locks/{extra}.lock"), locked()
    assert not set(own) & set(versions)
    for requirement in map(Requirement, project()["optional-dependencies"][extra]):
        assert requirement.specifier.contains((own | versions)[requirement.name.lower()], prereleases=True)


@pytest.mark.parametrize("name", ["requirements.lock", *(f"locks/{extra}.lock" for extra in ADDED)])
def test_every_locked_package_has_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text.startswith("--only-binary :all:\n"), "no code of a package runs while it is installed"
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert "://" not in text


def test_conda_and_binder_use_the_same_lock_file_and_an_allowed_python():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    dependencies = environment["dependencies"]
    (pip,) = [entry["pip"] for entry in dependencies if isinstance(entry, dict)]
    assert pip == ["--require-hashes", "-r requirements.lock"]
    (python,) = [entry for entry in dependencies if isinstance(entry, str) and entry.startswith("python")]
    pinned = python.partition("=")[2]
    assert Requirement(f"python{project()['requires-python']}").specifier.contains(pinned)
    # In hash mode pip refuses an editable install, so the package itself is installed after the lock file.
    assert "pip install --no-deps --no-build-isolation -e ." in (ROOT / "postBuild").read_text(encoding="utf-8")


def test_one_version_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    # What is unreleased stands above the newest version.
    newest = re.search(r"^## (\S+) – (\d\S+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert citation["version"] == landreform.__version__ == newest[1]
    assert str(citation["date-released"]) == newest[2]


def test_the_table_of_contents_names_every_notebook_and_page():
    text = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:root|file): (\S+)", text))
    there = {f"notebooks/{path.stem}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    there |= {path.relative_to(ROOT).with_suffix("").as_posix() for path in (ROOT / "book").rglob("*.md")}
    assert named == there


@pytest.mark.parametrize("extra", ADDED)
def test_what_one_target_adds_is_locked_and_stays_out_of_the_environment_of_everybody(extra):
    text = (ROOT / "locks" / f"{extra}.lock").read_text(encoding="utf-8")
    added = {name.lower() for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, flags=re.MULTILINE)}
    asked = {Requirement(name).name.lower() for name in project()["optional-dependencies"][extra]}
    assert asked <= added | set(locked()) and asked & added and not added & set(locked())
    assert text.count("--hash=sha256:") >= len(added)
    assert "://" not in text


def test_the_map_of_the_packages_is_that_of_their_imports():
    pytest.importorskip("grimp", reason="comes with `make lint`")
    done = subprocess.run(
        [sys.executable, "tools/architecture.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_package_says_its_question():
    for file in (ROOT / "src/landreform").rglob("__init__.py"):
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), file


def test_every_test_of_the_first_release_is_still_there():
    with (ROOT / "tests/renamed-since-0.1.0.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["test_of_0.1.0"] for row in rows}) == 827, "as many as were collected at that release"
    for row in rows:
        name, _, function = row["test_now"].partition("::")
        assert re.search(rf"^def {function}\(", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE), row[
            "test_now"
        ]
