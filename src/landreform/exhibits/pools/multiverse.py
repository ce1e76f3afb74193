"""Show what every defensible way of pooling gives: the specification curve.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-multiverse``.
"""

from functools import partial

import numpy as np
import pandas as pd
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
from landreform.text.prose import number, percent, rounded
from landreform.tolls.claim_findings import no_choice
from landreform.tolls.multiverse import along_curve, ledger_multiverse
from landreform.tolls.table_text import CHOICE_NAMES as NAMES
from landreform.tolls.table_text import OPTION_NAMES

#: Points of the curve that are drawn, and segments of it in which options are counted.
POINTS, BINS = 600, 60
MARKS = {"equivalent": "=", "uncertain": "?", "non_equivalent": "!"}


def multiverse_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Run every specification, and take points of the curve and counts along it."""
    found = ledger_multiverse(ledger)
    words = dict.fromkeys((*NAMES, "mark"), str)
    whole = rank_specifications(found)
    parts = {
        "curve": rank_specifications(found, POINTS).astype(words).assign(specifications=len(whole)),
        "equivalent": whole[whole["mark"] == "equivalent"].astype(words).assign(specifications=len(whole)),
        "option": along_curve(found, BINS),
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
    lines, base, counted = split_kinds(data, "curve", "equivalent", "option")
    figure = sheet.page(9.1)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[1, 2.55])
    total = int(lines["specifications"].iloc[0])
    ranks, own = (frame["rank"].to_numpy(dtype=float) / total for frame in (lines, base))
    # A narrow figure has room for a third as many lines beside each other.
    thin = lines.assign(at=ranks).iloc[:: 3 if sheet.narrow else 1]
    for low, high, colour in (("pi_low", "pi_high", Tint.ADDED), ("low", "high", Tint.INTERVAL)):
        there = thin.dropna(subset=[low, high])
        upper.vlines(there["at"], there[low], there[high], color=colour, linewidth=0.6)
    upper.plot(ranks, lines["estimate"], color=Series.FIRST, linewidth=2)
    look: Look = {"marker": "D", "markersize": 4.5, "markeredgecolor": "white", "markeredgewidth": 0.4, "zorder": 4}
    upper.plot(own, base["estimate"], color=Series.SECOND, linestyle="none", **look)
    upper.set_yscale("log")
    full_numbers(upper.yaxis)
    upper.set(ylim=(300, 3_000_000), ylabel="pooled value, persons", xlim=(0, 1))
    upper.tick_params(axis="x", length=0)
    _options(RowChart(figure, lower, start=-1.25, foot=0.1), counted)
    if sheet.narrow:
        want_height(upper, 2.3)
        upper.set_ylabel("")
        upper.set_title("pooled value, persons", fontsize=Size.TEXT)
        lower.set_xticks([0, 0.5, 1], ["lowest", "half of the specifications", "highest"], fontsize=Size.TEXT)
    else:
        quarters = ["lowest", "a quarter", "half of the specifications", "three quarters", "highest"]
        lower.set_xticks([0, 0.25, 0.5, 0.75, 1], quarters, fontsize=Size.TEXT)
    legend_above(
        figure,
        line("pooled value of each specification", Series.FIRST, 2),
        Patch(color=Tint.INTERVAL, label="its interval, where it has one"),
        Patch(color=Tint.ADDED, label="interval for a next claim"),
        dot("only equivalent options (=)", Series.SECOND, "D", 4.5),
        Patch(color=INK, label="many specifications with this option"),
        Patch(facecolor="white", edgecolor=Tint.EDGE, linewidth=0.5, label="none with it"),
        line("? uncertain   ! not equivalent", INK, linestyle="none"),
        columnspacing=1.2,
    )
    return figure


def _options(chart: RowChart, counted: pd.DataFrame) -> None:
    """Draw one strip for each option, dark where its specifications gather."""
    look: Look = {"aspect": "auto", "cmap": "Greys", "vmin": 0, "vmax": 1, "interpolation": "nearest", "zorder": 2}
    for choice, options in counted.groupby("choice", sort=False):
        chart.heading(NAMES[choice], 1.25, x=0.003, size=Size.TEXT)
        for option, group in options.groupby("option", sort=False):
            first = group.iloc[0]
            row = chart.row(f"{OPTION_NAMES.get(option, option)}  {MARKS[first['mark']]}")
            if not group["specifications"].sum():
                empty: Look = {"ha": "center", "va": "center", "color": QUIET, "fontsize": Size.TEXT}
                chart.axes.text(0.5, row, "fewer than two voices: no pool", **empty)
                continue
            # three times as many as by chance is as dark as it gets
            shade = np.clip(group.sort_values("bin")["density"].to_numpy(dtype=float)[None, :] / 3, 0, 1)
            chart.axes.imshow(shade, extent=(0, 1, row + 0.42, row - 0.42), **look)
    chart.finish(0.95, -0.6, Size.TEXT)
    chart.axes.set_xlim(0, 1)
    chart.axes.grid(visible=False)


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
    "kind": "curve (some specifications, evenly by rank), equivalent (all that use only equivalent options), or option",
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
        "from the lowest to the highest; below, for every option, where along that curve the specifications lie that "
        "take it. An even grey strip means that the option leads to all parts alike. No part of the curve is the toll, "
        "and none more likely."
    ),
    make=specification_curve,
    narrow=partial(specification_curve, sheet=PHONE),
    inputs=multiverse_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=MULTIVERSE_TABLES,
    finding=no_choice,
    limits=(
        "The list of options is ours; somebody else’s would give another curve.",
        "Combinations with fewer than two voices are no pool and have no place on the curve.",
    ),
    sources=multiverse_sources,
)
