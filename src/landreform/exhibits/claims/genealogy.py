"""Show how a number becomes a toll: two misreadings, step by step.

Input: the tables ``estimates``, ``reception``, ``lineage`` and ``sources``. Output: the figure ``fig-genealogy``.
"""

import re
import textwrap
from functools import partial
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import claim_columns, with_kept
from landreform.text.claims import claims_and_restatements, labels
from landreform.text.prose import number, plural
from landreform.tolls.genealogy import descent

#: The claims at which the two stories begin, and what they are called.
ROOTS = {
    "dang-phong2005-classified": "A count of people labelled",
    "politburo1953-05-04-ratio": "A ratio planned for the free areas",
}
#: Over the columns of the dead.
DEAD = "told as a number of dead"
#: Table in which each end of a step stands, by whether it only repeats a number.
TABLES = {False: "estimates", True: "reception"}
#: Inches: height of a box of one row and of what parts two, of the head of a column, and of the free edge.
ROW, GAP, HEAD, EDGE = 0.76, 0.1, 0.44, 0.06
#: Inches of the columns of boxes on a page, from the left: where each begins, and how wide it is.
COLUMNS_AT, WIDE = (0.06, 1.72, 3.38, 5.02), 1.41
#: On a narrow figure: how much farther in a taker stands than its giver, and the height of a line.
INDENT, LINE = 0.24, 0.148
#: Letters of what is printed, on a page and on a narrow figure.
LETTERS, LONGEST = 38, 90
#: Inches of a line of the key, and what it explains: words, and whether a text says it.
KEY = 0.17
LINES = (("a text says that the number went this way", True), ("we infer that it went this way", False))


class _Claim(NamedTuple):
    """A claim or restatement of a story."""

    name: str
    who: str
    outcome: str
    printed: str
    repeats: bool


def genealogy_inputs(ledger: Ledger) -> dict[str, pd.DataFrame]:
    """Give every step on the way from the two numbers."""
    estimates, reception, lineage = ledger["estimates"], ledger["reception"], ledger["lineage"]
    both = claims_and_restatements(estimates, reception)
    label = dict(zip(both["estimate"], labels(both, ledger["sources"]), strict=True))
    stories = [descent(estimates, lineage, root, reception).assign(story=title) for root, title in ROOTS.items()]
    steps = pd.concat(stories, ignore_index=True)
    repeated = set(reception["restatement"])
    steps["giver_repeats"], steps["taker_repeats"] = steps["giver"].isin(repeated), steps["taker"].isin(repeated)
    steps["giver_label"], steps["taker_label"] = steps["giver"].map(label), steps["taker"].map(label)
    places = lineage.set_index("step")[list(STATEMENT)]
    return {"data": steps.join(places, on="step")[list(COLUMNS)]}


def misreadings(data: pd.DataFrame, sheet: Sheet = PAGE) -> Figure:
    """Draw every way on which the first number became one of dead: what it counts from left to right, or downwards.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; what `landreform.tolls.genealogy.descent` returns for each story.
    sheet : Sheet
    """
    story = to_the_dead(data)
    draw = _stacked if sheet.narrow else _side_by_side
    told = _left_out(data, story)
    rows_of_key = (len(LINES) if sheet.narrow else 1) + len(lines_of(told, sheet.width - 2 * EDGE, Size.TEXT))
    key = KEY * rows_of_key + 0.14
    height = draw(None, story, 0.0, sheet)
    # the one drawing area is the whole page, so that its units are inches
    figure = sheet.page(key + height)
    if sheet.narrow:
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
    else:
        figure.set_layout_engine("constrained", w_pad=0, h_pad=0)
        axes = figure.add_subplot()
    axes.set(xlim=(0, sheet.width), ylim=(key + height, 0))
    axes.axis("off")
    _key(axes, sheet, told)
    draw(axes, story, key, sheet)
    return figure


def to_the_dead(data: pd.DataFrame) -> pd.DataFrame:
    """Choose the steps of the first story after which, at once or later, the number stands as one of dead.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`.

    Returns
    -------
    DataFrame
        Its rows, in their order; all of the story where none of its steps ends in a number of dead.
    """
    story = data[data["story"] == data["story"].iloc[0]]
    led = set(story.loc[story["taker_outcome"].isin(TOLLS), "taker"])
    for _ in story.itertuples():
        led |= set(story.loc[story["taker"].isin(led), "giver"])
    return story[story["taker"].isin(led)] if led else story


def _left_out(data: pd.DataFrame, story: pd.DataFrame) -> str:
    """Say how many took the number over without it being told as one of dead, in the end; nothing where nobody did."""
    whole = data[data["story"] == data["story"].iloc[0]]
    others = whole["taker"].nunique() - story["taker"].nunique()
    return (
        f"not drawn: {number(others)} more who took the number, of which none became a number of dead" if others else ""
    )


def _key(axes: Axes, sheet: Sheet, told: str) -> None:
    """Explain both kinds of arrows, each beside a small one of its kind, and say what is not drawn."""
    below = 0.1 + KEY * (len(LINES) if sheet.narrow else 1)
    for place, words in enumerate(lines_of(told, sheet.width - 2 * EDGE, Size.TEXT)):
        axes.text(EDGE, below + KEY * place, words, fontsize=Size.TEXT, va="center")
    for place, (words, read) in enumerate(LINES):
        x, y = (EDGE, 0.1 + KEY * place) if sheet.narrow else (EDGE + place * sheet.width / 2, 0.1)
        axes.add_patch(FancyArrowPatch((x, y), (x + 0.32, y), **_line(read)))
        axes.text(x + 0.42, y, words, fontsize=Size.TEXT, va="center")


def _line(read: bool) -> Look:
    """Give the arrow of a step, dashed where it is inferred."""
    look: Look = {"arrowstyle": "-|>", "mutation_scale": 9, "color": INK, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0}
    return look | {"linestyle": "-" if read else Dash.INFERRED}


def _side_by_side(axes: Axes | None, story: pd.DataFrame, top: float, sheet: Sheet) -> float:
    """Draw a story in columns by what the number counts; return its height, and without axes do only that.

    What is told as a number of dead stands on a tinted ground at the right, whoever repeats that in the last column. A
    box is as high as all that came from it, so that each arrow goes straight to the right.
    """
    rows, columns = _rows(story), _columns(story)
    foot = HEAD + (1 + max(last for _, last in rows.values())) * ROW
    if axes is None:
        return foot + EDGE
    claims = {claim.name: claim for claim in _claims(story)}
    dead = min((columns[name] for name in claims if claims[name].outcome in TOLLS), default=len(COLUMNS_AT))
    if dead < len(COLUMNS_AT):
        left = COLUMNS_AT[dead] - 0.1
        ground: Look = {"facecolor": Tint.TOLL, "edgecolor": "none", "zorder": 0}
        axes.add_patch(Rectangle((left, top), sheet.width - left, foot, **ground))
    _column_heads(axes, claims, columns, dead, top)
    places = {}
    for name, (first, last) in rows.items():
        corner = (COLUMNS_AT[columns[name]], top + HEAD + first * ROW)
        places[name] = (corner, (1 + last - first) * ROW - GAP)
    for step in story.itertuples():
        (begin, _), (end, high) = places[step.giver], places[step.taker]
        at = end[1] + min(high, ROW - GAP) / 2
        arrow = FancyArrowPatch((begin[0] + WIDE, at), (end[0], at), **_line(step.basis == "read"))
        axes.add_patch(arrow)
    for name, (corner, high) in places.items():
        claim = claims[name]
        with shows(axes, TABLES[claim.repeats], [name]):
            _frame(axes, corner, (WIDE, high))
            lines = [*lines_of(claim.who.split(" (")[0], WIDE - 0.1, Size.TEXT)[:2]]
            quoted = lines_of(_quoted(claim, LETTERS), WIDE - 0.1, Size.TEXT)
            words: Look = {"fontsize": Size.TEXT, "ha": "center", "va": "center", "linespacing": 1.0}
            axes.text(corner[0] + WIDE / 2, corner[1] + high / 2, "\n".join([*lines, *quoted]), **words)
    return foot + EDGE


def _column_heads(axes: Axes, claims: dict[str, _Claim], columns: dict[str, int], dead: int, top: float) -> None:
    """Write over each column what its numbers count; over those of the dead that they do."""
    look: Look = {"fontsize": Size.LABEL, "fontweight": "bold", "ha": "center", "va": "center", "linespacing": 0.95}
    for column in range(dead):
        counted = dict.fromkeys(NAMES[claims[name].outcome] for name in claims if columns[name] == column)
        words = "\n".join(lines_of(", ".join(counted), WIDE + 0.1, Size.LABEL, bold=True))
        axes.text(COLUMNS_AT[column] + WIDE / 2, top + HEAD / 2, words, **look)
    last = max(columns.values())
    if dead <= last:
        middle = (COLUMNS_AT[dead] + COLUMNS_AT[last] + WIDE) / 2
        axes.text(middle, top + HEAD / 2, DEAD, **look)


def _rows(story: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Give each claim its first and its last row: those of all that came from it."""
    children = story.groupby("giver", sort=False)["taker"].apply(list).to_dict()
    found: dict[str, tuple[int, int]] = {}

    def place(name: str, first: int) -> int:
        last = first
        # The longest way on stands in the row of its giver.
        onward = sorted(children.get(name, []), key=lambda child: (child not in children, child))
        for position, child in enumerate(onward):
            last = place(child, last + (position > 0))
        found[name] = (first, last)
        return last

    place(_root(story), 0)
    return found


def _root(story: pd.DataFrame) -> str:
    """Return the claim at which a story begins."""
    return str(next(name for name in story["giver"] if name not in set(story["taker"])))


def _columns(story: pd.DataFrame) -> dict[str, int]:
    """Give each claim its column: by the steps from the beginning, all first numbers of dead in one column."""
    depth = {_root(story): 0} | dict(zip(story["taker"], story["depth"], strict=True))
    turned = set(story.loc[story["became_toll"].astype(bool), "taker"])
    level = max((depth[name] for name in turned), default=0)
    columns = {name: level if name in turned else steps for name, steps in depth.items()}
    return {name: min(column, len(COLUMNS_AT) - 1) for name, column in columns.items()}


def _stacked(axes: Axes | None, story: pd.DataFrame, top: float, sheet: Sheet) -> float:
    """Draw a story with its boxes below each other, each farther in than its giver; see `_side_by_side`."""
    claims, at, below = {claim.name: claim for claim in _claims(story)}, {}, 0.0
    columns = {_root(story): 0} | dict(zip(story["taker"], story["depth"], strict=True))
    rows = _rows(story)
    for name in sorted(rows, key=lambda name: (rows[name][0], columns[name])):
        left = EDGE + columns[name] * INDENT
        width = sheet.width - left - EDGE
        lines = _lines(claims[name], width)
        at[name] = (left, top + below, width, LINE * (len(lines[0]) + len(lines[1])) + 0.12, lines)
        below += at[name][3] + 0.1
    if axes is None:
        return below
    # What an arrow of a text and what one that we infer leaves from: side by side, so that no dash lies on a line.
    for step in story.itertuples():
        left, over, _, high, _ = at[step.giver]
        x, y, _, _, _ = at[step.taker]
        read = step.basis == "read"
        bend: Look = {"connectionstyle": "angle,angleA=-90,angleB=180,rad=2"}
        trunk = left + (0.06 if read else 0.13)
        axes.add_patch(FancyArrowPatch((trunk, over + high), (x, y + 0.16), **_line(read) | bend))
    for name, (x, y, width, high, lines) in at.items():
        claim = claims[name]
        with shows(axes, TABLES[claim.repeats], [name]):
            _frame(axes, (x, y), (width, high), Tint.TOLL if claim.outcome in TOLLS else "white")
            words: Look = {"fontsize": Size.TEXT, "va": "top", "linespacing": 0.98}
            axes.text(x + 0.07, y + 0.05, "\n".join(lines[0]), **words)
            under = y + 0.05 + LINE * len(lines[0])
            axes.text(x + 0.07, under, "\n".join(lines[1]), fontweight="bold", **words)
    return below


def _lines(claim: _Claim, width: float) -> tuple[list[str], list[str]]:
    """Break what a box says into lines: who and what is printed, then what it counts."""
    room = width - 0.14
    quoted = _quoted(claim, LONGEST)
    said = [*lines_of(claim.who.split(" (")[0], room, Size.TEXT), *lines_of(quoted, room, Size.TEXT)]
    return said, lines_of(NAMES[claim.outcome], room, Size.TEXT, bold=True)


def _quoted(claim: _Claim, longest: int) -> str:
    """Quote what is printed, shortened, with what its Vietnamese word means."""
    quoted = f"“{textwrap.shorten(claim.printed, longest, placeholder=' …')}”"
    return f"{quoted} (people)" if quoted.endswith(" người”") else quoted


def _claims(story: pd.DataFrame) -> list[_Claim]:
    """Give each claim and each restatement of a story once."""
    found = {}
    for end in ("giver", "taker"):
        for row in story.to_dict("records"):
            shown = (row[f"{end}_{what}"] for what in ("label", "outcome", "printed", "repeats"))
            found[row[end]] = _Claim(row[end], *shown)
    return list(found.values())


def _frame(axes: Axes, corner: tuple[float, float], size: tuple[float, float], face: str = "white") -> None:
    """Draw the box of a claim."""
    style = "round,pad=0,rounding_size=0.05"
    axes.add_patch(FancyBboxPatch(corner, *size, boxstyle=style, edgecolor=QUIET, facecolor=face, linewidth=0.9))


def says(steps: pd.DataFrame) -> str:
    """Say what the first number counted at first and as what it was told in the end."""
    first = steps[steps["story"] == steps["story"].iloc[0]]
    root = first.loc[first["depth"].idxmin()]
    if not (first["became_toll"] & (first["basis"] == "read")).any():
        return f"A count of {_figure(root['giver_printed'])} people labelled went from work to work"
    return f"From work to work {_figure(root['giver_printed'])} people labelled class enemies became as many dead"


def _figure(printed: str) -> str:
    """Write the number that stands in what is printed."""
    return next(iter(re.findall(r"\d[\d.,]*\d", printed)), printed)


def alt(steps: pd.DataFrame) -> str:
    """Say in one sentence how many steps are drawn, and how many of them a text states."""
    drawn = to_the_dead(steps)
    read = int((drawn["basis"] == "read").sum())
    turned = drawn[drawn["became_toll"].astype(bool)]
    return (
        f"Diagram of {plural(len(drawn), 'step')} by which a count of people labelled went from work to work, "
        f"{number(read)} stated in a text, {number(len(drawn) - read)} inferred; at {plural(len(turned), 'step')} what "
        "was no number of dead is told as one."
    )


def description(steps: pd.DataFrame) -> str:
    """Tell every step in a sentence, with what it turned into what: those drawn, then those kept in the data."""

    def told(step: Any) -> str:
        ends = (
            f"{label} (“{printed}”, {NAMES[outcome]}, {territory})"
            for label, printed, outcome, territory in (
                (step.giver_label, step.giver_printed, step.giver_outcome, step.giver_territory),
                (step.taker_label, step.taker_printed, step.taker_outcome, step.taker_territory),
            )
        )
        return f"From {' to '.join(ends)}, {'stated in a text' if step.basis == 'read' else 'inferred'}."

    drawn = to_the_dead(steps)
    first = " ".join(map(told, drawn.itertuples()))
    others = " ".join(
        f"{title}. {' '.join(map(told, group.itertuples()))}"
        for title, group in steps.drop(drawn.index).groupby("story", sort=False)
    )
    return with_kept(first, others)


def conclusions(steps: pd.DataFrame) -> tuple[str, ...]:
    """Say at which steps a number became a toll, as far as a text says that it went this way."""
    turned = steps[steps["became_toll"]]
    texts = [
        f"{step.taker_label} prints as “{NAMES[step.taker_outcome]}” what in {step.giver_label} counted as "
        f"“{NAMES[step.giver_outcome]}” (a text says so)."
        for step in turned[turned["basis"] == "read"].itertuples()
    ]
    inferred = int((turned["basis"] != "read").sum())
    if inferred:
        texts.append(f"At {plural(inferred, 'further step')} only the numbers or the wording suggest the same.")
    return tuple(texts)


def _end_columns(end: str, what: str) -> dict[str, str]:
    """Describe the columns of one end of a step."""
    repeats = "whether it only repeats a number (True, False)"
    texts = ("its short name", "what it counts there", "where", "what is printed there", repeats)
    names = ("label", "outcome", "territory", "printed", "repeats")
    return {end: what} | {f"{end}_{name}": text for name, text in zip(names, texts, strict=True)}


#: What the columns of the frame hold.
COLUMNS = claim_columns(
    story="which number is followed",
    depth="least number of steps from the beginning to the taker (number)",
    **ledger_columns("lineage", "step"),
    **_end_columns("giver", "claim or restatement from which the number was taken"),
    **_end_columns("taker", "claim or restatement that took it"),
    **ledger_columns("lineage", "carried basis"),
    shift="what the step turned into what; empty if nothing changed",
    became_toll="whether what is no toll became one (True, False)",
)

EXHIBIT = FigureExhibit(
    slug="fig-genealogy",
    caption=(
        "A number, followed step by step. A box says who prints it and how; the columns, what it counts there. What "
        "stands on the tinted ground is a number of dead. Arrows run from whoever gave the number to whoever took it. "
        "Only ways that end among the dead are drawn; other ways of this number, and a second one, a ratio planned for "
        "the free areas and later told of another area, are in the table beside it and in the long description. A work "
        "that took the number together with another one is counted here, though the figure of the lineages may have it "
        "in the row of the other."
    ),
    make=misreadings,
    narrow=partial(misreadings, sheet=PHONE),
    inputs=genealogy_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    says=says,
    tables=("estimates", "reception", "lineage", "sources"),
    limits=(
        "It does not show who erred first or why; a step may have passed through works that were not read.",
        "A step that is inferred may be chance; numbers that only a calculation brings together are no step and are "
        "not drawn.",
        "It shows the works of the ledger; others may have repeated the same numbers.",
        "A work that took the number together with another one is counted here; in the figure of the lineages it "
        "stands in one row only, which may be that of the other number.",
    ),
)
