"""Draw maps of the North: its outline, a stated projection, and names that do not touch.

Input: places in degrees. Output: axes in kilometres with the outline on them. The outline lies beside this module and
says itself where it comes from; ``tools/outline.py`` makes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from matplotlib.patheffects import Normal, Stroke

from landreform.exhibits.draw.style import QUIET, Look, Tint

#: The outline of the North, as GeoJSON.
OUTLINE = Path(__file__).parent / "outline-north.geojson"

#: Mean radius of the earth in kilometres (IUGG), and where the map has its origin: the parallel that keeps its length,
#: and the meridian in the middle.
RADIUS, PARALLEL, MERIDIAN = 6371.0088, 20.0, 105.0


def projected(lon: float, lat: float) -> tuple[float, float]:
    """Project a place: equirectangular, true to scale along every meridian and along the parallel of 20 degrees.

    Between 17 and 23.4 degrees distances from west to east are right to within three parts in a hundred.

    Parameters
    ----------
    lon, lat : float
        In degrees east and north.

    Returns
    -------
    (float, float)
        Kilometres east and north of the origin, 105 degrees east and 20 degrees north.

    Examples
    --------
    >>> projected(105, 20)
    (0.0, 0.0)
    >>> [round(part, 1) for part in projected(106, 21)]
    [104.5, 111.2]
    """
    degree = math.radians(1) * RADIUS
    return (lon - MERIDIAN) * math.cos(math.radians(PARALLEL)) * degree, (lat - PARALLEL) * degree


@cache
def outline() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Read the outline of the North: closed rings in kilometres, the mainland first.

    Examples
    --------
    >>> mainland, *islands = outline()
    >>> mainland[0] == mainland[-1]
    True
    """
    shape = json.loads(OUTLINE.read_text(encoding="utf-8"))["features"][0]["geometry"]
    return tuple(tuple(projected(lon, lat) for lon, lat in polygon[0]) for polygon in shape["coordinates"])


def draw_outline(axes: Axes, left: float, right: float, margin: float = 12.0) -> None:
    """Draw the outline, and make the axes a map: equal scales, no frame, no numbers.

    Parameters
    ----------
    axes : Axes
    left, right : float
        Ends of the map, in kilometres east of the origin.
    margin : float
        Kilometres above and below the outline.
    """
    for ring in outline():
        # Without a line around it the land runs under no letter.
        axes.add_patch(Polygon(ring, facecolor=Tint.LAND, edgecolor="none", zorder=0))
    heights = [y for ring in outline() for _, y in ring]
    axes.set_xlim(left, right)
    axes.set_ylim(min(heights) - margin, max(heights) + margin)
    axes.set_aspect("equal")
    axes.set(xticks=[], yticks=[])
    axes.set_axis_off()


def draw_scale(axes: Axes, right: float, length: float, size: float) -> None:
    """Draw a line of so many kilometres at the foot of a map, with its length.

    Parameters
    ----------
    axes : Axes
    right : float
        Where it ends, in kilometres east of the origin.
    length : float
        In kilometres.
    size : float
        Size of type in points.
    """
    low = axes.get_ylim()[0]
    axes.plot([right - length, right], [low + 15] * 2, color=QUIET, linewidth=1.2, solid_capstyle="butt")
    axes.text(right - length / 2, low + 25, f"{length:g} km", fontsize=size, color=QUIET, ha="center", va="bottom")


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Move heights as little as possible so that no two are nearer than a distance.

    The sum of squares of the moves is the least there is (isotonic regression by pooling neighbours that clash), then
    all that would leave the ends is moved inwards.

    Parameters
    ----------
    wanted : sequence of float
        In any order.
    apart : float
        Least distance between two.
    low, high : float
        Ends between which all must lie.

    Returns
    -------
    list of float
        In the order given.

    Raises
    ------
    ValueError
        If there is no room for so many.

    Examples
    --------
    >>> spread([0.0, 0.0, 10.0], 2.0, -5.0, 20.0)
    [-1.0, 1.0, 10.0]
    """
    if (len(wanted) - 1) * apart > high - low:
        raise ValueError(f"No room for {len(wanted)} names, {apart} apart, between {low} and {high}.")
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    blocks: list[list[float]] = []  # sum and number of what stands together, each less its place in the row
    for place, k in enumerate(order):
        blocks.append([wanted[k] - place * apart, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, count = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + count]
    level = [total / count for total, count in blocks for _ in range(int(count))]
    found = [0.0] * len(wanted)
    for place, k in enumerate(order):
        # What is pushed in at one end keeps its distance from the others, since all are bounded alike.
        found[k] = min(max(level[place], low), high - (len(wanted) - 1) * apart) + place * apart
    return found


def write_beside(
    axes: Axes,
    names: Sequence[tuple[float, float, str, Look]],
    at: float,
    apart: float,
    side: str,
    size: float,
    ends: tuple[float, float],
) -> None:
    """Write names in a column beside a map, each with a thin line to its place.

    Parameters
    ----------
    axes : Axes
    names : sequence of (x, y, text, look)
        Place in the units of the axes, what is written, and how, as :class:`matplotlib.text.Text` takes it.
    at : float
        Where the column stands.
    apart : float
        Least distance of two lines of text.
    side : str
        ``left`` or ``right`` of the places; the names end or begin at the column.
    size : float
        Size of type in points.
    ends : (float, float)
        Lowest and highest middle of a name.

    Raises
    ------
    ValueError
        If there is no room for so many; see `spread`.
    """
    heights = spread([y for _, y, _, _ in names], apart, *ends)
    away = -1 if side == "left" else 1
    for (x, y, text, look), height in zip(names, heights, strict=True):
        elbow = at - away * 4
        # Above the marks, with an edge of white, so that it is seen whose it is.
        edge = [Stroke(linewidth=2.0, foreground="white"), Normal()]
        axes.plot([x, elbow], [y, height], color=QUIET, linewidth=0.7, zorder=5, path_effects=edge)
        where: Look = {"ha": "right" if side == "left" else "left", "va": "center"}
        axes.text(at, height, text, fontsize=size, **(where | look))
