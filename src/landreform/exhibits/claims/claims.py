"""Show what has been claimed: every number on one axis, by what it counts, tolls and what is none apart.

Input: the tables ``estimates``, ``lineage`` and ``sources``. Output: the figures ``fig-claims`` and ``fig-not-tolls``,
and the claims drawn, which other exhibits start from.
"""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.claims import NUMBERS, from_ledger
from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.draw.claim_glyphs import WAYS, claim_mark, colour_of, handles_of, marker_of, persons_axis
from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import Look, Size
from landreform.exhibits.frames import claim_columns, list_by_group
from landreform.text.claims import claim_text, claimant, labels
from landreform.text.prose import number, plural
from landreform.tolls.coverage import spread

#: How marks are explained that have another shape for each thing counted.
ANY_SHAPE = {
    WAYS["central"][1]: f"{WAYS['central'][1]}, filled",
    WAYS["bare"][1]: f"{WAYS['bare'][1]}, hollow",
}
#: What a number counts, in words for a heading where its name alone would not say it.
COUNTED = {"polemic": "polemical figure, counts nothing definite"}
#: Columns of the table estimates that are drawn or kept beside what is compared.
KEPT = ["estimate", "author", "year", "bound", "grade", *STATEMENT]


def numbered_claims(ledger: Ledger) -> pd.DataFrame:
    """Give every claim that states a number of persons, each block by its lowest number.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

    Returns
    -------
    DataFrame
        Columns as in `COLUMNS`, in the order of `landreform.contested.outcomes.NAMES`, then of the lowest number.
    """
    estimates = ledger["estimates"]
    claims = from_ledger(estimates, ledger["lineage"])
    claims = claims[claims[list(NUMBERS)].notna().any(axis=1)].merge(estimates[KEPT], on="estimate")
    claims = claims.assign(
        is_toll=claims["outcome"].isin(TOLLS),
        label=labels(claims, ledger["sources"]),
        rank=claims["outcome"].map({name: rank for rank, name in enumerate(NAMES)}),
        lowest=claims[list(NUMBERS)].min(axis=1),
    )
    return claims.sort_values(["rank", "lowest", "estimate"], ignore_index=True)[list(COLUMNS)]


def toll_claims(ledger: Ledger) -> pd.DataFrame:
    """Choose the claims that are tolls; columns and order as those of `numbered_claims`."""
    claims = numbered_claims(ledger)
    return claims[claims["is_toll"]].reset_index(drop=True)


def other_claims(ledger: Ledger) -> pd.DataFrame:
    """Choose the claims that are no toll; columns and order as those of `numbered_claims`."""
    claims = numbered_claims(ledger)
    return claims[~claims["is_toll"]].reset_index(drop=True)


def claims_on_log_axis(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw one row a claim: published ranges solid, bare numbers hollow, one-sided claims as arrows.

    Parameters
    ----------
    data : DataFrame
        Columns ``label, low, point, high, bound, outcome`` in the order of the rows.
    sheet : Sheet
    """
    height = len(data) + 1.2 * data["outcome"].nunique()
    chart = RowChart(sheet.page(1.1 + 0.158 * height, padding=0.1), start=-1.2, unit=0.19)
    for outcome, group in data.groupby("outcome", sort=False):
        chart.at += 1.2
        # What is no toll has one mark for all, which tells nothing beside a heading.
        if outcome in TOLLS:
            chart.axes.plot(-0.02, chart.at, **_sign(str(outcome)), transform=chart.axes.get_yaxis_transform())
        words = COUNTED.get(str(outcome), NAMES[outcome])
        # What is no toll is told apart by its heading alone, which says how many of the title's number stand below it.
        chart.near(words if outcome in TOLLS else f"{words}: {len(group)}", 80, 6, Size.TEXT, fontweight="bold")
        for claim in group.itertuples():
            claim_mark(chart.axes, claim, chart.row(claim.label))
    persons_axis(chart.axes)
    chart.finish(0.9, -0.8, Size.TEXT)
    handles = handles_of(data)
    if data["outcome"].map(marker_of).nunique() > 1:
        for handle in handles:
            handle.set_label(ANY_SHAPE.get(str(handle.get_label()), handle.get_label()))
    legend_above(chart.figure, *handles, size=Size.TEXT)
    return chart.figure


def _sign(outcome: str) -> Look:
    """Give the sign of what is counted, which stands beside a heading and off the axes, so that it is no claim."""
    return {"marker": marker_of(outcome), "color": colour_of(outcome), "markersize": 5, "clip_on": False}


def outcome_heading(outcome: str) -> str:
    """Write the name of an outcome as the heading of its claims."""
    return NAMES[outcome][0].upper() + NAMES[outcome][1:]


def _in_numbers(claims: pd.DataFrame) -> pd.DataFrame:
    """Choose the claims that print a number; the ends of a word are those of the codebook, and nobody printed them."""
    return claims[claims["bound"] != "order_of_magnitude"]


def alt(claims: pd.DataFrame) -> str:
    """Say in one sentence how far apart the claims are, without naming any of them the toll."""
    ends = _in_numbers(claims)[list(NUMBERS)]
    kind = "about a toll" if claims["is_toll"].all() else "that are no toll"
    return (
        f"Chart of {plural(len(claims), 'claim')} {kind}, one row each, on a logarithmic axis; the numbers printed lie "
        f"between {number(ends.min().min())} and {number(ends.max().max())} persons and count "
        f"{plural(claims['outcome'].nunique(), 'different thing')}."
    )


def description(claims: pd.DataFrame) -> str:
    """List every claim with its number and the way in which it bounds it."""
    return list_by_group(claims, "outcome", outcome_heading, lambda row: f"{claimant(row)}, {claim_text(row)}")


def conclusions(claims: pd.DataFrame) -> tuple[str, ...]:
    """Say how far the numbers printed for one outcome lie apart."""
    return tuple(
        f"Claims of “{NAMES[row.outcome]}” reach from {number(row.lowest)} to {number(row.highest)}, a factor of "
        f"{number(round(row.factor))}."
        for row in spread(_in_numbers(claims)).itertuples()
        if row.claims > 1 and row.factor > 1
    )


def others_say(claims: pd.DataFrame) -> str:
    """Say how many numbers are quoted among the tolls that are none, and whether some count nothing that is defined."""
    vague = " or do not say what they count" if (claims["outcome"] == "victims_undefined").any() else ""
    return f"{number(len(claims))} numbers quoted among the tolls count something else{vague}"


def conclusions_on_others(claims: pd.DataFrame) -> tuple[str, ...]:
    """Say what is often quoted beside the tolls and is none."""
    count = claims["outcome"].nunique()
    return (
        f"{plural(len(claims), 'number')} that count {plural(count, 'other thing')} than deaths in the campaign are "
        "printed among the tolls.",
    )


#: What the columns of the frame hold.
COLUMNS = claim_columns("estimate label author year low point high bound outcome is_toll lineage grade")

TOLLS_EXHIBIT = FigureExhibit(
    slug="fig-claims",
    caption=(
        "Claims that say they count the same thing lie orders of magnitude apart: every claim in the ledger that "
        "states a number of deaths, by what it counts. The rows are claims, not measurements, and several repeat "
        "another."
    ),
    make=claims_on_log_axis,
    narrow=partial(claims_on_log_axis, sheet=PHONE),
    inputs=lambda ledger: {"data": toll_claims(ledger)},
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "sources"),
    limits=(
        "It does not show how many people died; no row and no average of rows is the toll.",
        "A long bar has wide limits, a short one narrow limits; neither is thereby the better claim.",
        "Some ends are those of a word, such as “hundreds”, by the codebook’s table of words; nobody printed them.",
        "An author who endorses a number without stating one has no row.",
    ),
)

OTHERS_EXHIBIT = FigureExhibit(
    slug="fig-not-tolls",
    caption=(
        "Numbers that are quoted among the tolls and count something else: people labelled, imprisoned or "
        "released, a plan, victims in no sense that is defined. None of them enters any comparison of tolls."
    ),
    make=claims_on_log_axis,
    narrow=partial(claims_on_log_axis, sheet=PHONE),
    inputs=lambda ledger: {"data": other_claims(ledger)},
    words=Words(alt, conclusions_on_others, COLUMNS, description),
    says=others_say,
    tables=("estimates", "lineage", "sources"),
    limits=(
        "It does not say that these numbers are wrong; they answer other questions.",
        "They are drawn on the axis of the tolls only to show with what they are confused.",
        "A ratio or a quota that was never turned into a number of persons has no row.",
    ),
)
