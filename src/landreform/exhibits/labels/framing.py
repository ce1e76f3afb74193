"""Draw what the reports make visible of failure and what they leave unsaid, as a matrix that reads as a table.

Input: the table of framings. Output: the figure of the matrix.
"""

import textwrap
from math import fsum

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from landreform.exhibits.base import FigureExhibit, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS, ledger_columns
from landreform.exhibits.draw.legends import dot
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PHONE, want_height
from landreform.exhibits.draw.style import INK, PALE, QUIET, WIDTH, Look, Size, Tint, page
from landreform.exhibits.draw.text_lines import lines_of
from landreform.labels.framings import FRAMINGS, STEPS, matrix
from landreform.text.prose import listing, number

#: Letters on a line of a cell, and height of a line and of the margin within a cell, in inches.
LETTERS, LINE, MARGIN = 26, 0.158, 0.055
#: What the two halves of a cell are called.
SAID, UNSAID = "made visible", "left unsaid"
#: Width of the column of the steps and of a column of the matrix, in inches.
STEP_WIDTH, CELL_WIDTH = 0.98, (WIDTH - 0.98 - 0.06) / 3


def framing_matrix(data: pd.DataFrame) -> Figure:
    """Draw one cell a sub-step and framing: above what is made visible, below on grey what is left unsaid.

    Parameters
    ----------
    data : DataFrame
        From :func:`landreform.labels.framings.matrix`: one row a cell, with its text in full.
    """
    wrapped = data.assign(
        above=[textwrap.wrap(text, LETTERS) for text in data["visible_short"]],
        below=[textwrap.wrap(text, LETTERS) for text in data["invisible_short"]],
    )
    heights = {
        step: tuple(
            max(least, *(len(lines) for lines in rows[part])) * LINE + 2 * MARGIN
            # The name of the step and that of the half have a line each.
            for part, least in (("above", 2), ("below", 1))
        )
        for step, rows in wrapped.groupby("step", sort=False)
    }
    head, foot = 0.42, 0.06
    total = head + sum(sum(pair) for pair in heights.values()) + foot
    figure = page(total)
    axes = figure.add_subplot()
    axes.set(xlim=(0, WIDTH), ylim=(total, 0), xticks=[], yticks=[])
    axes.set_axis_off()
    for column, name in enumerate(FRAMINGS.values()):
        at = STEP_WIDTH + column * CELL_WIDTH + 0.24
        axes.text(at, head - 0.12, name, fontsize=Size.LABEL, fontweight="bold", va="baseline")
    top = head
    for step, name in STEPS.items():
        _row(axes, top, heights[step], name, wrapped[wrapped["step"] == step], last=step == "whole")
        top += sum(heights[step])
    axes.plot([0, WIDTH], [top, top], color=INK, linewidth=0.8)
    axes.plot([0, WIDTH], [head, head], color=INK, linewidth=0.8)
    return figure


def framings_in_turn(data: pd.DataFrame) -> Figure:
    """Draw the same cells below one another on a narrow sheet: step by step, and in each framing by framing."""
    room = PHONE.width - 0.6
    blocks: list[tuple[str, bool, str, str]] = []
    for step, name in STEPS.items():
        blocks.append(("step", False, name, ""))
        for cell in data[data["step"] == step].itertuples():
            blocks.append(("framing", False, cell.framing_name, ""))
            for unsaid, text in ((False, cell.visible_short), (True, cell.invisible_short)):
                blocks.append(("cell", unsaid, "\n".join(lines_of(text, room, Size.TEXT)), cell.framing_row))
    heights = [
        LINE * (text.count("\n") + 1) + (MARGIN if kind == "cell" else 2.2 * MARGIN) for kind, _, text, _ in blocks
    ]
    figure = PHONE.page(fsum(heights) + 0.34)
    axes = figure.add_subplot()
    axes.set(xlim=(0, PHONE.width), ylim=(fsum(heights) + 0.3, 0), xticks=[], yticks=[])
    axes.set_axis_off()
    want_height(axes, fsum(heights) + 0.3)
    top = 0.0
    for (kind, unsaid, text, row), height in zip(blocks, heights, strict=True):
        if kind == "step":
            axes.plot([0, PHONE.width], [top, top], color=INK, linewidth=0.8)
            axes.text(0.04, top + 1.1 * MARGIN, text, fontsize=Size.LABEL, fontweight="bold", va="top")
        elif kind == "framing":
            axes.text(0.04, top + 1.1 * MARGIN, text, fontsize=Size.TEXT, fontweight="bold", color=QUIET, va="top")
        else:
            if unsaid:
                axes.add_patch(Rectangle((0, top), PHONE.width, height, facecolor=Tint.FRAMING, edgecolor="none"))
            face = "white" if unsaid else INK
            middle = top + MARGIN / 2 + LINE / 2
            with shows(axes, "framings", [row]):
                axes.plot(0.12, middle, marker="o", color=INK, markerfacecolor=face, markersize=5)
            axes.text(0.24, top + MARGIN / 2, text, fontsize=Size.TEXT, va="top", linespacing=1.1)
        top += height
    axes.plot([0, PHONE.width], [top, top], color=INK, linewidth=0.8)
    handles = [dot(SAID, INK, "o", 5.5), dot(UNSAID, INK, "o", 5.5, markerfacecolor="white")]
    axes.legend(handles=handles, loc="lower left", ncols=2, bbox_to_anchor=(0, -0.005), borderaxespad=0)
    return figure


def _row(axes: Axes, top: float, heights: tuple[float, ...], name: str, cells: pd.DataFrame, last: bool) -> None:
    """Draw the cells of one sub-step; the reports as a whole stand below a stronger line."""
    above, below = heights
    emphasis: Look = {"style": "italic"} if last else {"fontweight": "bold"}
    axes.text(0.04, top + MARGIN + 0.75 * LINE, name, fontsize=Size.LABEL, va="baseline", **emphasis)
    axes.plot([0, WIDTH], [top, top], color=INK if last else QUIET, linewidth=1.1 if last else 0.6)
    ground = Rectangle((STEP_WIDTH, top + above), WIDTH - STEP_WIDTH, below, facecolor=Tint.FRAMING, edgecolor="none")
    axes.add_patch(ground)
    for words, start in ((SAID, top + MARGIN + LINE), (UNSAID, top + above + MARGIN)):
        axes.text(0.04, start + 0.75 * LINE, words, fontsize=Size.TEXT, va="baseline", color=QUIET)
    for column, cell in enumerate(cells.itertuples()):
        left = STEP_WIDTH + column * CELL_WIDTH
        if column:
            axes.plot([left + 0.04] * 2, [top + 0.03, top + above + below - 0.03], color=PALE, linewidth=0.6)
        for lines, start, face, edge in ((cell.above, top, INK, INK), (cell.below, top + above, "white", INK)):
            middle = start + MARGIN + LINE / 2
            with shows(axes, "framings", [cell.framing_row]):
                axes.plot(left + 0.14, middle, marker="o", color=edge, markerfacecolor=face, markersize=5)
            for place, line in enumerate(lines):
                at = start + MARGIN + (place + 0.75) * LINE
                axes.text(left + 0.24, at, line, fontsize=Size.TEXT, va="baseline")


def says(cells: pd.DataFrame) -> str:
    """Say in how many of the cells the reports leave something unsaid."""
    silent = int((cells["invisible_short"] != "").sum())
    every = "Each explanation" if silent == len(cells) else f"{number(silent)} of {number(len(cells))} explanations"
    return f"{every} of failure in the reports makes something visible (filled) and leaves something unsaid (grey)"


def alt(cells: pd.DataFrame) -> str:
    """Say in one sentence what the matrix holds."""
    steps = [name.lower() for step, name in STEPS.items() if step != "whole"]
    return (
        f"Matrix of {number(cells['step'].nunique())} rows ({listing(steps)}, and the reports as a whole) by "
        f"{number(cells['framing'].nunique())} framings of failure "
        f"({listing([name.lower() for name in FRAMINGS.values()])}); each cell says what the reports make visible "
        "and what they leave unsaid."
    )


def description(cells: pd.DataFrame) -> str:
    """Read the matrix row by row, in its short forms."""
    return " ".join(
        f"{cell.step_name}, {cell.framing_name.lower()}: made visible, {cell.visible_short[0].lower()}"
        f"{cell.visible_short[1:]}; left unsaid, {cell.invisible_short[0].lower()}{cell.invisible_short[1:]}."
        for cell in cells.itertuples()
    )


def conclusions(cells: pd.DataFrame) -> tuple[str, ...]:
    """Say what stands in the row of the reports as a whole."""
    whole = cells[cells["step"] == "whole"]
    unsaid = listing([f"“{text[0].lower()}{text[1:]}”" for text in whole["invisible_short"]])
    return (f"Over all sub-steps, in the order of the framings, the reports leave unsaid {unsaid}.",)


#: What the columns of the frame hold.
COLUMNS = {
    **ledger_columns("framings", "framing_row step framing"),
    "step_name": "name of the row of the matrix",
    "framing_name": "name of the column of the matrix",
    **ledger_columns("framings", "visible invisible"),
    "visible_short": "the piece of what is made visible that the figure shows",
    "invisible_short": "the piece of what is left unsaid that the figure shows",
    **ledger_columns("framings", "note"),
    **STATEMENT_COLUMNS,
}

EXHIBIT = FigureExhibit(
    slug="fig-framing-matrix",
    caption=(
        "Under every explanation of failure that the reports make visible something is left unsaid. Filled marks are "
        "what is made visible, open ones on grey ground what is not, by sub-step of the reorganisation and by framing, "
        "after MacLean’s reading. The words are pieces of the full text in the tables below."
    ),
    make=framing_matrix,
    narrow=framings_in_turn,
    inputs=lambda ledger: {"data": matrix(ledger["framings"])},
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("framings",),
    limits=(
        "It is one scholar’s reading, put into cells by the editors; the sub-steps are his, and so are the "
        "framings, but which passage belongs to which cell he mostly leaves to the reader.",
        "It does not show how many reports say what; the reports have not been counted in this way by anybody.",
        "What is left unsaid is known from other documents or inferred; a silence has no page.",
    ),
)
