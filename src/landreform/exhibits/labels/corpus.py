"""Draw the corpus of recapitulation reports: its parts, end to end, over the total that is stated for it.

Input: the table of counts. Output: the figure of the corpus.
"""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.columns import STATEMENT_COLUMNS
from landreform.exhibits.draw.row_chart import write_near
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.style import INK, QUIET, Look, Size, Standing, page
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


def parts_and_total(data: pd.DataFrame) -> Figure:
    """Draw the parts end to end, and below them the stated total with what is missing to their sum.

    Parameters
    ----------
    data : DataFrame
        One row a part, then the total; columns `COLUMNS`.
    """
    figure = page(1.75)
    axes = figure.add_subplot()
    parts, total = _rows(data, PART), _rows(data, TOTAL).iloc[0]
    made = int(parts["documents"].sum())
    longest = max(made, int(total["documents"]))
    _draw_parts(axes, parts, longest)
    with shows(axes, "counts", [total["count"]]):
        axes.barh(1, total["documents"], height=0.34, facecolor=QUIET, edgecolor="white")
    axes.text(0.8, 1, f"{number(total['documents'])} stated", color="white", fontsize=Size.TEXT, va="center")
    if made != total["documents"]:
        ends = sorted((made, int(total["documents"])))
        axes.barh(1, ends[1] - ends[0], left=ends[0], height=0.34, facecolor=Standing.FAILS, edgecolor="white")
        more = "more" if made > total["documents"] else "fewer"
        words: Look = {"ha": "right", "color": Standing.FAILS}
        write_near(axes, f"the parts make {number(ends[1] - ends[0])} {more}", (ends[1], 1.42), 0, Size.TEXT, **words)
    axes.set(xlim=(0, longest), ylim=(1.7, -1.05), xticks=[], yticks=[])
    axes.set_axis_off()
    return figure


def _draw_parts(axes: Axes, parts: pd.DataFrame, longest: int) -> None:
    """Draw the parts end to end, each with its number in it and its name above."""
    left = 0
    for part in parts.itertuples():
        with shows(axes, "counts", [part.count]):
            axes.barh(0, part.documents, left=left, height=0.62, facecolor=INK, edgecolor="white", linewidth=2)
        axes.text(left + 0.8, 0, number(part.documents), color="white", fontsize=Size.LABEL, va="center")
        name = "\n".join(lines_of(_short(part.name), 6.0 * part.documents / longest, Size.TEXT))
        axes.text(left + 0.3, -0.4, name, fontsize=Size.TEXT, va="bottom", linespacing=1.0)
        left += part.documents


def _short(quantity: str) -> str:
    text = quantity.removeprefix("Documents ").removeprefix("documents ")
    return text.replace(" themselves", "").replace("questions of ", "")


def _rows(drawn: pd.DataFrame, bar: str) -> pd.DataFrame:
    return drawn[drawn["bar"] == bar]


def _sums(drawn: pd.DataFrame) -> tuple[int, int]:
    """Return what the parts make, and the stated total."""
    return int(_rows(drawn, PART)["documents"].sum()), int(_rows(drawn, TOTAL)["documents"].item())


def says(drawn: pd.DataFrame) -> str:
    """Say whether the parts make the total."""
    made, total = _sums(drawn)
    if made == total:
        return f"The parts of the corpus make its stated total, {number(total)} documents"
    return f"The parts of the corpus make {number(made)} documents, its stated total is {number(total)}"


def alt(drawn: pd.DataFrame) -> str:
    """Say in one sentence what the bars show."""
    made, total = _sums(drawn)
    parts = listing([number(documents) for documents in _rows(drawn, PART)["documents"]])
    return (
        f"Two bars: parts of {parts} documents end to end, which make {number(made)}, and below them a stated total of "
        f"{number(total)}."
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
        "Parts of the corpus of recapitulation reports, as the article that reads them counts them: some documents must "
        "stand in more than one part."
    ),
    make=parts_and_total,
    inputs=corpus_drawn,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("counts",),
    limits=(
        "It does not show the corpus itself: the article lists only some of its documents, in its notes.",
        "Which documents are counted in two parts the article does not say.",
    ),
)
