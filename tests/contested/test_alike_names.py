"""One name in several spellings is found, and two names are left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landreform.contested.alike_names import alike_faults, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fall", "fall"),
        ("Fall  1990", " fall 1990"),
        ("Fall\u00a01990", "Fall 1990"),
        ("Hà Nội", unicodedata.normalize("NFD", "HÀ NỘI")),
        ("Fall\u200b", "Fall"),
        ("re\u00adport", "report"),
        ("Strauß", "STRAUSS"),
        ("ΟΔΟΣ", "οδος"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert name_key(one) == name_key(other)
    ((line, fault),) = [(fault.row, fault) for fault in alike_faults("x.csv", [(2, "c", one), (7, "c", other)])]
    assert line == 7 and (fault.file, fault.column, fault.value) == ("x.csv", "c", other)
    assert repr(one) in fault.expected and "row 2" in fault.expected


@pytest.mark.parametrize(("one", "other"), [("Minh", "Mình"), ("Đa", "Da"), ("a b", "ab"), ("x-1", "x1"), ("1", "١")])
def test_names_of_their_own(one, other):
    assert alike_faults("x.csv", [(2, "c", one), (3, "c", other), (4, "c", one), (5, "c", "")]) == []


letters = st.characters(max_codepoint=0x24F, categories=["L", "N", "P"])
words = st.lists(st.text(letters, min_size=1, max_size=5), min_size=1, max_size=3)


@given(
    words, st.sampled_from([" ", "  ", "\t", "\u00a0 "]), st.sampled_from([str, str.upper, str.title]), st.booleans()
)
def test_a_spelling_changes_no_key(words, space, change, apart):
    name = " ".join(words)
    other = unicodedata.normalize("NFD" if apart else "NFC", space.join(words))
    assert name_key(name) == name_key(f" {other}\u200b") == name_key(name_key(name))
    # some letters of Latin Extended have no way back from their capital; whatever has it keeps its key
    if change(name).casefold() == name.casefold():
        assert name_key(change(name)) == name_key(name)


@given(st.lists(st.sampled_from(["a", "A", "b", "B ", "b", "c", ""]), max_size=12))
def test_each_further_spelling_is_told_once_where_it_stands_first(names):
    cells = [(line, "c", name) for line, name in enumerate(names, 2)]
    found = [(fault.row, fault.value) for fault in alike_faults("x.csv", cells)]
    wanted = []
    for at, name in enumerate(names):
        before = names[:at]
        if name and name not in before and any(name_key(name) == name_key(other) for other in before):
            wanted.append((at + 2, name))
    assert found == wanted
