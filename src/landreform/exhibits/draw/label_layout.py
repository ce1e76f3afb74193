"""Keep names and marks off each other: a small, exact and repeatable way to find room for a label.

Input: places of marks on axes and their names. Output: places at which nothing hides anything.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch


def spread_out(
    wanted: list[tuple[str, float, float]], apart_x: float, apart_y: float, strip: float = math.inf
) -> dict[str, tuple[float, float]]:
    """Move marks apart that would hide each other.

    Parameters
    ----------
    wanted : list of (name, x, y)
        Where marks should stand, y on a logarithmic axis; the first keep their place.
    apart_x, apart_y : float
        Two marks hide each other if they are closer than this difference in x and this quotient in y.
    strip : float
        From here on x says nothing, and a mark is moved to the right instead of up or down.

    Returns
    -------
    dict
        Name to (x, y).

    Examples
    --------
    >>> spread_out([("a", 1.0, 10.0), ("b", 1.0, 10.0), ("c", 9.0, 10.0)], 0.5, 1.5)
    {'a': (1.0, 10.0), 'b': (1.0, 15.0), 'c': (9.0, 10.0)}
    """
    placed: dict[str, tuple[float, float]] = {}
    for name, x, y in wanted:
        for k in range(len(wanted) + 1):
            # up, down, farther up, farther down; in the strip farther to the right
            steps = (k + 1) // 2 * (1 if k % 2 else -1)
            there = (x + k * apart_x, y) if x >= strip else (x, y * apart_y**steps)
            if all(abs(there[0] - u) >= 0.999 * apart_x or _far(there[1], v, apart_y) for u, v in placed.values()):
                break
        placed[name] = there
    return placed


def _far(first: float, second: float, quotient: float) -> bool:
    return max(first / second, second / first) >= 0.999 * quotient


class Labels:
    """Writes names beside marks, each where it hides least.

    Parameters
    ----------
    axes : Axes
        With its limits and scales set.
    figure : Figure
        To be laid out once, so that places on the page are known.
    size : float
        Of the type, in points.
    """

    #: Where a label may stand beside its mark: offset in points, and how it is aligned there.
    SIDES = tuple(
        (math.copysign(5 if dy else 6, dx) if dx else 0, dy, "left" if dx > 0 else "right" if dx < 0 else "center")
        for dy in (0, 7, -7, 14, -14, 21, -21)
        for dx in (1, -1, 0)
        if dx or dy
    )

    def __init__(self, axes: Axes, figure: Figure, size: float):
        self.axes, self.size = axes, size
        figure.draw_without_rendering()
        self.unit = figure.dpi / 72
        corners = axes.transAxes.transform([(0, 0), (1, 1)]) / self.unit
        self.frame = (*corners[0], *corners[1])
        self.marks: list[tuple[float, float, float, float]] = []
        self.blocked: list[tuple[float, float, float, float, float]] = []

    def block_point(self, x: float, y: float, half: float = 3.2) -> None:
        """Keep labels off a mark."""
        u, v = self.axes.transData.transform((x, y)) / self.unit
        self.marks.append((u - half, v - half, u + half, v + half))
        self.blocked.append((*self.marks[-1], 8.0))

    def block_path(self, patch: Patch, weight: float = 1.5) -> None:
        """Keep labels off a line as far as there is room elsewhere."""
        path = patch.get_transform().transform_path(patch.get_path())
        for line in path.to_polygons(closed_only=False):
            line = np.asarray(line) / self.unit
            for start, end in pairwise(line):
                for share in np.linspace(0, 1, max(2, int(np.hypot(*(end - start)) / 3))):
                    u, v = start + share * (end - start)
                    self.blocked.append((u - 0.5, v - 0.5, u + 0.5, v + 0.5, weight))

    def write(self, x: float, y: float, text: str) -> None:
        """Write one name beside the mark at (x, y)."""
        u, v = self.axes.transData.transform((x, y)) / self.unit
        lines = text.split("\n")
        # the average letter of this typeface is a little more than half as wide as it is high
        width, height = 0.53 * self.size * max(map(len, lines)), 1.2 * self.size * len(lines)

        def box(dx: float, dy: float, side: str) -> tuple[float, float, float, float]:
            left = u + dx - {"left": 0, "right": width, "center": width / 2}[side]
            return left, v + dy - height / 2, left + width, v + dy + height / 2

        def cost(k: int) -> float:
            left, low, right, high = box(*self.SIDES[k])
            x0, y0, x1, y1 = self.frame
            out = max(0.0, x0 - left) + max(0.0, right - x1) + max(0.0, y0 - low) + max(0.0, high - y1)
            hit = sum(w for a, b, c, d, w in self.blocked if a < right and left < c and b < high and low < d)
            # a name must not stand nearer to another mark than to its own
            near = sum(
                a - 4 < right and left < c + 4 and b - 4 < high and low < d + 4
                for a, b, c, d in self.marks
                if abs((a + c) / 2 - u) > 0.1 or abs((b + d) / 2 - v) > 0.1
            )
            return 100 * out + hit + 3 * near + 0.1 * abs(self.SIDES[k][1]) ** 1.5 + 0.01 * k

        best = min(range(len(self.SIDES)), key=cost)
        dx, dy, side = self.SIDES[best]
        self.blocked.append((*box(dx, dy, side), 90.0))
        self.axes.annotate(
            text,
            (x, y),
            xytext=(dx, dy),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=self.size,
            linespacing=1.0,
            zorder=6,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3, "alpha": 0.75},
        )
