"""The index of the PDF: a name is marked where it is printed, and a page without it is a fault."""

from __future__ import annotations

import io

import pypdf
import pytest
from bs4 import BeautifulSoup

from landreform.build.pdf import check, contents, make, named_places, references, typeset, wording
from landreform.build.pdf.article import Printed, read
from landreform.ledger import tables

NIXON = named_places.place("people", "nixon")
LEDGER = tables.load_all()


def page_of(inside: str, name: str, *others: str) -> Printed:
    html = f'<html><body><article class="bd-article">{inside}</article></body></html>'
    return read(contents.Page(name, ""), html, {name, *others})


def test_the_mark_stands_behind_the_name_and_a_heading_has_none():
    page = page_of("<h1>Richard Nixon</h1><p>So said Richard\nNixon, in a book.</p>", "notebooks/waves")
    named_places.mark([page], LEDGER)
    (found,) = page.article.select("span.named")
    assert (found["data-place"], found.previous_sibling, found.next_sibling) == (
        NIXON,
        "So said Richard\nNixon",
        ", in a book.",
    )
    assert page.named[NIXON] == {"Richard\nNixon"}
    assert named_places.marked([page]) == {NIXON}


def test_a_term_of_every_chapter_has_only_the_page_that_says_what_it_means():
    name = named_places.place("glossary", "dia-chu")
    chapters = [page_of("<p>Landlords and more landlords.</p>", f"notebooks/c{at}") for at in range(named_places.FEW)]
    glossary = page_of(
        '<dl><div class="entry" id="dia-chu"><dt>landlord</dt><dd>Said.</dd></div></dl>', "book/glossary"
    )
    named_places.mark([*chapters, glossary], LEDGER)
    assert [len(page.article.select("span.named")) for page in chapters] == [1] * named_places.FEW
    chapters = [page_of("<p>Landlords.</p>", f"notebooks/c{at}") for at in range(named_places.FEW + 1)]
    glossary = page_of(
        '<dl><div class="entry" id="dia-chu"><dt>landlord</dt><dd>Said.</dd></div></dl>', "book/glossary"
    )
    named_places.mark([*chapters, glossary], LEDGER)
    assert named_places.marked(chapters) == set()
    assert name in named_places.marked([glossary])


INDEX = """#part("Text")
= One
So said Richard Nixon#named(<named--people--nixon>).
#pagebreak()
{second}
#pagebreak()
Nixon, said Richard Nixon#named(<named--people--nixon>).
#pagebreak()
Richard Nixon#named(<named--people--nixon>), again.
#pagebreak()
#heading(level: 1)[Index]
Nixon, Richard#h(1em)#pages((<named--people--nixon>,))
"""


def index_faults(second: str, folder) -> tuple[str, list[str]]:
    pytest.importorskip("typst", reason="comes with the extra pdf")
    typeset.lay(folder / "source", [], {})
    text = INDEX.format(second=second)
    made = typeset.compile_pdf(f"{typeset._opening(make.imprint(), 2)}\n\n{text}", folder / "source")
    index = page_of('<p class="entry">Nixon, Richard <span class="pages"></span></p>', contents.INDEX)
    index.article.find("span", class_="pages")["data-places"] = NIXON
    index.named[NIXON] = {"Richard Nixon"}
    reader = pypdf.PdfReader(io.BytesIO(made))
    texts = [page.extract_text() for page in reader.pages]
    return " ".join(texts[-1].split()), check.misled(reader, [index], texts)


def test_pages_are_those_of_the_name_and_three_that_follow_one_another_a_range(tmp_path):
    text, faults = index_faults("Richard Nixon#named(<named--people--nixon>) too.", tmp_path)
    assert "Nixon, Richard 1–4" in text
    assert faults == []


def test_a_page_that_does_not_name_it_is_named(tmp_path):
    text, faults = index_faults("Somebody else#named(<named--people--nixon>).", tmp_path)
    assert "Nixon, Richard 1–4" in text
    assert faults == ["the index sends 'Nixon, Richard' to page 2, which does not name it"]


def test_a_reference_has_its_page_and_a_title_is_set_apart(tmp_path):
    link = '<a href="../book/methods.html#m">{}</a>'
    said = f"So says {link.format('The model')}, or {link.format('it')} (that is {link.format('all')})."
    page = page_of(f"<p>{said}</p>", "notebooks/w", "book/methods")
    other = page_of('<section id="m"><h2>2.1. The model</h2></section>', "book/methods")
    titles = references.titles([page, other])
    assert titles == {"book-methods--m": "The model"}
    references.with_pages(page, titles)
    links = [(bool(a.em), a["data-turn"]) for a in page.article.find_all("a")]
    assert links == [(True, "1"), (False, "1"), (False, "within")]
    pytest.importorskip("typst", reason="comes with the extra pdf")
    typeset.lay(tmp_path / "source", [], {})
    see = "See #turn(<b>)[there] (and #turn(<b>, within: true)[it]) and #turn(<a>)[here].#anchor(<a>)"
    text = f"= One\n{see}\n#pagebreak()\nThere.#anchor(<b>)"
    made = typeset.compile_pdf(f"{typeset._opening(make.imprint(), 1)}\n\n{text}", tmp_path / "source")
    first = " ".join(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert "See there (page 2) (and it, page 2) and here." in first


def test_a_link_to_what_is_not_printed_leads_to_its_page_or_is_words():
    page = page_of(
        '<p>A <a href="../book/what-if.html#what-if=1">choice</a> and <a href="#gone">another</a>.</p>',
        "notebooks/w",
        "book/what-if",
    )
    make._settle(page, {"book-what-if", "notebooks-w"})
    assert [(a["href"], a.get_text()) for a in page.article.find_all("a")] == [("#book-what-if", "choice")]
    assert page.article.get_text() == "A choice and another."


@pytest.mark.parametrize("name", sorted({*contents.ON_PAPER, *contents.COLUMNS_ON_SCREEN}))
def test_what_is_worded_for_a_screen_is_named_where_the_web_says_it_otherwise(name):
    article = BeautifulSoup("<article><p>Other words.</p></article>", "lxml").article
    expected = len(contents.ON_PAPER.get(name, ())) + len(contents.COLUMNS_ON_SCREEN.get(name, ()))
    assert len(wording.for_paper(name, article)) == expected
