"""Commands on printed percentages: ``landreform audit``."""

from __future__ import annotations

import argparse

from landreform.cli.output import Commands, print_result
from landreform.cli.reading import add_reading_options, reading


def add_commands(commands: Commands) -> None:
    """Add ``landreform audit``."""
    audit = commands.add_parser(
        "audit",
        help="say which percentages of a table are arithmetically possible",
        description="Say for each printed percentage which whole numbers, over its denominator, can stand behind it; "
        "and for each group of shares whether rounding can explain the distance of its sum from 100. Where the shares "
        "of a group have one denominator, whole numbers must add up to it.",
        epilog="Exit status: 0 everything is possible, if only because digits were dropped, or has no denominator to "
        "check it against; 1 something is impossible as stated; 2 the file cannot be used, and standard error says "
        "where and why.",
    )
    audit.add_argument("file", metavar="FILE.csv", help="columns printed, denominator and, if wanted, group")
    audit.add_argument("--json", action="store_true", help="print the verdicts as a JSON list")
    add_reading_options(audit)
    audit.set_defaults(run=_audit)


def _audit(options: argparse.Namespace) -> int:
    from landreform.contested.percentage_audit import anything_impossible, audit_file, report_lines

    with reading(options) as reader:
        report = audit_file(options.file, reader)
    print_result(report, report_lines, options.json)
    return 1 if anything_impossible(report) else 0
