"""What the descriptor says of a column, for the exhibits that show it."""

import pytest

from landreform.contested.errors import InputError
from landreform.exhibits.columns import ledger_columns
from landreform.ledger.tables import descriptor


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
