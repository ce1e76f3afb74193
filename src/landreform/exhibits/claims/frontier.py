"""Show how complete the reports and how deadly the last stage would have to have been for each claim to hold.

Input: the claims that are tolls, the reported executions and one exposure base. Output: the figure ``fig-frontier``.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.contested.frontier import frontiers
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.claims.lineage import short_name
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.bases import base_name, base_sources, stage_inputs
from landreform.exhibits.draw.claim_glyphs import colour_of
from landreform.exhibits.draw.label_layout import spread_out
from landreform.exhibits.draw.row_chart import write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import join_kinds, list_by_group, split_kinds
from landreform.text.claims import labels
from landreform.text.prose import listing, number, plural, rounded
from landreform.tolls.last_wave import READINGS, printed_tolls
from landreform.tolls.reported_stages import compare_stages, reported

#: The base on which the figure is drawn; the chapter has the others in a table.
BASE = "commune_passes"
#: Ends of the two axes, and how many places between are computed: choices of the book, not findings.
INTENSITIES, SHARES, STEPS = (0.1, 100.0), (0.003, 1.0), 31
#: Outcomes whose numbers are drawn as frontiers, with the line of each: these count all executions, or less or more.
LINES = {"executed": "-", "wrongly_executed": Dash.SECOND, "executed_or_suicide": Dash.THIRD}
#: What a name says where a number does not count just those executed.
ALSO = {"wrongly_executed": "wrongly", "executed_or_suicide": "or suicide"}
#: Quotient of two heights at which names do not hide each other, on a page and where it is narrow; letters of a line.
APART, APART_NARROW, ROOM = 1.22, 1.25, 40
#: Inches of a line of a list of names, and of the numbers before them.
LINE, NUMBERS = 0.15, 0.62


def frontier_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Compute the frontier of every number claimed, on one base."""
    stages = stage_inputs(ledger)
    compared = compare_stages(**stages).set_index("base").loc[BASE]
    done, rest = sum(reported(stages["counts"]).values()), float(compared["rest"])
    steps = np.geomspace(*INTENSITIES, STEPS)
    estimates = ledger["estimates"]
    claims = printed_tolls(ledger)
    claims = claims[claims["outcome"].isin(READINGS)].reset_index(drop=True)
    label = dict(zip(estimates["estimate"], labels(estimates, ledger["sources"]), strict=True))
    by_claim = frontiers(claims, done, rest, steps.tolist()).join(
        claims.set_index("estimate")["outcome"], on="estimate"
    )
    by_claim = by_claim.assign(
        reading=by_claim["outcome"].map(READINGS),
        label=by_claim["estimate"].map(label),
        ranged=by_claim.groupby("estimate")["end"].transform("nunique") > 1,
    )
    data = join_kinds({"claim": by_claim}, COLUMNS)
    return {"data": data.assign(base=BASE, reported=done, rest=rest)}


def frontier_of_claims(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw completeness over intensity, with a frontier for each number claimed.

    Parameters
    ----------
    data : DataFrame
        What `frontier_inputs` returns.
    sheet : Sheet
    """
    claims = split_kinds(data, "claim")[0]
    if sheet.narrow:
        figure = sheet.page(6.2)
        axes, listed = figure.subplots(2, 1)
    else:
        figure = sheet.page(5.6)
        axes = figure.add_subplot()
    axes.set(xscale="log", yscale="log", xlim=INTENSITIES, ylim=(SHARES[0], SHARES[1] * 1.02))
    drawn = _drawn(claims)
    names, who = [], {}
    example = _example(data)
    for (total, outcome), group in drawn.groupby(["total", "outcome"]):
        curve = group.drop_duplicates("intensity").sort_values("intensity")
        stressed = example is not None and total == example.total
        look: Look = {"color": colour_of(outcome), "linestyle": LINES[outcome]}
        # Two that claim one number of different kinds have one curve; it shows as that of those executed.
        thick = stressed and outcome == "executed"
        look |= {"linewidth": 2.6 if thick else 0.9, "zorder": 3.5 if thick else 3}
        with shows(axes, "estimates", group["estimate"].drop_duplicates()):
            axes.plot(curve["intensity"], curve["completeness"], **look)
    for total, group in drawn.groupby("total"):
        start = group["completeness"].min()
        if start <= SHARES[1]:  # above it a number is below what is reported already
            words = number(total) if sheet.narrow else f"{number(total)}  {_who(group, ROOM)}"
            who[number(total)] = _who(group)
            names.append((words, 0.0, start))
    places = spread_out(names, 1.0, APART_NARROW if sheet.narrow else APART)
    if sheet.narrow:
        _list_names(listed, who)
        want_height(axes, 3.7)
    beside = axes.get_yaxis_transform()
    for words, _, start in names:
        there = places[words][1]
        # the name stands left of the axes; a short line leads from it to its frontier
        axes.plot([-0.03, 0.0], [there, start], color=QUIET, linewidth=0.7, transform=beside, clip_on=False)
        place: Look = {"transform": beside, "ha": "right", "va": "center", "color": INK}
        bold = example is not None and words.split("  ")[0] == number(example.total)
        axes.text(-0.04, there, words, fontsize=Size.TEXT, fontweight="bold" if bold else "normal", **place)
    axes.axvline(1, color=INK, linewidth=0.8, zorder=2)
    if example is not None:
        _say_example(axes, example)
    foot: Look = {"xycoords": ("data", "axes fraction"), "ha": "left", "va": "bottom", "linespacing": 1.0}
    write_near(axes, "as deadly\nas before", (1, 0.01), 4, Size.TEXT, **foot)
    ticks = [0.1, 1, 10, 100] if sheet.narrow else [0.1, 0.3, 1, 3, 10, 30, 100]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks], fontsize=Size.TEXT)
    shares = [0.003, 0.01, 0.03, 0.1, 0.3, 1.0]
    axes.yaxis.tick_right()
    axes.yaxis.set_label_position("right")
    axes.set_yticks(shares, [f"{100 * share:g} %" for share in shares], fontsize=Size.TEXT)
    axes.minorticks_off()
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(
        "deadliness of the last stage for its size, as a multiple of that before; logarithmic", fontsize=Size.TEXT
    )
    axes.set_ylabel("share of the executions that the reports hold; logarithmic", fontsize=Size.TEXT)
    return figure


class _Example(NamedTuple):
    """What one number claimed needs: its reports at equal deadliness, and the deadliness at full reports."""

    total: float
    share: float
    times: float


def _say_example(axes: Axes, example: _Example) -> None:
    """Mark the two ends of the frontier of the example, and say what they are."""
    full = f"last stage {rounded(example.times)} times\nas deadly, reports hold all"
    below: Look = {"xytext": (-6, -22), "ha": "right", "va": "top"}
    above: Look = {"xytext": (0, 6), "ha": "center", "va": "bottom"}
    look: Look = {"textcoords": "offset points", "fontsize": Size.TEXT, "fontweight": "bold", "linespacing": 1.0}
    for x, y, words, side in (
        (1.0, example.share, f"reports\nhold {_small(example.share)}", below),
        (example.times, 1.0, full, above),
    ):
        axes.plot(x, y, marker="o", color=INK, markersize=5, zorder=4.5, clip_on=False)
        axes.annotate(words, (x, y), **look, **side)


def _example(data: pd.DataFrame) -> _Example | None:
    """Choose the number drawn whose reports, at equal deadliness, hold the least of those that full reports reach."""
    (claims,) = split_kinds(data, "claim")
    drawn = _drawn(claims)
    exactly = drawn[drawn["outcome"] == "executed"]
    needs = {}
    for total, group in exactly.groupby("total"):
        curve = group.drop_duplicates("intensity").sort_values("intensity")
        intensity, share = (np.log(curve[name].to_numpy(dtype=float)) for name in ("intensity", "completeness"))
        if share[0] < 0 < share[-1]:
            times = float(np.exp(np.interp(0.0, share, intensity)))
            needs[total] = _Example(float(total), float(np.exp(np.interp(0.0, intensity, share))), times)
    below = {total: found for total, found in needs.items() if found.share < 1}
    # The middle one of them: its two ends lie well within the axes.
    totals = sorted(below)
    return below[totals[len(totals) // 2]] if totals else None


def says(data: pd.DataFrame) -> str:
    """Say what one of the numbers needs, either way."""
    found = _example(data)
    if found is None:
        return "Every number claimed is a statement about two unknowns at once"
    return (
        f"{number(found.total)} people executed would mean that the last stage was {rounded(found.times)} times as "
        f"deadly as before, or that the reports hold {_small(found.share)} of the executions, or something in between"
    )


def _drawn(claims: pd.DataFrame) -> pd.DataFrame:
    """Select the numbers that are drawn: those about executions, or executions and suicides."""
    return claims[claims["outcome"].isin(LINES)]


def _list_names(axes: Axes, who: dict[str, str]) -> None:
    """Name, below each other, who gives each of the numbers that stand at the frontiers."""
    rows = [(total, lines_of(names, PHONE.width - NUMBERS - 0.15, Size.TEXT)) for total, names in reversed(who.items())]
    high = LINE * sum(len(lines) for _, lines in rows)
    # The one drawing area is as wide as the axes above it, and its units are inches.
    axes.set(xlim=(0, PHONE.width), ylim=(high, 0))
    axes.axis("off")
    at = 0.0
    for total, lines in rows:
        write_near(axes, total, (0, at), 4, Size.TEXT, ha="right", va="top", annotation_clip=False)
        write_near(axes, "\n".join(lines), (0, at), 12, Size.TEXT, va="top")
        at += LINE * len(lines)
    want_height(axes, high)


def _who(group: pd.DataFrame, room: int | None = None) -> str:
    """Name who gives a number, and which end of a range it is, in so many letters."""
    by_end: dict[str, list[str]] = {}
    for row in group.drop_duplicates("estimate").itertuples():
        meant = [f"{row.end} end"] if row.ranged else []
        meant += [ALSO[row.outcome]] if row.outcome in ALSO else []
        by_end.setdefault(f" ({', '.join(meant)})" if meant else "", []).append(short_name(row.label))
    words = ", ".join(f"{', '.join(dict.fromkeys(names))}{end}" for end, names in by_end.items())
    return words if room is None or len(words) <= room else f"{words[: room - 1]}…"


def at_one(data: pd.DataFrame) -> pd.DataFrame:
    """Select what each number claimed needs if the last stage was as deadly as both before, the least number first."""
    (claims,) = split_kinds(data, "claim")
    near = claims[np.isclose(claims["intensity"], 1.0)]
    return near.sort_values(["total", "label", "end"], ignore_index=True)


def alt(data: pd.DataFrame) -> str:
    """Say in one sentence what the lowest and the highest number drawn need without a deadlier last stage."""
    near = _drawn(at_one(data))
    drawn = near[near["completeness"] <= 1.0]
    least, most = drawn.iloc[0], drawn.iloc[-1]
    return (
        f"Line chart of the frontiers of {plural(drawn['total'].nunique(), 'number')} claimed: if the last stage "
        f"was as deadly for its size as both before, {number(least['total'])} needs reports that hold "
        f"{_small(least['completeness'])} of the executions, {number(most['total'])} {_small(most['completeness'])}; "
        "a deadlier stage lets every number do with fuller reports."
    )


def _small(share: float) -> str:
    """Write a share, with two figures where it is small."""
    return f"{rounded(100 * share)} %"


def description(data: pd.DataFrame) -> str:
    """Give, for every claim and each end of it, the completeness needed at three intensities."""
    (claims,) = split_kinds(data, "claim")
    chosen = claims[np.isclose(claims["intensity"].to_numpy()[:, None], (0.1, 1.0, 10.0)).any(axis=1)]

    def item(row: Any) -> str:
        held = _small(row.completeness) if row.completeness <= 1.0 else "exceeded even if the reports hold all"
        return f"{number(row.intensity)} times, {held}"

    def heading(key: tuple[str, str, float]) -> str:
        return f"{key[0]}, {number(key[2])} ({key[1]} end)"

    return list_by_group(chosen, ["label", "end", "total"], heading, item)


def conclusions(data: pd.DataFrame) -> tuple[str, ...]:
    """Say what each number needs at equal intensity, which are exceeded there, and what none of it decides."""
    near = _drawn(at_one(data))
    exactly = near[near["outcome"] == "executed"]
    over = exactly[exactly["completeness"] > 1.0]
    needs = exactly[exactly["completeness"] <= 1.0].drop_duplicates("total")
    items = [f"{number(row.total)} where they hold {_small(row.completeness)}" for row in needs.itertuples()]
    texts = [
        f"If the last stage was as deadly for its size as both before, by {base_name(BASE)}, the reports give "
        f"{listing(items)} of all executions."
    ]
    if len(over):
        numbers = listing([number(total) for total in over["total"].drop_duplicates()])
        verb = "is" if over["total"].nunique() == 1 else "are"
        texts.append(f"Then {numbers} {verb} exceeded even if the reports hold every execution.")
    texts.append(
        "Nothing read says how complete the reports were or how deadly the last stage was; a claim is a statement "
        "about the two together."
    )
    return tuple(texts)


def frontier_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind the counts, the base and the claims."""
    (claims,) = split_kinds(drawn, "claim")
    estimates = ledger["estimates"]
    stated = estimates[estimates["estimate"].isin(claims["estimate"])]
    return pd.concat([base_sources(drawn, ledger), stated[STATEMENT]])


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "claim (frontier of one end of it)",
    "total": "executions in the whole campaign (persons)",
    "intensity": "rate of the last stage over that of both before, assumed (number)",
    "completeness": "share of the executions of the reported stages that the reports hold, at which the total is just "
    "reached (0 to 1; above 1 it is exceeded)",
    **ledger_columns("estimates", "estimate outcome"),
    "label": "who makes the claim, with the year",
    "end": "which end of the claim; a bare number has the low one only",
    "ranged": "whether the claim has two ends (True, False)",
    "reading": "whether a frontier is meant exactly, as a least or a greatest number of executions",
    "base": "exposure base",
    "reported": "executions reported (persons)",
    "rest": "size of the last stage over that of both before (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-frontier",
    caption=(
        "Every number claimed is a statement about two unknowns at once. The height of a place is the share of the "
        "executions before the last stage that the reports hold, its distance to the right how many times as deadly, "
        "for its size, the last stage was; the line through it is the total that follows. Below its line a claim is "
        "exceeded, above it not reached. The base is passes through communes; the vertical line is a last stage as "
        "deadly as both before."
    ),
    make=frontier_of_claims,
    narrow=partial(frontier_of_claims, sheet=PHONE),
    inputs=frontier_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("estimates", "lineage", "counts", "waves", "sources"),
    limits=(
        "It is drawn on one exposure base; on another all lines bend at another place.",
        "Claims on deaths from any cause stand in its data only; words such as “a few thousand” are no numbers.",
        "Numbers below what is reported already have no frontier in it.",
    ),
    sources=frontier_sources,
)
