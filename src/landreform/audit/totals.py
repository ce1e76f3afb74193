"""Check the totals against their parts, and totals of one quantity against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

import pandas as pd

from landreform.audit.verdicts import POSSIBLE_ONLY_IF, Check, make_check, records
from landreform.contested.percentage_audit import CONSISTENT, IMPOSSIBLE, NO_DENOMINATOR
from landreform.contested.printed_values import Allowed, allowed, plain

PARTS, TOTALS = "parts of a total", "two totals"

#: Units of numbers that name a place in a book or on a map.
NAMED = ("page", "degrees of latitude")


def check_parts(counts: pd.DataFrame) -> Iterator[Check]:
    """Check that the parts that a text names make the total that it names.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; rows of one work that name the same ``part_of`` and have the same unit are summed.

    Yields
    ------
    Check
        Kind ``parts of a total``. One part alone may not exceed its total; several must make it.

    Examples
    --------
    >>> rows = [{"count": "all", "value": 89, "part_of": ""}] + [
    ...     {"count": name, "value": n, "part_of": "all"} for name, n in (("a", 34), ("b", 43), ("c", 15))]
    >>> counts = pd.DataFrame(rows).assign(bound="exact", printed="", unit="documents", source="", read_in="",
    ...                                    locator="")
    >>> next(check_parts(counts)).condition
    'the parts overlap by at least 3'
    """
    rows = records(counts)
    by_id = {row["count"]: row for row in rows}
    groups: dict[tuple, list[dict]] = {}
    for row in rows:
        if row["part_of"] in by_id and row["unit"] != "percent":
            groups.setdefault((row["part_of"], row["read_in"], row["source"], row["unit"]), []).append(row)
    for key, parts in sorted(groups.items()):
        total = by_id[key[0]]
        verdict, detail, extra = sum_verdict([allowed(part) for part in parts], allowed(total))
        extra["statement"] = " + ".join(str(part["printed"]) for part in parts)
        if key[3] != total["unit"]:
            detail += f"; the parts count {key[3]}, the total {total['unit']}"
        yield make_check(PARTS, "counts", [*parts, total], str(total["printed"]), verdict, detail, **extra)


def sum_verdict(parts: Sequence[Allowed | None], whole: Allowed | None) -> tuple[str, str, dict]:
    """Judge whether these parts can make this total.

    Parameters
    ----------
    parts : sequence of Allowed or None
        What each part allows; at least one. One part need not exhaust its total, several are read as
        exhausting it.
    whole : Allowed or None
        What the total allows.

    Returns
    -------
    tuple of str, str, dict
        Verdict, detail, and what else `landreform.audit.verdicts.make_check` takes.

    Examples
    --------
    >>> from decimal import Decimal
    >>> ten, four = (Allowed(n, n) for n in (Decimal(10), Decimal(4)))
    >>> sum_verdict([four, four], ten)[2]["condition"]
    'at least 2 belong to none of the parts printed'
    """
    spans = [part for part in parts if part]
    if whole is None or len(spans) < len(parts):
        return NO_DENOMINATOR, "a number is missing", {"decisive": False}
    total = sum(spans[1:], spans[0])
    detail = f"the parts make {total}, the total is {whole}"
    if total.meets(whole):
        return CONSISTENT, detail, {}
    if any(part.low > whole.high for part in spans):
        return IMPOSSIBLE, detail, {}
    if total.low > whole.high:
        condition = f"the parts overlap by at least {plain(total.low - whole.high)}"
        return POSSIBLE_ONLY_IF, detail, {"condition": condition}
    if len(spans) == 1:
        return CONSISTENT, f"one part, {total}, of a total of {whole}", {}
    condition = f"at least {plain(whole.low - total.high)} belong to none of the parts printed"
    return POSSIBLE_ONLY_IF, detail, {"condition": condition}


def check_repeated(counts: pd.DataFrame) -> Iterator[Check]:
    """Check whether two statements of one quantity contradict each other.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; two rows are compared where quantity, unit and place are the same, and the date is the
        same or given by one only. What names a place and counts nothing (`NAMED`) is left out.

    Yields
    ------
    Check
        Kind ``two totals``.

    Examples
    --------
    >>> rows = [{"count": "a", "value": 2000000}, {"count": "b", "value": 2220000}]
    >>> counts = pd.DataFrame(rows).assign(quantity="households", unit="households", place="", date="1957",
    ...                                    bound="exact", printed="", source="", read_in="", locator="")
    >>> next(check_repeated(counts)).verdict
    'possible_only_if'
    """
    groups: dict[tuple, list[dict]] = {}
    for row in records(counts):
        if row["unit"] not in NAMED:
            groups.setdefault((row["quantity"].casefold(), row["unit"], row["place"]), []).append(row)
    for group in groups.values():
        for pair in combinations(group, 2):
            dates = {row["date"] for row in pair} - {""}
            spans = [span for row in pair if (span := allowed(row))]
            if len(dates) < 2 and len(spans) == 2:
                found = agree_verdict(list(pair), spans, "count")
                yield make_check(TOTALS, "counts", list(pair), str(pair[1]["printed"]), *found)


def agree_verdict(rows: list[dict], spans: list[Allowed], identifier: str) -> tuple[str, str, dict]:
    """Judge whether all these statements can be true of one number.

    Parameters
    ----------
    rows : list of dict
        The statements.
    spans : list of Allowed
        What each allows, in the same order.
    identifier : str
        Name of the column that identifies a row.

    Returns
    -------
    tuple of str, str, dict
        As `sum_verdict`.

    Examples
    --------
    >>> from decimal import Decimal
    >>> spans = [Allowed(Decimal(1), Decimal(3)), Allowed(Decimal(2), Decimal(5))]
    >>> agree_verdict([{"count": "a"}, {"count": "b"}], spans, "count")[:2]
    ('consistent', 'all allow 2 to 3')
    """
    low, high = max(span.low for span in spans), min(span.high for span in spans)
    if low <= high:
        return CONSISTENT, f"all allow {Allowed(low, high)}", {}
    floor = next(row for row, span in zip(rows, spans, strict=True) if span.low == low)
    ceiling = next(row for row, span in zip(rows, spans, strict=True) if span.high == high)
    detail = f"{floor[identifier]} allows no less than {plain(low)}"
    detail += f", {ceiling[identifier]} no more than {plain(high)}"
    rounded = [_if_rounded(span) for span in spans]
    if max(span.low for span in rounded) <= min(span.high for span in rounded):
        return POSSIBLE_ONLY_IF, detail, {"condition": "a round number among them was rounded"}
    return POSSIBLE_ONLY_IF, detail, {"condition": "they do not count the same thing"}


def _if_rounded(span: Allowed) -> Allowed:
    """Return what a bare figure that ends in two noughts or more allows if the noughts come from rounding."""
    last_digit = int(span.low.normalize().as_tuple().exponent) if span.low == span.high and span.low else 0
    half = Decimal("0.5").scaleb(last_digit) if last_digit >= 2 else Decimal(0)
    return Allowed(span.low - half, span.high + half)
