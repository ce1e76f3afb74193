"""Which claims come from which, and to how many independent sources they amount.

The input is a table of claims and one of the steps by which numbers travelled, the output lineages and their number. A
claim that repeats another adds no evidence. The steps by which a number travelled are read as a graph whose arrows run
from the giver to the taker. Steps that a text states (read) and steps that only the numbers or the wording suggest
(inferred) are kept apart throughout.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

import networkx as nx
import numpy as np
import pandas as pd

from landreform.contested.errors import Fault, InputError
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder

#: What a step may rest on: a text that says so, or only the numbers or the wording.
BASES = ("read", "inferred")


def derivations(
    estimates: pd.DataFrame,
    lineage: pd.DataFrame,
    basis: Iterable[str] = BASES,
    reception: pd.DataFrame | None = None,
) -> nx.MultiDiGraph:
    """Build the graph of who took what from whom.

    Parameters
    ----------
    estimates : DataFrame
        Claims, one a row; column ``estimate``, every other column becomes an attribute of the node.
    lineage : DataFrame
        Steps, one a row; columns ``estimate`` (taker), ``derives_from`` (giver, a claim), ``origin`` (giver
        that is no claim), ``basis``; optionally ``step`` and ``carried``, and ``restatement`` (taker that only repeats
        a number) and ``through`` (giver that only repeated it). Empty cells are "" or missing.
    basis : iterable of str
        Which steps to draw, of `BASES`. A step on another basis leaves its claims in place, unjoined.
    reception : DataFrame, optional
        Restatements, one a row; column ``restatement``, every other column becomes an attribute of the node. Without
        it the restatements that the steps name are nodes without attributes.

    Returns
    -------
    MultiDiGraph
        Nodes: the claims (``kind="claim"``), what only repeats a number (``kind="restatement"``) and, as
        ``"origin: …"``, the givers that are neither (``kind="origin"``). Two steps that name an origin in the same
        words share its node. Arrows run from giver to taker and carry ``step, carried, basis``.

    Raises
    ------
    InputError
        If a step names an unknown claim or restatement, no giver, an unknown basis, or if steps run in a circle.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> list(derivations(estimates, lineage).edges())
    [('a', 'b')]
    """
    wanted = _bases(basis)
    graph = nx.MultiDiGraph()
    for row in estimates.to_dict("records"):
        graph.add_node(row["estimate"], **{str(k): v for k, v in row.items() if k != "estimate"}, kind="claim")
    claims = set(graph)
    if len(claims) != len(estimates):
        raise ValueError("Each claim needs a name of its own in the column estimate.")
    rows = [{str(key): cell_text(value) for key, value in row.items()} for row in lineage.to_dict("records")]
    repeated = _restatements(rows, reception)
    if claims & set(repeated):
        both = ", ".join(sorted(claims & set(repeated)))
        raise ValueError(f"A row is a claim or a restatement, not both: {both}.")
    graph.add_nodes_from(repeated.items(), kind="restatement")
    faults = [
        fault for line, row in enumerate(rows, start=2) for fault in _step_faults(line, row, claims, set(repeated))
    ]
    if faults:
        raise InputError(faults)
    for line, cells in enumerate(rows, start=2):
        if cells["basis"] in wanted:
            _add_step(graph, line, cells)
    if not nx.is_directed_acyclic_graph(graph):
        circle = [edge[0] for edge in nx.find_cycle(graph)]
        expected = "steps that never come back to where they began"
        raise InputError(Fault("lineage", None, "derives_from", " → ".join([*circle, circle[0]]), expected))
    return graph


def lineages(
    estimates: pd.DataFrame,
    lineage: pd.DataFrame,
    basis: Iterable[str] = BASES,
    join: bool = True,
    works: bool = False,
    order: OutcomeOrder = DEFAULT_ORDER,
) -> pd.DataFrame:
    """Group the claims between which a number travelled.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `derivations`.
    basis : iterable of str
        Which steps count, of `BASES`.
    join : bool
        Whether a compilation (see `compilations`) joins the lineages that it takes from into one. If not,
        compilations are left out of the result, and so is every claim that took from nothing else.
    works : bool
        Whether claims that one and the same work makes (column ``source`` of `estimates`) belong together too.
    order : OutcomeOrder
        The outcomes that are tolls.

    Returns
    -------
    DataFrame
        Columns ``estimate, lineage, size``, in the order of `estimates`. A lineage is a connected component,
        with the name of the earliest toll in it (if it holds none, of the earliest claim) that descends from
        no other; ``size`` counts its claims.

    Notes
    -----
    What only repeats a number is no claim. It joins two claims only where one of them took from the other through it;
    an encyclopaedia that quotes both joins nothing.

    A compilation is no proof that the sources which it brings together depend on each other; joining them
    understates the number of sources, leaving it out overstates nothing but loses the claim. `independence`
    therefore shows both.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b", "c"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> lineages(estimates, lineage).to_numpy().tolist()
    [['a', 'a', 2], ['b', 'a', 2], ['c', 'c', 1]]
    """
    graph = derivations(estimates, lineage, basis)
    idle = [node for node in graph if graph.nodes[node]["kind"] == "restatement" and not _claims_after(graph, node)]
    graph.remove_nodes_from(idle)
    if not join:
        left_out = set(compilations(graph))
        for node in list(nx.topological_sort(graph)):
            givers = set(graph.predecessors(node))
            if givers and givers <= left_out:  # who only repeats a compilation is no source of its own
                left_out.add(node)
        graph.remove_nodes_from(left_out)
    joined = graph.to_undirected()
    if works:
        for work, group in estimates.groupby("source"):
            # through the work itself, which must not become a giver of its own claims in the graph of steps
            joined.add_edges_from((("work", work), name) for name in group["estimate"] if name in graph)
    found: dict[str, tuple[str, int]] = {}
    for parts in nx.connected_components(joined):
        members = [node for node in parts if node in graph]
        claims = [node for node in members if _is_claim(graph, node)]
        if not claims:  # an origin whose only taker was left out
            continue
        named = [node for node in claims if graph.nodes[node].get("outcome") in order.names] or claims
        roots = [node for node in named if not nx.ancestors(graph, node) & set(named)]
        name = min(roots, key=lambda node: (_year(graph.nodes[node].get("year"), missing=9999), node))
        found |= {node: (name, len(claims)) for node in claims}
    rows = [(name, *found[name]) for name in estimates["estimate"] if name in found]
    return pd.DataFrame(rows, columns=["estimate", "lineage", "size"])


def compilations(graph: nx.MultiDiGraph) -> list[str]:
    """Find the claims that bring together claims without a common descent.

    Parameters
    ----------
    graph : MultiDiGraph
        From `derivations`.

    Returns
    -------
    list of str
        Claims whose givers, with all that these descend from, fall into two or more unconnected parts that
        each hold a claim; sorted. Someone who weighs two testimonies compiles nothing in this sense.

    Examples
    --------
    >>> graph = nx.MultiDiGraph([("a", "c"), ("b", "c")])
    >>> compilations(graph)
    ['c']
    """
    found = []
    for node in graph:
        before = graph.subgraph(nx.ancestors(graph, node))
        parts = nx.weakly_connected_components(before)
        if sum(any(_is_claim(graph, giver) for giver in part) for part in parts) > 1:
            found.append(node)
    return sorted(found)


def weights(claims: pd.DataFrame) -> pd.Series:
    """Weigh each claim so that a lineage counts once, however often it was repeated.

    Parameters
    ----------
    claims : DataFrame
        Claims with the column ``lineage``.

    Returns
    -------
    Series of float
        1/size of the claim's lineage within this frame, so that the weights add up to the number of lineages;
        index as in `claims`.

    Examples
    --------
    >>> weights(pd.DataFrame({"lineage": ["fall", "fall", "moise"]})).tolist()
    [0.5, 0.5, 1.0]
    """
    size = claims.groupby("lineage")["lineage"].transform("size")
    return (1.0 / size).rename("weight")


def effective_number(labels: Iterable[str], correlation: float) -> float:
    """Compute the number of independent sources to which claims amount.

    Parameters
    ----------
    labels : iterable of str
        The lineage of each claim.
    correlation : float
        Correlation of two claims of one lineage, 0 to 1; claims of different lineages are uncorrelated.

    Returns
    -------
    float
        n_eff = 1ᵀΣ⁻¹1 with Σ the correlation matrix; for correlation 1, where Σ has no inverse, the limit.

    Raises
    ------
    ValueError
        If the correlation lies outside 0 to 1.

    Notes
    -----
    Σ is block-diagonal with equal correlation in each block, so that a lineage of m claims adds
    m / (1 + (m - 1) ρ), the design effect of Kish 1965 (Survey Sampling); its limit for ρ = 1 is 1.

    Examples
    --------
    >>> [effective_number(["fall", "fall", "moise"], rho) for rho in (0, 1)]
    [3.0, 2.0]
    """
    if not 0.0 <= correlation <= 1.0:
        raise ValueError(f"The correlation within a lineage lies from 0 to 1; {correlation} does not.")
    sizes = pd.Series(list(labels), dtype=object).value_counts().to_numpy(dtype=float)
    return float(np.sum(sizes / (1.0 + (sizes - 1.0) * correlation)))


def independence(
    estimates: pd.DataFrame,
    lineage: pd.DataFrame,
    among: Iterable[str] | None = None,
    correlations: Iterable[float] = (0.0, 0.5, 1.0),
) -> pd.DataFrame:
    """Compute the number of independent sources under each reading of the steps.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `derivations`; what is no toll stays in, for numbers travelled through it.
    among : iterable of str, optional
        Names of the claims to count, for instance the tolls. All of them if not given.
    correlations : iterable of float
        Correlations within a lineage.

    Returns
    -------
    DataFrame
        Columns ``steps`` ("read" or "read and inferred"), ``compilations`` ("joined" or "left out"),
        ``works`` ("apart", or "joined" where claims of one work belong together), ``claims``, ``lineages``,
        ``correlation``, ``n_eff``; one row a combination. Where the estimates do not name their works (column
        ``source``), these are apart.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"]})
    >>> row = {"estimate": "b", "derives_from": "a", "origin": "", "basis": "inferred"}
    >>> independence(estimates, pd.DataFrame([row]), correlations=[1.0])["n_eff"].tolist()
    [2.0, 2.0, 1.0, 1.0]
    """
    counted = set(estimates["estimate"] if among is None else among)
    rhos = list(correlations)
    readings = itertools.product(
        (("read", BASES[:1]), ("read and inferred", BASES)),
        (("joined", True), ("left out", False)),
        (("apart", False), ("joined", True)) if "source" in estimates.columns else (("apart", False),),
    )
    rows = []
    for (steps, basis), (compiled, join), (worked, works) in readings:
        found = lineages(estimates, lineage, basis, join, works)
        labels = found.loc[found["estimate"].isin(counted), "lineage"]
        reading = (steps, compiled, worked, len(labels), labels.nunique())
        rows += [(*reading, rho, effective_number(labels, rho)) for rho in rhos]
    columns = ["steps", "compilations", "works", "claims", "lineages", "correlation", "n_eff"]
    return pd.DataFrame(rows, columns=columns)


def families(
    estimates: pd.DataFrame,
    lineage: pd.DataFrame,
    basis: Iterable[str] = BASES,
    join: bool = True,
    works: bool = False,
    order: OutcomeOrder = DEFAULT_ORDER,
) -> pd.DataFrame:
    """List the lineages of more than one claim, with their members.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `derivations`; ``low, point, high`` of the estimates are used.
    basis, join, works, order
        As in `lineages`.

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
    found = lineages(estimates, lineage, basis, join, works, order).merge(
        estimates, on="estimate", suffixes=("", "_given")
    )
    rows = []
    for name, group in found[found["size"] > 1].groupby("lineage"):
        tolls = group[group["outcome"].isin(order.names)]
        numbers = tolls[["low", "point", "high"]].astype(float)
        ends = (float(numbers.min().min()), float(numbers.max().max()))
        rows.append((name, len(group), len(tolls), *ends, ", ".join(group["estimate"])))
    table = pd.DataFrame(rows, columns=["lineage", "size", "tolls", "lowest", "highest", "members"])
    return table.sort_values(["size", "lineage"], ascending=[False, True], ignore_index=True)


def direct_givers(graph: nx.MultiDiGraph, name: str) -> int:
    """Count the other claims from which a claim took directly.

    Parameters
    ----------
    graph : MultiDiGraph
        From `derivations`.
    name : str
        The claim.

    Examples
    --------
    >>> graph = nx.MultiDiGraph([("a", "b"), ("origin: an archive", "b")])
    >>> nx.set_node_attributes(graph, {"origin: an archive": "origin"}, "kind")
    >>> direct_givers(graph, "b")
    1
    """
    return sum(_is_claim(graph, giver) for giver in graph.predecessors(name))


def repetitions(
    estimates: pd.DataFrame, lineage: pd.DataFrame, reception: pd.DataFrame, basis: Iterable[str] = BASES
) -> pd.DataFrame:
    """Count how often each claim was repeated, and by whom.

    Parameters
    ----------
    estimates, lineage, reception, basis
        As in `derivations`; of the reception ``source`` is used besides.

    Returns
    -------
    DataFrame
        Columns ``estimate``, ``times`` (restatements that took the number from the claim, directly or through other
        restatements), ``works`` (different works that they stand in) and ``by`` (names of the restatements in the
        order of `reception`, joined by commas), most often repeated first, then in the order of `estimates`; claims
        that nobody repeated are left out. A restatement of several claims counts for each; what reached it only
        through another claim counts for that one.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a"]})
    >>> reception = pd.DataFrame({"restatement": ["r", "s"], "source": ["news", "news"]})
    >>> lineage = pd.DataFrame({"estimate": "", "restatement": ["r", "s"], "derives_from": ["a", ""],
    ...                         "through": ["", "r"], "origin": "", "basis": "read"})
    >>> repetitions(estimates, lineage, reception).to_numpy().tolist()
    [['a', 2, 1, 'r, s']]
    """
    graph = derivations(estimates, lineage, basis, reception)
    rows = []
    for name in estimates["estimate"]:
        others = set(estimates["estimate"]) - {name}
        after = nx.descendants(graph.subgraph(set(graph) - others), name)
        taken = reception[reception["restatement"].isin(after)]
        if len(taken):
            rows.append((name, len(taken), taken["source"].nunique(), ", ".join(taken["restatement"])))
    table = pd.DataFrame(rows, columns=["estimate", "times", "works", "by"])
    return table.sort_values("times", ascending=False, kind="stable", ignore_index=True)


def _step_faults(line: int, row: dict[str, str], claims: set[str], repeated: set[str]) -> Iterator[Fault]:
    """Yield what is wrong with one step."""
    taker, again, giver, through, basis = (
        row.get(column, "") for column in ("estimate", "restatement", "derives_from", "through", "basis")
    )
    if taker not in claims and not (again and not taker):
        yield Fault("lineage", line, "estimate", taker, "the name of a claim in estimates")
    elif taker and again:
        yield Fault("lineage", line, "restatement", again, "one taker, a claim or a restatement")
    if giver and giver not in claims:
        yield Fault("lineage", line, "derives_from", giver, "the name of a claim in estimates")
    for column, name in (("restatement", again), ("through", through)):
        if name and name not in repeated:
            yield Fault("lineage", line, column, name, "the name of a restatement in reception")
    if not giver and not through and not row.get("origin"):
        yield Fault("lineage", line, None, "no giver", "derives_from, through or origin to be filled")
    if basis not in BASES:
        yield Fault("lineage", line, "basis", basis, "one of " + ", ".join(BASES))


def _is_claim(graph: nx.MultiDiGraph, node: str) -> bool:
    return bool(graph.nodes[node].get("kind", "claim") == "claim")


def _restatements(rows: list[dict[str, str]], reception: pd.DataFrame | None) -> dict[str, dict[str, object]]:
    """Return what is known of each restatement: its row, or nothing where only the steps name it."""
    if reception is None:
        return {row[end]: {} for row in rows for end in ("restatement", "through") if row.get(end)}
    attributes = [{str(key): value for key, value in row.items()} for row in reception.to_dict("records")]
    return {str(row.pop("restatement")): row for row in attributes}


def _add_step(graph: nx.MultiDiGraph, line: int, cells: dict[str, str]) -> None:
    step = {"step": cells.get("step") or f"row-{line}", "carried": cells.get("carried", ""), "basis": cells["basis"]}
    taker = cells.get("estimate") or cells["restatement"]
    origin = f"origin: {cells['origin']}" if cells.get("origin") else ""
    if origin:
        graph.add_node(origin, kind="origin")
    for giver in (cells.get("derives_from"), cells.get("through"), origin):
        if giver:
            graph.add_edge(giver, taker, **step)


def _claims_after(graph: nx.MultiDiGraph, node: str) -> bool:
    return any(_is_claim(graph, after) for after in nx.descendants(graph, node))


def _bases(basis: Iterable[str]) -> set[str]:
    wanted = {basis} if isinstance(basis, str) else set(basis)
    if not wanted <= set(BASES):
        raise ValueError(f"A basis is one of {', '.join(BASES)}; not so: {sorted(wanted - set(BASES))}.")
    return wanted


def cell_text(value: object) -> str:
    """Return a cell as text, a missing one as an empty string."""
    return "" if value is None or value is pd.NA or value != value else str(value).strip()


def _year(value: object, missing: int) -> int:
    """Return the first four digits of an EDTF year, for ordering only."""
    found = re.search(r"\d{4}", cell_text(value))
    return int(found.group()) if found else missing
