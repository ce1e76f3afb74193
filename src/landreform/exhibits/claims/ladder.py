"""What do the documents bound? The ladder from what is reported through one assumption after another."""

from __future__ import annotations

import math
import textwrap

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.bases import base_handles, base_name, base_sources, marks_of, stage_inputs
from landreform.exhibits.draw.claim_glyphs import bare_rows, log_labels
from landreform.exhibits.draw.style import INK, QUIET, WIDTH
from landreform.text.claims import rounded
from landreform.text.prose import listing, number, plural
from landreform.tolls.ladder import ladder


def ladder_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Climb the ladder on every exposure base."""
    return {"rungs": ladder(**stage_inputs(ledger))}


def bounds_by_rung(rungs: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw a row for each rung: floors and caps on every base, with an arrow where nothing limits the number.

    Parameters
    ----------
    rungs : pandas.DataFrame
        What :func:`landreform.tolls.ladder.ladder` returns.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    bases = list(dict.fromkeys(rungs["base"]))
    steps = list(rungs.groupby("rung"))
    figure = Figure(figsize=(WIDTH, 1.35 + 0.5 * len(steps)))
    figure.get_layout_engine().set(w_pad=0.18)  # letters are wider in print than on the screen
    axes = figure.add_subplot()
    marks = marks_of(bases)
    finite = rungs.loc[rungs["cap"].map(math.isfinite), "cap"]
    first, last = 900, 3 * max(finite.max() if len(finite) else 0, rungs["floor"].max())
    names = []
    for row, (_, group) in enumerate(steps):
        one = group.iloc[0]
        names.append("\n".join(textwrap.wrap(f"{one['number']}  {one['statement']}" if row else one["statement"], 43)))
        limited = group["cap"].map(math.isfinite).all()
        low, high = group["floor"].min(), group["cap"].max()
        start, end = max(low, first), high if limited else last
        axes.plot([start, end], [row, row], color="#e2e2e2", linewidth=17, solid_capstyle="butt", zorder=1)
        if not limited:
            axes.annotate(
                "",
                xy=(last, row),
                xytext=(last / 1.25, row),
                arrowprops={"arrowstyle": "-|>", "color": QUIET},
                zorder=2,
            )
        for line in group.itertuples():
            colour, marker = marks[line.base]
            shift = 0.5 * (bases.index(line.base) / max(1, len(bases) - 1) - 0.5)
            if not line.consistent:
                axes.plot([line.cap, line.floor], [row + shift] * 2, color=INK, linewidth=0.8, linestyle=":", zorder=2)
            if line.floor > 0:
                axes.plot(line.floor, row + shift, marker=marker, color=colour, markersize=4.2, zorder=3)
            if math.isfinite(line.cap):
                axes.plot(
                    line.cap,
                    row + shift,
                    marker=marker,
                    color=colour,
                    markerfacecolor="white",
                    markersize=5,
                    markeredgewidth=0.8,
                    zorder=3,
                )
    axes.set_xscale("log")
    axes.set_xlim(first, last)
    log_labels(axes)
    ticks = [tick for tick in (1000, 2000, 5000, 10_000, 20_000, 50_000) if first <= tick <= last]
    axes.set_xticks(ticks, [number(tick) for tick in ticks])
    axes.set_yticks(range(len(names)), names, fontsize=6.7, linespacing=1.05)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlabel("persons executed in the whole campaign, logarithmic scale")
    bare_rows(axes)
    kinds = [
        Line2D([], [], color=INK, linewidth=0.8, linestyle=":", label="cap below floor: cannot all hold"),
        Line2D([], [], color=QUIET, marker="o", linestyle="none", markersize=4.5, label="floor"),
        Line2D([], [], color=QUIET, marker="o", linestyle="none", markersize=4.5, markerfacecolor="white", label="cap"),
    ]
    figure.legend(handles=[*base_handles(bases), *kinds], loc="outside upper left", ncols=3, fontsize=7)
    return figure, rungs


def alt(rungs: pd.DataFrame) -> str:
    """Say in one sentence how the interval narrows as assumptions are added."""
    count = rungs["rung"].nunique() - 1
    first = rungs.loc[rungs["rung"] == 1, "floor"].max()
    top = rungs.loc[rungs["rung"] == rungs["rung"].max(), "floor"]
    open_ = rungs.groupby("rung")["cap"].max().map(math.isinf).sum() - 1
    return (
        f"Ladder of {plural(count, 'assumption')} on {plural(rungs['base'].nunique(), 'exposure base')}: the floor "
        f"rises from {number(first)} executed to between {rounded(top.min())} and {rounded(top.max())}; the first "
        f"{number(open_)} assumptions leave the number without an upper limit."
    )


def description(rungs: pd.DataFrame) -> str:
    """Give floor and cap of every rung on every base."""
    parts = []
    for _, group in rungs.groupby("rung"):
        told = [
            f"{base_name(row.base)} {rounded(row.floor, 3)} to "
            f"{rounded(row.cap, 3) if math.isfinite(row.cap) else 'no limit'}"
            for row in group.itertuples()
        ]
        parts.append(f"{group['number'].iloc[0]}. {group['statement'].iloc[0]} {'; '.join(told)}.")
    return " ".join(parts)


def conclusions(rungs: pd.DataFrame) -> tuple[str, ...]:
    """Say what the documents give without any further assumption, and what sets an upper limit."""
    floor = rungs.loc[rungs["rung"] == 1, "floor"].max()
    capped = rungs[rungs["cap"].map(math.isfinite)]
    said = [
        f"If what is reported took place, at least {number(floor)} people were executed; nothing gives an upper limit."
    ]
    if len(capped):
        first = capped.loc[capped["rung"] == capped["rung"].min()]
        said.append(
            f"An upper limit appears only with assumption {first['number'].iloc[0]}; between the bases it then "
            f"differs by a factor of {rounded(first['cap'].max() / first['cap'].min())}."
        )
    broken = rungs[~rungs["consistent"]]
    if len(broken):
        names = listing([base_name(name) for name in dict.fromkeys(broken["base"])])
        said.append(
            f"With assumption {broken['number'].iloc[0]} the assumptions cannot all hold on {names}, where the cap "
            "lies below the floor."
        )
    return tuple(said)


#: What the columns of the frame hold.
COLUMNS = {
    "base": "exposure base",
    "unit": "unit of the base",
    "rung": "how many assumptions are made (number)",
    "number": "number of the assumption that is added",
    "name": "its short name",
    "statement": "the assumption",
    "side": "whether it says at least (floor) or at most (cap)",
    "floor": "least number executed in the whole campaign (persons)",
    "cap": "greatest number executed (persons; inf where nothing limits it)",
    "consistent": "whether the assumptions made so far can all hold (True, False)",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-ladder",
        caption=(
            "Executions in the whole campaign as assumptions are added from top to bottom, each to those above it. "
            "Filled marks are floors, hollow ones caps, one for each exposure base; an arrow means no upper limit."
        ),
        make=bounds_by_rung,
        inputs=ladder_inputs,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("counts", "waves", "sources"),
        columns=COLUMNS,
        limits=(
            "It does not show how many were executed; it shows what follows if the assumptions hold.",
            "Every cap rests on a factor that we chose; no document gives an upper limit.",
            "It speaks of executions only: suicides, deaths in prison and deaths of want are not in it.",
        ),
        sources=base_sources,
    ),
)
