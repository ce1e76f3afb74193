"""Set what the front page has and no other: a small picture, whom to write to, how the book is cited in one line.

Input is the published figure and ``publication.yml``; where that says nothing there is no line.
"""

from __future__ import annotations

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform import exhibits
from landreform.paths import ROOT
from landreform.publish import citation, styles
from landreform.publish.publication import FIGURES, Publication, publication
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.exhibit_html import HOW_TO_CITE, home, on_a_page, passport
from landreform.sphinx_ext.markup import link


class SmallPicture(SphinxDirective):
    """Show a figure of the registry small, with its caption, as the way to its page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place; the address of the page of the figure is known when this one is written."""
        slug = self.arguments[0]
        if slug not in exhibits.slugs("figure"):
            raise self.error(f"no figure {slug!r}; there are {', '.join(exhibits.slugs('figure'))}")
        self.env.note_dependency(str(ROOT / "_build" / FIGURES / slug / f"{slug}.json"))
        return [deferred("small-picture", slug, text=passport(slug)["alt"])]


@writer("small-picture")
def small_picture(page: PageContext, slug: str) -> str:
    """Set the picture with its alternative text; the link leads to the page with the long description."""
    shown, address = passport(slug), home(page, slug)
    picture = f"{address.rpartition('/')[0]}/{slug}.svg"
    image = Markup('<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">')
    return Markup('<div class="small-picture" data-computed><a href="{}">{}</a><p>{}</p></div>').format(
        address, image.format(picture, shown["alt"], *on_a_page(slug)), shown["caption"]
    )


class WhomToWrite(SphinxDirective):
    """Say whom to write to and where, as ``publication.yml`` has it."""

    def run(self) -> list[nodes.Node]:
        """Set a paragraph, or nothing where nobody has said it."""
        html = whom_to_write(publication())
        return [nodes.raw("", html, format="html")] if html else []


def whom_to_write(book: Publication) -> str:
    """Write the line on corrections and questions; empty where neither address is set.

    Parameters
    ----------
    book : Publication
        Used are ``contact`` and ``repository``.
    """
    ways = []
    if book.contact:
        address = f"mailto:{book.contact}" if "@" in book.contact else book.contact
        ways.append(Markup("write to {}").format(link(address, book.contact)))
    if book.repository:
        ways.append(Markup("open an issue at {}").format(link(book.repository, book.repository)))
    if not ways:
        return ""
    return Markup('<p data-computed class="whom-to-write">To correct a row or ask a question, {}.</p>').format(
        Markup(" or ").join(ways)
    )


class HowToCiteTheBook(SphinxDirective):
    """Cite the book in one line, with the way to the page that says more."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; the address of that page is known when this one is written."""
        return [deferred("book-citation")]


@writer("book-citation")
def book_citation(page: PageContext) -> str:
    """Set the entry of the list of references in the first style."""
    _, entry = styles.formatted(citation.csl(citation.book()))
    more = Markup(" {}").format(link(page.to(HOW_TO_CITE), "How to cite")) if page.has(HOW_TO_CITE) else ""
    return Markup('<p data-computed class="book-citation">{}{}</p>').format(Markup(entry), more)


class PageInItsLanguage(SphinxDirective):
    """Link to a page that is in another language, with its title marked as such."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Leave the place; the title is known when the page is written."""
        return [deferred("page-in-language", *self.arguments)]


@writer("page-in-language")
def page_in_language(page: PageContext, name: str, lang: str) -> str:
    """Set the title of the page as a link; nothing where the book does not have it."""
    if not page.has(name):
        return ""
    title = page.env.titles[name].astext()
    line = Markup('<p data-computed><a href="{}" lang="{}" hreflang="{}">{}</a></p>')
    return line.format(page.to(name), lang, lang, title)


def mark_language(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Mark the content of a page as in the language that its front matter names."""
    lang = (app.env.metadata.get(pagename) or {}).get("lang", "")
    if lang and context.get("body"):
        context["body"] = Markup('<div lang="{}">{}</div>').format(lang, Markup(context["body"]))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("small-picture", SmallPicture)
    app.add_directive("whom-to-write", WhomToWrite)
    app.add_directive("book-in-one-line", HowToCiteTheBook)
    app.add_directive("page-in-language", PageInItsLanguage)
    app.connect("html-page-context", mark_language)
