"""Settle where figures stand, so that they part no sentence and no table and leave no page half empty.

A figure that floats comes to stand wherever a page has room, also between two rows of a table (where Typst 0.15 then
loses the head of the table) or in the middle of a sentence. Nothing floats here. A figure that does not fit on its page
moves down past the next paragraphs, with the figures among them behind it, or up before the last, or gets a little
smaller; each way is set and looked at, and the one that leaves least of the paper empty is kept. A chapter that would
end with a few lines on a page of their own, or with a table of which a row or two stand on the next page, is set a
little tighter or wider. Where Typst 0.15 lets a block go on to the next page and leaves its notes behind, the page ends
before the block. Chapters begin on new pages, and so each is settled alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from landreform.build.pdf.fullness import Paper, seen

#: Between two blocks of a page in the text that the filter writes.
BOUNDARY = "// boundary\n"

_DRAWING, _LINK = "#drawing(", re.compile(r"#link\(<[^>]*>\)\[")
_SIDES = re.compile(r"(?<=width: )([\d.]+)pt(?:, height: ([\d.]+)pt)?\)")

#: A drawing, for which an area of its size stands while a chapter is settled: drawings take most of the time.
_PICTURE = re.compile(r'#image\("[^"]*", alt: "(?:[^"\\]|\\.)*", (width: [\d.]+pt, height: [\d.]+pt)\)')

#: What may be done to a chapter, beside its pages, without looking for what costs less.
_CHEAP = 0.2

#: How far a figure may be moved down and up, in blocks, and how small it may get.
_DOWN, _UP, _SMALLER = 10, 2, (0.93, 0.86)

#: Distance of lines and of paragraphs, in sizes of the type, its size, and what the rows of tables have more above and
#: below, in points: as the book has them, then tighter and wider, more and more.
TIGHTNESS = (
    (0.54, 0.76, 9.7, 0.0),
    (0.52, 0.70, 9.7, -0.2),
    (0.56, 0.84, 9.7, 0.2),
    (0.51, 0.66, 9.5, -0.4),
    (0.58, 0.94, 9.8, 0.4),
    (0.49, 0.60, 9.4, -0.6),
    (0.60, 1.02, 9.9, 0.6),
)

#: Which of them is tried where a figure leaves a hole.
_TIGHTER = 3

#: A chapter of more pages than this is tables in which things are looked up. It is set in the first ways alone, and
#: only where its last page is nearly empty: it takes long, and little is gained by it.
_LONG, _FIRST = 8, 3

#: So many pages of a chapter are set at most to find a place for a figure, and so many tighter and wider; more where
#: more than this share of a page is empty, or less than that of the last is used.
_MOST, _MOST_TIGHTENED, _MORE, _HOLE, _STUB = 40, 50, 2, 0.3, 0.2

#: How much of a page may stay empty before a figure, how full the last page of a chapter should at least be, and how
#: far down a page, in points, a table reaches of which too little stands on it.
_EMPTY, _RUNT, _TAIL = 0.10, 0.25, 112.0

#: How often a chapter may be looked at again for notes, what a note is, what ends a page, and what keeps with the next.
_TURNS, _NOTE, _TURN = 12, "#footnote[", "#pagebreak(weak: true)\n"
_LEADS = ("#leading-to[", "#fold-title[")

#: What pages weigh that come after a figure which is being settled.
_LATER = 0.3


@dataclass(frozen=True)
class Arrangement:
    """The blocks of a chapter in an order, and how tightly they are set."""

    blocks: tuple[str, ...]
    tight: int = 0
    moved: float = 0.0  # what was done to figures, as a cost

    @property
    def text(self) -> str:
        """The chapter as Typst."""
        leading, spacing, size, air = TIGHTNESS[self.tight]
        opening = f"#set par(leading: {leading}em, spacing: {spacing}em)\n#set text(size: {size}pt)\n"
        return f"{opening}#air.update({air}pt)\n\n" + "\n".join(self.blocks)


@dataclass(frozen=True)
class _Seen:
    """What a chapter looks like once it is set: how its pages are filled, and on which page each figure stands."""

    pages: tuple[Paper, ...]
    drawn: tuple[tuple[int, float], ...]
    astray: tuple[int, ...] = ()  # numbers of the notes that stand on another page than their marks
    tails: tuple[int, ...] = ()  # pages at whose head a table ends

    def before(self, number: int) -> float:
        """Return what is empty on the page before that of a figure."""
        page, _ = self.drawn[number]
        return self.pages[page - 2].gap if 2 <= page <= len(self.pages) + 1 else 0.0

    def cost(self, arrangement: Arrangement, number: int | None = None) -> float:
        """Weigh what is empty, what was moved, and a last page with a few lines.

        Where one figure is settled, what comes after it weighs less, since it is still to be settled.
        """
        until = len(self.pages) if number is None else self.drawn[number][0]
        empty = sum(
            max(0.0, page.gap - _EMPTY / 2) ** 2 * (1.0 if at <= until else _LATER)
            for at, page in enumerate(self.pages[:-1], start=1)
        )
        last = self.pages[-1].full
        runt = max(0.0, _RUNT - last) if len(self.pages) > 1 else 0.0
        tails = sum(0.25 if at <= until else 0.25 * _LATER for at in self.tails)
        done = arrangement.moved + 0.04 * (arrangement.tight > 0)
        return 10 * empty + 3 * runt + tails + 0.05 * len(self.pages) + done

    @property
    def is_good(self) -> bool:
        """Whether no page is nearly empty, none has a hole and no table a tail."""
        if len(self.pages) == 1 or self.pages[-1].full < _RUNT:
            return len(self.pages) == 1
        return self.is_long or (not self.tails and all(page.gap < 2 * _EMPTY for page in self.pages[:-1]))

    @property
    def is_bad(self) -> bool:
        """Whether a page of what is read is so empty that nobody would leave it so."""
        found = self.pages[-1].full < _STUB or any(page.gap > _HOLE for page in self.pages[:-1])
        return found and not self.is_long

    @property
    def is_long(self) -> bool:
        """Whether it has more pages than a chapter that is read."""
        return len(self.pages) > _LONG


@dataclass(frozen=True)
class Looked:
    """What is asked of a chapter that is set alone.

    Attributes
    ----------
    pictures : list of bytes
        A small picture of each of its pages.
    drawn : list of dict
        ``page`` and ``y`` of each figure.
    noted : list of dict
        ``number`` of each note, ``entry``, the page on which it stands, and ``mark``, that of its mark.
    tabled : list of dict
        Of each table ``page`` and ``y`` of its first row and of its last.
    """

    pictures: list[bytes]
    drawn: list[dict[str, float]]
    noted: list[dict[str, int]]
    tabled: list[dict[str, float]]


Setting = Callable[[str], Looked]


def settle(
    texts: Sequence[str], set_alone: Sequence[Setting | None], kept: Mapping[str, str] | None = None
) -> list[str]:
    """Settle the figures of chapters.

    Parameters
    ----------
    texts : sequence of str
        Typst of each page, with `BOUNDARY` between its blocks.
    set_alone : sequence of callable
        For each page a function that sets a text in its place and looks at it. There is none for a page that is left
        as it is.
    kept : mapping of str to str, optional
        What texts became before.

    Returns
    -------
    list of str
        The texts without boundaries.
    """

    def one(pair: tuple[str, Setting | None]) -> str:
        text, setting = pair
        if kept is not None and text in kept:
            return kept[text]
        blocks = tuple(block for block in text.split(BOUNDARY) if block.strip())
        start = Arrangement(blocks)
        return start.text if setting is None else _settled(start, setting).text

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, zip(texts, set_alone, strict=True)))


class _Chapter:
    """A chapter that is set in one way after another; no way is set twice."""

    def __init__(self, setting: Setting):
        self._setting = setting
        self._known: dict[str, _Seen] = {}

    def look(self, arrangement: Arrangement) -> _Seen:
        text = arrangement.text
        if text not in self._known:
            found = self._setting(_PICTURE.sub(r"#rect(\1, fill: black)", _LINK.sub("#[", text)))
            ends = zip(found.tabled[::2], found.tabled[1::2], strict=True)
            self._known[text] = _Seen(
                tuple(map(seen, found.pictures)),
                tuple((int(one["page"]), one["y"]) for one in found.drawn),
                tuple(one["number"] for one in found.noted if one["mark"] != one["entry"]),
                tuple(int(end["page"]) for begin, end in ends if begin["page"] < end["page"] and end["y"] < _TAIL),
            )
        return self._known[text]

    def chosen(
        self, ways: Iterable[Arrangement], good: Callable[[Arrangement], bool], most: float, number: int | None = None
    ) -> Arrangement:
        """Return the first way that is good, or the one that costs least of those that can be looked at."""
        looked: list[Arrangement] = []
        before = self._pages
        for way in ways:
            if looked and way.text not in self._known and self._pages - before >= most:
                break
            if good(way):
                return way
            looked.append(way)
        return min(looked, key=lambda way: self.look(way).cost(way, number))

    @property
    def _pages(self) -> int:
        """How many pages were set."""
        return sum(len(one.pages) for one in self._known.values())

    def with_place_for(self, best: Arrangement, number: int) -> Arrangement:
        """Find a place for a figure before which too much of a page is empty."""
        if self.look(best).before(number) < _EMPTY or not _opens(self.look(best), number):
            return best

        def fits(way: Arrangement) -> bool:
            found = self.look(way)
            return found.before(number) < _EMPTY and found.cost(way, number) < 0.05 * len(found.pages) + _CHEAP

        most = _MOST * (_MORE if self.look(best).is_bad else 1)
        # Tighter only for a hole, and smaller only where no place is good enough; the nearest that is good will do.
        for scales, tight in (((1.0,), best.tight), ((1.0,), _TIGHTER), (_SMALLER, best.tight)):
            if tight == _TIGHTER and self.look(best).before(number) < _HOLE:
                continue
            ways = (replace(way, tight=tight) for way in _ways(best, number, scales))
            best = self.chosen([best, *sorted(ways, key=lambda way: way.moved)], fits, most, number)
            if self.look(best).before(number) < _EMPTY:
                break
        return best


def _settled(start: Arrangement, setting: Setting) -> Arrangement:
    chapter = _Chapter(setting)
    best = _led(start)
    for number in range(sum(block.startswith(_DRAWING) for block in start.blocks)):
        best = chapter.with_place_for(best, number)
    if not chapter.look(best).is_good:
        ways = list(_tightened(best))[: _FIRST if chapter.look(best).is_long else None]
        most = _MOST_TIGHTENED * (_MORE if chapter.look(best).is_bad else 1)
        best = chapter.chosen(ways, lambda way: chapter.look(way).is_good, most)
    return _with_notes(best, chapter.look)


def _tightened(best: Arrangement) -> Iterator[Arrangement]:
    """Give the ways in which a whole chapter can be set tighter or wider, its figures smaller too."""
    drawn = [at for at, block in enumerate(best.blocks) if block.startswith(_DRAWING)]
    for scale in (1.0, *_SMALLER) if drawn else (1.0,):
        smaller = best
        for at in drawn if scale < 1 else ():
            smaller = _scaled(smaller, at, scale)
        for level in range(len(TIGHTNESS) if scale == 1 else _FIRST):
            yield replace(smaller, tight=level)


def _led(start: Arrangement) -> Arrangement:
    """Let no figure stand between a heading and the first paragraph below it."""
    blocks = list(start.blocks)
    for at in range(1, len(blocks) - 1):
        if blocks[at].startswith(_DRAWING) and _is_heading(blocks[at - 1]) and _is_text(blocks[at + 1]):
            blocks[at : at + 2] = blocks[at + 1], blocks[at]
    return replace(start, blocks=tuple(blocks))


def _with_notes(best: Arrangement, look: Callable[[Arrangement], _Seen]) -> Arrangement:
    """End pages so that every note stands on that of its mark."""
    for _ in range(_TURNS):
        if not look(best).astray:
            break
        best = _turned(best, min(look(best).astray))
    return best


def _turned(arrangement: Arrangement, number: int) -> Arrangement:
    """End the page before the block, or the item of a list, in which a note stands, and before what leads to it."""
    before, blocks = 0, list(arrangement.blocks)
    for at, block in enumerate(blocks):
        here = block.count(_NOTE)
        if before + here < number:
            before += here
            continue
        first, second = _parted(block, number - before)
        if first:
            blocks[at : at + 1] = [first, _TURN, second]
        else:
            while at and (_is_heading(blocks[at - 1]) or blocks[at - 1].lstrip("/*< \n").startswith(_LEADS)):
                at -= 1
            blocks.insert(at, _TURN)
        break
    return replace(arrangement, blocks=tuple(blocks))


def _parted(block: str, number: int) -> tuple[str, str]:
    """Part a list before the item that has a note; what is no list, or has it in its first item, is whole."""
    ends = [found.start() for found in re.finditer(re.escape(_NOTE), block)]
    items = [found.start() for found in re.finditer(r"^- ", block, re.MULTILINE)]
    begins = max((item for item in items if item < ends[number - 1]), default=0)
    return (block[:begins], block[begins:]) if items and begins > items[0] else ("", block)


def _opens(now: _Seen, number: int) -> bool:
    """Whether a figure is the first on its page."""
    page, height = now.drawn[number]
    return height < 110 or all(one[0] != page or one[1] >= height for one in now.drawn)


def _ways(arrangement: Arrangement, number: int, scales: Sequence[float]) -> Iterator[Arrangement]:
    """Give the ways in which a figure can stand otherwise, in these sizes."""
    at = [place for place, block in enumerate(arrangement.blocks) if block.startswith(_DRAWING)][number]
    for scale in scales:
        smaller = _scaled(arrangement, at, scale)
        if scale < 1:
            yield smaller
        yield from _down(smaller, at)
        for steps in range(1, _UP + 1):
            passed = arrangement.blocks[max(at - steps, 0) : at]
            if len(passed) < steps or any(_is_heading(block) or block.startswith(_DRAWING) for block in passed):
                break
            yield _moved(smaller, at, at - steps, 0.12 * steps)


def _down(arrangement: Arrangement, at: int) -> Iterator[Arrangement]:
    """Move a figure down past one block after another; figures on the way stay behind it in their order."""
    passed: list[str] = []
    carried = [arrangement.blocks[at]]
    for end in range(at + 1, len(arrangement.blocks)):
        block = arrangement.blocks[end]
        if block.startswith(_DRAWING):
            carried.append(block)
            continue
        passed.append(block)
        headings = sum(map(_is_heading, passed))
        if len(passed) > _DOWN or (headings and not any(map(_is_heading, arrangement.blocks[end + 1 :]))):
            break  # too far, or past the last section
        if not _is_heading(block):
            blocks = (*arrangement.blocks[:at], *passed, *carried, *arrangement.blocks[end + 1 :])
            cost = 0.03 * len(passed) + 0.1 * min(headings, 2) + 0.06 * (len(carried) - 1)
            yield replace(arrangement, blocks=blocks, moved=arrangement.moved + cost)


def _is_heading(block: str) -> bool:
    return block.lstrip().startswith("=")


def _is_text(block: str) -> bool:
    """Whether a block is a paragraph of running text."""
    return re.match(r"\s*(?:#(?:anchor|named|turn|link|footnote)\b|[^\s#=/-])", block) is not None


def _scaled(arrangement: Arrangement, at: int, scale: float) -> Arrangement:
    def smaller(found: re.Match[str]) -> str:
        height = f", height: {float(found[2]) * scale:.1f}pt" if found[2] else ""
        return f"{float(found[1]) * scale:.1f}pt{height})"

    block = _SIDES.sub(smaller, arrangement.blocks[at])
    blocks = (*arrangement.blocks[:at], block, *arrangement.blocks[at + 1 :])
    return replace(arrangement, blocks=blocks, moved=arrangement.moved + 0.6 * (1 - scale))


def _moved(arrangement: Arrangement, at: int, to: int, cost: float) -> Arrangement:
    blocks = list(arrangement.blocks)
    blocks.insert(to, blocks.pop(at))
    return replace(arrangement, blocks=tuple(blocks), moved=arrangement.moved + cost)
