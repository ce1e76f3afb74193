"""Show how far it is our making which choices matter: their shares of the variance under several lists of options.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-choices``.
"""

import textwrap
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.pooled import MULTIVERSE_TABLES, multiverse_sources
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.text.prose import listing, number, percent, plural
from landreform.tolls.multiverse import ledger_multiverse, ledger_shares
from landreform.tolls.table_text import CHOICE_NAMES as NAMES

INTERACTIONS = "(interactions)"
#: The choices and the lists of options in plain words.
PLAIN = {
    "bridge": "what is counted",
    "floor": "a floor from documents",
    "width": "width of a bare number",
    "encoding": "middle of a range",
    "coverage": "how sure a range is",
    "claim_set": "which claims enter",
    "lineage": "copies as one voice",
    "rule": "how to average",
}
LISTS = {
    "all options": "all we thought of",
    "graded sets only": "only claims with grounds",
    "without ratios and floor": "without ratios and floor",
    "one rule of each kind": "two ways to average",
    "random effects only": "one kind of average",
    "lenient sets only": "most claims let in",
    "every claim admitted": "every claim let in",
}


def choices_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Divide the variance between specifications among the choices, under each design of the options."""
    return {"data": ledger_shares(ledger_multiverse(ledger))[list(COLUMNS)]}


def shares_by_choice(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each list of options the share of every choice by itself in the variance, the first marked.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; for each design the choices in one order. What a choice does together with others is
        not drawn.
    sheet : Sheet
    """
    main, first = data[data["choice"] != INTERACTIONS], _first(data)
    designs = main["design"].drop_duplicates().tolist()
    if sheet.narrow:
        figure = sheet.page(0.9 + 1.75 * len(designs))
        panels = figure.subplots(len(designs), 1, sharex=True, squeeze=False)[:, 0]
    else:
        figure = sheet.page(3.9)
        panels = figure.subplots(1, len(designs), sharex=True, sharey=True, squeeze=False)[0]
    for design, axes in zip(designs, panels, strict=True):
        chart = RowChart(figure, axes, start=-1, names_above=False)
        group = main[main["design"] == design]
        ahead = group.loc[group["eta2"].idxmax(), "choice"]
        for choice in group.itertuples():
            row = chart.row(PLAIN.get(choice.choice, choice.choice))
            _bar(axes, choice, row, ahead=choice.choice == ahead, stressed=choice.choice == first)
        chart.finish(0.6, -0.6, Size.TEXT)
        _quiet_names(axes, first)
        words = LISTS.get(design, design)
        axes.set_title(words if sheet.narrow else "\n".join(textwrap.wrap(words, 11)), fontsize=Size.TEXT)
        axes.set_xlim(0, 1.25)
        axes.set_xticks([0, 0.5, 1], ["0", "50%", ""] if sheet.narrow else ["", "50%", ""], fontsize=Size.TEXT)
    told = "how much of the differences between all averages is due to this choice alone"
    figure.supxlabel("\n".join(lines_of(told, sheet.width - 0.3, Size.TEXT)), fontsize=Size.TEXT)
    return figure


def _first(rows: pd.DataFrame) -> str:
    """Return the choice that comes first, by itself, under most of the lists."""
    return str(_leaders(rows)["choice"].value_counts().index[0])


def _leaders(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each list the row of the choice that comes first by itself."""
    main = rows[rows["choice"] != INTERACTIONS]
    return main.sort_values("eta2", ascending=False).drop_duplicates("design")


def _quiet_names(axes: Axes, first: str) -> None:
    """Write the name of the choice that comes first in bold, and the others quietly."""
    for label in axes.get_yticklabels():
        stressed = label.get_text() == PLAIN.get(first, first)
        label.set(fontweight="bold" if stressed else "normal", color=INK if stressed else QUIET)


def _bar(axes: Axes, choice: Any, row: float, ahead: bool, stressed: bool) -> None:
    """Draw the share of one choice under one list, with its number where it comes first."""
    words: Look = {"va": "center_baseline", "fontsize": Size.TEXT}
    if choice.options < 2:
        axes.text(0.04, row, "no choice", color=QUIET, **words)
        return
    axes.barh(row, choice.eta2, height=0.62, color=Series.FIRST if stressed else QUIET)
    if ahead:
        axes.text(choice.eta2 + 0.04, row, percent(choice.eta2), fontweight="bold", **words)


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
    first, leaders = _first(rows), _leaders(rows)["choice"]
    open_ = int((rows.loc[rows["choice"] == first, "options"] > 1).sum())
    times = int((leaders == first).sum())
    who = "which claims enter" if first == "claim_set" else f"the choice “{NAMES[first]}”"
    lists = f"all {number(open_)}" if times == open_ else f"{number(times)} of {number(open_)}"
    return (
        f"What moves an average of the claims most is {who}: it comes first in {lists} lists of options that leave it "
        "open"
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
        "that is due to each choice by itself, under several lists of what may be chosen; the number stands at the "
        "choice that comes first. What choices do only together is kept in the data. It says nothing about the toll."
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
