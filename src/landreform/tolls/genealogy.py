"""Trace the steps by which a number travelled, and find those at which it changed what it counts.

The story of a misreading is a path through the graph of derivations: a count of people classified that
became a count of deaths, a ratio for one territory that became a total for another. The code finds the steps
at which two claims differ in what they count or where; whether somebody erred is for the reader to judge.
"""

from __future__ import annotations

import networkx as nx
import pandas as pd

from landreform.contested import edtf
from landreform.contested.cells import cell_text
from landreform.contested.lineage import derivations
from landreform.contested.outcomes import NOT_TOLLS, TOLLS
from landreform.tolls.coverage import WHOLE

#: What is shown of the claims at both ends of a step, where the estimates have the column.
ENDS = ("outcome", "territory", "printed")

#: What is shown of each step.
STEP = (
    *"step giver taker carried basis".split(),
    *(f"{end}_{what}" for what in ENDS for end in ("giver", "taker")),
    *("shift", "became_toll"),
)


def genealogy(
    estimates: pd.DataFrame, lineage: pd.DataFrame, claim: str, reception: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Trace the steps by which a number came to stand in a claim.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `landreform.contested.lineage.derivations`; ``outcome`` and ``territory`` of the claims are compared, and
        ``printed`` is shown, where the estimates have these columns.
    claim : str
        The claim, or the restatement, at which the story ends.
    reception : DataFrame, optional
        As in `landreform.contested.lineage.derivations`; compared and shown like the claims.

    Returns
    -------
    DataFrame
        Columns ``path``, ``position`` and `STEP`. A path begins with a giver that took from nobody; positions
        count its steps from 1. ``shift`` says what a step turned into what, and is empty if nothing changed;
        ``became_toll`` is true where something that is no toll became one. No rows if nobody is known to have
        given the number.

    Raises
    ------
    ValueError
        If there is no such claim.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "outcome": ["classified", "died"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> genealogy(estimates, lineage, "b")["shift"].tolist()
    ['classified became died']
    """
    graph = _derivations_with(claim, estimates, lineage, reception)
    before = graph.subgraph(nx.ancestors(graph, claim) | {claim})
    roots = sorted(node for node in before if before.in_degree(node) == 0 and node != claim)
    paths = [path for root in roots for path in nx.all_simple_edge_paths(before, root, claim)]
    paths.sort(key=lambda path: [(edge[0], graph.edges[edge]["step"]) for edge in path])
    rows = [
        {"path": number, "position": position} | _step(graph, *edge)
        for number, path in enumerate(paths, start=1)
        for position, edge in enumerate(path, start=1)
    ]
    return pd.DataFrame(rows, columns=["path", "position", *STEP])


def shifts(estimates: pd.DataFrame, lineage: pd.DataFrame, reception: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find the steps at which a number changed what it counts, or where.

    Parameters
    ----------
    estimates, lineage, reception : DataFrame
        As in `genealogy`.

    Returns
    -------
    DataFrame
        The steps between two claims of different outcome or differently worded territory; columns as in
        `genealogy` without ``path`` and ``position``, sorted by step. That a step is listed says that the
        two claims differ, not that anybody erred.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "outcome": ["classified", "died"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> shifts(estimates, lineage)[["giver", "taker"]].to_numpy().tolist()
    [['a', 'b']]
    """
    table = steps(estimates, lineage, reception)
    return table[table["shift"] != ""].reset_index(drop=True)


def steps(estimates: pd.DataFrame, lineage: pd.DataFrame, reception: pd.DataFrame | None = None) -> pd.DataFrame:
    """List all the steps, one a row, with what they turned into what.

    Parameters
    ----------
    estimates, lineage, reception : DataFrame
        As in `genealogy`.

    Returns
    -------
    DataFrame
        Columns as in `genealogy` without ``path`` and ``position``; sorted by step, then giver.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a"]})
    >>> lineage = pd.DataFrame({"estimate": ["a"], "derives_from": [""], "origin": ["x"], "basis": ["read"]})
    >>> steps(estimates, lineage)["giver"].tolist()
    ['origin: x']
    """
    graph = derivations(estimates, lineage, reception=reception)
    rows = [_step(graph, *edge) for edge in graph.edges(keys=True)]
    return pd.DataFrame(rows, columns=list(STEP)).sort_values(["step", "giver"], ignore_index=True)


def descent(
    estimates: pd.DataFrame, lineage: pd.DataFrame, claim: str, reception: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Trace what became of a number, from hand to hand.

    Parameters
    ----------
    estimates, lineage, reception : DataFrame
        As in `genealogy`.
    claim : str
        The claim at which the story begins.
    reception : DataFrame, optional
        As in `genealogy`.

    Returns
    -------
    DataFrame
        Columns ``depth`` and `STEP`: every step on the way from this claim to those that took from it, and so
        on; ``depth`` is the least number of steps from the claim to the taker. Sorted by depth, giver, taker,
        step. No rows if nobody is known to have taken the number.

    Raises
    ------
    ValueError
        If there is no such claim.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "outcome": ["classified", "died"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> descent(estimates, lineage, "a")[["depth", "taker"]].to_numpy().tolist()
    [[1, 'b']]
    """
    graph = _derivations_with(claim, estimates, lineage, reception)
    depth = nx.single_source_shortest_path_length(graph, claim)
    after = graph.subgraph(depth)
    rows = [{"depth": depth[taker]} | _step(graph, giver, taker, key) for giver, taker, key in after.edges(keys=True)]
    table = pd.DataFrame(rows, columns=["depth", *STEP])
    return table.sort_values(["depth", "giver", "taker", "step"], ignore_index=True)


def anachronisms(estimates: pd.DataFrame, lineage: pd.DataFrame, reception: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find the steps whose taker is older than the giver.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `genealogy`, the estimates with the column ``year`` (EDTF, may be empty).
    reception : DataFrame, optional
        As in `genealogy`, with the column ``year`` too.

    Returns
    -------
    DataFrame
        Columns ``giver_year``, ``taker_year`` and `STEP`, for each step whose taker was published before its
        giver could have been. Such a step cannot have run by way of the publication named: the number was known
        earlier, in another form, or the step is reported wrongly. Steps of which a year is not known are passed over.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "year": ["2005", "2002"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> anachronisms(estimates, lineage)[["giver", "taker"]].to_numpy().tolist()
    [['a', 'b']]
    """
    year = {row.estimate: cell_text(row.year) for row in estimates.itertuples()}
    if reception is not None:
        year |= {row.restatement: cell_text(row.year) for row in reception.itertuples()}
    table = steps(estimates, lineage, reception)
    table.insert(0, "giver_year", table["giver"].map(year).fillna(""))
    table.insert(1, "taker_year", table["taker"].map(year).fillna(""))
    known = table[(table["giver_year"] != "") & (table["taker_year"] != "")]
    back = [_before(row.taker_year, row.giver_year) for row in known.itertuples()]
    return known[back].reset_index(drop=True)


def _derivations_with(
    claim: str, estimates: pd.DataFrame, lineage: pd.DataFrame, reception: pd.DataFrame | None
) -> nx.MultiDiGraph:
    """Return the graph of derivations, or refuse a claim that is not in it."""
    graph = derivations(estimates, lineage, reception=reception)
    if claim not in graph:
        raise ValueError(f"There is no claim {claim!r} among the estimates.")
    return graph


def _step(graph: nx.MultiDiGraph, giver: str, taker: str, key: int) -> dict:
    """Return one step as a row, with the changes of outcome and of territory put into words."""
    row = {"giver": giver, "taker": taker} | graph.edges[giver, taker, key]
    changes = []
    for what in ENDS:
        old, new = (cell_text(graph.nodes[node].get(what)) for node in (giver, taker))
        row |= {f"giver_{what}": old, f"taker_{what}": new}
        if what != "printed" and old and new and _same(what, old) != _same(what, new):
            changes.append(f"{old} became {new}")
    became_toll = row["giver_outcome"] in NOT_TOLLS and row["taker_outcome"] in TOLLS
    return row | {"shift": "; ".join(changes), "became_toll": became_toll}


def _same(what: str, value: str) -> str:
    """Return one name for the whole North, so that another word for it is no change of territory."""
    return WHOLE[0] if what == "territory" and value in WHOLE else value


def _before(taker: str, giver: str) -> bool:
    last, first = edtf.parse(taker).latest, edtf.parse(giver).earliest
    return last is not None and first is not None and last < first
