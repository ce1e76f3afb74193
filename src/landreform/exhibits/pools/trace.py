"""Show what one would have to believe about the scatter between claims for the pool to say this or that.

Input: the claims that the book pools. Output: the figure ``fig-trace``.
"""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from landreform.contested.pool_diagnostics import pool_trace
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import full_numbers
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.pooled import TABLES, pool_inputs
from landreform.exhibits.draw.style import BLUE, GREEN, INK, ORANGE, PURPLE, QUIET, VERMILION, Dash, Size, Tint, page
from landreform.exhibits.frames import claim_columns, split_kinds
from landreform.text.prose import percent, plural, rounded, span
from landreform.tolls.baseline import LEVEL

#: Greatest standard deviation between claims that is drawn, natural logarithms: e³ is a factor of 20.
TOP, STEPS = 3.0, 121
#: Colour, marker and name of each estimator.
ESTIMATORS = {
    "DL": (ORANGE, "s", "DerSimonian–Laird"),
    "REML": (VERMILION, "D", "restricted likelihood"),
    "PM": (GREEN, "^", "Paule–Mandel"),
}


def trace_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Pool for every standard deviation between claims, and where each estimator would have it."""
    encoded = pool_inputs(ledger)
    pools = pool_trace(encoded, np.linspace(0.0, TOP, STEPS), LEVEL)
    for column, key in (("claim", "estimate"), ("lineage", "lineage")):
        pools[f"{column}_label"] = pools[column].map(encoded.drop_duplicates(key).set_index(key)["label"])
    claims = encoded.assign(kind="claim", pooled=np.exp(encoded["centre"]), claim_label=encoded["label"])
    claims = claims.rename(columns={"estimate": "claim"}).sort_values(["pooled", "claim"])
    return {"data": pd.concat([pools, claims], ignore_index=True).reindex(columns=list(COLUMNS))}


def trace_of_pool(data: pd.DataFrame) -> Figure:
    """Draw the pooled value over the scatter assumed, and below it who holds the weight.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    """
    curve, marks, ends, claims = split_kinds(data, "curve", "estimator", "interval", "claim")
    figure = page(5.2)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[2.3, 1])
    for axes in (upper, lower):
        axes.axvspan(ends["tau"].min(), ends["tau"].max(), color=Tint.SCATTER, zorder=0)
    upper.fill_between(curve["tau"], curve["low"], curve["high"], color=BLUE, alpha=0.22, linewidth=0)
    upper.plot(curve["tau"], curve["pooled"], color=BLUE, linewidth=1.8)
    for mark in marks.itertuples():
        colour, marker, _ = ESTIMATORS[mark.method]
        upper.plot(mark.tau, mark.pooled, marker=marker, color=colour, markersize=6, markeredgecolor="white", zorder=4)
    upper.plot([TOP * 1.02] * len(claims), claims["pooled"], linestyle="none", marker=0, color=INK, markersize=7)
    corner = (TOP * 1.035, claims["pooled"].max())
    look: dict[str, Any] = {"xytext": (0, 8), "textcoords": "offset points", "ha": "right", "va": "bottom"}
    upper.annotate("centres of\nthe claims", corner, fontsize=Size.VALUE_MANY, color=QUIET, **look)
    upper.set(yscale="log", ylim=(claims["pooled"].min() / 1.4, claims["pooled"].max() * 2.1))
    full_numbers(upper.yaxis)
    upper.set(ylabel="pooled value, persons", xlim=(0, TOP * 1.04))
    lower.plot(curve["tau"], curve["lineage_share"], color=VERMILION, linewidth=1.6, linestyle="-")
    lower.plot(curve["tau"], curve["claim_share"], color=PURPLE, linewidth=1.6, linestyle=Dash.OTHER)
    lower.set_ylim(0, None)
    lower.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    lower.set_ylabel("share of weight")
    ticks = np.arange(0, TOP + 0.1, 0.5)
    lower.set_xticks(ticks, [f"{tick:g}\n×{rounded(float(np.exp(tick)))}" for tick in ticks])
    lower.set_xlabel("standard deviation between claims, taken as known: in natural logarithms, and as a factor")
    legend_above(
        figure,
        line("pooled value", BLUE, 1.8),
        Patch(color=BLUE, alpha=0.22, linewidth=0, label="its interval, scatter taken as known"),
        Patch(color=Tint.SCATTER, label="scatter not excluded (Q-profile)"),
        *(dot(name, colour, marker, 6) for colour, marker, name in (ESTIMATORS[method] for method in marks["method"])),
        line("heaviest lineage", VERMILION, 1.6),
        line("heaviest claim", PURPLE, 1.6, linestyle=Dash.OTHER),
    )
    return figure


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence by what factor the pooled value moves with the scatter assumed."""
    curve = rows[rows["kind"] == "curve"]
    first, last = curve["pooled"].iloc[0], curve["pooled"].iloc[-1]
    return (
        f"Two curves over the scatter assumed between claims: from none to the most, the pooled value "
        f"{'falls' if last < first else 'rises'} by a factor of {rounded(max(first, last) / min(first, last))}, and "
        f"the weight of the heaviest claim goes from {percent(curve['claim_share'].iloc[0])} to "
        f"{percent(curve['claim_share'].iloc[-1])}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the curve at a few places, the estimators and the centres of the claims."""
    curve, marks, ends, claims = split_kinds(rows, "curve", "estimator", "interval", "claim")
    places = [
        f"{rounded(row.tau)}: {rounded(row.pooled)} ({span(row.low, row.high)}), heaviest claim {row.claim_label} "
        f"{percent(row.claim_share)}, heaviest lineage {percent(row.lineage_share)}"
        for row in curve.iloc[:: (STEPS - 1) // 6].itertuples()
    ]
    where = [f"{ESTIMATORS[row.method][2]} {rounded(row.tau, 3)}: {rounded(row.pooled)}" for row in marks.itertuples()]
    centres = [f"{row.claim_label} {rounded(row.pooled)}" for row in claims.itertuples()]
    return (
        f"Standard deviation between claims and pooled value in persons: {'; '.join(places)}. Estimators: "
        f"{'; '.join(where)}. Not excluded by the Q-profile interval: {rounded(ends['tau'].min(), 3)} to "
        f"{rounded(ends['tau'].max(), 3)}. Centres of {plural(len(claims), 'claim')}: {'; '.join(centres)}."
    )


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say whose word the pool would be without scatter, and what the estimators agree on."""
    curve, marks, ends = split_kinds(rows, "curve", "estimator", "interval")
    first = curve.iloc[0]
    fold = np.exp(ends["tau"])
    apart = 100 * (marks["pooled"].max() / marks["pooled"].min() - 1)
    return (
        f"If the claims are taken to measure one value without scatter, {percent(first['claim_share'])} of the weight "
        f"is with one claim, {first['claim_label']}: the narrowest range, not the best evidence.",
        f"The results of the three estimators differ by {rounded(apart)}%; the choice among them decides next to "
        "nothing.",
        f"One standard deviation between claims may be a factor of {rounded(fold.min())} to {rounded(fold.max())}: "
        f"the claims exclude no scatter in between (Q-profile interval, {percent(LEVEL)}).",
    )


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    kind="curve, estimator, interval (an end of the Q-profile interval), or claim",
    tau="standard deviation between claims, taken as known (natural logarithms)",
    method="estimator: DL, REML or PM",
    pooled="pooled value, or centre of the claim (persons)",
    **interval_columns("", "the interval given this scatter (persons)"),
    claim="row of the table estimates: the claim that weighs most, or the claim itself",
    claim_label="its short name",
    claim_share="its share of the weight (0 to 1)",
    lineage="the lineage that weighs most, or that of the claim",
    lineage_label="short name of a claim of that lineage",
    lineage_share="its share of the weight (0 to 1)",
)


EXHIBIT = FigureExhibit(
    slug="fig-trace",
    caption=(
        "The pooled value of the claims about people executed as a function of the scatter that one assumes between "
        "them, and below it how much of the weight the heaviest claim and the heaviest lineage hold. Nothing on this "
        "curve is the toll: it runs from a mean that trusts the narrowest range to one that trusts all alike."
    ),
    make=trace_of_pool,
    inputs=trace_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=TABLES,
    limits=("The interval on the curve takes the scatter as known; it leaves out the doubt about it.",),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
