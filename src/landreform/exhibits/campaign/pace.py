"""Draw how large, how long and how fast each wave was.

Input: the table of waves. Output: the figure of communes, days and pace, and the series that it shares with others.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import BOUND_COLUMNS, ledger_columns, origin_columns
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PHONE
from landreform.exhibits.draw.style import CAMPAIGNS, INK, QUIET, Size, page
from landreform.exhibits.draw.time_axis import campaign_bar
from landreform.exhibits.frames import list_by_group, with_kept
from landreform.text.prose import number, plural
from landreform.waves.national_series import land_reform, series_statements, wave_name
from landreform.waves.provincial import intervals, pace

#: The series that are drawn, in order; no series is added to another.
SERIES = {
    "Thái Nguyên, rent reduction": ("rent_reduction", "Thái Nguyên"),
    "Thái Nguyên, land reform": ("land_reform", "Thái Nguyên"),
    "The North, land reform": ("land_reform", ""),
}
NORTH = "The North, land reform"

#: Columns that two figures on the waves have in common.
ORIGIN_COLUMNS = {
    "dates_rows": "rows of the table waves that date the wave, joined by a space",
    "communes_rows": "rows of the table waves that count it, joined by a space",
    **origin_columns("dates", "the dates"),
    **origin_columns("communes", "the communes"),
}
SERIES_COLUMNS = {
    "series": "series that the wave belongs to",
    **ledger_columns("waves", "campaign wave"),
    "name": "name of the wave",
}
COLUMNS = {
    "row": "row of the figure, from the top (number, from 0)",
    **SERIES_COLUMNS,
    **ledger_columns("waves", "start end"),
    **BOUND_COLUMNS,
    **ledger_columns("waves", "communes"),
    "days_least": "days from start to end, both counted, at least",
    "days_most": "the same, at most",
    "days_per_commune_least": "days divided by communes, at least",
    "days_per_commune_most": "the same, at most",
    "per_week_least": "communes a week, at least",
    "per_week_most": "communes a week, at most",
    **ORIGIN_COLUMNS,
}


def three_series(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather the waves of Thái Nguyên and of the North, with their pace."""
    province = intervals(ledger["waves"], "Thái Nguyên", "nguyen-duy-tien2000")
    for kind in ("dates", "communes"):
        province = province.assign(**{f"{kind}_{name}": province[name] for name in STATEMENT})
        province[f"{kind}_rows"] = province["wave_row"]
    north = land_reform(ledger["waves"])
    parts = []
    for series, (campaign, place) in SERIES.items():
        rows = province if place else north
        parts.append(pace(rows[rows["campaign"] == campaign]).assign(series=series))
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.assign(name=frame["wave"].map(wave_name), row=range(len(frame)))
    return {"data": frame[list(COLUMNS)]}


def _tenth(value: float) -> str:
    return f"{value:.1f}"


#: What a line at the end of a bar means.
VAGUE = "line at the end of a bar: dates are vague, and it runs on to the most that they allow"
#: Panels from the left: title, columns of the least and the most, and how a number is written.
PANELS: tuple[tuple[str, str, str, Callable[[float], str]], ...] = (
    ("communes", "communes", "communes", number),
    ("communes a week", "per_week_least", "per_week_most", _tenth),
    ("days", "days_least", "days_most", number),
)


def sizes(data: pd.DataFrame) -> Figure:
    """Draw communes, days and pace of each wave side by side.

    Parameters
    ----------
    data : DataFrame
        One row a wave; columns `COLUMNS`.
    """
    data = _of_the_title(data)
    heights = [float(place) for place in range(len(data))]
    figure = page(0.75 + 0.24 * len(data))
    panels = figure.subplots(1, 3, sharey=True)
    for axes, panel in zip(panels, PANELS, strict=True):
        _panel(axes, data.assign(at=heights), *panel)
    left = panels[0]
    left.set_ylim(len(data) - 0.4, -0.6)
    left.set_yticks(heights, data["name"], fontsize=Size.TEXT)
    if (data["days_least"] < data["days_most"]).any():
        figure.supxlabel(VAGUE, fontsize=Size.TEXT, color=QUIET)
    return figure


def _of_the_title(data: pd.DataFrame) -> pd.DataFrame:
    """Choose the series of which the title speaks; where it has no wave, all of them."""
    north = data[data["series"] == NORTH]
    return north if len(north) else data


def sizes_above_each_other(data: pd.DataFrame) -> Figure:
    """Draw the communes of each wave on a narrow sheet, with its days and its pace in its name; see `sizes`."""
    data = _of_the_title(data)
    chart = RowChart(PHONE.page(0.4 + 0.2 * len(data)), start=-1.0, unit=0.2)
    widest = float(data["communes"].max())
    for place, (series, group) in enumerate(data.groupby("series", sort=False)):
        chart.heading(f"{series}: communes", 1.5 if place else 0.0, color=INK, size=Size.LABEL)
        for wave in group.itertuples():
            days = _between(wave.days_least, wave.days_most, number, "–")
            pace = _between(wave.per_week_least, wave.per_week_most, _tenth, "–")
            at = chart.row(f"{wave.name}, {days} days, {pace} a week")
            with shows(chart.axes, "waves", dict.fromkeys(f"{wave.dates_rows} {wave.communes_rows}".split())):
                campaign_bar(chart.axes, at, float(wave.communes), wave.campaign, height=0.6, linewidth=0.3)
            chart.near(number(wave.communes), float(wave.communes), 4, Size.TEXT)
    chart.finish(0.6, -1.6)
    chart.axes.set(xlim=(0, widest * 1.2), xticks=[])
    chart.axes.grid(visible=False)
    chart.axes.spines["bottom"].set_visible(False)
    return chart.figure


def _panel(axes: Axes, waves: pd.DataFrame, title: str, least: str, most: str, written: Callable[[float], str]) -> None:
    """Draw one number of each wave: a bar up to the least, a line on to the most."""
    widest = float(waves[most].max())
    for wave in waves.to_dict("records"):
        at, low, high = wave["at"], float(wave[least]), float(wave[most])
        with shows(axes, "waves", dict.fromkeys(f"{wave['dates_rows']} {wave['communes_rows']}".split())):
            campaign_bar(axes, at, low, wave["campaign"], height=0.6, linewidth=0.3)
            if high > low:
                colour = CAMPAIGNS[wave["campaign"]][0]
                axes.plot([low, high], [at, at], color=colour, linewidth=1.2, marker="|", markersize=5)
        words = _between(low, high, written, "–")
        axes.text(high + widest * 0.03, at, words, fontsize=Size.TEXT, va="center_baseline")
    axes.set_xlim(0, widest * 1.32)
    axes.tick_params(axis="both", length=0)
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_title(title, fontsize=Size.LABEL)


def _between(low: float, high: float, written: Callable[[float], str], to: str = " to ") -> str:
    return written(low) if low == high else f"{written(low)}{to}{written(high)}"


def sizes_alt(waves: pd.DataFrame) -> str:
    """Say in one sentence how the waves differ."""
    drawn = _of_the_title(waves)
    where = "in the North the waves of land reform" if (drawn["series"] == NORTH).all() else "the waves"
    first, last = drawn.iloc[0], drawn.iloc[-1]
    return (
        f"Bar charts of communes, communes a week and days for {plural(len(drawn), 'wave')}: {where} go from "
        f"{number(first['communes'])} to {number(last['communes'])} communes and from "
        f"{_tenth(first['per_week_least'])} to {_tenth(last['per_week_least'])} communes a week."
    )


def sizes_description(waves: pd.DataFrame) -> str:
    """List every wave with its communes, days and pace, those of the series that is drawn first."""

    def wave_text(wave: Any) -> str:
        days = _between(wave.days_least, wave.days_most, number)
        pace_text = _between(wave.per_week_least, wave.per_week_most, _tenth)
        return f"{wave.name}, {plural(wave.communes, 'commune')} in {days} days, {pace_text} a week"

    drawn = _of_the_title(waves)
    told = (list_by_group(rows, "series", str, wave_text) for rows in (drawn, waves.drop(drawn.index)))
    return with_kept(*told)


def sizes_conclusions(waves: pd.DataFrame) -> tuple[str, ...]:
    """Say how far the fastest wave lies from the slowest."""
    north = waves[waves["series"] == NORTH]
    fastest, slowest = (north.loc[north["per_week_least"].astype(float).agg(which)] for which in ("idxmax", "idxmin"))
    last = north.iloc[-1]
    return (
        f"In the North {fastest['name']} of land reform went through {_tenth(fastest['per_week_least'])} communes a "
        f"week, the {slowest['name']} through {_tenth(slowest['per_week_least'])}.",
        f"In the North {last['name']} has {last['communes'] / north['communes'].sum():.0%} of all communes.",
    )


def sizes_says(waves: pd.DataFrame) -> str:
    """Say whether each wave in the North was larger and faster than the one before."""
    north = waves[waves["series"] == NORTH]
    larger, faster = (north[name].astype(float).is_monotonic_increasing for name in ("communes", "per_week_least"))
    if not larger:
        return "In the North the waves of land reform did not grow one by one"
    pace = "and went through more communes a week " if faster else ""
    return f"In the North each wave of land reform was larger {pace}than the one before"


EXHIBIT = FigureExhibit(
    slug="fig-communes-per-wave",
    caption=(
        "Size, length and pace of each wave in the North. Where dates are vague, a line runs from the least to the "
        "most. The waves of Thái Nguyên, where the last of either campaign took on less than its forerunner, are kept "
        "in the data."
    ),
    make=sizes,
    narrow=sizes_above_each_other,
    inputs=three_series,
    words=Words(sizes_alt, sizes_conclusions, COLUMNS, sizes_description),
    says=sizes_says,
    limits=(
        "The series of the North is put together from several sources, named wave by wave in the frame.",
        "A wave has here the dates of the one work that the series takes for it, months where that work gives months; "
        "what else works and documents say of its beginning and end stands in the timeline of the campaign.",
        "Communes a week measure how many a wave went through, not how long teams stayed in one of them.",
        "A commune that both campaigns passed through is counted in each.",
        "How many cadres worked in a wave is not known, so that pace is no measure of effort.",
    ),
    tables=("waves",),
    sources=lambda rows, ledger: series_statements(rows),
)
