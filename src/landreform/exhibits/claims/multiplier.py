"""Show what would have to be true: how much deadlier the last stage must have been for each number claimed.

Input: the claims that are tolls, the reported executions and the exposure bases. Output: the figure
``fig-required-multiplier``.
"""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.stages import AT_LEAST, AT_MOST
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.lineage import short_name
from landreform.exhibits.columns import EXPOSURE_COLUMNS
from landreform.exhibits.draw.bases import base_name, base_sources, stage_inputs
from landreform.exhibits.draw.claim_glyphs import colour_of
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.row_chart import RowChart, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import with_kept
from landreform.text.claims import labels
from landreform.text.prose import listing, number, plural, rounded
from landreform.tolls.last_wave import by_number, printed_tolls, required_multiplier, span_of_bases
from landreform.tolls.reported_stages import POOLED

#: What the last stage is compared with, the stated reference first.
AGAINST = {
    "pooled": "both earlier stages as one",
    "rent_reduction": "rent reduction",
    "land_reform_to_1955_12": "land reform before",
}
#: Inches for who gives a number, at the left; the least multiple on the axis.
NAMES, LEAST = 2.1, 0.002
#: What the numbers drawn count; the others give a limit only.
DRAWN = "executed"


def multiplier_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give the multiplier that each number requires, with the claims that give the number."""
    estimates = ledger["estimates"]
    table = by_number(required_multiplier(printed_tolls(ledger), **stage_inputs(ledger)))
    counted = estimates.set_index("estimate")["outcome"]
    table["outcomes"] = [" ".join(sorted({counted[name] for name in cell.split()})) for cell in table["estimates"]]
    label = dict(zip(estimates["estimate"], map(short_name, labels(estimates, ledger["sources"])), strict=True))
    stated = estimates.set_index("estimate")[["low", "point", "high"]].astype(float)
    table["who"] = [
        listing(list(dict.fromkeys(label[name] + _place(stated.loc[name], value) for name in cell.split())))
        for cell, value in zip(table["estimates"], table["value"], strict=True)
    ]
    return {"data": table}


def _place(stated: pd.Series, value: float) -> str:
    """Say of a number which of those that a claim states it is, if it states several."""
    if stated.notna().sum() < 2:
        return ""
    places = {"low": " (lowest)", "point": " (middle)", "high": " (highest)"}
    return next((words for name, words in places.items() if stated[name] == value), "")


def required(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a row for each number: a bar over the exposure bases, against both earlier stages taken as one.

    Parameters
    ----------
    data : DataFrame
        What `landreform.tolls.last_wave.by_number` returns, with ``who``.
    sheet : Sheet
    """
    above = data[_drawn(data)]
    rows = list(above.groupby(["value", "reading"], sort=False))
    chart = RowChart(sheet.page(1.15 + 0.2 * len(rows), padding=0.06), start=-1, unit=0.2)
    before = 1
    for (value, reading), group in rows:
        is_open = reading == AT_LEAST
        name = f"{number(value)}{' or more' if is_open else ''}: {group['who'].iloc[0]}"
        if chart.names_above:
            chart.row(name, keep=1.05)
        else:
            lines = lines_of(name, NAMES, Size.TEXT)
            # A name of several lines has room above and below.
            chart.row("\n".join(lines), 1.0 + 0.4 * (len(lines) - 1) + 0.4 * (before - 1))
            before = len(lines)
        low, high = group["multiplier"].min(), group["multiplier"].max()
        named = dict.fromkeys(" ".join(group["estimates"]).split())
        with shows(chart.axes, "estimates", named):
            chart.span(low, high, color=colour_of("executed"), linewidth=5.5, solid_capstyle="butt")
        words = f"{'at least ' if is_open else ''}{rounded(low)} to {rounded(high)} times"
        if chart.names_above:
            chart.beside(words, 0, Size.TEXT)
        elif low < 1:
            # Before its bar, so that it does not cross the line of one.
            chart.near(words, low, -6, Size.TEXT, ha="right")
        else:
            chart.near(words, high, 6, Size.TEXT)
    axes = chart.axes
    axes.set(
        xscale="log",
        xlim=(LEAST if not chart.names_above else 0.07, (2 if chart.names_above else 45) * above["multiplier"].max()),
    )
    ticks = [tick for tick in (0.1, 1, 10, 100, 1000, 10_000) if axes.get_xlim()[0] < tick < axes.get_xlim()[1]]
    axes.set_xticks(ticks, [number(tick) if tick >= 1 else f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.axvline(1, color=INK, linewidth=1.0, zorder=1.5)
    write_near(axes, "as deadly as before", (1, -0.85), 4, Size.TEXT, fontstyle="italic")
    told = "from the least to the most, by how the size of a stage is measured"
    legend_above(chart.figure, line(told, colour_of("executed"), 5.5, solid_capstyle="butt"), columns=1)
    axes.set_xlabel("how many times as deadly as before the last stage was, for its size; logarithmic scale")
    chart.finish(0.6, -1.35, Size.TEXT, linespacing=0.95)
    return chart.figure


def _drawn(data: pd.DataFrame) -> pd.Series:
    """Mark what is drawn: of numbers of executions, and more than is reported, that against both stages as one."""
    counts = (data["outcomes"] == DRAWN) & (data["reading"] != AT_MOST)
    return counts & ~data["below_reports"] & (data["reference"] == POOLED)


def says(multipliers: pd.DataFrame) -> str:
    """Say how deadly the last stage must have been for the highest number of executions."""
    here = multipliers[_drawn(multipliers)]
    spans = here.groupby("value")["multiplier"].agg(["min", "max"])
    high, last = spans.index[-1], spans.iloc[-1]
    return (
        f"The more executions are claimed, the deadlier the last stage must have been, if the reports are complete: "
        f"for {number(high)}, {rounded(last['min'])} to {rounded(last['max'])} times as deadly as before"
    )


def alt(multipliers: pd.DataFrame) -> str:
    """Say in one sentence between which multipliers the numbers lie."""
    drawn = multipliers[_drawn(multipliers)]
    return (
        f"Bar chart of {plural(drawn['value'].nunique(), 'number')} claimed, a bar each from the exposure base that "
        f"asks for least to the one that asks for most: against both earlier stages taken as one they go with a last "
        f"stage between {rounded(drawn['multiplier'].min())} and {rounded(drawn['multiplier'].max())} times as deadly "
        "for its size."
    )


def description(multipliers: pd.DataFrame) -> str:
    """Give, for every number drawn, who gives it and the span of its multipliers; then what is not drawn."""
    drawn = _drawn(multipliers)
    kept = [
        f"{_head(group)}: below what is reported already."
        for _, group in multipliers[multipliers["below_reports"]].groupby("value", sort=False)
    ]
    rest = multipliers[~drawn & ~multipliers["below_reports"]]
    return with_kept(" ".join(_spans(multipliers[drawn])), " ".join([*kept, *_spans(rest)]))


def _head(group: pd.DataFrame) -> str:
    """Name a number by who gives it."""
    return f"{number(group['value'].iloc[0])} ({group['who'].iloc[0]})"


def _spans(rows: pd.DataFrame) -> list[str]:
    """Give a sentence to the span over the bases of every number and stage that it is compared with."""
    return [
        f"{_head(here)}, against {AGAINST[str(reference)]} {reading} {rounded(here['multiplier'].min())} "
        f"({base_name(here.loc[here['multiplier'].idxmin(), 'base'])}) to {rounded(here['multiplier'].max())} "
        f"({base_name(here.loc[here['multiplier'].idxmax(), 'base'])})."
        for (_, reading, reference), here in rows.groupby(["value", "reading", "reference"], sort=False)
    ]


def conclusions(multipliers: pd.DataFrame) -> tuple[str, ...]:
    """Say from which number of executions on every base asks for a deadlier last stage, and how the base matters."""
    above = multipliers[~multipliers["below_reports"]]
    both = span_of_bases(multipliers)
    asks = both[both["reading"] != AT_MOST]
    needs = asks[asks["lowest"] > 1]
    texts = []
    if len(needs):
        first = needs.sort_values("value").iloc[0]
        texts.append(
            f"If a number of executions of {number(first['value'])} or more is true, and the reports are complete, the "
            "last stage was on every base deadlier for its size than both earlier stages taken as one: at "
            f"{number(first['value'])}, {rounded(first['lowest'])} to {rounded(first['highest'])} times."
        )
    if above["reading"].eq(AT_MOST).any():
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
    "reading": "whether the multiplier is meant exactly, is a least or a greatest one, by what the claim counts and "
    "whether it is open",
    "estimates": "rows of the table estimates that give the number, joined by a space",
    "outcomes": "what these rows count, joined by a space",
    **EXPOSURE_COLUMNS,
    "reference": "stage with which the last stage is compared",
    "last_wave": "executions left for the last stage (persons)",
    "multiplier": "rate of the last stage over that of the reference (number)",
    "below_reports": "whether the number falls short of what is reported already (True, False)",
    "who": "short names of the works that give it, and which of several numbers of theirs it is",
}

EXHIBIT = FigureExhibit(
    slug="fig-required-multiplier",
    caption=(
        "The higher a number of executions, the deadlier the last stage must have been, if the reports are complete: "
        "how many times as deadly, for its size, as both earlier stages taken as one. A bar reaches from the exposure "
        "base that asks for least to the one that asks for most. Claims that count other deaths too, or a part of the "
        "executions, give a limit only and are kept in the data."
    ),
    make=required,
    narrow=partial(required, sheet=PHONE),
    inputs=multiplier_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("estimates", "lineage", "counts", "waves", "sources"),
    limits=(
        "It does not show how deadly the last stage was; no count of it is known.",
        "It takes the reports on the earlier stages to be complete; if they are not, less is left for the last stage.",
        "Numbers below what is reported are left out of the drawing and kept in its data.",
        "Each earlier stage taken by itself is kept in its data and in its long description, and is not drawn.",
        "A claim about deaths or wrongful executions bounds the executions on one side only, as its sign says.",
    ),
    sources=base_sources,
)
