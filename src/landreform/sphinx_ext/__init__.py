"""What the book needs beyond Jupyter Book's own: figures, the ledger as pages, lists of what is not known."""

from __future__ import annotations

from sphinx.application import Sphinx

from landreform import __version__
from landreform.sphinx_ext import gap_lists, ledger_pages, notebook_figures


def setup(app: Sphinx) -> dict:
    """Register the parts of the extension with Sphinx."""
    for part in (notebook_figures, ledger_pages, gap_lists):
        part.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
