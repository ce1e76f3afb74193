"""Arrange what the reports make visible of failure, and what they leave unsaid, as a matrix.

MacLean 2025 reads the recapitulation reports by three framings of failure, which he takes from Kessler, over the
three sub-steps of the reorganisation of Party cells. This module puts the rows of the table `framings` in that
order. It counts nothing: a cell of the matrix is a reading, not a measurement.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from landreform.contested.errors import Fault, InputError
from landreform.ledger.tables import STATEMENT

#: Sub-steps in the order of the reports, and what the matrix calls them.
STEPS = {
    "assessment": "Assessment",
    "purification": "Purification",
    "consolidation": "Consolidation",
    "whole": "As a whole",
}
#: Framings in the order of the article, and what the matrix calls them.
FRAMINGS = {
    "empirical_irregularity": "Empirical irregularity",
    "miscommunication": "Miscommunication",
    "mode_of_organisation": "Mode of organisation",
}

#: Short forms for the table. Each is a piece of the full text of its row, so that a corrected row cannot leave a stale
#: word behind: (step, framing) to (made visible, left unsaid).
PHRASES = {
    ("assessment", "empirical_irregularity"): ("thin and patchy files", "The totals behind most of the percentages"),
    ("assessment", "miscommunication"): ("investigated too little", "What the instructions left open"),
    ("assessment", "mode_of_organisation"): ("The size of the threat", "The sorting scheme itself"),
    ("purification", "empirical_irregularity"): ("enemies who had slipped through", "What happened to those expelled"),
    ("purification", "miscommunication"): ("Teams deviated from policy", "policy never defined discipline"),
    ("purification", "mode_of_organisation"): (
        "a swing of the teams to the left or to the right",
        "the model reduced complicated places to abstractions",
    ),
    ("consolidation", "empirical_irregularity"): (
        "too few experienced members",
        "Any error in the six communes of the experimental wave",
    ),
    ("consolidation", "miscommunication"): (
        "Conferences badly prepared",
        "main policy documents offered little on these tasks",
    ),
    ("consolidation", "mode_of_organisation"): ("The difficulty of the work", "Whether the model could work at all"),
    ("whole", "empirical_irregularity"): ("time and again misidentified or misdescribed", "targets set from above"),
    ("whole", "miscommunication"): ("Failures of implementation", "The vagueness of the central policies"),
    ("whole", "mode_of_organisation"): ("Only the steps of the model", "The model of mobilisation"),
}


def matrix(framings: pd.DataFrame) -> pd.DataFrame:
    """Arrange the rows of the table `framings` by sub-step and framing, each with its short form.

    Parameters
    ----------
    framings : DataFrame
        Table `framings` of the ledger.

    Returns
    -------
    DataFrame
        One row a cell of the matrix, steps in the order of `STEPS`, framings in that of `FRAMINGS`; columns
        ``framing_row, step, framing, step_name, framing_name, visible, invisible`` (in full)``, visible_short,
        invisible_short`` (a piece of each)``, note, source, read_in, locator``.

    Raises
    ------
    InputError
        If a cell of the matrix is empty, stands twice, or no longer contains its short form.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> len(matrix(load("framings"))) == len(STEPS) * len(FRAMINGS)
    True
    """
    found = []
    for step, framing in product(STEPS, FRAMINGS):
        rows = framings[(framings["step"] == step) & (framings["framing"] == framing)].to_dict("records")
        if len(rows) != 1:
            expected = f"one row for {step}, {framing}"
            raise InputError(Fault("framings", None, "framing", f"{len(rows)} rows", expected))
        found.append(rows[0] | _short(rows[0]))
    frame = pd.DataFrame(found)
    frame = frame.assign(step_name=frame["step"].map(STEPS), framing_name=frame["framing"].map(FRAMINGS))
    columns = "framing_row step framing step_name framing_name visible invisible visible_short invisible_short note"
    return frame[[*columns.split(), *STATEMENT]]


def _short(row: dict) -> dict[str, str]:
    """Return the short forms of a row, after making sure that they still stand in it."""
    found = {}
    for column, phrase in zip(("visible", "invisible"), PHRASES[row["step"], row["framing"]], strict=True):
        if phrase not in row[column]:
            raise InputError(Fault("framings", None, column, row[column], f"a text with the words {phrase!r}"))
        found[f"{column}_short"] = phrase[0].upper() + phrase[1:]
    return found
