"""Write a claim for a sentence, and name it for a figure: from rows of the table `estimates` to short texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from landreform.contested.outcomes import NAMES
from landreform.text.prose import code_text, listing, number


def claimant(claim: Any) -> str:
    """Name who makes a claim, with the year where it is known.

    Parameters
    ----------
    claim : Series or row of ``itertuples``
        With ``author`` and ``year``.

    Examples
    --------
    >>> claimant(pd.Series({"author": "Edwin E. Moise", "year": "1983"}))
    'Edwin E. Moise (1983)'
    """
    return f"{claim.author} ({claim.year})" if claim.year else claim.author


def claim_text(claim: Any) -> str:
    """Write the number of a claim as the claim bounds it.

    Parameters
    ----------
    claim : Series or row of ``itertuples``
        With ``low, point, high`` (persons, missing where not stated) and ``bound``.

    Examples
    --------
    >>> claim_text(pd.Series({"low": 3000, "point": 5000, "high": 15000, "bound": "range"}))
    '3,000 to 15,000, central 5,000'
    """
    low, point, high = _numbers(claim)
    if low and high:
        text = f"{low} to {high}"
        if point:
            text += f", central {point}"
        return f"order of magnitude {text}" if claim.bound == "order_of_magnitude" else text
    if low:
        return f"at least {low}"
    if high:
        return f"at most {high}"
    if point:
        return f"about {point}" if claim.bound == "about" else point
    return "no number of persons"


def _numbers(claim: Any) -> list[str | None]:
    return [None if pd.isna(end) else number(end) for end in (claim.low, claim.point, claim.high)]


def labels(estimates: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Give each claim a short name that no other has.

    Parameters
    ----------
    estimates : DataFrame
        Table `estimates` of the ledger, or some rows of it.
    sources : DataFrame
        Table `sources` of the ledger; used are ``source, name``.

    Returns
    -------
    Series of str
        The name of the work; where it makes several of these claims, in brackets what tells them apart: the number,
        what is counted, the work in which the claim was read, and as a last resort a letter. Index as in `estimates`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> names = labels(load("estimates"), load("sources"))
    >>> names.is_unique
    True
    """
    names = sources.set_index("source")["name"]
    label = estimates["source"].map(names)
    numbers = pd.Series([_short_number(row) for row in estimates.itertuples()], index=estimates.index)
    for words in (numbers, estimates["outcome"].map(NAMES), "read in " + estimates["read_in"].map(names)):
        apart = words.groupby(label).transform("nunique") > 1
        label = label.where(~apart, _bracketed(label, words))
    letters = label.groupby(label).cumcount().map(lambda position: chr(ord("a") + position))
    return label.where(~label.duplicated(keep=False), _bracketed(label, letters)).rename("label")


def claims_and_restatements(estimates: pd.DataFrame, reception: pd.DataFrame) -> pd.DataFrame:
    """Put claims and what only repeats a number into one frame, in the form of the claims.

    Parameters
    ----------
    estimates, reception : DataFrame
        The tables of the ledger, or some rows of them.

    Returns
    -------
    DataFrame
        The columns that both have, the name of a row in ``estimate``; claims first.

    Examples
    --------
    >>> both = claims_and_restatements(pd.DataFrame({"estimate": ["a"], "grade": ["document"]}),
    ...                                pd.DataFrame({"restatement": ["r"]}))
    >>> both["estimate"].tolist(), list(both)
    (['a', 'r'], ['estimate'])
    """
    repeated = reception.rename(columns={"restatement": "estimate"})
    shared = [column for column in estimates if column in repeated]
    return pd.concat([estimates[shared], repeated[shared]], ignore_index=True)


def _bracketed(label: pd.Series, words: pd.Series) -> pd.Series:
    """Put words into a bracket behind each label, or into the bracket that is there."""
    open_ = label.str.endswith(")")
    return (label.str.removesuffix(")") + ", ").where(open_, label + " (") + words + ")"


def _short_number(claim: Any) -> str:
    low, point, high = _numbers(claim)
    if low and high:
        return f"{low}–{high}"
    if low or high:
        return f"at least {low}" if low else f"at most {high}"
    if point:
        return f"c. {point}" if claim.bound == "about" else point
    return "no number"


def short_names(estimates: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Give each claim its short name, by its key.

    Parameters
    ----------
    estimates, sources : DataFrame
        As in `labels`.

    Returns
    -------
    Series of str
        What `labels` gives, with the names of the rows (column ``estimate``) as index.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> short_names(load("estimates"), load("sources"))["moise1983-executed"]
    'Moise 1983'
    """
    return labels(estimates, sources).set_axis(estimates["estimate"])


def join_names(names: Iterable[str], label: pd.Series) -> str:
    """Join the short names of some claims as a sentence does.

    Parameters
    ----------
    names : iterable of str
        Names of claims, as in the column ``estimate``.
    label : Series of str
        Short names, with the names of the claims as index.

    Examples
    --------
    >>> join_names(["a", "b"], pd.Series({"a": "Fall 1967", "b": "Porter 1972"}))
    'Fall 1967 and Porter 1972'
    """
    return listing([label[name] for name in names])


def name_claims(column: pd.Series, label: pd.Series) -> pd.Series:
    """Write short names where a table has the keys of claims.

    Parameters
    ----------
    column : Series of str
        Keys of claims, several of them joined by commas or spaces, or none.
    label : Series of str
        As in `join_names`.

    Returns
    -------
    Series of str
        Index as in `column`; what is empty stays empty.

    Examples
    --------
    >>> name_claims(pd.Series(["a, b", ""]), pd.Series({"a": "Fall 1967", "b": "Porter 1972"})).tolist()
    ['Fall 1967 and Porter 1972', '']
    """
    return column.map(lambda cell: join_names(re.split(r"[, ]+", cell), label) if cell else "")


#: Where a restatement stands, by the kind of its work.
_PLACES = {
    "press": "in newspapers and broadcasts",
    "encyclopedia": "in encyclopaedias",
    "website": "on websites",
    "book": "in books",
    "article": "in articles",
    "chapter": "in chapters of books",
    "thesis": "in theses",
    "report": "in reports",
    "memoir": "in memoirs",
    "correspondence": "in letters and posts",
}


def repeaters(reception: pd.DataFrame, sources: pd.DataFrame) -> str:
    """Say in what kinds of works restatements stand, with the number of each, the most first.

    Parameters
    ----------
    reception : DataFrame
        Column ``source``.
    sources : DataFrame
        Columns ``source, kind``.

    Examples
    --------
    >>> reception = pd.DataFrame({"source": ["w", "n", "w"]})
    >>> repeaters(reception, pd.DataFrame({"source": ["w", "n"], "kind": ["encyclopedia", "press"]}))
    '2 in encyclopaedias and 1 in newspapers and broadcasts'
    """
    kinds = reception["source"].map(sources.set_index("source")["kind"]).value_counts().sort_index()
    ordered = kinds.sort_values(ascending=False, kind="stable")
    places = [_PLACES.get(kind, f"in works of the kind {code_text(kind)}") for kind in ordered.index]
    return listing([f"{count} {place}" for count, place in zip(ordered, places, strict=True)])
