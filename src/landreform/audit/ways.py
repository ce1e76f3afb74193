"""Find every way in which the waves of the ledger can make a total, and what each leaves without a name.

The input are rows of table `waves`, the output one row for each way of choosing among the sources. That one way makes
the printed number proves nothing where another does too; none of them is called the answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

import pandas as pd

from landreform.audit.verdicts import records
from landreform.audit.wave_totals import TRIALS, is_single, printed_quantity, province_lists
from landreform.contested.printed_values import Allowed

#: A total with more ways than these is refused rather than tried in part.
MOST = 100_000

_RUN = re.compile(r"(experimental|[1-9])-([1-9])")


@dataclass(frozen=True)
class Part:
    """One number for one wave.

    Attributes
    ----------
    wave : str
        The wave.
    span : Allowed
        Communes that the rows chosen allow together.
    rows : tuple of str
        Rows of table `waves`.
    unnamed : Allowed
        Communes of it that no list names; the ends differ where sources differ about the provinces.
    """

    wave: str
    span: Allowed
    rows: tuple[str, ...]
    unnamed: Allowed


@dataclass(frozen=True)
class Way:
    """One choice of a number for every wave of a total."""

    parts: tuple[Part, ...]

    @property
    def span(self) -> Allowed:
        """Communes that the waves make together."""
        return _sum([part.span for part in self.parts])

    @property
    def unnamed(self) -> Allowed:
        """Communes that no list names."""
        return _sum([part.unnamed for part in self.parts])

    @property
    def with_trial(self) -> bool:
        """Whether an experimental wave is counted in."""
        return any(part.wave in TRIALS for part in self.parts)

    def __str__(self) -> str:
        return " + ".join(str(part.span) for part in self.parts)


def ways(waves: pd.DataFrame, total: str) -> list[Way]:
    """Find every way in which the rows of the ledger can make up a total.

    Parameters
    ----------
    waves : DataFrame
        Table `waves`.
    total : str
        A national row of it with the wave ``total`` or a run of waves such as ``1-3``.

    Returns
    -------
    list of Way
        Each different choice of numbers once, those with the experimental wave first; empty where a wave has no number.
        A wave has the numbers that are printed for the whole North; besides, or failing these, the sums of the
        provinces that one work lists, in which another work's number for a province may stand in place of its own. A
        list that makes none of the printed numbers leaves provinces out and does not count beside them. The
        experimental wave may be counted in or not, unless the run names it.

    Raises
    ------
    ValueError
        If there are more than `MOST` ways.

    Examples
    --------
    >>> rows = [("e", "experimental", 6), ("1", "1", 53), ("1b", "1", 59), ("t", "total", 59)]
    >>> waves = pd.DataFrame(rows, columns=["wave_row", "wave", "communes"]).assign(
    ...     campaign="land_reform", level="national", place="", bound="exact", read_in="")
    >>> [str(way) for way in ways(waves, "t") if way.span == Allowed(Decimal(59), Decimal(59))]
    ['6 + 53', '59']
    """
    rows = [row for row in records(waves) if printed_quantity(row)]
    whole = next(row for row in rows if row["wave_row"] == total)
    return find_ways([row for row in rows if is_single(row)], whole)[0]


def find_ways(singles: list[dict], whole: dict) -> tuple[list[Way], list[str]]:
    """Find the ways of one total, and the waves for which there is no number.

    Parameters
    ----------
    singles : list of dict
        Rows of single waves that print communes.
    whole : dict
        The row of the total.

    Returns
    -------
    list of Way, list of str
        As in `ways`; the waves without a number, in which case there is no way.
    """
    options = {
        wave: _options(singles, whole["campaign"], wave)
        for wave in sorted({row["wave"] for row in singles if row["campaign"] == whole["campaign"]})
    }
    run = _RUN.fullmatch(whole["wave"])
    first = int(run.group(1)) if run and run.group(1).isdigit() else 1
    last = int(run.group(2)) if run else max((int(w) for w in options if w.isdigit()), default=0)
    wanted = [str(i) for i in range(first, last + 1)]
    missing = [wave for wave in wanted if not options.get(wave)]
    if missing or not wanted:
        return [], missing
    trials = [options[wave] for wave in TRIALS if options.get(wave)]
    numbered = [options[wave] for wave in wanted]
    named = bool(run and not run.group(1).isdigit())
    sets = [[*trials, *numbered]] if named or not trials else [[*trials, *numbered], numbered]
    found = []
    for parts in sets:
        count = 1
        for part in parts:
            count *= len(part)
        if count > MOST:
            raise ValueError(f"{whole['wave_row']} has {count:,} ways to be made; no more than {MOST:,} are tried.")
        found += [Way(choice) for choice in product(*parts)]
    return found, []


def way_table(waves: pd.DataFrame, total: str) -> pd.DataFrame:
    """Tabulate the ways of a total for readers.

    Parameters
    ----------
    waves, total
        As in `ways`.

    Returns
    -------
    DataFrame
        One row a way: ``way`` (the numbers added up), ``communes`` (what they make), ``makes_it`` (whether that is what
        the total prints), ``experimental`` (whether that wave is counted in), ``unnamed`` (communes that no list names)
        and ``rows`` (of the table, joined by a space).
    """
    whole = printed_quantity(next(row for row in records(waves) if row["wave_row"] == total))
    found = ways(waves, total)
    return pd.DataFrame(
        {
            "way": [str(way) for way in found],
            "communes": [str(way.span) for way in found],
            "makes_it": [whole is not None and way.span.meets(whole) for way in found],
            "experimental": [way.with_trial for way in found],
            "unnamed": [str(way.unnamed) for way in found],
            "rows": [" ".join(row for part in way.parts for row in part.rows) for way in found],
        }
    )


def _options(singles: list[dict], campaign: str, wave: str) -> list[Part]:
    """Return the different numbers that the sources give for a wave, the national ones first."""
    mine = [row for row in singles if row["campaign"] == campaign and row["wave"] == wave]
    national = [row for row in mine if row["level"] == "national"]
    provinces = [row for row in mine if row["level"] == "province"]
    groups = [[row] for row in national]
    printed = [span for row in national if (span := printed_quantity(row))]
    for listed in province_lists(mine, campaign, wave):
        if not printed or any(_communes(listed).meets(span) for span in printed):
            groups += _with_rivals(listed, provinces)
    if not groups and wave in TRIALS:
        groups = [[row] for row in mine]
    found: dict[str, Part] = {}
    for group in groups:
        span = _communes(group)
        part = Part(wave, span, tuple(str(row["wave_row"]) for row in group), _unnamed(span, group, provinces))
        known = found.get(str(span))
        # Of two groups that make one number the one that names more of it counts.
        if known is None or part.unnamed.high < known.unnamed.high:
            found[str(span)] = part
    return list(found.values())


def _with_rivals(listed: list[dict], provinces: list[dict]) -> list[list[dict]]:
    """Return a list of provinces as it stands, then with the numbers of other works in place of its own."""
    choices = []
    for row in listed:
        others = [o for o in provinces if o["place"] == row["place"] and o["read_in"] != row["read_in"]]
        choices.append([row, *sorted(others, key=lambda other: str(other["wave_row"]))])
    return [list(choice) for choice in product(*choices)]


def _unnamed(span: Allowed, group: list[dict], provinces: list[dict]) -> Allowed:
    """Return how many communes of a number no list names: none of a sum of provinces, else what the provinces leave."""
    if len(group) > 1 or group[0]["level"] != "national":
        return Allowed(Decimal(0), Decimal(0))
    least, most = Decimal(0), Decimal(0)
    for place in sorted({row["place"] for row in provinces}):
        spans = [s for row in provinces if row["place"] == place and (s := printed_quantity(row))]
        least, most = least + min(s.low for s in spans), most + max(s.high for s in spans)
    return Allowed(max(span.low - most, Decimal(0)), max(span.high - least, Decimal(0)))


def _communes(rows: list[dict]) -> Allowed:
    return _sum([span for row in rows if (span := printed_quantity(row))])


def _sum(spans: Sequence[Allowed]) -> Allowed:
    return sum(spans[1:], spans[0])


def told(found: Sequence[Way], whole: Allowed) -> str:
    """Say which ways make a total, all of them by name, or what the ways make instead.

    Examples
    --------
    >>> n = lambda value: Allowed(Decimal(value), Decimal(value))
    >>> both = [Way((Part("1", n(2), (), n(0)),)), Way((Part("1", n(3), (), n(0)),))]
    >>> told(both, n(3))
    '1 of 2 ways of choosing among the sources makes 3: 3'
    """
    making = [way for way in found if way.span.meets(whole)]
    if not making:
        sums = sorted({(way.span.low, str(way.span)) for way in found})
        return f"the waves make {' or '.join(text for _, text in sums)}; the total is {whole}"
    verb = "makes" if len(making) == 1 else "make"
    named = "; ".join(str(way) for way in making)
    leaves = sorted({(way.unnamed.low, str(way.unnamed)) for way in making if way.unnamed.high})
    texts = [f"{len(making)} of {len(found)} ways of choosing among the sources {verb} {whole}: {named}"]
    if leaves:
        texts.append(f"communes that no list names: {', or '.join(text for _, text in leaves)}")
    return "; ".join(texts)
