"""The encodings of Vietnamese before Unicode, against the C library's converter and examples by hand."""

import csv
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from landreform.contested import vietnamese_encodings

REFERENCE = Path(__file__).parent / "reference"
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def converted(raw, name):
    done = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=raw, capture_output=True, check=True)
    return unicodedata.normalize("NFC", done.stdout.decode())


@pytest.mark.skipif(not shutil.which("iconv"), reason="needs iconv, which glibc has")
@pytest.mark.parametrize(
    ("name", "theirs"), [("tcvn3", "TCVN"), ("tcvn", "TCVN"), ("tcvn5712", "TCVN5712-1"), ("viscii", "VISCII")]
)
def test_every_byte_is_read_as_the_c_library_reads_it(name, theirs):
    raw = b"".join(bytes([ord("a"), byte]) for byte in range(256))  # behind a letter, so that marks have one
    assert vietnamese_encodings.decode(raw, name) == converted(raw, theirs)


@pytest.mark.parametrize(
    "name", ["TCVN", "TCVN-5712", "TCVN5712-1", "TCVN5712-1:1993", "TCVN 5712:1993", "TCVN3", "ABC"]
)
def test_every_byte_of_the_full_set_without_the_c_library(name):
    # Written byte by byte with `iconv -f TCVN5712-1 -t UTF-8` of the GNU C Library 2.36: TCVN 5712:1993, set VN1.
    with (REFERENCE / "tcvn5712-vn1.csv").open(encoding="utf-8", newline="") as file:
        letters = {int(row["byte"], 16): chr(int(row["codepoint"], 16)) for row in csv.DictReader(file)}
    assert sorted(letters) == list(range(256))
    for byte, letter in letters.items():
        raw = bytes([ord("o"), byte])
        assert vietnamese_encodings.decode(raw, name) == unicodedata.normalize("NFC", f"o{letter}"), hex(byte)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        (b"B\x04NG", "BỪNG"),
        (b"\xa7\x8aA CH\x9e", "ĐÉA CHỦ"),
        (b"K\x13, \x16, M\x15, CH\x01 V\x02, \x11C", "KỲ, Ý, MỸ, CHÚ VỤ, ỨC"),
        (b"a\tb\r\nc", "a\tb\r\nc"),
    ],
)
def test_capitals_that_stand_among_control_characters(raw, meant):
    assert vietnamese_encodings.decode(raw, "tcvn5712") == meant


@pytest.mark.parametrize("name", ["tcvn3", "tcvn5712", "viscii"])
def test_every_letter_of_vietnamese_can_be_written(name):
    read = {vietnamese_encodings.decode(bytes([byte]), name) for byte in range(256)}
    assert set(LETTERS) | set(LETTERS.upper()) <= read


@pytest.mark.parametrize(
    ("name", "shown", "meant"),
    [
        ("TCVN3", "§Þa chñ ë Th¸i Nguyªn, n¨m 1956", "Địa chủ ở Thái Nguyên, năm 1956"),
        ("abc", "C¶i c¸ch ruéng ®Êt", "Cải cách ruộng đất"),
        ("VNI", "Ñòa chuû ôû Thaùi Nguyeân, naêm 1956", "Địa chủ ở Thái Nguyên, năm 1956"),
        ("vni-win", "CAÛI CAÙCH RUOÄNG ÑAÁT", "CẢI CÁCH RUỘNG ĐẤT"),
        ("vni", "nhöõng ngöôøi bò quy sai, kyø, yù", "những người bị quy sai, kỳ, ý"),
    ],
)
def test_words_as_programs_without_these_typefaces_show_them(name, shown, meant):
    assert vietnamese_encodings.decode(shown.encode("cp1252"), name) == meant


def test_every_letter_has_a_form_in_vni():
    marks = {mark: sign for sign, mark in vietnamese_encodings.VNI_MARKS.items() if sign.islower()}
    letters = {meant: sign for sign, meant in vietnamese_encodings.VNI_LETTERS.items()}
    for letter in LETTERS:
        if letter in letters or letter in "ìíđ" or letter.isascii():
            written = letters.get(letter, letter)
        else:
            decomposed = unicodedata.normalize("NFD", letter)
            horned = "\u031b" in decomposed
            base = letters[unicodedata.normalize("NFC", decomposed[0] + "\u031b")] if horned else decomposed[0]
            accents = "".join(sorted(decomposed[1:].replace("\u031b", ""), key="\u0302\u0306".find, reverse=True))
            written = base + marks[accents]
        assert vietnamese_encodings.decode(written.encode("cp1252"), "vni") == letter


def test_other_names_are_refused():
    with pytest.raises(LookupError):
        vietnamese_encodings.decode(b"a", "latin-1")
