"""Make the files of exhibits and the outputs of notebooks ahead of the pages, in a process of its own.

Jupyter Book is imported when it has ended: what it held in memory, the warm process with all libraries above all, is
gone by then, and the two never need memory at the same time. Nothing is imported here that only that process needs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from landreform.build.book import ANYTHING, STEPS
from landreform.build.outputs import FOLDER
from landreform.paths import ROOT
from landreform.publish.digests import digest
from landreform.publish.failures import STOPPED, ProcessEnded, reason, told
from landreform.publish.workplace import held, working
from landreform.text.counted import step

#: Folders of ``_build`` in which lies what is made ahead: files of exhibits, figures for pages, outputs of notebooks.
MADE = ("figures", "figures-in-pages", FOLDER)

_MADE: set[Path] = set()

#: What is left for Python to clear away when this process is ended is no news for whoever has ended it.
_QUIET = "ignore:resource_tracker:UserWarning"

_MAIN = "import sys; from landreform.build.ahead import main; sys.exit(main())"


class NotMade(Exception):
    """Raised where something could not be made; its text says why."""


def run(root: Path) -> int:
    """Make whatever a folder of the project lacks, and return an exit status. What went wrong has been printed.

    Raises
    ------
    ProcessEnded
        If the process that makes it was ended from outside.
    """
    note, state = root / "_build" / ".ahead", _state(root) if root == ROOT else ""
    if state and note.exists() and note.read_text(encoding="utf-8") == state + _made(root):
        _MADE.add(root)
        step("book", 2, STEPS, "figures and outputs of notebooks are those of this state")
        return 0
    note.unlink(missing_ok=True)
    # By its function and not as a module: its workers would run it a second time, under another name.
    # Whoever stops the build from the keyboard stops this process, which ends that one.
    command = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); " + _MAIN
    # It keeps others from this folder for as long as it lives, should this process be ended before it.
    handles = held(root / "_build")
    call = [sys.executable, "-W", _QUIET, "-c", command, str(root)]
    status = subprocess.run(call, check=False, pass_fds=handles).returncode
    if status < 0:
        raise ProcessEnded
    if status == 0:
        _MADE.add(root)
        if state:  # that of before: what was changed in the meantime is looked at by the next build
            note.write_text(state + _made(root), encoding="utf-8")
    return status


def _state(root: Path) -> str:
    """Hash everything on which exhibits and notebooks can depend.

    Pages of prose count only where a notebook has opened them, so that a sentence that was changed starts no process.
    """
    notes = (root / "_build" / FOLDER).glob("*.opened")
    opened = {line for note in notes for line in note.read_text("utf-8", errors="replace").splitlines()}
    prose = {path for path in (root / "book").rglob("*.md") if str(path) not in opened}
    book = sorted(path.relative_to(root).as_posix() for path in set((root / "book").rglob("*.*")) - prose)
    return f"{sys.version}\n{digest(root, [*(name for name in ANYTHING if name != 'book'), *book])}\n"


def _made(root: Path) -> str:
    """Note when each of the files was written that are made ahead."""
    out = root / "_build"
    files = sorted(path for name in MADE for path in (out / name).rglob("*") if path.is_file())
    return "".join(f"{path.relative_to(out).as_posix()} {path.stat().st_mtime_ns}\n" for path in files)


def ensure(root: Path) -> None:
    """Make what `run` has not made already, for whoever starts Sphinx without the build.

    Raises
    ------
    NotMade
        If an exhibit is incomplete or a cell of a notebook fails.
    """
    if root in _MADE:
        _MADE.remove(root)
    else:
        with working(ROOT / "_build", "figures"):
            make(root)


def make(root: Path) -> None:
    """Make whatever a folder of pages lacks: files of exhibits, then outputs of its notebooks; see `ensure`.

    The exhibits are those of the code that runs, and so are their files, wherever the pages lie that show them.
    """
    from landreform.publish import processes

    if not (ROOT / "_build" / ".figures.json").exists():
        processes.start()  # all is needed: it imports while this process does

    from landreform.build import execute
    from landreform.publish import files
    from landreform.publish.dependencies import Dependencies

    dependencies = Dependencies(root)
    try:
        step("book", 1, STEPS, "figures and numbered tables are drawn")
        files.ensure(ROOT, dependencies if root == ROOT else None)
        step("book", 2, STEPS, "notebooks are executed")
        names = sorted(path.stem for path in (root / "notebooks").glob("*.ipynb"))
        execute.ensure(root, names, dependencies=dependencies)
    except (ValueError, execute.ExecutionFailed) as error:
        raise NotMade(str(error)) from error


def main() -> int:
    """Make what the folder lacks that is named on the command line."""
    status = told("book", lambda: _main(Path(sys.argv[1])))
    if status == STOPPED:
        os._exit(status)  # at once, or libraries would say behind the last line what else they could not do
    return status


def _main(root: Path) -> int:
    try:
        make(root)
    except NotMade as error:
        if reason(error):
            raise
        print(error, file=sys.stderr, flush=True)
        return 1
    return 0
