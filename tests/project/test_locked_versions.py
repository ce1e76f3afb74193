"""A test that holds only with one version of a library is passed over with another one, and says so."""

import subprocess
import sys
import tomllib
from importlib import metadata

import pytest
from locked_versions import locked, others

from landreform.paths import ROOT

LOCKED = {"pytest-xdist": "3.8", "numpy": "2.4"}
HERE = {"pytest_xdist": "3.8", "numpy": "2.5"}.__getitem__


def test_only_another_version_is_named():
    assert others(["pytest_xdist"], LOCKED, HERE) == []
    assert others(["pytest_xdist", "numpy"], LOCKED, HERE) == ["holds with numpy 2.4, and 2.5 is installed"]


def test_what_is_not_locked_cannot_be_pinned_to():
    with pytest.raises(KeyError, match="no-such"):
        others(["no-such"], LOCKED, HERE)
    assert {"matplotlib", "pytest", "playwright"} <= set(locked())


def test_a_marked_test_is_passed_over_with_its_reason(tmp_path):
    for name in ("conftest", "support/browsers", "support/locked_versions", "support/deprecations", "support/shares"):
        target = tmp_path / f"{name}.py"
        target.parent.mkdir(exist_ok=True)
        target.write_text((ROOT / "tests" / f"{name}.py").read_text(encoding="utf-8"), encoding="utf-8")
    code = "import pytest\n\n@pytest.mark.pinned_to('numpy')\ndef test_bytes():\n    raise AssertionError\n"
    (tmp_path / "test_small.py").write_text(code, encoding="utf-8")
    (tmp_path / "support/other.py").write_text(
        "import locked_versions\nlocked_versions.locked = lambda: {'numpy': '0.1'}\n", encoding="utf-8"
    )
    (marker,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]["markers"]
    (tmp_path / "pytest.ini").write_text(f"[pytest]\npythonpath = support\nmarkers = {marker}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if metadata.version("numpy") == locked()["numpy"] else 0), done.stdout
    done = subprocess.run([*command, "-p", "other"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "1 skipped" in done.stdout and "holds with numpy 0.1, and " in done.stdout
