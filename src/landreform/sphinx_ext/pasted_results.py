"""Every computed number leads home: {glue:text} links a result to the cell of the notebook that computed it.

Only results kept with :func:`landreform.exhibits.results.result` know their cell; others are pasted as plain text. The
card of a result says by which functions and from which tables and rows it is computed, as far as the code names them.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from docutils.nodes import make_id
from markupsafe import Markup
from myst_nb.core.variables import RetrievalError
from myst_nb.ext.glue.roles import PasteTextRole
from myst_nb.ext.glue.utils import retrieve_glue_data
from sphinx.application import Sphinx

from landreform import exhibits
from landreform.exhibits.derivations import Derivation, Notebook
from landreform.exhibits.placement import places
from landreform.exhibits.results import CELL_KEY
from landreform.ledger import tables
from landreform.sphinx_ext import number_links
from landreform.sphinx_ext.cards import Card, Fact, Part
from landreform.sphinx_ext.ledger_numbers import row_ids
from landreform.sphinx_ext.ledger_pages import FOLDER
from landreform.text.prose import listing, plural

SAYS, WAY = "Computed in this chapter", "The cell that computes it"

#: A card names so many rows; where the code names more, it says how many more.
ROWS_NAMED = 6


class LinkedText(PasteTextRole):
    """Paste a result, and note which cell computed it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Paste as usual; the link is made when the whole page has been read."""
        pasted, messages = super().run()
        key = self.text.rsplit(":", 1)[0]
        try:
            cell = retrieve_glue_data(self.document, key).metadata.get(CELL_KEY)
        except RetrievalError:
            cell = None
        for node in pasted:
            if isinstance(node, nodes.inline):
                node["computed_in"], node["result"] = cell, key
        return pasted, messages


def link_results(app: Sphinx, doctree: nodes.document) -> None:
    """Give the cells that compute results an id, and lead the results there."""
    cells = [node for node in doctree.findall(nodes.container) if node.get("nb_element") == "cell_code"]
    by_number = {cell["exec_count"]: cell for cell in cells if cell.get("exec_count")}
    code = _read(cells)
    for node in list(doctree.findall(nodes.inline)):
        number = node.get("computed_in")
        cell = by_number.get(number)
        if cell is None:
            continue
        anchor = make_id(f"result-{node['result']}")
        if anchor not in cell["ids"]:
            cell["ids"].append(anchor)
        derivation = code.derivation(node["result"], cells.index(cell) + 1)
        for name in _behind(derivation):
            app.env.note_dependency(str(tables.DATA / f"{name}.csv"))
        card = _card(node.astext(), derivation, f"{app.env.docname}#{anchor}")
        linked = number_links.number_node(node.astext(), "pasted-text", _title(derivation), card)
        linked.source, linked.line = node.source, node.line
        node.replace_self(linked)


def _read(cells: list[nodes.container]) -> Notebook:
    """Read the code of the cells; code that is not only Python says nothing of what it computes."""
    try:
        return Notebook([cell.children[0].astext() if cell.children else "" for cell in cells])
    except SyntaxError:
        return Notebook([])


def _behind(derivation: Derivation) -> list[str]:
    """Return the tables behind a result: those that the code names, then those of the figures whose frames it uses."""
    of_exhibits = [name for slug in derivation.exhibits for name in exhibits.entry(slug).tables]
    return list(dict.fromkeys([*derivation.tables, *of_exhibits]))


def _card(text: str, derivation: Derivation, home: str) -> Card:
    says = Markup('<strong class="card-value">{}</strong> {}.').format(text, SAYS)
    return Card(str(says), tuple(fact for fact in _facts(derivation) if fact.parts), WAY, home)


def _facts(derivation: Derivation) -> Iterator[Fact]:
    """Yield what is known of a computation."""
    functions = (Part(name.removeprefix("landreform."), code=True) for name in derivation.functions)
    yield Fact("By the function" if len(derivation.functions) == 1 else "By the functions", tuple(functions))
    shown = ((exhibits.entry(slug).title, f"{place.notebook}#{slug}") for slug, place in _placed(derivation))
    yield Fact("From the data of", tuple(Part(title, f"notebooks/{place}") for title, place in shown))
    behind = _behind(derivation)
    of_tables = [Part(tables.resource(name)["title"], f"{FOLDER}/{name}") for name in behind]
    whole = [Part("all tables of the ledger", f"{FOLDER}/index")] if derivation.whole_ledger else []
    yield Fact("From the tables", (*of_tables, *whole))
    rows = [
        Part(row, f"{FOLDER}/{name}#{row}") for name in behind for row in row_ids()[name] if row in derivation.words
    ]
    more = [Part(f"and {plural(len(rows) - ROWS_NAMED, 'row')} more")] if len(rows) > ROWS_NAMED else []
    yield Fact("Rows named in the code", (*rows[:ROWS_NAMED], *more))


def _placed(derivation: Derivation) -> Iterator[tuple]:
    return ((slug, places()[slug]) for slug in derivation.exhibits if slug in places())


def _title(derivation: Derivation) -> str:
    """Say in short by what a result is computed, for whoever sees no card."""
    functions = [name.rpartition(".")[2] for name in derivation.functions]
    by = f" by {listing(functions)}" if functions else ""
    behind = [name.replace("_", " ") for name in _behind(derivation)]
    origin = f" from the {'table' if len(behind) == 1 else 'tables'} {listing(behind)}" if behind else ""
    return f"{SAYS}{by}{origin}. The link leads to the cell that computes it."


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.setup_extension("myst_nb")
    app.add_role_to_domain("glue", "text", LinkedText(), override=True)
    app.connect("doctree-read", link_results)
