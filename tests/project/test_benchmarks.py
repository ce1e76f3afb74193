"""The page about speed: whole, about functions that exist, on a machine that is named. No test of a time."""

import importlib
import re
import sys

import pytest

from landreform.contested.claims import read_table
from landreform.paths import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
from bench_build import WORK
from bench_what_if import SIZES, table
from write_readme import BEGIN, END, PAGE, computed

sys.path.pop(0)
TEXT = PAGE.read_text(encoding="utf-8")

MEASURED = {
    "landreform.contested.vectorised.random_effects.fit_each",
    "landreform.contested.multiverse.run.run_multiverse",
    "landreform.ledger.tables.load_all",
    "landreform.ledger.tables.check",
}


def rows():
    """Give the cells of every line of every table, without heads and rules."""
    lines = [line.strip("|").split("|") for line in TEXT.splitlines() if line.startswith("|")]
    cells = [[cell.strip().strip("*") for cell in line] for line in lines]
    return [line for line in cells if not set("".join(line)) <= set(":- ")]


def starting(*first, cells=None):
    found = [line for line in rows() if tuple(line[: len(first)]) == first and cells in (None, len(line))]
    assert len(found) == 1, first
    return found[0]


def test_the_functions_measured_are_named_and_exist():
    named = set(re.findall(r"`(landreform\.[a-z_.]+)`", TEXT))
    assert named >= MEASURED
    for name in named:
        module, _, attribute = name.rpartition(".")
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            assert callable(getattr(importlib.import_module(module), attribute)), name
    assert "combine_effects" in TEXT and "PyMARE" in TEXT


def test_the_machine_and_the_versions_are_stated():
    assert re.search(r"^\* .+\d+ cores, \d+ GiB; \w+ \w+; load at the start [\d.]+\.$", TEXT, re.MULTILINE)
    for name in ("Python", "numpy", "scipy", "pandas", "statsmodels", "pymare"):
        assert re.search(rf"\b{name} \d+\.\d+", TEXT), name


@pytest.mark.parametrize(
    ("method", "other"), [("DL", "statsmodels"), ("PM", "statsmodels"), ("DL", "PyMARE"), ("REML", "PyMARE")]
)
def test_every_comparison_has_its_row_and_both_sides_agree(method, other):
    *_, ours, theirs, ratio, apart = starting(method, other)
    for cell in (ours, theirs, ratio):
        assert float(cell.replace(",", "")) > 0
    assert float(apart) < 1e-4  # the same quantities, up to the tolerance of the other side's search


@pytest.mark.parametrize("specifications", ["1,000", "10,000", "100,000", "1,000,000"])
def test_growth_with_the_specifications_is_all_there(specifications):
    assert len(starting(specifications, "17")) == 4


@pytest.mark.parametrize("claims", ["5", "10", "20", "40", "80"])
def test_growth_with_the_claims_is_all_there(claims):
    assert len(starting("100,000", claims)) == 4


@pytest.mark.parametrize("copies", ["1", "10", "100", "1,000"])
def test_growth_of_the_tables_is_all_there(copies):
    assert all(starting(copies, cells=6)[:4])


def test_a_million_specifications_and_their_memory_are_reported():
    assert re.search(r"1,000,000 specifications of \d+ claims, in a process of its own: peak\s+[\d,]+ MiB", TEXT)


@pytest.mark.parametrize("work", WORK)
def test_every_kind_of_change_is_measured_on_both_sides(work):
    *_, before, now, ratio, aim = starting(work, cells=5)
    assert float(ratio) == pytest.approx(float(now) / float(before), abs=0.02 + 0.06 / float(before))
    assert float(aim) == WORK[work][1]


def test_every_measured_number_is_marked_as_computed():
    outside = re.sub(rf"^{BEGIN}\n.*?^{END}$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"\d", outside)


def test_what_stands_between_headings_is_marked_and_the_first_heading_left_out():
    assert computed("# Title\n\n## Part\n\n3 s") == f"### Part\n\n{BEGIN}\n3 s\n{END}\n"
    assert computed("3 s") == f"{BEGIN}\n3 s\n{END}\n"


@pytest.mark.parametrize("size", [size for size in SIZES if size])
def test_what_is_pasted_into_the_page_is_a_table_of_claims_of_every_form(size, tmp_path):
    (tmp_path / "claims.csv").write_text(table(size))
    read = read_table(tmp_path / "claims.csv").claims
    assert len(read) == size
    assert read[["low", "point", "high"]].isna().any().all() and read["lineage"].nunique() == size // 10
