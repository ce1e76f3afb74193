"""What would settle it? How many names, or registers of communes, an answer of a stated width would take."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from landreform.contested.sample_size import FOLDS, communes_needed, communes_of_campaign, names_needed
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.claim_glyphs import log_labels
from landreform.exhibits.draw.pooled import TABLES, pool_inputs, pool_sources
from landreform.exhibits.draw.style import BLUE, GREEN, INK, QUIET, VERMILION, WIDTH
from landreform.text.prose import number, rounded

#: Numbers of people that are asked about, and the shapes of the distribution over communes.
RANGE, STEPS, SHAPES, FOLD = (500, 300_000), 80, (0.25, 1.0, np.inf), 2.0
#: Communes below which the arithmetic is rough.
ROUGH = 30
FOLD_LOOKS = {1.5: (VERMILION, "-"), 2.0: (BLUE, (0, (5, 1.5))), 3.0: (GREEN, (0, (1, 1)))}
SHAPE_LOOKS = {0.25: (VERMILION, "-"), 1.0: (BLUE, (0, (5, 1.5))), np.inf: (GREEN, (0, (1, 1)))}
SHAPE_NAMES = {0.25: "very uneven", 1.0: "uneven", np.inf: "as even as chance allows"}


def needed_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Reckon how many names and registers would be needed, for every number that might be true."""
    persons = np.geomspace(*RANGE, STEPS)
    communes = communes_of_campaign(ledger["waves"])
    lists = [names_needed(persons, fold).assign(kind="names", fold=fold, needed=lambda t: t["names"]) for fold in FOLDS]
    registers = [
        communes_needed(persons, communes, shape, FOLD).assign(
            kind="communes", fold=FOLD, shape=shape, needed=lambda t: t["communes"]
        )
        for shape in SHAPES
    ]
    claims = pool_inputs(ledger).assign(kind="claim", persons=lambda t: np.exp(t["centre"]))
    claims = claims.sort_values(["persons", "estimate"])
    rows = pd.concat([*lists, *registers, claims], ignore_index=True)
    return {"rows": rows.assign(all_communes=communes).reindex(columns=list(COLUMNS))}


def needed_by_number(rows: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw the names and the registers needed over the number that might be true.

    Parameters
    ----------
    rows : pandas.DataFrame
        Columns as in `COLUMNS`.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    figure = Figure(figsize=(WIDTH, 3.9))
    left, right = figure.subplots(1, 2)
    names, registers, claims = (rows[rows["kind"] == kind] for kind in ("names", "communes", "claim"))
    for fold, (colour, line) in FOLD_LOOKS.items():
        here = names[names["fold"] == fold]
        left.plot(
            here["persons"], here["needed"], color=colour, linestyle=line, linewidth=1.8, label=f"factor of {fold:g}"
        )
    for shape, (colour, line) in SHAPE_LOOKS.items():
        here = registers[registers["shape"] == shape]
        right.plot(
            here["persons"], here["needed"], color=colour, linestyle=line, linewidth=1.8, label=SHAPE_NAMES[shape]
        )
    left.set_title("names on each of two lists", fontsize=8.5)
    right.set_title("registers of communes, drawn by lot", fontsize=8.5)
    _axes(left, claims, (30, 20_000))
    _axes(right, claims, (8, 60_000))
    total = rows["all_communes"].iloc[0]
    right.axhline(total, color=QUIET, linewidth=0.8, linestyle=(0, (3, 2)))
    right.text(RANGE[1] * 0.95, total * 0.9, f"all {number(total)}", fontsize=7, color=QUIET, ha="right", va="top")
    left.legend(title="interval wanted", title_fontsize=7.2, fontsize=7.2, loc="upper left")
    right.legend(
        title=f"spread over communes; factor of {FOLD:g}",
        title_fontsize=7.2,
        fontsize=7.2,
        loc="upper left",
        bbox_to_anchor=(0, 1),
    )
    handle = Line2D([], [], color=INK, marker="|", linestyle="none", markersize=8, label="centre of a claim")
    figure.legend(handles=[handle], loc="outside upper left", fontsize=7.2)
    figure.supxlabel("people executed, if so many there were; logarithmic scale", fontsize=8.5)
    return figure, rows


def _axes(axes: Axes, claims: pd.DataFrame, limits: tuple[float, float]) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(*RANGE)
    axes.set_ylim(*limits)
    log_labels(axes)
    axes.yaxis.set_major_locator(LogLocator(base=10, numticks=8))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.plot(
        claims["persons"],
        [0.02] * len(claims),
        "|",
        color=INK,
        markersize=8,
        markeredgewidth=1,
        transform=axes.get_xaxis_transform(),
        clip_on=False,
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how few names and registers it would take."""
    names, registers = _at_the_claims(rows)
    return (
        "Two line charts over the number that might be true: from the lowest claim to the highest, two independent "
        f"lists would need {rounded(names.iloc[0])} to {rounded(names.iloc[-1])} names each for a span of a factor "
        f"of {FOLD:g}, and the registers of {rounded(registers)} communes drawn by lot would do for each of them."
    )


def _at_the_claims(rows: pd.DataFrame) -> tuple[pd.Series, float]:
    """Give the names needed if the lowest and the highest claim is true, and the registers for the less favourable."""
    claims = rows.loc[rows["kind"] == "claim", "persons"]
    ends = [claims.min(), claims.max()]
    total = rows["all_communes"].iloc[0]
    return names_needed(ends, FOLD)["names"], communes_needed(ends, total, SHAPES[0], FOLD)["communes"].max()


def description(rows: pd.DataFrame) -> str:
    """Give what is needed at a few numbers of people."""
    told = []
    for kind, unit in (("names", "names on each of two lists"), ("communes", "registers")):
        here = rows[rows["kind"] == kind]
        for _, group in here.groupby(["fold"] if kind == "names" else ["shape"]):
            what = f"factor {group['fold'].iloc[0]:g}" if kind == "names" else SHAPE_NAMES[group["shape"].iloc[0]]
            places = [f"{rounded(row.persons)} people: {_told(row.needed)}" for row in group.iloc[::26].itertuples()]
            told.append(f"{unit}, {what}: {'; '.join(places)}")
    return ". ".join(text[0].upper() + text[1:] for text in told) + "."


def _told(needed: float) -> str:
    """Write a number that is needed; below thirty the arithmetic is too rough for one."""
    return rounded(needed) if needed >= ROUGH else f"under {ROUGH}"


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what the arithmetic says, and on what it rests."""
    names, registers = _at_the_claims(rows)
    return (
        f"If the lowest claim were true, two independent lists of {rounded(names.iloc[0])} names each would tell it "
        f"within a factor of {FOLD:g}; if the highest, {rounded(names.iloc[1])}: few names, compared with the distance "
        "between the claims.",
        f"The registers of {rounded(registers)} communes, drawn by lot out of {number(rows['all_communes'].iloc[0])} "
        "(the greatest total that a source states), would do the same for any of the claims, even if the killing was "
        "spread very unevenly.",
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

EXHIBITS = (
    FigureExhibit(
        slug="fig-needed",
        caption=(
            "How many names two independent lists would need, and how many communes drawn by lot would have to open "
            "their registers, for an interval of a stated width, whatever the true number is. The marks on the axis "
            "are the claims. This is arithmetic for planning and estimates no toll; no such lists or registers are at "
            "hand."
        ),
        make=needed_by_number,
        inputs=needed_inputs,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=(*TABLES, "waves"),
        columns=COLUMNS,
        limits=(
            "It does not show how many people were killed; it takes each number in turn as if it were true.",
            "Lists that favour the same people make the number too low, and two lists cannot show that they do.",
            "How unevenly the killing was spread over communes is not known; the three curves are assumptions.",
            "Below about thirty communes the arithmetic is rough.",
        ),
        sources=lambda rows, ledger: pd.concat([pool_sources(rows, ledger), _totals(ledger)]),
    ),
)


def _totals(ledger: Ledger) -> pd.DataFrame:
    """Name where the number of communes comes from."""
    waves = ledger["waves"]
    totals = waves[(waves["level"] == "national") & (waves["wave"] == "total")]
    return totals.loc[totals["communes"] == totals["communes"].max(), ["source", "read_in", "locator"]]
