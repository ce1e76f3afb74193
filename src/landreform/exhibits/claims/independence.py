"""Show to how many independent sources the claims amount: as many as one is willing to believe in.

Input: the tables ``estimates`` and ``lineage``. Output: the figure ``fig-independence``.
"""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.claims import from_ledger
from landreform.contested.lineage import independence
from landreform.contested.outcomes import tolls
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.legends import dot, legend_above
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Size, Tint
from landreform.text.prose import number, plural, rounded
from landreform.tolls.claim_findings import few_sources

#: Marker, face and name of each correlation within a lineage.
FACES = {
    0.0: ("o", "white", "each as a source of its own"),
    0.5: ("D", Tint.HALF, "half as that"),
    1.0: ("s", INK, "all together as one source"),
}
#: How a reading of the steps is called beside its row.
NAMES = {
    "stated": "copied, as a text states",
    "stated and inferred": "copied, stated or inferred",
    "stated, inferred and of one work": "the same, and one work one source",
}


def independence_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Count the tolls under every reading of the steps."""
    estimates, lineage = ledger["estimates"], ledger["lineage"]
    among = tolls(from_ledger(estimates, lineage))["estimate"]
    return {"data": independence(estimates, lineage, among=among, correlations=tuple(FACES))}


def effective_numbers(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a row for each reading of the steps, and on it a mark for each correlation.

    Parameters
    ----------
    data : DataFrame
        What `landreform.contested.lineage.independence` returns.
    sheet : Sheet
    """
    chart = RowChart(sheet.page(1.35 + 0.3 * data["reading"].nunique()), start=-1, unit=0.26)
    for reading, group in data.groupby("reading", sort=False):
        chart.row(NAMES[reading])
        least = group["n_eff"].min()
        chart.span(least, group["n_eff"].max(), color=QUIET, linewidth=0.8, zorder=1)
        for row in group.itertuples():
            marker, face, _ = FACES[row.correlation]
            chart.mark(row.n_eff, marker, INK, 6, markerfacecolor=face, linestyle="none")
        chart.near(rounded(least), least, -7, Size.TEXT, ha="right")
        chart.near(rounded(group["n_eff"].max()), group["n_eff"].max(), 7, Size.TEXT)
    chart.axes.set(xlim=(0, 1.1 * data["n_eff"].max()), xlabel="number of sources")
    chart.finish(0.5, -0.5, Size.TEXT)
    handles = [dot(label, INK, marker, markerfacecolor=face) for marker, face, label in FACES.values()]
    title = "claims that go back to one another count"
    legend_above(chart.figure, *handles, size=Size.TEXT, title=title, alignment="left")
    return chart.figure


def alt(readings: pd.DataFrame) -> str:
    """Say in one sentence between which numbers the sources lie."""
    rows = readings["reading"].nunique()
    return (
        f"Dot plot with {plural(rows, 'row')}, one for each reading of the steps: the tolls amount to between "
        f"{rounded(readings['n_eff'].min())} and {rounded(readings['n_eff'].max())} independent sources."
    )


def description(readings: pd.DataFrame) -> str:
    """Give every reading with its numbers."""
    parts = []
    for key, group in readings.groupby("reading", sort=False):
        items = [f"{rounded(row.n_eff)} with correlation {number(row.correlation)}" for row in group.itertuples()]
        first = group.iloc[0]
        parts.append(
            f"{NAMES[key]}: {plural(int(first['claims']), 'claim')} in "
            f"{plural(int(first['lineages']), 'lineage')}, {', '.join(items)}"
        )
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts)


def conclusions(readings: pd.DataFrame) -> tuple[str, ...]:
    """Say what the strictest and the most generous reading leave."""
    low, high = readings.loc[readings["n_eff"].idxmin()], readings.loc[readings["n_eff"].idxmax()]
    return (
        f"The {number(high['claims'])} claims that state a toll amount to {rounded(low['n_eff'])} sources on the "
        f"strictest reading ({NAMES[low['reading']]}, full correlation).",
        "The number depends more on what one believes about the steps than on the number of claims.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "reading": "how the steps are read: stated; stated and inferred; stated, inferred and of one work",
    "claims": "tolls that are counted (number)",
    "lineages": "lineages into which they fall (number)",
    "correlation": "correlation of two claims of one lineage (number)",
    "n_eff": "effective number of independent sources (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-independence",
    caption=(
        "The effective number of independent sources among the claims that state a toll, for three readings of the "
        "steps by which numbers travelled and three correlations within a lineage. A compilation joins nobody."
    ),
    make=effective_numbers,
    narrow=partial(effective_numbers, sheet=PHONE),
    inputs=independence_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "reception", "sources"),
    finding=few_sources,
    limits=(
        "It does not show how good a source is; one document may outweigh many lineages.",
        "Lineages without a known link are taken to be independent, which they need not be.",
        "The correlations are assumptions.",
    ),
    sources=lambda data, ledger: pd.concat([ledger["estimates"], ledger["lineage"]]),
)
