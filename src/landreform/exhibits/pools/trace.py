"""Show what one would have to believe about the scatter between lineages for the pool to say this or that.

Input: the claims that the book pools, one voice for each lineage. Output: the figure ``fig-trace``.
"""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.contested.pool_diagnostics import pool_trace
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import full_numbers
from landreform.exhibits.draw.pooled import TABLES, pool_sources, voice_inputs
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size, Tint
from landreform.exhibits.frames import split_kinds, with_kept
from landreform.text.prose import number, percent, rounded, span
from landreform.tolls.baseline import LEVEL

#: Greatest standard deviation between lineages that is drawn, natural logarithms: e³ is a factor of 20.
TOP, STEPS = 3.0, 121
#: Where the middles of the claims stand, at the right edge.
EDGE = TOP * 1.04
#: Factors that the axis has a number for.
FACTORS = (1, 2, 3, 5, 10, 20)
#: Why the average is what it is at both ends of the axis.
ENDS = ("here the claim with the\nnarrowest range decides", "here all claims count alike")
#: Name of each estimator.
ESTIMATORS = {"DL": "DerSimonian–Laird", "REML": "restricted likelihood", "PM": "Paule–Mandel"}


def trace_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Pool for every standard deviation between lineages, and where each estimator would have it."""
    units = voice_inputs(ledger)
    pools = pool_trace(units, np.linspace(0.0, TOP, STEPS), LEVEL)
    pools["label"] = pools["lineage"].map(units.set_index("lineage")["label"])
    centres = units.assign(kind="lineage", pooled=np.exp(units["centre"]))
    rows = pd.concat([pools, centres.sort_values(["pooled", "lineage"])], ignore_index=True)
    return {"data": rows.reindex(columns=list(COLUMNS))}


def trace_of_pool(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the pooled value and its interval over the scatter assumed.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    curve, marks, ends, lines = split_kinds(data, "curve", "estimator", "interval", "lineage")
    figure = sheet.page(4.0)
    upper = figure.add_subplot()
    upper.axvspan(ends["tau"].min(), ends["tau"].max(), color=Tint.SCATTER, zorder=0)
    upper.fill_between(curve["tau"], curve["low"], curve["high"], color=Series.FIRST, alpha=0.22, linewidth=0)
    upper.plot(curve["tau"], curve["pooled"], color=Series.FIRST, linewidth=1.8)
    for end, side in ((curve.iloc[0], 1), (curve.iloc[-1], -1)):
        _width(upper, end, side)
    _estimators(upper, marks)
    count = number(len(lines))
    named = f"strokes: middles of the {count} claims, some alike"
    for lineage in lines.itertuples():
        with shows(upper, "estimates", [lineage.lineage]):
            upper.plot(EDGE, lineage.pooled, linestyle="none", marker=0, color=QUIET, markersize=6, clip_on=False)
    look: Look = {"textcoords": "offset points", "ha": "right", "va": "bottom", "color": QUIET}
    middle = (EDGE, lines["pooled"].max())
    upper.annotate(named, middle, xytext=(-5, 5), fontsize=Size.TEXT, **look)
    upper.set(
        yscale="log",
        ylim=(
            min(lines["pooled"].min(), curve["low"].min()) / 2.4,
            lines["pooled"].max() * (6 if sheet.narrow else 2.8),
        ),
    )
    full_numbers(upper.yaxis)
    upper.set(ylabel=f"people executed, average of {count} claims, logarithmic scale", xlim=(0, EDGE))
    # The strokes stand on a line of their own, as ticks do.
    upper.spines["right"].set(visible=True, color=QUIET)
    factors = [factor for factor in FACTORS if np.log(factor) <= TOP]
    upper.set_xticks(np.log(factors), ["none" if factor == 1 else f"×{factor}" for factor in factors])
    upper.set_xlabel("assumed scatter: typical distance of a claim from the average; logarithmic scale")
    _name_the_areas(upper, curve, ends, narrow=sheet.narrow)
    return figure


def _width(axes: Axes, end: pd.Series, side: int) -> None:
    """Draw the interval at one end of the curve as a line, with its factor and the value in it."""
    axes.plot([end["tau"]] * 2, [end["low"], end["high"]], color=INK, linewidth=1.6, zorder=4, clip_on=False)
    look: Look = {"textcoords": "offset points", "fontsize": Size.TEXT, "fontweight": "bold", "zorder": 5}
    words = f"×{rounded(end['high'] / end['low'])}"
    average = number(round(end["pooled"], -3))
    told: Look = {"xycoords": "data", "linespacing": 1.0} | look | {"fontweight": "normal", "color": INK}
    if side > 0:
        place: Look = {"ha": "left", "va": "bottom"}
        axes.annotate(ENDS[0], (end["tau"], end["high"]), xytext=(5, 4), **told, **place)
        axes.annotate(f"{average}, range {words}", (end["tau"], end["high"]), xytext=(5, 26), **look, **place)
        return
    # Beside the middle of each half, where there is room.
    place = {"xytext": (-6, 0), "ha": "right", "va": "center"}
    axes.annotate(f"range {words}", (end["tau"], (end["low"] * end["pooled"]) ** 0.5), **look, **place)
    axes.annotate(average, (end["tau"], end["pooled"]), **look, **place | {"xytext": (-6, 3), "va": "bottom"})
    axes.annotate(ENDS[1], (end["tau"], end["pooled"]), **told, **place | {"xytext": (-6, -4), "va": "top"})


def _estimators(axes: Axes, marks: pd.DataFrame) -> None:
    """Draw where the estimators put the scatter, which is nearly one place, and name them together."""
    # Upright, since two of them lie closer than a round is wide.
    axes.plot(marks["tau"], marks["pooled"], marker="|", color=INK, markersize=9, linestyle="none", zorder=4)
    at = marks.sort_values("tau").iloc[len(marks) // 2]
    words = f"scatter found by\n{number(len(marks))} usual methods"
    look: Look = {
        "textcoords": "offset points",
        "fontsize": Size.TEXT,
        "ha": "center",
        "va": "bottom",
        "linespacing": 1.0,
    }
    axes.annotate(words, (at["tau"], at["pooled"]), xytext=(0, 6), color=INK, **look)


def _name_the_areas(axes: Axes, curve: pd.DataFrame, ends: pd.DataFrame, narrow: bool) -> None:
    """Write beside the curve, in its interval and over the scatter not excluded what each of them is."""
    look: Look = {"textcoords": "offset points", "fontsize": Size.TEXT}
    at = curve.iloc[(curve["tau"] - 0.12 * TOP).abs().argmin()]
    axes.annotate("average", (at["tau"], at["pooled"]), xytext=(0, 4), color=Series.FIRST, **look)
    inside = curve.iloc[(curve["tau"] - 0.62 * TOP).abs().argmin()]
    words = f"its {percent(LEVEL)} range"
    middle = (inside["pooled"] * inside["low"]) ** 0.5
    axes.annotate(words, (inside["tau"], middle), xytext=(0, 0), color=INK, ha="center", va="center", **look)
    corner: Look = {"xycoords": ("data", "axes fraction"), "color": INK, "va": "top"}
    words = "grey: their own\nscatter" if narrow else f"grey: the claims’ own scatter, with {percent(LEVEL)} confidence"
    axes.annotate(words, (ends["tau"].min(), 1), xytext=(4, -4), **corner, **look)


def says(rows: pd.DataFrame) -> str:
    """Say how the pooled value moves and its interval widens with the scatter assumed."""
    curve = rows[rows["kind"] == "curve"]
    folds = curve["high"] / curve["low"]
    first, last = (number(round(curve["pooled"].iloc[end], -3)) for end in (0, -1))
    lower = "lower" if curve["pooled"].iloc[-1] < curve["pooled"].iloc[0] else "higher"
    return (
        f"The more the claims are assumed to scatter, the {lower} their average and the wider its range: {first} and "
        f"×{rounded(folds.iloc[0])} without scatter, {last} and ×{rounded(folds.iloc[-1])} with a scatter of "
        f"×{rounded(np.exp(curve['tau'].max()))}"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence by what factor the pooled value moves with the scatter assumed."""
    curve = rows[rows["kind"] == "curve"]
    first, last = curve["pooled"].iloc[0], curve["pooled"].iloc[-1]
    folds = curve["high"] / curve["low"]
    return (
        f"A curve with its interval over the scatter assumed between lineages: from none to the most, the pooled value "
        f"{'falls' if last < first else 'rises'} by a factor of {rounded(max(first, last) / min(first, last))}, and "
        f"the interval widens from a factor of {rounded(folds.iloc[0])} to one of {rounded(folds.iloc[-1])}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the curve at a few places, the estimators and the centres; then whose weight is greatest."""
    curve, marks, ends, lines = split_kinds(rows, "curve", "estimator", "interval", "lineage")
    chosen = list(curve.iloc[:: (STEPS - 1) // 6].itertuples())
    places = [f"{_at(row.tau)}: {rounded(row.pooled)} ({span(row.low, row.high)})." for row in chosen]
    kept = [f"{_at(row.tau)}: the heaviest lineage is {row.label}, {percent(row.lineage_share)}." for row in chosen]
    where = [
        f"Estimator {ESTIMATORS[row.method]}, {_scatter(row.tau)}: {rounded(row.pooled)}." for row in marks.itertuples()
    ]
    centres = [f"Centre of {row.label}: {rounded(row.pooled)}." for row in lines.itertuples()]
    profile = f"Not excluded by the Q-profile interval: {_scatter(ends['tau'].min())} to {_scatter(ends['tau'].max())}."
    return with_kept(" ".join(["Pooled values in persons.", *places, *where, profile, *centres]), " ".join(kept))


def _scatter(tau: float) -> str:
    """Write a standard deviation of natural logarithms as the axis does, as a factor."""
    return f"×{rounded(np.exp(tau), 3)}"


def _at(tau: float) -> str:
    """Say where on the curve something holds."""
    return f"At a scatter of {_scatter(tau)}" if tau else "Without scatter"


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say whose word the pool would be without scatter, and what the estimators agree on."""
    curve, marks, ends = split_kinds(rows, "curve", "estimator", "interval")
    first = curve.iloc[0]
    fold = np.exp(ends["tau"])
    apart = 100 * (marks["pooled"].max() / marks["pooled"].min() - 1)
    return (
        f"If the lineages are taken to measure one value without scatter, {percent(first['lineage_share'])} of the "
        f"weight is with one of them, {first['label']}: the narrowest range, not the best evidence.",
        f"The results of the three estimators differ by {rounded(apart)}%; the choice among them decides next to "
        "nothing.",
        f"One standard deviation between lineages may be a factor of {rounded(fold.min())} to {rounded(fold.max())}: "
        f"they exclude no scatter in between (Q-profile interval, {percent(LEVEL)}).",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "curve, estimator, interval (an end of the Q-profile interval), or lineage",
    "tau": "standard deviation between lineages, taken as known (natural logarithms)",
    "method": "estimator: DL, REML or PM",
    "pooled": "pooled value, or centre of the lineage (persons)",
    **interval_columns("", "the interval given this scatter (persons)"),
    "lineage": "the lineage that weighs most, or the lineage itself",
    "label": "its short name",
    "lineage_share": "its share of the weight (0 to 1)",
    "claims": "claims of the lineage (number; lineages only)",
}


EXHIBIT = FigureExhibit(
    slug="fig-trace",
    caption=(
        "The pooled value of the claims about people executed moves with the scatter that one assumes: from a mean "
        "that trusts the narrowest lineage, at the left, to one that trusts all alike. Nothing on this curve is the "
        "toll."
    ),
    make=trace_of_pool,
    narrow=partial(trace_of_pool, sheet=PHONE),
    inputs=trace_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "The interval on the curve takes the scatter as known; it leaves out the doubt about it.",
        "How much of the weight the heaviest lineage holds is kept in its data and its description, and is not drawn.",
    ),
    sources=pool_sources,
)
