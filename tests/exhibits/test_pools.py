"""The figures of the pools: what they draw, what they say."""

import re

import drawn_exhibits
import numpy as np
import pandas as pd
import pytest

from landreform import exhibits
from landreform.contested.agreement import verdict_counts
from landreform.contested.voices import voices
from landreform.ledger import tables
from landreform.text.prose import percent, persons, span
from landreform.tolls.baseline import encode_claims, outcome_claims
from landreform.tolls.table_text import CHOICE_NAMES

SLUGS = (
    "fig-belief",
    "fig-forest",
    "fig-leave-one-out",
    "fig-trace",
    "fig-tau-priors",
    "fig-pools",
    "fig-overlap",
    "fig-tipping",
    "fig-multiverse",
    "fig-choices",
    "fig-needed",
)
LEDGER = tables.load_all()


class Drawn:
    """The figures by slug, each drawn when a test first asks for it and not where tests are only collected."""

    def __getitem__(self, slug):
        return drawn_exhibits.drawn(slug)


DRAWN = Drawn()


@pytest.fixture(params=SLUGS)
def drawn(request):
    return DRAWN[request.param]


def changed(slug, **columns):
    """Draw a figure from a ledger in which one claim states other numbers."""
    estimates = LEDGER["estimates"].copy()
    row = estimates.index[estimates["estimate"] == "moise1983-executed"][0]
    for name, value in columns.items():
        estimates.loc[row, name] = value
    return exhibits.show(slug, LEDGER | {"estimates": estimates})


def test_every_column_is_described(drawn):
    assert list(drawn.data.columns) == list(drawn.entry.columns)
    assert all(drawn.entry.columns.values())


def test_the_caption_says_what_the_pool_is_not_and_has_no_numeral(drawn):
    caption = drawn.entry.caption
    assert not re.search(r"\d", caption)
    assert "toll" in caption and re.search(r"\b(not|nothing|no)\b", caption, re.IGNORECASE)
    assert all(limit.endswith(".") for limit in drawn.entry.limits)


def test_words_are_computed_and_whole(drawn):
    texts = [drawn.alt, drawn.description, *drawn.entry.conclusions(drawn.data)]
    for text in texts:
        assert text.endswith(".") and "nan" not in text.lower().split() and "<NA>" not in text
    assert re.search(r"\d", drawn.alt) and len(drawn.alt.split()) > 10
    assert len(drawn.description) > len(drawn.alt)


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "fig-needed"])
def test_other_numbers_give_other_words(slug):
    # like no other claim of executions: near 50,000 stand so many that agreement lost and gained could cancel
    other = changed(slug, low=600_000, point=700_000, high=800_000)
    assert other.description != DRAWN[slug].description
    assert other.entry.conclusions(other.data) != DRAWN[slug].entry.conclusions(DRAWN[slug].data)


def test_sources_are_those_of_the_claims_pooled(drawn):
    said = drawn.sources
    assert len(said) and said.notna().all(axis=None) and (said != "").all(axis=None)
    assert set(said["source"]) <= set(LEDGER["sources"]["source"])


@pytest.mark.parametrize("slug", SLUGS[1:-3])
def test_only_claims_of_one_outcome_are_drawn(slug):
    data = DRAWN[slug].data
    if "estimate" in data:
        drawn_claims = data["estimate"].dropna()
        outcome = LEDGER["estimates"].set_index("estimate")["outcome"]
        assert set(outcome[drawn_claims[drawn_claims != ""]]) == {"executed"}


def test_the_same_ledger_gives_the_same_bytes():
    for slug in ("fig-forest", "fig-multiverse"):  # lines and texts; shades
        assert exhibits.show(slug).svg() == drawn_exhibits.svg(slug)


def test_no_pooled_number_of_persons_stands_where_it_would_be_quoted(drawn):
    for text in (drawn.alt, *drawn.entry.conclusions(drawn.data)):
        if drawn.slug != "fig-needed":  # names and registers, not people
            assert not re.search(r"\d persons|persons, (?:and|a factor)|from [\d,]+ to [\d,]+", text), text


def test_what_no_pool_shows_is_said_once_and_not_under_every_figure():
    said = [limit for slug in SLUGS for limit in DRAWN[slug].entry.limits]
    assert len(said) == len(set(said))


def test_what_a_caption_finds_holds_in_what_is_drawn():
    forest = DRAWN["fig-forest"].data.query("kind == 'claim'")
    assert (forest["verdict"] == "holds").mean() <= 0.25  # lies where few claims do
    pairs = DRAWN["fig-overlap"].data.query("kind == 'pair'")
    assert (pairs["ovl"] < 0.05).mean() > 0.5  # most pairs have next to nothing in common
    tips = verdict_counts(DRAWN["fig-tipping"].data.query("kind == 'pair'")).set_index("verdict")["share"]
    assert tips["differ at some coverage"] < 0.5  # for most pairs it makes no difference
    edges = DRAWN["fig-belief"].data.query("kind == 'edge'")
    assert (edges["plausibility"] - edges["belief"]).max() > 0.25 and edges["belief"].iloc[0] < 0.5
    assert ((edges["belief"] > 0.2) & (edges["plausibility"] < 0.8)).any()  # much open, and contradiction
    curve = DRAWN["fig-multiverse"].data.query("kind == 'curve'")["estimate"]
    assert curve.max() / curve.min() > 10  # values far apart
    shares = DRAWN["fig-choices"].data.query("choice == 'claim_set' and options > 1")["eta2"]
    assert np.ptp(shares) > 0.5  # how large a share is depends on the list
    trace = DRAWN["fig-trace"].data.query("kind == 'curve'")
    first, last = trace["label"].iloc[0], trace["lineage_share"].iloc[-1]
    widths = voices(encode_claims(outcome_claims(LEDGER))).sort_values("sd")
    assert trace["lineage"].iloc[0] == widths["lineage"].iloc[0] and first  # trusts the narrowest lineage
    assert last < 1.5 / len(widths)  # trusts all alike
    priors = DRAWN["fig-tau-priors"].data
    folds = (priors["pooled_new_high"] / priors["pooled_new_low"]).groupby(priors["k"]).agg(["min", "max"])
    assert (folds["max"] / folds["min"]).is_monotonic_decreasing  # the fewer the voices, the more belief counts
    left_out = DRAWN["fig-leave-one-out"].data
    assert left_out["fold"].between(0.5, 2).all()  # no lineage decides the pooled value
    assert (left_out["high"] / left_out["low"]).min() > 5  # and none makes the others agree


# -- what single figures draw ------------------------------------------------------------------------------


def test_the_forest_shows_its_failure():
    rows = DRAWN["fig-forest"].data
    claims, pools = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pool"]
    assert claims["weight"].sum() == pytest.approx(1.0)
    pooled = pools["position"].iloc[0]
    inside = (claims["encoded_low"] <= pooled) & (pooled <= claims["encoded_high"])
    assert (claims["verdict"] == "holds").tolist() == inside.tolist()
    assert (pools["pi_low"] < pools["encoded_low"]).all() and (pools["pi_high"] > pools["encoded_high"]).all()
    half = rows[rows["kind"] == "one-sided"]
    assert len(half) and half["weight"].isna().all() and half[["low", "high"]].isna().any(axis=1).all()


def test_belief_lies_below_plausibility_and_a_copy_changes_nothing():
    rows = DRAWN["fig-belief"].data
    edges = rows[rows["kind"] == "edge"]
    assert (edges["belief"] <= edges["plausibility"]).all()
    assert edges["belief"].is_monotonic_increasing and edges["plausibility"].is_monotonic_increasing
    claims = rows[rows["kind"] == "claim"]
    assert claims["share"].sum() == pytest.approx(1.0)
    assert np.ptp(claims.groupby("lineage")["share"].sum()) == pytest.approx(0.0, abs=1e-12)
    copy = LEDGER["estimates"].query("estimate == 'harrison1989-executed'").assign(estimate="made-up", year="1999")
    more = LEDGER | {"estimates": pd.concat([LEDGER["estimates"], copy], ignore_index=True)}
    again = exhibits.show("fig-belief", more).data.query("kind == 'edge'")
    columns = ["value", "belief", "plausibility"]
    assert again[columns].to_numpy(float) == pytest.approx(edges[columns].to_numpy(float), abs=1e-12)


def test_a_copy_of_a_claim_leaves_the_pool_of_the_lineages_alone():
    copy = LEDGER["estimates"].query("estimate == 'harrison1989-executed'").assign(estimate="made-up", year="1999")
    more = LEDGER | {"estimates": pd.concat([LEDGER["estimates"], copy], ignore_index=True)}
    columns = ["position", "encoded_low", "encoded_high", "pi_low", "pi_high"]
    one, other = (
        frame[frame["label"] == "every lineage one voice"][columns].to_numpy(float)
        for frame in (DRAWN["fig-forest"].data, exhibits.show("fig-forest", more).data)
    )
    assert other == pytest.approx(one, rel=1e-9)


def test_leaving_out_keeps_the_whole_as_its_measure():
    rows = DRAWN["fig-leave-one-out"].data
    assert rows["fold"].to_numpy() == pytest.approx((rows["pooled"] / rows["pooled"].iloc[0]).to_numpy())
    lines = rows[rows["kind"] == "lineage"]
    assert lines["weight"].sum() == pytest.approx(1.0) and (lines["k"] == len(lines) - 1).all()
    assert lines["claims"].sum() == rows["claims"].iloc[0] and lines["left_out"].is_unique


@pytest.mark.parametrize("slug", ["fig-leave-one-out", "fig-trace"])
def test_a_copy_within_its_lineage_changes_no_number_of_the_appendix(slug):
    copy = LEDGER["estimates"].query("estimate == 'turner1975-executed'").assign(estimate="made-up", year="1999")
    more = LEDGER | {"estimates": pd.concat([LEDGER["estimates"], copy], ignore_index=True)}
    step = (
        LEDGER["lineage"]
        .iloc[[0]]
        .assign(
            step="made-up-step",
            estimate="made-up",
            restatement="",
            derives_from="turner1975-executed",
            through="",
            origin="",
            basis="read",
        )
    )
    more["lineage"] = pd.concat([LEDGER["lineage"], step], ignore_index=True)
    rows, again = DRAWN[slug].data, exhibits.show(slug, more).data
    numbers = list(rows.select_dtypes("number").columns.drop("claims"))
    assert len(rows) == len(again)
    assert again[numbers].to_numpy(float) == pytest.approx(rows[numbers].to_numpy(float), rel=1e-9, nan_ok=True)


def test_pairs_are_all_there_once():
    for slug in ("fig-overlap", "fig-tipping"):
        rows = DRAWN[slug].data
        claims, pairs = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pair"]
        k = len(claims)
        assert len(pairs) == k * (k - 1) // 2
        assert sorted(claims["place"]) == list(range(1, k + 1))
        assert (pairs["row"] > pairs["column"]).all() and not pairs.duplicated(["row", "column"]).any()


def test_the_curve_rises_and_its_ends_are_the_ends_of_all():
    from landreform.tolls.multiverse import ledger_multiverse

    lines = DRAWN["fig-multiverse"].data.query("kind == 'curve'")
    found = ledger_multiverse(LEDGER)
    assert lines["estimate"].is_monotonic_increasing
    assert lines["estimate"].iloc[[0, -1]].tolist() == pytest.approx(
        np.exp([np.nanmin(found.estimate), np.nanmax(found.estimate)]).tolist()
    )
    assert (lines["specifications"] == found.defined.sum()).all()


def test_shares_of_the_choices_stay_within_the_whole():
    rows = DRAWN["fig-choices"].data
    assert rows["design"].nunique() >= 3
    for _, group in rows.groupby("design"):
        main = group[group["choice"] != "(interactions)"]
        assert (main["eta2"] <= main["eta2_total"] + 1e-9).all()
        assert group["eta2"].sum() == pytest.approx(1.0)


def test_what_the_figure_of_choices_says_holds_in_its_frame():
    made = DRAWN["fig-choices"]
    main = made.data[(made.data["choice"] != "(interactions)") & (made.data["options"] > 1)]
    most = main.groupby("choice")["eta2"].max()
    first, small, leaders = made.conclusions
    for choice, words in CHOICE_NAMES.items():
        assert (words in small) == (most[choice] < 0.05)
        ahead = main.loc[main.groupby("design")["eta2"].idxmax(), "choice"]
        assert (words in leaders) == (choice in set(ahead))
    claims = main.loc[main["choice"] == "claim_set", "eta2"]
    assert percent(claims.min()) in first and percent(claims.max()) in first


def test_words_for_numbers():
    assert (persons(float(np.log(15708))), span(642.4, 37146.6)) == ("16,000", "640 to 37,000")
    assert [percent(share) for share in (0.0, 0.0004, 0.01, 0.367, 0.999, 1.0)] == [
        "0%",
        "under 1%",
        "1%",
        "37%",
        "over 99%",
        "100%",
    ]


def test_no_claim_that_is_no_toll_reaches_a_pool():
    extra = LEDGER["estimates"].iloc[[0]].assign(estimate="made-up", outcome="classified", low=172_008, high=172_009)
    more = LEDGER | {"estimates": pd.concat([LEDGER["estimates"], extra], ignore_index=True)}
    for slug in ("fig-forest", "fig-tipping", "fig-choices"):
        assert exhibits.show(slug, more).description == DRAWN[slug].description
