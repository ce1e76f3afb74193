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
from landreform.build.pdf.spoken import spoken
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
    assert ("the caption", "Fig. 3.1 Text") in printed.promised
    assert (image["width"], image["height"]) == ("464.8pt", "4.5pt")


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


def test_a_formula_is_said_in_words():
    math = BeautifulSoup(
        "<math><mi>s</mi><mo>=</mo><msqrt><mfrac><mrow><mi>a</mi><mo>−</mo><mn>1</mn></mrow><mi>k</mi></mfrac></msqrt></math>",
        "html.parser",
    ).math
    assert spoken(math) == "s equals the square root of ( a minus 1 ) over k"


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
        typeset.compile_pdf("", tmp_path)


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


def test_what_is_drawn_in_the_page_for_a_screen_and_its_controls_are_not_printed():
    printed = page_of('<form><label>Choice<input></label></form><p>Words <svg role="img"><path/></svg>here.</p>')
    assert (printed.article.find("svg"), printed.article.find("form")) == (None, None)
    assert printed.article.get_text() == "Words here."


def test_what_only_a_screen_can_use_is_left_out_and_a_section_that_is_to_be_must_be_there():
    printed = page_of(
        '<p>Read on<span class="on-screen">, and point at it</span>.</p>'
        '<dl><dt>Hồ Chí Minh <span class="entry-plain">Ho Chi Minh</span></dt></dl>'
        '<figure id="fig-x"><svg class="drawing" viewbox="0 0 9 9" aria-label="x"></svg>'
        '<figcaption>Found. <a href="findings.html#finding-x">What this finding rests on.</a></figcaption></figure>'
    )
    assert " ".join(printed.article.get_text(" ").split()) == "Read on . Hồ Chí Minh Found."
    with pytest.raises(ValueError, match="book/how-to-read: there is no section"):
        page_of("<h1>Title</h1>", name="book/how-to-read")


def test_the_line_that_opens_a_table_is_not_printed_beside_its_caption():
    caption = '<caption><span class="caption-number">Table 3.1 </span>Communes.</caption>'
    table = f"<table>{caption}<tr><td>a</td></tr></table>"
    printed = page_of(f"<details><summary>Communes.</summary>{table}</details>")
    assert printed.article.get_text(" ", strip=True).count("Communes.") == 1
    printed = page_of("<details><summary>The stretch</summary><p>With s.</p></details>")
    assert printed.article.select_one("div.set-fold-title").get_text(strip=True) == "The stretch"


def test_a_reference_to_a_figure_ends_no_sentence():
    printed = page_of(f"<p>Some {home('a', '12')} (Fig. 2.2) and {home('b', '3')}, see n. 4. Then.</p>")
    said = {"counts/a": "A [counts/a].", "counts/b": "B [counts/b]."}
    assert notes.add_notes(printed.soup, printed.article, said) == 1
    assert "see n. 4.A [counts/a]. B [counts/b]. Then." in re.sub(r"\s+", " ", printed.article.get_text())


def test_what_a_page_draws_itself_becomes_a_file_with_its_colours():
    printed = page_of(
        '<div style="--what-0-white:#3A90C8;--what-0-dark:#fff"><p>Key: <svg viewbox="0 0 9 9">'
        '<circle class="what-if-0" r="3"></circle></svg>executed</p><svg role="img" viewbox="0 0 36 16" '
        'aria-label="Every claim."><g class="what-if-0"><title>A</title><path d="M0 0h9"></path></g></svg></div>',
        name="book/some",
    )
    ((name, picture),) = printed.pictures.items()
    assert (name, printed.article.img["src"], printed.article.img["alt"]) == ("book-some-1.svg", name, "Every claim.")
    assert ".what-if-0{stroke:#3A90C8}" in picture
    assert "<title>" not in picture
    assert printed.article.select_one("span.swatch")["data-colour"] == "#3A90C8"


def test_what_stands_in_the_appendix_follows_the_order_of_the_web():
    names = [page.name for page in contents.pages(ROOT)]
    listed = re.findall(r"file: (\S+)", (ROOT / "_toc.yml").read_text(encoding="utf-8"))
    appended = [page.name for page in contents.pages(ROOT) if page.part == "Appendix"]
    assert appended == [name for name in listed if name in contents.APPENDED]
    assert names[-len(appended) - 1 : -1] == appended


def test_what_the_reader_can_do_in_the_rendered_book_alone_is_said_of_it():
    link = '<p><a href="../book/what-if.html#c=1">The same choice in <em>What if?</em></a></p>'
    made = page_of(link + "<p>Who took it is in the tables beside it; see heading; arts 1-6, of 1946-57.</p>")
    assert [one.get_text() for one in made.article.find_all("p")] == [
        "In the rendered book the reader can make the same choice in What if?.",
        "Who took it is in the tables that belong to it; see heading; arts 1–6, of 1946-57.",
    ]
