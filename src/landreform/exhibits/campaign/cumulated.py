"""How did the communes of the waves add up in the course of time?"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter

from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.campaign.pace import ORIGIN_COLUMNS, ORIGINS, SERIES, three_series
from landreform.exhibits.draw.style import CAMPAIGNS, INK, QUIET, WIDTH
from landreform.exhibits.draw.time_axis import days_of, text_width
from landreform.text.prose import day_text, number, plural
from landreform.waves.national_series import series_statements
from landreform.waves.provincial import reached


def three_sums(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather, for the same series, the days on which the number of communes reached changes."""
    waves = three_series(ledger)["waves"]
    told = [reached(group).assign(series=series) for series, group in waves.groupby("series", sort=False)]
    frame = pd.concat(told, ignore_index=True)
    frame = frame.merge(
        waves[["row", "campaign", "dates_rows", "communes_rows", *ORIGINS]], left_on="bar", right_on="row"
    )
    columns = ["series", "campaign", "day", "wave", "name", "change", "least", "most", "share_least", "share_most"]
    rank = {series: position for position, series in enumerate(SERIES)}
    frame = frame.sort_values(
        ["series", "day", "change", "row"], key=lambda x: x.map(rank) if x.name == "series" else x
    )
    return {"sums": frame[[*columns, "dates_rows", "communes_rows", *ORIGINS]].reset_index(drop=True)}


def shares(sums: pd.DataFrame) -> tuple[Figure, pd.DataFrame]:
    """Draw the share of communes reached, as an area between the least and the most that the dates allow.

    Parameters
    ----------
    sums : pandas.DataFrame
        What :func:`three_sums` returns.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        The frame is the one given.
    """
    groups = list(sums.groupby("series", sort=False))
    figure = Figure(figsize=(WIDTH, 1.6 * len(groups) + 0.4))
    panels = figure.subplots(len(groups), 1, sharex=True)
    first, last = sums["day"].min() - pd.Timedelta(days=300), sums["day"].max() + pd.Timedelta(days=60)
    for axes, (series, group) in zip(panels, groups, strict=True):
        colour, hatch = CAMPAIGNS[group["campaign"].iloc[0]]
        days = [first, *group["day"], last]
        least, most = ([0.0, *group[name], group[name].iloc[-1]] for name in ("share_least", "share_most"))
        axes.fill_between(
            days, least, most, step="post", color=colour, alpha=0.3, hatch=hatch, edgecolor="white", linewidth=0
        )
        axes.step(days, most, where="post", color=colour, linewidth=1.2, linestyle="--")
        axes.step(days, least, where="post", color=colour, linewidth=1.4)
        above, before = 1, None
        for begun in group[group["change"] == "can have begun"].itertuples():
            text = f"{begun.name}: {number(begun.most)}"
            left = begun.day - days_of(text_width(text, 7) + 0.06, first, last, margin=0.6)
            # Names that would run into the one before go a line higher.
            meets = before is not None and left < before.day and begun.share_most - before.share_most < 0.08
            above, before = (above + 9 if meets else 1), begun
            axes.annotate(
                text,
                (begun.day, begun.share_most),
                xytext=(-3, above),
                textcoords="offset points",
                fontsize=7,
                ha="right",
                va="bottom",
                color=INK,
            )
        axes.set_ylim(0, 1.16)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))
        axes.set_title(series, fontsize=8.5, pad=3)
        axes.tick_params(axis="x", length=2)
    halves = [pd.Timestamp(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 7)]
    shown = [day for day in halves if first <= day <= last]
    panels[-1].set_xticks(shown, [f"{day:%b %Y}" for day in shown], fontsize=7.8)
    panels[-1].set_xlim(first, last)
    figure.legend(
        handles=[
            Line2D([], [], color=QUIET, linewidth=1.4, label="at least"),
            Line2D([], [], color=QUIET, linewidth=1.2, linestyle="--", label="at most"),
            Patch(facecolor=QUIET, alpha=0.3, label="open: within a wave"),
        ],
        loc="outside lower left",
        ncols=3,
        fontsize=7.5,
    )
    return figure, sums


def shares_alt(sums: pd.DataFrame) -> str:
    """Say in one sentence how the communes add up."""
    north = sums[sums["series"] == list(SERIES)[-1]]
    begun = north[north["change"] == "can have begun"].iloc[-1]
    before = north[north["day"] < begun["day"]].iloc[-1]
    return (
        f"{number(sums['series'].nunique())} charts of the share of communes reached over time; in the North "
        f"{before['share_most']:.0%} of {plural(int(north['most'].iloc[-1]), 'commune')}, at most, had been reached "
        "before the last wave began."
    )


def shares_description(sums: pd.DataFrame) -> str:
    """List every change of the least and of the most."""
    parts = []
    for series, group in sums.groupby("series", sort=False):
        rows = [
            f"{day_text(f'{row.day:%Y-%m-%d}')}, {row.name} {row.change}: {row.share_least:.1%} to {row.share_most:.1%}"
            for row in group.itertuples()
        ]
        parts.append(f"{series}: " + "; ".join(rows) + ".")
    return " ".join(parts)


def shares_conclusions(sums: pd.DataFrame) -> tuple[str, ...]:
    """Say between which days half of the communes had been reached."""
    said = []
    for series, group in sums.groupby("series", sort=False):
        days = [group.loc[group[name] >= 0.5, "day"].iloc[0] for name in ("share_most", "share_least")]
        earliest, latest = (day_text(f"{day:%Y-%m-%d}") for day in days)
        said.append(f"{series}: half of the communes had been reached not before {earliest} and not after {latest}.")
    return tuple(said)


#: What the columns of the frame hold.
SUM_COLUMNS = {
    "series": "series that the wave belongs to",
    "campaign": "rent_reduction or land_reform",
    "day": "day on which the number changes (YYYY-MM-DD)",
    "wave": "wave as the table waves names it",
    "name": "name of the wave",
    "change": "can have begun, or has ended",
    "least": "communes of the waves that have ended (number)",
    "most": "communes of the waves that can have begun (number)",
    "share_least": "the same as least, as a share of the series (0 to 1)",
    "share_most": "the same as most, as a share of the series (0 to 1)",
    **ORIGIN_COLUMNS,
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-cumulated-share",
        caption=(
            "Share of the communes of each series reached by a day: at least, with the whole of a wave on its last "
            "day, and at most, with the whole of it on its first. Numbers: communes up to and with the wave."
        ),
        make=shares,
        inputs=three_sums,
        columns=SUM_COLUMNS,
        alt=shares_alt,
        description=shares_description,
        conclusions=shares_conclusions,
        limits=(
            "Within a wave it is not known when which commune was reached; the area between the lines is open.",
            "The whole is the sum of the waves of the series; a larger total, also printed, would lower every share.",
            "The series of the North is put together from several sources.",
        ),
        tables=("waves",),
        sources=lambda rows, ledger: series_statements(rows),
    ),
)
