"""Check what the cells of one row must agree on.

Each rule takes a row (column name to text, every cell already valid by itself) and yields pairs of
(column, what was expected). Rules hold for the form of a statement, never for its content: a source that
contradicts itself keeps its row, and the audit chapter shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from landreform.contested import edtf
from landreform.contested.numerals import magnitude, readable

Row = dict[str, str]
Rule = Callable[[Row], Iterator[tuple[str, str]]]


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


ROW_RULES: dict[str, tuple[Rule, ...]] = {
    "dates": (days_fit_the_date, qualifier_fits_the_date, span_lasts),
    "waves": (wave_runs_forward,),
    "estimates": (ends_in_order, claim_has_its_ends, numbers_are_printed, claim_is_no_repetition),
    "reception": (ends_in_order, claim_has_its_ends, numbers_are_printed),
    "counts": (ends_in_order, count_has_its_ends, numbers_are_printed),
    "lineage": (step_has_an_origin,),
    "exclusions": (exclusion_has_a_witness,),
}
