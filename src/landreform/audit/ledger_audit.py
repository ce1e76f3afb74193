"""Run every check over the ledger: which printed numbers are possible, on what condition, and which are not.

The audit runs over every percentage and every total of the tables `counts`, `classifications`, `waves` and
`estimates`, by rule and without a list of suspects. A statement is impossible where no whole numbers satisfy
it as it stands; it is possible only if something holds that the text does not say, and the condition is
named; and where nothing is printed that it could be checked against, the board says that too.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

import pandas as pd

from landreform.audit.national_totals import NUMBER, check_national_totals, check_numbers_of_waves
from landreform.audit.percentages import (
    PERCENTAGE,
    WHOLE,
    check_percentages,
    check_share_groups,
    percentage_verdict,
    share_sum_verdict,
)
from landreform.audit.rates_and_pages import PAGES, RATE, RATIO, check_pages, check_rates, check_ratios
from landreform.audit.totals import PARTS, TOTALS, agree_verdict, check_parts, check_repeated, sum_verdict
from landreform.audit.verdicts import IDENTIFIERS, Check, as_frame, make_check, records
from landreform.audit.wave_totals import PROVINCES, WAVES, check_agreement, check_provinces, check_table_totals
from landreform.contested.printed_values import Allowed, allowed

#: What is asked, by kind of check, in the words of readers.
KINDS = {
    PERCENTAGE: "Can the percentage come from the base that the text gives or implies?",
    WHOLE: "Do the shares of one whole sum to 100, within rounding?",
    PARTS: "Do the parts make the total?",
    TOTALS: "Does one total contradict another?",
    WAVES: "Do the waves make the total?",
    PROVINCES: "Do the provinces make the wave?",
    NUMBER: "Does the stated number of waves agree with those listed?",
    RATE: "Does the rate agree with its total and population?",
    RATIO: "Does the stated multiple agree with the numbers?",
    PAGES: "Do the cited pages lie inside the cited article?",
}

_SORTED = [IDENTIFIERS[name] for name in ("counts", "classifications", "waves", "estimates")]

#: Outcomes that say not what they count, so that two of them cannot contradict each other.
UNDEFINED = ("victims_undefined", "polemic")


def audit_ledger(
    counts: pd.DataFrame, classifications: pd.DataFrame, waves: pd.DataFrame, estimates: pd.DataFrame
) -> pd.DataFrame:
    """Check which printed numbers of the ledger are arithmetically possible.

    Parameters
    ----------
    counts, classifications, waves, estimates : DataFrame
        Tables of the ledger, typed or as strings; columns as in ``data/datapackage.json``.

    Returns
    -------
    DataFrame
        One row a check: columns ``check, kind, table, rows, source, read_in, locator, statement, against,
        verdict, condition, detail, decisive`` (see `Check`) and ``wording``; sorted by kind and identifier.
        `board` counts them.

    Examples
    --------
    >>> empty = {name: pd.DataFrame() for name in ("counts", "classifications", "waves", "estimates")}
    >>> audit_ledger(**empty).empty
    True
    """
    # the order of the rows must not show in the identifiers of the checks
    counts, classifications, waves, estimates = (
        table.sort_values(column, ignore_index=True) if column in table else table
        for table, column in zip((counts, classifications, waves, estimates), _SORTED, strict=True)
    )
    return as_frame(
        chain(
            check_percentages(counts),
            check_share_groups(counts),
            check_parts(counts),
            check_repeated(counts),
            check_rates(counts),
            check_ratios(counts),
            check_pages(counts),
            check_classifications(classifications),
            check_table_totals(waves),
            check_provinces(waves),
            check_national_totals(waves),
            check_agreement(waves),
            check_numbers_of_waves(counts, waves),
            check_estimates(estimates),
        )
    )


def check_classifications(classifications: pd.DataFrame) -> Iterator[Check]:
    """Check that right and wrong labels make the total, and that their percentages are those of the counts.

    Parameters
    ----------
    classifications : DataFrame
        Table `classifications`.

    Yields
    ------
    Check
        Kinds ``parts of a total``, ``percentage`` (one a printed percentage) and ``shares of a whole``.

    Examples
    --------
    >>> row = {"fraction": "a", "labelled": 1007, "correct": 360, "incorrect": 647, "source": "s"}
    >>> row |= {"printed_correct_pct": "35.75", "printed_incorrect_pct": "64.25"}
    >>> row |= {"read_in": "s", "locator": "Table 2"}
    >>> [check.verdict for check in check_classifications(pd.DataFrame([row]))]
    ['consistent', 'consistent', 'consistent', 'consistent']
    """
    for row in records(classifications):
        labelled, correct, incorrect = (Decimal(str(row[column])) for column in ("labelled", "correct", "incorrect"))
        parts = [Allowed(n, n) for n in (correct, incorrect)]
        verdict, detail, extra = sum_verdict(parts, Allowed(labelled, labelled))
        extra["statement"] = f"{correct} + {incorrect}"
        yield make_check(PARTS, "classifications", [row], str(labelled), verdict, detail, **extra)
        printed = {name: str(row[f"printed_{name}_pct"]) for name in ("correct", "incorrect")}
        for name, counted in (("correct", correct), ("incorrect", incorrect)):
            if digits := printed[name]:
                verdict, detail, extra = percentage_verdict(digits, int(labelled), int(counted))
                extra |= {"statement": f"{digits} per cent {name}", "label": name}
                yield make_check(PERCENTAGE, "classifications", [row], str(labelled), verdict, detail, **extra)
        if all(printed.values()):
            verdict, detail, extra = share_sum_verdict(list(printed.values()), int(labelled))
            statement = " + ".join(printed.values())
            yield make_check(WHOLE, "classifications", [row], "100", verdict, detail, statement=statement, **extra)


def check_estimates(estimates: pd.DataFrame) -> Iterator[Check]:
    """Check whether the claims about one outcome, territory and period contradict each other.

    Parameters
    ----------
    estimates : DataFrame
        Table `estimates`; claims with the same wording of outcome, territory and period are compared, unless
        the outcome says not what it counts. Which of them can be true together across outcomes is the
        question of `landreform.contested.consistency`.

    Yields
    ------
    Check
        Kind ``two totals``.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "low": [800, 3000], "high": [2500, 15000]}).assign(
    ...     point=None, printed="", bound="range", outcome="executed", territory="", period="", source="",
    ...     read_in="", locator="")
    >>> next(check_estimates(estimates)).verdict
    'possible_only_if'
    """
    groups: dict[tuple, list[tuple[dict, Allowed]]] = {}
    for row in records(estimates):
        bound = {"point": "exact"}.get(row["bound"], row["bound"])
        span = allowed(row | {"value": row["point"], "bound": bound, "printed": ""})
        if span and row["outcome"] not in UNDEFINED:
            groups.setdefault((row["outcome"], row["territory"], row["period"]), []).append((row, span))
    for _, claims in sorted(groups.items()):
        if len(claims) > 1:
            rows, spans = [row for row, _ in claims], [span for _, span in claims]
            verdict, detail, extra = agree_verdict(rows, spans, "estimate")
            against = "; ".join(f"{row['estimate']}: {row['printed']}" for row in rows[1:])
            yield make_check(TOTALS, "estimates", rows, against, verdict, detail, **extra)
