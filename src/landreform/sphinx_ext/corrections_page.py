"""The changelog of rows: which published rows of the ledger are other ones now, table by table, and why.

``{corrections} summary`` counts them, ``{corrections}`` with the name of a table lists them.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.ledger.revisions import TABLE, version_of
from landreform.publish.publication import publication
from landreform.sphinx_ext.ledger_pages import REVISION_HEADINGS, note_tables, revision_cells, revisions_of
from landreform.sphinx_ext.markup import link, scrolling, to_the_right
from landreform.text.html_table import Cell, html_table
from landreform.text.prose import number, plural

KINDS = ("corrected", "moved", "withdrawn")


def summary_html() -> str:
    """Count the revisions of each table by kind of change."""
    revisions = tables.load(TABLE)
    rows: list[list[str | Cell]] = []
    for resource in tables.descriptor()["resources"]:
        kinds = revisions.loc[revisions["table"] == resource["name"], "change"].value_counts()
        if resource["name"] != TABLE and len(kinds):
            counts = [to_the_right(number(kinds.get(kind, 0))) for kind in KINDS]
            rows.append([link(f"#{resource['name']}", resource["title"]), *counts])
    if not rows:
        return "<p>No row that a release published has been changed.</p>"
    headings: list[str | Cell] = ["table", *map(to_the_right, KINDS)]
    return html_table(f"Changed rows: {number(len(revisions))} in all.", headings, rows, row_headings=True)


def corrections_html(name: str) -> str:
    """List the revisions of one table, the newest version first."""
    found = revisions_of(name)
    if found.empty:
        return "<p>No row of this table has been changed.</p>"
    book = publication().version
    rows = [
        revision_cells(revision | {"version": name_of_version(revision["version"], book)}, "ledger/")
        for revision in found.to_dict("records")
    ]
    caption = f"{tables.resource(name)['title']}: {plural(len(rows), 'change')}."
    return scrolling(html_table(caption, REVISION_HEADINGS, rows, row_headings=True))


def name_of_version(version: str, book: str) -> str:
    """Name the version since which a row is another one, and say so where the book is still an earlier version.

    Examples
    --------
    >>> name_of_version("0.2.0", "0.10.0"), name_of_version("0.11.0", "0.10.0")
    ('0.2.0', '0.11.0 (unreleased)')
    """
    return f"{version} (unreleased)" if version_of(version) > version_of(book) else version


class Corrections(SphinxDirective):
    """Print the changed rows of one table, or with ``summary`` how many there are of each."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the list as HTML."""
        note_tables(self.env, TABLE)
        name = self.arguments[0]
        return [nodes.raw("", summary_html() if name == "summary" else corrections_html(name), format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("corrections", Corrections)
