"""Draw the card of every page of the book that is no page of a figure: title, question, its first figure, address.

Input is the page as Sphinx has read it and the published PNG of its first figure; output is ``cards/<page>.png``. A
card is drawn when its page is written, and not again where nothing that stands on it has moved. Pages of the ledger,
the search and whatever else has no card of its own show that of the book.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx

from landreform import exhibits
from landreform.paths import ROOT
from landreform.publish import cards
from landreform.publish.passport import sha256
from landreform.publish.publication import FIGURES, Publication
from landreform.sphinx_ext import openings
from landreform.sphinx_ext.ledger_pages import FOLDER as LEDGER

#: Folder of the cards, from the top of the book.
FOLDER = "cards"

#: Keyword under which a card says what it was made from, as a hash.
MADE_FROM = "Made from"

_KEPT = "landreform_cards"


@dataclass(frozen=True)
class PageCard:
    """What the card of a page says.

    Attributes
    ----------
    title, words : str
        Words are the question of the page, or its first paragraph; a card has all of it or nothing.
    slug, alt : str
        The first figure of the page and its alternative text; empty if none.
    """

    title: str
    words: str
    slug: str = ""
    alt: str = ""

    @property
    def described(self) -> str:
        """The card as a reader hears it who does not see it."""
        return f"{self.title}. {self.alt or self.words}"


def path(docname: str) -> str:
    """Return the file of the card of a page, from the top of the book."""
    return f"{FOLDER}/{docname}.png"


def noted(app: Sphinx) -> dict[str, PageCard]:
    """Return what stands on the cards of the pages that are written by this build."""
    if not hasattr(app, _KEPT):
        setattr(app, _KEPT, {})
    kept: dict[str, PageCard] = getattr(app, _KEPT)
    return kept


def first_figure(doctree: nodes.document) -> tuple[str, str]:
    """Name the first figure of a page, with its alternative text; empty if there is none."""
    known = set(exhibits.slugs("figure"))
    for figure in doctree.findall(nodes.figure):
        for slug in known.intersection(figure["ids"]):
            return slug, next((held["alt"] for held in figure.findall(nodes.Element) if held.get("alt")), "")
    return "", ""


def note(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Note what stands on the card of a page; the tables of the ledger have none."""
    if app.builder.format != "html" or docname.startswith(f"{LEDGER}/"):
        return
    title, words = app.env.titles[docname].astext(), openings.question(doctree) or openings.first_paragraph(doctree)
    noted(app)[docname] = PageCard(title, words, *first_figure(doctree))


def drawn(app: Sphinx, docname: str, said: PageCard, book: Publication) -> Path:
    """Draw the card of a page, unless the file shows this already, and return the file."""
    file = Path(app.outdir) / path(docname)
    png = (ROOT / "_build" / FIGURES / said.slug / f"{said.slug}.png").read_bytes() if said.slug else b""
    address = book.url(app.builder.get_target_uri(docname)) if book.address else ""
    foot = (cards.origin(book), cards.shown_address(address))
    made_from = sha256(repr((said, foot, sha256(png))).encode("utf-8"))
    if file.exists():
        with Image.open(file) as before:
            if before.info.get(MADE_FROM) == made_from:
                return file
    file.parent.mkdir(parents=True, exist_ok=True)
    card = cards.Card(said.title, said.words, foot, cards.opened(png) if png else None, whole=True)
    words = {
        "Title": said.title,
        "Author": book.byline,
        "Description": said.described,
        "Copyright": f"{book.licence_name}, {book.licence_url}",
        MADE_FROM: made_from,
    }
    file.write_bytes(cards.draw(card, words))
    return file
