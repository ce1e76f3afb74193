"""Cards: what is on them fits, is whole, can be printed in the typeface, and is the same every time."""

import io
import json

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops
from published import published

from landreform import exhibits
from landreform.exhibits.draw import style
from landreform.ledger import tables
from landreform.publish import cards
from landreform.publish.publication import publication

FOOT = ("A book, version 1", "Source: somebody", "example.org/a")


def picture(width, height):
    """Give a picture with a black frame, so that what is cut off is missed."""
    image = Image.new("RGB", (width, height), "black")
    image.paste("white", (4, 4, width - 4, height - 4))
    return image


def dark(raw, box=None):
    """Give the box around all that is not white."""
    with Image.open(io.BytesIO(raw)) as image:
        seen = image.convert("RGB").crop(box) if box else image.convert("RGB")
    return ImageChops.invert(seen.convert("L")).point(lambda value: 255 if value > 40 else 0).getbbox()


@pytest.mark.parametrize("shape", [(1950, 675), (1950, 1290), (1950, 3243), (600, 3000), (3000, 300)])
@pytest.mark.parametrize("title", ["Short", "Events that the sources date differently, and how far they do"])
def test_everything_stays_within_the_margins(shape, title):
    words = "One sentence that is as long as they are. " * 6
    left, top, right, bottom = dark(cards.draw(cards.Card(title, words, FOOT, picture(*shape)), {}))
    assert left >= 40 and top >= 40 and right <= 1160 and bottom <= 620


@pytest.mark.parametrize("shape", [(1950, 675), (1950, 1290), (1950, 3243)])
def test_the_whole_figure_is_on_the_card_in_its_proportion(shape):
    blue = Image.new("RGB", shape, (0, 0, 250))
    with Image.open(io.BytesIO(cards.draw(cards.Card("T", "Words.", FOOT, blue), {}))) as image:
        red, _, most_blue = image.convert("RGB").split()
    # Blue and not white: the figure, and nothing else on the card.
    drawn = ImageChops.subtract(most_blue, red).point(lambda value: 255 if value > 120 else 0)
    left, top, right, bottom = drawn.getbbox()
    assert (right - left) / (bottom - top) == pytest.approx(shape[0] / shape[1], rel=0.02)
    assert drawn.crop((left, top, right, bottom)).histogram()[0] == 0


def test_words_that_must_stay_together_are_printed_whole_or_not_at_all(monkeypatch):
    written = []
    monkeypatch.setattr(cards._Block, "write", lambda block, *_: written.append(" ".join(block.lines)))
    for words, printed in (
        ("Many received land. Many died.", True),
        ("Many received land." + " Many died." * 300, False),
    ):
        cards.draw(cards.Card("T", words, (), whole=True), {})
        assert written[-1] == (words if printed else "")


def test_only_whole_sentences_are_printed(monkeypatch):
    written = []
    monkeypatch.setattr(cards._Block, "write", lambda block, *_: written.append(" ".join(block.lines)))
    first = "At least some of these claims are wrong."
    for second in ("Or not.", "unless one of them does not mean what it says, " * 40 + "or is no claim."):
        written.clear()
        cards.draw(cards.Card("T", f"{first} {second}", (), picture(1950, 1900)), {})
        assert written[-1] in (first, f"{first} {second}") and (len(second) > 50 or second in written[-1])
    written.clear()
    cards.draw(cards.Card("T", "word " * 400 + "end.", (), picture(1950, 1900)), {})
    assert written[-1] == ""


def test_a_title_that_fits_nowhere_is_an_error():
    with pytest.raises(ValueError, match="a card has no room for 'word word"):
        cards.draw(cards.Card("word " * 100, "", (), picture(1950, 1900)), {})


def test_the_same_card_is_the_same_bytes_and_says_what_it_is():
    card = cards.Card("Tổng kết", "Ai nói?", FOOT, picture(900, 700))
    first, second = (cards.draw(card, {"Title": card.title, "Software": None}) for _ in range(2))
    assert first == second != cards.draw(cards.Card("Tổng kết", "Ai nói?", FOOT[:2], picture(900, 700)), {})
    with Image.open(io.BytesIO(first)) as image:
        assert image.text == {"Title": "Tổng kết"}


@pytest.mark.parametrize("slug", ["fig-claims", "fig-map", "fig-class-labels"])
def test_a_mark_keeps_its_colour_however_small_it_is(slug):
    figure = cards.opened((published() / slug / f"{slug}.png").read_bytes())
    made = Image.open(io.BytesIO(cards.small(figure, {}))).convert("RGB")
    wanted = cards._smaller(figure, made.size)
    assert max(high for _, high in ImageChops.difference(made, wanted).getextrema()) <= 16


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["Moise 1983"], "Source: Moise 1983"),
        (["Moise 1983", "Porter 1972"], "Sources: Moise 1983 and Porter 1972"),
        (["x" * 300, "y"], "Sources: 2 works, named on the page"),
    ],
)
def test_the_line_of_sources(names, line):
    assert cards.source_line(names) == line


def test_sources_that_do_not_fit_are_counted():
    names = [f"Somebody {number}" for number in range(40)]
    line = cards.source_line(names)
    head, _, more = line.partition(" and ")
    assert head.count("Somebody") + int(more.split()[0]) == len(names) and more.endswith("more")


def test_the_typeface_has_every_letter_of_every_card():
    folder = published()
    known = set(TTFont(next(iter(sorted((style._HERE / "fonts").glob("*Regular.ttf"))))).getBestCmap())
    setting = publication()
    texts = [cards.origin(setting), setting.abstract, *tables.load("sources")["name"]]
    for slug in exhibits.slugs():
        said = json.loads((folder / slug / f"{slug}.json").read_text(encoding="utf-8"))
        texts += [said["title"], said["caption"], (said["finding"] or {"headline": ""})["headline"]]
    assert {letter for text in texts for letter in text if ord(letter) not in known} == set()
