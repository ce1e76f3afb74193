"""What has been claimed: every number on one axis, by what it counts, tolls and what is none apart."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.claims import NUMBERS, from_ledger, tolls
from landreform.contested.outcomes import NAMES
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.claim_glyphs import (
    claim_handles,
    claim_mark,
    colour_of,
    marker_of,
    persons_axis,
)
from landreform.exhibits.draw.row_chart import bare_rows
from landreform.exhibits.draw.style import WIDTH
from landreform.text.claims import claim_text, claimant, labels
from landreform.text.prose import number, plural
from landreform.tolls.coverage import spread

TOLD = ("author", "year", "bound", "grade", "source", "read_in", "locator")


def numbered(ledger: Ledger) -> pd.DataFrame:
    """Give every claim that states a number of persons, each block by its lowest number.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

    Returns
    -------
    DataFrame
        Columns as in `COLUMNS`, in the order of `landreform.contested.outcomes.NAMES`, then of the lowest number.
    """
    estimates = ledger["estimates"]
    claims = from_ledger(estimates, ledger["lineage"])
    rows = claims.join(estimates.set_index("estimate")[list(TOLD)], on="estimate")
    rows = rows[rows[list(NUMBERS)].notna().any(axis=1)]
    rows = rows.assign(is_toll=rows["estimate"].isin(tolls(claims)["estimate"]))
    rank = {name: position for position, name in enumerate(NAMES)}
    order = rows.assign(rank=rows["outcome"].map(rank), lowest=rows[list(NUMBERS)].min(axis=1))
    rows = rows.loc[order.sort_values(["rank", "lowest", "estimate"]).index]
    rows = rows.assign(label=labels(rows, ledger["sources"]))
    return rows[list(COLUMNS)].reset_index(drop=True)


def tolls_drawn(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Choose the claims that are tolls."""
    rows = numbered(ledger)
    return {"claims": rows[rows["is_toll"]].reset_index(drop=True)}


def others_drawn(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Choose the claims that are none."""
    rows = numbered(ledger)
    return {"claims": rows[~rows["is_toll"]].reset_index(drop=True)}


def claims_on_log_axis(claims: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw one row a claim: published ranges solid, bare numbers hollow, one-sided claims as arrows.

    Parameters
    ----------
    claims : pandas.DataFrame
        Columns ``label, low, point, high, bound, outcome`` in the order of the rows.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    height = len(claims) + 1.2 * claims["outcome"].nunique()
    figure = Figure(figsize=(WIDTH, 1.1 + 0.158 * height))
    figure.get_layout_engine().set(w_pad=0.1)  # letters are wider in print than on the screen
    axes = figure.add_subplot()
    names, ticks, row = [], [], 0.0
    for outcome, group in claims.groupby("outcome", sort=False):
        axes.plot(80, row, marker=marker_of(outcome), color=colour_of(outcome), markersize=5)
        axes.annotate(
            NAMES[outcome],
            (80, row),
            xytext=(6, 0),
            textcoords="offset points",
            fontsize=7.6,
            fontweight="bold",
            va="center",
        )
        row += 1
        for claim in group.itertuples():
            claim_mark(axes, claim, row)
            names.append(claim.label)
            ticks.append(row)
            row += 1
        row += 0.2
    persons_axis(axes)
    axes.set_ylim(row - 0.3, -0.8)
    axes.set_yticks(ticks, names, fontsize=6.7)
    bare_rows(axes)
    figure.legend(handles=claim_handles(), loc="outside upper left", ncols=3, fontsize=7.5)
    return figure, claims


def alt(claims: pd.DataFrame) -> str:
    """Say in one sentence how far apart the claims are, without naming any of them the toll."""
    ends = claims[list(NUMBERS)]
    kind = "about a toll" if claims["is_toll"].all() else "that are no toll"
    return (
        f"Chart of {plural(len(claims), 'claim')} {kind}, one row each, on a logarithmic axis; the numbers claimed lie "
        f"between {number(ends.min().min())} and {number(ends.max().max())} persons and count "
        f"{plural(claims['outcome'].nunique(), 'different thing')}."
    )


def description(claims: pd.DataFrame) -> str:
    """List every claim with its number and the way in which it bounds it."""
    parts = []
    for outcome, group in claims.groupby("outcome", sort=False):
        rows = [f"{claimant(claim)}, {claim_text(claim)}" for claim in group.itertuples()]
        head = NAMES[outcome]
        parts.append(f"{head[0].upper() + head[1:]}: " + "; ".join(rows) + ".")
    return " ".join(parts)


def conclusions(claims: pd.DataFrame) -> tuple[str, ...]:
    """Say how far the claims of one outcome lie apart."""
    return tuple(
        f"Claims of “{NAMES[row.outcome]}” reach from {number(row.lowest)} to {number(row.highest)}, a factor of "
        f"{number(round(row.factor))}."
        for row in spread(claims).itertuples()
        if row.claims > 1 and row.factor > 1
    )


def conclusions_on_others(claims: pd.DataFrame) -> tuple[str, ...]:
    """Say what is often quoted beside the tolls and is none."""
    count = claims["outcome"].nunique()
    return (
        f"{plural(len(claims), 'number')} that count {plural(count, 'other thing')} than deaths in the campaign are "
        "printed among the tolls.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "estimate": "row of the table estimates",
    "label": "short name of the claim",
    "author": "who makes the claim",
    "year": "year of the claim (EDTF)",
    "low": "lower end (persons)",
    "point": "central or only number (persons)",
    "high": "upper end (persons)",
    "bound": "form of the claim",
    "outcome": "what is counted",
    "is_toll": "whether the outcome is a toll (True, False)",
    "lineage": "lineage of the claim, by steps read and inferred",
    "grade": "kind of evidence",
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-claims",
        caption=(
            "Every claim in the ledger that states a number of deaths, by what it counts. The rows are claims, not "
            "measurements, and many repeat one another."
        ),
        make=claims_on_log_axis,
        inputs=tolls_drawn,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("estimates", "lineage", "sources"),
        columns=COLUMNS,
        limits=(
            "It does not show how many people died; no row and no average of rows is the toll.",
            "It does not show which claims are independent; several take their number from another row.",
            "A long bar has wide limits, a short one narrow limits; neither is thereby the better claim.",
            "An author who endorses a number without stating one has no row.",
        ),
    ),
    FigureExhibit(
        slug="fig-not-tolls",
        caption=(
            "Numbers that are quoted among the tolls and count something else: people labelled, imprisoned or "
            "released, a plan, victims in no sense that is defined. None of them enters any comparison of tolls."
        ),
        make=claims_on_log_axis,
        inputs=others_drawn,
        alt=alt,
        description=description,
        conclusions=conclusions_on_others,
        tables=("estimates", "lineage", "sources"),
        columns=COLUMNS,
        limits=(
            "It does not say that these numbers are wrong; they answer other questions.",
            "They are drawn on the axis of the tolls only to show with what they are confused.",
            "A ratio or a quota that was never turned into a number of persons has no row.",
        ),
    ),
)
