"""Show what would have to be true: how much deadlier the last stage must have been for each number claimed.

Input: the claims that are tolls, the reported executions and the exposure bases. Output: the figure
``fig-required-multiplier``.
"""

import pandas as pd
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.lineage import short_name
from landreform.exhibits.columns import EXPOSURE_COLUMNS
from landreform.exhibits.draw.bases import base_handles, base_marks, base_name, base_sources, stage_inputs
from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.style import INK, Size, Tint, page
from landreform.text.claims import labels
from landreform.text.prose import listing, number, plural, rounded
from landreform.tolls.last_wave import by_number, printed_tolls, required_multiplier, span_of_bases
from landreform.tolls.reported_stages import POOLED, REFERENCES

#: What the last stage is compared with, the stated reference first.
AGAINST = {
    "pooled": "both earlier stages as one",
    "rent_reduction": "rent reduction",
    "land_reform_to_1955_12": "land reform before",
}
#: How the multiplier reads, before the number.
SIGNS = {"exactly": "=", "at least": "at least", "at most": "at most"}
ROOM = 34


def multiplier_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give the multiplier that each number requires, with the claims that give the number."""
    estimates = ledger["estimates"]
    table = by_number(required_multiplier(printed_tolls(ledger), **stage_inputs(ledger)))
    label = dict(zip(estimates["estimate"], labels(estimates, ledger["sources"]), strict=True))
    names = [[label[name] for name in cell.split()] for cell in table["estimates"]]
    table["who"] = [listing(list(dict.fromkeys(map(short_name, items)))) for items in names]
    return {"data": table}


def required(data: pd.DataFrame) -> Figure:
    """Draw a row for each number and a panel for each stage of comparison, with a mark for each base.

    Parameters
    ----------
    data : DataFrame
        What `landreform.tolls.last_wave.by_number` returns, with ``who``.
    """
    above = data[~data["below_reports"]]
    bases = list(dict.fromkeys(above["base"]))
    rows = list(above.groupby(["value", "reading"], sort=False))
    figure = page(1.8 + 0.165 * len(rows), padding=0.06)
    marks = base_marks(bases)
    panels = figure.subplots(1, len(REFERENCES), sharex=True, sharey=True)
    for panel, reference in zip(panels, REFERENCES, strict=True):
        chart = RowChart(figure, panel, start=-1)
        for (value, reading), group in rows:
            chart.row(_name(value, reading, group["who"].iloc[0]))
            here = group[group["reference"] == reference]
            chart.span(here["multiplier"].min(), here["multiplier"].max(), color=Tint.BASES, linewidth=3)
            for row in here.itertuples():
                colour, marker = marks[row.base]
                chart.mark(row.multiplier, marker, colour, 3.2, alpha=0.9)
        panel.set_xscale("log")
        panel.axvline(1, color=INK, linewidth=0.8, zorder=1.5)
        panel.set_title(AGAINST[reference], fontsize=Size.TEXT, fontweight="normal", loc="left")
        panel.set_xticks([0.1, 1, 10, 100, 1000], ["0.1", "1", "10", "100", "1,000"], fontsize=Size.TEXT)
        panel.minorticks_off()
        chart.finish(0.6, -0.6, Size.TEXT)
    words = "times as deadly, for its size, as the stage above the panel; logarithmic scale"
    figure.supxlabel(words, fontsize=Size.TEXT)
    legend_above(figure, *base_handles(bases), size=Size.TEXT)
    return figure


def _name(value: float, reading: str, who: str) -> str:
    """Say a number, how its multiplier reads, and who gives it, in one line."""
    if len(who) > ROOM:
        parts = who.replace(" and ", ", ").split(", ")
        kept: list[str] = []
        while parts and len(", ".join([*kept, parts[0]])) <= ROOM - 8:
            kept.append(parts.pop(0))
        who = f"{', '.join(kept)}, {len(parts)} more" if kept else who[: ROOM - 1] + "…"
    return f"{who}   {SIGNS[reading]} {number(value)}"


def alt(multipliers: pd.DataFrame) -> str:
    """Say in one sentence between which multipliers the numbers lie."""
    above = multipliers[~multipliers["below_reports"]]
    both = above[above["reference"] == POOLED]
    return (
        f"Dot plot of {plural(above['value'].nunique(), 'number')} claimed, on "
        f"{plural(above['base'].nunique(), 'exposure base')}: against both earlier stages taken as one they go with a "
        f"last stage between {rounded(both['multiplier'].min())} and {rounded(both['multiplier'].max())} times as "
        "deadly for its size, the numbers that count more than executions with one at most so deadly."
    )


def description(multipliers: pd.DataFrame) -> str:
    """Give, for every number, who gives it and the span of its multipliers."""
    parts = []
    for (value, reading), group in multipliers.groupby(["value", "reading"], sort=False):
        if group["below_reports"].all():
            items = "below what is reported already"
        else:
            items = "; ".join(
                f"against {AGAINST[reference]} {reading} {rounded(here['multiplier'].min())} "
                f"({base_name(here.loc[here['multiplier'].idxmin(), 'base'])}) to {rounded(here['multiplier'].max())} "
                f"({base_name(here.loc[here['multiplier'].idxmax(), 'base'])})"
                for reference, here in group.groupby("reference", sort=False)
            )
        parts.append(f"{number(value)} ({group['who'].iloc[0]}): {items}")
    return ". ".join(parts) + "."


def conclusions(multipliers: pd.DataFrame) -> tuple[str, ...]:
    """Say from which number of executions on every base asks for a deadlier last stage, and how the base matters."""
    above = multipliers[~multipliers["below_reports"]]
    both = span_of_bases(multipliers)
    asks = both[both["reading"] != "at most"]
    needs = asks[asks["lowest"] > 1]
    texts = []
    if len(needs):
        first = needs.sort_values("value").iloc[0]
        texts.append(
            f"If a number of executions of {number(first['value'])} or more is true, and the reports are complete, the "
            "last stage was on every base deadlier for its size than both earlier stages taken as one: at "
            f"{number(first['value'])}, {rounded(first['lowest'])} to {rounded(first['highest'])} times."
        )
    if above["reading"].eq("at most").any():
        texts.append(
            "A number that counts other deaths too asks for nothing: it says only how deadly the last stage was at "
            "most."
        )
    ratio = (both["highest"] / both["lowest"]).max()
    texts.append(f"For one and the same number the bases differ by a factor of up to {rounded(ratio)}.")
    below = multipliers.loc[multipliers["below_reports"], "value"].drop_duplicates()
    if len(below):
        texts.append(
            f"{plural(len(below), 'number')} claimed ({listing([number(v) for v in below])}) "
            f"{'falls' if len(below) == 1 else 'fall'} short of what is "
            "reported for the earlier stages alone."
        )
    return tuple(texts)


#: What the columns of the frame hold.
COLUMNS = {
    "value": "number claimed (persons)",
    "reading": "whether the multiplier is meant exactly, is a least or a greatest one, by what the claim counts",
    "estimates": "rows of the table estimates that give the number, joined by a space",
    **EXPOSURE_COLUMNS,
    "reference": "stage with which the last stage is compared",
    "last_wave": "executions left for the last stage (persons)",
    "multiplier": "rate of the last stage over that of the reference (number)",
    "below_reports": "whether the number falls short of what is reported already (True, False)",
    "who": "short names of the works that give it",
}

EXHIBIT = FigureExhibit(
    slug="fig-required-multiplier",
    caption=(
        "The higher a number of executions, the deadlier the last stage must have been, if the reports are complete: "
        "how many times as deadly for its size as the stage named above the panel, one mark for each exposure base. "
        "The first panel is the reference of the book, both earlier stages taken as one. The sign says how the "
        "multiplier reads."
    ),
    make=required,
    inputs=multiplier_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "counts", "waves", "sources"),
    limits=(
        "It does not show how deadly the last stage was; no count of it is known.",
        "It takes the reports on the earlier stages to be complete; if they are not, less is left for the last stage.",
        "Numbers below what is reported are left out of the drawing and kept in its data.",
        "A claim about deaths or wrongful executions bounds the executions on one side only, as its sign says.",
    ),
    sources=base_sources,
)
