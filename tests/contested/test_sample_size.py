"""What data would be needed: closed forms, simulation, limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from landreform.contested.sample_size import (
    claims_needed,
    communes_needed,
    dependence_factor,
    names_needed,
    prediction_floor,
    register_spans,
    share_without,
)

quick = settings(max_examples=40, deadline=None)


def width(k, variance):
    return 2 * stats.t.ppf(0.975, k - 1) * np.sqrt(variance / k)


@pytest.mark.parametrize("variance", [0.04, 1.0, 3.2])
@pytest.mark.parametrize("fold", [1.2, 2.0, 10.0])
def test_claims_needed_is_the_first_number_that_is_enough(variance, fold):
    found = claims_needed(variance, [fold]).loc[0, "claims"]
    assert width(found, variance) <= np.log(fold) + 1e-9
    assert found == 2 or width(found - 1, variance) > np.log(fold)


def test_more_claims_never_narrow_the_prediction_interval_beyond_its_floor():
    assert prediction_floor(0.0) == 1.0
    tau2 = 2.0
    limit = 2 * stats.norm.ppf(0.975) * np.sqrt(tau2)
    assert np.log(prediction_floor(tau2)) == pytest.approx(limit)
    for k in (3, 30, 3000):  # the interval of k claims measured without error
        assert 2 * stats.t.ppf(0.975, k - 2) * np.sqrt(tau2 * (1 + 1 / k)) > limit


@pytest.mark.parametrize("persons", [2_000, 20_000])
def test_two_lists_of_that_size_estimate_as_well_as_promised(persons):
    fold = 2.0
    row = names_needed([persons], fold).iloc[0]
    names = round(row["names"])
    rng = np.random.default_rng(1)
    both = rng.hypergeometric(names, persons - names, names, size=20_000)
    chapman = (names + 1) ** 2 / (both + 1) - 1
    # the promised interval on the log scale, against where 95 % of the estimates fall
    low, high = np.quantile(chapman, [0.025, 0.975])
    assert np.log(high / low) == pytest.approx(np.log(fold), rel=0.08)
    assert both.mean() == pytest.approx(row["both"], rel=0.01)


@quick
@given(st.floats(100, 1e6), st.floats(1.1, 5))
def test_more_people_or_a_narrower_interval_need_more_names(persons, fold):
    less, more = names_needed([persons, persons * 2], fold)["names"]
    assert less < more
    assert names_needed([persons], fold * 1.1)["names"].item() < less
    row = names_needed([persons], fold).iloc[0]
    assert row["names"] == pytest.approx(row["share"] * persons) and 0 < row["share"] < 1


@quick
@given(st.floats(0.01, 0.9), st.floats(0.05, 20))
def test_dependence_solves_the_table_that_it_describes(share, odds):
    found = dependence_factor(share, odds)
    both = share**2 / found
    only, neither = share - both, 1 - 2 * share + both
    assert both * neither == pytest.approx(odds * only**2, rel=1e-6)
    assert (found < 1) == (odds > 1) or odds == pytest.approx(1.0)


def test_independent_lists_do_not_mislead():
    assert dependence_factor(0.2, 1.0) == 1.0
    for near in (1.0 - 1e-6, 1.0 + 1e-6):  # the factor falls by (1 - share)² for every unit of the odds ratio
        assert dependence_factor(0.2, near) == pytest.approx(1.0 - 0.64 * (near - 1.0), rel=1e-11)


@pytest.mark.parametrize("shape", [0.25, 1.0, np.inf])
def test_registers_of_that_many_communes_estimate_as_well_as_promised(shape):
    persons, communes, fold = 20_000, 3_000, 1.5
    drawn = round(communes_needed([persons], communes, shape, fold)["communes"].item())
    rng = np.random.default_rng(2)
    mean = persons / communes
    totals = []
    for _ in range(1500):
        each = np.full(communes, mean) if np.isinf(shape) else rng.gamma(shape, mean / shape, communes)
        count = rng.poisson(each)
        sample = rng.choice(count, drawn, replace=False)
        totals.append(sample.mean() / count.mean())  # against the number that there was
    promised = np.log(fold) / (2 * stats.norm.ppf(0.975))
    assert np.std(totals) == pytest.approx(promised, rel=0.1)


@pytest.mark.parametrize(("shape", "fold"), [(0.25, 2.0), (1.0, 1.5), (0.05, 2.0)])
def test_the_simulation_finds_the_span_that_the_arithmetic_promises(shape, fold):
    drawn = round(communes_needed([15_000], 3_000, shape, fold)["communes"].item())
    found = register_spans([15_000], 3_000, shape, drawn).iloc[0]
    assert np.log(found["fold"]) == pytest.approx(np.log(fold), rel=0.08)
    assert found["low"] < 1 < found["high"] and found["fold"] == found["high"] / found["low"]


def test_two_hundred_registers_are_too_few_where_the_killing_was_extremely_uneven():
    """With k = .05 they leave a factor of three and a half to four, not two, whichever number is true."""
    extreme = register_spans([1_500, 15_000, 150_000], 3_563, 0.05, 200)
    assert extreme["fold"].between(3.4, 4.0).all()
    assert (register_spans([1_500, 15_000, 150_000], 3_563, 0.25, 200)["fold"] < 2.05).all()
    assert (register_spans([1_500, 15_000, 150_000], 3_563, 0.05, 600)["fold"] < 2.05).all()


def test_the_simulation_agrees_with_one_that_draws_every_commune():
    persons, communes, shape, drawn = 6_000, 600, 0.2, 80
    rng = np.random.default_rng(3)
    mean = persons / communes
    counts = rng.poisson(rng.gamma(shape, mean / shape, (4000, communes)))
    ratios = counts[:, :drawn].mean(axis=1) / counts.mean(axis=1)  # communes are alike: the first are as good as any
    low, high = np.quantile(ratios, [0.025, 0.975])
    found = register_spans([persons], communes, shape, drawn).iloc[0]
    assert [found["low"], found["high"]] == pytest.approx([low, high], rel=0.05)


def test_the_same_seed_gives_the_same_spans_and_all_registers_leave_no_doubt():
    assert register_spans([900], 300, 0.1, 40).equals(register_spans([900], 300, 0.1, 40))
    assert register_spans([900], 300, 0.1, 300)[["low", "high"]].to_numpy() == pytest.approx(1.0)
    assert register_spans([5], 3_000, 0.05, 10)["fold"].item() == np.inf  # most draws meet nobody


@pytest.mark.parametrize("shape", [0.05, 0.25, 1.0])
def test_the_share_of_communes_without_anybody_is_that_of_the_distribution(shape):
    mean = 4.2
    success = shape / (shape + mean)
    assert share_without(4.2 * 100, 100, shape) == pytest.approx(stats.nbinom(shape, success).pmf(0))
    assert share_without(4.2 * 100, 100, np.inf) == pytest.approx(stats.poisson(mean).pmf(0))


@quick
@given(st.floats(500, 1e5), st.floats(100, 5000), st.floats(0.1, 10))
def test_communes_are_never_more_than_there_are_and_grow_with_unevenness(persons, communes, shape):
    even, uneven = (communes_needed([persons], communes, s)["communes"].item() for s in (np.inf, shape))
    assert 0 < even < uneven < communes


def test_out_of_bounds_is_refused():
    for call in (
        lambda: claims_needed(0.0),
        lambda: claims_needed(1.0, [1.0]),
        lambda: names_needed([0.0]),
        lambda: names_needed([10.0], 2.0, level=1.0),
        lambda: dependence_factor(1.0, 2.0),
        lambda: dependence_factor(0.5, 0.0),
        lambda: communes_needed([10.0], 0.0, 1.0),
        lambda: communes_needed([10.0], 5.0, 1.0, fold=0.5),
        lambda: register_spans([0.0], 5, 1.0, 2),
        lambda: register_spans([10.0], 5, 1.0, 6),
        lambda: register_spans([10.0], 5, np.inf, 2),
        lambda: register_spans([10.0], 5, 1.0, 2, level=1.0),
    ):
        with pytest.raises(ValueError):
            call()
