"""Draw the pictures by which a page shows itself elsewhere: the card that is shared, and the small picture of a figure.

Input is the PNG of a figure, as it is published, and words; output is a PNG. Nothing is drawn a second time: the figure
on a card is its own picture, made smaller. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from landreform.exhibits.draw import style
from landreform.publish.embedded_metadata import png
from landreform.publish.publication import Publication
from landreform.text.prose import listing, number, plural, sentences

#: Width and height of a card in dots, as previews ask for it (Open Graph).
SIZE = (1200, 630)

#: Greatest width of the small picture of a figure, in dots: enough for a phone, on which it is as wide as the page.
SMALL = 560

#: Endings of the pictures of this module, behind the slug.
CARD, SMALL_PICTURE = "card.png", "small.png"

_MARGIN, _GAP, _COLUMN = 48, 32, 392
_SPACING = 1.28
_GROUND, _RULE = "#ffffff", "#d5d5d5"
#: Sizes of type in dots, of which the largest is taken that leaves room.
_TITLE, _TITLE_ALONE = (46, 42, 38, 34, 30, 26), (60, 52, 46, 40, 34)
_WORDS, _WORDS_ALONE = (27, 25, 23, 21), (33, 30, 27, 24)
_FOOT = (20, 18, 16, 14, 12)
# So many colours keep apart what a figure keeps apart, its greys included, in a fourth of the bytes.
_COLOURS = 128


@dataclass(frozen=True)
class Card:
    """What stands on a card.

    Attributes
    ----------
    title : str
    words : str
        What the page finds, asks or shows. Only whole sentences are printed, as many as there is room for: half of one
        could say what the page does not.
    foot : tuple of str
        Lines at the foot: book, sources, address. An empty one is left out.
    picture : PIL.Image.Image, optional
        The figure, as `landreform.publish.embedded_metadata.dots` or `opened` gives it; none for a card of words.
    whole : bool
        Whether the words are left out where not all of them fit, since the first sentences alone would say less than
        the page.
    """

    title: str
    words: str
    foot: tuple[str, ...]
    picture: Image.Image | None = None
    whole: bool = False


def opened(picture: bytes) -> Image.Image:
    """Read the PNG of a figure that has been published."""
    with Image.open(io.BytesIO(picture)) as read:
        return read.convert("RGB")


def origin(setting: Publication) -> str:
    """Return the line that says from which book a card is, and under which licence.

    Examples
    --------
    >>> from landreform.publish.publication import publication
    >>> origin(publication()).startswith(publication().title)
    True
    """
    return f"{setting.title} · version {setting.version}, {setting.date} · {setting.licence_name}"


def shown_address(address: str) -> str:
    """Return an address as a card prints it; empty where there is none.

    Examples
    --------
    >>> shown_address("https://example.org/reform/figures/fig-claims/")
    'example.org/reform/figures/fig-claims'
    """
    return re.sub(r"^https?://", "", address).rstrip("/")


def source_line(names: Sequence[str]) -> str:
    """Name the works behind a figure in one line of a card: as many as there is room for, and how many more there are.

    Parameters
    ----------
    names : sequence of str
        Short names of the works, each once.

    Examples
    --------
    >>> source_line(["Moise 1983", "Porter 1972"])
    'Sources: Moise 1983 and Porter 1972'
    """
    if not names:
        return ""
    font, room = _font("Regular", _FOOT[0]), SIZE[0] - 2 * _MARGIN
    line = f"Sources: {plural(len(names), 'work')}, named on the page"
    for shown in range(1, len(names) + 1):
        more = [f"{number(len(names) - shown)} more"] if shown < len(names) else []
        longer = ("Sources: " if len(names) > 1 else "Source: ") + listing([*names[:shown], *more])
        if font.getlength(longer) > room:
            break
        line = longer
    return line


def draw(card: Card, said: Mapping[str, str | None]) -> bytes:
    """Draw a card as PNG of 1200 by 630 dots.

    Parameters
    ----------
    card : Card
    said : mapping of str to str or None
        What the file says of itself: keyword to text; None is left out.

    Returns
    -------
    bytes
        PNG; the same for the same card.

    Raises
    ------
    ValueError
        If the title or a line at the foot fits at no size.

    Examples
    --------
    >>> draw(Card("A title", "A sentence.", ("The book",)), {})[:8]
    b'\\x89PNG\\r\\n\\x1a\\n'
    """
    sheet = Image.new("RGB", SIZE, _GROUND)
    pen = ImageDraw.Draw(sheet)
    width, bottom = SIZE[0] - 2 * _MARGIN, SIZE[1] - _MARGIN // 2
    for line in reversed([line for line in card.foot if line]):
        block = _needed(line, "Regular", _FOOT, width, 1)
        bottom -= block.height
        block.write(pen, (_MARGIN, bottom), style.QUIET)
    bottom -= 12
    pen.line((_MARGIN, bottom, SIZE[0] - _MARGIN, bottom), fill=_RULE, width=2)
    room = bottom - _GAP // 2 - _MARGIN
    if card.picture is None:
        title = _needed(card.title, "Bold", _TITLE_ALONE, width, 3)
        words = _sentences(card, _WORDS_ALONE, width, room - title.height - _GAP)
        top = _MARGIN + max(0, (room - title.height - _GAP - words.height) // 2)
        title.write(pen, (_MARGIN, top), style.INK)
        words.write(pen, (_MARGIN, top + title.height + _GAP), style.INK)
        return _png(sheet, said)
    title, words, (left, top), shape = _layout(card, card.picture.size, width, room)
    title.write(pen, (_MARGIN, _MARGIN), style.INK)
    words.write(pen, (_MARGIN, _MARGIN + title.height + 12), style.INK)
    sheet.paste(_smaller(card.picture, shape), (_MARGIN + left, _MARGIN + top))
    return _png(sheet, said)


def small(picture: Image.Image, said: Mapping[str, str | None]) -> bytes:
    """Make the picture of a figure small, for pages that show many.

    Parameters
    ----------
    picture : PIL.Image.Image
        As for `Card`.
    said : mapping of str to str or None
        As in `draw`.

    Returns
    -------
    bytes
        PNG, at most `SMALL` dots wide, its sides in the proportion of the picture.
    """
    width = min(SMALL, picture.width)
    return _png(_smaller(picture, (width, round(picture.height * width / picture.width))), said)


def size(picture: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in dots, from its first bytes.

    Examples
    --------
    >>> size(draw(Card("A title", "", ()), {})[:24])
    (1200, 630)
    """
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


class _Block(NamedTuple):
    """Lines of text in one size."""

    lines: tuple[str, ...]
    font: FreeTypeFont

    @property
    def leading(self) -> int:
        """From one line to the next, in dots."""
        return round(self.font.size * _SPACING)

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading

    def write(self, pen: ImageDraw.ImageDraw, corner: tuple[int, int], colour: str) -> None:
        left, top = corner
        for position, line in enumerate(self.lines):
            pen.text((left, top + position * self.leading), line, fill=colour, font=self.font)


def _layout(
    card: Card, picture: tuple[int, int], width: int, room: int
) -> tuple[_Block, _Block, tuple[int, int], tuple[int, int]]:
    """Put the figure beside its words, or below them where it becomes larger that way.

    Returns
    -------
    tuple
        Title, words, corner of the figure from the upper left margin, its width and height.
    """
    beside = min((width - _COLUMN - _GAP) / picture[0], room / picture[1])
    heading = _block(card.title, "Bold", _TITLE[:3], width, 1)
    if heading:
        words = _sentences(card, _WORDS, width, 2 * round(_WORDS[0] * _SPACING))
        used = heading.height + words.height + _GAP
        below = min(width / picture[0], (room - used) / picture[1])
        if below > beside:
            shape = int(picture[0] * below), int(picture[1] * below)
            return heading, words, ((width - shape[0]) // 2, used), shape
    title = _needed(card.title, "Bold", _TITLE, _COLUMN, 5)
    words = _sentences(card, _WORDS, _COLUMN, room - title.height - 12)
    shape = int(picture[0] * beside), int(picture[1] * beside)
    # As far to the right as it goes; a narrow one stands in the middle of what is left beside the words.
    free = width - _COLUMN - _GAP - shape[0]
    return title, words, (width - shape[0] - free // 2, (room - shape[1]) // 2), shape


def _block(text: str, face: str, sizes: Sequence[int], width: int, most: int) -> _Block | None:
    """Set a text in the largest size in which it fills no more than some lines; None where it fits in none."""
    for points in sizes:
        font = _font(face, points)
        lines = _lines(text, font, width)
        if len(lines) <= most and all(font.getlength(line) <= width for line in lines):
            return _Block(lines, font)
    return None


def _needed(text: str, face: str, sizes: Sequence[int], width: int, most: int) -> _Block:
    """Set a text that must not be left out."""
    block = _block(text, face, sizes, width, most)
    if block is None:
        raise ValueError(f"a card has no room for {text!r} in {most} lines")
    return block


def _sentences(card: Card, sizes: Sequence[int], width: int, room: int) -> _Block:
    """Set as many sentences as fit, from the first on, in the largest size in which they do; or all or none."""
    told_by = sentences(card.words) if card.words else []
    for count in range(len(told_by), len(told_by) - 1 if card.whole else 0, -1):
        told = " ".join(told_by[:count])
        # What has no room in the smallest size has none.
        if not _block(told, "Regular", sizes[-1:], width, room // round(sizes[-1] * _SPACING)):
            continue
        for points in sizes:
            if block := _block(told, "Regular", [points], width, room // round(points * _SPACING)):
                return block
    return _Block((), _font("Regular", sizes[0]))


def _lines(text: str, font: FreeTypeFont, width: int) -> tuple[str, ...]:
    """Break a text between its words."""
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


@cache
def _font(face: str, points: int) -> FreeTypeFont:
    """Load the typeface of the figures; letters are set one after the other, as they are on every machine."""
    file = Path(style.__file__).parent / "fonts" / f"NotoSans-{face}.ttf"
    return ImageFont.truetype(str(file), points, layout_engine=ImageFont.Layout.BASIC)


def _smaller(picture: Image.Image, shape: tuple[int, int]) -> Image.Image:
    """Return a picture in another size: first by a whole factor, which is fast, then to the dot."""
    return picture.resize(shape, Image.Resampling.LANCZOS, reducing_gap=1.2)


def _png(image: Image.Image, said: Mapping[str, str | None]) -> bytes:
    """Write a picture in few colours, with what it says of itself."""
    # Colours as far apart as they come, however few dots have them: a small mark keeps the colour that it means.
    few = image.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    return png(few, said, level=7)
