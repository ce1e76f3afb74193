"""Show how much the conclusion depends on what one believed before about the scatter between claims.

Input: the claims that the book pools. Output: the figure ``fig-tau-priors``.
"""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.bayes import SCALES, density_table, posterior_table
from landreform.contested.voices import voices
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import persons_axis
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.pooled import TABLES, pool_inputs, pool_sources
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.style import QUIET, Dash, Series, Size, page
from landreform.exhibits.frames import join_kinds, split_kinds
from landreform.text.prose import listing, number, plural, rounded, span
from landreform.tolls.baseline import LEVEL

#: Scale of the prior: colour, line and marker.
STYLES = {0.5: (Series.FOURTH, Dash.THIRD, "s"), 1.0: (Series.FIRST, "-", "o"), 2.0: (Series.THIRD, Dash.SECOND, "^")}
SETS = {
    "claims": "every claim one voice",
    "lineages": "every lineage one voice",
    "reasoned": "a scholar’s weighing only",
}
TOP, STEPS = 4.5, 181


def prior_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Integrate the posterior for three sets of claims under three priors."""
    encoded = pool_inputs(ledger)
    sets = {"claims": encoded, "lineages": voices(encoded), "reasoned": encoded[encoded["grade"] == "reasoned"]}
    tau = np.linspace(0.0, TOP, STEPS)
    parts = {
        "interval": pd.concat([posterior_table(units, SCALES, LEVEL).assign(set=name) for name, units in sets.items()]),
        "density": pd.concat([density_table(units, SCALES, tau).assign(set=name) for name, units in sets.items()]),
    }
    return {"data": join_kinds(parts, COLUMNS)}


def densities_and_intervals(data: pd.DataFrame) -> Figure:
    """Draw, for each set of claims, prior and posterior of the scatter, and what follows for the pooled value.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    """
    figure = page(6.0)
    grid = figure.subplots(len(SETS), 2, sharex="col", width_ratios=[1, 1.25])
    height = 1.08 * data[["prior", "posterior"]].max().max()
    for (left, right), name in zip(grid, SETS, strict=True):
        here = data[data["set"] == name]
        chart = RowChart(figure, right, start=-1)
        for scale, (colour, dash, marker) in STYLES.items():
            row, curve = split_kinds(here[here["scale"] == scale], "interval", "density")
            left.plot(curve["tau"], curve["prior"], color=colour, linestyle=dash, linewidth=0.8)
            left.plot(curve["tau"], curve["posterior"], color=colour, linestyle=dash, linewidth=1.9)
            chart.row(f"{scale:g}")
            chart.span(*row[["pooled_new_low", "pooled_new_high"]].iloc[0], color=colour, linewidth=1.0)
            chart.span(*row[["pooled_low", "pooled_high"]].iloc[0], color=colour, linewidth=4.0)
            chart.mark(row["pooled"].iloc[0], marker, colour, 6, markeredgecolor="white")
        left.set(xlim=(0, TOP), ylim=(0, height), yticks=[])
        left.spines["left"].set_visible(False)
        left.set_title(f"{SETS[name]}: {int(here['k'].iloc[0])}", fontsize=Size.LABEL)
        persons_axis(right, "")
        right.set_xlim(10, 2_500_000)
        chart.finish(0.5, -0.5, Size.TEXT)
    grid[0][1].set_title("pooled value, and one more claim", fontsize=Size.LABEL)
    grid[-1][0].set_xlabel("standard deviation between claims, logs")
    grid[-1][1].set_xlabel("persons, logarithmic scale")
    figure.supylabel("")
    priors = [
        line(f"prior scale {scale:g}", colour, linestyle=dash, marker=marker, markersize=5)
        for scale, (colour, dash, marker) in STYLES.items()
    ]
    legend_above(
        figure,
        *priors,
        line("before the claims", QUIET, 0.8),
        line("after the claims", QUIET, 1.9),
        line("interval, pooled value", QUIET, 4),
        line("interval, one more claim", QUIET, 1),
        columns=4,
        columnspacing=1.2,
    )
    return figure


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
        f"Curves and intervals for {plural(len(SETS), 'set')} of claims under {number(len(SCALES))} priors for the "
        f"scatter; the interval of the pooled value depends on the prior: {listing(items)}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give every interval."""
    items = []
    for name, here in _intervals(rows):
        lines = [
            f"scale {row.scale:g}: standard deviation {rounded(row.tau)} ({rounded(row.tau_low)} to "
            f"{rounded(row.tau_high)}), pooled {rounded(row.pooled)} ({span(row.pooled_low, row.pooled_high)}), one "
            f"more claim {span(row.pooled_new_low, row.pooled_new_high)} persons"
            for row in here.itertuples()
        ]
        items.append(f"{SETS[name]}, {plural(int(here['k'].iloc[0]), 'voice')}: {'; '.join(lines)}.")
    return " ".join(items)


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say where the prior decides, and where it does not."""
    texts = []
    for name, here in _intervals(rows):
        new = here["pooled_new_high"] / here["pooled_new_low"]
        texts.append(
            f"{SETS[name][0].upper() + SETS[name][1:]} ({number(int(here['k'].iloc[0]))}): from the narrowest prior to "
            f"the widest, the span foreseen for one more claim goes from a factor of {rounded(new.iloc[0])} to one of "
            f"{rounded(new.iloc[-1])}."
        )
    texts.append("The fewer the voices, the more the answer is what one believed before.")
    return tuple(texts)


def _intervals(rows: pd.DataFrame):
    found = rows[rows["kind"] == "interval"]
    return [(name, found[found["set"] == name].sort_values("scale")) for name in SETS]


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "interval (one row a set and prior), or density (one row a place on a curve)",
    "set": "claims (each one voice), lineages (each one voice), or reasoned (claims that a scholar weighed)",
    "scale": "scale of the half-normal prior for the standard deviation between claims (natural logarithms)",
    "k": "voices (number)",
    "tau": "standard deviation between claims: median, or place on the curve (natural logarithms)",
    **interval_columns("tau_", "its interval (natural logarithms)"),
    "prior": "density before the claims (per natural logarithm)",
    "posterior": "density after the claims (per natural logarithm)",
    "pooled": "pooled value, median (persons)",
    **interval_columns("pooled_", "its interval (persons)"),
    **interval_columns("pooled_new_", "the interval for one more claim (persons)"),
}

EXHIBIT = FigureExhibit(
    slug="fig-tau-priors",
    caption=(
        "The fewer the voices, the more the answer is what one believed before. Left, the scatter between claims about "
        "people executed, before (thin) and after (thick) looking at them, for three half-normal priors, each named by "
        "its scale, below which about two thirds of the belief lie; right, what follows for the pooled value and for "
        "one more claim. The curves are degrees of belief about statements, not about the toll."
    ),
    make=densities_and_intervals,
    inputs=prior_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=TABLES,
    limits=("Which claims are a scholar’s weighing is the ledger’s grading of what was read of them.",),
    sources=pool_sources,
)
