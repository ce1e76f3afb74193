"""Ratios times populations: computed, and never a bound."""

import pandas as pd
import pytest

from landreform.ledger import tables
from landreform.tolls.ratio_products import RATIOS, bases, benchmarks, ratios, spans

QUOTAS = pd.DataFrame(
    {
        "quota": ["plan", "other", "each"],
        "low": [0.001, 0.05, 3.0],
        "high": [0.001, 0.05, 4.0],
        "per": ["inhabitant", "inhabitant", "commune"],
        "territory": ["free areas", "North", "free areas"],
    }
)
BASES = pd.DataFrame(
    {
        "base": ["a", "b", "c"],
        "size": [13_500_000, 16_100_000, 1000],
        "per": ["inhabitant", "inhabitant", "commune"],
        "territory": ["North", "free areas", "free areas"],
    }
)


def test_benchmarks_on_every_base_of_their_unit_and_none_is_a_bound():
    table = benchmarks(QUOTAS, BASES)
    assert table["benchmark_low"].tolist() == pytest.approx([13_500, 16_100, 675_000, 805_000, 3000])
    assert table["benchmark_high"].iloc[-1] == 4000
    assert table["same_territory"].tolist() == [False, True, True, False, True]
    assert not table["is_bound"].any()


def test_spans_on_the_own_territory_and_elsewhere():
    table = spans(benchmarks(QUOTAS, BASES)).set_index("quota")
    assert table.loc["plan", ["bases", "own_low", "own_high"]].tolist() == pytest.approx([2, 16_100, 16_100])
    assert table.loc["other", ["own_low", "other_high"]].tolist() == pytest.approx([675_000, 805_000])
    assert table.loc["each", ["own_low", "own_high"]].tolist() == [3000, 4000]
    assert table.loc["each", ["other_low", "other_high"]].isna().all()


@pytest.mark.parametrize(
    ("quotas", "sizes", "message"),
    [
        (QUOTAS.assign(high=2.0), BASES, "for inhabitants not above 1"),
        (QUOTAS.assign(low=-1.0), BASES, "not below 0"),
        (QUOTAS.assign(low=[0.5, 0.5, 5.0]), BASES, "low end not above"),
        (QUOTAS, BASES.assign(size=0), "lies above 0"),
    ],
)
def test_ratios_and_sizes_that_cannot_be_are_refused(quotas, sizes, message):
    with pytest.raises(ValueError, match=message):
        benchmarks(quotas, sizes)


def test_the_ledger_holds_every_ratio_and_a_base_for_it():
    ledger = tables.load_all()
    found, sizes = ratios(ledger["counts"]), bases(ledger)
    assert found["quota"].tolist() == list(RATIOS) and sizes["base"].is_unique
    printed = found.set_index("quota")
    # 1/1000, 1 in 160, about 5 per cent, three to four for each commune, as printed
    assert printed.loc["vu-tuong2007-ratio", "low"] == pytest.approx(1 / 1000)
    assert printed.loc["enwiki-2015-turner-ratio", "low"] == pytest.approx(1 / 160)
    assert printed.loc["bbc2022-hoang-van-chi-share", "low"] == pytest.approx(0.05)
    assert printed.loc["vu-tuong2007-communes", ["low", "high"]].tolist() == [3, 4]
    assert set(found["per"]) == set(sizes["per"])
    with pytest.raises(ValueError, match="has no row"):
        ratios(ledger["counts"].iloc[:3])
