"""What all figures have in common: typeface, widths, sizes of type, colours, line styles, and the marks with a meaning.

Input: nothing. Output: constants that every figure draws with, and the matplotlib settings within which it is drawn.

One colour has one meaning in the whole book (`MEANINGS`); greys have none, and what they show is told by form, place
and words. Tints lie behind the marks and are no colours of marks.

=========  ==================================================
colour     meaning
=========  ==================================================
orange     rent reduction
blue       land reform
green      correction of errors
vermilion  violence and war, and deaths from any cause
wine       people executed
sky        people executed before the last wave
brown      people executed, or dead by suicide
pink       people executed who were wrongly condemned
indigo     what is excluded, impossible, judged wrong or expelled
lilac      what is spoken against or holds on a condition only
teal       what is reckoned from the claims
=========  ==================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager, style
from matplotlib.figure import Figure

from landreform.text.prose import code_text

_HERE = Path(__file__).parent

# Width of the text block of a page, in inches; a figure is drawn at this size and still legible at 8 cm.
WIDTH = 6.5

# Six hues of Okabe and Ito (2008), which readers with any common colour vision deficiency tell apart, each made darker
# until it stands out from white and from a pale ground by three to one (WCAG 2.2, 1.4.11), and five darker ones beside
# them. No exhibit takes a hue from here: it takes what it means from `Campaign`, `Standing`, `OUTCOMES` or `Series`.
ORANGE, SKY, GREEN, BLUE, VERMILION, PINK = "#C27A00", "#3A90C8", "#008F68", "#005F9E", "#B83E00", "#B85C92"
WINE, BROWN, INDIGO, LILAC, TEAL = "#882255", "#5B3A00", "#3B2A98", "#8A78C8", "#00545E"
INK, QUIET, PALE = "#222222", "#666666", "#909090"

#: What each colour means, by its name for readers: colour and meaning.
MEANINGS = {
    "orange": (ORANGE, "rent reduction"),
    "blue": (BLUE, "land reform"),
    "green": (GREEN, "correction of errors"),
    "vermilion": (VERMILION, "violence and war, and deaths from any cause"),
    "wine": (WINE, "people executed"),
    "sky": (SKY, "people executed before the last wave"),
    "brown": (BROWN, "people executed, or dead by suicide"),
    "pink": (PINK, "people executed who were wrongly condemned"),
    "indigo": (INDIGO, "what is excluded, impossible, judged wrong or expelled"),
    "lilac": (LILAC, "what is spoken against or holds on a condition only"),
    "teal": (TEAL, "what is reckoned from the claims"),
}


#: How something is drawn: arguments of matplotlib by name.
Look = dict[str, Any]


class Size:
    """The three sizes of type, in points; a figure is printed as drawn, so that these are sizes on paper.

    Examples
    --------
    >>> min(size for name, size in vars(Size).items() if name.isupper())
    8.0
    """

    #: What a figure finds, above it.
    TITLE = 10.5
    #: Headings of panels and of blocks, and names on a map.
    LABEL = 9.0
    #: All else: names of rows, numbers at an axis or beside a mark, legends.
    TEXT = 8.0


class Tint:
    """Colours of grounds and faces: what lies behind the marks, by what it means there."""

    #: The interval of a pooled value, behind the rows of a forest plot, of omissions, and behind a curve.
    POOL, OMISSIONS, SCATTER = "#e4e4e4", "#e9e9e9", "#ececec"
    #: The span from a floor to a cap, and that of several bases.
    BOUNDS, BASES = "#e2e2e2", "#cfcfcf"
    #: A strip across an axis.
    STRIP = "#f1f1f1"
    #: Land on a map.
    LAND = "#e6e6e6"
    #: Edges of a pale patch and of a hatch.
    EDGE = "#8a8a8a"
    #: What a prescribed share reaches over.
    QUOTA = "#ececec"
    #: The line where a year begins, and days on which a wave was certainly under way.
    YEAR, WAVE = "#d5d5d5", "#eef3f7"
    #: Paler shades of teal: intervals of a curve, half of a whole; and of vermilion: a toll.
    INTERVAL, HALF, TOLL = "#b4d2d6", "#9cc6cb", "#fbeee6"


#: Label of a cell whose grey is a value on a scale that stands beside it; no legend shows it.
ON_A_SCALE = "_scale"


class Dash:
    """Line styles, as matplotlib takes them: points of line and of gap, after an offset."""

    #: A claim that gives an order of magnitude only.
    MAGNITUDE = (0, (1, 0.8))
    #: A width that is assumed.
    ASSUMED = (0, (2, 1.5))
    #: A step that is inferred, or a greatest possible value.
    INFERRED = (0, (3, 2))
    #: A value that all rows are compared with, and lines for the eye only.
    REFERENCE, GUIDE = (0, (4, 2)), (0, (2, 2))


def page(height: float, padding: float | None = None) -> Figure:
    """Make an empty figure as wide as the text of a page.

    Parameters
    ----------
    height : float
        In inches.
    padding : float, optional
        Inches that stay free at the left and the right edge; more than by default where letters come close to them,
        since letters are wider in print than on the screen.

    Examples
    --------
    >>> page(3.0).get_size_inches().tolist()
    [6.5, 3.0]
    """
    figure = Figure(figsize=(WIDTH, height))
    if padding is not None:
        figure.set_layout_engine("constrained", w_pad=padding)
    return figure


class Campaign:
    """What happened: a colour for each campaign and one for violence; what was decided and what lay around are grey."""

    RENT_REDUCTION, LAND_REFORM, CORRECTION, BOTH = ORANGE, BLUE, GREEN, PALE
    #: Violence of the campaign, and war around it.
    VIOLENCE = VERMILION
    #: Whoever decided, Party or state, and what happened around the campaign; marker and place tell them apart.
    DECIDED, AROUND = INK, QUIET


class Standing:
    """How a label, a number or a date stands: it holds, it holds on a condition, or it does not."""

    HOLDS, DOUBTED, FAILS = QUIET, LILAC, INDIGO


class Series:
    """Curves and rules compared in one panel, each with a line style or a marker of its own besides.

    The first is what is reckoned from the claims; the others are shades of grey.
    """

    FIRST, SECOND, THIRD, FOURTH = TEAL, INK, QUIET, PALE


#: colour and marker of each outcome, the same in every figure
OUTCOMES = {
    "executed_to_1955_12": (SKY, "v"),
    "executed": (WINE, "o"),
    "executed_or_suicide": (BROWN, "s"),
    "wrongly_executed": (PINK, "D"),
    "died": (VERMILION, "^"),
}

#: Colours and markers of outcomes that the book does not know, in the order in which they are taken: in drawings of
#: anybody's claims, where no colour has a meaning from elsewhere.
OTHER_OUTCOMES = tuple(zip((BLUE, VERMILION, GREEN, PINK, SKY, ORANGE, INK), "o^sDvPX", strict=True))

#: colour, hatch of each campaign
CAMPAIGNS = {
    "rent_reduction": (Campaign.RENT_REDUCTION, "////"),
    "land_reform": (Campaign.LAND_REFORM, ""),
    "rectification": (Campaign.CORRECTION, "...."),
    "mass_mobilisation": (Campaign.BOTH, "xxxx"),
}
CAMPAIGN_NAMES = {
    "rent_reduction": "rent reduction",
    "land_reform": "land reform",
    "rectification": code_text("rectification"),
    "mass_mobilisation": "both campaigns",
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw within the house style, whatever the reader's own matplotlib settings and typefaces are.

    Examples
    --------
    >>> with house_style():
    ...     mpl.rcParams["svg.hashsalt"]
    'landreform'
    """
    with _own_typefaces(), mpl.rc_context():
        mpl.rcdefaults()
        style.use(_HERE / "landreform.mplstyle")
        yield


@contextmanager
def _own_typefaces() -> Iterator[None]:
    """Let matplotlib find the typefaces of the project and its own, and none that a machine happens to have.

    Another edition of the same typeface has other shapes or other numbers for them, so that the bytes of a figure
    would depend on what is installed.
    """
    manager, own = font_manager.fontManager, _typefaces()
    before = manager.ttflist
    if before is own:  # within the house style already
        yield
        return
    manager.ttflist = own
    _forget(manager)
    try:
        yield
    finally:
        manager.ttflist = before
        _forget(manager)


@cache
def _typefaces() -> list[font_manager.FontEntry]:
    """Read the typefaces of the project, and what the style falls back to for letters that these lack."""
    manager = font_manager.fontManager
    before, manager.ttflist = manager.ttflist, []
    for file in [*_own_files(), *sorted((Path(mpl.get_data_path()) / "fonts" / "ttf").glob("DejaVuSans*.ttf"))]:
        manager.addfont(file)
    own, manager.ttflist = manager.ttflist, before
    return own


def _own_files() -> list[Path]:
    return sorted((_HERE / "fonts").glob("*.ttf"))


def _forget(manager: font_manager.FontManager) -> None:
    """Have matplotlib look for typefaces anew: it remembers what it found, and only adding one makes it forget."""
    manager.addfont(_own_files()[0])
    manager.ttflist.pop()
