"""Show on a page where a number is from: as a link with a card, see `cards`.

The title of the link says the same in short, for whoever has no script. Where there is no HTML the number stands alone.
"""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from landreform.sphinx_ext.cards import CARD_ID, Card

logger = logging.getLogger(__name__)

STYLE = "number-links.css"

#: Classes that say of a number that it is not typed; only this project's roles and directives may give them.
RESERVED = ("ledger-number", "pasted-text", "computed", "card-of-number", "figure-bar")


class number_with_home(nodes.Inline, nodes.TextElement):
    """A number in prose: ``css``, ``home`` (its title), ``page`` and ``anchor`` (the way home), ``card``."""


def number_node(text: str, css: str, home: str, card: Card, lang: str = "") -> number_with_home:
    """Build the node for a number.

    Parameters
    ----------
    text : str
        What is printed.
    css : str
        Class of the link.
    home : str
        In plain text, where it is from.
    card : Card
        What it says of itself; its way home is that of the number.
    lang : str, optional
        Language of the text where it is not that of the page.
    """
    page, _, anchor = card.home.partition("#")
    return number_with_home(text, text, css=css, home=home, page=page, anchor=anchor, lang=lang, card=card)


def visit_html(self, node: number_with_home) -> None:
    """Write the link, or the bare text where there is no page to lead to."""
    text = escape(node.astext())
    lang = f' lang="{node["lang"]}"' if node["lang"] else ""
    inside = next((parent for parent in _parents(node) if isinstance(parent, nodes.reference)), None)
    if inside is not None or node["page"] not in self.builder.env.found_docs:
        self.body.append(f'<span class="{node["css"]}"{lang}>{text}</span>')
    else:
        self.body.append(
            f'<a class="{node["css"]}"{lang} href="{escape(_address(self, node))}" title="{escape(node["home"])}"'
            f' data-card="{node[CARD_ID]}">{text}</a>'
        )
    raise nodes.SkipNode


def _address(self, node: number_with_home) -> str:
    here = self.builder.current_docname
    if here == node["page"] or self.builder.name == "singlehtml":
        return f"#{node['anchor']}"
    return f"{self.builder.get_relative_uri(here, node['page'])}#{node['anchor']}"


def _parents(node: nodes.Node):
    while node.parent is not None:
        node = node.parent
        yield node


def _plain(self, node: number_with_home) -> None:
    """Leave the text to the visitor of text."""


def refuse_in_headings(app: Sphinx, doctree: nodes.document) -> None:
    """Report numbers in headings: a heading is copied into contents and titles, where no link home can stand."""
    for node in doctree.findall(number_with_home):
        if any(isinstance(parent, nodes.title) for parent in _parents(node)):
            logger.error("the number %r stands in a heading; say it in the text below", node.astext(), location=node)


def refuse_counterfeits(app: Sphinx, doctree: nodes.document) -> None:
    """Report text that was typed and dressed as computed, by attributes of a span or by HTML on the page."""
    for node in doctree.findall(nodes.inline):
        for name in set(RESERVED).intersection(node["classes"]):
            if "result" not in node:
                logger.error("%r is typed and has the class %s", node.astext(), name, location=node)
    for node in doctree.findall(nodes.raw):
        for name in RESERVED[:2]:
            if re.search(rf"class=[\"'][^\"']*\b{name}\b", node.astext()):
                logger.error("HTML on the page has the class %s", name, location=node)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    # Pages on which every sentence of fact leads home; what is asked of them is asked by landreform.build.lint.
    app.add_config_value("landreform_narrative", [], "", types=[list])
    plain = (_plain, _plain)
    app.add_node(
        number_with_home, html=(visit_html, _plain), latex=plain, text=plain, man=plain, texinfo=plain, gettext=plain
    )
    app.connect("doctree-read", refuse_in_headings)
    # After the results of notebooks have been linked, which come as spans.
    app.connect("doctree-read", refuse_counterfeits, priority=900)
    app.add_css_file(STYLE)
