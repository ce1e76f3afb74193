"""Show how a number becomes a toll: two misreadings, step by step.

Input: the tables ``estimates``, ``reception``, ``lineage`` and ``sources``. Output: the figure ``fig-genealogy``.
"""

import textwrap
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from landreform.contested.outcomes import NAMES, TOLLS
from landreform.exhibits.base import STATEMENT, FigureExhibit, Ledger, Words
from landreform.exhibits.columns import ledger_columns
from landreform.exhibits.draw.claim_glyphs import colour_of
from landreform.exhibits.draw.style import INK, QUIET, WIDTH, Dash, Look, Size, Tint, page
from landreform.exhibits.frames import claim_columns, list_by_group
from landreform.text.claims import claims_and_restatements, labels
from landreform.text.prose import plural
from landreform.tolls.genealogy import descent

#: The claims at which the two stories begin, and what they are called.
ROOTS = {
    "dang-phong2005-classified": "A count of people labelled",
    "politburo1953-05-04-ratio": "A ratio planned for the free areas",
}
#: Width and height of a box and the way from one column or row to the next, in inches.
BOX, STEP = (1.34, 0.87), (1.68, 0.95)
LETTERS = 22


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


def misreadings(data: pd.DataFrame) -> Figure:
    """Draw each claim as a box and each step as an arrow that says what changed.

    Parameters
    ----------
    data : DataFrame
        Columns as in `COLUMNS`; what `landreform.tolls.genealogy.descent` returns for each story.
    """
    stories = list(data.groupby("story", sort=False))
    places = [_places(story) for _, story in stories]
    rows = sum(1 + max(row for _, row in place.values()) for place in places)
    height = rows * STEP[1] + 0.42 * len(stories)
    # the one drawing area is the whole page, so that its units are inches
    figure = page(height)
    figure.set_layout_engine("constrained", w_pad=0, h_pad=0)
    axes = figure.add_subplot()
    axes.set(xlim=(0, WIDTH), ylim=(height, 0))
    axes.axis("off")
    top = 0.0
    for (title, story), place in zip(stories, places, strict=True):
        axes.text(0.06, top + 0.22, title, fontsize=Size.LABEL, fontweight="bold", va="center")
        at = {name: (0.06 + column * STEP[0], top + 0.42 + row * STEP[1]) for name, (column, row) in place.items()}
        for position, step in enumerate(story.itertuples()):
            _arrow(axes, at[step.giver], at[step.taker], step, trunk=0.1 + 0.08 * position)
        for name, who, outcome, printed, repeats in _claims(story):
            _box(axes, at[name], who, outcome, printed, repeats)
        top += 0.42 + (1 + max(row for _, row in place.values())) * STEP[1]
    return figure


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


def _claims(story: pd.DataFrame) -> list[tuple[str, str, str, str, bool]]:
    """Give each claim and each restatement of a story once, and say which it is."""
    found = {}
    for end in ("giver", "taker"):
        for row in story.to_dict("records"):
            shown = (row[f"{end}_{what}"] for what in ("label", "outcome", "printed", "repeats"))
            found[row[end]] = (row[end], *shown)
    return list(found.values())


def _box(axes: Axes, corner: tuple[float, float], who: str, outcome: str, printed: str, repeats: bool) -> None:
    """Draw one claim: who, what is printed, what it counts; with a dotted edge where the number is only repeated."""
    toll = outcome in TOLLS
    look: Look = {"facecolor": Tint.TOLL, "linewidth": 1.8} if toll else {"facecolor": "white", "linewidth": 1.0}
    if repeats:
        look |= {"linestyle": ":"}
    style = "round,pad=0,rounding_size=0.05"
    axes.add_patch(FancyBboxPatch(corner, *BOX, boxstyle=style, edgecolor=colour_of(outcome), **look))
    name = textwrap.wrap(who.split(" (")[0], LETTERS)[:2]
    quoted = textwrap.shorten(printed, 2 * LETTERS - 10, placeholder=" …")
    lines = [*name, *textwrap.wrap(f"“{quoted}”", LETTERS)]
    middle, top, foot = corner[0] + BOX[0] / 2, corner[1] + 0.05, corner[1] + BOX[1] - 0.04
    counts = "\n".join(textwrap.wrap(NAMES[outcome], LETTERS))
    words: Look = {"fontsize": Size.TEXT, "ha": "center", "linespacing": 1.0}
    axes.text(middle, top, "\n".join(lines), va="top", **words)
    axes.text(middle, foot, counts, fontweight="bold", va="bottom", **words)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], step: Any, trunk: float) -> None:
    """Draw one step, dashed where it is inferred, with what changed on it."""
    down = end[1] - start[1] > 0.01
    # a step into another row leaves the box below, so that it crosses no other box
    begin = (start[0] + trunk, start[1] + BOX[1]) if down else (start[0] + BOX[0], start[1] + BOX[1] / 2)
    bend = "angle,angleA=-90,angleB=180,rad=3" if down else "arc3"
    look: Look = {"color": INK, "linewidth": 1.5} if _told_as_toll(step) else {"color": QUIET, "linewidth": 0.9}
    look |= {
        "linestyle": "-" if step.basis == "read" else Dash.INFERRED,
        "mutation_scale": 8,
        "shrinkA": 0,
        "shrinkB": 1,
    }
    tip = (end[0], end[1] + BOX[1] / 2)
    axes.add_patch(FancyArrowPatch(begin, tip, connectionstyle=bend, arrowstyle="-|>", **look))
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
        words.append("now a toll")
    elif step.giver_outcome != step.taker_outcome:
        words.append("other count")
    return words


def alt(steps: pd.DataFrame) -> str:
    """Say in one sentence how many steps there are and what they did."""
    turned = int((steps["became_toll"] & (steps["basis"] == "read")).sum())
    return (
        f"Diagram of {plural(steps['story'].nunique(), 'number')} that passed through {plural(len(steps), 'step')} "
        f"from work to work; at {plural(turned, 'step')}, by what a text says, no toll was printed as one."
    )


def description(steps: pd.DataFrame) -> str:
    """Tell every step with what it turned into what."""

    def step_text(step: Any) -> str:
        return (
            f"from {step.giver_label} (“{step.giver_printed}”, {NAMES[step.giver_outcome]}, {step.giver_territory}) to "
            f"{step.taker_label} (“{step.taker_printed}”, {NAMES[step.taker_outcome]}, {step.taker_territory}), "
            f"{'stated in a text' if step.basis == 'read' else 'inferred'}"
        )

    return list_by_group(steps, "story", str, step_text)


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
        "A count of people labelled became one of dead on its way from work to work, and a ratio for some areas one "
        "for the whole North. A box says who, what is printed and, in bold, what it counts; tolls are tinted, and a "
        "dotted edge marks who only repeats a number. Heavy arrows are steps at which, as a text says, something else "
        "became a toll; dashed ones are inferred."
    ),
    make=misreadings,
    inputs=genealogy_inputs,
    words=Words(alt, conclusions, COLUMNS, description),
    tables=("estimates", "reception", "lineage", "sources"),
    limits=(
        "It does not show who erred first or why; a step may have passed through works that were not read.",
        "A step that is inferred may be chance; numbers that only a calculation brings together are no step and are "
        "not drawn.",
        "It shows the works of the ledger; others may have repeated the same numbers.",
    ),
)
