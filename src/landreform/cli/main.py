"""The command line: ``landreform check``, ``audit``, ``gap``, ``bounds``, ``pool`` and ``figure verify``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from landreform import __version__
from landreform.cli import claims, pool
from landreform.contested import percentage_audit
from landreform.contested.errors import InputError
from landreform.ledger import tables


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status: 0 all well, 1 faults found, 2 wrong usage or unusable input."""
    parser = argparse.ArgumentParser(
        prog="landreform", description="Ledger and analysis of the land reform in North Vietnam, 1952-1958."
    )
    parser.add_argument("--version", action="version", version=f"landreform {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="validate a folder of tables")
    check.add_argument("folder", nargs="?", default=str(tables.DATA), help="default: the ledger of the book")
    check.add_argument("--json", action="store_true", help="print the faults as a JSON list")
    check.add_argument(
        "--against",
        metavar="DOCUMENTS",
        help="compare with the documents themselves: a folder with <key>.txt for keys of the column read_in",
    )
    check.set_defaults(run=_check)
    _add_audit(commands)
    claims.add_commands(commands)
    pool.add_commands(commands)
    _add_verify(commands)
    options = parser.parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has enough, as in `landreform gap … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _check(options: argparse.Namespace) -> int:
    if options.against:
        return _check_against(options)
    faults = tables.check(options.folder)
    if options.json:
        print(json.dumps([fault.as_dict() for fault in faults], ensure_ascii=False, indent=1))
        return 1 if faults else 0
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{len(faults)} faults in {options.folder}", file=sys.stderr)
        return 1
    count = len(tables.descriptor(options.folder)["resources"])
    print(f"{count} tables in {options.folder}: no faults")
    return 0


def _check_against(options: argparse.Namespace) -> int:
    from landreform.ledger.document_check import compare

    absent, unheld = compare(options.against, options.folder)
    if options.json:
        lists = {"absent": [asdict(item) for item in absent], "unheld": [asdict(item) for item in unheld]}
        print(json.dumps(lists, ensure_ascii=False, indent=1))
        return 1 if absent else 0
    print(f"Numbers and dates of the ledger that do not stand in the document named: {len(absent)}")
    for item in absent:
        print(f"  {item.document}: {item.table}, row {item.row}, column {item.column}: {item.value}")
    print(f"Numbers of the documents that no row holds: {len(unheld)}")
    for (document, kind), count in sorted(Counter((item.document, item.kind) for item in unheld).items()):
        print(f"  {document}: {count} {kind}")
    for item in unheld:
        if item.kind == "unexplained":
            print(f"  {item.document}, line {item.line}: {item.context}")
    return 1 if absent else 0


def _add_audit(commands) -> None:
    """Describe ``landreform audit``."""
    auditing = commands.add_parser(
        "audit",
        help="say which percentages of a table are arithmetically possible",
        description="Say for each printed percentage which whole numbers, over its denominator, can stand behind it; "
        "and for each group of shares whether rounding can explain the distance of its sum from 100.",
        epilog="Exit status: 0 everything is possible, or has no denominator to check it against; 1 something is "
        "impossible as stated; 2 the file cannot be used, and standard error says where and why.",
    )
    auditing.add_argument("file", metavar="FILE.csv", help="columns printed, denominator and, if wanted, group")
    auditing.add_argument("--json", action="store_true", help="print the verdicts as a JSON list")
    auditing.set_defaults(run=_audit)


def _audit(options: argparse.Namespace) -> int:
    try:
        report = percentage_audit.audit_file(options.file)
    except InputError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return 2
    print(
        json.dumps(report, ensure_ascii=False, indent=1)
        if options.json
        else "\n".join(percentage_audit.report_lines(report))
    )
    return 1 if percentage_audit.anything_impossible(report) else 0


def _add_verify(commands) -> None:
    """Describe ``landreform figure verify``."""
    figure = commands.add_parser("figure", help="the files of figures and numbered tables")
    actions = figure.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify",
        help="tell whether a file is the one of this release, of another, or altered",
        description="Tell of each file (SVG, PNG, PDF, CSV, JSON, BibTeX, RIS) whether it is the one of this release, "
        "of another release, altered, or unknown.",
        epilog="Exit status: 0 every file is of this release; 1 at least one is altered or unknown; 2 wrong usage, or "
        "a file that cannot be read; 3 none is altered or unknown, and at least one is of another release.",
    )
    verify.add_argument("files", nargs="+", metavar="FILE")
    verify.add_argument(
        "--against", metavar="FOLDER", type=Path, help="figures/ of a published book; default: made anew from this code"
    )
    verify.add_argument("--json", action="store_true", help="print the answers as a JSON list")
    verify.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    from landreform.publish import verify  # here, so that checking a folder does not wait for matplotlib

    try:
        release = verify.release(options.against)
        answers = [verify.verify(file, release) for file in options.files]
    except OSError as error:
        print(f"landreform figure verify: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps([answer.as_dict() for answer in answers], ensure_ascii=False, indent=1))
    else:
        for answer in answers:
            print(answer)
    return verify.status(answers)
