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
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.rows_shown import shows
from landreform.exhibits.draw.sheets import PAGE, PHONE, Sheet
from landreform.exhibits.draw.style import INK, QUIET, Dash, Look, Size, Tint
from landreform.exhibits.draw.text_lines import lines_of
from landreform.exhibits.frames import claim_columns
from landreform.text.claims import claims_and_restatements, labels
from landreform.text.prose import plural
from landreform.tolls.genealogy import descent

#: The claims at which the two stories begin, and what they are called.
ROOTS = {
    "dang-phong2005-classified": "A count of people labelled",
    "politburo1953-05-04-ratio": "A ratio planned for the free areas",
}
#: Width and height of a box and the way from one column or row to the next, in inches.
BOX, STEP = (1.3, 1.01), (1.69, 1.04)
#: Inches of the head of a story and of the free edge; where boxes stand below each other, how much farther in a taker
#: stands than its giver, the height of a line, and letters of what is printed.
HEAD, EDGE, INDENT, LINE, LONGEST = 0.42, 0.06, 0.24, 0.148, 90
LETTERS = 22
#: Inches of a line of the key, and what it explains: words, the look of an arrow, the look of a box.
KEY = 0.17
LINES: tuple[tuple[str, Look | None, Look], ...] = (
    ("a text says that the number went this way", {"color": QUIET, "linewidth": 0.9}, {}),
    ("the same, and from here on it is told as dead", {"color": INK, "linewidth": 1.5}, {}),
    ("inferred by us", {"color": QUIET, "linewidth": 0.9, "linestyle": Dash.INFERRED}, {}),
    ("a number of dead", None, {"facecolor": Tint.TOLL, "edgecolor": QUIET, "linewidth": 1.0}),
    ("not a number of dead", None, {"facecolor": "white", "edgecolor": QUIET, "linewidth": 1.0}),
    (
        "dotted edge: only repeats a number",
        None,
        {"facecolor": "white", "edgecolor": QUIET, "linewidth": 1.0, "linestyle": ":"},
    ),
)


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
    """Draw each claim as a box and each step as an arrow that says what changed.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; what `landreform.tolls.genealogy.descent` returns for each story.
    sheet : Sheet
    """
    # The first number is the one of which the title speaks; the other is told in the description and kept in the data.
    stories = list(data.groupby("story", sort=False))[:1]
    draw = _stacked if sheet.narrow else _side_by_side
    heights = [HEAD + draw(None, story, 0.0, sheet) for _, story in stories]
    key = KEY * (len(LINES) if sheet.narrow else -(-len(LINES) // 2)) + 0.1
    # the one drawing area is the whole page, so that its units are inches
    figure = sheet.page(key + sum(heights))
    if sheet.narrow:
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
    else:
        figure.set_layout_engine("constrained", w_pad=0, h_pad=0)
        axes = figure.add_subplot()
    axes.set(xlim=(0, sheet.width), ylim=(key + sum(heights), 0))
    axes.axis("off")
    _key(axes, sheet)
    top = key
    for (title, story), height in zip(stories, heights, strict=True):
        axes.text(EDGE, top + 0.22, title, fontsize=Size.LABEL, fontweight="bold", va="center")
        draw(axes, story, top + HEAD, sheet)
        top += height
    return figure


def _key(axes: Axes, sheet: Sheet) -> None:
    """Explain arrows and boxes, each beside a small one of its kind."""
    rows = len(LINES) if sheet.narrow else -(-len(LINES) // 2)
    for place, (words, arrow, box) in enumerate(LINES):
        x, y = EDGE + place // rows * sheet.width / 2, 0.1 + KEY * (place % rows)
        if arrow is not None:
            look: Look = {"arrowstyle": "-|>", "mutation_scale": 8, "shrinkA": 0, "shrinkB": 0}
            axes.add_patch(FancyArrowPatch((x, y), (x + 0.32, y), **look, **arrow))
        else:
            style = "round,pad=0,rounding_size=0.03"
            axes.add_patch(FancyBboxPatch((x + 0.02, y - 0.055), 0.28, 0.11, boxstyle=style, **box))
        axes.text(x + 0.42, y, words, fontsize=Size.TEXT, va="center")


def _side_by_side(axes: Axes | None, story: pd.DataFrame, top: float, sheet: Sheet) -> float:
    """Draw a story with its boxes in columns by number of steps; return its height, and without axes do only that."""
    places = _places(story)
    height = (1 + max(row for _, row in places.values())) * STEP[1]
    if axes is None:
        return height
    at = {name: (EDGE + column * STEP[0], top + row * STEP[1]) for name, (column, row) in places.items()}
    for position, step in enumerate(story.itertuples()):
        _arrow(axes, at[step.giver], at[step.taker], step, trunk=0.1 + 0.08 * position)
    for claim in _claims(story):
        with shows(axes, "reception" if claim.repeats else "estimates", [claim.name]):
            _box(axes, at[claim.name], claim)
    return height


def _stacked(axes: Axes | None, story: pd.DataFrame, top: float, sheet: Sheet) -> float:
    """Draw a story with its boxes below each other, each farther in than its giver; see `_side_by_side`."""
    claims, at, below = {claim.name: claim for claim in _claims(story)}, {}, 0.0
    changes = {step.taker: "; ".join(_change(step)) for step in story.itertuples()}
    for name, (column, _) in _places(story).items():
        left = EDGE + column * INDENT
        width = sheet.width - left - EDGE
        lines = _lines(claims[name], width)
        below += LINE if changes.get(name) else 0.0
        at[name] = (left, top + below, width, LINE * (len(lines[0]) + len(lines[1])) + 0.12, lines)
        below += at[name][3] + 0.1
    if axes is None:
        return below
    turns: dict[str, int] = {}
    for step in story.itertuples():
        left, over, _, high, _ = at[step.giver]
        x, y, _, _, _ = at[step.taker]
        turns[step.giver] = turns.get(step.giver, 0) + 1
        trunk = left + 0.03 + 0.022 * turns[step.giver]
        _bent(axes, (trunk, over + high), (x, y + 0.16), step)
        if changes[step.taker]:
            axes.text(x + 0.04, y - 0.02, changes[step.taker], fontsize=Size.TEXT, va="bottom", fontstyle="italic")
    for name, (x, y, width, high, lines) in at.items():
        claim = claims[name]
        with shows(axes, "reception" if claim.repeats else "estimates", [name]):
            _frame(axes, (x, y), (width, high), claim)
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


def _places(story: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Give each claim its column, the number of steps from the beginning, and its row."""
    root = next(name for name in story["giver"] if name not in set(story["taker"]))
    ordered = story.sort_values(["basis", "taker"], ascending=[False, True])
    children = ordered.groupby("giver")["taker"].apply(list).to_dict()
    depth = {root: 0} | dict(zip(story["taker"], story["depth"], strict=True))
    places: dict[str, tuple[int, int]] = {}
    free = 0

    def place(name: str) -> None:
        nonlocal free
        places[name] = (depth[name], free)
        below = [child for child in children.get(name, []) if child not in places]
        # the longest way on stands in the row of its giver
        for position, child in enumerate(sorted(below, key=lambda child: child not in children)):
            free += position > 0
            if child not in places:
                place(child)

    place(root)
    return places


def _claims(story: pd.DataFrame) -> list[_Claim]:
    """Give each claim and each restatement of a story once."""
    found = {}
    for end in ("giver", "taker"):
        for row in story.to_dict("records"):
            shown = (row[f"{end}_{what}"] for what in ("label", "outcome", "printed", "repeats"))
            found[row[end]] = _Claim(row[end], *shown)
    return list(found.values())


def _frame(axes: Axes, corner: tuple[float, float], size: tuple[float, float], claim: _Claim) -> None:
    """Draw the box of a claim, tinted where it is a toll, with a dotted edge where the number is only repeated."""
    look: Look = {"facecolor": Tint.TOLL if claim.outcome in TOLLS else "white", "linewidth": 1.0}
    if claim.repeats:
        look |= {"linestyle": ":"}
    style = "round,pad=0,rounding_size=0.05"
    axes.add_patch(FancyBboxPatch(corner, *size, boxstyle=style, edgecolor=QUIET, **look))


def _box(axes: Axes, corner: tuple[float, float], claim: _Claim) -> None:
    """Draw one claim: who, what is printed, what it counts."""
    _frame(axes, corner, BOX, claim)
    first, *more = textwrap.wrap(_breakable(claim.who.split(" (")[0]), LETTERS)
    # What does not fit is left out from its comma on.
    name = [first, *(more if len(more) < 2 else [more[0].split(",")[0]])]
    lines = [*name, *textwrap.wrap(_quoted(claim, 2 * LETTERS - 10), LETTERS)]
    middle, top, foot = corner[0] + BOX[0] / 2, corner[1] + 0.05, corner[1] + BOX[1] - 0.04
    counts = "\n".join(lines_of(NAMES[claim.outcome], BOX[0] - 0.12, Size.TEXT, bold=True))
    words: Look = {"fontsize": Size.TEXT, "ha": "center", "linespacing": 1.0}
    axes.text(middle, top, "\n".join(lines), va="top", **words)
    axes.text(middle, foot, counts, fontweight="bold", va="bottom", **words)


def _breakable(name: str) -> str:
    """Let a word that is as long as a line break in its middle, so that it does not touch its box."""
    halves = [(word[: (len(word) - 1) // 2], word[(len(word) - 1) // 2 :]) for word in name.split()]
    return " ".join(first + (" " if len(first + rest) >= LETTERS - 2 else "") + rest for first, rest in halves)


def _bent(axes: Axes, begin: tuple[float, float], end: tuple[float, float], step: Any) -> None:
    """Draw one step down from a box and then to the right, to the edge of another."""
    look: Look = {"connectionstyle": "angle,angleA=-90,angleB=180,rad=2", "arrowstyle": "-|>", "mutation_scale": 7}
    axes.add_patch(FancyArrowPatch(begin, end, **look, **_line(step)))


def _line(step: Any) -> Look:
    """Give the line of a step: heavy where something else became a toll, dashed where it is inferred."""
    look: Look = {"color": INK, "linewidth": 1.5} if _told_as_toll(step) else {"color": QUIET, "linewidth": 0.9}
    return look | {"linestyle": "-" if step.basis == "read" else Dash.INFERRED, "shrinkA": 0, "shrinkB": 1}


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], step: Any, trunk: float) -> None:
    """Draw one step, dashed where it is inferred, with what changed on it."""
    down = end[1] - start[1] > 0.01
    # a step into another row leaves the box below, so that it crosses no other box
    begin = (start[0] + trunk, start[1] + BOX[1]) if down else (start[0] + BOX[0], start[1] + BOX[1] / 2)
    bend = "angle,angleA=-90,angleB=180,rad=3" if down else "arc3"
    tip = (end[0], end[1] + BOX[1] / 2)
    look: Look = {"connectionstyle": bend, "arrowstyle": "-|>", "mutation_scale": 8}
    axes.add_patch(FancyArrowPatch(begin, tip, **look, **_line(step)))
    words = _change(step)
    if words:
        # beside a box there is room for one word, below it for all
        text = "; ".join(words) if down else "\n".join(" ".join(words).split())
        x = end[0] - 0.42 if down else (start[0] + BOX[0] + end[0]) / 2
        axes.text(x, end[1] + BOX[1] / 2 - 0.05, text, fontsize=Size.TEXT, ha="center", va="bottom", linespacing=1.05)


def _told_as_toll(step: Any) -> bool:
    """Return whether a text says of a step at which something else became a toll that the number went this way."""
    return bool(step.became_toll) and step.basis == "read"


def _change(step: Any) -> list[str]:
    """Say what a step changed."""
    words = ["other area"] if f"{step.giver_territory} became" in step.shift else []
    if _told_as_toll(step):
        words.append("now: dead")
    elif step.giver_outcome != step.taker_outcome:
        words.append("told as")
    return words


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
    """Say in one sentence how many steps there are and what they did."""
    turned = int((steps["became_toll"] & (steps["basis"] == "read")).sum())
    return (
        f"Diagram of {plural(steps['story'].nunique(), 'number')} that passed through {plural(len(steps), 'step')} "
        f"from work to work; at {plural(turned, 'step')}, by what a text says, no toll was printed as one."
    )


def description(steps: pd.DataFrame) -> str:
    """Tell every step in a sentence, with what it turned into what."""

    def told(step: Any) -> str:
        ends = (
            f"{label} (“{printed}”, {NAMES[outcome]}, {territory})"
            for label, printed, outcome, territory in (
                (step.giver_label, step.giver_printed, step.giver_outcome, step.giver_territory),
                (step.taker_label, step.taker_printed, step.taker_outcome, step.taker_territory),
            )
        )
        return f"From {' to '.join(ends)}, {'stated in a text' if step.basis == 'read' else 'inferred'}."

    stories = (
        f"{title}, {plural(len(group), 'step')}. {' '.join(map(told, group.itertuples()))}"
        for title, group in steps.groupby("story", sort=False)
    )
    return " ".join(stories)


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
        "A number, followed step by step. A box says who, what is printed and, in bold, what it counts; numbers of "
        "dead are tinted, and a dotted edge marks who only repeats a number. Heavy arrows are steps at which, as a "
        "text says, something else became a number of dead; dashed ones are inferred. A second number, a ratio planned "
        "for the free areas and later told of another area, is kept in the data and in the long description."
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
    ),
)
