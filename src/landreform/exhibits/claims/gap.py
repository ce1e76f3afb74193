"""Show whether all claims can be true: for each stretch allowed, the least number of claims that must be set aside.

Input: the claims that are tolls, as each reading takes them. Output: the figure ``fig-gap``.
"""

from functools import partial
from itertools import cycle
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullLocator

from landreform.contested.collisions import by_claim
from landreform.contested.consistent_sets import greatest_consistent_sets
from landreform.contested.outcomes import DEFAULT_ORDER
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.claims import toll_claims
from landreform.exhibits.draw.claim_glyphs import chosen_ticks, colour_of
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.row_chart import write_near
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, OUTCOMES, Dash, Look, Series, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.claims import join_names
from landreform.text.prose import number, plural, rounded
from landreform.tolls.claim_findings import contradiction
from landreform.tolls.consistency_readings import ALL, NO_WORDS, REASONED, WIDENED, curves, readings, set_aside_at
from landreform.tolls.parts_of_time import ORDER

#: Colour and line style of each reading; those by outcome, in dashes, have the colours of their outcomes.
STYLES: dict[str, tuple[str, Any]] = {
    ALL: (Series.FIRST, "-"),
    WIDENED: (Series.FIRST, Dash.OTHER),
    NO_WORDS: (Series.SECOND, "-"),
    REASONED: (Series.THIRD, "-"),
}
BY_OUTCOME: dict[str, tuple[str, Any]] = {
    f"only {DEFAULT_ORDER.titles[outcome]}": (colour_of(outcome), dash)
    for outcome, dash in zip(OUTCOMES, cycle((Dash.GUIDE, Dash.REFERENCE, Dash.SECOND, Dash.ASSUMED, Dash.THIRD)))
}
#: Where a claim stands with the least sets to set aside, every claim at its word.
STANDINGS = {"always": "in every one", "sometimes": "in some", "never": "in none"}
#: Inches of the names at the left.
NAMES = 1.6
#: Stretches that the words name: none, half as much again, twice, five times.
TOLD = (1.0, 1.5, 2.0, 5.0)


def gap_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give the curve of every reading, and each claim with its worst partner and its standing among the least sets."""
    read = readings(ledger)
    steps = curves(read)
    found = greatest_consistent_sets(read[ALL], order=ORDER)
    standing = {name: kind for kind in STANDINGS for name in getattr(found, kind)}
    claims = toll_claims(ledger).merge(by_claim(read[ALL], ORDER), on="estimate")
    claims = claims.assign(standing=claims["estimate"].map(standing)).rename(columns={"delta": "pair_stretch"})
    order = ["pair_stretch", "collisions", "estimate"]
    claims = claims.sort_values(order, ascending=[False, False, True])
    return {"data": join_kinds({"step": steps, "claim": claims}, COLUMNS, whole=("claims", "set_aside"))}


def curve_of_consistency(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each reading the least number of claims to set aside over the stretch allowed.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    (steps,) = split_kinds(data, "step")
    figure = sheet.page(4.6 if sheet.narrow else 4.0)
    axes = figure.add_subplot()
    end = float(steps["stretch"].max()) * 1.35
    styles = _styles(steps)
    for name, (colour, dash) in styles.items():
        _staircase(axes, steps[steps["reading"] == name], end, colour, dash)
    paper: Look = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}
    near: Look = {"textcoords": "offset points", "ha": "center", "color": INK, "bbox": paper, "zorder": 5}
    grounds = sorted(set(steps.groupby("reading")["stretch"].max()) - {1.0})
    for before, ground in zip([0.0, *grounds], grounds, strict=False):
        # Two that are close to each other stand one above the other.
        up = 19 if before and ground / before < 1.4 else 7
        axes.annotate(f"×{rounded(ground)}", (ground, 0), xytext=(0, up), fontsize=Size.TEXT, **near)
    axes.set(xscale="log", xlim=(1, end), ylim=(-0.25, float(steps["set_aside"].max()) + 0.9))
    chosen_ticks(axes, *(tick for tick in (1, 1.5, 2, 3, 5, 10, 20, 50, 100) if tick < end))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    stretch = "stretch allowed: every low end divided, every high end multiplied by this factor"
    axes.set_xlabel(stretch, loc="center" if sheet.narrow else "right")
    count = steps.groupby("reading")["claims"].first()
    if sheet.narrow:
        axes.set_ylabel("claims that must be set aside, at the least")
        looks = [(f"{name} ({count[name]})", *look) for name, look in styles.items()]
        legend_above(figure, *(line(name, colour, 1.6, linestyle=dash) for name, colour, dash in looks))
    else:
        axes.set_title("claims that must be set aside, at the least", fontsize=Size.TEXT, fontweight="normal")
        _name_the_beginnings(axes, steps, styles)
    return figure


def _name_the_beginnings(axes: Axes, steps: pd.DataFrame, styles: dict[str, tuple[str, Any]]) -> None:
    """Write at the left, where each staircase begins, which reading it is, with its number of claims."""
    first = steps.groupby("reading", sort=False).first()
    for height, group in first.loc[list(styles)].groupby("set_aside"):
        # Two that begin at one height stand one above the other, the dashed one below.
        lines = [f"{name} ({row.claims})" for name, row in zip(group.index, group.itertuples(), strict=True)]
        plain = [styles[name][1] == "-" for name in group.index]
        several = len(lines) > 1
        words = [told if solid or not several else f"dashed: {told}" for told, solid in zip(lines, plain, strict=True)]
        words = [part for told in words for part in lines_of(told, NAMES, Size.TEXT)]
        look: Look = {"color": styles[group.index[0]][0], "ha": "right", "linespacing": 1.05, "annotation_clip": False}
        place = (0.0, float(height))
        write_near(axes, "\n".join(words), place, -20, Size.TEXT, xycoords=("axes fraction", "data"), **look)


def _styles(steps: pd.DataFrame) -> dict[str, tuple[str, Any]]:
    """Give each reading that is there its colour and line style."""
    there = set(steps["reading"])
    return {name: look for name, look in (STYLES | BY_OUTCOME).items() if name in there}


def _staircase(axes: Axes, steps: pd.DataFrame, end: float, colour: str, dash: Any) -> None:
    """Draw one curve, and mark where it reaches the ground."""
    x, y = steps["stretch"].to_numpy(), steps["set_aside"].to_numpy(dtype=float)
    axes.plot(
        np.append(x, end), np.append(y, y[-1]), drawstyle="steps-post", color=colour, linestyle=dash, linewidth=1.6
    )
    axes.plot(x[-1], y[-1], marker="o", color=colour, markersize=5, markeredgecolor="white", zorder=4, clip_on=False)


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how the curve of all claims runs."""
    (steps,) = split_kinds(rows, "step")
    whole = steps[steps["reading"] == ALL]
    return (
        f"Falling staircases over the stretch allowed: of {plural(int(whole['claims'].iloc[0]), 'claim')} at least "
        f"{number(whole['set_aside'].iloc[0])} must be set aside before the others can all be true, and none only once "
        f"each is stretched by a factor of {rounded(whole['stretch'].iloc[-1])}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give every curve step by step, and every claim with its worst partner and its standing."""
    steps, claims = split_kinds(rows, "step", "claim")
    label = claims.set_index("estimate")["label"]
    told = []
    for (name, count), group in steps.groupby(["reading", "claims"], sort=False):
        stairs = [f"{number(row.set_aside)} from ×{rounded(row.stretch, 3)}" for row in group.itertuples()]
        told.append(f"{name}, {plural(int(count), 'claim')}: {', '.join(stairs)}")
    each = [
        f"{row.label}: "
        + (f"worst with {label[row.worst]}, ×{rounded(row.pair_stretch, 3)}; " if row.worst else "")
        + f"collides with {number(row.collisions)} of {number(row.comparable)}; {STANDINGS[row.standing]}"
        for row in claims.itertuples()
    ]
    return (
        f"Claims to set aside, by the stretch allowed. {'. '.join(told)}. Every claim at its word, with the stretch at "
        f"which it and its worst partner meet, and whether it is in the least sets to set aside: {'. '.join(each)}."
    )


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how many claims must be set aside, how slowly that number falls, and whom it spares."""
    steps, claims = split_kinds(rows, "step", "claim")
    at = set_aside_at(steps, TOLD).set_index("reading")
    whole = at.loc[ALL]
    if whole["gap"] == 1:
        return ("All claims can be true at once.",)
    later = ", ".join(f"{number(whole[stretch])} at ×{number(stretch)}" for stretch in TOLD[1:])
    items = [
        f"Of {plural(int(whole['claims']), 'claim')} at least {number(whole[1.0])} must be set aside before the others "
        f"can all be true; {later}. None need be from ×{rounded(whole['gap'])} on.",
    ]
    if NO_WORDS in at.index:
        items.append(
            f"With ends that are only a word left open, at least {number(at.loc[NO_WORDS, 1.0])} of "
            f"{number(at.loc[NO_WORDS, 'claims'])} must be set aside; none from ×{rounded(at.loc[NO_WORDS, 'gap'])} on."
        )
    if REASONED in at.index:
        items.append(
            f"Of the {number(at.loc[REASONED, 'claims'])} that rest on documents or on reasoning, at least "
            f"{number(at.loc[REASONED, 1.0])} must be set aside; none from ×{rounded(at.loc[REASONED, 'gap'])} on."
        )
    always = claims.loc[claims["standing"] == "always", "estimate"]
    if len(always):
        label = claims.set_index("estimate")["label"]
        items.append(f"Every least set, as the claims stand, sets aside {join_names(always, label)}.")
    return tuple(items)


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label outcome low point high comparable",
    kind="step (of the curve of one reading), or claim",
    reading="how the claims are read",
    claims="claims of the reading (number)",
    stretch="from this stretch on (factor)",
    set_aside="so many claims must be set aside, at the least (number)",
    collisions="of the comparable ones, those that cannot be true beside it (number)",
    worst="the claim with which it collides worst",
    pair_stretch="stretch at which these two meet (factor)",
    standing="whether the least sets to set aside hold it, every claim at its word: always, sometimes, never",
)


EXHIBIT = FigureExhibit(
    slug="fig-gap",
    caption=(
        "How many claims must be set aside, at the least, before all the others can be true, for each stretch allowed "
        "to every claim. A line that reaches the ground says by how much everybody would have to be wrong if nobody is "
        "to be set aside. In brackets the number of claims of each reading."
    ),
    make=curve_of_consistency,
    narrow=partial(curve_of_consistency, sheet=PHONE),
    inputs=gap_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "sources"),
    finding=contradiction,
    limits=(
        "It does not show which claim is wrong; one that every least set drops may be the right one.",
        "It is no vote: a number that was copied often has many companions, and the fewer are set aside.",
    ),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
