"""The command ``landreform pool``: what does a random-effects analysis make of claims that count the same thing?"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from landreform.cli.claims_options import add_claims_command, opened
from landreform.cli.output import Commands, add_output_options, aligned, print_answer
from landreform.contested.errors import Fault, InputError

if TYPE_CHECKING:
    import pandas as pd

METHODS = ("DL", "REML", "PM")  # those of landreform.contested.heterogeneity, for which the help does not wait
#: How many names a line gives.
NAMED = 10
#: What each interval is called.
INTERVALS = {
    "ci": "normal",
    "hk": "Hartung-Knapp",
    "hk_adhoc": "the same, max(1, q)",
    "pi": "prediction",
}


def add_command(commands: Commands) -> None:
    """Add ``landreform pool``."""
    probability = _between(0.0, 1.0, "does not lie between 0 and 1, ends excluded")
    parser = add_claims_command(
        commands,
        "pool",
        "what a random-effects analysis makes of claims",
        "What does a random-effects analysis make of claims that count the same thing? Each lineage is one voice, "
        "however often its number was repeated. Claims are no sample: the result describes what was written, not what "
        "happened. One-sided claims enter no pool.",
        done="pooled",
        unusable="claims that cannot be pooled",
    )
    parser.add_argument("--only", metavar="OUTCOME", help="pool the claims of this outcome alone, as the column has it")
    parser.add_argument(
        "--each-claim",
        action="store_true",
        help="a sensitivity: every claim is one voice, so that a number counts as often as it was repeated",
    )
    parser.add_argument("--method", choices=METHODS, default="REML", help="estimator of the variance between voices")
    parser.add_argument(
        "--coverage", type=probability, default=0.90, help="probability ascribed to every range (default: %(default)s)"
    )
    parser.add_argument(
        "--width",
        type=_between(1.0, float("inf"), "is no factor above 1"),
        metavar="W",
        help="take a bare number N for a range from N/W to N·W; without it, bare numbers are left out",
    )
    parser.add_argument(
        "--level", type=probability, default=0.95, help="coverage of the intervals (default: %(default)s)"
    )
    parser.add_argument(
        "--mixed-outcomes", action="store_true", help="pool claims that count different things; the output says so"
    )
    add_output_options(
        parser,
        "pool",
        rows="one row a quantity, with its name and value",
        drawn="every claim, with the pooled value and its interval behind them,",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from landreform.contested.random_effects import pool_claims
    from landreform.contested.table_input import shown_name

    with opened(options, "pool", "a pool") as (state, given):
        claims = _of_one_outcome(given.claims, options)
        state.step(f"pooling {len(claims):,} claims")
        asked = (options.method, options.coverage, options.width, options.level, options.mixed_outcomes)
        try:
            result = pool_claims(claims, *asked, order=given.order, each_claim=options.each_claim, coded=given.coded)
        except InputError as error:  # what is wrong with the claims together is found where their file is not known
            name = shown_name(options.claims)
            raise InputError([replace(fault, file=name) for fault in error.faults]) from None
        found: dict[str, Any] = dict(result)
        if options.plot:
            from landreform.publish import own_figures

            state.step(f"drawing {options.plot}")
            own_figures.draw_pool(options.plot, claims, found, given.order)
    answer = given.answer(found, lambda: pool_lines(found), lambda: pool_table(found))
    return print_answer(answer, "pool", options)


def _of_one_outcome(claims: pd.DataFrame, options: argparse.Namespace) -> pd.DataFrame:
    """Take the claims that ``--only`` asks for, or all."""
    from landreform.contested.table_input import shown_name

    if options.only is None:
        return claims
    chosen = claims[claims["outcome"] == options.only].reset_index(drop=True)
    if chosen.empty:
        expected = "an outcome of the claims: " + ", ".join(sorted(set(claims["outcome"])))
        raise InputError(Fault("--only", None, None, options.only, f"{expected} ({shown_name(options.claims)})"))
    return chosen


def pool_lines(result: dict[str, Any]) -> list[str]:
    """Report a pool in a terminal.

    Parameters
    ----------
    result : dict
        From `landreform.contested.random_effects.pool_claims`.

    Returns
    -------
    list of str
        A sentence first, which names mixed outcomes and how many voices there are; numbers with two significant
        figures; the claims that rest on a word, and the result without them; the warning at the end.
    """
    things = ", ".join(result["outcomes"])
    counted = f"MIXED OUTCOMES: {things}" if result["mixed_outcomes"] else f"outcome {things}"
    level = f"{100 * result['level']:g} %"
    ends = " to ".join(_persons(result[f"pooled_hk_adhoc_{end}"]) for end in ("low", "high"))
    lines = [
        f"Pooled, {_voices(result)} put the middle of what was written at {_persons(result['pooled'])} persons, "
        f"{ends} at {level} ({counted}).",
        "",
        f"{result['method']}; coverage ascribed to a range {100 * result['coverage']:g} %.",
    ]
    rows = [("interval", "from", "to")]
    for name, words in INTERVALS.items():
        missing = name == "pi" and result["pi_low"] is None
        ends_of = [_persons(result[f"pooled_{name}_{end}"]) for end in ("low", "high")]
        rows.append((f"{level} {words}", *(("none", "it needs three voices") if missing else ends_of)))
    lines += aligned(rows, (False, True, True))
    ends = " to ".join(_figures(result[f"tau2_{end}"]) for end in ("low", "high"))
    lines += [
        f"Between voices: tau2 {_figures(result['tau2'])} ({level}: {ends}), I2 {result['I2']:.0f} %, "
        f"Q {_figures(result['Q'])} (p {result['Q_p']:.2g}).",
        "",
        *_words(result),
        *_explained(result),
        result["note"],
    ]
    return lines


def pool_table(result: dict[str, Any]) -> pd.DataFrame:
    """Tabulate every quantity of a pool that is one number or word; columns ``quantity, value``."""
    import pandas as pd

    plain = {name: value for name, value in result.items() if not isinstance(value, list | dict)}
    return pd.DataFrame({"quantity": list(plain), "value": list(plain.values())}, dtype=object)


def _voices(result: dict[str, Any]) -> str:
    """Say how many voices there are, and what a voice is."""
    from landreform.text.prose import number, plural

    if result["voices"] == "claims":
        of = plural(result["lineages"], "lineage")
        return f"{number(result['claims'])} claims of {of}, EACH CLAIM ONE VOICE (a sensitivity),"
    if result["claims"] == result["lineages"]:
        return f"{number(result['claims'])} claims, each of a lineage of its own,"
    return f"{number(result['claims'])} claims in {plural(result['lineages'], 'lineage')}, one voice for each lineage,"


def _words(result: dict[str, Any]) -> list[str]:
    """Say that the pool hangs on a word, and what it is with every such end left open."""
    from landreform.contested.coded_words import told

    if not result.get("coded_words"):
        return []
    names = list(dict.fromkeys(row["estimate"] for row in result["coded_words"]))
    enters = f"{_listed(names)} {'enters' if len(names) == 1 else 'enter'} no pool"
    rest = "and no pool is left, since it needs two voices"
    if result["pooled_without_words"] is not None:
        low, high = (_persons(result[f"pooled_hk_adhoc_{end}_without_words"]) for end in ("low", "high"))
        middle = _persons(result["pooled_without_words"])
        rest = f"and the middle is put at {middle} persons, {low} to {high} at {100 * result['level']:g} %"
    return [
        f"This hangs on a word, not on numbers alone: {'; '.join(told(row) for row in result['coded_words'])}.",
        f"With every end that is a coded word left open, {enters}, {rest}.",
        "",
    ]


def _explained(result: dict[str, Any]) -> list[str]:
    """Say which claims are one voice, which had their width assumed, and which were left out, and why."""
    lines = []
    if result["voices"] == "lineages":
        joined = list(result["joined"].items())
        lines += [f"One voice ({name}): {_listed(names)}." for name, names in joined[:NAMED]]
        if len(joined) > NAMED:
            lines.append(f"And {len(joined) - NAMED:,} more lineages of several claims are one voice each.")
        if joined:
            lines.append("With --each-claim every claim is one voice.")
    if result["assumed_width"]:
        lines.append(f"Bare numbers given a width of {result['width']:g}: {_listed(result['assumed_width'])}.")
    reasons: dict[str, list[str]] = {}
    for name, reason in result["left_out_because"].items():
        reasons.setdefault(reason, []).append(name)
    lines += [f"Left out, {reason}: {_listed(names)}." for reason, names in reasons.items()]
    return lines


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _persons(value: float | None) -> str:
    """Write a number of persons with two significant figures."""
    if value is None:
        return "none"
    from landreform.text.prose import rounded

    return rounded(value) if 1e-3 < value < 1e15 else f"{value:.1e}"


def _figures(value: float | None) -> str:
    if value is None:
        return "none"
    from landreform.text.prose import rounded

    return rounded(value) if value == 0 or 1e-4 < value < 1e9 else f"{value:.1e}"


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
