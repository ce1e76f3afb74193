"""The index of names, places, terms and documents: each with its entry and the sections in which it stands.

``{name-index}`` prints it, from A to Z. What is in it comes from the tables of names and the table of documents; where
it stands comes from the pages as they were read (`landreform.sphinx_ext.name_links`). A table that the ledger does not
have is left out, and an entry that stands on no page leads to its row alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from landreform.ledger.named import Named
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.ledger_numbers import ledger
from landreform.sphinx_ext.ledger_pages import FOLDER, note_tables
from landreform.sphinx_ext.markup import render
from landreform.sphinx_ext.name_links import Mentions, Place, mentions
from landreform.sphinx_ext.named_pages import PAGES, entries, tables_read
from landreform.text.names import without_marks

#: What an entry is, by its table.
KINDS = {
    "people": "person",
    "institutions": "institution",
    "glossary": "term",
    "places": "place",
    "documents": "document",
}

#: Entries on more pages than these show them folded.
FEW = 8

#: Stands in the place of a letter over what begins with none from A to Z.
OTHER = "other"

PAGE = "book/index-of-names"
_DIGEST = "landreform_index_digest"


@dataclass(frozen=True)
class Heading:
    """An entry of the index.

    Attributes
    ----------
    text, lang : str
        What it says, and in which language where that is not that of the book.
    plain : str
        The text without diacritics, where that is another one.
    table, row : str
        Of what it names.
    see : str
        The heading under which its sections stand; empty where they stand under this one.
    """

    text: str
    lang: str
    plain: str
    table: str
    row: str
    see: str = ""

    @property
    def sorted_by(self) -> str:
        """The text as it is sorted: without diacritics, quotation marks and a first article."""
        plain = without_marks(self.text).lower().lstrip("“\"'( ")
        return plain if self.lang else re.sub(r"^(?:an?|the) ", "", plain)


def headings(known: Iterable[Named], documents: Iterable[Mapping[str, str]]) -> list[Heading]:
    """Return the entries of the index, sorted.

    Parameters
    ----------
    known : iterable of Named
        What has a name in the ledger.
    documents : iterable of mapping
        Rows of the table of documents: ``document, title_en``.

    Returns
    -------
    list of Heading
        A term or institution with a Vietnamese name has a second one under it, which leads to the first, and so has a
        place with another name.
    """
    found = []
    for entry in known:
        plain = without_marks(entry.inverted)
        other = plain if plain != entry.inverted and entry.lang else ""
        found.append(Heading(entry.inverted, entry.lang, other, entry.table, entry.row))
        if entry.vietnamese:
            found.append(Heading(entry.vietnamese, "vi", entry.ascii, entry.table, entry.row, entry.inverted))
        if entry.table == "places":
            others = [other for other in entry.also if _bare(other) != _bare(entry.name)]
            found += [Heading(other, "", "", entry.table, entry.row, entry.inverted) for other in others]
    found += [Heading(row["title_en"], "", "", "documents", row["document"]) for row in documents]
    return sorted(found, key=lambda heading: (_letter(heading.sorted_by) == OTHER, heading.sorted_by, heading.row))


def _bare(name: str) -> str:
    return without_marks(name).lower().replace("–", "-")


def anchor(heading: Heading) -> str:
    """Return the id of an entry on the page of the index."""
    return f"index-{heading.table}-{heading.row}"


def places(read: Mapping[str, Mentions]) -> dict[tuple[str, str], dict[str, list[Place]]]:
    """Turn the mentions of each page round: for each entry the pages, and on each the sections in their order."""
    found: dict[tuple[str, str], dict[str, list[Place]]] = {}
    for page in read:
        for key, sections in read[page].items():
            found.setdefault(key, {})[page] = list(sections)
    return found


@writer("name-index")
def index_html(page: PageContext) -> str:
    """Return the index as HTML."""
    env = page.env
    order = reading_order(env)
    found = places(mentions(env))
    shown = [heading for heading in headings(entries(), _documents()) if page.has(_home(heading.table))]
    lists = [
        {"letter": letter, "headings": [_set(heading, found, order, page) for heading in group]}
        for letter, group in groupby(shown, key=lambda heading: _letter(heading.sorted_by))
    ]
    return render("name_index.html", lists=lists, few=FEW)


def _home(table: str) -> str:
    """Return the page on which the entries of a table stand."""
    return PAGES.get(table, f"{FOLDER}/{table}")


def _documents() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = ledger()["documents"][["document", "title_en"]].to_dict("records")
    return rows


def _letter(text: str) -> str:
    """Return the letter under which a text stands."""
    first = text[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def _set(
    heading: Heading, found: dict[tuple[str, str], dict[str, list[Place]]], order: dict[str, int], page: PageContext
) -> dict[str, object]:
    """Set what the template says of one entry."""
    on_pages = found.get((heading.table, heading.row), {})
    last = len(order)
    pages = sorted((name for name in on_pages if page.has(name)), key=lambda name: (order.get(name, last), name))
    return {
        "said": heading,
        "id": "" if heading.see else anchor(heading),
        "kind": KINDS[heading.table],
        "home": f"{page.to(_home(heading.table))}#{heading.row}",
        "see": f"#{anchor(heading)}",
        "pages": [] if heading.see else [_page(name, on_pages[name], page) for name in pages],
    }


def _page(name: str, sections: list[Place], page: PageContext) -> dict[str, object]:
    """Set a page with the sections in which something is named."""
    address = page.to(name)
    inner = [(f"{address}#{place.anchor}", place.title) for place in sections if place.anchor]
    return {"address": address, "title": page.env.titles[name].astext(), "sections": inner}


def reading_order(env: BuildEnvironment) -> dict[str, int]:
    """Return the pages in the order in which the book is read."""
    found: dict[str, int] = {}

    def walk(name: str) -> None:
        if name not in found:
            found[name] = len(found)
            for other in env.toctree_includes.get(name, ()):
                walk(other)

    walk(env.config.root_doc)
    return found


class NameIndex(SphinxDirective):
    """Print the index of names, places, terms and documents."""

    def run(self) -> list[nodes.Node]:
        """Leave the index to the writing of the page: only then is known what stands where."""
        note_tables(self.env, *tables_read(), "documents")
        words = (f"{heading.text} {heading.plain}".strip() for heading in headings(entries(), _documents()))
        return [deferred("name-index", text=" \n".join(words))]


def write_anew(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the page of the index written when what stands where has changed."""
    titles = sorted((name, title.astext()) for name, title in env.titles.items())
    read = sorted((name, list(found.items())) for name, found in mentions(env).items())
    now = hashlib.sha256(repr((titles, read)).encode()).hexdigest()
    changed = getattr(env, _DIGEST, "") != now
    setattr(env, _DIGEST, now)
    return [PAGE] if changed and PAGE in env.found_docs else []


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("name-index", NameIndex)
    app.connect("env-updated", write_anew)
