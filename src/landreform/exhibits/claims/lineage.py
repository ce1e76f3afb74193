"""Show where the numbers come from: a lane for each lineage, with who took the number from whom, in time.

Input: the tables ``estimates``, ``reception``, ``lineage`` and ``sources``. Output: the figure ``fig-lineage``.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from landreform.contested.claims import placed
from landreform.contested.lineage import equal_numbers
from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.row_chart import bare_rows, write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size, Tint
from landreform.exhibits.draw.text_lines import text_width
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds
from landreform.text.claims import claim_text, claims_and_restatements, labels
from landreform.text.prose import listing, number, plural

#: First year and last year of the axis, the place of what has no year, and the end of the room for names, in years.
YEARS, NO_YEAR, END = (1951, 2024), 2029, 2068
#: Table of each kind of rows that stand on the axes.
TABLES = {"claim": "estimates", "restatement": "reception"}
#: Inches of a row, on a page and on a narrow figure, and rows between two lanes.
ROW, ROW_NARROW, BETWEEN = 0.141, 0.149, 0.12
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
    rows["number"] = rows["estimate"].map({row.estimate: _number(row) for row in both.itertuples()})
    known = rows["estimate"].isin(estimates["estimate"])
    return join_kinds({"claim": rows[known], "restatement": rows[~known], "step": steps, "equal": equal}, COLUMNS)


def _number(row: Any) -> str:
    """Write the number of a claim without the middle of a range; empty where it states none."""
    stated = any(pd.notna(end) for end in (row.low, row.point, row.high))
    return claim_text(row).split(", central")[0] if stated else ""


def derivation_lanes(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a lane for each lineage, a row for whoever gives the number, and an arrow from each giver to each taker.

    Parameters
    ----------
    data : DataFrame
        From `claims_and_steps`.
    sheet : Sheet
    """
    claims, repeated, steps, equal = split_kinds(data, "claim", "restatement", "step", "equal")
    steps = pd.concat([steps, equal])
    marks = _marks(pd.concat([claims, repeated]), claims, steps)
    names = _names(marks, steps)
    end = NO_YEAR + 3 if sheet.narrow else END
    above = _names_above(names, end, sheet) if sheet.narrow else set()
    marks["row"] = marks["row"] + marks["row"].map(_lines_before(above))
    last = max(marks["row"]) + (2.6 if sheet.narrow else 1.6)
    figure = sheet.page(0.95 + ROW * (last + 1.2))
    axes = figure.add_subplot()
    axes.set(xlim=(YEARS[0], end), ylim=(last + 0.7, -0.8 - (0 in above)))
    if sheet.narrow:
        want_height(axes, ROW_NARROW * (last + 1.5 + (0 in above)))
    axes.axvspan(NO_YEAR - 2, NO_YEAR + 2, color=Tint.STRIP, zorder=0)
    points = dict(zip(marks["estimate"], zip(marks["x"], marks["row"], strict=True), strict=True))
    within, _ = _by_lane(marks, steps)
    _arrows(axes, within, points)
    for mark in marks[marks["kind"] == "claim"].itertuples():
        face = INK if mark.outcome in TOLLS else "white"
        with shows(axes, TABLES["claim"], [mark.estimate]):
            axes.plot(mark.x, mark.row, marker="o", color=INK, markerfacecolor=face, markersize=5.5, zorder=4)
    for mark in marks[marks["kind"] == "restatement"].itertuples():
        with shows(axes, TABLES["restatement"], [mark.estimate]):
            axes.plot(mark.x, mark.row, **REPEATED, zorder=3)
    ground: Look = {"facecolor": "white", "edgecolor": "none", "pad": -1.2, "alpha": 0.85}
    first = marks.groupby("lane")["row"].min().tolist()
    claimed = set(marks.loc[marks["kind"] == "claim", "row"])
    for (old, x, words), row in zip(names, sorted(marks["row"].unique()), strict=True):
        # Whoever gave the number of a lane first stands out; who only repeats it is quiet.
        look: Look = {"bbox": ground, "zorder": 3.5, "color": INK if row in claimed else QUIET}
        look["fontweight"] = "bold" if row in first else "normal"
        if old in above:
            write_near(axes, words, (end, row - 0.95), 0, Size.TEXT, ha="right", **look)
        else:
            write_near(axes, words, (x, row), 6, Size.TEXT, **look)
    _alone(axes, pd.concat([claims, repeated]), set(marks["estimate"]), last, sheet.narrow)
    years = range(1960, 2001, 20) if sheet.narrow else range(1960, 2021, 10)
    axes.set_xticks([*years, NO_YEAR], [*map(str, years), "no year"])
    axes.set_yticks([])
    bare_rows(axes)
    legend_above(
        figure,
        dot("a number of deaths", INK, "o", 5.5),
        dot("a number of something else", INK, "o", 5.5, markerfacecolor="white"),
        dot("only repeats a number", QUIET, "x", 4),
        line("passed on, a text says", QUIET, 0.9),
        line("passed on, we infer, or equal", QUIET, 0.9, linestyle=Dash.INFERRED),
        line(f"all {number(_joined(claims, repeated))} stand here; bold: the first", INK, linestyle="none"),
        size=Size.TEXT,
    )
    return figure


def _marks(both: pd.DataFrame, claims: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Give all that a step or an equal number joins its lane, its row and its place in time.

    The lane with the most marks comes first; within a lane the years follow each other, and what has no year comes
    last. What repeats the same in the same year shares a row.
    """
    lane = _lanes(claims, steps)
    rows = both[both["took"].astype(bool)]
    rows = rows.assign(lane=rows["estimate"].map(lane), x=rows["year"].astype(float).fillna(NO_YEAR))
    rows["size_of_lane"] = rows.groupby("lane")["estimate"].transform("size")
    rows["short"] = rows["label"].map(short_name)
    rows = rows.sort_values(
        ["size_of_lane", "lane", "x", "kind", "estimate"], ascending=[False, True, True, True, True], ignore_index=True
    )
    own = rows["estimate"].where(rows["kind"] == "claim", "")
    same = rows.assign(own=own).groupby(["lane", "x", "own", "short", "number"], sort=False).ngroup()
    begins = (rows["lane"] != rows["lane"].shift()).cumsum() - 1
    return rows.assign(row=same + BETWEEN * begins)


def _by_lane(marks: pd.DataFrame, steps: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the steps within a lane from those between two, which would cross what stands between them."""
    lane = dict(zip(marks["estimate"], marks["lane"], strict=True))
    within = steps["giver"].map(lane) == steps["taker"].map(lane)
    return steps[within], steps[~within]


def _names(marks: pd.DataFrame, steps: pd.DataFrame) -> list[tuple[float, float, str]]:
    """Give the name of each row with its number, after the row itself and the place in time of its mark.

    A step from another lane is not drawn: the name of the row says from whom it comes.
    """
    firsts = [(row, group.iloc[0]) for row, group in marks.groupby("row")]
    words = [": ".join(filter(None, (short_name(first["label"]), _shortly(first["number"])))) for _, first in firsts]
    names, (_, between) = dict(zip(marks["estimate"], marks["label"], strict=True)), _by_lane(marks, steps)
    also = between.groupby("taker")["giver"].agg(lambda givers: ", ".join(short_name(names[giver]) for giver in givers))
    rows = marks[marks["estimate"].isin(also.index)].set_index("row")["estimate"].map(also).to_dict()
    words = [f"{name}; also {rows[row]}" if row in rows else name for name, (row, _) in zip(words, firsts, strict=True)]
    return [(row, float(first["x"]), name) for (row, first), name in zip(firsts, words, strict=True)]


def _shortly(stated: str) -> str:
    """Write a number that is the coding of a word in fewer letters."""
    word = "order of magnitude "
    return f"{stated.removeprefix(word)} (a word)" if stated.startswith(word) else stated


def _names_above(names: list[tuple[float, float, str]], end: float, sheet: Sheet) -> set[float]:
    """Choose the rows whose names find no room beside their marks and stand above them, at the right edge."""
    years = (end - YEARS[0]) / (sheet.width - 0.25)
    # Measured in bold, in which the first of a lane stands.
    return {row for row, x, words in names if x + (text_width(words, Size.TEXT, bold=True) + 0.1) * years > end}


def _lines_before(above: set[float]) -> Callable[[float], int]:
    """Count, for a row, the names that have a line of their own in it or above it."""
    return lambda row: sum(other <= row for other in above)


def _alone(axes: Axes, both: pd.DataFrame, joined: set[str], row: float, narrow: bool) -> None:
    """Draw, in a last row, every claim and restatement that no step and no equal number joins to another."""
    rest = both[~both["estimate"].isin(joined)]
    dated = rest.dropna(subset=["year"])
    for (year, kind), group in dated.groupby(["year", "kind"]):
        with shows(axes, TABLES[kind], group["estimate"]):
            axes.plot(float(year), row, marker="|", color=QUIET, markersize=8, linestyle="none")
    words = f"the other {number(len(rest))}: {number(len(dated))} with a year, {number(len(rest) - len(dated))} without"
    look: Look = {"fontweight": "bold"}
    if narrow:
        write_near(axes, words, (axes.get_xlim()[1], row - 1), 0, Size.TEXT, ha="right", **look)
    else:
        write_near(axes, words, (NO_YEAR, row), 6, Size.TEXT, **look)


def short_name(label: str) -> str:
    """Leave out of a name what the axes say already: the year and the number.

    Examples
    --------
    >>> short_name("Turner 1975 (about 100,000)"), short_name("Wikipedia, version of January 2014")
    ('Turner', 'Wikipedia')
    """
    return re.sub(r",? (19|20)\d\d$", "", label.split(" (")[0]).split(",")[0]


def _lanes(claims: pd.DataFrame, steps: pd.DataFrame) -> dict[str, str]:
    """Give each claim the lane of its lineage; what only repeats a number goes with the claim that it repeats.

    Where restatements repeat each other and none of them leads to a claim, the first giver names the lane.
    """
    lanes = claims.set_index("estimate")["lineage"].to_dict()
    ends = list(steps[["giver", "taker"]].itertuples(index=False))
    for seed in [None, *steps["giver"]]:
        if seed is not None:
            lanes.setdefault(seed, seed)
        for _ in ends:
            lanes |= {taker: lanes[giver] for giver, taker in ends if giver in lanes and taker not in lanes}
            lanes |= {giver: lanes[taker] for giver, taker in ends if taker in lanes and giver not in lanes}
    return lanes


def _arrows(axes: Axes, steps: pd.DataFrame, points: dict) -> None:
    """Draw the arrows, solid where the step was read, dashed where it is inferred."""
    look: Look = {"arrowstyle": "-|>", "mutation_scale": 7, "linewidth": 0.9, "zorder": 2}
    for step in steps.itertuples():
        look |= {"color": QUIET, "linestyle": "-" if step.basis == "read" else Dash.INFERRED}
        (x, row), (to, below) = points[step.giver], points[step.taker]
        # Down in the year of the giver, then on to the taker: all rows below begin no earlier.
        corners = [(x, row), (x, below), (to - 1.0, below)]
        if abs(to - x) < 1.0:
            corners = [(x, row), (to, below - 0.35 if below > row else below + 0.35)]
        axes.add_patch(FancyArrowPatch(path=Path(corners), **look))


def says(drawn: pd.DataFrame) -> str:
    """Say how many of the numbers a step or an equal number joins to another."""
    claims, repeated = split_kinds(drawn, "claim", "restatement")
    every = len(claims) + len(repeated)
    return f"{number(_joined(claims, repeated))} of {number(every)} numbers are known or thought to have been passed on"


def _joined(claims: pd.DataFrame, repeated: pd.DataFrame) -> int:
    """Count the claims and restatements that a step or an equal number joins to another."""
    return int(pd.concat([claims["took"], repeated["took"]]).astype(bool).sum())


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how many claims and restatements are joined by how many steps."""
    claims, repeated, steps, equal = split_kinds(drawn, "claim", "restatement", "step", "equal")
    read = int((steps["basis"] == "read").sum())
    return (
        f"Lanes of {plural(len(claims), 'claim')} and {plural(len(repeated), 'restatement')} by lineage and year, "
        f"with {plural(len(steps), 'step')} from one to another: {number(read)} stated in a text, "
        f"{number(len(steps) - read)} inferred; and {plural(len(equal), 'link')} between equal numbers."
    )


def description(drawn: pd.DataFrame) -> str:
    """Tell the steps from every giver in a sentence, then the lineages, and the claims without a step."""
    claims, repeated, steps, equal = split_kinds(drawn, "claim", "restatement", "step", "equal")
    label = pd.concat([claims, repeated]).set_index("estimate")["label"]
    given = [f"From {label[s.giver]} to {label[s.taker]}, {s.basis}: {s.carried}." for s in steps.itertuples()]
    alone = [label[name] for name in claims.loc[~claims["took"].astype(bool), "estimate"]]
    groups = [
        f"In the lineage of {label[name]}: {label[member]}."
        for name, group in claims[claims["size"] > 1].groupby("lineage")
        for member in group["estimate"]
    ]
    linked = [
        f"Equal numbers without a step, linked by the rule for all: {label[pair.giver]} and {label[pair.taker]}."
        for pair in equal.itertuples()
    ]
    last = [f"No step to or from another claim, and no equal number, is known of {name}." for name in alone]
    return " ".join([*given, *linked, *groups, *last])


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
    value="the point, else the geometric middle of the range, else the one end (persons)",
    number="number of persons as stated, in words; empty where none is",
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
        "Many of the numbers were passed on: a lane for each lineage, from whoever gave its number first, with the "
        "year of each work and the number that it gives. An arrow runs from whoever gave a number to whoever took it; "
        "dashed arrows are inferred from numbers or wording only, or link equal numbers. What came from another "
        "lane too has that in its name. In the last row stand those "
        "for which no step and no equal number is known."
    ),
    make=derivation_lanes,
    narrow=partial(derivation_lanes, sheet=PHONE),
    inputs=lambda ledger: {"data": claims_and_steps(ledger)},
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("estimates", "reception", "lineage", "sources"),
    limits=(
        "It shows steps between claims and restatements; archives and informants are named in the table beside it.",
        "That no step is known does not make a claim independent: most works were read at second hand.",
        "Works that say the same in the same year share a row, and those of the last row are not named; the long "
        "description names them.",
    ),
)
