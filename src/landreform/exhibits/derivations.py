"""Say from what a notebook computes each of its results: by which functions, from which tables, rows and figures.

Input: the code of the cells of a notebook, in their order. Output: for each result what stands in the code that leads
to it, read backwards from its `result` call. Nothing is executed, and what the code does not say is not said.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from landreform.paths import ROOT

#: Modules whose functions only read, name, write or keep what others compute.
_PLAIN = (
    "landreform.text.",
    "landreform.exhibits.results.",
    "landreform.ledger.tables.",
    "landreform.ledger.provenance.",
    "landreform.ledger.sources.",
)

_RESULTS = "landreform.exhibits.results"
_MUTATING = frozenset("append extend update add insert".split())


@dataclass(frozen=True)
class Derivation:
    """What stands in the code that leads to a result.

    Attributes
    ----------
    functions : tuple of str
        Functions of the project, each as module and name.
    tables : tuple of str
        Tables of the ledger that are named, in the notebook or in a function to which it gives all of them.
    whole_ledger : bool
        Whether a function is given all tables of which it is not known which it reads.
    exhibits : tuple of str
        Slugs of the figures and tables whose frames are used.
    words : frozenset of str
        Every text in that code; the id of a row is one of them where the code names the row.
    """

    functions: tuple[str, ...]
    tables: tuple[str, ...]
    whole_ledger: bool
    exhibits: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class _Statement:
    """A statement of a cell: the names that it sets, those that it changes, and those that it needs."""

    node: ast.stmt
    cell: int
    sets: frozenset[str]
    changes: frozenset[str]
    needs: frozenset[str]


class Notebook:
    """The code of a notebook, to be asked for the derivations of its results.

    Parameters
    ----------
    cells : sequence of str
        Code of each code cell, in their order.

    Raises
    ------
    SyntaxError
        If a cell is no Python.

    Examples
    --------
    >>> code = '''
    ... from landreform.exhibits.results import result
    ... from landreform.ledger import tables
    ... from landreform.waves.totals import subtotals
    ... totals = subtotals(tables.load("waves"))
    ... result("sums", len(totals))'''
    >>> found = Notebook([code]).derivation("sums", 1)
    >>> found.functions, found.tables
    (('landreform.waves.totals.subtotals',), ('waves',))
    """

    def __init__(self, cells: Sequence[str]):
        parsed = [(node, cell) for cell, code in enumerate(cells, start=1) for node in ast.parse(code).body]
        self._imports = dict(pair for node, _ in parsed for pair in _imported(node))
        self._statements = [_statement(node, cell) for node, cell in parsed if not _imports(node)]
        self._ledgers = {name for one in self._statements if self._is_ledger(one.node) for name in one.sets}

    def derivation(self, name: str, cell: int) -> Derivation:
        """Say from what a result is computed.

        Parameters
        ----------
        name : str
            Of the result.
        cell : int
            Number of the code cell that keeps it, from one.

        Returns
        -------
        Derivation
            Empty where the cell does not name the result, nor keeps any under names that it computes.
        """
        nodes, position = self._kept(name, cell)
        needed = set(_needs(*nodes))
        for one in reversed(self._statements[:position]):
            if needed & (one.sets | one.changes) and not self._only_keeps(one.node):
                nodes.append(one.node)
                needed = (needed - one.sets) | one.needs | one.changes
        return self._say(nodes)

    def _kept(self, name: str, cell: int) -> tuple[list[ast.AST], int]:
        """Return the code by which a result is kept, and the position of its statement."""
        here = [(position, one) for position, one in enumerate(self._statements) if one.cell == cell]
        by_others: list[tuple[list[ast.AST], int]] = []
        for position, one in here:
            for call in _calls(one.node):
                called = self._called(call)
                if called == f"{_RESULTS}.result":
                    first = call.args[0]
                    if isinstance(first, ast.Constant) and first.value == name:
                        whole = not isinstance(one.node, ast.Expr)
                        return [one.node] if whole else [*call.args[1:], *call.keywords], position
                    if not isinstance(first, ast.Constant):
                        by_others.append(([one.node], position))
                elif called.startswith(f"{_RESULTS}."):
                    by_others.append(([one.node], position))
        naming = [found for found in by_others if name in _words(found[0])]
        return (naming or by_others or [([], 0)])[0]

    def _only_keeps(self, node: ast.stmt) -> bool:
        return isinstance(node, ast.Expr) and any(
            self._called(call).startswith(f"{_RESULTS}.") for call in _calls(node)
        )

    def _is_ledger(self, node: ast.stmt) -> bool:
        value = node.value if isinstance(node, ast.Assign) else None
        return isinstance(value, ast.Call) and self._called(value) == "landreform.ledger.tables.load_all"

    def _called(self, call: ast.Call) -> str:
        """Return module and name of what is called, where it was imported; otherwise nothing."""
        return self._dotted(call.func)

    def _dotted(self, node: ast.AST) -> str:
        if isinstance(node, ast.Name):
            return self._imports.get(node.id, "")
        if isinstance(node, ast.Attribute) and (of := self._dotted(node.value)):
            return f"{of}.{node.attr}"
        return ""

    def _say(self, nodes: Sequence[ast.AST]) -> Derivation:
        functions, named, shown = dict[str, None](), dict[str, None](), dict[str, None]()
        whole = False
        # From the beginning of the notebook to the result.
        for node in (found for one in reversed(nodes) for found in ast.walk(one)):
            named |= dict.fromkeys(_tables_named(node, self._ledgers))
            if isinstance(node, ast.Call):
                called, first = self._called(node), node.args[0] if node.args else None
                if called == "landreform.ledger.tables.load" and isinstance(first, ast.Constant):
                    named[str(first.value)] = None
                elif called == "landreform.exhibits.show" and isinstance(first, ast.Constant):
                    shown[str(first.value)] = None
                elif places := _given(node, self._ledgers):
                    read = {table for place in places for table in _tables_read(called, place)}
                    named |= dict.fromkeys(sorted(read))
                    whole = whole or not read
            dotted = self._dotted(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""
            keeps_others = dotted.startswith(f"{_RESULTS}.") and dotted != f"{_RESULTS}.result"
            if keeps_others or (_definition(dotted) and not dotted.startswith(_PLAIN)):
                functions[dotted] = None
        return Derivation(tuple(functions), tuple(named), whole, tuple(shown), frozenset(_words(nodes)))


def _tables_named(node: ast.AST, ledgers: set[str]) -> Iterator[str]:
    """Yield the table that an expression takes out of a ledger."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Constant):
        return
    if isinstance(node.value, ast.Name) and node.value.id in ledgers:
        yield str(node.slice.value)


def _given(call: ast.Call, ledgers: set[str]) -> list[int | str]:
    """Return at which places, or under which names, a function is given a ledger."""
    by_place = [place for place, one in enumerate(call.args) if isinstance(one, ast.Name) and one.id in ledgers]
    by_name = [one.arg for one in call.keywords if isinstance(one.value, ast.Name) and one.value.id in ledgers]
    return [*by_place, *(name for name in by_name if name)]


@cache
def _module(name: str) -> ast.Module | None:
    """Read a module of the project; nothing where there is none of that name."""
    path = ROOT.joinpath("src", *name.split("."))
    file = next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)
    return ast.parse(file.read_text(encoding="utf-8")) if file and name.startswith("landreform.") else None


def _definition(dotted: str) -> ast.FunctionDef | None:
    """Find a function of the project; nothing where the name is that of something else."""
    module, _, name = dotted.rpartition(".")
    body = (found := _module(module)) and found.body
    return next((node for node in body or () if isinstance(node, ast.FunctionDef) and node.name == name), None)


@cache
def _tables_read(dotted: str, place: int | str = 0) -> frozenset[str]:
    """Find the tables that a function takes out of the ledger that it is given, itself or through others."""
    function = _definition(dotted)
    if function is None:
        return frozenset()
    parameters = [one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    name = parameters[place] if isinstance(place, int) and place < len(parameters) else str(place)
    module = dotted.rpartition(".")[0]
    imported = dict(pair for node in (_module(module) or function).body for pair in _imported(node))
    found = set[str]()
    for node in ast.walk(function):
        found |= set(_tables_named(node, {name}))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = imported.get(node.func.id, f"{module}.{node.func.id}")
            for other in _given(node, {name}) if called != dotted else ():
                found |= _tables_read(called, other)
    return frozenset(found)


def _imports(node: ast.AST) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that a statement imports, with what each stands for."""
    if isinstance(node, ast.ImportFrom):
        yield from ((one.asname or one.name, f"{node.module}.{one.name}") for one in node.names)
    elif isinstance(node, ast.Import):
        yield from ((one.asname or one.name, one.name) for one in node.names)


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    yield from (found for found in ast.walk(node) if isinstance(found, ast.Call))


def _words(nodes: Sequence[ast.AST]) -> set[str]:
    """Return every text that stands in code."""
    found = (node for one in nodes for node in ast.walk(one) if isinstance(node, ast.Constant))
    return {node.value for node in found if isinstance(node.value, str)}


def _needs(*nodes: ast.AST) -> frozenset[str]:
    """Return the names that code needs, without those of its comprehensions."""
    walked = [node for one in nodes for node in ast.walk(one)]
    own = {name for node in walked if isinstance(node, ast.comprehension) for name in _set_in(node.target)}
    used = {node.id for node in walked if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return frozenset(used - own)


def _set_in(node: ast.AST) -> set[str]:
    names = (found for found in ast.walk(node) if isinstance(found, ast.Name))
    return {found.id for found in names if isinstance(found.ctx, ast.Store)}


def _statement(node: ast.stmt, cell: int) -> _Statement:
    walked = list(ast.walk(node))
    own = {name for one in walked if isinstance(one, ast.comprehension) for name in _set_in(one.target)}
    stored = {one.name for one in walked if isinstance(one, ast.FunctionDef)} | (_set_in(node) - own)
    changed = {
        one.value.id
        for one in walked
        if isinstance(one, (ast.Subscript, ast.Attribute))
        and isinstance(one.value, ast.Name)
        and (isinstance(one.ctx, ast.Store) or (isinstance(one, ast.Attribute) and one.attr in _MUTATING))
    }
    # What is set under a condition, or added to, may keep what it was before.
    surely = isinstance(node, (ast.Assign, ast.AnnAssign, ast.FunctionDef))
    if surely:
        return _Statement(node, cell, frozenset(stored), frozenset(changed), _needs(node))
    return _Statement(node, cell, frozenset(), frozenset(stored | changed), _needs(node))
