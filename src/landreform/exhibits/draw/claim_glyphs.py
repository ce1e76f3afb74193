"""How is a claim drawn on an axis of persons, the same way in every figure?"""

from __future__ import annotations

import matplotlib.ticker as mticker
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from landreform.exhibits.draw.style import OUTCOMES, QUIET
from landreform.text.prose import number

#: Ends of the axis of persons, wide enough for every claim of the ledger with its arrow.
PERSONS = (70, 1_400_000)


def colour_of(outcome: str) -> str:
    """Give the colour of an outcome; what is no toll is grey."""
    return OUTCOMES[outcome][0] if outcome in OUTCOMES else QUIET


def marker_of(outcome: str) -> str:
    """Give the marker of an outcome; what is no toll is a plus."""
    return OUTCOMES[outcome][1] if outcome in OUTCOMES else "P"


def claim_mark(axes: Axes, claim, row: float, size: float = 5.0, width: float = 2.2) -> None:
    """Draw one claim in the way of its bound.

    Parameters
    ----------
    axes : Axes
        With persons from left to right.
    claim : row of ``itertuples``
        With ``low, point, high`` (persons), ``bound`` and ``outcome``.
    row : float
        Where it stands from top to bottom.
    size, width : float
        Of the marker and of the line, in points.
    """
    colour, marker = colour_of(claim.outcome), marker_of(claim.outcome)
    if pd.notna(claim.low) and pd.notna(claim.high):
        line = (0, (1, 0.8)) if claim.bound == "order_of_magnitude" else "-"
        axes.plot([claim.low, claim.high], [row, row], color=colour, linewidth=width, linestyle=line)
        if pd.notna(claim.point):
            axes.plot(claim.point, row, marker=marker, color=colour, markersize=size)
    elif pd.notna(claim.low) or pd.notna(claim.high):
        at_least = pd.notna(claim.low)
        end = claim.low if at_least else claim.high
        axes.annotate(
            "",
            xy=(end * (1.9 if at_least else 1 / 1.9), row),
            xytext=(end, row),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1, "shrinkA": 0, "shrinkB": 0},
        )
        axes.plot(end, row, marker="|", color=colour, markersize=size + 2, markeredgewidth=1.6)
    elif pd.notna(claim.point):
        axes.plot(claim.point, row, marker=marker, color=colour, markerfacecolor="white", markersize=size)


def claim_handles() -> list[Line2D]:
    """Explain the ways in which a claim is drawn, for a legend."""
    style = {"color": QUIET, "markersize": 5}
    return [
        Line2D([], [], linewidth=2.2, color=QUIET, label="published range"),
        Line2D([], [], marker="o", linestyle="none", **style, label="central number of a range"),
        Line2D([], [], marker="o", linestyle="none", markerfacecolor="white", **style, label="bare number"),
        Line2D([], [], marker=">", linewidth=0.9, **style, label="at least, or at most (to the left)"),
        Line2D([], [], linewidth=2.2, linestyle=(0, (1, 0.8)), color=QUIET, label="order of magnitude only"),
    ]


def persons_axis(axes: Axes, label: str = "persons, logarithmic scale") -> None:
    """Make the horizontal axis one of persons, in powers of ten."""
    axes.set_xscale("log")
    axes.set_xlim(*PERSONS)
    log_labels(axes)
    axes.set_xlabel(label)


def log_labels(axes: Axes) -> None:
    """Write the powers of ten of a logarithmic horizontal axis in full."""
    axes.xaxis.set_major_locator(mticker.LogLocator(base=10, numticks=12))
    axes.xaxis.set_major_formatter(mticker.FuncFormatter(lambda value, _: number(value)))
    axes.xaxis.set_minor_locator(mticker.LogLocator(base=10, subs=range(2, 10), numticks=12))
    axes.xaxis.set_minor_formatter(mticker.NullFormatter())
