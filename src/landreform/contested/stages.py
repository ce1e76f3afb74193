"""What a total claimed for a whole campaign requires of the stages for which nobody has a count.

A campaign has stages. For some of them a document counts the dead, for the rest none does; how large a stage was is
measured on one or several exposure bases (villages, people, days). A claim on the whole is then a statement about two
unknowns at once: how complete the counts are, and how deadly, for its size, the rest was. The input are anybody's
stages and bases, from small tables, and claims; the output what each claim requires, on each base. Rates are never
added up: that of the counted stages taken as one is all their dead over all their size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from landreform.contested.alike_names import alike_faults
from landreform.contested.claims import ends, form, intervals
from landreform.contested.errors import Fault, InputError
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder
from landreform.contested.table_input import TableReader
from landreform.contested.typed_numbers import MEASURE

STAGE_COLUMNS = ("stage", "outcome", "counted")
BASE_COLUMNS = ("base", "stage", "exposure", "unit")

#: How a number is meant for the outcome that was counted.
EXACTLY, AT_LEAST, AT_MOST = "exactly", "at least", "at most"


@dataclass(frozen=True)
class Stages:
    """The stages of a campaign, in the order of their table.

    Attributes
    ----------
    outcome : str
        What the counts count.
    counted : dict of str to float
        Persons by stage, for each stage that has a count.
    uncounted : tuple of str
        The other stages.
    titles : dict of str to str
        What each stage is called in a sentence.
    """

    outcome: str
    counted: dict[str, float]
    uncounted: tuple[str, ...]
    titles: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Every stage, those with a count first."""
        return (*self.counted, *self.uncounted)

    @property
    def total(self) -> float:
        """All persons counted."""
        return sum(self.counted.values())


def read_stages(path: str | Path, reader: TableReader | None = None) -> Stages:
    """Read anybody's stages with what was counted in them.

    Parameters
    ----------
    path : str or Path
        Table with the columns ``stage``, ``outcome`` (what is counted, the same in every row), ``counted`` (persons;
        empty where nobody has a count) and if wanted ``title``.
    reader : TableReader, optional
        How files are read.

    Returns
    -------
    Stages

    Raises
    ------
    InputError
        With every fault: a stage without a name, named twice or in two spellings, two outcomes, a count that
        is no number, or nothing counted at all.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "stages.csv")
    ...     _ = file.write_text("stage,outcome,counted\\nfirst,executed,120\\nlast,executed,\\n")
    ...     stages = read_stages(file)
    >>> stages.counted, stages.uncounted
    ({'first': 120.0}, ('last',))
    """
    reader = reader or TableReader()
    table = reader.read(path, STAGE_COLUMNS, optional=["title"], least="at least one stage under the header")
    numbers = reader.numbers(table, ["counted"])["counted"]
    faults = list(numbers.faults)
    faults += alike_faults(table.file, [(line, "stage", row["stage"]) for line, row in table.records()])
    outcome, counted, uncounted, titles = "", {}, [], {}
    for (line, cells), value in zip(table.records(), numbers.floats(), strict=True):
        stage = cells["stage"]
        outcome = outcome or cells["outcome"]
        if not stage or stage in titles:
            faults.append(Fault(table.file, line, "stage", stage, "a name that no other stage has"))
        if not cells["outcome"] or cells["outcome"] != outcome:
            expected = f"one outcome for all stages, {outcome}" if outcome else "the outcome that is counted"
            faults.append(Fault(table.file, line, "outcome", cells["outcome"], expected))
        if value is not None and math.isnan(value):
            uncounted.append(stage)
        elif value is not None:
            counted[stage] = value
        titles[stage] = cells.get("title") or stage.replace("_", " ")
    if not faults and not sum(counted.values()):
        faults.append(Fault(table.file, None, "counted", "nobody", "at least one person counted in some stage"))
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    return Stages(outcome, counted, tuple(uncounted), titles)


def read_bases(path: str | Path, stages: Stages, reader: TableReader | None = None) -> pd.DataFrame:
    """Read how large each stage was, on one or several exposure bases.

    Parameters
    ----------
    path : str or Path
        Table with the columns ``base`` (the name of a measure), ``stage``, ``exposure`` (a number above 0) and
        ``unit``; each base has each stage once, all in one unit. Other columns are passed over.
    stages : Stages
        From `read_stages`.
    reader : TableReader, optional
        How files are read.

    Returns
    -------
    DataFrame
        Columns `BASE_COLUMNS`, in the order of the file.

    Raises
    ------
    InputError
        With every fault: an unknown stage, one that a base lacks or has twice, two units, or no number above 0.

    Examples
    --------
    >>> import tempfile
    >>> stages = Stages("executed", {"first": 120.0}, ("last",), {})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "bases.csv")
    ...     _ = file.write_text("base,stage,exposure,unit\\nvillages,first,60,villages\\nvillages,last,20,villages\\n")
    ...     print(read_bases(file, stages)["exposure"].tolist())
    [60.0, 20.0]
    """
    reader = reader or TableReader()
    table = reader.read(path, BASE_COLUMNS, least="at least one base under the header")
    numbers = reader.numbers(table, ["exposure"], MEASURE)["exposure"]
    faults = list(numbers.faults)
    records: list[dict[str, Any]] = []
    units: dict[str, str] = {}
    given: dict[str, list[str]] = {}
    for (line, row), value in zip(table.records(), numbers.floats(), strict=True):
        cells: dict[str, Any] = {column: row[column] for column in BASE_COLUMNS}
        base, stage = cells["base"], cells["stage"]
        found = []
        if not base:
            found.append(("base", "the name of a measure, such as villages"))
        if stage not in stages.names:
            found.append(("stage", f"one of the stages {', '.join(stages.names)}"))
        elif stage in given.setdefault(base, []):
            found.append(("stage", f"each stage once for the base {base}"))
        if units.setdefault(base, cells["unit"]) != cells["unit"]:
            found.append(("unit", f"one unit for the base {base}, {units[base]}"))
        if value is not None and not value > 0:
            found.append(("exposure", "a plain number above 0"))
        given.setdefault(base, []).append(stage)
        faults += [Fault(table.file, line, column, cells[column], expected) for column, expected in found]
        records.append(cells | {"exposure": value})
    for base, there in given.items():
        missing = [stage for stage in stages.names if stage not in there]
        if missing and base:
            faults.append(Fault(table.file, None, "stage", f"{base} without {', '.join(missing)}", "every stage once"))
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    return pd.DataFrame(records, columns=list(BASE_COLUMNS))


def rates(stages: Stages, bases: pd.DataFrame) -> pd.DataFrame:
    """Compute the dead counted for each unit of exposure, stage by stage and base by base.

    Parameters
    ----------
    stages : Stages
        From `read_stages`.
    bases : DataFrame
        From `read_bases`.

    Returns
    -------
    DataFrame
        Columns ``base, unit, stage, counted, exposure, rate``; ``counted`` and ``rate`` are NaN where nobody has a
        count.

    Examples
    --------
    >>> stages = Stages("executed", {"first": 120.0}, ("last",), {})
    >>> bases = pd.DataFrame({"base": "villages", "stage": ["first", "last"], "exposure": [60.0, 20.0],
    ...                       "unit": "villages"})
    >>> rates(stages, bases)["rate"].tolist()
    [2.0, nan]
    """
    counted = bases["stage"].map(stages.counted).astype(float)
    table = bases.assign(counted=counted, rate=counted / bases["exposure"])
    return table[["base", "unit", "stage", "counted", "exposure", "rate"]]


def sizes(stages: Stages, bases: pd.DataFrame) -> pd.DataFrame:
    """Compare the stages without a count with the counted ones, base by base.

    Parameters
    ----------
    stages, bases
        As in `rates`.

    Returns
    -------
    DataFrame
        Columns ``base, unit, rate`` (all dead counted over all the exposure of the counted stages), ``rest`` (the
        exposure of the other stages over that of the counted ones; 0 where every stage is counted) and ``implied`` (the
        total if the counts are complete and the rest was as deadly for its size); one row a base.

    Examples
    --------
    >>> stages = Stages("executed", {"first": 120.0}, ("last",), {})
    >>> bases = pd.DataFrame({"base": "villages", "stage": ["first", "last"], "exposure": [60.0, 20.0],
    ...                       "unit": "villages"})
    >>> sizes(stages, bases)[["rest", "implied"]].round(3).to_numpy().tolist()
    [[0.333, 160.0]]
    """
    rows = []
    for base, group in bases.groupby("base", sort=False):
        is_counted = group["stage"].isin(stages.counted)
        known, rest = group.loc[is_counted, "exposure"].sum(), group.loc[~is_counted, "exposure"].sum()
        rows.append(
            (base, group["unit"].iloc[0], stages.total / known, rest / known, stages.total * (1 + rest / known))
        )
    return pd.DataFrame(rows, columns=["base", "unit", "rate", "rest", "implied"])


def readings(numbers: pd.DataFrame, outcome: str, order: OutcomeOrder = DEFAULT_ORDER) -> pd.Series:
    """Say what each number of a claim says of the number of an outcome: exactly that, at least, at most, or nothing.

    Parameters
    ----------
    numbers : DataFrame
        A row a number; columns ``outcome`` (what the claim counts), ``form`` (of
        `landreform.contested.claims.form`) and ``end`` (low, point or high).
    outcome : str
        The outcome asked about.
    order : OutcomeOrder
        The outcomes and which are parts of which.

    Returns
    -------
    Series
        `EXACTLY`, `AT_LEAST`, `AT_MOST`, or missing; index as in `numbers`. A number of the outcome itself is taken as
        that number, be it the end of a range, unless the claim is open: "100,000 or more" is a least number. A part of
        the outcome gives a least number and never by its high end, a whole a greatest and never by its low end: that at
        least so many died caps no number of executions.

    Examples
    --------
    >>> numbers = pd.DataFrame({"outcome": ["died", "died", "executed"], "form": ["at_least", "range", "at_least"],
    ...                         "end": ["low", "high", "low"]})
    >>> readings(numbers, "executed").fillna("nothing").tolist()
    ['nothing', 'at most', 'at least']
    """
    at = order.names.index(outcome)
    whole = numbers["outcome"].isin([name for name, holds in zip(order.names, order.within[at], strict=True) if holds])
    parts = [name for name, within in zip(order.names, order.within[:, at], strict=True) if within]
    part = numbers["outcome"].isin(parts)
    is_end = (numbers["form"] != "point") & (numbers["end"] != "point")
    low, high = is_end & (numbers["end"] == "low"), is_end & (numbers["end"] == "high")
    same = whole & part
    is_open, is_capped = low & (numbers["form"] == "at_least"), high & (numbers["form"] == "at_most")
    conditions = [same & is_open, same & is_capped, same, part & ~high, whole & ~low]
    said = np.select(conditions, [AT_LEAST, AT_MOST, EXACTLY, AT_LEAST, AT_MOST], default="")
    return pd.Series(said, index=numbers.index, dtype=object).replace("", None)


def required(
    claims: pd.DataFrame, stages: Stages, bases: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER
) -> pd.DataFrame:
    """Compute what each number claimed for the whole requires, on each base.

    Parameters
    ----------
    claims : DataFrame
        Claims; columns `landreform.contested.outcomes.COLUMNS`.
    stages, bases
        As in `rates`.
    order : OutcomeOrder
        The outcomes and which are parts of which.

    Returns
    -------
    DataFrame
        Columns ``estimate, outcome, lineage, end, value, reading, base, unit, multiplier, completeness,
        below_counts``; one row for each end of each claim on the counted outcome, on a part of it or on a whole that
        contains it (a bare number has the end ``point``), and each base. ``multiplier``: how many times as deadly, for
        their size, the stages without a count must have been as the counted ones, if the counts are complete; NaN where
        every stage is counted. ``completeness``: the share of the dead of the counted stages that the counts hold, if
        the rest was as deadly for its size; above 1 the number is exceeded even if they hold all. ``below_counts``:
        whether the number falls short of what was counted; the multiplier is then 0. ``reading`` is that of `readings`;
        an end that says nothing of the counted outcome has no row.

    Raises
    ------
    ValueError
        If the counted outcome is not in the order; else as `landreform.contested.consistency.gap`.

    Notes
    -----
    multiplier = (value - counted) / (counted · rest), completeness = counted · (1 + rest) / value, with rest from
    `sizes`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": np.nan, "point": [200.0], "high": np.nan,
    ...                        "outcome": "executed", "lineage": ["a"]})
    >>> stages = Stages("executed", {"first": 120.0}, ("last",), {})
    >>> bases = pd.DataFrame({"base": "villages", "stage": ["first", "last"], "exposure": [60.0, 20.0],
    ...                       "unit": "villages"})
    >>> required(claims, stages, bases)[["multiplier", "completeness"]].round(3).to_numpy().tolist()
    [[2.0, 0.8]]
    """
    ends(claims, "what a total requires", order)
    if stages.outcome not in order.names:
        raise ValueError(f"The stages count {stages.outcome!r}, which is none of {', '.join(order.names)}.")
    spoken = claims.assign(form=form(claims))
    ranges = intervals(spoken)
    bare = (ranges["low"] == ranges["high"]).to_numpy()
    parts = []
    for end, kept in (("low", ~bare), ("point", bare), ("high", ~bare)):
        values = ranges["high" if end == "high" else "low"]
        chosen = kept & (values > 0).to_numpy() & np.isfinite(values.to_numpy())
        named = spoken.loc[chosen, ["estimate", "outcome", "lineage", "form"]]
        parts.append(named.assign(end=end, value=values[chosen]))
    numbers = pd.concat(parts).sort_index(kind="stable")
    numbers["reading"] = readings(numbers, stages.outcome, order)
    table = numbers.dropna(subset=["reading"]).merge(sizes(stages, bases), how="cross")
    table["below_counts"] = table["value"] < stages.total
    with np.errstate(divide="ignore", invalid="ignore"):
        beyond = (table["value"] - stages.total).clip(lower=0.0) / (stages.total * table["rest"])
    table["multiplier"] = beyond.where(table["rest"] > 0)
    table["completeness"] = stages.total * (1.0 + table["rest"]) / table["value"]
    columns = ["estimate", "outcome", "lineage", "end", "value", "reading", "base", "unit"]
    return table[[*columns, "multiplier", "completeness", "below_counts"]]
