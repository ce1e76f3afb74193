"""List what the reports make visible of failure and what they leave unsaid, by step and by way of explaining it.

Input: the table of framings. Output: a numbered table with one row a step and a way of explaining.
"""

import pandas as pd

from landreform.exhibits.base import TableExhibit, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS, ledger_columns
from landreform.labels.framings import FRAMINGS, STEPS, matrix
from landreform.text.prose import listing, number

#: Each way of explaining failure as a sentence would have it; the names of the article are no words of everyday.
EXPLAINED = {
    "empirical_irregularity": "somebody did not look properly",
    "miscommunication": "somebody did not understand",
    "mode_of_organisation": "the thing was built so",
}


def framings_in_turn(data: pd.DataFrame) -> pd.DataFrame:
    """Give the cells of the matrix row by row, each with its way of explaining in plain words."""
    plain = [f"{row.framing_name} ({EXPLAINED[row.framing]})" for row in data.itertuples()]
    return data.assign(explanation=plain)


def alt(cells: pd.DataFrame) -> str:
    """Say in one sentence what the table holds."""
    steps = [name.lower() for step, name in STEPS.items() if step != "whole"]
    return (
        f"Table of {number(len(cells))} rows, one for each of {number(cells['framing'].nunique())} ways of explaining "
        f"failure ({listing([name.lower() for name in FRAMINGS.values()])}) in {listing(steps)} and in the reports as "
        "a whole: what the reports make visible and what they leave unsaid."
    )


def conclusions(cells: pd.DataFrame) -> tuple[str, ...]:
    """Say what stands in the row of the reports as a whole."""
    whole = cells[cells["step"] == "whole"]
    unsaid = listing([f"“{text[0].lower()}{text[1:]}”" for text in whole["invisible_short"]])
    return (f"Over all sub-steps, in the order of the framings, the reports leave unsaid {unsaid}.",)


#: What the columns of the frame hold.
COLUMNS = {
    **ledger_columns("framings", "framing_row step framing"),
    "step_name": "name of the sub-step of the reorganisation",
    "framing_name": "name of the way of explaining failure",
    **ledger_columns("framings", "visible invisible"),
    "visible_short": "the piece of what is made visible that the table shows",
    "invisible_short": "the piece of what is left unsaid that the table shows",
    "explanation": "the way of explaining failure, with what it says in plain words",
    **ledger_columns("framings", "note"),
    **STATEMENT_COLUMNS,
}

EXHIBIT = TableExhibit(
    slug="tab-framings",
    caption=(
        "What the reports make visible of failure and what they leave unsaid, by sub-step of the reorganisation and by "
        "way of explaining failure, after MacLean’s reading. The words are pieces of the full text in the tables below."
    ),
    make=framings_in_turn,
    inputs=lambda ledger: {"data": matrix(ledger["framings"])},
    headings={
        "step_name": "step",
        "explanation": "failure explained as",
        "visible_short": "made visible",
        "invisible_short": "left unsaid",
    },
    merge="step_name",
    links={"visible_short": ("framings", "framing_row")},
    words=Words(alt, conclusions, COLUMNS),
    tables=("framings",),
    limits=(
        "It is one scholar’s reading, put into cells by the editors; the sub-steps are his, and so are the "
        "framings, but which passage belongs to which cell he mostly leaves to the reader.",
        "It does not show how many reports say what; the reports have not been counted in this way by anybody.",
        "What is left unsaid is known from other documents or inferred; a silence has no page.",
    ),
)
