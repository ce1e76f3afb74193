"""The encodings of Vietnamese before Unicode, against the C library's converter and examples by hand."""

import shutil
import subprocess
import unicodedata

import pytest

from landreform.contested import vietnamese_encodings

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def converted(raw, name):
    done = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=raw, capture_output=True, check=True)
    return unicodedata.normalize("NFC", done.stdout.decode())


@pytest.mark.skipif(not shutil.which("iconv"), reason="needs iconv, which glibc has")
@pytest.mark.parametrize(("name", "theirs"), [("tcvn3", "TCVN"), ("viscii", "VISCII")])
def test_every_byte_is_read_as_the_c_library_reads_it(name, theirs):
    marks = range(0xB0, 0xB5) if name == "tcvn3" else ()
    for byte in (*range(0x20, 0x7F), *range(0x80, 0x100)):
        raw = b"a" + bytes([byte]) if byte in marks else bytes([byte])
        assert vietnamese_encodings.decode(raw, name) == converted(raw, theirs), hex(byte)
    if name == "viscii":
        controls = bytes(vietnamese_encodings.VISCII_CONTROLS)
        assert vietnamese_encodings.decode(controls, name) == converted(controls, theirs)


@pytest.mark.parametrize("name", ["tcvn3", "viscii"])
def test_every_letter_of_vietnamese_can_be_written(name):
    read = vietnamese_encodings.decode(bytes(range(256)), name)
    assert set(LETTERS) <= set(read)


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
