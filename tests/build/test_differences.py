"""Differences of small trees, in words: which file, what kind, the first place that differs, and what gives it away."""

import io
import zipfile

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from landreform.build.reproduce.differences import Difference, of_files, of_folders


def told(name, first, second, marks=None):
    """Give the one difference of two contents as text."""
    (found,) = of_files(name, first, second, marks)
    return str(found)


def zipped(members, day=(1980, 1, 1, 0, 0, 0), rights=0o644, level=None):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, raw in members.items():
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, rights << 16
            archive.writestr(entry, raw, compresslevel=level)
    return target.getvalue()


def drawn(dot=(255, 0, 0), size=(6, 4), said="one", level=6):
    picture, notes, target = Image.new("RGB", size, "white"), PngInfo(), io.BytesIO()
    picture.putpixel((2, 1), dot)
    notes.add_text("Software", said)
    picture.save(target, "PNG", pnginfo=notes, compress_level=level)
    return target.getvalue()


def printed(*pages, **said):
    """Make a PDF with a page for each text."""
    writer, target = PdfWriter(), io.BytesIO()
    for text in pages:
        page = writer.add_blank_page(200, 200)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data(text)
        page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({f"/{key}": value for key, value in said.items()})
    writer.write(target)
    return target.getvalue()


def set_in(word, after=b""):
    return b"BT /F1 12 Tf 10 100 Td (" + word + b") Tj ET" + after


def test_equal_folders_have_no_difference(tmp_path):
    for side in ("one", "other"):
        (tmp_path / side / "deep").mkdir(parents=True)
        (tmp_path / side / "deep/a.html").write_text("<p>one</p>")
    assert of_folders(tmp_path / "one", tmp_path / "other") == []


def test_what_only_one_folder_has_is_named(tmp_path):
    for side, name in (("one", "a/b.txt"), ("other", "c.txt")):
        (tmp_path / side / name).parent.mkdir(parents=True)
        (tmp_path / side / name).write_text("x")
    found = of_folders(tmp_path / "one", tmp_path / "other")
    assert found == [Difference("a/b.txt", "only in the first"), Difference("c.txt", "only in the second")]


def test_text_names_line_column_and_the_nearest_id():
    first = b"<svg>\n<g id='axis'>\n<path d='M 1 2'/>\n</g>\n</svg>\n"
    said = told("a.svg", first, first.replace(b"M 1 2", b"M 1 3"))
    assert said.splitlines()[:2] == ["a.svg: text", "    line 3, column 14, within id axis; 1 line of 5 differs"]
    assert "first:  …g>⏎<g id='axis'>⏎<path d='M 1 2'/>⏎</g>⏎</svg>⏎" in said and "d='M 1 3'/>" in said


def test_text_that_only_goes_on_says_where_the_other_ends():
    said = told("a.txt", b"one\ntwo\n", b"one\n")
    assert "line 2, column 1; 1 line of 2 differs" in said
    assert "second: one⏎ and here it ends" in said


def test_lines_in_another_order_are_called_so():
    assert "line 1, column 1; the same lines in another order" in told("a.csv", b"a,1\nb,2\n", b"b,2\na,1\n")


@pytest.mark.parametrize(
    ("first", "second", "cause"),
    [
        (b"made in /x/a today", b"made in /x/long name today", "it names the folder"),
        (b"made 2026-11-28", b"made 2031-02-03", "perhaps a day or time of day"),
        (b"<object at 0x7f0011aa22>", b"<object at 0x7f0033bb44>", "perhaps an address in memory"),
    ],
)
def test_what_gives_the_cause_away_is_said(first, second, cause):
    assert told("a", first, second, {"the folder": ("/x/a", "/x/long name")}).endswith(f"    {cause}")
    assert "it names" not in told("a", b"1", b"2", {"the folder": ("/x/a", "/x/long name")})


def test_bytes_that_are_no_text_are_shown_as_bytes():
    said = told("font.woff2", b"wOF2\x00\xff\x01", b"wOF2\x00\xff\x02\x03")
    assert said.splitlines() == [
        "font.woff2: bytes",
        "    from byte 7 of 7 and 8",
        "    first:  01",
        "    second: 02 03",
    ]
    assert "second: it ends here" in told("x", b"\xff\x00", b"\xff")


def test_an_archive_is_compared_member_by_member():
    first = zipped({"a.txt": b"one", "b.txt": b"two", "c.txt": b"three"})
    second = zipped({"a.txt": b"one", "b.txt": b"2", "d.txt": b"three"})
    found = of_files("all.zip", first, second)
    assert [(item.file, item.kind) for item in found] == [
        ("all.zip!b.txt", "text"),
        ("all.zip!c.txt", "only in the first"),
        ("all.zip!d.txt", "only in the second"),
    ]
    within = of_files("all.zip", zipped({"in.zip": first}), zipped({"in.zip": second}))
    assert within[0].file == "all.zip!in.zip!b.txt"


def test_what_an_archive_says_of_its_members_counts():
    members = {"a.txt": b"one" * 99, "b.txt": b"two"}
    said = str(of_files("a.zip", zipped(members), zipped(members, (2026, 1, 2, 3, 4, 6), 0o600))[0])
    assert said.splitlines() == [
        "a.zip!a.txt: entry of a ZIP",
        "    time: (1980, 1, 1, 0, 0, 0) and (2026, 1, 2, 3, 4, 6)",
        "    rights: 0o644 and 0o600",
    ]
    other = dict(reversed(members.items()))
    assert "the same members in another order" in told("a.zip", zipped(members), zipped(other))
    mixed = {"a": bytes(range(256)) * 40 + b"abcabcabd" * 400}
    assert "the same members, packed otherwise" in told("a.zip", zipped(mixed, level=9), zipped(mixed, level=0))


def test_a_picture_is_compared_by_dots_words_and_packing():
    assert "1 of 24 dots; the first in column 3, row 2" in told("a.png", drawn(), drawn((0, 255, 0)))
    assert "first:  (255, 0, 0, 255)" in told("a.png", drawn(), drawn((0, 255, 0)))
    assert "6 × 4 and 5 × 4 dots" in told("a.png", drawn(), drawn(size=(5, 4)))
    said = told("a.png", drawn(), drawn(said="two"))
    assert "what it says under 'Software':" in said and "second: two" in said
    noisy = [drawn(size=(64, 64), level=level) for level in (0, 9)]
    assert "the same dots, packed otherwise" in told("a.png", *noisy)


def test_a_pdf_is_compared_by_what_it_says_its_pages_and_its_objects():
    pages = [set_in(b"one"), set_in(b"two")]
    said = told("a.pdf", printed(*pages, Title="A"), printed(*pages, Title="B"))
    assert said.splitlines() == ["a.pdf: PDF", "    what it says under /Title: A and B"]
    said = told("a.pdf", printed(*pages), printed(pages[0], set_in(b"three")))
    assert "page 2:" in said and "first:  two" in said and "second: three" in said
    assert "2 and 1 pages" in told("a.pdf", printed(*pages), printed(pages[0]))
    said = told("a.pdf", printed(*pages), printed(pages[0], set_in(b"two", b" 0.5 g")))
    assert "page" not in said and "object " in said and "0.5 g" in said


def test_what_only_begins_as_a_kind_is_compared_as_bytes():
    for start in (b"PK\x03\x04", b"%PDF-1.7 ", b"\x89PNG\r\n\x1a\n"):
        said = told("broken", start + b"\x00one", start + b"\x00two")
        assert "broken: bytes" in said and "cannot be read as" in said and "from byte" in said
