"""On no figure is anything cut off, written over something else, too small to read, or in a borrowed typeface."""

from itertools import combinations
from pathlib import Path

import pytest
from drawn_exhibits import every_form, form, texts
from fontTools.ttLib import TTFont
from matplotlib.backends.backend_agg import FigureCanvasAgg

from landreform import exhibits
from landreform.exhibits.draw.sheets import PHONE
from landreform.exhibits.draw.style import WIDTH, house_style
from landreform.exhibits.registry import modules

FONTS = Path(exhibits.__file__).parent / "draw" / "fonts"
LETTERS = set.intersection(*(set(TTFont(file).getBestCmap()) for file in FONTS.glob("*.ttf")))
# Below this a letter is hard to read in print at the width of a page.
LEAST_POINTS = 8.0
#: Height of a page of A4 between its margins, and of one on which its caption has room too, in inches.
PAGE, PAGE_WITH_CAPTION = 11.0, 10.0


@every_form
def test_no_text_is_clipped(slug, narrow):
    figure = form(slug, narrow)
    assert len(texts(slug, narrow)) > 5
    for text, box in texts(slug, narrow):
        assert box.x0 >= 0 and box.x1 <= figure.bbox.x1, text
        assert box.y0 >= 0 and box.y1 <= figure.bbox.y1, text


@every_form
def test_no_two_texts_overlap(slug, narrow):
    clashes = [
        (one.get_text(), other.get_text())
        for (one, first), (other, second) in combinations(texts(slug, narrow), 2)
        if min(first.x1, second.x1) - max(first.x0, second.x0) > 1
        and min(first.y1, second.y1) - max(first.y0, second.y0) > 1
    ]
    assert clashes == []


@pytest.mark.parametrize("dpi", [100, 300])
@every_form
def test_nothing_leaves_the_page(slug, narrow, dpi):
    figure = form(slug, narrow)
    before = figure.dpi
    with house_style():
        figure.set_dpi(dpi)
        inked = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
        figure.set_dpi(before)
    width, height = figure.get_size_inches()
    assert width == (PHONE.width if narrow else WIDTH)
    # A narrow form is read on a screen, which has no end.
    assert narrow or (height <= PAGE if ".campaign." in modules()[slug] else height < PAGE_WITH_CAPTION)
    assert inked.x0 >= -0.005 and inked.y0 >= -0.005
    assert inked.x1 <= width + 0.005 and inked.y1 <= height + 0.005


@every_form
def test_letters_are_large_enough_on_white(slug, narrow):
    figure = form(slug, narrow)
    assert tuple(figure.get_facecolor()) == (1, 1, 1, 1)
    for text, _ in texts(slug, narrow):
        assert text.get_fontsize() >= LEAST_POINTS, text
        assert "Noto Sans" in text.get_fontfamily(), text


@every_form
def test_every_letter_of_a_figure_is_in_the_typefaces_of_the_project(slug, narrow):
    """A borrowed letter would come from another folder, and PDF files list typefaces in the order of their folders."""
    written = {letter for text, _ in texts(slug, narrow) for letter in text.get_text() if letter != "\n"}
    assert {letter for letter in written if ord(letter) not in LETTERS} == set()
