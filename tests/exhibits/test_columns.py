"""Every column of an exhibit says what it holds, and says it once."""

from importlib import import_module
from pathlib import Path

import pytest
from drawn_exhibits import drawn

from landreform import exhibits
from landreform.contested.errors import InputError
from landreform.exhibits.columns import BOUND_COLUMNS, STATEMENT_COLUMNS, ledger_columns, origin_columns
from landreform.exhibits.registry import modules
from landreform.ledger import tables
from landreform.ledger.tables import descriptor


@pytest.mark.parametrize("slug", exhibits.slugs())
def test_every_column_of_an_exhibit_is_described(slug):
    made = drawn(slug)
    assert set(made.entry.columns) == set(made.data.columns)
    assert all(text.strip() for text in made.entry.columns.values())


def test_no_column_is_described_in_two_modules():
    found = {}
    for slug in exhibits.slugs():
        source = Path(import_module(modules()[slug]).__file__).read_text(encoding="utf-8")
        for name, text in exhibits.entry(slug).columns.items():
            if f'"{name}": "{text}"' in source:
                found.setdefault((name, text), set()).add(modules()[slug])
    assert {column: names for column, names in found.items() if len(names) > 1} == {}


def test_columns_of_the_ledger_have_its_words_and_units():
    texts = ledger_columns("estimates", "estimate low outcome")
    fields = {field["name"]: field for field in tables.resource("estimates")["schema"]["fields"]}
    assert texts["estimate"] == "row of the table estimates"
    assert texts["low"] == fields["low"]["description"].rstrip(".") + " (persons)"
    assert texts["outcome"] == fields["outcome"]["description"].rstrip(".")
    with pytest.raises(KeyError):
        ledger_columns("estimates", "nothing")


def test_statements_and_days_are_the_same_everywhere():
    assert list(STATEMENT_COLUMNS) == ["source", "read_in", "locator"]
    for table in ("events", "dates", "waves", "documents", "estimates", "lineage", "counts", "classifications"):
        assert ledger_columns(table, "source read_in locator") == STATEMENT_COLUMNS
    assert BOUND_COLUMNS["start_latest"] == "last possible day of the start (YYYY-MM-DD)"
    assert list(origin_columns("base", "the base")) == ["base_source", "base_read_in", "base_locator"]


@pytest.mark.parametrize("table", descriptor()["resources"], ids=lambda table: table["name"])
def test_every_column_of_the_ledger_has_a_text_with_its_unit(table):
    fields = table["schema"]["fields"]
    texts = ledger_columns(table["name"], " ".join(field["name"] for field in fields))
    (key,) = table["schema"]["primaryKey"]
    assert texts.pop(key) == f"row of the table {table['name']}"
    for field in fields:
        if field["name"] != key:
            assert texts[field["name"]].startswith(field["description"].rstrip("."))
            assert "unit" not in field or texts[field["name"]].endswith(f"({field['unit']})")


def test_what_the_ledger_does_not_have_is_an_error():
    with pytest.raises(KeyError, match="victims"):
        ledger_columns("waves", "victims")
    with pytest.raises(InputError, match="one of the tables"):
        ledger_columns("victims", "source")
