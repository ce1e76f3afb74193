"""Say what the author of a claim could know: kind of witness, camp, distance in years, and how far it was read.

Input: claims or restatements and the table of sources. Output: the same rows with four columns more. They describe a
claim and never weigh it.
"""

from __future__ import annotations

import pandas as pd

from landreform.contested import edtf

#: The year in which the campaign ended and its errors were declared: distance is counted from it.
LAST_YEAR = 1956

#: What `with_grades` adds.
COLUMNS = ("witness", "camp", "distance", "reading")

#: A work on method: it says nothing of the campaign, and no row rests on it.
METHOD = "method"

#: Kinds of witness, from those who made the papers to those who compile from others; last what is no witness.
WITNESSES = (
    "state_document",
    "participant",
    "archive_scholar",
    "print_scholar",
    "press",
    "polemic",
    "reference_work",
    METHOD,
)

#: How far a claim was read.
READINGS = ("read whole", "read in part", "as cited")

_ACCESS = {"whole": READINGS[0], "part": READINGS[1], "second_hand": READINGS[2]}


def on_the_campaign(sources: pd.DataFrame) -> pd.DataFrame:
    """Select the works that say something of the campaign or of its time, and leave out works on method.

    Parameters
    ----------
    sources : DataFrame
        The table ``sources``; used is ``witness``.

    Returns
    -------
    DataFrame
        Some of the rows.

    Examples
    --------
    >>> on_the_campaign(pd.DataFrame({"source": ["a", "b"], "witness": ["press", METHOD]}))["source"].tolist()
    ['a']
    """
    return sources[sources["witness"] != METHOD]


def years_after(year: str) -> int | None:
    """Count the years from the end of the campaign to the year of a claim; none where the year is unknown.

    Parameters
    ----------
    year : str
        EDTF, or empty; of several years the first counts.

    Examples
    --------
    >>> years_after("1983"), years_after("1953"), years_after("2014/2015"), years_after("")
    (27, -3, 58, None)
    """
    first = edtf.parse(year).earliest if year else None
    return first.year - LAST_YEAR if first else None


def witness_and_reading(source: str, read_in: str, sources: pd.DataFrame) -> tuple[str, str]:
    """Say of one statement who witnessed what it states, and how it was read; `with_grades` says it of all rows.

    Parameters
    ----------
    source, read_in : str
        The work that makes the statement, and the one in which it was read.
    sources : DataFrame
        The table ``sources``; used are ``source, witness, access``.

    Returns
    -------
    tuple of str
        ``witness`` and ``reading`` as in `with_grades`.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> witness_and_reading("hoang-van-chi1964", "hoang-van-chi1964", load("sources"))
    ('participant', 'as cited')
    """
    at = (sources["source"].array == source).nonzero()[0][0]
    witness = sources["witness"].array[at].replace("_", " ")
    return witness, _ACCESS[sources["access"].array[at]] if source == read_in else READINGS[2]


def with_grades(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Add to each claim what its author could know.

    Parameters
    ----------
    rows : DataFrame
        Tables ``estimates`` or ``reception`` or some rows of them; used are ``year, source, read_in``.
    sources : DataFrame
        The table ``sources``; used are ``source, witness, origin, access``.

    Returns
    -------
    DataFrame
        `rows` and ``witness`` (kind of witness), ``camp`` (position from which the work was written), both in words;
        ``distance`` (years from 1956 to the claim, missing where its year is unknown); ``reading``: ``read whole`` or
        ``read in part`` where the work that makes the claim was read itself, otherwise ``as cited``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> graded = with_grades(load("estimates"), load("sources")).set_index("estimate")
    >>> int(graded.loc["hoang-van-chi1964-died", "distance"])
    8
    """
    works = sources.set_index("source")
    itself = rows["source"].eq(rows["read_in"])
    return rows.assign(
        witness=rows["source"].map(works["witness"]).str.replace("_", " "),
        camp=rows["source"].map(works["origin"]).str.replace("_", " "),
        distance=pd.Series([years_after(year) for year in rows["year"]], index=rows.index, dtype="Int64"),
        reading=rows["source"].map(works["access"]).map(_ACCESS).where(itself, READINGS[2]),
    )
