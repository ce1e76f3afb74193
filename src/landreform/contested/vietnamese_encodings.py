"""Which letters bytes stand for in the encodings of Vietnamese that came before Unicode.

The input is the bytes of a text in TCVN 5712, VNI or VISCII (RFC 1456), the output the text in Unicode normal form C.
Of TCVN 5712 (1993) there are three sets. VN1 has every letter, twelve capitals of them where ASCII has control
characters; VN2 is without what stands there and from 0x80 to 0x9f; VN3, which is TCVN3 or ABC, has no capitals with
tones. What VN2 and VN3 have stands at the same bytes in VN1, so that one table reads all three. No detector knows these
encodings, so that whoever has such a file names its encoding. Microsoft's code page for Vietnamese, cp1258, is known to
Python itself.
"""

from __future__ import annotations

import re
import unicodedata

#: The encodings by the names under which people know them.
ALIASES = {
    "tcvn3": "tcvn3",
    "abc": "tcvn3",
    "tcvn": "tcvn5712",
    "tcvn5712": "tcvn5712",
    "tcvn57121": "tcvn5712",
    "tcvn57121993": "tcvn5712",
    "tcvn571211993": "tcvn5712",
    "vni": "vni",
    "vniwin": "vni",
    "viscii": "viscii",
}

# The letters of the bytes from 0x80 on, in the order of the bytes; 0xb0 to 0xb4 of TCVN are marks behind a letter.
_TCVN = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_TCVN_CONTROLS = dict(zip((0x01, 0x02, 0x04, 0x05, 0x06, *range(0x11, 0x18)), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}

#: Letters of the bytes from 0x80 on, by encoding.
UPPER_HALF = {"tcvn3": _TCVN, "tcvn5712": _TCVN, "viscii": _VISCII}
#: Capitals that stand where ASCII has control characters, by encoding and byte.
CONTROLS = {"tcvn3": _TCVN_CONTROLS, "tcvn5712": _TCVN_CONTROLS, "viscii": _VISCII_CONTROLS}

# VNI writes a vowel and then, as a second byte, its marks; as cp1252 shows them, small letters behind small letters.
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _CIRCUMFLEX, _BREVE = "\u0300\u0301\u0309\u0303\u0323\u0302\u0306"
#: The marks that a second byte stands for, and the letters that a byte stands for by itself, as cp1252 shows them.
VNI_MARKS = {
    "ø": _GRAVE,
    "ù": _ACUTE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + _GRAVE,
    "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
VNI_MARKS |= {letter.upper(): mark for letter, mark in VNI_MARKS.items()}
VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "î": "ỵ"}
VNI_LETTERS |= {letter.upper(): meant.upper() for letter, meant in VNI_LETTERS.items()}
_VNI = re.compile(f"([aeouyôöAEOUYÔÖ])([{''.join(VNI_MARKS)}])|([{''.join(VNI_LETTERS)}])")


def known(name: str) -> str:
    """Return the encoding of Vietnamese that a name stands for, an empty text where it stands for none of them.

    Examples
    --------
    >>> known("TCVN-3"), known("latin-1")
    ('tcvn3', '')
    """
    return ALIASES.get(re.sub(r"[^a-z0-9]", "", name.lower()), "")


def decode(raw: bytes, name: str) -> str:
    """Read bytes as text in an encoding of Vietnamese.

    Parameters
    ----------
    raw : bytes
    name : str
        One of `ALIASES`, in any spelling.

    Returns
    -------
    str
        In normal form C. TCVN3 has no capitals with tones: a heading set in a typeface of capitals comes out small. A
        byte that TCVN3 has not is the letter of the full set.

    Raises
    ------
    LookupError
        If the name stands for no such encoding.
    UnicodeDecodeError
        If a byte of a text in VNI stands for nothing.

    Examples
    --------
    >>> decode("§Þa chñ ë Th¸i Nguyªn".encode("cp1252"), "TCVN3")
    'Địa chủ ở Thái Nguyên'
    >>> decode("Ñòa chuû".encode("cp1252"), "VNI")
    'Địa chủ'
    >>> decode(b"B\\x04NG", "TCVN-5712")
    'BỪNG'
    """
    encoding = known(name)
    if not encoding:
        raise LookupError(name)
    if encoding == "vni":
        text = _VNI.sub(_vni_letter, raw.decode("cp1252"))
    else:
        upper, controls = UPPER_HALF[encoding], CONTROLS[encoding]
        text = "".join(upper[byte - 128] if byte > 127 else controls.get(byte, chr(byte)) for byte in raw)
    return unicodedata.normalize("NFC", text)


def _vni_letter(found: re.Match[str]) -> str:
    vowel, marks, letter = found.groups()
    if letter:
        return VNI_LETTERS[letter]
    return VNI_LETTERS.get(vowel, vowel) + VNI_MARKS[marks]
