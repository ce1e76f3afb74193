"""To how many independent sources do the claims amount? As many as one is willing to believe in."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from landreform.contested.claims import from_ledger, tolls
from landreform.contested.lineage import independence
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.origins import of_tables
from landreform.exhibits.draw.row_chart import bare_rows
from landreform.exhibits.draw.style import BLUE, QUIET, WIDTH
from landreform.text.claims import rounded
from landreform.text.prose import number, plural

#: Marker and face of each correlation within a lineage.
FACES = {0.0: ("o", "white"), 0.5: ("D", "#9ec9e2"), 1.0: ("s", BLUE)}


def independence_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Count the tolls under every reading of the steps."""
    estimates, lineage = ledger["estimates"], ledger["lineage"]
    among = tolls(from_ledger(estimates, lineage))["estimate"]
    return {"readings": independence(estimates, lineage, among=among, correlations=tuple(FACES))}


def effective_numbers(readings: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw a row for each reading of the steps, and on it a mark for each correlation.

    Parameters
    ----------
    readings : pandas.DataFrame
        What :func:`landreform.contested.lineage.independence` returns.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    keys = ["steps", "compilations", "works"]
    groups = list(readings.groupby(keys, sort=False))
    figure = Figure(figsize=(WIDTH, 1.35 + 0.3 * len(groups)))
    axes = figure.add_subplot()
    names = []
    for row, (key, group) in enumerate(groups):
        names.append(_reading(*key))
        axes.plot([group["n_eff"].min(), group["n_eff"].max()], [row, row], color=QUIET, linewidth=0.8, zorder=1)
        for line in group.itertuples():
            marker, face = FACES[line.correlation]
            axes.plot(line.n_eff, row, marker=marker, color=BLUE, markerfacecolor=face, markersize=6, linestyle="none")
        least = group.loc[group["n_eff"].idxmin()]
        axes.annotate(
            rounded(least["n_eff"]),
            (least["n_eff"], row),
            xytext=(-7, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=7.5,
        )
    axes.set_yticks(range(len(names)), names, fontsize=7.5)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, 1.05 * readings["n_eff"].max())
    axes.set_xlabel("independent sources to which the claims amount")
    bare_rows(axes)
    handles = [
        Line2D([], [], marker=marker, color=BLUE, markerfacecolor=face, linestyle="none", label=label)
        for (marker, face), label in zip(
            FACES.values(), ("none: each claim counts", "a half", "full: each lineage counts once"), strict=True
        )
    ]
    legend = figure.legend(handles=handles, loc="outside upper left", ncols=3, title="correlation within a lineage")
    legend._legend_box.align = "left"
    return figure, readings


def _reading(steps: str, compilations: str, works: str) -> str:
    """Say one reading of the steps in words."""
    base = "steps read" if steps == "read" else "steps read or inferred"
    work = ", one work one source" if works == "joined" else ""
    return f"{base}, compilations {compilations}{work}"


def alt(readings: pd.DataFrame) -> str:
    """Say in one sentence between which numbers the sources lie."""
    rows = readings.groupby(["steps", "compilations", "works"]).ngroups
    return (
        f"Dot plot with {plural(rows, 'row')}, one for each reading of the steps: the tolls amount to between "
        f"{rounded(readings['n_eff'].min())} and {rounded(readings['n_eff'].max())} independent sources."
    )


def description(readings: pd.DataFrame) -> str:
    """Give every reading with its numbers."""
    parts = []
    for key, group in readings.groupby(["steps", "compilations", "works"], sort=False):
        told = [f"{rounded(row.n_eff)} with correlation {number(row.correlation)}" for row in group.itertuples()]
        first = group.iloc[0]
        parts.append(
            f"{_reading(*key)}: {plural(int(first['claims']), 'claim')} in "
            f"{plural(int(first['lineages']), 'lineage')}, {', '.join(told)}"
        )
    return "; ".join(parts) + "."


def conclusions(readings: pd.DataFrame) -> tuple[str, ...]:
    """Say what the strictest and the most generous reading leave."""
    low, high = readings.loc[readings["n_eff"].idxmin()], readings.loc[readings["n_eff"].idxmax()]
    return (
        f"The {number(high['claims'])} claims that state a toll amount to {rounded(low['n_eff'])} sources on the "
        f"strictest reading ({_reading(low['steps'], low['compilations'], low['works'])}, full correlation).",
        "The number depends more on what one believes about the steps than on the number of claims.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "steps": "steps that join claims into a lineage: read, or read and inferred",
    "compilations": "whether a claim that brings lineages together joins them or is left out",
    "works": "whether claims of one work belong together (joined, apart)",
    "claims": "tolls that are counted (number)",
    "lineages": "lineages into which they fall (number)",
    "correlation": "correlation of two claims of one lineage (number)",
    "n_eff": "effective number of independent sources (number)",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-independence",
        caption=(
            "The effective number of independent sources among the claims that state a toll, for each reading of the "
            "steps by which numbers travelled and for three correlations within a lineage."
        ),
        make=effective_numbers,
        inputs=independence_inputs,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("estimates", "lineage"),
        columns=COLUMNS,
        limits=(
            "It does not show how good a source is; one document may outweigh many lineages.",
            "Lineages without a known link are taken to be independent, which they need not be.",
            "The correlations are assumptions; nothing measures them.",
        ),
        sources=of_tables("estimates", "lineage"),
    ),
)
