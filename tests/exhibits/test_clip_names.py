"""A drawing has the same bytes wherever the last digit of a bound comes out otherwise."""

import io
import re
from math import nextafter

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from landreform.exhibits.draw.clip_names import named_by_order


def drawn(width):
    figure = Figure(figsize=(3, 2))
    for left in (0.1, 0.6):
        figure.add_axes((left, 0.2, width, 0.5)).plot([0, 1], [0, 1])
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "drawn"}):
        FigureCanvasSVG(figure).print_svg(buffer, metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def test_bounds_that_differ_in_their_last_digit_give_one_drawing():
    one, other = drawn(0.3), drawn(nextafter(0.3, 1))
    assert one != other  # what matplotlib does; once it does not, this module may go
    assert named_by_order(one) == named_by_order(other)


def test_every_path_keeps_what_it_clips():
    whole = named_by_order(drawn(0.3))
    named = re.findall(r'<clipPath id="(.*?)"', whole)
    assert named == ["clip-1", "clip-2"]
    assert set(re.findall(r"url\(#(.*?)\)", whole)) == set(named)
    assert whole.index("url(#clip-1)") < whole.index("url(#clip-2)")
