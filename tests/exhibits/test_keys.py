"""A key explains what is drawn and nothing else; what it does not explain has its words where it is drawn.

A kind is what the eye tells apart without colour: a marker, filled or hollow; a dashed line; an arrow to one side; a
colour of bars and cells, which the eye tells apart by nothing else. Lines of a scale, ends of lines and the thin lines
that join marks tell nothing of their own.
"""

from functools import cache

from drawn_exhibits import every_form, form, texts
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import same_color, to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import ArrowStyle, Rectangle
from matplotlib.text import Annotation

from landreform.exhibits.draw import style
from landreform.exhibits.draw.legends import dot, legend_above, line
from landreform.exhibits.draw.row_chart import arrow

#: Markers that are ends of lines or strokes on an axis.
ENDS = {"None", "none", "", " ", None, "|", "_", 0, 2}
#: Inches between a mark and words that stand at it.
NEAR = 0.2
#: Figures in whose key a round stands for markers of several kinds, which headings tell apart.
ANY_SHAPE = {"fig-claims"}
#: Figures whose key shows as markers what is drawn as areas.
AREAS = {"fig-map", "fig-forest"}
#: Kinds whose words stand neither in a key nor at each of the marks: over the column, at the axis, or at one of them.
WORDS = {
    "fig-audit-board": {
        ("X", "filled"): "impossible as stated",
        ("^", "filled"): "possible on a condition",
        ("o", "filled"): "consistent",
        ("o", "hollow"): "nothing printed to check it against",
    },
    "fig-lattice": {("o", "hollow"): "the whole, at most", ("o", "filled"): "its part, at least"},
    "fig-lineage": {("arrow", "right"): "took it, a text says so"},
    "fig-ladder": {("o", "hollow"): "too low by 1,012: 1,500"},
    "fig-extrapolation": {("line", "dashed"): "×34"},
    "fig-leave-one-out": {("D", "filled"): "average"},
    "fig-multiverse": {("bar", to_hex(style.Series.FIRST)): "one more claim"},
    "fig-cumulated-share": {("o", "filled"): "at most"},
    "fig-tau-priors": {("o", "filled"): "middle"},
    "fig-frontier": {("o", "filled"): "reports hold"},
    "fig-choices": {("bar", style.QUIET): "differences between all averages"},
    "fig-waves-thai-nguyen": {("bar", to_hex(style.Campaign.RENT_REDUCTION)): "rent reduction"},
}


def kind(artist):
    """Give the kinds of a line or a bar: of a marker, of a dashed line, of a colour of bars."""
    if isinstance(artist, Line2D):
        marker = artist.get_marker()
        if marker not in ENDS:
            yield (marker, "hollow" if same_color(artist.get_markerfacecolor(), "white") else "filled")
        # Matplotlib gives the pattern of a dashed line on request only: "--" for all of them.
        if artist.get_linestyle() == "--" and artist.get_linewidth():
            yield ("line", "dashed")
    elif artist.get_visible() and artist.get_label() != style.ON_A_SCALE and not is_ground(artist.get_facecolor()):
        yield ("bar", to_hex(artist.get_facecolor()))


def is_ground(colour):
    tints = [value for value in vars(style.Tint).values() if isinstance(value, str) and value.startswith("#")]
    return to_rgba(colour)[3] == 0 or any(same_color(colour, ground) for ground in ("white", *tints))


def way(axes, annotation):
    """Give the side to which an arrow points; none where it has no head, or points up or down."""
    if not isinstance(annotation.arrow_patch.get_arrowstyle(), ArrowStyle.CurveFilledB):
        return None
    ends = annotation.xyann, annotation.xy
    (x, y), (to, at) = (axes.transData.transform((axes.convert_xunits(u), axes.convert_yunits(v))) for u, v in ends)
    return ("arrow", "right" if to > x else "left") if abs(at - y) < 1 < abs(to - x) else None


def marks(figure):
    """Give every kind drawn on the axes of a figure, each time with where it stands, in pixels."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    for axes in figure.axes:
        scale = {*axes.get_xgridlines(), *axes.get_ygridlines()}
        for artist in (*axes.get_lines(), *(patch for patch in axes.patches if isinstance(patch, Rectangle))):
            if artist not in scale and artist.get_visible():
                yield from ((found, artist.get_window_extent(renderer)) for found in kind(artist))
        for text in axes.texts:
            if isinstance(text, Annotation) and text.arrow_patch is not None and way(axes, text):
                yield way(axes, text), text.arrow_patch.get_window_extent(renderer)


def legends(figure):
    yield from (legend for legend in (*figure.legends, *(axes.get_legend() for axes in figure.axes)) if legend)


def explained(figure):
    """Give the kinds in the keys of a figure; an arrow is shown there as a line with a head."""
    for legend in legends(figure):
        for handle in legend.legend_handles:
            for found in kind(handle):
                line = isinstance(handle, Line2D) and handle.get_linestyle() not in ("None", "none", "", " ")
                side = {">": "right", "<": "left"}.get(found[0]) if line else None
                yield ("arrow", side) if side else found


def at_words(figure, box, boxes):
    """Say whether words stand at a mark."""
    near = box.padded(NEAR * figure.dpi)
    return any(near.overlaps(other) for other in boxes)


@cache
def unexplained(slug, narrow):
    """Give the kinds that no key explains and that have no words at some of their marks."""
    figure = form(slug, narrow)
    key = set(explained(figure))
    if slug in ANY_SHAPE:
        forms = {shape for marker, shape in key if marker == "o"}
        key |= {found for found, _ in marks(figure) if found[1] in forms}
    written = [text for text, _ in texts(slug, narrow) if text.get_fontsize() != style.Size.TITLE]
    with style.house_style():
        # Where words and marks stand now: the figure may have been laid out for another resolution since.
        renderer = FigureCanvasAgg(figure).get_renderer()
        boxes = [text.get_window_extent(renderer) for text in written]
        return {found for found, box in marks(figure) if found not in key and not at_words(figure, box, boxes)}


def figure_with(*keys):
    """Draw a filled round, a hollow one, a dashed line and an arrow to the right, far from any words."""
    figure = Figure(figsize=(6, 4))
    axes = figure.add_subplot()
    axes.set(xlim=(0, 10), ylim=(0, 10))
    axes.plot(5, 5, marker="o", color="black")
    axes.plot(5, 8, marker="o", color="black", markerfacecolor="white")
    axes.plot([2, 8], [3, 3], color="black", linestyle=style.Dash.GUIDE)
    arrow(axes, (4, 6), (6, 6), "black")
    legend_above(figure, *keys)
    return figure


def test_kinds_are_told_apart_and_an_arrow_has_a_side():
    kinds = {found for found, _ in marks(figure_with(dot("one", "black", "o")))}
    assert kinds == {("o", "filled"), ("o", "hollow"), ("line", "dashed"), ("arrow", "right")}
    keys = dot("a", "black", "o"), line("b", "black", marker="<"), line("c", "black", linestyle=style.Dash.GUIDE)
    assert set(explained(figure_with(*keys))) == {("o", "filled"), ("arrow", "left"), ("line", "dashed")}


def test_words_explain_a_mark_only_where_they_stand_at_it():
    figure = figure_with(dot("one", "black", "o"))
    (axes,) = figure.axes
    boxes = [axes.text(5.1, 5.1, "this one").get_window_extent(FigureCanvasAgg(figure).get_renderer())]
    at = {found: at_words(figure, box, boxes) for found, box in marks(figure)}
    assert at[("o", "filled")] and not at[("o", "hollow")] and not at[("line", "dashed")]


@every_form
def test_every_entry_of_a_key_is_drawn(slug, narrow):
    figure = form(slug, narrow)
    there = {found for found, _ in marks(figure)}
    if slug in AREAS:
        assert any(axes.collections or axes.patches for axes in figure.axes)
        return
    # A patch in a key stands for its colour, of bars or of lines.
    there |= {("bar", to_hex(stroke.get_color())) for axes in figure.axes for stroke in axes.get_lines()}
    missing = set(explained(figure)) - there
    if slug in ANY_SHAPE:  # whose rounds need only be of a form that some marker has
        missing = {found for found in missing if found[1] not in {shape for _, shape in there}}
    assert missing == set()


@every_form
def test_every_kind_of_mark_is_in_the_key_or_has_its_words(slug, narrow):
    said = WORDS.get(slug, {})
    shown = " / ".join(" ".join(text.get_text().split()) for text, _ in texts(slug, narrow))
    for found in unexplained(slug, narrow):
        assert found in said, found
        assert said[found] in shown, said[found]
