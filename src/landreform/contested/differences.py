"""How many pairs of claims differ, and how sure must their authors have been for that?

Sums up the table of pairs of `landreform.contested.overlap`. Claims of one lineage are counted apart: that they agree is no
agreement of two witnesses.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from landreform.contested.encoding import COVERAGES

#: Which pairs are counted together.
GROUPS = ("all", "other lineages", "same lineage")


def differ(tipping: pd.Series, coverage: float) -> pd.Series:
    """Which pairs differ if the authors were this sure of their ranges?

    Parameters
    ----------
    tipping : Series of float
        From `landreform.contested.overlap.pairs` with a width for bare points, so that NaN means that no coverage parts the two.
    coverage : float
        Probability ascribed to every range.

    Returns
    -------
    Series of bool
        Index as in `tipping`.

    Examples
    --------
    >>> differ(pd.Series([0.4, 0.97, np.nan]), 0.9).tolist()
    [True, False, False]
    """
    return (tipping <= coverage).rename("differ")


def share_differing(table: pd.DataFrame, coverages: np.ndarray) -> pd.DataFrame:
    """Which share of the pairs differs at each coverage?

    Parameters
    ----------
    table : DataFrame
        From `landreform.contested.overlap.pairs`; used are ``tipping`` and ``same_lineage``.
    coverages : array of float
        Coverages to ask for.

    Returns
    -------
    DataFrame
        Columns ``coverage, group`` (of `GROUPS`), ``pairs`` (number in the group), ``differ`` (number) and ``share``; a
        group without a pair is left out.

    Examples
    --------
    >>> table = pd.DataFrame({"tipping": [0.4, 0.97], "same_lineage": [False, False]})
    >>> share_differing(table, [0.9])[["group", "differ", "share"]].to_numpy().tolist()
    [['all', 1, 0.5], ['other lineages', 1, 0.5]]
    """
    same = table["same_lineage"].astype(bool)
    rows = []
    for group, part in zip(GROUPS, (table, table[~same], table[same]), strict=True):
        for coverage in coverages if len(part) else ():
            count = int(differ(part["tipping"], coverage).sum())
            rows.append((float(coverage), group, len(part), count, count / len(part)))
    return pd.DataFrame(rows, columns=["coverage", "group", "pairs", "differ", "share"])


def settled(table: pd.DataFrame, coverages: tuple[float, ...] = COVERAGES) -> pd.DataFrame:
    """For how many pairs does the coverage that one ascribes decide nothing?

    Parameters
    ----------
    table : DataFrame
        From `landreform.contested.overlap.pairs`; used is ``tipping``.
    coverages : tuple of float
        Coverages that somebody might ascribe.

    Returns
    -------
    DataFrame
        One row each for the pairs that ``differ at every``, at ``no`` and at ``some`` of the coverages: columns
        ``verdict, pairs, share``.

    Examples
    --------
    >>> settled(pd.DataFrame({"tipping": [0.4, 0.97, 0.85, np.nan]}))["pairs"].tolist()
    [1, 2, 1]
    """
    votes = sum(differ(table["tipping"], coverage).astype(int) for coverage in coverages)
    counts = [int((votes == len(coverages)).sum()), int((votes == 0).sum())]
    counts.append(len(table) - sum(counts))
    words = [f"differ at {word} coverage" for word in ("every", "no", "some")]
    return pd.DataFrame({"verdict": words, "pairs": counts, "share": [count / max(len(table), 1) for count in counts]})


def tree_and_lineages(table: pd.DataFrame, threshold: float = 0.5) -> pd.DataFrame:
    """Would somebody who knew the numbers only guess which claims belong together?

    Parameters
    ----------
    table : DataFrame
        From `landreform.contested.overlap.pairs`; used are ``ovl`` and ``same_lineage``. Pairs without an overlap are left out.
    threshold : float
        Overlap from which on two claims would be taken to be one and the same.

    Returns
    -------
    DataFrame
        Columns ``lineage`` (same, other), ``alike`` and ``unlike`` (numbers of pairs whose overlap reaches the
        threshold, or does not), ``share`` (alike over both).

    Examples
    --------
    >>> table = pd.DataFrame({"ovl": [0.9, 0.1, 0.8], "same_lineage": [True, True, False]})
    >>> tree_and_lineages(table)[["alike", "unlike"]].to_numpy().tolist()
    [[1, 1], [1, 0]]
    """
    known = table[table["ovl"].notna()]
    same = known["same_lineage"].astype(bool)
    rows = []
    for word, part in (("same", known[same]), ("other", known[~same])):
        alike = int((part["ovl"] >= threshold).sum())
        rows.append((word, alike, len(part) - alike, alike / len(part) if len(part) else np.nan))
    return pd.DataFrame(rows, columns=["lineage", "alike", "unlike", "share"])
