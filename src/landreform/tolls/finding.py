"""State what a finding is: a sentence whose numbers are computed, with its grades, and what would overturn it.

A sentence is written by a function of the ledger, which first asks whether its condition holds; where it does not,
there is no sentence and an error names the finding. How far a sentence can be relied on is said on the two scales of
the IPCC, evidence and agreement (Mastrandrea et al. 2010), each by a rule that stands here. A word for likelihood would
need a probability; no finding has one, and so none has the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from landreform.ledger.tables import STATEMENT, Ledger
from landreform.text.prose import listing, number, plural

EVIDENCE = ("limited", "medium", "robust")
AGREEMENT = ("low", "medium", "high")

#: What stands for a word of likelihood where no probability was computed.
NO_LIKELIHOOD = "none: no probability was computed"

#: From so many works on, and with so large a share read at first hand, evidence is robust.
ROBUST_WORKS, ROBUST_SHARE = 3, 0.5
#: The share of the choices under which a condition must hold for agreement above low.
MEDIUM_SHARE = 0.5

#: The rules, as a reader sees them.
EVIDENCE_RULE = (
    "limited where the rows that decide were read in one work only, or none of them at first hand; robust where they "
    "were read in three works or more, and at least half of them at first hand; medium between. At first hand is what "
    "was read in the work that states it, unless that is a reference work"
)
AGREEMENT_RULE = (
    "high where the condition of the sentence holds under every choice listed, medium where it holds under more than "
    "half of them, low otherwise, or where nobody states what is assumed"
)

_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")


class FindingFailsError(ValueError):
    """Raised where the rows of the ledger no longer bear a finding."""


@dataclass(frozen=True)
class Grade:
    """A word of a scale, with the reason for it."""

    word: str
    reason: str


@dataclass(frozen=True)
class Ground:
    """What a sentence rests on: a few words, and the address of a row, a cell or a page.

    Attributes
    ----------
    text : str
        What a reader sees, without a semicolon.
    address : str
        ``table/row`` of the ledger, or the name of a page of the book, with ``#`` and an id where a place is meant.
    """

    text: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A sentence that the ledger bears.

    Attributes
    ----------
    finding : str
        Its permanent name.
    question : str
        The question that it answers.
    sentence : str
        The answer, every number in it computed.
    short : str
        The same in plain words, for the front page and above figures.
    vietnamese : str
        `short` in Vietnamese.
    grounds : tuple of Ground
        What it rests on, with ways there; the cell that shows it among them.
    rows : tuple of str
        Rows of the ledger (``table/row``) that decide; the evidence is graded by them.
    computed_by : tuple of str
        Functions that compute it.
    evidence, agreement : Grade
    choices : mapping of str to bool
        The defensible choices tried, and whether the condition holds under each.
    tried : str
        The same choices in a few words.
    overturned_by : str
        What would overturn it.
    chapter : str
        The page of the book that shows it, with ``#`` and the id of a section where only that section does.
    likelihood : str
        A word for likelihood where a probability was computed.
    headline : bool
        Whether it may stand on the front page and above a figure; not where nothing should be built on it yet.
    """

    finding: str
    question: str
    sentence: str
    short: str
    vietnamese: str
    grounds: tuple[Ground, ...]
    rows: tuple[str, ...]
    computed_by: tuple[str, ...]
    evidence: Grade
    agreement: Grade
    choices: Mapping[str, bool]
    tried: str
    overturned_by: str
    chapter: str
    likelihood: str = NO_LIKELIHOOD
    headline: bool = True

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.finding):
            raise ValueError(f"A finding has a name of words joined by hyphens, not {self.finding!r}.")
        if self.evidence.word not in EVIDENCE or self.agreement.word not in AGREEMENT:
            raise ValueError(f"{self.finding}: grades are of {', '.join(EVIDENCE)} and of {', '.join(AGREEMENT)}.")
        texts = [
            getattr(self, name) for name in "question sentence short vietnamese tried overturned_by chapter".split()
        ]
        if not all(texts) or not self.grounds or not self.rows or not self.computed_by:
            raise ValueError(f"{self.finding}: a finding leaves nothing out.")
        if any(";" in ground.text for ground in self.grounds):
            raise ValueError(f"{self.finding}: a ground is named without a semicolon.")


def require(finding: str, holds: bool, condition: str) -> None:
    """Refuse a sentence whose condition does not hold.

    Parameters
    ----------
    finding : str
        Name of the finding.
    holds : bool
    condition : str
        What must hold, in words.

    Raises
    ------
    FindingFailsError
        If it does not hold; the message names finding and condition.

    Examples
    --------
    >>> require("contradiction", False, "claims exclude each other")
    Traceback (most recent call last):
    landreform.tolls.finding.FindingFailsError: the finding 'contradiction' no longer holds: claims exclude each other
    """
    if not holds:
        raise FindingFailsError(f"the finding {finding!r} no longer holds: {condition}")


def statements(ledger: Ledger, rows: Iterable[str]) -> pd.DataFrame:
    """Look up the statements in rows of the ledger.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables named, and ``sources``.
    rows : iterable of str
        ``table/row``, the row by its id, which is the first column of its table.

    Returns
    -------
    DataFrame
        Columns ``row, source, read_in, locator`` and ``first_hand`` (whether it was read in the work that states it,
        and that is no reference work), in the order given.

    Raises
    ------
    ValueError
        If there is no such row; the message names it.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a"], "source": ["s"], "read_in": ["t"], "locator": ["p. 1"]})
    >>> sources = pd.DataFrame({"source": ["s", "t"], "origin": ["academic", "reference_work"]})
    >>> statements({"estimates": estimates, "sources": sources}, ["estimates/a"])["first_hand"].tolist()
    [False]
    """
    found = []
    for address in rows:
        table, _, row = address.partition("/")
        frame = ledger[table]
        held = frame[frame.iloc[:, 0] == row]
        if len(held) != 1:
            raise ValueError(f"The table {table} has no single row {row!r}.")
        found.append((address, *held[list(STATEMENT)].iloc[0]))
    table, sources = pd.DataFrame(found, columns=["row", *STATEMENT]), ledger["sources"]
    reference = set(sources.loc[sources["origin"] == "reference_work", "source"])
    return table.assign(first_hand=(table["source"] == table["read_in"]) & ~table["source"].isin(reference))


def grade_evidence(stated: pd.DataFrame) -> Grade:
    """Grade evidence by `EVIDENCE_RULE`.

    Parameters
    ----------
    stated : DataFrame
        The statements that decide, one or more; columns ``read_in, first_hand``, from `statements`.

    Examples
    --------
    >>> grade_evidence(pd.DataFrame({"read_in": ["w", "w"], "first_hand": [True, False]}))
    Grade(word='limited', reason='2 rows read in 1 work, 1 at first hand')
    """
    works, first = stated["read_in"].nunique(), int(stated["first_hand"].sum())
    hand = number(first) if first else "none"
    reason = f"{plural(len(stated), 'row')} read in {plural(works, 'work')}, {hand} at first hand"
    if works == 1 or not first:
        return Grade("limited", reason)
    return Grade("robust" if works >= ROBUST_WORKS and first >= ROBUST_SHARE * len(stated) else "medium", reason)


def grade_agreement(choices: Mapping[str, bool]) -> Grade:
    """Grade agreement by `AGREEMENT_RULE`.

    Parameters
    ----------
    choices : mapping of str to bool
        What the choice is called, and whether the condition of the sentence holds under it; one or more.

    Examples
    --------
    >>> grade_agreement({"as printed": True, "widened": False})
    Grade(word='low', reason='holds under 1 of 2 choices; not under: widened')
    """
    if not choices:
        raise ValueError("Agreement is graded over choices; none was given.")
    kept = sum(choices.values())
    reason = f"holds under {number(kept)} of {plural(len(choices), 'choice')}"
    if kept == len(choices):
        return Grade("high", reason)
    reason += "; not under: " + listing([name for name, holds in choices.items() if not holds])
    return Grade("medium" if kept > MEDIUM_SHARE * len(choices) else "low", reason)
