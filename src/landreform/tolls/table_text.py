"""Write pools, pairs and choices as rows of text, with two significant figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from landreform.contested.multiverse.run import Multiverse
from landreform.contested.multiverse.summaries import summarise_options
from landreform.contested.opinion_pools import RULES, pools_leaving_out
from landreform.text.prose import percent, rounded, span
from landreform.tolls.baseline import LEVEL, pool_estimates

METHOD_NAMES = {"DL": "DerSimonian and Laird", "REML": "restricted maximum likelihood", "PM": "Paule and Mandel"}

#: What the choices of the multiverse are called.
CHOICE_NAMES = {
    "bridge": "outcomes side by side",
    "floor": "documented floor",
    "width": "width of a bare number",
    "encoding": "centre of a range",
    "coverage": "coverage of a range",
    "claim_set": "claims that enter",
    "lineage": "who is one voice",
    "rule": "rule",
}
#: What some of their options are called.
OPTION_NAMES = {
    "two_piece": "mean of two-piece density",
    "point": "point, else middle",
    "quantile": "mean of quantiles",
}


def estimators(encoded: pd.DataFrame, level: float = LEVEL) -> pd.DataFrame:
    """Compare the estimators of the pool, with a voice for each claim and for each lineage.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.tolls.baseline.encode_claims`.
    level : float
        Coverage of the intervals.

    Returns
    -------
    DataFrame
        Columns ``voices`` (claims, lineages), ``method``, ``k``, ``pooled``, ``interval`` (Hartung-Knapp with
        max(1, q)), ``foreseen`` (prediction interval; persons) and ``between`` (percent of the variance that is not the
        claims' own), one row a voice and estimator.

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a", "b", "c"], "low": [1.0, 2.0, 3.0], "point": [np.nan] * 3,
    ...     "high": [4.0, 8.0, 9.0], "centre": [8.0, 9.0, 10.0], "sd": [0.5, 0.5, 0.5]})
    >>> estimators(encoded)["pooled"].unique().tolist()
    ['8,100']
    """
    rows = []
    for row in pool_estimates(encoded, level=level).itertuples():
        foreseen = span(row.pi_low, row.pi_high) if np.isfinite(row.pi_low) else "none"
        texts = (rounded(row.pooled), span(row.low, row.high), foreseen, percent(row.I2 / 100))
        rows.append((row.voices, METHOD_NAMES[row.method], row.k, *texts))
    return pd.DataFrame(rows, columns="voices method k pooled interval foreseen between".split())


def rules_without_a_lineage(encoded: pd.DataFrame) -> pd.DataFrame:
    """Compute how far the median of each pool moves if one lineage is left out.

    Parameters
    ----------
    encoded : DataFrame
        From `landreform.tolls.baseline.encode_claims`.

    Returns
    -------
    DataFrame
        Columns ``rule, whole`` (median with one voice for each lineage, persons), ``lowest`` and ``highest`` (the least
        and the greatest median without one lineage), ``low_without`` and ``high_without`` (the lineage then left out:
        its letter, or the name of its only claim) and ``factor`` (highest over lowest); one row a rule.

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": list("abc"), "label": ["A", "B", "C"], "letter": [""] * 3,
    ...     "lineage": list("abc"), "mode": [8.0, 9.0, 10.0], "below": [0.5] * 3, "above": [0.5] * 3})
    >>> rules_without_a_lineage(encoded).loc[2, ["whole", "low_without", "high_without"]].tolist()
    ['8,100', 'C', 'A']
    """
    first = encoded.drop_duplicates("lineage").set_index("lineage")
    names = ("lineage " + first["letter"]).where(first["letter"] != "", first["label"])
    found = pools_leaving_out(encoded)
    found = found[found["weighting"] == "lineages"]
    rows = []
    for rule in RULES:
        here = found[found["rule"] == rule].set_index("left_out")["median"]
        apart = here.drop("")
        low, high = apart.idxmin(), apart.idxmax()
        ends = (rounded(apart[low]), names[low], rounded(apart[high]), names[high], rounded(apart[high] / apart[low]))
        rows.append((rule.replace("_", " "), rounded(here[""]), *ends))
    return pd.DataFrame(rows, columns="rule whole lowest low_without highest high_without factor".split())


def farthest_pairs(table: pd.DataFrame, label: pd.Series, count: int = 8) -> pd.DataFrame:
    """List the pairs of claims of different lineages that lie farthest apart.

    Parameters
    ----------
    table : DataFrame
        From `landreform.contested.agreement.compare_pairs`.
    label : Series of str
        Short names, with the names of the claims as index.
    count : int
        Number of pairs.

    Returns
    -------
    DataFrame
        Columns ``one, other`` (short names), ``gap`` (factor by which the ranges miss each other), ``common`` (share of
        probability in common, percent) and ``tipping`` (coverage, percent), widest gap first.

    Examples
    --------
    >>> table = pd.DataFrame({"a": ["x"], "b": ["y"], "same_lineage": [False], "fold_gap": [48.0], "ovl": [0.0],
    ...                       "tipping": [0.16]})
    >>> label = pd.Series({"x": "Porter 1972", "y": "Lâm Thanh Liêm"})
    >>> farthest_pairs(table, label).loc[0, ["gap", "tipping"]].tolist()
    ['48', '16%']
    """
    other = table[~table["same_lineage"].astype(bool)]
    most = other.sort_values(["fold_gap", "a", "b"], ascending=[False, True, True]).head(count)
    named = {"one": most["a"].map(label), "other": most["b"].map(label), "gap": most["fold_gap"].map(rounded)}
    tipping = ["never" if np.isnan(tip) else percent(tip) for tip in most["tipping"]]
    return pd.DataFrame(named).assign(common=most["ovl"].map(percent), tipping=tipping).reset_index(drop=True)


def option_table(multiverse: Multiverse) -> pd.DataFrame:
    """List the options of each choice, how they are marked, and where their specifications lie.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.

    Returns
    -------
    DataFrame
        Columns ``choice`` (see `CHOICE_NAMES`), ``option, mark, why`` (its defence), ``pools, empty`` (specifications
        that take it, with two voices or more and with fewer) and ``middle`` (median result of the former, persons), in
        the order of the choices. A defence that is the same for several options of a choice stands at the first of
        them only.

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> frame = option_table(run_multiverse(claims, default_choices(claims)))
    >>> frame.loc[frame["choice"] == "rule", "mark"].unique().tolist()
    ['equivalent', 'uncertain', 'not equivalent']
    """
    table = summarise_options(multiverse).rename(columns={"specifications": "pools"})
    table["middle"] = ["no pool" if np.isnan(median) else rounded(median) for median in table["median"]]
    table["mark"] = table["mark"].str.replace("non_equivalent", "not equivalent")
    table.loc[table.duplicated(["choice", "why"]), "why"] = ""
    named = table.assign(option=table["option"].replace(OPTION_NAMES), choice=table["choice"].map(CHOICE_NAMES))
    return named[["choice", "option", "mark", "why", "pools", "empty", "middle"]]


def share_table(shares: pd.DataFrame) -> pd.DataFrame:
    """Set the shares of the variance side by side: a row a choice, a column a design of the options.

    Parameters
    ----------
    shares : DataFrame
        From `landreform.contested.multiverse.summaries.shares_by_design`.

    Returns
    -------
    DataFrame
        Column ``choice`` (see `CHOICE_NAMES`), then one for each design, named after it: the share of the choice by
        itself and, after a stroke, with every interaction that it has a part in; "settled" where the design leaves it
        one option. The last row is what the choices by themselves leave to their interactions.

    Examples
    --------
    >>> shares = pd.DataFrame({"design": "all", "choice": ["rule", "floor", "(interactions)"], "options": [2, 1, 0],
    ...                        "eta2": [0.75, 0.0, 0.25], "eta2_total": [0.8, 0.0, np.nan]})
    >>> share_table(shares)["all"].tolist()
    ['75% / 80%', 'settled', '25%']
    """

    def cell(row: Any) -> str:
        """Write one share."""
        if row.choice not in CHOICE_NAMES:
            return percent(row.eta2)
        return "settled" if row.options < 2 else f"{percent(row.eta2)} / {percent(row.eta2_total)}"

    texts = shares.assign(text=[cell(row) for row in shares.itertuples()])
    wide = texts.pivot(index="choice", columns="design", values="text")
    wide = wide.loc[shares["choice"].drop_duplicates(), shares["design"].drop_duplicates().tolist()]
    return wide.rename_axis(columns=None).rename(index=CHOICE_NAMES | {"(interactions)": "interactions"}).reset_index()


def restricted_results(multiverse: Multiverse, parts: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Compute how far apart the results are if only a part of the options is admitted.

    Parameters
    ----------
    multiverse : Multiverse
        From `landreform.contested.multiverse.run.run_multiverse`.
    parts : mapping of str to mapping
        What each part is called, and the arguments of `landreform.contested.multiverse.run.Multiverse.restrict`.

    Returns
    -------
    DataFrame
        Columns ``part, specifications, results`` (least to greatest, persons) and ``fold`` (greatest over least).

    Examples
    --------
    >>> from landreform.contested.multiverse.options import default_choices
    >>> from landreform.contested.multiverse.run import run_multiverse
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "low": [1e3, 2e3], "point": [None, None],
    ...     "high": [4e3, 8e3], "outcome": ["executed"] * 2, "lineage": ["a", "b"]})
    >>> parts = {"REML": {"keep": {"rule": ["REML"]}}}
    >>> restricted_results(run_multiverse(claims, default_choices(claims)), parts)["results"].tolist()
    ['2,800 to 2,800']
    """
    rows = []
    for name, arguments in parts.items():
        part = multiverse.restrict(**arguments)
        results = np.exp(part.estimate[part.defined])
        if not results.size:
            rows.append((name, 0, "no pool", np.nan))
            continue
        low, high = float(results.min()), float(results.max())
        rows.append((name, int(results.size), span(low, high), high / low))
    return pd.DataFrame(rows, columns=["part", "specifications", "results", "fold"])


def grounds(claims: pd.DataFrame) -> pd.DataFrame:
    """Count the grounds on which the claims are said to rest, and the claims that were read at second hand.

    Parameters
    ----------
    claims : DataFrame
        Columns ``estimate, grade, source, read_in``.

    Returns
    -------
    DataFrame
        Columns ``ground`` (the grade in words), ``claims`` and ``second_hand`` (of these, read in another work), the
        most claims first.

    Examples
    --------
    >>> claims = pd.DataFrame({"estimate": ["a", "b"], "grade": ["not_stated"] * 2, "source": ["x", "y"],
    ...                        "read_in": ["x", "x"]})
    >>> grounds(claims).to_numpy().tolist()
    [['not stated', 2, 1]]
    """
    marked = claims.assign(
        ground=claims["grade"].str.replace("_", " "), second_hand=claims["source"] != claims["read_in"]
    )
    table = marked.groupby("ground", as_index=False).agg(
        claims=("estimate", "size"), second_hand=("second_hand", "sum")
    )
    return table.sort_values(["claims", "ground"], ascending=[False, True], ignore_index=True)
