"""Compare what two readers, one blind to the other, made of each claim.

Input is the table ``codings``; output, for each variable, how far the two agree beyond chance, and the list of their
differences with how each was settled.
"""

from __future__ import annotations

import math

import pandas as pd

from landreform.contested.errors import Fault, InputError
from landreform.ledger.tables import Ledger

#: Column of the table ``estimates`` that holds a variable which was coded claim by claim.
_COLUMNS = {"outcome": "outcome", "evidence": "grade"}


def cohens_kappa(first: pd.Series, second: pd.Series) -> float:
    """Compute how far two readers agree beyond what their own habits make agree.

    Parameters
    ----------
    first, second : Series of str
        What each reader made of the same things, in the same order.

    Returns
    -------
    float
        κ = (p - q) / (1 - q), with p the share of equal codes and q the share expected of two readers who code at
        random, each with his own frequencies: 1 for full agreement, 0 for none beyond chance. NaN where both put
        everything under one code, so that chance alone makes them agree.

    Raises
    ------
    ValueError
        If the two differ in length or hold nothing.

    Notes
    -----
    Cohen 1960 (Educational and Psychological Measurement 20, 37-46).

    Examples
    --------
    >>> cohens_kappa(pd.Series(["a", "a", "b", "b"]), pd.Series(["a", "b", "b", "b"]))
    0.5
    """
    if len(first) != len(second) or not len(first):
        raise ValueError(f"Two readers of the same things are wanted; there are {len(first)} and {len(second)} codes.")
    observed = float((first.to_numpy() == second.to_numpy()).mean())
    shares = (reader.value_counts(normalize=True) for reader in (first, second))
    expected = float(next(shares).mul(next(shares), fill_value=0.0).sum())
    return (observed - expected) / (1.0 - expected) if expected < 1.0 else math.nan


def agreement(codings: pd.DataFrame) -> pd.DataFrame:
    """Compute the agreement of the two readers on each variable.

    Parameters
    ----------
    codings : DataFrame
        Columns ``variable, first, second``.

    Returns
    -------
    DataFrame
        Columns ``variable, claims, agreed, share, codes, kappa``; one row a variable, in the order in which they come.
        ``share`` is in per cent, ``codes`` the number of different codes that either reader used.

    Examples
    --------
    >>> codings = pd.DataFrame({"variable": "outcome", "first": ["died", "executed"], "second": ["died", "died"]})
    >>> agreement(codings)[["claims", "agreed", "share", "kappa"]].to_numpy().tolist()
    [[2.0, 1.0, 50.0, 0.0]]
    """
    rows = []
    for variable, group in codings.groupby("variable", sort=False):
        agreed = int((group["first"] == group["second"]).sum())
        codes = len({*group["first"], *group["second"]})
        kappa = cohens_kappa(group["first"], group["second"])
        rows.append((variable, len(group), agreed, 100.0 * agreed / len(group), codes, kappa))
    return pd.DataFrame(rows, columns=["variable", "claims", "agreed", "share", "codes", "kappa"])


def differences(codings: pd.DataFrame) -> pd.DataFrame:
    """List what the two readers coded differently.

    Parameters
    ----------
    codings : DataFrame
        The table ``codings``.

    Returns
    -------
    DataFrame
        The rows whose two codes differ, in the order of the table.
    """
    return codings[codings["first"] != codings["second"]].reset_index(drop=True)


def require_settled(ledger: Ledger) -> None:
    """Refuse codings that do not say what the ledger holds, or that leave a claim or a difference out.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, sources, lineage, codings``.

    Raises
    ------
    InputError
        Naming every claim that lacks a variable, every code settled otherwise than the tables have it, and every
        difference without a reason.
    """
    codings = ledger["codings"].reset_index(drop=True)
    held = _held(ledger)
    faults = []
    coded = set(zip(codings["estimate"], codings["variable"], strict=True))
    for claim, variable in held:
        if (claim, variable) not in coded:
            faults.append(Fault("codings", None, "estimate", claim, f"a row for its {variable}"))
    for line, row in enumerate(codings.to_dict("records"), start=2):
        wanted = held.get((row["estimate"], row["variable"]), row["settled"])
        if row["settled"] != wanted:
            faults.append(Fault("codings", line, "settled", row["settled"], f"{wanted}, which the ledger holds"))
        if (row["first"] != row["second"]) != bool(row["why"]):
            faults.append(Fault("codings", line, "why", row["why"], "a reason where the two differ, and only there"))
    if faults:
        raise InputError(faults)


def _held(ledger: Ledger) -> dict[tuple[str, str], str]:
    """Give what the tables hold of each claim and variable."""
    estimates = ledger["estimates"]
    witness = ledger["sources"].set_index("source")["witness"]
    steps = ledger["lineage"]
    givers = steps["derives_from"].where(steps["derives_from"] != "", steps["through"])
    taken = givers[givers != ""].groupby(steps["estimate"]).agg(lambda keys: " ".join(sorted(set(keys))))
    held: dict[tuple[str, str], str] = {}
    for row in estimates.to_dict("records"):
        claim = row["estimate"]
        held |= {(claim, variable): row[column] for variable, column in _COLUMNS.items()}
        held[claim, "witness"] = witness[row["source"]]
        held[claim, "lineage"] = taken.get(claim, "own")
    return held
