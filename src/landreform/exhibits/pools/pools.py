"""Show whether the rule matters by which one combines the claims: three rules, a voice for each claim or each lineage.

Input: the claims that the book pools. Output: the figure ``fig-pools``.
"""

from functools import partial
from itertools import compress

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.opinion_pools import RULES, WEIGHTINGS, dotplot_quantiles
from landreform.contested.pool_diagnostics import compare_pools_with_claims
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.claim_glyphs import WAYS, colour_of, persons_axis
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.pooled import TABLES, pool_inputs
from landreform.exhibits.draw.row_chart import RowChart, write_above
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, Dash, Look, Series, Size
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.prose import number, percent, plural, rounded, span
from landreform.tolls.baseline import OUTCOME

#: Dots of each pool in the data: a dot is a twentieth of the probability.
DOTS = 20
#: Central interval that is drawn.
INTERVAL = 0.90
#: What a claim is that gives a word such as thousands.
WORD = "order_of_magnitude"
#: What each rule does.
NAMES = {
    "linear": "put all the ranges side by side",
    "logarithmic": "keep what the ranges have most in common",
    "quantile_average": "average the ends of the ranges",
}
PLAIN = {"claims": "with copies", "lineages": "without copies"}
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


def pools_beside_claims(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the ranges of the claims, and below them for each rule and weighting the answer with its middle.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; the dots of each pool are in the frame and are not drawn.
    sheet : Sheet
    """
    pools, claims = split_kinds(data, "pool", "claim")
    chart = RowChart(sheet.page(1.0 + 0.2 * (len(claims) + len(pools) + 1.4 * (len(RULES) + 1))), start=0.2)
    persons_axis(chart.axes, "people executed, logarithmic scale")
    chart.axes.set_xlim(300, 600_000)
    _heading(chart, f"the {number(len(claims))} claims")
    for claim in claims.itertuples():
        chart.row(claim.label)
        dash = Dash.MAGNITUDE if claim.bound == WORD else "-"
        look: Look = {"linewidth": 2.2, "linestyle": dash}
        if claim.assumed:
            look = {"linewidth": 0.8, "linestyle": Dash.ASSUMED}
        with shows(chart.axes, "estimates", [claim.estimate]):
            chart.span(claim.low, claim.high, color=colour_of(OUTCOME), solid_capstyle="butt", **look)
    for place, rule in enumerate(RULES, start=1):
        _heading(chart, f"{place}. {NAMES[rule]}", 1.4)
        for pool in pools[pools["rule"] == rule].itertuples():
            chart.row(PLAIN[pool.weighting])
            chart.span(pool.low, pool.high, color=Series.FIRST, linewidth=4.5, solid_capstyle="butt")
            chart.mark(pool.median, "o", Series.FIRST, 7.5, markeredgecolor="white", linestyle="none")
    middles = pools["median"].agg(["min", "max"])
    top, foot = -0.7, chart.at + 0.7
    guide: Look = {"color": Series.FIRST, "linewidth": 0.8, "linestyle": Dash.GUIDE, "zorder": 0.5}
    for middle in middles:
        chart.axes.plot([middle] * 2, [top, foot], **guide)
    chart.axes.plot(middles, [top] * 2, color=Series.FIRST, linewidth=1.2)
    words = f"×{_apart(pools)} from the lowest middle to the highest"
    write_above(chart.axes, words, (float(np.sqrt(middles.prod())), top), 3, Size.TEXT, fontweight="bold")
    chart.finish(0.7, -1.6)
    wine = colour_of(OUTCOME)
    handles = [
        line("range of a claim", wine, 2.2),
        line(WAYS["word"][1], wine, 2.2, linestyle=Dash.MAGNITUDE),
        line(WAYS["assumed"][1], wine, 0.8, linestyle=Dash.ASSUMED),
    ]
    there = (True, (claims["bound"] == WORD).any(), claims["assumed"].any())
    told = f"answer: middle and {percent(INTERVAL)} range"
    answer = line(told, Series.FIRST, 4.5, marker="o", markersize=7.5, markeredgecolor="white")
    legend_above(chart.figure, *compress(handles, there), answer, columns=2, columnspacing=1.2)
    return chart.figure


def _heading(chart: RowChart, words: str, step: float = 0.0) -> None:
    """Write a heading on white, since the lines of the middles run behind it."""
    paper: Look = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    chart.heading(words, step, 0.0 if chart.names_above else -0.34, color=INK, bbox=paper)


def _apart(pools: pd.DataFrame) -> str:
    """Write by what factor the middles of the pools lie apart."""
    return rounded(pools["median"].max() / pools["median"].min())


def says(rows: pd.DataFrame) -> str:
    """Say how many answers the rules make of the same claims, and how far apart these are."""
    (pools, claims) = split_kinds(rows, "pool", "claim")
    return (
        f"The same {plural(len(claims), 'claim')}, combined by {number(len(RULES))} rules with and without copies, "
        f"give {number(len(pools))} answers; their middles lie up to ×{_apart(pools)} apart"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how far the rules disagree about the same claims."""
    pools = rows[rows["kind"] == "pool"]
    return (
        "Chart of rows: the ranges of the claims and six pools of the same "
        f"{plural(int(pools['claims'].iloc[0]), 'claim')}: the medians lie apart by a factor of "
        f"{rounded(pools['median'].max() / pools['median'].min())}, and the intervals span a factor of "
        f"{rounded(pools['fold'].min())} under one rule and of {rounded(pools['fold'].max())} under another."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the pools with their intervals, and the claims."""
    items = [
        f"To {NAMES[row.rule]} ({row.rule.replace('_', ' ')} pool), {HEADS[row.weighting]}: median "
        f"{rounded(row.median)}, {percent(INTERVAL)} from {span(row.low, row.high)}; the median lies in {row.hold} of "
        f"{row.claims} ranges, the interval meets {row.meet}."
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
} | claim_columns("estimate label lineage bound assumed")

EXHIBIT = FigureExhibit(
    slug="fig-pools",
    caption=(
        "Three rules make six answers of the same claims about people executed: once with a voice for each claim, once "
        "with one for each lineage. The rules are the linear pool, the logarithmic pool and the average of quantiles; "
        "dashed lines mark the lowest and the highest middle. No answer is the toll."
    ),
    make=pools_beside_claims,
    narrow=partial(pools_beside_claims, sheet=PHONE),
    inputs=pools_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=("Of each answer the middle and an interval are drawn; twentieths of it are kept in its data.",),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
