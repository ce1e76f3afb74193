"""Show the claims of a worked example, each with the public text in which it was read.

Input is a folder of ``examples``; output is a table on the page, made from the file that the commands take.
"""

from __future__ import annotations

import re

import pandas as pd
from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.contested.claims import read_table
from landreform.contested.outcome_tables import read_outcomes
from landreform.contested.outcomes import OutcomeOrder
from landreform.paths import ROOT
from landreform.sphinx_ext.markup import link, scrolling
from landreform.text.html_table import html_table
from landreform.text.prose import number

FOLDER = ROOT / "examples"


class ExampleClaims(SphinxDirective):
    """Show the table ``claims.csv`` of a folder of the examples, with a caption: ``FOLDER CAPTION``."""

    required_arguments = 2
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Read the claims and what they count."""
        name, caption = self.arguments
        folder = FOLDER / name
        if not folder.is_dir():
            raise self.error(f"no example {name!r} in {FOLDER.name}/")
        for file in ("claims.csv", "outcomes.csv"):
            self.env.note_dependency(str(folder / file))
        order = read_outcomes(str(folder / "outcomes.csv"))
        claims = read_table(str(folder / "claims.csv"), "an example", order).claims
        read_in = pd.read_csv(folder / "claims.csv", dtype=str, keep_default_na=False)
        html = claims_html(caption, claims.merge(read_in[["estimate", "source", "read_in", "locator"]]), order)
        return [nodes.raw("", html, format="html")]


def claims_html(caption: str, claims: pd.DataFrame, order: OutcomeOrder) -> str:
    """Set claims as a table.

    Parameters
    ----------
    caption : str
    claims : DataFrame
        Claims, with the columns ``source, read_in, locator``; `read_in` is an address.
    order : OutcomeOrder
        Their outcomes.

    Returns
    -------
    str
    """
    rows = [
        (
            row["estimate"],
            stated(row["low"], row["point"], row["high"]),
            f"{order.title(row['outcome'])}; lineage: {row['lineage']}",
            Markup("{}; {}, {}").format(row["source"], link(row["read_in"], "read here"), row["locator"]),
        )
        for row in claims.to_dict("records")
    ]
    headings = ("claim", "persons", "counts, and its lineage", "source, and where it was read")
    return f"<div data-computed>{scrolling(html_table(caption, headings, rows, row_headings=True))}</div>"


def stated(low: float, point: float, high: float) -> str:
    """Write the numbers of a claim.

    Examples
    --------
    >>> nan = float("nan")
    >>> stated(793, 4645, 8498), stated(nan, 64, nan), stated(40000, nan, 60000), stated(800, nan, nan)
    ('4,645 (793–8,498)', '64', '40,000–60,000', 'at least 800')
    """
    if pd.isna(low) and pd.isna(high):
        return number(point)
    if pd.isna(high) or pd.isna(low):
        span = f"at least {number(low)}" if pd.isna(high) else f"at most {number(high)}"
    else:
        span = f"{number(low)}–{number(high)}"
    return span if pd.isna(point) else f"{number(point)} ({span})"


def size_of(drawing: str) -> tuple[int, int]:
    """Return width and height of a drawing, in pixels of CSS, from the points that it names.

    Examples
    --------
    >>> size_of('<svg width="468pt" height="254.3472pt">')
    (624, 339)
    """
    found = re.search(r'<svg\b[^>]*\swidth="([\d.]+)pt" height="([\d.]+)pt"', drawing)
    if found is None:
        raise ValueError("The drawing names no width and height in points.")
    return round(float(found[1]) * 4 / 3), round(float(found[2]) * 4 / 3)


def give_sizes(app: Sphinx, doctree: nodes.document) -> None:
    """Give the drawings of examples their sizes, so that a page keeps their place before they are there."""
    for image in doctree.findall(nodes.image):
        path = ROOT / image["uri"]
        if path.is_relative_to(FOLDER):
            width, height = size_of(path.read_text(encoding="utf-8"))
            image["width"], image["height"] = str(width), str(height)


def as_attributes(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Write these sizes as attributes: as a style, as docutils has them, they would hold on a phone too."""
    pattern = r'(<img\b[^>]*class="example-drawing"[^>]*?) style="width: (\d+)px; height: (\d+)px;"'
    context["body"] = re.sub(pattern, r'\1 width="\2" height="\3"', context.get("body", ""))


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("doctree-read", give_sizes)
    app.connect("html-page-context", as_attributes)
    app.add_directive("example-claims", ExampleClaims)
    app.add_css_file("examples.css")
