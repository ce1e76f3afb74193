"""Show who agrees with whom: the overlap of every two claims, in the order of the tree that follows from it.

Input: the claims that the book pools. Output: the figure ``fig-overlap``.
"""

from functools import partial

import pandas as pd
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import PercentFormatter

from landreform.contested.agreement import overlap_by_lineage
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.pair_tables import list_names, pair_matrix
from landreform.exhibits.draw.pooled import TABLES
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.style import INK, ON_A_SCALE, Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.prose import listing, number, percent, plural
from landreform.tolls.claim_pairs import compare_claims

KINDS = ("claim", "pair", "join")
#: Inches of the side of a matrix and of a line of the list of names, where these stand below each other.
SQUARE, LINE = 2.9, 0.15


def overlap_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Compare every claim with every other."""
    parts = dict(zip(KINDS, compare_claims(ledger), strict=True))
    return {"data": join_kinds(parts, COLUMNS, whole=("place", "row", "column", "left", "right", "size"))}


def overlap_matrix(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a cell for each pair, darker the more the two have in common.

    The tree that joins the claims by overlap is in the frame; it gives the order of the rows and is not drawn.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    claims, pairs = split_kinds(data, *KINDS[:2])
    if sheet.narrow:
        figure = sheet.page(6.0)
        axes, listed = figure.subplots(2, 1)
        want_height(axes, SQUARE)
        want_height(listed, LINE * len(claims))
        listed.set(xlim=(-2, 1), ylim=(len(claims) + 0.5, 0.5))
        listed.axis("off")
        list_names(listed, claims)
    else:
        figure = sheet.page(1.15 + 0.235 * len(claims))
        axes = figure.add_subplot()
    shade = ScalarMappable(Normalize(0, 1), "Greys")
    for pair in pairs.itertuples():
        face: Look = {"facecolor": shade.to_rgba(pair.ovl), "edgecolor": Tint.EDGE, "linewidth": 0.5, "clip_on": False}
        axes.add_patch(Rectangle((pair.column - 0.5, pair.row - 0.5), 1, 1, label=ON_A_SCALE, **face))
        if pair.same_lineage:
            look: Look = {"ha": "center", "va": "center", "color": "white" if pair.ovl > 0.55 else INK}
            axes.text(pair.column, pair.row, "copy", fontsize=Size.TEXT, **look)
    pair_matrix(axes, claims, names=not sheet.narrow)
    bar = figure.colorbar(shade, ax=axes, orientation="horizontal", fraction=0.03, pad=0.015, aspect=40)
    words = (
        "how much of their ranges two claims share, one at the end of the row, one at the head of the column; "
        "copy: both numbers go back to one source"
    )
    bar.set_label("\n".join(lines_of(words, sheet.width - 1.3, Size.TEXT)), fontsize=Size.TEXT)
    bar.ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    bar.ax.tick_params(labelsize=Size.TEXT)
    bar.outline.set_visible(False)
    return figure


def says(rows: pd.DataFrame) -> str:
    """Say how many pairs have next to nothing in common."""
    pairs = rows[rows["kind"] == "pair"]
    bare = int((pairs["ovl"] < 0.05).sum())
    return f"{number(bare)} of {plural(len(pairs), 'pair')} of claims have ranges that hardly overlap (pale cells)"


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how many pairs have next to nothing in common."""
    pairs = rows[rows["kind"] == "pair"]
    bare = int((pairs["ovl"] < 0.05).sum())
    return (
        f"Matrix of the overlaps of {plural(int((rows['kind'] == 'claim').sum()), 'claim')}: of "
        f"{plural(len(pairs), 'pair')}, {number(bare)} have less than a twentieth of their probability in common and "
        f"{number(int((pairs['ovl'] >= 0.5).sum()))} half of it or more."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the claims in the order of the rows, each with those with which it shares half or more."""
    claims, pairs = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pair"]
    label = claims.set_index("estimate")["label"]
    close = pairs[pairs["ovl"] >= 0.5]
    items = []
    for claim in claims.itertuples():
        others = [
            f"{label[pair.b if pair.a == claim.estimate else pair.a]} {percent(pair.ovl)}"
            + (" (copy)" if pair.same_lineage else "")
            for pair in close.itertuples()
            if claim.estimate in (pair.a, pair.b)
        ]
        items.append(f"{claim.label}: {listing(others) if others else 'nobody'}.")
    return f"Claims in the order of the rows, each with those that share half or more with it. {' '.join(items)}"


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what the overlaps show, and what they hide about where the numbers come from."""
    pairs = rows[rows["kind"] == "pair"]
    found = overlap_by_lineage(pairs).set_index("lineage")
    same, other = found.loc["same"], found.loc["other"]
    whole = int((pairs["ovl"] == 1.0).sum())
    return (
        f"{number(same['alike'])} of {number(same['alike'] + same['unlike'])} pairs of one lineage have half of their "
        f"probability or more in common, and {number(other['alike'])} of {number(other['alike'] + other['unlike'])} "
        "pairs of different lineages.",
        f"{plural(whole, 'pair')} have everything in common, which is what a copied number looks like, and also what "
        "two counts of the same thing would look like: the overlap cannot tell them apart.",
        f"Whoever grouped the claims by their numbers alone and took an overlap of half or more for kinship "
        f"would join {number(other['alike'])} pairs that have no known step between them, and part "
        f"{number(same['unlike'])} of one lineage.",
    )


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "place estimate label claim letter lineage a b row column same_lineage",
    kind="claim, pair, or join (a step of the tree)",
    ovl="share of their probability that the two have in common (0 to 1)",
    p_greater="probability that the value behind a exceeds the one behind b (0 to 1)",
    jaccard="share of the ground that their ranges cover together which both cover, on the log scale (0 to 1)",
    fold_gap="factor by which their ranges miss each other, 1 where they meet (number)",
    left="of a join: number of a leaf or of an earlier join",
    right="of a join: number of the other",
    distance="of a join: mean of 1 less the overlap (0 to 1)",
    size="of a join: claims below it (number)",
    leaf_order="claims in the order in which the joins number them, on the first join",
)


EXHIBIT = FigureExhibit(
    slug="fig-overlap",
    caption=(
        "For every two claims about people executed, the share of their probability that they share, when every range "
        "is given the same coverage; below a twentieth it is next to nothing. The order of the rows joins claims by "
        "overlap alone. Agreement is no evidence where one claim comes from the other, and no cluster is the "
        "toll."
    ),
    make=overlap_matrix,
    narrow=partial(overlap_matrix, sheet=PHONE),
    inputs=overlap_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "Overlap depends on the coverage and the widths assumed; the figure of tipping coverages varies the first.",
    ),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
