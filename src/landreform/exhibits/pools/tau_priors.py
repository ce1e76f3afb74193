"""Show how much the conclusion depends on what one believed before about the scatter between claims.

Input: the claims that the book pools. Output: the figure ``fig-tau-priors``.
"""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.bayes import SCALES, posterior_table
from landreform.contested.voices import voices
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import persons_axis
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.pooled import TABLES, pool_inputs, pool_sources
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size
from landreform.exhibits.frames import with_kept
from landreform.text.prose import listing, number, percent, plural, rounded, span
from landreform.tolls.baseline import LEVEL

#: What the scale of each prior is called.
PRIORS = {0.5: "little scatter expected", 1.0: "some scatter expected", 2.0: "much scatter expected"}
SETS = {
    "claims": "all {} claims",
    "lineages": "{} claims, copies left out",
    "reasoned": "{} claims that a scholar has weighed",
}


def prior_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Integrate the posterior for three sets of claims under three priors."""
    encoded = pool_inputs(ledger)
    sets = {"claims": encoded, "lineages": voices(encoded), "reasoned": encoded[encoded["grade"] == "reasoned"]}
    parts = [posterior_table(units, SCALES, LEVEL).assign(set=name) for name, units in sets.items()]
    return {"data": pd.concat(parts, ignore_index=True)[list(COLUMNS)]}


def intervals(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw, for each set of claims and each prior, what follows for the pooled value and for one more claim.

    Parameters
    ----------
    data : DataFrame
        One row a set and prior; columns as in `COLUMNS`.
    sheet : Sheet
    """
    figure = sheet.page(0.95 + 0.2 * (len(data) + 1.4 * len(SETS)))
    chart = RowChart(figure, start=-1.0)
    persons_axis(chart.axes, "people executed, logarithmic scale")
    chart.axes.set_xlim(10, 2_500_000)
    for place, (name, rows) in enumerate(_intervals(data)):
        head = SETS[name].format(number(int(rows["k"].iloc[0])))
        paper: Look = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
        chart.heading(head, 1.4 if place else 1.0, 0.0 if sheet.narrow else -0.27, color=INK, bbox=paper)
        for row in rows.itertuples():
            chart.row(PRIORS.get(row.scale, f"{row.scale:g}"))
            stressed = place in (0, len(SETS) - 1) and row.scale in (rows["scale"].min(), rows["scale"].max())
            tone: Look = {"fontweight": "bold", "color": INK} if stressed else {"color": QUIET}
            chart.near(f"×{rounded(_fold(row))}", row.pooled_new_high, 4, Size.TEXT, **tone)
            chart.span(row.pooled_new_low, row.pooled_new_high, color=Series.FIRST, linewidth=1.0)
            chart.span(row.pooled_low, row.pooled_high, color=Series.FIRST, linewidth=4.5, solid_capstyle="butt")
            chart.mark(row.pooled, "o", Series.FIRST, 6, markeredgecolor="white")
    chart.finish(0.7, -0.6, Size.TEXT)
    legend_above(
        figure,
        line(f"{percent(LEVEL)} range for one more claim; ×: from end to end", Series.FIRST, 1.0),
        line(
            f"average and its {percent(LEVEL)} range",
            Series.FIRST,
            4.5,
            marker="o",
            markersize=6,
            markeredgecolor="white",
        ),
        columns=2,
    )
    return figure


def _head(name: str, rows: pd.DataFrame) -> str:
    """Name a set of claims with their number, as a sentence begins."""
    words = SETS[name].format(number(int(rows["k"].iloc[0])))
    return f"{words[0].upper()}{words[1:]}"


def says(rows: pd.DataFrame) -> str:
    """Say how wide the range of one more claim is under the narrowest prior and the widest, for the fewest and most."""
    found = _intervals(rows)
    few, many = (
        f"with {number(int(here['k'].iloc[0]))} claims ×{rounded(_fold(here.iloc[0]))}{{}} and "
        f"×{rounded(_fold(here.iloc[-1]))}{{}}"
        for here in (found[0][1], found[-1][1])
    )
    return (
        "How wide the range for one more claim is depends on how much scatter one expected: "
        f"{few.format(' if little', ' if much')}, {many.format('', '')}"
    )


def _fold(row: Any) -> float:
    """Return how many times its lower end the upper end of the range of one more claim is."""
    return float(row.pooled_new_high / row.pooled_new_low)


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how far the width of the interval depends on the prior, for many claims and for few."""
    items = []
    for _, here in _intervals(rows):
        fold = here["pooled_high"] / here["pooled_low"]
        items.append(
            f"with {plural(int(here['k'].iloc[0]), 'voice')} it spans a factor of {rounded(fold.iloc[0])} to "
            f"{rounded(fold.iloc[-1])}"
        )
    return (
        f"Intervals for {plural(len(SETS), 'set')} of claims under {number(len(SCALES))} priors for the "
        f"scatter; the interval of the pooled value depends on the prior: {listing(items)}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give a sentence to every pair of intervals; then the scatter itself, which is not drawn."""
    told, kept = [], []
    for name, here in _intervals(rows):
        told.append(f"{_head(name, here)}.")
        told += [
            f"Prior scale {row.scale:g}: pooled value {rounded(row.pooled)} "
            f"({span(row.pooled_low, row.pooled_high)}), one more claim "
            f"{span(row.pooled_new_low, row.pooled_new_high)} persons, ×{rounded(_fold(row))}."
            for row in here.itertuples()
        ]
        kept.append(f"{_head(name, here)}, standard deviation between claims.")
        kept += [
            f"Prior scale {row.scale:g}: {rounded(row.tau)} ({rounded(row.tau_low)} to {rounded(row.tau_high)})."
            for row in here.itertuples()
        ]
    return with_kept(" ".join(told), " ".join(kept))


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say where the prior decides, and where it does not."""
    texts = []
    for name, here in _intervals(rows):
        new = here["pooled_new_high"] / here["pooled_new_low"]
        texts.append(
            f"{_head(name, here)}: from the narrowest prior to the "
            f"widest, the span foreseen for one more claim goes from a factor of {rounded(new.iloc[0])} to one of "
            f"{rounded(new.iloc[-1])}."
        )
    moves = max(here["pooled"].max() / here["pooled"].min() for _, here in _intervals(rows)) - 1
    texts.append(f"The belief changes the widths; the average it moves by {rounded(100 * moves)}% at the most.")
    return tuple(texts)


def _intervals(rows: pd.DataFrame):
    """Give the rows of each set, the one with the fewest voices first."""
    found = [(name, rows[rows["set"] == name].sort_values("scale")) for name in SETS]
    return sorted(found, key=lambda pair: int(pair[1]["k"].iloc[0]))


#: What the columns of the frame hold.
COLUMNS = {
    "set": "claims (each one voice), lineages (each one voice), or reasoned (claims that a scholar weighed)",
    "scale": "scale of the half-normal prior for the standard deviation between claims (natural logarithms)",
    "k": "voices (number)",
    "tau": "standard deviation between claims, median (natural logarithms)",
    **interval_columns("tau_", "its interval (natural logarithms)"),
    "pooled": "pooled value, median (persons)",
    **interval_columns("pooled_", "its interval (persons)"),
    **interval_columns("pooled_new_", "the interval for one more claim (persons)"),
}

EXHIBIT = FigureExhibit(
    slug="fig-tau-priors",
    caption=(
        "What follows for people executed under three half-normal priors for the scatter between claims, from one that "
        "expects little to one that expects much. Thick, the interval of the pooled value; thin, that of one more "
        "claim. They are degrees of belief about statements, not about the toll."
    ),
    make=intervals,
    narrow=partial(intervals, sheet=PHONE),
    inputs=prior_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "Which claims are a scholar’s weighing is the ledger’s grading of what was read of them.",
        "What is believed of the scatter itself, before and after the claims, is not drawn; the frame has its median "
        "and its interval.",
    ),
    sources=pool_sources,
)
