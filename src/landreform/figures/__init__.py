"""The figures of the book, each under a slug that never changes.

>>> from landreform import figures
>>> figures.show("fig-waves-thai-nguyen").entry.title
'The waves in Thái Nguyên'
"""

from landreform.figures.contract import Drawn, FigureEntry
from landreform.figures.registry import entry, show, slugs

__all__ = ["Drawn", "FigureEntry", "entry", "show", "slugs"]
