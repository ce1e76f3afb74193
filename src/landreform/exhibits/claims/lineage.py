"""Show how many of the numbers come from another: a row for each lineage, with whoever gave its number first.

Input: the tables ``estimates``, ``reception``, ``lineage`` and ``sources``. Output: the figure ``fig-lineage``.
"""

import re
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.contested.claims import placed
from landreform.contested.lineage import equal_numbers
from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.legends import dot, legend_above
from landreform.exhibits.draw.row_chart import RowChart, arrow
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look
from landreform.exhibits.frames import claim_columns, join_kinds, split_kinds, with_kept
from landreform.text.claims import claim_text, claims_and_restatements, labels
from landreform.text.prose import listing, number, plural

#: Table of each kind of rows that are drawn.
TABLES = {"claim": "estimates", "restatement": "reception"}
#: How many marks have room beside each other, and from where to where the arrow runs from the first to those who took.
ACROSS, ARROW = 14, (0.32, 0.72)
#: Who gave a number first, who took it as a text says, who as we infer, and what stands alone: words and mark.
MARKS: dict[str, tuple[str, Look]] = {
    "first": ("gave it first", {"colour": INK, "marker": "D", "size": 5.5}),
    "read": ("took it, a text says so", {"colour": INK, "marker": "o", "size": 5.5}),
    "inferred": ("took it, we infer", {"colour": INK, "marker": "o", "size": 5.5, "markerfacecolor": "white"}),
    "alone": ("neither is known", {"colour": QUIET, "marker": "|", "size": 7, "markeredgewidth": 1.4}),
}


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


def rows_of_lineages(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw a row for each lineage, with a mark for whoever gave its number first and one for each who took it.

    Parameters
    ----------
    data : DataFrame
        From `claims_and_steps`.
    sheet : Sheet
    """
    places = parts(data)
    alone = places[places["part"] == "alone"].sort_values(["kind", "estimate"], ignore_index=True)
    lineages = places[places["part"] != "alone"].groupby("lane", sort=False)
    chart = RowChart(sheet.page(0.9 + 0.19 * (lineages.ngroups + 6)), start=-1, unit=0.19)
    for _, lineage in lineages:
        chart.row(_name(lineage.iloc[0]))
        arrow(chart.axes, (ARROW[0], chart.at), (ARROW[1], chart.at), QUIET, width=0.9)
        for at, one in enumerate(lineage.itertuples()):
            _mark(chart, float(at), one)
    for line in range(0, len(alone), ACROSS):
        words = f"{number(len(alone))} others: no giver and no taker known"
        if line == 0:
            chart.row(words, 1.7)
        else:
            chart.at += 1
        for at, one in enumerate(alone.iloc[line : line + ACROSS].itertuples()):
            _mark(chart, float(at), one)
    chart.finish(0.6, -0.7)
    chart.axes.set(xlim=(-0.5, ACROSS - 0.3), xticks=[])
    chart.axes.grid(visible=False)
    chart.axes.spines["bottom"].set_visible(False)
    counts = places["part"].value_counts()
    handles = [dot(f"{words}: {number(counts.get(part, 0))}", **look) for part, (words, look) in MARKS.items()]
    # What stands alone has its words beside it.
    legend_above(chart.figure, *handles[:-1])
    return chart.figure


def _mark(chart: RowChart, at: float, one: Any) -> None:
    """Draw the mark of one claim or restatement, which leads to its row of the ledger."""
    with shows(chart.axes, TABLES[one.kind], [one.estimate]):
        chart.mark(at, **MARKS[one.part][1])


def _name(first: Any) -> str:
    """Name whoever gave the number of a lineage first, with its year, the number, and what it counts if not deaths."""
    # The year of the work, as in every other figure; the claim itself can be older, where the work took it from one.
    dated = re.search(r"\b(19|20)\d\d$", first["label"].split(" (")[0])
    year = dated[0] if dated else "" if pd.isna(first["year"]) else str(int(first["year"]))
    who = f"{short_name(first['label'])} {year}".strip()
    stated = _shortly(first["number"])
    if first["outcome"] not in TOLLS:
        stated = ", ".join(filter(None, (stated, NAMES[first["outcome"]])))
    return f"{who}: {stated}"


def parts(data: pd.DataFrame) -> pd.DataFrame:
    """Say of each claim and restatement what it is in its lineage.

    Parameters
    ----------
    data : DataFrame
        From `claims_and_steps`.

    Returns
    -------
    DataFrame
        The claims and restatements with ``lane``, the claim or restatement that names the lineage, and ``part``: first
        (took from nobody, others took from it), read (took, as a text says), inferred (took, as we infer or by the rule
        for equal numbers), alone (no step, no equal number). The lineage of most comes first, in it the first.
    """
    claims, repeated, steps, equal = split_kinds(data, "claim", "restatement", "step", "equal")
    steps = pd.concat([steps, equal])
    lane = _lanes(claims, steps)
    rows = pd.concat([claims, repeated], ignore_index=True)
    taken, told = set(steps["taker"]), set(steps.loc[steps["basis"] == "read", "taker"])

    def part(row: Any) -> str:
        if not row.took:
            return "alone"
        return ("read" if row.estimate in told else "inferred") if row.estimate in taken else "first"

    rows["part"] = [part(row) for row in rows.itertuples()]
    rows["lane"] = rows["estimate"].map(lane).fillna("")
    rows["size_of_lane"] = rows["part"].ne("alone").groupby(rows["lane"]).transform("sum")
    rows["order"] = rows["part"].map({name: at for at, name in enumerate(MARKS)})
    by = ["size_of_lane", "lane", "order", "year", "estimate"]
    return rows.sort_values(by, ascending=[False, True, True, True, True], ignore_index=True)


def _shortly(stated: str) -> str:
    """Write a number that is the coding of a word in fewer letters."""
    word = "order of magnitude "
    return f"{stated.removeprefix(word)} (from a word)" if stated.startswith(word) else stated


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


def says(drawn: pd.DataFrame) -> str:
    """Say how many of the numbers go back to how many others."""
    counts = parts(drawn)["part"].value_counts()
    taken = int(counts.get("read", 0) + counts.get("inferred", 0))
    return (
        f"{number(taken)} of {number(int(counts.sum()))} printed numbers are known or thought to be taken from "
        f"{number(int(counts.get('first', 0)))} of the others"
    )


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence how many numbers were given first, taken, and stand alone."""
    counts = parts(drawn)["part"].value_counts()
    first, read, inferred, alone = (number(int(counts.get(part, 0))) for part in MARKS)
    return (
        f"Rows of marks, one for each of {plural(int(counts.sum()), 'number')} printed: {first} gave a number first, "
        f"{read} took one as a text says, {inferred} as is inferred, and of {alone} no giver and no taker is known."
    )


def description(drawn: pd.DataFrame) -> str:
    """Give each row in a sentence; then who took from whom, the lineages, and what stands alone, by name."""
    claims, repeated, steps, equal = split_kinds(drawn, "claim", "restatement", "step", "equal")
    label = pd.concat([claims, repeated]).set_index("estimate")["label"]
    given = [f"From {label[s.giver]} to {label[s.taker]}, {s.basis}: {s.carried}." for s in steps.itertuples()]
    groups = [
        f"In the lineage of {label[name]}: {label[member]}."
        for name, group in claims[claims["size"] > 1].groupby("lineage")
        for member in group["estimate"]
    ]
    linked = [
        f"Equal numbers without a step, linked by the rule for all: {label[pair.giver]} and {label[pair.taker]}."
        for pair in equal.itertuples()
    ]
    places = parts(drawn)
    rows = [
        f"Row of {_name(row.iloc[0])}: taken by {number(int((row['part'] == 'read').sum()))} as a text says, by "
        f"{number(int((row['part'] == 'inferred').sum()))} as is inferred."
        for _, row in places[places["part"] != "alone"].groupby("lane", sort=False)
    ]
    last = [
        f"No step to or from another, and no equal number, is known of {name}."
        for name in places.loc[places["part"] == "alone", "label"]
    ]
    rows += [f"Of {number(len(last))} no giver and no taker is known."] if last else []
    return with_kept(" ".join(rows), " ".join([*given, *linked, *groups, *last]))


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
        "Many of the numbers were taken over: a row for each lineage, named after whoever gave its number first as far "
        "as is known, directly or by way of another in the row. Each mark is a number that a work prints, and leads to "
        "its row. Filled rounds took it as a text says; hollow ones as numbers or wording suggest, or because the "
        "number is equal. Who took from whom is in the tables beside it."
    ),
    make=rows_of_lineages,
    narrow=partial(rows_of_lineages, sheet=PHONE),
    inputs=lambda ledger: {"data": claims_and_steps(ledger)},
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("estimates", "reception", "lineage", "sources"),
    limits=(
        "It shows steps between claims and restatements; archives and informants are named in the table beside it.",
        "That no step is known does not make a claim independent: most works were read at second hand.",
        "A work that took several numbers together stands in the row of one of them.",
        "It does not name who took a number, nor when; the long description does.",
    ),
)
