"""Note which rows of the ledger a mark shows, so that a page can lead from the mark to its rows.

Input: axes and what is drawn on them. Output: a note beside each artist; the drawing itself stays the same to the byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation

# Beside the artists and not in them: a name given to an artist would be written into every published file.
_SHOWN: WeakKeyDictionary[Artist, tuple[str, ...]] = WeakKeyDictionary()


@contextmanager
def shows(axes: Axes, table: str, rows: Iterable[str]) -> Iterator[None]:
    """Note of everything that is drawn on axes within this block that it shows rows of the ledger.

    Parameters
    ----------
    axes : Axes
    table : str
        Name of a table of the ledger.
    rows : iterable of str
        Names of its rows, the first of them the one to which the mark leads.

    Examples
    --------
    >>> from landreform.exhibits.draw.style import page
    >>> axes = page(2.0).add_subplot()
    >>> with shows(axes, "estimates", ["moise1983-executed"]):
    ...     (mark,) = axes.plot(5000, 1, marker="o")
    >>> rows_of(mark)
    ('estimates/moise1983-executed',)
    """
    before = set(axes.get_children())
    yield
    addresses = tuple(f"{table}/{row}" for row in rows)
    for artist in axes.get_children():
        if artist not in before:
            _SHOWN[_drawn(artist)] = addresses


def _drawn(artist: Artist) -> Artist:
    """Return what is seen of an artist: an arrow is drawn by an annotation without words."""
    arrow = artist.arrow_patch if isinstance(artist, Annotation) and not artist.get_text() else None
    return arrow or artist


def rows_of(artist: Artist) -> tuple[str, ...]:
    """Return the rows that an artist shows, each as ``table/row``; nothing where it shows none."""
    return _SHOWN.get(artist, ())


def height_of_rows(axes: Axes, addresses: Iterable[str]) -> list[float]:
    """Return the height of every mark of axes that is a line and shows one of some rows, each row as ``table/row``.

    Examples
    --------
    >>> from landreform.exhibits.draw.style import page
    >>> axes = page(2.0).add_subplot()
    >>> with shows(axes, "estimates", ["moise1983-executed"]):
    ...     _ = axes.plot(5000, 1.5, marker="o")
    >>> height_of_rows(axes, ["estimates/moise1983-executed"])
    [1.5]
    """
    wanted = set(addresses)
    return [float(np.atleast_1d(line.get_ydata())[0]) for line in axes.get_lines() if wanted & set(rows_of(line))]


def marks_of_rows(figure: Figure) -> dict[Artist, tuple[str, ...]]:
    """Return every artist of a figure that shows rows, in the order in which they were drawn."""
    artists = (_drawn(artist) for axes in figure.axes for artist in axes.get_children())
    return {artist: rows_of(artist) for artist in artists if rows_of(artist)}
