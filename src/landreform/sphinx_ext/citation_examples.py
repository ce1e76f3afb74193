"""How is the book cited, and a part of it? Examples in several styles, written by a citation library."""

from __future__ import annotations

import json
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.publish import citation, styles
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.exhibit_html import copyable, ledger_link, names, passport

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
        said = passport(name)
        work = citation.part(name, said["kind"], said["title"])
    else:
        work = citation.book() if what == "book" else citation.data()
    item = citation.csl(work)
    formats = {
        "BibTeX": citation.bibtex(work),
        "RIS": citation.ris(work),
        "CSL-JSON": json.dumps([item], ensure_ascii=False, indent=1),
    }
    blocks = "".join(copyable(name, text) for name, text in formats.items())
    return (
        f'<div class="citation-example" data-computed>{_styled(item)}'
        f"<details><summary>For reference managers</summary>{blocks}</details></div>"
    )


@writer("row-example")
def row_example(page: PageContext, table: str, identifier: str) -> str:
    """Set the citation of a number known at second hand: who states it, and the work in which it was read."""
    frame = tables.load(table)
    (row,) = frame[frame[frame.columns[0]] == identifier].to_dict("records")
    said, read = names()[row["source"]], names()[row["read_in"]]
    place = row["locator"].replace("(", "[").replace(")", "]")  # brackets within brackets
    in_text = f"({said}, as cited in {read}, {place})"
    return (
        f'<div class="citation-example" data-computed><p>In the text, for the row '
        f"{ledger_link(page, table, identifier, identifier)}: "
        f'<span class="copyable"><span class="text">{escape(in_text)}</span></span></p>'
        f"<p>In the list of references, the work that was opened:</p>"
        f"{_styled(citation.from_bibliography(row['read_in']))}</div>"
    )


def _styled(item: dict) -> str:
    rows = ""
    for style, name in styles.STYLES.items():
        in_text, reference = styles.formatted(item, style)
        rows += (
            f'<dt>{escape(name)}</dt><dd><p class="copyable"><span class="text">{reference}</span></p>'
            f"<p>In the text: {in_text}</p></dd>"
        )
    return f'<dl class="citation-styles">{rows}</dl>'


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("citation-example", CitationExample)
