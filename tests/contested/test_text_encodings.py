"""Bytes become text, or are refused with what their reader can do; what was a choice is said."""

import codecs
import unicodedata

import pytest

from landreform.contested.errors import InputError
from landreform.contested.text_encodings import decode

TABLE = "estimate,low\nHà Nội,3000\n"


@pytest.mark.parametrize(
    ("raw", "read_as"),
    [
        (TABLE.encode(), ()),
        (TABLE.encode("utf-8-sig"), ("UTF-8 with a byte order mark",)),
        (TABLE.encode("utf-16"), ("UTF-16",)),
        (codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), ("UTF-16",)),
        (TABLE.encode("utf-16-le"), ("UTF-16 without a byte order mark",)),
        (TABLE.encode("utf-16-be"), ("UTF-16 without a byte order mark",)),
        (TABLE.encode("utf-32"), ("UTF-32",)),
        (unicodedata.normalize("NFD", TABLE).encode(), ("letters brought to Unicode normal form C",)),
    ],
)
def test_what_is_recognised(raw, read_as):
    assert decode(raw, "mine.csv") == (TABLE, read_as)


def test_a_western_code_page_is_recognised_and_shown():
    text = "estimate,low\nÉtat français – “procès”,3000\n"
    found = decode(text.encode("cp1252"), "mine.csv")
    assert found.text == text
    assert found.read_as == ("Windows code page 1252 (line 2 is 'État français – “procès”,3000')",)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("estimate\nWałęsa\n", "cp1250"),
        ("estimate\nОценка жертв\n", "cp1251"),
        ("estimate\nОценка жертв\n", "koi8-r"),
    ],
)
def test_what_no_program_can_know_is_refused_and_read_once_it_is_named(text, encoding):
    raw = text.encode(encoding)
    with pytest.raises(InputError, match=r"encoded in UTF-8, or say --encoding with its name, such as cp1258, tcvn3"):
        decode(raw, "mine.csv")
    found = decode(raw, "mine.csv", encoding)
    assert found.text == text and found.read_as == (f"{encoding} (line 2 is {text.splitlines()[1]!r})",)


def test_what_looks_western_and_is_not_is_shown_so_that_a_person_sees_it():
    raw = "estimate\nĐi\u0323a chu\u0309\n".encode("cp1258")
    assert decode(raw, "mine.csv").read_as == ("Windows code page 1252 (line 2 is 'Ðiòa chuÒ')",)
    assert decode(raw, "mine.csv", "cp1258") == ("estimate\nĐịa chủ\n", ("cp1258 (line 2 is 'Địa chủ')",))


def test_a_file_in_tcvn3_is_refused_and_read_once_it_is_named():
    raw = "estimate\n§Þa chñ ë Th¸i Nguyªn\n".encode("cp1252")
    with pytest.raises(InputError, match=r"row 2: found '§Þa chñ ë Th¸i Nguyªn', expected .* --encoding"):
        decode(raw, "mine.csv")
    found = decode(raw, "mine.csv", "TCVN3")
    assert found.text == "estimate\nĐịa chủ ở Thái Nguyên\n"
    assert found.read_as == ("TCVN3 (line 2 is 'Địa chủ ở Thái Nguyên')",)


@pytest.mark.parametrize(
    ("raw", "encoding", "message"),
    [
        (b"%PDF-1.7 ...", "", "found 'a PDF', expected a table in CSV, encoded in UTF-8, or a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1", "", "a workbook of Excel before 2007"),
        (b"\x1f\x8b\x08", "", "a compressed file"),
        (b"a,b\n1,\x81\n", "", "row 2: .*or say --encoding"),
        (b"\xff\xfe\x00\xd8", "", "it begins as UTF-16 does"),
        (b"\xff\xfea", "", "it begins as UTF-16 does"),
        (b"a,b\n1,\0\n", "", "row 2: found 'a zero byte'"),
        (b"a,b\n1,\xff\n", "ascii", "row 2: .* expected text in ascii, as --encoding says"),
        (b"abc", "utf-16", "text in utf-16, as --encoding says"),
        (b"a,b\n", "klingon", "--encoding: found 'klingon', expected the name of an encoding"),
        (b"a,b\n", "hex", "--encoding: found 'hex'"),
        (b"a,b\n", "a\0b", "--encoding: found"),
    ],
)
def test_what_is_refused(raw, encoding, message):
    with pytest.raises(InputError, match=message) as caught:
        decode(raw, "mine.csv", encoding)
    assert "\n" not in str(caught.value)


def test_a_broken_text_with_a_mark_is_shown_where_it_breaks():
    with pytest.raises(InputError, match=r"found \"b'\\\\xe9,'\""):  # Python counts from behind the mark
        decode(b"\xef\xbb\xbfname\n\xe9,3\n", "mine.csv")
