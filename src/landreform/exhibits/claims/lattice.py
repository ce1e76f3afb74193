"""Show whether the claims count the same thing: the order of the outcomes, the claims on it, where they contradict it.

Input: the claims that are tolls. Output: the figure ``fig-lattice``.
"""

import textwrap
from collections.abc import Iterable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from landreform.contested.collisions import between_outcomes, by_claim
from landreform.contested.outcomes import NAMES, ORDER
from landreform.exhibits.base import FigureExhibit, Words
from landreform.exhibits.claims.claims import outcome_heading, toll_claims
from landreform.exhibits.draw.claim_glyphs import claim_mark, colour_of, persons_axis
from landreform.exhibits.draw.row_chart import bare_rows, write_near
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size, Tint, page
from landreform.exhibits.frames import claim_columns, join_kinds, list_by_group, split_kinds
from landreform.text.prose import number, plural, rounded
from landreform.tolls.coverage import as_parts
from landreform.tolls.parts_of_time import part_names

#: Outcomes from the top of the drawing to its bottom, so that whatever is contained stands below.
BANDS = ("died", "executed_or_suicide", "executed", "wrongly_executed", "executed_to_1955_12")
#: Left side and width of the box of an outcome; the two narrowest stand beside each other, so that both reach up.
BOX, BOXES = (0.12, 0.86), {"wrongly_executed": (0.0, 0.62), "executed_to_1955_12": (0.4, 0.6)}
#: Half the height of a box, in rows.
HALF = 2.4


def contradictions(claims: pd.DataFrame, parts: Iterable[str] = ()) -> pd.DataFrame:
    """Count for each claim, and for each two outcomes of which one contains the other, what cannot be true together.

    Parameters
    ----------
    claims : DataFrame
        Tolls, from `landreform.exhibits.claims.claims.toll_claims`.
    parts : iterable of str
        Claims on a part of the time: they bound the whole from below only.

    Returns
    -------
    DataFrame
        Columns as in `COLUMNS`: the claims, then the pairs of outcomes.
    """
    compared = as_parts(claims, parts)
    order = between_outcomes(compared)
    unlike = order[order["subset_outcome"] != order["superset_outcome"]]
    return join_kinds({"claim": claims.merge(by_claim(compared), on="estimate"), "order": unlike}, COLUMNS)


def lattice(data: pd.DataFrame) -> Figure:
    """Draw the outcomes as boxes, one within the other upwards, each with its claims at its right.

    Parameters
    ----------
    data : DataFrame
        From `contradictions`.
    """
    claims, order = split_kinds(data, "claim", "order")
    rows = _rows(claims)
    figure = page(0.55 + 0.105 * (max(rows.values()) + 3))
    left, axes = figure.subplots(1, 2, width_ratios=(1.55, 4.9))
    for claim in claims.itertuples():
        claim_mark(axes, claim, rows[claim.estimate], size=4.2, width=1.7)
    persons_axis(axes)
    middles = _bands(axes, claims, rows)
    broken = order[order["collisions"] > 0]
    taken = [(claim.low, claim.point, claim.high, rows[claim.estimate]) for claim in claims.itertuples()]
    for pair in broken.itertuples():
        taken.append(_contradiction(axes, pair, rows, taken))
    below, above = set(broken["subset_claim"]), set(broken["superset_claim"])
    for claim in claims[claims["estimate"].isin(below | above)].itertuples():
        _name(axes, claim, rows[claim.estimate], at_left=claim.estimate not in below and pd.isna(claim.low))
    axes.set_yticks([])
    bare_rows(axes)
    _boxes(left, middles, claims, axes.get_ylim())
    left.axis("off")
    return figure


def _rows(claims: pd.DataFrame) -> dict[str, float]:
    """Give each claim its row, band by band."""
    rows, at = {}, 1.5
    for outcome in BANDS:
        group = claims[claims["outcome"] == outcome]
        # a band of few claims is still as high as its box
        lead = max(0.0, (5 - len(group)) / 2)
        at += lead
        for name in group["estimate"]:
            rows[name] = at
            at += 1
        at += lead + 2.0
    return rows


def _bands(axes: Axes, claims: pd.DataFrame, rows: dict[str, float]) -> dict[str, float]:
    """Shade the band of each outcome, and return the middle of each."""
    middles, ends = {}, {}
    for outcome in (name for name in BANDS if name in set(claims["outcome"])):
        mine = [rows[name] for name in claims.loc[claims["outcome"] == outcome, "estimate"]]
        middles[outcome] = (min(mine) + max(mine)) / 2
        half = max((max(mine) - min(mine)) / 2, 2.0) + 1.0
        ends[outcome] = (middles[outcome] - half, middles[outcome] + half)
        axes.axhspan(*ends[outcome], color=Tint.OUTCOME, zorder=0)
    axes.set_ylim(max(high for _, high in ends.values()) + 0.3, min(low for low, _ in ends.values()) - 0.3)
    return middles


def _contradiction(axes: Axes, pair: Any, rows: dict[str, float], taken: list[tuple]) -> tuple:
    """Join the two claims of the widest contradiction between two outcomes, and say where its label stands."""
    start, end = (pair.at_least, rows[pair.subset_claim]), (pair.at_most, rows[pair.superset_claim])
    axes.plot(*zip(start, end, strict=True), color=INK, linewidth=0.8, linestyle=Dash.REFERENCE, zorder=3)
    axes.plot(*start, marker="x", color=INK, markersize=4.5, zorder=4)
    axes.plot(*end, marker="x", color=INK, markersize=4.5, zorder=4)

    def place(share: float) -> tuple[float, float]:
        return start[0] ** (1 - share) * end[0] ** share, start[1] * (1 - share) + end[1] * share

    def hidden(share: float) -> int:
        """Count the marks and labels that a label there would hide."""
        x, y = place(share)
        known = [([end for end in ends if pd.notna(end)], row) for *ends, row in taken]
        return sum(abs(row - y) < 1.6 and min(ends) < 1.5 * x and x < 1.5 * max(ends) for ends, row in known)

    x, y = place(min((0.5, *(k / 40 for k in range(8, 33))), key=hidden))
    ground: Look = {"facecolor": "white", "edgecolor": INK, "linewidth": 0.6, "boxstyle": "round,pad=0.2"}
    look: Look = {"ha": "center", "va": "center", "bbox": ground, "zorder": 6}
    axes.text(x, y, f"×{rounded(pair.fold)}", fontsize=Size.TEXT, **look)
    return x, x, x, y


def _name(axes: Axes, claim: Any, row: float, at_left: bool) -> None:
    """Write whose claim stands at the end of a crossed line, beside its mark."""
    ends = [end for end in (claim.low, claim.point, claim.high) if pd.notna(end)]
    place, points, side = (min(ends), -6, "right") if at_left else (max(ends), 6, "left")
    ground: Look = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
    name = "\n".join(textwrap.wrap(claim.label.split(" (")[0], 21))
    write_near(axes, name, (place, row), points, Size.TEXT, ha=side, linespacing=1.05, bbox=ground, zorder=5)


def _boxes(axes: Axes, middles: dict[str, float], claims: pd.DataFrame, limits: tuple[float, float]) -> None:
    """Draw a box for each outcome, and an arrow from each to the one that contains it."""
    axes.set(xlim=(-0.02, 1.02), ylim=limits)
    for lower, upper in ORDER:
        if lower in middles and upper in middles:
            # straight up, so that the arrow of the narrowest outcome passes beside the box between
            x0, width = BOXES.get(lower, BOX)
            place = x0 + width * (0.72 if lower == "executed_to_1955_12" else 0.5)
            ends = (place, middles[lower] - HALF), (place, middles[upper] + HALF)
            shape: Look = {"mutation_scale": 9, "color": QUIET, "linewidth": 1, "shrinkA": 0, "shrinkB": 0}
            axes.add_patch(FancyArrowPatch(*ends, arrowstyle="-|>", **shape))
    for outcome, middle in middles.items():
        x0, width = BOXES.get(outcome, BOX)
        corner, edge = (x0, middle - HALF), colour_of(outcome)
        axes.add_patch(Rectangle(corner, width, 2 * HALF, facecolor="white", edgecolor=edge, linewidth=1.4))
        count = int((claims["outcome"] == outcome).sum())
        words = "\n".join([*textwrap.wrap(NAMES[outcome], 16), plural(count, "claim")])
        look: Look = {"ha": "center", "va": "center", "linespacing": 1.15}
        axes.text(x0 + width / 2, middle, words, fontsize=Size.TEXT, **look)


def _pair_text(pair: Any, label: pd.Series) -> str:
    """Say one contradiction in words."""
    return (
        f"{NAMES[pair.subset_outcome]} within {NAMES[pair.superset_outcome]}: {number(pair.collisions)} of "
        f"{number(pair.pairs)} pairs of claims contradict each other; widest, {rounded(pair.fold)} times, "
        f"{label[pair.subset_claim]}, not below {number(pair.at_least)}, against {label[pair.superset_claim]}, not "
        f"above {number(pair.at_most)}."
    )


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how many claims stand where, and how often the order is broken."""
    claims, order = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "order"]
    return (
        f"Diagram of {plural(claims['outcome'].nunique(), 'outcome')}, the wider above the narrower, with "
        f"{plural(len(claims), 'claim')} on a logarithmic axis; of {number(order['pairs'].sum())} pairs of a claim "
        f"on a part and one on the whole, {number(order['collisions'].sum())} contradict each other."
    )


def description(drawn: pd.DataFrame) -> str:
    """List the outcomes with their claims, and the contradictions."""
    claims, order = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "order"]
    listed = list_by_group(
        claims, "outcome", outcome_heading, lambda row: f"{row.label} (contradicts {number(row.across)})"
    )
    label = claims.set_index("estimate")["label"]
    broken = order[order["collisions"] > 0]
    return " ".join([listed, *(_pair_text(row, label) for row in broken.itertuples())])


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say how often the order is broken, and by what."""
    claims, order = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "order"]
    label = claims.set_index("estimate")["label"]
    broken = order.sort_values("fold", ascending=False).iloc[0]
    free = claims.loc[claims["across"] == 0, "label"]
    texts = [
        f"{number(order['collisions'].sum())} of {number(order['pairs'].sum())} pairs of claims on a part and on the "
        "whole contradict each other."
    ]
    if broken["collisions"]:
        texts.append(
            f"The widest contradiction is one of {rounded(broken['fold'])} times: {label[broken['subset_claim']]} "
            f"has at least {number(broken['at_least'])} {NAMES[broken['subset_outcome']]}, "
            f"{label[broken['superset_claim']]} at most {number(broken['at_most'])} "
            f"{NAMES[broken['superset_outcome']]}."
        )
    texts.append(f"{plural(len(free), 'claim')} of {number(len(claims))} contradict no claim on another outcome.")
    return tuple(texts)


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label outcome low point high bound comparable",
    kind="claim, or order for two outcomes of which one contains the other",
    collisions="of these, those that cannot be true beside it; in a row on the order, pairs of claims (number)",
    across="of these, those on another outcome (number)",
    subset_outcome="the narrower outcome",
    superset_outcome="the wider outcome",
    pairs="pairs of a claim on the narrower and one on the wider outcome (number)",
    fold="quotient of the ends of the widest contradiction; one if there is none (number)",
    subset_claim="claim on the narrower outcome in the widest contradiction",
    at_least="its low end (persons)",
    superset_claim="claim on the wider outcome in it",
    at_most="its high end (persons)",
)


EXHIBIT = FigureExhibit(
    slug="fig-lattice",
    caption=(
        "More is claimed for parts than for the wholes that contain them. Each outcome contains those below it by an "
        "arrow; a crossed line joins the two claims of the widest contradiction between two outcomes."
    ),
    make=lattice,
    inputs=lambda ledger: {"data": contradictions(toll_claims(ledger), part_names(ledger["estimates"]))},
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "sources"),
    limits=(
        "It does not show which side of a contradiction is wrong; both can be.",
        "The order holds for one place and time; claims that mean another territory or period are drawn at their word.",
    ),
    sources=lambda data, ledger: data[data["kind"] == "claim"],
)
