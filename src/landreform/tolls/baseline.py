"""Choose and encode the claims that the book pools, under assumptions that are stated here once.

Only claims that count one and the same thing, and of these only the ones that have two ends or one number. The
assumptions are stated here once; the chapter on choices varies every one of them.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from landreform.contested.claims import form, from_ledger
from landreform.contested.encoding import encode
from landreform.contested.heterogeneity import METHODS
from landreform.contested.outcomes import COLUMNS, TOLLS, NotATollError, tolls
from landreform.contested.pool_diagnostics import compare_fit_with_claims, weight_shares
from landreform.contested.random_effects import fit_claims
from landreform.contested.voices import voices
from landreform.ledger.tables import STATEMENT, Ledger
from landreform.text.claims import labels

#: The outcome of which there are most claims.
OUTCOME = "executed"
#: Coverage ascribed to every range, and the factor by which a bare number is widened either way.
COVERAGE, WIDTH = 0.90, 1.5
#: Shape of the density: its peak is at the point where an author published one within a range.
SHAPE = "two_piece"
#: Estimator of the variance between claims, and the level of its intervals.
METHOD, LEVEL = "REML", 0.95

#: What the ledger says of a claim beside its numbers.
DETAILS = ["author", "year", "bound", "grade", *STATEMENT]


def outcome_claims(ledger: Ledger, outcome: str = OUTCOME) -> pd.DataFrame:
    """Select the claims that count one and the same thing, with who makes them.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.
    outcome : str
        One of `landreform.contested.outcomes.TOLLS`.

    Returns
    -------
    DataFrame
        Columns of `landreform.contested.claims.COLUMNS` (persons), then `DETAILS`, ``label`` (a short name that no
        other of these claims has) and ``form`` (see `landreform.contested.claims.form`); one row a claim that states a
        number, in the order of the ledger. Lineages are those of all claims of the ledger, steps read and inferred, so
        that two claims of this outcome may be joined through a third that counts something else.

    Raises
    ------
    NotATollError
        If the outcome is no toll.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger = {name: load(name) for name in ("estimates", "lineage", "sources")}
    >>> outcome_claims(ledger, "wrongly_executed")["outcome"].unique().tolist()
    ['wrongly_executed']
    """
    if outcome not in TOLLS:
        raise NotATollError(f"{outcome!r} is no toll; the tolls are {', '.join(TOLLS)}.")
    estimates = ledger["estimates"]
    found = tolls(from_ledger(estimates, ledger["lineage"]))
    found = found[found["outcome"] == outcome].reset_index(drop=True)
    found = found[list(COLUMNS)].join(estimates.set_index("estimate")[DETAILS], on="estimate")
    return found.assign(label=labels(found, ledger["sources"]), form=form(found))


def lineage_letters(claims: pd.DataFrame) -> pd.Series:
    """Assign a letter to each lineage that has more than one claim here.

    Parameters
    ----------
    claims : DataFrame
        Claims with the column ``lineage``.

    Returns
    -------
    Series of str
        A, B, … in the order of size, then of the lineage's name; empty for a claim that stands alone. Index as in
        `claims`.

    Examples
    --------
    >>> lineage_letters(pd.DataFrame({"lineage": ["fall", "moise", "fall"]})).tolist()
    ['A', '', 'A']
    """
    sizes = claims["lineage"].value_counts()
    large = sorted(sizes[sizes > 1].index, key=lambda name: (-sizes[name], name))
    names = {lineage: chr(ord("A") + place) for place, lineage in enumerate(large)}
    return claims["lineage"].map(lambda name: names.get(name, "")).rename("letter")


def encode_claims(
    claims: pd.DataFrame, coverage: float = COVERAGE, width: float | None = WIDTH, shape: str = SHAPE
) -> pd.DataFrame:
    """Encode the claims of one outcome as distributions, with their names.

    Parameters
    ----------
    claims : DataFrame
        From `outcome_claims`.
    coverage, width, shape
        As in `landreform.contested.encoding.encode`.

    Returns
    -------
    DataFrame
        As from `landreform.contested.encoding.encode`, with the further columns of `outcome_claims` and ``letter``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> ledger = {name: load(name) for name in ("estimates", "lineage", "sources")}
    >>> encode_claims(outcome_claims(ledger))["outcome"].unique().tolist()
    ['executed']
    """
    details = claims.set_index("estimate")[[*DETAILS, "label", "form"]]
    found = encode(claims, coverage, width, shape).join(details, on="estimate")
    return found.assign(letter=lineage_letters(found))


def named_voices(encoded: pd.DataFrame) -> pd.DataFrame:
    """Reduce each lineage to one voice, and give it a name for readers.

    Parameters
    ----------
    encoded : DataFrame
        From `encode_claims`.

    Returns
    -------
    DataFrame
        As from `voices`, with ``label``: the name of its only claim, or its letter, its first claim and the number of
        the others.

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a", "a", "b"], "low": [1.0, 1.0, 2.0], "point": [None] * 3,
    ...                         "high": [4.0, 4.0, 8.0], "centre": [0.7, 0.7, 1.4], "sd": [0.4, 0.4, 0.4],
    ...                         "letter": ["A", "A", ""], "label": ["Fall", "Turner", "Moise"]})
    >>> named_voices(encoded)["label"].tolist()
    ['lineage A: Fall and 1 more', 'Moise']
    """
    units = voices(encoded)
    first = encoded.drop_duplicates("lineage").set_index("lineage")
    name, letter = units["lineage"].map(first["label"]), units["lineage"].map(first["letter"])
    more = (units["claims"] - 1).astype(str)
    return units.assign(label=name.where(letter == "", "lineage " + letter + ": " + name + " and " + more + " more"))


def compare_voices_with_claims(encoded: pd.DataFrame, method: str = METHOD, level: float = LEVEL) -> pd.DataFrame:
    """Pool with one voice for each lineage, and compare the pooled value with the range of every claim.

    Parameters
    ----------
    encoded : DataFrame
        From `encode_claims`.
    method : str
        Estimator of the variance between lineages, of `landreform.contested.heterogeneity.METHODS`.
    level : float
        Coverage of the intervals.

    Returns
    -------
    DataFrame
        As from `landreform.contested.pool_diagnostics.compare_fit_with_claims`; the weight of a lineage is split evenly
        over its claims.

    Examples
    --------
    >>> encoded = pd.DataFrame({"estimate": ["a", "b", "c"], "lineage": ["x", "x", "y"], "low": [1e3, 1e3, 1e5],
    ...                         "point": None, "high": [2e3, 2e3, 2e5], "centre": [7.3, 7.3, 11.9],
    ...                         "sd": 0.2})
    >>> compare_voices_with_claims(encoded)["weight"].round(2).tolist()
    [0.25, 0.25, 0.5]
    """
    units = voices(encoded)
    found = fit_claims(units, method, level)
    by_lineage = units.assign(share=weight_shares(units, found.tau2) / units["claims"]).set_index("lineage")["share"]
    table = compare_fit_with_claims(encoded, found)
    return table.assign(weight=encoded["lineage"].map(by_lineage).to_numpy())


def pool_estimates(encoded: pd.DataFrame, methods: Iterable[str] = METHODS, level: float = LEVEL) -> pd.DataFrame:
    """Pool the claims by random effects, with a voice for each claim and with one for each lineage.

    Parameters
    ----------
    encoded : DataFrame
        From `encode_claims`.
    methods : iterable of str
        Estimators of the variance between claims, of `landreform.contested.heterogeneity.METHODS`.
    level : float
        Coverage of the intervals.

    Returns
    -------
    DataFrame
        Columns ``voices`` (claims, lineages), ``method``, ``k``, ``tau2`` (squared natural logarithms), ``I2``
        (percent), ``pooled``, ``low, high`` (Hartung-Knapp interval with max(1, q)) and ``pi_low, pi_high`` (prediction
        interval; persons); one row for each kind of voice and estimator.

    Examples
    --------
    >>> encoded = pd.DataFrame({"lineage": ["a", "b"], "low": [1.0, 2.0], "point": [None] * 2,
    ...                         "high": [4.0, 8.0], "centre": [8.0, 10.0], "sd": [0.5, 0.5]})
    >>> pool_estimates(encoded, ["DL"])[["voices", "tau2"]].to_numpy().tolist()
    [['claims', 1.75], ['lineages', 1.75]]
    """
    rows = []
    for name, units in (("claims", encoded), ("lineages", voices(encoded))):
        for method in methods:
            found = fit_claims(units, method, level)
            persons = found.in_persons()
            ends = (persons[f"pooled_{end}"] for end in ("hk_adhoc_low", "hk_adhoc_high", "pi_low", "pi_high"))
            rows.append((name, method, found.k, found.tau2, found.I2, persons["pooled"], *ends))
    columns = ["voices", "method", "k", "tau2", "I2", "pooled", "low", "high", "pi_low", "pi_high"]
    return pd.DataFrame(rows, columns=columns)
