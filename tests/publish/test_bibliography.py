"""A bibliography that cannot be read is one clear error, in a worker as well."""

import pickle

import pytest

from landreform.contested.errors import InputError
from landreform.publish.bibliography import bibliography


def test_the_bibliography_of_the_book_is_read_once():
    assert bibliography() is bibliography()
    assert len(bibliography().entries) > 180


def test_what_is_no_bibtex_is_named_with_its_line(tmp_path):
    spoilt = tmp_path / "references.bib"
    spoilt.write_text("@misc{a,\n  title = {A},\n}\n\n@misc{b,\n  title {B},\n}\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        bibliography(spoilt)
    assert str(raised.value).startswith(f"{spoilt}, row 6: found")
    assert str(raised.value).endswith("expected valid BibTeX")


def test_the_error_comes_whole_out_of_another_process(tmp_path):
    spoilt = tmp_path / "references.bib"
    spoilt.write_text("@misc{a,\n  title {A},\n}\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        bibliography(spoilt)
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value) and len(again.faults) == 1
