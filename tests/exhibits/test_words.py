"""What is said of an exhibit is read with ease: sentences of few words, and captions that do not repeat the title."""

import re

import pytest
from drawn_exhibits import NARROW, drawn, texts

from landreform import exhibits
from landreform.text.prose import sentences

#: Words of a sentence, and semicolons in it, at most.
WORDS, SEMICOLONS = 60, 2
#: Share of the words of a title that a sentence of the caption may have in common with it; more, and it says the same.
ALIKE = 0.7

every_exhibit = pytest.mark.parametrize("slug", exhibits.slugs())
every_figure = pytest.mark.parametrize("slug", exhibits.slugs("figure"))


def long_sentences(text):
    return [told for told in sentences(text) if len(told.split()) > WORDS or told.count(";") > SEMICOLONS]


def words_of(text):
    return set(re.findall(r"\w+", text.lower()))


def alike(title, sentence):
    """Give the share of the words of a title, or of a sentence if that is shorter, that both have."""
    one, other = words_of(title), words_of(sentence)
    return len(one & other) / max(1, min(len(one), len(other)))


def test_what_is_too_long_is_found_and_a_list_of_sentences_is_not():
    assert long_sentences("One bar. " + "word " * 61 + ".") and long_sentences("A: 1; 2; 3; 4.")
    assert not long_sentences("One bar: 2; or 3. " + "Another. " * 100)


@every_exhibit
def test_no_sentence_of_a_description_is_long(slug):
    shown = drawn(slug)
    for text in (shown.alt, shown.description):
        assert long_sentences(text) == []


@every_exhibit
def test_the_code_of_a_kind_of_work_is_spelt_as_the_book_spells(slug):
    """The ledger has the code encyclopedia; the book says encyclopaedia."""
    shown = drawn(slug)
    said = [shown.alt, shown.description, shown.entry.caption, *shown.conclusions, *shown.entry.limits]
    if shown.entry.kind == "figure":
        said += [text.get_text() for narrow in {False, slug in NARROW} for text, _ in texts(slug, narrow)]
    assert [words for words in said if re.search(r"\bencyclopedi", words, re.IGNORECASE)] == []
    assert slug != "fig-quota" or any("encyclopaedia" in words for words in said)


def test_a_sentence_that_repeats_is_found():
    assert alike("In the North each wave was larger", "In the North each wave was larger.") == 1
    assert alike("In the North each wave was larger", "Where dates are vague, a line runs on.") < ALIKE


@every_figure
def test_no_sentence_of_a_caption_says_the_title_again(slug):
    shown = drawn(slug)
    again = [told for told in sentences(shown.entry.caption_below) if alike(shown.says, told) > ALIKE]
    assert again == []


@every_figure
def test_a_figure_computes_its_title_or_has_it_from_a_caption_that_is_held_against_the_frame(slug):
    """What is above the drawing goes nowhere else: a computed title leaves the caption whole."""
    shown = drawn(slug)
    computed = shown.entry.says is not None or shown.entry.finding is not None
    assert shown.entry.caption_below == shown.entry.caption or not computed
