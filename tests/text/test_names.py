"""Names in running text: which are found, which are not, and how they are written without diacritics."""

import pytest

from landreform.text.names import Finder, forms_in, without_marks

FINDER = Finder(
    {
        "ho": ["Hồ Chí Minh", "C.B."],
        "thang": ["Hồ Viết Thắng"],
        "landlord": ["landlord", "địa chủ"],
        "class": ["class status", "thành phần"],
        "cell": ["rural Party cell"],
        "assembly": ["National Assembly", "Assembly"],
    }
)


def found(text):
    return [(mention.key, text[mention.start : mention.end]) for mention in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hồ Viết Thắng and Hồ\nChí Minh’s letter", [("thang", "Hồ Viết Thắng"), ("ho", "Hồ\nChí Minh")]),
        ("signed C.B., in July", [("ho", "C.B.")]),
        ("Landlords and a landlord’s son", [("landlord", "Landlords"), ("landlord", "landlord")]),
        ("the label Địa chủ; ĐỊA CHỦ", [("landlord", "Địa chủ"), ("landlord", "ĐỊA CHỦ")]),
        ("the class statuses; a class status", [("class", "class statuses"), ("class", "class status")]),
        ("a Rural party Cell", [("cell", "Rural party Cell")]),
        # The longest that begins at a place; a proper name only as it is written.
        (
            "the National Assembly, the Assembly, an assembly",
            [("assembly", "National Assembly"), ("assembly", "Assembly")],
        ),
        ("landlordism, ex-landlord, landlord-like, thành phầnx, hồ chí minh", []),
        ("", []),
    ],
)
def test_what_is_named(text, expected):
    assert found(text) == expected


def test_a_form_that_is_given_twice_means_what_it_was_given_for_first():
    finder = Finder({"a": ["Tô Hoài"], "b": ["Tô Hoài", "Hoài"]})
    assert [mention.key for mention in finder.find("Tô Hoài; Hoài")] == ["a", "b"]


def test_without_forms_nothing_is_found():
    assert not list(Finder({}).find("Anything at all, and nothing."))
    assert not list(Finder({"a": []}).find("Anything."))


def test_diacritics():
    assert without_marks("Ủy ban Cải cách ruộng đất Trung ương") == "Uy ban Cai cach ruong dat Trung uong"
    assert without_marks("Đỗ’s – Đặng") == "Do's - Dang"
    assert without_marks("rent") == "rent"


def test_forms_of_a_cell():
    assert forms_in("Mao Trạch Đông; Mao") == ["Mao Trạch Đông", "Mao"]
    assert forms_in("") == []
