"""Draw a claim on an axis of persons, the same way in every figure.

Input: a claim as a row of a frame. Output: its mark on axes, the entries of a legend that explain such marks, and the
axis of persons with its numbers.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from landreform.exhibits.draw.legends import dot, line
from landreform.exhibits.draw.row_chart import arrow
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.style import OUTCOMES, QUIET, Dash, Look
from landreform.text.prose import number

#: The ways in which a claim is drawn: how each looks, and what it means, in the words of every key.
WAYS = {
    "range": ("solid bar", "published range"),
    "central": ("filled mark on a bar", "central number of a range"),
    "bare": ("hollow mark", "bare number"),
    "least": ("arrow to the right", "at least"),
    "most": ("arrow to the left", "at most"),
    "word": ("dotted bar", "order of magnitude only"),
    "assumed": ("thin broken bar", "bare number, width assumed"),
}

#: Ends of the axis of persons, wide enough for every claim of the ledger with its arrow.
PERSONS = (70, 1_400_000)


def colour_of(outcome: str) -> str:
    """Give the colour of an outcome; what is no toll is grey."""
    return OUTCOMES[outcome][0] if outcome in OUTCOMES else QUIET


def marker_of(outcome: str) -> str:
    """Give the marker of an outcome; what is no toll is a round, as a bare number is everywhere in the book."""
    return OUTCOMES[outcome][1] if outcome in OUTCOMES else "o"


def claim_mark(axes: Axes, claim: Any, row: float, size: float = 5.0, width: float = 2.2) -> None:
    """Draw one claim in the way of its bound.

    Parameters
    ----------
    axes : Axes
        With persons from left to right.
    claim : row of ``itertuples``
        With ``low, point, high`` (persons), ``bound`` and ``outcome``, and with its row of the table estimates:
        ``estimate``, or ``estimates``, joined by a space, where several claims give these numbers.
    row : float
        Where it stands from top to bottom.
    size, width : float
        Of the marker and of the line, in points.
    """
    rows = claim.estimates.split() if hasattr(claim, "estimates") else [claim.estimate]
    with shows(axes, "estimates", rows):
        anybodys_mark(axes, claim, row, (colour_of(claim.outcome), marker_of(claim.outcome)), size, width)


def anybodys_mark(
    axes: Axes, claim: Any, row: float, look: tuple[str, str], size: float = 5.0, width: float = 2.2
) -> None:
    """Draw one claim, of the ledger or not, in the way of its bound.

    Parameters
    ----------
    axes : Axes
        With persons from left to right.
    claim : row of ``itertuples``
        With ``low, point, high`` (persons) and ``bound``.
    row : float
        Where it stands from top to bottom.
    look : (str, str)
        Colour and marker.
    size, width : float
        Of the marker and of the line, in points.
    """
    colour, marker = look
    if pd.notna(claim.low) and pd.notna(claim.high):
        dash = Dash.MAGNITUDE if claim.bound == "order_of_magnitude" else "-"
        # Ends exactly at its numbers: with a round or projecting cap it would run beyond a limit that is near.
        caps: Look = {"linestyle": dash, "solid_capstyle": "butt", "dash_capstyle": "butt"}
        axes.plot([claim.low, claim.high], [row, row], color=colour, linewidth=width, **caps)
        if pd.notna(claim.point):
            axes.plot(claim.point, row, marker=marker, color=colour, markersize=size)
    elif pd.notna(claim.low) or pd.notna(claim.high):
        at_least = pd.notna(claim.low)
        end = claim.low if at_least else claim.high
        arrow(axes, (end, row), (end * 1.9 if at_least else end / 1.9, row), colour, width=1)
        axes.plot(end, row, marker="|", color=colour, markersize=size + 2, markeredgewidth=1.6)
    elif pd.notna(claim.point):
        axes.plot(claim.point, row, marker=marker, color=colour, markerfacecolor="white", markersize=size)


def claim_handles(marker: str = "o") -> list[Line2D]:
    """Explain the ways in which a claim is drawn, for a legend.

    Parameters
    ----------
    marker : str
        That of the claims, where all have one.
    """
    return [
        line(WAYS["range"][1], QUIET, 2.2),
        dot(WAYS["central"][1], QUIET, marker, 5),
        dot(WAYS["bare"][1], QUIET, marker, 5, markerfacecolor="white"),
        line("at least, or at most (to the left)", QUIET, 0.9, marker=">", markersize=5),
        line(WAYS["word"][1], QUIET, 2.2, linestyle=Dash.MAGNITUDE),
    ]


def handles_of(claims: pd.DataFrame) -> list[Line2D]:
    """Explain the ways in which some claims are drawn, and no others; see :func:`claim_handles`.

    Parameters
    ----------
    claims : DataFrame
        Columns ``low, point, high, bound, outcome``.
    """
    low, point, high = (claims[name].notna() for name in ("low", "point", "high"))
    word = claims["bound"] == "order_of_magnitude"
    ranged = low & high
    markers = {marker_of(outcome) for outcome in claims["outcome"]}
    # Where markers tell kinds apart, a ring stands for all of them.
    entries = claim_handles(markers.pop() if len(markers) == 1 else "o")
    # An arrow points the way in which some claim is open, and the other way only where another is.
    least = line(WAYS["least"][1], QUIET, 0.9, marker=">", markersize=5)
    most = line(WAYS["most"][1], QUIET, 0.9, marker="<", markersize=5)
    ways = [*entries[:3], least, most, entries[-1]]
    found = (ranged & ~word, ranged & point, ~low & ~high & point, low & ~high, high & ~low, ranged & word)
    return [entry for entry, there in zip(ways, found, strict=True) if there.any()]


def persons_axis(axes: Axes, label: str = "persons, logarithmic scale") -> None:
    """Make the horizontal axis one of persons, in powers of ten."""
    axes.set(xscale="log", xlim=PERSONS)
    log_labels(axes)
    axes.set_xlabel(label)


def campaign_axis(axes: Axes, first: float, last: float) -> None:
    """Make the horizontal axis one of persons executed in the whole campaign, from one number to another."""
    axes.set(xscale="log", xlim=(first, last), xlabel="persons executed in the whole campaign, logarithmic scale")
    log_labels(axes)
    chosen_ticks(axes, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def log_labels(axes: Axes, subs: tuple[float, ...] = (1.0,)) -> None:
    """Write the numbers of a logarithmic horizontal axis in full.

    Parameters
    ----------
    axes : Axes
    subs : tuple of float
        Which multiples of the powers of ten are written.
    """
    axes.xaxis.set_major_locator(LogLocator(base=10, subs=subs, numticks=12))
    full_numbers(axes.xaxis)
    axes.xaxis.set_minor_locator(LogLocator(base=10, subs=range(2, 10), numticks=12))


def full_numbers(axis: Axis) -> None:
    """Write the numbers of an axis in full where it has long ticks, and none at the short ones."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axis.set_minor_formatter(NullFormatter())


def chosen_ticks(axes: Axes, *values: float) -> None:
    """Write some numbers below a horizontal axis, in full, those of them that it reaches."""
    low, high = axes.get_xlim()
    ticks = [value for value in values if low <= value <= high]
    axes.set_xticks(ticks, [number(tick) for tick in ticks])
