"""How near to the sources the rows were read: the rule, and what it gives on the tables of the first release."""

import pandas as pd
import pytest

from landreform.ledger import tables
from landreform.ledger.shares import FOUNDING, beside, shares, wikipedia
from landreform.paths import RELEASES

THEN = tables.load_all(RELEASES / "0.1.0/data")


@pytest.mark.parametrize(
    ("table", "read_there", "rows"),
    [
        ("dates", 83, 335),
        ("events", 30, 185),
        ("estimates", 24, 66),
        ("waves", 39, 64),
        ("lineage", 15, 44),
        ("counts", 64, 294),
    ],
)
def test_the_shares_of_the_first_release(table, read_there, rows):
    row = shares(THEN).set_index("table").loc[table]
    assert (row["wikipedia"], row["rows"]) == (read_there, rows)
    assert row["wikipedia_share"] == pytest.approx(read_there / rows)


def test_what_was_a_copy_stays_one_and_a_key_says_it_too():
    now = tables.load("sources")
    assert wikipedia(THEN["sources"]) <= wikipedia(now)
    by_key = set(now.loc[now["source"].str.match("enwiki-|viwiki-|wikipedia-"), "source"])
    assert by_key - FOUNDING <= wikipedia(now)
    assert set(FOUNDING) <= set(now["source"])


def test_restatements_are_counted_with_the_claims_and_without():
    sources = pd.DataFrame(
        {"source": ["w", "a"], "name": ["Wikipedia, X", "A 1990"], "origin": ["reference_work", "academic"]}
    )
    claims = pd.DataFrame({"estimate": ["1", "2"], "source": ["a", "a"], "read_in": ["a", "w"]})
    reception = pd.DataFrame({"restatement": ["3"], "source": ["w"], "read_in": ["w"]})
    empty = claims.head(0).rename(columns={"estimate": "framing_row"})
    ledger = {"estimates": claims, "reception": reception, "framings": empty, "errata": claims, "sources": sources}
    found = shares(ledger)
    assert found["table"].tolist() == ["estimates", "estimates and reception", "reception", "framings"]
    assert found["wikipedia"].tolist() == [1, 2, 1, 0] and found["first_hand"].tolist() == [1, 2, 1, 0]
    assert found["wikipedia_share"].tolist()[:3] == [0.5, 2 / 3, 1] and pd.isna(found["wikipedia_share"][3])
    then = shares({"estimates": claims, "sources": sources})
    both = beside(then, found).set_index("table")
    assert both.loc["estimates and reception", "rows_before"] == 2 and pd.isna(both.loc["reception", "rows_before"])
