"""Check rates, multiples and page numbers against what is printed beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pandas as pd

from landreform.audit.verdicts import Check, make_check, records, unchecked
from landreform.contested.percentage_audit import CONSISTENT, IMPOSSIBLE, NO_DENOMINATOR
from landreform.contested.printed_values import Allowed, allowed

RATE, RATIO, PAGES = "rate", "ratio", "cited pages"

_PAGES = re.compile(r"([0-9]+)(?:\s*[–-]\s*([0-9]+))?")
_CITED = re.compile(r"(cited|article|chapter) pages: (\S+)", re.IGNORECASE)
_RATE = re.compile(r"(.+) per (?:[0-9,]+ )?(.+)")
_HEADS = ("person", "persons", "head", "inhabitant", "inhabitants")


def check_rates(counts: pd.DataFrame) -> Iterator[Check]:
    """Check each rate against the total and the population that the same work prints.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; rows whose unit has the form ``A per B`` are checked. The total is a row of the same
        work, date and place with the unit A; the population one of the same work, date and place: that of another
        time says nothing of a rate.

    Yields
    ------
    Check
        Kind ``rate``.

    Examples
    --------
    >>> rows = [("r", "$51", 51, "US dollars per person", "GDP"), ("p", "16,100,000", 16100000, "persons",
    ...         "Population"), ("g", "4,113 million USD", 4113000000, "US dollars", "GDP")]
    >>> counts = pd.DataFrame(rows, columns=["count", "printed", "value", "unit", "quantity"]).assign(
    ...     date="1960", bound="exact", place="", source="", read_in="", locator="")
    >>> next(check_rates(counts)).verdict
    'impossible'
    """
    rows = records(counts)
    for row in rows:
        unit = _RATE.fullmatch(row["unit"])
        if not unit or row["unit"] == "per cent":
            continue
        same = [other for other in rows if all(other[c] == row[c] for c in ("source", "read_in", "place"))]
        totals = [other for other in same if other["unit"] == unit.group(1) and other["date"] == row["date"]]
        people = [o for o in same if o["unit"] == "persons" and o["quantity"].lower().startswith("population")]
        people = [other for other in people if other["date"] == row["date"]]
        rate = allowed(row, last_digit=True)
        total = allowed(totals[0]) if len(totals) == 1 else None
        if unit.group(2) not in _HEADS or not people or not rate or not total or rate.low <= 0:
            yield unchecked(RATE, "counts", [row], "the work prints no total and population of the same time")
            continue
        implied = Allowed(Decimal(round(total.low / rate.high)), Decimal(round(total.high / rate.low)))
        printed = allowed(people[0])
        against = f"{totals[0]['printed']}; {people[0]['printed']} persons ({people[0]['date']})"
        detail = f"total and rate together imply {implied} persons"
        verdict, extra = CONSISTENT, dict[str, Any]()
        if printed is None:
            verdict, extra = NO_DENOMINATOR, {"decisive": False}
        elif not implied.meets(printed):
            verdict = IMPOSSIBLE
        yield make_check(RATE, "counts", [row, totals[0], people[0]], against, verdict, detail, **extra)


def check_ratios(counts: pd.DataFrame) -> Iterator[Check]:
    """Check each stated multiple against the numbers that stand in the same place.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; rows with the unit doublings or times. The numbers compared are those of the same work
        and locator in one unit: two for a multiple, one more than the doublings for a run of doublings.

    Yields
    ------
    Check
        Kind ``ratio``.

    Examples
    --------
    >>> rows = [("d", 1, "doublings"), ("a", 466, "communes"), ("b", 859, "communes")]
    >>> counts = pd.DataFrame(rows, columns=["count", "value", "unit"]).assign(
    ...     bound="exact", printed="", source="", read_in="", locator="")
    >>> next(check_ratios(counts)).detail
    '1.84 times'
    """
    rows = records(counts)
    for row in rows:
        if row["unit"] not in ("doublings", "times"):
            continue
        stated = allowed(row)
        doublings = row["unit"] == "doublings"
        wanted = int(stated.low + stated.high) // 2 + 1 if doublings and stated else 2
        near = [o for o in rows if all(o[c] == row[c] for c in ("source", "read_in", "locator")) and o is not row]
        series = [[o for o in near if o["unit"] == unit] for unit in sorted({o["unit"] for o in near})]
        spans = {o["count"]: span for o in near if (span := allowed(o))}
        series = [group for group in series if len(group) == wanted and all(o["count"] in spans for o in group)]
        if not stated or len(series) != 1:
            yield unchecked(RATIO, "counts", [row], "the numbers that it compares are not printed beside it")
            continue
        group = sorted(series[0], key=lambda o: spans[o["count"]].low)
        # "doubling" without a further digit: whatever rounds to 2
        claim = Allowed(Decimal("1.5"), Decimal("2.5")) if doublings else stated
        ratios = [Allowed(b.low / a.high, b.high / a.low) for a, b in pairwise(spans[o["count"]] for o in group)]
        detail = ", then ".join(f"{float((r.low + r.high) / 2):.2f}" for r in ratios) + " times"
        verdict = CONSISTENT if all(ratio.meets(claim) for ratio in ratios) else IMPOSSIBLE
        yield make_check(RATIO, "counts", [row, *group], ", ".join(str(o["printed"]) for o in group), verdict, detail)


def page_span(printed: str) -> tuple[int, int]:
    """Read the first and the last page from a printed reference.

    Parameters
    ----------
    printed : str
        Such as ``pp. 107–8``; a shortened last page is completed.

    Returns
    -------
    tuple of int
        First and last page.

    Raises
    ------
    ValueError
        If there is no page number in it.

    Examples
    --------
    >>> page_span("pp. 107–8"), page_span("94–110"), page_span("p. 7")
    ((107, 108), (94, 110), (7, 7))
    """
    match = _PAGES.search(printed)
    if not match:
        raise ValueError(f"No page number in {printed!r}.")
    first, last = match.group(1), match.group(2) or match.group(1)
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return int(first), int(last)


def check_pages(counts: pd.DataFrame) -> Iterator[Check]:
    """Check that cited pages lie inside the article or chapter that is cited.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; rows with the quantity ``cited pages: KEY`` are checked against the rows ``article
        pages: KEY`` or ``chapter pages: KEY`` of the same work.

    Yields
    ------
    Check
        Kind ``cited pages``.

    Examples
    --------
    >>> rows = [("a", "article pages: moise1976", "70–92"), ("c", "cited pages: moise1976", "pp. 107–8")]
    >>> counts = pd.DataFrame(rows, columns=["count", "quantity", "printed"]).assign(source="", read_in="",
    ...                                                                              locator="")
    >>> next(check_pages(counts)).verdict
    'impossible'
    """
    ranges: dict[tuple[str, str], dict] = {}
    cited = []
    for row in records(counts):
        if match := _CITED.fullmatch(row["quantity"]):
            if match.group(1).lower() == "cited":
                cited.append((match.group(2), row))
            else:
                ranges.setdefault((row["read_in"], match.group(2)), row)
    for key, row in cited:
        article = ranges.get((row["read_in"], key))
        if article is None:
            yield unchecked(PAGES, "counts", [row], "the pages that the work fills are not printed")
            continue
        (first, last), (start, end) = page_span(row["printed"]), page_span(article["printed"])
        inside = start <= first <= last <= end
        detail = f"pages {first} to {last} {'lie' if inside else 'do not lie'} within {start} to {end}"
        verdict = CONSISTENT if inside else IMPOSSIBLE
        yield make_check(PAGES, "counts", [row, article], str(article["printed"]), verdict, detail)
