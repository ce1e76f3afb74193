"""Write a figure of anybody's claims into a file.

Input: claims from a file and a path that ends in ``.svg``, ``.png`` or ``.pdf``. Output: the file, with a title that
says what it finds and with the version that drew it; the same bytes for the same claims. It is not a figure of the book
and has none of its names, licences or hashes: it belongs to whoever brought the claims.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform import __version__
from landreform.contested.consistent_sets import curve, curve_of_many
from landreform.contested.errors import Fault, InputError
from landreform.contested.outcomes import OutcomeOrder
from landreform.contested.stages import Stages, sizes
from landreform.exhibits.draw.heading import lay_out_with_title
from landreform.exhibits.draw.style import house_style
from landreform.exhibits.own_claims import frontier, gap_curve, range_chart
from landreform.text.prose import rounded

#: Up to so many claims every step of the curve of consistency is found exactly; of more it is found at some stretches.
EXACT = 400

FORMATS = ("svg", "png", "pdf")
_MAKER = f"landreform {__version__}"


def draw_claims(path: str, claims: pd.DataFrame, order: OutcomeOrder) -> None:
    """Draw every claim with what is left open: the range chart.

    Parameters
    ----------
    path : str
        Where to write; the ending says in which format.
    claims : DataFrame
        Columns `landreform.contested.outcomes.COLUMNS`.
    order : OutcomeOrder

    Raises
    ------
    InputError
        If the ending is none of `FORMATS` or the file cannot be written.
    """
    _write(path, lambda: range_chart.range_chart(claims, order), range_chart.finding(claims, order))


def draw_pool(path: str, claims: pd.DataFrame, result: dict[str, Any], order: OutcomeOrder) -> None:
    """Draw the claims of a pool with the pooled value behind them.

    Parameters
    ----------
    path, claims, order
        As in `draw_claims`.
    result : dict
        From `landreform.contested.random_effects.pool_claims`.
    """
    # an interval beyond any number has no end
    low, high = result["pooled_hk_adhoc_low"] or 0.0, result["pooled_hk_adhoc_high"] or float("inf")
    pooled = range_chart.Pooled(result["pooled"], low, high, f"pooled, {100 * result['level']:g} %")
    kept = claims[claims["outcome"].isin(result["outcomes"])]
    voices = f"{result['k']:,} {'lineages' if result['voices'] == 'lineages' else 'claims'}"
    finding = f"{voices} pooled: {rounded(result['pooled'])} persons, which describes what was written"
    _write(path, lambda: range_chart.range_chart(kept, order, pooled), finding)


def draw_gap(path: str, claims: pd.DataFrame, order: OutcomeOrder) -> None:
    """Draw the least number of claims to set aside, over the stretch allowed.

    Parameters
    ----------
    path, claims, order
        As in `draw_claims`.
    """
    steps = curve(claims, order) if len(claims) <= EXACT else curve_of_many(claims, order)
    _write(path, lambda: gap_curve.gap_curve(steps), gap_curve.finding(steps, len(claims)))


def draw_frontier(path: str, claims: pd.DataFrame, stages: Stages, bases: pd.DataFrame, order: OutcomeOrder) -> None:
    """Draw how complete the counts and how deadly the rest must have been for each claim, on the first base.

    Parameters
    ----------
    path, claims, order
        As in `draw_claims`.
    stages, bases
        From `landreform.contested.stages`.

    Raises
    ------
    InputError
        As `draw_claims`; and if every stage has a count, or no claim speaks of what was counted.
    """
    at = order.names.index(stages.outcome)
    related = {name for k, name in enumerate(order.names) if order.within[at, k] or order.within[k, at]}
    spoken = claims[claims["outcome"].isin(related)]
    if not stages.uncounted or spoken.empty:
        found = "no stage without a count" if not stages.uncounted else "no claim on what was counted"
        raise InputError(Fault("--plot", None, None, found, "something to draw a frontier of"))
    first = sizes(stages, bases).iloc[0]
    _write(
        path,
        lambda: frontier.frontier_chart(spoken, stages.total, float(first["rest"]), str(first["base"]), order),
        frontier.finding(spoken, stages.total, float(first["rest"])),
    )


def _write(path: str, make: Callable[[], Figure], finding: str) -> None:
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise InputError(Fault("--plot", None, None, path, "a file that ends in .svg, .png or .pdf"))
    words: dict[str, dict[str, Any]] = {
        "svg": {"Title": finding, "Creator": [_MAKER], "Date": None},
        "png": {"Title": finding, "Software": _MAKER},
        "pdf": {"Title": finding, "Creator": _MAKER, "Producer": None, "CreationDate": None},
    }
    with house_style(), warnings.catch_warnings():
        # A name in a script that the typefaces lack is drawn as boxes; it stands in the file of the claims.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = make()
        lay_out_with_title(figure, finding)
        try:
            figure.savefig(path, format=ending, dpi=300, metadata=words[ending])
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(Fault(path, None, None, reason, "a place where a file can be written")) from error
