"""Build the rendered book of a folder, and of it only what is not that of this state already.

Three things are kept from one build to the next, each under a key that says what it depends on: the files of every
exhibit (`landreform.publish.files`), the outputs of every notebook (`landreform.build.execute`), and the pages that
Sphinx has read and written. Sphinx notices by itself when the text of a page moves, or a table, an output or a
passport that it was made with. What stands behind every page is hashed here: when it moves, every page is made anew.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import NoReturn

from landreform.publish.digests import digest
from landreform.publish.failures import INTERRUPTED, STOPPED, reason
from landreform.text import whole_files
from landreform.text.counted import step

#: What can change every page: settings, the order of the chapters, the bibliography, styles, what was promised.
EVERY_PAGE = (
    "_config.yml _toc.yml publication.yml figures.yml CHANGELOG.md releases book/references.bib book/_static".split()
)

#: Figures, notebooks, pages, and the search for faults.
STEPS = 4

#: Note of the files of the rendered book, so that one that is lost is missed.
FILES = ".html.json"

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
    if stands(root):
        return 0
    from landreform.publish.workplace import working  # here and below, so that an unchanged book is answered at once

    with working(root / "_build", "book"):
        # Another build may have made it while this one waited.
        return 0 if stands(root) else _build(root)


def _state(root: Path) -> str:
    return f"{sys.version} {digest(root, (*ANYTHING, *PACKAGE))}"


def stands(root: Path) -> bool:
    """Say whether the book is that of this state, to whoever runs the build too."""
    index = root / "_build" / "html" / "index.html"
    if not index.exists() or _read(root / "_build" / ".state") != _state(root) or not _is_whole(root):
        return False
    print(f"== book: unchanged, open {index}")
    return True


def _files(root: Path) -> dict[str, int]:
    """Return the size of every file of the rendered book by its name."""
    html, found = os.fspath(root / "_build" / "html"), {}
    for folder, _, names in os.walk(html):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118  # a path object for each file would take too long
            found[path[len(html) :]] = os.stat(path).st_size  # noqa: PTH116  # as above
    return found


def _note_files(root: Path) -> None:
    whole_files.write(root / "_build" / FILES, json.dumps(_files(root)))


def _is_whole(root: Path) -> bool:
    """Say whether every file of the rendered book is there as it was written; others may have come to lie beside it."""
    noted = whole_files.read_note(root / "_build" / FILES)
    return bool(noted) and noted.items() <= _files(root).items()


def _build(root: Path) -> int:
    out = root / "_build"
    whole, every_page, index = out / ".state", out / ".pages", out / "html" / "index.html"
    if faults := _faults_of_tables(root):
        print(*faults, sep="\n", file=sys.stderr)
        print("== book: FAILED; mend the tables as said above and run it again", file=sys.stderr)
        return 1
    state, pages = _state(root), _key_of_every_page(root)
    known = _read(every_page)
    # Gone until the build has succeeded: a failed one must not be taken for a good one by the next.
    whole.unlink(missing_ok=True)
    every_page.unlink(missing_ok=True)
    if known != pages or not _is_whole(root):
        import shutil

        for memory in (".doctrees", "html", "jupyter_execute"):
            if (out / memory).exists():
                shutil.rmtree(out / memory)
    status = _render(root)
    if status:
        if status not in (STOPPED, INTERRUPTED):
            print("== book: FAILED; mend what is named above and run it again", file=sys.stderr)
        return status
    # Read and written without a warning: whoever mends a word that is found below waits for its page only.
    _note_files(root)
    every_page.write_text(pages, encoding="utf-8")
    step("book", 4, STEPS, "the pages are searched for faults")
    if _faults(root, index.parent):
        print("== book: FAILED; mend the faults named above and run it again", file=sys.stderr)
        return 1
    whole.write_text(state, encoding="utf-8")
    print(f"== book: open {index}")
    return 0


def _faults_of_tables(root: Path) -> list[str]:
    """Name what is wrong in the tables before anything is made of them; that takes a moment."""
    from landreform.contested.errors import fault_lines
    from landreform.ledger.tables import check_each

    return list(fault_lines(check_each(root / "data")))


def _key_of_every_page(root: Path) -> str:
    from landreform.publish.dependencies import Dependencies

    return Dependencies(root).key(["landreform.sphinx_ext", "landreform.build.book"], (), (), digest(root, EVERY_PAGE))


def _render(root: Path) -> int:
    """Have Jupyter Book read and write the pages; return its exit status."""
    from landreform.build import ahead

    if status := ahead.run(root):
        return status
    # MyST-NB copies its style late; Sphinx puts a hash into the links of pages only where it lies there already, so
    # that a page written by a later build would differ from one written by the first.
    for style in (root / "_build" / "html" / "_static").glob("mystnb.*.css"):
        style.unlink()
    step("book", 3, STEPS, "pages are read and written")
    from landreform.build.collecting import seldom

    with seldom():
        return _read_and_written(root)


def _read_and_written(root: Path) -> int:
    import argparse
    import contextlib

    import click
    from jupyter_book import sphinx
    from jupyter_book.cli.main import main as jupyter_book

    say, sphinx.handle_exception = sphinx.handle_exception, _hand_on
    try:
        with contextlib.redirect_stdout(_Percentages()):
            jupyter_book(["build", str(root), "-n", "-W", "--keep-going"], standalone_mode=False)
    except SystemExit as end:
        return int(end.code or 0)
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except Exception as error:
        if reason(error):
            raise
        say(None, argparse.Namespace(pdb=False, verbosity=0, traceback=False), error, sys.stderr)
        return 1
    finally:
        sphinx.handle_exception = say
    return 0


class _Percentages(io.StringIO):
    """Take what Jupyter Book and Sphinx say, and pass on how many pages are read and written.

    Where the book lies is said at the end, once; warnings and errors go another way.
    """

    _DONE = re.compile(r"(reading sources|writing output)\.\.\. .*?\[ *(\d+%)\]")

    def write(self, text: str) -> int:
        """Take a text; nothing is kept of it."""
        if done := self._DONE.search(text):
            print(f"   {done[1]}: {done[2]}", file=sys.stderr, flush=True)
        return len(text)


def _hand_on(app: object, arguments: object, error: BaseException, stream: object) -> NoReturn:
    """Hand on what has stopped Sphinx.

    Jupyter Book (1.0.4) has Sphinx print a traceback and leave a file in the folder of temporary files where the disk
    is full or a file cannot be written, and takes a stop from the keyboard for an exit status.
    """
    raise error


def _faults(root: Path, html: Path) -> int:
    """Lint the pages and say how many faults there are."""
    from landreform.build.lint import pages

    out = root / "_build"
    return pages.report(pages.of_project(root, html), out / ".lint.json", out / "prose.json")


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
