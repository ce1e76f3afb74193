"""Figures in notebooks get their caption and alternative text from the registry.

A notebook only names a figure (cell metadata ``mystnb.figure.name``) and shows it. Caption and alternative
text are put into the metadata while the page is read, so that they stand in one place and are computed from
what is drawn.
"""

from __future__ import annotations

import json

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from landreform import figures


def dress(app: Sphinx, docname: str, source: list[str]) -> None:
    """Complete the figure cells of a notebook as Sphinx reads it.

    Raises
    ------
    sphinx.errors.ExtensionError
        If a cell names a figure that the registry does not know, or shows another one than it names.
    """
    if not app.env.doc2path(docname).endswith(".ipynb"):
        return
    notebook = json.loads(source[0])
    for number, cell in enumerate(notebook["cells"], start=1):
        name = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
        if name is None:
            continue
        code = "".join(cell["source"])
        if name not in figures.slugs() or f'figures.show("{name}")' not in code:
            raise ExtensionError(
                f'{docname}, cell {number}: a figure cell must be figures.show("{name}") with a slug of the registry'
            )
        drawn = figures.show(name)
        cell["metadata"]["mystnb"]["figure"]["caption"] = drawn.entry.caption
        cell["metadata"]["mystnb"]["image"] = {"alt": drawn.alt}
    source[0] = json.dumps(notebook, ensure_ascii=False)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("source-read", dress)
