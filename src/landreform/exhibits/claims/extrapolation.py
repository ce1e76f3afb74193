"""Show what is small and what is large: noise of counting, choice of base and choice of multiplier, on one axis.

Input: the reported executions and the exposure bases. Output: the figure ``fig-extrapolation``.
"""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import EXPOSURE_COLUMNS
from landreform.exhibits.draw.bases import base_name, base_sources, stage_inputs
from landreform.exhibits.draw.claim_glyphs import campaign_axis, chosen_ticks
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.row_chart import RowChart, arrow, write_near
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, OUTCOMES, QUIET, Dash, Look, Size
from landreform.exhibits.frames import list_by_group, with_kept
from landreform.text.prose import listing, number, plural, rounded
from landreform.tolls.exposures import DIVIDE
from landreform.tolls.last_wave import extrapolate

#: Multipliers that are tried, and how much of a count's information is believed: choices of the book, not findings.
MULTIPLIERS = (1.0, 2.0, 5.0, 10.0, 30.0, 100.0)
DISCOUNTS = (1.0, 0.1)
#: Over the names of the rows: of which stage they speak.
HEAD = f"The last stage, after {DIVIDE:%B %Y},\nwas for its size …"
#: The bar of a row, from the lowest to the highest exposure base.
BASES: Look = {"color": OUTCOMES["executed"][0], "linewidth": 5, "solid_capstyle": "butt"}
#: Distance between the marks of a row, in rows.
_APART = 0.33


def extrapolation_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Extrapolate on every base, with the reports counted in full and discounted."""
    stages = stage_inputs(ledger)
    tables = [extrapolate(**stages, multipliers=MULTIPLIERS, discount=d).assign(discount=d) for d in DISCOUNTS]
    return {"data": pd.concat(tables, ignore_index=True)}


def totals_by_multiplier(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a row for each multiplier: the span over the bases, and the noise of counting on one of them, undiscounted.

    Parameters
    ----------
    data : DataFrame
        What `landreform.tolls.last_wave.extrapolate` returns, with ``discount``.
    sheet : Sheet
    """
    full = data[data["discount"] == max(DISCOUNTS)]
    first = full["base"].iloc[0]
    chart = RowChart(sheet.page(1.4 + 0.4 * full["multiplier"].nunique()), start=-1, unit=0.36, foot=0.2)
    tried, bases, noise = (rounded(factor) for factor in _spans(full))
    medians, reached = full[full["base"] == first]["total_median"], full["multiplier"].max()
    _heading(chart)
    head, top = chart.at, -1.2 if sheet.narrow else -1.0
    for multiplier, group in full.groupby("multiplier"):
        last = multiplier == reached
        chart.row(_times(multiplier))
        totals = group["total_median"]
        chart.span(totals.min(), totals.max(), -_APART, **BASES)
        one = group[group["base"] == first].iloc[0]
        chart.span(one["total_low"], one["total_high"], color=INK, linewidth=1.2, marker="|", markersize=7)
        chart.mark(one["total_median"], "o", INK, 2.4)
        if last:
            look: Look = {"ha": "right", "fontweight": "bold"}
            write_near(chart.axes, f"×{bases}", (totals.min(), chart.at - _APART), -6, Size.TEXT, **look)
            write_near(chart.axes, f"×{noise}", (one["total_low"], chart.at), -6, Size.TEXT, **look)
    # From the first row to the last, what the assumption about the last stage alone does.
    foot = chart.at + 2.2 * _APART
    guide: Look = {"color": QUIET, "linewidth": 0.8, "linestyle": Dash.GUIDE, "zorder": 0.5}
    chart.axes.plot([medians.min()] * 2, [head + 1.0, foot], **guide)
    arrow(chart.axes, (medians.min(), foot), (medians.max(), foot), INK)
    ground: Look = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    middle = (medians.min() * medians.max()) ** 0.5
    write_near(chart.axes, f"×{tried}", (middle, foot), 0, Size.TEXT, ha="center", fontweight="bold", bbox=ground)
    campaign_axis(chart.axes, 1000, 1.25 * full["total_high"].max())
    chosen_ticks(chart.axes, 1000, 10_000, 100_000, *(() if sheet.narrow else (2000, 5000, 30_000)))
    ways = f"size of that stage, by {number(full['base'].nunique())} ways to measure it"
    legend_above(
        chart.figure,
        line(ways, BASES["color"], BASES["linewidth"], solid_capstyle="butt"),
        line(f"chance alone, with size by {base_name(first)}", INK, 1.2, marker="o", markersize=2.4),
        columns=2,
    )
    chart.finish(1.2, top, Size.TEXT)
    return chart.figure


def _heading(chart: RowChart) -> None:
    """Write over the names of the rows of what they speak, where no line runs."""
    side: Look = {"color": INK, "linespacing": 1.05}
    if chart.names_above:
        chart.heading(HEAD.replace("\n", " "), 0.2, **side)
    else:
        chart.heading(HEAD, 0.55, x=-0.02, ha="right", **side)
        chart.at += 0.1


def _times(multiplier: float) -> str:
    """Write how deadly the last stage is taken to have been, against both stages before it together."""
    return "as deadly as before" if multiplier == 1 else f"{number(multiplier)} times as deadly"


def _spans(totals: pd.DataFrame) -> tuple[float, float, float]:
    """Return the factors spanned by the multipliers on one base, the bases at the greatest one, and the noise there."""
    full = totals[totals["discount"] == totals["discount"].max()]
    top = full[full["multiplier"] == full["multiplier"].max()]
    one = top.iloc[0]
    medians = full[full["base"] == one["base"]]["total_median"]
    bases = top["total_median"].max() / top["total_median"].min()
    return medians.max() / medians.min(), bases, one["total_high"] / one["total_low"]


def says(totals: pd.DataFrame) -> str:
    """Say on what the total hangs most, and on what least."""
    words = (
        "how deadly the last stage is assumed to be",
        "how large it was",
        "chance",
    )
    (most, first), (less, second), (least, third) = sorted(zip(_spans(totals), words, strict=True), reverse=True)
    return (
        f"The total executed depends most on {first} (factor {rounded(most)}), less on {second} "
        f"(up to {rounded(less)}), least on {third} (up to {rounded(least)})"
    )


def alt(totals: pd.DataFrame) -> str:
    """Say in one sentence what follows from which multiplier."""
    medians = totals[totals["discount"] == totals["discount"].max()].groupby("multiplier")["total_median"]
    items = [
        f"{rounded(group.min())} to {rounded(group.max())} at {number(value)} times"
        for value, group in medians
        if value in (min(MULTIPLIERS), max(MULTIPLIERS))
    ]
    return (
        f"Interval plot of {plural(totals['multiplier'].nunique(), 'multiplier')}: executions in the whole campaign, "
        f"by median over {plural(totals['base'].nunique(), 'base')}, of {listing(items)}, if the last stage was so "
        "many times as deadly as both earlier stages taken as one."
    )


def description(totals: pd.DataFrame) -> str:
    """Give both spans of every row; then, as it is not drawn, median and interval on every base by itself."""
    full = totals[totals["discount"] == totals["discount"].max()]
    drawn = []
    for value, group in full.groupby("multiplier", sort=False):
        one = group.iloc[0]
        least, most = group["total_median"].min(), group["total_median"].max()
        drawn.append(
            f"{_times(float(value)).capitalize()}: {rounded(least)} to {rounded(most)} by how the size of the stage is "
            f"measured; by chance alone, with {base_name(one['base'])}, {rounded(one['total_low'], 3)} to "
            f"{rounded(one['total_high'], 3)}, median {rounded(one['total_median'], 3)}."
        )

    def total(row: Any) -> str:
        median, low, high = (rounded(end, 3) for end in (row.total_median, row.total_low, row.total_high))
        return f"{base_name(row.base)} {median} ({low} to {high})"

    def heading(key: tuple[float, float]) -> str:
        return f"{number(key[0])} times, {number(key[1])} of the information believed"

    return with_kept(" ".join(drawn), list_by_group(totals, ["multiplier", "discount"], heading, total))


def conclusions(totals: pd.DataFrame) -> tuple[str, ...]:
    """Say which of the three spans is the widest."""
    tried, bases, noise = _spans(totals)
    return (
        f"At {number(totals['multiplier'].max())} times the noise of counting spans a factor of {rounded(noise)}, the "
        f"bases {rounded(bases)}; the multipliers tried span {rounded(tried)}.",
        "What decides is the multiplier, and of it no document at hand says anything.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    **EXPOSURE_COLUMNS,
    "reference": "stage whose rate is carried over",
    "multiplier": "rate of the last stage over that of the reference, assumed (number)",
    "mean": "expected executions in the last stage (persons)",
    "low": "lower end of the interval for the last stage (persons)",
    "median": "median for the last stage (persons)",
    "high": "upper end for the last stage (persons)",
    "total_low": "lower end for the whole campaign (persons)",
    "total_median": "median for the whole campaign (persons)",
    "total_high": "upper end for the whole campaign (persons)",
    "discount": "share of the information of the reported count that is believed, assumed (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-extrapolation",
    caption=(
        "What is assumed of the last stage outweighs the choice of a base, and that the noise of counting: executions "
        "in the whole campaign if the last stage was so many times as deadly, for its size, as both earlier stages "
        "taken as one, with the span over the exposure bases and the noise on the first of them. Counts of which only "
        "a tenth of the information is believed are kept in the data."
    ),
    make=totals_by_multiplier,
    narrow=partial(totals_by_multiplier, sheet=PHONE),
    inputs=extrapolation_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("counts", "waves", "sources"),
    limits=(
        "The multipliers are tried, not found.",
        "Its intervals hold the noise of counting only; the doubt about the multiplier and about the reports is "
        "not in them.",
        "Executions came in clusters, and the rates of the two earlier stages differ; the discount stands for that and "
        "is a guess.",
    ),
    sources=base_sources,
)
