"""Draw every check of the audit as one mark, by what is asked and by verdict.

Input: the audit of the ledger. Output: the figure of the board.
"""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.audit import VERDICTS, audit_ledger, board
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS
from landreform.exhibits.draw.style import INK, PALE, QUIET, Look, Size, Standing, page
from landreform.text.prose import listing, number, plural

#: Verdicts from the gravest to the emptiest: heading, colour, marker, and whether the marker is filled.
LOOKS = {
    "impossible": ("impossible\nas stated", Standing.FAILS, "X", True),
    "possible_only_if": ("possible\nonly if …", Standing.DOUBTED, "^", True),
    "consistent": ("consistent", Standing.HOLDS, "o", True),
    "no_denominator": ("nothing printed to\ncheck it against", QUIET, "o", False),
}
#: Marks on one line of a cell, and the width and height of a mark in the units of the axes.
PER_LINE, STEP, LINE = 12, 1.0, 1.0
#: Where the columns begin, in marks; the first is for the kinds.
COLUMN = 17.5
#: Tables of the ledger that are checked.
TABLES = ("counts", "classifications", "waves", "estimates")


def checks_drawn(ledger: Ledger) -> dict[str, Any]:
    """Run the audit over the ledger."""
    checks = audit_ledger(**{name: ledger[name] for name in TABLES})
    return {"data": checks, "counted": board(checks)}


def board_of_marks(data: pd.DataFrame, counted: pd.DataFrame) -> Figure:
    """Draw one mark a check, in the row of its kind and the column of its verdict.

    Parameters
    ----------
    data : DataFrame
        From :func:`landreform.audit.ledger_audit.audit_ledger`: one row a check, none left out.
    counted : DataFrame
        From :func:`landreform.audit.board` for it; its last row, of kind all, is written below.
    """
    rows = counted.to_dict("records")
    kinds = [row for row in rows if row["kind"] != "all"]
    lines = [max(1, *(math.ceil(row[verdict] / PER_LINE) for verdict in LOOKS)) for row in kinds]
    heights = [max(1.55, count * LINE + 0.55) for count in lines]
    total = sum(heights) + 1.8
    figure = page(0.65 + 0.136 * total)
    axes = figure.add_subplot()
    top = 0.0
    for row, height in zip(kinds, heights, strict=True):
        axes.text(-0.6, top + height / 2, row["kind"], ha="right", va="center", fontsize=Size.TEXT)
        for column, verdict in enumerate(LOOKS):
            _cell(axes, column * COLUMN, top + height / 2, row[verdict], verdict)
        top += height
        axes.axhline(top, color=PALE, linewidth=0.5)
    bold: Look = {"ha": "right", "va": "center", "fontweight": "bold"}
    axes.text(-0.6, top + 0.95, "all checks", fontsize=Size.TEXT, **bold)
    (last,) = (row for row in rows if row["kind"] == "all")
    for column, (verdict, (heading, *_)) in enumerate(LOOKS.items()):
        axes.text(column * COLUMN, -0.35, heading, ha="left", va="bottom", fontsize=Size.TEXT)
        axes.text(column * COLUMN + 2.6, top + 0.95, number(last[verdict]), fontsize=Size.LABEL, **bold)
    axes.axhline(0, color=INK, linewidth=0.8)
    right = (len(LOOKS) - 1) * COLUMN + 3.8 + PER_LINE * STEP
    axes.set(xlim=(-0.3, right), ylim=(total, -0.1), xticks=[], yticks=[])
    axes.set_axis_off()
    return figure


def _cell(axes: Axes, left: float, middle: float, count: int, verdict: str) -> None:
    """Draw the number of a cell and one mark for each check in it."""
    if not count:
        return
    _, colour, marker, filled = LOOKS[verdict]
    axes.text(left + 2.6, middle, number(count), ha="right", va="center", fontsize=Size.TEXT)
    lines = math.ceil(count / PER_LINE)
    across = [left + 3.8 + place % PER_LINE * STEP for place in range(count)]
    down = [middle + (place // PER_LINE - (lines - 1) / 2) * LINE for place in range(count)]
    face, edge = (colour, 0.3) if filled else ("white", 0.8)
    look: Look = {"color": colour, "markerfacecolor": face, "markeredgewidth": edge, "markersize": 4.6}
    axes.plot(across, down, marker=marker, linestyle="none", **look)


def _tally(checks: pd.DataFrame) -> str:
    """Count the verdicts in the order of the figure."""
    counted = checks["verdict"].value_counts()
    words = {verdict: VERDICTS[verdict] + (" …" if verdict == "possible_only_if" else "") for verdict in LOOKS}
    return listing([f"{number(counted.get(verdict, 0))} {name}" for verdict, name in words.items()])


def alt(checks: pd.DataFrame) -> str:
    """Say in one sentence how many checks there are and how they ended."""
    return (
        f"Board of {plural(len(checks), 'check')} of {plural(checks['kind'].nunique(), 'kind')}, one mark each: "
        f"{_tally(checks)}."
    )


def description(checks: pd.DataFrame) -> str:
    """List the verdicts kind by kind, and every statement that is impossible as it stands."""
    rows = [f"{kind}: {plural(len(part), 'check')}, {_tally(part)}" for kind, part in checks.groupby("kind")]
    gravest = [
        f"{row.statement} against {row.against} ({row.detail})"
        for row in checks[checks["verdict"] == "impossible"].itertuples()
    ]
    impossible = f" Impossible as stated: {'; '.join(gravest)}." if gravest else ""
    text = "; ".join(rows)
    return f"{text[0].upper()}{text[1:]}.{impossible}"


def conclusions(checks: pd.DataFrame) -> tuple[str, ...]:
    """Say how many statements are impossible, how many could have been found so, and what most checks end in."""
    decisive = int(checks["decisive"].sum())
    impossible = checks[checks["verdict"] == "impossible"]
    sentences = [
        f"Of {plural(len(checks), 'check')}, {number(decisive)} could have failed; the others have nothing printed "
        "beside them, or a base so large that every number fits.",
        f"{plural(len(impossible), 'check')} {'ends' if len(impossible) == 1 else 'end'} in a statement that is "
        "impossible as it stands.",
    ]
    if len(impossible) > 1 and impossible["read_in"].nunique() == 1:
        sentences.append("All of these were read in one and the same work.")
    return tuple(sentences)


#: What the columns of the frame hold.
COLUMNS = {
    "check": "identifier: kind and the rows concerned",
    "kind": "what is asked",
    "table": "table of the ledger",
    "rows": "rows concerned; the statement checked comes first",
    **STATEMENT_COLUMNS,
    "statement": "what is checked, as printed",
    "against": "what it is checked against; empty where nothing is printed",
    "verdict": "consistent, possible_only_if, impossible or no_denominator",
    "condition": "what would have to be so, where it is possible only on a condition",
    "detail": "the arithmetic in a few words",
    "decisive": "whether another number in the same place could have failed the check (True, False)",
    "wording": "the verdict for readers",
}

EXHIBIT = FigureExhibit(
    slug="fig-audit-board",
    caption=(
        "Most numbers of the ledger have nothing printed beside them that could test them; of the others few are "
        "impossible. One mark is one check; a verdict says what the numbers allow, not how they came about."
    ),
    make=board_of_marks,
    inputs=checks_drawn,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=TABLES,
    limits=(
        "It does not show which numbers are true; a consistent number may be wrong, and an impossible one may "
        "be a misprint of a right one.",
        "It does not show where a number went wrong: in the report, in the work that cites it, or in copying.",
        "The counts are those of this ledger and describe no larger body of numbers.",
    ),
)
