"""Show how far it is our making which choices matter: their shares of the variance under several lists of options.

Input: every way of pooling the claims that the book admits. Output: the figure ``fig-choices``.
"""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from landreform.exhibits.base import FigureExhibit, Ledger, Words
from landreform.exhibits.draw.legends import legend_above
from landreform.exhibits.draw.pooled import MULTIVERSE_TABLES, multiverse_sources
from landreform.exhibits.draw.row_chart import RowChart, write_near
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Look, Series, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import with_kept
from landreform.text.prose import listing, number, percent, plural
from landreform.tolls.multiverse import ledger_multiverse, ledger_shares
from landreform.tolls.table_text import CHOICE_NAMES as NAMES

INTERACTIONS = "(interactions)"
#: The choices and the lists of options in plain words.
PLAIN = {
    "bridge": "what is counted",
    "floor": "a floor from documents",
    "width": "how wide a bare number is",
    "encoding": "the middle of a range",
    "coverage": "how sure a range is",
    "claim_set": "which claims enter",
    "lineage": "what is a copy",
    "rule": "how to average",
}
LISTS = {
    "all options": "every option",
    "graded sets only": "only claims that say what they rest on",
    "without ratios and floor": "only numbers of people executed, as they stand",
    "one rule of each kind": "only two rules of averaging",
    "random effects only": "only one kind of average",
    "lenient sets only": "only sets with most claims in them",
    "every claim admitted": "every claim must enter (nothing to choose)",
}
#: Inches for the names of the lists at the left; the least share in whose part of a bar its number has room.
NAMES_AT_LEFT, ROOM = 1.7, 0.075
#: The parts of a bar, from the left: face, letters on it, name.
PARTS: tuple[tuple[str, str, str], ...] = (
    (Series.FIRST, "white", "{first}"),
    (QUIET, "white", "the next choice"),
    (Tint.BASES, INK, "each of the other choices, and their sum"),
    (Tint.STRIP, INK, "what no choice explains by itself"),
)


def choices_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Divide the variance between specifications among the choices, under each design of the options."""
    return {"data": ledger_shares(ledger_multiverse(ledger))[list(COLUMNS)]}


def shares_by_list(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw for each list of options a bar that is the whole, parted among the first choice, the next, and the rest.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; for each design the choices in one order.
    sheet : Sheet
    """
    first = _first(data)
    designs = data["design"].drop_duplicates().tolist()
    chart = RowChart(sheet.page(1.2 + 0.33 * len(designs)), start=-1, unit=0.24, foot=0.13)
    for design in designs:
        rows, words = data[data["design"] == design], LISTS.get(design, design)
        following = _following(rows, first)
        if chart.names_above:
            chart.row(f"{words}\n– next: {following}")
        else:
            chart.row("\n".join(lines_of(words, NAMES_AT_LEFT, Size.TEXT)))
            chart.beside(following, 8, Size.TEXT)
        _bar(chart, rows, first)
    chart.axes.set(xlim=(0, 1), xticks=[0, 0.25, 0.5, 0.75, 1])
    chart.axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    chart.axes.set_xlabel("share of the differences between all averages that a choice explains")
    if not chart.names_above:
        look: Look = {"xycoords": "axes fraction", "color": QUIET, "va": "bottom", "linespacing": 1.0}
        write_near(chart.axes, "list of options", (0, 1), -8, Size.TEXT, ha="right", **look)
        write_near(chart.axes, "the next choice: its share", (1, 1), 8, Size.TEXT, **look)
    chart.finish(0.55, -0.55, Size.TEXT, linespacing=0.95)
    edge: Look = {"edgecolor": Tint.EDGE, "linewidth": 0.4}
    names = [name.format(first=PLAIN.get(first, first)) for *_, name in PARTS]
    handles = [Patch(facecolor=face, label=name, **edge) for (face, *_), name in zip(PARTS, names, strict=True)]
    legend_above(chart.figure, *handles, columns=2)
    return chart.figure


def _bar(chart: RowChart, rows: pd.DataFrame, first: str) -> None:
    """Draw the bar of one list in its row, with the share of each part that has room for it."""
    share = rows.set_index("choice")["eta2"]
    others = share.drop([first, INTERACTIONS]).sort_values(ascending=False)
    # Each of the other choices has its own piece, so that nobody takes their sum for one that is larger than the first.
    pieces = ([share[first]], [others.iloc[0]], others.iloc[1:].tolist(), [share[INTERACTIONS]])
    start = 0.0
    for lengths, (face, letters, _) in zip(pieces, PARTS, strict=True):
        length, at = sum(lengths), start
        for piece in lengths:
            if at > start:
                # At the foot of the bar, where no number stands.
                chart.axes.plot([at, at], [chart.at + 0.31, chart.at + 0.18], color=Tint.EDGE, linewidth=0.6)
            chart.axes.barh(chart.at, piece, left=at, height=0.62, color=face, edgecolor=face, linewidth=0.4)
            at += piece
        corners = [start, at, at, start, start], [chart.at + side for side in (-0.31, -0.31, 0.31, 0.31, -0.31)]
        chart.axes.plot(*corners, color=Tint.EDGE, linewidth=0.4)
        if length >= ROOM:
            weight = "bold" if face == PARTS[0][0] else "normal"
            place: Look = {"ha": "center", "va": "center_baseline", "color": letters, "fontweight": weight}
            words = f"{'+ ' if len(lengths) > 1 else ''}{percent(length)}"
            chart.axes.text(start + length / 2, chart.at, words, fontsize=Size.TEXT, **place)
        start += length


def _following(rows: pd.DataFrame, first: str) -> str:
    """Name the choice that comes next under one list, with its share; where the first is settled, it comes first."""
    others = rows[~rows["choice"].isin([first, INTERACTIONS])].sort_values("eta2", ascending=False).iloc[0]
    settled = "" if rows.loc[rows["choice"] == first, "options"].iloc[0] > 1 else " (here the first)"
    return f"{PLAIN.get(others['choice'], others['choice'])}: {percent(others['eta2'])}{settled}"


def _first(rows: pd.DataFrame) -> str:
    """Return the choice that comes first, by itself, under most of the lists."""
    return str(_leaders(rows)["choice"].value_counts().index[0])


def _leaders(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each list the row of the choice that comes first by itself."""
    main = rows[rows["choice"] != INTERACTIONS]
    return main.sort_values("eta2", ascending=False).drop_duplicates("design")


def _spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each choice the least and the greatest share by itself, over the designs that leave it options."""
    open_ = rows[(rows["choice"] != INTERACTIONS) & (rows["options"] > 1)]
    return open_.groupby("choice", sort=False)["eta2"].agg(["min", "max"])


def _range(low: float, high: float) -> str:
    """Write the least and the greatest share, or the one where both read alike."""
    least, most = percent(low), percent(high)
    return least if least == most else f"{least} to {most}"


def says(rows: pd.DataFrame) -> str:
    """Say which choice comes first, by itself, and under how many of the lists."""
    first, leaders = _first(rows), _leaders(rows)["choice"]
    open_ = int((rows.loc[rows["choice"] == first, "options"] > 1).sum())
    times = int((leaders == first).sum())
    who = "which claims enter" if first == "claim_set" else f"the choice “{NAMES[first]}”"
    lists = f"all {number(open_)}" if times == open_ else f"{number(times)} of {number(open_)}"
    return (
        f"What moves an average of the claims most is {who}: no other single choice explains as much in {lists} lists "
        "of options that leave it open"
    )


def alt(rows: pd.DataFrame) -> str:
    """Say in one sentence how much the choice that mostly comes first explains, and how much none does by itself."""
    spans = _spans(rows)
    first, lists = _first(rows), rows["design"].nunique()
    apart = rows.loc[rows["choice"] == INTERACTIONS, "eta2"]
    return (
        f"Bar chart of {plural(lists, 'list')} of options, a bar each, parted among {plural(len(spans), 'choice')}: "
        f"{PLAIN.get(first, first)} explains {_range(*spans.loc[first])} of the differences where it is left open, and "
        f"what no choice explains by itself is {_range(apart.min(), apart.max())}."
    )


def description(rows: pd.DataFrame) -> str:
    """Give the shares of every choice in every design; then the shares with interactions, which are not drawn."""
    told, kept = [], []
    for design, here in rows.groupby("design", sort=False):
        drawn, whole = [], []
        for row in here.itertuples():
            name = PLAIN.get(row.choice, row.choice)
            if row.choice == INTERACTIONS:
                drawn.append(f"what no choice explains by itself {percent(row.eta2)}")
            elif row.options < 2:
                drawn.append(f"{name} settled")
            else:
                drawn.append(f"{name} {percent(row.eta2)}")
                whole.append(f"{name} {percent(row.eta2_total)}")
        first, words = here.iloc[0], LISTS.get(design, design)
        head = words[0].upper() + words[1:]
        counted = f"{number(int(first['specifications']))} specifications, {number(int(first['empty']))} empty"
        told += [f"{head}.", *(f"{line[0].upper()}{line[1:]}." for line in drawn)]
        kept += [
            f"{head} ({design}), with interactions: {counted}.",
            *(f"{line[0].upper()}{line[1:]}." for line in whole),
        ]
    return with_kept(" ".join(told), " ".join(kept))


def conclusions(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say what holds under every list of options, and that the rest is a property of the list."""
    spans = _spans(rows)
    said = []
    if "claim_set" in spans.index:
        said.append(
            f"Which claims enter accounts by itself for {_range(*spans.loc['claim_set'])} of the variance, as the list "
            "of options has it: no share belongs to the claims alone."
        )
    small = [name for name, row in spans.iterrows() if row["max"] < 0.05]
    if small:
        named = listing([NAMES[name] for name in small])
        said.append(f"Under no list does any of these account by itself for a twentieth: {named}.")
    first = rows[rows["choice"] != INTERACTIONS].sort_values("eta2", ascending=False).drop_duplicates("design")
    leaders = first["choice"].drop_duplicates()
    if len(leaders) > 1:
        said.append(f"Which choice comes first depends on the list: {listing([NAMES[name] for name in leaders])}.")
    else:
        said.append(f"Under every list the same choice comes first: {NAMES[leaders.iloc[0]]}.")
    return tuple(said)


#: What the columns of the frame hold.
COLUMNS = {
    "design": "list of options that is admitted",
    "choice": "the choice, or (interactions)",
    "options": "options of the choice that are admitted (number)",
    "eta2": "share of the variance of the logarithm of the result between the means of its options (0 to 1)",
    "eta2_total": "share that is left when every other choice is settled (0 to 1)",
    "lowest": "lowest mean among its options (persons, geometric)",
    "highest": "highest mean among its options (persons, geometric)",
    "specifications": "specifications of the design (number)",
    "empty": "of these, with fewer than two voices, so that there is no pool (number)",
}

EXHIBIT = FigureExhibit(
    slug="fig-choices",
    caption=(
        "How large the share of a choice is depends on the list of options. A bar is the variance between all ways of "
        "pooling: what is due to the choice that mostly comes first, to the next, to the others, and to several only "
        "together. Where every claim must enter, the first is settled. It says nothing about the toll."
    ),
    make=shares_by_list,
    narrow=partial(shares_by_list, sheet=PHONE),
    inputs=choices_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=MULTIVERSE_TABLES,
    limits=(
        "A share depends on the options that we thought of; a choice with extreme options gets a larger one.",
        "A choice that matters little is not thereby right, and one that matters much is no better known.",
    ),
    sources=multiverse_sources,
)
