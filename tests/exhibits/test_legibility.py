"""Every figure is legible as printed: sizes of type, contrast of each letter, line and mark, and colours by meaning.

Contrast is that of WCAG 2.2: 4.5 to 1 for letters (1.4.3), 3 to 1 for lines and marks (1.4.11). Exempt are grounds (the
colours of `Tint`, which lie behind marks, and shades of less than half strength, which have a line or a name of their
own), the lines of a grid, the white that parts a mark from its neighbour, and cells whose grey is a value on a scale
that stands beside them.
"""

import ast
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from drawn_exhibits import drawn, every_form, form, texts
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.colors import same_color, to_hex, to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from landreform import exhibits
from landreform.exhibits.draw import style

LETTERS, MARKS = 4.5, 3.0
#: Strength below which a shade is a ground.
GROUND = 0.5
HERE = Path(style.__file__).parents[1]
NEUTRAL = {"INK", "QUIET", "PALE"}


def luminance(colour):
    part = np.asarray(to_rgb(colour))
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(first, second):
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def over(colour, ground):
    *part, strength = to_rgba(colour)
    return tuple(strength * np.asarray(part) + (1 - strength) * np.asarray(to_rgb(ground)))


def test_the_measure_of_contrast_is_right_where_it_is_known():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def tints():
    for value in vars(style.Tint).values():
        if isinstance(value, str) and value.startswith("#"):
            yield value
        elif isinstance(value, tuple):
            yield from value


GROUNDS = ["#ffffff", *tints()]


def is_ground(colour):
    return to_rgba(colour)[3] < GROUND or any(same_color(to_rgb(colour), ground) for ground in GROUNDS)


@every_form
def test_type_has_few_sizes_and_none_is_small(slug, narrow):
    sizes = {text.get_fontsize() for text, _ in texts(slug, narrow)}
    assert len(sizes) <= 4 and min(sizes) >= 8
    assert sizes <= {style.Size.TITLE, style.Size.LABEL, style.Size.TEXT}


def test_the_whole_book_has_at_most_four_sizes_of_type():
    assert len({text.get_fontsize() for slug in exhibits.slugs("figure") for text, _ in texts(slug)}) <= 4


def letters_and_grounds(slug, narrow):
    """Draw a figure without its letters, and give every text with the pixels that lie where it stands."""
    figure = form(slug, narrow)
    shown = [text for text, _ in texts(slug, narrow)]
    before = [text.get_alpha() for text in shown]
    with style.house_style():
        canvas = FigureCanvasAgg(figure)
        try:
            for text in shown:
                text.set_alpha(0)
            canvas.draw()
            seen = np.asarray(canvas.buffer_rgba())[..., :3].copy()
            boxes = [text.get_window_extent(canvas.get_renderer()) for text in shown]
        finally:
            for text, alpha in zip(shown, before, strict=True):
                text.set_alpha(alpha)
    high = seen.shape[0]
    for text, box in zip(shown, boxes, strict=True):
        rows = slice(max(0, int(high - box.y1)), int(high - box.y0) + 1)
        yield text, seen[rows, max(0, int(box.x0)) : int(box.x1) + 1].reshape(-1, 3)


@every_form
def test_letters_stand_out_from_what_lies_under_them(slug, narrow):
    faint = {}
    for text, under in letters_and_grounds(slug, narrow):
        ground = np.asarray(Counter(map(tuple, under)).most_common(1)[0][0]) / 255
        found = contrast(over(text.get_color(), ground), ground)
        if found < LETTERS:
            faint[text.get_text()] = round(found, 2)
    assert faint == {}


def grid_lines(figure):
    for axes in figure.findobj(Axes):
        yield from (*axes.get_xgridlines(), *axes.get_ygridlines())


def colours_drawn(figure):
    """Give every colour that a line, a mark, a patch or a collection shows, as strong as it is, with what shows it."""
    for artist, colour in _colours_set(figure):
        strength = artist.get_alpha()
        yield artist, to_rgba(colour) if strength is None else to_rgba(colour, strength)


def _colours_set(figure):
    exempt = {*grid_lines(figure), figure.patch, *(axes.patch for axes in figure.axes)}
    for artist in figure.findobj(lambda artist: isinstance(artist, Line2D | Patch | Collection)):
        if artist in exempt or not artist.get_visible() or artist.get_label() == style.ON_A_SCALE:
            continue
        if isinstance(artist, Line2D):
            if artist.get_linestyle() not in ("None", "none", " ", "") and artist.get_linewidth():
                yield artist, artist.get_color()
            if artist.get_marker() not in ("None", "none", " ", "", None):
                edge, face = artist.get_markeredgecolor(), artist.get_markerfacecolor()
                # A hollow mark is seen by its edge, a filled one by its face.
                yield artist, edge if is_ground(face) else face
        elif isinstance(artist, Patch):
            if artist.get_linewidth() or artist.get_hatch():
                yield artist, artist.get_edgecolor()
            yield artist, artist.get_facecolor()
        elif artist.get_array() is None:
            for colour in (*artist.get_edgecolor(), *artist.get_facecolor()):
                yield artist, colour


def faint(figure):
    """Give every line and mark that does not stand out from white, with its colour."""
    return {
        (type(artist).__name__, tuple(map(float, np.round(to_rgba(colour), 3))))
        for artist, colour in colours_drawn(figure)
        if to_rgba(colour)[3] > 0 and not is_ground(colour) and contrast(over(colour, "white"), "white") < MARKS
    }


def test_what_is_faint_is_found_and_a_grid_is_not():
    figure = Figure()
    axes = figure.add_subplot()
    axes.grid(color="#dddddd")
    axes.plot([0, 1], [0, 1], color="#111111", alpha=0.6)
    axes.plot([0, 1], [1, 0], color="#111111")
    assert faint(figure) == set()
    axes.plot([0, 1], [0, 1], color="#cccccc")
    axes.bar([0], [1], color="#cccccc")
    assert {kind for kind, _ in faint(figure)} == {"Line2D", "Rectangle"}


@every_form
def test_lines_and_marks_stand_out_from_white(slug, narrow):
    figure = form(slug, narrow)
    assert len(list(colours_drawn(figure))) > 3
    assert faint(figure) == set()


def test_every_hue_stands_out_from_white_and_from_the_palest_ground():
    hues = {*(colour for colour, *_ in (*style.OUTCOMES.values(), *style.CAMPAIGNS.values()))}
    for family in (style.Campaign, style.Standing, style.Series):
        hues |= {colour for name, colour in vars(family).items() if name.isupper()}
    assert len(hues) >= 8
    for colour in hues:
        assert contrast(colour, "white") >= MARKS, colour


@pytest.mark.parametrize("family", [style.Campaign, style.Standing, style.Series])
def test_one_colour_has_one_meaning_among_what_is_told_apart(family):
    named = {name: colour for name, colour in vars(family).items() if name.isupper()}
    assert len(named) >= 3 and len(set(named.values())) == len(named)


NEUTRALS = {style.INK, style.QUIET, style.PALE, "#ffffff", "#000000", *tints()}


def without_meaning(figure):
    """Give the colours of lines, marks and words that are neither a meaning, nor a grey, nor a ground."""
    meant = {colour.lower() for colour, _ in style.MEANINGS.values()}
    seen = [colour for _, colour in colours_drawn(figure)] + [text.get_color() for text in figure.findobj(Text)]
    odd = {to_hex(colour) for colour in seen if to_rgba(colour)[3] > 0} - meant
    return {colour for colour in odd if colour not in {grey.lower() for grey in NEUTRALS} and not is_grey(colour)}


def is_grey(colour):
    parts = to_rgb(colour)
    return max(parts) - min(parts) < 0.02


def test_a_colour_without_a_meaning_is_found():
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color=style.BLUE)
    axes.text(0, 0, "x", color="#333333")
    assert without_meaning(figure) == set()
    axes.plot([0, 1], [1, 0], color="#12ab34")
    assert without_meaning(figure) == {"#12ab34"}


@every_form
def test_every_colour_drawn_has_a_meaning(slug, narrow):
    assert without_meaning(form(slug, narrow)) == set()


def test_one_colour_has_one_meaning_in_the_whole_book():
    colours = [colour for colour, _ in style.MEANINGS.values()]
    assert len(set(colours)) == len(colours) == len({meaning for _, meaning in style.MEANINGS.values()})
    # What the figures take is what the meanings name, and each is taken.
    families = (style.Campaign, style.Standing, style.Series)
    taken = {colour for family in families for name, colour in vars(family).items() if name.isupper()}
    taken |= {colour for colour, _ in style.OUTCOMES.values()}
    assert {colour for colour in taken if not is_grey(colour)} == set(colours)
    # Only violence and deaths share one.
    hues = Counter(
        colour
        for names in (
            *(set(vars(family).values()) for family in families),
            {look[0] for look in style.OUTCOMES.values()},
        )
        for colour in names
        if colour in colours
    )
    assert {colour for colour, times in hues.items() if times > 1} == {style.VERMILION}


def test_the_table_in_the_code_says_what_the_colours_mean():
    rows = dict(re.findall(r"^(\w+) {2,}(.+)$", style.__doc__, re.MULTILINE))
    assert rows.pop("colour") == "meaning"
    assert rows == {name: meaning for name, (_, meaning) in style.MEANINGS.items()}


def test_no_exhibit_takes_a_colour_by_its_hue():
    """Hues are named once, with what they mean; elsewhere there are meanings, tints and the three greys."""
    hues = {name for name, value in vars(style).items() if name.isupper() and str(value).startswith("#")} - NEUTRAL
    assert {"BLUE", "ORANGE", "VERMILION"} <= hues
    plain = {"red", "green", "blue", "orange", "grey", "gray", "purple", "yellow", "black"}
    taken = []
    for path in sorted(HERE.rglob("*.py")):
        # dark.py reckons with the parts of a colour, red, green and blue.
        if path == Path(style.__file__) or path.name == "dark.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {node.id} if isinstance(node, ast.Name) else set()
            if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant) and "color" in str(node.arg):
                names = {str(node.value.value)} & plain
            taken += [(path.name, name) for name in names if name in hues | plain]
    assert taken == []


@every_form
def test_a_figure_carries_what_it_finds(slug, narrow):
    shown = drawn(slug)
    titles = [text.get_text() for text, _ in texts(slug, narrow) if text.get_fontsize() == style.Size.TITLE]
    assert [" ".join(title.split()) for title in titles] == [shown.says]
    assert shown.says and not shown.says.endswith((".", ":", ";"))
    assert titles[0].count("\n") < (6 if narrow else 3)
    # Below it the caption goes on, and nothing of it is lost.
    assert shown.says in shown.entry.caption or shown.entry.caption_below == shown.entry.caption
