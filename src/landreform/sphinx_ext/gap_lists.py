"""Lists of what the ledger does not know, and the index of its tables, computed when the page is built."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from landreform.ledger import tables
from landreform.ledger.gaps import GAPS
from landreform.text.prose import number, plural
from landreform.text.table import table


class GapList(SphinxDirective):
    """Print one list of gaps, or with ``summary`` how many there are of each kind."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Compute the list from the ledger."""
        name = self.arguments[0]
        self.env.note_dependency(str(tables.DATA / tables.DESCRIPTOR))
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
        html = table(frame, caption, gap.headings)._repr_html_()
        return [nodes.raw("", f'<div class="reading-scroll" tabindex="0">{html}</div>', format="html")]


def _summary(ledger) -> str:
    rows = "\n".join(
        f'<tr><th scope="row"><a href="#{gap.name}">{escape(gap.title)}</a></th>'
        f'<td style="text-align:right">{number(len(gap.find(ledger)))}</td>'
        f'<td style="text-align:right">{number(gap.total(ledger))}</td></tr>'
        for gap in GAPS.values()
    )
    return (
        '<table class="reading"><caption>What is not known, by kind.</caption>'
        '<thead><tr><th scope="col">kind</th><th scope="col" style="text-align:right">number</th>'
        f'<th scope="col" style="text-align:right">of</th></tr></thead><tbody>{rows}</tbody></table>'
    )


class LedgerIndex(SphinxDirective):
    """Print the list of the tables with their number of rows."""

    def run(self) -> list[nodes.Node]:
        """Compute the list from the descriptor and the tables."""
        self.env.note_dependency(str(tables.DATA / tables.DESCRIPTOR))
        described = tables.descriptor()["resources"]
        counts = {entry["name"]: len(tables.load(entry["name"])) for entry in described}
        rows = "\n".join(
            f'<tr><th scope="row"><a href="{entry["name"]}.html">{escape(entry["title"])}</a></th>'
            f'<td style="text-align:right">{number(counts[entry["name"]])}</td>'
            f"<td>{escape(entry['description'])}</td>"
            f'<td><a href="../../data/{entry["path"]}" download>{entry["path"]}</a></td></tr>'
            for entry in described
        )
        caption = f"The tables of the ledger: {plural(sum(counts.values()), 'row')} in all."
        html = (
            f'<div class="reading-scroll" tabindex="0"><table class="reading"><caption>{caption}</caption>'
            '<thead><tr><th scope="col">table</th>'
            '<th scope="col" style="text-align:right">rows</th><th scope="col">one row is</th>'
            f'<th scope="col">file</th></tr></thead><tbody>{rows}</tbody></table></div>'
        )
        return [nodes.raw("", html, format="html")]


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("gap", GapList)
    app.add_directive("ledger-index", LedgerIndex)
