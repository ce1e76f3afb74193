"""Let readers search the book: its sections, its figures and the rows of its ledger.

Input is every page as it is written; output is the file ``search-index.js``, which only the page of the search loads,
and only for somebody who searches, from a folder as from a server. What is on a page is noted by the process that
writes it, beside what Sphinx has read of it, and stays noted until the page is written anew. The search of Sphinx is
switched off: it drops numbers, glues cells together and loads its index with every page.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from landreform.exhibits.register import Registered, register
from landreform.publish.publication import FIGURES
from landreform.sphinx_ext.deferred import PageContext
from landreform.sphinx_ext.exhibit_html import passport
from landreform.sphinx_ext.exhibit_pages import LIST, numbered
from landreform.sphinx_ext.ledger_numbers import ledger, row_ids
from landreform.sphinx_ext.ledger_pages import FOLDER, note_tables
from landreform.sphinx_ext.name_index import reading_order
from landreform.sphinx_ext.search_documents import Document, page_documents
from landreform.sphinx_ext.search_index import counted, inverted
from landreform.sphinx_ext.search_rows import headings, row_documents, tables_named

#: The page of the search, and what it loads for those who search; both at the top of the book.
PAGE, INDEX = "search", "search-index.js"

#: Kinds of what is found, in the order in which the script knows them.
SECTION, EXHIBIT, ROW = range(3)

#: Where to look without the search.
ELSEWHERE = {
    "book/index-of-names": "Index of names, places, terms and documents",
    "book/glossary": "Glossary",
    LIST: "All figures and tables",
    f"{FOLDER}/index": "The ledger",
}

#: Tables that speak of other rows of the ledger, or of what it lacks; somebody looks for what it has. A third, so that
#: what they say again comes after what says it first.
_SECONDARY = dict.fromkeys(("revisions", "codings", "lineage", "exclusions", "not_found"), 0.3)

#: Pages whose tables are rows of the ledger in another order.
_LISTS_OF_ROWS = ("book/gaps", "notebooks/dates-in-full")

#: The list of works, and how the ids of its entries begin.
_BIBLIOGRAPHY, _WORK = "book/bibliography", "cite-"

_MEMORY = "search"
_TEMPLATES = Path(__file__).parent / "search_page"


def note_names(app: Sphinx, docname: str, source: list[str]) -> None:
    """Have a page read anew when a table changes by whose names something is called that is found on it."""
    if table := _table(docname):
        note_tables(app.env, *tables_named(table))
    elif docname == _BIBLIOGRAPHY:
        note_tables(app.env, "sources")


def note_page(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Note what can be found on a page that is being written."""
    if pagename == PAGE:
        for script in ("folding.js", "search.js"):
            app.add_js_file(script, loading_method="defer")
    if doctree is None or not _is_searched(app):
        return
    page = page_documents(context["body"])
    for one in page.documents:
        if one.anchor.startswith(_WORK):
            _name_work(one)
        one.cells = [] if pagename in _LISTS_OF_ROWS else one.cells
    found = [(SECTION, one) for one in page.documents]
    # What opens a figure on the whole screen has a name that begins like that of the figure, and is none.
    exhibits = [(one, page.exhibits[one.slug]) for one in register() if one.active and one.slug in page.exhibits]
    found += [(EXHIBIT, _exhibit(PageContext(app, pagename), entry, rows)) for entry, rows in exhibits]
    if table := _table(pagename):
        found += [(ROW, one) for one in row_documents(table, ledger())]
    file = _memory(app, pagename)
    file.parent.mkdir(exist_ok=True)
    noted = [(_written(kind, one), counted(one)) for kind, one in found]
    file.write_bytes(pickle.dumps(noted))


def _is_searched(app: Sphinx) -> bool:
    return app.builder.name == "html"


def _table(pagename: str) -> str:
    """Return the table of the ledger that a page holds, if it holds one."""
    folder, _, table = pagename.rpartition("/")
    return table if folder == FOLDER and table in ledger() else ""


def _name_work(entry: Document) -> None:
    """Call an entry of the bibliography by the name that the ledger has for the work; the entry is what it says."""
    work = entry.anchor.removeprefix(_WORK)
    if work in row_ids()["sources"]:
        sources = ledger()["sources"]
        entry.prose.insert(0, entry.title)
        entry.title = sources["name"].array[row_ids()["sources"].index(work)]


def _memory(app: Sphinx, pagename: str) -> Path:
    return Path(app.doctreedir) / _MEMORY / f"{pagename.replace('/', '__')}.pickle"


def _written(kind: int, one: Document) -> list[Any]:
    """Set a document as the script of the page reads it, without the page on which it stands."""
    return [kind, one.anchor, one.title, one.also, "\n".join(one.prose), "\n".join(one.cells)]


def _exhibit(page: PageContext, entry: Registered, rows: list[str]) -> Document:
    """Say what can be found of a figure or numbered table: its words, and the rows of the table."""
    said = passport(entry.slug)
    title = " · ".join(filter(None, (numbered(page, entry), said["title"])))
    return Document(
        entry.slug, title, entry.slug, [said["caption"], said["alt"], *said["conclusions"], *said["limits"]], rows
    )


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write what the page of the search loads, from what is noted of every page of the book."""
    if exception is not None or not _is_searched(app):
        return
    pages: list[list[Any]] = []
    documents: list[list[Any]] = []
    counts = []
    order = reading_order(app.env)
    for name in [*order, *sorted(app.env.found_docs - order.keys())]:
        language = app.env.metadata.get(name, {}).get("lang", "")
        pages.append([app.builder.get_target_uri(name), app.env.titles[name].astext(), language])
        if table := _table(name):
            pages[-1] += [_SECONDARY.get(table, 1), headings(table)]
        for written, words in pickle.loads(_memory(app, name).read_bytes()):
            documents.append([len(pages) - 1, *written])
            counts.append(words)
    for retired in (entry for entry in register() if not entry.active):
        gone = Document("", retired.title, retired.slug, [f"No longer drawn. {retired.reason}"])
        pages.append([app.builder.get_target_uri(f"{FIGURES}/{retired.slug}/index"), retired.title, ""])
        documents.append([len(pages) - 1, *_written(EXHIBIT, gone)])
        counts.append(counted(gone))
    terms, postings = inverted(counts)
    content = {"pages": pages, "documents": documents, "terms": terms, "postings": postings}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # A text that a browser reads at once, where it would have to compile an object; U+2028 and U+2029 may stand in it.
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    (Path(app.outdir) / INDEX).write_text(f"bookSearchIndex('{quoted}');\n", encoding="utf-8", newline="\n")


def search_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Give Sphinx the page of the search."""
    if _is_searched(app):
        page = PageContext(app, PAGE)
        elsewhere = [(page.to(name), text) for name, text in ELSEWHERE.items() if page.has(name)]
        yield PAGE, {"title": "Search", "pagetitle": "Search", "elsewhere": elsewhere}, "search.html"


def add_templates(app: Sphinx, config: Config) -> None:
    """Let Sphinx find the page of the search among its templates."""
    config.templates_path = [*config.templates_path, str(_TEMPLATES)]


def switch_off(app: Sphinx) -> None:
    """Switch the search of Sphinx off, which would be written and loaded besides."""
    if _is_searched(app):
        builder: Any = app.builder  # of HTML; others have no search
        builder.search = False


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("config-inited", add_templates)
    app.connect("builder-inited", switch_off)
    app.connect("source-read", note_names)
    # When all others have changed what they change on the page.
    app.connect("html-page-context", note_page, priority=900)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", write_index)
    app.add_css_file("search.css")
