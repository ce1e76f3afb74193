"""How many communes, when, and how much do the waves overlap?"""

from __future__ import annotations

import pandas as pd

from landreform import dates


def intervals(waves: pd.DataFrame, place: str, source: str) -> pd.DataFrame:
    """Say from when to when each wave ran in one place, according to one source.

    Parameters
    ----------
    waves : pandas.DataFrame
        The table ``waves``.
    place : str
        A province as the table spells it; empty for the North.
    source : str
        Key of the work that makes the statements; sources are never mixed in one series.

    Returns
    -------
    pandas.DataFrame
        One row a wave that has a start and an end, by start: ``wave_row, campaign, wave, place, start, end``
        (EDTF as the source gives it), ``start_earliest, start_latest, end_earliest, end_latest``
        (``datetime64[s]``), ``communes, source, read_in, locator``.

    Examples
    --------
    >>> from landreform.tables import load
    >>> intervals(load("waves"), "Thái Nguyên", "nguyen-duy-tien2000")["communes"].min()
    2
    """
    here = (waves["place"] == place) & (waves["source"] == source)
    dated = waves[here & (waves["start"] != "") & (waves["end"] != "")].copy()
    for end in ("start", "end"):
        parsed = [dates.parse(text) for text in dated[end]]
        dated[f"{end}_earliest"] = pd.array([when.earliest for when in parsed], dtype="datetime64[s]")
        dated[f"{end}_latest"] = pd.array([when.latest for when in parsed], dtype="datetime64[s]")
    columns = [
        "wave_row",
        "campaign",
        "wave",
        "place",
        "start",
        "end",
        "start_earliest",
        "start_latest",
        "end_earliest",
        "end_latest",
        "communes",
        "source",
        "read_in",
        "locator",
    ]
    return dated.sort_values(["start_earliest", "wave_row"])[columns].reset_index(drop=True)
