"""Lines of text are as wide as matplotlib draws them, and hold as many words as fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from landreform.exhibits.draw.text_lines import _FILES, lines_of, text_width

WORDS = ["Land", "reform", "cải", "cách", "ruộng", "đất", "a", "AV", "1,074", "–", "(fi)", "“đấu”", "incomprehensible"]
texts = st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(texts, st.sampled_from([6.5, 7.0, 8.0]), st.booleans())
def test_a_line_is_as_wide_as_the_outline_that_is_drawn_of_it(text, size, bold):
    drawn = TextPath((0, 0), text, size=size, prop=FontProperties(fname=_FILES[bold])) if text.strip() else None
    if drawn is None or not len(drawn.vertices):
        assert text_width(text, size, bold) == 0.0
        return
    points = drawn.vertices[drawn.codes != TextPath.CLOSEPOLY, 0]
    assert text_width(text, size, bold) == pytest.approx((points.max() - points.min()) / 72, rel=1e-12)


def word_by_word(text, inches, size):
    """Break a text as one does by hand: the next word goes into the line unless it makes the line too wide."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > inches:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@settings(max_examples=100, deadline=None)
@given(texts, st.floats(0.05, 4.0), st.sampled_from([6.5, 8.0]))
def test_each_line_holds_as_many_words_as_fit(text, inches, size):
    assert lines_of(text, inches, size) == word_by_word(text, inches, size)


def test_a_word_that_is_wider_than_the_room_has_a_line_of_its_own():
    assert lines_of("a incomprehensible b", 0.3, 8) == ["a", "incomprehensible", "b"]
    assert lines_of(" \n ", 1, 8) == [""] and text_width(" ", 8) == 0.0
