"""Show where a claim on a part exceeds a claim on the whole that contains it, the widest contradictions first.

Input: the claims that are tolls. Output: the figure ``fig-lattice``.
"""

import textwrap
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
from landreform.exhibits.draw.row_chart import RowChart, write_above
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Size
from landreform.exhibits.frames import claim_columns, join_kinds, list_by_group, split_kinds
from landreform.text.prose import number, plural, rounded
from landreform.tolls.coverage import as_parts
from landreform.tolls.parts_of_time import part_names

#: Letters of a line at the left of a row.
LETTERS = 62


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
    chart = RowChart(sheet.page(0.75 + 0.47 * max(1, len(broken)), padding=0.08), start=-1, unit=0.46, foot=0.26)
    for pair in broken.itertuples():
        part = f"{NAMES[pair.subset_outcome]}, at least: {label[pair.subset_claim]}"
        whole = f"within {NAMES[pair.superset_outcome]}, at most: {label[pair.superset_claim]}"
        wrapped = (words if sheet.narrow else "\n".join(textwrap.wrap(words, LETTERS)) for words in (part, whole))
        chart.row("\n".join(wrapped))
        _dumbbell(chart, pair)
        if pair.Index == broken.index[0]:
            for words, value, side in (
                ("whole, at most", pair.at_most, "left"),
                ("part, at least", pair.at_least, "right"),
            ):
                place: Look = {"ha": side, "va": "bottom", "fontstyle": "italic"}
                at = value / 1.25 if side == "left" else value * 1.25
                write_above(chart.axes, words, (at, chart.at), 7, Size.TEXT, **place)
    persons_axis(chart.axes)
    if len(broken):
        # Room for the numbers at both ends.
        before, after = (9, 12) if sheet.narrow else (3.5, 5)
        chart.axes.set_xlim(broken["at_most"].min() / before, broken["at_least"].max() * after)
    chart.finish(0.6, -0.8, Size.TEXT, linespacing=1.1)
    return chart.figure


def _dumbbell(chart: RowChart, pair: Any) -> None:
    """Draw the most that the one says of the whole and the least that the other says of its part, and join them."""
    chart.span(pair.at_most, pair.at_least, color=QUIET, linewidth=1.8, zorder=2)
    for claim, value, face, points, side in (
        (pair.superset_claim, pair.at_most, "white", -7, "right"),
        (pair.subset_claim, pair.at_least, INK, 7, "left"),
    ):
        look: Look = {"markerfacecolor": face, "markeredgewidth": 1.5, "zorder": 3}
        with shows(chart.axes, "estimates", [claim]):
            chart.mark(value, "o", INK, 7, **look)
        chart.near(number(value), value, points, Size.TEXT, ha=side)
    middle = (pair.at_most * pair.at_least) ** 0.5, chart.at
    # A gap that is hardly wider than its marks has its factor beside the number.
    if pair.fold > 3:
        write_above(chart.axes, f"×{rounded(pair.fold)}", middle, 3, Size.TEXT, fontweight="bold", va="bottom")
    else:
        chart.near(f"×{rounded(pair.fold)}", pair.at_least, 40, Size.TEXT, fontweight="bold")


def _pair_text(pair: Any, label: pd.Series) -> str:
    """Say one contradiction in words."""
    return (
        f"{NAMES[pair.subset_outcome]} within {NAMES[pair.superset_outcome]}: {number(pair.collisions)} of "
        f"{number(pair.pairs)} pairs of claims contradict each other; widest, {rounded(pair.fold)} times, "
        f"{label[pair.subset_claim]}, not below {number(pair.at_least)}, against {label[pair.superset_claim]}, not "
        f"above {number(pair.at_most)}."
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
    """Say in one sentence how many claims stand where, and how often the order is broken."""
    claims, order = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "order"]
    broken = int((order["collisions"] > 0).sum())
    return (
        f"Dumbbell chart of the widest contradiction for each of {number(broken)} pairs of an outcome and one that "
        f"contains it, on a logarithmic axis; of {number(order['pairs'].sum())} pairs of a claim on a part and one on "
        f"the whole, among {plural(len(claims), 'claim')}, {number(order['collisions'].sum())} contradict each other."
    )


def description(drawn: pd.DataFrame) -> str:
    """List the outcomes with their claims, and the contradictions."""
    claims, order = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "order"]
    listed = list_by_group(
        claims, "outcome", outcome_heading, lambda row: f"{row.label} (contradicts {number(row.across)})"
    )
    label = claims.set_index("estimate")["label"]
    broken = order[order["collisions"] > 0]
    return " ".join([listed, *(_pair_text(row, label) for row in broken.itertuples())])


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
