"""Read one CSV file of a ledger and name every fault of its form.

The input is a file whose bytes are versioned, in UTF-8, with commas between cells and a line feed behind each line; the
output a `CsvTable`, the cells of each row with the line on which the row ends. What the cells mean is left to the
caller. Anybody's file, in whatever form, is read by `landreform.contested.table_input`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from landreform.contested.errors import Fault, InputError

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

#: Line of the file on which a row ends, and its cells.
Rows: TypeAlias = "list[tuple[int, list[str]]]"


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
        What is wrong with the form of the file and did not prevent its reading.
    """

    file: str
    header: tuple[str, ...]
    rows: Rows
    faults: list[Fault] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the line and the cells by column of each row."""
        for line, cells in self.rows:
            yield line, dict(zip(self.header, cells, strict=True))


def read_csv(path: str | Path, columns: Sequence[str] = ()) -> CsvTable:
    """Read a table of a ledger.

    Parameters
    ----------
    path : str or Path
        CSV file in UTF-8.
    columns : sequence of str
        Columns that the file must have, exactly these in this order. With none any header will do.

    Returns
    -------
    CsvTable
        Among its faults stand a byte order mark, line ends other than LF, a last line without one, a blank line, and
        rows of another length than the header, which are left out; faults name the whole path. What is only a matter
        of bytes is told once, and the rows are read all the same.

    Raises
    ------
    InputError
        If the file cannot be read or decoded, is no well-formed CSV, or has another header.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("estimate,low\\na,3000\\n", newline="")
    ...     print(list(read_csv(file, ["estimate", "low"]).records()))
    [(2, {'estimate': 'a', 'low': '3000'})]
    """
    file = str(path)
    text, faults = _decode(Path(path), file)
    (_, header), *lines = parse(text, file) or [(1, [])]
    wrong = _differing_header(file, header, list(columns))
    if wrong:
        raise InputError([*faults, *wrong])
    for line, cells in lines:
        if len(cells) != len(header):
            size = "short" if len(cells) < len(header) else "long"
            expected = f"{len(header)} cells, as many as the header has (the row is too {size})"
            faults.append(Fault(file, line, None, f"{len(cells)} cells", expected))
    return CsvTable(file, tuple(header), [row for row in lines if len(row[1]) == len(header)], faults)


def parse(text: str, file: str, separator: str = ",") -> Rows:
    """Split a text in CSV into records.

    Parameters
    ----------
    text : str
    file : str
        What faults call the file.
    separator : str
        One character.

    Returns
    -------
    list of (int, list of str)
        The line on which each record ends, and its cells; the header is among them.

    Raises
    ------
    InputError
        If it is not well formed; the fault names the line on which the record begins, as a quotation mark that is never
        closed swallows the rest of the file.

    Examples
    --------
    >>> parse('a;b\\n1;"2\\n3"\\n', "mine.csv", ";")
    [(1, ['a', 'b']), (3, ['1', '2\\n3'])]
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: Rows = []
    try:
        records.extend((reader.line_num, cells) for cells in reader)
    except csv.Error as error:
        begins = records[-1][0] + 1 if records else 1
        expected = "well-formed CSV: a cell with a quotation mark at its start ends with one, and has others doubled"
        raise InputError(Fault(file, begins, None, str(error), expected)) from error
    return records


def _decode(path: Path, file: str) -> tuple[str, list[Fault]]:
    """Return the text of a file without byte order mark, its lines ending in LF, and what was wrong with its bytes."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(Fault(file, None, None, error.strerror or str(error), "a file that exists")) from error
    faults = []
    if raw.startswith(_BYTE_ORDER_MARK):
        faults.append(Fault(file, 1, None, "byte order mark", "UTF-8 without a byte order mark"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(
            Fault(file, line, None, repr(error.object[error.start : error.end]), "text in UTF-8")
        ) from error
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        faults.append(Fault(file, line, None, "\\r", "lines that end in a line feed only"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text and not text.endswith("\n"):
        faults.append(Fault(file, text.count("\n") + 1, None, text[-20:], "a line feed at the end of the file"))
    return text, faults


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
