"""Gather what the numbers and names of a page say of themselves, each once, in cards at the end of the page.

A link names its card (``data-card``); a script shows it beside the link (``cards.js``). Without the script nothing of
it is seen, and the title of the link says what matters. Input are nodes that have a `Card`; output is HTML.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.markup import link, render

#: Attribute of a node under which its card stands, and the one for the id of the card on its page.
CARD, CARD_ID = "card", "card_id"


class Part(NamedTuple):
    """A piece of a fact: text, and where it leads: a page of the book, with ``#`` and an id; or nowhere."""

    text: str
    address: str = ""
    code: bool = False


class Fact(NamedTuple):
    """Something that is known, with its name."""

    name: str
    parts: tuple[Part, ...]


class Card(NamedTuple):
    """What a number or a name says of itself.

    Attributes
    ----------
    says : str
        HTML without links: what it is.
    facts : tuple of Fact
    way : str
        Words of the link home.
    home : str
        Page of the book, with ``#`` and an id.
    """

    says: str
    facts: tuple[Fact, ...]
    way: str
    home: str


def number_cards(app: Sphinx, doctree: nodes.document) -> None:
    """Give each card of a page an id, and leave a place for all of them at the end of the page."""
    ids: dict[Card, str] = {}
    for node in doctree.findall(nodes.Element):
        if CARD in node.attributes:
            node[CARD_ID] = ids.setdefault(node[CARD], f"card-{len(ids) + 1}")
    if ids:
        doctree += deferred("cards", *(json.dumps([name, *card], ensure_ascii=False) for card, name in ids.items()))


@writer("cards")
def cards_html(page: PageContext, *cards: str) -> str:
    """Set the cards of a page; each is hidden until the script shows it."""
    if page.app.builder.name == "singlehtml":  # the ids are those of one page
        return ""
    return render("cards.html", cards=[_set(page, *json.loads(card)) for card in cards])


def _set(page: PageContext, name: str, says: str, facts: list, way: str, home: str) -> dict:
    told = [(fact, Markup("; ").join(_part(page, *part) for part in parts)) for fact, parts in facts]
    return {"id": name, "says": Markup(says), "facts": told, "way": _part(page, way, home)}


def _part(page: PageContext, text: str, address: str, code: bool = False) -> Markup:
    shown = Markup("<code>{}</code>").format(text) if code else Markup.escape(text)
    name, _, place = address.partition("#")
    if not name or (not page.has(name) and name != page.name):
        return shown
    target = "" if name == page.name else page.to(name)
    return link(f"{target}#{place}" if place else target, shown)


def add_files(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Have a page that has cards load the script that shows them, and no other page."""
    if "data-card=" in context.get("body", ""):
        app.add_css_file("cards.css")
        app.add_js_file("cards.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    # When every number and every name of the page has become a link.
    app.connect("doctree-read", number_cards, priority=950)
    app.connect("html-page-context", add_files)
