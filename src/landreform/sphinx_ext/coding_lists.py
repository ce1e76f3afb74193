"""How far two readers of the claims agree, and where they differ, computed when the page is built."""

from __future__ import annotations

import math

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.ledger.second_coding import agreement, differences
from landreform.paths import DATA
from landreform.sphinx_ext.markup import link, scrolling, to_the_right
from landreform.text.html_table import Cell, html_table
from landreform.text.prose import number


class CodingAgreement(SphinxDirective):
    """Print for each variable how often and how far beyond chance the two readers agree."""

    def run(self) -> list[nodes.Node]:
        """Compute the table from the codings."""
        self.env.note_dependency(str(DATA / tables.DESCRIPTOR))
        return [nodes.raw("", _agreement(tables.load("codings")), format="html")]


class CodingDifferences(SphinxDirective):
    """Print what the two readers coded differently, and how it was settled."""

    def run(self) -> list[nodes.Node]:
        """Compute the list from the codings."""
        self.env.note_dependency(str(DATA / tables.DESCRIPTOR))
        return [nodes.raw("", scrolling(_differences(tables.load("codings"))), format="html")]


def _agreement(codings: pd.DataFrame) -> str:
    rows: list[tuple[str | Cell, ...]] = [
        (
            str(row["variable"]),
            *(to_the_right(number(row[name])) for name in ("claims", "agreed", "codes")),
            to_the_right("not defined" if math.isnan(row["kappa"]) else f"{row['kappa']:.2f}"),
        )
        for row in agreement(codings).to_dict("records")
    ]
    numbers = [to_the_right(name) for name in ("claims", "coded alike", "codes in use", "κ")]
    headings: list[str | Cell] = ["variable", *numbers]
    return html_table("Agreement of two readers on each claim.", headings, rows, row_headings=True)


def _differences(codings: pd.DataFrame) -> str:
    found = differences(codings)
    rows = [
        (
            link(f"ledger/estimates.html#{row['estimate']}", row["estimate"]),
            row["variable"],
            *(row[name].replace("_", " ") for name in ("first", "second", "settled")),
            row["why"],
        )
        for row in found.to_dict("records")
    ]
    headings = ("claim", "variable", "first reader", "second reader", "settled", "why")
    caption = f"What was coded differently: {number(len(found))} of {number(len(codings))} codes."
    return html_table(caption, headings, rows, row_headings=True)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("coding-agreement", CodingAgreement)
    app.add_directive("coding-differences", CodingDifferences)
