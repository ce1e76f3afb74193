"""How large, how long and how fast was each wave?"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from landreform.contested.time_intervals import BOUNDS
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.style import CAMPAIGN_NAMES, CAMPAIGNS, QUIET, WIDTH
from landreform.text.prose import number, plural
from landreform.waves.national_series import land_reform, series_statements, wave_name
from landreform.waves.provincial import intervals, pace

#: The series that are drawn, in order; no series is added to another.
SERIES = {
    "Thái Nguyên, rent reduction": ("rent_reduction", "Thái Nguyên"),
    "Thái Nguyên, land reform": ("land_reform", "Thái Nguyên"),
    "The North, land reform": ("land_reform", ""),
}
ORIGINS = [f"{kind}_{name}" for kind in ("dates", "communes") for name in ("source", "read_in", "locator")]
_PACE = [
    "days_least",
    "days_most",
    "days_per_commune_least",
    "days_per_commune_most",
    "per_week_least",
    "per_week_most",
]


def three_series(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather the waves of Thái Nguyên and of the North, with their pace and their cumulated communes."""
    province = intervals(ledger["waves"], "Thái Nguyên", "nguyen-duy-tien2000")
    for kind in ("dates", "communes"):
        for name in ("source", "read_in", "locator"):
            province[f"{kind}_{name}"] = province[name]
    province["dates_rows"] = province["communes_rows"] = province["wave_row"]
    north = land_reform(ledger["waves"])
    told = []
    for series, (campaign, place) in SERIES.items():
        rows = province if place else north
        rows = rows[rows["campaign"] == campaign]
        told.append(pace(rows).assign(series=series))
    frame = pd.concat(told, ignore_index=True)
    frame = frame.assign(name=[wave_name(wave) for wave in frame["wave"]], row=range(len(frame)))
    columns = ["row", "series", "campaign", "wave", "name", "start", "end", *BOUNDS, "communes", *_PACE]
    return {"waves": frame[[*columns, "dates_rows", "communes_rows", *ORIGINS]]}


def sizes(waves: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw communes, days and pace of each wave side by side.

    Parameters
    ----------
    waves : pandas.DataFrame
        What :func:`three_series` returns.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    place, labels, heads, y = {}, [], [], 0.0
    for series, group in waves.groupby("series", sort=False):
        heads.append((y, series))
        y += 1.0
        for wave in group.itertuples():
            place[wave.row] = y
            labels.append((y, wave.name))
            y += 0.85
        y += 0.35
    figure = Figure(figsize=(WIDTH, 0.75 + 0.225 * y))
    left, middle, right = figure.subplots(1, 3, sharey=True)
    for axes, least, most, form in (
        (left, "communes", "communes", number),
        (middle, "days_least", "days_most", number),
        (right, "per_week_least", "per_week_most", lambda value: f"{value:.1f}"),
    ):
        widest = float(waves[most].max())
        for wave in waves.itertuples():
            colour, hatch = CAMPAIGNS[wave.campaign]
            low, high = float(getattr(wave, least)), float(getattr(wave, most))
            edge = "white" if hatch else colour
            axes.barh(place[wave.row], low, height=0.6, color=colour, hatch=hatch, edgecolor=edge, linewidth=0.3)
            if high > low:
                axes.plot([low, high], [place[wave.row]] * 2, color=colour, linewidth=1.2, marker="|", markersize=5)
            text = form(low) if high == low else f"{form(low)}–{form(high)}"
            axes.text(high + widest * 0.03, place[wave.row], text, fontsize=7.3, va="center_baseline")
        axes.set_xlim(0, widest * 1.32)
        axes.tick_params(axis="both", length=0)
        axes.set_xticks([])
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)
    for axes, title in ((left, "communes"), (middle, "days"), (right, "communes a week")):
        axes.set_title(title, fontsize=8.5)
    left.set_ylim(y, -0.6)
    left.set_yticks([position for position, _ in labels], [name for _, name in labels], fontsize=7.8)
    for position, series in heads:
        left.annotate(
            series,
            (0, position),
            xycoords=("axes fraction", "data"),
            xytext=(-84, 0),
            textcoords="offset points",
            fontsize=8,
            fontweight="bold",
            va="center_baseline",
            annotation_clip=False,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )
    figure.legend(
        handles=[
            *(
                Patch(
                    facecolor=CAMPAIGNS[name][0],
                    hatch=CAMPAIGNS[name][1],
                    edgecolor="white",
                    label=CAMPAIGN_NAMES[name],
                )
                for name in dict.fromkeys(waves["campaign"])
            ),
            Line2D([], [], color=QUIET, linewidth=1.2, marker="|", label="from least to most, where dates are vague"),
        ],
        loc="outside lower left",
        ncols=3,
        fontsize=7.5,
    )
    return figure, waves


def _between(low: float, high: float, form) -> str:
    return form(low) if low == high else f"{form(low)} to {form(high)}"


def _tenth(value: float) -> str:
    return f"{value:.1f}"


def sizes_alt(waves: pd.DataFrame) -> str:
    """Say in one sentence how the waves differ."""
    north = waves[waves["series"] == list(SERIES)[-1]]
    return (
        f"Bar charts of communes, days and communes a week for {plural(len(waves), 'wave')} in "
        f"{plural(waves['series'].nunique(), 'series', 'series')}; in the North the waves of land reform grow from "
        f"{number(north['communes'].iloc[0])} to {number(north['communes'].iloc[-1])} communes and from "
        f"{_tenth(north['per_week_least'].iloc[0])} to {_tenth(north['per_week_least'].iloc[-1])} communes a week."
    )


def sizes_description(waves: pd.DataFrame) -> str:
    """List every wave with its communes, days and pace."""
    parts = []
    for series, group in waves.groupby("series", sort=False):
        rows = [
            f"{wave.name}, {plural(wave.communes, 'commune')} in {_between(wave.days_least, wave.days_most, number)} "
            f"days, {_between(wave.per_week_least, wave.per_week_most, _tenth)} a week"
            for wave in group.itertuples()
        ]
        parts.append(f"{series}: " + "; ".join(rows) + ".")
    return " ".join(parts)


def sizes_conclusions(waves: pd.DataFrame) -> tuple[str, ...]:
    """Say how far the fastest wave lies from the slowest."""
    north = waves[waves["series"] == list(SERIES)[-1]]
    fastest, slowest = (north.loc[north["per_week_least"].astype(float).agg(which)] for which in ("idxmax", "idxmin"))
    last = north.iloc[-1]
    return (
        f"In the North {fastest['name']} of land reform went through {_tenth(fastest['per_week_least'])} communes a "
        f"week, the {slowest['name']} through {_tenth(slowest['per_week_least'])}.",
        f"In the North {last['name']} has {last['communes'] / north['communes'].sum():.0%} of all communes.",
    )


ORIGIN_COLUMNS = {
    "dates_rows": "rows of the table waves that date the wave, joined by a space",
    "communes_rows": "rows of the table waves that count it, joined by a space",
    "dates_source": "BibTeX key of the work that gives the dates",
    "dates_read_in": "BibTeX key of the work in which they were read",
    "dates_locator": "place in that work",
    "communes_source": "BibTeX key of the work that gives the communes",
    "communes_read_in": "BibTeX key of the work in which they were read",
    "communes_locator": "place in that work",
}

#: What the columns of the frames hold.
COLUMNS = {
    "row": "row of the figure, from the top (number, from 0)",
    "series": "series that the wave belongs to",
    "campaign": "rent_reduction or land_reform",
    "wave": "wave as the table waves names it",
    "name": "name of the wave",
    "start": "start as EDTF date",
    "end": "end as EDTF date",
    "start_earliest": "first possible day of the start (YYYY-MM-DD)",
    "start_latest": "last possible day of the start (YYYY-MM-DD)",
    "end_earliest": "first possible day of the end (YYYY-MM-DD)",
    "end_latest": "last possible day of the end (YYYY-MM-DD)",
    "communes": "communes of the wave (number)",
    "days_least": "days from start to end, both counted, at least",
    "days_most": "the same, at most",
    "days_per_commune_least": "days divided by communes, at least",
    "days_per_commune_most": "the same, at most",
    "per_week_least": "communes a week, at least",
    "per_week_most": "communes a week, at most",
    **ORIGIN_COLUMNS,
}
EXHIBITS = (
    FigureExhibit(
        slug="fig-communes-per-wave",
        caption=(
            "Communes, length and pace of each wave, in Thái Nguyên by one source and in the North by several. Where "
            "dates are vague, a line runs from the least to the most."
        ),
        make=sizes,
        inputs=three_series,
        columns=COLUMNS,
        alt=sizes_alt,
        description=sizes_description,
        conclusions=sizes_conclusions,
        limits=(
            "The series of the North is put together from several sources, named wave by wave in the frame.",
            "Communes a week measure how many a wave went through, not how long teams stayed in one of them.",
            "A commune that both campaigns passed through is counted in each.",
            "How many cadres worked in a wave is not known, so that pace is no measure of effort.",
        ),
        tables=("waves",),
        sources=lambda rows, ledger: series_statements(rows),
    ),
)
