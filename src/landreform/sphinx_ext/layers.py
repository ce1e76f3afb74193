"""Tell the story first: code, formulas and tables of a page are folded, each kind a layer that one switch opens.

The code of the cells of a section is gathered into one fold at its end, so that none stands between two sentences; the
directive ``{method-passage}`` folds a passage under its name; tables are folded by `folded_tables`. Every fold is a
disclosure that opens without a script, also where a link leads into it. A script adds the switch (``layers.js``). A
cell that is there to be changed has the tag ``to-change`` and stands open.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

#: What the fold with the code of a section is called.
CODE = "The code of this section"

#: Classes of the folds of the layer "method".
CODE_FOLD, PASSAGE_FOLD = "section-code", "method-passage"

#: Class that MyST-NB gives to a cell with the tag ``to-change``.
TO_CHANGE = "tag_to-change"

#: Class of the folds of the layer "data", as `folded_tables` and `notebook_figures` write it.
TABLE_FOLD = "folded-table"


class Fold(nodes.General, nodes.Element):
    """A fold of the layer "method": ``kind``, one of the classes, and ``title``."""


class MethodPassage(SphinxDirective):
    """Fold a passage of method under its name."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Read the passage as text of the page."""
        self.assert_has_content()
        fold = Fold(kind=PASSAGE_FOLD, title=self.arguments[0])
        self.set_source_info(fold)
        self.state.nested_parse(self.content, self.content_offset, fold)
        return [fold]


def gather_code(app: Sphinx, doctree: nodes.document) -> None:
    """Gather the code of the cells of each section into a fold at its end, with the ids that lead to it.

    A section is one below the title of the page; what stands above the first of them is a section of its own. Outputs
    stay where they are.
    """
    folds: dict[int, Fold] = {}
    for cell in list(doctree.findall(nodes.container)):
        if cell.get("nb_element") != "cell_code" or not cell.children or TO_CHANGE in cell["classes"]:
            continue
        code = cell.children[0]
        if not isinstance(code, nodes.container) or code.get("nb_element") != "cell_code_source":
            continue
        section = _section(cell)
        if id(section) not in folds:
            folds[id(section)] = _new_fold(section)
        cell.remove(code)
        held = nodes.container("", code, ids=cell["ids"], classes=["cell"])
        folds[id(section)] += held
        for name in cell["ids"]:
            doctree.ids[name] = held
        cell["ids"] = []
        # The theme would put a bar above what is shown, for code that is no longer there.
        cell.attributes.pop("hide_mode", None)
        if not cell.children:
            cell.parent.remove(cell)


def _section(node: nodes.Node) -> nodes.Element:
    """Return the section below the title of the page in which a node stands, or the page itself."""
    parents = []
    while node.parent is not None:
        node = node.parent
        parents.append(node)
    sections = [parent for parent in parents if isinstance(parent, nodes.section)]
    return (sections[-2:] or parents[-1:])[0]


def _new_fold(section: nodes.Element) -> Fold:
    """Put a fold at the end of a section; in the first section of the page, before those below it."""
    fold = Fold(kind=CODE_FOLD, title=CODE)
    is_page = not isinstance(section.parent, nodes.section)
    below = section.first_child_matching_class(nodes.section) if is_page else None
    section.insert(len(section) if below is None else below, fold)
    return fold


def _visit_html(self: Any, node: Fold) -> None:
    opening = Markup('<details class="{}"><summary>{}</summary>\n<div>\n').format(node["kind"], node["title"])
    self.body.append(opening)


def _depart_html(self: Any, node: Fold) -> None:
    self.body.append("</div>\n</details>\n")


def _visit_plain(self: Any, node: Fold) -> None:
    """Leave the code out where nothing can be folded; a passage of method stands open there."""
    if node["kind"] == CODE_FOLD:
        raise nodes.SkipNode


def _depart_plain(self: Any, node: Fold) -> None:
    """Nothing closes a passage that stands open."""


def add_files(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Have a page that has a layer load the switch, and no other page."""
    if any(f'<details class="{kind}"' in context.get("body", "") for kind in (CODE_FOLD, PASSAGE_FOLD, TABLE_FOLD)):
        app.add_css_file("layers.css")
        app.add_js_file("layers.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    plain = (_visit_plain, _depart_plain)
    app.add_node(Fold, html=(_visit_html, _depart_html), latex=plain, text=plain, man=plain, texinfo=plain)
    # Not "method": where the domain of Python, which is the first that is asked, has a directive, it takes its place.
    app.add_directive("method-passage", MethodPassage)
    # After results have given their ids to the cells, before names are looked for.
    app.connect("doctree-read", gather_code, priority=600)
    app.connect("html-page-context", add_files)
