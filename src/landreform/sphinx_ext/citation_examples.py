"""Show how the book, a part of it or a row of the ledger is cited, in several styles and formats."""

from __future__ import annotations

import json

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.publish import citation, styles
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.exhibit_html import ledger_link, names, passport
from landreform.sphinx_ext.markup import render

# What can be shown, and how many names it needs.
_WANTED = {"book": 0, "data": 0, "chapter": 1, "exhibit": 1, "row": 2}


class CitationExample(SphinxDirective):
    """Show how one work is cited: ``book``, ``data``, ``chapter NAME``, ``exhibit SLUG`` or ``row TABLE ID``."""

    required_arguments = 1
    optional_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Leave the place; titles of chapters are known when the page is written."""
        what, *rest = self.arguments
        if _WANTED.get(what) != len(rest):
            raise self.error(f"citation-example does not know {' '.join(self.arguments)!r}")
        return [deferred("row-example", *rest) if what == "row" else deferred("example", what, *rest)]


@writer("example")
def example(page: PageContext, what: str, name: str = "") -> str:
    """Set the citation of one work in all styles, and in the formats of reference managers."""
    if what == "chapter":
        # A small build may lack the chapter; its name is then its title.
        title = page.env.titles[name].astext() if name in page.env.titles else name
        work = citation.chapter(name, title)
    elif what == "exhibit":
        exhibit = passport(name)
        work = citation.part(name, exhibit["kind"], exhibit["title"])
    else:
        work = citation.book() if what == "book" else citation.data()
    item = citation.csl(work)
    formats = {
        "BibTeX": citation.bibtex(work),
        "RIS": citation.ris(work),
        "CSL-JSON": json.dumps([item], ensure_ascii=False, indent=1),
    }
    formats = {name: text.rstrip("\n") for name, text in formats.items()}
    return render("citation_styles.html", styles=_in_all_styles(item), formats=formats, row="")


@writer("row-example")
def row_example(page: PageContext, table: str, identifier: str) -> str:
    """Set the citation of a number known at second hand: who states it, and the work in which it was read."""
    frame = tables.load(table)
    (row,) = frame[frame[frame.columns[0]] == identifier].to_dict("records")
    place = row["locator"].replace("(", "[").replace(")", "]")  # brackets within brackets
    return render(
        "citation_styles.html",
        styles=_in_all_styles(citation.from_bibliography(row["read_in"])),
        formats={},
        row=ledger_link(page, table, identifier, identifier),
        in_text=f"({names()[row['source']]}, as cited in {names()[row['read_in']]}, {place})",
    )


def _in_all_styles(item: dict) -> list[tuple[str, Markup, Markup]]:
    """Write a citation in every style: name of the style, what stands in the text, entry of the list of references."""
    written = {name: styles.formatted(item, style) for style, name in styles.STYLES.items()}
    return [(name, Markup(in_text), Markup(reference)) for name, (in_text, reference) in written.items()]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("citation-example", CitationExample)
