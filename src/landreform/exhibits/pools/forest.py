"""Show whether averaging helps: a forest plot of the claims, with what the method makes of them below.

Input: the claims that the book pools, with the pools of `landreform.tolls.baseline`. Output: the figure ``fig-forest``.
"""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.legend_handler import HandlerLine2D

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import WAYS, claim_mark, persons_axis
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.pooled import TABLES
from landreform.exhibits.draw.row_chart import RowChart, write_above
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, OUTCOMES, QUIET, Dash, Look, Size, Tint
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds, with_kept
from landreform.text.claims import claim_text
from landreform.text.prose import number, percent, plural, rounded, span
from landreform.tolls.baseline import (
    LEVEL,
    METHOD,
    compare_voices_with_claims,
    encode_claims,
    lineage_letters,
    outcome_claims,
    pool_estimates,
)

KINDS = ("claim", "one-sided", "pool")
VERDICTS = {"holds": "holds it", "meets": "meets interval", "misses": "misses"}
#: Whether the range of a claim holds the average, as it is written beside the claim, so that those that do stand out.
HOLDS: dict[bool, tuple[str, Look]] = {True: ("yes", {"fontweight": "bold"}), False: ("no", {"color": QUIET})}
BARE = WAYS["assumed"][1]
#: What the words beside the claims answer, and inches for them where the name of a claim stands above it.
BESIDE, KEEP = "average in its range?", 0.5
#: The pools from the one that the columns beside the claims go with.
SUMMARIES = {"lineages": "every lineage one voice", "claims": "every claim one voice"}
#: How the first is called in the drawing.
AVERAGE = "copies count once"


def forest_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Pool the claims by random effects, with a voice for each lineage, and beside it with one for each claim."""
    claims = outcome_claims(ledger)
    encoded = encode_claims(claims)
    rows = encoded.merge(compare_voices_with_claims(encoded), on="estimate")
    rows = rows.sort_values(["centre", "sd", "estimate"])
    rows["position"] = np.exp(rows["centre"])
    printed = claims.set_index("estimate")[["low", "point", "high"]]
    rows = rows.drop(columns=["point"]).rename(columns={"low": "encoded_low", "high": "encoded_high"})
    rows = rows.join(printed, on="estimate")
    half = claims[~claims["estimate"].isin(encoded["estimate"])].assign(verdict="")
    half["letter"] = lineage_letters(claims)[half.index]
    half["position"] = half["low"].fillna(half["high"])
    half = half.sort_values(["position", "estimate"])
    names = {"pooled": "position", "low": "encoded_low", "high": "encoded_high", "k": "units"}
    pools = pool_estimates(encoded, [METHOD]).rename(columns=names).set_index("voices").loc[list(SUMMARIES)]
    pools = pools.reset_index()
    pools["label"] = pools["voices"].map(SUMMARIES)
    return {"data": join_kinds({"claim": rows, "one-sided": half, "pool": pools}, COLUMNS)}


def forest(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw one row a claim, the one-sided ones apart, and below the pool of the lineages with both its intervals.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; claims from the lowest to the highest, then one-sided ones, then pools.
    sheet : Sheet
    """
    claims, half, pools = split_kinds(data, *KINDS)
    chart = RowChart(sheet.page(1.35 + 0.205 * (len(data) + 4)))
    axes = chart.axes
    persons_axis(axes)
    if chart.names_above:
        chart.heading(BESIDE, -0.2, ha="right", x=1)
        chart.at += 1.2
    _heading(chart, "claims that are averaged")
    for claim in claims.itertuples():
        _claim(chart, claim)
    _heading(chart, "“at least” only: not averaged", 1.4)
    for claim in half.itertuples():
        claim_mark(axes, claim, chart.row(claim.label, keep=KEEP), size=4.5, width=1.8)
    last = chart.at
    _heading(chart, f"average of the {number(len(claims))} claims", 1.4)
    whole = pools.iloc[0]  # the other pool is in the frame and in the text
    axes.fill_betweenx([0.4, last + 0.6], whole["encoded_low"], whole["encoded_high"], color=Tint.POOL, zorder=0)
    centre, ends = [whole["position"]] * 2, [0.4, chart.at + 1]
    axes.plot(centre, ends, color=INK, linewidth=0.9, linestyle=Dash.REFERENCE, zorder=1)
    chart.row(AVERAGE, 1.15)
    look: Look = {"color": INK, "zorder": 2, "solid_capstyle": "butt"}
    chart.span(whole["pi_low"], whole["pi_high"], linewidth=1.4, marker="|", markersize=9, **look)
    chart.span(whole["encoded_low"], whole["encoded_high"], linewidth=4.5, **look)
    chart.mark(whole["position"], "D", INK, 7, zorder=3, markeredgecolor="white")
    chart.finish(0.8, -0.7)
    low, high = axes.get_xlim()
    axes.set_xlim(low, max(high, 1.4 * whole["pi_high"]))
    if not chart.names_above:
        chart.at = -0.45
        chart.beside(BESIDE.replace(" in its", "\nin its"), 12, Size.TEXT)
    write_above(axes, "average", (whole["position"], -0.7), 3, Size.TEXT, fontweight="bold")
    ahead = line(f"{percent(LEVEL)} range for a new claim", INK, 1.4, marker="|", markersize=9)
    legend_above(
        chart.figure,
        line("range; dot: number in it", OUTCOMES["executed"][0], 1.8, marker="o", markersize=4.5),
        line(WAYS["word"][1], OUTCOMES["executed"][0], 1.8, linestyle=Dash.MAGNITUDE),
        line(
            BARE,
            OUTCOMES["executed"][0],
            0.8,
            linestyle=Dash.ASSUMED,
            marker="o",
            markersize=4.5,
            markerfacecolor="white",
        ),
        line(WAYS["least"][1], OUTCOMES["executed"][0], 0.9, marker=">", markersize=5),
        line(
            f"average and its {percent(LEVEL)} range (grey)",
            INK,
            4.5,
            marker="D",
            markersize=7,
            markeredgecolor="white",
        ),
        ahead,
        columnspacing=1.2,
        handler_map={ahead: HandlerLine2D(numpoints=2)},
    )
    return chart.figure


def _heading(chart: RowChart, words: str, step: float = 0.0) -> None:
    """Write a heading on white, since the lines of the pool run behind it."""
    paper: Look = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    chart.heading(words, step, x=75, transform=chart.axes.transData, bbox=paper)


def _claim(chart: RowChart, claim: Any) -> None:
    """Draw a claim as everywhere in the book, with the width that was assumed for a bare number as a thin line."""
    row = chart.row(claim.label, keep=KEEP)
    if claim.assumed:
        dashes: Look = {"linewidth": 0.8, "linestyle": Dash.ASSUMED, "zorder": 1}
        chart.span(claim.encoded_low, claim.encoded_high, color=OUTCOMES["executed"][0], **dashes)
    claim_mark(chart.axes, claim, row, size=4.5, width=1.8)
    words, look = HOLDS[claim.verdict == "holds"]
    # Quiet letters would be lost on the band of the average.
    chart.beside(words, 12, Size.TEXT, **({} if chart.names_above and "color" in look else look))


def says(rows: pd.DataFrame) -> str:
    """Say of how many claims the range holds their average."""
    verdicts = rows.loc[rows["kind"] == "claim", "verdict"]
    holds = int((verdicts == "holds").sum())
    few = "only " if holds < len(verdicts) / 2 else ""
    return f"The average of {number(len(verdicts))} claims lies in the range of {few}{number(holds)} of them"


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how few of the claims agree with what was made of them."""
    claims, pools = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pool"]
    counts = claims["verdict"].value_counts()
    first = pools.iloc[0]
    half = int((rows["kind"] == "one-sided").sum())
    more = f", and {number(half)} that give a least number and are not averaged" if half else ""
    return (
        f"Forest plot of {plural(len(claims), 'claim')} of executions{more}: the pooled value lies in the range of "
        f"{number(counts.get('holds', 0))} of them, {number(counts.get('misses', 0))} miss even its interval, and the "
        f"prediction interval spans a factor of {rounded(first['pi_high'] / first['pi_low'])}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give every row with its numbers and where it stands to the pooled value; then weights and the other pool."""
    items, kept = [], []
    for row in rows[rows["kind"] == "claim"].itertuples():
        line = f", lineage {row.letter}" if row.letter else ""
        items.append(f"{row.label}: {claim_text(row)}, {VERDICTS[row.verdict]}.")
        kept.append(f"{row.label}{line}: weight {percent(row.weight)}.")
    half = [
        f"{row.label}: {claim_text(row)}, one-sided, in no pool."
        for row in rows[rows["kind"] == "one-sided"].itertuples()
    ]
    pools = [
        f"Pool, {row.label} ({plural(int(row.units), 'voice')}): {rounded(row.position)} persons, interval "
        f"{span(row.encoded_low, row.encoded_high)}, prediction interval {span(row.pi_low, row.pi_high)}."
        for row in rows[rows["kind"] == "pool"].itertuples()
    ]
    return with_kept(" ".join([*items, *half, *pools[:1]]), " ".join([*kept, *pools[1:]]))


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what the pooled value is worth: who agrees with it, who does not, and what it foresees."""
    claims, pools = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pool"]
    held = claims.loc[claims["verdict"] == "holds", "label"].tolist()
    missed = int((claims["verdict"] == "misses").sum())
    first = pools.iloc[0]
    holder = f"only in the range of {held[0]}" if len(held) == 1 else f"in {number(len(held))} ranges"
    items = [
        f"The pooled value lies {holder}." if held else "The pooled value lies in no range at all.",
        f"{number(missed)} of {plural(len(claims), 'claim')} have no value in common with the interval around it "
        "either.",
        f"One more claim of the kind would be expected anywhere in a span of a factor of "
        f"{rounded(first['pi_high'] / first['pi_low'])}: the method itself says that its pooled value predicts "
        "next to nothing.",
    ]
    one, other = (row for _, row in pools.iterrows())
    items.append(
        f"With a voice for each claim, copies included, the interval would narrow from a factor of "
        f"{rounded(one['encoded_high'] / one['encoded_low'])} to one of "
        f"{rounded(other['encoded_high'] / other['encoded_low'])}."
    )
    return tuple(items)


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label letter lineage outcome low point high bound assumed",
    kind="claim, one-sided (a claim that enters no pool), or pool",
    position="centre of the claim, one end of a one-sided claim, or pooled value (persons)",
    **interval_columns("encoded_", "the range that enters; of a pool, of its interval (persons)"),
    **interval_columns("pi_", "the prediction interval (persons; pools only)"),
    weight="share of the pool, the voice of a lineage split evenly over its claims (0 to 1; claims only)",
    verdict="whether the range holds the pooled value, meets its interval, or misses both",
    units="claims or lineages that entered (number; pools only)",
    tau2="variance between them (squared natural logarithms; pools only)",
    I2="share of the variance that is not their own (percent; pools only)",
)


EXHIBIT = FigureExhibit(
    slug="fig-forest",
    caption=(
        "The pooled value lies where few claims do: claims about people executed, pooled by random effects on the "
        "logarithmic scale, with one voice for each lineage. The grey band is the interval of this average, the thin "
        "line through the diamond the prediction interval; beside each claim stands whether its own range holds the "
        "average. The pool is not the toll."
    ),
    make=forest,
    narrow=partial(forest, sheet=PHONE),
    inputs=forest_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "It does not show how many people were killed: what is pooled are statements, and a mean of statements is "
        "none.",
        "The pool with a voice for each claim is kept in its data and its description, and is not drawn.",
        "The claims are no sample: nobody drew them, several repeat another, and none is a measurement.",
    ),
    sources=lambda rows, ledger: rows[rows["kind"] != "pool"],
)
