"""Show how much hangs on one lineage: the pooled value without each.

Input: the claims that the book pools, one voice for each lineage. Output: the figure ``fig-leave-one-out``.
"""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.pool_diagnostics import influence
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.lineage import short_name
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import log_labels
from landreform.exhibits.draw.pooled import TABLES, pool_inputs, pool_sources, voice_inputs
from landreform.exhibits.draw.row_chart import RowChart, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import with_kept
from landreform.text.prose import listing, number, percent, plural, rounded, span
from landreform.tolls.baseline import LEVEL, METHOD

#: Inches for the names at the left.
NAMES = 1.75


def leave_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Pool again without each lineage, every lineage being one voice."""
    units = voice_inputs(ledger)
    table = influence(units, METHOD, LEVEL)
    lines = table["kind"] == "claim"  # each voice is one row, so that leaving out rows leaves out lineages
    table.loc[lines, "kind"] = "lineage"
    of = units.set_index("lineage")
    claims = pool_inputs(ledger).sort_values("estimate")
    members = claims.groupby("lineage")["label"].agg(lambda names: listing(list(dict.fromkeys(map(short_name, names)))))
    table["members"] = table["left_out"].map(members).fillna("")
    table["label"] = table["left_out"].map(of["label"]).fillna("all lineages")
    table["claims"] = table["left_out"].map(of["claims"]).fillna(units["claims"].sum()).astype(int)
    return {"data": table[list(COLUMNS)]}


def without_each(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw one row for each omission, the pool of all as a line and a band behind them.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; the pool of all first.
    sheet : Sheet
    """
    whole = data.iloc[0]
    chart = RowChart(sheet.page(1.25 + 0.195 * (len(data) + 1)))
    axes = chart.axes
    axes.set_xscale("log")
    for pool in data[data["kind"] == "lineage"].itertuples():
        words = f"without {pool.members}"
        chart.row(words if sheet.narrow else "\n".join(lines_of(words, NAMES, Size.TEXT)), keep=0.75)
        # A lineage goes by the name of one of its claims.
        with shows(axes, "estimates", [pool.left_out]):
            chart.span(pool.low, pool.high, color=INK, linewidth=1.4, zorder=2)
            chart.mark(pool.pooled, "D", INK, 4.8, zorder=3)
        value = f"×{rounded(pool.fold)}" if pool.fold >= 1 else f"÷{rounded(1 / pool.fold)}"
        wide = f"×{rounded(pool.high / pool.low)}"
        if sheet.narrow:
            chart.beside(f"{value}; {wide}", 0, Size.TEXT)
        else:
            chart.beside(value, 34, Size.TEXT, ha="right")
            chart.beside(wide, 84, Size.TEXT, ha="right")
    axes.axvspan(whole["low"], whole["high"], color=Tint.OMISSIONS, zorder=0)
    axes.axvline(whole["pooled"], color=INK, linewidth=0.9, linestyle=Dash.REFERENCE, zorder=1)
    axes.set_xlim(data["low"].min() / 1.25, data["high"].max() * 1.25)
    log_labels(axes, (1, 2, 5))
    axes.set_xlabel("people executed, logarithmic scale")
    paper: Look = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    look: Look = {"ha": "center", "va": "center", "fontsize": Size.TEXT, "fontstyle": "italic", "bbox": paper}
    axes.text(whole["pooled"], -0.05, f"average of all, and its {percent(LEVEL)} range", **look)
    if sheet.narrow:
        axes.set_xlabel(
            "people executed, logarithmic scale; at the right by how much the average moves, and its range from end to "
            "end"
        )
    else:
        head: Look = {"xycoords": "axes fraction", "va": "bottom", "ha": "right", "color": QUIET, "linespacing": 1.0}
        for words, points in (("average\nmoves by", 34), ("range, end\nto end", 92)):
            write_near(axes, words, (1, 1), points, Size.TEXT, **head)
    chart.finish(0.7, -0.5, linespacing=0.95)
    return chart.figure


def says(rows: pd.DataFrame) -> str:
    """Say how far the pooled value moves without one lineage, and how wide its interval stays."""
    lines = rows[rows["kind"] == "lineage"]
    away = np.exp(np.log(lines["fold"]).abs().max())
    wide = (lines["high"] / lines["low"]).min()
    return (
        f"Whichever claim, or group of copies, is left out, the average moves by a factor of {rounded(away)} at most "
        f"and its {percent(LEVEL)} range spans a factor of {rounded(wide)} or more"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence by what factor the pooled value moves without one lineage."""
    lines = rows[rows["kind"] == "lineage"]
    return (
        f"Dot plot of the pooled value without each of {plural(len(lines), 'lineage')}, one voice each: the lowest and "
        f"the highest lie a factor of {rounded(lines['pooled'].max() / lines['pooled'].min())} apart."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the pooled value, its interval and its change for every omission; then the weight left out."""
    whole = rows.iloc[0]
    items = [
        f"Without {row.members}: {rounded(row.pooled)}, interval {span(row.low, row.high)}, ×{rounded(row.fold)}."
        for row in rows.iloc[1:].itertuples()
    ]
    kept = [f"Without {row.members}: weight left out {percent(row.weight)}." for row in rows.iloc[1:].itertuples()]
    head = f"All lineages: {rounded(whole['pooled'])}, interval {span(whole['low'], whole['high'])} persons. "
    return with_kept(head + f"Omissions, lowest result first. {' '.join(items)}", " ".join(kept))


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how little one lineage moves the pool, and how wide the interval stays."""
    lines = rows[rows["kind"] == "lineage"]
    away = np.exp(np.log(lines["fold"]).abs().max())
    low, high = lines.iloc[0], lines.iloc[-1]
    return (
        f"No single lineage moves the pooled value by more than a factor of {rounded(away, 3)}; that says only that "
        f"each of {number(len(lines))} weighs about the same.",
        f"Without {low['members']} the pooled value is lowest, without {high['members']} highest: a factor of "
        f"{rounded(high['pooled'] / low['pooled'])} between them.",
        f"Whatever is left out, the interval spans a factor of {rounded((rows['high'] / rows['low']).min())} or more "
        "from end to end.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "all, or lineage (one lineage left out)",
    "left_out": "name of the lineage; empty for the pool of all",
    "label": "short name of what is left out",
    "members": "whose claims are left out; empty for the pool of all",
    "claims": "claims of the lineage; of the pool of all, claims in it (number)",
    "weight": "its share of the pool of all (0 to 1)",
    "k": "lineages that remain (number)",
    "pooled": "pooled value (persons)",
    **interval_columns("", "its interval (persons)"),
    "fold": "pooled value over that of all lineages (number)",
    "tau2": "variance between the lineages that remain (squared natural logarithms)",
    "I2": "share of the variance that is not the voices’ own (percent)",
}

EXHIBIT = FigureExhibit(
    slug="fig-leave-one-out",
    caption=(
        "No lineage decides the pooled value of the claims about people executed, and none that is left out makes the "
        "others agree: the pooled value and its interval without each lineage, with the factor against that of all. "
        "That one voice does not move a mean shows how many there are, not that the mean is the toll."
    ),
    make=without_each,
    narrow=partial(without_each, sheet=PHONE),
    inputs=leave_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=("A lineage is what steps read and inferred have joined; a claim may depend on another without a trace.",),
    sources=pool_sources,
)
