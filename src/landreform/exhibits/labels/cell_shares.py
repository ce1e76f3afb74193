"""Printed shares of the Party cells, between the shares that so many cells allow."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.grim import neighbours
from landreform.contested.printed_values import percentage_in
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.style import BLUE, INK, QUIET, VERMILION, WIDTH
from landreform.labels.party_cells import behind_percentages, shares_of_cells
from landreform.text.prose import listing, number, plural


def shares_drawn(ledger: Ledger) -> dict[str, Any]:
    """Gather the printed shares of cells, with the nearest shares that the number of cells allows."""
    rows = shares_of_cells(ledger["counts"])
    digits = [percentage_in(row) for row in rows.to_dict("records")]
    found = []
    for row, share in zip(rows.to_dict("records"), digits, strict=True):
        (below, low), *rest = neighbours(share, row["cells"])
        above, high = rest[0] if rest else (below, low)
        behind = behind_percentages([share], row["cells"]).iloc[0]
        found.append(
            row
            | {"share": float(share), "cells_below": below, "share_below": float(low)}
            | {"cells_above": above, "share_above": float(high)}
            | {"possible": bool(behind["numerators"]), "smallest_base": behind["smallest_denominator"]}
        )
    return {"shares": pd.DataFrame(found).sort_values("share", ignore_index=True)[list(COLUMNS)]}


def shares_between_fractions(shares: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw each printed share on its own piece of the axis, between its two neighbours.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row a share; see `COLUMNS`.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    figure = Figure(figsize=(WIDTH, 0.25 + 0.92 * len(shares)))
    panels = figure.subplots(len(shares), 1)
    for axes, share in zip(panels, shares.itertuples(), strict=True):
        step = 100 / share.cells
        axes.axhline(0, color=QUIET, linewidth=1)
        for cells, value, side in (
            (share.cells_below, share.share_below, "right"),
            (share.cells_above, share.share_above, "left"),
        ):
            axes.plot(value, 0, marker="|", color=BLUE, markersize=18, markeredgewidth=2.2)
            shift = -7 if side == "right" else 7
            said = f"{cells} of {share.cells}\nis {number(value)} %"
            axes.annotate(
                said, (value, 0), xytext=(shift, 0), textcoords="offset points", ha=side, va="center", fontsize=8.5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
            )  # fmt: skip
        axes.plot(share.share, 0, marker="X", color=VERMILION, markersize=9, markeredgecolor="white")
        axes.annotate(
            f"printed: {share.printed}",
            (share.share, 0),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=8.5,
            color=INK,
        )
        axes.set_title(share.quantity, fontsize=9, pad=7)
        middle = (share.share_below + share.share_above) / 2
        axes.set_xlim(middle - 1.15 * step, middle + 1.15 * step)
        axes.set_ylim(-0.6, 1)
        axes.set(xticks=[], yticks=[])
        axes.set_axis_off()
    return figure, shares


def alt(shares: pd.DataFrame) -> str:
    """Say in one sentence whether the printed shares can come from the number of cells."""
    return (
        f"Number lines for {plural(len(shares), 'printed share')} of {number(shares['cells'].iloc[0])} cells: "
        f"{number((~shares['possible']).sum())} lie in the gap between two shares that so many cells allow."
    )


def description(shares: pd.DataFrame) -> str:
    """List every share with its two neighbours."""
    rows = [
        f"{row.quantity}: printed {row.printed}; {row.cells_below} of {row.cells} is {number(row.share_below)}, "
        f"{row.cells_above} of {row.cells} is {number(row.share_above)}"
        for row in shares.itertuples()
    ]
    return "; ".join(rows) + "."


def conclusions(shares: pd.DataFrame) -> tuple[str, ...]:
    """Say which shares no whole number of cells makes, and from which bases they could come."""
    wrong = shares[~shares["possible"]]
    said = [
        f"No whole number of {number(shares['cells'].iloc[0])} cells makes {listing(wrong['printed'].tolist(), 'or')}."
        if len(wrong)
        else f"Every share printed can come from {number(shares['cells'].iloc[0])} cells."
    ]
    bases = [number(base) for base in wrong["smallest_base"] if pd.notna(base)]
    if bases:
        said.append(f"The smallest numbers of which they can be shares are {listing(bases)}, each for itself.")
    return tuple(said)


def sources(shares: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Return who states the shares and who the number of cells."""
    columns = ["source", "read_in", "locator"]
    base = shares[[f"base_{column}" for column in columns]].set_axis(columns, axis=1)
    return pd.concat([shares[columns], base], ignore_index=True)


#: What the columns of the frame hold.
COLUMNS = {
    "count": "row of the table counts",
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
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
    "base_source": "BibTeX key of the work that states the number of cells",
    "base_read_in": "BibTeX key of the work in which that was read",
    "base_locator": "place in that work",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-cell-shares",
        caption=(
            "Printed shares of the Party cells of one wave (crosses), between the nearest shares that a whole "
            "number of these cells allows (bars). Every piece of the axis has the same scale."
        ),
        make=shares_between_fractions,
        inputs=shares_drawn,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("counts",),
        columns=COLUMNS,
        limits=(
            "It does not show what the right shares were, nor whether the shares or the number of cells is misprinted.",
            "It holds only if the shares are shares of these cells, as the text says; shares of their members could "
            "come out so.",
        ),
        sources=sources,
    ),
)
