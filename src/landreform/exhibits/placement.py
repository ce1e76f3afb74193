"""Find the cell of the notebooks in which each exhibit stands.

Input: the notebooks. Output: notebook, number and id of the cell by slug.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NamedTuple

from landreform.paths import NOTEBOOKS


class Place(NamedTuple):
    """The cell of a notebook that shows an exhibit: notebook without folder and ending, position from one, id."""

    notebook: str
    cell: int
    id: str


def cell_name(cell: dict[str, Any]) -> str | None:
    """Return the slug under which a notebook cell shows something, or nothing.

    Examples
    --------
    >>> cell_name({"metadata": {"mystnb": {"table": {"name": "tab-claims"}}}})
    'tab-claims'
    """
    marks = cell["metadata"].get("mystnb", {})
    for kind in ("figure", "table"):
        if kind in marks:
            return marks[kind].get("name")
    return None


@cache
def places() -> dict[str, Place]:
    """Find the cell of every exhibit; the first one where a slug stands in several.

    Examples
    --------
    >>> places()["fig-claims"].notebook
    'what-has-been-claimed'
    """
    found: dict[str, Place] = {}
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for position, cell in enumerate(cells, start=1):
            name = cell_name(cell)
            if name:
                found.setdefault(name, Place(path.stem, position, cell.get("id", "")))
    return found
