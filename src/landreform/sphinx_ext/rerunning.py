"""Let whoever reads a chapter run it: its notebook and the package as files of the book, and a line that leads there.

Input are the notebooks of the book and the checkout; output are the same notebooks beside their pages, the wheel of
`landreform.build.package`, a line at the end of each chapter that is a notebook, and what to type
(``{rerun-commands}``).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from landreform.build import package
from landreform.sphinx_ext.deferred import PageContext, deferred, writer
from landreform.sphinx_ext.markup import code, download, link

#: Where it is said how a notebook is run.
HOW = "book/how-to-read"
ANCHOR, HEADING = "how-to-run-a-chapter-again", "How to run a chapter again"

#: The notebook that the commands name.
EXAMPLE = "notebooks/waves"


def lead_to_the_notebook(app: Sphinx, doctree: nodes.document) -> None:
    """End a page that is a notebook with the line that leads to its file."""
    if app.env.doc2path(app.env.docname).endswith(".ipynb"):
        title = doctree.next_node(nodes.section)
        (doctree if title is None else title).append(deferred("notebook", app.env.docname))


@writer("notebook")
def line(page: PageContext, docname: str) -> str:
    """Set the line with the notebook of a page, and the way to what is needed to run it."""
    file = f"{docname.rpartition('/')[2]}.ipynb"
    how = link(f"{page.to(HOW)}#{ANCHOR}", HEADING)
    after = Markup("It runs in any folder; see {}.").format(how) if page.has(HOW) else "It runs in any folder."
    return Markup('<p class="rerun" data-computed data-notebook="{}">This chapter is a notebook: {}. {}</p>\n').format(
        file, download(file, file), after
    )


class RerunCommands(SphinxDirective):
    """Leave the place for the package and what to type."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; the address of the package is known when the page is written."""
        return [deferred("rerun-commands")]


@writer("rerun-commands")
def commands(page: PageContext) -> str:
    """Set the package as a file, and what to type beside it."""
    name = EXAMPLE.rpartition("/")[2]
    said = (
        "python3 -m venv rerun\n"
        f"rerun/bin/pip install './{package.WHEEL}[notebooks]' jupyterlab\n"
        f"rerun/bin/jupyter lab {name}.ipynb"
    )
    files = download(page.to_file(f"{package.FOLDER}/{package.WHEEL}"), package.WHEEL)
    if page.has(EXAMPLE):
        notebook = page.to_file(f"{EXAMPLE}.ipynb")
        files = Markup("{} and, for example, {}").format(files, download(notebook, f"{name}.ipynb"))
    return Markup("<p data-computed>Put into a folder: {}. Then, in that folder:</p>\n<pre>{}</pre>\n").format(
        files, code(said)
    )


def put_files(app: Sphinx, exception: Exception | None) -> None:
    """Put notebooks and package into the book.

    Raises
    ------
    sphinx.errors.ExtensionError
        If the package cannot be made.
    """
    if exception is not None or app.builder.format != "html":
        return
    root, out = Path(app.srcdir), Path(app.outdir)
    for docname in app.env.found_docs:
        source = Path(app.env.doc2path(docname))
        if source.suffix == ".ipynb":
            _put(source, out / f"{docname}.ipynb")
    if (root / "tools" / "packaging").is_dir():
        try:
            wheel = package.ensure(root)
        except package.NotPackaged as error:
            raise ExtensionError(str(error)) from error
        for old in (out / package.FOLDER).glob("*.whl"):
            if old.name != wheel.name:
                old.unlink()
        _put(wheel, out / package.FOLDER / wheel.name)


def _put(source: Path, target: Path) -> None:
    """Copy a file where it is not there already."""
    if not target.exists() or target.read_bytes() != source.read_bytes():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_directive("rerun-commands", RerunCommands)
    app.add_css_file("rerun.css")
    app.connect("doctree-read", lead_to_the_notebook, priority=700)  # after the code of each section is gathered
    app.connect("build-finished", put_files)
