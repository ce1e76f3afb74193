"""Show whether the rule matters by which one combines the claims: three rules, a voice for each claim or each lineage.

Input: the claims that the book pools. Output: the figure ``fig-pools``.
"""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.contested.opinion_pools import RULES, WEIGHTINGS, dotplot_quantiles
from landreform.contested.pool_diagnostics import compare_pools_with_claims
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.claim_glyphs import log_labels
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.pooled import TABLES, pool_inputs
from landreform.exhibits.draw.row_chart import GROUND, bare_rows
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.prose import number, percent, plural, rounded, span

#: Dots of each plot: a dot is a twentieth of the probability.
DOTS = 20
#: Bins for a factor of ten, so that dots of one bin stand upon each other without a gap.
BINS = 9
#: Central interval that is written beside the dots.
INTERVAL = 0.90
#: What each rule does.
NAMES = {
    "linear": "all claims side by side",
    "logarithmic": "only what the claims have in common",
    "quantile_average": "an average claim",
}
PLAIN = {"claims": "every claim counts", "lineages": "copies count once"}
HEADS = {"claims": "every claim one voice", "lineages": "every lineage one voice"}


def pools_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Pool the claims by every rule and weighting, and put the results back beside the claims."""
    encoded = pool_inputs(ledger)
    parts = [
        dotplot_quantiles(encoded, DOTS, rule, weighting).assign(rule=rule, weighting=weighting)
        for rule in RULES
        for weighting in WEIGHTINGS
    ]
    checks = compare_pools_with_claims(encoded, INTERVAL)
    claims = encoded.sort_values(["low", "high", "estimate"])
    parts_by_kind = {"dot": pd.concat(parts), "pool": checks, "claim": claims}
    return {"data": join_kinds(parts_by_kind, COLUMNS, whole=("dot", "claims", "hold", "meet"))}


def dotplots(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a quantile dotplot for each rule and weighting, above the ranges of the claims.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    dots_drawn, pools, claims = split_kinds(data, "dot", "pool", "claim")
    if sheet.narrow:
        figure = sheet.page(10.4)
        grid = figure.subplots(2 * len(RULES), 1, sharex=True, sharey=True).reshape(len(RULES), 2)
    else:
        figure = sheet.page(7.2)
        grid = figure.subplots(len(RULES), 2, sharex=True, sharey=True)
    tallest = 0
    for panels, rule in zip(grid, RULES, strict=True):
        for axes, weighting in zip(panels, WEIGHTINGS, strict=True):
            here = dots_drawn[(dots_drawn["rule"] == rule) & (dots_drawn["weighting"] == weighting)]
            tallest = max(tallest, _dots(axes, here))
            _ranges(axes, claims)
            pool = pools[(pools["rule"] == rule) & (pools["weighting"] == weighting)].iloc[0]
            words = (
                f"{percent(INTERVAL)} from {span(pool['low'], pool['high'])}\n"
                f"middle in {pool['hold']} of {pool['claims']} ranges of claims"
            )
            axes.text(
                0.015, 0.985, words, transform=axes.transAxes, fontsize=Size.TEXT, va="top", color=INK, bbox=GROUND
            )
            if sheet.narrow:
                axes.set_title(f"{NAMES[rule]}\n{PLAIN[weighting]}", fontsize=Size.TEXT)
        if not sheet.narrow:
            panels[0].set_title(NAMES[rule], fontsize=Size.TEXT)
    for axes, weighting in () if sheet.narrow else zip(grid[0], WEIGHTINGS, strict=True):
        place: Look = {"xycoords": "axes fraction", "xytext": (0, 24), "textcoords": "offset points", "ha": "center"}
        look: Look = {"fontsize": Size.LABEL, "fontweight": "bold", "color": QUIET, "annotation_clip": False}
        axes.annotate(PLAIN[weighting], (0.5, 1), **place, **look)
    grid[0][0].set(ylim=(-0.62 * tallest, tallest * (2.1 if sheet.narrow else 1.85)), xscale="log", xlim=(300, 600_000))
    for axes in grid[-1, -1:] if sheet.narrow else grid[-1]:
        log_labels(axes)
        axes.set_xlabel("persons, logarithmic scale")
    share = dot(f"{100 / DOTS:.0f}% of the answer", Series.FIRST, "o", 5)
    ends = line("range of a claim, from the lowest to the highest", QUIET, 1.2)
    legend_above(figure, share, ends, columns=2)
    return figure


def _dots(axes: Axes, here: pd.DataFrame) -> int:
    """Stack the dots in bins of equal ratio, and return the height of the tallest stack."""
    look: Look = {"color": Series.FIRST, "markersize": 5.2, "markeredgecolor": "white", "markeredgewidth": 0.3}
    stacks = here.groupby(np.floor(np.log10(here["persons"]) * BINS).astype(int)).size()
    for place, height in stacks.items():
        centre = 10 ** ((place + 0.5) / BINS)
        axes.plot([centre] * height, np.arange(height) + 0.5, marker="o", linestyle="none", **look)
    axes.axhline(0, color=QUIET, linewidth=0.6)
    axes.set_yticks([])
    bare_rows(axes)
    return int(stacks.max())


def _ranges(axes: Axes, claims: pd.DataFrame) -> None:
    """Draw the ranges of the claims as thin lines below the dots."""
    look: Look = {"color": QUIET, "linewidth": 1.2, "solid_capstyle": "butt"}
    for place, claim in enumerate(claims.itertuples(), start=1):
        # in units of the axes, whatever the height of the stacks will be
        height = 0.225 * (1 - place / (len(claims) + 1))
        with shows(axes, "estimates", [claim.estimate]):
            axes.plot([claim.low, claim.high], [height] * 2, transform=axes.get_xaxis_transform(), **look)


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how far the rules disagree about the same claims."""
    pools = rows[rows["kind"] == "pool"]
    return (
        f"Six quantile dotplots of pools of the same {plural(int(pools['claims'].iloc[0]), 'claim')}: the medians "
        f"lie apart by a factor of {rounded(pools['median'].max() / pools['median'].min())}, and the intervals "
        f"span a factor of {rounded(pools['fold'].min())} under one rule and of {rounded(pools['fold'].max())} under "
        "another."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the pools with their intervals, and the claims."""
    items = [
        f"Pool, {row.rule.replace('_', ' ')}, {HEADS[row.weighting]}: median {rounded(row.median)}, "
        f"{percent(INTERVAL)} from {span(row.low, row.high)}; the median lies in {row.hold} of {row.claims} ranges, "
        f"the interval meets {row.meet}."
        for row in rows[rows["kind"] == "pool"].itertuples()
    ]
    claims = [f"Range of {row.label}: {span(row.low, row.high)}." for row in rows[rows["kind"] == "claim"].itertuples()]
    return " ".join([*items, *claims])


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what each rule does with claims that contradict each other."""
    pools = rows[rows["kind"] == "pool"].set_index(["rule", "weighting"])
    linear, logarithmic, average = (pools.loc[rule] for rule in RULES)
    return (
        "The same claims give medians that differ by a factor of "
        f"{rounded(pools['median'].max() / pools['median'].min())}, by rule and weighting alone.",
        f"The linear pool keeps the disagreement: its interval spans a factor of {rounded(linear['fold'].min())} or "
        f"more, and its median moves by a factor of {rounded(linear['median'].max() / linear['median'].min())} "
        "when each lineage counts once.",
        f"The logarithmic pool is the warning: an interval of a factor of {rounded(logarithmic['fold'].max())} out of "
        f"claims that contradict each other, and {number(int(pools.iloc[0]['claims'] - logarithmic['meet'].max()))} of "
        "them have no value in common with it.",
        f"The quantile average is as narrow as an average claim, a factor of {rounded(average['fold'].max())}, and "
        f"lies where hardly anybody’s range does: its interval meets {number(average['meet'].min())} of them.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "dot, pool, or claim",
    "rule": "linear, logarithmic or quantile_average",
    "weighting": "claims (each one voice) or lineages (each one voice)",
    "dot": "number of the dot, from the lowest",
    "probability": "probability below the dot (0 to 1)",
    "persons": "value at the dot (persons)",
    "low": "lower end of the interval or of the claim (persons)",
    "median": "median of the pool (persons)",
    "high": "upper end of the interval or of the claim (persons)",
    "fold": "upper over lower end (number)",
    "claims": "claims pooled (number)",
    "hold": "claims whose range holds the median (number)",
    "meet": "claims whose range meets the interval (number)",
} | claim_columns("estimate label lineage assumed")

EXHIBIT = FigureExhibit(
    slug="fig-pools",
    caption=(
        "Three rules make six answers of the same claims about people executed: once with a voice for each claim, once "
        "with one for each lineage. Each dot is the same share of the pool; the lines below are the ranges of the "
        "claims. No dot is a probability of the toll."
    ),
    make=dotplots,
    narrow=partial(dotplots, sheet=PHONE),
    inputs=pools_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=TABLES,
    limits=("Dots stand in bins of equal ratio; the exact values are in the data of the figure.",),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
