"""Draw every check of the audit as one mark, by what is asked and by verdict.

Input: the audit of the ledger. Output: the figure of the board.
"""

import math
from contextlib import nullcontext
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.audit import audit_ledger, board
from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet, want_height
from landreform.exhibits.draw.style import INK, PALE, QUIET, Look, Size, Standing
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import with_kept
from landreform.text.prose import listing, number, plural

#: Verdicts from the gravest to the emptiest: heading, colour, marker, and whether the marker is filled.
LOOKS = {
    "impossible": ("impossible\nas stated", Standing.FAILS, "X", True),
    "possible_only_if": ("possible on\na condition", Standing.DOUBTED, "^", True),
    "consistent": ("consistent", Standing.HOLDS, "o", True),
    "no_denominator": ("nothing printed to\ncheck it against", QUIET, "o", False),
}
#: What is checked, where the name of the kind does not say it by itself, and inches for it.
PLAIN = {
    "cited pages": "pages cited against those of the article",
    "number of waves": "how many waves there were, against their list",
    "parts of a total": "parts against their total",
    "percentage": "percentage against its numbers",
    "provinces of a wave": "provinces against their wave",
    "shares of a whole": "shares against the whole",
    "two totals": "two printed totals of the same thing",
    "waves of a total": "numbers of the waves against their total",
}
NAME = 1.2
#: Width and height of a mark, in the units of the axes.
STEP, LINE = 1.0, 1.0


class Grid(NamedTuple):
    """Where the cells of the board stand, in widths of a mark; `above` in heights of one, `inches` of a heading."""

    per_line: int
    column: float
    numbers: float
    marks: float
    above: float
    inches: float


WIDE, NARROW = Grid(12, 17.5, 2.6, 3.8, 0.0, 1.6), Grid(7, 12.0, 2.9, 4.2, 1.15, 0.78)

#: Verdicts whose marks lead to the rows that are checked. Hundreds of links, most of them to numbers with which nothing
#: is wrong, would be in the way of whoever goes through them with the keyboard, and weigh more than the drawing.
LED = ("impossible", "possible_only_if")

#: Tables of the ledger that are checked.
TABLES = ("counts", "classifications", "waves", "estimates")


def checks_drawn(ledger: Ledger) -> dict[str, Any]:
    """Run the audit over the ledger."""
    checks = audit_ledger(**{name: ledger[name] for name in TABLES})
    return {"data": checks, "counted": board(checks)}


def board_of_marks(data: pd.DataFrame, counted: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw one mark a check, in the row of its kind and the column of its verdict.

    Parameters
    ----------
    data : DataFrame
        From :func:`landreform.audit.ledger_audit.audit_ledger`: one row a check, none left out.
    counted : DataFrame
        From :func:`landreform.audit.board` for it; its last row, of kind all, is written below.
    sheet : Sheet
    """
    grid = NARROW if sheet.narrow else WIDE
    rows = counted.to_dict("records")
    kinds = [row for row in rows if row["kind"] != "all"]
    lines = [max(1, *(math.ceil(row[verdict] / grid.per_line) for verdict in LOOKS)) for row in kinds]
    heights = [grid.above + max(1.55 if sheet.narrow else 2.3, count * LINE + 0.55) for count in lines]
    total = math.fsum(heights) + 1.8
    figure = sheet.page(0.65 + 0.136 * total)
    axes = figure.add_subplot()
    top = 0.0
    for row, height in zip(kinds, heights, strict=True):
        middle = top + grid.above + (height - grid.above) / 2
        if sheet.narrow:
            axes.text(0, top + grid.above, _plain(row["kind"]), va="bottom", fontsize=Size.TEXT)
        else:
            told = "\n".join(lines_of(_plain(row["kind"]), NAME, Size.TEXT))
            axes.text(-0.6, middle, told, ha="right", va="center", fontsize=Size.TEXT, linespacing=1.0)
        for column, verdict in enumerate(LOOKS):
            checks = data[(data["kind"] == row["kind"]) & (data["verdict"] == verdict)]
            _cell(axes, column * grid.column, middle, checks, verdict, grid)
        top += height
        axes.axhline(top, color=PALE, linewidth=0.5)
    bold: Look = {"va": "center", "fontweight": "bold"}
    if not sheet.narrow:
        axes.text(-0.6, top + 0.95, "all checks", fontsize=Size.TEXT, ha="right", **bold)
    (last,) = (row for row in rows if row["kind"] == "all")
    for column, (verdict, (heading, *_)) in enumerate(LOOKS.items()):
        words = "\n".join(lines_of(heading, grid.inches, Size.TEXT)) if sheet.narrow else heading
        axes.text(column * grid.column, -0.35, words, ha="left", va="bottom", fontsize=Size.TEXT)
        place = column * grid.column + grid.numbers
        axes.text(place, top + 0.95, number(last[verdict]), ha="right", fontsize=Size.LABEL, **bold)
    axes.axhline(0, color=INK, linewidth=0.8)
    right = (len(LOOKS) - 1) * grid.column + grid.marks + grid.per_line * STEP
    if sheet.narrow:
        want_height(axes, 0.136 * (total + 0.1))
    axes.set(xlim=(-0.3, right), ylim=(total, -0.1), xticks=[], yticks=[])
    axes.set_axis_off()
    return figure


def _cell(axes: Axes, left: float, middle: float, checks: pd.DataFrame, verdict: str, grid: Grid) -> None:
    """Draw the number of a cell and one mark for each check in it."""
    if checks.empty:
        return
    _, colour, marker, filled = LOOKS[verdict]
    axes.text(left + grid.numbers, middle, number(len(checks)), ha="right", va="center", fontsize=Size.TEXT)
    lines = math.ceil(len(checks) / grid.per_line)
    face, edge = (colour, 0.3) if filled else ("white", 0.8)
    look: Look = {"color": colour, "markerfacecolor": face, "markeredgewidth": edge, "markersize": 4.6}
    for place, check in enumerate(checks.itertuples()):
        across = left + grid.marks + place % grid.per_line * STEP
        down = middle + (place // grid.per_line - (lines - 1) / 2) * LINE
        rows = check.rows.split("; ") if verdict in LED else []
        with shows(axes, check.table, rows) if rows else nullcontext():
            axes.plot(across, down, marker=marker, linestyle="none", **look)


def _plain(kind: str) -> str:
    """Say what a kind of check checks."""
    return PLAIN.get(kind, kind)


def _tally(checks: pd.DataFrame) -> str:
    """Count the verdicts in the order of the figure."""
    counted = checks["verdict"].value_counts()
    words = {verdict: heading.replace("\n", " ") for verdict, (heading, *_) in LOOKS.items()}
    return listing([f"{number(counted.get(verdict, 0))} {name}" for verdict, name in words.items()])


def alt(checks: pd.DataFrame) -> str:
    """Say in one sentence how many checks there are and how they ended."""
    return (
        f"Board of {plural(len(checks), 'check')} of {plural(checks['kind'].nunique(), 'kind')}, one mark each: "
        f"{_tally(checks)}."
    )


def description(checks: pd.DataFrame) -> str:
    """Give a sentence to every kind of check with its verdicts; then to every statement that is impossible."""
    told = [
        f"{_plain(str(kind))}: {plural(len(part), 'check')}, {_tally(part)}" for kind, part in checks.groupby("kind")
    ]
    kept = [
        f"impossible as stated, {row.statement} against {row.against} ({row.detail})"
        for row in checks[checks["verdict"] == "impossible"].itertuples()
    ]
    return with_kept(*(" ".join(f"{text[0].upper()}{text[1:]}." for text in texts) for texts in (told, kept)))


def says(checks: pd.DataFrame) -> str:
    """Say how many numbers stand alone, and how many checks end in an impossible statement."""
    counted = checks["verdict"].value_counts()
    alone, impossible = (int(counted.get(verdict, 0)) for verdict in ("no_denominator", "impossible"))
    return (
        f"Of {number(len(checks))} checks of printed numbers, {number(alone)} find nothing to check the number "
        f"against, and {number(impossible)} find that it cannot be right"
    )


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
        "One mark is one check of a printed number of the ledger; a verdict says what the numbers allow, not how they "
        "came about."
    ),
    make=board_of_marks,
    narrow=partial(board_of_marks, sheet=PHONE),
    inputs=checks_drawn,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=TABLES,
    limits=(
        "It does not show which numbers are true; a consistent number may be wrong, and an impossible one may "
        "be a misprint of a right one.",
        "It does not show where a number went wrong: in the report, in the work that cites it, or in copying.",
        "The counts are those of this ledger and describe no larger body of numbers.",
    ),
)
