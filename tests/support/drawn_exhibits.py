"""Exhibits of the book, each made once for all tests of a run, and the texts that a reader sees on a figure."""

from collections import Counter
from functools import cache

import pytest
from matplotlib import rcParamsDefault
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import same_color
from matplotlib.text import Text

from landreform import exhibits
from landreform.exhibits.draw.style import house_style

#: Figures with a form for narrow screens besides.
NARROW = tuple(slug for slug in exhibits.slugs("figure") if exhibits.entry(slug).narrow)

#: A test for each form of each figure: slug, and whether it is the narrow one.
every_form = pytest.mark.parametrize(
    ("slug", "narrow"),
    [
        *(pytest.param(slug, False, id=slug) for slug in exhibits.slugs("figure")),
        *(pytest.param(slug, True, id=f"{slug}-narrow") for slug in NARROW),
    ],
)


@cache
def drawn(slug):
    """Make an exhibit from the ledger of the book."""
    return exhibits.show(slug)


@cache
def svg(slug):
    """Give the drawing of that exhibit as text."""
    return drawn(slug).svg()


def form(slug, narrow=False):
    """Give the figure of that exhibit, in the form for a page or in the narrow one."""
    figure = drawn(slug).narrow_figure if narrow else drawn(slug).figure
    # Where it has written an SVG, matplotlib leaves the resolution of that behind, and pixels are other pixels.
    figure.set_dpi(rcParamsDefault["figure.dpi"])
    return figure


def beyond_the_axis(figure):
    """Give the labels of ticks outside the limits of their axis; matplotlib keeps them and does not draw them."""
    for axes in figure.findobj(match=lambda artist: hasattr(artist, "get_xticklabels")):
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.majorTicks, *axis.minorTicks):
                if not low <= tick.get_loc() <= high:
                    yield from (tick.label1, tick.label2)


@cache
def texts(slug, narrow=False):
    """Give every text that is seen on a figure with the box that it fills, in pixels."""
    figure = form(slug, narrow)
    with house_style():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        hidden = set(beyond_the_axis(figure))
        return [
            (text, text.get_window_extent(canvas.get_renderer()))
            for text in figure.findobj(Text)
            if text not in hidden
            and text.get_visible()
            and text.get_text().strip()
            and (text.axes is None or text.axes.get_visible())
        ]


def markers(figure):
    """Count the markers of a figure, by shape and whether they are hollow; a line may have several."""
    counts = Counter()
    for axes in figure.axes:
        for line in axes.get_lines():
            hollow = same_color(line.get_markerfacecolor(), "white")
            counts[line.get_marker(), hollow] += len(line.get_xdata())
    return counts
