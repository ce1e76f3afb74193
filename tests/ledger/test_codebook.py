"""What the descriptor says of a column, for whoever shows that column."""

import pytest

from landreform.contested.errors import InputError
from landreform.ledger.codebook import column_texts
from landreform.ledger.tables import descriptor


def test_every_column_of_the_ledger_has_a_text_with_its_unit():
    for table in descriptor()["resources"]:
        fields = table["schema"]["fields"]
        texts = column_texts(table["name"], *(field["name"] for field in fields))
        for field in fields:
            text = texts[field["name"]]
            assert text and not text.endswith(".")
            assert "unit" not in field or text.endswith(f"({field['unit']})")
        (key,) = table["schema"]["primaryKey"]
        assert texts[key].endswith(f"(row of the table {table['name']})")


def test_a_column_keeps_its_text_under_another_name():
    assert column_texts("waves", "source", "locator", counted_by="source") == {
        "source": "BibTeX key of the work that makes the statement",
        "locator": "Page, section, table or note of the work named in read_in where the statement stands",
        "counted_by": "BibTeX key of the work that makes the statement",
    }


def test_what_the_ledger_does_not_have_is_an_error():
    with pytest.raises(KeyError, match="victims"):
        column_texts("waves", "victims")
    with pytest.raises(InputError, match="one of the tables"):
        column_texts("victims", "source")
