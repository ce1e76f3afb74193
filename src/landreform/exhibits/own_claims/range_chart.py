"""Draw every claim of a table on one axis of persons, with what they leave open or what a pool makes of them.

Input: anybody's claims and the order of their outcomes. Output: the range chart of the book for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.bounds import outcome_bounds
from landreform.contested.claims import NUMBERS, centre
from landreform.contested.outcomes import OutcomeOrder
from landreform.exhibits.draw.claim_glyphs import anybodys_mark, claim_handles, log_labels
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.style import INK, Size, Tint, page
from landreform.exhibits.own_claims.looks import looks, plain_text
from landreform.text.prose import rounded

#: From how many claims on a row is only a line, without a name; and how many inches such rows have together.
MANY, ROOM = 150, 6.5
#: Inches of a row with a name.
ROW = 0.158


@dataclass(frozen=True)
class Pooled:
    """A pooled value with its interval, persons, and what it is called in the legend."""

    value: float
    low: float
    high: float
    label: str


def range_chart(claims: pd.DataFrame, order: OutcomeOrder, pooled: Pooled | None = None) -> Figure:
    """Draw one row a claim, block by block of what is counted, each block by its lowest number.

    Parameters
    ----------
    claims : DataFrame
        Columns `landreform.contested.outcomes.COLUMNS`.
    order : OutcomeOrder
        The outcomes; their titles head the blocks.
    pooled : Pooled, optional
        Drawn behind all rows. Without it the span that the claims leave open is drawn behind the rows of each outcome.

    Returns
    -------
    Figure
        From `MANY` claims on without their names.
    """
    rank = {name: at for at, name in enumerate(order.names)}
    data = claims.assign(
        rank=claims["outcome"].map(rank), lowest=claims[list(NUMBERS)].min(axis=1), bound="", middle=centre(claims)
    ).sort_values(["rank", "lowest", "estimate"], ignore_index=True)
    look = looks(data["outcome"])
    named = len(data) < MANY
    step = 1.0 if named else ROOM / ROW / len(data)
    blocks = data["outcome"].nunique()
    # so many outcomes that their headings would fill the page stand in the table and not in the chart
    heading = 1.2 if blocks <= 40 else 0.0
    chart = RowChart(page(1.25 + ROW * (step * len(data) + (heading + 0.6) * blocks), padding=0.1), start=-1.2)
    ends = _ends(data)
    chart.axes.set(xscale="log", xlim=ends)
    spans = None if pooled else outcome_bounds(claims, order).set_index("outcome")
    first = chart.at
    for outcome, group in data.groupby("outcome", sort=False):
        if heading:
            chart.at += heading
            chart.mark(ends[0] * 1.1, look[outcome][1], look[outcome][0], 5)
            chart.near(plain_text(order.title(outcome)), ends[0] * 1.1, 6, Size.TEXT, fontweight="bold")
        top = chart.at
        _rows(chart, group, look[outcome], step if not named else 1.0, named)
        if spans is not None:
            _open_span(chart, spans.loc[outcome], top + 0.5, chart.at + 0.5, ends)
    if pooled:
        chart.axes.axvspan(max(pooled.low, ends[0]), min(pooled.high, ends[1]), color=Tint.POOL, zorder=0)
        chart.axes.axvline(pooled.value, color=INK, linewidth=0.9, zorder=1)
    log_labels(chart.axes)
    chart.axes.set_xlabel("persons, logarithmic scale")
    chart.finish(0.9, first + 0.4, Size.TEXT)
    behind = line(pooled.label, Tint.POOL, 6) if pooled else line("what the claims leave open", Tint.BASES, 6)
    # where a floor lies above its cap nothing is left open
    broken = spans is not None and not spans.loc[list(look), "consistent"].all()
    both = [line("cap below floor: contradiction", INK, 0.9)] if broken else []
    legend_above(chart.figure, *claim_handles()[:4], behind, *both, size=Size.TEXT)
    return chart.figure


def _rows(chart: RowChart, group: pd.DataFrame, look: tuple[str, str], step: float, named: bool) -> None:
    """Draw the claims of one outcome; many of them without names, all lines at once."""
    if named:
        for claim in group.itertuples():
            anybodys_mark(chart.axes, claim, chart.row(plain_text(claim.estimate)), look)
        return
    rows = chart.at + 0.6 + step * np.arange(1, len(group) + 1)
    left, right = chart.axes.get_xlim()
    low, high = group["low"].fillna(left), group["high"].fillna(right)
    bare = (group["low"].isna() & group["high"].isna()).to_numpy()
    chart.axes.hlines(rows[~bare], low[~bare], high[~bare], color=look[0], linewidth=max(0.2, min(1.5, 60 * step / 10)))
    chart.axes.plot(group["middle"][bare], rows[bare], marker=".", markersize=2, linestyle="none", color=look[0])
    chart.at = float(rows[-1])


def _open_span(chart: RowChart, row: Any, top: float, below: float, ends: tuple[float, float]) -> None:
    """Draw, behind the rows of an outcome, the span between its floor and its cap, or both where they contradict."""
    floor, cap = max(row["floor"], ends[0]), min(row["cap"], ends[1])
    if row["consistent"]:
        chart.axes.fill_betweenx([top, below], floor, cap, color=Tint.BASES, zorder=0, linewidth=0)
        return
    for end in (floor, cap):
        chart.axes.plot([end, end], [top, below], color=INK, linewidth=0.9, zorder=1.5)


def _ends(data: pd.DataFrame) -> tuple[float, float]:
    """Return ends of the axis that leave room for arrows and headings."""
    numbers = data[list(NUMBERS)].to_numpy(dtype=float)
    known = numbers[np.isfinite(numbers) & (numbers > 0)]
    return float(known.min()) / 3.0, float(known.max()) * 3.0


def finding(claims: pd.DataFrame, order: OutcomeOrder) -> str:
    """Say in a title what the chart shows.

    Parameters
    ----------
    claims, order
        As in `range_chart`.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1.0, 4.0], "point": np.nan, "high": [2.0, 8.0],
    ...                        "outcome": "died", "lineage": ["a", "b"]})
    >>> finding(claims, OutcomeOrder(("died",)))
    '2 claims: the highest number is 8 times the lowest, and they contradict each other'
    """
    numbers = claims[list(NUMBERS)]
    factor = rounded(float(numbers.max().max() / numbers[numbers > 0].min().min()))
    spans = outcome_bounds(claims, order)
    stands = "they can all be true" if spans["consistent"].all() else "they contradict each other"
    if len(claims) == 1:
        return "One claim contradicts nobody"
    return f"{len(claims):,} claims: the highest number is {factor} times the lowest, and {stands}"
