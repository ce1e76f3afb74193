"""Multiply each printed ratio by every base that it can be applied to, although the product bounds nothing.

Two kinds of ratio are printed beside the claims: plans, which say how many were to be executed, and ratios that a
witness or an author carried to a population. Neither is a count of what was done, and the product of a ratio and a
population is no floor and no cap. It is computed here because it is so often quoted, on every base that can be meant.
"""

from __future__ import annotations

import pandas as pd

from landreform.ledger.provenance import Reader
from landreform.ledger.tables import STATEMENT, Ledger
from landreform.tolls.exposures import exposures, free_areas
from landreform.tolls.reported_stages import STAGES, select_counts

FREE, NORTH = "free areas", "North"

#: Rows of the table counts that hold a ratio: kind, unit, number of units, and the territory of which it speaks.
RATIOS = {
    "vu-tuong2007-ratio": ("plan", "inhabitant", 1000, FREE),
    "vu-tuong2007-communes": ("example in the plan", "commune", 1, FREE),
    "pentagon-papers1969-quota-before": ("plan, by hearsay", "village", 1, NORTH),
    "pentagon-papers1969-quota-after": ("plan, by hearsay", "village", 1, NORTH),
    "enwiki-2014-ratio": ("plan, as retold", "inhabitant", 1000, NORTH),
    "enwiki-2015-turner-ratio": ("testimony", "inhabitant", 160, NORTH),
    "bbc2022-hoang-van-chi-share": ("assertion", "inhabitant", 100, NORTH),
}
VILLAGES, HELD = "vu-ngu-chieu2009-villages", "vu-ngu-chieu2009-villages-french"


def benchmarks(quotas: pd.DataFrame, bases: pd.DataFrame) -> pd.DataFrame:
    """Compute the product of each ratio and each base of its unit.

    Parameters
    ----------
    quotas : DataFrame
        Columns ``quota, low, high`` (executions for each unit), ``per`` (the unit: inhabitant, commune, village) and
        ``territory`` (of which the ratio speaks).
    bases : DataFrame
        Columns ``base, size`` (number of units), ``per`` and ``territory``.

    Returns
    -------
    DataFrame
        Columns ``quota, base, per, low, high, size, benchmark_low, benchmark_high`` (persons), ``quota_territory,
        base_territory, same_territory, is_bound``; one row for each ratio on each base of its unit. ``is_bound`` is
        false in every row: a ratio times a population is neither a floor nor a cap of what was done.

    Raises
    ------
    ValueError
        If a ratio is negative, its low end exceeds its high end, one for each inhabitant exceeds 1, or a size is not
        above 0.

    Examples
    --------
    >>> quotas = pd.DataFrame({"quota": ["plan"], "low": [0.001], "high": [0.001], "per": ["inhabitant"],
    ...                        "territory": ["free areas"]})
    >>> bases = pd.DataFrame({"base": ["North"], "size": [2_000_000], "per": ["inhabitant"], "territory": ["North"]})
    >>> benchmarks(quotas, bases)[["benchmark_low", "same_territory"]].to_numpy().tolist()
    [[2000.0, False]]
    """
    heads = quotas["per"] == "inhabitant"
    if not ((quotas["low"] >= 0) & (quotas["low"] <= quotas["high"])).all() or (quotas.loc[heads, "high"] > 1).any():
        raise ValueError("A ratio is not below 0, its low end not above its high end, and for inhabitants not above 1.")
    if not (bases["size"] > 0).all():
        raise ValueError("The size of a base lies above 0.")
    ratio = quotas[["quota", "per", "low", "high"]].assign(quota_territory=quotas["territory"])
    base = bases[["base", "per", "size"]].assign(base_territory=bases["territory"])
    table = ratio.merge(base, on="per")
    for end in ("low", "high"):
        table[f"benchmark_{end}"] = (table[end] * table["size"]).astype(float)
    table["same_territory"] = table["quota_territory"] == table["base_territory"]
    columns = "quota base per low high size benchmark_low benchmark_high quota_territory base_territory".split()
    return table.assign(is_bound=False)[[*columns, "same_territory", "is_bound"]]


def spans(products: pd.DataFrame) -> pd.DataFrame:
    """Compute the span of the products of each ratio, on its own territory and elsewhere.

    Parameters
    ----------
    products : DataFrame
        From `benchmarks`.

    Returns
    -------
    DataFrame
        Columns ``quota, per, bases, own_low, own_high, other_low, other_high`` (persons; NaN where there is no such
        base), one row a ratio, in their order.

    Examples
    --------
    >>> quotas = pd.DataFrame({"quota": ["plan"], "low": [0.001], "high": [0.001], "per": ["inhabitant"],
    ...                        "territory": ["free areas"]})
    >>> bases = pd.DataFrame({"base": ["a", "b"], "size": [2e6, 9e6], "per": "inhabitant",
    ...                       "territory": ["free areas", "North"]})
    >>> spans(benchmarks(quotas, bases))[["own_high", "other_low"]].to_numpy().tolist()
    [[2000.0, 9000.0]]
    """
    rows = []
    for quota, group in products.groupby("quota", sort=False):
        own, other = group[group["same_territory"]], group[~group["same_territory"]]
        ends = [part[f"benchmark_{end}"] for part in (own, other) for end in ("low", "high")]
        reach = (ends[0].min(), ends[1].max(), ends[2].min(), ends[3].max())
        rows.append((quota, group["per"].iloc[0], len(group), *reach))
    return pd.DataFrame(rows, columns=["quota", "per", "bases", "own_low", "own_high", "other_low", "other_high"])


def ratios(counts: pd.DataFrame) -> pd.DataFrame:
    """Read the ratios that the ledger holds.

    Parameters
    ----------
    counts : DataFrame
        Table `counts` of the ledger; the rows `RATIOS`.

    Returns
    -------
    DataFrame
        Columns ``quota, kind, low, high`` (executions for each unit), ``per, territory, printed, source, read_in,
        locator``.

    Raises
    ------
    ValueError
        If a row is missing.

    Examples
    --------
    >>> from landreform.ledger.tables import load
    >>> (ratios(load("counts"))["low"] > 0).all().item()
    True
    """
    rows = select_counts(counts, RATIOS)
    found = []
    for name, (kind, per, units, territory) in RATIOS.items():
        row = rows.loc[name]
        ends = row[["low", "high"]].astype(float).fillna(row["value"]) / units
        found.append((name, kind, *ends, per, territory, *row[["printed", *STATEMENT]]))
    return pd.DataFrame(found, columns=[*"quota kind low high per territory printed".split(), *STATEMENT])


def bases(ledger: Ledger) -> pd.DataFrame:
    """List the bases to which a ratio can be applied.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``waves, counts, sources``.

    Returns
    -------
    DataFrame
        Columns ``base, description, size, per, territory``: people, communes and villages of the free areas and of the
        North, as far as anything read has a number that can stand for them.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> sorted(set(bases(load_all())["per"]))
    ['commune', 'inhabitant', 'village']
    """
    found = [
        (row.base, row.description, row.persons, "inhabitant", FREE if row.is_free_area else NORTH)
        for row in free_areas(ledger).itertuples()
    ]
    sizes = exposures(ledger).set_index(["base", "stage"])["exposure"]
    rent, reform, last = (sizes["commune_passes", stage] for stage in STAGES)
    to_march = Reader(ledger).wave("communes", campaign="rent_reduction", source="quoc-hoi-1954-1957").value
    communes = reform + last
    villages, held = select_counts(ledger["counts"], [VILLAGES, HELD])["value"].astype(float)
    found += [
        ("communes_rent_reduction_to_march", "Communes of rent reduction, waves 1 to 7.", to_march, "commune", FREE),
        ("communes_rent_reduction", "Communes of rent reduction, all waves.", rent, "commune", FREE),
        ("communes_land_reform", "Communes of land reform, all waves.", communes, "commune", NORTH),
        ("free_villages", "Villages that the French did not fully control, 1953.", villages - held, "village", FREE),
        ("villages", "Villages of the North, 1953.", villages, "village", NORTH),
    ]
    return pd.DataFrame(found, columns="base description size per territory".split()).astype({"size": float})
