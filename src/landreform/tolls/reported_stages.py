"""Read the executions that documents report for each stage of the campaign, and divide them by its size.

The documents at hand count executions in two stages that ended by December 1955; for the wave after it no
count is known. How large a stage was can be measured in communes, in passes through a commune, in people
covered: each such measure is an exposure base, and every result that needs one is computed on all of them.

One rate is the reference of the book: that of both reported stages taken as one, which is all their executions divided
by all their size (`POOLED`). The rates of the two stages stand beside it. Rates are never added up: a sum of two rates
is the rate of no stage.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from landreform.contested.errors import Fault, InputError, require_columns
from landreform.contested.table_input import TableReader
from landreform.ledger.tables import STATEMENT

#: Stages for which documents report executions, in order of time.
REPORTED = ("rent_reduction", "land_reform_to_1955_12")

#: The stage for which no count is known.
LAST = "land_reform_after"

STAGES = (*REPORTED, LAST)

#: Both reported stages taken as one; and the rates with which the last stage is compared, the stated one first.
POOLED = "pooled"
REFERENCES = (POOLED, *REPORTED)

#: What each stage is called.
NAMES = {
    "rent_reduction": "rent reduction",
    "land_reform_to_1955_12": "land reform, to December 1955",
    "land_reform_after": "land reform after that",
}

#: The rows of the table counts that hold the reported executions.
LEDGER_ROWS = {
    "rent_reduction": "wikipedia-north-vietnam-executed-rent-reduction",
    "land_reform_to_1955_12": "wikipedia-north-vietnam-executed-land-reform",
}

#: The rows of the table counts that hold how many had been labelled landlords: by the end of the reported stages, and
#: in the whole campaign.
LABEL_ROWS = {"reported": "wikipedia-north-vietnam-landlords-identified", "whole": "viwiki-ccrd-classified"}

COUNT_COLUMNS = ("stage", "executed")
EXPOSURE_COLUMNS = ("base", "description", "stage", "exposure", "unit")


def rates(counts: pd.DataFrame, exposures: pd.DataFrame) -> pd.DataFrame:
    """Compute the reported executions for each unit of exposure, stage by stage.

    Parameters
    ----------
    counts : DataFrame
        Reported executions; columns ``stage`` (each of `REPORTED` once), ``executed`` (persons).
    exposures : DataFrame
        Columns ``base, description, stage, exposure, unit``; for each base each of `STAGES` once, in one
        unit.

    Returns
    -------
    DataFrame
        Columns ``base, unit, stage, executed, exposure, rate``, the bases in the order of `exposures`, the
        stages in the order of time; in the last stage ``executed`` and ``rate`` are NaN.

    Raises
    ------
    ValueError
        If a stage is missing, unknown or given twice, if a base has two units, or if a number cannot be one.

    Examples
    --------
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": STAGES,
    ...                           "exposure": [50, 20, 40], "unit": "communes"})
    >>> rates(counts, exposures)["rate"].tolist()
    [2.0, 1.0, nan]
    """
    executed = reported(counts)
    require_columns(exposures, EXPOSURE_COLUMNS, "A frame of exposures")
    rows = []
    for base, group in exposures.groupby("base", sort=False):
        size = _by_stage(group, "exposure", STAGES, f"The exposure base {base!r}")
        if group["unit"].nunique(dropna=False) != 1:
            raise ValueError(f"The exposure base {base!r} mixes units: {sorted(set(group['unit']))}.")
        if min(size.values()) <= 0:
            raise ValueError(f"The exposure base {base!r} needs numbers above 0 for every stage.")
        for stage in STAGES:
            count = executed.get(stage, math.nan)
            rows.append((base, group["unit"].iloc[0], stage, count, size[stage], count / size[stage]))
    return pd.DataFrame(rows, columns=["base", "unit", "stage", "executed", "exposure", "rate"])


def rates_by_base(
    counts: pd.DataFrame, exposures: pd.DataFrame
) -> Iterator[tuple[str, str, dict[str, float], dict[str, float]]]:
    """Yield the size and the rate of every stage, base by base.

    Parameters
    ----------
    counts, exposures : DataFrame
        As in `rates`.

    Yields
    ------
    str, str, dict, dict
        Name and unit of the base; exposure and reported executions for each unit of it, by stage.

    Raises
    ------
    ValueError
        As in `rates`.

    Examples
    --------
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": STAGES,
    ...                           "exposure": [50, 20, 40], "unit": "communes"})
    >>> next(rates_by_base(counts, exposures))[2][LAST]
    40.0
    """
    for base, group in rates(counts, exposures).groupby("base", sort=False):
        by_stage = group.set_index("stage")
        yield str(base), group["unit"].iloc[0], by_stage["exposure"].to_dict(), by_stage["rate"].to_dict()


def reference_rates(executed: Mapping[str, float], exposure: Mapping[str, float]) -> dict[str, float]:
    """Compute the rates with which the last stage can be compared.

    Parameters
    ----------
    executed, exposure : mapping of str to float
        Reported executions and exposure of each of `REPORTED`.

    Returns
    -------
    dict
        The rate of each of `REFERENCES`: all executions over all exposure, and those of each stage. The pooled rate
        lies between the other two.

    Examples
    --------
    >>> reference_rates({"rent_reduction": 100, "land_reform_to_1955_12": 20},
    ...                 {"rent_reduction": 50, "land_reform_to_1955_12": 30})["pooled"]
    1.5
    """
    pooled = sum(executed[stage] for stage in REPORTED) / sum(exposure[stage] for stage in REPORTED)
    return {POOLED: pooled} | {stage: executed[stage] / exposure[stage] for stage in REPORTED}


def compare_stages(counts: pd.DataFrame, exposures: pd.DataFrame) -> pd.DataFrame:
    """Compare the reported stages with each other, as they are documented.

    Parameters
    ----------
    counts, exposures : DataFrame
        As in `rates`.

    Returns
    -------
    DataFrame
        Columns ``base, unit``, one for each of `REFERENCES` (executions for each unit of exposure), ``ratio`` (the rate
        of the rent reduction over that of the land reform after it; NaN where the latter is 0) and ``rest`` (the
        exposure of the last stage over that of both reported ones); one row a base.

    Examples
    --------
    >>> counts = pd.DataFrame({"stage": REPORTED, "executed": [100, 20]})
    >>> exposures = pd.DataFrame({"base": "communes", "description": "", "stage": STAGES,
    ...                           "exposure": [50, 30, 40], "unit": "communes"})
    >>> compare_stages(counts, exposures)[["pooled", "ratio", "rest"]].to_numpy().tolist()
    [[1.5, 3.0, 0.5]]
    """
    executed = reported(counts)
    rows = []
    for base, unit, exposure, _ in rates_by_base(counts, exposures):
        rate = reference_rates(executed, exposure)
        early, late = (rate[stage] for stage in REPORTED)
        rest = exposure[LAST] / sum(exposure[stage] for stage in REPORTED)
        rows.append((base, unit, *rate.values(), early / late if late else math.nan, rest))
    return pd.DataFrame(rows, columns=["base", "unit", *REFERENCES, "ratio", "rest"])


def reported(counts: pd.DataFrame) -> dict[str, float]:
    """Return the executions that documents report for each stage.

    Parameters
    ----------
    counts : DataFrame
        As in `rates`.

    Returns
    -------
    dict
        Executions by stage, for each of `REPORTED`.

    Raises
    ------
    ValueError
        As in `rates`.

    Examples
    --------
    >>> reported(pd.DataFrame({"stage": REPORTED, "executed": [100, 20]}))
    {'rent_reduction': 100.0, 'land_reform_to_1955_12': 20.0}
    """
    require_columns(counts, COUNT_COLUMNS, "A frame of counts")
    return _by_stage(counts, "executed", REPORTED, "The reported executions")


def reported_executions(counts: pd.DataFrame) -> pd.DataFrame:
    """Select the reported executions from the ledger, stage by stage.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger; used are ``count, value`` of the rows `LEDGER_ROWS`.

    Returns
    -------
    DataFrame
        Columns ``stage, executed, count, source, read_in, locator``, in the order of time.

    Raises
    ------
    ValueError
        If a row is missing.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> reported_executions(load("counts"))["stage"].tolist()
    ['rent_reduction', 'land_reform_to_1955_12']
    """
    rows = select_counts(counts, LEDGER_ROWS.values())
    table = rows[["count", *STATEMENT]].assign(stage=list(LEDGER_ROWS), executed=rows["value"].astype(float))
    return table[["stage", "executed", "count", *STATEMENT]].reset_index(drop=True)


def labelled(counts: pd.DataFrame) -> dict[str, float]:
    """Read from the ledger how many people had been labelled landlords.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger; used are ``count, value`` of the rows `LABEL_ROWS`.

    Returns
    -------
    dict
        Persons, by the end of the reported stages (``reported``) and in the whole campaign (``whole``).

    Raises
    ------
    ValueError
        If a row is missing.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> sorted(labelled(load("counts")))
    ['reported', 'whole']
    """
    rows = select_counts(counts, LABEL_ROWS.values())
    return dict(zip(LABEL_ROWS, rows["value"].astype(float), strict=True))


def select_counts(counts: pd.DataFrame, identifiers: Iterable[str]) -> pd.DataFrame:
    """Select rows of the table `counts`, in the order asked for.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.
    identifiers : iterable of str
        Values of its column ``count``.

    Returns
    -------
    DataFrame
        The rows, with the identifiers as index and as column.

    Raises
    ------
    ValueError
        If a row is missing.

    Examples
    --------
    >>> select_counts(pd.DataFrame({"count": ["a", "b"], "value": [1, 2]}), ["b"])["value"].tolist()
    [2]
    """
    rows = counts.set_index("count", drop=False).rename_axis(None)
    wanted = list(identifiers)
    missing = [name for name in wanted if name not in rows.index]
    if missing:
        raise ValueError(f"The table counts has no row {', '.join(missing)}.")
    return rows.loc[wanted]


def read_counts(path: str | Path) -> pd.DataFrame:
    """Read anybody's table of reported executions.

    Parameters
    ----------
    path : str or Path
        CSV file with the columns `COUNT_COLUMNS`.

    Returns
    -------
    DataFrame
        Columns `COUNT_COLUMNS`.

    Raises
    ------
    InputError
        If a cell or the set of stages cannot be used.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "counts.csv")
    ...     _ = file.write_text("stage,executed\\nrent_reduction,100\\nland_reform_to_1955_12,20\\n")
    ...     print(read_counts(file)["executed"].sum())
    120.0
    """
    name, frame = _read(path, COUNT_COLUMNS, "executed")
    _refuse(name, reported, frame)
    return frame


def read_exposures(path: str | Path) -> pd.DataFrame:
    """Read anybody's table of exposure bases.

    Parameters
    ----------
    path : str or Path
        CSV file with the columns `EXPOSURE_COLUMNS`.

    Returns
    -------
    DataFrame
        Columns `EXPOSURE_COLUMNS`.

    Raises
    ------
    InputError
        If a cell or the set of stages of a base cannot be used.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "exposures.csv")
    ...     rows = "".join(f"c,,{stage},10,communes\\n" for stage in STAGES)
    ...     _ = file.write_text("base,description,stage,exposure,unit\\n" + rows)
    ...     print(read_exposures(file)["exposure"].sum())
    30.0
    """
    name, frame = _read(path, EXPOSURE_COLUMNS, "exposure")
    no_counts = pd.DataFrame({"stage": list(REPORTED), "executed": 0.0})
    _refuse(name, lambda exposures: rates(no_counts, exposures), frame)
    return frame


def _by_stage(frame: pd.DataFrame, column: str, stages: tuple[str, ...], what: str) -> dict[str, float]:
    """Return the column by stage, or say which stage is missing, unknown or given twice."""
    given = list(frame["stage"])
    if sorted(given) != sorted(stages):
        raise ValueError(f"{what} must have each of {', '.join(stages)} once; given: {', '.join(given)}.")
    values = {stage: float(value) for stage, value in zip(given, frame[column], strict=True)}
    if not all(math.isfinite(value) and value >= 0 for value in values.values()):
        raise ValueError(f"{what} must be finite numbers, none below 0; given: {values}.")
    return {stage: values[stage] for stage in stages}


def _read(path: str | Path, columns: tuple[str, ...], number: str) -> tuple[str, pd.DataFrame]:
    table = TableReader().read(path, columns, least="at least one row under the header")
    name, faults, records = table.file, [], []
    for line, row in table.records():
        record = {column: row[column].strip() for column in columns}
        if record["stage"] not in STAGES:
            faults.append(Fault(name, line, "stage", record["stage"], "one of " + ", ".join(STAGES)))
        try:
            value = float(record[number])
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and value >= 0):
            faults.append(Fault(name, line, number, record[number], "a plain number, not below 0"))
        records.append(record | {number: value})
    if faults:
        raise InputError(faults)
    return name, pd.DataFrame(records, columns=list(columns))


def _refuse(name: str, check: Callable[[pd.DataFrame], object], frame: pd.DataFrame) -> None:
    """Turn what is wrong with a file as a whole into the error that the command line prints."""
    try:
        check(frame)
    except ValueError as error:
        raise InputError(Fault(name, None, "stage", str(error), "every stage once, in one unit")) from error
