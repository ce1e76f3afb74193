"""Commands on anybody's table of claims: ``landreform gap``, ``bounds`` and ``pool``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from landreform.cli.output import Commands, print_result
from landreform.contested.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from landreform.contested.outcomes import OutcomeOrder

STATUS = "Exit status: 0 computed; 2 wrong usage, or a file that cannot be used, and standard error says where and why."
TABLE = (
    "CSV with the columns estimate, low, point, high, outcome, lineage; an empty low or high makes a claim one-sided, "
    "one with a point only is a bare number. With a column printed, the words of the source, the answer says where it "
    "hangs on a word such as hundreds"
)
ORDER = "CSV with the columns part, whole: the outcomes of the claims, and what each is part of, where not this book's"
METHODS = ("DL", "REML", "PM")  # those of landreform.contested.heterogeneity, for which the help does not wait


def add_commands(commands: Commands) -> None:
    """Add ``landreform gap``, ``bounds`` and ``pool``."""
    _add_gap(commands)
    _add_bounds(commands)
    _add_pool(commands)


def _add_gap(commands: Commands) -> None:
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


def _add_bounds(commands: Commands) -> None:
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


def _add_pool(commands: Commands) -> None:
    probability = _between(0.0, 1.0, "does not lie between 0 and 1, ends excluded")
    pool = commands.add_parser(
        "pool",
        help="what a random-effects analysis makes of claims",
        description="What does a random-effects analysis make of claims that count the same thing? Claims are no "
        "sample: the result describes what was written, not what happened. One-sided claims enter no pool.",
        epilog="Exit status: 0 pooled; 2 wrong usage, or claims that cannot be pooled, and standard error says why.",
    )
    pool.add_argument("claims", metavar="CLAIMS.csv", help=TABLE)
    pool.add_argument("--method", choices=METHODS, default="REML", help="estimator of the variance between claims")
    pool.add_argument(
        "--coverage", type=probability, default=0.90, help="probability ascribed to every range (default: %(default)s)"
    )
    pool.add_argument(
        "--width",
        type=_between(1.0, float("inf"), "is no factor above 1"),
        metavar="W",
        help="take a bare number N for a range from N/W to N·W; without it, bare numbers are left out",
    )
    pool.add_argument(
        "--level", type=probability, default=0.95, help="coverage of the intervals (default: %(default)s)"
    )
    pool.add_argument(
        "--mixed-outcomes", action="store_true", help="pool claims that count different things; the output says so"
    )
    pool.add_argument("--json", action="store_true", help="print every quantity as JSON")
    pool.set_defaults(run=_pool)


def _order(options: argparse.Namespace) -> OutcomeOrder:
    from landreform.contested.outcomes import DEFAULT_ORDER, read_order

    return DEFAULT_ORDER if options.order is None else read_order(options.order)


def _coded(file: str, claims: pd.DataFrame) -> pd.DataFrame | None:
    """Return the ends that are coded words, where the file has the words of the sources."""
    from landreform.contested.claims import printed_words
    from landreform.contested.coded_words import coded_ends

    said = printed_words(file, claims)
    return None if said is None else coded_ends(said)


def _gap(options: argparse.Namespace) -> int:
    from landreform.contested.claims import read_claims
    from landreform.contested.consistency import report, report_lines

    order = _order(options)
    claims = read_claims(options.claims, "the consistency gap", order)
    print_result(report(claims, order, _coded(options.claims, claims)), report_lines, options.json)
    return 0


def _bounds(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from landreform.contested import bounds
    from landreform.contested.claims import read_claims
    from landreform.tolls.ladder import bounds_report, bounds_report_lines
    from landreform.tolls.reported_stages import read_counts, read_exposures

    if (options.counts is None) != (options.exposures is None):
        parser.error("--counts and --exposures are needed both, or neither")
    if options.order is not None and options.counts is not None:
        parser.error("--counts are those of this book's outcomes, so that --order does not go with them")
    order = _order(options)
    claims = read_claims(options.claims, "the table of bounds", order)
    if options.counts is None:
        found = bounds.report(claims, order, _coded(options.claims, claims))
        print_result(found, bounds.report_lines, options.json)
        return 0
    counts, exposures = read_counts(options.counts), read_exposures(options.exposures)
    try:
        found = bounds_report(claims, counts, exposures)
    except ValueError as error:  # stages that are each well-formed and cannot serve together
        print(f"{options.counts}, {options.exposures}: {error}", file=sys.stderr)
        return 2
    print_result(found, bounds_report_lines, options.json)
    return 0


def _pool(options: argparse.Namespace) -> int:
    from landreform.contested.claims import read_claims
    from landreform.contested.random_effects import pool_claims

    claims = read_claims(options.claims, "a pool")
    try:
        result = pool_claims(
            claims, options.method, options.coverage, options.width, options.level, options.mixed_outcomes
        )
    except InputError as error:  # what is wrong with the claims together is found where their file is not known
        name = Path(options.claims).name
        raise InputError([replace(fault, file=name) for fault in error.faults]) from None
    print_result(result, pool_lines, options.json)
    return 0


def pool_lines(result: dict[str, Any]) -> list[str]:
    """Report a pool in a terminal.

    Parameters
    ----------
    result : dict
        From `landreform.contested.random_effects.pool_claims`.

    Returns
    -------
    list of str
        One line each; mixed outcomes are named in the first, and the last is the warning.
    """
    mixed = result["mixed_outcomes"]
    things = ", ".join(result["outcomes"])
    head = f"{result['k']} claims, outcome {things}" if not mixed else f"{result['k']} claims, MIXED OUTCOMES: {things}"
    level = f"{100 * result['level']:g}%"
    lines = [
        f"{head}; {result['method']}, coverage ascribed to a range {100 * result['coverage']:g}%",
        f"pooled value       {_persons(result['pooled'])} persons (log {result['mu']:.4f}, se {result['se']:.4f})",
    ]
    for name, words in (
        ("ci", "normal"),
        ("hk", "Hartung-Knapp"),
        ("hk_adhoc", "the same, max(1, q)"),
        ("pi", "prediction"),
    ):
        missing = name == "pi" and result["pi_low"] is None
        ends = [_persons(result[f"pooled_{name}_{end}"]) for end in ("low", "high")]
        interval = "none (it needs three claims)" if missing else " to ".join(ends)
        lines.append(f"  {level} {words + ':':<21} {interval}")
    ends = [f"{result[f'tau2_{end}']:.4g}" for end in ("low", "high")]
    between = f"tau2 {result['tau2']:.4g} ({level}: {' to '.join(ends)}), I2 {result['I2']:.1f}%"
    lines.append(f"between claims     {between}, Q {result['Q']:.4g} (p {result['Q_p']:.2g})")
    if result["assumed_width"]:
        lines.append(f"bare numbers given a width of {result['width']:g}: {', '.join(result['assumed_width'])}")
    if result["left_out"]:
        lines.append(f"left out (one-sided, or a bare number without a width): {', '.join(result['left_out'])}")
    return [*lines, result["note"]]


def _persons(value: float | None) -> str:
    if value is None:
        return "none"
    return f"{value:,.0f}" if 10 <= value < 1e12 else f"{value:.2g}"


def _between(low: float, high: float, fault: str) -> Callable[[str], float]:
    """Make the type of an option that takes a number between two others, ends excluded."""

    def number(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is no number") from None
        if not low < value < high:
            raise argparse.ArgumentTypeError(f"{text!r} {fault}")
        return value

    return number
