"""Commands on a ledger: ``landreform check``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landreform.cli.output import Commands, print_result
from landreform.contested.errors import Fault, InputError, fault_lines
from landreform.ledger import revisions, tables
from landreform.text.prose import percent

if TYPE_CHECKING:  # so that checking a folder does not wait for what only the comparison needs
    from landreform.ledger.document_check import MissingInDocument, UnrecordedNumber


def add_commands(commands: Commands) -> None:
    """Add ``landreform check``."""
    check = commands.add_parser("check", help="validate a folder of tables")
    check.add_argument("folder", nargs="?", default=str(tables.DATA), help="default: the ledger of the book")
    check.add_argument("--json", action="store_true", help="print the faults as a JSON list")
    check.add_argument(
        "--against",
        metavar="DOCUMENTS",
        help="compare with the documents themselves: a folder with <key>.txt for keys of the column read_in",
    )
    check.add_argument(
        "--shares",
        action="store_true",
        help="print how many rows were read in Wikipedia and its copies, and how many in the work that states them",
    )
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    if Path(options.folder).is_file():
        raise InputError(Fault(options.folder, None, None, "a file", f"a folder of tables with {tables.DESCRIPTOR}"))
    if options.against:
        return _compare(options)
    if options.shares:
        return _print_shares(options)
    faults = tables.check(options.folder)
    if not faults and Path(options.folder).resolve() == tables.DATA.resolve():
        faults = revisions.faults(tables.DATA)  # only the ledger of the book has releases
    if options.json:
        print_result([fault.as_dict() for fault in faults], list, as_json=True)
    elif faults:
        print(*fault_lines(faults), f"{len(faults)} faults in {options.folder}", sep="\n", file=sys.stderr)
    else:
        print(f"{len(tables.descriptor(options.folder)['resources'])} tables in {options.folder}: no faults")
    return 1 if faults else 0


def _print_shares(options: argparse.Namespace) -> int:
    from landreform.ledger.shares import shares  # here, so that checking does not wait for pandas

    rows = shares(tables.load_all(options.folder)).to_dict("records")
    print_result([_without_gaps(row) for row in rows], _share_lines, options.json)
    return 0


def _without_gaps(row: dict[Hashable, Any]) -> dict[Hashable, Any]:
    """Write what is missing as JSON knows it."""
    return {name: None if value != value else value for name, value in row.items()}


def _share_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    from landreform.ledger.shares import FOUNDING

    yield f"{'table':24} {'rows':>6} {'in Wikipedia and its copies':>28} {'in the work that states it':>27}"
    for row in rows:
        parts = [
            f"{row[name]:,} ({percent(row[f'{name}_share'])})" if row["rows"] else "–"
            for name in ("wikipedia", "first_hand")
        ]
        yield f"{row['table']:24} {row['rows']:>6,} {parts[0]:>28} {parts[1]:>27}"
    yield "Two articles that the book sets out from are not counted: " + ", ".join(sorted(FOUNDING)) + "."


def _compare(options: argparse.Namespace) -> int:
    from landreform.ledger.document_check import compare

    try:
        missing, unrecorded = compare(options.against, options.folder)
    except FileNotFoundError:
        expected = "a folder with <key>.txt for keys of the column read_in"
        raise InputError(Fault(options.against, None, None, "no document", expected)) from None
    if options.json:
        lists = {"absent": [asdict(item) for item in missing], "unheld": [asdict(item) for item in unrecorded]}
        print_result(lists, list, as_json=True)
    else:
        print(*_comparison_lines(missing, unrecorded), sep="\n")
    return 1 if missing else 0


def _comparison_lines(missing: list[MissingInDocument], unrecorded: list[UnrecordedNumber]) -> Iterator[str]:
    yield f"Numbers and dates of the ledger that do not stand in the document named: {len(missing)}"
    for item in missing:
        yield f"  {item.document}: {item.table}, row {item.row}, column {item.column}: {item.value}"
    yield f"Numbers of the documents that no row holds: {len(unrecorded)}"
    for (document, kind), count in sorted(Counter((found.document, found.kind) for found in unrecorded).items()):
        yield f"  {document}: {count} {kind}"
    for found in unrecorded:
        if found.kind == "unexplained":
            yield f"  {found.document}, line {found.line}: {found.context}"
