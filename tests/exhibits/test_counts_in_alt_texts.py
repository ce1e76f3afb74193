"""An alternative text says what is drawn: each of its numbers is counted from the marks, or printed on the figure.

Whoever cannot see a figure has nothing to hold the text against; here it is held against the artists, in the form for a
page and in the narrow one. A long description sets apart what only the data have.
"""

import re
from collections import Counter, defaultdict

import numpy as np
import pytest
from drawn_exhibits import drawn, every_form, form, markers, texts
from matplotlib import colormaps
from matplotlib.colors import same_color
from matplotlib.dates import num2date
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from landreform import exhibits
from landreform.exhibits.campaign import places_map
from landreform.exhibits.draw.rows_shown import marks_of_rows
from landreform.exhibits.draw.style import Campaign, Standing, Tint
from landreform.exhibits.frames import NOT_DRAWN
from landreform.ledger import tables
from landreform.text.prose import number, percent, rounded

#: A number of an alternative text that stands on the figure as it is.
PRINTED = None
EVENTS = tables.load("dates").set_index("dating")["event"]


def numbers(text):
    return re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?%?", text)


def lines_of(figure, width=None, marker=None):
    """Give the lines of a figure with some width and marker, in the order in which they were drawn."""
    found = [line for axes in figure.axes for line in axes.get_lines()]
    found = [line for line in found if width is None or np.isclose(line.get_linewidth(), width)]
    return [line for line in found if marker is None or line.get_marker() == marker]


def bars_of(figure, place=0):
    return [patch for patch in figure.axes[place].patches if isinstance(patch, Rectangle)]


def height(artist):
    return round(float(np.atleast_1d(artist.get_ydata())[0]), 6)


def led_to(figure, table):
    """Give the lines that lead to rows of a table, with these rows."""
    found = marks_of_rows(figure).items()
    return [(line, rows) for line, rows in found if isinstance(line, Line2D) and rows[0].startswith(f"{table}/")]


def heights(figure, table):
    return {(line.axes, height(line)) for line, _ in led_to(figure, table)}


def ends(lines):
    """Give the least and the greatest number on the axis that some lines reach."""
    xs = [float(x) for line in lines for x in np.atleast_1d(line.get_xdata())]
    return min(xs), max(xs)


def fold(line):
    low, high = ends([line])
    return high / low


def bold(figure):
    every = [text for axes in figure.axes for text in (*axes.texts, *axes.get_yticklabels())]
    return [text for text in every if text.get_fontweight() == "bold" and text.get_text()]


def timeline(slug):
    def count(figure):
        of_event, doubted = defaultdict(set), set()
        for line, rows in led_to(figure, "dates"):
            of_event[EVENTS[rows[0].partition("/")[2]]].add(height(line))
            if same_color(line.get_color(), Standing.DOUBTED):
                doubted.add(height(line))
        known = set(drawn(slug).data["band"])
        bands = {text.get_text().split(":")[0] for text in bold(figure)} & known
        several = sum(len(lines) > 1 for lines in of_event.values())
        counted = [len(of_event), PRINTED, PRINTED, len(bands), len(of_event) - several, several]
        return [*counted, *([len(doubted)] if doubted else [])]

    return count


def waves_in_time(figure):
    told = []
    every = [line for line, _ in led_to(figure, "waves")]
    for colour in (Campaign.RENT_REDUCTION, Campaign.LAND_REFORM):
        lines = [line for line in every if same_color(line.get_color(), colour)]
        first, last = (num2date(lines[0].axes.convert_xunits(day)) for day in ends_in_time(lines))
        # Of rent reduction the first month is known, and no day of it.
        told += [len(lines), *([first.day] if colour == Campaign.LAND_REFORM else []), first.year, last.day, last.year]
    return [len(every), *told]


def ends_in_time(lines):
    days = [day for line in lines for day in line.get_xdata()]
    return min(days), max(days)


def claims(figure):
    rows = led_to(figure, "estimates")
    # The ends of a word are those of the codebook, and nobody printed them.
    printed = [line for line, _ in rows if line.get_linestyle() != "--"]
    kinds = [text for text in bold(figure) if text.get_text() != drawn("fig-claims").says]
    return [len(heights(figure, "estimates")), *map(number, ends(printed)), len(kinds)]


def by_standing(figure):
    """Count the lines of datings, and those in the colour of each standing."""
    at = defaultdict(set)
    for line, _ in led_to(figure, "dates"):
        at[line.get_color()].add((line.axes, height(line)))
    looks = Standing.FAILS, Standing.DOUBTED, Standing.HOLDS
    return [len(heights(figure, "dates")), *(len(at[look]) for look in looks)]


def datings(figure):
    every, *standing = by_standing(figure)
    assert standing[0] == markers(figure)["X", False]
    return [len(figure.axes), every, *standing]


def acts(figure):
    every, *standing = by_standing(figure)
    events = {EVENTS[rows[0].partition("/")[2]] for _, rows in led_to(figure, "dates")}
    return [every, len(events), *standing]


def national(figure):
    documents = {at for line, rows in led_to(figure, "documents") for at in [height(line)]}
    return [len(lines_of(figure, 3.2)), PRINTED, PRINTED, len(documents)]


def class_labels(figure):
    wrong = [bar for bar in bars_of(figure) if bar.get_x() == 0]
    # Those in Thái Nguyên stand first, and the last of them are all labels together.
    shares = [bar.get_width() for bar in wrong[:3]]
    return [len(wrong), f"{min(shares):.0f}", f"{max(shares):.0f}"]


def quota(figure):
    (axes,) = figure.axes
    (line,) = [line for line in axes.get_lines() if list(line.get_ydata()) == [0, 1]]
    prescribed = float(line.get_xdata()[0])
    stands = Counter()
    for bar in lines_of(figure, 1.2):
        low, high = ends([bar])
        stands["reach" if low >= prescribed else "either" if high >= prescribed else "below"] += 1
    for end in lines_of(figure, marker="|"):
        stands["under" if ends([end])[1] >= prescribed else "below"] += 1
    counted = (stands[name] for name in ("either", "under", "below"))
    return [sum(stands.values()), stands["reach"], number(prescribed), *counted]


def party_cells(figure):
    first, second, _ = (bar.get_width() for bar in bars_of(figure))
    return [PRINTED, number(first + second), *[PRINTED] * 5]


def checks(figure):
    found = markers(figure)
    shapes = [found[kind] for kind in (("X", False), ("^", False), ("o", False), ("o", True))]
    return [sum(shapes), len(lines_of(figure, 0.5)), *shapes]


def cell_shares(figure):
    between = 0
    for axes in figure.axes:
        (cross,) = [line.get_xdata()[0] for line in axes.get_lines() if line.get_marker() == "X"]
        sides = [line.get_xdata()[0] for line in axes.get_lines() if line.get_marker() == "|"]
        between += min(sides) < cross < max(sides)
    return [markers(figure)["X", False], PRINTED, between]


def corpus(figure):
    *parts, total = (bar.get_width() for bar in bars_of(figure))
    return [*map(number, parts), number(sum(parts)), number(total)]


def lattice(figure):
    found = markers(figure)
    folds = [fold(line) for line in lines_of(figure, 1.8)]
    assert found["o", True] == found["o", False] == len(folds)
    return [len(folds), rounded(min(folds)), rounded(max(folds))]


def lineage(figure):
    found = markers(figure)
    counts = [found[kind] for kind in (("D", False), ("o", False), ("o", True), ("|", False))]
    return [sum(counts), *counts]


def genealogy(figure):
    (axes,) = figure.axes
    ground = min((patch.get_x() for patch in axes.patches if isinstance(patch, Rectangle)), default=np.inf)
    boxes = [box for box in axes.patches if isinstance(box, FancyBboxPatch)]
    found = Counter()
    for arrow in (patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)):
        (begins, below), (over, at) = arrow._posA_posB
        givers = [box for box in boxes if leaves(box, begins, below)]
        takers = [box for box in boxes if np.isclose(box.get_x(), over) and within(box.get_y(), at, box.get_height())]
        if not takers:  # one of the two arrows of the key
            continue
        (giver,), (taker,) = givers, takers
        found["solid" if arrow.get_linestyle() in ("-", "solid") else "dashed"] += 1
        told = [box.get_x() >= ground or same_color(box.get_facecolor(), Tint.TOLL) for box in (giver, taker)]
        found["turned"] += told == [False, True]
    return [found["solid"] + found["dashed"], found["solid"], found["dashed"], found["turned"]]


def within(start, at, length):
    return start - 1e-9 <= at <= start + length + 1e-9


def leaves(box, x, y):
    """Say whether an arrow that begins at a place leaves a box, at its right or below it."""
    right, foot = box.get_x() + box.get_width(), box.get_y() + box.get_height()
    beside = np.isclose(x, right) and within(box.get_y(), y, box.get_height())
    return beside or (np.isclose(y, foot) and within(box.get_x(), x, 0.2))


def gap(figure):
    (upper,) = lines_of(figure, 2.2)
    steps = list(zip(upper.get_xdata(), upper.get_ydata(), strict=True))
    ground = min(stretch for stretch, left in steps if left == 0)
    return [PRINTED, number(steps[0][1]), rounded(ground)]


def ladder(figure):
    return [len(lines_of(figure, 15)), *[PRINTED] * 3, len(heights(figure, "estimates"))]


def multiplier(figure):
    bars = lines_of(figure, 5.5)
    return [len(bars), *map(rounded, ends(bars))]


def extrapolation(figure):
    bars = lines_of(figure, 5)
    # The first row is the last stage as deadly as those before.
    (least, most) = (list(map(rounded, ends([bar]))) for bar in (bars[0], bars[-1]))
    return [len(bars), PRINTED, *least, "1", *most, PRINTED]


def forest(figure):
    answers = Counter(text.get_text() for axes in figure.axes for text in axes.texts)
    (band,) = lines_of(figure, 4.5)
    (ahead,) = [line for line in lines_of(figure, 1.4, "|") if len(line.get_xdata()) == 2]
    low, high = ends([band])
    ranges = [*lines_of(figure, 0.8), *lines_of(figure, 1.8)]
    averaged = answers["yes"] + answers["no"]
    assert len(ranges) == averaged
    outside = sum(ends([line])[1] < low or ends([line])[0] > high for line in ranges)
    least = len(heights(figure, "estimates")) - averaged
    return [averaged, least, answers["yes"], outside, rounded(fold(ahead))]


def leave_one_out(figure):
    middles = lines_of(figure, marker="D")
    low, high = ends(middles)
    return [len(middles), rounded(high / low)]


def trace(figure):
    (curve,) = lines_of(figure, 1.8)
    first, last = (float(curve.get_ydata()[end]) for end in (0, -1))
    folds = [max(line.get_ydata()) / min(line.get_ydata()) for line in lines_of(figure, 1.6)]
    return [rounded(max(first, last) / min(first, last)), *map(rounded, folds)]


def tau_priors(figure):
    bars = lines_of(figure, 4.5)
    sets = [text for text in bold(figure) if "claims" in text.get_text() and not text.get_text().startswith("×")]
    each = len(bars) // len(sets)
    told = [
        part
        for place in range(0, len(bars), each)
        for part in (PRINTED, rounded(fold(bars[place])), rounded(fold(bars[place + each - 1])))
    ]
    return [len(sets), each, *told]


def pools(figure):
    folds = [fold(bar) for bar in lines_of(figure, 4.5)]
    return [len(heights(figure, "estimates")), PRINTED, rounded(min(folds)), rounded(max(folds))]


def overlap(figure):
    cells = bars_of(figure)
    light = [float(np.mean(cell.get_facecolor()[:3])) for cell in cells]
    bare, half = (float(np.mean(colormaps["Greys"](share)[:3])) for share in (0.05, 0.5))
    side = (1 + (1 + 8 * len(cells)) ** 0.5) / 2
    return [int(side), len(cells), sum(shade > bare for shade in light), sum(shade <= half for shade in light)]


def tipping(figure):
    cells = len(bars_of(figure))
    said = Counter(text.get_text() for axes in figure.axes for text in axes.texts)
    return [cells, said["yes"], said["no"], cells - said["yes"] - said["no"]]


def multiverse(figure):
    return [number(sum(bar.get_height() for bar in bars_of(figure))), PRINTED, PRINTED]


def choices(figure):
    rows = defaultdict(list)
    for bar in bars_of(figure):
        rows[round(bar.get_y(), 6)].append(bar.get_width())
    (pieces,) = {len(row) for row in rows.values()}
    alone = [row[-1] for row in rows.values()]
    # The last piece is what no choice explains by itself.
    return [len(rows), pieces - 1, PRINTED, PRINTED, percent(min(alone)), percent(max(alone))]


def frontier(figure):
    return [len(bars_of(figure, 1)), *[PRINTED] * 4]


def belief(figure):
    (axes,) = figure.axes
    at = {text: getattr(text, "xy", text.get_position())[1] for text in axes.texts}
    heads = sorted(at[text] for text in at if "families =" in text.get_text())
    voices = [at[text] for text in at if re.fullmatch(r"(?:0\.\d+|1)(?: [A-Z])?", text.get_text())]
    of_side = Counter(sum(head < voice for head in heads) for voice in voices)
    count = [of_side[side] for side in (1, 2, 3)]
    return [sum(count), PRINTED, PRINTED, count[0], PRINTED, count[1], PRINTED, count[2], PRINTED]


def maps(figure):
    found = {
        tuple(np.round(artist.get_offsets()[0], 6))
        for artist, rows in marks_of_rows(figure).items()
        if rows[0].startswith("waves/")
    }
    # What no list names stands off the map, always at the same meridian.
    places = {place for place in found if not np.isclose(place[0], places_map.LEFT + 120)}
    return [sum(len(axes.patches) > 0 for axes in figure.axes), len(places)]


#: Figure to what gives the numbers of its alternative text, in their order; of any other all are printed on it.
COUNTED = {
    "fig-timeline": timeline("fig-timeline"),
    "fig-waves-thai-nguyen": waves_in_time,
    "fig-claims": claims,
    "fig-decisions": timeline("fig-decisions"),
    "fig-context": timeline("fig-context"),
    "fig-datings": datings,
    "fig-datings-acts": acts,
    "fig-datings-correction": acts,
    "fig-communes-per-wave": lambda figure: [len(bars_of(figure)), *[PRINTED] * 4],
    "fig-cumulated-share": lambda figure: [len(led_to(figure, "waves")), PRINTED, PRINTED],
    "fig-waves-national": national,
    "fig-class-labels": class_labels,
    "fig-quota": quota,
    "fig-party-cells": party_cells,
    "fig-audit-board": checks,
    "fig-cell-shares": cell_shares,
    "fig-corpus": corpus,
    "fig-not-tolls": claims,
    "fig-lattice": lattice,
    "fig-lineage": lineage,
    "fig-independence": lambda figure: [number(bar.get_width()) for bar in bars_of(figure)],
    "fig-genealogy": genealogy,
    "fig-gap": gap,
    "fig-ladder": ladder,
    "fig-required-multiplier": multiplier,
    "fig-extrapolation": extrapolation,
    "fig-forest": forest,
    "fig-leave-one-out": leave_one_out,
    "fig-trace": trace,
    "fig-tau-priors": tau_priors,
    "fig-pools": pools,
    "fig-overlap": overlap,
    "fig-tipping": tipping,
    "fig-multiverse": multiverse,
    "fig-choices": choices,
    "fig-frontier": frontier,
    "fig-belief": belief,
    "fig-map": maps,
}


@every_form
def test_each_number_of_an_alternative_text_is_that_of_marks_or_printed(slug, narrow):
    said = numbers(drawn(slug).alt)
    counted = COUNTED[slug](form(slug, narrow)) if slug in COUNTED else [PRINTED] * len(said)
    assert len(said) == len(counted), (said, counted)
    printed = {token for text, _ in texts(slug, narrow) for token in numbers(text.get_text())}
    for token, found in zip(said, counted, strict=True):
        assert token in printed if found is PRINTED else token == str(found), (token, found, said, counted)


def test_a_number_of_what_is_not_drawn_is_found():
    figure, counted = form("fig-required-multiplier"), COUNTED["fig-required-multiplier"]
    line = lines_of(figure, 5.5)[-1]
    line.set_linewidth(1.0)
    try:
        assert list(map(str, counted(figure))) != numbers(drawn("fig-required-multiplier").alt)
    finally:
        line.set_linewidth(5.5)


def test_what_is_counted_are_figures_of_the_book():
    assert set(COUNTED) | set(KEPT) <= set(exhibits.slugs("figure"))


#: Words that a long description has of what only the data of the figure have.
KEPT = {
    "fig-timeline": "Nguyễn Thị Năm",
    "fig-context": "Famine in the countryside",
    "fig-datings": "the 1950s",
    "fig-datings-acts": "given by",
    "fig-datings-correction": "given by",
    "fig-communes-per-wave": "Thái Nguyên",
    "fig-cumulated-share": "Thái Nguyên",
    "fig-waves-national": "dated by",
    "fig-quota": "ize of commune",
    "fig-party-cells": "per cent of all",
    "fig-audit-board": "32.94",
    "fig-lattice": "contradicts",
    "fig-lineage": "Equal numbers without a step",
    "fig-independence": "correlation 0.5",
    "fig-genealogy": "thinhvuongvietnam",
    "fig-gap": "documents and reasoning only",
    "fig-required-multiplier": "against rent reduction",
    "fig-extrapolation": "of the information believed",
    "fig-forest": "weight",
    "fig-leave-one-out": "weight",
    "fig-trace": "heaviest",
    "fig-tau-priors": "standard deviation",
    "fig-tipping": "never",
    "fig-multiverse": "quartiles",
    "fig-choices": "with interactions",
    "fig-needed": "extremely uneven",
    "fig-frontier": "low end",
    "fig-belief": "plausibility",
    "fig-map": "Kiến An",
}
#: Of these the key of the figure gives the name, and no mark.
IN_THE_KEY = {"fig-map"}


@pytest.mark.parametrize("slug", [slug for slug in KEPT if slug not in IN_THE_KEY])
def test_a_description_sets_apart_what_only_the_data_have(slug):
    shown, _, kept = drawn(slug).description.partition(f"{NOT_DRAWN}: ")
    words = KEPT[slug]
    assert words in kept and words not in shown and words not in drawn(slug).alt
    for narrow in (False, True):
        assert not any(words in text.get_text() for text, _ in texts(slug, narrow))
