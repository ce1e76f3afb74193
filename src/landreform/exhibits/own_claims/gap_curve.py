"""Draw for each stretch allowed how many of anybody's claims must be set aside, at the least.

Input: the steps of the curve. Output: the curve of consistency of the book for them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

from landreform.exhibits.draw.claim_glyphs import chosen_ticks, full_numbers
from landreform.exhibits.draw.style import INK, QUIET, Look, Size, page
from landreform.text.prose import number, rounded

#: Where the axis has numbers as long as it ends below the last of them.
TICKS = (1, 1.25, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500)


def gap_curve(steps: pd.DataFrame) -> Figure:
    """Draw the least number of claims to set aside over the stretch allowed.

    Parameters
    ----------
    steps : DataFrame
        Columns ``stretch, set_aside``, from stretch 1 upward, the last row with nothing set aside.

    Returns
    -------
    Figure
    """
    figure = page(3.4)
    axes = figure.add_subplot()
    x, y = steps["stretch"].to_numpy(), steps["set_aside"].to_numpy(dtype=float)
    end = max(1.5, float(x[-1]) * 1.35)
    axes.plot(np.append(x, end), np.append(y, y[-1]), drawstyle="steps-post", color=INK, linewidth=1.6)
    axes.plot(x[-1], y[-1], marker="o", color=INK, markersize=5, markeredgecolor="white", zorder=4, clip_on=False)
    if x[-1] > 1:
        near: Look = {"xytext": (6, 5), "textcoords": "offset points", "color": QUIET, "zorder": 5}
        axes.annotate(f"×{rounded(float(x[-1]))}", (x[-1], 0), fontsize=Size.TEXT, **near)
    most = float(y.max())
    axes.set(xscale="log", xlim=(1, end), ylim=(-0.04 * max(most, 5), most + max(0.9, 0.08 * most)))
    if end < TICKS[-1]:
        chosen_ticks(axes, *TICKS)
    else:
        axes.xaxis.set_major_locator(LogLocator(base=10, numticks=12))
        full_numbers(axes.xaxis)
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    full_numbers(axes.yaxis)
    axes.set_xlabel("stretch allowed: every low end divided, every high end multiplied by this factor; logarithmic")
    axes.set_ylabel("claims that must be set aside, at the least")
    return figure


def finding(steps: pd.DataFrame, claims: int) -> str:
    """Say in a title how many claims must be set aside, and from which stretch on none.

    Parameters
    ----------
    steps : DataFrame
        As in `gap_curve`.
    claims : int
        How many there are.

    Examples
    --------
    >>> finding(pd.DataFrame({"stretch": [1.0, 2.0], "set_aside": [1, 0]}), 3)
    'Of 3 claims at least 1 must be set aside, and none only once all are stretched by a factor of 2'
    """
    most, last = int(steps["set_aside"].iloc[0]), float(steps["stretch"].iloc[-1])
    if not most:
        return "One claim contradicts nobody" if claims == 1 else f"All {number(claims)} claims can be true at once"
    return (
        f"Of {number(claims)} claims at least {number(most)} must be set aside, and none only once all are stretched "
        f"by a factor of {rounded(last)}"
    )
