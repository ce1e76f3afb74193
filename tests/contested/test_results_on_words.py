"""Whether a result hangs on a word: only if it is another one with the word left open."""

import math
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landreform.cli.bounds import bounds_lines
from landreform.cli.gap import gap_lines
from landreform.cli.main import main
from landreform.contested import bounds, consistency
from landreform.contested.claims import ends
from landreform.contested.coded_words import coded_ends
from landreform.contested.outcomes import OutcomeOrder
from landreform.contested.random_effects import pool_claims

ORDER = OutcomeOrder(("killed", "died"), (("killed", "died"),))


def table(*rows):
    """Make claims from (low, point, high, outcome), named a, b, c."""
    frame = pd.DataFrame(rows, columns=["low", "point", "high", "outcome"]).astype(
        dict.fromkeys(["low", "point", "high"], float)
    )
    names = list("abcdefgh"[: len(rows)])
    return frame.assign(estimate=names, lineage=names)


def words(*ends_of, claims):
    """Make the table of coded ends from their names, such as "a high"."""
    rows = [
        (name, end, float(claims.set_index("estimate").at[name, end]), "hundreds")
        for name, end in map(str.split, ends_of)
    ]
    return pd.DataFrame(rows, columns=["estimate", "end", "value", "printed"])


def named(found):
    return [f"{row['estimate']} {row['end']}" for row in found["coded_words"]]


NAN = math.nan
HUNDREDS = table((100, NAN, 999, "died"), (500, NAN, 999, "died"), (NAN, 5000, NAN, "died"))


def test_a_gap_that_a_number_holds_open_as_well_does_not_hang_on_the_word():
    found = consistency.report(HUNDREDS, ORDER, words("a low", "a high", claims=HUNDREDS))
    assert found["delta"] == found["delta_without_words"] == math.sqrt(5000 / 999)
    assert named(found) == [] and "word" not in "\n".join(gap_lines(found, HUNDREDS))


def test_a_limit_that_a_number_holds_as_well_is_no_word():
    coded = words("a low", "a high", claims=HUNDREDS)
    found = bounds.report(HUNDREDS, ORDER, coded)
    assert named(found) == [] and "words, not numbers" not in "\n".join(bounds_lines(found, 3))
    alone = HUNDREDS[HUNDREDS["estimate"] != "b"]
    assert named(bounds.report(alone, ORDER, coded)) == ["a high"]


def test_all_words_that_hold_a_limit_together_are_named():
    both = table((100, NAN, 999, "killed"), (200, NAN, 999, "died"))
    found = bounds.report(both, ORDER, words("a low", "a high", "b low", "b high", claims=both))
    assert named(found) == [
        "a low",
        "a high",
        "b low",
        "b high",
    ]  # of killed a holds the floor, of both together the cap


def test_a_word_beside_a_number_is_not_named_where_the_word_across_decides():
    # a and b hold the gap open from below against c; left open, c alone settles it, and a would not
    claims = table((100, NAN, 999, "died"), (500, NAN, 999, "died"), (10_000, NAN, 99_999, "died"))
    found = consistency.report(claims, ORDER, words("a low", "a high", "c low", "c high", claims=claims))
    assert named(found) == ["c low"] and found["delta_without_words"] == 1


def test_two_words_across_from_each_other_are_both_named():
    claims = table((100, NAN, 999, "died"), (10_000, NAN, 99_999, "died"))
    found = consistency.report(claims, ORDER, words("a low", "a high", "b low", "b high", claims=claims))
    assert named(found) == ["a high", "b low"]


def test_a_claim_with_a_point_is_no_tighter_when_its_word_is_left_open():
    claims = table((100, 500, 999, "died"), (NAN, 5000, NAN, "died"))
    found = consistency.report(claims, ORDER, words("a low", "a high", claims=claims))
    assert found["delta_without_words"] == 1 and named(found) == ["a high"]


@st.composite
def claims_with_words(draw):
    """Draw claims whose ends are often equal, and which of these ends are words."""
    size = draw(st.integers(1, 5))
    rows = []
    for _ in range(size):
        low, high = sorted(draw(st.lists(st.sampled_from([1, 2, 4, 8, 16, 32]), min_size=2, max_size=2)))
        shape = draw(st.sampled_from(["range", "at least", "at most"]))
        rows.append(
            (
                NAN if shape == "at most" else low,
                NAN,
                NAN if shape == "at least" else high,
                draw(st.sampled_from(ORDER.names)),
            )
        )
    claims = table(*rows)
    every = [f"{row.estimate} {end}" for row in claims.itertuples() for end in ("low", "high") if getattr(row, end) > 0]
    return claims, draw(st.lists(st.sampled_from(every), unique=True).map(sorted))


def opened(claims, which):
    """Return floors and caps with these ends left open."""
    low, high, outcome = ends(claims, "a test", ORDER)
    names = claims["estimate"].tolist()
    low = [0.0 if f"{name} low" in which else value for name, value in zip(names, low, strict=True)]
    high = [math.inf if f"{name} high" in which else value for name, value in zip(names, high, strict=True)]
    return bounds.floors_and_caps(np.array(low), np.array(high), outcome, ORDER)


def delta(claims, which):
    floor, cap = opened(claims, which)
    return max(1.0, math.sqrt((floor / cap).max()))


def least_choices(coded, matters):
    """Return every set of words that matters and of which no smaller part does."""
    found = []
    for size in range(1, len(coded) + 1):
        found += [set(c) for c in combinations(coded, size) if matters(set(c)) and not any(f <= set(c) for f in found)]
    return found


@settings(max_examples=200, deadline=None)
@given(claims_with_words())
def test_the_words_of_a_gap_are_those_without_which_it_is_less(drawn):
    claims, coded = drawn
    found = consistency.report(claims, ORDER, words(*coded, claims=claims))
    assert found["delta_without_words"] == delta(claims, coded) <= found["delta"]
    least = least_choices(coded, lambda which: delta(claims, which) < found["delta"])
    assert set(named(found)) == set().union(*least)


@settings(max_examples=200, deadline=None)
@given(claims_with_words())
def test_the_words_of_the_bounds_are_those_without_which_a_limit_moves(drawn):
    claims, coded = drawn
    found = bounds.report(claims, ORDER, words(*coded, claims=claims))
    places = [ORDER.names.index(name) for name in set(claims["outcome"])]
    before, wanted = opened(claims, ()), set()
    for side, at in product((0, 1), places):

        def moves(which, side=side, at=at):
            return opened(claims, which)[side][at] != before[side][at]

        wanted |= set().union(*least_choices(coded, moves))
    assert set(named(found)) == wanted


RANGES = table(
    (100, NAN, 999, "died"), (500, NAN, 999, "died"), (800, NAN, 5000, "died"), (1000, NAN, 9999, "died")
).assign(printed=["hundreds", "500 to 999", "800 to 5,000", "thousands"])


def test_a_pool_says_what_it_is_without_the_claims_that_are_words():
    found = pool_claims(RANGES, order=ORDER, coded=coded_ends(RANGES))
    others = pool_claims(RANGES.iloc[1:3], order=ORDER)
    assert named(found) == ["a low", "a high", "d low", "d high"] and found["k_without_words"] == 2
    for name in ("pooled", "pooled_hk_adhoc_low", "pooled_hk_adhoc_high"):
        assert found[f"{name}_without_words"] == pytest.approx(others[name], rel=1e-9)
    whole = pool_claims(RANGES, order=ORDER)
    assert {name: found[name] for name in whole} == whole


def test_a_pool_of_which_too_little_is_left_says_so():
    found = pool_claims(RANGES.iloc[:2], order=ORDER, coded=coded_ends(RANGES))
    assert found["k_without_words"] == 1 and found["pooled_without_words"] is None
    assert named(found) == ["a low", "a high"]  # d is not in this pool


def test_a_pool_that_is_the_same_without_the_word_does_not_hang_on_it():
    copied = pd.concat([RANGES.iloc[1:3], RANGES.iloc[[1]].assign(estimate="e")], ignore_index=True)
    coded = words("e low", "e high", claims=copied)
    found = pool_claims(copied, order=ORDER, coded=coded)  # e repeats b within its lineage
    assert found["coded_words"] == [] and found["pooled_without_words"] == pytest.approx(found["pooled"], rel=1e-9)
    assert named(pool_claims(copied, order=ORDER, each_claim=True, coded=coded)) == ["e low", "e high"]


def test_a_claim_that_enters_no_pool_makes_no_pool_hang_on_its_word():
    open_above = RANGES.iloc[1:].assign(high=[999, 5000, NAN], printed=["500 to 999", "800 to 5,000", "thousands"])
    found = pool_claims(open_above, order=ORDER, coded=coded_ends(open_above))
    assert found["coded_words"] == [] and found["k_without_words"] == found["k"] == 2


def test_the_command_tells_it_with_the_words_of_the_source(tmp_path, capsys):
    file = tmp_path / "mine.csv"
    RANGES.to_csv(file, index=False)
    assert main(["pool", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "This hangs on a word, not on numbers alone: a: “hundreds”, coded as no fewer than 100; a: “hund" in shown
    assert "With every end that is a coded word left open, a, d enter no pool, and the middle is put at 1,000 " in shown
    RANGES.iloc[:2].to_csv(file, index=False)
    assert main(["pool", str(file)]) == 0
    assert "a enters no pool, and no pool is left, since it needs two voices." in capsys.readouterr().out
    RANGES.iloc[1:3].to_csv(file, index=False)
    assert main(["pool", str(file)]) == 0
    assert "word" not in capsys.readouterr().out
