"""Show which choices matter: the share of the variance between specifications that is due to each.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-choices``.
"""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from landreform.contested.multiverse.summaries import variance_shares
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.claim_glyphs import log_labels
from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.pooled import TABLES, toll_sources
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.style import BLUE, INK, ORANGE, VERMILION, Look, Size, Tint, page
from landreform.text.prose import number, percent, plural, rounded, span
from landreform.tolls.multiverse import ledger_multiverse
from landreform.tolls.table_text import CHOICE_NAMES as NAMES

SETS = {"all": "all options", "sound": "without non-equivalent options"}
INTERACTIONS = "(interactions)"
#: How the part of a share is drawn that a choice has with others, and the part that all of them have together.
ADDED: dict[str, Any] = {"facecolor": Tint.ADDED, "edgecolor": ORANGE, "linewidth": 0.7}
SHARED: dict[str, Any] = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.7, "hatch": "////"}


def choices_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Divide the variance between specifications among the choices, for all options and for a part of them."""
    found = ledger_multiverse(ledger)
    part = found.restrict(marks={"equivalent", "uncertain"})
    frames = [
        variance_shares(multiverse).assign(set=name, specifications=multiverse.estimate.size)
        for name, multiverse in zip(SETS, (found, part), strict=True)
    ]
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[(rows["options"] > 1) | (rows["choice"] == INTERACTIONS)]
    return {"data": rows[list(COLUMNS)].reset_index(drop=True)}


def shares_by_choice(data: pd.DataFrame) -> Figure:
    """Draw for each choice its share of the variance, and how far apart its options lie on average.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; for each set of options the choices from the greatest total share down.
    """
    figure = page(5.4)
    grid = figure.subplots(len(SETS), 2, sharex="col", width_ratios=[1.15, 1])
    for (left, right), name in zip(grid, SETS, strict=True):
        here = data[data["set"] == name]
        shares, means = RowChart(figure, left, start=-1), RowChart(figure, right, start=-1)
        for choice in here.itertuples():
            row = shares.row(NAMES.get(choice.choice, "interactions"))
            means.row("")
            if choice.choice == INTERACTIONS:
                left.barh(row, choice.eta2, height=0.5, **SHARED)
                ends: Look = {"transform": right.get_yaxis_transform(), "va": "center"}
                right.text(0.02, row, "shared by several choices", fontsize=Size.NOTE, **ends)
                continue
            left.barh(row, choice.eta2_total, height=0.68, **ADDED)
            left.barh(row, choice.eta2, height=0.36, color=BLUE)
            means.span(choice.lowest, choice.highest, color=VERMILION, linewidth=2.2)
            means.span(choice.lowest, choice.highest, color=VERMILION, marker="|", markersize=8, linestyle="none")
        for chart in (shares, means):
            chart.finish(0.6, -0.6, Size.ROWS_SOME)
        left.set_title(f"{SETS[name]}: {number(int(here['specifications'].iloc[0]))}", fontsize=Size.PANEL)
        left.set_xlim(0, 1)
        left.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        right.set_xscale("log")
    log_labels(grid[0][1], (1, 2, 5))
    grid[0][1].set_title("means of its options", fontsize=Size.PANEL)
    grid[-1][0].set_xlabel("share of the variance between specifications")
    grid[-1][1].set_xlabel("pooled value, persons, log scale")
    legend_above(
        figure,
        Patch(color=BLUE, label="the choice by itself"),
        Patch(label="with its interactions", **ADDED),
        Patch(label="all interactions together", **SHARED),
        size=Size.LEGEND_FEW,
    )
    return figure


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence which choice matters most, and which least."""
    first = rows[(rows["set"] == "all") & (rows["choice"] != INTERACTIONS)]
    most, least = first.iloc[0], first.iloc[-1]
    return (
        f"Bar chart of {plural(len(first), 'choice')}: the {NAMES[most['choice']]} accounts by itself for "
        f"{percent(most['eta2'])} of the variance between the ways of pooling, the {NAMES[least['choice']]} for "
        f"{percent(least['eta2'])}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the shares of every choice in both sets, and the means of its options."""
    items = []
    for name, words in SETS.items():
        here = rows[rows["set"] == name]
        lines = []
        for row in here.itertuples():
            if row.choice == INTERACTIONS:
                lines.append(f"interactions {percent(row.eta2)}")
                continue
            lines.append(
                f"{NAMES[row.choice]} {percent(row.eta2)}, with interactions {percent(row.eta2_total)}, options from "
                f"{span(row.lowest, row.highest)} persons on average"
            )
        head = words[0].upper() + words[1:]
        items.append(f"{head}, {number(int(here['specifications'].iloc[0]))} specifications: {'; '.join(lines)}.")
    return " ".join(items)


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say that what decides is criticism of sources, and not statistics."""
    every = rows[rows["set"] == "all"].set_index("choice")
    sound = rows[rows["set"] == "sound"].set_index("choice")
    low, high = every.loc["floor", ["lowest", "highest"]]
    return (
        f"Which document one accepts as a floor accounts for {percent(every.loc['floor', 'eta2'])} of the variance by "
        f"itself; its options lie a factor of {rounded(high / low)} apart on average.",
        "The coverage ascribed to ranges, the centre of a range and, among rules of one kind, the rule account for "
        f"{percent(sound.loc[['coverage', 'encoding', 'rule'], 'eta2'].sum())} together: once only rules of one kind "
        "are admitted, such questions decide next to nothing.",
        f"What matters most is what is counted and whose word is admitted: floor, outcomes and claims account for "
        f"{percent(every.loc[['floor', 'bridge', 'claim_set'], 'eta2'].sum())} without their interactions.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "set": "all (options), or sound (those marked equivalent or uncertain, and the first of each choice)",
    "choice": "the choice, or (interactions)",
    "options": "options of the choice (number)",
    "eta2": "share of the variance of the logarithm of the result between the means of its options (0 to 1)",
    "eta2_total": "share that is left when every other choice is settled (0 to 1)",
    "lowest": "lowest mean among its options (persons, geometric)",
    "highest": "highest mean among its options (persons, geometric)",
    "specifications": "specifications in the set (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-choices",
    caption=(
        "How much of the variance between all ways of pooling is due to each choice, with all options and without "
        "those that ask another question; at the right the averages that its options lead to. The wide bars add what "
        "a choice does only together with others, and so count that more than once. What moves the result most is "
        "criticism of sources. A choice that matters little is not thereby right, and no average here is the toll."
    ),
    make=shares_by_choice,
    inputs=choices_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=TABLES,
    limits=("A share depends on the options that we thought of; a choice with extreme options gets a larger one.",),
    sources=toll_sources,
)
