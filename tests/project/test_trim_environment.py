"""Only tests that libraries bring are taken out of the environment, and they are out of the one that runs this."""

import sys
import sysconfig
from importlib.metadata import distributions
from pathlib import Path

import pytest

from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from trim_environment import folders_of_tests, trim

sys.path.pop(0)

FILES = """
    large/__init__.py large/core.py large/tests/__init__.py large/tests/data/big.csv large/sub/tests/test_core.py
    large/testing/__init__.py large/tests.py tests/__init__.py ../../bin/tests/large
""".split()


@pytest.fixture
def site(tmp_path):
    """Make a folder of packages with one distribution."""
    site = tmp_path / "lib/python/site-packages"
    for name in FILES:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).touch()
    (site / "mine/tests").mkdir(parents=True)
    (site / "large-1.0.dist-info").mkdir()
    (site / "large-1.0.dist-info/METADATA").write_text("Name: large\nVersion: 1.0\n", encoding="utf-8")
    record = "".join(f"{name},,\n" for name in FILES)
    (site / "large-1.0.dist-info/RECORD").write_text(record, encoding="utf-8")
    return site


def test_folders_of_tests_that_a_record_lists_are_taken_and_nothing_else(site):
    before = {path for path in site.rglob("*") if path.is_file()}
    assert [path.as_posix() for path in trim(site)] == ["large/sub/tests", "large/tests"]
    gone = {path.relative_to(site).as_posix() for path in before - set(site.rglob("*"))}
    assert gone == {"large/tests/__init__.py", "large/tests/data/big.csv", "large/sub/tests/test_core.py"}
    assert (site / "mine/tests").is_dir() and (site / "../../bin/tests/large").is_file()
    assert trim(site) == []
    # What is gone is still named, whatever answers for the standard library.
    (large,) = distributions(path=[str(site)])
    assert {path.as_posix() for path in folders_of_tests(large)} == {"large/sub/tests", "large/tests"}


def test_the_large_libraries_bring_tests():
    site = Path(sysconfig.get_path("purelib"))
    named = {one.metadata["Name"]: folders_of_tests(one) for one in distributions(path=[str(site)])}
    assert all(named[name] for name in ("numpy", "pandas", "scipy", "statsmodels"))
