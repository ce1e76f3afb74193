"""Show what the documents bound: the ladder from what is reported through one assumption after another.

Input: the reported executions, the exposure bases, the counts of labels, and the claims about people executed. Output:
the figure ``fig-ladder``.
"""

import math
import textwrap
from functools import partial
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.transforms import ScaledTranslation

from landreform.contested.claims import from_ledger
from landreform.contested.outcomes import tolls
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.claims.lineage import short_name
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.bases import stage_inputs
from landreform.exhibits.draw.claim_glyphs import campaign_axis, chosen_ticks, claim_mark, colour_of
from landreform.exhibits.draw.heading import EDGE
from landreform.exhibits.draw.row_chart import RowChart, arrow
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import join_kinds, split_kinds
from landreform.text.claims import labels
from landreform.text.prose import listing, number, plural
from landreform.tolls.document_findings import last_stage
from landreform.tolls.exposures import DIVIDE
from landreform.tolls.ladder import TARGET, ladder
from landreform.tolls.reported_stages import LABEL_ROWS, labelled, reported, select_counts

#: The assumptions that are drawn: what is reported, one floor for the last stage, and the loosest cap. What follows
#: from these is one number on every exposure base; the others stand in the table of the chapter.
DRAWN = (1, 2, 7)
#: The assumption whose floor is held against the claims.
STRESSED = 2
#: Letters of a line of an assumption, and for the names of those who give one and the same range.
LETTERS, ROOM = 46, 42
#: Points by which the line of the stressed floor stands right of its number: half its width, and a hair.
FLOOR_ASIDE = 0.8
#: What a claim is that gives a word such as thousands, whose ends are those of our table of words.
WORD = "order_of_magnitude"
#: Which stages there are, below the drawing, whose title and assumptions speak of the last one and of those before it.
STAGES = (
    "Stages: the rent reduction{}; the land reform to {until}{}; the last stage, after that, of which no count is "
    "known."
)


def ladder_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Climb the ladder, and name the claims about people executed."""
    rungs = ladder(**stage_inputs(ledger), on=DRAWN, labels=labelled(ledger["counts"]))
    said = ["rung", "number", "name", "statement", "side"]
    rungs = rungs[rungs["rung"] > 0].groupby(said, as_index=False).agg(floor=("floor", "min"), cap=("cap", "max"))
    counted = pd.Series(reported(stage_inputs(ledger)["counts"]), name="executed").rename_axis("stage").reset_index()
    kinds = {"rung": rungs, "stage": counted, "claim": executed_claims(ledger)}
    return {"data": join_kinds(kinds, COLUMNS, ("rung", "number"))}


def executed_claims(ledger: Ledger) -> pd.DataFrame:
    """List the different numbers claimed for people executed in the whole campaign, with who claims each.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

    Returns
    -------
    DataFrame
        Columns ``low, point, high`` (persons), ``bound``, ``outcome``, ``estimates`` (rows, joined by a space), ``who``
        (short names); one row for each different triple of numbers, the least first, words apart from numbers.
    """
    estimates = ledger["estimates"]
    claims = tolls(from_ledger(estimates, ledger["lineage"]))
    claims = claims[claims["outcome"] == TARGET].join(estimates.set_index("estimate")["bound"], on="estimate")
    label = dict(zip(estimates["estimate"], labels(estimates, ledger["sources"]), strict=True))
    claims = claims.assign(least=claims[["low", "point"]].min(axis=1), word=claims["bound"] == WORD)
    claims = claims.sort_values(["least", "high", "word", "estimate"])
    rows = []
    for (*ends, _), group in claims.groupby(["low", "point", "high", "word"], sort=False, dropna=False):
        names = listing(list(dict.fromkeys(short_name(label[name]) for name in group["estimate"])))
        first = group.iloc[0]
        rows.append((*ends, first["bound"], TARGET, " ".join(group["estimate"]), names))
    return pd.DataFrame(rows, columns="low point high bound outcome estimates who".split())


def bounds_by_rung(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a row for each assumption: how few and how many it leaves, and the claims below on the same axis.

    Parameters
    ----------
    data : DataFrame
        What `ladder_inputs` returns.
    sheet : Sheet
    """
    rungs, stages, claims = split_kinds(data, "rung", "stage", "claim")
    sums = _sums(rungs, stages)
    height = 1.4 + 0.5 * len(rungs) + 0.24 * len(claims)
    chart = RowChart(sheet.page(height, padding=None if sheet.narrow else 0.18), start=-1, unit=0.48, foot=0.17)
    axes = chart.axes
    first, last = 700, 3 * max(rungs["cap"].replace(math.inf, 0).max(), rungs["floor"].max())
    campaign_axis(axes, first, last)
    chosen_ticks(axes, 1000, 10_000, 100_000)
    _heading(chart, "Assumptions, each added to those above it", 0.2)
    for one in rungs.itertuples():
        chart.row(one.statement if sheet.narrow else "\n".join(textwrap.wrap(one.statement, LETTERS)), 0.8)
        _bounds(chart, one, (first, last), sums.get(one.number, ""))
    _claims(chart, claims, rungs)
    chart.finish(0.5, -1.15 if sheet.narrow else -1.0, Size.TEXT, linespacing=1.05)
    stressed = set(rungs.loc[rungs["number"] == STRESSED, "statement"])
    for text in (*axes.get_yticklabels(), *axes.texts):
        if " ".join(text.get_text().split()) in stressed:
            text.set_fontweight("bold")
    note = "\n".join(lines_of(_stages(stages), sheet.width - 0.2, Size.TEXT))
    chart.figure.supxlabel(note, fontsize=Size.TEXT, x=EDGE / sheet.width, ha="left")
    return chart.figure


def _stages(stages: pd.DataFrame) -> str:
    """Say which stages there are, with the executions that reports count in each."""
    counted = [f" ({number(count)} executions reported)" for count in stages["executed"]]
    return STAGES.format(*counted, until=f"{DIVIDE:%B %Y}")


def _sums(rungs: pd.DataFrame, stages: pd.DataFrame) -> dict[int, str]:
    """Write for each floor of what it is the sum, by the number of its assumption: the parts, and what is added."""
    parts = stages["executed"].tolist()
    floors = rungs[rungs["side"] == "floor"].set_index("number")["floor"]
    told = dict.fromkeys(floors.index, "")
    if math.isclose(floors.iloc[0], sum(parts)):
        told[floors.index[0]] = " + ".join(map(number, parts))
    for (_, before), (name, floor) in pairwise(floors.items()):
        told[name] = f"{number(round(before))} + {number(round(floor - before))}"
    return told


def _heading(chart: RowChart, words: str, step: float) -> None:
    """Write the heading of a group of rows in the column of the names, where no line runs."""
    side: Look = {"color": INK} if chart.names_above else {"ha": "right", "color": INK}
    chart.heading(words, step, x=0.0 if chart.names_above else -0.02, **side)


def _bounds(chart: RowChart, one: Any, ends: tuple[float, float], sums: str) -> None:
    """Draw what an assumption leaves with those before it, and say the least with its sum, or the greatest."""
    first, last = ends
    stressed = one.number == STRESSED
    look: Look = {"color": Tint.HALF if stressed else Tint.BOUNDS, "linewidth": 15, "solid_capstyle": "butt"}
    chart.span(max(one.floor, first), min(one.cap, last), zorder=1, **look)
    mark: Look = {"markeredgewidth": 0, "zorder": 4}
    words: Look = {"fontweight": "bold" if stressed else "normal", "color": INK}
    if math.isinf(one.cap):
        arrow(chart.axes, (last / 1.45, chart.at), (last, chart.at), QUIET)
        chart.near("no limit", last / 1.45, -4, Size.TEXT, ha="right", color=INK)
    if one.side == "cap":
        chart.mark(one.cap, "s", INK, 5.5, **mark)
        chart.near(f"at most {number(round(one.cap))}", one.cap, -8, Size.TEXT, ha="right", **words)
    elif one.floor > first:
        chart.mark(one.floor, "s", INK, 5.5, **mark)
        parts = f" = {sums}" if sums else ""
        chart.near(f"at least {number(round(one.floor))}{parts}", one.floor, 9, Size.TEXT, **words)


def _claims(chart: RowChart, claims: pd.DataFrame, rungs: pd.DataFrame) -> None:
    """Draw the claims below the rungs, each with its number, and the floor of one of the rungs carried down to them.

    A claim that begins below the least cap and ends above it says so, and the cap is carried down to it, too.
    """
    floors, cap = rungs.loc[rungs["number"] == STRESSED, "floor"], float(rungs["cap"].min())
    above = chart.at
    _heading(chart, "What is claimed", 0.85)
    chart.foot = 0.085
    floor = float(floors.min()) if len(floors) else math.nan
    for claim in claims.itertuples():
        chart.row(claim.who if chart.names_above else _who(claim), 0.48)
        # The middle of a range is left out: here only its ends count.
        ranged = pd.notna(claim.low) and pd.notna(claim.high)
        claim_mark(chart.axes, claim._replace(point=math.nan) if ranged else claim, chart.at, 4.2, 1.8)
        if _highest(claim) < floor:
            least = "at most " if pd.notna(claim.high) else ""
            words = f"too low by {number(round(floor - _highest(claim)))}: {least}{number(_highest(claim))}"
            chart.near(words, floor, 6, Size.TEXT, fontweight="bold")
        else:
            _say_claim(chart, claim, cap)
    if math.isfinite(cap) and rungs["cap"].iloc[-1] == cap:
        chart.axes.plot(
            [cap] * 2, [above, chart.at + 0.5], color=QUIET, linewidth=1.0, linestyle=Dash.GUIDE, zorder=0.5
        )
    if len(floors):
        limit = chart.axes.axvline(floor, color=colour_of(TARGET), linewidth=1.0, linestyle=Dash.GUIDE, zorder=0.5)
        # Its left edge stands at the number, so that the line of a claim that ends below it ends left of it.
        aside = ScaledTranslation(FLOOR_ASIDE / 72, 0, chart.figure.dpi_scale_trans)
        limit.set_transform(limit.get_transform() + aside)


def _say_claim(chart: RowChart, claim: Any, cap: float) -> None:
    """Write the number of a claim where there is room beside its mark, and whether it passes the cap."""
    ends = [end for end in (claim.low, claim.point, claim.high) if pd.notna(end)]
    right = max(ends) < 0.15 * chart.axes.get_xlim()[1]
    # The line of the cap runs behind it.
    paper: Look = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
    look: Look = {"ha": "left" if right else "right", "bbox": paper}
    beyond = pd.notna(claim.high) and pd.notna(claim.low) and claim.low <= cap < claim.high
    words = f"{_stated(claim)}: in part too high" if beyond else _stated(claim)
    chart.near(words, max(ends) if right else min(ends), 7 if right else -7, Size.TEXT, **look)


def _stated(claim: Any) -> str:
    """Write the number of a claim as its mark shows it: without the middle of a range."""
    if pd.isna(claim.low):
        return number(claim.point)
    if pd.isna(claim.high):
        return f"at least {number(claim.low)}"
    text = f"{number(claim.low)} to {number(claim.high)}"
    return f"as a word, taken as {text}" if claim.bound == WORD else text


def _highest(claim: Any) -> float:
    """Return the highest number that a claim allows; none where it is open above."""
    ends = [end for end in (claim.high, claim.point) if pd.notna(end)]
    return max(ends) if ends else math.inf


def _who(claim: Any) -> str:
    """Name who makes a claim, in one line or two."""
    return "\n".join(textwrap.wrap(claim.who, ROOM))


def _beaten(data: pd.DataFrame) -> tuple[float, list[str]]:
    """Return the floor of the assumption that is stressed, none where it is not made, and who claims less."""
    rungs, claims = split_kinds(data, "rung", "claim")
    floor = float(rungs.loc[rungs["number"] == STRESSED, "floor"].min())
    highest = claims["high"].fillna(claims["point"])
    names = [name for cell in claims.loc[highest < floor, "who"] for name in cell.replace(" and ", ", ").split(", ")]
    return floor, names


def says(data: pd.DataFrame) -> str:
    """Say what follows if the last stage executed as many as the deadlier one before it, and for whose claims."""
    floor, names = _beaten(data)
    if math.isnan(floor):
        return "Reports give a least number of people executed; every greatest number is an assumption"
    told = f"If the last stage executed as many as the deadlier one before it, at least {number(floor)} were executed"
    return f"{told}: more than {listing(names)} allow" if names else told


def alt(data: pd.DataFrame) -> str:
    """Say in one sentence how the interval narrows as assumptions are added."""
    rungs, claims = split_kinds(data, "rung", "claim")
    floors = rungs.loc[rungs["side"] == "floor", "floor"].map(lambda floor: number(round(floor)))
    caps = rungs.loc[rungs["cap"].map(math.isfinite), "cap"]
    limit = f"a cap of {number(round(caps.min()))} comes" if len(caps) else "no cap comes"
    return (
        f"Ladder of {plural(len(rungs), 'assumption')} about people executed: the floor rises from "
        f"{' to '.join(floors)}, and {limit} from an assumption only. Below stand {plural(len(claims), 'claim')}."
    )


def description(data: pd.DataFrame) -> str:
    """Give floor and cap after every assumption, and the claims."""
    rungs, stages, claims = split_kinds(data, "rung", "stage", "claim")
    sums = _sums(rungs, stages)
    parts = [
        f"Assumption {row.number}: {row.statement} From {number(round(row.floor))}"
        f"{f' ({sums[row.number]})' if sums.get(row.number) else ''} to "
        f"{number(round(row.cap)) if math.isfinite(row.cap) else 'no limit'}."
        for row in rungs.itertuples()
    ]
    return " ".join(
        [_stages(stages), *parts, *(f"Claim of {row.who}: {ends_text(row)}." for row in claims.itertuples())]
    )


def ends_text(claim: Any) -> str:
    """Write the numbers of a claim, the least first."""
    numbers = [number(end) for end in (claim.low, claim.point, claim.high) if pd.notna(end)]
    bare_least = pd.notna(claim.low) and pd.isna(claim.high)
    text = f"at least {numbers[0]}" if bare_least else " – ".join(numbers)
    return f"{text} (a word, coded)" if claim.bound == WORD else text


def conclusions(data: pd.DataFrame) -> tuple[str, ...]:
    """Say what the documents give without any further assumption, and what sets an upper limit."""
    (rungs,) = split_kinds(data, "rung")
    floor = rungs.loc[rungs["rung"] == 1, "floor"].max()
    texts = [f"If what is reported took place, at least {number(floor)} people were executed."]
    second, beaten = _beaten(data)
    if beaten:
        texts.append(
            "If the last stage executed as many as the deadlier of the earlier ones, the total is at least "
            f"{number(second)}, more than the whole range of each of: {listing(beaten)}."
        )
    capped = rungs[rungs["cap"].map(math.isfinite)]
    if len(capped):
        texts.append(
            f"The first cap is assumption {capped['number'].iloc[0]}, at {number(capped['cap'].iloc[0])}: it rests on "
            "counts of labels, and that they hold everybody executed is assumed."
        )
    return tuple(texts)


def ladder_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind the reported executions, the labels and the claims."""
    (claims,) = split_kinds(drawn, "claim")
    named = " ".join(claims["estimates"]).split()
    estimates = ledger["estimates"]
    counted = [stage_inputs(ledger)["counts"], select_counts(ledger["counts"], LABEL_ROWS.values())]
    stated = estimates[estimates["estimate"].isin(named)]
    return pd.concat([part[STATEMENT] for part in (*counted, stated)])


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "rung (of the ladder), stage, or claim",
    "rung": "how many assumptions are made (number)",
    "number": "number of the assumption that is added, in the list of the book",
    "name": "its short name",
    "statement": "the assumption",
    "side": "whether it says at least (floor) or at most (cap)",
    "floor": "least number executed in the whole campaign (persons)",
    "cap": "greatest number executed (persons; inf where nothing limits it)",
    "stage": "a stage that reports count executions of",
    "executed": "executions that they count in it (persons)",
    **ledger_columns("estimates", "low point high bound outcome"),
    "estimates": "rows of the table estimates that give these numbers, joined by a space",
    "who": "short names of the works that give them",
}

EXHIBIT = FigureExhibit(
    slug="fig-ladder",
    caption=(
        "The documents give a floor, and every cap is an assumption. Bars hold what is possible as assumptions are "
        "added from top to bottom. Below stand the claims; dashed lines carry the floor of the second assumption, and "
        "the cap, down to them. Assumptions that differ by how the size of a stage is measured are in the tables "
        "beside it."
    ),
    make=bounds_by_rung,
    narrow=partial(bounds_by_rung, sheet=PHONE),
    inputs=ladder_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("counts", "waves", "sources", "estimates", "lineage"),
    finding=last_stage,
    says=says,
    limits=(
        "It does not show how many were executed; it shows what follows if the assumptions hold.",
        "It speaks of executions only: suicides, deaths in prison and deaths of want are not in it.",
    ),
    sources=ladder_sources,
)
