"""The command ``landreform gap``: by what factor must every claim be stretched so that all can be true at once?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from landreform.cli.claims_options import add_claims_command, opened
from landreform.cli.output import Commands, add_output_options, aligned, factor_text, print_answer

if TYPE_CHECKING:
    import pandas as pd

#: How many claims that hold the gap open are listed one by one.
LISTED = 20


def add_command(commands: Commands) -> None:
    """Add ``landreform gap``."""
    parser = add_claims_command(
        commands,
        "gap",
        "by what factor claims must be stretched to be true together",
        "By what factor must every claim be stretched, its low end divided and its high end multiplied, so that all "
        "can be true at once? Also without each claim, and without each lineage.",
    )
    add_output_options(
        parser,
        "gap",
        rows="one row a claim, with the gap without it",
        drawn="the least number of claims to set aside, over the stretch allowed,",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from landreform.contested.consistency import report

    with opened(options, "gap", "the consistency gap") as (state, given):
        state.step(f"comparing {len(given.claims):,} claims")
        found = report(given.claims, given.order, given.coded)
        if options.plot:
            from landreform.publish import own_figures

            state.step(f"drawing {options.plot}")
            own_figures.draw_gap(options.plot, given.claims, given.order)
    answer = given.answer(found, lambda: gap_lines(found, given.claims), lambda: gap_table(found, given.claims))
    return print_answer(answer, "gap", options)


def gap_lines(found: dict[str, Any], claims: pd.DataFrame) -> list[str]:
    """Say what the gap is, who holds it open, and what it is without each claim.

    Parameters
    ----------
    found : dict
        From `landreform.contested.consistency.report`.
    claims : DataFrame
        The claims.

    Returns
    -------
    list of str
        A sentence first; factors with two significant figures, numbers that were claimed in full.

    Examples
    --------
    >>> import pandas as pd
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "lineage": ["a", "b"]})
    >>> gap_lines({"delta": 1.0, "drop_one": {"a": 1.0, "b": 1.0}, "binding": [], "binding_ends": []}, claims)
    ['All 2 claims can be true at once as they stand (gap 1).']
    """
    from landreform.contested.coded_words import told
    from landreform.text.prose import number, plural

    n, delta = len(found["drop_one"]), found["delta"]
    if n == 1:
        return ["One claim contradicts nobody (gap 1)."]
    if delta == 1.0:
        return [f"All {number(n)} claims can be true at once as they stand (gap 1)."]
    lines = [
        f"The {number(n)} claims cannot all be true: each must be stretched by a factor of {factor_text(delta)}, its "
        "low end divided and its high end multiplied, before they can.",
        "",
    ]
    held = found["binding_ends"]
    rows = [("held open by", "end", "number", "lineage")]
    rows += [(end["estimate"], end["end"], number(end["value"]), end["lineage"]) for end in held[:LISTED]]
    lines += aligned(rows, (False, False, True))
    if len(held) > LISTED:
        lines.append(f"and {number(len(held) - LISTED)} more")
    lines += [f"These ends belong to {plural(len(found['binding_lineages']), 'lineage')}.", ""]
    if found.get("coded_words"):
        named = "; ".join(told(row) for row in found["coded_words"])
        without = factor_text(found["delta_without_words"])
        lines += [
            f"This hangs on a word, not on a number: {named}.",
            f"With every end that is a coded word left open, the factor is {without}.",
            "",
        ]
    lines += _without(found["drop_one"], delta, "claim")
    shared = claims["lineage"].value_counts()
    several = {name: value for name, value in found["drop_lineage"].items() if shared[name] > 1}
    if several:
        lines += ["", *_without(several, delta, "lineage of several claims")]
    return lines


def _without(deltas: dict[str, float], whole: float, what: str) -> list[str]:
    """Tabulate the factor without each claim that makes a difference, and say that the others make none."""
    from landreform.text.prose import number

    lower = sorted((value, name) for name, value in deltas.items() if value < whole * (1 - 1e-9))
    rows = [("factor without", f"the {what}"), *((factor_text(value), name) for value, name in lower[:LISTED])]
    if len(lower) > LISTED:
        rows.append(("", f"and {number(len(lower) - LISTED)} more that lower it"))
    if len(lower) < len(deltas):
        others = len(deltas) - len(lower)
        which = f"any other ({number(others)})" if lower else f"any one ({number(others)})"
        rows.append((factor_text(whole), which))
    return aligned(rows, (True,))


def gap_table(found: dict[str, Any], claims: pd.DataFrame) -> pd.DataFrame:
    """Tabulate each claim with whether it holds the gap open and what the gap is without it.

    Parameters
    ----------
    found, claims
        As in `gap_lines`.

    Returns
    -------
    DataFrame
        The columns of the claims, and ``gap`` (of all), ``binding`` (True, False), ``gap_without`` (this claim) and
        ``gap_without_lineage`` (all claims of its lineage).
    """
    return claims.assign(
        gap=found["delta"],
        binding=claims["estimate"].isin(found["binding"]),
        gap_without=claims["estimate"].map(found["drop_one"]),
        gap_without_lineage=claims["lineage"].map(found["drop_lineage"]),
    )
