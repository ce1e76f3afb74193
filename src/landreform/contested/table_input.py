"""Read anybody's tables, by one rule for every command.

The input is a file as people have it, or standard input: CSV with commas, semicolons or tabulators, in UTF-8, UTF-16 or
a code page, or a workbook. The output is a `landreform.contested.csv_input.CsvTable`, its columns found by name, and
the numbers in them. One `TableReader` serves one run of a command: it holds what its user says about encoding and
signs, and collects notes, which say how files were read wherever that was a choice.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from landreform.contested import text_encodings, workbooks
from landreform.contested.alike_names import name_key
from landreform.contested.csv_input import CsvTable, Rows, parse
from landreform.contested.errors import Fault, InputError
from landreform.contested.typed_numbers import PERSONS, Signs, TypedColumn, read_column

#: What stands for standard input.
STDIN = "-"

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabulators", "|": "vertical bars"}
# As Excel writes and reads it. No letter, digit, quotation mark or line end separates cells.
_SEPARATOR_LINE = re.compile(r'"?sep=([^\w"\r\n])"?[ ]*(?:\r\n|\n|\r)', re.IGNORECASE)
_LOW_AND_HIGH = {"low", "point", "high"}


@dataclass
class TableReader:
    """How the files of one run are read, and what was noted on the way.

    Attributes
    ----------
    encoding : str
        Name of the encoding of every file, if somebody knows it; see `landreform.contested.text_encodings.decode`.
    signs : Signs
        What separates decimals and thousands, if somebody says it.
    notes : list of str
        One line each, in the order of reading; empty where every file is plain: UTF-8, commas, numbers in digits.

    Examples
    --------
    >>> import tempfile
    >>> reader = TableReader()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "mine.csv")
    ...     _ = file.write_text("Low;note;estimate\\n3000;x;a\\n;;\\n")
    ...     table = reader.read(file, ["estimate", "low"])
    >>> reader.numbers(table, ["low"])["low"].floats(), reader.notes
    ([3000.0], ['mine.csv: read with semicolons between the cells, column Low as low'])
    """

    encoding: str = ""
    signs: Signs = field(default_factory=Signs)
    notes: list[str] = field(default_factory=list)
    _standard_input: bytes | None = field(default=None, repr=False)

    def read(
        self,
        path: str | Path,
        columns: Sequence[str],
        *,
        optional: Sequence[str] = (),
        least: str | None = None,
        as_shown: Sequence[str] = (),
    ) -> CsvTable:
        """Read a table, or say everything that is wrong with its form.

        Parameters
        ----------
        path : str or Path
            A file; ``-`` is standard input, which may be read several times.
        columns : sequence of str
            Columns that the table must have, in any order and among others, in small letters or capitals.
        optional : sequence of str
            Columns that it may have.
        least : str, optional
            What the table must hold ("at least one row under the header"); if given, a table without rows is refused.
        as_shown : sequence of str
            Columns of which every digit matters; see `landreform.contested.workbooks.read_workbook`.

        Returns
        -------
        CsvTable
            Cells without spaces at their ends. Rows without a cell and empty cells behind the last column are left out.

        Raises
        ------
        InputError
            If the file cannot be read or is no table, lacks a column or has it twice (in small letters and in capitals
            too, since one of the two would be passed over), or has no rows; with every row that is longer or shorter
            than the header.
        """
        file, raw = self._bytes(path)
        if raw.startswith(workbooks.ZIP):
            lines, read_as = workbooks.read_workbook(raw, file, [*columns, *optional], as_shown)
        else:
            text, words = text_encodings.decode(raw, file, self.encoding)
            lines, separator = _split(text, file, [*columns, *optional])
            read_as = [
                *words,
                *([f"with {_SEPARATORS.get(separator, repr(separator))} between the cells"] * (separator != ",")),
            ]
        (header_line, header), *body = lines or [(1, [])]
        names, renamed = _header(header, [*columns, *optional])
        wrong = _unusable_header(file, header_line, names, columns, optional)
        if wrong:
            raise InputError(wrong)
        read_as += renamed
        if read_as:
            self._note(f"{file}: read {'' if read_as[0].startswith(('with', 'column')) else 'as '}{', '.join(read_as)}")
        rows = [(line, [cell.strip() for cell in cells]) for line, cells in body if any(cell.strip() for cell in cells)]
        if least and not rows:
            raise InputError(Fault(file, None, None, "no rows", least))
        return CsvTable(file, tuple(names), _of_one_length(file, rows, len(names)))

    def numbers(self, table: CsvTable, columns: Iterable[str], kind: str = PERSONS) -> dict[str, TypedColumn]:
        """Read the numbers of some columns of a table.

        Parameters
        ----------
        table : CsvTable
            From `read`.
        columns : iterable of str
        kind : str
            What they hold; see `landreform.contested.typed_numbers.read_column`.

        Returns
        -------
        dict of str to TypedColumn
            By column, with a value for each row of the table; the faults of the cells are in it and raise nothing,
            so that all faults of a table can be told at once. Its notes are among those of the reader.
        """
        found = {}
        for column in columns:
            place = table.header.index(column)
            cells = [(line, row[place]) for line, row in table.rows]
            found[column] = read_column(
                cells,
                file=table.file,
                column=column,
                kind=kind,
                signs=self.signs,
                ends=set(table.header) >= _LOW_AND_HIGH,
            )
            for note in found[column].notes:
                self._note(note)
        return found

    def _note(self, note: str) -> None:
        if note not in self.notes:  # a file that is read twice is noted once
            self.notes.append(note)

    def _bytes(self, path: str | Path) -> tuple[str, bytes]:
        """Return what faults call a file, and what it holds."""
        file = shown_name(path)
        if str(path) == STDIN:
            if self._standard_input is None:
                self._standard_input = sys.stdin.buffer.read()
            return file, self._standard_input
        try:
            return file, Path(path).read_bytes()
        except OSError as error:
            expected = "a file that can be read"
            raise InputError(Fault(file, None, None, error.strerror or str(error), expected)) from error
        except ValueError as error:  # a name with a zero byte
            raise InputError(Fault(file, None, None, str(error), "a file that can be read")) from error


def shown_name(path: str | Path) -> str:
    """Return what faults call a file: its name without the folder.

    Examples
    --------
    >>> shown_name("folder/mine.csv"), shown_name("-")
    ('mine.csv', 'standard input')
    """
    return "standard input" if str(path) == STDIN else Path(path).name or str(path)


def _split(text: str, file: str, wanted: Sequence[str]) -> tuple[Rows, str]:
    """Split a text into records by the separator under which most wanted columns are found."""
    said = _SEPARATOR_LINE.match(text)
    if said:
        records = [(line + 1, cells) for line, cells in parse(text[said.end() :], file, said[1])]
        return [record for record in records if any(record[1])], said[1]
    names = {name.casefold() for name in wanted}
    head = next((line for line in text.splitlines() if line.strip()), "")

    def fit(separator: str) -> tuple[int, int]:
        cells = [cell.strip(' "').casefold() for cell in head.split(separator)]
        return len(names.intersection(cells)), len(cells)

    separator = max(_SEPARATORS, key=fit)  # of equal ones the first
    return [record for record in parse(text, file, separator) if any(cell.strip() for cell in record[1])], separator


def _header(cells: Sequence[str], wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the names of the columns, and words for those that were written with other letters."""
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    renamed = []
    for name in wanted:
        alike = [place for place, there in enumerate(names) if name_key(there) == name_key(name)]
        if name not in names and len(alike) == 1:
            renamed.append(f"column {names[alike[0]]} as {name}")
            names[alike[0]] = name
    return names, renamed


def _unusable_header(
    file: str, line: int, header: Sequence[str], columns: Sequence[str], optional: Sequence[str]
) -> list[Fault]:
    """Return why a header does not serve: a column named twice, or missing."""
    wanted = {*columns, *optional}
    shown = ",".join(header)
    alike = {name: [there for there in header if name_key(there) == name_key(name)] for name in wanted}
    twice = sorted(name for name, those in alike.items() if len(those) > 1)
    absent = [name for name in columns if name not in header]
    if twice:
        return [Fault(file, line, name, shown, _once(alike[name])) for name in twice]
    if not absent:
        return []
    also = f" (and, if wanted, {', '.join(optional)})" if optional else ""
    expected = f"the columns {', '.join(columns)}{also}, between commas, semicolons or tabulators; "
    return [Fault(file, line, None, shown, f"{expected}not there: {', '.join(absent)}")]


def _once(spellings: Sequence[str]) -> str:
    """Say that a column stands there once, and in which spellings it was found, where these differ."""
    several = f", not as {' and '.join(map(repr, dict.fromkeys(spellings)))}" if len(set(spellings)) > 1 else ""
    return f"each column once{several}"


def _of_one_length(file: str, rows: Rows, length: int) -> Rows:
    """Cut empty cells behind the last column, and refuse rows of another length than the header."""
    cut = [(line, cells if any(cells[length:]) else cells[:length]) for line, cells in rows]
    faults = [
        Fault(
            file,
            line,
            None,
            f"{len(cells)} cells",
            f"{length} cells, as many as the header has (the row is too {'short' if len(cells) < length else 'long'})",
        )
        for line, cells in cut
        if len(cells) != length
    ]
    if faults:
        raise InputError(faults)
    return cut
