"""What does every defensible way of pooling give? The specification curve."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, NullFormatter

from landreform.contested.multiverse.summaries import curve
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.pooled import LIMITS, TABLES, toll_sources
from landreform.exhibits.draw.style import BLUE, INK, QUIET, VERMILION, WIDTH
from landreform.text.claims import rounded
from landreform.text.pools import percent, span
from landreform.text.prose import number
from landreform.tolls.multiverse import along_curve, ledger_multiverse
from landreform.tolls.table_text import CHOICE_NAMES as NAMES
from landreform.tolls.table_text import OPTION_NAMES

#: Points of the curve that are drawn, and stretches of it in which options are counted.
POINTS, BINS = 600, 60
MARKS = {"equivalent": "=", "uncertain": "?", "non_equivalent": "!"}


def multiverse_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Run every specification, and take points of the curve and counts along it."""
    found = ledger_multiverse(ledger)
    whole = curve(found)
    lines = curve(found, POINTS).assign(kind="curve", specifications=len(whole))
    base = whole[whole["mark"] == "equivalent"].assign(kind="equivalent", specifications=len(whole))
    counted = along_curve(found, BINS).assign(kind="option")
    for frame in (lines, base):
        for name in NAMES:
            frame[name] = frame[name].astype(str)
        frame["mark"] = frame["mark"].astype(str)
    rows = pd.concat([lines, base, counted], ignore_index=True).reindex(columns=list(COLUMNS))
    return {"rows": rows.astype(dict.fromkeys(("rank", "units", "specifications", "options", "bin"), "Int64"))}


def specification_curve(rows: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw the results from the lowest to the highest, and below them where each option lies along the curve.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns as in `COLUMNS`.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    lines, base, counted = (rows[rows["kind"] == kind] for kind in ("curve", "equivalent", "option"))
    options = counted.drop_duplicates(["choice", "option"])
    figure = Figure(figsize=(WIDTH, 8.6))
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[1, 1.95])
    total = int(lines["specifications"].iloc[0])
    ranks = lines["rank"].to_numpy(dtype=float) / total
    known = lines["low"].notna().to_numpy()
    upper.vlines(ranks[known], lines.loc[known, "low"], lines.loc[known, "high"], color="#b9d3e6", linewidth=0.6)
    upper.plot(ranks, lines["estimate"], color=BLUE, linewidth=2)
    upper.plot(
        base["rank"].to_numpy(dtype=float) / total,
        base["estimate"],
        marker="D",
        color=VERMILION,
        markersize=4.5,
        linestyle="none",
        markeredgecolor="white",
        markeredgewidth=0.4,
        zorder=4,
    )
    upper.set_yscale("log")
    upper.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    upper.yaxis.set_minor_formatter(NullFormatter())
    upper.set_ylim(300, 3_000_000)
    upper.set_ylabel("pooled value, persons")
    upper.set_xlim(0, 1)
    upper.tick_params(axis="x", length=0)
    _options(lower, counted, options)
    lower.set_xticks(
        [0, 0.25, 0.5, 0.75, 1],
        ["lowest", "a quarter", "half of the specifications", "three quarters", "highest"],
        fontsize=7.5,
    )
    figure.legend(handles=_handles(), loc="outside upper left", ncols=3, fontsize=7.2, columnspacing=1.2)
    return figure, rows


def _options(axes: Axes, counted: pd.DataFrame, options: pd.DataFrame) -> None:
    """Draw one strip for each option, dark where its specifications gather."""
    ticks, labels, heads = [], [], []
    row = 0.0
    for choice, group in options.groupby("choice", sort=False):
        heads.append((row, NAMES[choice]))
        row += 1
        for option in group.itertuples():
            here = counted[(counted["choice"] == choice) & (counted["option"] == option.option)].sort_values("bin")
            shade = np.clip(here["density"].to_numpy(dtype=float)[None, :] / 3, 0, 1)
            axes.imshow(
                shade,
                extent=(0, 1, row + 0.42, row - 0.42),
                aspect="auto",
                cmap="Greys",
                vmin=0,
                vmax=1,
                interpolation="nearest",
                zorder=2,
            )
            several = f" ({option.options})" if option.options > 1 else ""
            labels.append(f"{OPTION_NAMES.get(option.option, option.option)}{several}  {MARKS[option.mark]}")
            ticks.append(row)
            row += 1
        row += 0.25
    axes.set_yticks(ticks, labels, fontsize=6.6)
    for place, words in heads:
        axes.text(0.003, place, words, fontsize=7, fontweight="bold", color=QUIET, va="center")
    axes.set_ylim(row - 0.3, -0.6)
    axes.set_xlim(0, 1)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)


def _handles() -> list:
    return [
        Line2D([], [], color=BLUE, linewidth=2, label="pooled value of each specification"),
        Patch(color="#b9d3e6", label="its interval, where the rule has one"),
        Line2D(
            [], [], marker="D", color=VERMILION, linestyle="none", markersize=4.5, label="only equivalent options (=)"
        ),
        Patch(color=INK, label="many specifications with this option"),
        Patch(facecolor="white", edgecolor="#999999", linewidth=0.5, label="none with it"),
        Line2D([], [], linestyle="none", label="? uncertain   ! not equivalent"),
    ]


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how far apart the specifications lie."""
    lines, base = rows[rows["kind"] == "curve"], rows[rows["kind"] == "equivalent"]
    low, high = lines["estimate"].min(), lines["estimate"].max()
    return (
        f"Specification curve of {number(int(lines['specifications'].iloc[0]))} ways of pooling the same claims: the "
        f"pooled values run from {span(low, high)} persons, a factor of {rounded(high / low)}; only "
        f"{number(len(base))} of them use nothing but equivalent options."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the quartiles of the curve, and for each option the part of the curve where it lies."""
    lines, counted = rows[rows["kind"] == "curve"], rows[rows["kind"] == "option"]
    five = lines["estimate"].quantile([0, 0.25, 0.5, 0.75, 1])
    told = []
    for (choice, option), group in counted.groupby(["choice", "option"], sort=False):
        share = group["specifications"].astype(float) / group["specifications"].sum()
        middle = int(np.searchsorted(share.cumsum(), 0.5)) + 1
        mark = group["mark"].iloc[0].replace("non_equivalent", "not equivalent")
        told.append(f"{NAMES[choice]}, {OPTION_NAMES.get(option, option)} ({mark}): {percent(middle / BINS)}")
    values = ", ".join(rounded(value) for value in five)
    return (
        f"Least, quartiles and greatest of the pooled values: {values} persons. How far along the curve the middle "
        f"specification with each option lies: {'; '.join(told)}."
    )


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how much is choice, and how little is left if only equivalent choices are admitted."""
    lines, base = rows[rows["kind"] == "curve"], rows[rows["kind"] == "equivalent"]
    low, high = lines["estimate"].min(), lines["estimate"].max()
    total = int(lines["specifications"].iloc[0])
    return (
        f"{number(total)} specifications give pooled values from {span(low, high)} persons; the factor between them, "
        f"{rounded(high / low)}, is of our making, since the ledger is the same for all.",
        f"Only {number(len(base))} of them choose nothing that is uncertain or not equivalent; they agree within "
        f"{rounded(100 * (base['estimate'].max() / base['estimate'].min() - 1))}%, which shows how much the agreement "
        "of specifications is worth: they repeat one set of assumptions.",
        "No share of the specifications is a probability: somebody else’s list of options would give other shares.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "curve (some specifications, evenly by rank), equivalent (all that use only equivalent options), or option",
    "rank": "rank of the specification, from the lowest result (number)",
    "specifications": "specifications in all; of an option, those in the stretch that take it (number)",
    "estimate": "pooled value (persons)",
    "low": "lower end of its interval, where the rule has one (persons)",
    "high": "upper end of its interval (persons)",
    "pi_low": "lower end of the prediction interval, where there is one (persons)",
    "pi_high": "upper end of the prediction interval (persons)",
    "spread": "standard deviation of one more claim (natural logarithms)",
    "tau2": "variance between the claims or lineages (squared natural logarithms)",
    "units": "claims or lineages that entered (number)",
    "mark": "least favourable mark among the options taken; of an option, its own",
    "bridge": "how claims that count different things are put side by side",
    "floor": "documented count that the toll cannot fall below (persons)",
    "width": "factor given to bare numbers",
    "encoding": "centre and spread that stand for a range",
    "coverage": "coverage ascribed to ranges",
    "claim_set": "claims that enter",
    "weights": "what has one voice: lineage or claim",
    "rule": "rule by which one number is made of many",
    "choice": "the choice (options only)",
    "option": "the option",
    "options": "options shown as this one (number)",
    "bin": "stretch of the curve (number from 1)",
    "density": "share of the option’s specifications in the stretch, 1 if it made no difference (number)",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-multiverse",
        caption=(
            "Above, the pooled values of all specifications, from the lowest to the highest; below, for every option, "
            "where along that curve the specifications lie that take it. An even grey strip means that the option "
            "leads to all parts of the curve alike. The curve shows what our choices do to the same claims; no part "
            "of it is the toll, and no "
            "part more likely."
        ),
        make=specification_curve,
        inputs=multiverse_inputs,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=TABLES,
        columns=COLUMNS,
        limits=(
            *LIMITS,
            "The list of options is ours; somebody else’s would give another curve.",
            "A documented floor removes from a pool whoever claims less; that the rest is higher is arithmetic.",
        ),
        sources=toll_sources,
    ),
)
