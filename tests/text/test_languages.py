"""Vietnamese and Chinese words are found in an English text, and nothing else is taken for them."""

import re

import pytest

from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.text.languages import foreign_words


def found(text):
    return [text[words.start : words.end] for words in foreign_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trường Chinh wrote to Hồ Chí Minh.", ["Trường Chinh", "Hồ Chí Minh"]),
        ("In Thanh Hóa and Nghệ An", ["Thanh Hóa", "Nghệ An"]),
        ("from Hà Nội to Hải Phòng", ["Hà Nội", "Hải Phòng"]),
        ("the Đảng Lao động Việt Nam’s cells", ["Đảng Lao động Việt Nam"]),
        ("sửa sai of errors; địa chủ can be", ["sửa sai", "địa chủ"]),
        (
            "An-Khánh phát động quần chúng truy cường hoà gian ác",
            ["An-Khánh phát động quần chúng truy cường hoà gian ác"],
        ),
        ("Kinh nghiệm đợt I", ["Kinh nghiệm đợt"]),
        ("a line\nbreak in Nguyễn\nThị Năm", ["Nguyễn\nThị Năm"]),
        ("《新华社》, 1956年8月18日", ["新华社", "年8月18日"]),
        ("Thái Nguyên (1953), Phú Thọ", ["Thái Nguyên", "Phú Thọ"]),
    ],
)
def test_a_name_or_a_phrase_is_found_whole(text, words):
    assert found(text) == words


@pytest.mark.parametrize(
    "text", ["Balázs Szalontai", "Gérard Tongas, François Röver", "Paweł, Étude, séance", "μ × 2 – ß"]
)
def test_other_languages_are_left_alone(text):
    assert found(text) == []


def test_every_vietnamese_name_of_the_ledger_is_found_whole():
    people = tables.load("people")
    names = people.loc[(people["lang"] == "vi") & ~people["name"].map(str.isascii), "name"]
    assert len(names) > 20
    assert {name: found(f"He says that {name} was there.") for name in names} == {name: [name] for name in names}


def test_words_of_the_prose_that_are_marked_have_vietnamese_or_chinese_letters():
    for page in (ROOT / "book" / "what-happened").glob("*.md"):
        for words in found(page.read_text(encoding="utf-8")):
            assert re.search(r"[^\x00-\x7f]", words), (page, words)
            assert not re.search(r"\b(?:the|and|of|in|to|was)\b", words), (page, words)
