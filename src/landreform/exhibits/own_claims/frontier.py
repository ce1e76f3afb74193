"""Draw how complete the counts, and how deadly the stages without one, must have been for each of anybody's claims.

Input: claims, what was counted, and how large the rest was. Output: the frontier of the book for them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from landreform.contested.claims import intervals
from landreform.contested.frontier import completeness_needed
from landreform.contested.outcomes import OutcomeOrder
from landreform.exhibits.draw.label_layout import spread_out
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.style import INK, QUIET, Look, Size, Tint, page
from landreform.exhibits.own_claims.looks import looks, plain_text
from landreform.text.prose import number

#: Ends of the axis of intensities, and how many places between are computed.
INTENSITIES, STEPS = (0.1, 100.0), 31
#: The least completeness that is drawn.
LEAST = 1e-4
#: How many numbers have a name beside their frontier; and the quotient of two heights at which names do not meet.
NAMED, APART = 25, 1.16
#: From how many numbers on a frontier is a hair.
MANY = 60


def frontier_chart(claims: pd.DataFrame, counted: float, rest: float, base: str, order: OutcomeOrder) -> Figure:
    """Draw completeness over intensity, with a frontier for each number claimed.

    Parameters
    ----------
    claims : DataFrame
        Claims on what was counted, or on a part or a whole of it; columns `landreform.contested.outcomes.COLUMNS`.
    counted : float
        Persons counted in the stages that have a count.
    rest : float
        The size of the other stages over that of these, above 0.
    base : str
        Name of the measure of size.
    order : OutcomeOrder

    Returns
    -------
    Figure
    """
    steps = np.geomspace(*INTENSITIES, STEPS)
    numbers = _numbers(claims)
    curves = np.atleast_2d(completeness_needed(numbers["total"].to_numpy()[:, None], counted, rest, steps))
    look = looks(claims["outcome"])
    figure = page(5.2)
    axes = figure.add_subplot()
    shown = curves[curves <= 1.0]
    floor = max(LEAST, float(shown.min()) / 1.6) if len(shown) else 0.1
    axes.set(xscale="log", yscale="log", xlim=INTENSITIES, ylim=(floor, 1.02))
    for total in _contours(counted, rest, floor):
        curve = np.atleast_1d(completeness_needed(total, counted, rest, steps))
        axes.plot(steps, curve, color=Tint.BASES, linewidth=3, zorder=1)
        inside = np.flatnonzero((curve <= 0.9) & (curve >= floor * 1.1))
        if len(inside):
            ground = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}
            place: Look = {"ha": "right", "va": "center", "color": QUIET, "bbox": ground, "zorder": 4}
            axes.text(steps[inside[-1]], curve[inside[-1]], number(total), fontsize=Size.TEXT, **place)
    for outcome, (colour, _) in look.items():
        paths = [np.column_stack([steps, curve]) for curve in curves[(numbers["outcome"] == outcome).to_numpy()]]
        axes.add_collection(
            LineCollection(paths, colors=colour, linewidths=1.3 if len(numbers) <= MANY else 0.3, zorder=3),
            autolim=False,
        )
    starts = [
        (f"{number(row.total)}  {plain_text(row.who, 30)}", 0.0, float(curve[0]))
        for row, curve in zip(numbers.itertuples(), curves, strict=True)
        if floor <= curve[0] <= 1.0
    ]
    _names(figure, starts)
    axes.axvline(1, color=INK, linewidth=0.8, zorder=2)
    axes.set_xticks([0.1, 0.3, 1, 3, 10, 30, 100], ["0.1", "0.3", "1", "3", "10", "30", "100"], fontsize=Size.TEXT)
    shares = [share for share in (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0) if share >= floor]
    axes.yaxis.tick_right()
    axes.yaxis.set_label_position("right")
    axes.set_yticks(shares, [f"{100 * share:g} %" for share in shares], fontsize=Size.TEXT)
    axes.minorticks_off()
    axes.spines["left"].set_visible(False)
    measure = plain_text(base, 24)
    axes.set_xlabel(
        f"stages without a count: times as deadly, for their size in {measure}; logarithmic", fontsize=Size.TEXT
    )
    axes.set_ylabel("share of the dead that the counts hold; logarithmic", fontsize=Size.TEXT)
    handles = [line(f"claim: {plain_text(order.title(name), 30)}", colour, 1.3) for name, (colour, _) in look.items()]
    legend_above(figure, *handles, line("total that follows", Tint.BASES, 3), columns=2, size=Size.TEXT)
    return figure


def _numbers(claims: pd.DataFrame) -> pd.DataFrame:
    """Return every closed end of a claim once for each outcome, with the claims that give it: total, outcome, who."""
    ranges = intervals(claims).assign(outcome=claims["outcome"], who=claims["estimate"])
    ends = pd.concat(
        [ranges[["low", "outcome", "who"]], ranges[["high", "outcome", "who"]].rename(columns={"high": "low"})]
    )
    ends = ends.rename(columns={"low": "total"})
    ends = ends[(ends["total"] > 0) & np.isfinite(ends["total"])].drop_duplicates()
    return ends.groupby(["total", "outcome"], sort=True)["who"].agg(", ".join).reset_index()


def _contours(counted: float, rest: float, floor: float) -> list[float]:
    """Return round totals whose contours lie within the axes."""
    least, most = counted * (1 + INTENSITIES[0] * rest), counted * (1 + INTENSITIES[1] * rest) / floor
    first = int(np.floor(np.log10(least)))
    totals = [m * 10.0**power for power in range(first, int(np.ceil(np.log10(most))) + 1) for m in (1, 2, 5)]
    inside = [total for total in totals if least < total < most]
    # at most a dozen, or the page is grey
    return inside[:: max(1, -(-len(inside) // 12))]


def _names(figure: Figure, starts: list[tuple[str, float, float]]) -> None:
    """Write at the left the number and who gives it, with a short line to its frontier, unless there are too many."""
    if len(starts) > NAMED:
        return
    (axes,) = figure.axes
    places = spread_out(starts, 1.0, APART)
    beside = axes.get_yaxis_transform()
    for words, _, start in starts:
        there = places[words][1]
        axes.plot([-0.03, 0.0], [there, start], color=QUIET, linewidth=0.7, transform=beside, clip_on=False)
        place: Look = {"transform": beside, "ha": "right", "va": "center", "color": INK}
        axes.text(-0.04, there, words, fontsize=Size.TEXT, **place)


def finding(claims: pd.DataFrame, counted: float, rest: float) -> str:
    """Say in a title what the highest number needs if the rest was as deadly for its size.

    Parameters
    ----------
    claims, counted, rest
        As in `frontier_chart`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a"], "low": np.nan, "point": [4000.0], "high": np.nan,
    ...                        "outcome": "executed", "lineage": ["a"]})
    >>> finding(claims, 1000, 0.5)
    'The highest number, 4,000, needs counts that hold 38 % if the rest was as deadly for its size'
    """
    most = float(_numbers(claims)["total"].max())
    share = float(completeness_needed(most, counted, rest, 1.0))
    if share > 1.0:
        return f"The highest number, {number(most)}, is exceeded if the rest was as deadly for its size"
    return (
        f"The highest number, {number(most)}, needs counts that hold {100 * share:.2g} % if the rest was as "
        "deadly for its size"
    )
