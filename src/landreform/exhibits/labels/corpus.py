"""Draw the corpus of recapitulation reports: its parts, one after another, over the total that is stated for it.

Input: the table of counts. Output: the figure of the corpus.
"""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS
from landreform.exhibits.draw.row_chart import RowChart
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Size
from landreform.exhibits.draw.text_lines import lines_of
from landreform.labels.corpus import composition
from landreform.text.prose import listing, number, plural

PART, TOTAL = "part", "total"

#: What the columns of the frame hold.
COLUMNS = {
    "bar": "part or total of the corpus",
    "name": "what the part, or the corpus, consists of",
    "documents": "documents (number)",
    "count": "row of the table counts",
    **STATEMENT_COLUMNS,
}


def corpus_drawn(ledger: Ledger) -> dict[str, Any]:
    """Gather the parts of the corpus, the largest first, and its stated total."""
    rows = composition(ledger["counts"])
    rows = rows.assign(bar=rows["is_total"].map({True: TOTAL, False: PART}), name=rows["quantity"])
    rows = rows.sort_values(["is_total", "documents", "count"], ascending=[True, False, True])
    return {"data": rows[list(COLUMNS)].reset_index(drop=True)}


def parts_and_total(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw the parts, each from where the one before ends, and below them the stated total.

    Parameters
    ----------
    data : DataFrame
        One row a part, then the total; columns `COLUMNS`.
    sheet : Sheet
    """
    chart = RowChart(sheet.page(0.45 + 0.3 * len(data)), start=-1.0, unit=0.26, foot=0.12)
    axes = chart.axes
    parts, total = _rows(data, PART), _rows(data, TOTAL).iloc[0]
    made, left = int(parts["documents"].sum()), 0
    inside: Look = {"color": "white", "va": "center", "fontsize": Size.TEXT}
    for part in parts.itertuples():
        at = chart.row("\n".join(lines_of(_short(part.name), 2.6, Size.TEXT)))
        with shows(axes, "counts", [part.count]):
            axes.barh(at, part.documents, left=left, height=0.62, facecolor=INK, edgecolor="none")
        axes.text(left + 1, at, number(part.documents), **inside)
        left += part.documents
    at = chart.row("stated total of reports")
    stated = int(total["documents"])
    with shows(axes, "counts", [total["count"]]):
        axes.barh(at, stated, height=0.62, facecolor=QUIET, edgecolor="none")
    axes.text(1, at, number(stated), **inside)
    # From the end of the last part down to the total, so that the one can be held against the other.
    axes.plot([made, made], [0.69, at + 0.31], color=INK, linewidth=0.9)
    more = f"parts together: {number(made)}"
    if made != stated:
        more += f"\n{number(abs(made - stated))} {'more' if made > stated else 'fewer'} than stated"
    chart.near(more, made, 4, Size.TEXT, linespacing=1.0)
    chart.finish(0.6, -0.6)
    axes.set(xlim=(0, 1.34 * max(made, int(total["documents"]))), xticks=[])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    return chart.figure


def _short(quantity: str) -> str:
    text = quantity.removeprefix("Documents ").removeprefix("documents ")
    return text.replace(" themselves", "").replace("questions of ", "").replace("on these efforts", "on both of these")


def _rows(drawn: pd.DataFrame, bar: str) -> pd.DataFrame:
    return drawn[drawn["bar"] == bar]


def _sums(drawn: pd.DataFrame) -> tuple[int, int]:
    """Return what the parts make, and the stated total."""
    return int(_rows(drawn, PART)["documents"].sum()), int(_rows(drawn, TOTAL)["documents"].item())


def says(drawn: pd.DataFrame) -> str:
    """Say whether the parts make the total."""
    made, total = _sums(drawn)
    if made == total:
        return f"The parts of the corpus of recapitulation reports make its stated total, {number(total)} documents"
    return (
        f"The parts of the corpus of recapitulation reports add up to {number(made)} documents, its stated total is "
        f"{number(total)}"
    )


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence what the bars show."""
    made, total = _sums(drawn)
    parts = listing([number(documents) for documents in _rows(drawn, PART)["documents"]])
    return (
        f"Bars: parts of {parts} documents, each from where the one before ends, which make {number(made)}, and "
        f"below them a stated total of {number(total)}."
    )


def description(drawn: pd.DataFrame) -> str:
    """Give a sentence to every bar."""
    parts = [f"{row.name}: {plural(row.documents, 'document')}." for row in _named(drawn, PART)]
    return " ".join([*parts, f"Stated total: {plural(_sums(drawn)[1], 'document')}."])


def _named(drawn: pd.DataFrame, bar: str):
    return _rows(drawn, bar).itertuples(index=False, name="Bar")


def conclusions(drawn: pd.DataFrame) -> tuple[str, ...]:
    """Say whether the parts make the total."""
    made, total = _sums(drawn)
    return (
        f"The parts named make {number(made)}, the total stated is {number(total)}; they agree only if at least "
        f"{plural(made - total, 'document')} are counted in two parts."
        if made > total
        else f"The parts named make {number(made)} of a stated total of {number(total)}.",
    )


EXHIBIT = FigureExhibit(
    slug="fig-corpus",
    caption=(
        "Parts of the corpus of recapitulation reports, as the article that reads them counts them: some documents "
        "must stand in more than one part."
    ),
    make=parts_and_total,
    narrow=partial(parts_and_total, sheet=PHONE),
    inputs=corpus_drawn,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("counts",),
    limits=(
        "It does not show the corpus itself: the article lists only some of its documents, in its notes.",
        "Which documents are counted in two parts the article does not say.",
    ),
)
