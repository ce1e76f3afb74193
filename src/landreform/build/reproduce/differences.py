"""Say in words how two folders of files differ: which file, what kind of file, and the first place where it does.

Text is compared by lines, an archive member by member, a picture by its parts and dots, a PDF by what its pages say
and its objects hold: whoever looks for the cause of a difference needs the place and not the number of a byte.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

#: Signs shown before and after the place where two texts part.
BEFORE, AFTER = 30, 40

#: Signs around that place in which what gives the cause away is looked for.
NEAR = 300

_TIME = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d|D:\d{8,}")
# pypdf writes with every reference the place of its reader in memory.
_REFERENCE = re.compile(r"IndirectObject\((\d+), (\d+), \d+\)")
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


@dataclass(frozen=True)
class Difference:
    """What differs in one file.

    Attributes
    ----------
    file : str
        From the top of the folder; ``archive.zip!member`` for a member of an archive.
    kind : str
        only in the first, only in the second, text, ZIP, PDF, PNG or bytes.
    words : tuple of str
        One line each.
    """

    file: str
    kind: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n    ".join((f"{self.file}: {self.kind}", *self.words))


#: What a text may name that only one of two builds can know: in words, with what it is in each.
Marks = Mapping[str, tuple[str, str]]


def of_folders(first: Path, second: Path, marks: Marks | None = None) -> list[Difference]:
    """Compare two folders byte by byte.

    Parameters
    ----------
    first, second : pathlib.Path
    marks : mapping, optional
        What gives a cause away, such as ``{"the folder": ("/a", "/b/c")}``.

    Returns
    -------
    list of Difference
        Sorted by file; empty where both hold the same files with the same bytes.
    """
    names = {path.relative_to(folder).as_posix() for folder in (first, second) for path in _files(folder)}
    return [found for name in sorted(names) for found in of_paths(name, first / name, second / name, marks)]


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file())


def of_paths(name: str, first: Path, second: Path, marks: Marks | None = None) -> list[Difference]:
    """Compare two files of one name, either of which may not be there.

    Parameters
    ----------
    name : str
        What the file is called in the answer.
    first, second : pathlib.Path
    marks : mapping, optional
        As `of_folders`.

    Returns
    -------
    list of Difference
    """
    if not second.is_file():
        return [Difference(name, "only in the first")]
    if not first.is_file():
        return [Difference(name, "only in the second")]
    return of_files(name, first.read_bytes(), second.read_bytes(), marks)


def of_files(name: str, first: bytes, second: bytes, marks: Marks | None = None) -> list[Difference]:
    """Say how the contents of two files of one name differ.

    Parameters
    ----------
    name : str
    first, second : bytes
    marks : mapping, optional
        As `of_folders`.

    Returns
    -------
    list of Difference
        Empty where the bytes are equal; several for an archive of which several members differ.

    Examples
    --------
    >>> print(*of_files("page.html", b'<p id="a">\\none</p>\\n', b'<p id="a">\\ntwo</p>\\n'))
    page.html: text
        line 2, column 1, within id a; 1 line of 2 differs
        first:  <p id="a">⏎one</p>⏎
        second: <p id="a">⏎two</p>⏎
    """
    if first == second:
        return []
    marks = marks or {}
    for start, kind, compare in _KINDS:
        if first.startswith(start) and second.startswith(start):
            try:
                return list(compare(name, first, second, marks))
            except _UNREADABLE as error:
                said = f"cannot be read as {kind}: {' '.join(str(error).split())}"
                return [Difference(name, "bytes", (said, *_bytes(first, second)))]
    if not _is_text(first) or not _is_text(second):
        return [Difference(name, "bytes", tuple(_bytes(first, second)))]
    return [Difference(name, "text", tuple(_text(first.decode(), second.decode(), marks)))]


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode()
    except UnicodeDecodeError:
        return False


def _bytes(first: bytes, second: bytes) -> Iterator[str]:
    place = _parting(first, second)
    yield f"from byte {place + 1:,} of {len(first):,} and {len(second):,}"
    yield f"first:  {first[place : place + 16].hex(' ') or 'it ends here'}"
    yield f"second: {second[place : place + 16].hex(' ') or 'it ends here'}"


def _parting(first: Any, second: Any) -> int:
    """Return where two sequences part, by halving: a loop over the bytes of a PDF would take a minute."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _text(first: str, second: str, marks: Marks) -> Iterator[str]:
    place = _parting(first, second)
    one, other = _lines(first), _lines(second)
    line, column = first.count("\n", 0, place), place - (first.rfind("\n", 0, place) + 1)
    total, differing = max(len(one), len(other)), sum(a != b for a, b in zip_longest(one, other))
    where = f"line {line + 1:,}, column {column + 1:,}"
    identifier = re.findall(r"""\bid=["']([^"']+)""", first[:place])
    where += f", within id {identifier[-1]}" if identifier else ""
    if sorted(one) == sorted(other):
        yield f"{where}; the same lines in another order"
    else:
        yield f"{where}; {differing:,} line{'s' * (differing != 1)} of {total:,} differ{'s' * (differing == 1)}"
    yield f"first:  {_around(first, place)}"
    yield f"second: {_around(second, place)}"
    yield from _causes(first, second, place, marks)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _around(text: str, place: int) -> str:
    start = max(0, place - BEFORE)
    shown = ("…" if start else "") + _shown(text[start : place + AFTER])
    if place >= len(text):
        return f"{shown} and here it ends"
    return shown + ("…" if place + AFTER < len(text) else "")


def _shown(text: str) -> str:
    """Write a text on one line."""
    text = text.replace("\n", "⏎")
    return text if text.isprintable() else "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _causes(first: str, second: str, place: int, marks: Marks) -> Iterator[str]:
    """Say what around the place can only be known to one of two builds."""
    near, also = (text[max(0, place - NEAR) : place + NEAR] for text in (first, second))
    for what, (here, there) in marks.items():
        if (here and here in near and here not in also) or (there and there in also and there not in near):
            yield f"it names {what}"
    for pattern, what in ((_TIME, "a day or time of day"), (_ADDRESS, "an address in memory")):
        if pattern.findall(near) != pattern.findall(also) and pattern.search(near):
            yield f"perhaps {what}"


def _zip(name: str, first: bytes, second: bytes, marks: Marks) -> Iterator[Difference]:
    with zipfile.ZipFile(io.BytesIO(first)) as one, zipfile.ZipFile(io.BytesIO(second)) as other:
        here = {entry.filename: entry for entry in one.infolist()}
        there = {entry.filename: entry for entry in other.infolist()}
        found = [Difference(f"{name}!{member}", "only in the first") for member in here.keys() - there.keys()]
        found += [Difference(f"{name}!{member}", "only in the second") for member in there.keys() - here.keys()]
        if not found and list(here) != list(there):
            found.append(Difference(name, "ZIP", ("the same members in another order",)))
        for member in here.keys() & there.keys():
            said = tuple(_entry(here[member], there[member]))
            if said:
                found.append(Difference(f"{name}!{member}", "entry of a ZIP", said))
            found += of_files(f"{name}!{member}", one.read(member), other.read(member), marks)
    yield from sorted(found, key=lambda difference: difference.file)
    if not found:
        yield Difference(name, "ZIP", ("the same members, packed otherwise", *_bytes(first, second)))


def _entry(first: zipfile.ZipInfo, second: zipfile.ZipInfo) -> Iterator[str]:
    for what, one, other in (
        ("time", str(first.date_time), str(second.date_time)),
        ("rights", oct(first.external_attr >> 16), oct(second.external_attr >> 16)),
        ("compression", str(first.compress_type), str(second.compress_type)),
        ("system", str(first.create_system), str(second.create_system)),
    ):
        if one != other:
            yield f"{what}: {one} and {other}"


def _png(name: str, first: bytes, second: bytes, marks: Marks) -> Iterator[Difference]:
    with Image.open(io.BytesIO(first)) as one, Image.open(io.BytesIO(second)) as other:
        said = [*_dots(one, other), *_notes(one, other, marks)]
    here, there = (list(_chunks(raw)) for raw in (first, second))
    if not said and sorted(here) == sorted(there):
        said = ["the same parts in another order"]
    if not said:
        parts = {kind for kind, data in here if (kind, data) not in there} | {
            kind for kind, data in there if (kind, data) not in here
        }
        packed = "the same dots, packed otherwise" if parts == {"IDAT"} else f"the parts {', '.join(sorted(parts))}"
        said = [packed]
    yield Difference(name, "PNG", tuple(said))


def _dots(one: Image.Image, other: Image.Image) -> Iterator[str]:
    if one.size != other.size:
        yield f"{one.width} × {one.height} and {other.width} × {other.height} dots"
        return
    here, there = one.convert("RGBA").tobytes(), other.convert("RGBA").tobytes()
    if here != there:
        dots = [place // 4 for place in range(0, len(here), 4) if here[place : place + 4] != there[place : place + 4]]
        row, column = divmod(dots[0], one.width)
        colours = [tuple(raw[dots[0] * 4 : dots[0] * 4 + 4]) for raw in (here, there)]
        yield f"{len(dots):,} of {len(here) // 4:,} dots; the first in column {column + 1}, row {row + 1}"
        yield f"first:  {colours[0]}"
        yield f"second: {colours[1]}"


def _notes(one: Image.Image, other: Image.Image, marks: Marks) -> Iterator[str]:
    """Compare what a picture says of itself."""
    here, there = ({key: str(value) for key, value in picture.info.items()} for picture in (one, other))
    for key in sorted(here.keys() | there.keys()):
        if here.get(key) != there.get(key):
            yield f"what it says under {key!r}:"
            yield from _text(here.get(key, ""), there.get(key, ""), marks)


def _chunks(raw: bytes) -> Iterator[tuple[str, bytes]]:
    place = 8
    while place + 8 <= len(raw):
        length = int.from_bytes(raw[place : place + 4], "big")
        yield raw[place + 4 : place + 8].decode("latin-1"), raw[place + 8 : place + 8 + length]
        place += length + 12


def _pdf(name: str, first: bytes, second: bytes, marks: Marks) -> Iterator[Difference]:
    one, other = PdfReader(io.BytesIO(first)), PdfReader(io.BytesIO(second))
    said = [*_information(one, other), *_pages(one, other, marks), *_objects(one, other, marks)]
    yield Difference(name, "PDF", tuple(said or ("the same objects, laid out otherwise", *_bytes(first, second))))


def _information(one: PdfReader, other: PdfReader) -> Iterator[str]:
    here, there = (
        {key: str(value) for key, value in (reader.metadata or {}).items()} | {"/ID": str(reader.trailer.get("/ID"))}
        for reader in (one, other)
    )
    for key in sorted(here.keys() | there.keys()):
        if here.get(key) != there.get(key):
            yield f"what it says under {key}: {_shown(here.get(key, '–'))} and {_shown(there.get(key, '–'))}"


def _pages(one: PdfReader, other: PdfReader, marks: Marks) -> Iterator[str]:
    """Compare the text of pages, up to the first that differs."""
    if len(one.pages) != len(other.pages):
        yield f"{len(one.pages):,} and {len(other.pages):,} pages"
    for number, (here, there) in enumerate(zip(one.pages, other.pages, strict=False), start=1):
        texts = here.extract_text(), there.extract_text()
        if texts[0] != texts[1]:
            yield f"page {number:,}:"
            yield from _text(*texts, marks)
            return


def _objects(one: PdfReader, other: PdfReader, marks: Marks) -> Iterator[str]:
    """Compare the objects, up to the first that differs; what the file says of itself is told already."""
    numbers = sorted(_numbers(one) | _numbers(other))
    told = {_number(reader.trailer.raw_get("/Info")) for reader in (one, other) if "/Info" in reader.trailer}
    for number in numbers:
        here, there = (reader.get_object(IndirectObject(number, 0, reader)) for reader in (one, other))
        text, other_text = (_REFERENCE.sub(r"\1 \2 R", repr(found)) for found in (here, there))
        data, other_data = (found.get_data() if isinstance(found, StreamObject) else b"" for found in (here, there))
        if number in told or (text == other_text and data == other_data):
            continue
        kind = here.get("/Type", here.get("/Subtype", "")) if isinstance(here, DictionaryObject) else ""
        yield f"object {number:,}{f', a {kind}' if kind else ''}:"
        if data != other_data:
            yield from (line for found in of_files("", data, other_data, marks) for line in found.words)
        else:
            yield from _text(text, other_text, marks)
        return


def _numbers(reader: PdfReader) -> set[int]:
    return {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)


def _number(found: object) -> int:
    return found.idnum if isinstance(found, IndirectObject) else -1


#: What a file of a kind begins with, its name, and how two of it are compared.
_KINDS = ((b"PK\x03\x04", "ZIP", _zip), (b"\x89PNG\r\n\x1a\n", "PNG", _png), (b"%PDF-", "PDF", _pdf))

#: What these raise where a file only begins as one of its kind.
_UNREADABLE = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, SyntaxError),
    *(zipfile.BadZipFile, zlib.error, PyPdfError),
)
