"""Compare the ledger with the documents in which it was read: numbers missing there, and numbers that no row records.

The documents are not part of the project. Whoever has them puts them into a folder as plain text, one file a
work, named by its key (``maclean2025.txt``), and compares.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from landreform.contested import edtf
from landreform.contested.csv_input import read_csv
from landreform.contested.numerals import numerals
from landreform.ledger.tables import DATA, descriptor
from landreform.text.prose import MONTHS, day_text, number

#: What joins two passages in the column ``printed``.
JOINT = " … "
#: The table whose column ``printed`` may join numbers of several places in words of its own.
_IN_WORDS_OF_ITS_OWN = "errata"

# Numbers that are no statement about the campaign. Each rule sees the text around the number, the number itself
# written as a bell character; the rules are tried in this order and the first that fits names the kind.
_MONTH = "(?:" + "|".join(month[:3] + "[a-z]*\\.?" for month in MONTHS) + ")"
_NOT_DATA = (
    ("address or identifier", r"(?:https?://|www\.|doi:|10\.\d{4}/|articleId|categoryId|\b[Ss]\d{4})\S*\a"),
    ("day outside the subject", rf"\a {_MONTH} (?:19[67]|20)\d"),
    ("day of access or of a letter", rf"(?:accessed|communication)[^.\n]{{0,40}}\a {_MONTH}|\a {_MONTH} 20"),
    ("page", r"\b(?:pp?\.|pages?|page \d+ of)\s*(?:\d+(?:[–-]\d+)?,\s*)*(?:\d+[–-])?\a"),
    ("page", r"\b(?:VKĐTT|KNCĐCBNT|KNLĐCTGTCCRĐ) ?\(\d{4}\),? ?(?:pp?\. ?)?(?:[\d–, ]*)\a"),
    ("page", r"\(\d{4}\):? ?(?:\d+[–-])?\a"),
    ("volume or issue", r"(?:\* |[a-zđ], |\b\d{1,3}, )\a(?:, \d+)? ?\("),
    ("volume or issue", r"\* \a, \d"),
    (
        "number that names a document",
        r"(?:[Nn]o\.|[Nn]umber|[Ss]ố|[Cc]ircular|[Ii]nstruction|Chỉ thị|unit|cập|portfolio)\.? \a",
    ),
    ("number that names a wave", r"(?:wave|waves|đợt)[’']? \a|(?:wave|waves)[’'] \a|[’']waves?[’'] (?:\w+ to )?\a"),
    ("number that names a wave", r"from \w+ to \a|^\|[ |]*(?:Wave )?\a \|"),
    ("number that names a line", r"\a(?:th)? parallel"),
    ("number in a list", r"(?:^|\n)\s*\a\.? (?:\[|[A-ZĐ‘'*])"),
    ("note", r"(?:^|\n)\s*\a\s|\bn\. ?\a"),
    ("title of a work", r"\*[^*\n]*\a[^*\n]*\*|tháng \a năm|năm \a |\((?:\d{4}–)?\a(?:–\d{4})?\)[-– ]"),
    ("title of a work", r"[‘'“][^’'”\n]{0,140}(?:năm|in|during|of) \a[^’'”\n]{0,80}[’'”\]]"),
    ("heading of a table or list", r"(?:Table|Figure|Year|Date|Event|Stat \w+|Leader|Deputy|Representative)\s?\a"),
    ("year of a statistic that is held", r"(?:Stat|Gdp Ppp) Year\d?: \a"),
    ("year of a volume", r"VKĐTT \(\a\)|Quốc gia, \a\)"),
    ("span that leaves the subject", r"\a(?:–| to )(?:19)?[67]\d|(?:19[4-6]\d)–\a\)"),
    ("size of a picture", r"\apx"),
)
_RULES = tuple((name, re.compile(pattern, re.MULTILINE)) for name, pattern in _NOT_DATA)

# Words that only now and then count something; listing each of them would hide what matters.
_NO_COUNT = frozenset("one single only once both half none".split())

#: Years outside which a number that looks like a year lies outside the subject of the book.
FIRST_YEAR, LAST_YEAR = 1940, 1962


@dataclass(frozen=True)
class MissingInDocument:
    """A number or date of a row that does not stand in the document named by ``read_in``."""

    table: str
    row: str
    column: str
    value: str
    document: str


@dataclass(frozen=True)
class UnrecordedNumber:
    """A number of a document that no row holds.

    ``kind`` names the rule by which it is no datum, or is ``unexplained``.
    """

    document: str
    line: int
    value: str
    kind: str
    context: str


def compare(documents: Path | str, folder: Path | str = DATA) -> tuple[list[MissingInDocument], list[UnrecordedNumber]]:
    """Compare the ledger with the documents themselves, in both directions.

    Parameters
    ----------
    documents : path-like
        Folder with ``<key>.txt`` for any of the keys in ``read_in``; rows read elsewhere are passed over.
    folder : path-like
        The tables.

    Returns
    -------
    list of MissingInDocument, list of UnrecordedNumber
        Both in the order of the documents' names; the second in the order of the text.

    Raises
    ------
    FileNotFoundError
        If the folder holds no text at all.
    InputError
        If a table cannot be read.

    Notes
    -----
    A number counts as recorded where it stands within what a row has in its column ``printed``, or, for tables
    without that column, where the document prints the same number or date anywhere. An erratum may put numbers of
    several places into words of its own: each of its numbers must stand in the document, and none is recorded by it.
    """
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(documents).glob("*.txt"))}
    if not texts:
        raise FileNotFoundError(f"no document <key>.txt in {documents}")
    rows = [
        (table["name"], row)
        for table in descriptor(folder)["resources"]
        for _, row in read_csv(Path(folder) / table["path"]).records()
    ]
    missing: list[MissingInDocument] = []
    unrecorded: list[UnrecordedNumber] = []
    for key, raw in texts.items():
        text = unicodedata.normalize("NFC", raw)
        recorded = [False] * len(text)
        for table, row in rows:
            if row.get("read_in") != key:
                continue
            for column, value, renderings in _values_to_find(table, row):
                spans = [span for rendering in renderings for span in _spans(rendering, text)]
                if not spans:
                    missing.append(MissingInDocument(table, next(iter(row.values())), column, value, key))
                for start, end in spans if table != _IN_WORDS_OF_ITS_OWN else ():
                    recorded[start:end] = [True] * (end - start)
        unrecorded += _unrecorded(key, text, recorded)
    return missing, unrecorded


def _values_to_find(table: str, row: Mapping[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what a row must find in the document in which it was read: column, value, and the ways to write it."""
    for passage in row["printed"].split(JOINT) if "printed" in row else ():
        if table == _IN_WORDS_OF_ITS_OWN:
            yield from (("printed", found.text, [found.text]) for found in numerals(passage) if found.in_figures)
        else:
            yield "printed", passage, [passage]
    for column, renderings in (_COLUMNS | _COLUMNS_OF_TABLE.get(table, {})).items():
        if row.get(column):
            yield column, row[column], renderings(row[column])


def _number_renderings(cell: str) -> list[str]:
    value = int(cell)
    scaled = [f"{number(value / 10**power)} {word}" for power, word in ((6, "million"),) if value >= 10**power]
    spelled = "one two three four five six seven eight nine ten".split()[value - 1 : value]
    return [number(value), cell, *scaled, *spelled]


def _date_renderings(date: str) -> list[str]:
    """Give the ways in which documents write a date; a span must be found by both its ends."""
    when = edtf.parse(date)
    if when.form == "set":
        # A vague moment ("mid-March of 1953") is written as the days that it allows; the text has the month or year.
        return [*_date_renderings(re.split(r"\.\.|,", date.strip("[]"))[0][:7]), date[1:5]]
    if when.form == "span":
        return [rendering for part in date.split("/") if part.strip(".") for rendering in _date_renderings(part)]
    plain = date.rstrip("?~%")
    parts = plain.split("-")
    ways = [day_text(plain), plain]
    if len(parts) > 1 and int(parts[1]) <= 12:
        month = MONTHS[int(parts[1]) - 1]
        if len(parts) == 3:
            day = int(parts[2])
            ways += [
                f"{month} {day}, {parts[0]}",
                f"{day} tháng {int(parts[1])} năm {parts[0]}",
                f"–{day} {month} {parts[0]}",
            ]
            ways += [f"{day} {month[:3]}. {parts[0]}", f"{month} {day}"]
        else:
            ways += [f"{month} of {parts[0]}", f"tháng {int(parts[1])} {parts[0]}", month]
    return [*ways, parts[0]] if len(parts) < 3 else ways


#: Columns whose values a document must print, with the ways to write them.
_COLUMNS: dict[str, Callable[[str], list[str]]] = {
    **dict.fromkeys(("communes", "provinces", "population", "labelled", "correct", "incorrect"), _number_renderings),
    **dict.fromkeys(("printed_correct_pct", "printed_incorrect_pct"), lambda cell: [cell]),
}
#: The same for columns of single tables.
_COLUMNS_OF_TABLE: dict[str, dict[str, Callable[[str], list[str]]]] = {
    "waves": {"start": _date_renderings, "end": _date_renderings},
    "documents": {"title_vi": lambda cell: [cell], "date": _date_renderings},
}


def _spans(phrase: str, text: str) -> list[tuple[int, int]]:
    """Find a phrase in a text, whatever the white space between its words and not within a longer number."""
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    before = r"(?<![\d,.])" if phrase[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if phrase[-1:].isdigit() else ""
    return [found.span() for found in re.finditer(before + words + after, text)]


def _unrecorded(key: str, text: str, recorded: list[bool]) -> Iterator[UnrecordedNumber]:
    """Find the numbers of a document that stand in no row, each with the rule that says why it need not."""
    for found in numerals(text):
        counts_nothing = not found.in_figures and found.text.lower() in _NO_COUNT
        if counts_nothing or all(recorded[found.start : found.end]):
            continue
        before = text[max(0, found.start - 160) : found.start]
        after = text[found.end : found.end + 60]
        kind = _kind(before, found.text, after)
        context = " ".join((before[-60:] + "[" + found.text + "]" + after[:40]).split())
        yield UnrecordedNumber(key, text.count("\n", 0, found.start) + 1, found.text, kind, context)


def _kind(before: str, numeral: str, after: str) -> str:
    if re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", numeral) and not FIRST_YEAR <= int(numeral) <= LAST_YEAR:
        return "year outside the subject"
    marked = before + "\a" + after
    for name, pattern in _RULES:
        found = pattern.search(marked)
        if found and found.start() <= len(before) < found.end() + 1:
            return name
    return "unexplained"
