"""Every page says in its head what it is, whose, of which version and in which book; see :mod:`landreform.publish.metadata`.

The description of a page is its first paragraph. The landing page of a figure says what its passport says.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from landreform import exhibits
from landreform.ledger import tables
from landreform.paths import ROOT
from landreform.publish import metadata
from landreform.publish.metadata import PageMetadata
from landreform.publish.publication import FIGURES, Publication, read
from landreform.sphinx_ext.ledger_pages import DATA_FOLDER, FOLDER

#: Longest description, in letters; search engines show about half of it.
LONGEST = 300


@cache
def _read(folder: str) -> Publication:
    return read(folder)


def setting(app: Sphinx) -> Publication:
    """Give what is settled of the publication."""
    return _read(app.config.landreform_root)


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
            alt = next((image.get("alt", "") for image in figure.findall(nodes.image)), "")
            return f"figures/{slug}/{slug}.png", alt
    return "", ""


def _head(app: Sphinx, name: str, path: str, doctree: nodes.document) -> str:
    known = setting(app)
    language = app.config.language
    title = app.env.titles[name].astext() if name in app.env.titles else known.title
    front = app.builder.get_target_uri(app.config.root_doc)
    image, alt = _figure(doctree)
    words = description(doctree, known.abstract)

    def page(kind: str, title: str = title, pdf: str = "") -> PageMetadata:
        return PageMetadata(kind, title, path, words, image, alt, pdf)

    if name == app.config.root_doc:
        this = page("book", known.title, app.config.landreform_pdf)
        data = metadata.book_jsonld(this, known, language)
    elif name == f"{FOLDER}/index":
        package = tables.descriptor()
        this = page("data", package["title"])
        data = metadata.dataset_jsonld(this, known, front, package, DATA_FOLDER, language)
    elif name.startswith(f"{FOLDER}/"):
        table = tables.resource(name.removeprefix(f"{FOLDER}/"))
        this = page("data", f"{table['title']}. {tables.descriptor()['title']}")
        data = metadata.dataset_jsonld(this, known, front, table, DATA_FOLDER, language)
    else:
        this = page("chapter")
        position = ".".join(map(str, app.env.toc_secnumbers.get(name, {}).get("", ()) or ()))
        data = metadata.chapter_jsonld(this, known, front, position, language)
    return metadata.head(this, known, data, language)


def add_head(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Put what a page says of itself into its head."""
    path = app.builder.get_target_uri(pagename)
    passport = Path(app.outdir) / f"{pagename.removesuffix('/index')}/{Path(pagename).parent.name}.json"
    if doctree is not None:
        said = _head(app, pagename, path, doctree)
    elif pagename.startswith(f"{FIGURES}/") and passport.exists():
        exhibit = json.loads(passport.read_text(encoding="utf-8"))
        front = app.builder.get_target_uri(app.config.root_doc)
        said = metadata.exhibit_head(exhibit, setting(app), front, app.config.language)
    else:
        known = setting(app)
        title = re.sub(r"<[^>]*>", "", str(context.get("title") or known.title))
        said = metadata.head(PageMetadata("other", title, path, known.abstract), known, None, app.config.language)
    context["metatags"] = context.get("metatags", "") + said


def front_door(app: Sphinx, exception: Exception | None) -> None:
    """Lead from the top of the folder to the front page, as a whole page and not only as a jump."""
    root = app.config.root_doc
    if exception is not None or app.builder.format != "html" or app.builder.name == "singlehtml" or root == "index":
        return
    known = setting(app)
    front = app.builder.get_target_uri(root)
    said = metadata.head(PageMetadata("other", known.title, front, known.abstract), known, None, app.config.language)
    canonical = f'<link rel="canonical" href="{escape(known.url(front))}" />\n' if known.address else ""
    title = escape(known.title)
    text = (
        f'<!DOCTYPE html>\n<html lang="{app.config.language}">\n<head>\n<meta charset="utf-8" />\n'
        f'<title>{title}</title>\n<meta http-equiv="refresh" content="0; url={front}" />\n{canonical}{said}</head>\n'
        f'<body>\n<p><a href="{front}">{title}</a></p>\n</body>\n</html>\n'
    )
    (Path(app.outdir) / "index.html").write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("landreform_root", str(ROOT), "html", types=[str])
    app.add_config_value("landreform_pdf", "", "html", types=[str])
    app.connect("config-inited", set_address)
    app.connect("html-page-context", add_head)
    app.connect("build-finished", front_door, priority=400)
