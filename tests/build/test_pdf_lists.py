"""Lists of the book on paper: entries, works, errata, figures and the index, on small pages of known content."""

from __future__ import annotations

import json

import pandas as pd
from pybtex.database import parse_string

from landreform.build.pdf import contents, made_by
from landreform.build.pdf.article import Printed, label, read
from landreform.build.pdf.authors import Author, authors
from landreform.build.pdf.named_places import place
from landreform.build.pdf.reshape import add_authors, reshape


def page_of(inside: str, name: str, names: tuple[str, ...] = ()) -> Printed:
    html = f'<html><body><article class="bd-article">{inside}</article></body></html>'
    return read(contents.Page(name, "A part"), html, {name, *names})


def items(printed: Printed) -> list[tuple[str, bool]]:
    found = printed.article.select("div.set-columns > div.set-item")
    return [(" ".join(item.get_text(" ").split()), item.has_attr("data-keep")) for item in found]


def test_the_index_has_pages_in_place_of_addresses_and_drops_what_is_not_printed():
    printed = page_of(
        '<div class="name-index"><p class="letter">A</p><ul>'
        '<li id="index-places-a"><a href="ledger/places.html#a">A</a> '
        '<span class="entry-plain">A</span> <span class="index-kind">place</span>'
        '<details><summary>on 2 pages</summary><ul><li><a href="../notebooks/waves.html#s">The waves</a></li></ul>'
        "</details>"
        '</li><li>alpha, see <a href="#index-places-a">A</a></li></ul><p class="letter">B</p><ul>'
        '<li id="index-places-b"><a href="ledger/places.html#b">B</a></li>'
        '<li>b, see <a href="#index-places-b">B</a></li></ul></div>',
        contents.INDEX,
        ("notebooks/waves",),
    )
    reshape(printed, {place("places", "a")})
    assert items(printed) == [("A", True), ("A", False), ("alpha, see A", False)]
    assert printed.article.find("span", class_="pages")["data-places"] == place("places", "a")
    assert printed.article.find("em").get_text() == "see"
    assert "on 2 pages" not in printed.article.get_text()


def test_authors_whom_no_table_has_stand_in_the_index_under_their_letter():
    printed = page_of(
        '<div class="name-index"><p class="letter">H</p><ul><li id="index-places-ha"><a href="x.html">Hà Nội</a></li>'
        '<li id="index-people-holcombe"><a href="x.html">Holcombe, Alec</a></li></ul><p class="letter">other</p><ul>'
        '<li id="index-places-x"><a href="x.html">22 provinces</a></li></ul></div>',
        contents.INDEX,
    )
    known = [
        Author("Harrison, James P.", ("James P. Harrison", "Harrison")),
        Author("Lâm Thanh Liêm", ("Lâm Thanh Liêm",), "vi"),
        Author("Nobody, N.", ("N. Nobody",)),
    ]
    add_authors(printed, known)
    named = [place("authors", author.row) for author in known[:2]]
    reshape(printed, {place("places", "ha"), place("people", "holcombe"), place("places", "x"), *named})
    assert [words for words, _ in items(printed)] == [
        "H", "Hà Nội", "Harrison, James P.", "Holcombe, Alec", "L", "Lâm Thanh Liêm", "other", "22 provinces",
    ]  # fmt: skip
    assert printed.article.find(attrs={"data-typst:text:lang": '"vi"'}).get_text() == "Lâm Thanh Liêm"


def test_an_author_is_found_by_the_family_name_where_it_is_nobody_elses():
    sources = pd.DataFrame(
        [
            ("a", "Harrison 1989", "print_scholar"),
            ("b", "Nguyen 2016", "print_scholar"),
            ("c", "Lâm Thanh Liêm 1990", "print_scholar"),
            ("d", "Newcombe 1998", "method"),
            ("e", "Thesis on Vĩnh Phúc", "archive_scholar"),
            ("f", "Moise 1983", "print_scholar"),
        ],
        columns=["source", "name", "witness"],
    )
    people = {"a": "Harrison, James P.", "b": "Nguyen, Phi Vân", "c": "{Lâm Thanh Liêm}", "d": "Newcombe, Robert",
              "e": "Trần, A. and {Some institute of history}", "f": "Moise, Edwin"}  # fmt: skip
    works = parse_string("".join(f"@book{{{key}, author = {{{who}}}}}" for key, who in people.items()), "bibtex")
    assert [(one.inverted, one.forms) for one in authors(sources, works, ["Nguyễn Văn A", "Moise", "Edwin Moise"])] == [
        ("Harrison, James P.", ("James P. Harrison", "Harrison")),
        ("Lâm Thanh Liêm", ("Lâm Thanh Liêm",)),
        ("Nguyen, Phi Vân", ("Phi Vân Nguyen", "Nguyen 2016")),
        ("Trần, A.", ("A. Trần",)),
    ]


def test_the_caption_of_a_figure_says_what_it_is_called_and_what_draws_it(tmp_path):
    figure = '<figure id="fig-x"><svg class="drawing" viewbox="0 0 9 9" aria-label="x"></svg><figcaption><p>C.</p>'
    printed = page_of(f"{figure}</figcaption></figure>", "notebooks/waves")
    (tmp_path / "fig-x").mkdir()
    known = {"made_by": {"notebook": "notebooks/waves.ipynb", "cell": {"number": 4, "id": "x"}}}
    (tmp_path / "fig-x" / "fig-x.json").write_text(json.dumps(known), encoding="utf-8")
    made_by.say([printed], tmp_path)
    assert printed.article.select_one("figcaption p .made-by").get_text() == "fig-x · notebooks/waves.ipynb, cell 4"


def test_entries_and_their_headings_are_items_and_what_follows_is_none():
    entry = '<div class="entries"><dl><div class="entry"><dt>{}</dt><dd>{}</dd></div></dl></div>'
    printed = page_of(
        "<section><h1>People</h1><p>Words.</p>"
        f"<section><h2>One</h2>{entry.format('a', 'b')}</section>"
        f"<section><h2>Two</h2><p>Said first.</p>{entry.format('c', 'd')}"
        "</section><section><h2>Named</h2><p>End.</p></section></section>",
        "book/people",
    )
    reshape(printed, set())
    assert items(printed) == [("One", True), ("a b", False), ("Two", True), ("Said first.", False), ("c d", False)]
    assert printed.article.get_text(" ", strip=True) == "People Words. One a b Two Said first. c d Named End."


def test_works_keep_their_letters_and_addresses_are_written_in_letters():
    printed = page_of(
        '<p class="letter" id="letter-c">C</p><div class="citation"><p>C. URL: '
        '<a href="https://e.org/c%E1%BA%A3i">https://e.org/c%E1%BA%A3i</a>.</p></div>',
        "book/bibliography",
    )
    reshape(printed, set())
    assert items(printed) == [("C", True), ("C. URL: https://e.org/cải .", False)]


def test_an_erratum_is_an_item_whose_gravity_is_a_sentence():
    printed = page_of(
        '<ol class="errata"><li class="erratum"><p class="erratum-head"><strong>E-01</strong> A 2025, n. 9 '
        '<span class="gravity">a slip: nothing is built on it</span></p><dl><dt>Printed</dt><dd>Ibid.</dd>'
        "<dt>To cite</dt><dd>Erratum E-01.</dd></dl></li></ol>",
        "book/errata",
    )
    reshape(printed, set())
    assert items(printed) == [("E-01 A 2025, n. 9. A slip: nothing is built on it. Printed : Ibid.", False)]


def test_figures_are_listed_with_their_pages_and_without_pictures():
    printed = page_of(
        '<h2>Figures</h2><div class="atlas"><h3>How</h3><ul class="atlas-figures"><li>'
        '<a class="atlas-figure" href="../notebooks/waves.html#fig-x"><span class="atlas-title">Fig. 2.1 Time</span>'
        '<img src="x.png" alt=""></a><p>What it finds.</p></li></ul></div><h2>Tables</h2>'
        '<ul class="exhibit-list"><li><div><p><a href="../notebooks/waves.html#tab-x">Table 3.1</a> '
        "<strong>Communes</strong>"
        "<br>Communes by place.</p></div></li></ul>",
        contents.ATLAS,
        ("notebooks/waves",),
    )
    reshape(printed, {label("notebooks/waves", "fig-x"), label("notebooks/waves", "tab-x")})
    assert items(printed)[2:] == [("Fig. 2.1 Time", False), ("Tables", True), ("Table 3.1 Communes", False)]
    assert printed.article.find("span", class_="pages")["data-places"] == label("notebooks/waves", "fig-x")


def test_names_of_fields_are_set_apart_from_what_they_held():
    printed = page_of(
        "<table><tr><th>row</th><th>as it was</th></tr>"
        "<tr><td>a</td><td>read_in: A | locator: p. 1 | n</td></tr></table>",
        "book/corrections",
    )
    reshape(printed, set())
    assert [name.get_text() for name in printed.article.find_all("em")] == ["read in: ", "locator: "]
    assert "|" not in printed.article.get_text()


def test_the_list_of_figures_has_the_appendix_apart_and_names_what_is_no_longer_drawn():
    figure = '<ul class="atlas-figures"><li><a href="#x"><span class="atlas-title">{}</span></a></li></ul>'
    chapter = '<h4><a href="{}.html">{}</a></h4>'
    printed = page_of(
        '<h2>Figures</h2><div class="atlas"><section><h3>Behind the book</h3>'
        + chapter.format("../notebooks/dates-in-full", "The dates in full")
        + figure.format("Fig. 1 Decided")
        + '</section><section aria-labelledby="atlas-retired"><h3>No longer drawn</h3>'
        '<ul><li><a href="../figures/fig-old/index.html">An old figure</a></li></ul></section></div>',
        contents.ATLAS,
        ("notebooks/dates-in-full",),
    )
    reshape(printed, set())
    assert [words for words, _ in items(printed)] == [
        "Figures", "Appendix", "The dates in full", "Fig. 1 Decided", "No longer drawn", "An old figure",
    ]  # fmt: skip


def test_an_author_whose_family_name_begins_another_name_is_found_by_works():
    sources = pd.DataFrame([("a", "Fall 1967", "print_scholar")], columns=["source", "name", "witness"])
    works = parse_string("@book{a, author = {Fall, Bernard B.}}", "bibtex")
    (fall,) = authors(sources, works, ["Fall of the citadel"])
    assert fall.forms == ("Bernard B. Fall", "Fall 1967")
