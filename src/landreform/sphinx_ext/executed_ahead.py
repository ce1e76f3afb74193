"""Figures are drawn and notebooks executed before the first page is read; a page then takes what was kept."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from landreform.build import ahead
from landreform.build.outputs import outputs, outputs_file

FOLDER = "notebooks/"


def make(app: Sphinx) -> None:
    """Have files and outputs made that are not those of this state, before Sphinx looks which pages to read.

    Raises
    ------
    sphinx.errors.ExtensionError
        If an exhibit lacks its caption, alternative text, long description, conclusions, columns, sources or data, or
        if a cell fails.
    """
    try:
        ahead.ensure(Path(app.srcdir))
    except ahead.NotMade as error:
        raise ExtensionError(str(error)) from error


def with_outputs(app: Sphinx, docname: str, source: list[str]) -> None:
    """Give the code cells of a notebook the outputs that were kept, as Sphinx reads it."""
    if not app.env.doc2path(docname).endswith(".ipynb"):
        return
    root, name = Path(app.srcdir), docname.removeprefix(FOLDER)
    notebook = json.loads(source[0])
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for position, (cell, kept) in enumerate(zip(cells, outputs(root, name), strict=True), start=1):
        cell["outputs"], cell["execution_count"] = kept, position
    app.env.note_dependency(str(outputs_file(root, name)))
    source[0] = json.dumps(notebook, ensure_ascii=False)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("builder-inited", make)
    app.connect("source-read", with_outputs, priority=400)  # before captions and bars are put between the cells
