"""How do the shares of landlords that were found stand to the share that was prescribed?

The directive of 4 May 1953 took landlords to be at least so many per cent of the population. The shares found
before, during and after the campaign have different bases (people, households, other communes), so that they
can be set beside the quota but not subtracted from one another. For the province no share is printed; see
`landreform.labels.commune_sizes`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from landreform.contested import edtf
from landreform.contested.errors import Fault, InputError
from landreform.contested.printed_values import allowed
from landreform.ledger.sources import evidence

_SHARE = r"landlords, share of (?!the land|all land)"
_PRESCRIBED = "prescribed"


def against_quota(counts: pd.DataFrame, quota: str, found: list[str]) -> pd.DataFrame:
    """How do the shares of landlords that were found stand to the share that was prescribed?

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger.
    quota : str
        Identifier of the prescribed share (unit percent, bound at_least).
    found : list of str
        Identifiers of the shares to set beside it (unit percent).

    Returns
    -------
    DataFrame
        One row a share, in the order given; columns ``count, quantity, printed, low, high`` (percent; half a unit of
        the last digit either way for a bare figure), ``quota`` (percent), ``stands`` (``at or above``, ``below``,
        ``not above`` where the statement ends at the quota, or ``either``), ``source, read_in, locator``. What the
        shares are shares of differs: the column ``quantity`` says it, and no row may be read without it.

    Raises
    ------
    ValueError
        If a row is not there, is no percentage, or the quota no lower bound.

    Examples
    --------
    >>> rows = [{"count": "q", "printed": "at least five per cent", "low": 5, "bound": "at_least"},
    ...         {"count": "f", "printed": "5.68", "value": 5.68, "bound": "exact"}]
    >>> counts = pd.DataFrame(rows).assign(unit="percent", quantity="", source="", read_in="", locator="")
    >>> against_quota(counts, "q", ["f"])["stands"].item()
    'at or above'
    """
    by_id = counts.set_index("count", drop=False)
    for name in (quota, *found):
        if name not in by_id.index or by_id["unit"][name] != "percent":
            raise ValueError(f"The table counts has no percentage under {name!r}.")
    prescribed = by_id.loc[quota]
    if prescribed["bound"] != "at_least":
        raise ValueError(f"The quota {quota!r} is no lower bound.")
    least = float(allowed(prescribed).low)
    frame = by_id.loc[found, ["count", "quantity", "printed", "source", "read_in", "locator"]].reset_index(drop=True)
    spans = [allowed(by_id.loc[name], last_digit=True) for name in found]
    frame.insert(3, "low", [float(span.low) for span in spans])
    frame.insert(4, "high", [float(span.high) for span in spans])
    frame.insert(5, "quota", least)
    stands = np.select(
        [frame["low"] >= least, frame["high"] < least, frame["high"] == least],
        ["at or above", "below", "not above"],
        default="either",
    )
    frame.insert(6, "stands", stands)
    return frame


def population_at_quota(labelled: int, quota_percent: float, per_label: float = 1.0) -> float:
    """In how large a population would so many labels be just the prescribed share?

    Parameters
    ----------
    labelled : int
        Number of labels.
    quota_percent : float
        Prescribed share of the population, in percent, > 0.
    per_label : float
        Persons for whom a label stands: 1 if counted by person, the size of a household if by household.

    Returns
    -------
    float
        Persons; in a larger population the labels fall short of the quota.

    Examples
    --------
    >>> population_at_quota(1007, 5)
    20140.0
    """
    if labelled < 0 or quota_percent <= 0 or per_label <= 0:
        raise ValueError("Labels cannot be negative; the quota and the persons a label stands for are positive.")
    return labelled * per_label * 100 / quota_percent


def prescribed_share(counts: pd.DataFrame) -> dict:
    """Which share of landlords was prescribed?

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; the percentage of "landlords, share of" people that is called prescribed.

    Returns
    -------
    dict
        That row.

    Raises
    ------
    InputError
        If there is not exactly one.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> prescribed_share(load("counts"))["bound"]
    'at_least'
    """
    rows = _shares_of_landlords(counts)
    named = rows[rows["quantity"].str.contains(_PRESCRIBED, case=False)]
    if len(named) != 1:
        found = ", ".join(named["count"]) or "none"
        raise InputError(Fault("counts", None, "quantity", found, "one share of landlords that is called prescribed"))
    return named.to_dict("records")[0]


def landlord_shares(counts: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Which shares of landlords does the ledger hold, and how does each stand to the prescribed one?

    Parameters
    ----------
    counts, sources : DataFrame
        Tables of the ledger. The rows are found by unit and quantity: percentages of "landlords, share of" people or
        households (not of land); the one called prescribed is the quota.

    Returns
    -------
    DataFrame
        Columns of `against_quota`, with ``date`` (EDTF, empty where none is printed)``, bound, name`` (of the
        source)``, evidence`` (kind of work), sorted by date, undated last, then by identifier.

    Raises
    ------
    InputError
        If there is not exactly one prescribed share.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> shares = landlord_shares(load("counts"), load("sources"))
    >>> "below" in set(shares["stands"])
    True
    """
    quota = prescribed_share(counts)["count"]
    rows = _shares_of_landlords(counts)
    undated = pd.Timestamp.max
    day = [pd.Timestamp(edtf.parse(text).earliest) if text else undated for text in rows["date"]]
    others = rows.assign(day=day)[rows["count"] != quota].sort_values(["day", "count"])
    frame = against_quota(counts, quota, others["count"].tolist())
    extra = others[["date", "bound"]].reset_index(drop=True)
    names = frame["source"].map(sources.set_index("source")["name"])
    return frame.join(extra).assign(name=names, evidence=evidence(frame, sources))


def _shares_of_landlords(counts: pd.DataFrame) -> pd.DataFrame:
    return counts[(counts["unit"] == "percent") & counts["quantity"].str.contains("^" + _SHARE, case=False)]
