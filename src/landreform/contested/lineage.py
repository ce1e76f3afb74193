"""Which claims come from which, and to how many independent sources they amount.

The input is a table of claims and one of the steps by which numbers travelled, the output lineages and their number. A
claim that repeats another adds no evidence. The steps by which a number travelled are read as a graph whose arrows run
from the giver to the taker. Steps that a text states (read) and steps that only the numbers or the wording suggest
(inferred) are kept apart throughout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from landreform.contested.cells import cell_text
from landreform.contested.errors import Fault, InputError
from landreform.contested.outcomes import DEFAULT_ORDER, OutcomeOrder

if TYPE_CHECKING:  # imported where a graph is made: whoever reads claims does not need it
    import networkx as nx

#: What a step may rest on: a text that says so, or only the numbers or the wording.
BASES = ("read", "inferred")


class Reading(NamedTuple):
    """How the steps by which numbers travelled are read.

    Attributes
    ----------
    basis : tuple of str
        Which steps join claims, of `BASES`.
    equal : bool
        Whether equal numbers join claims, by the rule of `equal_numbers`.
    works : bool
        Whether claims of one and the same work belong together.
    """

    basis: tuple[str, ...]
    equal: bool
    works: bool


#: The three readings of the lineages, by name, from the one that joins fewest claims to the one that joins most.
READINGS = {
    "stated": Reading(BASES[:1], equal=False, works=False),
    "stated and inferred": Reading(BASES, equal=True, works=False),
    "stated, inferred and of one work": Reading(BASES, equal=True, works=True),
}
#: The reading where none is named.
READING = "stated and inferred"


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
    import networkx as nx

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
    understates the number of sources, leaving it out overstates nothing but loses the claim. `read_lineages`
    does neither.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b", "c"]})
    >>> lineage = pd.DataFrame({"estimate": ["b"], "derives_from": ["a"], "origin": [""], "basis": ["read"]})
    >>> lineages(estimates, lineage).to_numpy().tolist()
    [['a', 'a', 2], ['b', 'a', 2], ['c', 'c', 1]]
    """
    import networkx as nx

    graph = derivations(estimates, lineage, basis)
    _remove_idle(graph)
    if not join:
        left_out = set(compilations(graph))
        for node in list(nx.topological_sort(graph)):
            givers = set(graph.predecessors(node))
            if givers and givers <= left_out:  # who only repeats a compilation is no source of its own
                left_out.add(node)
        graph.remove_nodes_from(left_out)
    return _grouped(estimates, graph, graph.to_undirected(), works, order)


def _grouped(
    estimates: pd.DataFrame, graph: nx.MultiDiGraph, joined: nx.MultiGraph, works: bool, order: OutcomeOrder
) -> pd.DataFrame:
    """Name the connected parts of an undirected graph by the claims in them, as `lineages` does."""
    import networkx as nx

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
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph([("a", "c"), ("b", "c")])
    >>> compilations(graph)
    ['c']
    """
    import networkx as nx

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
        Columns ``reading`` (of `READINGS`), ``claims``, ``lineages``, ``correlation``, ``n_eff``; one row a
        combination. Where the estimates do not name their works (column ``source``), the reading that joins the claims
        of one work is left out.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"]})
    >>> row = {"estimate": "b", "derives_from": "a", "origin": "", "basis": "inferred"}
    >>> independence(estimates, pd.DataFrame([row]), correlations=[1.0])["n_eff"].tolist()
    [2.0, 1.0]
    """
    counted = set(estimates["estimate"] if among is None else among)
    rhos = list(correlations)
    rows = []
    for reading, chosen in READINGS.items():
        if chosen.works and "source" not in estimates.columns:
            continue
        found = read_lineages(estimates, lineage, reading)
        labels = found.loc[found["estimate"].isin(counted), "lineage"]
        rows += [(reading, len(labels), labels.nunique(), rho, effective_number(labels, rho)) for rho in rhos]
    return pd.DataFrame(rows, columns=["reading", "claims", "lineages", "correlation", "n_eff"])


def read_lineages(
    estimates: pd.DataFrame, lineage: pd.DataFrame, reading: str = READING, order: OutcomeOrder = DEFAULT_ORDER
) -> pd.DataFrame:
    """Group the claims between which a number travelled, under one of the three named readings.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `derivations`; the third reading uses ``source`` of the estimates, and equal numbers are looked for where
        they have ``low, point, high`` and ``outcome`` (see `equal_numbers`).
    reading : str
        One of `READINGS`.
    order : OutcomeOrder
        The outcomes that are tolls.

    Returns
    -------
    DataFrame
        Columns ``estimate, lineage, size``, one row for each claim, in the order of `estimates`. A lineage has the name
        of the earliest toll in it (if it holds none, of the earliest claim) that descends from no other.

    Raises
    ------
    ValueError
        If there is no such reading.

    Notes
    -----
    In every reading a compilation (see `compilations`) joins nobody: that it brings sources together is no proof that
    they depend on each other. It keeps its own claim and stands alone, with those who took from it. A restatement
    joins its source.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b", "c"]})
    >>> lineage = pd.DataFrame({"estimate": ["c", "c"], "derives_from": ["a", "b"], "origin": "", "basis": "read"})
    >>> read_lineages(estimates, lineage)["lineage"].tolist()
    ['a', 'b', 'c']
    """
    if reading not in READINGS:
        raise ValueError(f"A reading of the lineages is one of {', '.join(READINGS)}; {reading!r} is not.")
    chosen = READINGS[reading]
    graph = derivations(estimates, lineage, chosen.basis)
    _remove_idle(graph)
    _cut_compilations(graph)
    joined = graph.to_undirected()
    if chosen.equal:
        joined.add_edges_from(equal_numbers(estimates, lineage, order)[["giver", "taker"]].to_numpy().tolist())
    return _grouped(estimates, graph, joined, chosen.works, order)


def equal_numbers(estimates: pd.DataFrame, lineage: pd.DataFrame, order: OutcomeOrder = DEFAULT_ORDER) -> pd.DataFrame:
    """Find the claims that state the number of an earlier claim where no text says whence they have it.

    Parameters
    ----------
    estimates, lineage : DataFrame
        As in `derivations`; ``low, point, high, outcome, bound, year`` of the estimates are used.
    order : OutcomeOrder
        The outcomes that are tolls.

    Returns
    -------
    DataFrame
        Columns ``giver, taker, stepped``, in the order of `estimates` by taker. One rule for all: of the tolls that
        state the same ends and point, whoever is not the earliest, and of whom no step read says what the number rests
        on, is inferred to have it from the earliest. A claim that gives a word and no number states no number;
        ``stepped`` says whether a step of `lineage` already joins the two. Nothing, where the estimates have no
        numbers.

    Examples
    --------
    >>> estimates = pd.DataFrame({"estimate": ["a", "b"], "outcome": "died", "low": None, "point": [50000, 50000],
    ...                           "high": None, "year": ["1969", "1967"]})
    >>> none = pd.DataFrame({"estimate": [], "derives_from": [], "origin": [], "basis": []})
    >>> equal_numbers(estimates, none)[["giver", "taker"]].to_numpy().tolist()
    [['b', 'a']]
    """
    import networkx as nx

    columns = ["giver", "taker", "stepped"]
    if not {"low", "point", "high", "outcome"} <= set(estimates.columns):
        return pd.DataFrame([], columns=columns)
    steps = [{str(key): cell_text(value) for key, value in row.items()} for row in lineage.to_dict("records")]
    sourced = {row["estimate"] for row in steps if row["basis"] == "read"}
    graph = derivations(estimates, lineage).to_undirected()
    groups: dict[tuple[float, ...], list[str]] = {}
    years = {}
    for row in estimates.to_dict("records"):
        numbers = [cell_text(row[end]) for end in ("low", "point", "high")]
        if row["outcome"] in order.names and any(numbers) and row.get("bound") != "order_of_magnitude":
            years[row["estimate"]] = (_year(row.get("year"), missing=9999), row["estimate"])
            groups.setdefault(tuple(float(text) if text else -1.0 for text in numbers), []).append(row["estimate"])
    rows = []
    for names in groups.values():
        first = min(names, key=years.__getitem__)
        rows += [
            (first, name, nx.has_path(graph, first, name)) for name in names if name != first and name not in sourced
        ]
    place = {name: at for at, name in enumerate(estimates["estimate"])}
    return pd.DataFrame(sorted(rows, key=lambda row: place[row[1]]), columns=columns)


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
    >>> import networkx as nx
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
    import networkx as nx

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


def _remove_idle(graph: nx.MultiDiGraph) -> None:
    """Take away what only repeats a number and from which no claim took: it joins nothing."""
    idle = [node for node in graph if graph.nodes[node]["kind"] == "restatement" and not _claims_after(graph, node)]
    graph.remove_nodes_from(idle)


def _cut_compilations(graph: nx.MultiDiGraph) -> None:
    """Take away the steps to whoever brings together claims without a common descent, each giver before its takers."""
    import networkx as nx

    for node in list(nx.topological_sort(graph)):
        before = graph.subgraph(nx.ancestors(graph, node))
        parts = nx.weakly_connected_components(before)
        if sum(any(_is_claim(graph, giver) for giver in part) for part in parts) > 1:
            graph.remove_edges_from(list(graph.in_edges(node, keys=True)))


def _claims_after(graph: nx.MultiDiGraph, node: str) -> bool:
    import networkx as nx

    return any(_is_claim(graph, after) for after in nx.descendants(graph, node))


def _bases(basis: Iterable[str]) -> set[str]:
    wanted = {basis} if isinstance(basis, str) else set(basis)
    if not wanted <= set(BASES):
        raise ValueError(f"A basis is one of {', '.join(BASES)}; not so: {sorted(wanted - set(BASES))}.")
    return wanted


def _year(value: object, missing: int) -> int:
    """Return the first four digits of an EDTF year, for ordering only."""
    found = re.search(r"\d{4}", cell_text(value))
    return int(found.group()) if found else missing
