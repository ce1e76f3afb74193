"""Which printed numbers in anybody's table are arithmetically possible.

The input is a CSV file, the output a verdict for each row and each group of shares. The file has the columns
``printed`` (percentages) and ``denominator``, and may have ``group`` for parts that should sum to 100. This is the
function behind ``landreform audit``; the ledger of the book has an audit of its own in `landreform.audit`. A verdict is
about arithmetic and never about intent.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from landreform.contested.alike_names import alike_faults
from landreform.contested.errors import Fault, InputError, require_columns
from landreform.contested.grim import numerators, parse_percentage, sum_of_shares
from landreform.contested.hints import hint
from landreform.contested.table_input import TableReader, shown_name
from landreform.contested.typed_numbers import COUNT, PERCENTAGE

CONSISTENT, POSSIBLE_ONLY_IF = "consistent", "possible_only_if"
IMPOSSIBLE, NO_DENOMINATOR = "impossible", "no_denominator"

#: What must hold where only truncation makes a percentage.
TRUNCATED = "its further digits were dropped, not rounded"

COLUMNS = ("printed", "denominator")
#: Above this the list of numerators would fill the screen and prove nothing.
LARGEST = 100_000_000
_DENOMINATOR = f"a whole number from 1 to {LARGEST:,}, or an empty cell"

#: One object of the report, as JSON prints it.
Entry = dict[str, Any]

_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")


def read_table(path: str | Path, reader: TableReader | None = None) -> pd.DataFrame:
    """Read anybody's table of percentages.

    Parameters
    ----------
    path : str or Path
        Table with the columns ``printed`` and ``denominator``, optionally ``group``; others are passed over. In a
        workbook a percentage is a text, or a number whose format fixes its decimals.
    reader : TableReader, optional
        How files are read; what was a choice stands among its notes afterwards.

    Returns
    -------
    DataFrame
        Those columns as strings: percentages with a decimal point, their zeros kept; denominators in digits, or empty;
        ``group`` empty where the file has none. The index, named ``row``, is the line of the file on which the row
        ends, the header being line 1.

    Raises
    ------
    InputError
        If the file cannot be read, lacks a column, has none but the header, or has a row of the wrong length; with
        every cell that is no number, or more than one.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("printed,denominator\\n32.94,47\\n")
    ...     print(read_table(file).loc[2, "printed"])
    32.94
    """
    least = "at least one percentage under the header"
    reader = reader or TableReader()
    table = reader.read(path, COLUMNS, optional=["group"], least=least, as_shown=["printed"])
    printed = reader.numbers(table, ["printed"], PERCENTAGE)["printed"]
    denominator = reader.numbers(table, ["denominator"], COUNT)["denominator"]
    empty = "a percentage with a decimal point, such as 32.94"
    faults = printed.faults + denominator.faults
    for (line, _), value, wrong in zip(table.rows, printed.values, printed.faulty, strict=True):
        if value is None and not wrong:
            faults.append(Fault(table.file, line, "printed", "", empty))
    for (line, row), value in zip(table.records(), denominator.values, strict=True):
        if value is not None and not 1 <= value <= LARGEST:
            faults.append(Fault(table.file, line, "denominator", row["denominator"], _DENOMINATOR))
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    return pd.DataFrame(
        {
            "printed": [f"{value:f}" for value in printed.values],
            "denominator": ["" if value is None else f"{value.to_integral_value():f}" for value in denominator.values],
            "group": [row.get("group", "") for _, row in table.records()],
        },
        index=pd.Index([line for line, _ in table.rows], name="row"),
        dtype=object,
    )


def audit_table(table: pd.DataFrame, file: str = "table") -> list[Entry]:
    """Test whether each percentage can come from its denominator, and whether the groups sum to 100.

    Parameters
    ----------
    table : DataFrame
        Columns ``printed`` and ``denominator`` (strings; the denominator may also be an integer, or empty),
        optionally ``group``. An index named ``row`` gives the lines of the file.
    file : str
        Name of the file, for messages.

    Returns
    -------
    list of dict
        What ``landreform audit --json`` prints. First one object a row, in the order of the table:
        ``printed`` (the string), ``denominator`` (integer or None), ``verdict`` (``consistent``,
        ``possible_only_if``, ``impossible`` or ``no_denominator``) and ``numerators`` (the integers that round to
        it, half-up or half-even). Where no integer rounds to it but some are truncated to it, the row is possible
        only if its digits were dropped: the numerators are those, and two further keys say so, ``rule`` (``truncated``)
        and ``condition``. Then one object a group, in the order of their first rows: ``group``, ``sum`` (a number) and
        ``rounding_explains`` (whether rounding can explain the distance of the sum from 100); where only truncation
        can, a further key ``truncation_explains`` is true. Where all rows of the group have one denominator, whole
        numerators must add up to it, and a further key ``denominator`` names it. A row without a denominator may have
        that of the others.

    Raises
    ------
    InputError
        With every cell that is no percentage or no denominator; with every denominator that is not that of its group,
        since shares of different wholes cannot be added; with a group that is spelt in two ways.
    ValueError
        If a column is missing, or `printed` holds numbers in place of strings.

    Examples
    --------
    >>> audit_table(pd.DataFrame({"printed": ["32.94"], "denominator": ["47"]}))
    [{'printed': '32.94', 'denominator': 47, 'verdict': 'impossible', 'numerators': []}]
    """
    require_columns(table, COLUMNS, "An audit")
    if not all(isinstance(cell, str) for cell in table["printed"]):
        raise ValueError("The column printed must hold strings: a number has lost its trailing zeros.")
    lines = list(table.index) if table.index.name == "row" else list(range(2, len(table) + 2))
    groups = table["group"] if "group" in table else [""] * len(table)
    faults: list[Fault] = []
    report: list[Entry] = []
    parts: dict[str, list[Entry]] = {}
    wholes: dict[str, tuple[int, int]] = {}
    names: list[tuple[int, str, str]] = []
    for line, printed, cell, group in zip(lines, table["printed"], table["denominator"], groups, strict=True):
        denominator = _denominator(cell)
        try:
            parse_percentage(printed)
        except ValueError:
            expected = "a percentage with a decimal point, such as 32.94"
            faults.append(Fault(file, line, "printed", printed, expected))
            continue
        if denominator is not None and not 1 <= denominator <= LARGEST:
            faults.append(Fault(file, line, "denominator", str(cell), _DENOMINATOR))
            continue
        report.append(_row(printed, denominator))
        if isinstance(group, str) and (name := group.strip()):
            parts.setdefault(name, []).append(report[-1])
            names.append((line, "group", name))
            if denominator is not None and wholes.setdefault(name, (denominator, line))[0] != denominator:
                whole, before = wholes[name]
                as_there = f"{whole:,}, which group {name} has in {hint('row', row=str(before))}"
                expected = f"{as_there}: shares of different wholes cannot be added (another group, or none)"
                faults.append(Fault(file, line, "denominator", str(cell).strip(), expected))
    faults += alike_faults(file, names)
    if faults:
        raise InputError(sorted(faults, key=lambda fault: fault.row or 0))
    return report + [_group(name, entries) for name, entries in parts.items()]


def audit_file(path: str | Path, reader: TableReader | None = None) -> list[Entry]:
    """Audit the percentages in anybody's file.

    Parameters
    ----------
    path : str or Path
        Table as `read_table` takes it.
    reader : TableReader, optional
        How files are read; what was a choice stands among its notes afterwards.

    Returns
    -------
    list of dict
        As `audit_table`; what ``landreform audit FILE.csv --json`` prints.

    Raises
    ------
    InputError
        As `read_table` and `audit_table`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("printed,denominator\\n30.79,3488\\n")
    ...     audit_file(file)
    [{'printed': '30.79', 'denominator': 3488, 'verdict': 'consistent', 'numerators': [1074]}]
    """
    return audit_table(read_table(path, reader), shown_name(path))


def anything_impossible(report: list[Entry]) -> bool:
    """Test whether a percentage is impossible, or a sum beyond what rounding and dropped digits explain.

    Parameters
    ----------
    report : list of dict
        From `audit_table`.

    Returns
    -------
    bool
        Whether the command ends with exit status 1.

    Examples
    --------
    >>> anything_impossible([{"printed": "50", "denominator": 3, "verdict": "impossible", "numerators": []}])
    True
    """
    return any(
        entry["verdict"] == IMPOSSIBLE
        if "verdict" in entry
        else not (entry["rounding_explains"] or entry.get("truncation_explains", False))
        for entry in report
    )


def report_lines(report: list[Entry]) -> list[str]:
    """Return the report as ``landreform audit`` prints it on the screen.

    Parameters
    ----------
    report : list of dict
        From `audit_table`.

    Returns
    -------
    list of str
        A sentence with the number of rows of each verdict, then one line a row and one a group.

    Examples
    --------
    >>> report_lines([{"printed": "50", "denominator": 2, "verdict": "consistent", "numerators": [1]}])
    ['Of 1 percentage 1 is possible as printed.', '50 of 2: consistent (1)']
    """
    lines = [_tally([entry["verdict"] for entry in report if "verdict" in entry])]
    for entry in report:
        if "verdict" in entry:
            base = "" if entry["denominator"] is None else f" of {entry['denominator']:,}"
            verdict = f"possible only if {entry['condition']}" if "condition" in entry else entry["verdict"]
            lines.append(f"{entry['printed']}{base}: {verdict}{_found(entry)}")
            continue
        explained = "rounding can explain it" if entry["rounding_explains"] else "rounding cannot explain it"
        if entry.get("truncation_explains"):
            explained += ", dropped digits can"
        elif "denominator" in entry and not entry["rounding_explains"]:
            explained += f", as no whole numbers printed so make {entry['denominator']:,}"
        plain = entry["sum"] == 100 and entry["rounding_explains"]
        distance = "exactly 100" if plain else f"{'' if entry['sum'] == 100 else 'not '}100; {explained}"
        lines.append(f"group {entry['group']}: sum {entry['sum']}, {distance}")
    return lines


def _tally(verdicts: list[str]) -> str:
    """Say in a sentence how many percentages have each verdict that occurs."""
    words = {
        CONSISTENT: "possible as printed",
        POSSIBLE_ONLY_IF: f"possible only if {TRUNCATED}",
        IMPOSSIBLE: "impossible",
        NO_DENOMINATOR: "without a denominator to check it against",
    }
    counts = [(verdicts.count(verdict), text) for verdict, text in words.items() if verdict in verdicts]
    parts = [f"{count:,} {'is' if count == 1 else 'are'} {text}" for count, text in counts]
    return f"Of {len(verdicts):,} percentage{'s' * (len(verdicts) != 1)} {', '.join(parts)}."


def _found(entry: Entry) -> str:
    found = entry["numerators"]
    if not found:
        return ""
    shown = f"{found[0]:,}" if len(found) == 1 else f"{found[0]:,} to {found[-1]:,}"
    return f" ({shown})"


def _row(printed: str, denominator: int | None) -> Entry:
    entry: Entry = {"printed": printed, "denominator": denominator, "verdict": NO_DENOMINATOR, "numerators": []}
    if denominator is None:
        return entry
    rounded = numerators(printed, denominator)
    found = rounded or numerators(printed, denominator, "truncated")
    verdict = CONSISTENT if rounded else POSSIBLE_ONLY_IF if found else IMPOSSIBLE
    entry |= {"verdict": verdict, "numerators": list(found)}
    return entry if verdict != POSSIBLE_ONLY_IF else entry | {"rule": "truncated", "condition": TRUNCATED}


def _group(name: str, entries: list[Entry]) -> Entry:
    wholes = {entry["denominator"] for entry in entries}
    whole = wholes.pop() if len(wholes) == 1 else None
    found = sum_of_shares([entry["printed"] for entry in entries], whole)
    entry: Entry = {"group": name, "sum": float(found.sum), "rounding_explains": found.rounding_explains}
    if whole is not None:
        entry["denominator"] = whole
    only_truncated = found.truncation_explains and not found.rounding_explains
    return entry | {"truncation_explains": True} if only_truncated else entry


def _denominator(cell: object) -> int | None:
    """Return the denominator, None for an empty cell, or 0 for what is no whole number."""
    if cell is None or cell == "" or (isinstance(cell, float) and pd.isna(cell)):
        return None
    text = str(cell).strip()
    if not text:
        return None
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else 0
