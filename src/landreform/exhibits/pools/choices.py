"""Show how far it is our making which choices matter: their shares of the variance under several lists of options.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-choices``.
"""

import textwrap
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.pooled import MULTIVERSE_TABLES, multiverse_sources
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size, Tint
from landreform.text.prose import listing, number, percent, plural
from landreform.tolls.multiverse import ledger_multiverse, ledger_shares
from landreform.tolls.table_text import CHOICE_NAMES as NAMES

INTERACTIONS = "(interactions)"
#: How the part of a share is drawn that a choice has with others, and the part that all of them have together.
ADDED: dict[str, Any] = {"facecolor": Tint.ADDED, "edgecolor": INK, "linewidth": 0.7}
SHARED: dict[str, Any] = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.7, "hatch": "////"}


def choices_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Divide the variance between specifications among the choices, under each design of the options."""
    return {"data": ledger_shares(ledger_multiverse(ledger))[list(COLUMNS)]}


def shares_by_choice(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each design of the options the share of every choice in the variance.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; for each design the choices in one order.
    sheet : Sheet
    """
    if sheet.narrow:
        return _in_cells(data, sheet)
    figure = sheet.page(4.3)
    designs = data["design"].drop_duplicates().tolist()
    panels = figure.subplots(1, len(designs), sharex=True, sharey=True, squeeze=False)[0]
    first = _first(data)
    for design, axes in zip(designs, panels, strict=True):
        chart = RowChart(figure, axes, start=-1)
        for choice in data[data["design"] == design].itertuples():
            row = chart.row(NAMES.get(choice.choice, "interactions"))
            _bars(axes, choice, row, 0.0, 1.0, stressed=choice.choice == first)
        chart.finish(0.6, -0.6, Size.TEXT)
        _quiet_names(axes, first)
        axes.set_title("\n".join(textwrap.wrap(design, 10)), fontsize=Size.TEXT)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1], ["", "50%", ""], fontsize=Size.TEXT)
    figure.supxlabel("share of the variance between all ways of averaging", fontsize=Size.TEXT)
    legend_above(figure, *_legend(), size=Size.TEXT)
    return figure


def _legend() -> list[Patch]:
    return [
        Patch(color=QUIET, label="the choice by itself"),
        Patch(label="with its interactions", **ADDED),
        Patch(label="all interactions together", **SHARED),
    ]


def _first(rows: pd.DataFrame) -> str:
    """Return the choice that comes first, by itself, under most of the lists."""
    leaders = rows[rows["choice"] != INTERACTIONS].sort_values("eta2", ascending=False).drop_duplicates("design")
    return str(leaders["choice"].value_counts().index[0])


def _quiet_names(axes: Axes, first: str) -> None:
    """Write the name of the choice that comes first in bold, and the others quietly."""
    for label in axes.get_yticklabels():
        stressed = label.get_text() == NAMES.get(first, first)
        label.set(fontweight="bold" if stressed else "normal", color=INK if stressed else QUIET)


def _bars(axes: Axes, choice: Any, row: float, left: float, whole: float, stressed: bool) -> None:
    """Draw the share of one choice in one design from a place on, a whole being so wide."""
    if choice.choice == INTERACTIONS:
        axes.barh(row, whole * choice.eta2, left=left, height=0.5, **SHARED)
    elif choice.options < 2:
        settled: Look = {"color": QUIET, "va": "center", "fontsize": Size.TEXT}
        axes.text(left + 0.06 * whole, row, "settled" if whole == 1 else "–", **settled)
    else:
        axes.barh(row, whole * choice.eta2_total, left=left, height=0.68, **ADDED)
        wide: Look = {"height": 0.62 if stressed else 0.36, "color": Series.FIRST if stressed else QUIET}
        axes.barh(row, whole * choice.eta2, left=left, **wide)
        if stressed and whole == 1 and choice.eta2 > 0.4:
            inside: Look = {"color": "white", "ha": "center", "va": "center_baseline", "fontsize": Size.TEXT}
            axes.text(left + choice.eta2 / 2, row, percent(choice.eta2), **inside)


def _in_cells(data: pd.DataFrame, sheet: Sheet) -> Figure:
    """Draw a row for each choice, and in it a cell for each design, whose width is the whole of the variance."""
    designs = data["design"].drop_duplicates().tolist()
    chart, first = RowChart(sheet.page(4.0), start=-1, unit=0.22, foot=0.1), _first(data)
    for choice, group in data.groupby("choice", sort=False):
        row = chart.row(NAMES.get(choice, "interactions"))
        for place, design in enumerate(designs):
            one = next(group[group["design"] == design].itertuples())
            _bars(chart.axes, one, row, place, 0.92, stressed=choice == first)
    chart.finish(0.6, -0.6, Size.TEXT)
    axes = chart.axes
    axes.set(xlim=(0, len(designs)))
    axes.set_xticks([place + 0.46 for place in range(len(designs))], [str(place + 1) for place in range(len(designs))])
    axes.tick_params(axis="x", length=0)
    axes.grid(visible=False)
    for place in range(len(designs)):
        axes.axvspan(place, place + 0.92, color=Tint.STRIP, zorder=0)
    named = "; ".join(f"{place} {design}" for place, design in enumerate(designs, start=1))
    axes.set_xlabel(f"each cell, from edge to edge, is the variance between specifications under one list: {named}")
    legend_above(chart.figure, *_legend(), size=Size.TEXT)
    return chart.figure


def _spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each choice the least and the greatest share by itself, over the designs that leave it options."""
    open_ = rows[(rows["choice"] != INTERACTIONS) & (rows["options"] > 1)]
    return open_.groupby("choice", sort=False)["eta2"].agg(["min", "max"])


def _range(low: float, high: float) -> str:
    """Write the least and the greatest share, or the one where both read alike."""
    least, most = percent(low), percent(high)
    return least if least == most else f"{least} to {most}"


def says(rows: pd.DataFrame) -> str:
    """Say which choice comes first, by itself, and under how many of the lists."""
    first, lists = _first(rows), rows["design"].nunique()
    leaders = rows[rows["choice"] != INTERACTIONS].sort_values("eta2", ascending=False).drop_duplicates("design")
    times = int((leaders["choice"] == first).sum())
    who = "the choice of claims that are let in" if first == "claim_set" else f"the choice “{NAMES[first]}”"
    return (
        f"What moves the result of averaging most is {who}: it comes first under {number(times)} of {number(lists)} "
        "lists of options"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how far the share of each choice moves with the list of options."""
    spans = _spans(rows)
    items = [f"{NAMES[name]} {_range(row['min'], row['max'])}" for name, row in spans.nlargest(3, "max").iterrows()]
    return (
        f"Bar charts of the shares of {plural(len(spans), 'choice')} in the variance under "
        f"{plural(rows['design'].nunique(), 'list')} of options; by itself the weightiest account for: "
        f"{listing(items)}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the shares of every choice in every design."""
    items = []
    for design, here in rows.groupby("design", sort=False):
        lines = []
        for row in here.itertuples():
            if row.choice == INTERACTIONS:
                lines.append(f"interactions {percent(row.eta2)}")
            elif row.options < 2:
                lines.append(f"{NAMES[row.choice]} settled")
            else:
                lines.append(f"{NAMES[row.choice]} {percent(row.eta2)}, with interactions {percent(row.eta2_total)}")
        first = here.iloc[0]
        head = design[0].upper() + design[1:]
        counted = f"{number(int(first['specifications']))} specifications, {number(int(first['empty']))} empty"
        items += [f"{head}: {counted}.", *(f"{line[0].upper()}{line[1:]}." for line in lines)]
    return " ".join(items)


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what holds under every list of options, and that the rest is a property of the list."""
    spans = _spans(rows)
    said = []
    if "claim_set" in spans.index:
        said.append(
            f"Which claims enter accounts by itself for {_range(*spans.loc['claim_set'])} of the variance, as the list "
            "of options has it: no share belongs to the claims alone."
        )
    small = [name for name, row in spans.iterrows() if row["max"] < 0.05]
    if small:
        named = listing([NAMES[name] for name in small])
        said.append(f"Under no list does any of these account by itself for a twentieth: {named}.")
    first = rows[rows["choice"] != INTERACTIONS].sort_values("eta2", ascending=False).drop_duplicates("design")
    leaders = first["choice"].drop_duplicates()
    if len(leaders) > 1:
        said.append(f"Which choice comes first depends on the list: {listing([NAMES[name] for name in leaders])}.")
    else:
        said.append(f"Under every list the same choice comes first: {NAMES[leaders.iloc[0]]}.")
    return tuple(said)


#: What the columns of the frame hold.
COLUMNS = {
    "design": "list of options that is admitted",
    "choice": "the choice, or (interactions)",
    "options": "options of the choice that are admitted (number)",
    "eta2": "share of the variance of the logarithm of the result between the means of its options (0 to 1)",
    "eta2_total": "share that is left when every other choice is settled (0 to 1)",
    "lowest": "lowest mean among its options (persons, geometric)",
    "highest": "highest mean among its options (persons, geometric)",
    "specifications": "specifications of the design (number)",
    "empty": "of these, with fewer than two voices, so that there is no pool (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-choices",
    caption=(
        "How large the share of a choice is depends on the list of options: the variance between all ways of pooling "
        "that is due to each choice, under several lists; *settled* where a list leaves no choice. The wide bars add "
        "what a choice does only together with others, and so count that more than once. It says nothing about the "
        "toll."
    ),
    make=shares_by_choice,
    narrow=partial(shares_by_choice, sheet=PHONE),
    inputs=choices_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=MULTIVERSE_TABLES,
    limits=(
        "A share depends on the options that we thought of; a choice with extreme options gets a larger one.",
        "A choice that matters little is not thereby right, and one that matters much is no better known.",
    ),
    sources=multiverse_sources,
)
