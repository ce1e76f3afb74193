"""The command line on anybody's table of claims: ``landreform gap`` and ``landreform bounds``."""

from __future__ import annotations

import argparse
import json
import sys

from landreform.contested.errors import InputError

STATUS = "Exit status: 0 computed; 2 wrong usage, or a file that cannot be used, and standard error says where and why."
TABLE = (
    "CSV with the columns estimate, low, point, high, outcome, lineage; an empty low or high makes a claim one-sided, "
    "one with a point only is a bare number"
)

ORDER = "CSV with the columns part, whole: the outcomes of the claims, and what each is part of, where not this book's"


def add_commands(commands) -> None:
    """Add the commands to those of ``landreform``.

    Parameters
    ----------
    commands : argparse subparsers
        What ``ArgumentParser.add_subparsers`` returns.
    """
    gap = commands.add_parser(
        "gap",
        help="by what factor claims must be stretched to be true together",
        description="By what factor must every claim be stretched so that all can be true at once? Also without each.",
        epilog=STATUS,
    )
    gap.add_argument("claims", metavar="CLAIMS", help=TABLE)
    gap.add_argument("--order", metavar="FILE", help=ORDER)
    gap.add_argument("--json", action="store_true", help="print delta, drop_one and binding as JSON")
    gap.set_defaults(run=_gap)

    bounds = commands.add_parser(
        "bounds",
        help="what claims and reported counts leave open",
        description="Between which numbers do the claims hold each outcome, and what do reported executions imply?",
        epilog=STATUS,
    )
    bounds.add_argument("claims", metavar="CLAIMS", help=TABLE)
    bounds.add_argument("--order", metavar="FILE", help=ORDER)
    bounds.add_argument("--counts", metavar="FILE", help="CSV with the columns stage, executed; needs --exposures")
    bounds.add_argument(
        "--exposures",
        metavar="FILE",
        help="CSV with the columns base, description, stage, exposure, unit; needs --counts",
    )
    bounds.add_argument("--json", action="store_true", help="print the tables as JSON")
    bounds.set_defaults(run=lambda options: _bounds(bounds, options))


def _gap(options: argparse.Namespace) -> int:
    from landreform.contested.claims import read_claims
    from landreform.contested.consistency import report, report_lines
    from landreform.contested.outcomes import DEFAULT_ORDER, read_order

    try:
        order = DEFAULT_ORDER if options.order is None else read_order(options.order)
        claims = read_claims(options.claims, "the consistency gap", order)
    except InputError as error:
        return _refuse(error)
    return _print(report(claims, order), report_lines, options.json)


def _bounds(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from landreform.contested import bounds
    from landreform.contested.claims import read_claims
    from landreform.contested.outcomes import DEFAULT_ORDER, read_order
    from landreform.tolls.ladder import bounds_report, bounds_report_lines
    from landreform.tolls.reported_stages import read_counts, read_exposures

    if (options.counts is None) != (options.exposures is None):
        parser.error("--counts and --exposures are needed both, or neither")
    if options.order is not None and options.counts is not None:
        parser.error("--counts are those of this book's outcomes, so that --order does not go with them")
    try:
        order = DEFAULT_ORDER if options.order is None else read_order(options.order)
        claims = read_claims(options.claims, "the table of bounds", order)
        if options.order is not None:
            return _print(bounds.report(claims, order), bounds.report_lines, options.json)
        counts = exposures = None
        if options.counts is not None:
            counts, exposures = read_counts(options.counts), read_exposures(options.exposures)
        told = bounds_report(claims, counts, exposures)
    except InputError as error:
        return _refuse(error)
    except ValueError as error:  # stages that are each well-formed and cannot serve together
        print(f"{options.counts}, {options.exposures}: {error}", file=sys.stderr)
        return 2
    return _print(told, bounds_report_lines, options.json)


def _refuse(error: InputError) -> int:
    """Print every fault in one line each, and return the exit status."""
    for fault in error.faults:
        print(fault, file=sys.stderr)
    return 2


def _print(told: dict, lines, as_json: bool) -> int:
    print(json.dumps(told, ensure_ascii=False, indent=1) if as_json else "\n".join(lines(told)))
    return 0
