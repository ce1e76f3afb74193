"""Put into the head of every page what it is, whose, of which version and in which book.

Input is the page as Sphinx has read it and the setting of the publication; see :mod:`landreform.publish.metadata`. The
description of a page is its first paragraph. The landing page of a figure says what its passport says.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.publish import metadata
from landreform.publish.cards import SIZE
from landreform.publish.metadata import PageMetadata, Site
from landreform.publish.publication import FIGURES, Publication, read
from landreform.sphinx_ext import openings, share_cards
from landreform.sphinx_ext.ledger_pages import DATA_FOLDER, FOLDER


@cache
def _read(folder: str) -> Publication:
    return read(folder)


def setting(app: Sphinx) -> Publication:
    """Give what is settled of the publication."""
    return _read(app.config.landreform_root)


def site(app: Sphinx) -> Site:
    """Give the book in which every page stands."""
    return Site(setting(app), app.builder.get_target_uri(app.config.root_doc), app.config.language)


def set_address(app: Sphinx, config) -> None:
    """Let Sphinx know the address of the book, for canonical links."""
    address = setting(app).address
    if address and not config.html_baseurl:
        config.html_baseurl = address


def _head(app: Sphinx, name: str, path: str, doctree: nodes.document) -> str:
    book = site(app)
    title = app.env.titles[name].astext() if name in app.env.titles else book.publication.title
    words = openings.description(doctree, book.publication.abstract)
    card = card_of(app, name)

    def page(kind: str, title: str = title, pdf: str = "") -> PageMetadata:
        return PageMetadata(kind, title, path, words, *card, pdf, SIZE)

    if name == app.config.root_doc:
        this = page("book", book.publication.title, app.config.landreform_pdf)
        data = metadata.book_jsonld(this, book)
    elif name == f"{FOLDER}/index":
        package = tables.descriptor()
        this = page("data", package["title"])
        data = metadata.dataset_jsonld(this, book, package, DATA_FOLDER)
    elif name.startswith(f"{FOLDER}/"):
        table = tables.resource(name.removeprefix(f"{FOLDER}/"))
        this = page("data", f"{table['title']}. {tables.descriptor()['title']}")
        data = metadata.dataset_jsonld(this, book, table, DATA_FOLDER)
    else:
        this = page("chapter")
        position = ".".join(map(str, app.env.toc_secnumbers.get(name, {}).get("", ()) or ()))
        data = metadata.chapter_jsonld(this, book, position)
    return metadata.head(this, book, data)


def card_of(app: Sphinx, name: str) -> tuple[str, str]:
    """Return the picture that a page shows where it is shared, with its alternative text: its card, or the book's."""
    own = share_cards.noted(app).get(name)
    if own:
        return share_cards.path(name), own.described
    return share_cards.path(app.config.root_doc), f"{setting(app).title}."


def draw_cards(app: Sphinx, exception: Exception | None) -> None:
    """Draw the cards of the pages that were written."""
    if exception is None and app.builder.format == "html":
        for name, said in sorted(share_cards.noted(app).items()):
            share_cards.drawn(app, name, said, setting(app))


def add_head(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Put the metadata of a page into its head."""
    path = app.builder.get_target_uri(pagename)
    passport = Path(app.outdir) / f"{pagename.removesuffix('/index')}/{Path(pagename).parent.name}.json"
    if doctree is not None:
        tags = _head(app, pagename, path, doctree)
    elif pagename.startswith(f"{FIGURES}/") and passport.exists():
        tags = metadata.exhibit_head(json.loads(passport.read_text(encoding="utf-8")), site(app))
    else:
        book = setting(app)
        title = re.sub(r"<[^>]*>", "", str(context.get("title") or book.title))
        card = card_of(app, pagename)
        tags = metadata.head(PageMetadata("other", title, path, book.abstract, *card, image_size=SIZE), site(app))
    context["metatags"] = context.get("metatags", "") + tags


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    # Sphinx hashes what counts for pages into a file among them, and a place is none of the book's affairs.
    app.add_config_value("landreform_root", str(ROOT), "", types=[str])
    app.add_config_value("landreform_pdf", "", "html", types=[str])
    app.connect("config-inited", set_address)
    app.connect("html-page-context", add_head)
    # When all others have changed what they change: a card says what its page says.
    app.connect("doctree-resolved", share_cards.note, priority=900)
    app.connect("build-finished", draw_cards, priority=400)
