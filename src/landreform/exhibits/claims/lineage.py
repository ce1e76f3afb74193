"""Show where the numbers come from: the graph of derivations, by year and by size of the number.

Input: the tables ``estimates``, ``lineage`` and ``sources``. Output: the figure ``fig-lineage``.
"""

import re
from itertools import cycle

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Patch

from landreform.contested.claims import placed
from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.label_layout import Labels, spread_out
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.style import INK, LINEAGES, PALE, QUIET, Dash, Look, Size, Tint, lineage_style, page
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.claims import labels
from landreform.text.prose import listing, number, plural

#: First and last year, the strip of claims without a year beside it, and the strip without a number below.
YEARS, NO_YEAR, NO_NUMBER = (1950, 2027), (2029, 2044), (105, 210)
#: How far one arrow after the other is bent, so that arrows between the same places lie apart.
BENDS = (0.16, -0.16, 0.3, -0.28)


def claims_and_steps(ledger: Ledger) -> pd.DataFrame:
    """Join the claims, each with its place on the axes, and the steps between claims; columns as in `COLUMNS`."""
    estimates, lineage = ledger["estimates"], ledger["lineage"]
    claims = placed(estimates, lineage).merge(estimates[["estimate", "outcome", *STATEMENT]], on="estimate")
    claims["label"] = labels(estimates, ledger["sources"]).to_numpy()
    steps = lineage[lineage["derives_from"] != ""].rename(columns={"derives_from": "giver", "estimate": "taker"})
    return join_kinds({"claim": claims, "step": steps}, COLUMNS)


def derivation_graph(data: pd.DataFrame) -> Figure:
    """Draw claims at their year and number, and an arrow from each giver to each taker.

    Parameters
    ----------
    data : DataFrame
        From `claims_and_steps`.
    """
    claims, steps = split_kinds(data, "claim", "step")
    figure = page(8.2)
    axes = figure.add_subplot()
    styles = _styles(claims)
    axes.set(yscale="log", ylim=(NO_NUMBER[0], 1_000_000), xlim=(YEARS[0], NO_YEAR[1]))
    axes.axvspan(NO_YEAR[0] - 1, NO_YEAR[1], color=Tint.STRIP, zorder=0)
    axes.axhspan(*NO_NUMBER, color=Tint.STRIP, zorder=0)
    points = _points(claims)
    arrows = _arrows(axes, steps, points, claims, styles)
    for claim in claims.itertuples():
        colour, marker = (INK, "H") if claim.compiles else styles.get(claim.lineage, (QUIET, "o"))
        size = 7 if claim.compiles else 5.5 if claim.took else 3
        face = "white" if claim.outcome not in TOLLS else colour if claim.took else PALE
        edge = colour if claim.took else QUIET
        look: Look = {"color": edge, "markerfacecolor": face, "markeredgewidth": 1, "zorder": 4}
        axes.plot(*points[claim.estimate], marker=marker, markersize=size, **look)
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


def _arrows(axes: Axes, steps: pd.DataFrame, points: dict, claims: pd.DataFrame, styles: dict) -> list[Patch]:
    """Draw the arrows, solid where the step was read, dashed where it is inferred, and return their paths."""
    lineage = claims.set_index("estimate")["lineage"]
    paths = []
    look: Look = {"arrowstyle": "-|>", "mutation_scale": 7, "linewidth": 0.9, "shrinkA": 3.5, "shrinkB": 4, "zorder": 2}
    for step, bend in zip(steps.itertuples(), cycle(BENDS), strict=False):
        colour, _ = styles.get(lineage[step.giver], (QUIET, "o"))
        look |= {"color": colour, "linestyle": "-" if step.basis == "read" else Dash.INFERRED}
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
        line("step stated in a text", QUIET, 0.9),
        line("step inferred", QUIET, 0.9, linestyle=Dash.INFERRED),
    )


def _beginnings(labels_of_roots: list[str], lineages: list[str]) -> dict[str, str]:
    """Call each lineage by the work that it begins with, and by its number too where two begin with one work."""
    works = [label.split(" (")[0] for label in labels_of_roots]
    return {
        name: label if works.count(work) > 1 else work
        for name, label, work in zip(lineages, labels_of_roots, works, strict=True)
    }


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how many claims are joined by how many steps."""
    claims, steps = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "step"]
    read = int((steps["basis"] == "read").sum())
    return (
        f"Graph of {plural(len(claims), 'claim')} by year and size of the number, with {plural(len(steps), 'step')} "
        f"from one claim to another: {number(read)} stated in a text, {number(len(steps) - read)} inferred."
    )


def description(drawn: pd.DataFrame) -> str:
    """List every step, the lineages, and the claims without a step."""
    claims, steps = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "step"]
    label = claims.set_index("estimate")["label"]
    items = [
        f"from {label[step.giver]} to {label[step.taker]} ({step.basis}: {step.carried})" for step in steps.itertuples()
    ]
    alone = [label[name] for name in claims.loc[~claims["took"].astype(bool), "estimate"]]
    groups = [
        f"{label[name]}: {listing([label[member] for member in group['estimate']])}"
        for name, group in claims[claims["size"] > 1].groupby("lineage")
    ]
    return (
        f"Steps: {'; '.join(items)}. Lineages of more than one claim, compilations left out: {'; '.join(groups)}. No "
        f"step to or from another claim is known of {listing(alone)}."
    )


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say how much is derived, and what travelled farthest."""
    claims, steps = drawn[drawn["kind"] == "claim"], drawn[drawn["kind"] == "step"]
    label = claims.set_index("estimate")["label"]
    taken = steps["taker"].nunique()
    given = steps.groupby("giver")["taker"].nunique()
    most = sorted(given.index[given == given.max()])
    outcome = claims.set_index("estimate")["outcome"]
    became = [step for step in steps.itertuples() if outcome[step.giver] not in TOLLS and outcome[step.taker] in TOLLS]
    sources = sorted({NAMES[outcome[step.giver]] for step in became})
    texts = [
        f"{number(taken)} of {plural(len(claims), 'claim')} are known or thought to come from another one.",
        f"Most often taken up, by {plural(int(given.max()), 'claim')} directly: {listing([label[n] for n in most])}.",
    ]
    if became:
        texts.append(
            f"At {plural(len(became), 'step')} a number that is no toll became one; it had counted: {listing(sources)}."
        )
    year = claims.set_index("estimate")["year"]
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
    kind="claim, or step from one claim to another",
    year="first year that the claim can be of (number; empty where none is known)",
    value="place on the axis: the point, else the geometric middle of the range, else the one end (persons)",
    outcome="what the claim counts",
    lineage="lineage, compilations left out; empty for a compilation and who took from nothing else",
    root="claim in it that took from no other",
    size="claims in it (number)",
    compiles="whether the claim brings lineages together (True, False)",
    took="whether the claim gave to or took from another (True, False)",
    **ledger_columns("lineage", "step"),
    giver="claim from which the number was taken",
    taker="claim that took it",
    **ledger_columns("lineage", "carried basis"),
)

EXHIBIT = FigureExhibit(
    slug="fig-lineage",
    caption=(
        "Claims by year and by size of the number. An arrow runs from the claim that gave a number to the one that "
        "took it; dashed arrows are inferred from numbers or wording only. Hollow marks are no tolls."
    ),
    make=derivation_graph,
    inputs=lambda ledger: {"data": claims_and_steps(ledger)},
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "lineage", "sources"),
    limits=(
        "It shows only steps between claims; archives and informants are named in the table beside it.",
        "That no step is known does not make a claim independent: most works were read at second hand.",
        "A mark stands at one number; the range of the claim is not drawn, and marks that would hide each other "
        "are moved apart.",
    ),
)
