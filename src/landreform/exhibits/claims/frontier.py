"""Show how complete the reports and how deadly the last stage would have to have been for each claim to hold.

Input: the claims that are tolls, the reported executions and one exposure base. Output: the figure ``fig-frontier``.
"""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from landreform.contested.frontier import completeness_needed, frontiers
from landreform.contested.stages import AT_LEAST
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.claims.lineage import short_name
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.bases import base_name, base_sources, stage_inputs
from landreform.exhibits.draw.claim_glyphs import colour_of
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import join_kinds, list_by_group, split_kinds, with_kept
from landreform.text.claims import labels
from landreform.text.prose import listing, number, plural, rounded
from landreform.tolls.last_wave import SPEAKING, printed_tolls, with_readings
from landreform.tolls.reported_stages import compare_stages, reported

#: The base on which the figure is drawn; the chapter has the others in a table.
BASE = "commune_passes"
#: Ends of the intensities, and how many places between are computed: choices of the book, not findings.
INTENSITIES, STEPS = (0.1, 100.0), 31
#: Outcome whose numbers are drawn: these count just those executed.
DRAWN = "executed"
#: What the two columns say, each with the other assumption.
HEADS = (
    (
        "either the reports hold only this share of the executions before the last stage",
        "if the last stage was as deadly as before",
    ),
    (
        "or the last stage was so many times as deadly as before, for its size",
        "if the reports hold all; logarithmic scale",
    ),
)
#: How the ends of a range are called.
ENDS = {"low": "lowest number", "high": "highest number"}
#: Letters of a line with the names of those who give a number.
ROOM = 40


def frontier_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Compute the frontier of every number claimed, on one base."""
    stages = stage_inputs(ledger)
    compared = compare_stages(**stages).set_index("base").loc[BASE]
    done, rest = sum(reported(stages["counts"]).values()), float(compared["rest"])
    steps = np.geomspace(*INTENSITIES, STEPS)
    estimates = ledger["estimates"]
    claims = printed_tolls(ledger)
    claims = claims[claims["outcome"].isin(SPEAKING)].reset_index(drop=True)
    label = dict(zip(estimates["estimate"], labels(estimates, ledger["sources"]), strict=True))
    by_claim = with_readings(frontiers(claims, done, rest, steps.tolist()), claims)
    by_claim = by_claim.assign(
        label=by_claim["estimate"].map(label),
        ranged=by_claim.groupby("estimate")["end"].transform("nunique") > 1,
    )
    data = join_kinds({"claim": by_claim}, COLUMNS)
    return {"data": data.assign(base=BASE, reported=done, rest=rest)}


def two_ways(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each number claimed the two ways in which it can be true: poor reports, or a deadly last stage.

    All pairs of assumptions in between are in the frame and are not drawn.

    Parameters
    ----------
    data : DataFrame
        What `frontier_inputs` returns.
    sheet : Sheet
    """
    rows = list(_drawn(split_kinds(data, "claim")[0]).groupby("total"))
    needs, example = _needs(data), _example(data)
    stressed: set[str] = set()
    if sheet.narrow:
        figure = sheet.page(7.0)
        panels = figure.subplots(2, 1)
    else:
        figure = sheet.page(1.0 + 0.33 * len(rows))
        panels = figure.subplots(1, 2, sharey=True)
    for axes, name, (head, condition) in zip(panels, ("share", "times"), HEADS, strict=True):
        chart = RowChart(figure, axes, start=-1, unit=0.2)
        for total, group in rows:
            bold = example is not None and total == example.total
            claimed = _claimed(total, group)
            row = f"{claimed}: {_who(group)}" if chart.names_above else f"{claimed}\n{_who(group, ROOM)}"
            chart.row(row)
            stressed |= {row} if bold else set()
            with shows(axes, "estimates", group["estimate"].drop_duplicates()):
                (_share if name == "share" else _times)(chart, needs[float(total)], "bold" if bold else "normal")
        axes.set_title("\n".join(lines_of(head, 3.1 if sheet.narrow else 2.0, Size.LABEL, True)), fontsize=Size.LABEL)
        axes.set_xlabel(condition)
        if name == "times":
            axes.set(xscale="log", xlim=(0.1, 5000))
            axes.set_xticks([1, 10, 100, 1000], ["×1", "×10", "×100", "×1,000"])
            axes.minorticks_off()
            axes.axvline(1, color=INK, linewidth=1.0, zorder=1.5)
        else:
            axes.set(xlim=(0, 1.25), xticks=[0, 0.5, 1])
            axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        chart.finish(0.6, -0.6, Size.TEXT, linespacing=0.95)
    for label in () if sheet.narrow else panels[0].get_yticklabels():
        if label.get_text() in stressed:
            label.set_fontweight("bold")
    return figure


def _claimed(total: float, group: pd.DataFrame) -> str:
    """Write a number, and that it is a least one where whoever gives it says so."""
    return f"{number(total)} or more" if (group["reading"] == AT_LEAST).all() else number(total)


def _share(chart: RowChart, needs: _Example, weight: str) -> None:
    """Draw what the reports hold of the executions, if the last stage was as deadly as those before."""
    if needs.share > 1:
        chart.near("too low, even if they hold all", 0.0, 4, Size.TEXT, color=QUIET)
        return
    chart.axes.barh(chart.at, needs.share, height=0.55, color=colour_of(DRAWN))
    chart.near(_small(needs.share), needs.share, 4, Size.TEXT, fontweight=weight)


def _times(chart: RowChart, needs: _Example, weight: str) -> None:
    """Draw how many times as deadly the last stage was, if the reports hold all."""
    chart.axes.barh(chart.at, needs.times - 1, left=1, height=0.55, color=colour_of(DRAWN))
    chart.near(f"{rounded(needs.times)} times", max(needs.times, 1.0), 4, Size.TEXT, fontweight=weight)


class _Example(NamedTuple):
    """What one number claimed needs: its reports at equal deadliness, and the deadliness at full reports."""

    total: float
    share: float
    times: float


def _needs(data: pd.DataFrame) -> dict[float, _Example]:
    """Reckon for each number drawn what it needs at equal deadliness, and with reports that hold all."""
    (claims,) = split_kinds(data, "claim")
    done, rest = float(data["reported"].iloc[0]), float(data["rest"].iloc[0])
    totals = sorted(_drawn(claims)["total"].unique())
    return {
        float(total): _Example(
            float(total), float(completeness_needed(total, done, rest, 1.0)), (total / done - 1.0) / rest
        )
        for total in totals
    }


def _example(data: pd.DataFrame) -> _Example | None:
    """Choose the number drawn in the middle of those that a last stage as deadly as before does not reach."""
    needs = _needs(data)
    drawn = [needs[total] for total in sorted(needs) if needs[total].share < 1 and needs[total].times <= INTENSITIES[1]]
    return drawn[len(drawn) // 2] if drawn else None


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
    """Select the numbers that are drawn: those that count just those executed, and more than is reported already."""
    above = claims["total"] > claims["reported"]
    return claims[(claims["outcome"] == DRAWN) & above]


def _who(group: pd.DataFrame, room: int | None = None) -> str:
    """Name who gives a number, and which end of a range it is, in so many letters."""
    by_end: dict[str, list[str]] = {}
    for row in group.drop_duplicates("estimate").itertuples():
        by_end.setdefault(f", {ENDS[row.end]}" if row.ranged else "", []).append(short_name(row.label))
    words = "; ".join(f"{', '.join(dict.fromkeys(names))}{end}" for end, names in by_end.items())
    return words if room is None or len(words) <= room else f"{words[: room - 1]}…"


def at_one(data: pd.DataFrame) -> pd.DataFrame:
    """Select what each number claimed needs if the last stage was as deadly as both before, the least number first."""
    (claims,) = split_kinds(data, "claim")
    near = claims[np.isclose(claims["intensity"], 1.0)]
    return near.sort_values(["total", "label", "end"], ignore_index=True)


def alt(data: pd.DataFrame) -> str:
    """Say in one sentence what the lowest and the highest number drawn need without a deadlier last stage."""
    near = _drawn(at_one(data))
    shares = near[near["completeness"] <= 1.0]
    least, most = shares.iloc[0], shares.iloc[-1]
    return (
        f"Two bar charts for {plural(near['total'].nunique(), 'number')} claimed: if the last stage "
        f"was as deadly for its size as both before, {number(least['total'])} needs reports that hold "
        f"{_small(least['completeness'])} of the executions, {number(most['total'])} {_small(most['completeness'])}; "
        "a deadlier stage lets every number do with fuller reports."
    )


def _small(share: float) -> str:
    """Write a share, with two figures where it is small."""
    return f"{rounded(100 * share)}%"


def description(data: pd.DataFrame) -> str:
    """Give both ways for every number; then, for each end of every claim, what is needed at three intensities."""
    (claims,) = split_kinds(data, "claim")
    chosen = claims[np.isclose(claims["intensity"].to_numpy()[:, None], (0.1, 1.0, 10.0)).any(axis=1)]

    def item(row: Any) -> str:
        held = _small(row.completeness) if row.completeness <= 1.0 else "exceeded even if the reports hold all"
        return f"{number(row.intensity)} times, {held}"

    def heading(key: tuple[str, str, float]) -> str:
        return f"{key[0]}, {number(key[2])} ({key[1]} end)"

    drawn = [
        f"{number(total)}: reports that hold {_small(found.share) if found.share <= 1 else 'all give more'}, or a "
        f"last stage {rounded(found.times)} times as deadly."
        for total, found in _needs(data).items()
    ]
    listed = list_by_group(chosen, ["label", "end", "total"], heading, item)
    return with_kept(" ".join(["Either way, number by number.", *drawn]), listed)


def conclusions(data: pd.DataFrame) -> tuple[str, ...]:
    """Say what each number needs at equal intensity, which are exceeded there, and what none of it decides."""
    near = at_one(data)
    exactly = near[near["outcome"] == DRAWN]
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
    "form": "form of the claim (point, range, at_least, at_most)",
    "reading": "whether a frontier is meant exactly, as a least or a greatest number of executions",
    "base": "exposure base",
    "reported": "executions reported (persons)",
    "rest": "size of the last stage over that of both before (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-frontier",
    caption=(
        "Every number claimed is a statement about two unknowns at once: what share of the executions before the last "
        "stage the reports hold, and how many times as deadly, for its size, the last stage was. Each row gives the "
        "one where the other is settled; in between, a little of both does. The base is passes through communes."
    ),
    make=two_ways,
    narrow=partial(two_ways, sheet=PHONE),
    inputs=frontier_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("estimates", "lineage", "counts", "waves", "sources"),
    limits=(
        "It is drawn on one exposure base; on another the last stage is larger or smaller.",
        "Pairs of assumptions in between are kept in its data and its description, as are numbers that count wrongful "
        "executions only, or suicides too.",
        "Claims on deaths from any cause stand in its data only; words such as “a few thousand” are no numbers.",
        "Numbers below what is reported already are not drawn.",
    ),
    sources=frontier_sources,
)
