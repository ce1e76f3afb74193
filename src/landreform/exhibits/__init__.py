"""Show what the ledger and the analysis find, as figures and numbered tables with their words.

Input: the tables of the ledger as typed frames. Output: a figure or table under a slug that never changes, with exactly
the frame drawn, its caption, alternative text, conclusions, limits and every statement behind it.

>>> from landreform import exhibits
>>> exhibits.show("fig-waves-thai-nguyen").entry.title
'The waves in Thái Nguyên'
"""

from landreform.exhibits.base import Exhibit, FigureExhibit, Shown, ShownFigure, ShownTable, TableExhibit
from landreform.exhibits.registry import entry, show, slugs

__all__ = ["Exhibit", "FigureExhibit", "Shown", "ShownFigure", "ShownTable", "TableExhibit", "entry", "show", "slugs"]
