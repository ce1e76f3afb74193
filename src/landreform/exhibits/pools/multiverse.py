"""Show what every defensible way of pooling gives: how far the results lie apart, and how little each foresees.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-multiverse``.
"""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter

from landreform.contested.multiverse.summaries import rank_specifications
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import interval_columns
from landreform.exhibits.draw.claim_glyphs import full_numbers, log_labels
from landreform.exhibits.draw.pooled import MULTIVERSE_TABLES, multiverse_sources
from landreform.exhibits.draw.row_chart import write_above
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size
from landreform.exhibits.frames import join_kinds, split_kinds, with_kept
from landreform.text.prose import number, percent, plural, rounded, rounded_down
from landreform.tolls.claim_findings import no_choice
from landreform.tolls.multiverse import along_curve, ledger_multiverse
from landreform.tolls.table_text import CHOICE_NAMES as NAMES
from landreform.tolls.table_text import OPTION_NAMES

#: Points of the curve that are kept, and segments of it in which options are counted.
POINTS, BINS = 600, 60
#: Columns for a factor of ten: of the averages, and of the factors that ranges for a next claim span.
AVERAGES, RANGES = 10, 10
#: The greatest factor with a column of its own; the last column holds all greater ones.
GREATEST = 1_000_000
#: Between which factors that column is drawn, and the end of the axis.
APART, END = (5_000_000, 8_000_000), 14_000_000
#: How a column of counts looks.
COLUMN: Look = {"color": Series.FIRST, "edgecolor": "white", "linewidth": 0.4}


def multiverse_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Run every specification, and take points of the curve and counts along it."""
    found = ledger_multiverse(ledger)
    words = dict.fromkeys((*NAMES, "mark"), str)
    whole = rank_specifications(found)
    folds = (whole["pi_high"] / whole["pi_low"]).where(np.isfinite(whole["pi_high"] - whole["pi_low"]))
    narrowest = whole.loc[[folds.idxmin()]].astype(words)
    parts = {
        "curve": rank_specifications(found, POINTS).astype(words).assign(specifications=len(whole)),
        "equivalent": whole[whole["mark"] == "equivalent"].astype(words).assign(specifications=len(whole)),
        "option": along_curve(found, BINS),
        "narrowest": narrowest.assign(specifications=len(whole)),
        "averages": _counts(whole["estimate"], AVERAGES),
        "ranges": _counts(folds.dropna().clip(upper=GREATEST), RANGES),
    }
    return {"data": join_kinds(parts, COLUMNS, whole=("rank", "units", "specifications", "bin"))}


def _counts(values: pd.Series, columns: int) -> pd.DataFrame:
    """Count values in columns of equal ratio, so many for a factor of ten, from the one with the least value on."""
    places = np.floor(np.log10(values) * columns).astype(int)
    every = range(places.min(), places.max() + 1)
    counts = places.value_counts().reindex(every, fill_value=0)
    ends = 10.0 ** (np.arange(every[0], every[-1] + 2) / columns)
    return pd.DataFrame({"from": ends[:-1], "to": ends[1:], "specifications": counts.to_numpy()})


def averages_and_ranges(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Count the ways of averaging by what they give: the average itself, and the range for a next claim.

    The curve of results, and where each option lies along it, are in the frame and are not drawn.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    lines, least, averages, ranges = split_kinds(data, "curve", "narrowest", "averages", "ranges")
    figure = sheet.page(6.0 if sheet.narrow else 3.5)
    first, second = figure.subplots(2, 1) if sheet.narrow else figure.subplots(1, 2)
    # The column that holds all greater ones stands apart: it has no end, and is no peak.
    beyond = ranges["from"] >= GREATEST * 0.999
    apart = ranges.assign(**{"from": ranges["from"].mask(beyond, APART[0]), "to": ranges["to"].mask(beyond, APART[1])})
    for axes, rows in ((first, averages), (second, apart)):
        axes.bar(rows["from"], rows["specifications"], rows["to"] - rows["from"], align="edge", **COLUMN)
        axes.set(xscale="log", ylim=(0, 1.3 * rows["specifications"].max()))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        full_numbers(axes.yaxis)
        axes.grid(axis="x", visible=False)
    first.set_title("the averages", fontsize=Size.LABEL)
    first.set(xlim=(500, 200_000), xlabel="people executed, logarithmic scale", ylabel="how many ways of averaging")
    log_labels(first)
    ends = lines["estimate"].agg(["min", "max"])
    _between(first, ends, 1.1 * averages["specifications"].max(), f"×{rounded(ends.max() / ends.min())} apart")
    counted, total = int(ranges["specifications"].sum()), int(lines["specifications"].iloc[0])
    second.set_title("the range for one more claim", fontsize=Size.LABEL)
    second.set(xlim=(0.7, END), xlabel="upper end of the range over its lower end,\nlogarithmic scale")
    _break(second, float(np.sqrt(GREATEST * APART[0])))
    ticks = [1, 10, 100, 1000, 10_000, 100_000]
    more = float(np.sqrt(np.prod(APART)))
    second.set_xticks(
        [*ticks[::2], more], ["×1", "×100", "×10,000", f"×{number(GREATEST)}\nor more"], fontsize=Size.TEXT
    )
    second.set_xticks([*ticks, GREATEST], minor=True)
    second.xaxis.set_minor_formatter(NullFormatter())
    narrowest = float((least["pi_high"] / least["pi_low"]).iloc[0])
    fold = f"×{rounded_down(narrowest)}"
    none = f"no way gives\nless than {fold}"
    _between(second, pd.Series([1.0, narrowest]), 0.5 * ranges["specifications"].max(), none, "left")
    without = f"given by {number(counted)}\nof the {number(total)} ways"
    place: Look = {"transform": second.transAxes, "ha": "right", "va": "top", "linespacing": 1.0}
    second.text(0.99, 0.99, without, fontsize=Size.TEXT, color=QUIET, **place)
    return figure


def _break(axes: Axes, at: float) -> None:
    """Draw the sign of a break on the axis below, at a value: what follows is not on its scale."""
    look: Look = {"transform": axes.get_xaxis_transform(), "ha": "center", "va": "center", "color": INK, "zorder": 5}
    ground: Look = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}
    axes.text(at, 0, "//", fontsize=Size.TEXT, bbox=ground, **look)


def _between(axes: Axes, ends: pd.Series, height: float, words: str, ha: str = "center") -> None:
    """Draw a line from one value to another with an end mark each, and write above its middle or start what it is."""
    axes.plot(ends, [height] * 2, color=INK, linewidth=1.2, marker="|", markersize=8, zorder=4)
    at = float(np.sqrt(ends.prod())) if ha == "center" else float(ends.min())
    write_above(axes, words, (at, height), 5, Size.TEXT, ha=ha, fontweight="bold", va="bottom", linespacing=1.0)


def says(rows: pd.DataFrame) -> str:
    """Say how wide the narrowest interval for a next claim is among all ways of pooling."""
    lines, least = rows[rows["kind"] == "curve"], rows[rows["kind"] == "narrowest"].iloc[0]
    total = int(lines["specifications"].iloc[0])
    foresee = int(rows.loc[rows["kind"] == "ranges", "specifications"].sum())
    fold = rounded(lines["estimate"].max() / lines["estimate"].min())
    return (
        f"No way of averaging settles it: the averages of {number(total)} ways lie up to ×{fold} apart; the "
        f"{number(foresee)} that foresee one more claim leave it a range of "
        f"×{rounded_down(least['pi_high'] / least['pi_low'])} or more"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how far apart the specifications lie."""
    lines, least = split_kinds(rows, "curve", "narrowest")
    low, high = lines["estimate"].min(), lines["estimate"].max()
    return (
        f"Two histograms of {number(int(lines['specifications'].iloc[0]))} ways of pooling the same claims: the "
        f"pooled values lie apart by up to a factor of {rounded(high / low)}, and the narrowest prediction interval "
        f"spans a factor of {rounded_down((least['pi_high'] / least['pi_low']).iloc[0])}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give both counts; then the quartiles of the curve, and for each option the part of the curve where it lies."""
    lines, counted = rows[rows["kind"] == "curve"], rows[rows["kind"] == "option"]
    five = lines["estimate"].quantile([0, 0.25, 0.5, 0.75, 1])
    items = []
    for (choice, option), group in counted.groupby(["choice", "option"], sort=False):
        taken = float(group["specifications"].sum())
        if not taken:
            items.append(f"{NAMES[choice]}, {OPTION_NAMES.get(option, option)}: no pool")
            continue
        share = group["specifications"].astype(float) / taken
        middle = int(np.searchsorted(share.cumsum(), 0.5)) + 1
        mark = group["mark"].iloc[0].replace("non_equivalent", "not equivalent")
        items.append(f"{NAMES[choice]}, {OPTION_NAMES.get(option, option)} ({mark}): {percent(middle / BINS)}")
    values = ", ".join(rounded(value) for value in five)
    counts = []
    for kind, head in (("averages", "Averages, people executed."), ("ranges", "Ranges for a next claim, as factors.")):
        here = rows[rows["kind"] == kind][["from", "to", "specifications"]]
        counts += [head, *(_counted(*row) for row in here.itertuples(index=False))]
    kept = [
        f"Least, quartiles and greatest of the pooled values: {values} persons.",
        "How far along the curve the middle specification with each option lies follows.",
        *(f"{item[0].upper()}{item[1:]}." for item in items),
    ]
    return with_kept(" ".join(counts), " ".join(kept))


def _counted(low: float, high: float, ways: int) -> str:
    """Say how many ways a column counts."""
    return f"{rounded(low)} {'or more' if low >= GREATEST else f'to {rounded(high)}'}: {plural(ways, 'way')}."


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say how much is choice, and how little is left if only equivalent choices are admitted."""
    lines, base = rows[rows["kind"] == "curve"], rows[rows["kind"] == "equivalent"]
    low, high = lines["estimate"].min(), lines["estimate"].max()
    total = int(lines["specifications"].iloc[0])
    return (
        f"{number(total)} specifications give pooled values that lie apart by a factor of up to "
        f"{rounded(high / low)}; it is of our making, since the ledger is the same for all.",
        f"Only {number(len(base))} of them choose nothing that is uncertain or not equivalent; they agree within "
        f"{rounded(100 * (base['estimate'].max() / base['estimate'].min() - 1))}%, which shows how much the agreement "
        "of specifications is worth: they repeat one set of assumptions.",
        "No share of the specifications is a probability: somebody else’s list of options would give other shares.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "curve (some specifications, evenly by rank), equivalent (all that use only equivalent options), "
    "narrowest (the one that foresees the next claim most narrowly), option, averages or ranges (specifications "
    "counted by pooled value, or by the factor that the prediction interval spans)",
    "rank": "rank of the specification, from the lowest result (number)",
    "specifications": "specifications in all; of an option, those in the segment that take it; those counted (number)",
    "from": "least pooled value (persons) or factor (number) that is counted",
    "to": "the value or factor from which on it is counted no more; of the last factor none",
    "estimate": "pooled value (persons)",
    **interval_columns("", "its interval, where the rule has one (persons)"),
    **interval_columns("pi_", "the prediction interval, where there is one (persons)"),
    "spread": "standard deviation of one more claim (natural logarithms)",
    "tau2": "variance between the voices (squared natural logarithms)",
    "units": "voices that entered (number)",
    "mark": "least favourable mark among the options taken; of an option, its own",
    "bridge": "how claims that count different things are put side by side",
    "floor": "documented count that the toll cannot fall below",
    "width": "factor given to bare numbers",
    "encoding": "centre and spread that stand for a range",
    "coverage": "coverage ascribed to ranges",
    "claim_set": "claims that enter",
    "lineage": "reading of which claims are one voice",
    "rule": "rule by which one number is made of many",
    "choice": "the choice (options only)",
    "option": "the option",
    "bin": "segment of the curve (number from 1)",
    "density": "share of the option’s specifications in the segment, 1 if it made no difference (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-multiverse",
    caption=(
        "The same claims give values far apart, by our choices alone: all specifications, counted by the pooled value "
        "that they give, and by how many times its lower end the upper end of the prediction interval is. Rules other "
        "than random effects give no such interval. No value is the toll, and none that many specifications give is "
        "more likely."
    ),
    make=averages_and_ranges,
    narrow=partial(averages_and_ranges, sheet=PHONE),
    inputs=multiverse_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=MULTIVERSE_TABLES,
    finding=no_choice,
    limits=(
        "The list of options is ours; somebody else’s would give other counts.",
        "The curve of results, and where along it each option lies, is kept in its data and its description, and is "
        "not drawn.",
        "Combinations with fewer than two voices are no pool and are not counted.",
    ),
    sources=multiverse_sources,
)
