"""What a total requires of stages without a count: closed forms, the book's own stages, tables that cannot serve."""

import math
import re

import pandas as pd
import pytest
from claims_strategies import claims, frames, plain
from hypothesis import given, settings

from landreform.contested.errors import InputError
from landreform.contested.frontier import frontiers, implied_total
from landreform.contested.outcomes import OutcomeOrder
from landreform.contested.stages import Stages, rates, read_bases, read_stages, required, sizes
from landreform.ledger.tables import load
from landreform.tolls.exposures import exposures as exposures_of
from landreform.tolls.last_wave import required_multiplier
from landreform.tolls.reported_stages import POOLED, reported_executions

ORDER = OutcomeOrder(
    ("shot", "killed", "excess", "missing"), (("shot", "killed"), ("killed", "excess")), titles={"shot": "shot dead"}
)
STAGES = Stages("killed", {"first": 700.0, "second": 300.0}, ("third",), {"first": "1", "second": "2", "third": "3"})
BASES = pd.DataFrame(
    {
        "base": ["districts"] * 3 + ["days"] * 3,
        "stage": ["first", "second", "third"] * 2,
        "exposure": [10.0, 10.0, 12.0, 100.0, 150.0, 50.0],
        "unit": ["districts"] * 3 + ["days"] * 3,
    }
)


def test_rates_and_sizes_by_hand():
    assert rates(STAGES, BASES)["rate"].tolist()[:2] == [70, 30] and math.isnan(rates(STAGES, BASES)["rate"][2])
    assert sizes(STAGES, BASES).round(9).to_numpy().tolist() == [
        ["districts", "districts", 50.0, 0.6, 1600.0],
        ["days", "days", 4.0, 0.2, 1200.0],
    ]


def test_what_claims_require_by_hand():
    frame = claims(
        plain("exact", 2500.0, "killed"),
        ("range", 1600, None, 4000, "killed"),
        plain("part", 2200.0, "shot"),
        ("whole", None, None, 1600, "excess"),
        plain("small", 900.0, "killed"),
        plain("other", 5.0, "missing"),
    )
    found = required(frame, STAGES, BASES, ORDER)
    first = found[found["base"] == "districts"].set_index(["estimate", "end"])
    assert list(first.index) == [
        ("exact", "point"),
        ("range", "low"),
        ("range", "high"),
        ("part", "point"),
        ("whole", "high"),
        ("small", "point"),
    ]
    assert first["multiplier"].round(9).tolist() == [2.5, 1.0, 5.0, 2.0, 1.0, 0.0]
    assert first["completeness"].round(9).tolist() == [0.64, 1.0, 0.4, round(1600 / 2200, 9), 1.0, round(1600 / 900, 9)]
    assert first["reading"].tolist() == ["exactly"] * 3 + ["at least", "at most", "exactly"]
    assert first["below_counts"].tolist() == [False] * 5 + [True]


def test_where_every_stage_is_counted_only_the_completeness_is_asked():
    done = Stages("killed", {"first": 1000.0}, (), {"first": "1"})
    base = pd.DataFrame({"base": ["b"], "stage": ["first"], "exposure": [3.0], "unit": ["u"]})
    (row,) = required(claims(plain("a", 4000.0, "killed")), done, base, ORDER).itertuples()
    assert math.isnan(row.multiplier) and row.completeness == 0.25


def test_a_claim_that_speaks_of_nothing_counted_requires_nothing():
    assert required(claims(plain("a", 5.0, "missing")), STAGES, BASES, ORDER).empty


@settings(max_examples=40, deadline=None)
@given(frames(outcomes=("killed", "shot", "excess")))
def test_what_is_required_leads_to_the_number_claimed(frame):
    found = required(frame, STAGES, BASES, ORDER)
    for row in found.itertuples():
        rest = {"districts": 0.6, "days": 0.2}[row.base]
        if not row.below_counts:
            assert float(implied_total(1000, rest, 1.0, row.multiplier)) == pytest.approx(row.value)
        assert 1000 / row.completeness * (1 + rest) == pytest.approx(row.value)
    # The frontiers have every end; those that say nothing of what was counted require nothing.
    ends = frontiers(frame, 1000.0, 0.6, [1.0]).merge(frame[["estimate", "outcome", "low", "high"]], on="estimate")
    one = ends["low"].isna() & ends["high"].isna() | (ends["low"] == ends["high"])
    silent = {"killed": "", "shot": "high", "excess": "low"}
    ends = ends[one | (ends["end"] != ends["outcome"].map(silent))]
    districts = found[found["base"] == "districts"]
    assert sorted(districts["completeness"]) == pytest.approx(sorted(ends["completeness"]))


def test_the_stages_of_the_book_give_what_the_book_prints():
    """The engine for anybody's stages, on those of the book, against the code of the book."""
    counts, exposures = (
        reported_executions(load("counts")),
        exposures_of({name: load(name) for name in ("waves", "counts")}),
    )
    frame = claims(plain("a", 5000.0), ("b", 3000, None, 15000, "executed"), plain("c", 1000.0))
    own = Stages(
        "executed",
        dict(zip(counts["stage"], counts["executed"], strict=True)),
        ("land_reform_after",),
        {stage: stage for stage in exposures["stage"].unique()},
    )
    found = required(frame, own, exposures)
    book = required_multiplier(frame, counts, exposures)
    book = book[book["reference"] == POOLED]
    both = found.merge(book, on=["estimate", "end", "base"], suffixes=("", "_book"))
    assert len(both) == len(found) == len(book)
    assert both["multiplier"].tolist() == pytest.approx(both["multiplier_book"].tolist())
    assert (both["below_counts"] == both["below_reports"]).all() and (both["reading"] == both["reading_book"]).all()


@pytest.fixture
def table(tmp_path):
    """Write a table and give its path."""

    def write(text):
        file = tmp_path / "mine.csv"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_stages_are_read_with_their_titles(table):
    found = read_stages(table("stage,outcome,counted,title\nfirst,killed,700,the first\nlast_one,killed,,\n"))
    assert (found.outcome, found.counted, found.uncounted) == ("killed", {"first": 700.0}, ("last_one",))
    assert found.titles == {"first": "the first", "last_one": "last one"} and found.total == 700
    assert found.names == ("first", "last_one")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("a,killed,many\n", r"row 2, column counted: found 'many'"),
        ("a,killed,-4\n", r"row 2, column counted: found '-4'"),
        ("a,killed,5\na,killed,6\n", r"row 3, column stage: found 'a', expected a name that no other stage has"),
        ("a,killed,5\nA ,killed,6\n", r"row 3, column stage: found 'A', expected 'a' as in row 2, or another name"),
        ("a,killed,5\nb,shot,6\n", r"row 3, column outcome: found 'shot', expected one outcome for all stages, killed"),
        ("a,,5\n", r"row 2, column outcome: found '', expected the outcome that is counted"),
        ("a,killed,0\nb,killed,\n", r"column counted: found 'nobody', expected at least one person"),
        ("", r"found 'no rows', expected at least one stage"),
    ],
)
def test_stages_that_cannot_serve(table, rows, message):
    with pytest.raises(InputError, match=message):
        read_stages(table("stage,outcome,counted\n" + rows))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("b,first,1,u\nb,second,1,u\n", r"column stage: found 'b without third', expected every stage once"),
        ("b,fourth,1,u\n", r"row 2, column stage: found 'fourth', expected one of the stages first, second, third"),
        ("b,first,1,u\nb,first,1,u\n", r"row 3, column stage: found 'first', expected each stage once for the base b"),
        ("b,first,1,u\nb,second,1,v\n", r"row 3, column unit: found 'v', expected one unit for the base b, u"),
        ("b,first,0,u\n", r"row 2, column exposure: found '0', expected a plain number above 0"),
        (",first,1,u\n", r"row 2, column base: found '', expected the name of a measure"),
    ],
)
def test_bases_that_cannot_serve(table, rows, message):
    with pytest.raises(InputError) as caught:
        read_bases(table("base,stage,exposure,unit\n" + rows), STAGES)
    assert any(re.search(message, str(fault)) for fault in caught.value.faults)


def test_an_outcome_outside_the_order_is_refused():
    with pytest.raises(ValueError, match="The stages count 'killed', which is none of executed_to"):
        required(claims(plain("a", 5.0)), STAGES, BASES)
