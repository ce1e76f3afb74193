"""Check the waves and provinces that one source lists against its totals, and sources against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from landreform.audit.totals import TOTALS, agree_verdict, sum_verdict
from landreform.audit.verdicts import POSSIBLE_ONLY_IF, Check, make_check, records, unchecked
from landreform.contested.printed_values import Allowed, allowed, number, plain

WAVES, PROVINCES = "waves of a total", "provinces of a wave"

#: Waves that carry no number, because they came before the first.
TRIALS = ("experimental", "pilot")


def printed_quantity(row: dict, column: str = "communes") -> Allowed | None:
    """Return the numbers of communes, or of people, that a row of the table `waves` allows.

    Parameters
    ----------
    row : dict
        Row of table `waves`; the column ``bound`` hedges all its numbers.
    column : str
        ``communes`` or ``population``.

    Returns
    -------
    Allowed or None
        None where the cell is empty.

    Examples
    --------
    >>> str(printed_quantity({"communes": 3300, "bound": "at_least"}))
    '3,300 or more'
    """
    value = number(row[column])
    return value if value is None else allowed({"printed": "", "value": value, "bound": row["bound"]})


def printed_statement(row: dict, column: str = "communes") -> str:
    """Write a row of the table `waves` as a statement.

    Parameters
    ----------
    row : dict
        Row of table `waves`.
    column : str
        ``communes`` or ``population``, not empty in the row.

    Returns
    -------
    str

    Examples
    --------
    >>> printed_statement({"communes": 3300, "bound": "at_least"})
    'at least 3,300 communes'
    """
    words = {"at_least": "at least ", "at_most": "at most ", "about": "about "}
    unit = "communes" if column == "communes" else "people"
    return f"{words.get(row['bound'], '')}{plain(number(row[column]) or Decimal(0))} {unit}"


def is_single(row: dict) -> bool:
    """Return whether a row speaks of one wave, numbered or experimental.

    Parameters
    ----------
    row : dict
        Row of table `waves`.

    Returns
    -------
    bool

    Examples
    --------
    >>> [is_single({"wave": wave}) for wave in ("experimental", "5", "1-3", "experimental-3", "total")]
    [True, True, False, False, False]
    """
    return row["wave"] in TRIALS or bool(re.fullmatch("[1-9]", row["wave"]))


def check_table_totals(waves: pd.DataFrame) -> Iterator[Check]:
    """Check the total of a source's table for one province against the waves of that table.

    Parameters
    ----------
    waves : DataFrame
        Table `waves`; a row ``total`` that is not national is checked against the waves of the same source.

    Yields
    ------
    Check
        Kind ``waves of a total``.

    Examples
    --------
    >>> rows = [{"wave_row": w, "wave": w, "communes": n} for w, n in (("1", 6), ("2", 33), ("total", 39))]
    >>> waves = pd.DataFrame(rows).assign(campaign="rent_reduction", level="province", place="Thái Nguyên",
    ...                                   bound="exact", source="", read_in="", locator="")
    >>> next(check_table_totals(waves)).verdict
    'consistent'
    """
    rows = [row for row in records(waves) if row["level"] != "national" and printed_quantity(row)]
    same = ("source", "read_in", "campaign", "level", "place")
    for total in rows:
        if total["wave"] != "total":
            continue
        statement = printed_statement(total)
        parts = [row for row in rows if is_single(row) and all(row[c] == total[c] for c in same)]
        if not parts:
            yield unchecked(WAVES, "waves", [total], "the source lists no waves for it", statement=statement)
            continue
        verdict, detail, extra = sum_verdict([printed_quantity(row) for row in parts], printed_quantity(total))
        against = " + ".join(printed_statement(row).removesuffix(" communes") for row in parts)
        yield make_check(WAVES, "waves", [total, *parts], against, verdict, detail, statement=statement, **extra)


def check_provinces(waves: pd.DataFrame) -> Iterator[Check]:
    """Check the number printed for the whole North against the provinces that a source lists for the wave.

    Parameters
    ----------
    waves : DataFrame
        Table `waves`; each national row of a single wave is checked against every work that lists two
        provinces or more for that wave.

    Yields
    ------
    Check
        Kind ``provinces of a wave``.

    Examples
    --------
    >>> rows = [("national", "", 859), ("province", "A", 444), ("province", "B", 400)]
    >>> waves = pd.DataFrame(rows, columns=["level", "place", "communes"]).assign(
    ...     wave_row=["n", "a", "b"], campaign="land_reform", wave="4", bound="exact", source="s",
    ...     read_in="s", locator="")
    >>> next(check_provinces(waves)).condition
    '15 communes lie in provinces that s omits'
    """
    rows = [row for row in records(waves) if printed_quantity(row) and is_single(row)]
    for whole in rows:
        total = printed_quantity(whole)
        if whole["level"] != "national" or total is None:
            continue
        for listed in province_lists(rows, whole["campaign"], whole["wave"]):
            spans, work = [span for row in listed if (span := printed_quantity(row))], listed[0]["read_in"]
            verdict, detail, extra = sum_verdict(spans, total)
            missing = total.low - sum(span.high for span in spans)
            if verdict == POSSIBLE_ONLY_IF and missing > 0:
                extra = {"condition": f"{plain(missing)} communes lie in provinces that {work} omits"}
            against = f"{len(listed)} provinces in {work}"
            extra["statement"] = printed_statement(whole)
            yield make_check(PROVINCES, "waves", [whole, *listed], against, verdict, detail, **extra)


def province_lists(rows: list[dict], campaign: str, wave: str) -> list[list[dict]]:
    """Find the works that list two provinces or more for a wave.

    Parameters
    ----------
    rows : list of dict
        Rows of table `waves`.
    campaign, wave : str
        The wave of which campaign.

    Returns
    -------
    list of list of dict
        The rows of each such work, in the order of its key.

    Examples
    --------
    >>> rows = [{"level": "province", "campaign": "c", "wave": "1", "read_in": "r", "place": p} for p in "AB"]
    >>> len(province_lists(rows, "c", "1")), len(province_lists(rows[:1], "c", "1"))
    (1, 0)
    """
    lists: dict[str, list[dict]] = {}
    for row in rows:
        if row["level"] == "province" and (row["campaign"], row["wave"]) == (campaign, wave):
            lists.setdefault(row["read_in"], []).append(row)
    return [listed for _, listed in sorted(lists.items()) if len({row["place"] for row in listed}) > 1]


def check_agreement(waves: pd.DataFrame) -> Iterator[Check]:
    """Check whether the sources agree on the communes and the population of a wave.

    Parameters
    ----------
    waves : DataFrame
        Table `waves`; rows on the same wave of the same campaign in the same province, or in the whole North,
        are compared.

    Yields
    ------
    Check
        Kind ``two totals``, one for the communes and one for the population of each such wave.

    Examples
    --------
    >>> waves = pd.DataFrame({"wave_row": ["a", "b"], "communes": [3314, 3563]}).assign(
    ...     population=None, campaign="land_reform", wave="total", level="national", place="", bound="exact",
    ...     source="", read_in="", locator="")
    >>> next(check_agreement(waves)).condition
    'they do not count the same thing'
    """
    groups: dict[tuple, list[dict]] = {}
    for row in records(waves):
        place = "" if row["level"] == "national" else row["place"]
        for column in ("communes", "population"):
            if printed_quantity(row, column):
                key = (row["campaign"], row["wave"], row["level"], place, column)
                groups.setdefault(key, []).append(row)
    for key, rows in sorted(groups.items()):
        if len(rows) > 1:
            column = key[-1]
            spans = [span for row in rows if (span := printed_quantity(row, column))]
            verdict, detail, extra = agree_verdict(rows, spans, "wave_row")
            against = "; ".join(printed_statement(row, column) for row in rows[1:])
            extra |= {"statement": printed_statement(rows[0], column), "label": column}
            yield make_check(TOTALS, "waves", rows, against, verdict, detail, **extra)
