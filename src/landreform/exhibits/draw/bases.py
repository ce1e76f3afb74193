"""Name the exposure bases, the same way in every figure.

Input: identifiers of bases, and the ledger. Output: names, and the statements on which the bases rest.
"""

from __future__ import annotations

import pandas as pd

from landreform.exhibits.base import Ledger
from landreform.tolls.exposures import components, exposures
from landreform.tolls.reported_stages import reported_executions

#: What a base is called; `landreform.tolls.exposures` says in a sentence how each is made.
NAMES = {
    "commune_passes": "passes through communes",
    "commune_passes_without_wave_4": "passes, wave 4 not reported",
    "communes_plenum": "communes, by the plenum’s total",
    "people_per_commune": "people, reckoned from communes",
    "people_fewest": "people, lowest number printed",
    "people_most": "people, highest number printed",
}


def stage_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give the reported executions and every exposure base."""
    return {"counts": reported_executions(ledger["counts"]), "exposures": exposures(ledger)}


def base_name(base: str) -> str:
    """Write the identifier of a base as words.

    Examples
    --------
    >>> base_name("commune_passes"), base_name("of_my_own")
    ('passes through communes', 'of my own')
    """
    return NAMES.get(base, base.replace("_", " "))


def base_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name every statement on which the reported executions and the bases rest."""
    inputs = stage_inputs(ledger)
    return pd.concat([inputs["counts"], components(inputs["exposures"], ledger)])
