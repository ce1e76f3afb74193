"""Draw the waves of the campaign in one province as bars in time.

Input: the table of waves. Output: the figure of the waves in Thái Nguyên.
"""

from functools import partial
from itertools import pairwise

import pandas as pd
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Words
from landreform.exhibits.columns import BOUND_COLUMNS, STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.legends import legend_below
from landreform.exhibits.draw.row_chart import RowChart, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.short_dates import short_days
from landreform.exhibits.draw.style import CAMPAIGN_NAMES, CAMPAIGNS, Look, Size, Tint
from landreform.exhibits.draw.time_axis import campaign_bar, campaign_patches, tail, years
from landreform.text.prose import day_text, listing, plural
from landreform.waves.national_series import wave_name
from landreform.waves.provincial import days_shared, intervals


def gantt(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw each wave as a bar from its start to its end, its length of doubt as a thin line.

    Parameters
    ----------
    data : DataFrame
        One row a bar, from :func:`landreform.waves.provincial.intervals`.
    sheet : Sheet
    """
    chart = RowChart(sheet.page(0.75 + 0.3 * len(data)), start=-1.0, unit=0.3, foot=0.13)
    axes = chart.axes
    axes.xaxis_date()
    overlap = data["start_latest"].shift(-1) <= data["end_earliest"]  # a day in common is enough
    heights = []
    for wave, meets, met in zip(data.itertuples(), overlap, overlap.shift(1, fill_value=False), strict=True):
        ends, colour = [wave.start_earliest, wave.end_latest], CAMPAIGNS[wave.campaign][0]
        row = chart.row(f"{CAMPAIGN_NAMES[wave.campaign]}, {wave_name(wave.wave)}")
        heights.append(row)
        with shows(axes, "waves", [wave.wave_row]):
            axes.plot(ends, [row, row], color=colour, linewidth=1.2, solid_capstyle="butt", zorder=0.9)
            sure = wave.end_earliest - wave.start_latest
            campaign_bar(axes, row, sure, wave.campaign, left=wave.start_latest, height=0.56)
        day = f"until {short_days(wave.end_earliest, wave.end_latest)}, " if meets else ""
        day += f"from {short_days(wave.start_earliest, wave.start_latest)}, " if met else ""
        write_near(axes, f"{day}{plural(wave.communes, 'commune')}", (wave.end_latest, row), 5, Size.TEXT)
    for place in (place for place, over in enumerate(overlap) if over):
        first, second = (data.iloc[at] for at in (place, place + 1))
        ends = [second["start_latest"], first["end_earliest"]]
        above, below = heights[place] - 0.45, heights[place + 1] + 0.45
        axes.fill_between(ends, above, below, color=Tint.BASES, linewidth=0, zorder=0)
        # Between the two rows, or where the name of the second stands there, in the first.
        at = heights[place] if sheet.narrow else (heights[place] + heights[place + 1]) / 2
        beside: Look = {"ha": "right", "fontweight": "bold"}
        days = plural(days_shared(*ends), "day")
        words = f"both for {days}" if sheet.narrow else f"both under way\nfor {days}"
        write_near(axes, words, (min(first["start_latest"], ends[0]), at), -5, Size.TEXT, **beside)
    vague = (data["start_earliest"] < data["start_latest"]) | (data["end_earliest"] < data["end_latest"])
    chart.finish(0.6, -0.6)
    begin, end = data["start_earliest"].min(), data["end_latest"].max()
    years(axes, begin - pd.Timedelta(days=14), end + pd.Timedelta(days=400 if sheet.narrow else 130))
    tails = [tail()] if vague.any() else []
    legend_below(chart.figure, *campaign_patches(data["campaign"]), *tails)
    return chart.figure


def alt(waves: pd.DataFrame) -> str:
    """Say in one sentence what the bars show."""
    parts = [
        f"{len(group)} of {CAMPAIGN_NAMES[campaign]} ({day_text(group['start'].iloc[0])} to "
        f"{day_text(group['end'].iloc[-1])})"
        for campaign, group in waves.groupby("campaign", sort=False)
    ]
    return f"Bar chart of {len(waves)} waves in time: {listing(parts)}."


def description(waves: pd.DataFrame) -> str:
    """Give a sentence to every bar, from top to bottom: wave, start, end, communes."""
    rows = [
        f"{CAMPAIGN_NAMES[wave.campaign].capitalize()}, {wave_name(wave.wave)}: {day_text(wave.start)} to "
        f"{day_text(wave.end)}, {plural(wave.communes, 'commune')}."
        for wave in waves.itertuples()
    ]
    return " ".join(rows)


def conclusions(waves: pd.DataFrame) -> tuple[str, ...]:
    """Say what the bars show."""
    largest = waves.loc[waves["communes"].astype(float).idxmax()]
    overlaps = [
        f"{wave_name(second.wave)} of {CAMPAIGN_NAMES[second.campaign]} began before {wave_name(first.wave)} of "
        f"{CAMPAIGN_NAMES[first.campaign]} had ended"
        for first, second in pairwise(waves.itertuples())
        if second.start_latest < first.end_earliest
    ]
    return (
        f"The largest wave, {wave_name(largest['wave'])} of {CAMPAIGN_NAMES[largest['campaign']]}, covered "
        f"{plural(largest['communes'], 'commune')}.",
        f"By the dates given, {listing(overlaps)}." if overlaps else "By the dates given, no two waves overlap.",
    )


def says(waves: pd.DataFrame) -> str:
    """Say for how many days the trial of land reform and the last wave of rent reduction were both under way, if so."""
    rent, reform = (waves[waves["campaign"] == name] for name in ("rent_reduction", "land_reform"))
    trial, last = reform.iloc[0], rent.iloc[-1]
    days = days_shared(trial["start_latest"], last["end_earliest"])
    if days <= 0:
        began = "the experimental wave of land reform began when the last wave of rent reduction was over"
        return f"In {trial['place']} {began}"
    both = "the last wave of rent reduction and the experimental wave of land reform were both under way"
    return f"In {trial['place']} {both} for {plural(days, 'day')}"


#: What the columns of the frame hold.
COLUMNS = ledger_columns("waves", "wave_row campaign wave place start end communes") | BOUND_COLUMNS | STATEMENT_COLUMNS

EXHIBIT = FigureExhibit(
    slug="fig-waves-thai-nguyen",
    caption=(
        "The waves of one province, as one thesis dates them. A bar is the time in which a wave was certainly under "
        "way; where only months are named, a thin line reaches over all of them."
    ),
    make=gantt,
    narrow=partial(gantt, sheet=PHONE),
    inputs=lambda ledger: {"data": intervals(ledger["waves"], "Thái Nguyên", "nguyen-duy-tien2000")},
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("waves",),
    limits=(
        "It shows one province, the first; what happened there need not have happened elsewhere.",
        "A commune that underwent both campaigns is counted in each.",
        "The length of a bar is the time between the dates given, not the time spent in any one commune.",
    ),
)
