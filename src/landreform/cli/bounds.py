"""The command ``landreform bounds``: between which numbers do claims hold each outcome, and what do they require?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from landreform.cli.claims_options import Input, add_claims_command, opened
from landreform.cli.output import Answer, Commands, add_output_options, aligned, factor_text, print_answer
from landreform.cli.progress import Progress
from landreform.contested.errors import Fault, InputError

if TYPE_CHECKING:
    import pandas as pd

TABLES = """
the table of --stages, one row for each stage of the campaign, in order of time:
  stage, outcome, counted, title
            outcome: what was counted, the same in every row; counted: persons, empty where nobody has a count

the table of --bases, one row for each measure of size and each stage:
  base, stage, exposure, unit
            each base has each stage once; exposure is a number above 0

--counts with --bases (or --exposures) takes the stages of the book instead: columns stage, executed, and columns base,
description, stage, exposure, unit; the answer then climbs the ladder of assumptions of the book
"""
#: How many numbers are listed one by one with what they require.
LISTED = 40


def add_command(commands: Commands) -> None:
    """Add ``landreform bounds``."""
    parser = add_claims_command(
        commands,
        "bounds",
        "between which numbers claims hold each outcome, and what they require",
        "Between which numbers do the claims, taken at their word, hold each outcome? With stages and bases also: how "
        "deadly must the stages without a count have been, or how incomplete the counts, for each claim?",
        TABLES,
    )
    counted = parser.add_mutually_exclusive_group()
    counted.add_argument("--stages", metavar="FILE", help="what was counted in which stage (below); needs --bases")
    counted.add_argument("--counts", metavar="FILE", help="executions in the stages of the book; needs --exposures")
    parser.add_argument(
        "--bases", "--exposures", dest="bases", metavar="FILE", help="how large each stage was (below); needs --stages"
    )
    add_output_options(
        parser,
        "bounds",
        rows="one row an outcome, or with --stages one row for each number claimed and each base",
        drawn="every claim with what is left open, or with --stages what each number requires,",
    )
    parser.set_defaults(run=lambda options: _run(parser, options))


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    if options.stages and options.bases is None:
        parser.error("--stages and --bases are needed both, or neither")
    if not options.stages and (options.counts is None) != (options.bases is None):
        parser.error("--counts and --exposures are needed both, or neither (or --stages and --bases)")
    if options.counts and (options.order or options.outcomes):
        parser.error("--counts are those of this book's outcomes: neither --order nor --outcomes goes with them")
    with opened(options, "bounds", "the table of bounds") as (state, given):
        state.step(f"comparing {len(given.claims):,} claims")
        if options.counts:
            answer = _on_the_ladder(given, options)
        elif options.stages:
            answer = _on_stages(given, options, state)
        else:
            answer = _alone(given, options, state)
    return print_answer(answer, "bounds", options)


def _alone(given: Input, options: argparse.Namespace, state: Progress) -> Answer:
    from landreform.contested import bounds

    found = bounds.report(given.claims, given.order, given.coded)
    if options.plot:
        from landreform.publish import own_figures

        state.step(f"drawing {options.plot}")
        own_figures.draw_claims(options.plot, given.claims, given.order)
    return given.answer(found, lambda: bounds_lines(found, len(given.claims)), lambda: _frame(found["outcomes"]))


def _on_stages(given: Input, options: argparse.Namespace, state: Progress) -> Answer:
    from landreform.contested import bounds, stages
    from landreform.contested.table_input import shown_name

    found: dict[str, Any] = dict(bounds.report(given.claims, given.order, given.coded))
    known = stages.read_stages(options.stages, given.reader)
    if known.outcome not in given.order.names:
        expected = "an outcome of the claims: " + ", ".join(given.order.names)
        raise InputError(Fault(shown_name(options.stages), None, "outcome", known.outcome, expected))
    bases = stages.read_bases(options.bases, known, given.reader)
    found["counted"] = {
        "outcome": known.outcome,
        "persons": known.total,
        "stages_without_a_count": list(known.uncounted),
    }
    found["stages"] = bounds.plain_rows(stages.rates(known, bases))
    found["bases"] = bounds.plain_rows(stages.sizes(known, bases))
    found["required"] = bounds.plain_rows(stages.required(given.claims, known, bases, given.order))
    if options.plot:
        from landreform.publish import own_figures

        state.step(f"drawing {options.plot}")
        own_figures.draw_frontier(options.plot, given.claims, known, bases, given.order)
    lines = [*bounds_lines(found, len(given.claims)), "", *required_lines(found)]
    return given.answer(found, lambda: lines, lambda: _frame(found["required"]))


def _on_the_ladder(given: Input, options: argparse.Namespace) -> Answer:
    from landreform.contested import bounds
    from landreform.contested.outcomes import DEFAULT_ORDER
    from landreform.contested.table_input import shown_name
    from landreform.tolls.ladder import ladder_lines, ladder_report
    from landreform.tolls.reported_stages import read_counts, read_exposures

    if options.plot:
        raise InputError(Fault("--plot", None, None, options.plot, "--stages in place of --counts, for the frontier"))
    outside = given.claims.loc[~given.claims["outcome"].isin(DEFAULT_ORDER.names)]
    if len(outside):
        first = outside.iloc[0]
        expected = "an outcome of the book, as --counts needs, or --stages in their place"
        raise InputError(Fault(shown_name(options.claims), None, "outcome", first["outcome"], expected))
    counts, exposures = read_counts(options.counts), read_exposures(options.bases)
    try:
        climbed = ladder_report(given.claims, counts, exposures)
    except ValueError as error:  # stages that are each well-formed and cannot serve together
        both = f"{shown_name(options.counts)}, {shown_name(options.bases)}"
        raise InputError(Fault(both, None, None, str(error), "stages that can serve together")) from None
    found = bounds.report(given.claims, given.order, given.coded) | climbed
    lines = [*bounds_lines(found, len(given.claims)), *ladder_lines(climbed)]
    return given.answer(found, lambda: lines, lambda: _frame(climbed["multipliers"]))


def bounds_lines(found: dict[str, Any], claims: int) -> list[str]:
    """Say between which numbers the claims hold each outcome.

    Parameters
    ----------
    found : dict
        From `landreform.contested.bounds.report`.
    claims : int
        How many claims there are.

    Returns
    -------
    list of str
        A sentence first, then one line an outcome; numbers that were claimed in full.

    Examples
    --------
    >>> row = {"outcome": "died", "floor": 10.0, "floor_from": "a", "cap": None, "cap_from": "", "consistent": True,
    ...        "floor_lineages": 1, "cap_lineages": 0}
    >>> print(*bounds_lines({"outcomes": [row]}, 1), sep="\\n")
    One claim, taken at its word, leaves this open:
    <BLANKLINE>
    outcome  at least           at most
    died     10 (a, 1 lineage)  no limit
    """
    from landreform.contested.coded_words import told
    from landreform.text.prose import number, plural

    def limit(row: dict[str, Any], side: str) -> str:
        if row[side] in (None, 0.0):
            return "no limit"
        return f"{number(row[side])} ({row[side + '_from']}, {plural(row[side + '_lineages'], 'lineage')})"

    broken = sum(not row["consistent"] for row in found["outcomes"])
    who = (
        "One claim, taken at its word, leaves"
        if claims == 1
        else f"{number(claims)} claims, taken at their word, leave"
    )
    first = f"{who} this open:"
    if broken:
        of = (
            f" about {number(broken)} of {number(len(found['outcomes']))} outcomes"
            if len(found["outcomes"]) > 1
            else ""
        )
        first = f"{number(claims)} claims, taken at their word, contradict each other{of}:"
    rows = [("outcome", "at least", "at most", "")]
    rows += [
        (row["outcome"], limit(row, "floor"), limit(row, "cap"), "" if row["consistent"] else "which is impossible")
        for row in found["outcomes"]
    ]
    lines = [first, "", *aligned(rows)]
    if found.get("coded_words"):
        lines += ["", "Of these limits some are words, not numbers:", *(told(row) for row in found["coded_words"])]
    return lines


def required_lines(found: dict[str, Any]) -> list[str]:
    """Say what each number claimed requires of the stages without a count.

    Parameters
    ----------
    found : dict
        With ``counted, bases, required`` as ``landreform bounds --stages --bases --json`` has them.

    Returns
    -------
    list of str
        What was counted, then base by base a table; factors and shares with two significant figures.
    """
    from landreform.text.prose import number, plural, rounded

    counted, required = found["counted"], found["required"]
    missing = counted["stages_without_a_count"]
    known = f"The stages with a count count {number(counted['persons'])} persons ({counted['outcome']})"
    lines = [f"{known}; without a count: {', '.join(missing)}." if missing else f"{known}; no stage is without one."]
    for base in found["bases"]:
        rows = [row for row in required if row["base"] == base["base"]]
        size = f"the stages without a count are {rounded(base['rest'])} times as large as the others"
        implied = f"as deadly for their size they bring the total to {rounded(base['implied'])}"
        lines += ["", f"By {base['base']} ({base['unit']}): " + (f"{size}; {implied}." if missing else "all counted.")]
        table: list[tuple[str, ...]] = [("claim", "end", "number", "times as deadly", "or counts that hold")]
        table += [_requirement(row) for row in rows[:LISTED]]
        lines += aligned(table, (False, False, True, True)) if rows else ["No claim speaks of what was counted."]
        if len(rows) > LISTED:
            lines.append(f"and {plural(len(rows) - LISTED, 'number')} more; --csv has all")
    return lines


def _requirement(row: dict[str, Any]) -> tuple[str, ...]:
    """Write what one number requires; a claim on a part says at least how deadly, and at most how complete."""
    from landreform.text.prose import number, rounded

    deadly, complete = {
        "exactly": ("", ""),
        "at least": ("at least ", "at most "),
        "at most": ("at most ", "at least "),
    }[row["reading"]]
    times = "" if row["multiplier"] is None else deadly + factor_text(row["multiplier"])
    if row["below_counts"]:
        times = "less than counted"
    share = f"{complete}{rounded(100 * row['completeness'])} %"
    if row["completeness"] > 1:
        share = "exceeded even if all"
    return row["estimate"], row["end"], number(row["value"]), times, share


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows)
