"""Draw printed shares of the Party cells between the shares that so many cells allow.

Input: the table of counts. Output: the figure of the shares of cells.
"""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS, ledger_columns, origin_columns
from landreform.exhibits.draw.heading import EDGE
from landreform.exhibits.draw.row_chart import write_above, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import QUIET, Size, Standing
from landreform.exhibits.draw.text_lines import lines_of
from landreform.labels.party_cells import between_fractions
from landreform.text.prose import listing, number, plural

#: What the columns of the frame hold.
COLUMNS = {
    **ledger_columns("counts", "count"),
    "quantity": "what the share is a share of",
    "printed": "the share as printed",
    "share": "the share as a number (percent)",
    "cells": "cells of which it is said to be a share (number)",
    "cells_below": "greatest number of cells whose share does not exceed it",
    "share_below": "that share, rounded as printed (percent)",
    "cells_above": "that number of cells and one more",
    "share_above": "that share, rounded as printed (percent)",
    "possible": "whether some whole number of cells is printed so (True, False)",
    "smallest_base": "least number of things of which it can be a share; empty where none tried is",
    **STATEMENT_COLUMNS,
    **origin_columns("base", "the number of cells"),
}


def shares_between_fractions(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw each printed share on its own piece of the axis, between its two neighbours.

    Parameters
    ----------
    data : DataFrame
        One row a share; columns `COLUMNS`.
    sheet : Sheet
    """
    figure = sheet.page(0.25 + 0.92 * len(data), padding=EDGE)
    # An array even of one panel.
    panels = figure.subplots(len(data), 1, squeeze=False)[:, 0]
    for axes, share in zip(panels, data.itertuples(), strict=True):
        _panel(axes, share, sheet.width)
    return figure


def _panel(axes: Axes, share: Any, width: float) -> None:
    # Only the piece between the two: farther out nothing is shown.
    axes.plot([share.share_below, share.share_above], [0, 0], color=QUIET, linewidth=1)
    for cells, value, side, away in (
        (share.cells_below, share.share_below, "right", -7),
        (share.cells_above, share.share_above, "left", 7),
    ):
        axes.plot(value, 0, marker="|", color=Standing.HOLDS, markersize=18, markeredgewidth=2.2)
        words = f"{cells} of {share.cells}\nis {number(value)} %"
        write_near(axes, words, (value, 0), away, Size.TEXT, ha=side)
    standing, marker = (Standing.HOLDS, "o") if share.possible else (Standing.FAILS, "X")
    with shows(axes, "counts", [share.count]):
        axes.plot(share.share, 0, marker=marker, color=standing, markersize=9, markeredgecolor="white")
    write_above(axes, f"printed: {share.printed}", (share.share, 0), 14, Size.TEXT, va="bottom")
    title = "\n".join(lines_of(share.quantity, width - 0.2, Size.LABEL, bold=True))
    axes.set_title(title, fontsize=Size.LABEL, pad=7)
    middle, step = (share.share_below + share.share_above) / 2, 100 / share.cells
    axes.set(xlim=(middle - 1.15 * step, middle + 1.15 * step), ylim=(-0.6, 1), xticks=[], yticks=[])
    axes.set_axis_off()


def alt(shares: pd.DataFrame) -> str:
    """Say in one sentence whether the printed shares can come from the number of cells."""
    return (
        f"Number lines for {plural(len(shares), 'printed share')} of {number(shares['cells'].iloc[0])} cells: "
        f"{number((~shares['possible']).sum())} lie in the gap between two shares that so many cells allow."
    )


def description(shares: pd.DataFrame) -> str:
    """Give two sentences to every share: what is printed, and its two neighbours."""
    return " ".join(
        f"{row.quantity}: printed {row.printed}. {row.cells_below} of {row.cells} is {number(row.share_below)}, "
        f"{row.cells_above} of {row.cells} is {number(row.share_above)}."
        for row in shares.itertuples()
    )


def conclusions(shares: pd.DataFrame) -> tuple[str, ...]:
    """Say which shares no whole number of cells makes, and from which bases they could come."""
    wrong = shares[~shares["possible"]]
    sentences = [
        f"No whole number of {number(shares['cells'].iloc[0])} cells makes {listing(wrong['printed'].tolist(), 'or')}."
        if len(wrong)
        else f"Every share printed can come from {number(shares['cells'].iloc[0])} cells."
    ]
    bases = [number(base) for base in wrong["smallest_base"] if pd.notna(base)]
    if bases:
        sentences.append(f"The smallest numbers of which they can be shares are {listing(bases)}, each for itself.")
    return tuple(sentences)


def says(shares: pd.DataFrame) -> str:
    """Say how many of the printed shares cannot be a share of so many cells."""
    wrong, cells = int((~shares["possible"]).sum()), number(shares["cells"].iloc[0])
    if not wrong:
        return f"Every printed share can be a share of {cells} Party cells"
    some = "None" if wrong == len(shares) else f"{number(len(shares) - wrong)}"
    return f"{some} of the {number(len(shares))} printed shares can be a share of {cells} Party cells"


def sources(shares: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Return who states the shares and who the number of cells."""
    columns = list(STATEMENT)
    base = shares[[f"base_{column}" for column in columns]].set_axis(columns, axis=1)
    return pd.concat([shares[columns], base], ignore_index=True)


EXHIBIT = FigureExhibit(
    slug="fig-cell-shares",
    caption=(
        "Each printed share (cross) lies between those that a whole number of cells allows (bars). Every piece of the "
        "axis has the same scale."
    ),
    make=shares_between_fractions,
    narrow=partial(shares_between_fractions, sheet=PHONE),
    inputs=lambda ledger: {"data": between_fractions(ledger["counts"])[list(COLUMNS)]},
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("counts",),
    limits=(
        "It does not show what the right shares were, nor whether the shares or the number of cells is misprinted.",
        "It holds only if the shares are shares of these cells, as the text says; shares of their members could "
        "come out so.",
    ),
    sources=sources,
)
