"""Keep what the figures of the pools have in common: the claims that they start from.

Input: the ledger. Output: the claims encoded for a pool, and the statements behind a figure of pools.
"""

from __future__ import annotations

import pandas as pd

from landreform.contested.claims import form
from landreform.contested.outcomes import TOLLS
from landreform.exhibits.base import STATEMENT, Ledger
from landreform.tolls.baseline import encode_claims, named_voices, outcome_claims

#: Tables of the ledger that every pool starts from.
TABLES = ("estimates", "lineage", "sources")
#: Tables that the multiverse starts from: a ratio comes from the labels found wrong.
MULTIVERSE_TABLES = (*TABLES, "classifications")


def pool_inputs(ledger: Ledger) -> pd.DataFrame:
    """Encode the claims of the one outcome that the book pools, as assumed in `landreform.tolls.baseline`."""
    return encode_claims(outcome_claims(ledger))


def voice_inputs(ledger: Ledger) -> pd.DataFrame:
    """Reduce the claims of the one outcome that the book pools to one named voice for each lineage."""
    return named_voices(pool_inputs(ledger))


def pool_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind a figure whose rows are results: the claims that are pooled."""
    claims = outcome_claims(ledger)
    return claims[form(claims).isin(["range", "point"])]


def toll_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind a figure in which claims about all tolls are bridged."""
    estimates = ledger["estimates"]
    return estimates[estimates["outcome"].isin(TOLLS)]


def multiverse_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind a figure of the multiverse: claims, and the labels from which a ratio is taken."""
    parts = [toll_sources(drawn, ledger)[STATEMENT], ledger["classifications"][STATEMENT]]
    return pd.concat(parts, ignore_index=True)
