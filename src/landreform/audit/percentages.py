"""Check each printed percentage against its base, and the sum of the shares of one whole."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from landreform.audit.verdicts import Check, make_check, records, unchecked
from landreform.contested import grim
from landreform.contested.percentage_audit import (
    CONSISTENT,
    IMPOSSIBLE,
    NO_DENOMINATOR,
    POSSIBLE_ONLY_IF,
    TRUNCATED,
)
from landreform.contested.printed_values import INFINITY, Allowed, allowed, percentage_in, plain

PERCENTAGE, WHOLE = "percentage", "shares of a whole"


def check_percentages(counts: pd.DataFrame) -> Iterator[Check]:
    """Check each percentage against the base that its text gives or implies.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; every row with the unit percent is checked against the row named in ``denominator``.

    Yields
    ------
    Check
        Kind ``percentage``. Decisive where the base is so small that not every percentage can come from it.
        Where the wording of the share names another thing than its base counts (cells, of so many communes),
        an impossible share is possible only if the two numbers differ. Where the same place of the work prints the
        number of what the share names as a part of that base, and it is another, the share is possible only if it is
        not the share of that number. Without a base, the detail names the
        smallest base from which a bare percentage can come, and the base that follows from the number behind the
        share where the same work prints it.

    Examples
    --------
    >>> rows = [("cells", "47 cells", 47, "cells", ""), ("s", "32.94 %", 32.94, "percent", "cells")]
    >>> counts = pd.DataFrame(rows, columns=["count", "printed", "value", "unit", "denominator"]).assign(
    ...     bound="exact", quantity="", part_of="", source="", read_in="", locator="")
    >>> next(check_percentages(counts)).verdict
    'impossible'
    """
    rows = records(counts)
    by_id = {row["count"]: row for row in rows}
    for row in rows:
        if row["unit"] != "percent":
            continue
        base = by_id.get(row["denominator"])
        whole = allowed(base) if base else None
        digits = percentage_in(row) if row["bound"] == "exact" else None
        if base is None or whole is None:
            detail = "no base is printed" + (_smallest_base(digits) if digits else "") + _base_needed(row, rows)
            yield unchecked(PERCENTAGE, "counts", [row], detail)
            continue
        if digits and whole.low == whole.high:
            verdict, detail, extra = percentage_verdict(digits, int(whole.low))
            if verdict == CONSISTENT:
                possible = grim.numerators(digits, int(whole.low))
                detail += _part_beside(row, rows, possible)
                if printed := _another_part(row, rows, possible):
                    verdict, detail = POSSIBLE_ONLY_IF, percentage_verdict(digits, int(whole.low), printed)[1]
                    extra = {"condition": f"it is not the share of the {printed:,} printed beside it"}
            elif thing := _other_thing(row, base, rows):
                # the base counts something else, so that only the text's silence makes it the base
                verdict, detail = POSSIBLE_ONLY_IF, detail + _smallest_base(digits)
                extra = {"condition": f"the {thing} were more or fewer than the {int(whole.low):,} {base['unit']}"}
        else:
            verdict, detail, extra = hedged_verdict(allowed(row, last_digit=True), whole)
        yield make_check(PERCENTAGE, "counts", [row, base], str(base["printed"]), verdict, detail, **extra)


def percentage_verdict(digits: str, base: int, numerator: int | None = None) -> tuple[str, str, dict]:
    """Judge whether a percentage can come from this base, or from this very number of it.

    Parameters
    ----------
    digits : str
        The percentage as printed.
    base : int
        Number of things of which it is a share.
    numerator : int, optional
        The number printed beside it, where there is one.

    Returns
    -------
    tuple of str, str, dict
        Verdict, detail, and what else `landreform.audit.verdicts.make_check` takes.

    Examples
    --------
    >>> percentage_verdict("35.75", 1007, 360)[:2]
    ('consistent', '360 of 1,007')
    """
    wanted = grim.numerators(digits, base) if numerator is None else range(numerator, numerator + 1)
    scale = 100 * 10 ** grim.parse_percentage(digits).places
    decisive = numerator is not None or base < scale
    if wanted and all(k in grim.numerators(digits, base) for k in wanted):
        return CONSISTENT, f"{_span(wanted)} of {base:,}", {"decisive": decisive}
    dropped = grim.numerators(digits, base, "truncated")
    if numerator is None:
        near = ", ".join(f"{k:,} of {base:,} is {text}" for k, text in grim.neighbours(digits, base))
    else:
        near = f"{numerator:,} of {base:,} is {grim.print_share(numerator, base, grim.parse_percentage(digits).places)}"
    if dropped and (numerator is None or numerator in dropped):
        return POSSIBLE_ONLY_IF, near, {"condition": TRUNCATED}
    return IMPOSSIBLE, near, {}


def hedged_verdict(share: Allowed | None, whole: Allowed) -> tuple[str, str, dict]:
    """Judge whether a hedged percentage, or one of a hedged base, can come from that base.

    Parameters
    ----------
    share : Allowed or None
        Percentages that the statement allows; None where it holds no number.
    whole : Allowed
        Bases that the other statement allows.

    Returns
    -------
    tuple of str, str, dict
        As `percentage_verdict`. Decisive only where the base is small for the width of the hedge.

    Examples
    --------
    >>> hedged_verdict(Allowed(Decimal(45), Decimal(55)), Allowed(Decimal(3), Decimal(3)))[0]
    'impossible'
    """
    if share is None:
        return NO_DENOMINATOR, "no number is printed", {"decisive": False}
    low, high = max(share.low, Decimal(0)), min(share.high, Decimal(100))
    if low > high:
        return IMPOSSIBLE, "a part is more than its whole", {}
    if whole.high == INFINITY or (high - low) * whole.high >= 100:
        detail = "hedged: of so large a base some whole number always lies within"
        return CONSISTENT, detail, {"decisive": False}
    for base in range(max(1, math.ceil(whole.low)), int(whole.high) + 1):
        least = math.ceil(Fraction(low) * base / 100)
        if least <= Fraction(high) * base / 100:
            return CONSISTENT, f"hedged: {least:,} of {base:,} lies within", {}
    return IMPOSSIBLE, f"no whole number of {whole} is {share} per cent of it", {}


def check_share_groups(counts: pd.DataFrame) -> Iterator[Check]:
    """Check that the shares presented as parts of one whole sum to 100.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; rows that have a ``share_group`` in common are checked together.

    Yields
    ------
    Check
        Kind ``shares of a whole``.

    Examples
    --------
    >>> rows = [("a", "92.6%", 92.6), ("b", "7.4%", 7.4)]
    >>> counts = pd.DataFrame(rows, columns=["count", "printed", "value"]).assign(
    ...     bound="exact", share_group="g", denominator="", source="", read_in="", locator="")
    >>> next(check_share_groups(counts)).detail
    'sum 100.0'
    """
    rows = records(counts)
    by_id = {row["count"]: row for row in rows}
    for name in sorted({row["share_group"] for row in rows} - {""}):
        group = [row for row in rows if row["share_group"] == name]
        digits = [percentage_in(row) for row in group if row["bound"] == "exact"]
        shares = [share for share in digits if share]
        statement = " + ".join(str(row["printed"]) for row in group)
        if len(shares) < len(group) or len(group) < 2:
            detail = "a share is hedged, or stands alone"
            yield unchecked(WHOLE, "counts", group, detail, against="100", statement=statement)
            continue
        named = {row["denominator"] for row in group}
        whole = allowed(by_id[min(named)]) if len(named) == 1 and min(named) in by_id else None
        base = int(whole.low) if whole and whole.low == whole.high else None
        yield make_check(WHOLE, "counts", group, "100", *share_sum_verdict(shares, base), statement=statement)


def share_sum_verdict(shares: list[str], base: int | None) -> tuple[str, str, dict]:
    """Judge whether these shares can be the parts of one whole.

    Parameters
    ----------
    shares : list of str
        Percentages as printed.
    base : int or None
        Number of things in the whole, where it is known.

    Returns
    -------
    tuple of str, str, dict
        As `percentage_verdict`. Of a known base, rounding explains the sum only where whole numbers that are printed
        so add up to it, and what is left over must be a whole number of it; of an unknown one it may be anything, so
        that the verdict names the condition.

    Examples
    --------
    >>> share_sum_verdict(["32.94", "52.24", "14.38"], 47)[0]
    'impossible'
    """
    found, by_whole_numbers = grim.sum_of_shares(shares), grim.sum_of_shares(shares, base)
    detail = f"sum {found.sum}"
    if by_whole_numbers.rounding_explains:
        return CONSISTENT, detail + ("" if found.sum == 100 else "; rounding can explain the distance"), {}
    if base and (found.rounding_explains or by_whole_numbers.truncation_explains):
        return _no_whole_numbers(shares, base, detail, by_whole_numbers.truncation_explains)
    slack = sum((Decimal("0.5").scaleb(-grim.parse_percentage(share).places) for share in shares), Decimal(0))
    gap = abs(100 - found.sum)
    low, high = gap - slack, gap + slack
    detail += f"; rounding explains no more than {plain(slack)} of the distance of {plain(gap)}"
    if found.truncation_explains:
        return POSSIBLE_ONLY_IF, detail, {"condition": "further digits were dropped, not rounded"}
    if base and math.ceil(Fraction(low) * base / 100) > Fraction(high) * base / 100:
        least, most = (f"{float(Fraction(end) * base / 100):.2f}" for end in (low, high))
        return IMPOSSIBLE, f"{detail}, and the rest would be {least} to {most} of {base:,}", {}
    if found.sum < 100:
        condition = f"at least {plain(low)} per cent of the whole belongs to none of the parts printed"
    else:
        condition = f"the parts overlap by at least {plain(low)} per cent of the whole"
    return POSSIBLE_ONLY_IF, detail, {"condition": condition}


def _no_whole_numbers(shares: list[str], base: int, detail: str, truncated: bool) -> tuple[str, str, dict]:
    """Judge shares whose distance from 100 rounding could explain, were there whole numbers that add up."""
    if truncated:
        return POSSIBLE_ONLY_IF, detail, {"condition": "further digits were dropped, not rounded"}
    detail += f"; no whole numbers that are printed so make {base:,}"
    ranges = [grim.numerators(share, base) for share in shares]
    if not all(ranges):
        return POSSIBLE_ONLY_IF, detail, {"condition": f"the shares are of another whole than the {base:,}"}
    least, most = sum(r[0] for r in ranges), sum(r[-1] for r in ranges)
    if most < base:
        condition = f"at least {base - most:,} of the {base:,} belong to none of the parts printed"
    elif least > base:
        condition = f"the parts overlap by at least {least - base:,} of the {base:,}"
    else:  # some choice adds up, but not with one rule of rounding for all
        condition = "some shares were rounded by another rule than others"
    return POSSIBLE_ONLY_IF, detail, {"condition": condition}


def _smallest_base(digits: str) -> str:
    found = grim.possible_denominators(digits, 1000)
    return f"; the smallest base from which it can come is {found[0]}" if found else ""


def _base_needed(row: dict, rows: list[dict]) -> str:
    """Return the base from which the share would come, where the same work prints the number behind it."""
    subject = _subject(row)
    behind = [
        other
        for other in rows
        if other["read_in"] == row["read_in"] and other["unit"] != "percent" and other["quantity"].lower() == subject
    ]
    share = allowed(row, last_digit=True)
    part = allowed(behind[0]) if len(behind) == 1 else None
    if part is None or share is None or share.low <= 0 or part.high == INFINITY:
        return ""
    low = math.ceil(Fraction(part.low) * 100 / Fraction(min(share.high, Decimal(100))))
    high = math.floor(Fraction(part.high) * 100 / Fraction(share.low))
    return f"; with {behind[0]['printed']}, printed in the same work, the base would be {low:,} to {high:,}"


def _other_thing(row: dict, base: dict, rows: list[dict]) -> str:
    """Return the unit that the wording of a share names first, if its base is counted in another."""
    words = re.findall(r"[\w-]+", row["quantity"].lower())
    units = {other["unit"] for other in rows}
    named = next((word for word in words if word in units), base["unit"])
    return "" if named == base["unit"] else named


def _part_beside(row: dict, rows: list[dict], found: range) -> str:
    """Return what to say of a part of the same base, printed in the same work, that makes the percentage."""
    for part in rows:
        same = part["part_of"] == row["denominator"] and part["read_in"] == row["read_in"]
        span = allowed(part) if same else None
        if span and span.low == span.high and span.low in found:
            return f"; {part['printed']}, printed beside it, is such a number"
    return ""


def _another_part(row: dict, rows: list[dict], found: range) -> int | None:
    """Return the number that stands in the same place for what a share names, if the share does not come from it."""
    subject = _subject(row)
    place = ("source", "read_in", "locator", "date")
    for part in rows:
        same = part["part_of"] == row["denominator"] and all(part[column] == row[column] for column in place)
        span = allowed(part) if same and part["unit"] != "percent" else None
        if span and span.low == span.high and part["quantity"].lower().startswith(f"{subject} "):
            number = int(span.low)
            return number if number not in found else None
    return None


def _subject(row: dict) -> str:
    """Return what a share is the share of, in the words of its quantity: "Minorities, share of the people …"."""
    return str(row["quantity"]).lower().split(", share of")[0].removeprefix("share of ")


def _span(found: range) -> str:
    return f"{found[0]:,}" if len(found) == 1 else f"{found[0]:,} to {found[-1]:,}"
