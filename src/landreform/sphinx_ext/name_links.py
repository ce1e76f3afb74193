"""Lead from the first mention of a person, an institution or a term on a page to its entry, with a card.

The card is in the page and tied to the link by ``aria-describedby``; a style sheet shows it while the pointer is over
the link or the keyboard is on it, as `landreform.sphinx_ext.number_links` does. No script is needed. Every mention,
linked or not, is noted with its section, for the index of names.

Links are set in running text only: not in headings, code, citations, tables, captions, or inside other links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from landreform.ledger.named import Named, finder
from landreform.paths import DATA
from landreform.sphinx_ext.cards import CARD_ID, Card
from landreform.sphinx_ext.ledger_numbers import ledger
from landreform.sphinx_ext.ledger_pages import FOLDER
from landreform.sphinx_ext.markup import render
from landreform.sphinx_ext.named_pages import PAGES, Held, entries, tables_read
from landreform.sphinx_ext.number_links import number_with_home
from landreform.text.names import Mention

#: Pages that consist of entries, of rows, or of what is made from them: nothing is linked there and nothing noted.
REFERENCE = tuple(f"book/{name}" for name in "people glossary index-of-names codebook bibliography figures".split())

#: Tables whose names are linked in running text. Places are for the index alone: there is one in every second sentence.
LINKED = ("people", "institutions", "glossary")

#: Attribute of the environment that holds the mentions of every page.
ATTRIBUTE = "landreform_mentions"

# What running text stands in, and what it does not.
_TEXT = (nodes.paragraph, nodes.term)
_OTHER = (
    *(nodes.title, nodes.literal, nodes.literal_block, nodes.raw, nodes.math, nodes.image, nodes.comment),
    *(nodes.citation, nodes.footnote, nodes.system_message, nodes.problematic, nodes.entry, nodes.figure, nodes.table),
    *(nodes.caption, nodes.strong),
)
_LINKS = (nodes.reference, addnodes.pending_xref, addnodes.download_reference, number_with_home)


@dataclass(frozen=True)
class Place:
    """A section in which something is named.

    Attributes
    ----------
    page : str
        Name of the page.
    anchor, title : str
        Of the section; empty for what stands above the first heading of a page that has sections.
    """

    page: str
    anchor: str
    title: str


#: Mentions of a page: each entry (table, row) with the sections in which it stands.
Mentions = dict[tuple[str, str], dict[Place, None]]


class name_link(nodes.Inline, nodes.TextElement):
    """A name or a term in running text: ``table`` and ``row`` of its entry, ``card``, ``lang`` of the words."""


def mentions(env: BuildEnvironment) -> dict[str, Mentions]:
    """Return the mentions of all pages that have been read, by page."""
    if not hasattr(env, ATTRIBUTE):
        setattr(env, ATTRIBUTE, {})
    held: dict[str, Mentions] = getattr(env, ATTRIBUTE)
    return held


def note_and_link(app: Sphinx, doctree: nodes.document) -> None:
    """Note every mention on a page that has been read, and link the first of each."""
    env = app.env
    if env.docname in REFERENCE or env.docname.startswith(f"{FOLDER}/"):
        return
    for name in tables_read():  # not the descriptor, which moves with every table
        env.note_dependency(str(DATA / f"{name}.csv"))
    known = {entry.key: entry for entry in entries()}
    finds = finder(list(known.values()))
    found: Mentions = {}
    done: set[tuple[str, str]] = set()
    # A list: linking replaces nodes while one goes through them.
    for text in list(doctree.findall(nodes.Text)):
        parents = list(_parents(text))
        if not _is_text(parents):
            continue
        here = _place(env.docname, parents)
        of_text = list(finds.find(str(text)))
        for mention in of_text:
            found.setdefault(mention.key, {})[here] = None
        if _may_link(parents):
            first = [mention for mention in of_text if _is_first(mention, done)]
            if first:
                text.parent.replace(text, list(_with_links(str(text), first, known)))
    for table, row, here in _named_by_links(env.docname, doctree):
        found.setdefault((table, row), {})[here] = None
    mentions(env)[env.docname] = found


def _is_first(mention: Mention[tuple[str, str]], done: set[tuple[str, str]]) -> bool:
    """Say whether something that is linked is named for the first time, and remember that it was named."""
    if mention.key in done or mention.key[0] not in LINKED:
        return False
    done.add(mention.key)
    return True


def _with_links(
    text: str, first: list[Mention[tuple[str, str]]], known: dict[tuple[str, str], Named]
) -> Iterator[nodes.Node]:
    """Yield a text with some of its words as links."""
    end = 0
    for mention in first:
        if mention.start > end:
            yield nodes.Text(text[end : mention.start])
        end = mention.end
        words = text[mention.start : end]
        entry = known[mention.key]
        language = "vi" if mention.form == entry.vietnamese else entry.lang if mention.form == entry.name else ""
        card = Card(str(card_html(entry)), (), "Its entry", f"{PAGES[entry.table]}#{entry.row}")
        yield name_link(words, words, table=entry.table, row=entry.row, card=card, lang=language)
    if end < len(text):
        yield nodes.Text(text[end:])


def _parents(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_text(parents: list[nodes.Node]) -> bool:
    """Say whether something stands in running text, whether or not within a link."""
    if any(isinstance(parent, _OTHER) or parent.get("nb_element", "") == "cell_code" for parent in parents[:-1]):
        return False
    return any(isinstance(parent, _TEXT) for parent in parents)


def _may_link(parents: list[nodes.Node]) -> bool:
    """Say whether running text may be made a link: not in another link, nor where a word is defined."""
    return not any(isinstance(parent, (*_LINKS, nodes.term)) for parent in parents)


def _place(page: str, parents: list[nodes.Node]) -> Place:
    """Return the section in which something stands; what stands above the first section is of the page as a whole."""
    sections = [parent for parent in parents if isinstance(parent, nodes.section)]
    if len(sections) < 2:
        return Place(page, "", "")
    title = sections[0].next_node(nodes.title)
    return Place(page, sections[0]["ids"][0], title.astext() if title else "")


def _named_by_links(page: str, doctree: nodes.document) -> Iterator[tuple[str, str, Place]]:
    """Yield what is named by words that lead to a row: the row itself, and the document that states it or is cited."""
    states = _stated_by(Held(ledger()))
    for link in doctree.findall(number_with_home):
        if link["page"].startswith(f"{FOLDER}/"):
            table, row = link["page"].removeprefix(f"{FOLDER}/"), link["anchor"]
            here = _place(page, list(_parents(link)))
            yield table, row, here
            if (table, row) in states:
                yield "documents", states[table, row], here
    for citation in doctree.findall(addnodes.pending_xref):
        if citation.get("refdomain") == "cite":
            here = _place(page, list(_parents(citation)))
            yield from (("documents", key.strip(), here) for key in citation["reftarget"].split(","))


@lru_cache(maxsize=2)
def _stated_by(held: Held) -> dict[tuple[str, str], str]:
    """Return the document that states a row, where it is one of the table of documents, by table and row."""
    documents = set(held.ledger["documents"]["document"])
    found = {}
    for table, frame in held.ledger.items():
        if "source" in frame and table not in ("documents", "sources"):
            rows = zip(frame.iloc[:, 0], frame["source"], strict=True)
            found.update({(table, row): source for row, source in rows if source in documents})
    return found


def card_html(entry: Named) -> Markup:
    """Return what the card of an entry says: the name, the sentence on it, and who states that."""
    return render("name_card.html", entry=entry)


def visit_html(self: Any, node: name_link) -> None:
    """Write link and card, or the bare text where the page of the entry is not part of the book."""
    builder = self.builder
    page = PAGES[node["table"]]
    entry = next((one for one in entries() if one.key == (node["table"], node["row"])), None)
    lang = Markup(' lang="{}"').format(node["lang"]) if node["lang"] else ""
    if entry is None or page not in builder.env.found_docs:
        self.body.append(Markup("<span{}>{}</span>").format(lang, node.astext()))
        raise nodes.SkipNode
    address = "" if builder.name == "singlehtml" else builder.get_relative_uri(builder.current_docname, page)
    self.body.append(
        Markup('<a class="name-link"{} href="{}#{}" title="{}" data-card="{}">{}</a>').format(
            lang, address, entry.row, f"{entry.says} {entry.statement}", node[CARD_ID], node.astext()
        )
    )
    raise nodes.SkipNode


def _plain(self: Any, node: name_link) -> None:
    """Leave the text to the visitor of text."""


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the mentions of a page that is read anew or gone."""
    mentions(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Take over what another process has read."""
    read = mentions(other)
    mentions(env).update({name: read[name] for name in docnames if name in read})


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    plain = (_plain, _plain)
    app.add_node(name_link, html=(visit_html, _plain), latex=plain, text=plain, man=plain, texinfo=plain, gettext=plain)
    # After the results of notebooks have become links.
    app.connect("doctree-read", note_and_link, priority=800)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
