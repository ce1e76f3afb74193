"""Notebooks are executed before the first page is read, several at a time."""

from __future__ import annotations

from pathlib import Path

import nbformat
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from landreform.build.execute import execute
from landreform.sphinx_ext.notebook_figures import with_captions


def execute_ahead(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Put the notebooks of the pages that will be read into the memory from which the book takes them."""
    settings = getattr(env, "mystnb_config", None)
    if settings is None or settings.execution_mode != "cache":
        return
    files = {Path(env.doc2path(docname)): docname for docname in docnames}
    notebooks = {
        file: nbformat.reads(with_captions(docname, file.read_text(encoding="utf-8")), as_version=4)
        for file, docname in files.items()
        if file.suffix == ".ipynb"
    }
    execute(notebooks, Path(settings.execution_cache_path), settings.execution_timeout)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-before-read-docs", execute_ahead)
