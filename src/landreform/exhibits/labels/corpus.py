"""Draw the corpus of recapitulation reports: its parts, the documents named, the policies on reorganisation by year.

Input: the tables of counts and documents. Output: the figure of the corpus.
"""

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS
from landreform.exhibits.draw.row_chart import write_above, write_near
from landreform.exhibits.draw.style import INK, PALE, QUIET, Look, Size, page
from landreform.labels.corpus import composition, named_documents, policies_by_year
from landreform.text.prose import listing, number, plural

PART, TOTAL, KIND, YEAR = "part", "total", "kind", "year"


#: What the columns of the frame hold.
COLUMNS = {
    "bar": "part or total of the corpus, kind of document named, or year of policies on reorganisation",
    "name": "part, kind or year",
    "documents": "documents (number)",
    "dated": "for a kind: documents with a date in the ledger (number)",
    "undated": "for a kind: documents without one (number)",
    "anonymous": "for a kind: documents whose issuer is not known (number)",
    "count": "row of the table counts; empty for kinds, which are counted from the table documents",
    **STATEMENT_COLUMNS,
}


def corpus_drawn(ledger: Ledger) -> dict[str, Any]:
    """Gather the parts of the corpus, the documents that the same work names, and the policies by year."""
    parts, years = composition(ledger["counts"]), policies_by_year(ledger["counts"])
    work = parts["read_in"].iloc[0]
    kinds = named_documents(ledger["documents"], work)
    places = ledger["documents"][ledger["documents"]["read_in"] == work].groupby("kind")["locator"].agg("; ".join)
    rows = [
        parts.assign(bar=parts["is_total"].map({True: TOTAL, False: PART}), name=parts["quantity"]),
        kinds.assign(
            bar=KIND, name=kinds["kind"], count="", source=work, read_in=work, locator=kinds["kind"].map(places)
        ),
        years.assign(bar=YEAR, name=years["year"].astype(str)),
    ]
    return {"data": pd.concat(rows, ignore_index=True)[list(COLUMNS)]}


def three_panels(data: pd.DataFrame) -> Figure:
    """Draw the parts against the total, the documents by kind and whether dated, and the policies by year.

    Parameters
    ----------
    data : DataFrame
        One row a bar; columns `COLUMNS`.
    """
    figure = page(5.1)
    grid = figure.add_gridspec(2, 2, height_ratios=[0.8, 1.25], width_ratios=[1.5, 1])
    _draw_parts(figure.add_subplot(grid[0, :]), _rows(data, PART), _rows(data, TOTAL)["documents"].item())
    _draw_kinds(figure.add_subplot(grid[1, 0]), _rows(data, KIND))
    _draw_years(figure.add_subplot(grid[1, 1]), _rows(data, YEAR))
    return figure


def _draw_parts(axes: Axes, parts: pd.DataFrame, total: int) -> None:
    """One bar of the parts end to end, with the stated total as a line."""
    left = 0
    looks = zip((QUIET, PALE, INK), ("", "////", "...."), strict=True)
    for part, (colour, hatch) in zip(parts.sort_values("documents", ascending=False).itertuples(), looks, strict=False):
        face = "white" if hatch else colour
        axes.barh(0, part.documents, left=left, height=0.6, facecolor=face, edgecolor=colour, hatch=hatch)
        words = textwrap.fill(f"{part.documents}: {_short(part.name)}", max(14, int(part.documents * 0.78)))
        above: Look = {"ha": "left", "va": "bottom", "annotation_clip": False}
        write_above(axes, words, (left + 0.6, 0.36), 2, Size.TEXT, **above)
        left += part.documents
    axes.plot([total, total], [-0.55, 0.34], color=INK, linewidth=1.6)
    words = f"stated total: {number(total)}; the parts make {number(left)}"
    write_near(axes, words, (total, -0.5), -4, Size.TEXT, ha="right")
    axes.set(xlim=(0, max(left, total) + 1), ylim=(-0.75, 1.4), xticks=[], yticks=[])
    axes.set_axis_off()
    axes.set_title("The corpus, as the article describes it")


def _short(quantity: str) -> str:
    text = quantity.removeprefix("Documents ").removeprefix("documents ")
    return text.replace(" themselves", "").replace("questions of ", "")


def _draw_kinds(axes: Axes, kinds: pd.DataFrame) -> None:
    """Documents that the article names, by kind; a hatched bar has no date."""
    undated: Look = {"facecolor": "white", "edgecolor": QUIET, "hatch": "////"}
    for place, row in enumerate(kinds.itertuples()):
        axes.barh(place, row.dated, height=0.62, color=QUIET, edgecolor=QUIET)
        axes.barh(place, row.undated, left=row.dated, height=0.62, **undated)
        write_near(axes, number(row.documents), (row.documents, place), 4, Size.TEXT)
    axes.set_yticks(range(len(kinds)), kinds["name"])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.12 * kinds["documents"].max())
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel("documents that it names, by kind", color=QUIET, loc="left")
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    handles = [Patch(facecolor=QUIET, edgecolor=QUIET, label="dated"), Patch(label="undated", **undated)]
    axes.legend(handles=handles, loc="lower right")


def _draw_years(axes: Axes, years: pd.DataFrame) -> None:
    """Policies on reorganisation in the complete collection, by year."""
    at = years["name"].astype(int)
    axes.bar(at, years["documents"], width=0.62, facecolor="white", edgecolor=PALE, hatch="xxxx", linewidth=1)
    for year, documents in zip(at, years["documents"], strict=True):
        write_above(axes, number(documents), (year, documents), 3, Size.TEXT)
    axes.set_xticks(at, years["name"])
    axes.set_ylim(0, 1.15 * years["documents"].max())
    axes.set_xlabel("policies on reorganisation, by year", color=QUIET, loc="left")
    axes.grid(axis="x", visible=False)


def _rows(drawn: pd.DataFrame, bar: str) -> pd.DataFrame:
    return drawn[drawn["bar"] == bar]


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence what the panels show."""
    parts, total = _rows(drawn, PART), _rows(drawn, TOTAL)["documents"].item()
    reports = _rows(drawn, KIND).set_index("name")
    undated = f"{number(reports.loc['report', 'undated'])} of {number(reports.loc['report', 'documents'])}"
    return (
        f"Three bar charts: parts of {listing([number(n) for n in parts['documents']])} documents beside a stated "
        f"total of {number(total)}; documents named by kind, {undated} reports undated; policies on reorganisation "
        f"rising from {number(_rows(drawn, YEAR)['documents'].iloc[0])} to "
        f"{number(_rows(drawn, YEAR)['documents'].iloc[-1])} a year."
    )


def description(drawn: pd.DataFrame) -> str:
    """List every bar."""
    parts = "; ".join(f"{row.name}, {number(row.documents)}" for row in _named(drawn, PART))
    total = _rows(drawn, TOTAL).iloc[0]
    kinds = "; ".join(
        f"{row.name}, {number(row.documents)} ({number(row.dated)} dated, {number(row.anonymous)} without an issuer)"
        for row in _named(drawn, KIND)
    )
    years = "; ".join(f"{row.name}, {number(row.documents)}" for row in _named(drawn, YEAR))
    return (
        f"Parts of the corpus: {parts}; stated total, {number(total['documents'])}. Documents named, by kind: "
        f"{kinds}. Policies on reorganisation by year: {years}."
    )


def _named(drawn: pd.DataFrame, bar: str):
    return _rows(drawn, bar).itertuples(index=False, name="Bar")


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say whether the parts make the total, how many reports bear a date or a name, and when the policies came."""
    made, total = _rows(drawn, PART)["documents"].sum(), _rows(drawn, TOTAL)["documents"].item()
    reports = _rows(drawn, KIND).set_index("name").loc["report"]
    years = _rows(drawn, YEAR)
    share = years["documents"].iloc[-1] / years["documents"].sum()
    return (
        f"The parts named make {number(made)}, the total stated is {number(total)}; they agree only if at least "
        f"{number(made - total)} documents are counted in two parts."
        if made > total
        else f"The parts named make {number(made)} of a stated total of {number(total)}.",
        f"Of {plural(int(reports['documents']), 'report')} named, {number(reports['undated'])} bear no date and "
        f"{number(reports['anonymous'])} name no issuer.",
        f"{number(years['documents'].iloc[-1])} of {number(years['documents'].sum())} policies on reorganisation "
        f"({100 * share:.0f} per cent) are of {years['name'].iloc[-1]}.",
    )


EXHIBIT = FigureExhibit(
    slug="fig-corpus",
    caption=(
        "The parts of the corpus make more than its stated total; none of the reports named bears a date, and "
        "most policies on reorganisation came in the last year counted."
    ),
    make=three_panels,
    inputs=corpus_drawn,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("counts", "documents"),
    limits=(
        "It does not show the corpus itself: the article lists only some of its documents, in its notes.",
        "A report without a date may still be placed by the wave that its title names.",
        "Whether the policies counted by year are all that were issued, or those that a later collection chose "
        "to print, the article leaves open.",
    ),
)
