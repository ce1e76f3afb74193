"""Check what the cells of one row must agree on.

Each rule takes a row (column name to text, every cell already valid by itself) and yields pairs of
(column, what was expected). Rules hold for the form of a statement, never for its content: a source that
contradicts itself keeps its row, and the audit chapter shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from landreform.contested import edtf
from landreform.contested.magnitudes import magnitude
from landreform.contested.numerals import readable
from landreform.text.names import forms_in, without_marks

Row = dict[str, str]
Rule = Callable[[Row], Iterator[tuple[str, str]]]

# "From a until b" gives both ends, and "until 1956, when" the year of what follows.
_CLOSED = re.compile(r"\b(?:from|từ)\b.*\b(?:to|until|till|đến|tới)\b|, when\b", re.IGNORECASE)
_NO_LATER = re.compile(r"(?:by|before|until|till|no later than|not later than|trước|cho đến)\b", re.IGNORECASE)
_NO_EARLIER = re.compile(r"(?:after|not before|no earlier than|not earlier than|sau)\b", re.IGNORECASE)
_ONWARDS = re.compile(r"(?:since|from|từ|kể từ)\b", re.IGNORECASE)

_CALCULATION = re.compile(r"=|\d\s*[/×÷*]\s*\d|\btimes\b|\bdivided by\b")

# A year before or behind the name of a text belongs to the name.
_TEXT = (
    "law|decree|directive|instruction|circular|resolution|regulation|constitution|"
    "luật|sắc lệnh|chỉ thị|thông tư|nghị quyết|nghị định|hiến pháp"
)
_NAME = re.compile(
    rf"(?:the )?(?:\d{{4}} )?(?:[^\W\d]+ )*?(?:{_TEXT})(?: [^\W\d]+)*?(?: (?:of )?\d{{4}})?", re.IGNORECASE
)
_DATES = re.compile(
    r"\b(?:passed|issued|signed|adopted|promulgated|published|dated|in|on|ngày|tháng|năm)\b", re.IGNORECASE
)


def ends_in_order(row: Row) -> Iterator[tuple[str, str]]:
    """Require low <= point (or value) <= high wherever two of them are given."""
    middle = "point" if "point" in row else "value"
    for lower, upper in (("low", middle), (middle, "high"), ("low", "high")):
        if row[lower] and row[upper] and float(row[lower]) > float(row[upper]):
            yield lower, f"a number not above {upper} ({row[upper]})"


def claim_has_its_ends(row: Row) -> Iterator[tuple[str, str]]:
    """Require of an estimate the columns that its bound promises, and no other."""
    given = tuple(name for name in ("low", "point", "high") if row[name])
    allowed = {
        "range": (("low", "high"), ("low", "point", "high")),
        "point": (("point",), ()),
        "about": (("point",),),
        "at_least": (("low",), ("low", "point")),
        "at_most": (("high",), ("point", "high")),
        "order_of_magnitude": (("low", "high"),),
    }[row["bound"]]
    if given not in allowed:
        wanted = " or ".join("+".join(names) or "none" for names in allowed)
        yield "bound", f"a claim with {wanted} filled ({'+'.join(given) or 'none'} is)"


def count_has_its_ends(row: Row) -> Iterator[tuple[str, str]]:
    """Require of a count the columns that its bound promises, and no other."""
    given = tuple(name for name in ("value", "low", "high") if row[name])
    allowed = {
        "exact": ("value",),
        "about": ("value",),
        "at_least": ("value", "low"),
        "at_most": ("value", "high"),
        "range": ("low", "high"),
        "order_of_magnitude": ("low", "high"),
    }[row["bound"]]
    if given != allowed:
        yield "bound", f"a row with {'+'.join(allowed)} filled ({'+'.join(given) or 'none'} is)"


def numbers_are_printed(row: Row) -> Iterator[tuple[str, str]]:
    """Require every number of a row to be readable in what the source printed.

    An order of magnitude is no number; its two ends are those of the convention of the ledger.
    """
    middle = "point" if "point" in row else "value"
    if row["bound"] == "order_of_magnitude":
        ends = magnitude(row["printed"])
        for position, column in enumerate(("low", "high")):
            if ends is None or (row[column] and Decimal(row[column]) != ends[position]):
                wanted = f"{ends[position]}" if ends else "an order of magnitude in words in the column printed"
                yield column, f"{wanted}, which is what {row['printed']!r} stands for"
        return
    values = readable(row["printed"])
    for column in ("low", middle, "high"):
        if row[column] and Decimal(row[column]) not in values:
            yield column, f"a number that can be read in the column printed ({row['printed']!r})"


def days_fit_the_date(row: Row) -> Iterator[tuple[str, str]]:
    """Require earliest <= latest, and both to say what the EDTF string says.

    Where the source marks the date as approximate or uncertain the two days may reach further than the
    string; otherwise they must be its own.
    """
    when = edtf.parse(row["date"])
    for column, day in (("earliest", when.earliest), ("latest", when.latest)):
        wanted = day.isoformat() if day else ""
        if row[column] == wanted:
            continue
        wider = row[column] < wanted if column == "earliest" else row[column] > wanted
        if row["qualifier"] == "none" or not wanted or not row[column] or not wider:
            yield column, f"{wanted or 'nothing'}, which is what {row['date']} allows"
    if row["earliest"] and row["latest"] and row["earliest"] > row["latest"]:
        yield "earliest", f"a day not after latest ({row['latest']})"


def qualifier_fits_the_date(row: Row) -> Iterator[tuple[str, str]]:
    """Require a mark in the EDTF string (?, ~, %) to be repeated in the column qualifier."""
    mark = edtf.parse(row["date"]).qualifier
    if mark != "none" and mark != row["qualifier"]:
        yield "qualifier", f"{mark}, as the mark in {row['date']} says"


def span_lasts(row: Row) -> Iterator[tuple[str, str]]:
    """Require the aspect span exactly where the EDTF string is an interval."""
    form = edtf.parse(row["date"]).form
    if (row["aspect"] == "span") != (form == "span"):
        yield "aspect", "span for an interval (a/b) and for nothing else"


def open_words_leave_a_side_open(row: Row) -> Iterator[tuple[str, str]]:
    """Require "by", "before" and "until" to leave the earlier side open, "after" the later one, and "since" the end."""
    printed = row["printed"]
    if _CLOSED.search(printed) or row["aspect"] == "span":
        return
    if _NO_LATER.match(printed) and row["earliest"]:
        yield "earliest", f"nothing, and a date such as [..1956-12]: {printed!r} allows every earlier day"
    if _NO_EARLIER.match(printed) and row["latest"]:
        yield "latest", f"nothing, and a date such as [1940..]: {printed!r} allows every later day"
    if _ONWARDS.match(printed) and row["aspect"] != "start":
        yield "aspect", f"start or span, since {printed!r} leaves the end open"


def a_name_is_no_dating(row: Row) -> Iterator[tuple[str, str]]:
    """Refuse a dating whose words are only the name of a text."""
    if _NAME.fullmatch(row["printed"]) and not _DATES.search(row["printed"]):
        yield "printed", "words that date the event; the year in the name of a law or decree dates nothing"


def wave_runs_forward(row: Row) -> Iterator[tuple[str, str]]:
    """Require a wave not to end before it begins."""
    if row["start"] and row["end"]:
        start, end = edtf.parse(row["start"]).earliest, edtf.parse(row["end"]).latest
        if start and end and start > end:
            yield "end", f"a date not before the start ({row['start']})"


def step_has_an_origin(row: Row) -> Iterator[tuple[str, str]]:
    """Require exactly one number that travelled and one place it came from, and none derived from itself."""
    if bool(row["estimate"]) == bool(row["restatement"]):
        yield "estimate", "exactly one of estimate and restatement"
    if sum(bool(row[column]) for column in ("derives_from", "through", "origin")) != 1:
        yield "derives_from", "exactly one of derives_from, through and origin"
    for column, other in (("derives_from", "estimate"), ("through", "restatement")):
        if row[column] and row[column] == row[other]:
            yield column, "another number than the one that derives from it"


def a_coincidence_is_no_step(row: Row) -> Iterator[tuple[str, str]]:
    """Refuse a step that rests on a calculation: what travels from work to work is a number, not a way to make it."""
    if _CALCULATION.search(row["carried"]):
        yield "carried", "a number or words that were taken over; what only a calculation makes is a coincidence"


def claim_is_no_repetition(row: Row) -> Iterator[tuple[str, str]]:
    """Require of a claim that somebody asserts it; what only repeats another's number stands in the table reception."""
    if row["grade"] == "repeated":
        yield "grade", "what the claim rests on; a number that is only repeated stands in the table reception"


def exclusion_has_a_witness(row: Row) -> Iterator[tuple[str, str]]:
    """Require exactly one of by_dating and by_document, and a note wherever a row only speaks against a date."""
    if bool(row["by_dating"]) == bool(row["by_document"]):
        yield "by_dating", "exactly one of by_dating and by_document"
    if row["force"] == "speaks_against" and not row["note"]:
        yield "note", "why the row does not exclude"


def address_is_whole(row: Row) -> Iterator[tuple[str, str]]:
    """Require of an address that nothing was left out of it."""
    for column in ("url", "archived"):
        if "..." in row[column]:
            yield column, "a full address, without dots for what was left out"


# So many words of a document are quoted at most: enough to hear its voice, too few to stand for reading it.
_QUOTED = 20


def quotation_is_short(row: Row) -> Iterator[tuple[str, str]]:
    """Require of the words of a passage that they are few; what it says stands in the words of the editors."""
    for column in ("words_vi", "words_en"):
        if len(row[column].split()) > _QUOTED:
            yield column, f"at most {_QUOTED} words; the rest is told in the column says"


# Words that say how a text was come by, which the table of sources holds.
_COME_BY = re.compile(r"\b(cop(y|ies)|stored|mirror(ed)?|snippet|search(ed)?|downloaded|retrieved)\b", re.IGNORECASE)


def locator_is_a_place(row: Row) -> Iterator[tuple[str, str]]:
    """Require of a locator that it says the place in the work, and not how its text was come by."""
    found = _COME_BY.search(row["locator"])
    if found:
        yield "locator", f"the place in the work; how its text was come by ({found[0]!r}) stands in sources.read_at"


def point_is_whole(row: Row) -> Iterator[tuple[str, str]]:
    """Require of a place both coordinates with the name of the spot, or none of them where it has no point."""
    wanted = row["certainty"] != "no_point"
    for column in ("lat", "lon", "point"):
        if bool(row[column]) != wanted:
            expected = "a value" if wanted else "nothing"
            yield column, f"{expected}, since the certainty of the point is {row['certainty']}"


def _named(row: Row) -> tuple[str, str]:
    """Return the column of the name that a search without diacritics must find, and the name."""
    column = next(name for name in ("term_vi", "name_vi", "name") if name in row)
    return column, row[column]


def ascii_is_the_name(row: Row) -> Iterator[tuple[str, str]]:
    """Require the column for searching to be the name without its diacritics."""
    column, name = _named(row)
    if row["ascii"] != without_marks(name):
        yield "ascii", f"{without_marks(name) or 'nothing'}, the column {column} without diacritics"


def other_forms_are_other(row: Row) -> Iterator[tuple[str, str]]:
    """Require other forms of a name to be separated by semicolons, to be named once, and not to be the name itself."""
    said = forms_in(row["also"])
    names = {row[column] for column in ("name", "name_vi", "term_en", "term_vi") if column in row}
    if row["also"] != "; ".join(said) or any(";" in form for form in said):
        yield "also", "forms separated by a semicolon and one space"
    for form in said:
        if form in names or said.count(form) > 1:
            yield "also", f"other forms than the name, each once ({form!r} stands twice)"
            return


#: Rules of every table that has a column.
COLUMN_RULES: dict[str, Rule] = {"locator": locator_is_a_place}

ROW_RULES: dict[str, tuple[Rule, ...]] = {
    "dates": (
        *(days_fit_the_date, qualifier_fits_the_date, span_lasts),
        *(open_words_leave_a_side_open, a_name_is_no_dating),
    ),
    "waves": (wave_runs_forward,),
    "places": (point_is_whole,),
    "estimates": (ends_in_order, claim_has_its_ends, numbers_are_printed, claim_is_no_repetition),
    "reception": (ends_in_order, claim_has_its_ends, numbers_are_printed),
    "counts": (ends_in_order, count_has_its_ends, numbers_are_printed),
    "lineage": (step_has_an_origin, a_coincidence_is_no_step),
    "exclusions": (exclusion_has_a_witness,),
    "sources": (address_is_whole,),
    "extracts": (quotation_is_short,),
    **dict.fromkeys(("people", "institutions", "glossary"), (ascii_is_the_name, other_forms_are_other)),
}
