"""How small would the communes of the province have to be for its landlord labels to reach the quota?

No source prints how many people lived in them, so that no share can be reckoned. What can be reckoned is the size
at which the labels would be just the prescribed share; it stands beside the sizes that sources allow to be counted.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from landreform.contested.errors import Fault, InputError
from landreform.contested.printed_values import number
from landreform.labels.quota import population_at_quota


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
    """How many persons does a peasant household have, by what one work prints of population and households?

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
    for share in rural[rural["denominator"].isin(by_id.index)].rename(columns={"count": "row"}).itertuples():
        for home in households[households["source"] == share.source].rename(columns={"count": "row"}).itertuples():
            people = number(by_id["value"][share.denominator])
            if people and share.value and home.value:
                persons = float(people) * float(share.value) / 100 / float(home.value)
                found.append(HouseholdSize(persons, (share.denominator, share.row, home.row)))
    if len(found) != 1:
        raise InputError(
            Fault("counts", None, "quantity", f"{len(found)} works", "one with population, rural share and households")
        )
    return found[0]


def people_per_commune(waves: pd.DataFrame) -> pd.DataFrame:
    """How many people live in a commune, by every source that counts both?

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
        alike = exact[(exact[same] == pd.Series({column: row[column] for column in same})).all(axis=1)]
        given = alike["communes"].dropna().unique()
        communes = row["communes"] if pd.notna(row["communes"]) else given[0] if len(given) == 1 else None
        if communes:
            rows.append(row | {"communes": int(communes), "per_commune": float(row["population"]) / float(communes)})
    columns = ["wave_row", "campaign", "wave", "place", "communes", "population", "per_commune"]
    frame = pd.DataFrame(rows, columns=[*columns, "source", "read_in", "locator"])
    return frame.sort_values(["per_commune", "wave_row"], ignore_index=True)


def sizes_at_quota(
    classifications: pd.DataFrame, waves: pd.DataFrame, quota_percent: float, per_household: float
) -> pd.DataFrame:
    """How small would the communes of a province have to be for its landlord labels to make the prescribed share?

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
    rows = []
    for tally in classifications[classifications["label"].str.contains("landlord", case=False)].to_dict("records"):
        if tally["place"] not in communes.index:
            continue
        for labels, column in (("all", "labelled"), ("upheld", "correct")):
            for stands_for, per_label in (("a person", 1.0), ("a household", per_household)):
                found = {"labels": labels, "stands_for": stands_for, "labelled": int(tally[column])}
                found |= {"communes": int(communes[tally["place"]]), "per_label": per_label}
                size = commune_size_at_quota(found["labelled"], found["communes"], quota_percent, per_label)
                rows.append(tally | found | {"per_commune": size})
    columns = ["place", "labels", "stands_for", "labelled", "communes", "per_label", "per_commune"]
    return pd.DataFrame(rows, columns=[*columns, "source", "read_in", "locator"])


def commune_size_at_quota(labelled: int, communes: int, quota_percent: float, per_label: float = 1.0) -> float:
    """How small would the average commune have to be for the labels to make the prescribed share?

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


def basis(counts: pd.DataFrame, waves: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """On which rows of the ledger do the sizes at the quota rest, beside the tallies of labels?

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
    >>> len(basis(load("counts"), load("waves"), ["Thái Nguyên"]))
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
    return pd.concat(found, ignore_index=True)[["row", "name", "printed", "source", "read_in", "locator"]]


def _communes_of_provinces(waves: pd.DataFrame) -> pd.DataFrame:
    return waves[(waves["campaign"] == "land_reform") & (waves["wave"] == "total") & (waves["level"] == "province")]
