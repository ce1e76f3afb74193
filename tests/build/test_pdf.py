"""What of a page is printed, and how: on small pages of known content, and on the pages of the book."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

from landreform.build.pdf import contents, make, notes, typeset
from landreform.build.pdf.article import label, read
from landreform.build.pdf.check import promised
from landreform.build.pdf.reshape import reshape
from landreform.build.pdf.spoken import spoken
from landreform.build.pdf.tables_in_print import LEAST, widths
from landreform.paths import ROOT

HOME = '<a class="ledger-number" href="../book/ledger/counts.html#{row}">{text}</a>'


def page_of(inside: str, name: str = "notebooks/some", names: tuple[str, ...] = ()):
    html = f'<html><body><article class="bd-article">{inside}</article></body></html>'
    return read(contents.Page(name, "A part"), html, {name, *names})


def home(row: str, text: str) -> str:
    return HOME.format(row=row, text=text)


def test_code_bars_buttons_and_blocks_for_reference_managers_are_not_printed():
    printed = page_of(
        '<section id="s"><h1>Title<a class="headerlink" href="#s">#</a></h1>'
        '<div class="cell_input"><pre>code</pre></div>'
        '<div class="exhibit-bar">Cite</div><p>Words.</p><div class="copyable"><pre>@book{}</pre></div></section>'
    )
    assert printed.article.get_text(" ", strip=True) == "Title Words."


def test_a_page_without_an_article_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="notebooks/some: the built page has no article"):
        read(contents.Page("notebooks/some", ""), "<html><body></body></html>", set())


def test_a_drawing_is_the_file_of_its_figure_with_the_same_words():
    printed = page_of(
        '<figure id="fig-x"><div><svg class="drawing wide" viewbox="0 0 928 9" aria-label="What it shows."/></div>'
        '<figcaption><p><span class="caption-number">Fig. 3.1 </span>Text</p></figcaption></figure>'
    )
    image = printed.article.find("img")
    assert (image["src"], image["alt"], printed.drawings) == ("fig-x.svg", "What it shows.", ["fig-x"])
    assert printed.article.find("svg") is None
    assert ("the caption", "Fig. 3.1 Text") in list(promised(printed))
    assert image["width"] == "464.0pt"


def test_links_lead_to_places_in_print_and_are_words_where_there_is_none():
    printed = page_of(
        '<p id="here"><a href="other.html#there">there</a> <a href="gone.html">gone</a> <a href="#here">here</a></p>',
        names=("notebooks/other",),
    )
    assert [link["href"] for link in printed.article.find_all("a")] == [
        f"#{label('notebooks/other', 'there')}",
        f"#{label('notebooks/some', 'here')}",
    ]
    assert printed.labels == {label("notebooks/some", "here")}


def test_the_numbers_of_a_sentence_share_one_note_behind_its_full_stop():
    printed = page_of(f"<p>First {home('a', '1,337')} and {home('b', '12')}. Second {home('c', '7')} (so). Third.</p>")
    said = {"counts/a": "A: p. 1 [counts/a].", "counts/b": "A: p. 1 [counts/b].", "counts/c": "C [counts/c]."}
    assert notes.add_notes(printed.soup, printed.article, said) == 2
    text = re.sub(r"\s+", " ", printed.article.get_text())
    assert text == "First 1,337 and 12.A: p. 1 [counts/a; counts/b]. Second 7 (so).C [counts/c]. Third."


def test_a_sentence_that_ends_with_its_number_has_its_note_there():
    printed = page_of(f"<ul><li>Only {home('a', '1')}.</li></ul><p>No number.</p>")
    assert notes.add_notes(printed.soup, printed.article, {"counts/a": "A [counts/a]."}) == 1
    assert printed.article.li.get_text() == "Only 1.A [counts/a]."


def test_no_note_parts_from_its_mark_in_tables_and_captions():
    printed = page_of(f"<table><tr><td>x</td></tr><tr><td><p>{home('a', '1')}</p></td></tr></table>")
    assert notes.add_notes(printed.soup, printed.article, {"counts/a": "A [counts/a]."}) == 0


def test_every_table_gets_a_head_and_widths_that_add_up():
    printed = page_of(
        "<table><tr><td>name</td><td>note</td></tr><tr><td>a</td><td>many words of text</td></tr></table>"
    )
    table = printed.article.table
    assert [cell.get_text() for cell in table.thead.find_all("th")] == ["name", "note"]
    shares = [float(re.search(r"[\d.]+", column["style"]).group()) for column in table.find_all("col")]
    assert sum(shares) == pytest.approx(100, abs=0.1)
    assert shares[1] > shares[0]


def test_no_column_starves():
    shares = widths([["a", "b"], ["x", "word " * 2000]])
    assert min(shares) >= LEAST / (1 + LEAST)
    assert sum(shares) == pytest.approx(1)


def test_a_formula_is_said_in_words():
    math = BeautifulSoup(
        "<math><mi>s</mi><mo>=</mo><msqrt><mfrac><mrow><mi>a</mi><mo>−</mo><mn>1</mn></mrow><mi>k</mi></mfrac></msqrt></math>",
        "html.parser",
    ).math
    assert spoken(math) == "s equals the square root of ( a minus 1 ) over k"


def test_the_index_has_pages_in_place_of_addresses_and_drops_what_is_not_printed():
    printed = page_of(
        '<div class="name-index"><ul><li id="index-a"><a href="ledger/places.html#a">A</a>'
        ' <span class="index-kind">place</span><ul><li><a href="../notebooks/waves.html#s">The waves</a></li></ul></li>'
        '<li id="index-b"><a href="ledger/places.html#b">B</a></li><li>b, see <a href="#index-b">B</a></li>'
        '<li>alpha, see <a href="#index-a">A</a></li></ul></div>',
        name=contents.INDEX,
        names=("notebooks/waves",),
    )
    reshape(printed, {label("notebooks/waves", "s"), label(contents.INDEX, "index-a")})
    assert [entry.get_text(" ", strip=True) for entry in printed.article.find_all("p")] == ["A", "alpha, see A"]
    assert printed.article.find("span", class_="pages")["data-places"] == label("notebooks/waves", "s")


def test_every_chapter_of_the_contents_is_printed_once_but_the_tables_of_the_ledger_and_what_is_typed():
    pages = [page.name for page in contents.pages(ROOT)]
    assert len(pages) == len(set(pages))
    listed = set(re.findall(r"file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8")))
    printed = {name for name in listed if not name.startswith(contents.BESIDE)} - set(contents.AT_THE_KEYBOARD)
    assert set(pages) - {"book/index"} == printed
    assert set(contents.AT_THE_KEYBOARD) < set(listed)
    assert set(contents.ACROSS) < set(pages)


def test_the_typeface_for_chinese_has_every_letter_that_the_book_uses(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import chinese_letters

    held = TTFont(chinese_letters.TARGET).getBestCmap()
    assert not {letter for letter in chinese_letters.letters(ROOT) if ord(letter) not in held}


def test_the_document_names_date_and_language_and_turns_the_paper_for_what_is_printed_across():
    upright, across = page_of("<h1>One</h1>"), page_of("<h1>Two</h1>")
    across.page = contents.Page("book/chronology", "Appendix", True)
    main = typeset.document([upright, across], ["= One", "= Two"], make.imprint())
    assert main.index("#set page(flipped: true)") > main.index("= One")
    assert "datetime(year: " in main
    assert 'title: "The Land Reform in North Vietnam, 1952–1958"' in main


def test_without_the_tools_one_line_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(typeset.ToolsMissingError, match="make pdf"):
        typeset.to_typst([page_of("<p>x</p>")])
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(typeset.ToolsMissingError, match="make pdf"):
        typeset.compile_pdf("", [], tmp_path / "x")


def test_without_the_book_one_line_says_what_to_do(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="make book"):
        make.make(tmp_path)


def test_a_tall_drawing_leaves_room_for_its_caption():
    printed = page_of('<figure id="fig-x"><svg class="drawing" viewbox="0 0 400 2000" aria-label="x"></svg></figure>')
    assert float(printed.article.img["width"].removesuffix("pt")) == pytest.approx(400 * (724 - 60) / 2000, abs=0.1)


def test_of_two_drawings_the_wide_one_is_printed_once():
    printed = page_of(
        '<figure id="fig-x"><div class="drawing-frame"><p class="drawing-links"><a href="#fig-x">Full screen</a></p>'
        '<svg class="drawing wide" viewbox="0 0 9 9" aria-label="Wide."></svg>'
        '<svg class="drawing narrow" viewbox="0 0 4 9" aria-label="Narrow."></svg></div></figure>'
    )
    assert [image["alt"] for image in printed.article.find_all("img")] == ["Wide."]
    assert printed.article.get_text(strip=True) == ""


def test_the_drawing_on_the_page_of_a_figure_has_the_name_of_its_folder():
    printed = page_of(
        '<figure><svg class="drawing" viewbox="0 0 9 9" aria-label="x"></svg></figure>', name="figures/fig-x/index"
    )
    assert printed.drawings == ["fig-x"]


def test_tables_stay_where_cards_of_numbers_go():
    printed = page_of('<div class="cards"><p>12</p></div><table class="cards"><tr><td>a</td></tr></table>')
    assert printed.article.get_text(strip=True) == "a"


def test_lists_and_their_headings_stand_in_one_group_of_columns():
    printed = page_of(
        "<section><h1>People</h1><p>Words.</p>"
        '<section><h2>One</h2><div class="entries"><dl><dt>a</dt></dl></div></section>'
        '<section><h2>Two</h2><div class="entries"><dl><dt>b</dt></dl></div></section><p>End.</p></section>',
        name="book/people",
    )
    reshape(printed, set())
    (group,) = printed.article.select("div.set-entries")
    assert group.get_text(" ", strip=True) == "One a Two b"
    assert printed.article.get_text(" ", strip=True) == "People Words. One a Two b End."


def test_a_chapter_that_the_compiler_cannot_set_with_floats_keeps_its_figures_in_place(monkeypatch, tmp_path):
    class Compiler:
        def __init__(self, folder, name):
            self.text = (folder / name).read_text(encoding="utf-8")

        def compile(self, **_):
            if "#drawing([" in self.text and "Bad" in self.text:
                raise RuntimeError(f"{typeset.INTERNAL} (somewhere)")

    monkeypatch.setattr(typeset, "_compiler", Compiler)
    pages = [page_of("<h1>Good</h1>"), page_of("<h1>Bad</h1>")]
    texts = ["= Good\n#drawing([x])", "= Bad\n#drawing([x])"]
    settled = typeset.floating(pages, texts, make.imprint(), tmp_path)
    assert settled == [texts[0], "= Bad\n#drawing(float: false, [x])"]


def test_what_is_drawn_in_the_page_for_a_screen_and_its_controls_are_not_printed():
    printed = page_of('<form><label>Choice<input></label></form><p>Words <svg role="img"><path/></svg>here.</p>')
    assert (printed.article.find("svg"), printed.article.find("form")) == (None, None)
    assert printed.article.get_text() == "Words here."
