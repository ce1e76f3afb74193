"""The two sheets for which a figure is drawn: a page, and the screen of a phone, on which a page would be too small.

Input: nothing. Output: empty figures as wide as a sheet. The narrow form of a figure is drawn from the same frame, in
type of the same sizes; it is shown on pages of the book only, and no file is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from landreform.exhibits.draw import style
from landreform.exhibits.draw.text_lines import lines_of


@dataclass(frozen=True)
class Sheet:
    """What a figure is drawn for.

    Attributes
    ----------
    width : float
        In inches.
    """

    width: float

    @property
    def narrow(self) -> bool:
        """Whether there is no room for names at the left of what they name."""
        return self.width < style.WIDTH

    def page(self, height: float, padding: float | None = None) -> Figure:
        """Make an empty figure as wide as the sheet; see `landreform.exhibits.draw.style.page`.

        Examples
        --------
        >>> PHONE.page(3.0).get_size_inches().tolist()
        [3.4, 3.0]
        """
        figure = style.page(height, padding)
        figure.set_figwidth(self.width)
        return figure


#: The text block of a page.
PAGE = Sheet(style.WIDTH)
#: What a phone of 360 pixels across leaves for a figure, at 96 pixels an inch: there a point is a point.
PHONE = Sheet(3.4)

# Beside the axes and not in them, until the figure is laid out.
_HEIGHTS: WeakKeyDictionary[Axes, float] = WeakKeyDictionary()


def sheet_of(figure: Figure) -> Sheet:
    """Return the sheet for which a figure is drawn.

    Examples
    --------
    >>> sheet_of(PHONE.page(2.0)) == PHONE
    True
    """
    return Sheet(float(figure.get_figwidth()))


def want_height(axes: Axes, inches: float) -> None:
    """Ask that axes be so high when the figure is laid out, whatever stands around them.

    It holds for axes that stand below each other in one column; where there are several, all of them must ask.

    Parameters
    ----------
    axes : Axes
    inches : float
    """
    _HEIGHTS[axes] = inches


def heights_wanted(figure: Figure) -> dict[Axes, float]:
    """Return the axes of a figure that ask for a height, each with its height in inches."""
    return {axes: _HEIGHTS[axes] for axes in figure.axes if axes in _HEIGHTS}


def fold_labels(figure: Figure) -> None:
    """Break what is written below axes into lines that the figure has room for."""
    width = sheet_of(figure).width
    for axes in figure.axes:
        label = axes.xaxis.label
        # It stands below the middle of axes that begin farther right where numbers stand at their left.
        across = width - (0.9 if len(axes.get_yticks()) else 0.2)
        label.set_text("\n".join(lines_of(label.get_text(), across, float(label.get_fontsize()))))
