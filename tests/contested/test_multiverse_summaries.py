"""Do the summaries of a multiverse count and share out what is there?"""

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from trial_claims import trial_claims

from landreform.contested.multiverse.options import AXES, Choice, Option, default_choices, restrict_choices
from landreform.contested.multiverse.run import RESULTS, Multiverse, run_multiverse
from landreform.contested.multiverse.summaries import (
    VERDICTS,
    least_foreseen,
    paired_folds,
    rank_specifications,
    robust_statements,
    shares_by_design,
    summarise,
    summarise_options,
    variance_shares,
)


def made(estimate, **others):
    """Return a multiverse with given centres (up to three axes; the rest have one option)."""
    estimate = np.asarray(estimate, float)
    shape = (*estimate.shape, *[1] * (len(AXES) - estimate.ndim))
    marks = ("equivalent", "uncertain", "non_equivalent")
    choices = tuple(
        Choice(name, "?", tuple(Option(f"{name}{i}", i, marks[min(i, 2)], ".") for i in range(size)))
        for name, size in zip(AXES, shape, strict=True)
    )
    absent = np.full(shape, np.nan)
    values = dict.fromkeys(RESULTS, absent) | {"estimate": estimate, "units": np.full(shape, 3.0)} | others
    computed = {name: np.reshape(a, (-1, 1)).astype(float) for name, a in values.items()}
    return Multiverse(choices, 0.95, computed, np.arange(estimate.size).reshape(shape[:-1]))


def trial_choices(claims):
    """Return choices with several options each, the last of the claim sets being of one voice."""
    names = claims.loc[~claims["estimate"].isin(["tongas", "tri"]), "estimate"].tolist()
    joined = dict(zip(claims["estimate"], claims["lineage"], strict=True))
    sets = {"all": names, "some": names[::2], "others": names[1:9], "one": ["fall", "margolin"]}
    return default_choices(
        claims,
        floor=1337.0,
        claim_sets=[Option(label, tuple(members), "uncertain", ".") for label, members in sets.items()],
        lineages=[Option("joined", joined, "equivalent", "."), Option("fall", {"margolin": "fall"}, "uncertain", ".")],
        bridges=[Option("halved", {"executed": 1.0, "died": 0.5}, "uncertain", ".")],
    )


@pytest.fixture(scope="module")
def trial():
    claims = trial_claims()
    return run_multiverse(claims, restrict_choices(trial_choices(claims), keep={"encoding": ["point", "middle"]}))


# the curve


def test_the_curve_is_sorted_and_complete(trial):
    frame = rank_specifications(trial)
    assert len(frame) == trial.defined.sum()
    assert frame["rank"].tolist() == list(range(1, len(frame) + 1))
    assert frame["estimate"].is_monotonic_increasing
    known = frame["low"].notna()
    assert (frame.loc[known, "low"] <= frame.loc[known, "estimate"]).all()
    assert (frame["rule"].isin(["linear", "quantile"]) == ~known).all()


def test_each_row_of_the_curve_names_its_own_specification(trial):
    for row in rank_specifications(trial, points=40).itertuples():
        place = tuple(c.labels.index(getattr(row, c.name)) for c in trial.choices)
        assert math.exp(trial.estimate[place]) == pytest.approx(row.estimate, rel=1e-12)
        assert trial.units[place] == row.units
        taken = [c.options[i].mark for c, i in zip(trial.choices, place, strict=True)]
        worst = "non_equivalent" if "non_equivalent" in taken else "uncertain" if "uncertain" in taken else None
        assert row.mark == (worst or "equivalent")


def test_thinning_keeps_both_ends(trial):
    whole, thin = rank_specifications(trial), rank_specifications(trial, points=11)
    assert len(thin) == 11
    assert thin["rank"].iloc[[0, -1]].tolist() == [1, len(whole)]
    pd.testing.assert_frame_equal(thin.reset_index(drop=True), whole.iloc[thin["rank"] - 1].reset_index(drop=True))
    assert len(rank_specifications(made([1.0, 2.0]), points=50)) == 2
    with pytest.raises(ValueError, match="two points"):
        rank_specifications(trial, points=1)


def test_options_in_persons():
    frame = summarise_options(made([[0.0, math.log(100)], [math.log(10), np.nan]])).set_index("option")
    assert frame.loc["bridge0", ["least", "median", "greatest"]].tolist() == pytest.approx([1.0, 10.0, 100.0])
    assert frame.loc["bridge1", "specifications"] == 1
    assert frame.loc["bridge1", "mark"] == "uncertain"
    gone = summarise_options(made([[0.0, np.nan], [1.0, np.nan]])).set_index("option")
    assert gone.loc["floor1", "specifications"] == 0 and math.isnan(gone.loc["floor1", "median"])


# the shares


def test_additive_effects_are_shared_out_by_their_variances():
    # Levels 0, 2 (variance 1) and 0, 4 (variance 4): 1/5 and 4/5, nothing left.
    frame = variance_shares(made(np.add.outer([0.0, 2.0], [0.0, 4.0]))).set_index("choice")
    assert frame.loc["bridge", ["eta2", "eta2_total"]].tolist() == pytest.approx([0.2, 0.2])
    assert frame.loc["floor", ["eta2", "eta2_total"]].tolist() == pytest.approx([0.8, 0.8])
    assert frame.loc["(interactions)", "eta2"] == pytest.approx(0.0, abs=1e-12)
    assert frame.index[0] == "floor"
    assert frame.loc["bridge", "highest"] / frame.loc["bridge", "lowest"] == pytest.approx(math.exp(2))
    assert frame.loc["rule", "eta2"] == 0.0 and frame.loc["rule", "options"] == 1


def test_a_pure_interaction_is_nobodys_main_effect():
    frame = variance_shares(made([[0.0, 1.0], [1.0, 0.0]])).set_index("choice")
    assert frame.loc[["bridge", "floor"], "eta2"].tolist() == pytest.approx([0.0, 0.0], abs=1e-12)
    assert frame.loc[["bridge", "floor"], "eta2_total"].tolist() == pytest.approx([1.0, 1.0])
    assert frame.loc["(interactions)", "eta2"] == pytest.approx(1.0)


def test_main_effects_are_those_of_the_analysis_of_variance(trial):
    part = trial.restrict(keep={"coverage": ["90%"], "width": ["×/÷ 1.5"], "encoding": ["point"]})
    part = part.restrict(keep={"claim_set": ["all", "some", "others"]})
    assert part.defined.all()
    frame = rank_specifications(part).assign(log=lambda f: np.log(f["estimate"]))
    varied = [c.name for c in part.choices if len(c.options) > 1]
    table = anova_lm(ols("log ~ " + " + ".join(f"C({name})" for name in varied), frame).fit(), typ=2)
    total = ((frame["log"] - frame["log"].mean()) ** 2).sum()
    found = variance_shares(part).set_index("choice")
    for name in varied:
        assert found.loc[name, "eta2"] == pytest.approx(table.loc[f"C({name})", "sum_sq"] / total, rel=1e-6)
    left = table.loc["Residual", "sum_sq"] / total
    assert found.loc["(interactions)", "eta2"] == pytest.approx(left, rel=1e-6)


def test_holes_in_the_grid():
    # An additive table with holes is still additive; the shares between means overlap and need not add up.
    values = np.add.outer(np.add.outer([0.0, 1.0, 5.0], [0.0, 2.0]), [0.0, 0.5])
    values[0, 0, 0] = values[2, 1, :] = np.nan
    frame = variance_shares(made(values)).set_index("choice")
    assert frame.loc["(interactions)", "eta2"] == pytest.approx(0.0, abs=1e-10)
    y = np.random.default_rng(2).normal(size=(3, 4, 2))
    y[1, 2, :] = y[0, 0, 1] = np.nan
    cells = [(*place, value) for place, value in np.ndenumerate(y)]
    data = pd.DataFrame(cells, columns=["a", "b", "c", "y"]).dropna()
    model = ols("y ~ C(a) + C(b) + C(c)", data).fit()
    found = variance_shares(made(y)).set_index("choice").loc["(interactions)", "eta2"]
    assert found == pytest.approx(1 - model.rsquared, rel=1e-9)


@settings(max_examples=40, deadline=None)
@given(
    cells=st.lists(st.integers(-99, 99), min_size=24, max_size=24).filter(lambda c: len(set(c)) > 1),
    factor=st.floats(0.1, 10.0),
)
def test_shares_add_up_and_do_not_see_the_scale(cells, factor):
    y = np.reshape(cells, (2, 3, 4)) / 10
    frame = variance_shares(made(y)).set_index("choice")
    assert frame["eta2"].sum() == pytest.approx(1.0)
    main = frame.drop(index="(interactions)")
    assert (main["eta2"] <= main["eta2_total"] + 1e-9).all()
    assert (main["eta2"] >= 0).all() and (main["eta2_total"] <= 1 + 1e-9).all()
    scaled = variance_shares(made(factor * y + 3)).set_index("choice")
    pd.testing.assert_series_equal(frame["eta2"], scaled["eta2"].reindex(frame.index), rtol=1e-6, atol=1e-9)


def test_without_variance_there_is_nothing_to_share():
    frame = variance_shares(made([[4.0, 4.0], [4.0, 4.0]]))
    assert frame["eta2"].isna().all()


# one choice, all else alike


def test_pairs_by_hand():
    found = paired_folds(made(np.log([[100.0, 200.0, np.nan], [50.0, 200.0, 7.0], [400.0, np.nan, 9.0]])), "bridge")
    assert found["option"].tolist() == ["bridge1", "bridge2"]
    assert found[["pairs", "lower", "alike", "higher"]].to_numpy().tolist() == [[2, 1, 1, 0], [1, 0, 0, 1]]
    assert found["least"].tolist() == pytest.approx([0.5, 4.0]) and found["greatest"].tolist() == pytest.approx(
        [1.0, 4.0]
    )


def test_pairs_turned_round_are_turned_round(trial):
    one, other = paired_folds(trial, "claim_set", "all"), paired_folds(trial, "claim_set", "some")
    forth, back = one.set_index("option").loc["some"], other.set_index("option").loc["all"]
    assert (forth["lower"], forth["alike"], forth["higher"]) == (back["higher"], back["alike"], back["lower"])
    assert forth["least"] * back["greatest"] == pytest.approx(1.0)


def test_pairs_that_do_not_exist():
    with pytest.raises(ValueError, match="No such choice: prior"):
        paired_folds(made([0.0, 1.0]), "prior")
    with pytest.raises(ValueError, match="has no option 'x'"):
        paired_folds(made([0.0, 1.0]), "bridge", "x")
    assert paired_folds(made([0.0, np.nan]), "bridge")["least"].isna().all()


def test_the_least_interval_for_a_next_claim_by_hand():
    spread, ends = np.array([0.5, 0.4, np.nan]), np.array([1.0, 1.0, np.nan])
    some = made([0.0, 0.0, 0.0], spread=spread, units=np.array([5.0, 3.0, 2.0]), pi_low=-ends, pi_high=ends)
    # Quantiles of Student’s distribution from a printed table: 3.182 and 2.776 (5 voices), 12.706 and 4.303 (3 voices).
    assert least_foreseen(some)["k − 2"] == pytest.approx(math.exp(2 * 3.182 * 0.5), rel=1e-3)
    assert least_foreseen(some)["k − 1"] == pytest.approx(math.exp(2 * 2.776 * 0.5), rel=1e-3)
    assert least_foreseen(some)["known"] == pytest.approx(math.exp(2 * 1.95996 * 0.4), rel=1e-4)
    with pytest.raises(ValueError, match="three voices are needed"):
        least_foreseen(made([0.0, 1.0]))


def test_the_least_interval_is_that_of_the_specifications(trial):
    assert least_foreseen(trial)["k − 2"] == pytest.approx(float(np.exp(np.nanmin(trial.pi_high - trial.pi_low))))


# what stays put


def test_verdicts():
    found = made(
        np.log([1000.0, 2000.0, 4000.0]),
        tau2=np.array([0.0, 0.1, np.nan]),
        low=np.log([500.0, 1000.0, np.nan]),
        high=np.log([1500.0, 2000.0, np.nan]),
    )
    frame = robust_statements(found, above=[500.0, 2000.0, 5000.0]).set_index("statement")
    assert frame.loc["the centre is at least 500 persons", "verdict"] == VERDICTS[0]
    assert frame.loc["the centre is at least 2,000 persons", ["holds", "specifications"]].tolist() == [2, 3]
    assert frame.loc["the centre is at least 5,000 persons", "verdict"] == VERDICTS[2]
    assert frame.loc["claims differ by more than their ranges allow (tau2 above 0)", "share"] == 0.5
    assert frame.loc["the confidence interval spans a factor of 2 or more", "verdict"] == VERDICTS[0]
    assert frame.loc["the confidence interval spans a factor of 10 or more", "verdict"] == VERDICTS[2]
    assert not frame.index.str.contains("prediction").any()  # it could be checked nowhere


def two_ranges():
    """Return two ranges of one width: every centre is the same and tau2 is 0."""
    ends = {"low": [1e3, 2e3], "point": [np.nan] * 2, "high": [4e3, 8e3]}
    return pd.DataFrame({"estimate": ["a", "b"], **ends, "outcome": "executed", "lineage": ["a", "b"]})


def test_summary_counts_results_once_and_is_json():
    claims = two_ranges()
    found = summarise(run_multiverse(claims, default_choices(claims)), above=[2000.0])
    # Four coverages times random effects, linear pool and quantile average, whatever else is chosen.
    assert found["distinct"] == 12
    assert found["fold"] == pytest.approx(1.0)
    assert found["pools"] == found["specifications"] and found["empty"] == 0
    assert found["robust_statements"]["the centre is at least 2,000 persons"] == VERDICTS[0]
    json.dumps(found)


def test_combinations_of_fewer_than_two_voices_are_counted_as_empty():
    claims = two_ranges()
    sets = [Option("both", ("a", "b"), "equivalent", "."), Option("a", ("a",), "uncertain", ".")]
    readings = [Option("apart", {}, "equivalent", "."), Option("one", {"b": "a"}, "uncertain", ".")]
    multiverse = run_multiverse(claims, default_choices(claims, claim_sets=sets, lineages=readings))
    found = summarise(multiverse)
    assert found["specifications"] == 4 * 180 and found["empty"] == 3 * 180 and found["pools"] == 180
    options = summarise_options(multiverse).set_index(["choice", "option"])
    assert options.loc[("claim_set", "a"), ["specifications", "empty"]].tolist() == [0, 360]
    assert options.loc[("claim_set", "both"), ["specifications", "empty"]].tolist() == [180, 180]
    for _, group in options.groupby("choice"):
        assert group["specifications"].sum() == 180 and group["empty"].sum() == 540


# the designs


def test_a_design_is_the_shares_of_its_part(trial):
    designs = {"all": {}, "one rule of each": {"keep": {"rule": ["REML", "linear"], "claim_set": ["all", "others"]}}}
    found = shares_by_design(trial, designs)
    assert found["design"].unique().tolist() == list(designs)
    for name, arguments in designs.items():
        part, here = trial.restrict(**arguments), found[found["design"] == name]
        assert here["choice"].tolist() == [*AXES, "(interactions)"]
        assert (here["specifications"] == part.defined.size).all()
        assert (here["empty"] == part.defined.size - part.defined.sum()).all()
        expected = variance_shares(part).set_index("choice").reindex(here["choice"])
        np.testing.assert_array_equal(here["eta2"], expected["eta2"])
        np.testing.assert_array_equal(here["eta2_total"], expected["eta2_total"])


def test_designs_add_up(trial):
    full = ["all", "some", "others"]
    designs = {
        f"{rule}, {sets}": {"keep": {"rule": rules, "claim_set": sets}}
        for rule, rules in {"one": ["REML"], "two": ["REML", "linear"]}.items()
        for sets in (full, full[:2], full[:1])
    }
    found = shares_by_design(trial, {str(name): how for name, how in designs.items()})
    assert (found["empty"] == 0).all()
    for _, group in found.groupby("design"):
        assert group["eta2"].sum() == pytest.approx(1.0)
        main = group[group["choice"] != "(interactions)"]
        assert (main["eta2"] <= main["eta2_total"] + 1e-9).all()
        assert (main.loc[main["options"] == 1, "eta2"] < 1e-12).all()


def test_a_share_follows_from_the_list_of_options():
    # The same numbers: with the third option of the first choice it has 8/9 of the variance, without it a fifth.
    table = made(np.add.outer([0.0, 2.0, 10.0], [0.0, 4.0]))
    short = {"keep": {"bridge": ["bridge0", "bridge1"]}}
    found = shares_by_design(table, {"long": {}, "short": short}).query("choice == 'bridge'").set_index("design")
    variance = np.var([0.0, 2.0, 10.0])
    assert found["eta2"].tolist() == pytest.approx([variance / (variance + 4), 0.2])


def test_a_level_without_any_pool_leaves_the_shares_alone():
    values = np.add.outer([0.0, 1.0, 5.0], [0.0, 2.0])
    more = np.concatenate([values, np.full((1, 2), np.nan)])
    one, other = (variance_shares(made(y)).set_index("choice") for y in (values, more))
    pd.testing.assert_series_equal(one["eta2"], other["eta2"].reindex(one.index))
    pd.testing.assert_series_equal(one["eta2_total"], other["eta2_total"].reindex(one.index))


def test_a_design_without_pools_is_refused(trial):
    with pytest.raises(ValueError, match="No specification is a pool"):
        shares_by_design(trial, {"one voice": {"keep": {"claim_set": ["one"], "bridge": ["same outcome"]}}})


def test_summary_of_the_trial(trial):
    found = summarise(trial, above=[1337.0])
    assert found["least"] < found["median"] < found["greatest"]
    assert found["distinct"] <= found["pools"] <= found["specifications"] == trial.estimate.size
    assert found["pools"] + found["empty"] == found["specifications"] and found["empty"] > 0
    assert set(found["eta2"]) == set(found["eta2_total"]) == set(AXES)


def test_nothing_to_summarise():
    empty = made([np.nan, np.nan])
    for function in (rank_specifications, variance_shares, robust_statements, summarise):
        with pytest.raises(ValueError, match="No specification is a pool"):
            function(empty)
