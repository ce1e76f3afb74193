"""Draw how the communes of the waves added up in the course of time.

Input: the table of waves. Output: the figure of the share of communes reached.
"""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.campaign.pace import NORTH, ORIGIN_COLUMNS, SERIES, SERIES_COLUMNS, three_series
from landreform.exhibits.draw.legends import legend_above, line
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import CAMPAIGNS, QUIET, Look, Size
from landreform.exhibits.draw.text_lines import text_width
from landreform.exhibits.draw.time_axis import days_of, years
from landreform.exhibits.frames import list_by_group, with_kept
from landreform.text.prose import day_text, number, plural
from landreform.tolls.campaign_findings import last_wave
from landreform.waves.national_series import series_statements
from landreform.waves.provincial import reached

#: What the columns of the frame hold.
COLUMNS = {
    **SERIES_COLUMNS,
    "day": "day on which the number changes (YYYY-MM-DD)",
    "change": "can have begun, or has ended",
    "least": "communes of the waves that have ended (number)",
    "most": "communes of the waves that can have begun (number)",
    "share_least": "the same as least, as a share of the series (0 to 1)",
    "share_most": "the same as most, as a share of the series (0 to 1)",
    **ORIGIN_COLUMNS,
}


#: Points of a panel of usual height, and the share at which a panel ends.
POINTS, TOP = 112.0, 1.15


def three_sums(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Gather, for the same series, the days on which the number of communes reached changes."""
    waves = three_series(ledger)["data"]
    parts = [reached(group).assign(series=series) for series, group in waves.groupby("series", sort=False)]
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.merge(waves[["row", "campaign", *ORIGIN_COLUMNS]], left_on="bar", right_on="row")
    rank = {series: position for position, series in enumerate(SERIES)}
    frame = frame.sort_values(
        ["series", "day", "change", "row"], key=lambda x: x.map(rank) if x.name == "series" else x
    )
    first = ["series", "campaign", "day", "wave", "name"]
    return {"data": frame[list(dict.fromkeys([*first, *COLUMNS]))].reset_index(drop=True)}


def shares(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the share of communes reached, as an area between the least and the most that the dates allow.

    Parameters
    ----------
    data : DataFrame
        One row a change; columns `COLUMNS`.
    sheet : Sheet
    """
    data = _drawn(data)
    groups = list(data.groupby("series", sort=False))
    heights = [1.8] * len(groups)
    figure = sheet.page(POINTS / 72 * sum(heights) + 0.6)
    panels = figure.subplots(len(groups), 1, sharex=True, squeeze=False)[:, 0]
    colour = CAMPAIGNS[data["campaign"].iloc[-1]][0]
    legend_above(
        figure,
        line("if a wave reached all its communes on its first day", colour, 1.2, linestyle="--"),
        line("if on its last day", colour, 1.4),
        columns=2,
    )
    first, last = (
        data["day"].min() - pd.Timedelta(days=470 if sheet.narrow else 300),
        data["day"].max() + pd.Timedelta(days=60),
    )
    for place, (axes, (series, group)) in enumerate(zip(panels, groups, strict=True)):
        _panel(axes, group, first, last, sheet, POINTS * heights[place] - 24)
        axes.set_title(f"{series}: {plural(int(group['most'].max()), 'commune')}", fontsize=Size.LABEL, pad=3)
    for axes in panels:
        years(axes, first, last)
        axes.grid(axis="y", visible=True)
        axes.spines[["left", "bottom"]].set_visible(True)
    return figure


def _drawn(data: pd.DataFrame) -> pd.DataFrame:
    """Choose the series of which the title speaks; the others are kept in the data, unless it has no wave."""
    north = data[data["series"] == NORTH]
    return north if len(north) else data


def _panel(
    axes: Axes, group: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, sheet: Sheet, points: float
) -> None:
    """Draw the two steps of one series, so many points high, and name each wave where it can have begun."""
    colour, hatch = CAMPAIGNS[group["campaign"].iloc[0]]
    days = [*group["day"], last]
    least, most = ([*group[name], group[name].iloc[-1]] for name in ("share_least", "share_most"))
    axes.fill_between(
        days, least, most, step="post", color=colour, alpha=0.3, hatch=hatch, edgecolor="white", linewidth=0
    )
    axes.step(days, most, where="post", color=colour, linewidth=1.2, linestyle="--")
    axes.step(days, least, where="post", color=colour, linewidth=1.4)
    foot, before, below = -100.0, None, 0
    for begun in group[group["change"] == "can have begun"].itertuples():
        # Where there is no room for more, and on a narrow sheet, only the number of the wave stands there.
        name = begun.name.replace("experimental wave", "experimental")
        name = name.removeprefix("wave ") if sheet.narrow else name
        words = f"{name}: {number(begun.most - below)}"
        left = begun.day - days_of(text_width(words, Size.TEXT) + 0.06, first, last, margin=0.6, width=sheet.width)
        # Names that would run into the one before go a line higher, and a thin line leads from them to their mark.
        at, above = begun.share_most * points / TOP, 4.0
        if before is not None and left < before.day:
            above = max(above, foot + 13 - at)
        foot, before, below = at + above, begun, begun.most
        place = (begun.day, begun.share_most)
        if above > 4.0:
            led: Look = {"arrowstyle": "-", "color": QUIET, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 2}
            axes.annotate("", place, xytext=(-3, above + 1), textcoords="offset points", arrowprops=led)
        # A name for which there is no room before its mark stands behind it.
        side: Look = {"xytext": (-3, above), "ha": "right"} if left > first else {"xytext": (4, above), "ha": "left"}
        axes.annotate(words, place, fontsize=Size.TEXT, textcoords="offset points", va="bottom", **side)
        with shows(axes, "waves", dict.fromkeys(f"{begun.dates_rows} {begun.communes_rows}".split())):
            axes.plot(begun.day, begun.share_most, marker="o", color=colour, markersize=3.4, clip_on=False)
    _name_the_share(axes, group)
    axes.set_ylim(0, TOP)
    axes.spines["left"].set_bounds(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))
    if not sheet.narrow:
        axes.set_ylabel("communes reached")
    axes.tick_params(axis="x", length=2)


def _name_the_share(axes: Axes, group: pd.DataFrame) -> None:
    """Write beside the step of the last wave what had been reached at most before it."""
    begun = group[group["change"] == "can have begun"].iloc[-1]
    before = _before_the_last(group)
    look: Look = {"textcoords": "offset points", "ha": "left", "va": "bottom", "fontsize": Size.TEXT}
    axes.plot(begun["day"], before, marker="o", color=CAMPAIGNS[begun["campaign"]][0], markersize=3.4)
    axes.annotate(f"{before:.0%}", (begun["day"], before), xytext=(4, 1), **look, fontweight="bold")


def _before_the_last(group: pd.DataFrame) -> float:
    """Return the share that the waves before the last can have reached."""
    begun = group[group["change"] == "can have begun"]
    return float(begun["share_most"].iloc[-2]) if len(begun) > 1 else 0.0


def says(sums: pd.DataFrame) -> str:
    """Say what share of the communes of the North had been reached at most before the last wave, and what was left."""
    north = sums[sums["series"] == NORTH]
    before = _before_the_last(north)
    return (
        f"Before its last wave the land reform had reached {before:.0%} of its {number(north['most'].max())} communes "
        f"in the North at most; that wave took the other {1 - before:.0%}"
    )


def shares_alt(sums: pd.DataFrame) -> str:
    """Say in one sentence how the communes add up."""
    north = sums[sums["series"] == NORTH]
    begun = north[north["change"] == "can have begun"].iloc[-1]
    before = north[north["day"] < begun["day"]].iloc[-1]
    steps = _drawn(sums)
    count = int((steps["change"] == "can have begun").sum())
    return (
        f"Chart of the share of communes reached over time, with two lines of {plural(count, 'step')} each, as if a "
        "wave reached all of its communes on its first day, and on its last; in the North "
        f"{before['share_most']:.0%} of {plural(int(north['most'].iloc[-1]), 'commune')}, at most, had been reached "
        "before the last wave began."
    )


def shares_description(sums: pd.DataFrame) -> str:
    """List every change of the least and of the most, those of the series that is drawn first."""

    def change(row: Any) -> str:
        day = day_text(f"{row.day:%Y-%m-%d}")
        return f"{day}, {row.name} {row.change}: {row.share_least:.1%} to {row.share_most:.1%}"

    drawn = _drawn(sums)
    told = (list_by_group(rows, "series", str, change) for rows in (drawn, sums.drop(drawn.index)))
    return with_kept(*told)


def shares_conclusions(sums: pd.DataFrame) -> tuple[str, ...]:
    """Say between which days half of the communes had been reached."""
    halves = []
    for series, group in sums.groupby("series", sort=False):
        days = [group.loc[group[name] >= 0.5, "day"].iloc[0] for name in ("share_most", "share_least")]
        earliest, latest = (day_text(f"{day:%Y-%m-%d}") for day in days)
        halves.append(f"{series}: half of the communes had been reached not before {earliest} and not after {latest}.")
    return tuple(halves)


EXHIBIT = FigureExhibit(
    slug="fig-cumulated-share",
    caption=(
        "Communes that the waves in the North had reached, as a share of all. The upper line (broken) has a wave "
        "reach all of its communes on its first day, the lower on its last; what lies between them is open. Numbers: "
        "communes of each wave. The waves of Thái Nguyên are kept in the data."
    ),
    make=shares,
    narrow=partial(shares, sheet=PHONE),
    inputs=three_sums,
    words=Words(shares_alt, shares_conclusions, COLUMNS, shares_description),
    says=says,
    limits=(
        "A wave has here the dates of the one work that the series takes for it, months where that work gives months; "
        "what else works and documents say of its beginning and end stands in the timeline of the campaign.",
        "Within a wave it is not known when which commune was reached; the area between the lines is open.",
        "The whole is the sum of the waves of the series; a larger total, also printed, would lower every share.",
    ),
    tables=("waves", "sources"),
    finding=last_wave,
    sources=lambda rows, ledger: series_statements(rows),
)
