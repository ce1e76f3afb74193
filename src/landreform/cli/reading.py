"""What commands on anybody's tables have in common: the options by which people say how their files are to be read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # so that the help does not wait for what reads tables
    from landreform.contested.table_input import TableReader

#: The signs between digits; those of `landreform.contested.typed_numbers`, for which the help does not wait.
DECIMALS = {"point": ".", "comma": ",", "apostrophe": "'"}
THOUSANDS = DECIMALS | {"space": " "}

#: What a file may be, for the help of every command that reads one.
FORMS = (
    "A file is CSV with commas, semicolons or tabulators, or a workbook .xlsx; - is standard input. Columns may stand "
    "in any order and among others. A number that can be read in two ways, such as 15.000, is refused with both "
    "readings, unless its column or an option decides."
)


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--encoding``, ``--decimal`` and ``--thousands``."""
    group = parser.add_argument_group("how files are read", FORMS)
    group.add_argument(
        "--encoding",
        metavar="NAME",
        default="",
        help="encoding of the files, such as cp1252; for Vietnamese before Unicode tcvn3, tcvn5712, vni, viscii or "
        "cp1258. UTF-8 and UTF-16 are recognised",
    )
    group.add_argument("--decimal", choices=DECIMALS, help="the sign before decimals")
    group.add_argument("--thousands", choices=THOUSANDS, help="the sign between thousands")
    parser.set_defaults(_reading_parser=parser)


@contextmanager
def reading(options: argparse.Namespace) -> Iterator[TableReader]:
    """Give the reader of one run; at the end print how files were read, whether they can be used or not.

    Notes stand on standard error, above faults and beside results, wherever the reading was a choice. Wrong usage ends
    the program.
    """
    reader = _reader_of(options)
    try:
        yield reader
    finally:
        for note in reader.notes:
            print(note, file=sys.stderr)


def _reader_of(options: argparse.Namespace) -> TableReader:
    from landreform.contested.table_input import TableReader
    from landreform.contested.typed_numbers import Signs

    try:
        signs = Signs(DECIMALS.get(options.decimal, ""), THOUSANDS.get(options.thousands, ""))
    except ValueError as error:
        options._reading_parser.error(str(error))
    return TableReader(options.encoding, signs)
