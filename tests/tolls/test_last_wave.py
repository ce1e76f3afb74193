"""The required multiplier and the extrapolation: by hand, against numerical integration, for any input."""

import math

import numpy as np
import pandas as pd
import pytest
from claims_strategies import claims, frames, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from landreform.ledger import tables
from landreform.tolls.last_wave import (
    by_number,
    completeness_by_base,
    extrapolate,
    extrapolate_over,
    lognormal_opinion,
    printed_tolls,
    required_multiplier,
    span_of_bases,
)
from landreform.tolls.reported_stages import POOLED, REFERENCES, REPORTED, STAGES

few = settings(max_examples=40, deadline=None)


def exposure(base="communes", sizes=(50.0, 20.0, 40.0)):
    return pd.DataFrame({"base": base, "description": "", "stage": list(STAGES), "exposure": sizes, "unit": "communes"})


COUNTS = pd.DataFrame({"stage": list(REPORTED), "executed": [100, 20]})
TWO = pd.concat([exposure(), exposure("larger wave", (50.0, 20.0, 80.0))], ignore_index=True)


def test_the_multiplier_by_hand():
    # 120 reported on 70 communes; rates 2 and 1 a commune; last stage 40 communes, or 80
    table = required_multiplier(claims(plain("a", 360.0)), COUNTS, TWO)
    assert table["reference"].tolist() == list(REFERENCES) * 2
    assert table["last_wave"].tolist() == [240.0] * 6
    assert table["multiplier"].tolist() == pytest.approx([3.5, 3.0, 6.0, 1.75, 1.5, 3.0])


def test_every_number_of_a_claim_has_its_multiplier():
    table = required_multiplier(claims(("a", 160, 240, 360, "executed")), COUNTS, exposure())
    only = table[table["reference"] == "land_reform_to_1955_12"]
    assert only[["end", "multiplier"]].to_numpy().tolist() == [["low", 1.0], ["point", 3.0], ["high", 6.0]]


def speaking_numbers(frame):
    """List the numbers that say something of executions, by the words of the rule: estimate, end, how it is meant."""
    found = []
    for row in frame.itertuples():
        for end in ("low", "point", "high"):
            if math.isnan(getattr(row, end)) or row.outcome == "executed_to_1955_12":
                continue
            if row.outcome == "executed":
                only = {"low": math.isnan(row.high), "high": math.isnan(row.low) or row.low == 0, "point": False}[end]
                found.append((row.estimate, end, ({"low": "at least", "high": "at most"}[end] if only else "exactly")))
            elif row.outcome == "wrongly_executed" and end != "high":
                found.append((row.estimate, end, "at least"))
            elif row.outcome in ("executed_or_suicide", "died") and end != "low":
                found.append((row.estimate, end, "at most"))
    return found


@few
@given(frames())
def test_every_number_says_of_executions_what_the_rule_allows_and_nothing_else(frame):
    table = required_multiplier(frame, COUNTS, TWO)
    said = table[["estimate", "end", "reading"]].drop_duplicates()
    assert sorted(said.itertuples(index=False, name=None)) == sorted(speaking_numbers(frame))


@few
@given(frames(max_size=1), st.integers(1, 3000), st.integers(0, 3000))
def test_no_limit_excludes_what_its_claim_allows(frame, executed, others):
    """Whatever number of executions a claim allows, beside other deaths, no limit made of the claim forbids it."""
    row = next(frame.itertuples())
    counted = {
        "executed": executed,
        "wrongly_executed": max(executed - others, 1),
        "executed_or_suicide": executed + others,
        "died": executed + others,
        "executed_to_1955_12": executed,
    }[row.outcome]
    low = next(value for value in (row.low, row.point, 0.0) if not math.isnan(value))
    high = next(value for value in (row.high, row.point if math.isnan(row.low) else math.inf) if not math.isnan(value))
    ends = frame.assign(point=frame["point"].where(frame[["low", "high"]].isna().all(axis=1)))
    if not low <= counted <= high:
        return
    for number in required_multiplier(ends, COUNTS, TWO).itertuples():
        needed = max(executed - 120.0, 0.0)
        if number.reading == "at least":
            assert number.last_wave <= needed + 1e-9
        if number.reading == "at most":
            assert number.last_wave >= needed - 1e-9


def test_an_open_claim_caps_no_executions_and_a_low_end_of_all_deaths_neither():
    frame = claims(
        ("at least died", 900, None, None, "died"),
        ("died", 300, None, 900, "died"),
        ("at least", 900, None, None, "executed"),
        ("wrong", 300, None, 900, "wrongly_executed"),
    )
    table = required_multiplier(frame, COUNTS, exposure())
    assert table.groupby(["estimate", "end"])["reading"].first().to_dict() == {
        ("died", "high"): "at most",
        ("at least", "low"): "at least",
        ("wrong", "low"): "at least",
    }
    shares = completeness_by_base(frame, COUNTS, TWO).set_index(["estimate", "end"])["reading"].to_dict()
    assert shares == {("died", "high"): "at least", ("at least", "low"): "at most", ("wrong", "low"): "at most"}


def test_what_the_claim_counts_decides_how_the_multiplier_reads():
    frame = claims(
        plain("all", 500.0, "died"),
        plain("wrong", 500.0, "wrongly_executed"),
        plain("also suicides", 500.0, "executed_or_suicide"),
        plain("part", 500.0, "executed_to_1955_12"),
        plain("exact", 500.0),
    )
    table = required_multiplier(frame, COUNTS, exposure())
    assert table.groupby("estimate")["reading"].first().to_dict() == {
        "all": "at most",
        "wrong": "at least",
        "also suicides": "at most",
        "exact": "exactly",
    }


def test_a_claim_below_the_reports_needs_no_last_wave_and_says_so():
    table = required_multiplier(claims(plain("a", 119.0), plain("b", 120.0)), COUNTS, exposure())
    assert table.groupby("estimate")["below_reports"].all().to_dict() == {"a": True, "b": False}
    assert (table["multiplier"] == 0).all()


def test_an_undercount_moves_the_need_from_the_last_wave_to_the_reports():
    frame = claims(plain("a", 360.0))
    table = required_multiplier(frame, COUNTS, exposure(), undercount=2.0)
    assert table["multiplier"].tolist() == pytest.approx(
        [(360 - 240) / (40 * 2 * 120 / 70), (360 - 240) / (40 * 4), (360 - 240) / (40 * 2)]
    )
    for wrong in (0.5, math.nan, math.inf):
        with pytest.raises(ValueError, match="undercount"):
            required_multiplier(frame, COUNTS, exposure(), wrong)


def test_the_completeness_that_each_end_needs():
    frame = claims(
        ("range", 100, 150, 400, "executed"),
        plain("all", 800.0, "died"),
        plain("wrong", 800.0, "wrongly_executed"),
        plain("part", 130.0, "executed_to_1955_12"),
    )
    table = completeness_by_base(frame, COUNTS, TWO).set_index(["estimate", "end"])
    assert table["reading"].to_dict() == {
        ("range", "low"): "exactly",
        ("range", "high"): "exactly",
        ("all", "low"): "at least",
        ("wrong", "low"): "at most",
    }
    # 120 reported on 70 communes; 40 or 80 more of them at the same rate
    few, many = 120 * (1 + 40 / 70), 120 * (1 + 80 / 70)
    for name, total in ((("range", "low"), 100), (("range", "high"), 400), (("all", "low"), 800)):
        assert table.loc[name, ["first", "lowest", "highest"]].tolist() == pytest.approx(
            [few / total, few / total, many / total]
        )
    twice = completeness_by_base(frame, COUNTS, exposure(), intensity=2.0).set_index(["estimate", "end"])
    assert twice.loc[("all", "low"), "first"] == pytest.approx(120 * (1 + 2 * 40 / 70) / 800)


def test_completeness_and_multiplier_are_two_views_of_one_frontier():
    """At the multiplier that a claim requires of complete reports, the completeness needed is one."""
    frame = claims(plain("a", 360.0))
    times = required_multiplier(frame, COUNTS, exposure()).set_index("reference").loc[POOLED, "multiplier"]
    assert completeness_by_base(frame, COUNTS, exposure(), times)["first"].item() == pytest.approx(1.0)


def test_words_are_no_printed_numbers():
    ledger = tables.load_all()
    bounds = ledger["estimates"].set_index("estimate")["bound"]
    kept = printed_tolls(ledger)["estimate"]
    assert "order_of_magnitude" not in set(bounds[kept]) and {"moise1983-executed", "porter1972-executed"} <= set(kept)


def test_a_stage_without_executions_is_no_measure():
    none = COUNTS.assign(executed=[100, 0])
    with pytest.raises(ValueError, match="cannot be the measure"):
        required_multiplier(claims(plain("a", 360.0)), none, exposure())
    assert extrapolate(none, exposure(), [1.0])["mean"].iloc[0] == pytest.approx(100.5 / 70 * 40)
    assert extrapolate(none, exposure(), [1.0], REPORTED[1])["mean"].iloc[0] == pytest.approx(0.5 / 20 * 40)
    with pytest.raises(ValueError, match="shape above 0"):
        extrapolate(none, exposure(), [1.0], REPORTED[1], prior=(0.0, 0.0))


def test_no_claims_no_rows():
    table = required_multiplier(claims(plain("a", 9.0)).iloc[:0], COUNTS, exposure())
    assert table.empty and "multiplier" in table.columns


@few
@given(st.floats(1, 1e6), st.floats(0, 1e6), st.floats(1, 5))
def test_the_multiplier_grows_with_the_claim_and_falls_with_the_undercount(value, more, undercount):
    frame = claims(plain("less", value), plain("more", value + more))
    table = required_multiplier(frame, COUNTS, TWO)
    wide = table.pivot(index=["base", "reference"], columns="estimate", values="multiplier")
    assert (wide["more"] >= wide["less"]).all()
    worse = required_multiplier(frame, COUNTS, TWO, undercount)
    assert (worse["multiplier"] <= table["multiplier"] + 1e-12).all()


@few
@given(frames(), st.floats(0.01, 100))
def test_the_unit_of_exposure_does_not_matter(frame, scale):
    table = required_multiplier(frame, COUNTS, TWO)
    other = required_multiplier(frame, COUNTS, TWO.assign(exposure=TWO["exposure"] * scale))
    pd.testing.assert_frame_equal(table, other, rtol=1e-9)
    assert len(table) == len(speaking_numbers(frame)) * 2 * 3


def test_multiplier_and_extrapolation_undo_each_other():
    """A claim needs the multiplier at which the extrapolated mean is the claim (flat prior: no shrinkage)."""
    needed = required_multiplier(claims(plain("a", 360.0)), COUNTS, exposure()).set_index("reference")
    for reference in REFERENCES:
        times = [needed.loc[reference, "multiplier"]]
        back = extrapolate(COUNTS, exposure(), times, reference, prior=(0.0, 0.0))
        assert back["mean"].iloc[0] + 120 == pytest.approx(360.0, rel=1e-12)


def test_the_predictive_distribution_agrees_with_numerical_integration():
    """P(Y ≤ k) as the integral of the Poisson cdf over the gamma posterior, without the negative binomial."""
    row = extrapolate(COUNTS, exposure(), [3.0], REPORTED[1]).iloc[0]

    def below(k):
        posterior = stats.gamma(0.5 + 20, scale=1 / 20)
        value, _ = integrate.quad(lambda x: stats.poisson.cdf(k, 3.0 * 40 * x) * posterior.pdf(x), 0, 5)
        return value

    # quantiles are the least integers that reach 5, 50 and 95 %; quad's error is of the order of 1e-9
    for end, q in (("low", 0.05), ("median", 0.5), ("high", 0.95)):
        assert below(row[end] - 1) < q <= below(row[end])
    assert row["mean"] == pytest.approx(3.0 * 40 * 20.5 / 20)
    assert row[["total_low", "total_median", "total_high"]].tolist() == (row[["low", "median", "high"]] + 120).tolist()


@few
@given(st.floats(0.05, 50), st.floats(1.01, 5), st.floats(0.05, 1.0))
def test_the_extrapolation_grows_with_the_multiplier_and_widens_with_doubt(times, factor, discount):
    table = extrapolate(COUNTS, TWO, [times, times * factor])
    for _, two in table.groupby("base"):
        assert two[["mean", "low", "median", "high"]].diff().iloc[1].ge(0).all()
    assert (table["low"] <= table["median"]).all() and (table["median"] <= table["high"]).all()
    flat = {"prior": (0.0, 0.0)}
    sharp, vague = (extrapolate(COUNTS, TWO, [times], discount=d, **flat) for d in (1.0, discount))
    assert vague["mean"].tolist() == pytest.approx(sharp["mean"].tolist())
    wider = extrapolate(COUNTS, TWO, [times], coverage=0.99)
    narrow = extrapolate(COUNTS, TWO, [times], coverage=0.5)
    assert (wider["low"] <= narrow["low"]).all() and (wider["high"] >= narrow["high"]).all()


def test_discounting_adds_variance():
    sharp, vague = (
        extrapolate(COUNTS, exposure(), [10.0], REPORTED[1], discount=d, prior=(0.0, 0.0)).iloc[0] for d in (1.0, 0.1)
    )
    # variance of the negative binomial: mean + mean² / shape, with shapes 20 and 2
    assert stats.nbinom(20, 20 / (20 + 400)).var() == pytest.approx(400 + 400**2 / 20)
    assert vague["high"] - vague["low"] > 2 * (sharp["high"] - sharp["low"])


@few
@given(st.floats(0.1, 50), st.floats(0.05, 0.95))
def test_a_certain_opinion_is_the_extrapolation(times, q):
    opinion = pd.DataFrame({"multiplier": [times, 1e4], "weight": [2.0, 0.0]})
    table = extrapolate_over(COUNTS, exposure(), opinion, [q], REPORTED[1])
    law = stats.nbinom(20.5, 20 / (20 + times * 40))
    assert table["last_wave"].iloc[0] == law.ppf(q)
    assert table["total"].iloc[0] == law.ppf(q) + 120


def test_the_mixture_reaches_each_probability_and_not_earlier():
    opinion = pd.DataFrame({"multiplier": [0.5, 2.0, 30.0], "weight": [0.2, 0.5, 0.3]})
    table = extrapolate_over(COUNTS, exposure(), opinion, [0.01, 0.05, 0.5, 0.9, 0.99], REPORTED[1])

    def mixed(k):
        laws = (stats.nbinom(20.5, 20 / (20 + m * 40)) for m in opinion["multiplier"])
        return sum(w * law.cdf(k) for w, law in zip(opinion["weight"], laws, strict=True))

    for row in table.itertuples():
        assert mixed(row.last_wave - 1) < row.probability <= mixed(row.last_wave)
    assert table["total"].is_monotonic_increasing


def test_an_opinion_has_the_quantiles_that_it_states():
    table = lognormal_opinion(2.0, 18.0, coverage=0.8, points=10)
    assert table["weight"].sum() == pytest.approx(1.0)
    # with ten slices the ends of the central eight tenths lie between the first two and the last two points
    first, last = table["multiplier"].to_numpy()[:2], table["multiplier"].to_numpy()[-2:]
    assert first[0] < 2.0 < first[1] and last[0] < 18.0 < last[1]
    assert math.exp(np.log(table["multiplier"]).mean()) == pytest.approx(6.0)
    exact = stats.lognorm(math.log(9) / (2 * stats.norm.ppf(0.9)), scale=6.0)
    assert exact.cdf(table["multiplier"]) == pytest.approx(np.arange(0.05, 1, 0.1))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: extrapolate(COUNTS, exposure(), [0.0]), "above 0"),
        (lambda: extrapolate(COUNTS, exposure(), [math.inf]), "finite"),
        (lambda: extrapolate(COUNTS, exposure(), [1.0], "together"), "reference must be one of"),
        (lambda: extrapolate(COUNTS, exposure(), [1.0], coverage=1.0), "between 0 and 1"),
        (lambda: extrapolate(COUNTS, exposure(), [1.0], discount=0.0), "discount"),
        (lambda: extrapolate(COUNTS, exposure(), [1.0], prior=(-1.0, 0.0)), "prior"),
        (lambda: lognormal_opinion(3.0, 2.0), "0 < low < high"),
        (
            lambda: extrapolate_over(COUNTS, exposure(), pd.DataFrame({"multiplier": [1.0], "weight": [0.0]})),
            "one of them above 0",
        ),
        (
            lambda: extrapolate_over(COUNTS, exposure(), pd.DataFrame({"multiplier": [1.0], "weight": [1.0]}), [1.0]),
            "A probability lies between",
        ),
    ],
)
def test_arguments_outside_their_range_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@few
@given(frames(max_size=4))
def test_by_number_keeps_every_multiplier_once_for_each_number_and_reading(frame):
    long = required_multiplier(frame, COUNTS, TWO)
    short = by_number(long)
    keys = ["value", "reading", "base", "reference"]
    assert not short.duplicated(keys).any()
    both = long.merge(short, on=keys, suffixes=("", "_short"), validate="many_to_one")
    assert len(both) == len(long) and (both["multiplier"] == both["multiplier_short"]).all()
    assert all(row.estimate in row.estimates.split() for row in both.itertuples())


@few
@given(frames(max_size=4))
def test_the_span_of_the_bases_holds_every_multiplier_that_it_sums_up(frame):
    long = required_multiplier(frame, COUNTS, TWO)
    span = span_of_bases(long)
    assert not span.duplicated(["value", "reading"]).any()
    kept = long[(long["reference"] == POOLED) & ~long["below_reports"]]
    both = kept.merge(span, on=["value", "reading"], validate="many_to_one")
    assert len(both) == len(kept)
    assert ((both["lowest"] <= both["multiplier"]) & (both["multiplier"] <= both["highest"])).all()
