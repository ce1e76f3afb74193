"""Check the national totals and numbers of waves against the waves gathered from all sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from landreform.audit.verdicts import POSSIBLE_ONLY_IF, Check, make_check, records, unchecked
from landreform.audit.wave_totals import TRIALS, WAVES, is_single, printed_quantity, printed_statement
from landreform.audit.ways import Way, find_ways, told
from landreform.contested import edtf
from landreform.contested.percentage_audit import CONSISTENT, IMPOSSIBLE
from landreform.contested.printed_values import Allowed, allowed, plain

NUMBER = "number of waves"

_RUN = re.compile(r"(experimental|[1-9])-([1-9])")
_COUNTED = re.compile(r"(?:waves|rounds) of (?:land )?(rent reduction|land reform)\b.*")


def check_national_totals(waves: pd.DataFrame) -> Iterator[Check]:
    """Check the totals printed for the North against the waves gathered from all sources.

    Parameters
    ----------
    waves : DataFrame
        Table `waves`; each national row ``total``, or run of waves such as ``1-3``, is checked against every way that
        `landreform.audit.ways.ways` finds for it; an experimental wave also counts with a single province.

    Yields
    ------
    Check
        Kind ``waves of a total``. Consistent where some choice among contradicting sources makes the total; the
        detail names every one that does. A run that comes right only with the experimental wave is possible only if
        that is counted in.

    Examples
    --------
    >>> rows = [{"wave_row": w, "wave": w, "communes": n} for w, n in (("1", 53), ("2", 210), ("1-2", 263))]
    >>> waves = pd.DataFrame(rows).assign(campaign="land_reform", level="national", place="", bound="exact",
    ...                                   source="", read_in="", locator="")
    >>> next(check_national_totals(waves)).verdict
    'consistent'
    """
    rows = [row for row in records(waves) if printed_quantity(row)]
    singles = [row for row in rows if is_single(row)]
    for total in rows:
        run, whole = _RUN.fullmatch(total["wave"]), printed_quantity(total)
        if total["level"] != "national" or not whole or not (run or total["wave"] == "total"):
            continue
        found, missing = find_ways(singles, total)
        if not found:
            detail = "no number for the whole North, and no list of provinces, for "
            detail = f"{detail}wave {', '.join(missing)}" if missing else "the ledger holds no waves of it"
            yield unchecked(WAVES, "waves", [total], detail, statement=printed_statement(total))
            continue
        yield _assembled(total, whole, singles, found)


def check_numbers_of_waves(counts: pd.DataFrame, waves: pd.DataFrame) -> Iterator[Check]:
    """Check each stated number of waves against the waves listed, and its communes against theirs.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; rows whose quantity begins with ``waves of`` or ``rounds of`` and a campaign.
    waves : DataFrame
        Table `waves`; waves that the same work lists for the same province, or that all works together list
        for the North.

    Yields
    ------
    Check
        Kind ``number of waves``. A row of `counts` with the unit communes that names the same campaign at the
        same place of the same work joins the check.

    Examples
    --------
    >>> counts = pd.DataFrame([{"count": "n", "quantity": "waves of land reform", "value": 2}]).assign(
    ...     printed="two", bound="exact", unit="waves", place="", source="", read_in="", locator="")
    >>> waves = pd.DataFrame({"wave": ["1", "2"], "campaign": "land_reform", "place": "", "communes": None})
    >>> next(check_numbers_of_waves(counts, waves)).verdict
    'consistent'
    """
    numbers, listed = records(counts), [row for row in records(waves) if is_single(row)]
    for row in numbers:
        match = _COUNTED.fullmatch(row["quantity"].lower())
        stated = allowed(row) if match else None
        if not match or not stated:
            continue
        mine = [wave for wave in listed if wave["campaign"] == match.group(1).replace(" ", "_")]
        on_communes = None
        if row["place"]:
            mine = [w for w in mine if (w["place"], w["read_in"]) == (row["place"], row["read_in"])]
            on_communes = _row_on_communes(row, numbers, match.group(1))
        mine = _begun_by(row, mine)
        numbered = {wave["wave"] for wave in mine if wave["wave"] not in TRIALS}
        if not numbered or len(numbered) < int(max(numbered)):
            yield unchecked(NUMBER, "counts", [row], "the ledger does not list all the waves")
        else:
            yield _number_check(row, stated, on_communes, mine)


def _begun_by(row: dict, waves: list[dict]) -> list[dict]:
    """Keep the waves that could have begun by the day up to which a number of waves is counted.

    A number "in the war" counts no wave of peace. A wave that nobody dates is kept.
    """
    last = edtf.parse(row["date"]).latest if row.get("date") else None
    if last is None:
        return waves
    begun: dict[str, list[bool]] = {}
    for wave in waves:
        first = edtf.parse(wave["start"]).earliest if wave.get("start") else None
        if first is not None:
            begun.setdefault(wave["wave"], []).append(first <= last)
    return [wave for wave in waves if any(begun.get(wave["wave"], [True]))]


def _assembled(total: dict, whole: Allowed, singles: list[dict], found: list[Way]) -> Check:
    """Return the check of a total against every way that the sources allow for its waves."""
    numbered_only = total["wave"][0].isdigit()
    fitting = [way for way in found if not (numbered_only and way.with_trial)]
    against = " or ".join(dict.fromkeys(str(way.span) for way in sorted(fitting, key=lambda way: way.span.low)))
    extra: dict = {"statement": printed_statement(total)}
    if any(way.span.meets(whole) for way in fitting):
        verdict = CONSISTENT
    elif any(way.span.meets(whole) for way in found):
        verdict, extra["condition"] = POSSIBLE_ONLY_IF, "the experimental wave is counted in"
    else:
        verdict = POSSIBLE_ONLY_IF
        most, least = max(way.span.high for way in fitting), min(way.span.low for way in fitting)
        if most < whole.low:
            extra["condition"] = f"{plain(whole.low - most)} communes belong to no wave in the ledger"
        elif least > whole.high:
            extra["condition"] = f"{plain(least - whole.high)} communes are counted in more than one wave"
        else:
            extra["condition"] = "a wave had another number than the ledger holds"
    used = {row for way in found for part in way.parts for row in part.rows}
    rows = [total, *(row for row in singles if row["wave_row"] in used)]
    return make_check(WAVES, "waves", rows, against, verdict, told(found, whole), **extra)


def _row_on_communes(row: dict, rows: list[dict], campaign: str) -> dict | None:
    """Return the row on communes that the text puts beside a number of waves."""
    for other in rows:
        same = all(other[column] == row[column] for column in ("read_in", "locator", "place"))
        if same and other["unit"] == "communes" and f"waves of {campaign}" in other["quantity"].lower():
            return other
    return None


def _number_check(row: dict, stated: Allowed, on_communes: dict | None, mine: list[dict]) -> Check:
    """Return the check of a number of waves, and of the communes beside it, against the waves listed."""
    labels = {wave["wave"] for wave in mine}
    numbered, all_waves = len(labels - set(TRIALS)), len(labels)
    against = f"{numbered} numbered and {all_waves - numbered} experimental listed"
    detail, extra = against, {"statement": str(row["printed"])}
    counts_trials = stated.low <= all_waves <= stated.high
    if not counts_trials and not stated.low <= numbered <= stated.high:
        return make_check(NUMBER, "counts", [row], against, IMPOSSIBLE, detail, **extra)
    condition = "" if counts_trials else "the experimental wave is not counted as a wave"
    verdict = CONSISTENT if counts_trials else POSSIBLE_ONLY_IF
    communes = allowed(on_communes) if on_communes else None
    if on_communes and communes:
        extra["statement"] += f"; {on_communes['printed']}"
        chosen = [wave for wave in mine if counts_trials or wave["wave"] not in TRIALS]
        made, full = (sum((s.low for w in group if (s := printed_quantity(w))), Decimal(0)) for group in (chosen, mine))
        detail += f"; {len(chosen)} waves make {plain(made)} communes, all make {plain(full)}"
        if not communes.low <= made <= communes.high:
            if not communes.low <= full <= communes.high:
                return make_check(NUMBER, "counts", [row, on_communes], against, IMPOSSIBLE, detail, **extra)
            verdict = POSSIBLE_ONLY_IF
            condition = "the experimental wave is counted among the communes but not among the waves"
    rows = [row, on_communes] if on_communes else [row]
    return make_check(NUMBER, "counts", rows, against, verdict, detail, condition=condition, **extra)
