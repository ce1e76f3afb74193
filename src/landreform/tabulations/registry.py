"""Which numbered tables are there?"""

from __future__ import annotations

from landreform import tables
from landreform.tabulations import claims, datings
from landreform.tabulations.contract import TableEntry, Tabulated, tabulate

# In the order of the book.
_MODULES = (datings, claims)

_ENTRIES: dict[str, TableEntry] = {table.slug: table for module in _MODULES for table in module.TABLES}


def slugs() -> tuple[str, ...]:
    """Return the slugs of all numbered tables, in the order of the book."""
    return tuple(_ENTRIES)


def entry(slug: str) -> TableEntry:
    """Return what is known of a table before it is made.

    Raises
    ------
    KeyError
        If there is no such slug; the message lists those that there are.
    """
    if slug not in _ENTRIES:
        raise KeyError(f"no table {slug!r}; there are {', '.join(_ENTRIES)}")
    return _ENTRIES[slug]


def show(slug: str) -> Tabulated:
    """Make a numbered table of the book from the ledger of the book.

    Parameters
    ----------
    slug : str
        Permanent name of the table, such as ``tab-claims``.

    Returns
    -------
    Tabulated
        Shows itself in a notebook; ``.data`` is the frame shown.
    """
    table = entry(slug)
    return tabulate(table, {name: tables.load(name) for name in table.tables})
