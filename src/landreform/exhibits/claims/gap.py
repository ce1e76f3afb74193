"""Can they all be true? The consistency gap of all claims, without each, and of the worst pair of each."""

from __future__ import annotations

import matplotlib.ticker as mticker
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.contested.collisions import by_claim
from landreform.contested.consistency import drop_one, gap
from landreform.contested.outcomes import NAMES
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.claims.claims import tolls_drawn
from landreform.exhibits.draw.claim_glyphs import colour_of, marker_of
from landreform.exhibits.draw.row_chart import bare_rows
from landreform.exhibits.draw.style import INK, OUTCOMES, QUIET, WIDTH
from landreform.text.claims import rounded, said
from landreform.text.prose import listing, number, plural


def gap_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give the tolls with the gap of all, of all but each, and of each with its worst partner."""
    claims = tolls_drawn(ledger)["claims"]
    found = gap(claims)
    table = claims.merge(by_claim(claims), on="estimate").rename(columns={"delta": "pair_delta"})
    table = table.merge(drop_one(claims).rename(columns={"delta": "delta_without"}), on="estimate")
    table = table.assign(delta_all=found.delta, binding=table["estimate"].isin(found.binding))
    order = ["pair_delta", "collisions", "estimate"]
    table = table.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return {"gaps": table[list(COLUMNS)]}


def gap_by_claim(gaps: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw a row for each claim: the gap with its worst partner, and that of all the others without it.

    Parameters
    ----------
    gaps : pandas.DataFrame
        Columns as in `COLUMNS`, in the order of the rows.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    figure = Figure(figsize=(WIDTH, 1.35 + 0.155 * len(gaps)))
    figure.get_layout_engine().set(w_pad=0.1)  # letters are wider in print than on the screen
    axes = figure.add_subplot()
    whole = gaps["delta_all"].iloc[0]
    axes.axvline(whole, color=INK, linewidth=1.2, zorder=1)
    axes.text(whole / 1.03, -1.1, f"all claims: {rounded(whole)}", fontsize=7.5, va="center", ha="right")
    for row, claim in enumerate(gaps.itertuples()):
        colour, marker = colour_of(claim.outcome), marker_of(claim.outcome)
        axes.plot([1, claim.pair_delta], [row, row], color=colour, linewidth=0.9, zorder=1)
        axes.plot(claim.pair_delta, row, marker=marker, color=colour, markersize=4.8, linestyle="none", zorder=3)
        if claim.delta_without < whole * (1 - 1e-6):
            axes.plot(claim.delta_without, row, marker="|", color=INK, markersize=7, markeredgewidth=1.4, zorder=2)
        axes.annotate(
            f"{number(claim.collisions)} of {number(claim.comparable)}",
            (1, row),
            xycoords=("axes fraction", "data"),
            xytext=(3, 0),
            textcoords="offset points",
            fontsize=6.5,
            va="center",
            color=QUIET,
        )
    axes.set_xscale("log")
    axes.set_xlim(0.97, whole * 1.35)
    ticks = [tick for tick in (1, 2, 3, 5, 10, 20, 50, 100) if tick <= whole * 1.35]
    axes.set_xticks(ticks, [number(tick) for tick in ticks])
    axes.xaxis.set_minor_locator(mticker.NullLocator())
    axes.set_yticks(range(len(gaps)), gaps["label"], fontsize=6.6)
    for tick, binds in zip(axes.get_yticklabels(), gaps["binding"], strict=True):
        tick.set_fontweight("bold" if binds else "normal")
    axes.set_ylim(len(gaps) - 0.4, -1.9)
    axes.set_xlabel("factor δ by which claims must be stretched, logarithmic scale")
    axes.annotate(
        "collides with",
        (1, -1.1),
        xycoords=("axes fraction", "data"),
        xytext=(3, 0),
        textcoords="offset points",
        fontsize=6.6,
        va="center",
        color=QUIET,
    )
    bare_rows(axes)
    handles = [
        Line2D([], [], color=colour, marker=marker, linewidth=0.9, label=f"{NAMES[outcome]}: worst pair")
        for outcome, (colour, marker) in OUTCOMES.items()
        if outcome in set(gaps["outcome"])
    ]
    handles.append(
        Line2D(
            [],
            [],
            color=INK,
            marker="|",
            markersize=7,
            markeredgewidth=1.4,
            linestyle="none",
            label="all without this claim",
        )
    )
    figure.legend(handles=handles, loc="outside upper left", ncols=2, fontsize=7.2)
    return figure, gaps


def alt(gaps: pd.DataFrame) -> str:
    """Say in one sentence how large the gap is and what it is without each claim."""
    return (
        f"Dot plot of {plural(len(gaps), 'claim')}: all can be true only if each is stretched by a factor of "
        f"{rounded(gaps['delta_all'].iloc[0])}; without the one claim whose loss narrows the gap most, by "
        f"{rounded(gaps['delta_without'].min())}."
    )


def description(gaps: pd.DataFrame) -> str:
    """Give every claim with its worst pair, and the gap without it."""
    label = gaps.set_index("estimate")["label"]
    rows = [
        f"{row.label}: "
        + (f"worst with {label[row.worst]}, {rounded(row.pair_delta, 3)}; " if row.worst else "collides with nobody; ")
        + f"collides with {number(row.collisions)} of {number(row.comparable)}; gap without it "
        f"{rounded(row.delta_without, 3)}"
        for row in gaps.itertuples()
    ]
    return f"Gap of all claims: {rounded(gaps['delta_all'].iloc[0], 3)}. " + ". ".join(rows) + "."


def conclusions(gaps: pd.DataFrame) -> tuple[str, ...]:
    """Say whether the claims can all be true, and which of them hold the gap open."""
    label = gaps.set_index("estimate")["label"]
    whole = gaps["delta_all"].iloc[0]
    if whole == 1:
        return ("All claims can be true at once.",)
    helped = gaps[gaps["delta_without"] < whole * (1 - 1e-6)].sort_values("delta_without")
    text = (
        f"The claims cannot all be true: each would have to be stretched by a factor of {rounded(whole)}, its low end "
        "divided and its high end multiplied."
    )
    told = [text, f"The gap is held open by {said(gaps.loc[gaps['binding'], 'estimate'], label)}."]
    if len(helped):
        each = [f"{row.label} ({rounded(row.delta_without)})" for row in helped.itertuples()]
        told.append(f"Only the loss of {listing(each, 'or')} narrows it.")
    else:
        told.append("No single claim can be dropped to narrow it.")
    return tuple(told)


#: What the columns of the frame hold.
COLUMNS = {
    "estimate": "row of the table estimates",
    "label": "short name of the claim",
    "outcome": "what the claim counts",
    "low": "lower end (persons)",
    "point": "central or only number (persons)",
    "high": "upper end (persons)",
    "comparable": "other claims on the same outcome, a part of it or the whole (number)",
    "collisions": "of these, those that cannot be true beside it (number)",
    "worst": "the claim with which it collides worst",
    "pair_delta": "gap of these two (number)",
    "delta_without": "gap of all claims but this one (number)",
    "delta_all": "gap of all claims (number)",
    "binding": "whether the claim holds the gap of all open (True, False)",
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-gap",
        caption=(
            "The consistency gap: for each claim the factor by which it and its worst partner must both be "
            "stretched, and the gap of all the others where it is narrower without it. The line is the gap of all; "
            "claims in bold hold it open."
        ),
        make=gap_by_claim,
        inputs=gap_inputs,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("estimates", "lineage", "sources"),
        columns=COLUMNS,
        limits=(
            "It does not show which claim is wrong; a claim far from the others may be the right one.",
            "A claim that collides with few is not thereby likely; one that says little collides with little.",
            "It takes every claim at its word: a bare number as exact, “hundreds” as no more than the word allows.",
        ),
    ),
)
