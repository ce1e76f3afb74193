"""Which lineages have more than one member, and who are they?"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np
import pandas as pd

from landreform.contested import edtf
from landreform.contested.claims import centre
from landreform.contested.lineage import BASES, compilations, derivations, lineages, text
from landreform.contested.outcomes import TOLLS


def families(
    estimates: pd.DataFrame,
    lineage: pd.DataFrame,
    basis: Iterable[str] = BASES,
    join: bool = True,
    works: bool = False,
) -> pd.DataFrame:
    """Which lineages have more than one member, and who are they?

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `landreform.contested.lineage.derivations`; ``low, point, high`` of the estimates are used.
    basis, join, works
        As in `landreform.contested.lineage.lineages`.

    Returns
    -------
    DataFrame
        Columns ``lineage, size, tolls, lowest, highest, members``, the largest first, then by name: the number of
        claims and of tolls among them, the lowest and highest number of a toll (persons, NaN if none states one),
        and the names of the claims in the order of `estimates`, joined by commas.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "outcome": "died", "low": [1, 2], "point": None,
    ...                           "high": None})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> families(estimates, lineage)[["size", "lowest", "highest", "members"]].to_numpy().tolist()
    [[2, 1.0, 2.0, 'a, b']]
    """
    found = lineages(estimates, lineage, basis, join, works).merge(estimates, on="estimate", suffixes=("", "_told"))
    rows = []
    for name, group in found[found["size"] > 1].groupby("lineage"):
        tolls = group[group["outcome"].isin(TOLLS)]
        numbers = tolls[["low", "point", "high"]].astype(float)
        ends = (float(numbers.min(axis=None)), float(numbers.max(axis=None))) if len(tolls) else (np.nan, np.nan)
        rows.append((name, len(group), len(tolls), *ends, ", ".join(group["estimate"])))
    table = pd.DataFrame(rows, columns=["lineage", "size", "tolls", "lowest", "highest", "members"])
    return table.sort_values(["size", "lineage"], ascending=[False, True], ignore_index=True)


def placed(estimates: pd.DataFrame, lineage: pd.DataFrame) -> pd.DataFrame:
    """Where does each claim stand in time and on the scale, and to which lineage does it belong?

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `landreform.contested.lineage.derivations`; ``year`` (EDTF) and ``low, point, high`` of the estimates are used.

    Returns
    -------
    DataFrame
        Columns ``estimate, year, value, lineage, root, size, compiles, took``, in the order of `estimates`: the first
        year (missing where none is known), the place on the axis (see `landreform.contested.claims.centre`), the lineage with
        compilations left out (empty for these and for who took from nothing else), the claim in it, toll or not, that
        took from no other (the earliest, then the first by name), its number of claims (missing there), whether the
        claim is a compilation, and whether it gave to or took from another claim.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "year": ["1967", ""], "outcome": "died", "low": [1.0, 2.0],
    ...                           "point": np.nan, "high": np.nan})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> placed(estimates, lineage)[["year", "value", "lineage", "took"]].to_numpy().tolist()
    [[1967.0, 1.0, 'a', True], [nan, 2.0, 'a', True]]
    """
    graph = derivations(estimates, lineage)
    table = estimates[["estimate"]].reset_index(drop=True)
    first = [edtf.parse(text(year)).earliest if text(year) else None for year in estimates["year"]]
    table["year"] = [np.nan if day is None else float(day.year) for day in first]
    table["value"] = centre(estimates).to_numpy()
    table = table.merge(lineages(estimates, lineage, join=False), on="estimate", how="left")
    table["lineage"] = table["lineage"].fillna("")
    order = table.assign(taken=[claims_before(graph, name) for name in table["estimate"]])
    first = order.sort_values(["taken", "year", "estimate"]).groupby("lineage")["estimate"].first()
    table.insert(4, "root", table["lineage"].map(first).where(table["lineage"] != "", ""))
    table["compiles"] = table["estimate"].isin(compilations(graph))
    claims = graph.subgraph(estimates["estimate"])
    table["took"] = [claims.degree(name) > 0 for name in table["estimate"]]
    return table


def claims_before(graph: nx.MultiDiGraph, name: str) -> int:
    """From how many other claims did this one take, directly?

    Parameters
    ----------
    graph : MultiDiGraph
        From `landreform.contested.lineage.derivations`.
    name : str
        The claim.

    Examples
    --------
    >>> graph = nx.MultiDiGraph([("a", "b"), ("origin: an archive", "b")])
    >>> nx.set_node_attributes(graph, {"origin: an archive": "origin"}, "kind")
    >>> claims_before(graph, "b")
    1
    """
    return sum(graph.nodes[giver].get("kind", "claim") == "claim" for giver in graph.predecessors(name))
