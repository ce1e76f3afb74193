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
from markupsafe import Markup
from sphinx.application import Sphinx

from landreform import exhibits
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.publish import metadata
from landreform.publish.metadata import PageMetadata, Site
from landreform.publish.publication import FIGURES, Publication, read
from landreform.sphinx_ext.ledger_pages import DATA_FOLDER, FOLDER
from landreform.sphinx_ext.markup import render

#: Longest description, in letters; search engines show about half of it.
LONGEST = 300


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


def description(doctree: nodes.document | None, otherwise: str) -> str:
    """Give the first paragraph of a page, cut at the end of a sentence or of a word.

    Parameters
    ----------
    doctree : docutils.nodes.document or None
    otherwise : str
        What to say where there is no paragraph.
    """
    paragraphs = doctree.findall(nodes.paragraph) if doctree is not None else ()
    own = (_plain(paragraph) for paragraph in paragraphs if isinstance(paragraph.parent, nodes.section))
    text = " ".join(next(own, otherwise).split())
    if len(text) <= LONGEST:
        return text
    sentences = re.match(rf"(.{{40,{LONGEST - 1}}}[.?!])\s", text)
    return sentences[1] if sentences else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _plain(paragraph: nodes.paragraph) -> str:
    """Give the text of a paragraph without any HTML in it."""
    return "".join(text for text in paragraph.findall(nodes.Text) if not isinstance(text.parent, nodes.raw))


def _figure(doctree: nodes.document) -> tuple[str, str]:
    """Name the first figure of a page as a PNG, with its alternative text; empty if there is none."""
    known = set(exhibits.slugs("figure"))
    for figure in doctree.findall(nodes.figure):
        for slug in known.intersection(figure["ids"]):
            alt = next((held["alt"] for held in figure.findall(nodes.Element) if held.get("alt")), "")
            return f"figures/{slug}/{slug}.png", alt
    return "", ""


def _head(app: Sphinx, name: str, path: str, doctree: nodes.document) -> str:
    book = site(app)
    title = app.env.titles[name].astext() if name in app.env.titles else book.publication.title
    image, alt = _figure(doctree)
    words = description(doctree, book.publication.abstract)

    def page(kind: str, title: str = title, pdf: str = "") -> PageMetadata:
        return PageMetadata(kind, title, path, words, image, alt, pdf)

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
        tags = metadata.head(PageMetadata("other", title, path, book.abstract), site(app))
    context["metatags"] = context.get("metatags", "") + tags


def front_door(app: Sphinx, exception: Exception | None) -> None:
    """Lead from the top of the folder to the front page, as a whole page and not only as a jump."""
    root = app.config.root_doc
    if exception is not None or app.builder.format != "html" or app.builder.name == "singlehtml" or root == "index":
        return
    here = site(app)
    book = here.publication
    tags = Markup(metadata.head(PageMetadata("other", book.title, here.front, book.abstract), here))
    canonical = book.url(here.front) if book.address else ""
    text = render("front_door.html", site=here, title=book.title, canonical=canonical, tags=tags)
    (Path(app.outdir) / "index.html").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("landreform_root", str(ROOT), "html", types=[str])
    app.add_config_value("landreform_pdf", "", "html", types=[str])
    app.connect("config-inited", set_address)
    app.connect("html-page-context", add_head)
    app.connect("build-finished", front_door, priority=400)
