"""Does averaging help? A forest plot of the claims, with what the method makes of them below."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from landreform.contested.pool_diagnostics import against_claims
from landreform.contested.synthesis import synthesise
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.claim_glyphs import bare_rows, claim_mark, persons_axis
from landreform.exhibits.draw.pooled import LIMITS, TABLES
from landreform.exhibits.draw.style import BLUE, INK, QUIET, VERMILION, WIDTH
from landreform.text.claims import claim_text, rounded
from landreform.text.pools import percent, span
from landreform.text.prose import number, plural
from landreform.tolls.baseline import LEVEL, METHOD, encode_claims, lineage_letters, outcome_claims, voices

KINDS = ("claim", "one-sided", "pool")
VERDICTS = {"holds": "holds it", "meets": "meets interval", "misses": "misses"}
BARE = "bare number, width assumed"
SUMMARIES = {"": "every claim one voice", "lineage": "every lineage one voice"}


def forest_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Pool the claims by random effects, once with a voice for each claim and once for each lineage."""
    claims = outcome_claims(ledger)
    encoded = encode_claims(claims)
    found = synthesise(encoded, METHOD, LEVEL)
    rows = encoded.merge(against_claims(encoded, found), on="estimate")
    rows["verdict"] = np.select([rows["holds"], rows["meets"]], ["holds", "meets"], default="misses")
    rows = rows.assign(kind="claim").sort_values(["centre", "sd", "estimate"])
    rows["position"] = np.exp(rows["centre"])
    printed = claims.set_index("estimate")[["low", "point", "high"]]
    rows = rows.drop(columns=["point"]).rename(columns={"low": "encoded_low", "high": "encoded_high"})
    rows = rows.join(printed, on="estimate")
    half = claims[~claims["estimate"].isin(encoded["estimate"])].assign(kind="one-sided", verdict="")
    half["letter"] = lineage_letters(claims)[half.index]
    half["position"] = half["low"].fillna(half["high"])
    half = half.sort_values(["position", "estimate"])
    pools = []
    for units, name in ((encoded, ""), (voices(encoded), "lineage")):
        fitted = synthesise(units, METHOD, LEVEL)
        ends = np.exp([fitted.mu, fitted.hk_adhoc_low, fitted.hk_adhoc_high, fitted.pi_low, fitted.pi_high])
        columns = ["position", "encoded_low", "encoded_high", "pi_low", "pi_high"]
        row = {"kind": "pool", "label": SUMMARIES[name], "units": fitted.k, "tau2": fitted.tau2, "I2": fitted.I2}
        pools.append(row | dict(zip(columns, ends, strict=True)))
    frame = pd.concat([rows, half, pd.DataFrame(pools)], ignore_index=True)
    return {"rows": frame.reindex(columns=list(COLUMNS))}


def forest(rows: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw one row a claim, the one-sided ones apart, and the two pools below with both their intervals.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns as in `COLUMNS`; claims from the lowest to the highest, then one-sided ones, then pools.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    claims, half, pools = (rows[rows["kind"] == kind] for kind in KINDS)
    figure = Figure(figsize=(WIDTH, 1.35 + 0.205 * (len(rows) + 5)))
    axes = figure.add_subplot()
    persons_axis(axes)
    ticks: list[tuple[float, str]] = []
    row = 0.0
    _head(axes, row, "claims that can be pooled")
    for claim in claims.itertuples():
        row += 1
        _claim(axes, claim, row)
        ticks.append((row, claim.label))
    row += 1.4
    _head(axes, row, "one-sided: enter no pool")
    for claim in half.itertuples():
        row += 1
        claim_mark(axes, claim, row, size=4.5, width=1.8)
        _side(axes, row, claim.letter, "", "–", "")
        ticks.append((row, claim.label))
    last, row = row, row + 1.4
    _head(axes, row, "what the method makes of them")
    first = pools.iloc[0]
    axes.fill_betweenx([0.4, last + 0.6], first["encoded_low"], first["encoded_high"], color="#e4e4e4", zorder=0)
    axes.plot([first["position"]] * 2, [0.4, row + 1], color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    for pool in pools.itertuples():
        row += 1.15
        axes.plot([pool.pi_low, pool.pi_high], [row, row], color=VERMILION, linewidth=1.6, zorder=2)
        axes.plot([pool.pi_low, pool.pi_high], [row, row], "|", color=VERMILION, markersize=7, zorder=2)
        x = [pool.encoded_low, pool.position, pool.encoded_high, pool.position]
        axes.fill(x, [row, row - 0.36, row, row + 0.36], facecolor=INK, edgecolor="white", linewidth=0.5, zorder=3)
        ticks.append((row, pool.label))
    axes.set_ylim(row + 0.8, -0.7)
    axes.set_yticks([place for place, _ in ticks], [label for _, label in ticks], fontsize=7)
    bare_rows(axes)
    _side(axes, 0, "lineage", "", "weight", "pooled value")
    figure.legend(handles=_handles(), loc="outside upper left", ncols=3, fontsize=7.2, columnspacing=1.2)
    return figure, rows


def _claim(axes: Axes, claim, row: float) -> None:
    """Draw a claim as everywhere in the book, with the width that was assumed for a bare number as a thin line."""
    if claim.assumed:
        ends = [claim.encoded_low, claim.encoded_high]
        axes.plot(ends, [row, row], color=BLUE, linewidth=0.8, linestyle=(0, (2, 1.5)), zorder=1)
    claim_mark(axes, claim, row, size=4.5, width=1.8)
    _side(axes, row, claim.letter, claim.verdict, percent(claim.weight), VERDICTS[claim.verdict])


def _side(axes: Axes, row: float, letter: str, verdict: str, weight: str, word: str) -> None:
    """Write the columns beside the rows."""
    colour = INK if verdict != "meets" else QUIET
    bold = "bold" if verdict == "misses" else "normal"
    _beside(axes, row, 16, letter, "center", "normal", INK)
    _beside(axes, row, 62, weight, "right", "normal", INK)
    _beside(axes, row, 70, word, "left", bold, colour)


def _beside(axes: Axes, row: float, place: float, text: str, align: str, weight: str, colour: str) -> None:
    axes.annotate(
        text,
        (1, row),
        xycoords=("axes fraction", "data"),
        xytext=(place, 0),
        textcoords="offset points",
        fontsize=6.8,
        va="center",
        ha=align,
        fontweight=weight,
        color=colour,
    )


def _head(axes: Axes, row: float, words: str) -> None:
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    axes.text(75, row, words, fontsize=7.4, fontweight="bold", va="center", color=QUIET, bbox=paper, zorder=3)


def _handles() -> list:
    style = {"color": BLUE, "markersize": 4.5}
    return [
        Line2D([], [], linewidth=1.8, color=BLUE, label="published range"),
        Line2D([], [], linewidth=1.8, color=BLUE, linestyle=(0, (1, 0.8)), label="order of magnitude only"),
        Line2D(
            [], [], marker="o", linewidth=0.8, linestyle=(0, (2, 1.5)), markerfacecolor="white", label=BARE, **style
        ),
        Patch(color="#e4e4e4", label="interval of the pooled value"),
        Line2D([], [], marker="D", linestyle="none", color=INK, markersize=4.5, label="pooled value, its interval"),
        Line2D([], [], color=VERMILION, linewidth=1.6, marker="|", markersize=7, label="prediction interval"),
    ]


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how few of the claims agree with what was made of them."""
    claims, pools = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pool"]
    counts = claims["verdict"].value_counts()
    first = pools.iloc[0]
    return (
        f"Forest plot of {plural(len(claims), 'claim')} of executions: the pooled value lies in the range of "
        f"{number(counts.get('holds', 0))} of them, {number(counts.get('misses', 0))} miss even its interval, and the "
        f"prediction interval runs from {span(first['pi_low'], first['pi_high'])} persons."
    )


def description(rows: pd.DataFrame) -> str:
    """Give every row with its numbers, its weight and where it stands to the pooled value."""
    told = []
    for row in rows[rows["kind"] == "claim"].itertuples():
        line = f", lineage {row.letter}" if row.letter else ""
        told.append(f"{row.label}{line}: {claim_text(row)}; weight {percent(row.weight)}; {VERDICTS[row.verdict]}")
    half = [f"{row.label}: {claim_text(row)}" for row in rows[rows["kind"] == "one-sided"].itertuples()]
    pools = [
        f"{row.label} ({plural(int(row.units), 'voice')}): pooled {rounded(row.position)}, interval "
        f"{span(row.encoded_low, row.encoded_high)}, prediction interval {span(row.pi_low, row.pi_high)}"
        for row in rows[rows["kind"] == "pool"].itertuples()
    ]
    return f"Claims: {'; '.join(told)}. One-sided, in no pool: {'; '.join(half)}. Pools, persons: {'; '.join(pools)}."


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what the pooled value is worth: who agrees with it, who does not, and what it foresees."""
    claims, pools = rows[rows["kind"] == "claim"], rows[rows["kind"] == "pool"]
    held = claims.loc[claims["verdict"] == "holds", "label"].tolist()
    missed = int((claims["verdict"] == "misses").sum())
    first = pools.iloc[0]
    by_line = claims.groupby("lineage")["weight"].sum()
    size = claims["lineage"].value_counts()
    holder = f"only in the range of {held[0]}" if len(held) == 1 else f"in {number(len(held))} ranges"
    told = [
        f"The pooled value lies {holder}." if held else "The pooled value lies in no range at all.",
        f"{number(missed)} of {plural(len(claims), 'claim')} have no value in common with the interval around it "
        "either.",
        f"One more claim of the kind would be expected anywhere in a span of a factor of "
        f"{rounded(first['pi_high'] / first['pi_low'])}: the method itself says that its pooled value predicts "
        "next to nothing.",
        f"The claims of one lineage hold {percent(by_line.max())} of the weight, because there are "
        f"{number(size[by_line.idxmax()])} of them.",
    ]
    one, other = (row for _, row in pools.iterrows())
    told.append(
        f"With one voice for each lineage the interval widens from a factor of "
        f"{rounded(one['encoded_high'] / one['encoded_low'])} to one of "
        f"{rounded(other['encoded_high'] / other['encoded_low'])}."
    )
    return tuple(told)


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "claim, one-sided (a claim that enters no pool), or pool",
    "estimate": "row of the table estimates; empty for a pool",
    "label": "short name",
    "letter": "lineage: claims that are known or thought to come from one origin; empty for a claim that stands alone",
    "lineage": "name of that lineage",
    "outcome": "what the claim counts",
    "low": "lower end as printed (persons)",
    "point": "central or only number as printed (persons)",
    "high": "upper end as printed (persons)",
    "bound": "form of the claim",
    "assumed": "whether the width of the range is an assumption of the book (True, False)",
    "position": "centre of the claim, one end of a one-sided claim, or pooled value (persons)",
    "encoded_low": "lower end of the range that enters; of a pool, of its interval (persons)",
    "encoded_high": "upper end of the range that enters; of a pool, of its interval (persons)",
    "pi_low": "lower end of the prediction interval (persons; pools only)",
    "pi_high": "upper end of the prediction interval (persons; pools only)",
    "weight": "share of the pool (0 to 1; claims only)",
    "verdict": "whether the range holds the pooled value, meets its interval, or misses both",
    "units": "claims or lineages that entered (number; pools only)",
    "tau2": "variance between them (squared natural logarithms; pools only)",
    "I2": "share of the variance that is not their own (percent; pools only)",
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-forest",
        caption=(
            "Claims about people executed, pooled by random effects on the logarithmic scale. The grey band is the "
            "interval of the pooled value, the line with end marks through each diamond the prediction interval; the "
            "last column says whether a claim’s own range holds the pooled value. The pool is not the toll: it is a "
            "mean of statements, shown to "
            "see it fail."
        ),
        make=forest,
        inputs=forest_inputs,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=TABLES,
        columns=COLUMNS,
        limits=(
            *LIMITS,
            "The widths of bare numbers and the coverage of the ranges are assumptions of ours, not of the authors.",
        ),
        sources=lambda rows, ledger: rows[rows["kind"] != "pool"],
    ),
)
