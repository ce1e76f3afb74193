"""Prepare the notebooks for the browser: the same cells, after two that say what is fetched and fetch it."""

from __future__ import annotations

from pathlib import Path

import nbformat

from landreform.build.lite.versions import EXTRA

#: The kernel of the browser, by the name that it has there.
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}

#: The cell that installs the package, which lies beside the notebooks, and the libraries that it names.
INSTALL = f'import piplite\n\nawait piplite.install("landreform[{EXTRA}]")'


def prepared(notebook: nbformat.NotebookNode, host: str, versions: str) -> nbformat.NotebookNode:
    """Prepare one notebook for the browser.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        As it is stored in the book; stays what it is.
    host : str
        From where Python and its libraries are fetched.
    versions : str
        How they differ, as `landreform.build.lite.versions.sentence` says.

    Returns
    -------
    nbformat.NotebookNode
        Its cells as they are, with their outputs, after a cell of words and `INSTALL`.
    """
    made = nbformat.from_dict(notebook)
    words = (
        "**This copy runs in your browser.** The cell below fetches Python’s libraries once, some tens of megabytes "
        f"from {host}, {versions}. Numbers can differ in their last digits. "
        "Run all cells from the top, or the one below and then those you want to change."
    )
    cells = [
        nbformat.v4.new_markdown_cell(words, id="in-the-browser"),
        nbformat.v4.new_code_cell(INSTALL, id="in-the-browser-install"),
    ]
    made.cells = [*cells, *made.cells]
    made.metadata["kernelspec"] = dict(KERNEL)
    return made


def stage(notebooks: Path, folder: Path, host: str, versions: str) -> list[str]:
    """Write every notebook of a folder, prepared, into another, and return their file names."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for path in sorted(notebooks.glob("*.ipynb")):
        made = prepared(nbformat.read(path, as_version=4), host, versions)
        (folder / path.name).write_text(nbformat.writes(made) + "\n", encoding="utf-8", newline="\n")
        names.append(path.name)
    return names
