"""Draw right and wrong class labels: of all labels of a kind, or all members looked at again, those judged wrong.

Input: the tables of classifications, counts and sources. Output: the figure of class labels.
"""

import textwrap
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Words
from landreform.exhibits.columns import EVIDENCE, STATEMENT_COLUMNS, interval_columns, ledger_columns
from landreform.exhibits.draw.row_chart import RowChart, arrow
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Size, Standing
from landreform.exhibits.draw.text_lines import text_width
from landreform.exhibits.frames import list_by_group
from landreform.labels.errors import FRACTIONS, NORTH, PROVINCE, wrong_labels
from landreform.text.prose import number, percent
from landreform.tolls.campaign_findings import most_labels_wrong

#: Inches that the names at the left of the bars take, and the edges.
_NAMES = 1.9
BLOCKS = {
    FRACTIONS: "Thái Nguyên: all class enemies, by class status",
    PROVINCE: "Thái Nguyên: members of Party cells",
    NORTH: "The whole North",
}


def bars_of_labels(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each kind of label the wrong ones from the left and the right ones up to the whole.

    Parameters
    ----------
    data : DataFrame
        From :func:`landreform.labels.errors.wrong_labels`: one row a bar, or an arrow where only a share is printed.
    sheet : Sheet
    """
    figure = sheet.page(0.6 + 0.40 * (len(data) + 0.95 * data["block"].nunique()))
    chart = RowChart(figure, start=-1.0, unit=0.36, foot=0.15)
    axes = chart.axes
    for place, (block, rows) in enumerate(data.groupby("block", sort=False)):
        kind = rows["evidence"].iloc[0]
        kind = f"source: {kind}"
        words = f"{BLOCKS[block]} ({kind})" if sheet.narrow else BLOCKS[block]
        # Two lines of a heading take more room.
        chart.heading(words, (1.5 if sheet.narrow else 1.1) if place else 0.0, color=INK, size=Size.LABEL)
        if not sheet.narrow:
            axes.text(100, chart.at, kind, fontsize=Size.TEXT, va="center", ha="right", color=QUIET)
        for order, row in enumerate(rows.itertuples()):
            at = chart.row(textwrap.fill(_name(row), 33), 1.0 if order else (1.1 if sheet.narrow else 0.85))
            with shows(axes, *_ledger_rows(row, data)):
                _bar(axes, at, row)
            _write(axes, at, row, sheet, explained=place == 0 and order == 0)
    chart.finish(0.75, -1.5)
    axes.set_xlim(0, 100)
    axes.set_xticks(range(0, 101, 25), [f"{share} %" for share in range(0, 101, 25)])
    axes.set_xlabel("share judged wrong", color=QUIET, loc="left")
    axes.grid(visible=False)
    return figure


def _ledger_rows(row: Any, data: pd.DataFrame) -> tuple[str, list[str]]:
    """Return the table and the rows that a bar shows; the labels together are those of all rows of their table."""
    if row.block != FRACTIONS:
        return "counts", [row.tally]
    fractions = data.loc[(data["block"] == FRACTIONS) & (data["tally"] != "all"), "tally"]
    return "classifications", list(fractions) if row.tally == "all" else [row.tally]


def _name(row: Any) -> str:
    """Name a row; of the shares printed without numbers, that they count rich peasants too."""
    if pd.isna(row.labelled):
        return row.label.removeprefix("Share of the labels ").split(" that were")[0].capitalize() + ", together"
    return row.label.split(" in the reassessment")[0] if len(row.label) > 40 else row.label


def _bar(axes: Axes, place: float, row: Any) -> None:
    """Draw one kind of label: the wrong ones in colour, the right ones up to the whole."""
    if pd.isna(row.labelled):
        low, high = 100 * row.share_low, 100 * row.share_high
        axes.plot([low, low], [place - 0.3, place + 0.3], color=Standing.FAILS, linewidth=2)
        arrow(axes, (low, place), (high, place), Standing.FAILS)
        return
    wrong = 100 * row.share_incorrect
    axes.barh(place, wrong, height=0.62, color=Standing.FAILS, edgecolor=Standing.FAILS)
    axes.barh(place, 100 - wrong, left=wrong, height=0.62, facecolor="white", edgecolor=Standing.HOLDS)


def _write(axes: Axes, place: float, row: Any, sheet: Sheet, explained: bool) -> None:
    """Write the numbers of a bar into it, and into the first one what its two parts are."""
    if pd.isna(row.labelled):
        low = 100 * row.share_low
        # The word that is printed in Vietnamese means “more than”.
        told = "more than" if row.printed.startswith("Hơn ") else "at least"
        words = f"“{row.printed}”: {told} {low:.0f} % wrong"
        axes.text(low - 2, place, words, va="center", ha="right", fontsize=Size.TEXT)
        return
    what = "judged wrong: " if explained else ""
    words = f"{what}{100 * row.share_incorrect:.1f} %, {number(row.incorrect)} of {number(row.labelled)}"
    wide = sheet.width - (0.4 if sheet.narrow else _NAMES)
    # In the bar, or where that is too short, behind it.
    inside = text_width(words, Size.TEXT) + 0.1 < row.share_incorrect * wide
    left, colour = (2.0, "white") if inside else (100 * row.share_incorrect + 2, INK)
    axes.text(left, place, words, va="center", ha="left", fontsize=Size.TEXT, color=colour)
    if explained:
        axes.text(98, place, "judged right", va="center", ha="right", fontsize=Size.TEXT)


def _counts(row: Any) -> str:
    if pd.isna(row.labelled):
        return f"{row.label}: “{row.printed}”, without numbers"
    share = f"{100 * row.share_incorrect:.1f} per cent"
    return f"{row.label}: {number(row.incorrect)} of {number(row.labelled)} wrong, {share}"


def _counted(labels: pd.DataFrame, block: str) -> pd.DataFrame:
    return labels[(labels["block"] == block) & labels["labelled"].notna() & (labels["tally"] != "all")]


def says(labels: pd.DataFrame) -> str:
    """Say what share of those called landlords was later found wrongly labelled, in the North and in the province."""
    north = _counted(labels, NORTH).iloc[0]
    province = _counted(labels, FRACTIONS).set_index("label").loc["Landlord"]
    return (
        f"Of the people called landlords, {percent(north['share_incorrect'])} in the whole North and "
        f"{percent(province['share_incorrect'])} in {province['place']} were later found to be wrongly labelled"
    )


def alt(labels: pd.DataFrame) -> str:
    """Say in one sentence how the shares differ."""
    rows = _counted(labels, FRACTIONS).sort_values("share_incorrect")
    low, high = rows.iloc[0], rows.iloc[-1]
    return (
        f"Bar chart of {number(labels['labelled'].notna().sum())} counts of class labels: of those in Thái Nguyên "
        f"between {100 * low['share_incorrect']:.0f} per cent ({low['label'].lower()}) and "
        f"{100 * high['share_incorrect']:.0f} per cent ({high['label'].lower()}) were later judged wrong."
    )


def description(labels: pd.DataFrame) -> str:
    """List every bar with its numbers and the kind of work that it rests on."""
    return list_by_group(labels, "block", lambda name: BLOCKS[name], lambda row: f"{_counts(row)}; {row.evidence}")


def conclusions(labels: pd.DataFrame) -> tuple[str, ...]:
    """Say what share was wrong in the province, in its cells and in the North."""
    together = labels[labels["tally"] == "all"].iloc[0]
    sentences = [
        f"Of {number(together['labelled'])} labels in Thái Nguyên, {number(together['incorrect'])} "
        f"({100 * together['share_incorrect']:.1f} per cent) were later judged wrong."
    ]
    for block, words in ((PROVINCE, "In the Party cells of the province"), (NORTH, "In the North, as printed,")):
        sentences += [
            f"{words} {number(row.incorrect)} of {number(row.labelled)} ({100 * row.share_incorrect:.1f} per cent) "
            "were judged wrong."
            for row in _counted(labels, block).itertuples()
        ]
    return tuple(sentences)


#: What the columns of the frame hold.
COLUMNS = {
    "tally": "row of the table classifications or counts; all for the labels together, which no source adds up",
    "block": "fractions (one table of the province), province (another tally of it) or north",
    "label": "what was labelled",
    **ledger_columns("counts", "place"),
    "unit": "what was counted, as far as the source says",
    "labelled": "labels given or, of the Party cells, members looked at again (number); empty where only a share is "
    "printed",
    "correct": "of these, those not judged wrong (number)",
    "incorrect": "those judged wrong (number)",
    "share_incorrect": "share judged wrong (0 to 1)",
    **interval_columns("wilson_", "the Wilson interval at the level of ninety-five per cent (share, 0 to 1)"),
    **interval_columns("exact_", "the Clopper–Pearson interval at the same level (share, 0 to 1)"),
    "share_low": "least share that a share printed without numbers allows (0 to 1)",
    "share_high": "greatest share that it allows (0 to 1)",
    "printed": "that share as printed",
    "evidence": EVIDENCE,
    **STATEMENT_COLUMNS,
}

EXHIBIT = FigureExhibit(
    slug="fig-class-labels",
    caption=(
        "The rarer the label, the more often the province itself later judged it wrong: landlords least, other "
        "exploiters always. The counts are complete; Wilson intervals, which say only how finely so many cases could "
        "tell one share from another, are kept in the data."
    ),
    make=bars_of_labels,
    narrow=partial(bars_of_labels, sheet=PHONE),
    inputs=lambda ledger: {"data": wrong_labels(ledger["classifications"], ledger["counts"], ledger["sources"])},
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("classifications", "counts", "sources"),
    finding=most_labels_wrong,
    says=says,
    limits=(
        "It does not show whether the second judgement was right, nor by what rule it was made.",
        "It does not say whether the labels of the province were counted by person or by household; the "
        "heads of the printed table name both.",
        "It does not show what became of those who had been labelled wrongly.",
        "The members of the cells are not a part of those in the table as far as the sources say, nor apart from them.",
    ),
)
