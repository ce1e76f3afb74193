"""Show whether two scholars really differ: how sure they must have been of their ranges for every two claims to differ.

Input: the claims that the book pools. Output: the figure ``fig-tipping``.
"""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from landreform.contested.agreement import share_differing, verdict_counts
from landreform.contested.encoding import COVERAGES
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.pair_tables import list_names, pair_matrix
from landreform.exhibits.draw.pooled import TABLES
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.style import INK, Look, Series, Size, Tint
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds, with_kept
from landreform.text.prose import listing, number, percent, plural
from landreform.tolls.claim_pairs import compare_claims

#: Inches of the side of the matrix and of a line of the list of names, where these stand below each other.
SQUARE, LINE = 3.0, 0.15
#: Face and letters of a cell by its verdict: the two differ anyway, it hangs on the coverage, they do not. The darker
#: a cell, the surer it is that they contradict each other.
LOOKS = ((Series.FIRST, "white"), (Tint.BASES, INK), ("white", INK))
#: What stands in a cell whose verdict does not hang on the coverage.
WORDS = {0: "yes", 2: "no"}


def tipping_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Compare every claim with every other, and count the pairs that differ at each coverage."""
    claims, pairs, _ = compare_claims(ledger)
    curve = share_differing(pairs, np.round(np.arange(0.01, 1.0, 0.01), 2))
    parts = {"claim": claims, "pair": pairs, "share": curve}
    return {"data": join_kinds(parts, COLUMNS, whole=("place", "row", "column", "pairs", "differ"))}


def tipping_matrix(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a cell for each pair with its tipping coverage.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    claims, pairs = split_kinds(data, "claim", "pair")
    if sheet.narrow:
        figure = sheet.page(6.0)
        axes, listed = figure.subplots(2, 1)
        for part, inches in ((axes, SQUARE), (listed, LINE * len(claims))):
            want_height(part, inches)
        listed.set(xlim=(-2, 1), ylim=(len(claims) + 0.5, 0.5))
        listed.axis("off")
        list_names(listed, claims)
    else:
        figure = sheet.page(max(3.6, 1.1 + 0.235 * len(claims)))
        axes = figure.add_subplot()
    for pair in pairs.itertuples():
        _cell(axes, pair)
    pair_matrix(axes, claims, names=not sheet.narrow)
    low, high = percent(COVERAGES[0]), percent(COVERAGES[-1])
    words = (
        f"{WORDS[0]}, even if both authors were only {low} sure of their numbers",
        "yes if both were surer than the per cent in the cell, else no",
        f"{WORDS[2]}, even if both were {high} sure of their numbers",
    )
    edge: Look = {"edgecolor": Tint.EDGE, "linewidth": 0.4}
    legend_above(
        figure,
        *(Patch(facecolor=LOOKS[verdict][0], label=word, **edge) for verdict, word in enumerate(words)),
        columns=1,
        title="Does the claim at the end of the row contradict the one at the head of the column?",
        title_fontsize=Size.TEXT,
        alignment="left",
    )
    return figure


def _cell(axes: Axes, pair: Any) -> None:
    """Draw a pair, the darker the surer it is that the two differ."""
    face, letters = LOOKS[_verdict(pair.tipping)]
    corner = (pair.column - 0.5, pair.row - 0.5)
    edge: Look = {"edgecolor": Tint.EDGE if face == "white" else "white", "linewidth": 0.5, "clip_on": False}
    axes.add_patch(Rectangle(corner, 1, 1, facecolor=face, **edge))
    look: Look = {"ha": "center", "va": "center", "color": letters}
    words = WORDS.get(_verdict(pair.tipping), percent(pair.tipping))
    axes.text(pair.column, pair.row, words, fontsize=Size.TEXT, **look)


def _verdict(tipping: float) -> int:
    """Say whether two claims differ at every coverage that the book ascribes (0), at some (1), or at none (2)."""
    if np.isnan(tipping) or tipping > COVERAGES[-1]:
        return 2
    return int(tipping >= COVERAGES[0])


def _short(tipping: float) -> str:
    """Write a coverage in whole percent without a sign; what would be rounded to 100 is above 99."""
    return ">99" if tipping > 0.99 else f"{100 * tipping:.0f}"


def says(rows: pd.DataFrame) -> str:
    """Say how many pairs contradict each other anyway, how many do not, and for how many it hangs on the coverage."""
    pairs = rows[rows["kind"] == "pair"]
    always, never, hangs = (int(count) for count in verdict_counts(pairs)["pairs"])
    return (
        f"Of {plural(len(pairs), 'pair')} of claims {number(always)} contradict each other, "
        f"{number(never)} do not, and for {number(hangs)} it depends on how sure their authors were"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence for how many pairs the coverage decides."""
    pairs = rows[rows["kind"] == "pair"]
    counts = verdict_counts(pairs)["pairs"].tolist()
    return (
        f"Triangular matrix of the tipping coverages of {plural(len(pairs), 'pair')} of claims: {number(counts[0])} "
        f"differ at every coverage that the book considers, {number(counts[1])} at none, {number(counts[2])} at some."
    )


def description(rows: pd.DataFrame) -> str:
    """Give what stands in every cell, claim by claim; then the share that differs, and the other tipping coverages."""
    claims, pairs = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pair"]
    label = claims.set_index("place")["label"]
    items, kept = [], []
    for place, group in pairs.groupby("row"):
        each = [f"{label[pair.column]} ({_in_words(pair.tipping)})" for pair in group.itertuples()]
        items.append(f"{label[place]} with {listing(each)}.")
        settled = [
            f"{label[pair.column]} {'never' if np.isnan(pair.tipping) else _short(pair.tipping) + '%'}"
            for pair in group.itertuples()
            if _verdict(pair.tipping) in WORDS
        ]
        kept += [f"{label[place]} with {listing(settled)}."] if settled else []
    curve = rows[(rows["kind"] == "share") & (rows["group"] == "all")].set_index("coverage")
    shares = [f"At a coverage of {percent(c)} {percent(curve.loc[c, 'share'])} of the pairs differ." for c in COVERAGES]
    head = "Whether two claims contradict each other, claim by claim, or from which coverage on."
    rest = "The coverage from which on the pairs differ that are settled."
    return with_kept(" ".join([head, *items]), " ".join([*shares, rest, *kept]))


def _in_words(tipping: float) -> str:
    """Write the verdict on a pair as it stands in its cell."""
    return WORDS.get(_verdict(tipping)) or f"from {percent(tipping)} on"


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
COLUMNS = claim_columns(
    "place estimate label claim centre letter lineage a b row column same_lineage",
    kind="claim, pair, or share (of the pairs that differ at a coverage)",
    fold_gap="factor by which their ranges miss each other, 1 where they meet (number)",
    tipping="coverage above which the two differ (0 to 1); empty where they never do",
    coverage="coverage ascribed to every range (0 to 1; shares only)",
    group="pairs counted: all, of other lineages, of the same lineage",
    pairs="pairs in the group (number)",
    differ="of these, pairs that differ (number)",
    share="the same as a share (0 to 1)",
)


EXHIBIT = FigureExhibit(
    slug="fig-tipping",
    caption=(
        "For most pairs of claims it makes no difference how sure, half or more, their authors are held to be: the "
        "coverage at which two claims begin to differ in a two-sided test at the usual level. Ascribe more to both "
        "ranges, and they contradict each other; less, and they do not. Nothing here bears on the toll."
    ),
    make=tipping_matrix,
    narrow=partial(tipping_matrix, sheet=PHONE),
    inputs=tipping_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "It takes the halves of the ranges that face each other; the chapter gives the pairs on which two other ways "
        "to measure agree.",
        "How the share of the pairs that differ grows with the coverage is kept in its data and not drawn.",
        "Bare numbers are given a width; without one, two different bare numbers always differ.",
        "The two are taken as independent; for claims of one lineage the number says only how far apart they lie.",
    ),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
