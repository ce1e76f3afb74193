"""Which text the bytes of anybody's file hold.

The input is bytes, and an encoding if somebody names one; the output the text in Unicode normal form C, with words that
say how it was read where that was a choice. What cannot be known is refused: a text in a Windows code page other than
the western one, or in one of the encodings of Vietnamese, looks like any other to a program, so that its reader has to
name it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Any, NamedTuple

from landreform.contested import vietnamese_encodings
from landreform.contested.errors import Fault, InputError
from landreform.contested.hints import hint

WANTED = "a table in CSV, encoded in UTF-8"
#: Encodings of one byte a letter of which `mappings` says the letters.
ONE_BYTE = ("cp1250", "cp1251", "cp1252", "cp1258", "tcvn3", "viscii")

_MARKS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_OTHER_FILES = (
    (b"\xd0\xcf\x11\xe0", "a workbook of Excel before 2007 or another old Office file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PAR1", "a Parquet file"),
)
# A sign that no western language writes between two letters: the text is in another code page.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡¢£¤¥¦§¨©«¬®¯°±²³´µ¶¸¹»¼½¾¿†‡ˆ‰‹›˜™][^\W\d_]")
# Three letters and more, none of them plain: no western language writes such words.
_NO_PLAIN_LETTER = re.compile(r"(?<![^\W\d_])[À-ÖØ-öø-ÿ]{3,}(?![^\W\d_])")


class Text(NamedTuple):
    """A text, and the words that say how its bytes were read; no words where they are plain UTF-8."""

    text: str
    read_as: tuple[str, ...]


def decode(raw: bytes, file: str, encoding: str = "") -> Text:
    """Read bytes as text.

    Parameters
    ----------
    raw : bytes
    file : str
        What faults call the file.
    encoding : str
        Its name, if somebody knows it: one of Python's encodings of text or of
        `landreform.contested.vietnamese_encodings.ALIASES`. Without one UTF-8, UTF-16 and UTF-32 are recognised, and
        what is none of them is taken for the western code page of Windows if its words look western.

    Returns
    -------
    Text
        Without byte order mark, in normal form C. Where the encoding was named or guessed, the words show the first
        line that has other letters than those of ASCII, so that a person sees whether it is right.

    Raises
    ------
    InputError
        If the bytes are no text, or text in an encoding that cannot be known.

    Examples
    --------
    >>> decode("Hanoï 1956".encode("cp1252"), "mine.csv").read_as
    ("Windows code page 1252 (line 1 is 'Hanoï 1956')",)
    """
    if encoding:
        text = unicodedata.normalize("NFC", _named(raw, file, encoding))  # what is shown is what is compared
        words = [f"{_title(encoding)}{_shown(text)}"]
    else:
        text, title = _recognised(raw, file)
        words = [title] if title else []
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(Fault(file, line, None, "a zero byte", f"{WANTED}; this is no text"))
    composed = unicodedata.normalize("NFC", text)
    if composed != text and not encoding:
        words.append("letters brought to Unicode normal form C")
    return Text(composed, tuple(words))


def mappings() -> dict[str, Any]:
    """Give what bytes stand for in the encodings that are not Unicode, for whoever decodes them elsewhere.

    Returns
    -------
    dict
        For JSON. ``halves``: for each of `ONE_BYTE` the 128 letters of the bytes from 0x80 on, U+FFFD where a byte
        stands for nothing; ``controls``: the letters that some encodings put in the place of control characters, by
        byte; ``vni``: its ``marks`` and ``letters``, as Windows code page 1252 shows them.

    Examples
    --------
    >>> halves = mappings()["halves"]
    >>> halves["cp1252"][0xE9 - 0x80], halves["tcvn3"][0xAE - 0x80]
    ('é', 'đ')
    """
    upper = vietnamese_encodings.UPPER_HALF
    return {
        "halves": {
            name: upper.get(name) or "".join(bytes([byte]).decode(name, errors="replace") for byte in range(128, 256))
            for name in ONE_BYTE
        },
        "controls": {
            name: {str(byte): letter for byte, letter in vietnamese_encodings.CONTROLS[name].items()}
            for name in ONE_BYTE
            if name in vietnamese_encodings.CONTROLS
        },
        "vni": {"marks": vietnamese_encodings.VNI_MARKS, "letters": vietnamese_encodings.VNI_LETTERS},
    }


def _named(raw: bytes, file: str, encoding: str) -> str:
    """Read bytes in the encoding that somebody named."""
    try:
        if vietnamese_encodings.known(encoding):
            return vietnamese_encodings.decode(raw, encoding)
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        where = getattr(error, "start", None)
        line = None if where is None else raw[:where].count(b"\n") + 1
        found = repr(raw[where : where + 1]) if where is not None else str(error)
        raise InputError(Fault(file, line, None, found, f"text in {encoding}, {hint('encoding said')}")) from error
    except (LookupError, ValueError):  # a name with a zero byte is a ValueError
        known = ", ".join(sorted({*vietnamese_encodings.ALIASES.values(), "cp1258"}))
        expected = f"the name of an encoding of text, such as utf-16, cp1252, {known}"
        raise InputError(Fault("--encoding", None, None, encoding, expected)) from None


def _recognised(raw: bytes, file: str) -> tuple[str, str]:
    """Return the text and what it was read as, with an empty title for plain UTF-8."""
    for start, what in _OTHER_FILES:
        if raw.startswith(start):
            raise InputError(Fault(file, None, None, what, f"{WANTED}, or a workbook .xlsx"))
    for mark, codec, title in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(codec), title
            except UnicodeDecodeError as error:
                # of what was decoded: for "utf-8-sig" that is what follows the mark
                found = repr(error.object[error.start : error.start + 2])
                raise InputError(Fault(file, None, None, found, f"{WANTED}; it begins as {title} does")) from error
    for codec, zeros in (("utf-16-le", raw[1:400:2]), ("utf-16-be", raw[0:400:2])):
        if len(raw) > 3 and len(raw) % 2 == 0 and zeros.count(0) > 0.6 * len(zeros):
            try:
                return raw.decode(codec), "UTF-16 without a byte order mark"
            except UnicodeDecodeError:
                continue
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _code_page(raw, file, error)


def _code_page(raw: bytes, file: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Read what is not UTF-8 as the western code page of Windows, if it can be that."""
    line = raw[: error.start].count(b"\n") + 1
    found = repr(raw[error.start : error.start + 1])
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError(Fault(file, line, None, found, f"{WANTED}, or {hint('encoding')}")) from error
    strange = _SIGN_IN_WORD.search(text) or _NO_PLAIN_LETTER.search(text)
    if strange or "\0" in text:
        found = _line_of(text, strange.start()).strip() if strange else "a zero byte"
        raise InputError(Fault(file, line, None, found, f"{WANTED}, or {hint('encoding')}"))
    return text, f"Windows code page 1252{_shown(text)}"


def _line_of(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)]


def _shown(text: str) -> str:
    """Show the first line that is not in ASCII alone, or the first line."""
    lines = text.splitlines() or [""]
    number, line = next(((n, line) for n, line in enumerate(lines, 1) if not line.isascii()), (1, lines[0]))
    line = line.strip()
    return f" (line {number} is {line if len(line) <= 60 else line[:59] + '…'!r})"


def _title(encoding: str) -> str:
    return vietnamese_encodings.known(encoding).upper() or encoding
