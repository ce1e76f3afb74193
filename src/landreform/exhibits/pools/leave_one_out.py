"""Show how much hangs on one claim, or on one lineage: the pooled value without each.

Input: the claims that the book pools. Output: the figure ``fig-leave-one-out``.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from landreform.contested.pool_diagnostics import influence
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import log_labels
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.pooled import TABLES, pool_inputs, pool_sources
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.style import BLUE, INK, VERMILION, Dash, Size, Tint, page
from landreform.text.prose import number, percent, plural, rounded, span
from landreform.tolls.baseline import LEVEL, METHOD

#: Colour, marker and heading of what is left out.
STYLES = {"claim": (BLUE, "o", "without one claim"), "lineage": (VERMILION, "D", "without one lineage")}


def leave_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Pool again without each claim, and without each lineage that has several claims."""
    encoded = pool_inputs(ledger)
    names = encoded.set_index("estimate")["label"]
    first = encoded.drop_duplicates("lineage").set_index("lineage")
    table = influence(encoded, METHOD, LEVEL)
    lines = table[table["kind"] == "lineage"]
    root = lines["left_out"].where(lines["left_out"].isin(names.index), lines["left_out"].map(first["estimate"]))
    letter, more = lines["left_out"].map(first["letter"]), (lines["claims"] - 1).astype(str)
    table["label"] = table["left_out"].map(names).fillna("all claims")
    table.loc[lines.index, "label"] = "lineage " + letter + ": " + root.map(names) + " and " + more + " more"
    return {"data": table[list(COLUMNS)]}


def without_each(data: pd.DataFrame) -> Figure:
    """Draw one row for each omission, the pool of all as a line and a band behind them.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; the pool of all first.
    """
    whole = data.iloc[0]
    chart = RowChart(page(1.25 + 0.195 * (len(data) + 3)))
    axes = chart.axes
    axes.set_xscale("log")
    for kind, (colour, marker, heading) in STYLES.items():
        chart.heading(heading)
        for pool in data[data["kind"] == kind].itertuples():
            chart.row(pool.label)
            chart.span(pool.low, pool.high, color=colour, linewidth=1.4, zorder=2)
            chart.mark(pool.pooled, marker, colour, 4.8, zorder=3)
            chart.beside(f"×{pool.fold:.2f}", 26, Size.VALUE_MANY, ha="right")
        chart.at += 1.4
    axes.axvspan(whole["low"], whole["high"], color=Tint.OMISSIONS, zorder=0)
    axes.axvline(whole["pooled"], color=INK, linewidth=0.9, linestyle=Dash.REFERENCE, zorder=1)
    axes.set_xlim(data["low"].min() / 1.25, data["high"].max() * 1.25)
    log_labels(axes, (1, 2, 5))
    axes.set_xlabel("pooled value, persons, logarithmic scale")
    chart.finish(-0.6, -0.8)
    legend_above(
        chart.figure,
        line("pooled value and interval", BLUE, 1.4, marker="o", markersize=4.8),
        line("pooled value of all claims", INK, 0.9, linestyle=Dash.REFERENCE),
        Patch(color=Tint.OMISSIONS, label="its interval"),
    )
    return chart.figure


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence by what factor the pooled value moves without one claim and without one lineage."""
    claims, lines = rows[rows["kind"] == "claim"], rows[rows["kind"] == "lineage"]
    folds = [rounded(group["pooled"].max() / group["pooled"].min()) for group in (claims, lines)]
    return (
        f"Dot plot of the pooled value without each of {plural(len(claims), 'claim')}, which moves it within a factor "
        f"of {folds[0]}, and without each of {plural(len(lines), 'lineage')} of several claims, within one of "
        f"{folds[1]}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the pooled value, its interval and its change for every omission."""
    whole = rows.iloc[0]
    items = [
        f"without {row.label}: {rounded(row.pooled)}, interval {span(row.low, row.high)}, ×{rounded(row.fold)}"
        for row in rows.iloc[1:].itertuples()
    ]
    head = f"All claims: {rounded(whole['pooled'])}, interval {span(whole['low'], whole['high'])} persons. "
    return head + f"Omissions, lowest first, claims before lineages: {'; '.join(items)}."


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how little one claim moves the pool, and how much a lineage does."""
    claims, lines = rows[rows["kind"] == "claim"], rows[rows["kind"] == "lineage"]
    away = np.exp(np.log(claims["fold"]).abs().max())
    low, high = lines.iloc[0], lines.iloc[-1]
    return (
        f"No single claim moves the pooled value by more than a factor of {rounded(away, 3)}; that says only that "
        f"there are {number(rows.iloc[0]['claims'])} of them.",
        f"Without {low['label'].split(':')[0]}, which holds {percent(low['weight'])} of the weight, the "
        f"pooled value is lowest, without {high['label'].split(':')[0]} highest: a factor of "
        f"{rounded(high['pooled'] / low['pooled'])} between them.",
        f"Whatever is left out, the interval spans a factor of {rounded((rows['high'] / rows['low']).min())} or more "
        "from end to end.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "all, claim (one claim left out) or lineage (all claims of one lineage left out)",
    "left_out": "row of the table estimates, or name of the lineage; empty for the pool of all",
    "label": "short name of what is left out",
    "claims": "claims left out; of the pool of all, claims in it (number)",
    "weight": "their share of the pool of all (0 to 1)",
    "k": "claims that remain (number)",
    "pooled": "pooled value (persons)",
    **interval_columns("", "its interval (persons)"),
    "fold": "pooled value over that of all claims (number)",
    "tau2": "variance between the claims that remain (squared natural logarithms)",
    "I2": "share of the variance that is not the claims’ own (percent)",
}

EXHIBIT = FigureExhibit(
    slug="fig-leave-one-out",
    caption=(
        "The pooled value of the claims about people executed, and its interval, when one claim is left out and "
        "when a whole lineage is; the factor beside each row compares it with the pool of all. That no single "
        "claim moves a mean shows that there are many claims, not that the mean is the toll."
    ),
    make=without_each,
    inputs=leave_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=TABLES,
    limits=("A lineage is what steps read and inferred have joined; a claim may depend on another without a trace.",),
    sources=pool_sources,
)
