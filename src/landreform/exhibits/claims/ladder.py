"""Show what the documents bound: the ladder from what is reported through one assumption after another.

Input: the reported executions, the exposure bases, the counts of labels, and the claims about people executed. Output:
the figure ``fig-ladder``.
"""

import math
import textwrap
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.claims import from_ledger
from landreform.contested.outcomes import tolls
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.claims.lineage import short_name
from landreform.exhibits.columns import EXPOSURE_COLUMNS, ledger_columns
from landreform.exhibits.draw.bases import base_name, base_sources, stage_inputs
from landreform.exhibits.draw.claim_glyphs import campaign_axis, chosen_ticks, claim_mark, colour_of, handles_of
from landreform.exhibits.draw.legends import dot, legend_below
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size, Tint
from landreform.exhibits.frames import join_kinds, split_kinds
from landreform.text.claims import labels
from landreform.text.prose import listing, number, plural, rounded
from landreform.tolls.document_findings import last_stage
from landreform.tolls.ladder import TARGET, ladder
from landreform.tolls.reported_stages import LABEL_ROWS, labelled, select_counts

#: Letters of a line of an assumption.
LETTERS = 56
#: Letters for the names of those who give one and the same range.
ROOM = 46
#: The assumption whose floor is held against the claims.
STRESSED = 2
#: What a claim is that gives a word such as thousands, whose ends are those of our table of words.
WORD = "order_of_magnitude"


def ladder_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Climb the ladder on every exposure base, and name the claims about people executed."""
    rungs = ladder(**stage_inputs(ledger), labels=labelled(ledger["counts"]))
    return {"data": join_kinds({"rung": rungs, "claim": executed_claims(ledger)}, COLUMNS, ("rung", "number"))}


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
    """Draw a row for each rung: floors and caps on every base, and the claims below them on the same axis.

    Parameters
    ----------
    data : DataFrame
        What `ladder_inputs` returns.
    sheet : Sheet
    """
    rungs, claims = split_kinds(data, "rung", "claim")
    height = 1.0 + 0.57 * rungs["rung"].nunique() + 0.25 * len(claims)
    chart = RowChart(sheet.page(height, padding=None if sheet.narrow else 0.18), start=-1, unit=0.48, foot=0.17)
    axes = chart.axes
    first, last = 700, 3 * max(rungs["cap"].replace(math.inf, 0).max(), rungs["floor"].max())
    campaign_axis(axes, first, last)
    before: set[float] | None = None
    for _, group in rungs.groupby("rung"):
        one = group.iloc[0]
        statement = f"{one['number']}  {one['statement']}" if one["rung"] else one["statement"]
        statement = statement.replace(" is ours.", " is our choice.")
        chart.row(statement if sheet.narrow else "\n".join(textwrap.wrap(statement, LETTERS)))
        low, high = group["floor"].min(), group["cap"].max()
        tint = Tint.HALF if one["number"] == STRESSED else Tint.BOUNDS
        span: Look = {"color": tint, "linewidth": 19, "solid_capstyle": "butt", "zorder": 1}
        chart.span(max(low, first), min(high, last), **span)
        if math.isinf(high):
            head = {"arrowstyle": "-|>", "color": QUIET}
            axes.annotate("", (last, chart.at), xytext=(last / 1.4, chart.at), arrowprops=head, zorder=2)
        if group["floor"].max() > 0:
            _ends(chart, group["floor"], INK, -0.11)
        if math.isfinite(low_cap := group["cap"].min()):
            _ends(chart, group["cap"].where(group["cap"] < math.inf).dropna(), "white", 0.11)
        if before is None or {*group["floor"], *group["cap"]} != before:
            _say_ends(chart, group, (max(low, first), low_cap), first)
        else:
            chart.near("no change", max(low, first), 26, Size.TEXT)
        before = {*group["floor"], *group["cap"]}
    _claims(chart, claims, rungs.loc[rungs["number"] == STRESSED, "floor"])
    chosen_ticks(axes, 1000, *(() if sheet.narrow else (2000, 5000)), 10_000, 30_000, 100_000, 300_000)
    chart.finish(0.5, -0.5, Size.TEXT, linespacing=1.05)
    for text in (*axes.get_yticklabels(), *axes.texts):
        if text.get_text().startswith(f"{STRESSED} "):
            text.set_fontweight("bold")
    if not sheet.narrow:
        added = "Each assumption is added\nto those above it"
        place: Look = {"transform": axes.transAxes, "ha": "right", "va": "bottom", "fontweight": "bold"}
        axes.text(-0.02, 1.0, added, fontsize=Size.TEXT, linespacing=1.05, **place)
    box: Look = {"markeredgewidth": 1.2}
    ends = [
        dot("least possible", INK, "s", 5.8, **box),
        dot("greatest possible", INK, "s", 5.8, markerfacecolor="white", **box),
    ]
    legend_below(chart.figure, *ends, *handles_of(claims.assign(outcome=TARGET)), columns=3)
    return chart.figure


def _claims(chart: RowChart, claims: pd.DataFrame, floors: pd.Series) -> None:
    """Draw the claims below the rungs, with the floor of one of them carried down to them."""
    # In the column of the names, where no line runs.
    side: Look = {} if chart.names_above else {"ha": "right", "color": INK}
    chart.heading("Claims about people executed", 0.95, x=0.0 if chart.names_above else -0.02, **side)
    chart.foot = 0.085
    floor = float(floors.min()) if len(floors) else math.nan
    for claim in claims.itertuples():
        chart.row(claim.who if chart.names_above else _who(claim), 0.48 if chart.names_above else 0.55)
        claim_mark(chart.axes, claim, chart.at, 4.2, 1.8)
        if _highest(claim) < floor:
            least = "at most " if pd.notna(claim.high) else ""
            words = f"too low: {least}{number(_highest(claim))}"
            chart.near(words, floor, 6, Size.TEXT, fontweight="bold")
    if len(floors):
        chart.axes.axvline(floor, color=colour_of(TARGET), linewidth=1.0, linestyle=Dash.GUIDE, zorder=0.5)


def _highest(claim: Any) -> float:
    """Return the highest number that a claim allows; none where it is open above."""
    ends = [end for end in (claim.high, claim.point) if pd.notna(end)]
    return max(ends) if ends else math.inf


def _say_ends(chart: RowChart, group: pd.DataFrame, marks: tuple[float, float], first: float) -> None:
    """Write beside the marks of a rung what is new in it: the least, the greatest, and on how many bases they clash."""
    least, most = group["floor"], group["cap"]
    if math.isinf(most.max()):
        words = f"at least {_between(least)}" if least.max() > first else "anything is possible"
        chart.near(
            words, marks[0], 12, Size.TEXT, **({"fontweight": "bold"} if group["number"].iloc[0] == STRESSED else {})
        )
        return
    broken = int((~group["consistent"].astype(bool)).sum())
    words = f"at most {_between(most)}"
    if broken:
        words += f",\nin {number(broken)} of {number(len(group))} reckonings below the least"
    at, points, side = most.max(), 8, "left"
    if most.max() > 0.3 * chart.axes.get_xlim()[1]:  # no room at the right
        at, points, side = most.min(), -8, "right"
    chart.near(words, at, points, Size.TEXT, ha=side, linespacing=1.05)


def _between(values: pd.Series) -> str:
    """Write the lowest and the highest of the bases, or the one number that all of them give."""
    low, high = values.min(), values.max()
    # One number stands as it is reckoned, so that a claim can be held against it.
    return number(round(low)) if low == high else f"{rounded(low, 3)} to {rounded(high, 3)}"


def _ends(chart: RowChart, values: pd.Series, face: str, shift: float) -> None:
    """Draw from the lowest to the highest of the bases as a bar, filled for a floor and hollow for a cap."""
    low, high = values.min(), values.max()
    chart.span(low, high, shift, color=INK, linewidth=7, solid_capstyle="butt", zorder=3)
    chart.mark(low, "s", INK, 5.8, shift, markerfacecolor=face, markeredgewidth=1.2, zorder=4)
    chart.mark(high, "s", INK, 5.8, shift, markerfacecolor=face, markeredgewidth=1.2, zorder=4)
    chart.span(low, high, shift, color=face, linewidth=4.6, solid_capstyle="butt", zorder=5)


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
    """Say what follows if the last stage was as deadly as the deadlier one before it, and for whose claims."""
    floor, names = _beaten(data)
    if math.isnan(floor):
        return "Reports give a least number of people executed; every greatest number is an assumption"
    told = (
        "If the last stage executed at least as many people as the deadlier stage before it, at least "
        f"{number(floor)} were executed"
    )
    return f"{told}: more than {listing(names)} allow" if names else told


def alt(data: pd.DataFrame) -> str:
    """Say in one sentence how the interval narrows as assumptions are added."""
    (rungs,) = split_kinds(data, "rung")
    count = rungs["rung"].nunique() - 1
    first = rungs.loc[rungs["rung"] == 1, "floor"].max()
    top = rungs.loc[rungs["rung"] == rungs["rung"].max(), "floor"]
    open_ = rungs.groupby("rung")["cap"].max().map(math.isinf).sum() - 1
    return (
        f"Ladder of {plural(count, 'assumption')} on {plural(rungs['base'].nunique(), 'exposure base')}: the floor "
        f"rises from {number(first)} executed to between {rounded(top.min(), 3)} and {rounded(top.max(), 3)}; the "
        f"first {number(open_)} assumptions leave the number without an upper limit. The claims stand below."
    )


def description(data: pd.DataFrame) -> str:
    """Give floor and cap of every rung on every base, and the claims."""
    rungs, claims = split_kinds(data, "rung", "claim")
    parts = []
    for _, group in rungs.groupby("rung"):
        items = [
            f"{base_name(row.base)}: {rounded(row.floor, 3)} to "
            f"{rounded(row.cap, 3) if math.isfinite(row.cap) else 'no limit'}"
            for row in group.itertuples()
        ]
        parts.append(f"Step {group['number'].iloc[0]}: {group['statement'].iloc[0]}")
        parts += [f"{item[0].upper()}{item[1:]}." for item in items]
    return " ".join([*parts, *(f"Claim of {row.who}: {ends_text(row)}." for row in claims.itertuples())])


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
    for rung, group in capped.groupby("rung"):
        spread = group["cap"].max() / group["cap"].min()
        if spread > 1:
            texts.append(
                f"Assumption {group['number'].iloc[0]} is the first to cap the number lower on some bases than on "
                f"others, by a factor of up to {rounded(spread)}."
            )
            break
        if rung == capped["rung"].min():
            texts.append(
                f"The first cap is assumption {group['number'].iloc[0]}, at {number(group['cap'].max())}: it rests on "
                "counts of labels, and that they hold everybody executed is assumed."
            )
    broken = rungs[~rungs["consistent"].astype(bool)]
    if len(broken):
        names = listing([base_name(name) for name in dict.fromkeys(broken["base"])])
        texts.append(
            f"With assumption {broken['number'].iloc[0]} the assumptions cannot all hold on {names}, where the cap "
            "lies below the floor."
        )
    return tuple(texts)


def ladder_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind counts, bases, labels and claims."""
    (claims,) = split_kinds(drawn, "claim")
    named = " ".join(claims["estimates"]).split()
    estimates = ledger["estimates"]
    labels_counted = select_counts(ledger["counts"], LABEL_ROWS.values())
    stated = estimates[estimates["estimate"].isin(named)]
    return pd.concat([base_sources(drawn, ledger), labels_counted[STATEMENT], stated[STATEMENT]])


#: What the columns of the frame hold.
COLUMNS = {
    "kind": "rung (of the ladder, on one base), or claim",
    **EXPOSURE_COLUMNS,
    "rung": "how many assumptions are made (number)",
    "number": "number of the assumption that is added",
    "name": "its short name",
    "statement": "the assumption",
    "side": "whether it says at least (floor) or at most (cap)",
    "floor": "least number executed in the whole campaign (persons)",
    "cap": "greatest number executed (persons; inf where nothing limits it)",
    "consistent": "whether the assumptions made so far can all hold (True, False)",
    **ledger_columns("estimates", "low point high bound outcome"),
    "estimates": "rows of the table estimates that give these numbers, joined by a space",
    "who": "short names of the works that give them",
}

EXHIBIT = FigureExhibit(
    slug="fig-ladder",
    caption=(
        "The documents give a floor, and every cap is an assumption: executions in the whole campaign as assumptions "
        "are added from top to bottom, each to those above it. Filled bars are floors, hollow ones caps, each from the "
        "lowest to the highest exposure base; an arrow means no upper limit. Below stand the claims; a dashed line "
        "carries the floor of the second assumption down to them."
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
