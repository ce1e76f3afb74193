"""Write above a figure what it finds, so that whoever carries it away carries its finding.

Input: a figure that is not laid out yet, and a line of words. Output: the same figure, higher by its title.
"""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from landreform.exhibits.draw.sheets import fold_labels, heights_wanted, sheet_of
from landreform.exhibits.draw.style import WIDTH, Size
from landreform.exhibits.draw.text_lines import lines_of

#: Inches from the edges of the page to the title, of a line of it, and between it and the figure.
EDGE, LINE, BELOW = 0.07, 0.185, 0.1


def title_lines(words: str, width: float = WIDTH) -> list[str]:
    """Break a title into lines that fit above a figure.

    Parameters
    ----------
    words : str
    width : float
        Of the figure, in inches.

    Examples
    --------
    >>> title_lines("Most numbers have nothing printed beside them")
    ['Most numbers have nothing printed beside them']
    >>> title_lines("Most numbers have nothing printed beside them", 3.4)
    ['Most numbers have nothing printed beside', 'them']
    """
    # Letters are set a little wider by some readers of PDF files than they are here.
    return lines_of(words, 0.98 * (width - 2 * EDGE), Size.TITLE, bold=True)


def lay_out_with_title(figure: Figure, words: str) -> None:
    """Lay a figure out for good, higher by its title; all else keeps its size in inches.

    It is laid out once and then no more, so that every later format shows the same drawing: the engine would move
    things a little each time.

    Parameters
    ----------
    figure : Figure
        Drawn, but not laid out.
    words : str
        What the figure finds, in plain words.
    """
    width, height = figure.get_size_inches()
    lines = title_lines(words, width)
    if sheet_of(figure).narrow:
        fold_labels(figure)
        height += _missing_height(figure)
    total = height + EDGE + LINE * len(lines) + BELOW
    share = height / total
    figure.set_size_inches(width, total)
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(rect=(0, 0, 1, share))
    else:
        for axes in figure.axes:
            left, bottom, across, up = axes.get_position().bounds
            axes.set_position((left, bottom * share, across, up * share))
        for text in figure.texts:
            text.set_y(text.get_position()[1] * share)
    if engine is not None:
        engine.execute(figure)
    figure.set_layout_engine("none")
    # Only now: the engine keeps no room for a legend that has a place of its own.
    for legend in figure.legends:
        legend.set_bbox_to_anchor((0, 0, 1, share), transform=figure.transFigure)
    place = EDGE / width, 1 - EDGE / total
    figure.text(*place, "\n".join(lines), fontsize=Size.TITLE, fontweight="bold", va="top", linespacing=0.94)


def _missing_height(figure: Figure) -> float:
    """Find by how many inches a figure must be higher for its axes to be as high as they ask to be."""
    wanted = heights_wanted(figure)
    if not wanted:
        return 0.0
    place = next(iter(wanted)).get_subplotspec()
    if place and len(wanted) > 1:
        place.get_gridspec().set_height_ratios(list(wanted.values()))
    # Only the places of the axes are wanted here, nothing that would be drawn in them.
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    return sum(inches - axes.get_position().height * figure.get_figheight() for axes, inches in wanted.items())
