"""The lint over the sentences of the narrative: a sentence of fact carries what states it."""

import json

import pytest
from bs4 import BeautifulSoup

from landreform.build.lint import narrative, pages
from landreform.build.lint.running import text_of
from landreform.paths import ROOT

ROW = '<a class="ledger-number" href="ledger.html#r1">25%</a>'
CITATION = '<a href="bibliography.html#cite-doe">Doe 1960</a>'


def told(body):
    return narrative.told(text_of(BeautifulSoup(body, "html.parser")).paragraphs)


def mark(text, reason):
    return f'<span class="rowless-{reason}">{text}</span>'


CLEAN = {
    "a row": (f"<p>Rents fell by {ROW}.</p>", ["row"]),
    "a citation": (f"<p>Rents fell, says {CITATION}.</p>", ["citation"]),
    "a row and a citation": (f"<p>By {CITATION} rents fell by {ROW}.</p>", ["row"]),
    "a result": ('<p>That is <a class="pasted-text" href="#result-x">9</a>.</p>', ["result"]),
    "a question": ("<p><strong>Who cut the rents?</strong></p>", ["question"]),
    "a question in quotation marks": ("<p>“Who cut the rents?”</p>", ["question"]),
    "what is unknown": (f"<p>{mark('How many died is not known.', 'unknown')}</p>", ["unknown"]),
    "full stop outside of the mark": (f"<p>{mark('How many died is not known', 'unknown')}.</p>", ["unknown"]),
    "several sentences in one mark": (f"<p>{mark('One. Two. Three.', 'book')}</p>", ["book"] * 3),
    "a link in a mark": (f"<p>{mark('See <a href=x.html>the waves</a>.', 'book')}</p>", ["book"]),
    "the gist of a paragraph": (f"<p>{mark('It began.', 'gist')} Rents fell by {ROW}.</p>", ["gist", "row"]),
    "the answer that opens a page": (f"<p>Why? {mark('For land.', 'gist')}</p><p>It was {ROW}.</p>", None),
    "a caption": ("<figure><figcaption><p>Many died.</p></figcaption></figure>", []),
}


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_what_may_stand_in_the_narrative(name):
    body, kinds = CLEAN[name]
    found = told(body)
    assert [one.fault for one in found if one.fault] == []
    assert kinds is None or [one.kind for one in found] == kinds


PLANTED = {
    "no row": ("<p>Many died.</p>", "Many died.", "carries no row"),
    "no row beside one that has": (f"<p>Rents fell by {ROW}. Many died.</p>", "Many died.", "carries no row"),
    "no row in a list": (f"<ul><li>Rents fell by {ROW}.</li><li>Many died</li></ul>", "Many died", "carries no row"),
    "a link to a page is no row": ("<p>See <a href='x.html'>the waves</a>.</p>", "See the waves.", "carries no row"),
    "a mark that is not needed": (f"<p>{mark(f'Rents fell by {ROW}.', 'gist')}</p>", "Rents fell", "needs none"),
    "a mark on a question": (f"<p>{mark('Who?', 'book')}</p>", "Who?", "needs none"),
    "an unknown reason": (f"<p>{mark('It is so.', 'clear')}</p>", "It is so.", "there is only unknown, book, gist"),
    "a mark on half of a sentence": (f"<p>It is so, {mark('it seems', 'unknown')}.</p>", "It is so", "only in part"),
    "gist of nothing": (f"<p>It was {ROW}.</p><p>{mark('All was lost.', 'gist')}</p>", "All was lost.", "as gist"),
}


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_every_planted_fault_is_found_once(name):
    body, sentence, said = PLANTED[name]
    (fault,) = [one for one in told(body) if one.fault]
    assert fault.text.startswith(sentence) and said in fault.fault


def test_addresses_are_those_of_the_sentence_alone():
    found = told(f"<p>Rents fell by {ROW}. So says {CITATION}.</p>")
    assert [one.addresses for one in found] == [("ledger.html#r1",), ("bibliography.html#cite-doe",)]


def test_sentences_are_counted_by_kind():
    number = narrative.counts(told(f"<p>Who? Rents fell by {ROW}. All fell.</p>"))
    assert {kind: count for kind, count in number.items() if count} == {"question": 1, "row": 1, "bare": 1}
    assert list(number) == list(narrative.KINDS)


def write(folder, name, body):
    head = '<html lang="en"><head><title>Page</title></head>'
    page = f'{head}<body><article class="bd-article">{body}</article></body></html>'
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(page, encoding="utf-8")


@pytest.fixture
def book(tmp_path):
    """Give a function that lints a book of two pages, one of them narrative, with what was kept of the last time."""

    def faults(body, patterns=("told/*",)):
        write(tmp_path, "told/rents.html", body)
        write(tmp_path, "other.html", "<p>Nobody asks of this page what states it.</p>")
        book = pages.read(tmp_path, bars=False, figure_list=tmp_path / "none.yml")
        book.narrative = patterns
        return [(one.page, one.rule, one.text) for one in pages.lint(book, tmp_path / "memory.json")]

    return faults


def test_a_page_with_an_unsupported_sentence_fails_and_names_page_and_sentence(book):
    ((page, rule, text),) = book("<p>Many died.</p>")
    assert (page, rule) == ("told/rents.html", "sentence") and "'Many died.' carries no row" in text


def test_what_was_kept_of_a_page_is_not_believed_when_the_page_or_the_setting_has_changed(book):
    assert len(book("<p>Many died.</p>")) == 1
    assert len(book("<p>Many died.</p>")) == 1  # from memory
    assert book("<p>Who died?</p>") == []
    assert len(book("<p>Many died.</p>", ("told/*",))) == 1
    assert book("<p>Many died.</p>", ()) == []


def test_a_setting_that_matches_no_page_is_a_fault(book):
    assert [(page, rule) for page, rule, _ in book("<p>Who?</p>", ("told/*", "gone/*"))] == [
        ("_config.yml", "narrative")
    ]


def test_the_setting_is_read(tmp_path):
    assert narrative.pages_of(tmp_path) == ()
    (tmp_path / "_config.yml").write_text("title: x\n", encoding="utf-8")
    assert narrative.pages_of(tmp_path) == ()
    (tmp_path / "_config.yml").write_text("sphinx:\n  config:\n    landreform_narrative: [told/*]\n", encoding="utf-8")
    assert narrative.pages_of(tmp_path) == ("told/*",)
    assert "book/what-happened/*" in narrative.pages_of(ROOT)


def test_counts_of_the_built_book_are_written_and_no_sentence_of_it_is_bare():
    kept = json.loads((ROOT / "_build" / "prose.json").read_text(encoding="utf-8"))
    every = {page["page"]: page for part in kept for page in part["pages"]}
    telling = [page for path, page in every.items() if narrative.is_narrative(path, narrative.pages_of(ROOT))]
    assert telling and all(page["sentences"]["bare"] == 0 for page in telling)
    # The front page takes its findings from the table and states nothing else with a row of its own.
    assert all(page["sentences"]["row"] for page in telling if page["page"] != "book/index.html")
    assert all(page["words"]["prose"] <= page["words"]["visible"] for page in every.values())
