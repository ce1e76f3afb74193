"""Every computed number leads home: {glue:text} links a result to the cell of the notebook that computed it.

Only results kept with :func:`landreform.exhibits.results.result` know their cell; others are pasted as plain text.
"""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import make_id
from myst_nb.core.variables import RetrievalError
from myst_nb.ext.glue.roles import PasteTextRole
from myst_nb.ext.glue.utils import retrieve_glue_data
from sphinx.application import Sphinx

from landreform.exhibits.results import CELL_KEY
from landreform.sphinx_ext import number_links

HOME = "Computed in this chapter. The link leads to the cell that computes it."


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
    cells = {
        node["exec_count"]: node
        for node in doctree.findall(nodes.container)
        if node.get("nb_element") == "cell_code" and node.get("exec_count")
    }
    for node in list(doctree.findall(nodes.inline)):
        cell = cells.get(node.get("computed_in"))
        if cell is None:
            continue
        anchor = make_id(f"result-{node['result']}")
        if anchor not in cell["ids"]:
            cell["ids"].append(anchor)
        linked = number_links.number_node(app.env, node.astext(), "pasted-text", HOME, app.env.docname, anchor)
        linked.source, linked.line = node.source, node.line
        node.replace_self(linked)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.setup_extension("myst_nb")
    app.add_role_to_domain("glue", "text", LinkedText(), override=True)
    app.connect("doctree-read", link_results)
