"""What has been claimed: every estimate on one axis, by what it counts."""

from __future__ import annotations

import textwrap

import matplotlib.ticker as mticker
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.figures.contract import FigureEntry, Ledger
from landreform.figures.style import OUTCOME_NAMES, OUTCOMES, QUIET, WIDTH
from landreform.words import number, plural

NOT_TOLLS = tuple(name for name in OUTCOME_NAMES if name not in OUTCOMES)


def claims_drawn(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Choose the claims that state a number of persons, tolls first, each block by its lowest number."""
    estimates = ledger["estimates"]
    numbers = estimates[["low", "point", "high"]].astype("float64")
    rows = estimates.assign(**numbers, lowest=numbers.min(axis=1), is_toll=estimates["outcome"].isin(list(OUTCOMES)))
    rows = rows[rows["lowest"].notna()]
    rank = {name: position for position, name in enumerate(OUTCOME_NAMES)}
    rows = rows.assign(rank=rows["outcome"].map(rank))
    rows = rows.sort_values(["is_toll", "rank", "lowest", "estimate"], ascending=[False, True, True, True])
    columns = [
        "estimate",
        "author",
        "year",
        "low",
        "point",
        "high",
        "bound",
        "outcome",
        "is_toll",
        "grade",
        "source",
        "read_in",
        "locator",
    ]
    return {"claims": rows[columns].reset_index(drop=True)}


def claims_on_log_axis(claims: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw one row a claim: published ranges solid, bare points hollow, one-sided claims as arrows.

    Parameters
    ----------
    claims : pandas.DataFrame
        Columns ``author, year, low, point, high, bound, outcome, is_toll`` in the order of the rows.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    height = len(claims) + claims["outcome"].nunique()
    figure = Figure(figsize=(WIDTH, 1.0 + 0.235 * height))
    axes = figure.add_subplot()
    labels, ticks, row = [], [], 0
    headings = []
    for outcome, group in claims.groupby("outcome", sort=False):
        headings.append((row, outcome, bool(group["is_toll"].iloc[0])))
        row += 1
        for claim in group.itertuples():
            _mark(axes, claim, row)
            labels.append("\n".join(textwrap.wrap(claimant(claim), 46)))
            ticks.append(row)
            row += 1
    axes.set_xscale("log")
    axes.set_xlim(70, 2_000_000)
    axes.set_ylim(row - 0.3, -0.8)
    first_apart = next((position for position, _, is_toll in headings if not is_toll), None)
    if first_apart is not None:
        axes.axhspan(first_apart - 0.55, row, color="#f1f1f1", zorder=0)
    axes.set_yticks(ticks, labels, fontsize=6.7, linespacing=0.95)
    for position, outcome, is_toll in headings:
        words = OUTCOME_NAMES[outcome] if is_toll else f"no toll: {OUTCOME_NAMES[outcome]}"
        axes.text(75, position, words, fontsize=7.8, fontweight="bold", va="center", color=_colour(outcome))
    axes.xaxis.set_major_formatter(mticker.FuncFormatter(lambda value, _: number(value)))
    axes.xaxis.set_minor_formatter(mticker.NullFormatter())
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("persons, logarithmic scale")
    style = {"color": QUIET, "markersize": 5}
    figure.legend(
        handles=[
            Line2D([], [], linewidth=2.4, color=QUIET, label="published range"),
            Line2D([], [], marker="o", linestyle="none", **style, label="central number of a range"),
            Line2D([], [], marker="o", linestyle="none", markerfacecolor="white", **style, label="bare number"),
            Line2D([], [], marker=">", linewidth=0.9, **style, label="at least, or at most (to the left)"),
            Line2D([], [], linewidth=2.4, linestyle=":", color=QUIET, label="order of magnitude only"),
        ],
        loc="outside upper left",
        ncols=3,
        fontsize=7.5,
    )
    return figure, claims


def claimant(claim) -> str:
    """Name who makes a claim, with the year where it is known.

    Examples
    --------
    >>> claimant(pd.Series({"author": "Edwin E. Moise", "year": "1983"}))
    'Edwin E. Moise (1983)'
    """
    return f"{claim.author} ({claim.year})" if claim.year else claim.author


def _colour(outcome: str) -> str:
    return OUTCOMES[outcome][0] if outcome in OUTCOMES else QUIET


def _mark(axes, claim, row: int) -> None:
    """Draw one claim in the way of its bound."""
    colour = _colour(claim.outcome)
    marker = OUTCOMES[claim.outcome][1] if claim.outcome in OUTCOMES else "P"
    if pd.notna(claim.low) and pd.notna(claim.high):
        line = ":" if claim.bound == "order_of_magnitude" else "-"
        axes.plot([claim.low, claim.high], [row, row], color=colour, linewidth=2.4, linestyle=line)
        if pd.notna(claim.point):
            axes.plot(claim.point, row, marker=marker, color=colour, markersize=5.5)
    elif pd.notna(claim.point):
        axes.plot(claim.point, row, marker=marker, color=colour, markerfacecolor="white", markersize=5.5)
    else:
        at_least = pd.notna(claim.low)
        end = claim.low if at_least else claim.high
        axes.annotate(
            "",
            xy=(end * (1.9 if at_least else 1 / 1.9), row),
            xytext=(end, row),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1, "shrinkA": 0, "shrinkB": 0},
        )
        axes.plot(end, row, marker="|", color=colour, markersize=8, markeredgewidth=1.6)


def alt(claims: pd.DataFrame) -> str:
    """Say in one sentence how far apart the claims are, without naming any of them the toll."""
    tolls = claims[claims["is_toll"]]
    ends = tolls[["low", "point", "high"]]
    return (
        f"Chart of {plural(len(tolls), 'claim')} about a toll and {len(claims) - len(tolls)} that are none, one row "
        f"each, on a logarithmic axis; the numbers claimed for a toll lie between {number(ends.min().min())} and "
        f"{number(ends.max().max())} persons and count {plural(tolls['outcome'].nunique(), 'different outcome')}."
    )


def description(claims: pd.DataFrame) -> str:
    """List every claim with its number and the way in which it bounds it."""
    parts = []
    for outcome, group in claims.groupby("outcome", sort=False):
        rows = [f"{claimant(claim)}, {claim_text(claim)}" for claim in group.itertuples()]
        head = OUTCOME_NAMES[outcome] if group["is_toll"].iloc[0] else f"no toll, {OUTCOME_NAMES[outcome]}"
        parts.append(f"{head[0].upper() + head[1:]}: " + "; ".join(rows) + ".")
    return " ".join(parts)


def claim_text(claim) -> str:
    """Say the number of a claim as the claim bounds it."""
    low, point, high = (None if pd.isna(end) else number(end) for end in (claim.low, claim.point, claim.high))
    if low and high:
        text = f"{low} to {high}"
        if point:
            text += f", central {point}"
        return f"order of magnitude {text}" if claim.bound == "order_of_magnitude" else text
    if point:
        return f"about {point}" if claim.bound == "about" else point
    return f"at least {low}" if low else f"at most {high}"


def conclusions(claims: pd.DataFrame) -> tuple[str, ...]:
    """Say how far the claims of one outcome lie apart."""
    said = []
    for outcome, group in claims[claims["is_toll"]].groupby("outcome", sort=False):
        ends = group[["low", "point", "high"]]
        low, high = ends.min().min(), ends.max().max()
        if len(group) > 1 and high > low:
            said.append(
                f"Claims of “{OUTCOME_NAMES[outcome]}” reach from {number(low)} to {number(high)}, "
                f"a factor of {number(round(high / low))}."
            )
    return tuple(said)


#: What the columns of the frame hold.
COLUMNS = {
    "estimate": "row of the table estimates",
    "author": "who makes the claim",
    "year": "year of the claim (EDTF)",
    "low": "lower end (persons)",
    "point": "central or only number (persons)",
    "high": "upper end (persons)",
    "bound": "form of the claim",
    "outcome": "what is counted",
    "is_toll": "whether the outcome is a toll (True, False)",
    "grade": "kind of evidence",
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
}

FIGURES = (
    FigureEntry(
        slug="fig-claims",
        title="What has been claimed",
        caption=(
            "Every claim in the ledger that states a number of persons, by what it counts. What is no toll stands "
            "below, apart. The rows are claims, not measurements, and many repeat one another."
        ),
        draw=claims_on_log_axis,
        inputs=claims_drawn,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("estimates",),
        columns=COLUMNS,
        notebook="31-what-has-been-claimed",
        limits=(
            "It does not show how many people died; no row and no average of rows is the toll.",
            "It does not show which claims are independent; several take their number from another row.",
            "A long bar has wide limits, a short one narrow limits; neither is thereby the better claim.",
        ),
    ),
)
