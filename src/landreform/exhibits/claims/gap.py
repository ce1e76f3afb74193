"""Show whether all claims can be true: for each stretch allowed, the least number of claims that must be set aside.

Input: the claims that are tolls, as each reading takes them. Output: the figure ``fig-gap``.
"""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullLocator

from landreform.contested.collisions import by_claim
from landreform.contested.consistent_sets import greatest_consistent_sets
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.claims import toll_claims
from landreform.exhibits.draw.claim_glyphs import chosen_ticks
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, Look, Series, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds, with_kept
from landreform.text.claims import join_names
from landreform.text.prose import number, plural, rounded
from landreform.tolls.claim_findings import contradiction
from landreform.tolls.consistency_readings import ALL, NO_WORDS, REASONED, WIDENED, curves, readings, set_aside_at
from landreform.tolls.parts_of_time import ORDER

#: Readings of all claims: at their word, with bare numbers widened, and without ends that are only a word.
WHOLE = (ALL, WIDENED, NO_WORDS)
#: Stretches that the title and the drawing stress.
STRESSED = (1.0, 2.0)
#: How claims are read at the upper and at the lower edge of the area.
EDGES = (
    "upper edge, read strictly: every number and word as it stands",
    "lower edge, read generously: single numbers taken as ranges, or a word such as “thousands” without limits",
)
#: Where a claim stands with the least sets to set aside, every claim at its word.
STANDINGS = {"always": "in every one", "sometimes": "in some", "never": "in none"}
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
    """Draw the least number of claims to set aside over the stretch allowed, from the strictest reading to the mildest.

    Readings of a part of the claims, by what they count or by what they rest on, are in the frame and are not drawn.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    (steps,) = split_kinds(data, "step")
    figure = sheet.page(4.6 if sheet.narrow else 4.0)
    axes = figure.add_subplot()
    steps = steps[steps["reading"].isin(WHOLE)]
    end = float(steps["stretch"].max()) * 1.35
    between = _between(steps, end)
    axes.fill_between(between["stretch"], between["least"], between["most"], step="post", color=Tint.INTERVAL, lw=0)
    for side, width in (("most", 2.2), ("least", 1.2)):
        look: Look = {"drawstyle": "steps-post", "color": Series.FIRST, "linewidth": width}
        axes.plot(between["stretch"], between[side], **look)
    axes.set(xscale="log", xlim=(1, end), ylim=(-0.25, float(steps["set_aside"].max()) + 1.9))
    for stretch in STRESSED:
        _stress(axes, between, stretch)
    if between["most"].min() == 0 and between["most"].max() > 0:
        _say_the_edges(axes, between, (1.75, 0.84) if sheet.narrow else (2.6, 1.95))
        room = 0.78 if sheet.narrow else 1.2
        _ground(axes, between, "least", ("read generously", room), (-20, 2) if sheet.narrow else (-33, 2))
        _ground(axes, between, "most", ("read strictly", room), (6, 23) if sheet.narrow else (0, 23))
    chosen_ticks(axes, *(tick for tick in (1, 1.5, 2, 3, 5, 10, 20, 50, 100) if tick < end))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("factor by which every claim may be off, either way; logarithmic scale")
    axes.set_ylabel("claims that must be wrong, at the least")
    return figure


def _between(steps: pd.DataFrame, end: float) -> pd.DataFrame:
    """Give the greatest and the least number that the readings set aside, from each stretch at which one changes."""
    wide = steps.pivot_table(index="stretch", columns="reading", values="set_aside").sort_index().ffill()
    found = pd.DataFrame({"most": wide.max(axis=1), "least": wide.min(axis=1)}).reset_index()
    return pd.concat([found, found.tail(1).assign(stretch=end)], ignore_index=True)


def _at(between: pd.DataFrame, stretch: float) -> tuple[float, float]:
    """Return the least and the greatest number that the readings set aside at a stretch."""
    row = between[between["stretch"] <= stretch].iloc[-1]
    return float(row["least"]), float(row["most"])


def _stress(axes: Axes, between: pd.DataFrame, stretch: float) -> None:
    """Write at a stretch that the title speaks of how many must be set aside there, on a line over the steps."""
    least, most = _at(between, stretch)
    axes.plot([stretch] * 2, [least, most], color=INK, linewidth=2.0, marker="_", markersize=8, zorder=5, clip_on=False)
    words = _told(least, most)
    look: Look = {"textcoords": "offset points", "ha": "left", "va": "bottom", "fontweight": "bold", "zorder": 5}
    axes.annotate(words, (stretch, most), xytext=(3, 5), fontsize=Size.LABEL, color=INK, **look)


def _told(least: float, most: float) -> str:
    return number(least) if least == most else f"{number(least)} to {number(most)}"


def _say_the_edges(axes: Axes, between: pd.DataFrame, rooms: tuple[float, float]) -> None:
    """Write over the upper edge and below the lower, within so many inches, how the claims are read at each."""
    look: Look = {"fontsize": Size.TEXT, "color": Series.FIRST, "linespacing": 1.1, "textcoords": "offset points"}
    upper, lower = ("\n".join(lines_of(edge, room, Size.TEXT)) for edge, room in zip(EDGES, rooms, strict=True))
    at = 3.3
    axes.annotate(upper, (at, _at(between, at)[1]), xytext=(6, 26), va="bottom", **look)
    axes.annotate(lower, (1, 0), xytext=(6, 14 if rooms[1] > 1 else 46), va="bottom", **look)


def _ground(axes: Axes, between: pd.DataFrame, side: str, said: tuple[str, float], away: tuple[float, float]) -> None:
    """Mark where an edge reaches the ground: from there on all claims can be true, as they are read there.

    What is said are the words for the reading, and the inches that a line may have.
    """
    reached = float(between.loc[between[side] == 0, "stretch"].min())
    mark: Look = {"color": Series.FIRST, "markersize": 5, "markeredgecolor": "white", "clip_on": False, "zorder": 6}
    axes.plot(reached, 0, marker="o", **mark)
    near: Look = {"textcoords": "offset points", "ha": "right", "va": "bottom", "linespacing": 1.05}
    reading, room = said
    words = "\n".join(lines_of(f"×{rounded(reached)}: all can be true, {reading}", room, Size.TEXT))
    axes.annotate(words, (reached, 0), xytext=away, fontsize=Size.TEXT, color=INK, **near)


def says(rows: pd.DataFrame) -> str:
    """Say how many claims must be wrong as they stand, and if each may be off by the factor that is stressed."""
    (steps,) = split_kinds(rows, "step")
    whole = int(steps.loc[steps["reading"] == ALL, "claims"].iloc[0])
    between = _between(steps[steps["reading"].isin(WHOLE)], float(steps["stretch"].max()) * 1.35)
    once, doubled = (_told(*_at(between, stretch)) for stretch in STRESSED)
    return (
        f"{number(whole)} published numbers of the dead exclude one another: {once} must be wrong or mean something "
        f"else, and {doubled} even if each may be off by a factor of two"
    )


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
    """Give both edges step by step; then every reading, and every claim with its worst partner and its standing."""
    steps, claims = split_kinds(rows, "step", "claim")
    between = _between(steps[steps["reading"].isin(WHOLE)], float(steps["stretch"].max()) * 1.35)
    edges = [
        f"{name}, claims to set aside by the stretch allowed: {_stairs(between, side)}."
        for name, side in (("Upper edge", "most"), ("Lower edge", "least"))
    ]
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
    kept = (
        f"Each reading by itself. {'. '.join(told)}. Every claim at its word, with the stretch at "
        f"which it and its worst partner meet, and whether it is in the least sets to set aside: {'. '.join(each)}."
    )
    return with_kept(" ".join(edges), kept)


def _stairs(between: pd.DataFrame, side: str) -> str:
    """List the steps of an edge: how many must be set aside, and from which stretch on."""
    changes = between[between[side].diff().fillna(1).ne(0)]
    return ", ".join(f"{number(row[side])} from ×{rounded(row['stretch'], 3)}" for _, row in changes.iterrows())


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
        "to every claim: low ends divided and high ends multiplied by the factor. The upper edge takes every claim at "
        "its word; the lower edge is the mildest of three readings, which widen bare numbers or leave ends open that "
        "are only a word. Where an edge reaches the ground, nobody need be set aside."
    ),
    make=curve_of_consistency,
    narrow=partial(curve_of_consistency, sheet=PHONE),
    inputs=gap_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "sources"),
    finding=contradiction,
    says=says,
    limits=(
        "It does not show which claim is wrong; one that every least set drops may be the right one.",
        "It is no vote: a number that was copied often has many companions, and the fewer are set aside.",
    ),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
