"""Show how far the claims disagree, without a pool: what share of the lineages confines the toll, and what share may.

Input: the claims that are tolls, and what each implies for the number executed. Output: the figure ``fig-belief``.
"""

from functools import partial
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from landreform.contested.belief import at, belief_and_plausibility, implied_ranges, masses
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.claims import toll_claims
from landreform.exhibits.draw.claim_glyphs import log_labels
from landreform.exhibits.draw.pooled import TABLES
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.prose import number, percent, plural
from landreform.tolls.baseline import OUTCOME
from landreform.tolls.parts_of_time import ORDER, in_time

#: Numbers of persons at which the words read the two lines.
READ_AT = (1_000, 10_000, 100_000)
#: Ends of the axis, persons.
FIRST, LAST = 300.0, 1_500_000.0


def belief_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give each claim what it implies for the number executed and its share, and the two lines that follow."""
    claims = toll_claims(ledger)
    ranges = implied_ranges(in_time(claims, ledger["estimates"]), OUTCOME, ORDER)
    mass = masses(ranges)
    implied = ranges.assign(share=mass).rename(columns={"low": "implied_low", "high": "implied_high"})
    told = claims.merge(implied.drop(columns="lineage"), on="estimate")
    told = told.sort_values(["implied_low", "implied_high", "estimate"])
    told["implied_high"] = told["implied_high"].mask(np.isinf(told["implied_high"]))
    points = pd.DataFrame([(value, *at(ranges, mass, value)) for value in READ_AT], columns=["value", *EDGES])
    kinds = {"edge": belief_and_plausibility(ranges, mass), "reading": points, "claim": told}
    return {"data": join_kinds(kinds, COLUMNS)}


def belief_of_the_claims(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw belief and plausibility that the number is no greater, over the number, and the ranges behind them.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    edges, points, claims = split_kinds(data, "edge", "reading", "claim")
    figure = sheet.page(5.4 if sheet.narrow else 4.9)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[2.4, 1])
    x = np.append(np.maximum(edges["value"].to_numpy(dtype=float), FIRST / 10), LAST * 2)
    belief, plausibility = (np.append(edges[name], edges[name].iloc[-1]).astype(float) for name in EDGES)
    upper.fill_between(x, belief, plausibility, step="post", color=Series.FIRST, alpha=0.18, linewidth=0)
    upper.plot(x, plausibility, drawstyle="steps-post", color=Series.SECOND, linewidth=1.2)
    upper.plot(x, belief, drawstyle="steps-post", color=Series.FIRST, linewidth=1.2)
    middle = _middle(points)
    _reading(upper, middle)
    _name_the_areas(upper, sheet.narrow)
    upper.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    upper.set(xscale="log", xlim=(FIRST, LAST), ylim=(-0.02, 1.02), ylabel="share of the claims, by origin")
    _ranges(lower, claims, float(middle["value"]))
    log_labels(lower)
    lower.set_xlabel("people executed, logarithmic scale")
    told = f"the {number(len(claims))} claims, a line each; those taken from one another share one voice above"
    words = lines_of(told, sheet.width - 1.3, Size.TEXT, True)
    lower.set_title("\n".join(words), fontsize=Size.TEXT, color=QUIET)
    return figure


def _middle(points: pd.DataFrame) -> pd.Series:
    """Return the middle one of the numbers at which the lines are read."""
    return points.iloc[len(points) // 2]


def _reading(axes: Axes, point: pd.Series) -> None:
    """Draw, at one number, the three parts into which the voices fall, and write how great each is."""
    value, edges = float(point["value"]), (0.0, float(point["belief"]), float(point["plausibility"]), 1.0)
    axes.plot([value] * 2, [0, 1], color=INK, linewidth=1.6, zorder=4)
    look: Look = {"textcoords": "offset points", "va": "center", "ha": "left", "zorder": 5, "fontweight": "bold"}
    for low, high in pairwise(edges):
        axes.plot(value, low, marker="_", color=INK, markersize=9, zorder=4, clip_on=False)
        middle = (value, (low + high) / 2)
        axes.annotate(percent(high - low), middle, xytext=(5, 0), fontsize=Size.LABEL, color=INK, **look)


def _name_the_areas(axes: Axes, narrow: bool) -> None:
    """Write in each of the three areas what the claims say there of the number below."""
    areas: tuple[tuple[tuple[float, float], str, Look], ...] = (
        ((0.02, 0.95), "say: more", {"ha": "left", "va": "top"}),
        ((0.02, 0.2), "leave it open", {"ha": "left", "va": "center"}),
        ((0.98, 0.06), "say: so many or fewer", {"ha": "right", "va": "bottom"}),
    )
    for place, words, side in areas:
        told = words.replace(": so", ":\nso") if narrow else words
        axes.text(*place, told, transform=axes.transAxes, fontsize=Size.LABEL, color=INK, **side)


def _ranges(axes: Axes, claims: pd.DataFrame, at: float) -> None:
    """Draw what each claim implies as a line, by the side of a number on which it lies, or both."""
    high_ends = claims["implied_high"].fillna(np.inf)
    sides = np.select([high_ends <= at, claims["implied_low"] > at], [0, 2], 1)
    claims = claims.assign(side=sides).sort_values("side", kind="stable")
    for place, claim in enumerate(claims.itertuples(), start=1):
        low = max(float(claim.implied_low), FIRST / 10)
        high = LAST * 2 if pd.isna(claim.implied_high) else float(claim.implied_high)
        # One number is a short line, which crosses the number asked about no more than the others do.
        ends = (low / 1.06, high) if low == high else (low, high)
        colour, width = (Series.FIRST, 2.0) if high <= at else (Series.SECOND, 2.0) if low > at else (QUIET, 0.9)
        with shows(axes, "estimates", [claim.estimate]):
            axes.plot(ends, [place] * 2, color=colour, linewidth=width, solid_capstyle="butt")
    axes.axvline(at, color=INK, linewidth=1.6, zorder=4)
    axes.set_ylim(len(claims) + 1, 0)
    names = {0: f"{number(at)}\nor fewer", 1: "open", 2: "more"}
    places = pd.Series(range(1, len(claims) + 1)).groupby(claims["side"].to_numpy()).mean()
    axes.set_yticks(places, [names[side] for side in places.index], fontsize=Size.TEXT, linespacing=0.95)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)


def says(rows: pd.DataFrame) -> str:
    """Say what share of the lineages confines the number to the middle one of those read, says more, or neither."""
    (points,) = split_kinds(rows, "reading")
    middle = _middle(points)
    return (
        f"Were {number(middle['value'])} or fewer executed? With one voice to each origin, "
        f"{percent(middle['belief'])} of the claims say so, {percent(1 - middle['plausibility'])} say more, and "
        f"{percent(middle['plausibility'] - middle['belief'])} leave it open"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how much is confined and how much is not excluded at a few numbers."""
    points, claims = split_kinds(rows, "reading", "claim")
    told = "; ".join(
        f"at {number(row.value)}, {percent(row.belief)} and {percent(row.plausibility)}" for row in points.itertuples()
    )
    return (
        f"Two rising staircases from {plural(claims['lineage'].nunique(), 'lineage')}: the share whose range lies "
        f"wholly at or below a number of people executed, and the share whose range reaches down to it: {told}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give every step of the two lines, and what each claim implies with its share."""
    edges, claims = split_kinds(rows, "edge", "claim")
    steps = [
        f"That no more than {number(row.value)} were executed: belief {percent(row.belief)}, plausibility "
        f"{percent(row.plausibility)}."
        for row in edges.itertuples()
    ]
    each = [
        f"{row.label}: {_implied(row.implied_low, row.implied_high)}, {percent(row.share)}."
        for row in claims.itertuples()
    ]
    return " ".join([*steps, "Then what each claim implies, and its share of the voices.", *each])


def _implied(low: float, high: float) -> str:
    """Write what a claim implies for the number executed."""
    if pd.isna(high):
        return f"at least {number(low)}"
    if not low:
        return f"at most {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what the lines leave open, and that nobody is averaged."""
    edges, points, claims = split_kinds(rows, "edge", "reading", "claim")
    middle = points.iloc[1]
    widest = edges.loc[(edges["plausibility"] - edges["belief"]).idxmax()]
    above = claims.groupby("lineage")["implied_high"].apply(lambda high: bool(high.isna().all()))
    return (
        f"Of the lineages {percent(middle['belief'])} confine the number executed to {number(middle['value'])} or "
        f"fewer; {percent(middle['plausibility'])} do not exclude it, and {percent(1 - middle['plausibility'])} say "
        "more.",
        f"The claims leave most open at {number(widest['value'])}, where the two lines are "
        f"{percent(widest['plausibility'] - widest['belief'])} of the voices apart.",
        f"Of {plural(len(above), 'lineage')} {number(int(above.sum()))} set no upper end to the number executed.",
    )


#: The two lines.
EDGES = ["belief", "plausibility"]

#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label lineage outcome low point high",
    kind="edge (of a step), reading (at a round number), or claim",
    value="number executed from which the two shares hold (persons)",
    belief="share of the voices whose range lies wholly at or below the number (0 to 1)",
    plausibility="share of the voices whose range reaches down to the number (0 to 1)",
    implied_low="what the claim implies at the least for the number executed (persons)",
    implied_high="what it implies at the most (persons); empty where it sets no upper end",
    share="its share of the voices: one voice a lineage, spread evenly over its different ranges (0 to 1)",
)

EXHIBIT = FigureExhibit(
    slug="fig-belief",
    caption=(
        "The lineages (families of claims) leave much open and contradict each other. With one voice each, the share "
        "whose range lies wholly at or below a number of people executed (lower line, belief), and the share whose "
        "range reaches down to it (upper line, plausibility); the space between the lines is what they leave open. "
        "Nothing here is a probability of the toll."
    ),
    make=belief_of_the_claims,
    narrow=partial(belief_of_the_claims, sheet=PHONE),
    inputs=belief_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "A claim on a part of those executed, or of the time, sets a low end only; one on a whole a high end only.",
        "A bare number is taken as exact, a word such as “hundreds” as what the codebook’s table of words allows.",
    ),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
