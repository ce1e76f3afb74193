"""Do two scholars really differ? How sure they must have been of their ranges for every two claims to differ."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import PercentFormatter

from landreform.contested.agreement import share_differing, verdict_counts
from landreform.contested.encoding import COVERAGES
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.pair_tables import compared, numbered_axes
from landreform.exhibits.draw.pooled import LIMITS, TABLES
from landreform.exhibits.draw.style import BLUE, INK, QUIET, VERMILION, WIDTH
from landreform.text.pools import percent
from landreform.text.prose import listing, number, plural

#: Greys from pairs that differ in any case to pairs that hardly ever do, and the hatch of those that never do.
SHADES, NEVER = ("#2b2b2b", "#6a6a6a", "#9c9c9c", "#c4c4c4", "#ebebeb"), "////"
LOOKS = {"other lineages": (BLUE, "-"), "same lineage": (VERMILION, (0, (4, 1.5)))}


def tipping_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Compare every claim with every other, and count the pairs that differ at each coverage."""
    claims, table, _ = compared(ledger)
    curve = share_differing(table, np.round(np.arange(0.01, 1.0, 0.01), 2))
    parts = (claims.assign(kind="claim"), table.assign(kind="pair"), curve.assign(kind="share"))
    rows = pd.concat(parts, ignore_index=True).reindex(columns=list(COLUMNS))
    return {"rows": rows.astype(dict.fromkeys(("place", "row", "column", "pairs", "differ"), "Int64"))}


def tipping_matrix(rows: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw a cell for each pair with its tipping coverage, and how the number of pairs that differ grows with it.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns as in `COLUMNS`.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    claims, pairs = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pair"]
    figure = Figure(figsize=(WIDTH, 0.95 + 0.235 * len(claims)))
    axes = figure.add_subplot()
    for pair in pairs.itertuples():
        grade = _grade(pair.tipping)
        never = grade is None
        face = "white" if never else SHADES[grade]
        corner = (pair.column - 0.5, pair.row - 0.5)
        axes.add_patch(Rectangle(corner, 1, 1, facecolor=face, edgecolor="white", linewidth=0.6))
        if never:
            axes.add_patch(Rectangle(corner, 1, 1, fill=False, hatch=NEVER, edgecolor="#999999", linewidth=0))
            continue
        colour = "white" if grade < 2 else INK
        axes.text(pair.column, pair.row, _short(pair.tipping), ha="center", va="center", fontsize=6.5, color=colour)
    for claim in claims.itertuples():
        axes.text(claim.place, claim.place, claim.letter, ha="center", va="center", fontsize=6.8, fontweight="bold")
    numbered_axes(axes, claims)
    _shares(axes.inset_axes([0.56, 0.58, 0.44, 0.36]), rows[rows["kind"] == "share"])
    ends = [percent(coverage) for coverage in COVERAGES]
    between = [f"{low[:-1]}–{high}" for low, high in pairwise(ends)]
    words = [f"below {ends[0]}", *between, f"above {ends[-1]}"]
    handles = [
        Patch(facecolor=shade, edgecolor="#999999", linewidth=0.4, label=word)
        for shade, word in zip(SHADES, words, strict=True)
    ]
    handles.append(Patch(facecolor="white", hatch=NEVER, edgecolor="#999999", linewidth=0.4, label="never"))
    figure.legend(
        handles=handles,
        loc="outside upper left",
        ncols=6,
        fontsize=7.2,
        columnspacing=1.2,
        title="Two claims differ if the coverage ascribed to both ranges exceeds …",
        title_fontsize=7.5,
        alignment="left",
    )
    return figure, rows


def _grade(tipping: float) -> int | None:
    """Say between which of the coverages that the book ascribes a tipping coverage lies."""
    return None if np.isnan(tipping) else int(np.searchsorted(COVERAGES, tipping))


def _short(tipping: float) -> str:
    """Write a coverage in whole percent without a sign; what would be rounded to 100 is above 99."""
    return ">99" if tipping > 0.99 else f"{100 * tipping:.0f}"


def _shares(axes, curve: pd.DataFrame) -> None:
    for group, (colour, line) in LOOKS.items():
        here = curve[curve["group"] == group]
        if len(here):
            label = f"{group} ({int(here['pairs'].iloc[0])} pairs)"
            axes.plot(here["coverage"], here["share"], color=colour, linestyle=line, linewidth=1.6, label=label)
    for coverage in COVERAGES:
        axes.axvline(coverage, color=QUIET, linewidth=0.6, linestyle=(0, (2, 2)))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xticks([0, *COVERAGES], ["0", *(percent(c) if c != 0.9 else "" for c in COVERAGES)], fontsize=6.2)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.tick_params(labelsize=6.5)
    axes.set_xlabel("coverage ascribed to every range", fontsize=7)
    axes.set_title("share of pairs that differ", fontsize=7.5)
    axes.legend(fontsize=6.5, loc="lower left", bbox_to_anchor=(0, 1.14), borderaxespad=0)


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence for how many pairs the coverage decides."""
    pairs = rows[rows["kind"] == "pair"]
    counts = verdict_counts(pairs)["pairs"].tolist()
    return (
        f"Triangular matrix of the tipping coverages of {plural(len(pairs), 'pair')} of claims: {number(counts[0])} "
        f"differ at every coverage that the book considers, {number(counts[1])} at none, {number(counts[2])} at some."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the tipping coverage of every pair, claim by claim."""
    claims, pairs = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pair"]
    label = claims.set_index("place")["label"]
    told = []
    for place, group in pairs.groupby("row"):
        each = [
            f"{label[pair.column]} {'never' if np.isnan(pair.tipping) else _short(pair.tipping) + '%'}"
            for pair in group.itertuples()
        ]
        told.append(f"{label[place]} with {listing(each)}")
    curve = rows[(rows["kind"] == "share") & (rows["group"] == "all")].set_index("coverage")
    shares = [f"{percent(c)}: {percent(curve.loc[c, 'share'])}" for c in COVERAGES]
    return f"Pairs that differ at a coverage of {'; '.join(shares)}. Tipping coverages: {'; '.join(told)}."


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how much of the disagreement hangs on what one ascribes to the authors."""
    pairs = rows[rows["kind"] == "pair"]
    found = verdict_counts(pairs)
    curve = rows[rows["kind"] == "share"].set_index(["group", "coverage"])["share"]
    least, most = (curve["all", coverage] for coverage in (COVERAGES[0], COVERAGES[-1]))
    never = int(pairs["tipping"].isna().sum())
    centre = rows[rows["kind"] == "claim"].set_index("estimate")["centre"]
    same = int(np.isclose(pairs["a"].map(centre), pairs["b"].map(centre)).sum())
    return (
        f"{number(found.loc[0, 'pairs'])} of {plural(len(pairs), 'pair')} differ even if every range is given a "
        f"coverage of {percent(COVERAGES[0])}, the least that the book considers: no coverage that it considers "
        "reconciles them.",
        f"The coverage ascribed decides for {number(found.loc[2, 'pairs'])} pairs; the share that differs grows from "
        f"{percent(least)} to {percent(most)} with it.",
        f"{plural(never, 'pair')} never differ: {number(same)} give one and the same centre, most of them copies; "
        f"{number(never - same)} have ranges so wide for the distance that only certainty would part the two.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "claim, pair, or share (of the pairs that differ at a coverage)",
    "place": "place of the claim in the order drawn (number from 1)",
    "estimate": "row of the table estimates",
    "label": "short name of the claim",
    "claim": "what it states",
    "centre": "centre of the claim (persons)",
    "letter": "lineage of several claims; empty for a claim that stands alone",
    "lineage": "name of the lineage",
    "a": "one claim of the pair",
    "b": "the other",
    "row": "later place of the two (number)",
    "column": "earlier place of the two (number)",
    "same_lineage": "whether the two are of one lineage (True, False)",
    "fold_gap": "factor by which their ranges miss each other, 1 where they meet (number)",
    "tipping": "coverage above which the two differ (0 to 1); empty where they never do",
    "coverage": "coverage ascribed to every range (0 to 1; shares only)",
    "group": "pairs counted: all, of other lineages, of the same lineage",
    "pairs": "pairs in the group (number)",
    "differ": "of these, pairs that differ (number)",
    "share": "the same as a share (0 to 1)",
    "source": "BibTeX key of the work that makes the statement (claims only)",
    "read_in": "BibTeX key of the work in which it was read (claims only)",
    "locator": "place in that work (claims only)",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-tipping",
        caption=(
            "For every two claims about people executed, the coverage at which they begin to differ in a two-sided "
            "test at the usual level: ascribe more to both ranges, and the claims contradict each other; less, and "
            "they do not. The dashed lines in the inset are the coverages that the book considers. Nothing here bears "
            "on the toll."
        ),
        make=tipping_matrix,
        inputs=tipping_inputs,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=TABLES,
        columns=COLUMNS,
        limits=(
            "It does not show which of two claims is right; both may be wrong.",
            LIMITS[1],
            "Bare numbers are given a width; without one, two different bare numbers always differ.",
            "The two are taken as independent; for claims of one lineage the number says only how far apart they lie.",
        ),
        sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
    ),
)
