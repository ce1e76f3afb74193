"""Name and mark the exposure bases, the same way in every figure.

Input: identifiers of bases, and the ledger. Output: names, colours and markers, entries of a legend, and the statements
on which the bases rest.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.lines import Line2D

from landreform.exhibits.base import Ledger
from landreform.exhibits.draw.legends import dot
from landreform.exhibits.draw.style import BLACK, BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION
from landreform.tolls.exposures import components, exposures
from landreform.tolls.reported_stages import reported_executions

#: Colour and marker of the bases, in their order; of communes filled shapes, of people open ones.
COLOURS = (BLACK, BLUE, GREEN, VERMILION, ORANGE, PURPLE, SKY, BLACK, BLUE, GREEN)
MARKS = tuple(zip(COLOURS, "os^DPXv*<>", strict=True))


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


def base_marks(bases: list[str]) -> dict[str, tuple[str, str]]:
    """Give each base a colour and a marker."""
    return dict(zip(bases, MARKS, strict=False))


def base_name(base: str) -> str:
    """Write the identifier of a base as words.

    Examples
    --------
    >>> base_name("commune_passes"), base_name("of_my_own")
    ('passes through communes', 'of my own')
    """
    return NAMES.get(base, base.replace("_", " "))


def base_handles(bases: list[str]) -> list[Line2D]:
    """Explain the marks of the bases, for a legend."""
    return [dot(base_name(base), colour, marker, 4.5) for base, (colour, marker) in base_marks(bases).items()]


def base_sources(drawn: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Name every statement on which the reported executions and the bases rest."""
    inputs = stage_inputs(ledger)
    return pd.concat([inputs["counts"], components(inputs["exposures"], ledger)])
