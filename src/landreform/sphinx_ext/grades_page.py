"""What the sources of the claims could know, as tables: by kind of witness, and how far each was read.

``{grades} evidence`` lists the claims by kind of witness and by the evidence that they state, ``{grades} reading``
counts them by kind of witness, distance in years and how far they were read.
"""

from __future__ import annotations

import pandas as pd
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.ledger.grades import READINGS, WITNESSES, with_grades
from landreform.sphinx_ext.ledger_pages import note_tables
from landreform.sphinx_ext.markup import link, scrolling, to_the_right
from landreform.text.claims import short_names
from landreform.text.html_table import Cell, html_table
from landreform.text.prose import number


def evidence_html(claims: pd.DataFrame, sources: pd.DataFrame) -> str:
    """List the claims by kind of witness (rows) and grade of the evidence stated (columns), each with its way home."""
    names = short_names(claims, sources)
    field = next(field for field in tables.resource("estimates")["schema"]["fields"] if field["name"] == "grade")
    grades = [grade for grade in field["constraints"]["enum"] if grade in set(claims["grade"])]
    rows = []
    for kind, of_kind in _by_witness(claims, sources):
        cells = [Markup("; ").join(_links(of_kind[of_kind["grade"] == grade], names)) or "–" for grade in grades]
        rows.append([kind, *cells])
    headings = ["kind of witness", *(grade.replace("_", " ") for grade in grades)]
    caption = f"Claims by kind of witness (rows) and by the evidence that they state (columns): {number(len(claims))}."
    return scrolling(html_table(caption, headings, rows, row_headings=True))


def _links(claims: pd.DataFrame, names: pd.Series) -> list[Markup]:
    return [link(f"ledger/estimates.html#{claim}", names[claim]) for claim in claims["estimate"]]


def reading_html(claims: pd.DataFrame, sources: pd.DataFrame) -> str:
    """Count the claims of each kind of witness by how far they were read, with their distance in years."""
    rows: list[list[str | Cell]] = []
    for kind, of_kind in _by_witness(claims, sources):
        years = of_kind["distance"].dropna()
        shown = [*(str(value).replace("-", "−") for value in (years.min(), years.max()))] if len(years) else []
        read = of_kind["reading"].value_counts()
        counts = [len(of_kind), *(int(read.get(reading, 0)) for reading in READINGS)]
        rows.append([kind, " to ".join(dict.fromkeys(shown)) or "unknown", *(to_the_right(number(n)) for n in counts)])
    headings: list[str | Cell] = [
        "kind of witness",
        "years after the campaign",
        *map(to_the_right, ("claims", *READINGS)),
    ]
    return scrolling(
        html_table("Distance in years, and how far the claims were read.", headings, rows, row_headings=True)
    )


def _by_witness(claims: pd.DataFrame, sources: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Give the claims of each kind of witness, with their grades; kinds without a claim are left out."""
    graded = with_grades(claims, sources)
    groups = {kind.replace("_", " "): graded[graded["witness"] == kind.replace("_", " ")] for kind in WITNESSES}
    return [(kind, rows) for kind, rows in groups.items() if len(rows)]


TABLES = {"evidence": evidence_html, "reading": reading_html}


class Grades(SphinxDirective):
    """Print one of the tables on what the sources of the claims could know."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Build the table as HTML."""
        name = self.arguments[0]
        if name not in TABLES:
            raise self.error(f"no table {name!r}; there are {', '.join(TABLES)}")
        note_tables(self.env, "estimates", "sources")
        html = TABLES[name](tables.load("estimates"), tables.load("sources"))
        return [nodes.raw("", html, format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("grades", Grades)
