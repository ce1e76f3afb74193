"""Show where a claim on a part exceeds a claim on the whole that contains it, the widest contradictions first.

Input: the claims that are tolls. Output: the figure ``fig-lattice``.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.collisions import between_outcomes, by_claim
from landreform.contested.outcomes import NAMES
from landreform.exhibits.base import FigureExhibit, Words
from landreform.exhibits.claims.claims import outcome_heading, toll_claims
from landreform.exhibits.draw.claim_glyphs import persons_axis
from landreform.exhibits.draw.legends import dot, legend_above
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Size
from landreform.exhibits.frames import claim_columns, join_kinds, list_by_group, split_kinds, with_kept
from landreform.text.prose import number, plural, rounded
from landreform.tolls.coverage import as_parts
from landreform.tolls.parts_of_time import part_names

#: Marks of the most that a claim gives for a whole, and of the least that another gives for its part.
WHOLE: Look = {"marker": "o", "size": 6, "markerfacecolor": "white", "markeredgewidth": 1.4}
PART: Look = {"marker": "o", "size": 6, "markeredgewidth": 1.4}
#: Points from the axes to the right edge of the column that says how many times, and from there to the next column.
TIMES, AFTER = 30, 8


def contradictions(claims: pd.DataFrame, parts: Iterable[str] = ()) -> pd.DataFrame:
    """Count for each claim, and for each two outcomes of which one contains the other, what cannot be true together.

    Parameters
    ----------
    claims : DataFrame
        Tolls, from `landreform.exhibits.claims.claims.toll_claims`.
    parts : iterable of str
        Claims on a part of the time: they bound the whole from below only.

    Returns
    -------
    DataFrame
        Columns as in `COLUMNS`: the claims, then the pairs of outcomes.
    """
    compared = as_parts(claims, parts)
    order = between_outcomes(compared)
    unlike = order[order["subset_outcome"] != order["superset_outcome"]]
    return join_kinds({"claim": claims.merge(by_claim(compared), on="estimate"), "order": unlike}, COLUMNS)


def lattice(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a row for each outcome within another where a claim on the part exceeds one on the whole, the widest first.

    Parameters
    ----------
    data : DataFrame
        From `contradictions`.
    sheet : Sheet
    """
    claims, order = split_kinds(data, "claim", "order")
    broken = order[order["collisions"] > 0].sort_values(["fold", "subset_outcome"], ascending=[False, True])
    label = {row.estimate: row.label.split(" (")[0] for row in claims.itertuples()}
    figure = sheet.page(1.0 + 0.44 * max(1, len(broken)), padding=0.08)
    chart = RowChart(figure, start=-1, unit=0.3 if sheet.narrow else 0.42, foot=0.1)
    for pair in broken.itertuples():
        least = f"at least {number(pair.at_least)} {NAMES[pair.subset_outcome]}"
        most = f"at most {number(pair.at_most)} {NAMES[pair.superset_outcome]}"
        part, whole = label[pair.subset_claim], label[pair.superset_claim]
        if sheet.narrow:
            chart.row(f"{whole}: {most}\n{part}: {least}", keep=0.4)
        else:
            chart.row(f"{whole}\n{most}")
            _at_the_right(chart, f"{part}\n{least}", TIMES + AFTER)
        _dumbbell(chart, pair)
        _at_the_right(chart, f"×{rounded(pair.fold)}", TIMES, fontweight="bold", ha="right")
    persons_axis(chart.axes)
    if len(broken):
        _heads(chart, sheet)
        chart.axes.set_xlim(broken["at_most"].min() / 3, broken["at_least"].max() * 3)
    chart.finish(0.6, -1.1 if sheet.narrow else -1.0, Size.TEXT, linespacing=1.1)
    return chart.figure


def _at_the_right(chart: RowChart, words: str, points: float, **style: Any) -> None:
    """Write at the right of a row, in a column for all rows."""
    chart.beside(words, points, Size.TEXT, annotation_clip=False, linespacing=1.1, **style)


def _heads(chart: RowChart, sheet: Sheet) -> None:
    """Explain both marks, and write over the columns what they hold where there are columns."""
    handles = dot("the whole, at most", INK, **WHOLE), dot("its part, at least", INK, **PART)
    legend_above(chart.figure, *handles, columns=2)
    if sheet.narrow:
        return
    look: Look = {"fontsize": Size.TEXT, "fontweight": "bold", "va": "center", "annotation_clip": False}
    place: Look = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
    for words, x, points, side in (
        ("the whole, at most", 0, -7, "right"),
        ("its part, at least", 1, TIMES + AFTER, "left"),
        ("times", 1, TIMES, "right"),
    ):
        chart.axes.annotate(words, (x, -0.7), xytext=(points, 0), ha=side, **place, **look)


def _dumbbell(chart: RowChart, pair: Any) -> None:
    """Draw the most that the one says of the whole and the least that the other says of its part, and join them."""
    chart.span(pair.at_most, pair.at_least, color=QUIET, linewidth=1.8, zorder=2)
    # The hollow one last: where both nearly meet, each is still seen.
    for claim, value, mark in (
        (pair.subset_claim, pair.at_least, PART),
        (pair.superset_claim, pair.at_most, WHOLE),
    ):
        with shows(chart.axes, "estimates", [claim]):
            chart.mark(value, colour=INK, zorder=3, **mark)


def _pair_text(pair: Any, label: pd.Series) -> str:
    """Say one contradiction in words."""
    return (
        f"{outcome_heading(pair.subset_outcome)} within {NAMES[pair.superset_outcome]}: {rounded(pair.fold)} times, "
        f"{label[pair.subset_claim]}, at least {number(pair.at_least)}, against {label[pair.superset_claim]}, at most "
        f"{number(pair.at_most)}."
    )


def _count_text(pair: Any) -> str:
    """Say how many pairs of claims on two outcomes contradict each other."""
    return (
        f"{outcome_heading(pair.subset_outcome)} within {NAMES[pair.superset_outcome]}: {number(pair.collisions)} of "
        f"{number(pair.pairs)} pairs of claims contradict each other."
    )


def says(drawn: pd.DataFrame) -> str:
    """Say for how many pairs of outcomes the part exceeds the whole, and by how much at most."""
    broken = drawn[(drawn["kind"] == "order") & (drawn["collisions"] > 0)]
    if broken.empty:
        return "Nowhere is more claimed for a part than for the whole that contains it"
    return (
        f"In {plural(len(broken), 'pair')} of things counted, more is claimed for a part than for the whole that "
        f"contains it: up to {rounded(broken['fold'].max())} times as much"
    )


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how many contradictions are drawn, and between which factors they lie."""
    order = drawn[drawn["kind"] == "order"]
    broken = order[order["collisions"] > 0]
    shown = (
        f"Dumbbell chart of the widest contradiction for each of {plural(len(broken), 'pair')} of an outcome and one "
        "that contains it, on a logarithmic axis"
    )
    if broken.empty:
        return f"{shown}."
    least, most = broken["fold"].min(), broken["fold"].max()
    return f"{shown}: the part exceeds the whole {rounded(least)} to {rounded(most)} times."


def description(drawn: pd.DataFrame) -> str:
    """List the contradictions drawn, from the widest; then how many claims contradict each other, and which."""
    claims, order = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "order"]
    listed = list_by_group(
        claims, "outcome", outcome_heading, lambda row: f"{row.label} (contradicts {number(row.across)})"
    )
    label = claims.set_index("estimate")["label"]
    broken = order[order["collisions"] > 0].sort_values(["fold", "subset_outcome"], ascending=[False, True])
    told = [_pair_text(row, label) for row in broken.itertuples()] or ["No contradiction."]
    return with_kept(" ".join(told), " ".join([*map(_count_text, broken.itertuples()), listed]))


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say how often the order is broken, and by what."""
    claims, order = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "order"]
    label = claims.set_index("estimate")["label"]
    broken = order.sort_values("fold", ascending=False).iloc[0]
    free = claims.loc[claims["across"] == 0, "label"]
    texts = [
        f"{number(order['collisions'].sum())} of {number(order['pairs'].sum())} pairs of claims on a part and on the "
        "whole contradict each other."
    ]
    if broken["collisions"]:
        texts.append(
            f"The widest contradiction is one of {rounded(broken['fold'])} times: {label[broken['subset_claim']]} "
            f"has at least {number(broken['at_least'])} {NAMES[broken['subset_outcome']]}, "
            f"{label[broken['superset_claim']]} at most {number(broken['at_most'])} "
            f"{NAMES[broken['superset_outcome']]}."
        )
    texts.append(f"{plural(len(free), 'claim')} of {number(len(claims))} contradict no claim on another outcome.")
    return tuple(texts)


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label outcome low point high bound comparable",
    kind="claim, or order for two outcomes of which one contains the other",
    collisions="of these, those that cannot be true beside it; in a row on the order, pairs of claims (number)",
    across="of these, those on another outcome (number)",
    subset_outcome="the narrower outcome",
    superset_outcome="the wider outcome",
    pairs="pairs of a claim on the narrower and one on the wider outcome (number)",
    fold="quotient of the ends of the widest contradiction; one if there is none (number)",
    subset_claim="claim on the narrower outcome in the widest contradiction",
    at_least="its low end (persons)",
    superset_claim="claim on the wider outcome in it",
    at_most="its high end (persons)",
)


EXHIBIT = FigureExhibit(
    slug="fig-lattice",
    caption=(
        "More is claimed for parts than for the wholes that contain them: for each outcome that lies within another, "
        "the two claims that contradict each other most. Filled, the least that one says of the part; hollow, the most "
        "that the other says of the whole; between them by how many times the part exceeds the whole."
    ),
    make=lattice,
    narrow=partial(lattice, sheet=PHONE),
    inputs=lambda ledger: {"data": contradictions(toll_claims(ledger), part_names(ledger["estimates"]))},
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("estimates", "lineage", "sources"),
    limits=(
        "Of every two outcomes it draws the widest contradiction only; its data hold every claim.",
        "It does not show which side of a contradiction is wrong; both can be.",
        "The order holds for one place and time; claims that mean another territory or period are drawn at their word.",
    ),
    sources=lambda data, ledger: data[data["kind"] == "claim"],
)
