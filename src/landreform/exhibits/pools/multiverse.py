"""Show what every defensible way of pooling gives: the specification curve.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-multiverse``.
"""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.contested.multiverse.summaries import rank_specifications
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import full_numbers
from landreform.exhibits.draw.pooled import MULTIVERSE_TABLES, multiverse_sources
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, Look, Series, Size, Tint
from landreform.exhibits.frames import join_kinds, split_kinds
from landreform.text.prose import number, percent, rounded, rounded_down
from landreform.tolls.claim_findings import no_choice
from landreform.tolls.multiverse import along_curve, ledger_multiverse
from landreform.tolls.table_text import CHOICE_NAMES as NAMES
from landreform.tolls.table_text import OPTION_NAMES

#: Points of the curve that are drawn, and segments of it in which options are counted.
POINTS, BINS = 600, 60
#: Ends of the axis of persons, and where along the curve the areas are named.
ENDS, NAMED = (10, 10_000_000), 0.33


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
    """Draw the results from the lowest to the highest, with their intervals and the narrowest of these.

    Where each option lies along the curve is in the frame and is not drawn.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    lines, least = split_kinds(data, "curve", "narrowest")
    figure = sheet.page(4.0)
    axes = figure.add_subplot()
    total = int(lines["specifications"].iloc[0])
    ranks = lines["rank"].to_numpy(dtype=float) / total
    # Intervals jump from one specification to the next: of so many neighbours the middle one is drawn.
    group = np.arange(len(lines)) * BINS // len(lines)
    middle = lines.assign(at=ranks).groupby(group)[["at", "low", "high", "pi_low", "pi_high"]].median()
    for low, high, colour in (("pi_low", "pi_high", Tint.ADDED), ("low", "high", Tint.INTERVAL)):
        there = middle.dropna(subset=[low, high])
        axes.fill_between(there["at"], there[low], there[high], color=colour, linewidth=0)
    axes.plot(ranks, lines["estimate"], color=Series.FIRST, linewidth=2)
    for row in least.itertuples():
        _narrowest(axes, row, total, sheet.narrow)
    axes.set_yscale("log")
    full_numbers(axes.yaxis)
    axes.set(ylim=ENDS, ylabel="people executed, logarithmic scale", xlim=(0, 1))
    axes.grid(axis="x", visible=False)
    ticks = ["lowest\naverage", "half of them", "highest\naverage"]
    axes.set_xticks([0, 0.5, 1], ticks, fontsize=Size.TEXT)
    axes.set_xlabel(f"{number(total)} ways of averaging the same claims, from the lowest result to the highest")
    _name_the_areas(axes, middle, lines.assign(at=ranks))
    return figure


def _name_the_areas(axes: Axes, middle: pd.DataFrame, curve: pd.DataFrame) -> None:
    """Write on the curve and in both areas what they are."""
    look: Look = {"textcoords": "offset points", "fontsize": Size.TEXT, "color": INK, "ha": "center"}
    line = curve.iloc[(curve["at"] - NAMED).abs().argmin()]
    axes.annotate("average", (NAMED, line["estimate"]), xytext=(0, 4), va="bottom", **look)
    there = middle.dropna(subset=["high", "pi_high"])
    row = there.iloc[(there["at"] - NAMED).abs().argmin()]
    for ends, words in (
        ((row["low"], line["estimate"]), "its range"),
        ((row["pi_low"], row["low"]), "range for a next claim"),
    ):
        axes.annotate(words, (NAMED, (ends[0] * ends[1]) ** 0.5), xytext=(0, 0), va="center", **look)


def _narrowest(axes: Axes, row: Any, total: int, narrow: bool) -> None:
    """Draw the narrowest of all intervals for a next claim where it lies, with its factor."""
    at = float(row.rank) / total
    axes.plot([at, at], [row.pi_low, row.pi_high], color=INK, linewidth=1.8, marker="_", markersize=8, zorder=4)
    # It ends at the side on which there is room.
    side: Look = {"xytext": (6, 8), "ha": "left"} if at < 0.5 else {"xytext": (4, 8), "ha": "right"}
    fold = f"×{rounded_down(row.pi_high / row.pi_low)}"
    words = f"narrowest range\nfor a next claim: {fold}" if narrow else f"narrowest range for a next claim: {fold}"
    look: Look = {"textcoords": "offset points", "va": "bottom", "fontweight": "bold", "zorder": 5}
    axes.annotate(words, (at, row.pi_high), fontsize=Size.TEXT, **look, **side)


def says(rows: pd.DataFrame) -> str:
    """Say how wide the narrowest interval for a next claim is among all ways of pooling."""
    lines, least = rows[rows["kind"] == "curve"], rows[rows["kind"] == "narrowest"].iloc[0]
    total = int(lines["specifications"].iloc[0])
    return (
        f"No way of averaging settles it: among {number(total)} ways, even the narrowest range for a next claim spans "
        f"a factor of {rounded_down(least['pi_high'] / least['pi_low'])}"
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
        "The same claims give values far apart, by our choices alone: the pooled values of all specifications, from "
        "the lowest to the highest, with the middle one of the intervals of neighbours, dark for the value and pale "
        "for a next claim. The pale ones run beyond the axis in places; at the right end the rules give none. No part "
        "of the curve is the toll, and none more likely."
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
        "Where along the curve each option lies is kept in its data and its description, and is not drawn.",
        "Combinations with fewer than two voices are no pool and have no place on the curve.",
    ),
    sources=multiverse_sources,
)
