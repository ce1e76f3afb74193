"""What the book needs beyond Jupyter Book's own: figures dressed with the words of the registry."""

from __future__ import annotations

from sphinx.application import Sphinx

from landreform import __version__
from landreform.sphinx_ext import notebook_figures


def setup(app: Sphinx) -> dict:
    """Register the parts of the extension with Sphinx."""
    notebook_figures.setup(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
