"""Table what the book finds, how sure each finding is, and what would overturn it.

Input: every table that a finding rests on. Output: the numbered table ``tab-findings``.
"""

from __future__ import annotations

import pandas as pd

from landreform.exhibits.base import STATEMENT, Ledger, TableExhibit, Words
from landreform.text.prose import listing, number, plural
from landreform.tolls.finding import EVIDENCE, statements
from landreform.tolls.findings import findings_table

#: Tables of the ledger on which the findings rest.
TABLES = (
    "estimates",
    "reception",
    "lineage",
    "counts",
    "classifications",
    "waves",
    "events",
    "dates",
    "documents",
    "exclusions",
    "sources",
)


def findings_and_grades(ledger: Ledger) -> pd.DataFrame:
    """Write every finding, with both grades in one phrase and the name of its chapter.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables `TABLES`.

    Returns
    -------
    DataFrame
        The columns of `landreform.tolls.findings.findings_table`, and ``row_id`` (by which pages lead to the row),
        ``answer`` (question and sentence), ``grades`` and ``chapter_name``.
    """
    table = findings_table(ledger)
    return table.assign(
        row_id="finding-" + table["finding"],
        answer=table["question"] + " " + table["sentence"],
        grades=table["evidence"] + " evidence, " + table["agreement"] + " agreement",
        chapter_name=table["chapter"].map(_chapter_name),
    )


def _chapter_name(page: str) -> str:
    """Name a page by its file, or by its folder where it opens a part; behind it the section, where one is meant.

    Examples
    --------
    >>> _chapter_name("notebooks/can-they-all-be-true"), _chapter_name("book/what-happened/index")
    ('can they all be true', 'what happened')
    >>> _chapter_name("notebooks/findings#how-the-grades-were-given")
    'findings, how the grades were given'
    """
    name, _, section = page.partition("#")
    name = name.removesuffix("/index").rpartition("/")[2]
    return (f"{name}, {section}" if section else name).replace("-", " ")


def finding_statements(findings: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Look up every statement that decides over a finding.

    Parameters
    ----------
    findings : DataFrame
        What `findings_and_grades` returns.
    ledger : mapping of str to DataFrame
        The tables `TABLES`.
    """
    rows = dict.fromkeys(" ".join(findings["rows"]).split())
    return statements(ledger, rows)[list(STATEMENT)]


def alt(findings: pd.DataFrame) -> str:
    """Say in one sentence what the table holds."""
    return (
        f"Table of {plural(len(findings), 'finding')}, one row each: the sentence with its computed numbers, what it "
        "rests on, evidence and agreement, what would overturn it, and its chapter."
    )


def conclusions(findings: pd.DataFrame) -> tuple[str, ...]:
    """Say on what evidence the findings rest, and how many hold under every choice."""
    counted = findings["evidence"].value_counts()
    parts = [f"{number(counted[word])} on {word} evidence" for word in EVIDENCE if word in counted]
    return (
        f"Of {plural(len(findings), 'finding')}, {listing(parts)}.",
        f"{number((findings['agreement'] == 'high').sum())} hold under every choice that was tried.",
    )


#: What the columns of the frame hold.
COLUMNS = {
    "finding": "permanent name of the finding",
    "question": "question that it answers",
    "sentence": "the finding, every number in it computed",
    "short": "the same in plain words",
    "vietnamese": "the same in plain words, in Vietnamese",
    "grounds": "what the sentence rests on, joined by semicolons",
    "ground_addresses": "row of the ledger, page or cell for each of these, joined by spaces",
    "rows": "rows of the ledger that decide, joined by spaces",
    "computed_by": "functions that compute it, joined by spaces",
    "evidence": "limited, medium or robust, by a rule",
    "evidence_reason": "why",
    "agreement": "low, medium or high, by a rule",
    "agreement_reason": "why",
    "likelihood": "word for likelihood, where a probability was computed",
    "tried": "choices under which the condition of the sentence was tried, in a few words",
    "choices": "each of these choices, and whether the condition holds under it, joined by semicolons",
    "overturned_by": "what would overturn it",
    "chapter": "page of the book that shows it, with # and the id of a section where only that one does",
    "headline": "whether it may stand on the front page and above a figure (True, False)",
    "row_id": "id of its row on the page of the findings",
    "answer": "question and sentence",
    "grades": "evidence and agreement in one phrase",
    "chapter_name": "name of that page, and of that section",
}

EXHIBIT = TableExhibit(
    slug="tab-findings",
    caption=(
        "What was found: each sentence with what it rests on, how far it can be relied on, and what would overturn it."
    ),
    make=findings_and_grades,
    inputs=lambda ledger: {"ledger": ledger},
    headings={
        "answer": "finding",
        "grounds": "rests on",
        "grades": "evidence and agreement",
        "overturned_by": "would be overturned by",
        "chapter_name": "chapter",
    },
    words=Words(alt, conclusions, COLUMNS),
    tables=TABLES,
    limits=(
        "It has no toll, and no finding can be quoted as one.",
        "Evidence and agreement are graded by rules of this book; they are no probabilities.",
        "It does not list what readers may find for themselves; every finding is one that the code can check.",
    ),
    sources=finding_statements,
    addresses={"grounds": "ground_addresses", "chapter_name": "chapter"},
    row_ids="row_id",
)
