"""Draw the prescribed share of landlords beside the shares that works print; commune sizes are kept in the data.

Input: the tables of counts, classifications, waves and sources. Output: the figure of the quota.
"""

import textwrap
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested import edtf
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import EVIDENCE, STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.row_chart import RowChart, arrow, write_above, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Size, Tint
from landreform.exhibits.frames import with_kept
from landreform.labels.quota import (
    commune_size_basis,
    household_size,
    landlord_shares,
    people_per_commune,
    prescribed_share,
    sizes_at_quota,
)
from landreform.ledger.sources import attributions
from landreform.text.prose import day_text, listing, number

#: What the rows of the frame are: a share printed, a size of commune needed, a size of commune counted.
SHARE, NEEDED, COUNTED = "share", "commune size needed", "commune size counted"
#: How a share stands to the quota, from the top, and as it is headed.
STANDS = {
    "at or above": "reach it",
    "either": "rounded, may reach it",
    "not above": "under it, by how much is not said",
    "below": "clearly below it",
}
#: The same in a sentence.
TOLD = {
    "at or above": "at or above the quota",
    "either": "rounded, may reach the quota",
    "not above": "under the quota, by how much is not said",
    "below": "below the quota",
}
#: Rows that are not marks of their own: the line of the quota, and what the sizes needed rest on.
QUOTA, BASIS = "prescribed share", "basis of the sizes needed"


#: What the columns of the frame hold.
COLUMNS = {
    "mark": "share (printed), commune size needed (derived), or commune size counted (by division of two printed "
    "numbers)",
    "row": "row of the table counts (shares, basis) or waves (sizes counted, basis); empty for what is derived",
    "quantity": "for a share: what it is a share of",
    "name": "for a share: who states it; for the share prescribed: by what; for a size: what it is the size of",
    "printed": "for a share: as printed",
    "low": "least value that the statement allows (percent for a share, persons for a size)",
    "high": "greatest value that it allows (percent for a share, persons for a size)",
    "quota": "for a share: the share prescribed (percent)",
    "stands": "for a share: how it stands to the quota",
    "date": "for a share: time that it speaks of (EDTF)",
    "evidence": f"for a share: {EVIDENCE}",
    "labels": "for a size needed: all labels, or those upheld later",
    "stands_for": "for a size needed: what a label is taken to stand for",
    "labelled": "for a size needed: number of labels",
    "per_label": "for a size needed: persons for whom a label is taken to stand",
    "campaign": "for a size counted: campaign",
    "wave": "for a size counted: wave or run of waves",
    **ledger_columns("counts", "place"),
    "communes": "communes (number)",
    "population": "for a size counted: people in them (number)",
    "per_commune": "people in the average commune (persons)",
    **STATEMENT_COLUMNS,
}
#: Those that hold text, empty where a row has none.
TEXTS = "row quantity name printed date evidence stands labels stands_for campaign wave place".split()


def quota_drawn(ledger: Ledger) -> dict[str, Any]:
    """Gather the shares of landlords, the commune sizes at which the quota is met, and those that are counted.

    Raises
    ------
    ValueError
        If no labels, or no people in communes, are counted; half of the figure would be empty.
    """
    shares = landlord_shares(ledger["counts"], ledger["sources"])
    household = household_size(ledger["counts"]).persons
    needed = sizes_at_quota(ledger["classifications"], ledger["waves"], shares["quota"].iloc[0], household)
    counted = people_per_commune(ledger["waves"])
    if needed.empty or counted.empty:
        raise ValueError("The ledger counts no landlord labels or no people in communes to set against the quota.")
    quota = prescribed_share(ledger["counts"])
    line = pd.DataFrame([quota]).assign(mark=QUOTA, row=quota["count"], low=shares["quota"].iloc[0])
    line["name"] = attributions(line, ledger["sources"]).str.split(", as read in ").str[0]
    rests = commune_size_basis(ledger["counts"], ledger["waves"], sorted(set(needed["place"]))).assign(mark=BASIS)
    parts = [shares.assign(mark=SHARE, row=shares["count"])]
    for rows, mark, words in ((needed, NEEDED, _labels), (counted, COUNTED, _where)):
        name, size = [words(row) for row in rows.itertuples()], rows["per_commune"]
        parts.append(rows.assign(mark=mark, row=rows.get("wave_row", ""), name=name, low=size, high=size))
    parts += [line.drop(columns=["date", "place"]), rests]
    frame = pd.concat(parts, ignore_index=True).reindex(columns=list(COLUMNS))
    return {"data": frame.assign(**{column: frame[column].fillna("") for column in TEXTS})}


def shares_and_communes(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the shares against the quota, those that reach it first.

    Parameters
    ----------
    data : DataFrame
        Columns `COLUMNS`; of its rows those that are shares are drawn, the sizes of communes are not.
    sheet : Sheet
    """
    shares = data[data["mark"] == SHARE]
    groups = shares["stands"].nunique()
    chart = RowChart(sheet.page(1.1 + 0.33 * (len(shares) + groups)), start=-0.3, unit=0.3, foot=0.12)
    axes, quota = chart.axes, shares["quota"].iloc[0]
    right = max(1.35 * shares["high"].max(), 1.5 * quota)
    axes.axvspan(quota, right, color=Tint.QUOTA, linewidth=0, zorder=0)
    # Names that stand above their rows cross the line.
    axes.axvline(quota, color=QUIET if chart.names_above else INK, linewidth=0.8 if chart.names_above else 1.4)
    above: Look = {"xycoords": "axes fraction", "ha": "right"}
    by = data.loc[data["mark"] == QUOTA, "name"].iloc[0]
    write_above(axes, f"{by}: {number(quota)} % or more", (1, 1), 3, Size.TEXT, **above)
    for place, stands in enumerate(word for word in STANDS if (shares["stands"] == word).any()):
        # From the greatest down, by what is printed: of a rounded share its middle, of a greatest value that.
        group = shares[shares["stands"] == stands]
        value = group["high"].where(group["low"] == 0, (group["low"] + group["high"]) / 2)
        group = group.assign(_value=value).sort_values(["_value", "row"], ascending=[False, True])
        beside: Look = {} if chart.names_above else {"ha": "right", "x": -0.02}
        chart.heading(f"{STANDS[stands]}: {number(len(group))}", 1.3 if place else 0.3, color=INK, **beside)
        _draw_shares(chart, group, quota)
    chart.finish(0.6, -0.7, linespacing=1.0)
    axes.set_xlim(0, right)
    axes.set_xlabel("landlords, per cent of what the source counts; short line: as far as it is rounded", color=QUIET)
    axes.xaxis.set_label_coords(1, -0.055)
    axes.xaxis.label.set_horizontalalignment("right")
    return chart.figure


def _draw_shares(chart: RowChart, shares: pd.DataFrame, quota: float) -> None:
    axes = chart.axes
    for share in shares.itertuples():
        at = chart.row(_share_name(share))
        with shows(axes, "counts", [share.row]):
            if share.low == 0:
                arrow(axes, (share.high, at), (0, at), INK)
                axes.plot(share.high, at, marker="|", color=INK, markersize=9, markeredgewidth=1.8)
            else:
                # A bare figure is rounded: it may be half a unit of its last digit less or more.
                axes.plot([share.low, share.high], [at, at], color=INK, linewidth=1.2)
                axes.plot((share.low + share.high) / 2, at, marker="o", color=INK, markersize=6.5)
        # Away from the line of the quota, so that no number crosses it.
        before = share.high < quota and share.low > 0
        place = (share.low if before else share.high, at)
        write_near(axes, _printed(share), place, -7 if before else 7, Size.TEXT, ha="right" if before else "left")


def _printed(share: Any) -> str:
    """Write a printed share in figures; one without a lower end is a greatest value."""
    sign = "under " if share.low == 0 else ""
    value = share.high if share.low == 0 else round((share.low + share.high) / 2, 6)
    return f"{sign}{number(value)} %"


def _share_name(share: Any) -> str:
    of = share.quantity.split(", share of ")[-1].removeprefix("the ")
    earliest = edtf.parse(share.date).earliest if share.date else None
    when = str(earliest.year) if earliest else "undated"
    where = f"{share.place}, " if share.place else ""
    lines = (share.name, f"of {of}, {where}{when}; {share.evidence}")
    return "\n".join(part for line in lines for part in textwrap.wrap(line, 78))


def _labels(size: Any) -> str:
    return f"{number(size.labelled)} {'labels' if size.labels == 'all' else 'labels upheld'}, each {size.stands_for}"


def _where(size: Any) -> str:
    campaign = size.campaign.replace("_", " ")
    wave = size.wave.replace("-", "–")
    return f"{size.place or 'the North'}, {campaign}, {wave}"


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how the shares stand to the quota."""
    shares = drawn[drawn["mark"] == SHARE]
    counts = {word: number(int((shares["stands"] == word).sum())) for word in STANDS}
    return (
        f"Dot chart: of {number(len(shares))} printed shares of landlords {counts['at or above']} reach the prescribed "
        f"{number(shares['quota'].iloc[0])} per cent, {counts['either']} may reach it, being rounded, "
        f"{counts['not above']} are under it, by how much is not said, and {counts['below']} stay clearly below it."
    )


def description(drawn: pd.DataFrame) -> str:
    """Give a sentence to every share; then, as they are not drawn, to every size of commune."""
    shares = [
        f"{row.name}, {row.quantity[0].lower()}{row.quantity[1:]}, {row.place or 'the North'} "
        f"({day_text(row.date) if row.date else 'undated'}): {row.printed}, {TOLD[row.stands]}, {row.evidence}"
        for row in drawn[drawn["mark"] == SHARE].itertuples()
    ]
    needed = [
        f"Size of commune needed, {number(row.labelled)} labels ({row.labels}), each for {row.stands_for}: "
        f"{number(round(row.per_commune))}"
        for row in drawn[drawn["mark"] == NEEDED].itertuples()
    ]
    counted = [
        f"Size counted, {_where(row)}: {number(round(row.per_commune))}"
        for row in drawn[drawn["mark"] == COUNTED].itertuples()
    ]
    return with_kept(*(" ".join(f"{text}." for text in texts) for texts in (shares, [*needed, *counted])))


def says(drawn: pd.DataFrame) -> str:
    """Say how many of the printed shares reach the quota."""
    stands = drawn.loc[drawn["mark"] == SHARE, "stands"]
    open_ = int((stands == "either").sum())
    least = int((stands == "at or above").sum())
    reach = f"{number(least)} or {number(least + open_)}" if open_ else number(least)
    quota = number(drawn.loc[drawn["mark"] == SHARE, "quota"].iloc[0])
    return f"{reach} of {number(len(stands))} printed shares of landlords reach the prescribed {quota} per cent"


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say which shares reach the quota, and what would have to be true for the labels of the province to reach it."""
    shares = drawn[drawn["mark"] == SHARE]
    north = shares["place"] == ""
    (reach, stay), (local_reach, local_stay) = (
        [_values(shares[of & (shares["stands"] == word)]) for word in ("at or above", "below")]
        for of in (north, ~north)
    )
    needed, counted = (drawn.loc[drawn["mark"] == mark, "per_commune"] for mark in (NEEDED, COUNTED))
    all_labels = drawn[(drawn["mark"] == NEEDED) & (drawn["labels"] == "all")]
    local = [
        f"Of those for a province or a commune {listing(values)} per cent {verb} the quota."
        for values, verb in ((local_reach, "reach"), (local_stay, "stay below"))
        if values
    ]
    sentences = [
        f"Of the shares printed for the North, {listing(reach)} per cent reach the quota and {listing(stay)} per "
        "cent do not.",
        *local,
        f"In the province the {number(all_labels['labelled'].iloc[0])} landlord labels meet the quota only if the "
        f"average commune had {number(round(all_labels['per_commune'].min()))} people or fewer, or "
        f"{number(round(all_labels['per_commune'].max()))} if every label stands for a household.",
    ]
    if needed.max() < counted.min():
        sentences.append(
            f"Every average that the sources allow to be counted is larger: {number(round(counted.min()))} to "
            f"{number(round(counted.max()))} people."
        )
    return tuple(sentences)


def _values(shares: pd.DataFrame) -> list[str]:
    """Write different shares in order of size; what has no lower end is a greatest value."""
    ends = {
        (row.high if row.low == 0 else round((row.low + row.high) / 2, 6), row.low == 0) for row in shares.itertuples()
    }
    return [f"{'at most ' if one_sided else ''}{number(value)}" for value, one_sided in sorted(ends)]


EXHIBIT = FigureExhibit(
    slug="fig-quota",
    caption=(
        "The shares of landlords that works print, beside the share that was prescribed. The labels of Thái Nguyên, "
        "which are kept in the data, reach it only if its communes were smaller than any that can be counted."
    ),
    make=shares_and_communes,
    narrow=partial(shares_and_communes, sheet=PHONE),
    inputs=quota_drawn,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("counts", "classifications", "waves", "sources"),
    limits=(
        "The shares have different bases (people, rural households, other years and communes); they can be set "
        "beside the quota but not subtracted from one another.",
        "Works that print the same share may have it from one another.",
        "All shares of the North were read in works of reference or on websites, none in the document that counts.",
        "It does not show that teams worked to a quota, nor that they did not; a share that falls short of a "
        "quota may still have been raised by it.",
        "The communes counted are those of other waves and provinces, and of one wave of this province; how "
        "many people lived in the communes of the labels is not printed.",
    ),
)
