"""The checks of the PDF can fail: what is left out, half empty, too long or not marked is named."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, NameObject, read_object
from toy_pages import picture

from landreform.build.pdf import check, contents, data, make, page_texts, typeset
from landreform.build.pdf.article import Printed, read
from landreform.paths import ROOT

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40pt" height="20pt"><path d="M0 0h9v9z"/></svg>'
)

WEB = """<html><body><article class="bd-article"><section id="s"><h1>3. The waves</h1><p>Words of the chapter.</p>
<section id="t"><h2>3.1. Numbers</h2>
<figure id="fig-x"><svg class="drawing" viewbox="0 0 40 20" aria-label="What it shows."></svg>
<figcaption><p><span class="caption-number">Fig. 3.1 </span>What was found</p></figcaption></figure>
<table><caption><span class="caption-number">Table 3.1 </span>Communes</caption>
<thead><tr><th scope="col">wave</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
<div class="citation"><p>Somebody. 2005. A work.</p></div>
</section></section></article></body></html>"""

NAME = "book/bibliography"


def page_of() -> Printed:
    return read(contents.Page(NAME, ""), WEB, {NAME})


def compiled(printed: Printed, folder: Path) -> Path:
    """Set a page, or skip where the tools of the extra are not installed."""
    pytest.importorskip("typst", reason="comes with the extra pdf")
    pytest.importorskip("pypandoc", reason="comes with the extra pdf")
    folder.mkdir(exist_ok=True)
    drawing = folder / "fig-x.svg"
    drawing.write_text(SVG, encoding="utf-8")
    source = folder / "source"
    typeset.lay(source, [drawing], printed.pictures)
    text = typeset.placed([printed], typeset.to_typst([printed]), make.imprint(), source, level=1)
    main = typeset.document([printed], text, make.imprint(), front=False, level=1)
    target = folder / "made.pdf"
    target.write_bytes(typeset.compile_pdf(main, source))
    return target


def faults(printed: Printed, folder: Path) -> list[str]:
    path = compiled(printed, folder)
    return check.faults(pypdf.PdfReader(path), [printed], page_texts.texts_of(path))


def test_a_whole_page_has_no_fault(tmp_path):
    printed = page_of()
    assert faults(printed, tmp_path) == []


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ("h1", "the heading '3. The waves'"),
        ("h2", "the heading '3.1. Numbers'"),
        ("figcaption .caption-number", "the caption 'Fig. 3.1 What was found'"),
        ("caption .caption-number", "the caption 'Table 3.1 Communes'"),
        ("div.citation", "the work 'Somebody. 2005. A work.'"),
    ],
)
def test_what_is_left_out_is_named(left_out, named, tmp_path):
    printed = page_of()
    for element in printed.article.select(left_out):
        if left_out == "h1":
            element.string = "Another"
        elif left_out == "h2":
            element.name = "p"
            element.string = ""
        else:
            element.decompose()
    assert faults(printed, tmp_path) == [f"{NAME}: {named} is not in the PDF"]


def test_a_number_that_is_not_that_of_the_web_is_named(tmp_path):
    printed = page_of()
    printed.article.select_one("figcaption .caption-number").string = "Fig. 3.2 "
    assert faults(printed, tmp_path) == [f"{NAME}: the caption 'Fig. 3.1 What was found' is not in the PDF"]


def test_a_table_without_header_cells_is_named(tmp_path):
    printed = page_of()
    head = printed.article.table.thead
    body = printed.article.table.tbody
    for cell in head.find_all("th"):
        cell.name = "td"
    body.insert(0, head.tr.extract())
    head.decompose()
    assert "1 of 1 tables have no header cell" in faults(printed, tmp_path)


def test_the_same_page_gives_the_same_bytes_in_another_folder_and_time_zone(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    first = compiled(page_of(), tmp_path / "one").read_bytes()
    monkeypatch.setenv("TZ", "America/New_York")
    assert compiled(page_of(), tmp_path / "another").read_bytes() == first


def test_what_a_page_became_is_kept_until_something_changes(tmp_path, monkeypatch):
    first = compiled(page_of(), tmp_path).read_bytes()
    looked = []
    compiler = typeset._compiler

    def counted(folder: Path, name: str, alone: bool = False):
        looked.append(alone)
        return compiler(folder, name, alone)

    monkeypatch.setattr(typeset, "_compiler", counted)
    assert compiled(page_of(), tmp_path).read_bytes() == first
    assert looked == [False]
    monkeypatch.setattr(sys.modules[__name__], "SVG", SVG.replace("h9v9", "h8v8"))
    compiled(page_of(), tmp_path)
    assert True in looked
    (tmp_path / "source.settled.json").write_text("no JSON", encoding="utf-8")
    monkeypatch.undo()
    assert compiled(page_of(), tmp_path).read_bytes() == first


def test_a_page_is_read_without_what_it_draws_in_as_many_processes_as_there_are(tmp_path, monkeypatch):
    writer = pypdf.PdfWriter()
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    for at in range(5):
        page = writer.add_blank_page(width=100, height=200)
        stream = DecodedStreamObject()
        drawn = "q 0 0 m 1.5 -2 l 1 2 3 4 5 6 c\nh 3 4 l\nf\nQ\n" * 50
        stream.set_data(f"{drawn}BT /F1 9 Tf 10 10 Td (words 1 2 l 3 4 m {at}) Tj ET\n{drawn}".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = read_object(io.BytesIO(f"<</Font<</F1 {font}>>>>".encode()), writer)
    writer.write(tmp_path / "x.pdf")
    whole = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "x.pdf").pages]
    assert whole == [f"words 1 2 l 3 4 m {at}" for at in range(5)]
    for processors in (1, 3):
        monkeypatch.setattr(page_texts.os, "cpu_count", lambda count=processors: count)
        found = page_texts.texts_of(tmp_path / "x.pdf")
        assert [text[:5] + text[-1:] for text in found] == [f"words{at}" for at in range(5)]


def outlined(path: Path, pages: int, parts: dict[str, int], chapters: dict[str, tuple[str, int]]) -> pypdf.PdfReader:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=200)
    above = {title: writer.add_outline_item(title=title, page_number=page) for title, page in parts.items()}
    for title, (part, page) in chapters.items():
        writer.add_outline_item(title=title, page_number=page, parent=above[part])
    writer.write(path)
    return pypdf.PdfReader(path)


def test_a_page_that_is_half_empty_is_named_unless_it_ends_a_chapter(tmp_path):
    path = outlined(tmp_path / "x.pdf", 5, {"Part": 0}, {"One": ("Part", 0), "Two": ("Part", 3)})
    full, empty = picture((14, 186)), picture((14, 40))
    assert check.half_empty(path, [full, full, empty, full, empty]) == []
    (fault,) = check.half_empty(path, [full, empty, full, full, full])
    assert fault.startswith("page 2 is ")


def test_a_text_that_is_too_long_is_named_with_its_pages(tmp_path, monkeypatch):
    path = outlined(tmp_path / "x.pdf", 9, {"How": 1, "Appendix": 4, "Index": 8}, {})
    assert check.parts(path) == {"Front": 1, "How": 3, "Appendix": 4, "Index": 1}
    assert check.too_long(path) == []
    monkeypatch.setattr(check, "TEXT", 3)
    monkeypatch.setattr(check, "APPENDIX", 3)
    assert check.too_long(path) == ["the text has 4 pages, more than 3", "the appendix has 4 pages, more than 3"]


@pytest.mark.parametrize(("kind", "stray"), [("/Pagination", []), ("/Layout", [1])])
def test_text_that_nobody_hears_must_belong_to_the_page(kind, stray, tmp_path):
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(width=100, height=200)
    stream = DecodedStreamObject()
    stream.set_data(f"/Artifact <</Type {kind}>> BDC BT (x) Tj ET EMC".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(tmp_path / "x.pdf")
    assert check.stray_artifacts(pypdf.PdfReader(tmp_path / "x.pdf"), {1}) == stray


def test_the_tables_beside_are_all_tables_in_the_same_bytes(tmp_path):
    (tmp_path / "other").mkdir()
    first, second = data.write(ROOT, tmp_path), data.write(ROOT, tmp_path / "other")
    assert first.read_bytes() == second.read_bytes()
    held = {Path(name).name for name in zipfile.ZipFile(first).namelist()}
    assert held == {file.name for file in (ROOT / "data").glob("*.csv")} | {
        "datapackage.json",
        "README.md",
        "LICENSE-DATA",
    }
