"""Give the tables of a page the form that print needs.

A page of paper cannot be widened, opened or pointed at. What a column repeats becomes a sentence above the table, what
a first column leaves blank below its name a row across, rows that differ in a key alone one row, and the width is
shared out so that the table gets as low as it can.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from bs4 import BeautifulSoup, NavigableString, Tag

from landreform.build.pdf import letters
from landreform.text.prose import listing

#: Size of the type and distance of its lines, in points, upright and across; room beside a text within its cell.
SIZE, LINE, BESIDE = 8.0, 10.7, 4.0
SIZE_ACROSS, LINE_ACROSS = 7.8, 10.2

#: A column that repeats one value in this share of its rows is folded, the exceptions named in their rows.
REPEATED = 0.8

#: Only where a table has at least so many rows are exceptions named in them; where there is none, so few are enough.
_MANY, _FEW = 20, 3

#: What is shorter, such as a verdict in a matrix, is better read beside its exceptions.
_LONG = 12

#: What is longer is no value that a caption could name.
_SAID = 200

#: A sentence of so many letters that a column repeats so often, filling so many letters more, becomes a mark; there are
#: so many marks at most.
_SENTENCE, _AGAIN, _LETTERS, _MARKS = 36, 3, 300, 8

#: A first column of which at least this share is blank holds names of groups.
_GROUPED = 0.6

#: A row that is taller than this, in points, may break.
TALL, TALL_ACROSS = 330.0, 230.0

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"

#: What stays on one line: a day or a month with its year, the number of a wave, a page, a figure or a table.
_DATE = re.compile(
    rf"(?<!\S)\d{{1,2}} {_MONTH}(?: (?=\d{{4}}\b))?|\b{_MONTH} (?=\d{{4}}\b)|\b(?:wave|pp?\.|Figs?\.|Table) (?=\d)"
)


@dataclass
class _Table:
    """A table as it will be printed: cells of the head, and rows of cells; a row of one cell names a group."""

    head: list[Tag]
    rows: list[list[Tag]]


def prepare(soup: BeautifulSoup, article: Tag, room: float, across: bool = False) -> None:
    """Prepare every table of an article.

    Parameters
    ----------
    soup : bs4.BeautifulSoup
        The document, to make elements with.
    article : bs4.Tag
        Changed in place: what is repeated stands in a sentence, each table has a head, the name of a group a row marked
        ``data-group``, a row that may break the mark ``data-tall``, and the table says its widths in points.
    room : float
        Width of the text, in points.
    across : bool, optional
        Whether it stands in the smaller type of what is printed across.
    """
    for element in article.find_all("table"):
        found = [list(row.find_all(["td", "th"], recursive=False)) for row in element.find_all("tr")]
        found = [row for row in found if row]
        if not found:
            element.decompose()
            continue
        table = _Table(found[0], found[1:])
        _join_keys(table)
        said = _fold(soup, table)
        said += _fold_openings(table)
        marked = _mark_sentences(table)
        grouped = _group(table)
        if not grouped:
            _name_openings(table)
        for row in [table.head, *table.rows]:
            for cell in row:
                _keep_together(cell)
        size = SIZE_ACROSS if across else SIZE
        measured = [_measures(row, at == 0) for at, row in enumerate([table.head, *table.rows])]
        shared = widths([row for row in measured if len(row) > 1 or not grouped], room, size)
        tall = [_height(row, shared, across) > (TALL_ACROSS if across else TALL) for row in measured[1:]]
        _write(soup, element, table, shared, tall)
        element["data-hyphenated"] = str(_must_break(measured, shared, size)).lower()
        sentences = [f"In every row {listing(said)}."] if said else []
        sentences += [f"In “{column}”, {listing(marks)}." for column, marks in marked]
        if sentences:
            _say(soup, element, " ".join(sentences))


def _text(cell: Tag) -> str:
    return " ".join(cell.get_text(" ").split())


def _right(cell: Tag) -> bool:
    return "right" in str(cell.get("style", "")) or "number" in cell.get_attribute_list("class")


def _fold(soup: BeautifulSoup, table: _Table) -> list[str]:
    """Take out columns that are blank or say the same in nearly every row; return what says it."""
    said = []
    for at in reversed(range(1, len(table.head))):
        texts = [_text(row[at]) if at < len(row) else "" for row in table.rows]
        value, whole = _repeated(texts)
        if value is None or len(table.head) <= 2:
            continue
        name = _text(table.head[at])
        for row, text in zip(table.rows, texts, strict=True):
            if text != value:
                _note(soup, row, at, f"{name}: {text or 'none'}")
        for row in (table.head, *table.rows):
            for cell in row[at : at + 1]:
                cell.extract()
            del row[at : at + 1]
        if value:
            said.append(f"“{name}” is “{value}”" + ("" if whole else " where a row says nothing else"))
    return said[::-1]


def _repeated(texts: list[str]) -> tuple[str | None, bool]:
    """Return what a column repeats, and whether in every row; none where it is to stay."""
    (value, times), *_ = Counter(texts).most_common(1) or [("", 0)]
    if times == len(texts) and (len(texts) >= _FEW or not value):
        return (value, True) if len(value) <= _SAID else (None, True)
    nearly = len(texts) >= _MANY and times >= REPEATED * len(texts)
    return (value if nearly and _LONG <= len(value) <= _SAID else None), False


def _note(soup: BeautifulSoup, row: list[Tag], at: int, words: str) -> None:
    """Say at the end of a row, in the last cell with text, what its column says no more."""
    kept = max((k for k in range(len(row)) if k != at and not _right(row[k])), default=0)
    if _text(row[kept]):
        row[kept].append("; ")
    note = soup.new_tag("em")
    note.string = words
    row[kept].append(note)


def _fold_openings(table: _Table) -> list[str]:
    """Take from the cells of a column the clause with which nearly all of them begin; return what says it."""
    said = []
    for at in range(1, len(table.head)):
        cells = [row[at] for row in table.rows if at < len(row)]
        openings = Counter(opening for cell in cells if len(opening := _clause(cell)) >= _LONG)
        (opening, times), *_ = openings.most_common(1) or [("", 0)]
        if not times or times < max(REPEATED * len(cells), _MANY) or len({_text(cell) for cell in cells}) == 1:
            continue
        for cell in cells:
            if _clause(cell) == opening:
                text = cell.contents[0]
                text.replace_with(str(text).replace(opening, "", 1).lstrip(" ;,"))
            else:
                note = f"{_text(cell)}, not “{opening}”"
                cell.clear()
                cell.append(note)
        said.append(f"“{_text(table.head[at])}” begins with “{opening}”")
    return said


#: How a sentence begins, and not what a field of a row held.
_PROSE = re.compile(r"(?![a-z_]+: )\w")

_KEY = re.compile(r"(?=[^-]*-)[a-z0-9-]{8,}")


def _join_keys(table: _Table) -> None:
    """Let rows that follow one another and differ in the key of a row of the ledger alone be one row."""
    for at in range(1, len(table.head)):
        if len(table.head) < 3 or not table.rows or not all(_is_key(row, at) for row in table.rows):
            continue
        kept = table.rows[:1]
        for row in table.rows[1:]:
            before = kept[-1]
            others = [k for k in range(1, len(row)) if k != at]
            opens = _text(row[0]) not in ("", _text(before[0]))
            if opens or len(row) != len(before) or any(_text(row[k]) != _text(before[k]) for k in others):
                kept.append(row)
                continue
            before[at].string = f"{_text(before[at])}; {_text(row[at])}"
        table.rows = kept


def _is_key(row: list[Tag], at: int) -> bool:
    return at < len(row) and _KEY.fullmatch(_text(row[at])) is not None


def _mark_sentences(table: _Table) -> list[tuple[str, list[str]]]:
    """Let a mark stand for a sentence that a column has again and again; return what each mark of a column says."""
    found, letters_left = [], iter("abcdefghijklmnopqrstuvwxyz")
    for at in range(1, len(table.head)):
        texts = [text for row in table.rows if at < len(row) for text in row[at].find_all(string=True)]
        texts = [text for text in texts if text.find_parent("a") is None]  # names keep their words
        texts = [text for text in texts if not _runs_on(text)]
        sentences = (part.rstrip(".") for text in texts for part in _sentences(str(text)))
        times = Counter(part for part in sentences if len(part) >= _SENTENCE and _PROSE.match(part))
        often = [part for part, many in times.items() if many >= _AGAIN and (many - 1) * (len(part) - 4) >= _LETTERS]
        often = sorted(often, key=lambda part: -times[part] * len(part))[:_MARKS]
        marks: dict[str, str] = {}
        for text in texts:
            parts = _sentences(str(text))
            for part in (part.rstrip(".") for part in parts):
                if part in often and part not in marks:
                    marks[part] = f"({next(letters_left)})"
            if not any(part.rstrip(".") in marks for part in parts):
                continue
            before, after = ("" if part.strip() else " " for part in (str(text)[:1], str(text)[-1:]))
            text.replace_with(before + " ".join(marks.get(part.rstrip("."), part) for part in parts) + after)
        if marks:
            said = [f"{mark} is “{part}”" for part, mark in marks.items()]
            found.append((_text(table.head[at]), said))
    return found


def _runs_on(text: NavigableString) -> bool:
    """Whether a text ends within a sentence, of which the rest stands in another element."""
    following = text.next_sibling
    return following is not None and bool(following.get_text().strip()) and not text.rstrip().endswith(".")


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[^\W\d_]{3}\.)\s+", " ".join(text.split())) if text.strip() else []


def _name_openings(table: _Table) -> None:
    """Mark the cells that name what the rows below belong to, so that a page can begin with the name."""
    if any(not _text(row[0]) for row in table.rows):
        for row in table.rows:
            if _text(row[0]):
                row[0]["data-opens"] = _text(row[0])


def _clause(cell: Tag) -> str:
    """Return the first clause of a cell, up to a semicolon; nothing where other than text stands in it."""
    if not cell.contents or isinstance(cell.contents[0], Tag):
        return ""
    clause, ends, _ = str(cell.contents[0]).partition(";")
    return clause.strip() if ends or len(cell.contents) == 1 else ""


def _group(table: _Table) -> bool:
    """Let a first column that is mostly blank, or as the row above, become rows that name their group."""
    firsts = [_text(row[0]) for row in table.rows]
    firsts = [text if text != before else "" for before, text in zip(["", *firsts], firsts, strict=False)]
    blank = sum(not text for text in firsts)
    if len(table.head) < 3 or not firsts or not firsts[0] or blank < _GROUPED * len(firsts) or _right(table.head[0]):
        return False
    rows: list[list[Tag]] = []
    group, blank_below = "", any(not _text(row[1]) for row in table.rows)
    for row, text in zip(table.rows, firsts, strict=True):
        first, rest = row[0], row[1:]
        if text:
            rows.append([first])
            group = text
        rest[0].name = "th"
        if blank_below and _text(rest[0]):
            rest[0]["data-opens"], rest[0]["data-band"] = f"{group}, {_text(rest[0])}", group
        rows.append(rest)
    table.head[:2] = [_joined(table.head[0], table.head[1])]
    table.rows = rows
    return True


def _joined(group: Tag, first: Tag) -> Tag:
    """Name the first column after the groups and what stands in it; below their names it is set left as they are."""
    first.insert(0, f"{_text(group)}, ")
    first.attrs = {}
    return first


def _keep_together(cell: Tag) -> None:
    """Let no date break, and code break at its dots."""
    for text in cell.find_all(string=True):
        kept = _DATE.sub(lambda found: found.group().replace(" ", "\u00a0"), str(text))
        if text.find_parent("code") is None:
            kept = _LONG_WORD.sub(lambda found: _JOINED.sub("\u200b", found.group()), kept)
        if kept != text:
            text.replace_with(kept)


def _measures(row: list[Tag], head: bool) -> list[tuple[float, float]]:
    """Return for each cell of a row the width of its text and of its longest word, in sizes of type."""
    found = []
    for cell in row:
        wider = letters.BOLD if head else 1.0
        text = _text_with_spaces(cell)
        if cell.find("code") and not head:  # its letters are all of one width
            parts = re.split(r"(?<=[._/|=-])|\s", text)
            found.append((len(text) * letters.MONO, max(map(len, parts), default=0) * letters.MONO))
            continue
        words = [_unbroken(word) for word in text.split(" ")]
        patch = _PATCH if cell.select_one(".swatch") is not None else 0.0
        found.append((letters.width(text) * wider + patch, max(words, default=0.0) * wider + patch))
    return found


def _text_with_spaces(cell: Tag) -> str:
    return re.sub(r"[ \n\t]+", " ", cell.get_text(" " if cell.find(["p", "li", "br"]) else "")).strip(" \n")


#: A longer word is broken where it has a hyphen, a dot or a stroke, or by the rules of its language.
_LONGEST = 9.0

#: A shorter one is not broken there either.
_WHOLE = 5.0


#: What a broken line leaves empty on an average, in points.
_LOST = 11.0


#: Width of a patch of a colour before a word, in sizes of type.
_PATCH = 1.0

#: What is written without spaces: an address, or a name in code.
_JOINED = re.compile(r"(?<=[^\W\d][._])(?=[^\W\d]{2})")
_LONG_WORD = re.compile(r"\S{13,}")
_LETTERS_IN = re.compile(r"[^\W\d_]")


def _unbroken(word: str) -> float:
    """Return the width of the longest part of a word that is not broken."""
    whole = letters.width(word)
    if whole <= _WHOLE:
        return whole
    if not _LETTERS_IN.search(word):  # a span of days is not broken at its hyphens
        return whole
    parts = re.split(r"(?<=[-/–._|])(?!\d)", word)
    if _JOINED.search(word):  # no rule of a language breaks a part of a name in code or of an address
        return max(map(letters.width, parts))
    return min(max(map(letters.width, parts)), _LONGEST)


def widths(rows: list[list[tuple[float, float]]], room: float, size: float = SIZE) -> list[float]:
    """Share out the width of a table so that it gets as low as it can.

    No column is narrower than its longest word; what is left goes, step by step, where it saves the most lines. A
    table that needs less than there is stays narrow, so that numbers stand beside the names that they belong to.

    Parameters
    ----------
    rows : list of list of tuple of float
        For each cell the width of its text and of its longest word, in sizes of the type; the head included.
    room : float
        Width of the page, in points.
    size : float, optional
        Size of the type, in points.

    Returns
    -------
    list of float
        Width of each column in points, its room to both sides included; they sum to `room` or less.

    Examples
    --------
    >>> widths([[(2, 2), (4, 4)], [(1, 1), (90, 5)]], 200, 10)
    [28.8, 171.2]
    """
    columns = max(map(len, rows))
    text, word = np.zeros((len(rows), columns)), np.zeros((len(rows), columns))
    for at, row in enumerate(rows):
        for column, (whole, longest) in enumerate(row):
            text[at, column], word[at, column] = whole * size * 1.02, longest * size * 1.04
    beside = 2 * BESIDE
    least = word.max(axis=0) + beside
    natural = np.maximum(text.max(axis=0) * 1.01, word.max(axis=0)) + beside
    if natural.sum() <= room:
        return [round(float(one), 1) for one in natural]
    if least.sum() >= room:
        return [round(float(one), 1) for one in least * room / least.sum()]
    shared, step = least.copy(), 8.0
    while (left := room - shared.sum()) > 0.05:
        gained = min(step, left)
        height = _lines(text, shared - beside)
        lows = height.max(axis=1)
        best, most = 0, -1.0
        for column in range(columns):
            if shared[column] >= natural[column]:
                continue
            for wide in (1, 3, 8):  # a little more may save nothing where much more does
                more = min(wide * gained, left)
                wider = _lines(text[:, [column]], shared[[column]] + more - beside)[:, 0]
                others = np.delete(height, column, axis=1).max(axis=1) if columns > 1 else np.zeros(len(rows))
                saved = float((lows - np.maximum(others, wider)).sum()) / more
                saved += 1e-4 * float((height[:, column] - wider).sum()) / more
                if saved > most:
                    best, most = column, saved
        shared[best] += gained
    shared = _exchanged(text, shared, least, natural)
    return [round(float(one), 1) for one in shared]


def _exchanged(text: np.ndarray, shared: np.ndarray, least: np.ndarray, natural: np.ndarray) -> np.ndarray:
    """Take from one column and give to another as long as the table gets lower."""
    beside = 2 * BESIDE
    for step in (40.0, 20.0, 10.0, 5.0):
        for _ in range(24):
            height = _lines(text, shared - beside)
            narrower, wider = _lines(text, shared - step - beside), _lines(text, shared + step - beside)
            lowest, ways = height.max(axis=1).sum() - 0.5, None
            for giver in np.flatnonzero(shared - step >= least):
                for taker in np.flatnonzero(shared < natural):
                    if giver == taker:
                        continue
                    trial = height.copy()
                    trial[:, giver], trial[:, taker] = narrower[:, giver], wider[:, taker]
                    if (low := trial.max(axis=1).sum()) < lowest:
                        lowest, ways = low, (giver, taker)
            if ways is None:
                break
            shared = shared.copy()
            shared[ways[0]] -= step
            shared[ways[1]] += step
    return shared


def _lines(text: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Return how many lines texts fill; a broken line ends before a word, of which a narrow column loses more."""
    return np.where(text <= room, 1.0, np.maximum(text / np.maximum(room - _LOST, 6.0) + 0.5, 1.6))


def _write(soup: BeautifulSoup, element: Tag, table: _Table, shared: list[float], tall: list[bool]) -> None:
    """Write a table anew, with what the filter of the converter reads off it."""
    caption = element.find("caption")
    aligned = ["right" if _right(cell) else "left" for cell in table.head]
    for cell in [*table.head, *(cell for row in table.rows for cell in row)]:
        cell.extract()
    element.clear()
    element.attrs = {
        "data-widths": " ".join(f"{one:.1f}" for one in shared),
        "data-aligned": " ".join(aligned),
        "class": "printed-table",
    }
    if caption is not None:
        element.append(caption)
    head = soup.new_tag("thead")
    line = soup.new_tag("tr")
    for cell in table.head:
        cell.name = "th"
        line.append(cell)
    head.append(line)
    body = soup.new_tag("tbody")
    for row, may_break in zip(table.rows, tall, strict=True):
        line = soup.new_tag("tr")
        if len(row) == 1 < len(table.head):
            row[0].attrs = {"colspan": str(len(table.head)), "data-group": "1"}
        elif may_break:
            row[0]["data-tall"] = "1"
        line.extend(row)
        body.append(line)
    element.extend([head, body])


def _must_break(rows: list[list[tuple[float, float]]], shared: list[float], size: float) -> bool:
    """Whether a word is wider than its column, so that words of the table may be hyphenated."""
    words = [(word, room) for row in rows if len(row) > 1 for (_, word), room in zip(row, shared, strict=False)]
    return any(word >= _LONGEST or word * size > room - 2 * BESIDE for word, room in words)


def _height(row: list[tuple[float, float]], shared: list[float], across: bool) -> float:
    """Estimate how high a row will be, in points."""
    size, line = (SIZE_ACROSS, LINE_ACROSS) if across else (SIZE, LINE)
    return line * max(
        (whole * size * 1.1 / (room - 2 * BESIDE) + 1 for (whole, _), room in zip(row, shared, strict=False)),
        default=1,
    )


def _say(soup: BeautifulSoup, element: Tag, sentence: str) -> None:
    """Say at the end of the caption what rows would repeat."""
    caption = element.find("caption")
    if caption is None:
        caption = soup.new_tag("caption")
        element.insert(0, caption)
    inner = caption.find_all("p")
    (inner[-1] if inner else caption).append(f" {sentence}" if _text(caption) else sentence)
