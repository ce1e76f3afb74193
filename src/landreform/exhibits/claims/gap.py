"""Show whether all claims can be true: the consistency gap of all, without each, and of the worst pair of each.

Input: the claims that are tolls. Output: the figure ``fig-gap``.
"""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from landreform.contested.coded_words import coded_ends, of_these, without_words
from landreform.contested.collisions import by_claim
from landreform.contested.consistency import drop_one, gap
from landreform.contested.outcomes import NAMES
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.claims import toll_claims
from landreform.exhibits.draw.claim_glyphs import chosen_ticks, colour_of, marker_of
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.style import INK, OUTCOMES, QUIET, Size, page
from landreform.exhibits.frames import claim_columns
from landreform.text.claims import join_names
from landreform.text.prose import listing, number, plural, rounded

#: Share of the gap below which it counts as narrower: what is nearer differs by rounding only.
NARROWER = 1 - 1e-6


def gap_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give the tolls with the gap of all, of all but each, and of each with its worst partner."""
    claims = toll_claims(ledger)
    found = gap(claims)
    table = claims.merge(by_claim(claims), on="estimate").rename(columns={"delta": "pair_delta"})
    table = table.merge(drop_one(claims).rename(columns={"delta": "delta_without"}), on="estimate")
    words = coded_ends(ledger["estimates"])
    coded = words.groupby("estimate")["end"].agg(" and ".join)
    told = {row["estimate"] for row in of_these(words, found.prices)}
    table = table.assign(
        delta_all=found.delta,
        binding=table["estimate"].isin(found.binding),
        coded=table["estimate"].map(coded).fillna(""),
        binds_by_word=table["estimate"].isin(told),
        delta_without_words=gap(without_words(claims, words)).delta,
    )
    order = ["pair_delta", "collisions", "estimate"]
    table = table.sort_values(order, ascending=[False, False, True], ignore_index=True)
    return {"data": table[list(COLUMNS)]}


def gap_by_claim(data: pd.DataFrame) -> Figure:
    """Draw a row for each claim: the gap with its worst partner, and that of all the others without it.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`, in the order of the rows.
    """
    chart = RowChart(page(1.35 + 0.155 * len(data), padding=0.1), start=-1)
    axes, whole = chart.axes, data["delta_all"].iloc[0]
    axes.axvline(whole, color=INK, linewidth=1.2, zorder=1)
    axes.text(whole / 1.03, -1.1, f"all claims: {rounded(whole)}", fontsize=Size.CAPTION, va="center", ha="right")
    for claim in data.itertuples():
        colour, marker = colour_of(claim.outcome), marker_of(claim.outcome)
        chart.row(claim.label)
        chart.span(1, claim.pair_delta, color=colour, linewidth=0.9, zorder=1)
        chart.mark(claim.pair_delta, marker, colour, 4.8, linestyle="none", zorder=3)
        if claim.delta_without < whole * NARROWER:
            chart.mark(claim.delta_without, "|", INK, 7, markeredgewidth=1.4, zorder=2)
        chart.beside(f"{number(claim.collisions)} of {number(claim.comparable)}", 3, Size.CELL, color=QUIET)
    axes.set(xscale="log", xlim=(0.97, whole * 1.35))
    chosen_ticks(axes, 1, 2, 3, 5, 10, 20, 50, 100)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("factor δ by which claims must be stretched, logarithmic scale")
    chart.finish(0.6, -1.9, Size.ROWS_MANY)
    for tick, binds in zip(axes.get_yticklabels(), data["binding"], strict=True):
        tick.set_fontweight("bold" if binds else "normal")
    chart.at = -1.1
    chart.beside("collides with", 3, Size.NOTE_DENSE, color=QUIET)
    present = [outcome for outcome in OUTCOMES if outcome in set(data["outcome"])]
    legend_above(
        chart.figure,
        *(line(f"{NAMES[name]}: worst pair", colour_of(name), 0.9, marker=marker_of(name)) for name in present),
        dot("all without this claim", INK, "|", 7, markeredgewidth=1.4),
        columns=2,
    )
    return chart.figure


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
    helped = gaps[gaps["delta_without"] < whole * NARROWER].sort_values("delta_without")
    text = (
        f"The claims cannot all be true: each would have to be stretched by a factor of {rounded(whole)}, its low end "
        "divided and its high end multiplied."
    )
    items = [text, f"The gap is held open by {join_names(gaps.loc[gaps['binding'], 'estimate'], label)}."]
    by_word = gaps.loc[gaps["binds_by_word"], "estimate"] if "binds_by_word" in gaps else []
    if len(by_word):
        items.append(
            f"It hangs on a word: {join_names(by_word, label)} gives no number there. With every end that is a coded "
            f"word left open, the factor is {rounded(gaps['delta_without_words'].iloc[0])}."
        )
    if len(helped):
        each = [f"{row.label} ({rounded(row.delta_without)})" for row in helped.itertuples()]
        items.append(f"Only the loss of {listing(each, 'or')} narrows it.")
    else:
        items.append("No single claim can be dropped to narrow it.")
    return tuple(items)


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label outcome low point high comparable",
    collisions="of these, those that cannot be true beside it (number)",
    worst="the claim with which it collides worst",
    pair_delta="gap of these two (number)",
    delta_without="gap of all claims but this one (number)",
    delta_all="gap of all claims (number)",
    binding="whether the claim holds the gap of all open (True, False)",
    coded="its ends that are a word and no number (low, high); empty where none is",
    binds_by_word="whether it holds the gap open by such an end (True, False)",
    delta_without_words="gap of all claims with every such end left open (number)",
)


EXHIBIT = FigureExhibit(
    slug="fig-gap",
    caption=(
        "The consistency gap: for each claim the factor by which it and its worst partner must both be "
        "stretched, and the gap of all the others where it is narrower without it. The line is the gap of all; "
        "claims in bold hold it open."
    ),
    make=gap_by_claim,
    inputs=gap_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "sources"),
    limits=(
        "It does not show which claim is wrong; a claim far from the others may be the right one.",
        "A claim that collides with few is not thereby likely; one that says little collides with little.",
        "It takes every claim at its word: a bare number as exact, “hundreds” as what the codebook’s table of words "
        "allows, whose ends nobody printed; a gap that hangs on such an end may vanish without it.",
    ),
)
