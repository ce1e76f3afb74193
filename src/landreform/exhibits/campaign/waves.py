"""Draw the waves of the campaign in one province as bars in time.

Input: the table of waves. Output: the figure of the waves in Thái Nguyên.
"""

from functools import partial
from itertools import pairwise

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Words
from landreform.exhibits.columns import BOUND_COLUMNS, STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.row_chart import RowChart, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import CAMPAIGN_NAMES, CAMPAIGNS, QUIET, Look, Size, Tint
from landreform.exhibits.draw.time_axis import campaign_bar
from landreform.text.prose import day_text, listing, plural
from landreform.waves.national_series import wave_name
from landreform.waves.provincial import intervals


def gantt(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw each wave as a bar from its start to its end, its length of doubt as a thin line.

    Parameters
    ----------
    data : DataFrame
        One row a bar, from :func:`landreform.waves.provincial.intervals`.
    sheet : Sheet
    """
    chart = RowChart(sheet.page(0.55 + 0.3 * len(data)), start=-1.0, unit=0.3, foot=0.13)
    axes = chart.axes
    axes.xaxis_date()
    for wave in data.itertuples():
        ends, colour = [wave.start_earliest, wave.end_latest], CAMPAIGNS[wave.campaign][0]
        row = chart.row(f"{CAMPAIGN_NAMES[wave.campaign]}, {wave_name(wave.wave)}")
        with shows(axes, "waves", [wave.wave_row]):
            axes.plot(ends, [row, row], color=colour, linewidth=1.2, solid_capstyle="butt", zorder=0.9)
            sure = wave.end_earliest - wave.start_latest
            campaign_bar(axes, row, sure, wave.campaign, left=wave.start_latest, height=0.56)
        write_near(axes, plural(wave.communes, "commune"), (wave.end_latest, row), 5, Size.TEXT)
    overlap = data["start_latest"].shift(-1) < data["end_earliest"]
    later = data[overlap.shift(1, fill_value=False)]
    for first, second in zip(data[overlap].itertuples(), later.itertuples(), strict=True):
        ends = [second.start_latest, first.end_earliest]
        above, below = first.Index - 0.5, second.Index + 0.62
        axes.fill_between(ends, above, below, color=Tint.BASES, linewidth=0, zorder=0)
        look: Look = {"ha": "right", "fontweight": "bold"}
        write_near(axes, "both under way", (ends[1], second.Index + 0.95), 0, Size.TEXT, **look)
    vague = (data["start_earliest"] < data["start_latest"]) | (data["end_earliest"] < data["end_latest"])
    if vague.any():
        axes.set_xlabel("bar: certainly under way; line: within the month named", color=QUIET, loc="left")
    chart.finish(0.6, -0.6)
    axes.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1,) if sheet.narrow else (1, 7)))
    axes.xaxis.set_minor_locator(mdates.MonthLocator())
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
    first, last = data["start_earliest"].min(), data["end_latest"].max()
    axes.set_xlim(first - pd.Timedelta(days=14), last + pd.Timedelta(days=240 if sheet.narrow else 130))
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
    """Say whether the trial of land reform began before the last wave of rent reduction was over."""
    rent, reform = (waves[waves["campaign"] == name] for name in ("rent_reduction", "land_reform"))
    trial, last = reform.iloc[0], rent.iloc[-1]
    meets = "before" if trial["start_latest"] < last["end_earliest"] else "when"
    began = f"In {trial['place']} the experimental wave of land reform began"
    return f"{began} {meets} the last wave of rent reduction was over"


#: What the columns of the frame hold.
COLUMNS = ledger_columns("waves", "wave_row campaign wave place start end communes") | BOUND_COLUMNS | STATEMENT_COLUMNS

EXHIBIT = FigureExhibit(
    slug="fig-waves-thai-nguyen",
    caption=(
        "The waves of one province, as one thesis dates them; thick: certainly under way; thin: within the month named."
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
