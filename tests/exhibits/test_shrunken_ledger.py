"""An exhibit cites what it was made from: from a smaller ledger, nothing that stands only in the ledger of the book."""

import pytest
from shrunken_ledger import places, shrunken, statements

from landreform import exhibits
from landreform.ledger import tables

LEDGER = tables.load_all()
#: Rows that series of the North are put together from; without one of them there is no series.
NORTH = tuple(LEDGER["waves"].loc[LEDGER["waves"]["level"] == "national", "wave_row"])
#: The counts of executions by stage that the tolls rest on, and the count that they name as their base.
STAGES = (
    *(count for count in LEDGER["counts"]["count"] if count.startswith("wikipedia-north-vietnam-executed")),
    "wikipedia-north-vietnam-landlords-identified",
    "viwiki-ccrd-classified",
)

#: Tables that lose rows, which third of them, and rows that stay; where nothing is said all tables lose their second
#: third.
RULES = {
    "fig-communes-per-wave": (["waves"], 2, NORTH),
    "fig-cumulated-share": (["waves"], 2, NORTH),
    "fig-waves-national": (["waves", "documents"], 2, NORTH),
    "fig-map": (["waves"], 2, NORTH),
    "tab-places-waves": (["waves"], 2, NORTH),
    "fig-quota": (["classifications", "waves"], 1, ()),
    "fig-genealogy": (["lineage"], 0, ()),
    "fig-ladder": (["counts", "waves"], 2, (*NORTH, *STAGES)),
    "fig-required-multiplier": (["estimates", "lineage"], 0, ()),
    "fig-frontier": (["estimates", "lineage"], 0, ()),
    "fig-extrapolation": (["counts", "waves"], 2, (*NORTH, *STAGES)),
    "tab-findings": (["reception"], 1, ()),
}
#: Exhibits that need all their rows, with what they say when one is missing.
WHOLE = {
    "fig-party-cells": "The table counts has no single whole number under 'maclean2025",
    "tab-framings": "found '0 rows', expected one row for assessment, miscommunication",
}
EVERY = [name for name in LEDGER if name != "sources"]


@pytest.mark.parametrize("slug", [slug for slug in exhibits.slugs() if slug not in WHOLE])
def test_every_statement_cited_stands_in_the_ledger_it_was_made_from(slug):
    entry = exhibits.entry(slug)
    less = shrunken(LEDGER, *RULES.get(slug, (EVERY, 1, ())))
    held = statements(less, entry.tables)
    assert any(len(less[name]) < len(LEDGER[name]) for name in entry.tables)
    made = entry.render(less)
    assert places(made.sources) <= held
    assert len(made.data) and len(made.sources)
    assert made.alt and made.conclusions and "nan" not in (made.alt + made.description).lower().split()


@pytest.mark.parametrize("slug", WHOLE)
def test_an_exhibit_that_needs_every_row_says_which_one_is_missing(slug):
    with pytest.raises(ValueError, match=WHOLE[slug]):
        exhibits.entry(slug).render(shrunken(LEDGER, EVERY, 1))


def test_a_figure_without_one_of_its_halves_is_refused():
    with pytest.raises(ValueError, match="no landlord labels or no people"):
        exhibits.entry("fig-quota").render(shrunken(LEDGER, ["classifications"], 0))


@pytest.mark.parametrize("slug", ["fig-communes-per-wave", "fig-cumulated-share", "fig-waves-national"])
def test_a_series_without_one_of_its_waves_is_refused(slug):
    with pytest.raises(ValueError, match="do not have the rows that the series needs"):
        exhibits.entry(slug).render(shrunken(LEDGER, ["waves"], 1))


def test_no_source_of_a_claim_left_out_is_cited():
    """The sources of a pool once came from the ledger of the book, whatever was pooled."""
    entry = exhibits.entry("fig-leave-one-out")
    made = entry.render(shrunken(LEDGER, ["estimates"], 0))
    assert len(made.sources) < len(entry.render(LEDGER).sources)
