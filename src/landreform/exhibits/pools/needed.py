"""Show what would settle it: how many names, or registers of communes, an answer of a stated width would take.

Input: the number of communes of the campaign, and the claims that the book pools. Output: the figure ``fig-needed``.
"""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator

from landreform.contested.sample_size import FOLDS, communes_needed, names_needed
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.claim_glyphs import full_numbers, log_labels
from landreform.exhibits.draw.pooled import TABLES, pool_inputs, pool_sources
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import join_kinds, split_kinds, with_kept
from landreform.text.prose import number, rounded
from landreform.waves.totals import campaign_communes

#: Numbers of people that are asked about, and the shapes of the distribution over communes.
RANGE, STEPS, SHAPES, FOLD = (500, 300_000), 80, (0.05, 0.25, 1.0, np.inf), 2.0
#: Communes below which the arithmetic is rough.
ROUGH = 30
#: Ends of both axes of what is needed.
NEEDED = (10, 20_000)
SHAPE_NAMES = dict(zip(SHAPES, ("extremely uneven", "very uneven", "uneven", "even"), strict=True))
#: The spread over communes that is drawn; the chapter has the others in a table.
SPREAD = SHAPES[1]


def needed_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Reckon how many names and registers would be needed, for every number that might be true."""
    persons = np.geomspace(*RANGE, STEPS)
    communes = campaign_communes(ledger["waves"])
    lists = [names_needed(persons, fold).assign(fold=fold, needed=lambda t: t["names"]) for fold in FOLDS]
    registers = [
        communes_needed(persons, communes, shape, FOLD).assign(fold=FOLD, shape=shape, needed=lambda t: t["communes"])
        for shape in SHAPES
    ]
    claims = pool_inputs(ledger).assign(persons=lambda t: np.exp(t["centre"])).sort_values(["persons", "estimate"])
    parts = {"names": pd.concat(lists), "communes": pd.concat(registers), "claim": claims}
    return {"data": join_kinds(parts, COLUMNS).assign(all_communes=communes)}


def needed_by_number(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the names and the registers needed over the number that might be true.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.
    sheet : Sheet
    """
    figure = sheet.page(6.4 if sheet.narrow else 3.9)
    left, right = figure.subplots(2, 1) if sheet.narrow else figure.subplots(1, 2)
    names, registers, claims = split_kinds(data, "names", "communes", "claim")
    left.set_title("two independent lists of the dead", fontsize=Size.LABEL)
    right.set_title("registers of communes drawn by lot", fontsize=Size.LABEL)
    left.set_ylabel("names needed on each list")
    right.set_ylabel("registers needed")
    ends = claims["persons"].agg(["min", "max"])
    total = data["all_communes"].iloc[0]
    opened = communes_needed(ends, total, SPREAD, FOLD)
    for axes, rows in (
        (left, names[names["fold"] == FOLD]),
        (right, registers[registers["shape"] == SPREAD]),
    ):
        _axes(axes, claims)
        axes.plot(rows["persons"], rows["needed"], color=Series.FIRST, linewidth=2.4)
    right.axhline(total, color=QUIET, linewidth=0.8)
    corner = (RANGE[1] * 0.95, total * 1.08)
    right.text(
        *corner,
        f"all {number(total)} communes (greatest total stated)",
        fontsize=Size.TEXT,
        color=QUIET,
        ha="right",
        va="bottom",
    )
    note = f"line: if the killing was {SHAPE_NAMES[SPREAD]}\nfrom commune to commune"
    look: Look = {"transform": right.transAxes, "ha": "right", "va": "center", "linespacing": 1.0}
    right.text(0.97, 0.5, note, fontsize=Size.TEXT, **look)
    _answer(left, names_needed(ends, FOLD)[["persons", "names"]])
    _answer(right, opened[["persons", "communes"]])
    words = "if so many people were executed (strokes: middles of the claims); all scales logarithmic"
    figure.supxlabel("\n".join(lines_of(words, sheet.width - 0.4, Size.TEXT)), fontsize=Size.TEXT)
    return figure


def _answer(axes: Axes, rows: pd.DataFrame) -> None:
    """Mark what the title says is needed, on the curve, above the claim for which it is needed, with its number."""
    for persons, needed in rows.itertuples(index=False):
        low = axes.get_ylim()[0]
        axes.plot([persons] * 2, [low, needed], color=Series.FIRST, linewidth=0.9, zorder=3)
        axes.plot(persons, needed, marker="o", color=Series.FIRST, markersize=6, markeredgecolor="white", zorder=5)
        look: Look = {"textcoords": "offset points", "fontsize": Size.LABEL, "fontweight": "bold", "color": INK}
        axes.annotate(_in_words(needed), (persons, needed), xytext=(0, 7), ha="center", va="bottom", **look)


def _axes(axes: Axes, claims: pd.DataFrame) -> None:
    """Make both axes logarithmic, and mark the centres of the claims below."""
    axes.set(xscale="log", yscale="log", xlim=RANGE, ylim=NEEDED)
    log_labels(axes)
    axes.yaxis.set_major_locator(LogLocator(base=10, numticks=8))
    full_numbers(axes.yaxis)
    look: Look = {"marker": "|", "markersize": 8, "markeredgewidth": 1, "linestyle": "none", "clip_on": False}
    for claim in claims.itertuples():
        with shows(axes, "estimates", [claim.estimate]):
            axes.plot(claim.persons, 0.02, color=INK, transform=axes.get_xaxis_transform(), **look)


def says(rows: pd.DataFrame) -> str:
    """Say how many names or registers would tell any of the numbers claimed with the interval drawn."""
    names, opened = _marked(rows)
    return (
        f"To know how many were executed, with an upper end {FOLD:g} times the lower, two lists of "
        f"{rounded(names.iloc[0])} to {rounded(names.iloc[-1])} names would do, or the registers of "
        f"{rounded(opened.iloc[0])} to {rounded(opened.iloc[-1])} communes"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how few names and registers it would take."""
    names, opened = _marked(rows)
    return (
        f"Two line charts over the number that might be true, for an interval with an upper end {FOLD:g} times the "
        f"lower. From the lowest claim to the highest, two independent lists would need {rounded(names.iloc[0])} to "
        f"{rounded(names.iloc[-1])} names each, and the registers of {rounded(opened.iloc[0])} to "
        f"{rounded(opened.iloc[-1])} of {number(rows['all_communes'].iloc[0])} communes, drawn by lot, would do if the "
        f"killing was {SHAPE_NAMES[SPREAD]} from commune to commune."
    )


def _marked(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Give the names and the registers that are marked on the curves: for the lowest and for the highest claim."""
    claims = rows.loc[rows["kind"] == "claim", "persons"]
    ends = [claims.min(), claims.max()]
    opened = communes_needed(ends, rows["all_communes"].iloc[0], SPREAD, FOLD)["communes"]
    return names_needed(ends, FOLD)["names"], opened.sort_values()


def _at_the_claims(rows: pd.DataFrame) -> tuple[pd.Series, dict[float, float]]:
    """Give the names needed if the lowest and the highest claim is true; by spread, registers for the worse of both."""
    claims = rows.loc[rows["kind"] == "claim", "persons"]
    ends = [claims.min(), claims.max()]
    total = rows["all_communes"].iloc[0]
    registers = {shape: float(communes_needed(ends, total, shape, FOLD)["communes"].max()) for shape in SHAPES}
    return names_needed(ends, FOLD)["names"], registers


def description(rows: pd.DataFrame) -> str:
    """Give what is needed at the lowest and the highest claim and at a few numbers; then on the other curves."""
    claims = rows.loc[rows["kind"] == "claim", "persons"]
    ends = [claims.min(), claims.max()]
    opened = communes_needed(ends, rows["all_communes"].iloc[0], SPREAD, FOLD)["communes"]
    drawn = [
        f"{unit}, {which} claim, {rounded(persons)} people: {_in_words(needed)}"
        for unit, found in (("Names on each of two lists", names_needed(ends, FOLD)["names"]), ("Registers", opened))
        for which, persons, needed in zip(("lowest", "highest"), ends, found, strict=True)
    ]
    kept: list[str] = []
    for kind, by, unit, shown in (
        ("names", "fold", "Names on each of two lists", FOLD),
        ("communes", "shape", "Registers", SPREAD),
    ):
        for value, group in rows[rows["kind"] == kind].groupby(by):
            curve = f"factor {value:g}" if kind == "names" else SHAPE_NAMES[value]
            lines = drawn if value == shown else kept
            lines += [
                f"{unit}, {curve}, {rounded(row.persons)} people: {_in_words(row.needed)}"
                for row in group.iloc[::26].itertuples()
            ]
    return with_kept(*(" ".join(f"{line}." for line in lines) for lines in (drawn, kept)))


def _in_words(needed: float) -> str:
    """Write a number that is needed; below thirty the arithmetic is too rough for one."""
    return rounded(needed) if needed >= ROUGH else f"under {ROUGH}"


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what the arithmetic says, and on what it rests."""
    names, registers = _at_the_claims(rows)
    return (
        f"If the lowest claim were true, two independent lists of {rounded(names.iloc[0])} names each would tell it "
        f"with an upper end {FOLD:g} times the lower; if the highest, {rounded(names.iloc[1])}: few names, compared "
        "with the distance between the claims.",
        f"The registers of {rounded(registers[SHAPES[1]])} communes, drawn by lot out of "
        f"{number(rows['all_communes'].iloc[0])} (the greatest total that a source states), would do the same for any "
        f"of the claims if the killing was spread very unevenly; if it was spread still less evenly, "
        f"{rounded(registers[SHAPES[0]])}.",
        "Both rest on conditions that nothing read for this book meets: lists made independently of each other, and "
        "complete registers of communes drawn by lot and not by what happened there.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "names (two lists), communes (registers drawn by lot), or claim",
    "persons": "number of people that might be the truth, or centre of the claim (persons)",
    "fold": "upper over lower end of the interval that is wanted (number)",
    "shape": "shape of the negative binomial distribution over communes (number; infinite: Poisson)",
    "needed": "names on each list, or communes to be drawn (number, not rounded)",
    "share": "the same as a share of all people or of all communes (0 to 1)",
    "mean": "people in a commune on average (persons)",
    "all_communes": "communes that went through the campaign, the greatest total stated (number)",
    "estimate": "row of the table estimates (claims only)",
    "label": "short name of the claim",
}

EXHIBIT = FigureExhibit(
    slug="fig-needed",
    caption=(
        "Few data of the right kind would tell the claims apart: how many names two independent lists would need, and "
        "how many communes drawn by lot would have to open their registers, for an interval of a stated width. The "
        "marks on the axis are the claims. It estimates no toll, and no such data are at hand."
    ),
    make=needed_by_number,
    narrow=partial(needed_by_number, sheet=PHONE),
    inputs=needed_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=(*TABLES, "waves"),
    limits=(
        "Lists that favour the same people make the number too low, and two lists cannot show that they do.",
        "How unevenly the killing was spread over communes is not known; the curve is an assumption, and those for "
        "other spreads are kept in its data and in its description.",
        "Names needed for a narrower or a wider interval are kept in its data and its description, and are not drawn.",
        "Below about thirty communes the arithmetic is rough.",
    ),
    sources=lambda rows, ledger: pd.concat([pool_sources(rows, ledger), _totals(ledger)]),
)


def _totals(ledger: Ledger) -> pd.DataFrame:
    """Name where the number of communes comes from."""
    waves = ledger["waves"]
    totals = waves[(waves["level"] == "national") & (waves["wave"] == "total")]
    return totals[totals["communes"] == totals["communes"].max()]
