"""Keep marks off each other: a small, exact and repeatable way to move apart what would hide each other.

Input: places of marks on axes. Output: places at which none hides another.
"""

from __future__ import annotations

import math


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
