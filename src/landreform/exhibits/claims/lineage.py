"""Show where the numbers come from: the graph of derivations, by year and by size of the number.

Input: the tables ``estimates``, ``reception``, ``lineage`` and ``sources``. Output: the figure ``fig-lineage``.
"""

import re
from itertools import cycle

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Patch

from landreform.contested.claims import placed
from landreform.contested.lineage import equal_numbers
from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.label_layout import Labels, spread_out
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.style import INK, LINEAGES, PALE, QUIET, Dash, Look, Size, Tint, lineage_style, page
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.claims import claims_and_restatements, labels
from landreform.text.prose import listing, number, plural

#: First and last year, the strip of claims without a year beside it, and the strip without a number below.
YEARS, NO_YEAR, NO_NUMBER = (1950, 2027), (2029, 2044), (105, 210)
#: How far one arrow after the other is bent, so that arrows between the same places lie apart.
BENDS = (0.16, -0.16, 0.3, -0.28)
#: The mark of what only repeats a number.
REPEATED: Look = {"color": QUIET, "marker": "x", "markersize": 4, "markeredgewidth": 1}


def claims_and_steps(ledger: Ledger) -> pd.DataFrame:
    """Join claims and restatements, each with its place on the axes, the steps between them, and equal numbers.

    Numbers that are equal and that no step joins are linked by one rule, the same for all
    (`landreform.contested.lineage.equal_numbers`): the ledger has no row for what nobody says.

    Returns
    -------
    DataFrame
        Columns as in `COLUMNS`.
    """
    estimates, reception, lineage = ledger["estimates"], ledger["reception"], ledger["lineage"]
    both = claims_and_restatements(estimates, reception)
    steps = lineage[lineage["derives_from"] + lineage["through"] != ""]
    steps = steps.assign(giver=steps["derives_from"] + steps["through"], taker=steps["estimate"] + steps["restatement"])
    # alone on the axes; between them there are no lineages
    repeated = placed(both, steps.iloc[:0]).assign(lineage="", root="", size=pd.NA, compiles=False)
    rows = pd.concat([placed(estimates, lineage), repeated[repeated["estimate"].isin(reception["restatement"])]])
    equal = equal_numbers(estimates, lineage)
    equal = equal[~equal["stepped"]].assign(basis="inferred", carried="an equal number, by the rule for all")
    equal = equal.join(estimates.set_index("estimate")[list(STATEMENT)], on="taker")
    linked = pd.concat([steps, equal])
    rows["took"] = rows["estimate"].isin({*linked["giver"], *linked["taker"]})
    rows = rows.merge(both[["estimate", "outcome", *STATEMENT]], on="estimate")
    rows["label"] = rows["estimate"].map(dict(zip(both["estimate"], labels(both, ledger["sources"]), strict=True)))
    known = rows["estimate"].isin(estimates["estimate"])
    return join_kinds({"claim": rows[known], "restatement": rows[~known], "step": steps, "equal": equal}, COLUMNS)


def derivation_graph(data: pd.DataFrame) -> Figure:
    """Draw claims and restatements at their year and number, and an arrow from each giver to each taker.

    Parameters
    ----------
    data : DataFrame
        From `claims_and_steps`.
    """
    claims, repeated, steps, equal = split_kinds(data, "claim", "restatement", "step", "equal")
    steps = pd.concat([steps, equal])
    figure = page(9.5)
    axes = figure.add_subplot()
    styles = _styles(claims)
    axes.set(yscale="log", ylim=(NO_NUMBER[0], 1_000_000), xlim=(YEARS[0], NO_YEAR[1]))
    axes.axvspan(NO_YEAR[0] - 1, NO_YEAR[1], color=Tint.STRIP, zorder=0)
    axes.axhspan(*NO_NUMBER, color=Tint.STRIP, zorder=0)
    points = _points(pd.concat([claims, repeated]))
    arrows = _arrows(axes, steps, points, _colours(claims, steps, styles))
    for claim in claims.itertuples():
        colour, marker = (INK, "H") if claim.compiles else styles.get(claim.lineage, (QUIET, "o"))
        size = 7 if claim.compiles else 5.5 if claim.took else 3
        face = "white" if claim.outcome not in TOLLS else colour if claim.took else PALE
        edge = colour if claim.took else QUIET
        look: Look = {"color": edge, "markerfacecolor": face, "markeredgewidth": 1, "zorder": 4}
        with shows(axes, "estimates", [claim.estimate]):
            axes.plot(*points[claim.estimate], marker=marker, markersize=size, **look)
    for row in repeated.itertuples():
        with shows(axes, "reception", [row.estimate]):
            axes.plot(*points[row.estimate], **REPEATED, zorder=3)
    _axes_words(axes)
    _legend(figure, claims, styles)
    # last of all, since everything else decides how much room there is
    names = Labels(axes, figure, size=Size.CELL)
    for x, y in points.values():
        names.block_point(x, y)
    for path in arrows:
        names.block_path(path)
    for claim in claims[claims["took"].astype(bool)].itertuples():
        names.write(*points[claim.estimate], short_name(claim.label))
    # one name for all that a work repeats, and none where a claim of the same work has it or no year is known
    joined = repeated[repeated["took"].astype(bool) & repeated["year"].notna()]
    joined = joined.assign(short=joined["label"].map(short_name)).drop_duplicates("short")
    written = set(claims.loc[claims["took"].astype(bool), "label"].map(short_name))
    for row in joined[~joined["short"].isin(written)].itertuples():
        names.write(*points[row.estimate], row.short)
    return figure


def short_name(label: str) -> str:
    """Leave out of a name what the axes say already: the year and the number.

    Examples
    --------
    >>> short_name("Turner 1975 (about 100,000)"), short_name("Wikipedia, version of January 2014")
    ('Turner', 'Wikipedia')
    """
    return re.sub(r",? (19|20)\d\d$", "", label.split(" (")[0]).split(",")[0]


def _styles(claims: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Give colour and marker of the lineages of more than one claim, the largest first."""
    sizes = claims[(claims["lineage"] != "") & (claims["size"] > 1)].groupby("lineage")["size"].first()
    shown = sizes.reset_index().sort_values(["size", "lineage"], ascending=[False, True])
    unlisted = set(shown["lineage"]) - set(LINEAGES)
    return {name: lineage_style(name, unlisted)[:2] for name in shown["lineage"]}


def _points(claims: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Give each claim its place, those without a year or a number in the strips, none upon another."""
    middle = (NO_NUMBER[0] * NO_NUMBER[1]) ** 0.5
    wanted = [
        (row.estimate, NO_YEAR[0] + 1.0 if pd.isna(row.year) else row.year, middle if pd.isna(row.value) else row.value)
        for row in claims.sort_values(["took", "value", "estimate"], ascending=[False, True, True]).itertuples()
    ]
    return spread_out(wanted, apart_x=2.0, apart_y=1.12, strip=NO_YEAR[0])


def _colours(claims: pd.DataFrame, steps: pd.DataFrame, styles: dict) -> dict[str, str]:
    """Give each giver the colour of its lineage; what only repeats a number has that of the claim it repeats."""
    lineage = claims.set_index("estimate")["lineage"].to_dict()
    for _ in range(len(steps)):
        lineage |= {
            step.taker: lineage[step.giver]
            for step in steps.itertuples()
            if step.giver in lineage and step.taker not in lineage
        }
    return {name: styles.get(found, (QUIET, "o"))[0] for name, found in lineage.items()}


def _arrows(axes: Axes, steps: pd.DataFrame, points: dict, colours: dict[str, str]) -> list[Patch]:
    """Draw the arrows, solid where the step was read, dashed where it is inferred, and return their paths."""
    paths = []
    look: Look = {"arrowstyle": "-|>", "mutation_scale": 7, "linewidth": 0.9, "shrinkA": 3.5, "shrinkB": 4, "zorder": 2}
    for step, bend in zip(steps.itertuples(), cycle(BENDS), strict=False):
        look |= {"color": colours.get(step.giver, QUIET), "linestyle": "-" if step.basis == "read" else Dash.INFERRED}
        ends = points[step.giver], points[step.taker]
        paths.append(axes.add_patch(FancyArrowPatch(*ends, connectionstyle=f"arc3,rad={bend}", **look)))
    return paths


def _axes_words(axes: Axes) -> None:
    """Write what the axes mean, and what the two strips hold."""
    axes.set_xticks(range(1950, 2021, 10))
    axes.set_yticks([10**k for k in range(3, 7)], [number(10**k) for k in range(3, 7)])
    axes.minorticks_off()
    axes.set_ylabel("persons, logarithmic scale", loc="top")
    look: Look = {"fontsize": Size.NOTE, "color": QUIET}
    axes.text(NO_YEAR[0] - 0.5, 1_030_000, "year not known", va="bottom", **look)
    axes.text(NO_YEAR[0] - 1.5, NO_NUMBER[1] * 0.98, "no number of persons", ha="right", va="top", **look)
    axes.set_xlabel("year of the claim")


def _legend(figure: Figure, claims: pd.DataFrame, styles: dict) -> None:
    """Explain the marks, each lineage by the work that it begins with."""
    label = claims.set_index("estimate")["label"]
    root = claims[claims["lineage"] != ""].groupby("lineage")["root"].first()
    begun = _beginnings([label[root[name]] for name in styles], list(styles))
    legend_above(
        figure,
        *(dot(f"from {begun[name]}", colour, marker, 5.5) for name, (colour, marker) in styles.items()),
        dot("brings lineages together", INK, "H", 7),
        dot("hollow: no toll", INK, "o", 5.5, markerfacecolor="white"),
        dot("no step known", QUIET, "o", 3, markerfacecolor=PALE),
        dot("only repeats a number", QUIET, "x", 4),
        line("step stated in a text", QUIET, 0.9),
        line("inferred, or an equal number", QUIET, 0.9, linestyle=Dash.INFERRED),
    )


def _beginnings(labels_of_roots: list[str], lineages: list[str]) -> dict[str, str]:
    """Call each lineage by the work that it begins with, and by its number too where two begin with one work."""
    works = [label.split(" (")[0] for label in labels_of_roots]
    return {
        name: label if works.count(work) > 1 else work
        for name, label, work in zip(lineages, labels_of_roots, works, strict=True)
    }


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how many claims and restatements are joined by how many steps."""
    claims, repeated, steps, equal = split_kinds(drawn, "claim", "restatement", "step", "equal")
    read = int((steps["basis"] == "read").sum())
    return (
        f"Graph of {plural(len(claims), 'claim')} and {plural(len(repeated), 'restatement')} by year and size of the "
        f"number, with {plural(len(steps), 'step')} from one to another: {number(read)} stated in a text, "
        f"{number(len(steps) - read)} inferred; and {plural(len(equal), 'link')} between equal numbers."
    )


def description(drawn: pd.DataFrame) -> str:
    """List every step, the lineages, and the claims without a step."""
    claims, repeated, steps, equal = split_kinds(drawn, "claim", "restatement", "step", "equal")
    label = pd.concat([claims, repeated]).set_index("estimate")["label"]
    items = [
        f"from {label[step.giver]} to {label[step.taker]} ({step.basis}: {step.carried})" for step in steps.itertuples()
    ]
    alone = [label[name] for name in claims.loc[~claims["took"].astype(bool), "estimate"]]
    groups = [
        f"{label[name]}: {listing([label[member] for member in group['estimate']])}"
        for name, group in claims[claims["size"] > 1].groupby("lineage")
    ]
    alike = [f"{label[pair.giver]} and {label[pair.taker]}" for pair in equal.itertuples()]
    linked = f"Equal numbers without a step, linked by the rule for all: {'; '.join(alike)}. " if alike else ""
    return (
        f"Steps: {'; '.join(items)}. {linked}Lineages of more than one claim: {'; '.join(groups)}. No step to or from "
        f"another claim, and no equal number, is known of {listing(alone)}."
    )


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say how much is derived, and what travelled farthest."""
    claims, repeated, steps = split_kinds(drawn, "claim", "restatement", "step")
    rows = pd.concat([claims, repeated]).set_index("estimate")
    label, outcome = rows["label"], rows["outcome"]
    taken = steps.loc[steps["taker"].isin(claims["estimate"]), "taker"].nunique()
    given = steps.groupby("giver")["taker"].nunique()
    most = sorted(given.index[given == given.max()])
    became = [step for step in steps.itertuples() if outcome[step.giver] not in TOLLS and outcome[step.taker] in TOLLS]
    sources = sorted({NAMES[outcome[step.giver]] for step in became})
    texts = [
        f"{number(taken)} of {plural(len(claims), 'claim')} are known or thought to come from another one.",
        f"{plural(len(repeated), 'restatement')} only repeat what others say, and assert nothing.",
        f"Most often taken up directly, {plural(int(given.max()), 'time')}: {listing([label[n] for n in most])}.",
    ]
    if became:
        texts.append(
            f"At {plural(len(became), 'step')} a number that is no toll became one; it had counted: {listing(sources)}."
        )
    year = rows["year"]
    back = [step for step in steps.itertuples() if year[step.taker] < year[step.giver]]
    texts += [
        f"{label[step.taker]} is older than {label[step.giver]}, from which the number is said to come: it must have "
        "come by another way."
        for step in back
    ]
    return tuple(texts)


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    "estimate label",
    kind="claim, restatement, step from one of them to another, or equal (two claims with one number and no step)",
    year="first year that the claim can be of (number; empty where none is known)",
    value="place on the axis: the point, else the geometric middle of the range, else the one end (persons)",
    outcome="what the claim counts",
    lineage="lineage by steps stated and inferred and by equal numbers; empty for a restatement",
    root="claim in it that took from no other",
    size="claims in it (number)",
    compiles="whether the claim brings lineages together (True, False)",
    took="whether a step or an equal number joins it to another row (True, False)",
    **ledger_columns("lineage", "step"),
    giver="claim or restatement from which the number was taken",
    taker="claim or restatement that took it",
    **ledger_columns("lineage", "carried basis"),
)

EXHIBIT = FigureExhibit(
    slug="fig-lineage",
    caption=(
        "Many of the numbers were passed on: claims by year and by size of the number. An arrow runs from whoever gave "
        "a number to whoever took it; dashed arrows are inferred from numbers or wording only, or link equal numbers. "
        "Hollow marks are no tolls, crosses only repeat a number."
    ),
    make=derivation_graph,
    inputs=lambda ledger: {"data": claims_and_steps(ledger)},
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "reception", "lineage", "sources"),
    limits=(
        "It shows steps between claims and restatements; archives and informants are named in the table beside it.",
        "That no step is known does not make a claim independent: most works were read at second hand.",
        "Of works that only repeat a number, those without a known year are drawn but not named; the list of steps "
        "names them.",
        "A mark stands at one number; the range of the claim is not drawn, and marks that would hide each other "
        "are moved apart.",
    ),
)
