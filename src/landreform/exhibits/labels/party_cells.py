"""Draw members of the reorganised Party cells, expelled and kept, and the size of the cells.

Input: the table of counts. Output: the figure of the Party cells.
"""

import math
import textwrap
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS
from landreform.exhibits.draw.row_chart import RowChart, write_above, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Size, Standing, Tint
from landreform.exhibits.frames import with_kept
from landreform.labels.party_cells import ROWS, SIZE, reorganised
from landreform.text.prose import listing, number

#: What each group is called, its colour and marker.
GROUPS = {
    "expelled as bad": ("expelled as bad", Standing.FAILS, "X"),
    "expelled as mixed": ("expelled as mixed", Standing.DOUBTED, "P"),
    "kept": ("kept as good", Standing.HOLDS, "o"),
    "expelled": ("expelled, together", Standing.FAILS, "s"),
    "all": ("before: expelled and kept", INK, "D"),
}
#: Rows of the frame: a group of members, or a row of the ledger that the sizes rest on.
GROUP, BASIS = "group", "basis"
BARS, POINTS = ("expelled as bad", "expelled as mixed", "kept"), ("all", "expelled", "kept")
#: What each of the points is the sum of.
PARTS = {"all": BARS, "expelled": BARS[:2], "kept": ("kept",)}


#: What the columns of the frame hold.
COLUMNS = {
    "mark": "group (of members), or basis (row of the ledger that the sizes rest on)",
    "group": "what became of the members; for the basis, what is counted",
    "members": "members (number)",
    "share": "share of all members (0 to 1)",
    "per_cell": "members per reorganised cell (number)",
    "derived": "whether no source prints the number (True, False)",
    "cells": "cells reorganised (number)",
    "size_low": "least number of members that the average cell is said to have",
    "size_high": "greatest number of members that it is said to have",
    "stands": "how members per cell stand to that size",
    "cells_low": "least number of cells over which the members would have that size",
    "cells_high": "greatest number of cells over which they would have it",
    "count": "row of the table counts; empty for what is derived",
    **STATEMENT_COLUMNS,
}


def cells_drawn(ledger: Ledger) -> dict[str, Any]:
    """Gather what the summary report counts of the reorganised cells, and the rows of the cells and of their size."""
    counts = ledger["counts"]
    basis = counts[counts["count"].isin([ROWS["cells"], SIZE])].sort_values("count", ignore_index=True)
    basis = basis.assign(mark=BASIS, group=basis["quantity"], derived=False, stands="")
    rows = pd.concat([reorganised(counts).assign(mark=GROUP), basis], ignore_index=True)
    return {"data": rows[list(COLUMNS)]}


def members_and_sizes(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the members by what became of them, and the members per cell against the stated size.

    Parameters
    ----------
    data : DataFrame
        One row a group, and one for each row of the ledger on the cells and on their stated size, which are not drawn;
        columns `COLUMNS`.
    sheet : Sheet
    """
    figure = sheet.page(3.9)
    top, bottom = figure.subplots(2, 1, height_ratios=[1.05, 1.0])
    _draw_members(top, _groups(data))
    _draw_sizes(RowChart(figure, bottom, start=-1.0, unit=0.3, foot=0.12), _groups(data))
    return figure


def _groups(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are groups of members, by group."""
    return drawn[drawn["mark"] == GROUP].set_index("group")


def _draw_members(axes: Axes, groups: pd.DataFrame) -> None:
    """One bar over all members, in the order in which the report counts them."""
    left, everyone = 0, groups.loc["all", "members"]
    for name in BARS:
        words, colour, _ = GROUPS[name]
        members = groups.loc[name, "members"]
        with shows(axes, "counts", [groups.loc[name, "count"]]):
            axes.barh(0, members, left=left, height=0.7, facecolor=colour, edgecolor="white", linewidth=1.5)
        wrapped = textwrap.fill(words, 12) if members < 0.15 * everyone else words
        place, words = (left + members / 2, 0.42), f"{wrapped}\n{number(members)}"
        write_above(axes, words, place, 3, Size.TEXT, va="bottom", annotation_clip=False)
        left += members
    axes.set(xlim=(0, everyone), ylim=(-0.45, 1.35), yticks=[])
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel(f"members of {number(groups['cells'].iloc[0])} reorganised cells", color=QUIET, loc="left")
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)


def _draw_sizes(chart: RowChart, groups: pd.DataFrame) -> None:
    """One point a group on the axis of members per cell, with the stated size as a band."""
    axes, low, high = chart.axes, groups["size_low"].iloc[0], groups["size_high"].iloc[0]
    axes.axvspan(low, high, facecolor=Tint.BOUNDS, linewidth=0, zorder=0)
    for end in (low, high):
        axes.axvline(end, color=QUIET, linewidth=1.2, linestyle="--")
    words, units = f"stated size of the average cell: {number(low)} to {number(high)}", ("data", "axes fraction")
    write_above(axes, words, ((low + high) / 2, 1), 3, Size.TEXT, xycoords=units)
    for name in POINTS:
        words, colour, marker = GROUPS[name]
        size, place = groups.loc[name, "per_cell"], chart.row(words)
        behind = [groups.loc[part, "count"] for part in PARTS[name]]
        with shows(axes, "counts", behind):
            axes.plot([0, size], [place, place], color=colour, linewidth=1)
            axes.plot(size, place, marker=marker, color=colour, markersize=7, markeredgewidth=1.4)
        write_near(axes, f"{size:.1f}", (size, place), 8, Size.TEXT)
    chart.finish(0.5, -0.5)
    axes.set_xlim(0, 1.15 * groups["per_cell"].max())
    axes.set_xlabel("members per cell", color=QUIET, loc="left")


def alt(cells: pd.DataFrame) -> str:
    """Say in one sentence how many were expelled and kept, and how large the cells had been."""
    groups = _groups(cells)
    return (
        f"Bar and dot chart of {number(groups['cells'].iloc[0])} Party cells: "
        f"{number(groups.loc['expelled', 'members'])} members expelled, {number(groups.loc['kept', 'members'])} "
        f"kept; together {groups.loc['all', 'per_cell']:.1f} a cell, kept {groups.loc['kept', 'per_cell']:.1f}, "
        f"where {number(groups['size_low'].iloc[0])} to {number(groups['size_high'].iloc[0])} are stated."
    )


def description(cells: pd.DataFrame) -> str:
    """Give a sentence to every bar and every point; then the number, share and members per cell of every group."""
    groups = list(_groups(cells).reset_index().itertuples())
    drawn = [f"{_capital(GROUPS[row.group][0])}: {number(row.members)} members." for row in groups if row.group in BARS]
    drawn += [
        f"{_capital(GROUPS[row.group][0])}: {row.per_cell:.1f} a cell"
        + (f", {row.stands} the stated size" if row.group in ("all", "kept") else "")
        + (" (derived)." if row.derived else ".")
        for row in groups
        if row.group in POINTS
    ]
    kept = [
        f"{_capital(GROUPS[row.group][0])}: {100 * row.share:.1f} per cent of all, {row.per_cell:.1f} a cell."
        for row in groups
    ]
    return with_kept(" ".join(drawn), " ".join(kept))


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def conclusions(cells: pd.DataFrame) -> tuple[str, ...]:
    """Say what share was expelled, and how the cells stood to the stated size before and after."""
    groups = _groups(cells)
    before, kept = groups.loc["all"], groups.loc["kept"]
    ends = listing([number(end) for end in (before["size_low"], before["size_high"])], "to")
    return (
        f"If the groups counted are all there were, {100 * groups.loc['expelled', 'share']:.1f} per cent of "
        f"{number(before['members'])} members were expelled.",
        f"The cells then had {before['per_cell']:.1f} members each before and {kept['per_cell']:.1f} after, "
        f"{before['stands']} and {kept['stands']} the stated {ends}.",
        f"For the stated size, the members before would have to belong to {math.ceil(before['cells_low'])} to "
        f"{math.floor(before['cells_high'])} cells and not to {number(before['cells'])}.",
    )


def says(cells: pd.DataFrame) -> str:
    """Say whether more were expelled than kept, and how all of them stand to the stated size of a cell."""
    groups = _groups(cells)
    more = groups.loc["expelled", "members"] > groups.loc["kept", "members"]
    cells = f"{number(groups['cells'].iloc[0])} reorganised Party cells"
    text = f"{'More' if more else 'Fewer'} members were put out of the {cells} than kept"
    if groups.loc["all", "per_cell"] <= groups["size_high"].iloc[0]:
        return text
    return f"{text}, and together they are more than the stated size of a cell allows"


EXHIBIT = FigureExhibit(
    slug="fig-party-cells",
    caption=(
        "Members of the reorganised Party cells, by what became of them, and the size of a cell before and after. The "
        "number before the reorganisation is the sum of those expelled and kept; no source prints it."
    ),
    make=members_and_sizes,
    narrow=partial(members_and_sizes, sheet=PHONE),
    inputs=cells_drawn,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("counts",),
    limits=(
        "It does not show mixed members who were kept, if there were any, nor new members; neither is counted "
        "in the report.",
        "It does not show the provinces apart; the report does not.",
        "The stated size is that of the average rural cell, and the wording leaves open at which time.",
        "It does not show what happened to those expelled.",
    ),
)
