"""Gather the findings of the book into one table, from which the chapters, the front page and the figures take them.

Input: the ledger. Output: a frame with one row a finding, or the error of the first one that its rows no longer bear.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from landreform.ledger.tables import Ledger
from landreform.tolls.campaign_findings import beginning_and_end, last_wave, most_labels_wrong
from landreform.tolls.claim_findings import (
    contradiction,
    few_sources,
    no_choice,
    no_convergence,
    part_over_whole,
    reasoned_dispute,
)
from landreform.tolls.document_findings import label_cap, last_stage, rent_against_reform
from landreform.tolls.finding import Finding

#: The functions that write the findings, in the order in which a reader meets them.
WRITERS: tuple[Callable[[Ledger], Finding], ...] = (
    beginning_and_end,
    last_wave,
    most_labels_wrong,
    contradiction,
    reasoned_dispute,
    part_over_whole,
    few_sources,
    no_convergence,
    rent_against_reform,
    last_stage,
    label_cap,
    no_choice,
)


def findings(ledger: Ledger) -> tuple[Finding, ...]:
    """Write every finding of the book.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        Every table.

    Returns
    -------
    tuple of Finding
        In the order of `WRITERS`.

    Raises
    ------
    FindingFailsError
        If the rows no longer bear one of them; the message names it and its condition.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> findings(load_all())[0].finding
    'beginning-and-end'
    """
    return tuple(write(ledger) for write in WRITERS)


def findings_table(ledger: Ledger) -> pd.DataFrame:
    """Tabulate the findings.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        Every table.

    Returns
    -------
    DataFrame
        One row a finding: ``finding, question, sentence, short, vietnamese``; ``grounds`` and ``ground_addresses``
        (what it rests on, joined by "; ", and the address of each, joined by a space); ``rows`` (of the ledger, that
        decide, joined by a space); ``computed_by`` (functions, joined by a space); ``evidence, evidence_reason,
        agreement, agreement_reason, likelihood``; ``tried`` (the choices, in words) and ``choices`` (each,
        and whether the condition holds under it, joined by "; "); ``overturned_by, chapter``;
        ``headline`` (whether it may stand on the front page and above a figure).

    Raises
    ------
    FindingFailsError
        As `findings`.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> findings_table(load_all())["finding"].is_unique
    True
    """
    rows = [
        {
            "finding": one.finding,
            "question": one.question,
            "sentence": one.sentence,
            "short": one.short,
            "vietnamese": one.vietnamese,
            "grounds": "; ".join(ground.text for ground in one.grounds),
            "ground_addresses": " ".join(ground.address for ground in one.grounds),
            "rows": " ".join(one.rows),
            "computed_by": " ".join(one.computed_by),
            "evidence": one.evidence.word,
            "evidence_reason": one.evidence.reason,
            "agreement": one.agreement.word,
            "agreement_reason": one.agreement.reason,
            "likelihood": one.likelihood,
            "tried": one.tried,
            "choices": "; ".join(f"{name}: {'holds' if holds else 'fails'}" for name, holds in one.choices.items()),
            "overturned_by": one.overturned_by,
            "chapter": one.chapter,
            "headline": one.headline,
        }
        for one in findings(ledger)
    ]
    return pd.DataFrame(rows)
