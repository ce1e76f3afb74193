"""Show how far the claims disagree, without a pool: what share of the lineages confines the toll, and what share may.

Input: the claims that are tolls, and what each implies for the number executed. Output: the figure ``fig-belief``.
"""

from functools import partial
from string import ascii_uppercase

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import blended_transform_factory

from landreform.contested.belief import at, belief_and_plausibility, implied_ranges, masses
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.claims.claims import toll_claims
from landreform.exhibits.draw.claim_glyphs import log_labels
from landreform.exhibits.draw.heading import EDGE as MARGIN
from landreform.exhibits.draw.pooled import TABLES
from landreform.exhibits.draw.row_chart import RowChart, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds, with_kept
from landreform.text.prose import listing, number, percent, plural
from landreform.tolls.baseline import OUTCOME
from landreform.tolls.parts_of_time import ORDER, in_time

#: Numbers of persons at which the words read the two lines.
READ_AT = (1_000, 10_000, 100_000)
#: Ends of the axis, persons.
FIRST, LAST = 300.0, 1_500_000.0
#: Inches for the names at the left; where a heading begins on a page, as a share of its width.
NAMES, EDGE = 2.0, 0.012
#: Head of the column that says how many families a row is.
VOICE = "families"
#: What stands below the rows: how they are counted.
COUNTED = (
    "A family holds the claims that go back to one origin, and counts once. Several lines in a row: its different "
    "ranges; a square: one number; a line to an edge goes on. Claims that set no limit to the number executed are "
    "left out."
)
#: Line of the claims that imply so many or fewer, leave it open, or imply more.
LOOKS: tuple[Look, ...] = (
    {"color": Series.FIRST, "linewidth": 2.4},
    {"color": QUIET, "linewidth": 1.1},
    {"color": Series.SECOND, "linewidth": 2.4},
)


def belief_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give each claim what it implies for the number executed and its share, and the two lines that follow."""
    claims = toll_claims(ledger)
    ranges = implied_ranges(in_time(claims, ledger["estimates"]), OUTCOME, ORDER)
    mass = masses(ranges)
    implied = ranges.assign(share=mass).rename(columns={"low": "implied_low", "high": "implied_high"})
    told = claims.merge(implied.drop(columns="lineage"), on="estimate")
    told = told.sort_values(["implied_low", "implied_high", "estimate"])
    told["implied_high"] = told["implied_high"].mask(np.isinf(told["implied_high"]))
    points = pd.DataFrame([(value, *at(ranges, mass, value)) for value in READ_AT], columns=["value", *EDGES])
    kinds = {"edge": belief_and_plausibility(ranges, mass), "reading": points, "claim": told}
    return {"data": join_kinds(kinds, COLUMNS)}


def voices_by_side(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw what the claims of each lineage imply, by the side of one number on which it lies, with their voice.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; drawn is the middle one of the readings, the others and the edges are in the frame.
    sheet : Sheet
    """
    points, claims = split_kinds(data, "reading", "claim")
    asked, voices = float(_middle(points)["value"]), int(claims["lineage"].nunique())
    claims = claims.assign(side=_sides(claims, asked))
    parted = _parted(claims.sort_values("side", kind="stable"))
    chart = RowChart(sheet.page(1.4 + 0.21 * (claims.groupby(["side", "lineage"]).ngroups + 6)), unit=0.2)
    if chart.names_above:
        chart.heading(VOICE, 0.0, ha="right", x=1)
        chart.at += 0.4
    from_the_left = blended_transform_factory(chart.figure.transFigure, chart.axes.transData)
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    paper: Look = {"color": INK, "bbox": ground, "zorder": 5}
    for side, words in enumerate((f"{number(asked)} or fewer", "it may be either", f"more than {number(asked)}")):
        here = claims[claims["side"] == side]
        share = float(here["share"].sum())
        head = f"{words}: {_voice(share * voices)} of {voices} families = {percent(share)}"
        edge: Look = {} if chart.names_above else {"transform": from_the_left}
        chart.heading(head, 1.5 if side else 1.0, 0.0 if chart.names_above else EDGE, Size.LABEL, **paper, **edge)
        for _, family in here.groupby("lineage", sort=False):
            _family(chart, family, (voices, parted), LOOKS[side])
    axes = chart.axes
    axes.set(xscale="log", xlim=(FIRST, LAST))
    axes.axvline(asked, color=INK, linewidth=1.6, zorder=4)
    log_labels(axes)
    axes.set_xlabel("people executed, logarithmic scale")
    shared = f" {listing(list(parted.values()))}: one family each, divided between two answers." if parted else ""
    note = "\n".join(lines_of(COUNTED + shared, sheet.width - 0.2, Size.TEXT))
    chart.figure.supxlabel(note, fontsize=Size.TEXT, x=MARGIN / sheet.width, ha="left")
    chart.finish(0.7, -0.3, linespacing=0.95)
    if not chart.names_above:
        chart.at = -0.3
        chart.beside(VOICE, 8, Size.TEXT, color=QUIET, va="bottom")
    return chart.figure


def _parted(claims: pd.DataFrame) -> dict[str, str]:
    """Give a letter to each lineage whose claims lie on several sides of the number."""
    sides = claims.groupby("lineage", sort=False)["side"].nunique()
    return dict(zip(sides.index[sides > 1], ascii_uppercase, strict=False))


def _family(chart: RowChart, claims: pd.DataFrame, counted: tuple[int, dict[str, str]], look: Look) -> None:
    """Draw the claims of one lineage that lie on one side of the number in one row, with the voice that they have.

    What is counted are the lineages in all, and the letters of those that are divided.
    """
    voices, parted = counted
    names = listing([label.split(" (")[0] for label in claims["label"]])
    lines = [names] if chart.names_above else lines_of(names, NAMES, Size.TEXT)
    # The different ranges of one origin lie below each other.
    ranges = [group for _, group in claims.groupby(["implied_low", "implied_high"], sort=False, dropna=False)]
    places = np.linspace(-0.22, 0.22, len(ranges)) if len(ranges) > 1 else [0.0]
    chart.row("\n".join(lines), 1.0 + 0.35 * (len(lines) - 1), keep=0.5)
    for shift, group in zip(places, ranges, strict=True):
        claim = group.iloc[0]
        low = max(float(claim["implied_low"]), FIRST / 10)
        high = LAST * 2 if pd.isna(claim["implied_high"]) else float(claim["implied_high"])
        # One number is a short line, with the number beside it.
        ends = (low / 1.04, high * 1.04) if low == high else (low, high)
        with shows(chart.axes, "estimates", group["estimate"].tolist()):
            chart.span(*ends, shift=shift, solid_capstyle="butt", **look)
        if low == high:
            place = (high, chart.at + shift)
            write_near(chart.axes, number(low), place, -5 if shift < 0 else 5, Size.TEXT, color=INK)
    letter = parted.get(str(claims["lineage"].iloc[0]), "")
    chart.beside(f"{_voice(float(claims['share'].sum()) * voices)} {letter}".strip(), 8, Size.TEXT)
    chart.at += 0.35 * (len(lines) - 1)


def _sides(claims: pd.DataFrame, asked: float) -> np.ndarray:
    """Say of each claim whether it implies so many or fewer (0), leaves it open (1), or implies more (2)."""
    high_ends = claims["implied_high"].fillna(np.inf)
    return np.select([high_ends <= asked, claims["implied_low"] > asked], [0, 2], 1)


def _voice(voices: float) -> str:
    """Write a number of voices or a part of one."""
    return f"{voices:.2f}".rstrip("0").rstrip(".")


def _middle(points: pd.DataFrame) -> pd.Series:
    """Return the middle one of the numbers at which the lines are read."""
    return points.iloc[len(points) // 2]


def says(rows: pd.DataFrame) -> str:
    """Say what share of the lineages confines the number to the middle one of those read, says more, or neither."""
    points, claims = split_kinds(rows, "reading", "claim")
    middle = _middle(points)
    return (
        f"Were {number(middle['value'])} or fewer executed? Of {number(claims['lineage'].nunique())} families of "
        f"claims {percent(middle['belief'])} say so, {percent(middle['plausibility'] - middle['belief'])} leave it "
        f"open, and {percent(1 - middle['plausibility'])} say more"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how many lineages lie on each side of the number, and with what share of the voices."""
    points, claims = split_kinds(rows, "reading", "claim")
    middle = _middle(points)
    sides = _sides(claims, float(middle["value"]))
    count = [claims.loc[sides == side, "lineage"].nunique() for side in range(3)]
    return (
        f"Chart of {plural(sum(count), 'row')}, one for each of {plural(claims['lineage'].nunique(), 'lineage')} on "
        f"each side of {number(middle['value'])} people executed: {number(count[0])} at or below it, "
        f"{percent(middle['belief'])} of the voices; {number(count[1])} that may be either, "
        f"{percent(middle['plausibility'] - middle['belief'])}; {number(count[2])} above, "
        f"{percent(1 - middle['plausibility'])}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give every row with its side and its voice; then the share of each claim, and belief at every number."""
    edges, claims = split_kinds(rows, "edge", "claim")
    steps = [
        f"That no more than {number(row.value)} were executed: belief {percent(row.belief)}, plausibility "
        f"{percent(row.plausibility)}."
        for row in edges.itertuples()
    ]
    asked = float(_middle(split_kinds(rows, "reading")[0])["value"])
    claims = claims.assign(side=_sides(claims, asked)).sort_values("side", kind="stable")
    answers = (f"{number(asked)} or fewer", "either", f"more than {number(asked)}")
    voices, each = int(claims["lineage"].nunique()), []
    for (side, _), family in claims.groupby(["side", "lineage"], sort=False):
        counted = _voice(float(family["share"].sum()) * voices)
        implied = [
            f"{row.label.split(' (')[0]} ({_implied(row.implied_low, row.implied_high)})" for row in family.itertuples()
        ]
        each.append(f"{answers[side]}, {counted} of {voices} families: {listing(implied)}.")
    shares = [f"{row.label}: {percent(row.share)}." for row in claims.itertuples()]
    kept = ["The share of each claim in the voices.", *shares, "Belief and plausibility at every number.", *steps]
    return with_kept(" ".join(f"{text[0].upper()}{text[1:]}" for text in each), " ".join(kept))


def _implied(low: float, high: float) -> str:
    """Write what a claim implies for the number executed."""
    if pd.isna(high):
        return f"at least {number(low)}"
    if not low:
        return f"at most {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what the lines leave open, and that nobody is averaged."""
    edges, points, claims = split_kinds(rows, "edge", "reading", "claim")
    middle = points.iloc[1]
    widest = edges.loc[(edges["plausibility"] - edges["belief"]).idxmax()]
    above = claims.groupby("lineage")["implied_high"].apply(lambda high: bool(high.isna().all()))
    return (
        f"Of the lineages {percent(middle['belief'])} confine the number executed to {number(middle['value'])} or "
        f"fewer; {percent(middle['plausibility'])} do not exclude it, and {percent(1 - middle['plausibility'])} say "
        "more.",
        f"The claims leave most open at {number(widest['value'])}, where "
        f"{percent(widest['plausibility'] - widest['belief'])} of the voices allow both.",
        f"Of {plural(len(above), 'lineage')} {number(int(above.sum()))} set no upper end to the number executed.",
    )


#: The two lines.
EDGES = ["belief", "plausibility"]

#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label lineage outcome low point high",
    kind="edge (of a step), reading (at a round number), or claim",
    value="number executed from which the two shares hold (persons)",
    belief="share of the voices whose range lies wholly at or below the number (0 to 1)",
    plausibility="share of the voices whose range reaches down to the number (0 to 1)",
    implied_low="what the claim implies at the least for the number executed (persons)",
    implied_high="what it implies at the most (persons); empty where it sets no upper end",
    share="its share of the voices: one voice a lineage, spread evenly over its different ranges (0 to 1)",
)

EXHIBIT = FigureExhibit(
    slug="fig-belief",
    caption=(
        "The families of claims (lineages) leave much open and contradict each other. Each has one voice, spread "
        "evenly over its different ranges; the claims are sorted by whether their range lies wholly at or below a "
        "number of people executed (belief), reaches down to it (with those, plausibility), or lies above. Nothing "
        "here is a probability of the toll."
    ),
    make=voices_by_side,
    narrow=partial(voices_by_side, sheet=PHONE),
    inputs=belief_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "A claim on a part of those executed, or of the time, sets a low end only; one on a whole a high end only.",
        "It is read at one number; belief and plausibility at every other are kept in its data and its description.",
        "A bare number is taken as exact, a word such as “hundreds” as what the codebook’s table of words allows.",
    ),
    sources=lambda rows, ledger: rows[rows["kind"] == "claim"],
)
