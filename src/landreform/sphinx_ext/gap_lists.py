"""Lists of what the ledger does not know, and the index of its tables, computed when the page is built."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.ledger.gaps import GAPS
from landreform.ledger.revisions import released
from landreform.ledger.shares import beside, shares
from landreform.paths import DATA
from landreform.sphinx_ext.markup import download, link, scrolling, to_the_right
from landreform.text.html_table import Cell, html_table
from landreform.text.prose import number, percent, plural
from landreform.text.table import table


class GapList(SphinxDirective):
    """Print one list of gaps, or with ``summary`` how many there are of each kind."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Compute the list from the ledger."""
        name = self.arguments[0]
        self.env.note_dependency(str(DATA / tables.DESCRIPTOR))
        ledger = tables.load_all()
        if name == "summary":
            return [nodes.raw("", _summary(ledger), format="html")]
        if name not in GAPS:
            raise self.error(f"no gap {name!r}; there are {', '.join(GAPS)}")
        gap = GAPS[name]
        frame = gap.find(ledger)
        for column in ("campaign", "outcome", "grade", "kind"):
            if column in frame:
                frame[column] = frame[column].str.replace("_", " ")
        caption = f"{gap.title}: {number(len(frame))} of {number(gap.total(ledger))}."
        return [nodes.raw("", scrolling(table(frame, caption, gap.headings)._repr_html_()), format="html")]


def _summary(ledger: Mapping[str, pd.DataFrame]) -> str:
    rows = [
        (
            link(f"#{gap.name}", gap.title),
            to_the_right(number(len(gap.find(ledger)))),
            to_the_right(number(gap.total(ledger))),
        )
        for gap in GAPS.values()
    ]
    headings = ("kind", to_the_right("number"), to_the_right("of"))
    return html_table("What is not known, by kind.", headings, rows, row_headings=True)


class Shares(SphinxDirective):
    """Print how many rows were read in Wikipedia and its copies, at the first release and now."""

    def run(self) -> list[nodes.Node]:
        """Count in the tables of both."""
        version, folder = next(iter(released().items()))
        self.env.note_dependency(str(DATA / tables.DESCRIPTOR))
        html = shares_html(version, shares(tables.load_all(folder)), shares(tables.load_all()))
        return [nodes.raw("", html, format="html")]


def shares_html(version: str, before: pd.DataFrame, after: pd.DataFrame) -> str:
    """Set the shares of rows by where they were read, of an earlier version beside those of now.

    Parameters
    ----------
    version : str
        The earlier one.
    before, after : DataFrame
        As :func:`landreform.ledger.shares.shares` gives them.
    """
    rows = []
    for row in beside(before, after).to_dict("records"):
        ends = [row[f"{name}_{end}"] for name in ("rows", "wikipedia", "first_hand") for end in ("before", "after")]
        of = {"before": row["rows_before"], "after": row["rows_after"]}
        shown = [
            "–" if pd.isna(count) else number(count) if place < 2 else _of(count, of[("before", "after")[place % 2]])
            for place, count in enumerate(ends)
        ]
        rows.append([row["table"].replace("_", " "), *map(to_the_right, shown)])
    columns = ("rows", "read in Wikipedia or a copy", "read in the work that states them")
    headings: list[str | Cell] = [
        "table",
        *(to_the_right(f"{column}, {end}") for column in columns for end in (version, "now")),
    ]
    caption = "Where the rows were read, in the first release and now; in brackets the share of the table."
    return scrolling(html_table(caption, headings, rows, row_headings=True))


def _of(count: float, rows: float) -> str:
    return f"{number(count)} ({percent(count / rows)})" if rows else "–"


class LedgerIndex(SphinxDirective):
    """Print the list of the tables with their number of rows."""

    def run(self) -> list[nodes.Node]:
        """Compute the list from the descriptor and the tables."""
        self.env.note_dependency(str(DATA / tables.DESCRIPTOR))
        described = tables.descriptor()["resources"]
        counts = {entry["name"]: len(tables.load(entry["name"])) for entry in described}
        rows = [
            (
                link(f"{entry['name']}.html", entry["title"]),
                to_the_right(number(counts[entry["name"]])),
                entry["description"],
                download(f"../../data/{entry['path']}", entry["path"]),
            )
            for entry in described
        ]
        caption = f"The tables of the ledger: {plural(sum(counts.values()), 'row')} in all."
        headings = ("table", to_the_right("rows"), "one row is", "file")
        return [nodes.raw("", scrolling(html_table(caption, headings, rows, row_headings=True)), format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("gap", GapList)
    app.add_directive("shares", Shares)
    app.add_directive("ledger-index", LedgerIndex)
