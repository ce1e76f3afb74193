"""Show what every defensible way of pooling gives: the specification curve.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-multiverse``.
"""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from landreform.contested.multiverse.summaries import rank_specifications
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import full_numbers
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.pooled import MULTIVERSE_TABLES, multiverse_sources
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size, Tint
from landreform.exhibits.frames import join_kinds, split_kinds
from landreform.text.prose import number, percent, rounded, rounded_down
from landreform.tolls.claim_findings import no_choice
from landreform.tolls.multiverse import along_curve, ledger_multiverse
from landreform.tolls.table_text import CHOICE_NAMES as NAMES
from landreform.tolls.table_text import OPTION_NAMES

#: Points of the curve that are drawn, and segments of it in which options are counted.
POINTS, BINS = 600, 60


def multiverse_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Run every specification, and take points of the curve and counts along it."""
    found = ledger_multiverse(ledger)
    words = dict.fromkeys((*NAMES, "mark"), str)
    whole = rank_specifications(found)
    folds = (whole["pi_high"] / whole["pi_low"]).where(np.isfinite(whole["pi_high"] - whole["pi_low"]))
    narrowest = whole.loc[[folds.idxmin()]].astype(words)
    parts = {
        "curve": rank_specifications(found, POINTS).astype(words).assign(specifications=len(whole)),
        "equivalent": whole[whole["mark"] == "equivalent"].astype(words).assign(specifications=len(whole)),
        "option": along_curve(found, BINS),
        "narrowest": narrowest.assign(specifications=len(whole)),
    }
    return {"data": join_kinds(parts, COLUMNS, whole=("rank", "units", "specifications", "bin"))}


def specification_curve(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the results from the lowest to the highest, and below them where each option lies along the curve.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    lines, base, counted, least = split_kinds(data, "curve", "equivalent", "option", "narrowest")
    figure = sheet.page(8.9)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[1, 2.6])
    total = int(lines["specifications"].iloc[0])
    ranks = lines["rank"].to_numpy(dtype=float) / total
    # Intervals jump from one specification to the next: of so many neighbours the middle one is drawn.
    group = np.arange(len(lines)) * BINS // len(lines)
    middle = lines.assign(at=ranks).groupby(group)[["at", "low", "high", "pi_low", "pi_high"]].median()
    for low, high, colour in (("pi_low", "pi_high", Tint.ADDED), ("low", "high", Tint.INTERVAL)):
        there = middle.dropna(subset=[low, high])
        upper.fill_between(there["at"], there[low], there[high], color=colour, linewidth=0)
    upper.plot(ranks, lines["estimate"], color=Series.FIRST, linewidth=2)
    for row in least.itertuples():
        _narrowest(upper, row, total)
    own = base["rank"].to_numpy(dtype=float) / total
    upper.plot(own, base["estimate"], color=INK, linestyle="none", marker="D", markersize=4.5, zorder=4)
    upper.set_yscale("log")
    full_numbers(upper.yaxis)
    upper.set(ylim=(300, 3_000_000), ylabel="pooled value, persons", xlim=(0, 1))
    upper.tick_params(axis="x", length=0)
    _options(RowChart(figure, lower, start=-1.25, foot=0.1), counted)
    if sheet.narrow:
        want_height(upper, 2.6)
        upper.set_ylabel("")
        upper.set_title("pooled value, persons", fontsize=Size.TEXT)
        lower.set_xticks([0, 0.5, 1], ["lowest", "half of the specifications", "highest"], fontsize=Size.TEXT)
    else:
        quarters = ["lowest", "a quarter", "half of the specifications", "three quarters", "highest"]
        lower.set_xticks([0, 0.25, 0.5, 0.75, 1], quarters, fontsize=Size.TEXT)
    legend_above(
        figure,
        line("pooled value", Series.FIRST, 2),
        Patch(color=Tint.INTERVAL, label="its interval"),
        Patch(color=Tint.ADDED, label="interval for a next claim"),
        dot("only equivalent options", INK, "D", 4.5),
        line("an option: middle half of its combinations", QUIET, 5),
        dot("the middle one of them", QUIET, "o", 5),
        columnspacing=1.2,
    )
    return figure


def _narrowest(axes: Axes, row: Any, total: int) -> None:
    """Draw the narrowest of all intervals of a kind where it lies, with its factor."""
    at = float(row.rank) / total
    axes.plot([at, at], [row.pi_low, row.pi_high], color=INK, linewidth=1.4, marker="_", markersize=7, zorder=4)
    # It ends at the side on which there is room.
    side: Look = {"xytext": (4, 0), "ha": "left"} if at < 0.5 else {"xytext": (-4, 0), "ha": "right"}
    words = f"narrowest of all: ×{rounded_down(row.pi_high / row.pi_low)}"
    look: Look = {"textcoords": "offset points", "va": "center", "fontweight": "bold", "zorder": 5}
    axes.annotate(words, (at, row.pi_high), fontsize=Size.TEXT, **look, **side)


def _options(chart: RowChart, counted: pd.DataFrame) -> None:
    """Draw for each option where along the curve the middle half of its specifications lie, and the middle one."""
    quarters = {key: _quarters(group) for key, group in counted.groupby(["choice", "option"], sort=False)}
    middles = pd.Series({key: found[1] for key, found in quarters.items() if found is not None})
    # The choice whose options lie farthest apart along the curve stands out.
    spread = middles.groupby(level=0).agg(lambda values: values.max() - values.min())
    for choice, options in counted.groupby("choice", sort=False):
        stressed = choice == spread.idxmax()
        colour = Series.FIRST if stressed else QUIET
        chart.heading(NAMES[choice], 1.25, x=0.003, size=Size.TEXT, color=INK if stressed else QUIET)
        for option in options["option"].unique():
            row = chart.row(OPTION_NAMES.get(option, option))
            found = quarters[choice, option]
            if found is None:
                empty: Look = {"ha": "center", "va": "center", "color": QUIET, "fontsize": Size.TEXT}
                chart.axes.text(0.5, row, "fewer than two voices: no pool", **empty)
                continue
            chart.span(found[0], found[2], color=colour, linewidth=5 if stressed else 3, solid_capstyle="butt")
            chart.mark(found[1], "o", colour, 6, markeredgecolor="white")
    chart.finish(0.95, -0.6, Size.TEXT)
    chart.axes.set_xlim(0, 1)
    chart.axes.grid(visible=False)


def _quarters(group: pd.DataFrame) -> tuple[float, float, float] | None:
    """Return where along the curve a quarter, half and three quarters of the specifications with an option lie."""
    taken = group.sort_values("bin")["specifications"].to_numpy(dtype=float)
    if not taken.sum():
        return None
    share = np.concatenate([[0.0], taken.cumsum() / taken.sum()])
    low, middle, high = np.interp([0.25, 0.5, 0.75], share, np.linspace(0, 1, len(share)))
    return float(low), float(middle), float(high)


def says(rows: pd.DataFrame) -> str:
    """Say how far the pooled values lie apart, and how wide the narrowest interval for a next claim is."""
    lines, least = rows[rows["kind"] == "curve"], rows[rows["kind"] == "narrowest"].iloc[0]
    total = int(lines["specifications"].iloc[0])
    return (
        f"No way of averaging settles it: of {number(total)} combinations of choices even the one that foresees the "
        f"next claim most narrowly leaves a factor of {rounded_down(least['pi_high'] / least['pi_low'])} open"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how far apart the specifications lie."""
    lines, base = rows[rows["kind"] == "curve"], rows[rows["kind"] == "equivalent"]
    low, high = lines["estimate"].min(), lines["estimate"].max()
    return (
        f"Specification curve of {number(int(lines['specifications'].iloc[0]))} ways of pooling the same claims: the "
        f"pooled values lie apart by up to a factor of {rounded(high / low)}; only "
        f"{number(len(base))} of them use nothing but equivalent options."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the quartiles of the curve, and for each option the part of the curve where it lies."""
    lines, counted = rows[rows["kind"] == "curve"], rows[rows["kind"] == "option"]
    five = lines["estimate"].quantile([0, 0.25, 0.5, 0.75, 1])
    items = []
    for (choice, option), group in counted.groupby(["choice", "option"], sort=False):
        taken = float(group["specifications"].sum())
        if not taken:
            items.append(f"{NAMES[choice]}, {OPTION_NAMES.get(option, option)}: no pool")
            continue
        share = group["specifications"].astype(float) / taken
        middle = int(np.searchsorted(share.cumsum(), 0.5)) + 1
        mark = group["mark"].iloc[0].replace("non_equivalent", "not equivalent")
        items.append(f"{NAMES[choice]}, {OPTION_NAMES.get(option, option)} ({mark}): {percent(middle / BINS)}")
    values = ", ".join(rounded(value) for value in five)
    told = [
        f"Least, quartiles and greatest of the pooled values: {values} persons.",
        "How far along the curve the middle specification with each option lies follows.",
        *(f"{item[0].upper()}{item[1:]}." for item in items),
    ]
    return " ".join(told)


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how much is choice, and how little is left if only equivalent choices are admitted."""
    lines, base = rows[rows["kind"] == "curve"], rows[rows["kind"] == "equivalent"]
    low, high = lines["estimate"].min(), lines["estimate"].max()
    total = int(lines["specifications"].iloc[0])
    return (
        f"{number(total)} specifications give pooled values that lie apart by a factor of up to "
        f"{rounded(high / low)}; it is of our making, since the ledger is the same for all.",
        f"Only {number(len(base))} of them choose nothing that is uncertain or not equivalent; they agree within "
        f"{rounded(100 * (base['estimate'].max() / base['estimate'].min() - 1))}%, which shows how much the agreement "
        "of specifications is worth: they repeat one set of assumptions.",
        "No share of the specifications is a probability: somebody else’s list of options would give other shares.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "curve (some specifications, evenly by rank), equivalent (all that use only equivalent options), "
    "narrowest (the one that foresees the next claim most narrowly), or option",
    "rank": "rank of the specification, from the lowest result (number)",
    "specifications": "specifications in all; of an option, those in the segment that take it (number)",
    "estimate": "pooled value (persons)",
    **interval_columns("", "its interval, where the rule has one (persons)"),
    **interval_columns("pi_", "the prediction interval, where there is one (persons)"),
    "spread": "standard deviation of one more claim (natural logarithms)",
    "tau2": "variance between the voices (squared natural logarithms)",
    "units": "voices that entered (number)",
    "mark": "least favourable mark among the options taken; of an option, its own",
    "bridge": "how claims that count different things are put side by side",
    "floor": "documented count that the toll cannot fall below",
    "width": "factor given to bare numbers",
    "encoding": "centre and spread that stand for a range",
    "coverage": "coverage ascribed to ranges",
    "claim_set": "claims that enter",
    "lineage": "reading of which claims are one voice",
    "rule": "rule by which one number is made of many",
    "choice": "the choice (options only)",
    "option": "the option",
    "bin": "segment of the curve (number from 1)",
    "density": "share of the option’s specifications in the segment, 1 if it made no difference (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-multiverse",
    caption=(
        "The same claims give values far apart, by our choices alone. Above, the pooled values of all specifications, "
        "from the lowest to the highest, with the middle one of the intervals of neighbours; below, for every option, "
        "where along that curve the middle half of the specifications lie that take it: a line in the middle means "
        "that the option leads to all parts alike. No part of the curve is the toll, and none more likely."
    ),
    make=specification_curve,
    narrow=partial(specification_curve, sheet=PHONE),
    inputs=multiverse_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=MULTIVERSE_TABLES,
    finding=no_choice,
    limits=(
        "The list of options is ours; somebody else’s would give another curve.",
        "Combinations with fewer than two voices are no pool and have no place on the curve.",
    ),
    sources=multiverse_sources,
)
