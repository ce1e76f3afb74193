"""Read one CSV file of records and name every fault of its form.

The input is a file; the output a `CsvTable`, the cells of each row with the line on which the row ends. What the cells
mean is left to the caller. Anybody's file is read leniently; a ledger, whose bytes are versioned, strictly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from landreform.contested.errors import Fault, InputError

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class CsvTable:
    """The rows of one file.

    Attributes
    ----------
    file : str
        What faults call the file.
    header : tuple of str
        Names of the columns.
    rows : list of (int, list of str)
        Line of the file on which the row ends, the header being line 1, and its cells, as many as in the header.
    faults : list of Fault
        What is wrong with the form of the file and did not prevent its reading; empty unless the reading was strict.
    """

    file: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    faults: list[Fault] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line and the cells by column of each row."""
        for line, cells in self.rows:
            yield line, dict(zip(self.header, cells, strict=True))


def read_csv(
    path: str | Path,
    columns: Sequence[str] = (),
    *,
    optional: Sequence[str] = (),
    strict: bool = False,
    least: str | None = None,
    show_cells: bool = False,
) -> CsvTable:
    """Read a table of records, or say what is wrong with its form.

    Parameters
    ----------
    path : str or Path
        CSV file in UTF-8.
    columns : sequence of str
        Columns that the file must have: in any order and among others if the reading is lenient, exactly these in
        this order if it is strict. With none any header will do.
    optional : sequence of str
        Columns that the file may have; named in the message where one of `columns` is missing.
    strict : bool
        Whether a byte order mark, a line end other than LF, a last line without one, and a blank line are faults, and
        spaces in the header are kept; faults then name the whole path. Otherwise these are passed over, and faults name
        the file without its folder.
    least : str, optional
        What the table must hold ("at least one row under the header"); if given, a table without rows is refused.
    show_cells : bool
        Whether the fault of a row of another length shows its cells and not their number.

    Returns
    -------
    CsvTable
        If the reading is strict, rows of another length than the header are left out and stand among its faults.

    Raises
    ------
    InputError
        If the file cannot be read or decoded, is no well-formed CSV, lacks a column, names one twice or has no rows;
        in a lenient reading also, with every fault, if a row is longer or shorter than the header.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("estimate,low\\na,3000\\n")
    ...     print(list(read_csv(file, ["estimate"]).records()))
    [(2, {'estimate': 'a', 'low': '3000'})]
    """
    path = Path(path)
    file = str(path) if strict else path.name or str(path)
    text = _decode(path, file, strict)
    faults = []
    if strict and text and not text.endswith("\n"):
        faults.append(Fault(file, text.count("\n") + 1, None, text[-20:], "a line feed at the end of the file"))
    (_, header), *lines = _parse(text, file, strict) or [(1, [])]
    if strict:
        wrong = _differing_header(file, header, list(columns))
    else:
        header = [cell.strip() for cell in header]
        wrong = _unusable_header(file, header, columns, optional)
    if wrong:
        raise InputError(wrong)
    rows = [(line, cells) for line, cells in lines if strict or any(cell.strip() for cell in cells)]
    if least and not rows:
        raise InputError(Fault(file, None, None, "no rows", least))
    for line, cells in rows:
        if len(cells) != len(header):
            size = "short" if len(cells) < len(header) else "long"
            expected = f"{len(header)} cells, as many as the header has (the row is too {size})"
            faults.append(Fault(file, line, None, ",".join(cells) if show_cells else f"{len(cells)} cells", expected))
    if faults and not strict:
        raise InputError(faults)
    return CsvTable(file, tuple(header), [row for row in rows if len(row[1]) == len(header)], faults)


def _decode(path: Path, file: str, strict: bool) -> str:
    """Return the text of a file without byte order mark."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        expected = "a file that exists" if strict else "a file that can be read"
        raise InputError(Fault(file, None, None, error.strerror or str(error), expected)) from error
    if strict and raw.startswith(_BYTE_ORDER_MARK):
        raise InputError(Fault(file, 1, None, "byte order mark", "UTF-8 without a byte order mark"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        expected = "text in UTF-8" if strict else "a table in CSV, encoded in UTF-8"
        raise InputError(Fault(file, line, None, repr(error.object[error.start : error.end]), expected)) from error
    if strict and "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        raise InputError(Fault(file, line, None, "\\r", "lines that end in a line feed only"))
    return text


def _parse(text: str, file: str, strict: bool) -> list[tuple[int, list[str]]]:
    """Return the line and the cells of each record, the header among them."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        # a quote that is never closed swallows the rest of the file: its last line would lead nobody to the fault
        line, expected = (reader.line_num, "well-formed CSV") if strict else (None, "a table in CSV, encoded in UTF-8")
        raise InputError(Fault(file, line, None, str(error), expected)) from error


def _differing_header(file: str, header: list[str], columns: list[str]) -> list[Fault]:
    """Return how a header differs from the one that it has to be."""
    if not header:
        return [Fault(file, 1, None, "", "a header: " + ",".join(columns))]
    faults = [Fault(file, 1, name, "", "this column, which is missing") for name in columns if name not in header]
    faults += [
        Fault(file, 1, name, name, "no column of this name") for name in header if columns and name not in columns
    ]
    if columns and header != columns and not faults:
        faults.append(Fault(file, 1, None, ",".join(header), "the columns in this order: " + ",".join(columns)))
    return faults


def _unusable_header(file: str, header: list[str], columns: Sequence[str], optional: Sequence[str]) -> list[Fault]:
    """Return why a header does not serve: a column named twice, or missing."""
    wanted = {*columns, *optional} or set(header)
    shown = ",".join(header)
    twice = sorted(name for name in wanted if header.count(name) > 1)
    absent = [name for name in columns if name not in header]
    if twice:
        return [Fault(file, 1, twice[0], shown, "each column once")]
    if not absent:
        return []
    also = f" (and, if wanted, {', '.join(optional)})" if optional else ""
    return [Fault(file, 1, None, shown, f"the columns {', '.join(columns)}{also}; not there: {', '.join(absent)}")]
