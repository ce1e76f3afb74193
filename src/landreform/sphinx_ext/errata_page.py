"""The errata found in the literature as a page: numbered, each at its own address, each with a sentence to cite it by.

``{errata}`` prints the table ``errata`` of the ledger as a list, in the order of the numbers.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.publish.publication import Publication, publication
from landreform.sphinx_ext.ledger_pages import note_tables
from landreform.sphinx_ext.markup import link, render

#: Name of the page, from the top of the book.
PAGE = "book/errata"

#: How grave an erratum is, in words.
GRAVITY = {
    "slip": "a slip: nothing is built on it",
    "misleading": "misleading: a reader takes away something wrong",
    "changes_a_result": "changes a result: a number or a date that is used is another",
}


def citation(number: str, work: str, place: str, book: Publication) -> str:
    """Write the sentence by which an erratum is cited.

    Parameters
    ----------
    number : str
        Such as ``E-01``.
    work, place : str
        Name of the work in which it is printed, and the place there.
    book : Publication
        This book.

    Examples
    --------
    >>> citation("E-01", "Moise 1983", "p. 205", publication()).partition(", in ")[0]
    'Erratum E-01 (Moise 1983, p. 205)'
    """
    page = f"{PAGE}.html#{number.lower()}"
    return (
        f"Erratum {number} ({work}, {place}), in {book.byline}, {book.title}, version {book.version} "
        f"({book.date[:4]}), {book.url(page) or page}."
    )


def errata_html() -> str:
    """Return the list of errata as HTML; a sentence where there is none."""
    errata, book = tables.load("errata"), publication()
    if errata.empty:
        return "<p>No erratum has been entered yet.</p>"
    names = dict(tables.load("sources")[["source", "name"]].itertuples(index=False))
    return render("errata.html", errata=[_entry(row, names, book) for row in errata.to_dict("records")])


def _entry(row: dict[str, str], names: dict[str, str], book: Publication) -> dict[str, Any]:
    """Set what the template says of one erratum."""
    number = row["erratum"].upper()
    works = [_work(key, names) for key in dict.fromkeys((row["source"], row["read_in"]))]
    at_row = row["row"] and link(f"ledger/{row['table']}.html#{row['row']}", f"{row['table']}: {row['row']}")
    return {
        "anchor": row["erratum"],
        "number": number,
        "work": _work(row["work"], names),
        "place": row["place"],
        "gravity": GRAVITY[row["gravity"]],
        "printed": row["printed"],
        "why": row["why"],
        "statement": Markup("{}: {}").format(Markup(", as read in ").join(works), row["locator"]),
        "row": at_row,
        "note": row["note"],
        "citation": citation(number, names[row["work"]], row["place"], book),
    }


def _work(key: str, names: dict[str, str]) -> Markup:
    return link(f"ledger/sources.html#{key}", names[key])


class Errata(SphinxDirective):
    """Print the errata found in the literature."""

    def run(self) -> list[nodes.Node]:
        """Build the list as HTML."""
        note_tables(self.env, "errata", "sources")
        return [nodes.raw("", errata_html(), format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("errata", Errata)
