"""Build the rendered book of a folder, and of it only what is not that of this state already.

Three things are kept from one build to the next, each under a key that says what it depends on: the files of every
exhibit (`landreform.publish.files`), the outputs of every notebook (`landreform.build.execute`), and the pages that
Sphinx has read and written. Sphinx notices by itself when the text of a page moves, or a table, an output or a
passport that it was made with. What stands behind every page is hashed here: when it moves, every page is made anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

from landreform.publish.digests import digest

#: What can change every page: settings, the order of the chapters, the bibliography, styles, what was promised.
EVERY_PAGE = (
    "_config.yml _toc.yml publication.yml figures.yml CHANGELOG.md releases book/references.bib book/_static".split()
)

#: Whatever can change anything.
ANYTHING = (*EVERY_PAGE, "src", "data", "book", "notebooks", "examples", "requirements.lock")


#: What the package within the book is made from beside all this.
PACKAGE = "pyproject.toml README.md LICENSE LICENSE-DATA tools/packaging".split()


def build(root: Path) -> int:
    """Build the book of a folder into ``_build/html`` unless it is there already for this state.

    Parameters
    ----------
    root : pathlib.Path
        Folder with ``_config.yml`` and ``_toc.yml``.

    Returns
    -------
    int
        0 where the book stands; otherwise the exit status of the failed build.
    """
    out = root / "_build"
    whole, every_page, index = out / ".state", out / ".pages", out / "html" / "index.html"
    state = f"{sys.version} {digest(root, (*ANYTHING, *PACKAGE))}"
    if index.exists() and _read(whole) == state:
        print(f"== book: unchanged, open {index}")
        return 0
    pages = _key_of_every_page(root)
    if _read(every_page) != pages:
        import shutil  # here and below, so that an unchanged book is answered at once

        for memory in (".doctrees", "html", "jupyter_execute"):
            shutil.rmtree(out / memory, ignore_errors=True)
    # Gone until the build has succeeded: a failed one must not be taken for a good one by the next.
    whole.unlink(missing_ok=True)
    every_page.unlink(missing_ok=True)
    print("== book: executing notebooks and rendering pages (a minute or two from nothing)", flush=True)
    status = _render(root)
    if status:
        print("== book: FAILED, see the messages above", file=sys.stderr)
        return status
    if _faults(root, index.parent):
        print("== book: FAILED, the pages have the faults above", file=sys.stderr)
        return 1
    every_page.write_text(pages, encoding="utf-8")
    whole.write_text(state, encoding="utf-8")
    print(f"== book: open {index}")
    return 0


def _key_of_every_page(root: Path) -> str:
    from landreform.publish.dependencies import Dependencies

    return Dependencies(root).key(["landreform.sphinx_ext", "landreform.build.book"], (), (), digest(root, EVERY_PAGE))


def _render(root: Path) -> int:
    """Have Jupyter Book read and write the pages; return its exit status."""
    from landreform.build import ahead

    if not ahead.run(root):
        return 1
    # MyST-NB copies its style late; Sphinx puts a hash into the links of pages only where it lies there already, so
    # that a page written by a later build would differ from one written by the first.
    for style in (root / "_build" / "html" / "_static").glob("mystnb.*.css"):
        style.unlink()
    try:
        from jupyter_book.cli.main import main as jupyter_book  # here, so that an unchanged book is answered at once

        jupyter_book(["build", str(root), "-n", "-W", "--keep-going"], standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    except Exception as error:  # Jupyter Book turns every failure of Sphinx into one of several kinds
        print(f"== book: {error}", file=sys.stderr)
        return 1
    return 0


def _faults(root: Path, html: Path) -> int:
    """Lint the pages and say how many faults there are."""
    from landreform.build.lint import pages

    out = root / "_build"
    return pages.report(pages.of_project(root, html), out / ".lint.json", out / "prose.json")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
