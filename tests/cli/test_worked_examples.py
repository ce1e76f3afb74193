"""Tolls of other places as worked examples: read where it can be read again, and answered as others answer."""

import contextlib
import csv
import json
import math
import subprocess
import sys

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from landreform.cli.main import main
from landreform.paths import ROOT

EXAMPLES = ROOT / "examples"
NAMES = ("iraq-2003-2006", "peru-1980-2000", "puerto-rico-2017")


def rows(example, table="claims"):
    with (EXAMPLES / example / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def told(capsys):
    """Run a command in the folder of an example and give what it prints as JSON."""

    def run(example, command, *options, table="claims.csv", outcomes=True):
        order = ["--outcomes", "outcomes.csv"] if outcomes else []
        with contextlib.chdir(EXAMPLES / example):
            assert main([command, table, *order, *options, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_every_transcript_is_what_its_command_prints_and_draws():
    command = [sys.executable, "tools/run_examples.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "python tools/run_examples.py writes them anew"


@pytest.mark.parametrize("example", NAMES)
def test_every_number_stands_in_the_words_of_its_source_and_says_where_they_were_read(example):
    for row in rows(example):
        assert row["source"] and row["locator"] and row["read_in"].startswith(("https://", "http://"))
        words = row["printed"].replace(",", "").replace(" ", "")
        stated = [row[column] for column in ("low", "point", "high") if row[column]]
        assert stated and all(number in words for number in stated), row["estimate"]
        assert row["lineage"]
    if example != "puerto-rico-2017":
        assert all(row["source"] and row["read_in"] and row["locator"] for row in rows(example, "percentages"))


# -- Puerto Rico -------------------------------------------------------------------------------------------


def test_maria_everything_can_be_true_because_periods_differ(told):
    assert told("puerto-rico-2017", "gap")["delta"] == 1.0
    limits = {row["outcome"]: (row["floor"], row["cap"]) for row in told("puerto-rico-2017", "bounds")["outcomes"]}
    # by hand: the highest low end of what is part of it, the lowest high end of what it is part of
    assert limits["to_october"] == (707, 1272)
    assert limits["to_december"] == (1006, 1272)
    assert limits["to_february"] == (2658, 3290)


def test_maria_with_one_word_for_all_periods_they_contradict(told):
    one_word = rows("puerto-rico-2017", "periods-ignored")
    changed = [row | {"outcome": "excess"} if row["outcome"] != "certified" else row for row in rows(NAMES[2])]
    assert one_word == changed
    found = told("puerto-rico-2017", "gap", table="periods-ignored.csv", outcomes=False)
    assert found["delta"] == pytest.approx(math.sqrt(2658 / 1272), rel=1e-12)


def test_maria_the_two_scenarios_of_one_study_contradict_as_its_authors_intervals_do(tmp_path, capsys):
    # 1191 (836-1544) with the population of the census: the other scenario of the summary
    file = tmp_path / "scenarios.csv"
    preferred = next(row for row in rows("puerto-rico-2017") if row["outcome"] == "to_february")
    both = f"a,{preferred['low']},,{preferred['high']},excess,\nb,836,1191,1544,excess,\n"
    file.write_text("estimate,low,point,high,outcome,lineage\n" + both, encoding="utf-8")
    assert main(["gap", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["delta"] == pytest.approx(math.sqrt(2658 / 1544), rel=1e-12)


def logs(claims):
    """Give centres and variances on the log scale of claims with a point, their ranges being 95 % intervals."""
    low, point, high = (np.array([float(row[name]) for row in claims]) for name in ("low", "point", "high"))
    return np.log(point), (np.log(high / low) / (2 * 1.959963984540054)) ** 2


def test_maria_the_pool_of_every_claim_is_that_of_statsmodels(told):
    found = told(
        "puerto-rico-2017", "pool", "--only", "to_december", "--coverage", "0.95", "--method", "DL", "--each-claim"
    )
    y, v = logs([row for row in rows("puerto-rico-2017") if row["outcome"] == "to_december"])
    other = combine_effects(y, v, method_re="dl", use_t=True)
    assert found["k"] == 3
    assert found["pooled"] == pytest.approx(math.exp(other.mean_effect_re), rel=1e-9)
    assert found["tau2"] == pytest.approx(max(other.tau2, 0.0), rel=1e-9)
    assert found["Q"] == pytest.approx(other.q, rel=1e-9)


def test_maria_two_of_three_estimates_are_one_voice(told):
    found = told("puerto-rico-2017", "pool", "--only", "to_december", "--coverage", "0.95")
    assert (found["k"], found["claims"], list(found["joined"])) == (2, 3, ["death register"])


# -- Iraq --------------------------------------------------------------------------------------------------


def test_iraq_only_the_two_surveys_of_violent_deaths_contradict(told):
    found = told("iraq-2003-2006", "gap")
    assert found["delta"] == pytest.approx(math.sqrt(426369 / 223000), rel=1e-12)
    assert found["binding"] == ["Burnham and others 2006, violence", "Iraq Family Health Survey 2008"]
    assert [name for name, delta in found["drop_one"].items() if delta == 1.0] == found["binding"]
    broken = [row["outcome"] for row in told("iraq-2003-2006", "bounds")["outcomes"] if not row["consistent"]]
    assert broken == ["violent"]


def test_iraq_the_authors_compare_the_numbers_so_themselves():
    # "three times as high as that reported by the Iraq Body Count but only one fourth of that reported by Burnham"
    points = {row["estimate"]: int(row["point"]) for row in rows("iraq-2003-2006")}
    survey = points["Iraq Family Health Survey 2008"]
    assert round(survey / points["Iraq Body Count"]) == 3
    assert round(points["Burnham and others 2006, violence"] / survey) == 4


def test_iraq_the_pool_is_that_of_statsmodels(told):
    found = told("iraq-2003-2006", "pool", "--only", "violent", "--coverage", "0.95", "--method", "DL")
    y, v = logs([row for row in rows("iraq-2003-2006") if row["outcome"] == "violent"])
    other = combine_effects(y, v, method_re="dl", use_t=True)
    assert found["pooled"] == pytest.approx(math.exp(other.mean_effect_re), rel=1e-9)
    assert found["tau2"] == pytest.approx(other.tau2, rel=1e-9)
    assert found["tau2"] == pytest.approx(((y[0] - y[1]) ** 2 - v.sum()) / 2, rel=1e-9)  # two: by hand
    assert found["hk_se"] == pytest.approx(math.sqrt(other.var_hksj_re), rel=1e-9)


def test_iraq_the_clusters_are_those_of_the_article(told):
    # 115 of the 1086 clusters were not visited, so that 971 were
    visited, missed = told("iraq-2003-2006", "audit", table="percentages.csv", outcomes=False)[:2]
    assert (visited["numerators"], missed["numerators"]) == ([971], [115]) and 971 + 115 == 1086


# -- Peru --------------------------------------------------------------------------------------------------


def test_peru_the_later_estimate_is_lower_than_the_first_as_its_author_says(told):
    found = told("peru-1980-2000", "gap")
    assert found["delta"] == pytest.approx(math.sqrt(69280 / 48000), rel=1e-12)
    assert found["binding"] == ["Final Report 2003", "Rendón 2019"]
    # without the copy the interval of the original binds, and by less
    assert found["drop_one"]["Final Report 2003"] == pytest.approx(math.sqrt(61007 / 48000), rel=1e-12)
    # without the later estimate, the ceiling that the President had named in June binds against the copy
    assert found["drop_one"]["Rendón 2019"] == pytest.approx(math.sqrt(69280 / 60000), rel=1e-12)
    assert found["drop_lineage"]["capture-recapture 2003"] == 1.0


def test_peru_shares_that_sum_to_99_can_be_rounded(told):
    found = told("peru-1980-2000", "audit", table="percentages.csv", outcomes=False)
    sums = {entry["group"]: (entry["sum"], entry["rounding_explains"]) for entry in found if "sum" in entry}
    assert sums == {"annex": (100.0, True), "announcement": (99.0, True)}
    for printed, entry in zip((46, 30, 24, 46, 30, 23), found, strict=False):  # by hand: within half a percent
        assert entry["numerators"] == [n for n in range(69281) if abs(200 * n - 2 * printed * 69280) <= 69280]
