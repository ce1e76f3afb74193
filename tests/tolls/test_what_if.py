"""What readers can choose, and what follows from a setting."""

import math

import pytest

from landreform.contested import consistency
from landreform.contested.lineage import READINGS
from landreform.contested.outcomes import NotATollError
from landreform.exhibits.draw.bases import stage_inputs
from landreform.ledger import tables
from landreform.tolls import what_if
from landreform.tolls.baseline import OUTCOME
from landreform.tolls.consistency_readings import ALL, readings
from landreform.tolls.last_wave import printed_tolls, required_multiplier
from landreform.tolls.multiverse import ledger_claims, ledger_multiverse
from landreform.tolls.parts_of_time import ORDER


@pytest.fixture(scope="module")
def ledger():
    return tables.load_all()


@pytest.fixture(scope="module")
def claims(ledger):
    return what_if.reader_claims(ledger)


def test_the_claims_are_those_of_the_chapters_and_come_before_what_repeats_them(ledger, claims):
    own = claims[~claims["restates"]]
    assert own["estimate"].tolist() == claims["estimate"].tolist()[: len(own)]
    assert set(ledger_claims(ledger)["estimate"]) <= set(own["estimate"])
    assert set(claims.loc[claims["restates"], "estimate"]) <= set(ledger["reception"]["restatement"])


def test_no_two_labels_are_the_same_and_no_claim_has_a_letter_against_what_repeats_it(claims):
    assert claims["label"].is_unique
    own = claims.loc[~claims["restates"], "label"]
    assert not own.str.contains(r", [a-z]\)$").any()


def test_a_frontier_is_drawn_for_every_number_that_says_something_of_executions(ledger, claims):
    drawn = claims[claims["whole"]].set_index("estimate")
    asked = required_multiplier(printed_tolls(ledger), **stage_inputs(ledger))
    assert set(drawn.index) == set(asked["estimate"])
    ranged = drawn[drawn["low"].notna() & drawn["high"].notna()]
    said = asked.groupby("estimate")["end"].agg(set)
    for name, silent in ranged["silent"].items():
        assert {"low", "high"} - said[name] == ({silent} if silent else set())
    assert drawn.loc["goscha2016-died", "silent"] == "low"


def test_a_pool_is_held_by_the_claims_whose_range_has_its_middle(ledger, claims):
    settings = what_if.named_settings(claims)
    scholars = what_if.answer(ledger, claims, settings["Scholars only"])["pool"]
    assert (scholars["holding"], scholars["refused"]) == (0, None)
    everyone = what_if.answer(ledger, claims, settings["Every claim"])["pool"]
    assert 0 < everyone["holding"] <= everyone["used"]


def test_every_claim_together_gives_the_gap_of_the_chapter(ledger, claims):
    found = what_if.answer(ledger, claims, what_if.named_settings(claims)["Every claim"])
    assert found["delta"] == consistency.gap(readings(ledger)[ALL], ORDER).delta


def test_what_is_no_toll_is_refused(ledger, claims):
    spoilt = claims.assign(outcome=["classified", *claims["outcome"][1:]])
    with pytest.raises(NotATollError, match=claims["estimate"].iloc[0]):
        what_if.answer(ledger, spoilt, what_if.named_settings(claims)["Every claim"])


def test_the_pool_of_every_claim_is_a_cell_of_the_multiverse(ledger, claims):
    found = what_if.answer(ledger, claims, what_if.named_settings(claims)["Every claim"])
    assert found["pool"]["mu"] == pytest.approx(ledger_multiverse(ledger).estimate.ravel()[0], rel=1e-6)


def test_what_repeats_one_lineage_belongs_to_it_and_adds_no_voice(claims):
    own, again = claims[~claims["restates"]], claims[claims["restates"]]
    for reading in READINGS:
        assert again[f"lineage {reading}"].isin(own[f"lineage {reading}"]).any()
    stated, inferred = (again[f"lineage {name}"].nunique() for name in ("stated", "stated and inferred"))
    assert stated >= inferred


def test_half_of_the_reports_doubles_the_total(ledger, claims):
    names = tuple(claims["estimate"])
    whole, half = (
        what_if.answer(ledger, claims, what_if.Setting(names, completeness=share))["total"] for share in (1, 0.5)
    )
    assert half == pytest.approx(2 * whole)


def test_a_setting_without_a_pool_says_why(ledger, claims):
    found = what_if.answer(ledger, claims, what_if.Setting(("moise1983-executed",)))
    assert found["pool"]["mu"] is None
    assert "1 claim with a density" in found["pool"]["refused"]


def test_the_data_are_the_same_twice_and_hold_no_missing_number(ledger):
    first, second = what_if.reader_data(ledger), what_if.reader_data(ledger)
    assert first == second
    assert all(not (isinstance(cell, float) and math.isnan(cell)) for row in first["claims"] for cell in row.values())
    assert first["default"]["outcome"] == OUTCOME
    assert first["multiverse"]["values"] == sorted(first["multiverse"]["values"])


def test_every_named_setting_has_an_address_of_its_own(ledger, claims):
    data = what_if.reader_data(ledger)
    settings = what_if.named_settings(claims)
    assert len({what_if.address(setting, data) for setting in settings.values()}) == len(settings)


def test_the_standing_choices_have_the_address_that_the_whole_data_give_and_need_two_tables(ledger, claims):
    whole = what_if.reader_data(ledger)
    standing = what_if.standing({name: ledger[name] for name in ("estimates", "lineage")})
    assert standing["default"] == whole["default"]
    assert list(standing["default"]["claims"]) == claims.loc[~claims["restates"], "estimate"].tolist()
    chosen = whole["default"] | {"claims": whole["default"]["claims"][3:9], "reading": next(iter(READINGS))}
    for setting in (whole["default"], chosen):
        assert what_if.address(setting, standing) == what_if.address(setting, whole)
