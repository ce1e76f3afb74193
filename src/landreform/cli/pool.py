"""The command line on anybody's table of claims: ``landreform pool``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from landreform.contested.errors import InputError

TABLE = (
    "CSV with the columns estimate, low, point, high, outcome, lineage; an empty low or high makes a claim one-sided, "
    "one with a point only is a bare number"
)
METHODS = ("DL", "REML", "PM")


def add_commands(commands) -> None:
    """Add the command to those of ``landreform``.

    Parameters
    ----------
    commands : argparse subparsers
        What ``ArgumentParser.add_subparsers`` returns.
    """
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
        "--coverage", type=_probability, default=0.90, help="probability ascribed to every range (default: %(default)s)"
    )
    pool.add_argument(
        "--width",
        type=_factor,
        metavar="W",
        help="take a bare number N for a range from N/W to N·W; without it, bare numbers are left out",
    )
    pool.add_argument(
        "--level", type=_probability, default=0.95, help="coverage of the intervals (default: %(default)s)"
    )
    pool.add_argument(
        "--mixed-outcomes", action="store_true", help="pool claims that count different things; the output says so"
    )
    pool.add_argument("--json", action="store_true", help="print every quantity as JSON")
    pool.set_defaults(run=_pool)


def report_lines(result: dict) -> list[str]:
    """How is a pool told in a terminal?

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
        told = "none (it needs three claims)" if missing else " to ".join(ends)
        lines.append(f"  {level} {words + ':':<21} {told}")
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


def _pool(options: argparse.Namespace) -> int:
    from landreform.contested.claims import read_claims
    from landreform.contested.random_effects import pool_claims

    try:
        claims = read_claims(options.claims, "a pool")
        result = pool_claims(
            claims, options.method, options.coverage, options.width, options.level, options.mixed_outcomes
        )
    except InputError as error:
        for fault in error.faults:
            # what is wrong with the claims together is found where their file is not known
            known = fault if fault.file != "claims" else replace(fault, file=Path(options.claims).name)
            print(known, file=sys.stderr)
        return 2
    print(json.dumps(result, ensure_ascii=False, indent=1) if options.json else "\n".join(report_lines(result)))
    return 0


def _probability(text: str) -> float:
    value = _number(text)
    if not 0.0 < value < 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} does not lie between 0 and 1, ends excluded")
    return value


def _factor(text: str) -> float:
    value = _number(text)
    if not 1.0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no factor above 1")
    return value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None
