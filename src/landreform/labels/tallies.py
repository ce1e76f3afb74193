"""Compute the share of wrong class labels in each fraction, and how far the fractions differ.

The tallies are complete counts by one commission, not samples. An interval around a share is therefore read
as the language of measurement (how finely could so many cases tell two shares apart?), never as doubt about
a larger population; neither is a p-value a probability that the commission was right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_effectsize

from landreform.contested.errors import Fault, InputError
from landreform.contested.printed_values import number
from landreform.ledger.tables import STATEMENT

#: Confidence level of the intervals, where none is asked for.
LEVEL = 0.95
METHODS = {"wilson": "wilson", "clopper-pearson": "exact"}

#: Columns of a frame of tallies: who was labelled what, how many, how many of them wrongly, and who says so.
TALLY = ("tally", "label", "place", "unit", "labelled", "incorrect", *STATEMENT)


@dataclass(frozen=True)
class Homogeneity:
    """Pearson's test that all tallies have one share of wrong labels, and the size of the difference.

    Attributes
    ----------
    chi2 : float
        Pearson's statistic, no continuity correction.
    dof : int
        Degrees of freedom, tallies less one.
    p_value : float
        Upper tail of the χ² distribution.
    cramers_v : float
        Cramér's V, 0 to 1; for two columns equal to Cohen's w.
    smallest_expected : float
        Smallest expected count; below 5 the χ² approximation is doubtful.
    """

    chi2: float
    dof: int
    p_value: float
    cramers_v: float
    smallest_expected: float


def interval(incorrect: int, labelled: int, method: str = "wilson", level: float = LEVEL) -> tuple[float, float]:
    """Compute a confidence interval of a share, as the language of measurement.

    Parameters
    ----------
    incorrect, labelled : int
        The share is incorrect / labelled.
    method : str
        ``wilson`` (score, no continuity correction) or ``clopper-pearson`` (exact tails).
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    tuple of float
        Lower and upper bound, within 0 to 1.

    Raises
    ------
    ValueError
        If the counts are no share or the method is unknown.

    Notes
    -----
    Wilson 1927; Clopper and Pearson 1934; compared by Newcombe 1998, Statistics in Medicine 17: 857-872.

    Examples
    --------
    >>> [round(bound, 4) for bound in interval(81, 263)]
    [0.2553, 0.3662]
    """
    if method not in METHODS:
        raise ValueError(f"Unknown method {method!r}; the methods are {', '.join(METHODS)}.")
    if not 0 <= incorrect <= labelled or labelled < 1:
        raise ValueError(f"{incorrect} of {labelled} is no share.")
    bounds = stats.binomtest(int(incorrect), int(labelled)).proportion_ci(level, METHODS[method])
    return float(bounds.low), float(bounds.high)


def tallies(classifications: pd.DataFrame) -> pd.DataFrame:
    """Give the tallies of right and wrong labels that the ledger holds.

    Parameters
    ----------
    classifications : DataFrame
        Table `classifications` of the ledger.

    Returns
    -------
    DataFrame
        Columns `TALLY`, in the order of the table.

    Raises
    ------
    InputError
        If correct and incorrect do not make the number labelled.

    Examples
    --------
    >>> row = {"fraction": "a", "label": "Landlord", "place": "Thái Nguyên", "labelled": 3, "correct": 1,
    ...        "incorrect": 2, "source": "s", "read_in": "s", "locator": "p. 1"}
    >>> tallies(pd.DataFrame([row]))["incorrect"].tolist()
    [2]
    """
    counts = classifications[["labelled", "correct", "incorrect"]].astype(int)
    wrong = np.flatnonzero(counts["correct"] + counts["incorrect"] != counts["labelled"])
    faults = [
        Fault("classifications", int(i) + 2, "labelled", str(counts["labelled"].iloc[i]), "correct plus incorrect")
        for i in wrong
    ]
    if faults:
        raise InputError(faults)
    frame = classifications.rename(columns={"fraction": "tally"})
    frame = frame.assign(unit="people or households, as the source mixes them", **counts[["labelled", "incorrect"]])
    return frame[list(TALLY)].reset_index(drop=True)


def tally_from_counts(counts: pd.DataFrame, labelled: str, incorrect: str, label: str) -> pd.DataFrame:
    """Make a tally of two rows of the ledger, a whole and the part of it that was wrong.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.
    labelled, incorrect : str
        Identifiers of the two rows.
    label : str
        What was labelled, for display.

    Returns
    -------
    DataFrame
        One row, columns `TALLY`; the evidence is that of the part.

    Raises
    ------
    ValueError
        If a row is not there or has no single number, or the part does not name the whole in ``part_of``.

    Examples
    --------
    >>> rows = [{"count": "all", "value": 3488, "part_of": "", "place": "p", "unit": "persons"},
    ...         {"count": "wrong", "value": 1074, "part_of": "all", "place": "p", "unit": "persons"}]
    >>> counts = pd.DataFrame(rows).assign(source="s", read_in="s", locator="p. 1")
    >>> tally_from_counts(counts, "all", "wrong", "Cell members")["labelled"].item()
    3488
    """
    by_id = counts.set_index("count")
    missing = [
        name for name in (labelled, incorrect) if name not in by_id.index or number(by_id["value"][name]) is None
    ]
    if missing:
        raise ValueError(f"The table counts has no single number under {missing[0]!r}.")
    part = by_id.loc[incorrect]
    if part["part_of"] != labelled:
        raise ValueError(f"The row {incorrect!r} is no part of {labelled!r} according to the table.")
    row = {column: part[column] for column in ("place", "unit", *STATEMENT)}
    numbers = {"labelled": int(by_id["value"][labelled]), "incorrect": int(part["value"])}
    return pd.DataFrame([{"tally": incorrect, "label": label, **row, **numbers}])[list(TALLY)]


def error_shares(tallied: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Compute the share of each label that was wrong, and its share in all labels and in all errors.

    Parameters
    ----------
    tallied : DataFrame
        Tallies that do not overlap; columns `TALLY`, at least one row.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        One row a tally in the order given, then ``all``; columns ``tally, label, labelled, incorrect,
        share_incorrect, wilson_low, wilson_high, exact_low, exact_high, share_of_labels, share_of_errors``
        (shares from 0 to 1; ``share_of_errors`` NaN where there is none).

    Examples
    --------
    >>> frame = pd.DataFrame({"tally": ["a", "b"], "label": "", "labelled": [4, 6], "incorrect": [1, 3]})
    >>> error_shares(frame)["share_of_errors"].tolist()
    [0.25, 0.75, 1.0]
    """
    frame = tallied[["tally", "label", "labelled", "incorrect"]].astype({"labelled": int, "incorrect": int})
    labels, errors = int(frame["labelled"].sum()), int(frame["incorrect"].sum())
    last = pd.DataFrame([{"tally": "all", "label": "All labels", "labelled": labels, "incorrect": errors}])
    frame = pd.concat([frame, last], ignore_index=True)
    frame["share_incorrect"] = frame["incorrect"] / frame["labelled"]
    for name, method in (("wilson", "wilson"), ("exact", "clopper-pearson")):
        bounds = [interval(k, n, method, level) for k, n in zip(frame["incorrect"], frame["labelled"], strict=True)]
        frame[f"{name}_low"], frame[f"{name}_high"] = np.array(bounds).T
    frame["share_of_labels"] = frame["labelled"] / labels
    frame["share_of_errors"] = frame["incorrect"] / errors if errors else math.nan
    return frame


def homogeneity(tallied: pd.DataFrame) -> Homogeneity:
    """Test whether the share of wrong labels is the same in all tallies, and measure the association.

    Parameters
    ----------
    tallied : DataFrame
        Tallies that do not overlap; columns `TALLY`, at least two rows.

    Returns
    -------
    Homogeneity

    Raises
    ------
    ValueError
        With fewer than two tallies, or where no label or every label was wrong.

    Notes
    -----
    Pearson 1900; Cramér 1946, section 21.9. No bias correction: nothing is estimated.

    Examples
    --------
    >>> homogeneity(pd.DataFrame({"labelled": [10, 10], "incorrect": [2, 8]})).cramers_v
    0.6
    """
    labelled, incorrect = (tallied[column].to_numpy(int) for column in ("labelled", "incorrect"))
    if len(tallied) < 2 or incorrect.sum() in (0, labelled.sum()):
        raise ValueError("Homogeneity needs two tallies or more, with both right and wrong labels among them.")
    table = np.column_stack([incorrect, labelled - incorrect])
    test = stats.chi2_contingency(table, correction=False)
    v = float(stats.contingency.association(table, method="cramer"))
    return Homogeneity(float(test.statistic), int(test.dof), float(test.pvalue), v, float(test.expected_freq.min()))


def compare(tallied: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Compare the shares of wrong labels of every two fractions.

    Parameters
    ----------
    tallied : DataFrame
        Tallies; columns `TALLY`, at least two rows.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        One row a pair, in the order of the tallies; columns ``first, second, difference`` (first less second,
        shares), ``difference_low, difference_high`` (Newcombe's hybrid score interval), ``ratio`` (of the
        shares; infinite or NaN where the second is 0), ``cohen_h``, ``odds_ratio, odds_low, odds_high``
        (Woolf's interval) and ``corrected`` (whether ½ was added to the four cells of the odds ratio, since
        one of them is 0).

    Notes
    -----
    Newcombe 1998, Statistics in Medicine 17: 873-890, method 10; Cohen 1988, chapter 6; Woolf 1955; the
    correction is that of Haldane 1956 and Anscombe 1956.

    Examples
    --------
    >>> frame = pd.DataFrame({"tally": ["a", "b"], "labelled": [70, 80], "incorrect": [56, 48]})
    >>> compare(frame)[["difference_low", "difference_high"]].round(4).to_numpy().tolist()
    [[0.0524, 0.3339]]
    """
    rows = []
    for first, second in combinations(tallied.to_dict("records"), 2):
        k1, n1, k2, n2 = (int(t[c]) for t in (first, second) for c in ("incorrect", "labelled"))
        low, high = confint_proportions_2indep(k1, n1, k2, n2, compare="diff", method="newcomb", alpha=1 - level)
        cells = np.array([[k1, n1 - k1], [k2, n2 - k2]], dtype=float)
        corrected = bool((cells == 0).any())
        # not statsmodels' shift_zeros: documented to add ½ to all four cells, it sets only the empty ones
        table = Table2x2(cells + 0.5 * corrected, shift_zeros=False)
        p1, p2 = k1 / n1, k2 / n2
        ratio = p1 / p2 if p2 else (math.inf if p1 else math.nan)
        difference = (p1 - p2, low, high, ratio, float(proportion_effectsize(p1, p2)))
        odds = (table.oddsratio, *table.oddsratio_confint(1 - level))
        rows.append((first["tally"], second["tally"], *difference, *odds, corrected))
    columns = "first second difference difference_low difference_high ratio cohen_h odds_ratio odds_low odds_high"
    return pd.DataFrame(rows, columns=[*columns.split(), "corrected"])
