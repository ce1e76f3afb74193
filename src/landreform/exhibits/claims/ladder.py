"""Show what the documents bound: the ladder from what is reported through one assumption after another.

Input: the reported executions and the exposure bases. Output: the figure ``fig-ladder``.
"""

import math
import textwrap

import pandas as pd
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import EXPOSURE_COLUMNS
from landreform.exhibits.draw.bases import base_handles, base_marks, base_name, base_sources, stage_inputs
from landreform.exhibits.draw.claim_glyphs import campaign_axis
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.style import INK, QUIET, Look, Size, Tint, page
from landreform.text.prose import listing, number, plural, rounded
from landreform.tolls.ladder import ladder


def ladder_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Climb the ladder on every exposure base."""
    return {"data": ladder(**stage_inputs(ledger))}


def bounds_by_rung(data: pd.DataFrame) -> Figure:
    """Draw a row for each rung: floors and caps on every base, with an arrow where nothing limits the number.

    Parameters
    ----------
    data : DataFrame
        What `landreform.tolls.ladder.ladder` returns.
    """
    bases = list(dict.fromkeys(data["base"]))
    marks = base_marks(bases)
    chart = RowChart(page(1.35 + 0.5 * data["rung"].nunique(), padding=0.18), start=-1)
    axes = chart.axes
    first, last = 900, 3 * max(data["cap"].replace(math.inf, 0).max(), data["floor"].max())
    for _, group in data.groupby("rung"):
        one = group.iloc[0]
        statement = f"{one['number']}  {one['statement']}" if one["rung"] else one["statement"]
        chart.row("\n".join(textwrap.wrap(statement, 43)))
        low, high = group["floor"].min(), group["cap"].max()
        span: Look = {"color": Tint.BOUNDS, "linewidth": 17, "solid_capstyle": "butt", "zorder": 1}
        chart.span(max(low, first), min(high, last), **span)
        if math.isinf(high):
            head = {"arrowstyle": "-|>", "color": QUIET}
            axes.annotate("", (last, chart.at), xytext=(last / 1.25, chart.at), arrowprops=head, zorder=2)
        for row in group.itertuples():
            colour, marker = marks[row.base]
            shift = 0.5 * (bases.index(row.base) / max(1, len(bases) - 1) - 0.5)
            if not row.consistent:
                chart.span(row.cap, row.floor, shift, color=INK, linewidth=0.8, linestyle=":", zorder=2)
            if row.floor > 0:
                chart.mark(row.floor, marker, colour, 4.2, shift, zorder=3)
            if math.isfinite(row.cap):
                chart.mark(row.cap, marker, colour, 5, shift, markerfacecolor="white", markeredgewidth=0.8, zorder=3)
    campaign_axis(axes, first, last)
    chart.finish(0.5, -0.5, Size.ROWS_CLAIMS, linespacing=1.05)
    legend_above(
        chart.figure,
        *base_handles(bases),
        line("cap below floor: cannot all hold", INK, 0.8, linestyle=":"),
        dot("floor", QUIET, "o", 4.5),
        dot("cap", QUIET, "o", 4.5, markerfacecolor="white"),
        size=Size.LEGEND_MANY,
    )
    return chart.figure


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
        items = [
            f"{base_name(row.base)} {rounded(row.floor, 3)} to "
            f"{rounded(row.cap, 3) if math.isfinite(row.cap) else 'no limit'}"
            for row in group.itertuples()
        ]
        parts.append(f"{group['number'].iloc[0]}. {group['statement'].iloc[0]} {'; '.join(items)}.")
    return " ".join(parts)


def conclusions(rungs: pd.DataFrame) -> tuple[str, ...]:
    """Say what the documents give without any further assumption, and what sets an upper limit."""
    floor = rungs.loc[rungs["rung"] == 1, "floor"].max()
    capped = rungs[rungs["cap"].map(math.isfinite)]
    texts = [
        f"If what is reported took place, at least {number(floor)} people were executed; nothing gives an upper limit."
    ]
    if len(capped):
        first = capped.loc[capped["rung"] == capped["rung"].min()]
        texts.append(
            f"An upper limit appears only with assumption {first['number'].iloc[0]}; between the bases it then "
            f"differs by a factor of {rounded(first['cap'].max() / first['cap'].min())}."
        )
    broken = rungs[~rungs["consistent"]]
    if len(broken):
        names = listing([base_name(name) for name in dict.fromkeys(broken["base"])])
        texts.append(
            f"With assumption {broken['number'].iloc[0]} the assumptions cannot all hold on {names}, where the cap "
            "lies below the floor."
        )
    return tuple(texts)


#: What the columns of the frame hold.
COLUMNS = {
    **EXPOSURE_COLUMNS,
    "rung": "how many assumptions are made (number)",
    "number": "number of the assumption that is added",
    "name": "its short name",
    "statement": "the assumption",
    "side": "whether it says at least (floor) or at most (cap)",
    "floor": "least number executed in the whole campaign (persons)",
    "cap": "greatest number executed (persons; inf where nothing limits it)",
    "consistent": "whether the assumptions made so far can all hold (True, False)",
}

EXHIBIT = FigureExhibit(
    slug="fig-ladder",
    caption=(
        "Executions in the whole campaign as assumptions are added from top to bottom, each to those above it. "
        "Filled marks are floors, hollow ones caps, one for each exposure base; an arrow means no upper limit."
    ),
    make=bounds_by_rung,
    inputs=ladder_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("counts", "waves", "sources"),
    limits=(
        "It does not show how many were executed; it shows what follows if the assumptions hold.",
        "Every cap rests on a factor that we chose; no document gives an upper limit.",
        "It speaks of executions only: suicides, deaths in prison and deaths of want are not in it.",
    ),
    sources=base_sources,
)
