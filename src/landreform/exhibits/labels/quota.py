"""The prescribed share of landlords, beside the shares found in the North and the labels counted in the province."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested import edtf
from landreform.exhibits.base import FigureExhibit, Ledger
from landreform.exhibits.draw.style import BLUE, GREEN, INK, ORANGE, QUIET, VERMILION, WIDTH
from landreform.labels.quota import (
    commune_size_basis,
    household_size,
    landlord_shares,
    people_per_commune,
    prescribed_share,
    sizes_at_quota,
)
from landreform.text.prose import day_text, listing, number

#: What the rows of the frame are: a share printed, a size of commune needed, a size of commune counted.
SHARE, NEEDED, COUNTED = "share", "commune size needed", "commune size counted"
#: Rows that are not marks of their own: the line of the quota, and what the sizes needed rest on.
QUOTA, BASIS = "prescribed share", "basis of the sizes needed"


def quota_drawn(ledger: Ledger) -> dict[str, Any]:
    """Gather the shares of landlords, the commune sizes at which the quota is met, and those that are counted."""
    shares = landlord_shares(ledger["counts"], ledger["sources"])
    household = household_size(ledger["counts"]).persons
    needed = sizes_at_quota(ledger["classifications"], ledger["waves"], shares["quota"].iloc[0], household)
    quota = prescribed_share(ledger["counts"])
    line = pd.DataFrame([quota]).assign(mark=QUOTA, row=quota["count"], name="prescribed", low=shares["quota"].iloc[0])
    rests = commune_size_basis(ledger["counts"], ledger["waves"], sorted(set(needed["place"]))).assign(mark=BASIS)
    return {
        "shares": shares,
        "needed": needed,
        "counted": people_per_commune(ledger["waves"]),
        "basis": pd.concat([line.drop(columns=["date", "place"]), rests], ignore_index=True),
    }


def shares_and_communes(
    shares: pd.DataFrame, needed: pd.DataFrame, counted: pd.DataFrame, basis: pd.DataFrame
) -> tuple[Figure, pd.DataFrame]:
    """Draw the shares of the North against the quota, and below the sizes of communes needed against those counted.

    Parameters
    ----------
    shares : pandas.DataFrame
        What :func:`landreform.labels.quota.landlord_shares` returns.
    needed : pandas.DataFrame
        What :func:`landreform.labels.quota.sizes_at_quota` returns.
    counted : pandas.DataFrame
        What :func:`landreform.labels.quota.people_per_commune` returns.
    basis : pandas.DataFrame
        Rows of the ledger behind the line and the sizes needed, with ``mark``; they are carried along, not drawn.

    Returns
    -------
    matplotlib.figure.Figure, pandas.DataFrame
        One row a mark, and one for each row of the basis; see `COLUMNS`.
    """
    upper, lower = 0.75 + 0.36 * len(shares), 0.75 + 0.30 * (len(needed) + len(counted))
    figure = Figure(figsize=(WIDTH, 0.45 + upper + lower))
    top, bottom = figure.subplots(2, 1, height_ratios=[upper, lower])
    _draw_shares(top, shares)
    _draw_sizes(bottom, needed, counted)
    for axes in (top, bottom):
        axes.grid(axis="y", visible=False)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.set_xlim(left=0)
    return figure, _frame(shares, needed, counted, basis)


def _frame(shares: pd.DataFrame, needed: pd.DataFrame, counted: pd.DataFrame, basis: pd.DataFrame) -> pd.DataFrame:
    sizes = []
    for rows, mark, said in ((needed, NEEDED, _labels), (counted, COUNTED, _where)):
        name = [said(row) for row in rows.itertuples()]
        size = rows["per_commune"]
        sizes.append(rows.assign(mark=mark, row=rows.get("wave_row", ""), name=name, low=size, high=size))
    drawn = [shares.assign(mark=SHARE, row=shares["count"]), *sizes, basis]
    frame = pd.concat(drawn, ignore_index=True).reindex(columns=list(COLUMNS))
    text = [
        "row",
        "quantity",
        "name",
        "printed",
        "date",
        "evidence",
        "stands",
        "labels",
        "stands_for",
        "campaign",
        "wave",
        "place",
    ]
    return frame.assign(**{column: frame[column].fillna("") for column in text})


def _draw_shares(axes, shares: pd.DataFrame) -> None:
    quota = shares["quota"].iloc[0]
    right = max(1.35 * shares["high"].max(), 1.5 * quota)
    axes.axvspan(quota, right, color=ORANGE, alpha=0.16, linewidth=0, zorder=0)
    axes.axvline(quota, color=INK, linewidth=1.4)
    axes.annotate(
        "prescribed: this share or more",
        (1, 1),
        xycoords="axes fraction",
        xytext=(0, 3),
        textcoords="offset points",
        ha="right",
        fontsize=8,
        color=INK,
    )
    for place, share in enumerate(shares.itertuples()):
        if share.low == 0:
            axes.annotate(
                "",
                xy=(0, place),
                xytext=(share.high, place),
                arrowprops={"arrowstyle": "-|>", "color": BLUE, "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0},
            )
            axes.plot(share.high, place, marker="|", color=BLUE, markersize=9, markeredgewidth=1.8)
        else:
            axes.plot((share.low + share.high) / 2, place, marker="o", color=BLUE, markersize=6.5)
        gap = 1.5 if share.low == 0 else 7
        axes.annotate(
            share.printed,
            (share.high, place),
            xytext=(gap + 4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
        )
    axes.set_yticks(range(len(shares)), [_share_name(share) for share in shares.itertuples()], fontsize=7.6)
    axes.set_ylim(len(shares) - 0.5, -0.6)
    axes.set_xlim(0, right)
    axes.set_xlabel("landlords, per cent of what the source counts", color=QUIET, loc="left")
    axes.set_title("The North: shares as printed", pad=18)


def _share_name(share) -> str:
    of = share.quantity.split(", share of ")[-1].removeprefix("the ")
    when = str(edtf.parse(share.date).earliest.year) if share.date else "undated"
    return f"{share.name}\nof {of}, {when}; {share.evidence}"


def _draw_sizes(axes, needed: pd.DataFrame, counted: pd.DataFrame) -> None:
    names = []
    for place, size in enumerate(needed.itertuples()):
        marker = "s" if size.stands_for == "a household" else "D"
        face = VERMILION if size.labels == "all" else "white"
        axes.plot(size.per_commune, place, marker=marker, color=VERMILION, markerfacecolor=face, markersize=6)
        names.append(f"needed: {_labels(size)}")
        _value(axes, size.per_commune, place)
    for place, size in enumerate(counted.itertuples(), start=len(needed)):
        axes.plot(size.per_commune, place, marker="^", color=GREEN, markersize=6.5)
        names.append(f"counted: {_where(size)}")
        _value(axes, size.per_commune, place)
    axes.axhline(len(needed) - 0.5, color=QUIET, linewidth=0.6, linestyle=":")
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, 1.18 * counted["per_commune"].max())
    axes.set_xlabel("people in the average commune", color=QUIET, loc="left")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    place = listing(sorted(set(needed["place"])))
    axes.set_title(f"{place}: where the labels meet the quota")


def _labels(size) -> str:
    return f"{number(size.labelled)} {'labels' if size.labels == 'all' else 'labels upheld'}, each {size.stands_for}"


def _where(size) -> str:
    campaign = size.campaign.replace("_", " ")
    wave = size.wave.replace("-", "–")
    return f"{size.place or 'the North'}, {campaign}, {wave}"


def _value(axes, value: float, place: int) -> None:
    axes.annotate(
        number(round(value)), (value, place), xytext=(8, 0), textcoords="offset points", va="center", fontsize=8.5
    )


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how the shares stand to the quota."""
    shares = drawn[drawn["mark"] == SHARE]
    above, below = ((shares["stands"] == word).sum() for word in ("at or above", "below"))
    needed, counted = (drawn.loc[drawn["mark"] == mark, "per_commune"] for mark in (NEEDED, COUNTED))
    return (
        f"Two dot charts: of {len(shares)} printed shares of landlords {above} reach the prescribed "
        f"{number(shares['quota'].iloc[0])} per cent and {below} stay below it; in the province the labels reach it "
        f"only in communes of at most {number(round(needed.max()))} people, and the communes counted have "
        f"{number(round(counted.min()))} or more."
    )


def description(drawn: pd.DataFrame) -> str:
    """List every share and every size of commune."""
    shares = [
        f"{row.name}, {row.quantity[0].lower()}{row.quantity[1:]} "
        f"({day_text(row.date) if row.date else 'undated'}): {row.printed}, {row.stands} the quota; {row.evidence}"
        for row in drawn[drawn["mark"] == SHARE].itertuples()
    ]
    needed = [
        f"{number(row.labelled)} labels ({row.labels}), each for {row.stands_for}: {number(round(row.per_commune))}"
        for row in drawn[drawn["mark"] == NEEDED].itertuples()
    ]
    counted = [
        f"{_where(row)}: {number(round(row.per_commune))}" for row in drawn[drawn["mark"] == COUNTED].itertuples()
    ]
    return (
        f"Above: {'; '.join(shares)}. Below, people in the average commune at which the quota would just be met: "
        f"{'; '.join(needed)}. People in the average commune as counted: {'; '.join(counted)}."
    )


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say which shares reach the quota, and what would have to be true for the labels of the province to reach it."""
    shares = drawn[drawn["mark"] == SHARE]
    middle = ((shares["low"] + shares["high"]) / 2).round(6)
    reach, stay = (
        [number(value) for value in sorted(set(middle[shares["stands"] == word]))] for word in ("at or above", "below")
    )
    needed, counted = (drawn.loc[drawn["mark"] == mark, "per_commune"] for mark in (NEEDED, COUNTED))
    all_labels = drawn[(drawn["mark"] == NEEDED) & (drawn["labels"] == "all")]
    said = [
        f"Of the shares printed for the North, {listing(reach)} per cent reach the quota and {listing(stay)} per "
        "cent do not.",
        f"In the province the {number(all_labels['labelled'].iloc[0])} landlord labels meet the quota only if the "
        f"average commune had {number(round(all_labels['per_commune'].min()))} people or fewer, or "
        f"{number(round(all_labels['per_commune'].max()))} if every label stands for a household.",
    ]
    if needed.max() < counted.min():
        said.append(
            f"Every average that the sources allow to be counted is larger: {number(round(counted.min()))} to "
            f"{number(round(counted.max()))} people."
        )
    return tuple(said)


#: What the columns of the frame hold.
COLUMNS = {
    "mark": "share (printed), commune size needed (derived), or commune size counted (by division of two printed "
    "numbers)",
    "row": "row of the table counts (shares, basis) or waves (sizes counted, basis); empty for what is derived",
    "quantity": "for a share: what it is a share of",
    "name": "for a share: who states it; for a size: what it is the size of",
    "printed": "for a share: as printed",
    "low": "least value that the statement allows (percent for a share, persons for a size)",
    "high": "greatest value that it allows (percent for a share, persons for a size)",
    "quota": "for a share: the share prescribed (percent)",
    "stands": "for a share: how it stands to the quota",
    "date": "for a share: time that it speaks of (EDTF)",
    "evidence": "for a share: kind of work that states it, and kind of work in which it was read",
    "labels": "for a size needed: all labels, or those upheld later",
    "stands_for": "for a size needed: what a label is taken to stand for",
    "labelled": "for a size needed: number of labels",
    "per_label": "for a size needed: persons for whom a label is taken to stand",
    "campaign": "for a size counted: campaign",
    "wave": "for a size counted: wave or run of waves",
    "place": "province; empty for the North",
    "communes": "communes (number)",
    "population": "for a size counted: people in them (number)",
    "per_commune": "people in the average commune (persons)",
    "source": "BibTeX key of the work that makes the statement",
    "read_in": "BibTeX key of the work in which it was read",
    "locator": "place in that work",
}

EXHIBITS = (
    FigureExhibit(
        slug="fig-quota",
        caption=(
            "Above, shares of landlords printed for the North against the share that was prescribed. Below, for the "
            "province, for which no share is printed: how small the average commune would have to be for its "
            "landlord labels to meet the quota, and the sizes that can be counted."
        ),
        make=shares_and_communes,
        inputs=quota_drawn,
        alt=alt,
        description=description,
        conclusions=conclusions,
        tables=("counts", "classifications", "waves", "sources"),
        columns=COLUMNS,
        limits=(
            "The shares have different bases (people, rural households, other years and communes); they can be set "
            "beside the quota but not subtracted from one another.",
            "All shares of the North were read in works of reference, none in the document that counts.",
            "It does not show that teams worked to a quota, nor that they did not; a share that falls short of a "
            "quota may still have been raised by it.",
            "The communes counted are those of other waves and provinces, and of one wave of this province; how "
            "many people lived in the communes of the labels is not printed.",
        ),
    ),
)
