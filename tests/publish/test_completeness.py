"""What an exhibit must have: whatever is missing is named, and nothing incomplete is published."""

from dataclasses import replace

import pandas as pd
import pytest
from drawn_exhibits import drawn

from landreform import exhibits
from landreform.publish import completeness

WAVES = "fig-waves-thai-nguyen"
COLUMNS = exhibits.entry(WAVES).columns


def spoilt(slug=WAVES, /, **changed):  # a slug among the changes is that of the entry
    shown = drawn(slug)
    data = changed.pop("data", shown.data)
    words = shown.entry.words
    words = words._replace(**{name: changed.pop(name) for name in words._fields if name in changed})
    return replace(shown, entry=replace(shown.entry, words=words, **changed), data=data)


@pytest.mark.parametrize("slug", exhibits.slugs())
def test_every_exhibit_is_complete(slug):
    assert list(completeness.faults(spoilt(slug))) == []


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"caption": ""}, "caption"),
        ({"caption": "See {cite}`moise1983`."}, "caption"),
        ({"caption": "All 7 waves."}, "caption"),
        ({"alt": lambda data: ""}, "alternative text"),
        ({"alt": lambda data: "<Figure size 640x480 with 1 Axes> and some more words"}, "alternative text"),
        ({"description": lambda data: ""}, "long description"),
        ({"narrow": None}, "narrow form"),
        ({"conclusions": lambda data: ()}, "conclusion"),
        ({"limits": ()}, "limit"),
        ({"columns": {}}, "columns"),
        ({"columns": COLUMNS | {"more": "not there"}}, "more"),
        ({"columns": COLUMNS | {"communes": " "}}, "communes"),
        ({"tables": ()}, "tables of the ledger"),
        ({"tables": ("nowhere",)}, "tables of the ledger"),
        ({"sources": lambda data, ledger: data.assign(source="nobody1900")}, "nobody1900"),
        ({"sources": lambda data, ledger: data.assign(locator="")}, "place"),
        ({"sources": lambda data, ledger: data.drop(columns="locator")}, "sources"),
        ({"make": lambda **frames: None}, "named function"),
        ({"slug": "fig-nowhere"}, "a cell of its name"),
        ({"slug": "fig-nowhere"}, "figures.yml"),
        ({"data": drawn(WAVES).data.iloc[:0]}, "data"),
    ],
)
def test_what_an_incomplete_figure_lacks_is_named(changed, missing):
    assert any(missing in fault for fault in completeness.faults(spoilt(**changed)))


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"caption": ""}, "caption"),
        ({"alt": lambda data: "A table."}, "alternative text"),
        ({"conclusions": lambda data: ()}, "conclusion"),
        ({"limits": ()}, "limit"),
        ({"columns": {}}, "columns"),
        ({"sources": lambda data, ledger: data.iloc[:0]}, "sources"),
    ],
)
def test_what_an_incomplete_table_lacks_is_named(changed, missing):
    assert any(missing in fault for fault in completeness.faults(spoilt("tab-claims", **changed)))


def test_an_incomplete_figure_is_not_published(monkeypatch):
    monkeypatch.setattr(completeness, "faults", lambda made: iter(["alt", "sources"]))
    with pytest.raises(ValueError, match="fig-claims cannot be published: alt; sources"):
        completeness.complete("fig-claims")


def test_a_slug_that_no_code_makes_is_answered_with_those_that_there_are():
    with pytest.raises(KeyError, match="tab-claims"):
        completeness.complete("tab-nowhere")


def test_numbered_tables_hold_what_they_say():
    claims = drawn("tab-claims").data
    assert list(claims["estimate"]) == list(drawn("fig-claims").data["estimate"])
    datings = drawn("tab-disputed-datings").data
    assert (datings.groupby("event")["date"].nunique() > 1).all()
    dated = pd.concat([drawn(slug).data for slug in ("fig-timeline", "fig-decisions")])
    rival = dated.groupby("event").filter(lambda rows: rows["date"].nunique() > 1)
    # The figures draw the best dated events and no dating that another document shuts out; the table has them all.
    assert set(rival["dating"]) <= set(datings["dating"])
    assert len(set(rival["event"])) > 10


def test_cells_of_a_table_lead_to_rows_that_exist():
    from landreform.ledger import tables

    known = {name: set(frame.iloc[:, 0]) for name, frame in tables.load_all().items()}
    for slug in exhibits.slugs("table"):
        shown = drawn(slug)
        for column in shown.entry.headings:
            led = [address for cell in shown.grounds(column) for _, address in cell]
            rows = [tuple(address.split("/", 1)) for address in led if address.split("/")[0] in known]
            for table, row in [*shown.targets(column), *rows]:
                assert row in known[table]
