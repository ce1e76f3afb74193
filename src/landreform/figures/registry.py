"""Which figures are there?"""

from __future__ import annotations

from landreform import tables
from landreform.figures import (
    audit_board,
    cell_shares,
    choices,
    claims,
    class_labels,
    corpus,
    cumulated,
    disputed,
    extrapolation,
    forest,
    framing,
    gap,
    genealogy,
    independence,
    ladder,
    lattice,
    leave_one_out,
    lineage,
    multiplier,
    multiverse,
    national,
    needed,
    overlap,
    pace,
    party_cells,
    pools,
    quota,
    tau_priors,
    timeline,
    tipping,
    trace,
    waves,
)
from landreform.figures.contract import Drawn, FigureEntry, draw

# In the order of the book.
_MODULES = (
    *(timeline, disputed, waves, pace, cumulated, national),
    *(class_labels, quota, party_cells, audit_board, cell_shares, framing, corpus),
    *(claims, lattice, lineage, independence, genealogy, gap, ladder, multiplier, extrapolation),
    *(forest, leave_one_out, trace, tau_priors, pools, overlap, tipping, multiverse, choices, needed),
)

_ENTRIES: dict[str, FigureEntry] = {figure.slug: figure for module in _MODULES for figure in module.FIGURES}


def slugs() -> tuple[str, ...]:
    """Return the slugs of all figures, in the order of the book."""
    return tuple(_ENTRIES)


def entry(slug: str) -> FigureEntry:
    """Return what is known of a figure before it is drawn.

    Raises
    ------
    KeyError
        If there is no such slug; the message lists those that there are.
    """
    if slug not in _ENTRIES:
        raise KeyError(f"no figure {slug!r}; there are {', '.join(_ENTRIES)}")
    return _ENTRIES[slug]


def show(slug: str) -> Drawn:
    """Draw a figure of the book from the ledger of the book.

    Parameters
    ----------
    slug : str
        Permanent name of the figure, such as ``fig-claims``.

    Returns
    -------
    Drawn
        Shows itself in a notebook; ``.data`` is the frame drawn.
    """
    figure = entry(slug)
    return draw(figure, {name: tables.load(name) for name in figure.tables})
