"""Compare the shares of landlords that were found, and the labels of a province, with the share that was prescribed.

The directive of 4 May 1953 took landlords to be at least so many per cent of the population. The shares found before,
during and after the campaign have different bases (people, households, other communes), so that they can be set beside
the quota but not subtracted from one another. For the province no share is printed, since no source prints how many
people lived in its communes; what can be computed is the size of commune at which its labels would be just the
prescribed share, and that stands beside the sizes that sources allow to be counted. Input are tables of the ledger,
output are frames with one row a share, a tally or a row of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from landreform.contested import edtf
from landreform.contested.errors import Fault, InputError
from landreform.contested.printed_values import allowed, number
from landreform.ledger.sources import evidence
from landreform.ledger.tables import STATEMENT

_SHARE = r"landlords, share of (?!the land|all land)"
_PRESCRIBED = "prescribed"


def against_quota(counts: pd.DataFrame, quota: str, found: list[str]) -> pd.DataFrame:
    """Compare shares of landlords that were found with the share that was prescribed.

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
    prescribed = allowed(by_id.loc[quota])
    if prescribed is None or by_id["bound"][quota] != "at_least":
        raise ValueError(f"The quota {quota!r} is no lower bound.")
    least = float(prescribed.low)
    frame = by_id.loc[found].reset_index(drop=True).assign(quota=least)
    spans = [allowed(row, last_digit=True) for row in frame.to_dict("records")]
    frame["low"], frame["high"] = ([float(getattr(span, end)) for span in spans] for end in ("low", "high"))
    frame["stands"] = np.select(
        [frame["low"] >= least, frame["high"] < least, frame["high"] == least],
        ["at or above", "below", "not above"],
        default="either",
    )
    return frame[["count", "quantity", "printed", "low", "high", "quota", "stands", *STATEMENT]]


def population_at_quota(labelled: int, quota_percent: float, per_label: float = 1.0) -> float:
    """Compute the population of which so many labels are just the prescribed share.

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
    """Find the row with the share of landlords that was prescribed.

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
    """List the shares of landlords in the ledger, each compared with the prescribed one.

    Parameters
    ----------
    counts, sources : DataFrame
        Tables of the ledger. The rows are found by unit and quantity: percentages of "landlords, share of" people or
        households (not of land); the one called prescribed is the quota.

    Returns
    -------
    DataFrame
        Columns of `against_quota`, with ``date`` (EDTF, empty where none is printed)``, bound, place`` (empty for the
        North)``, name`` (of the source)``, evidence`` (kind of work), sorted by date, undated last, then by identifier.

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
    days = [edtf.parse(text).earliest if text else None for text in rows["date"]]
    others = rows.assign(day=pd.to_datetime(days))[rows["count"] != quota].sort_values(["day", "count"])
    frame = against_quota(counts, quota, others["count"].tolist())
    extra = others[["date", "bound", "place"]].reset_index(drop=True)
    names = frame["source"].map(sources.set_index("source")["name"])
    return frame.join(extra).assign(name=names, evidence=evidence(frame, sources))


def _shares_of_landlords(counts: pd.DataFrame) -> pd.DataFrame:
    return counts[(counts["unit"] == "percent") & counts["quantity"].str.contains("^" + _SHARE, case=False)]


@dataclass(frozen=True)
class HouseholdSize:
    """Persons to a peasant household of the North, by division of what one work prints.

    Attributes
    ----------
    persons : float
        Population times rural share, divided by the households.
    rows : tuple of str
        Identifiers of the three rows of the table `counts`: population, rural share, households.
    """

    persons: float
    rows: tuple[str, str, str]


def household_size(counts: pd.DataFrame) -> HouseholdSize:
    """Compute the persons per peasant household from what one work prints of population and households.

    Parameters
    ----------
    counts : DataFrame
        Table `counts`; a rural share, the population that is its base, and peasant households of the same work.

    Returns
    -------
    HouseholdSize

    Raises
    ------
    InputError
        If no work, or more than one, prints the three numbers.

    Examples
    --------
    >>> rows = [("p", "Population", 13500000, ""), ("r", "Share that was rural", 92.6, "p"),
    ...         ("h", "Peasant households", 2701000, "")]
    >>> counts = pd.DataFrame(rows, columns=["count", "quantity", "value", "denominator"]).assign(source="s")
    >>> counts["unit"] = ["persons", "percent", "households"]
    >>> round(household_size(counts).persons, 2)
    4.63
    """
    rural = counts[counts["quantity"].str.contains(r"\brural\b|country", case=False) & (counts["unit"] == "percent")]
    households = counts[counts["quantity"].str.fullmatch("peasant households", case=False)]
    by_id = counts.set_index("count")
    found = []
    for share in rural[rural["denominator"].isin(by_id.index)].to_dict("records"):
        for home in households[households["source"] == share["source"]].to_dict("records"):
            people = number(by_id["value"][share["denominator"]])
            if people and share["value"] and home["value"]:
                persons = float(people) * float(share["value"]) / 100 / float(home["value"])
                found.append(HouseholdSize(persons, (share["denominator"], share["count"], home["count"])))
    if len(found) != 1:
        raise InputError(
            Fault("counts", None, "quantity", f"{len(found)} works", "one with population, rural share and households")
        )
    return found[0]


def people_per_commune(waves: pd.DataFrame) -> pd.DataFrame:
    """Compute the people per commune from every source that counts both.

    Parameters
    ----------
    waves : DataFrame
        Table `waves`. Rows that are hedged are left out. Where a row has people and no communes, the communes are
        those that the other rows give for the same wave in the same place, if they agree.

    Returns
    -------
    DataFrame
        One row a row of `waves` with a population, ascending; columns ``wave_row, campaign, wave, place, communes,
        population, per_commune`` (persons)``, source, read_in, locator``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> people_per_commune(load("waves"))["per_commune"].is_monotonic_increasing
    True
    """
    same = ["campaign", "wave", "level", "place"]
    exact = waves[waves["bound"] == "exact"]
    rows = []
    for row in exact[exact["population"].notna()].to_dict("records"):
        alike = exact[(exact[same] == [row[column] for column in same]).all(axis=1)]
        given = alike["communes"].dropna().unique()
        communes = row["communes"] if pd.notna(row["communes"]) else given[0] if len(given) == 1 else None
        if communes:
            rows.append(row | {"communes": int(communes), "per_commune": float(row["population"]) / float(communes)})
    columns = "wave_row campaign wave place communes population per_commune".split()
    return pd.DataFrame(rows, columns=[*columns, *STATEMENT]).sort_values(
        ["per_commune", "wave_row"], ignore_index=True
    )


def sizes_at_quota(
    classifications: pd.DataFrame, waves: pd.DataFrame, quota_percent: float, per_household: float
) -> pd.DataFrame:
    """Compute the size of commune at which the landlord labels of a province make the prescribed share.

    Parameters
    ----------
    classifications, waves : DataFrame
        Tables of the ledger. Used are the tallies of landlords and, for the same place, the total of the communes
        that had land reform.
    quota_percent : float
        Prescribed share of the population, in percent.
    per_household : float
        Persons to a household.

    Returns
    -------
    DataFrame
        Four rows a province; columns ``place, labels`` (``all`` or ``upheld``, those later judged right)``,
        stands_for`` (``a person`` or ``a household``)``, labelled, communes, per_label, per_commune`` (persons in the
        average commune at which the quota is just met)``, source, read_in, locator`` (those of the tally).

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> sizes_at_quota(load("classifications"), load("waves"), 5, 4.6)["labels"].unique().tolist()
    ['all', 'upheld']
    """
    communes = _communes_of_provinces(waves).set_index("place")["communes"]
    landlords = classifications["label"].str.contains("landlord", case=False)
    rows = []
    for tally in classifications[landlords & classifications["place"].isin(communes.index)].to_dict("records"):
        number_of_communes = int(communes[tally["place"]])
        for labels, column in (("all", "labelled"), ("upheld", "correct")):
            labelled = int(tally[column])
            for stands_for, per_label in (("a person", 1.0), ("a household", per_household)):
                size = commune_size_at_quota(labelled, number_of_communes, quota_percent, per_label)
                label = (tally["place"], labels, stands_for, labelled)
                rows.append((*label, number_of_communes, per_label, size, *(tally[name] for name in STATEMENT)))
    columns = "place labels stands_for labelled communes per_label per_commune".split()
    return pd.DataFrame(rows, columns=[*columns, *STATEMENT])


def commune_size_at_quota(labelled: int, communes: int, quota_percent: float, per_label: float = 1.0) -> float:
    """Compute the size of the average commune at which the labels make the prescribed share.

    Parameters
    ----------
    labelled, communes : int
        Labels, in so many communes.
    quota_percent, per_label : float
        As in `population_at_quota`.

    Returns
    -------
    float
        Persons in the average commune; in larger communes the labels fall short of the quota.

    Examples
    --------
    >>> commune_size_at_quota(1007, 75, 5)
    268.53333333333336
    """
    if communes < 1:
        raise ValueError("A size of communes needs at least one commune.")
    return population_at_quota(labelled, quota_percent, per_label) / communes


def commune_size_basis(counts: pd.DataFrame, waves: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """List the rows of the ledger on which the sizes at the quota rest, beside the tallies of labels.

    Parameters
    ----------
    counts, waves : DataFrame
        Tables of the ledger.
    places : list of str
        Provinces.

    Returns
    -------
    DataFrame
        One row a row of the ledger: the three behind the size of a household, then the communes of each province;
        columns ``row, name`` (what it counts)``, printed, source, read_in, locator``.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> len(commune_size_basis(load("counts"), load("waves"), ["Thái Nguyên"]))
    4
    """
    household = counts[counts["count"].isin(household_size(counts).rows)].sort_values("count")
    totals = _communes_of_provinces(waves)
    totals = totals[totals["place"].isin(places)]
    communes = totals.assign(
        row=totals["wave_row"],
        name="communes of the land reform, " + totals["place"],
        printed=totals["communes"].astype(str),
    )
    found = [household.assign(row=household["count"], name=household["quantity"]), communes]
    return pd.concat(found, ignore_index=True)[["row", "name", "printed", *STATEMENT]]


def _communes_of_provinces(waves: pd.DataFrame) -> pd.DataFrame:
    return waves[(waves["campaign"] == "land_reform") & (waves["wave"] == "total") & (waves["level"] == "province")]
