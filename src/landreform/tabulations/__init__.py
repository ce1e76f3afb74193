"""The numbered tables of the book, each under a slug that never changes.

>>> from landreform import tabulations
>>> tabulations.show("tab-claims").entry.title
'The claims and their sources'
"""

from landreform.tabulations.contract import TableEntry, Tabulated
from landreform.tabulations.registry import entry, show, slugs

__all__ = ["TableEntry", "Tabulated", "entry", "show", "slugs"]
