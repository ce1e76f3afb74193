"""What is written down of a run of the suite elsewhere."""

import sys
from collections import Counter

import pytest

from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from elsewhere import BEGIN, END, HEAD, PAGE, Run, read, row, written

sys.path.pop(0)

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="test_one"/>
<testcase classname="tests.a" name="test_two"><failure message="1 != 2"/></testcase>
<testcase classname="tests.b" name="test_three"><error message="no fixture"/></testcase>
<testcase classname="tests.b" name="test_four"><skipped type="pytest.skip" message="no browser"/></testcase>
<testcase classname="tests.b" name="test_five"><skipped type="pytest.skip" message="no browser"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def project(tmp_path):
    """Make a checkout in which the suite has run."""
    site = tmp_path / ".venv/lib/python3.13/site-packages"
    for name, version in {"numpy": "2.5", "Pytest_Xdist": "3.8"}.items():
        (site / f"{name}.dist-info").mkdir(parents=True)
        (site / f"{name}.dist-info/METADATA").write_text(f"Name: {name}\nVersion: {version}\n", encoding="utf-8")
    (tmp_path / ".venv/pyvenv.cfg").write_text("home = /usr\nversion = 3.13.0\n", encoding="utf-8")
    (tmp_path / "locks").mkdir()
    (tmp_path / "requirements.lock").write_text("numpy==2.4 \\\nscipy==1.0 \\\n", encoding="utf-8")
    (tmp_path / "locks/test.lock").write_text("pytest-xdist==3.8 ; os_name == 'posix' \\\n", encoding="utf-8")
    (tmp_path / "locks/browser.lock").touch()
    (tmp_path / "_build").mkdir()
    (tmp_path / "_build/junit.xml").write_text(REPORT, encoding="utf-8")
    return tmp_path


def test_a_run_is_read_from_its_checkout(project):
    failed = ["tests.a::test_two", "tests.b::test_three"]
    assert read(project) == Run("3.13.0", {"numpy": "2.5"}, 1, failed, Counter({"no browser": 2}))


def test_a_second_run_takes_the_place_of_the_first_and_pythons_are_in_order():
    locked, newest = Run("3.13.0", {}, 1, [], Counter()), Run("3.13.0", {"numpy": "2.5"}, 2, ["a"], Counter())
    page = f"above\n{BEGIN}\n{END}\nbelow\n"
    for run in (newest, locked, locked._replace(python="3.9.1"), newest._replace(passed=3, failed=[])):
        page = written(page, row(run))
    cells = [line.split(" | ")[:3] for line in page.splitlines() if line.startswith("| 3")]
    assert cells == [["| 3.9.1", "locked", "1"], ["| 3.13.0", "locked", "1"], ["| 3.13.0", "newest: numpy 2.5", "3"]]
    assert page.startswith("above\n") and page.endswith("\nbelow\n") and HEAD in page


def test_the_page_has_the_form_in_which_rows_are_written():
    text = PAGE.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| 3")]
    assert rows and written(text, rows[-1]) == text
