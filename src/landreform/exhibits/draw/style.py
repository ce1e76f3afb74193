"""What do all figures have in common? Typeface, widths, colours and the marks that carry meaning without colour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager

from landreform.contested.outcomes import NAMES

_HERE = Path(__file__).parent

# Width of the text block of a page, in inches; a figure is drawn at this size and still legible at 8 cm.
WIDTH = 6.5

# Okabe and Ito (2008), eight colours told apart by readers with any common colour vision deficiency.
# Each colour goes with one marker and one line style everywhere in the book.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)
INK, QUIET, PALE = "#222222", "#666666", "#bbbbbb"

#: colour and marker of each outcome, the same in every figure
OUTCOMES = {
    "executed_to_1955_12": (SKY, "v"),
    "executed": (BLUE, "o"),
    "executed_or_suicide": (GREEN, "s"),
    "wrongly_executed": (PURPLE, "D"),
    "died": (VERMILION, "^"),
}
#: what each outcome is called
OUTCOME_NAMES = NAMES

#: colour, marker and line style of each lineage of claims, by the claim from which it takes its name; a line is added
#: for a new lineage and none is ever changed, so that a lineage looks the same in every figure and every version
LINEAGES = {
    "fall1967-executed": (VERMILION, "^", "-"),
    "moise1983-executed": (BLUE, "o", "-"),
    "rvn1959-executed": (GREEN, "s", "--"),
    "hoang-van-chi1964-died": (PURPLE, "D", "--"),
    "szalontai2005-executed-to-1955-12": (SKY, "v", "-."),
    "vo-nhan-tri1990-wrongly-executed": (ORANGE, "P", "-."),
    "nguyen-van-canh-died": (BLACK, "X", ":"),
    "politburo1953-05-04-ratio": (QUIET, "<", ":"),
    "rfa2006-died": ("#882255", ">", "--"),
    "hoang-van-chi1964-died-turner": ("#AA4499", "d", "-"),
    "nixon1969-camps": ("#117733", "p", ":"),
    "rfa2006-unofficial": ("#332288", "*", "-"),
    "turner1975-executed-nationwide": ("#997700", "h", "--"),
}
#: a claim that no other claim comes from or goes to
ALONE = (PALE, ".", "-")


def lineage_style(lineage: str) -> tuple[str, str, str]:
    """Return colour, marker and line style of a lineage.

    Parameters
    ----------
    lineage : str
        Name of a lineage; one without a line in :data:`LINEAGES` is drawn as a claim that stands alone.

    Examples
    --------
    >>> lineage_style("moise1983-executed")
    ('#0072B2', 'o', '-')
    """
    return LINEAGES.get(lineage, ALONE)


#: colour, hatch of each campaign
CAMPAIGNS = {
    "rent_reduction": (ORANGE, "////"),
    "land_reform": (BLUE, ""),
    "rectification": (GREEN, "...."),
    "mass_mobilisation": (PALE, "xxxx"),
}
CAMPAIGN_NAMES = {
    "rent_reduction": "rent reduction",
    "land_reform": "land reform",
    "rectification": "rectification of errors",
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
        mpl.style.use(_HERE / "landreform.mplstyle")
        yield


@contextmanager
def _own_typefaces() -> Iterator[None]:
    """Let matplotlib find the typefaces of the project and its own, and none that a machine happens to have.

    Another edition of the same typeface has other shapes or other numbers for them, so that the bytes of a figure
    would depend on what is installed.
    """
    manager = font_manager.fontManager
    before = manager.ttflist
    own = sorted((_HERE / "fonts").glob("*.ttf"))
    manager.ttflist = []
    # What the style falls back to for letters that Noto Sans lacks: the edition that comes with matplotlib.
    for file in [*own, *sorted((Path(mpl.get_data_path()) / "fonts" / "ttf").glob("DejaVuSans*.ttf"))]:
        manager.addfont(file)
    try:
        yield
    finally:
        manager.ttflist = before
        # The manager remembers what it found; only adding a typeface makes it forget.
        manager.addfont(own[0])
        manager.ttflist.pop()
