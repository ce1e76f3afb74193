"""What do the figures of the pools have in common? The claims that they start from, and what none of them shows."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from landreform.contested.claims import form
from landreform.contested.outcomes import TOLLS
from landreform.exhibits.base import Ledger
from landreform.text.prose import number
from landreform.tolls.baseline import encode_claims, outcome_claims

#: Tables of the ledger that every pool starts from.
TABLES = ("estimates", "lineage", "sources")
SAID = ["source", "read_in", "locator"]

#: What no figure of a pool shows.
LIMITS = (
    "It does not show how many people were killed: what is pooled are statements, and a mean of statements is none.",
    "The claims are no sample: nobody drew them, several repeat another, and none is a measurement.",
)


def pool_inputs(ledger: Ledger) -> pd.DataFrame:
    """Encode the claims of the one outcome that the book pools, under the assumptions in `landreform.tolls.baseline`."""
    return encode_claims(outcome_claims(ledger))


def pool_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind a figure whose rows are results: the claims that are pooled."""
    claims = outcome_claims(ledger)
    return claims.loc[form(claims).isin(["range", "point"]), SAID]


def toll_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name the statements behind a figure in which claims about all tolls are bridged."""
    estimates = ledger["estimates"]
    return estimates.loc[estimates["outcome"].isin(TOLLS), SAID]


def fine_labels(axes: Axes) -> None:
    """Write the numbers of a short logarithmic horizontal axis of persons: powers of ten, twice and five times each."""
    axes.xaxis.set_major_locator(LogLocator(base=10, subs=(1, 2, 5), numticks=12))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.xaxis.set_minor_locator(LogLocator(base=10, subs=range(2, 10), numticks=12))
    axes.xaxis.set_minor_formatter(NullFormatter())
