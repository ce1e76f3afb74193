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
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import QUIET, Series, Size
from landreform.exhibits.frames import with_kept
from landreform.text.prose import number, plural, rounded
from landreform.tolls.claim_findings import few_sources

#: Correlations within a lineage that are reckoned; the figure draws the last, with which a lineage is one source.
CORRELATIONS = (0.0, 0.5, 1.0)
#: What stands for one source under each reading of the steps.
NAMES = {
    "stated": "copied, as a text states",
    "stated and inferred": "copied, stated or inferred",
    "stated, inferred and of one work": "copied, stated or inferred, or of one work",
}
#: The readings that are drawn, as they are called beside their bars.
ROWS = {
    "stated": "sources, without copies\nthat a text calls so",
    "stated and inferred": "sources, without inferred\ncopies, too",
}


def independence_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Count the tolls under every reading of the steps."""
    estimates, lineage = ledger["estimates"], ledger["lineage"]
    among = tolls(from_ledger(estimates, lineage))["estimate"]
    return {"data": independence(estimates, lineage, among=among, correlations=CORRELATIONS)}


def sources_left(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a bar for the numbers as published, and one for what is left of them under each reading of the steps.

    Parameters
    ----------
    data : DataFrame
        What `landreform.contested.lineage.independence` returns; drawn is full correlation within a lineage, for the
        readings that take nothing but steps.
    sheet : Sheet
    """
    whole = _drawn(data)
    chart = RowChart(sheet.page(0.75 + 0.36 * (len(whole) + 1)), start=-1, unit=0.26, foot=0.12)
    published = int(whole["claims"].iloc[0])
    _bar(chart, "numbers of the dead, as published", published, QUIET)
    for row in whole.itertuples():
        _bar(chart, ROWS[row.reading], row.n_eff, Series.FIRST)
    chart.axes.set(xlim=(0, 1.1 * published), xlabel="how many")
    chart.finish(0.6, -0.6, Size.TEXT, linespacing=0.95)
    return chart.figure


def _drawn(data: pd.DataFrame) -> pd.DataFrame:
    """Select what is drawn."""
    return data[(data["correlation"] == CORRELATIONS[-1]) & data["reading"].isin(ROWS)]


def _bar(chart: RowChart, name: str, value: float, colour: str) -> None:
    """Draw a bar with its number."""
    chart.row(name)
    chart.axes.barh(chart.at, value, height=0.5, color=colour)
    chart.near(rounded(value), value, 5, Size.LABEL, fontweight="bold")


def alt(readings: pd.DataFrame) -> str:
    """Say in one sentence between which numbers the sources lie."""
    shown = _drawn(readings)
    left = [f"{plural(int(row.lineages), 'source')}, {NAMES[row.reading]}" for row in shown.itertuples()]
    published = number(readings["claims"].iloc[0])
    return f"Bar chart of {published} tolls as published and of the sources to which they go back: {'; '.join(left)}."


def description(readings: pd.DataFrame) -> str:
    """Give every bar; then every reading with its numbers for three correlations, which are not drawn."""
    shown = [f"Numbers of the dead, as published: {number(readings['claims'].iloc[0])}."]
    shown += [f"Sources, {NAMES[row.reading]}: {rounded(row.n_eff)}." for row in _drawn(readings).itertuples()]
    parts = []
    for key, group in readings.groupby("reading", sort=False):
        items = [f"{rounded(row.n_eff)} with correlation {number(row.correlation)}" for row in group.itertuples()]
        first = group.iloc[0]
        parts.append(
            f"{NAMES[key]}: {plural(int(first['claims']), 'claim')} in "
            f"{plural(int(first['lineages']), 'lineage')}, {', '.join(items)}"
        )
    return with_kept(" ".join(shown), " ".join(f"{part[0].upper()}{part[1:]}." for part in parts))


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
        "The number of independent sources among the claims that state a toll, for two readings of the steps by which "
        "numbers travelled: claims that go back to one another count as one. A compilation joins nobody."
    ),
    make=sources_left,
    narrow=partial(sources_left, sheet=PHONE),
    inputs=independence_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "reception", "sources"),
    finding=few_sources,
    limits=(
        "It does not show how good a source is; one document may outweigh many lineages.",
        "Lineages without a known link are taken to be independent, which they need not be.",
        "Claims of one lineage count as one source; with half or no correlation between them they count for more, "
        "which is kept in its data and its description, as is a reading that takes all numbers of one work for one.",
    ),
    sources=lambda data, ledger: pd.concat([ledger["estimates"], ledger["lineage"]]),
)
